"""Units -> the outline that fits the whole document best, and how far the next best is from it.

Forms of headings are found by repetition (what is numbered, framed or styled alike and goes on counting is one form);
levels follow from containment; roles of sections from order, size and build. `read.grammar` holds the weights.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from drafter.read import evidence
from drafter.read.grammar import (
    ASPECT,
    FAULT_KINDS,
    FEW_SECTIONS,
    FOLLOWS,
    GROUP,
    MEASURE_KINDS,
    MOST_FORMS,
    MOST_SECTIONS,
    PROBLEM,
    SECTION,
    SECTION_KINDS,
    SECTION_PRIOR,
)
from drafter.read.lines import BULLET
from drafter.read.tags import RUN_IN, Unit, lists_by_status
from drafter.report import Role

_STRONG = frozenset({"framed", "quoted", "status", "bracket", "cell"})
_FRAMES = frozenset({"framed", "quoted", "bracket", "cell"})


class Atom(NamedTuple):
    """What makes two headings alike."""

    kind: str  # of the ordinal, or 表 样式2 框 短
    closed: str  # the mark behind the number
    strong: bool  # framed, quoted or with a status
    styled: bool


LABELLED = "签"  # of one that a label of the document introduces (对应问题：…)
SENTENCE = "句"  # the kind of a heading that is a sentence without number
UNTOLD = evidence.Tally()
Member = tuple[int, Atom]  # number of the unit, its look


@dataclass(slots=True)
class Form:
    """A form of heading: the units that have it, and what they have in common."""

    name: str
    kind: str  # of its ordinal, or 表 样式2 框 短
    at: list[int]
    fault: float = 0.0
    title: float = 0.0
    body: float = 0.0
    labelled: float = 0.0
    gathers: float = 0.0
    framed: float = 0.0


class Chain(NamedTuple):
    """Which form stands at which level of a part: names of forms, from the outside in."""

    groups: tuple[Form, ...]
    problem: Form | None
    aspect: Form | None
    score: float
    core: float  # what the problems' own headings give of it
    margin: float  # distance to the runner-up with another form for the problems


NO_CHAIN = Chain((), None, None, 0.0, 0.0, 0.0)


_ChainOf = Callable[[tuple[tuple[int, int], ...]], Chain]


class Part(NamedTuple):
    """A section: its heading's unit (None without one), the units under it, its role."""

    heading: int | None
    start: int
    end: int
    role: Role


@dataclass(slots=True)
class Outline:
    parts: list[Part]
    chains: dict[int, Chain]  # by number of the part, for those of role progress
    score: float = 0.0
    margin: float = 0.0
    by: str = "无"  # what the section headings are
    candidates: list[tuple[str, float]] = field(default_factory=list)


# --- forms ------------------------------------------------------------------------------------------------------


def _atom(unit: Unit, units: Sequence[Unit], i: int) -> Atom | None:
    """(kind, closing mark, strong, styled) of a unit that may be a heading."""
    head = unit.head
    if head is None:
        return None
    level = unit.line.level
    if head.build == "cell":
        return Atom("表方面" if unit.line.role == "group" else "表", "", True, False)
    if unit.mark:
        kind = unit.mark.kind if unit.mark.kind != BULLET else BULLET + unit.mark.closed  # ★ may stand above ·
        return Atom(kind, unit.mark.closed, head.build in _STRONG, bool(level))
    if level and level > 1:
        return Atom(f"样式{level}", "", False, True)
    if head.build in _FRAMES or head.build == "status":
        return Atom(LABELLED if unit.line.told else "框", "", True, False)
    if head.build == RUN_IN:
        return Atom(RUN_IN, ":", False, False)
    if head.whole and unit.size <= 45 and unit.text[-1] not in "。；;：:，,":
        after = units[i + 1] if i + 1 < len(units) else None
        upper = after is not None and _short_line(after) and not _short_line_end(units, i + 1)
        return Atom("短上" if upper or head.aspect else "短", "", False, False)
    if _sentence_alone(unit) and i + 1 < len(units) and not _sentence_alone(units[i + 1]):
        return Atom(SENTENCE, "", False, False)
    return None


def _sentence_alone(unit: Unit) -> bool:
    """Whether a line without number is one short sentence that tells no deed and no figure: 储备库“大而不精”。"""
    head = unit.head
    return (
        unit.mark is None
        and head is not None
        and head.whole
        and head.fault >= 0
        and unit.size <= 45
        and unit.text.endswith("。")
        and not any(c.isdigit() for c in unit.text)
    )


