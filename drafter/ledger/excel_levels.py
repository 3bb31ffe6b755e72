"""One column for 方面, problems and measures, told apart by their numbers (一 / （一） / 1): a column for each.

序号  反馈问题及整改措施     整改落实情况        序号  方面        反馈问题      整改措施      整改落实情况
一    履行职能方面                         →
（一） 僵尸企业处置缓慢                          （一） 履行职能方面  僵尸企业处置缓慢
1     制定处置方案           方案获批                                            制定处置方案   方案获批
"""

from __future__ import annotations

import re
from dataclasses import replace

from drafter.ledger.excel_columns import Column, Table
from drafter.ledger.excel_grid import moved, sheet_of
from drafter.ledger.excel_sheet import Cell
from drafter.ledger.excel_words import words_both
from drafter.patterns import pattern
from drafter.text.normal import fold
from drafter.text.numerals import NUMERAL
from drafter.text.ordinals import ordinal_at

_FEWEST = 4  # numbered rows
_KINDS = (
    ("一、", pattern(rf"{NUMERAL}{{1,3}}[、.]?")),
    ("（一）", pattern(rf"[(（]{NUMERAL}{{1,3}}[)）]")),
    ("1.", pattern(r"\d{1,3}[、.．]?")),
    ("1.1", pattern(r"\d{1,3}[.．\-—－]\d{1,3}[、.．]?")),
    ("1.1.1", pattern(r"\d{1,3}(?:[.．\-—－]\d{1,3}){2}[、.．]?")),
    ("（1）", pattern(r"[(（]\d{1,3}[)）]")),
)
_OUTER = [kind for kind, _ in _KINDS]  # from the outermost


def with_levels(table: Table) -> Table:
    """The table with a column for each level; as it is where no column holds several, or measures have their own."""
    title = table.of("表述")[0]
    own = table.has("措施") or table.has("计划")
    if not (words_both(title.cell.text) or (title.guess and not own)):
        return table
    levels = levels_of(table)
    return _apart(table, title, levels) if levels else table


def levels_of(table: Table) -> dict[int, str]:
    """What each numbered row is: 方面, 表述 or 措施; empty where the numbers are not of two or three kinds, one inside
    the other."""
    title = table.of("表述")[0]
    kinds = {row: kind for row in sorted(table.sheet.rows) if row > table.bottom and (kind := _kind(table, row, title))}
    order = list(dict.fromkeys(kinds.values()))
    if len(kinds) < _FEWEST or not 2 <= len(order) <= 3 or order != sorted(order, key=_OUTER.index):
        return {}
    names = dict(zip(order[-2:], ("表述", "措施"), strict=True))
    if len(order) == 3:
        names[order[0]] = "方面"
    return {row: names[kind] for row, kind in kinds.items()}


def _kind(table: Table, row: int, title: Column) -> str | None:
    """The kind of number that a row has, in the column of numbers or before its text."""
    text = table.sheet.own(row, title.number)
    if text is None or not (text.text.strip() or text.struck):
        return None
    for column in table.of("编号"):
        number = table.sheet.own(row, column.number)
        if number is not None:
            bare = re.sub(r"\s", "", number.text or number.struck)
            return next((kind for kind, pattern in _KINDS if pattern.fullmatch(bare)), None)
    found = ordinal_at(fold((text.text or text.struck).strip()))
    return found.kind if found else None


def _apart(table: Table, title: Column, levels: dict[int, str]) -> Table:
    """Rows of 方面 are given to the problems below them, measures go into a column of their own."""
    sheet = table.sheet
    last = max([*table.columns, *(k for _, k in sheet.cells)])
    group_at, measure_at = last + 1, last + 2
    columns = table.columns | {
        group_at: replace(title, number=group_at, heading=f"{title.heading}·方面", field="方面", guess=""),
        measure_at: replace(title, number=measure_at, heading=f"{title.heading}·措施", field="措施", guess=""),
    }
    numbers = {column.number for column in table.of("编号")}
    cells: dict[tuple[int, int], Cell] = {}
    group: Cell | None = None
    for row, found in sheet.rows.items():
        level = levels.get(row)
        if level == "方面":
            group = sheet.own(row, title.number)
            continue
        for cell in found:
            if level == "措施" and cell.column in numbers:
                continue
            to = measure_at if level == "措施" and cell.column == title.number else cell.column
            cells[row, to] = moved(cell, row, to, sheet.name) if to != cell.column else cell
        if level == "表述" and group is not None:
            cells[row, group_at] = moved(group, row, group_at, sheet.name)
    plain = sheet_of(sheet.name, cells, sheet.kind)
    return replace(table, sheet=replace(sheet, cells=plain.cells, rows=plain.rows), columns=columns)
