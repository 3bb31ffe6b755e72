"""Excel ledgers as six offices keep them, each with its own habits, and a seventh that cannot be read.

Each sheet is made here as such sheets really look: merged titles, two-row headings, notes at the bottom, tick marks.
"""

# Rows of sheets are easier to compare with their headings when each stands on one line.
# ruff: noqa: E501

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font

from drafter.errors import InputError
from drafter.ledger.excel_in import read_excel
from drafter.ledger.model import Ledger


def read(book: Workbook, folder: Path, mapping: dict[str, str] | None = None) -> tuple[Ledger, list[str]]:
    path = folder / "整改 台账.xlsx"
    book.save(path)
    found = read_excel(path, mapping or {})
    return found.ledger, found.notes


def refused(book: Workbook, folder: Path) -> str:
    with pytest.raises(InputError) as error:
        read(book, folder)
    return "\n".join(error.value.messages)


def everything(ledger: Ledger) -> str:
    """All texts of a ledger in one, to look for what must not be lost."""
    return ledger.model_dump_json(by_alias=True)


def district_office() -> Workbook:
    """Merged title, two-row heading, a problem's cells merged over its measures, true dates, a total and a note."""
    book = Workbook()
    ws = book.active
    ws.title = "整改台账"
    ws.merge_cells("A1:K1")
    ws["A1"] = "云岭区委关于省委第三巡视组反馈意见整改台账"
    ws.merge_cells("A2:K2")
    ws["A2"] = "填报单位：云岭区委巡视整改办        填报日期：2025年1月6日"
    ws.append(
        ["序号", "反馈\n问题", "整改措施", "责任分工", None, None, "整改\n时限", "整改情况", None, "佐证材料", "备注"]
    )
    ws.append([None, None, None, "牵头领导", "牵头单位", "责任单位", None, "进展情况", "是否销号", None, None])
    ws.merge_cells("D3:F3")
    ws.merge_cells("H3:I3")
    for column in "ABCGJK":
        ws.merge_cells(f"{column}3:{column}4")
    rows = [
        [1, "产业转型\n步伐不快", "编制规划", "区委副书记\n孟远", "区发改局", "区工信局、区科技局\n区财政局", dt.datetime(2024, 12, 31),
         "完善产业规划。编制《云岭区先进装备产业三年行动计划》，确定5个重点方向。", "是", "云整〔2024〕3号", "跨年项目"],
        [None, None, "引进项目", None, None, None, None, "加大招引力度。签约项目12个，总投资36.5亿元。", "是", "签约清单", None],
        [None, None, "跟踪服务", None, None, None, None, "做实项目服务。走访企业48家。", "否", None, "每季度更新"],
        [2.0, "营商环境有短板", "压减时限", "副区长 柯明", "区数据局", "区市场监管局", "2024年12月底前",
         "压减审批时限。平均办理时间由5天压减到3天。", "已销号", "流程图", None],
    ]  # fmt: skip
    for row in rows:
        ws.append(row)
    for column in "ABDEFG":
        ws.merge_cells(f"{column}5:{column}7")
    ws["G5"].number_format = "yyyy/m/d"
    ws.append(["合计", "2个问题", "4条措施"])
    ws.merge_cells("A10:K10")
    ws["A10"] = "备注：1.本表一式三份。2.销号须附佐证材料。"
    return book


