"""A template out of an office's finished notice: its page, styles, header and footer, with tags for a body.

Which paragraph is what comes from reading; here the looks of each kind are taken over, and no word of the old text.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from drafter.patterns import pattern
from drafter.render import builtin, paper
from drafter.render.faces import Face, Faced, faces
from drafter.render.marks import XML_SPACE, W
from drafter.render.standard import CHARACTER
from drafter.report import Contact, Place, Report
from drafter.template import DEFAULT, Manifest, leads_alone
from drafter.template.mined import addressed_to, date_form, date_place, parts_of
from drafter.text.document_number import DOCUMENT_NUMBER
from drafter.text.normal import squeezed
from drafter.word import writer
from drafter.word.order import in_order

LEAD = "要点提法"  # a lead phrase with a paragraph of its own
# Kind of paragraph -> the part of a report's passages it is seen in (Place.role or Place.part), best first.
_SEEN_IN: dict[str, tuple[str, ...]] = {
    "通报标题": ("title",),
    "主送机关": ("addressed",),
    "正文段落": ("measure", "point", "overview", "preamble"),
    "一级标题": ("section",),
    "二级标题": ("group",),
    "三级标题": ("problem",),
    "四级标题": ("aspect",),
    LEAD: ("lead",),
    "联系方式": ("contact",),
    "附件说明": ("annex",),
    "附件续项": ("next annex",),
    "落款": ("signers",),
    "成文日期": ("date",),
    "题下日期": ("date",),
}
_INSTEAD = {
    "二级标题": "三级标题",
    "四级标题": "三级标题",
    "联系方式": "正文段落",
    "附件说明": "联系方式",
    "附件首项": "附件说明",
    "附件续项": "附件说明",
    "成文日期": "落款",
}
_LEVELS = {"一级标题": 0, "二级标题": 1, "三级标题": 2, "四级标题": 3}
_NO_GAPS = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
_PLACED = ("落款", "成文日期")  # set by the standard's rule for each length, not where the old one stood
_IMPRINT = pattern(r"抄\s*[送报]\s*[：:]|主\s*送\s*[：:]|印\s*[发制]?\s*$")
_DATE = pattern(r"20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_RED_HEAD = pattern(r"文\s*件$")
_RED = pattern(r"[C-F][0-9A-F][0-3][0-9A-F][0-3][0-9A-F]", re.IGNORECASE)
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
    if LEAD in samples and "正文段落" in samples and not _alike(samples[LEAD], samples["正文段落"]):
        look = look._replace(lead=LEAD)
    head, foot = _around(body, report, numbered)
    section = copy.deepcopy(_section_of(body, samples.get("正文段落")))
    names = _ensure_styles(document, samples, look)
    _add_faces(document, report, numbered)
    table = _contact_table(report, numbered) if manifest.layout.contact_lines == "表格" else None
    kept = [
        table if style == builtin.CONTACT_TABLE else _paragraph(style, text, seen, names, document)
        for style, text, seen in _sampled(builtin.body(look._replace(contact_table=table is not None)), samples)
    ]
    for child in list(body):
        body.remove(child)
    body.extend([*head, *kept, *foot])
    if section is not None:
        body.append(section)
    in_order(body)
    _forget(document)
    return writer.save(document)


def look_of(report: Report, manifest: Manifest) -> builtin.Look:
    """Which heading styles its levels take (bracketed problems are second level), and which parts end it."""
    look = builtin.LOOKS["括号式" if manifest.layout.problem == "（一）" else DEFAULT]
    addressed = addressed_to(report)
    return look._replace(
        parts=look.parts & parts_of(report),
        date=date_place(report),
        date_text=date_form(report),
        addressed=addressed.text.strip() if addressed else "",
    )


# --- looks of the old paragraphs ---


def _samples(report: Report, numbered: Mapping[int, Any], look: builtin.Look) -> dict[str, Any]:
    """Kind of paragraph -> an old paragraph that looks as most of that kind do."""
    seen: dict[str, list[Any]] = {}
    leads = {p.passages[0].line for s in report.sections for p in s.points if leads_alone(p)}
    annexes = _annex_lines(report)
    for passage, place in report.walk():
        element = numbered.get(passage.line or 0)
        if element is not None and _text(element):
            kind = "lead" if place.part == "point" and passage.line in leads else _kind(place)
            seen.setdefault(annexes.get(passage.line or 0, kind), []).append(element)
            seen.setdefault(f"{kind}@{place.role}", []).append(element)
    if (addressed := addressed_to(report)) and (element := numbered.get(addressed.line or 0)) is not None:
        seen["addressed"] = [element]
    samples: dict[str, Any] = {}
    for kind, parts in _SEEN_IN.items():
        for part in parts:
            if part in seen:
                apart = [e for e in seen[part] if not _in_table(e)]  # the cells of a contact look otherwise
                samples[kind] = _most_common(apart or seen[part])
                break
    for style, role, parts in _SEEN_AT:
        for part in parts:
            if found := [e for e in seen.get(f"{part}@{role}", ()) if not _in_table(e)]:
                samples[f"{style}@{role}"] = _most_common(found)
                break
    if look.problem == "二级标题" and "三级标题" in samples:
        samples.setdefault("二级标题", samples["三级标题"])
    for kind, other in _INSTEAD.items():
        if kind not in samples and other in samples:
            samples[kind] = samples[other]
    return samples


def _sampled(body: list[builtin.Paragraph], samples: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The paragraphs of the template with the samples that hold where they stand: an opening may be set otherwise than
    the measures."""
    places: list[str] = []
    for style, text in body:
        if loop := _LOOP.match(text):
            places.append(_PLACES.get(loop["over"], places[-1] if places else ""))
        here = samples.get(f"{style}@{places[-1]}") if places else None
        yield style, text, samples if here is None else {**samples, style: here}
        if text == "{%p endfor %}":
            places.pop()


