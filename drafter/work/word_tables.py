"""A ledger kept as a table in a Word file: its tables as sheets, with what stands around them.

A table is a ledger's only with headings that name a problem and two things more; a notice, which has a preamble, stays
a notice whatever tables it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from drafter.ledger.excel_forms import may_label
from drafter.ledger.excel_layouts import explained, read_layout
from drafter.ledger.excel_rows import group_name, says_what_it_is
from drafter.ledger.excel_sheet import MAX_COLUMNS, Cell, Sheet
from drafter.ledger.excel_split import with_cells_split
from drafter.ledger.excel_words import field_of
from drafter.patterns import pattern
from drafter.report import Paragraph, Report
from drafter.text.normal import fold
from drafter.text.numerals import NUMBER
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
            whole = with_cells_split(reading.table)
            fields = {c.field or "状态" for c in whole.columns.values() if c.field or c.tick}
            if len(fields) >= _FEWEST_FIELDS and explained(whole, sheet) >= _EXPLAINED:
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
    above: dict[int, str] = {}  # the line right above a table
    groups: dict[int, str] = {}  # the numbered line that a table stands under, whatever else stands between
    group = ""
    table, base, caption = -1, 0, ""
    between = True  # something is written between the tables
    for paragraph in paragraphs:
        cell = paragraph.cell
        if cell is None or paragraph.container != "table":
            if paragraph.text.strip() and paragraph.container == "body":
                around.append(paragraph.text)
                caption, between = _caption(paragraph.text), True
                group = caption or group
            continue
        if cell.table != table:
            if between or not sheets:
                known = {name for name, _ in sheets}
                sheets.append((caption if caption and caption not in known else f"表格{len(sheets) + 1}", {}))
                base = 0
            else:
                base = max(row for row, _ in sheets[-1][1]) + 1
            if between and around:
                above[len(sheets) - 1] = around[-1]
            groups[len(sheets) - 1] = group
            table, between = cell.table, False
        sheets[-1][1].setdefault((base + cell.row + 1, cell.column + 1), []).append(paragraph)
    found = [_sheet(name, cells) for name, cells in sheets]
    worded = [_with_problem(sheet, above.get(at, "")) for at, sheet in enumerate(found)]
    taken = {above[at] for at, sheet in enumerate(worded) if sheet is not found[at]}
    grouped = [_with_group(sheet, groups.get(at, "")) for at, sheet in enumerate(worded)]
    return Tables(grouped, [text for text in around if text not in taken])


# 问题一：会风不实, 问题3.学风不浓
_PROBLEM = pattern(rf"问题\s?{NUMBER}\s?[：:.．、]?\s?")


def _with_problem(sheet: Sheet, above: str) -> Sheet:
    """A form that words no problem itself, with the numbered line above it as its problem."""
    labels = [c for (_, column), c in sheet.cells.items() if column == 1 and may_label(c)]
    said = _PROBLEM.match(above)
    found = ordinal_at(fold(above.strip()))
    title = above[said.end() :] if said else above.strip()[found.end :] if found else ""
    if (
        len(labels) < _FEWEST_FIELDS
        or not title.strip()
        or any(field_of(c.text) == "表述" for c in sheet.cells.values())
    ):
        return sheet
    return sheet if _has_a_row_of_headings(sheet) else _with_row(sheet, "反馈问题", title.strip())


def _with_group(sheet: Sheet, group: str) -> Sheet:
    """A form that names no 方面 itself, with the numbered line that it stands under as its 方面."""
    labels = [c for (_, column), c in sheet.cells.items() if column == 1 and may_label(c)]
    named = any(field_of(c.text) == "方面" for c in sheet.cells.values())
    if not group or says_what_it_is(group) or named or len(labels) < _FEWEST_FIELDS or _has_a_row_of_headings(sheet):
        return sheet
    return _with_row(sheet, "方面", group)


def _has_a_row_of_headings(sheet: Sheet) -> bool:
    return any(may_label(c) for c in sheet.rows[min(sheet.rows)][1:2])


def _with_row(sheet: Sheet, label: str, value: str) -> Sheet:
    """The form with one more label and its value above all others."""
    cells = {(r + 1, k): replace(c, row=r + 1) for (r, k), c in sheet.cells.items()}
    for column, text in enumerate((label, value), 1):
        cells[1, column] = Cell(1, column, text, text, exact=text)
    rows: dict[int, list[Cell]] = {}
    for (row, _), cell in sorted(cells.items()):
        rows.setdefault(row, []).append(cell)
    owner = {(r + 1, k): (a + 1, b) for (r, k), (a, b) in sheet.owner.items()}
    return replace(sheet, cells=dict(sorted(cells.items())), rows=rows, owner=owner)


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
