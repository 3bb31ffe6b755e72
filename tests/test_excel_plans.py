"""Sheets of other offices: plans stay apart from what was done, and every cell is accounted for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from drafter.ledger.excel_in import ExcelImport, read_excel


def read(tmp_path: Path, *rows: list[Any], merged: tuple[str, ...] = ()) -> ExcelImport:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    path = tmp_path / "台账.xlsx"
    book.save(path)
    return read_excel(path, {})


def test_an_empty_progress_cell_leaves_the_plan_a_plan(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        ["序号", "反馈问题", "整改措施", "整改进展"],
        [1, "站牌缺失", "拟补装站牌60块", "补装站牌41块。"],
        [2, "候车亭破损", "2025年维修候车亭12座", None],
    )
    assert [(m.plan, m.content) for p in found.ledger.problems for m in p.measures] == [
        ("拟补装站牌60块", "补装站牌41块。"), ("2025年维修候车亭12座", None),
    ]  # fmt: skip
    assert "无处可放0" in found.account


@pytest.mark.parametrize("merged", [True, False])
def test_prose_under_columns_of_statuses_is_progress(tmp_path: Path, merged: bool) -> None:
    head = [["序号", "反馈问题", "整改措施", "整改情况", None], [None, None, None, "已完成", "正在推进"]]
    flat = [["序号", "反馈问题", "整改措施", "已完成", "正在推进"]]
    rows = [[1, "站牌缺失", "补装站牌", "补装站牌41块。", "其余19块待到货。"], [2, "候车亭破损", "维修", "√", None]]
    found = read(tmp_path, *(head if merged else flat), *rows, merged=("D1:E1",) if merged else ())
    one, two = found.ledger.problems
    assert (one.status, one.measures[0].plan) == ("推进中", "补装站牌")
    assert one.measures[0].content == "补装站牌41块。其余19块待到货。"
    assert (two.status, two.measures[0].content) == ("已完成", None)


def test_a_row_with_a_number_and_the_name_of_a_group_is_no_problem(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        ["序号", "反馈问题", "整改措施", "整改进展"],
        ["一", "聚焦公共交通方面"],
        [1, "站牌缺失", "补装站牌", "补装站牌41块。"],
    )
    assert [(p.title, p.aspect) for p in found.ledger.problems] == [("站牌缺失", "聚焦公共交通方面")]


def test_a_status_in_another_column_does_not_overrule_the_column_of_statuses(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        ["序号", "反馈问题", "整改措施", "整改状态", "整改进展情况"],
        [1, "站牌缺失", "补装站牌41块。", "推进中", "已完成。"],
        [2, "候车亭破损", "维修候车亭9座。", "推进中", "已完成。"],
    )
    assert [p.status for p in found.ledger.problems] == ["推进中", "推进中"]
    assert any("E2" in note and "不一致" in note for note in found.notes)
    assert found.ledger.problems[0].notes["整改进展情况"] == "已完成。"


def test_quarters_as_columns_are_all_kept(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        ["序号", "反馈问题", "整改措施", "整改进展", None],
        [None, None, None, "第一季度", "第二季度"],
        [1, "站牌缺失", "补装站牌", "补装站牌18块", "补装站牌23块"],
        merged=("A1:A2", "B1:B2", "C1:C2", "D1:E1"),
    )
    assert found.ledger.problems[0].measures[0].content == "补装站牌18块。补装站牌23块。"


def test_a_remark_beside_a_status_is_kept(tmp_path: Path) -> None:
    found = read(
        tmp_path, ["序号", "反馈问题", "整改措施", "是否完成整改"], [1, "站牌缺失", "补装站牌", "是（8月20日验收）"]
    )
    problem = found.ledger.problems[0]
    assert (problem.status, problem.notes) == ("已完成", {"是否完成整改": "是（8月20日验收）"})


def test_a_number_that_stands_twice_is_asked_about(tmp_path: Path) -> None:
    found = read(
        tmp_path, ["序号", "反馈问题", "整改进展"], [1, "站牌缺失", "补装41块。"], [1, "灯箱不亮", "更换9只。"]
    )
    assert any("编号 1 有两个问题" in note for note in found.notes)


def test_who_leads_may_stand_in_brackets_behind_the_name(tmp_path: Path) -> None:
    found = read(tmp_path, ["序号", "反馈问题", "责任单位"], [1, "站牌缺失", "县交通局（牵头）、县财政局（配合）"])
    problem = found.ledger.problems[0]
    assert (problem.lead_unit, problem.units) == ("县交通局", ["县财政局"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_a_sheet(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes("序号,反馈问题,整改措施,整改进展\n1,站牌缺失,补装站牌,补装站牌41块。\n".encode(encoding))
    assert read_excel(path, {}).ledger.problems[0].measures[0].content == "补装站牌41块。"
