"""Which problem and which measure of one ledger is which of another: by number and by wording."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from drafter.ledger.model import MeasureEntry, ProblemEntry
from drafter.ledger.path import steps_of
from drafter.patterns import pattern
from drafter.text.quantities import units_pattern

_NOT_WORDS = pattern(r"[\s，。、；：“”‘’（）()《》,.;:'\"!！?？\-—·]+")
_DIGITS = pattern(r"[0-9０-９]+(?:[.．,，][0-9０-９]+)*")
T = TypeVar("T")
SAME_NUMBER, SAME_WORDING, SAME_MEASURE = 45, 75, 55  # rapidfuzz ratios from which two wordings are one


def bare(text: str) -> str:
    """A wording without spaces and marks."""
    return _NOT_WORDS.sub("", text)


def without_figures(text: str) -> str:
    """The wording with its figures blanked, to see what else differs."""
    return _DIGITS.sub("0", bare(text))


@cache
def figure() -> re.Pattern[str]:
    """A figure as printed, with its unit or the character behind it: 36.5亿元, 3公里, 12月."""
    return re.compile(rf"[0-9]+(?:[.,][0-9]+)*(?:[%％‰]|[万亿]?(?:{units_pattern()}|[\u4e00-\u9fff]))?")


CLAUSE = pattern(r"[^，,。；;！!\n]+")
_SO_FAR = pattern(r"^(?:截至(?:目前|今)?|累计|共计|总计|合计|共|已|目前|至今)+")
_SHORTEST_CLAUSE = 4  # characters without figures and marks, from which two clauses tell of the same thing


def clauses(text: str) -> dict[str, re.Match[str]]:
    """What each clause with figures tells of, without its figures -> the clause."""
    found: dict[str, re.Match[str]] = {}
    for match in CLAUSE.finditer(text):
        key = _SO_FAR.sub("", without_figures(match.group()))
        if figure().search(match.group()) and len(key) >= _SHORTEST_CLAUSE:
            found.setdefault(key, match)
    return found


def amount(printed: str) -> float:
    """1,204册 -> 1204."""
    number = re.match(r"[0-9]+(?:[.,][0-9]+)*", printed)
    return float(number[0].replace(",", "")) if number else 0.0


@dataclass(frozen=True)
class Placed:
    """A measure with its path in its problem: 措施[0], 具体表现[1].措施[0]."""

    path: str
    entry: MeasureEntry

    @property
    def aspect(self) -> int | None:
        """The index of its 具体表现; None: the problem's own."""
        _, first, *deeper = steps_of(self.path)
        return int(first) if deeper else None

    @property
    def index(self) -> int:
        return int(steps_of(self.path)[-1])

    @property
    def text(self) -> str:
        return self.entry.text


def placed_measures(problem: ProblemEntry) -> list[Placed]:
    return [Placed(*placed) for placed in problem.placed_measures()]


def match_problems(old: Sequence[ProblemEntry], new: Sequence[ProblemEntry]) -> list[tuple[int, int]]:
    """(index in old, index in new) of problems that are the same one, in the order of `new`."""
    pairs: dict[int, int] = {}  # new -> old

    def titles(problem: ProblemEntry) -> list[str]:
        return [bare(t) for t in (problem.title, problem.public_title) if t]

    def score(one: ProblemEntry, other: ProblemEntry) -> float:
        from rapidfuzz import fuzz

        return max((fuzz.ratio(a, b) for a in titles(one) for b in titles(other)), default=0.0)

    _pair_by(pairs, old, new, lambda p: (p.aspect, _number(p), bare(p.title)))
    _pair_by(pairs, old, new, lambda p: (_number(p), bare(p.title)))
    _pair_by(pairs, old, new, lambda p: bare(p.title))
    _pair_by(pairs, old, new, lambda p: bare(p.public_title or p.title))
    taken = set(pairs.values())
    free = [i for i in range(len(old)) if i not in taken]
    by_number: dict[str, list[int]] = defaultdict(list)
    for i in free:
        if number := _number(old[i]):
            by_number[number].append(i)
    for j, problem in enumerate(new):
        if j not in pairs and (same := by_number.get(_number(problem))):
            best = max(same, key=lambda i: score(old[i], problem))
            if score(old[best], problem) >= SAME_NUMBER:
                pairs[j] = best
                same.remove(best)
    _pair_alike(pairs, [bare(p.title) for p in old], [bare(p.title) for p in new], SAME_WORDING)
    return [(pairs[j], j) for j in sorted(pairs)]


def match_measures(old: Sequence[Placed], new: Sequence[Placed]) -> list[tuple[int, int]]:
    """(index in old, index in new) of measures that are the same one, in the order of `new`."""
    pairs: dict[int, int] = {}
    _pair_by(pairs, old, new, lambda m: bare(m.text))
    _pair_by(pairs, old, new, lambda m: without_figures(m.text))
    _pair_by(pairs, old, new, lambda m: bare(m.entry.lead) if isinstance(m.entry.lead, str) else None)
    _pair_by(pairs, old, new, lambda m: bare(m.entry.plan or "") or m.entry.plan)
    _pair_by(pairs, old, new, lambda m: "" if bare(m.text) or m.entry.plan else "no text")
    _pair_alike(pairs, [without_figures(m.text) for m in old], [without_figures(m.text) for m in new], SAME_MEASURE)
    return [(pairs[j], j) for j in sorted(pairs)]


def numbered_alike(problems: Sequence[ProblemEntry], index: int, number: object = None) -> int | None:
    """Which other problem has the number of this one, or the one that it is to have; numbers may begin anew with each
    方面. None where it is the only one."""
    own = problems[index]
    wanted = _number(own) if number is None else str(number).strip()
    others = (i for i, p in enumerate(problems) if i != index and p.aspect == own.aspect and _number(p) == wanted)
    return next(others, None) if wanted else None


def _number(problem: ProblemEntry) -> str:
    return "" if problem.number is None else str(problem.number).strip()


def _pair_by(pairs: dict[int, int], old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable]) -> None:
    """Pair what is not paired yet and has the same key, first with first."""
    taken = set(pairs.values())
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for i in reversed(range(len(old))):
        if i not in taken and key(old[i]):
            waiting[key(old[i])].append(i)
    for j, entry in enumerate(new):
        if j not in pairs and key(entry) and waiting.get(key(entry)):
            pairs[j] = waiting[key(entry)].pop()


def _pair_alike(pairs: dict[int, int], old: list[str], new: list[str], least: int) -> None:
    """Pair what is left by likeness of wording, the most alike first."""
    from rapidfuzz import fuzz, process

    taken = set(pairs.values())
    left = {i: text for i, text in enumerate(old) if i not in taken and text}
    found = [
        (-score, j, i)
        for j, text in enumerate(new)
        if j not in pairs and text
        for _, score, i in process.extract(text, left, scorer=fuzz.ratio, score_cutoff=least, limit=5)
    ]
    for _, j, i in sorted(found):
        if j not in pairs and i not in taken:
            pairs[j] = i
            taken.add(i)
