"""规范表 in the page: the table, a sentence that is tried, the office's own rows over the built-in ones."""

from __future__ import annotations

import html
import re
from pathlib import Path

import httpx
import pytest

from drafter.check.norms import csv_of, read_own, shown
from drafter.check.settings import rule_settings
from drafter.errors import InputError

SENTENCE = "云岭区委全面布署整改工作。"


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\w*)"', page)
    assert found
    return found[1]


def tried(client: httpx.Client, text: str = SENTENCE) -> str:
    page = client.get("/wording", params={"text": text}).text
    found = re.search(r'<section id="tried">.*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def test_the_table_is_searched_by_word_and_group(client: httpx.Client) -> None:
    page = client.get("/wording", params={"q": "布署"}).text
    assert "<td>布署</td>" in page and "部署" in page and "CZ001" in page
    assert "没有找到" in client.get("/wording", params={"q": "布署", "group": "单位"}).text
    first, second = (client.get("/wording", params={"page": page}).text for page in ("1", "2"))
    assert "page=2" in first and "page=1" in second and "<td>布署</td>" in first and "<td>布署</td>" not in second


def test_a_row_of_ones_own_holds_in_the_page_and_on_the_command_line(client: httpx.Client, tmp_path: Path) -> None:
    assert "应为“区委”" not in tried(client)
    page = client.get("/wording").text
    data = {"seen": seen(page), "错": "云岭区委", "对": "区委", "类": "用字", "级": "错误", "前非": "", "后非": ""}
    assert "已加上：“云岭区委”应为“区委”" in client.post("/wording/add", data=data).text
    assert "“云岭区委”应为“区委”" in tried(client)
    assert read_own(tmp_path / "规范表.csv")[0]["对"] == "区委"
    assert [row["错"] for row in rule_settings(None, tmp_path / "规则.yaml").norms] == ["云岭区委"]
    page = client.get("/wording", params={"q": "云岭区委"}).text
    assert "已去掉" in client.post("/wording/drop", data={"seen": seen(page), "id": "自001"}).text
    assert "应为“区委”" not in tried(client)
    assert client.post("/wording/add", data={**data, "对": ""}).status_code == 422


def test_a_save_is_taken_back(client: httpx.Client, tmp_path: Path) -> None:
    data = {"seen": seen(client.get("/wording").text), "错": "云岭区委", "对": "区委"}
    page = client.post("/wording/add", data=data).text
    before = (tmp_path / "规范表.csv").read_bytes()
    client.post("/wording/add", data={"seen": seen(page), "错": "甲乙", "对": "丙丁"})
    page = client.post("/undo", data={"name": "规范表.csv", "back": "/wording"}).text
    assert (tmp_path / "规范表.csv").read_bytes() == before and "规范表" in page


def test_a_built_in_row_is_closed_graded_and_brought_back(client: httpx.Client, tmp_path: Path) -> None:
    (tmp_path / "规则.yaml").write_text("# 我们的\n关闭: [C201]", encoding="utf-8")
    assert "布署" in tried(client)
    data = {"id": "CZ001", "级": "关闭", "对": "部署"}
    assert client.post("/wording/change", data={**data, "seen": seen(client.get("/wording").text)}).status_code == 200
    assert "布署" not in tried(client)
    rules = (tmp_path / "规则.yaml").read_text(encoding="utf-8")
    assert rules == "# 我们的\n关闭: [C201]\n规范表文件: 规范表.csv\n"
    page = client.get("/wording", params={"q": "布署"}).text
    assert 'class="off"' in page
    data = {"id": "CZ001", "级": "错误", "对": "部署"}
    assert client.post("/wording/change", data={**data, "seen": seen(page)}).status_code == 200
    assert 'class="error"' in tried(client)
    client.post("/wording/drop", data={"id": "CZ001", "seen": seen(client.get("/wording").text)})
    assert 'class="warning"' in tried(client)


def test_a_table_changed_outside_is_not_overwritten(client: httpx.Client, tmp_path: Path) -> None:
    data = {"错": "云岭区委", "对": "区委"}
    before = seen(client.get("/wording").text)
    assert client.post("/wording/add", data={**data, "seen": before}).status_code == 200
    assert client.post("/wording/add", data={**data, "seen": before}).status_code == 409
    assert client.post("/wording/change", data={"id": "没有", "seen": before}).status_code == 422


def test_a_table_kept_in_excel_is_shown_and_not_written(client: httpx.Client, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["错", "对"])
    book.active.append(["云岭区委", "区委"])
    book.save(tmp_path / "我们的.xlsx")
    (tmp_path / "规则.yaml").write_text("规范表文件: 我们的.xlsx\n", encoding="utf-8")
    page = client.get("/wording", params={"q": "云岭区委"}).text
    assert "<td>云岭区委</td>" in page and "/wording/change" not in page
    assert client.post("/wording/add", data={"错": "甲乙", "对": "丙丁"}).status_code == 422


def test_a_row_of_no_use_is_refused_and_nothing_written(client: httpx.Client, tmp_path: Path) -> None:
    data = {"错": "甲乙", "对": "丙丁", "前非": "((", "seen": ""}
    assert client.post("/wording/add", data=data).status_code == 422
    assert not (tmp_path / "规范表.csv").exists() and not (tmp_path / "规则.yaml").exists()


def test_hostile_rows_are_shown_not_obeyed(client: httpx.Client) -> None:
    evil = "<img src=x onerror=alert(1)>"
    client.post("/wording/add", data={"错": evil, "对": "甲", "seen": ""})
    page = client.get("/wording", params={"q": "onerror", "text": evil}).text
    assert evil not in page and html.escape(evil) in page


def test_the_office_rows_survive_the_way_through_the_file(tmp_path: Path) -> None:
    rows = [
        {"编号": "自001", "错": "甲，乙", "对": "丙\n丁", "级": "提示"},
        {"编号": "CZ001", "级": "关闭", "来源": "x"},
    ]
    (tmp_path / "规范表.csv").write_bytes(csv_of(rows))
    again = read_own(tmp_path / "规范表.csv")
    assert again[0]["对"] == "丙 丁" and again[1]["来源"] == "x"
    assert [s.origin for s in shown(again)][:3] == ["本单位", "关闭", "内置"]
    with pytest.raises(InputError):
        csv_of([{"编号": "自002", "对": "丙"}])
