"""The ledger as a workbook that departments fill in, and that `drafter import` reads back without loss.

No formulas; headings are frozen and locked, statuses are chosen from a list, a problem's cells are merged over its
measures. The same ledger gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args

from drafter.ledger import excel_codec as codec
from drafter.ledger.excel_layout import (
    BY_HEADING,
    DEPARTMENT,
    FIELDS,
    INFO_HEADER,
    INFO_SHEETS,
    INSTRUCTIONS_SHEET,
    MAIN_SHEET,
    ONLY_WHERE_USED,
    SEPARATOR,
    WHOLE,
    Field,
)
from drafter.ledger.model import Ledger
from drafter.ledger.shape import Shape, explanation, ledger_shape
from drafter.ledger.workbook_bytes import packed
from drafter.patterns import pattern
from drafter.text.statuses import Status

_FIRST_EXCEL_YEAR = 1901  # before it Excel's calendar is wrong
_NEEDS_QUOTE = pattern(r"[=+\-@＝＋－＠\t\r]")
_SPARE_ROWS = 300  # rows below the table that have drop-downs, for what departments add
_ALLOWED = "formatCells formatColumns formatRows insertRows insertColumns deleteRows sort autoFilter"
_TALLEST_ROW = 400  # points; Excel's limit is 409

_INSTRUCTIONS = (
    codec.OWN_TITLE,
    "1. 请在“整改台账”表中填写。一行一条措施；同一问题有几条措施的，在该问题的行下插入行，问题一栏留空或与上一行合并。",
    "2. “整改状态”“措施状态”“是否公开”请从下拉列表中选。是否公开填“否”的问题不写进通报。",
    "3. “提法”是提领全条的短语，不带句号，例如：完善产业规划。“整改措施”写做了什么、结果如何，数字要准确。"
    "打算怎么做写在“整改计划”。",
    "4. “整改时限”填日期（2024-12-31），或写明 长期坚持、2024年12月底前 等。",
    "5. “责任单位”“佐证材料”有几项的，用顿号“、”隔开。佐证材料只填材料编号或名称，不会印出。",
    "6. “内部备注”一行一条，写成“名称：内容”，只留在台账里，从不印出。",
    "7. 请不要改动表头和各表的名称；可以在右边加列，加的列会收进内部备注。请不要使用公式。",
    "8. “通报信息”“组织领导”“下一步”三张表由起草人填写。项目里的数字是次序，如 会议/1/日期、会议/2/日期。",
    "9. 以 = + - @ 开头的内容按文字保存。带〔〕的标记（如〔空〕）请保留。用不着的列已经隐藏，要填的时候取消隐藏。",
)

_FOR_DEPARTMENTS = (
    codec.OWN_TITLE,
    "1. 只填“整改台账”表里白底的几列；灰底的是任务，供对照，不用改。",
    "2. “整改措施（做了什么）”写做了什么、结果如何，数字要准确；还没有做的留空{plans}。"
    "同一问题做了几件事的，一件写一行（同一格里按 Alt+Enter 换行），或在该问题的行下插入行，"
    "灰底的几列留空或与上一行合并。“牵头单位”是别家的问题，只写本单位做的，整改状态由牵头单位填，可以空着。",
    "3. “整改状态”从下拉列表中选。“整改成效”写整改以后的变化，没有就不填。",
    "4. “佐证材料”只填材料编号或名称，几项之间用顿号“、”隔开。",
    "5. 请不要改动表头和表名，不要用公式；另有情况要说明的，在右边加一列，写上列名。填好后把这份文件发回。",
)
# Columns that are shown though nothing stands in them: who gets the sheet goes on there. The others are hidden.
_ALWAYS = frozenset({"编号", "反馈问题", "责任单位", "整改时限", "整改状态", "整改计划", "整改措施", "整改成效"})
# What a department's own sheet may call by other names is told apart by what stands in brackets.
_SAID_OF = {"整改计划": "整改计划（原来打算怎么改）", "整改措施": "整改措施（做了什么）"}
_MARGIN = 0.45  # inches, on every side of a department's sheet


def write_excel(ledger: Ledger) -> bytes:
    """The workbook's bytes."""
    return _written(ledger, FIELDS, _INSTRUCTIONS, INFO_SHEETS)


