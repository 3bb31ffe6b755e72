"""Statuses as colours of cells, with a legend that says what each colour means -> words in the column of statuses.

A legend names statuses beside or inside coloured cells (■ 已完成), or names the colours (绿色：已完成；黄色：推进中).
It is never a problem. Colours without a legend are asked about.
"""

from __future__ import annotations

import colorsys
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from drafter.ledger.excel_columns import Column, Table
from drafter.ledger.excel_grid import moved, sheet_of
from drafter.ledger.excel_rows import is_footing
from drafter.ledger.excel_sheet import Cell, Sheet
from drafter.ledger.excel_words import one_line
from drafter.patterns import pattern
from drafter.text.lexicon import table as lexicon
from drafter.text.statuses import Status, plain_status, status_of, told_status

_NEAR = 40  # degrees between a colour and the hue that a word names
_PALE = 0.15  # saturation below which a colour is a grey
_BANDS = ((20, "红色"), (44, "橙色"), (70, "黄色"), (165, "绿色"), (255, "蓝色"), (335, "紫色"))  # up to which hue
_FEWEST_ROWS = 2
_RULING = pattern(r"以.{0,8}(?:颜色|底色|色块|填充色)为准")  # 以序号栏底色为准
_TELLS = ("状态", "进展", "内部备注")  # columns whose cells may say a status in words
# 图例：, 颜色说明, …表示…
_LABEL = pattern(
    r"""(?: 图例|颜色|底色|序号|编号|栏|灯|标识|标注|说明|注|备注|其中|代表|表示|含义|状态|填充|单元格|行|的|为|是
    | [：:、，,；;。（）()=＝—\-\s] )+""",
    re.VERBOSE,
)


class Meanings(NamedTuple):
    """The status of a colour, by itself and by its hue."""

    by_fill: dict[str, Status]
    by_hue: dict[float | None, Status]


@dataclass
class Coloured:
    """The table with its colours as words; the legend's texts; what is to be asked."""

    table: Table
    legend: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


def with_colours(table: Table, elsewhere: Meanings | None = None) -> Coloured:
    """The table itself where its cells have no colours and it has no legend. `elsewhere`: what sheets that only explain
    (填表说明) say of colours."""
    sheet = table.sheet
    last = _last_title(table)
    outside = [c for c in sheet.cells.values() if _is_outside(table, c, last)]
    by_fill, by_hue, legend = _legend(sheet, outside)
    fills = _row_fills(table, last, legend, set(by_fill))
    if not legend and fills:
        by_fill, by_hue = elsewhere or Meanings({}, {})
    if not by_fill and not by_hue:
        return Coloured(table, questions=_unexplained(table, fills))
    texts = [one_line(c.text) for c in legend]
    cells = {key: cell for key, cell in sheet.cells.items() if cell not in legend}
    bare = replace(table, sheet=_as_before(sheet, cells))
    ruled = any(_RULING.search(c.text) for c in outside)
    statuses, questions, unsaid = {}, [], []
    for row, found in fills.items():
        said = {key: status for key, fill in found.items() if (status := _meaning(fill, by_fill, by_hue))}
        if not said:
            unsaid.append(row)
            continue
        chosen = _chosen(table, said)
        if chosen is None:
            cell = next(iter(sheet.rows[row]))
            named = "、".join(dict.fromkeys(said.values()))
            questions.append(f"{sheet.where(cell)} 这一行有几种颜色（{named}），没有取用")
        else:
            statuses[row] = (chosen, said[chosen])
            questions += _contradicted(bare, row, said[chosen], ruled)
    questions += _beyond_legend(bare, fills, unsaid, {column for column, _ in statuses.values()})
    return Coloured(_written(_ruled_by_colour(bare) if ruled else bare, statuses), texts, questions)


def _beyond_legend(table: Table, fills: dict[int, dict[int, str]], rows: list[int], columns: set[int]) -> list[str]:
    """The rows whose colour, where others have the one of their status, the legend does not name."""
    out = []
    title = table.of("表述")[0].number
    for row in (row for row in rows if columns & fills[row].keys()):
        cell = table.sheet.at(row, title) or table.sheet.rows[row][0]
        out.append(f"{table.sheet.where(cell)} 的“{one_line(cell.text)[:20]}”这一行的底色不在图例里，没有读出状态")
    return out


