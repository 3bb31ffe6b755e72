"""Paths of a ledger, as messages, traces and the page write them: 问题[3].具体表现[0].措施[1].内容.

What stands at a path of the data is told here; where it stands in the file is for `load` and `revise`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drafter.ledger.model import Entry, Ledger, MeasureEntry, ProblemEntry
from drafter.patterns import pattern

Step = str | int
_STEP = pattern(r"([^.\[\]]+)|\[([0-9]+)\]")


def steps_of(path: str) -> list[Step]:
    """问题[3].措施 -> ["问题", 3, "措施"]."""
    return [key or int(index) for key, index in _STEP.findall(path)]


def value_at(value: Any, steps: Sequence[Step]) -> Any:
    """What stands at that path of an entry, or of the data it was made of; None where it leads nowhere."""
    for step in steps:
        if isinstance(value, Entry):
            name = next((n for n, f in type(value).model_fields.items() if (f.alias or n) == step), None)
            value = getattr(value, name) if name else None
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            inside = isinstance(value, list) and isinstance(step, int) and step < len(value)
            value = value[step] if inside else None
    return value


def measure_at(ledger: Ledger, path: str) -> tuple[MeasureEntry, str] | None:
    """The measure at a path, with the wording of the problem or 具体表现 that it mends; None where there is none."""
    steps = steps_of(path)
    measure, owner = value_at(ledger, steps), value_at(ledger, steps[:-2])
    if not isinstance(measure, MeasureEntry):
        return None
    return measure, owner.printed_title if isinstance(owner, ProblemEntry) else owner.title
