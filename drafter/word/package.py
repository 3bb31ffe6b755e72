"""The one reader through which every .docx and .xlsx is opened: an OPC package (ECMA-376 part 2), bounded and tolerant.

What is wrong with a part that nobody needs is mended in memory and said (`Package.mends`); what cannot be read at all
is an InputError. Libraries that want a file get `drafter.word.repair.repaired`.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from lxml import etree

from drafter.errors import InputError
from drafter.patterns import pattern

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "[Content_Types].xml"
MAX_UNPACKED = 400 << 20  # bytes of all parts, as the archive declares them; it never yields more than it declares
MAX_PARTS = 10_000
MAX_RATIO = 400  # of a part of more than _SMALL: XML shrinks to a tenth, that of a blank sheet to a fiftieth
_SMALL = 8 << 20
MAX_XML = 64 << 20  # of all parts that are read; a notice of 25,000 characters has a document.xml of 1 to 3 MB
MAX_ELEMENTS = 1_000_000  # of one part that is read as a tree: some 300 MB
_TOLD = 20  # mends of one kind that are told one by one
Application = Literal["word", "excel"]

_NAMES = {"word": ("Word", ".docx", "通报"), "excel": ("Excel", ".xlsx", "台账")}
_STRICT = pattern(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([A-Za-z]*)")
_RENAMED = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_OTHER_PACKAGES: dict[Application, dict[str, str]] = {  # what else is a zip, by a part of its own
    "word": {
        "xl/": "这是 Excel 表格，不是通报正文。若是整改台账，请用 drafter import 导入；若是通报，请另存为 .docx。",
        "ppt/": "这是演示文稿，不是通报正文。请把正文复制到 Word 文档，存为 .docx 再试。",
        "ofd.xml": "这是 OFD 版式文件，不能直接读取。请用 WPS 或 OFD 阅读器转换为 .docx（或复制文字存为 .txt）再试。",
        "content.xml": "这是 OpenDocument 文件（.odt）。请用 Word 或 WPS 打开后另存为 .docx 再试。",
    },
    "excel": {
        "word/": "这是 Word 文档，不是 Excel 工作簿。若是旧通报，请把扩展名改为 .docx 后导入。",
        "ppt/": "这是演示文稿，不是 Excel 工作簿。请另存为 .xlsx 再试。",
        "xl/workbook.bin": "这是二进制工作簿（.xlsb），不能直接读取。请在 Excel 或 WPS 中另存为 .xlsx 再试。",
        "content.xml": "这是 OpenDocument 表格（.ods）。请用 Excel 或 WPS 打开后另存为 .xlsx 再试。",
    },
}
_MAIN = {"word": "word/document.xml", "excel": "xl/workbook.xml"}
_DOCTYPE = tuple(
    "<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
)
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    IndexError,
    KeyError,
    OverflowError,
)


class Relation(NamedTuple):
    """`target` is the path of a part, or the address as it was written where it is external."""

    kind: str  # the last part of its type: styles, header, image
    target: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class Mend:
    """One thing that was wrong with the package and could be passed over, as a Chinese clause without a full stop."""

    part: str
    message: str
    lost: str = ""  # the kind of part (styles, header, …) without which something cannot be judged


class Unusable(Exception):
    """A part that is there and cannot be used; why, in Chinese."""


class Package:
    """The parts of a .docx or .xlsx and the relations between them. Paths are compared without case."""

    def __init__(self, data: bytes, name: str, application: Application = "word") -> None:
        self.name = name
        self.data = data
        self._mends: dict[tuple[str, str], Mend] = {}
        self._mended: Counter[str] = Counter()
        program, suffix, self._kind = _NAMES[application]
        self.advice = (
            f"请在 {program} 或 WPS 中打开它，另存为新的 {suffix} 后再试；若打不开，说明文件已损坏，请重新取得。"
        )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _ZIP_FAULTS:
            raise InputError(
                f"{name}：这个 {suffix} 打不开，压缩结构已损坏，文件不完整（可能没有下载完）。{self.advice}"
            ) from None
        self._refuse_bombs(infos)
        # Some producers write back slashes or another case.
        self._names: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            path = _path(info)
            if path.lower() in self._names:  # programs differ in which of them they show
                self.mend(path, f"文件里有两个 {path}，只读了后一个", "twin")
            if not path.endswith("/"):
                self._names[path.lower()] = info
        self.tidy = [i.filename for i in infos if not i.filename.endswith("/")] == self.paths()
        self._read: set[str] = set()
        self._budget = MAX_XML
        for part, advice in _OTHER_PACKAGES[application].items():
            if self.has(part) and not self.has(_MAIN[application]):
                raise InputError(f"{name}：{advice}")
        main = next((r.target for r in self.relations("").values() if r.kind == "officeDocument"), "")
        self.main = main if self.has(main) and main else _MAIN[application]

    def _refuse_bombs(self, infos: list[zipfile.ZipInfo]) -> None:
        packed = [i for i in infos if i.file_size > max(_SMALL, i.compress_size * MAX_RATIO)]
        if len(infos) > MAX_PARTS:
            why = f"里面有 {len(infos)} 个部件（最多 {MAX_PARTS} 个）"
        elif sum(i.file_size for i in infos) > MAX_UNPACKED:
            why = f"解压后太大（超过 {MAX_UNPACKED >> 20} MB）"
        elif packed:
            why = f"其中的 {packed[0].filename} 解压后太大（压缩时的 {MAX_RATIO} 倍以上）"
        else:
            return
        raise InputError(f"{self.name}：{why}，不是正常的{self._kind}文件，没有读取。请核对文件。")

    def has(self, prefix: str) -> bool:
        """Whether any part's path begins so."""
        prefix = prefix.lower()
        return prefix in self._names or any(part.startswith(prefix) for part in self._names)

    def holds(self, path: str) -> bool:
        """Whether there is such a part."""
        return path.lower() in self._names

    def paths(self) -> list[str]:
        """The paths of all parts, as they are written."""
        return [_path(info) for info in self._names.values()]

    def part(self, path: str) -> bytes | None:
        """A part's bytes, None where there is none. Raises InputError where it cannot be unpacked."""
        try:
            return self._unpacked(path)
        except Unusable:
            raise InputError(f"{self.name}：其中的 {path} 已损坏，读不出来。{self.advice}") from None

    def whole_part(self, path: str) -> bytes | None:
        """The same without counting it as text that is read; None also where it cannot be unpacked."""
        try:
            return self._unpacked(path, counted=False)
        except Unusable:
            return None

    def xml(self, path: str) -> Any | None:
        """A part's root element, None where there is none. Raises InputError where it is no XML that can be used."""
        content = self.part(path)
        if content is None:
            return None
        try:
            return parsed(content)
        except Unusable as why:
            raise InputError(f"{self.name}：其中的 {path} {why}。{self.advice}") from None

    def optional(self, path: str, kind: str) -> Any | None:
        """The root of a part that reading can do without: None, and a mend, where it is missing or broken."""
        try:
            content = self._unpacked(path)
            if content is None:
                self.mend(path, f"{named(kind)}（{path}）缺失", kind)
                return None
            return parsed(content)
        except Unusable as why:
            self.mend(path, f"{named(kind)}（{path}）{why}", kind)
            return None

    def mend(self, part: str, message: str, lost: str = "") -> None:
        """Keep what was passed over; each once, and of very many of one kind the first."""
        if (part, lost or message) not in self._mends:
            self._mended[lost] += 1
            if self._mended[lost] <= _TOLD:
                self._mends[part, lost or message] = Mend(part, message, lost)

    @property
    def mends(self) -> list[Mend]:
        """What was passed over, as far as it is told one by one; of the rest how many there are."""
        rest = {kind: number - _TOLD for kind, number in self._mended.items() if number > _TOLD}
        more = (Mend("", f"{named(kind)}还有{number}处同样的毛病", kind) for kind, number in rest.items())
        return [*self._mends.values(), *more]

    def relations(self, path: str) -> dict[str, Relation]:
        """Relations of a part by id; the package's own for ""."""
        where = relations_path(path)
        root = self.optional(where, "relations") if self.holds(where) else None
        found = {}
        for relation in () if root is None else root.iter("{*}Relationship"):
            kind = (relation.get("Type") or "").rpartition("/")[2]
            written = relation.get("Target") or ""
            external = (relation.get("TargetMode") or "").lower() == "external"
            target = written if external else resolved(path, written)
            found[relation.get("Id") or ""] = Relation(kind, target, external)
        return found

    def _unpacked(self, path: str, counted: bool = True) -> bytes | None:
        info = self._names.get(path.lower())
        if info is None:
            return None
        if info.flag_bits & 1:
            raise InputError(f"{self.name}：文件加了密码，无法读取。请去掉密码后另存，再试一次。")
        if counted and path.lower() not in self._read:
            self._read.add(path.lower())
            self._budget -= info.file_size
            if self._budget < 0:
                raise InputError(
                    f"{self.name}：其中的 {path} 解压后太大（文字部分超过 {MAX_XML >> 20} MB），"
                    f"不是正常的{self._kind}文件，已停止读取。请把内容复制到一个新文件中再试。"
                )
        try:
            with self._zip.open(info) as stream:
                return stream.read(info.file_size + 1)
        except _ZIP_FAULTS:
            raise Unusable("已损坏") from None


