"""What was understood of a notice, part by part, and what was not: said before anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from drafter.report import PARTS, SECTION_NAMES, PartReading, Reading, Report, Role

PART_NAMES = {
    "title": "标题", "preamble": "导语", "leadership": "组织领导", "progress": "整改进展",
    "next_steps": "下一步", "contact": "监督联系方式", "signature": "落款和日期",
}  # fmt: skip
_STATES = {"partly": "只读懂一部分", "unread": "没有读懂"}
MUCH = 0.1  # a larger share of the text outside every part is said
_SENTENCE = 30  # a line of a page around the text is shorter, or has no full stop


def reading_of(report: Report) -> Reading:
    """How far each part was understood."""
    parts = tuple((name, _STATE_OF[name](report)) for name in PARTS)
    return Reading(parts, _outside(report))


def said(reading: Reading) -> Iterator[str]:
    """What a user must know first: the parts that were not understood, and text outside every part."""
    for name, part in reading.parts:
        if part.state in _STATES:
            yield f"{PART_NAMES[name]}：{_STATES[part.state]}" + (f"，{part.reason}" if part.reason else "")
    if reading.outside > MUCH:
        yield f"有 {reading.outside:.0%} 的文字不属于任何部分，没有核对"


def _outside(report: Report) -> float:
    outside = sum(len(p.text) for p in report.residue if len(p.text) >= _SENTENCE and "。" in p.text)
    outside += sum(len(n.text) for n in report.notes if n.text)
    if not outside:
        return 0.0
    inside = sum(len(p.text) for p, _ in report.walk())
    return outside / (inside + outside)


def _title(report: Report) -> PartReading:
    return PartReading("read" if report.title else "absent")


def _preamble(report: Report) -> PartReading:
    if not report.preamble:
        return PartReading("absent")
    facts = report.inspection
    wanted = {"巡视组": facts.team, "被巡视单位": facts.target, "起止日期": (facts.start and facts.end) or facts.months}
    wanted["反馈日期"] = facts.feedback
    missing = [name for name, value in wanted.items() if not value]
    if len(missing) == len(wanted):
        return PartReading("unread", "没有认出谁在何时巡视了谁")
    return PartReading("partly", f"没有认出{'、'.join(missing)}") if missing else PartReading("read")


def _section(role: Role) -> Callable[[Report], PartReading]:
    def of(report: Report) -> PartReading:
        found = [s for s in report.sections if s.role == role]
        if not found:
            return PartReading("absent")
        if any(s.overview or s.points or s.problems for s in found):
            return PartReading("read")
        return PartReading("unread", f"“{SECTION_NAMES[role]}”只有标题，没有内容")

    return of


def _progress(report: Report) -> PartReading:
    found = [s for s in report.sections if s.role == "progress"]
    if not found:
        return PartReading("absent")
    problems = [p for s in found for p in s.problems]
    if not problems:
        size = sum(len(p.text) for s in found for p, _ in s.walk())
        return PartReading("unread", f"{size} 字里没有认出任何问题标题，问题和措施都没有核对")
    lost = [n for n in report.notes if n.code == "lost-heading"]
    if lost:
        return PartReading("partly", f"有 {len(lost)} 处问题标题已丢失")
    bare = [p for p in problems if not any(True for _ in p.all_measures()) and not p.result]
    if bare:
        return PartReading("partly", f"{len(bare)} 个问题下没有读到措施")
    under, outside = 0, 0
    for passage, place in (pair for section in found for pair in section.walk()):
        if place.problem:
            under += len(passage.text)
        else:
            outside += len(passage.text)
    if under < outside:
        return PartReading("partly", "一半以上的文字不在任何问题之下")
    return PartReading("read")


def _contact(report: Report) -> PartReading:
    contact = report.contact
    if contact is None:
        return PartReading("absent")
    if not (contact.phone or contact.address or contact.email):
        return PartReading("unread", "没有认出电话、地址和邮箱")
    return PartReading("read")


def _signature(report: Report) -> PartReading:
    if report.signers and report.date:
        return PartReading("read")
    if not report.signers and not report.date_line:
        return PartReading("absent")
    if report.date_line and not report.date:
        return PartReading("partly", "日期读不出来")
    return PartReading("partly", "只有日期，没有落款单位" if report.date else "只有落款单位，没有日期")


_STATE_OF = {
    "title": _title, "preamble": _preamble, "leadership": _section("leadership"), "progress": _progress,
    "next_steps": _section("next_steps"), "contact": _contact, "signature": _signature,
}  # fmt: skip