_LOOP = pattern(r"\{%p for \w+ in (?P<over>[\w.]+) %\}")
_PLACES = {  # what a loop of the template goes over -> Place.role of what stands there
    "导语": "preamble",
    "组织领导.板块": "leadership",
    "整改进展.板块": "progress",
    "下一步.板块": "next_steps",
}
_SEEN_AT = (  # kind of paragraph, where, the parts of a report's passages it is seen in, best first
    ("正文段落", "preamble", ("preamble",)),
    ("正文段落", "leadership", ("point", "overview")),
    ("正文段落", "progress", ("measure", "overview")),
    ("正文段落", "next_steps", ("point", "overview")),
    ("二级标题", "leadership", ("group",)),
    ("二级标题", "progress", ("group",)),
    ("二级标题", "next_steps", ("group",)),
)


def _annex_lines(report: Report) -> dict[int, str]:
    """The lines that list what comes with the notice, the first of them and those below it."""
    points = [point for section in report.sections if section.is_annex_list for point in section.points]
    lines = [p.line for point in points for p in point.passages if p.line]
    return {line: "next annex" if i else "annex" for i, line in enumerate(lines)}


def _alike(one: Any, other: Any) -> bool:
    return _fingerprint(one) == _fingerprint(other)


def _in_table(element: Any) -> bool:
    return next(element.iterancestors(W + "tbl"), None) is not None


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


def _text(element: Any, *, strip: bool = True) -> str:
    text = "".join(t.text or "" for t in element.iter(W + "t"))
    return text.strip() if strip else text


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
    return _plain_properties(max(runs, key=lambda run: (run[0], -run[1]))[2])


def _plain_properties(run: Any) -> Any:
    """Its own properties without what is no look of the text; None where it has none."""
    properties = run.find(W + "rPr")
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
    if style == "附件续项" and sample is samples.get("附件说明"):  # the old notice has no second line to follow
        _below_the_first(properties)
    if style in _LEVELS and not _has_outline(properties, document):
        _outline(properties, _LEVELS[style])
    _no_numbering(properties, document)
    new.append(properties)
    if text:
        new.append(_run(new, text, _run_properties(sample) if sample is not None else None))
    return new