def test_merged_cells_two_row_headings_and_true_dates(tmp_path: Path) -> None:
    ledger, notes = read(district_office(), tmp_path)
    first, second = ledger.problems
    assert (first.number, first.title) == (1, "产业转型步伐不快")
    assert (first.leader, first.lead_unit) == ("区委副书记孟远", "区发改局")
    assert first.units == ["区工信局", "区科技局", "区财政局"]
    assert first.deadline == dt.date(2024, 12, 31)
    assert [m.lead for m in first.measures] == ["完善产业规划", "加大招引力度", "做实项目服务"]
    assert first.measures[0].content == "编制《云岭区先进装备产业三年行动计划》，确定5个重点方向。"
    assert [m.status for m in first.measures] == ["已完成", "已完成", "推进中"]
    assert first.status == "推进中"
    assert [m.evidence for m in first.measures] == [["云整〔2024〕3号"], ["签约清单"], []]
    assert [m.plan for m in first.measures] == ["编制规划", "引进项目", "跟踪服务"]
    assert first.notes == {"备注": "跨年项目\n每季度更新"}
    assert (second.number, second.deadline, second.status) == (2, "2024年12月底前", "已完成")
    assert second.measures[0].status is None
    assert second.measures[0].plan == "压减时限" and second.notes == {}
    assert any("合计" in r for r in ledger.remarks) and any("一式三份" in r for r in ledger.remarks)
    assert not any("不认识" in n for n in notes)


def county_office() -> Workbook:
    """One sheet for each 方面, a cover, a sheet of notes, a hidden old one; measures numbered inside one cell."""
    book = Workbook()
    cover = book.active
    cover.title = "封面"
    cover["B5"] = "青屿县委巡察整改台账"
    cover["B9"] = "青屿县委整改办"
    header = ["问题序号", "存在问题", "整改举措", "整改目标", "责任领导", "责任单位", "完成时限", "完成情况"]
    for name, rows in {
        "一、政治建设方面": [
            [1, "“第一议题”落实不严", "1.修订议事规则。\n2.每月检查1次，全年检查12次。\n3.约谈3个单位", "制度健全", "县委书记", "县委办",
             "2024.10.31", "已完成"],
            [2, "调查研究不深", "（1）制定调研计划；（2）县领导带头调研26次；（3）解决问题41个。", "成果转化", "同上", "县委研究室", "长期", "持续推进"],
        ],
        "二、民生保障方面": [
            [3, "养老服务有欠缺", "一是新建助餐点14个。二是培训护理员210人次。三是适老化改造88户。", "提质增效", "副县长", "县民政局；县财政局",
             45657, "基本完成"],
            [4, "农村道路管护滞后", "①修补路面3.2公里②落实管护员56名", "长效管护", "副县长", "县交通局", "2024年6月底前", "整改到位并巩固"],
        ],
    }.items():  # fmt: skip
        ws = book.create_sheet(name)
        ws["A1"] = "青屿县委巡察反馈问题整改台账"
        ws.merge_cells("A1:H1")
        ws.append([])
        ws.append(header)
        for row in rows:
            ws.append(row)
    notes = book.create_sheet("填表说明")
    notes["A1"] = "一、各单位每月25日前报送。"
    notes["A2"] = "二、完成情况填：已完成、基本完成、持续推进。"
    old = book.create_sheet("旧版")
    old.append(["序号", "存在问题", "整改举措"])
    old.append([1, "旧问题", "旧措施"])
    old.sheet_state = "hidden"
    return book


def test_several_sheets_and_measures_numbered_inside_one_cell(tmp_path: Path) -> None:
    ledger, notes = read(county_office(), tmp_path)
    assert [p.number for p in ledger.problems] == [1, 2, 3, 4]
    assert [p.aspect for p in ledger.problems] == ["政治建设方面", "政治建设方面", "民生保障方面", "民生保障方面"]
    one, two, three, four = ledger.problems
    assert [m.content for m in one.measures] == ["修订议事规则。", "每月检查1次，全年检查12次。", "约谈3个单位"]
    assert [m.content for m in two.measures] == ["制定调研计划。", "县领导带头调研26次。", "解决问题41个。"]
    assert [m.content for m in three.measures] == ["新建助餐点14个。", "培训护理员210人次。", "适老化改造88户。"]
    assert [m.content for m in four.measures] == ["修补路面3.2公里", "落实管护员56名"]
    assert one.title == "“第一议题”落实不严"
    assert (one.deadline, two.deadline, three.deadline) == (dt.date(2024, 10, 31), "长期", dt.date(2024, 12, 31))
    assert (one.leader, two.leader) == ("县委书记", "县委书记")
    assert three.units == ["县民政局", "县财政局"]
    assert [p.status for p in ledger.problems] == ["已完成", "推进中", "基本完成", None]
    assert four.notes["完成情况"] == "整改到位并巩固"
    asked = [n for n in notes if "请核对：" in n]
    assert len(asked) == 1 and "工作表“二、民生保障方面”H5" in asked[0] and "整改到位并巩固" in asked[0]
    assert any("旧版" in n and "隐藏" in n for n in notes)
    assert "旧问题" not in everything(ledger)
    assert any("每月25日前报送" in r for r in ledger.remarks)
    assert "青屿县委整改办" in everything(ledger)
    assert any("45657" in n and "2024-12-31" in n for n in notes)


