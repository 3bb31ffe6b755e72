"""A .docx as its reader sees it: tracked changes accepted, automatic numbers shown, text boxes and tables in place.

Works on the XML of the package rather than through python-docx, whose paragraphs leave out text boxes, content
controls, moved and inserted text, and numbers. What does not belong to the running text (headers, footnotes, hidden
text) comes after it, so that nothing is dropped.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from drafter.errors import InputError
from drafter.patterns import pattern
from drafter.read.text import pieces
from drafter.report import Cell, Paragraph
from drafter.word.numbering import Numbering, W, integer, numbering_of, value
from drafter.word.package import Package, R, Relation
from drafter.word.repair import survey
from drafter.word.styles import Style, on, styles_of

_PAGE_NUMBER = pattern(r"[\s\d—–\-－·.第共页/]*")
Container = Literal["body", "table", "textbox", "header", "footer", "note"]

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Properties and marks, whose descendants are never text of the document.
_NO_TEXT = frozenset(
    W + name
    for name in (
        *("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr"),
        *("del", "moveFrom", "delText", "instrText", "delInstrText"),
        *("lastRenderedPageBreak", "softHyphen", "annotationRef", "footnoteRef", "endnoteRef"),
    )
)
_DELETED_MARK = (W + "del", W + "moveFrom")
_ENCLOSED = pattern(r"^\s*eq\b.*\((.*)[,，;；、](.*)\)\s*$", re.IGNORECASE | re.DOTALL)
_MOST_COLUMNS = 200  # of a table that a cell goes over; Word knows 63
_NOWHERE = Relation("", "")
_OPEN, _CLOSE = "“《（(「『", "”》）)」』"


def read(data: bytes, name: str, said: list[str] | None = None) -> list[Paragraph]:
    """The paragraphs of a .docx. `line` is the number of its w:p, as `paragraph_elements` counts them.

    `said` takes what was wrong with the file and could be passed over. Raises InputError where the
    package is damaged, encrypted, too large or not a Word document.
    """
    package = Package(data, name)
    found = _Reading(package).paragraphs()
    if said is not None:
        survey(package)
        said += [mend.message for mend in package.mends]
    return found


def paragraph_elements(body: Any) -> list[Any]:
    """Every w:p under a w:body in document order, also in tables and text boxes: the N-th has `line` N.

    A text box is stored twice (mc:Choice for new Word, mc:Fallback for old); the copy that is not read is not counted.
    """
    doubled = {
        p
        for alternate in body.iter(_MC + "AlternateContent")
        for branch in alternate
        if branch is not _branch(alternate)
        for p in branch.iter(W + "p")
    }
    return [p for p in body.iter(W + "p") if p not in doubled]


def _branch(alternate: Any) -> Any | None:
    """The branch of an mc:AlternateContent to read: the first with text in it."""
    return next((b for b in alternate if any(True for _ in b.iter(W + "t", W + "p"))), None)


@dataclass
class _Gathered:
    """A paragraph while it is being read."""

    line: int
    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    above: list[Any] = field(default_factory=list)  # text boxes anchored before its first character
    below: list[Any] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.shown)

    @property
    def gone(self) -> bool:
        """Nothing is left of it, once its paragraph mark is deleted as well."""
        return not (self.text.strip() or self.hidden or self.above or self.below)


@dataclass
class _Field:
    """A complex field. Its result is text; what stands before the separator is not."""

    instruction: str = ""
    withheld: str = ""
    in_result: bool = False


class _Reading:
    """One document being read. Word's numbering counts as it goes, so the order of calls is the document's order."""

    def __init__(self, package: Package) -> None:
        self.package = package
        root = package.xml(package.main)
        body = None if root is None else root.find(W + "body")
        if body is None:
            raise InputError(f"{package.name}：里面没有 Word 正文，不是 .docx 文件。{package.advice}")
        self.body = body
        self.relations = package.relations(package.main)
        self.lines = {p: number for number, p in enumerate(paragraph_elements(body), start=1)}
        self.styles, style_lists, self.default_style = styles_of(self._optional("styles"))
        self.numbering: Numbering = numbering_of(self._optional("numbering"), style_lists)
        self.found: list[Paragraph] = []
        self.tables: dict[Any, dict[Any, Cell]] = {}
        self.notes: list[Paragraph] = []  # hidden text
        self.references: list[tuple[str, str, int]] = []  # footnote or endnote, its id, the line it hangs on

    def _related(self, kind: str) -> Any | None:
        return self.package.xml(self._target(kind))

    def _optional(self, kind: str) -> Any | None:
        """A part that the text can be read without."""
        target = self._target(kind)
        known = any(r.kind == kind for r in self.relations.values()) or self.package.holds(target)
        return self.package.optional(target, kind) if known else None

    def _target(self, kind: str) -> str:
        named = (r.target for r in self.relations.values() if r.kind == kind and not r.external)
        return next(named, posixpath.join(posixpath.dirname(self.package.main), f"{kind}.xml"))

    def paragraphs(self) -> list[Paragraph]:
        self._blocks(self.body, "body")
        self.found += self.notes
        self._footnotes("footnote")
        self._footnotes("endnote")
        self._around("header")
        self._around("footer")
        if not self.found:
            if self.package.has(posixpath.join(posixpath.dirname(self.package.main), "media/")):
                raise InputError(
                    f"{self.package.name}：里面只有图片，没有文字，可能是扫描件。"
                    "请先用 WPS 的“图片转文字”或其他 OCR 软件识别成文字，核对后存为 .docx 再试。"
                )
            raise InputError(f"{self.package.name}：文档里没有文字。请确认选对了文件。")
        return self.found

    def _footnotes(self, kind: Literal["footnote", "endnote"]) -> None:
        root = self._related(f"{kind}s")
        notes = {} if root is None else {note.get(W + "id"): note for note in root.iter(W + kind)}
        for referring, key, line in self.references:
            note = notes.pop(key, None) if referring == kind else None
            if note is not None:
                self._number_apart(note, line)
                self._blocks(note, "note")
        for note in notes.values():  # separators, which are empty, and notes that nothing refers to
            self._number_apart(note, len(self.lines))
            self._blocks(note, "note")

    def _around(self, kind: Literal["header", "footer"]) -> None:
        """Headers or footers of all sections. Their lines go on after the body's."""
        done = set()
        for reference in self.body.iter(W + f"{kind}Reference"):
            target = self.relations.get(reference.get(R + "id"), _NOWHERE).target
            root = None if target in done else self.package.xml(target)
            done.add(target)
            if root is not None:
                for number, p in enumerate(paragraph_elements(root), start=max(self.lines.values(), default=0) + 1):
                    self.lines[p] = number
                self._blocks(root, kind)

    def _number_apart(self, root: Any, line: int) -> None:
        for p in paragraph_elements(root):
            self.lines[p] = line

    # Blocks

    def _blocks(self, parent: Any, container: Container) -> None:
        """The paragraphs under an element, through tables, content controls and whatever else wraps them."""
        carried: tuple[_Gathered, Any] | None = None  # its paragraph mark was deleted: it runs on into the next
        for element, inside in _block_elements(parent, container):
            if element.tag != W + "p":
                if carried is not None and not carried[0].gone:
                    self._flush(*carried, inside)
                carried = None
                if element.tag == W + "altChunk":
                    self._embedded(element, inside)
                continue
            gathered, survivor = self._gather(element), element
            if carried is not None:
                if not gathered.text.strip() and carried[0].text.strip():
                    survivor = carried[1]  # as Word does: nothing to join with, so the first keeps its looks
                gathered = _joined(carried[0], gathered)
            if _mark_deleted(element):
                carried = gathered, survivor
            else:
                self._flush(gathered, survivor, inside)
                carried = None
        if carried is not None and not carried[0].gone:
            self._flush(*carried, container)

    def _flush(self, gathered: _Gathered, element: Any, container: Container) -> None:
        """A finished paragraph, with the text boxes anchored in it. `element` is the w:p that gives its properties."""
        inside: Container = "textbox" if container in ("body", "table") else container
        for box in gathered.above:
            self._blocks(box, inside)
        self._emit(gathered, element, container)
        for box in gathered.below:
            self._blocks(box, inside)
        self.notes += [Paragraph(text, gathered.line, container="note") for text in _split("".join(gathered.hidden))]

    def _emit(self, gathered: _Gathered, element: Any, container: Container) -> None:
        properties = element.find(W + "pPr")
        style_id = value(properties, "pStyle") if properties is not None else None
        style_id = style_id or self.default_style
        style = self.styles.get(style_id or "", Style())
        found = _split(gathered.text)
        label = ""
        if found or not gathered.hidden:  # Word counts empty paragraphs of a list, but not hidden ones
            label = self._label(properties, style, style_id)
        level = _level(properties, style)
        if style.toc and container == "body":
            container = "header"
        if not found or (container in ("header", "footer") and _is_page_number(element, gathered.text)):
            return
        if level:
            found = _heading_rejoined(found)
        if label and label[-1].isascii() and label[-1].isalnum():
            label += " "
        for index, piece in enumerate(found):
            level_here = None if level and index else level
            paragraph = Paragraph(piece, gathered.line, level_here, container=container, cell=self._cell(element))
            if label and not index:
                paragraph = replace(paragraph, text=label + piece, generated=len(label))
            self.found.append(paragraph)

    def _cell(self, paragraph: Any) -> Cell | None:
        """The cell a paragraph stands in; a merged cell counts as the columns that it spans."""
        cell = next(paragraph.iterancestors(W + "tc"), None)
        table = None if cell is None else _table_of(cell)
        if table is None:
            return None
        if table not in self.tables:
            self.tables[table] = _grid(table, len(self.tables))
        return self.tables[table].get(cell)

    def _label(self, properties: Any | None, style: Style, style_id: str | None) -> str:
        own = None if properties is None else properties.find(W + "numPr")
        list_id = (None if own is None else value(own, "numId")) or style.list_id
        index = None if own is None else integer(value(own, "ilvl"), None)
        if list_id is None or list_id == "0":
            return ""
        if index is None and (own is None or value(own, "numId") is None):
            index = self.numbering.level_of_style(list_id, style_id or "")
            index = style.list_level if index is None else index
        return self.numbering.label(list_id, index or 0)

    def _embedded(self, element: Any, container: Container) -> None:
        """w:altChunk: text that Word takes in from another file when it opens the document."""
        from drafter.read import html

        content = self.package.part(self.relations.get(element.get(R + "id"), _NOWHERE).target)
        if content and html.looks_like_html(content):
            line = max((p.line for p in self.found), default=1)
            self.found += [replace(p, line=line, container=container) for p in html.read(content, self.package.name)]

    # Inside a paragraph

    def _gather(self, paragraph: Any) -> _Gathered:
        gathered = _Gathered(self.lines.get(paragraph, 0))
        style_id = None
        if (properties := paragraph.find(W + "pPr")) is not None:
            style_id = value(properties, "pStyle")
        self._inline(paragraph, gathered, self.styles.get(style_id or self.default_style or "", Style()).hidden)
        for unfinished in gathered.fields:
            if not unfinished.in_result:
                gathered.shown.append(unfinished.withheld)
        gathered.fields.clear()
        return gathered

    def _inline(self, parent: Any, gathered: _Gathered, hidden: bool) -> None:
        for element in parent.iterchildren("*"):
            tag = element.tag
            if tag in _NO_TEXT:
                if tag == W + "instrText" and gathered.fields:
                    gathered.fields[-1].instruction += element.text or ""
            elif tag == W + "r":
                self._inline(element, gathered, self._run_hidden(element, hidden))
            elif tag == W + "txbxContent":
                (gathered.below if gathered.text.strip() else gathered.above).append(element)
            elif tag == _MC + "AlternateContent":
                if (branch := _branch(element)) is not None:
                    self._inline(branch, gathered, hidden)
            elif tag == W + "fldChar":
                _field_mark(element.get(W + "fldCharType"), gathered, hidden)
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                kind = tag[len(W) :].removesuffix("Reference")
                self.references.append((kind, element.get(W + "id", ""), gathered.line))
            elif (text := _text_of(element)) is not None:
                _put(text, gathered, hidden)
            elif tag == W + "rt":
                self._inline(element, gathered, True)  # the small reading above a character
            else:
                self._inline(element, gathered, hidden)

    def _run_hidden(self, run: Any, hidden: bool) -> bool:
        properties = run.find(W + "rPr")
        if properties is None:
            return hidden
        own = properties.find(W + "vanish")
        if own is not None:
            return on(own)
        style = value(properties, "rStyle")
        return hidden or self.styles.get(style or "", Style()).hidden