def _below_the_first(properties: Any) -> None:
    """2.乙 below 1.甲 of 附件：1.甲, in characters of whatever size."""
    for old in properties.findall(W + "ind"):
        properties.remove(old)
    _, start, before = paper.ANNEX_LINES[-1]
    distances = {"leftChars": start, "hangingChars": before}
    indent = properties.makeelement(W + "ind", {W + key: str(round(d * 100)) for key, d in distances.items()})
    indent.set(W + "left", str(round(start * CHARACTER)))
    indent.set(W + "hanging", str(round(before * CHARACTER)))
    properties.append(indent)
    in_order(properties)


def _run(paragraph: Any, text: str, looks: Any) -> Any:
    run = paragraph.makeelement(W + "r", {})
    if looks is not None:
        run.append(looks)
    content = run.makeelement(W + "t", {XML_SPACE: "preserve"})
    content.text = text
    run.append(content)
    return run


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


def _ensure_styles(document: Any, samples: Mapping[str, Any], look: builtin.Look) -> dict[str, str]:
    """Style name -> id; styles of ours that the document lacks are added, those of the signature on the style that
    it has in the old notice."""
    from docx.oxml import parse_xml

    ids = {s.name: s.style_id for s in document.styles}
    head = f'<w:style xmlns:w="{paper.NAMESPACE}" w:type="paragraph" w:customStyle="1" w:styleId='
    normal = document.styles.default(1)
    base = f'<w:basedOn w:val="{normal.style_id}"/>' if normal is not None else ""
    wanted = {
        # without the gap between figures and characters, which would take the date out of its place
        "落款": f'<w:pPr><w:keepNext/>{_NO_GAPS}{paper.right_indent(2)}<w:jc w:val="right"/></w:pPr>',
        "成文日期": f'<w:pPr>{_NO_GAPS}{paper.right_indent(2)}<w:jc w:val="right"/></w:pPr>',
        "题下日期": '<w:pPr><w:jc w:val="center"/></w:pPr>',
        "空行": "<w:pPr><w:keepNext/></w:pPr>",
        "模板标记": '<w:pPr><w:ind w:firstLine="0"/></w:pPr><w:rPr><w:color w:val="8064A2"/><w:sz w:val="18"/></w:rPr>',
    }
    for kind in ("正文段落", "通报标题", *_LEVELS, "联系方式", *(style for style, _ in builtin.body(look))):
        wanted.setdefault(kind, "")
    for name, inner in wanted.items():
        if name not in ids:
            old = samples[name].find(f"{W}pPr/{W}pStyle") if name in _PLACED and name in samples else None
            on = f'<w:basedOn w:val="{old.get(W + "val")}"/>' if old is not None else base
            xml = f'{head}"{name}"><w:name w:val="{name}"/>{on}<w:qFormat/>{inner}</w:style>'
            document.styles.element.append(parse_xml(xml))
            ids[name] = name
    return ids


# --- faces inside a paragraph ---


class _Run(NamedTuple):
    """The look of a run: its own properties, and the character style that it names."""

    properties: Any
    style: str | None

    @property
    def fingerprint(self) -> str:
        from lxml import etree

        own = etree.tostring(self.properties).decode() if self.properties is not None else ""
        return f"{self.style}{own}"


def _add_faces(document: Any, report: Report, numbered: Mapping[int, Any]) -> None:
    """A character style for each face that most leads, labels or headings of the old notice have and the text behind
    them has not."""
    seen: dict[Face, dict[tuple[str, str], list[tuple[_Run, _Run]]]] = {}
    for faced in faces(report):
        element = numbered.get(faced.passage.line or 0)
        if element is not None and (pair := _head_and_rest(element, faced)):
            looks = pair[0].fingerprint, pair[1].fingerprint
            seen.setdefault(faced.face, {}).setdefault(looks, []).append(pair)
    taken = {style.name for style in document.styles}
    for face, kinds in seen.items():
        (head, rest), found = max(kinds.items(), key=lambda item: len(item[1]))
        if head != rest and face not in taken:
            document.styles.element.append(_face_style(document, face, *found[0]))


