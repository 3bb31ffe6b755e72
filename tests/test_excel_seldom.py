"""Habits of offices that are seldom and sure: numbers that tell levels apart, colours that a legend puts first, framed
wordings, bodies with their roles before them, notes in the margin."""

# Rows of sheets are easier to compare with their headings when each stands on one line.
# ruff: noqa: E501

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from drafter.ledger.excel_bodies import bodies_named
from drafter.ledger.excel_in import ExcelImport, read_excel
from drafter.ledger.model import Ledger, ProblemEntry
from drafter.work.departments import divided


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


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("怎么改\n（整改举措）", "plan"),
        ("办法（整改措施）", "plan"),
        ("谁来改（责任部门）", "units"),
        ("做到哪步【整改进展】", "content"),
    ],
)
def test_a_heading_in_words_of_its_own_is_known_by_what_it_says_in_brackets(
    heading: str, field: str, tmp_path: Path
) -> None:
    others = {"plan": "整改措施", "units": "责任单位", "content": "整改进展"}
    names = [heading if name == field else usual for name, usual in others.items()]
    rows: list[list[object]] = [
        ["序号", "问题表现", *names],
        [1, "讲师团多年未调整", "重新选聘", "宣传部", "已选聘32人"],
    ]
    (problem,) = read(rows, tmp_path).ledger.problems
    assert (problem.units, [(m.plan, m.content) for m in problem.measures]) == (
        ["宣传部"],
        [("重新选聘", "已选聘32人")],
    )


@pytest.mark.parametrize("names", ["牵头局领导", "牵头校领导", "包案县领导", "分管领导"])
def test_who_leads_under_responsibility_is_no_progress(names: str, tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (
        ["序号", "反馈问题", "整改任务", None, "责任落实", None, "整改进展情况"],
        [None, None, "整改措施", "完成时限", names, "责任处室", None],
        [1, "网点布局不合理", "开展摸底", "2025年3月", "贺兰明", "储备处", "登记网点1862个"],
    ):
        page.append(row)
    for merged in ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"):
        page.merge_cells(merged)
    book.save(tmp_path / "台账.xlsx")
    (problem,) = read_excel(tmp_path / "台账.xlsx").ledger.problems
    assert (problem.leader, problem.units, problem.measures[0].content) == ("贺兰明", ["储备处"], "登记网点1862个")


@pytest.mark.parametrize(
    "cell",
    [
        "【措施】1.建立名录；2.每月报送线索。\n【落实】1.名录已建，收录176人；2.1—10月报送线索15条。",
        "【措施】\n1.建立名录\n2.每月报送线索。\n【落实】\n1.名录已建，收录176人\n2.1—10月报送线索15条。",
        "措施：1.建立名录；2.每月报送线索。\n落实：1.名录已建，收录176人；2.1—10月报送线索15条。",
        "整改措施：①建立名录；②每月报送线索。落实情况：①名录已建，收录176人；②1—10月报送线索15条。",
    ],
)
def test_plan_and_progress_in_one_cell_are_told_apart_by_their_labels(cell: str, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "反馈问题", "整改措施及落实情况", "责任科室"],
        [1, "针对“招商引智作用发挥不充分”的问题", cell, "经济联络科"],
        [2, "针对“接待费报销把关不严”的问题", cell, "财务室"],
    ]
    problem = read(rows, tmp_path).ledger.problems[0]
    assert problem.title == "招商引智作用发挥不充分"
    assert [((m.plan or "").rstrip("。"), (m.content or "").rstrip("。")) for m in problem.measures] == [
        ("建立名录", "名录已建，收录176人"), ("每月报送线索", "1—10月报送线索15条"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["二、三季度已评星12个", "三、四月走访乡镇6个", "二、三批设备已投运"])
def test_two_of_a_row_are_no_ordinal(text: str, tmp_path: Path) -> None:
    from drafter.text.ordinals import ordinal_at, strip_ordinal

    assert strip_ordinal(text) == text and ordinal_at("二、三会一课不规范") and ordinal_at("二、完善制度")
    rows: list[list[object]] = [["序号", "问题", "措施一", "措施一落实", "措施二", "措施二落实"],
                                [1, "责任区形同虚设", "划分责任区", "划分46个", "按季度评星", text]]  # fmt: skip
    assert read(rows, tmp_path).ledger.problems[0].measures[1].content == text


@pytest.mark.parametrize("aside", ["门卫室那两台冰柜的事，候书记意见", "（另）领用台账怎么建，先放这里"])
def test_a_line_below_the_table_is_asked_about_and_is_no_problem(aside: str, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "问题", "整改措施"], [1, "台账不清", "开展盘点"], [2, "租期过长", "清理合同"], [], [None, aside],
        ["制表：易水　审核：石敬之"],
    ]  # fmt: skip
    found = read(rows, tmp_path)
    assert [p.title for p in found.ledger.problems] == ["台账不清", "租期过长"]
    assert [q.text for q in found.questions if aside in q.text] and len(found.questions) == 1
    assert aside in found.ledger.remarks


