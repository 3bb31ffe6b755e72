"""A table of problems and measures (序号 | 反馈问题 | 整改措施 | 整改成效): what each cell is, by its column's header.

Tables without such a header are left as they are: a line for each paragraph of a cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from drafter.patterns import pattern
from drafter.read.lines import Line, Role
from drafter.read.tail import label_only

# Role of a column by the words its header ends in, tried in this order: 反馈的主要问题, 存在问题表现, 整改措施及成效.
_ENDS: dict[Role, re.Pattern[str]] = {
    "number": pattern(r"(?:^(?:问题)?(?:序号|编号|号))$"),
    "detail": pattern(r"(?:领导|单位|部门|科室|股室|处室|人员?|时限|期限|时间|目标|状态|备注|说明)$"),
    "group": pattern(r"(?:方面|类别|类型|分类|大类|领域|板块)$"),
    "problem": pattern(
        r"(?:(?:意见|问题|短板|不足|差距)(?:的?(?:表述|内容|表现|描述|清单|点|概述|摘要|原文))?|具体表现|主要表现)$"
    ),
    "result": pattern(r"(?:成效|成果|效果|结果)$"),
    "measure": pattern(r"(?:措施|举措|做法|情况|进展|进度|办法|行动|过程)$"),
}
_DEED = pattern(r"措施|举措|做法|情况|进展")  # 整改措施及成效: what was done, and what came of it
_LONGEST_HEADER = 18
_SHORT_CELL = 12  # 已完成, 长期坚持: a column of such cells says how far a matter is, whatever its header


def unfolded(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """(lines with the cells of such tables marked by their role, headers and numbers of rows that are set apart)."""
    tables: dict[int, list[Line]] = {}
    for line in lines:
        if line.cell:
            tables.setdefault(line.cell.table, []).append(line)
    found = {table: known for table, cells in tables.items() if (known := _roles(cells))}
    kept: list[Line] = []
    apart: list[Line] = []
    numbers: dict[tuple[int, int], int] = {}
    reach = {line.cell[:2] for line in lines if line.cell and label_only(line)}  # rows of the contact in the same table
    told = {
        line.cell[:2] for line in lines
        if line.cell and line.cell.table in found
        and found[line.cell.table][1].get(line.cell.column) in ("measure", "result")
        and line.cell[:2] not in reach
    }  # fmt: skip
    for line in _problem_first(lines, {table: roles for table, (_, roles) in found.items()}):
        if not line.cell or line.cell.table not in found or line.cell[:2] not in told:
            kept.append(line)  # a row without a cell of measures is none of the list: a 方面, a part of the notice
            continue
        header, roles = found[line.cell.table]
        role = roles.get(line.cell.column)
        if line.cell.row < header:
            kept.append(line)
        elif line.cell.row == header or [*_header_texts(tables[line.cell.table], line.cell.row)] == [
            *_header_texts(tables[line.cell.table], header)
        ]:
            apart.append(line)
        elif role == "number" and re.fullmatch(r"\d{1,3}[.、]?", line.bare):
            numbers[line.cell[:2]] = int(re.sub(r"\D", "", line.bare))
            apart.append(line)
        else:
            before = kept[-1] if kept else None
            same_cell = before is not None and before.cell == line.cell
            more = role in ("problem", "group") and same_cell
            kept.append(
                replace(line, role="more" if more else role or "measure", number_in_row=numbers.get(line.cell[:2]))
            )
    return kept, apart


_LATER: tuple[Role | None, ...] = ("detail", "measure", "result")


def _problem_first(lines: Sequence[Line], roles: Mapping[int, Mapping[int, Role]]) -> list[Line]:
    """The lines, the cells of a row in such an order that what was done follows what is wrong."""
    out: list[Line] = []
    for key, row in groupby(lines, key=lambda line: line.cell and line.cell[:2]):
        cells = list(row)
        if key and (of := roles.get(key[0])):
            cells.sort(key=lambda line: (of.get(line.cell.column) if line.cell else None) in _LATER)
        out += cells
    return out


def _header_texts(cells: Sequence[Line], row: int) -> list[str]:
    return [c.bare for c in cells if c.cell and c.cell.row == row]


def _roles(cells: Sequence[Line]) -> tuple[int, dict[int, Role]] | None:
    """(row of the header, role by column), where one of the first rows names a problem and what was done about it."""
    for row in sorted({c.cell.row for c in cells if c.cell})[:12]:
        there = [c for c in cells if c.cell and c.cell.row == row]
        roles: dict[int, Role] = {}
        for cell in there:
            if cell.cell and (role := role_of_header(cell.bare.rstrip(":"))):
                below = [c for c in cells if c.cell and c.cell.column == cell.cell.column and c.cell.row > row]
                short = bool(below) and max(len(c.bare) for c in below) <= _SHORT_CELL
                short = short and not any(c.bare.endswith("。") for c in below)  # short measures
                roles[cell.cell.column] = "detail" if role == "measure" and short else role
        if (
            "problem" in roles.values()
            and {"measure", "result"} & set(roles.values())
            and 3 * len(roles) >= 2 * len(there)
        ):
            unknown = {c.cell.column for c in there if c.cell} - set(roles)
            return row, roles | dict.fromkeys(unknown, "detail")  # 销号: kept beside the problem
    return None


def role_of_header(header: str) -> Role | None:
    """What stands in a column or behind a label, by the words that its header ends in; None where it is no header."""
    if len(header) > _LONGEST_HEADER or re.search(r"[，,。；;]", header):
        return None
    role = next((role for role, end in _ENDS.items() if end.search(header)), None)
    return "measure" if role == "result" and _DEED.search(header) else role
