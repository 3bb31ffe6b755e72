"""A template out of an office's finished notice: its page, styles, header and footer, with tags for a body.

Which paragraph is what comes from reading; here the looks of each kind are taken over, and no word of the old text.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from drafter.render import builtin, paper
from drafter.render.marks import XML_SPACE, W
from drafter.report import Place, Report
from drafter.template import DEFAULT, Manifest
from drafter.template.mined import date_form, date_place, parts_of
from drafter.word import writer

# Kind of paragraph -> the part of a report's passages it is seen in (Place.role or Place.part), best first.
_SEEN_IN: dict[str, tuple[str, ...]] = {
    "通报标题": ("title",),
    "正文段落": ("measure", "point", "overview", "preamble"),
    "一级标题": ("section",),
    "二级标题": ("group",),
    "三级标题": ("problem",),
    "四级标题": ("aspect",),
    "联系方式": ("contact",),
    "落款": ("signers",),
    "成文日期": ("date",),
}
_INSTEAD = {"二级标题": "三级标题", "四级标题": "三级标题", "联系方式": "正文段落", "成文日期": "落款"}
_LEVELS = {"一级标题": 0, "二级标题": 1, "三级标题": 2, "四级标题": 3}
_PLACED = ("落款", "成文日期")  # set by the standard's rule for each length, not where the old one stood
_OLD_WORDS = {"comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "extended-properties"}


def adopted(data: bytes, report: Report, manifest: Manifest, elements: Callable[[Any], list[Any]]) -> bytes:
    """template.docx made of the notice `data`, which reads as `report`.

    `elements` gives the paragraphs of a body in the order in which the report's passages number them.
    Raises InputError where the document cannot be opened or holds no notice.
    """
    document = writer.opened(data, "通报")
    writer.find_properties(document)
    body = document.element.body
    numbered = dict(enumerate(elements(body), 1))
    look = look_of(report, manifest)
    samples = _samples(report, numbered, look)
    title_line = report.title_lines[0].line if report.title_lines else None
    ornaments = _ornaments(body, numbered.get(title_line or 0))
    section = copy.deepcopy(_section_of(body, samples.get("正文段落")))
    names = _ensure_styles(document)
    kept = [_paragraph(style, text, samples, names, document) for style, text in builtin.body(look)]
    for child in list(body):
        body.remove(child)
    body.extend([*ornaments, *kept])
    if section is not None:
        body.append(section)
    _forget(document)
    return writer.save(document)


def look_of(report: Report, manifest: Manifest) -> builtin.Look:
    """Which heading styles its levels take (bracketed problems are second level), and which parts end it."""
    look = builtin.LOOKS["括号式" if manifest.layout.problem == "（一）" else DEFAULT]
    return look._replace(parts=look.parts & parts_of(report), date=date_place(report), date_text=date_form(report))


# --- looks of the old paragraphs ---


def _samples(report: Report, numbered: Mapping[int, Any], look: builtin.Look) -> dict[str, Any]:
    """Kind of paragraph -> an old paragraph that looks as most of that kind do."""
    seen: dict[str, list[Any]] = {}
    for passage, place in report.walk():
        element = numbered.get(passage.line or 0)
        if element is not None and _text(element):
            seen.setdefault(_kind(place), []).append(element)
    samples: dict[str, Any] = {}
    for kind, parts in _SEEN_IN.items():
        for part in parts:
            if part in seen:
                samples[kind] = _most_common(seen[part])
                break
    if look.problem == "二级标题" and "三级标题" in samples:
        samples.setdefault("二级标题", samples["三级标题"])
    for kind, other in _INSTEAD.items():
        if kind not in samples and other in samples:
            samples[kind] = samples[other]
    return samples


def _kind(place: Place) -> str:
    if place.role in ("title", "preamble", "contact", "signers", "date"):
        return place.role
    if place.part == "heading":
        return "problem" if place.problem else "section"
    return place.part


def _most_common(elements: Iterable[Any]) -> Any:
    looks: dict[str, list[Any]] = {}
    for element in elements:
        looks.setdefault(_fingerprint(element), []).append(element)
    return max(looks.values(), key=len)[0]


def _fingerprint(element: Any) -> str:
    from lxml import etree

    parts = [p for p in (_paragraph_properties(element), _run_properties(element)) if p is not None]
    return "".join(etree.tostring(p).decode() for p in parts)


def _text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(W + "t")).strip()


def _paragraph_properties(element: Any) -> Any:
    properties = element.find(W + "pPr")
    if properties is None:
        return None
    properties = copy.deepcopy(properties)
    for name in ("sectPr", "pPrChange", "numPr", "rPr", "framePr", "pageBreakBefore"):
        for child in properties.findall(W + name):
            properties.remove(child)
    return properties


def _run_properties(element: Any) -> Any:
    """Those of the run with most text in it."""
    runs = [(len(_text(r)), i, r) for i, r in enumerate(element.iter(W + "r"))]
    if not runs:
        return None
    properties = max(runs, key=lambda run: (run[0], -run[1]))[2].find(W + "rPr")
    if properties is None:
        return None
    properties = copy.deepcopy(properties)
    for name in ("rPrChange", "ins", "del", "highlight", "rStyle"):
        for child in properties.findall(W + name):
            properties.remove(child)
    return properties


def _paragraph(style: str, text: str, samples: Mapping[str, Any], names: Mapping[str, str], document: Any) -> Any:
    """A paragraph of the new body, looking as its kind did."""
    new = document.element.makeelement(W + "p", {})
    sample = samples.get(style)
    properties = _paragraph_properties(sample) if sample is not None else None
    if properties is None:
        properties = new.makeelement(W + "pPr", {})
    if sample is None or style in _PLACED:
        _set_style(properties, names[style])
    if style in _PLACED:
        for name in ("jc", "ind"):
            for child in properties.findall(W + name):
                properties.remove(child)
    if style in _LEVELS and not _has_outline(properties, document):
        _outline(properties, _LEVELS[style])
    _no_numbering(properties, document)
    new.append(properties)
    if text:
        run = new.makeelement(W + "r", {})
        looks = _run_properties(sample) if sample is not None else None
        if looks is not None:
            run.append(looks)
        content = run.makeelement(W + "t", {XML_SPACE: "preserve"})
        content.text = text
        run.append(content)
        new.append(run)
    return new


def _set_style(properties: Any, style: str) -> None:
    old = properties.find(W + "pStyle")
    if old is not None:
        properties.remove(old)
    properties.insert(0, properties.makeelement(W + "pStyle", {W + "val": style}))


def _style_chain(properties: Any, document: Any) -> list[Any]:
    """The style elements that the paragraph inherits from."""
    chosen = properties.find(W + "pStyle")
    by_id = {s.get(W + "styleId"): s for s in document.styles.element.findall(W + "style")}
    chain: list[Any] = []
    name = chosen.get(W + "val") if chosen is not None else None
    while name in by_id and by_id[name] not in chain:
        chain.append(by_id[name])
        base = by_id[name].find(W + "basedOn")
        name = base.get(W + "val") if base is not None else None
    return chain


def _has_outline(properties: Any, document: Any) -> bool:
    if properties.find(W + "outlineLvl") is not None:
        return True
    return any(s.find(f"{W}pPr/{W}outlineLvl") is not None for s in _style_chain(properties, document))


def _outline(properties: Any, level: int) -> None:
    element = properties.makeelement(W + "outlineLvl", {W + "val": str(level)})
    _before(properties, element, ("divId", "cnfStyle", "rPr", "sectPr", "pPrChange"))


def _no_numbering(properties: Any, document: Any) -> None:
    """Numbers are in the composed text: a style that numbers by itself is told not to."""
    if not any(s.find(f"{W}pPr/{W}numPr") is not None for s in _style_chain(properties, document)):
        return
    numbering = properties.makeelement(W + "numPr", {})
    for name in ("ilvl", "numId"):
        numbering.append(numbering.makeelement(W + name, {W + "val": "0"}))
    first = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
    position = sum(1 for child in properties if child.tag in {W + n for n in first})
    properties.insert(position, numbering)


def _before(parent: Any, child: Any, followers: Iterable[str]) -> None:
    tags = {W + name for name in followers}
    position = next((i for i, c in enumerate(parent) if c.tag in tags), len(parent))
    parent.insert(position, child)


# --- the document around them ---


def _ensure_styles(document: Any) -> dict[str, str]:
    """Style name -> id; styles of ours that the document lacks are added."""
    from docx.oxml import parse_xml

    ids = {s.name: s.style_id for s in document.styles}
    head = f'<w:style xmlns:w="{paper.NAMESPACE}" w:type="paragraph" w:customStyle="1" w:styleId='
    normal = document.styles.default(1)
    base = f'<w:basedOn w:val="{normal.style_id}"/>' if normal is not None else ""
    wanted = {
        "落款": f'<w:pPr><w:keepNext/>{paper.right_indent(2)}<w:jc w:val="right"/></w:pPr>',
        "成文日期": f'<w:pPr>{paper.right_indent(2)}<w:jc w:val="right"/></w:pPr>',
        "题下日期": '<w:pPr><w:jc w:val="center"/></w:pPr>',
        "空行": "<w:pPr><w:keepNext/></w:pPr>",
        "模板标记": '<w:pPr><w:ind w:firstLine="0"/></w:pPr><w:rPr><w:color w:val="8064A2"/><w:sz w:val="18"/></w:rPr>',
    }
    for kind in ("正文段落", "通报标题", *_LEVELS, "联系方式"):
        wanted.setdefault(kind, "")
    for name, inner in wanted.items():
        if name not in ids:
            xml = f'{head}"{name}"><w:name w:val="{name}"/>{base}<w:qFormat/>{inner}</w:style>'
            document.styles.element.append(parse_xml(xml))
            ids[name] = name
    return ids


def _section_of(body: Any, sample: Any) -> Any:
    """The section properties that hold for the running text."""
    if sample is not None:
        for element in [sample, *sample.itersiblings()]:
            inner = element.find(f"{W}pPr/{W}sectPr")
            if inner is not None:
                return inner
    return body.find(W + "sectPr")


def _ornaments(body: Any, title: Any) -> list[Any]:
    """What stands above the title without a word in it: a logo, a red line."""
    kept: list[Any] = []
    for child in body:
        if title is None or child is title:
            return kept
        if (
            child.tag == W + "p"
            and not _text(child)
            and next(child.iter(W + "drawing", W + "pict", W + "pBdr"), None) is not None
        ):
            kept.append(copy.deepcopy(child))
    return kept


def _forget(document: Any) -> None:
    """The old notice's comments, footnotes and properties: nothing of its text stays in the template."""
    part = document.part
    for relations in (part.rels, part.package.rels):
        for identity, relation in list(relations.items()):
            kind = relation.reltype.rpartition("/")[2]
            if kind in _OLD_WORDS or kind == "custom-properties":
                del relations[identity]
            elif kind in ("footnotes", "endnotes") and not relation.is_external:
                _empty_notes(relation.target_part)
    properties = document.core_properties
    for name in ("author", "comments", "keywords", "subject", "category", "last_modified_by"):
        setattr(properties, name, "")
    properties.title = "{{ 标题全文 }}"


def _empty_notes(part: Any) -> None:
    from lxml import etree

    root = etree.fromstring(part.blob)
    for note in list(root):
        if note.get(W + "type") is None:
            root.remove(note)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def unkept(report: Report) -> list[str]:
    """Text of the old document outside the notice, which is not taken over. Headers and footers are kept."""
    around = {p.line for p in report.paragraphs if p.container in ("header", "footer")}
    return [p.text for p in report.residue if p.text.strip() and p.line not in around]