def test_a_problem_without_a_number_that_has_its_measures_stays_a_problem(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "问题", "整改措施"], [1, "台账不清", "开展盘点"], [2, "租期过长", "清理合同"],
        [None, "公车私用查处不严", "加装定位"], [None, "档案缺失", None], [None, None, "补建档案"],
    ]  # fmt: skip
    assert [p.title for p in read(rows, tmp_path).ledger.problems][2:] == ["公车私用查处不严", "档案缺失"]


def test_a_page_with_the_same_headings_goes_on_under_the_same_aspect(tmp_path: Path) -> None:
    head: list[object] = ["序号", "反馈问题", "整改措施", "责任单位"]
    found = sheets(
        tmp_path,
        ("台账", [head, ["一、政治责任方面"], [1, "研究安全生产不够", "每季度研究", "办公室"]]),
        ("台账（续）", [["续表"], head, [2, "资料汇交不及时", "倒排日期", "总工办"], ["二、队伍方面"], [3, "津贴虚报", "核定天数", "财务科"]]),
    )  # fmt: skip
    assert [(p.number, p.aspect) for p in found.ledger.problems] == [
        (1, "政治责任方面"),
        (2, "政治责任方面"),
        (3, "队伍方面"),
    ]
    apart = sheets(
        tmp_path,
        ("办学方向", [head, [1, "教师不足", "补充", "人事处"]]),
        ("师德师风", [head, [2, "考核走过场", "修订", "教师部"]]),
    )
    assert [p.aspect for p in apart.ledger.problems] == ["办学方向", "师德师风"]


@pytest.mark.parametrize("total", ["小计：本方面2个问题", "合计：5个问题，已完成2个，正在推进3个", "小计 2 个", "合计"])
def test_a_total_is_no_aspect_and_no_problem(total: str, tmp_path: Path) -> None:
    rows: list[list[object]] = [["编号", "反馈问题", "整改措施", "责任单位"], ["一、作风方面"], [1, "文山会海", "压减文件", "办公室"],
                                [total], ["二、队伍方面"], [2, "交流不够", "制定计划", "人事处"]]  # fmt: skip
    found = read(rows, tmp_path)
    assert [(p.title, p.aspect) for p in found.ledger.problems] == [("文山会海", "作风方面"), ("交流不够", "队伍方面")]
    assert not found.questions and all("上一级方面" not in p.notes for p in found.ledger.problems)


def test_an_opinion_that_ends_like_a_label_is_the_value_beside_its_label(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["卡号", "LC-02", "责任单位", "资源科"], ["存在问题", "巡护轨迹弄虚作假"], ["整改措施", "启用巡护终端"],
        ["责任领导意见", "长期抓好"], ["整改办验收意见", "同意责任领导意见"],
    ]  # fmt: skip
    (problem,) = read(rows, tmp_path).ledger.problems
    assert problem.notes["整改办验收意见"] == "同意责任领导意见"


@pytest.mark.parametrize(
    ("text", "leading", "others"),
    [
        ("宣传部（牵头）组织部（配合）", ["宣传部"], ["组织部"]),
        ("青年发展部牵头，州青基会配合", ["青年发展部"], ["州青基会"]),
        ("资产科牵头、财务室、审计室配合", ["资产科"], ["财务室", "审计室"]),
        ("配合中心", [], ["配合中心"]),
    ],
)
def test_a_role_may_stand_behind_a_body_in_every_way(text: str, leading: list[str], others: list[str]) -> None:
    assert bodies_named([text]) == (leading, others)


def test_a_heading_that_asks_whether_to_publish_is_answered_where_all_answers_are_clear(tmp_path: Path) -> None:
    heading = "整改情况可否对外公开"
    rows: list[list[object]] = [
        ["序号", "问题", "整改措施", heading],
        [1, "台账不清", "开展盘点", "可以公开"],
        [2, "租期过长", "清理合同", "不予公开"],
    ]
    found = read(rows, tmp_path)
    assert [p.public for p in found.ledger.problems] == [True, False]
    assert [q.likely for q in found.questions] == ["公开"]
    unclear = read([*rows, [3, "档案缺失", "补建", "看情况"]], tmp_path)
    assert [p.public for p in unclear.ledger.problems] == [True, False, False]
    secret = read(
        [[*rows[0][:3], "是否涉密不宜公开"], [1, "台账不清", "开展盘点", "是"], [2, "租期过长", "清理合同", "否"]],
        tmp_path,
    )
    assert [p.public for p in secret.ledger.problems] == [False, True]


LISTED: list[object] = ["序号", "反馈问题", "整改措施", "责任单位"]


