"""What a .docx still carries besides its text when it goes out: revisions, comments, hidden, struck and marked text,
headers and footers, properties, fields, links, macros, embedded objects. Facts only; what to make of them is `check`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from drafter.patterns import pattern
from drafter.word.numbering import W
from drafter.word.package import Package

Kind = Literal[
    "inserted", "deleted", "comment", "hidden", "struck", "highlighted", "coloured", "header", "footer", "property",
    "field", "link", "macro", "object", "page-number", "empty",
]  # fmt: skip
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# Fields that a finished notice may have: numbers of pages, and the automatic numbers of captions.
_USUAL_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "SEQ", "STYLEREF", "TOC", "PAGEREF", "REF", "="}
_LINKING = frozenset({"attachedTemplate", "subDocument", "frame", "hyperlink"})
_FIELD = pattern(r"\s*(\S+)")
_DEAD_NUMBER = pattern(r"[-—–－]?\s{0,4}(?:第\s{0,4})?\d{1,3}(?:\s{0,4}页)?\s{0,4}[-—–－]?")
_BLACK = {"auto", "000000", "000001", "0D0D0D", "111111", "1A1A1A", "222222", "262626", "333333"}


class Remain(NamedTuple):
    """One thing the file carries. `line` is the paragraph of the body as a reader counts, None elsewhere."""

    kind: Kind
    text: str
    part: str
    line: int | None = None
    author: str = ""  # who changed or remarked it, where the file says so


def remains(data: bytes, name: str) -> list[Remain]:
    """Everything of the kind in the file, in document order, parts after the body."""
    package = Package(data, name)
    return list(_remains(package))


def _remains(package: Package) -> Iterator[Remain]:
    root = package.xml(package.main)
    if root is not None:
        # The elements themselves are kept: the proxy of one that nobody holds is made anew, under another id.
        lines = {p: i for i, p in enumerate(root.iter(f"{W}p"), 1)}
        yield from _in_text(root, package.main, lines)
        yield from _empty_paragraphs(root, lines)
    for kind, target, external in package.relations(package.main).values():
        if external and kind not in _LINKING:
            continue
        if kind in {"header", "footer"} and (part := package.xml(target)) is not None:
            yield from _in_margin(part, target, "header" if kind == "header" else "footer")
        elif kind in {"footnotes", "endnotes"} and (part := package.xml(target)) is not None:
            yield from _in_text(part, target, {})
        elif kind == "comments" and (part := package.optional(target, kind)) is not None:
            for comment in part.iter(f"{W}comment"):
                yield Remain("comment", _text(comment), target, author=_author(comment))
        elif kind in {"oleObject", "package", "control"}:
            yield Remain("object", target.rpartition("/")[2], target)
        elif kind == "vbaProject":
            yield Remain("macro", target.rpartition("/")[2], target)
        elif kind in _LINKING - {"hyperlink"} or (kind == "hyperlink" and _is_local(target)):
            yield Remain("link", target, package.main)
    if package.has("word/vbaproject.bin"):
        yield Remain("macro", "vbaProject.bin", "word/vbaProject.bin")
    if package.has("word/embeddings/") or package.has("word/activex/"):
        yield Remain("object", "word/embeddings", "word/embeddings")
    yield from _properties(package)


def _is_local(target: str) -> bool:
    return bool(re.match(r"file:|[A-Za-z]:|\\\\|//", target)) or target.lower().endswith(
        (".doc", ".docx", ".xlsx", ".xls")
    )


def _text(element: Any) -> str:
    wanted = {f"{W}t", f"{W}delText"}
    return "".join(e.text or "" for e in element.iter() if e.tag in wanted)


def _author(element: Any) -> str:
    return (element.get(f"{W}author") or "").strip()


def _line_of(element: Any, lines: dict[Any, int]) -> int | None:
    while element is not None:
        if element.tag == f"{W}p":
            return lines.get(element)
        element = element.getparent()
    return None


def _on(properties: Any, name: str) -> bool:
    found = properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val") not in {"0", "false", "off", "none"}


def _in_text(root: Any, part: str, lines: dict[Any, int]) -> Iterator[Remain]:
    for element in root.iter(f"{W}ins", f"{W}moveTo"):
        if text := _text(element):
            yield Remain("inserted", text, part, _line_of(element, lines), _author(element))
    for element in root.iter(f"{W}del", f"{W}moveFrom"):
        if text := _text(element):
            yield Remain("deleted", text, part, _line_of(element, lines), _author(element))
    for run in root.iter(f"{W}r"):
        properties, text = run.find(f"{W}rPr"), _text(run).strip()
        if properties is None or not text:
            continue
        line = _line_of(run, lines)
        if _on(properties, "vanish") or _on(properties, "webHidden"):
            yield Remain("hidden", text, part, line)
        if _on(properties, "strike") or _on(properties, "dstrike"):
            yield Remain("struck", text, part, line)
        if _on(properties, "highlight"):
            yield Remain("highlighted", text, part, line)
        colour = properties.find(f"{W}color")
        value = (colour.get(f"{W}val") or "auto").upper() if colour is not None else "AUTO"
        if value not in {c.upper() for c in _BLACK} and (colour is None or colour.get(f"{W}themeColor") is None):
            yield Remain("coloured", text, part, line)
    yield from _fields(root, part, lines)


def _fields(root: Any, part: str, lines: dict[Any, int]) -> Iterator[Remain]:
    for element in root.iter(f"{W}instrText", f"{W}fldSimple"):
        code = element.text if element.tag == f"{W}instrText" else element.get(f"{W}instr")
        match = _FIELD.match(code or "")
        name = match[1].upper() if match else ""
        if name == "HYPERLINK" and _is_local((code or "").partition('"')[2]):
            yield Remain("link", (code or "").strip(), part, _line_of(element, lines))
        elif name and name.isalpha() and name not in _USUAL_FIELDS and name != "HYPERLINK":
            yield Remain("field", (code or "").strip(), part, _line_of(element, lines))


def _in_margin(root: Any, part: str, kind: Literal["header", "footer"]) -> Iterator[Remain]:
    has_field = next(root.iter(f"{W}instrText", f"{W}fldSimple"), None) is not None
    whole = []
    for paragraph in root.iter(f"{W}p"):
        text = _text(paragraph).strip()
        if not text:
            continue
        whole.append(text)
        if not has_field and _DEAD_NUMBER.fullmatch(text):
            yield Remain("page-number", text, part)
    if words := " ".join(whole):
        yield Remain(kind, words, part)
    yield from _in_text(root, part, {})


_RUN_OF_EMPTY = 3


def _empty_paragraphs(root: Any, lines: dict[Any, int]) -> Iterator[Remain]:
    """Three and more empty paragraphs one after the other in the body."""
    run = 0
    last = None
    for paragraph in root.iter(f"{W}p"):
        drawn = next(paragraph.iter(f"{W}drawing", f"{W}pict", f"{W}br", f"{W}sectPr", f"{W}object"), None)
        if not _text(paragraph).strip() and drawn is None and paragraph.getparent().tag == f"{W}body":
            run += 1
            last = paragraph
            continue
        if run >= _RUN_OF_EMPTY:
            yield Remain("empty", f"{run}", "body", lines.get(last))
        run = 0
    if run >= _RUN_OF_EMPTY:
        yield Remain("empty", f"{run}", "body", lines.get(last))


def _properties(package: Package) -> Iterator[Remain]:
    for path in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"):
        root = package.optional(path, "core-properties")
        for element in () if root is None else root.iter():
            name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
            text = (element.text or "").strip()
            if text and name in {
                "creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category", "Company",
                "Manager", "lpwstr", "HyperlinkBase",
            }:  # fmt: skip
                yield Remain("property", f"{name}={text}", path)
