"""Clauses put together of two entries of the bank: 切实扛起 + 政治责任. Which verb goes with which object is data
(`lexicon/pairings.csv`); a pair of which the bank lacks a half is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from drafter.phrases.bank import Bank, Phrase
from drafter.text.lexicon import table

_FRAMES = "句式-提法"  # 强化{要求}: a verb with a place for its object
_PARTS = ("开头", "结尾")


@dataclass(frozen=True, slots=True)
class Paired(Phrase):
    """A clause of two entries, its halves with their ids. Its own id names both, its grade is that of the worse."""

    halves: tuple[tuple[str, str], ...] = ()


def halves_of(phrase: Phrase) -> tuple[tuple[str, str], ...]:
    """(text, id) of the entries that word a phrase: its halves, or the phrase itself."""
    return phrase.halves if isinstance(phrase, Paired) else ((phrase.text, phrase.id),)


@lru_cache(maxsize=4)
def paired(bank: Bank) -> tuple[Paired, ...]:
    """Every clause that the bank's collocations make in pairs, once for each part of a notice that it fits."""
    return tuple(_pairs(bank))


def _pairs(bank: Bank) -> Iterator[Paired]:
    entries = {p.text: p for p in reversed(bank.usable("collocation"))}
    entries |= {p.text.partition("{")[0]: p for p in reversed(bank.usable("formula", _FRAMES))}
    for row in table("pairings"):
        thing = entries.get(row["宾"])
        for verb in row["动"].split("|") if thing else ():
            deed = entries.get(verb)
            for part in _PARTS:
                if thing and row[part] and (deed or not verb):
                    yield _joined(((verb, deed), (row["宾"], thing)), f"分句-{part}-{row[part]}")


def _joined(halves: tuple[tuple[str, Phrase | None], ...], group: str) -> Paired:
    entries = [p for _, p in halves if p]
    return Paired(
        "+".join(p.id for p in entries),
        "collocation",
        "".join(text for text, _ in halves),
        reports=min(p.reports for p in entries),
        count=min(p.count for p in entries),
        status=max(entries, key=lambda p: p.grade).status,
        group=group,
        halves=tuple((text, p.id) for text, p in halves if p),
    )
