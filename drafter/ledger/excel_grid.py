"""A table laid out anew from a sheet of another shape: every cell keeps the place that the user knows it by."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from drafter.ledger.excel_sheet import Cell, Sheet
from drafter.ledger.excel_words import normal_heading


@dataclass
class Grid:
    """Rows of cells under named headings; the headings stand in row 1."""

    name: str
    kind: str
    columns: dict[str, int] = field(default_factory=dict)  # normal heading -> column
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    height: int = 1

    def column(self, label: Cell, sheet: str) -> int:
        """The column under that heading, a new one where there is none."""
        key = normal_heading(label.text)
        if key not in self.columns:
            self.columns[key] = len(self.columns) + 1
            self.cells[1, self.columns[key]] = moved(label, 1, self.columns[key], sheet)
        return self.columns[key]

    def put(self, row: int, column: int, cell: Cell, sheet: str) -> None:
        """Set a cell; one that is there already is joined by the new one in a line of its own."""
        before = self.cells.get((row, column))
        if before is not None:
            text = f"{before.text}\n{cell.text}"
            self.cells[row, column] = replace(before, text=text, exact=text, value=text)
        else:
            self.cells[row, column] = moved(cell, row, column, sheet)
        self.height = max(self.height, row)

    def sheet(self) -> Sheet:
        return sheet_of(self.name, self.cells, self.kind)


def moved(cell: Cell, row: int, column: int, sheet: str) -> Cell:
    """The cell at another place, one row high and one column wide."""
    return replace(cell, row=row, column=column, rows=1, columns=1, origin=cell.origin or (sheet, cell.name))


def sheet_of(name: str, cells: dict[tuple[int, int], Cell], kind: str = "") -> Sheet:
    """A sheet of these cells, without merged ranges."""
    ordered = dict(sorted(cells.items()))
    rows: dict[int, list[Cell]] = {}
    for (row, _), cell in ordered.items():
        rows.setdefault(row, []).append(cell)
    return Sheet(name, False, ordered, {}, rows=rows, kind=kind)


def turned(sheet: Sheet, top: int, bottom: int) -> Sheet:
    """Rows `top` to `bottom` of the sheet with rows and columns exchanged."""
    cells, owner = {}, {}
    for (row, column), cell in sheet.cells.items():
        if top <= row <= bottom:
            place = cell.origin or (sheet.name, cell.name)
            cells[column, row] = replace(
                cell, row=column, column=row, rows=cell.columns, columns=cell.rows, origin=place
            )
    for (row, column), (first_row, first_column) in sheet.owner.items():
        if top <= first_row and row <= bottom:
            owner[column, row] = (first_column, first_row)
    plain = sheet_of(sheet.name, cells, "转置")
    hidden = frozenset(c for c in sheet.hidden_columns if c in plain.rows)
    return replace(plain, owner=owner, hidden_rows=hidden, hidden_columns=sheet.hidden_rows, pictures=sheet.pictures)


class Spread:
    """A sheet's cells with empty rows put in below certain rows (row -> how many); merged ranges go on over them."""

    def __init__(self, sheet: Sheet, below: dict[int, int]) -> None:
        last = max([*sheet.rows, *(r for r, _ in sheet.owner), *below], default=0)
        self._rows: dict[int, int] = {}
        shift = 0
        for row in range(1, last + 1):
            self._rows[row] = row + shift
            shift += below.get(row, 0)
        self.cells = {
            (self._rows[row], column): replace(cell, row=self._rows[row], origin=cell.origin or (sheet.name, cell.name))
            for (row, column), cell in sheet.cells.items()
        }
        self.owner: dict[tuple[int, int], tuple[int, int]] = {}
        for (row, column), (first_row, first_column) in sheet.owner.items():
            first = (self._rows[first_row], first_column)
            for new in range(self._rows[row], self._rows[row] + 1):
                self.owner[new, column] = first
            if sheet.owner.get((row - 1, column), (row - 1, column)) == (first_row, first_column):
                for new in range(self._rows[row - 1] + 1, self._rows[row]):  # rows put in between
                    self.owner[new, column] = first

    def row_of(self, row: int) -> int:
        return self._rows[row]
