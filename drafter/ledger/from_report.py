"""A report becomes a ledger: every text of it under its key, nothing lost.

What the template would number or label by itself is left out of the ledger; what differs is kept under 序号, 标签,
小标题 and 全文. What is broken is marked 【待核：…】 at its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from drafter.ledger.model import (
    AspectEntry,
    BlockEntry,
    ContactEntry,
    Headings,
    Leadership,
    Ledger,
    MeasureEntry,
    NextSteps,
    Notice,
    OtherPart,
    PointEntry,
    ProblemEntry,
    Tour,
    Unit,
)
from drafter.patterns import pattern
from drafter.report import Aspect, Block, Note, Passage, Point, Problem, Report, Role, Section
from drafter.report.arrangement import Arrangement, arrangement, usual_arrangement
from drafter.report.contact import contact_lines
from drafter.text.document_number import DOCUMENT_NUMBER
from drafter.text.headings import RESULT_LABEL, status_at_end, status_words, title_of
from drafter.text.normal import fold
from drafter.text.numerals import from_chinese
from drafter.text.ordinals import numbered, strip_ordinal
from drafter.text.statuses import Status, plain_status, status_of

_PLACE = pattern(r"中共((?:[^省市县区州旗]{1,6}(?:省|(?<!城)市|县|区|州|旗))+)")
_PLACES: dict[Role, Literal["组织领导", "整改进展", "下一步"]] = {
    "leadership": "组织领导", "progress": "整改进展", "next_steps": "下一步",
}  # fmt: skip
NONE = "无"  # the draft shall not fill this gap with set phrases: the report had nothing there
NO_POINTS = PointEntry(content=NONE)
_LABEL_END = pattern(r"[\s：:。]+$")
_SHORT_NAME = pattern(r"(?:省|市|区|县|州|旗)委|党组|党委|党工委|工委")


def ledger_from_report(report: Report, template: str) -> tuple[Ledger, dict[str, str]]:
    """(ledger, comments by key path such as 问题[3].措施[0]). `template`: the one whose layout the report has."""
    label = _common_label(report)
    usual = _usual_wording(report)
    arranged = usual_arrangement([*report.problems, *(a for p in report.problems for a in p.aspects)])
    form = _given_form(report, "（1）" if template == "清单式" else "一是")
    entries: list[ProblemEntry] = []
    overviews: dict[str, str] = {}
    progress_overview: list[str] = []
    headings: dict[str, str] = {}
    parts = [s for s in report.sections if s.role == "progress" and s.problems]
    others: list[OtherPart] = []
    for section in report.sections:
        if section.is_annex_list:
            continue
        if section.role == "other":
            others.append(_other_part(section, report))
            continue
        headings.setdefault(section.role, title_of(section, report) if section.heading else "无")
        if section.role == "progress":
            part = title_of(section, report) if section.heading and len(parts) > 1 else None
            for block in section.blocks:
                text = "\n".join(
                    [p.text for p in block.overview] + [p.text for point in block.points for p in point.passages]
                )
                if (key := block.title or part) and block.problems and text:
                    overviews[key] = text
                elif text:
                    progress_overview.append(f"{block.heading.text}\n{text}" if block.heading else text)
                entries += [_problem(p, form, label, template, part, arranged) for p in block.problems]
    entries = [
        entry.model_copy(update={"wording": own}) if own and own != usual else entry
        for entry, own in zip(entries, heading_wordings(report), strict=True)
    ]
    entries = [_untitled(entry, problem) for entry, problem in zip(entries, report.problems, strict=True)]
    leadership, next_steps = _wording(report, "leadership"), _wording(report, "next_steps")
    ledger = Ledger(
        notice=Notice(
            title="\n".join(p.text.strip() for p in report.title_lines) or None,
            template=template,
            date=report.date,
            document_number=_document_number(report),
            signers=[p.text for p in report.signers],
            annexes=[_annex(point) for s in report.sections if s.is_annex_list for point in s.points],
            preamble="\n".join(p.text for p in report.preamble) or None,
            headings=Headings(**headings),
        ),
        unit=_unit(report),
        tour=_tour(report),
        leadership=Leadership(**leadership),
        problems=entries,
        progress_overview="\n".join(progress_overview) or None,
        group_overviews=overviews,
        next_steps=NextSteps(**next_steps),
        others=others,
        contact=_contact(report),
        remarks=[
            *(p.text for p in report.residue if not DOCUMENT_NUMBER.fullmatch(p.text.strip())),
            *(n.text for n in report.notes if n.text),
        ],
    )
    return ledger, _broken(report)


def _other_part(section: Section, report: Report) -> OtherPart:
    """A section of another role: its text as printed, a paragraph each, and what it stands behind."""
    before = [s.role for s in report.sections[: report.sections.index(section)] if s.role != "other"]
    paragraphs: list[str] = []
    line: int | None = None
    for passage, _ in section.walk():
        if passage is section.heading:
            continue
        if paragraphs and passage.line is not None and passage.line == line:
            paragraphs[-1] += passage.text
        else:
            paragraphs.append(passage.text)
        line = passage.line
    return OtherPart(
        title=title_of(section, report) if section.heading else None,
        after=_PLACES[before[-1]] if before else "导语",
        paragraphs=paragraphs,
    )


def _given_form(report: Report, form: str) -> str | None:
    """The numbering that a template gives by itself, where most measures have it: else every number is written down,
    so that any template prints the notice's own."""
    forms = Counter(_form(m.ordinal) for p in report.problems for m in p.all_measures() if m.ordinal)
    return form if not forms or forms.most_common(1)[0][0] == form else None


