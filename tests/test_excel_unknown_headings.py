"""Sheets of offices that call nothing as others do: what a column holds is told by its cells, and asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from drafter.ledger.excel_in import ExcelImport, read_excel
from drafter.ledger.excel_kinds import kind_of
from drafter.text.statuses import publication, publication_alone

CLINIC = [
    ["病灶", "药方", "疗效", "主治", "会诊", "疗程", "见报口径", "医嘱"],
    ["村务公示栏常年空着，群众看不到账", "每月10日更新公示栏；账目由村监会盖章", "22个村8月起按月更新，补盖印章3处",
     "经管站", "各村", "8月底", "对外", None],
    ["镇干部住县城“走读”", "严格周一到周五住镇值班", "夜查18次，发现脱岗2人并通报", "党政办", "纪委", "长期", "内部",
     "1人因照顾病人经批准走读"],
    ["征地补偿款压在账上两年", "一个月内发到户；逐户签字", "发放补偿款318.6万元，涉及97户", "财政所",
     "自然资源所", "9月", "暂缓", None],
]  # fmt: skip


def _read(tmp_path: Path, *sheets: list[list[Any]], merged: tuple[str, ...] = ()) -> ExcelImport:
    book = Workbook()
    book.remove(book.active)
    for at, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"第{at}页")
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    book.save(tmp_path / "台账.xlsx")
    return read_excel(tmp_path / "台账.xlsx")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("W01", "序号"), ("2024年9月底", "期限"), ("每学期", "期限"), ("基本完成（差2户）", "状态"),
        ("副校长 仇远山", "人员"), ("司徒允恭", "人员"), ("收官", "短语"), ("痊愈", "短语"),
        ("法制委", "单位"), ("各护林站、场纪委", "单位"), ("签到册3本、照片12张", "佐证"),
        ("不宜公开（涉及个人）", "公开"),
        ("库房长期不盘点", "毛病"),
        ("逐户上门重新征求意见，不同意的一户一策", "要做"), ("对11个村的门面重新登记", "动作"),
        ("退缴接待费1.3万元，8月19日缴入专户", "做了"), ("清退超标准支出8432元", "做了"), ("更换机组10栋。", "做了"),
    ],
)  # fmt: skip
def test_a_cell_is_of_one_kind_by_its_form(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_only_words_of_publication_alone_answer_whether_something_is_public() -> None:
    assert publication("未完成原因") is False  # below 公开 whatever does not allow forbids
    assert publication_alone("未完成原因") is None
    assert publication_alone("暂不公开") is False and publication_alone("可对外公开") is True


def test_a_sheet_in_words_of_its_own_is_read_and_every_column_asked_about(tmp_path: Path) -> None:
    read = _read(tmp_path, CLINIC)
    one, two, three = read.ledger.problems
    assert one.title == "村务公示栏常年空着，群众看不到账" and two.title == "镇干部住县城“走读”"
    assert one.lead_unit in ("经管站", None) and {"各村"} <= set(one.units)
    assert three.measures[0].content == "发放补偿款318.6万元，涉及97户"
    assert three.measures[0].plan == "一个月内发到户；逐户签字"
    assert two.notes["医嘱"] == "1人因照顾病人经批准走读"
    for heading, field in (
        ("病灶", "表述"),
        ("药方", "措施"),
        ("疗效", "进展"),
        ("疗程", "时限"),
        ("见报口径", "公开"),
    ):
        assert f"“{heading}”按内容读作“{field}”" in read.notes[0]
    assert "“医嘱”不认识" in read.notes[0]


def test_what_may_not_be_public_stays_out_under_an_unknown_heading(tmp_path: Path) -> None:
    one, two, three = _read(tmp_path, CLINIC).ledger.problems
    assert one.public and not two.public and not three.public


def test_totals_and_notes_on_filling_in_are_no_problems(tmp_path: Path) -> None:
    read = _read(tmp_path, [*CLINIC, ["合计4个，痊愈3个"], ["填表要求：会诊单位只写协助的"]])
    assert len(read.ledger.problems) == 3
    assert "填表要求：会诊单位只写协助的" in read.ledger.remarks
    assert "填表要求" in read.notes[0]


def test_plans_alone_are_not_taken_for_what_was_done(tmp_path: Path) -> None:
    rows = [[row[0], row[1], row[3], row[5]] for row in CLINIC]
    read = _read(tmp_path, rows)
    assert all(not measure.content for one in read.ledger.problems for measure in one.measures)
    assert "逐户签字" in str(read.ledger.problems[2].plans)


def test_sheets_that_are_laid_out_alike_lend_one_another_their_cells(tmp_path: Path) -> None:
    """Two problems a sheet, one of which names no fault by any word that is known."""
    heads = ["序", "巡察点题", "破题举措", "牵头部门", "交卷期限", "破题进展"]
    first = [heads,
             [1, "油料采购价格高于市场均价", "每季度公开比价", "物资部", "2024年12月", "比价2次，每吨降212元"],
             [2, "广告位由职工家属承租", "重新公开招租", "资产部", "2024年10月", "收回广告位14块"]]  # fmt: skip
    second = [heads,
              [3, "提拔干部把关不严", "提拔前书面征求意见", "人力部", "2024年9月", "核查26人，免职1人"],
              [4, "会议记录事后补写", "议题提前3日上传", "办公室", "2024年11月", "线上流转议题46个"]]  # fmt: skip
    read = _read(tmp_path, first, second)
    assert [p.title for p in read.ledger.problems] == [
        "油料采购价格高于市场均价", "广告位由职工家属承租", "提拔干部把关不严", "会议记录事后补写",
    ]  # fmt: skip
    assert all(p.measures[0].content and p.measures[0].plan for p in read.ledger.problems)


def test_problems_written_by_turns_under_their_groups_are_one_column(tmp_path: Path) -> None:
    rows = [
        ["顺号", "问题在哪", None, None, "整改措施", "责任领导"],
        [None, "政治担当方面", "经营管理方面", "纪律作风方面"],
        [1, "责任书年年签、内容不改", None, None, "重新签订责任书136份", "场长 毕逢春"],
        [2, None, "木材销售赊账多", None, "收回木材款132.7万元", "副场长 康南"],
        [3, None, None, "护林站值班酗酒", "给予2名护林员警告处分", "纪委书记 叶知秋"],
        ["合计", 1, 1, 1],
    ]
    read = _read(tmp_path, rows, merged=("A1:A2", "B1:D1", "E1:E2", "F1:F2"))
    assert [(p.title, p.aspect) for p in read.ledger.problems] == [
        ("责任书年年签、内容不改", "政治担当方面"),
        ("木材销售赊账多", "经营管理方面"),
        ("护林站值班酗酒", "纪律作风方面"),
    ]
    assert "无处可放0" in read.account


def test_a_colour_that_the_legend_does_not_name_is_asked_about(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["序号", "反馈问题", "整改进展", "责任单位"], [1, "库房不盘点", "盘点3次", "采购科"],
                [2, "合同不归档", "归档合同41份", "办公室"], [3, "值班空岗", "抽查12次", "党政办"], [],
                ["图例：", "绿：已完成", "黄：正在推进"]):  # fmt: skip
        sheet.append(row)
    for name, colour in (("A2", "92D050"), ("A3", "FFFF00"), ("A4", "B1A0C7"), ("B6", "92D050"), ("C6", "FFFF00")):
        sheet[name].fill = PatternFill("solid", fgColor=colour)
    book.save(tmp_path / "台账.xlsx")
    read = read_excel(tmp_path / "台账.xlsx")
    assert [p.status for p in read.ledger.problems] == ["已完成", "推进中", None]
    assert "“值班空岗”这一行的底色不在图例里" in read.notes[0]


def test_a_note_against_the_status_is_asked_about(tmp_path: Path) -> None:
    rows = [["序号", "反馈问题", "整改进展", "完成状态", "说明"],
            [1, "账户长期不对账", "核对暂扣款429笔", "已完成", "差异未清零不能销号，是否算完成待定"],
            [2, "食堂承包未竞价", "8月12日公开竞价", "已完成", "餐标降至15.5元"]]  # fmt: skip
    asked = _read(tmp_path, rows).notes[0]
    assert "差异未清零不能销号" in asked and "与状态“已完成”不一致" in asked and "餐标" not in asked


def test_whether_it_goes_on_for_long_is_asked_in_a_column_of_its_own(tmp_path: Path) -> None:
    rows = [["序号", "反馈问题", "整改进展", "完成与否", "要不要长期坚持"],
            [1, "“零报告”掩盖真实情况", "抽核25人", "否", "是"],
            [2, "建议一发了之", "回访71份", "否", "否"]]  # fmt: skip
    assert [p.status for p in _read(tmp_path, rows).ledger.problems] == ["长期坚持", "推进中"]


def test_two_columns_of_leaders_are_both_read_and_said(tmp_path: Path) -> None:
    rows = [["序号", "反馈问题", "整改进展", "牵头领导", "责任领导", "经办人"],
            [1, "教师数量缺口大", "拟录用19人", "党委书记 傅广文", "副校长 桑晚", "小谢"]]  # fmt: skip
    read = _read(tmp_path, rows)
    assert read.ledger.problems[0].leader == "党委书记 傅广文、副校长 桑晚"
    assert "“责任领导”读作“牵头领导”（与“牵头领导”一并读入）" in read.notes[0]


_FAR = ["序号", "反馈问题", "整改措施", "责任单位", "到哪步了", "销号"]


def _two_statuses(tmp_path: Path, *answers: tuple[str, str]) -> ExcelImport:
    rows = [[n, f"第{n}项制度不健全", "修订制度", "办公室", *said] for n, said in enumerate(answers, 1)]
    return _read(tmp_path, [_FAR, *rows])


def test_a_second_column_of_statuses_is_offered_as_one(tmp_path: Path) -> None:
    said = _two_statuses(tmp_path, ("改完了", "是"), ("正在干", "否"), ("卡住了", "否"))
    assert [q.likely for q in said.questions if q.heading == "到哪步了"] == ["状态"]
    assert [p.status for p in said.ledger.problems] == ["已完成", None, None]
    assert [p.notes["销号"] for p in said.ledger.problems[1:]] == ["否", "否"]
    assert any("“销号”是“否”，没有别处说到哪一步了" in q.text for q in said.questions)


def test_a_column_of_statuses_in_words_of_speech_is_read_where_none_else_holds_them(tmp_path: Path) -> None:
    rows = [
        [n, f"第{n}项制度不健全", "修订制度", "办公室", said] for n, said in enumerate(("改完了", "正在干", "办结"), 1)
    ]
    found = _read(tmp_path, [_FAR[:5], *rows])
    assert [p.status for p in found.ledger.problems] == ["已完成", "推进中", "已完成"]
    assert [q.likely for q in found.questions if q.heading == "到哪步了"] == ["状态"]  # and is asked about


def test_two_columns_of_statuses_lose_nothing_and_are_asked_where_they_contradict(tmp_path: Path) -> None:
    answers = [("已办结", "是"), ("正在干", "否"), ("已办结", "否"), ("一直在做", "是"), ("卡住了", "否")]
    rows = [[n, f"第{n}项制度不健全", "修订制度", "办公室", *said] for n, said in enumerate(answers, 1)]
    book = Workbook()
    for row in [_FAR, *rows]:
        book.active.append(row)
    book.save(tmp_path / "台账.xlsx")
    found = read_excel(tmp_path / "台账.xlsx", {"到哪步了": "状态"})
    assert [p.status for p in found.ledger.problems] == ["已完成", "推进中", "已完成", "长期坚持", None]
    assert [p.notes.get("销号") for p in found.ledger.problems] == [None, "否", "否", "是", "否"]
    asked = next(q.text for q in found.questions if "两列说的状态不一致" in q.text)
    assert "“到哪步了”已办结、“销号”否" in asked and "“到哪步了”一直在做、“销号”是" in asked and "正在干" not in asked


def test_an_amount_in_a_note_has_the_unit_that_stands_above_the_table(tmp_path: Path) -> None:
    head = ["序号", "反馈问题", "整改措施", "责任单位", "退的钱", "人数"]
    rows = [[1, "会费收缴不规范", "补缴会费", "办公室", 4.6, 3], [2, "补贴发放不及时", "补发补贴", "财务科", 12, 57]]
    notes = [p.notes for p in _read(tmp_path, [["问题整改台账", None, "单位：万元"], head, *rows]).ledger.problems]
    assert [(n["退的钱"], n["人数"]) for n in notes] == [("4.6万元", "3"), ("12万元", "57")]
