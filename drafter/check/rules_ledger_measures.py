"""L2, L3: the measures of the notice against the ledger's: which there are, their figures, what they say is done."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from drafter.check.matching import Matching, MeasurePair, body_of
from drafter.check.model import Finding, Looked, Severity
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passage, Place
from drafter.text.normal import fold, letters
from drafter.text.quantities import Quantity, quantities


@rule(
    "L201",
    slug="ledger-measure-missing",
    title="台账的措施没有写进通报",
    severity="warning",
    reason="问题还在，措施少了一条；可能是删改时丢的。",
    wrong="台账的问题3有4条措施，通报只印出3条",
    right="4条都印出，或在台账里删去不再公布的一条",
)
def measure_missing(matching: Matching) -> Iterator[Finding | Looked]:
    """A measure of a printed problem that the notice does not have."""
    yield Looked("ledger-measure", len(matching.measures) + len(matching.measures_missing))
    strayed = {stray.path for stray in matching.strayed}  # told by L205
    for path, entry, pair in matching.measures_missing:
        if path in strayed:
            continue
        whole = "".join(body_of(m.text) for m in pair.printed.problem.all_measures())
        if letters(entry.text) in whole:
            continue
        lead = entry.lead if isinstance(entry.lead, str) else (entry.content or "")[:20]
        yield Finding.on(
            pair.printed.problem.heading,
            pair.printed.place,
            f"通报里没有台账的这条措施：“{lead}”{matching.line(path)}",
            suggestion="核对是否漏印。",
        )


@rule(
    "L202",
    slug="ledger-measure-added",
    title="通报的措施台账里没有",
    severity="warning",
    reason="台账里没有的措施，没有佐证；可能是从别处粘来的。",
    wrong="通报问题3的“四是”在台账里找不到",
    right="每条措施都在台账里有出处",
)
def measure_added(matching: Matching) -> Iterator[Finding]:
    """A measure of the notice that the ledger does not have under that problem."""
    strayed = {id(stray.printed) for stray in matching.strayed}  # told by L205
    for point, pair in matching.measures_added:
        if id(point) in strayed:
            continue
        yield Finding.on(
            point.passages[0],
            pair.printed.place,
            f"台账的问题{pair.entry.number or pair.at + 1}没有这条措施",
            (0, min(len(point.passages[0].text), 40)),
            suggestion="核对出处，补进台账或删去。",
        )


@rule(
    "L203",
    slug="ledger-figure",
    title="措施的数字与台账不同",
    severity="error",
    reason="数字以台账为准；改稿时手误一位，或把数字删掉了，都要核对。",
    wrong="台账“整治河道6条”，通报“整治河道9条”",
    right="两处都是6条",
)
def figure_differs(matching: Matching) -> Iterator[Finding | Looked]:
    """A measure that carries another figure than the ledger (error), or has lost or gained one (warning)."""
    moved = _moved(matching)
    for pair in matching.measures:
        yield Looked("ledger-figures")
        yield from _figures(pair, matching, *moved.get(pair.problem.at, (Counter(), Counter())))


_Figures = Counter[tuple[str, str]]


def _moved(matching: Matching) -> dict[int, tuple[_Figures, _Figures]]:
    """For each problem the figures that its other measures lack in print, and those that they have there beyond the
    ledger: a fact that stands elsewhere in the same problem (the ledger's measures were split since) is not lost."""
    lacking: dict[int, _Figures] = {}
    beyond: dict[int, _Figures] = {}
    paired: set[int] = set()
    for pair in matching.measures:
        said, printed = _both(pair)
        paired.add(id(pair.entry))
        lacking.setdefault(pair.problem.at, Counter()).update(said - printed)
        beyond.setdefault(pair.problem.at, Counter()).update(printed - said)
    for problem in matching.pairs:
        for entry in problem.entry.all_measures() if problem.at in lacking else ():
            if id(entry) not in paired and entry.public:
                lacking[problem.at].update(_counted(entry.text))
    return {at: (lacking[at], beyond[at]) for at in lacking}


def _both(pair: MeasurePair) -> tuple[_Figures, _Figures]:
    """The figures of a measure in the ledger, and in print."""
    return _counted(pair.entry.text), _counted("\n".join(p.text for p in pair.printed.passages))


def _figures(pair: MeasurePair, matching: Matching, lacking: _Figures, beyond: _Figures) -> Iterator[Finding]:
    said, printed = _both(pair)
    lost, new = list((said - printed).elements()), list((printed - said).elements())
    line = matching.line(pair.path)
    place = _measure_place(pair)
    for value, unit in new:
        other = next((f for f in lost if f[1] == unit), None)
        if other:
            lost.remove(other)
        elif lacking[value, unit]:
            continue
        passage, span = _find(pair, (value, unit))
        shown = f"{_masked(value)}{unit}"
        message = (
            f"台账是{_masked(other[0])}{other[1]}，这里是{shown}{line}"
            if other
            else f"台账这条措施里没有“{shown}”{line}"
        )
        grade: Severity | None = None if other else "warning"
        right = _in_the_ledger(other, shown, fold(passage.text[slice(*span)]) if span else "")
        yield Finding.on(passage, place, message, span, suggestion="以台账为准核对。", severity=grade, right=right)
    for value, unit in lost:
        if beyond[value, unit]:
            continue
        first = pair.printed.passages[0]
        yield Finding.on(
            first,
            place,
            f"少了台账里的“{_masked(value)}{unit}”{line}",
            (0, min(len(first.text), 40)),
            suggestion="核对是否删漏。",
            severity="warning",
        )


def _masked(value: str) -> str:
    """A number as long as a telephone's or an identity card's is not repeated in full."""
    return re.sub(r"(?<!\d)(\d{3})\d{4,}(\d{4})(?!\d)", r"\1****\2", value)


def _measure_place(pair: MeasurePair) -> Place:
    place = pair.problem.printed.place
    return Place(place.section, place.role, place.problem, "measure")


_DATE = pattern(r"(?:\d{4}\s*年)?\s{0,4}\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?|\d{4}\s*年")
_ORDINAL_HEAD = pattern(r"^\s*[(]?\d{1,2}[).、]")


def _in_the_ledger(figure: tuple[str, str] | None, shown: str, printed: str) -> str | None:
    """What the ledger has for the words of the notice; None where they are printed otherwise than it is told."""
    if figure is None or printed != shown or _masked(figure[0]) != figure[0]:
        return None
    return "".join(figure)


def _counted(text: str) -> _Figures:
    """The figures and the dates of a measure, each with its unit."""
    folded = _ORDINAL_HEAD.sub("", fold(text))
    found: _Figures = Counter()
    for match in _DATE.finditer(folded):
        found[(re.sub(r"\s+", "", match.group()).replace("号", "日"), "")] += 1
    for q in quantities(_DATE.sub(lambda m: "□" * len(m.group()), folded)):
        if q.text[0].isdigit():
            found[_figure(q)] += 1
    return found


def _figure(q: Quantity) -> tuple[str, str]:
    return f"{q.value:f}", q.kind


def _find(pair: MeasurePair, figure: tuple[str, str]) -> tuple[Passage, tuple[int, int] | None]:
    for passage in pair.printed.passages:
        folded = fold(passage.text)
        if not figure[1]:
            for match in _DATE.finditer(folded):
                if re.sub(r"\s+", "", match.group()).replace("号", "日") == figure[0]:
                    return passage, match.span()
        for q in quantities(folded):
            if _figure(q) == figure:
                return passage, (q.start, q.end)
    return pair.printed.passages[0], None


_ALL_DONE = pattern(
    r"(?:已|均已|全部|已经|现已){1,3}(?:完成整改|整改完成|整改到位|销号|办结|整改完毕|全面完成|全部完成)|整改(?:工作)?(?:已|全部){1,3}完成"
    r"|全部完成|全面完成整改|完成整改销号"
    r"|(?:已|均已|全部|已全部|均已全部)(?:处置到位|组建到位|整治到位|落实到位)(?!率)|(?:均已|全部|已全部)接入"
    r"|(?:此项|该项)(?:工作|任务)已完成"
)
_DONE = pattern(r"(?:已经?|现已|均已)(?:全面|基本|全部)?(?:完成|办结|整改到位|落实到位|销号|解决)")
_UNFINISHED = {"推进中", "长期坚持"}


@rule(
    "L301",
    slug="ledger-claims-completion",
    title="台账还在推进，通报说已完成",
    severity="error",
    reason="没有完成的写成完成，是虚假整改；通报公布以后要经得起核实。",
    wrong="台账状态“推进中”，通报写“已全部完成整改”",
    right="通报写明进度和完成时限",
)
def claims_completion(matching: Matching) -> Iterator[Finding]:
    """已完成, 全部完成, 已销号 where the ledger's measure, or the problem it belongs to, is not finished.

    A lesser claim (已完成3处) that stands so in the ledger itself is the ledger's own.
    """
    for pair in matching.measures:
        status = pair.entry.status or pair.problem.entry.status
        if status not in _UNFINISHED:
            continue
        own = letters(pair.entry.text)
        for passage in pair.printed.passages:
            yield from _claims(passage, _measure_place(pair), status, own, matching.line(pair.path))
    for problem in matching.pairs:
        if problem.entry.status in _UNFINISHED:
            own = letters(problem.entry.result or "")
            line = matching.line(f"问题[{problem.at}]")
            for passage in problem.printed.problem.result:
                yield from _claims(passage, problem.printed.place, problem.entry.status, own, line)


def _claims(passage: Passage, place: Place, status: str, own: str, line: str) -> Iterator[Finding]:
    folded = fold(passage.text)
    for match in _ALL_DONE.finditer(folded):
        if letters(match.group()) not in own:
            yield _claim(passage, place, match.span(), status, line)
            return
    for match in _DONE.finditer(folded):
        if letters(folded[match.start() : match.end() + 6]) not in own:
            yield _claim(passage, place, match.span(), status, line)
            return


def _claim(passage: Passage, place: Place, span: tuple[int, int], status: str, line: str) -> Finding:
    words = passage.text[slice(*span)]
    return Finding.on(
        passage,
        place,
        f"台账状态是“{status}”，这里说“{words}”{line}",
        span,
        suggestion="核实后改写进度，或更新台账的状态。",
    )
