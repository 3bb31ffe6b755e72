"""S1–S3: parts in their order, and points that do not make a list."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import SECTION_NAMES, Place, Point, Report
from drafter.text.numerals import NUMERAL, from_chinese


@rule(
    "S112",
    slug="parts-out-of-order",
    title="部分的次序颠倒",
    severity="warning",
    reason="先写组织领导，再写整改进展，后写下一步打算，最后是监督联系方式；颠倒的多半是粘贴时串了位置。",
    wrong="三、下一步打算……二、整改进展情况",
    right="二、整改进展情况……三、下一步打算",
)
def parts_out_of_order(report: Report) -> Iterator[Finding]:
    """三、 before 二、; what is planned before what was done."""
    yield from _numbers_backwards(report)
    yield from _plans_before_progress(report)


_PLANS = pattern(r"下一步|今后(?:的)?(?:工作)?打算|后续(?:整改|工作)")


def _plans_before_progress(report: Report) -> Iterator[Finding]:
    """A heading of plans that stands before the progress: the reader takes it for a part of another kind."""
    done = next((i for i, s in enumerate(report.sections) if s.role == "progress"), 0)
    for section in report.sections[:done]:
        if section.heading and _PLANS.search(section.heading.text):
            message = f"“{SECTION_NAMES['next_steps']}”写在“{SECTION_NAMES['progress']}”前面，次序颠倒"
            place = Place(section.heading.text, str(section.role), part="heading")
            yield Finding.on(section.heading, place, message, suggestion="调整次序，并核对标题的序号。")


_NUMBERED = pattern(rf"\s*(?P<number>{NUMERAL}{{1,3}})[、.．]")


def _numbers_backwards(report: Report) -> Iterator[Finding]:
    before: tuple[int, str] | None = None
    for section in report.sections:
        match = _NUMBERED.match(section.heading.text) if section.heading and section.level in (None, 1) else None
        number = from_chinese(match["number"]) if match else None
        if section.heading is None or match is None or number is None:
            continue
        if before and number < before[0]:
            message = f"“{match.group().strip()}”写在“{before[1]}”后面，部分的次序或序号颠倒"
            place = Place(section.heading.text, str(section.role), part="heading")
            yield Finding.on(section.heading, place, message, match.span("number"), suggestion="调整次序，或改序号。")
        before = (number, match.group().strip())


_FIRST = pattern(r"^(?:一是|第一|其一|首先)$")


@rule(
    "S310",
    slug="single-ordinal",
    title="只有“一是”",
    severity="info",
    reason="问题下面只有“一是”没有“二是”，不是漏印了措施，就是删剩一条没有去掉序数。",
    wrong="1.关于“床位不足”问题的整改。一是增加床位供给。（没有二是）",
    right="一是增加床位供给。……二是完善助餐网络。……",
)
def single_ordinal(report: Report) -> Iterator[Finding]:
    """A problem (or 具体表现) whose measures are a 一是 and no more."""
    for problem in report.problems:
        for measures in (body.measures for body in problem.bodies):
            numbered = [m for m in measures if m.ordinal]
            text = "".join(m.text for m in measures)
            if len(numbered) == 1 and _FIRST.match(numbered[0].ordinal or "") and not _MORE.search(text):
                passage = numbered[0].passages[0]
                message = f"问题{problem.number}只有“{numbered[0].ordinal}”，没有下一条"
                place = Place(None, "progress", problem.number, "measure")
                span = (0, len(numbered[0].ordinal or ""))
                yield Finding.on(passage, place, message, span, suggestion="补上漏印的措施，或去掉序数。")


_MORE = pattern(r"二是|第二|其二|其次|二要")


@rule(
    "S311",
    slug="lead-twice",
    title="同一问题下两条措施提法相同",
    severity="warning",
    reason="两条措施用同一个提法，多半是改稿时粘重了，内容却是另一件事。",
    wrong="一是深化专项整治。……二是深化专项整治。……",
    right="一是深化专项整治。……二是强化节点监督。……",
)
def lead_twice(report: Report) -> Iterator[Finding]:
    """Two measures of one problem, or two points of one part, under the same lead phrase."""
    lists: list[tuple[str | None, str, tuple[Point, ...]]] = []
    for problem in report.problems:
        lists += [(problem.number, "progress", body.measures) for body in problem.bodies]
    for section in report.sections:
        if section.role in {"leadership", "next_steps"}:
            lists += [(None, str(section.role), block.points) for block in section.blocks]
    for number, role, points in lists:
        seen: dict[str, Point] = {}
        for point in points:
            lead = point.lead
            if not lead or len(lead) < 4:
                continue
            if lead in seen and point.text != seen[lead].text:
                passage = point.passages[0]
                at = passage.text.find(lead)
                message = f"“{lead}”这个提法在{'问题' + number if number else '这一部分'}下用了两次"
                span = (max(at, 0), max(at, 0) + len(lead))
                place = Place(None, role, number, "measure")
                yield Finding.on(passage, place, message, span, suggestion="核对提法和内容是否相符。")
            seen.setdefault(lead, point)
