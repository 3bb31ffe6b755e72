"""The three users' ways by the keyboard alone: Tab, Enter, Space and arrows reach everything, the focus is seen and
never lost; and with letters of twice the size nothing is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from web_browser import Visit, chromium, docx_of, fits, needs_browser, saved, tracked, visiting_folder, words, xlsx_of

from drafter.ledger.load import load_ledger

pytestmark = needs_browser
MOST_STEPS = 200  # from any place to any other of one page
# What has the focus: empty where that is nothing, or where a reader does not see that it has.
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return "";
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const seen = style.outlineStyle !== "none" || e.tabIndex < 0;
  const shown = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return seen && shown ? e.tagName : "";
}"""
LIGHTS = """问题:
- 编号: 1
  表述: 路灯不亮
  责任单位: [区城管局]
  措施:
  - 内容: 更换路灯87盏。
  - 内容: 加装控制箱3个。
- 编号: 2
  表述: 排水不畅
  措施:
  - 内容: 疏通管网3公里。
"""


@pytest.fixture(scope="module")
def launch() -> Iterator[Callable[..., Any]]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def browser(launch: Callable[..., Any]) -> Any:
    return launch()


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Visit]:
    with visiting_folder(browser, tmp_path) as found:
        yield found


def focused(page: Any, selector: str) -> bool:
    return bool(page.evaluate("s => document.activeElement.matches(s)", selector))


def to(page: Any, selector: str, text: str = "") -> None:
    """Go there by Tab, behind the page's end from its beginning; on the way the focus is always somewhere, and seen."""
    assert page.locator(selector, has_text=text).count(), f"no {selector} {text}"
    for _ in range(MOST_STEPS):
        if focused(page, selector) and text in page.evaluate("document.activeElement.innerText || ''"):
            return
        page.keyboard.press("Tab")
        if focused(page, "body"):  # the browser's own bar has it
            page.keyboard.press("Tab")
            assert focused(page, ".skip"), "the focus was lost"
        assert page.evaluate(FOCUSED), page.evaluate("document.activeElement.outerHTML")[:200]
    raise AssertionError(f"Tab does not reach {selector} {text}")


def press(page: Any, selector: str, text: str = "", key: str = "Enter") -> None:
    """Go there and press the key, as it does what a click does."""
    to(page, selector, text)
    page.keyboard.press(key)


def choose(page: Any, selector: str, file: Path) -> None:
    """A file by the keyboard: the system's own window opens."""
    with page.expect_file_chooser() as window:
        press(page, selector)
    window.value.set_files(file)


def brought(page: Any, selector: str, text: str) -> bytes:
    with page.expect_download() as download:
        press(page, selector, text)
    return Path(download.value.path()).read_bytes()


