"""Which problem of the notice is which entry of the ledger, and which of its measures is which.

By wording first, then by likeness; numbers only help, because renumbering is one of the things to be found.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from drafter.ledger.path import steps_of
from drafter.patterns import pattern
from drafter.report import Passage, Place, Point, Problem, Report
from drafter.text.normal import letters
from drafter.text.ordinals import strip_ordinal

if TYPE_CHECKING:
    from drafter.ledger.load import Positions
    from drafter.ledger.model import Ledger, MeasureEntry, ProblemEntry

# what `Matching.line` adds to a message
LEDGER_LINE = pattern(r"（(?P<what>[^（）]{1,60})，台账第(?P<line>\d+)行）")
REWORDED = 55.0  # likeness of two titles from which they are the same problem in other words
REWORDED_SAME_NUMBER = 35.0
SAME_MEASURE = 45.0
STRAYED = 85.0  # likeness of a measure printed elsewhere to one that is missing


def body_of(text: str) -> str:
    """The letters of a printed measure without its ordinal."""
    return letters(strip_ordinal(text))


class Printed(NamedTuple):
    """A problem as printed, with its place."""

    problem: Problem
    place: Place


class ProblemPair(NamedTuple):
    at: int  # in 问题 of the ledger
    entry: ProblemEntry
    printed: Printed


class MeasurePair(NamedTuple):
    path: str  # 问题[3].措施[0]
    entry: MeasureEntry
    printed: Point
    problem: ProblemPair


class Stray(NamedTuple):
    """A measure printed under one problem that the ledger has under another."""

    path: str  # in the ledger
    printed: Point
    here: ProblemPair  # where it is printed
    home: ProblemPair  # where the ledger has it


@dataclass
class Matching:
    """The notice and its ledger side by side."""

    ledger: Ledger
    report: Report
    positions: Positions | None = None
    whole: Ledger | None = None  # as the file has it, where `ledger` is what the version for 党内 says

    @property
    def inside(self) -> bool:
        """Whether the notice is the version for 党内."""
        return self.whole is not None

    def public_title(self, index: int) -> str | None:
        """公开表述 of a problem, where the notice is the version that does not print it."""
        return self.whole.problems[index].public_title if self.whole else None

    def line(self, path: str) -> str:
        """（问题3的第1条措施，台账第12行）, or nothing where the ledger's file is not known."""
        number = self.positions.line(path) if self.positions else None
        return f"（{self.named(path)}，台账第{number}行）" if number else ""

    def named(self, path: str) -> str:
        """A place of the ledger as its sheet knows it: 问题3的第1条措施的内容."""
        words: list[str] = []
        for key, index in pairwise([*steps_of(path), ""]):
            if not isinstance(key, str):
                continue
            if not isinstance(index, int):
                words.append(key)
            elif key == "问题":
                words.append(f"问题{self.ledger.problems[index].number or index + 1}")
            else:
                words.append(f"第{index + 1}条措施" if key == "措施" else f"第{index + 1}个{key}")
        return "的".join(words)

    @cached_property
    def printed(self) -> list[Printed]:
        return [Printed(*placed) for placed in self.report.placed_problems()]

    @cached_property
    def _assigned(self) -> dict[int, int]:
        """Index in the ledger -> index in the notice. Entries that are not public only by their very words."""
        entries = self.ledger.problems
        titles = [letters(p.problem.title) for p in self.printed]
        free: dict[str, list[int]] = {}
        for j, title in enumerate(titles):
            free.setdefault(title, []).append(j)
        pairs: dict[int, int] = {}
        for public in (True, False):
            for wording in ("printed_title", "title", "public_title"):
                for i, entry in enumerate(entries):
                    known = self.public_title(i) if wording == "public_title" else getattr(entry, wording)
                    same = free.get(letters(known or ""))
                    if entry.public is public and i not in pairs and same:
                        pairs[i] = same.pop(0)
        taken = set(pairs.values())
        left = [i for i, e in enumerate(entries) if i not in pairs and e.public]
        open_titles = [j for j in range(len(titles)) if j not in taken]
        pairs.update(_most_alike(entries, self.printed, left, open_titles))
        return pairs

    @cached_property
    def pairs(self) -> list[ProblemPair]:
        """Problems that are in both, in the order of the ledger."""
        entries = self.ledger.problems
        return [ProblemPair(i, entries[i], self.printed[j]) for i, j in sorted(self._assigned.items())]

    @cached_property
    def missing(self) -> list[tuple[int, ProblemEntry]]:
        """Public problems of the ledger that the notice does not have."""
        return [(i, e) for i, e in enumerate(self.ledger.problems) if e.public and i not in self._assigned]

    @cached_property
    def added(self) -> list[Printed]:
        """Problems of the notice that the ledger does not have."""
        taken = set(self._assigned.values())
        return [p for j, p in enumerate(self.printed) if j not in taken]

    @cached_property
    def moved(self) -> list[ProblemPair]:
        """The fewest problems that would have to move for the notice to follow the ledger's order.

        A notice in 方面 brings together what the ledger may list apart.
        """
        public = [p for p in self.pairs if p.entry.public]
        if any(p.printed.problem.group for p in public):
            first: dict[str | None, int] = {}
            for i, entry in enumerate(self.ledger.problems):
                first.setdefault(entry.aspect, i)
            public.sort(key=lambda p: (first[p.entry.aspect], p.at))
        order = [self._assigned[p.at] for p in public]
        kept = _longest_rising(order)
        return [pair for k, pair in enumerate(public) if k not in kept]

    @cached_property
    def measures(self) -> list[MeasurePair]:
        """Measures that are in both, problem by problem."""
        return [pair for problem in self.pairs if problem.entry.public for pair in _measure_pairs(problem)]

    @cached_property
    def measures_missing(self) -> list[tuple[str, MeasureEntry, ProblemPair]]:
        """Measures of printed problems that the notice does not have: (path, entry, problem)."""
        have = {pair.path for pair in self.measures}
        return [
            (path, entry, problem)
            for problem in self.pairs
            if problem.entry.public
            for path, entry in entries_of(problem.at, problem.entry)
            if entry.public and path not in have and letters(entry.text)
        ]

    @cached_property
    def measures_added(self) -> list[tuple[Point, ProblemPair]]:
        """Measures of printed problems that the ledger does not have."""
        have = {id(pair.printed) for pair in self.measures}
        return [
            (point, problem)
            for problem in self.pairs
            if problem.entry.public and any(True for _ in entries_of(problem.at, problem.entry))
            for point in problem.printed.problem.all_measures()
            if id(point) not in have
        ]

    @cached_property
    def strayed(self) -> list[Stray]:
        """Measures that the notice has under another problem than the ledger, almost word for word."""
        from rapidfuzz import fuzz

        found: list[Stray] = []
        taken: set[str] = set()
        missing = [(path, letters(entry.text), home) for path, entry, home in self.measures_missing]
        for point, here in self.measures_added:
            body = body_of(point.text)
            scored = [
                (fuzz.ratio(text, body, score_cutoff=STRAYED), path, home)
                for path, text, home in missing
                if path not in taken and home.at != here.at
            ]
            best = max(scored, key=lambda s: s[0], default=None)
            if best and best[0]:
                taken.add(best[1])
                found.append(Stray(best[1], point, here, best[2]))
        return found


