"""One column for 方面, problems and measures, told apart by their numbers (一 / （一） / 1): a column for each.

序号  反馈问题及整改措施     整改落实情况        序号  方面        反馈问题      整改措施      整改落实情况
一    履行职能方面                         →
（一） 僵尸企业处置缓慢                          （一） 履行职能方面  僵尸企业处置缓慢  制定处置方案   方案获批
1     制定处置方案           方案获批
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from drafter.ledger.excel_grid import Grid
from drafter.ledger.excel_sheet import Cell, Sheet
from drafter.ledger.excel_words import field_of, normal_heading
from drafter.text.numerals import NUMERAL

_SEARCHED_ROWS = 20
_FEWEST = 4  # numbered rows
# 反馈问题及整改措施, 问题和措施, 问题、措施: one heading for both
_BOTH = re.compile(r"(?:.{0,8}问题)(?:[及和与、/]|以及)(?:.{0,6}(?:措施|任务|举措))")
_KINDS = (
    ("一", re.compile(rf"{NUMERAL}{{1,3}}[、.]?")),
    ("（一）", re.compile(rf"[(（]{NUMERAL}{{1,3}}[)）]")),
    ("1", re.compile(r"\d{1,3}[、.．]?")),
    ("（1）", re.compile(r"[(（]\d{1,3}[)）]")),
)


class _Head(NamedTuple):
    """The heading over problems and measures, and the column of their numbers."""

    cell: Cell
    numbers: int


def with_levels(sheet: Sheet) -> Sheet:
    """The sheet with a column for each level; as it is where no column holds several."""
    head = _head(sheet)
    if head is None:
        return sheet
    kinds = [k for row in sorted(sheet.rows) if row > head.cell.row and (k := _kind(sheet, row, head)) is not None]
    order = list(dict.fromkeys(kinds))
    if len(kinds) < _FEWEST or not 2 <= len(order) <= 3:
        return sheet
    names = dict(zip(order[-2:], ("反馈问题", "整改措施"), strict=True))
    if len(order) == 3:
        names[order[0]] = "方面"
    return _laid_out(sheet, head, names)


def _head(sheet: Sheet) -> _Head | None:
    for row in sorted(sheet.rows)[:_SEARCHED_ROWS]:
        for cell in sheet.rows[row]:
            if not _BOTH.fullmatch(normal_heading(cell.text)):
                continue
            numbers = [c.column for c in sheet.rows[row] if c.column < cell.column and field_of(c.text) == "编号"]
            if numbers:
                return _Head(cell, numbers[-1])
    return None


def _kind(sheet: Sheet, row: int, head: _Head) -> str | None:
    number, text = sheet.own(row, head.numbers), sheet.own(row, head.cell.column)
    if number is None or text is None:
        return None
    bare = re.sub(r"\s", "", number.text)
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(bare)), None)


def _laid_out(sheet: Sheet, head: _Head, names: dict[str, str]) -> Sheet:
    """Rows of 方面 are given to the problems below them, measures begin rows of their own."""
    grid = Grid(sheet.name, "分层")
    top = head.cell.row
    before = [c for r, cells in sheet.rows.items() if r < top for c in cells]
    base = max((c.row for c in before), default=0)
    heads = [c for c in sheet.rows[top] if c is not head.cell]
    columns: dict[int, int] = {}
    for cell in heads:
        if cell.column < head.cell.column:
            columns[cell.column] = grid.column(cell, sheet.name)
    levels = {name: grid.column(replace(head.cell, text=name, value=name, exact=name), sheet.name)
              for name in ("方面", "反馈问题", "整改措施") if name in names.values()}  # fmt: skip
    for cell in heads:
        if cell.column > head.cell.column:
            columns[cell.column] = grid.column(cell, sheet.name)
    group: Cell | None = None
    line = 1
    for row in sorted(r for r in sheet.rows if r > top):
        text = sheet.own(row, head.cell.column)
        if text is not None and normal_heading(text.text) == normal_heading(head.cell.text):
            continue  # the headings, printed again on the next page
        kind = _kind(sheet, row, head)
        level = names.get(kind) if kind else None
        if level == "方面":
            group = sheet.own(row, head.cell.column)
            continue
        line += 1
        for cell in sheet.rows[row]:
            if cell.column == head.cell.column:
                grid.put(line, levels[level] if level else levels["反馈问题"], cell, sheet.name)
            elif cell.column != head.numbers or level != "整改措施":
                column = columns.get(cell.column)
                if column is not None:
                    grid.put(line, column, cell, sheet.name)
        if level == "反馈问题" and group is not None:
            grid.put(line, levels["方面"], group, sheet.name)
    laid = grid.sheet()
    shifted = {(r + base, c): replace(cell, row=r + base) for (r, c), cell in laid.cells.items()}
    cells = {(c.row, c.column): c for c in before} | shifted
    rows: dict[int, list[Cell]] = {}
    for (r, _), cell in sorted(cells.items()):
        rows.setdefault(r, []).append(cell)
    hidden = frozenset(columns[c] for c in sheet.hidden_columns if c in columns)
    owner = {k: v for k, v in sheet.owner.items() if k[0] < top}
    return replace(laid, cells=dict(sorted(cells.items())), rows=rows, owner=owner, hidden_columns=hidden,
                   pictures=sheet.pictures)  # fmt: skip
