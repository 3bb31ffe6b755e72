"""One ledger in the layouts that offices use, under the headings that they use: what the facts are does not change.

A layout is a function from problems and headings to a workbook; all are of fictional matters.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

# What offices write over a column, by what stands below it.
WORDS: dict[str, tuple[str, ...]] = {
    "编号": ("序号", "编号", "问题编号", "序 号", "NO.", "序", "题号", "卡号"),
    "方面": ("问题类别", "方面", "类别", "所属板块", "反馈意见方面", "问题归类", "监督板块", "所属领域"),
    "表述": (
        "反馈问题", "存在问题", "巡察反馈的具体问题", "问题",
        "反馈意见指出的问题", "问题描述", "需整改的问题", "查摆问题",
        "问题表现", "巡视指出的主要问题", "反馈具体问题", "问题内容", "巡察发现问题",
    ),
    "措施": (
        "整改措施", "具体整改措施", "整改举措", "拟采取的整改措施",
        "对策措施", "整改工作措施", "解决办法", "整改路径",
        "整改计划", "整改安排", "工作打算", "整改任务", "整改方案",
    ),
    "进展": (
        "整改进展情况", "整改落实情况", "完成情况", "目前进展",
        "工作开展情况", "已开展工作", "整改进展及成效", "落实进度",
        "落实结果", "阶段性成效", "已采取的措施及成效", "最新进展", "措施落实情况", "推进落实情况",
    ),
    "状态": (
        "整改状态", "状态", "是否完成", "完成状态", "销号情况",
        "整改结果", "办理状态", "目前状态", "办结情况", "是否销号",
        "整改进度", "当前状态", "是否办结",
    ),
    "牵头领导": (
        "责任领导", "分管领导", "牵头领导", "包抓领导",
        "责任县领导", "牵头县级领导", "领衔领导", "挂点领导", "责任人",
        "分管局领导", "牵头负责同志",
    ),
    "责任单位": (
        "责任单位", "责任部门", "责任科室", "整改责任单位",
        "承办科室", "落实单位", "主责部门", "责任股室", "责任主体",
        "责任科室及协同单位",
    ),
    "时限": (
        "整改时限", "完成时限", "时限要求", "计划完成时间",
        "整改期限", "完成节点", "拟完成时间", "办结时限", "时间节点",
        "完成日期",
    ),
    "公开": ("是否公开", "公开情况", "可否对外公开", "是否对外公示", "公开属性", "能否公开"),
    "内部备注": ("备注", "需说明的问题", "备 注", "有关说明", "补充说明", "其他需要说明的事项"),
}  # fmt: skip


@dataclass
class Matter:
    """A problem with what an office keeps of it."""

    title: str
    group: str
    leader: str
    units: list[str]
    due: str
    plans: list[str]
    done: list[str]  # one a plan, or one for all, or none
    status: str
    public: bool = True
    note: str = ""

    def gold(self) -> dict[str, Any]:
        out: dict[str, Any] = {
            "title": self.title, "group": self.group, "status": self.status, "公开": self.public,
            "责任单位": self.units, "责任领导": self.leader, "时限": self.due, "plan": self.plans, "done": self.done,
        }  # fmt: skip
        return out | ({"notes": [self.note]} if self.note else {})


MATTERS = (
    Matter("河道巡查流于形式，问题发现率低", "履行职能", "苏沐阳", ["河湖管护中心", "各镇水利站"], "2025年6月底",
           ["修订巡河办法", "每月通报巡河情况"], ["巡河办法5月印发", "通报6期，点名9人次"], "已完成"),
    Matter("农村饮水工程管护经费拨付滞后", "履行职能", "温若谷", ["供水保障科"], "2025年9月30日",
           ["清理拖欠的管护经费", "建立按季拨付机制"], ["清理拖欠经费46万元，已拨付38万元", "拨付机制正在征求意见"],
           "推进中", note="尚差两个村的结算单"),
    Matter("理论学习中心组学习研讨不深入", "政治建设", "苏沐阳", ["机关党委"], "长期坚持",
           ["每季度开展一次专题研讨"], ["开展专题研讨3次，交流发言14人次"], "长期坚持"),
    Matter("违规发放节日补贴", "作风建设", "季怀川", ["财务科", "机关纪委"], "立行立改",
           ["全额清退违规发放的补贴", "对责任人批评教育", "完善津补贴审核流程"],
           ["清退补贴3.6万元", "批评教育2人", "审核流程已修订并执行"], "已完成", public=False),
    Matter("干部轮岗交流不及时", "队伍建设", "温若谷", ["人事科"], "2025年12月31日",
           ["制定轮岗方案", "对任职满8年的干部逐步交流"], ["轮岗方案经党组会审议通过", "已交流4人"], "基本完成",
           note="余下2人待换届后安排"),
)  # fmt: skip


# How offices write what a cell says.
_NUMBERINGS = ("1.", "1、", "（1）", "①", "一是", "1. inline")
_STATES = {
    "已完成": ("已完成", "完成", "已销号", "已办结", "100%", "已整改到位", "已完成（9月28日验收）"),
    "基本完成": ("基本完成", "基本完成（余两项收尾）"),
    "推进中": ("推进中", "正在推进", "整改中", "80%", "正在推进（年底前完成）", "未完成"),
    "长期坚持": ("长期坚持", "长期", "需长期坚持", "长期坚持（每年报告一次）"),
}
_PUBLIC = (("公开", "不公开"), ("是", "否"), ("可公开", "不宜公开"), ("√", "×"), ("可以", "不可以（涉及个人）"))
_LEADERS = ("{}", "副县长 {}", "局党组成员、副局长 {}")
_TITLES = ("{}", "关于{}的问题", "{}。")


@dataclass
class Headings:
    """The words of one office, and how it fills its cells."""

    words: dict[str, str] = field(default_factory=dict)
    numbering: str = "1."
    states: dict[str, str] = field(default_factory=dict)
    public: tuple[str, str] = _PUBLIC[0]
    leader: str = "{}"
    title: str = "{}"
    join: str = "、"
    roles: bool = False

    @classmethod
    def of(cls, chance: random.Random) -> Headings:
        return cls(
            {name: chance.choice(words) for name, words in WORDS.items()},
            chance.choice(_NUMBERINGS),
            {name: chance.choice(words) for name, words in _STATES.items()},
            chance.choice(_PUBLIC),
            chance.choice(_LEADERS),
            chance.choice(_TITLES),
            chance.choice(("、", "、", "\n", "；")),
            chance.random() < 0.3,
        )

    def listed(self, items: list[str]) -> str:
        """The measures of one cell, numbered."""
        if len(items) == 1:
            return items[0] + "。"
        if self.numbering == "一是":
            return "；".join(f"{mark}是{text}" for mark, text in zip("一二三", items, strict=False)) + "。"
        if self.numbering == "①":
            return "；".join(f"{mark}{text}" for mark, text in zip("①②③", items, strict=False)) + "。"
        mark = {"1.": "{}.", "1、": "{}、", "（1）": "（{}）", "1. inline": "{}."}[self.numbering]
        between = "；" if self.numbering == "1. inline" else "；\n"
        return between.join(mark.format(i) + text for i, text in enumerate(items, 1)) + "。"

    def __getitem__(self, name: str) -> str:
        return self.words[name]


Layout = Callable[[Headings], Workbook]
TITLE = "碧湾县水利局党组巡察整改工作台账"
_COLUMNS = ("编号", "方面", "表述", "措施", "牵头领导", "责任单位", "时限", "进展", "状态", "公开", "内部备注")


def _value(heads: Headings, matter: Matter, number: int, name: str) -> str | int | None:
    units = [f"{u}（{'配合' if i else '牵头'}）" if heads.roles else u for i, u in enumerate(matter.units)]
    return {
        "编号": number, "方面": matter.group, "表述": heads.title.format(matter.title),
        "措施": heads.listed(matter.plans), "牵头领导": heads.leader.format(matter.leader),
        "责任单位": heads.join.join(units), "时限": matter.due, "进展": heads.listed(matter.done),
        "状态": heads.states[matter.status], "公开": heads.public[0 if matter.public else 1],
        "内部备注": matter.note or None,
    }[name]  # fmt: skip


def _put(sheet: Worksheet, row: int, values: list[Any], column: int = 1) -> None:
    for at, value in enumerate(values):
        if value not in (None, ""):
            sheet.cell(row, column + at, value)


def _titled(sheet: Worksheet, width: int, text: str = TITLE) -> None:
    sheet["A1"] = text
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)


def _flat(heads: Headings, names: tuple[str, ...] = _COLUMNS) -> Workbook:
    book = Workbook()
    sheet = book.active
    _titled(sheet, len(names))
    _put(sheet, 2, ["填报单位：县水利局", None, None, None, "填报日期：2025年10月9日"])
    _put(sheet, 3, [heads[n] for n in names])
    for at, matter in enumerate(MATTERS, 1):
        _put(sheet, 3 + at, [_value(heads, matter, at, n) for n in names])
    _put(sheet, 5 + len(MATTERS), ["填表人：小葛", None, None, "审核人：老庞"])
    return book


def _other_order(heads: Headings) -> Workbook:
    return _flat(
        heads, ("编号", "状态", "表述", "牵头领导", "责任单位", "措施", "进展", "时限", "方面", "内部备注", "公开")
    )


def _a_row_each(heads: Headings, how: str) -> Workbook:
    """One row a measure; the problem merged over its rows, written once, or written in each."""
    book = Workbook()
    sheet = book.active
    _titled(sheet, len(_COLUMNS))
    _put(sheet, 2, [heads[n] for n in _COLUMNS])
    row = 3
    for at, matter in enumerate(MATTERS, 1):
        for line, plan in enumerate(matter.plans):
            own = {"措施": plan, "进展": matter.done[line] if line < len(matter.done) else None}
            keyed = line == 0 or how == "repeated"
            values = [own.get(n, _value(heads, matter, at, n) if keyed else None) for n in _COLUMNS]
            _put(sheet, row + line, values)
        if how == "merged" and len(matter.plans) > 1:
            for column, name in enumerate(_COLUMNS, 1):
                if name not in ("措施", "进展"):
                    sheet.merge_cells(start_row=row, end_row=row + len(matter.plans) - 1,
                                      start_column=column, end_column=column)  # fmt: skip
        row += len(matter.plans)
    return book


def _two_lines(heads: Headings) -> Workbook:
    """Headings of two lines: merged over a few columns, the others over both lines."""
    book = Workbook()
    sheet = book.active
    groups = [(None, "编号"), (None, "方面"), (None, "表述"), ("整改计划", "措施"), ("整改计划", "时限"),
              ("责任分工", "牵头领导"), ("责任分工", "责任单位"), ("整改落实", "进展"), ("整改落实", "状态"),
              (None, "公开"), (None, "内部备注")]  # fmt: skip
    _titled(sheet, len(groups))
    for at, (above, name) in enumerate(groups, 1):
        sheet.cell(2 if above is None else 3, at, heads[name])
        if above is None:
            sheet.merge_cells(start_row=2, end_row=3, start_column=at, end_column=at)
    for first, last, text in ((4, 5, "整改计划"), (6, 7, "责任分工"), (8, 9, "整改落实")):
        sheet.cell(2, first, text)
        sheet.merge_cells(start_row=2, end_row=2, start_column=first, end_column=last)
    for at, matter in enumerate(MATTERS, 1):
        _put(sheet, 3 + at, [_value(heads, matter, at, n) for _, n in groups])
    return book


def _groups() -> Iterator[tuple[str, list[tuple[int, Matter]]]]:
    every = list(enumerate(MATTERS, 1))
    for name in dict.fromkeys(m.group for m in MATTERS):
        yield name, [(i, m) for i, m in every if m.group == name]


_WITHOUT_GROUP = tuple(n for n in _COLUMNS if n != "方面")


def _banners(heads: Headings) -> Workbook:
    """A 方面 as a row over its problems; a subtotal below, the headings again on a new page."""
    book = Workbook()
    sheet = book.active
    width = len(_WITHOUT_GROUP)
    _titled(sheet, width)
    _put(sheet, 2, [heads[n] for n in _WITHOUT_GROUP])
    row = 3
    for at, (name, matters) in enumerate(_groups()):
        sheet.cell(row, 1, f"{'一二三四五'[at]}、{name}方面")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        row += 1
        for number, matter in matters:
            _put(sheet, row, [_value(heads, matter, number, n) for n in _WITHOUT_GROUP])
            row += 1
        _put(sheet, row, ["小计", f"{len(matters)}个问题"])
        row += 1
        if at == 1:
            _put(sheet, row, [heads[n] for n in _WITHOUT_GROUP])
            row += 1
    _put(sheet, row, ["合计", f"{len(MATTERS)}个问题"])
    _put(sheet, row + 2, ["党组书记（签字）：", None, None, None, "年  月  日"])
    return book


def _a_sheet_each(heads: Headings) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for name, matters in _groups():
        sheet = book.create_sheet(name)
        _titled(sheet, len(_WITHOUT_GROUP), f"{TITLE}（{name}方面）")
        _put(sheet, 2, [heads[n] for n in _WITHOUT_GROUP])
        for at, (number, matter) in enumerate(matters):
            _put(sheet, 3 + at, [_value(heads, matter, number, n) for n in _WITHOUT_GROUP])
    return book


def _stacked(heads: Headings) -> Workbook:
    """A table for each 方面 below the one before it, each with its title and its headings."""
    book = Workbook()
    sheet = book.active
    row = 1
    for at, (name, matters) in enumerate(_groups()):
        sheet.cell(row, 1, f"（{'一二三四五'[at]}）{name}方面")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_WITHOUT_GROUP))
        _put(sheet, row + 1, [heads[n] for n in _WITHOUT_GROUP])
        for number, matter in matters:
            _put(sheet, row + 2, [_value(heads, matter, number, n) for n in _WITHOUT_GROUP])
            row += 1
        row += 4
    return book


def _on_its_side(heads: Headings) -> Workbook:
    book = Workbook()
    sheet = book.active
    _titled(sheet, len(MATTERS) + 1)
    for at, name in enumerate(_COLUMNS):
        _put(sheet, 3 + at, [heads[name], *(_value(heads, m, i, name) for i, m in enumerate(MATTERS, 1))])
    return book


def _card(sheet: Worksheet, row: int, heads: Headings, number: int, matter: Matter) -> int:
    def say(name: str) -> list[Any]:
        return [heads[name], _value(heads, matter, number, name)]

    _titled_at(sheet, row, "巡察反馈问题整改销号卡")
    lines = [say("编号") + say("方面"), say("表述"), say("牵头领导") + say("责任单位"), say("时限") + say("状态"),
             say("措施"), say("进展"), say("公开"), say("内部备注")]  # fmt: skip
    for at, line in enumerate(lines, 1):
        _put(sheet, row + at, line)
        if len(line) == 2:
            sheet.merge_cells(start_row=row + at, end_row=row + at, start_column=2, end_column=4)
    return row + len(lines) + 2


def _titled_at(sheet: Worksheet, row: int, text: str) -> None:
    sheet.cell(row, 1, text)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)


def _cards(heads: Headings) -> Workbook:
    book = Workbook()
    row = 1
    for at, matter in enumerate(MATTERS, 1):
        row = _card(book.active, row, heads, at, matter)
    return book


def _cards_apart(heads: Headings) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for at, matter in enumerate(MATTERS, 1):
        _card(book.create_sheet(f"销号卡{at}"), 1, heads, at, matter)
    return book


def _lists(heads: Headings) -> Workbook:
    """问题, 任务, 责任 on sheets of their own, linked by number."""
    book = Workbook()
    problems, tasks, duties = book.active, book.create_sheet("任务清单"), book.create_sheet("责任清单")
    problems.title = "问题清单"
    _put(problems, 1, [heads[n] for n in ("编号", "方面", "表述", "公开", "内部备注")])
    _put(tasks, 1, ["问题编号", "任务编号", heads["措施"], heads["进展"]])
    _put(duties, 1, ["问题编号", heads["牵头领导"], heads["责任单位"], heads["时限"], heads["状态"]])
    row = 2
    for at, matter in enumerate(MATTERS, 1):
        key = f"WT{at}"
        _put(problems, 1 + at, [key, *(_value(heads, matter, at, n) for n in ("方面", "表述", "公开", "内部备注"))])
        _put(duties, 1 + at, [key, *(_value(heads, matter, at, n) for n in ("牵头领导", "责任单位", "时限", "状态"))])
        for line, plan in enumerate(matter.plans):
            _put(tasks, row, [key, f"{key}-{line + 1}", plan, matter.done[line] if line < len(matter.done) else None])
            row += 1
    return book


_TICKS = ("已完成", "基本完成", "推进中", "长期坚持")


def _ticked(heads: Headings) -> Workbook:
    names = tuple(n for n in _COLUMNS if n != "状态")
    book = _flat(heads, names)
    sheet = book.active
    last = len(names)
    for at, name in enumerate(_TICKS, 1):
        sheet.cell(3, last + at, name)
    for row, matter in enumerate(MATTERS, 4):
        sheet.cell(row, last + 1 + _TICKS.index(matter.status), "√")
    return book


def _coloured(heads: Headings) -> Workbook:
    names = tuple(n for n in _COLUMNS if n != "状态")
    book = _flat(heads, names)
    sheet = book.active
    fills = dict(zip(_TICKS, ("92D050", "00B0F0", "FFFF00", "D9A6FF"), strict=True))
    _put(sheet, 2, ["图例", *_TICKS], 6)
    for at, name in enumerate(_TICKS):
        sheet.cell(2, 7 + at).fill = PatternFill("solid", fgColor=fills[name])
    for row, matter in enumerate(MATTERS, 4):
        sheet.cell(row, 1).fill = PatternFill("solid", fgColor=fills[matter.status])
    return book


def _labelled(heads: Headings) -> Workbook:
    """Under each problem a row 计划 and a row 完成, over the months."""
    book = Workbook()
    sheet = book.active
    names = ("编号", "方面", "表述", "牵头领导", "责任单位", "时限", "状态", "公开", "内部备注")
    _titled(sheet, 13)
    _put(sheet, 2, [*(heads[n] for n in names[:6]), None, "7月", "8月", "9月", *(heads[n] for n in names[6:])])
    for at, matter in enumerate(MATTERS, 1):
        row = 1 + 2 * at
        _put(sheet, row, [_value(heads, matter, at, n) for n in names[:6]])
        _put(sheet, row, [_value(heads, matter, at, n) for n in names[6:]], 11)
        _put(sheet, row, ["计划", *matter.plans], 7)
        _put(sheet, row + 1, ["完成", *matter.done], 7)
        for column in (1, 2, 3, 4, 5, 6, 11, 12, 13):
            sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    return book


def _quarters(heads: Headings) -> Workbook:
    names = tuple(n for n in _COLUMNS if n != "进展")
    book = Workbook()
    sheet = book.active
    _titled(sheet, len(names) + 3)
    _put(sheet, 2, [heads[n] for n in names])
    sheet.cell(2, len(names) + 1, heads["进展"])
    sheet.merge_cells(start_row=2, end_row=2, start_column=len(names) + 1, end_column=len(names) + 3)
    _put(sheet, 3, ["一季度", "二季度", "三季度"], len(names) + 1)
    for column in range(1, len(names) + 1):
        sheet.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)
    for at, matter in enumerate(MATTERS, 1):
        _put(sheet, 3 + at, [_value(heads, matter, at, n) for n in names])
        _put(sheet, 3 + at, list(matter.done), len(names) + 1)
    return book


def _counted(heads: Headings) -> Workbook:
    """措施一, 措施二, 措施三 and what became of each."""
    names = ("编号", "方面", "表述", "牵头领导", "责任单位", "时限", "状态", "公开", "内部备注")
    book = Workbook()
    sheet = book.active
    pairs = [f"{word}{n}" for n in "一二三" for word in ("措施", "进展")]
    _put(sheet, 1, [*(heads[n] for n in names), *pairs])
    for at, matter in enumerate(MATTERS, 1):
        _put(sheet, 1 + at, [_value(heads, matter, at, n) for n in names])
        for line, plan in enumerate(matter.plans):
            _put(sheet, 1 + at, [plan, matter.done[line]], len(names) + 1 + 2 * line)
    return book


def _two_names(heads: Headings) -> Workbook:
    """One column for who answers: 责任领导⏎责任单位."""
    names = tuple(n for n in _COLUMNS if n not in ("牵头领导", "责任单位"))
    book = _flat(heads, names)
    sheet = book.active
    sheet.cell(3, len(names) + 1, f"{heads['牵头领导']}\n{heads['责任单位']}")
    for row, matter in enumerate(MATTERS, 4):
        sheet.cell(row, len(names) + 1, f"{matter.leader}\n{'、'.join(matter.units)}")
    return book


def _prose_states(heads: Headings) -> Workbook:
    """What was done stands under 已完成, 正在推进 or 长期坚持."""
    names = tuple(n for n in _COLUMNS if n not in ("状态", "进展"))
    book = _flat(heads, names)
    sheet = book.active
    for at, name in enumerate(_TICKS, 1):
        sheet.cell(3, len(names) + at, name)
    for row, matter in enumerate(MATTERS, 4):
        sheet.cell(row, len(names) + 1 + _TICKS.index(matter.status), heads.listed(matter.done))
    return book


def _answers_apart(heads: Headings) -> Workbook:
    """公开 | 不公开 and 牵头 | 配合 below one heading each."""
    names = ("编号", "方面", "表述", "措施", "进展", "时限", "状态", "内部备注")
    book = Workbook()
    sheet = book.active
    _put(sheet, 1, [*(heads[n] for n in names), heads["牵头领导"], "责任单位", None, "是否公开"])
    _put(sheet, 2, ["牵头", "配合", "公开", "不公开"], len(names) + 2)
    sheet.merge_cells(start_row=1, end_row=1, start_column=len(names) + 2, end_column=len(names) + 3)
    sheet.merge_cells(start_row=1, end_row=1, start_column=len(names) + 4, end_column=len(names) + 5)
    for column in range(1, len(names) + 2):
        sheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
    for at, matter in enumerate(MATTERS, 1):
        lead, *others = matter.units
        marks = ["√", None] if matter.public else [None, "√"]
        values = [_value(heads, matter, at, n) for n in (*names, "牵头领导")]
        _put(sheet, 2 + at, [*values, lead, "、".join(others), *marks])
    return book


def _levels(heads: Headings) -> Workbook:
    """方面, problems and measures in one column, told apart by their numbers."""
    book = Workbook()
    sheet = book.active
    of_problem = ("牵头领导", "责任单位", "时限", "公开", "内部备注")
    _titled(sheet, 9)
    _put(sheet, 2, [heads["编号"], "反馈问题及整改措施", *(heads[n] for n in of_problem), heads["进展"], heads["状态"]])
    row, count = 3, 0
    for at, (name, matters) in enumerate(_groups()):
        _put(sheet, row, ["一二三四五"[at], f"{name}方面"])
        row += 1
        for number, matter in matters:
            count += 1
            _put(sheet, row, [f"（{'一二三四五六'[count - 1]}）", _value(heads, matter, number, "表述"),
                              *(_value(heads, matter, number, n) for n in of_problem), None,
                              _value(heads, matter, number, "状态")])  # fmt: skip
            row += 1
            for line, plan in enumerate(matter.plans):
                _put(sheet, row, [line + 1, plan, *[None] * len(of_problem), matter.done[line]])
                row += 1
    return book


def _numbered_groups(heads: Headings) -> Workbook:
    """一 | 履行职能方面: a row with nothing but a number and the 方面."""
    book = Workbook()
    sheet = book.active
    _put(sheet, 1, [heads[n] for n in _WITHOUT_GROUP])
    row = 2
    for at, (name, matters) in enumerate(_groups()):
        _put(sheet, row, ["一二三四五"[at], f"{name}方面"])
        row += 1
        for number, matter in matters:
            _put(sheet, row, [_value(heads, matter, number, n) for n in _WITHOUT_GROUP])
            row += 1
    return book


def _merged_groups(heads: Headings) -> Workbook:
    """方面 merged over its problems, in the first column."""
    names = ("方面", *_WITHOUT_GROUP)
    book = Workbook()
    sheet = book.active
    _titled(sheet, len(names))
    _put(sheet, 2, [heads[n] for n in names])
    row = 3
    for _, matters in _groups():
        for offset, (number, matter) in enumerate(matters):
            values = [_value(heads, matter, number, n) for n in names]
            _put(sheet, row + offset, [values[0] if offset == 0 else None, *values[1:]])
        sheet.merge_cells(start_row=row, end_row=row + len(matters) - 1, start_column=1, end_column=1)
        row += len(matters)
    return book


def _measured(heads: Headings) -> Workbook:
    """One row a measure with its own number and state, the problem merged beside."""
    of_problem = ("编号", "方面", "表述", "牵头领导", "责任单位", "时限", "公开", "内部备注")
    book = Workbook()
    sheet = book.active
    _put(sheet, 1, [*(heads[n] for n in of_problem), "措施序号", heads["措施"], heads["进展"], heads["状态"]])
    row = 2
    for at, matter in enumerate(MATTERS, 1):
        _put(sheet, row, [_value(heads, matter, at, n) for n in of_problem])
        for line, plan in enumerate(matter.plans):
            number = f"{at}-{line + 1}"
            _put(sheet, row + line, [number, plan, matter.done[line], heads.states[matter.status]], len(of_problem) + 1)
        if len(matter.plans) > 1:
            for column in range(1, len(of_problem) + 1):
                sheet.merge_cells(start_row=row, end_row=row + len(matter.plans) - 1,
                                  start_column=column, end_column=column)  # fmt: skip
        row += len(matter.plans)
    return book


def _blocks(heads: Headings) -> Workbook:
    """A block of rows for each problem: what each row holds stands beside it."""
    book = Workbook()
    sheet = book.active
    _titled(sheet, 4)
    _put(sheet, 2, [heads["编号"], heads["表述"], "项目", "内容"])
    names = ("方面", "措施", "牵头领导", "责任单位", "时限", "进展", "状态", "公开", "内部备注")
    row = 3
    for at, matter in enumerate(MATTERS, 1):
        _put(sheet, row, [at, _value(heads, matter, at, "表述")])
        for line, name in enumerate(names):
            _put(sheet, row + line, [heads[name], _value(heads, matter, at, name)], 3)
        for column in (1, 2):
            sheet.merge_cells(start_row=row, end_row=row + len(names) - 1, start_column=column, end_column=column)
        row += len(names)
    return book


def _cards_with_table(heads: Headings) -> Workbook:
    """One form a problem, its measures in a small table."""
    book = Workbook()
    sheet = book.active
    row = 1
    for at, matter in enumerate(MATTERS, 1):

        def say(name: str, number: int = at, of: Matter = matter) -> list[Any]:
            return [heads[name], _value(heads, of, number, name)]

        _titled_at(sheet, row, "问题整改卡")
        lines = [say("编号") + say("方面"), say("表述"), say("牵头领导") + say("责任单位"), say("时限") + say("状态")]
        for offset, line in enumerate(lines, 1):
            _put(sheet, row + offset, line)
        row += len(lines) + 1
        _put(sheet, row, ["序号", heads["措施"], heads["进展"]])
        for line, plan in enumerate(matter.plans, 1):
            _put(sheet, row + line, [line, plan, matter.done[line - 1]])
        row += len(matter.plans) + 1
        _put(sheet, row, say("公开") + say("内部备注"))
        row += 2
    return book


def _several_in_a_cell(heads: Headings) -> Workbook:
    """Two problems in one cell, and what belongs to each by its number."""
    book = Workbook()
    sheet = book.active
    names = ("方面", "表述", "措施", "进展", "状态", "牵头领导", "责任单位", "时限", "公开", "内部备注")
    _put(sheet, 1, [heads[n] for n in names])
    row = 2
    for _, matters in _groups():

        def all_of(name: str, among: list[tuple[int, Matter]] = matters) -> Any:
            said = [str(_value(heads, m, i, name) or "无").replace("\n", "、") for i, m in among]
            if name in ("措施", "进展"):
                said = ["，".join(m.plans if name == "措施" else m.done) for _, m in among]
            if len(said) == 1 or name == "方面":
                return said[0]
            return "\n".join(f"{i}.{text.rstrip('。')}" for i, text in enumerate(said, 1))

        _put(sheet, row, [all_of(n) for n in names])
        row += 1
    return book


def _signs(heads: Headings) -> Workbook:
    """Signs for the statuses, with a legend below the table."""
    book = _flat(heads)
    sheet = book.active
    signs = dict(zip(_TICKS, "●◎△★", strict=True))
    for row, matter in enumerate(MATTERS, 4):
        sheet.cell(row, 1 + _COLUMNS.index("状态"), signs[matter.status])
    _put(sheet, 5 + len(MATTERS), ["图例：" + "；".join(f"{sign}{name}" for name, sign in signs.items())])
    return book


def _letters(heads: Headings) -> Workbook:
    """Letters for the statuses, explained above the table."""
    book = _flat(heads)
    sheet = book.active
    signs = dict(zip(_TICKS, "ABCD", strict=True))
    for row, matter in enumerate(MATTERS, 4):
        sheet.cell(row, 1 + _COLUMNS.index("状态"), signs[matter.status])
    _put(sheet, 2, ["　".join(f"{sign}—{name}" for name, sign in signs.items())], 9)
    return book


def _a_department_each(heads: Headings) -> Workbook:
    """A sheet for each department, named after it."""
    book = Workbook()
    book.remove(book.active)
    for number, matter in enumerate(MATTERS, 1):
        name = matter.units[0]
        if name not in book.sheetnames:
            _put(book.create_sheet(name), 1, [heads[n] for n in _COLUMNS])
        sheet = book[name]
        _put(sheet, sheet.max_row + 1, [_value(heads, matter, number, n) for n in _COLUMNS])
    return book


def _calls(heads: Headings) -> Workbook:
    """What each department answered when it was asked, one column a round."""
    names = tuple(n for n in _COLUMNS if n != "进展")
    book = Workbook()
    sheet = book.active
    _put(sheet, 1, [*(heads[n] for n in names), "截至6月底进展", "截至9月底进展", "第三次调度情况"])
    for at, matter in enumerate(MATTERS, 1):
        _put(sheet, 1 + at, [*(_value(heads, matter, at, n) for n in names), *matter.done])
    return book


def _lists_below(heads: Headings) -> Workbook:
    """问题清单, 任务清单, 责任清单 one below the other in one sheet, linked by number."""
    book = Workbook()
    sheet = book.active
    row = 1

    def listed(name: str, heading: list[str], rows: list[list[Any]]) -> None:
        nonlocal row
        sheet.cell(row, 1, name)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
        for offset, values in enumerate([heading, *rows], 1):
            _put(sheet, row + offset, values)
        row += len(rows) + 3

    every = list(enumerate(MATTERS, 1))
    of_problem, of_duty = ("编号", "方面", "表述", "公开", "内部备注"), ("牵头领导", "责任单位", "时限", "状态")
    listed(
        "一、问题清单", [heads[n] for n in of_problem], [[_value(heads, m, i, n) for n in of_problem] for i, m in every]
    )
    listed("二、任务清单", ["问题编号", heads["措施"], heads["进展"]],
           [[i, plan, done] for i, m in every for plan, done in zip(m.plans, m.done, strict=True)])  # fmt: skip
    listed("三、责任清单", ["问题编号", *(heads[n] for n in of_duty)],
           [[i, *(_value(heads, m, i, n) for n in of_duty)] for i, m in every])  # fmt: skip
    return book


LAYOUTS: dict[str, Layout] = {
    "flat": _flat,
    "other order": _other_order,
    "merged": lambda heads: _a_row_each(heads, "merged"),
    "written once": lambda heads: _a_row_each(heads, "once"),
    "repeated": lambda heads: _a_row_each(heads, "repeated"),
    "two lines": _two_lines,
    "banners": _banners,
    "a sheet each": _a_sheet_each,
    "stacked": _stacked,
    "on its side": _on_its_side,
    "cards": _cards,
    "cards apart": _cards_apart,
    "lists": _lists,
    "ticked": _ticked,
    "coloured": _coloured,
    "labelled": _labelled,
    "quarters": _quarters,
    "counted": _counted,
    "two names": _two_names,
    "prose states": _prose_states,
    "answers apart": _answers_apart,
    "levels": _levels,
    "numbered groups": _numbered_groups,
    "merged groups": _merged_groups,
    "measured": _measured,
    "blocks": _blocks,
    "cards with table": _cards_with_table,
    "several in a cell": _several_in_a_cell,
    "signs": _signs,
    "letters": _letters,
    "a department each": _a_department_each,
    "calls": _calls,
    "lists below": _lists_below,
}
GOLD = {"problems": [matter.gold() for matter in MATTERS]}


def as_csv(book: Workbook, path: Path) -> None:
    """The first sheet as a .csv: merged cells are empty but for their first."""
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        for row in book.worksheets[0].iter_rows(values_only=True):
            writer.writerow(["" if value is None else value for value in row])


def as_docx(book: Workbook, path: Path) -> None:
    """The first sheet as a table in a Word file, its title as a paragraph."""
    sheet = book.worksheets[0]
    document = Document()
    first = 2 if sheet["A1"].value == TITLE else 1
    document.add_paragraph(TITLE)
    table = document.add_table(rows=sheet.max_row - first + 1, cols=sheet.max_column)
    for row in range(first, sheet.max_row + 1):
        for column, cell in enumerate(table.rows[row - first].cells, 1):
            cell.text = str(sheet.cell(row, column).value or "")
    for area in sheet.merged_cells.ranges:
        if area.min_row >= first:
            corner = table.cell(area.min_row - first, area.min_col - 1)
            text = corner.text
            corner.merge(table.cell(area.max_row - first, area.max_col - 1)).text = text
    document.save(str(path))
