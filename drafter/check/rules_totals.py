"""N1: totals that the notice announces against what it prints, and wholes against their parts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from drafter.check.model import Finding, Severity
from drafter.check.registry import rule
from drafter.check.rules_rates import WITHIN
from drafter.check.stretches import Stretch
from drafter.report import Passage, Place, Report
from drafter.text.normal import fold
from drafter.text.numerals import from_chinese
from drafter.text.quantities import Quantity

_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,5})"
_OWN_TOTALS = {"preamble", "leadership", "progress", "next_steps"}

_PROBLEMS_ANNOUNCED = re.compile(
    rf"""
      (?:反馈|指出|发现|移交)(?:的|了|意见|问题|出|给我区|中)*[^,。;:\d]{{0,12}}?
      (?:(?P<groups1>{_NUMBER})个?(?:大)?方面[、,的]?(?:共|共计|计)?)?
      (?P<count1>{_NUMBER})\s*[个项条](?:具体|突出|主要|反馈|整改)*问题(?!线索)
    | (?P<groups2>{_NUMBER})个?(?:大)?方面[、,的]?(?:共|共计|计)?
      (?P<count2>{_NUMBER})\s*[个项条](?:具体|突出|主要|反馈|整改)*问题(?!线索)
    | 反馈(?:的|意见的)?问题(?:共|共计|总计)?(?P<count3>\d{{1,4}})\s*[个项条]
    """,
    re.VERBOSE,
)
_MEASURES_ANNOUNCED = re.compile(
    r"""
      (?:制定|细化|明确|形成|提出|梳理|确定|分解|研究|落实|列出)(?:了|为|出|成)?
      (?P<between>[^,。;:]{0,30}?)
      (?P<count1>\d{1,4})\s*[条项个](?:具体|重点|细化)*(?:整改)?(?:措施|举措)
    | (?:制定|细化|明确|形成|提出|梳理|确定|分解|研究|列出)(?:了|为|出|成)?(?:具体|重点|细化)*
      整改(?:措施|举措)(?:共|共计)?(?P<count2>\d{1,4})\s*[条项个]
    """,
    re.VERBOSE,
)
_GROUPS_BEFORE = re.compile(rf"(?P<groups>{_NUMBER})个?(?:大)?方面")
_OF_ANOTHER = re.compile(r"上一?轮|上次|中央巡视|审计|专项检查|选人用人|意识形态|督察|牵头|领办|认领|带头|其中|完成")
_DONE_PROBLEMS = re.compile(
    rf"(?P<count>{_NUMBER})\s*[个项条](?:反馈|具体|整改)?问题[,]?(?:已|均已|已经|现已)?(?:全部)?(?:完成整改|整改完成|整改到位)"
)


def _number(text: str) -> int:
    return from_chinese(text) or 0


def _own_places(passages: list[tuple[Passage, Place]]) -> Iterator[tuple[Passage, Place, str]]:
    """Where a notice speaks of itself as a whole: preamble, opening, overviews, closing."""
    for passage, place in passages:
        if place.role in _OWN_TOTALS and place.problem is None and place.part != "heading":
            yield passage, place, fold(passage.text)


def _clause_before(folded: str, at: int) -> str:
    return re.split(r"[。;]", folded[:at])[-1][-40:]


class Announced(NamedTuple):
    """A total that the notice gives of itself."""

    total: int
    groups: int | None  # 方面 named with it
    passage: Passage
    place: Place
    span: tuple[int, int]
    groups_span: tuple[int, int]


def announced_problems(passages: list[tuple[Passage, Place]]) -> Iterator[Announced]:
    """反馈的34个问题, 5个方面18个问题: totals of the notice's own problems."""
    for passage, place, folded in _own_places(passages):
        for match in _PROBLEMS_ANNOUNCED.finditer(folded):
            if _OF_ANOTHER.search(_clause_before(folded, match.start()) + match.group()):
                continue
            text = match["count1"] or match["count2"] or match["count3"]
            groups = match["groups1"] or match["groups2"]
            at = match.start() + match.group().rindex(text)
            start = match.start() + match.group().index(groups) if groups else at
            said = _number(groups) if groups else None
            yield Announced(_number(text), said, passage, place, (at, match.end()), (start, match.end()))


