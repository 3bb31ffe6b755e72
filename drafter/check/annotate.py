"""A copy of the .docx with each finding as a Word comment on its words; the text stays as it is to the letter.

Which characters of a paragraph were read is for `drafter.read.docx`; here they are found again in the runs. Where Word
allows no comment (text boxes, headers, notes), it stands at the nearest place in the body and quotes the words.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from drafter.check.matching import LEDGER_LINE
from drafter.check.model import SEVERITY_NAMES, Finding, Span, shows
from drafter.check.registry import find_rule
from drafter.errors import InputError
from drafter.folders import contents
from drafter.read.docx import paragraph_elements
from drafter.report import Paragraph, Report
from drafter.text.normal import clean, visible

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
AUTHOR, INITIALS = "通报审核", "审"
MOST_FURTHER_PLACES = 3  # a finding about more places than these is marked at its first one only
_GONE = frozenset(W + name for name in ("del", "moveFrom", "rPr", "pPr", "txbxContent", "instrText", "delText"))
_ONE_CHARACTER = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


class Char(NamedTuple):
    """A character as it stands in the file: the element that holds it, and its place in it."""

    char: str
    element: Any
    offset: int


def annotate(source: Path, report: Report, findings: Sequence[Finding], remarks: Sequence[str] = ()) -> bytes:
    """The file's bytes with the comments; `remarks` are said at its beginning.

    Raises InputError where it is no .docx that can be written again.
    """
    from drafter.word.comments import dress_comments
    from drafter.word.writer import opened, save

    try:
        document = opened(contents(source), str(source))
    except InputError as error:
        raise InputError(*(f"不能加批注。{message}" for message in error.messages)) from None
    lines = paragraph_elements(document.element.body)
    notes = [(place, f, first) for f in findings for place, first in _places(f)]
    for place, finding, first in notes:
        text = _comment_text(finding, first)
        runs = runs_for(place, finding, report, lines) if place else None
        if runs is None:
            runs = _fallback_runs(place, document, lines)
            text = f"{text}\n原文：{finding.excerpt}" if finding.excerpt else text
        if runs is None:
            raise InputError(f"{source}：正文里没有可以加批注的文字。")
        _comment(document, runs, text)
    for remark in remarks:
        beginning = _fallback_runs(None, document, lines)
        if beginning:
            _comment(document, beginning, visible(f"【核对说明】{remark}"))
    dress_comments(document)
    return save(document)


def _places(finding: Finding) -> Iterator[tuple[Span | None, bool]]:
    """(place, whether it is the finding's own); paragraphs without exact words count from their first character."""
    own = finding.span
    if own is None and finding.where.paragraph:
        own = Span(finding.where.paragraph, 0, 0)
    yield own, True
    if len(finding.also) <= MOST_FURTHER_PLACES:
        for span in finding.also:
            yield span, False


def _comment_text(finding: Finding, first: bool) -> str:
    return visible(LEDGER_LINE.sub(r"（台账\g<what>）", _said(finding, first)))  # who reads it has a sheet, no lines


def _said(finding: Finding, first: bool) -> str:
    rule = find_rule(finding.code)
    head = f"【{SEVERITY_NAMES[finding.severity or 'info']} {finding.code} {rule.title if rule else finding.rule}】"
    if not first:
        line = f"第{finding.where.paragraph}段" if finding.where.paragraph else "别处"
        return f"{head}与{line}有关：{finding.message}"
    hint = f"\n建议：{finding.suggestion}" if finding.suggestion else ""
    places = f"\n全部位置：第{'、'.join(map(str, finding.lines))}段" if finding.count > 1 and finding.lines else ""
    basis = f"\n依据：{finding.grounds}" if finding.basis else ""
    return f"{head}{finding.message}{hint}{places}{basis}"


# --- from a span to runs ---------------------------------------------------------------------------------------


def runs_for(span: Span, finding: Finding, report: Report, lines: list[Any]) -> tuple[Any, Any] | None:
    """The first and the last run of exactly these words, split off where they begin or end inside a run.

    None where the paragraph is not one of the body, or its words are not found in it.
    """
    if not 1 <= span.line <= len(lines):
        return None
    chars = list(_characters(lines[span.line - 1]))
    pieces = [p for p in report.paragraphs if p.line == span.line and p.container in ("body", "table")]
    for at, piece in _located(pieces, chars):
        start, end = span.start - piece.generated, span.end - piece.generated
        own = span == finding.span
        if own and not shows(piece.text[span.start : span.end], finding.excerpt):
            continue
        kept = [i for i in at[max(start, 0) : max(end, 1)] if i is not None]
        if kept:
            return _split(chars, kept[0], kept[-1])
    return None


def _characters(parent: Any) -> Iterator[Char]:
    """The characters of a paragraph in reading order; deleted text and text boxes are passed over."""
    for element in parent.iterchildren("*"):
        tag = element.tag
        if tag in _GONE or tag.endswith("}AlternateContent"):
            continue
        if tag == W + "t":
            for offset, char in _shown(element):
                yield Char(char, element, offset)
        elif tag in _ONE_CHARACTER and parent.tag == W + "r":
            yield Char(_ONE_CHARACTER[tag], element, 0)
        else:
            yield from _characters(element)


def _shown(element: Any) -> Iterator[tuple[int, str]]:
    """The characters of a w:t that Word shows, each with its offset in the element's text."""
    text = element.text or ""
    dropped = "" if element.get(_XML_SPACE) == "preserve" else " \t\r\n"
    for index in range(len(text) - len(text.lstrip(dropped)), len(text.rstrip(dropped))):
        yield index, text[index]


def _located(pieces: Sequence[Paragraph], chars: Sequence[Char]) -> Iterator[tuple[list[int | None], Paragraph]]:
    """For each piece of a paragraph as read, the position of each of its characters among `chars`.

    Reading drops characters and changes spaces, but never their order.
    """
    at = 0
    for piece in pieces:
        found: list[int | None] = []
        for wanted in piece.text[piece.generated :]:
            j = at
            while j < len(chars) and not _same(chars[j].char, wanted):
                j += 1
            if j < len(chars):
                found.append(j)
                at = j + 1
            else:
                found.append(None)
        yield found, piece


def _same(printed: str, read: str) -> bool:
    return printed == read or clean(printed) == read or (read == " " and printed.isspace())


def _split(chars: Sequence[Char], first: int, last: int) -> tuple[Any, Any] | None:
    """Cut the runs so that one begins with the character `first` and one ends with `last`; these two runs.

    The later cut comes first: it leaves the offsets before it as they are.
    """
    start, end = chars[first], chars[last]
    start_run, end_run = _run_of(start.element), _run_of(end.element)
    if start_run is None or end_run is None:
        return None
    _cut(end.element, end.offset + 1)
    begun = _cut(start.element, start.offset)
    if begun is not None:
        end_run = begun if end_run is start_run else end_run
        start_run = begun
    return start_run, end_run


def _run_of(element: Any) -> Any | None:
    return next((a for a in element.iterancestors() if a.tag == W + "r"), None)


def _cut(element: Any, offset: int) -> Any | None:
    """Cut the run of `element` before its character `offset`; the run that begins there, None at the run's end."""
    run = _run_of(element)
    if run is None:
        return None
    content = [child for child in run if child.tag != W + "rPr"]
    position = content.index(element)
    text = (element.text or "") if element.tag == W + "t" else "-"
    preserved = element.get(_XML_SPACE) == "preserve"
    nothing_before = offset == 0 or (not preserved and not text[:offset].strip(" \t\r\n"))
    if nothing_before and position == 0:
        return run
    moved = content[position + 1 :]
    if nothing_before:
        moved.insert(0, element)
    elif offset < len(text):
        moved.insert(0, _cut_text(element, offset))
    if not moved:
        return None
    behind = run.makeelement(run.tag, run.attrib, run.nsmap)
    properties = run.find(W + "rPr")
    if properties is not None:
        behind.append(copy.deepcopy(properties))
    behind.extend(moved)
    run.addnext(behind)
    return behind


def _cut_text(element: Any, offset: int) -> Any:
    """Cut a w:t; the part behind. Spaces at the cut are kept by saying so."""
    text = element.text or ""
    rest = copy.deepcopy(element)
    rest.tail = None
    element.text, rest.text = text[:offset], text[offset:]
    for part, edge in ((element, text[offset - 1]), (rest, text[offset])):
        if edge.isspace():
            part.set(_XML_SPACE, "preserve")
    return rest


# --- comments --------------------------------------------------------------------------------------------------


def _fallback_runs(place: Span | None, document: Any, lines: list[Any]) -> tuple[Any, Any] | None:
    """A run in the body for what has no words of its own: where its text box hangs, else the first run of all."""
    if place and 1 <= place.line <= len(lines):
        element = lines[place.line - 1]
        boxes = [a for a in element.iterancestors(W + "r") if not any(True for _ in a.iterancestors(W + "txbxContent"))]
        if boxes:
            return boxes[-1], boxes[-1]
        if not any(True for _ in element.iterancestors(W + "txbxContent")):
            for run in element.iter(W + "r"):
                return run, run
    for element in document.element.body.iter(W + "p"):
        if any(True for _ in element.iterancestors(W + "txbxContent")):
            continue
        for run in element.iterchildren(W + "r"):
            return run, run
    return None


def _comment(document: Any, runs: tuple[Any, Any], text: str) -> None:
    from docx.text.run import Run

    first, last = (Run(r, document) for r in runs)
    comment = document.add_comment([first, last], _printable(text), author=AUTHOR, initials=INITIALS)
    # The time of checking is no part of the result: the same notice gives the same file.
    for name in list(comment._comment_elm.attrib):
        if name.endswith("}date"):
            del comment._comment_elm.attrib[name]


def _printable(text: str) -> str:
    return "".join(c for c in text if c >= " " or c in "\t\n")
