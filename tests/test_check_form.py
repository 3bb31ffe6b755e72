"""F: fonts, sizes, pitch, page and headings of a .docx."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from text_cases import notice

from drafter.check import Finding, all_rules, check
from drafter.check.looks import family_of
from drafter.read import read_report
from drafter.render import render
from drafter.template import find_template

FORM = [r for r in all_rules() if r.family == "F"]
TEMPLATES = ["分段式", "内联式", "括号式", "清单式", "双主体式"]
Edit = Callable[[Any], None]


def findings(folder: Path, edit: Edit | None = None, *, template: str = "分段式", named: bool = True) -> list[Finding]:
    """What the form rules find in a draft of our own after an edit in Word."""
    chosen = find_template(template)
    path = folder / "通报.docx"
    path.write_bytes(render(notice(), chosen))
    if edit:
        document = docx.Document(str(path))
        edit(document)
        document.save(str(path))
    return check(read_report(path), docx=path, template=chosen if named else None, rules=FORM)


def measure(document: Any) -> Any:
    return next(p for p in document.paragraphs if p.text.startswith("一是摸清家底"))


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("named", [True, False])
def test_our_own_drafts_give_nothing(tmp_path: Path, template: str, named: bool) -> None:
    assert findings(tmp_path, template=template, named=named) == []


def test_a_paragraph_in_another_font_is_found(tmp_path: Path) -> None:
    def edit(document: Any) -> None:
        for run in measure(document).runs:
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")

    (finding,) = findings(tmp_path, edit)
    assert finding.code == "F103" and "宋体" in finding.message and "仿宋" in finding.message
    assert finding.excerpt.startswith("一是摸清家底")


def test_the_same_face_under_another_name_is_fine(tmp_path: Path) -> None:
    def edit(document: Any) -> None:
        for run in measure(document).runs:
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "FangSong")

    assert findings(tmp_path, edit) == []
    assert [family_of(f) for f in ("仿宋_GB2312", "SimHei", "楷体_GB2312", "方正小标宋简体", "宋体", "微软雅黑")] == [
        "仿宋",
        "黑体",
        "楷体",
        "小标宋",
        "宋体",
        "微软雅黑",
    ]


def test_a_paragraph_in_another_size_is_found(tmp_path: Path) -> None:
    def edit(document: Any) -> None:
        for run in measure(document).runs:
            run.font.size = Pt(12)

    (finding,) = findings(tmp_path, edit)
    assert finding.code == "F104" and "12磅" in finding.message and "16磅" in finding.message


def test_another_line_spacing_is_found(tmp_path: Path) -> None:
    def edit(document: Any) -> None:
        measure(document).paragraph_format.line_spacing = 1.5

    (finding,) = findings(tmp_path, edit)
    assert finding.code == "F105" and "1.5倍" in finding.message


def test_changed_margins_are_found(tmp_path: Path) -> None:
    def edit(document: Any) -> None:
        document.sections[0].left_margin = Mm(20)

    (finding,) = findings(tmp_path, edit)
    assert finding.code == "F101" and "左20毫米（应为28）" in finding.message


def test_a_lost_page_number_is_found(tmp_path: Path) -> None:
    def edit(document: Any) -> None:
        for reference in list(document.element.body.iter(qn("w:footerReference"))):
            reference.getparent().remove(reference)

    (finding,) = findings(tmp_path, edit)
    assert finding.code == "F102"


def test_a_number_typed_in_place_of_the_field_is_no_page_number(tmp_path: Path) -> None:
    def edit(document: Any) -> None:
        for part in (document.sections[0].footer, document.sections[0].even_page_footer):
            for tag in ("w:instrText", "w:fldChar", "w:fldSimple"):
                for element in list(part._element.iter(qn(tag))):
                    element.getparent().remove(element)

    assert [f.code for f in findings(tmp_path, edit)] == ["F102"]


def test_a_heading_in_body_style_is_found(tmp_path: Path) -> None:
    def edit(document: Any) -> None:
        heading = next(p for p in document.paragraphs if p.text.startswith("二、"))
        heading.style = next(s for s in document.styles if s.name == "正文段落")

    found = findings(tmp_path, edit)
    assert [f.code for f in found] == ["F106"] and found[0].excerpt.startswith("二、整改进展情况")


def test_a_document_not_of_our_making_is_held_against_the_standard(tmp_path: Path) -> None:
    path = tmp_path / "通报.docx"
    document = docx.Document()
    for p in notice().paragraphs:
        document.add_paragraph(p.text)
    document.save(str(path))
    codes = {f.code for f in check(read_report(path), docx=path, rules=FORM)}
    assert codes >= {"F101", "F102", "F104", "F105", "F106"}
    assert all(f.severity == "warning" for f in check(read_report(path), docx=path, rules=FORM))
