"""P201: matters that may not be made public (`lexicon/taboo.csv`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from drafter.check.body import Spot, around, everything_printed, found_at
from drafter.check.model import Finding, Looked, Severity
from drafter.check.registry import rule
from drafter.report import Passages, Report
from drafter.text.lexicon import table
from drafter.text.remembered import remembered
from drafter.text.sentences import between_marks

if TYPE_CHECKING:
    from drafter.ledger.model import Ledger

_GRADES: dict[str, Severity] = {"错误": "error", "警告": "warning", "提示": "info"}


@cache
def _matters() -> tuple[tuple[dict[str, str], re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (row, re.compile(row["写法"]), re.compile(row["除非"]) if row["除非"] else None) for row in table("taboo")
    )


@remembered
def matters_in(text: str) -> Iterator[tuple[dict[str, str], int, int]]:
    """(row, start, end) of each matter of the table that the text tells."""
    for row, pattern, unless in _matters():
        for match in pattern.finditer(text):
            if not match.group():
                continue
            if unless and unless.search(between_marks(text, match.start(), "。！？!?\n")):
                continue
            yield row, match.start(), match.end()


@rule(
    "P201",
    slug="matter-not-for-publication",
    title="不宜公开的事项",
    severity="error",
    reason="初步核实、立案未公布、集体上访、稳控、涉密事项等，公开通报里不能写；台账里写明“经同意公开”的除外。",
    wrong="目前正在对2人进行初步核实，稳控重点人员3名",
    right="严肃追责问责2人",
)
def matter_not_for_publication(
    report: Report, passages: Passages, ledger: Ledger | None = None
) -> Iterator[Finding | Looked]:
    """A matter of the table, unless the ledger says of the problem that its publication was agreed."""
    agreed = _agreed(ledger)
    for printed in everything_printed(report, passages):
        seen: list[tuple[int, int]] = []
        yield Looked("matter")
        for row, start, end in sorted(matters_in(printed.text), key=_gravest_first):
            if any(a < end and start < b for a, b in seen) or printed.text[start:end] in agreed:
                continue
            seen.append((start, end))
            spot = Spot(printed, start, end)
            message = f"不宜公开的敏感事项：{row['说明']}（{row['编号']}，{row['来源']}）：…{around(spot)}…"
            hint = "删去或改写；确经批准公开的，在台账的这个问题下写“经同意公开: 说明”，核对时用 --ledger 给出台账。"
            yield found_at(spot, message, suggestion=hint, severity=_GRADES[row["级"]])


def _gravest_first(found: tuple[dict[str, str], int, int]) -> int:
    """Of two matters in one place the graver is told."""
    return list(_GRADES).index(found[0]["级"])


def _agreed(ledger: Ledger | None) -> str:
    """The text of the problems whose publication was agreed (经同意公开): titles, measures and results."""
    texts: list[str] = []
    for problem in ledger.problems if ledger else ():
        if problem.consent:
            contents = [m.content or "" for m in problem.all_measures()]
            texts += [problem.printed_title, problem.result or "", *contents]
    return "\n".join(texts)