def _is_page_number(paragraph: Any, text: str) -> bool:
    """— 1 —: a number that Word counts, with its dashes; nobody wrote it."""
    instructions = [e.text or "" for e in paragraph.iter(W + "instrText")]
    instructions += [e.get(W + "instr", "") for e in paragraph.iter(W + "fldSimple")]
    return any("PAGE" in i.upper() for i in instructions) and bool(_PAGE_NUMBER.fullmatch(text))


def _block_elements(parent: Any, container: Container) -> Iterator[tuple[Any, Container]]:
    """The w:p (and w:altChunk) under an element in reading order; a table's edges come as the table itself.

    Cells of a deleted row, and the hidden continuations of a merged cell where they are empty, give nothing.
    """
    for element in parent.iterchildren("*"):
        tag = element.tag
        if tag in (W + "p", W + "altChunk"):
            yield element, container
        elif tag == W + "tbl":
            yield element, container
            for row in element.iter(W + "tr"):
                if _table_of(row) is element and not _row_deleted(row):
                    yield from _cells(row, "table" if container in ("body", "textbox", "table") else container)
            yield element, container
        elif tag == _MC + "AlternateContent":
            if (branch := _branch(element)) is not None:
                yield from _block_elements(branch, container)
        elif tag not in _NO_TEXT:
            yield from _block_elements(element, container)