def _common_label(report: Report) -> str | None:
    labels = Counter(p.label.text for p in report.problems if p.label)
    return labels.most_common(1)[0][0] if labels else None


def _form(ordinal: str | None) -> str | None:
    if ordinal is None:
        return None
    if ordinal.endswith("是"):
        return "一是"
    return "（1）" if ordinal.startswith(("(", "（")) and any(c.isdigit() for c in ordinal) else "其他"


def _names(part: str, group: str) -> bool:
    """Whether the heading of a part is the 方面 of its problems, with no more than its number before it."""
    return part.endswith(group) and not any(
        char.isalpha() and from_chinese(char) is None for char in part[: -len(group)]
    )


def _problem(
    problem: Problem, form: str | None, label: str | None, template: str, part: str | None, usual: Arrangement
) -> ProblemEntry:
    bare_part = part.rstrip("。：:") if part else None
    default = "整改情况：" if template == "内联式" else None
    own = problem.label.text if problem.label else None
    if own is None:
        kept = NONE if (default or label) and problem.measures else None
    else:
        kept = None if default and fold(own) == fold(default) else own
    return ProblemEntry(
        number=int(problem.number) if problem.number.isdigit() else problem.number,
        title=problem.title or "【待核：原文缺少问题标题】",
        aspect=problem.group if not (problem.group and bare_part and _names(bare_part, problem.group)) else None,
        part=part,
        label=kept,
        measures=_measures(problem.measures, form),
        aspects=[_aspect(a, "①" if form == "（1）" else form, label, usual) for a in problem.aspects],
        result=_result(problem),
        **_otherwise(problem, usual),
        **_internal(problem),
    )


_DETAIL_NAME = pattern(
    r"(?:^|(?<=[\s;；。]))[【\[]?\s{0,4}((?:牵头|责任|包抓|包案|分管|主管|整改|配合|协办|协助|完成|办结|问题|反馈|具体)\S{1,4}?)"
    r"\s*(?:[：:]|[】\]]\s*[：:]?)\s*"
)
_DETAIL_KEYS = {
    "leader": ("牵头领导", "责任领导", "包抓领导", "包案领导", "分管领导", "主管领导"),
    "lead_unit": ("牵头单位", "牵头部门"),
    "units": ("责任单位", "责任部门", "责任科室", "责任股室"),
    "deadline": ("整改时限", "完成时限", "办结时限", "整改期限", "完成期限", "完成时间", "办结时间", "整改时间"),
    "target": ("整改目标",),
}
_STATUS_SUFFIX = pattern(r"[（(][^（()）]{2,8}[）)](?=\s*。?$)")
_OF_STATUS = pattern(r"(?:情况|进展|状态|进度)$")


