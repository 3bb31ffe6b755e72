"""Cells that hold more than one column's worth, and columns whose words do not say all: put right before reading.

- 责任领导：沈知秋 / 责任科室：院办公室 in one cell are two columns;
- 草原站  乌恩其 below one heading is a body and a person;
- 已完成。分层分级已全部完成… is a status and what was done;
- measures in the future tense beside 成效 in the past are plans, and 成效 tells what was done.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from drafter.ledger.excel_columns import SAME_AS_ABOVE, Column, Table
from drafter.ledger.excel_evidence import fitting_field, tense
from drafter.ledger.excel_grid import moved, sheet_of
from drafter.ledger.excel_kinds import is_bodies, is_people
from drafter.ledger.excel_sheet import Cell
from drafter.ledger.excel_words import field_named, normal_heading
from drafter.text.statuses import plain_status

_BODIES = ("责任单位", "牵头单位")
_BOTH = ("责任单位", "牵头领导")
_MOST = 0.6  # share of a column's cells that are alike
_BACK = 0.25  # tense of what was done, at least
_APART = 0.3  # by which what was done looks further back than what was planned
# 责任领导：…, 【落实】…: a label at the beginning, on a new line or behind a stop; its value goes on to the next one
_LABEL = re.compile(
    r"""(?:^|(?<=\n)|(?<=[；;。]))[ \t\u3000]{0,8}
    (?: [【〔\[] (?P<framed>[\u4e00-\u9fff]{2,8}) [】〕\]] \s? [:：]? | (?P<label>[\u4e00-\u9fff]{2,8}) \s? [:：] )""",
    re.VERBOSE,
)
_AHEAD_HEADING = re.compile("计划|拟|打算|安排|方案|路径|对策|任务")  # what stands below is to be done
_PARTS = re.compile(r"\n|[；;/／]|\s{2,}|(?<=[\u4e00-\u9fff]{3})\s|[：:](?=\S)")  # 周明远/局办公室
_STATUS_FIRST = re.compile(r"\s*(?P<status>[^，。；：,;:\n]{2,12})[。；;：:\n]\s*(?=\S)")


def with_cells_split(table: Table) -> Table:
    """The table itself where every cell holds one thing."""
    for column in [c for c in table.columns.values() if c.tick is None]:
        table = _labels_apart(table, column)
    for column in [c for c in table.columns.values() if c.tick is None and not c.several]:
        table = _people_below(table, column)
    for column in [c for c in map(partial(_of_both, table), table.columns.values()) if c.several]:
        table = _headings_apart(table, column)
    if not table.has("状态") and not any(c.tick for c in table.columns.values()):
        for column in table.of("进展"):
            table = _status_apart(table, column)
    return table


def _below(table: Table, number: int) -> list[Cell]:
    below = (c for (row, k), c in table.sheet.cells.items() if k == number and row > table.bottom and c.text.strip())
    return [c for c in below if normal_heading(c.text) not in table.headings]


def _with_cells(table: Table, cells: dict[tuple[int, int], Cell], columns: dict[int, Column]) -> Table:
    plain = sheet_of(table.sheet.name, cells, table.sheet.kind)
    return replace(table, sheet=replace(table.sheet, cells=plain.cells, rows=plain.rows), columns=columns)


def _put(table: Table, cell: Cell, column: int, text: str) -> Cell:
    return replace(moved(cell, cell.row, column, table.sheet.name), text=text, value=text, exact=text, rows=cell.rows)


def _new_column(table: Table, beside: Column, heading: str, field: str | None) -> Column:
    number = max([*table.columns, *(k for _, k in table.sheet.cells)]) + 1
    return Column(number, heading, field, replace(beside.cell, column=number, text=heading))


class _Labelled(NamedTuple):
    """A label that names a field, and what stands behind it."""

    label: str
    field: str
    value: str


def _labelled(text: str) -> list[_Labelled]:
    """The labels of a cell with their values; none where something stands before the first."""
    marks = [(m, m["framed"] or m["label"]) for m in _LABEL.finditer(text)]
    known = [(m, label, name) for m, label in marks if (name := field_named(label)) not in (None, "编号", "表述")]
    if not known or text[: known[0][0].start()].strip():
        return []
    ends = [*(m.start() for m, _, _ in known[1:]), len(text)]
    return [
        _Labelled(label, name or "", text[m.end() : end].strip().rstrip("；;"))
        for (m, label, name), end in zip(known, ends, strict=True)
    ]


def _labels_apart(table: Table, column: Column) -> Table:
    """A column for each label where most of its cells are labels with values (责任领导：…⏎责任科室：…)."""
    cells = _below(table, column.number)
    found = {c.row: _labelled(c.text) for c in cells}
    known = {one.label: one.field for labelled in found.values() for one in labelled}
    whole = [c for c in cells if len(found[c.row]) >= 2]
    if len(set(known.values())) < 2 or len(whole) < max(1, _MOST * len(cells)):
        return table
    columns = dict(table.columns)
    made: dict[str, Column] = {}
    changed = dict(table.sheet.cells)
    for label, name in known.items():
        current = replace(table, columns=columns)
        made[label] = _new_column(current, column, label, name)
        columns[made[label].number] = made[label]
    del columns[column.number]
    for cell in whole:
        del changed[cell.row, column.number]
        for one in found[cell.row]:
            target = made[one.label].number
            changed[cell.row, target] = _put(table, cell, target, one.value)
    if len(whole) < len(cells):
        columns[column.number] = column  # cells of another shape stay with the heading they had
    apart = _with_cells(table, changed, columns)
    return replace(apart, headings=apart.headings | {normal_heading(label) for label in known})


def _people_below(table: Table, column: Column) -> Table:
    """A column for the people who stand on a labelled line below the bodies: 信息科（牵头）⏎包抓院领导：马德宁."""
    cells = _below(table, column.number)
    if column.field not in _BODIES or table.has("牵头领导"):
        return table
    found = {}
    for cell in cells:
        bodies, _, last = cell.text.strip().rpartition("\n")
        labelled = _labelled(last)
        if bodies.strip() and len(labelled) == 1 and labelled[0].field == "牵头领导" and is_people(labelled[0].value):
            found[cell.row] = (cell, bodies.strip(), labelled[0])
    labels = {one.label for _, _, one in found.values()}
    if len(labels) != 1 or len(found) < _MOST * len(cells):
        return table
    label = labels.pop()
    made = _new_column(table, column, label, "牵头领导")
    changed = dict(table.sheet.cells)
    for cell, bodies, one in found.values():
        changed[cell.row, column.number] = replace(cell, text=bodies, value=bodies, exact=bodies)
        changed[cell.row, made.number] = _put(table, cell, made.number, one.value)
    apart = _with_cells(table, changed, table.columns | {made.number: made})
    return replace(apart, headings=apart.headings | {normal_heading(label)})


def _of_both(table: Table, column: Column) -> Column:
    """A column of unknown heading, most of whose cells name bodies and persons, is for both: 草原站  乌恩其."""
    if column.field or column.tick or column.asked or column.several or any(table.has(n) for n in _BOTH):
        return column
    cells = _below(table, column.number)
    both = [c for c in cells if _names_both(c.text)]
    if len(both) < 2 or len(both) < _MOST * len(cells):
        return column
    return replace(column, several=_BOTH, guess="单位和人名写在一格")


def _names_both(text: str) -> bool:
    """A body in front and persons behind it, and nothing else."""
    parts = [part.strip() for part in _PARTS.split(text.strip()) if part.strip()]
    return len(parts) == 2 and is_bodies(parts[0]) and is_people(parts[1]) and not is_bodies(parts[1])


def _headings_apart(table: Table, column: Column) -> Table:
    """A column for each field that one heading names; the lines of its cells go where they fit, else by their order."""
    columns = dict(table.columns)
    made: dict[str, Column] = {}
    for name in column.several:
        new = _new_column(replace(table, columns=columns), column, f"{column.heading}（{name}）", name)
        made[name] = replace(new, guess=column.guess, cell=replace(new.cell, origin=_stands(table, column)))
        columns[made[name].number] = made[name]
    del columns[column.number]
    changed = dict(table.sheet.cells)
    for cell in _below(table, column.number):
        for name, texts in _fitted(cell.text, column.several).items():
            changed[cell.row, made[name].number] = _put(table, cell, made[name].number, "\n".join(texts))
        del changed[cell.row, column.number]
    return _with_cells(table, changed, columns)


def _stands(table: Table, column: Column) -> tuple[str, str]:
    """The heading's place on the user's own sheet."""
    return column.cell.origin or (table.sheet.name, column.cell.name)


def _fitted(text: str, names: tuple[str, ...]) -> dict[str, list[str]]:
    """The parts of a cell by the field they are of; one that fits none goes on with the one before it."""
    if text.strip() in SAME_AS_ABOVE:
        return {name: [text] for name in names}
    parts = [part for part in _PARTS.split(text.strip()) if part.strip()]
    by_looks = [fitting_field(part.strip(), names) for part in parts]
    if len(parts) == len(names) and len({n for n in by_looks if n}) < len([n for n in by_looks if n]):
        by_looks = [None] * len(parts)
    if len(parts) == len(names) and None in by_looks:
        free = [name for name in names if name not in by_looks]
        by_looks = [found or free.pop(0) for found in by_looks]
    out: dict[str, list[str]] = {}
    last = names[0]
    for part, found in zip(parts, by_looks, strict=True):
        last = found or last
        out.setdefault(last, []).append(part.strip())
    return out


def _status_apart(table: Table, column: Column) -> Table:
    """A column of statuses out of reports that begin with one: 推进中。企业开办时间已压缩…"""
    cells = _below(table, column.number)
    found = {c.row: m for c in cells if (m := _STATUS_FIRST.match(c.text)) and plain_status(m["status"])}
    alone = [c for c in cells if plain_status(c.text)]
    if not found or len(found) + len(alone) < _MOST * len(cells):
        return table
    status = _new_column(table, column, "状态", "状态")
    changed = dict(table.sheet.cells)
    for cell in cells:
        if match := found.get(cell.row):
            changed[cell.row, status.number] = _put(table, cell, status.number, match["status"])
            rest = cell.text[match.end() :]
            changed[cell.row, column.number] = replace(cell, text=rest, value=rest, exact=rest)
    return _with_cells(table, changed, dict(table.columns) | {status.number: status})


def plans_told_apart(tables: list[Table]) -> list[Table]:
    """成效 becomes 进展 where a sheet has no such column and its measures only say what is to be done. Sheets with the
    same headings are one ledger and judged together."""
    alike: dict[tuple[str, ...], list[Table]] = {}
    for table in tables:
        if _may_plan(table):
            alike.setdefault(_headed(table), []).append(table)
    planning = {id(table) for family in alike.values() if _plans(family) for table in family}
    return [_with_progress(table) if id(table) in planning else table for table in tables]


def _may_plan(table: Table) -> bool:
    if table.has("进展") or table.has("计划") or not table.has("措施") or not table.has("成效"):
        return False
    return not any(c.tick for c in table.columns.values() if _tells(table, c))


def _headed(table: Table) -> tuple[str, ...]:
    return tuple(normal_heading(c.cell.text) for name in ("措施", "成效") for c in table.of(name))


def _plans(tables: list[Table]) -> bool:
    """Whether the measures of these sheets, taken together, look ahead, and their effects back."""
    planned = [c.text for table in tables for column in table.of("措施") for c in _below(table, column.number)]
    told = [c.text for table in tables for column in table.of("成效") for c in _below(table, column.number)]
    if not planned or not told:
        return False
    ahead = any(_AHEAD_HEADING.search(heading) for heading in _headed(tables[0]))
    back = tense(told)
    return back >= _BACK and (ahead or back - tense(planned) >= _APART)


def _with_progress(table: Table) -> Table:
    return replace(
        table, columns={n: replace(c, field="进展") if c.field == "成效" else c for n, c in table.columns.items()}
    )


def _tells(table: Table, column: Column) -> bool:
    """Whether a column of ticks holds prose."""
    return any(len(c.text.strip()) > 8 for c in _below(table, column.number))
