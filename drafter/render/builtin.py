"""Makes template.docx of the built-in templates: `python -m drafter.render.builtin templates`.

The look is that of `paper`; what differs between templates is which heading style each level takes. A test makes
them again and compares the bytes, so the files in templates/ are never edited by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from drafter.render import paper
from drafter.report import Contact
from drafter.word.writer import write_parts

Paragraph = tuple[str, str]  # (style, text)


class Look(NamedTuple):
    """Heading styles of one template, by the form of its numbers: 一、黑体, （一）楷体, 1. and （1） 仿宋."""

    problem: str = "三级标题"
    grouped_problem: str = "三级标题"  # under an aspect problems are numbered 1. in every template
    group: str = "二级标题"
    aspect: str = "四级标题"
    parts: frozenset[str] = frozenset(("联系方式", "落款", "成文日期"))  # those at the end that are printed
    date: str = "落款后"  # 落款后, 落款前, 标题下
    date_text: str = "{{ 成文日期 }}"
    contact_table: bool = False  # a table of the office's own follows the sentence that leads to it
    addressed: str = ""  # 主送机关, as printed
    lead: str = ""  # style of leads with a paragraph of their own, where it is not that of the text


LOOKS = {
    "分段式": Look(),
    "内联式": Look(),
    "括号式": Look(problem="二级标题"),
    "清单式": Look(),
    "双主体式": Look(),
}


def body(look: Look) -> list[Paragraph]:
    """The paragraphs of template.docx."""
    date = _when("成文日期", [("成文日期", look.date_text)]) if "成文日期" in look.parts else []
    signers = _each("机关 in 落款", [("落款", "{{ 机关 }}")]) if "落款" in look.parts else []
    contact = _each("段 in 联系方式", [("联系方式", "{{ 段 }}")]) if "联系方式" in look.parts else []
    under_title = [("题下日期", text) if style == "成文日期" else (style, text) for style, text in date]
    ending = {"落款后": signers + date, "落款前": date + signers}.get(look.date, signers)
    asked = " or ".join(name for name in ("落款", "成文日期") if name in look.parts)
    return [
        *_when("发布范围", [("附件标记", "{{ 发布范围 }}")]),
        ("通报标题", "{{ 标题 }}"),
        *(under_title if look.date == "标题下" else []),
        *([("主送机关", look.addressed)] if look.addressed else []),
        *_each("段 in 导语", [("正文段落", "{{ 段 }}")]),
        *section("组织领导", look),
        *section("整改进展", look),
        *section("下一步", look),
        *contact,
        *([(CONTACT_TABLE, "")] if look.contact_table and contact else []),
        *_when("附件", [("空行", ""), *_each("件 in 附件列表", _ANNEX)]),
        *(_when(asked, [("空行", "")]) if ending else []),
        *ending,
    ]


def section(name: str, look: Look) -> list[Paragraph]:
    """One section: its heading, then its blocks."""
    apart = look.lead and name != "整改进展"
    inner = [
        *_when("板块.标题", [(look.group, "{{ 板块.标题 }}")]),
        *(_led_apart(look.lead) if apart else _each("段 in 板块.段落", [("正文段落", "{{ 段 }}")])),
    ]
    if name == "整改进展":
        inner += _each("问题 in 板块.问题", _problem(look))
    return [
        *_when(f"{name}.标题", [("一级标题", f"{{{{ {name}.标题 }}}}")]),
        *_each(f"板块 in {name}.板块", inner),
    ]


def _led_apart(style: str) -> list[Paragraph]:
    body = [("正文段落", "{{ 段 }}")]
    item = [*_when("条.提法", [(style, "{{ 条.提法 }}")]), *_each("段 in 条.正文", body)]
    return [*_each("段 in 板块.概述", body), *_each("条 in 板块.分项", item)]


def _problem(look: Look) -> list[Paragraph]:
    aspect = [
        *_when("表现.标题", [(look.aspect, "{{ 表现.标题 }}")]),
        *_each("段 in 表现.正文", [("正文段落", "{{ 段 }}")]),
    ]
    heading = [(look.problem, "{{ 问题.标题 }}")]
    if look.problem != look.grouped_problem:
        choice = [("模板标记", "{%p else %}"), *heading]
        heading = [("模板标记", "{%p if 问题.方面 %}"), (look.grouped_problem, "{{ 问题.标题 }}"), *choice]
        heading.append(("模板标记", "{%p endif %}"))
    return [
        *_when("问题.标题", heading),
        *_each("段 in 问题.正文", [("正文段落", "{{ 段 }}")]),
        *_each("表现 in 问题.具体表现", aspect),
        *_each("段 in 问题.成效", [("正文段落", "{{ 段 }}")]),
    ]


def _each(loop: str, inner: list[Paragraph]) -> list[Paragraph]:
    return [("模板标记", f"{{%p for {loop} %}}"), *inner, ("模板标记", "{%p endfor %}")]


def _when(condition: str, inner: list[Paragraph]) -> list[Paragraph]:
    return [("模板标记", f"{{%p if {condition} %}}"), *inner, ("模板标记", "{%p endif %}")]


# GB/T 9704—2012 §7.3.4: 附件： two characters in, its name; of several each in a line, their numbers below each other.
_ANNEX = [
    ("模板标记", "{%p if loop.length == 1 %}"),
    ("附件说明", "附件：{{ 件 }}"),
    ("模板标记", "{%p elif loop.first %}"),
    ("附件首项", "附件：{{ 件 }}"),
    ("模板标记", "{%p else %}"),
    ("附件续项", "{{ 件 }}"),
    ("模板标记", "{%p endif %}"),
]
CONTACT_TABLE = "联系方式表"  # where the table of the contact stands


def template_docx(look: Look, contact: Sequence[Sequence[str]] = ()) -> bytes:
    """A whole template.docx, the same bytes on every machine. `contact`: the cells of its table, where it has one."""
    blocks = body(look._replace(contact_table=bool(contact)))
    return docx(
        paper.document_xml(
            paper.table_xml(contact) if style == CONTACT_TABLE else paper.paragraph_xml(style, text)
            for style, text in blocks
        )
    )


def with_variables(text: str, contact: Contact) -> str:
    """The text with a variable in place of each fact of the contact."""
    for name, fact in (
        ("电话", contact.phone), ("地址", contact.address), ("邮编", contact.postcode), ("邮箱", contact.email),
        ("受理时间", contact.hours),
    ):  # fmt: skip
        if fact:
            text = text.replace(fact, f"{{{{ {name} }}}}", 1)
    return text


def docx(document: str) -> bytes:
    """A .docx of that document.xml with the styles, fonts, settings and page numbers of `paper`."""
    return write_parts(
        {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": _RELATIONSHIPS,
            "docProps/core.xml": _CORE,
            "word/document.xml": document,
            "word/_rels/document.xml.rels": _DOCUMENT_RELATIONSHIPS,
            "word/styles.xml": paper.styles_xml(),
            "word/settings.xml": paper.settings_xml(),
            "word/fontTable.xml": paper.font_table_xml(),
            "word/footer1.xml": paper.footer_xml("单页页码"),
            "word/footer2.xml": paper.footer_xml("双页页码"),
        },
        compress=False,  # compressed bytes differ between versions of zlib
    )


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_PARTS}.document.main+xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_PARTS}.{kind}+xml"/>'
        for name, kind in (
            ("styles", "styles"),
            ("settings", "settings"),
            ("fontTable", "fontTable"),
            ("footer1", "footer"),
            ("footer2", "footer"),
        )
    )
    + '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_RELATIONSHIPS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{paper.RELATIONSHIPS}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="rId2" Target="docProps/core.xml"'
    ' Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/></Relationships>'
)
_DOCUMENT_RELATIONSHIPS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    + "".join(
        f'<Relationship Id="rId{identity}" Type="{paper.RELATIONSHIPS}/{kind}" Target="{name}.xml"/>'
        for identity, kind, name in (
            ("1", "styles", "styles"),
            ("2", "settings", "settings"),
            ("3", "fontTable", "fontTable"),
            ("Odd", "footer", "footer1"),
            ("Even", "footer", "footer2"),
        )
    )
    + "</Relationships>"
)
_CORE = (
    f"{_HEAD}<cp:coreProperties"
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{{ 标题全文 }}</dc:title><dc:creator></dc:creator><dc:language>zh-CN</dc:language>"
    "</cp:coreProperties>"
)


def main(folder: Path) -> None:
    """Write template.docx into each built-in template's folder."""
    for name, look in LOOKS.items():
        target = folder / name / "template.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(template_docx(look))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
