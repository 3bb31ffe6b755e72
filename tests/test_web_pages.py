"""The three users' ways through the page, request by request."""

from __future__ import annotations

import html
import io
import re
import zipfile
from pathlib import Path

import httpx
import openpyxl
import pytest

from drafter.ledger.load import load_ledger, load_ledger_text
from drafter.ledger.revise import set_value
from drafter.read import read_report
from drafter.web import drafting
from drafter.web.guide import manuals, tasks, topics

ROOT = Path(__file__).parents[1]
EXAMPLE = (ROOT / "examples" / "云岭区委.yaml").read_text(encoding="utf-8")


@pytest.fixture
def ledger(folder: Path) -> Path:
    path = folder / "台账.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def seen(text: str) -> str:
    found = re.search(r'(?:class="seen" value|data-seen)="(\w+)"', text)
    assert found
    return found[1]


def open_ledger(client: httpx.Client, at: str = "") -> str:
    answer = client.get("/ledger", params={"name": "台账.yaml", "at": at})
    assert answer.status_code == 200
    return answer.text


def save(client: httpx.Client, page: str, **values: str) -> tuple[int, str]:
    data = {"name": "台账.yaml", "seen": seen(page), "op": "", "at": "问题[0]", **values}
    answer = client.post("/ledger/save", data=data, headers={"hx-request": "true"})
    return answer.status_code, answer.text


def test_an_empty_folder_says_what_to_do_first(client: httpx.Client) -> None:
    assert "第一步" in client.get("/").text
    assert "第一步" in client.get("/review").text


def test_the_example_is_one_click_away(client: httpx.Client, folder: Path) -> None:
    page = client.post("/example").text
    assert "没有待补的地方" in page
    assert [p.name for p in folder.glob("*.yaml")] == ["示例-云岭区委.yaml"]


def test_an_edit_reaches_file_list_and_preview_and_nothing_else_moves(client: httpx.Client, ledger: Path) -> None:
    page = open_ledger(client, "问题[2]")
    status, answer = save(client, page, **{"v:问题[2].表述": "科研平台作用不大"})
    assert status == 200
    assert answer.count("科研平台作用不大") >= 2
    before, after = EXAMPLE.split("\n"), ledger.read_text(encoding="utf-8").split("\n")
    assert len(before) == len(after)
    assert sum(1 for b, a in zip(before, after, strict=True) if b != a) == 1


def test_an_edit_over_a_file_changed_outside_is_shown_side_by_side(client: httpx.Client, ledger: Path) -> None:
    page = open_ledger(client)
    ledger.write_text(EXAMPLE.replace("省委第三巡视组", "省委第五巡视组"), encoding="utf-8")
    mine = {"v:问题[0].表述": "我的表述", "v:巡视.巡视组": "省委第七巡视组"}
    status, answer = save(client, page, **mine)
    told = answer.split('id="messages"')[1]
    assert status == 200 and 'data-clash="巡视.巡视组"' in told and "（巡视 · 巡视组" not in told
    assert "省委第五巡视组" in told and "省委第七巡视组" in told and "部署:" not in answer  # in words
    kept = ledger.read_text(encoding="utf-8")
    assert "省委第五巡视组" in kept and "省委第七巡视组" not in kept and "我的表述" in kept
    save(client, answer, op="put:巡视.巡视组=省委第七巡视组")
    assert load_ledger(ledger).tour.team == "省委第七巡视组"
    ledger.write_text(EXAMPLE, encoding="utf-8")
    stale = client.post("/ledger/problem", data={"name": "台账.yaml", "seen": seen(answer)})
    assert stale.status_code == 409 and "刚才的操作没有做" in stale.text and "巡视组:" not in stale.text


def test_two_browsers_do_not_lose_each_others_work(client: httpx.Client, ledger: Path) -> None:
    first, second = open_ledger(client), open_ledger(client)
    assert save(client, first, **{"v:问题[0].表述": "甲的表述"})[0] == 200
    was = load_ledger(ledger).problems
    old = {"v:问题[0].表述": load_ledger_text(EXAMPLE, "").problems[0].title}  # a form brings what it was given too
    status, answer = save(client, second, **old, **{"v:问题[1].表述": "乙的表述"})
    assert status == 200 and "别的窗口也改了这份台账" in answer and "甲的表述" in answer.split('id="form"')[1]
    assert [p.title for p in load_ledger(ledger).problems[:3]] == ["甲的表述", "乙的表述", was[2].title]
    save(client, answer, op="down:问题[0]")  # the one moved meanwhile: what is typed goes along
    save(client, second, **{"v:问题[2].成效": "见到成效"})
    save(client, second, **{"v:问题[2].措施[0].内容": "整改3处。"}, op="up:问题[2]")
    titles = [(p.title, p.result, p.measures[0].content) for p in load_ledger(ledger).problems[:3]]
    assert titles[1][0] == was[2].title and titles[1][1:] == ("见到成效", "整改3处。")


def test_a_save_can_be_taken_back(client: httpx.Client, ledger: Path) -> None:
    save(client, open_ledger(client), **{"v:问题[0].表述": "改过"})
    answer = client.post("/undo", data={"name": "台账.yaml"})
    assert answer.status_code == 200
    assert ledger.read_text(encoding="utf-8") == EXAMPLE
    assert client.post("/undo", data={"name": "台账.yaml"}).status_code == 422


def test_what_was_taken_back_can_be_put_in_again(client: httpx.Client, ledger: Path) -> None:
    save(client, open_ledger(client), **{"v:问题[0].表述": "改过"})
    client.post("/undo", data={"name": "台账.yaml"})
    page = open_ledger(client)
    assert "恢复（1）" in page and "退回上一次保存（0）" in page
    told = client.post("/undo", data={"name": "台账.yaml", "to": "forward", "seen": seen(page)}).text
    assert "已恢复一次保存：第1个问题 · 表述" in told
    assert load_ledger(ledger).problems[0].title == "改过"
    stale = client.post("/undo", data={"name": "台账.yaml", "to": "back", "seen": seen(page)})
    assert stale.status_code == 409 and load_ledger(ledger).problems[0].title == "改过"


def test_measures_are_added_moved_split_and_taken_out(client: httpx.Client, ledger: Path) -> None:
    before = [m.lead for m in load_ledger(ledger).problems[0].measures]
    page = open_ledger(client)
    for operation, count in (
        ("add:问题[0].措施", 4),
        ("down:问题[0].措施[0]", 4),
        ("remove:问题[0].措施[3]", 3),
        ("up:问题[0].措施[1]", 3),
    ):
        status, page = save(client, page, op=operation)
        assert status == 200
        assert len(load_ledger(ledger).problems[0].measures) == count
    assert [m.lead for m in load_ledger(ledger).problems[0].measures] == before
    text = "一是更换路灯87盏。二是加装控制箱3个。"
    _, page = save(client, page, **{"v:问题[0].措施[0].内容": text})
    _, page = save(client, page, op="split:问题[0].措施[0]")
    assert [m.content for m in load_ledger(ledger).problems[0].measures[:2]] == ["更换路灯87盏。", "加装控制箱3个。"]


def test_what_was_planned_is_split_with_what_was_done(client: httpx.Client, folder: Path) -> None:
    measure = "{内容: 建立周调度制度；完成改造6个小区。, 计划: 建立周调度机制；倒排工期}"
    (folder / "台账.yaml").write_text(f"问题:\n- 表述: 改造进度慢\n  措施:\n  - {measure}\n", encoding="utf-8")
    save(client, open_ledger(client), op="split:问题[0].措施[0]")
    measures = load_ledger(folder / "台账.yaml").problems[0].measures
    assert [m.content for m in measures] == ["建立周调度制度。", "完成改造6个小区。"]
    assert [m.plan for m in measures] == ["建立周调度机制。", "倒排工期"]


def test_taking_a_save_back_says_what_was_taken_back(client: httpx.Client, ledger: Path) -> None:
    save(client, open_ledger(client), **{"v:问题[1].表述": "改过"})
    told = client.post("/undo", data={"name": "台账.yaml"}).text
    assert "已退回一次保存：第2个问题 · 表述" in told and 'name="v:问题[1].表述"' in told


