"""The outline of a report as plain data: what `drafter outline --json` prints."""

from __future__ import annotations

from typing import Any

from drafter.patterns import pattern
from drafter.report import Aspect, Point, Problem, Report, Section

_LABEL_MARKS = pattern(r"^[【\[\s]+|[】\]：:。\s]+$")


def outline(report: Report) -> dict[str, Any]:
    """The structure of a report, JSON-ready; dates are ISO strings, months (2024-05) where no day is printed."""
    inspection = report.inspection
    contact = report.contact
    begun, ended = inspection.months or (None, None)
    return {
        "genre": report.genre,
        "title": report.title,
        "preamble": [p.text for p in report.preamble],
        "inspection": {
            "team": inspection.team,
            "target": inspection.target,
            "start": _iso(inspection.start) or begun,
            "end": _iso(inspection.end) or ended,
            "feedback": _iso(inspection.feedback),
        },
        "sections": [_section(s) for s in report.sections],
        "contact": {
            "text": contact.text,
            "phone": contact.phone,
            "address": contact.address,
            "postcode": contact.postcode,
            "email": contact.email,
            "hours": contact.hours,
        }
        if contact
        else None,
        "signers": [p.text for p in report.signers],
        "date": _iso(report.date),
        "date_text": report.date_line.text if report.date_line else None,
        "reading": _reading(report),
        "residue": [p.text for p in report.residue],
        "notes": [
            {"code": n.code, "message": n.message, "line": n.line} | ({"text": n.text} if n.text else {})
            for n in report.notes
        ],
    }


def _reading(report: Report) -> dict[str, Any]:
    parts: dict[str, Any] = {name: {"state": r.state, "reason": r.reason} for name, r in report.reading.parts}
    return parts | {"outside": round(report.reading.outside, 3)}


def _iso(date: Any) -> str | None:
    return date.isoformat() if date else None


def _section(section: Section) -> dict[str, Any]:
    out: dict[str, Any] = {
        "role": section.role,
        "level": section.level,
        "heading": section.heading.text if section.heading else None,
        "overview": [p.text for p in section.overview],
    }
    if section.role != "progress" or section.points:
        out["points"] = [_point(p) | {"group": p.group} for p in section.points]
    if section.role == "progress":
        out["problems"] = [_problem(p) for p in section.problems]
    groups = [b.heading.text for b in section.blocks if b.heading]
    if groups:
        out["groups"] = groups
    return out


def _point(point: Point) -> dict[str, Any]:
    return {"ordinal": point.ordinal, "lead": point.lead, "text": point.text}


def _body(body: Problem | Aspect) -> dict[str, Any]:
    return {
        "label": _LABEL_MARKS.sub("", body.label.text) if body.label else None,
        "result": "\n".join(p.text for p in body.result) or None,
        "measures": [_point(m) for m in body.measures],
    } | ({"details": [p.text for p in body.details]} if body.details else {})


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "number": problem.number,
        "title": problem.title or None,
        "group": problem.group,
        "heading": problem.heading.text,
        **_body(problem),
        "aspects": [
            {"number": a.number, "title": a.title, "heading": a.heading.text, **_body(a)} for a in problem.aspects
        ],
    }