def bureau_office() -> Workbook:
    """Three levels: problem, 具体表现, measures; 方面 as a row of its own; headings again on each printed page."""
    book = Workbook()
    ws = book.active
    ws.title = "Sheet1"
    header = [
        "序号",
        "反馈问题",
        "具体表现",
        "整改措施",
        "进展情况",
        "责任科室",
        "完成时间",
        "整改状态",
        "联系人",
        "督办意见",
    ]
    ws.append(["江州市云岭区水务局党组巡察整改台账"])
    ws.merge_cells("A1:J1")
    ws.append(header)
    ws.append([f"（{n}）" for n in range(1, 11)])
    ws.append(["一、落实上级决策部署方面（共1个问题）"])
    ws.merge_cells("A4:J4")
    ws.append(
        [
            1,
            "河湖管护不到位",
            "（1）巡河流于形式",
            "完善巡河制度",
            "修订巡河办法，巡河312次",
            "河湖科",
            "2024年9月",
            "已办结",
            "陶工",
            "继续保持",
        ]
    )
    ws.append([None, None, None, "开展督导", "督导4次", None, None, "已办结", None, None])
    ws.append(
        [None, None, "（2）台账不规范", "统一台账", "建立电子台账，整改问题27个", None, None, "整改中", None, None]
    )
    ws.append(["江州市云岭区水务局党组巡察整改台账"])
    ws.merge_cells("A8:J8")
    ws.append(header)
    ws.append([])
    ws.append(["二、党的建设方面（共1个问题）"])
    ws.merge_cells("A11:J11")
    ws.append([2, "支部活动质量不高", None, "制定计划", None, "办公室", "长期坚持", "长期坚持", None, None])
    ws.append(["填表人：陶工        审核人：季科        日期：2024年12月"])
    ws.merge_cells("A13:J13")
    ws.row_dimensions[7].hidden = True
    ws["E5"].comment = Comment("请核实次数", "审核")
    return book


def test_three_levels_and_printed_pages(tmp_path: Path) -> None:
    ledger, notes = read(bureau_office(), tmp_path)
    one, two = ledger.problems
    assert [p.aspect for p in ledger.problems] == ["落实上级决策部署方面", "党的建设方面"]
    assert [(a.number, a.title) for a in one.aspects] == [(1, "巡河流于形式"), (2, "台账不规范")]
    assert [[m.content for m in a.measures] for a in one.aspects] == [
        ["修订巡河办法，巡河312次", "督导4次"], ["建立电子台账，整改问题27个"],
    ]  # fmt: skip
    assert [[m.status for m in a.measures] for a in one.aspects] == [["已完成", "已完成"], ["推进中"]]
    assert one.measures == [] and one.units == ["河湖科"] and one.deadline == "2024年9月"
    assert one.notes["联系人"] == "陶工" and one.notes["督办意见"] == "继续保持"
    assert "请核实次数" in one.notes["批注"]
    assert [(m.plan, m.content) for m in two.measures] == [("制定计划", None)]
    assert (two.status, two.deadline) == ("长期坚持", "长期坚持")
    assert any("J2" in n and "督办意见" in n for n in notes)
    assert any("第7行是隐藏的" in n for n in notes)
    assert any("填表人" in r for r in ledger.remarks)
    assert len(ledger.problems) == 2


