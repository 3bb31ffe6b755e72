"""Findings that come of one cause, as one: the announced total, the skipped number and the problem that dropped out.

Which rule follows from which is data (`lexicon/causes.csv`); findings about the very same words are one cause too.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from drafter.check.model import SEVERITIES, Finding, Span
from drafter.text.lexicon import table

LONGEST_WORDS = 60  # a longer stretch is a paragraph, and may hold slips of several causes
ANYTHING = "*"


class Cause(NamedTuple):
    """A finding, and those that will be gone when it is mended."""

    finding: Finding
    following: tuple[Finding, ...]

    @property
    def severity(self) -> int:
        """The worst of them, as an index of `SEVERITIES`."""
        return min(_grade(f) for f in (self.finding, *self.following))


def causes(findings: Sequence[Finding]) -> list[Cause]:
    """The findings gathered by their causes, errors first, then in document order."""
    parent = list(range(len(findings)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for i, j in (*_by_rule(findings), *_same_words(findings)):
        if root(i) != root(j):
            parent[root(j)] = root(i)
    groups: defaultdict[int, list[Finding]] = defaultdict(list)
    for i, finding in enumerate(findings):
        if i != root(i):
            groups[root(i)].append(finding)
    found = [Cause(findings[i], tuple(groups.get(i, ()))) for i in range(len(findings)) if root(i) == i]
    return sorted(found, key=lambda cause: cause.severity)


def _grade(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity or "info")


def _by_rule(findings: Sequence[Finding]) -> list[tuple[int, int]]:
    """(cause, consequence) by the table; a consequence goes to the first cause that the table has for it."""
    by_code: defaultdict[str, list[int]] = defaultdict(list)
    for i, finding in enumerate(findings):
        by_code[finding.code].append(i)
    found: list[tuple[int, int]] = []
    taken: set[int] = set()
    for row in table("causes"):
        first: dict[object, int] = {}
        for i in by_code.get(row["因"], ()):
            first.setdefault(_scope(findings[i], row["范围"]), i)
        for j in range(len(findings)) if row["果"] == ANYTHING else by_code.get(row["果"], ()):
            cause = first.get(_scope(findings[j], row["范围"]))
            if cause is not None and j not in taken and findings[j].code != row["因"]:
                taken.add(j)
                found.append((cause, j))
    return found


def _scope(finding: Finding, kind: str) -> object:
    if kind == "同一段":
        return finding.where.paragraph or id(finding)
    if kind == "同一问题":
        return (finding.where.section, finding.where.problem) if finding.where.problem else id(finding)
    return None


def same_words(one: Finding, other: Finding) -> bool:
    """Whether two findings are about words, not whole paragraphs, that overlap."""
    a, b = one.span, other.span
    if a is None or b is None or a.line != b.line or max(a.end - a.start, b.end - b.start) > LONGEST_WORDS:
        return False
    return a.start < b.end and b.start < a.end


def _same_words(findings: Sequence[Finding]) -> list[tuple[int, int]]:
    """Pairs of findings of two rules about overlapping words; the graver one is the cause."""
    marks: defaultdict[int, list[tuple[Span, int]]] = defaultdict(list)
    for i, finding in enumerate(findings):
        if finding.span and finding.span.end - finding.span.start <= LONGEST_WORDS:
            marks[finding.span.line].append((finding.span, i))
    found = []
    for here in marks.values():
        here.sort(key=lambda item: item[0])
        for (a, i), (b, j) in itertools.pairwise(here):
            if b.start < a.end and findings[i].code != findings[j].code:
                found.append((i, j) if _grade(findings[i]) <= _grade(findings[j]) else (j, i))
    return found
