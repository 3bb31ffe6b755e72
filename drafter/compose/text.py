"""Building a printed paragraph piece by piece, each piece with its origin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from drafter.ledger.model import Tour
from drafter.patterns import pattern
from drafter.report import Origin, OriginKind, Passage
from drafter.text.normal import fold
from drafter.text.ordinals import ordinal_at

# 巡视 is part of names that every notice uses as they are.
_INSPECTION = pattern(r"巡视(?!巡察|组|工作的?重要(?:论述|指示|讲话)|工作条例|工作方针)(?<!中央巡视)")
# 巡察整改, 开展了巡察: where a second look is called one
_LOOK = pattern(r"巡[视察](?=整改)|(?:(?<=开展了)|(?<=进行了)|(?<=开展)|(?<=进行))巡[视察](?!组|工作|[“‘])")
_CLOSED = pattern(
    r"""
      [。！？!?；;…：:.，,、][”’）)】》]*$
    | [。！？!?；;][（(][^（()）]{1,30}[）)]$      # 已复耕619亩。（已完成）
    | [。！？!?；;]【(?!待补|待核)[^【】]{1,30}】$  # 已复耕619亩。【状态：已完成】
    """,
    re.VERBOSE,
)
_ITEM = pattern(r"[^。；;，,：:！？!?]{1,40}")


def missing(what: str) -> str:
    """The mark of a fact that nobody has given yet: 【待补：监督电话】."""
    return f"【待补：{what}】"


def kinded(text: str, tour: Tour) -> str:
    """A set phrase in the words of this inspection: 巡察 where it is one, but for what is called 巡视 by everyone;
    巡察“回头看”整改 where it is a second look."""
    if tour.word == "巡察":
        text = _INSPECTION.sub("巡察", text)
    if not tour.look_back:
        return text

    def named(match: re.Match[str]) -> str:
        quoted = text.count("“", 0, match.start()) > text.count("”", 0, match.start())
        return match[0] + ("‘回头看’" if quoted else "“回头看”")

    return _LOOK.sub(named, text)


@dataclass(slots=True)
class Pieces:
    """Text under construction."""

    text: str = ""
    origins: list[Origin] = field(default_factory=list)

    def add(self, text: str, kind: OriginKind, ref: str) -> Pieces:
        """Append a piece; an empty one leaves no trace."""
        if text:
            self.origins.append(Origin(len(self.text), len(self.text) + len(text), kind, ref))
            self.text += text
        return self

    def fact(self, value: str | None, ref: str, what: str) -> Pieces:
        """Append a fact of the ledger, or the mark that it is missing."""
        return self.add(value, "ledger", ref) if value else self.add(missing(what), "missing", ref)

    def join(self, passage: Passage) -> Pieces:
        """Append a passage with its own origins."""
        at = len(self.text)
        self.origins += [Origin(o.start + at, o.end + at, o.kind, o.ref) for o in passage.origins]
        self.text += passage.text
        return self

    def close(self) -> Pieces:
        """End the sentence where its writer left the 。 out."""
        if self.text and not _CLOSED.search(self.text):
            self.add("。", "template", "句号")
        return self


@dataclass(slots=True)
class Page:
    """Numbers the printed paragraphs in the order in which they are laid down."""

    line: int = 0
    width: int = 0  # characters in the current paragraph so far

    def paragraph(self, pieces: Pieces) -> Passage:
        """A paragraph of its own."""
        self.line += 1
        self.width = len(pieces.text)
        return Passage(pieces.text, self.line, 0, tuple(pieces.origins))

    def inline(self, pieces: Pieces) -> Passage:
        """More text in the current paragraph."""
        passage = Passage(pieces.text, self.line, self.width, tuple(pieces.origins))
        self.width += len(pieces.text)
        return passage


def paragraphs_of(
    page: Page, text: str, ref: str, *, first: Pieces | None = None, among: bool = False
) -> tuple[Passage, ...]:
    """A ledger text, which may hold several paragraphs; `first` stands before its first one. `among`: it is itself one
    paragraph of several."""
    out = []
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    for i, part in enumerate(parts):
        pieces = first if first is not None and i == 0 else Pieces()
        pieces.add(part, "ledger", ref)
        out.append(page.paragraph(pieces if (among or len(parts) > 1) and _is_item(part) else pieces.close()))
    return tuple(out)


def _is_item(text: str) -> bool:
    """1.宿舍紧张: a numbered line without any mark inside is a heading or an item of a list, and ends without one."""
    found = ordinal_at(fold(text))
    return found is not None and _ITEM.fullmatch(text[found.end :]) is not None
