"""Problems written by turns in several columns, one for each 方面, below one heading -> one column of problems, and the
方面 in a column of its own.

        存在问题                          存在问题    方面
 政治担当   经营管理               →
 不敢碰硬                                 不敢碰硬    政治担当
            账实不符                       账实不符    经营管理
"""

from __future__ import annotations

from dataclasses import replace

from drafter.ledger.excel_columns import is_stretch
from drafter.ledger.excel_grid import moved, sheet_of
from drafter.ledger.excel_kinds import is_prose, names_fault, share
from drafter.ledger.excel_rows import is_footing
from drafter.ledger.excel_sheet import Cell, Sheet
from drafter.ledger.excel_words import field_named, field_of, normal_heading, status_heading
from drafter.patterns import pattern
from drafter.text.statuses import publication_alone

_SEARCHED_ROWS = 12
_LONGEST_HEADING = 20
_GROUP = pattern("(?:方面|类|领域)$")
_PROSE, _FAULTS = 0.7, 0.35  # shares of the cells below; where the headings say 方面, prose is enough
_AT_ONCE = 0.2  # share of the rows that may say something in several of the columns (totals)
_HEADING = "方面"


def with_groups_apart(sheet: Sheet) -> Sheet:
    """The sheet itself where no problems are written by turns."""
    for row in list(sheet.rows)[:_SEARCHED_ROWS]:
        for parent in sheet.rows[row]:
            children = _children(sheet, parent)
            if children and _by_turns(sheet, parent, children):
                return _gathered(sheet, parent, children)
    return sheet


def _children(sheet: Sheet, parent: Cell) -> list[Cell]:
    """The headings below a wide one, one over each of its columns; none where they head something else by their
    words."""
    below = parent.row + parent.rows
    found = [sheet.own(below, n) for n in range(parent.column, parent.column + parent.columns)]
    cells = [c for c in found if c is not None]
    if not 1 < len(cells) == parent.columns or len({c.text for c in cells}) < len(cells):
        return []
    if field_named(parent.text) not in (None, "表述"):
        return []
    return cells if all(_may_name_group(c.text) for c in cells) else []


def _may_name_group(text: str) -> bool:
    bare = normal_heading(text)
    known = is_stretch(text) or status_heading(bare) or publication_alone(bare) is not None or field_of(bare)
    return len(bare) <= _LONGEST_HEADING and not known


def _by_turns(sheet: Sheet, parent: Cell, children: list[Cell]) -> bool:
    columns = {c.column for c in children}
    rows: dict[int, list[Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        if column in columns and row > children[0].row and not is_footing(sheet.rows[row][0].text):
            rows.setdefault(row, []).append(cell)
    alone = [cells[0] for cells in rows.values() if len(cells) == 1]
    texts = [c.text for c in alone]
    of_groups = all(_GROUP.search(normal_heading(c.text)) for c in children)
    if len({c.column for c in alone}) < (1 if of_groups else 2) or len(rows) - len(alone) > _AT_ONCE * len(rows):
        return False
    return share(texts, is_prose) >= _PROSE and (of_groups or share(texts, names_fault) >= _FAULTS)


def _gathered(sheet: Sheet, parent: Cell, children: list[Cell]) -> Sheet:
    first, second = parent.column, parent.column + 1
    names = {c.column: c for c in children}
    top, bottom = parent.row, children[0].row
    heading = replace(moved(children[0], top, second, sheet.name), text=_HEADING, value=_HEADING, exact=_HEADING)
    cells = {key: c for key, c in sheet.cells.items() if not (key[1] in names and top <= key[0] <= bottom)}
    cells[top, first] = replace(moved(parent, top, first, sheet.name), rows=bottom - top + 1)
    cells[top, second] = replace(heading, rows=bottom - top + 1)
    beyond = max(column for _, column in sheet.cells)
    for at, child in enumerate(children, 1):  # the headings stay headings, over nothing
        cells[bottom, beyond + at] = moved(child, bottom, beyond + at, sheet.name)
    for row in (row for row in sheet.rows if row > bottom):
        own = [cells[row, n] for n in names if (row, n) in cells]
        if len(own) == 1:
            cell, group = own[0], names[own[0].column]
            del cells[row, cell.column]
            cells[row, first] = replace(moved(cell, row, first, sheet.name), rows=cell.rows)
            place = moved(group, row, second, sheet.name)
            cells[row, second] = replace(place, rows=cell.rows)
    plain = sheet_of(sheet.name, cells, sheet.kind)
    owner = {key: of for key, of in sheet.owner.items() if key[1] not in names}
    for cell in (c for c in plain.cells.values() if c.column in (first, second) and c.rows > 1):
        owner |= {(row, cell.column): (cell.row, cell.column) for row in range(cell.row + 1, cell.row + cell.rows)}
    return replace(sheet, cells=plain.cells, rows=plain.rows, owner=owner)
