"""An office's Excel ledger -> the ledger. Every cell has its place: a field, an internal note of its problem, or the
remarks; what is not understood is asked about in one message.

The sheet's layout is excel_table's to find, the office's words are excel_words', the workbook that `drafter export`
wrote is read back by excel_own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from drafter.errors import InputError
from drafter.ledger.excel_account import account_for
from drafter.ledger.excel_answers import with_answers, with_answers_ticked
from drafter.ledger.excel_beside import one_below_the_other
from drafter.ledger.excel_bodies import bodies_named
from drafter.ledger.excel_codec import OWN_TITLE, split_list
from drafter.ledger.excel_colours import with_colours
from drafter.ledger.excel_columns import SAME_AS_ABOVE, Column, Table
from drafter.ledger.excel_continued import continued
from drafter.ledger.excel_counted import with_counted_columns
from drafter.ledger.excel_evidence import names_body
from drafter.ledger.excel_labelled import with_labelled_rows
from drafter.ledger.excel_layouts import FORMS, Reading, read_layout
from drafter.ledger.excel_levels import with_levels
from drafter.ledger.excel_links import join_lists, title_key
from drafter.ledger.excel_parts import parts_of
from drafter.ledger.excel_periods import is_period, latest
from drafter.ledger.excel_rows import Found, Row, Rows, group_name, number_of, place, texts_of
from drafter.ledger.excel_sheet import Cell, Sheet, column_name, read_workbook
from drafter.ledger.excel_signs import with_signs
from drafter.ledger.excel_singles import with_single_problems
from drafter.ledger.excel_split import plans_told_apart, with_cells_split
from drafter.ledger.excel_table import find_table, heading_cells, known_fields
from drafter.ledger.excel_words import (
    about_publication,
    field_named,
    field_of,
    joined_lines,
    lead_and_content,
    listed_heading,
    nearest_heading,
    normal_heading,
    one_line,
    split_numbered,
    surely_public,
    unnumbered_heading,
    without_number,
)
from drafter.ledger.model import AspectEntry, Ledger, MeasureEntry, ProblemEntry, parse_date
from drafter.text.normal import fold
from drafter.text.numerals import NUMBER
from drafter.text.ordinals import ordinal_at
from drafter.text.statuses import STATUSES, Status, plain_status, publication, says_nothing, status_of


class ExcelImport(NamedTuple):
    """The ledger, and what the user should know or decide, each a whole sentence."""

    ledger: Ledger
    notes: list[str]
    account: str = ""  # how many cells went where
    given: frozenset[str] = frozenset()  # the keys that it has columns for: 状态, 措施.内容
    questions: tuple[Question, ...] = ()  # what the first notes ask, one by one
    columns: tuple[ReadColumn, ...] = ()  # every column of its tables, each heading once


class Question(NamedTuple):
    """Something to decide. `heading`: of the column it is about; `likely`: the field that comes nearest."""

    text: str
    heading: str = ""
    likely: str = ""
    way: str = ""  # how it is answered on the command line, where not as all others


class ReadColumn(NamedTuple):
    """What a column was taken for; `field` empty where it is not known. `samples`: the first of its cells."""

    heading: str
    field: str
    samples: tuple[str, ...]


SAMPLES = 3


_KEYS = {"进展": "措施.内容", "措施": "措施.内容", "佐证": "措施.佐证", "提法": "措施.提法", "措施状态": "措施.状态"}


def read_excel(
    path: Path, mapping: Mapping[str, str] | None = None, remembered: Mapping[str, str] | None = None
) -> ExcelImport:
    """The ledger of an .xlsx. `mapping`: heading of a column -> field (--map); `remembered`: the same of an office's
    file, for the columns that stand here.

    Raises InputError, with every cell that cannot be read, where the workbook is none or a cell's content is lost.
    """
    said: list[str] = []
    read = read_sheets(path, read_workbook(path, said), mapping, remembered=remembered)
    return read._replace(notes=[*said, *read.notes])


def read_sheets(
    path: Path,
    sheets: list[Sheet],
    mapping: Mapping[str, str] | None = None,
    remarks: Iterable[str] = (),
    remembered: Mapping[str, str] | None = None,
) -> ExcelImport:
    """The ledger of sheets, whatever file they come from; `remarks`: what stands around them. Raises InputError as
    `read_excel`."""
    if any(sheet.own(1, 1) is not None and sheet.cells[1, 1].text == OWN_TITLE for sheet in sheets):
        from drafter.ledger.excel_own import own_keys, read_own

        return ExcelImport(*read_own(path, sheets), given=own_keys(sheets))
    fields = {normal_heading(k): v for k, v in (remembered or {}).items()} | _fields(mapping or {}, sheets, path)
    return _Reader(path, fields, remarks=list(remarks)).read(sheets)


def column_field(name: str) -> str | None:
    """The field that --map means by a name: its own, or that of a heading."""
    wanted = name.rpartition(".")[2].strip()
    return wanted if wanted in known_fields() else field_of(wanted) or ("措施" if wanted == "内容" else None)


def _fields(mapping: Mapping[str, str], sheets: list[Sheet], path: Path) -> dict[str, str]:
    """--map, checked: normal heading -> field."""
    from drafter.ledger.load import nearest

    known, faults = known_fields(), []
    printed = {normal_heading(c.text) for s in sheets for r in list(s.rows)[:45] for c in s.rows[r]}
    out = {}
    for heading, name in mapping.items():
        target = column_field(name)
        parts = [normal_heading(part) for part in heading.split("·")]  # of a heading under another one
        if target is None:
            near = nearest(name.rpartition(".")[2].strip(), known)
            meant = f"，是不是想写“{near}”" if near else f"，可用的字段有：{'、'.join(known)}"
            faults.append(f"--map {heading}={name}：没有“{name}”这个字段{meant}。")
        elif not printed.issuperset(parts) and not re.fullmatch("[A-Z]{1,3}列", heading):
            faults.append(f"--map {heading}={name}：{path} 里没有“{heading}”这一列。请照表头的写法填写列名。")
        else:
            out[normal_heading(heading)] = target
    if faults:
        raise InputError(*faults)
    return out


_PLAIN_SHEET_NAME = re.compile(
    r"(?i)^(?:sheet|工作表|表格?|table)\s*[0-9]*$|台账|清单|总表|汇总|明细|附件|附表"
    r"|进展|进度|季度|月度|年度|调度|情况|一览|整改|反馈|登记|[表卡]$"
)
_TITLE_WRAP = re.compile(r"^关于[“\"](?P<title>.+)[”\"]的?问题(?:的?整改(?:情况)?)?。?$|^“(?P<bare>[^“”]+)”。?$")
# 【党委会议题把关不严】, 「…」
_TITLE_BRACKETS = re.compile(r"^[【「『〔](?P<title>[^【】「」『』〔〕]+)[】」』〕][。；;]?$")
# 关于库房管理不规范的问题
_TITLE_ABOUT = re.compile(r"^(?:关于|针对)(?P<title>.{3,}?)的?问题。?$")
# 档案馆党组反映：…
_TITLE_SOURCE = re.compile(r"^(?P<source>[^：，。“”]{2,20}(?:反映|指出|反馈|认为))[：:]")
# …（暂不公开）
_TITLE_SECRET = re.compile(r"[（(](?P<said>[^（()）]{2,10})[）)]。?$")
_TITLE_NUMBER = re.compile(r"^\s*(?P<n>[0-9]{1,3})\s*(?:[.．](?![0-9])|、)\s*")
_TITLE_KINDS = ("一、", "（一）", "（1）", "1）", "①")
_TITLE_DETAIL = re.compile(r"[。；;\s]{0,4}(?:主要|具体)表现(?:为|是|在)?\s*[:：]")
_YEARLESS = re.compile(r"\d{1,2}月\d{1,2}日")
_YEAR_ALONE = re.compile(r"(?<!\d)(20\d\d)年(?!\s*\d)")  # 2025年 of a title, not of 2025年8月20日
_ORDINAL = re.compile(rf"[（(]?(?:{NUMBER}|[①-⑳])(?:[.\-][0-9]+)*[）)是、.]?")


@dataclass
class _Reader:
    path: Path
    mapping: dict[str, str]
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    account: str = ""
    plans: list[str] = field(default_factory=list)  # of the problem at hand, which pair with nothing that was done
    effects: list[str] = field(default_factory=list)  # of the problem at hand, from columns of progress
    layouts: dict[str, list[str]] = field(default_factory=dict)  # name of a layout -> its sheets
    yearless: dict[str, int] = field(default_factory=dict)  # sheet -> the year of its title, where deadlines have none
    unanswered: dict[str, list[Found]] = field(default_factory=dict)  # sheet -> problems with nothing under 公开
    stray: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # sheet -> cells under no heading
    overtaken: int = 0  # reports of earlier periods that a later one replaces
    nested: dict[str, Found] = field(default_factory=dict)  # 方面 with others inside them
    noted: dict[str, list[str]] = field(default_factory=dict)  # heading that makes a note -> where it stands
    columns: dict[str, ReadColumn] = field(default_factory=dict)  # by their headings
    unknown: dict[str, list[str]] = field(default_factory=dict)  # heading that is not known -> where it stands
    guessed: dict[tuple[str, str], tuple[str, list[str]]] = field(
        default_factory=dict
    )  # (heading, field) -> why, where
    clashes: dict[str, tuple[str, str]] = field(default_factory=dict)  # heading -> (field, the column that has it)
    withheld: list[Question] = field(default_factory=list)  # columns that may say what must not be printed

    def read(self, sheets: list[Sheet]) -> ExcelImport:
        tables: list[Table] = []
        lists: list[Table] = []  # with a number and fields, and no problem
        workbook = [with_answers_ticked(sheet) for sheet in sheets]
        sheets = [
            part
            for sheet in workbook
            for part in ([sheet] if sheet.hidden else parts_of(one_below_the_other(sheet), self.mapping))
        ]
        readings = {
            sheet.name: read_layout(sheet, self.mapping) for sheet in sheets if sheet.cells and not sheet.hidden
        }
        sheets = self._with_continuations(sheets, readings)
        labels = frozenset(label for r in readings.values() if r and r.name == FORMS for label in r.table.headings)
        for sheet in sheets:
            if not sheet.cells:
                continue
            if labels and _is_blank_form(sheet, labels):
                self._keep_blank(sheet)
                continue
            if sheet.hidden:
                self.notes.append(f"工作表“{sheet.name}”是隐藏的，没有读入；其中有台账内容的，请取消隐藏后重新导入。")
                continue
            reading = readings[sheet.name]
            if reading is None:
                listed = find_table(sheet, self.mapping, key="编号") or find_table(sheet, self.mapping, key="措施序号")
                if listed is None:
                    self._keep_sheet(sheet)
                else:
                    lists.append(_without_nothings(listed))
            else:
                self._outside(sheet, reading)
                coloured = with_colours(
                    with_signs(with_labelled_rows(with_counted_columns(with_levels(reading.table))))
                )
                self.remarks += coloured.legend
                singles = with_single_problems(with_cells_split(with_answers(coloured.table)))
                self.questions += map(Question, (*coloured.questions, *singles.questions))
                self._show(reading.table)
                tables.append(_without_nothings(singles.table))
        if not tables:
            raise InputError(*self._no_table(sheets))
        joined = join_lists(self.path, self._without_indexes(tables), lists)
        tables = plans_told_apart(joined.tables)
        self.remarks += joined.remarks
        self.questions += map(Question, joined.questions)
        self.notes += joined.notes
        problems: list[ProblemEntry] = []
        rows = Rows(self.path, self.faults, self.notes, self.remarks)
        for table in tables:
            self._look_around(table)
            group = self._group_of_sheet(table) if len(tables) > 1 else None
            problems += [self._problem(found) for found in rows.problems(table, group)]
        if not problems and not self.faults:
            where = self._at(tables[0], tables[0].columns[min(tables[0].columns)].cell)
            self.faults.append(f"{where}：表头下面没有一个问题。请核对文件。")
        if self.faults:
            raise InputError(*self.faults)
        self._tell_layouts()
        self._tell_columns()
        self._tell_guesses()
        self._tell_nested()
        self._tell_stray()
        self._tell_unanswered()
        self._tell_overtaken()
        self._tell_years()
        self._same_numbers(problems)
        self._account(workbook, tables, problems)
        self._ask()
        given: dict[str, Any] = {"problems": problems}
        self.remarks = list(dict.fromkeys(self.remarks))
        if self.remarks:
            given["remarks"] = self.remarks
            self.notes.append(
                f"标题、说明、合计等不属于任何问题的文字（{len(self.remarks)}条）已放入台账的“附注”，不会印出。"
            )
        fields = {c.field for table in tables for c in table.columns.values() if c.field}
        return ExcelImport(
            Ledger(**given),
            self.notes,
            self.account,
            frozenset(_KEYS.get(name, name) for name in fields),
            (*self.withheld, *self.questions),
            tuple(self.columns.values()),
        )

    def _with_continuations(self, sheets: list[Sheet], readings: dict[str, Reading | None]) -> list[Sheet]:
        """The sheets, each with the rows of those behind it that go on with its table without headings."""
        out: list[Sheet] = []
        for sheet in sheets:
            before = readings.get(out[-1].name) if out else None
            alone = readings.get(sheet.name) is None and sheet.cells and not sheet.hidden
            whole = continued(before.table, sheet) if alone and before and not before.name else None
            if whole is None:
                out.append(sheet)
                continue
            out[-1] = whole
            readings[whole.name] = read_layout(whole, self.mapping)
            self.notes.append(f"工作表“{sheet.name}”没有表头，接在工作表“{whole.name}”的后面读入，请核对。")
        return out

    def _without_indexes(self, tables: list[Table]) -> list[Table]:
        """The tables without those that only list the forms: every problem of a 目录 stands on a form too, and it says
        nothing else."""
        if FORMS not in self.layouts:
            return tables
        titles = [titles_of(table) for table in tables]
        kept = []
        for at, table in enumerate(tables):
            others = set().union(*(t for i, t in enumerate(titles) if i != at), set())
            tells = {c.field for c in table.columns.values()} - {"编号", "表述", "方面", None}
            if len(titles[at]) < 2 or tells or not titles[at] <= others:
                kept.append(table)
                continue
            self.remarks += [f"{table.sheet.where(c)}：{joined_lines(c.text)}" for c in table.sheet.cells.values()]
            self.notes.append(f"工作表“{table.sheet.name}”是目录，其中的问题都在别的工作表里，没有重复读入。")
        return kept

    def _show(self, table: Table) -> None:
        """Its columns with samples, for somebody to look at; over several sheets a heading is one column."""
        cells: dict[int, list[str]] = {}
        for (row, number), cell in sorted(table.sheet.cells.items()):
            if row > table.bottom and cell.text.strip() and not says_nothing(cell.text):
                cells.setdefault(number, []).append(one_line(cell.text))
        for column in table.columns.values():
            name = column.field or (f"状态（{column.tick}）" if column.tick else "")
            before = self.columns.get(column.heading, ReadColumn(column.heading, name, ()))
            samples = dict.fromkeys((*before.samples, *cells.get(column.number, ())))
            self.columns[column.heading] = before._replace(samples=tuple(samples)[:SAMPLES])

    def _same_numbers(self, problems: list[ProblemEntry]) -> None:
        """Two problems under one number of one 方面."""
        seen: dict[tuple[str | None, str], ProblemEntry] = {}
        for problem in problems:
            if problem.number is None:
                continue
            before = seen.setdefault((problem.aspect, str(problem.number)), problem)
            if before is not problem:
                self.questions.append(
                    Question(f"编号 {problem.number} 有两个问题：“{before.title}”和“{problem.title}”，已按两个问题读入")
                )

    def _account(self, sheets: list[Sheet], tables: list[Table], problems: list[ProblemEntry]) -> None:
        """Every cell is in a field or a note; one that is not goes to 附注 and is asked about."""
        account = account_for(sheets, tables, problems, self.remarks)
        for sheet, cell in account.lost:
            self.remarks.append(f"工作表“{sheet.name}”{cell.name}：{joined_lines(cell.text)}")
            self.questions.append(
                Question(
                    f"工作表“{sheet.name}”{cell.name} 的“{one_line(cell.text)[:20]}”没有放进任何字段，已放入“附注”"
                )
            )
        self.account = account.line(len(self.questions) + len(self.withheld))

    # Around the tables

    def _at(self, table: Table | Sheet, cell: Cell) -> str:
        return place(self.path, table, cell)

    def _no_table(self, sheets: list[Sheet]) -> list[str]:
        messages = []
        for sheet in sheets:
            cells = [c for c in heading_cells(sheet) if len(c.text) <= 30][:12]
            known = [c for c in cells if field_of(c.text) not in (None, "内部备注")]
            if sheet.hidden or not cells:
                continue
            where = self._at(sheet, known[0] if known else cells[0])
            seen = "、".join(f"{c.name}“{one_line(c.text)}”" for c in (known or cells))
            messages.append(
                f"{where}：找不到台账的表头。表头至少要有“反馈问题”一列，和“整改措施”“责任单位”等列中的一列；"
                f"这里看到的是 {seen}。列名不同的，用 --map 列名=表述 指明。"
            )
        return messages or [f"{self.path}：工作簿里没有可读的工作表（都是空的或隐藏的）。"]

    def _keep_sheet(self, sheet: Sheet) -> None:
        rows = [" ".join(one_line(c.text) for c in cells if c.text.strip()) for cells in sheet.rows.values()]
        self.remarks += [f"工作表“{sheet.name}”：{row}" for row in rows if row.strip()]
        self.notes.append(f"工作表“{sheet.name}”里没有台账的表头，文字（{len(rows)}行）已放入“附注”。")

    def _keep_blank(self, sheet: Sheet) -> None:
        self.remarks += [f"{sheet.where(c)}：{joined_lines(c.text)}" for c in sheet.cells.values()]
        self.notes.append(f"工作表“{sheet.name}”是没有填的空表，没有读入。")

    def _outside(self, sheet: Sheet, reading: Reading) -> None:
        """What stands outside of a table that was laid out anew."""
        self.remarks += [joined_lines(c.text) for c in reading.left if c.text.strip()]
        blank = [c for c in reading.blank if c.text.strip()]
        if blank:
            self.remarks += [f"{sheet.where(c)}：{joined_lines(c.text)}" for c in blank]
            self.notes.append(f"工作表“{sheet.name}”里有没有填问题的卡片（{blank[0].name} 起），文字已放入“附注”。")
        if reading.name:
            self.layouts.setdefault(reading.name, []).append(sheet.name)

    def _tell_layouts(self) -> None:
        for name, sheets in self.layouts.items():
            listed = "、".join(f"“{n}”" for n in sheets[:3]) + (f" 等{len(sheets)}张" if len(sheets) > 3 else "")
            self.notes.append(f"工作表{listed}按“{name}”的样式读入，请核对问题数。")

    def _look_around(self, table: Table) -> None:
        sheet = table.sheet
        if sheet.hidden_rows:
            rows = "、".join(map(str, sorted(sheet.hidden_rows)[:20]))
            self.notes.append(f"工作表“{sheet.name}”第{rows}行是隐藏的（可能被筛选），已一并读入，请核对。")
        hidden = [table.columns[c] for c in sorted(sheet.hidden_columns) if c in table.columns]
        if hidden:
            names = "、".join(f"{column_name(c.number)}“{c.heading}”" for c in hidden)
            self.notes.append(f"工作表“{sheet.name}”的 {names} 列是隐藏的，已一并读入，请核对。")
        if sheet.pictures:
            self.notes.append(f"工作表“{sheet.name}”里有{sheet.pictures}张图片，图片里的内容不能读入。")
        above = [c for row, cells in sheet.rows.items() if row < table.top for c in cells if c.text.strip()]
        self.remarks += [joined_lines(c.text) for c in above]
        for column in table.of("内部备注"):
            if not listed_heading(column.cell.text) and self._used(table, column):
                self.noted.setdefault(one_line(column.cell.text), []).append(sheet.where(column.cell))
        for column in table.columns.values():
            if column.guess and column.field and self._used(table, column):
                places = self.guessed.setdefault((column.heading, column.field), (column.guess, []))[1]
                places.append(sheet.where(column.cell))
            if column.field is None and column.tick is None and self._used(table, column):
                if about_publication(column.heading):
                    self._withhold(table, column)
                else:
                    self.unknown.setdefault(column.heading, []).append(sheet.where(column.cell))
                    name = field_named(column.cell.text) or ""
                    if other := next(iter(table.of(name)), None):
                        self.clashes.setdefault(column.heading, (name, other.heading))

    def _tell_guesses(self) -> None:
        for (heading, name), (reason, places) in self.guessed.items():
            said = f"{_several(places)} 的列“{heading}”按内容读作“{name}”（{reason}）"
            self.questions.append(Question(said, heading, name))

    def _tell_stray(self) -> None:
        for sheet, cells in self.stray.items():
            said = "、".join(f"{name}“{text[:_QUOTED]}”" for name, text in cells[:_LISTED])
            more = f"等{len(cells)}处" if len(cells) > _LISTED else ""
            self.questions.append(Question(f"工作表“{sheet}”的 {said}{more} 上面没有列名，已放入所在问题的“内部备注”"))

    def _tell_unanswered(self) -> None:
        for sheet, found in self.unanswered.items():
            heading = re.sub(r"\s", "", found[0].table.of("公开")[0].cell.text)
            listed = "、".join(f"{one.title.name}“{one_line(one.title.text)[:12]}”" for one in found[:_LISTED])
            more = f"等{len(found)}个" if len(found) > _LISTED else ""
            self.questions.append(
                Question(
                    f"工作表“{sheet}”的“{heading}”一列，别的问题填了，{listed}{more} 没有填，先按不公开处理",
                    heading,
                    "公开",
                )
            )

    def _tell_nested(self) -> None:
        if self.nested:
            names = "、".join(f"“{name}”" for name in list(self.nested)[:3])
            inner = next(iter(self.nested.values()))
            self.questions.append(
                Question(
                    f"{self._place(inner, inner.title)} 起的问题有两层方面，“方面”取了里面的一层（如“{inner.group}”），"
                    f"外面的（{names}）在“内部备注”的“上一级方面”"
                )
            )

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
                self.questions.append(Question(said, heading, name))
                continue
            near = nearest_heading(heading.rpartition("·")[2])
            meant = f"（最接近的是“{near}”）" if near else ""
            said = f"{_several(places)} 的列“{heading}”不认识{meant}，已放入各问题的“内部备注”"
            self.questions.append(Question(said, heading, column_field(near) or "" if near else ""))

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

    def _used(self, table: Table, column: Column) -> bool:
        return any(r > table.bottom and c == column.number for r, c in table.sheet.cells)

    def _group_of_sheet(self, table: Table) -> str | None:
        name = group_name(re.sub(r"^\s*\d+\s*[.．、]\s*", "", table.sheet.name))
        plain = not name or _PLAIN_SHEET_NAME.search(name) or names_body(name)
        if table.has("方面") or table.sheet.kind or plain:
            return None
        return name

    def _ask(self) -> None:
        if self.questions:
            listed = "；".join(question.text for question in self.questions)
            self.notes.insert(
                0, f"请核对：{listed}。要改放到某个字段，用 --map 列名=字段 重新导入；确实不要的，用 --map 列名=忽略。"
            )
        self.notes[:0] = [f"{question.text}；{question.way}" for question in self.withheld]

    # One problem

    def _problem(self, found: Found) -> ProblemEntry:
        given: dict[str, Any] = {}
        notes: dict[str, str] = {}
        self.plans, self.effects = [], []
        number = self._problem_number(found)
        title, number = self._title(found, number, notes)
        if number is not None:
            given["number"] = number
        given["title"] = title
        if found.group:
            given["aspect"] = found.group
        if found.above:
            notes["上一级方面"] = found.above
            self.nested.setdefault(found.above, found)
        for name, key in (("牵头领导", "leader"), ("牵头单位", "lead_unit")):
            if values := self._values(found, name):
                given[key] = "、".join(dict.fromkeys(map(one_line, values)))
        bodies = bodies_named(self._values(found, "责任单位"))
        if bodies.leading and "lead_unit" not in given:
            given["lead_unit"] = "、".join(bodies.leading)
            units = bodies.others
        else:
            units = [*bodies.leading, *(u for u in bodies.others if u not in bodies.leading)]
        if units:
            given["units"] = units
        ahead = self._values(found, "计划")
        if not found.table.has("措施"):  # what is to be reached is all that was planned
            ahead += self._values(found, "整改目标")
        self.plans += [plan for text in ahead for plan in _items_of(text)]
        for name, key in (("整改目标", "target"), ("成效", "result"), ("标签", "label"), ("公开表述", "public_title")):
            if values := self._values(found, name):
                given[key] = "\n".join(dict.fromkeys(map(_effect if name == "成效" else joined_lines, values)))
        if deadline := self._deadline(found):
            given["deadline"] = deadline
        if (public := self._public(found, notes)) is not None:
            given["public"] = public
        if "公开（表述中注明）" in notes:
            given["public"] = False
        parts = self._bodies(found, notes)
        statuses = self._statuses(found, notes)
        if statuses:
            given["status"] = min(statuses.values(), key=STATUSES.index)
        one_each = statuses if len(statuses) > 1 else {}
        if own := self._measures(found, parts[0].rows, one_each, notes):
            given["measures"] = own
        aspects = [self._aspect(found, body, one_each, notes) for body in parts[1:]]
        if aspects:
            given["aspects"] = aspects
        if self.plans:
            given["plans"] = self.plans
        if self.effects:
            given["result"] = "\n".join([*([given["result"]] if "result" in given else []), *self.effects])
        self._others(found, notes)
        if found.title.struck and not found.title.text.strip():
            given["public"] = False
            notes["划线"] = "问题表述在表中已划线，暂不公开"
            self.notes.append(f"{self._at(found.table, found.title)}：问题已划线，读入后标为“公开: 否”，请核对。")
        if notes:
            given["notes"] = notes
        return ProblemEntry(**given)

    def _values(self, found: Found, name: str) -> list[str]:
        """The texts of a field over the problem's rows; a merged cell of rows above counts for the first row."""
        values: list[str] = []
        for column in found.table.of(name):
            for index, row in enumerate(found.rows):
                cell = self._cell(found, row, column, first=index == 0)
                if cell is not None and cell.text.strip() in SAME_AS_ABOVE:
                    cell = self._above(found.table, cell)
                if cell is not None and cell.text.strip() and not cell.fault:
                    values.append(cell.text)
        return values

    def _cell(self, found: Found, row: Row, column: Column, first: bool) -> Cell | None:
        sheet = found.table.sheet
        cell = sheet.at(row.number, column.number) if first else sheet.own(row.number, column.number)
        return cell if cell is not None and cell.row > found.table.bottom else None

    def _above(self, table: Table, cell: Cell) -> Cell | None:
        """What 同上 stands for: the last cell above it that says something, past headings that are printed again."""
        for row in range(cell.row - 1, table.bottom, -1):
            above = table.sheet.at(row, cell.column)
            if above is None or not above.text.strip() or above.text.strip() in SAME_AS_ABOVE:
                continue
            if normal_heading(above.text) not in table.headings:
                return above
        return None

    def _problem_number(self, found: Found) -> int | str | None:
        if found.number is not None:
            return found.number
        texts = texts_of(found.rows[0], "编号")
        if not texts:
            for column in found.table.of("编号"):
                cell = found.table.sheet.at(found.rows[0].number, column.number)
                texts = [cell.text] if cell is not None and cell.row > found.table.bottom else []
        return number_of(texts[0]) if texts else None

    def _title(self, found: Found, number: int | str | None, notes: dict[str, str]) -> tuple[str, int | str | None]:
        text = found.title.text if found.title.text.strip() else found.title.struck
        if found.title.text.strip() and found.title.struck:
            notes["划线"] = joined_lines(found.title.struck)
            self.notes.append(f"{self._at(found.table, found.title)}：划线的文字没有用作表述，已放入“内部备注”。")
        if found.title.fault:
            return "-", number
        detail = _TITLE_DETAIL.search(text)
        if detail and detail.start() > 0:
            notes["具体表现"] = joined_lines(text[detail.start() :]).lstrip("。；; \n")
            text = text[: detail.start()]
        listed = None if detail else split_numbered(text)
        if listed and len(listed[0].strip()) > 4 and listed[0].endswith(tuple("。：:；;")):
            notes["具体表现"] = joined_lines(text[text.index(listed[0]) + len(listed[0]) :])
            self.questions.append(
                Question(f"{self._place(found, found.title)} 的表述列有{len(listed[1])}种具体表现，已放入“内部备注”")
            )
            text = listed[0].rstrip("：:；;")
        title = one_line(text)
        if mark := _TITLE_NUMBER.match(title):
            if number is None:
                number = int(mark["n"])
            title = title[mark.end() :]
        elif (ordinal := ordinal_at(fold(title))) and ordinal.kind in _TITLE_KINDS and len(title) > ordinal.end + 3:
            number = ordinal.number if number is None else number
            title = title[ordinal.end :].lstrip()
        if framed := _TITLE_BRACKETS.match(title):
            title = framed["title"].strip()
        if wrapped := _TITLE_WRAP.match(title):
            inner = wrapped["title"] or wrapped["bare"]
            if "”" not in inner.replace("“", "", 1) or inner.count("“") == inner.count("”"):
                title = inner
        secret = _TITLE_SECRET.search(title)
        if secret and publication(secret["said"]) is False:
            notes["公开（表述中注明）"] = secret["said"]
            self.questions.append(
                Question(f"{self._place(found, found.title)} 的表述注明“{secret['said']}”，已标为“公开: 否”")
            )
            title = title[: secret.start()]
        if source := _TITLE_SOURCE.match(title):
            notes["反馈来源"] = source["source"]
            title = title[source.end() :]
        if about := _TITLE_ABOUT.match(title):
            title = about["title"]
        return title.rstrip("。；; ") or title, number

    def _deadline(self, found: Found) -> dt.date | str | None:
        values: list[dt.date | str] = []
        for column in found.table.of("时限"):
            for index, row in enumerate(found.rows):
                cell = self._cell(found, row, column, first=index == 0)
                if cell is not None and cell.text.strip() in SAME_AS_ABOVE:
                    cell = self._above(found.table, cell)
                if cell is not None and cell.text.strip() and not cell.fault:
                    values.append(self._date_or_words(found.table, cell))
        distinct = list(dict.fromkeys(values))
        if len(distinct) < 2:
            return distinct[0] if distinct else None
        return "；".join(v if isinstance(v, str) else v.isoformat() for v in distinct)

    def _date_or_words(self, table: Table, cell: Cell) -> dt.date | str:
        text = one_line(cell.text)
        if re.fullmatch(r"[2-7]\d{4}", text):  # a serial number that has lost its date format
            from openpyxl.utils.datetime import from_excel

            day: dt.date = from_excel(int(text)).date()
            self.notes.append(f"{self._at(table, cell)}：“{text}”按 Excel 日期读作 {day.isoformat()}，请核对。")
            return day
        text = re.sub(r"[ T]0?0:00(?::00)?$", "", text)
        date: object = None
        if _YEARLESS.fullmatch(text) and (year := self._year_of(table)):
            text = f"{year}年{text}"
            self.yearless.setdefault(table.sheet.name, year)
        try:
            date = parse_date(text)
        except ValueError as error:
            if "没有这一天" in str(error):
                self.faults.append(f"{self._at(table, cell)}：{error}。请改正后再试。")
                return "-"
        return date if isinstance(date, dt.date) else text

    def _year_of(self, table: Table) -> int | None:
        """The one year that the title of the sheet is about."""
        above = [c.text for row, cells in table.sheet.rows.items() if row < table.top for c in cells]
        years = {int(m[1]) for text in above for m in _YEAR_ALONE.finditer(text)}
        return years.pop() if len(years) == 1 else None

    def _tell_years(self) -> None:
        for sheet, year in self.yearless.items():
            self.notes.append(f"工作表“{sheet}”的时限没有写年份，按表题读作{year}年，请核对。")

    def _public(self, found: Found, notes: dict[str, str]) -> bool | None:
        for text in self._values(found, "公开"):
            public = publication(text)
            if public is None:
                where = self._place(found, next((c for _, c in found.rows[0].cells.get("公开", [])), found.title))
                self.questions.append(
                    Question(f"{where} 的“{one_line(text)}”看不出是否公开，先按不公开处理，原文放入“内部备注”")
                )
                notes["公开"] = joined_lines(text)
            elif re.search("[（(]", text):  # 不公开（涉及个人信息）
                _add(notes, "公开", joined_lines(text))
            for other in self._values(found, "公开")[1:]:
                if public is None or publication(other) != public:
                    _add(notes, "公开", joined_lines(other))
            return bool(public) and not self._doubtful(found)
        if found.table.publishes:  # who says nothing beside those who say yes has not decided
            self.unanswered.setdefault(found.table.sheet.name, []).append(found)
            return False
        return False if self._doubtful(found) else None

    def _doubtful(self, found: Found) -> bool:
        """A column that may be about publication, and was not known, does not clearly allow this problem."""
        columns = [c for c in found.table.columns.values() if c.field is None and about_publication(c.heading)]
        cells = [
            (column, self._cell(found, row, column, first=index == 0))
            for column in columns
            for index, row in enumerate(found.rows)
        ]
        return any(
            cell is not None and cell.text.strip() and not surely_public(column.heading, cell.text)
            for column, cell in cells
        )

    def _place(self, found: Found, cell: Cell) -> str:
        return found.table.sheet.where(cell)

    def _statuses(self, found: Found, notes: dict[str, str]) -> dict[int, Status]:
        """The status that each row gives, by row; words that are not known go to the notes."""
        out: dict[int, Status] = {}
        for index, row in enumerate(found.rows):
            cells = list(row.cells.get("状态", []))
            if index == 0:
                for column in (*found.table.of("状态"), *(c for c in found.table.columns.values() if c.tick)):
                    merged = found.table.sheet.at(row.number, column.number)
                    if merged is not None and found.table.bottom < merged.row < row.number:
                        cells.append((column, merged))
            for column, cell in cells:
                status = self._status_of(found, column, cell, notes)
                if status:
                    out[row.number] = min(status, out.get(row.number, status), key=STATUSES.index)
        for row in found.rows:
            for column, cell in row.cells.get("进展", []):
                status = plain_status(cell.text)
                if status and row.number not in out:
                    out[row.number] = status
                elif status and status != out[row.number]:
                    _add(notes, column.heading, joined_lines(cell.text))
                    self.questions.append(
                        Question(
                            f"{self._place(found, cell)} 的“{joined_lines(cell.text)}”与状态“{out[row.number]}”不一致，"
                            "以状态一列为准，原文已放入“内部备注”"
                        )
                    )
        return out

    def _status_of(self, found: Found, column: Column, cell: Cell, notes: dict[str, str]) -> Status | None:
        if column.tick:
            return column.tick if publication(cell.text) is not False else None
        status = plain_status(cell.text)
        reading = status_of(cell.text)
        if status is None and reading:
            _add(notes, column.heading, joined_lines(cell.text))
            if not reading.sure:
                self.questions.append(
                    Question(
                        f"{self._place(found, cell)} 的“{one_line(cell.text)[:20]}”读作“{reading.status}”，"
                        "其余文字可能另有意思，原文已放入“内部备注”"
                    )
                )
            return reading.status
        if status is None and cell.text.strip():
            said = joined_lines(cell.text)
            notes[column.heading] = f"{notes[column.heading]}\n{said}" if column.heading in notes else said
            if len(said) <= 20:
                self.questions.append(Question(f"{self._place(found, cell)} 的状态“{said}”不认识，已放入“内部备注”"))
            else:
                begins = re.split(r"[，,。；;：:\s]", said, maxsplit=1)[0]
                status = plain_status(begins)
        return status

    # Measures

    def _bodies(self, found: Found, notes: dict[str, str]) -> list[_Body]:
        """The rows before the first 具体表现, then those of each."""
        bodies = [_Body(None, [])]
        for row in found.rows:
            cells = [cell for _, cell in row.cells.get("具体表现", []) if cell.text.strip()]
            if cells:
                bodies.append(_Body(cells[0], []))
            bodies[-1].rows.append(row)
        if len(bodies) == 2 and bodies[1].title is not None:
            listed = split_numbered(bodies[1].title.text)
            if listed:
                bodies = self._listed_aspects(found, bodies, listed[1], notes)
        return bodies

    def _listed_aspects(
        self, found: Found, bodies: list[_Body], titles: list[str], notes: dict[str, str]
    ) -> list[_Body]:
        """Several 具体表现 in one cell: each has its row, or they are kept apart from the measures."""
        cell, rows = bodies[1].title, bodies[1].rows
        assert cell is not None
        if len(titles) == len(rows):
            return [bodies[0], *(_Body(cell, [row], title) for title, row in zip(titles, rows, strict=True))]
        notes["具体表现"] = joined_lines(cell.text)
        self.notes.append(
            f"{self._at(found.table, cell)}：有{len(titles)}个具体表现，而措施有{len(rows)}行，分不清各自的措施，"
            "具体表现已放入“内部备注”，措施归在问题之下，请核对。"
        )
        return [_Body(None, [*bodies[0].rows, *rows])]

    def _aspect(self, found: Found, body: _Body, statuses: dict[int, Status], notes: dict[str, str]) -> AspectEntry:
        assert body.title is not None
        text = body.text or one_line(body.title.text)
        number: int | str | None = None
        texts = [t for row in body.rows for t in texts_of(row, "具体表现编号")]
        if texts:
            number = number_of(texts[0])
        mark = re.match(r"^\s*(?:[（(](?P<a>\d{1,2})[）)]|(?P<b>\d{1,2})(?:[.．](?!\d)|、)|(?P<c>[①-⑳]))\s*", text)
        if mark:
            sign = mark["a"] or mark["b"] or mark["c"]
            number = number or (ord(sign) - ord("①") + 1 if sign >= "①" else int(sign))
            text = text[mark.end() :]
        given: dict[str, Any] = {"title": one_line(text).rstrip("。；; ")}
        if number is not None:
            given["number"] = number
        if measures := self._measures(found, body.rows, statuses, notes):
            given["measures"] = measures
        return AspectEntry(**given)

    def _measures(
        self, found: Found, rows: list[Row], statuses: dict[int, Status], notes: dict[str, str]
    ) -> list[MeasureEntry]:
        """What was done, each beside its plan. A sheet with columns for progress has plans under 措施, and nothing of
        a plan is taken for a result; where those columns hold only statuses, 措施 tells what was done."""
        plans = {row.number: _joined(row, "措施") for row in rows}
        done = {row.number: self._reported(found, row, notes) for row in rows}
        if rows and rows[0] is found.rows[0]:  # one cell merged over this problem and the one above it
            for texts, name in ((plans, "措施"), (done, "进展")):
                above = [self._cell(found, rows[0], column, first=True) for column in found.table.of(name)]
                merged = "\n".join(cell.text for cell in above if cell is not None and cell.row < rows[0].number)
                texts[rows[0].number] = texts[rows[0].number] or merged
        reports = found.table.reports
        if not reports and any(plans.values()):
            self.effects += [_sentences(text) for text in done.values() if text]
            done = plans
        measures: list[MeasureEntry] = []
        covered = self._covered(found, rows, "进展")
        waiting: list[str] = []  # plans of the rows that one report covers
        start: int | None = None  # where the measures of that report begin
        for row in rows:
            self._struck(found, row, notes)
            planned = _items_of(plans[row.number]) if reports else []
            text, status = done[row.number], statuses.get(row.number)
            if row.number in covered and not text:
                waiting += planned
                continue
            if start is not None:
                self._pair(measures, start, waiting)
            waiting, start = list(planned), None
            if text or texts_of(row, "提法"):
                start = len(measures)
                measures += self._entries(found, row, text, len(measures), status)
            elif planned:
                evidence = self._evidence(found, row, len(planned))
                for plan, proof in zip(planned, evidence, strict=True):
                    own: dict[str, Any] = {"plan": plan} | ({"status": status} if status else {})
                    measures.append(MeasureEntry(**own, **({"evidence": proof} if proof else {})))
                waiting = []
            else:
                self._evidence_noted(row, notes)
        if start is not None:
            self._pair(measures, start, waiting)
        else:
            self.plans += waiting
        return measures

    def _reported(self, found: Found, row: Row, notes: dict[str, str]) -> str:
        """What the columns for progress tell in that row; of periods, what no later one has overtaken."""
        cells = [(c, cell.text.strip()) for c, cell in row.cells.get("进展", []) if cell.text.strip()]
        reports = [(c, text) for c, text in cells if is_period(c) and not plain_status(text)]
        if len(reports) < 2:
            return _joined(row, "进展", but_status=True)
        newest = latest(reports)
        for heading, text in newest.overtaken:
            _add(notes, heading, joined_lines(text))
            self.overtaken += 1
        if newest.growing:
            place = self._place(found, row.cells["进展"][0][1])
            self.questions.append(Question(f"{place} 一行各期的数字逐期增大，看不出是当期数还是累计数，各期都已读入"))
        others = [text for c, text in cells if not is_period(c) and not plain_status(text)]
        return "".join(_sentences(text) for text in [*others, *newest.texts])

    def _pair(self, measures: list[MeasureEntry], start: int, plans: list[str]) -> None:
        """Each plan beside what was done of it, where their numbers agree; else the plans stay with the problem."""
        count = len(measures) - start
        if len(plans) == count or len(plans) == 1:
            for offset, plan in enumerate(plans):
                measures[start + offset] = measures[start + offset].model_copy(update={"plan": plan})
        elif count == 1 and plans:
            measures[start] = measures[start].model_copy(update={"plan": "；".join(p.rstrip("。；") for p in plans)})
        else:
            self.plans += plans

    def _evidence_noted(self, row: Row, notes: dict[str, str]) -> None:
        """Evidence without a measure."""
        for column, cell in row.cells.get("佐证", []):
            _add(notes, column.heading, joined_lines(cell.text))

    def _covered(self, found: Found, rows: list[Row], name: str) -> set[int]:
        """Rows over which a merged cell of that field goes on."""
        sheet = found.table.sheet
        return {
            row.number
            for row in rows
            for column in found.table.of(name)
            if (row.number, column.number) in sheet.owner and sheet.at(row.number, column.number) is not None
        }

    def _entries(self, found: Found, row: Row, text: str, before: int, status: Status | None) -> Iterator[MeasureEntry]:
        """The measures of one cell: numbered ones apart, with the evidence that belongs to each."""
        listed = split_numbered(text)
        intro, items = listed if listed else ("", [without_number(text, before + 1)])
        if intro and not re.fullmatch(r".{0,20}[：:]", intro):
            items[0] = f"{intro}{'' if intro[-1] in '。；：:;' else '。'}{items[0]}"
        evidence = self._evidence(found, row, len(items))
        leads = self._leads(row, len(items))
        joined = sum(1 for _, c in row.cells.get("进展", []) if c.text.strip() and not plain_status(c.text)) > 1
        for index, item in enumerate(items):
            body = re.sub(r"\s{0,4}[；;]\s*$", "。", joined_lines(item))
            lead, content = (leads[index], body) if leads[index] or joined else lead_and_content(body)
            given: dict[str, Any] = {"content": content} if content else {}
            if lead:
                given["lead"] = lead
            own = [s for _, cell in row.cells.get("措施状态", []) if (s := plain_status(cell.text))]
            if own or status:
                given["status"] = own[0] if own else status
            if evidence[index]:
                given["evidence"] = evidence[index]
            yield MeasureEntry(**given)

    def _leads(self, row: Row, count: int) -> list[str | None]:
        """The lead phrases of a column of their own, for each of `count` measures."""
        texts = texts_of(row, "提法")
        listed = split_numbered(texts[0]) if texts else None
        if listed and len(listed[1]) == count and not listed[0]:
            return [one_line(item).rstrip("。；;") for item in listed[1]]
        first = "；".join(one_line(text) for text in texts).rstrip("。") or None
        return [first, *[None] * (count - 1)]

    def _evidence(self, found: Found, row: Row, count: int) -> list[list[str]]:
        """The evidence for each of `count` measures; what is not divided belongs to them all."""
        texts = []
        for column in found.table.of("佐证"):
            cell = found.table.sheet.at(row.number, column.number)
            if cell is not None and cell.text.strip() and cell.row > found.table.bottom and not cell.fault:
                texts.append(cell.text)
        listed = [split_numbered(text) for text in texts]
        if len(listed) == 1 and listed[0] and len(listed[0][1]) == count > 1:
            return [split_list(item) for item in listed[0][1]]
        items = []
        for text, numbered in zip(texts, listed, strict=True):
            items += [one_line(i).rstrip("；;。") for i in numbered[1]] if numbered else split_list(joined_lines(text))
        return [items] * count

    def _struck(self, found: Found, row: Row, notes: dict[str, str]) -> None:
        """Text that somebody struck out is no measure any more, and is not lost."""
        for name, entries in row.cells.items():
            for column, cell in entries:
                if cell.struck.strip() and name != "表述":
                    said = f"{column.heading}：{joined_lines(cell.struck)}"
                    notes["划线"] = f"{notes['划线']}\n{said}" if "划线" in notes else said
                    self.notes.append(
                        f"{self._at(found.table, cell)}：划线的文字没有读作内容，已放入“内部备注”，请核对。"
                    )

    def _others(self, found: Found, notes: dict[str, str]) -> None:
        """Columns that the ledger has no field for, comments on cells, and links."""
        for index, row in enumerate(found.rows):
            entries = list(row.others)
            if index == 0:  # cells merged from the problem above
                for column in found.table.columns.values():
                    cell = found.table.sheet.at(row.number, column.number)
                    unplaced = column.field in (None, "内部备注") and column.tick is None
                    if unplaced and cell is not None and found.table.bottom < cell.row < row.number:
                        entries.append((column, cell))
            for column, cell in entries:
                if cell.text.strip() in SAME_AS_ABOVE:
                    cell = self._above(found.table, cell) or cell
                said = joined_lines(cell.text or (f"（划线）{cell.struck}" if cell.struck else ""))
                if said:
                    _add(notes, column.heading, said)
                if said and column.cell is cell:  # in a column of its own
                    self.stray.setdefault(found.table.sheet.name, []).append((cell.name, one_line(said)))
            every = [(column, cell) for cells in row.cells.values() for column, cell in cells] + row.others
            for column, cell in every:
                if cell.comment:
                    _add(notes, "批注", f"{cell.name}（{column.heading}）：{joined_lines(cell.comment)}")
                if cell.link and cell.link.strip() != cell.text.strip():
                    _add(notes, "链接", f"{cell.name}（{column.heading}）：{cell.link}")
            for column, cell in row.cells.get("措施状态", []):
                if not plain_status(cell.text):
                    _add(notes, column.heading, joined_lines(cell.text))
                    self.questions.append(
                        Question(
                            f"{self._place(found, cell)} 的状态“{one_line(cell.text)[:20]}”不认识，已放入“内部备注”"
                        )
                    )
            for text in texts_of(row, "方面") if index else []:
                if group_name(text) != found.group:
                    _add(notes, "方面", joined_lines(text))
            for name in ("措施序号", "具体表现标签", "具体表现成效"):
                for text in texts_of(row, name):
                    if name != "措施序号" or not _ORDINAL.fullmatch(text.strip()):
                        _add(notes, name, joined_lines(text))
            numbers = texts_of(row, "编号") if index and found.number is None else []
            if extra := [t for t in numbers if number_of(t) != self._problem_number(found)]:
                _add(notes, "行号", "、".join(extra))


