"""The system's Chromium on a served folder, for the tests of the page in a real browser."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from web_server import TOKEN, served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
ROOT = Path(__file__).parents[1]
_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def chromium() -> Iterator[Callable[..., Any]]:
    """Gives what opens a browser; `letter`: the size in pixels that its user has set letters to."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright, ExitStack() as opened:

        def launch(letter: int = 16) -> Any:
            arguments = [*_ARGUMENTS, f"--blink-settings=defaultFontSize={letter}"]
            found = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
            opened.callback(found.close)
            return found

        yield launch


class Visit:
    """A page on a served folder; what it asks for and what its console says is kept."""

    def __init__(self, browser: Any, address: str, width: int) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900})
        self.context.set_default_timeout(20_000)
        self.page: Any = self.context.new_page()
        self.address = address
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{address}/?t={TOKEN}")

    def close(self) -> None:
        """Nothing was asked of another machine, no script of ours failed."""
        self.context.close()
        assert self.errors == []
        assert [url for url in self.asked if not url.startswith(self.address + "/")] == []


@contextmanager
def visiting_folder(browser: Any, folder: Path, width: int = 1280) -> Iterator[Visit]:
    """A visit to that folder; where the test held, what a visit must not do is looked at."""
    with served(folder) as address:
        found = Visit(browser, address, width)
        yield found
        found.close()


def saved(page: Any) -> None:
    page.wait_for_selector("#messages .saved[data-seen]")


def fits(page: Any) -> bool:
    """No page is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def docx_of(path: Path, *lines: str) -> Path:
    """A Word file of those paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def xlsx_of(path: Path, *rows: list[Any]) -> Path:
    """A workbook of those rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def taken(page: Any, selector: str) -> bytes:
    """The file that a click brings."""
    with page.expect_download() as download:
        page.click(selector)
    return Path(download.value.path()).read_bytes()


def tracked(data: bytes) -> int:
    """How many mends a copy tracks."""
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode().count("<w:ins ")


def words(data: bytes) -> str:
    """What a Word file says."""
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
