"""Sheets of one workbook that are laid out alike (a form each, a 方面 each): what their columns hold is told from the
cells of all of them.
"""

from __future__ import annotations

from dataclasses import replace

from drafter.ledger.excel_sheet import Cell, Sheet

_MOST = 6  # sisters of a sheet, the nearest first
_ROWS = 20  # from the top, where headings and labels stand
_LONGEST = 20  # characters of one
_ALIKE = 0.5  # share of its short texts that stand in the other sheet in the same columns
_FEWEST = 3


def with_sisters(sheets: list[Sheet]) -> list[Sheet]:
    """The sheets, each with others of the workbook that have the same headings or labels in the same columns."""
    if len(sheets) < 2:
        return sheets
    heads = [_short_texts(sheet) for sheet in sheets]
    out = []
    for at, sheet in enumerate(sheets):
        near = sorted(range(max(0, at - _MOST), min(len(sheets), at + _MOST + 1)), key=lambda i: abs(i - at))
        sisters = [sheets[i] for i in near if i != at and not sheets[i].hidden and _are_alike(heads[at], heads[i])]
        out.append(replace(sheet, sisters=tuple(sisters[:_MOST])) if sisters else sheet)
    return out


def same_heading(sister: Sheet, heading: Cell) -> Cell | None:
    """The cell of a sister sheet that heads what `heading` heads: the same words in the same column, or row."""
    rows = list(sister.rows)[:_ROWS]
    found = [c for row in rows for c in sister.rows[row] if c.text == heading.text]
    return next(
        (c for c in found if c.column == heading.column), next((c for c in found if c.row == heading.row), None)
    )


def _short_texts(sheet: Sheet) -> set[tuple[int, str]]:
    rows = list(sheet.rows)[:_ROWS]
    return {(c.column, c.text) for row in rows for c in sheet.rows[row] if 0 < len(c.text.strip()) <= _LONGEST}


def _are_alike(one: set[tuple[int, str]], other: set[tuple[int, str]]) -> bool:
    same = len(one & other)
    return same >= _FEWEST and same >= _ALIKE * min(len(one), len(other))
