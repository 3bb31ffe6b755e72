"""N105–N107, N111: how many problems and measures there are, are done and are left, said in two places."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from drafter.check.model import Finding, paragraph_name, span_of
from drafter.check.registry import rule
from drafter.check.rules_totals import summed_up_behind
from drafter.check.stretches import Stretch
from drafter.patterns import pattern
from drafter.report import Report
from drafter.text.numerals import ONE_TO_NINE
from drafter.text.quantities import Quantity, plain
from drafter.text.sentences import ahead_of
from drafter.text.statuses import status_of
from drafter.text.tallies import statuses_in
from drafter.text.wholes import is_slip


class Split(NamedTuple):
    """31个问题中，已完成23个，基本完成3个，推进中3个: the notice's own count by status."""

    stretch: Stretch
    total: Quantity | None
    counts: dict[str, Quantity]

    @property
    def open(self) -> Decimal:
        return sum((q.value for s, q in self.counts.items() if s in {"推进中", "长期坚持", "未完成"}), Decimal(0))


def split_of(stretches: list[Stretch]) -> Split | None:
    """The first count of the problems by status outside the single problems."""
    return next((split for noun, split in splits(stretches) if noun == "问题"), None)


_COUNTED = (("问题", pattern(r"[^,。;:、\d]{0,6}问题")), ("措施", pattern(r"(?:整改)?(?:措施|举措|任务|事项)")))
_IS_TOTAL = pattern(r"[^,。;:、\d]{0,6}(?:问题|措施|举措|任务|事项)(?:中|,?(?:目前|现)?已[^,。;:、\d]{1,6}\d)")


_BY_TERM = pattern(r"(?:立行立改|立即整改|限期整改|近期|短期|中期)[^,。;:、\d]{0,4}\d")  # how soon, not how far


def splits(stretches: list[Stretch]) -> Iterator[tuple[str, Split]]:
    """(问题 or 措施, its count by status): three statuses, or two that come to the total named with the noun."""
    before_it: Stretch | None = None
    for stretch in stretches:
        last, before_it = before_it, stretch
        if stretch.place.problem is not None:
            continue
        told = [
            (s, q)
            for s, q in statuses_in(stretch.text, stretch.figures)
            if q.kind in {"个", "项", "条"} and not _IS_TOTAL.match(stretch.text, q.end)
        ]
        for kind in dict.fromkeys(q.kind for _, q in told):
            counts = dict(reversed([(s, q) for s, q in told if q.kind == kind]))
            first = min(q.start for q in counts.values())
            before = [q for q in stretch.figures if q.start < first and q.kind == kind]
            total = before[-1] if before else None
            comes_out = total is not None and total.value == sum(q.value for q in counts.values())
            behind = [n for n, pattern in _COUNTED if total and pattern.match(stretch.text, total.end)]
            noun = behind[0] if behind else "问题" if "问题" in stretch.text else None
            if len(counts) == 2 and total is None and last and last.passage is stretch.passage:
                value = sum((q.value for q in counts.values()), Decimal(0))
                said = (q for q in last.figures if q.kind == kind and q.value == value and q.exact)
                total = next(
                    (
                        q
                        for q in said
                        if any(
                            p.match(last.text, q.end) or p.search(ahead_of(last.text, q.start, 4)) for _, p in _COUNTED
                        )
                    ),
                    None,
                )
                if total:
                    around = last.text[max(0, total.start - 4) : total.end + 8]
                    noun = "问题" if "问题" in around else "措施"
                    yield noun, Split(stretch, total, counts)
                    continue
            if _BY_TERM.search(stretch.text[:first]):
                continue
            if noun and (len(counts) >= 3 or (len(counts) == 2 and comes_out and behind)):
                yield noun, Split(stretch, total, counts)


@rule(
    "N105",
    slug="status-counts-differ",
    title="整改状态的个数前后不一",
    severity="error",
    reason="开头按状态列了已完成几个、推进中几个，下一步又说“推进中的几个问题”，两处是同一个数。",
    wrong="推进中3个……（下一步）对推进中的4个问题逐一盯办",
    right="推进中3个……（下一步）对推进中的3个问题逐一盯办",
)
def status_counts_differ(report: Report, stretches: list[Stretch]) -> Iterator[Finding]:
    """对推进中的4个问题, 对已完成的41项措施 elsewhere, against the notice's own count by status."""
    yield from _not_all_of_them(report, stretches)
    known: dict[str, Split] = {}
    for noun, split in splits(stretches):
        known.setdefault(noun, split)
    if problems := known.get("问题"):
        for stretch in stretches:
            if stretch is not problems.stretch and stretch.place.problem is None:
                yield from _open_again(stretch, problems)
    for noun in THINGS:
        if any(_left_of(stretches, noun)):
            known.pop(noun, None)  # told by N107
    left = _left_in_problems(stretches) if known else set()
    for noun, split in known.items():
        for stretch in stretches:
            if stretch is not split.stretch and stretch.place.problem is None:
                yield from _other_counts(stretch, noun, split, left)


