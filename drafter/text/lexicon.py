"""The vocabulary as data: one table a file in `drafter/lexicon/`, one row a thing, with where it comes from.

A table is UTF-8 CSV with a header row; a line that begins with # is a remark. Each has a column 来源.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `drafter/lexicon/NAME.csv`, column name -> cell. Raises FileNotFoundError for an unknown table."""
    text = (resources.files("drafter") / "lexicon" / f"{name}.csv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    rows = csv.reader(lines, strict=True)
    header = next(rows)
    return tuple(dict(zip(header, row, strict=True)) for row in rows)


@cache
def words(name: str, column: str = "词") -> frozenset[str]:
    """The words of one column of a table."""
    return frozenset(row[column] for row in table(name) if row[column])
