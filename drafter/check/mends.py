"""`check --fix`: a copy of the .docx in which the mechanical mends are tracked changes, to accept or to refuse."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from drafter.check.looks import W
from drafter.check.model import Edit, Finding, Span
from drafter.report import Report

AUTHOR = "drafter"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DATE = "2000-01-01T00:00:00Z"  # the same bytes every time; Word asks for a date


class Mended(NamedTuple):
    """The copy, and how many mends are in it."""

    content: bytes
    done: int
    left: int  # mends whose words do not stand in one run


def mended(path: Path, report: Report, findings: Sequence[Finding]) -> Mended:
    """The file's copy with every `edit` as a deletion and an insertion under tracked changes."""
    from drafter.read.docx import paragraph_elements
    from drafter.word.writer import opened, save

    document = opened(path.read_bytes(), str(path))
    elements = paragraph_elements(document.element.body)
    generated = {p.line: p.generated for p in report.paragraphs}
    wanted = [(span, f.edit) for f in findings if f.edit and f.span for span in (f.span, *f.also)]
    done = left = 0
    for span, edit in sorted(wanted, reverse=True):  # from the back: offsets before stay
        if span.line <= len(elements) and _change(
            elements[span.line - 1], span, edit, generated.get(span.line, 0), done
        ):
            done += 1
        else:
            left += 1
    return Mended(save(document), done, left)


def _change(paragraph: Any, span: Span, edit: Edit, generated: int, number: int) -> bool:
    """Track the mend in the run that holds all of its words; False where they stand in several."""
    start, end = span.start - generated, span.end - generated
    at = 0
    for run in paragraph.iter(f"{W}r"):
        text = "".join(t.text or "" for t in run.iter(f"{W}t"))
        if at <= start and end <= at + len(text):
            plain = [c.tag for c in run] in ([f"{W}t"], [f"{W}rPr", f"{W}t"])
            if not plain or text[start - at : end - at] != edit.old or run.getparent().tag != f"{W}p":
                return False
            _split(run, text, start - at, end - at, edit.new, number)
            return True
        at += len(text)
    return False


def _split(run: Any, text: str, start: int, end: int, new: str, number: int) -> None:
    from lxml import etree

    def piece(words: str, tag: str = "t") -> Any:
        made = copy.deepcopy(run)
        for old in list(made.iter(f"{W}t")):
            made.remove(old)
        holder = etree.SubElement(made, f"{W}{tag}")
        holder.text = words
        holder.set(_SPACE, "preserve")
        return made

    def tracked(kind: str, offset: int, inner: Any) -> Any:
        holder = etree.Element(f"{W}{kind}")
        holder.set(f"{W}id", str(90_000 + 2 * number + offset))
        holder.set(f"{W}author", AUTHOR)
        holder.set(f"{W}date", _DATE)
        holder.append(inner)
        return holder

    pieces = [piece(text[:start])] if start else []
    pieces += [tracked("del", 0, piece(text[start:end], "delText")), tracked("ins", 1, piece(new))]
    pieces += [piece(text[end:])] if end < len(text) else []
    parent, index = run.getparent(), run.getparent().index(run)
    parent.remove(run)
    for i, element in enumerate(pieces):
        parent.insert(index + i, element)