def _internal(problem: Problem) -> dict[str, object]:
    """责任领导：… 整改时限：… and （已完成） as the ledger's internal fields; what has no field is an internal note."""
    out: dict[str, object] = {}
    notes: dict[str, str] = {}
    bodies: list[Problem | Aspect] = [problem, *problem.aspects]
    for text in (p.text for body in bodies for p in body.details):
        parts = _DETAIL_NAME.split(text)
        if parts[0].strip():
            notes["说明"] = "\n".join(filter(None, [notes.get("说明"), text]))
            continue
        for name, value in zip(parts[1::2], parts[2::2], strict=True):
            name, value = re.sub(r"\s", "", name), value.strip().rstrip("；;。")
            key = next((k for k, names in _DETAIL_KEYS.items() if name in names and k not in out), None)
            reading = status_of(re.split("[，,]", value)[0]) if _OF_STATUS.search(name) else None
            if reading:
                out["status"] = reading.status
                if plain_status(value) is None:  # 基本完成，预计9月底前完成报废审批
                    notes[name] = value
            elif key == "units":
                out[key] = [unit for unit in re.split(r"[、，,；;]", value) if unit.strip()]
            elif key:
                out[key] = value
            else:
                notes[name if name not in notes else f"{name}{len(notes) + 1}"] = value
    suffix = status_at_end(problem.heading.text)
    if suffix and (said := plain_status(suffix["said"])):
        out.setdefault("status", said)
    return out | ({"notes": notes} if notes else {})


def _result(body: Problem | Aspect) -> str | None:
    """The text of 成效 without a label that has a paragraph of its own: the template has one."""
    texts = [p.text for p in body.result]
    return "\n".join(texts[1:] if len(texts) > 1 and RESULT_LABEL.fullmatch(texts[0].strip()) else texts) or None


def _otherwise(body: Problem | Aspect, usual: Arrangement) -> dict[str, Any]:
    """How it is arranged where most others of the notice are not."""
    keys = ("measures_run", "label_place", "heading_place")
    found = zip(keys, arrangement(body), usual, strict=True)
    return {key: own for key, own, common in found if own is not None and own != common}


def _aspect(aspect: Aspect, form: str | None, label: str | None, usual: Arrangement) -> AspectEntry:
    return AspectEntry(
        number=int(aspect.number) if aspect.number.isdigit() else aspect.number,
        title=aspect.title,
        label=aspect.label.text if aspect.label else NONE if label and aspect.measures else None,
        measures=_measures(aspect.measures, form),
        result=_result(aspect),
        **_otherwise(aspect, usual),
    )


def _measures(points: tuple[Point, ...], form: str | None) -> list[MeasureEntry]:
    """Ordinals that the template gives anyway are left out."""
    entries = []
    number = 0
    for point in points:
        recovered = point.ordinal is None and number > 0 and point.passages[0].start > 0  # its number was lost
        if point.ordinal or recovered:
            number += 1
        expected = None if len(points) == 1 or form is None else numbered(form, number or 1)
        printed = fold(point.ordinal) if point.ordinal else None
        if recovered or (printed == (fold(expected) if expected else None) and (form or printed or len(points) == 1)):
            ordinal = None
        else:
            ordinal = _with_its_mark(point) or "无"
        lead, content = _lead_and_content(point)
        entries.append(MeasureEntry(ordinal=ordinal, lead=lead, content=content))
    return entries


def _with_its_mark(point: Point) -> str | None:
    """The ordinal with the mark that is printed behind it (1、 第一，)."""
    if point.ordinal is None:
        return None
    bare = re.sub(r"\s+", "", point.text)
    mark = re.match(r"[、，,：:.．]", bare[len(point.ordinal) :]) if bare.startswith(point.ordinal) else None
    return point.ordinal + (mark.group() if mark else "")


def _lead_and_content(point: Point) -> tuple[str | None, str | None]:
    """What stands after the ordinal, cut at the lead phrase."""
    text = point.text
    if point.ordinal:
        text = _after_ordinal(text, point.ordinal)
    if point.lead and text.startswith(point.lead):
        return point.lead, re.sub(r"^\s*[。.．｡]", "", text[len(point.lead) :]).strip() or None
    return None, text.strip() or None


def _after_ordinal(text: str, ordinal: str) -> str:
    """The text behind its ordinal, which may be printed with spaces in it and a mark behind it."""
    at = 0
    for char in ordinal:
        while at < len(text) and text[at].isspace():
            at += 1
        if at < len(text) and text[at] == char:
            at += 1
    return re.sub(r"^\s*[、，,：:.．]?\s*", "", text[at:])