def _cells(row: Any, container: Container) -> Iterator[tuple[Any, Container]]:
    for cell in row.iter(W + "tc"):
        if _table_of(cell) is _table_of(row) and cell.find(f"{W}tcPr/{W}cellDel") is None:
            yield cell, container  # a deleted paragraph mark does not join two cells
            yield from _block_elements(cell, container)


def _width(cell: Any) -> int:
    """Over how many columns of the table a cell goes."""
    properties = cell.find(W + "tcPr")
    span = integer(value(properties, "gridSpan"), 1) if properties is not None else 1
    return min(max(span, 1), _MOST_COLUMNS)


def _grid(table: Any, number: int) -> dict[Any, Cell]:
    """The place of every cell of a table, in one pass; those of tables inside it are not among them."""
    rows = [row for row in table.iter(W + "tr") if _table_of(row) is table]
    found: dict[Any, Cell] = {}
    below: dict[int, int] = {}  # column -> how many rows, from the next one on, continue a cell above
    for index in range(len(rows) - 1, -1, -1):
        continued: dict[int, int] = {}
        column = 0
        for cell in rows[index].iter(W + "tc"):
            if next(cell.iterancestors(W + "tr")) is not rows[index]:
                continue
            width, height = _width(cell), 1
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(W + "val") == "restart":
                height += below.get(column, 0)
            elif merge is not None:
                continued[column] = 1 + below.get(column, 0)
            found[cell] = Cell(number, index, column, height, width)
            column += width
        below = continued
    return found


