"""A template out of an office's finished notice: its page, styles, header and footer, with tags for a body.

Which paragraph is what comes from reading; here the looks of each kind are taken over, and no word of the old text.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from drafter.errors import InputError
from drafter.render import builtin, paper
from drafter.render.marks import XML_SPACE, W
from drafter.report import Place, Report
from drafter.template import DEFAULT, Layout, Manifest, SectionTitles
from drafter.text.normal import fold
from drafter.text.numerals import NUMBER
from drafter.text.ordinals import ordinal_at
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
_FIRST = re.compile(rf"{NUMBER}|[①-⑳]")
_STAGES = re.compile(r"已完成\d+个")
_OLD_WORDS = {"comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "extended-properties"}


def adopted(data: bytes, report: Report, elements: Callable[[Any], list[Any]]) -> bytes:
    """template.docx made of the notice `data`, which reads as `report`.

    `elements` gives the paragraphs of a body in the order in which the report's passages number them.
    Raises InputError where the document cannot be opened or holds no notice.
    """
    if not report.problems and not report.preamble:
        raise InputError("这份文件读不出整改通报的结构（没有导语，也没有问题），不能做成模板。请换一份已经发布的通报。")
    document = writer.opened(data, "通报")
    writer.find_properties(document)
    body = document.element.body
    numbered = dict(enumerate(elements(body), 1))
    samples = _samples(report, numbered)
    look = _look(report)
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


def settings(report: Report, base: Manifest, name: str) -> Manifest:
    """template.yaml for it: the numbering, headings and wording that the notice uses."""
    layout = base.layout.model_dump()
    problems = [p for p in report.problems if p.title and p.title in p.heading.text]
    if problems:
        form, wording = _heading_form(problems[0].heading.text, problems[0].title)
        layout.update(problem=form or layout["problem"], problem_heading=wording)
    aspects = [a for p in report.problems for a in p.aspects if a.title and a.title in a.heading.text]
    if aspects:
        form, wording = _heading_form(aspects[0].heading.text, aspects[0].title)
        layout.update(aspect=form or layout["aspect"], aspect_heading=wording)
    labels = Counter(p.label.text.strip() for p in report.problems if p.label)
    layout["label"] = labels.most_common(1)[0][0] if labels else None
    ordinals = Counter(_ordinal_form(m.ordinal) for p in report.problems for m in p.all_measures() if m.ordinal)
    layout["measure"] = ordinals.most_common(1)[0][0] if ordinals else layout["measure"]
    layout["measures"] = "内联" if _inline(report) else "分段"
    points = Counter(_ordinal_form(p.ordinal) for s in report.sections for p in s.points if p.ordinal)
    layout["point"] = points.most_common(1)[0][0] if points else layout["point"]
    progress = report.section("progress")
    layout["stage_figures"] = progress is not None and any(_STAGES.search(p.text) for p in progress.overview)
    leadership = report.section("leadership")
    layout["two_subjects"] = leadership is not None and sum(b.heading is not None for b in leadership.blocks) > 1
    layout["contact_lines"] = "分行" if report.contact and len(report.contact.passages) > 1 else "一段"
    titles = base.titles.model_dump()
    for section in report.sections:
        if section.heading:
            form, title = _split_number(section.heading.text)
            # Composing puts in the word for the inspection at hand (巡视 or 巡察).
            titles[section.role] = title.replace("巡察", "巡视") if title else titles[section.role]
            layout["section"] = form or layout["section"]
    return base.model_copy(
        update={
            "name": name,
            "description": "由本单位已发布的通报生成",
            "layout": Layout.model_validate(layout),
            "titles": SectionTitles.model_validate(titles),
        }
    )


def _ordinal_form(ordinal: str) -> str:
    return "一是" if ordinal.endswith("是") else _split_number(ordinal)[0] or "一是"


def _inline(report: Report) -> bool:
    """Whether most problems of several measures have them in one paragraph."""
    several = [p for p in report.problems if len(p.measures) > 1]
    together = [p for p in several if len({m.passages[0].line for m in p.measures}) == 1]
    return len(together) * 2 > len(several)


def _heading_form(heading: str, title: str) -> tuple[str | None, str]:
    form, rest = _split_number(heading)
    return form, rest.replace(title, "{表述}", 1)


def _split_number(text: str) -> tuple[str | None, str]:
    """(the form of its number with the first numeral, the rest): （三）关于 -> （一）, 关于."""
    found = ordinal_at(fold(text))
    if not found:
        return None, text.strip()
    printed = found.printed(text).translate(str.maketrans("()", "（）"))
    form = _FIRST.sub(_first, printed, count=1)
    mark = text[: found.end].strip()[-1:]
    return form + (mark if mark in "、.．" else ""), text[found.end :].strip()


def _first(numeral: re.Match[str]) -> str:
    """The first member of the row that a numeral belongs to."""
    return "1" if numeral.group().isascii() else "①" if "①" <= numeral.group() <= "⑳" else "一"


def _look(report: Report) -> builtin.Look:
    """Which heading kinds its problems take: bracketed ones are second level."""
    form, _ = _split_number(report.problems[0].heading.text) if report.problems else (None, "")
    return builtin.LOOKS["括号式" if form == "（一）" else DEFAULT]


# --- looks of the old paragraphs ---


def _samples(report: Report, numbered: Mapping[int, Any]) -> dict[str, Any]:
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
    if _bracketed(report) and "三级标题" in samples:
        samples.setdefault("二级标题", samples["三级标题"])
    for kind, other in _INSTEAD.items():
        if kind not in samples and other in samples:
            samples[kind] = samples[other]
    return samples


def _bracketed(report: Report) -> bool:
    return _look(report).problem == "二级标题"


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