def _not_all_of_them(report: Report, stretches: list[Stretch]) -> Iterator[Finding]:
    """已整改完成9个问题，正在整改2个问题, of ten that are announced and printed."""
    printed = len(report.problems)
    totals = {t.quantity.value for t in totals_of(stretches) if t.thing.endswith("问题")}
    if Decimal(printed) not in totals or split_of(stretches) is not None:
        return
    for stretch in stretches:
        if stretch.place.role == "next_steps" or any(q.value == printed for q in stretch.figures):
            continue
        told = [(s, q) for s, q in statuses_in(stretch.text, stretch.figures) if stretch.text.startswith("问题", q.end)]
        if stretch.place.problem is not None:
            continue
        if len({s for s, _ in told}) < len(told) or not {"已完成", "推进中"} <= {s for s, _ in told}:
            continue
        total = sum((q.value for _, q in told), Decimal(0))
        if total != printed and abs(total - printed) <= CLOSE and not of_another(stretch.text):
            sums = "＋".join(q.text for _, q in told)
            message = f"{sums}＝{plain(total)}个问题，反馈的、列出的都是{printed}个"
            span = (told[0][1].start, told[-1][1].end)
            yield Finding.at(stretch, span, message, suggestion="核对各种状态的个数。", severity="warning")


CLOSE = 2


def _two_values(what: str, here: tuple[Stretch, Quantity], there: tuple[Stretch, Quantity]) -> Finding:
    """One thing that is counted twice, with both places."""
    (stretch, q), (other, known) = here, there
    also = span_of(other.passage, other.start + known.start, other.start + known.end)
    return Finding.at(
        stretch,
        _with_its_thing(stretch.text, q),
        f"{what}这里是{q.text}，{paragraph_name(other.passage)}是{known.text}",
        suggestion="核对两处的数。",
        also=(also,) if also else (),
    )


_WHICH_ONES = pattern(
    r"(?:尚未|还未|未|已|正在|持续|需要|长期|仍在|基本)[^,。;:、\d]{1,8}的$|(?:其余|剩余|余下|剩下)的?$"
)
_ITS_THING = pattern(r"(?:具体|反馈|突出|重点|主要|整改)*(?:问题|措施|举措|任务|事项)")


def _with_its_thing(text: str, q: Quantity) -> tuple[int, int]:
    """正在推进的3个问题: a figure with the words that say which they are, and what they are."""
    front = _WHICH_ONES.search(ahead_of(text, q.start, 14))
    behind = _ITS_THING.match(text, q.end)
    return q.start - (len(front.group()) if front else 0), behind.end() if behind else q.end


def _left_in_problems(stretches: list[Stretch]) -> set[tuple[Decimal, str]]:
    """自查发现问题62个，…其余3个正在推进, within a problem: what is to come may speak of those three."""
    found: set[tuple[Decimal, str]] = set()
    for stretch in stretches:
        if stretch.place.problem is None:
            continue
        for noun, _ in _COUNTED:
            left = (q for q in stretch.figures if _IS_REST.search(ahead_of(stretch.text, q.start, 4)))
            found |= {(q.value, noun) for q in left if noun in stretch.text[: q.end + 4]}
    return found


_IS_REST = pattern(r"(?:其余|剩余|余下|剩下|另外)的?$")