def _contradicted(table: Table, row: int, status: Status, ruled: bool) -> list[str]:
    """What the cells of a coloured row say of the status in words, where that is not what the colour says."""
    out = []
    for column in table.columns.values():
        cell = table.sheet.own(row, column.number)
        if cell is None or column.field not in (*_TELLS, None):
            continue
        reading = status_of(cell.text) if column.field in ("状态", "内部备注", None) else None
        said = reading.status if reading else plain_status(cell.text)
        if said and said != status:
            taken = "按图例取了底色" if ruled else f"取了{'文字' if column.field == '状态' else '底色'}"
            out.append(
                f"{table.sheet.where(cell)} 的“{one_line(cell.text)[:20]}”与这一行的底色（{status}）不一致，{taken}"
            )
    return out


def _ruled_by_colour(table: Table) -> Table:
    """The legend says that the colour counts: what columns of statuses say in words is a note."""
    return replace(
        table,
        columns={n: replace(c, field="内部备注") if c.field == "状态" else c for n, c in table.columns.items()},
    )


def _last_title(table: Table) -> int:
    """The last row that words a problem with a number, or, without numbers, any row with two cells."""
    columns = {c.number for name in ("编号", "表述") for c in table.of(name)}
    rows = [
        r
        for r, cells in table.sheet.rows.items()
        if r > table.bottom
        and not is_footing(cells[0].text)
        and len({c.column for c in cells if not plain_status(c.text)} & columns) > 1
    ]  # 图例 | 已完成 words no problem
    return max(rows, default=max(table.sheet.rows, default=0))


def _is_outside(table: Table, cell: Cell, last: int) -> bool:
    return cell.row < table.top or cell.row > last or cell.column > max(table.columns)


def _legend(sheet: Sheet, outside: list[Cell]) -> tuple[dict[str, Status], dict[float | None, Status], list[Cell]]:
    """What colours mean, by the colour and by the hue that a word names; the cells that say so."""
    by_fill: dict[str, Status] = {}
    by_hue: dict[float | None, Status] = {}
    cells: list[Cell] = []
    for cell in outside:
        named = _named(cell.text)
        if named:
            by_hue.update(named)
            cells.append(cell)
            continue
        word = _LABEL.sub("", cell.text)
        reading = status_of(word) if 1 < len(word) <= 12 else None
        fill = sheet.fills.get((cell.row, cell.column)) or _swatch(sheet, cell)
        if reading and fill:
            by_fill[fill] = reading.status
            cells.append(cell)
        elif reading and (colour := _colour_beside(sheet, cell)) is not None:
            by_hue[_hues()[colour.text.strip()]] = reading.status
            cells += [colour, cell]
    if cells:
        rows = {c.row for c in cells}
        cells += [c for c in outside if c.row in rows and c not in cells and not _LABEL.sub("", c.text)]
    return by_fill, by_hue, cells


def explained_colours(cells: Iterable[Cell]) -> Meanings:
    """What colours mean by the words of sheets that only explain, or by their coloured cells."""
    by_fill: dict[str, Status] = {}
    by_hue: dict[float | None, Status] = {}
    for cell in cells:
        by_hue |= _named(cell.text)
        if cell.fill and (status := plain_status(cell.text)):
            by_fill[cell.fill] = status
    return Meanings(by_fill, by_hue)


def _named(text: str) -> dict[float | None, Status]:
    """绿色：已完成；黄色：推进中 -> hue -> status."""
    words = "|".join(sorted(_hues(), key=len, reverse=True))
    found = list(re.finditer(words, text))
    out: dict[float | None, Status] = {}
    for at, match in enumerate(found):
        until = found[at + 1].start() if at + 1 < len(found) else len(text)
        reading = told_status(_LABEL.sub("", text[match.end() : until])) or told_status(
            _LABEL.sub("", text[found[at - 1].end() if at else 0 : match.start()])
        )
        if reading:
            out[_hues()[match.group()]] = reading.status
    return out


def _swatch(sheet: Sheet, cell: Cell) -> str | None:
    """The colour of the empty cell to the left, or else to the right."""
    for column in (cell.column - 1, cell.column + cell.columns):
        if (cell.row, column) in sheet.fills and sheet.at(cell.row, column) is None:
            return sheet.fills[cell.row, column]
    return None


