"""An office's Excel ledger -> the ledger. Every cell has its place: a field, an internal note of its problem, or the
remarks; what is not understood is asked about in one message.

The sheet's layout is excel_table's to find, the office's words are excel_words', the workbook that `drafter export`
wrote is read back by excel_own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from drafter.errors import InputError
from drafter.ledger.excel_account import account_for
from drafter.ledger.excel_answers import with_answers, with_answers_ticked
from drafter.ledger.excel_below import with_lines_below
from drafter.ledger.excel_beside import one_below_the_other
from drafter.ledger.excel_by_turns import with_groups_apart
from drafter.ledger.excel_codec import OWN_TITLE
from drafter.ledger.excel_codes import with_plain_numbers
from drafter.ledger.excel_colours import explained_colours, with_colours
from drafter.ledger.excel_columns import Table
from drafter.ledger.excel_continued import continued, printed_again
from drafter.ledger.excel_counted import with_counted_columns
from drafter.ledger.excel_kinds import is_report
from drafter.ledger.excel_labelled import with_labelled_rows
from drafter.ledger.excel_layouts import FORMS, Reading, read_layout, read_unheaded
from drafter.ledger.excel_levels import with_levels
from drafter.ledger.excel_links import join_lists, title_key
from drafter.ledger.excel_parts import parts_of
from drafter.ledger.excel_problem import Problems
from drafter.ledger.excel_rows import Found, Rows, group_name, is_footing, plain_name
from drafter.ledger.excel_sheet import MAX_COLUMNS, MAX_SHEETS, Cell, Sheet, read_workbook
from drafter.ledger.excel_signs import explained_signs, with_signs
from drafter.ledger.excel_singles import with_single_problems
from drafter.ledger.excel_sisters import with_sisters
from drafter.ledger.excel_split import plans_told_apart, with_cells_split
from drafter.ledger.excel_table import column_field, find_table, heading_cells, known_fields
from drafter.ledger.excel_told import Question, Told
from drafter.ledger.excel_words import (
    about_publication,
    asks_whether_done,
    field_of,
    joined_lines,
    normal_heading,
    one_line,
)
from drafter.ledger.model import Ledger, ProblemEntry
from drafter.patterns import pattern
from drafter.text.statuses import says_nothing, status_of


class ExcelImport(NamedTuple):
    """The ledger, and what the user should know or decide, each a whole sentence."""

    ledger: Ledger
    notes: list[str]
    account: str = ""  # how many cells went where
    given: frozenset[str] = frozenset()  # the keys that it has columns for: 状态, 措施.内容
    questions: tuple[Question, ...] = ()  # what the first notes ask, one by one
    columns: tuple[ReadColumn, ...] = ()  # every column of its tables, each heading once
    assumed: frozenset[int] = frozenset()  # problems that are 公开: 否 because their cell is empty


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
    sheets = read_workbook(path, said)
    try:
        read = read_sheets(path, sheets, mapping, remembered=remembered)
    except InputError as error:
        raise InputError(*error.messages, *said) from None  # what is wrong with the file may be why
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
    if len(sheets) > MAX_SHEETS:
        raise InputError(
            f"{path}：有 {len(sheets)} 张工作表（最多 {MAX_SHEETS} 张），不像是台账，没有读取。请分成几份再试。"
        )
    for sheet in sheets:
        if (used := sheet.used_columns) > MAX_COLUMNS:
            raise InputError(
                f"{path}：工作表“{sheet.name}”有 {used} 列有字（最多 {MAX_COLUMNS} 列），不像是台账，没有读取。"
                "请只留台账的各列，另存一份再试。"
            )
    if any(sheet.own(1, 1) is not None and sheet.cells[1, 1].text == OWN_TITLE for sheet in sheets):
        from drafter.ledger.excel_own import own_keys, read_own

        return ExcelImport(*read_own(path, sheets), given=own_keys(sheets))
    fields = {normal_heading(k): v for k, v in (remembered or {}).items()} | _fields(mapping or {}, sheets, path)
    return _Reader(Told(path, remarks=list(remarks)), fields).read(sheets)


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


@dataclass
class _Reader:
    told: Told
    mapping: dict[str, str]
    account: str = ""
    columns: dict[str, ReadColumn] = field(default_factory=dict)  # by their headings

    def read(self, sheets: list[Sheet]) -> ExcelImport:
        tables: list[Table] = []
        lists: list[Table] = []  # with a number and fields, and no problem
        workbook = [with_plain_numbers(with_answers_ticked(self._shown(sheet))) for sheet in sheets]
        sheets = [
            part
            for sheet in workbook
            for part in (
                [sheet] if sheet.hidden else parts_of(with_groups_apart(one_below_the_other(sheet)), self.mapping)
            )
        ]
        sheets = with_sisters(sheets)
        readings = {
            sheet.name: read_layout(sheet, self.mapping) for sheet in sheets if sheet.cells and not sheet.hidden
        }
        sheets = self._with_continuations(sheets, readings)
        if not any(readings.values()):
            readings |= {s.name: read_unheaded(s) for s in sheets if s.cells and not s.hidden}
        labels = frozenset(label for r in readings.values() if r and r.name == FORMS for label in r.table.headings)
        explaining = [c for s in sheets if readings.get(s.name) is None for c in s.cells.values()]
        signs, colours = explained_signs(explaining), explained_colours(explaining)
        for sheet in sheets:
            if not sheet.cells:
                continue
            if labels and _is_blank_form(sheet, labels):
                self._keep_blank(sheet)
                continue
            if sheet.hidden:
                self.told.notes.append(
                    f"工作表“{sheet.name}”是隐藏的，没有读入；其中有台账内容的，请取消隐藏后重新导入。"
                )
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
                    with_signs(
                        with_labelled_rows(with_counted_columns(with_lines_below(with_levels(reading.table)))),
                        reading.left,
                        signs,
                    ),
                    colours,
                )
                self.told.remarks += coloured.legend
                singles = with_single_problems(with_cells_split(with_answers(coloured.table)))
                self.told.questions += map(Question, (*coloured.questions, *singles.questions))
                self._show(reading.table)
                tables.append(_without_nothings(singles.table))
        if not tables:
            raise InputError(*self._no_table(sheets))
        joined = join_lists(self.told.path, self._without_indexes(tables), lists)
        tables = plans_told_apart(joined.tables)
        self.told.remarks += joined.remarks
        self.told.questions += map(Question, joined.questions)
        self.told.notes += joined.notes
        found: list[Found] = []
        rows = Rows(self.told.path, self.told.faults, self.told.notes, self.told.remarks)
        for table in tables:
            self.told.look_around(table)
            group = self._group_of_sheet(table) if len(tables) > 1 else None
            found += rows.problems(table, group)
        problems = [Problems(self.told).read(one) for one in found]
        self.told.ask_about_hidden(tables, found, problems)
        for sheet, cell in rows.asides:
            self.told.ask_about_aside(sheet, cell)
        if not problems and not self.told.faults:
            where = self.told.at(tables[0], tables[0].columns[min(tables[0].columns)].cell)
            self.told.faults.append(f"{where}：表头下面没有一个问题。请核对文件。")
        if self.told.faults:
            raise InputError(*self.told.faults)
        self.told.tell()
        self._same_numbers(problems)
        self._account(workbook, tables, problems)
        self.told.put_questions_first()
        given: dict[str, Any] = {"problems": problems}
        self.told.remarks = list(dict.fromkeys(self.told.remarks))
        if self.told.remarks:
            given["remarks"] = self.told.remarks
            self.told.notes.append(
                f"标题、说明、合计等不属于任何问题的文字（{len(self.told.remarks)}条）已放入台账的“附注”，不会印出。"
            )
        fields = {c.field for table in tables for c in table.columns.values() if c.field}
        return ExcelImport(
            Ledger(**given),
            self.told.notes,
            self.account,
            frozenset(_KEYS.get(name, name) for name in fields),
            (*self.told.withheld, *self.told.questions),
            tuple(self.columns.values()),
            self._assumed(found),
        )

    def _assumed(self, found: list[Found]) -> frozenset[int]:
        """Which problems are not public only because nobody has said so yet."""
        open_ones = {id(one) for unanswered in self.told.unanswered.values() for one in unanswered}
        return frozenset(at for at, one in enumerate(found) if id(one) in open_ones)

    def _with_continuations(self, sheets: list[Sheet], readings: dict[str, Reading | None]) -> list[Sheet]:
        """The sheets, each with the rows of those behind it that go on with its table."""
        out: list[Sheet] = []
        for sheet in sheets:
            before = readings.get(out[-1].name) if out and not out[-1].hidden else None
            if before is None or before.name or sheet.hidden or not sheet.cells:
                out.append(sheet)
                continue
            again = printed_again(before.table, sheet)
            whole, how = (again.sheet, "表头相同、编号相连，") if again else (None, "没有表头，")
            if readings.get(sheet.name) is None and again is None:
                whole = continued(before.table, sheet)
            if whole is None:
                out.append(sheet)
                continue
            if again is not None:
                self.told.remarks += [joined_lines(c.text) for c in again.left if c.text.strip()]
            out[-1] = whole
            readings[whole.name] = read_layout(whole, self.mapping)
            self.told.notes.append(f"工作表“{sheet.name}”{how}接在工作表“{whole.name}”的后面读入，请核对。")
        return out

    def _without_indexes(self, tables: list[Table]) -> list[Table]:
        """The tables without those that only list the forms: every problem of a 目录 stands on a form too, and it says
        nothing else."""
        if FORMS not in self.told.layouts:
            return tables
        titles = [titles_of(table) for table in tables]
        kept = []
        for at, table in enumerate(tables):
            others = set().union(*(t for i, t in enumerate(titles) if i != at), set())
            tells = {c.field for c in table.columns.values()} - {"编号", "表述", "方面", None}
            if len(titles[at]) < 2 or tells or not titles[at] <= others:
                kept.append(table)
                continue
            self.told.remarks += [f"{table.sheet.where(c)}：{joined_lines(c.text)}" for c in table.sheet.cells.values()]
            self.told.notes.append(f"工作表“{table.sheet.name}”是目录，其中的问题都在别的工作表里，没有重复读入。")
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
                self.told.ask(
                    f"编号 {problem.number} 有两个问题：“{before.title}”和“{problem.title}”，已按两个问题读入"
                )

    def _account(self, sheets: list[Sheet], tables: list[Table], problems: list[ProblemEntry]) -> None:
        """Every cell is in a field or a note; one that is not goes to 附注 and is asked about."""
        account = account_for(sheets, tables, problems, self.told.remarks)
        for sheet, cell in account.lost:
            self.told.remarks.append(f"工作表“{sheet.name}”{cell.name}：{joined_lines(cell.text)}")
            self.told.ask(
                f"工作表“{sheet.name}”{cell.name} 的“{one_line(cell.text)[:20]}”没有放进任何字段，已放入“附注”"
            )
        self.account = account.line(len(self.told.questions) + len(self.told.withheld))

    # Around the tables

    def _no_table(self, sheets: list[Sheet]) -> list[str]:
        messages = []
        for sheet in sheets:
            cells = [c for c in heading_cells(sheet) if len(c.text) <= 30][:12]
            known = [c for c in cells if field_of(c.text) not in (None, "内部备注")]
            if sheet.hidden or not cells:
                continue
            where = self.told.at(sheet, known[0] if known else cells[0])
            seen = "、".join(f"{c.name}“{one_line(c.text)}”" for c in (known or cells))
            messages.append(
                f"{where}：找不到台账的表头。表头至少要有“反馈问题”一列，和“整改措施”“责任单位”等列中的一列；"
                f"这里看到的是 {seen}。列名不同的，用 --map 列名=表述 指明。"
            )
        return messages or [f"{self.told.path}：工作簿里没有可读的工作表（都是空的或隐藏的）。"]

    def _keep_sheet(self, sheet: Sheet) -> None:
        rows = [" ".join(one_line(c.text) for c in cells if c.text.strip()) for cells in sheet.rows.values()]
        self.told.remarks += [f"工作表“{sheet.name}”：{row}" for row in rows if row.strip()]
        self.told.notes.append(f"工作表“{sheet.name}”里没有台账的表头，文字（{len(rows)}行）已放入“附注”。")

    def _keep_blank(self, sheet: Sheet) -> None:
        self.told.remarks += [f"{sheet.where(c)}：{joined_lines(c.text)}" for c in sheet.cells.values()]
        self.told.notes.append(f"工作表“{sheet.name}”是没有填的空表，没有读入。")

    def _outside(self, sheet: Sheet, reading: Reading) -> None:
        """What stands outside of a table that was laid out anew."""
        self.told.remarks += [joined_lines(c.text) for c in reading.left if c.text.strip()]
        last = max((row for row, cells in sheet.rows.items() if len(cells) > 1), default=0)
        for cell in reading.left:
            if cell.row > last and cell.text.strip() and not is_footing(cell.text):
                self.told.ask_about_aside(sheet, cell)
        among = [c for c in reading.left if c.row <= last and len(sheet.rows[c.row]) > 1 and is_report(c.text)]
        if among := [c for c in among if not is_footing(c.text)]:
            listed = "、".join(f"{c.name}“{one_line(c.text)[:_QUOTED]}”" for c in among[:_LISTED])
            more = f"等{len(among)}处" if len(among) > _LISTED else ""
            self.told.ask(f"工作表“{sheet.name}”的 {listed}{more} 不在认出的栏目里，已放入“附注”")
        blank = [c for c in reading.blank if c.text.strip()]
        if blank:
            self.told.remarks += [f"{sheet.where(c)}：{joined_lines(c.text)}" for c in blank]
            self.told.notes.append(
                f"工作表“{sheet.name}”里有没有填问题的卡片（{blank[0].name} 起），文字已放入“附注”。"
            )
        if reading.name:
            self.told.layouts.setdefault(reading.name, []).append(sheet.name)

    def _shown(self, sheet: Sheet) -> Sheet:
        """The sheet without the cells of hidden columns that show nobody what is in them (a formula whose result the
        file lacks, an error); that they are left out is told."""
        lacking = [cell for key, cell in sheet.cells.items() if cell.fault and key[1] in sheet.hidden_columns]
        if not lacking:
            return sheet
        self.told.notes.append(
            f"工作表“{sheet.name}”隐藏的列里有{len(lacking)}格读不出内容，没有读入"
            f"（{lacking[0].name} 起，{lacking[0].fault}）。"
        )
        cells = {key: cell for key, cell in sheet.cells.items() if cell not in lacking}
        rows: dict[int, list[Cell]] = {}
        for cell in cells.values():
            rows.setdefault(cell.row, []).append(cell)
        return replace(sheet, cells=cells, rows=rows)

    def _group_of_sheet(self, table: Table) -> str | None:
        name = group_name(re.sub(r"^\s*\d+\s*[.．、]\s*", "", table.sheet.name))
        if table.has("方面") or table.sheet.kind or plain_name(name):
            return None
        return name

    # One problem

    # Measures


_LISTED, _QUOTED = 5, 40  # cells that a message names, characters of each
_BLANK_FORM = 0.8  # of a sheet's cells are labels that the filled forms have


def _is_blank_form(sheet: Sheet, labels: frozenset[str]) -> bool:
    """A form that nobody has filled in: labels, and hardly anything beside them."""
    said = [c for c in sheet.cells.values() if c.text.strip()]
    known = [c for c in said if normal_heading(c.text) in labels]
    others = (c.text for c in said if normal_heading(c.text) not in labels)
    values = [text for text in others if len(text.strip()) > 1 and not _TO_FILL.search(text)]
    return len(known) >= 4 and len(values) <= max(2, (1 - _BLANK_FORM) * len(known))


_TO_FILL = pattern(r"签字|盖章|年\s*月\s*日|[□☐]|[:：]\s*$")


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
        if column is not None and column.field == "状态" and asks_whether_done(column.heading):
            return status_of(cell.text) is None
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
