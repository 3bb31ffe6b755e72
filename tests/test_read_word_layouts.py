"""Notices as Word files whose structure stands in tables, styles or bold type instead of numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.document import Document

from drafter.read import read_report
from drafter.read.outline import outline

PREAMBLE = "根据市委统一部署，2024年3月18日至5月17日，市委第三巡察组对市体育局党组开展了巡察，7月5日反馈了巡察意见。"
PREAMBLE += "现将整改进展情况通报如下。"
STEPS, GEAR = "一是新建健身步道12公里。", "二是更新健身器材340件。"
RULES = "修订《赛事经费管理办法》，追回违规支出2.3万元。"


def notice(tmp_path: Path, progress: Callable[[Document], None]) -> dict[str, Any]:
    document = docx.Document()
    for text in ("中共江州市体育局党组关于巡察整改进展情况的通报", PREAMBLE):
        document.add_paragraph(text)
    document.add_heading("一、组织领导情况", 1)
    document.add_paragraph("局党组召开会议5次。")
    document.add_heading("二、整改进展情况", 1)
    progress(document)
    document.add_heading("三、下一步打算", 1)
    for text in (
        "一是持续抓好整改。对未完成事项紧盯不放。",
        "联系电话：0555-5550777；地址：江州市体育路1号；邮编：990515；邮箱：tyj@jiangzhou.example.cn。",
        "中共江州市体育局党组",
        "2025年1月20日",
    ):
        document.add_paragraph(text)
    path = tmp_path / "通报.docx"
    document.save(str(path))
    return outline(read_report(path))


def problems(data: dict[str, Any]) -> list[tuple[Any, ...]]:
    assert [s["role"] for s in data["sections"]] == ["leadership", "progress", "next_steps"]
    found = data["sections"][1]["problems"]
    return [(p["number"], p["title"], p["group"], [m["text"] for m in p["measures"]], p["result"]) for p in found]


def table(*rows: tuple[str, ...]) -> Callable[[Document], None]:
    def fill(document: Document) -> None:
        found = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(found.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                first, *rest = text.split("\n")
                cell.text = first
                for more in rest:
                    cell.add_paragraph(more)

    return fill


def test_a_table_of_problems_and_measures_is_read_by_its_columns(tmp_path: Path) -> None:
    rows = (
        ("反馈问题", "整改情况"),
        ("1.全民健身设施布局不均衡", f"{STEPS}\n{GEAR}"),
        ("2.“赛事经费管理不规范”问题", RULES),
    )
    data = notice(tmp_path, table(*rows))
    assert problems(data) == [
        ("1", "全民健身设施布局不均衡", None, [STEPS, GEAR], None),
        ("2", "赛事经费管理不规范", None, [RULES], None),
    ]
    assert data["residue"] == ["反馈问题", "整改情况"]


def test_columns_for_numbers_results_and_units_are_no_measures(tmp_path: Path) -> None:
    rows = (
        ("序号", "存在问题", "责任单位", "整改措施", "整改成效"),
        ("1", "全民健身设施布局不均衡", "群体科", f"{STEPS}\n{GEAR}", "人均场地面积增加0.3平方米。"),
        ("2", "赛事经费管理不规范", "办公室", RULES, "未再发现违规支出。"),
    )
    data = notice(tmp_path, table(*rows))
    assert problems(data) == [
        ("1", "全民健身设施布局不均衡", None, [STEPS, GEAR], "人均场地面积增加0.3平方米。"),
        ("2", "赛事经费管理不规范", None, [RULES], "未再发现违规支出。"),
    ]
    assert data["sections"][1]["problems"][1]["details"] == ["办公室"]


def test_a_bold_line_that_ends_in_问题_is_a_heading_without_a_number(tmp_path: Path) -> None:
    def bold(document: Document) -> None:
        for title, measures in (("全民健身设施布局不均衡", [STEPS, GEAR]), ("赛事经费管理不规范", [RULES])):
            document.add_paragraph().add_run(f"{title}问题").bold = True
            for text in measures:
                document.add_paragraph(text)

    assert problems(notice(tmp_path, bold)) == [
        ("1", "全民健身设施布局不均衡", None, [STEPS, GEAR], None),
        ("2", "赛事经费管理不规范", None, [RULES], None),
    ]


def test_heading_styles_without_numbers_are_groups_and_problems(tmp_path: Path) -> None:
    def styled(document: Document) -> None:
        document.add_heading("贯彻全民健身国家战略方面", 2)
        document.add_heading("全民健身设施布局不均衡", 3)
        document.add_paragraph(STEPS)
        document.add_paragraph(GEAR)
        document.add_heading("内部管理方面", 2)
        document.add_heading("赛事经费管理不规范", 3)
        document.add_paragraph(RULES)

    assert problems(notice(tmp_path, styled)) == [
        ("1", "全民健身设施布局不均衡", "贯彻全民健身国家战略方面", [STEPS, GEAR], None),
        ("2", "赛事经费管理不规范", "内部管理方面", [RULES], None),
    ]
