"""The company of words: which stand side by side in texts that are right (`lexicon/company.csv`).

A word of two characters that was never printed, one character off a word that its neighbours are used to (反弹|回朝
for 反弹|回潮), was typed wrong. Neither word need be unknown: what tells is the company.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.text.numerals import ONE_TO_TEN
from drafter.text.remembered import remembered
from drafter.text.segment import tokens
from drafter.text.slips import mistaken

_SMALL = frozenset(f"从在对向由与和将把被为以于按及或是不的了各该其每{ONE_TO_TEN}两几百千万")  # words of one character
_WORD = pattern(r"[\u4e00-\u9fff]{2}")
_STRETCH = pattern(r"[\u4e00-\u9fff]{4,}")
FEW = 12  # words that a neighbour has beside it, up to which it says what must stand there
_REACH = 16  # characters around a word in which words are cut


class Stranger(NamedTuple):
    """A word that its neighbours do not know, and the one like it that they do."""

    start: int
    word: str
    right: str
    neighbour: str
    usual: bool  # more than one text has the right one there


class Company:
    """Pairs of words, ready to be looked for."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._seen: set[str] = set()
        self._behind: dict[str, dict[str, bool]] = {}  # word -> words of two characters that follow it, whether often
        self._before: dict[str, dict[str, bool]] = {}
        for row in rows:
            word = row["词"]
            self._seen.add(word)
            for column, often in (("偶", False), ("常", True)):
                for other in row[column].split("|") if row[column] else ():
                    if len(word) == len(other) == 2:
                        self._behind.setdefault(word, {})[other] = often
                        self._before.setdefault(other, {})[word] = often
        self._found = remembered(self._strangers)
        self._displaced = remembered(self._misplaced)

    def find(self, text: str) -> Iterable[Stranger]:
        """The strangers of a text."""
        return self._found(text)

    def seen(self, word: str, behind: str) -> bool:
        """Whether a right text has the second word behind the first."""
        return behind in self._behind.get(word, {})

    def knows(self, word: str) -> bool:
        """Whether a right text has the word at all."""
        return word in self._seen

    def usual(self, word: str, behind: str) -> bool:
        """Whether several right texts have it there."""
        return self._behind.get(word, {}).get(behind, False)

    def _strangers(self, text: str) -> Iterator[Stranger]:
        pairs = [text[i : i + 2] for i in range(len(text) - 1)]
        for at, word in enumerate(pairs):
            if word in self._seen or word[0] in _SMALL or not _WORD.fullmatch(word):
                continue
            ahead = self._behind.get(pairs[at - 2]) if at > 1 else None
            after = self._before.get(pairs[at + 2]) if at + 2 < len(pairs) else None
            for others, neighbour in ((ahead, at - 2), (after, at + 2)):
                right = self._like(word, others) if others else None
                if right and others and _stands_alone(text, at):
                    yield Stranger(at, word, right, pairs[neighbour], others[right])
                    break

    def misplaced(self, text: str) -> Iterable[Stranger]:
        """Words that other texts have, but never beside this neighbour, which often has the one they are typed like:
        整治站位 for 政治站位."""
        return self._displaced(text)

    def _misplaced(self, text: str) -> Iterator[Stranger]:
        for stretch in _STRETCH.finditer(text):
            for first, second in itertools.pairwise(tokens(stretch.group())):
                if not len(first.word) == len(second.word) == 2 or self.seen(first.word, second.word):
                    continue
                for word, others, at, neighbour in (
                    (first.word, self._before.get(second.word, {}), first.start, second.word),
                    (second.word, self._behind.get(first.word, {}), second.start, first.word),
                ):
                    right = self._like(word, others) if len(others) <= FEW else None
                    if right and others[right]:
                        yield Stranger(stretch.start() + at, word, right, neighbour, usual=False)
                        break

    @staticmethod
    def _like(word: str, others: Mapping[str, bool]) -> str | None:
        """The usual one of the words that is one slip away."""
        found = [
            other
            for other in others
            if (other[0] == word[0]) != (other[1] == word[1])
            and (mistaken(word[1], other[1]) if other[0] == word[0] else mistaken(word[0], other[0]))
        ]
        return max(found, key=lambda other: (others[other], other), default=None)


def _stands_alone(text: str, at: int) -> bool:
    """Whether the two characters are a word by themselves, or two of one character: no piece of other words."""
    first = max(0, at - _REACH)
    bounds = {first}
    for token in tokens(text[first : at + _REACH]):
        bounds |= {first + token.start, first + token.end}
    return {at, at + 2} <= bounds
