"""Leads of one build put together out of the bank's clauses: 深化思想认识，切实提升整改自觉 beside
坚持以上率下，层层压实整改责任.

Real notices build the leads of a part alike (排比): as many characters in each half, no verb twice. What a half is
about is what its point is about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

from drafter.compose.facts import Facts, Words
from drafter.compose.variety import Variety
from drafter.phrases.bank import Phrase
from drafter.phrases.clauses import Shape, ill_paired, is_empty, kin, leads_on, needs_topic, shape_of
from drafter.phrases.functions import Part, function_of
from drafter.phrases.paired import Paired
from drafter.phrases.paired import halves_of as entries_of
from drafter.report import Passage

_ORDINARY = frozenset({"整改", "巡视", "问题", "工作"})  # words that both halves of a lead may hold


@dataclass(frozen=True, slots=True)
class Half:
    """A clause of a lead and the phrase it comes from; in a frame, the phrase that fills it comes second."""

    text: str
    phrases: tuple[Phrase, ...]

    @property
    def shape(self) -> Shape | None:
        return shape_of(self.text)

    @property
    def entries(self) -> tuple[tuple[str, str], ...]:
        """(text, id) of what words it: of a clause in which two entries are put together, of each."""
        first = self.phrases[0]
        return entries_of(first) if isinstance(first, Paired) else ((self.text, first.id),)

    def about(self, part: Part) -> str | None:
        """What it is about: what the table of pairs says of it, else what its words say."""
        first = self.phrases[0]
        return first.group.split("-")[2] if isinstance(first, Paired) else function_of(self.text, part)


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead: a member of a set as it stands, or one or two halves; and what its point is about, "" where the lead has
    yet to be weighed."""

    halves: tuple[Half, ...]
    about: str = ""

    @property
    def text(self) -> str:
        return "，".join(half.text for half in self.halves)

    def passage(self, facts: Facts) -> Passage:
        words = Words()
        for half in self.halves:
            if words.text:
                words.add("，", "phrase", half.entries[0][1])
            for text, ref in half.entries:
                words.join(facts.fill(text, ref))
        return words.passage()


