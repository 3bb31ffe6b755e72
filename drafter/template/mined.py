"""template.yaml mined from a notice: how it numbers, words and places its parts. No sentence of its own is kept; how it
words its opening and its contact is for `wording`.

Each form is the commonest of the report; a form that the notice does not show stays as the nearest built-in template
has it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from drafter.patterns import pattern
from drafter.report import Aspect, Block, Passage, Point, Problem, Report, Role, Section
from drafter.report.arrangement import together, usual_arrangement
from drafter.template import LEVELS, PARTS, Layout, Manifest, OwnSection, SectionTitles, leads_alone
from drafter.template.forms import in_print
from drafter.template.wording import contact_form, opening_form
from drafter.text.bodies import bodies_in
from drafter.text.headings import RESULT_LABEL, bare_number, status_at_end, status_words, title_of
from drafter.text.normal import fold
from drafter.text.numerals import NUMBER
from drafter.text.ordinals import first_of_row, numbered, ordinal_at
from drafter.text.places import mentions

_FIRST = pattern(rf"{NUMBER}|[①-⑳]|[壹贰叁肆伍陆柒捌玖拾]{{1,3}}")
_MARKS = "、，,：:.．·"
_STAGES = pattern(r"已完成\d+个")
_BULLET = pattern(r"\s*[^\w\s“‘\"'（(《【\[<]{1,2}\s*")  # ——, ◆
_FIGURES = pattern("[0-9]+")
NONE = "无"


def mined(report: Report, base: Manifest, name: str) -> Manifest:
    """The settings of the template whose notices look like this one; `base` is the nearest built-in template."""
    layout = base.layout.model_dump()
    layout |= _headings(report) | _measures(report) | _points(report) | _ends(report)
    if not any(p.aspects for p in report.problems):
        layout["aspect"] = _below(layout)
    return base.model_copy(
        update={
            "name": name,
            "description": "由本单位已发布的通报生成",
            "layout": Layout.model_validate(layout),
            "titles": SectionTitles.model_validate(base.titles.model_dump() | _titles(report)),
            "required": [part for part in PARTS if part in parts_of(report)],
            "others": list(_others(report)),
            "title_form": _title_form(report),
            "opening_form": opening_form(report),
            "contact_form": contact_form(report),
        }
    )


def parts_of(report: Report) -> set[str]:
    """The parts that the notice has, by the names of 必备."""
    roles: tuple[tuple[str, Role], ...] = (
        ("组织领导", "leadership"),
        ("整改进展", "progress"),
        ("下一步", "next_steps"),
    )
    found = {name for name, role in roles if report.section(role)}
    there = (("标题", report.title_lines), ("导语", report.preamble), ("落款", report.signers),
             ("联系方式", report.contact and report.contact.passages), ("成文日期", report.date_line))  # fmt: skip
    return found | {name for name, passages in there if passages}


def date_form(report: Report) -> str:
    """How the date is printed: {{ 成文日期 }}, in brackets where the notice has them."""
    text = report.date_line.text.strip() if report.date_line else ""
    return "（{{ 成文日期 }}）" if text[:1] in ("（", "(") and text[-1:] in ("）", ")") else "{{ 成文日期 }}"


def date_place(report: Report) -> str:
    """Where the date stands: 落款后, 落款前 or 标题下."""
    line = report.date_line.line if report.date_line else None
    if line is None or not report.sections:
        return "落款后"
    first = next((p.line for p, place in report.walk() if place.role not in ("title", "date") and p.line), None)
    if first is not None and line < first:
        return "标题下"
    signer = report.signers[0].line if report.signers else None
    return "落款前" if signer is not None and line < signer else "落款后"


def addressed_to(report: Report) -> Passage | None:
    """主送机关: the line between title and opening that says whom the notice is for, where it names no place."""
    titles = [p.line for p in report.title_lines if p.line]
    opening = next((p.line for p, place in report.walk() if p.line and place.role not in ("title", "date")), None)
    if not titles or opening is None:
        return None
    for passage in report.residue:
        text = fold(passage.text).strip()
        if passage.line and max(titles) < passage.line < opening and text.endswith(":") and _EVERY.match(text):
            return None if mentions(text) else passage
    return None


_EVERY = pattern("[省市州县区]直|机关|各|全")  # 各乡镇党委, 区直机关各党组织


def _below(layout: Mapping[str, Any]) -> str:
    """The number of aspects, of which the notice has none: that of the nearest template, or the next below those that
    the notice has, if it would stand above them; nothing where there is none below."""
    ranks = [LEVELS.index(layout[part]) for part in ("section", "group", "problem") if layout[part] in LEVELS]
    inherited = str(layout["aspect"])
    if inherited not in LEVELS or not ranks or LEVELS.index(inherited) > max(ranks):
        return inherited
    return LEVELS[max(ranks) + 1] if max(ranks) + 1 < len(LEVELS) else ""


# --- headings ---


def _headings(report: Report) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for items, form, wording in (
        (report.problems, "problem", "problem_heading"),
        ([a for p in report.problems for a in p.aspects], "aspect", "aspect_heading"),
    ):
        found = [pair for i in items if i.title and "{表述}" in (pair := heading_form(i))[1]]
        if found:
            out[form], out[wording] = _common(found)
    out["status_words"] = {status: said for status, said in status_words(report).items() if status != said}
    sections = [
        "1 " if bare_number(s, report) else _number_form(s.heading.text)
        for s in report.sections
        if s.heading and _countable(s.heading.text)
    ]
    if sections:
        out["section"] = _common(sections)
    progress = [b for s in report.sections if s.role == "progress" for b in s.blocks if b.heading]
    others = [b for s in report.sections if s.role != "progress" for b in s.blocks if b.heading]
    if progress:
        out["group"] = _common([_split_number(b.heading.text)[0] for b in progress if b.heading])
    if others:
        form = _common([_split_number(b.heading.text)[0] for b in others if b.heading])
        out["block"] = form if form != out.get("group") else None
    firsts = [b.problems[0] for s in report.sections if s.role == "progress" for b in s.blocks if b.problems]
    counts = [p.number for p in firsts if _split_number(p.heading.text)[0]]  # where the problems have numbers
    out["restart"] = len(counts) > 1 and set(counts) == {"1"}
    openings = [s for s in report.sections if s.role == "leadership"]
    out["subject_sections"] = len(openings) > 1 and all(s.heading for s in openings)
    out["two_subjects"] = out["subject_sections"] or any(sum(b.heading is not None for b in s.blocks) > 1
                                                         for s in openings)  # fmt: skip
    return out


def heading_form(item: Problem | Aspect) -> tuple[str, str]:
    """(the form of its number, its wording with {表述} for the title, {状态} for a status and {序号} for its number
    where that stands behind)."""
    form, rest = _split_number(item.heading.text)
    wording = rest.replace(item.title, "{表述}", 1)
    if found := status_at_end(wording):
        wording = wording[: found.start("said")] + "{状态}" + wording[found.end("said") :]
    before, title, after = wording.partition("{表述}")
    behind = _FIGURES.sub(lambda figures: "{序号}" if figures.group() == item.number else figures.group(), after)
    return form, before + title + behind


def _split_number(text: str) -> tuple[str, str]:
    """(the form of its number with the first numeral, the rest): （三）关于 -> （一）, 关于. No number: nothing."""
    found = ordinal_at(fold(text))
    if not found:
        bullet = _BULLET.match(text)
        return (bullet.group().strip(), text[bullet.end() :].strip()) if bullet else ("", text.strip())
    mark = text[: found.end].strip()[-1:]
    printed = found.printed(text)
    form = _first_member(printed + (mark if mark in _MARKS and not printed.endswith(mark) else ""))
    if form[-1:].isalnum() and (parted := re.search(r"\s+$", text[: found.end])):
        form += parted.group()  # 1 关于…, 一　组织领导: only the space tells the number from the words
    return (form, text[found.end :].strip()) if form else ("", text.strip())


def _number_form(heading: str) -> str:
    """The form of the number of a heading of the first level; a bullet before it is the heading's own (◆…◆)."""
    return _split_number(heading)[0] if ordinal_at(fold(heading)) else ""


