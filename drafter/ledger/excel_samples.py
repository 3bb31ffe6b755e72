"""The texts below a heading that tell what the column holds: the first of them, its own and those of sheets laid out
alike.
"""

from __future__ import annotations

from drafter.ledger.excel_kinds import kind_of
from drafter.ledger.excel_rows import is_footing
from drafter.ledger.excel_sheet import Sheet
from drafter.ledger.excel_sisters import same_heading
from drafter.ledger.excel_words import normal_heading
from drafter.text.statuses import says_nothing

_SAMPLE = 24  # cells of a column that are looked at
WIDE = 5  # headings of a table in whose rows two cells alone say nothing of a problem


def samples(sheet: Sheet, number: int, bottom: int) -> list[str]:
    """The first texts of a column below its heading, without repeated headings and “/”; where other sheets have the
    same heading, theirs too."""
    out = _own_samples(sheet, number, bottom)
    head = sheet.at(bottom, number)
    for sister in sheet.sisters:
        if head is None or len(out) >= _SAMPLE:
            break
        if found := same_heading(sister, head):
            out += _own_samples(sister, found.column, found.row + found.rows - 1)
    return out[:_SAMPLE]


def _own_samples(sheet: Sheet, number: int, bottom: int) -> list[str]:
    out: list[str] = []
    above = (sheet.cells.get((row, number)) for row in range(1, bottom + 1))
    heads = {normal_heading(cell.text) for cell in above if cell is not None}
    wide = len(sheet.rows.get(bottom, [])) >= WIDE
    for row, cells in sheet.rows.items():
        cell = sheet.cells.get((row, number)) if row > bottom else None
        if cell is None or not cell.text.strip() or says_nothing(cell.text) or is_footing(cells[0].text):
            continue
        if wide and len(cells) <= 2 and kind_of(cells[-1].text) == "方面":
            continue  # 一 | 党的建设方面: the name of a part of the table
        if normal_heading(cell.text) not in heads:
            out.append(cell.text.strip())
            if len(out) == _SAMPLE:
                break
    return out
