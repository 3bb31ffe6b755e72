"""The workbook that `drafter export` writes: its sheets and columns, known to both directions."""

from __future__ import annotations

from typing import Literal, NamedTuple

from drafter.ledger.field import Coding, Column, marked
from drafter.ledger.model import AspectEntry, Entry, MeasureEntry, ProblemEntry

MAIN_SHEET = "整改台账"
INSTRUCTIONS_SHEET = "填写说明"
# Sheets of 部分 / 项目 / 内容 / 说明, and the keys of the ledger that stand on each.
INFO_SHEETS: dict[str, tuple[str, ...]] = {
    "通报信息": ("通报", "单位", "巡视", "联系方式", "进展概述", "方面概述", "附注"),
    "组织领导": ("组织领导",),
    "下一步": ("下一步",),
}
INFO_HEADER = ("部分", "项目", "内容", "说明")
WHOLE = "（全文）"  # 项目 of a part that is one text
SEPARATOR = "/"  # 会议/1/日期

Level = Literal["problem", "aspect", "measure"]
_LEVELS: dict[Level, type[Entry]] = {"problem": ProblemEntry, "aspect": AspectEntry, "measure": MeasureEntry}


class Field(NamedTuple):
    """One column of the main sheet; declared at its field in the model."""

    heading: str
    level: Level
    key: str  # of the ledger
    coding: Coding
    width: int
    seldom: bool = False  # hidden where the ledger does not use it


def _fields() -> tuple[Field, ...]:
    columns = [(c, level, key) for level, model in _LEVELS.items() for _, key, c in marked(model, Column)]
    columns.sort(key=lambda found: found[0].at)
    return tuple(Field(c.heading, level, key, c.coding, c.width, c.seldom) for c, level, key in columns)


FIELDS = _fields()
BY_HEADING = {field.heading: field for field in FIELDS}

# What a department is sent: the columns in their order, as wide as A4 across holds them, and whether it fills them in.
# What only the office decides or keeps (公开, 提法, 内部备注 …) is not among them.
DEPARTMENT: dict[str, tuple[int, bool]] = {
    "编号": (6, False),
    "反馈问题": (20, False),
    "具体表现": (14, False),
    "牵头单位": (12, False),
    "责任单位": (12, False),
    "整改时限": (11, False),
    "整改计划": (24, False),
    "整改措施": (46, True),
    "措施状态": (9, True),
    "整改状态": (9, True),
    "整改成效": (20, True),
    "佐证材料": (14, True),
}
ONLY_WHERE_USED = frozenset({"具体表现", "牵头单位", "整改计划", "措施状态", "整改时限"})
