"""Bytes of a plain text file -> characters -> numbered paragraphs.

Decoding is by strict attempts in a fixed order, so that a file either reads right or is refused with a reason.
"""

from __future__ import annotations

import codecs

from drafter.errors import InputError
from drafter.patterns import pattern
from drafter.report import Paragraph
from drafter.text.normal import QUIET, cleaned

MAX_CHARACTERS = 2_000_000  # of a report; a long notice has 25,000
_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE = pattern(r"\r\n|\r|\n")
_OTHER_LINE = pattern("[\x85\u2028\u2029]")
# What parts paragraphs inside one line: Word's cell mark, vertical tab, form feed, NEL, LS, PS.
_INNER_BREAK = pattern("[\x07\x0b\x0c\x85\u2028\u2029]")
_CONTROL = pattern("[\x00-\x06\x08\x0e-\x1b\x7f]")
_SAVE_AS = "请用 Word、WPS 或记事本打开后另存为 UTF-8 编码的 .txt，或另存为 .docx，再试一次。"


def tidy(text: str) -> str:
    """One paragraph's text: invisible characters gone, special spaces plain, ends stripped, all else verbatim."""
    return cleaned(text, QUIET).text.strip()


def pieces(line: str) -> list[str]:
    """The paragraphs inside one line (form feeds and their like part them), tidied; empty ones left out."""
    return [piece for part in _INNER_BREAK.split(line) if (piece := tidy(part))]


def refuse_length(characters: int, name: str) -> None:
    """Raises InputError for more text than a report has: whatever is done with it would take minutes."""
    if characters > MAX_CHARACTERS:
        raise InputError(f"{name}：文字超过 {MAX_CHARACTERS // 10_000} 万字，不像是一份通报，没有读取。请核对文件。")


def numbered_lines(text: str) -> list[str]:
    """The lines of a text as editors count them: CRLF, LF and lone CR all end one; in a text without any of them, what
    else Unicode has for it."""
    lines = _LINE.split(text)
    return _OTHER_LINE.split(text) if len(lines) == 1 else lines


def paragraphs(text: str) -> list[Paragraph]:
    """A paragraph for each line that is not blank; `line` is the number that an editor shows."""
    return [
        Paragraph(piece, number) for number, line in enumerate(numbered_lines(text), start=1) for piece in pieces(line)
    ]


def decode(data: bytes, name: str) -> str:
    """Text of a file's bytes: a BOM decides, else UTF-8, else GB18030.

    Raises InputError (with `name` and, where it helps, the line) for binary noise, a cut file or another encoding.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return _checked(data.decode(encoding), name)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"{name}：文件开头标明是 {encoding.upper().removesuffix('-SIG')} 编码，"
                    f"但从第{error.start + 1}个字节起无法解码，文件可能不完整或已损坏。请取得完整的文件，{_SAVE_AS[1:]}"
                ) from None
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        broken = error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and _looks_chinese(text):
        return _checked(text, name)
    if _mostly_utf8(data):
        line = data.count(b"\n", 0, broken.start) + 1
        raise InputError(
            f"{name}：第{line}行有无法识别的字节，文件可能被截断或在传输中损坏。请取得完整的文件，{_SAVE_AS[1:]}"
        )
    raise InputError(f"{name}：不是能识别的文本文件（既不是 UTF-8，也不是 GB18030 编码）。{_SAVE_AS}")


def _checked(text: str, name: str) -> str:
    """The text itself, unless it holds NULs, or as many control characters as only binary files do."""
    found = _CONTROL.search(text)
    if found and ("\x00" in text or len(_CONTROL.findall(text)) > len(text) / 50):
        line = len(_LINE.findall(text, 0, found.start())) + 1
        raise InputError(
            f"{name}：第{line}行有控制字符（U+{ord(found.group()):04X}），不像文本文件，可能是别的格式改了扩展名。{_SAVE_AS}"
        )
    return text


def _looks_chinese(text: str) -> bool:
    """Whether text decoded as GB18030 is Chinese, rather than another encoding's bytes that happen to decode.

    Running Chinese text stands almost wholly in the first level of GB 2312 (the 3755 common characters) and in the
    rows of symbols before it; bytes of another encoding scatter over the whole of GBK.
    """
    wide = [char for char in text if char > "\x7f"]
    common = 0
    for char in wide:
        try:
            lead = char.encode("gb2312")[0]
        except UnicodeEncodeError:
            continue
        common += 0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7
    return common >= 0.7 * len(wide)


def _mostly_utf8(data: bytes) -> bool:
    """Whether at most a few bytes keep the data from being UTF-8 with Chinese in it."""
    text = data.decode("utf-8", errors="replace")
    faults = text.count("\ufffd")
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return chinese > 0 and faults <= max(3, chinese // 20)