def town_office() -> Workbook:
    """No merged cell at all: the problem is written again in each row, ticks in four columns, struck-out text."""
    book = Workbook()
    ws = book.active
    ws.title = "台账（第三次反馈稿）"
    ws.append(
        [
            "编号",
            "问题类别",
            "巡察反馈的问题",
            "具体措施",
            "目前进展情况",
            "包案领导",
            "责任部门",
            "完成期限",
            "完成情况",
            None,
            None,
            "是否公开",
            "取得成效",
        ]
    )
    ws.append([None] * 8 + ["已完成", "推进中", "长期坚持", None, None])
    for row in [
        ["1-1", "作风建设", "窗口服务不规范。", "1.制定规范", "1.出台窗口服务规范，明确事项18项。", "镇长", "便民服务中心", "2024/8/31", "√", None, None, "是",
         "群众满意度提升到98%。"],
        ["1-1", "作风建设", "窗口服务不规范。", "2.开展培训", "2.开展培训6期。", "镇长", "便民服务中心", "2024/8/31", "√", None, None, "是", None],
        ["1-2", "作风建设", "检查考核过多", "精简考核", "取消考核7项，\n合并检查3项。", "副镇长", "党政办", "2024年11月", None, "√", None, "内部掌握", None],
        ["2-1", "廉政风险", "小型工程监管不严", "集中整治", "整治工程9个", "副镇长", "建设办", "常态", None, None, "√", "依申请", None],
    ]:  # fmt: skip
        ws.append(row)
    ws["E5"].font = Font(strike=False)
    ws.append([None, None, None, "取消的措施", None, None, None, None, None, None, None, None, None])
    ws["D7"].font = Font(strike=True)
    ws.append(["总计", None, "3个"])
    return book


def test_repeated_problems_ticks_and_struck_out_text(tmp_path: Path) -> None:
    ledger, notes = read(town_office(), tmp_path)
    one, two, three = ledger.problems
    assert [p.number for p in ledger.problems] == ["1-1", "1-2", "2-1"]
    assert one.title == "窗口服务不规范"
    assert [m.content for m in one.measures] == ["出台窗口服务规范，明确事项18项。", "开展培训6期。"]
    assert one.result == "群众满意度提升到98%。"
    assert one.deadline == dt.date(2024, 8, 31)
    assert (one.leader, one.units, one.aspect) == ("镇长", ["便民服务中心"], "作风建设")
    assert [p.status for p in ledger.problems] == ["已完成", "推进中", "长期坚持"]
    assert [p.public for p in ledger.problems] == [True, False, False]
    assert two.measures[0].content == "取消考核7项，合并检查3项。"
    assert three.notes["公开"] == "依申请"
    assert "取消的措施" in three.notes["划线"]
    assert any("依申请" in n for n in notes) and any("划线" in n for n in notes)


def province_office() -> Workbook:
    """Data in the second sheet, far right columns, text dates, numbers that count rows, formulas with their values."""
    book = Workbook()
    book.active.title = "填报要求"
    book.active["A1"] = "请于每月底报送"
    ws = book.create_sheet("附件2")
    ws.sheet_view.showGridLines = False
    ws["C3"] = "临江省水利厅党组巡视整改问题清单、任务清单、责任清单"
    ws.merge_cells("C3:L3")
    for column, text in zip("CDEFGHIJKL", ["序 号", "反馈意见指出的问题（原文）*", "整改任务", "整改措施", "牵头部门", "配合部门",
                                             "时间节点", "整改落实情况", "取得的成效", "印证材料"], strict=True):  # fmt: skip
        ws[f"{column}5"] = text
        ws[f"{column}5"].alignment = Alignment(wrap_text=True)
    rows = [
        [
            "1",
            "1.项目前期工作不扎实",
            "健全机制",
            "制定办法",
            "规计处",
            "财务处/建管处",
            "２０２４年９月３０日",
            "落实前期责任。制定办法2个。",
            None,
            "1.办法文本；2.会议纪要",
        ],
        ["2", None, None, "优化流程", None, None, None, "优化审查流程。审查时间缩短30%。", None, "流程说明"],
        [
            "3",
            "2.资金支付进度慢",
            "加快支付",
            "按月调度",
            "财务处",
            None,
            "立行立改",
            "按月调度。支付率达到0.95。",
            "支付率居全省前列",
            None,
        ],
    ]
    for offset, row in enumerate(rows):
        for column, value in zip("CDEFGHIJKL", row, strict=True):
            ws[f"{column}{6 + offset}"] = value
    ws["C10"] = "注：本表由整改办汇总"
    return book


