"""A verb and its object that do not go together: 增强……水平, 提高……力度; the object stands at the end of its clause.

The verb must be the main one of the clause: at its beginning, or behind an adverb. Another verb between the two takes
the object for itself (加强统筹|提高效率).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.text.numerals import ONE_TO_TEN

_END = pattern(r"[，。；,;]|$")
_MARKS = pattern(r"[^，。；：、,;（）()“”《》\d\s]*$")
_DEGREE = pattern(
    r"(?:明显|显著|不断|持续|有效|大幅度?|进一步|切实|得到|全面|稳步|逐步|有所|更加|有了|均|都|有力|较大)*"
)
_OTHER = ("推动", "推进", "促进", "确保", "防范", "聚焦", "针对", "围绕", "抓好")  # verbs that no row names
_LINKS = pattern(r"[以为对与和将把被由向]")  # another construction begins (健全以能力为导向的…)
_NOUNS_TOO = {"组织", "整改", "节约"}  # 组织力量, 整改任务
_BODIES = ("纪委监委", "县委", "市委", "区委", "党委", "党组", "政府", "各部门", "各单位")  # who does it
_ORDINAL = pattern(rf"^(?:[①-⑳]|[{ONE_TO_TEN}]{{1,2}}(?:是|要))")
_REACH = 12  # characters between the verb and its object


class Clash(NamedTuple):
    """A verb and an object that do not go together."""

    start: int
    end: int
    verb: str
    object: str
    right: str  # verbs that go with it
    predicate: bool  # the noun is the subject: 力度不断提高


class Pair(NamedTuple):
    right: str
    wrong: tuple[str, ...]
    of_it: tuple[str, ...]  # of the wrong ones those that may be said of the noun: 作用得到加强


class Collocations:
    """Rows of the table, ready to be looked for."""

    def __init__(self, rows: Iterable[Mapping[str, str]], ahead: Iterable[str]) -> None:
        self._ahead = tuple(ahead)  # what stands before the main verb of a clause
        self._objects: dict[str, Pair] = {}
        verbs = set(_OTHER)
        for row in rows:
            wrong = tuple(row["不配"].split("|"))
            verbs |= {*wrong, *row["当用"].split("、")}
            for noun in row["宾语"].split("|"):
                self._objects[noun] = Pair(row["当用"], wrong, tuple(row["可作谓语"].split("|")))
        self._lengths = sorted({len(noun) for noun in self._objects}, reverse=True)
        self._wrong = {verb for pair in self._objects.values() for verb in pair.wrong}
        self._verbs = re.compile("|".join(sorted(verbs - _NOUNS_TOO, key=lambda v: (-len(v), v))))

    def find(self, text: str) -> Iterator[Clash]:
        """The clashes of a text, clause by clause."""
        for mark in _END.finditer(text):
            noun = self._noun_at(text, mark.start())
            if noun:
                yield from self._before(text, mark.start() - len(noun), noun)
            elif text[max(0, mark.start() - 2) : mark.start()] in self._wrong:
                yield from self._as_subject(text, mark.start() - 2)

    def _noun_at(self, text: str, end: int) -> str | None:
        """The longest object of the table that ends there."""
        ending = (text[max(0, end - n) : end] for n in self._lengths)
        return next((words for words in ending if words in self._objects), None)

    def _before(self, text: str, at: int, noun: str) -> Iterator[Clash]:
        """The main verb before an object that begins at an offset."""
        clause = _MARKS.search(text[max(0, at - 3 * _REACH) : at])
        words = clause.group() if clause else ""
        pair = self._objects[noun]
        for verb in pair.wrong:
            found = words.rfind(verb)
            if found < 0:
                continue
            ahead, between = _ORDINAL.sub("", words[:found]), words[found + len(verb) :].removeprefix("了")
            if ahead and not ahead.endswith((*self._ahead, *_BODIES)):
                continue
            if joined := self._joined(between, verb):
                between = joined  # 改进工作作风和|服务群众的能力
            if len(between) <= _REACH and not _LINKS.search(between) and not self._verbs.search(between):
                yield Clash(at - len(words) + found, at + len(noun), verb, noun, pair.right, predicate=False)
                return

    def _joined(self, between: str, verb: str) -> str:
        """What stands behind 和, where the object before it is one that the verb may have; "" where none is."""
        first, link, second = between.rpartition("和")
        noun = self._noun_at(first, len(first)) if link else None
        of_it = noun and verb not in self._objects[noun].wrong and verb in self._objects[noun].right
        return second if of_it and len(first) <= _REACH and not self._verbs.search(first) else ""

    def _as_subject(self, text: str, at: int) -> Iterator[Clash]:
        """力度持续提高: the noun before a verb that ends its clause."""
        verb = text[at : at + 2]
        clause = _MARKS.search(text[max(0, at - 2 * _REACH) : at])
        words = clause.group() if clause else ""
        for begin in range(len(words)):
            degree = _DEGREE.match(words, begin)
            if degree and degree.group() and degree.end() == len(words):
                noun = self._noun_at(words, begin)
                pair = self._objects.get(noun or "")
                if noun and pair and verb in pair.wrong and verb not in pair.of_it:
                    start = at - len(words) + begin - len(noun)
                    yield Clash(start, at + 2, verb, noun, pair.right, predicate=True)
                return