def _countable(heading: str) -> bool:
    """Whether a heading has no number, or one of a row that can be counted on (壹、 cannot)."""
    return ordinal_at(fold(heading)) is None or bool(_split_number(heading)[0])


def _first_member(printed: str) -> str:
    """The first of the row that a number as printed belongs to; nothing where it belongs to none (其次)."""
    bare = re.sub(r"\s", "", fold(printed)).translate(str.maketrans("(),:", "（），："))
    bare = re.sub(r"^\d+([.-])\d+", r"1\g<1>1", bare)  # 2.3 is numbered as 1.1
    form = _FIRST.sub(_first, first_of_row(bare), count=1)
    return form if numbered(form, 1) != numbered(form, 2) or not any(char.isalnum() for char in form) else ""


def _first(numeral: re.Match[str]) -> str:
    found = numeral.group()
    if found.isascii():
        return "1"
    return "①" if "①" <= found <= "⑳" else "壹" if found[0] in "壹贰叁肆伍陆柒捌玖拾" else "一"


def _titles(report: Report) -> dict[str, str]:
    """Of each part its first heading; composing puts in the word for the inspection at hand (巡视 or 巡察)."""
    out: dict[str, str] = {}
    for section in report.sections:
        if section.role == "other" or section.role in out:
            continue
        title = title_of(section, report) or NONE
        out[section.role] = title.replace("巡察", "巡视") or NONE
    return out


