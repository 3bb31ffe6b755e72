"""The three users' ways in a real browser; skipped where no Chromium is installed."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import docx
import openpyxl
import pytest
from web_browser import (
    ROOT,
    Visit,
    chromium,
    docx_of,
    fits,
    needs_browser,
    saved,
    taken,
    tracked,
    visiting_folder,
    xlsx_of,
)

from drafter.ledger.load import load_ledger

pytestmark = needs_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with chromium() as launch:
        yield launch()


@pytest.fixture
def visit(request: pytest.FixtureRequest, browser: object, tmp_path: Path) -> Iterator[Visit]:
    with visiting_folder(browser, tmp_path, getattr(request, "param", 1280)) as found:
        yield found


both_widths = pytest.mark.parametrize("visit", [1280, 420], indirect=True)


@both_widths
def test_a_writer_goes_from_a_sheet_to_the_word_file(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    assert fits(page)
    page.set_input_files(".drop input[type=file] >> nth=0", ROOT / "examples" / "整改台账.xlsx")
    page.click("button:text-is('放进来')")
    page.wait_for_selector("table.columns")
    assert fits(page)
    page.reload()
    page.click("button:text-is('照上面选的存成台账')")
    page.wait_for_selector("#preview .paper")
    assert fits(page)
    page.click(".problems li:nth-child(2) a")
    field = '[name="v:问题[1].表述"]'
    page.wait_for_selector(field)
    page.fill(field, "营商环境还有短板")
    page.press(field, "Tab")
    saved(page)
    assert "营商环境还有短板" in page.inner_text("#preview")
    page.reload()
    assert page.input_value(field) == "营商环境还有短板"
    assert "营商环境还有短板" in page.inner_text("#preview")
    page.go_back()
    page.wait_for_selector('[name="v:问题[0].表述"]')
    page.go_forward()
    page.wait_for_selector(field)
    page.click("text=生成 Word 稿")
    page.wait_for_selector("text=下载 Word 稿")
    with page.expect_download() as download:
        page.click("text=下载 Word 稿")
    target = tmp_path / "下载.docx"
    download.value.save_as(target)
    assert target.read_bytes()[:2] == b"PK" and "交给浏览器下载" in page.inner_text("#messages")


@both_widths
def test_a_missing_fact_leads_to_its_field(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text("问题:\n- 表述: 路灯不亮\n  措施:\n  - 提法: 更换路灯\n", encoding="utf-8")
    page = visit.page
    page.goto(f"{visit.address}/ledger?name=台账.yaml")
    page.click("#missing a:has-text('电话')")
    page.wait_for_selector('[name="v:联系方式.电话"]')
    assert page.evaluate("document.activeElement.name") == "v:联系方式.电话"
    page.keyboard.type("0555-5550100")
    page.keyboard.press("Control+s")
    saved(page)
    assert load_ledger(tmp_path / "台账.yaml").contact.phone == "0555-5550100"


def test_the_fields_that_wait_are_marked_anew_by_each_save(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(
        "问题:\n- 表述: 路灯不亮\n  措施:\n  - 内容: 更换路灯87盏。\n", encoding="utf-8"
    )
    page = visit.page
    page.goto(f"{visit.address}/ledger?name=台账.yaml")
    page.click("#missing a:text-is('会议的日期、名称和事项')")
    page.wait_for_selector("button:text-is('加一次会议'), button:text-is('加一项会议')")
    page.keyboard.press("Enter")
    page.fill('[name="v:组织领导.会议[0].名称"]', "区委常委会会议")
    page.keyboard.press("Tab")
    page.wait_for_selector('.field.missing [name="v:组织领导.会议[0].日期"]')
    page.fill('[name="v:组织领导.会议[0].日期"]', "2024年9月10日")
    page.keyboard.press("Tab")
    page.wait_for_selector('.field:not(.missing) [name="v:组织领导.会议[0].日期"]')
    assert "9月10日" in page.inner_text("#preview")


def test_the_preview_shows_what_is_being_filled_in(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    page.click("text=先看一个示例")
    page.wait_for_selector("#entry")
    page.click("#list a:text-is('联系方式')")
    page.wait_for_selector('[name="v:联系方式.电话"]')
    page.wait_for_function("document.getElementById('preview').scrollTop > 500")
    phone = page.locator("#preview a[href*='联系方式.电话']").bounding_box()
    assert phone and 0 < phone["y"] < 900


def test_what_is_wrong_is_said_at_its_field(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    page.click("text=先看一个示例")
    page.click("#list a:text-is('基本情况')")
    field = '[name="v:巡视.结束"]'
    page.fill(field, "5月9日")
    page.press(field, "Tab")
    page.wait_for_selector("#messages .fault:has-text('巡视 · 结束')")
    assert page.get_attribute(field, "aria-invalid") == "true"
    assert page.locator("#messages a").count() == 0
    page.click("#list a:text-is('联系方式')")
    page.click("#messages a:has-text('到那一格')")  # what was not saved is led to from another part
    page.wait_for_selector(field)
    assert page.locator("#messages a").count() == 0 and page.input_value(field) == "5月9日"
    page.fill(field, "2024年5月9日")
    page.press(field, "Tab")
    saved(page)
    assert page.get_attribute(field, "aria-invalid") is None


def test_a_file_changed_outside_is_shown_side_by_side(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    page.click("text=先看一个示例")
    page.wait_for_selector("#entry")
    file = tmp_path / "示例-云岭区委.yaml"
    title = load_ledger(file).problems[0].title
    file.write_text(file.read_text(encoding="utf-8").replace(title, "别人改的表述"), encoding="utf-8")
    field = '[name="v:问题[0].表述"]'
    page.fill(field, "我改的表述")
    page.press(field, "Tab")
    page.wait_for_selector("#messages .fault")
    shown = page.inner_text("#messages")
    assert "别人改的表述" in shown and "我改的表述" in shown
    assert "我改的表述" not in file.read_text(encoding="utf-8")
    page.click("button:text-is('用我填的')")
    page.wait_for_selector("#messages .saved:not(.quiet)")
    assert page.input_value(field) == "我改的表述" and load_ledger(file).problems[0].title == "我改的表述"


def test_what_is_typed_outlives_another_windows_save_a_reload_and_going_back(visit: Visit, tmp_path: Path) -> None:
    page, file = visit.page, tmp_path / "台账.yaml"
    file.write_text((ROOT / "examples" / "云岭区水务局党组.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    page.goto(f"{visit.address}/ledger?name=台账.yaml&at=问题[0]")
    other = visit.context.new_page()
    other.goto(page.url)
    page.fill('[name="v:问题[0].公开表述"]', "甲窗改的")
    page.press('[name="v:问题[0].公开表述"]', "Tab")
    saved(page)
    other.fill('[name="v:问题[0].责任单位"]', "乙窗改的")
    other.press('[name="v:问题[0].责任单位"]', "Tab")
    other.keyboard.type("接着打")  # while the form is drawn anew
    while other.input_value('[name="v:问题[0].公开表述"]') != "甲窗改的":
        other.wait_for_timeout(20)
    assert other.evaluate("document.activeElement.value").endswith("接着打")
    other.close()
    page.reload()
    page.focus('[name="v:问题[0].公开表述"]')
    page.keyboard.press("End")
    page.keyboard.type("，没有离开")
    page.reload()
    saved(page)
    assert load_ledger(file).problems[0].public_title == "甲窗改的，没有离开"
    page.fill('[name="v:问题[0].措施[0].内容"]', "只有一句")
    page.press('[name="v:问题[0].措施[0].内容"]', "Tab")
    page.click('button[value="split:问题[0].措施[0]"]')
    page.wait_for_selector("text=拆不开")
    page.select_option("#template", "清单式")  # what failed is not asked for again
    page.wait_for_selector("#preview [data-template=清单式]")
    page.click("button:text-is('生成 Word 稿')")
    page.click("text=另写一份不带点线的")
    page.wait_for_selector("h1:has-text('-定稿')")
    written = (tmp_path / "通报.docx").stat().st_mtime_ns
    page.go_back()
    page.wait_for_selector("h1:text-is('已写出 通报.docx')")
    page.reload()
    assert page.inner_text("h1") == "已写出 通报.docx" and (tmp_path / "通报.docx").stat().st_mtime_ns == written


TYPED_WHILE_LOADING = """
new MutationObserver((_, watch) => {
  const field = document.querySelector('[name="v:问题[0].表述"]');
  if (!field || document.readyState !== "loading") return;
  watch.disconnect();
  field.value = "页面还没到齐就填的";
  field.dispatchEvent(new Event("change", { bubbles: true }));
}).observe(document, { childList: true, subtree: true });
"""


def test_what_is_typed_while_the_page_still_arrives_is_saved(visit: Visit, tmp_path: Path) -> None:
    def held_up(route: Any) -> None:
        """The same page, its end behind something that is slow to come."""
        answer = route.fetch()
        body = answer.text().replace("</body>", '<script src="/static/slow.js"></script></body>')
        assert "slow.js" in body
        route.fulfill(response=answer, body=body)

    def slow(route: Any) -> None:
        time.sleep(0.3)
        route.fulfill(body="", content_type="text/javascript")

    visit.context.add_init_script(TYPED_WHILE_LOADING)
    page = visit.page
    (tmp_path / "台账.yaml").write_text(LEADLESS, encoding="utf-8")
    page.route("**/ledger?name=*", held_up)
    page.route("**/static/slow.js", slow)
    page.goto(f"{visit.address}/ledger?name=台账.yaml")
    saved(page)
    assert "页面还没到齐就填的" in (tmp_path / "台账.yaml").read_text(encoding="utf-8")


def test_what_is_asked_for_while_a_save_is_under_way_comes_after_it(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(LEADLESS, encoding="utf-8")
    page = visit.page
    page.goto(f"{visit.address}/ledger?name=台账.yaml")
    held: list[object] = []
    page.route("**/ledger/save", lambda route: held.append(route))
    page.fill('[name="v:问题[0].表述"]', "刚填的")
    page.click("text=加一项措施")
    page.click("#list a:text-is('联系方式')")
    page.click("button:text-is('生成 Word 稿')")
    for number in (1, 2):
        while len(held) < number:
            page.wait_for_timeout(10)
        held[-1].continue_()  # type: ignore[attr-defined]
    page.wait_for_selector("text=下载 Word 稿")
    problem = load_ledger(tmp_path / "台账.yaml").problems[0]
    assert problem.title == "刚填的" and len(problem.measures) == 2
    written = docx.Document(io.BytesIO(taken(page, "text=下载 Word 稿")))
    assert any("刚填的" in paragraph.text for paragraph in written.paragraphs)


def test_a_click_counts_though_the_save_draws_anew_what_is_clicked(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(LEADLESS, encoding="utf-8")
    page = visit.page
    page.goto(f"{visit.address}/ledger?name=台账.yaml")
    page.fill('[name="v:问题[0].表述"]', "刚填的")
    page.hover("#missing a:text-is('监督电话')")
    page.mouse.down()
    saved(page)
    page.mouse.up()
    page.wait_for_selector('[name="v:联系方式.电话"]:focus')


def test_measures_are_moved_and_taken_back_in_two_tabs(visit: Visit, browser: object, tmp_path: Path) -> None:
    page = visit.page
    page.click("text=先看一个示例")
    page.wait_for_selector("#entry")
    file = tmp_path / "示例-云岭区委.yaml"
    before = file.read_text(encoding="utf-8")
    second = visit.context.new_page()
    second.goto(page.url)
    count = page.locator("#form .item").count()
    page.click("text=加一项措施")
    page.wait_for_selector(f"#form .item >> nth={count}")
    second.fill('[name="v:问题[0].表述"]', "另一页改的")
    second.press('[name="v:问题[0].表述"]', "Tab")
    second.wait_for_selector(f"#form .item >> nth={count}")  # the measure that the first one added, and the new title
    page.close()
    assert load_ledger(file).problems[0].title == "另一页改的"
    for _ in range(2):
        second.click("#undo button")
        second.wait_for_load_state()
    second.wait_for_selector("#undo button[value=back][disabled]")  # nothing more to take back
    second.close()
    assert file.read_text(encoding="utf-8") == before


@both_widths
def test_questions_about_columns_are_answered_by_a_click_and_not_asked_again(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    sheet = tmp_path / "甲.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["序号", "反馈问题", "整改举措情形", "责任单位", "公开范围意见"])
    book.active.append([1, "路灯不亮", "更换路灯87盏。", "区城管局", "可以公开"])
    book.save(sheet)
    page.set_input_files(".drop input[type=file] >> nth=0", sheet)
    page.click("button:text-is('放进来')")
    page.wait_for_selector("h2:text-is('拿不准的列（2）')")
    page.click("button:text-is('是“措施”')")
    page.wait_for_selector("h2:text-is('拿不准的列（1）')")
    page.reload()
    page.wait_for_selector("h2:text-is('拿不准的列（1）')")
    page.click("button:text-is('是“公开”')")
    page.wait_for_selector("text=没有拿不准的地方")
    page.go_back()
    page.wait_for_selector("h2:text-is('拿不准的列（1）')")
    page.click("button:text-is('是“公开”')")
    page.wait_for_selector("text=没有拿不准的地方")
    page.click("button:text-is('照上面选的存成台账')")
    page.wait_for_selector("#preview .paper")
    assert "更换路灯87盏。" in page.inner_text("#preview")
    page.goto(visit.address)
    page.set_input_files(".drop input[type=file] >> nth=0", sheet)
    page.click("button:text-is('放进来')")
    page.wait_for_selector("text=没有拿不准的地方")
    page.click("button:text-is('另存成一份新台账')")  # the ledger is there already
    page.click("button:text-is('生成 Word 稿')")
    page.wait_for_selector("text=下载 Word 稿")
    page.reload()
    written = taken(page, "text=下载 Word 稿")
    assert any("更换路灯87盏" in p.text for p in docx.Document(io.BytesIO(written)).paragraphs)
    page.click("#missing a:text-is('监督电话')")
    page.wait_for_selector('[name="v:联系方式.电话"]')


@both_widths
def test_a_newer_sheet_goes_into_the_ledger_and_out_again(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(LEADLESS, encoding="utf-8")
    newer = xlsx_of(
        tmp_path.parent / f"{tmp_path.name}.xlsx",
        ["序号", "反馈问题", "整改进展", "整改状态"],
        [1, "党内政治生活不够严肃", "举办培训班5期，培训干部210人次。", "已完成"],
    )
    page = visit.page
    page.reload()
    page.set_input_files("form[action='/bring'] input[type=file]", newer)
    page.click("form[action='/bring'] button")
    page.click("button:has-text('并进“台账”')")
    page.wait_for_selector("#differences")
    assert fits(page)
    page.reload()
    assert page.inner_text("#differences del") == "3期，培训干部126"
    page.go_back()
    page.click("button:has-text('并进“台账”')")
    page.click("button:text-is('写进台账')")  # what is to be decided is decided first
    assert page.locator("#differences").is_visible()
    page.click("button[data-whole=old]")
    page.check("[value='问题[0].措施[0].内容']")
    page.uncheck("[value='问题[0].状态']")
    page.click("button:text-is('写进台账')")
    page.wait_for_selector("#messages .saved:has-text('已采用：第1个问题 · 第1条措施 · 内容')")
    problem = load_ledger(tmp_path / "台账.yaml").problems[0]
    assert (problem.status, problem.measures[0].content) == (None, "举办培训班5期，培训干部210人次。")
    page.click("#step-back")
    page.wait_for_selector("#step-forward:not([disabled])")
    page.reload()
    page.click("#step-forward")
    page.wait_for_selector("#messages .saved:has-text('已恢复一次保存')")
    assert "210人次" in (tmp_path / "台账.yaml").read_text(encoding="utf-8")


def test_a_lead_is_taken_by_a_click(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(LEADLESS, encoding="utf-8")
    page = visit.page
    page.goto(f"{visit.address}/ledger?name=台账.yaml")
    page.click("text=提法建议")
    page.click(".leads button >> nth=0")
    saved(page)
    lead = page.input_value('[name="v:问题[0].措施[0].提法"]')
    assert lead and lead in page.inner_text("#preview")
    assert load_ledger(tmp_path / "台账.yaml").problems[0].measures[0].lead == lead


LEADLESS = "问题:\n- 表述: 党内政治生活不够严肃\n  措施:\n  - 内容: 举办培训班3期，培训干部126人次。\n"


@both_widths
def test_a_reviewer_goes_from_the_word_file_to_the_signed_sheet(visit: Visit, tmp_path: Path) -> None:
    file = docx_of(tmp_path / "稿.docx", "云岭区委全面布署整改，建立台帐。", "【待补：数字】")
    page = visit.page
    page.goto(f"{visit.address}/review")
    page.set_input_files("input[type=file] >> nth=0", file)
    page.click("button:text-is('开始审核')")
    page.wait_for_selector("#findings")
    assert fits(page)
    first = page.locator("#findings article").first
    assert first.get_attribute("data-grade") == "error"
    first.click()
    page.click("mark:text-is('布署')")
    page.wait_for_selector("#findings article.hit:has-text('布署')")
    page.uncheck("[data-grade=info] >> nth=0")
    assert not page.locator("#findings article[data-grade=info]:visible").count()
    first.locator("summary").click()
    first.locator("[name=reason]").fill("已核对")
    first.locator("[name=by]").fill("张核")
    first.get_by_role("button", name="定为不改").click()
    page.wait_for_selector("text=不改的（1）")
    page.reload()
    page.wait_for_selector("text=不改的（1）")
    assert page.locator("#findings [name=by]").first.input_value() == "张核"
    assert tracked(taken(page, "button:has-text('只下载，不存（带修订）')")) == 2
    page.uncheck("#findings article:has-text('台帐') [name=take]")
    page.wait_for_selector("#ticked:text-is('1')")
    assert tracked(taken(page, "button:has-text('只下载，不存（带修订）')")) == 1
    annotated = taken(page, "text=下载带批注的稿子")
    assert any("comments" in name for name in zipfile.ZipFile(io.BytesIO(annotated)).namelist())
    sheet = docx.Document(io.BytesIO(taken(page, "text=下载签发单")))
    assert "签发单" in sheet.paragraphs[0].text
    page.go_back()
    page.wait_for_selector("#findings")


def test_a_check_is_made_anew_and_compared_with_an_earlier_version(visit: Visit, tmp_path: Path) -> None:
    docx_of(tmp_path / "一稿.docx", "云岭区委全面布署整改，9月31日召开会议。")
    docx_of(tmp_path / "二稿.docx", "云岭区委全面布署整改，9月30日召开会议。")
    page = visit.page
    page.goto(f"{visit.address}/review?name=二稿.docx")
    page.click("summary:has-text('与较早的一稿比')")
    page.select_option("[name=since]", "一稿.docx")
    page.click("button:text-is('重新核对')")
    page.wait_for_selector("summary:has-text('与“一稿.docx”比')")
    assert page.input_value("[name=ledger]") == "不对照"
    assert "9月31日" in page.inner_text("details.judged:has(del)")


def test_mining_is_stopped_and_what_it_finds_is_chosen(visit: Visit, tmp_path: Path) -> None:
    for number in range(40):
        docx_of(tmp_path / f"通报{number}.docx", *(f"第{number}号第{line}段各不相同的一句话。" for line in range(30)))
    page = visit.page
    page.goto(f"{visit.address}/phrases")
    page.click("text=从通报里挖用语")
    page.click("text=开始挖")
    page.click("button:text-is('停下')")
    page.wait_for_selector("text=已停下，没有写任何文件")
    assert not (tmp_path / "phrasebank").exists()
    for file in tmp_path.glob("*.docx"):
        file.unlink()
    for number, own in enumerate(("植树造林进度迟缓", "专项资金沉淀较多"), 1):
        docx_of(
            tmp_path / f"旧稿{number}.docx",
            f"中共松坞区{own[:2]}局党组关于巡察整改进展情况的通报",
            "二、整改进展情况",
            f"1.关于“{own}”问题的整改。",
            f"一是压实整改责任。以“钉子不拔不收兵”的劲头推动整改落地见效。{own}已经扭转，群众普遍叫好{number}7次。",
        )
    page.goto(f"{visit.address}/phrases")
    page.click("text=从通报里挖用语")
    page.click("text=开始挖")
    page.wait_for_selector("text=还没有写进词条库")
    page.uncheck("#all")
    page.check("#job tr:has-text('钉子不拔不收兵') input >> nth=0")
    page.click("button:text-is('收进词条库')")
    page.wait_for_selector("#messages .saved:has-text('收进了1条')")
    assert (tmp_path / "phrasebank").is_dir()


@both_widths
def test_a_template_owner_goes_from_a_fault_to_a_draft(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    page.goto(f"{visit.address}/templates?template=分段式")
    assert fits(page)
    good = taken(page, "text=下载模板（Word）")
    document = docx.Document(io.BytesIO(good))
    next(p for p in document.paragraphs if p.text == "{{ 标题 }}").runs[0].text = "{{ 没有这个 }}"
    document.save(str(tmp_path / "本局式.docx"))
    page.set_input_files("#bring input[type=file]", tmp_path / "本局式.docx")
    page.click("text=放进来，查一查")
    page.wait_for_selector("text=要改的地方")
    assert fits(page)
    page.reload()
    assert "没有这个" in page.inner_text(".tagged.wrong + .note")
    (tmp_path / "改好.docx").write_bytes(good)
    page.set_input_files("#replace input[type=file]", tmp_path / "改好.docx")
    page.click("text=换掉，再查一查")
    page.wait_for_selector(".ready:has-text('没有发现错误')")
    assert docx.Document(io.BytesIO(taken(page, "text=下载排好的示例（Word）"))).paragraphs
    page.click("text=用它开一份空台账")
    page.wait_for_selector("#entry")
    assert page.input_value("#template") == "本局式"
    page.click("button:text-is('生成 Word 稿')")
    page.wait_for_selector("text=模板 本局式")


@both_widths
def test_the_table_of_wording_is_tried_and_edited(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    page.goto(f"{visit.address}/wording")
    assert fits(page)
    page.fill("[name=错] >> nth=0", "云岭区委")
    page.fill("[name=对] >> nth=0", "区委")
    page.click("button:text-is('加上')")
    page.wait_for_selector("text=本单位的 1 行")
    page.fill("[name=text] >> nth=0", "云岭区委全面布署整改。")
    page.click("button:text-is('看一看')")
    page.wait_for_selector("#tried")
    assert "应为“区委”" in page.inner_text("#tried") and "应为“部署”" in page.inner_text("#tried")
    page.reload()
    page.go_back()
    page.wait_for_selector("text=本单位的 1 行")


EVIL = '<img src=x onerror="window.bad=1"><script>window.bad=1</script>{{7*7}}\'"&'
FILL = """evil => {
  const form = document.getElementById("entry");
  let filled = 0;
  for (const field of form.querySelectorAll("input[name^='v:'], textarea")) {
    if (/日期|开始|结束|反馈|次数|编号|上期|模板/.test(field.name)) continue;
    field.value = evil;
    filled++;
  }
  htmx.trigger(form, "submit");
  return filled;
}"""


EVERY_PART = """
通报: {标题: 甲, 导语: 乙, 公开说明: 丙, 落款: [丁], 发文字号: 戊, 小标题: {组织领导: 己}}
单位: {名称: 甲, 简称: 乙, 地区: 丙}
巡视: {部署: 甲, 巡视组: 乙, 对象: 丙}
组织领导:
  概述: 甲
  领导小组: {组长: 乙, 副组长: [丙], 成员: [丁], 下设: [戊]}
  方案: {名称: 甲, 通过会议: 乙}
  第一责任人: {称谓: 甲, 事项: [乙]}
  会议: [{名称: 甲, 事项: 乙}]
  机制: [甲]
  督查: [{内容: 甲, 发现: 乙, 整改: 丙}]
  要点: [{提法: 甲, 内容: 乙}]
