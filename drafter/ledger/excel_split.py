"""Cells that hold more than one column's worth, and columns whose words do not say all: put right before reading.

- 责任领导：沈知秋 / 责任科室：院办公室 in one cell are two columns;
- 草原站  乌恩其 below one heading is a body and a person;
- 已完成。分层分级已全部完成… is a status and what was done;
- measures in the future tense beside 成效 in the past are plans, and 成效 tells what was done.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from drafter.ledger.excel_columns import MANY, SAME_AS_ABOVE, Column, Table
from drafter.ledger.excel_evidence import fitting_field, tense
from drafter.ledger.excel_grid import moved, sheet_of
from drafter.ledger.excel_joint import jointly
from drafter.ledger.excel_kinds import are_named, is_bodies, is_people, items
from drafter.ledger.excel_sheet import Cell
from drafter.ledger.excel_words import field_named, normal_heading
from drafter.patterns import pattern
from drafter.text.statuses import plain_status

_BODIES = ("责任单位", "牵头单位")
_BOTH = ("责任单位", "牵头领导")
_MOST = 0.6  # share of a column's cells that are alike
_BACK = 0.25  # tense of what was done, at least
_APART = 0.3  # by which what was done looks further back than what was planned
# 责任领导：…, 【落实】…: a label at the beginning, on a new line or behind a stop; its value goes on to the next one
_LABEL = pattern(
    r"""(?:^|(?<=\n)|(?<=[；;。]))[ \t\u3000]{0,8}
    (?: [【〔\[] (?P<framed>[\u4e00-\u9fff]{2,8}) [】〕\]] \s? [:：]? | (?P<label>[\u4e00-\u9fff]{2,8}) \s? [:：] )""",
    re.VERBOSE,
)
_AHEAD_HEADING = pattern("计划|拟|打算|安排|方案|路径|对策|任务")  # what stands below is to be done
_PARTS = pattern(r"\n|[；;/／]|\s{2,}|(?<=[\u4e00-\u9fff]{2})\s|[：:](?=\S)")  # 周明远/局办公室
# 【基本完成】协议已签; 推进中。协议已签
_STATUS_FIRST = pattern(
    r"^\s*(?:[【（(\[〔](?P<framed>[^，。；：,;:\n【】（）()]{2,12})[】）)\]〕][：:]?"
    r"|(?P<status>[^，。；：,;:\n【】（）()]{2,12})[。；;：:\n])\s*(?=\S)"
)
# 协议已签。（已完成）; 协议已签。已完成。
_STATUS_LAST = pattern(
    r"(?:[【（(\[〔](?P<framed>[^，。；：,;:\n【】（）()]{2,12})[】）)\]〕]"
    r"|(?<=[。；;\n])(?P<status>[^，。；：,;:\n【】（）()]{2,12}))[。]?\s*$"
)
# 健全制度（责任单位：办公室；完成时限：5月底）; 健全制度⏎完成时限：5月底
_OF_IT = pattern(r"^(?:此项|该项|本项|此|该|本)?(?:问题|任务|工作|事项)?(?:目前|现|现已|总体|整体)?")
_AT_END = ("牵头领导", "牵头单位", "责任单位", "时限", "状态")
_SAID_BEHIND = pattern(r"(?:^|[；;，,\n])\s?(?P<label>[\u4e00-\u9fff]{2,8})\s?[:：]\s?")
_BRACKETED = pattern(r"[（(【\[](?P<said>[^（()）【】\[\]]{2,60}[:：][^（()）【】\[\]]{1,60})[）)】\]]")
_LAST_LINES = pattern(
    r"""\n (?P<said> \s? [\u4e00-\u9fff]{2,8} \s? [:：] [^\n]{1,60}
    (?: \n \s? [\u4e00-\u9fff]{2,8} \s? [:：] [^\n]{1,60} )* ) \s* $""",
    re.VERBOSE,
)
_PERSON_IN_BRACKETS = pattern(r"[（(](?P<who>[^（()）]{2,24})[）)]")


def with_cells_split(table: Table) -> Table:
    """The table itself where every cell holds one thing."""
    for column in [c for c in table.columns.values() if c.tick is None]:
        table = _labels_apart(table, column)
    for column in [c for c in table.columns.values() if c.tick is None]:
        table = _comments_apart(table, column)
    for column in [c for c in table.columns.values() if c.tick is None and not c.several]:
        table = _said_behind(table, column)
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


def _labelled(text: str, frames: Collection[str] = (), also_problems: bool = False) -> list[_Labelled]:
    """The labels of a cell with their values; none where something stands before the first. `frames`: words that are
    labels in frames, whatever they mean."""
    if frames:
        known = [(m, m["label"], "") for m in _FRAMED.finditer(text) if m["label"] in frames]
    else:
        marks = [(m, m["framed"] or m["label"]) for m in _LABEL.finditer(text)]
        others = ("编号",) if also_problems else ("编号", "表述")
        named = [(m, label, field_named(label)) for m, label in marks]
        known = [(m, label, name) for m, label, name in named if name and name not in others]
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
    found = {c.row: _labelled(c.text, also_problems=column.field == "表述") for c in cells}
    if column.field == "表述" and not all("表述" in {one.field for one in said} for said in found.values()):
        return table
    known: dict[str, str | None] = {one.label: one.field for labelled in found.values() for one in labelled}
    whole = [c for c in cells if len(found[c.row]) >= 2]
    if len(set(known.values())) < 2 or len(whole) < max(1, _MOST * len(cells)):
        frames = _frames(cells)
        found = {c.row: _labelled(c.text, frames) for c in cells} if frames else {}
        known = {label: field_named(label) for label in frames}
        whole = [c for c in cells if len(found.get(c.row, ())) >= 2]
        if len(whole) < max(2, _MOST * len(cells)):
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
    apart = replace(apart, headings=apart.headings | {normal_heading(label) for label in known})
    free = [made[label] for label, name in known.items() if name is None]
    taken = {c.field for c in columns.values()} | ({"状态"} if _holds(table, "状态") else set())
    return jointly(apart, free, taken) if free else apart


_FRAMED = pattern(r"[【〔\[](?P<label>[\u4e00-\u9fff]{2,8})[】〕\]]")


def _frames(cells: list[Cell]) -> list[str]:
    """The words in frames that most cells have, whatever they mean: 【打算】…【已办】…【还差】…"""
    often = Counter(label for c in cells for label in {m["label"] for m in _FRAMED.finditer(c.text)})
    framed = [label for label, times in often.items() if plain_status(label) is None]
    usual = [label for label in framed if often[label] >= _MOST * len(cells)]
    return framed if len(usual) > 1 else []


def _said_behind(table: Table, column: Column) -> Table:
    """Columns for who answers, until when and how far, where most cells say so behind their own text, in brackets or on
    lines of their own: 健全制度（责任单位：办公室；完成时限：5月底）."""
    cells = _below(table, column.number)
    if column.field == "编号" or column.asked:
        return table
    found = {c.row: said for c in cells if (said := _behind(c.text))}
    labels = {one.label: one.field for said in found.values() for one in said.values}
    labels = {label: name for label, name in labels.items() if not _holds(table, name)}
    often = {label: sum(1 for said in found.values() if any(o.label == label for o in said.values)) for label in labels}
    labels = {label: name for label, name in labels.items() if often[label] >= _MOST * len(cells)}
    if not labels:
        return table
    columns, changed = dict(table.columns), dict(table.sheet.cells)
    made: dict[str, Column] = {}
    for label, name in labels.items():
        made[label] = _new_column(replace(table, columns=columns), column, label, name)
        columns[made[label].number] = made[label]
    for cell in cells:
        said = found.get(cell.row)
        if said is None or not all(one.label in labels for one in said.values):
            continue  # what has its column already is not taken out of the text
        changed[cell.row, column.number] = replace(cell, text=said.rest, value=said.rest, exact=said.rest)
        for label in dict.fromkeys(one.label for one in said.values):
            texts = dict.fromkeys(one.value for one in said.values if one.label == label)
            target = made[label].number
            changed[cell.row, target] = _put(table, cell, target, "；".join(texts))
    apart = _with_cells(table, changed, columns)
    return replace(apart, headings=apart.headings | {normal_heading(label) for label in labels})


def _holds(table: Table, name: str) -> bool:
    return table.has(name) or (name == "状态" and any(c.tick for c in table.columns.values()))


class _Behind(NamedTuple):
    """A cell's own text, and what it says behind it."""

    rest: str
    values: list[_Labelled]