def test_a_table_in_the_middle_of_a_sheet_whose_numbers_count_rows(tmp_path: Path) -> None:
    ledger, notes = read(province_office(), tmp_path)
    one, two = ledger.problems
    assert [(p.number, p.title) for p in ledger.problems] == [(1, "项目前期工作不扎实"), (2, "资金支付进度慢")]
    assert one.lead_unit == "规计处" and one.deadline == dt.date(2024, 9, 30)
    assert [m.lead for m in one.measures] == ["落实前期责任", "优化审查流程"]
    assert [m.evidence for m in one.measures] == [["办法文本", "会议纪要"], ["流程说明"]]
    assert one.notes["整改任务"] == "健全机制"
    assert two.result == "支付率居全省前列" and two.deadline == "立行立改"
    assert two.measures[0].content == "支付率达到0.95。"
    assert any("的列“整改任务”和“反馈意见指出的问题（原文）*”都像“表述”" in n and "E5" in n for n in notes), notes
    assert any("按行编" in n for n in notes)


def old_template_office() -> Workbook:
    """Headings of its own that only --map explains; months without a day; a progress column that holds statuses."""
    book = Workbook()
    ws = book.active
    ws.title = "2024"
    ws.append(["查询码", "反馈问题", "怎么改", "整改期限", "进展情况", "联络", "类型"])
    ws.append(
        [
            "A01",
            "关于“粮食储备管理不严”问题",
            "全面清仓查库，查出问题6个并改好",
            dt.datetime(2024, 11, 1),
            "已完成",
            "周",
            "立行立改",
        ]
    )
    ws.append(
        [
            "A02",
            "“三公”经费管理松",
            "开展自查，退回违规支出2.4万元",
            dt.datetime(2024, 11, 15, 0, 0),
            "正在推进",
            "吴",
            "限期整改",
        ]
    )
    ws["D2"].number_format = 'yyyy"年"m"月"'
    ws["D3"].number_format = "yyyy-mm-dd"
    return book


def test_mapping_decides_what_a_heading_means(tmp_path: Path) -> None:
    _, before = read(old_template_office(), tmp_path)
    assert "“怎么改”不认识" in before[0] and "“查询码”按内容读作“编号”" in before[0]
    ledger, notes = read(old_template_office(), tmp_path, {"怎么改": "措施", "查询码": "编号", "联络": "忽略"})
    one, two = ledger.problems
    assert [p.number for p in ledger.problems] == ["A01", "A02"]
    assert one.title == "粮食储备管理不严" and two.title == "“三公”经费管理松"
    assert one.measures[0].content == "全面清仓查库，查出问题6个并改好"
    assert (one.deadline, two.deadline) == ("2024年11月", dt.date(2024, 11, 15))
    assert (one.status, two.status) == ("已完成", "推进中")
    assert one.notes == {"类型": "立行立改"}
    assert len([n for n in notes if "不认识" in n]) == 1


def test_a_mapping_that_names_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    old_template_office().save(path)
    with pytest.raises(InputError) as error:
        read_excel(path, {"怎么改": "措失", "没有的列": "措施"})
    assert "是不是想写“措施”" in error.value.messages[0]
    assert "没有“没有的列”这一列" in error.value.messages[1]


