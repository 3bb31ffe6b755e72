"""A table of problems and measures (序号 | 反馈问题 | 整改措施 | 整改成效): what each cell is, by its column's header.

Tables without such a header are left as they are: a line for each paragraph of a cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from drafter.read.lines import Line
from drafter.read.tail import label_only

_HEADERS = (  # (role of the column, header without spaces)
    ("number", r"序号|编号|问题序号|号"),
    ("group", r"(?:问题)?(?:方面|类别|类型|所属方面)"),
    ("problem", r"(?:巡[视察])?(?:反馈|存在|具体|主要)?的?(?:意见|问题)(?:表述|内容|表现|描述|清单|点)?"
                r"|反馈意见问题"),
    ("result", r"(?:整改|工作|取得)?的?(?:成效|成果|效果|结果)"),
    ("detail", r"(?:牵头|责任|配合|包抓|分管|整改)(?:领导|单位|部门|科室|人|责任人)"
               r"|(?:整改|完成)?(?:时限|期限|时间|目标|状态)|完成情况|备注"),
    ("measure", r"(?:问题)?(?:整改|落实|工作)(?:落实|进展|完成|推进)?(?:的)?(?:情况|措施|举措|做法|进展)?"
                r"(?:[及和与、](?:整改)?(?:成效|进展|完成情况|落实情况|结果))?|主要(?:措施|做法)|进展情况"),
)  # fmt: skip
_COLUMN = tuple((role, re.compile(pattern)) for role, pattern in _HEADERS)


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
    for line in lines:
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
            if role in ("problem", "group") and same_cell:
                role = "more"
            kept.append(replace(line, role=role or "measure", number_in_row=numbers.get(line.cell[:2])))
    return kept, apart


def _header_texts(cells: Sequence[Line], row: int) -> list[str]:
    return [c.bare for c in cells if c.cell and c.cell.row == row]


def _roles(cells: Sequence[Line]) -> tuple[int, dict[int, str]] | None:
    """(row of the header, role by column), where one of the first rows names a problem and what was done about it."""
    for row in sorted({c.cell.row for c in cells if c.cell})[:12]:
        roles: dict[int, str] = {}
        there = [c for c in cells if c.cell and c.cell.row == row]
        for cell in there:
            role = next((r for r, pattern in _COLUMN if pattern.fullmatch(cell.bare.rstrip(":"))), None)
            if role and cell.cell:
                roles[cell.cell.column] = role
        if (
            "problem" in roles.values()
            and {"measure", "result"} & set(roles.values())
            and 3 * len(roles) >= 2 * len(there)
        ):
            unknown = {c.cell.column for c in there if c.cell} - set(
                roles
            )  # 完成进度, 销号情况: kept beside the problem
            return row, roles | dict.fromkeys(unknown, "detail")
    return None