def test_taking_a_save_back_keeps_the_form_that_is_shown(client: httpx.Client, ledger: Path) -> None:
    save(client, open_ledger(client), **{"v:问题[1].措施[0].内容": "改过"})
    save(client, open_ledger(client), op="template:清单式")
    told = client.post("/undo", data={"name": "台账.yaml", "at": "问题[1]", "template": "清单式"}).text
    assert '<option value="清单式" selected' not in told
    assert "已退回一次保存：通报 · 模板" in told and 'name="v:问题[1].表述"' in told
    assert re.search(r'at=%E9%80%9A%E6%8A%A5\.%E6%A8%A1%E6%9D%BF[^"]*">去看', told)
    told = client.post("/undo", data={"name": "台账.yaml", "at": "问题[1]"}).text
    assert 'data-focus="问题[1].措施[0].内容"' in told and "去看" not in told


def test_another_template_says_what_it_prints_otherwise(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    _, page = save(client, open_ledger(client), op="template:清单式")
    assert "已换成“清单式”。这份台账用“分段式”和“清单式”排出来的字、分段、编号都一样" in page
    _, page = save(client, page, op="template:内联式")
    assert re.search("已换成“内联式”，与“清单式”排法不同的有[1-9]", page)
    assert "整改情况：</p>" not in page and "整改情况：" in page  # what goes on in a paragraph is shown so


@pytest.mark.parametrize(
    ("old", "new", "place", "shown"),
    [
        ("6月28日", "6月29日", "组织领导.会议[0].日期", "2024-06-<del>28</del>"),  # a fact goes to its field
        ("召开", "专门召开", "组织领导.要点[0].内容", "现在印的是"),  # the words between are the bank's: written down
    ],
)
def test_an_edited_draft_comes_back_into_the_ledger(
    client: httpx.Client, folder: Path, old: str, new: str, place: str, shown: str
) -> None:
    import docx

    (folder / "台账.yaml").write_text(
        LIGHTS
        + "组织领导: {会议: [{日期: 2024-06-28, 名称: 局党组会议, 事项: 研究整改方案}], 要点: [{提法: 压实责任}]}\n",
        encoding="utf-8",
    )
    client.post("/ledger/draft", data={"name": "台账.yaml"})
    document = docx.Document(str(folder / "通报.docx"))
    for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
        run.text = run.text.replace("126人次", "162人次").replace(old, new)
    out = io.BytesIO()
    document.save(out)
    files = {"file": ("改过的稿.docx", out.getvalue())}
    page = client.post("/returns/bring", data={"name": "台账.yaml"}, files=files).text
    ticks = dict(re.findall(r'name="take" value="([^"]+)"[^>]*?( checked)?>', page))
    assert ticks == {"问题[0].措施[0].内容": "", place: ""}
    assert shown in page
    data = {"name": "台账.yaml", "source": "改过的稿.docx", "seen": seen_of(page), "take": ["问题[0].措施[0].内容"]}
    assert "已采用：第1个问题 · 第1条措施 · 内容" in client.post("/returns/take", data=data).text
    assert "162人次" in (load_ledger(folder / "台账.yaml").problems[0].measures[0].content or "")


def test_a_department_gets_its_problems_and_nothing_else(client: httpx.Client, ledger: Path) -> None:
    answer = client.get("/ledger/departments", params={"name": "台账.yaml", "by": "牵头领导"})
    bundle = zipfile.ZipFile(io.BytesIO(answer.content))
    assert len(bundle.namelist()) == len({p.leader for p in load_ledger(ledger).problems})
    cells = " ".join(
        str(cell.value)
        for name in bundle.namelist()
        for sheet in openpyxl.load_workbook(io.BytesIO(bundle.read(name)))
        for row in sheet
        for cell in row
    )
    assert "产业" in cells and (load_ledger(ledger).contact.phone or "") not in cells


def test_a_wrong_value_is_refused_with_its_reason_and_nothing_is_written(client: httpx.Client, ledger: Path) -> None:
    status, answer = save(client, open_ledger(client), **{"v:巡视.开始": "三月里"})
    assert status == 422
    assert "应写成日期" in answer
    assert ledger.read_text(encoding="utf-8") == EXAMPLE


def test_missing_facts_lead_to_their_fields(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(set_value(EXAMPLE, "联系方式.电话", ""), encoding="utf-8")
    page = open_ledger(client)
    link = re.search(r'<li><a data-into href="([^"]+)"[^>]*>监督电话', page)
    assert link
    form = client.get(html.unescape(link[1]))
    assert 'name="v:联系方式.电话"' in form.text


def test_a_phrase_can_be_changed_for_another(client: httpx.Client, ledger: Path) -> None:
    ledger.write_text(LIGHTS, encoding="utf-8")
    page = open_ledger(client)
    chosen = choose_another(client, page, "组织领导.概述")
    assert f"词条: {chosen}" in ledger.read_text(encoding="utf-8")
    assert "由程序选" in ways(client, "组织领导.概述")


def test_what_is_chosen_for_one_point_leaves_the_others(client: httpx.Client, ledger: Path) -> None:
    ledger.write_text(LIGHTS, encoding="utf-8")
    before = leads_of(open_ledger(client))
    chosen = choose_another(client, open_ledger(client), "下一步.要点[1].提法")
    after = leads_of(open_ledger(client))
    assert [a for a, b in zip(after, before, strict=True) if a != b] == [chosen]
    assert len(after) > 5
    for place in ("下一步.要点[0].提法", "下一步.要点[1].提法", "下一步.要点[2].提法"):
        assert "用这条" in ways(client, place), place  # the others, and the one that was chosen, can be put otherwise
    assert "由程序选" in ways(client, "下一步.要点[1].提法") and "由程序选" not in ways(client, "下一步.要点[0].提法")
    again = choose_another(client, open_ledger(client), "下一步.要点[0].提法")
    last = leads_of(open_ledger(client, "下一步"))
    assert [a for a, b in zip(last, after, strict=True) if a != b] == [again]
    assert open_ledger(client, "下一步").count(">换一种写法</a>") == len(load_ledger(ledger).next_steps.points)
    data = {"name": "台账.yaml", "seen": seen(open_ledger(client)), "path": "下一步.要点[1].提法"}
    client.post("/ledger/choose", data=data)  # let go again: it keeps its place
    assert len(leads_of(open_ledger(client))) == len(last) and "提法: 补" in ledger.read_text(encoding="utf-8")


def test_a_choice_says_what_else_it_changes_and_filling_in_a_fact_changes_nothing_else(
    client: httpx.Client, ledger: Path
) -> None:
    text = (ROOT / "examples" / "未完成.yaml").read_text(encoding="utf-8")
    ledger.write_text(text, encoding="utf-8")
    page = open_ledger(client)
    offered = re.findall(r'name="id" value="([^"]+)"><input type="hidden" name="text"', ways(client, "组织领导.概述"))
    told = []
    for phrase in offered:
        ledger.write_text(text, encoding="utf-8")
        data = {"name": "台账.yaml", "seen": seen(page), "path": "组织领导.概述", "id": phrase}
        told.append(client.post("/ledger/choose", data=data).text)
    moved = [page for page in told if "也换了说法" in page]
    assert moved and all("组织领导 · 第2条要点也换了说法（预览里标绿）" in page for page in moved)
    assert any("也换了说法" not in page for page in told)
    assert all('class="phrase fresh"' in page for page in told)
    ledger.write_text(text, encoding="utf-8")
    before = leads_of(open_ledger(client))
    _, answer = save(client, open_ledger(client), **{"v:巡视.巡视组": "区委第九巡察组"})
    assert "已保存" in answer and "换了" not in answer and leads_of(answer) == before
    assert "用语记录" in ledger.read_text(encoding="utf-8") and "用语记录" not in open_ledger(client, "基本情况")


def leads_of(page: str) -> list[str]:
    """The leads of the points, as the preview prints them."""
    lines = re.findall(r'<p class="point [^>]*>(.*?)</p>', page)
    return [re.sub(r"<[^>]*>", "", line).partition("。")[0].partition("是")[2] for line in lines]


def test_a_place_that_the_bank_words_takes_own_words(client: httpx.Client, ledger: Path) -> None:
    ledger.write_text(LIGHTS, encoding="utf-8")
    page = open_ledger(client)
    assert "公开说明" in html.unescape(page)
    data = {"name": "台账.yaml", "seen": seen(page), "path": "通报.公开说明", "own": "根据有关要求，现予公布。"}
    told = client.post("/ledger/choose", data=data).text
    assert "已改：通报 · 公开说明" in told and "已改" not in open_ledger(client)
    assert load_ledger(ledger).notice.disclosure == "根据有关要求，现予公布。"


def test_a_phrase_that_was_chosen_can_be_changed_again(client: httpx.Client, ledger: Path) -> None:
    ledger.write_text(LIGHTS, encoding="utf-8")
    page = client.get("/phrases", params={"kind": "measure"}).text
    phrase = re.findall(r'name="id" value="([^"]+)"', page)[0]
    data = {"name": "台账.yaml", "path": "问题[0].措施[0].提法", "id": phrase}
    client.post("/ledger/choose", data={**data, "seen": seen(open_ledger(client))})
    assert f"词条: {phrase}" in ledger.read_text(encoding="utf-8").replace('"', "")
    assert "由程序选" in ways(client, "问题[0].措施[0].提法")
    client.post("/ledger/choose", data={**data, "id": "", "seen": seen(open_ledger(client))})
    assert phrase not in ledger.read_text(encoding="utf-8")


def ways(client: httpx.Client, path: str) -> str:
    """What the page offers for a place that the bank words."""
    return client.get("/ledger/alternatives", params={"name": "台账.yaml", "path": path}).text


LIGHTS = """问题:
- 表述: 党内政治生活不够严肃
  措施:
  - 内容: 举办培训班3期，培训干部126人次。
  具体表现:
  - 表述: 库房管理不规范
    措施:
    - 内容: 修订《库房管理办法》，清理物资87件。
"""


def choose_another(client: httpx.Client, page: str, path: str) -> str:
    """Take the first other phrase that is offered for a place; its id, or its words where it is one of a set."""
    found = re.search(r'name="id" value="([^"]+)"><input type="hidden" name="text" value="([^"]+)"', ways(client, path))
    assert found
    phrase, text = map(html.unescape, found.groups())
    data = {"name": "台账.yaml", "seen": seen(page), "path": path, "id": phrase, "text": text}
    assert client.post("/ledger/choose", data=data).status_code == 200
    kept = client.get("/file", params={"name": "台账.yaml"}).text
    return phrase if phrase in kept else text


def test_leads_are_offered_for_a_measure_and_taken_by_a_click(client: httpx.Client, ledger: Path) -> None:
    ledger.write_text(LIGHTS, encoding="utf-8")
    for path in ("问题[0].措施[0]", "问题[0].具体表现[0].措施[0]"):
        page = open_ledger(client)
        asked = f"/ledger/leads?name={'台账.yaml'}&path={path}"
        offered = re.findall(r'value="(lead:[^"]+)">用这条', client.get(asked).text)
        assert offered
        status, _ = save(client, page, op=html.unescape(offered[0]))
        assert status == 200
    problem = load_ledger(ledger).problems[0]
    leads = [problem.measures[0].lead, problem.aspects[0].measures[0].lead]
    assert all(isinstance(lead, str) and lead for lead in leads)
    assert client.get("/ledger/leads?name=台账.yaml&path=问题[7].措施[0]").status_code == 422


def test_a_sheet_becomes_a_ledger_after_its_account_was_seen(client: httpx.Client, folder: Path) -> None:
    data = (ROOT / "examples" / "整改台账.xlsx").read_bytes()
    page = client.post("/bring", files={"file": ("整改台账.xlsx", data)}).text
    assert "读到：" in page and "存成台账" in page
    assert not list(folder.glob("*.yaml"))
    answer = client.post("/import/accept", data={"name": "整改台账.xlsx", "target": "新台账.yaml"})
    assert answer.status_code == 200
    assert load_ledger(folder / "新台账.yaml").problems


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


UNCLEAR = workbook(
    ["序号", "反馈问题", "整改举措情形", "责任单位", "公开范围意见", "存在问题"],
    [1, "路灯不亮", "更换路灯87盏。", "区城管局", "可以公开", "灯坏了"],
    [2, "道路不平", "修补道路3公里。", "区住建局", "不宜对外", "坑多"],
)


def test_questions_about_columns_are_answered_by_a_click_and_remembered(client: httpx.Client, folder: Path) -> None:
    page = client.post("/bring", files={"file": ("甲.xlsx", UNCLEAR)}).text
    assert "更换路灯87盏。" in page and "--map" not in page
    found = re.findall(r'<button[^>]*name="map:([^"]+)" value="([^"]+)">是', page)
    measure = [("整改举措情形", "措施"), ("整改举措情形", "进展")]  # what is near it is offered too
    assert [(html.unescape(a), b) for a, b in found] == [*measure, ("公开范围意见", "公开"), ("存在问题", "表述")]
    again = client.get("/import", params={"name": "甲.xlsx", "map:整改举措情形": "措施", "map:存在问题": "忽略"}).text
    assert "2条措施" in again and "是“措施”" not in again
    data = {"name": "甲.xlsx", "target": "甲", "map:整改举措情形": "措施", "map:存在问题": "忽略"}
    assert client.post("/import/accept", data=data).status_code == 200
    assert [m.content for m in load_ledger(folder / "甲.yaml").problems[0].measures] == ["更换路灯87盏。"]
    second = client.post("/bring", files={"file": ("乙.xlsx", UNCLEAR)}).text
    assert "2条措施" in second and "列名.yaml" in second
    assert client.get("/").text.count("列名.yaml") == 0
    client.post("/import/accept", data={"name": "乙.xlsx", "target": "乙.yaml", "map:公开范围意见": "公开"})
    kept = (folder / "列名.yaml").read_text(encoding="utf-8")
    assert "整改举措情形: 措施" in kept and "公开范围意见: 公开" in kept


def test_a_sheet_without_known_headings_is_explained_by_clicks(client: httpx.Client, folder: Path) -> None:
    data = workbook(["次序", "名目", "对策一览"], [1, "路灯", "更换路灯87盏。"], [2, "道路", "修补道路。"])
    page = client.post("/bring", files={"file": ("怪表.xlsx", data)}).text
    assert "还读不成台账" in page and 'name="map:名目"' in page and "/import/accept" not in page
    page = client.get("/import", params={"name": "怪表.xlsx", "map:名目": "表述", "map:对策一览": "措施"}).text
    assert "2个问题，2条措施" in page


def test_an_old_notice_becomes_a_ledger(client: httpx.Client, folder: Path) -> None:
    data = (ROOT / "examples" / "旧通报.txt").read_bytes()
    page = client.post("/bring", files={"file": ("旧通报.txt", data)}).text
    assert "读到：" in page
    client.post("/import/accept", data={"name": "旧通报.txt", "target": "旧台账.yaml"})
    assert load_ledger(folder / "旧台账.yaml").problems


def test_word_and_excel_come_out(client: httpx.Client, ledger: Path, folder: Path) -> None:
    answer = client.post("/ledger/draft", data={"name": "台账.yaml", "template": "清单式"})
    assert "已写出 通报.docx" in answer.text
    assert read_report(folder / "通报.docx").problems
    book = openpyxl.load_workbook(io.BytesIO(client.get("/ledger/export", params={"name": "台账.yaml"}).content))
    assert book.sheetnames
    bundle = zipfile.ZipFile(io.BytesIO(client.get("/ledger/departments", params={"name": "台账.yaml"}).content))
    units = {u for p in load_ledger(ledger).problems for u in (p.lead_unit, *p.units) if u}
    assert len(bundle.namelist()) == len(units)


def test_an_edited_draft_is_not_overwritten(client: httpx.Client, ledger: Path, folder: Path) -> None:
    import docx

    client.post("/ledger/draft", data={"name": "台账.yaml"})
    document = docx.Document(str(folder / "通报.docx"))
    document.add_paragraph("我加的一段。")
    document.save(str(folder / "通报.docx"))
    before = (folder / "通报.docx").read_bytes()
    answer = client.post("/ledger/draft", data={"name": "台账.yaml"})
    assert answer.status_code == 409 and "另写一份：通报（2）.docx" in answer.text and "--force" not in answer.text
    assert (folder / "通报.docx").read_bytes() == before
    assert "已写出 通报（2）.docx" in client.post("/ledger/draft", data={"name": "台账.yaml", "as": "new"}).text
    assert "已写出 通报.docx" in client.post("/ledger/draft", data={"name": "台账.yaml", "force": "1"}).text
    assert (folder / "通报.docx.bak").read_bytes() == before or list(folder.glob("*.bak"))


def test_returns_are_taken_one_by_one(client: httpx.Client, ledger: Path, folder: Path) -> None:
    newer = EXAMPLE.replace("4所高校", "5所高校").replace("省委第三巡视组", "省委第五巡视组")
    page = client.post("/returns/bring", data={"name": "台账.yaml"}, files={"file": ("填回.yaml", newer.encode())}).text
    paths = [html.unescape(p) for p in re.findall(r'name="take" value="([^"]+)"', page)]
    assert "巡视.巡视组" in paths
    answer = client.post(
        "/returns/take",
        data={"name": "台账.yaml", "source": "填回.yaml", "seen": seen_of(page), "take": ["巡视.巡视组"]},
    )
    assert answer.status_code == 200
    now = load_ledger(ledger)
    assert now.tour.team == "省委第五巡视组"
    assert now.problems == load_ledger(ROOT / "examples" / "云岭区委.yaml").problems


HEADINGS: list[str | int] = ["序号", "反馈问题", "整改措施", "整改进展", "整改状态", "责任单位"]
TWO = """问题:
- 编号: 1
  表述: 路灯不亮
  状态: 推进中
  责任单位: [区城管局]
  措施:
  - 计划: 更换路灯
    内容: 更换路灯87盏。
- 编号: 2
  表述: 排水不畅
  状态: 推进中
  责任单位: [区水务局]
  措施:
  - 计划: 疏通管网
    内容: 疏通管网3公里。
"""


def returned(client: httpx.Client, *files: tuple[str, bytes]) -> str:
    """The page that shows what these files would change."""
    sent = [("file", file) for file in files]
    return client.post("/returns/bring", data={"name": "台账.yaml"}, files=sent).text


def test_a_newer_sheet_dropped_in_is_merged_into_the_ledger_it_belongs_to(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    newer = workbook(
        HEADINGS,
        [1, "路灯不亮", "更换路灯", "更换路灯95盏。", "已完成", "区城管局"],
        [2, "排水不畅", "疏通管网", "组织力量清掏雨水井46座，管网全线贯通。", "推进中", "区水务局"],
    )
    page = client.post("/bring", files={"file": ("第二期.xlsx", newer)}).text
    assert "2 个问题有 2 个在台账“台账”里" in page
    page = client.post("/returns/into", data={"name": "第二期.xlsx", "into": "台账.yaml"}).text
    ticks = {html.unescape(p) for p in re.findall(r'name="take" value="([^"]+)"', page)}
    assert ticks == {"问题[0].状态", "问题[0].措施[0].内容"}
    assert "要您定的（1）" in page and "更换路灯<ins>95</ins>盏。" in page
    settled = {"settle:问题[1].措施[0].内容": "0"}
    way = {"name": "台账.yaml", "source": "第二期.xlsx", "seen": seen_of(page)}
    client.post("/returns/take", data={**way, "take": ["问题[0].措施[0].内容"], **settled})
    first, second = load_ledger(folder / "台账.yaml").problems
    assert (first.status, first.measures[0].content) == ("推进中", "更换路灯95盏。")
    assert second.measures[0].content == "组织力量清掏雨水井46座，管网全线贯通。" and not second.notes


def test_a_sheet_of_which_no_measure_was_read_says_so_before_it_is_kept(client: httpx.Client, folder: Path) -> None:
    sheet = workbook(
        ["序号", "巡察反馈问题", "整改举措及推进情形", "办结情况"], [1, "路灯不亮", "更换路灯87盏。", "已完成"]
    )
    page = client.post("/bring", files={"file": ("台账.xlsx", sheet)}).text
    assert "一条措施也没有读到" in page and "不看也能存" not in page
    answer = {"name": "台账.xlsx", "map:整改举措及推进情形": "进展"}
    assert 'name="map:整改举措及推进情形" value="进展"' in page
    page = client.get("/import", params=answer).text
    assert "一条措施也没有读到" not in page and "读成了几条措施" not in page
    page = client.post("/import/accept", data={**answer, "target": "新台账"}).text
    assert load_ledger(folder / "新台账.yaml").tour.kind == "巡察" and "已存成台账“新台账”" in page


def test_a_newer_ledger_dropped_in_is_offered_for_the_ledger_it_belongs_to(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    newer = TWO.replace("疏通管网3公里", "疏通管网4公里")
    assert newer != TWO
    page = client.post("/bring", files={"file": ("七月.yaml", newer.encode())})
    assert "“七月”像是已有台账的新一期" in page.text
    taken = client.post("/returns/into", data={"name": "七月.yaml", "into": "台账.yaml"})
    assert "疏通管网<ins>4</ins>公里" in taken.text
    assert (folder / "台账.yaml").read_text(encoding="utf-8") == TWO  # nothing before it was decided


def test_a_ledger_about_something_else_is_opened(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    page = client.post("/bring", files={"file": ("乙.yaml", "问题:\n  - 表述: 公文积压较多\n".encode())})
    assert "像是已有台账的新一期" not in page.text
    assert "公文积压较多" in page.text


def test_of_a_sheet_about_something_else_a_new_ledger_is_made(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    other = workbook(HEADINGS, [1, "公文积压较多", "限时办结", "清理公文31件。", "已完成", "区委办"])
    page = client.post("/bring", files={"file": ("另一份.xlsx", other)}).text
    assert "/returns/into" not in page and "照上面选的存成台账" in page


def test_several_returns_are_merged_at_once_and_what_they_disagree_on_is_decided(
    client: httpx.Client, folder: Path
) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    row: list[str | int] = [1, "路灯不亮", "更换路灯", "更换路灯87盏。"]
    sent = [
        (f"{unit}.xlsx", workbook(HEADINGS, [*row, status, "区城管局"], *more))
        for unit, status, more in (
            ("区城管局", "已完成", []),
            ("区财政局", "基本完成", [[2, "排水不畅", "疏通管网", "疏通管网3公里。", "已完成", "区水务局"]]),
        )
    ]
    page = returned(client, *sent)
    assert "区城管局.xlsx：已完成" in page and "区财政局.xlsx：基本完成" in page
    assert re.findall(r'name="take" value="([^"]+)"', page) == ["问题[1].状态"]
    way = {"name": "台账.yaml", "source": [name for name, _ in sent], "seen": seen_of(page)}
    table = client.get("/returns/table", params={"name": "台账.yaml", "source": way["source"]}).content
    assert "区财政局.xlsx" in str([cell.value for cell in openpyxl.load_workbook(io.BytesIO(table)).active["E"]])
    own = {"settle:问题[0].状态": "own"}
    refused = client.post("/returns/take", data={**way, **own})
    assert refused.status_code == 422 and "选了“另写”" in refused.text
    client.post("/returns/take", data={**way, "take": "问题[1].状态", **own, "own:问题[0].状态": "长期坚持"})
    assert [p.status for p in load_ledger(folder / "台账.yaml").problems] == ["长期坚持", "已完成"]


def test_what_is_not_decided_is_kept_as_a_note(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    page = returned(
        client, ("回.xlsx", workbook(HEADINGS, [2, "排水不畅", "疏通管网", "清掏雨水井46座，全线贯通。", "推进中", ""]))
    )
    note = {"settle:问题[1].措施[0].内容": "note"}
    client.post("/returns/take", data={"name": "台账.yaml", "source": "回.xlsx", "seen": seen_of(page), **note})
    problem = load_ledger(folder / "台账.yaml").problems[1]
    assert problem.measures[0].content == "疏通管网3公里。"
    assert problem.notes == {"待核·第1条措施": "清掏雨水井46座，全线贯通。"}


def test_a_return_that_cannot_be_read_is_named_and_the_others_can_be_taken(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    good = workbook(HEADINGS, [1, "路灯不亮", "更换路灯", "更换路灯95盏。", "已完成", "区城管局"])
    page = returned(client, ("好.xlsx", good), ("坏.xlsx", b"no workbook"))
    assert "“坏.xlsx”没有收，别的照收" in page and 'name="take"' in page
    assert (folder / "台账.yaml").read_text(encoding="utf-8") == TWO
    page = returned(client, ("坏.xlsx", b"no workbook"))
    assert "“坏.xlsx”没有收<" in page and 'name="take"' not in page and "返回台账" in page


def test_a_status_that_is_none_is_asked_for_and_the_sheet_stays_as_it_came(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(TWO, encoding="utf-8")
    bundle = client.get("/ledger/departments", params={"name": "台账.yaml"}).content
    with zipfile.ZipFile(io.BytesIO(bundle)) as parts:
        book = openpyxl.load_workbook(io.BytesIO(parts.read(parts.namelist()[0])))
    sheet = book["整改台账"]
    (column,) = (cell.column for cell in sheet[1] if cell.value == "整改状态")
    sheet.cell(2, column).value = "差不多了"
    book.save(out := io.BytesIO())
    page = returned(client, ("甲.xlsx", out.getvalue()))
    (key,) = re.findall(r'name="(cell:[^"]+)"', page)
    assert "差不多了" in page and "没有收" in page
    asked = {"name": "台账.yaml", "source": "甲.xlsx", key: "基本完成"}
    page = client.get("/returns", params=asked).text
    taken = re.findall(r'name="take" value="([^"]+)"', page)
    assert taken and "没有收" not in page and (folder / "甲.xlsx").read_bytes() == out.getvalue()
    client.post("/returns/take", data={**asked, "seen": seen_of(page), "take": taken})
    assert "基本完成" in {p.status for p in load_ledger(folder / "台账.yaml").problems}


def seen_of(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found
    return found[1]


def test_a_reviewer_gets_text_findings_and_the_annotated_file(client: httpx.Client, ledger: Path, folder: Path) -> None:
    client.post("/ledger/draft", data={"name": "台账.yaml"})
    import docx

    document = docx.Document(str(folder / "通报.docx"))
    document.paragraphs[-1].insert_paragraph_before("【待补：数字】")
    document.save(str(folder / "稿.docx"))
    page = client.get("/review", params={"name": "稿.docx", "ledger": "台账.yaml"}).text
    first = re.search(r'<article id="f1" class="(\w+)"', page)
    assert first and first[1] == "error"
    assert "【待补：数字】" in page
    data = client.get("/review/annotated", params={"name": "稿.docx"}).content
    assert any(n.startswith("word/comments") for n in zipfile.ZipFile(io.BytesIO(data)).namelist())


def test_the_version_for_the_party_is_drafted_and_checked_as_such(client: httpx.Client, folder: Path) -> None:
    text = set_value(set_value(LIGHTS, "问题[0].公开表述", "学习不够"), "问题[0].措施[0].公开", "否")
    (folder / "整改台账.yaml").write_text(text, encoding="utf-8")
    for edition, target, printed in (("社会", "整改通报.docx", False), ("党内", "整改通报-党内.docx", True)):
        way = {"name": "整改台账.yaml", "edition": edition}
        assert ("举办培训班3期" in client.get("/ledger/preview", params=way).text) == printed
        assert f"已写出 {target}" in client.post("/ledger/draft", data=way).text
        assert ("举办培训班3期" in "".join(p.text for p in read_report(folder / target).paragraphs)) == printed
        page = client.get("/review", params={"name": target}).text
        assert f'<option value="{edition}" selected>' in page


def test_a_draft_without_marks_is_written_beside_the_first(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(LIGHTS, encoding="utf-8")
    marked = client.post("/ledger/draft", data={"name": "台账.yaml"}).text
    assert "不带点线" in marked
    assert "已写出 通报-定稿.docx" in client.post("/ledger/draft", data={"name": "台账.yaml", "clean": "1"}).text
    bodies = [zipfile.ZipFile(folder / f"{n}.docx").read("word/document.xml") for n in ("通报", "通报-定稿")]
    assert ["词条用语".encode() in body for body in bodies] == [True, False]


def test_a_draft_is_checked_by_the_ledger_it_was_made_of(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(LIGHTS, encoding="utf-8")
    client.post("/ledger/draft", data={"name": "台账.yaml"})
    draft = folder / "通报.docx"
    assert "没有对照台账" not in client.get("/review", params={"name": "通报.docx"}).text
    page = client.get("/review", params={"name": "通报.docx", "ledger": "不对照"}).text
    assert "没有对照台账" in page and "<option>不对照</option>" in page
    draft.rename(folder / "送审稿.docx")
    page = client.get("/review", params={"name": "送审稿.docx"}).text  # known by its problems under any name
    assert "已对照台账“台账”核对" in page and "不对照它" in page and "没有对照台账" not in page
    (folder / "邻县.txt").write_bytes((ROOT / "examples" / "旧通报.txt").read_bytes())
    page = client.get("/review", params={"name": "邻县.txt"}).text
    assert "没有对照台账" in page and '<p class="ready">' not in page
    assert "ledger=" in html.unescape(page) and "对照 台账" in page


def test_a_finding_leads_to_the_place_of_the_ledger_it_speaks_of(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(LIGHTS, encoding="utf-8")
    client.post("/ledger/draft", data={"name": "台账.yaml"})
    (folder / "台账.yaml").write_text(LIGHTS.replace("87件", "88件"), encoding="utf-8")
    page = client.get("/review", params={"name": "通报.docx"}).text
    assert "台账是88件，这里是87件" in page and "台账第" not in page.replace('value="', "")[: page.find("<form method")]
    link = re.search(r'这里是87件 <a href="([^"]+)">看台账这一处', page)
    assert link and "at=问题%5B0%5D.具体表现%5B0%5D.措施%5B0%5D" in html.unescape(link[1])


def test_a_notice_is_compared_with_those_of_others(client: httpx.Client, folder: Path) -> None:
    (folder / "稿.txt").write_bytes((ROOT / "examples" / "旧通报.txt").read_bytes())
    (folder / "邻县.txt").write_bytes((ROOT / "examples" / "旧通报.txt").read_bytes())
    assert "没有给出其他通报" in client.get("/review", params={"name": "稿.txt"}).text
    for against in ("邻县.txt", "文件夹里的全部"):
        page = client.get("/review", params={"name": "稿.txt", "against": against}).text
        assert "没有给出其他通报" not in page and "C201" not in page


def test_the_template_that_is_chosen_is_remembered(client: httpx.Client, ledger: Path) -> None:
    status, _ = save(client, open_ledger(client), op="template:清单式")
    assert status == 200 and load_ledger(ledger).notice.template == "清单式"
    assert '<option value="清单式" selected' in open_ledger(client)


def test_a_finding_is_accepted_with_a_reason(client: httpx.Client, folder: Path) -> None:
    (folder / "稿.txt").write_bytes((ROOT / "examples" / "旧通报.txt").read_bytes() + "\n【待补：数字】\n".encode())
    page = client.get("/review", params={"name": "稿.txt"}).text
    fields = dict(re.findall(r'name="(code|paragraph|message)" value="([^"]*)"', page.split('id="f1"')[1]))
    data = {"name": "稿.txt", "ledger": "", **{k: html.unescape(v) for k, v in fields.items()}}
    assert client.post("/review/accept", data={**data, "reason": ""}).status_code == 422
    after = client.post("/review/accept", data={**data, "reason": "已核对", "by": "张核"}).text
    assert "另有" in after
    assert "张核" in after
    assert "已核对" in (folder / "稿.核对.yaml").read_text(encoding="utf-8")
    assert f"已定不改：{fields['message'][:10]}" in after and "不改的（1）" in after
    back = client.post("/review/withdraw", data=data).text
    assert f"已撤回“不改”：{fields['message'][:10]}" in back and "不改的（1）" not in back
    assert client.post("/review/withdraw", data=data).status_code == 422


def test_a_private_number_is_accepted_on_a_ground_alone_and_stays_listed(client: httpx.Client, folder: Path) -> None:
    text = (ROOT / "examples" / "旧通报.txt").read_text(encoding="utf-8") + "\n联系人手机13800005550。\n"
    (folder / "稿.txt").write_text(text, encoding="utf-8")
    page = client.get("/review", params={"name": "稿.txt"}).text
    (article,) = (a for a in page.split("<article ")[1:] if "P102" in a)
    assert "判断有误：其实是什么" in article
    fields = dict(re.findall(r'name="(code|paragraph|message|number)" value="([^"]*)"', article))
    data = {"name": "稿.txt", "ledger": "", "by": "张核", **{k: html.unescape(v) for k, v in fields.items()}}
    refused = client.post("/review/accept", data={**data, "reason": "已核对"})
    assert refused.status_code == 422 and "--by" not in refused.text and not (folder / "稿.核对.yaml").exists()
    after = client.post("/review/accept", data={**data, "ground": "判断有误", "reason": "这是设备编号"}).text
    (listed,) = (a for a in after.split("<article ")[1:] if "P102" in a)
    assert 'class="info"' in listed and "判断有误：这是设备编号" in listed and "/review/accept" not in listed


def test_a_reviewer_takes_the_mended_file_and_the_sheet_to_sign(client: httpx.Client, folder: Path) -> None:
    import docx

    document = docx.Document()
    text = (ROOT / "examples" / "旧通报.txt").read_text(encoding="utf-8")
    for line in text.replace("一是统一思想认识。", "一是统一思想认识。全面布署整改，建立台帐。").splitlines():
        document.add_paragraph(line)
    document.save(str(folder / "稿 & 一.docx"))
    asked = {"name": "稿 & 一.docx"}
    page = client.get("/review", params=asked).text
    assert "已经核实（" in page and "未能判断（" in page
    assert "没有给出台账，" in page and "--ledger" not in page
    links = [html.unescape(a) for a in re.findall(r'href="(/review/[^"]+)"', page)]
    assert [a.partition("?")[0].rpartition("/")[2] for a in links] == ["annotated", "signoff", "signoff"]
    sheet = docx.Document(io.BytesIO(client.get(links[1]).content))
    assert "签发单" in sheet.paragraphs[0].text
    assert "签发单" in client.get(links[2]).text


def tracked(client: httpx.Client, **asked: object) -> tuple[int, int]:
    """How many deletions and insertions the mended copy tracks."""
    answer = client.get("/review/mended", params={"name": "稿.docx", **asked})
    text = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    return text.count("<w:del "), text.count("<w:ins ")


def test_one_mend_is_taken_rather_than_all(client: httpx.Client, folder: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("云岭区委全面布署整改，建立台帐。")
    document.save(str(folder / "稿.docx"))
    page = client.get("/review", params={"name": "稿.docx"}).text
    numbers = re.findall(r'name="take" value="(\d+)"', page)
    assert len(numbers) == 2
    assert tracked(client) == tracked(client, seen=seen_of(page), take=numbers) == (2, 2)
    assert tracked(client, seen=seen_of(page), take=numbers[:1]) == (1, 1)
    assert tracked(client, seen=seen_of(page), take=numbers, only=numbers[1]) == (1, 1)
    none = client.get("/review/mended", params={"name": "稿.docx", "seen": seen_of(page)})
    assert none.status_code == 422 and "打勾" in none.text
    document.add_paragraph("又一段。")
    document.save(str(folder / "稿.docx"))
    assert client.get("/review/mended", params={"name": "稿.docx", "seen": seen_of(page)}).status_code == 422


def test_mends_are_gathered_in_one_copy_one_after_the_other(client: httpx.Client, folder: Path) -> None:
    """What is only suggested (主体负任) is taken by a click too; the notice itself is left alone."""
    import docx

    document = docx.Document()
    document.add_paragraph("云岭区委全面布署整改，建立台帐，压实主体负任。")
    document.save(str(folder / "稿.docx"))
    before = (folder / "稿.docx").read_bytes()
    page = client.get("/review", params={"name": "稿.docx"}).text
    assert '打勾的 <span id="ticked">2</span> 条改成修订' in page
    for name, words in (("稿.docx", "布署"), ("稿-修订.docx", "主体负任"), ("稿-修订.docx", "台帐")):
        (article,) = (a for a in page.split("<article ")[1:] if f"<del>{words}</del>" in a)
        number = re.search(r'name="take" value="(\d+)"', article)
        assert number and ("checked" in number.string[number.end() : number.end() + 9]) == (words != "主体负任")
        asked = {"name": name, "seen": seen_of(page), "only": number[1]}
        page = client.post("/review/mend", data=asked).text
        assert "1处改成了修订" in page and f"<del>{words}</del>" not in page
    data = (folder / "稿-修订.docx").read_bytes()
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert xml.count("<w:ins ") == 3 and len(set(re.findall(r'w:id="(\d+)"', xml))) == 6
    assert "部署" in xml and "主体责任" in xml and "台账" in xml
    assert (folder / "稿.docx").read_bytes() == before
    assert "稿-修订.docx" in client.get("/review", params={"name": "稿.docx"}).text
    client.post("/undo", data={"name": "稿-修订.docx", "back": "/review"})
    assert b"" != (folder / "稿-修订.docx").read_bytes() != data
    assert client.post("/review/mend", data=asked).status_code == 200  # as it was looked at
    stale = client.post("/review/mend", data=asked)
    assert stale.status_code == 422 and "文件改过" in stale.text


def test_what_is_found_of_a_whole_paragraph_is_marked_at_its_number(client: httpx.Client, folder: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("云岭区委全面布署整改。")
    document.save(str(folder / "稿.docx"))
    page = client.get("/review", params={"name": "稿.docx"}).text
    assert re.search(r'<mark class="no warning"[^>]*>1</mark>云岭区委全面<mark [^>]*>布署</mark>整改。', page)


def test_a_paragraph_that_line_breaks_part_is_marked_in_the_part_that_is_meant(
    client: httpx.Client, folder: Path
) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("【待补：单位名称】\n关于【待补：部署】\n巡视整改进展情况的通报")
    document.save(str(folder / "稿.docx"))
    page = client.get("/review", params={"name": "稿.docx"}).text
    lines = [re.sub(r"<[^>]*>", "|", line) for line in re.findall(r"</(?:span|mark)>(.*?)</p>", page)[:3]]
    assert [line.strip("|") for line in lines] == [
        "【待补：单位名称】",
        "关于|【待补：部署】",
        "巡视整改进展情况的通报",
    ]


def test_the_mended_file_of_a_text_is_refused(client: httpx.Client, folder: Path) -> None:
    (folder / "稿.txt").write_bytes((ROOT / "examples" / "旧通报.txt").read_bytes())
    page = client.get("/review", params={"name": "稿.txt"}).text
    assert "/review/mended" not in page and "/review/signoff" in page
    answer = client.get("/review/mended", params={"name": "稿.txt"})
    assert answer.status_code == 422 and ".docx" in answer.text


def test_a_notice_is_compared_with_an_earlier_version(client: httpx.Client, folder: Path) -> None:
    text = (ROOT / "examples" / "旧通报.txt").read_text(encoding="utf-8")
    (folder / "一稿.txt").write_text(text + "\n【待补：数字】\n", encoding="utf-8")
    (folder / "二稿.txt").write_text(text, encoding="utf-8")
    page = client.get("/review", params={"name": "二稿.txt", "since": "一稿.txt"}).text
    assert "与“一稿.txt”比：已解决 " in page
    assert "<del>" in page


def test_the_offices_own_rules_hold_in_the_review(client: httpx.Client, folder: Path) -> None:
    (folder / "稿.txt").write_bytes((ROOT / "examples" / "旧通报.txt").read_bytes())
    (folder / "规则.yaml").write_text("必用语: [坚决扛起整改责任不放松]\n", encoding="utf-8")
    page = client.get("/review", params={"name": "稿.txt"}).text
    assert "坚决扛起整改责任不放松" in page and "按本单位自己的规则（文件夹里的“规则”）" in page


def test_hostile_text_is_shown_not_obeyed(client: httpx.Client, folder: Path) -> None:
    evil = '<script>alert(1)</script>" onmouseover="x'
    text = EXAMPLE.replace("产业转型步伐不快", evil.replace('"', "'")).replace("区委副书记", "<img src=x>")
    (folder / "台账.yaml").write_text(text, encoding="utf-8")
    page = open_ledger(client)
    status, answer = save(client, page, **{"v:问题[0].表述": evil})
    assert status == 200
    for shown in (page, answer):
        assert "<script>alert" not in shown and "<img src=x" not in shown and '" onmouseover="x' not in shown
    assert client.get("/phrases", params={"q": evil}).text.count("<script>alert") == 0
    assert "<script>alert" not in client.get("/file", params={"name": evil}).text


def test_marks_of_direction_are_shown(client: httpx.Client, ledger: Path) -> None:
    _, answer = save(client, open_ledger(client), **{"v:问题[0].表述": "甲\u202e乙"})
    assert "\u202e" not in answer


def test_every_template_shows_the_example(client: httpx.Client) -> None:
    for name in ("分段式", "内联式", "括号式", "清单式", "双主体式"):
        page = client.get("/templates", params={"template": name}).text
        assert "没有发现错误" in page and "云岭" in page


def test_an_own_template_is_copied(client: httpx.Client, folder: Path) -> None:
    answer = client.post("/templates/new", data={"new": "本区式", "from": "分段式"})
    assert answer.status_code == 200 and "本区式" in answer.text
    assert (folder / "templates" / "本区式" / "template.docx").is_file()
    assert client.post("/templates/new", data={"new": "../外面", "from": "分段式"}).status_code == 422


def test_a_file_of_no_use_is_not_put_into_the_folder(client: httpx.Client, folder: Path) -> None:
    for way in ("/bring", "/review/bring"):
        answer = client.post(way, files={"file": ("图.png", b"PNG")})
        assert answer.status_code == 422 and "用不了这种文件" in answer.text and ".docx" in answer.text
    assert not (folder / "图.png").exists()


def test_a_ledger_with_faults_leads_to_their_fields_and_a_broken_one_not_back_to_itself(
    client: httpx.Client, folder: Path
) -> None:
    (folder / "坏.yaml").write_text("问题:\n- 表述: 甲\n  状态: 差不多了\n", encoding="utf-8")
    page = client.get("/ledger", params={"name": "坏.yaml"}).text
    assert "第1个问题 · 状态：“差不多了”不对" in page and 'value="分段式" selected' in page
    (folder / "断.yaml").write_text("问题: [\n", encoding="utf-8")
    page = client.get("/ledger", params={"name": "断.yaml"}).text
    assert "第2行" in page and "返回首页" in page and "返回台账" not in page


def test_the_bank_is_searched(client: httpx.Client) -> None:
    assert "责任" in client.get("/phrases", params={"q": "责任"}).text


def test_the_guide_tells_first_what_to_click_and_the_command_line_apart(client: httpx.Client) -> None:
    assert len(tasks()) > 5
    for topic in topics():
        page = client.get("/help", params={"topic": topic}).text
        assert f'aria-current="true">{topic}</a>' in page and "<h1>" in page
        # Only what is for the command line has a command.
        assert topic in manuals() or "<pre>" not in page.partition('<article class="guide">')[2]


@pytest.mark.parametrize(
    ("path", "topic"),
    [("/", "起草"), ("/review", "审核"), ("/templates", "模板"), ("/phrases", "用语"), ("/wording", "规范表")],
)
def test_help_is_about_the_page_that_it_is_asked_from(client: httpx.Client, path: str, topic: str) -> None:
    found = re.search(r'<a href="(/help[^"]*)">说明</a>', client.get(path).text)
    assert found
    page = client.get(html.unescape(found[1])).text
    assert topic in page.partition('aria-current="true">')[2].partition("</a>")[0]


def test_what_the_guide_says_to_press_is_on_the_pages() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "drafter" / "web" / "pages").glob("*.html"))
    text = "".join(text for title, text in topics().items() if title in tasks())
    pressed = {words for words in re.findall(r"[按点]“([^”]+)”", text)}
    assert len(pressed) > 12
    for words in pressed:
        assert all(part in pages for part in words.replace("‘", "“").split("……")), words


def test_every_page_is_in_chinese_even_where_there_is_none(client: httpx.Client) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404 and "没有这一页" in answer.text
    assert client.get("/job", params={"number": "99"}).status_code == 422


def test_a_fault_of_the_program_is_said_in_chinese(
    client: httpx.Client, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(drafting.PAGES, "/ledger", lambda desk, sent: 1 / 0)
    answer = client.get("/ledger", params={"name": "台账.yaml"})
    assert answer.status_code == 500 and "程序出错" in answer.text and "ZeroDivisionError" in answer.text


def test_an_entry_is_changed_in_an_own_copy_of_the_bank(client: httpx.Client, folder: Path) -> None:
    page = client.get("/phrases", params={"kind": "measure"}).text
    found = re.search(r'name="id" value="([^"]+)"><input type="hidden" name="seen" value="(\w*)"', page)
    assert found
    data = {"id": found[1], "seen": found[2], "text": "压紧压实整改链条", "status": "启用", "q": "", "kind": ""}
    assert client.post("/phrases/change", data=data).status_code == 200
    page = client.get("/phrases", params={"q": "压紧压实整改链条"}).text
    assert "压紧压实整改链条" in page and "自拟" in page
    assert (folder / "phrasebank" / "measure.yaml").is_file()
    assert client.post("/phrases/change", data={**data, "text": "又改"}).status_code == 409
    assert client.post("/phrases/change", data={**data, "id": "没有"}).status_code == 422


def test_an_entry_of_ones_own_is_added(client: httpx.Client, folder: Path) -> None:
    assert client.post("/phrases/add", data={"text": "拧紧责任螺丝", "kind": "measure", "seen": ""}).status_code == 200
    assert "拧紧责任螺丝" in (folder / "phrasebank" / "measure.yaml").read_text(encoding="utf-8")
    assert client.post("/phrases/add", data={"text": " ", "kind": "measure"}).status_code == 422
    seen = dict(re.findall(r'name="(seen:\w+)" value="(\w*)"', client.get("/phrases").text))
    assert client.post("/phrases/add", data={"text": "织密责任网", "kind": "measure", **seen}).status_code == 200
    assert client.post("/phrases/add", data={"text": "又一条", "kind": "measure", **seen}).status_code == 409


def test_the_word_file_says_what_the_preview_says(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(LIGHTS, encoding="utf-8")
    own = "拧紧责任螺丝\n织密监督网络\n夯实整改成果"
    assert client.post("/phrases/add", data={"text": own, "kind": "closing"}).status_code == 200
    shown = re.search(r'<section id="preview".*?</section>', open_ledger(client), re.DOTALL)
    assert shown
    client.post("/ledger/draft", data={"name": "台账.yaml"})
    import docx

    assert "拧紧责任螺丝" in shown[0]
    plain = re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]+>", "", shown[0])))
    for paragraph in docx.Document(str(folder / "通报.docx")).paragraphs:
        assert re.sub(r"\s", "", paragraph.text) in plain


def test_where_an_entry_is_used_is_told(client: httpx.Client, ledger: Path) -> None:
    ledger.write_text(LIGHTS, encoding="utf-8")
    chosen = choose_another(client, open_ledger(client), "组织领导.概述")
    assert "台账.yaml" in client.get(f"/phrases/used?id={chosen}").text


def test_a_sentence_is_tried(client: httpx.Client) -> None:
    assert "没有发现问题" in client.get("/wording", params={"text": "召开会议3次。"}).text
    assert "<article" in client.get("/wording", params={"text": "召开会议3次，，完成整改。。"}).text


def test_a_dropped_in_template_is_checked(client: httpx.Client, folder: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("{{ 标题 }}")
    document.add_paragraph("{{ 没有这个 }}")
    out = io.BytesIO()
    document.save(out)
    answer = client.post(
        "/templates/bring", data={"new": "本局式", "from": "分段式"}, files={"file": ("本局.docx", out.getvalue())}
    )
    assert "要改的地方" in answer.text and "没有这个" in answer.text and "第2段" in answer.text
    assert '{{ 没有这个 }}</p><p class="note">' in answer.text
    assert (
        client.post("/templates/bring", data={"new": "本局式"}, files={"file": ("本局.docx", b"x")}).status_code == 422
    )


def test_an_own_template_is_mended_in_place_and_leads_to_a_draft(client: httpx.Client, folder: Path) -> None:
    import docx

    good = client.get("/templates/file", params={"template": "分段式"}).content
    document = docx.Document(io.BytesIO(good))
    title = next(p for p in document.paragraphs if p.text == "{{ 标题 }}")
    title.runs[0].text = "{{ “标题” }}"
    out = io.BytesIO()
    document.save(out)
    page = client.post("/templates/bring", files={"file": ("本局式.docx", out.getvalue())}).text
    assert "还不能用" in page
    page = client.post("/templates/bring", data={"template": "本局式"}, files={"file": ("改好.docx", good)}).text
    assert "没有发现错误" in page
    title.runs[0].text, title.style = "{{ 标题 }}", document.styles["正文段落"]
    document.save(out := io.BytesIO())
    page = client.post(
        "/templates/bring", data={"template": "本局式"}, files={"file": ("改坏.docx", out.getvalue())}
    ).text
    assert "没有发现错误" in page and "标题没有居中" in page
    page = client.post("/templates/bring", data={"template": "本局式", "shipped": "分段式"}).text
    assert "没有发现错误" in page and "标题没有居中" not in page
    kept = docx.Document(str(folder / "templates" / "本局式" / "template.docx"))
    assert any(p.text == "{{ 标题 }}" for p in kept.paragraphs)
    sample = client.get("/templates/sample", params={"template": "本局式"}).content
    assert any("云岭" in p.text for p in docx.Document(io.BytesIO(sample)).paragraphs)
    page = client.post("/blank", data={"template": "本局式"}).text
    assert '<option value="本局式" selected' in page
    assert "已写出" in client.post("/ledger/draft", data={"name": "台账.yaml"}).text
    refused = client.post("/templates/bring", data={"template": "分段式"}, files={"file": ("改好.docx", good)})
    assert refused.status_code == 422 and "自带" in refused.text


@pytest.mark.parametrize("name", ["/etc", "../外面", "..", "C:\\外面", "没有这个"])
def test_a_template_outside_the_folder_is_refused(client: httpx.Client, ledger: Path, name: str) -> None:
    for path in ("/templates", "/templates/file", "/templates/sample"):
        assert client.get(path, params={"template": name}).status_code == 422
    assert client.post("/ledger/draft", data={"name": "台账.yaml", "template": name}).status_code == 422
    assert client.post("/blank", data={"template": name}).status_code == 422
    ledger.write_text(f"通报:\n  模板: '{name}'\n  上期: ../外面.yaml\n", encoding="utf-8")
    assert "台账还不能成稿" in open_ledger(client)


def test_mining_says_how_far_it_is_and_what_it_skipped(client: httpx.Client, folder: Path) -> None:
    import time

    (folder / "会议.txt").write_text("关于召开会议的通知\n定于明日召开会议。\n", encoding="utf-8")
    answer = client.post("/phrases/mine")
    address = str(answer.url)
    for _ in range(200):
        page = client.get(address).text
        if "<progress" in page and "停下" not in page:
            break
        time.sleep(0.05)
    assert "没有整改通报" in page or "不到两份" in page
    assert not (folder / "phrasebank").exists()


def finished(client: httpx.Client, address: str) -> str:
    """The page of a long work once it is over."""
    import time

    for _ in range(400):
        page = client.get(address).text
        if "停下</button>" not in page:
            return page
        time.sleep(0.05)
    raise AssertionError("the work did not end")


def old_notices(folder: Path) -> None:
    """Three notices of three offices that share a way of speaking and little else."""
    own = {
        "林业": (
            "植树造林进度迟缓",
            "组织党员干部到山头地块包片植树12万株",
            "聘请护林员巡山看护",
            "开设林农讲堂传授嫁接技术",
        ),
        "财政": ("专项资金沉淀较多", "逐笔清理账户余额盘活19万元", "预算单位自查往来款项", "公务卡结算范围覆盖到乡镇"),
        "司法": (
            "人民调解组织不健全",
            "选聘退休法官进社区化解纠纷140件",
            "律师轮流值班接待来访",
            "远程会见室建到看守场所",
        ),
    }
    for name, (problem, *measures) in own.items():
        lines = [
            f"中共松坞区{name}局党组关于巡察整改进展情况的通报",
            f"根据区委统一部署，2024年3月5日至4月30日，区委第一巡察组对{name}局党组进行了巡察，并于5月20日进行了反馈。",
            "现将巡察整改进展情况予以公布。",
            "一、组织领导情况",
            "一是压实整改责任。以“钉子不拔不收兵”的劲头推动整改落地见效。",
            "二、整改进展情况",
            f"1.关于“{problem}”问题的整改。",
            *(f"{'一二三'[i]}是{measure}。" for i, measure in enumerate(measures)),
            "三、下一步打算",
            "一是持续用力抓好整改。",
            "联系电话：0555-5550100",
        ]
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_what_was_mined_is_chosen_before_it_is_kept(client: httpx.Client, folder: Path) -> None:
    old_notices(folder)
    page = finished(client, str(client.post("/phrases/mine").url))
    assert "还没有写进词条库" in page and not (folder / "phrasebank").exists()
    wanted = re.search(r'value="([^"]+)" id="(p\d+)" checked></td><td><label for="\2">[^<]*钉子不拔不收兵', page)
    number = re.search(r'name="number" value="(\d+)"', page)
    assert wanted and number
    assert client.post("/phrases/keep", data={"number": number[1]}).status_code == 422
    told = client.post("/phrases/keep", data={"number": number[1], "take": [wanted[1]]}).text
    assert "收进了1条" in told
    kept = [line for file in (folder / "phrasebank").glob("*.yaml") for line in file.read_text("utf-8").split("\n")]
    assert [line for line in kept if "钉子不拔不收兵" in line] and not [line for line in kept if "压实整改责任" in line]


def test_an_own_sentence_for_a_place_is_used_in_the_draft(client: httpx.Client, ledger: Path) -> None:
    ledger.write_text(LIGHTS, encoding="utf-8")
    page = client.get("/phrases").text
    data = {"kind": "formula", "group": "下一步概述", "text": "坚持开门搞整改，让成果看得见"}
    seen_kinds = dict(re.findall(r'name="(seen:\w+)" value="(\w*)"', page))
    client.post("/phrases/add", data={**data, **seen_kinds})
    assert "坚持开门搞整改，让成果看得见。" in open_ledger(client)


def test_the_same_file_is_not_kept_twice(client: httpx.Client, folder: Path) -> None:
    for _ in range(2):
        client.post("/bring", files={"file": ("甲.xlsx", UNCLEAR)})
    assert [p.name for p in folder.glob("*.xlsx")] == ["甲.xlsx"]
    client.post("/bring", files={"file": ("甲.xlsx", UNCLEAR + b" ")})
    assert sorted(p.name for p in folder.glob("*.xlsx")) == ["甲.xlsx", "甲（2）.xlsx"]


def test_a_column_that_was_chosen_keeps_what_was_chosen(client: httpx.Client) -> None:
    client.post("/bring", files={"file": ("甲.xlsx", UNCLEAR)})
    page = client.get("/import", params={"name": "甲.xlsx", "map:整改举措情形": "措施"}).text
    row = re.search(r'<select name="map:整改举措情形".*?</select>', page, re.DOTALL)
    assert row and [m for m in re.findall(r'value="([^"]*)" selected', row[0])] == ["措施"]
    assert 'value=""' not in row[0]  # nothing of the same name takes the choice back


def test_an_old_notice_gives_its_form_without_its_facts(client: httpx.Client, folder: Path) -> None:
    data = (ROOT / "examples" / "旧通报.txt").read_bytes()
    page = client.post("/bring", files={"file": ("旧通报.txt", data)}).text
    assert "skeleton=1" in page
    assert "还是都留着" in client.get("/import", params={"name": "旧通报.txt", "skeleton": "1"}).text
    client.post("/import/accept", data={"name": "旧通报.txt", "target": "新台账", "skeleton": "1"})
    assert "【待补：" in (folder / "新台账.yaml").read_text(encoding="utf-8")


def test_the_sheets_own_title_says_which_inspection_it_was(client: httpx.Client, folder: Path) -> None:
    data = workbook(["水务局巡察整改台账"], ["序号", "反馈问题", "整改措施"], [1, "路灯不亮", "更换路灯87盏。"])
    client.post("/bring", files={"file": ("甲.xlsx", data)})
    client.post("/import/accept", data={"name": "甲.xlsx", "target": "甲"})
    assert load_ledger(folder / "甲.yaml").tour.kind == "巡察"


def test_a_row_that_is_not_public_keeps_its_measure_back(client: httpx.Client, folder: Path) -> None:
    data = workbook(
        ["序号", "反馈问题", "整改措施", "是否公开"],
        [1, "路灯不亮", "更换路灯87盏。", "是"],
        [None, None, "对责任人员谈话提醒2人次。", "否"],
    )
    client.post("/bring", files={"file": ("甲.xlsx", data)})
    client.post("/import/accept", data={"name": "甲.xlsx", "target": "台账"})
    problem = load_ledger(folder / "台账.yaml").problems[0]
    assert problem.public and [m.public for m in problem.measures] == [True, False]
    preview = client.get("/ledger/preview", params={"name": "台账.yaml"}).text
    assert "更换路灯87盏" in preview and "谈话提醒" not in preview


def test_the_sheet_to_sign_opens_as_a_page_that_runs_nothing(client: httpx.Client, folder: Path) -> None:
    (folder / "稿.txt").write_bytes((ROOT / "examples" / "旧通报.txt").read_bytes())
    answer = client.get("/review/signoff", params={"name": "稿.txt", "form": "html"})
    assert answer.headers["content-type"].startswith("text/html") and "content-disposition" not in answer.headers
    assert answer.headers["content-security-policy"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert "--against" not in answer.text
