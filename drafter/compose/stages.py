"""How many problems are done and are under way: a sentence counted from the ledger, printed or proposed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from drafter.compose.text import Pieces
from drafter.ledger.model import Ledger
from drafter.text.statuses import Status

STATUSES: tuple[Status, ...] = get_args(Status)  # the furthest first


def stage_figures(statuses: Sequence[Status | None], of: int) -> Pieces:
    """How many of the printed problems stand where: counted, and only the stages that occur. `of`: how many problems
    the ledger has, printed or not."""
    whose = "通报的" if len(statuses) < of else "反馈的"  # neither the whole number, nor a word that tells of more
    pieces = Pieces().add(whose, "template", "版式.阶段数字").add(str(len(statuses)), "count", "问题个数")
    pieces.add("个问题", "template", "版式.阶段数字")
    for status in STATUSES:
        if number := statuses.count(status):
            pieces.add(f"，{status}", "template", "版式.阶段数字").add(str(number), "count", f"{status}的问题个数")
            pieces.add("个", "template", "版式.阶段数字")
    return pieces.add("。", "template", "句号")


def proposed_overview(ledger: Ledger) -> str | None:
    """That sentence for a ledger that says nothing at the head of its progress; None where a status is not known."""
    statuses = [p.status for _, p in ledger.printed_problems()]
    return stage_figures(statuses, len(ledger.problems)).text if statuses and all(statuses) else None
