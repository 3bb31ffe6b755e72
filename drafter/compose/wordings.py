"""Where in the ledger each stretch that the phrasebank worded can be worded otherwise, and what that would change.

A point of an opening or a closing is one of several that were drawn together: to word one, the others keep their
places in the list (`settled`), open as before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from drafter.ledger.model import FILL, Ledger, PhraseRef, PointEntry
from drafter.patterns import pattern
from drafter.report import Block, Passage, Point, Report, Role

SECTIONS: dict[Role, str] = {"leadership": "组织领导", "next_steps": "下一步"}
_POINT = pattern(r"(?P<section>组织领导|下一步)\.要点\[(?P<index>\d+)\]\.(?P<key>提法|内容)")
_MEASURE = pattern(r"问题\[\d+\](?:\.具体表现\[\d+\])?\.措施\[\d+\]")
BANKED = {"通报.导语": "导语", "通报.公开说明": "公开"}  # a place of the ledger -> what `fill.alternatives` calls it


class Wording(NamedTuple):
    """A stretch of a passage whose words a person may set at `path`: 下一步.要点[1].提法."""

    start: int
    end: int
    path: str


def wordings(report: Report, ledger: Ledger) -> dict[int, list[Wording]]:
    """The stretches of every passage that can be worded; the key is the passage's identity."""
    found: dict[int, list[Wording]] = {}
    for passage in report.preamble:
        found[id(passage)] = list(_of_preamble(passage, ledger))
    for section in report.sections:
        if name := SECTIONS.get(section.role):
            for block in section.blocks[:1]:  # what stands under a second subheading has no place of its own
                found |= _of_block(block, name, _entries(ledger, name))
        for problem in section.problems:
            for measure in problem.all_measures():
                found[id(measure.passages[0])] = list(_of_measure(measure))
    for passage in report.contact.passages if report.contact else ():
        found[id(passage)] = [Wording(0, len(passage.text), "联系方式.全文")]
    return found


def settled(report: Report, path: str) -> tuple[str, list[dict[str, Any]]] | None:
    """The list that a place of `wordings` stands in, and its items, each left to the bank; the one of the place, where
    it is its content that is worded, with the lead that is printed above it. None for any other place."""
    match = _POINT.fullmatch(path)
    if match is None:
        return None
    section = next(s for s in report.sections if SECTIONS.get(s.role) == match["section"])
    words = match["key"] == "内容"
    items = [
        {"提法": FILL if point.lead and not (words and index == int(match["index"])) else point.lead or "无"}
        for index, point in enumerate(section.blocks[0].points)
    ]
    return f"{match['section']}.要点", items


def _of_preamble(passage: Passage, ledger: Ledger) -> Iterator[Wording]:
    """Its sentence on the inspection, then the one on 党务公开: each of one phrase."""
    formed = any(o.kind == "template" and o.ref == "导语写法" for o in passage.origins)  # the template words it
    own = formed or isinstance(ledger.notice.preamble, str)
    paths = list(BANKED)[1 if own else 0 :]
    spans: dict[str, list[int]] = {}
    for origin in passage.origins:
        if origin.kind == "phrase":
            spans.setdefault(origin.ref, []).extend((origin.start, origin.end))
    ends = [min(places) for places in list(spans.values())[1:]] + [len(passage.text)]
    starts = [min(next(iter(spans.values()))) if own else 0, *ends[:-1]] if spans else []
    for start, end, path in zip(starts, ends, paths, strict=False):
        yield Wording(start, end, path)


def _entries(ledger: Ledger, section: str) -> list[PointEntry]:
    return ledger.leadership.points if section == "组织领导" else ledger.next_steps.points


def _of_block(block: Block, section: str, entries: list[PointEntry]) -> dict[int, list[Wording]]:
    found = {id(p): [Wording(0, len(p.text), f"{section}.概述")] for p in block.overview[:1]}
    for i, point in enumerate(block.points):
        if i < len(entries) and not _open(entries[i]):
            continue
        first, path = point.passages[0], f"{section}.要点[{i}]"
        begin = len(first.text) - len(first.text.removeprefix(point.ordinal or ""))
        end = begin + len(point.lead or "")
        if point.lead and first.text[begin:end] == point.lead:
            found[id(first)] = [Wording(begin, end, f"{path}.提法")]
            if (
                section == "下一步"
            ):  # what stands under a lead of the opening is facts: they are set where they are kept
                found[id(first)].append(Wording(end + 1, len(first.text), f"{path}.内容"))
    return found


def _open(entry: PointEntry) -> bool:
    """Whether the bank worded any of it."""
    return entry.lead is None or isinstance(entry.lead, PhraseRef) or not entry.content


def _of_measure(measure: Point) -> Iterator[Wording]:
    first = measure.passages[0]
    path = next((m[0] for o in first.origins if o.kind == "ledger" and (m := _MEASURE.match(o.ref))), "")
    at = first.text.find(measure.lead) if measure.lead else -1
    if path and measure.lead and at >= 0:
        yield Wording(at, at + len(measure.lead), f"{path}.提法")
