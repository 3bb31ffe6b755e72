"""The meetings that a ledger has: in order of date, of what kind, those of one name together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from drafter.compose.facts import Facts, spoken
from drafter.ledger.model import Meeting, begins

# What a meeting without 类别 was for, by its name or matter; the first that fits.
_KINDS = (
    ("民主生活会", ("民主生活会",)),
    ("学习", ("传达", "学习")),
    ("部署", ("部署", "审议", "动员", "研究整改", "研究反馈", "研究巡", "专题研究")),
    ("调度", ("听取", "调度", "推进", "汇报", "研究解决")),
)


def kind_of(meeting: Meeting) -> str:
    if meeting.kind:
        return meeting.kind
    return kind_said(f"{meeting.name or ''}{meeting.matter or ''}") or "部署"


def kind_said(text: str) -> str:
    """What kind of meeting its name or matter tells of, "" where they tell none."""
    return next((kind for kind, words in _KINDS if any(word in text for word in words)), "")


@dataclass(frozen=True)
class Held:
    """A meeting with its place in the ledger; several matters of one day are one meeting."""

    date: dt.date | str | None  # a day, or a month or a range in words
    name: str | None
    kind: str
    given: bool  # whether the writer said what kind it was
    times: int | None
    matters: tuple[tuple[str, str], ...]  # (text, ledger path)
    paths: tuple[str, ...]


def meetings_held(facts: Facts) -> list[Held]:
    """The meetings in order of date, undated ones last; entries of one day and name are one meeting."""
    entries = [(f"组织领导.会议[{i}]", m) for i, m in enumerate(facts.ledger.leadership.meetings)]
    entries.sort(key=lambda item: (item[1].date is None, begins(item[1].date) or dt.date.max))

    def same(item: tuple[str, Meeting]) -> tuple[object, ...]:
        path, meeting = item
        return (meeting.date, meeting.name, meeting.times) if meeting.date else (path,)

    held = []
    for _, group in groupby(entries, key=same):
        members = list(group)
        first = members[0][1]
        matters = tuple((m.matter.rstrip("。；，"), f"{path}.事项") for path, m in members if m.matter)
        held.append(
            Held(
                first.date,
                first.name,
                kind_of(first),
                first.kind is not None,
                first.times,
                matters,
                tuple(path for path, _ in members),
            )
        )
    return held


def steered_of(meetings: list[Held]) -> list[Held]:
    """The meetings that are told with supervision (调度). Those of one name whose 类别 the writer left open are told in
    one place, with the first of them: what a count is the count of is then all there was."""
    first: dict[str, str] = {}
    for held in meetings:
        if held.name and not held.given:
            first.setdefault(held.name, held.kind)
    kinds = [held.kind if held.given else first.get(held.name or "", held.kind) for held in meetings]
    steered = [held for held, kind in zip(meetings, kinds, strict=True) if kind == "调度"]
    dated = {held.name for held in meetings if held not in steered and held.times is None}
    steered = [held for held in steered if held.times is None or held.name not in dated]  # 另召开…5次 stands by them
    return steered if len(steered) < len(meetings) else []  # else they are told with the others


def by_name(held: list[Held]) -> list[list[Held]]:
    """The meetings gathered by name in order of date; what the ledger only counts stands by those of its name."""
    gathered: dict[tuple[str, bool], list[Held]] = {}
    for i, meeting in enumerate(held):
        gathered.setdefault((meeting.name or str(i), meeting.times is None), []).append(meeting)
    names = list(dict.fromkeys(name for name, _ in gathered))
    return [gathered[name, dated] for name in names for dated in (True, False) if (name, dated) in gathered]


def end_of(end: dt.date | str, first: dt.date | str) -> str:
    """The end of 9月10日至12日, as much of it as the beginning does not say."""
    if isinstance(end, dt.date) and isinstance(first, dt.date) and (end.year, end.month) == (first.year, first.month):
        return f"{end.day}日"
    return spoken(end, begins(first)) or ""


class Days:
    """The days that one paragraph tells: the year is said only where it is not that of the day before."""

    def __init__(self) -> None:
        self._before: dt.date | None = None

    def said(self, date: dt.date | str | None) -> str | None:
        text = spoken(date, self._before)
        self._before = begins(date) or self._before
        return text
