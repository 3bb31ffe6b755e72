"""Wholes whose parts are told by name or by a second figure: what is complete because the sentence itself says so.

A total with the list of its parts is in `wholes`, columns that are totals in their own right in `tallies`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from drafter.patterns import pattern
from drafter.text.quantities import Quantity
from drafter.text.relation import LONGEST_LIST, Relation, added, relation
from drafter.text.wholes import countable

_NEXT = pattern(r"[^,。;:、\d]{0,4}|、(?:共)?")
_TOGETHER = pattern(
    r"(?P<names>[^,。;:\d]{4,60}?)(?:等(?:各类人员)?)?(?:共计|合计|总计|共)(?:有)?$"
)  # 村“两委”干部、村务监督委员会成员和各村民小组组长共
_AMONG = pattern(r"[^,。;\d]{0,8}[,(]其中:?")
_AND = pattern(r"、|以及|和|与|及")
_EACH = pattern(r"^(?:各|全体|所有)")
FEWEST = 2
LONGEST_NAME = 20
_NAME = pattern(r"[^,。;]{2,20}")


def second_figures(text: str, figures: Sequence[Quantity], found: Iterable[Relation]) -> Iterator[Relation]:
    """62户198人，其中已消除41户132人，未消除21户65人: the households add up, so the people beside them must."""
    after = dict(zip((q.start for q in figures), figures[1:], strict=False))
    before = dict(zip((q.start for q in figures[1:]), figures, strict=False))
    for known in found:
        if known.kind != "whole" or not known.holds or len(known.members) <= FEWEST:
            continue
        beside = [q for m in known.members if (q := after.get(m.start)) and _NEXT.fullmatch(text[m.end : q.start])]
        if not beside:  # 37笔、864.3万元，其中收回29笔、702.1万元
            beside = [q for m in known.members if (q := before.get(m.start)) and _NEXT.fullmatch(text[q.end : m.start])]
        taken = {m.start for m in known.members}
        if len(beside) < len(known.members) or len({(q.like, q.unit) for q in beside}) > 1:
            continue
        whole, parts = beside[0], beside[1:]
        alike = whole.like != known.members[0].like and all(q.exact and q.start not in taken for q in beside)
        if alike and added(parts) != whole.value and whole.places == max(q.places for q in parts):
            yield relation("whole", (whole, *parts), False, claim="near", value=added(parts))


def named_ahead(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """甲、乙和丙共21人参加，其中甲7人、乙3人、丙11人: the parts are those that were named, so they are all."""
    for i, whole in enumerate(figures):
        said = _TOGETHER.search(text[max(0, whole.start - 70) : whole.start]) if countable(whole) else None
        among = _AMONG.match(text, whole.end) if said else None
        if said is None or among is None:
            continue
        names = [_EACH.sub("", name) for name in _AND.split(said["names"])]
        parts: list[Quantity] = []
        at = among.end()
        for q in figures[i + 1 : i + LONGEST_LIST]:
            label = text[at : q.start].lstrip("、,和及与")
            if q.like != whole.like or not countable(q) or not _NAME.fullmatch(label):
                break
            if not any(label in name or name.endswith(label) or name in label for name in names):
                break
            parts.append(q)
            at = q.end
        if len(parts) >= FEWEST and len(parts) == len(names):
            yield relation("whole", (whole, *parts), added(parts) == whole.value, value=added(parts))


def counted_by_name(text: str, figures: Sequence[Quantity], found: Iterable[Relation]) -> Iterator[Relation]:
    """下设4个党支部，共有党员63名，其中上坑党支部24名、下坑党支部21名、茶场党支部18名: all of them, so three."""
    for known in found:
        if known.kind != "whole" or not known.holds or len(known.members) <= FEWEST + 1:
            continue
        parts = sorted(known.members[1:], key=lambda q: q.start)
        labels = [_label(text, q) for q in parts]
        sort = _common_end(labels)
        if len(sort) < FEWEST or any(len(label) <= len(sort) for label in labels):
            continue
        for q in figures:
            behind = q.start < known.members[0].start and text[q.end :].startswith(sort)
            if behind and countable(q) and q.value != len(parts) and "。" not in text[q.end : parts[0].start]:
                value, items = Decimal(len(parts)), tuple(labels)
                yield relation("listed", (q,), False, value=value, items=items, words=sort)


def _common_end(names: Sequence[str]) -> str:
    """党支部 of 上坑党支部, 下坑党支部."""
    letters = itertools.takewhile(lambda row: len(set(row)) == 1, zip(*(name[::-1] for name in names), strict=False))
    return "".join(row[0] for row in letters)[::-1]


def _label(text: str, q: Quantity) -> str:
    return re.split(r"[,。;:、(\d]|其中", text[max(0, q.start - LONGEST_NAME) : q.start])[-1]
