"""问题1, 问题2 below a heading for numbers -> 1, 2: the same words head forms and tables on their side elsewhere."""

from __future__ import annotations

from dataclasses import replace

from drafter.ledger.excel_rows import number_of
from drafter.ledger.excel_sheet import Cell, Sheet
from drafter.ledger.excel_words import field_of
from drafter.patterns import pattern
from drafter.text.numerals import NUMBER

_CODE = pattern(rf"(?:问题|任务|事项)\s?(?P<number>{NUMBER})")
_FEWEST = 2


def with_plain_numbers(sheet: Sheet) -> Sheet:
    """The sheet with such codes as the numbers that they are; as it is where no column has them."""
    coded: dict[int, list[tuple[Cell, str]]] = {}
    for cell in sheet.cells.values():
        if code := _CODE.fullmatch(cell.text.strip()):
            coded.setdefault(cell.column, []).append((cell, str(number_of(code["number"]))))
    changed = dict(sheet.cells)
    for column, cells in coded.items():
        top = min(cell.row for cell, _ in cells)
        above = [c for (row, k), c in sheet.cells.items() if k == column and row < top]
        numbered = bool(above) and field_of(max(above, key=lambda c: c.row).text) == "编号"
        for cell, number in cells if numbered and len(cells) >= _FEWEST else ():
            changed[cell.row, column] = replace(cell, text=number, value=number, exact=number)
    if changed == sheet.cells:
        return sheet
    rows: dict[int, list[Cell]] = {}
    for cell in changed.values():
        rows.setdefault(cell.row, []).append(cell)
    return replace(sheet, cells=changed, rows=rows)