def _head_and_rest(element: Any, faced: Faced) -> tuple[_Run, _Run] | None:
    """The run that most of the head stands in, and the one that goes on from it; None where nothing does, or a number
    that Word counted is part of it."""
    runs = [(run, _text(run, strip=False)) for run in element.iter(W + "r")]
    whole = "".join(text for _, text in runs)
    head = faced.passage.text[: faced.end].strip()
    start = whole.find(head)
    end = start + len(head)
    if start < 0 or not whole[end:].strip():
        return None
    inside: list[tuple[int, int, Any]] = []
    behind = None
    at = 0
    for i, (run, text) in enumerate(runs):
        inside.append((min(at + len(text), end) - max(at, start), -i, run))
        if behind is None and at + len(text) > end and text[max(end - at, 0) :].strip():
            behind = run
        at += len(text)
    return (_look_of_run(max(inside)[2]), _look_of_run(behind)) if behind is not None else None


def _look_of_run(run: Any) -> _Run:
    named = run.find(f"{W}rPr/{W}rStyle")
    return _Run(_plain_properties(run), named.get(W + "val") if named is not None else None)


_TOGGLES = ("b", "bCs", "i", "iCs", "strike")


def _face_style(document: Any, face: Face, head: _Run, rest: _Run) -> Any:
    """The character style: what the head's run has and the rest's has not, and what is switched off in it."""
    from docx.oxml import parse_xml
    from lxml import etree

    theirs = {c.tag: etree.tostring(c) for c in rest.properties} if rest.properties is not None else {}
    ours = list(head.properties) if head.properties is not None else []
    own = [etree.tostring(c).decode() for c in ours if theirs.get(c.tag) != etree.tostring(c)]
    had = {c.tag for c in ours}
    off = [name for name in _TOGGLES if W + name in theirs and W + name not in had]
    own = [*(f'<w:{name} w:val="0"/>' for name in off), *own]
    own.sort(key=lambda xml: xml.startswith("<w:rFonts"), reverse=True)  # the schema wants it first
    on = f'<w:basedOn w:val="{head.style}"/>' if head.style else ""
    return parse_xml(
        f'<w:style xmlns:w="{paper.NAMESPACE}" w:type="character" w:customStyle="1" w:styleId="{face}">'
        f'<w:name w:val="{face}"/>{on}<w:qFormat/><w:rPr>{"".join(own)}</w:rPr></w:style>'
    )


def _section_of(body: Any, sample: Any) -> Any:
    """The section properties that hold for the running text."""
    if sample is not None:
        for element in [sample, *sample.itersiblings()]:
            inner = element.find(f"{W}pPr/{W}sectPr")
            if inner is not None:
                return inner
    return body.find(W + "sectPr")


def _contact_table(report: Report, numbered: Mapping[int, Any]) -> Any:
    """The table of the contact, each fact a variable; None where there is none."""
    contact = report.contact or Contact()
    facts = [f for f in (contact.phone, contact.address, contact.postcode, contact.email, contact.hours) if f]
    elements = [numbered[p.line] for p in contact.passages if p.line and p.line in numbered]
    tables = [next(e.iterancestors(W + "tbl"), None) for e in elements]
    table = next((t for t in tables if t is not None), None)
    if table is None:
        return None
    copied = _copied(table)
    ours = set(elements)
    others = {
        e for p, place in report.walk() if place.role != "contact" and (e := numbered.get(p.line or 0)) is not None
    }
    whole = any(p in others for p in table.iter(W + "p"))  # the whole notice stands in this table
    for row, new in zip(table.findall(W + "tr"), copied.findall(W + "tr"), strict=True):
        is_ours = any(p in ours for p in row.iter(W + "p"))
        formula = "。" in _text(row) and not any(fact in _text(row) for fact in facts)
        if (is_ours and formula) or (whole and not is_ours):
            copied.remove(new)
    for paragraph in list(copied.iter(W + "p")):
        text = _text(paragraph, strip=False)
        if (worded := builtin.with_variables(text, contact)) != text:
            _reword(paragraph, worded)
    return copied


