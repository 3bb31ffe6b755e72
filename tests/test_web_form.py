"""The form of a ledger: what waits to be typed, what was chosen, what is refused, what is told beside it."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import httpx
import openpyxl
import pytest
from test_web_pages import open_ledger, save

from drafter.ledger.load import load_ledger
from drafter.ledger.revise import set_value
from drafter.web.forms import column_groups

ROOT = Path(__file__).parents[1]
WATER = (ROOT / "examples" / "云岭区水务局党组.yaml").read_text(encoding="utf-8")


@pytest.fixture
def ledger(folder: Path) -> Path:
    path = folder / "台账.yaml"
    path.write_text(WATER, encoding="utf-8")
    return path


def test_what_is_typed_takes_the_place_of_the_mark_and_an_untouched_mark_stays(
    client: httpx.Client, ledger: Path
) -> None:
    count = len(load_ledger(ledger).leadership.meetings)
    _, page = save(client, open_ledger(client, "组织领导"), op="add:组织领导.会议", at="组织领导")
    name = f"组织领导.会议[{count}].名称"
    field = re.search(
        rf'<textarea class="line" name="v:{re.escape(name)}"[^>]*placeholder="如 区委常委会会议"[^>]*></textarea>', page
    )
    assert field
    assert '<a class="missing"' in page and "【待补：会议】" in page
    _, page = save(client, page, **{f"v:{name}": "", f"v:组织领导.会议[{count}].日期": "2024-09-01"})
    assert load_ledger(ledger).leadership.meetings[count].name == "【待补：会议】"
    save(client, page, **{f"v:{name}": "局党组会议"})
    assert load_ledger(ledger).leadership.meetings[count].name == "局党组会议"


def test_a_field_that_is_refused_keeps_no_other_from_being_saved(client: httpx.Client, ledger: Path) -> None:
    values = {"v:巡视.反馈": "6月1日", "v:通报.成文日期": "2026.10.15", "v:联系方式.电话": "0799-5550136"}
    status, answer = save(client, open_ledger(client), **values)
    assert status == 200 and "这一格没有存，别的都存了" in answer and 'data-wrong="巡视.反馈"' in answer
    kept = load_ledger(ledger)
    assert str(kept.notice.date) == "2026-10-15" and kept.contact.phone == "0799-5550136"
    assert str(kept.tour.feedback) != "2026-06-01"
    status, answer = save(client, open_ledger(client), **{"v:巡视.反馈": "6月1日"})
    assert status == 422 and "没有存" in answer
    status, answer = save(client, open_ledger(client), **{"v:组织领导.会议[0].日期": "6月1日"})
    assert "如 2024年6月1日" in answer


def test_a_phrase_that_was_chosen_stands_in_the_form_as_it_is_printed(client: httpx.Client, ledger: Path) -> None:
    ledger.write_text(set_value(WATER, "下一步.概述", {"词条": "F-下一步概述-1"}), encoding="utf-8")
    page = open_ledger(client, "下一步")
    assert "F-下一步概述-1" not in page.split('id="preview"')[0] and "（选了词条库的一条）" in page
    assert "局党组将发扬钉钉子精神" in page.split('id="preview"')[0] and "换一种写法，或写自己的话" in page


def test_who_leads_the_group_is_asked_for_in_plain_sight(client: httpx.Client, ledger: Path) -> None:
    ledger.write_text(set_value(WATER, "组织领导.领导小组", ""), encoding="utf-8")
    form = open_ledger(client, "组织领导").split('id="form"')[1].split('id="preview"')[0]
    group = form.split('<details id="组织领导.领导小组" open>')[1].split("</details>")[0]
    assert '<em class="asked">待补</em>' in group
    assert 'name="v:组织领导.领导小组.组长"' in group.split("还可以填")[0]


def test_problems_without_a_status_are_told_where_nothing_else_is_missing(client: httpx.Client, ledger: Path) -> None:
    page = open_ledger(client)
    assert "没有待补的地方。" in page
    number = len(load_ledger(ledger).problems)
    ledger.write_text(set_value(WATER, f"问题[{number - 1}].状态", ""), encoding="utf-8")
    page = open_ledger(client)
    assert "没有待补的地方，只是还有 1 个问题没有填状态" in page and f">问题{number}</a>" in page


def test_no_other_wording_is_offered_with_a_gap_where_there_is_one_without(client: httpx.Client, ledger: Path) -> None:
    for path in ("组织领导.概述", "下一步.概述"):
        page = client.get("/ledger/alternatives", params={"name": "台账.yaml", "path": path}).text
        assert "用这条" in page and "待补" not in page
        assert f'data-of="{path.partition(".")[0]}"' in page


def test_the_day_of_the_feedback_beside_the_table_is_offered(client: httpx.Client, folder: Path) -> None:
    note = "填报单位：云陂县水利局党组    巡察时间：2026年3月5日至4月28日    反馈时间：2026年5月20日"
    (folder / "台账.yaml").write_text(f"附注:\n- {note}\n问题:\n- 表述: 管护不到位\n", encoding="utf-8")
    page = open_ledger(client, "基本情况")
    assert "反馈“2026-05-20”" in page and 'value="fill:巡视.反馈">填上' in page


def test_what_a_column_may_be_is_listed_in_groups_none_twice(client: httpx.Client, tmp_path: Path) -> None:
    fields = [field for group in column_groups(("表述", "措施", "标签", "措施序号")).values() for field in group]
    assert sorted(fields) == sorted({"表述", "措施", "标签", "措施序号", "忽略"})
    book = openpyxl.Workbook()
    for row in (["序号", "反馈问题", "整改举措", "责任单位"], [1, "管护不到位", "清淤3处", "水务局"]):
        book.active.append(row)
    book.save(tmp_path / "表.xlsx")
    page = client.get("/import", params={"name": "表.xlsx"}).text
    assert '<optgroup label="怎么改、改得怎样">' in page and '<optgroup label="少用的">' in page


def test_the_only_ledger_is_the_one_that_a_notice_is_checked_by(client: httpx.Client, ledger: Path) -> None:
    for address in ("/", "/review"):
        assert '<option value="台账.yaml" selected>' in client.get(address).text
    (ledger.parent / "另一份.yaml").write_text(WATER, encoding="utf-8")
    assert '<option value="台账.yaml" selected>' not in client.get("/review").text


def test_a_copy_says_that_its_revisions_are_the_ones_just_made_and_figures_that_nobody_mends_them(
    client: httpx.Client, ledger: Path
) -> None:
    client.post("/ledger/draft", data={"name": "台账.yaml", "clean": "1"})
    path = next(ledger.parent.glob("*.docx"))
    document = docx.Document(str(path))
    phone = load_ledger(ledger).contact.phone or ""
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(phone, f"{phone[:-1]}1").replace("全面", "全面布署，全面", 1)
    document.save(str(path))
    page = client.get("/review", params={"name": path.name, "ledger": "台账.yaml"}).text
    assert "程序不替您改：核对以后请在 Word 里改" in page and "就是刚才改成的修订" not in page
    ticked = re.findall(r'name="take" value="(\d+)" checked', page)
    shown = re.findall(r'name="seen" value="(\w+)"', page)[0]
    data = {"name": path.name, "ledger": "台账.yaml", "seen": shown, "take": ticked[:1]}
    assert "就是刚才改成的修订（一处换字算删、加两处）" in client.post("/review/mend", data=data).text


def test_what_cannot_be_done_keeps_no_field_from_being_saved_and_says_so(client: httpx.Client, ledger: Path) -> None:
    one = {"v:问题[0].措施[0].内容": "清理排查水库3座", "op": "split:问题[0].措施[0]"}
    status, answer = save(client, open_ledger(client), **one)
    assert status == 200 and "拆不开" in answer and "填的都已经存好" in answer and "没有存" not in answer
    assert load_ledger(ledger).problems[0].measures[0].content == "清理排查水库3座"
    wrong = {"v:巡视.反馈": "6月1日", "op": "template:清单式"}  # a template is changed whatever is wrong with a field
    status, answer = save(client, open_ledger(client), **wrong)
    assert status == 200 and 'data-wrong="巡视.反馈"' in answer and 'data-template="清单式"' in answer
    assert load_ledger(ledger).notice.template == "清单式"


def test_notes_are_lines_with_their_names_and_one_without_gets_one(client: httpx.Client, ledger: Path) -> None:
    page = open_ledger(client, "问题[0]")
    place = "v:问题[0].内部备注"
    _, page = save(client, page, **{place: "销号情况：A\n电话 0555：待问\n还要再核"})
    assert load_ledger(ledger).problems[0].notes == {"销号情况": "A", "电话 0555": "待问", "备注": "还要再核"}
    _, page = save(client, page, **{place: "销号情况: B\n销号情况：C"})
    assert load_ledger(ledger).problems[0].notes == {"销号情况": "B", "销号情况2": "C"}
    save(client, page, **{place: ""})
    assert not load_ledger(ledger).problems[0].notes
