"""A .pdf with a text layer -> its lines as they are printed, joined into paragraphs.

A scan has no text: the user is told how to convert it. pdfminer.six rather than pypdf, because it places every single
character: quotation marks set in another font come out of order in pypdf, and indents, by which paragraphs are told
apart, not at all.
"""

from __future__ import annotations

import io
import logging
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from drafter.errors import InputError
from drafter.read import scan
from drafter.read.text import tidy
from drafter.report import Paragraph

_CONVERT = "请先用 WPS 的“PDF 转 Word”、扫描仪自带的 OCR 或其他识别软件转成文字，核对后存为 .docx 或 .txt，再试一次。"
MAX_PAGES = 300  # the longest notices have some sixty
MAX_SECONDS = 15.0  # of processor time; drawings of many thousand strokes take longer than any text
_SHORTER = "请用 WPS 只导出通报所在的几页，或转成 .docx，再试一次。"
_EXTRA = (
    '读 PDF 要另装一个部件（pdfminer.six），这台机器上没有。能联网的，运行 pip install "drafter[pdf]"；'
    "不能联网的，请换用离线包，或在 WPS 里打开后另存为 .docx，再试一次。"
)
# Some fonts give 一 as the radical U+2F00, which looks the same and is another character.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def size(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line."""

    text: str
    left: float
    right: float
    middle: float
    size: float


@dataclass(frozen=True, slots=True)
class _Page:
    rows: list[_Row]
    picture: bool


def read(data: bytes, name: str) -> list[Paragraph]:
    """The paragraphs of a PDF; `line` counts its printed lines.

    Raises InputError for a scan, an encrypted or a damaged file.
    """
    pages = _pages(data, name)
    characters = sum(len(row.text) for page in pages for row in page.rows)
    pictures = [number for number, page in enumerate(pages, start=1) if page.picture and not page.rows]
    if not characters or (pictures and characters < 10 * len(pages)):
        raise InputError(f"{name}：这个 PDF 没有文字层，是扫描件（图片）。{_CONVERT}")
    if pictures:
        where = "、".join(str(number) for number in pictures)
        raise InputError(f"{name}：第{where}页没有文字层，是扫描的图片，只读其余各页会漏掉内容。{_CONVERT}")
    return scan.rejoin_lines(_lines(pages))


def _pages(data: bytes, name: str) -> list[_Page]:
    try:
        from pdfminer.converter import PDFPageAggregator
        from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
        from pdfminer.pdfinterp import PDFResourceManager
        from pdfminer.pdfpage import PDFPage

        from drafter.read.pdf_bounds import Interpreter, Parser, TooMuch
    except ImportError:
        raise InputError(f"{name}：{_EXTRA}") from None

    pages: list[_Page] = []
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its warnings are English, and about the file's innards
    try:
        document = PDFDocument(Parser(io.BytesIO(data)))
        _refuse_a_book(document, name)
        resources = PDFResourceManager()
        device = PDFPageAggregator(resources, laparams=None)
        interpreter = Interpreter(resources, device)
        begun = time.process_time()
        for page in PDFPage.create_pages(document):
            if len(pages) >= MAX_PAGES or time.process_time() - begun > MAX_SECONDS:
                raise TooMuch
            interpreter.begin_page()
            interpreter.process_page(page)
            pages.append(_page(device.get_result()))
        return pages
    except InputError:
        raise
    except TooMuch:
        raise InputError(f"{name}：这个 PDF 太长或太复杂，读到第{len(pages) + 1}页停下了，没有用。{_SHORTER}") from None
    except PDFPasswordIncorrect:
        raise InputError(f"{name}：PDF 加了密码，无法读取。请去掉密码后另存，或转成 .docx，再试一次。") from None
    except Exception:  # a damaged PDF makes a PDF reader fail in every way there is
        raise InputError(f"{name}：PDF 已损坏，读不出来。请重新取得，或用 WPS 打开后另存为 .docx，再试一次。") from None


