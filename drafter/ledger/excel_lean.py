"""The cells of an .xlsx straight from its XML (ECMA-376 part 1, 18.3): values, formats, merges, comments, no looks.

openpyxl builds every look of a workbook before it gives a cell: it refuses files that Excel opens (an empty fill, a
rule of conditional formatting without its kind, strict namespaces), takes fifty times a sheet's size and fills merged
areas place by place. Here a sheet is read as a stream, within bounds; openpyxl's tables of number formats and its dates
are used, and the tests hold both readings against each other.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree

from drafter.errors import InputError
from drafter.ledger.excel_sheet import BLANK, MAX_CELLS, Cell, Sheet, column_name, shown
from drafter.patterns import pattern
from drafter.word.package import Package, R, Relation, transitional

MAX_CELL_TEXT = 32_767  # characters, Excel's own
MAX_TEXT = 10_000_000  # characters of a workbook, a shared text counted wherever it stands
MAX_COVERED = 500_000  # places under merged cells, in rows that hold something
MAX_SLACK = 200  # rows below the last cell that a merged area may still reach into
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = pattern(r"\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[0-9]{1,7})")
_NOWHERE = Relation("", "")
Place = tuple[int, int]
Area = tuple[int, int, int, int]  # first row and column, last row and column


class Text(NamedTuple):
    """A text as the file holds it; `struck` is the part that is struck out, or None where nothing is said of it."""

    kept: str
    struck: str = ""


_LOST = Text("〔文字丢失〕")  # of a cell that points to a text that the file does not hold


class Style(NamedTuple):
    """What of a cell's format changes what it says."""

    number_format: str = "General"
    struck: bool = False
    fill: str | None = None  # RRGGBB


@dataclass
class _Raw:
    """A sheet while it is being read."""

    values: dict[Place, _Value] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    links: list[tuple[Area, str]] = field(default_factory=list)
    fills: dict[Place, str] = field(default_factory=dict)  # of empty cells too
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    amiss: dict[str, list[str]] = field(default_factory=dict)  # key of _AMISS -> cells


# What of cells is read otherwise than it was meant, with {n} cells, {some} of which are named.
_AMISS = {
    "lost": f"有{{n}}格的文字在文件里找不到（{{some}}），读作“{_LOST.kept}”",
    "format": "有{n}格的格式在样式表里找不到（{some}），其中的日期、百分数可能成了普通数字",
    "twice": "有{n}格在文件里写了两次（{some}），读的是后一次",
    "outside": "有{n}格写在 Excel 的范围以外（{some}），没有读入",
}
_NAMED, _LONGEST_NAME = 5, 12  # cells that a message names; characters of a name that is none


class _Value(NamedTuple):
    value: object  # str, Text, int, float, bool, date
    style: int
    error: bool = False
    formula: str | None = None


def read_sheets(package: Package) -> list[Sheet]:
    """The worksheets in their order; what was wrong and passed over is in `package.mends`.

    Raises InputError where the file is no workbook, is damaged, or holds more than any ledger.
    """
    return list(_Workbook(package).sheets())


