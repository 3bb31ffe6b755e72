"""The Report model: what reading produces, composing produces, rendering consumes and checking inspects.

Plain frozen data, no input or output. Text stands in `Passage`s, one for each printed paragraph or part of one;
a passage knows where it was read (paragraph and offset) or where it was composed from (origins).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from drafter.patterns import pattern

Genre = Literal["rectification-notice", "government-work-report", "unknown"]
Role = Literal["leadership", "progress", "next_steps", "other"]
OriginKind = Literal["ledger", "phrase", "count", "template", "missing"]

ANNEXES = "附件"  # heads the list of what comes with a notice
SENTENCE_END = "。！？!?；;"
_SENTENCE = pattern(rf"[^{SENTENCE_END}\n]*[{SENTENCE_END}]?[”’」』）)》]*")


class Origin(NamedTuple):
    """Where a stretch of composed text came from."""

    start: int  # offsets in the passage's text
    end: int
    kind: OriginKind
    ref: str  # ledger path (问题[3].措施[0].内容), phrase id, or the name of the setting or count


@dataclass(frozen=True, slots=True)
class Passage:
    """A printed paragraph, or the part of one that belongs to one element."""

    text: str
    line: int | None = None  # number of the paragraph in the file it was read from (a .txt line), from 1
    start: int = 0  # offset of the text in that paragraph
    origins: tuple[Origin, ...] = ()

    def __str__(self) -> str:
        return self.text


class Cell(NamedTuple):
    """Where a paragraph stands in a table; all count from 0, the tables of a file in reading order."""

    table: int
    row: int
    column: int
    rows: int = 1  # how far it is merged over those below and beside it
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the source file, as read. `text` includes `generated` leading characters that Word shows
    but does not store (an automatic number)."""

    text: str
    line: int
    level: int | None = None  # outline level of its style: 0 title, 1.. headings, None body text
    generated: int = 0
    container: Literal["body", "table", "textbox", "header", "footer", "note"] = "body"
    cell: Cell | None = None  # in a table
    beside: bool = False  # on the page around a saved article: menus, footers, other articles
    mended: frozenset[str] = frozenset()  # look-alikes that were made ordinary characters: keys of text.normal.CHANGES


@dataclass(frozen=True, slots=True)
class Point:
    """A measure (措施), or a point of an opening or closing (一是/二是, (1), (一))."""

    passages: tuple[Passage, ...]  # the first begins with the ordinal as printed
    ordinal: str | None = None  # 一是, (1), （一）… as printed, without spaces
    lead: str | None = None  # lead phrase (提法): after the ordinal up to its 。
    group: str | None = None  # heading of the block it stands in

    @property
    def text(self) -> str:
        return "\n".join(p.text for p in self.passages)