def _refuse_a_book(document: Any, name: str) -> None:
    """A PDF of hundreds of pages is no notice; how many it has stands in the root of its tree."""
    from pdfminer.pdftypes import resolve1

    tree = resolve1(document.catalog.get("Pages"))
    count = resolve1(tree.get("Count")) if isinstance(tree, dict) else None
    if isinstance(count, int) and count > MAX_PAGES:
        raise InputError(f"{name}：这个 PDF 有{count}页，超过{MAX_PAGES}页，不像是一份通报，没有读。{_SHORTER}")


def _page(layout: Any) -> _Page:
    from pdfminer.layout import LTChar, LTImage

    chars: list[_Char] = []
    picture = False
    for item in _items(layout):
        picture = picture or isinstance(item, LTImage)
        if isinstance(item, LTChar) and item.height > 0 and (text := item.get_text().translate(_RADICALS)):
            # (cid:123) is what stands for a character whose font does not say what it means.
            text = "\ufffd" if text.startswith("(cid:") else text
            chars.append(_Char(text, item.x0, item.x1, item.y0, item.y1))
    return _Page([row for line in _by_line(chars) if (row := _row(line)).text], picture)


def _items(layout: Any) -> Iterator[Any]:
    from pdfminer.layout import LTContainer

    for item in layout:
        yield item
        if isinstance(item, LTContainer):
            yield from _items(item)


def _by_line(chars: list[_Char]) -> list[list[_Char]]:
    """The characters of each printed line, from the top down: those whose heights overlap by half."""
    lines: list[list[_Char]] = []
    for char in sorted(chars, key=lambda c: -(c.top + c.bottom)):
        if lines:
            first = lines[-1][0]
            overlap = min(char.top, first.top) - max(char.bottom, first.bottom)
            if overlap >= 0.5 * min(char.size, first.size):
                lines[-1].append(char)
                continue
        lines.append([char])
    return lines


def _row(chars: list[_Char]) -> _Row:
    """A line's characters from left to right, with a space where a gap is left that is no mere adjustment."""
    size = Counter(round(char.size, 1) for char in chars).most_common(1)[0][0]
    text, last = "", None
    for char in sorted(chars, key=lambda c: (c.left, c.right)):
        if last is not None and char.text == last.text and abs(char.left - last.left) < 0.2 * size:
            continue  # a bold character printed twice, a hair apart
        if last is not None and not text.endswith(" "):
            latin = char.text.isascii() and last.text.isascii() and char.text.isalnum() and last.text.isalnum()
            if char.left - last.right > (0.15 if latin else 0.6) * size:
                text += " "
        text += char.text
        last = char
    inked = [char for char in chars if not char.text.isspace()] or chars
    return _Row(
        tidy(text),
        min(char.left for char in inked),
        max(char.right for char in inked),
        sum(char.bottom + char.top for char in inked) / len(inked) / 2,
        size,
    )


def _lines(pages: list[_Page]) -> list[scan.Line]:
    """Printed lines as `scan` takes them: indents and widths in columns, half the size of a character each."""
    found: list[scan.Line] = []
    everywhere = min(row.left for page in pages for row in page.rows)
    for page in pages:
        margin = _margin(page.rows, everywhere)
        gaps = sorted(a.middle - b.middle for a, b in zip(page.rows, page.rows[1:], strict=False))
        usual = gaps[len(gaps) // 2] if gaps else 0.0
        above = None
        for row in page.rows:
            column = max(row.size / 2, 1)
            line = scan.Line(len(found) + 1, row.text, max(0, round((row.left - margin) / column)))
            found.append(
                replace(
                    line,
                    width=round((row.right - row.left) / column),
                    page_start=above is None,
                    after_blank=above is not None and above - row.middle > 1.8 * usual,
                )
            )
            above = row.middle
    return found


def _margin(rows: list[_Row], otherwise: float) -> float:
    """Where the page's lines begin that are not indented: the leftmost place where two lines begin."""
    places = Counter(round(row.left / 4) for row in rows)
    often = [place for place, count in places.items() if count >= 2]
    return (
        min((row.left for row in rows if round(row.left / 4) == min(often)), default=otherwise) if often else otherwise
    )
