"""Labels that a document repeats (对应问题：…, 怎么改：…, 【疗效】…): which there are, and what stands behind each.

A label is known by its repetition, its role by the word it ends in, as that of a table's column; what ends in no such
word has its role from its place among the others and from what stands behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.read import evidence
from drafter.read.lines import BULLET, Line, Role, Told, mark_of
from drafter.read.tables import role_of_header
from drafter.read.tags import head_of
from drafter.text.statuses import status_of

LEAST_UNKNOWN = 3  # times that a label without a known word stands in a document
LEAST_KNOWN = 2
_MOST = 0.6  # share of its places in which something has to hold
_FAULT = 0.35  # mean of what names what is wrong
_LABEL = pattern(
    r"(?:[【\[〔]\s*(?P<framed>[\u4e00-\u9fff“”、]{2,10})\s*[】\]〕]\s*:?|(?P<plain>[\u4e00-\u9fff“”、]{2,10})\s*:)\s*"
)
_ALONE = pattern(r"(?P<name>[\u4e00-\u9fff]{2,8})[?!]?")  # on a line of its own
_CONTACT = pattern(r"电话|热线|地址|邮编|编码|邮箱|信箱|传真|网址|方式|联系|来信|来访|[发来]源|日期|时间")
_CAUSE = pattern(r"(?:原因|根源|症结|成因)(?:分析|剖析)?$|剖析$")
_ELABORATES = pattern(r"(?:表现|描述|内容|概述|摘要|原文|表述)$")  # of a problem that a heading names
_FIRST = pattern(r"[^。;]*")


class _Place(NamedTuple):
    """Where a label stands."""

    at: int  # number of the line
    name: str
    end: int  # offset of what it introduces
    marked: bool  # it has a number of its own
    alone: bool  # it is the whole line


def learned(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that begin with a label of the document told what it introduces."""
    by_name: dict[str, list[_Place]] = defaultdict(list)
    for place in _places(lines):
        by_name[place.name].append(place)
    roles = {name: _role(name) for name in by_name}
    by_name = {
        name: places for name, places in by_name.items()
        if len(places) >= (LEAST_KNOWN if roles[name] and not places[0].alone else LEAST_UNKNOWN)
    }  # fmt: skip
    known = {name: role for name in by_name if (role := roles[name])}
    most = max(map(len, by_name.values()), default=0)
    cycle = [name for name, places in by_name.items() if 2 * len(places) >= most]
    for name in by_name:
        looks_ahead = evidence.heads_part(name).get("next_steps")  # 下步打算: the last words of a measure
        if name not in known and not looks_ahead and (role := _role_by_place(name, by_name, cycle, known, lines)):
            known[name] = role
    first = cycle[0] if cycle else ""
    cause = first if _CAUSE.search(first) and "原因" not in first else None  # 症结：… under a slogan is what is wrong
    if cause and "problem" not in known.values() and not _under_named(by_name[cause], lines):
        known[cause] = "problem" if _names_fault(by_name[cause], lines) else "detail"
    there = {place.at: known.get(name) for name, places in by_name.items() for place in places}
    for name, role in list(known.items()):
        more = _ELABORATES.search(name) is not None or roles[name] is None
        if role == "problem" and _under_faults(more, by_name[name], there, lines):
            known[name] = "detail"
    out = list(lines)
    for name, role in known.items():
        for place in by_name[name]:
            if not place.marked or role == "problem":
                _tell(out, place, role)
    return out


def _tell(lines: list[Line], place: _Place, role: Role) -> None:
    """Mark the line with a label, and the next one where the label has a line to itself and that says what is wrong."""
    line = lines[place.at]
    following = lines[place.at + 1] if place.at + 1 < len(lines) else None
    if role == "problem" and place.end >= len(line.text):
        if following is None or following.told or mark_of(following):
            return
        title = _FIRST.match(following.folded)
        said = following.text[: title.end()] if title else following.text
        lines[place.at] = replace(line, told=Told(role, place.end, said.strip()))
        lines[place.at + 1] = replace(following, told=Told("detail", 0))
    else:
        lines[place.at] = replace(line, told=Told(role, place.end))


