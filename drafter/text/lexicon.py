"""The vocabulary as data: one table a file in `drafter/lexicon/`, one row a thing, with where it comes from.

A table is UTF-8 CSV with a header row; a line that begins with # is a remark. Each has a column 来源.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib import resources
from operator import itemgetter


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `drafter/lexicon/NAME.csv`, column name -> cell. Raises FileNotFoundError for an unknown table."""
    rows = _read(name)
    header = next(rows)
    return tuple(dict(zip(header, row, strict=True)) for row in rows)


def columns(name: str, *wanted: str) -> Iterator[tuple[str, ...]]:
    """The cells of some columns of a long table, row by row; a third of the time of `table`. Raises ValueError for an
    unknown column."""
    rows = _read(name)
    header = next(rows)
    return map(itemgetter(*map(header.index, wanted)), rows)


def _read(name: str) -> Iterator[list[str]]:
    text = (resources.files("drafter") / "lexicon" / f"{name}.csv").read_text(encoding="utf-8")
    return csv.reader([line for line in text.splitlines() if line and line[0] != "#" and line.strip()], strict=True)


@cache
def words(name: str, column: str = "词") -> frozenset[str]:
    """The words of one column of a table."""
    return frozenset(row[column] for row in table(name) if row[column])
