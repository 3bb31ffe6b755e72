"""The sentences of a notice that hold figures, each with figures and place: what the rules on numbers look at."""

from __future__ import annotations

from typing import NamedTuple

from drafter.report import Passage, Place
from drafter.text.normal import fold
from drafter.text.quantities import Quantity, quantities, without_titles
from drafter.text.sentences import full_sentences


class Stretch(NamedTuple):
    """A full sentence (up to 。！？, not ；), folded, with its place: the reach within which figures are compared."""

    text: str  # folded, 《titles》 blanked
    start: int  # offset in the passage
    passage: Passage
    place: Place
    figures: list[Quantity]


def stretches(passages: list[tuple[Passage, Place]]) -> list[Stretch]:
    """The sentences of all passages that hold a figure."""
    found = []
    for passage, place in passages:
        folded = without_titles(fold(passage.text))
        for start, end in full_sentences(folded):
            text = folded[start:end]
            if figures := quantities(text):
                found.append(Stretch(text, start, passage, place, figures))
    return found
