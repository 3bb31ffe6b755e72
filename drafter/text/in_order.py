"""Figures that stand in one order in two places: pairs of a whole and what is done of it, with their rates behind all
of them (完成率分别为83.3%、90.5%); bounds that rise, with how many lie above each (20万元以上的村5个、50万元以上的1个).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from drafter.patterns import pattern
from drafter.text.quantities import Quantity, percent
from drafter.text.relation import LONGEST_LIST, Relation, ahead, relation
from drafter.text.wholes import countable

_EACH_RATE = pattern(r"(?:率|比例|占比|比重)(?:分别|依次)(?:为|是|达|达到|提高到)?$")
_AND = pattern(r"[、,和及与]")
_DONE_OF_IT = pattern(r"[^。;]{0,20}?(?:已|完成|落实|整改|办结|销号|其中)[^,。;:、\d]{0,6}")
FEWEST = 2


def rates_in_order(text: str, figures: Sequence[Quantity], since: int = 0) -> Iterator[Relation]:
    """12个问题，已完成10个；42条措施，已落实38条，完成率分别为83.3%、90.5%: each rate of its own pair."""
    if "分别" not in text and "依次" not in text:
        return
    for at, first in enumerate(figures):
        if first.unit != "%" or first.start < since or not _EACH_RATE.search(ahead(text, first)):
            continue
        rates = [first]
        for q in figures[at + 1 : at + LONGEST_LIST]:
            if q.unit != "%" or not _AND.fullmatch(text[rates[-1].end : q.start]):
                break
            rates.append(q)
        pairs = list(_pairs(text, figures[:at]))
        if len(rates) < FEWEST or len(pairs) != len(rates) or not all(q.exact for q in rates):
            continue
        for (whole, done), rate in zip(pairs, rates, strict=True):
            right = percent(done.amount, whole.amount, rate.places)
            yield relation("rate", (done, whole, rate), right == rate.value, value=right)


def _pairs(text: str, figures: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """A whole of each kind with the first figure behind it that says how much of it is done."""
    whole: Quantity | None = None
    paired: set[str] = set()
    for q in figures:
        if not countable(q):
            continue
        if whole is None or q.kind != whole.kind:
            if q.kind in paired:
                continue
            whole = q
        elif q.kind not in paired and q.value < whole.value and _DONE_OF_IT.fullmatch(text[whole.end : q.start]):
            paired.add(q.kind)
            yield whole, q


_ABOVE = pattern(r"[^,。;:、\d]{0,4}(?:以上|及以上)的?(?P<thing>[^,。;:、\d]{0,10})")


def rising_bounds(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """20万元以上的村5个、50万元以上的村6个: of those above the lower bound, no more can lie above the higher one."""
    if text.count("以上") < FEWEST:
        return
    told = [
        (bound, count, said["thing"])
        for bound, count in itertools.pairwise(figures)
        if bound.sort == "度量" and countable(count) and (said := _ABOVE.fullmatch(text[bound.end : count.start]))
    ]
    for (low, fewer, thing), (high, more, other) in itertools.pairwise(told):
        if other not in {thing, ""}:
            continue  # 20万元以上的村5个、50万元以上的项目6个
        same = low.unit == high.unit and fewer.kind == more.kind and low.amount < high.amount
        if same and more.value > fewer.value and not any(mark in text[fewer.end : high.start] for mark in "。;"):
            yield relation("exceeds", (fewer, more), False)
