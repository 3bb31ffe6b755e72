"""The workbook as the writer's ledger: a new one, a draft from it, one for each department, a kept column map."""

from pathlib import Path
from typing import Any

import pytest
from command import drafter
from openpyxl import Workbook, load_workbook

from drafter.ledger.excel_in import read_excel
from drafter.ledger.load import load_ledger

LEDGER = """
单位: {名称: 中共苍岭县委员会}
问题:
  - {编号: 1, 表述: 供水管网老化, 牵头单位: 县水务局, 责任单位: [县财政局], 措施: [{内容: 改造管网12公里。}]}
  - {编号: 2, 表述: 食堂监管不严, 责任单位: [县教育局, 县财政局], 措施: [{内容: 检查食堂41家。}]}
  - {编号: 3, 表述: 档案管理不规范}
"""


def book(folder: Path, *rows: list[Any]) -> Path:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    path = folder / "单位台账.xlsx"
    made.save(path)
    return path


def test_an_empty_workbook_is_filled_in_and_drafted_from(tmp_path: Path) -> None:
    assert drafter("new", "-o", "台账.xlsx", cwd=tmp_path).returncode == 0
    made = load_workbook(tmp_path / "台账.xlsx")
    sheet = made["整改台账"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in (
        ("编号", 1),
        ("反馈问题", "供水管网老化"),
        ("整改措施", "改造管网12公里。"),
        ("方面", "民生"),
    ):
        sheet.cell(2, columns[heading]).value = value
    told = {(row[0].value, row[1].value): row[2] for name in ("通报信息", "组织领导") for row in made[name].iter_rows()}
    told["单位", "名称"].value = "中共苍岭县委员会"
    told["组织领导", "会议/1/日期"].value = "2024-06-22"
    told["组织领导", "会议/1/名称"].value = "县委常委会会议"
    told["组织领导", "督查/1/内容"].value = "对6家单位开展现场检查"
    made.save(tmp_path / "台账.xlsx")
    done = drafter("draft", "台账.xlsx", "-o", "通报.docx", cwd=tmp_path)
    assert done.returncode == 0 and "1个问题，1条措施" in done.stderr, done.stderr
    ledger = read_excel(tmp_path / "台账.xlsx").ledger
    assert ledger.problems[0].aspect == "民生" and "县委常委会会议" in ledger.model_dump_json()


def test_a_draft_from_an_office_s_own_sheet_says_what_was_asked(tmp_path: Path) -> None:
    book(tmp_path, ["序号", "反馈问题", "整改进展", "奇怪的列"], [1, "供水管网老化", "改造管网12公里。", "某事"])
    done = drafter("draft", "单位台账.xlsx", "-o", "通报.docx", cwd=tmp_path)
    assert done.returncode == 0 and "“奇怪的列”不认识" in done.stderr


def test_one_workbook_a_department_with_only_its_problems(tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(LEDGER, encoding="utf-8")
    assert drafter("export", "台账.yaml", "--by", "责任单位", "-o", "分", cwd=tmp_path).returncode == 0
    found = {p.name: [q.number for q in read_excel(p).ledger.problems] for p in sorted((tmp_path / "分").iterdir())}
    assert found == {
        "台账-县财政局.xlsx": [1, 2], "台账-县水务局.xlsx": [1], "台账-县教育局.xlsx": [2],
        "台账-未填责任单位.xlsx": [3],
    }  # fmt: skip
    again = drafter("update", "台账.yaml", "--from", "分/台账-县水务局.xlsx", "-o", "新.yaml", cwd=tmp_path)
    assert again.returncode == 0
    assert load_ledger(tmp_path / "新.yaml") == load_ledger(tmp_path / "台账.yaml")


SENT = """问题:
- 编号: 1
  表述: 供水管网老化
  责任单位: [县水务局]
  牵头领导: 张副县长
  公开: 否
  经同意公开: 县委2024年8月同意
  内部备注: {待核: 数字}
  状态: 推进中
  措施:
  - 提法: 改造管网
    计划: 改造老旧管网
    内容: 改造管网12公里。
    佐证: [水务-01]
  - 计划: 更换水表
"""


def test_a_department_sees_what_it_has_to_fill_in_on_a_sheet_that_prints_across(tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(SENT, encoding="utf-8")
    assert drafter("export", "台账.yaml", "--by", "责任单位", "-o", "分", cwd=tmp_path).returncode == 0
    workbook = load_workbook(tmp_path / "分" / "台账-县水务局.xlsx")
    assert workbook.sheetnames == ["填写说明", "整改台账"]
    page = workbook["整改台账"]
    headings = [cell.value for cell in page[1]]
    assert headings == [
        "编号", "反馈问题", "责任单位", "整改计划（原来打算怎么改）", "整改措施（做了什么）",
        "整改状态", "整改成效", "佐证材料",
    ]  # fmt: skip
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.print_title_rows == "$1:$1"
    shaded = [h for h, cell in zip(headings, page[2], strict=True) if cell.fill.fill_type == "solid"]
    assert shaded == headings[:4]
    said = str([[cell.value for cell in row] for row in page.iter_rows()])
    assert "张副县长" not in said and "同意" not in said and "数字" not in said
    page["E3"] = "更换水表3200只。"
    page["F2"] = "基本完成"
    workbook.save(tmp_path / "回.xlsx")
    assert drafter("update", "台账.yaml", "--from", "回.xlsx", "-o", "新.yaml", cwd=tmp_path).returncode == 0
    before, after = (load_ledger(tmp_path / name).problems[0] for name in ("台账.yaml", "新.yaml"))
    assert after.measures[1].content == "更换水表3200只。" and after.status == "基本完成"
    assert (after.public, after.consent, after.notes) == (before.public, before.consent, before.notes)
    assert after.measures[0] == before.measures[0]


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--by", "领导", "-o", "分"), "只能按"), (("--by", "责任单位", "-o", "分.xlsx"), "要写文件夹")],
)
def test_a_division_that_cannot_be_made_is_refused(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(LEDGER, encoding="utf-8")
    done = drafter("export", "台账.yaml", *options, cwd=tmp_path)
    assert done.returncode == 2 and said in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["台账.yaml"]


def test_what_one_department_sends_back_leaves_the_rest_in_one_line(tmp_path: Path) -> None:
    problems = "".join(f"  - {{编号: {n}, 表述: 第{n}项制度执行不严格}}\n" for n in range(1, 9))
    (tmp_path / "台账.yaml").write_text(f"问题:\n{problems}", encoding="utf-8")
    book(tmp_path, ["序号", "反馈问题", "整改进展"], [3, "第3项制度执行不严格", "修订办法1项。"])
    done = drafter("update", "台账.yaml", "--from", "单位台账.xlsx", "-o", "新.yaml", cwd=tmp_path)
    assert "其余7个原样保留" in done.stderr and done.stderr.count("问题缺少：") == 1


def test_a_column_map_is_a_file_that_serves_for_every_sheet(tmp_path: Path) -> None:
    path = book(
        tmp_path, ["序号", "反馈问题", "怎么改", "改得怎样"], [1, "供水管网老化", "改造管网", "改造管网12公里。"]
    )
    (tmp_path / "列名.yaml").write_text(
        "怎么改：措施\n改得怎样: 进展   # 各局都这样叫\n别处才有的列: 时限\n", encoding="utf-8"
    )
    done = drafter("import", path, "--map", "列名.yaml", "-o", "台账.yaml", cwd=tmp_path)
    assert done.returncode == 0 and "不认识" not in done.stderr
    [measure] = load_ledger(tmp_path / "台账.yaml").problems[0].measures
    assert (measure.plan, measure.content) == ("改造管网", "改造管网12公里。")
    over = drafter("import", path, "--map", "列名.yaml", "--map", "怎么改=忽略", "-o", "二.yaml", cwd=tmp_path)
    assert over.returncode == 0 and load_ledger(tmp_path / "二.yaml").problems[0].measures[0].plan is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("怎么改: 措失\n", "第1行：“怎么改: 措失”里没有可用的字段"),
        ("怎么改:\n", "第1行：“怎么改: ”里没有可用的字段"),
        ("[一, 二]\n", "每行写 列名: 字段"),
        (None, "文件不存在"),
    ],
)
def test_a_column_map_that_cannot_be_used_is_refused_with_its_line(text: str | None, said: str, tmp_path: Path) -> None:
    path = book(tmp_path, ["序号", "反馈问题", "怎么改"], [1, "供水管网老化", "改造管网"])
    if text is not None:
        (tmp_path / "列名.yaml").write_text(text, encoding="utf-8")
    done = drafter("import", path, "--map", "列名.yaml", "-o", "台账.yaml", cwd=tmp_path)
    assert done.returncode == 2 and said in done.stderr and not (tmp_path / "台账.yaml").exists()
