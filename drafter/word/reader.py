"""The zip of a .docx: its XML parts and the relations between them, read with a limit and without trust."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from typing import Any

from lxml import etree

from drafter.errors import InputError
from drafter.word.numbering import W

MAX_READ = 64 << 20  # of all parts together; a notice of 25,000 characters has a document.xml of 1 to 3 MB
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DAMAGED = "请在 Word 或 WPS 中打开它，另存为新的 .docx 后再试；若打不开，说明文件已损坏，请重新取得。"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
_OTHER_PACKAGES = {  # what else is a zip, by a part of its own
    "xl/": "这是 Excel 表格，不是通报正文。若是整改台账，请用 drafter import 导入；若是通报，请另存为 .docx。",
    "ppt/": "这是演示文稿，不是通报正文。请把正文复制到 Word 文档，存为 .docx 再试。",
    "ofd.xml": "这是 OFD 版式文件，不能直接读取。请用 WPS 或 OFD 阅读器转换为 .docx（或复制文字存为 .txt）再试。",
    "content.xml": "这是 OpenDocument 文件（.odt）。请用 Word 或 WPS 打开后另存为 .docx 再试。",
}
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


class Package:
    """The zip of a .docx: its XML parts and the relations between them."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _ZIP_FAULTS:
            raise InputError(f"{name}：这个 .docx 打不开，压缩结构已损坏（可能没有下载完整）。{DAMAGED}") from None
        # Some producers write back slashes or another case.
        self._names = {i.filename.replace("\\", "/").lstrip("/").lower(): i for i in self._zip.infolist()}
        self._budget = MAX_READ
        for part, advice in _OTHER_PACKAGES.items():
            if self.has(part):
                raise InputError(f"{name}：{advice}")
        self.main = next(
            (target for kind, target in self.relations("").values() if kind == "officeDocument"), "word/document.xml"
        )

    def has(self, prefix: str) -> bool:
        """Whether any part's path begins so."""
        return any(part.startswith(prefix) for part in self._names)

    def part(self, path: str) -> bytes | None:
        """A part's bytes, None where there is none."""
        info = self._names.get(path.lower())
        if info is None:
            return None
        if info.flag_bits & 1:
            raise InputError(f"{self.name}：文件加了密码，无法读取。请在 Word 或 WPS 中去掉密码后另存，再试一次。")
        try:
            with self._zip.open(info) as stream:
                content = stream.read(self._budget + 1)
        except _ZIP_FAULTS:
            raise InputError(f"{self.name}：其中的 {path} 已损坏，读不出来。{DAMAGED}") from None
        self._budget -= len(content)
        if self._budget < 0:
            raise InputError(
                f"{self.name}：其中的 {path} 解压后太大（超过 {MAX_READ >> 20} MB），不是正常的通报文件，已停止读取。"
                "请把正文复制到一个新的 Word 文档中再试。"
            )
        return content

    def xml(self, path: str) -> Any | None:
        """A part's root element, None where there is none."""
        content = self.part(path)
        if content is None:
            return None
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise InputError(f"{self.name}：其中的 {path} 不是完整的 XML，文件已损坏。{DAMAGED}") from None

    def relations(self, path: str) -> dict[str, tuple[str, str]]:
        """Relations of a part: id -> kind (the last part of its type) and target."""
        folder, _, file = path.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for relation in () if root is None else root.iter("{*}Relationship"):
            target = relation.get("Target", "").replace("\\", "/")
            target = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
        return found
