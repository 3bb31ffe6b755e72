"""The page says what it knows, and no more: numbers that double, a head of the progress that is empty."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from test_web_pages import EXAMPLE, HEADINGS, LIGHTS, TWO, open_ledger, returned, save, workbook

from drafter.compose.facts import UNTOLD
from drafter.ledger.excel_out import write_department
from drafter.ledger.load import load_ledger
from drafter.ledger.revise import set_value
from drafter.phrases.bank import load_bank
from drafter.web import drafting


def test_a_number_that_another_problem_has_is_named_and_asked_for_by_itself(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    page = returned(
        client, ("回.xlsx", workbook(HEADINGS, [1, "排水不畅", "疏通管网", "疏通管网3公里。", "已完成", ""]))
    )
    assert '<fieldset class="settle" data-alone>' in page  # what takes all at once leaves it
    assert "同号" in page and "问题1“路灯不亮”现在也是这个号" in page
    assert "编号重复" not in open_ledger(client)
    (folder / "台账.yaml").write_text(TWO.replace("编号: 2", "编号: 1"), encoding="utf-8")
    assert open_ledger(client).count("编号重复") == 2


def test_an_empty_head_of_the_progress_offers_what_the_ledger_counts(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(LIGHTS, encoding="utf-8")
    ledger = folder / "台账.yaml"
    page = open_ledger(client, "整改进展总述")
    assert "空着就不印总述" in page and "还有 1 个问题没有填状态" in page
    save(client, page, **{"v:问题[0].状态": "推进中"})
    page = open_ledger(client, "整改进展总述")
    offered = "反馈的1个问题，推进中1个。"
    assert f"可以写：“{offered}”" in page
    save(client, page, op=f"put:进展概述={offered}", at="整改进展总述")
    assert load_ledger(ledger).progress_overview == offered
    assert "空着就" not in open_ledger(client, "整改进展总述")
    _, answer = save(client, open_ledger(client, "整改进展总述"), **{"v:进展概述": "1个问题中，已完成1个。"})
    assert "“已完成”的问题这里是1个，台账是0个" in answer  # told as soon as it is typed


def test_nothing_waits_is_said_with_what_the_text_does_not_tell(client: httpx.Client, folder: Path) -> None:
    silent = re.sub(r"(?m)^进展概述:.*\n(?:  .*\n)*", "", EXAMPLE)
    (folder / "台账.yaml").write_text(silent, encoding="utf-8")
    assert "没有待补的地方。只是正文没有写哪些问题还没有完成（台账里" in open_ledger(client)
    page = client.get("/ledger", params={"name": "台账.yaml", "at": "整改进展总述", "template": "双主体式"}).text
    assert "没有写哪些问题" not in page  # that template counts them itself


def test_a_sentence_that_is_tried_gets_one_message_a_place_and_its_days_are_looked_at(client: httpx.Client) -> None:
    page = client.get("/wording", params={"text": "6月31日前贯切落实到位。"}).text
    tried = page[page.index('id="tried"') : page.index("</section>")]
    assert "6月31日" in tried and tried.count("贯切</small>") == 1 and tried.count("<article") == 2


def test_a_page_loaded_again_while_its_save_is_under_way_shows_what_was_saved(
    client: httpx.Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    page, came = open_ledger(client), threading.Event()

    def slow(desk: Any, sent: Any) -> Any:
        came.set()
        time.sleep(0.2)
        return drafting.save(desk, sent)

    monkeypatch.setitem(drafting.CHANGES, "/ledger/save", slow)
    saving = threading.Thread(target=save, args=(client, page), kwargs={"v:问题[0].表述": "路灯全不亮"})
    saving.start()
    came.wait(5)
    again = open_ledger(client)
    saving.join()
    monkeypatch.undo()
    assert "路灯全不亮" in again
    assert "别的窗口" not in save(client, again, **{"v:问题[1].表述": "排水很不畅"})[1]


def test_what_a_sheet_is_read_as_is_shown_with_what_is_printed(client: httpx.Client, folder: Path) -> None:
    sheet = workbook(HEADINGS, [1, "路灯不亮", "更换路灯", "更换路灯87盏。", "已完成", "区城管局"])
    page = client.post("/bring", files={"file": ("表.xlsx", sheet)}).text
    assert "读成这样" not in page
    shown = client.get("/import", params={"name": "表.xlsx", "look": "1"}).text
    assert "<dt>第1条措施 · 内容</dt><dd>更换路灯87盏。</dd>" in shown and "<dt>状态</dt><dd>已完成</dd>" in shown
    assert "关于“路灯不亮”问题的整改" in shown and not (folder / "表.yaml").exists()
    swapped = {"name": "表.xlsx", "look": "1", "map:整改进展": "内部备注"}
    assert "更换路灯87盏。</p>" not in client.get("/import", params=swapped).text


def test_a_file_of_an_older_format_is_told_how_to_save_it(client: httpx.Client, folder: Path) -> None:
    answer = client.post("/bring", files={"file": ("台账.et", b"old")})
    assert answer.status_code == 422 and "另存为”，类型选 .xlsx" in answer.text and not list(folder.glob("*.et"))
    answer = client.post("/review/bring", files={"file": ("通报.wps", b"old")})
    assert answer.status_code == 422 and "类型选 .docx" in answer.text


def test_the_first_page_offers_each_sheet_what_it_is_for(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    (folder / "规范表.csv").write_text("编号,错,对\n自001,布署,部署\n", encoding="utf-8")
    (folder / "台账-区城管局.xlsx").write_bytes(write_department(load_ledger(folder / "台账.yaml")))
    page = client.get("/").text
    assert "规范表.csv" not in page and "收回到“台账”，看差别" in page and "看各列" not in page
    (folder / "别的.xlsx").write_bytes(workbook(HEADINGS, [1, "路灯不亮", "更换路灯", "", "", ""]))
    assert "看各列，存成台账" in client.get("/").text


def test_a_chosen_wording_whose_count_may_not_be_told_leads_to_others_that_fit(
    client: httpx.Client, folder: Path
) -> None:
    """It is no fact that somebody could fill in."""
    bank = load_bank()
    counting = next(p for p in bank.of("formula") if p.group == "概述" and p.slots.count("问题数") == 1)
    text = set_value(EXAMPLE.replace("公开: 否", "公开: 是"), "组织领导.概述", {"词条": counting.id})
    (folder / "台账.yaml").write_text(text, encoding="utf-8")
    assert UNTOLD not in client.get("/ledger", params={"name": "台账.yaml"}).text
    (folder / "台账.yaml").write_text(set_value(text, "问题[1].公开", "否"), encoding="utf-8")
    page = client.get("/ledger", params={"name": "台账.yaml"}).text
    waits = page.split('id="missing"')[1].split("</section>")[0]
    assert f">{UNTOLD}<" in waits and "/ledger/alternatives?" in waits and "待补：反馈问题" not in page
    offered = client.get("/ledger/alternatives", params={"name": "台账.yaml", "path": "组织领导.概述"}).text
    choices = offered.split("词条库里还有")[1].split("写自己的话")[0]
    assert "不公开的问题" in offered and "用这条" in choices and "待补" not in choices
