"""Sheets that are no plain table: one form a problem, problems as columns.

Each is made here from the same three problems, so that whatever the layout, the ledger is the same.
"""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from drafter.ledger.excel_in import ExcelImport, read_excel
from drafter.ledger.model import Ledger

PROBLEMS = (
    {
        "编号": 1, "反馈问题": "农村供水管网老化", "责任单位": "县水务局", "牵头领导": "副县长袁某",
        "整改时限": "2024年12月",
        "整改措施": "1.改造管网。2.建立巡查制度。",
        "整改落实情况": "1.改造管网12公里。2.巡查36次。", "整改状态": "已完成",
    },
    {
        "编号": 2, "反馈问题": "校园食堂监管不严", "责任单位": "县教育局", "牵头领导": "副县长柳某",
        "整改时限": "2025年3月",
        "整改措施": "开展检查。", "整改落实情况": "检查食堂41家，整改问题17个。", "整改状态": "推进中",
    },
    {
        "编号": 3, "反馈问题": "档案管理不规范", "责任单位": "县档案馆", "牵头领导": "馆长", "整改时限": "长期",
        "整改措施": "修订制度。", "整改落实情况": None, "整改状态": "长期坚持",
    },
)  # fmt: skip


def read(book: Workbook, folder: Path) -> ExcelImport:
    path = folder / "台账.xlsx"
    book.save(path)
    return read_excel(path, {})


def facts(ledger: Ledger) -> list[Any]:
    """What a reader of these sheets must find."""
    return [
        (p.number, p.title, p.units, p.leader, str(p.deadline), p.status, [(m.plan, m.content) for m in p.measures])
        for p in ledger.problems
    ]


EXPECTED = [
    (1, "农村供水管网老化", ["县水务局"], "副县长袁某", "2024年12月", "已完成",
     [("改造管网。", "改造管网12公里。"), ("建立巡查制度。", "巡查36次。")]),
    (2, "校园食堂监管不严", ["县教育局"], "副县长柳某", "2025年3月", "推进中",
     [("开展检查。", "检查食堂41家，整改问题17个。")]),
    (3, "档案管理不规范", ["县档案馆"], "馆长", "长期", "长期坚持", [("修订制度。", None)]),
]  # fmt: skip


def card(ws: Any, problem: dict[str, Any], top: int = 1) -> int:
    """A 销号卡 from row `top` on; the row after it."""
    ws.cell(top, 1, "苍岭县委巡察反馈问题整改销号卡")
    ws.merge_cells(start_row=top, start_column=1, end_row=top, end_column=6)
    for at, name in enumerate(("编号", "责任单位", "整改时限")):
        ws.cell(top + 1, 2 * at + 1, name)
        ws.cell(top + 1, 2 * at + 2, problem[name])
    rows = ("反馈问题", "牵头领导", "整改措施", "整改落实情况", "整改状态")
    for row, name in enumerate((*rows, "责任单位意见", "巡察办意见"), top + 2):
        ws.cell(row, 1, name)
        ws.cell(row, 2, problem.get(name, "同意销号。\n签字：    年  月  日" if name == "责任单位意见" else None))
        ws.merge_cells(start_row=row, start_column=2, end_row=row, end_column=6)
    return top + 9


def test_one_card_a_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for problem in PROBLEMS:
        card(book.create_sheet(str(problem["编号"])), problem)
    found = read(book, tmp_path)
    assert facts(found.ledger) == EXPECTED
    assert all("同意销号" in p.notes["责任单位意见"] for p in found.ledger.problems)
    assert found.ledger.problems[0].aspect is None
    assert "无处可放0；待问0处" in found.account
    assert any("一表一问题" in note for note in found.notes)


def test_cards_one_below_the_other(tmp_path: Path) -> None:
    book = Workbook()
    top = 1
    for problem in PROBLEMS:
        top = card(book.active, problem, top) + 1
    found = read(book, tmp_path)
    assert facts(found.ledger) == EXPECTED and "无处可放0；待问0处" in found.account


def test_a_form_with_values_below_their_labels_and_a_small_table(tmp_path: Path) -> None:
    book = Workbook()
    ws = book.active
    for row in (
        ["苍岭县整改情况登记表"],
        ["编号：7        填报单位：县水务局        填报日期：2024年12月1日"],
        ["反馈问题", "农村供水管网老化"],
        ["牵头领导", "牵头单位", "配合单位", "整改时限"],
        ["副县长袁某", "县水务局", "县财政局、县发改局", "2024年12月"],
        ["整改情况", "整改措施", "完成情况", "完成状态"],
        [None, "改造管网", "改造管网12公里。", "已完成"],
        [None, "建立巡查制度", None, "推进中"],
        ["整改成效", "投诉下降40%。"],
        ["审核意见", "同意"],
    ):
        ws.append(row)
    for merged in ("A1:D1", "A2:D2", "B3:D3", "A6:A8", "B9:D9", "B10:D10"):
        ws.merge_cells(merged)
    found = read(book, tmp_path)
    [problem] = found.ledger.problems
    assert (problem.number, problem.title, problem.result) == (7, "农村供水管网老化", "投诉下降40%。")
    assert (problem.leader, problem.lead_unit, problem.units) == ("副县长袁某", "县水务局", ["县财政局", "县发改局"])
    assert [(m.plan, m.content, m.status) for m in problem.measures] == [
        ("改造管网", "改造管网12公里。", "已完成"), ("建立巡查制度", None, "推进中"),
    ]  # fmt: skip
    assert problem.notes == {"填报单位": "县水务局", "填报日期": "2024年12月1日", "审核意见": "同意"}
    assert "无处可放0；待问0处" in found.account