def _short_line(unit: Unit) -> bool:
    return (
        unit.mark is None
        and unit.head is not None
        and unit.head.whole
        and unit.size <= 45
        and unit.text[-1] not in "。；;：:，,"
    )


def _short_line_end(units: Sequence[Unit], i: int) -> bool:
    """Whether nothing stands under a short line: the next is one as well."""
    return i + 1 >= len(units) or _short_line(units[i + 1])


def _breaks(numbers: Sequence[int]) -> int:
    return sum(1 for a, b in pairwise((0, *numbers)) if b not in (a + 1, 1))


def _split(members: list[Member], units: Sequence[Unit]) -> list[list[int]]:
    """Units with ordinals of one kind -> forms: parted by look only where each part then counts on better."""

    def numbers(part: Sequence[tuple[int, object]]) -> list[int]:
        return [units[i].mark.number for i, _ in part if units[i].mark]  # type: ignore[union-attr]

    runs = _runs(members, units)
    titles = [_names_faults(run, units) for run in runs]
    if any(titles) and not all(titles):
        parted = [[m for run, t in zip(runs, titles, strict=True) if t is kind for m in run] for kind in (True, False)]
        return [group for part in parted for group in _split(part, units)]
    whole = _breaks(numbers(members))
    best: list[list[Member]] = [members]
    for key in (2, 1):
        parts: dict[object, list[Member]] = defaultdict(list)
        for member in members:
            parts[member[1][key]].append(member)
        if len(parts) == 2:
            apart = sum(_breaks(numbers(part)) for part in parts.values())
            if apart < whole:
                best, whole = list(parts.values()), apart
    return [[i for i, _ in part] for part in best]


def _runs(members: list[Member], units: Sequence[Unit]) -> list[list[Member]]:
    """Members cut where the numbers begin anew."""
    runs: list[list[Member]] = []
    for member in members:
        mark = units[member[0]].mark
        if not runs or (mark and mark.number == 1):
            runs.append([])
        runs[-1].append(member)
    return runs


def _names_faults(run: Sequence[tuple[int, object]], units: Sequence[Unit]) -> bool:
    """Whether a run of headings names what is wrong rather than what was done: under such a heading something stands
    (①追缴违规列支费用。②食堂与接待账目分设。 names 违规 and is done)."""
    if _nothing_between(run, units):
        return False
    faults = [
        head.fault if head.build in _STRONG or not units[i].counts else 0.0 for i, _ in run if (head := units[i].head)
    ]
    return sum(faults) / len(faults) >= 0.3


def _nothing_between(run: Sequence[tuple[int, object]], units: Sequence[Unit]) -> bool:
    """Whether each item of a run that has a next one is followed by that at once, with no word behind its own."""
    inner = [i for i, _ in run if i + 1 < len(units) and _counts_on(units[i], units[i + 1])]
    return bool(inner) and len(inner) >= len(run) - 1 and all((h := units[i].head) and h.whole for i in inner)


def _counts_on(unit: Unit, following: Unit) -> bool:
    a, b = unit.mark, following.mark
    return bool(a and b and a.kind == b.kind and b.number == a.number + 1)


def _of_measures(kind: str) -> bool:
    return kind in MEASURE_KINDS or kind.startswith(BULLET)


def forms_in(units: Sequence[Unit], spans: Sequence[tuple[int, int]]) -> list[Form]:
    """The forms of headings in some stretches of a document, those that occur most first."""
    by_kind: dict[str, list[Member]] = defaultdict(list)
    for start, end in spans:
        for i in range(start, end):
            atom = _atom(units[i], units, i)
            if atom:
                by_kind[atom[0]].append((i, atom))
    forms: list[Form] = []
    for kind, members in by_kind.items():
        styled = [m for m in members if m[1][3]]
        if _of_measures(kind) or kind in FAULT_KINDS or units[members[0][0]].mark is None:
            groups = [[i for i, _ in members]]
        elif styled and len(styled) < len(members):  # where styles tell the headings, a line without one is none
            groups = [[i for i, _ in styled], *_split([m for m in members if not m[1][3]], units)]
        else:
            groups = _split(members, units)
        for n, at in enumerate(groups):
            forms.append(_measured(Form(f"{kind}/{n}" if n else kind, kind, at), units, spans))
    forms.sort(key=lambda f: (-f.framed * len(f.at), -len(f.at)))
    return sorted(forms[:MOST_FORMS], key=lambda f: f.at[0])