def _table_of(element: Any) -> Any:
    return next(element.iterancestors(W + "tbl"), None)


def _row_deleted(row: Any) -> bool:
    return any(row.find(f"{W}trPr/{mark}") is not None for mark in _DELETED_MARK)


def _mark_deleted(paragraph: Any) -> bool:
    return any(paragraph.find(f"{W}pPr/{W}rPr/{mark}") is not None for mark in _DELETED_MARK)


def _joined(first: _Gathered, second: _Gathered) -> _Gathered:
    """Two paragraphs whose mark between them was deleted. The line is that of the first with any text left."""
    return _Gathered(
        first.line if first.text.strip() else second.line,
        first.shown + second.shown,
        first.hidden + second.hidden,
        first.above + (second.above if not first.text.strip() else []),
        first.below + second.below + (second.above if first.text.strip() else []),
    )


def _field_mark(kind: str | None, gathered: _Gathered, hidden: bool) -> None:
    if kind == "begin":
        gathered.fields.append(_Field())
    elif kind == "separate" and gathered.fields:
        gathered.fields[-1].in_result = True
    elif kind == "end" and gathered.fields:
        ended = gathered.fields.pop()
        # 带圈字符 is a field without a result: its text stands in the instruction, eq \o\ac(○,1).
        if not ended.in_result and (enclosed := _ENCLOSED.match(ended.instruction)):
            _put(enclosed.group(2).strip(), gathered, hidden)