@dataclass(frozen=True, slots=True)
class Aspect:
    """A 具体表现 under a problem, with measures of its own."""

    number: str
    title: str
    heading: Passage
    label: Passage | None = None
    measures: tuple[Point, ...] = ()
    result: tuple[Passage, ...] = ()
    details: tuple[Passage, ...] = ()  # 责任领导：… 整改时限：…


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem that the inspection found (反馈问题), with the measures that mend it."""

    number: str  # Arabic figures, without marks
    title: str  # without its quotes
    heading: Passage  # the whole heading as printed
    group: str | None = None  # its 方面
    label: Passage | None = None  # 整改情况：
    measures: tuple[Point, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    result: tuple[Passage, ...] = ()  # 整改成效：…
    details: tuple[Passage, ...] = ()  # 责任领导：… 整改时限：…, printed between heading and measures

    @property
    def bodies(self) -> tuple[Problem | Aspect, ...]:
        """The problem itself, then its aspects: what has measures of its own."""
        return self, *self.aspects

    def all_measures(self) -> Iterator[Point]:
        """Its own measures, then those of its aspects."""
        return (measure for body in self.bodies for measure in body.measures)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a section: the whole of it, or what stands under one subheading (a 方面, one of two 主体)."""

    heading: Passage | None = None  # as printed, with its number
    title: str | None = None  # without its number
    overview: tuple[Passage, ...] = ()
    points: tuple[Point, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the notice. Sections stand in printed order; a role may occur more than once, `other` is a part of
    the office's own (问责情况, 建章立制情况)."""

    role: Role
    heading: Passage | None = None
    blocks: tuple[Block, ...] = ()
    level: int | None = None  # of its heading, from 1; None without one

    @property
    def is_annex_list(self) -> bool:
        """附件：1.… 2.…: what comes with the notice, named beside its signature and no part of its text."""
        return self.level is None and self.heading is not None and self.heading.text == ANNEXES

    @property
    def overview(self) -> tuple[Passage, ...]:
        return tuple(p for b in self.blocks for p in b.overview)

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(p for b in self.blocks for p in b.points)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(p for b in self.blocks for p in b.problems)

    def walk(self) -> Iterator[tuple[Passage, Place]]:
        """Every passage of the section in printed order, with its place."""
        name = self.heading.text if self.heading else SECTION_NAMES[self.role]
        place = Place(name, self.role)
        if self.heading:
            yield self.heading, Place(name, self.role, part="heading")
        for block in self.blocks:
            if block.heading:
                yield block.heading, Place(name, self.role, part="group")
            for p in block.overview:
                yield p, Place(name, self.role, part="overview")
            for point in block.points:
                for p in point.passages:
                    yield p, Place(name, self.role, part="point")
            for problem in block.problems:
                yield from _problem_passages(problem, place)


@dataclass(frozen=True, slots=True)
class Inspection:
    """Facts of the preamble (导语). Names as printed; dates complete."""

    team: str | None = None
    target: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    feedback: dt.date | None = None
    deployer: str | None = None  # 省委 in 根据省委统一部署
    months: tuple[str, str] | None = None  # 2024-05, 2024-07: the first and the last where the period names no day


@dataclass(frozen=True, slots=True)
class Contact:
    """监督联系方式. Fields as printed, without trailing punctuation."""

    passages: tuple[Passage, ...] = ()
    phone: str | None = None
    address: str | None = None
    postcode: str | None = None
    email: str | None = None
    hours: str | None = None

    @property
    def text(self) -> str:
        return "\n".join(p.text for p in self.passages)


class Note(NamedTuple):
    """What the reader could not place, or found broken."""

    code: str
    message: str
    line: int | None = None
    text: str | None = None  # kept verbatim where it stands nowhere else


State = Literal["read", "partly", "unread", "absent"]
PARTS = ("title", "preamble", "leadership", "progress", "next_steps", "contact", "signature")


class PartReading(NamedTuple):
    """How far a part of the notice was understood, and why no further (Chinese, for the user)."""

    state: State
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a file. `parts` has a key for each of `PARTS` where a notice was read; `outside` is the
    share of its characters that stand in no part, residue not counted."""

    parts: tuple[tuple[str, PartReading], ...] = ()
    outside: float = 0.0

    def of(self, part: str) -> PartReading | None:
        return next((reading for name, reading in self.parts if name == part), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands in the notice, for messages."""

    section: str | None = None  # heading of the section, or the name of the part (导语, 落款)
    role: str | None = None  # title, preamble, a section's role, contact, signers, date
    problem: str | None = None  # number of the problem
    part: str = "text"  # heading, group, label, overview, point, measure, result, text


Passages = Sequence[tuple[Passage, Place]]  # what `walk()` gives


class Sentence(NamedTuple):
    """A sentence with its place. `start` is its offset in the passage's text."""

    text: str
    start: int
    passage: Passage
    place: Place


@dataclass(frozen=True, slots=True)
class Report:
    """A notice, read or composed."""

    genre: Genre = "rectification-notice"
    title_lines: tuple[Passage, ...] = ()
    document_number: str | None = None  # 发文字号, of a composed notice
    range: str | None = None  # 发布范围 at its head, of a composed notice: （党内公布）
    preamble: tuple[Passage, ...] = ()
    inspection: Inspection = field(default_factory=Inspection)
    sections: tuple[Section, ...] = ()
    contact: Contact | None = None
    signers: tuple[Passage, ...] = ()
    date: dt.date | None = None
    date_line: Passage | None = None
    residue: tuple[Passage, ...] = ()
    notes: tuple[Note, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()  # the source, where it was read from a file
    reading: Reading = field(default_factory=Reading)

    @property
    def title(self) -> str | None:
        return "".join(p.text.strip() for p in self.title_lines) or None

    def section(self, role: Role) -> Section | None:
        """The first section of that role, or None."""
        return next((s for s in self.sections if s.role == role), None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(p for s in self.sections for p in s.problems)

    def placed_problems(self, part: str = "heading") -> Iterator[tuple[Problem, Place]]:
        """Every problem with the place of a part of it. A section without a heading has no name there."""
        for section in self.sections:
            name = section.heading.text if section.heading else None
            for problem in section.problems:
                yield problem, Place(name, section.role, problem.number, part)

    def walk(self) -> Iterator[tuple[Passage, Place]]:
        """Every passage of the body in printed order, with its place; residue is left out."""
        for p in self.title_lines:
            yield p, Place("标题", "title", part="heading")
        for p in self.preamble:
            yield p, Place("导语", "preamble")
        for section in self.sections:
            yield from section.walk()
        if self.contact:
            for p in self.contact.passages:
                yield p, Place("监督联系方式", "contact")
        for p in self.signers:
            yield p, Place("落款", "signers")
        if self.date_line:
            yield self.date_line, Place("成文日期", "date")

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence of the body in printed order. A sentence ends with 。！？； or at the paragraph's end."""
        for passage, place in self.walk():
            for match in _SENTENCE.finditer(passage.text):
                if match.group().strip():
                    yield Sentence(match.group(), match.start(), passage, place)


SECTION_NAMES: dict[Role, str] = {
    "leadership": "组织领导",
    "progress": "整改进展情况",
    "next_steps": "下一步打算",
    "other": "其他部分",
}


def _problem_passages(problem: Problem, place: Place) -> Iterator[tuple[Passage, Place]]:
    def at(part: str) -> Place:
        return Place(place.section, place.role, problem.number, part)

    yield problem.heading, at("heading")
    for body in problem.bodies:
        if isinstance(body, Aspect):
            yield body.heading, at("aspect")
        if body.details:
            detail = at("detail")
            yield from ((p, detail) for p in body.details)
        if body.label:
            yield body.label, at("label")
        if body.measures:
            place_of_measures = at("measure")
            yield from ((p, place_of_measures) for measure in body.measures for p in measure.passages)
        if isinstance(body, Aspect) and body.result:
            result = at("result")
            yield from ((p, result) for p in body.result)
    if problem.result:
        result = at("result")
        yield from ((p, result) for p in problem.result)
