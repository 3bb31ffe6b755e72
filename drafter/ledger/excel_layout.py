"""The workbook that `drafter export` writes: its sheets and columns, known to both directions."""

from __future__ import annotations

from typing import Literal, NamedTuple

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
Coding = Literal["text", "wording", "number", "list", "date", "status", "public", "notes", "lines"]


class Field(NamedTuple):
    """One column of the main sheet."""

    heading: str
    level: Level
    key: str  # of the ledger
    coding: Coding
    width: int
    seldom: bool = False  # hidden where the ledger does not use it


FIELDS = (
    Field("编号", "problem", "编号", "number", 6),
    Field("方面", "problem", "方面", "text", 14),
    Field("反馈问题", "problem", "表述", "text", 24),
    Field("公开表述", "problem", "公开表述", "text", 18, True),
    Field("牵头领导", "problem", "牵头领导", "text", 12),
    Field("牵头单位", "problem", "牵头单位", "text", 14),
    Field("责任单位", "problem", "责任单位", "list", 16),
    Field("整改目标", "problem", "整改目标", "text", 18),
    Field("整改时限", "problem", "时限", "date", 13),
    Field("整改状态", "problem", "状态", "status", 10),
    Field("是否公开", "problem", "公开", "public", 9),
    Field("经同意公开", "problem", "经同意公开", "text", 14, True),
    Field("其他计划", "problem", "计划", "lines", 24, True),
    Field("标签", "problem", "标签", "text", 10, True),
    Field("具体表现编号", "aspect", "编号", "number", 9, True),
    Field("具体表现", "aspect", "表述", "text", 20, True),
    Field("具体表现标签", "aspect", "标签", "text", 10, True),
    Field("措施序号", "measure", "序号", "text", 9, True),
    Field("提法", "measure", "提法", "wording", 20),
    Field("整改计划", "measure", "计划", "text", 30),
    Field("整改措施", "measure", "内容", "text", 60),
    Field("措施状态", "measure", "状态", "status", 10),
    Field("措施公开", "measure", "公开", "public", 9, True),
    Field("佐证材料", "measure", "佐证", "list", 18),
    Field("具体表现成效", "aspect", "成效", "text", 20, True),
    Field("整改成效", "problem", "成效", "text", 28),
    Field("内部备注", "problem", "内部备注", "notes", 20),
)
BY_HEADING = {field.heading: field for field in FIELDS}
