"""The contact as lines, whatever table it was printed in."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

from drafter.report import Contact, Report


class ContactLine(NamedTuple):
    text: str
    tabled: bool  # it stood in cells, its label and its value apart


def contact_lines(report: Report) -> list[ContactLine]:
    """Its paragraphs; the cells of a table's row are one: 联系电话：0555-5550123. Labels side by side go with what
    stands below them."""
    contact = report.contact or Contact()
    cells = {p.line: p.cell for p in report.paragraphs if p.cell}
    rows: list[tuple[tuple[int, int] | None, dict[int, str]]] = []  # a row's texts by their column
    for passage in contact.passages:
        cell = cells.get(passage.line or 0)
        here = (cell.table, cell.row) if cell else None
        column = cell.column if cell else 0
        if here is not None and rows and rows[-1][0] == here and (column not in rows[-1][1] or len(rows[-1][1]) > 1):
            row = rows[-1][1]
            row[column] = f"{row[column]}；{passage.text}" if column in row else passage.text
        else:
            rows.append((here, {column: passage.text}))
    values = [v for v in (contact.phone, contact.address, contact.postcode, contact.email, contact.hours) if v]
    lines: list[ContactLine] = []
    labels: list[str] = []
    for place, cells_of_row in rows:
        texts = [*cells_of_row.values()]
        known = sum(any(value in text for value in values) for text in texts)
        if labels and len(texts) == len(labels) and known * 2 > len(texts):
            lines += [ContactLine(_labelled(*pair), True) for pair in zip(labels, texts, strict=True)]
            labels = []
            continue
        lines += [ContactLine(reduce(_labelled, labels), True)] if labels else []
        bare = place is not None and len(texts) > 1 and not known
        labels = texts if bare else []
        lines += [] if bare else [ContactLine(reduce(_labelled, texts), len(texts) > 1)]
    return [*lines, ContactLine(reduce(_labelled, labels), True)] if labels else lines


def _labelled(label: str, text: str) -> str:
    return label + text if label.endswith(("：", ":")) else f"{label}：{text}"


def contact_table(report: Report) -> tuple[tuple[str, ...], ...]:
    """Its table, row by row, each cell's text; nothing where it has none of its own."""
    cells = {p.line: p.cell for p in report.paragraphs if p.cell}
    ours = {passage.line for passage in (report.contact or Contact()).passages}
    tables = {cell.table for line, cell in cells.items() if line in ours}
    others = {cells[p.line].table for p, _ in report.walk() if p.line in cells and p.line not in ours}
    if not tables or tables & others:
        return ()
    rows: dict[tuple[int, int], dict[int, str]] = {}
    for paragraph in report.paragraphs:
        if paragraph.line in ours and (cell := paragraph.cell):
            row = rows.setdefault((cell.table, cell.row), {})
            row[cell.column] = "\n".join(filter(None, [row.get(cell.column), paragraph.text.strip()]))
    return tuple(tuple(row.values()) for row in rows.values())