def _wording(report: Report, role: str) -> dict[str, object]:
    blocks = [b for s in report.sections if s.role == role for b in _with_section_heading(s, report)]
    plain = [b for b in blocks if not b.title]
    if len(plain) == len(blocks) == 1:
        points = [_point(p) for p in plain[0].points]
        return {"overview": _text(plain[0].overview) or NONE, "points": points or [NO_POINTS]}
    if not any(b.overview or b.points for b in blocks):
        return {"overview": NONE, "points": [NO_POINTS]}
    first = blocks[0] if blocks and not blocks[0].title else None
    out: dict[str, object] = {}
    if first:
        out = {"overview": _text(first.overview), "points": [_point(p) for p in first.points]}
        blocks = blocks[1:]
    out["blocks"] = [
        BlockEntry(
            title=_block_title(b),
            overview=_text(b.overview),
            points=[_point(p) for p in b.points],
        )
        for b in blocks
    ]
    return out


def _with_section_heading(section: Section, report: Report) -> tuple[Block, ...]:
    """A second section of one role becomes a block under its heading."""
    first = next(s for s in report.sections if s.role == section.role)
    if section is first or section.heading is None:
        return section.blocks
    title = strip_ordinal(section.heading.text)
    head, *rest = section.blocks or (Block(),)
    if head.heading is None and head.title is None:
        return (replace(head, heading=section.heading, title=title), *rest)
    return (Block(section.heading, title), *section.blocks)


def _block_title(block: Block) -> str | None:
    if block.heading is None:
        return block.title
    numberless = strip_ordinal(block.heading.text)
    return numberless if numberless != block.heading.text else block.heading.text


def _point(point: Point) -> PointEntry:
    lead, content = _lead_and_content(point)
    return PointEntry(lead=lead or NONE, content=content)


def _text(passages: tuple[Passage, ...]) -> str | None:
    return "\n".join(p.text for p in passages) or None


def _unit(report: Report) -> Unit:
    signers = [p.text for p in report.signers]
    name = next((s for s in reversed(signers) if s.startswith("中共")), signers[-1] if signers else None)
    target = report.inspection.target
    if name is None and report.title_lines and (match := re.match(r"中共.+?(?:委员会|党组)", report.title or "")):
        name = match.group()
    short = None
    words = Counter(_SHORT_NAME.findall("".join(p.text for s in report.sections for p in s.overview)))
    if words:
        best = words.most_common()
        short = next((w for w, _ in best if w not in ("省委", "市委")), best[0][0])
    region = re.sub(r"[（(].*", "", target).removesuffix("党委").removesuffix("党组") if target else None
    region = re.sub(r"(?<=[省市区县州旗])委$", "", region) if region else None
    if short == "党组" and (
        own := re.search(r"(局|院|校|厅|委|办|社|会)党组", "".join(p.text for p, _ in report.walk()))
    ):
        short = own.group()
    if name and not re.search(r".[省市区县州旗镇乡]$", region or "") and (place := _PLACE.match(name)):
        region = place[1]
    return Unit(name=name, short=short, region=region or None)


# 开展了巡察“回头看”, 县委巡察“回头看”整改: this inspection, not one that is told of
_LOOKED_BACK = pattern(r"(?:(?:开展|进行|实施)了?|委)巡[视察][“\"]?回头看|巡[视察][“\"]?回头看[”\"]?整改")


def _tour(report: Report) -> Tour:
    facts = report.inspection
    text = "".join(p.text for p in report.preamble) or report.title or ""
    kind = "巡察" if (facts.team and "巡察" in facts.team) or (not facts.team and "巡察" in text) else "巡视"
    return Tour(
        kind=kind if text or facts.team else None,
        look_back=bool(_LOOKED_BACK.search(f"{report.title or ''}|{text}")),
        deployer=facts.deployer,
        team=facts.team,
        target=facts.target,
        start=facts.start,
        end=facts.end,
        feedback=facts.feedback,
    )


def _contact(report: Report) -> ContactEntry:
    contact = report.contact
    if contact is None:
        return ContactEntry()
    return ContactEntry(
        phone=contact.phone,
        address=contact.address,
        postcode=contact.postcode,
        email=contact.email,
        hours=contact.hours,
        full_text="\n".join(line.text for line in contact_lines(report)) or None,
    )


# --- what is broken ------------------------------------------------------------------------------------------------

_EXCERPT = pattern(r"“([^”]{4,300})”|…([^…]{4,300})…")


def _broken(report: Report) -> dict[str, str]:
    """【待核：…】 for every note that names a line, by the key path of what stands there."""
    places = list(_places(report))
    found: dict[str, list[str]] = {}
    for note in report.notes:
        if note.line is not None:
            text = f"【待核：原文第{note.line}行，{note.message}】"
            found.setdefault(_place_of(note, places), []).append(text)
    return {path: "\n".join(texts) for path, texts in found.items()}


