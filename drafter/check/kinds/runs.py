"""Runs of characters of texts that are right (`lexicon/runs.csv`): a character that none of them has in its place.

明橱亮灶: no text has 明橱亮 or 橱亮灶, several have 明厨亮 and 厨亮灶, and 橱 is typed for 厨. No word need be known.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.text.remembered import remembered
from drafter.text.segment import frequency
from drafter.text.slips import typed_for

_STRETCH = pattern(r"[\u4e00-\u9fff]{3,}")
EDGE = "·"  # stands for the beginning or the end of a stretch
COMMON = 20  # how often a word of two characters is printed from which it may be meant
MEANT = 100  # from which it is
FAR_MORE = 250  # times as often the word that is meant must be printed as one that is a slip for it
KNOWN = 3  # the same of three or four characters: the dictionary has many a slip as often as what nobody writes
SEEN = 2  # runs of the three that hold the right character which texts must have
SURE = 4  # of texts that have them, counted together
WEAK = 6  # the same, where one side of the odd character is as it often is


class Odd(NamedTuple):
    """A character that stands in the place of another."""

    at: int
    right: str
    start: int  # the words that make it plain
    end: int


class Runs:
    """Runs of three characters with how many texts have each, ready to be looked for."""

    def __init__(self, rows: Iterable[tuple[str, ...]], single: Iterable[str]) -> None:
        """Rows of two characters, those that follow them, and a digit for each: of how many texts (9: or more)."""
        self._third: dict[str, tuple[str, str]] = {}  # two characters -> what follows, and of how many texts each
        self._second: defaultdict[str, list[str]] = defaultdict(list)  # a character -> those that follow it in front
        self._first: defaultdict[str, list[str]] = defaultdict(list)  # a character -> those before it in front
        for front, behind, texts in rows:
            first, second = front[0], front[1]
            self._third[front] = behind, texts
            self._second[first].append(second)
            self._first[second].append(first)
        self._follows = lru_cache(maxsize=1 << 13)(self._read_follows)
        self._single = frozenset(single)  # words of one character stand anywhere
        self._found = remembered(self._odd)
        self.texts_with = lru_cache(maxsize=1 << 12)(self._count_texts_with)

    def find(self, text: str) -> Iterable[Odd]:
        """The odd characters of a text."""
        return self._found(text)

    def strange(self, left: str, char: str, right: str) -> bool:
        """Whether no right text has the character beside either of its neighbours, and no word has it there."""
        pairs = [pair for pair in (left + char, char + right) if len(pair) > 1]
        return all(self.unseen(pair) for pair in pairs)

    def texts_with_run(self, run: str) -> int:
        """How many right texts have the three characters side by side, as far as the table tells: nine at most."""
        behind, counts = self._third.get(run[:2], ("", ""))
        at = behind.find(run[2:])
        return int(counts[at]) if at >= 0 and len(run) > 2 else 0

    def between(self, pair: str) -> list[tuple[str, int]]:
        """What right texts have between the two characters, each with how many of them have it."""
        left, right = pair[0], pair[1]
        return [(char, n) for char in self._second.get(left, ()) if (n := self.texts_with_run(left + char + right))]

    def _count_texts_with(self, pair: str) -> int:
        """In how many right texts the two characters stand side by side, as far as the runs tell."""
        in_front = map(int, self._third.get(pair, ("", ""))[1])
        at_end = (self.texts_with_run(first + pair) for first in self._first.get(pair[0], ()))
        return max(itertools.chain(in_front, at_end), default=0)

    def beside(self, left: str, right: str) -> bool:
        """Whether a right text has the two characters side by side."""
        return right in self._follows(left)

    def _read_follows(self, char: str) -> frozenset[str]:
        behind = (self._third[first + char][0] for first in self._first.get(char, ()))
        return frozenset("".join(behind)).union(self._second.get(char, ()))

    def unseen(self, pair: str) -> bool:
        """Whether neither a right text nor the dictionary has the two characters side by side."""
        return not self.beside(*pair) and not frequency(pair)

    def _odd(self, text: str) -> Iterator[Odd]:
        for stretch in _STRETCH.finditer(text):
            words = EDGE + stretch.group() + EDGE
            known = [self.beside(*pair) for pair in itertools.pairwise(words)]
            for i in range(1, len(words) - 1):
                if (known[i - 1] and known[i]) or words[i] in self._single:
                    continue  # the one that stands there may be meant
                if right := self._meant(words, i, known[i - 1], known[i]):
                    at = stretch.start() + i - 1
                    yield Odd(at, right, max(stretch.start(), at - 2), min(stretch.end(), at + 3))

    def _meant(self, words: str, i: int, after: bool, before: bool) -> str | None:
        """The character that belongs in the place; None where the one that stands there may be meant. `after` and
        `before`: whether right texts have it beside its neighbours."""
        left, char, right = words[i - 1], words[i], words[i + 1]
        seen = sum(map(bool, map(self.texts_with_run, _runs(words, i, char))))
        own = _as_a_word(words, i, char)
        if seen > 1 or own >= MEANT or _in_a_longer_word(words, i):
            return None
        often = (after and self.texts_with(left + char)) or (before and self.texts_with(char + right))
        enough = WEAK if seen or often > SEEN else SURE
        best: tuple[int, int, str] = (0, 0, "")
        for meant in sorted(typed_for(char)):
            if not (self.beside(left, meant) and self.beside(meant, right)):
                continue  # any two of the three runs hold both pairs
            counts = [n for run in _runs(words, i, meant) if (n := self.texts_with_run(run))]
            if own >= COMMON and _as_a_word(words, i, meant) < own * FAR_MORE:
                continue  # 供献 is in the dictionary, and a slip for 贡献 all the same
            if len(counts) >= (SEEN + 1 if seen else SEEN) and sum(counts) >= enough:
                best = max(best, (len(counts), sum(counts), meant))
        return best[2] or None


def _runs(words: str, i: int, char: str) -> list[str]:
    """The runs of three that hold the place, with that character in it."""
    put = words[max(0, i - 2) : i] + char + words[i + 1 : i + 3]
    return [put[a : a + 3] for a in range(len(put) - 2)]


def _as_a_word(words: str, i: int, char: str) -> int:
    """How often the dictionary's source has the character in the place, with one of its neighbours, as a word."""
    return max(frequency(words[i - 1] + char), frequency(char + words[i + 1]))


def _in_a_longer_word(words: str, i: int) -> bool:
    """Whether the dictionary has the character with its neighbours as a word of three or four."""
    longer = ((a, n) for n in (3, 4) for a in range(max(0, i - n + 1), i + 1))
    return any(frequency(words[a : a + n]) > KNOWN for a, n in longer)