@pytest.mark.parametrize(
    "names",
    [
        ("已完成", "正在推进", "长期坚持"),
        ("已完成问题清单", "推进中问题清单", "需长期坚持的问题"),
        ("台账（已完成）", "台账（正在推进）", "台账（长期坚持）"),
    ],
)
def test_lists_by_status_say_the_status_of_their_problems(names: tuple[str, ...], tmp_path: Path) -> None:
    pages = [(name, [LISTED, [n, f"第{n}类管护不到位", "完善制度", f"第{n}科"]]) for n, name in enumerate(names, 1)]
    found = sheets(tmp_path, *pages)
    assert [(p.status, p.aspect) for p in found.ledger.problems] == [
        ("已完成", None),
        ("推进中", None),
        ("长期坚持", None),
    ]
    assert any("按所在清单的名称定了状态" in note for note in found.notes)


def test_rows_that_head_lists_by_status_are_no_aspects(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        LISTED, ["一、已完成的问题（2个）"], ["（一）作风方面"], [1, "文山会海", "压减文件", "办公室"], ["（二）队伍方面"], [2, "交流不够", "制定计划", "人事处"],
        ["二、正在推进的问题（1个）"], [3, "改造慢", "加快改造", "物业科"],
    ]  # fmt: skip
    assert [(p.status, p.aspect) for p in read(rows, tmp_path).ledger.problems] == [
        ("已完成", "作风方面"), ("已完成", "队伍方面"), ("推进中", None),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["完成情况", "整改完成情况", "推进落实", "履职不到位", "整改台账"])
def test_other_names_of_sheets_say_no_status(name: str, tmp_path: Path) -> None:
    assert sheets(tmp_path, (name, [LISTED, [1, "文山会海", "压减文件", "办公室"]])).ledger.problems[0].status is None


def test_a_status_of_its_own_goes_before_that_of_the_list(tmp_path: Path) -> None:
    page = ("已完成清单", [[*LISTED, "状态"], [1, "文山会海", "压减文件", "办公室", "推进中"]])
    assert sheets(tmp_path, page).ledger.problems[0].status == "推进中"


def test_sheets_of_departments_give_the_body_that_answers_and_stay_apart(tmp_path: Path) -> None:
    head: list[object] = ["序号", "反馈问题", "整改措施", "状态"]
    found = sheets(
        tmp_path,
        ("县教育局", [head, [1, "培训监管不到位", "联合检查", "已完成"]]),
        ("县卫健局", [head, [1, "采购不规范", "修订办法", "推进中"], [2, "冷链记录漏记", "更换设备", "已完成"]]),
        ("青石镇", [head, [3, "村务公开不及时", "按月公开", "推进中"]]),
    )
    assert [p.units for p in found.ledger.problems] == [["县教育局"], ["县卫健局"], ["县卫健局"], ["青石镇"]]
    assert any("像单位，已作为各自问题的责任单位" in q.text for q in found.questions)
    named = sheets(tmp_path, ("县教育局", [[*head, "责任科室"], [1, "培训监管不到位", "联合检查", "已完成", "监管科"]]))
    assert named.ledger.problems[0].units == ["监管科"]
    assert (
        not sheets(tmp_path, ("各单位台账", [head, [1, "培训监管不到位", "联合检查", "已完成"]]))
        .ledger.problems[0]
        .units
    )


def test_a_number_of_measures_under_their_heading_counts_measures(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (["序号", "问题", "整改措施", None, "进展"], [None, None, "序号", "内容", None],
                [1, "养护不到位", 1, "完善制度", "制度印发"], [None, None, 2, "养护公路", "养护29公里"]):  # fmt: skip
        page.append(row)
    for merged in ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "A3:A4", "B3:B4"):
        page.merge_cells(merged)
    book.save(tmp_path / "台账.xlsx")
    found = read_excel(tmp_path / "台账.xlsx")
    assert [(m.plan, m.content) for m in found.ledger.problems[0].measures] == [
        ("完善制度", "制度印发"),
        ("养护公路", "养护29公里"),
    ]
    assert not found.questions and not found.ledger.problems[0].notes


def test_one_unit_gets_one_sheet_however_it_is_written_and_two_units_never_share_one() -> None:
    units = [["Ａ 区发改局"], ["a区发改局", "城管/住建专班"], ["城管_住建专班"], ["A区发改局"]]
    given = Ledger(problems=[ProblemEntry(title=f"问题{n}", units=names) for n, names in enumerate(units)])
    found = divided(given, "责任单位")
    assert {name: [p.title for p in ledger.problems] for name, ledger in found.items()} == {
        "Ａ_区发改局": ["问题0", "问题1", "问题3"],
        "城管_住建专班": ["问题1"],
        "城管_住建专班（2）": ["问题2"],
    }
