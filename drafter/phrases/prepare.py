"""A report -> its clauses as words, each with the part of the notice it stands in: what counting works on.

Cutting into words happens here and only here, once for each report.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.phrases.slots import PARTY, PLACE, abstract
from drafter.report import Passage, Point, Report
from drafter.text.ordinals import strip_ordinal
from drafter.text.segment import cut

SECTIONS = ("导语", "组织领导", "整改进展", "下一步", "监督")
PREAMBLE, LEADERSHIP, PROGRESS, NEXT_STEPS, CONTACT = range(5)
TEXT, LEAD, TITLE_OF_PROBLEM, OVERVIEW, NO_LEAD = range(5)  # NO_LEAD: a point that begins with its facts

_AREA = frozenset("省市区县州盟旗")
CLAUSE_END = frozenset("，。；：！？（）\n")
_SECTION_OF = {"leadership": LEADERSHIP, "progress": PROGRESS, "next_steps": NEXT_STEPS}
_SIZE_OF_SKETCH = 64


class Stretch(NamedTuple):
    """A paragraph, or a lead or title in one, cut into words."""

    section: int
    part: int
    words: list[str]


class Prepared(NamedTuple):
    """All that mining keeps of a report while it counts."""

    genre: str
    stretches: list[Stretch]
    openings: list[list[list[str]]]  # for each opening its leads, as words
    closings: list[list[list[str]]]
    sketch: list[int]  # smallest hashes of its clauses: reports that share many are candidates for being copies
    other: str  # the text of a report of another genre, for its glossary
    name: str = ""  # of the file, where it is of another genre
    reason: str = ""  # why it is none
    partly: tuple[str, ...] = ()  # what was not understood of a notice

    def body(self) -> str:
        """What the report says of itself, without the sections that are formulae in every notice. As counted: two
        copies of one report are alike in it, whatever names and figures were overwritten."""
        return "".join("".join(s.words) for s in self.stretches if s.section not in (PREAMBLE, CONTACT))


def prepare(report: Report) -> Prepared:
    """Cut a report into words. Of another genre only the text is kept."""
    if report.genre != "rectification-notice":
        lines = [p.text for p in report.paragraphs] or [p.text for p, _ in report.walk()]
        reason = report.notes[0].message.removesuffix("，正文没有拆分") if report.notes else ""
        return Prepared(report.genre, [], [], [], [], "\n".join(lines), reason=reason)
    stretches = [Stretch(section, part, words(text)) for section, part, text in _parts(report) if text]
    openings = [_leads(p) for p in _blocks(report, "leadership")]
    closings = [_leads(p) for p in _blocks(report, "next_steps")]
    return Prepared(
        report.genre, stretches, [s for s in openings if s], [s for s in closings if s], sketch_of(stretches), ""
    )


def words(text: str) -> list[str]:
    """jieba's words of a text, with slots for what is the report's own; neighbouring place names are one slot, and
    a committee takes the place before it along (苏州市委)."""
    found = cut(abstract(text))
    if _places().isdisjoint(found):
        return found
    out: list[str] = []
    for word in found:
        if word in _places():
            word = PLACE
        if out and out[-1] == PLACE and (word in (PLACE, PARTY) or word in _AREA):
            out[-1] = PARTY if word == PARTY else PLACE
        else:
            out.append(word)
    return out


class Clause(NamedTuple):
    """What stands between two marks, without quotes; `raw` are the same words with the quotes beside them."""

    words: list[str]
    raw: list[str]


def clauses(found: list[str]) -> Iterator[Clause]:
    """The clauses of a cut text. Quotes come and go from report to report and part no phrase."""
    plain: list[str] = []
    raw: list[str] = []
    quote = ""
    for word in found:
        if word == "“":
            quote = word
        elif word == "”":
            if raw:
                raw[-1] += word
        elif word in CLAUSE_END:
            if plain:
                yield Clause(plain, raw)
            plain, raw, quote = [], [], ""
        else:
            plain.append(word)
            raw.append(quote + word)
            quote = ""
    if plain:
        yield Clause(plain, raw)


def sketch_of(stretches: list[Stretch]) -> list[int]:
    """The smallest hashes of the clauses of eight characters and more: equal clauses give equal hashes."""
    hashes = {
        zlib.crc32("".join(clause.words).encode())
        for stretch in stretches
        if stretch.section not in (PREAMBLE, CONTACT)
        for clause in clauses(stretch.words)
        if sum(map(len, clause.words)) >= 8
    }
    return sorted(hashes)[:_SIZE_OF_SKETCH]


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    from drafter.text.places import place_names

    return place_names()


# 对江州市云岭区开展了巡视, 向局党组反馈了: whoever it is, the target.
_TARGET = pattern(r"(?P<to>对|向)[^，。：；]{2,40}?(?=(?:开展|进行)了?.{0,8}巡[视察]|反馈)")


def _parts(report: Report) -> Iterator[tuple[int, int, str]]:
    for p in report.preamble:
        yield PREAMBLE, TEXT, _TARGET.sub(rf"\g<to>{PLACE}", p.text)
    for section in report.sections:
        where = _SECTION_OF.get(section.role)
        if where is None:
            continue  # a section of the office's own is no ground for the genre's phrases
        if section.heading:
            yield where, OVERVIEW, strip_ordinal(section.heading.text)
        for block in section.blocks:
            for p in block.overview:
                yield where, OVERVIEW, p.text
            for point in block.points:
                yield from _point(where, point)
            for problem in block.problems:
                yield where, TITLE_OF_PROBLEM, problem.title
                for aspect in problem.aspects:
                    yield where, TITLE_OF_PROBLEM, aspect.title
                for measure in problem.all_measures():
                    yield from _point(where, measure)
                for p in problem.result:
                    yield where, TEXT, p.text
    if report.contact:
        for p in report.contact.passages:
            yield CONTACT, TEXT, p.text


def _point(where: int, point: Point) -> Iterator[tuple[int, int, str]]:
    for i, passage in enumerate(point.passages):
        text = passage.text
        if i == 0:
            text = _after_ordinal(passage, point)
            if point.lead and text.startswith(point.lead):
                yield where, LEAD, point.lead
                text = text[len(point.lead) :].lstrip("。")
            elif point.ordinal:
                yield where, NO_LEAD, text
                continue
        yield where, TEXT, text


def _after_ordinal(passage: Passage, point: Point) -> str:
    if not point.ordinal:
        return passage.text
    return strip_ordinal(passage.text)


def _blocks(report: Report, role: str) -> Iterator[tuple[Point, ...]]:
    for section in report.sections:
        if section.role == role:
            yield from (block.points for block in section.blocks)


def _leads(points: tuple[Point, ...]) -> list[list[str]]:
    """The leads of a set of three to six parallel points; empty where they are no such set."""
    found = [words(p.lead) for p in points if p.lead and p.ordinal]
    return found if 3 <= len(found) <= 6 and len(found) == len(points) else []


def clauses_of(words: Sequence[str]) -> Iterator[list[str]]:
    """The clauses of a stretch of words, without the marks that end them."""
    clause: list[str] = []
    for word in words:
        if word in CLAUSE_END:
            if clause:
                yield clause
            clause = []
        else:
            clause.append(word)
    if clause:
        yield clause
