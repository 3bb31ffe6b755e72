"""The body of a report paragraph by paragraph, as printed, for rules that look at marks and not at structure.

A passage may be a part of a paragraph (an inline measure); pairs of quotes and sentence ends show only in the whole.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from drafter.check.model import Edit, Finding, Severity, Span, span_of
from drafter.patterns import pattern
from drafter.report import Passage, Passages, Place, Report

LISTED = 20  # places named in a message


class Printed(NamedTuple):
    """A whole paragraph of the body with the place of its beginning."""

    passage: Passage
    place: Place

    @property
    def text(self) -> str:
        return self.passage.text


class Spot(NamedTuple):
    """Words of a printed paragraph."""

    printed: Printed
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.printed.text[self.start : self.end]


class Body(list[tuple[Passage, Place]]):
    """The passages of one report, whose printed paragraphs are gathered once for all rules."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.walk())
        self._report = report

    @cached_property
    def printed(self) -> list[Printed]:
        return _printed(self._report, self)


def printed_paragraphs(report: Report, passages: Passages) -> list[Printed]:
    """The body's paragraphs; what the reader kept as residue of a web page, and headers and footers, are left out."""
    return passages.printed if isinstance(passages, Body) else _printed(report, passages)


_NO_PROSE = frozenset({"contact", "signers", "title"})


def prose(report: Report, passages: Passages) -> list[Printed]:
    """Those of running text: names, numbers and addresses of the contact, the signature and the title are none."""
    return [printed for printed in printed_paragraphs(report, passages) if printed.place.role not in _NO_PROSE]


def quoted(text: str, at: int) -> bool:
    """Whether a quote is open at that offset: what stands in it is as it is meant."""
    return text.rfind("“", 0, at) > text.rfind("”", 0, at)


_OF_A_PROBLEM = pattern("(?:的|等|突出|方面|整改)*问题")  # 关于“审计整改滞后”问题
NAME = 8  # characters of a quotation, from which it is a sentence (a problem that was fed back) and no coined name


def coined(text: str, at: int) -> bool:
    """Whether an offset is in a short quotation: a name or a motto (“益心为公”) may be a play on words."""
    if not quoted(text, at):
        return False
    closed = text.find("”", at)
    return closed < 0 or (closed - text.rfind("“", 0, at) <= NAME and not _OF_A_PROBLEM.match(text, closed + 1))


_SAID_TO_BE_WRONG = pattern(  # 误写的“帐目公开”
    r"(?:误写|错写|写错|误作|误称|误印|错印|误为|错为|误用|错用|误录|错录|写成|印成|录成|错别?字|笔误|别字)[^，。；“”]{0,6}$"
)
_PUT_RIGHT = pattern(  # “帐目公开”改为“账目公开”, “帐目”（应为“账目”）
    r"（?(?:等?(?:字样|表述|写法|说法|提法|名称)?)(?:已|均|都|统一|一律|全部|逐一|逐处|当即|及时)*"
    r"(?:改为|改成|更正|订正|纠正|修正|规范为|应为|换成|替换|[属系]?[^，。；“”]{0,4}(?:笔误|误写|错别?字|别字))"
)
_REMARK_REACH = 14  # characters before and behind a quotation that say of it that it was wrong


def told_as_wrong(text: str, start: int, end: int) -> bool:
    """Whether words stand in a quotation that the sentence itself calls wrong: 误写的“帐目公开”改为“账目公开”."""
    opened, closed = text.rfind("“", 0, start), text.find("”", end - 1)
    if opened < 0 or closed < 0 or "”" in text[opened:start]:
        return False
    ahead = text[max(0, opened - _REMARK_REACH) : opened]
    behind = text[closed + 1 : closed + 1 + _REMARK_REACH]
    return bool(_SAID_TO_BE_WRONG.search(ahead) or _PUT_RIGHT.match(behind))


