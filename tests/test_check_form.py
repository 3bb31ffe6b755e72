"""F: fonts, sizes, pitch, page and headings of a .docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from text_cases import notice
from word_files import p, packed, word_file
from word_files import run as words_in

from drafter.check import Finding, all_rules, check, rules_form
from drafter.check.looks import Look, Page, Pitch, family_of
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
    for paragraph in notice().paragraphs:
        document.add_paragraph(paragraph.text)
    document.save(str(path))
    codes = {f.code for f in check(read_report(path), docx=path, rules=FORM)}
    assert codes >= {"F101", "F102", "F104", "F105", "F106"}
    assert all(f.severity == "warning" for f in check(read_report(path), docx=path, rules=FORM))


@pytest.mark.parametrize(
    ("kind", "severity", "said"),
    [
        ("numbering", "warning", "自动编号没有读出，也没有核对"),
        ("header", "warning", "页眉和页码没有核对"),
        ("footer", "warning", "页脚和页码没有核对"),
        ("styles", "warning", "套用样式的字体、字号、行距和标题级别没有核对"),
        ("theme", "info", "没有核对它"),
    ],
)
def test_a_part_that_is_named_and_missing_is_said(tmp_path: Path, kind: str, severity: str, said: str) -> None:
    text = "".join(p(paragraph.text) for paragraph in notice().paragraphs)
    used = f'<w:{kind}Reference r:id="r_{kind}"/>' if kind in {"header", "footer"} else ""
    with zipfile.ZipFile(io.BytesIO(word_file(f"{text}<w:sectPr>{used}</w:sectPr>", **{kind: ""}))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist() if name != f"word/{kind}.xml"}
    path = tmp_path / "通报.docx"
    path.write_bytes(packed(parts))
    told = [(f.severity, f.message) for f in check(read_report(path), docx=path, rules=FORM) if f.code == "F100"]
    assert any(grade == severity and said in message for grade, message in told), told
    judged = {f.code for f in check(read_report(path), docx=path, rules=FORM)} & {"F103", "F104", "F105", "F106"}
    assert bool(judged) is (kind != "styles")
    without_number = "F102" in {f.code for f in check(read_report(path), docx=path, rules=FORM)}
    assert without_number is (kind not in {"header", "footer"})


STANDARD_RULES = {
    "F101": "纸张、页边距",
    "F102": "不要页码",
    "F103": "正文的字体",
    "F104": "一级标题的字号",
    "F105": "行距",
}


@pytest.mark.parametrize("code", STANDARD_RULES)
def test_what_an_office_s_template_asks_beside_the_standard_is_said(code: str) -> None:
    body = {**rules_form.STANDARD_LOOKS, "body": Look("宋体", 16)}
    first = {**rules_form.STANDARD_LOOKS, "1": Look("黑体", 18)}
    changes: dict[str, dict[str, Any]] = {
        "F101": {"page": rules_form.STANDARD_PAGE._replace(left=29.1)},
        "F102": {"page_number": False},
        "F103": {"looks": body},
        "F104": {"looks": first},
        "F105": {"pitch": Pitch(583, "exact")},
    }
    expected = rules_form.STANDARD._replace(**changes[code])
    assert list(rules_form.off_standard(expected)) == [(code, STANDARD_RULES[code])]


@pytest.mark.parametrize(
    "change",
    [{}, {"page": Page(210, 297, 37, 26, 35, 29)}, {"pitch": Pitch(582, "exact")}, {"pitch": Pitch(558, "exact")}],
)
def test_what_is_within_the_leeway_is_the_standard(change: dict[str, Any]) -> None:
    assert list(rules_form.off_standard(rules_form.STANDARD._replace(**change))) == []


def test_a_template_shows_what_it_expects(tmp_path: Path) -> None:
    """The first heading of a level, what most paragraphs of the body have; what it does not show is the standard's."""

    def drawn(text: str, font: str, half_points: int, level: str = "", line: int = 560) -> str:
        outline = f'<w:outlineLvl w:val="{level}"/>' if level else ""
        looks = f'<w:rFonts w:eastAsia="{font}"/><w:sz w:val="{half_points}"/>'
        return p(words_in(text, looks), more=f'<w:spacing w:line="{line}" w:lineRule="exact"/>{outline}')

    body = "".join(
        [
            drawn("本单位的眉头", "黑体", 60),  # no field: nothing of the notice
            drawn("{{ 标题 }}", "黑体", 40),
            drawn("{{ 密级 }}", "黑体", 20, line=300),
            drawn("{{ 导语 }}", "宋体", 30),
            drawn("{{ 措施 }}", "宋体", 30),
            drawn("{{ 大标题 }}", "楷体", 34, level="0"),
            drawn("{{ 又一个 }}", "仿宋", 36, level="0"),
            drawn("{{ 太深 }}", "仿宋", 36, level="6"),
            "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/>"
            "<w:pgMar w:top='567' w:right='567' w:bottom='567' w:left='567'/></w:sectPr>",
        ]
    )
    path = tmp_path / "template.docx"
    path.write_bytes(word_file(body))
    expected = rules_form._of_template(path, "本区式")
    assert expected.by == "模板“本区式”" and not expected.page_number
    assert expected.looks == {
        **rules_form.STANDARD_LOOKS,
        "title": Look("黑体", 20),
        "body": Look("宋体", 15),
        "1": Look("楷体", 17),
    }
    assert expected.pitch == Pitch(560, "exact") and round(expected.page.top) == 10
    path.write_bytes(b"no package")
    rules_form._of_template.cache_clear()
    assert rules_form._of_template(path, "本区式") is rules_form.STANDARD


@pytest.mark.parametrize(
    ("pitch", "words"),
    [
        (Pitch(360, "auto"), "1.5倍"),
        (Pitch(240, "auto"), "1倍"),
        (Pitch(560, "exact"), "固定值28磅"),
        (Pitch(579, "atLeast"), "最小值28.95磅"),
    ],
)
def test_a_pitch_is_said_as_word_says_it(pitch: Pitch, words: str) -> None:
    assert rules_form._pitch_in_words(pitch) == words


def test_the_text_of_a_table_is_not_held_to_the_form_of_the_body(tmp_path: Path) -> None:
    def edit(document: Any) -> None:
        table = document.add_table(1, 1)
        table.cell(0, 0).text = "二是召开会议，研究整改工作。"
        for run in table.cell(0, 0).paragraphs[0].runs:
            run.font.size = Pt(9)
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")
        measure(document)._p.addnext(table._tbl)

    assert {f.code for f in findings(tmp_path, edit)} & {"F103", "F104", "F105"} == set()
