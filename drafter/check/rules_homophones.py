"""T724: a word typed for another of the same sound. Both are words; what stands beside tells which is meant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from drafter.check.body import Spot, around, coined, found_at, printed_paragraphs
from drafter.check.kinds.homophones import Heard, Homophones
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.check.right_runs import likely, runs
from drafter.check.rules_near_words import NormPlaces, company, near_phrases
from drafter.report import Passages, Report
from drafter.text.lexicon import table
from drafter.text.remembered import remembered
from drafter.text.segment import frequency

COMMON = 20  # how often the dictionary's source must have the word that is meant
MEANT = 3  # times that a notice has a word, from which it is meant
TWICE = 2  # the same of a word that only what stands beside speaks against
PRINTED = 3000  # how often it has one that anybody may write anywhere (可以, 问题)


@cache
def _homophones() -> Homophones:
    meant = [
        row["词"] for row in table("company")
        if len(row["词"]) == 2 and (row["常"] or row["偶"]) and frequency(row["词"]) >= COMMON
    ]  # fmt: skip
    return Homophones(meant, company(), runs(), lambda word: frequency(word) >= PRINTED, likely())


@remembered
def heard(text: str) -> Iterator[Heard]:
    """The words of a text that were typed for others of the same sound."""
    yield from _homophones().find(text)


@rule(
    "T724",
    slug="word-of-the-same-sound",
    title="同音的词打错",
    severity="warning",
    reason="“问题正直不彻底”：拼音输入时选错了同音的词；这个词在对的通报里从没有出现在这样的地方，另一个同音的词常在这里。",
    wrong="人居环境正直不彻底",
    right="人居环境整治不彻底",
)
def word_of_the_same_sound(report: Report, passages: Passages, norm_places: NormPlaces) -> Iterator[Finding]:
    """环境正直不彻底 for 整治: a word that its place does not know, and one of the same sound that it does.

    What the table of wording or the company of words tells already is theirs.
    """
    told = {
        (spot.printed.passage.line, at)
        for places in norm_places.values()
        for _, spot in places
        for at in range(spot.start, spot.end)
    }
    body = printed_paragraphs(report, passages)
    whole = "\n".join(p.text for p in body)
    for printed in body:
        if printed.place.role in {"contact", "signers", "title"}:
            continue
        text = printed.text
        near = {at + i for at, _ in near_phrases(text) for i in range(4)}
        near |= {s.start + i for s in company().find(text) for i in range(2)}
        near |= {at for line, at in told if line == printed.passage.line}
        for found in heard(text):
            if (
                not near.isdisjoint((found.start, found.start + 1))
                or whole.count(found.word) >= (TWICE if found.once else MEANT)
                or coined(text, found.start)
            ):
                continue
            spot = Spot(printed, found.start, found.start + 2)
            message = f"“{found.word}”疑为同音的“{found.right}”：…{around(spot)}…"
            hint = f"核对后改为“{found.right}”。"
            yield found_at(spot, message, suggestion=hint, right=found.right, severity=None if found.sure else "info")