def _measured(form: Form, units: Sequence[Unit], spans: Sequence[tuple[int, int]]) -> Form:
    n = len(form.at)
    inside = set(form.at)
    ends = {end for _, end in spans}
    for i in form.at:
        unit, head = units[i], units[i].head
        assert head is not None
        form.fault += head.fault
        form.title += head.build in _STRONG or (len(unit.title) <= 45 and not unit.counts)
        following = units[i + 1] if i + 1 < len(units) and i + 1 not in ends else None
        form.body += (not head.whole) or (following is not None and i + 1 not in inside)
        form.labelled += bool(following and following.label) or unit.labelled
        form.gathers += head.aspect
        form.framed += head.build in _FRAMES
    for name in ("fault", "title", "body", "labelled", "gathers", "framed"):
        setattr(form, name, getattr(form, name) / n)
    return form


# --- chains -----------------------------------------------------------------------------------------------------


def best_chain(units: Sequence[Unit], spans: Sequence[tuple[int, int]], told: evidence.Tally = UNTOLD) -> Chain:
    """The forms of groups, problems and 具体表现 that fit some stretches best. `told`: how many there are to be."""
    spans = [s for s in spans if s[0] < s[1]]
    forms = forms_in(units, spans)
    total = sum(units[i].size for a, b in spans for i in range(a, b)) or 1
    found: list[tuple[float, float, Form, tuple[Form, ...], Form | None]] = []
    sizes = _Sizes(units, spans)
    for problem in forms:
        if _of_measures(problem.kind) and not _titles_all_the_same(problem):
            continue
        unmarked = problem.kind in ("短", "短上", SENTENCE, "表方面") and problem.labelled < 0.5 and problem.fault < 0.3
        if unmarked and (problem.kind not in ("短", SENTENCE) or len(problem.at) < 2 or problem.body < 0.9):
            continue
        score = core = _problem_score(problem, sizes.after(problem.at[0]) / total)
        if told.problems == len(problem.at) > 1:
            score += PROBLEM.announced
        outer = sorted(
            ((s, f) for f in forms if f is not problem and (s := _group_score(f, problem, units, told)) > 0),
            key=lambda x: -x[0],
        )
        inner = [
            (s, f)
            for f in forms
            if f is not problem and (s := _aspect_score(f, problem)) > 0 and not _one_run_of_many(f, forms)
        ]
        groups: tuple[Form, ...] = ()
        for gain, form in outer[:2]:
            if all(_above(form, g) or _above(g, form) for g in groups):
                groups = tuple(sorted((*groups, form), key=lambda f: f.at[0]))
                score += gain
        aspect = None
        if inner:
            gain, aspect = max(inner, key=lambda x: x[0])
            score += gain
        found.append((score, core, problem, groups, aspect))
    if not found:
        return NO_CHAIN
    found.sort(key=lambda x: -x[0])
    score, core, best, groups, aspect = found[0]
    second = found[1][0] if len(found) > 1 else 0.0
    return Chain(groups, best, aspect, score, core, score - second)


def _one_run_of_many(form: Form, forms: Sequence[Form]) -> bool:
    """Whether a single heading only has a form of its own because it speaks of a fault (（1）收回违规借用车辆5台, alone
    under its problem), among many of that kind that do not."""
    others = sum(len(other.at) for other in forms if other is not form and other.kind == form.kind)
    return len(form.at) == 1 and others > _LEAST_OTHERS


_LEAST_OTHERS = 4


def _titles_all_the_same(form: Form) -> bool:
    """Whether headings with an ordinal of measures are those of problems: framed, naming faults, or titles behind a
    sign (★农资保供稳价作用发挥不够)."""
    if form.kind.startswith(BULLET):
        return form.framed >= 0.8 or (form.title >= 0.8 and form.fault >= 0.3)
    return form.framed >= 0.8 or form.fault >= 0.9


class _Sizes:
    """How many characters stand behind a unit, within some stretches."""

    def __init__(self, units: Sequence[Unit], spans: Sequence[tuple[int, int]]) -> None:
        self.at: list[int] = []
        self.sums: list[int] = [0]
        for start, end in spans:
            for i in range(start, end):
                self.at.append(i)
                self.sums.append(self.sums[-1] + units[i].size)

    def after(self, i: int) -> int:
        return self.sums[-1] - self.sums[bisect_left(self.at, i)]


