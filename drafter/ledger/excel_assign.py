"""Which columns of a sheet hold what, scored together: by the kinds of their cells, by how far down they are filled in,
by the order in which offices put columns, and by what the words of a heading hint at.

Columns whose heading is known stand fast. For the others the best joint reading is found exactly, from left to right
over the sets of fields that are given already; a column that nothing speaks for stays what it is, a note.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from drafter.ledger.excel_kinds import kind_of
from drafter.text.lexicon import table as lexicon

NOTE = "内部备注"
# From left to right, as offices order columns; what has the same number stands in any order.
_PLACE = {
    "编号": 0, "方面": 1, "表述": 2, "整改目标": 3, "措施": 4, "牵头领导": 5, "牵头单位": 5, "责任单位": 5,
    "时限": 6, "进展": 7, "状态": 8, "公开": 9, "佐证": 9, NOTE: 10,
}  # fmt: skip
_OUT_OF_ORDER = 0.5  # what each pair of columns that stands the other way round costs
_FIRMLY = {("表述", "措施"), ("表述", "进展"), ("措施", "进展"), ("编号", "表述")}  # pairs that seldom do
_FIRM = 1.2
_WHO_AND_WHEN, _WHAT = {"牵头领导", "牵头单位", "责任单位", "时限"}, {"措施", "进展"}  # pairs of which stand either way
_LOOSE = 0.2
_KIN = {"牵头单位": "责任单位"}  # told apart by the words of the heading alone
_ALWAYS_FILLED = {"表述", "措施", "时限", "责任单位", "牵头单位", "牵头领导", "状态", "编号", "进展"}
_EMPTY_COSTS = 2.0
_TOLD = {"表述", "措施", "进展"}  # a note seldom stands beside every problem
_FULL_TELLS = 2.5
_SELDOM = {"整改目标": 1.2, "牵头单位": 0.6}
_DOUBT = 0.7  # of what one cell says; each further one halves it
_HINT = 0.7  # of a word of weight 1
_MOST_HINTED = 2.0
_SMOOTH = 1.0  # per cent, for a kind that a field was never seen with


class Offered(NamedTuple):
    """A column without a known heading. `filled`: the share of the problems for which it says something."""

    number: int
    heading: str
    texts: tuple[str, ...]
    filled: float


class Given(NamedTuple):
    """What a column seems to hold. `score`: how much speaks for it against a note; `margin`: against the next best."""

    field: str
    score: float
    margin: float


def assigned(
    offered: Sequence[Offered], known: Mapping[int, str], fields: Iterable[str], may_be: Callable[[int, str], bool]
) -> dict[int, Given]:
    """The best joint reading of the offered columns, beside `known` ones (number -> field). `fields` may be given, each
    to the columns that `may_be` it."""
    free = [f for f in dict.fromkeys(fields) if f in _PLACE and f != NOTE]
    scores = {c.number: _scores(c, known, [f for f in free if may_be(c.number, f)]) for c in offered}
    best = _solve(offered, scores)
    out: dict[int, Given] = {}
    for number, name in best.given.items():
        if name == NOTE:
            continue
        kin = {name, _KIN.get(name, name)} | {f for f, of in _KIN.items() if of == name}
        without = {**scores, number: {f: s for f, s in scores[number].items() if f not in kin}}
        out[number] = Given(name, scores[number][name], best.score - _solve(offered, without).score)
    return out


class _Solved(NamedTuple):
    score: float
    given: dict[int, str]


def _solve(offered: Sequence[Offered], scores: Mapping[int, Mapping[str, float]]) -> _Solved:
    """Exact over the sets of fields used so far; one field stands but once, but for those that may stand often."""
    states: dict[frozenset[str], tuple[float, tuple[str, ...]]] = {frozenset(): (0.0, ())}
    for column in offered:
        after: dict[frozenset[str], tuple[float, tuple[str, ...]]] = {}
        for used, (score, path) in states.items():
            for name, own in scores[column.number].items():
                if name in used and name not in _OFTEN:
                    continue
                total = score + own - sum(_disorder(left, name) for left in used)
                now = used if name == NOTE else used | {name}
                if now not in after or total > after[now][0]:
                    after[now] = (total, (*path, name))
        states = after
    score, path = max(states.values(), key=lambda state: state[0])
    return _Solved(score, {c.number: name for c, name in zip(offered, path, strict=True)})


_OFTEN = {NOTE, "责任单位", "佐证"}


def _disorder(left: str, right: str) -> float:
    """What it costs that one field stands left of the other."""
    if _PLACE[left] <= _PLACE[right]:
        return 0.0
    if (right, left) in _FIRMLY:
        return _FIRM
    return _LOOSE if {left, right} <= _WHO_AND_WHEN | _WHAT else _OUT_OF_ORDER


def _scores(column: Offered, known: Mapping[int, str], fields: list[str]) -> dict[str, float]:
    """How much speaks for each field that the column could hold, a note being 0; unlikely ones are left out."""
    out = {NOTE: 0.0}
    if not column.texts:
        return out
    hints = hinted(column.heading)
    for name in fields:
        order = sum(
            _disorder(other, name) if number < column.number else _disorder(name, other)
            for number, other in known.items()
            if other in _PLACE
        )
        score = _by_cells(column.texts, name) + hints.get(name, 0.0) - hints.get(NOTE, 0.0) - order
        if name in _ALWAYS_FILLED:
            score -= _EMPTY_COSTS * max(0.0, 0.8 - column.filled)
        if name in _TOLD:
            score += _FULL_TELLS * max(0.0, column.filled - 0.6)
        score -= _SELDOM.get(name, 0.0)
        if score > 0:
            out[name] = score
    return out


def _by_cells(texts: Sequence[str], name: str) -> float:
    """How much more likely such cells stand under the field than in a note, on the average, and weaker for few."""
    odds = [math.log(_shares()[name][kind] / _shares()[NOTE][kind]) for kind in map(kind_of, texts)]
    return sum(odds) / len(odds) * (1 - _DOUBT * 0.5 ** (len(odds) - 1))


@cache
def _shares() -> dict[str, dict[str, float]]:
    """For each field the share of its cells that are of a kind."""
    out = {}
    for row in lexicon("ledger_cell_kinds"):
        counts = {kind: float(n) + _SMOOTH for kind, n in row.items() if kind not in ("字段", "来源")}
        whole = sum(counts.values())
        out[row["字段"]] = {kind: n / whole for kind, n in counts.items()}
    return out


def hinted(heading: str) -> dict[str, float]:
    """What the words and characters of a heading hint at, the longest first, each character once."""
    out: dict[str, float] = {}
    rest = heading
    for word, meant in _hints():
        if word in rest:
            rest = rest.replace(word, "\n")
            for name, weight in meant:
                out[name] = min(_MOST_HINTED, out.get(name, 0.0) + _HINT * weight)
    return out


@cache
def _hints() -> list[tuple[str, list[tuple[str, float]]]]:
    words: dict[str, list[tuple[str, float]]] = {}
    for row in lexicon("ledger_heading_hints"):
        words.setdefault(row["词"], []).append((row["字段"], float(row["分量"])))
    return sorted(words.items(), key=lambda item: -len(item[0]))