def announced_measures(passages: list[tuple[Passage, Place]]) -> Iterator[Announced]:
    """明确四个方面86条整改措施: totals of the notice's own measures."""
    for passage, place, folded in _own_places(passages):
        for match in _MEASURES_ANNOUNCED.finditer(folded):
            between = match["between"] or ""
            if _OF_ANOTHER.search(_clause_before(folded, match.start()) + between):
                continue
            text = match["count1"] or match["count2"]
            at = match.start() + match.group().rindex(text)
            groups = _GROUPS_BEFORE.search(between)
            start = match.start("between") + groups.start() if groups else at
            said = _number(groups["groups"]) if groups else None
            yield Announced(int(text), said, passage, place, (at, match.end()), (start, match.end()))


def _groups_differ(announced: Announced, report: Report) -> Iterator[Finding]:
    groups = len({p.group for p in report.problems if p.group})
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
def problem_total(report: Report, passages: list[tuple[Passage, Place]]) -> Iterator[Finding]:
    """反馈的34个问题 / 5个方面18个问题 against the problems (or their 具体表现) and 方面 that are printed."""
    problems = report.problems
    if not problems:
        return
    aspects = sum(len(p.aspects) or 1 for p in problems)
    for announced in announced_problems(passages):
        if announced.total not in {len(problems), aspects}:
            counted = f"{len(problems)}个" + (f"（具体表现{aspects}个）" if aspects != len(problems) else "")
            message = f"这里说有{announced.total}个问题，正文列出{counted}"
            hint = "核对是漏列（多列）了问题，还是总数没有改。"
            yield Finding.on(announced.passage, announced.place, message, announced.span, suggestion=hint)
        yield from _groups_differ(announced, report)
    for passage, place, folded in _own_places(passages):
        for match in _DONE_PROBLEMS.finditer(folded):
            count = _number(match["count"])
            if count > max(len(problems), aspects) and not _OF_ANOTHER.search(_clause_before(folded, match.start())):
                message = f"说{count}个问题完成整改，而正文一共只有{len(problems)}个问题"
                yield Finding.on(passage, place, message, match.span())


