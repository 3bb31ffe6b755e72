"""N1: totals that the notice announces against what it prints. Wholes and their parts are in rules_sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from drafter.check.model import Finding, Looked, Severity
from drafter.check.registry import rule
from drafter.check.stretches import Stretch
from drafter.patterns import pattern
from drafter.report import Passage, Passages, Place, Report
from drafter.text.normal import fold
from drafter.text.numerals import ONE_TO_TEN, from_chinese
from drafter.text.placeholders import is_told
from drafter.text.tallies import statuses_in

_NUMBER = rf"(?:\d{{1,4}}|[{ONE_TO_TEN}百]{{1,5}})"
_OWN_TOTALS = {"preamble", "leadership", "progress", "next_steps"}

_PROBLEMS_ANNOUNCED = pattern(
    rf"""
      (?:反馈|指出|发现|移交)(?:的|了|意见|问题|出|给我区|中)*[^,。;:\d]{{0,12}}?
      (?:(?P<groups1>{_NUMBER})个?(?:大)?方面[、,的]?(?:共|共计|计)?)?
      (?P<count1>{_NUMBER})\s*[个项条](?:具体|突出|主要|反馈|整改)*问题(?!线索)
    | (?P<groups2>{_NUMBER})个?(?:大)?方面[、,的]?(?:共|共计|计)?
      (?P<count2>{_NUMBER})\s*[个项条](?:具体|突出|主要|反馈|整改)*问题(?!线索)
    | 反馈(?:的|意见的)?问题(?:共|共计|总计)?(?P<count3>\d{{1,4}})\s*[个项条](?!(?:大)?方面)
    """,
    re.VERBOSE,
)
_MEASURES_ANNOUNCED = pattern(
    r"""
      (?:制定|细化|明确|形成|提出|梳理|确定|分解|研究|落实|列出)(?:了|为|出|成)?
      (?P<between>[^,。;:]{0,30}?)
      (?P<count1>\d{1,4})\s*[条项个](?:具体|重点|细化){0,3}(?:整改)?(?:措施|举措)
    | (?:制定|细化|明确|形成|提出|梳理|确定|分解|研究|列出)(?:了|为|出|成)?(?:具体|重点|细化){0,3}
      整改(?:措施|举措)(?:共|共计)?(?P<count2>\d{1,4})\s*[条项个]
    """,
    re.VERBOSE,
)
_GROUPS_BEFORE = pattern(rf"(?P<groups>{_NUMBER})个?(?:大)?方面")
_OF_ANOTHER = pattern(
    r"上一?轮|上届|上次|中央巡视|民主生活会|查摆|对照检查|审计|专项检查|选人用人|意识形态|督[察查导]|检查组|抽查|调研|暗访|自查|核查|现场检查|评估|牵头|领办|认领|带头|其中|完成"
)
_DONE_PROBLEMS = pattern(
    rf"(?P<count>{_NUMBER})\s*[个项条](?:反馈|具体|整改)?问题[,]?(?:已|均已|已经|现已)?(?:全部)?(?:完成整改|整改完成|整改到位)(?!了?\d)"
)


def _number(text: str) -> int:
    return from_chinese(text) or 0


def _own_places(passages: Passages) -> Iterator[tuple[Passage, Place, str]]:
    """Where a notice speaks of itself as a whole: preamble, opening, overviews, closing."""
    for passage, place in passages:
        if place.role in _OWN_TOTALS and place.problem is None and place.part != "heading":
            yield passage, place, fold(passage.text)


def _clause_before(folded: str, at: int) -> str:
    return re.split(r"[。;]", folded[:at])[-1][-40:]


_PRINTED = pattern(  # 现就14个重点问题的整改情况逐一通报
    rf"(?:现(?:将|就|对)|下面(?:就|对|将)?|以下(?:是|为)?|本通报(?:仅|只)?(?:公开|公布|通报|列出)|此次(?:公开|公布|通报))[^,。;:\d]{{0,20}}?"
    rf"(?:{_NUMBER}个问题中的?)?(?P<count>{_NUMBER})\s*[个项条](?:[一-鿿]{{0,8}})问题(?=[^。;]{{0,24}}(?:通报|公布|公开|公示|报告|说明|如下|情况))"
)
_SOME = pattern(
    r"(?:重点|主要|突出|部分|典型|代表性)问题|择要"
    r"|(?:涉密|不宜公开|不予公开|依规不公开)[^。;]{0,20}(?:外|未列|不列|不再|略)"
)


_GATHERED = pattern(  # 26个具体问题归并为12类
    rf"问题[^,。;:\d]{{0,6}}(?:归并|合并|归纳|整合|归类|梳理|概括)(?:为|成)(?P<count>{_NUMBER})\s*[个项条类](?!方面)"
)


def printed_ones(passages: Passages) -> Announced | None:
    """现就14个重点问题…通报: how many problems the notice says that it prints, where it prints a choice of them or puts
    several together."""
    for passage, place, folded in _own_places(passages):
        if match := _PRINTED.search(folded) or _GATHERED.search(folded):
            at = match.span("count")
            return Announced(_number(match["count"]), None, passage, place, (at[0], match.end()), at)
    return None


def _prints_a_choice(report: Report, passages: Passages) -> bool:
    """Whether the notice says that it prints some of the problems only: in a heading, or where it announces them."""
    headings = [s.heading.text for s in report.sections if s.heading and s.role == "progress"]
    return any(map(_SOME.search, headings)) or any(
        _SOME.search(folded) and re.search(r"通报|公布|公开", folded) and place.part != "measure"
        for _, place, folded in _own_places(passages)
        if place.role in {"preamble", "progress"}
    )


def _left_out_by_a_slip(announced: Announced, report: Report, passages: Passages) -> bool:
    """13 announced and 12 printed under 重点问题整改情况, the 方面 being as many as announced: nobody prints all of
    them but one, or 12 of 21, without a word about it."""
    said = any(
        _LEFT_OUT.search(folded) or _PUBLISHED.search(folded)
        for _, place, folded in _own_places(passages)
        if place.role in {"preamble", "leadership", "progress"}
    )
    if said or announced.groups != len({p.group for p in report.problems if p.group}):
        return False
    printed = len(report.problems)
    return announced.total - printed == 1 or sorted(str(announced.total)) == sorted(str(printed))


_LEFT_OUT = pattern(r"涉密|不宜公开|不予公开|依规不公开|择要|未列|不列|从略")
_PUBLISHED = pattern(r"(?:重点|主要|突出|部分|典型|代表性)问题[^。;]{0,24}(?:通报|公布|公开|公示)")


_SUMMED_UP = pattern(r"(?:问题|任务|事项|措施)?(?:和|及|与|、|以及)[^。;:]{0,30}?[,、]?(?:共计|合计|总计|共)\d")


def summed_up_behind(folded: str, at: int) -> bool:
    """巡视反馈的9个问题和两项专项检查各反馈的2个问题，共计13个: a total that ends there is a part of a larger one."""
    return bool(_SUMMED_UP.match(folded, at))


class Announced(NamedTuple):
    """A total that the notice gives of itself."""

    total: int
    groups: int | None  # 方面 named with it
    passage: Passage
    place: Place
    span: tuple[int, int]
    groups_span: tuple[int, int]


def announced_problems(passages: Passages) -> Iterator[Announced]:
    """反馈的34个问题, 5个方面18个问题: totals of the notice's own problems."""
    for passage, place, folded in _own_places(passages):
        for match in _PROBLEMS_ANNOUNCED.finditer(folded):
            if summed_up_behind(folded, match.end()):
                continue
            if _OF_ANOTHER.search(_clause_before(folded, match.start()) + match.group()):
                continue
            text = match["count1"] or match["count2"] or match["count3"]
            groups = match["groups1"] or match["groups2"]
            at = match.start() + match.group().rindex(text)
            start = match.start() + match.group().index(groups) if groups else at
            said = _number(groups) if groups else None
            yield Announced(_number(text), said, passage, place, (at, match.end()), (start, match.end()))