_PLACES: dict[Role, str] = {"leadership": "组织领导", "progress": "整改进展", "next_steps": "下一步"}


def _others(report: Report) -> Iterable[OwnSection]:
    """Headed sections of another role, each with what it stands behind."""
    after = "导语"
    for section in report.sections:
        if section.role != "other":
            after = _PLACES[section.role]
        elif section.heading and (title := _own_title(section, report)):
            yield OwnSection.model_validate({"标题": title, "位置": after})


def _own_title(section: Section, report: Report) -> str:
    """Its heading without a number that the template sets; one that belongs to no row stays."""
    text = section.heading.text if section.heading else ""
    return title_of(section, report) if bare_number(section, report) else _split_number(text)[1]


def _title_form(report: Report) -> str:
    """中共…关于…的通报 with its facts as slots; nothing where the title's facts are not known."""
    title = report.title or ""
    unit = re.match(
        r"(?:中共|中国共产党).{2,40}?(?:委员会|党组|党委|工委|总支|支部)(?=关于)|[^，。]{2,40}?(?=关于)", title
    )
    if not unit:
        return ""
    form = title.replace(unit.group(), "{单位}", 1)
    for slot, fact in (("{巡视组}", report.inspection.team), ("{部署}", report.inspection.deployer)):
        if fact and fact in form:
            form = form.replace(fact, slot, 1)
    form = re.sub(r"巡[视察](?!组\})", "{类别}", form)
    if "{部署}" not in form:
        form = _DEPLOYED.sub(r"\g<verb>{部署}", form)
    bare = re.sub(r"\{[^{}]*\}", "", form)
    own = re.search(r"[0-9〇]{4}年|第.{1,3}[轮批]", bare) or bodies_in(fold(bare))
    return "" if own else in_print(form)


_DEPLOYED = pattern(r"(?<=关于)(?P<verb>(?:落实)?)(?:党?中央|[\u4e00-\u9fff]{1,4}委)(?=\{类别\})")  # 关于省委巡视


# --- measures, results, points ---


def _measures(report: Report) -> dict[str, Any]:
    out: dict[str, Any] = {}
    bodies: list[Problem | Aspect] = []
    for problem in report.problems:
        bodies += problem.bodies
    labels = [b.label.text.strip() for b in bodies if b.label]
    out["label"] = _common(labels) if labels else None
    forms = [f for b in bodies for m in b.measures if m.ordinal and (f := _form_of(m))]
    if forms:
        out["measure"] = _common(forms)
    singles = [b.measures[0] for b in bodies if len(b.measures) == 1]
    out["number_single_measure"] = bool(singles) and all(m.ordinal for m in singles)
    usual = usual_arrangement(bodies)
    out["measures"] = usual.measures or "分段"
    out["heading_place"] = usual.heading or "独段"
    if usual.label:
        out["label_place"] = usual.label
    results = [[b.measures[-1].passages[-1], b.result[0]] for b in bodies if b.measures and b.result]
    out["result_place"] = "接排" if _mostly_together(results) else "独段"
    heads = [match.group() for b in bodies for p in b.result[:1] if (match := RESULT_LABEL.match(p.text))]
    if heads:
        out["result_label"] = _common(heads)
        first = [b.result[0].text.strip() for b in bodies if len(b.result) > 1]
        alone = sum(RESULT_LABEL.fullmatch(text) is not None for text in first)
        out["result_label_place"] = "独段" if alone * 2 > len(heads) else "同段"
    progress = report.section("progress")
    out["stage_figures"] = progress is not None and any(_STAGES.search(p.text) for p in progress.overview)
    return out