def _colour_beside(sheet: Sheet, cell: Cell) -> Cell | None:
    beside = sheet.at(cell.row, cell.column - 1)
    return beside if beside is not None and beside.text.strip() in _hues() else None


def _row_fills(table: Table, last: int, legend: list[Cell], explained: set[str]) -> dict[int, dict[int, str]]:
    """Colours of the table's rows, by column; one that a heading has and no legend explains is the sheet's dress."""
    dress = {fill for (row, _), fill in table.sheet.fills.items() if row <= table.bottom}
    dress -= {table.sheet.fills.get((c.row, c.column), "") for c in legend} | explained
    out: dict[int, dict[int, str]] = {}
    for (row, column), fill in table.sheet.fills.items():
        if table.bottom < row <= last and column in table.columns and fill not in dress and row in table.sheet.rows:
            out.setdefault(row, {})[column] = fill
    return out


def _meaning(fill: str, by_fill: dict[str, Status], by_hue: dict[float | None, Status]) -> Status | None:
    if fill in by_fill:
        return by_fill[fill]
    hue = hue_of(fill)
    if hue is None:
        return by_hue.get(None)
    near = [
        (0.0 if _band(hue) == _band(named) else min(abs(hue - named), 360 - abs(hue - named)), named)
        for named in by_hue
        if named is not None
    ]
    best = min(near, default=(360.0, 0.0))
    return by_hue[best[1]] if best[0] <= _NEAR else None


def _chosen(table: Table, said: dict[int, Status]) -> int | None:
    """The column whose colour counts: that of the statuses, else that of the number, else all agree."""
    for name in ("状态", "编号"):
        for column in table.of(name):
            if column.number in said:
                return column.number
    return min(said) if len(set(said.values())) == 1 else None


def _written(table: Table, statuses: dict[int, tuple[int, Status]]) -> Table:
    """The statuses as words, where the column of statuses has none; a column of its own where there is none."""
    if not statuses:
        return table
    sheet = table.sheet
    columns = dict(table.columns)
    existing = table.of("状态")
    if not existing:
        number = max(columns) + 1
        at = sheet.rows[next(iter(statuses))][0]
        heading = replace(moved(at, table.bottom, number, sheet.name), text="状态（颜色）", struck="")
        columns[number] = Column(number, "状态（颜色）", "状态", heading)
        existing = [columns[number]]
    cells = dict(sheet.cells)
    for row, (column, status) in statuses.items():
        key = (row, existing[0].number)
        if key not in cells and key not in sheet.owner:
            place = sheet.at(row, column)
            name = place.name if place is not None else sheet.rows[row][0].name
            cells[key] = Cell(*key, status, status, exact=status, origin=(sheet.name, name))
    return replace(table, sheet=_as_before(sheet, cells), columns=columns)


def _as_before(sheet: Sheet, cells: dict[tuple[int, int], Cell]) -> Sheet:
    plain = sheet_of(sheet.name, cells, sheet.kind)
    return replace(sheet, cells=plain.cells, rows=plain.rows)


def _unexplained(table: Table, fills: dict[int, dict[int, str]]) -> list[str]:
    """Rows in the colours of traffic lights, with nothing that says what they mean."""
    if table.has("状态") or any(c.tick for c in table.columns.values()):
        return []
    lights = Counter(name for found in fills.values() for name in {_light(fill) for fill in found.values()} if name)
    if len(lights) < 2 or sum(lights.values()) < _FEWEST_ROWS:
        return []
    listed = "、".join(f"{name}{count}行" for name, count in lights.most_common())
    said = f"工作表“{table.sheet.name}”用底色区分了行（{listed}），没有图例，没有读入"
    return [f"{said}；请加图例，或加一列“整改状态”"]


def _band(hue: float) -> str:
    """The name that people give to a hue; green is wide."""
    return next((name for until, name in _BANDS if hue < until), "红色")


def _light(fill: str) -> str | None:
    hue = hue_of(fill)
    band = None if hue is None else _band(hue)
    return band if band in ("红色", "黄色", "绿色") else None


@cache
def _hues() -> dict[str, float | None]:
    return {row["词"]: float(row["色相"]) if row["色相"] else None for row in lexicon("colours")}


def hue_of(fill: str) -> float | None:
    """The hue of RRGGBB in degrees; None for a grey."""
    red, green, blue = (int(fill[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    return None if saturation < _PALE else hue * 360