_OF_EACH = pattern(r"每一?[个项条类][^,。;:共]{0,16}\d")  # 每个问题均制定3条措施


def announced_measures(passages: Passages) -> Iterator[Announced]:
    """明确四个方面86条整改措施: totals of the notice's own measures."""
    for passage, place, folded in _own_places(passages):
        for match in _MEASURES_ANNOUNCED.finditer(folded):
            between = match["between"] or ""
            before = _clause_before(folded, match.start())
            if _OF_ANOTHER.search(before + between) or _OF_EACH.search(before + match.group()):
                continue
            text = match["count1"] or match["count2"]
            at = match.start() + match.group().rindex(text)
            groups = _GROUPS_BEFORE.search(between)
            start = match.start("between") + groups.start() if groups else at
            said = _number(groups["groups"]) if groups else None
            yield Announced(int(text), said, passage, place, (at, match.end()), (start, match.end()))


def _groups_differ(announced: Announced, report: Report) -> Iterator[Finding | Looked]:
    groups = len({p.group for p in report.problems if p.group})
    if announced.groups and groups > 1:
        yield Looked("problem-total")
    if announced.groups and groups > 1 and announced.groups != groups:
        message = f"这里说有{announced.groups}个方面，正文按{groups}个方面列出"
        yield Finding.on(announced.passage, announced.place, message, announced.groups_span)


