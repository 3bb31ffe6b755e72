"""T713: what stands in front of a fixed formula and behind it: 坚定“四个自信”, “两个确立”的决定性意义."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from drafter.check.body import Spot, around, found_at, printed_paragraphs
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.report import Passages, Report
from drafter.text.lexicon import table


@cache
def _company() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """(what is looked for, the formula, what is right) of each row of `lexicon/formula_company.csv`."""
    found = []
    for row in table("formula_company"):
        name, wrong = f"[“‘]?{re.escape(row['提法'])}[”’]?", f"(?P<wrong>{row['错']})"
        pattern = wrong + name if row["位"] == "前" else name + wrong
        found.append((re.compile(pattern), row["提法"], row["对"]))
    return tuple(found)


@rule(
    "T713",
    slug="formula-in-other-company",
    title="固定提法的搭配不对",
    severity="error",
    reason="增强“四个意识”、坚定“四个自信”、做到“两个维护”，领悟“两个确立”的决定性意义：前后的词也是固定的，串了就是政治性差错。",
    wrong="坚持“四个自信”",
    right="坚定“四个自信”",
)
def formula_in_other_company(report: Report, passages: Passages) -> Iterator[Finding]:
    """The verb of one formula in front of another, or another word behind it than the fixed one."""
    for printed in printed_paragraphs(report, passages):
        for pattern, name, right in _company():
            for match in pattern.finditer(printed.text) if name in printed.text else ():
                spot = Spot(printed, *match.span())
                shown = f"{right}“{name}”" if match.start("wrong") == match.start() else f"“{name}”{right}"
                message = f"“{match['wrong']}”与“{name}”的固定搭配不符，应为{shown}：…{around(spot)}…"
                yield found_at(spot, message, suggestion=f"改为{shown}。")
