"""T534: offices that a body has not: a town's 人大 has a 主席, a village committee no 书记.

What a body calls its heads stands in `lexicon/offices.csv`, each row with its law; what sort of unit the notice's own
is, `rules_competence` asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from drafter.check.body import Spot, around, found_at, printed_paragraphs, quoted
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.report import Passages, Report
from drafter.text.lexicon import table
from drafter.text.quantities import without_titles
from drafter.text.remembered import remembered


@cache
def _offices() -> tuple[tuple[dict[str, str], re.Pattern[str]], ...]:
    return tuple((row, re.compile(row["错"])) for row in table("offices"))


@remembered
def offices_that_are_none(text: str) -> Iterator[tuple[dict[str, str], int, int]]:
    """(row, start, end) of each office of a text that the body it is named with does not have."""
    for row, form in _offices():
        for match in form.finditer(text):
            yield row, *match.span()


@rule(
    "T534",
    slug="office-that-the-body-has-not",
    title="这个机关没有这样的职务、机构",
    severity="warning",
    reason="乡镇人大设主席，没有“主任”；监委、政协只设到县一级；村委会没有书记。职务和机关对不上，是写错了一个。",
    wrong="镇长、镇人大主任任副组长",
    right="镇长、镇人大主席任副组长",
)
def office_that_the_body_has_not(report: Report, passages: Passages) -> Iterator[Finding]:
    """镇人大主任, 镇政协主席, 村委会书记, 市政府党校; what a quotation or a 《title》 has is as it was said."""
    for printed in printed_paragraphs(report, passages):
        text = without_titles(printed.text)
        for row, start, end in offices_that_are_none(text):
            if not quoted(text, start):
                spot = Spot(printed, start, end)
                message = f"没有“{spot.words}”这样的称呼，{row['对']}：…{around(spot)}…"
                yield found_at(spot, message, suggestion=f"核对职务和机关；依据{row['来源']}。")