def _behind(text: str) -> _Behind | None:
    """None where nothing labelled stands behind a text of its own."""
    values: list[_Labelled] = []
    rest = text
    for form in (_LAST_LINES, _BRACKETED):
        for match in reversed(list(form.finditer(rest))):
            if said := _values(match["said"]):
                values = [*said, *values]
                rest = rest[: match.start()] + rest[match.end() :]
    return _Behind(rest.strip(), values) if values and rest.strip() else None


def _values(said: str) -> list[_Labelled]:
    """What labels say; none where one of them is not about who, when or how far, or its value is of another kind."""
    marks = [m for m in _SAID_BEHIND.finditer(said) if field_named(m["label"]) in _AT_END]
    if not marks or said[: marks[0].start()].strip():
        return []
    ends = [*(m.start() for m in marks[1:]), len(said)]
    found = [
        _Labelled(m["label"], field_named(m["label"]) or "", said[m.end() : end].strip().rstrip("；;，,。"))
        for m, end in zip(marks, ends, strict=True)
    ]
    return found if all(fitting_field(one.value, (one.field,)) for one in found) else []


def _comments_apart(table: Table, column: Column) -> Table:
    """Columns for what comments on most cells say under a label: 进展：签订协议3份."""
    cells = [c for c in _below(table, column.number) if c.comment]
    found = {c.row: said for c in cells if (said := _labelled(c.comment or ""))}
    labels = {one.label: one.field for said in found.values() for one in said}
    labels = {label: name for label, name in labels.items() if name in MANY or not _holds(table, name)}
    if not labels or len(found) < max(2, _MOST * len(_below(table, column.number))):
        return table
    columns, changed = dict(table.columns), dict(table.sheet.cells)
    made: dict[str, Column] = {}
    for label, name in labels.items():
        new = _new_column(replace(table, columns=columns), column, label, name)
        made[label] = replace(new, guess="写在批注里")
        columns[new.number] = made[label]
    for cell in cells:
        said = found.get(cell.row, [])
        if not said or not all(one.label in made for one in said):
            continue
        changed[cell.row, column.number] = replace(cell, comment=None)
        for one in said:
            target = made[one.label].number
            changed[cell.row, target] = replace(_put(table, cell, target, one.value), comment=None)
    return _with_cells(table, changed, columns)


