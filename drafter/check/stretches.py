"""The sentences of a notice that hold figures, each with figures and place: what the rules on numbers look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from drafter.check.model import Severity
from drafter.patterns import pattern
from drafter.report import Passage, Passages, Place
from drafter.text.normal import fold
from drafter.text.numerals import TWO_TO_TEN
from drafter.text.quantities import Quantity, quantities, without_titles
from drafter.text.relation import Claim, Relation
from drafter.text.relations import rates, relations
from drafter.text.remembered import remembered_of
from drafter.text.sentences import full_sentences


class Stretch(NamedTuple):
    """A full sentence (up to 。！？, not ；), folded, with its place: the reach within which figures are compared."""

    text: str  # folded, 《titles》 blanked
    start: int  # offset in the passage
    passage: Passage
    place: Place
    figures: list[Quantity]  # none where all that is counted is a list (三大主业)


_COUNTED_LIST = pattern(rf"、[^,。;:]{{0,24}}[{TWO_TO_TEN}两](?:大|地|级|部门|方面|领域)")  # 甲、乙、丙四大主业


def stretches(passages: Passages) -> list[Stretch]:
    """The sentences of all passages that hold a figure."""
    found = []
    for passage, place in passages:
        folded = without_titles(fold(passage.text))
        for start, end in full_sentences(folded):
            text = folded[start:end]
            figures = quantities(text)
            if figures or _COUNTED_LIST.search(text):
                found.append(Stretch(text, start, passage, place, figures))
    return found


GRADE: dict[Claim, Severity | None] = {"equal": None, "near": "warning", "maybe": "info"}


class Related(NamedTuple):
    """A relation between figures, with the stretch whose offsets it counts in."""

    stretch: Stretch
    relation: Relation


_GOES_ON = pattern(r"\s*(?:其中|其余|剩余|余下)")


def related(found: Sequence[Stretch]) -> list[Related]:
    """The relations in every sentence; one that begins with 其中 or 其余 is read on from the one before it."""
    return list(_related(found))


def _related(found: Sequence[Stretch]) -> Iterator[Related]:
    for i, stretch in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) and _follows(stretch, found[i + 1]) else None
        if after and _GOES_ON.match(after.text):
            joined = _joined(stretch, after)
            for relation in _relations(joined.text, tuple(joined.figures)):
                if relation.start < len(stretch.text) and relation.kind != "rate":
                    yield Related(joined, relation)
        else:
            for relation in _relations(stretch.text, tuple(stretch.figures)):
                if relation.kind != "rate":
                    yield Related(stretch, relation)
        yield from _rates(found, i, stretch)


@remembered_of
def _relations(text: str, figures: tuple[Quantity, ...]) -> Iterable[Relation]:
    return dict.fromkeys(relations(text, figures))


@remembered_of
def _rates_since(text: str, figures: tuple[Quantity, ...], since: int) -> Iterable[Relation]:
    return rates(text, figures, since)


def _rates(found: Sequence[Stretch], i: int, stretch: Stretch) -> Iterator[Related]:
    """Rates of a sentence against the figures in it, else in the two before it; 剩余 may stand in the one behind."""
    joined = stretch
    if i + 1 < len(found) and _follows(stretch, found[i + 1]):
        joined = _joined(stretch, found[i + 1])
    own = [r for r in _rates_since(joined.text, tuple(joined.figures), 0) if r.start < len(stretch.text)]
    yield from (Related(joined, r) for r in own)
    told = {r.members[-1].start for r in own}
    at, reach = i, stretch
    while at and at > i - 2 and _follows(found[at - 1], reach):
        at -= 1
        reach = _joined(found[at], reach)
    if at == i:
        return
    since = len(reach.text) - len(stretch.text)
    for relation in _rates_since(reach.text, tuple(reach.figures), since):
        if relation.members[-1].start - since not in told:
            yield Related(reach, relation)


def _follows(first: Stretch, second: Stretch) -> bool:
    return first.passage is second.passage and first.start + len(first.text) == second.start


def _joined(first: Stretch, second: Stretch) -> Stretch:
    shift = len(first.text)
    moved = [q._replace(start=q.start + shift, end=q.end + shift) for q in second.figures]
    return Stretch(first.text + second.text, first.start, first.passage, first.place, [*first.figures, *moved])
