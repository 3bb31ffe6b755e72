"""Templates as Word leaves them: what stands in a tag's paragraph stays, and nothing but a whole file comes out."""

import copy
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from notices import full_report
from test_render_report import W, printed
from test_template_check import TEXT_BOX, broken, errors, only, paragraph_of, place_of
from valid_docx import schema_faults

from drafter.errors import InputError
from drafter.render import render
from drafter.render.lint import check_template
from drafter.render.valid import faults
from drafter.report import Report
from drafter.template import Template, find_template

Edit = Callable[[Document], None]
PLAIN = printed(render(full_report(), find_template("分段式")))


def drafted(template: Template, report: Report | None = None) -> Document:
    data = render(report or full_report(), template)
    assert list(faults(data)) == []
    return Document(io.BytesIO(data))


def texts(document: Document) -> list[str]:
    return [p.text.replace("\n", "") for p in document.paragraphs if p.text]


def last_tag(document: Document):
    return document.paragraphs[-1]


def run_xml(inner: str):
    return parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>")


def test_a_section_break_in_a_tags_paragraph_goes_to_the_paragraph_before(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        section = copy.deepcopy(document.element.body.sectPr)
        last_tag(document)._p.get_or_add_pPr().append(section)
        across = document.element.body.sectPr.find(W + "pgSz")
        across.set(W + "orient", "landscape")
        document.add_paragraph("附表")

    document = drafted(broken(tmp_path, edit))
    assert [p.text for p in document.paragraphs][-2:] == [PLAIN[-1], "附表"]
    assert document.paragraphs[-2]._p.find(f"{W}pPr/{W}sectPr") is not None
    assert [s.orientation for s in document.sections] == [0, 1]


def test_a_text_box_in_the_last_tags_paragraph_costs_no_word_of_the_notice(tmp_path: Path) -> None:
    document = drafted(broken(tmp_path, lambda d: last_tag(d)._p.append(parse_xml(TEXT_BOX))))
    assert texts(document) == PLAIN
    assert next(document.element.body.iter(W + "txbxContent"), None) is not None


def test_a_page_break_in_a_tags_paragraph_stays_before_what_follows(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        tag = next(p for p in document.paragraphs if p.text == "{%p if 下一步.标题 %}")
        tag._p.append(run_xml('<w:br w:type="page"/>'))

    document = drafted(broken(tmp_path, edit))
    (broken_at,) = [p for p in document.paragraphs if any(b.get(W + "type") for b in p._p.iter(W + "br"))]
    assert broken_at.text.strip().startswith("三、")


def test_a_bookmark_in_a_loop_is_printed_once(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        for paragraph in document.paragraphs:
            mark = f'<w:bookmarkStart {nsdecls("w")} w:id="0" w:name="_GoBack"/>'
            paragraph._p.append(parse_xml(mark))
            paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="0"/>'))

    document = drafted(broken(tmp_path, edit))
    assert len(list(document.element.body.iter(W + "bookmarkStart"))) == 1
    assert len(list(document.element.body.iter(W + "bookmarkEnd"))) == 1
    assert texts(document) == PLAIN


def test_a_cell_that_a_condition_empties_keeps_a_paragraph(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = '{%p if 电话 == "无" %}'
        cell.add_paragraph("{{ 电话 }}")
        cell.add_paragraph("{%p endif %}")

    document = drafted(broken(tmp_path, edit))
    assert [p.text for p in document.tables[0].cell(0, 0).paragraphs] == [""]


def test_a_loop_that_begins_and_ends_in_different_cells_is_refused_with_the_way_to_repeat_rows(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        table = document.add_table(2, 1)
        table.cell(0, 0).text = "{%p for 问题 in 整改进展.问题 %}"
        table.cell(1, 0).text = "{{ 问题.标题 }}"
        table.cell(1, 0).add_paragraph("{%p endfor %}")

    template = broken(tmp_path, edit)
    fault = only(template)
    assert fault.place == "第1张表第2行第1格" and "{%tr for 问题 in 整改进展.问题 %}" in fault.mend
    with pytest.raises(InputError, match="第1张表第2行第1格"):
        render(full_report(), template)


def test_what_was_deleted_under_tracked_changes_is_not_executed(tmp_path: Path) -> None:
    deleted = '<w:del {} w:id="5" w:author="甲"><w:r><w:delText>{{%p endfor %}}</w:delText></w:r></w:del>'
    inserted = '<w:ins {} w:id="6" w:author="甲"><w:r><w:t>（公开稿）</w:t></w:r></w:ins>'

    def edit(document: Document) -> None:
        paragraph = document.add_paragraph()
        paragraph._p.append(parse_xml(deleted.format(nsdecls("w"))))
        paragraph._p.append(parse_xml(inserted.format(nsdecls("w"))))

    template = broken(tmp_path, edit)
    assert any("修订" in f.message for f in check_template(template.folder)) and errors(template) == []
    document = drafted(template)
    assert document.paragraphs[-1].text == "（公开稿）"
    assert next(document.element.body.iter(W + "ins", W + "del"), None) is None


def test_a_content_control_stays_around_whole_tags_and_gives_way_to_half_a_loop(tmp_path: Path) -> None:
    bound = '<w:dataBinding w:xpath="/a" w:storeItemID="{1}"/>'

    def edit(document: Document) -> None:
        for text, kind in (
            ("{%p for 段 in 导语 %}", '<w:tag w:val="半个循环"/>'),
            ("{{ 标题 }}", f'<w:tag w:val="绑定的"/>{bound}'),
            ("{{ 成文日期 }}", '<w:tag w:val="日期"/><w:id w:val="5"/><w:showingPlcHdr/>'),
        ):
            paragraph = paragraph_of(document, text)._p
            xml = f"<w:sdt {nsdecls('w')}><w:sdtPr>{kind}</w:sdtPr><w:sdtContent/></w:sdt>"
            control = parse_xml(xml)
            paragraph.addprevious(control)
            control[-1].append(paragraph)

    document = drafted(broken(tmp_path, edit))
    body = document.element.body
    shown = (Paragraph(p, document).text.replace("\n", "") for p in body.iter(W + "p"))
    assert [text for text in shown if text] == PLAIN
    assert [tag.get(W + "val") for tag in body.iter(W + "tag")] == ["日期"]
    assert next(body.iter(W + "id", W + "showingPlcHdr"), None) is None


@pytest.mark.parametrize(
    ("written", "mend"),
    [
        ("{ 成文日期 }", "{{ 成文日期 }}"),
        ("{{ 成文日期 }", "成对"),
        ("{{ 成文日期 }｝", "半角"),
        ("｛｛成文日期｝｝", "半角"),
        ("«成文日期»", "{{ 成文日期 }}"),
        ("${成文日期}", "去掉 $"),
        ("{# 备注 {{ 成文日期 }}", "备注"),
        ("{ { 成文日期 } }", "紧挨着"),
    ],
)
def test_what_looks_like_a_tag_and_is_none_is_one_fault_at_its_place(tmp_path: Path, written: str, mend: str) -> None:
    def edit(document: Document) -> None:
        paragraph_of(document, "{{ 成文日期 }}").runs[0].text = written

    template = broken(tmp_path, edit)
    fault = only(template)
    assert fault.place == place_of(Document(template.docx), written) and mend in fault.mend


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 标题.__class__ }}",
        "{% for i in range(99999) %}{{ i }}{% endfor %}",
        "{{ '%99999999d' % 1 }}",
        "{{ 'a' * 999999999 }}",
        "{{ 标题|attr('passages') }}",
        "{{ 标题|center(999999999) }}",
        "{{ cycler('a') }}",
        "{% set x = 标题 ~ 标题 %}{% set y = x ~ x %}",
        "{{ 整改进展.items() }}",
        "{% include 'x' %}",
        "{% macro a() %}{% endmacro %}",
    ],
)
def test_what_is_not_on_the_list_is_refused_by_check_and_by_drafting_alike(tmp_path: Path, tag: str) -> None:
    template = broken(tmp_path, lambda d: d.add_paragraph(tag))
    assert errors(template)
    with pytest.raises(InputError, match="template check"):
        render(full_report(), template)


def test_loops_in_loops_end(tmp_path: Path) -> None:
    deep = "".join(f"{{% for a{i} in 整改进展.问题 %}}" for i in range(20)) + "." + "{% endfor %}" * 20
    template = broken(tmp_path, lambda d: d.add_paragraph(deep))
    with pytest.raises(InputError):
        render(full_report(), template)


def test_tags_where_none_is_understood_are_located(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        code = '<w:fldChar w:fldCharType="begin"/><w:instrText> REF {{ 标题 }} </w:instrText>'
        document.add_paragraph("见")._p.append(run_xml(code + '<w:fldChar w:fldCharType="end"/>'))

    template = broken(tmp_path, edit)
    fault = only(template)
    assert fault.place == f"第{len(Document(template.docx).paragraphs)}段" and "域代码" in fault.message


def test_links_to_other_files_are_named_and_kept_out_unless_the_settings_keep_them(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        code = '<w:fldChar w:fldCharType="begin"/><w:instrText> INCLUDEPICTURE "http://a.invalid/x.png" </w:instrText>'
        paragraph = document.add_paragraph("图")
        paragraph._p.append(run_xml(code + '<w:fldChar w:fldCharType="separate"/>'))
        paragraph._p.append(run_xml("<w:t>示意</w:t>"))
        paragraph._p.append(run_xml('<w:fldChar w:fldCharType="end"/>'))

    template = broken(tmp_path, edit)
    assert any("INCLUDEPICTURE" in f.message and "保留" in f.mend for f in check_template(template.folder))
    document = drafted(template)
    assert document.paragraphs[-1].text == "图示意"
    assert next(document.element.body.iter(W + "instrText"), None) is None
    kept = template.model_copy(update={"manifest": template.manifest.model_copy(update={"kept": ["外部内容"]})})
    assert next(drafted(kept).element.body.iter(W + "instrText"), None) is not None


def test_comments_of_the_template_stay_at_the_office(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        document.add_comment(document.paragraphs[0].runs, "内部意见", author="甲")

    template = broken(tmp_path, edit)
    assert any("批注" in f.message for f in check_template(template.folder))
    data = render(full_report(), template)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any("comments" in name for name in archive.namelist())
        assert b"comment" not in archive.read("word/document.xml")


def test_a_missing_fact_is_seen_where_its_variable_stands_in_the_footer_too(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        document.add_paragraph("联系电话：{{ 电话 }}")
        document.add_paragraph("{% if 电话 %}有电话{% endif %}")
        document.sections[0].footer.paragraphs[0].add_run("电话{{ 电话 }}")

    report = full_report()
    report = report.__class__(**{**{f: getattr(report, f) for f in report.__dataclass_fields__}, "contact": None})
    document = drafted(broken(tmp_path, edit), report)
    assert "联系电话：【待补：监督电话】" in texts(document) and "有电话" not in texts(document)
    assert "【待补：监督电话】" in document.sections[0].footer.paragraphs[0].text
    assert next(document.sections[0].footer._element.iter(W + "highlight"), None) is not None


def test_an_automatic_number_before_a_title_variable_is_warned_about(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        paragraph_of(document, "{{ 问题.标题 }}").runs[0].text = "1. {{ 问题.标题 }}"

    (fault,) = [f for f in check_template(broken(tmp_path, edit).folder) if f.code == "numbered-twice"]
    assert fault.severity == "warning" and "两个序号" in fault.message


def test_a_text_box_that_word_writes_twice_is_judged_and_printed_as_newer_programs_show_it(tmp_path: Path) -> None:
    box = parse_xml(TEXT_BOX)
    older = list(box.iter(W + "txbxContent"))[1]
    for text in older.iter(W + "t"):
        text.text = ""
    next(older.iter(W + "t")).text = "{{ 不存在 }}"
    template = broken(tmp_path, lambda d: last_tag(d)._p.append(box))
    assert errors(template) == []
    shown, fallback = drafted(template).element.body.iter(W + "txbxContent")
    assert "".join(shown.itertext()) == "".join(fallback.itertext())


def test_properties_that_another_program_wrote_out_of_order_are_put_in_order(tmp_path: Path) -> None:
    """Of paragraphs, runs, tables, cells and the page; what is said twice is said once."""

    def edit(document: Document) -> None:
        properties = last_tag(document)._p.get_or_add_pPr()
        properties.insert(0, parse_xml(f'<w:jc {nsdecls("w")} w:val="right"/>'))
        document.element.body.insert(0, parse_xml(DISORDER.format(nsdecls("w"))))
        section = document.sections[0]._sectPr
        section.insert(0, section.find(W + "docGrid"))
        section[0].set(W + "charSpace", str(2**32 - 1025))  # as LibreOffice writes it
        section.append(parse_xml(f'<w:pgNumType {nsdecls("w")} w:fmt="decimal"/>'))
        style = document.styles["正文段落"].element.find(W + "pPr")
        style.append(parse_xml(f"<w:keepLines {nsdecls('w')}/>"))

    template = broken(tmp_path, edit)
    assert errors(template) == []
    made = drafted(template)
    assert texts(made)[-len(PLAIN) :] == PLAIN
    made.save(str(tmp_path / "稿.docx"))
    assert schema_faults((tmp_path / "稿.docx").read_bytes()) == []


DISORDER = (
    "<w:tbl {}><w:tblPr><w:tblLayout w:type='fixed'/><w:jc w:val='center'/><w:tblW w:w='8844' w:type='dxa'/>"
    "<w:tblBorders><w:bottom w:val='single' w:sz='4'/><w:top w:val='single' w:sz='4'/></w:tblBorders></w:tblPr>"
    "<w:tblGrid><w:gridCol w:w='8844'/></w:tblGrid><w:tr><w:tc><w:tcPr><w:vAlign w:val='center'/>"
    "<w:tcW w:w='8844' w:type='dxa'/><w:tcW w:w='8844' w:type='dxa'/></w:tcPr><w:p><w:r>"
    "<w:rPr><w:color w:val='FF0000'/>"
    "<w:b/><w:rFonts w:eastAsia='黑体'/></w:rPr><w:t>松岭县文件</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)


@pytest.mark.parametrize("between", ["<w:br/>", "<w:tab/>", "<w:cr/>"])
def test_a_tag_over_a_line_end_or_a_tab_is_read_as_on_one_line(tmp_path: Path, between: str) -> None:
    """In a name it cuts nothing, between words it is the space that they need."""

    def edit(document: Document) -> None:
        for old, pieces in {
            "{%p for 板块 in 整改进展.板块 %}": ("{%p for 板块 in", "整改进展", ".板块 %}"),
            "{{ 成文日期 }}": ("{{ 成文", "日期 }}"),
        }.items():
            paragraph = paragraph_of(document, old)
            paragraph.runs[0].text = ""
            paragraph._p.append(run_xml(between.join(f"<w:t xml:space='preserve'>{p}</w:t>" for p in pieces)))

    template = broken(tmp_path, edit)
    assert errors(template) == []
    assert texts(drafted(template)) == PLAIN


@pytest.mark.parametrize("kind", ["customXml", "smartTag"])
def test_marks_of_other_programs_around_paragraphs_hide_no_tag(tmp_path: Path, kind: str) -> None:
    def wrapped(children) -> None:
        around = parse_xml(f'<w:{kind} {nsdecls("w")} w:uri="urn:oa" w:element="x"><w:{kind}Pr/></w:{kind}>')
        children[0].addprevious(around)
        around.extend(children)

    def edit(document: Document) -> None:
        at = [p.text for p in document.paragraphs].index("{%p for 段 in 联系方式 %}")
        wrapped([p._p for p in document.paragraphs[at : at + 2]])  # half a loop
        wrapped([paragraph_of(document, "{{ 成文日期 }}").runs[0]._r])

    template = broken(tmp_path, edit)
    assert errors(template) == []
    assert texts(drafted(template)) == PLAIN


def test_a_fault_inside_marks_of_other_programs_is_located(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        paragraph = paragraph_of(document, "{{ 成文日期 }}")
        paragraph.runs[0].text = "{{ 成文日期"
        around = parse_xml(f'<w:customXml {nsdecls("w")} w:element="x"/>')
        paragraph._p.addprevious(around)
        around.append(paragraph._p)

    assert only(broken(tmp_path, edit)).place.startswith("第")


def test_a_paragraph_written_into_another_is_taken_out_and_said(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        inner = f"<w:p {nsdecls('w')}><w:r><w:t>{{{{ 电话 }}}}</w:t></w:r></w:p>"
        empty = document.add_paragraph()
        empty._p.append(parse_xml(inner))
        full = document.add_paragraph("值班电话：")
        full._p.append(parse_xml(inner))
        full.add_run("（工作日）")

    template = broken(tmp_path, edit)
    (fault,) = check_template(template.folder)
    assert fault.severity == "warning" and "段落套着段落" in fault.message
    report = full_report()
    phone = report.contact.phone
    assert texts(drafted(template)) == [*PLAIN, phone, "值班电话：", phone, "（工作日）"]


def test_a_tag_in_a_table_in_a_table_is_told_once_where_it_stands(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.add_table(1, 2).cell(0, 1).text = "{{ 电花 }}"
        cell.add_paragraph()

    assert only(broken(tmp_path, edit)).place == "第1张表第1行第1格里第1张表第1行第2格"


def test_a_heading_behind_the_numbered_sections_takes_the_next_number(tmp_path: Path) -> None:
    def headed(text: str) -> Edit:
        def edit(document: Document) -> None:
            contact = paragraph_of(document, "{%p for 段 in 联系方式 %}")
            contact.insert_paragraph_before(text, "一级标题")

        return edit

    for text, severity in (("四、监督方式", "warning"), ("五、监督方式", "error")):
        (tmp_path / text).mkdir()
        (fault,) = check_template(broken(tmp_path / text, headed(text)).folder)
        assert (fault.code, fault.severity) == ("typed-number", severity)
        assert fault.mend == "改成 {{ 后续序号 }}监督方式"
    template = broken(tmp_path, headed("{{ 后续序号 }}监督方式"))
    assert check_template(template.folder) == []
    assert "四、监督方式" in texts(drafted(template))


def test_a_tag_in_a_formula_is_located(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
        document.paragraphs[-1]._p.append(
            parse_xml(f'<m:oMath xmlns:m="{math}"><m:r><m:t>{{{{ 电花 }}}}</m:t></m:r></m:oMath>')
        )

    assert "公式" in only(broken(tmp_path, edit)).message