def write_department(ledger: Ledger) -> bytes:
    """The workbook of a department: what it has to fill in beside what it was told to do, A4 across, and nothing else.

    What comes back is merged by the same readers; what it has no column for stays as the ledger has it.
    """
    data = ledger.model_dump(by_alias=True, exclude_defaults=True)
    used = _used(data.get("问题", []))
    fields = tuple(
        BY_HEADING[heading]._replace(width=width, seldom=False)
        for heading, (width, _) in DEPARTMENT.items()
        if heading in used or heading not in ONLY_WHERE_USED
    )
    to_fill = frozenset(heading for heading, (_, filled) in DEPARTMENT.items() if filled)
    plans = "，原来打算怎么做的已印在“整改计划”里" if "整改计划" in used else ""
    return _written(ledger, fields, tuple(text.format(plans=plans) for text in _FOR_DEPARTMENTS), {}, to_fill)


def _used(problems: list[dict[str, Any]]) -> set[str]:
    """Headings of the columns that hold anything."""
    rows = [row for problem in problems for row in _rows(problem)]
    return {f.heading for f in FIELDS for row in rows if (source := row.source(f.level)) and source.get(f.key)}


def _written(
    ledger: Ledger,
    fields: tuple[Field, ...],
    instructions: tuple[str, ...],
    info: dict[str, tuple[str, ...]],
    filled: frozenset[str] | None = None,
) -> bytes:
    """`filled`: headings of the columns that are to be filled in, where the others are shown in grey."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "drafter"
    writer = _Writer(book, fields, filled)
    data = ledger.model_dump(by_alias=True, exclude_defaults=True)
    writer.instructions(book.active, instructions)
    writer.main(book.create_sheet(MAIN_SHEET), data.get("问题", []))
    for name, parts in info.items():
        writer.info(book.create_sheet(name), parts, data)
    writer.long_texts()
    book.active = 1
    for index, ws in enumerate(book.worksheets):
        ws.sheet_view.tabSelected = index == 1
    return packed(book)


@dataclass
class _Row:
    """A row of the main sheet: data of the problem and the 具体表现 that begin here, and of the measure."""

    problem: dict[str, Any] | None
    aspect: dict[str, Any] | None
    measure: dict[str, Any] | None

    def source(self, level: str) -> dict[str, Any] | None:
        return {"problem": self.problem, "aspect": self.aspect, "measure": self.measure}[level]


def _rows(problem: dict[str, Any]) -> Iterator[_Row]:
    """The problem's own measures, then each 具体表现 with its measures."""
    first: dict[str, Any] | None = problem
    for measure in problem.get("措施", []):
        yield _Row(first, None, measure)
        first = None
    for aspect in problem.get("具体表现", []):
        head: dict[str, Any] | None = aspect
        for measure in aspect.get("措施", []) or [None]:
            yield _Row(first, head, measure)
            first, head = None, None
    if first is not None:
        yield _Row(first, None, None)


