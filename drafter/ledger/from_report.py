"""A report becomes a ledger: every text of it under its key, nothing lost.

What the template would number or label by itself is left out of the ledger; what differs is kept under 序号, 标签,
小标题 and 全文. What is broken is marked 【待核：…】 at its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

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
    PointEntry,
    ProblemEntry,
    Tour,
    Unit,
)
from drafter.report import Aspect, Block, Passage, Point, Problem, Report, Section
from drafter.template import numbered

_NUMBER = re.compile(r"^\s*(?:[一二三四五六七八九十]+\s*[、.．]|[（(]\s*[一二三四五六七八九十]+\s*[）)]|\d+\s*[、.．])\s*")
NONE = "无"  # says that the draft shall not fill a gap with set phrases: the report had nothing there
NO_POINTS = PointEntry(content=NONE)
_LABEL_END = re.compile(r"[\s：:。]+$")
_SHORT_NAME = re.compile(r"(?:省|市|区|县|州|旗)委|党组|党委|党工委|工委")
_WIDTH = str.maketrans("，：；（）！？．", ",:;()!?.")


def matching_template(report: Report) -> str:
    """The built-in template whose layout is nearest to the report's."""
    problems = report.problems
    ordinals = Counter(_form(m.ordinal) for p in problems for m in p.all_measures())
    if sum(1 for s in report.sections if s.role == "leadership" for b in s.blocks if b.heading) >= 2:
        return "双主体式"
    if _inline(problems):
        return "内联式"
    if problems and sum(p.heading.text.strip().startswith(("（", "(")) for p in problems) * 2 > len(problems):
        return "括号式"
    if ordinals["（1）"] > ordinals["一是"]:
        return "清单式"
    return "分段式"


def _inline(problems: tuple[Problem, ...]) -> bool:
    """Most problems hold several measures in one printed paragraph."""
    several = [p for p in problems if len(p.measures) > 1]
    together = [p for p in several if len({m.passages[0].line for m in p.measures}) == 1]
    return bool(several) and len(together) * 2 > len(several)