def _path(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/").lstrip("/")


_NAMED = {
    "content-types": "部件类型表",
    "styles": "样式表",
    "numbering": "自动编号表",
    "theme": "主题",
    "fontTable": "字体表",
    "settings": "文档设置",
    "webSettings": "网页设置",
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
    "image": "图片",
    "relations": "部件之间的联系",
    "sharedStrings": "共享文字表",
    "drawing": "图形",
    "core-properties": "文档属性",
    "extended-properties": "文档属性",
    "custom-properties": "文档属性",
}


def named(kind: str) -> str:
    """What the user calls a kind of part."""
    return _NAMED.get(kind, "附带的部件")


def relations_path(path: str) -> str:
    """Where the relations of a part are written: word/document.xml -> word/_rels/document.xml.rels."""
    folder, _, file = path.rpartition("/")
    return posixpath.join(folder, "_rels", f"{file}.rels")


def resolved(path: str, target: str) -> str:
    """The path of a part from a relation's target, which is relative to the part that it belongs to."""
    target = target.replace("\\", "/")
    folder = "" if target.startswith("/") else path.rpartition("/")[0]
    return posixpath.normpath(posixpath.join(folder, target.lstrip("/"))).lstrip("/") if target else ""


def transitional(content: bytes) -> bytes:
    """ISO strict namespaces and relation types as the transitional ones that every program writes."""
    if b"purl.oclc.org" not in content:
        return content
    return _STRICT.sub(
        lambda m: b"http://schemas.openxmlformats.org/%s/2006/%s" % (m[1], _RENAMED.get(m[2], m[2])), content
    ).replace(b"/2006/relationships/extendedProperties", b"/2006/relationships/extended-properties")


def is_strict(content: bytes) -> bool:
    return _STRICT.search(content) is not None


def parsed(content: bytes) -> Any:
    """The root of an XML part: no entities, no network, bounded in size and depth. Raises Unusable with the reason."""
    if any(mark in content for mark in _DOCTYPE):
        raise Unusable("里有 DTD 声明，Office 文件不允许有，没有读取")
    if content.count(b"<") - content.count(b"</") > MAX_ELEMENTS:
        raise Unusable(f"里的元素超过 {MAX_ELEMENTS // 10_000} 万个，太大了")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(transitional(content), parser)
        if root.nsmap and any("purl.oclc.org" in (uri or "") for uri in root.nsmap.values()):  # in UTF-16
            root = etree.fromstring(transitional(etree.tostring(root, encoding="UTF-8")), parser)
    except etree.XMLSyntaxError as error:
        deep = "Excessive depth" in str(error)
        raise Unusable("嵌套太深，读不出来" if deep else "不是完整的 XML，文件已损坏") from None
    except ValueError:
        raise Unusable("不是完整的 XML，文件已损坏") from None
    return root
