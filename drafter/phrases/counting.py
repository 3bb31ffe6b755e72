"""How many independent reports a run of words stands in, counted exactly in bounded memory.

Two readings of the cut reports. The first only marks, in a table of fixed size, what may stand in enough reports; the
second counts what the table let through, and gives up a run as soon as a shorter one that begins it is rare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from drafter.phrases import wordlists
from drafter.phrases.prepare import LEAD, SECTIONS, TITLE_OF_PROBLEM, Prepared, clauses

LONGEST = 14  # words of a phrase
_TABLE_BITS = 24
_MASK = (1 << _TABLE_BITS) - 1

_NEIGHBOURS = 3  # more different neighbours than that say nothing more


class Support:
    """Counts of one run of words."""

    __slots__ = ("after", "before", "closed", "count", "forms", "last", "leads", "opened", "places", "reports")

    def __init__(self) -> None:
        self.reports = 0
        self.count = 0
        self.opened = 0  # in how many reports it begins a clause, or stands behind what parts phrases
        self.closed = 0  # in how many reports it ends a clause, or stands before what parts phrases
        self.leads = 0  # how often in a lead phrase or a problem's title
        self.places = [0] * len(SECTIONS)
        self.last = [-1, -1, -1]  # number of the last report counted for reports, opened, closed
        self.before: list[str] = []  # different words that stand before it
        self.after: list[str] = []
        self.forms: dict[tuple[str, ...], list[int]] = {}  # its words, with quotes -> [count, reports, last report]

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, with quotes where most reports put them and where a pair of them is inside."""
        form = max(self.forms, key=lambda form: (self.forms[form][1], self.forms[form][0], form))
        depth = 0
        for char in "".join(form):
            depth += (char == "“") - (char == "”")
            if depth < 0:
                break
        return form if depth == 0 else tuple(word.strip("“”") for word in form)


Source = Callable[[], Iterable[Prepared]]


def count_runs(source: Source, least: int) -> dict[str, Support]:
    """Runs of one to LONGEST words inside a clause that stand in at least `least` reports -> their support."""
    table = bytearray(1 << _TABLE_BITS)
    for report in source():
        for slot in {hash(run) & _MASK for run in _runs_of(report)}:
            if table[slot] < 255:
                table[slot] += 1
    found: dict[str, Support] = {}
    for number, report in enumerate(source()):
        _count_report(report, number, min(least, 255), table, found)
    return {run: support for run, support in found.items() if support.reports >= least}


class Tally:
    """Counts of one frame."""

    __slots__ = ("count", "last", "reports")

    def __init__(self) -> None:
        self.reports = 0
        self.count = 0
        self.last = -1


def count_keys(source: Source, keys: Callable[[Prepared], Iterable[str]], least: int) -> dict[str, Tally]:
    """The same for any strings that reports give rise to (frames)."""
    table = bytearray(1 << _TABLE_BITS)
    for report in source():
        for slot in {hash(key) & _MASK for key in keys(report)}:
            if table[slot] < 255:
                table[slot] += 1
    found: dict[str, Tally] = {}
    for number, report in enumerate(source()):
        for key in keys(report):
            if table[hash(key) & _MASK] >= min(least, 255):
                tally = found.setdefault(key, Tally())
                tally.count += 1
                if tally.last != number:
                    tally.last = number
                    tally.reports += 1
    return {key: tally for key, tally in found.items() if tally.reports >= least}


def _runs_of(report: Prepared) -> Iterator[str]:
    for stretch in report.stretches:
        for clause in clauses(stretch.words):
            text = "".join(clause.words)
            ends = _ends(clause.words)
            start = 0
            for i in range(len(ends)):
                for end in ends[i : i + LONGEST]:
                    yield text[start:end]
                start = ends[i]


def _ends(clause: list[str]) -> list[int]:
    at, ends = 0, []
    for word in clause:
        at += len(word)
        ends.append(at)
    return ends


def _count_report(report: Prepared, number: int, least: int, table: bytearray, found: dict[str, Support]) -> None:
    get = found.get
    for stretch in report.stretches:
        section = stretch.section
        headline = stretch.part in (LEAD, TITLE_OF_PROBLEM)
        for clause, raw in clauses(stretch.words):
            text = "".join(clause)
            ends = _ends(clause)
            last = len(ends) - 1
            start = 0
            for i in range(len(ends)):
                opened = i == 0 or clause[i - 1] in wordlists.OPENS or raw[i][0] == "“"
                for j in range(i, min(i + LONGEST, last + 1)):
                    run = text[start : ends[j]]
                    if table[hash(run) & _MASK] < least:
                        break
                    support = get(run)
                    if support is None:
                        support = found[run] = Support()
                    support.count += 1
                    support.places[section] += 1
                    seen = support.last
                    if seen[0] != number:
                        seen[0] = number
                        support.reports += 1
                    form = support.forms.setdefault(tuple(raw[i : j + 1]), [0, 0, -1])
                    form[0] += 1
                    if form[2] != number:
                        form[1:] = form[1] + 1, number
                    if headline:
                        support.leads += 1
                    if opened:
                        if seen[1] != number:
                            seen[1] = number
                            support.opened += 1
                    elif len(support.before) < _NEIGHBOURS and clause[i - 1] not in support.before:
                        support.before.append(clause[i - 1])
                    if j == last or clause[j + 1] in wordlists.CLOSES or raw[j][-1] == "”":
                        if seen[2] != number:
                            seen[2] = number
                            support.closed += 1
                    elif len(support.after) < _NEIGHBOURS and clause[j + 1] not in support.after:
                        support.after.append(clause[j + 1])
                start = ends[i]
