"""How likely characters are side by side, counted over texts that are right (`lexicon/grams.csv`) and the dictionary.

What a slip of the keys leaves is unlikely where it stands, and one slip back is far more likely: 用好身编案例 against
用好身边案例. No word and no phrase need be listed: the characters on both sides say it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from drafter.check.kinds.runs import EDGE
from drafter.patterns import pattern
from drafter.text.numerals import NUMERAL
from drafter.text.remembered import remembered
from drafter.text.segment import frequency, tokens
from drafter.text.slips import typed_for

_NUMERAL = pattern(NUMERAL)  # 十届四中: a numeral stands anywhere
_STRETCH = pattern(r"[\u4e00-\u9fff]{3,}")
_PAIR = pattern(r"[\u4e00-\u9fff]{2,}")
TIMES = (0, 1, 2, 3, 5, 8, 14, 25, 50, 100)  # what a digit of the table stands for: about so many times
MOST_TIMES = 10  # of them, from which it is no chance
OF_THE_DICTIONARY = 400  # times that the dictionary's source has a word for each time that right texts would
MOST_OF_IT = 20000
NEW = 3.0  # how much room the counts leave for what has not been seen
NEW_RUN = 1.5
KNOWN = 3  # the dictionary has many a slip as often as what nobody writes
OFTEN = 3  # times that right texts must have it
PLAIN = 15.0  # gain from which it says enough by itself
FREE = 11.0  # less of it, where the character may be a word
SELDOM = 0.04  # of the times that a character stands anywhere
OF_THE_TRADE = 8  # times that they must have a word that the dictionary's source seldom has (追缴)
MEANT = 2  # times that a notice has what it means
COMMON = 50  # how often the dictionary's source must have a word that is no chance
ALONE = 2.0  # gain that says nothing, where a word of one character is looked at for itself
A_WORD_AT_ALL = 10  # how often the dictionary's source must have a word that right texts have too
_SMALL = frozenset(
    "与和及或由对在从向于以为把将被给让使得的地了着过之者所不没未也都就又再更还各每该其此某本单共同先后至到是有无一这那再均已应可能要会"
)
LOOSE = 4.0  # gain that two words of one character have more, where they are one the other way round
WHOLE = 5  # times that right texts must have the three characters, from which one of them is missed
APART = 14  # times that they have the two without it, up to which they do not belong together
FALLEN_OUT = 9.0  # gain, weighed by how often right texts have it all, from which it is told
AT_AN_EDGE = 4.0  # gain at a mark
LEFT_BY_IT = (
    0.05  # of the times that a character stands anywhere: it is a word there, up to which it is no word at an edge
)
AT_A_USUAL_EDGE = 0.15  # the same where right texts often have the whole
_MARKS = frozenset("，。；：“”")  # where a stretch of text has an edge of its own: not beside a figure
A_WORD = 100  # how often it must have a word that was cut short, or whose characters were changed about


class Slip(NamedTuple):
    """Words that a slip made, and what they were."""

    start: int
    end: int
    right: str
    gain: float  # how much more likely: the logarithm
    how: str  # 错, 漏, 多, 倒; 缺 is 漏 where what is left are words


class Said:
    """The runs of two and three characters of one notice, and how often it has each."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.runs: Counter[str] = Counter()
        for text in texts:
            for stretch in _PAIR.finditer(text):
                row = stretch.group()
                self.runs.update(row[i : i + n] for n in (2, 3) for i in range(len(row) - n + 1))
        self._behind: defaultdict[str, set[str]] = defaultdict(set)
        self._before: defaultdict[str, set[str]] = defaultdict(set)
        for run, times in self.runs.items():
            if len(run) == 2 and times >= MEANT:
                self._behind[run[0]].add(run[1])
                self._before[run[1]].add(run[0])

    def beside(self, left: str, right: str) -> set[str]:
        """What the notice has more than once behind the one character, or in front of the other."""
        return self._behind.get(left, set()) | self._before.get(right, set())


