"""The way back: to the columns of the sheet a ledger was read from, and to a file that was put away."""

from __future__ import annotations

import html
import re
from pathlib import Path

import httpx
from test_web_pages import HEADINGS, TWO, UNCLEAR, returned, save, seen, workbook

from drafter.ledger.load import load_ledger

ROOT = Path(__file__).parents[1]
READ = {"map:整改举措情形": "措施", "map:存在问题": "忽略"}


def ledger_read(client: httpx.Client) -> str:
    client.post("/bring", files={"file": ("甲.xlsx", UNCLEAR)})
    return client.post("/import/accept", data={"name": "甲.xlsx", "target": "台账", **READ}).text


def test_a_ledger_leads_back_to_its_columns_and_is_read_again_by_them(client: httpx.Client, folder: Path) -> None:
    page = ledger_read(client)
    assert 'href="/import?name=甲.xlsx"' in page
    save(client, page, **{"v:问题[0].表述": "路灯时亮时灭"})
    account = client.get("/import", params={"name": "甲.xlsx"}).text
    assert "照选的重读进“台账”" in account and "填的、改的 1 处照留" in account and "/returns/into" not in account
    data = {"name": "甲.xlsx", "into": "台账.yaml", "map:责任单位": "牵头单位"}
    shown = seen(client.get("/ledger", params={"name": "台账.yaml"}).text)
    told = client.post("/import/again", data={**data, "seen:台账.yaml": shown}).text
    assert "您填的、改的1处照留" in told
    problems = load_ledger(folder / "台账.yaml").problems
    assert problems[0].title == "路灯时亮时灭" and [p.units for p in problems] == [[], []]
    assert client.post("/import/again", data={**data, "seen:台账.yaml": shown}).status_code == 409
    client.post("/undo", data={"name": "台账.yaml"})
    assert load_ledger(folder / "台账.yaml").problems[0].units == ["区城管局"]


def test_what_cannot_be_read_again_is_looked_at_place_by_place(client: httpx.Client) -> None:
    page = ledger_read(client)
    save(client, page, op="remove:问题[1]")
    account = client.get("/import", params={"name": "甲.xlsx"}).text
    assert "不能直接重读" in account and "/returns/into" in account and "/import/again" not in account


def test_a_file_is_put_away_and_put_back_from_the_first_page(client: httpx.Client, folder: Path) -> None:
    (folder / "旧.yaml").write_text("问题: []\n", encoding="utf-8")
    page = client.post("/away", data={"name": "旧.yaml"}).text
    assert "已收进“回收”：旧.yaml" in page and "打开台账" not in page and "收起的文件（1）" in page
    assert (folder / "回收" / "旧.yaml").is_file() and not (folder / "旧.yaml").exists()
    assert "打开台账" in client.post("/away", data={"name": "旧.yaml", "out": "1"}).text
    assert client.post("/away", data={"name": "旧.yaml", "out": "1"}).status_code == 422
    for name in ("../x.yaml", ".drafter/undo", ""):
        assert client.post("/away", data={"name": name}).status_code == 422


