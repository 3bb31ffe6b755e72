"""A sheet that goes on with the table of the sheet before it (续表), without headings or with the same ones: its rows
are that table's.

Taken for one only where its numbers go on, or, without headings, where its cells are of the kinds that the columns
hold. A sheet that is named after a 方面 or a body stays a sheet of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from drafter.ledger.excel_columns import Table
from drafter.ledger.excel_evidence import agreement
from drafter.ledger.excel_kinds import names_body
from drafter.ledger.excel_rows import is_footing, number_of, plain_name
from drafter.ledger.excel_sheet import Cell, Sheet
from drafter.ledger.excel_words import list_status, normal_heading
from drafter.patterns import pattern

_WITHIN = 0.9  # share of its cells that stand in columns of the table
_FITS, _FITS_COUNTED = 0.8, 0.5  # share of its cells that are of the columns' kinds, without and with numbers


def continued(table: Table, sheet: Sheet) -> Sheet | None:
    """The table's sheet with the rows of one without headings below its own; None where that one does not go on."""
    first = next((row for row, cells in sheet.rows.items() if len(cells) > 1), None)
    if first is None:
        return None
    cells = [c for (row, _), c in sheet.cells.items() if row >= first]
    within = sum(1 for c in cells if c.column in table.columns)
    title = table.of("表述")[0].number
    if within < _WITHIN * len(cells) or not any(c.column == title for c in cells):
        return None
    counted = _goes_on(table, sheet, first)
    if counted is False:
        return None
    fits = agreement(replace(table, sheet=sheet, top=first, bottom=first - 1))
    return _appended(table.sheet, sheet, 1) if fits >= (_FITS_COUNTED if counted else _FITS) else None


class Continued(NamedTuple):
    """The table's sheet with the other's rows; `left`: cells of the other sheet that are none of them."""

    sheet: Sheet
    left: list[Cell]


def printed_again(table: Table, sheet: Sheet) -> Continued | None:
    """The table's sheet with the rows of another one that has the same headings and goes on counting, or on with the
    last problem: 乙-2（接上页）."""
    names = (table.sheet.name, sheet.name)
    top = _headings_again(table, sheet)
    if top is None or list_status(names[0]) != list_status(names[1]):
        return None
    if not all(plain_name(name) and not names_body(name) for name in names):
        return None
    first = top + table.bottom - table.top + 1
    above = [c for row, cells in sheet.rows.items() if row < top for c in cells]
    if (same := _same_problem(table, sheet, first)) is not None:
        rest = {key: cell for key, cell in sheet.cells.items() if cell is not same}
        rows = {row: kept for row, cells in sheet.rows.items() if (kept := [c for c in cells if c is not same])}
        return Continued(_appended(table.sheet, replace(sheet, cells=rest, rows=rows), first), [*above, same])
    goes_on = _goes_on(table, sheet, first, anew=True)
    return Continued(_appended(table.sheet, sheet, first), above) if goes_on else None


def _headings_again(table: Table, sheet: Sheet) -> int | None:
    """The row where the header of the table stands once more, in the same columns."""
    header = [c for (row, _), c in table.sheet.cells.items() if table.top <= row <= table.bottom]
    for row in sheet.rows:
        down = row - table.top
        again = ((sheet.own(c.row + down, c.column), normal_heading(c.text)) for c in header)
        if all(cell is not None and normal_heading(cell.text) == heading for cell, heading in again):
            return row
    return None


_FROM_ABOVE = pattern(r"[（(]?(?:接|续)(?:上[页表]|前[页表])[）)]?$")  # 乙-2（接上页）


def _same_problem(table: Table, sheet: Sheet, first: int) -> Cell | None:
    """The cell that says that the first row goes on with the table's last problem."""
    column = next(iter(table.of("编号")), None)
    begins = sheet.own(min((row for row in sheet.rows if row >= first), default=0), column.number) if column else None
    if column is None or begins is None or not _FROM_ABOVE.search(begins.text.strip()):
        return None
    title = table.of("表述")[0].number
    said = [
        c.text.strip()
        for (row, k), c in table.sheet.cells.items()
        if k == column.number and row > table.bottom and table.sheet.own(row, title) and not is_footing(c.text)
    ]
    return begins if said and _FROM_ABOVE.sub("", begins.text.strip()).strip() in ("", said[-1]) else None


def _goes_on(table: Table, sheet: Sheet, first: int, anew: bool = False) -> bool | None:
    """Whether its first number follows the table's last one, or, unless it begins `anew`, is that one; None where there
    are none."""
    column = next(iter(table.of("编号")), None)
    if column is None:
        return None
    begins = next((c for row in sheet.rows if row >= first and (c := sheet.own(row, column.number))), None)
    if begins is None:
        return None
    numbers = [_number(c) for (row, k), c in table.sheet.cells.items() if k == column.number and row > table.bottom]
    counted = [n for n in numbers if n is not None]
    return bool(counted) and _number(begins) in ({counted[-1] + 1} if anew else {counted[-1], counted[-1] + 1})


def _number(cell: Cell) -> int | None:
    number = number_of(cell.text)
    return number if isinstance(number, int) else None


def _appended(before: Sheet, sheet: Sheet, first: int) -> Sheet:
    """`first`: the row of the other sheet from which on its rows are taken."""
    shift = max([*before.rows, *(row for row, _ in before.owner)]) - first + 1
    cells = dict(before.cells)
    rows = dict(before.rows)
    for (row, column), cell in sheet.cells.items():
        if row >= first:
            place = replace(cell, row=row + shift, origin=cell.origin or (sheet.name, cell.name))
            cells[row + shift, column] = place
            rows.setdefault(row + shift, []).append(place)
    owner = {(r + shift, c): (fr + shift, fc) for (r, c), (fr, fc) in sheet.owner.items() if fr >= first}
    fills = {(row + shift, column): fill for (row, column), fill in sheet.fills.items() if row >= first}
    return replace(
        before,
        cells=cells,
        rows=rows,
        owner=before.owner | owner,
        fills=before.fills | fills,
        hidden_rows=before.hidden_rows | {row + shift for row in sheet.hidden_rows if row >= first},
        pictures=before.pictures + sheet.pictures,
    )
