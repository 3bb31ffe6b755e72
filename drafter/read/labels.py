"""Labels that a document repeats (对应问题：…, 怎么改：…, 【疗效】…): which there are, and what stands behind each.

A label is known by its repetition, its role by the word it ends in, as that of a table's column; what ends in no such
word has its role from its place among the others and from what stands behind it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from drafter.read import evidence
from drafter.read.lines import BULLET, Line, Role, Told, mark_of
from drafter.read.tables import role_of_header
from drafter.read.tags import head_of

LEAST_UNKNOWN = 3  # times that a label without a known word stands in a document
LEAST_KNOWN = 2
_MOST = 0.6  # share of its places in which something has to hold
_FAULT = 0.35  # mean of what names what is wrong
_LABEL = re.compile(
    r"(?:[【\[〔]\s*(?P<framed>[\u4e00-\u9fff“”、]{2,10})\s*[】\]〕]\s*:?|(?P<plain>[\u4e00-\u9fff“”、]{2,10})\s*:)\s*"
)
_CONTACT = re.compile(r"电话|热线|地址|邮编|编码|邮箱|信箱|传真|网址|方式|联系|来信|来访|[发来]源|日期|时间")
_OUTCOME = re.compile(r"[效果成变评]")
_CAUSE = re.compile(r"(?:原因|剖析|根源|症结|成因)$")
_FIRST = re.compile(r"[^。;]*")


class _Place(NamedTuple):
    """Where a label stands."""

    at: int  # number of the line
    name: str
    end: int  # offset of what it introduces
    marked: bool  # it has a number of its own


def learned(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that begin with a label of the document told what it introduces."""
    places = list(_places(lines))
    counted = Counter(place.name for place in places)
    roles = {name: _role(name) for name in counted}
    places = [p for p in places if counted[p.name] >= (LEAST_KNOWN if roles[p.name] else LEAST_UNKNOWN)]
    by_name: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        by_name[place.name].append(place)
    there = {place.at: place for place in places}
    known = {name: role for name in by_name if (role := roles[name])}
    for name in by_name:
        looks_ahead = evidence.heads_part(name).get("next_steps")  # 下步打算: the last words of a measure
        if name not in known and not looks_ahead and (role := _role_by_place(name, by_name, there, lines, known)):
            known[name] = role
    for name, role in list(known.items()):
        if role == "problem" and _under_faults(by_name[name], there, lines):
            known[name] = "detail"
    out = list(lines)
    for place in places:
        role = known.get(place.name)
        if role and not (place.marked and role != "problem"):
            out[place.at] = replace(out[place.at], told=Told(role, place.end))
    return out


def _places(lines: Sequence[Line]) -> Iterator[_Place]:
    for i, line in enumerate(lines):
        if line.cell and line.role:
            continue
        mark = mark_of(line)
        found = _LABEL.match(line.folded, mark.end if mark else 0)
        if found and not _CONTACT.search(name := found["framed"] or found["plain"]):
            yield _Place(i, name, found.end(), mark is not None and mark.kind != BULLET)


def _role(name: str) -> Role | None:
    """What a label introduces by its last word: 对应问题, 整改进展, 原因剖析; None where that says nothing."""
    return "detail" if _CAUSE.search(name) else role_of_header(name)


def _role_by_place(
    name: str, by_name: Mapping[str, Sequence[_Place]], there: Mapping[int, _Place], lines: Sequence[Line],
    known: Mapping[str, Role],
) -> Role | None:  # fmt: skip
    """The role of a label without a known word: the first of several that names what is wrong introduces the problem,
    one that speaks of an outcome and stands last the result, any other what was done. None for one that stands
    neither among labels nor under headings (each of two speakers)."""
    places = by_name[name]
    behind = [there.get(p.at + 1) for p in places]
    before = [there.get(p.at - 1) for p in places]
    among = sum(bool(a or b) for a, b in zip(before, behind, strict=True)) >= _MOST * len(places)
    under = sum(_heads(lines, p.at - 1) for p in places) >= _MOST * len(places)
    if not (among or under):
        return None
    first = sum(b is None for b in before) >= _MOST * len(places)
    if first and "problem" not in known.values() and _names_fault(places, lines):
        return "problem"
    last = sum(b is None or b.name != name for b in behind) >= _MOST * len(places) and not first
    measured = [k for k, role in known.items() if role == "measure" and len(by_name[k]) * 2 > len(places)]
    return "result" if last and measured and _OUTCOME.search(name) else "measure"


def _heads(lines: Sequence[Line], at: int) -> bool:
    """Whether a heading stands alone on that line."""
    head = head_of(lines[at]) if at >= 0 else None
    return head is not None and head.whole


def _names_fault(places: Sequence[_Place], lines: Sequence[Line]) -> bool:
    said = [_FIRST.match(lines[p.at].folded, p.end) for p in places]
    return sum(evidence.fault(m.group()) for m in said if m) / len(places) >= _FAULT


def _under_faults(places: Sequence[_Place], there: Mapping[int, _Place], lines: Sequence[Line]) -> bool:
    """Whether the headings above a label name what is wrong already, so that it only tells more of it."""
    heads = [head_of(lines[p.at - 1]) for p in places if p.at - 1 not in there and _heads(lines, p.at - 1)]
    faults = sum(head.fault for head in heads if head)
    return len(heads) >= _MOST * len(places) and faults / len(heads) >= _FAULT