class _Workbook:
    def __init__(self, package: Package) -> None:
        self.package = package
        root = package.xml(package.main)
        if root is None or root.find("{*}sheets") is None:
            raise InputError(f"{package.name}：里面没有工作表，不是 Excel 工作簿。{package.advice}")
        self.root = root
        self.relations = package.relations(package.main)
        properties = root.find("{*}workbookPr")
        self.since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.styles = list(_styles(self._part("styles"), _theme(self._part("theme"))))
        self.texts: list[Text] = []
        self.cells = self.characters = 0

    def _part(self, kind: str) -> Any | None:
        target = next((r.target for r in self.relations.values() if r.kind == kind and not r.external), None)
        return None if target is None else self.package.optional(target, kind)

    def sheets(self) -> Iterator[Sheet]:
        self.texts = self._shared_texts()
        read: set[str] = set()
        twins: list[str] = []
        for element in self.root.find("{*}sheets").iterchildren("{*}sheet"):
            name = element.get("name") or "未命名"
            relation = self.relations.get(element.get(R + "id") or "", _NOWHERE)
            if relation.kind not in ("worksheet", ""):
                continue  # a sheet that is one chart
            if not self.package.holds(relation.target):
                self.package.mend(relation.target, f"工作表“{name}”的内容在文件里找不到，没有读入", "worksheet")
                continue
            if relation.target.lower() in read:
                twins.append(name)
                continue
            read.add(relation.target.lower())
            yield self._sheet(name, element.get("state", "visible") != "visible", relation.target)
        if twins:
            some = "、".join(f"“{name}”" for name in twins[:3]) + (f"等{len(twins)}张" if len(twins) > 3 else "")
            self.package.mend(self.package.main, f"工作表{some}与前面的工作表是同一份内容，没有再读")

    def _shared_texts(self) -> list[Text]:
        kept = posixpath.join(posixpath.dirname(self.package.main), "sharedStrings.xml")  # where every program keeps it
        target = next((r.target for r in self.relations.values() if r.kind == "sharedStrings"), kept)
        content = self.package.part(target)
        if content is None:
            return []
        found = []
        for _, element in self._stream(content, target, ("si",)):
            found.append(_text_of(element))
            element.clear()
        return found

    def _stream(self, content: bytes, path: str, tags: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        """The elements of these names as they end, and rows also as they begin."""
        if b"<!DOCTYPE" in content:
            raise InputError(f"{self.package.name}：其中的 {path} 里有 DTD 声明，Office 文件不允许有，没有读取。")
        walk = etree.iterparse(
            io.BytesIO(transitional(content)),
            events=("start", "end"),
            tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
        )
        try:
            for event, element in walk:
                if event == "end" or element.tag.endswith("}row"):
                    yield event, element
        except etree.XMLSyntaxError:
            raise InputError(
                f"{self.package.name}：其中的 {path} 不是完整的 XML，文件已损坏。{self.package.advice}"
            ) from None

    # One sheet

    def _sheet(self, name: str, hidden: bool, path: str) -> Sheet:
        relations = self.package.relations(path)
        raw = self._raw(name, path, relations)
        comments = self._comments(relations)
        used = sorted({row for row, _ in raw.values})
        last_column = max((column for _, column in raw.values), default=1)
        sizes, owner = self._merged(raw.merges, used, last_column)
        links = _links(raw, owner)
        cells: dict[Place, Cell] = {}
        rows: dict[int, list[Cell]] = {}
        covered = []
        for place in sorted({*raw.values, *comments}):
            value = raw.values.get(place, _Value("", 0))
            cell = self._cell(place, value, sizes.get(place, (1, 1)), comments.get(place), links.get(place))
            if cell is None:
                continue
            if place in owner and place not in comments:
                if (shows := cells.get(owner[place])) is None or cell.text.strip() != shows.text.strip():
                    covered.append(cell.name)
                continue
            self._count(name, cell)
            cells[place] = cell
            rows.setdefault(cell.row, []).append(cell)
        if covered:
            some = _some(covered)
            self.package.mend(path, f"工作表“{name}”的合并单元格盖住了{len(covered)}格文字（{some}），没有读入")
        for kind, amiss in raw.amiss.items():
            said = _AMISS[kind].format(n=len(amiss), some=_some(amiss))
            self.package.mend(path, f"工作表“{name}”{said}")
        pictures, boxes = self._drawn(relations)
        if boxes:
            some = "、".join(f"“{box[:20]}”" for box in boxes[:_NAMED]) + ("等" if len(boxes) > _NAMED else "")
            self.package.mend(path, f"工作表“{name}”有{len(boxes)}个文本框里有字（{some}），没有读入")
        return Sheet(
            name,
            hidden,
            cells,
            owner,
            frozenset(raw.hidden_rows & rows.keys()),
            frozenset(c for a, b in raw.hidden_columns for c in range(a, min(b, last_column) + 1)),
            pictures,
            rows,
            raw.fills,
        )

    def _raw(self, name: str, path: str, relations: dict[str, Relation]) -> _Raw:
        raw = _Raw()
        row = column = 0
        tags = ("row", "c", "mergeCell", "col", "hyperlink")
        for event, element in self._stream(self.package.part(path) or b"", path, tags):
            tag = element.tag.rpartition("}")[2]
            if tag == "row" and event == "start":
                row, column = _number(element.get("r"), row + 1, _LAST_ROW), 0
                if element.get("hidden") in ("1", "true"):
                    raw.hidden_rows.add(row)
            elif tag == "row":
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            elif tag == "c":
                row, column = _place(element.get("r")) or (row, column + 1)
                self._put(raw, (row, column), element)
                if len(raw.values) + self.cells > MAX_CELLS:
                    raise self._too_much(name, f"有字的单元格超过 {MAX_CELLS // 10_000} 万个")
            elif tag == "mergeCell" and (area := _area(element.get("ref"))):
                raw.merges.append(area)
            elif tag == "col" and element.get("hidden") in ("1", "true"):
                first = _number(element.get("min"), 1, _LAST_COLUMN)
                raw.hidden_columns.append((first, _number(element.get("max"), first, _LAST_COLUMN)))
            elif tag == "hyperlink" and (area := _area(element.get("ref"))):
                link = relations.get(element.get(R + "id") or "", _NOWHERE)
                if link.target:
                    raw.links.append((area, link.target))
        return raw

    def _put(self, raw: _Raw, place: Place, element: Any) -> None:
        """A c at its place, and what is amiss with it."""
        style = _number(element.get("s"), 0, 1 << 20)
        fill = self._style(style).fill
        if fill is not None and len(raw.fills) < MAX_CELLS:
            raw.fills[place] = fill
        value = self._value(element)
        if value is None:
            return
        name = element.get("r") or f"{column_name(place[1])}{place[0]}"
        if place[1] > _LAST_COLUMN or (_place(name) is None and _REFERENCE.fullmatch(name.upper())):
            raw.amiss.setdefault("outside", []).append(name[:_LONGEST_NAME])
            return
        if value.value is _LOST:
            raw.amiss.setdefault("lost", []).append(name)
        if style >= max(1, len(self.styles)) and type(value.value) in (int, float):
            raw.amiss.setdefault("format", []).append(name)
        if raw.values.setdefault(place, value) != value:
            raw.amiss.setdefault("twice", []).append(name)
        raw.values[place] = value

    def _value(self, element: Any) -> _Value | None:
        """What a c holds; None where it holds nothing."""
        kind = element.get("t", "n")
        style = _number(element.get("s"), 0, 1 << 20)
        stored = element.findtext("{*}v") or None
        formula = element.find("{*}f")
        if kind == "inlineStr":
            inline = element.find("{*}is")
            value: object = stored if inline is None else _text_of(inline)
        else:
            value = None if stored is None else self._stored(kind, stored, style)
        if value is None and formula is not None:
            said = f"={formula.text}" if formula.text else "公式"
            return _Value(said, style, formula=said)
        if value is None:
            return None
        return _Value(value, style, error=kind == "e" or value == "#VALUE!")

    def _stored(self, kind: str, stored: str, style: int) -> object:
        if kind == "s":
            index = _number(stored, -1, len(self.texts) - 1)
            return self.texts[index] if 0 <= index < len(self.texts) else _LOST
        if kind == "b":
            return stored.strip() not in ("0", "false")
        if kind == "d":
            return _iso(stored)
        if kind in ("str", "e"):
            return stored
        return self._figure(stored, self._style(style).number_format)

    def _style(self, index: int) -> Style:
        return self.styles[index] if index < len(self.styles) else Style()

    def _figure(self, stored: str, number_format: str) -> object:
        """A number, or the date that it is shown as."""
        from openpyxl.styles.numbers import is_date_format, is_timedelta_format
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

        try:
            number: int | float = int(stored) if re.fullmatch(r"\s*[+-]?[0-9]{1,30}\s*", stored) else float(stored)
        except ValueError:
            return stored
        if not is_date_format(number_format):
            return number
        try:
            epoch = MAC_EPOCH if self.since_1904 else WINDOWS_EPOCH
            day: object = from_excel(number, epoch, timedelta=is_timedelta_format(number_format))
            return day
        except (OverflowError, ValueError):
            return "#VALUE!"

    def _cell(
        self, place: Place, raw: _Value, size: tuple[int, int], comment: str | None, link: str | None
    ) -> Cell | None:
        value, style, fault = raw.value, self._style(raw.style), None
        if raw.formula:
            fault = f"是公式（{raw.formula[:30]}），文件里没有存它的计算结果"
        elif raw.error:
            fault = f"是错误值 {value}"
        elif value is _LOST:
            fault = "这一格的文字在文件里找不到"
        exact, struck = shown(value, style.number_format)
        text = exact.replace("\r\n", "\n").replace("\r", "\n")
        if style.struck and not struck:
            text, struck = "", text
        if not text.strip(BLANK) and not struck.strip() and not comment:
            return None
        plain = exact if isinstance(value, Text) else value
        return Cell(*place, text, plain, struck, fault, comment, link, *size, exact, style.fill)

    def _count(self, name: str, cell: Cell) -> None:
        self.cells += 1
        self.characters += len(cell.exact)
        if len(cell.exact) > MAX_CELL_TEXT:
            raise self._too_much(name, f"{cell.name} 的文字超过 {MAX_CELL_TEXT} 个字符，Excel 也装不下")
        if self.characters > MAX_TEXT:
            raise self._too_much(name, f"文字超过 {MAX_TEXT // 10_000} 万字")

    def _too_much(self, name: str, what: str) -> InputError:
        return InputError(f"{self.package.name} 工作表“{name}”：{what}，不像是台账，没有读取。请拆成几份再试。")

    def _merged(
        self, areas: list[Area], used: list[int], last_column: int
    ) -> tuple[dict[Place, tuple[int, int]], dict[Place, Place]]:
        """(height, width) of each merged area by its first place; the first place of each covered one.

        An area reaches as far as the sheet is used, and only rows that hold something have covered places: whole
        columns, and the whole sheet, are merged in real ledgers.
        """
        sizes: dict[Place, tuple[int, int]] = {}
        owner: dict[Place, Place] = {}
        last_row = used[-1] if used else 1
        for top, left, bottom, right in sorted(set(areas)):
            bottom, right = min(bottom, last_row + MAX_SLACK), min(right, last_column + 5)
            if bottom < top or right < left or (top, left) in owner:
                continue  # outside of what is used, or over another area, which Excel does not allow
            sizes[top, left] = (bottom - top + 1, right - left + 1)
            for row in used[bisect_left(used, top) : bisect_left(used, bottom + 1)]:
                for column in range(left, right + 1):
                    if (row, column) != (top, left):
                        owner[row, column] = (top, left)
            if len(owner) > MAX_COVERED:
                raise InputError(
                    f"{self.package.name}：合并单元格盖住的地方超过 {MAX_COVERED // 10_000} 万格，"
                    "不像是台账，没有读取。请核对文件。"
                )
        return sizes, owner

    def _comments(self, relations: dict[str, Relation]) -> dict[Place, str]:
        found: dict[Place, str] = {}
        for relation in relations.values():
            if relation.kind != "comments" or relation.external:
                continue
            root = self.package.optional(relation.target, "comments")
            for comment in () if root is None else root.iter("{*}comment"):
                place, text = _place(comment.get("ref")), comment.find("{*}text")
                if place and text is not None and (words := "".join(_text_of(text)).strip()):
                    found[place] = words
        return found | self._threads(relations)

    def _threads(self, relations: dict[str, Relation]) -> dict[Place, str]:
        """Comments with their answers, as newer programs keep them; the old form beside them begins with an English
        notice."""
        found: dict[Place, list[str]] = {}
        for relation in relations.values():
            if relation.kind == "threadedComment" and not relation.external:
                root = self.package.optional(relation.target, "comments")
                for comment in () if root is None else root.iter("{*}threadedComment"):
                    place, words = _place(comment.get("ref")), (comment.findtext("{*}text") or "").strip()
                    if place and words:
                        found.setdefault(place, []).append(words)
        return {place: "\n".join(words) for place, words in found.items()}

    def _drawn(self, relations: dict[str, Relation]) -> tuple[int, list[str]]:
        """How many pictures lie on a sheet, and what its text boxes say."""
        drawings = [r.target for r in relations.values() if r.kind == "drawing" and not r.external]
        roots = [root for target in drawings if (root := self.package.optional(target, "drawing")) is not None]
        boxes = ("".join(t.text or "" for t in box.iter("{*}t")).strip() for r in roots for box in r.iter("{*}txBody"))
        return sum(1 for root in roots for _ in root.iter("{*}pic")), [box for box in boxes if box]


def _some(cells: list[str]) -> str:
    return "、".join(cells[:_NAMED]) + ("等" if len(cells) > _NAMED else "")


def _links(raw: _Raw, owner: dict[Place, Place]) -> dict[Place, str]:
    """Where cells lead; a link on a covered place is that of the merged cell."""
    found: dict[Place, str] = {}
    for (top, left, bottom, right), target in raw.links:
        if (bottom - top + 1) * (right - left + 1) > MAX_SLACK:
            continue  # over whole columns: no cell's own
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                found[owner.get((row, column), (row, column))] = target
    return found


def _text_of(element: Any) -> Text:
    """An si, is or text: its runs, without the small reading above characters (rPh)."""
    kept: list[str] = []
    struck: list[str] = []
    for child in element.iterchildren("{*}t", "{*}r"):
        if child.tag.endswith("}t"):
            kept.append(child.text or "")
            continue
        strike = child.find("{*}rPr/{*}strike")
        through = strike is not None and strike.get("val", "1") not in ("0", "false")
        (struck if through else kept).extend(t.text or "" for t in child.iterchildren("{*}t"))
    return Text("".join(kept), "".join(struck))


# The order in which colours of the theme are numbered (ECMA-376, 18.8.3: light before dark).
_THEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


def _theme(root: Any | None) -> list[str]:
    """The colours of the theme by their numbers, "" where one is not said."""
    if root is None:
        return []
    found = []
    for name in _THEME:
        colour = next(iter(root.iter(f"{{*}}{name}")), None)
        written = next(iter(colour), None) if colour is not None else None
        found.append("" if written is None else written.get("lastClr") or written.get("val") or "")
    return found


def _styles(root: Any | None, theme: list[str]) -> Iterator[Style]:
    """The cell formats (cellXfs) of the styles part, in their order."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    if root is None:
        return
    formats = dict(BUILTIN_FORMATS)
    for element in root.iterfind("{*}numFmts/{*}numFmt"):
        formats[_number(element.get("numFmtId"), 0, 1 << 20)] = element.get("formatCode") or "General"
    fonts = []
    for font in root.iterfind("{*}fonts/{*}font"):
        strike = font.find("{*}strike")
        fonts.append(strike is not None and strike.get("val", "1") not in ("0", "false"))
    fills = [_colour(fill.find("{*}patternFill"), theme) for fill in root.iterfind("{*}fills/{*}fill")]
    for xf in root.iterfind("{*}cellXfs/{*}xf"):
        font = _number(xf.get("fontId"), 0, 1 << 20)
        fill = _number(xf.get("fillId"), 0, 1 << 20)
        number_format = formats.get(_number(xf.get("numFmtId"), 0, 1 << 20), "General")
        yield Style(number_format, font < len(fonts) and fonts[font], fills[fill] if fill < len(fills) else None)


def _colour(pattern: Any | None, theme: list[str]) -> str | None:
    """The colour of a solid fill as RRGGBB; None where it is none or white."""
    from openpyxl.styles.colors import COLOR_INDEX

    colour = None if pattern is None or pattern.get("patternType") != "solid" else pattern.find("{*}fgColor")
    if colour is None:
        return None
    index = _number(colour.get("indexed"), len(COLOR_INDEX), len(COLOR_INDEX))
    of_theme = _number(colour.get("theme"), len(theme), len(theme))
    written = colour.get("rgb") or (COLOR_INDEX[index] if index < len(COLOR_INDEX) else "")
    shade = (written or (theme[of_theme] if of_theme < len(theme) else ""))[-6:].upper()
    if not re.fullmatch("[0-9A-F]{6}", shade):
        return None
    shade = _tinted(shade, colour.get("tint"))
    return shade if shade != "FFFFFF" else None


def _tinted(shade: str, tint: str | None) -> str:
    """ECMA-376, 18.8.19: a tint lightens towards white, a negative one darkens towards black."""
    try:
        share = max(-1.0, min(1.0, float(tint or 0)))
    except ValueError:
        return shade
    parts = (int(shade[i : i + 2], 16) for i in (0, 2, 4))
    return "".join(f"{round(p * (1 + share) if share < 0 else p + (255 - p) * share):02X}" for p in parts)


def _number(text: str | None, otherwise: int, most: int) -> int:
    """A number of an attribute, `otherwise` where it is none or more than can be."""
    if text is None or not text.strip().isdecimal() or len(text) > 9:
        return otherwise
    return int(text) if int(text) <= most else otherwise


def _place(reference: str | None) -> Place | None:
    """B12 -> (12, 2)."""
    match = _REFERENCE.fullmatch((reference or "").upper())
    if match is None:
        return None
    column = 0
    for letter in match["column"]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match["row"])
    return (row, column) if 1 <= row <= _LAST_ROW and column <= _LAST_COLUMN else None


def _area(reference: str | None) -> Area | None:
    """B2:C9 -> (2, 2, 9, 3); a single place is an area too."""
    first, _, last = (reference or "").partition(":")
    start, end = _place(first), _place(last or first)
    if start is None or end is None:
        return None
    return (min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))


def _iso(stored: str) -> object:
    """A date in ISO 8601, as strict files hold it; the text itself where it is none."""
    try:
        return dt.datetime.fromisoformat(stored.strip().rstrip("Z"))
    except ValueError:
        return stored
