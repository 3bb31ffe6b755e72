"""【待补：…】 and 【待核：…】: what a draft leaves for the writer to fill in."""

from __future__ import annotations

from drafter.patterns import pattern
from drafter.report import Point
from drafter.text.ordinals import strip_ordinal

_PLACEHOLDERS = pattern("【待[补核][^】]*】")


def is_written(content: str | None) -> bool:
    """Whether a text says more than that it is still missing."""
    return bool(content and _PLACEHOLDERS.sub("", content).strip("。；， \n"))


def is_told(measure: Point) -> bool:
    """Whether a measure that is printed says what was done: one with nothing but 【待补】 behind its lead does not, and
    counts neither in a draft nor in a check."""
    text = strip_ordinal(measure.text)
    if not _PLACEHOLDERS.search(text):
        return True
    return is_written(text.removeprefix(measure.lead or ""))
