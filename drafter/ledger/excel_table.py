"""Finding the table in a sheet: its header row under merged titles, and which column holds what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from drafter.ledger.excel_sheet import Cell, Sheet, column_name
from drafter.ledger.excel_words import field_of, fields, listed_heading, normal_heading
from drafter.text.numerals import NUMBER
from drafter.text.statuses import Status, plain_status, publication, status_of

_SEARCHED_ROWS = 40
_DEEPEST_HEADER = 3
_LONGEST_HEADING = 30
_FINER_THAN_TITLE = {"具体问题", "问题描述", "问题内容", "问题清单"}  # 具体表现 where another column is 表述
TASKS = {"整改任务", "整改事项"}  # what is to be done, where another column is 表述
MANY = {"责任单位", "内部备注", "佐证", "措施", "进展", "成效"}  # several columns may hold it
IGNORED = "忽略"
# A column for a stretch of time: 第一季度, 上半年, 10月, 1至3月进展
PERIOD = re.compile(
    rf"""(?:\d{{4}}年)?
    (?: 第?{NUMBER}季度 | [上下]半年 | {NUMBER}{{1,3}}(?:月?[至到~]?{NUMBER}{{1,3}})?月(?:份|底)? )
    (?: 整改 | 工作 )? (?: 进展 | 完成 | 落实 )? (?: 情况 )?""",
    re.VERBOSE,
)
_PROSE = 8  # characters from which a cell that is no status tells something


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading as printed, and the ledger's field (None: not known). `tick`: the status that a tick
    in it means (a column 已完成 under 完成情况)."""

    number: int
    heading: str
    field: str | None
    cell: Cell
    tick: Status | None = None
    asked: bool = False  # its field was named by --map


@dataclass(frozen=True)
class Table:
    """A sheet with its header found."""

    sheet: Sheet
    top: int
    bottom: int
    columns: dict[int, Column]
    headings: frozenset[str] = field(default_factory=frozenset)  # every text of the header, for repeated ones

    def of(self, name: str) -> list[Column]:
        return [c for c in self.columns.values() if c.field == name]

    @cached_property
    def measures_tell(self) -> bool:
        """The columns for progress hold statuses; what was done stands under the measures."""
        texts = [c.text for (r, k), c in self.sheet.cells.items() if k in self._progress and r > self.bottom]
        said = [t for t in texts if t.strip()]
        return bool(said) and sum(1 for t in said if plain_status(t)) * 2 > len(said)

    @cached_property
    def _progress(self) -> set[int]:
        return {c.number for c in self.columns.values() if c.field == "进展"}

    @cached_property
    def reports(self) -> bool:
        """The sheet has columns of their own for what was done; its measures are plans."""
        if self._progress:
            return not self.measures_tell
        ticks = {c.number for c in self.columns.values() if c.tick}
        return any(k in ticks and r > self.bottom and is_prose(c.text) for (r, k), c in self.sheet.cells.items())

    @cached_property
    def counted_in_digits(self) -> bool:
        """Numbers of the table's rows are written 1, 2, 3; a row numbered 一 is then of another kind."""
        columns = {c.number for c in self.of("编号")}
        return any(
            k in columns and r > self.bottom and c.text.strip()[:1].isdigit() for (r, k), c in self.sheet.cells.items()
        )

    def has(self, name: str) -> bool:
        return any(c.field == name for c in self.columns.values())


def is_prose(text: str) -> bool:
    """The text tells what was done; it is no tick, no number, no status."""
    bare = re.sub(r"\s", "", text)
    return len(bare) > 4 and status_of(bare) is None and publication(bare) is None and not bare.isdigit()


def find_table(sheet: Sheet, mapping: Mapping[str, str], key: str = "表述") -> Table | None:
    """The sheet's table: the header that names most fields, `key` among them. None for a cover or notes."""
    best: tuple[tuple[int, int, int], Table] | None = None  # most fields, then the fewest rows
    for row in list(sheet.rows)[:_SEARCHED_ROWS]:
        for depth in range(1, _DEEPEST_HEADER + 1):
            if depth > 1 and not _continues_header(sheet, row, row + depth - 1):
                break
            columns = _columns(sheet, row, depth, mapping)
            fields = {c.field for c in columns.values() if c.field} | {"状态" for c in columns.values() if c.tick}
            ticks = sum(1 for c in columns.values() if c.tick)
            score = (len(fields) + ticks, len({c.cell.name for c in columns.values() if c.field or c.tick}), -depth)
            if key in fields and len(fields) > 1 and (best is None or score > best[0]):
                texts = {normal_heading(c.text) for r in range(row, row + depth) for c in sheet.rows.get(r, [])}
                best = (score, Table(sheet, row, row + depth - 1, columns, frozenset(texts)))
    return _by_content(best[1]) if best else None


def _by_content(table: Table) -> Table:
    """Where a column headed as a status tells what was done it is a report of progress, and the other way round."""
    columns = dict(table.columns)
    unknown = [c for c in columns.values() if c.field is None and c.tick is None]
    periods = [c for c in unknown if PERIOD.fullmatch(normal_heading(c.cell.text))]
    for column in periods if len(periods) > 1 else []:
        columns[column.number] = replace(column, field="进展")
    table = replace(table, columns=columns)
    for column in (*table.of("状态"), *table.of("进展")):
        texts = [c.text for (r, k), c in table.sheet.cells.items() if k == column.number and r > table.bottom]
        known = sum(1 for t in texts if plain_status(t))
        long = sum(1 for t in texts if len(t) > _PROSE and status_of(t) is None)
        short = known and all(len(t) <= 12 for t in texts)
        if column.field == "进展" and not table.has("状态") and (short or known * 2 > len(texts)):
            columns[column.number] = replace(column, field="状态")
        elif column.field == "状态" and long * 2 > len(texts) and not table.has("进展"):
            columns[column.number] = replace(column, field="进展")
    return replace(table, columns=columns)


