"""What one relation between figures is; how relations are found is for `relations` and `parts`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from drafter.text.quantities import Quantity
from drafter.text.sentences import ahead_of

Kind = Literal["whole", "exceeds", "change", "rate", "listed", "respectively", "conversion", "average"]
Claim = Literal["equal", "near", "maybe"]
LONGEST_LIST = 40  # parts looked at for one total; a longer list is not judged
AHEAD = 24  # characters before a figure in which the words that belong to it stand


class Relation(NamedTuple):
    """Figures that belong together.

    `members`, by kind: whole: the whole, then its parts; exceeds: the whole, then what was more than it; change:
    before, after and, where printed, by how much; rate: part, base, rate; listed and respectively: the figures that
    say how many; conversion: the two figures; average: the total, the number of times
    and the average. `value` is what one of them should be, `items` the things listed.
    `claim` is how binding the sentence makes it: equal (其余, 分为, a list behind a colon), near (parts listed without
    a word about completeness), maybe (parts that leave out more than a slip would).
    """

    kind: Kind
    members: tuple[Quantity, ...]
    holds: bool
    claim: Claim = "equal"
    value: Decimal | None = None
    words: str = ""
    items: tuple[str, ...] = ()
    start: int = 0
    end: int = 0

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


def relation(
    kind: Kind,
    members: Sequence[Quantity],
    holds: bool,
    *,
    claim: Claim = "equal",
    value: Decimal | None = None,
    words: str = "",
    items: tuple[str, ...] = (),
    end: int | None = None,
) -> Relation:
    """A relation that spans its figures."""
    start = min(q.start for q in members)
    last = max(q.end for q in members) if end is None else end
    return Relation(kind, tuple(members), holds, claim, value, words, items, start, last)


def added(parts: Sequence[Quantity]) -> Decimal:
    """The sum of figures of one kind, as printed."""
    return sum((p.value for p in parts), Decimal(0))


def ahead(text: str, q: Quantity) -> str:
    """The words before a figure, as far as they may belong to it."""
    return ahead_of(text, q.start, AHEAD)
