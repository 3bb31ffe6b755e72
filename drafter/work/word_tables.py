"""A ledger kept as a table in a Word file: its tables as sheets, with what stands around them.

A table is a ledger's only with headings that name a problem and two things more; a notice, which has a preamble, stays
a notice whatever tables it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from drafter.ledger.excel_layouts import explained, read_layout
from drafter.ledger.excel_rows import group_name
from drafter.ledger.excel_sheet import MAX_COLUMNS, Cell, Sheet
from drafter.report import Paragraph, Report
from drafter.text.normal import fold
from drafter.text.ordinals import ordinal_at

_FEWEST_FIELDS = 3
_EXPLAINED = 0.5  # of a table's cells, by its headings
_LONGEST_CAPTION = 30
_MOSTLY = 0.75  # of a file's characters stand in its tables


class Tables(NamedTuple):
    """The tables as sheets, and the paragraphs around them."""

    sheets: list[Sheet]
    around: list[str]


def ledger_tables(report: Report, mapping: Mapping[str, str]) -> Tables | None:
    """The tables of a file that is a ledger; None for a notice or a text of another kind."""
    tables = _tables(report.paragraphs)
    if not tables.sheets or (report.genre == "rectification-notice" and report.preamble and _is_notice(report)):
        return None
    for sheet in tables.sheets:
        if sheet.used_columns > MAX_COLUMNS:
            continue
        reading = read_layout(sheet, mapping)
        if reading is not None:
            fields = {c.field or "状态" for c in reading.table.columns.values() if c.field or c.tick}
            if len(fields) >= _FEWEST_FIELDS and explained(reading.table, sheet) >= _EXPLAINED:
                return tables
    return None


def _is_notice(report: Report) -> bool:
    """A few sentences that introduce a table make no notice of it; all three parts of a notice do, though they stand
    in one table that serves as its frame."""
    return not _mostly(report) or all(report.section(role) for role in ("leadership", "progress", "next_steps"))


def _mostly(report: Report) -> bool:
    within = sum(len(p.text) for p in report.paragraphs if p.container == "table")
    around = sum(len(p.text) for p in report.paragraphs if p.container == "body")
    return within > _MOSTLY * (within + around)


def _tables(paragraphs: tuple[Paragraph, ...]) -> Tables:
    """A table that begins where another one ends, with nothing written between, goes on with it (a page break)."""
    sheets: list[tuple[str, dict[tuple[int, int], list[Paragraph]]]] = []
    around: list[str] = []
    table, base, caption = -1, 0, ""
    between = True  # something is written between the tables
    for paragraph in paragraphs:
        cell = paragraph.cell
        if cell is None or paragraph.container != "table":
            if paragraph.text.strip() and paragraph.container == "body":
                around.append(paragraph.text)
                caption, between = _caption(paragraph.text), True
            continue
        if cell.table != table:
            if between or not sheets:
                known = {name for name, _ in sheets}
                sheets.append((caption if caption and caption not in known else f"表格{len(sheets) + 1}", {}))
                base = 0
            else:
                base = max(row for row, _ in sheets[-1][1]) + 1
            table, between = cell.table, False
        sheets[-1][1].setdefault((base + cell.row + 1, cell.column + 1), []).append(paragraph)
    return Tables([_sheet(name, cells) for name, cells in sheets], around)


def _caption(text: str) -> str:
    """The 方面 that a numbered line above a table names."""
    found = ordinal_at(fold(text.strip()))
    numbered = found is not None and found.kind in ("一、", "（一）") and len(text.strip()) <= _LONGEST_CAPTION
    return group_name(text) if numbered else ""


def _sheet(name: str, texts: dict[tuple[int, int], list[Paragraph]]) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    rows: dict[int, list[Cell]] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for key in sorted(texts):
        (row, column), lines = key, texts[key]
        text = "\n".join(line.text for line in lines)
        at = lines[0].cell
        height, width = (at.rows, at.columns) if at else (1, 1)
        cells[key] = Cell(row, column, text, text, rows=height, columns=width, exact=text)
        rows.setdefault(row, []).append(cells[key])
        for r in range(row, row + height):
            for c in range(column, column + width):
                if (r, c) != key:
                    owner[r, c] = key
    return Sheet(name, False, cells, owner, rows=rows)
