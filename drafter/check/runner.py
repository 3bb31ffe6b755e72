"""Runs the rules over a report: hands each what it asks for, grades what it found, sorts it in document order."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.check.model import SEVERITIES, Finding, Severity, Where
from drafter.check.registry import Rule, all_rules
from drafter.report import Passage, Place, Report, Sentence

if TYPE_CHECKING:
    from drafter.check.body import Spot
    from drafter.check.kinds.substitution import Norm, Table
    from drafter.check.matching import Matching
    from drafter.check.stretches import Related, Stretch
    from drafter.ledger.load import Positions
    from drafter.ledger.model import Ledger
    from drafter.template import RuleSettings, Template


@dataclass
class Subject:
    """What a rule may ask for by the name of a parameter."""

    report: Report
    settings: RuleSettings | None = None
    ledger: Ledger | None = None
    against: Sequence[tuple[str, Report]] | None = None  # other reports, each with its file's name
    docx: Path | None = None  # the file itself, where it is a .docx
    template: Template | None = None
    positions: Positions | None = None  # where the ledger's keys stand in its file

    @cached_property
    def passages(self) -> list[tuple[Passage, Place]]:
        """Every passage of the body with its place, read once for all rules."""
        return list(self.report.walk())

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Every sentence of the body, read once for all rules."""
        return list(self.report.sentences())

    @cached_property
    def stretches(self) -> list[Stretch]:
        """The sentences that hold figures, with their figures read."""
        from drafter.check.stretches import stretches

        return stretches(self.passages)

    @cached_property
    def norms(self) -> Table:
        """The 规范表, the office's own rows over the built-in ones."""
        from drafter.check.norms import with_own

        return with_own(self.settings.norms if self.settings else [])

    @cached_property
    def norm_places(self) -> dict[str, list[tuple[Norm, Spot]]]:
        """Where rows of the 规范表 apply, by group: looked for once for all its rules."""
        from drafter.check.rules_norms import norm_places

        return norm_places(self.report, self.passages, self.norms, self.ledger)

    @cached_property
    def related(self) -> list[Related]:
        """What the figures of the sentences say of one another."""
        from drafter.check.stretches import related

        return related(self.stretches)

    @cached_property
    def matching(self) -> Matching | None:
        """The notice and its ledger side by side."""
        from drafter.check.matching import Matching

        return Matching(self.ledger, self.report, self.positions) if self.ledger else None

    @property
    def region(self) -> str | None:
        """The notice's own region as the ledger gives it (江州市云岭区)."""
        return self.ledger.unit.region if self.ledger else None


def check(
    report: Report,
    *,
    ledger: Ledger | None = None,
    settings: RuleSettings | None = None,
    against: Sequence[tuple[str, Report]] | None = None,
    docx: Path | None = None,
    template: Template | None = None,
    positions: Positions | None = None,
    rules: Sequence[Rule] | None = None,
) -> list[Finding]:
    """Every finding of every rule that is switched on, in document order; those without a place come first."""
    subject = Subject(report, settings, ledger, against, docx, template, positions)
    off = set(settings.off) if settings else set()
    places = _places_by_line(subject)
    found: list[Finding] = []
    for each in all_rules() if rules is None else rules:
        if each.code in off or each.slug in off or each.family in off:
            continue
        asked = {name: getattr(subject, name) for name in each.takes}
        if any(asked[name] is None for name in each.needs):
            continue
        regraded: Severity | None = None
        if settings:
            regraded = settings.severity.get(each.code) or settings.severity.get(each.slug)
        for finding in each.run(**asked):
            found.append(_signed(finding, each, regraded, places))
    return sorted(dict.fromkeys(found), key=_order)


def _signed(finding: Finding, rule: Rule, regraded: Severity | None, places: dict[int, Place]) -> Finding:
    where = finding.where
    if where.section is None and where.paragraph is not None and (place := places.get(where.paragraph)):
        where = Where(place.section, place.problem, where.paragraph)
    severity = regraded or finding.severity or rule.severity
    return dataclasses.replace(finding, code=rule.code, rule=rule.slug, severity=severity, where=where)


def _places_by_line(subject: Subject) -> dict[int, Place]:
    places: dict[int, Place] = {}
    for passage, place in subject.passages:
        if passage.line is not None:
            places.setdefault(passage.line, place)
    return places


def _order(finding: Finding) -> tuple[object, ...]:
    line, start = (finding.span.line, finding.span.start) if finding.span else (finding.where.paragraph or 0, 0)
    return line, start, finding.code, SEVERITIES.index(finding.severity or "info"), finding.message