def _printed(report: Report, passages: Passages) -> list[Printed]:
    if not report.paragraphs:
        return [Printed(passage, place) for passage, place in passages if passage.text.strip()]
    places: dict[int | None, Place] = {}
    for passage, place in passages:
        places.setdefault(passage.line, place)
    residue = {passage.line for passage in report.residue}
    return [
        Printed(Passage(p.text, p.line), places.get(p.line, Place()))
        for p in report.paragraphs
        if p.container not in {"header", "footer"} and p.line not in residue and p.text.strip()
    ]


def everything_printed(report: Report, passages: Passages) -> list[Printed]:
    """The body's paragraphs, then all others that are in the file: residue, headers, footers, notes. What a web page
    has around its article is the site's, not the notice's."""
    body = printed_paragraphs(report, passages)
    lines = {printed.passage.line for printed in body}
    rest = [p for p in report.paragraphs if p.line not in lines and p.text.strip() and not p.beside]
    return body + [Printed(Passage(p.text, p.line), Place()) for p in rest]


def matches(pattern: re.Pattern[str], paragraphs: Iterable[Printed]) -> Iterator[tuple[Spot, re.Match[str]]]:
    """Each place of a pattern in those paragraphs, as words that a finding can be about, with the match."""
    for printed in paragraphs:
        for match in pattern.finditer(printed.text):
            yield Spot(printed, *match.span()), match


def found_at(
    spot: Spot,
    message: str,
    *,
    suggestion: str | None = None,
    severity: Severity | None = None,
    private: tuple[str, ...] = (),
    right: str | None = None,
) -> Finding:
    """A finding about words of a printed paragraph; `private` are words of it that no output may repeat, `right` what
    they would be instead."""
    finding = Finding.on(
        spot.printed.passage,
        spot.printed.place,
        message,
        (spot.start, spot.end),
        suggestion=suggestion,
        severity=severity,
        right=right,
    )
    return dataclasses.replace(finding, private=private) if private else finding


def summary(
    spots: Sequence[Spot],
    message: str,
    *,
    suggestion: str | None = None,
    severity: Severity | None = None,
    mend: Callable[[str], str | None] | None = None,
) -> Finding:
    """One finding for many places of one kind: at the first, with the others beside it and named in the message.

    `mend` gives what may mechanically stand in the place of a spot's words, None where it takes a person.
    """
    first, *others = spots
    also = tuple(s for spot in others if (s := span_in_source(spot)))
    finding = found_at(first, f"{message}（{named(spots)}）", suggestion=suggestion, severity=severity)
    mends = tuple(_edit(spot.words, mend(spot.words)) for spot in spots if span_in_source(spot)) if mend else ()
    return dataclasses.replace(finding, also=also, count=len(spots), mends=mends)


def _edit(old: str, new: str | None) -> Edit | None:
    return None if new is None else Edit(old, new)


def span_in_source(spot: Spot) -> Span | None:
    return span_of(spot.printed.passage, spot.start, spot.end)


def named(spots: Iterable[Spot]) -> str:
    """共12处，第3、5、8段等; with the words of the first few where there are few."""
    spots = list(spots)
    return places(len(spots), list(dict.fromkeys(s.printed.passage.line for s in spots if s.printed.passage.line)))


def places(count: int, lines: Sequence[int]) -> str:
    """共12处，第3、5、8段等."""
    where = f"，第{'、'.join(map(str, lines[:LISTED]))}段" + ("等" if len(lines) > LISTED else "") if lines else ""
    return f"共{count}处{where}"


def around(spot: Spot, width: int = 6) -> str:
    """The words with a little of what stands around them, on one line."""
    text = spot.printed.text
    start, end = max(0, spot.start - width), min(len(text), spot.end + width)
    while start > 0 and text[start - 1 : start + 1].isalnum() and text[start - 1 : start + 1].isascii():
        start -= 1  # a number that is cut in two is covered in neither
    while end < len(text) and text[end - 1 : end + 1].isalnum() and text[end - 1 : end + 1].isascii():
        end += 1
    return text[start:end].replace("\n", " ").strip()
