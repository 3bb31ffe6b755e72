"""A .pdf with a text layer -> its lines, joined into paragraphs.

A scan has no text: the user is told how to convert it.
"""

from __future__ import annotations

import io
import logging
import unicodedata
from typing import Any

from drafter.errors import InputError
from drafter.read import scan
from drafter.report import Paragraph

_CONVERT = "请先用 WPS 的“PDF 转 Word”、扫描仪自带的 OCR 或其他识别软件转成文字，核对后存为 .docx 或 .txt，再试一次。"

# Some fonts give 一 as the radical U+2F00, which looks the same and is another character.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


def read(data: bytes, name: str) -> list[Paragraph]:
    """The paragraphs of a PDF; `line` counts the lines of its text layer.

    Raises InputError for a scan, an encrypted or a damaged file.
    """
    pages, pictures = _pages(data, name)
    if not "".join(pages).strip() or (pictures and len("".join(pages)) < 10 * len(pages)):
        raise InputError(f"{name}：这个 PDF 没有文字层，是扫描件（图片）。{_CONVERT}")
    if pictures:
        where = "、".join(str(number) for number in pictures)
        raise InputError(f"{name}：第{where}页没有文字层，是扫描的图片，只读其余各页会漏掉内容。{_CONVERT}")
    return scan.rejoin([line for text in pages for line in ("\f" + text).split("\n")])


def _pages(data: bytes, name: str) -> tuple[list[str], list[int]]:
    """The text of each page, and the numbers of the pages that are only a picture."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings are English, and about the file's innards
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):  # the empty password opens what is only locked for editing
            raise InputError(f"{name}：PDF 加了密码，无法读取。请去掉密码后另存，或转成 .docx，再试一次。")
        texts = [page.extract_text().translate(_RADICALS) for page in reader.pages]
        pictures = [
            number
            for number, (text, page) in enumerate(zip(texts, reader.pages, strict=True), start=1)
            if not text.strip() and _has_picture(page)
        ]
        return texts, pictures
    except InputError:
        raise
    except pypdf.errors.DependencyError:
        raise InputError(
            f"{name}：PDF 加了密码或权限限制，无法读取。请去掉限制后另存，或转成 .docx，再试一次。"
        ) from None
    except Exception:  # a damaged PDF makes pypdf fail in every way there is
        raise InputError(f"{name}：PDF 已损坏，读不出来。请重新取得，或用 WPS 打开后另存为 .docx，再试一次。") from None


def _has_picture(page: Any) -> bool:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    return bool(objects is not None and len(objects.get_object()))