def _other_counts(
    stretch: Stretch, noun: str, split: Split, left_elsewhere: set[tuple[Decimal, str]]
) -> Iterator[Finding]:
    pattern = dict(_COUNTED)[noun]
    for status, q in statuses_in(stretch.text, stretch.figures):
        known = split.counts.get(status)
        if known is None or not q.exact or q.kind != known.kind or q.value == known.value:
            continue
        if _BY_TERM.search(stretch.text[: q.start]):
            continue
        whole = split.total is not None and any(t.value == split.total.value for t in stretch.figures)
        if not pattern.match(stretch.text, q.end) and not (whole and noun in stretch.text):
            continue
        finding = _two_values(f"“{status}”的{noun}", (stretch, q), (split.stretch, known))
        yield dataclasses.replace(finding, severity="info") if (q.value, noun) in left_elsewhere else finding
    for q in stretch.figures:
        together = _OF_SEVERAL.search(ahead_of(stretch.text, q.start, 24))
        if not together or not q.exact or not pattern.match(stretch.text, q.end):
            continue
        told = [status_of(words) for words in re.split(r"[和、及与]|以及", together["statuses"])]
        counted = [split.counts.get(s.status) for s in told if s is not None and s.sure]
        if len(counted) < 2 or len(counted) < len(told) or None in counted:
            continue
        value = sum((c.value for c in counted if c), Decimal(0))
        if value != q.value and counted[0]:
            names = "＋".join(c.text for c in counted if c)
            right = counted[0]._replace(value=value, text=f"{plain(value)}{q.kind}（{names}）")
            yield _two_values(f"“{together['statuses']}”的{noun}", (stretch, q), (split.stretch, right))


_STILL_OPEN = pattern(
    r"[^,。;:、\d]{0,4}(?:需|须|待)[^,。;:、\d]{0,4}(?:持续|长期|继续|接续)[^,。;:、\d]{0,6}的问题"
    r"|(?:问题|任务)(?:还|仍|尚)(?:需|待|要|未|在)"
)


def _open_again(stretch: Stretch, split: Split) -> Iterator[Finding]:
    """5个需要持续推进的问题, 3个问题还需久久为功, against how many the notice's own count leaves open."""
    last = [q for s, q in split.counts.items() if s != "已完成"]
    may = {sum((q.value for q in some), Decimal(0)) for n in (1, 2, 3) for some in itertools.combinations(last, n)}
    for q in stretch.figures:
        if (
            q.exact
            and last
            and q.kind == last[0].kind
            and _STILL_OPEN.match(stretch.text, q.end)
            and q.value not in may
        ):
            yield _two_values("需要继续整改的问题", (stretch, q), (split.stretch, last[0]))


_OF_SEVERAL = pattern(
    r"(?:^|[对把将,。;、:]|其余)(?P<statuses>[^,。;:\d对把将]{2,8}(?:[和、及与]|以及)[^,。;:\d]{2,8})的$"
)
_ALL_DONE = pattern(
    r"(?:问题)?,?(?:已|均已|现已|目前已)?全部(?:整改)?(?:完成整改|整改完成|整改到位|完成|到位|销号|办结)"
)
_ALL_AT_ONCE = pattern(
    r"(?:反馈(?:的)?(?:全部|所有)?问题)(?:已|均已|现已)?全部(?:完成整改|整改完成|整改到位|销号|办结)"
)


@rule(
    "N106",
    slug="all-done-but-some-open",
    title="说全部完成，又有没完成的",
    severity="error",
    reason="前面说31个问题全部整改完成，后面又列推进中3个，两句话不能都对。",
    wrong="31个问题全部整改完成……已完成23个，推进中3个",
    right="31个问题中，已完成23个，推进中3个",
)
def all_done_but_some_open(stretches: list[Stretch]) -> Iterator[Finding]:
    """31个问题全部整改完成 in a notice whose own count has problems that are not."""
    split = split_of(stretches)
    if not split or not split.open:
        return
    total = split.total.value if split.total else sum((q.value for q in split.counts.values()), Decimal(0))
    for stretch in stretches:
        if stretch.place.problem is not None:
            continue
        ends = [m.span() for m in _ALL_AT_ONCE.finditer(stretch.text)]
        for q in stretch.figures:
            if q.value == total and q.kind in {"个", "项"} and (match := _ALL_DONE.match(stretch.text, q.end)):
                ends.append((q.start, match.end()))
        for start, end in ends[:1]:
            yield Finding.at(
                stretch,
                (start, end),
                f"说“{stretch.text[start:end]}”，而{paragraph_name(split.stretch.passage)}列出还有{plain(split.open)}个没有完成",
                suggestion="核对整改状态。",
            )


