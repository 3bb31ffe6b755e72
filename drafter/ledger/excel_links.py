"""问题清单, 任务清单, 责任清单 on several sheets -> one table: a row of the other lists goes to the problem that it
names, by number or by wording.

Joined only where the lists say so: nearly all the numbers of the other list are the problems' numbers, and where it
repeats their wording, the wording agrees (sheets that begin at 1 again, one for each 方面, are lists of their own).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from drafter.ledger.excel_columns import IGNORED, MANY, TASKS, Column, Table
from drafter.ledger.excel_grid import Spread, moved, sheet_of
from drafter.ledger.excel_rows import Rows, is_footing, number_of
from drafter.ledger.excel_sheet import Cell
from drafter.ledger.excel_words import joined_lines, normal_heading, one_line
from drafter.patterns import pattern
from drafter.text.ordinals import strip_ordinal
from drafter.text.statuses import plain_status

_AGREE = 0.8  # share of the other list's wordings that are the problems'
_KNOWN = 0.6  # share of its numbers or wordings that the problems have; the rest is asked about
_FINER = pattern(r"(?P<whole>.*\w)[-.—－][A-Za-z]{0,3}\d{1,3}")  # 3-2, W3-2 and W3-C2 are of 3 and W3
_TITLE_FRAME = pattern(r"^(?:关于|针对)|(?:的?问题)?(?:的?整改)?[。；]?$|[“”\"]")


@dataclass
class Joined:
    """The tables after joining; what the other lists hold besides, and what is to be asked."""

    tables: list[Table]
    remarks: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def join_lists(path: Path, tables: list[Table], lists: list[Table]) -> Joined:
    """`tables` hold problems, `lists` numbers and fields; a table that repeats another's problems is a list, too."""
    out = Joined([])
    if len(tables) == 1 and not lists:
        return Joined(tables)
    lists, tables = _with_measures(lists, tables, out)
    mains: list[tuple[Table, _Problems]] = []
    tasks = [table for table in tables if len(tables) > 1 and _lists_tasks(table)]
    if len(tasks) < len(tables):
        lists = [*map(_as_measures, tasks), *lists]
        tables = [table for table in tables if table not in tasks]
    for table in tables:
        problems = _Problems.of(path, table)
        main = next((i for i, (_, known) in enumerate(mains) if _repeats(known, problems)), None)
        if main is None:
            mains.append((table, problems))
        else:
            lists = [*lists, _without_titles(table)]
    for other in map(_a_row_each, lists):
        keyed = _keys_of(other)
        fitting = [(known.share(set(keyed.values())), i) for i, (_, known) in enumerate(mains)]
        best = max(fitting, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
        if best[0] < _KNOWN:
            out.remarks += _whole(other)
            out.notes.append(
                f"工作表“{other.sheet.name}”没有问题表述，编号与其他工作表的问题对不上，文字已放入“附注”。"
            )
            continue
        table, known = mains[best[1]]
        joined = _join(table, known, other, keyed, out)
        mains[best[1]] = joined, _Problems.of(path, joined)
        out.notes.append(f"工作表“{other.sheet.name}”按编号并入工作表“{table.sheet.name}”的问题，请核对。")
    out.tables = [table for table, _ in mains]
    return out


def _with_measures(lists: list[Table], tables: list[Table], out: Joined) -> tuple[list[Table], list[Table]]:
    """The lists and tables, with the lists that number measures alone (措施编号 W1-1) beside those measures; where
    nothing counts the measures, their numbers are those of the problems with something behind."""
    keyed = [table for table in lists if not table.has("编号")]
    every = [table for table in (*lists, *tables) if table.has("编号") or table.has("表述")]
    for other in keyed:
        fitting = [(_measures_known(table, other), -at) for at, table in enumerate(every)]
        best = max(fitting, default=(0.0, 0))
        if best[0] < _KNOWN:
            columns = {n: replace(c, field="编号") if c.field == "措施序号" else c for n, c in other.columns.items()}
            every.append(replace(other, columns=columns))
            continue
        at = -best[1]
        out.notes.append(f"工作表“{other.sheet.name}”按措施编号并入工作表“{every[at].sheet.name}”的措施，请核对。")
        every[at] = _beside_measures(every[at], other, out)
    return [t for t in every if not t.has("表述")], [t for t in every if t.has("表述")]


def _measure_rows(table: Table) -> dict[str, int]:
    """The row of each measure, by its number."""
    numbers = table.of("措施序号")
    if not numbers:
        return {}
    cells = ((row, table.sheet.own(row, numbers[0].number)) for row in table.sheet.rows if row > table.bottom)
    out: dict[str, int] = {}
    for row, cell in cells:
        if cell is not None and cell.text.strip() and normal_heading(cell.text) not in table.headings:
            out.setdefault(one_line(cell.text), row)
    return out


def _measures_known(table: Table, other: Table) -> float:
    known, wanted = _measure_rows(table), _measure_rows(other)
    return sum(1 for key in wanted if key in known) / len(wanted) if wanted else 0.0


def _beside_measures(main: Table, other: Table, out: Joined) -> Table:
    """The main table with the columns of the other one beside its own, at the rows of the measures."""
    rows = _measure_rows(main)
    last = max([*main.columns, *(k for _, k in main.sheet.cells)])
    columns, cells = dict(main.columns), dict(main.sheet.cells)
    beside = {n: c for n, c in _columns_beside(main, other, last).items() if c.field != "措施序号"}
    for column in beside.values():
        columns[column.number] = column
        cells[main.bottom, column.number] = moved(column.cell, main.bottom, column.number, other.sheet.name)
    keyed = {row: key for key, row in _measure_rows(other).items()}
    placed = {row for row, key in keyed.items() if key in rows}
    for row in placed:
        for number, column in beside.items():
            if (cell := other.sheet.own(row, number)) is not None:
                at = (rows[keyed[row]], column.number)
                cells[at] = moved(cell, *at, other.sheet.name)
    out.remarks += _rest(other, placed, keyed, out)
    plain = sheet_of(main.sheet.name, cells, main.sheet.kind or "清单")
    joined = replace(main.sheet, cells=plain.cells, rows=plain.rows, kind=plain.kind)
    return replace(main, sheet=joined, columns=columns, headings=main.headings | other.headings)


@dataclass(frozen=True)
class _Problems:
    """The problems of a table: by number and by wording, the rows that belong to each."""

    rows: list[list[int]]
    by_key: dict[str, int]

    @classmethod
    def of(cls, path: Path, table: Table) -> _Problems:
        found = Rows(path).problems(table, None)
        by_key: dict[str, int] = {}
        twice: set[str] = set()
        for index, one in enumerate(found):
            number = table.sheet.at(one.rows[0].number, table.of("编号")[0].number) if table.has("编号") else None
            for key in (_number_key(number), title_key(one.title.text)):
                if key and by_key.setdefault(key, index) != index:
                    twice.add(key)
        rows = [[row.number for row in one.rows] for one in found]
        return cls(rows, {key: index for key, index in by_key.items() if key not in twice})

    def share(self, keys: set[str]) -> float:
        return sum(1 for key in keys if self.find(key) is not None) / len(keys) if keys else 0.0

    def find(self, key: str) -> int | None:
        """The problem of that number or wording; of 3-2 that of 3, where there is no 3-2."""
        if key in self.by_key:
            return self.by_key[key]
        while finer := _FINER.fullmatch(key):
            key = finer["whole"]
            if key in self.by_key:
                return self.by_key[key]
        return None


def _number_key(cell: Cell | None) -> str:
    return str(number_of(cell.text)) if cell is not None and cell.text.strip() else ""


def title_key(text: str) -> str:
    """A problem's wording without number, frame and quotes, by which lists are joined; "" where it is too short."""
    bare = _TITLE_FRAME.sub("", strip_ordinal(one_line(text)).strip())
    return bare if len(bare) > 3 else ""


def _repeats(known: _Problems, other: _Problems) -> bool:
    """The other table words the same problems."""
    titles = {key for key in other.by_key if not key[:1].isdigit() and len(key) > 3}
    return bool(titles) and known.share(titles) >= _AGREE and bool(known.by_key)


def _without_titles(table: Table) -> Table:
    """A table that only repeats the wording, as a list: the wording is its key."""
    columns = {n: replace(c, field="编号") if c.field == "表述" else c for n, c in table.columns.items()}
    if any(c.field == "编号" for c in table.columns.values()):
        columns = {n: replace(c, field=IGNORED) if c.field == "编号" else c for n, c in table.columns.items()}
        columns |= {n: replace(c, field="编号") for n, c in table.columns.items() if c.field == "表述"}
    return replace(table, columns=columns)


def _lists_tasks(table: Table) -> bool:
    """Its problems are tasks (整改任务), and a number says which problem each is for."""
    return normal_heading(table.of("表述")[0].cell.text) in TASKS and table.has("编号")


def _as_measures(table: Table) -> Table:
    return replace(
        table,
        columns={n: replace(c, field="措施") if c.field == "表述" else c for n, c in table.columns.items()},
    )


_SEVERAL = pattern(r"[、，,；;\n]+")


def _a_row_each(table: Table) -> Table:
    """A row that serves several problems (WT-02、WT-04) once for each of them, the further ones at the end."""
    column = table.of("编号")[0].number
    cells = dict(table.sheet.cells)
    last = max(table.sheet.rows, default=0)
    for row in list(table.sheet.rows):
        own = table.sheet.own(row, column)
        numbers = [n.strip() for n in _SEVERAL.split(own.text)] if own is not None and row > table.bottom else []
        if own is None or len(numbers) < 2 or not all(re.fullmatch(r"[A-Za-z\-—.]*\d[\d\-—.]*", n) for n in numbers):
            continue
        for at, number in enumerate(numbers):
            last += at > 0
            to = row if at == 0 else last
            for cell in table.sheet.rows[row]:
                place = moved(cell, to, cell.column, table.sheet.name)
                text = number if cell is own else cell.text
                cells[to, cell.column] = replace(place, text=text, value=text if cell is own else cell.value)
    if len(cells) == len(table.sheet.cells):
        return table
    plain = sheet_of(table.sheet.name, cells, table.sheet.kind)
    return replace(table, sheet=replace(table.sheet, cells=plain.cells, rows=plain.rows))


def _keys_of(table: Table) -> dict[int, str]:
    """The key of each row of a list that belongs to a problem; rows below a number without one go on with it."""
    out: dict[int, str] = {}
    column = table.of("编号")[0].number
    before = ""
    for row, cells in table.sheet.rows.items():
        if (
            row <= table.bottom
            or is_footing(cells[0].text)
            or all(normal_heading(c.text) in table.headings for c in cells)
        ):
            continue
        cell = table.sheet.at(row, column)
        if cell is not None and cell.row > table.bottom and cell.text.strip():
            before = title_key(cell.text) or _number_key(cell)
        if before:
            out[row] = before
    return out


def _join(main: Table, known: _Problems, other: Table, keyed: dict[int, str], out: Joined) -> Table:
    """The main table with the columns of the other one beside its own."""
    last = max(main.columns, default=0)
    groups: dict[int, list[int]] = {}
    for row, key in keyed.items():
        if (index := known.find(key)) is not None:
            groups.setdefault(index, []).append(row)
    placed = {row for rows in groups.values() for row in rows}
    out.remarks += _rest(other, placed, keyed, out)
    missing = {known.rows[i][-1]: len(rows) - len(known.rows[i]) for i, rows in groups.items()}
    spread = Spread(main.sheet, {row: count for row, count in missing.items() if count > 0})
    columns, cells = dict(main.columns), dict(spread.cells)
    beside = _columns_beside(main, other, last)
    for column in beside.values():
        columns[column.number] = column
        cells[main.bottom, column.number] = moved(column.cell, main.bottom, column.number, other.sheet.name)
    for index, rows in groups.items():
        start = spread.row_of(known.rows[index][0])
        for offset, row in enumerate(rows):
            for number, column in beside.items():
                cell = other.sheet.at(row, number) if offset == 0 else other.sheet.own(row, number)
                if cell is not None and cell.row > other.bottom:
                    held = _held_already(main, columns[column.number], other.columns[number])
                    at = (start + offset, column.number)
                    if held is not None and (before := cells.get((start + offset, held))) is None:
                        at = (start + offset, held)
                    elif held is not None and before is not None and _disagree(before, cell):
                        out.questions.append(
                            f"{other.sheet.where(cell)} 的“{one_line(cell.text)[:20]}”与{main.sheet.where(before)} 的"
                            f"“{one_line(before.text)[:20]}”不一致，以后者为准，前者在“内部备注”"
                        )
                    cells[at] = moved(cell, *at, other.sheet.name)
    joined = replace(sheet_of(main.sheet.name, cells, main.sheet.kind or "清单"), owner=spread.owner)
    joined = replace(
        joined,
        hidden_rows=main.sheet.hidden_rows,
        hidden_columns=main.sheet.hidden_columns,
        pictures=main.sheet.pictures,
    )
    return replace(main, sheet=joined, columns=columns, headings=main.headings | other.headings)


def _held_already(main: Table, beside: Column, own: Column) -> int | None:
    """The main table's column for a field that takes but one, where the list has that field too."""
    if beside.field == own.field or not own.field:
        return None
    return next((c.number for c in main.of(own.field)), None)


def _disagree(before: Cell, cell: Cell) -> bool:
    """Two sheets say two things of one field, however they write it."""
    said = [one_line(c.text) for c in (before, cell)]
    read = [plain_status(text) or re.sub(r"[\s。]", "", text) for text in said]
    return read[0] != read[1]


def _columns_beside(main: Table, other: Table, last: int) -> dict[int, Column]:
    """The columns of the list at their new places; a second one for a field that takes but one becomes a note."""
    out: dict[int, Column] = {}
    for number, column in other.columns.items():
        if column.field in ("编号", IGNORED):
            continue
        name = column.field
        heading = column.heading
        if name and name not in MANY and main.has(name):
            name, heading = "内部备注", f"{other.sheet.name}·{column.heading}"
        place = column.cell.origin or (other.sheet.name, column.cell.name)
        shown = replace(column.cell, origin=place)
        out[number] = replace(column, number=last + number, field=name, heading=heading, cell=shown)
    return out


def _rest(other: Table, placed: set[int], keyed: dict[int, str], out: Joined) -> list[str]:
    """What of the list belongs to no problem: its title and signature, and rows whose number is unknown."""
    texts = []
    for row, cells in other.sheet.rows.items():
        if row in placed or other.top <= row <= other.bottom:
            continue
        said = " ".join(one_line(c.text) for c in cells if c.text.strip())
        if said:
            texts.append(said)
        if row in keyed and said:
            out.questions.append(
                f"{other.sheet.where(cells[0])} 的编号“{keyed[row]}”在问题里没有，这一行（{said}）已放入“附注”"
            )
    return texts


def _whole(table: Table) -> list[str]:
    rows = [" ".join(joined_lines(c.text) for c in cells if c.text.strip()) for cells in table.sheet.rows.values()]
    return [f"工作表“{table.sheet.name}”：{row}" for row in rows if row]
