"""`check --fix`: a copy of the .docx in which the mechanical mends are tracked changes, to accept or to refuse."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from drafter.check.looks import W
from drafter.check.model import Edit, Finding
from drafter.folders import contents
from drafter.report import Report

AUTHOR = "通报审核"
_FIRST = 90_000  # ids of changes begin here, or behind those that the file has
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Mended(NamedTuple):
    """The copy, and how many mends are in it."""

    content: bytes
    done: int
    left: int  # mends in whose words more than text stands


def mended(path: Path, report: Report, findings: Sequence[Finding]) -> Mended:
    """The file's copy with every `edit` as a deletion and an insertion under tracked changes."""
    from drafter.check.annotate import runs_for
    from drafter.read.docx import paragraph_elements
    from drafter.word.writer import opened, save

    document = opened(contents(path), str(path))
    taken = document.element.body.xpath("//w:ins/@w:id | //w:del/@w:id")
    first = max([_FIRST, *(int(own) + 1 for own in taken if own.isdecimal())])
    elements = paragraph_elements(document.element.body)
    wanted = [(span, n, edit) for n, f in enumerate(findings) for span, edit in f.edits]
    done = left = 0
    for span, number, edit in sorted(wanted, reverse=True):  # from the back: offsets before stay
        runs = runs_for(span, findings[number], report, elements)
        if runs and _change(*runs, edit, first + 2 * done):
            done += 1
        else:
            left += 1
    return Mended(save(document), done, left)


def _change(first: Any, last: Any, edit: Edit, number: int) -> bool:
    """Track the mend in the runs that hold its words and no others, under that id and the next; False where more than
    text stands there."""
    runs = [first]
    while runs[-1] is not last and (following := runs[-1].getnext()) is not None:
        runs.append(following)
    words = "".join(t.text or "" for run in runs for t in run.iter(f"{W}t"))
    plain = all(run.tag == f"{W}r" and {c.tag for c in run} <= {f"{W}t", f"{W}rPr"} for run in runs)
    if runs[-1] is not last or first.getparent().tag != f"{W}p" or not plain or words != edit.old:
        return False
    inserted = _run_like(first, edit.new) if edit.new else None  # a space that goes leaves nothing
    gone = _tracked(first, "del", number)
    first.addprevious(gone)
    for run in runs:
        for held in run.iter(f"{W}t"):
            held.tag = f"{W}delText"
        gone.append(run)
    if inserted is not None:
        added = _tracked(first, "ins", number)
        added.append(inserted)
        gone.addnext(added)
    return True


def _run_like(run: Any, words: str) -> Any:
    """A run in the look of another, with other words."""
    made = copy.deepcopy(run)
    for old in list(made.iter(f"{W}t")):
        made.remove(old)
    text = made.makeelement(f"{W}t", {_SPACE: "preserve"})
    text.text = words
    made.append(text)
    return made


def _tracked(run: Any, kind: str, number: int) -> Any:
    """An empty w:del or w:ins, without the date that is optional (ISO/IEC 29500-1, 17.13.4 CT_TrackChange): the same
    input gives the same bytes, and an invented day would be shown to whoever decides on the mend."""
    return run.makeelement(f"{W}{kind}", {f"{W}id": str(number + (kind == "ins")), f"{W}author": AUTHOR})
