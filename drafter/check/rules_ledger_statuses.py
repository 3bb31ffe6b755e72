"""L304: how many problems and measures are done and are under way, as the notice counts them and as the ledger does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from drafter.check.matching import Matching
from drafter.check.model import Finding, Looked
from drafter.check.registry import rule
from drafter.check.rules_status_counts import THINGS, of_another, splits
from drafter.check.stretches import Stretch
from drafter.check.verified import WITHOUT_STATUS
from drafter.text.quantities import Quantity, plain
from drafter.text.sentences import ahead_of
from drafter.text.statuses import LISTED_UNDER
from drafter.text.tallies import statuses_in

MOST_NAMED = 6  # numbers of problems in a message


class Own(NamedTuple):
    """What the ledger says of the problems, or of the measures."""

    total: int
    named: Mapping[str, Sequence[str]]  # status -> the numbers of those that have it

    @property
    def whole(self) -> bool:
        """Whether each of them has a status."""
        return sum(map(len, self.named.values())) == self.total

    def may(self, status: str, told: Iterable[str]) -> set[int]:
        """How many may be told of a status: those that have it, and with them any that stand further and that the list
        has no word for. Never one that is less far: 基本完成 is not 已完成."""
        others = [s for s in LISTED_UNDER[status] if s not in told] if status in LISTED_UNDER else []
        counts = [self.count(s) for s in others]
        return {self.count(status) + sum(some) for n in range(len(counts) + 1) for some in combinations(counts, n)}

    def count(self, status: str) -> int:
        return len(self.named.get(status, ()))


_PLACES = {"progress", "next_steps", None}  # in the opening, what one supervision found is counted by status too


@rule(
    "L304",
    slug="ledger-status-counts",
    title="按状态列的个数与台账不符",
    severity="error",
    reason="完成了几个、推进中几个，台账逐条写着状态；加得起来不等于对，要一个状态一个状态地与台账比。",
    wrong="通报“20个问题中，已完成15个，推进中2个，长期坚持3个”，台账是14个、3个、3个",
    right="20个问题中，已完成14个，推进中3个，长期坚持3个",
)
def status_counts_of_the_ledger(matching: Matching, stretches: list[Stretch]) -> Iterator[Finding | Looked]:
    """20个问题中，已完成15个，推进中2个; 对推进中的2个问题逐一盯办: against the statuses in the ledger.

    Only what is counted out of as many as the ledger has, or is a status of all its problems by the words.
    """
    own = {"问题": _problems(matching), "措施": _measures(matching)}
    for stretch, noun, told in _counts(stretches, own):
        known = own[noun]
        if not known.whole:
            yield Looked(WITHOUT_STATUS, len(told))
            continue
        statuses = [status for status, _ in told]
        for status, q in told:
            yield Looked("ledger-status")
            if q.value not in known.may(status, statuses):
                yield _differs(stretch, noun, status, q, known)


def _differs(stretch: Stretch, noun: str, status: str, q: Quantity, known: Own) -> Finding:
    which = _numbered(noun, known.named.get(status, ()))
    right = f"{known.count(status)}{q.kind}"
    message = f"“{status}”的{noun}这里是{q.text}，台账是{right}{which}"
    if status == "已完成" and q.value == known.count(status) + (nearly := known.count("基本完成")) and nearly:
        also = _numbered(noun, known.named["基本完成"])
        message += f"，另有{nearly}{q.kind}是“基本完成”{also}；基本完成的不算已完成"
    return Finding.at(
        stretch,
        q.span,
        message,
        suggestion=f"按台账应是{right}；台账的状态没有更新的，先改台账。",
        right=right if q.text == f"{plain(q.value)}{q.kind}" else None,
    )


def _numbered(noun: str, named: Sequence[str]) -> str:
    return f"（问题{'、'.join(named)}）" if noun == "问题" and 0 < len(named) <= MOST_NAMED else ""


def _problems(matching: Matching) -> Own:
    public = [(i, entry) for i, entry in enumerate(matching.ledger.problems) if entry.public]
    return _own((entry.status, str(entry.number or i + 1)) for i, entry in public)


def _measures(matching: Matching) -> Own:
    """Only the statuses that measures have of their own: a problem that goes on has some that are done."""
    public = [entry for entry in matching.ledger.problems if entry.public]
    return _own((measure.status, "") for entry in public for measure in entry.all_measures() if measure.public)


def _own(given: Iterable[tuple[str | None, str]]) -> Own:
    named: dict[str, list[str]] = {}
    total = 0
    for status, number in given:
        total += 1
        if status:
            named.setdefault(status, []).append(number)
    return Own(total, named)


def _counts(
    stretches: list[Stretch], own: Mapping[str, Own]
) -> Iterator[tuple[Stretch, str, list[tuple[str, Quantity]]]]:
    """(sentence, 问题 or 措施, the figures by status in it) where they are of all that the ledger has."""
    listed = {(id(split.stretch), noun): split for noun, split in splits(stretches)}
    for stretch in stretches:
        if stretch.place.problem is not None or stretch.place.role not in _PLACES:
            continue
        by_status = [(s, q) for s, q in statuses_in(stretch.text, stretch.figures) if q.exact]
        for noun, known in own.items():
            split = listed.get((id(stretch), noun))
            if split is not None:
                told = list(split.counts.items())
                if _of_all(split.total, told, known):
                    yield stretch, noun, told
            elif told := _out_of_all(stretch, noun, by_status, known) or _alone(stretch, noun, by_status):
                yield stretch, noun, told


def _of_all(total: Quantity | None, told: Sequence[tuple[str, Quantity]], known: Own) -> bool:
    """Whether a list by status is of all there are: by its total, its sum, or a figure that is the ledger's own."""
    if total is not None:
        return total.value == known.total
    added = sum((q.value for _, q in told), Decimal(0))
    return added == known.total or any(q.value == len(known.named.get(s, ())) for s, q in told)


def _out_of_all(
    stretch: Stretch, noun: str, by_status: list[tuple[str, Quantity]], known: Own
) -> list[tuple[str, Quantity]]:
    """20个问题已完成15个: what is counted out of as many as the ledger has, in one sentence."""
    thing = THINGS[noun]
    for total in stretch.figures:
        front = re.split(r"[,。;:]", ahead_of(stretch.text, total.start, 24))[-1]
        named = thing.match(stretch.text, total.end) or thing.search(front[-6:])
        if total.value == known.total and total.exact and named:
            return [(s, q) for s, q in by_status if q.start > total.start and q.kind == total.kind]
    return []


def _alone(stretch: Stretch, noun: str, by_status: list[tuple[str, Quantity]]) -> list[tuple[str, Quantity]]:
    """对推进中的2个问题逐一盯办: a status of the problems by itself, nobody's else."""
    thing, text = THINGS[noun], stretch.text
    return [
        (status, q)
        for status, q in by_status
        if re.search(r"(?:^|[对将把,。;、])[^,。;:、\d的]{2,8}的$", ahead_of(text, q.start, 12))
        and thing.match(text, q.end)
        and not of_another(ahead_of(text, q.start, 24))
    ][:1]