@rule(
    "N102",
    slug="measure-total",
    title="公布的整改措施总数与正文不符",
    severity="warning",
    reason="“明确……86条整改措施”是可以数出来的。只差几条多半是漏印或总数没改（警告）；少印很多可能是正文只写要点（提示）；比公布的还多，总数一定不对（警告）。",
    wrong="明确四个方面86条整改措施（正文印出84条）",
    right="明确四个方面84条整改措施（正文印出84条）",
)
def measure_total(report: Report, passages: list[tuple[Passage, Place]]) -> Iterator[Finding]:
    """明确…86条整改措施 against the measures printed, all of them or those with an ordinal."""
    measures = [m for p in report.problems for m in p.all_measures()]
    numbered = sum(1 for m in measures if m.ordinal)
    if not measures:
        return
    for announced in announced_measures(passages):
        nearest = min((numbered, len(measures)), key=lambda n: abs(n - announced.total))
        if announced.total != nearest:
            near = abs(announced.total - nearest) <= max(3, announced.total // 10)
            more = announced.total < min(numbered, len(measures))  # a summary may print fewer, none prints more
            severity: Severity = "warning" if near or more else "info"
            counted = f"{len(measures)}条" + (f"（其中有序号的{numbered}条）" if numbered != len(measures) else "")
            message = f"这里说有{announced.total}条整改措施，正文印出{counted}"
            hint = "核对是漏印（多印）了措施，还是总数没有改。"
            yield Finding.on(
                announced.passage, announced.place, message, announced.span, severity=severity, suggestion=hint
            )
        yield from _groups_differ(announced, report)


# --- wholes and parts ------------------------------------------------------------------------------------------

LONGEST_LIST = 16  # parts looked at behind one total
_REST = re.compile(r"(?:其余|其他|其它|余下|剩余|剩下|另有|另外|还有)[^,。;:\d]{0,8}$")
_AMONG = re.compile(r"其中[,:]?")
_LISTED = re.compile(r"^[:(]|^[^,。;]{0,12}[:(]")
_SAID_TO_DIFFER = re.compile(r"同比|增长|提高|提升|下降|减少|增加|每|不少于|平均|人均|目标|计划|分别|超过|较")


@rule(
    "N103",
    slug="sum-of-parts",
    title="分项之和不等于总数",
    severity="warning",
    reason="总数后面逐项列出的分项（93＋203＋49）应当加得起来；改了一个数忘了改另一个，是最常见的差错。",
    wrong="移交信访件380件，甲单位120件、乙单位220件均已办结；丙单位受理50件。（相加为390）",
    right="移交信访件380件，甲单位120件、乙单位210件均已办结；丙单位受理50件。",
)
def sum_of_parts(stretches: list[Stretch]) -> Iterator[Finding]:
    """A total and the parts listed after it, in one sentence or in the next that begins with 其中.

    Certain where the list says it is complete (其余, 另有, a list behind a colon); otherwise only a near miss counts:
    the parts come to almost the total, as they do when one figure of it was changed.
    """
    for stretch in _with_following(stretches):
        wrong = list(_wrong_sums(stretch))
        yield from wrong or _too_much(stretch)


_FOUND = re.compile(
    r"(?:发现|排查(?:出|发现)?|排查问题|摸排|受理|包案(?:化解)?|清理|梳理|移交|交办|排摸|查出|起底|共有|收到)[^,。;:\d]{0,12}$"
)
_SETTLED = re.compile(
    r"[,、](?:现|目前|均|其中)?(?:已|已经|现已)?[^,。;:、\d]{0,4}?(?:整改到位|完成整改|整改完成|整改|化解|办结|关停|拆除|取缔|销号|清退|立案查处)"
    r"(?:了|问题|隐患|违建|案件|信访|点位|企业)*"
)


def _too_much(stretch: Stretch) -> Iterator[Finding]:
    """排查209个，整改到位213个; 发现32处，拆除29处、立案查处5处: what was settled is more than what was found."""
    figures = stretch.figures
    for i, whole in enumerate(figures[:-1]):
        text = stretch.text
        if not whole.unit or not whole.exact or not _FOUND.search(text[max(0, whole.start - 20) : whole.start]):
            continue
        parts: list[Quantity] = []
        for before, q in itertools.pairwise(figures[i:]):
            gap = text[before.end : q.start]
            gap = gap.removeprefix(re.match(r"[^,、。;:]{0,8}", gap).group())  # type: ignore[union-attr]
            if q.kind != whole.kind or not q.exact or not _SETTLED.fullmatch(gap):
                break
            parts.append(q)
        total = _sum(parts)
        if parts and WITHIN.fullmatch(text[whole.end : parts[0].start]) and parts[0].value > whole.value:
            return  # N201 says so
        if parts and total > whole.value and not any(q.value == whole.value for q in parts):
            single = next((q for q in parts if q.value > whole.value), None)
            said = (
                f"{single.text}比总数还多"
                if single
                else f"{'＋'.join(q.text for q in parts)}＝{_plain(total)}{whole.kind}"
            )
            yield Finding.on(
                stretch.passage,
                stretch.place,
                f"分项多于总数：{said}，总数写的是{whole.text}",
                (stretch.start + whole.start, stretch.start + parts[-1].end),
                suggestion="核对总数和各分项。",
            )
            return


def _with_following(found: list[Stretch]) -> Iterator[Stretch]:
    """Sentences; one that begins with 其中 is read on from the one before it."""
    for i, stretch in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        if after and after.passage is stretch.passage and _AMONG.match(after.text.strip()):
            shift = after.start - stretch.start
            if shift == len(stretch.text):
                moved = [q._replace(start=q.start + shift, end=q.end + shift) for q in after.figures]
                yield Stretch(stretch.text + after.text, stretch.start, *stretch[2:4], [*stretch.figures, *moved])
                continue
        yield stretch


def _wrong_sums(stretch: Stretch) -> Iterator[Finding]:
    figures = [q for q in stretch.figures if q.unit and q.unit not in {"%", "‰", "个百分点", "百分点"}]
    for i, whole in enumerate(figures[:-2]):
        parts = _parts_after(figures, i, stretch.text)
        if len(parts) < 2 or not whole.exact:
            continue
        if wrong := _disagrees(whole, parts, stretch.text):
            total, used = wrong
            sums = "＋".join(p.text for p in used)
            start, end = stretch.start + whole.start, stretch.start + used[-1].end
            yield Finding.on(
                stretch.passage,
                stretch.place,
                f"分项相加与总数不符：{sums}＝{_plain(total)}{whole.kind}，总数写的是{whole.text}",
                (start, end),
                suggestion="核对总数和各分项。",
            )
            return


def _parts_after(figures: list[Quantity], i: int, text: str) -> list[Quantity]:
    """Figures of the same kind after figure `i` that are smaller than it, up to the next larger one."""
    whole = figures[i]
    parts: list[Quantity] = []
    for q in figures[i + 1 : i + LONGEST_LIST]:
        if q.kind != whole.kind:
            continue
        if q.value >= whole.value or not q.exact:
            break
        if _SAID_TO_DIFFER.search(text[max(whole.end, q.start - 8) : q.start]):
            break
        parts.append(q)
    return parts


def _disagrees(whole: Quantity, parts: list[Quantity], text: str) -> tuple[Decimal, list[Quantity]] | None:
    """(sum, parts) where the parts are meant to make the whole and do not."""
    rest = next((i for i, p in enumerate(parts) if i and _REST.search(text[max(0, p.start - 16) : p.start])), None)
    if rest is None and len(parts) == 2 and _done_and_open(text, parts):
        rest = 1
    if rest is not None:
        used = parts[: rest + 1]
        nested = any(_sum(used[i + 1 :]) == part.value for i, part in enumerate(used[:-1]))  # 91个，已改88个，其余3个
        return None if nested or _sum(used) == whole.value else (_sum(used), used)
    if any(_sum(parts[:count]) == whole.value for count in range(2, len(parts) + 1)):
        return None
    if _LISTED.match(text[whole.end :]) and _closed_list(text, parts):
        return _sum(parts), parts
    if len(parts) == 2 and _two_of_them(whole, parts, text):
        return _sum(parts), parts
    best = _near_miss(whole, parts)
    return (_sum(best), best) if best else None


def _two_of_them(whole: Quantity, parts: list[Quantity], text: str) -> bool:
    """236名,校级31名、骨干215名: a little more than the whole; kinds that overlap are further off."""
    off = _sum(parts) - whole.value
    return bool(
        0 < off * 20 <= whole.value
        and re.fullmatch(r"[^,。;:、]{0,8}[,:](?:其中)?[^,。;:、\d]{1,6}", text[whole.end : parts[0].start])
        and re.fullmatch(r"、[^,。;:、\d]{1,6}", text[parts[0].end : parts[1].start])
        and re.match(r"\s*(?:[。;)]|$)", text[parts[1].end :])
    )


def _sum(parts: Sequence[Quantity]) -> Decimal:
    return sum((p.value for p in parts), Decimal(0))


def _done_and_open(text: str, parts: list[Quantity]) -> bool:
    """39个问题已销号26个，13个正在整改: what is done, and the rest that is not."""
    first, second = parts
    return bool(
        re.search(r"已[^,。;]{0,10}$", text[max(0, first.start - 12) : first.start])
        and re.match(r"[,、;]$", text[first.end : second.start].strip())
        and re.match(r"[^,。;]{0,20}(?:正在|持续|仍在|尚未|推进中)", text[second.end :])
    )


def _closed_list(text: str, parts: list[Quantity]) -> bool:
    """Whether the parts stand in one list: nothing but names between them, and the sentence ends behind the last."""
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(parts)]
    return all(re.fullmatch(r"[、,;][^,。;、\d]{1,16}", gap) for gap in gaps) and bool(
        re.match(r"[)]?[。;,]?\s*$", text[parts[-1].end :])
    )


def _near_miss(whole: Quantity, parts: list[Quantity]) -> list[Quantity] | None:
    """The leading parts whose sum misses the whole by a little: by one in twenty, or by one.

    Two parts are too few to tell (其中 A 69个、B 35个 need not be all of 106个), unless they are printed with decimals.
    """
    for count in range(len(parts), 1, -1):
        off = abs(_sum(parts[:count]) - whole.value)
        enough = count >= 3 or (whole.places and all(p.places for p in parts[:2]))
        if enough and (off * 20 <= whole.value or off == 1):
            return parts[:count]
    return None


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