def _around(body: Any, report: Report, numbered: Mapping[int, Any]) -> tuple[list[Any], list[Any]]:
    """(版头, 版记): what an office prints above the title and below the text of every notice, its facts as tags."""
    lines = [p.line for p, place in report.walk() if p.line and place.role != "title"]
    titles = [p.line for p in report.title_lines if p.line]
    first = _child(body, numbered.get(min(titles or lines or [0])))
    last = _child(body, numbered.get(max(lines, default=0)))
    children = list(body)
    start = children.index(first) if first is not None else 0
    end = children.index(last) + 1 if last is not None else len(children)
    head = [kept for child in children[:start] if (kept := _of_head(child)) is not None]
    foot = [kept for child in children[end:] if (kept := _of_foot(child)) is not None]
    return head, foot


def _child(body: Any, element: Any) -> Any:
    """The child of the body that the element stands in."""
    while element is not None and element.getparent() is not body:
        element = element.getparent()
    return element


def _of_head(child: Any) -> Any:
    """A logo, a red line, 红头 or 发文字号 as the template has it; None for anything else."""
    if not _text(child):
        drawn = next(child.iter(W + "drawing", W + "pict", W + "pBdr"), None) is not None
        return _copied(child) if child.tag == W + "p" and drawn else None
    kept = [p for p in child.iter(W + "p") if DOCUMENT_NUMBER.search(_text(p)) or _is_red_head(p)]
    if not kept:
        return None
    copied = _copied(child)
    for old, new in zip(child.iter(W + "p"), list(copied.iter(W + "p")), strict=True):
        text = _text(old)
        if old in kept and DOCUMENT_NUMBER.search(text):
            _reword(new, DOCUMENT_NUMBER.sub("{{ 发文字号 }}", text))
        elif old not in kept and text:
            _reword(new, "")
    return copied


def _is_red_head(paragraph: Any) -> bool:
    """…文件, or words in red: the name of the paper that an office writes on."""
    text = _text(paragraph)
    colours = [c.get(W + "val") or "" for r in paragraph.iter(W + "r") for c in r.iterfind(f"{W}rPr/{W}color")]
    return _RED_HEAD.search(text) is not None or any(_RED.fullmatch(colour) for colour in colours)


def _of_foot(child: Any) -> Any:
    """抄送 and 印发 with the rules around them; the date is the notice's."""
    text = _text(child)
    if child.tag == W + "sectPr":
        return None
    ruled = next(child.iter(W + "pBdr", W + "drawing", W + "pict"), None) is not None and not text
    if not ruled and not _IMPRINT.search(text):
        return None
    copied = _copied(child)
    for paragraph in list(copied.iter(W + "p")):
        if _DATE.search(_text(paragraph)):
            _reword(paragraph, _DATE.sub("{{ 成文日期 }}", _text(paragraph, strip=False)))
    return copied


def _copied(child: Any) -> Any:
    """A copy without the section break of the old notice."""
    copied = copy.deepcopy(child)
    for properties in copied.iter(W + "pPr"):
        for section in properties.findall(W + "sectPr"):
            properties.remove(section)
    return copied


def _reword(paragraph: Any, text: str) -> None:
    """Other words in the look of the paragraph's longest run."""
    looks = _run_properties(paragraph)
    for child in list(paragraph):
        if child.tag != W + "pPr":
            paragraph.remove(child)
    if text:
        paragraph.append(_run(paragraph, text, looks))


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


def _with_tags(text: str) -> str:
    """A line of 版头 or 版记 as the template has it."""
    return _DATE.sub("{{ 成文日期 }}", DOCUMENT_NUMBER.sub("{{ 发文字号 }}", text))


def unkept(report: Report, template: bytes) -> list[str]:
    """Text of the old document outside the notice that the template made of it does not hold."""
    around = {p.line for p in report.paragraphs if p.container in ("header", "footer")}
    cells = {p.line: p.cell.table for p in report.paragraphs if p.cell}
    of_problems = {
        cells[p.heading.line] for p in report.problems if p.heading.line in cells
    }  # its headers, its numbers
    around |= {line for line, table in cells.items() if table in of_problems}  # its headers, its numbers
    kept = addressed_to(report)
    texts = [p.text for p in report.residue if p.text.strip() and p.line not in around and p != kept]
    made = writer.opened(template, "模板").element.body
    there = {squeezed(_text(p)) for p in made.iter(W + "p")}
    return [t for t in texts if squeezed(_with_tags(t)) not in there]
