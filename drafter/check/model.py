"""What a rule finds, and where: plain data that the outputs (table, JSON, HTML, Word comments) only pass along."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, Protocol

from drafter.patterns import pattern
from drafter.report import Paragraph, Passage, Place

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
SEVERITY_NAMES: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
EXCERPT_LENGTH = 80
COVER = "*"  # stands for a character of personal data


class Where(NamedTuple):
    """The place as a reader names it. `paragraph` counts the paragraphs of the file from 1."""

    section: str | None = None
    problem: str | None = None
    paragraph: int | None = None


class Looked(NamedTuple):
    """What a rule says it has looked at, yielded beside its findings: so many things of a kind (see `verified`)."""

    what: str
    number: int = 1


class Edit(NamedTuple):
    """A mechanical mend: these words of the finding's span become those. Never a figure, a name or a date."""

    old: str
    new: str


class Span(NamedTuple):
    """The exact words: offsets in the text of a source paragraph (`Paragraph.text`, generated numbers included)."""

    line: int
    start: int
    end: int


class Placed(Protocol):
    """Text that stands in a passage: a sentence, or a stretch that holds figures."""

    @property
    def start(self) -> int: ...  # offset in the passage

    @property
    def passage(self) -> Passage: ...

    @property
    def place(self) -> Place: ...


_OF_LAW = pattern(r"^条例 (?=《)")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. A rule leaves `code`, `rule` and, unless it grades itself, `severity` to the runner."""

    message: str
    where: Where = field(default_factory=Where)
    excerpt: str = ""  # verbatim from the document, personal data covered once the runner has signed it
    suggestion: str | None = None
    span: Span | None = None
    also: tuple[Span, ...] = ()  # further places that the same finding is about
    severity: Severity | None = None
    code: str = ""
    rule: str = ""
    edit: Edit | None = None
    offer: Edit | None = None  # what its words would become where somebody has looked at them: names and figures too
    mends: tuple[Edit | None, ...] = ()  # one for each of its places, where these have mends of their own
    basis: str = ""  # of the row of a table; the runner fills in the rule's own
    private: tuple[str, ...] = ()  # names and numbers that no output may repeat
    count: int = 1  # places, where many marks of one kind are one finding

    @property
    def grounds(self) -> str:
        """The basis as people read it: a law or a regulation is its title, which says itself which of the two it is."""
        return _OF_LAW.sub("", self.basis)

    @classmethod
    def at(
        cls,
        text: Placed,
        span: tuple[int, int],
        message: str,
        *,
        suggestion: str | None = None,
        severity: Severity | None = None,
        also: tuple[Span, ...] = (),
        right: str | None = None,
    ) -> Finding:
        """About words of a sentence; `span` are offsets in the sentence's own text (a match's .span())."""
        start, end = span
        return cls.on(
            text.passage,
            text.place,
            message,
            (text.start + start, text.start + end),
            suggestion=suggestion,
            severity=severity,
            also=also,
            right=right,
        )

    @classmethod
    def on(
        cls,
        passage: Passage,
        place: Place,
        message: str,
        span: tuple[int, int] | None = None,
        *,
        suggestion: str | None = None,
        severity: Severity | None = None,
        also: tuple[Span, ...] = (),
        right: str | None = None,
    ) -> Finding:
        """About a passage, or about the words of it that `span` gives. `right`: what the words would be instead."""
        start, end = span or (0, len(passage.text))
        where = Where(place.section, place.problem, passage.line)
        return cls(
            message,
            where,
            passage.text[start:end][:EXCERPT_LENGTH],
            suggestion,
            span_of(passage, start, end),
            also,
            severity,
            offer=Edit(passage.text[start:end], right) if right else None,
        )

    @classmethod
    def in_source(
        cls,
        paragraph: Paragraph,
        message: str,
        span: tuple[int, int] | None = None,
        *,
        suggestion: str | None = None,
        severity: Severity | None = None,
        also: tuple[Span, ...] = (),
    ) -> Finding:
        """About a paragraph of the file (`Report.paragraphs`), for rules that look at residue, headers or notes.

        The runner supplies the section and the problem where the body has them.
        """
        start, end = span or (0, len(paragraph.text))
        return cls(
            message,
            Where(paragraph=paragraph.line),
            paragraph.text[start:end][:EXCERPT_LENGTH],
            suggestion,
            Span(paragraph.line, start, end),
            also,
            severity,
        )

    @property
    def family(self) -> str:
        return self.code[:1]

    @property
    def spans(self) -> tuple[Span, ...]:
        """Its own place, then the further ones."""
        return (*((self.span,) if self.span else ()), *self.also)

    @property
    def edits(self) -> list[tuple[Span, Edit]]:
        """The mechanical mends with their places."""
        spans = self.spans
        mends = self.mends or (self.edit,) * len(spans)
        return [(span, edit) for span, edit in zip(spans, mends, strict=False) if edit]

    @property
    def offered(self) -> list[tuple[Span, Edit]]:
        """What may be taken once somebody has looked: never beside mechanical mends, never for several places."""
        return [(self.span, self.offer)] if self.offer and self.span and self.count == 1 and not self.edits else []

    def with_offer_taken(self) -> Finding:
        """The finding with what it offers as its mend."""
        return replace(self, edit=self.offer, also=()) if self.offered else self

    @property
    def lines(self) -> tuple[int, ...]:
        """The paragraphs of all its places, in order."""
        spans = self.spans
        own = (self.where.paragraph,) if self.where.paragraph else ()
        return tuple(sorted({*own, *(span.line for span in spans)}))


def span_of(passage: Passage, start: int, end: int) -> Span | None:
    """The place in the source of words of a passage; None where it was composed, not read."""
    if passage.line is None:
        return None
    return Span(passage.line, passage.start + start, passage.start + end)


def paragraph_name(passage: Passage) -> str:
    """第12段, or 前文 where the passage was composed: how a finding names another place."""
    return f"第{passage.line}段" if passage.line else "前文"


def shows(text: str, excerpt: str) -> bool:
    """Whether the text begins with the words of an excerpt, of which personal data may be covered."""
    return len(text) >= len(excerpt) and all(b in (a, COVER) for a, b in zip(text, excerpt, strict=False))
