"""A workbook as plain cells: what each shows, its merged range, what is hidden, struck out or broken.

Knows Excel and nothing of ledgers.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drafter.errors import InputError, reason
from drafter.ledger.excel_codec import unescape

_BLANK = " \t\r\n\u3000\u00a0"
MAX_UNPACKED = 400 * 1024 * 1024
_QUOTED_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]\[]*\]|_.|\*.')


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that shows something. `fault`: why what it shows cannot be relied on."""

    row: int
    column: int
    text: str
    value: object
    struck: str = ""  # the part of the text that is struck out; `text` is the rest
    fault: str | None = None
    comment: str | None = None
    link: str | None = None
    rows: int = 1  # height of the merged range that it begins
    columns: int = 1
    exact: str = ""  # the text with its own line endings
    fill: str | None = None  # its colour, as RRGGBB
    origin: tuple[str, str] | None = None  # (sheet, cell) it was taken from, where a sheet was laid out anew

    @property
    def name(self) -> str:
        """B4; of a sheet that was laid out anew, as the user's own sheet names it."""
        return self.origin[1] if self.origin else f"{column_name(self.column)}{self.row}"


@dataclass(frozen=True)
class Sheet:
    """One worksheet: its cells that show something, by (row, column)."""

    name: str
    hidden: bool
    cells: dict[tuple[int, int], Cell]
    owner: dict[tuple[int, int], tuple[int, int]]  # a covered place of a merged range -> its first
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    pictures: int = 0
    rows: dict[int, list[Cell]] = field(default_factory=dict)
    fills: dict[tuple[int, int], str] = field(default_factory=dict)  # colours, of empty cells too, as RRGGBB
    kind: str = ""  # how it was laid out anew (excel_layouts); "" as the office made it

    def where(self, cell: Cell) -> str:
        """工作表“…”B4, of the sheet that the user sees."""
        return f"工作表“{cell.origin[0] if cell.origin else self.name}”{cell.name}"

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that shows there, a merged one in all of its places."""
        key = self.owner.get((row, column), (row, column))
        return self.cells.get(key)

    def own(self, row: int, column: int) -> Cell | None:
        """The cell that begins there."""
        return self.cells.get((row, column))


def column_name(column: int) -> str:
    """3 -> C."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def read_workbook(path: Path) -> list[Sheet]:
    """The sheets of an .xlsx in their order. Raises InputError where the file cannot be opened as one."""
    if path.suffix.lower() == ".csv":
        return [_csv_sheet(path)]
    shown, cached = _open(path)
    sheets = [_sheet(ws, cached[ws.title] if cached else None) for ws in shown.worksheets]
    return sheets


def _csv_sheet(path: Path) -> Sheet:
    """A .csv (UTF-8, UTF-16 or GB18030) as a sheet; commas, semicolons or tabs between its cells."""
    import csv

    from drafter.ledger.source import read_ledger_text

    text = read_ledger_text(path)
    head = text[:4000]
    separator = max(",;\t", key=head.count)
    cells: dict[tuple[int, int], Cell] = {}
    rows: dict[int, list[Cell]] = {}
    for number, row in enumerate(csv.reader(text.splitlines(keepends=True), delimiter=separator), 1):
        for column, shown in enumerate(row, 1):
            if shown.strip(_BLANK):
                plain = shown.strip("\n")
                cells[number, column] = Cell(number, column, plain, plain, exact=plain)
                rows.setdefault(number, []).append(cells[number, column])
    return Sheet(path.stem, False, cells, {}, rows=rows)


