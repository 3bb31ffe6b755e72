"""How a sheet is laid out: a plain table, a table on its side, or one form a problem. Every reading is scored over the
whole sheet, by the cells that it explains, and the best is taken.

What a column holds is excel_table's to say; here sheets only become tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from drafter.ledger.excel_columns import Column, Table
from drafter.ledger.excel_evidence import agreement, with_evidence
from drafter.ledger.excel_forms import Forms, is_label, may_label, read_forms, read_repeated
from drafter.ledger.excel_grid import turned
from drafter.ledger.excel_labelled import with_labelled_rows
from drafter.ledger.excel_sheet import Cell, Sheet, column_name
from drafter.ledger.excel_table import find_table
from drafter.ledger.excel_words import field_named, normal_heading

_ENOUGH = 0.7  # of the cells: a plain table that explains as many is not doubted
_SIDE_COLUMNS = 3  # a table on its side has its headings in one of the first columns
_FEWEST_HEADINGS = 3
_MOST_HEADINGS = 60
_LONGEST_HEADING = 16
_FEWEST_UNHEADED = 5  # cells of a row, in a table without headings
FORMS = "一表一问题"  # the name of a layout


@dataclass(frozen=True)
class Reading:
    """A sheet read as a table. `left`: cells outside of it; `blank`: of forms that name no problem."""

    table: Table
    left: tuple[Cell, ...] = ()
    blank: tuple[Cell, ...] = ()
    name: str = ""  # of the layout, where it is not a plain table


def read_layout(sheet: Sheet, mapping: Mapping[str, str]) -> Reading | None:
    """The best reading of a sheet; None where it holds no table with problems."""
    plain = find_table(sheet, mapping)
    if plain is not None and explained(plain, sheet) >= _ENOUGH:
        return Reading(plain)
    found = [Reading(plain)] if plain is not None else []
    if plain is not None and (labelled := with_labelled_rows(plain)) is not plain:
        found.append(Reading(labelled))
    found += [*_on_its_side(sheet, mapping), *_as_forms(sheet, mapping)]
    if not found:
        found += _on_its_side(sheet, mapping, known=False)
    if all(_repeats_itself(reading.table) for reading in found):
        found += _as_forms(sheet, mapping, read_repeated)
    return max(found, key=lambda reading: _merit(reading.table, sheet), default=None)


def _repeats_itself(table: Table) -> bool:
    """Whether its headings come again beside themselves: no table, but cards."""
    often = Counter(c.cell.text for c in table.columns.values())
    return sum(1 for times in often.values() if times > 1) >= _FEWEST_HEADINGS


def _merit(table: Table, sheet: Sheet) -> float:
    """How well a reading suits the whole sheet: how much of it has a place, and how much of that is of the kind that
    belongs there."""
    return explained(table, sheet) * (1 + agreement(table))


def explained(table: Table, sheet: Sheet) -> float:
    """The share of the sheet's cells that the table accounts for. A heading below the headings speaks against it."""
    headings = {c.cell.text for c in table.columns.values()}
    total = 0
    for cell in table.sheet.cells.values():
        column = table.columns.get(cell.column)
        if cell.row < table.top or column is None or (column.field is None and column.tick is None):
            continue
        if cell.row > table.bottom and cell.text not in headings and is_label(cell):
            total -= 1
        else:
            total += 1
    return total / max(1, len(sheet.cells))


def _on_its_side(sheet: Sheet, mapping: Mapping[str, str], known: bool = True) -> Iterator[Reading]:
    """Problems as columns: headings one below the other in one of the first columns, two problems at least beside.
    `known`: some of the headings are, else they are short texts."""
    for column in range(1, _SIDE_COLUMNS + 1):
        own = [c for (_, k), c in sheet.cells.items() if k == column]
        labels = [c for c in own if (may_label(c) if known else 0 < len(c.text.strip()) <= _LONGEST_HEADING)]
        labels = labels if known else [c for c in labels if len(sheet.rows[c.row]) > 2]
        if len({field_named(c.text) if known else c.text for c in labels}) < _FEWEST_HEADINGS:
            continue
        if len(labels) > _MOST_HEADINGS or max(Counter(normal_heading(c.text) for c in labels).values()) > 2:
            continue  # forms, one below the other
        top, bottom = labels[0].row, _end_of_labels(sheet, own, max(c.row + c.rows - 1 for c in labels))
        side = turned(sheet, top, bottom)
        table = find_table(side, mapping)
        if table is None or not table.top <= column <= table.bottom:
            table = find_table(side, mapping, heads=column)
        if table is None:
            continue
        title = table.of("表述")[0].number
        if (
            sum(1 for (row, k), c in table.sheet.cells.items() if k == title and row > table.bottom and c.text.strip())
            > 1
        ):
            left = tuple(c for c in sheet.cells.values() if not top <= c.row <= bottom)
            yield Reading(table, left, name="问题按列排列")


def read_unheaded(sheet: Sheet) -> Reading | None:
    """A table that nobody has headed: rows of as many cells, over columns that their cells tell apart; None for any
    other sheet."""
    wide = Counter(len(cells) for cells in sheet.rows.values() if len(cells) >= _FEWEST_UNHEADED)
    rows = [row for row, cells in sheet.rows.items() if len(cells) >= max(wide, default=0) - 1 >= _FEWEST_UNHEADED - 1]
    if len(rows) < 2 or any(is_label(c) for row in rows for c in sheet.rows[row] if c.row == rows[0]):
        return None
    top = rows[0] - 1
    columns = {}
    for column in sorted({c.column for row in rows for c in sheet.rows[row]}):
        first = next(c for row in rows for c in sheet.rows[row] if c.column == column)
        name = f"{column_name(column)}列（无表头）"
        head = replace(first, row=top, text=name, value=name, exact=name, origin=(sheet.name, first.name))
        columns[column] = Column(column, name, None, head)
    table = with_evidence(Table(sheet, top, top, columns))
    fields = {c.field for c in table.columns.values()}
    told = "表述" in fields and fields & {"措施", "计划", "进展"} and len(fields - {None}) >= _FEWEST_UNHEADED - 1
    return Reading(table, name="没有表头") if told else None


def _end_of_labels(sheet: Sheet, own: Sequence[Cell], bottom: int) -> int:
    """The last row of a table on its side whose last known label stands in `bottom`: labels of unknown words follow."""
    for cell in sorted(own, key=lambda c: c.row):
        short = 0 < len(cell.text.strip()) <= _LONGEST_HEADING
        if cell.row == bottom + 1 and short and len(sheet.rows[cell.row]) > 2:
            bottom = cell.row + cell.rows - 1
    return bottom


def _as_forms(
    sheet: Sheet, mapping: Mapping[str, str], read: Callable[[Sheet], Forms | None] = read_forms
) -> Iterator[Reading]:
    forms = read(sheet)
    if forms is None:
        return
    others = (read(replace(sister, sisters=(sheet,))) for sister in sheet.sisters)
    sisters = tuple(other.table for other in others if other is not None)
    table = find_table(replace(forms.table, sisters=sisters), mapping)
    if table is not None:
        table = replace(table, headings=table.headings | forms.labels)
        yield Reading(table, tuple(forms.left), tuple(forms.blank), FORMS)
