"""What the rows of one problem say each for itself: which measure may be published, how far each is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from drafter.text.statuses import leading_status
from drafter.work.importing import import_file

HEADS = ("序号", "反馈问题", "整改措施", "牵头科室", "完成情况", "是否公开")


def imported(folder: Path, rows: list[tuple[Any, ...]], *merged: str) -> tuple[list[dict[str, Any]], str]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (HEADS, *rows):
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(folder / "台账.xlsx")
    made = import_file(folder / "台账.xlsx", [])
    return yaml.safe_load(made.text)["问题"], "\n".join(made.messages)


FEES = "水费收缴管理不规范"
TOLD = "对2名责任人员谈话提醒"
THREE = [
    (1, FEES, "开展专项清查", "供水科", "清退多收水费14.36万元。", "是"),
    (None, None, TOLD, "机关纪委", "已对供水科2名责任人员谈话提醒。", "否"),
    (2, "热线答复超期", "限时办结", "办公室", "超期件降至4件。", "是"),
]


def test_a_measure_whose_row_forbids_it_is_not_published(tmp_path: Path) -> None:
    problems, said = imported(tmp_path, THREE, "A2:A3", "B2:B3")
    assert "公开" not in problems[0]
    assert [m.get("公开") for m in problems[0]["措施"]] == [None, "否"]
    assert "F3 不公开，其余各行公开" in said


@pytest.mark.parametrize("answer", ["仅党内", "待定", "涉密"])
def test_what_does_not_clearly_allow_forbids(tmp_path: Path, answer: str) -> None:
    rows = [THREE[0], (*THREE[1][:5], answer), THREE[2]]
    problems, _ = imported(tmp_path, rows, "A2:A3", "B2:B3")
    assert [m.get("公开") for m in problems[0]["措施"]] == [None, "否"]


def test_rows_that_all_forbid_withhold_the_problem(tmp_path: Path) -> None:
    rows = [(*THREE[0][:5], "否"), THREE[1], THREE[2]]
    problems, _ = imported(tmp_path, rows, "A2:A3", "B2:B3")
    assert problems[0]["公开"] == "否"
    assert [m.get("公开") for m in problems[0]["措施"]] == [None, None]


def test_an_answer_merged_over_the_problem_is_that_of_all_its_rows(tmp_path: Path) -> None:
    rows = [(*THREE[0][:5], "否"), (*THREE[1][:5], None), THREE[2]]
    problems, _ = imported(tmp_path, rows, "A2:A3", "B2:B3", "F2:F3")
    assert problems[0]["公开"] == "否"


def test_one_report_of_two_rows_is_withheld_with_either(tmp_path: Path) -> None:
    rows = [THREE[0], (*THREE[1][:4], None, "否"), THREE[2]]
    problems, _ = imported(tmp_path, rows, "A2:A3", "B2:B3", "E2:E3")
    assert [m.get("公开") for m in problems[0]["措施"]] == ["否"]


def test_a_status_before_what_was_done_is_the_measures_status(tmp_path: Path) -> None:
    rows = [
        (1, FEES, "开展专项清查", "供水科", "已完成。清退多收水费14.36万元。", "是"),
        (None, None, "制定收费办法", "供水科", "正在推进，征求了21个水务站意见。", "是"),
        (2, "热线答复超期", "限时办结", "办公室", "基本完成，长期坚持。超期件降至4件。", "是"),
    ]
    problems, said = imported(tmp_path, rows, "A2:A3", "B2:B3")
    first = problems[0]["措施"]
    assert [m["内容"] for m in first] == ["清退多收水费14.36万元。", "征求了21个水务站意见。"]
    assert [m["状态"] for m in first] == ["已完成", "推进中"]
    assert problems[0]["状态"] == "推进中"
    assert problems[1]["措施"][0]["内容"] == "超期件降至4件。"
    assert problems[1]["状态"] == "长期坚持"
    assert "无处可放0" in said


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("已完成。清查用户8600户。", ("已完成", "清查用户8600户。")),
        ("完成：印发办法1项", ("已完成", "印发办法1项")),
        ("基本完成，长期坚持。举办讲堂4期。", ("长期坚持", "举办讲堂4期。")),
        ("已完成补办手续，修订流程1项。", None),  # what was completed is part of the sentence
        ("清查用户，已完成。", None),
        ("已完成。", None),
        ("是，9月26日验收", None),
        ("100。共计", None),
    ],
)
def test_a_leading_status(text: str, right: tuple[str, str] | None) -> None:
    assert leading_status(text) == right


def test_a_row_that_shows_how_to_fill_the_sheet_in_is_no_problem(tmp_path: Path) -> None:
    problems, said = imported(
        tmp_path, [("示例", "（反馈问题原文）", "（一句话）", "（科室）", "（写到数字）", "是"), *THREE], "B3:B4"
    )
    assert [p["表述"] for p in problems] == [FEES, "热线答复超期"]
    assert "无处可放0" in said


def test_items_within_a_line_have_their_place_in_the_account(tmp_path: Path) -> None:
    rows = [(1, FEES, "开展专项清查", "供水科", "①清退多收水费14.36万元②公示收费标准21处", "是")]
    problems, said = imported(tmp_path, rows)
    assert [m["内容"] for m in problems[0]["措施"]] == ["清退多收水费14.36万元", "公示收费标准21处"]
    assert "无处可放0" in said
