"""Rows that say themselves what they hold: under each problem one row 计划 and one row 完成, over the same columns.

序号  问题      (blank)  5月      6月          序号  问题      计划·5月  计划·6月  5月       6月
1     撂荒地    计划     丈量     签合同   →   1     撂荒地    丈量      签合同    1370亩    58份
                完成     1370亩   58份
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from drafter.ledger.excel_columns import MANY, Column, Table, is_stretch
from drafter.ledger.excel_grid import moved, sheet_of
from drafter.ledger.excel_sheet import Cell
from drafter.ledger.excel_words import field_named, normal_heading, one_line
from drafter.patterns import pattern

_LABELS = 0.9  # share of a column's cells that are labels
_FEWEST_ROWS = 2
_ROWS_EACH = 1.5  # labelled rows of a problem, on the average
_VALUES = frozenset(
    {None, "措施", "进展", "成效", "整改目标", "内部备注"}
)  # what a column under two labels may be headed as
_STRETCH = "(?:月度|季度|阶段|当月|当季|工作|整改)?"
# 月度计划, 目标任务
_PLANNED = pattern(rf"{_STRETCH}(?:计划|安排|打算|任务|目标任务|应完成|节点)(?:任务|情况|进度)?")
# 实际完成, 落实情况
_ACTUAL = pattern(rf"{_STRETCH}(?:完成|实际|落实|执行|进度|结果|实绩)(?:完成|进展|情况|进度)?")


def label_field(text: str) -> str | None:
    """The field that a row labelled so holds."""
    bare = normal_heading(text)
    if not bare or len(bare) > 12:
        return None
    if _PLANNED.fullmatch(bare):
        return "措施"
    if _ACTUAL.fullmatch(bare):
        return "进展"
    return field_named(bare)


def with_labelled_rows(table: Table) -> Table:
    """The table with the rows of each problem side by side; as it is where no column labels its rows."""
    labels = _label_column(table)
    if labels is None:
        return table
    values = _value_columns(table, labels)
    return _side_by_side(table, labels, values) if values else table


def _label_column(table: Table) -> dict[int, tuple[Cell, str]] | None:
    """The labels by row, each with its field."""
    below: dict[int, dict[int, Cell]] = {}
    for (row, number), cell in table.sheet.cells.items():
        if row > table.bottom and cell.text.strip():
            below.setdefault(number, {})[row] = cell
    problems = len(below.get(table.of("表述")[0].number, {}))
    for number, cells in sorted(below.items()):
        column = table.columns.get(number)
        if column is not None:
            own = normal_heading(column.cell.text)
            cells = {row: cell for row, cell in cells.items() if normal_heading(cell.text) != own}
        guessed = column is not None and column.field == "方面" and (column.headed or column.guess)  # 类型
        if column is not None and (column.asked or column.tick or not (guessed or column.field in _VALUES)):
            continue
        found = {row: (cell, name) for row, cell in cells.items() if (name := label_field(cell.text))}
        if len(found) < _LABELS * len(cells) or len(found) < max(_FEWEST_ROWS, _ROWS_EACH * problems):
            continue
        said = Counter(normal_heading(cell.text) for cell, _ in found.values())
        if len({name for _, name in found.values()}) > 1 and max(said.values()) > 1:
            return found
    return None


def _value_columns(table: Table, labels: dict[int, tuple[Cell, str]]) -> list[Column]:
    """The columns that have cells of their own in rows of different labels."""
    number = next(iter(labels.values()))[0].column
    out = []
    for column in table.columns.values():
        if column.number == number or column.field not in _VALUES or column.tick:
            continue
        names = {name for row, (_, name) in labels.items() if (row, column.number) in table.sheet.cells}
        if len(names) > 1:
            out.append(column)
    return out


def _side_by_side(table: Table, labels: dict[int, tuple[Cell, str]], values: list[Column]) -> Table:
    sheet = table.sheet
    number = next(iter(labels.values()))[0].column
    title = table.of("表述")[0].number
    columns = {n: c for n, c in table.columns.items() if n != number and c not in values}
    made: dict[tuple[str, int], Column] = {}
    last = max([*table.columns, *(k for _, k in sheet.cells)])
    of_words = {normal_heading(cell.text): (cell, name) for cell, name in labels.values()}
    taken = {c.field for c in columns.values()}
    for word, (cell, name) in of_words.items():
        field = name if name in MANY or name not in taken else "内部备注"
        taken.add(field)
        for value in values:
            last += 1
            period = is_stretch(value.cell.text)
            heading = f"{value.heading}·{one_line(cell.text)}" if period else one_line(cell.text)
            shown = value.cell if period else replace(cell, column=last)
            made[word, value.number] = replace(value, number=last, heading=heading, field=field, cell=shown, guess="")
            columns[last] = made[word, value.number]
    cells: dict[tuple[int, int], Cell] = {}
    first, begun = 0, set[str]()  # where the rows of the problem begin, and which of its rows have been
    moves = {value.number for value in values}
    for row in sheet.rows:
        word = normal_heading(labels[row][0].text) if row in labels else ""
        if not word or word in begun or sheet.own(row, title) is not None or not first:
            first, begun = row, set()
        if word:
            begun.add(word)
        for cell in sheet.rows[row]:
            if word and cell.column == number:
                continue
            if word and cell.column in moves:
                target = made[word, cell.column].number
                cells[first, target] = moved(cell, first, target, sheet.name)
            else:
                cells[row, cell.column] = cell
    plain = sheet_of(sheet.name, cells, sheet.kind)
    said = frozenset(normal_heading(cell.text) for cell, _ in labels.values())
    return replace(
        table,
        sheet=replace(sheet, cells=plain.cells, rows=plain.rows),
        columns=columns,
        headings=table.headings | said,
    )