_LISTED, _QUOTED = 5, 40  # cells that a message names, characters of each
_BLANK_FORM = 0.8  # of a sheet's cells are labels that the filled forms have


def _is_blank_form(sheet: Sheet, labels: frozenset[str]) -> bool:
    """A form that nobody has filled in: labels, and hardly anything beside them."""
    said = [c for c in sheet.cells.values() if c.text.strip()]
    known = [c for c in said if normal_heading(c.text) in labels]
    others = (c.text for c in said if normal_heading(c.text) not in labels)
    values = [text for text in others if len(text.strip()) > 1 and not _TO_FILL.search(text)]
    return len(known) >= 4 and len(values) <= max(2, (1 - _BLANK_FORM) * len(known))


_TO_FILL = re.compile(r"签字|盖章|年\s*月\s*日|[□☐]|[:：]\s*$")


def titles_of(table: Table) -> set[str]:
    """The problems of a table, without spaces, numbers and frames."""
    columns = [c.number for c in table.columns.values() if c.field == "表述"]
    texts = [c.text for (row, column), c in table.sheet.cells.items() if column in columns and row > table.bottom]
    return {re.sub(r"\s", "", key) for text in texts if (key := title_key(text))}


def _without_nothings(table: Table) -> Table:
    """The table without its cells that say “/”, 无, ——; where publication is concerned they stay, to be asked about."""

    def blank(cell: Cell) -> bool:
        column = table.columns.get(cell.column)
        if cell.row <= table.bottom or not says_nothing(cell.text):
            return False
        if column is None or column.field:
            return column is None or column.field != "公开"
        return not about_publication(column.heading)

    cells: dict[tuple[int, int], Cell] = {}
    for key, cell in table.sheet.cells.items():
        if not blank(cell):
            cells[key] = cell
        elif cell.comment or cell.link or cell.struck or cell.fault:
            cells[key] = replace(cell, text="", value=None, exact="")
    rows: dict[int, list[Cell]] = {}
    for cell in cells.values():
        rows.setdefault(cell.row, []).append(cell)
    return replace(table, sheet=replace(table.sheet, cells=cells, rows=rows))


