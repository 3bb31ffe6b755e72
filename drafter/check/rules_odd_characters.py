"""T718: a character that no right text has in its place, where one that is typed like it stands in many."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from drafter.check.body import Spot, around, found_at, printed_paragraphs
from drafter.check.kinds.runs import Runs
from drafter.check.model import Finding
from drafter.check.own_place import own_names
from drafter.check.registry import rule
from drafter.check.rules_near_words import NormPlaces, company, near_phrases
from drafter.report import Passages, Report
from drafter.text.lexicon import table, words

_NOT_PROSE = frozenset({"contact", "signers", "title"})
_OPEN, _CLOSE = "“《", "”》"


@cache
def _runs() -> Runs:
    return Runs(table("runs"), words("single_words"))


@rule(
    "T718",
    slug="odd-character",
    title="与前后的字连不上，疑为错字",
    severity="warning",
    reason="“明橱亮灶”：这个字在对的通报里从没有和前后的字连着出现过，换成一个音近、形近的字就是常用的写法。",
    wrong="后厨全部接入明橱亮灶平台",
    right="后厨全部接入明厨亮灶平台",
)
def odd_character(report: Report, passages: Passages, norm_places: NormPlaces) -> Iterator[Finding]:
    """明橱亮灶, 批平: a character that its neighbours do not know, one slip from one that they do.

    Names of the unit's own and what stands in quotes are as they are meant.
    """
    told = {
        (spot.printed.passage.line, at)
        for places in norm_places.values()
        for _, spot in places
        for at in range(spot.start, spot.end)
    }
    names = [area.name for name in own_names(report) for area in name.areas]
    for printed in printed_paragraphs(report, passages):
        text = printed.text
        if printed.place.role in _NOT_PROSE:
            continue
        for odd in _runs().find(text):
            quoted = text[odd.at - 1 : odd.at] in tuple(_OPEN) or text[odd.at + 1 : odd.at + 2] in tuple(_CLOSE)
            named = any(name in text[max(0, odd.at - len(name) + 1) : odd.at + len(name)] for name in names)
            known = (printed.passage.line, odd.at) in told or any(
                at <= odd.at < at + 4 for at, _ in near_phrases(text)
            )
            if quoted or named or known or any(s.start <= odd.at < s.start + 2 for s in company().find(text)):
                continue
            spot = Spot(printed, odd.start, odd.end)
            right = spot.words[: odd.at - odd.start] + odd.right + spot.words[odd.at - odd.start + 1 :]
            message = f"“{spot.words}”里的“{text[odd.at]}”疑为“{odd.right}”（{right}）：…{around(spot)}…"
            yield found_at(spot, message, suggestion=f"核对后改为“{right}”。")
