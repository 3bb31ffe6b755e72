"""How many measures a ledger tells of: the one count that a notice announces and a check compares it with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from drafter.ledger.model import ProblemEntry
from drafter.text.normal import fold
from drafter.text.ordinals import ordinals_in
from drafter.text.placeholders import is_written


class Count(NamedTuple):
    """`written`: measures that say what was done; `listed`: those that only stand in the ledger too. `known` is False
    while some are only planned, and where what was done of several planned ones is told in one."""

    written: int
    listed: int
    known: bool


def measures_told(problems: Iterable[ProblemEntry]) -> Count:
    """The public measures of those problems."""
    public = [m for problem in problems for m in problem.all_measures() if m.public]
    return Count(
        sum(1 for m in public if is_written(m.content)),
        len(public),
        not any(plans_several(m.plan) if is_written(m.content) else is_written(m.plan) for m in public),
    )


def plans_several(plan: str | None) -> bool:
    """Whether a 计划 holds several measures: 建立周调度机制；倒排工期."""
    text = (plan or "").strip().rstrip("。；")
    return "；" in text or len(ordinals_in(fold(text))) > 1