@dataclass
class _Body:
    """The problem's own rows, or those of one 具体表现."""

    title: Cell | None
    rows: list[Row]
    text: str | None = None


def _several(places: list[str]) -> str:
    """The first places of many."""
    return "、".join(places[:2]) + (f" 等{len(places)}处" if len(places) > 2 else "")


def _add(notes: dict[str, str], key: str, text: str) -> None:
    if key not in notes:
        notes[key] = text
    elif text not in notes[key].split("\n"):
        notes[key] += "\n" + text


def _joined(row: Row, name: str, but_status: bool = False) -> str:
    """The cells of a field in that row; several become sentences, or, under 措施一 and 措施二, items."""
    said = [(c, cell.text.strip()) for c, cell in row.cells.get(name, []) if cell.text.strip()]
    said = [(c, text) for c, text in said if not (but_status and plain_status(text))]
    texts = [text for _, text in said]
    if len(texts) < 2 or any(split_numbered(t) for t in texts):
        return "\n".join(texts)
    if all(_is_counted(c) for c, _ in said):
        return "\n".join(f"{at}.{text}" for at, text in enumerate(texts, 1))
    return "".join(_sentences(text) for text in texts)


def _is_counted(column: Column) -> bool:
    """措施一, or what stands under it: 措施一·具体内容, 措施一·进展情况."""
    return any(unnumbered_heading(normal_heading(part)) for part in column.heading.split("·"))


def _items_of(text: str) -> list[str]:
    """The plans of a cell."""
    listed = split_numbered(text)
    if not listed:
        return [joined_lines(text)] if text else []
    intro, items = listed
    return [*([intro] if intro else []), *(joined_lines(item).rstrip("；; ") for item in items)]


def _effect(text: str) -> str:
    """Numbered effects as sentences; a plain one as it stands."""
    return _sentences(text) if split_numbered(text) else joined_lines(text)


def _sentences(text: str) -> str:
    """Numbered or plain, as sentences with their full stops."""
    listed = split_numbered(text)
    parts = [part for part in ([listed[0], *listed[1]] if listed else [text]) if part]
    whole = [joined_lines(part).rstrip("；;，, ") for part in parts]
    return "".join(part if part[-1:] in "。！？：:" else part + "。" for part in whole if part)