@rule(
    "N101",
    slug="problem-total",
    title="公布的问题总数与正文不符",
    severity="warning",
    reason="开头说反馈了多少个问题，正文就应列出多少个；少列的往往是漏掉的问题，多列的往往是拆开后没有改总数。",
    wrong="省委巡视组反馈的5个方面18个问题……（正文只列出17个）",
    right="省委巡视组反馈的5个方面18个问题……（正文列出18个）",
)
def problem_total(report: Report, passages: Passages) -> Iterator[Finding | Looked]:
    """反馈的34个问题 / 5个方面18个问题 against the problems (or their 具体表现) and 方面 that are printed."""
    problems = report.problems
    if not problems:
        return
    aspects = sum(len(p.aspects) or 1 for p in problems)
    chosen = printed_ones(passages)
    a_choice = _prints_a_choice(report, passages)
    if chosen and chosen.total not in {len(problems), aspects}:
        message = f"这里说公布{chosen.total}个问题，正文列出{len(problems)}个"
        yield Finding.on(chosen.passage, chosen.place, message, chosen.span, suggestion="核对个数，或漏列了哪个问题。")
    for announced in announced_problems(passages):
        yield Looked("problem-total")
        if announced.total > max(len(problems), aspects) and (
            (a_choice and not _left_out_by_a_slip(announced, report, passages))
            or (chosen and chosen.total < announced.total and chosen.passage is not announced.passage)
        ):
            continue
        if chosen and announced.passage is chosen.passage and announced.span[0] == chosen.span[0]:
            continue
        if announced.total not in {len(problems), aspects}:
            counted = f"{len(problems)}个" + (f"（具体表现{aspects}个）" if aspects != len(problems) else "")
            message = f"这里说有{announced.total}个问题，正文列出{counted}"
            hint = "核对是漏列（多列）了问题，还是总数没有改。"
            yield Finding.on(announced.passage, announced.place, message, announced.span, suggestion=hint)
        yield from _groups_differ(announced, report)
    if not (a_choice or chosen):
        yield from _groups_are_others(report, passages)
        yield from _more_than_there_are(passages, max(len(problems), aspects))
    yield from _aspects_differ(passages, aspects if any(p.aspects for p in problems) else None)
    for passage, place, folded in _own_places(passages):
        for match in _DONE_PROBLEMS.finditer(folded):
            count = _number(match["count"])
            if a_choice or chosen:
                continue
            if count > max(len(problems), aspects) and not _OF_ANOTHER.search(_clause_before(folded, match.start())):
                message = f"说{count}个问题完成整改，而正文一共只有{len(problems)}个问题"
                yield Finding.on(passage, place, message, match.span())


