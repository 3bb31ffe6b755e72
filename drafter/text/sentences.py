"""Sentences and clauses with their offsets. Closing quotes and brackets stay with the sentence they end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from drafter.patterns import pattern

SENTENCE_END = "。！？!?；;"
_CLOSING = "”’」』）)》"
_SENTENCE = pattern(rf"[^{SENTENCE_END}\n]*[{SENTENCE_END}]?[{_CLOSING}]*")
_FULL = pattern(rf"[^。！？!?\n]*[。！？!?]?[{_CLOSING}]*")
_CLAUSE = pattern(rf"[^，,{SENTENCE_END}：:\n]*[，,{SENTENCE_END}：:]?[{_CLOSING}]*")


class Span(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def sentences(text: str) -> list[Span]:
    """The sentences of a text: they end with 。！？； or with the line. White space alone is none."""
    return list(_spans(_SENTENCE, text))


def full_sentences(text: str) -> list[Span]:
    """The same, but ； does not end one: the reach within which figures are compared."""
    return list(_spans(_FULL, text))


def clauses(text: str) -> list[Span]:
    """The parts between commas, colons and sentence ends, each with the mark that closes it."""
    return list(_spans(_CLAUSE, text))


def ahead_of(text: str, at: int, reach: int) -> str:
    """The characters right before a place: `reach` of them, or as many as there are."""
    return text[max(0, at - reach) : at]


def between_marks(text: str, at: int, marks: str) -> str:
    """The words around a place, from the nearest of the marks before it to the nearest behind it."""
    begin = max(text.rfind(mark, 0, at) for mark in marks) + 1
    ends = [end for mark in marks if (end := text.find(mark, at)) >= 0]
    return text[begin : min(ends, default=len(text))]


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        if match.group().strip():
            yield Span(match.start(), match.end())