@dataclass
class _Writer:
    book: Any
    fields: tuple[Field, ...] = FIELDS
    filled: frozenset[str] | None = None
    long: list[str] = field(default_factory=list)
    styles: dict[tuple[str, bool, bool], Any] = field(default_factory=dict)

    def instructions(self, ws: Any, texts: tuple[str, ...]) -> None:
        ws.title = INSTRUCTIONS_SHEET
        ws.column_dimensions["A"].width = 110
        for row, text in enumerate(texts, 1):
            self._put(ws, row, 1, text)
            ws.cell(row, 1).font = _font(bold=row == 1, size=16 if row == 1 else 12)
            ws.row_dimensions[row].height = 30 if row == 1 else 36
        ws.protection.sheet = True

    def main(self, ws: Any, problems: list[dict[str, Any]]) -> None:
        said = _SAID_OF if self.filled is not None else {}
        self._header(ws, [said.get(f.heading, f.heading) for f in self.fields], [f.width for f in self.fields])
        used: set[str] = set()
        row = 1
        for problem in problems:
            top = row + 1
            aspect_top = top
            for entry in _rows(problem):
                row += 1
                if entry.aspect is not None:
                    self._merge(ws, "aspect", aspect_top, row - 1)
                    aspect_top = row
                used |= self._main_row(ws, row, entry)
            self._merge(ws, "aspect", aspect_top, row)
            self._merge(ws, "problem", top, row)
        for column, f in enumerate(self.fields, 1):
            kept = not f.seldom and (f.heading in _ALWAYS or not problems or self.filled is not None)
            ws.column_dimensions[_letter(column)].hidden = f.heading not in used and not kept
        ws.auto_filter.ref = f"A1:{_letter(len(self.fields))}{max(row, 2)}"
        ws.freeze_panes = "D2" if self.filled is None else "C2"
        if self.filled is not None:
            ws.page_margins = _margins()
            ws.oddFooter.center.text = "第 &P 页，共 &N 页"
        self._drop_downs(ws, row + _SPARE_ROWS)
        self._unlock(ws)

    def _main_row(self, ws: Any, row: int, entry: _Row) -> set[str]:
        used: set[str] = set()
        lines = 1.0
        for column, f in enumerate(self.fields, 1):
            source = entry.source(f.level)
            value = None if source is None else codec.encoded(source.get(f.key), f.coding)
            if f.heading == "是否公开" and source is not None and value is None:
                value = "是"
            if f.heading == "整改措施" and source is not None and not source:
                value = codec.EMPTY_ENTRY
            if value is not None:
                self._put(ws, row, column, value, self._shaded(f))
                used.add(f.heading)
                lines = max(lines, _lines(str(value), f.width))
            else:
                ws.cell(row, column)._style = self._style(ws, "General", False, self._shaded(f))  # the grid goes on
        ws.row_dimensions[row].height = min(_TALLEST_ROW, 16 * lines + 4)
        return used

    def _shaded(self, f: Field) -> bool:
        """Whether the column is there to be read, among others that are to be filled in."""
        return self.filled is not None and f.heading not in self.filled

    def _merge(self, ws: Any, level: str, top: int, bottom: int) -> None:
        from openpyxl.worksheet.cell_range import CellRange

        if bottom <= top:
            return
        for column, f in enumerate(self.fields, 1):
            if f.level == level and (self.filled is not None or ws.cell(top, column).value is not None):
                # Not merge_cells, which compares each range with all before it.
                ws.merged_cells.ranges.add(CellRange(min_col=column, min_row=top, max_col=column, max_row=bottom))

    def _drop_downs(self, ws: Any, last: int) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        for choices, keys in ((get_args(Status), ("整改状态", "措施状态")), (("是", "否"), ("是否公开", "措施公开"))):
            rule = DataValidation(
                type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True,
                errorTitle="请从列表中选", error=f"只能填：{'、'.join(choices)}", errorStyle="warning",
            )  # fmt: skip
            columns = [_letter(column) for column, f in enumerate(self.fields, 1) if f.heading in keys]
            for letter in columns:
                rule.add(f"{letter}2:{letter}{last}")
            if columns:
                ws.add_data_validation(rule)

    def _unlock(self, ws: Any) -> None:
        """Headings are locked; below them departments write, and add, delete and size rows."""
        for column in range(1, len(self.fields) + 1):
            ws.column_dimensions[_letter(column)].protection = _unlocked()
        ws.protection.sheet = True
        for allowed in _ALLOWED.split():
            setattr(ws.protection, allowed, False)

    def info(self, ws: Any, parts: tuple[str, ...], data: dict[str, Any]) -> None:
        self._header(ws, list(INFO_HEADER), [14, 30, 90, 50])
        row = 1
        for part in parts:
            shape = ledger_shape().fields[part]
            for item, value in _items(data.get(part), shape, ""):
                row += 1
                for column, text in enumerate((part, item or WHOLE, value, _explained(part, item)), 1):
                    if text is not None:
                        self._put(ws, row, column, text)
                if value is not None:
                    ws.row_dimensions[row].height = min(_TALLEST_ROW, 16 * _lines(str(value), 90) + 4)
        ws.freeze_panes = "C2"

    def long_texts(self) -> None:
        if not self.long:
            return
        ws = self.book.create_sheet(codec.LONG_SHEET)
        self._header(ws, ["编号", "段", "文字"], [8, 6, 120])
        row = 1
        for number, text in enumerate(self.long, 1):
            for piece_number, piece in enumerate(codec.pieces(text), 1):
                row += 1
                for column, value in enumerate((number, piece_number, piece), 1):
                    self._raw(ws, row, column, value)

    def _header(self, ws: Any, names: list[str], widths: list[int]) -> None:
        from openpyxl.styles import Alignment, PatternFill

        for column, (name, width) in enumerate(zip(names, widths, strict=True), 1):
            cell = ws.cell(1, column, name)
            cell.font = _font(bold=True)
            cell.fill = PatternFill("solid", start_color="DDE6F0")
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.border = _border()
            ws.column_dimensions[_letter(column)].width = width
        ws.row_dimensions[1].height = 32
        ws.freeze_panes = "A2"
        ws.print_title_rows = "1:1"
        ws.page_setup.orientation = "landscape"
        ws.page_setup.paperSize = ws.PAPERSIZE_A4
        ws.page_setup.fitToHeight = 0
        ws.sheet_properties.pageSetUpPr = _fit_to_page()

    def _put(self, ws: Any, row: int, column: int, value: Any, shaded: bool = False) -> None:
        """A value as a cell; a text is always a text, however it begins."""
        if isinstance(value, str):
            value = codec.escape(value)
            if len(value.encode("utf-16-le")) // 2 > codec.CELL_LIMIT:
                self.long.append(value)
                value = codec.long_text_mark(len(self.long))
        self._raw(ws, row, column, value, shaded)

    def _raw(self, ws: Any, row: int, column: int, value: Any, shaded: bool = False) -> None:
        cell = ws.cell(row, column)
        kind = "General"
        if isinstance(value, dt.date) and value.year < _FIRST_EXCEL_YEAR:
            value = value.isoformat()
        if isinstance(value, dt.date):
            cell.value, kind = value, "yyyy-mm-dd"
        elif isinstance(value, str):
            cell.value, kind = value, "@"
            cell.data_type = "s"
        else:
            cell.value = value
        quoted = isinstance(value, str) and bool(_NEEDS_QUOTE.match(value))
        cell._style = self._style(ws, kind, quoted, shaded)

    def _style(self, ws: Any, number_format: str, quoted: bool, shaded: bool = False) -> Any:
        """The look of a cell; made once for each kind, as openpyxl compares every new style with all it has."""
        key = number_format, quoted, shaded
        if key not in self.styles:
            cell = ws.cell(1, 1)
            before = copy(cell._style)
            cell.fill = _shade() if shaded else _no_fill()
            cell.font, cell.border, cell.alignment = _font(), _border(), _wrapped()
            cell.number_format, cell.protection = number_format, _unlocked()
            cell.quotePrefix = quoted
            self.styles[key] = copy(cell._style)
            cell._style = before
        return copy(self.styles[key])


