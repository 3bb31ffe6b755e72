"""What came of many files: a table for the screen, a CSV for Excel."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Sequence

from drafter.text.normal import in_one_line

_PLAIN_WIDTH = 120  # where the output is no terminal
_FORMULA = ("=", "+", "-", "@")


def print_summary(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """The table on standard error."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, box=box.SIMPLE)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*map(in_one_line, row))
    console = Console(file=getattr(sys.stderr, "bare", sys.stderr), markup=False, highlight=False)
    if not console.is_terminal:
        console.width = _PLAIN_WIDTH
    console.print(table)


def summary_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """With the mark by which Excel knows UTF-8; a cell that begins like a formula stays text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    shown = (map(in_one_line, row) for row in rows)
    writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in shown)
    return text.getvalue().encode("utf-8-sig", "replace")