def _problem_score(form: Form, coverage: float) -> float:
    n = len(form.at)
    measure = _of_measures(form.kind) and not (form.kind.startswith(BULLET) and _titles_all_the_same(form))
    return (
        PROBLEM.fault * form.fault
        + PROBLEM.title * form.title
        + PROBLEM.body * form.body
        + PROBLEM.coverage * coverage
        + PROBLEM.repetition * min(n, 5) / 5
        + PROBLEM.labelled * form.labelled
        + PROBLEM.gathers * form.gathers
        + (PROBLEM.measure_kind if measure else 0.0)
        + (PROBLEM.alone if n == 1 else 0.0)
    )


def _holds(outer: Form, inner: Form) -> tuple[float, float]:
    """(share of the outer form's stretches with an inner heading, share of the inner headings in one)."""
    held = len(inner.at) - bisect_left(inner.at, outer.at[0])
    edges = [*outer.at, 1 << 60]
    holding = sum(bisect_left(inner.at, b) > bisect_right(inner.at, a) for a, b in pairwise(edges))
    return holding / len(outer.at), held / len(inner.at)


def _above(outer: Form, inner: Form) -> bool:
    holds, held = _holds(outer, inner)
    return holds >= 0.5 and held >= 0.6 and len(outer.at) <= len(inner.at)


def _group_score(form: Form, problem: Form, units: Sequence[Unit], told: evidence.Tally) -> float:
    if form.at[0] > problem.at[0] or form.kind == SENTENCE:
        return 0.0
    holds, held = _holds(form, problem)
    if held < 0.5 or holds < 0.3:
        return 0.0
    there = set(problem.at)
    direct = sum(i + 1 in there for i in form.at) / len(form.at)
    if _of_measures(form.kind) and min(direct, form.gathers) < 0.8:  # ◆落实中央决策部署方面
        return 0.0
    fault = max(form.fault, 0.0) * (1 - form.gathers)
    crowded = max(0.0, len(form.at) / len(problem.at) - 1)
    return (
        GROUP.holds * holds
        + GROUP.held * held
        + GROUP.direct * direct
        + GROUP.gathers * form.gathers
        + GROUP.fault * fault
        + GROUP.crowded * crowded
        + GROUP.numbered_on * _numbers_go_on(form, problem, units)
        + GROUP.announced * (told.groups == len(form.at) > 1)
        + GROUP.cost
    )


def _numbers_go_on(outer: Form, inner: Form, units: Sequence[Unit]) -> float:
    """Share of the outer headings, the first left out, behind which the inner numbers go on rather than begin anew."""
    firsts = [at for a in outer.at[1:] if (n := bisect_right(inner.at, a)) < len(inner.at) and (at := inner.at[n])]
    marks = [mark for at in firsts if (mark := units[at].mark)]
    return sum(mark.number > 1 for mark in marks) / len(firsts) if firsts else 0.0


def _each_has_one(outer: Form, inner: Form) -> bool:
    """Whether each of the outer headings has one of the inner ones at once, and no more."""
    there = set(inner.at)
    return len(outer.at) == len(inner.at) and all(i + 1 in there for i in outer.at)


def slogans_of(chain: Chain) -> Form | None:
    """The innermost form of groups where it heads one problem each, inside groups of several."""
    if len(chain.groups) < 2 or chain.problem is None:
        return None
    inner = chain.groups[-1]
    return inner if inner.gathers < 0.5 and _each_has_one(inner, chain.problem) else None


def _aspect_score(form: Form, problem: Form) -> float:
    if _of_measures(form.kind) and form.framed < 0.8:
        return 0.0
    if form.kind == SENTENCE and form.fault < 0.9:  # a short measure is a sentence as well
        return 0.0
    if form.at[0] < problem.at[0]:
        return 0.0
    if form.kind == LABELLED and _each_has_one(problem, form):  # slogan, 对应问题：…: the label names the problem
        return 0.0
    _, held = _holds(problem, form)
    return (
        ASPECT.labelled * max(0.0, form.labelled - problem.labelled)
        + ASPECT.held * held
        + ASPECT.fault * (1.0 if form.kind in FAULT_KINDS and form.body >= 0.5 else form.fault) * form.title
        + ASPECT.title * form.title
        + ASPECT.body * form.body
        + ASPECT.cost
    )


# --- sections ---------------------------------------------------------------------------------------------------


