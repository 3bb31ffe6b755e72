"""A template's stories made ready for the engine, on the XML tree, so that nothing the office put there is lost.

`settle` accepts tracked changes, drops comments, takes tags out of content controls and puts together those that a
program split over runs. `lift` then replaces every paragraph, row or cell that only carries a statement by the
statement itself, and what else it carried (a section break, a picture, a text box, a page break, a note's mark, a
bookmark) stays behind in a paragraph of its own, which `land` joins to its neighbours after rendering. The engine
meets only statements that stand between whole elements of one container: what it makes is well formed.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from drafter.patterns import pattern
from drafter.render.marks import XML_SPACE, W
from drafter.render.tags import find_tags, own_content, written
from drafter.render.variables import known_words
from drafter.word.order import in_order

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CARRIED = "{urn:drafter:carried}by"
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_CLOSING = ("endfor", "endif")


def _names(names: str) -> frozenset[str]:
    return frozenset(W + name for name in names.split())


_UNWRAPPED = _names("ins moveTo smartTag")
_WRAPPERS = _names("smartTag customXml")  # of other programs' data; Word itself drops them since 2010
_DELETED = _names("del moveFrom delInstrText delText")
_FORMER = _names(
    "rPrChange pPrChange sectPrChange tblPrChange tblPrExChange trPrChange tcPrChange tblGridChange numberingChange "
    "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd"
)
_REVISIONS = _names("ins del moveFrom moveTo rPrChange pPrChange sectPrChange tblPrChange trPrChange tcPrChange")
_COMMENTS = _names("commentRangeStart commentRangeEnd commentReference annotationRef")
_NOISE = _names("proofErr lastRenderedPageBreak")
_BLOCKS = _names("p tbl sdt customXml altChunk")
_MARKS_IN_RPR = _names("ins del moveFrom moveTo")
_NOTES = _names("footnoteReference endnoteReference")
_THINGS = _names("drawing pict object") | {_MC + "AlternateContent"}
LUGGAGE = _THINGS | _NOTES | _names("bookmarkStart bookmarkEnd")


# --- before: what Word keeps beside the text ---


def untangle(root: Any) -> bool:
    """Take paragraphs out of paragraphs, where a program wrote a note's text into that of its mark; True if there were
    any. The inner one goes on in the outer, or follows it where that has words of its own."""
    inner = [p for p in root.iter(W + "p") if p.getparent() is not None and p.getparent().tag == W + "p"]
    for paragraph in inner:
        outer = paragraph.getparent()
        behind = list(paragraph.itersiblings())
        if any(t.text for before in paragraph.itersiblings(preceding=True) for t in before.iter(W + "t")):
            rest = outer.makeelement(W + "p", {})
            if (properties := outer.find(W + "pPr")) is not None:
                rest.append(copy.deepcopy(properties))
            rest.extend(behind)
            outer.addnext(paragraph)
            if behind:
                paragraph.addnext(rest)
            continue
        own, properties = outer.find(W + "pPr"), paragraph.find(W + "pPr")
        if own is None and properties is not None:
            outer.insert(0, properties)
        _replace(paragraph, [child for child in paragraph if child.tag != W + "pPr"])
    return bool(inner)


def _splits_tag(hyphen: Any) -> bool:
    """Whether a place where a word may be parted stands inside a tag, which it is no part of."""
    before = ""
    for content in next(hyphen.iterancestors(W + "p")).iter(W + "t", W + "softHyphen"):
        if content is hyphen:
            break
        before += content.text or ""
    return before.rfind("{") > before.rfind("}")


def settle(root: Any) -> bool:
    """Make the story plain; True if it held tracked changes."""
    revised = next(root.iter(*_REVISIONS), None) is not None
    if revised:
        _accept(root)
    hyphens = [hyphen for hyphen in root.iter(W + "softHyphen") if _splits_tag(hyphen)]
    for element in [*root.iter(*_COMMENTS), *root.iter(*_NOISE), *hyphens]:
        run = element.getparent()
        _remove(element)
        if run is not None and run.tag == W + "r" and all(child.tag == W + "rPr" for child in run):
            _remove(run)
    in_order(root)
    _one_content(root)
    for element in list(root.iter(*_WRAPPERS)):
        _unwrap(element)
    for control in list(root.iter(W + "sdt")):
        content = control.find(W + "sdtContent")
        if content is None or "{" not in _all_text(content):
            continue
        if _holds_whole_tags(control, content):
            for child in [c for c in control.iterfind(f"{W}sdtPr/*") if c.tag in _OF_ONE]:
                child.getparent().remove(child)
        else:
            _replace(control, list(content))
    for paragraph in root.iter(W + "p"):
        while unite(paragraph):
            pass
    return revised


def _one_content(root: Any) -> None:
    """A text box that Word writes twice, for newer and for older programs, holds the same in both: what the newer ones
    show. One that older programs alone would show goes away if it has tags."""
    for choices in list(root.iter(_MC + "AlternateContent")):
        shown, other = choices.find(_MC + "Choice"), choices.find(_MC + "Fallback")
        if shown is None or other is None:
            continue
        ours, theirs = (list(part.iter(W + "txbxContent")) for part in (shown, other))
        if len(ours) == len(theirs):
            for box, old in zip(ours, theirs, strict=True):
                old.getparent().replace(old, copy.deepcopy(box))
        elif "{" in _all_text(other):
            choices.remove(other)


_OF_ONE = _names("id showingPlcHdr")  # what a control that is printed many times, or filled, must not have
_HOLDERS = _names("p body tc txbxContent footnote endnote hdr ftr sdtContent hyperlink")


def _holds_whole_tags(control: Any, content: Any) -> bool:
    """Whether a content control can stay around its tags: it holds runs or paragraphs, each tag and each statement in
    it ends in it, and no data of the file is bound to it, which Word would put in place of what is printed."""
    if control.getparent().tag not in _HOLDERS or any(c.tag in (W + "tr", W + "tc") for c in content):
        return False
    if any(c.tag.endswith("}dataBinding") for c in control.iterfind(f"{W}sdtPr/*")):
        return False
    depth: list[str] = []
    lines = [p.iter(W + "t") for p in content.iter(W + "p")] or [content.iter(W + "t")]
    for line in lines:
        text = "".join(t.text or "" for t in line)
        tags = list(find_tags(text))
        for tag in tags:
            word = tag.inside.split(None, 1)[0] if tag.kind == "%" and tag.inside else ""
            if word in ("for", "if"):
                depth.append(word)
            elif word.startswith(("end", "el")) and not (depth and word in ("else", "elif", f"end{depth[-1]}")):
                return False
            elif word.startswith("end"):
                depth.pop()
        for tag in reversed(tags):
            text = text[: tag.start] + text[tag.end :]
        if "{" in text or "}" in text:
            return False
    return not depth


def _accept(root: Any) -> None:
    """Tracked changes as if accepted: what was deleted is gone, a paragraph whose mark was deleted joins the next."""
    for row in list(root.iter(W + "tr")):
        properties = row.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            _remove(row)
    joined = []
    for paragraph in root.iter(W + "p"):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is None:
            continue
        if mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None:
            joined.append(paragraph)
        for child in [c for c in mark if c.tag in _MARKS_IN_RPR]:
            mark.remove(child)
    for properties in root.iter(W + "trPr", W + "tcPr"):
        for child in [c for c in properties if c.tag in _names("ins del cellIns cellDel cellMerge")]:
            properties.remove(child)
    for element in [*root.iter(*_DELETED), *root.iter(*_FORMER)]:
        _remove(element)
    for element in list(root.iter(*_UNWRAPPED)):
        _unwrap(element)
    for paragraph in joined:
        _join_next(paragraph)


def _join_next(paragraph: Any) -> None:
    following = paragraph.getnext()
    content = [c for c in paragraph if c.tag != W + "pPr"]
    if following is not None and following.tag == W + "p":
        start = 0 if following.find(W + "pPr") is None else 1
        for offset, child in enumerate(content):
            following.insert(start + offset, child)
        _remove(paragraph)
    elif not content and len(paragraph.getparent().findall(W + "p")) > 1:
        _remove(paragraph)


def unite(paragraph: Any) -> bool:
    """Put the first tag that is split over texts, or has Chinese quotes in it, into one text."""
    texts: list[Any] = []
    spans: list[tuple[int, int]] = []
    whole = ""
    for content in own_content(paragraph):
        value = written(content)
        texts.append(content)
        spans.append((len(whole), len(whole) + len(value)))
        whole += value
    if "{" not in whole:
        return False
    for tag in find_tags(whole):
        inside = [i for i, (start, end) in enumerate(spans) if start < tag.end and end > tag.start]
        straight = tag.text if tag.kind == "#" else tag.text.translate(_STRAIGHT)
        straight = _on_one_line(straight.replace("\xa0", " ").replace("\u3000", " "))
        if len(inside) < 2 and straight == tag.text:
            continue
        first, last = inside[0], inside[-1]
        before = whole[spans[first][0] : tag.start]
        after = whole[tag.end : spans[last][1]]
        if first == last:
            _write(texts[first], before + straight + after)
            return True
        _write(texts[first], before + straight)
        _write(texts[last], after)
        for i in inside[1:]:
            if i < last:
                texts[i].text = ""
            if not _is_page_break(texts[i]):
                _drop_empty(texts[i])
        return True
    return False


_BROKEN = pattern(r"(?:(?<!\w)(?P<head>\w+)|(?<![\w ]))[ ]*[\n\t]+[ ]*(?P<tail>\w*)")


def _on_one_line(tag: str) -> str:
    """A tag that goes over a line end or a tab: a space stands for it, but for one that cut a name in two."""
    names = known_words()

    def joined(match: re.Match[str]) -> str:
        head, tail = match["head"] or "", match["tail"]
        return head + ("" if head and tail and head + tail in names else " ") + tail

    return _BROKEN.sub(joined, tag)


def _write(text: Any, value: str) -> None:
    text.text = value
    text.set(XML_SPACE, "preserve")


def _drop_empty(text: Any) -> None:
    if text.text:
        return
    run = text.getparent()
    run.remove(text)
    if all(child.tag == W + "rPr" for child in run):
        _remove(run)


# --- before: statements out of their paragraphs ---


def lift(root: Any, is_statement: Callable[[str], bool] = lambda text: True) -> None:
    """Replace what only carries a {%p %}, {%tr %} or {%tc %} by the statement; its luggage stays in a paragraph."""
    for paragraph in list(root.iter(W + "p")):
        text = "".join(c.text or "" for c in own_content(paragraph) if c.tag == W + "t")
        if "{" not in text:
            continue
        tags = list(find_tags(text))
        scoped = next((t for t in tags if t.scope in ("p", "tr", "tc") and t.kind != "{"), None)
        if scoped is None:
            _plain_runs(paragraph)
            continue
        container = paragraph
        if scoped.scope != "p":
            container = next(paragraph.iterancestors(W + scoped.scope), None)
            if container is None:
                continue
        opening = scoped.text[:2]
        statement = f"{opening} {scoped.inside} {opening[1] if opening[1] != '{' else '}'}}}"
        luggage = _luggage(paragraph, text) if scoped.scope == "p" else None
        closing = scoped.inside.split(None, 1)[0] in _CLOSING if scoped.inside else False
        if luggage is not None and closing:
            container.addnext(luggage)  # takes the tail along: statements that stand there
            luggage.tail, container.tail = container.tail, None
        elif luggage is not None:
            container.addprevious(luggage)
        _replace_by_text(container, statement)


def _plain_runs(paragraph: Any) -> None:
    """{%r … %} is {% … %}: the run around it needs no taking away."""
    for text in own_content(paragraph):
        if text.tag == W + "t" and "{%" in (text.text or ""):
            value = text.text
            for tag in reversed(list(find_tags(value))):
                if tag.kind == "%":
                    value = f"{value[: tag.start]}{{% {tag.inside} %}}{value[tag.end :]}"
            _write(text, value)


def _luggage(paragraph: Any, text: str) -> Any:
    """A paragraph of what this one carries beside its statement; None where that is nothing."""
    properties = paragraph.find(W + "pPr")
    section = properties.find(W + "sectPr") if properties is not None else None
    breaks = properties is not None and _is_on(properties.find(W + "pageBreakBefore"))
    carried = [c for c in paragraph if c.tag != W + "pPr" and _worth(c)]
    if section is None and not carried and not breaks:
        return None
    new = paragraph.makeelement(W + "p", {CARRIED: "1"})
    if properties is not None:
        new.append(copy.deepcopy(properties))
    if breaks and not any(_is_page_break(b) for c in carried for b in c.iter(W + "br")):
        run = new.makeelement(W + "r", {})
        run.append(run.makeelement(W + "br", {W + "type": "page"}))
        new.append(run)
    for child in carried:
        child = copy.deepcopy(child)
        for t in [c for c in own_content_of(child) if c.tag == W + "t"]:
            t.getparent().remove(t)
        new.append(child)
    if breaks and (own := new.find(f"{W}pPr/{W}pageBreakBefore")) is not None:
        own.getparent().remove(own)
    return new


def own_content_of(run: Any) -> Iterator[Any]:
    """Texts of a run (or what wraps runs) without those of text boxes in it."""
    for text in list(run.iter(W + "t")):
        if not any(a.tag == W + "txbxContent" for a in text.iterancestors()):
            yield text


def _worth(element: Any) -> bool:
    if element.tag in LUGGAGE or next(element.iter(*LUGGAGE), None) is not None:
        return True
    return any(_is_page_break(b) for b in element.iter(W + "br")) or next(element.iter(W + "fldChar"), None) is not None


def _is_page_break(element: Any) -> bool:
    return element.get(W + "type") in ("page", "column")


def _is_on(element: Any) -> bool:
    return element is not None and element.get(W + "val") not in ("0", "false", "off")


# --- after rendering ---


def land(root: Any) -> None:
    """Join what was carried to its neighbours, and give cells, notes and boxes the paragraph they must hold."""
    for paragraph in [p for p in root.iter(W + "p") if p.get(CARRIED) is not None]:
        del paragraph.attrib[CARRIED]
        _settle_down(paragraph)
    for control in list(root.iter(W + "sdt")):
        content = control.find(W + "sdtContent")
        if content is not None and len(content) == 0:
            _remove(control)
    for container in list(root.iter(W + "tc", W + "footnote", W + "endnote", W + "txbxContent")):
        last = next((c for c in reversed(container) if c.tag in _BLOCKS), None)
        if last is None or (container.tag == W + "tc" and last.tag == W + "tbl"):
            container.append(container.makeelement(W + "p", {}))
    for table in list(root.iter(W + "tbl")):
        if table.find(W + "tr") is None and not any(c.tag == W + "sdt" for c in table):
            _remove(table)
    if root.tag in _names("hdr ftr") and not any(c.tag in _BLOCKS for c in root):
        root.append(root.makeelement(W + "p", {}))


def _settle_down(paragraph: Any) -> None:
    properties = paragraph.find(W + "pPr")
    section = properties.find(W + "sectPr") if properties is not None else None
    content = [c for c in paragraph if c.tag != W + "pPr"]
    before, after = paragraph.getprevious(), paragraph.getnext()
    if content and section is None and all(_page_break_only(c) for c in content) and _is_paragraph(after):
        position = 0 if after.find(W + "pPr") is None else 1
        for offset, child in enumerate(content):
            after.insert(position + offset, child)
        _remove(paragraph)
        return
    if content and not any(_holds_its_line(c) for c in content):
        if _is_paragraph(before) and before.find(f"{W}pPr/{W}sectPr") is None:
            before.extend(content)
            content = []
        elif _is_paragraph(after) and section is None:
            position = 0 if after.find(W + "pPr") is None else 1
            for offset, child in enumerate(content):
                after.insert(position + offset, child)
            content = []
    if content:
        return
    if section is None:
        _remove(paragraph)
    elif _is_paragraph(before) and before.find(f"{W}pPr/{W}sectPr") is None:
        target = before.find(W + "pPr")
        if target is None:
            target = before.makeelement(W + "pPr", {})
            before.insert(0, target)
        change = target.find(W + "pPrChange")
        if change is None:
            target.append(section)
        else:
            change.addprevious(section)
        _remove(paragraph)


def _is_paragraph(element: Any) -> bool:
    return element is not None and element.tag == W + "p"


def _page_break_only(element: Any) -> bool:
    return (
        _worth(element)
        and next(element.iter(*LUGGAGE), None) is None
        and next(element.iter(W + "fldChar"), None) is None
    )


def _holds_its_line(element: Any) -> bool:
    """A picture in the line, an object, a page break takes a paragraph; what floats only needs one beside it."""
    for thing in element.iter(W + "drawing"):
        if next((c for c in thing if c.tag.endswith("}inline")), None) is not None:
            return True
    if next(element.iter(W + "object"), None) is not None or any(_is_page_break(b) for b in element.iter(W + "br")):
        return True
    for picture in element.iter(W + "pict"):
        if any(a.tag == _MC + "Fallback" for a in picture.iterancestors()):
            continue
        if not any("position:absolute" in (shape.get("style") or "") for shape in picture):
            return True
    return False


# --- small moves on the tree ---


def _all_text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(W + "t"))


def _remove(element: Any) -> None:
    """Take the element away, keeping the text behind it (statements stand there)."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        _add_text(parent, element.getprevious(), element.tail)
    parent.remove(element)


def _replace_by_text(element: Any, text: str) -> None:
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    element.tail = None
    parent.remove(element)
    _add_text(parent, before, text + tail)


def _add_text(parent: Any, before: Any, text: str) -> None:
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text


def _unwrap(element: Any) -> None:
    _replace(element, [c for c in element if c.tag not in _names("smartTagPr customXmlPr")])


def _replace(element: Any, children: Iterable[Any]) -> None:
    parent = element.getparent()
    if parent is None:
        return
    position = parent.index(element)
    for offset, child in enumerate(children):
        parent.insert(position + offset, child)
    _remove(element)
