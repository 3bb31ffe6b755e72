"""双公开: one ledger, two notices. 党内 prints everything, 社会 only what is public (条例: 党务公开 has its ranges)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from drafter.ledger.model import AspectEntry, Ledger, MeasureEntry, ProblemEntry

Edition = Literal["社会", "党内"]
EDITIONS: tuple[Edition, ...] = get_args(Edition)
INSIDE = "党内"
MARK = "（党内公布）"  # what a template prints at the head of the version for 党内


def edition_of(ledger: Ledger, edition: Edition) -> Ledger:
    """The ledger as that version says it; places in it (问题[3].措施[0]) stay the same.

    For 党内 problems and measures with 公开: 否 are printed and counted like the others, in their internal wording.
    """
    if edition != INSIDE:
        return ledger
    return ledger.model_copy(update={"problems": [_inside(problem) for problem in ledger.problems]})


def _inside(problem: ProblemEntry) -> ProblemEntry:
    return problem.model_copy(
        update={
            "public": True,
            "public_title": None,
            "measures": _all(problem.measures),
            "aspects": [_aspect(aspect) for aspect in problem.aspects],
        }
    )


def _aspect(aspect: AspectEntry) -> AspectEntry:
    return aspect.model_copy(update={"measures": _all(aspect.measures)})


def _all(measures: list[MeasureEntry]) -> list[MeasureEntry]:
    return [measure.model_copy(update={"public": True}) for measure in measures]
