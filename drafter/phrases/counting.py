"""How many independent reports a run of words stands in, counted exactly in bounded memory.

Two readings of the cut reports. The first only marks, in a table of fixed size, what may stand in enough reports; the
second counts what the table let through, and gives up a run as soon as a shorter one that begins it is rare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from drafter.phrases import wordlists
from drafter.phrases.prepare import LEAD, SECTIONS, TITLE_OF_PROBLEM, Prepared, clauses

LONGEST = 14  # words of a phrase
_TABLE_BITS = 24
_MASK = (1 << _TABLE_BITS) - 1

_NEIGHBOURS = 3  # more different neighbours than that say nothing more


class Support:
    """Counts of one run of words."""

    __slots__ = (
        "after",
        "before",
        "closed",
        "count",
        "last",
        "leads",
        "opened",
        "others",
        "places",
        "quotes",
        "raw",
        "reports",
    )

    def __init__(self, raw: tuple[str, ...], quotes: bool) -> None:
        self.raw = raw  # its words with the quotes beside them, as first met
        self.quotes = quotes  # whether there are any
        self.others: dict[tuple[str, ...], list[int]] | None = None  # quoted otherwise -> report of each time
        self.reports = 0
        self.count = 0
        self.opened = 0  # in how many reports it begins a clause, or stands behind what parts phrases
        self.closed = 0  # in how many reports it ends a clause, or stands before what parts phrases
        self.leads = 0  # how often in a lead phrase or a problem's title
        self.places = [0] * len(SECTIONS)
        self.last = [-1, -1, -1]  # number of the last report counted for reports, opened, closed
        self.before: tuple[str, ...] = ()  # different words that stand before it
        self.after: tuple[str, ...] = ()

    def form_met(self, raw: tuple[str, ...], number: int) -> None:
        """Take down that a report quotes it otherwise than the first one did."""
        if self.others is None:
            self.others = {}
        self.others.setdefault(raw, []).append(number)

    def form_reports(self) -> int:
        """In how many reports the form stands that most have, at least."""
        others = {number for numbers in (self.others or {}).values() for number in numbers}
        most = max((len(set(numbers)) for numbers in (self.others or {}).values()), default=0)
        return max(most, self.reports - len(others))

    def forms(self) -> dict[tuple[str, ...], int]:
        """Each way it is quoted -> how often."""
        others = {raw: len(numbers) for raw, numbers in (self.others or {}).items()}
        return {self.raw: self.count - sum(others.values()), **others}

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, quoted as it mostly is; without quotes where a single one would be inside."""
        if not self.quotes and self.others is None:
            return self.raw
        forms = self.forms()
        form = max(forms, key=lambda form: (forms[form], form[0][0] == "“", form))
        depth = 0
        for char in "".join(form):
            depth += (char == "“") - (char == "”")
            if depth < 0:
                break
        return form if depth == 0 else tuple(word.strip("“”") for word in form)


Source = Callable[[], Iterable[Prepared]]


def count_runs(source: Source, least: int) -> dict[str, Support]:
    """Runs of one to LONGEST words inside a clause that stand in at least `least` reports -> their support.

    Runs that begin or end with a word that no phrase does (IDLE) are not looked at.
    """
    table = bytearray(1 << _TABLE_BITS)
    for report in source():
        for slot in _slots_of(report):
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


def count_keys(
    source: Source, keys: Callable[[Prepared], Iterable[str]], least: Callable[[str], int]
) -> dict[str, Tally]:
    """The same for any strings that reports give rise to (frames); `least` may differ from string to string."""
    table = bytearray(1 << _TABLE_BITS)
    for report in source():
        for slot in {hash(key) & _MASK for key in keys(report)}:
            if table[slot] < 255:
                table[slot] += 1
    found: dict[str, Tally] = {}
    for number, report in enumerate(source()):
        for key in keys(report):
            if table[hash(key) & _MASK] >= min(least(key), 255):
                tally = found.get(key)
                if tally is None:
                    tally = found[key] = Tally()
                tally.count += 1
                if tally.last != number:
                    tally.last = number
                    tally.reports += 1
    return {key: tally for key, tally in found.items() if tally.reports >= least(key)}


def _slots_of(report: Prepared) -> set[int]:
    """Slots of the table for all runs of a report."""
    idle = wordlists.IDLE
    found: set[int] = set()
    add = found.add
    for stretch in report.stretches:
        for words, _ in clauses(stretch.words):
            text = "".join(words)
            ends = _ends(words)
            whole = [end for end, word in zip(ends, words, strict=True) if word not in idle]
            start = at = 0
            for word, end in zip(words, ends, strict=True):
                if word not in idle:
                    for stop in whole[at : at + LONGEST]:
                        add(hash(text[start:stop]) & _MASK)
                    at += 1
                start = end
    return found


def _ends(clause: list[str]) -> list[int]:
    at, ends = 0, []
    for word in clause:
        at += len(word)
        ends.append(at)
    return ends


def _count_report(report: Prepared, number: int, least: int, table: bytearray, found: dict[str, Support]) -> None:
    for stretch in report.stretches:
        headline = stretch.part in (LEAD, TITLE_OF_PROBLEM)
        for words, raw in clauses(stretch.words):
            _count_clause(words, raw, stretch.section, headline, number, least, table, found)


def _count_clause(
    words: list[str],
    raw: list[str],
    section: int,
    headline: bool,
    number: int,
    least: int,
    table: bytearray,
    found: dict[str, Support],
) -> None:
    """The inner loop of mining: plain statements, because it runs for every run of words of every report."""
    idle, opens, closes, get = wordlists.IDLE, wordlists.OPENS, wordlists.CLOSES, found.get
    text = "".join(words)
    ends = _ends(words)
    quoted = words != raw
    last = len(ends) - 1
    whole = [j for j, word in enumerate(words) if word not in idle]
    for at, i in enumerate(whole):
        start = ends[i - 1] if i else 0
        opened = i == 0 or words[i - 1] in opens or raw[i][0] == "“"
        for j in whole[at : at + LONGEST]:
            run = text[start : ends[j]]
            if table[hash(run) & _MASK] < least:
                break
            support = get(run)
            if support is None:
                support = found[run] = Support(tuple(raw[i : j + 1]), quoted)
            elif quoted or support.quotes:
                form = tuple(raw[i : j + 1])
                if form != support.raw:
                    support.form_met(form, number)
            support.count += 1
            support.places[section] += 1
            seen = support.last
            if seen[0] != number:
                seen[0] = number
                support.reports += 1
            if headline:
                support.leads += 1
            if opened:
                if seen[1] != number:
                    seen[1] = number
                    support.opened += 1
            elif len(support.before) < _NEIGHBOURS and words[i - 1] not in support.before:
                support.before += (words[i - 1],)
            if j == last or words[j + 1] in closes or raw[j][-1] == "”":
                if seen[2] != number:
                    seen[2] = number
                    support.closed += 1
            elif len(support.after) < _NEIGHBOURS and words[j + 1] not in support.after:
                support.after += (words[j + 1],)
