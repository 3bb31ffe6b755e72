"""What an office says in another place than a column of its own: behind a measure, in a comment, in a row below, on the
sheet that explains, at the end of a report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from drafter.errors import InputError
from drafter.work.importing import import_file

FAULTS = ("河道保洁不到位，垃圾清运迟缓", "公车管理不严，派车单缺失31份", "档案移交滞后，积压案卷420卷")
PLANS = ("每周巡河两次并留存记录", "派车一律线上审批", "分三批移交积压案卷")
DONE = ("巡河38次，清运垃圾62吨", "线上审批派车217次，补齐派车单31份", "移交案卷420卷，验收合格")


def _import(tmp_path: Path, *sheets: list[list[Any]], comments: dict[str, str] | None = None) -> tuple[Any, str]:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
        for place, text in (comments or {}).items():
            sheet[place].comment = Comment(text, "办公室")
    book.save(tmp_path / "台账.xlsx")
    made = import_file(tmp_path / "台账.xlsx", [])
    assert "无处可放0" in "\n".join(made.messages)
    return yaml.safe_load(made.text)["问题"], "\n".join(made.messages)


def _rows(heads: list[str], *columns: tuple[str, ...]) -> list[list[Any]]:
    return [heads, *([at, *values] for at, values in enumerate(zip(*columns, strict=True), 1))]


def test_who_and_when_in_brackets_behind_a_measure_have_their_fields(tmp_path: Path) -> None:
    plans = tuple(
        f"{p}。（责任单位：水务站、城管队；完成时限：2025年{m}月底）" for p, m in zip(PLANS, (5, 6, 7), strict=True)
    )
    problems, _ = _import(tmp_path, _rows(["序号", "问题", "整改措施", "进展"], FAULTS, plans, DONE))
    assert problems[0]["责任单位"] == ["水务站", "城管队"] and problems[1]["时限"] == "2025年6月底"
    assert problems[0]["措施"][0]["计划"].rstrip("。") == PLANS[0]


def test_progress_in_comments_is_progress_and_asked_about(tmp_path: Path) -> None:
    comments = {f"C{row}": f"进展：{text}。" for row, text in enumerate(DONE, 2)}
    rows = _rows(["序号", "问题", "整改措施"], FAULTS, PLANS)
    problems, said = _import(tmp_path, rows, comments=comments)
    assert [p["措施"][0]["内容"] for p in problems] == [f"{text}。" for text in DONE]
    assert "写在批注里" in said


@pytest.mark.parametrize("frame", ["{}（已完成）", "【已完成】{}", "{}\n此项已完成。"])
def test_a_status_at_either_end_of_a_report_is_none_of_its_words(tmp_path: Path, frame: str) -> None:
    reports = tuple(frame.format(f"{text}。") for text in DONE)
    problems, _ = _import(tmp_path, _rows(["序号", "问题", "整改措施", "进展"], FAULTS, PLANS, reports))
    assert [p["状态"] for p in problems] == ["已完成"] * 3
    assert problems[0]["措施"][0]["内容"].rstrip("。") == DONE[0]


def test_statuses_that_are_numbered_like_the_measures_are_theirs(tmp_path: Path) -> None:
    rows = [["序号", "问题", "整改措施", "进展", "状态"]]
    rows += [[1, FAULTS[0], f"①{PLANS[0]}②{PLANS[1]}", f"①{DONE[0]}②{DONE[1]}", "①已完成②推进中"]]
    problems, _ = _import(tmp_path, rows)
    assert [m["状态"] for m in problems[0]["措施"]] == ["已完成", "推进中"] and problems[0]["状态"] == "推进中"


def test_signs_are_explained_on_another_sheet_in_words_or_in_pairs(tmp_path: Path) -> None:
    table = _rows(["序号", "问题", "整改措施", "进展", "完成情况"], FAULTS, PLANS, DONE, ("S1", "S3", "S1"))
    pairs = [["代码", "含义"], ["S1", "已完成"], ["S3", "正在推进"]]
    problems, _ = _import(tmp_path, table, pairs)
    assert [p["状态"] for p in problems] == ["已完成", "推进中", "已完成"]
    told = [["填表说明"], ["完成情况填A（完成）、B（推进中）、C（长期坚持）。"]]
    coded = _rows(["序号", "问题", "整改措施", "进展", "完成情况"], FAULTS, PLANS, DONE, ("A", "C", "B"))
    problems, _ = _import(tmp_path, told, coded)
    assert [p["状态"] for p in problems] == ["已完成", "长期坚持", "推进中"]


def test_the_headings_of_a_summary_explain_no_status(tmp_path: Path) -> None:
    table = _rows(["序号", "问题", "整改措施", "进展", "状态"], FAULTS, PLANS, DONE, ("已完成", "推进中", "已完成"))
    problems, _ = _import(tmp_path, table, [["类别", "已完成", "基本完成", "推进中"], ["合计", 2, 0, 1]])
    assert [p["状态"] for p in problems] == ["已完成", "推进中", "已完成"]


def test_colours_are_explained_on_another_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in _rows(["序号", "问题", "整改措施", "进展"], FAULTS, PLANS, DONE):
        book.active.append(row)
    for row, colour in zip((2, 3, 4), ("FF00B050", "FFFFFF00", "FF00B050"), strict=True):
        book.active.cell(row, 1).fill = PatternFill("solid", fgColor=colour)
    book.create_sheet("说明").append(["绿色表示已完成，黄色表示正在推进。"])
    book.save(tmp_path / "台账.xlsx")
    problems = yaml.safe_load(import_file(tmp_path / "台账.xlsx", []).text)["问题"]
    assert [p["状态"] for p in problems] == ["已完成", "推进中", "已完成"]


def test_a_labelled_row_below_a_problem_is_a_field_of_it(tmp_path: Path) -> None:
    rows = [["序号", "问题", "整改措施", "责任单位"]]
    for at in range(3):
        rows += [[at + 1, FAULTS[at], PLANS[at], "水务站"], [None, f"整改进展：{DONE[at]}。"]]
    problems, _ = _import(tmp_path, rows)
    assert [p["措施"][0]["内容"] for p in problems] == [f"{text}。" for text in DONE]


def test_a_table_without_headings_is_told_by_its_cells_and_asked_about(tmp_path: Path) -> None:
    rows = [[at, FAULTS[at - 1], PLANS[at - 1], DONE[at - 1], "水务站、城管队", "2025年6月底"] for at in (1, 2, 3)]
    problems, said = _import(tmp_path, rows)
    assert [p["表述"] for p in problems] == list(FAULTS) and problems[0]["措施"][0]["内容"] == DONE[0]
    assert "B列（无表头）”按内容读作“表述”" in said
    with pytest.raises(InputError):
        _import(tmp_path, [["张三", "一班", "男", "汉", "党员", "本科"], ["李四", "二班", "女", "汉", "团员", "专科"]])


def test_weeks_and_what_stands_below_stretches_are_progress(tmp_path: Path) -> None:
    later = ("巡河60次，清运垃圾90吨", "抽查派车单40份，全部合规", "案卷编目完毕，目录上网")
    heads = ["序号", "问题", "整改措施", "第一周（5.6—5.12）", "第二周（5.13—5.19）"]
    problems, _ = _import(tmp_path, _rows(heads, FAULTS, PLANS, DONE, later))
    assert all(DONE[i] in str(p["措施"]) and later[i] in str(p["措施"]) for i, p in enumerate(problems))


def test_cards_fill_what_the_summary_does_not_say_for_every_problem(tmp_path: Path) -> None:
    summary = _rows(["序号", "问题", "整改状态"], FAULTS, ("已完成", "推进中", "已完成"))
    cards = [
        [["问题销号卡"], ["问题名称", FAULTS[i]], ["责任领导", "周明远"], ["完成时限", f"2025年{i + 4}月"],
         ["整改状态", "已完成"], ["整改措施", PLANS[i]], ["整改进展", DONE[i]]] for i in range(3)
    ]  # fmt: skip
    problems, said = _import(tmp_path, summary, *cards)
    assert [p["牵头领导"] for p in problems] == ["周明远"] * 3
    assert [p["时限"] for p in problems] == ["2025年4月", "2025年5月", "2025年6月"]
    assert problems[1]["状态"] == "推进中" and "“推进中”不一致" in said


def test_a_note_against_the_status_is_asked_about(tmp_path: Path) -> None:
    heads = ["序号", "问题", "整改措施", "进展", "状态", "备注"]
    _, said = _import(tmp_path, _rows(heads, FAULTS, PLANS, DONE, ("已完成",) * 3, ("无", "尚未完成", "已完成")))
    assert "F3 的“尚未完成”（备注）与状态“已完成”不一致" in said and "F4" not in said


def test_bodies_that_are_not_named_are_asked_about(tmp_path: Path) -> None:
    heads = ["序号", "问题", "整改措施", "进展", "责任单位"]
    problems, said = _import(tmp_path, _rows(heads, FAULTS, PLANS, DONE, ("水务站", "相关单位", "城管队")))
    assert problems[1]["责任单位"] == ["相关单位"] and "责任单位“相关单位”没有说是哪些单位" in said


def test_a_word_of_unknown_meaning_in_a_column_of_ticks_is_asked_about(tmp_path: Path) -> None:
    heads = ["序号", "问题", "整改措施", "进展", "已完成", "正在推进"]
    _, said = _import(tmp_path, _rows(heads, FAULTS, PLANS, DONE, ("√", "", "商调中"), ("", "√", "")))
    assert "“商调中”读作“已完成”" in said


def test_words_of_publication_alone_are_read_under_any_heading_on_it(tmp_path: Path) -> None:
    heads = ["序号", "问题", "整改措施", "进展", "公开情形"]
    problems, _ = _import(tmp_path, _rows(heads, FAULTS, PLANS, DONE, ("主动公开", "不予公开", "主动公开")))
    assert [p.get("公开", True) for p in problems] == [True, "否", True]


def test_a_mark_before_a_problem_that_a_line_explains_as_not_public_is_obeyed(tmp_path: Path) -> None:
    marked = (FAULTS[0], f"★{FAULTS[1]}", FAULTS[2])
    rows = [["整改任务书（带★的不对外公开）"], *_rows(["序号", "问题", "整改措施", "进展"], marked, PLANS, DONE)]
    problems, said = _import(tmp_path, rows)
    assert [p["表述"] for p in problems] == list(FAULTS)
    assert [p.get("公开") for p in problems] == [None, "否", None] and "C3" not in said and "“★”" in said


def test_what_was_achieved_is_no_column_of_ticks_because_it_says_under_way(tmp_path: Path) -> None:
    heads = ["序号", "问题", "推进举措", "推进成果", "推进等次"]
    problems, _ = _import(tmp_path, _rows(heads, FAULTS, PLANS, DONE, ("销账", "挂账", "基本销账")))
    assert [p["状态"] for p in problems] == ["已完成", "推进中", "基本完成"]
    assert problems[0]["措施"][0]["内容"] == DONE[0]