_THING = pattern(
    r"(?P<which>(?:具体|反馈|整改|主要|重点|突出|个性|共性){0,3})(?P<thing>问题|任务|事项|措施|举措)(?!线索|清单|台账|方案)"
)
_WHICH = {"具体": "具体", "重点": "重点", "突出": "重点", "主要": "重点", "个性": "个性", "共性": "共性"}
_COUNTED_OF = pattern(
    r"中(?!央)[,，]?|,?(?:目前|现)?(?:均|全部)?已[^,。;:、\d]{1,6}\d|(?:完成|办结|销号)[^,。;:、\d]{0,4}\d"
)
_LAID_DOWN = pattern(
    r"(?:制定|细化|分解|明确|形成|梳理|确定|提出|研究|列出|建立|划分|归纳)(?:[^,。;:]{0,24}[为成出了,、])?[^,。;:\d]{0,12}$"
)
_SHARE_OF_THEM = pattern(
    rf"其中|补充|新增|新制定|牵头|领办|负责|另|剩余|其余|余下|尚|未完成|已完成|集中整改期|上半年|首批|第[{ONE_TO_NINE}]批|正在|长期|每|各自|分别"
)


_PRINTED = pattern(r"(?:通报|公开|公布|公示)的$")  # 反馈的6个问题；通报的5个问题: those that are published


class Total(NamedTuple):
    """细化为42项整改任务; 42项整改任务已完成36项: how many there are of a thing of the rectification."""

    thing: str  # 任务, 具体问题
    laid_down: bool  # announced, not counted through
    stretch: Stretch
    quantity: Quantity


def totals_of(stretches: list[Stretch]) -> Iterator[Total]:
    """The totals of problems, tasks and measures that a notice gives of itself, outside its single problems."""
    for stretch in stretches:
        if stretch.place.problem is not None:
            continue
        text = stretch.text
        for i, q in enumerate(stretch.figures):
            if q.kind not in {"项", "条", "个"} or not q.exact or q.value < 2:
                continue
            if text.startswith(("方面", "大方面"), q.end) or summed_up_behind(text, q.end):
                continue
            front = ahead_of(text, q.start, 30)
            clause = re.split(r"[,。;:]", front)[-1]
            behind, ahead = _THING.match(text, q.end), _THING_AHEAD.search(clause)
            told = behind or ahead
            if told is None or of_another(front) or _SHARE_OF_THEM.search(clause) or _PRINTED.search(clause):
                continue
            thing = _named(told["which"], told["thing"])
            end = behind.end() if behind else q.end
            counted = bool(_COUNTED_OF.match(text, end)) and i + 1 < len(stretch.figures)
            if thing.endswith("问题") and _DEALT_WITH.search(clause):
                continue  # 研究解决具体问题217个
            of_feedback = thing.endswith("问题") and _FED_BACK.search(clause)
            if counted or of_feedback or _LAID_DOWN.search(clause):
                yield Total(thing, not counted, stretch, q)


_DEALT_WITH = pattern(r"解决|化解|整改|发现|排查|查摆|查找|督办")
_FED_BACK = pattern(r"反馈|指出|移交")
_THING_AHEAD = pattern(r"(?P<which>(?:具体|整改|重点){0,2})(?P<thing>问题|任务|事项|措施|举措)(?:共计|共)?$")


def _named(which: str, thing: str) -> str:
    """具体整改举措 -> 具体措施: the thing with the words that set it apart from its like."""
    apart = "".join(kind for word, kind in _WHICH.items() if word in which and thing == "问题")
    return apart + ("措施" if thing == "举措" else thing)


@rule(
    "N111",
    slug="measure-totals-differ",
    title="整改任务、措施的总数前后不一",
    severity="error",
    reason="前面说分解为126项整改措施，后面说128项整改措施中已完成多少，说的是同一个总数；任务、事项、问题也一样。",
    wrong="分解为126项整改措施……128项整改措施已完成121项",
    right="分解为128项整改措施……128项整改措施已完成121项",
)
def measure_totals_differ(stretches: list[Stretch]) -> Iterator[Finding]:
    """分解为126项整改措施, and 128项整改措施已完成121项 elsewhere; 42项任务 and 24项任务."""
    laid_down: dict[str, list[Total]] = {}
    counted: dict[str, list[Total]] = {}
    for total in totals_of(stretches):
        (laid_down if total.laid_down else counted).setdefault(total.thing, []).append(total)
    for thing, there in laid_down.items():
        known = {total.quantity.value for total in there}
        if len(known) > 1:
            continue  # several plans, each with its own
        for total in counted.get(thing, []):
            if total.quantity.value not in known:
                first = there[0]
                what = f"整改{thing}" if thing in {"措施", "任务"} else thing
                yield _two_values(f"{what}的总数", (total.stretch, total.quantity), (first.stretch, first.quantity))
                break
        else:
            yield from _taken_again(stretches, thing, [*there, *counted.get(thing, [])])


