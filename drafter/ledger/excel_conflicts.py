"""The table of what is to be decided, as a workbook: written, filled in with ticks or words, and read back."""

from __future__ import annotations

from typing import Any

from drafter.ledger.conflicts import NOTHING, Conflict, Decision, refuse_unreadable
from drafter.ledger.excel_sheet import Sheet
from drafter.ledger.workbook_bytes import packed
from drafter.text.statuses import yes_no

TITLE = "要定的事"
_HEADINGS = ("序号", "问题", "项", "说法", "来自", "采用", "在台账中的位置")
_WIDTHS = (6, 26, 16, 52, 26, 20, 26)
_HOW = (
    "每一件事选一种说法，在“采用”一格打√；都不对的，在任一格里直接写上定下来的内容。不填的照台账现在的。"
    "填好后，页面上放进“收回”，命令行运行：drafter update 台账.yaml --from 本表.xlsx -o 台账.yaml"
)
_NOW = "台账现在"
_HEADER = 3  # row of the headings


def write_conflicts(conflicts: tuple[Conflict, ...]) -> bytes:
    """The workbook's bytes; the same conflicts give the same ones."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    book = Workbook()
    book.properties.creator = "drafter"
    page = book.active
    assert page is not None
    page.title = TITLE
    page.append([TITLE])
    page.append([_HOW])
    page.append(_HEADINGS)
    for number, one in enumerate(conflicts, 1):
        first = page.max_row + 1
        rows = [(one.now, _NOW), *((answer.text, "、".join(answer.names)) for answer in one.answers)]
        for text, names in rows:
            page.append([number, None, None, None, None, None, one.path])
            for column, said in ((2, one.where), (3, one.item), (4, text), (5, names)):
                _write(page.cell(page.max_row, column), said)
        for column in (1, 2, 3, 7):
            page.merge_cells(start_row=first, end_row=page.max_row, start_column=column, end_column=column)
    thin = Side("thin", color="999999")
    wrap = Alignment(wrap_text=True, vertical="center")
    for row in page.iter_rows(min_row=_HEADER, max_col=len(_HEADINGS)):
        for cell in row:
            cell.border, cell.alignment = Border(thin, thin, thin, thin), wrap
            if cell.row == _HEADER:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6F0")
            elif cell.column == _HEADINGS.index("采用") + 1:
                cell.fill = PatternFill("solid", fgColor="FFF7D6")
    for column, width in enumerate(_WIDTHS, 1):
        page.column_dimensions[chr(ord("A") + column - 1)].width = width
    for row, height in ((1, 24), (2, 34)):
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_HEADINGS))
        page.row_dimensions[row].height = height
    page["A1"].font, page["A2"].alignment = Font(bold=True, size=14), wrap
    page.freeze_panes = f"A{_HEADER + 1}"
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = "landscape", "9", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{_HEADER}:{_HEADER}"
    return packed(book)


def _write(cell: Any, text: str) -> None:
    """A text is a text, also where it begins like a formula."""
    cell.value = text
    cell.data_type = "s"


def read_decisions(name: str, sheets: list[Sheet]) -> list[Decision]:
    """What was decided in it. Raises InputError where of one thing two are chosen."""
    sheet = sheets[0]
    columns = {heading: at for at, heading in enumerate(_HEADINGS, 1)}
    chosen: dict[str, list[tuple[str, str]]] = {}
    now: dict[str, tuple[str, str]] = {}
    faults: list[str] = []
    for row in (row for row in sheet.rows if row > _HEADER):
        faults += [
            f"{sheet.where(cell)}：{cell.fault}，请改成文字"
            for at in columns.values()
            if (cell := sheet.at(row, at)) and cell.fault
        ]
        said = {heading: cell.text if (cell := sheet.at(row, at)) else "" for heading, at in columns.items()}
        path = said["在台账中的位置"].strip()
        if said["来自"].strip() == _NOW:
            now[path] = said["项"].strip(), said["说法"]
        mark = said["采用"].strip()
        if mark and yes_no(mark) is not False:
            chosen.setdefault(path, []).append((f"第{row}行", said["说法"] if yes_no(mark) else mark))
    faults += [
        f"{'、'.join(row for row, _ in picked)} 是同一件事（{now.get(path, (path, ''))[0]}），只能采用一种"
        for path, picked in chosen.items()
        if len({text for _, text in picked}) > 1
    ]
    refuse_unreadable(name, faults)
    return [
        Decision(path, now[path][0], now[path][1], picked[0][1])
        for path, picked in chosen.items()
        if path in now and picked[0][1] != (now[path][1] or NOTHING)
    ]
