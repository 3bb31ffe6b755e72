"""Runs the rules over a report: hands each what it asks for, grades what it found, sorts it in document order."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.check.body import Body, told_as_wrong
from drafter.check.gather import gathered
from drafter.check.model import SEVERITIES, Finding, Looked, Severity, Where
from drafter.check.privacy import Mask
from drafter.check.registry import Rule, all_rules
from drafter.check.softened import right_words
from drafter.ledger.edition import INSIDE, Edition, edition_of
from drafter.report import Place, Report, Sentence

if TYPE_CHECKING:
    from drafter.check.body import Spot
    from drafter.check.identity import Identity
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
    edition: Edition = "社会"  # which of its two notices it is
    unread: Sequence[tuple[str, str]] = ()  # files that were to be compared with and could not be read: name, why

    @cached_property
    def passages(self) -> Body:
        """Every passage of the body with its place, read once for all rules."""
        return Body(self.report)

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
    def identity(self) -> Identity:
        """Whom the notice is about, as its parts name it."""
        from drafter.check.identity import identity_of

        return identity_of(self.report, self.passages)

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

        if self.ledger is None:
            return None
        whole = self.ledger if self.edition == INSIDE else None
        return Matching(edition_of(self.ledger, self.edition), self.report, self.positions, whole)

    @property
    def region(self) -> str | None:
        """The notice's own region as the ledger gives it (江州市云岭区)."""
        return self.ledger.unit.region if self.ledger else None


@dataclass(frozen=True)
class Run:
    """What became of one rule in a check."""

    rule: Rule
    off: bool = False  # switched off by the settings
    missing: tuple[str, ...] = ()  # what it needs and was not given (parameters of the rule)
    looked: Mapping[str, int] = field(default_factory=dict)  # what it says it has looked at
    found: int = 0

    @property
    def ran(self) -> bool:
        return not self.off and not self.missing


@dataclass(frozen=True)
class Examination:
    """What a check found, and what it did to find it."""

    findings: list[Finding]
    runs: tuple[Run, ...] = ()
    mask: Mask = field(default_factory=Mask)  # covers the personal data that this notice is known to have

    def run_of(self, code: str) -> Run | None:
        return next((run for run in self.runs if run.rule.code == code), None)


def check(
    report: Report,
    *,
    ledger: Ledger | None = None,
    settings: RuleSettings | None = None,
    against: Sequence[tuple[str, Report]] | None = None,
    docx: Path | None = None,
    template: Template | None = None,
    positions: Positions | None = None,
    unread: Sequence[tuple[str, str]] = (),
    rules: Sequence[Rule] | None = None,
) -> list[Finding]:
    """Every finding of every rule that is switched on, in document order; those without a place come first."""
    subject = Subject(report, settings, ledger, against, docx, template, positions, unread=unread)
    return examine(subject, rules).findings


def examine(subject: Subject, rules: Sequence[Rule] | None = None) -> Examination:
    """The same with an account of what each rule did."""
    settings = subject.settings
    off = set(settings.off) if settings else set()
    words = right_words(settings)
    places = _places_by_line(subject)
    texts = {p.line: p.text for p in subject.report.paragraphs}
    found: list[Finding] = []
    runs: list[Run] = []
    for each in all_rules() if rules is None else rules:
        if each.code in off or each.slug in off or each.family in off:
            runs.append(Run(each, off=True))
            continue
        asked = {name: getattr(subject, name) for name in each.takes}
        if missing := tuple(name for name in each.needs if asked[name] is None):
            runs.append(Run(each, missing=missing))
            continue
        regraded: Severity | None = None
        if settings:
            regraded = settings.severity.get(each.code) or settings.severity.get(each.slug)
        looked: Counter[str] = Counter()
        own: list[Finding] = []
        for said in each.run(**asked):
            if isinstance(said, Looked):
                looked[said.what] += said.number
            else:
                own.append(_signed(said, each, regraded, places))
        own = [f for f in dict.fromkeys(own) if not (each.code.startswith(_WORDING) and _quoted_as_wrong(f, texts))]
        if words and each.code.startswith(_SPELLING):
            own = [f for f in own if f.severity == "error" or not _in_a_right_word(f, words, texts)]
        runs.append(Run(each, looked=looked, found=len(own)))
        found += own
    mask = Mask(word for finding in found for word in finding.private)
    ordered = gathered(sorted(found, key=_order))
    return Examination([mask.finding(f) for f in ordered], tuple(runs), mask)


_WORDING = "T7"  # rules on words: those that the notice itself quotes as wrong are no slip of its own


# Rules that take what is printed for a slip of the pen; what they call an error is none that an office may write.
_SPELLING = ("T3", "T6", "T7")


def _in_a_right_word(finding: Finding, words: Sequence[str], texts: Mapping[int, str]) -> bool:
    """Whether what was found touches a word that the office writes so (走教教师 where 走教 is one)."""
    span = finding.span
    text = texts.get(span.line, "") if span else ""
    return span is not None and any(
        text.find(word, max(0, span.start - len(word) + 1), span.end + len(word) - 1) >= 0 for word in words
    )


def _quoted_as_wrong(finding: Finding, texts: Mapping[int, str]) -> bool:
    span = finding.span
    return span is not None and told_as_wrong(texts.get(span.line, ""), span.start, span.end)


def _signed(finding: Finding, rule: Rule, regraded: Severity | None, places: dict[int, Place]) -> Finding:
    where = finding.where
    if where.section is None and where.paragraph is not None and (place := places.get(where.paragraph)):
        where = Where(place.section, place.problem, where.paragraph)
    severity = regraded or finding.severity or rule.severity
    basis = finding.basis or rule.basis
    return dataclasses.replace(finding, code=rule.code, rule=rule.slug, severity=severity, where=where, basis=basis)


def _places_by_line(subject: Subject) -> dict[int, Place]:
    places: dict[int, Place] = {}
    for passage, place in subject.passages:
        if passage.line is not None:
            places.setdefault(passage.line, place)
    return places


def _order(finding: Finding) -> tuple[object, ...]:
    line, start = (finding.span.line, finding.span.start) if finding.span else (finding.where.paragraph or 0, 0)
    return line, start, finding.code, SEVERITIES.index(finding.severity or "info"), finding.message