def outline_of(units: Sequence[Unit], told: evidence.Tally = UNTOLD) -> Outline:
    """The outline that fits best. `told`: how many 方面 and problems the notice says it has."""
    found: list[Outline] = []
    cache: dict[tuple[tuple[int, int], ...], Chain] = {}

    def chain(spans: tuple[tuple[int, int], ...]) -> Chain:
        if spans not in cache:
            cache[spans] = best_chain(units, spans, told)
        return cache[spans]

    seen: set[tuple[int, ...]] = set()
    for name, at in _section_candidates(units):
        if tuple(at) in seen:
            continue
        seen.add(tuple(at))
        found.append(_with_roles(name, at, units, chain))
    found.sort(key=lambda o: -o.score)
    best = found[0]
    best.margin = best.score - found[1].score if len(found) > 1 else best.score
    best.candidates = [(o.by, round(o.score, 2)) for o in found]
    return best


def _heads_section(unit: Unit) -> bool:
    """Whether a unit could head a section by its shape: a heading alone on its line that is no problem's."""
    head = unit.head
    if unit.line.role or unit.glued:
        return False
    if head is None:
        return False
    if unit.mark is None and not unit.line.level and (unit.size > 40 or unit.text[-1] in "。；;：:，,、"):
        return False
    built = head.build in ("plain", "style") or (head.build == "bracket" and unit.mark is not None)
    return head.whole and unit.size <= 64 and built and not unit.text.endswith(("；", ";"))


def _speaks_of_problems(unit: Unit) -> bool:
    """Whether a numbered heading ends in 问题 and may head a part all the same: 三、从严整治群众身边突出问题."""
    head, mark = unit.head, unit.mark
    if not (head and mark and head.whole and unit.size <= 64):
        return False
    if head.build == "quoted":  # 二、“落实领导责任有差距”方面的整改进展
        return head.aspect
    if head.build != "framed":
        return False
    return not unit.line.folded[mark.end :].startswith(("关于", "针对", "对照", "“"))


def _section_candidates(units: Sequence[Unit]) -> Iterator[tuple[str, list[int]]]:
    """(what they are, numbers of units) of each set of lines that might be the section headings."""
    shaped = [i for i, unit in enumerate(units) if _heads_section(unit)]
    labels: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        if (
            unit.label
            and not unit.mark
            and not unit.line.role
            and unit.size <= 20
            and not set(unit.text) & set("：:】]")
        ):
            labels[unit.text].append(i)
    once = [at[0] for at in labels.values() if len(at) == 1]  # 整改进展情况 once heads a part, often it is a label
    known = sorted(
        {i for i in shaped if not units[i].mark and units[i].size <= 24 and _known(units[i]) and not _inner(units[i])}
        | {i for i in once if _known(units[i])}
    )
    styled = sorted(i for i in {*shaped, *once} if units[i].line.level == 1)
    for kind in SECTION_KINDS:
        of_kind = [i for i in shaped if (mark := units[i].mark) and mark.kind == kind]
        beside = {*known, *(i for i in styled if not units[i].mark)}
        if of_kind and len(of_kind) <= 4 * MOST_SECTIONS:
            yield kind, sorted({*of_kind, *beside})
        wide = [i for i, u in enumerate(units) if u.mark and u.mark.kind == kind and _speaks_of_problems(u)]
        if of_kind and wide and len(wide) <= MOST_SECTIONS:
            yield kind, sorted({*of_kind, *wide, *beside})
    if styled:
        yield "样式", sorted({*styled, *known})
    if known:
        yield "已知", known
    short = [i for i in shaped if not units[i].mark and units[i].size <= 40 and _speaks(units[i])]
    if 2 <= len(short) <= MOST_SECTIONS:
        yield "短", short
    bracketed = [i for i, unit in enumerate(units) if _in_brackets(unit)]
    texts = [units[i].text for i in bracketed]
    bracketed = [i for i in bracketed if texts.count(units[i].text) == 1]  # 【整改情况】 under every problem heads none
    if 2 <= len(bracketed) <= FEW_SECTIONS and not any((h := units[i].head) and h.aspect for i in bracketed):
        yield "【】", bracketed
    signed = [i for i, unit in enumerate(units) if _between_signs(unit.text)]
    if 2 <= len(signed) <= FEW_SECTIONS:
        yield "【】", signed
    signs: dict[str, list[int]] = defaultdict(list)
    for i in shaped:
        if (mark := units[i].mark) and mark.kind == BULLET:
            signs[mark.closed].append(i)
    yield from (("【】", at) for at in signs.values() if 2 <= len(at) <= FEW_SECTIONS)  # ◆ 强化政治引领，推动责任落实
    lone = [i for i in shaped if not units[i].mark and not units[i].line.level and units[i].size <= 24]
    if 3 <= len(lone) <= FEW_SECTIONS:
        yield "短行", lone
    for at in (short, lone):  # a short line that names a fault or a 方面 stands further in
        outer = [i for i in at if _known(units[i]) or (_names_no_fault(units[i]) and not _before_label(units, i))]
        if len(outer) < 2:
            continue
        longest = _MEASURE * max(units[outer[0]].size, units[outer[-1]].size)  # the first and the last head a part
        for heads in (outer, [i for i in outer if units[i].size <= longest]):
            if 2 <= len(heads) <= FEW_SECTIONS and len(heads) < len(at):
                yield "短行", heads
    upper = [i for i in sorted({*lone, *once}) if _over_short_lines(units, i)]
    if 2 <= len(upper) <= FEW_SECTIONS:
        yield "短行", upper
    measured: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for i in shaped:
        if not units[i].mark and not units[i].line.level and (halves := _halves(units[i].text)):
            measured[halves].append(i)
    yield from (("对仗", paired) for paired in measured.values() if 2 <= len(paired) <= FEW_SECTIONS)
    yield "无", []


