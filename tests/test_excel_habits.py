"""Habits inside a plain table: colours with a legend, answers over two columns, periods, several problems in a cell."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Color, PatternFill

from drafter.ledger.excel_in import ExcelImport, read_excel

GREEN, YELLOW, RED = "C6EFCE", "FFEB9C", "FFC7CE"
HEAD = ["序号", "反馈问题", "整改进展", "责任单位"]
ROWS = [
    [1, "农村供水管网老化", "改造管网12公里。", "县水务局"],
    [2, "校园食堂监管不严", "检查食堂41家。", "县教育局"],
    [3, "档案管理不规范", None, "县档案馆"],
]


def read(
    folder: Path, rows: list[list[Any]], merged: tuple[str, ...] = (), fills: dict[str, str] | None = None
) -> ExcelImport:
    book = Workbook()
    ws = book.active
    for row in rows:
        ws.append(row)
    for area in merged:
        ws.merge_cells(area)
    for cells, colour in (fills or {}).items():
        for row in ws[cells] if ":" in cells else ((ws[cells],),):
            for cell in row:
                cell.fill = PatternFill("solid", fgColor=colour)
    path = folder / "台账.xlsx"
    book.save(path)
    return read_excel(path)


def test_colours_of_rows_are_statuses_by_a_legend_of_coloured_cells(tmp_path: Path) -> None:
    legend = ["图例：", "已完成", "推进中", "长期坚持"]
    fills = {"A3:D3": "D9E1F2", "B2": GREEN, "C2": YELLOW, "D2": RED, "A4:D4": GREEN, "A5:D5": YELLOW, "A6:D6": RED}
    found = read(tmp_path, [["苍岭县整改台账"], legend, HEAD, *ROWS], fills=fills)
    assert [p.status for p in found.ledger.problems] == ["已完成", "推进中", "长期坚持"]
    assert "待问0处" in found.account and "无处可放0" in found.account


def test_colours_of_numbers_are_statuses_by_a_legend_in_words_below(tmp_path: Path) -> None:
    said = ["说明：绿色表示已完成，黄色表示正在推进，红色表示未完成。"]
    found = read(tmp_path, [HEAD, *ROWS, [], said], fills={"A2": "00B050", "A3": "FFFF00", "A4": "FF0000"})
    assert [p.status for p in found.ledger.problems] == ["已完成", "推进中", "推进中"]
    assert said[0] in found.ledger.remarks


def test_a_legend_of_swatches_is_no_problem(tmp_path: Path) -> None:
    rows = [HEAD, *ROWS, [None, "已完成"], [None, "推进中"], [None, "未启动"]]
    fills = {"A2:D2": "00B050", "A3:D3": "FFC000", "A4:D4": "FF0000", "A5": "00B050", "A6": "FFC000", "A7": "FF0000"}
    found = read(tmp_path, rows, fills=fills)
    assert [p.status for p in found.ledger.problems] == ["已完成", "推进中", "推进中"]


def test_colours_without_a_legend_are_asked_about(tmp_path: Path) -> None:
    found = read(tmp_path, [HEAD, *ROWS], fills={"A2:D2": "00B050", "A3:D3": "FFFF00", "A4:D4": "FF0000"})
    assert [p.status for p in found.ledger.problems] == [None, None, None]
    assert any("底色" in note and "图例" in note for note in found.notes)


def test_a_word_in_the_column_of_statuses_outranks_its_colour(tmp_path: Path) -> None:
    rows = [
        ["图例", "已完成", "推进中"],
        ["序号", "反馈问题", "整改状态"],
        [1, "供水管网老化", "长期坚持"],
        [2, "监管不严", None],
    ]
    found = read(tmp_path, rows, fills={"B1": GREEN, "C1": YELLOW, "A3:C3": GREEN, "A4:C4": YELLOW})
    assert [p.status for p in found.ledger.problems] == ["长期坚持", "推进中"]


def test_public_and_not_public_as_two_columns(tmp_path: Path) -> None:
    rows = [
        ["序号", "反馈问题", "整改进展", "公开", "不公开"],
        [1, "供水管网老化", "改造12公里。", "√", None],
        [2, "食堂监管不严", "检查41家。", None, "√"],
        [3, "档案管理不规范", "整理3次。", "√", "√"],
    ]
    found = read(tmp_path, rows)
    assert [p.public for p in found.ledger.problems] == [True, False, False]
    assert any("D4" in note and "看不出是否公开" in note for note in found.notes)


def test_yes_and_no_under_a_question(tmp_path: Path) -> None:
    rows = [
        ["序号", "反馈问题", "整改进展", "是否完成", None, "是否公开", None],
        [None, None, None, "是", "否", "是", "否"],
        [1, "供水管网老化", "改造12公里。", "√", None, "√", None],
        [2, "食堂监管不严", "检查41家。", None, "√（待验收）", None, "√"],
    ]
    one, two = read(tmp_path, rows, ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1")).ledger.problems
    assert [(p.status, p.public) for p in (one, two)] == [("已完成", True), ("推进中", False)]
    assert two.notes == {"是否完成": "否（待验收）"}


def test_finished_and_unfinished_are_statuses_whatever_a_heading_could_be_made_of(tmp_path: Path) -> None:
    rows = [
        ["序号", "反馈问题", "整改措施", "完成情况", None],
        [None, None, None, "完成", "未完成"],
        [1, "路灯损坏多", "更换路灯", "更换路灯87盏", "其余12盏待到货"],
    ]
    [problem] = read(tmp_path, rows, ("A1:A2", "B1:B2", "C1:C2", "D1:E1")).ledger.problems
    assert (problem.status, problem.measures[0].content) == ("推进中", "更换路灯87盏。其余12盏待到货。")


@pytest.mark.parametrize("backwards", [False, True])
def test_a_later_state_of_the_same_figure_replaces_the_earlier_one(backwards: bool, tmp_path: Path) -> None:
    heads = ["一季度进展", "二季度进展", "三季度进展"]
    told = [
        ["累计更换路灯20盏。", "累计更换路灯57盏。", "累计更换路灯87盏，安装电箱3个。"],
        ["检查20家。", "检查37家。", "检查30家。"],
        ["正在起草。", "已征求意见。", "印发办法1件。"],
        ["检查食堂20家。", "检查食堂37家。", "检查食堂50家。"],
    ]
    turn = (lambda row: row[::-1]) if backwards else (lambda row: row)
    rows = [["序号", "反馈问题", *turn(heads)]]
    rows += [[n, f"第{n}项制度不严", *turn(row)] for n, row in enumerate(told, 1)]
    found = read(tmp_path, rows)
    assert [p.measures[0].content for p in found.ledger.problems] == [
        "累计更换路灯87盏，安装电箱3个。", "检查20家。检查37家。检查30家。", "已征求意见。印发办法1件。",
        "检查食堂20家。检查食堂37家。检查食堂50家。",
    ]  # fmt: skip
    assert found.ledger.problems[0].notes == {"一季度进展": "累计更换路灯20盏。", "二季度进展": "累计更换路灯57盏。"}
    assert any("当期数还是累计数" in note for note in found.notes)
    assert "无处可放0" in found.account


def test_problems_of_one_cell_are_apart_with_what_their_numbers_pair(tmp_path: Path) -> None:
    rows = [
        ["序号", "反馈问题", "整改措施", "整改进展", "责任单位"],
        ["1、2", "1.会议记录不全；2.制度执行不严。", "1.补齐记录。2.修订制度。", "1.补齐12份。2.修订3项。", "党政办"],
        [3, "学习不深", "组织学习", "学习9次。", "党建办"],
    ]
    found = read(tmp_path, rows)
    assert [(p.number, p.title, p.units, [m.content for m in p.measures]) for p in found.ledger.problems] == [
        (1, "会议记录不全", ["党政办"], ["补齐12份。"]), (2, "制度执行不严", ["党政办"], ["修订3项。"]),
        (3, "学习不深", ["党建办"], ["学习9次。"]),
    ]  # fmt: skip
    assert any("B2 一格里有2个问题" in note for note in found.notes)


def test_what_a_problem_lists_in_its_own_cell_is_no_problem_of_its_own(tmp_path: Path) -> None:
    rows = [["序号", "反馈问题", "整改进展"], [1, "党建责任落实不力。一是记录不全；二是执行不严。", "补齐12份。"]]
    [problem] = read(tmp_path, rows).ledger.problems
    assert (problem.title, problem.notes) == ("党建责任落实不力", {"具体表现": "一是记录不全；二是执行不严。"})


@pytest.mark.parametrize("merged", [False, True])
def test_groups_in_two_levels_and_problems_that_begin_at_one_again(merged: bool, tmp_path: Path) -> None:
    rows = [
        ["序号", "反馈问题", "整改进展", "责任单位"],
        ["一", "落实党的理论方面"],
        ["（一）", "政治建设有差距"],
        [1, "学习不深", "学习9次。", "党建办"],
        [2, "议事不规范", "修订规则1项。", "党政办"],
        ["（二）", "担当作为有差距"],
        [1, "项目推进慢", "开工项目3个。", "经发办"],
        ["小计", "3个"],
        ["审核人：张某", None, "2024年12月1日"],
    ]
    found = read(tmp_path, rows, ("B2:D2", "B3:D3", "B6:D6") if merged else ())
    assert [(p.aspect, p.number, p.notes["上一级方面"]) for p in found.ledger.problems] == [
        ("政治建设有差距", 1, "落实党的理论方面"), ("政治建设有差距", 2, "落实党的理论方面"),
        ("担当作为有差距", 1, "落实党的理论方面"),
    ]  # fmt: skip
    assert any("两层方面" in note for note in found.notes) and "无处可放0" in found.account


def test_a_colour_of_the_theme_is_known_by_its_hue(tmp_path: Path) -> None:
    book = Workbook()
    for row in [HEAD, *ROWS[:2], ["图例：绿色为已完成，红色为未完成"]]:
        book.active.append(row)
    book.active["A2"].fill = PatternFill("solid", fgColor=Color(theme=6, tint=0.4))  # accent 3
    book.active["A3"].fill = PatternFill("solid", fgColor=Color(theme=5))  # accent 2
    book.save(tmp_path / "台账.xlsx")
    assert [p.status for p in read_excel(tmp_path / "台账.xlsx").ledger.problems] == ["已完成", "推进中"]


def test_rates_under_a_heading_for_progress_are_no_sentences(tmp_path: Path) -> None:
    rows = [
        ["序号", "反馈问题", "整改落实情况", None, "办理状态"],
        [None, None, "已采取的举措", "完成比例", None],
        [1, "农村供水管网老化", "改造管网12公里。", "60%", "推进中"],
        [2, "校园食堂监管不严", "检查食堂41家。", "100%", "已完成"],
    ]
    found = read(tmp_path, rows, merged=("A1:A2", "B1:B2", "C1:D1", "E1:E2"))
    assert [p.measures[0].content for p in found.ledger.problems] == ["改造管网12公里。", "检查食堂41家。"]
    assert [p.status for p in found.ledger.problems] == ["推进中", "已完成"]


def test_a_tick_below_any_wording_of_a_status_is_that_status(tmp_path: Path) -> None:
    rows = [
        ["序号", "反馈问题", "落实结果", "销号进度", None],
        [None, None, None, "已销号", "仍在推进"],
        [1, "农村供水管网老化", "改造管网12公里。", None, "√"],
        [2, "校园食堂监管不严", "检查食堂41家。", "√", None],
    ]
    found = read(tmp_path, rows, merged=("A1:A2", "B1:B2", "C1:C2", "D1:E1"))
    assert [p.status for p in found.ledger.problems] == ["推进中", "已完成"]


def test_a_formula_in_a_hidden_column_without_its_result_is_no_fault(tmp_path: Path) -> None:
    book = Workbook()
    ws = book.active
    for at, row in enumerate([HEAD, *ROWS], 1):
        ws.append([*row, "校验" if at == 1 else f"={at}*7"])
    ws.column_dimensions["E"].hidden = True
    book.save(tmp_path / "台账.xlsx")
    found = read_excel(tmp_path / "台账.xlsx")
    assert len(found.ledger.problems) == 3 and any("E2 起" in note and "没有读入" in note for note in found.notes)
