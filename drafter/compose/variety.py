"""Which of several equally good phrases a notice gets: drawn from the unit and the inspection.

Two units differ, one unit's draft is the same bytes each time; `like` asks for another drawing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from drafter.compose.held import SEED
from drafter.ledger.model import Ledger
from drafter.phrases.bank import Phrase


class Variety:
    def __init__(self, ledger: Ledger, like: int = 0) -> None:
        unit, tour = ledger.unit, ledger.tour
        drawn = "|".join(str(part or "") for part in (unit.name, unit.short, tour.team, tour.feedback, like or ""))
        self.seed = ledger.wording_record.get(SEED, drawn) if not like else drawn

    def draw(self, text: str) -> int:
        """A number for a text, the same for one unit and inspection."""
        return int.from_bytes(hashlib.blake2b(f"{self.seed}|{text}".encode(), digest_size=6).digest(), "big")

    def order(self, phrases: Iterable[Phrase]) -> list[Phrase]:
        """The office's own first, then mined ones, ours last; within a grade as drawn."""
        return sorted(phrases, key=lambda p: (p.grade, self.draw(p.id), p.id))

    def one_of(self, question: str, *choices: int) -> int:
        """One of a few numbers, as an answer to a question: each question is drawn by itself. A number that stands
        twice is drawn twice as often."""
        return choices[self.draw(question) % len(choices)]
