"""Leads of one build put together out of the bank's clauses: 深化思想认识，切实提升整改自觉 beside
坚持以上率下，层层压实整改责任.

Real notices build the leads of a part alike (排比): as many characters in each half, no verb twice. What a half is
about is what its point is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from drafter.compose.facts import Facts, Words
from drafter.compose.variety import Variety
from drafter.phrases.bank import Phrase
from drafter.phrases.clauses import Shape, is_empty, shape_of
from drafter.phrases.functions import Part, function_of
from drafter.report import Passage

_ORDINARY = ("整改", "巡视", "问题", "工作")  # words that both halves of a lead may hold


@dataclass(frozen=True, slots=True)
class Half:
    """A clause of a lead and the phrase it comes from; in a frame, the phrase that fills it comes second."""

    text: str
    phrases: tuple[Phrase, ...]

    @property
    def shape(self) -> Shape | None:
        return shape_of(self.text)


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
                words.add("，", "phrase", half.phrases[0].id)
            words.join(facts.fill(half.text, half.phrases[0].id))
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
    def grade(self) -> int:
        """That of its worst phrase."""
        return max(phrase.grade for phrase in self.phrases)


def whole(phrase: Phrase, members: Sequence[str]) -> LeadSet:
    """A set of the bank with its members, or what became of them."""
    return LeadSet(tuple(Lead((Half(member, (phrase,)),)) for member in members))


@dataclass(frozen=True, slots=True)
class Build:
    """How long the halves of each lead are, in characters; the verb that all first halves begin with, if one."""

    lengths: tuple[int, ...]
    verb: str = ""

    def takes(self, half: Half, at: int) -> bool:
        """Whether a half can stand there: what is aimed at stands last, a stance first."""
        if len(half.text) != self.lengths[at] or "“" in half.text or "、" in half.text:
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
            about = function_of(half.text, part)
            if about and half.shape and fits(half.text) and not is_empty(half.text):
                self._of.setdefault(about, []).append(half)

    def leads(self, functions: Sequence[str], build: Build) -> LeadSet | None:
        """One lead for each function, of that build; None where the bank has too little."""
        columns = [
            [[half for half in self._of.get(about, []) if build.takes(half, at)] for at in range(len(build.lengths))]
            for about in functions
        ]
        found = next(_apart(functions, columns, build, ()), ()) if all(map(all, columns)) else ()
        return LeadSet(found) if found else None


def _apart(
    functions: Sequence[str], columns: Sequence[Sequence[Sequence[Half]]], build: Build, so_far: tuple[Lead, ...]
) -> Iterator[tuple[Lead, ...]]:
    """Leads of these functions, each from its own columns of halves, no two alike."""
    if len(so_far) == len(functions):
        yield so_far
        return
    about = functions[len(so_far)]
    for halves in product(*columns[len(so_far)]):
        lead = Lead(halves, about)
        if _sound(lead) and not any(_alike(lead, other, build.verb) for other in so_far):
            yield from _apart(functions, columns, build, (*so_far, lead))


def halves_of(phrases: Sequence[Phrase]) -> list[Half]:
    """The clauses of sets and of single clauses, each once."""
    found: dict[str, Half] = {}
    for phrase in phrases:
        for member in phrase.members or (phrase.text,):
            for clause in member.split("，"):
                found.setdefault(clause, Half(clause, (phrase,)))
    return list(found.values())


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _sound(lead: Lead) -> bool:
    """Whether its halves say two things."""
    if len(lead.halves) == 1:
        return True
    first, second = (_pairs(half.text) for half in lead.halves)
    return not {pair for pair in first & second if pair not in _ORDINARY}


def _alike(one: Lead, other: Lead, verb: str) -> bool:
    """Whether two leads share a verb that is not their common one, or two words."""
    verbs = {half.text[:2] for half in one.halves} & {half.text[:2] for half in other.halves}
    return bool(verbs - {verb}) or len(_pairs(one.text) & _pairs(other.text) - {*_ORDINARY, verb}) > 1
