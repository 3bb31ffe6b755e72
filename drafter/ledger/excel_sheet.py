"""A workbook as plain cells: what each shows, its merged range, what is hidden, struck out or broken.

Knows Excel and nothing of ledgers.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from drafter.errors import InputError, reason
from drafter.folders import contents
from drafter.ledger.excel_codec import unescape
from drafter.patterns import pattern
from drafter.text.normal import LOOK_ALIKES, cleaned

MAX_COLUMNS = 1000  # of a sheet, with something in them; one of 45 problems as columns has some 50
MAX_SHEETS = 1000  # of a workbook; with a form for each problem some 300
MAX_CELLS = 200_000  # with something in them, of a workbook; a ledger of 300 problems has some 6,000
BLANK = " \t\r\n\u3000\u00a0"
_QUOTED_FORMAT = pattern(r'"[^"]*"|\\.|\[[^\]\[]*\]|_.|\*.')


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
    sisters: tuple[Sheet, ...] = ()  # others of the workbook that are laid out alike

    @property
    def used_columns(self) -> int:
        """How many columns have something in them."""
        return len({column for _, column in self.cells})

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


def read_workbook(path: Path, said: list[str] | None = None) -> list[Sheet]:
    """The sheets of an .xlsx in their order. `said` takes what was wrong with the file and could be passed over.

    Raises InputError where the file cannot be opened as one.
    """
    if path.suffix.lower() == ".csv":
        return [_csv_sheet(path)]
    from drafter.ledger.excel_lean import read_sheets
    from drafter.word.package import Package

    package = Package(_bytes(path), str(path), "excel")
    sheets = read_sheets(package)
    if said is not None:
        said += [f"{path}：{mend.message}。" for mend in package.mends]
    return sheets


def _csv_sheet(path: Path) -> Sheet:
    """A .csv (UTF-8, UTF-16 or GB18030) as a sheet; commas, semicolons or tabs between its cells."""
    from drafter.ledger.source import read_ledger_text

    text = read_ledger_text(path)
    head = text[:4000]
    separator = max(",;\t", key=head.count)
    cells: dict[tuple[int, int], Cell] = {}
    rows: dict[int, list[Cell]] = {}
    for number, row in enumerate(csv_rows(text, str(path), separator), 1):
        for column, shown in enumerate(row, 1):
            if shown.strip(BLANK):
                plain = shown.strip("\n")
                cells[number, column] = Cell(number, column, plain, plain, exact=plain)
                rows.setdefault(number, []).append(cells[number, column])
        if len(cells) > MAX_CELLS:
            raise InputError(
                f"{path}：有字的单元格超过 {MAX_CELLS // 10_000} 万个，不像是台账，没有读取。请拆成几份再试。"
            )
    return Sheet(path.stem, False, cells, {}, rows=rows)


def csv_rows(text: str, name: str, separator: str = ",") -> Iterator[list[str]]:
    """The rows of a .csv's text. Raises InputError, with the line, for a quote without its pair: the cells behind it
    would shift."""
    import csv

    if (at := _lone_quote(text, separator)) is not None:
        line = text.count("\n", 0, at) + 1
        raise InputError(
            f"{name} 第{line}行：这一行有引号没有配对，后面的单元格会错位，没有读取。"
            "请补上或删去这个引号，或在 Excel 或 WPS 中打开后存为 .xlsx 再试。"
        )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        yield from reader
    except csv.Error:
        raise InputError(
            f"{name} 第{reader.line_num}行：一格的文字太长（超过 {csv.field_size_limit() // 10_000} 万字），"
            "不像是表格。请核对这一格，或在 Excel 或 WPS 中打开后存为 .xlsx 再试。"
        ) from None


_CELL_ENDS = {",": pattern("[,\n]"), ";": pattern("[;\n]"), "\t": pattern("[\t\n]")}


def _lone_quote(text: str, separator: str) -> int | None:
    """Where a cell begins with a quote that nothing closes, or that only the quote of a later cell closes: text follows
    on that one (`"甲,乙"丙`). A cell that only begins with a quoted word (`"重点"工作`) is what it seems."""
    at = -1
    while (at := _next_quoted(text, separator, at + 1)) >= 0:
        end = text.find('"', at + 1)
        while end >= 0 and text[end + 1 : end + 2] == '"':
            end = text.find('"', end + 2)
        if end < 0:
            return at
        found = _CELL_ENDS[separator].search(text, end)
        after = found.start() if found else len(text)
        if text[end + 1 : after].strip() and not {separator, "\n"}.isdisjoint(text[at:end]):
            return at
        at = after - 1
    return None


def _next_quoted(text: str, separator: str, start: int) -> int:
    """Where the next cell that begins with a quote begins."""
    at = text.find('"', start)
    while at > 0 and text[at - 1] not in (separator, "\n"):
        at = text.find('"', at + 1)
    return at


def _bytes(path: Path) -> bytes:
    try:
        data = contents(path)
    except OSError as error:
        why = "文件不存在" if isinstance(error, FileNotFoundError) else f"打不开（{reason(error)}）"
        raise InputError(f"{path}：{why}。请核对文件名；文件正在 Excel 或 WPS 中打开的请先关闭。") from None
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(
            f"{path}：是旧版 .xls（或 .et）文件，或设了打开密码。请在 Excel 或 WPS 中打开，另存为不加密的 .xlsx 再试。"
        )
    if not data.startswith(b"PK"):
        raise InputError(f"{path}：不是 .xlsx 文件，或者文件不完整。请在 Excel 或 WPS 中打开后另存为 .xlsx 再试。")
    return data


def shown(value: object, number_format: str) -> tuple[str, str]:
    """The text that the cell shows, and the part of it that is struck out; a pair is these two already."""
    if isinstance(value, tuple):
        kept, struck = value
        return _readable(kept), _readable(struck)
    if isinstance(value, bool):
        return ("是" if value else "否"), ""
    if isinstance(value, (dt.datetime, dt.date)):
        return shown_date(value, number_format), ""
    if isinstance(value, (dt.time, dt.timedelta)):
        return str(value), ""
    if isinstance(value, (int, float)):
        return _shown_number(value, number_format), ""
    return _readable(str(value)), ""


def _readable(text: str) -> str:
    """A text as it was meant: without Excel's escapes, look-alikes and invisible marks."""
    return cleaned(unescape(text), LOOK_ALIKES).text


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
