"""Signs and words for statuses, explained by a legend: ●已完成　◎正在推进　△长期坚持; “大体到位”即基本完成 -> the words
that it explains them with, in their column.

A legend stands outside of the table and names two of them at least; it outranks what one would mean by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from drafter.ledger.excel_columns import Column, Table
from drafter.ledger.excel_grid import sheet_of
from drafter.ledger.excel_sheet import Cell
from drafter.text.statuses import Status, told_status

_SIGNS = 0.8  # share of a column's cells that are signs of the legend
# ●已完成, A—推进中, “1”表示长期坚持
_EXPLAINED = re.compile(
    r"""[“"]? (?P<sign> [●○◎◆◇■□▲△★☆√✓×✗Ⅰ-ⅫA-Fa-f1-9] ) [”"]? \s{0,3}
    (?: [:：=＝—\-] {1,2} | 表示 | 代表 | 为 | 是 )? \s{0,3}
    (?P<said> [\u4e00-\u9fff]{2,6} )""",
    re.VERBOSE,
)
# “整改到位”即完成, 接着改=长期坚持
_PUT_IN_WORDS = re.compile(
    r"""(?P<sign> [\u4e00-\u9fff]{2,8} ) [”"]? \s{0,3}
    (?: [=＝] | 即为? | 就是 | 表示 | 代表 | 指的?是? ) \s{0,3} [“"]? (?P<said> [\u4e00-\u9fff]{2,6} )""",
    re.VERBOSE,
)


def with_signs(table: Table, left: Iterable[Cell] = ()) -> Table:
    """The table with words for the signs; as it is without a legend. `left`: the cells that stand outside of it."""
    legend = _legend(table, left)
    if len(legend) < 2:
        return table
    for column in table.columns.values():
        if column.field in (None, "状态", "编号", "内部备注", "进展") and not column.asked and not column.tick:
            table = _written(table, column, legend)
    return table


def _legend(table: Table, left: Iterable[Cell]) -> dict[str, Status]:
    """What each sign means, in the cells above and below the problems."""
    title = table.of("表述")[0].number
    last = max((row for row, column in table.sheet.cells if column == title and row > table.bottom), default=0)
    around = [
        cell
        for cell in table.sheet.cells.values()
        if not table.top <= cell.row < last or cell.column > max(table.columns)
    ]
    found: dict[str, Status] = {}
    for cell in (*around, *left):
        meant = {
            m["sign"]: reading.status
            for explained in (_EXPLAINED, _PUT_IN_WORDS)
            for m in explained.finditer(cell.text)
            if (reading := told_status(m["said"]))
        }
        found |= meant if len(meant) > 1 or len(cell.text.strip()) < 10 else {}
    return found


def _written(table: Table, column: Column, legend: dict[str, Status]) -> Table:
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
