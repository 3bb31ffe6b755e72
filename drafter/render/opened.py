"""A template.docx opened once for all that is done with it: the check, the preview and the draft see the same tree."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from drafter.errors import InputError
from drafter.render import settle, travel
from drafter.render.tags import TaggedParagraph, story_names, story_paragraphs
from drafter.word.reader import _STRICT as STRICT
from drafter.word.writer import read_parts, write_parts

_STORY = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_DOCUMENT = "word/document.xml"


@dataclass
class Opened:
    """The parts of the package, its stories as trees made plain, and every paragraph with its place."""

    parts: dict[str, bytes]
    stories: dict[str, Any]
    paragraphs: list[TaggedParagraph]
    revised: list[str] = field(default_factory=list)  # names of stories with tracked changes
    carried: list[tuple[travel.Carried, str]] = field(default_factory=list)  # what travels, and its place

    def source(self, keep: Collection[str] = ()) -> bytes:
        """The .docx for the engine: nothing but statements between whole elements. Uses the trees up."""
        parts = travel.stripped(self.parts, self.stories, keep)
        for name, root in self.stories.items():
            settle.lift(root)
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        _declare(parts)
        return write_parts(parts, compress=False)


_DECLARED = re.compile(r"word/(document|header|footer|footnotes|endnotes|styles|settings|numbering|fontTable)\d*\.xml")
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml"


def _declare(parts: dict[str, bytes]) -> None:
    """Parts that the package holds without saying what they are get their type, by their names."""
    root = etree.fromstring(parts["[Content_Types].xml"])
    said = {o.get("PartName"): o for o in root.iter(_TYPES + "Override")}
    main = said.get("/word/document.xml")
    changed = False
    if main is not None and "macroEnabled" in (main.get("ContentType") or ""):
        main.set("ContentType", _CONTENT_TYPE % "document.main")
        changed = True
    for name in parts:
        if (match := _DECLARED.fullmatch(name)) and f"/{name}" not in said:
            kind = "document.main" if match[1] == "document" else match[1]
            override = {"PartName": f"/{name}", "ContentType": _CONTENT_TYPE % kind}
            root.append(root.makeelement(_TYPES + "Override", override))
            changed = True
    if changed:
        parts["[Content_Types].xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def open_template(data: bytes) -> Opened:
    """Raises InputError where the data is no .docx."""
    try:
        parts = read_parts(data)
        stories = open_stories(parts)
        titles = story_names(parts, stories)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, OSError, RuntimeError, ValueError):
        raise InputError("不是能打开的 .docx 文件") from None
    places = {p.element: p.place for n, root in stories.items() for p in story_paragraphs(root, n, titles.get(n, n))}
    carried = [(item, _place(item.element, places)) for item in travel.travelling(parts, stories)]
    revised = [n for n, root in stories.items() if settle.settle(root)]
    found: list[TaggedParagraph] = []
    for name, root in stories.items():
        for paragraph in story_paragraphs(root, name, titles.get(name, name)):
            paragraph.place = places.get(paragraph.element, paragraph.place)  # as Word counts them today
            found.append(paragraph)
    return Opened(parts, stories, found, [titles.get(n, "") or "正文" for n in revised], carried)


def open_stories(parts: dict[str, bytes]) -> dict[str, Any]:
    """Part name -> root element, of the parts that can hold text, the document first."""
    if _DOCUMENT not in parts:
        raise KeyError(_DOCUMENT)
    names = sorted((n for n in parts if _STORY.fullmatch(n)), key=lambda n: (n != _DOCUMENT, n))
    return {name: _parsed(parts[name]) for name in names}


def _parsed(data: bytes) -> Any:
    for strict, usual in STRICT:
        data = data.replace(strict, usual)
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))


def _place(element: Any, places: dict[Any, str]) -> str:
    while element is not None:
        if element in places:
            return places[element]
        element = element.getparent()
    return "template.docx"
