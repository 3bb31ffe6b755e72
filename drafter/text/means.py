"""Means in any wording: 村均, 月均, 平均每站, of a total and a number of things that stand wherever they stand.

`averages` reads the usual orders. Here what a mean is told of (村, 站, 月) is looked for in the words behind the
figures of the sentence, months in the period that it names; a mean that some total and some number give is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_DOWN, Decimal

from drafter.patterns import pattern
from drafter.text.quantities import Quantity, rounded
from drafter.text.relation import Relation, relation
from drafter.text.sentences import ahead_of
from drafter.text.tallies import in_bracket

_MEAN = pattern(
    r"(?:平均每?(?:一)?(?:个|名|家|座|处|所|支)?(?P<thing>[一-鿿]{1,5}?)"
    r"|每(?:个|名|家|座|处|所|支)?(?P<per>[一-鿿]{1,4}?)平均|(?<![一-鿿]平)(?P<each>[一-鿿])均)"
    r"(?:分得|投入|投资|增收|受益|获|配备|配|补助|补贴|受理|接待|办理|检查|宣讲|走访|开展|安排|服务|发放|有|达到|达|为|约){0,2}$"
)
_SO_LONG = frozenset("年季周天日")  # of which no sentence says how many
_MONTHS = pattern(
    r"(?<![\d.])(?P<from>\d{1,2})月?(?:份)?(?:至|到|[-—~–]{1,2})(?P<to>\d{1,2})月(?!\d)|(?P<half>[上下]半年)|(?P<n>\d{1,2})个月"
)
_NO_TOTAL = pattern(r"同期|上年|去年|计划|目标|预算|以上|以下|每|均|比[^,。;:、()\d]{0,8}$")
_IN_ALL = pattern(r"[^,。;:、()\d]{0,6},(?:共计?|合计|总计|累计)[^,。;:、()\d]{0,6}")
_NAMED_LATE = 10  # characters behind a figure in which what it counts is named
SPAN = 90  # characters from the first figure of a reckoning to the mean
MOST = 8


def means_in_any_words(text: str, figures: Sequence[Quantity], known: Iterable[Relation]) -> Iterator[Relation]:
    """12个行政村集体经济收入共432万元，比上年同期的360万元增长20%，村均36万元; 7月至11月受理350件，月均70件."""
    if "均" not in text:
        return
    told = {q.start for r in known if r.kind == "average" for q in r.members[-1:]}
    for i, mean in enumerate(figures):
        said = _MEAN.search(ahead_of(text, mean.start, 14)) if mean.unit and mean.exact and mean.value else None
        if said is None or mean.start in told or not _begins(text, mean, said):
            continue
        near = [q for q in figures[max(0, i - MOST) : i] if mean.start - q.end <= SPAN and q.exact and q.value]
        near = [q for q in near if not re.search(r"[;。]", text[q.end : mean.start])]
        behind = figures[i + 1] if i + 1 < len(figures) else None
        if behind and behind.exact and behind.value and _IN_ALL.fullmatch(text[mean.end : behind.start]):
            near.append(behind)  # 人均3000元，共培训900人
        thing = thing_of(said)
        named = [q for q in near if _counts(text, q, thing, mean)]
        of_them = [q for q in near if q not in named and any(q.kind == of.kind for of in named)]  # 86个县中有60个
        counts = _months(text, near, mean) if thing == "月" else named + of_them
        totals = [q for q in near if _is_total(text, q, mean) and q not in counts]
        yield from _reckoned(text, mean, counts, totals)


def _begins(text: str, mean: Quantity, said: re.Match[str]) -> bool:
    """Whether the mean begins a clause: 由村均30万元增至 is told as a change."""
    at = mean.start - len(said.group())
    return thing_of(said) not in _SO_LONG and text[at - 1 : at] in {",", "、", "(", ";", ":"}


def thing_of(said: re.Match[str]) -> str:
    """What a mean is told of."""
    return said["thing"] or said["per"] or said["each"] or ""


def _counts(text: str, q: Quantity, thing: str, mean: Quantity) -> bool:
    """Whether a figure counts what the mean is told of: 15个库区移民|村|下达, 24个乡镇水利|站|."""
    if q.sort in {"比率", "时间"} or in_bracket(text, q) or q.unit == mean.unit:
        return False
    words = re.split(r"[,。;:、()\d]", text[q.end : q.end + _NAMED_LATE + len(thing)])[0]
    of_people = thing == "人" and q.like == "人"
    return of_people or q.unit == thing or thing in words


def _is_total(text: str, q: Quantity, mean: Quantity) -> bool:
    words = re.split(r"[,。;:、()\d]", ahead_of(text, q.start, 16))[-1]
    return q.unit == mean.unit and q.amount > mean.amount and not _NO_TOTAL.search(words) and not in_bracket(text, q)


def _months(text: str, near: Sequence[Quantity], mean: Quantity) -> list[Quantity]:
    """7月至11月, 上半年, 5个月: how many months the sentence speaks of, where it speaks of one period."""
    since = max(0, text.rfind("。", 0, mean.start), mean.start - SPAN - 20)
    found = list(_MONTHS.finditer(text, since, mean.start))
    if len(found) != 1 or not near:
        return []
    said = found[0]
    number = 6 if said["half"] else int(said["n"]) if said["n"] else int(said["to"]) - int(said["from"]) + 1
    if not 1 < number <= 24:
        return []
    return [Quantity(Decimal(number), 0, "", "个月", "", True, said.start(), said.end(), f"{number}个月")]


def _reckoned(text: str, mean: Quantity, counts: Sequence[Quantity], totals: Sequence[Quantity]) -> Iterator[Relation]:
    unit = mean.amount / mean.value
    values = [(total, count, total.amount / count.amount / unit) for total in totals for count in counts]
    if not values or any(_comes_to(mean, value) for _, _, value in values):
        return
    total, count, value = values[-1]
    far = value > mean.value * 20 or mean.value > value * 20
    alone = len(values) == 1 and not far
    yield relation("average", (total, count, mean), False, value=value, claim="near" if alone else "maybe")


def _comes_to(mean: Quantity, value: Decimal) -> bool:
    down = value.quantize(Decimal(1).scaleb(-mean.places), ROUND_DOWN)
    return mean.value in {rounded(value, mean.places), down}