def _open(path: Path) -> tuple[Any, Any]:
    from openpyxl import load_workbook

    _refuse_other_files(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with _plain_merging():
                shown = load_workbook(io.BytesIO(path.read_bytes()), rich_text=True)
            formulas = any(c.data_type == "f" for ws in shown.worksheets for c in ws._cells.values())
            with _plain_merging():
                cached = load_workbook(io.BytesIO(path.read_bytes()), data_only=True) if formulas else None
    except Exception:  # openpyxl raises whatever its XML and zip readers do
        raise InputError(
            f"{path}：不能作为 Excel 工作簿打开，文件可能损坏。请在 Excel 或 WPS 中打开后另存为 .xlsx 再试。"
        ) from None
    return shown, cached


@contextlib.contextmanager
def _plain_merging() -> Iterator[None]:
    """openpyxl draws the borders of every merged range anew while it reads; that takes longer than the reading."""
    from openpyxl.worksheet.merge import MergedCellRange

    drawing = MergedCellRange.format
    MergedCellRange.format = lambda self: None
    try:
        yield
    finally:
        MergedCellRange.format = drawing


def _refuse_other_files(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        why = "文件不存在" if isinstance(error, FileNotFoundError) else f"打不开（{reason(error)}）"
        raise InputError(f"{path}：{why}。请核对文件名；文件正在 Excel 或 WPS 中打开的请先关闭。") from None
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(
            f"{path}：是旧版 .xls（或 .et）文件，或设了打开密码。请在 Excel 或 WPS 中打开，另存为不加密的 .xlsx 再试。"
        )
    if not zipfile.is_zipfile(path):
        raise InputError(f"{path}：不是 .xlsx 文件，或者文件不完整。请在 Excel 或 WPS 中打开后另存为 .xlsx 再试。")
    with zipfile.ZipFile(path) as archive:
        if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
            raise InputError(f"{path}：解开后超过 {MAX_UNPACKED // 2**20} MB，不像是台账。请核对文件。")


def _sheet(ws: Any, cached: Any) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    sizes, owner, bounds = _merged(ws)
    for (row, column), raw in ws._cells.items():
        if raw.value is None and raw.comment is None:
            continue
        height, width = sizes.get((row, column), (1, 1))
        cell = _cell(raw, cached, height, width)
        if cell:
            cells[row, column] = cell
    ordered = dict(sorted(cells.items()))
    rows: dict[int, list[Cell]] = {}
    for cell in ordered.values():
        rows.setdefault(cell.row, []).append(cell)
    return Sheet(
        ws.title,
        ws.sheet_state != "visible",
        ordered,
        owner,
        frozenset(r for r, d in ws.row_dimensions.items() if d.hidden and r in rows),
        frozenset(_hidden_columns(ws, bounds)),
        len(getattr(ws, "_images", [])),
        rows,
    )


def _merged(ws: Any) -> tuple[dict[tuple[int, int], tuple[int, int]], dict[tuple[int, int], tuple[int, int]], int]:
    """(height, width) of each merged range by its first cell; the first cell of each covered place."""
    last_row = max((r for (r, _), c in ws._cells.items() if c.value is not None), default=1)
    last_column = max((k for (_, k), c in ws._cells.items() if c.value is not None), default=1)
    sizes, owner = {}, {}
    for area in ws.merged_cells.ranges:
        bottom, right = min(area.max_row, last_row + 200), min(area.max_col, last_column + 5)
        sizes[area.min_row, area.min_col] = (bottom - area.min_row + 1, right - area.min_col + 1)
        for row in range(area.min_row, bottom + 1):
            for column in range(area.min_col, right + 1):
                if (row, column) != (area.min_row, area.min_col):
                    owner[row, column] = (area.min_row, area.min_col)
    return sizes, owner, last_column


def _hidden_columns(ws: Any, last: int) -> Iterator[int]:
    for dimension in ws.column_dimensions.values():
        if dimension.hidden:
            yield from range(dimension.min or 1, min(dimension.max or 1, last) + 1)


def _cell(raw: Any, cached: Any, height: int, width: int) -> Cell | None:
    value, fault, kind = raw.value, None, raw.data_type
    if kind == "f":
        formula = value if isinstance(value, str) else getattr(value, "text", None) or "公式"
        stored = cached.cell(raw.row, raw.column) if cached is not None else None
        value, kind = (stored.value, stored.data_type) if stored is not None else (None, "n")
        if value is None:
            value, fault = str(formula), f"是公式（{str(formula)[:30]}），文件里没有存它的计算结果"
    if kind == "e":
        fault = f"是错误值 {value}"
    exact, struck = _shown(value, raw.number_format)
    text = exact.replace("\r\n", "\n").replace("\r", "\n")
    if raw.font is not None and raw.font.strike and not struck:
        text, struck = "", text
    comment = raw.comment.text.strip() if raw.comment is not None and raw.comment.text else None
    link = raw.hyperlink.target if raw.hyperlink is not None else None
    if not text.strip(_BLANK) and not struck.strip() and not comment:
        return None
    plain = value if not isinstance(value, list) else text
    return Cell(raw.row, raw.column, text, plain, struck, fault, comment, link, height, width, exact)


def _shown(value: Any, number_format: str) -> tuple[str, str]:
    """The text that the cell shows, and the part of it that is struck out."""
    if value is None:
        return "", ""
    if isinstance(value, list):  # rich text: plain pieces, and pieces with a font of their own
        kept, struck = "", ""
        for piece in value:
            if getattr(getattr(piece, "font", None), "strike", False):
                struck += str(piece)
            else:
                kept += str(piece)
        return unescape(kept), unescape(struck)
    if isinstance(value, bool):
        return ("是" if value else "否"), ""
    if isinstance(value, (dt.datetime, dt.date)):
        return shown_date(value, number_format), ""
    if isinstance(value, (dt.time, dt.timedelta)):
        return str(value), ""
    if isinstance(value, (int, float)):
        return _shown_number(value, number_format), ""
    return unescape(str(value)), ""


def shown_date(value: dt.datetime | dt.date, number_format: str) -> str:
    """2024-12-31; 2024年12月 where the cell shows no day."""
    bare = _QUOTED_FORMAT.sub("", number_format or "").lower()
    if "m" in bare and "y" in bare and "d" not in bare and "h" not in bare:
        return f"{value.year}年{value.month}月"
    if isinstance(value, dt.datetime) and (value.hour or value.minute or value.second):
        return value.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"


def _shown_number(value: int | float, number_format: str) -> str:
    if "%" in _QUOTED_FORMAT.sub("", number_format or ""):
        places = len(m[1]) if (m := re.search(r"\.(0+)", number_format)) else 0
        return f"{value * 100:.{places}f}%"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            value = int(value)
        else:
            return format(value, ".15g")
    zeros = re.fullmatch(r"0+", number_format or "")
    return str(value).zfill(len(number_format)) if zeros and len(number_format) > 1 else str(value)
