"""Tables in plain text: rows whose cells stand between | marks or tabs become cells, as those of a Word table.

A text copied from a sheet has tabs, one exported as Markdown has | and a rule under the header (GitHub's tables).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.patterns import pattern
from drafter.report import Cell, Paragraph

_RULE = pattern(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?")  # | --- | --- |
_LEAST_ROWS = 3  # with the header
_LEAST_TABBED = 3  # columns: a tab alone may stand for a space


def with_cells(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, the rows of tables cut into their cells."""
    out: list[Paragraph] = []
    tables = 0
    for run in _runs(paragraphs):
        rows = [(p, cells) for p, cells in run if not _RULE.fullmatch(p.text)]
        if len(run) < _LEAST_ROWS or not run[0][1]:
            out += [p for p, _ in run]
            continue
        for at, (row, cells) in enumerate(rows):
            out += [
                replace(row, text=text, container="table", cell=Cell(tables, at, column))
                for column, text in enumerate(cells)
                if text
            ]
        tables += 1
    return out


def _runs(paragraphs: Sequence[Paragraph]) -> Iterator[list[tuple[Paragraph, list[str]]]]:
    """Paragraphs with their cells, those of as many cells together as follow each other; others alone."""
    run: list[tuple[Paragraph, list[str]]] = []
    for paragraph in paragraphs:
        cells = _cells(paragraph.text)
        if run and (not cells or len(cells) != len(run[0][1])):
            yield run
            run = []
        run.append((paragraph, cells))
    if run:
        yield run


def _cells(text: str) -> list[str]:
    """The cells of a row, none where the text is no row."""
    if len(text) > 2 and text[0] == text[-1] == "|":
        return [cell.strip() for cell in text[1:-1].split("|")]
    cells = [cell.strip() for cell in text.split("\t")] if "\t" in text else []
    return cells if len(cells) >= _LEAST_TABBED else []
