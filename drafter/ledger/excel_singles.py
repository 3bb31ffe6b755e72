"""Several problems in one cell (1.会议记录不全；2.制度执行不严) -> a row for each, with what their numbers pair."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from drafter.ledger.excel_columns import Table
from drafter.ledger.excel_grid import Spread, moved, sheet_of
from drafter.ledger.excel_rows import number_of
from drafter.ledger.excel_sheet import Cell
from drafter.ledger.excel_words import split_numbered
from drafter.patterns import pattern
from drafter.text.numerals import NUMBER

_LONGEST = 80  # characters of what words a problem
_PAIRED = frozenset(
    {"措施", "进展", "成效", "提法", "佐证", "内部备注", "措施状态", "状态", "公开", "时限"}
)  # what may be numbered like the problems
_OF_ONE = frozenset({"措施", "进展", "成效", "提法", "佐证", "内部备注", "措施状态", None})  # not divided: of the first
_LISTED_NUMBERS = pattern(r"[、，,;；和及~～至\-—]")


@dataclass
class Singles:
    """The table with one problem a row, and what is to be asked."""

    table: Table
    questions: list[str] = field(default_factory=list)


def with_single_problems(table: Table) -> Singles:
    """The table itself where each cell words one problem."""
    sheet = table.sheet
    title = table.of("表述")[0].number
    many: dict[int, list[str]] = {}
    for row in sheet.rows:
        cell = sheet.own(row, title)
        if row > table.bottom and cell is not None and cell.rows == 1 and not table.has("具体表现"):
            items = _problems_in(cell.text)
            if items and (row + 1 not in sheet.rows or sheet.own(row + 1, title) is not None):
                many[row] = items
    if not many:
        return Singles(table)
    spread = Spread(sheet, {row: len(items) - 1 for row, items in many.items()})
    cells, questions = dict(spread.cells), []
    for row, items in many.items():
        unpaired = _divide(table, row, items, spread.row_of(row), cells)
        cell = sheet.cells[row, title]
        said = f"{sheet.where(cell)} 一格里有{len(items)}个问题，已分开读入"
        if unpaired:
            said += f"；“{'”“'.join(unpaired)}”没有按问题编号，分不清各属哪个，都放在第1个问题下"
        questions.append(said)
    divided = sheet_of(sheet.name, cells)
    divided = replace(sheet, cells=divided.cells, rows=divided.rows, owner=spread.owner)
    return Singles(replace(table, sheet=divided), questions)


def _problems_in(text: str) -> list[str]:
    """The numbered wordings of a cell that holds nothing else; none where they are of one problem (…。一是…)."""
    listed = split_numbered(text)
    if not listed or listed[0] or any(not 3 < len(item) <= _LONGEST for item in listed[1]):
        return []
    return [item.rstrip("；;，,。 ") for item in listed[1]]


def _divide(table: Table, row: int, items: list[str], top: int, cells: dict[tuple[int, int], Cell]) -> list[str]:
    """Give each problem its row from `top` on; the headings of columns whose text cannot be divided."""
    sheet, unpaired = table.sheet, []
    for number, column in table.columns.items():
        cell = sheet.own(row, number)
        if cell is None or not cell.text.strip():
            continue
        if column.field == "表述":
            parts = items
        elif cell.rows > 1:
            parts = [cell.text]  # merged over the rows below it: it speaks for them too
        elif column.field == "编号":
            numbers = [p for p in _LISTED_NUMBERS.split(cell.text) if p.strip()]
            parts = numbers if len(numbers) == len(items) else [cell.text]
            if len(numbers) == 2 < len(items) and _runs(numbers, len(items)):
                parts = [str(int(numbers[0]) + i) for i in range(len(items))]
        elif column.field in _PAIRED or column.field is None:
            listed = split_numbered(cell.text)
            if by_problem := _for_each_problem(cell.text, len(items)):
                parts = by_problem
            elif listed and not listed[0] and len(listed[1]) == len(items):
                parts = listed[1]
            else:
                parts = [cell.text] if column.field in _OF_ONE else [cell.text] * len(items)
                if column.field in ("措施", "进展", "成效"):
                    unpaired.append(column.heading)
        else:
            parts = [cell.text] * len(items)
        for offset, part in enumerate(parts):
            at = (top + offset, number)
            said = _FOR_PROBLEM.sub("", part, count=1).strip()
            cells[at] = replace(moved(cell, *at, sheet.name), text=said, value=said, exact=part)
    return unpaired


_FOR_PROBLEM = pattern(rf"^(?:问题|第)\s?(?P<number>{NUMBER})\s?(?:个问题|题|条)?\s?[：:]\s?", re.MULTILINE)


def _for_each_problem(text: str, count: int) -> list[str]:
    """What 问题1：…, 问题2：… say of each of the problems of a cell; empty where not all are named in order."""
    marks = list(_FOR_PROBLEM.finditer(text))
    if [number_of(mark["number"]) for mark in marks] != [*range(1, count + 1)] or text[: marks[0].start()].strip():
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[mark.start() : end].strip() for mark, end in zip(marks, ends, strict=True)]


def _runs(ends: list[str], count: int) -> bool:
    first, last = (number_of(end) for end in ends)
    return isinstance(first, int) and isinstance(last, int) and last - first + 1 == count
