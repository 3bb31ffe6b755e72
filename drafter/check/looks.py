"""How the paragraphs of a .docx look: the font, size and line pitch that apply after all styles, and the page.

Word keeps these in four places (defaults, paragraph style, character style, the run itself); rules want the outcome.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from drafter.errors import InputError
from drafter.folders import contents
from drafter.patterns import pattern
from drafter.read.docx import paragraph_elements
from drafter.word.package import Mend, Package, R
from drafter.word.repair import survey

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CJK = pattern("[一-鿿]")
# A font's family: the same face goes by several names (仿宋_GB2312, FangSong, 华文仿宋).
_FAMILIES = (
    ("微软雅黑", pattern("雅黑|YaHei", re.IGNORECASE)),
    ("小标宋", pattern("小标宋|中宋|STZhongsong", re.IGNORECASE)),
    ("仿宋", pattern("仿宋|Fang ?Song", re.IGNORECASE)),
    ("楷体", pattern("楷|Kai", re.IGNORECASE)),
    ("黑体", pattern("黑|Hei", re.IGNORECASE)),
    ("宋体", pattern("宋|Sim ?Sun|Song", re.IGNORECASE)),
)


class Look(NamedTuple):
    """One face at one size."""

    family: str  # 仿宋, or the font's own name where it is of no known family; "" where nothing says
    size: float  # points


class Pitch(NamedTuple):
    """Line spacing: twips for exact and atLeast, 240ths of a line for auto."""

    line: int
    rule: str


class Page(NamedTuple):
    """A section's paper and margins, in millimetres."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float