def _put(text: str, gathered: _Gathered, hidden: bool) -> None:
    withholding = next((f for f in gathered.fields if not f.in_result), None)
    if withholding is not None:
        withholding.withheld += text
    else:
        (gathered.hidden if hidden else gathered.shown).append(text)


def _text_of(element: Any) -> str | None:
    """The characters that one element of a run stands for; None where it is not such an element."""
    tag = element.tag
    namespace, _, local = tag.rpartition("}")
    if local == "t" and tag != W + "t":  # mathematics, drawings
        return element.text or ""
    if local == "textpath":  # WordArt
        return f"\n{element.get('string', '')}\n"
    if namespace != W[:-1]:
        return None
    if local == "t":
        text = element.text or ""
        if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            text = text.strip(" \t\r\n")
        return re.sub(r"[\r\n]+", " ", text)
    if local in ("tab", "ptab"):
        return "\t"
    if local in ("br", "cr"):
        return "\n"
    if local == "noBreakHyphen":
        return "-"
    if local == "sym":
        return _symbol(element.get(W + "char", ""))
    return None


# The signs of Wingdings that offices use; Word keeps them in a private area where no other font has them.
_WINGDINGS = {0xF0FE: "☑", 0xF0A8: "□", 0xF06F: "□", 0xF0FC: "✓", 0xF0FD: "☒", 0xF052: "☑", 0xF0A3: "□", 0xF0B7: "·"}


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0x20 <= number <= 0xFFFF or 0xD800 <= number <= 0xDFFF:
        return ""
    return _WINGDINGS.get(number, chr(number))


def _split(text: str) -> list[str]:
    return [piece for line in text.split("\n") for piece in pieces(line)]


def _heading_rejoined(lines: list[str]) -> list[str]:
    """A heading broken by hand (Shift+Enter) is one heading; body text behind its break stays apart."""
    out = lines[:1]
    for index, line in enumerate(lines[1:], start=1):
        unclosed = sum(out[-1].count(o) - out[-1].count(c) for o, c in zip(_OPEN, _CLOSE, strict=True)) > 0
        if unclosed or (len(out[-1] + line) <= 60 and out[-1][-1] not in "。：:；;！？" and line[-1] not in "。；"):
            out[-1] += line
        else:
            return out + lines[index:]
    return out


def _level(properties: Any | None, style: Style) -> int | None:
    own = integer(value(properties, "outlineLvl"), None) if properties is not None else None
    if own is None or style.level == 0:
        return style.level
    return own + 1 if 0 <= own <= 8 else None
