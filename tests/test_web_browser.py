"""The three users' ways in a real browser; skipped where no Chromium is installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_server import TOKEN, served

from drafter.ledger.load import load_ledger

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
ROOT = Path(__file__).parents[1]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


class Visit:
    """A page on a served folder; what it asks for and what its console says is kept."""

    def __init__(self, browser: object, address: str, width: int) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900})  # type: ignore[attr-defined]
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.address, self.asked, self.errors = address, [], []  # type: ignore[var-annotated]
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{address}/?t={TOKEN}")

    def close(self) -> None:
        """Nothing was asked of another machine, no script of ours failed."""
        self.context.close()
        assert self.errors == []
        assert [url for url in self.asked if not url.startswith(self.address + "/")] == []


@pytest.fixture(params=[1280, 420])
def visit(request: pytest.FixtureRequest, browser: object, tmp_path: Path) -> Iterator[Visit]:
    with served(tmp_path) as address:
        found = Visit(browser, address, request.param)
        yield found
        found.close()


def saved(page: object) -> None:
    page.wait_for_selector("#messages .saved")  # type: ignore[attr-defined]


def fits(page: object) -> bool:
    """No page is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))  # type: ignore[attr-defined]


def test_a_writer_goes_from_a_sheet_to_the_word_file(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    assert fits(page)
    page.set_input_files(".drop input[type=file] >> nth=0", ROOT / "examples" / "整改台账.xlsx")
    page.click("button:text-is('放进来')")
    page.wait_for_selector("table.columns")
    assert fits(page)
    page.reload()
    page.click("button:text-is('就这样，存成台账')")
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
    assert target.read_bytes()[:2] == b"PK"


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


def test_a_file_changed_outside_is_shown_side_by_side(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    page.click("text=先看一个示例")
    page.wait_for_selector("#entry")
    file = tmp_path / "示例-云岭区委.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "\n# 别人加的\n", encoding="utf-8")
    field = '[name="v:问题[0].表述"]'
    page.fill(field, "我改的表述")
    page.press(field, "Tab")
    page.wait_for_selector("#messages .fault")
    shown = page.inner_text("#messages")
    assert "别人加的" in shown and "我改的表述" in shown
    assert page.input_value(field) == "我改的表述"
    assert "我改的表述" not in file.read_text(encoding="utf-8")


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
    visit.context.add_init_script(TYPED_WHILE_LOADING)
    page = visit.page
    page.click("text=先看一个示例")
    saved(page)
    assert "页面还没到齐就填的" in (tmp_path / "示例-云岭区委.yaml").read_text(encoding="utf-8")


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
    second.wait_for_selector("#messages .fault")
    second.close()
    page.click("#undo button")
    page.wait_for_selector("#entry")
    assert file.read_text(encoding="utf-8") == before


def test_a_reviewer_goes_from_the_notice_to_the_annotated_file(visit: Visit, tmp_path: Path) -> None:
    text = (ROOT / "examples" / "旧通报.txt").read_text(encoding="utf-8")
    (tmp_path / "稿.txt").write_text(text + "\n【待补：数字】\n", encoding="utf-8")
    page = visit.page
    page.goto(f"{visit.address}/review?name=稿.txt")
    assert fits(page)
    assert page.locator("#findings article").first.get_attribute("data-grade") == "error"
    page.locator("#findings article").first.click()
    page.uncheck("[data-grade=info] >> nth=0")
    page.locator("#findings article summary").first.click()
    page.locator("#findings [name=reason]").first.fill("已核对")
    page.locator("#findings article button").first.click()
    page.wait_for_selector("text=已接受")
    assert (tmp_path / "稿.核对.yaml").is_file()


def test_a_template_owner_sees_the_fault_of_an_own_template(visit: Visit, tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("{{ 没有这个 }}")
    document.save(str(tmp_path / "本局.docx"))
    page = visit.page
    page.goto(f"{visit.address}/templates")
    assert fits(page)
    page.set_input_files("#bring input[type=file]", tmp_path / "本局.docx")
    page.click("text=放进来，查一查")
    page.wait_for_selector("text=要改的地方")
    assert "没有这个" in page.inner_text(".notes")


def test_hostile_text_stays_text(visit: Visit, tmp_path: Path) -> None:
    evil = "<img src=x onerror=\\\"document.title='坏'\\\"><script>document.title='坏'</script>"
    (tmp_path / "台账.yaml").write_text(
        f'通报: {{标题: "{evil}"}}\n问题:\n- 表述: "{evil}"\n  措施:\n  - 内容: "{evil}"\n', encoding="utf-8"
    )
    page = visit.page
    page.goto(f"{visit.address}/ledger?name=台账.yaml")
    assert "<script>" in page.inner_text("#preview")
    assert page.title() != "坏"


def test_the_keyboard_reaches_what_the_mouse_does(visit: Visit) -> None:
    page = visit.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("(document.activeElement.textContent || '').trim()"))
    assert {"审核", "模板", "用语", "先看一个示例", "放进来"} <= reached