_TAKES_THEM = pattern(r"(?:对|对照|围绕|聚焦|针对|将|把)$")


def _taken_again(stretches: list[Stretch], thing: str, known: list[Total]) -> Iterator[Finding]:
    """集团纪委对48项任务实行台账管理, where there are 46: no word says which, so it is of all."""
    first = known[0]
    total = first.quantity
    told: Counter[Decimal] = Counter()
    taken: list[tuple[Stretch, Quantity]] = []
    for stretch in stretches:
        if stretch.place.problem is not None:
            continue
        for q in stretch.figures:
            behind = _THING.match(stretch.text, q.end)
            if q.like != total.like or not q.exact or behind is None:
                continue
            if _named(behind["which"], behind["thing"]) != thing:
                continue
            told[q.value] += 1
            front = re.split(r"[,。;:]", ahead_of(stretch.text, q.start, 24))[-1]
            others = of_another(front) or _NOT_ALL_OF_THEM.match(stretch.text, behind.end())
            if _TAKES_THEM.search(front) and not others:
                taken.append((stretch, q))
    for stretch, q in taken:
        near = abs(q.value - total.value) * 8 <= total.value or is_slip(q, total)
        if near and told[q.value] == 1 and len(known) > 1:
            what = f"整改{thing}" if thing in {"措施", "任务"} else thing
            finding = _two_values(f"{what}的总数", (stretch, q), (first.stretch, total))
            yield dataclasses.replace(finding, severity="warning")


_NOT_ALL_OF_THEM = pattern(r"中(?!央)|线索|清单|之一")


class Left(NamedTuple):
    """46条整改措施已完成40条，其余6条…: how many of the measures, or problems, are not done."""

    stretch: Stretch
    total: Quantity
    done: Quantity
    left: Quantity


THINGS = {
    "问题": pattern(r"(?:具体|反馈|突出|重点|主要|整改){0,2}问题(?!线索)"),
    "措施": pattern(r"(?:具体|整改){0,2}(?:措施|举措|任务|事项)"),
}
_DO = r"(?:完成|落实|整改|销号|办结|解决)(?:整改|到位|完成|销号)?"
_IS_DONE = pattern(rf"(?:已(?:经)?|(?<=措施)|(?<=任务)|(?<=事项)|(?<=问题))(?:全部)?{_DO}[^,。;:\d]{{0,6}}$")
_IS_OPEN = pattern(
    rf"(?:尚未|还未|没有|未)(?:全部)?{_DO}[^,。;:\d]{{0,6}}的?$|(?:其余|剩余|余下|剩下|尚有|还有)的?$|(?<!完成)(?<!已)(?:正在)?(?:推进|整改|办理)中?的?$"
)
_OPEN_BEHIND = pattern(rf"(?:尚未|还未|没有|未)(?:全部)?{_DO}的|(?:正在)?(?:推进|整改|办理)中?的")
_DONE_BEHIND = pattern(rf"已(?:经)?(?:全部)?{_DO}的")


def _left_of(stretches: list[Stretch], noun: str, *, reckoned: bool = False) -> Iterator[Left]:
    """The statements outside the problems of how many there are, are done and are left.

    `reckoned`: one that leaves it to the reader how many are left (86项整改措施已完成79项).
    """
    thing = THINGS[noun]
    for stretch in stretches:
        if stretch.place.problem is not None or not thing.search(stretch.text):
            continue
        text = stretch.text
        for i in range(len(stretch.figures) - 1):
            total, *following = stretch.figures[i : i + 5]
            same = [q for q in following if q.kind == total.kind]
            named = thing.match(text, total.end) or thing.search(ahead_of(text, total.start, 4))
            if total.kind not in {"条", "项", "个"} or not named or not same:
                continue
            done = same[0]
            if not _IS_DONE.search(ahead_of(text, done.start, 12)):
                continue
            if reckoned and (alone := _left_alone(text, total, same)):
                yield Left(stretch, total, done, alone)
                continue
            left = same[1] if len(same) > 1 else None
            if left is None or done.value + left.value != total.value:
                continue
            if _IS_OPEN.search(ahead_of(text, left.start, 12)):
                yield Left(stretch, total, done, left)


