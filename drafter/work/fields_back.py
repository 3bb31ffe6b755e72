"""A figure, a date or a name that was changed in a sentence which the draft made of facts: the fact is changed, not the
sentence written down.

Each stretch of a composed notice knows the place of the ledger that it came from. A paragraph that differs from the
edited one in such stretches alone is explained by those facts; it is believed where drafting again with the new facts
gives every paragraph explained, and loses none of those that were alike.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from drafter.errors import InputError
from drafter.ledger.merge import Change
from drafter.ledger.model import parse_date
from drafter.ledger.path import steps_of, value_at
from drafter.ledger.returned import facts_changed
from drafter.ledger.revise import set_value
from drafter.text.normal import squeezed

if TYPE_CHECKING:
    from drafter.ledger.model import Ledger
    from drafter.report import Report

_OF_FACTS = ("组织领导.", "巡视.")  # the parts of a ledger whose facts are put into sentences
_ALIKE = 60  # of 100: two paragraphs that are one before and after
_MOST, _LONGEST = 60, 1500  # paragraphs that are compared, and their length


class _Stretch(NamedTuple):
    start: int
    end: int
    path: str


class _Line(NamedTuple):
    """A composed paragraph without white space, and what in it came from the ledger."""

    text: str
    stretches: tuple[_Stretch, ...]


class _Fact(NamedTuple):
    """A fact that was changed, as it was printed and as the person wrote it."""

    path: str
    was: str
    now: str


def facts_back(
    text: str, ledger: Ledger, edited: Report, composed: Callable[[str], tuple[Ledger, Report]]
) -> tuple[str, list[Change]]:
    """The ledger's text with the facts that the edited paragraphs changed, and what is said of them.

    `composed`: the ledger and the notice that a ledger's text gives.
    """
    titles = {p.line for p in edited.title_lines}
    theirs = [squeezed(edited.title or ""), *(squeezed(p.text) for p in edited.paragraphs if p.line not in titles)]
    ours = list(_lines(composed(text)[1]))
    alike = Counter(line.text for line in ours) & Counter(theirs)
    told: list[Change] = []
    for line, other in _pairs(ours, theirs, alike):
        facts = _explained(line, other)
        try:
            tried = text
            for fact in facts:
                tried = set_value(tried, fact.path, _value(ledger, fact, text))
            now = Counter(line.text for line in _lines(composed(tried)[1])) & Counter(theirs)
        except (InputError, KeyError, ValueError):
            continue
        if alike <= now and now.total() > alike.total():
            text, alike = tried, now
            told += [change for fact in facts for change in _told(fact)]
    return text, told


def _lines(report: Report) -> Iterator[_Line]:
    """The paragraphs of a composed notice."""
    texts: dict[int | None, str] = {}
    stretches: dict[int | None, list[_Stretch]] = {}
    for passage, _ in report.walk():
        before = texts.get(passage.line, "")
        for origin in passage.origins:
            if origin.kind == "ledger" and origin.ref.startswith(_OF_FACTS):
                start, end = (len(before + squeezed(passage.text[:at])) for at in (origin.start, origin.end))
                stretches.setdefault(passage.line, []).append(_Stretch(start, end, origin.ref))
        texts[passage.line] = before + squeezed(passage.text)
    for line, text in texts.items():
        yield _Line(text, tuple(sorted(stretches.get(line, ()))))


def _pairs(ours: Sequence[_Line], theirs: Sequence[str], alike: Counter[str]) -> Iterator[tuple[_Line, str]]:
    """A paragraph made of facts, and the edited one that it became."""
    mine = [line for line in ours if line.stretches and line.text not in alike and len(line.text) <= _LONGEST]
    others = [text for text in theirs if text and text not in alike and len(text) <= _LONGEST][:_MOST]
    for line in mine[:_MOST]:
        best = max(others, key=lambda text: fuzz.ratio(line.text, text), default="")
        if best and fuzz.ratio(line.text, best) >= _ALIKE:
            others.remove(best)
            yield line, best


def _explained(line: _Line, other: str) -> list[_Fact]:
    """The facts that alone make the one of the other; none where anything else differs too."""
    where: dict[int, int] = {}  # offsets of what stays the same
    for block in SequenceMatcher(None, line.text, other, autojunk=False).get_matching_blocks():
        where.update({block.a + n: block.b + n for n in range(block.size)})
    facts, rebuilt, at = [], "", 0
    for start, end, path in line.stretches:
        if start < at:
            continue  # inside another
        first = where.get(start - 1, -1) + 1 if start else 0
        last = where.get(end, -1) if end < len(line.text) else len(other)
        if (start and not first) or last < first:
            return []
        rebuilt += line.text[at:start] + other[first:last]
        at = end
        if line.text[start:end] != other[first:last]:
            facts.append(_Fact(path, line.text[start:end], other[first:last]))
    return facts if rebuilt + line.text[at:] == other else []


def _value(ledger: Ledger, fact: _Fact, text: str) -> object:
    """What the ledger is to say at the place of a fact. Raises ValueError where that cannot be told."""
    value = value_at(ledger, steps_of(fact.path))
    if isinstance(value, dt.date):
        said = fact.now if "年" in fact.now else f"{value.year}年{fact.now}"
        day = parse_date(said)
        return day if str(value) in text else said  # written as the ledger writes its dates
    if not isinstance(value, str) or not fact.now or (bare := squeezed(value)).count(fact.was) != 1:
        raise ValueError(fact.path)
    return bare.replace(fact.was, fact.now)


def _told(fact: _Fact) -> Iterator[Change]:
    part, _, inside = fact.path.partition(".")
    yield Change("措辞", part, f"{inside} “{fact.was}” → “{fact.now}”", None, fact.path, fact.was)
    if asked := facts_changed(fact.was, fact.now):
        yield Change("请核对", part, f"{inside} {asked}，已照改稿改，请核对")