def _places(lines: Sequence[Line]) -> Iterator[_Place]:
    for i, line in enumerate(lines):
        if line.cell and line.role:
            continue
        mark = mark_of(line)
        at, marked = (mark.end if mark else 0), mark is not None and mark.kind != BULLET
        found = _LABEL.match(line.folded, at)
        name = (found["framed"] or found["plain"]) if found else None
        if not found and not marked and (found := _ALONE.fullmatch(line.folded, at)):
            name = found["name"]
            if status_of(name):
                continue
        if found and name and not _CONTACT.search(name):
            yield _Place(i, name, found.end(), marked, found.end() >= len(line.text))


def _role(name: str) -> Role | None:
    """What a label introduces by its last word: 对应问题, 整改进展, 原因剖析; None where that says nothing."""
    return "detail" if _CAUSE.search(name) else role_of_header(name)


def _role_by_place(
    name: str, by_name: Mapping[str, Sequence[_Place]], cycle: Sequence[str], known: Mapping[str, Role],
    lines: Sequence[Line],
) -> Role | None:  # fmt: skip
    """The role of a label without a known word: the first of several that names what is wrong introduces the problem,
    the last behind one of measures what came of it, any other what was done. None for one that stands neither among
    others nor under headings (each of two speakers)."""
    if name not in cycle:
        return None
    places = by_name[name]
    if len(cycle) < 2 and sum(_heads(lines, p.at - 1) for p in places) < _MOST * len(places):
        return None
    was = name.endswith("前") and name[:-1] + "后" in cycle  # 整改前：… 整改后：…
    first = name == cycle[0] and "problem" not in known.values()
    if first and (was or _names_fault(places, lines) or _tells_less(name, by_name, cycle, lines)):
        return "problem"
    measured = any(known.get(other) == "measure" for other in cycle[: cycle.index(name)])
    return "result" if name == cycle[-1] and measured else "measure"


def _heads(lines: Sequence[Line], at: int) -> bool:
    """Whether a heading stands alone on that line."""
    head = head_of(lines[at]) if at >= 0 else None
    return head is not None and head.whole


def _names_fault(places: Sequence[_Place], lines: Sequence[Line]) -> bool:
    return _fault_told(places, lines) >= _FAULT


def _fault_told(places: Sequence[_Place], lines: Sequence[Line]) -> float:
    said = [_FIRST.match(text, at) for p in places for text, at in [_said(p, lines)]]
    return sum(evidence.fault(m.group()) for m in said if m) / len(places)


def _tells_less(
    name: str, by_name: Mapping[str, Sequence[_Place]], cycle: Sequence[str], lines: Sequence[Line]
) -> bool:
    """Whether far more is told of what was done behind a later label: 【点题】…。【答题】查处3起。【评题】…。"""

    def told(label: str) -> float:
        said = [_said(place, lines) for place in by_name[label]]
        return sum(evidence.behind(text[at:]) for text, at in said) / len(said)

    return len(cycle) > 2 and told(name) + _MORE <= max(map(told, cycle[1:]))


_MORE = 0.25


def _said(place: _Place, lines: Sequence[Line]) -> tuple[str, int]:
    """(folded text, offset) of what a label introduces."""
    if place.alone:
        return (lines[place.at + 1].folded if place.at + 1 < len(lines) else ""), 0
    return lines[place.at].folded, place.end


def _under_named(places: Sequence[_Place], lines: Sequence[Line]) -> bool:
    """Whether the headings right above a label name what is wrong, or none stands there."""
    heads = [head for p in places if p.at > 0 and (head := head_of(lines[p.at - 1])) and head.whole]
    if len(heads) < _MOST * len(places):
        return True
    return sum(head.fault for head in heads) / len(heads) >= _FAULT


def _under_faults(
    elaborates: bool, places: Sequence[_Place], there: Mapping[int, Role | None], lines: Sequence[Line]
) -> bool:
    """Whether what stands above a label names what is wrong already, so that it only tells more of it (问题表现：…)."""
    if elaborates and sum(there.get(p.at - 1) == "problem" for p in places) >= _MOST * len(places):
        return True
    heads = [head_of(lines[p.at - 1]) for p in places if p.at - 1 not in there and _heads(lines, p.at - 1)]
    found = [head for head in heads if head]
    if not found or len(found) < _MOST * len(places):
        return False
    if elaborates:
        above = sum(head.fault for head in found) / len(found)
        return above >= min(_FAULT, _fault_told(places, lines))
    return sum(head.build in ("framed", "quoted") for head in found) >= _MOST * len(found)