def _points(report: Report) -> dict[str, Any]:
    forms = {
        role: [
            form for s in report.sections if s.role == role for p in s.points if (form := _form_of(p)) or not p.ordinal
        ]
        for role in ("leadership", "next_steps")
    }
    out: dict[str, Any] = {}
    if forms["leadership"]:
        out["point"] = _common(forms["leadership"])
    if forms["next_steps"]:
        own = _common(forms["next_steps"])
        if "point" not in out:
            out["point"] = own
        out["next_point"] = own if own != out["point"] else None
    places = {role: _lead_place([p for s in report.sections if s.role == role for p in s.points]) for role in forms}
    out["point_lead"] = places["leadership"] or places["next_steps"] or "同段"
    if places["next_steps"] and places["next_steps"] != out["point_lead"]:
        out["next_point_lead"] = places["next_steps"]
    rows = {role: _rows([b for s in report.sections if s.role == role for b in s.blocks if b.points]) for role in forms}
    out["points"] = rows["leadership"] or rows["next_steps"] or "分段"
    if rows["next_steps"] and rows["next_steps"] != out["points"]:
        out["next_points"] = rows["next_steps"]
    return out


def _rows(blocks: list[Block]) -> str | None:
    """Whether the points of these blocks are paragraphs or run on; None where no block tells."""
    if not any(len(b.points) > 1 for b in blocks):
        return None
    if not _mostly_together([[p.passages[0] for p in b.points] for b in blocks]):
        return "分段"
    return (
        "接排"
        if _mostly_together([[b.overview[-1], b.points[0].passages[0]] for b in blocks if b.overview])
        else "内联"
    )


def _lead_place(points: list[Point]) -> str | None:
    """Where most points with a lead have it; None where none has one."""
    led = [p for p in points if p.lead]
    alone = [p.passages[0].text.rstrip() for p in led if leads_alone(p)]
    if not led or len(alone) * 2 <= len(led):
        return "同段" if led else None
    return "独段句号" if _common([text.endswith("。") for text in alone]) else "独段"


def _form_of(point: Point) -> str:
    """The form of a point's ordinal, with the mark that is printed behind it; nothing where it has none."""
    ordinal = point.ordinal or ""
    if not ordinal:
        return ""
    bare = re.sub(r"\s", "", fold(point.text))
    printed = re.sub(r"\s", "", fold(ordinal))
    behind = bare[len(printed) : len(printed) + 1] if bare.startswith(printed) else ""
    closed = printed[-1:] in (*_MARKS, "是", "要", ")", "）")
    form = _first_member(printed + (behind if behind and behind in "、，,.：:" and not closed else ""))
    found = ordinal_at(fold(point.text))
    spaces = re.search(r"\s+$", point.text[: found.end]) if found else None
    return form + spaces.group() if spaces and form[-1:].isdecimal() else form  # 1.1 …


def _mostly_together(rows: Iterable[Sequence[Passage | None]]) -> bool:
    """Whether most of the rows stand in one printed paragraph each; rows of one passage do not count."""
    several = [[p for p in row if p] for row in rows if len(row) > 1]
    return sum(together(row) for row in several) * 2 > len(several)


def _common(found: list[Any]) -> Any:
    return Counter(found).most_common(1)[0][0]


# --- the end ---


def _ends(report: Report) -> dict[str, Any]:
    contact = report.contact
    if contact is None:
        return {"contact_lines": "一段"}
    cells = {p.line for p in report.paragraphs if p.cell}
    values = [v for v in (contact.phone, contact.address, contact.postcode, contact.email) if v]
    held = [p for p in contact.passages if any(value in p.text for value in values)]
    if held and all(p.line in cells for p in held):
        return {"contact_lines": "表格"}
    return {"contact_lines": "分行" if len(contact.passages) > 1 else "一段"}