def _over_short_lines(units: Sequence[Unit], i: int) -> bool:
    """Whether a short line follows that heads text itself: 整改成效 / 管网漏损控制不力 / 改造老旧管网52公里。"""
    return i + 2 < len(units) and _short_line(units[i + 1]) and not _short_line(units[i + 2])


def _names_no_fault(unit: Unit) -> bool:
    return unit.head is not None and not unit.head.aspect and unit.head.fault < 0.3


def _before_label(units: Sequence[Unit], i: int) -> bool:
    """Whether 整改情况： follows: a problem's heading."""
    return i + 1 < len(units) and units[i + 1].label


def _halves(text: str) -> tuple[int, ...] | None:
    """How long the two halves of a slogan are (提高政治站位　扛牢整改责任: 6 and 6); None where a line is none. Slogans
    that head the parts of one notice are of one measure."""
    halves = [half for half in re.split(r"[\s，,]+", text.strip()) if half]
    return tuple(map(len, halves)) if len(halves) == 2 and min(map(len, halves)) >= 4 else None


def _known(unit: Unit) -> bool:
    return max(evidence.heads_part(unit.line.bare).values(), default=0.0) >= 1.5


def _in_brackets(unit: Unit) -> bool:
    """Whether a line is 【…】 and nothing else."""
    head = unit.head
    if unit.mark:
        return False
    if unit.label:
        return unit.text.startswith("【") and unit.text.endswith("】")
    short = unit.size <= _LONGEST_BRACKETED and "。" not in unit.text
    return head is not None and head.build == "bracket" and (head.whole or short)


_MEASURE = 1.6  # times: how much longer than the others the heading of a part may be
_LONGEST_BRACKETED = 44  # with what may stand behind the brackets


def _between_signs(text: str) -> bool:
    """◆ 心中有责：扛起整改责任 ◆"""
    return 4 < len(text) <= 44 and text[0] == text[-1] and unicodedata.category(text[0]) == "So"


def _inner(unit: Unit) -> bool:
    """Whether a style puts the heading below those of the parts."""
    return unit.line.level is not None and unit.line.level > 1


def _speaks(unit: Unit) -> bool:
    return max(evidence.heads_part(unit.line.bare).values(), default=0.0) >= 0.8