def ledger_from_report(report: Report) -> tuple[Ledger, dict[str, str]]:
    """(ledger, comments by key path such as 问题[3].措施[0])."""
    comments: dict[str, str] = {}
    template = matching_template(report)
    label = _common_label(report)
    form = "（1）" if template == "清单式" else "一是"
    entries: list[ProblemEntry] = []
    overviews: dict[str, str] = {}
    progress_overview: list[str] = []
    headings: dict[str, str] = {}
    for section in report.sections:
        headings.setdefault(section.role, _NUMBER.sub("", section.heading.text) if section.heading else "无")
        if section.role == "progress":
            for block in section.blocks:
                text = "\n".join(
                    [p.text for p in block.overview] + [p.text for point in block.points for p in point.passages]
                )
                if block.title and block.problems and text:
                    overviews[block.title] = text
                elif text:
                    progress_overview.append(f"{block.heading.text}\n{text}" if block.heading else text)
                part = None if section is report.section("progress") else _NUMBER.sub("", section.heading.text) if section.heading else None
                entries += [_problem(p, form, label, template, part) for p in block.problems]
    broken = _by_line(report)
    entries = [_with_notes(entry, problem, broken, comments, i)
               for i, (entry, problem) in enumerate(zip(entries, report.problems, strict=True))]  # fmt: skip
    leadership, next_steps = _wording(report, "leadership"), _wording(report, "next_steps")
    used = {line for p in report.problems for line in _lines(p)}
    for line in sorted(set(broken) - used):
        comments.setdefault("通报", "")
        comments["通报"] = "；".join(filter(None, [comments["通报"], f"【待核：第{line}行，{broken[line]}】"]))
    ledger = Ledger(
        notice=Notice(
            title="\n".join(p.text.strip() for p in report.title_lines) or None,
            template=template,
            date=report.date,
            signers=[p.text for p in report.signers],
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
        contact=_contact(report),
        remarks=[p.text for p in report.residue] + [n.text for n in report.notes if n.text],
    )
    return ledger, comments


def _common_label(report: Report) -> str | None:
    labels = Counter(p.label.text for p in report.problems if p.label)
    return labels.most_common(1)[0][0] if labels else None


def _form(ordinal: str | None) -> str | None:
    if ordinal is None:
        return None
    if ordinal.endswith("是"):
        return "一是"
    return "（1）" if ordinal.startswith(("(", "（")) and any(c.isdigit() for c in ordinal) else "其他"


def _problem(problem: Problem, form: str, label: str | None, template: str, part: str | None) -> ProblemEntry:
    from drafter.read.lines import fold

    default = "整改情况：" if template == "内联式" else None
    own = problem.label.text if problem.label else None
    if own is None:
        kept = None if default is None or not problem.measures else "无"
    else:
        kept = None if default and fold(own) == fold(default) else own
    return ProblemEntry(
        number=int(problem.number) if problem.number.isdigit() else problem.number,
        title=problem.title or "【待核：原文缺少问题标题】",
        aspect=problem.group or part,
        label=kept,
        measures=_measures(problem.measures, form),
        aspects=[_aspect(a, form) for a in problem.aspects],
        result="\n".join(p.text for p in problem.result) or None,
    )


def _aspect(aspect: Aspect, form: str) -> AspectEntry:
    return AspectEntry(
        number=int(aspect.number) if aspect.number.isdigit() else aspect.number,
        title=aspect.title,
        label=aspect.label.text if aspect.label else None,
        measures=_measures(aspect.measures, form),
        result="\n".join(p.text for p in aspect.result) or None,
    )


def _measures(points: tuple[Point, ...], form: str) -> list[MeasureEntry]:
    """Ordinals that the template gives anyway are left out."""
    entries = []
    number = 0
    for point in points:
        if point.ordinal:
            number += 1
        expected = None if len(points) == 1 else numbered(form, number or 1)
        printed = point.ordinal.translate(_WIDTH) if point.ordinal else None
        if printed == (expected.translate(_WIDTH) if expected else None):
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
    title = _NUMBER.sub("", section.heading.text)
    head, *rest = section.blocks or (Block(),)
    if head.heading is None and head.title is None:
        return (replace(head, heading=section.heading, title=title), *rest)
    return (Block(section.heading, title), *section.blocks)


def _block_title(block: Block) -> str | None:
    if block.heading is None:
        return block.title
    numberless = _NUMBER.sub("", block.heading.text)
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
    return Unit(name=name, short=short, region=region or None)


def _tour(report: Report) -> Tour:
    facts = report.inspection
    text = "".join(p.text for p in report.preamble) or report.title or ""
    kind = "巡察" if facts.team and "巡察" in facts.team or (not facts.team and "巡察" in text) else "巡视"
    return Tour(
        kind=kind if text or facts.team else None,
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
        full_text=contact.text or None,
    )


# --- what is broken ------------------------------------------------------------------------------------------------


def _by_line(report: Report) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for note in report.notes:
        if note.line is not None:
            found.setdefault(note.line, []).append(note.message)
    return {line: "；".join(messages) for line, messages in found.items()}


def _lines(problem: Problem) -> set[int]:
    passages = [problem.heading, *problem.result, *(p for m in problem.all_measures() for p in m.passages)]
    return {p.line for p in passages if p.line is not None}


def _with_notes(
    entry: ProblemEntry, problem: Problem, broken: Mapping[int, str], comments: dict[str, str], index: int
) -> ProblemEntry:
    """Comments at the measures that the reader found broken."""
    for i, measure in enumerate(problem.measures):
        for passage in measure.passages:
            if passage.line in broken:
                comments[f"问题[{index}].措施[{i}]"] = f"【待核：原文第{passage.line}行，{broken[passage.line]}】"
    if problem.heading.line in broken and problem.heading.text:
        comments[f"问题[{index}]"] = f"【待核：原文第{problem.heading.line}行，{broken[problem.heading.line]}】"
    if not problem.title and problem.measures:
        line = problem.measures[0].passages[0].line
        return entry.model_copy(update={"title": f"【待核：原文第{line}行之前缺少问题标题】"})
    return entry


