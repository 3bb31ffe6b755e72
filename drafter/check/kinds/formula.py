"""Fixed formulae by near-miss: a text that is one character off a set phrase, and is no other set phrase.

Short ones (两个维护, three to six characters) are compared only inside quotes, where a phrase is set off; long ones
wherever one half of them stands, the other half being almost right.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from drafter.patterns import pattern
from drafter.text.remembered import remembered
from drafter.text.segment import frequency
from drafter.text.slips import mistaken

ONE_OFF, ORDER, MISSING = "差一字", "次序不同", "少一项"  # how words differ from the formula
EXCHANGED = "互换了半句"
SHORTEST_OPEN = 6  # characters from which a formula is looked for outside quotes
QUOTED = 7  # characters up to which a formula is looked for inside quotes
LONG = 9  # characters from which a formula is known with a whole word of it changed
ROW = 3  # members from which a formula is a row
MEMBER = range(3, 7)  # characters of a member of a row
APART = 6  # characters between two members
_CLAUSE_END = pattern("[，。；：]")
_CJK_ONLY = pattern(r"[一-鿿]{2,12}")
_MARKS = pattern(r"[、，,和及与“”‘’《》]")  # 享乐主义奢靡之风 without its 、 is the same phrase
_LISTED = pattern(r"[^，。；：,;\n“”（）()《》]+")
_QUOTED = pattern(r"[“‘](?P<words>[^“”‘’\s]{3,8})[”’]")


class Miss(NamedTuple):
    """Words that are almost a formula."""

    start: int
    end: int
    right: str
    how: str = ONE_OFF


class _Row(NamedTuple):
    """A formula that is a row of members, one of them taken out: what must stand before it and behind it."""

    right: str
    member: str
    left: str
    behind: str


class Formulae:
    """A set of formulae, ready to be looked for."""

    def __init__(self, formulae: Iterable[str], short: Iterable[str] = (), whole: Iterable[str] = ()) -> None:
        short = frozenset(short)
        self._whole = frozenset(whole)  # rows of which nothing may be left out, and whose order is fixed
        self._all = frozenset(formulae) | short
        self._short: dict[int, list[str]] = {}
        self._turned = {"".join(sorted(w)): w for w in sorted(short) if len(w) == len(set(w)) + 0 or len(w) >= 4}
        self._bare = frozenset(words.replace("、", "") for words in self._all)
        for words in sorted(w for w in self._bare if w in short or SHORTEST_OPEN <= len(w) <= QUOTED):
            for length in (len(words) - 1, len(words), len(words) + 1):
                self._short.setdefault(length, []).append(words)
        self._rows: dict[str, list[_Row]] = {}  # by the formula
        self._members: dict[str, list[tuple[str, ...]]] = {}  # member -> the rows that have it
        for words in sorted(self._all):
            if found := tuple(_rows(words)):
                self._rows[words] = list(found)
                for row in found:
                    self._members.setdefault(row.member, []).append(tuple(words.split("、")))
        self._exchanged = dict(_exchanges(self._all))  # 长久改 -> [(当下立, 当下改, 长久立)]
        self._exchanged_heads = frozenset(member[0] for member in self._exchanged)
        self._lengths = sorted({len(member) for member in self._members}, reverse=True)
        # First or last half (at least three characters) -> formulae that begin or end so.
        self._first: dict[str, list[str]] = {}
        self._last: dict[str, list[str]] = {}
        for words in sorted(self._all):
            if len(words) >= SHORTEST_OPEN:
                half = len(words) // 2
                self._first.setdefault(words[:3], []).append(words)
                self._last.setdefault(words[-3:], []).append(words)
                assert half >= 3
        self._found = remembered(self._misses)

    def find(self, text: str) -> Iterable[Miss]:
        """The near-misses of a text, in order and without overlaps."""
        return self._found(text)

    def _misses(self, text: str) -> Iterator[Miss]:
        found = sorted({*self._in_quotes(text), *self._open(text), *self._in_lists(text), *self._halves(text)})
        reached = 0
        for miss in found:
            if miss.start >= reached:
                reached = miss.end
                yield miss

    def _in_quotes(self, text: str) -> Iterator[Miss]:
        for match in _QUOTED.finditer(text):
            words = match["words"]
            words = words.replace("、", "")
            if words in self._bare or (words[0] == words[2:3] == "一" and len(words) == 4):
                continue  # 一港一品 is made like 一村一品
            turned = self._turned.get("".join(sorted(words)))
            if turned and len(words) == len(turned):
                yield Miss(*match.span("words"), turned, ORDER)
                continue
            for right in self._short.get(len(words), ()):
                # A number that differs (三个意识) and one that is added are slips alike.
                if Levenshtein.distance(words, right, score_cutoff=1) == 1 and _alike(words, right):
                    yield Miss(*match.span("words"), right)
                    break

    def _open(self, text: str) -> Iterator[Miss]:
        for at in range(len(text) - 2):
            three = text[at : at + 3]
            for right in self._first.get(three, ()):
                yield from self._near(text, at, right, from_start=True)
            for right in self._last.get(three, ()):
                yield from self._near(text, at + 3, right, from_start=False)

    def _halves(self, text: str) -> Iterator[Miss]:
        """当下立 and 长久改 for 当下改 and 长久立: two members of a formula that have exchanged a part."""
        for at in (at for at, char in enumerate(text) if char in self._exchanged_heads):
            for n in MEMBER:
                for other, first, second in self._exchanged.get(text[at : at + n], ()):
                    begin = text.find(other, at + n, at + n + APART + len(other))
                    if begin >= 0 and not _CLAUSE_END.search(text, at + n, begin):
                        yield Miss(at, begin + len(other), f"{first}、{second}", EXCHANGED)

    def _in_lists(self, text: str) -> Iterator[Miss]:
        """Lists that share a member with a row of the formulae."""
        for stretch in _LISTED.finditer(text) if "、" in text else ():
            items = self._items(stretch)
            rows = {members for words, _ in items for members in self._members.get(words, ())}
            for members in sorted(rows):
                right = "、".join(members)
                if right in self._whole and right not in stretch.group():
                    yield from _askew(items, members)
                for row in self._rows[right]:
                    yield from self._one_put_otherwise(text, row, stretch.start(), stretch.end())

    def _one_put_otherwise(self, text: str, row: _Row, first: int, last: int) -> Iterator[Miss]:
        """政治判断力、政治领悟力、政治行动力: a row of three or more with one of its members put otherwise."""
        right, member, left, behind = row
        anchor, before = (left, 0) if len(left) >= len(behind) else (behind, len(left) + len(member))
        at = text.find(anchor, first, last)
        while at >= 0:
            start = at - before
            words = text[max(start, 0) : start + len(right)]
            odd = words[len(left) : len(left) + len(member)]
            same = start >= 0 and words.startswith(left) and words.endswith(behind) and len(words) == len(right)
            if same and odd != member and words not in self._all and _CJK_ONLY.fullmatch(odd) and _shares(odd, member):
                yield Miss(start, start + len(right), right)
            at = text.find(anchor, at + 1, last)

    def _items(self, stretch: re.Match[str]) -> list[tuple[str, int]]:
        """The items of a list with where they begin; of the first its end, of the last its beginning, if a member."""
        items: list[tuple[str, int]] = []
        at = stretch.start()
        for words in stretch.group().split("、"):
            items.append((words, at))
            at += len(words) + 1
        if len(items) < ROW:
            return []
        words, at = items[0]
        head = next((words[-n:] for n in self._lengths if n <= len(words) and words[-n:] in self._members), words)
        items[0] = (head, at + len(words) - len(head))
        words, at = items[-1]
        items[-1] = (next((words[:n] for n in self._lengths if words[:n] in self._members), words), at)
        return items

    def _near(self, text: str, at: int, right: str, *, from_start: bool) -> Iterator[Miss]:
        """One character of the formula wrong, left out or too many, and both of its ends as they should be."""
        for length in (len(right), len(right) - 1, len(right) + 1):
            start, end = (at, at + length) if from_start else (at - length, at)
            if start < 0 or end > len(text):
                continue
            words = text[start:end]
            if words == right:
                return
            if not _same_ends(words, right) or (words[-2:] != right[-2:] and length != len(right)):
                continue
            one_off = Levenshtein.distance(words, right, score_cutoff=1) == 1 or _one_word_off(words, right)
            if not one_off or _MARKS.sub("", words) == _MARKS.sub("", right):
                continue
            if len(words) == len(right) and any(b in "、，" and a != b for a, b in zip(words, right, strict=True)):
                continue  # its halves in a phrase of their own: 重当下改轻长久立
            # another set phrase may stand right here (批评与自我批评), or the formula with a letter of its context
            if any(other in text[max(0, start - 2) : end + 2] for other in self._all if len(other) >= len(right) - 1):
                return
            yield Miss(start, end, right)
            return


def _exchanges(formulae: frozenset[str]) -> dict[str, list[tuple[str, str, str]]]:
    """What two neighbours of a row become when each has a part of the other: the one that comes first in the text ->
    (the other, both as they should be). Only of parts that nobody puts together anew: the last character (当下|改), or
    a piece of a word of the dictionary (德才|兼备); 事事有着落、件件有回音 is good both ways round."""
    known = {member for words in formulae for member in words.split("、")} | formulae
    found: dict[str, list[tuple[str, str, str]]] = {}
    for words in sorted(formulae):
        for first, second in itertools.pairwise(words.split("、")):
            if len(first) != len(second) or len(first) not in MEMBER:
                continue
            tied = frequency(first) or frequency(second)
            for cut in range(1 if tied else len(first) - 1, len(first)):
                one, two = first[:cut] + second[cut:], second[:cut] + first[cut:]
                if not known.isdisjoint((one, two)) or frequency(one) or frequency(two):
                    continue
                for a, b in ((one, two), (two, one)):
                    found.setdefault(a, []).append((b, first, second))
    return found


def _rows(words: str) -> Iterator[_Row]:
    members = words.split("、")
    if len(members) < ROW:
        return
    for k, member in enumerate(members):
        yield _Row(words, member, "".join(m + "、" for m in members[:k]), "".join("、" + m for m in members[k + 1 :]))


def _askew(items: list[tuple[str, int]], members: tuple[str, ...]) -> Iterator[Miss]:
    """The members of a row in another order, or of a row of four and more all but one."""
    for first, last in _runs(items, members):
        words = [w for w, _ in items[first : last + 1]]
        start, (final, at) = items[first][1], items[last]
        right = "、".join(members)
        if len(words) == len(members) == len(set(words)) and words != list(members):
            yield Miss(start, at + len(final), right, ORDER)
        elif len(members) - 1 == len(words) >= ROW and words == [m for m in members if m in words]:
            yield Miss(start, at + len(final), right, MISSING)


def _runs(items: list[tuple[str, int]], members: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """(first, last) of the items that stand side by side and are all members of the row."""
    first: int | None = None
    for i, (words, _) in enumerate([*items, ("", 0)]):
        if words in members:
            first = i if first is None else first
        elif first is not None:
            yield first, i - 1
            first = None


def _one_word_off(words: str, right: str) -> bool:
    """校长责任制 for 校长负责制 in a long formula: a word of two characters put for one like it, all else as it is."""
    if len(words) != len(right) or len(right) < LONG:
        return False
    odd = [i for i, (a, b) in enumerate(zip(words, right, strict=True)) if a != b]
    if len(odd) != 2 or odd[1] - odd[0] != 1:
        return False
    return not {words[i] for i in odd}.isdisjoint(right[i] for i in odd)  # 全面从严治党政治责任 is no 主体责任


def _same_ends(words: str, right: str) -> bool:
    """Both ends as they should be; one of them may be a slip of the pen, where nothing is left out or added."""
    if words[0] == right[0] and words[-1] == right[-1]:
        return True
    return len(words) == len(right) and mistaken(words[0], right[0]) and mistaken(words[-1], right[-1])


def _shares(odd: str, member: str) -> bool:
    """Whether two members begin or end alike (政治行动力, 政治执行力)."""
    return odd[:1] == member[:1] or odd[-1:] == member[-1:]


def _alike(words: str, right: str) -> bool:
    """Whether enough stays to tell what was meant: 两个拥护 for 两个维护, and not any other phrase of four."""
    if len(right) <= 3:
        return False
    return sum(a == b for a, b in zip(words, right, strict=False)) >= len(right) - 1 or words in right or right in words