def _of_both(table: Table, column: Column) -> Column:
    """A column of bodies, or of unknown heading, most of whose cells name bodies and persons, is for both: 草原站
    乌恩其; 草原站（乌恩其）."""
    if column.field not in (None, "牵头领导", *_BODIES) or column.tick or column.asked or column.several:
        return column
    if any(table.has(name) for name in (*_BOTH, "牵头单位") if name != column.field):
        return column
    cells = _below(table, column.number)
    both = [c for c in cells if _names_both(c.text)]
    if len(both) < 2 or len(both) < _MOST * len(cells):
        return column
    if column.field and not any(are_named(part) for c in both for part in _parts(c.text)):
        return column
    return replace(column, several=_BOTH, guess="" if column.field and not column.guess else "单位和人名写在一格")


def _names_both(text: str) -> bool:
    """Bodies and persons, and nothing else."""
    parts = _parts(text)
    bodies = [part for part in parts if is_bodies(part)]
    people = [part for part in parts if part not in bodies and is_people(part)]
    return bool(bodies and people) and len(bodies) + len(people) == len(parts)


def _parts(text: str) -> list[str]:
    """The parts of a cell for several: by lines and strokes; a person in brackets behind a body is one."""
    apart = _PERSON_IN_BRACKETS.sub(lambda m: f"\n{m['who']}" if are_named(m["who"]) else m[0], text.strip())
    parts = [part.strip() for part in _PARTS.split(apart) if part.strip()]
    return [piece for part in parts for piece in _people_and_bodies(part)]


def _people_and_bodies(part: str) -> list[str]:
    """陈立、组织科 names a person and a body; a list of bodies alone is one part."""
    named = items(part)
    bodies = [name for name in named if is_bodies(name)]
    people = [name for name in named if name not in bodies and are_named(name)]
    if not bodies or not people or len(bodies) + len(people) < len(named):
        return [part]
    return ["、".join(bodies), "、".join(people)] if named[0] in bodies else ["、".join(people), "、".join(bodies)]


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
    parts = _parts(text)
    by_looks = [_looks(part, names) for part in parts]
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


def _looks(part: str, names: tuple[str, ...]) -> str | None:
    """The field that a part is of by its looks; what names a body is none of a person."""
    found = fitting_field(part, names)
    if found is None and "责任单位" in names and "牵头领导" in names and is_people(part) and is_bodies(part):
        return "责任单位"
    return found


def _status_apart(table: Table, column: Column) -> Table:
    """A column of statuses out of reports that begin or end with one: 推进中。企业开办时间已压缩…, …（已完成）."""
    cells = _below(table, column.number)
    alone = [c for c in cells if plain_status(c.text)]

    def said(match: re.Match[str]) -> str:
        return _OF_IT.sub("", match["framed"] or match["status"])

    for form in (_STATUS_FIRST, _STATUS_LAST):
        matched = {c.row: m for c in cells if (m := form.search(c.text))}
        found = {row: m for row, m in matched.items() if not said(m).isdigit() and plain_status(said(m))}  # no 问题1：
        if found and len(found) + len(alone) >= _MOST * len(cells):
            break
    else:
        return table
    status = _new_column(table, column, "状态", "状态")
    changed = dict(table.sheet.cells)
    for cell in cells:
        if match := found.get(cell.row):
            own = _put(table, cell, status.number, said(match))
            changed[cell.row, status.number] = replace(own, exact=match.group())
            rest = cell.text[: match.start()] + cell.text[match.end() :]
            changed[cell.row, column.number] = replace(cell, text=rest.strip(), value=rest.strip(), exact=rest.strip())
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
