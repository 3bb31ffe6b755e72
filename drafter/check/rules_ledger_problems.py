"""L1: which problems of the ledger stand in the notice, where and in what words; and nothing that is not public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from drafter.check.matching import Matching
from drafter.check.model import Finding, Looked, Where
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import SECTION_NAMES, Passages
from drafter.text.normal import fold, letters

if TYPE_CHECKING:
    from drafter.ledger.model import MeasureEntry, ProblemEntry

SHORTEST_TITLE = 5  # letters of a title that is not public, found in print
SHORTEST_LEAK = 12  # letters of a measure that is not public, found in print
SHORTEST_FIGURE = 6  # the same where a figure is among them that no two matters share by chance
_TELLING = pattern(r"\d{3,}")  # 涉及资产583万元
_PROGRESS = SECTION_NAMES["progress"]


@rule(
    "L101",
    slug="ledger-problem-missing",
    title="台账的问题没有写进通报",
    severity="error",
    reason="台账里公开的每个问题都应在通报里有着落；改稿时最容易悄悄丢掉一个。",
    wrong="台账有36个公开的问题，通报只列了35个",
    right="36个都列出；不公开的在台账里写“公开: 否”",
)
def problem_missing(matching: Matching) -> Iterator[Finding | Looked]:
    """A public problem of the ledger that the notice does not have."""
    yield Looked("ledger-problem", sum(1 for e in matching.ledger.problems if e.public))
    for index, entry in matching.missing:
        number = str(entry.number or index + 1)
        yield Finding(
            f"通报里没有台账的问题{number}“{entry.printed_title}”{matching.line(f'问题[{index}]')}",
            Where(_PROGRESS, number),
            suggestion="补上这个问题；确实不公开的，在台账里写“公开: 否”。",
        )


@rule(
    "L102",
    slug="ledger-problem-added",
    title="通报的问题台账里没有",
    severity="error",
    reason="通报里多出来的问题，没有台账为据：可能是从别处抄来的，也可能台账漏记。",
    wrong="通报的问题12在台账里找不到",
    right="每个问题都能在台账里找到",
)
def problem_added(matching: Matching) -> Iterator[Finding]:
    """A problem of the notice that the ledger does not have."""
    for printed in matching.added:
        yield Finding.on(
            printed.problem.heading,
            printed.place,
            f"台账里没有这个问题“{printed.problem.title}”",
            suggestion="核对是否抄自别处；确有此问题的，补进台账。",
        )


@rule(
    "L103",
    slug="ledger-problem-moved",
    title="问题的次序与台账不同",
    severity="warning",
    reason="反馈意见的次序一般不动；换了位置，序号和牵头单位容易对错。",
    wrong="台账的问题5排到了通报的第9位",
    right="按台账（反馈意见）的次序排列",
)
def problem_moved(matching: Matching) -> Iterator[Finding]:
    """Problems out of the ledger's order: the fewest that would have to move."""
    for pair in matching.moved:
        number = pair.entry.number or pair.at + 1
        yield Finding.on(
            pair.printed.problem.heading,
            pair.printed.place,
            f"次序与台账不同：这是台账的问题{number}{matching.line(f'问题[{pair.at}]')}",
            suggestion="核对次序。",
        )


@rule(
    "L104",
    slug="ledger-problem-reworded",
    title="问题表述与台账不同",
    severity="warning",
    reason="问题的表述出自反馈意见，不能改动；要换说法，先在台账的“公开表述”里定下来。",
    wrong="台账“产业转型步伐不快”，通报“产业转型升级较慢”",
    right="两处一字不差",
)
def problem_reworded(matching: Matching) -> Iterator[Finding | Looked]:
    """A problem whose title is not the ledger's; the internal wording in print where there is a public one."""
    for pair in matching.pairs:
        if not pair.entry.public:
            continue
        yield Looked("ledger-title")
        title = letters(pair.printed.problem.title)
        if title == letters(pair.entry.printed_title):
            continue
        internal = pair.entry.public_title and title == letters(pair.entry.title)
        outside = title == letters(matching.public_title(pair.at) or "")
        what = "表述与台账不同，台账是"
        if internal:
            what = "印出了内部表述，公开表述是"
        elif outside:
            what = "党内版印出了公开表述，反馈原文是"
        yield Finding.on(
            pair.printed.problem.heading,
            pair.printed.place,
            f"{what}“{pair.entry.printed_title}”{matching.line(f'问题[{pair.at}]')}",
            suggestion=f"改为“{pair.entry.printed_title}”。",
            severity="error" if internal else None,
        )


@rule(
    "L105",
    slug="ledger-not-public",
    title="不公开的问题印了出来",
    severity="error",
    reason="台账写明“公开: 否”的问题和措施，一个字也不能出现在通报里。",
    wrong="台账里“公开: 否”的问题，通报仍列为第8个问题",
    right="通报里没有这个问题",
)
def not_public(matching: Matching, passages: Passages) -> Iterator[Finding]:
    """The title of a problem that is not public, as a problem or inside the text; or the text of its measures, and of
    single measures that are not. The version for 党内 prints them all."""
    secrets = list(_secrets(matching))
    if not secrets:
        return
    shown = [e for e in matching.ledger.problems if e.public]
    printable = [text for e in shown for text in (e.printed_title, *(m.text for m in public_measures(e)))]
    public = "\n".join(map(letters, printable))
    bodies = [(letters(p.text), p, place) for p, place in passages]
    for said, probes in secrets:
        for body, passage, place in bodies:
            hit = next((p for p in probes if p in body and p not in public), None)
            if hit:
                yield Finding.on(passage, place, said, _span_of(passage.text, hit), suggestion="从通报里删去。")


def _secrets(matching: Matching) -> Iterator[tuple[str, list[str]]]:
    """(what is to be said where one of them is printed, letters of what is not public) by problem and measure."""
    for index, entry in enumerate(matching.ledger.problems):
        number = entry.number or index + 1
        line = matching.line(f"问题[{index}]")
        measures = entry.all_measures()
        if not entry.public:
            titles = {letters(entry.title), letters(entry.printed_title)}
            yield f"台账的问题{number}不公开，却印了出来{line}", [t for t in titles if len(t) >= SHORTEST_TITLE]
        hidden = [m for m in measures if not (entry.public and m.public)]
        said = "不公开，它的措施" if not entry.public else "有一条措施不公开，"
        for measure in hidden:
            yield f"台账的问题{number}{said}却印了出来{line}", _clauses(measure.text)


def public_measures(entry: ProblemEntry) -> list[MeasureEntry]:
    return [measure for measure in entry.all_measures() if measure.public]


def _clauses(text: str) -> list[str]:
    """The longer clauses of a measure, and the shorter ones that hold a telling figure; letters only."""
    whole = [c for part in re.split(r"[。；;\n]", text) if len(c := letters(part)) >= SHORTEST_LEAK]
    parts = (letters(part) for part in re.split(r"[，,。；;\n]", text))
    return [*whole, *(p for p in parts if len(p) >= SHORTEST_FIGURE and _TELLING.search(p))]


def _span_of(text: str, wanted: str) -> tuple[int, int] | None:
    """Where letters stand in a printed text, marks and spaces between them passed over."""
    kept = [(i, c) for i, c in enumerate(fold(text)) if letters(c)]
    at = "".join(c for _, c in kept).find(wanted)
    return (kept[at][0], kept[at + len(wanted) - 1][0] + 1) if at >= 0 else None
