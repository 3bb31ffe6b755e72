"""What this tool wrote itself beside the notices and ledgers of a folder: results of a check, a sheet to sign, records
of what was accepted, tables of a run. Whoever takes all files of a folder takes them for neither of the two.

A file is known by what it holds, not by its name. A copy of a notice with comments or mends counts only as long as
nobody has saved it: from then on it is the office's next version.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from drafter.errors import InputError
from drafter.folders import PACKAGE, begins_with, edges
from drafter.patterns import pattern

SIGNOFF = "通报发布前核对签发单"  # its title, in the document and in its properties
GENERATOR = '<meta name="generator" content="drafter check">'
CHECKED = ("文件", "错误", "警告", "提示", "说明")  # the columns of 审核汇总.csv
DRAFTED = ("台账", "结果", "问题", "措施", "待补", "稿子或原因")  # of 起草汇总.csv
COLUMN_MAP = "# 台账表头里的列名各对应哪个字段；导入时用"
COPY = {"annotated": "加了批注的稿子", "mended": "改成修订的稿子"}  # what a seal says of an unchanged .docx -> in words

_RESULT = "审核结果"
# 通报.docx：错误0　警告4　提示1
_FINDINGS = pattern(r"\A\ufeff?[^\n]*：(?:错误\d+　警告\d+　提示\d+|没有发现问题)[ ]*(?:\n|\Z)")
_SEAL_OF_PAGE = pattern(rb"<!-- seal1:[0-9a-f]{32} -->\s*\Z")
_SEAL_OF_COPY = pattern(rb"seal1:[0-9a-f]{64} (?P<kind>[a-z]+)\Z")
_TITLE = pattern(rb"<dc:title>([^<]*)</dc:title>")
_TOP_KEYS = pattern(r"^(?P<key>[^\s#:：\-][^:：\n]*?)[ ]*[:：]", re.MULTILINE)
_PROPERTIES, _MOST = "docProps/core.xml", 1 << 16


class Apart(NamedTuple):
    """The files to work on, and for each that the tool wrote itself what is said of it."""

    files: list[Path]
    own: list[str]


def apart(paths: Iterable[Path]) -> Apart:
    """The files of a folder without what this tool wrote beside them."""
    files, own = [], []
    for path in paths:
        if kind := own_output(path):
            own.append(f"{path}：是本工具写出的{kind}，没有算在内。")
        else:
            files.append(path)
    return Apart(files, own)


def own_output(path: Path) -> str | None:
    """What this tool wrote that file as, in words; None for a notice, a ledger, a table that came back, and for what
    cannot be read."""
    try:
        kinds = _BY_SUFFIX.get(path.suffix.lower())
        return kinds(path) if kinds else None
    except (OSError, ValueError, InputError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, KeyError):
        return None  # who reads it says what is wrong


def _page(path: Path) -> str | None:
    beginning, end = edges(path)
    if GENERATOR.encode() not in beginning and not _SEAL_OF_PAGE.search(end):
        return None
    return "核对签发单" if SIGNOFF.encode() in beginning else _RESULT


def _word(path: Path) -> str | None:
    if not begins_with(path, PACKAGE):
        return None
    if (seal := _SEAL_OF_COPY.search(edges(path)[1])) and (kind := COPY.get(seal["kind"].decode())):
        return kind
    with zipfile.ZipFile(path) as package, package.open(_PROPERTIES) as part:
        title = _TITLE.search(part.read(_MOST))
    return "核对签发单" if title and title[1].decode("utf-8", "replace") == SIGNOFF else None


def _text(path: Path) -> str | None:
    return _RESULT if _FINDINGS.match(edges(path)[0].decode("utf-8", "replace")) else None


def _table(path: Path) -> str | None:
    head = edges(path)[0].decode("utf-8-sig", "replace").partition("\n")[0].strip()
    return "汇总表" if head in (",".join(CHECKED), ",".join(DRAFTED)) else None


def _yaml(path: Path) -> str | None:
    text = edges(path)[0].decode("utf-8-sig", "replace")
    keys = [match["key"] for match in _TOP_KEYS.finditer(text)]
    if keys[:1] == ["接受"]:
        return "核对记录"
    if keys[:2] == ["类别", "词条"]:
        return "词条库"
    return "列名文件" if text.startswith(COLUMN_MAP) else None


_BY_SUFFIX = {
    **dict.fromkeys((".html", ".htm"), _page),
    **dict.fromkeys((".docx", ".docm"), _word),
    **dict.fromkeys((".yaml", ".yml"), _yaml),
    ".txt": _text,
    ".csv": _table,
}