def test_a_writer_goes_from_an_unclear_sheet_to_the_word_file(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    sheet = xlsx_of(
        tmp_path.parent / "甲.xlsx",
        ["序号", "反馈问题", "整改举措情形", "责任单位", "公开范围意见"],
        [1, "路灯不亮", "更换路灯87盏。", "区城管局", "可以公开"],
        [2, "排水不畅", "疏通管网3公里。", "区水务局", "可以公开"],
    )
    choose(page, "form[action='/bring'] input[type=file]", sheet)
    press(page, "form[action='/bring'] button")
    page.wait_for_selector("h2:text-is('拿不准的列（2）')")
    press(page, "button", "是“措施”")
    page.wait_for_selector("h2:text-is('拿不准的列（1）'):focus")  # the next question is at hand
    press(page, "button", "是“公开”")
    page.wait_for_selector(".ready:has-text('没有拿不准的地方'):focus")
    press(page, "button", "照上面选的存成台账")
    page.wait_for_selector("#preview .paper")
    press(page, "#missing a", "监督电话")
    page.wait_for_selector('[name="v:联系方式.电话"]:focus')
    page.keyboard.type("0555-5550100")
    page.keyboard.press("Tab")
    saved(page)
    assert page.evaluate(FOCUSED) == "TEXTAREA"
    press(page, "#list a", "排水不畅")
    page.wait_for_selector("#form h2:has-text('问题 2'):focus")
    press(page, "#form button", "加一项措施")
    page.wait_for_selector('[name="v:问题[1].措施[1].内容"]:focus')
    page.keyboard.type("清掏雨水井46座。")
    press(page, "button[value='up:问题[1].措施[1]']")
    page.wait_for_selector("button[value='down:问题[1].措施[0]']:focus")  # it is the first now
    to(page, '[name="v:问题[1].措施[0].状态"]')
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#list li:nth-child(2) small:has-text('2条措施')")
    assert "清掏雨水井46座。" in page.inner_text("#preview")
    press(page, "button", "生成 Word 稿")
    page.wait_for_selector("h1:has-text('已写出')")
    written = words(brought(page, "a", "下载 Word 稿"))
    assert written.index("清掏雨水井46座") < written.index("疏通管网3公里")
    ledger = load_ledger(tmp_path / "甲.yaml")
    assert ledger.contact.phone == "0555-5550100" and ledger.problems[1].measures[0].status


def test_the_focus_stays_through_every_save_and_operation(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(LIGHTS, encoding="utf-8")
    page = visit.page
    page.goto(f"{visit.address}/ledger?name=台账.yaml")
    page.focus('[name="v:问题[0].编号"]')
    page.keyboard.type("7")
    for _ in range(14):  # the save comes while the focus is at what it draws anew
        page.keyboard.press("Shift+Tab")
    saved(page)
    assert page.evaluate(FOCUSED)
    steps = (
        ("down:问题[0].措施[0]", "button[value='up:问题[0].措施[1]']"),
        ("remove:问题[0].措施[1]", "textarea[name='v:问题[0].措施[0].提法']"),
        ("remove:问题[0].措施[0]", "button[value='add:问题[0].措施']"),
        ("add:问题[0].措施", "textarea[name='v:问题[0].措施[0].内容']"),
        ("down:问题[0]", "button[value='down:问题[1]']"),
    )
    for operation, then in steps:
        press(page, f"button[value='{operation}']")
        page.wait_for_selector(f"{then}:focus")
    press(page, "#step-back:not([disabled])")
    page.wait_for_selector("#step-back:focus")
    page.keyboard.press("Enter")
    page.wait_for_selector("#step-forward:has-text('恢复（2）')")
    to(page, "#step-forward")
    page.keyboard.press("Enter")
    page.wait_for_selector("#step-forward:focus:has-text('恢复（1）')")


def test_returns_are_decided_with_arrows_and_space(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(LIGHTS, encoding="utf-8")
    headings = ["序号", "反馈问题", "整改进展", "整改状态"]
    for unit, status in (("甲局", "已完成"), ("乙局", "推进中")):
        xlsx_of(tmp_path / f"{unit}.xlsx", headings, [2, "排水不畅", "疏通管网3公里。", status])
    page = visit.page
    page.goto(f"{visit.address}/ledger?name=台账.yaml")
    press(page, "summary", "分发和收回")
    with page.expect_file_chooser() as window:
        press(page, "#back input[type=file]")
    assert window.value.is_multiple()
    window.value.set_files([tmp_path / "甲局.xlsx", tmp_path / "乙局.xlsx"])
    press(page, "#back button")
    page.wait_for_selector("#asked")
    to(page, "#asked input[type=radio]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    press(page, "#returned button", "写进台账")
    page.wait_for_selector("#messages .saved:has-text('已采用：第2个问题 · 状态')")
    assert load_ledger(tmp_path / "台账.yaml").problems[1].status == "已完成"


def test_a_reviewer_goes_from_the_word_file_to_the_signed_sheet(visit: Visit, tmp_path: Path) -> None:
    file = docx_of(tmp_path.parent / "稿.docx", "云岭区委全面布署整改，建立台帐。", "【待补：数字】")
    page = visit.page
    press(page, "nav a", "审核")
    page.wait_for_selector("h1:text-is('审核')")
    choose(page, "input[type=file]", file)
    press(page, "button", "开始审核")
    page.wait_for_selector("#findings article")
    press(page, "mark", "布署")
    page.wait_for_selector("#findings article:focus:has-text('布署')")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark:focus:has-text('布署')")
    to(page, "#f2")
    second = page.inner_text("#f3 p >> nth=1")
    press(page, "#f2 summary")
    to(page, "#f2 [name=ground]")  # of what was never filled in
    page.keyboard.press("ArrowDown")
    to(page, "#f2 [name=reason]")
    page.keyboard.type("已与原件核对")
    to(page, "#f2 [name=by]")
    page.keyboard.type("张核")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=不改的（1）")
    page.wait_for_selector("#f2:focus")  # the next one has come up to its place
    assert page.inner_text("#f2 p >> nth=1") == second
    press(page, "summary", "已经核实")
    assert tracked(brought(page, "button", "只下载，不存（带修订）")) == 2
    assert "签发单" in words(brought(page, "a", "下载签发单"))


def test_a_template_owner_goes_from_a_fault_to_a_draft(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    press(page, "nav a", "模板")
    page.wait_for_selector("h1:text-is('模板')")
    press(page, "ul.chips a", "分段式")
    page.wait_for_selector("a[aria-current]:text-is('分段式')")
    good = brought(page, "a", "下载模板（Word）")
    (tmp_path.parent / "好.docx").write_bytes(good)
    document = docx.Document(str(tmp_path.parent / "好.docx"))
    next(p for p in document.paragraphs if p.text == "{{ 标题 }}").runs[0].text = "{{ 没有这个 }}"
    document.save(str(tmp_path.parent / "本局式.docx"))
    choose(page, "#bring input[type=file]", tmp_path.parent / "本局式.docx")
    press(page, "#bring button")
    page.wait_for_selector("text=要改的地方")
    choose(page, "#replace input[type=file]", tmp_path.parent / "好.docx")
    press(page, "#replace button")
    page.wait_for_selector(".ready:has-text('没有发现错误')")
    press(page, "button", "用它开一份空台账")
    page.wait_for_selector("#entry")
    press(page, "button", "生成 Word 稿")
    page.wait_for_selector("text=模板 本局式")


def test_a_menu_is_closed_by_escape_and_when_it_is_left(visit: Visit) -> None:
    page = visit.page
    press(page, "button", "先看一个示例")
    page.wait_for_selector("#entry")
    press(page, "summary", "分发和收回")
    to(page, ".more select")
    page.keyboard.press("Escape")
    page.wait_for_selector("summary:focus:has-text('分发和收回')")
    assert page.locator("details.more[open]").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_selector("details.more[open]")
    to(page, "summary", "另存")
    assert page.locator("details.more[open]").count() == 0


VIEWS = (
    "/", "/ledger?name=台账.yaml", "/ledger?name=台账.yaml&at=组织领导", "/ledger?name=台账.yaml&at=基本情况",
    "/import?name=表.xlsx", "/returns?name=台账.yaml&source=表.xlsx", "/review?name=稿.docx", "/review", "/templates",
    "/phrases?q=组织", "/wording?text=全面布署整改", "/help", "/help?topic=命令行：审核", "/ledger?name=没有.yaml",
)  # fmt: skip
# What stands outside the window or is cut, but for links that are shown when they have the focus.
CUT = """() => Array.from(document.querySelectorAll("a, button, input, select, textarea, summary, h1, h2, p, td, li"))
  .filter(e => e.offsetParent && !e.closest(".skip, .jump, pre, .guide table"))
  .filter(e => {
    const box = e.getBoundingClientRect();
    const outside = box.left < -1 || box.right > innerWidth + 1;
    return outside || (e.matches("button, a.button") && e.scrollWidth > e.clientWidth + 2);
  }).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("letter", [16, 32])
def test_nothing_is_cut_at_either_width_with_letters_of_either_size(
    launch: Callable[..., Any], tmp_path: Path, letter: int
) -> None:
    (tmp_path / "台账.yaml").write_text(LIGHTS, encoding="utf-8")
    xlsx_of(
        tmp_path / "表.xlsx",
        ["序号", "反馈问题", "整改进展", "整改状态", "公开范围意见"],
        [1, "路灯不亮", "路灯全部点亮，市民满意。", "已完成", "可以"],
        [2, "排水不畅", "疏通管网5公里。", "已完成", "可以"],
    )
    docx_of(tmp_path / "稿.docx", "云岭区委全面布署整改，建立台帐。", "【待补：数字】")
    browser = launch(letter)
    for width in (1280, 420):
        with visiting_folder(browser, tmp_path, width) as visit:
            for view in VIEWS:
                visit.page.goto(visit.address + view)
                size = float(visit.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))
                assert size >= letter
                assert fits(visit.page), (width, view)
                assert visit.page.evaluate(CUT) == [], (width, view)
