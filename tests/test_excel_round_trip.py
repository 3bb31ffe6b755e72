"""YAML -> Excel -> YAML: nothing is lost, and nothing turns into a formula."""

import datetime as dt
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from ledger_strategies import ledgers
from openpyxl import load_workbook

from drafter.errors import InputError
from drafter.ledger.dump import dump_ledger
from drafter.ledger.excel_in import read_excel
from drafter.ledger.excel_out import write_excel
from drafter.ledger.load import load_ledger_text
from drafter.ledger.model import Ledger

LEDGER = """\
通报: {成文日期: 2025-01-15, 落款: [中共江州市云岭区委员会], 标题: "第一行\\n第二行"}
单位: {名称: 中共江州市云岭区委员会, 简称: 区委}
巡视: {类别: 巡视, 反馈: 2024-06-20}
组织领导:
  领导小组: {组长: 区委书记, 副组长: [区委副书记、区长]}
  会议: [{日期: 2024-06-22, 名称: 区委常委会会议}, {名称: 专题会}]
  要点: [{提法: {词条: P-001}, 内容: 甲}]
问题:
  - 编号: 1
    表述: 产业转型步伐不快
    责任单位: [区发改局, 区工信局]
    时限: 2024-12-31
    状态: 推进中
    措施:
      - {提法: 完善产业规划, 内容: =1+1, 状态: 已完成, 佐证: [A1]}
      - {内容: "-3个点"}
      - {内容: "@所有人"}
  - 编号: 1.10
    表述: +号开头
    公开: 否
    具体表现:
      - {表述: 甲表现, 编号: 1, 措施: [{内容: 一}, {内容: 二}], 成效: 好}
      - {表述: 乙表现}
    内部备注: {联系人: 陶工}
联系方式: {电话: 0555-2345678, 邮编: "012345"}
附注: [甲, "乙、丙"]
"""


def through_excel(ledger: Ledger, folder: Path) -> Ledger:
    path = folder / "台账.xlsx"
    path.write_bytes(write_excel(ledger))
    return read_excel(path, {}).ledger


def test_a_ledger_comes_back_from_excel_as_it_went(tmp_path: Path) -> None:
    ledger = load_ledger_text(LEDGER)
    assert through_excel(ledger, tmp_path) == ledger
    assert dump_ledger(through_excel(ledger, tmp_path)) == dump_ledger(ledger)


@settings(
    max_examples=60,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(ledgers)
def test_any_ledger_comes_back_from_excel_as_it_went(tmp_path_factory: pytest.TempPathFactory, ledger: Ledger) -> None:
    assert through_excel(ledger, tmp_path_factory.mktemp("x")) == ledger


def test_no_text_becomes_a_formula_and_the_bytes_are_the_same_every_time(tmp_path: Path) -> None:
    ledger = load_ledger_text(LEDGER)
    data = write_excel(ledger)
    assert data == write_excel(ledger)
    book = load_workbook(io.BytesIO(data))
    ws = book["整改台账"]
    headings = [c.value for c in ws[1]]
    column = headings.index("整改措施") + 1
    assert [ws.cell(r, column).value for r in (2, 3, 4)] == ["=1+1", "-3个点", "@所有人"]
    assert all(ws.cell(r, column).data_type == "s" and ws.cell(r, column).quotePrefix for r in (2, 3, 4))
    assert not any(c.data_type == "f" for sheet in book for row in sheet.iter_rows() for c in row)


def test_the_sheet_is_made_to_be_filled_in() -> None:
    book = load_workbook(io.BytesIO(write_excel(load_ledger_text(LEDGER))))
    assert book.sheetnames == ["填写说明", "整改台账", "通报信息", "组织领导", "下一步"]
    ws = book["整改台账"]
    assert ws.freeze_panes == "D2"
    headings = [c.value for c in ws[1]]
    merged = {str(area) for area in ws.merged_cells.ranges}
    assert {"A2:A4", "C2:C4"} <= merged
    rules = {str(v.sqref): v.formula1 for v in ws.data_validations.dataValidation}
    assert any("已完成,基本完成,推进中,长期坚持" in f for f in rules.values())
    assert ws.cell(2, headings.index("整改时限") + 1).value == dt.datetime(2024, 12, 31)
    assert ws.cell(2, headings.index("整改措施") + 1).alignment.wrap_text
    assert ws.protection.sheet and ws["A1"].protection.locked and not ws["C2"].protection.locked
    assert ws.column_dimensions["D"].hidden  # 公开表述 is not used here
    assert not ws.column_dimensions["P"].hidden  # 具体表现 is
    assert "下拉列表" in " ".join(str(c.value) for c in book["填写说明"]["A"])


def test_what_departments_fill_in_is_read(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(write_excel(load_ledger_text(LEDGER)))
    book = load_workbook(path)
    ws = book["整改台账"]
    headings = [c.value for c in ws[1]]
    last = ws.max_row
    while not any(c.value for c in ws[last]):
        last -= 1
    for heading, value in {"反馈问题": "新问题", "整改措施": "新措施，走访36户", "整改状态": "已销号", "编号": 3,
                           "整改时限": "2025年3月1日", "责任单位": "甲局、乙局"}.items():  # fmt: skip
        ws.cell(last + 1, headings.index(heading) + 1).value = value
    ws.cell(last + 2, headings.index("整改措施") + 1).value = "第二条措施"
    ws.cell(1, len(headings) + 1).value = "督办意见"
    ws.cell(last + 1, len(headings) + 1).value = "加快"
    book.save(path)
    problem = read_excel(path, {}).ledger.problems[-1]
    assert (problem.number, problem.title, problem.status, problem.units) == (3, "新问题", "已完成", ["甲局", "乙局"])
    assert problem.deadline == dt.date(2025, 3, 1)
    assert [m.content for m in problem.measures] == ["新措施，走访36户", "第二条措施"]
    assert problem.notes == {"督办意见": "加快"}


def test_what_departments_fill_in_wrongly_is_named_by_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(write_excel(load_ledger_text(LEDGER)))
    book = load_workbook(path)
    ws = book["整改台账"]
    headings = [c.value for c in ws[1]]
    ws.cell(2, headings.index("整改状态") + 1).value = "差不多"
    ws.cell(2, headings.index("整改时限") + 1).value = "2024年2月30日"
    ws.cell(3, headings.index("整改措施") + 1).value = "=A1&B1"
    info = book["通报信息"]
    row = next(r for r in range(2, info.max_row) if info.cell(r, 2).value == "成文日期")
    info.cell(row, 3).value = "明年"
    book.save(path)
    with pytest.raises(InputError) as error:
        read_excel(path, {})
    message = "\n".join(error.value.messages)
    assert "工作表“整改台账”J2：“差不多”不对，应是 已完成、基本完成、推进中、长期坚持 之一" in message
    assert "工作表“整改台账”I2：没有这一天" in message
    assert "工作表“整改台账”U3（整改措施）：是公式" in message
    assert f"工作表“通报信息”C{row}：“明年”不对，应写成日期" in message


def test_a_text_longer_than_a_cell_is_kept_whole(tmp_path: Path) -> None:
    text = "走访企业，逐户核实。\x07_x0041_" * 6000 + "𠮷" * 100
    ledger = load_ledger_text("问题: [{表述: 甲, 措施: [{内容: 乙}]}]").model_copy(update={"progress_overview": text})
    measure = ledger.problems[0].measures[0].model_copy(update={"content": text[:70000]})
    problem = ledger.problems[0].model_copy(update={"measures": [measure]})
    ledger = ledger.model_copy(update={"problems": [problem]})
    assert through_excel(ledger, tmp_path) == ledger
