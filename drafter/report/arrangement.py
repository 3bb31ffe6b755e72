"""Which of its paragraphs a problem runs on: measures, label and heading, as printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeVar

from drafter.report import Aspect, Passage, Problem

T = TypeVar("T")
Measures = Literal["分段", "内联"]
Place = Literal["独段", "同段"]


class Arrangement(NamedTuple):
    """None where the notice does not tell."""

    measures: Measures | None = None  # 措施排列: a paragraph each, or run on
    label: Place | None = None  # 标签位置: alone, or in the paragraph of the first measure
    heading: Place | None = None  # 问题标题位置: alone, or in the paragraph of what follows


def arrangement(body: Problem | Aspect) -> Arrangement:
    """How one problem, or one 具体表现, is arranged."""
    if not body.measures:
        return Arrangement()
    first = body.measures[0].passages[0]
    # without a number nothing but its paragraph tells where a measure begins
    numbered = [measure.passages[0] for measure in body.measures if measure.ordinal]
    return Arrangement(
        None if len(numbered) < 2 else "内联" if together(numbered) else "分段",
        _place(body.label, first) if body.label else None,
        _place(body.heading, body.label or first),
    )


def usual_arrangement(bodies: Iterable[Problem | Aspect]) -> Arrangement:
    """How most of them are arranged; what is as often the one as the other stands apart."""
    found = [arrangement(body) for body in bodies]
    return Arrangement(
        _usual([a.measures for a in found], "分段"),
        _usual([a.label for a in found], "独段"),
        _usual([a.heading for a in found], "独段"),
    )


def together(passages: Sequence[Passage]) -> bool:
    """Whether they stand in one printed paragraph."""
    return len({passage.line for passage in passages}) == 1


def _place(first: Passage, second: Passage) -> Place:
    return "同段" if together([first, second]) else "独段"


def _usual(found: Sequence[T | None], apart: T) -> T | None:
    counts = Counter(one for one in found if one is not None)
    if not counts:
        return None
    commonest, times = counts.most_common(1)[0]
    return commonest if times * 2 > counts.total() else apart