def entries_of(index: int, problem: ProblemEntry) -> Iterator[tuple[str, MeasureEntry]]:
    """(path, measure) of a ledger problem and of its 具体表现, in printed order."""
    return problem.placed_measures(f"问题[{index}]")


def first_passage(pair: ProblemPair) -> tuple[Passage, Place]:
    return pair.printed.problem.heading, pair.printed.place


def _most_alike(
    entries: Sequence[ProblemEntry], printed: Sequence[Printed], left: list[int], open_titles: list[int]
) -> dict[int, int]:
    """Pair what is left by likeness, the most alike first."""
    if not left or not open_titles:
        return {}
    from rapidfuzz import fuzz

    scored = []
    for i in left:
        titles = {letters(entries[i].printed_title), letters(entries[i].title)}
        for j in open_titles:
            problem = printed[j].problem
            title = letters(problem.title)
            likeness = max(fuzz.ratio(title, t) for t in titles)
            same_number = str(entries[i].number or "") == problem.number
            if likeness >= (REWORDED_SAME_NUMBER if same_number else REWORDED):
                scored.append((-likeness, i, j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(scored):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _measure_pairs(problem: ProblemPair) -> Iterator[MeasurePair]:
    from rapidfuzz import fuzz

    entries = list(entries_of(problem.at, problem.entry))
    points = list(problem.printed.problem.all_measures())
    texts = [letters(entry.text) for _, entry in entries]
    bodies = [body_of(point.text) for point in points]
    scored = sorted(
        (-fuzz.ratio(text, body), abs(i - j), i, j)
        for i, text in enumerate(texts)
        for j, body in enumerate(bodies)
        if text and body
    )
    by_entry: dict[int, int] = {}
    for negative, _, i, j in scored:
        if -negative < SAME_MEASURE:
            break
        if i not in by_entry and j not in by_entry.values():
            by_entry[i] = j
    for i, j in sorted(by_entry.items()):
        yield MeasurePair(*entries[i], points[j], problem)


def _longest_rising(order: Sequence[int]) -> set[int]:
    """Positions of a longest rising run of numbers, however far apart."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for k, value in enumerate(order):
        at = bisect.bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(value)
            ends.append(k)
        else:
            tails[at], ends[at] = value, k
    kept: set[int] = set()
    k = ends[-1] if ends else -1
    while k >= 0:
        kept.add(k)
        k = before[k]
    return kept
