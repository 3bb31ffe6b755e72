"""Columns counted with their measures -> a row for each measure, so that what was done stands beside its plan.

问题  措施一  落实情况  措施二  落实情况          问题  措施一  落实情况
甲    规则    已印发    清单                →    甲    规则    已印发
                                                       清单
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from drafter.ledger.excel_columns import Column, Table
from drafter.ledger.excel_grid import Spread, moved, sheet_of
from drafter.ledger.excel_words import counted_heading, normal_heading

_FIELDS = frozenset({"措施", "进展", "成效", "状态", "时限", "佐证", "提法", "措施状态", "责任单位", "牵头领导", None})


def with_counted_columns(table: Table) -> Table:
    """The table itself where no two columns are counted together (措施一 措施二 措施三 alone are a list)."""
    groups = _groups(table)
    numbers = sorted({number for number, _ in groups})
    bases = list(dict.fromkeys(base for _, base in groups))
    if len(numbers) < 2 or len(bases) < 2 or any((number, bases[0]) not in groups for number in numbers):
        return table
    home = {base: groups[number, base] for base in bases for number in reversed(numbers) if (number, base) in groups}
    if not any(column.field == "措施" for column in home.values()):
        return table
    return _a_row_each(table, groups, home, numbers)


def _groups(table: Table) -> dict[tuple[int, str], Column]:
    """(which measure, what of it) -> the column."""
    said = {n: [normal_heading(part) for part in c.heading.split("·")] for n, c in table.columns.items()}
    often = Counter("·".join(parts) for parts in said.values())
    groups: dict[tuple[int, str], Column] = {}
    current = 0  # the measure that the columns are about
    for number, column in sorted(table.columns.items()):
        if column.field not in _FIELDS or column.tick or column.asked:
            continue
        counted = next((found for part in said[number] if (found := counted_heading(part))), None)
        if counted:
            current = counted.number
            base = said[number][-1] if len(said[number]) > 1 and not counted_heading(said[number][-1]) else counted.base
        elif current and often["·".join(said[number])] > 1:
            base = said[number][-1]
        else:
            continue
        groups.setdefault((current, base), column)
    several = Counter(base for _, base in groups)
    return {key: column for key, column in groups.items() if several[key[1]] > 1}


def _a_row_each(
    table: Table, groups: dict[tuple[int, str], Column], home: dict[str, Column], numbers: list[int]
) -> Table:
    sheet = table.sheet
    of_column = {column.number: key for key, column in groups.items()}
    last: dict[int, int] = {}  # row -> how far down its measures go
    for row, number in sheet.cells:
        if row > table.bottom and number in of_column:
            last[row] = max(last.get(row, 0), numbers.index(of_column[number][0]))
    spread = Spread(sheet, {row: down for row, down in last.items() if down})
    cells = {}
    for (row, number), cell in spread.cells.items():
        key = of_column.get(number)
        if key is None or row <= table.bottom:
            cells[row, number] = cell
        else:
            to = (row + numbers.index(key[0]), home[key[1]].number)
            cells[to] = moved(cell, *to, sheet.name)
    kept = {column.number for column in home.values()}
    columns = {n: c for n, c in table.columns.items() if n not in of_column or n in kept}
    for base, column in home.items():
        if column.field is None:  # a second column for a field that takes one: the first of its kind has it
            known = next((c.field for c in groups.values() if c.field and normal_heading(c.cell.text) == base), None)
            columns[column.number] = replace(column, field=known)
    plain = sheet_of(sheet.name, cells, sheet.kind)
    return replace(table, sheet=replace(sheet, cells=plain.cells, rows=plain.rows, owner=spread.owner), columns=columns)