def _items(value: Any, shape: Shape, path: str) -> Iterator[tuple[str, Any]]:
    """(项目, 内容) of a part; what is not given yet has a line to fill in."""
    if shape.kind == "mapping":
        if value == {} and path:
            yield path, codec.EMPTY_ENTRY
            return
        for key, inner in shape.fields.items():
            given = value.get(key) if value else None
            yield from _items(given, inner, f"{path}{SEPARATOR}{key}" if path else key)
    elif shape.kind == "list":
        entries = value if value else [None]
        for number, entry in enumerate(entries, 1):
            assert shape.item is not None
            yield from _items(entry, shape.item, f"{path}{SEPARATOR}{number}")
    elif shape.kind == "named":
        for key, text in (value or {}).items():
            yield codec.encode_text(key), codec.encode_text(text)
    elif shape.kind == "texts" and not path:  # 附注: long texts, one to a line
        for number, text in enumerate(value or [], 1):
            yield str(number), codec.encode_text(text)
    elif shape.kind == "texts":
        yield path, codec.encode_list(value or [])
    elif value is None:
        yield path, None
    else:
        yield path, value if isinstance(value, dt.date | int) else codec.encode_wording(value)


def _explained(part: str, item: str) -> str | None:
    """What the model says of that key."""
    keys = [key for key in item.split(SEPARATOR) if key and not key.isdecimal()]
    said = explanation([part, *keys])
    parts = [one for one in said.split("；") if "{" not in one] if said else []  # what speaks of YAML says nothing here
    return "；".join(parts) or None


@cache
def _font(bold: bool = False, size: int = 11) -> Any:
    from openpyxl.styles import Font

    return Font(name="宋体", bold=bold, size=size)


@cache
def _border() -> Any:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="999999")
    return Border(left=side, right=side, top=side, bottom=side)


@cache
def _shade() -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color="EFEFEF")


@cache
def _no_fill() -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill()


def _margins() -> Any:
    from openpyxl.worksheet.page import PageMargins

    return PageMargins(left=_MARGIN, right=_MARGIN, top=_MARGIN, bottom=_MARGIN + 0.2, header=0.2, footer=0.25)


@cache
def _wrapped() -> Any:
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=True, vertical="center")


@cache
def _unlocked() -> Any:
    from openpyxl.styles import Protection

    return Protection(locked=False)


def _fit_to_page() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)


def _lines(text: str, width: int) -> float:
    """How many lines a text takes in a column of that width."""
    return sum(
        max(1, -(-sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) // max(1, width - 1)))
        for line in text[:4000].split("\n")
    )


def _letter(column: int) -> str:
    from drafter.ledger.excel_sheet import column_name

    return column_name(column)