问题:
- 编号: 1
  表述: 甲
  公开表述: 乙
  方面: 丙
  责任单位: [丁]
  标签: 戊
  成效: 己
  措施: [{提法: 甲, 内容: 乙, 计划: 丙, 佐证: [丁]}]
  具体表现: [{表述: 甲, 成效: 乙, 措施: [{提法: 丙, 内容: 丁}]}]
进展概述: 甲
下一步: {概述: 甲, 要点: [{提法: 乙, 内容: 丙}]}
其他部分: [{标题: 甲, 段落: [乙]}]
联系方式: {电话: 甲, 地址: 乙, 邮编: 丙, 邮箱: 丁, 受理时间: 戊}
"""


def test_hostile_text_stays_text_in_every_field(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(EVERY_PART, encoding="utf-8")
    page = visit.page
    filled = 0
    for part in ("基本情况", "组织领导", "整改进展总述", "下一步", "其他部分", "联系方式", "问题[0]"):
        page.goto(f"{visit.address}/ledger?name=台账.yaml&at={part}")
        filled += page.evaluate(FILL, EVIL)
        saved(page)
        assert page.locator("#preview img, #preview script, #list img, #form img").count() == 0
    assert filled > 60
    assert "window.bad=1" in page.inner_text("#preview") and "49" not in page.inner_text("#preview .title")
    page.click("button:text-is('生成 Word 稿')")
    page.click("text=对照台账审核")
    page.wait_for_selector("#findings")
    for path in (
        "/phrases?q=",
        "/wording?text=",
        "/templates?template=",
        "/file?name=",
        "/review?name=",
        "/job?number=",
    ):
        page.goto(visit.address + path + quote(EVIL))
        assert page.evaluate("window.bad") is None


def test_all_that_came_back_is_chosen_by_one_click(visit: Visit, tmp_path: Path) -> None:
    problem = (
        "问题:\n- 编号: 1\n  表述: 排水不畅\n  状态: 推进中\n  措施:\n  - 计划: 疏通管网\n    内容: 疏通管网3公里。\n"
        "- 编号: 2\n  表述: 路灯不亮\n  措施: [{内容: 更换路灯87盏。}]\n"
    )
    (tmp_path / "台账.yaml").write_text(problem, encoding="utf-8")
    heads = ["序号", "反馈问题", "整改措施", "整改进展", "整改状态"]
    words = "组织力量清掏雨水井46座，管网全线贯通。"
    sheet = xlsx_of(tmp_path / "回.xlsx", heads, [2, "排水不畅", "疏通管网", words, "已完成"])
    page = visit.page
    page.goto(f"{visit.address}/returns?name=台账.yaml&source={quote(sheet.name)}")
    page.click("button:text-is('全部照收到的')")
    assert page.is_checked("[name=take]") and page.is_checked("fieldset.settle:not([data-alone]) [value='0']")
    assert not page.locator("[data-alone] input:checked").count()  # two of one number: asked by itself
    page.click("button:text-is('全部不改')")
    assert not page.is_checked("[name=take]") and page.is_checked("fieldset.settle [value=note]")
    page.click("button:text-is('全部照收到的')")
    page.check("[data-alone] [value=keep]")
    page.click("button:text-is('写进台账')")
    page.wait_for_selector("#messages .told")
    found = load_ledger(tmp_path / "台账.yaml").problems[0]
    assert found.measures[0].content == words and found.status == "已完成"
