"""Faces inside a paragraph: leads, labels and headings that text runs on from, where a template has a character style
for them (要点提法用字, 措施提法用字, 标签用字, 标题用字)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

from drafter.patterns import pattern
from drafter.report import Aspect, Passage, Point, Problem, Report
from drafter.template import leads_alone

Face = Literal["要点提法用字", "措施提法用字", "标签用字", "标题用字"]
FACES: tuple[Face, ...] = get_args(Face)
_RESULT_LABEL = pattern(r"[^：:。]{2,8}[：:]")


class Faced(NamedTuple):
    """What has a face of its own at the head of a passage."""

    passage: Passage
    face: Face
    end: int  # offset in the passage where it ends


def faces(report: Report) -> Iterator[Faced]:
    """Every place of a notice that may have a face other than that of its paragraph, in printed order."""
    for section in report.sections:
        for point in section.points:
            yield from _of_lead(point, "要点提法用字")
    for problem in report.problems:
        yield from _of_body(problem)
        for aspect in problem.aspects:
            yield from _of_body(aspect)


def _of_body(body: Problem | Aspect) -> Iterator[Faced]:
    first = body.label or (body.measures[0].passages[0] if body.measures else None)
    if first and first.line == body.heading.line:
        yield Faced(body.heading, "标题用字", len(body.heading.text))
    if body.label and body.measures and body.label.line == body.measures[0].passages[0].line:
        yield Faced(body.label, "标签用字", len(body.label.text))
    for measure in body.measures:
        yield from _of_lead(measure, "措施提法用字")
    for passage in body.result[:1]:
        if label := _RESULT_LABEL.match(passage.text):
            yield Faced(passage, "标签用字", label.end())


def _of_lead(point: Point, face: Face) -> Iterator[Faced]:
    """The ordinal, the lead and the mark behind it, in the paragraph of the facts."""
    passage = point.passages[0]
    if not point.lead or leads_alone(point) or (at := passage.text.find(point.lead)) < 0:
        return
    end = at + len(point.lead)
    yield Faced(passage, face, end + (passage.text[end : end + 1] in ("。", "：", "，", ".")))
