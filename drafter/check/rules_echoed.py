"""N218: figures of one problem that are told twice in the same order, with a slip in one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.check.model import Finding, paragraph_name, span_of
from drafter.check.registry import rule
from drafter.check.stretches import Stretch
from drafter.text.quantities import Quantity
from drafter.text.wholes import meant_by

IN_A_ROW = 3
LEAST = 3  # smaller numbers agree by chance
FARTHEST = 12  # figures of a kind that are looked through behind the first


class Told(NamedTuple):
    """A figure and the sentence it stands in."""

    figure: Quantity
    stretch: Stretch


@rule(
    "N218",
    slug="echoed-with-a-slip",
    title="一串数再说一遍时变了一个",
    severity="warning",
    reason="先说价格虚高23份、超量采购14份、手续不全41份，再说怎样处置，三个数应当一一对应；只有一个颠倒，是抄错。",
    wrong="价格虚高23份、超量采购14份、手续不全41份……重新议价32份，终止履行14份，补齐手续41份",
    right="价格虚高23份、超量采购14份、手续不全41份……重新议价23份，终止履行14份，补齐手续41份",
)
def echoed_with_a_slip(stretches: list[Stretch]) -> Iterator[Finding]:
    """重新议价32份，终止履行14份，补齐手续41份, of 价格虚高23份、超量采购14份、手续不全41份 in the same problem."""
    told: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for stretch in stretches:
        where = stretch.place.problem or f"第{stretch.passage.line}段"  # outside the problems, within a paragraph
        for q in stretch.figures:
            if q.exact and q.sort in {"实体", "动作", "度量"} and q.value >= LEAST:
                told[where, q.like].append(Told(q, stretch))
    for same in told.values():
        yield from _echoes(same)


def _echoes(same: Sequence[Told]) -> Iterator[Finding]:
    rows = list(zip(*(same[n:] for n in range(IN_A_ROW)), strict=False))
    for i, first in enumerate(rows):
        if len({t.figure.value for t in first}) < IN_A_ROW:
            continue
        for second in rows[i + IN_A_ROW : i + IN_A_ROW + FARTHEST]:
            apart = [(a, b) for a, b in zip(first, second, strict=True) if a.figure.value != b.figure.value]
            if len(apart) != 1:
                continue
            known, other = apart[0]
            if other.figure.value not in set(meant_by(known.figure)) or _told_apart(same, other, known):
                continue
            there = known.stretch
            also = span_of(there.passage, there.start + known.figure.start, there.start + known.figure.end)
            row = "、".join(t.figure.text for t in first)
            yield Finding.at(
                other.stretch,
                other.figure.span,
                f"这里是{other.figure.text}，{paragraph_name(there.passage)}依次是{row}，这一个是{known.figure.text}",
                suggestion="核对两处的数。",
                also=(also,) if also else (),
            )
            return


def _told_apart(same: Sequence[Told], other: Told, known: Told) -> bool:
    """Whether either of the two numbers stands in the problem once more: then nobody can say which is the slip."""
    values = [t.figure.value for t in same]
    return any(values.count(t.figure.value) > 1 for t in (other, known))