_GROUPS_OF_PROBLEMS = pattern(
    rf"(?P<count>{_NUMBER})个?(?:大)?方面(?:的)?(?:突出|主要|重点|具体|反馈|整改)?问题(?=[,。;:、(]|细化|分解|逐|进行|制定|形成|,)"
)


def _groups_are_others(report: Report, passages: Passages) -> Iterator[Finding]:
    """梳理出8个方面问题 where nine are printed: as many as there are 方面, or problems where each is one."""
    groups = len({p.group for p in report.problems if p.group})
    known = {groups, len(report.problems), sum(len(p.aspects) or 1 for p in report.problems)} - {0}
    for passage, place, folded in _own_places(passages):
        if place.role not in {"preamble", "leadership"}:
            continue
        for match in _GROUPS_OF_PROBLEMS.finditer(folded):
            before = _clause_before(folded, match.start())
            count = _number(match["count"])
            if count in known or _OF_ANOTHER.search(before) or not re.search(r"反馈|指出|梳理|归纳|分解", before):
                continue
            counted = f"{groups}个方面、{len(report.problems)}个问题" if groups > 1 else f"{len(report.problems)}个问题"
            message = f"这里说有{match['count']}个方面问题，正文列出{counted}"
            yield Finding.on(passage, place, message, match.span(), suggestion="核对个数，或漏列了哪个方面。")


_ALL_OF_THEM = pattern(
    rf"(?:^|[,。;:])(?:对|对照|围绕|聚焦|针对)(?:巡[视察])?(?:反馈)?(?:的)?(?P<count>{_NUMBER})个(?:具体|反馈|整改)*问题(?!线索)"
)
_ANY_OF_THEM = pattern(rf"(?P<count>{_NUMBER})[个项条][^,。;:\d]{{0,6}}?问题|问题(?P<count2>{_NUMBER})[个项条]")


def _more_than_there_are(passages: Passages, printed: int) -> Iterator[Finding]:
    """对9个问题开展“回头看”, in what is to come, of eight: a number of problems that stands nowhere else."""
    counts = [
        _number(match["count"] or match["count2"])
        for passage, _ in passages
        for match in _ANY_OF_THEM.finditer(fold(passage.text))
    ]
    for passage, place, folded in _own_places(passages):
        for match in _ALL_OF_THEM.finditer(folded) if place.role == "next_steps" else ():
            count = _number(match["count"])
            if printed < count <= 2 * printed and counts.count(count) == 1:
                message = f"这里说{count}个问题，正文一共列出{printed}个"
                yield Finding.on(passage, place, message, match.span("count"), suggestion="核对问题的个数。")


_ASPECTS = pattern(
    rf"具体(?:表现|情形)(?:共|共计|计)?(?P<count1>{_NUMBER})\s*[个项条](?![^,。;]{{0,6}}已)"
    rf"|(?:共|的|、|,)(?P<count2>{_NUMBER})\s*[个项条]具体(?:表现|情形)"
)


def _aspects_differ(passages: Passages, aspects: int | None) -> Iterator[Finding]:
    """具体表现14个 against the 具体表现 that are printed under the problems."""
    if aspects is None:
        return
    for passage, place, folded in _own_places(passages):
        for match in _ASPECTS.finditer(folded):
            count = _number(match["count1"] or match["count2"])
            if count != aspects and not _OF_ANOTHER.search(_clause_before(folded, match.start())):
                message = f"这里说有{count}个具体表现，正文列出{aspects}个"
                yield Finding.on(passage, place, message, match.span(), suggestion="核对漏列（多列）了哪一个。")


