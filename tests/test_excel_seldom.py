"""Habits of offices that are seldom and sure: numbers that tell levels apart, colours that a legend puts first, framed
wordings, bodies with their roles before them, notes in the margin."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from drafter.ledger.excel_bodies import bodies_named
from drafter.ledger.excel_in import ExcelImport, read_excel


def read(rows: list[list[object]], folder: Path, fills: dict[str, str] | None = None) -> ExcelImport:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    for cell, colour in (fills or {}).items():
        page[cell].fill = PatternFill("solid", fgColor=colour)
    path = folder / "台账.xlsx"
    book.save(path)
    return read_excel(path)


@pytest.mark.parametrize(
    ("outer", "inner", "innermost"),
    [("一", "（一）", "1"), ("一、", "(一)", "1."), ("一", "1", "（1）"), ("（一）", "1", "(1)")],
)
def test_numbers_alone_tell_aspects_problems_and_measures_apart(
    outer: str, inner: str, innermost: str, tmp_path: Path
) -> None:
    second = {"（一）": "（二）", "(一)": "(二)", "1": "2"}[inner]
    found = read(
        [
            ["编号", "内容", "进展", "责任领导", "责任单位", "时限"],
            [outer, "项目建设方面"],
            [inner, "项目履约监管缺失", None, "副主任 戚若水", "招商局", "2025年10月"],
            [innermost, "逐一开展履约评估", "评估完成，未达产企业11家"],
            [second, "审批环节多", None, "副主任 戚若水", "审批局", "2025年6月"],
            [innermost, "推行项目代办员制度", "配备代办员16名"],
        ],
        tmp_path,
    )
    first, other = found.ledger.problems
    assert (first.title, first.aspect, first.units, first.leader) == (
        "项目履约监管缺失", "项目建设方面", ["招商局"], "副主任 戚若水",
    )  # fmt: skip
    assert [(m.plan, m.content) for m in other.measures] == [("推行项目代办员制度", "配备代办员16名")]
    assert sum("“内容”按内容读作“表述”" in q.text for q in found.questions) == 1


def test_a_column_beside_numbers_of_one_kind_is_no_ladder_of_levels(tmp_path: Path) -> None:
    from drafter.errors import InputError

    rows = [["编号", "内容", "责任单位"], *([n, f"第{n}项工作安排", "办公室"] for n in range(1, 7))]
    with pytest.raises(InputError, match="找不到台账的表头"):
        read([list(row) for row in rows], tmp_path)


LEGEND: list[list[object]] = [
    ["图例：", "已完成", "正在推进", "长期坚持", "滞后"],
    ["序号", "反馈问题", "责任单位", "完成率", "整改进展"],
]
FILLS = {"B1": "92D050", "C1": "FFFF00", "D1": "9DC3E6", "E1": "FF0000", "A3": "9DC3E6", "A4": "FF0000", "A5": "92D050"}
ROWS: list[list[object]] = [
    [1, "兼职取酬清理不彻底", "组织部", "90%", "清退8.6万元"],
    [2, "房产闲置面积大", "资产公司", "60%", "招租3批"],
    [3, "审批滞后", "工程部", "100%", "已切换线上审批"],
]


def test_a_colour_that_words_contradict_is_asked_about_and_the_words_stand(tmp_path: Path) -> None:
    found = read([*LEGEND, *ROWS], tmp_path, FILLS)
    assert [p.status for p in found.ledger.problems] == ["推进中", "推进中", "已完成"]
    (asked,) = [q.text for q in found.questions]
    assert "D3 的“90%”与这一行的底色（长期坚持）不一致，取了文字" in asked


def test_a_legend_that_says_so_puts_the_colour_first_and_keeps_the_words(tmp_path: Path) -> None:
    ruled = [[*LEGEND[0], "（以序号栏底色为准）"], LEGEND[1]]
    found = read([*ruled, *ROWS], tmp_path, FILLS)
    assert [p.status for p in found.ledger.problems] == ["长期坚持", "推进中", "已完成"]
    assert found.ledger.problems[0].notes["完成率"] == "90%"
    assert "按图例取了底色" in found.questions[0].text


@pytest.mark.parametrize("frame", ["【{}】", "「{}」", "【{}】。", "1.【{}】", "“{}”", "〔{}〕"])
def test_a_frame_around_a_wording_is_no_part_of_it(frame: str, tmp_path: Path) -> None:
    rows: list[list[object]] = [["序号", "问题", "整改措施"], [1, frame.format("议题把关不严"), "印发规则"]]
    assert read(rows, tmp_path).ledger.problems[0].title == "议题把关不严"


@pytest.mark.parametrize(
    ("text", "leading", "others"),
    [
        ("牵头：工程部\n配合：合约部、审计部", ["工程部"], ["合约部", "审计部"]),
        ("牵头单位：工程部；配合单位：合约部，审计部", ["工程部"], ["合约部", "审计部"]),
        ("主责部门：工程部 协办部门：合约部", ["工程部"], ["合约部"]),
        ("工程部（牵头）、合约部（配合）", ["工程部"], ["合约部"]),
        ("责任单位：工程部", [], ["工程部"]),
        ("工程部、合约部", [], ["工程部", "合约部"]),
        ("牵头科室：工程部、合约部", ["工程部", "合约部"], []),
        ("工程部/合约部\n合约部", [], ["工程部", "合约部"]),
    ],
)
def test_a_role_before_a_body_holds_until_the_next_one(text: str, leading: list[str], others: list[str]) -> None:
    assert bodies_named([text]) == (leading, others)


@pytest.mark.parametrize("heading", ["分管校领导", "包保县领导", "分管领导", "挂牌督办领导"])
def test_who_leads_goes_before_who_does_the_work(heading: str, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "反馈问题", "整改措施", "具体责任人", heading],
        [1, "教师配备不足", "制定补充计划", "梁仲秋", "汪景行"],
    ]
    found = read(rows, tmp_path)
    assert found.ledger.problems[0].leader == "汪景行"
    assert found.ledger.problems[0].notes == {"具体责任人": "梁仲秋"}
    assert "都像“牵头领导”，取了" in found.questions[0].text


def test_a_note_in_the_margin_is_named_with_its_words(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "反馈问题", "整改措施"],
        [1, "租期过长", "清理合同", None, None, "按主任意见改为18份？"],
    ]
    found = read(rows, tmp_path)
    assert "F2“按主任意见改为18份？” 上面没有列名" in found.questions[0].text
    assert "按主任意见改为18份？" in found.ledger.problems[0].notes.values()


def test_sheets_with_the_same_headings_are_judged_together(tmp_path: Path) -> None:
    headings = ["编号", "反馈的问题表现", "整改举措", "责任部门", "整改成效"]
    sheets = {
        "办学方向": [[1, "教师配备不足", "制定三年补充计划", "人事处", "已招聘专职教师6名"]],
        "师德师风": [[2, "师德考核走过场", "修订考核实施细则", "教师部", "实施细则已印发，复核58人"]],
        "内部治理": [[3, "报销周期过长", "开通网上预约报销", "财务处", "报销周期缩短"]],
    }
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in [headings, *rows]:
            page.append(row)
    book.save(tmp_path / "台账.xlsx")
    problems = read_excel(tmp_path / "台账.xlsx").ledger.problems
    assert [m.plan for p in problems for m in p.measures] == [
        "制定三年补充计划",
        "修订考核实施细则",
        "开通网上预约报销",
    ]
    assert [p.aspect for p in problems] == list(sheets)


@pytest.mark.parametrize(
    "word", ["滞后", "进度滞后", "未启动", "尚未启动", "未开始", "尚未开工", "延期", "逾期未完成", "受阻"]
)
def test_words_for_what_has_not_been_reached_are_under_way(word: str, tmp_path: Path) -> None:
    rows: list[list[object]] = [["序号", "反馈问题", "整改措施", "状态"], [1, "租期过长", "清理合同", word]]
    assert read(rows, tmp_path).ledger.problems[0].status == "推进中"


HEADINGS: list[object] = ["序号", "反馈问题", "整改措施", "整改进展", "责任单位", "是否公开"]
FIRST: list[list[object]] = [
    [1, "议题把关不严", "印发规则", "规则3月印发", "党政办", "是"],
    [2, "租期过长", "清理合同", "解除合同19份", "资产科", None],
    [3, "台账不清", "开展盘点", "盘点资产1480件", "财务科", "否"],
]
MORE: list[list[object]] = [
    [4, "报销不规范", "修订办法", "办法已印发", "办公室", "是"],
    [None, None, "通报情况", "通报2次"],
    [5, "档案缺失", "补建档案", "补建312卷", "人事科", "是"],
]


def test_an_empty_answer_among_others_is_asked_about_and_not_public_until_then(tmp_path: Path) -> None:
    found = read([HEADINGS, *FIRST], tmp_path)
    assert [p.public for p in found.ledger.problems] == [True, False, False]
    (asked,) = [q.text for q in found.questions]
    assert "“是否公开”一列，别的问题填了，B3“租期过长” 没有填，先按不公开处理" in asked


def test_where_only_the_exceptions_are_marked_nothing_is_a_yes(tmp_path: Path) -> None:
    rows = [[*row[:5], "否" if row[0] == 3 else None] for row in FIRST]
    found = read([HEADINGS, *rows], tmp_path)
    assert [p.public for p in found.ledger.problems] == [True, True, False] and not found.questions


def sheets(folder: Path, *pages: tuple[str, list[list[object]]]) -> ExcelImport:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in pages:
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(folder / "台账.xlsx")
    return read_excel(folder / "台账.xlsx")


@pytest.mark.parametrize("above", [[], [["（接上表）"]], [["某县整改台账（续）"], []]])
def test_a_sheet_without_headings_goes_on_with_the_one_before(above: list[list[object]], tmp_path: Path) -> None:
    whole = sheets(tmp_path, ("台账", [["某县整改台账"], HEADINGS, *FIRST, ["（转下页）"]]), ("续", [*above, *MORE]))
    problems = whole.ledger.problems
    assert [p.number for p in problems] == [1, 2, 3, 4, 5]
    assert [(m.plan, m.content) for m in problems[3].measures] == [("修订办法", "办法已印发"), ("通报情况", "通报2次")]
    assert problems[2].notes == {}
    assert any("工作表“续”没有表头，接在工作表“台账”的后面读入" in note for note in whole.notes)


@pytest.mark.parametrize(
    "rows",
    [
        [["整改办", "卜文清", "0555-5550171"], ["人事处", "梁仲秋", "0555-5550172"]],
        [[9, "别处的问题不实", "措施", "已办", "办公室", "是"]],
        [["一、本表由各部门填写。"], ["二、可公开内容在网上公布。"]],
    ],
)
def test_a_sheet_of_something_else_is_no_continuation(rows: list[list[object]], tmp_path: Path) -> None:
    whole = sheets(tmp_path, ("台账", [HEADINGS, *FIRST]), ("其他", rows))
    assert len(whole.ledger.problems) == 3 and any("其他" in text for text in whole.ledger.remarks)


def card(number: int, title: str, unit: str) -> list[list[object]]:
    return [
        [f"销号卡（{number}）", None, None, None],
        ["问题编号", number, "责任单位", unit],
        ["反馈问题", title, None, None],
        ["整改措施", f"{title}的对策", None, None],
        ["整改进展", f"已办理{number + 3}件", None, None],
    ]


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_cards_side_by_side_are_read_one_by_one(gap: int, tmp_path: Path) -> None:
    cards = [card(n, f"第{n}类管护不到位", f"第{n}科") for n in (1, 2, 3, 4, 5)]
    empty = [[None] * 4] * 5
    rows: list[list[object]] = []
    for left, right in ((cards[0], cards[1]), (cards[2], cards[3]), (cards[4], empty)):
        rows += [[*a, *[None] * gap, *b] for a, b in zip(left, right, strict=True)]
    found = read(rows, tmp_path)
    assert [(p.number, p.title, p.units, p.measures[0].content) for p in found.ledger.problems] == [
        (n, f"第{n}类管护不到位", [f"第{n}科"], f"已办理{n + 3}件") for n in (1, 2, 3, 4, 5)
    ]
    assert "无处可放0" in found.account


def test_tables_side_by_side_are_read_one_below_the_other(tmp_path: Path) -> None:
    headings: list[object] = ["序号", "反馈问题", "整改措施"]
    rows = [[*headings, None, *headings], [1, "议题把关不严", "印发规则", None, 2, "租期过长", "清理合同"]]
    assert [p.title for p in read(rows, tmp_path).ledger.problems] == ["议题把关不严", "租期过长"]


def test_headings_that_stand_again_for_each_measure_are_no_second_table(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "问题", "措施一", "落实情况", "完成时限", "措施二", "落实情况", "完成时限"],
        [1, "议题把关不严", "印发规则", "规则印发", "2025年3月", "明确清单", "清单29项", "2025年4月"],
    ]
    (problem,) = read(rows, tmp_path).ledger.problems
    assert [(m.plan, m.content) for m in problem.measures] == [("印发规则", "规则印发"), ("明确清单", "清单29项")]


@pytest.mark.parametrize(
    "headings",
    [
        ["措施一", "落实情况", "措施二", "落实情况", "措施三", "落实情况"],
        ["措施1", "进展1", "措施2", "进展2", "措施3", "进展3"],
        ["措施一", "措施一落实情况", "措施二", "措施二落实情况", "措施三", "措施三落实情况"],
    ],
)
def test_columns_counted_with_their_measures_stay_together_over_a_gap(headings: list[str], tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "问题", *headings, "责任单位"],
        [1, "议题把关不严", "印发规则", "规则3月印发", "明确清单", None, "开展督查", "督查2次", "党政办"],
        [2, "租期过长", "清理合同", "解除合同19份", None, None, None, None, "资产科"],
    ]
    first, second = read(rows, tmp_path).ledger.problems
    assert [(m.plan, m.content) for m in first.measures] == [
        ("印发规则", "规则3月印发"), ("明确清单", None), ("开展督查", "督查2次"),
    ]  # fmt: skip
    assert [(m.plan, m.content) for m in second.measures] == [("清理合同", "解除合同19份")]
    assert first.units == ["党政办"]


def test_a_column_headed_like_a_tick_that_holds_statuses_says_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "反馈问题", "整改措施", "销号"],
        [1, "复核流于形式", "修订办法", "未销号"],
        [2, "问题长期未改", "建立台账", "已销号"],
        [3, "组织生活走过场", "主题党日", "持续推进"],
    ]
    assert [p.status for p in read(rows, tmp_path).ledger.problems] == ["推进中", "已完成", "推进中"]


@pytest.mark.parametrize(("first", "second"), [("1.1", "1.2"), ("1-1", "1-2"), ("（1）", "（2）")])
def test_measures_below_their_problem_are_known_by_their_numbers(first: str, second: str, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["编号", "问题和整改措施", "牵头单位", "落实情况", "整改结果"],
        ["1", "机关作风不实", "县委办", None, "基本完成"],
        [first, "开展文风整治", None, "发文同比下降18%", None],
        [second, "精简督查检查", None, "督查事项压减至9项", None],
        ["2", "营商环境有短板", "县政务局", None, "正在推进"],
        [first.replace("1", "2", 1) if first[0] == "1" else first, "一窗受理", None, "设综合窗口12个", None],
    ]
    problems = read(rows, tmp_path).ledger.problems
    assert [(p.title, p.lead_unit, p.status, len(p.measures)) for p in problems] == [
        ("机关作风不实", "县委办", "基本完成", 2), ("营商环境有短板", "县政务局", "推进中", 1),
    ]  # fmt: skip


def test_how_far_a_measure_is_stands_beside_how_far_the_problem_is(tmp_path: Path) -> None:
    for order in (("问题整改进度", "措施完成率"), ("措施完成率", "问题整改进度")):
        rows: list[list[object]] = [
            ["问题编号", "问题", *order, "措施编号", "整改措施"],
            [
                "W1",
                "信访积案化解慢",
                *(("70%", "100%") if order[0][0] == "问" else ("100%", "70%")),
                "W1-1",
                "领导包案",
            ],
            [None, None, *((None, "40%") if order[0][0] == "问" else ("40%", None)), "W1-2", "专班推进"],
        ]
        found = read(rows, tmp_path)
        (problem,) = found.ledger.problems
        assert (problem.status, [m.status for m in problem.measures]) == ("推进中", ["已完成", "推进中"])
        assert problem.notes["措施完成率"] == "100%\n40%" and not found.questions


def test_a_later_total_includes_an_earlier_report_of_the_same(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "问题", "措施", "4-6月", "7-9月"],
        [1, "执法随意", "开展检查", "检查4次", "累计检查9次，查纠问题13个"],
        [2, "班次少", "新增班线", "新增班线6条", "新增班线11条"],
    ]
    found = read(rows, tmp_path)
    first, second = found.ledger.problems
    assert first.measures[0].content == "累计检查9次，查纠问题13个。" and first.notes["4-6月"] == "检查4次"
    assert second.measures[0].content == "新增班线6条。新增班线11条。" and "逐期增大" in found.questions[0].text


def test_a_table_of_contacts_below_the_ledger_is_no_problem(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["一、整改台账"], ["序", "发现问题", "整改举措", "责任科室"], [1, "库房管理混乱", "建登记簿", "后勤科"], [],
        ["二、联系人"], ["姓名", "电话"], ["柏舟", "0555-5550101"],
    ]  # fmt: skip
    found = read(rows, tmp_path)
    assert [(p.title, p.aspect) for p in found.ledger.problems] == [("库房管理混乱", None)]
    assert any("柏舟 0555-5550101" in remark for remark in found.ledger.remarks)


def test_cards_in_a_word_file_stay_cards_when_the_ledger_is_written_anew(tmp_path: Path) -> None:
    from docx import Document

    from drafter.work.importing import import_file

    document = Document()
    for number, title in enumerate(("校外培训监管不到位", "食堂管理漏洞多"), 1):
        document.add_paragraph(f"整改事项{number}")
        table = document.add_table(rows=3, cols=4)
        said = [["编号", str(number), "责任科室", "监管科"], ["反馈问题", title, "整改状态", "已完成"],
                ["整改措施", "联合检查", "完成情况", f"检查{number + 2}次"]]  # fmt: skip
        for at, texts in enumerate(said):
            for cell, text in zip(table.rows[at].cells, texts, strict=True):
                cell.text = text
    document.save(str(tmp_path / "卡.docx"))
    for force in (False, True):
        made = import_file(tmp_path / "卡.docx", [], force)
        assert made.summary == "2个问题，2条措施"