def _said_elsewhere(row: str, i: int, said: Said) -> bool:
    """Whether the notice has a word that the character makes with a neighbour, as the dictionary has it or with what
    stands beside it."""
    for first in (i - 1, i):
        word = row[first : first + 2]
        if said.runs.get(word, 0) < MEANT or EDGE in word:
            continue
        longer = (row[first - 1 : first + 2], row[first : first + 3])
        if frequency(word) or any(EDGE not in run and run in said.runs for run in longer):
            return True
    return False


class Likely:
    """The counts, ready to be asked."""

    def __init__(self, rows: Iterable[Mapping[str, str]], alone: Iterable[str]) -> None:
        self._behind: dict[str, str] = {}
        self._times: dict[str, int] = {}
        self._lone: dict[str, int] = {}
        for row in rows:
            self._behind[row["前"]] = f" {row['后']} "
            self._times[row["前"]] = int(row["次"])
            self._lone[row["前"]] = int(row["独"])
        self._whole = sum(self._times.values())
        self._alone = frozenset(alone)  # words of one character
        self._segment = lru_cache(maxsize=1 << 16)(self._read_segment)
        self._cost = lru_cache(maxsize=1 << 17)(self._count_cost)
        self._between = lru_cache(maxsize=1 << 12)(self._read_between)
        self._followers = lru_cache(maxsize=1 << 12)(self._read_followers)  # what right texts have behind a character
        self.find = remembered(self._slips)

    def _read_segment(self, pair: str) -> str:
        """What the table says of two characters: the times of both, then what follows, each with its times."""
        row = self._behind.get(pair[0], "")
        at = row.find(" " + pair[1])
        return row[at + 2 : row.find(" ", at + 1)] if at >= 0 else ""

    def times(self, pair: str) -> int:
        """How often right texts have the two characters side by side, about."""
        said = self._segment(pair)
        return TIMES[int(said[0])] if said else 0

    def times_of_three(self, run: str) -> int:
        """The same of three."""
        said = self._segment(run[:2])
        at = said.find(run[2])
        return TIMES[int(said[at + 1])] if at > 0 else 0

    def seen(self, pair: str) -> bool:
        return bool(self._segment(pair)) or frequency(pair) > 0

    def _read_followers(self, char: str) -> tuple[str, ...]:
        return tuple(part[0] for part in self._behind.get(char, "").split() if part[0] != EDGE)

    def _read_between(self, char: str) -> dict[str, str]:
        """What right texts often have two places behind a character -> what they have between the two."""
        found: defaultdict[str, str] = defaultdict(str)
        for part in self._behind.get(char, "").split():
            for at in range(2, len(part), 2):
                if TIMES[int(part[at + 1])] >= WHOLE:
                    found[part[at]] += part[0]
        return found

    def _count_cost(self, first: str, second: str, third: str) -> float:
        """How unlikely the third character is behind the two: the logarithm, turned positive."""
        whole = self._whole * 1.3
        alone = (self._times.get(third, 0) + frequency(third) / 2000 + 0.3) / whole
        pair = self.times(second + third) + min(frequency(second + third), MOST_OF_IT) / OF_THE_DICTIONARY
        two = (pair + NEW * alone) / (self._times.get(second, 0) + NEW)
        three = self.times_of_three(first + second + third)
        return -math.log((three + NEW_RUN * two) / (self.times(first + second) + NEW_RUN))

    def cost(self, row: str, start: int, end: int) -> float:
        """The same of all characters of a row from `start`, which is 2 at least, to `end`."""
        return sum(map(self._cost, row[start - 2 : end], row[start - 1 : end], row[start:end]))

    def _slips(self, text: str) -> Iterator[Slip]:
        for stretch in _STRETCH.finditer(text):
            row = EDGE * 2 + stretch.group() + EDGE * 2
            cut = tokens(stretch.group())
            lone = {t.start + 2 for t in cut if len(t.word) == 1}
            loose = lone | {at for t in cut if self._is_chance(t.word) for at in (t.start + 2, t.start + 3)}
            seen = [self.seen(row[i : i + 2]) for i in range(len(row) - 1)]
            if slip := self._fallen_out(text, stretch, row, 1, len(cut)):
                yield slip._replace(start=stretch.start(), end=stretch.start() + 1)
            for i in range(2, len(row) - 2):
                found = self._at_a_gap(row, i, seen, lone) if not seen[i] else []
                found += self._in_spite_of_pairs(row, i, lone, loose)
                if not loose.isdisjoint((i, i + 1)):
                    found.append(self._fallen_out(text, stretch, row, i, len(cut)))
                if not seen[i] and seen[i + 1] and self._weak(row[i + 1 : i + 3]) and not _in_a_longer_word(row, i + 1):
                    found.append(self._mistyped(row, i + 1))
                if any(found):
                    best = max((slip for slip in found if slip), key=lambda slip: slip.gain)
                    shift = stretch.start() - 2
                    yield best._replace(start=best.start + shift, end=best.end + shift)

    def _at_a_gap(self, row: str, i: int, seen: list[bool], lone: set[int]) -> list[Slip | None]:
        """What may have happened between two characters that no right text has side by side."""
        found = [self._changed_about(row, i), self._left_out(row, i, lone)] if i < len(row) - 3 else []
        if not _in_a_longer_word(row, i) and (not seen[i - 1] or self._weak(row[i - 1 : i + 1])):
            found.append(self._mistyped(row, i))
        return found

    def _in_spite_of_pairs(self, row: str, i: int, lone: set[int], loose: set[int]) -> list[Slip | None]:
        """The same where both pairs stand in right texts, in other words (专项治整: 整治|整改): the three do not."""
        found = [self._too_many(row, i, lone)]
        if i in lone and i + 1 in lone:
            turned = self._changed_about(row, i)
            found.append(turned and turned._replace(gain=turned.gain + LOOSE))
        if i in loose:
            found.append(self._out_of_place(row, i))
        return found

    def _is_chance(self, word: str) -> bool:
        """Whether two characters are a word that no right text has and few others: 边贸|商辅."""
        return len(word) == 2 and frequency(word) < COMMON and not self._segment(word)

    def against(self, text: str, said: Said) -> Iterator[Slip]:
        """Slips that the notice itself tells: 休鱼期, where 休渔 stands elsewhere and no text has 休鱼."""
        for stretch in _STRETCH.finditer(text):
            row = EDGE * 2 + stretch.group() + EDGE * 2
            for i in range(2, len(row) - 2):
                if not self._is_half_a_word(row[i]):
                    continue
                if not (self._strange_here(row[i - 1 : i + 1], said) and self._strange_here(row[i : i + 2], said)):
                    continue
                meant = said.beside(row[i - 1], row[i + 1]) & typed_for(row[i])
                found = [c for c in sorted(meant) if _said_elsewhere(row[:i] + c + row[i + 1 :], i, said)]
                if len(found) == 1:
                    at = stretch.start() + i - 2
                    yield Slip(at, at + 1, found[0], 0.0, "错")

    def _strange_here(self, pair: str, said: Said) -> bool:
        return EDGE in pair or (said.runs.get(pair, 0) < MEANT and not self.seen(pair))

    def _weak(self, pair: str) -> bool:
        """Whether two characters stand side by side as seldom as by chance."""
        return self.times(pair) < OFTEN and frequency(pair) < COMMON

    def _mistyped(self, row: str, i: int) -> Slip | None:
        """The character that belongs in the place of one that fits on neither side: with it there is a usual word,
        and right texts have that word beside what stands there."""
        left, right = row[i - 1], row[i + 1]
        usual = [c for c in typed_for(row[i]) if self._is_usual(left + c) or self._is_usual(c + right)]
        meant = usual or [c for c in typed_for(row[i]) if any(map(self._is_of_the_trade, (left + c, c + right)))]
        if not meant:
            return None
        best = min((self.cost(row[:i] + char + row[i + 1 :], i, i + 3), char) for char in meant)
        gain = self.cost(row, i, i + 3) - best[0]
        if not self._is_half_a_word(row[i]):
            gain -= FREE
        if usual and not self._usual_here(row[:i] + best[1] + row[i + 1 :], i, gain):
            return None
        if not usual and gain < PLAIN:
            return None
        return Slip(i, i + 1, best[1], gain, "错")

    def _out_of_place(self, row: str, i: int) -> Slip | None:
        """The character that belongs in the place of a word of one character (招商|顶|目) that hardly ever stands
        beside its neighbours: with it there is a word, far more likely. A clause may well begin with a verb."""
        if row[i] in _SMALL or row[i - 1] in _SMALL or _NUMERAL.search(row[i]) or _in_a_longer_word(row, i):
            return None
        piece = False
        if not all(EDGE in pair or self._weak(pair) for pair in (row[i - 1 : i + 1], row[i : i + 2])):
            piece = self._is_half_a_word(row[i]) and not self.times_of_three(row[i - 1 : i + 2])
            if not piece or frequency(row[i - 1 : i + 1]) or frequency(row[i : i + 2]):
                return None  # 续|推 is often beside 持续, but by itself it is no word: 按时续推进
        meant = [c for c in typed_for(row[i]) if self._is_known(row[i - 1] + c) or self._is_known(c + row[i + 1])]
        if not meant:
            return None
        best = min((self.cost(row[:i] + char + row[i + 1 :], i, i + 3), char) for char in meant)
        gain = self.cost(row, i, i + 3) - best[0]
        gain -= LOOSE * ((not self._is_half_a_word(row[i])) + (row[i - 1] == EDGE))
        strange = piece or not (self._segment(row[i - 1 : i + 1]) or self._segment(row[i : i + 2]))
        return Slip(i, i + 1, best[1], gain if strange else gain - ALONE, "错")

    def _is_known(self, word: str) -> bool:
        return frequency(word) >= A_WORD_AT_ALL and self.times(word) > 0

    def _is_half_a_word(self, char: str) -> bool:
        """Whether right texts hardly ever have the character as a word by itself."""
        return char not in self._alone and self._lone.get(char, 0) <= SELDOM * self._times.get(char, 0)

    def _is_usual(self, word: str) -> bool:
        return frequency(word) >= A_WORD and self.times(word) >= OFTEN

    def _is_of_the_trade(self, word: str) -> bool:
        return frequency(word) > KNOWN and self.times(word) >= OF_THE_TRADE

    def _usual_here(self, row: str, i: int, gain: float = 0.0) -> bool:
        """Whether a character makes a usual word with a neighbour, which right texts have beside the next one."""
        for first in (i - 1, i):
            word = row[first : first + 2]
            if not self._is_usual(word):
                continue
            three = self.times_of_three(row[first - 1 : first + 2]) or self.times_of_three(row[first : first + 3])
            if three or gain >= PLAIN:
                return True
        return False

    def _too_many(self, row: str, i: int, lone: set[int]) -> Slip | None:
        """A character typed twice, which breaks up a word of right texts: 纳入入, 部部署; not 队|队长, two words."""
        if row[i] != row[i - 1] or not {i - 1, i} & lone or row[i - 2] == EDGE or _NUMERAL.search(row[i]):
            return None
        left = self.cost(row[:i] + row[i + 1 :], i, i + 2)
        return Slip(i, i + 1, "", self.cost(row, i, i + 3) - left, "多")

    def _changed_about(self, row: str, i: int) -> Slip | None:
        """省全 of 全省: together they are a word the other way round."""
        pair = row[i + 1] + row[i]
        if not self._is_usual(pair) or _NUMERAL.search(pair):
            return None
        other = row[:i] + pair + row[i + 2 :]
        gain = self.cost(row, i, i + 4) - self.cost(other, i, i + 4)
        if not self._usual_here(other, i, gain):
            return None
        return Slip(i, i + 2, pair, gain, "倒")

    def _left_out(self, row: str, i: int, lone: set[int]) -> Slip | None:
        """投使用 of 投入使用: half a word, and the character that stands between in right texts."""
        halves = [at for at in (i, i + 1) if at in lone and self._is_half_a_word(row[at])]
        if not halves:
            return None
        meant = [
            char
            for char in self._followers(row[i])
            if (
                (i in halves and self._is_usual(row[i] + char))
                or (i + 1 in halves and self._is_usual(char + row[i + 1]))
            )
            and self.times_of_three(row[i] + char + row[i + 1])
        ]
        if not meant:
            return None
        base = self.cost(row, i + 1, i + 3)
        best = min((self.cost(row[: i + 1] + char + row[i + 1 :], i + 1, i + 4), char) for char in meant)
        if not self._usual_here(row[: i + 1] + best[1] + row[i + 1 :], i + 1):
            return None
        return Slip(i, i + 2, row[i] + best[1] + row[i + 1], base - best[0], "漏")

    def _fallen_out(self, text: str, stretch: re.Match[str], row: str, i: int, words: int) -> Slip | None:
        """其新建8项 of 其中新建, 三是优化服 of 优化服务: what is left may be words, but right texts often have all
        three characters and hardly ever the two, and with the one put in there are no more words than before."""
        a, b = row[i], row[i + 1]
        if not self._may_have_lost(text, stretch, row, i):
            return None
        base = self.cost(row, i + 1, i + 3)
        best = (0.0, "")
        for char in self._between(a).get(b, ""):
            if any(self._is_usual(w) or self._is_of_the_trade(w) for w in (a + char, char + b)):
                whole = row[: i + 1] + char + row[i + 1 :]
                best = max(best, (base - self.cost(whole, i + 1, i + 4), char))
        gain, char = best
        if not char or not self._says_enough(gain, row[: i + 1] + char + row[i + 1 :], i):
            return None
        at = i - 1
        if len(tokens(stretch.group()[:at] + char + stretch.group()[at:])) > words:
            return None
        return Slip(i, i + 2 - (b == EDGE), (a + char + b).replace(EDGE, ""), gain, "缺")

    def _may_have_lost(self, text: str, stretch: re.Match[str], row: str, i: int) -> bool:
        """Whether the two characters hardly ever stand side by side; at an edge, whether it is one of the sentence."""
        a, b = row[i], row[i + 1]
        if _NUMERAL.search(a + b):
            return False
        if EDGE not in a + b:
            counted = i == 2 and text[stretch.start() - 1 : stretch.start()].isdigit()  # 302条|人行横道线
            return not counted and self.times(a + b) <= APART
        beside = text[stretch.start() - 1 : stretch.start()] if a == EDGE else text[stretch.end() : stretch.end() + 1]
        return beside in _MARKS and bool(beside)

    def _says_enough(self, gain: float, whole: str, i: int) -> bool:
        """Whether the gain is enough for how often right texts have the three characters, and what stands further on
        with them. At an edge what is left must be a piece of a word."""
        a, char, b = whole[i], whole[i + 1], whole[i + 2]
        three = self.times_of_three(a + char + b)
        further = self.times_of_three(whole[i - 1 : i + 2]), self.times_of_three(whole[i + 1 : i + 4])
        if EDGE not in a + b:
            weight = 2 * math.log(three / 10) + math.log((sum(further) + 1) / 30) - math.log(self.times(a + b) + 1)
            return gain + weight >= FALLEN_OUT
        on, left = (further[0], a) if b == EDGE else (further[1], b)
        alone = self._lone.get(left, 0) / max(1, self._times.get(left, 0))
        return gain >= AT_AN_EDGE and bool(on) and alone <= (LEFT_BY_IT if on < MOST_TIMES else AT_A_USUAL_EDGE)


def _in_a_longer_word(row: str, i: int) -> bool:
    """Whether the dictionary has the character with its neighbours as a word of three or four."""
    longer = ((a, n) for n in (3, 4) for a in range(max(0, i - n + 1), i + 1))
    return any(frequency(row[a : a + n]) > KNOWN for a, n in longer)
