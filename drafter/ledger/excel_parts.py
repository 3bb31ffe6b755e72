"""Several tables one below the other in one sheet: each a sheet of its own, where their headings differ.

Headings that are printed again on a new page are the same ones in the same columns, and divide nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from drafter.ledger.excel_columns import Table
from drafter.ledger.excel_forms import may_label
from drafter.ledger.excel_sheet import Cell, Sheet
from drafter.ledger.excel_table import find_table
from drafter.ledger.excel_words import field_named, head_of, normal_heading

_FEWEST = 3  # headings of a table
_LONGEST_NAME = 20


def parts_of(sheet: Sheet, mapping: Mapping[str, str]) -> list[Sheet]:
    """The sheet's tables as sheets; the sheet alone where it holds one."""
    heads = [row for row, cells in sheet.rows.items() if _heads(cells)]
    others = [row for row in sheet.rows if _heads_else(sheet, row)]
    first = find_table(sheet, mapping) if len(heads) > 1 or others else None
    if first is not None and heads and heads[0] < first.top and not _same(first, sheet.rows[heads[0]]):
        first = find_table(sheet, mapping, heads=heads[0]) or first  # the one below has more columns
    if first is None:
        return [sheet]
    starts = [row for row in heads if row > first.bottom and not _same(first, sheet.rows[row])]
    parted = [_cut(sheet, _with_banner(sheet, row), None) for row in starts]
    if first.top not in heads or any(find_table(part, mapping, key="编号") is None for part in parted):
        starts = []
    bounds = [_with_banner(sheet, row) for row in sorted({*starts, *(row for row in others if row > first.bottom)})]
    if not bounds:
        return [sheet]
    ends = [*bounds[1:], None]
    names = [_name(sheet, row, at) for at, row in enumerate(bounds, 2)]
    rest = [replace(_cut(sheet, top, end), name=name) for top, end, name in zip(bounds, ends, names, strict=True)]
    return [_cut(sheet, 1, bounds[0]), *rest]


def _heads(cells: list[Cell]) -> bool:
    """The row is made of headings alone, of different fields."""
    if len(cells) < _FEWEST or not all(may_label(c) for c in cells):
        return False
    names = [field_named(c.text) for c in cells]
    return len(set(names)) >= _FEWEST and any(name in ("编号", "表述") for name in names)


def _heads_else(sheet: Sheet, row: int) -> bool:
    """The row is made of headings alone, of a table of something else (姓名, 电话) that has its title above."""
    cells, above = sheet.rows[row], sheet.rows.get(row - 1, [])
    if len(above) != 1 or len(cells) < 2 or not all(head_of(c.text) for c in cells):
        return False
    names = [field_named(c.text) for c in cells]
    return "编号" not in names and "表述" not in names and "内部备注" in names


def _same(table: Table, cells: list[Cell]) -> bool:
    """One of the table's own rows of headings, once more."""
    said = [(c.column, normal_heading(c.text)) for c in cells]
    heads = [table.sheet.rows.get(row, []) for row in range(table.top, table.bottom + 1)]
    return any(said == [(c.column, normal_heading(c.text)) for c in row] for row in heads)


def _with_banner(sheet: Sheet, row: int) -> int:
    """The row of the title right above a header, or the header's own."""
    above = sheet.rows.get(row - 1, [])
    return row - 1 if len(above) == 1 and len(above[0].text) <= 40 else row


def _name(sheet: Sheet, row: int, number: int) -> str:
    cells = sheet.rows[row]
    said = cells[0].text.strip() if len(cells) == 1 else ""
    return said if 0 < len(said) <= _LONGEST_NAME else f"{sheet.name}（表{number}）"


def _cut(sheet: Sheet, top: int, end: int | None) -> Sheet:
    """Its rows from `top` to before `end`; every cell is known by its place in the sheet that the user sees."""
    rows = {
        row: [replace(c, origin=c.origin or (sheet.name, c.name)) for c in cells]
        for row, cells in sheet.rows.items()
        if row >= top and (end is None or row < end)
    }
    cells = {(c.row, c.column): c for found in rows.values() for c in found}
    owner = {place: first for place, first in sheet.owner.items() if first in cells}
    fills = {place: fill for place, fill in sheet.fills.items() if place[0] in rows}
    return replace(sheet, cells=cells, rows=rows, owner=owner, fills=fills)
