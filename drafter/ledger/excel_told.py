"""What an import has to say: questions, guesses, columns without a field, what is hidden or was left out.

Gathered while sheets are read, each kind then told in one message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from drafter.ledger.excel_columns import Column, Table
from drafter.ledger.excel_rows import Found, place
from drafter.ledger.excel_sheet import Cell, Sheet, column_name
from drafter.ledger.excel_table import column_field
from drafter.ledger.excel_words import (
    about_publication,
    field_named,
    joined_lines,
    listed_heading,
    nearest_heading,
    one_line,
    surely_public,
)
from drafter.ledger.model import ProblemEntry
from drafter.text.statuses import Status


class Question(NamedTuple):
    """Something to decide. `heading`: of the column it is about; `likely`: the field that comes nearest."""

    text: str
    heading: str = ""
    likely: str = ""
    way: str = ""  # how it is answered on the command line, where not as all others


_LISTED, _QUOTED = 5, 40  # cells that a message names, characters of each


@dataclass
class Told:
    """The messages of one import, and what they are made of."""

    path: Path
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    layouts: dict[str, list[str]] = field(default_factory=dict)  # name of a layout -> its sheets
    yearless: dict[str, int] = field(default_factory=dict)  # sheet -> the year of its title, where deadlines have none
    unanswered: dict[str, list[Found]] = field(default_factory=dict)  # sheet -> problems with nothing under 公开
    stray: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # sheet -> cells under no heading
    of_lists: dict[Status, list[str]] = field(default_factory=dict)  # status of a list -> its problems
    spoken: dict[tuple[str, Status], list[str]] = field(default_factory=dict)  # (words, status) -> where it stands
    at_odds: list[str] = field(default_factory=list)  # problems whose columns of statuses contradict one another
    without_status: dict[str, list[str]] = field(default_factory=dict)  # heading -> 否 that alone says how far it is
    of_bodies: dict[str, str] = field(default_factory=dict)  # body that a sheet is named after -> its first problem
    unnamed: dict[str, list[str]] = field(default_factory=dict)  # 相关单位 -> the problems that it answers for
    overtaken: int = 0  # reports of earlier periods that a later one replaces
    by_plan: dict[str, int] = field(default_factory=dict)  # cell of plans with nothing done -> measures made of it
    nested: dict[str, Found] = field(default_factory=dict)  # 方面 with others inside them
    noted: dict[str, list[str]] = field(default_factory=dict)  # heading that makes a note -> where it stands
    unknown: dict[str, list[str]] = field(default_factory=dict)  # heading that is not known -> where it stands
    guessed: dict[tuple[str, str], tuple[str, list[str]]] = field(
        default_factory=dict
    )  # (heading, field) -> why, where
    likely: dict[str, str] = field(default_factory=dict)  # heading that is not known -> the field it may hold
    clashes: dict[str, tuple[str, str]] = field(default_factory=dict)  # heading -> (field, the column that has it)
    withheld: list[Question] = field(default_factory=list)  # columns that may say what must not be printed

    def at(self, table: Table | Sheet, cell: Cell) -> str:
        """Where a cell stands, with the file's name."""
        return place(self.path, table, cell)

    def ask(self, text: str, heading: str = "", likely: str = "") -> None:
        self.questions.append(Question(text, heading, likely))

    def ask_about_aside(self, sheet: Sheet, cell: Cell) -> None:
        said = one_line(cell.text)[:_QUOTED]
        self.ask(f"{sheet.where(cell)} 的“{said}”在表格之外，看不出是不是问题，已放入“附注”")

    def tell(self) -> None:
        """Everything gathered, as messages; the questions come first in `put_questions_first`."""
        self._tell_layouts()
        self._tell_columns()
        self._tell_guesses()
        self._tell_spoken()
        self._tell_at_odds()
        self._tell_nested()
        self._tell_stray()
        self._tell_unanswered()
        self._tell_lists()
        self._tell_bodies()
        self._tell_unnamed()
        self._tell_overtaken()
        self._tell_by_plan()
        self._tell_years()

    def _tell_by_plan(self) -> None:
        if self.by_plan:
            cells = "、".join(f"{where}（{count}条）" for where, count in list(self.by_plan.items())[:_LISTED])
            more = f"等{len(self.by_plan)}处" if len(self.by_plan) > _LISTED else ""
            self.notes.append(f"{cells}{more} 没有填进展，按打算分成了几条措施，各等各的进展；填了进展的，一格是一条。")

    def _tell_layouts(self) -> None:
        for name, sheets in self.layouts.items():
            listed = "、".join(f"“{n}”" for n in sheets[:3]) + (f" 等{len(sheets)}张" if len(sheets) > 3 else "")
            self.notes.append(f"工作表{listed}按“{name}”的样式读入，请核对问题数。")

    def _tell_guesses(self) -> None:
        for (heading, name), (reason, places) in self.guessed.items():
            read = "读作" if reason.startswith("与") else "按内容读作"
            said = f"{_several(places)} 的列“{heading}”{read}“{name}”（{reason}）"
            self.ask(said, heading, name)

    def _tell_spoken(self) -> None:
        for (words, status), places in self.spoken.items():
            self.ask(f"{_several(places)} 的状态“{words}”读作“{status}”")

    def _tell_at_odds(self) -> None:
        if self.at_odds:
            more = f"等{len(self.at_odds)}个问题" if len(self.at_odds) > _LISTED else ""
            listed = "、".join(self.at_odds[:_LISTED])
            self.ask(f"{listed}{more}：两列说的状态不一致，不是状态的那一句在“内部备注”，请定以哪一列为准")
        for heading, places in self.without_status.items():
            self.ask(f"{_several(places)} 的“{heading}”是“否”，没有别处说到哪一步了，状态空着，“否”在“内部备注”")

    def _tell_stray(self) -> None:
        for sheet, cells in self.stray.items():
            said = "、".join(f"{name}“{text[:_QUOTED]}”" for name, text in cells[:_LISTED])
            more = f"等{len(cells)}处" if len(cells) > _LISTED else ""
            self.ask(f"工作表“{sheet}”的 {said}{more} 上面没有列名，已放入所在问题的“内部备注”")

    def _tell_unanswered(self) -> None:
        for sheet, found in self.unanswered.items():
            heading = re.sub(r"\s", "", found[0].table.of("公开")[0].cell.text)
            listed = "、".join(f"{one.title.name}“{one_line(one.title.text)[:12]}”" for one in found[:_LISTED])
            more = f"等{len(found)}个" if len(found) > _LISTED else ""
            self.ask(
                f"工作表“{sheet}”的“{heading}”一列，别的问题填了，{listed}{more} 没有填，"
                "先按不公开处理（并入已有台账的，照台账）",
                heading,
                "公开",
            )

    def _tell_nested(self) -> None:
        if self.nested:
            names = "、".join(f"“{name}”" for name in list(self.nested)[:3])
            inner = next(iter(self.nested.values()))
            self.ask(
                f"{inner.table.sheet.where(inner.title)} 起的问题有两层方面，"
                f"“方面”取了里面的一层（如“{inner.group}”），外面的（{names}）在“内部备注”的“上一级方面”"
            )

    def _tell_bodies(self) -> None:
        if self.of_bodies:
            names = "、".join(f"“{name}”" for name in list(self.of_bodies)[:_LISTED])
            self.ask(f"没有责任单位一列，工作表名{names} 像单位，已作为各自问题的责任单位", "", "责任单位")

    def _tell_unnamed(self) -> None:
        for name, places in self.unnamed.items():
            self.ask(f"{_several(places)} 的责任单位“{name}”没有说是哪些单位，照原样读入", "", "责任单位")

    def _tell_lists(self) -> None:
        if self.of_lists:
            said = "；".join(f"{places[0]} 起的{len(places)}个是“{status}”" for status, places in self.of_lists.items())
            self.notes.append(f"没有写状态的问题，按所在清单的名称定了状态：{said}，请核对。")

    def _tell_overtaken(self) -> None:
        if self.overtaken:
            self.notes.append(
                f"有{self.overtaken}处较早的进展，后面一期已有同一事项的新情况，没有印出，原文在“内部备注”。"
            )

    def _tell_columns(self) -> None:
        """Columns without a field, each named once with the places where it stands."""
        for name, places in self.noted.items():
            self.notes.append(f"{_several(places)} 的列“{name}”按列名是内部情况，已放入“内部备注”，不会印出。")
        for heading, places in self.unknown.items():
            if heading in self.clashes:
                name, other = self.clashes[heading]
                said = (
                    f"{_several(places)} 的列“{heading}”和“{other}”都像“{name}”，取了“{other}”，这一列已放入“内部备注”"
                )
                self.ask(said, heading, name)
                continue
            if meant := self.likely.get(heading):
                said = f"{_several(places)} 的列“{heading}”不认识，内容像“{meant}”而不能肯定，已放入各问题的“内部备注”"
                self.ask(said, heading, meant)
                continue
            near = nearest_heading(heading.rpartition("·")[2])
            field = column_field(near) or "" if near else ""
            meant = f"（最接近的是“{near}”{f'，即“{field}”' if field not in ('', near) else ''}）" if near else ""
            said = f"{_several(places)} 的列“{heading}”不认识{meant}，已放入各问题的“内部备注”"
            self.ask(said, heading, field)

    def _tell_years(self) -> None:
        for sheet, year in self.yearless.items():
            self.notes.append(f"工作表“{sheet}”的时限没有写年份，按表题读作{year}年，请核对。")

    def _withhold(self, table: Table, column: Column) -> None:
        """A column that seems to be 公开, in words that are not known: nothing it does not clearly allow is printed."""
        cells = [c for (r, k), c in table.sheet.cells.items() if k == column.number and r > table.bottom]
        doubtful = [c for c in cells if c.text.strip() and not surely_public(column.heading, c.text)]
        name = re.sub(r"\s", "", column.cell.text)
        listed = "、".join(f"{c.name}“{one_line(c.text)[:12]}”" for c in doubtful[:20])
        more = f"等{len(doubtful)}处" if len(doubtful) > 20 else ""
        said = (
            f"工作表“{table.sheet.name}”第{column_name(column.number)}列“{name}”看来是公开与否，没有认出，"
            f"已按不公开处理：{listed + more or '（没有需要不公开的）'}"
        )
        way = f"请用 --map {name}=公开 指定，确与公开无关的用 --map {name}=内部备注。"
        self.withheld.append(Question(said, column.heading, "公开", way))

    def look_around(self, table: Table) -> None:
        sheet = table.sheet
        hidden = [table.columns[c] for c in sorted(sheet.hidden_columns) if c in table.columns]
        if hidden:
            names = "、".join(f"{column_name(c.number)}“{c.heading}”" for c in hidden)
            self.notes.append(f"工作表“{sheet.name}”的 {names} 列是隐藏的，已一并读入，请核对。")
        if sheet.pictures:
            self.notes.append(f"工作表“{sheet.name}”里有{sheet.pictures}张图片，图片里的内容不能读入。")
        above = [c for row, cells in sheet.rows.items() if row < table.top for c in cells if c.text.strip()]
        self.remarks += [joined_lines(c.text) for c in above]
        for column in table.of("内部备注"):
            if not listed_heading(column.cell.text) and _used(table, column):
                self.noted.setdefault(one_line(column.cell.text), []).append(sheet.where(column.cell))
        for column in table.columns.values():
            if column.guess and column.field and _used(table, column):
                places = self.guessed.setdefault((column.heading, column.field), (column.guess, []))[1]
                places.append(sheet.where(column.cell))
            if column.field is None and column.tick is None and _used(table, column):
                if about_publication(column.heading):
                    self._withhold(table, column)
                else:
                    self.unknown.setdefault(column.heading, []).append(sheet.where(column.cell))
                    if column.likely:
                        self.likely[column.heading] = column.likely
                    name = field_named(column.cell.text) or ""
                    if other := next(iter(table.of(name)), None):
                        self.clashes.setdefault(column.heading, (name, other.heading))

    def ask_about_hidden(self, tables: list[Table], found: list[Found], problems: list[ProblemEntry]) -> None:
        """Rows that somebody has hidden are read like the others; what they would print is asked about."""
        for table in tables:
            sheet, listed, own = table.sheet, [], set()
            for one, problem in zip(found, problems, strict=True):
                rows = {row.number for row in one.rows} & sheet.hidden_rows if one.table is table else set()
                if rows:
                    own |= rows
                    part = "" if len(rows) == len(one.rows) else "的一部分"
                    number = "" if problem.number is None else problem.number
                    listed.append(f"第{_rows(rows)}行是隐藏的（问题{number}“{problem.title[:_TITLE]}”{part}）")
            if listed:
                more = f"等{len(listed)}个问题" if len(listed) > _LISTED else ""
                self.ask(
                    f"工作表“{sheet.name}”{'、'.join(listed[:_LISTED])}{more}，可能被筛选，已一并读入，公开的照样印出："
                    "不该公开的，存成台账后在那个问题里改为不公开；不该读入的，在表里删去再放进来"
                )
            if others := sheet.hidden_rows - own:
                self.notes.append(
                    f"工作表“{sheet.name}”第{_rows(others)}行是隐藏的（可能被筛选），已一并读入，请核对。"
                )

    def put_questions_first(self) -> None:
        if self.questions:
            listed = "；".join(question.text for question in self.questions)
            self.notes.insert(
                0, f"请核对：{listed}。要改放到某个字段，用 --map 列名=字段 重新导入；确实不要的，用 --map 列名=忽略。"
            )
        self.notes[:0] = [f"{question.text}；{question.way}" for question in self.withheld]


_TITLE, _ROWS = 16, 20


def _rows(rows: frozenset[int] | set[int]) -> str:
    return "、".join(map(str, sorted(rows)[:_ROWS])) + (f"等{len(rows)}" if len(rows) > _ROWS else "")


def _used(table: Table, column: Column) -> bool:
    return any(r > table.bottom and c == column.number for r, c in table.sheet.cells)


def _several(places: list[str]) -> str:
    """The first places of many."""
    return "、".join(places[:2]) + (f" 等{len(places)}处" if len(places) > 2 else "")
