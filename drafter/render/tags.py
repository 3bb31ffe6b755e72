"""Where tags stand in a template.docx: every paragraph of every story, named as a user finds it, and its tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from drafter.patterns import pattern
from drafter.render.marks import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OPEN = pattern(r"\{([{%#])")
_SCOPE = pattern(r"(tr|tc|p|r)(?=[\s\-])")
_CLOSERS = {"{": "}}", "%": "%}", "#": "#}"}


@dataclass(frozen=True)
class Tag:
    """One tag as it stands in its paragraph's text."""

    start: int
    end: int
    text: str
    kind: str  # "{" prints, "%" is a statement, "#" a remark
    scope: str  # "", p, tr, tc, r: what it takes with it
    inside: str


@dataclass
class TaggedParagraph:
    """A paragraph with the texts it is stored in."""

    place: str
    story: str  # part name
    element: Any
    texts: list[Any]  # w:t elements in order
    text: str
    spans: list[tuple[int, int]]  # of each w:t in `text`
    in_table: bool = False
    tags: list[Tag] = field(default_factory=list)


_DOCUMENT = "word/document.xml"


def story_paragraphs(root: Any, part: str, name: str) -> Iterator[TaggedParagraph]:
    """The paragraphs of one story; `name` is empty for the document itself."""
    body = root.find(W + "body")
    number = 0
    for kind, element, place in _walk(root if body is None else body, name):
        if kind == "p":
            number += 1
            place = f"{name}第{number}段" if name else f"第{number}段"
        yield _read(element, part, place, kind == "cell")
        yield from _boxes(element, part, place)


def _walk(container: Any, name: str) -> Iterator[tuple[str, Any, str]]:
    """("p", paragraph, "") for those of the text itself, ("cell", paragraph, place) for those of tables."""
    tables = 0
    for child in container:
        if child.tag == W + "p":
            yield "p", child, ""
        elif child.tag == W + "tbl":
            tables += 1
            yield from _cells(child, f"{name}第{tables}张表")
        elif child.tag != _MC + "Fallback":  # a content control, a note, whatever else is put around paragraphs
            yield from _walk(child, name)


def _cells(table: Any, place: str) -> Iterator[tuple[str, Any, str]]:
    for r, row in enumerate(_own(table, "tr", "tbl"), 1):
        for c, cell in enumerate(_own(row, "tc", "tr"), 1):
            where = f"{place}第{r}行第{c}格"
            for kind, paragraph, inner in _walk(cell, where + "里"):
                yield "cell", paragraph, where if kind == "p" else inner


def _own(holder: Any, name: str, kind: str) -> Iterator[Any]:
    """The rows of a table, or the cells of a row, without those of tables in it."""
    return (e for e in holder.iter(W + name) if next(e.iterancestors(W + kind)) is holder)


def _boxes(paragraph: Any, part: str, place: str) -> Iterator[TaggedParagraph]:
    """Paragraphs of text boxes anchored here; the fallback copy that Word keeps for old programs is left out."""
    for box in paragraph.iter(W + "txbxContent"):
        if next(box.iterancestors(_MC + "Fallback"), None) is None:
            for inner in box.iter(W + "p"):
                yield _read(inner, part, f"{place}旁的文本框", inner.getparent().tag == W + "tc")


def _read(element: Any, part: str, place: str, in_table: bool) -> TaggedParagraph:
    texts: list[Any] = []
    spans: list[tuple[int, int]] = []
    text = ""
    for child in own_content(element):
        value = written(child)
        if child.tag == W + "t":
            texts.append(child)
            spans.append((len(text), len(text) + len(value)))
        text += value
    paragraph = TaggedParagraph(place, part, element, texts, text, spans, in_table)
    paragraph.tags = list(find_tags(text))
    return paragraph


def written(content: Any) -> str:
    """What one of a paragraph's contents is in its text."""
    if content.tag == W + "t":
        return content.text or ""
    return "\t" if content.tag == W + "tab" else "-" if content.tag == W + "noBreakHyphen" else "\n"


def own_content(paragraph: Any) -> Iterator[Any]:
    """Texts, tabs and breaks of the paragraph itself, without those of its text boxes."""
    wanted = {W + "t", W + "tab", W + "br", W + "cr", W + "noBreakHyphen"}
    for child in paragraph.iter(*wanted):
        run = next(child.iterancestors(W + "r"), None)
        if run is not None and next(child.iterancestors(W + "p")) is paragraph:
            yield child


def find_tags(text: str) -> Iterator[Tag]:
    """The complete tags of a text: {{ x }}, {%p for … %}, {# remark #}. One that another begins in is no tag."""
    opening = _OPEN.search(text)
    while opening:
        start, kind = opening.start(), opening[1]
        following = _OPEN.search(text, start + 2)
        end = text.find(_CLOSERS[kind], start + 2, following.start() if following else len(text))
        if end >= 0:
            scope = _SCOPE.match(text, start + 2)
            inside = text[scope.end() if scope else start + 2 : end].strip(" -\xa0\u3000\t\n")
            yield Tag(start, end + 2, text[start : end + 2], kind, scope[1] if scope else "", inside)
        opening = following


def story_names(parts: Mapping[str, bytes], stories: Mapping[str, Any]) -> dict[str, str]:
    """Part name -> what the user calls it: 页眉, 偶数页页脚, 脚注; empty for the document."""
    relations = parts.get("word/_rels/document.xml.rels")
    root = etree.fromstring(relations) if relations else etree.Element("none")
    targets = {r.get("Id"): "word/" + (r.get("Target") or "").removeprefix("/word/") for r in root}
    names = {_DOCUMENT: "", "word/footnotes.xml": "脚注", "word/endnotes.xml": "尾注"}
    pages = {"first": "首页", "even": "偶数页", "default": ""}
    for kind, word in (("header", "页眉"), ("footer", "页脚")):
        for reference in stories[_DOCUMENT].iter(f"{W}{kind}Reference"):
            target = targets.get(reference.get(_REL + "id"))
            if target:
                names.setdefault(target, pages.get(reference.get(W + "type"), "") + word)
    return {part: names.get(part, "页眉" if "header" in part else "页脚") for part in stories}