def _by_status(stretches: list[Stretch]) -> set[int]:
    """Totals of what is counted by status: 58项整改措施中，已完成54项，正在推进4项."""
    found = set()
    for stretch in stretches:
        if stretch.place.problem is None:
            told = [q for _, q in statuses_in(stretch.text, stretch.figures) if q.kind in {"条", "项"}]
            found.add(int(sum(q.value for q in told)))
            found |= {int(q.value) for q in stretch.figures if _OF_THEM.match(stretch.text, q.end)}
    return found


_OF_THEM = pattern(r"(?:整改)?(?:措施|举措)(?:中|,?(?:目前|现)?已)")


_IN_HEADING = pattern(rf"[(（]\s*(?:共)?(?P<count>{_NUMBER})\s*[个项条](?:具体)?问题\s*[)）]\s*$")


@rule(
    "N112",
    slug="heading-count",
    title="方面标题写的问题数与列出的不符",
    severity="error",
    reason="“（三）……方面（4个问题）”下面只列了3个，读者一数就知道；多半是并了、拆了问题没有改标题。",
    wrong="（一）贯彻新发展理念方面（4个问题）……（下面列出3个）",
    right="（一）贯彻新发展理念方面（3个问题）……（下面列出3个）",
)
def heading_count(report: Report, passages: Passages) -> Iterator[Finding | Looked]:
    """（4个问题） behind the name of a 方面, against the problems that stand under it."""
    under: dict[str, int] = {}
    for problem in report.problems:
        if problem.group:
            under[problem.group] = under.get(problem.group, 0) + 1
    told: set[str] = set()
    for passage, place in passages:
        match = _IN_HEADING.search(fold(passage.text)) if place.part == "group" else None
        group = next((g for g in under if _bare(g) and _bare(g) in _bare(passage.text)), None) if match else None
        if match is None or group is None or group in told:
            continue
        told.add(group)
        yield Looked("heading-count")
        if _number(match["count"]) != under[group]:
            message = f"标题写{match['count']}个问题，下面列出{under[group]}个"
            yield Finding.on(passage, place, message, match.span(), suggestion="核对个数，或漏列了哪个问题。")


def _bare(text: str) -> str:
    return _IN_HEADING.sub("", fold(text)).strip()


@rule(
    "N102",
    slug="measure-total",
    title="公布的整改措施总数与正文不符",
    severity="warning",
    reason="“明确……86条整改措施”是可以数出来的。只差几条多半是漏印或总数没改（警告）；少印很多可能是正文只写要点（提示）；比公布的还多，总数一定不对（警告）。",
    wrong="明确四个方面86条整改措施（正文印出84条）",
    right="明确四个方面84条整改措施（正文印出84条）",
)
def measure_total(report: Report, passages: Passages, stretches: list[Stretch]) -> Iterator[Finding | Looked]:
    """明确…86条整改措施 against the measures printed, all of them or those with an ordinal."""
    measures = [m for p in report.problems for m in p.all_measures() if is_told(m)]
    by_status = _by_status(stretches)
    numbered = sum(1 for m in measures if m.ordinal)
    if not measures:
        return
    for announced in announced_measures(passages):
        yield Looked("measure-total")
        nearest = min((numbered, len(measures)), key=lambda n: abs(n - announced.total))
        if announced.total != nearest:
            near = abs(announced.total - nearest) <= max(3, announced.total // 10)
            more = announced.total < min(numbered, len(measures))  # a summary may print fewer, none prints more
            severity: Severity = "warning" if near or more else "info"
            if severity == "info" and announced.total in by_status and announced.total > len(measures):
                continue  # the notice itself counts as many by status: it prints the main ones
            counted = f"{len(measures)}条" + (f"（其中有序号的{numbered}条）" if numbered != len(measures) else "")
            message = f"这里说有{announced.total}条整改措施，正文印出{counted}"
            hint = "核对是漏印（多印）了措施，还是总数没有改。"
            yield Finding.on(
                announced.passage, announced.place, message, announced.span, severity=severity, suggestion=hint
            )
        yield from _groups_differ(announced, report)
