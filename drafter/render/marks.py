"""Marks in rendered text: what is missing, what is a set phrase, where a signature stands.

Before rendering, stretches of text are fenced with noncharacters of Unicode, which no document may hold; after
rendering they are turned into run and paragraph properties on the XML tree, so a clerk's own formatting survives.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from drafter.patterns import pattern
from drafter.render.faces import FACES, Face
from drafter.render.signing import Stand
from drafter.report import Origin

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PHRASE_STYLE = "词条用语"

_MISSING, _PHRASE, _FACE = 1, 2, 4
# plain, missing, phrase, both; then the same in each of the faces
_STATES = "\ufdd0\ufdd1\ufdd2\ufdd3" + "".join(map(chr, range(0xFDD9, 0xFDD9 + 4 * len(FACES))))
_STATE = pattern(f"([{_STATES}])")
_INDENT = pattern("\ufdd4([0-9]+)/([0-9]+)\ufdd5")
HEADING, OWN_HEADING = "\ufdd7", "\ufdd8"  # a section's heading; one that shall look as those do
_MARK = pattern("[\ufdd0-\ufdef]")
# Hundredths of a character that LibreOffice adds to a date between its figures and characters (signing)
_GAPS = 150
_PLACEHOLDER = pattern("【待补[：:]?[^】]*】")
# What XML cannot hold, and the noncharacters that serve as marks here.
_ILLEGAL = pattern("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_OTHER_BREAKS = pattern("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def _tags(names: str) -> frozenset[str]:
    return frozenset(W + name for name in names.split())


# What follows highlight in CT_RPr, and autoSpaceDN and ind in CT_PPr (ECMA-376 §17.3.2.28, §17.3.1.26): new ones go
# before these.
_AFTER_HIGHLIGHT = _tags("u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange")
_AFTER_AUTO_SPACE = _tags(
    "bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
    "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_AFTER_ALIGNMENT = _tags("textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange")
_AFTER_INDENT = _tags(
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
    "divId cnfStyle rPr sectPr pPrChange"
)


def printable(text: str) -> str:
    """The text without characters that XML cannot hold; every kind of line break becomes a newline."""
    return _ILLEGAL.sub("", _OTHER_BREAKS.sub("\n", text))


def _whole(text: str) -> str:
    """Printable, and nothing in it that docxtpl would take for its own {_{."""
    text = printable(text)
    return text.replace("{_", "{\ufdd0_").replace("_}", "_\ufdd0}").replace("%_", "%\ufdd0_") if "_" in text else text


def marked(
    text: str,
    origins: Iterable[Origin] = (),
    *,
    phrases: bool = True,
    breaks: Sequence[int] = (),
    face: tuple[Face, int] | None = None,
) -> str:
    """The text with its marks. `breaks` are offsets where a new line begins (a title's), `face` is the face that it
    has up to an offset."""
    states = _states(text, origins, phrases, face)
    if not states and not breaks:
        return _whole(text)
    out: list[str] = []
    state = start = 0
    for stop in sorted({0, len(text), *states, *breaks}):
        out.append(_whole(text[start:stop]))
        if stop in breaks:
            out.append("\n")
        if states.get(stop, state) != state:
            state = states[stop]
            out.append(_STATES[state])
        start = stop
    if state:
        out.append(_STATES[0])
    return "".join(out)


def indented(text: str, stand: Stand) -> str:
    """The text with an order to set its paragraph where the signature stands."""
    return f"\ufdd4{round(stand.right * 100)}/{round(stand.start * 100)}\ufdd5{text}"


def dress(root: Any) -> None:
    """Headings of the office's own sections, printed where the template prints groups, look as section headings do."""
    models: list[Any] = []
    waiting: list[Any] = []
    for text in root.iter(W + "t"):
        for mark, found in ((HEADING, models), (OWN_HEADING, waiting)):
            if mark in (text.text or ""):
                text.text = text.text.replace(mark, "")
                found.append(next(text.iterancestors(W + "p"), None))
    model = next((m for m in models if m is not None), None)
    for paragraph in waiting:
        if model is not None and paragraph is not None:
            _look_like(paragraph, model)


def _look_like(paragraph: Any, model: Any) -> None:
    run = next(model.iter(W + "r"), None)
    looks = run.find(W + "rPr") if run is not None else None
    for old in paragraph.findall(W + "pPr"):
        section = old.find(W + "sectPr")
        if section is not None:
            return  # a section of the page ends here
        paragraph.remove(old)
    properties = model.find(W + "pPr")
    if properties is not None:
        properties = copy.deepcopy(properties)
        for name in ("sectPr", "pPrChange"):
            for child in properties.findall(W + name):
                properties.remove(child)
        paragraph.insert(0, properties)
    for own in paragraph.iter(W + "r"):
        for old in own.findall(W + "rPr"):
            own.remove(old)
        if looks is not None:
            own.insert(0, copy.deepcopy(looks))


def _states(
    text: str, origins: Iterable[Origin], phrases: bool, face: tuple[Face, int] | None = None
) -> dict[int, int]:
    """Offset -> state from there on; empty where the whole text is plain."""
    spans = [(m.start(), m.end(), _MISSING) for m in _PLACEHOLDER.finditer(text)] if "【待补" in text else []
    for origin in origins:
        if origin.kind == "missing":
            spans.append((origin.start, origin.end, _MISSING))
        elif origin.kind == "phrase" and phrases:
            spans.append((origin.start, origin.end, _PHRASE))
    if face:
        spans.append((0, face[1], _FACE * (FACES.index(face[0]) + 1)))
    if not spans:
        return {}
    edges = sorted({0, *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    return {edge: _state_at(edge, spans) for edge in edges}


def _state_at(offset: int, spans: list[tuple[int, int, int]]) -> int:
    state = 0
    for start, end, flag in spans:
        if start <= offset < end:
            state |= flag
    return state


def apply(
    root: Any, *, phrase_style_id: str, signature: Mapping[str, float], faces: Mapping[Face, Any] | None = None
) -> bool:
    """Turn the marks under `root` into properties; True if a phrase style was used.

    `faces`: the character style of each face that the template has.

    `signature` are the ids of the paragraph styles that take the computed indent, each with the width of one of its
    characters in twips.
    """
    state, used = 0, False
    for run, texts in _runs(root):
        if not state and not any(_MARK.search(t.text or "") for t in texts):
            continue
        for text in texts:
            if "\ufdd4" in (text.text or ""):
                _indent(run, text, signature)
        state, phrase = _split(run, state, phrase_style_id, faces or {})
        used = used or phrase
    return used


# Quotes, dashes and dots that Word sets in the Latin face unless a run says that it is Chinese (17.3.2.26, hint).
_EITHER_FACE = pattern("[“”‘’—…·×]")


def face(root: Any) -> None:
    """Runs with such marks are said to be Chinese; their letters and figures stay in the Latin face."""
    for run, texts in _runs(root):
        if not any(_EITHER_FACE.search(t.text or "") for t in texts):
            continue
        properties = run.find(W + "rPr")
        if properties is None:
            properties = run.makeelement(W + "rPr", {})
            run.insert(0, properties)
        fonts = properties.find(W + "rFonts")
        if fonts is None:
            fonts = properties.makeelement(W + "rFonts", {})
            properties.insert(1 if properties.find(W + "rStyle") is not None else 0, fonts)
        fonts.set(W + "hint", "eastAsia")


def _runs(root: Any) -> Iterator[tuple[Any, list[Any]]]:
    for run in list(root.iter(W + "r")):
        texts = run.findall(W + "t")
        if texts:
            yield run, texts


def _indent(run: Any, text: Any, signature: Mapping[str, float]) -> None:
    match = _INDENT.search(text.text)
    text.text = _INDENT.sub("", text.text)
    paragraph = next(run.iterancestors(W + "p"), None)
    properties = paragraph.find(W + "pPr") if paragraph is not None else None
    if match is None or properties is None:
        return
    style = properties.find(W + "pStyle")
    own = properties.find(W + "jc") is not None or properties.find(W + "ind") is not None
    if style is None or style.get(W + "val") not in signature or own:
        return  # the clerk placed it by hand
    size = run.find(f"{W}rPr/{W}sz")
    width = float(size.get(W + "val")) * 10 if size is not None else signature[style.get(W + "val")]
    right, start = (int(hundredths) for hundredths in match.groups())
    line = _line_of(paragraph)
    indent = properties.makeelement(W + "ind", {})
    if line is None or _text_of(paragraph) != text.text:  # the width of what else stands there is not known
        indent.set(W + "rightChars", str(right))
        indent.set(W + "right", str(round(right * width / 100)))
    else:
        for side in ("left", "right", "firstLine"):
            indent.set(f"{W}{side}Chars", "0")  # those of the style, which come before any distance
            indent.set(W + side, "0")
        indent.set(W + "left", str(max(0, round(line - start * width / 100))))
        if right < _GAPS:  # what is set left and ends near the margin may run over it, and is not broken there
            indent.set(W + "right", str(round((right - _GAPS) * width / 100)))
        _insert_before(properties, properties.makeelement(W + "jc", {W + "val": "left"}), _AFTER_ALIGNMENT)
    _insert_before(properties, indent, _AFTER_INDENT)
    for name in ("autoSpaceDE", "autoSpaceDN"):
        _switch_off(properties, name)


def _text_of(paragraph: Any) -> str:
    return "".join(t.text or "" for t in paragraph.iter(W + "t"))


def _line_of(paragraph: Any) -> float | None:
    """How long the lines of the paragraph are, in twips; None where it stands in a cell, a box or in columns."""
    child = paragraph
    while child.getparent() is not None and child.getparent().tag != W + "body":
        child = child.getparent()
        if child.tag in (W + "tbl", W + "txbxContent"):
            return None
    if child.getparent() is None:
        return None
    ends = (block.find(f"{W}pPr/{W}sectPr") for block in (child, *child.itersiblings(W + "p")))
    section = next((end for end in ends if end is not None), child.getparent().find(W + "sectPr"))
    return text_width(section) if section is not None else None


def text_width(section: Any) -> float | None:
    """How wide the text of a section is, in twips; None where it has several columns or does not say."""
    size, margins, columns = (section.find(W + name) for name in ("pgSz", "pgMar", "cols"))
    if size is None or margins is None or (columns is not None and columns.get(W + "num", "1") != "1"):
        return None
    try:
        return float(size.get(W + "w")) - sum(float(margins.get(W + n, "0")) for n in ("left", "right", "gutter"))
    except (TypeError, ValueError):
        return None


def _switch_off(properties: Any, name: str) -> None:
    """No gap where figures meet characters: the indent is counted without them, and an office's style may have them."""
    for old in properties.findall(W + name):
        properties.remove(old)
    _insert_before(properties, properties.makeelement(W + name, {W + "val": "0"}), _AFTER_AUTO_SPACE)


def _insert_before(parent: Any, child: Any, followers: Collection[str]) -> None:
    for position, sibling in enumerate(parent):
        if sibling.tag in followers:
            parent.insert(position, child)
            return
    parent.append(child)


def _split(run: Any, state: int, phrase_style_id: str, faces: Mapping[Face, Any]) -> tuple[int, bool]:
    """Replace the run by one run for each stretch of one state, its properties copied."""
    properties = run.find(W + "rPr")
    pieces: list[tuple[int, list[Any]]] = [(state, [])]
    for child in list(run):
        if child is properties:
            continue
        if child.tag != W + "t":
            pieces[-1][1].append(child)
            continue
        for part in _STATE.split(child.text or ""):
            if part and part in _STATES:
                if _STATES.index(part) != state:
                    state = _STATES.index(part)
                    pieces.append((state, []))
            elif part:
                element = child.makeelement(child.tag, {XML_SPACE: "preserve"})
                element.text = _MARK.sub("", part)
                pieces[-1][1].append(element)
    parent, position, used = run.getparent(), run.getparent().index(run), False
    parent.remove(run)
    for piece_state, children in pieces:
        if not children:
            continue
        new = run.makeelement(run.tag, dict(run.attrib))
        if properties is not None:
            new.append(copy.deepcopy(properties))
        if piece_state:
            _decorate(new, piece_state, phrase_style_id, faces)
            used = used or bool(piece_state & _PHRASE)
        new.extend(children)
        parent.insert(position, new)
        position += 1
    return state, used


def _decorate(run: Any, state: int, phrase_style_id: str, faces: Mapping[Face, Any]) -> None:
    properties = run.find(W + "rPr")
    if properties is None:
        properties = run.makeelement(W + "rPr", {})
        run.insert(0, properties)
    style = faces.get(FACES[state // _FACE - 1]) if state >= _FACE else None
    if style is not None:
        _set_face(properties, style, state)
    if state & _PHRASE and properties.find(W + "rStyle") is None:
        properties.insert(0, properties.makeelement(W + "rStyle", {W + "val": phrase_style_id}))
    if state & _MISSING:
        for old in properties.findall(W + "highlight"):
            properties.remove(old)
        _insert_before(properties, properties.makeelement(W + "highlight", {W + "val": "yellow"}), _AFTER_HIGHLIGHT)


def _set_face(properties: Any, style: Any, state: int) -> None:
    """The run in that character style. Its own properties give way to the style's; a set phrase keeps its underline."""
    own = style.find(W + "rPr")
    for child in own if own is not None else ():
        for old in properties.findall(child.tag):
            properties.remove(old)
    for old in properties.findall(W + "rStyle"):
        properties.remove(old)
    properties.insert(0, properties.makeelement(W + "rStyle", {W + "val": style.get(W + "styleId")}))
    if state & _PHRASE and properties.find(W + "u") is None:
        line = properties.makeelement(W + "u", {W + "val": "dotted", W + "color": "5B7FA6"})
        _insert_before(properties, line, _AFTER_HIGHLIGHT - {W + "u"})