class Looks:
    """The looks of one .docx."""

    def __init__(self, path: Path) -> None:
        self._package = Package(contents(path), str(path))
        document = self._package.xml(self._package.main)
        body = None if document is None else document.find(W + "body")
        if body is None:
            raise InputError(f"{path}：里面没有 Word 正文，版式没有核对。{self._package.advice}")
        self._body = body
        self._relations = self._package.relations(self._package.main)
        survey(self._package)
        root = self._related("styles")
        self._styles = {} if root is None else {s.get(W + "styleId"): s for s in root.iter(W + "style")}
        self._defaults = None if root is None else root.find(f"{W}docDefaults")
        self._default_style = next(
            (
                i
                for i, s in self._styles.items()
                if s.get(W + "type") == "paragraph" and s.get(W + "default") in ("1", "true", "on")
            ),
            None,
        )
        self._known: dict[str | None, list[Any]] = {}

    @property
    def unjudged(self) -> list[Mend]:
        """What was wrong with the file, and so was not looked at."""
        return self._package.mends

    def lacks(self, *kinds: str) -> bool:
        """Whether parts of these kinds are named and missing, so that a rule about them cannot judge."""
        return any(mend.lost in kinds for mend in self.unjudged)

    def _related(self, kind: str) -> Any | None:
        target = next((r.target for r in self._relations.values() if r.kind == kind and not r.external), None)
        return None if target is None else self._package.optional(target, kind)

    @cached_property
    def paragraphs(self) -> list[Any]:
        """The w:p elements; the N-th is the paragraph that a reader calls line N."""
        return paragraph_elements(self._body)

    def looks(self, paragraph: Any) -> Counter[Look]:
        """How many Chinese characters of the paragraph stand in each look."""
        style = self._paragraph_style(paragraph)
        found: Counter[Look] = Counter()
        for run in paragraph.iter(W + "r"):
            text = "".join(t.text or "" for t in run.iterchildren(W + "t"))
            if count := len(_CJK.findall(text)):
                found[self._look(run.find(W + "rPr"), style)] += count
        return found

    def style_look(self, paragraph: Any) -> Look:
        """The look of the paragraph's own text, by its first run with text in it, else by its style."""
        runs = (r for r in paragraph.iter(W + "r") if any((t.text or "").strip() for t in r.iterchildren(W + "t")))
        run = next(runs, None)
        return self._look(run.find(W + "rPr") if run is not None else None, self._paragraph_style(paragraph))

    def pitch(self, paragraph: Any) -> Pitch:
        """The line spacing that applies."""
        for source in self._paragraph_properties(paragraph):
            spacing = source.find(W + "spacing")
            if spacing is not None and spacing.get(W + "line"):
                return Pitch(_integer(spacing.get(W + "line"), 240, 20), spacing.get(W + "lineRule") or "auto")
        return Pitch(240, "auto")

    def outline_level(self, paragraph: Any) -> int | None:
        """0 for a first-level heading, by the paragraph or its styles; None for text."""
        for source in self._paragraph_properties(paragraph):
            level = source.find(W + "outlineLvl")
            if level is not None:
                value = _integer(level.get(W + "val"), 9)
                return value if 0 <= value <= 8 else None
        return None

    def first_line(self, paragraph: Any) -> float:
        """How far the first line is indented, in characters of the paragraph's own size; below 0 where it hangs."""
        size = self.style_look(paragraph).size or 1
        for source in self._paragraph_properties(paragraph):
            indent = source.find(W + "ind")
            if indent is None:
                continue
            if characters := _integer(indent.get(W + "firstLineChars"), 0):
                return characters / 100
            if (line := indent.get(W + "firstLine")) is not None:
                return _integer(line, 0, 20) / 20 / size
            if (hanging := indent.get(W + "hanging")) is not None:
                return -_integer(hanging, 0, 20) / 20 / size
        return 0.0

    def alignment(self, paragraph: Any) -> str:
        """left, center, right, both …; what applies where nothing says is left."""
        for source in self._paragraph_properties(paragraph):
            if (found := source.find(W + "jc")) is not None:
                return str(found.get(W + "val") or "left")
        return "left"

    def style_name(self, paragraph: Any) -> str:
        """What Word calls the paragraph's style; empty where it has none."""
        style = self._styles.get(self._paragraph_style(paragraph))
        name = style.find(W + "name") if style is not None else None
        return "" if name is None else str(name.get(W + "val") or "")

    def pages(self) -> list[Page]:
        """The paper of each section."""
        found = []
        for section in self._body.iter(W + "sectPr"):
            size, margin = section.find(W + "pgSz"), section.find(W + "pgMar")
            if size is not None and margin is not None:
                width, height = (_millimetres(size.get(W + name)) for name in ("w", "h"))
                sides = (_millimetres(margin.get(W + name)) for name in ("top", "right", "bottom", "left"))
                found.append(Page(width, height, *sides))
        return found

    def has_page_number(self) -> bool:
        """Whether a header or footer that a section uses holds a PAGE field."""
        used = {e.get(R + "id") for e in self._body.iter(W + "footerReference", W + "headerReference")}
        margins = (
            self._package.optional(relation.target, relation.kind)
            for identity, relation in self._relations.items()
            if identity in used and relation.kind in ("header", "footer") and not relation.external
        )
        return any(margin is not None and _has_page_field(margin) for margin in margins)

    def _paragraph_style(self, paragraph: Any) -> str | None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return style.get(W + "val") if style is not None else self._default_style

    def _paragraph_properties(self, paragraph: Any) -> Iterator[Any]:
        own = paragraph.find(W + "pPr")
        if own is not None:
            yield own
        for style in self._chain(self._paragraph_style(paragraph)):
            if (properties := style.find(W + "pPr")) is not None:
                yield properties
        if self._defaults is not None:
            yield from self._defaults.iterfind(f"{W}pPrDefault/{W}pPr")

    def _chain(self, style_id: str | None) -> list[Any]:
        """A style and those it is based on, nearest first."""
        if style_id not in self._known:
            chain: list[Any] = []
            style = self._styles.get(style_id)
            while style is not None and style not in chain:
                chain.append(style)
                base = style.find(W + "basedOn")
                style = self._styles.get(base.get(W + "val")) if base is not None else None
            self._known[style_id] = chain
        return self._known[style_id]

    def _look(self, own: Any | None, paragraph_style: str | None) -> Look:
        sources = list(self._run_properties(own, paragraph_style))
        font = next((f for s in sources if (f := self._east_asian(s.find(W + "rFonts")))), "")
        size = next((s.find(W + "sz").get(W + "val") for s in sources if s.find(W + "sz") is not None), None)
        return Look(family_of(font), _integer(size, 20, 2) / 2)

    def _run_properties(self, own: Any | None, paragraph_style: str | None) -> Iterator[Any]:
        if own is not None:
            yield own
            if (style := own.find(W + "rStyle")) is not None:
                yield from self._style_runs(style.get(W + "val"))
        yield from self._style_runs(paragraph_style)
        if self._defaults is not None:
            yield from self._defaults.iterfind(f"{W}rPrDefault/{W}rPr")

    def _style_runs(self, style_id: str | None) -> Iterator[Any]:
        for style in self._chain(style_id):
            if (properties := style.find(W + "rPr")) is not None:
                yield properties

    def _east_asian(self, fonts: Any | None) -> str | None:
        if fonts is None:
            return None
        theme = fonts.get(W + "eastAsiaTheme")
        return self._theme_fonts.get(theme, "") or fonts.get(W + "eastAsia") if theme else fonts.get(W + "eastAsia")

    @cached_property
    def _theme_fonts(self) -> dict[str, str]:
        """majorEastAsia and minorEastAsia as the theme names them."""
        fonts: dict[str, str] = {}
        root = self._related("theme")
        if root is None:
            return fonts
        for kind in ("major", "minor"):
            face = root.find(f".//{_A}{kind}Font/{_A}ea")
            hans = root.find(f".//{_A}{kind}Font/{_A}font[@script='Hans']")
            name = (face.get("typeface") if face is not None else "") or (
                hans.get("typeface") if hans is not None else ""
            )
            fonts[f"{kind}EastAsia"] = name or ""
        return fonts


