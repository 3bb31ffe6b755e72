"""One ledger in the layouts that offices use, under the headings that they use: what the facts are does not change.

A layout is a function from problems and headings to a workbook; all are of fictional matters.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

# What offices write over a column, by what stands below it.
WORDS: dict[str, tuple[str, ...]] = {
    "编号": ("序号", "编号", "问题编号", "序 号", "NO."),
    "方面": ("问题类别", "方面", "类别", "所属板块", "反馈意见方面"),
    "表述": (
        "反馈问题",
        "存在问题",
        "巡察反馈的具体问题",
        "问题",
        "反馈意见指出的问题",
        "问题描述",
        "需整改的问题",
        "查摆问题",
    ),
    "措施": ("整改措施", "具体整改措施", "整改举措", "拟采取的整改措施", "对策措施", "整改工作措施", "解决办法"),
    "进展": (
        "整改进展情况",
        "整改落实情况",
        "完成情况",
        "目前进展",
        "工作开展情况",
        "已开展工作",
        "整改进展及成效",
        "落实进度",
    ),
    "状态": ("整改状态", "状态", "是否完成", "完成状态", "销号情况", "整改结果", "办理状态", "目前状态"),
    "牵头领导": ("责任领导", "分管领导", "牵头领导", "包抓领导", "责任县领导", "牵头县级领导"),
    "责任单位": ("责任单位", "责任部门", "责任科室", "整改责任单位", "承办科室", "落实单位"),
    "时限": ("整改时限", "完成时限", "时限要求", "计划完成时间", "整改期限", "完成节点"),
    "公开": ("是否公开", "公开情况", "可否对外公开", "是否对外公示"),
    "内部备注": ("备注", "需说明的问题", "备 注", "有关说明"),
}


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


@dataclass
class Headings:
    """The words of one office."""

    words: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, chance: random.Random) -> Headings:
        return cls({name: chance.choice(words) for name, words in WORDS.items()})

    def __getitem__(self, name: str) -> str:
        return self.words[name]


Layout = Callable[[Headings], Workbook]
TITLE = "碧湾县水利局党组巡察整改工作台账"
_COLUMNS = ("编号", "方面", "表述", "措施", "牵头领导", "责任单位", "时限", "进展", "状态", "公开", "内部备注")


def _numbered(items: list[str]) -> str:
    return items[0] + "。" if len(items) == 1 else "\n".join(f"{i}.{t}；" for i, t in enumerate(items, 1))[:-1] + "。"


def _value(matter: Matter, number: int, name: str) -> str | int | None:
    return {
        "编号": number, "方面": matter.group, "表述": matter.title, "措施": _numbered(matter.plans),
        "牵头领导": matter.leader, "责任单位": "、".join(matter.units), "时限": matter.due,
        "进展": _numbered(matter.done), "状态": matter.status, "公开": "公开" if matter.public else "不公开",
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
        _put(sheet, 3 + at, [_value(matter, at, n) for n in names])
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
            values = [own.get(n, _value(matter, at, n) if keyed else None) for n in _COLUMNS]
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
        _put(sheet, 3 + at, [_value(matter, at, n) for _, n in groups])
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
            _put(sheet, row, [_value(matter, number, n) for n in _WITHOUT_GROUP])
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
            _put(sheet, 3 + at, [_value(matter, number, n) for n in _WITHOUT_GROUP])
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
            _put(sheet, row + 2, [_value(matter, number, n) for n in _WITHOUT_GROUP])
            row += 1
        row += 4
    return book


def _on_its_side(heads: Headings) -> Workbook:
    book = Workbook()
    sheet = book.active
    _titled(sheet, len(MATTERS) + 1)
    for at, name in enumerate(_COLUMNS):
        _put(sheet, 3 + at, [heads[name], *(_value(m, i, name) for i, m in enumerate(MATTERS, 1))])
    return book


def _card(sheet: Worksheet, row: int, heads: Headings, number: int, matter: Matter) -> int:
    def say(name: str) -> list[Any]:
        return [heads[name], _value(matter, number, name)]

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
        _put(problems, 1 + at, [key, *(_value(matter, at, n) for n in ("方面", "表述", "公开", "内部备注"))])
        _put(duties, 1 + at, [key, *(_value(matter, at, n) for n in ("牵头领导", "责任单位", "时限", "状态"))])
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
        _put(sheet, row, [_value(matter, at, n) for n in names[:6]])
        _put(sheet, row, [_value(matter, at, n) for n in names[6:]], 11)
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
        _put(sheet, 3 + at, [_value(matter, at, n) for n in names])
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
        _put(sheet, 1 + at, [_value(matter, at, n) for n in names])
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
}
GOLD = {"problems": [matter.gold() for matter in MATTERS]}
