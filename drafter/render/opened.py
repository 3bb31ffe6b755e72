"""A template.docx opened once for all that is done with it: the check, the preview and the draft see the same tree."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from drafter.errors import InputError
from drafter.patterns import pattern
from drafter.render import settle, travel
from drafter.render.tags import TaggedParagraph, story_names, story_paragraphs
from drafter.word.package import TYPES, Mend, Package, relations_path
from drafter.word.repair import parts as repaired_parts
from drafter.word.repair import unwelcome
from drafter.word.writer import write_parts

_STORY = pattern(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_DOCUMENT = "word/document.xml"


@dataclass
class Opened:
    """The parts of the package, its stories as trees made plain, and every paragraph with its place."""

    parts: dict[str, bytes]
    stories: dict[str, Any]
    paragraphs: list[TaggedParagraph]
    revised: list[str] = field(default_factory=list)  # names of stories with tracked changes
    carried: list[tuple[travel.Carried, str]] = field(default_factory=list)  # what travels, and its place
    mends: list[Mend] = field(default_factory=list)  # what was wrong with the package

    def source(self, keep: Collection[str] = ()) -> bytes:
        """The .docx for the engine: nothing but statements between whole elements. Uses the trees up."""
        parts = travel.stripped(self.parts, self.stories, keep)
        for name, root in self.stories.items():
            settle.lift(root)
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return write_parts(parts, compress=False)


def _usually_named(parts: dict[str, bytes], main: str) -> dict[str, bytes]:
    """The parts with the document under the name that Word gives it: other programs write word/document2.xml."""
    if main == _DOCUMENT or main not in parts or _DOCUMENT in parts:
        return parts
    names = {main: _DOCUMENT, relations_path(main): relations_path(_DOCUMENT)}
    renamed = {names.get(path, path): content for path, content in parts.items()}
    for path in (TYPES, relations_path("")):
        if path in renamed:
            renamed[path] = renamed[path].replace(main.encode(), _DOCUMENT.encode())
    return renamed


def open_template(data: bytes, name: str = "template.docx") -> Opened:
    """Raises InputError where the data is no .docx."""
    package = Package(data, name)
    try:
        parts = _usually_named(repaired_parts(package), package.main)
        stories = open_stories(parts)
        titles = story_names(parts, stories)
    except (KeyError, etree.XMLSyntaxError, ValueError):
        raise InputError(f"{name}：不是能打开的 .docx 文件。{package.advice}") from None
    for part, root in stories.items():
        if settle.untangle(root):
            package.mend(part, f"{titles.get(part) or '正文'}里有段落套着段落，Word 会说文件损坏", "nested")
    places = {p.element: p.place for n, root in stories.items() for p in story_paragraphs(root, n, titles.get(n, n))}
    carried = [(item, _place(item.element, places)) for item in travel.travelling(parts, stories, unwelcome(package))]
    revised = [n for n, root in stories.items() if settle.settle(root)]
    found: list[TaggedParagraph] = []
    for name, root in stories.items():
        for paragraph in story_paragraphs(root, name, titles.get(name, name)):
            paragraph.place = places.get(paragraph.element, paragraph.place)  # as Word counts them today
            found.append(paragraph)
    revised_titles = [titles.get(n, "") or "正文" for n in revised]
    return Opened(parts, stories, found, revised_titles, carried, package.mends)


def open_stories(parts: dict[str, bytes]) -> dict[str, Any]:
    """Part name -> root element, of the parts that can hold text, the document first."""
    if _DOCUMENT not in parts:
        raise KeyError(_DOCUMENT)
    names = sorted((n for n in parts if _STORY.fullmatch(n)), key=lambda n: (n != _DOCUMENT, n))
    return {name: _parsed(parts[name]) for name in names}


def _parsed(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))


def _place(element: Any, places: dict[Any, str]) -> str:
    while element is not None:
        if element in places:
            return places[element]
        element = element.getparent()
    return "template.docx"