def looks_of(path: Path) -> Looks:
    """The looks of a file, opened once for all rules as long as it stays the same."""
    state = path.stat()
    return _opened(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=2)
def _opened(path: Path, changed: int, size: int) -> Looks:
    return Looks(path)


_PAGE_FIELD = pattern(r"\bPAGE\b")


def family_of(font: str) -> str:
    """仿宋_GB2312 -> 仿宋; the name itself where it is of none of the families of official documents."""
    return next((family for family, pattern in _FAMILIES if pattern.search(font)), font)


def _has_page_field(element: Any) -> bool:
    codes = "".join(e.text or "" for e in element.iter(W + "instrText"))
    simple = " ".join(e.get(W + "instr", "") for e in element.iter(W + "fldSimple"))
    return bool(_PAGE_FIELD.search(codes) or _PAGE_FIELD.search(simple) or element.find(f".//{W}pgNum") is not None)


# 595.3pt, 2.5cm: ISO strict files write a unit (ST_UniversalMeasure), others a bare number of the element's own unit
_MEASURE = pattern(r"(?P<number>-?\d{1,7}(?:\.\d{1,9})?)(?P<unit>mm|cm|in|pt|pc|pi)?")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}


def _integer(text: str | None, otherwise: int, to_a_point: int = 1) -> int:
    """A measure as a number; `to_a_point`: how many of the bare unit make a point (20 twips, 2 half-points)."""
    match = _MEASURE.fullmatch((text or "").strip())
    if match is None:
        return otherwise
    number = float(match["number"])
    return round(number * _POINTS[match["unit"]] * to_a_point if match["unit"] else number)


def _millimetres(twips: str | None) -> float:
    return _integer(twips, 0, 20) * 25.4 / 1440
