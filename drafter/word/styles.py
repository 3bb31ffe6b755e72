"""What a paragraph of a .docx inherits from its style: outline level, list, whether it is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from drafter.patterns import pattern
from drafter.text.numerals import NUMERAL, from_chinese
from drafter.word.numbering import W, integer, value

_TITLE_NAME = pattern(r"title|标题|subtitle|副标题|(公文|文件|发文|大|主|总|文章)标题", re.IGNORECASE)
_HEADING_NAME = pattern(rf"(?:heading|标题)[ 　]*([1-9])(?:$|[^0-9])|({NUMERAL})级标题", re.IGNORECASE)
_TOC_NAME = pattern(r"(toc|目录)[ 　]*(heading|标题|[0-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph inherits from its style, the chain of base styles followed."""

    level: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    hidden: bool = False
    toc: bool = False


def styles_of(root: Any | None) -> tuple[dict[str, Style], dict[str, str], str | None]:
    """Styles by id; numbering styles and the w:num each stands for; the default paragraph style."""
    if root is None:
        return {}, {}, None
    elements = {s.get(W + "styleId", ""): s for s in root.iter(W + "style")}
    default = next(
        (i for i, s in elements.items() if s.get(W + "type") == "paragraph" and _on_attribute(s, "default")), None
    )
    resolved = {style_id: _style(element, elements) for style_id, element in elements.items()}
    lists = {i: s.list_id for i, s in resolved.items() if elements[i].get(W + "type") == "numbering" and s.list_id}
    return resolved, lists, default


def _on_attribute(element: Any, name: str) -> bool:
    return element.get(W + name, "0") in ("1", "true", "on")


def _style(element: Any, elements: dict[str, Any]) -> Style:
    """One style with what it inherits: of each property, the nearest in the chain of base styles."""
    level: int | None = None
    list_id = index = hidden = None
    decided = toc = False
    seen: set[int] = set()
    while element is not None and id(element) not in seen:
        seen.add(id(element))
        name = (value(element, "name") or "").strip()
        toc = toc or bool(_TOC_NAME.match(name))
        if not decided:
            decided, level = _style_level(element, name)
        list_id = list_id or _at(element, "pPr", "numPr", "numId")
        index = integer(_at(element, "pPr", "numPr", "ilvl"), None) if index is None else index
        if hidden is None and (vanish := element.find(f"{W}rPr/{W}vanish")) is not None:
            hidden = on(vanish)
        element = elements.get(value(element, "basedOn") or "")
    return Style(level, list_id, index, bool(hidden), toc)


def _style_level(element: Any, name: str) -> tuple[bool, int | None]:
    """Whether a style by itself decides the outline level, and which."""
    if _TITLE_NAME.fullmatch(name):
        return True, 0
    outline = integer(_at(element, "pPr", "outlineLvl"), None)
    if outline is not None:
        return True, outline + 1 if 0 <= outline <= 8 else None
    if heading := _HEADING_NAME.match(name):
        return True, int(heading.group(1) or from_chinese(heading.group(2)) or 0)
    return False, None


def _at(element: Any, *path: str) -> str | None:
    found = element.find("/".join(W + name for name in path))
    return None if found is None else found.get(W + "val")


def on(element: Any | None) -> bool:
    return element is not None and element.get(W + "val", "1") not in ("0", "false", "off")