def _with_roles(name: str, at: list[int], units: Sequence[Unit], chain: _ChainOf) -> Outline:
    spans: list[tuple[int | None, int, int]] = []
    edges = [*at, len(units)]
    if not at or at[0] > 0:
        spans.append((None, 0, edges[0]))
    spans += [(a, a + 1, b) for a, b in pairwise(edges)]
    spans = [piece for span in spans for piece in _cut_at_table(span, units)]
    total = sum(unit.size for unit in units) or 1
    own_chains = [chain(((a, b),)) if a < b else NO_CHAIN for _, a, b in spans]
    listed = _mere_lists(own_chains)
    strengths = [0.0 if mere else _strength(c) for mere, c in zip(listed, own_chains, strict=True)]
    by_status = _lists_by_status([heading for heading, _, _ in spans], units)
    scores = [_role_scores(i, spans, strengths, units, total, by_status) for i in range(len(spans))]
    for fits, mere in zip(scores, listed, strict=True):
        fits["leadership"] += SECTION.listed * mere
    front = spans[0][0] is None and not any(unit.mark for unit in units[spans[0][1] : spans[0][2]])
    roles, score = _best_roles(scores, front)
    if any(role == "progress" and strength > 0.5 for role, strength in zip(roles, strengths, strict=True)):
        whole = chain(tuple((a, b) for r, (_, a, b) in zip(roles, spans, strict=True) if r == "progress"))
        lacking = [r == "progress" and h is not None and h not in by_status
                   and not _names_problems(chain(((a, b),)).problem, whole.problem)
                   for r, (h, a, b) in zip(roles, spans, strict=True)]  # fmt: skip
        opens = lacking[0] and "leadership" not in roles
        roles = ["other" if lack else r for lack, r in zip(lacking, roles, strict=True)]
        roles = ["leadership", *roles[1:]] if opens else roles
    roles = _summaries_apart(roles, spans, units)
    parts = [Part(h, a, b, role) for (h, a, b), role in zip(spans, roles, strict=True)]
    counted = name if name in SECTION_KINDS else "一、"
    numbers = [mark.number for i in at if (mark := units[i].mark) and mark.kind == counted]
    prior = SECTION_PRIOR[name] if len(at) != 1 else SECTION_PRIOR[name] / 2
    if numbers:
        prior -= 2.5 * sum(b <= a for a, b in pairwise(numbers)) / len(numbers)
        prior -= 1.0 * (numbers[0] != 1)
        prior -= 1.0 * sum(b > a + 1 for a, b in pairwise(numbers))  # one in between is a heading as well
    prior += SECTION.each * max(0, len(spans) - 3)
    if name in SECTION_KINDS:  # inside 一、 nothing else heads a section
        further_out = SECTION_KINDS[: min(3, SECTION_KINDS.index(name))]
        outermost = sum(bool(u.mark and u.mark.kind in further_out and _heads_section(u)) for u in units)
        prior += SECTION.inside * (outermost >= 2)
    if len(at) > MOST_SECTIONS:
        prior -= 3
    progress = [i for i, part in enumerate(parts) if part.role == "progress"]
    whole = chain(tuple((parts[i].start, parts[i].end) for i in progress))
    chains = {}
    for i in progress:
        own = parts[i]
        holds = whole.problem and any(own.start <= x < own.end for x in whole.problem.at)
        chains[i] = whole if holds else chain(((own.start, own.end),))
    score += prior + whole.score
    return Outline(parts, chains, score, by=name)


def _lists_by_status(headings: Sequence[int | None], units: Sequence[Unit]) -> set[int]:
    """Those of the headings that list the problems which are equally far: 二、已销号问题, 三、仍在攻坚的4个问题.

    One by itself (需要长期推进的整改事项, behind all the problems) says of some of them again what is left.
    """
    found = {
        at
        for at in headings
        if at is not None
        and lists_by_status(units[at].line.folded[mark.end if (mark := units[at].mark) else 0 :].strip())
    }
    return found if len(found) > 1 else set()


def _names_problems(own: Form | None, whole: Form | None) -> bool:
    """Whether what heads the text of a progress part are problems: where those of the whole notice have another form,
    only by naming faults (（一）优化营商环境专项检查。… names an inspection)."""
    if own is None:
        return False
    alike = whole is None or whole.kind == own.kind or whole.fault < _FAULTS
    return alike or own.fault >= _FAULTS or own.labelled >= 0.5


_FAULTS = 0.3


def _summaries_apart(
    roles: Sequence[Role], spans: Sequence[tuple[int | None, int, int]], units: Sequence[Unit]
) -> list[Role]:
    """The roles, a part that only counts what has come of the whole told from the 组织领导 behind it (一、总体情况:
    反馈12个问题，已完成10个。 二、组织推动情况)."""
    found = list(roles)
    for n, (role, after) in enumerate(pairwise(roles)):
        heading, start, end = spans[n]
        plain = heading is not None and not any(unit.mark for unit in units[start:end])
        if role == after == "leadership" and plain:
            counted = evidence.tally("".join(unit.line.bare for unit in units[start:end])[:_SUMMARY])
            if counted != UNTOLD:
                found[n] = "other"
    return found


_SUMMARY = 300  # characters of a part within which it says how many problems there were


