"""Totals that are shared out by status or gathered behind 共, and two figures side by side, each read for itself.

A total with the list of its parts is in `wholes`, what is left (其余) in `parts`; this room is for totals whose parts
stand further apart: every status of a thing (已办结19件，正在办理4件), what a clause with 共 sums up, and the columns
that 47户152人, 39户128人, 其余8户24人 make.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from drafter.patterns import pattern
from drafter.text.numerals import TWO_TO_TEN, from_chinese
from drafter.text.quantities import Quantity, percent
from drafter.text.relation import LONGEST_LIST, Relation, added, ahead, relation
from drafter.text.statuses import status_of
from drafter.text.wholes import countable, meant_by

# --- by status ---------------------------------------------------------------------------------------------------

_EDGE = pattern(r"[,;。:、]")
_NOT_STATUS = pattern(r"^(?:其中|目前|现|对|把|将|和|及|与)|[的个项为了]|有(?!序)|问题|任务|事项|措施")
_OF_THINGS = pattern(r"(?:具体|反馈|整改){0,3}(?:问题|任务|事项|措施|举措|线索|案件|信访件|隐患)")
SHORT_STATUS, LONGEST_STATUS = 8, 16  # 取得阶段性成效并需长期坚持
_OUT_OF = pattern(r"^[^,。;]*?(?:问题|任务|事项|措施|举措|线索|案件|信访件|隐患)中")


def statuses_in(text: str, figures: Sequence[Quantity]) -> list[tuple[str, Quantity]]:
    """(status, figure) of every figure that counts by status: 已完成23个，推进中的3个问题，2个正在整改."""
    found: list[tuple[str, Quantity]] = []
    before = 0
    ends = [*(q.start for q in figures[1:]), len(text)]
    for q, after in zip(figures, ends, strict=False):
        in_front = _EDGE.split(text[before : q.start])[-1]
        behind = _EDGE.split(text[q.end : after])
        before = q.end
        of_the_next = len(behind) == 1 and after < len(text)  # 6个问题已完成4个: the status is of the four
        if status := status_in(in_front) or (None if of_the_next else status_in(behind[0])):
            found.append((status, q))
    return found


def status_in(words: str) -> str | None:
    """The status that the words beside a figure say, where they say nothing else."""
    words = _OUT_OF.sub("", words)  # 问题中|已完成整改7个; 28项整改措施中 is no 整改中
    bare = _NOT_STATUS.sub("", _OF_THINGS.split(words)[-1] if len(words) > 8 else words)
    if len(bare) > SHORT_STATUS and re.search(r"[和与及、]", bare):
        return None  # 基本完成和正在推进的: two of them
    found = status_of(bare) if 2 <= len(bare) <= LONGEST_STATUS else None
    return found.status if found and found.sure else None


_UNFINISHED = {"推进中", "长期坚持"}
_RIGHT_BEHIND = pattern(r"[^,。;:\d]{0,14}[,:]?[^,。;:\d]{0,14}")


_PART_ENDS = pattern(r"[;。]")


def tallies(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """23件问题线索，已办结19件，正在办理4件: finished and unfinished ones are all of it.

    A figure of the kind without a status in the same part of the sentence (1件因…退回) may be one more of them; behind
    其中 the list may leave some out, and only more than there are is wrong.
    """
    told = {q.start: status for status, q in statuses_in(text, figures)}
    for i, whole in enumerate(figures[:-1]):
        if not countable(whole) or whole.sort == "度量" or status_in(_EDGE.split(ahead(text, whole))[-1]):
            continue  # 未整改21件，已整改40件: one beside the other
        ends = _PART_ENDS.search(text, whole.end)
        stop = ends.start() if ends else len(text)
        same = [q for q in figures[i + 1 : i + LONGEST_LIST] if q.like == whole.like and q.start < stop]
        parts = list(itertools.takewhile(lambda q: q.start in told and countable(q), same))
        seen = [told[q.start] for q in parts]
        if (
            len(parts) < 2
            or len(set(seen)) < len(seen)
            or not _RIGHT_BEHIND.fullmatch(text[whole.end : parts[0].start])
        ):
            continue
        if not _UNFINISHED & set(seen) and not re.match(r"[^,。;:、\d]{0,8}中", text[whole.end :]):
            continue
        value, rest = added(parts), same[len(parts) :]
        earlier = [q for q in figures[max(0, i - LONGEST_LIST) : i] if q.like == whole.like]
        if any(q.value >= value for q in earlier):
            continue  # of 126件, of which 15件 are listed and all have their status
        among = "其中" in text[whole.end : parts[0].start]
        if value == whole.value or (rest and added([*parts, rest[0]]) == whole.value):
            yield relation("whole", (whole, *parts), True, value=whole.value)
        elif value > whole.value or (not rest and not among and set(seen) - _UNFINISHED):
            yield relation("whole", (whole, *parts), False, value=value)
        elif not rest and len(parts) > 2 and (whole.value - value) * 4 <= whole.value:
            yield relation("whole", (whole, *parts), False, claim="near", value=value)


# --- behind 共 -----------------------------------------------------------------------------------------------------

_IN_ALL = pattern(
    r"[^,。;:、\d]{0,8},(?:以上)?(?:共计|合计|总计|累计|共(?![建享同产育用商治青度]))(?P<act>[^,。;:、\d]{0,10})"
)
_TOTALLED = pattern(r"(?:共计|合计|总计)[^,。;:、\d]{0,6}$")
_ASIDE = pattern(r"\([^()]*\)")


def in_bracket(text: str, q: Quantity) -> bool:
    """Whether a figure stands in brackets."""
    return text.rfind("(", 0, q.start) > text.rfind(")", 0, q.start)


_PARTLY = pattern(r"其中|每|平均|同比|增[加长]|减少|下降|较|比")


def gathered(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """党纪处分4人，批评教育11人，共处理15人; 物价员8名，在42个科室设立兼职物价员42名，共50名: what 共 sums up.

    All the figures of the kind in the sentence before it, or the last two or more of them. A total that misses them is
    told where it is near: 共 may begin something else.
    """
    for i, total in enumerate(figures):
        if i < 2 or not countable(total):
            continue
        same = [
            q
            for q in figures[max(0, i - LONGEST_LIST) : i]
            if q.like == total.like and "。" not in text[q.end : total.start]
        ]
        same = [q for q in same if not in_bracket(text, q) or in_bracket(text, total)]
        if len(same) < 2 or not all(map(countable, same)):
            continue
        said = _IN_ALL.fullmatch(_ASIDE.sub("", text[same[-1].end : total.start]))
        if said is None or _PARTLY.search(text[same[0].start : total.start]):
            continue
        runs = [same[n:] for n in range(len(same) - 1)]
        if any(added(run) == total.value for run in runs):
            yield relation("whole", (total, *next(run for run in runs if added(run) == total.value)), True)
            continue
        if ";" in text[same[0].end : total.start]:
            continue
        if _TOTALLED.search(text[same[-1].end : total.start]) and _digit_off(same, total):
            yield relation("whole", (total, *same), False, claim="near", value=added(same), end=total.end)
            continue
        if total.value <= max(q.value for q in same):
            continue
        off = abs(added(same) - total.value)
        if off * 10 <= total.value * 3 or added(same) in set(meant_by(total)):
            yield relation("whole", (total, *same), False, claim="near", value=added(same), end=total.end)


def _digit_off(parts: Sequence[Quantity], total: Quantity) -> bool:
    """Whether one digit of one of the figures, written otherwise, makes the sum good: 3＋4＋42 of 29 in all."""
    off = added(parts) - total.value
    meant = [(q.value, q.value - off) for q in parts] + [(total.value, added(parts))]
    return any(one_digit_apart(a, b) for a, b in meant)


def one_digit_apart(a: Decimal, b: Decimal) -> bool:
    """22 and 42: as many digits, all but one the same."""
    one, other = (f"{abs(v.normalize()):f}" for v in (a, b))
    return b > 0 and len(one) == len(other) and sum(x != y for x, y in zip(one, other, strict=True)) == 1


# --- so many for each of so many ------------------------------------------------------------------------------------

_EACH_HAS = pattern(
    rf"(?P<n>\d{{1,2}}|[{TWO_TO_TEN}两])个[^,。;:、\d]{{1,6}}的(?P<noun>[^,。;:、\d]{{2,6}})分别[为是]$"
)
_AND = pattern(r"[、和及]")
_SHARES_ARE = pattern(r"[^,。;:、\d]{0,8},(?:占比|比重|比例)分别[为是]|[^,。;:、\d]{0,8},分别占[^,。;:、\d]{0,8}")


def _row_from(text: str, figures: Sequence[Quantity], at: int) -> list[Quantity]:
    """The figures from one on that stand in a row: 13项、14项、11项和8项."""
    row = [figures[at]]
    for q in figures[at + 1 : at + LONGEST_LIST]:
        if not _AND.fullmatch(text[row[-1].end : q.start]) or q.kind != row[0].kind:
            break
        row.append(q)
    return row


def each_has(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """整改任务46项，4个方面的任务分别为13项、14项、11项、8项: as many as there are in all."""
    if "分别" not in text:
        return
    for at, first in enumerate(figures):
        said = _EACH_HAS.search(ahead(text, first))
        row = _row_from(text, figures, at) if said else []
        if said is None or len(row) < 2 or not all(map(countable, row)):
            continue
        number, begin = from_chinese(said["n"].replace("两", "二")), first.start - len(said.group())
        wholes = [
            q
            for q in figures[:at]
            if q.end <= begin
            and q.like == first.like
            and said["noun"][-2:] in text[max(0, q.start - 6) : q.end + 8]
            and countable(q)
        ]
        if number == len(row) and len({q.value for q in wholes}) == 1:
            value = added(row)
            yield relation("whole", (wholes[0], *row), value == wholes[0].value, value=value)


def shares_each(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """30人次，其中第一种24人次、第二种6人次，占比分别为80%和20%: each share of its own part."""
    if "分别" not in text:
        return
    for at in range(3, len(figures)):
        first = figures[at]
        if first.unit != "%" or not _SHARES_ARE.fullmatch(text[figures[at - 1].end : first.start]):
            continue
        row = _row_from(text, figures, at)
        parts = figures[at - len(row) : at]
        before = [
            q for q in figures[: at - len(row)] if q.like == parts[0].like and "。" not in text[q.end : first.start]
        ]
        if len(row) < 2 or not before or any(q.like != parts[0].like or not countable(q) for q in parts):
            continue
        whole = before[-1]
        for part, share in zip(parts, row, strict=True):
            if countable(whole) and whole.value >= part.value and share.exact:
                right = percent(part.amount, whole.amount, share.places)
                yield relation("rate", (part, whole, share), right == share.value, value=right)


# --- two figures side by side --------------------------------------------------------------------------------------

_BESIDE = pattern(r"[^,。;:、\d]{0,4}")
FEWEST_ROWS = 2
Reader = Callable[[str, Sequence[Quantity]], Iterator[Relation]]


def columns(text: str, figures: Sequence[Quantity], *readers: Reader) -> Iterator[Relation]:
    """47户152名监测对象，已有39户128人消除风险，其余8户24人: the relations of the households, and those of the people.

    Each column is read with the figures of the other blanked, as a reader reads them.
    """
    rows = [
        (a, b)
        for a, b in itertools.pairwise(figures)
        if a.sort in {"实体", "动作"}
        and a.like != b.like
        and b.unit
        and countable(a)
        and countable(b)
        and _BESIDE.fullmatch(text[a.end : b.start])
    ]
    for kinds in dict.fromkeys((a.like, b.unit if b.sort == "度量" else b.like) for a, b in rows):
        told = [(a, b) for a, b in rows if a.like == kinds[0] and kinds[1] in {b.like, b.unit}]
        if len(told) < FEWEST_ROWS:
            continue
        for column in (0, 1):
            blanked = text
            for row in told:
                other = row[1 - column]
                start = row[0].end if column == 0 else other.start
                end = other.end if column == 0 else row[1].start
                blanked = blanked[:start] + "□" * (end - start) + blanked[end:]
            hidden = {row[1 - column].start for row in told}
            own = [q for q in figures if q.start not in hidden]
            shown = {row[column].start for row in told}
            for reader in readers:
                for each in reader(blanked, own):
                    if sum(q.start in shown for q in each.members) >= FEWEST_ROWS:
                        yield each
