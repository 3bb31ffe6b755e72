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
    yield from _odd_totals(text, figures)
    yield from _odd_wholes(text, figures)
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


_IN_ALL = pattern(r"[^,。;:、\d]{0,6}[,、]?(?:共计|合计|总计|总共|共|累计)(?:约|为|达|有)?[^,。;:、\d]{0,8}")
_BESIDE = pattern(r"[^,。;:、\d]{0,10}[、,和及与][^,。;:、\d]{0,16}")


def _odd_totals(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """320亩、290亩、250亩，合计860公顷: the total of a list, told behind it in another unit of the same measure."""
    for at, total in enumerate(figures):
        before = figures[max(0, at - LONGEST_LIST) : at]
        if not before or before[-1].unit == total.unit or not _IN_ALL.fullmatch(text[before[-1].end : total.start]):
            continue
        parts = [before[-1]]
        for q in reversed(before[:-1]):
            if q.unit != parts[0].unit or not _BESIDE.fullmatch(text[q.end : parts[0].start]):
                break
            parts.insert(0, q)
        listed = [parts[n:] for n in range(len(parts) - 1) if _of_their_own(total, *parts[n:])]
        if any(sum((q.amount for q in some), Decimal(0)) == total.amount for some in listed) and _odd(total, *parts):
            yield relation("change", (parts[-1], total), False, words="odd unit")


_NEXT = pattern(r"[^。;]*")


def _odd_wholes(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """68个、410公顷，整改62个、372亩，剩余6个38亩: two parts of one unit, other figures between, and the whole in
    another unit of the same measure."""
    measured = [(q, measure_of(q.unit)) for q in figures if q.sort == "度量"]
    for (whole, one), (first, other), (last, _) in zip(measured, measured[1:], measured[2:], strict=False):
        same = one and other and one[0] == other[0] and first.unit == last.unit != whole.unit
        if not same or not _NEXT.fullmatch(text[whole.end : last.start]) or not _of_their_own(whole, first, last):
            continue
        if first.amount + last.amount == whole.amount:
            yield relation("change", (first, whole), False, words="odd unit")


def _of_their_own(*figures: Quantity) -> bool:
    """Whether the figures are such that no chance makes them reckon up."""
    telling = all(q.places or q.value >= LEAST for q in figures)
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
