"""Rows of one labelled text below a problem's own row (整改进展：…, over the whole width) -> columns beside it.

序号  问题      责任单位                 序号  问题      责任单位   整改进展
1     道路破损  住建局            →      1     道路破损  住建局     更换路面3处
      整改进展：更换路面3处
"""

from __future__ import annotations

from dataclasses import replace

from drafter.ledger.excel_columns import MANY, Column, Table
from drafter.ledger.excel_grid import moved, sheet_of
from drafter.ledger.excel_sheet import Cell
from drafter.ledger.excel_words import field_named, normal_heading
from drafter.patterns import pattern

_FEWEST = 2  # rows with such a text
_SHARE = 0.5  # of the problems that have one
# 整改进展：…, 【整改措施】…
_LABELLED = pattern(r"\s*[【〔\[]?(?P<label>[\u4e00-\u9fff]{2,8})\s?(?:[】〕\]]\s?[:：]?|[:：])\s?(?=\S)")
_FIELDS = ("措施", "进展", "成效", "整改目标", "计划", "内部备注", "责任单位", "牵头领导", "牵头单位", "时限", "状态")


def with_lines_below(table: Table) -> Table:
    """The table itself where no such rows stand below its problems."""
    found = _lines(table)
    problems = {start for start, _, _, _ in found}
    titles = sum(1 for (row, k) in table.sheet.cells if k == table.of("表述")[0].number and row > table.bottom)
    own = len(found) if all(cell.column == table.of("表述")[0].number for _, cell, _, _ in found) else 0
    if len(problems) < _FEWEST or len(problems) < _SHARE * (titles - own):
        return table
    columns, cells = dict(table.columns), dict(table.sheet.cells)
    made: dict[str, Column] = {}
    last = max([*columns, *(k for _, k in cells)])
    for start, cell, label, value in found:
        if label not in made:
            last += 1
            name = field_named(label)
            if name not in MANY and table.has(name or ""):
                name = "内部备注"
            made[label] = Column(last, label, name, replace(cell, column=last, text=label))
            columns[last] = made[label]
        target = made[label].number
        del cells[cell.row, cell.column]
        place = moved(cell, start, target, table.sheet.name)
        before = cells.get((start, target))
        text = f"{before.text}\n{value}" if before else value
        cells[start, target] = replace(before or place, text=text, value=text, exact=text)
    plain = sheet_of(table.sheet.name, cells, table.sheet.kind)
    said = frozenset(normal_heading(label) for label in made)
    return replace(
        table,
        sheet=replace(table.sheet, cells=plain.cells, rows=plain.rows),
        columns=columns,
        headings=table.headings | said,
    )


def _lines(table: Table) -> list[tuple[int, Cell, str, str]]:
    """(the row of the problem, the cell, its label, its value), for rows that hold nothing else."""
    out = []
    start = 0
    for row, cells in table.sheet.rows.items():
        if row <= table.bottom:
            continue
        said = [c for c in cells if c.text.strip()]
        match = _LABELLED.match(said[0].text) if len(said) == 1 else None
        if match is None or field_named(match["label"]) not in _FIELDS:
            start = row if len(said) > 1 else start
        elif start:
            out.append((start, said[0], match["label"], said[0].text[match.end() :].strip()))
    return out
