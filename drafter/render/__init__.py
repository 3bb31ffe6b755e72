"""Report + template -> .docx. What is printed is the report's; how it looks is the template's."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from drafter.errors import InputError, reason
from drafter.folders import contents
from drafter.patterns import pattern
from drafter.render.faces import FACES, Face
from drafter.render.marks import PHRASE_STYLE, W, apply, dress, face
from drafter.render.signing import SIGNATURE_STYLES
from drafter.render.valid import validate
from drafter.report import Report
from drafter.template import Template

if TYPE_CHECKING:
    from drafter.render.annex import AnnexRow
    from drafter.render.lint import Fault
    from drafter.render.opened import Opened

_TITLE_TAG = pattern(r"\{\{\s*标题\s*\}\}")
_OWN_TABLE = pattern(r"\{%[a-z]*\s*for\s+\w+\s+in\s+任务清单")


def render(
    report: Report, template: Template, *, annex_rows: Sequence[AnnexRow] | None = None, clean: bool = False
) -> bytes:
    """The .docx, the same bytes for the same report. `clean` leaves set phrases unmarked.

    Raises InputError where the template cannot be used; `drafter template check` says more about it.
    """
    import jinja2
    from lxml import etree

    from drafter.render import context, settle
    from drafter.render.engine import NoticeTemplate
    from drafter.render.environment import Language
    from drafter.render.opened import open_template
    from drafter.word import writer
    from drafter.word.order import in_order, signed

    try:
        opened = open_template(contents(template.docx), str(template.docx))
    except OSError as error:
        raise InputError(f"{template.docx}：打不开（{reason(error)}）。请用 Word 或 WPS 重新保存。") from None
    if template.source != "内置" and (faults := _faults(opened, template)):  # those that ship are judged by the tests
        raise InputError(
            *(f"{template.docx} {fault}" for fault in faults),
            f"改好后先检查：drafter template check {template.folder}",
        )
    docx = NoticeTemplate(io.BytesIO(opened.source(template.manifest.kept)))
    docx.init_docx()
    document = docx.docx
    writer.find_properties(document)
    rows = list(annex_rows or ()) if template.manifest.annex else []
    own_table = bool(rows) and _OWN_TABLE.search(_tagged(document.element.body)) is not None
    values = context.build(
        report,
        clean=clean,
        capacity=_title_capacity(document),
        annex_rows=rows,
        extra=template.manifest.extra,
        faced=_faces(document),
        section=template.manifest.layout.section,
    )
    environment = Language(autoescape=True, finalize=_one_text)
    try:
        docx.render(values, environment)
    except (
        jinja2.TemplateError, jinja2.exceptions.SecurityError, TypeError, ValueError, AttributeError, KeyError,
        etree.XMLSyntaxError,
    ) as error:  # fmt: skip
        raise InputError(
            f"{template.docx}：模板里有错，排不出来（{error}）。"
            f"请运行 drafter template check {template.folder} 查看在第几段。"
        ) from None
    styles = {s.name: s.style_id for s in document.styles}
    if rows and not own_table:
        from drafter.render import annex

        names = context.annex_names(report, own=True)
        number = str(names.index(context.ANNEX) + 1) if len(names) > 1 else ""
        annex.append(document.element.body, rows, styles, number)
    stories = _stories(document)
    for _, root in stories:
        settle.land(root)
    _resolve_marks(document, styles, [root for _, root in stories])
    _one_of_each(document.element.body)
    for root in (*(root for _, root in stories), document.styles.element):
        in_order(root)
        signed(root)
    for part, root in stories:
        if part is not None:
            part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    writer.set_properties(document, report.title or "", keep_author="作者" in template.manifest.kept)
    data = writer.save(document)
    validate(data, template.docx)
    return data


def _faults(opened: Opened, template: Template) -> list[Fault]:
    from drafter.render.lint import judged

    return [fault for fault in judged(opened, template.manifest) if fault.severity == "error"]


def _one_text(value: Any) -> Any:
    """What a tag prints. A list, or a group of variables, is no text: better no draft than its Python form in print."""
    if isinstance(value, list | tuple | dict | set):
        raise ValueError("有一处标签要印的是一列内容，不是一段文字，应写成 for 循环")
    return value


def _tagged(element: Any) -> str:
    """All text, statements between elements too."""
    return "".join(element.itertext())


def _stories(document: Any) -> list[tuple[Any, Any]]:
    """(part to write back, root) of every story: None for those that python-docx writes itself."""
    from lxml import etree

    out: list[tuple[Any, Any]] = [(None, document.element.body)]
    for relationship in document.part.rels.values():
        if relationship.is_external:
            continue
        kind = relationship.reltype.rpartition("/")[2]
        part = relationship.target_part
        if kind in {"header", "footer"}:
            out.append((None, part.element))
        elif kind in {"footnotes", "endnotes"}:
            out.append((part, etree.fromstring(part.blob)))
    return out


def _resolve_marks(document: Any, styles: dict[str, str], roots: Sequence[Any]) -> None:
    identity = styles.get(PHRASE_STYLE, PHRASE_STYLE)
    signature = {s.style_id: _character(s) for s in document.styles if s.name in SIGNATURE_STYLES}
    for root in roots:
        dress(root)
    faces = _faces(document)
    used = [apply(root, phrase_style_id=identity, signature=signature, faces=faces) for root in roots]
    for root in roots:
        face(root)
    if any(used) and PHRASE_STYLE not in styles:
        _add_phrase_style(document)


def _faces(document: Any) -> dict[Face, Any]:
    """The character styles of the template that a lead, a label or a heading is set in."""
    found = {
        s.find(f"{W}name").get(W + "val"): s
        for s in document.styles.element.findall(W + "style")
        if s.get(W + "type") == "character" and s.find(W + "name") is not None
    }
    return {face: found[face] for face in FACES if face in found}


def _character(style: Any) -> float:
    """The width of a character of that style, in twips; the standard's where the style has the standard's size."""
    from drafter.render.standard import BODY_SIZE, CHARACTER

    size = _style_size(style)
    if size is None:
        defaults = style.element.getparent().find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
        size = float(defaults.get(W + "val")) / 2 if defaults is not None else None
    return CHARACTER if size in (None, BODY_SIZE) else float(size or BODY_SIZE) * 20


def _one_of_each(body: Any) -> None:
    """Bookmarks of a repeated paragraph: the first of a name stays, with an id of its own."""
    named: set[str] = set()
    renamed: dict[str, str] = {}
    for start in list(body.iter(W + "bookmarkStart")):
        name, identity = start.get(W + "name"), start.get(W + "id")
        if name in named:
            start.getparent().remove(start)
            continue
        named.add(name)
        renamed.setdefault(identity, str(len(renamed)))
        start.set(W + "id", renamed[identity])
    ended: set[str] = set()
    for end in list(body.iter(W + "bookmarkEnd")):
        identity = end.get(W + "id")
        if identity not in renamed or identity in ended:
            end.getparent().remove(end)
            continue
        ended.add(identity)
        end.set(W + "id", renamed[identity])


def _add_phrase_style(document: Any) -> None:
    from docx.oxml import parse_xml

    from drafter.render import paper

    head = f'<w:style xmlns:w="{paper.NAMESPACE}" '
    document.styles.element.append(parse_xml(paper.PHRASE_STYLE_XML.replace("<w:style ", head, 1)))


def _title_capacity(document: Any) -> float:
    """How many characters of the title fit on a line, by the size it has in this template."""
    from docx.text.paragraph import Paragraph

    from drafter.render.title import CAPACITY

    for element in document.element.body.iter(W + "p"):  # those in a content control too
        paragraph = Paragraph(element, document)
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
