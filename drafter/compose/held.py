"""What a notice was worded with when somebody last looked at it, so that a fact filled in or a phrase chosen at one
place leaves the others as they stand: 用语记录 of the ledger, which the page writes.

It prefers, it does not force: what no longer suits the facts, or repeats what now stands before it, is drawn anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

SEED = "抽选"  # in it: what the drawing was made from
NOTHING = "无"  # a question to which the bank had no answer
_BETWEEN = "；"
_IS = "＝"


@dataclass(frozen=True, slots=True)
class Answers:
    """What one place was worded with: by question where one was asked, and all of it."""

    asked: Mapping[str, str] = field(default_factory=dict)
    taken: tuple[str, ...] = ()
    lead: str = ""
    about: tuple[str, ...] = ()  # what the point was about
    lines: tuple[str, ...] = ()  # as they are kept


@dataclass
class Held:
    """The record of one part (组织领导, 下一步) that is drawn; `written` is that of this drawing.

    `elsewhere`: the entries that stand at other places, which are not taken here.
    """

    part: str = ""
    known: Mapping[str, Answers] = field(default_factory=dict)
    at: str = ""
    written: dict[str, list[str]] = field(default_factory=dict)

    def place(self, name: str) -> None:
        """What is drawn from here on stands at that place of the part: 概述, 要点[1]."""
        self.at = f"{self.part}.{name}" if self.part else ""

    @property
    def here(self) -> Answers:
        return self.known.get(self.at, _NONE)

    def index(self, phrase_id: str) -> int | None:
        """Where among what stood here an entry came."""
        taken = self.here.taken
        return taken.index(phrase_id) if phrase_id in taken else None

    def stands_elsewhere(self, phrase_id: str) -> bool:
        """Whether an entry answered a question at another place, and none here."""
        return phrase_id in self._answering and phrase_id not in self.here.taken

    @cached_property
    def _answering(self) -> frozenset[str]:
        return frozenset(phrase_id for answers in self.known.values() for phrase_id in answers.asked.values())

    def question(self, asked: str) -> str:
        """A question with how often it was asked here before."""
        before = sum(line.startswith(f"{asked}#") for line in self.written.get(self.at, []))
        return f"{asked}#{before + 1}"

    def answer(self, question: str, phrase_id: str | None) -> None:
        self._write(f"{question}{_IS}{phrase_id or NOTHING}")

    def take(self, phrase_id: str) -> None:
        self._write(f"{_IS}{phrase_id}")

    def point(self, lead: str, about: Sequence[str]) -> None:
        """The lead of a point, and what it is about."""
        self._write(f"提法{_IS}{lead}")
        self._write(f"说{_IS}{' '.join(about)}")

    def leads(self, features: Sequence[str]) -> list[Answers]:
        """The points that stood in the part, in their order; none where they were drawn for other features of the
        ledger than these. From here on what is taken is taken for the leads."""
        self.place("要点")
        before = self.here.asked.get("为", "")
        suits = before in features
        self._write(f"为{_IS}{before if suits else features[0]}")
        found: list[Answers] = []
        if not suits:
            return found
        while answers := self.known.get(f"{self.part}.要点[{len(found)}]"):
            found.append(answers)
        return found if all(one.about for one in found) else []

    def keep(self) -> None:
        """What stood here is remembered, though it is not drawn this time."""
        if self.at and self.here.lines:
            self.written[self.at] = list(self.here.lines)

    def _write(self, line: str) -> None:
        if self.at:
            self.written.setdefault(self.at, []).append(line)

    def lines(self) -> dict[str, str]:
        """The record of this drawing, as the ledger keeps it."""
        return {place: _BETWEEN.join(lines) for place, lines in self.written.items()}


_NONE = Answers()


def held(record: Mapping[str, str], part: str) -> Held:
    """What a ledger's record says of a part. A line that cannot be read is as though it were not there."""
    known = {place: _answers(said) for place, said in record.items() if place != SEED}
    return Held(part, known)


def _answers(said: str) -> Answers:
    asked: dict[str, str] = {}
    taken: list[str] = []
    lines = tuple(line for line in said.split(_BETWEEN) if line)
    for question, _, answer in (line.partition(_IS) for line in lines):
        if question:
            asked[question] = answer
        if ("#" in question or not question) and answer != NOTHING:
            taken.append(answer)
    lead, about = asked.pop("提法", ""), asked.pop("说", "").split()
    return Answers(asked, tuple(taken), lead, tuple(about), lines)
