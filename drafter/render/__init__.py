"""Report + template -> .docx. What is printed is the report's; how it looks is the template's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from drafter.errors import InputError
from drafter.render.marks import PHRASE_STYLE, W, apply
from drafter.report import Report
from drafter.template import Template

if TYPE_CHECKING:
    from drafter.render.annex import AnnexRow

_TITLE_TAG = re.compile(r"\{\{\s*标题\s*\}\}")
_OWN_TABLE = re.compile(r"\{%[a-z]*\s*for\s+\w+\s+in\s+任务清单")
_SIGNATURE_STYLES = ("落款", "成文日期")


def render(
    report: Report, template: Template, *, annex_rows: Sequence[AnnexRow] | None = None, clean: bool = False
) -> bytes:
    """The .docx, the same bytes for the same report. `clean` leaves set phrases unmarked.

    Raises InputError where the template cannot be used; `drafter template check` says more about it.
    """
    import jinja2
    from jinja2.sandbox import SandboxedEnvironment

    from drafter.render import context
    from drafter.render.engine import NoticeTemplate
    from drafter.word import writer

    docx = NoticeTemplate(str(template.docx))
    try:
        docx.init_docx()
    except Exception as error:
        raise InputError(f"{template.docx}：不是能打开的 .docx 文件（{error}）。请用 Word 或 WPS 重新保存。") from None
    document = docx.docx
    writer.find_properties(document)
    rows = list(annex_rows or ()) if template.manifest.annex else []
    own_table = bool(rows) and _OWN_TABLE.search(_text(document.element.body)) is not None
    values = context.build(
        report,
        clean=clean,
        capacity=_title_capacity(document),
        annex_rows=rows,
        extra=template.manifest.extra,
    )
    environment = SandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined, finalize=_one_text)
    try:
        docx.render(values, environment)
    except (jinja2.TemplateError, jinja2.exceptions.SecurityError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            f"{template.docx}：模板里有错，排不出来（{error}）。"
            f"请运行 drafter template check {template.folder} 查看在第几段。"
        ) from None
    styles = {s.name: s.style_id for s in document.styles}
    if rows and not own_table:
        from drafter.render import annex

        annex.append(document.element.body, rows, styles)
    _resolve_marks(document, styles)
    writer.set_properties(document, report.title or "")
    return writer.save(document)


def _one_text(value: Any) -> Any:
    """What a tag prints. A list, or a group of variables, is no text: better no draft than its Python form in print."""
    if isinstance(value, list | tuple | dict | set):
        raise ValueError("有一处标签要印的是一列内容，不是一段文字，应写成 for 循环")
    return value


def _text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(W + "t"))


def _resolve_marks(document: Any, styles: dict[str, str]) -> None:
    from drafter.render.standard import CHARACTER

    identity = styles.get(PHRASE_STYLE, PHRASE_STYLE)
    signature = {styles[name] for name in _SIGNATURE_STYLES if name in styles}
    roots = [document.element.body]
    for relationship in document.part.rels.values():
        if relationship.reltype.rpartition("/")[2] in {"header", "footer"}:
            roots.append(relationship.target_part.element)
    used = [apply(root, phrase_style_id=identity, right_aligned=signature, character=CHARACTER) for root in roots]
    if any(used) and PHRASE_STYLE not in styles:
        _add_phrase_style(document)


def _add_phrase_style(document: Any) -> None:
    from docx.oxml import parse_xml

    from drafter.render import paper

    head = f'<w:style xmlns:w="{paper.NAMESPACE}" '
    document.styles.element.append(parse_xml(paper.PHRASE_STYLE_XML.replace("<w:style ", head, 1)))


def _title_capacity(document: Any) -> float:
    """How many characters of the title fit on a line, by the size it has in this template."""
    from drafter.render.title import CAPACITY

    for paragraph in document.paragraphs:
        if _TITLE_TAG.search(paragraph.text):
            sizes = [r.font.size.pt for r in paragraph.runs if r.font.size]
            size = max(sizes, default=None) or _style_size(paragraph.style)
            section = document.sections[0]
            if not size or not section.page_width:
                return CAPACITY
            line = section.page_width - (section.left_margin or 0) - (section.right_margin or 0)
            return max(6.0, float(line.pt // size if hasattr(line, "pt") else line / 12700 // size))
    return CAPACITY


def _style_size(style: Any) -> float | None:
    while style is not None:
        if style.font.size:
            return float(style.font.size.pt)
        style = style.base_style
    return None
