"""The departments' sheets: who gets what, said before they go out; whose file a difference came in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import httpx
import openpyxl
from test_web_pages import HEADINGS, TWO, returned, workbook

SHARED = """问题:
- 编号: 1
  表述: 路灯不亮
  牵头单位: 区城管局
  责任单位: [区财政局, 各街道]
- 编号: 2
  表述: 排水不畅
  公开: 否
  责任单位: [区城管局]
"""


def test_who_leads_and_who_has_a_part_is_said_before_the_sheets_go_out(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(SHARED, encoding="utf-8")
    way = {"name": "台账.yaml", "by": "责任单位"}
    page = client.get("/ledger/departments", params={**way, "see": "1"}).text
    rows = [row.split("</tr>")[0] for row in page.split("<tbody>")[1].split("<tr>")[1:]]
    leads, joins, several = rows
    assert "区城管局" in leads and "1、2（不公开）" in leads
    assert "区财政局" in joins and joins.index("—") < joins.index('"配合的问题">1') and "统称" not in joins
    assert "各街道" in several and "发给哪几家请您定" in several
    with zipfile.ZipFile(io.BytesIO(client.get("/ledger/departments", params=way).content)) as bundle:
        book = openpyxl.load_workbook(io.BytesIO(bundle.read("台账-区财政局.xlsx")))
    heads = [cell.value for cell in book["整改台账"][1]]
    assert book["整改台账"].cell(2, heads.index("牵头单位") + 1).value == "区城管局"


def test_a_difference_says_whose_file_it_came_in(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    lights: list[str | int] = [1, "路灯不亮", "更换路灯", "更换路灯87盏。", "推进中", "区城管局"]
    drains: list[str | int] = [2, "排水不畅", "疏通管网", "疏通管网3公里。", "已完成", "区水务局"]
    page = returned(
        client, ("区城管局.xlsx", workbook(HEADINGS, lights)), ("区水务局.xlsx", workbook(HEADINGS, lights, drains))
    )
    row = page.split('value="问题[1].状态"')[1].split("</tr>")[0]
    assert "区水务局.xlsx：" in row and "区城管局" not in row
    alone = returned(client, ("区水务局（2）.xlsx", workbook(HEADINGS, drains)))
    assert "xlsx：" not in alone.split('value="问题[1].状态"')[1].split("</tr>")[0]
