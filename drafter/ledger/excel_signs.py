"""Signs for statuses, explained by a legend: ●已完成　◎正在推进　△长期坚持 -> the words in the column of the signs.

A legend stands outside of the table and names two signs at least; it outranks what a sign would mean by itself.
"""

from __future__ import annotations

import re
from dataclasses import replace

from drafter.ledger.excel_columns import Column, Table
from drafter.ledger.excel_grid import sheet_of
from drafter.ledger.excel_sheet import Cell
from drafter.text.statuses import status_of

_SIGNS = 0.8  # share of a column's cells that are signs of the legend
# ●已完成, A—推进中, “1”表示长期坚持
_EXPLAINED = re.compile(
    r"""[“"]? (?P<sign> [●○◎◆◇■□▲△★☆√✓×✗Ⅰ-ⅫA-Fa-f1-9] ) [”"]? \s{0,3}
    (?: [:：=＝—\-] {1,2} | 表示 | 代表 | 为 | 是 )? \s{0,3}
    (?P<said> [\u4e00-\u9fff]{2,6} )""",
    re.VERBOSE,
)


def with_signs(table: Table) -> Table:
    """The table with words for the signs; as it is without a legend."""
    legend = _legend(table)
    if len(legend) < 2:
        return table
    for column in table.columns.values():
        if column.field in (None, "状态", "编号", "内部备注", "进展") and not column.asked and not column.tick:
            table = _written(table, column, legend)
    return table


def _legend(table: Table) -> dict[str, str]:
    """What each sign means, in the cells above and below the problems."""
    title = table.of("表述")[0].number
    last = max((row for row, column in table.sheet.cells if column == title and row > table.bottom), default=0)
    found: dict[str, str] = {}
    for cell in table.sheet.cells.values():
        outside = cell.row < table.top or cell.row >= last
        if outside or cell.column > max(table.columns):
            meant = {m["sign"]: m["said"] for m in _EXPLAINED.finditer(cell.text) if status_of(m["said"])}
            found |= meant if len(meant) > 1 or len(cell.text.strip()) < 10 else {}
    return found


def _written(table: Table, column: Column, legend: dict[str, str]) -> Table:
    cells = [c for (row, k), c in table.sheet.cells.items() if k == column.number and row > table.bottom]
    signs = [c for c in cells if c.text.strip() in legend]
    if not signs or len(signs) < _SIGNS * len(cells) or (column.field == "编号" and _counts(cells)):
        return table
    changed = dict(table.sheet.cells)
    for cell in signs:
        word = legend[cell.text.strip()]
        changed[cell.row, cell.column] = replace(cell, text=word, value=word, exact=word)
    plain = sheet_of(table.sheet.name, changed, table.sheet.kind)
    columns = table.columns
    if not table.has("状态"):
        columns = columns | {column.number: replace(column, field="状态", guess="")}
    return replace(table, sheet=replace(table.sheet, cells=plain.cells, rows=plain.rows), columns=columns)


def _counts(cells: list[Cell]) -> bool:
    """The cells number the rows."""
    texts = [c.text.strip() for c in cells]
    return len(set(texts)) == len(texts)