def test_a_card_without_a_problem_is_said_and_kept(tmp_path: Path) -> None:
    book = Workbook()
    top = card(book.active, PROBLEMS[0])
    card(book.active, {"编号": 2, "责任单位": "县教育局", "整改时限": None}, top + 1)
    found = read(book, tmp_path)
    assert len(found.ledger.problems) == 1
    assert any("没有填问题的卡片" in note for note in found.notes)
    assert any("县教育局" in remark for remark in found.ledger.remarks)


@pytest.mark.parametrize("levels", [1, 2])
def test_problems_as_columns(levels: int, tmp_path: Path) -> None:
    book = Workbook()
    ws = book.active
    ws.append(["苍岭县委巡察整改台账"])
    ws.merge_cells("A1:D1")
    above = {"责任单位": "责任分工", "牵头领导": None, "整改措施": "整改情况", "整改落实情况": None, "整改状态": None}
    for name in PROBLEMS[0]:
        labels = [name] if levels == 1 else [above.get(name, name), name if name in above else None]
        ws.append([*labels, *(problem[name] for problem in PROBLEMS)])
    ws.append(["填报人：张某        审核人：李某"])
    if levels == 2:
        for merged in ("A4:A5", "A7:A9"):
            ws.merge_cells(merged)
    found = read(book, tmp_path)
    assert facts(found.ledger) == EXPECTED
    assert "填报人：张某        审核人：李某" in found.ledger.remarks
    assert "无处可放0；待问0处" in found.account


def book_of(**sheets: list[list[Any]]) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        ws = book.create_sheet(name)
        for row in rows:
            ws.append(row)
    return book


QUESTIONS = [
    ["问题清单"],
    ["序号", "方面", "反馈问题"],
    [1, "民生", "农村供水管网老化"],
    [2, None, "校园食堂监管不严"],
    [3, "党建", "档案管理不规范"],
]


def test_lists_on_three_sheets_are_joined_by_number(tmp_path: Path) -> None:
    book = book_of(
        问题清单=QUESTIONS,
        任务清单=[
            ["序号", "问题编号", "整改任务", "完成时限"],
            [1, 1, "改造管网", "2024年12月"],
            [2, 1, "建立巡查制度", None],
            [3, 2, "开展检查", "2025年3月"],
            [4, 3, "修订制度", "长期"],
        ],
        责任清单=[
            ["问题编号", "责任单位", "责任领导", "整改进展", "整改状态"],
            [1, "县水务局", "副县长袁某", "改造管网12公里。", "已完成"],
            [None, None, None, "巡查36次。", "推进中"],
            [2, "县教育局", "副县长柳某", "检查食堂41家。", "推进中"],
            [3, "县档案馆", "馆长", None, "长期坚持"],
            [9, "县文旅局", None, None, None],
            ["填表人：张某"],
        ],
    )
    book["问题清单"].merge_cells("B3:B4")
    found = read(book, tmp_path)
    one, two, three = found.ledger.problems
    assert [p.aspect for p in found.ledger.problems] == ["民生", "民生", "党建"]
    assert [(m.plan, m.content, m.status) for m in one.measures] == [
        ("改造管网", "改造管网12公里。", "已完成"), ("建立巡查制度", "巡查36次。", "推进中"),
    ]  # fmt: skip
    assert (one.units, one.deadline, two.leader, three.status) == (["县水务局"], "2024年12月", "副县长柳某", "长期坚持")
    assert [(m.plan, m.content) for m in three.measures] == [("修订制度", None)]
    assert any("编号“9”" in note and "责任清单" in note for note in found.notes)
    assert any("县文旅局" in remark for remark in found.ledger.remarks)
    assert "填表人：张某" in found.ledger.remarks and "无处可放0" in found.account


def test_a_list_that_repeats_the_wording_of_the_problems_adds_none(tmp_path: Path) -> None:
    measures = [
        ["序号", "问题", "整改措施", "进展情况"],
        [1, "关于农村供水管网老化的问题", "改造管网", "改造管网12公里。"],
        [2, "关于农村供水管网老化的问题", "建立巡查制度", "巡查36次。"],
        [3, "校园食堂监管不严", "开展检查", "检查食堂41家。"],
        [4, "档案管理不规范", "修订制度", None],
    ]
    found = read(book_of(问题清单=QUESTIONS[1:], 措施清单=measures), tmp_path)
    assert [[m.content for m in p.measures] for p in found.ledger.problems] == [
        ["改造管网12公里。", "巡查36次。"], ["检查食堂41家。"], [None],
    ]  # fmt: skip
    assert "无处可放0；待问0处" in found.account


def test_sheets_that_begin_at_one_again_are_not_joined(tmp_path: Path) -> None:
    head = ["序号", "反馈问题", "整改进展"]
    book = book_of(
        民生方面=[head, [1, "农村供水管网老化", "改造管网12公里。"], [2, "道路破损", "修补3公里。"]],
        党建方面=[head, [1, "支部活动少", "开展活动12次。"], [2, "学习不深", "学习9次。"]],
    )
    problems = read(book, tmp_path).ledger.problems
    assert [(p.aspect, p.title) for p in problems] == [
        ("民生方面", "农村供水管网老化"), ("民生方面", "道路破损"),
        ("党建方面", "支部活动少"), ("党建方面", "学习不深"),
    ]  # fmt: skip
