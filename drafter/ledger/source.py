"""The bytes of a ledger file as text, whatever an office's machine wrote; what is no text is refused with its place."""

from __future__ import annotations

from pathlib import Path

from drafter.errors import InputError, reason
from drafter.folders import contents
from drafter.patterns import pattern
from drafter.text.normal import LOOK_ALIKES, cleaned

MAX_BYTES = 64 * 1024 * 1024  # some twenty thousand problems; beyond it the file is no ledger
# What YAML (and XML) cannot hold: control characters, lone surrogates, non-characters.
FORBIDDEN = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SIGNATURES = (
    (b"PK\x03\x04", "是 Excel、Word 或压缩文件，不是 YAML 台账；Excel 台账请先用 drafter import 转换"),
    (b"\xd0\xcf\x11\xe0", "是旧版 Office 文件，不是 YAML 台账；请另存为 .xlsx 后用 drafter import 转换"),
    (b"%PDF", "是 PDF 文件，不是 YAML 台账；请用 drafter import 转换"),
)
_LEDGER_WORDS = pattern("通报|单位|巡视|巡察|组织领导|问题|下一步|联系方式|进展概述|附注|表述|措施")


def read_ledger_text(path: Path) -> str:
    """The text of a ledger file. Raises InputError for a file that is absent, too large, or no text."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise InputError(f"{path}：是文件夹，请给出其中的台账文件（.yaml）。")
        if size > MAX_BYTES:
            raise InputError(
                f"{path}：文件有 {size // 2**20} MB，超过上限 {MAX_BYTES // 2**20} MB，不像是台账。请核对文件。"
            )
        data = contents(path)
    except OSError as error:
        why = "文件不存在" if isinstance(error, FileNotFoundError) else f"打不开（{reason(error)}）"
        raise InputError(f"{path}：{why}。请核对文件名和文件夹。") from None
    return decode(data, str(path))


def decode(data: bytes, name: str) -> str:
    """UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030. Raises InputError for anything else."""
    for signature, message in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{name}：{message}。")
    text = cleaned(_decoded(data, name), LOOK_ALIKES).text  # the byte order mark too
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError(f"{name}：文件是空的。可用 drafter new -o 台账.yaml 得到一份带说明的空白台账。")
    if forbidden := FORBIDDEN.search(text):
        line = text.count("\n", 0, forbidden.start()) + 1
        many = len(FORBIDDEN.findall(text))
        if many > 20 or "\x00" in text:
            raise InputError(f"{name}:{line}: 文件里有 {many} 个不可见的控制字符，不像文本文件。请核对文件是否损坏。")
        code = f"U+{ord(forbidden.group()):04X}"
        raise InputError(f"{name}:{line}: 有不可见的控制字符（{code}，全文共 {many} 个）。请删去后再试。")
    return text


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise InputError(f"{name}：UTF-16 文本不完整，文件可能被截断。请重新取得原文件。") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
    if (line := _damaged_utf8(data, broken)) is not None:
        raise InputError(f"{name}:{line}: 此处的字节不是完整的 UTF-8 文字，文件可能被截断或损坏。请重新取得原文件。")
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not _LEDGER_WORDS.search(text):
        raise InputError(f"{name}：认不出文字编码（不是 UTF-8，也不是 GB18030）。请用 UTF-8 编码另存后再试。")
    return text


def _damaged_utf8(data: bytes, error: UnicodeDecodeError) -> int | None:
    """The line of the damage where the file is UTF-8 but for a few bytes (else it is read as GB18030)."""
    text = data.decode("utf-8", errors="ignore")
    wide = sum(1 for char in text if char >= "\u2e80")
    if wide and _LEDGER_WORDS.search(text) and wide * 3 > 0.5 * sum(1 for byte in data if byte >= 0x80):
        return data.count(b"\n", 0, error.start) + 1
    return None