def test_the_unreadable_sheet_is_refused_with_every_cell_named(tmp_path: Path) -> None:
    book = Workbook()
    ws = book.active
    ws.title = "整改台账"
    ws.append(["序号", "反馈问题", "整改措施", "责任单位", "整改时限"])
    ws.append([None, None, "没有问题的措施", "某局", None])
    ws.append([1, "甲问题", "=C9&D9", "甲局", "2024年2月30日"])
    ws.append([2, "#REF!", "乙措施", "乙局", None])
    ws.append([3, None, "丙措施", "丙局", None])
    ws.append([4, "丁问题", "丁措施", "丁局", None])
    ws["B4"].data_type = "e"
    message = refused(book, tmp_path)
    for cell in ("B2", "C3", "E3", "B4", "B5"):
        assert f"工作表“整改台账”{cell}" in message
    assert "没有存它的计算结果" in message and "错误值 #REF!" in message and "没有这一天" in message


def test_a_sheet_without_a_heading_is_refused_with_what_stands_there(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["姓名", "电话"])
    book.active.append(["甲", "0555-1"])
    message = refused(book, tmp_path)
    assert "工作表“Sheet”A1" in message and "A1“姓名”" in message and "--map" in message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, ".xls"),
        (b"PK\x03\x04broken", "不完整"),
        ("序号,问题\n1,甲".encode(), "不是 .xlsx"),
        (b"", "不是 .xlsx"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(data)
    with pytest.raises(InputError, match=words):
        read_excel(path, {})
    with pytest.raises(InputError, match="不存在"):
        read_excel(tmp_path / "无.xlsx", {})


def sheet_of(headings: list[str], *rows: list[object]) -> Workbook:
    book = Workbook()
    book.active.append(headings)
    for row in rows:
        book.active.append(row)
    return book


@pytest.mark.parametrize("heading", ["是否对外公布", "对外公布", "能否公开", "可否公开", "是否可公开", "公示"])
def test_every_name_of_the_column_on_publication_is_known(heading: str, tmp_path: Path) -> None:
    book = sheet_of(["序号", "反馈问题", "整改措施", heading], [1, "甲事", "做了。", "是"], [2, "乙事", "做了。", "否"])
    ledger, notes = read(book, tmp_path)
    assert [p.public for p in ledger.problems] == [True, False]
    assert notes == []


@pytest.mark.parametrize(
    ("heading", "said", "public"),
    [
        ("公开范围与口径", ["是", "仅限党内", None], [True, False, True]),
        ("是否涉密", ["否", "是", "/"], [True, False, False]),
        ("密级", ["无", "秘密", None], [True, False, True]),
    ],
)
def test_what_an_unknown_column_on_publication_does_not_clearly_allow_is_not_public(
    heading: str, said: list[str | None], public: list[bool], tmp_path: Path
) -> None:
    rows = [[n, f"问题{n}", "做了。", word] for n, word in enumerate(said, 1)]
    ledger, notes = read(sheet_of(["序号", "反馈问题", "整改措施", heading], *rows), tmp_path)
    assert [p.public for p in ledger.problems] == public
    assert f"第D列“{heading}”看来是公开与否，没有认出，已按不公开处理：D3" in notes[0]
    assert f"请用 --map {heading}=公开 指定" in notes[0]


def test_a_cell_that_only_says_nothing_is_empty_and_a_measure_ends_in_a_full_stop(tmp_path: Path) -> None:
    book = sheet_of(
        ["序号", "反馈问题", "整改措施", "整改成效", "责任单位", "备注"],
        [1, "甲事", "走访企业48家；", "/", "——", "无"],
        [2, "乙事", "1.开会；2.印发清单;", "—", "／", "-"],
    )
    ledger, _ = read(book, tmp_path)
    assert [(p.result, p.units, p.notes) for p in ledger.problems] == [(None, [], {})] * 2
    assert [m.content for p in ledger.problems for m in p.measures] == ["走访企业48家。", "开会。", "印发清单。"]
