"""A mark that is repeated all over is one finding with its count and all its places, not a thousand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from drafter.check.body import places
from drafter.check.model import Finding

MOST_MARKS = 8  # findings about the same words that stay apart
MOST_REMARKS = 1  # remarks (提示) of one rule that stay apart: a correct notice draws five at most
_SINGLE = frozenset("NL")  # a figure, or a thing of the ledger: each is a matter of its own
_ROW = "T7"  # of the 规范表: each row says something else
_SHORT = 12  # characters of an excerpt that is a mark, not a sentence
MOST_WORDS = 8  # of those named in the message


def gathered(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in their order; those about one kind of mark stand as one where the first stood."""
    found = list(findings)
    alike: dict[object, list[Finding]] = {}
    remarks: dict[str, list[Finding]] = {}
    for finding in found:
        alike.setdefault(_kind(finding), []).append(finding)
        if _is_remark(finding):
            remarks.setdefault(finding.code, []).append(finding)
    out: list[Finding] = []
    done: set[int] = set()
    for finding in found:
        same = remarks[finding.code] if _is_remark(finding) else []
        if len(same) <= MOST_REMARKS:
            same = alike[_kind(finding)]
        if len(same) <= (MOST_REMARKS if _is_remark(finding) else MOST_MARKS):
            out.append(finding)
        elif id(same) not in done:
            done.add(id(same))
            out.append(_one(same))
    return out


def _is_remark(finding: Finding) -> bool:
    return finding.severity == "info" and finding.family not in _SINGLE and not finding.code.startswith(_ROW)


def _kind(finding: Finding) -> object:
    """What two findings share that are about one kind of mark; itself where it is a matter of its own."""
    if finding.family in _SINGLE or finding.span is None:
        return id(finding)
    said = finding.excerpt if len(finding.excerpt) <= _SHORT else finding.message
    return finding.code, finding.severity, finding.suggestion, said


def _one(findings: list[Finding]) -> Finding:
    first, *others = findings
    spans = [span for f in others for span in (f.span, *f.also) if span]
    also = tuple(dict.fromkeys((*first.also, *spans)))
    count = sum(f.count for f in findings)
    edits = {f.edit for f in findings}
    mends = {span: edit for f in findings for span, edit in f.edits}
    lines = sorted({line for f in findings for line in f.lines})
    return dataclasses.replace(
        first,
        message=f"{first.message}（同类{places(count, lines)}{_words(findings)}）",
        also=tuple(span for span in also if span != first.span),
        count=count,
        edit=first.edit if len(edits) == 1 else None,
        mends=tuple(mends.get(span) for span in (first.span, *also) if span) if mends else (),
        private=tuple(dict.fromkeys(word for f in findings for word in f.private)),
    )


def _words(findings: list[Finding]) -> str:
    """：“甲”“乙”: the marks themselves, where they are of several kinds and short."""
    words = list(dict.fromkeys(f.excerpt for f in findings))
    if len(words) < 2 or any(not w or len(w) > _SHORT for w in words):
        return ""
    return "：" + "".join(f"“{w}”" for w in words[:MOST_WORDS]) + ("等" if len(words) > MOST_WORDS else "")
