"""How a printed line is looked at: width and spaces folded away for matching, the printed characters kept.

Folding maps one character to one character, so an offset found in the folded text holds in the printed one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from drafter.patterns import pattern
from drafter.report import Cell, Paragraph, Passage
from drafter.text.normal import fold
from drafter.text.ordinals import ordinal_at

Role = Literal["number", "problem", "group", "measure", "result", "detail"]


class Told(NamedTuple):
    """What a label of the document that a line begins with introduces, and where that begins."""

    role: Role
    end: int
    title: str | None = None  # what the next line says is wrong, where the label has this one to itself


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A paragraph, or a part of one, under inspection. One is equal to itself alone: two may print the same."""

    text: str  # as printed, stripped
    folded: str  # same length
    number: int  # of the paragraph in the file
    start: int  # offset in that paragraph
    level: int | None = None
    container: str = "body"
    begins: bool = False  # begins a measure whose number was lost
    cell: Cell | None = None
    role: Role | Literal["more"] | None = (
        None  # what the header of its table's column says: problem, group, measure, result, detail
    )
    number_in_row: int | None = None
    number_above: int | None = None  # its number stands on a line of its own above it
    number_end: int = 0  # or bare at its own beginning (01 学位供给不足), up to there
    told: Told | None = None  # the label that it begins with
    runs_on: bool = False  # other text stands before it in its paragraph

    @property
    def bare(self) -> str:
        """Folded and without any space: for keywords."""
        return "".join(self.folded.split())

    def cut(self, start: int, end: int | None = None) -> Line:
        """The stripped part from `start` to `end`."""
        raw = self.text[start:end]
        left = start + len(raw) - len(raw.lstrip())
        text = raw.strip()
        folded, runs_on = self.folded[left : left + len(text)], self.runs_on or left > 0
        told = self.told if self.told and left == 0 and self.told.end <= len(text) else None
        return Line(text, folded, self.number, self.start + left, None, self.container, told=told, runs_on=runs_on)

    def passage(self) -> Passage:
        return Passage(self.text, self.number, self.start)


def line_of(paragraph: Paragraph) -> Line:
    """A paragraph as a Line."""
    text = paragraph.text.strip()
    start = len(paragraph.text) - len(paragraph.text.lstrip())
    return Line(text, fold(text), paragraph.line, start, paragraph.level, paragraph.container, cell=paragraph.cell)


BULLET = "•"  # the kind of a mark without a number
_BULLET = pattern(
    r"""\s*(?: [·•‣◦※▀-◿★-⛿✀-❵➔-➿]        # · 完善规划: the shapes and signs of Unicode, ❶ and ➀ being numbers
          | [\[【]\s*(?:反馈|具体|主要)?问题\s*[\]】]      # 【问题】学位供给不足
          | (?:—{1,2}|－|–|-{1,2})(?=\s*[^\d\s—－–-]) )\s*  # ——完善规划""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A number, an ordinal or a bullet at the head of a line."""

    kind: str  # of text.ordinals.KINDS, or BULLET
    number: int  # 0 for a bullet
    text: str  # as printed, without spaces
    end: int  # offset of what follows
    closed: str = ""  # the printed mark behind the number: 1. and 1、 may stand at two levels


@lru_cache(maxsize=1 << 17)
def mark_of(line: Line, at: int = 0) -> Mark | None:
    """The number, ordinal or bullet that stands at offset `at` of a line, or None."""
    if line.number_above and at == 0:
        return Mark("1.", line.number_above, line.text[: line.number_end].strip(), line.number_end)
    found = ordinal_at(line.folded, at)
    if found:
        behind = line.folded[found.start : found.end].strip()[-1:]
        return Mark(found.kind, found.number, found.printed(line.text), found.end, behind)
    if at == 0 and (bullet := _BULLET.match(line.folded)) and bullet.end() < len(line.text):
        return Mark(BULLET, 0, line.text[: bullet.end()].strip(), bullet.end(), bullet.group().strip()[:1])
    return None
