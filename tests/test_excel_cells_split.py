"""Sheets whose cells hold more than their heading says: levels in one column, boxes, labels, statuses, plans."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from drafter.ledger.excel_in import ExcelImport, read_excel
from drafter.text.choices import ticked

HEAD = ["序号", "反馈问题", "整改措施", "责任单位", "整改落实情况", "整改状态"]


def read(folder: Path, *sheets: tuple[str, list[list[object]]]) -> ExcelImport:
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = folder / "台账.xlsx"
    book.save(path)
    return read_excel(path, {})


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("☑公开　□不公开", ("公开",)),
        ("□公开 ■不公开", ("不公开",)),
        ("□是\n☑否", ("否",)),
        ("□公开　□不公开", ()),
        ("☑完成", None),
        ("建立□形支架", None),
        ("更换路灯12盏", None),
    ],
)
def test_the_box_that_is_ticked_is_the_answer(text: str, answer: tuple[str, ...] | None) -> None:
    assert ticked(text) == answer


def test_levels_of_one_column_are_told_by_their_numbers(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["县水务局巡察整改台账"],
        ["序号", "反馈问题及整改措施", "责任单位", "整改落实情况", "完成状态"],
        ["一", "履行职能方面"],
        ["（一）", "供水管网老化", "供水科", None, "已完成"],
        ["1", "改造管网", None, "改造管网12公里。"],
        ["2", "建立巡查制度", None, "巡查36次。"],
        ["序号", "反馈问题及整改措施", "责任单位", "整改落实情况", "完成状态"],
        ["二", "自身建设方面"],
        ["（一）", "档案管理不规范", "办公室", None, "推进中"],
        ["1", "清理档案", None, "清理档案310卷。"],
    ]
    ledger = read(tmp_path, ("台账", rows)).ledger
    assert [(p.aspect, p.title, p.status) for p in ledger.problems] == [
        ("履行职能方面", "供水管网老化", "已完成"),
        ("自身建设方面", "档案管理不规范", "推进中"),
    ]
    assert [[(m.plan, m.content) for m in p.measures] for p in ledger.problems] == [
        [("改造管网", "改造管网12公里。"), ("建立巡查制度", "巡查36次。")],
        [("清理档案", "清理档案310卷。")],
    ]


def form(title: str, plan: str, done: str, public: str) -> list[list[object]]:
    return [
        ["反馈问题", f"关于{title}的问题"],
        ["责任领导", "副局长柳某", "责任单位", "供水科"],
        ["整改措施", plan],
        ["整改完成情况", done],
        ["是否公开", public],
    ]


def test_a_list_of_the_forms_and_an_empty_form_are_no_problems(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        ("目录", [["编号", "问题", "表号"], ["1", "供水管网老化", "卡1"], ["2", "档案管理不规范", "卡2"]]),
        ("卡1", form("供水管网老化", "改造管网", "改造管网12公里。", "☑公开　□不公开")),
        ("卡2", form("档案管理不规范", "清理档案", "清理档案310卷。", "□公开　☑不公开")),
        ("空表", [["反馈问题", None], ["责任领导", None, "责任单位"], ["整改措施"], ["整改完成情况"], ["是否公开"]]),
    )
    assert [(p.title, p.public) for p in found.ledger.problems] == [("供水管网老化", True), ("档案管理不规范", False)]
    assert [[m.content for m in p.measures] for p in found.ledger.problems] == [
        ["改造管网12公里。"],
        ["清理档案310卷。"],
    ]
    said = "\n".join(found.notes)
    assert "“目录”是目录" in said
    assert "“空表”是没有填的空表" in said


def test_labels_inside_a_cell_are_columns(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "反馈问题", "责任领导/责任科室", "整改落实情况"],
        [1, "供水管网老化", "责任领导：柳某\n责任科室：供水科、财务科", "改造管网12公里。"],
        [2, "档案管理不规范", "责任领导：袁某\n责任科室：办公室", "清理档案310卷。"],
    ]
    ledger = read(tmp_path, ("台账", rows)).ledger
    assert [(p.leader, p.units) for p in ledger.problems] == [
        ("柳某", ["供水科", "财务科"]),
        ("袁某", ["办公室"]),
    ]


def test_a_status_before_the_report_is_the_status(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "反馈问题", "整改措施", "进展情况"],
        [1, "供水管网老化", "改造管网", "已完成。改造管网12公里。"],
        [2, "档案管理不规范", "清理档案", "推进中。清理档案310卷。"],
    ]
    ledger = read(tmp_path, ("台账", rows)).ledger
    assert [(p.status, p.measures[0].content) for p in ledger.problems] == [
        ("已完成", "改造管网12公里。"),
        ("推进中", "清理档案310卷。"),
    ]


@pytest.mark.parametrize(
    ("measure", "effect", "plan"),
    [
        ("建立巡查制度，每月巡查", "巡查36次，更换管网已完成12公里。", "建立巡查制度，每月巡查"),
        ("巡查36次，更换管网已完成12公里。", "漏损率降至9%。", None),
    ],
)
def test_measures_ahead_beside_effects_are_plans(tmp_path: Path, measure: str, effect: str, plan: str | None) -> None:
    rows: list[list[object]] = [
        ["序号", "反馈问题", "整改措施", "整改成效"],
        [1, "供水管网老化", measure, effect],
        [2, "档案管理不规范", measure, effect],
    ]
    ledger = read(tmp_path, ("台账", rows)).ledger
    assert [p.measures[0].plan for p in ledger.problems] == [plan, plan]
    assert ledger.problems[0].measures[0].content == (effect if plan else measure)


def test_a_task_for_two_problems_is_each_ones(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        (
            "问题清单",
            [["编号", "反馈问题"], ["WT-1", "供水管网老化"], ["WT-2", "水质检测不规范"], ["WT-3", "档案不全"]],
        ),
        (
            "任务清单",
            [
                ["编号", "整改任务", "完成情况"],
                ["WT-1、WT-2", "建立巡查制度", "巡查36次。"],
                ["WT-3", "清理档案", "清理档案310卷。"],
            ],
        ),
    )
    assert [[m.content for m in p.measures] for p in found.ledger.problems] == [
        ["巡查36次。"],
        ["巡查36次。"],
        ["清理档案310卷。"],
    ]


SPOKEN: list[list[object]] = [
    ["县水务局巡察整改台账"],
    ["序号", "反馈问题", "整改落实情况", "责任人和单位", "改完没有", "整改时限"],
    [1, "供水管网老化", "改造管网12公里。", "供水科  陆明川", "改完了（8月验过）", "8月底"],
    [2, "档案管理不规范", "清理档案310卷。", "办公室  柳青岚", "没有", "年底"],
    [3, "巡查制度执行不严", "巡查36次。", "工程科  陆明川", "一直在做", "长期"],
]


def test_statuses_in_speech_below_a_question_are_read_and_asked_about(tmp_path: Path) -> None:
    found = read(tmp_path, ("台账", SPOKEN))
    assert [p.status for p in found.ledger.problems] == ["已完成", "推进中", "长期坚持"]
    assert any("工作表“台账”E3 的状态“改完了”读作“已完成”" in note for note in found.notes)
    assert "8月验过" in str(found.ledger.problems[0].notes)


def test_a_body_and_a_person_in_one_cell_are_two_columns(tmp_path: Path) -> None:
    found = read(tmp_path, ("台账", SPOKEN))
    assert [(p.units, p.leader) for p in found.ledger.problems] == [
        (["供水科"], "陆明川"),
        (["办公室"], "柳青岚"),
        (["工程科"], "陆明川"),
    ]


def test_a_labelled_line_below_the_bodies_names_the_leader(tmp_path: Path) -> None:
    rows = [
        HEAD,
        *(
            [
                n,
                f"供水管网老化{n}段",
                "改造管网",
                "供水科（牵头），办公室（配合）\n分管领导：陆明川",
                "改造12公里",
                "已完成",
            ]
            for n in (1, 2)
        ),
    ]
    problems = read(tmp_path, ("台账", rows)).ledger.problems
    assert [(p.lead_unit, p.units, p.leader) for p in problems] == [("供水科", ["办公室"], "陆明川")] * 2


@pytest.mark.parametrize("legend", ["注：“见到亮光”即完成，“摸着石头”即正在推进。", "见到亮光=完成，摸着石头=推进"])
def test_a_legend_of_words_says_what_the_column_means(legend: str, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        HEAD,
        [1, "供水管网老化", "改造管网", "供水科", "改造管网12公里。", "见到亮光"],
        [2, "档案管理不规范", "清理档案", "办公室", "清理档案310卷。", "摸着石头"],
        [],
        [legend],
    ]
    assert [p.status for p in read(tmp_path, ("台账", rows)).ledger.problems] == ["已完成", "推进中"]


def test_cards_two_abreast_whose_labels_nobody_knows_are_one_problem_each(tmp_path: Path) -> None:
    def card(title: str, done: str) -> list[list[object]]:
        return [
            ["归类", "食堂与采购"],
            ["病症", title],
            ["病根", "没人管"],
            ["药方（打算）", "重新招标，家长代表进评标小组"],
            ["疗效（已做）", done],
            ["管事处室", "总务处"],
            ["责任人", "姚桂芳"],
            ["几时改完", "8月底"],
        ]

    cards = [card(f"食堂采购把关不严，猪肉价每斤偏高{n}元", f"已重新招标{n}家，{n}家中标") for n in (3, 4, 5, 6)]
    rows: list[list[object]] = [["小卡片"], []]
    for left, right in (cards[:2], cards[2:]):
        rows += [[*a, None, *b] for a, b in zip(left, right, strict=True)] + [[]]
    problems = read(tmp_path, ("卡", rows)).ledger.problems
    assert [p.title for p in problems] == [f"食堂采购把关不严，猪肉价每斤偏高{n}元" for n in (3, 4, 5, 6)]


def test_a_page_with_its_headings_again_goes_on_with_the_last_problem(tmp_path: Path) -> None:
    first: list[list[object]] = [
        HEAD,
        ["甲-1", "供水管网老化", "改造管网", "供水科", "改造管网12公里。", "已完成"],
        ["乙-1", "档案管理不规范", "清理档案", "办公室", "清理档案310卷。", "推进中"],
        ["本页小计", "2个"],
    ]
    second: list[list[object]] = [
        HEAD,
        ["乙-1（接上页）", None, None, None, "又清理档案25卷。"],
        ["丙-1", "公车停放不规范", "定点停放", "办公室", "公车已收回。", "基本完成"],
    ]
    problems = read(tmp_path, ("第1页", first), ("第2页（续）", second)).ledger.problems
    assert [p.title for p in problems] == ["供水管网老化", "档案管理不规范", "公车停放不规范"]
    assert "又清理档案25卷" in str(problems[1].measures)
