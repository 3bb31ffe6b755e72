"""L2 outside the measures: each sentence of the opening, the overviews, the results and the plans against the ledger's.

Facts are compared in their order: a number with its unit and noun, a date, a 《title》, a body. A set would not see
two figures that changed places.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.check.matching import Matching
from drafter.check.model import Finding, Looked
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passage, Passages, Place
from drafter.text.bodies import bodies_in
from drafter.text.dates import chinese_date, dates_in, written
from drafter.text.normal import fold, letters
from drafter.text.quantities import quantities
from drafter.text.sentences import full_sentences

if TYPE_CHECKING:
    from drafter.ledger.model import Ledger

ALIKE = 78.0  # likeness of two sentences, figures left out, from which they tell the same thing
SHORTEST = 8
_FIGURES = pattern(r"[0-9]+")
_TITLE = pattern(r"《[^《》]{1,60}》")


class Fact(NamedTuple):
    """A fact of a sentence, in a form that two ways of printing it share."""

    kind: str  # 数, 日期, 文件, 单位
    value: str
    start: int
    end: int


def facts_of(folded: str) -> list[Fact]:
    """The facts of a sentence in their order."""
    found = [Fact("文件", m.group(), *m.span()) for m in _TITLE.finditer(folded)]
    taken = [(f.start, f.end) for f in found]
    for date in written(folded):
        if date.month:
            day = f"{date.month}月" + (f"{date.day}日" if date.day else "")
            found.append(Fact("日期", day, date.start, date.end))
            taken.append((date.start, date.end))
    for q in quantities(folded):
        if q.text[0].isdigit() and not any(a <= q.start < b for a, b in taken):
            found.append(Fact("数", f"{q.value.normalize():f}{q.kind}", q.start, q.end))
    for body in bodies_in(folded):
        if body.kind == "巡视组" or body.office:
            found.append(Fact("单位", body.text, body.start, body.end))
    return sorted(found, key=lambda f: (f.start, f.end))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)


def _own_sentences(ledger: Ledger) -> list[tuple[str, str]]:
    """(letters without figures, folded sentence) of every text of the ledger that is printed outside the measures."""
    data = ledger.model_dump()
    for problem in data.get("problems", []):
        for hidden in ("measures", "aspects", "evidence", "plans"):
            problem.pop(hidden, None)
    found = []
    for text in _strings(data):
        folded = fold(text)
        for start, end in full_sentences(folded):
            sentence = folded[start:end]
            if len(sentence) >= SHORTEST:
                found.append((_FIGURES.sub("", letters(sentence)), sentence))
    return found


def _printed(passages: Passages) -> Iterator[tuple[Passage, Place]]:
    for passage, place in passages:
        outside = place.role in {"leadership", "next_steps", "other"} or (
            place.role == "progress" and not place.problem
        )
        if outside or place.part == "result":
            yield passage, place


@rule(
    "L204",
    slug="ledger-fact-elsewhere",
    title="组织领导、成效、打算的事实与台账不同",
    severity="error",
    reason="会议日期、督查数字、成效和打算也出自台账；逐句按次序核对数字、日期、文件名和单位。",
    wrong="台账“指出不足23个”，通报“指出不足32个”",
    right="两处都是23个",
)
def fact_elsewhere(matching: Matching, passages: Passages) -> Iterator[Finding | Looked]:
    """A sentence that the ledger has too, with another figure, date, title or body in it."""
    from rapidfuzz import fuzz, process

    own = _own_sentences(matching.ledger)
    if not own:
        return
    choices = [text for text, _ in own]
    for passage, place in _printed(passages):
        folded = fold(passage.text)
        for start, end in full_sentences(folded):
            sentence = folded[start:end]
            bare = _FIGURES.sub("", letters(sentence))
            if len(bare) < SHORTEST:
                continue
            best = process.extractOne(bare, choices, scorer=fuzz.ratio, score_cutoff=ALIKE)
            if best is not None:
                yield Looked("ledger-sentence")
            if best is None or any(letters(s) in letters(sentence) for s in (own[best[2]][1],)):
                continue
            yield from _differences(passage, place, start, facts_of(sentence), facts_of(own[best[2]][1]))


def _differences(passage: Passage, place: Place, at: int, printed: list[Fact], said: list[Fact]) -> Iterator[Finding]:
    for kind in ("数", "日期", "文件", "单位"):
        ours = [f for f in said if f.kind == kind]
        theirs = [f for f in printed if f.kind == kind]
        if len(ours) != len(theirs):
            continue  # a sentence reworded: what is lost or gained is not certain
        for fact, other in itertools.zip_longest(theirs, ours):
            if fact.value != other.value:
                yield Finding.on(
                    passage,
                    place,
                    f"台账是“{other.value}”，这里是“{fact.value}”",
                    (at + fact.start, at + fact.end),
                    suggestion="以台账为准核对。",
                )


@rule(
    "L303",
    slug="ledger-overdue",
    title="时限已过，仍在推进",
    severity="warning",
    reason="台账的时限早于成文日期，状态还是推进中：要么更新状态，要么在通报里说明新的时限。",
    wrong="台账时限2024年9月30日，状态推进中，成文日期2025年1月15日",
    right="台账时限2025年9月30日，状态推进中",
)
def overdue(matching: Matching) -> Iterator[Finding]:
    """A public problem whose 时限 is past on the day of the notice while its 状态 is 推进中."""
    day = matching.report.date or matching.ledger.notice.date
    for pair in matching.pairs:
        deadline = _last_day(pair.entry.deadline)
        if not day or deadline is None or deadline >= day:
            continue
        if pair.entry.public and pair.entry.status == "推进中":
            text = chinese_date(deadline)
            line = matching.line(f"问题[{pair.at}]")
            yield Finding.on(
                pair.printed.problem.heading,
                pair.printed.place,
                f"台账的时限{text}已过，状态仍是推进中{line}",
                suggestion="更新台账的状态，或写明新的完成时限。",
            )


def _last_day(deadline: object) -> dt.date | None:
    """The day of a 时限 given as a date, or the last one of 2024年12月底前; None for 长期坚持."""
    if isinstance(deadline, dt.date):
        return deadline
    known = dates_in(fold(str(deadline))) if deadline else []
    return known[-1].last if known else None
