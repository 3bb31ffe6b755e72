"""The sheet to sign as a .docx on A4, for printing and for the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drafter.check.sheet import STEP_COLUMNS, STEPS, STEPS_BASIS, TECHNICAL, TITLE, Sheet
from drafter.check.sheet_page import numbered
from drafter.text.normal import visible
from drafter.text.numerals import to_chinese
from drafter.word.writer import save, set_properties

_WIDTH = 156  # millimetres between the margins
_WIDTHS = {  # millimetres, by the heading of the column; the others share what is left
    "序号": 12, "级别": 17, "位置": 34, "谁定的": 26, "放宽": 44, "步骤": 22,
    "签名": 28, "日期": 26,
}  # fmt: skip
_SHADES = {"error": "FDE0DE", "warning": "FFF2CC", "info": "E3F1FB", "ready": "E6F4E7"}
_BODY, _HEAD = "仿宋_GB2312", "黑体"


def sheet_docx(sheet: Sheet) -> bytes:
    """The file's bytes; the same sheet gives the same file."""
    import docx

    document = docx.Document()
    _without_old_styles(document)
    _page(document)
    _line(document, TITLE, size=22, font=_HEAD, centred=True, after=8)
    _table(document, None, [[a, b] for a, b in sheet.facts], widths=(26, _WIDTH - 26), shade_first=True)
    verdict = document.add_table(rows=1, cols=1, style="Table Grid")
    _fill(verdict.cell(0, 0), sheet.verdict, bold=True, size=14, shade=_SHADES[sheet.grade])
    _spaced(document)
    for heading, part in numbered(sheet):
        _line(document, heading, size=14, font=_HEAD, before=8, after=3, keep=True)
        if not part.rows:
            _line(document, part.nothing, size=12)
        elif not part.columns:
            for row in part.rows:
                _line(document, f"· {row.cells[0]}", size=12)
        else:
            grades = [row.grade for row in part.rows]
            _table(
                document, part.columns, [row.cells for row in part.rows], widths=_widths(part.columns), grades=grades
            )
    _line(document, f"{to_chinese(len(sheet.parts) + 1)}、签字", size=14, font=_HEAD, before=8, after=3, keep=True)
    _line(document, STEPS_BASIS, size=10.5, keep=True)
    steps = [(*step, "", "", "") for step in STEPS]
    _table(document, STEP_COLUMNS, steps, widths=_widths(STEP_COLUMNS), height=16)
    _line(document, TECHNICAL, size=9, before=10, keep=True)
    for name, value in sheet.technical:
        _line(document, f"{name}：{value}", size=9)
    set_properties(document, TITLE)
    return save(document)


def _without_old_styles(document: Any) -> None:
    """python-docx's blank document holds its styles twice, the second time for Word 2010, as they were before ours."""
    for identity, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del document.part.rels[identity]


def _widths(columns: Sequence[str]) -> tuple[float, ...]:
    left = _WIDTH - sum(_WIDTHS.get(c, 0) for c in columns)
    share = left / max(1, sum(1 for c in columns if c not in _WIDTHS))
    return tuple(_WIDTHS.get(c, share) for c in columns)


def _page(document: Any) -> None:
    """A4 with the margins of the standard, and the page number as a field in the footer."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin = Mm(30), Mm(26)
    section.bottom_margin, section.left_margin = Mm(28), Mm(28)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(12)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _BODY)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = footer.add_run()
    for kind, code in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        run._r.append(element)


def _line(
    document: Any,
    text: str,
    *,
    size: float,
    font: str = _BODY,
    centred: bool = False,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    paragraph.paragraph_format.keep_with_next = keep
    _write(paragraph, text, size=size, font=font)


def _spaced(document: Any) -> None:
    """A little room behind a table: two that touch are one to Word."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(6)


def _table(
    document: Any,
    columns: Sequence[str] | None,
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[float],
    grades: Sequence[str] = (),
    height: float = 0,
    shade_first: bool = False,
) -> None:
    from docx.shared import Mm

    head = 1 if columns else 0
    table = document.add_table(rows=head + len(rows), cols=len(widths), style="Table Grid")
    table.autofit = False
    cells = list(table._cells)  # every look-up of a row costs the whole table
    wide = len(widths)
    for column, width in enumerate(widths):
        table.columns[column].width = Mm(width)
    for at, texts in enumerate(([columns] if columns else []) + list(rows)):
        row = cells[at * wide : (at + 1) * wide]
        heading = at < head
        for column, (cell, text) in enumerate(zip(row, texts, strict=True)):
            cell.width = Mm(widths[column])
            grade = grades[at - head] if grades and not heading and column < 2 else ""
            shade = "F0F0F0" if heading or (shade_first and not column) else _SHADES.get(grade)
            _fill(cell, text, bold=heading, shade=shade)
        _row(row[0]._tc.getparent(), repeated=heading, height=0 if heading else height)
    _spaced(document)


def _row(element: Any, *, repeated: bool, height: float) -> None:
    """The row stays on one page where it can; a heading row comes again on each."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    properties = element.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if height:
        mark = OxmlElement("w:trHeight")
        mark.set(qn("w:val"), str(Mm(height).twips))
        properties.append(mark)
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))


def _fill(cell: Any, text: str, *, bold: bool = False, size: float = 10.5, shade: str | None = None) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(0 if number else 2)
        paragraph.paragraph_format.space_after = Pt(2 if number == text.count("\n") else 0)
        _write(paragraph, line, size=size, bold=bold)
    if shade:
        mark = OxmlElement("w:shd")
        mark.set(qn("w:val"), "clear")
        mark.set(qn("w:color"), "auto")
        mark.set(qn("w:fill"), shade)
        cell._tc.get_or_add_tcPr().append(mark)


def _write(paragraph: Any, text: str, *, size: float, font: str = _BODY, bold: bool = False) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(visible("".join(c for c in text if c >= " " or c == "\t")))
    run.font.size, run.bold = Pt(size), bold
    run.font.name = "Times New Roman"
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
