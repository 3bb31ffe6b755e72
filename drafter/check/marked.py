"""The notice's text with the findings at their places, for outputs that show both side by side."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from drafter.check.model import SEVERITIES, Finding, Severity, Span, shows
from drafter.check.privacy import Mask
from drafter.report import Paragraph, Report


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a paragraph; `ids` are the numbers of the findings it belongs to, `grade` the worst of theirs."""

    text: str
    ids: tuple[int, ...] = ()
    grade: Severity | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the file. `whole`: what is found of all of it (its look, its place), to be marked at its number
    and not over its words, where it would hide what is found of some of them."""

    number: int
    aside: bool  # in a header, a footer or a note
    heading: bool
    pieces: tuple[Stretch, ...]
    whole: Stretch


class _Mark(NamedTuple):
    start: int
    end: int
    number: int
    grade: Severity


def marked(report: Report, numbered: Sequence[tuple[int, Finding]], mask: Mask) -> Iterator[Line]:
    """Every paragraph as it may be passed around: personal data covered, cut at every edge of a finding.

    The pieces of a paragraph that line breaks part have one number: what a finding quotes says which piece it means.
    """
    found: defaultdict[int, list[tuple[Span, str, int, Severity]]] = defaultdict(list)
    for number, finding in numbered:
        for span in (*((finding.span,) if finding.span else ()), *finding.also):
            excerpt = finding.excerpt if span is finding.span else ""
            found[span.line].append((span, excerpt, number, finding.severity or "info"))
    source = report.paragraphs or [Paragraph(p.text, p.line or i) for i, (p, _) in enumerate(report.walk(), 1)]
    for paragraph in source:
        marks = [
            _Mark(span.start, min(span.end, len(paragraph.text)), number, grade)
            for span, excerpt, number, grade in found.get(paragraph.line, [])
            if shows(paragraph.text[span.start : span.end], excerpt)
        ]
        text = paragraph.text.strip()
        whole = [mark for mark in marks if paragraph.text[mark.start : mark.end].strip() == text]
        yield Line(
            paragraph.line,
            paragraph.container in {"header", "footer", "note"},
            bool(paragraph.level),
            tuple(_cut(mask(paragraph.text), [mark for mark in marks if mark not in whole])),
            _stretch(str(paragraph.line), whole),
        )


def _cut(text: str, marks: Sequence[_Mark]) -> Iterator[Stretch]:
    """The text cut at every edge of a mark; each piece names all findings that it belongs to."""
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end))})
    for start, end in itertools.pairwise(edges):
        yield _stretch(text[start:end], [mark for mark in marks if mark.start <= start and end <= mark.end])


def _stretch(text: str, marks: Sequence[_Mark]) -> Stretch:
    grade = min((mark.grade for mark in marks), key=SEVERITIES.index, default=None)
    return Stretch(text, tuple(mark.number for mark in marks), grade)
