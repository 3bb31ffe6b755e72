"""A measure in which several are written becomes as many; what returns one to a line, too."""

from __future__ import annotations

from pathlib import Path

import httpx
import openpyxl
import pytest
from test_web_pages import open_ledger, save

from drafter.ledger.apart import (
    all_apart,
    all_sentences_apart,
    by_sentences,
    new_lines_apart,
    of_several,
    pieces,
)
from drafter.ledger.excel_out import write_department
from drafter.ledger.load import load_ledger, load_ledger_text

PROBLEMS = """问题:
- 表述: 管护不到位
  责任单位: [区水务局]
  措施:
  - 内容: 勘察水源4处；管网延伸12.6公里；送水86车次。
    计划: 勘察水源；延伸管网；应急送水
    公开: 否
    状态: 推进中
  - 内容: 修订制度1项（含附则；附表），印发执行。
"""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1.更换路灯87盏；2.加装控制箱3个。", ["更换路灯87盏。", "加装控制箱3个。"]),
        ("开展巡查：1.夜巡22次；2.日巡9次。", ["开展巡查：夜巡22次。", "日巡9次。"]),
        ("更换路灯87盏；\n加装控制箱3个", ["更换路灯87盏。", "加装控制箱3个"]),
        ("更换路灯87盏\n加装控制箱3个", ["更换路灯87盏", "加装控制箱3个"]),
        ("更换路灯87盏，\n加装控制箱3个", ["更换路灯87盏，\n加装控制箱3个"]),
        ("更换路灯87盏；加装控制箱3个；", ["更换路灯87盏。", "加装控制箱3个。"]),
        ("修订《办法；细则》（含附则；附表）。", ["修订《办法；细则》（含附则；附表）。"]),
        ("更换路灯87盏。加装控制箱3个。", ["更换路灯87盏。加装控制箱3个。"]),
    ],
)
def test_a_measure_falls_into_what_was_numbered_put_in_lines_or_between_semicolons(text: str, parts: list[str]) -> None:
    assert pieces(text) == parts


def test_all_are_taken_apart_with_their_plans_and_what_is_withheld_stays_withheld() -> None:
    assert [(path, len(parts)) for path, parts in of_several(PROBLEMS)] == [("问题[0].措施[0]", 3)]
    measures = load_ledger_text(all_apart(PROBLEMS), "").problems[0].measures
    assert [m.content for m in measures[:3]] == ["勘察水源4处。", "管网延伸12.6公里。", "送水86车次。"]
    assert [m.plan for m in measures[:3]] == ["勘察水源。", "延伸管网。", "应急送水"]
    assert not any(m.public for m in measures[:3]) and {m.status for m in measures[:3]} == {"推进中"}
    assert len(measures) == 4 and not of_several(all_apart(PROBLEMS))


def test_only_lines_that_came_back_are_taken_apart() -> None:
    after = PROBLEMS.replace("修订制度1项（含附则；附表），印发执行。", '"修订制度1项。\\n印发执行2次；\\n培训3期"')
    text, count = new_lines_apart(PROBLEMS, after)
    measures = load_ledger_text(text, "").problems[0].measures
    assert count == 1 and [m.content for m in measures[1:]] == ["修订制度1项。", "印发执行2次。", "培训3期"]
    assert measures[0].content == "勘察水源4处；管网延伸12.6公里；送水86车次。"
    assert new_lines_apart(after, after) == (after, 0)


def test_the_page_offers_to_take_all_apart_and_tells_how_to_go_back(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(PROBLEMS, encoding="utf-8")
    page = open_ledger(client)
    assert "都拆开，共 4 条" in page
    _, answer = save(client, page, op="apart:")
    assert "2条措施拆成了4条。要合回去，按“退回上一次保存”" in answer and "都拆开" not in answer
    client.post("/undo", data={"name": "台账.yaml"})
    assert len(load_ledger(folder / "台账.yaml").problems[0].measures) == 2


def test_the_account_of_a_sheet_says_that_cells_hold_several(client: httpx.Client, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["序号", "反馈问题", "整改举措", "整改进展", "责任单位"])
    book.active.append([1, "管护不到位", "1.勘察；2.送水。", "勘察水源4处；送水86车次。", "水务局"])
    book.save(tmp_path / "表.xlsx")
    page = client.get("/import", params={"name": "表.xlsx"}).text
    assert "1 条措施各写着几件事" in page and "一共 2 条措施" in page


def test_a_department_that_fills_in_a_line_each_gives_as_many_measures(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(PROBLEMS, encoding="utf-8")
    sheet = folder / "整改台账-区水务局.xlsx"
    sheet.write_bytes(write_department(load_ledger(folder / "台账.yaml")))
    book = openpyxl.load_workbook(sheet)
    table, said = book["整改台账"], book["填写说明"]
    assert any("一件写一行" in str(cell.value) for cell in said["A"])
    columns = {cell.value: cell.column for cell in table[1]}
    assert "整改计划（原来打算怎么改）" in columns
    table.cell(
        2, columns["整改措施（做了什么）"]
    ).value = "4处水源已经勘察完毕；\n供水管网通到6个村；\n缺水时送水上门。"
    book.save(sheet)
    page = client.get("/returns", params={"name": "台账.yaml", "source": sheet.name}).text
    data = {"name": "台账.yaml", "source": sheet.name, "seen": page.split('name="seen" value="')[1].split('"')[0]}
    for asked in set(page.split('name="settle:')[1:]):
        data[f"settle:{asked.split(chr(34))[0]}"] = "0"
    told = client.post("/returns/take", data={**data, "take": page.split('name="take" value="')[-1].split('"')[0]}).text
    measures = load_ledger(folder / "台账.yaml").problems[0].measures
    assert "1条措施收到的是一格写了几件事的，一件拆成一条" in told
    assert [m.content for m in measures[:3]] == ["4处水源已经勘察完毕。", "供水管网通到6个村。", "缺水时送水上门。"]


def test_what_was_planned_in_parts_and_told_in_one_is_taken_apart_at_its_sentences() -> None:
    """Not a word is typed anew, and nothing that was planned is lost."""
    measure = "计划: 1.倒排工期；2.每周调度；3.约谈\n    内容: 倒排工期。完成改造6个小区。"
    text = f"问题:\n- 表述: 改造慢\n  措施:\n  - {measure}\n"
    assert not of_several(text) and by_sentences(text) == [("问题[0].措施[0]", ["倒排工期。", "完成改造6个小区。"])]
    measures = load_ledger_text(all_sentences_apart(text), "").problems[0].measures
    assert [m.content for m in measures] == ["倒排工期。", "完成改造6个小区。"]
    assert [m.plan for m in measures] == ["1.倒排工期；2.每周调度；3.约谈", None]
