"""Signs and words for statuses, explained by a legend: ●已完成　◎正在推进　△长期坚持; “大体到位”即基本完成 -> the words
that it explains them with, in their column.

A legend stands outside of the table and names two of them at least; it outranks what one would mean by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from drafter.ledger.excel_columns import Column, Table
from drafter.ledger.excel_grid import sheet_of
from drafter.ledger.excel_sheet import Cell
from drafter.patterns import pattern
from drafter.text.statuses import Status, plain_status, status_of, told_status

_LONGEST_SIGN = 8
_SIGNS = 0.8  # share of a column's cells that are signs of the legend
_SIGN = "(?P<sign>[×√A-Fa-f1-9Ⅰ-Ⅻ①-⓿■-➿\U0001f300-\U0001faff])"
# ●已完成, A—推进中, “1”表示长期坚持, B（基本完成）
_EXPLAINED = pattern(
    rf"""(?<![A-Za-z0-9]) [“"]? {_SIGN} \ufe0f? [”"]? \s{{0,3}}
    (?: [:：=＝—\-（(]{{1,2}} | 表示 | 代表 | 为 | 是 )? \s{{0,3}} [“"]?
    (?P<said> [\u4e00-\u9fff]{{2,6}} )""",
    re.VERBOSE,
)
# 已完成的打“√”, 推进中：△, 长期坚持（C）
_SAID_FIRST = pattern(
    rf"""(?P<said> [\u4e00-\u9fff]{{2,6}}? ) 的? [请用]?
    (?: 填写? | 打 | 标注? | 记[作为]? | 用 | 以 | [:：=＝（(] ) \s{{0,3}} [“"]? {_SIGN} (?![A-Za-z0-9])""",
    re.VERBOSE,
)
# “整改到位”即完成, 接着改=长期坚持, 痊愈为已完成, 绿灯：完成; looked for at every place (说明：痊愈为已完成)
_PUT_IN_WORDS = pattern(
    r"""(?= (?P<sign> [\u4e00-\u9fff]{1,8}? ) [”"]? \s{0,3}
    (?: [=＝:：—（(] | 即为? | 就是 | 表示 | 代表 | 指的?是? | [为是] ) \s{0,3} [“"]?
    (?P<said> [\u4e00-\u9fff]{2,6} ) )""",
    re.VERBOSE,
)


def with_signs(table: Table, left: Iterable[Cell] = (), known: Mapping[str, Status] | None = None) -> Table:
    """The table with words for the signs; as it is without a legend. `left`: the cells that stand outside of it;
    `known`: what sheets that only explain say (`explained_signs`)."""
    legend = {**(known or {}), **_legend(table, left)}
    if len(legend) < 2:
        return table
    only_explain = {n: replace(c, field="内部备注") for n, c in table.columns.items() if _explaining(table, c)}
    table = replace(table, columns=table.columns | only_explain)
    for column in table.columns.values():
        if column.field in (None, "状态", "编号", "内部备注", "进展") and not column.asked and not column.tick:
            table = _written(table, column, legend)
    return table


def explained_signs(cells: Iterable[Cell]) -> dict[str, Status]:
    """What each sign means by the words of sheets that only explain: in a sentence, or in pairs of cells."""
    cells = list(cells)
    return _in_pairs(cells) | _in_words(cells)


def _legend(table: Table, left: Iterable[Cell]) -> dict[str, Status]:
    """What each sign means, in the cells above and below the problems and in their headings."""
    title = table.of("表述")[0].number
    worded = [c for (row, column), c in table.sheet.cells.items() if column == title and row > table.bottom]
    worded = [c for c in worded if len(table.sheet.rows[c.row]) > 1] or worded
    last = max((c.row + c.rows - 1 for c in worded), default=0)
    around = [
        cell
        for cell in table.sheet.cells.values()
        if not table.bottom < cell.row <= last or cell.column > max(table.columns)
    ]
    around += [cell for column in table.columns.values() for cell in _explaining(table, column)]
    return _in_words([*around, *left])


def _in_words(cells: Iterable[Cell]) -> dict[str, Status]:
    found: dict[str, Status] = {}
    for cell in cells:
        meant = {
            m["sign"]: reading.status
            for explained in (_SAID_FIRST, _EXPLAINED, _PUT_IN_WORDS)
            for m in explained.finditer("\n".join(filter(None, (cell.text, cell.comment))))
            if (reading := told_status(m["said"])) and _may_mean(m["sign"], reading.status)
        }
        found |= meant if len(meant) > 1 or len(cell.text.strip()) < 10 else {}
    return found


def _may_mean(sign: str, status: Status) -> bool:
    """A word that is a status itself means no other one; a single sign means what it is said to."""
    return len(sign) == 1 or plain_status(sign) in (None, status)


def _explaining(table: Table, column: Column) -> list[Cell]:
    """The cells of a column that only explains, beside the problems."""
    if column.field not in (None, "进展", "状态") or column.asked:
        return []
    cells = [c for (row, k), c in table.sheet.cells.items() if k == column.number and row >= table.top]
    explain = [c for c in cells if len(c.text) < 12 and (_EXPLAINED.match(c.text) or _PUT_IN_WORDS.match(c.text))]
    return explain if len(explain) > 1 and len(explain) >= len(cells) - 1 else []


def _in_pairs(cells: list[Cell]) -> dict[str, Status]:
    """A list of signs, each with its meaning in the next cell (S1 | 已完成), of a sheet that only explains."""
    by_column: dict[int, dict[str, Status]] = {}
    for sign, meaning in pairwise(cells):
        word = sign.text.strip()
        beside = sign.row == meaning.row and sign.column + sign.columns == meaning.column
        short = 0 < len(word) <= _LONGEST_SIGN and (len(word) == 1 or status_of(word) is None)
        if beside and short and (status := plain_status(meaning.text)):
            by_column.setdefault(sign.column, {})[word] = status
    return next((found for found in by_column.values() if len(set(found.values())) > 1), {})


def _written(table: Table, column: Column, legend: dict[str, Status]) -> Table:
    cells = [c for (row, k), c in table.sheet.cells.items() if k == column.number and row > table.bottom]
    signs = [c for c in cells if _sign(c) in legend]
    if not signs or len(signs) < _SIGNS * len(cells) or (column.field == "编号" and _counts(cells)):
        return table
    changed = dict(table.sheet.cells)
    for cell in signs:
        word = legend[_sign(cell)]
        changed[cell.row, cell.column] = replace(cell, text=word, value=word, exact=word)
    plain = sheet_of(table.sheet.name, changed, table.sheet.kind)
    columns = table.columns
    if not table.has("状态"):
        columns = columns | {column.number: replace(column, field="状态", guess="")}
    return replace(table, sheet=replace(table.sheet, cells=plain.cells, rows=plain.rows), columns=columns)


def _sign(cell: Cell) -> str:
    return cell.text.strip().strip('“”"').removesuffix("\ufe0f")


def _counts(cells: list[Cell]) -> bool:
    """The cells number the rows."""
    texts = [c.text.strip() for c in cells]
    return len(set(texts)) == len(texts)
