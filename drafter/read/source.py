"""A file -> its paragraphs, whatever its format. The content decides the format; the suffix is only a hint.

What the paragraphs mean is for `drafter.read.parse`.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from drafter.errors import InputError, reason
from drafter.folders import contents
from drafter.patterns import pattern
from drafter.read import text
from drafter.report import Paragraph
from drafter.text.normal import QUIET, cleaned

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff"})
_WORD_XML = pattern(rb"<\?mso-application|<w:wordDocument|<pkg:package")
_WORD_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_PAGES_IN_ONE = frozenset({".mht", ".mhtml"})
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".shtml", ".xhtml", *_PAGES_IN_ONE})


def read_paragraphs(path: Path, said: list[str] | None = None) -> list[Paragraph]:
    """The paragraphs of a report file (.txt, .docx, .html or .pdf) in reading order, empty ones left out.

    `said` takes what was wrong with the file and could be passed over. Raises InputError where the file cannot be read
    or used.
    """
    name = str(path)
    return paragraphs_of(_bytes(path, name), name, path.suffix.lower(), said)


def paragraphs_of(data: bytes, name: str, suffix: str = "", said: list[str] | None = None) -> list[Paragraph]:
    """The paragraphs of a file's bytes, in ordinary characters (`Paragraph.mended` says where that was a change).

    `name` is for messages; `suffix` decides where the content does not.
    """
    found = []
    read = _paragraphs_of(data, name, suffix, said)
    text.refuse_length(sum(len(paragraph.text) for paragraph in read), name)
    for paragraph in read:
        plain, changes = cleaned(paragraph.text)
        if plain := plain.strip():
            found.append(replace(paragraph, text=plain, mended=changes - QUIET) if changes else paragraph)
    return found


_SHORTEST_MARK = b"PK\x03\x04"  # by which a file of Word is known; that of a PDF is longer


def _paragraphs_of(data: bytes, name: str, suffix: str, said: list[str] | None) -> list[Paragraph]:
    if not data.strip(b"\x00 \t\r\n"):
        raise InputError(f"{name}：文件是空的。请确认选对了文件，或重新取得。")
    _refuse_what_cannot_be_read(data, name, suffix)
    if suffix in (*_WORD_SUFFIXES, ".pdf") and len(data) < len(_SHORTEST_MARK):
        raise InputError(f"{name}：扩展名是 {suffix}，内容只有{len(data)}个字节，文件不完整。请重新取得或另存后再试。")
    if data.startswith(b"PK") and (data[2:4] in (b"\x03\x04", b"\x05\x06") or suffix in _WORD_SUFFIXES):
        from drafter.read import docx

        return docx.read(data, name, said)
    if b"%PDF-" in data[:1024]:
        from drafter.read import pdf

        return pdf.read(data, name)
    if suffix in (*_WORD_SUFFIXES, ".pdf"):
        kind = "PDF" if suffix == ".pdf" else "Word"
        if not _readable_text(data, name):
            raise InputError(f"{name}：扩展名是 {suffix}，内容却不是 {kind} 文件，可能已损坏。请重新取得或另存后再试。")
    from drafter.read import html

    if suffix in _PAGES_IN_ONE:
        html.refuse_torn_mht(data, name)
    if html.looks_like_html(data) or suffix in _PAGE_SUFFIXES:
        return html.read(data, name)
    content = text.decode(data, name)
    text.refuse_length(len(content), name)
    found = _text_paragraphs(content)
    if not found:
        raise InputError(f"{name}：文件里没有文字。请确认选对了文件。")
    return found


def _text_paragraphs(content: str) -> list[Paragraph]:
    from drafter.read import markdown, rows, scan

    found = text.paragraphs(content)
    if markdown.is_markdown(found):
        return rows.with_cells(markdown.without_marks(found))
    lines = text.numbered_lines(content)
    return scan.rejoin(lines) if scan.hard_wrapped(lines) else rows.with_cells(found)


def _refuse_what_cannot_be_read(data: bytes, name: str, suffix: str) -> None:
    """Formats that offices have at hand and that must be converted first; the message says how."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise InputError(
                f"{name}：文件加了密码，无法读取。请在 Word 或 WPS 中打开，去掉密码后另存为 .docx，再试一次。"
            )
        if "Workbook".encode("utf-16-le") in data and "WordDocument".encode("utf-16-le") not in data:
            raise InputError(f"{name}：这是旧版 Excel 文件（.xls）。请在 Excel 或 WPS 中另存为 .xlsx，再试一次。")
        raise InputError(
            f"{name}：这是旧版 Word/WPS 文件（.doc 或 .wps），不能直接读取。"
            "请用 Word 或 WPS 打开，选“文件—另存为”，类型选“Word 文档（*.docx）”，再用另存的文件试一次。"
        )
    if data.lstrip().startswith(b"{\\rtf"):
        raise InputError(f"{name}：这是 RTF 文件。请用 Word 或 WPS 打开后另存为“Word 文档（*.docx）”，再试一次。")
    if _WORD_XML.search(data[:2048]):
        raise InputError(f"{name}：这是 Word 的 XML 文件。请用 Word 打开后另存为“Word 文档（*.docx）”，再试一次。")
    if data.startswith(_PICTURES) and (suffix in _PICTURE_SUFFIXES or b"\x00" in data[:64]):
        raise InputError(
            f"{name}：这是图片，不是文字。请先用 WPS 的“图片转文字”或其他 OCR 软件识别成文字，"
            "核对后存为 .docx 或 .txt，再试一次。"
        )


def _readable_text(data: bytes, name: str) -> bool:
    try:
        text.decode(data, name)
    except InputError:
        return False
    return True


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            os.scandir(path).close()
            raise InputError(f"{name}：这是一个文件夹，不是文件。请给出其中的文件。")
        return contents(path)
    except FileNotFoundError:
        raise InputError(f"{name}：找不到这个文件。请检查路径和文件名。") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{name}：读不出来（{reason(error)}）。请确认有权限打开，且没有被其他程序独占。") from None