def _place_of(note: Note, places: Sequence[tuple[str, tuple[Passage, ...]]]) -> str:
    """The path of the text that the note quotes; where it quotes none, the first of its line."""
    there = [(path, "".join(p.text for p in passages if p.line == note.line)) for path, passages in places]
    there = [(path, text) for path, text in there if text]
    excerpts = [a or b for a, b in _EXCERPT.findall(note.message)]
    ends = [piece for e in excerpts for piece in (e, e[-6:])]  # a break lies between two measures: the second is meant
    quoted = (path for end in ends for path, text in there if end in text)
    return next(quoted, there[0][0] if there else "通报")


def _places(report: Report) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    """(key path, passages) of every text of the ledger that a report becomes."""
    yield "通报.标题", report.title_lines
    yield "通报.导语", report.preamble
    for key, role in (("组织领导", "leadership"), ("下一步", "next_steps")):
        blocks = [b for s in report.sections if s.role == role for b in _with_section_heading(s, report)]
        before = 0 if len(blocks) == 1 or (blocks and not blocks[0].title) else None
        for i, block in enumerate(blocks):
            path = key if i == before else f"{key}.板块[{i - (before is not None)}]"
            yield from ((f"{path}.要点[{j}]", point.passages) for j, point in enumerate(block.points))
            yield f"{path}.概述", block.overview
            yield path, (block.heading,) if block.heading else ()
    yield "进展概述", tuple(p for s in report.sections if s.role == "progress" for p in s.overview)
    for i, problem in enumerate(report.problems):
        yield from _places_of_problem(problem, f"问题[{i}]")
    if report.contact:
        yield "联系方式", report.contact.passages
    yield "通报.落款", report.signers


def _places_of_problem(problem: Problem, path: str) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    yield path, (problem.heading,) if problem.heading.text else ()
    bodies: list[tuple[str, Problem | Aspect]] = [(path, problem)]
    bodies += [(f"{path}.具体表现[{i}]", a) for i, a in enumerate(problem.aspects)]
    for at, body in bodies:
        if isinstance(body, Aspect):
            yield at, (body.heading,)
        yield from ((f"{at}.措施[{i}]", m.passages) for i, m in enumerate(body.measures))
        yield f"{at}.成效", body.result
        yield at, (*body.details, *([body.label] if body.label else []))


def _annex(point: Point) -> str:
    """What a file that comes with the notice is called; its number is counted anew."""
    text = "".join(p.text for p in point.passages).strip()
    return strip_ordinal(text).strip() if point.ordinal else text


def _document_number(report: Report) -> str | None:
    """发文字号 where it stands in a line of its own outside the text."""
    found = (match for p in report.residue if (match := DOCUMENT_NUMBER.fullmatch(p.text.strip())))
    return next((match.group() for match in found), None)


def _usual_wording(report: Report) -> str | None:
    """How most headings of problems are worded; what differs is kept with its problem."""
    found = Counter(heading_wordings(report))
    return found.most_common(1)[0][0] if found else None


def heading_wordings(report: Report) -> list[str | None]:
    """How the heading of each problem is worded, in printed order."""
    words = status_words(report)
    return [_heading_wording(problem, words) for problem in report.problems]


def _heading_wording(problem: Problem, words: Mapping[Status, str]) -> str | None:
    """关于“{表述}”等问题的整改。: a heading without its number, its title and its status, where that is worded as the
    notice words it otherwise (`words`)."""
    heading = problem.heading.text
    if not problem.title or problem.title not in heading:
        return None
    rest = strip_ordinal(heading).strip()
    if problem.title not in rest:
        return None
    wording = rest.replace(problem.title, "{表述}", 1)
    found = status_at_end(wording)
    status = plain_status(found["said"]) if found else None
    return wording if found and status and words.get(status) != found["said"] else _STATUS_SUFFIX.sub("", wording)


def _untitled(entry: ProblemEntry, problem: Problem) -> ProblemEntry:
    """A problem whose heading was lost says so where its title would be."""
    if problem.title or not problem.measures:
        return entry
    line = problem.measures[0].passages[0].line
    return entry.model_copy(update={"title": f"【待核：原文第{line}行之前缺少问题标题】"})
