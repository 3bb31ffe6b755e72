"""Words of one sound: what an input method offers in the place of the word that was meant (整治 and 正直).

Which of two words of one sound belongs in a place is told by the characters beside it in texts that are right.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from drafter.check.kinds.company import Company
from drafter.check.kinds.likely import Likely
from drafter.check.kinds.runs import EDGE, Runs
from drafter.patterns import pattern
from drafter.text.numerals import NUMERAL
from drafter.text.segment import tokens
from drafter.text.slips import of_one_sound, sounds_of

_STRETCH = pattern(r"[\u4e00-\u9fff]{3,}")
OFTEN = 2  # texts that have a run of three, from which it is no chance
FAR_LIKELIER = 16.0  # gain, as a logarithm, from which the word meant says enough by itself
LIKELIER = 12.0  # the same where no right text has the other word there, and several have it
STRANGE = 10.0  # the same where no right text has the other word at all, and one has it there
SEVERAL = 5  # times that right texts have it with what stands beside
_NUMERAL = pattern(NUMERAL)
SURE = 5  # of texts that have the word meant with what stands on either side, counted together


class Heard(NamedTuple):
    """A word that was typed for another of the same sound."""

    start: int
    word: str
    right: str
    sure: bool  # no right text has the word at all, and several have the other one in its place
    once: bool = False  # a notice that has it twice means it


class Homophones:
    """The words of right texts by their sound, ready to be looked for."""

    def __init__(
        self, meant: Iterable[str], company: Company, runs: Runs, usual: Callable[[str], bool], likely: Likely
    ) -> None:
        self._company, self._runs, self._usual, self._likely = company, runs, usual, likely
        self._by_sound: dict[tuple[str, str], list[str]] = {}
        for word in sorted(set(meant)):
            for sound in itertools.product(sounds_of(word[0]), sounds_of(word[1])):
                self._by_sound.setdefault((sound[0], sound[1]), []).append(word)

    def of(self, word: str) -> set[str]:
        """The words that sound like it."""
        sounds = itertools.product(sounds_of(word[0]), sounds_of(word[1]))
        return {other for a, b in sounds for other in self._by_sound.get((a, b), ()) if other != word}

    def find(self, text: str) -> Iterator[Heard]:
        """Words that no right text has in their place, where it has one of the same sound."""
        for stretch in _STRETCH.finditer(text):
            cut = tokens(stretch.group())
            for i, token in enumerate(cut):
                if len(token.word) == 2 and (
                    found := self._meant(
                        stretch.group(),
                        cut[i - 1].word if i else "",
                        token.start,
                        token.word,
                        cut[i + 1].word if i + 1 < len(cut) else "",
                    )
                ):
                    yield Heard(stretch.start() + token.start, token.word, *found)
                elif len(token.word) == 2 and (right := self._far_likelier(stretch.group(), token.start, token.word)):
                    yield Heard(stretch.start() + token.start, token.word, right, sure=False, once=True)

    def _far_likelier(self, text: str, at: int, word: str) -> str | None:
        """The word of exactly the same sound that is far more likely beside what stands there, if there is one."""
        if _NUMERAL.search(word):
            return None
        row = EDGE * 2 + text + EDGE * 2
        i = at + 2
        base = self._likely.cost(row, i, i + 4)
        if base < STRANGE:
            return None
        best = (STRANGE, "")
        for other in self.of(word):
            if of_one_sound(word, other):
                best = max(best, (base - self._likely.cost(row[:i] + other + row[i + 2 :], i, i + 4), other))
        gain, right = best
        return right if right and (gain >= FAR_LIKELIER or self._fits_better(row, i, right, gain)) else None

    def _fits_better(self, row: str, i: int, right: str, gain: float) -> bool:
        """Whether right texts have the one word beside what stands there, and never the other."""
        times, other = self._likely.times_of_three, row[:i] + right + row[i + 2 :]
        if times(row[i - 1 : i + 2]) or times(row[i : i + 3]):
            return False
        there = times(other[i - 1 : i + 2]) + times(other[i : i + 3])
        return there >= SEVERAL if gain >= LIKELIER else there > 0 and not self._likely.times(row[i : i + 2])

    def _meant(self, text: str, before: str, at: int, word: str, behind: str) -> tuple[str, bool] | None:
        left = text[at - 1] if at else EDGE
        right = text[at + 2] if at + 2 < len(text) else EDGE
        has, seen = self._runs.texts_with_run, self._company.seen
        if has(left + word) or has(word + right) or seen(before, word) or seen(word, behind):
            return None
        known = self._company.knows(word)
        best: tuple[int, int, str] | None = None
        for other in sorted(self.of(word)):
            one, two = has(left + other), has(other + right)
            beside = seen(before, other) or seen(other, behind)
            sides = (one >= OFTEN) + (two >= OFTEN) + beside
            if one + two >= SURE or (sides >= 2 and one + two >= OFTEN):
                best = max(best or (0, 0, ""), (sides, one + two, other))
        if best is None:
            return None
        sides, texts, other = best
        exact = of_one_sound(word, other)
        if known or not exact:  # both are words of the work (主题 and 主体), or only almost of one sound
            return (other, False) if sides >= 2 and texts >= SURE and not (known and not exact) else None
        sure = sides >= 2 and texts >= SURE and not self._usual(word)
        return (other, sure) if sure or sides >= 2 else None