def _left_alone(text: str, total: Quantity, same: list[Quantity]) -> Quantity | None:
    """86项整改措施已完成79项，完成率91.9%: seven are left, where nothing but a rate is told behind them."""
    done = same[0]
    clause = re.split(r"[。;]", text[done.end :])[0]
    behind = [q for q in same[1:] if q.start < done.end + len(clause)]
    close = done.start - total.end <= 16 and not re.search(r"[。;]", text[total.end : done.start])
    if behind or not close or not done.exact or not 0 < done.value < total.value:
        return None
    value = total.value - done.value
    return done._replace(value=value, text=f"{plain(value)}{done.kind}（{total.text}－{done.text}）")


@rule(
    "N107",
    slug="measures-left-differ",
    title="没有完成的个数前后不一",
    severity="error",
    reason="前面说46条措施完成40条、其余6条，后面又说“尚未完成的9条措施”，两处是同一个数；问题也一样。",
    wrong="46条整改措施已完成40条，其余6条正在推进……对尚未完成的9条整改措施逐条盯办",
    right="对尚未完成的6条整改措施逐条盯办",
)
def measures_left_differ(stretches: list[Stretch]) -> Iterator[Finding]:
    """尚未完成的9条整改措施, 5个尚未完成的问题 elsewhere, against the notice's own count of them."""
    by_status = {(noun, q.kind) for noun, split in splits(stretches) for q in split.counts.values()}
    for noun in THINGS:
        told: dict[str, Left] = {}  # 27项任务完成24项；84条措施完成79条: each counts for its own unit
        for left in _left_of(stretches, noun):
            told.setdefault(left.total.kind, left)
        for left in _left_of(stretches, noun, reckoned=True):
            if (noun, left.total.kind) not in by_status:
                told.setdefault(left.total.kind, left)
        for known in told.values():
            yield from _told_otherwise(stretches, noun, known)


def _told_otherwise(stretches: list[Stretch], noun: str, known: Left) -> Iterator[Finding]:
    elsewhere = _left_in_problems(stretches)
    for stretch in stretches:
        if stretch is known.stretch or stretch.place.problem is not None:
            continue
        for q in stretch.figures:
            right = _left_or_done(stretch.text, q, known, noun)
            if (
                right is None
                or _rests_on_others(stretch, q)
                or right.value == q.value
                or of_another(ahead_of(stretch.text, q.start, 24))
            ):
                continue
            said = "没有完成" if right is known.left else "已完成"
            finding = _two_values(f"{said}的{noun}", (stretch, q), (known.stretch, right))
            others = right is known.left and (q.value, noun) in elsewhere
            yield dataclasses.replace(finding, severity="info") if others else finding


_OF_ANOTHER = pattern(r"督[察查导]|检查|审计|抽查|巡[视察]反馈的上|上一?轮|上次|自查|排查|民主生活会")


def of_another(front: str) -> bool:
    """Whether the words in front of a count say that it is of something else than the notice's own problems."""
    return bool(_OF_ANOTHER.search(front))


_REST = pattern(r"(?:其余|剩余|余下|剩下)的?$")


def _rests_on_others(stretch: Stretch, q: Quantity) -> bool:
    """书记领办4个重点问题，班子成员领办其余6个: the rest of a count that is not of those done."""
    if not _REST.search(ahead_of(stretch.text, q.start, 4)):
        return False
    before = [other for other in stretch.figures if other.end <= q.start and other.kind == q.kind]
    return bool(before) and not _IS_DONE.search(ahead_of(stretch.text, before[-1].start, 12))


_BESIDE = pattern(r"(?<=的)\d{1,3}[个项条](?:具体|反馈|突出|整改)?(?:问题|措施|任务|事项)[、和及]$")  # 3个问题、5条措施


def _left_or_done(text: str, q: Quantity, known: Left, noun: str) -> Quantity | None:
    """Which figure of the notice's own count this one repeats: what is left or what is done; None for neither."""
    if q.kind != known.total.kind or not q.exact:
        return None
    thing, sentence = THINGS[noun], re.split("[。;]", ahead_of(text, q.start, 24))[-1]
    ahead = _BESIDE.sub("", sentence)[-14:]
    if thing.match(text, q.end):
        if not ahead.endswith("的") and not re.search(r"(?:其余|剩余|余下)$", ahead):
            return None
        return known.left if _IS_OPEN.search(ahead) else known.done if _IS_DONE.search(ahead) else None
    for form, right in ((_OPEN_BEHIND, known.left), (_DONE_BEHIND, known.done)):
        if (said := form.match(text, q.end)) and thing.match(text, said.end()):
            return right
    return None
