"""A notice printed again with the template that was made of it: what comes out otherwise, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from drafter.report import Place, Report
from drafter.text.normal import fold

if TYPE_CHECKING:
    from drafter.phrases.bank import Bank
    from drafter.template import Manifest

_OF_THE_STANDARD = ("title", "signers", "date")  # set by rule, whatever the notice did
_SHOWN = 28  # characters of a paragraph
_BEFORE = 8  # of them, before the place where two part
_MOST = 12  # differences that are told one by one


class _Line(NamedTuple):
    """A printed paragraph."""

    number: int | None
    text: str  # without spaces
    internal: bool  # 责任人、时限、完成情况

    @property
    def alike(self) -> str:
        """The same for paragraphs that differ in widths and quotation marks only."""
        return re.sub("[“”‘’\"']", "", fold(self.text))


def printed_otherwise(report: Report, manifest: Manifest, bank: Callable[[], Bank]) -> Iterator[str]:
    """What differs between a notice and its ledger in the template made of it, each said for the user."""
    from drafter.compose import compose
    from drafter.ledger.from_report import ledger_from_report
    from drafter.template import matching_template

    ledger, _ = ledger_from_report(report, matching_template(report))
    again = compose(ledger, manifest, bank)
    cells = {p.line for p in report.paragraphs if p.cell}
    tabled = bool(report.problems) and all(p.heading.line in cells for p in report.problems)
    if tabled:
        kept = "；责任人、时限、完成情况各栏记在台账里，不印" if any(p.details for p in report.problems) else ""
        yield f"整改进展原来排在表格里，模板里改排成段落{kept}。"

    def compared(place: Place, line: int | None) -> bool:
        in_table = place.role == "contact" and manifest.layout.contact_lines == "表格" and line in cells
        unasked = place.role == "contact" and report.contact is None
        return not (place.role in _OF_THE_STANDARD or in_table or unasked or (tabled and place.role == "progress"))

    yield from _told(_lines(report, compared), _lines(again, compared))


def _lines(report: Report, compared: Callable[[Place, int | None], bool]) -> list[_Line]:
    found: dict[int | None, list[tuple[str, bool]]] = {}
    unprinted = [s.heading for s in report.sections if s.is_annex_list]  # 附件：is the template's
    for passage, place in report.walk():
        if passage not in unprinted and compared(place, passage.line):
            text = re.sub(r"\s", "", passage.text)
            found.setdefault(passage.line, []).append((text, place.part == "detail"))
    return [
        _Line(number, "".join(text for text, _ in pieces), all(internal for _, internal in pieces))
        for number, pieces in found.items()
        if any(text for text, _ in pieces)
    ]


def _told(before: list[_Line], after: list[_Line]) -> Iterator[str]:
    hidden = [line for line in before if line.internal]
    if hidden:
        yield f"{_places(hidden)}写的是责任人、时限、完成情况等，记在台账里，模板里不印。"
    before = [line for line in before if not line.internal]
    match = SequenceMatcher(None, [a.alike for a in before], [b.alike for b in after], autojunk=False)
    widths: list[_Line] = []
    differences: list[str] = []
    for kind, a, b, c, d in match.get_opcodes():
        old, new = before[a:b], after[c:d]
        if kind == "equal":
            widths += [one for one, other in zip(old, new, strict=True) if one.text != other.text]
        elif len(old) == len(new):
            differences += [_changed(one, other) for one, other in zip(old, new, strict=True)]
        elif not new:
            differences += [f"{_places([line])}“{line.text[:_SHOWN]}”模板里不印。" for line in old]
        elif not old:
            differences += [f"模板里多印一段“{line.text[:_SHOWN]}”。" for line in new]
        else:
            differences.append(f"{_places(old)}“{old[0].text[:_SHOWN]}”在模板里排成{len(new)}段。")
    if widths:
        yield f"{_places(widths)}里的全角数字、半角标点、引号，模板里按规范排。"
    yield from differences[:_MOST]
    if more := differences[_MOST:]:
        yield f"另有{len(more)}处排印与原文不同。"


def _changed(old: _Line, new: _Line) -> str:
    """Both paragraphs around the place where they part."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old.text, new.text, strict=False)))
    start = max(same - _BEFORE, 0)
    lead = "…" if start else ""
    shown = [f"{lead}{text[start : start + _SHOWN]}" for text in (old.text, new.text)]
    return f"{_places([old])}“{shown[0]}”在模板里排成“{shown[1]}”。"


def _places(lines: list[_Line]) -> str:
    numbers = [str(line.number) for line in lines[:_MOST]]
    return f"第{'、'.join(numbers)}段" + (f"等{len(lines)}段" if len(lines) > _MOST else "")