def _continues_header(sheet: Sheet, top: int, row: int) -> bool:
    """Row `row` is a further line of the header: every text in it is a short one under a merged heading, or known."""
    cells = sheet.rows.get(row, [])
    if not cells:
        return any((row, c.column) in sheet.owner for c in sheet.rows.get(top, []))  # covered by merged headings
    for cell in cells:
        above = sheet.at(row - 1, cell.column)
        under_merged = above is not None and above.columns > 1 and above.row >= top
        known = field_of(cell.text) is not None or plain_status(cell.text) is not None
        if len(cell.text) > _LONGEST_HEADING or isinstance(cell.value, (int, float)) or not (under_merged or known):
            return False
    return any(
        field_of(c.text) or plain_status(c.text) or ((a := sheet.at(row - 1, c.column)) is not None and a.columns > 1)
        for c in cells
    )


def _parent(sheet: Sheet, top: int, row: int, column: int) -> Cell | None:
    """The heading above a finer one: over it, or, where nobody merged the cells, the last one to its left."""
    for left in range(column, 0, -1):
        cell = sheet.at(top, left)
        if cell is not None and cell.row >= top:
            return cell if left == column or sheet.own(row, left) is not None else None
    return None


def _columns(sheet: Sheet, top: int, depth: int, mapping: Mapping[str, str]) -> dict[int, Column]:
    last = max((c.column + c.columns - 1 for r in range(top, top + depth) for c in sheet.rows.get(r, [])), default=0)
    columns: dict[int, Column] = {}
    for number in range(1, last + 1):
        parts: list[Cell] = []
        for row in range(top, top + depth):
            cell = sheet.at(row, number)
            if cell is not None and cell.row >= top and cell not in parts:
                parts.append(cell)
        if len(parts) == 1 and parts[0].row > top and (parent := _parent(sheet, top, parts[0].row, number)):
            parts.insert(0, parent)
        if parts and all(len(p.text) <= 60 for p in parts):
            columns[number] = _column(number, parts, mapping)
    return _without_clashes(columns, {n for n, c in columns.items() if c.asked})


def _column(number: int, parts: list[Cell], mapping: Mapping[str, str]) -> Column:
    names = [normal_heading(p.text) for p in parts]
    heading = "·".join(re.sub(r"\s+", "", p.text) for p in parts)
    child, parents = names[-1], names[:-1]
    for key in (normal_heading(heading), child, "".join(names), column_name(number) + "列"):
        if key in mapping:
            return Column(number, heading, mapping[key], parts[-1], asked=True)
    tick = plain_status(child) if child not in ("是", "否", "1", "0") and not listed_heading(child) else None
    if tick and (not parents or any(field_of(p) in ("状态", "进展") for p in parents)):
        return Column(number, heading, None, parts[-1], tick)
    found = field_of(child)
    for parent in reversed(parents):
        found = found or field_of(parent + child) or field_of(child + parent)
        if not found and child in ("姓名", "名称", "内容", "情况"):
            found = field_of(parent)
    if not found and parents and publication(child) is not None and field_of(parents[-1]) in ("状态", "公开"):
        found = field_of(parents[-1])  # 是 | 否 under 是否公开
    of_progress = [p for p in parents if field_of(p) in ("状态", "进展")]
    if not found and of_progress and (PERIOD.fullmatch(child) or field_of(of_progress[-1]) == "进展"):
        found = "进展"
    return Column(number, heading, found, parts[-1])


def _without_clashes(columns: dict[int, Column], asked: set[int]) -> dict[int, Column]:
    """Of two columns for one field the first keeps it, before all the one that was `asked` for; a finer wording of the
    problem is its 具体表现."""
    out: dict[int, Column] = {}
    titles = [c for c in columns.values() if c.field == "表述"]
    finer = [c for c in titles if normal_heading(c.cell.text) in _FINER_THAN_TITLE]
    planned = any(c.field == "措施" for c in columns.values())
    numbers = [c for c in columns.values() if c.field == "编号"]
    of_problems = [c for c in numbers if "问题" in normal_heading(c.cell.text)] if len(numbers) > 1 else []
    taken: set[str] = set()
    for number, column in sorted(columns.items(), key=lambda item: item[0] not in asked):
        name = column.field
        if column.asked and name not in taken:
            taken.add(name or "")
            out[number] = column
            continue
        if of_problems and column in numbers and column is not of_problems[0]:
            name = "措施序号"  # 序号 counts rows where 问题编号 names the problem
        if (
            name == "表述"
            and normal_heading(column.cell.text) in TASKS
            and len(titles) > 1
            and name in taken
            and not planned
        ):
            name = "措施"
        if column in finer and len(finer) < len(titles) and not any(c.field == "具体表现" for c in columns.values()):
            name = "具体表现"
        answers = "·" in column.heading and publication(normal_heading(column.cell.text)) is not None
        if name in taken and name not in MANY and name != IGNORED and not answers:
            name = None
        if name:
            taken.add(name)
        out[number] = replace(column, field=name)
    return dict(sorted(out.items()))


def heading_cells(sheet: Sheet) -> Iterator[Cell]:
    """The cells of the first rows that might be a header, for a message."""
    for row in list(sheet.rows)[:6]:
        yield from sheet.rows[row]


def known_fields() -> list[str]:
    """What --map may name."""
    return [*fields(), IGNORED]
