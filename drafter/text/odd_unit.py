"""One unit among several that is not that of the others, though the figures themselves reckon up.

Areas and lengths that are printed twice in two units on purpose are told in `relations`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.patterns import pattern
from drafter.text.quantities import Quantity, measure_of
from drafter.text.relation import LONGEST_LIST, Relation, relation

_COMPARED = pattern(r"[^。;\d]{0,24}(?:比|较|由|从|至|到|为|是)[^。;\d]{0,16}")
_BY = pattern(r"[^。;\d]{0,12}(?:增加|增长|提高|提升|上升|扩大|多|减少|下降|降低|压减|缩短|少)(?:了)?")
_AMONG = pattern(r"[^。;\d]{0,16}(?:其中|包括|:|\()[^。;、\d]{0,16}")
_AND = pattern(r"[^,。;:、\d]{0,10}[、,和及与][^,。;:、\d]{0,16}")
LEAST = 10  # smaller whole numbers come to one another by chance
FEWEST = 3


def odd_units(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """86.4公顷，比上年同期的72.0公里增加14.4公里; 全长15.7公里，其中干渠12.5公里、支渠3.2公顷."""
    for now, was, by in zip(figures, figures[1:], figures[2:], strict=False):
        if not _of_their_own(now, was, by) or not _COMPARED.fullmatch(text[now.end : was.start]):
            continue
        moved = _BY.fullmatch(text[was.end : by.start])
        if moved and abs(now.amount - was.amount) == by.amount and (odd := _odd(now, was, by)):
            other = next(q for q in (now, was, by) if q.unit != odd.unit)
            yield relation("change", (other, odd), False, words="odd unit")
    for i, whole in enumerate(figures):
        parts: list[Quantity] = []
        for q in figures[i + 1 : i + LONGEST_LIST]:
            gap = text[parts[-1].end if parts else whole.end : q.start]
            if not (_AND if parts else _AMONG).fullmatch(gap):
                break
            parts.append(q)
        if len(parts) + 1 < FEWEST or not _of_their_own(whole, *parts):
            continue
        if sum((q.amount for q in parts), Decimal(0)) == whole.amount and (odd := _odd(whole, *parts)):
            other = next(q for q in (whole, *parts) if q.unit != odd.unit)
            yield relation("change", (other, odd), False, words="odd unit")


def _of_their_own(*figures: Quantity) -> bool:
    """Whether the figures are such that no chance makes them reckon up."""
    telling = all(q.places for q in figures) or min(q.value for q in figures) >= LEAST
    return telling and all(q.exact and q.unit and q.sort not in {"比率", "", "时间"} for q in figures)


def _odd(*figures: Quantity) -> Quantity | None:
    """The one figure whose unit is not that of all the others, and counts another kind of thing."""
    units = [q.unit for q in figures]
    odd = [q for q in figures if units.count(q.unit) == 1]
    if len(odd) != 1 or len(set(units)) != len((odd[0].unit, "others")):
        return None
    other = next(q for q in figures if q is not odd[0])
    if "度量" not in {odd[0].sort, other.sort} or odd[0].like == other.like:
        return None
    one, two = measure_of(odd[0].unit), measure_of(other.unit)
    return None if one and two and one[0] == two[0] == "人数" else odd[0]
