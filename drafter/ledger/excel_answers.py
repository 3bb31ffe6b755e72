"""An answer spread over columns (公开 | 不公开; 是 | 否 under 是否完成) -> one column with the answer as a word."""

from __future__ import annotations

import re
from dataclasses import replace

from drafter.ledger.excel_columns import IGNORED, Column, Table
from drafter.ledger.excel_grid import moved, sheet_of
from drafter.ledger.excel_sheet import Cell, Sheet
from drafter.ledger.excel_words import field_of, normal_heading, to_be_marked
from drafter.patterns import pattern
from drafter.text.choices import ticked
from drafter.text.statuses import publication, yes_no

_REMARK = pattern(r"[（(\[【].*", re.DOTALL)
_BOTH = "几栏都有勾"


def with_answers_ticked(sheet: Sheet) -> Sheet:
    """A cell of boxes (☑公开　□不公开) as the answer that is ticked; none ticked is an empty cell."""
    found = {key: answer for key, cell in sheet.cells.items() if (answer := ticked(cell.text)) is not None}
    if not found:
        return sheet
    cells = {
        key: replace(cell, text="、".join(found[key]), value="、".join(found[key])) if key in found else cell
        for key, cell in sheet.cells.items()
        if found.get(key) != ()
    }
    rows: dict[int, list[Cell]] = {}
    for (row, _), cell in cells.items():
        rows.setdefault(row, []).append(cell)
    return replace(sheet, cells=cells, rows=rows)


def with_answers(table: Table) -> Table:
    """The table itself where no answer is spread."""
    for column in table.of("公开"):
        table = _marked(table, column)
    for columns in _spread(table):
        table = _gathered(table, columns)
    return table


def _marked(table: Table, column: Column) -> Table:
    """Marks below 不公开请打× as the words that they stand for, whatever mark it is."""
    what = to_be_marked(column.cell.text)
    if what is None:
        return table
    cells = {
        key: replace(cell, text=what, value=what, exact=what)
        if key[1] == column.number and key[0] > table.bottom and yes_no(cell.text) is not None
        else cell
        for key, cell in table.sheet.cells.items()
    }
    plain = sheet_of(table.sheet.name, cells, table.sheet.kind)
    return replace(table, sheet=replace(table.sheet, cells=plain.cells, rows=plain.rows))


def _spread(table: Table) -> list[list[Column]]:
    """Columns side by side that are headed by a yes and a no of one question."""
    found: list[list[Column]] = []
    for column in table.columns.values():
        if _answer(column) is None or column.tick:
            continue
        last = found[-1][-1] if found else None
        if last and last.number == column.number - 1 and _question(last) == _question(column):
            found[-1].append(column)
        else:
            found.append([column])
    return [columns for columns in found if {_answer(c) for c in columns} == {True, False}]


def _answer(column: Column) -> bool | None:
    return publication(normal_heading(column.cell.text))


def _question(column: Column) -> str:
    return normal_heading(column.heading.rpartition("·")[0])


def _gathered(table: Table, columns: list[Column]) -> Table:
    question = _question(columns[0])
    name = field_of(question) if question else None
    if name not in ("状态", "公开"):
        name = "状态" if name == "进展" else "公开"
    first = columns[0]
    heading = question or "、".join(normal_heading(c.cell.text) for c in columns)
    made = dict(table.columns) | {c.number: replace(c, field=IGNORED) for c in columns}
    made[first.number] = replace(first, field=name, heading=heading)
    sheet = table.sheet
    numbers = {c.number for c in columns}
    cells = {key: c for key, c in sheet.cells.items() if key[1] not in numbers or key[0] <= table.bottom}
    for row in sheet.rows:
        if row > table.bottom:
            given = [(c, sheet.cells[row, c.number]) for c in columns if (row, c.number) in sheet.cells]
            said = [(cell, word) for c, cell in given if (word := _said(c, cell))]
            if said:
                cell, word = said[0]
                text = word if len(said) == 1 else _BOTH
                at = moved(cell, row, first.number, sheet.name)
                cells[row, first.number] = replace(at, text=text, value=text, exact=text)
    plain = sheet_of(sheet.name, cells, sheet.kind)
    return replace(table, sheet=replace(sheet, cells=plain.cells, rows=plain.rows), columns=made)


def _said(column: Column, cell: Cell) -> str:
    """What a cell below a heading answers: a tick stands for the heading, a cross for nothing; other words stay."""
    answer = yes_no(cell.text)
    if answer is None:
        return cell.text.strip()
    remark = _REMARK.search(cell.text)
    return normal_heading(column.cell.text) + (remark.group() if remark else "") if answer else ""