@dataclass(frozen=True, slots=True)
class LeadSet:
    """The leads of one part, in their order."""

    leads: tuple[Lead, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(lead.text for lead in self.leads)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        return tuple(dict.fromkeys(p for lead in self.leads for half in lead.halves for p in half.phrases))

    @property
    def shared(self) -> bool:
        """Whether it stands as it is in two reports: what an office's notices have in common, and no report's own."""
        return len(self.phrases) == 1 and self.phrases[0].reports > 1

    @property
    def grade(self) -> int:
        """That of its worst phrase."""
        return max(phrase.grade for phrase in self.phrases)


def whole(phrase: Phrase, members: Sequence[str]) -> LeadSet:
    """A set of the bank with its members, or what became of them."""
    return LeadSet(tuple(Lead((Half(member, (phrase,)),)) for member in members))


def begins_apart(way: LeadSet) -> bool:
    """Whether no two leads of a set begin with the same verb, and no half of them is ill worded."""
    verbs = [text[:2] for text in way.texts]
    halves = [half for text in way.texts for half in text.split("，")]
    return len(set(verbs)) == len(verbs) and not any(map(ill_paired, halves))


@dataclass(frozen=True, slots=True)
class Build:
    """How long the halves of each lead are, in characters; the verb that all first halves begin with, if one."""

    lengths: tuple[int, ...]
    verb: str = ""

    def takes(self, half: Half, at: int) -> bool:
        """Whether a half can stand there: what is aimed at stands last, a stance first."""
        if len(half.text) != self.lengths[at] or "“" in half.text or "、" in half.text:
            return False
        if leads_on(half.text) and at == len(self.lengths) - 1:
            return False
        if self.verb and half.text.startswith(self.verb) != (at == 0):
            return False
        if len(self.lengths) == 1:
            return half.shape != "目的" or half.text.startswith("不断")
        return half.shape != "目的" if at == 0 else half.shape != "立场"


class Builder:
    """Puts leads together. `halves` of each function are tried in the order in which the unit draws them."""

    def __init__(self, variety: Variety, part: Part, halves: Sequence[Half], fits: Callable[[str], bool]) -> None:
        self._of: dict[str, list[Half]] = {}
        for half in sorted(halves, key=lambda h: (variety.draw(f"半句{h.text}"), h.text)):
            about = half.about(part)
            if about and half.shape and fits(half.text) and not _unfit(half.text):
                self._of.setdefault(about, []).append(half)

    def leads(self, functions: Sequence[str], build: Build) -> LeadSet | None:
        """One lead for each function, of that build; None where the bank has too little."""
        columns = [
            [[half for half in self._of.get(about, []) if build.takes(half, at)] for at in range(len(build.lengths))]
            for about in functions
        ]
        if not all(map(all, columns)):
            return None
        gathered = [_Gathered(about, column, build.verb) for about, column in zip(functions, columns, strict=True)]
        found = next(_apart(gathered, iter(range(MOST_TRIES))), ())
        return LeadSet(found) if found else None


class _Weighed(NamedTuple):
    """A lead that says two things, with what tells it from others: its words beside the ordinary ones, its verbs."""

    lead: Lead
    words: frozenset[str]
    verbs: frozenset[str]

    def like(self, other: _Weighed) -> bool:
        """Whether two leads share a verb that is not their common one, or two words."""
        return not self.verbs.isdisjoint(other.verbs) or len(self.words & other.words) > 1


class _Gathered(Iterable[_Weighed]):
    """The sound leads of one function in order, weighed when they are first asked for and kept."""

    def __init__(self, about: str, column: Sequence[Sequence[Half]], verb: str) -> None:
        self._known: list[_Weighed] = []
        self._coming = _weighed(about, column, verb)

    def __iter__(self) -> Iterator[_Weighed]:
        at = 0
        while True:
            if at == len(self._known):
                if (coming := next(self._coming, None)) is None:
                    return
                self._known.append(coming)
            yield self._known[at]
            at += 1


def _weighed(about: str, column: Sequence[Sequence[Half]], verb: str) -> Iterator[_Weighed]:
    words = [[_pairs(half.text) for half in halves] for halves in column]
    for halves in product(*(zip(halves, pairs, strict=True) for halves, pairs in zip(column, words, strict=True))):
        first, second = halves[0], halves[-1]
        if len(halves) > 1 and (first[1] & second[1] or first[0].text[-1] == second[0].text[-1]):
            continue  # it says one thing twice
        if len(halves) > 1 and kin(first[0].text) & kin(second[0].text):
            continue
        lead = Lead(tuple(half for half, _ in halves), about)
        verbs = frozenset(half.text[:2] for half in lead.halves) - {verb}
        yield _Weighed(lead, _pairs(lead.text) - {verb}, verbs)


MOST_TRIES = 5_000  # leads looked at for one set: where no set is to be had, trying all would take for ever


def _apart(
    columns: Sequence[Iterable[_Weighed]], tries: Iterator[int], so_far: tuple[_Weighed, ...] = ()
) -> Iterator[tuple[Lead, ...]]:
    """One lead of each column, no two alike, as long as there are tries."""
    if len(so_far) == len(columns):
        yield tuple(weighed.lead for weighed in so_far)
        return
    for weighed in columns[len(so_far)]:
        if next(tries, None) is None:
            return
        if not any(weighed.like(other) for other in so_far):
            yield from _apart(columns, tries, (*so_far, weighed))


def halves_of(phrases: Sequence[Phrase], struck: Collection[str] = ()) -> list[Half]:
    """The clauses of sets and of single clauses, each once; without those that the office struck out."""
    found: dict[str, Half] = {}
    for phrase in phrases:
        for member in phrase.members or (phrase.text,):
            for clause in member.split("，"):
                if clause in struck:
                    continue
                found.setdefault(clause, Half(clause, (phrase,)))
    return list(found.values())


def _unfit(text: str) -> bool:
    """Whether a clause is no half of a lead: it says nothing, lacks its matter, or is about what is done already."""
    return is_empty(text) or needs_topic(text) or ill_paired(text) or "反弹" in text


@cache
def _pairs(text: str) -> frozenset[str]:
    """What a text says, in two characters each; ordinary words tell nothing."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) - _ORDINARY