def _cut_at_table(span: tuple[int | None, int, int], units: Sequence[Unit]) -> list[tuple[int | None, int, int]]:
    """A table of problems behind text of another kind begins a part without a heading."""
    heading, start, end = span
    first = next((i for i in range(start, end) if (h := units[i].head) and h.build == "cell"), None)
    if first is None or not any(unit.size > 40 for unit in units[start:first]):
        return [span]
    if heading is not None and evidence.heads_part(units[heading].line.bare).get("progress", 0.0) >= 1:
        return [span]  # 二、反馈问题整改情况, a sentence, the table
    return [(heading, start, first), (None, first, end)]


def _strength(found: Chain) -> float:
    return max(0.0, min(1.0, (found.core - 3.2) / 2.4))


def _mere_lists(chains: Sequence[Chain]) -> list[bool]:
    """For each part whether it only lists what was fed back: problems without text, where another part has text under
    its own."""
    bodies = [chain.problem.body if chain.problem else 1.0 for chain in chains]
    fault = [chain.problem.fault if chain.problem else 0.0 for chain in chains]
    told = any(body >= 0.5 and f >= _FAULTS for body, f in zip(bodies, fault, strict=True))
    several = [chain.problem is not None and len(chain.problem.at) > 1 for chain in chains]
    return [told and many and b < _BARE and f >= _FAULTS for many, b, f in zip(several, bodies, fault, strict=True)]


_BARE = 0.2  # share of headings with text under them


def _role_scores(
    index: int,
    spans: Sequence[tuple[int | None, int, int]],
    strengths: Sequence[float],
    units: Sequence[Unit],
    total: int,
    by_status: Container[int | None],
) -> dict[Role, float]:
    """How well each role fits a stretch: by its build and size first, by the words of its heading last."""
    heading, start, end = spans[index]
    words = evidence.heads_part(units[heading].line.bare) if heading is not None else {}
    size = sum(units[i].size for i in range(start, end))
    share = size / total
    problems = strengths[index]
    weaker = max(strengths) - problems
    text = ""
    for i in range(start, end):
        text += units[i].text[:300]
        if len(text) > 1000:
            break
    future, past = evidence.ahead(text), evidence.behind(text)
    last = index == len(spans) - 1

    def said(part: str) -> float:
        return SECTION.words * min(words.get(part, 0.0), 3.0)

    listed = SECTION.by_status * (problems > 0 and heading in by_status)

    empty = -0.6 if not size else 0.0
    unheaded = -1.0 if heading is None else 0.0
    return {
        "leadership": said("leadership") + SECTION.no_problems * (1 - problems) - future + empty,
        "progress": said("progress") + SECTION.problems * problems * min(1.0, 0.1 + 2 * share) + SECTION.share * share
        + SECTION.weaker * weaker + listed + 1.5 * empty,
        "next_steps": said("next_steps") + SECTION.no_problems * (1 - problems) + (SECTION.last if last else -0.3)
        + (SECTION.ahead * future if future > 0.3 else SECTION.behind * past) + empty + unheaded,
        "other": said("other") + SECTION.other + SECTION.no_problems * (1 - problems) + empty + unheaded,
    }  # fmt: skip


def _best_roles(scores: Sequence[dict[Role, float]], front: bool = False) -> tuple[list[Role], float]:
    """The best sequence of roles in the order that the grammar allows; one part at least is progress. `front`: the
    first part is running text without a heading, which a headed 组织领导 makes the end of the preamble."""
    order: tuple[Role, ...] = ("leadership", "progress", "next_steps")
    states: dict[Role, tuple[float, list[Role]]] = {}
    begin: dict[Role, tuple[float, list[Role]]] = {"leadership": (0.0, [])}
    states = dict(begin)
    started = False
    for n, score in enumerate(scores):
        new: dict[Role, tuple[float, list[Role]]] = {}
        for state, (value, path) in states.items():
            options: list[tuple[Role, Role]] = [(state, "other")]
            follows = FOLLOWS[state] if started or state != "leadership" else ("leadership", "progress")
            options += [(role, role) for role in follows]
            for after, role in options:
                gain = score[role]
                if role == "leadership" and "leadership" in path[front:]:
                    gain -= 0.3
                if role == "next_steps" and "next_steps" in path:
                    gain += SECTION.stray
                if role == "next_steps" and "progress" not in path:
                    gain -= 3.0
                if role == "other" and n == 0:
                    gain -= 0.5
                if after not in new or value + gain > new[after][0]:
                    new[after] = (value + gain, [*path, role])
        states = new
        started = True
    finals = [(value - (0.0 if "progress" in path else 4.0), path) for value, path in states.values()]
    assert order
    value, path = max(finals, key=lambda x: x[0])
    return path, value
