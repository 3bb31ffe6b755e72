"""A rendered .docx looked at once more before it is written: what Word would call damaged never leaves.

Checked is what rendering touches: order of properties, cells and notes with a paragraph at their end, one section at
the end of the body, relations that lead somewhere, no mark of ours left.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from drafter.errors import InputError
from drafter.patterns import pattern
from drafter.render.marks import W
from drafter.word.order import disordered
from drafter.word.writer import read_parts

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MARK = pattern("[\ufdd0-\ufdef]")
_STORY = pattern(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_INSIDE = {
    W + "p": ("body", "tc", "footnote", "endnote", "hdr", "ftr", "txbxContent", "sdtContent", "customXml", "comment")
}
_PROPERTIES = {
    "pPr": "段落属性",
    "rPr": "字体属性",
    "sectPr": "页面设置",
    "tblPr": "表格属性",
    "tcPr": "单元格属性",
    "numPr": "编号属性",
}
_BLOCKS = (W + "p", W + "tbl", W + "sdt", W + "customXml", W + "altChunk")


def validate(data: bytes, template: Path) -> None:
    """Raises InputError where the .docx would be damaged."""
    wrong = list(dict.fromkeys(faults(data)))
    if wrong:
        raise InputError(
            *(f"{template}：排出来的文件有损坏，没有写出：{what}。" for what in wrong[:5]),
            "请把模板里与它有关的部分（表格、文本框、脚注）移到循环以外，或另存一份再试。",
        )


def faults(data: bytes) -> Iterator[str]:
    """What is wrong with it, in the user's words."""
    parts = read_parts(data)
    for name, content in parts.items():
        if _STORY.fullmatch(name):
            root = etree.fromstring(content)
            yield from _story(root)
            yield from _references(root, name, parts)


def _story(root: Any) -> Iterator[str]:
    for paragraph in root.iter(W + "p"):
        holder = etree.QName(paragraph.getparent()).localname
        if holder not in _INSIDE[W + "p"]:
            yield f"段落落在了不该在的地方（{holder}）"
    yield from (f"{_PROPERTIES.get(name, name)}的次序不对" for name in disordered(root))
    for tags, wrong, said in _WRONG:
        yield from (said for element in root.iter(*tags) if wrong(element))


def _without_last_paragraph(cell: Any) -> bool:
    blocks = [c for c in cell if c.tag in _BLOCKS]
    return not blocks or blocks[-1].tag == W + "tbl"


def _holds_stray_words(element: Any) -> bool:
    """Words that stand in an element which holds none of its own."""
    if not isinstance(element.tag, str) or not element.tag.startswith(W) or element.tag in _TEXTS:
        return False
    stray = [element.text if len(element) else None, *(child.tail for child in element)]
    return any(s and s.strip() for s in stray)


def _set_up_before_its_end(document: Any) -> bool:
    body = document.find(W + "body")
    sections = [c for c in body if c.tag == W + "sectPr"]
    return len(sections) > 1 or bool(sections and body[-1] is not sections[0])


# (elements, when they are wrong, the user's words for it)
_WRONG: tuple[tuple[tuple[str, ...], Callable[[Any], bool], str], ...] = (
    ((W + "t",), lambda text: bool(text.text and _MARK.search(text.text)), "正文里留下了内部标记"),
    ((W + "tc",), _without_last_paragraph, "表格里有没有段落的单元格"),
    ((W + "tr",), lambda row: next(row.iter(W + "tc"), None) is None, "表格里有没有单元格的行"),
    (
        (W + "footnote", W + "endnote", W + "txbxContent"),
        lambda note: not any(c.tag in _BLOCKS for c in note),
        "有空的脚注或文本框",
    ),
    ((), _holds_stray_words, "有文字落在段落之外"),
    ((W + "document",), _set_up_before_its_end, "页面设置不在文末"),
)
_TEXTS = {W + "t", W + "instrText", W + "delText"}


def _references(root: Any, name: str, parts: dict[str, bytes]) -> Iterator[str]:
    used = {
        value
        for element in root.iter()
        for key, value in element.attrib.items()
        if key in (_R + "id", _R + "embed", _R + "link", _R + "pict")
    }
    if not used:
        return
    folder, _, file = name.rpartition("/")
    relations = parts.get(f"{folder}/_rels/{file}.rels")
    known = {}
    for relation in etree.fromstring(relations) if relations else ():
        known[relation.get("Id")] = (relation.get("TargetMode"), relation.get("Target") or "")
    for identity in used - {""}:
        if identity not in known:
            yield f"引用了不存在的内容（{identity}）"
            continue
        mode, target = known[identity]
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if mode != "External" and path not in parts:
            yield f"缺少 {path}"