def test_what_is_to_be_decided_says_why_and_all_of_it_can_be_chosen_at_once(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    words = [2, "排水不畅", "疏通管网", "组织力量清掏雨水井46座，管网全线贯通。", "推进中", "区水务局"]
    page = returned(client, ("回.xlsx", workbook(HEADINGS, [1, "路灯不亮", "更换路灯", "更换路灯81盏。"], words)))
    assert "更换路灯<del>87</del>盏。" in page  # 8 alone is no figure
    assert "全部照收到的" in page and "全部不改" in page and "一次选好下面的“要您定的”和“差别”" in page
    assert "<small>写法不同</small>" in page and "不跟着选" not in page
    row = [1, "路灯不亮", "更换路灯", "更换路灯87盏。"]
    sent = [(f"{n}.xlsx", workbook(HEADINGS, [*row, status])) for n, status in (("甲", "已完成"), ("乙", "基本完成"))]
    page = returned(client, *sent)
    assert "几家说法不一的 1 件不跟着选" in page and "<small>几家说法不一</small>" in page


def test_what_stands_around_the_table_is_filled_in_by_a_click(client: httpx.Client, folder: Path) -> None:
    notes = "青岚县自然资源局党组落实县委第三巡察组反馈意见整改台账", "填报日期：2026年11月20日  联系电话：555-0123"
    text = "".join(f"  - {note}\n" for note in notes)
    (folder / "台账.yaml").write_text(f"{TWO}附注:\n{text}", encoding="utf-8")
    page = client.get("/ledger", params={"name": "台账.yaml", "at": "基本情况"}).text
    assert "名称“青岚县自然资源局党组”、" in page and 'value="fill:巡视.巡视组">填上' in page
    assert 'value="fill:联系方式.电话"' not in page  # in the form of its own part
    status, page = save(client, page, op="fill:巡视.巡视组", at="基本情况")
    assert status == 200 and 'data-focus="巡视.巡视组"' in page and "fill:单位.名称" in page
    now = load_ledger(folder / "台账.yaml")
    assert now.tour.team == "县委第三巡察组" and now.unit.name is None
    status, page = save(client, page, op="fill:", at="基本情况")
    now = load_ledger(folder / "台账.yaml")
    assert now.unit.name == "青岚县自然资源局党组" and now.contact.phone == "555-0123" and "fill:" not in page
    status, page = save(client, page, op="fill:", at="基本情况")
    assert "没有做成" in page and "附注里没有可以填的了" in page


def test_measures_that_were_made_of_plans_alone_are_said(client: httpx.Client) -> None:
    rows = [1, "路灯不亮", "1.更换路灯；2.加装控制箱。", "更换路灯87盏。", "已完成", "区城管局"], [
        2, "排水不畅", "1.疏通管网；2.清掏雨水井。", "", "推进中", "区水务局",
    ]  # fmt: skip
    page = client.post("/bring", files={"file": ("台账.xlsx", workbook(HEADINGS, *rows))}).text
    assert "2个问题，3条措施" in page
    assert "C3（2条） 没有填进展，按打算分成了几条措施，各等各的进展" in page


def test_words_of_the_bank_that_change_with_the_facts_are_said_and_marked(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    page = client.get("/ledger", params={"name": "台账.yaml", "at": "基本情况"}).text
    assert "phrase fresh" not in page
    _, page = save(client, page, **{"v:单位.名称": "青岚县自然资源局党组", "v:单位.简称": "局党组"})
    told = re.search(r"按本单位选配[^<]*换了(\d+)处", page)
    marked = set(re.findall(r'class="phrase fresh"[^>]*path=([^"]+)"', page))
    assert told and len(marked) == int(told[1])
    _, page = save(client, page, **{"v:问题[0].内部备注": ""})
    assert "phrase fresh" not in page and "已保存</p>" in page


def test_what_comes_of_one_cause_is_told_in_one_place(client: httpx.Client, folder: Path) -> None:
    text = (ROOT / "examples" / "旧通报.txt").read_text(encoding="utf-8")
    slip = text.replace("一是统一思想认识。", "一是统一思想认识。推动全面从严治党向纵身发展。")
    (folder / "稿.txt").write_text(slip, encoding="utf-8")
    page = client.get("/review", params={"name": "稿.txt"}).text
    (article,) = (a for a in page.split('<article id="f')[1:] if "向纵深发展”差一字" in a)
    assert "同一处还报了 1 条" in article and "同一处的合在一起是" in page
    inner = page.split("同一处还报了 1 条")[1].split("</details>")[0]
    assert "“纵身”疑为“纵深”" in inner and "data-grade" not in inner.split("</article>")[0]


def test_who_signs_is_told_what_the_ledger_keeps_from_the_public(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(
        TWO.replace("  状态: 推进中\n", "  状态: 推进中\n  公开: 否\n", 1), encoding="utf-8"
    )
    client.post("/ledger/draft", data={"name": "台账.yaml"})
    sheet = client.get("/review/signoff", params={"name": "通报.docx", "form": "html"}).text
    assert "台账里有1个问题不公开（问题1），这一版不印" in sheet
    inside = {"name": "通报.docx", "form": "html", "edition": "党内"}
    assert "不公开（问题1）" not in client.get("/review/signoff", params=inside).text


def test_columns_that_go_into_one_field_say_so_and_a_column_of_dates_may_be_the_deadline(client: httpx.Client) -> None:
    headings = ["序号", "反馈问题", "整改措施", "科室（牵头）", "配合单位", "计划进度", "整改进展"]
    row = [1, "路灯不亮", "更换路灯", "办公室", "机关党委", "9月底前完成", "更换路灯87盏。"]
    page = client.post("/bring", files={"file": ("台账.xlsx", workbook(headings, row))}).text
    assert "与“配合单位”一起当作“责任单位”；要分开的，把牵头的一列换成“牵头单位”" in page
    assert re.search(r'name="map:计划进度" value="时限">是“时限”', page)


def test_what_is_kept_from_the_public_is_said_in_the_words_of_the_form(client: httpx.Client, folder: Path) -> None:
    hidden = TWO.replace("  状态: 推进中\n", "  状态: 推进中\n  公开: 否\n", 1)
    (folder / "台账.yaml").write_text(hidden, encoding="utf-8")
    page = client.get("/ledger", params={"name": "台账.yaml", "at": "问题[0]"}).text
    assert "有1个问题不公开（" in page and "公开: 否" not in page and '<option value="否" selected>不公开' in page


def test_a_draft_that_was_reviewed_is_drafted_again(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    (folder / "上稿.txt").write_text("整改通报\n", encoding="utf-8")
    for clean, name in (("", "通报.docx"), ("1", "通报-定稿.docx")):
        data = {"name": "台账.yaml", "clean": clean}
        client.post("/ledger/draft", data=data)
        before = (folder / name).read_bytes()
        asked = {"name": name, "ledger": "台账.yaml", "since": "上稿.txt"}
        assert client.get("/review", params=asked).status_code == 200
        page = client.get("/ledger", params={"name": "台账.yaml"}).text
        save(client, page, **{"v:问题[0].表述": f"路灯{'又' if clean else '时'}灭"})
        answer = client.post("/ledger/draft", data=data)
        assert answer.status_code == 200 and f"已写出 {name}" in answer.text
        assert (folder / name).read_bytes() != before


def bank_rows(page: str) -> list[tuple[str, str, str]]:
    """(text, grade, what its button does) of each row of the bank."""
    found = re.findall(
        r'<tr><td>.*?</td><td>.*?</td><td>(.*?)</td>.*?name="text" value="([^"]*)".*?</form>', page, re.DOTALL
    )
    buttons = re.findall(r'name="status" value="[^"]*" title="[^"]*">(\w+)<', page)
    return [(html.unescape(text), grade, button) for (grade, text), button in zip(found, buttons, strict=True)]


def test_a_search_of_all_kinds_shows_what_was_saved_just_now(client: httpx.Client) -> None:
    page = client.get("/phrases", params={"q": "公款吃喝"}).text
    text, grade, button = bank_rows(page)[0]
    key = re.search(r'name="id" value="([^"]+)"', page)
    seen_there = re.search(r'name="seen" value="(\w*)"', page)
    assert grade != "停用" and button == "停用" and key and seen_there
    data = {"id": key[1], "seen": seen_there[1], "text": text, "q": "公款吃喝", "kind": ""}
    page = client.post("/phrases/change", data={**data, "status": "停用"}).text
    assert [row for row in bank_rows(page) if row[0] == text] == [(text, "停用", "启用")]
    page = client.get("/phrases", params={"q": "公款吃喝"}).text  # asked anew: behind those that are in use
    assert bank_rows(page)[-1] == (text, "停用", "启用") and len(bank_rows(page)) > 1
    own = "紧盯灯下黑问题抓整改"
    sent = dict(re.findall(r'name="(seen:\w+)" value="(\w*)"', page))
    page = client.post("/phrases/add", data={"text": own, "kind": "measure", **sent}).text
    assert bank_rows(page)[0] == (own, "自拟", "停用")
    assert bank_rows(client.get("/phrases", params={"q": own}).text)[0][0] == own
