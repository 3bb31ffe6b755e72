"""template check: twelve kinds of broken templates, made the way Word breaks them, and the mending of split tags."""

import copy
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from notices import full_report
from test_render_report import BUILT_IN, W, office_copy, printed

from drafter.render import render
from drafter.render.lint import Fault, check_template
from drafter.render.mend import mended
from drafter.template import Template, builtin_folder, find_template

Edit = Callable[[Document], None]


def broken(folder: Path, edit: Edit) -> Template:
    """A copy of 分段式, edited."""
    template = office_copy(folder / "本单位")
    document = Document(template.docx)
    edit(document)
    document.save(template.docx)
    return template


def errors(template: Template) -> list[Fault]:
    return [f for f in check_template(template.folder) if f.severity == "error"]


def only(template: Template) -> Fault:
    (fault,) = errors(template)
    return fault


def place_of(document: Document, text: str) -> str:
    return f"第{next(i for i, p in enumerate(document.paragraphs, 1) if p.text == text)}段"


def paragraph_of(document: Document, text: str):
    return next(p for p in document.paragraphs if p.text == text)


def split_as_word_does(paragraph, at: tuple[int, ...]) -> None:
    """Runs cut at those offsets, with the spelling marks and font hints that Word puts between them."""
    (run,) = paragraph.runs
    text = run.text
    pieces = [text[a:b] for a, b in zip((0, *at), (*at, len(text)), strict=True)]
    run.text = pieces[0]
    last = run._r
    for i, piece in enumerate(pieces[1:]):
        new = copy.deepcopy(run._r)
        new.find(W + "t").text = piece
        hint = parse_xml(f'<w:rPr {nsdecls("w")}><w:rFonts w:hint="eastAsia"/></w:rPr>')
        new.insert(0, hint)
        mark = parse_xml(f'<w:proofErr {nsdecls("w")} w:type="{"spellStart" if i % 2 == 0 else "spellEnd"}"/>')
        last.addnext(mark)
        mark.addnext(new)
        last = new


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_built_in_templates_have_no_fault(name: str) -> None:
    assert check_template(builtin_folder() / name) == []


def test_a_tag_split_over_runs_is_no_fault_and_can_be_mended(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        split_as_word_does(paragraph_of(document, "{{ 成文日期 }}"), (3, 7))

    template = broken(tmp_path, edit)
    report = full_report()
    assert errors(template) == []
    assert printed(render(report, template)) == printed(render(report, find_template("分段式")))
    data, count = mended(template.docx.read_bytes())
    template.docx.write_bytes(data)
    assert count == 1 and errors(template) == []
    assert printed(render(report, template)) == printed(render(report, find_template("分段式")))


def test_mending_keeps_the_text_around_a_split_tag_and_its_formatting(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        paragraph = paragraph_of(document, "{{ 成文日期 }}")
        paragraph.runs[0].text = "（{{ 成文日期 }}印发）"
        paragraph.runs[0].bold = True
        split_as_word_does(paragraph, (2, 5, 11))

    template = broken(tmp_path, edit)
    assert errors(template) == []
    data, _ = mended(template.docx.read_bytes())
    paragraph = paragraph_of(Document(io.BytesIO(data)), "（{{ 成文日期 }}印发）")
    assert [r.text for r in paragraph.runs] == ["（{{ 成文日期 }}", "印发）"] and paragraph.runs[0].bold


def test_mending_an_unbroken_template_changes_no_byte() -> None:
    data = find_template("分段式").docx.read_bytes()
    assert mended(data) == (data, 0)


def test_curly_quotes_inside_a_tag_are_understood_and_straightened(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        paragraph_of(document, "{%p if 成文日期 %}").runs[0].text = "{%p if 成文日期 != “2025年” %}"

    template = broken(tmp_path, edit)
    assert errors(template) == []
    data, count = mended(template.docx.read_bytes())
    template.docx.write_bytes(data)
    assert count == 1 and errors(template) == []
    assert '{%p if 成文日期 != "2025年" %}' in [p.text for p in Document(template.docx).paragraphs]


def test_quotes_in_the_text_around_tags_are_nobodys_business(tmp_path: Path) -> None:
    template = broken(tmp_path, lambda d: d.add_paragraph("“{{ 标题全文 }}”已印发"))
    assert errors(template) == []


def test_an_unknown_variable_names_the_nearest_known_one(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        paragraph_of(document, "{{ 成文日期 }}").runs[0].text = "{{ 成文时期 }}"

    fault = errors(broken(tmp_path, edit))[0]
    assert fault.code == "unknown-name" and fault.text == "{{ 成文时期 }}"
    assert "没有“成文时期”可填，是不是“成文日期”" in fault.message


def test_a_name_made_up_from_what_is_repeated_is_led_to_a_part_of_it(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        paragraph_of(document, "{{ 问题.标题 }}").runs[0].text = "{{ 问题名称 }}"

    (fault,) = errors(broken(tmp_path, edit))  # 问题 alone could not be printed
    assert "是不是“问题.标题”" in fault.message and fault.mend.startswith("改成 问题.标题；")


def test_an_unknown_member_names_the_nearest_one_of_the_same_thing(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        paragraph_of(document, "{{ 问题.标题 }}").runs[0].text = "{{ 问题.标提 }}"

    codes = errors(broken(tmp_path, edit))
    assert codes[0].code == "unknown-name" and "“问题”里没有“标提”，是不是“标题”" in codes[0].message


def test_a_list_that_is_printed_or_asked_like_one_thing_is_explained(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        document.add_paragraph("{{ 导语 }}")
        document.add_paragraph("{{ 整改进展.问题.标题 }}")

    first, second = errors(broken(tmp_path, edit))
    assert "是一列，不能直接印出" in first.message and "for 项 in 导语" in first.mend
    assert "不能直接取" in second.message


def test_the_offices_own_words_are_known_once_they_stand_in_the_settings(tmp_path: Path) -> None:
    template = broken(tmp_path, lambda d: d.add_paragraph("{{ 自定义.文号 }}"))
    assert only(template).code == "unknown-name"
    settings = template.folder / "template.yaml"
    settings.write_text(settings.read_text("utf-8") + "\n自定义:\n  文号: 云巡改〔2025〕1号\n", "utf-8")
    assert errors(template) == []


def test_a_loop_without_its_end_is_found_where_it_begins(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        start = paragraph_of(document, "{%p for 机关 in 落款 %}")
        element = start._p.getnext().getnext()
        element.getparent().remove(element)

    template = broken(tmp_path, edit)
    fault = only(template)
    assert fault.code == "unclosed" and fault.text == "{%p for 机关 in 落款 %}" and "{%p endfor %}" in fault.mend


def test_an_end_without_its_beginning_is_found(tmp_path: Path) -> None:
    fault = only(broken(tmp_path, lambda d: d.add_paragraph("{%p endif %}")))
    assert fault.code == "unclosed" and "前面却没有开头" in fault.message


def test_crossed_loops_and_conditions_are_found_at_the_crossing(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        for text in ("{%p if 落款 %}", "{%p for 机关 in 落款 %}", "{%p endif %}", "{{ 机关 }}", "{%p endfor %}"):
            document.add_paragraph(text)

    template = broken(tmp_path, edit)
    fault = errors(template)[0]
    assert fault.code == "crossed" and fault.text == "{%p endif %}" and "交叉" in fault.message


def test_a_loop_over_paragraphs_needs_the_p_at_both_ends(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        for text in ("{% for 机关 in 落款 %}", "{{ 机关 }}", "{% endfor %}", "{%p if 落款 %}", "{% endif %}"):
            document.add_paragraph(text)

    codes = [f.code for f in errors(broken(tmp_path, edit))]
    assert codes == ["crossed", "crossed"]


def test_a_condition_inside_one_paragraph_is_fine(tmp_path: Path) -> None:
    template = broken(tmp_path, lambda d: d.add_paragraph("{% if 邮编 %}邮编{{ 邮编 }}{% else %}无{% endif %}"))
    assert errors(template) == []


def test_a_paragraph_tag_that_shares_its_paragraph_is_found(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        paragraph_of(document, "{%p for 段 in 导语 %}").runs[0].text = "现通报如下：{%p for 段 in 导语 %}"

    fault = only(broken(tmp_path, edit))
    assert fault.code == "shared-paragraph" and fault.text.startswith("现通报如下") and "独占一段" in fault.mend


def test_a_missing_style_is_found_where_it_is_used(tmp_path: Path) -> None:
    template = broken(tmp_path, lambda d: d.styles["通报标题"].delete())
    fault = only(template)
    place = place_of(Document(template.docx), "{{ 标题 }}")
    assert (fault.code, fault.place, fault.text) == ("missing-style", place, "{{ 标题 }}")
    assert "通报标题" in fault.message


def test_a_required_part_that_is_never_printed_is_found(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        paragraph = paragraph_of(document, "{{ 成文日期 }}")
        paragraph._p.getparent().remove(paragraph._p)

    fault = only(broken(tmp_path, edit))
    assert fault.code == "never-printed" and "成文日期" in fault.message and "{{ 成文日期 }}" in fault.mend


def test_a_problem_list_without_measures_or_results_is_found(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        for text in ("问题.正文", "问题.成效"):
            loop = paragraph_of(document, f"{{%p for 段 in {text} %}}")._p
            for element in (loop.getnext().getnext(), loop.getnext(), loop):
                element.getparent().remove(element)

    template = broken(tmp_path, edit)
    assert only(template).code == "never-printed" and "问题.正文" in only(template).message
    assert [f.severity for f in check_template(template.folder) if "成效" in f.message] == ["warning"]


def test_half_a_tag_and_full_width_braces_are_found(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        document.add_paragraph("{{ 标题全文 }")
        document.add_paragraph("｛｛ 标题全文 ｝｝")
        document.add_paragraph("{% for 段 in 导语 }")

    assert [f.code for f in errors(broken(tmp_path, edit))] == ["broken-tag", "wide-brace", "broken-tag"]


def test_a_misspelt_statement_names_the_right_one(tmp_path: Path) -> None:
    fault = errors(broken(tmp_path, lambda d: d.add_paragraph("{%p fro 段 in 导语 %}")))[0]
    assert fault.code == "unknown-statement" and "是不是“for”" in fault.message


def test_a_fault_in_a_table_cell_is_placed_by_row_and_cell(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        table = document.add_table(2, 2)
        table.cell(1, 1).paragraphs[0].text = "{{ 联系电话 }}"

    fault = only(broken(tmp_path, edit))
    assert fault.place == "第1张表第2行第2格" and fault.code == "unknown-name"


def test_a_row_tag_that_shares_its_row_is_found(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        table = document.add_table(3, 2)
        table.cell(0, 0).paragraphs[0].text = "{%tr for 行 in 任务清单 %}"
        table.cell(0, 1).paragraphs[0].text = "问题"
        table.cell(1, 0).paragraphs[0].text = "{{ 行.问题 }}"
        table.cell(2, 0).paragraphs[0].text = "{%tr endfor %}"

    fault = only(broken(tmp_path, edit))
    assert fault.code == "shared-row" and fault.place == "第1张表第1行第1格"


def test_faults_in_headers_and_footers_are_named_after_them(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ 标提全文 }}"
        document.sections[0].even_page_footer.paragraphs[0].add_run("{{ 页码 }}")

    places = {f.place for f in errors(broken(tmp_path, edit))}
    assert places == {"页眉第1段", "偶数页页脚第1段"}


_SPLIT = "<w:txbxContent><w:p><w:r><w:t>{{ 标</w:t></w:r><w:r><w:t>题全文 }}</w:t></w:r></w:p></w:txbxContent>"
TEXT_BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>'
    f'<mc:Choice Requires="wps"><wps:txbx>{_SPLIT}</wps:txbx></mc:Choice>'
    f"<mc:Fallback><w:pict><v:textbox>{_SPLIT}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_split_tag_in_a_text_box_is_mended_in_both_copies(tmp_path: Path) -> None:
    template = broken(tmp_path, lambda d: d.paragraphs[0]._p.append(parse_xml(TEXT_BOX)))
    assert errors(template) == []
    data, count = mended(template.docx.read_bytes())
    assert count == 2
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("word/document.xml").decode().count("{{ 标题全文 }}") == 2


def test_a_mistake_in_the_settings_is_told_with_its_line(tmp_path: Path) -> None:
    template = office_copy(tmp_path / "本单位")
    settings = template.folder / "template.yaml"
    text = (
        settings.read_text("utf-8")
        .replace("  措施排列: 分段", "  措施排列: 竖排\n  编号: 一")
        .replace("必备:", "必背:")
    )
    settings.write_text(text, "utf-8")
    messages = [f.message for f in check_template(template.folder)]
    assert any(re.search(r"第1\d行 版式.措施排列：只能写", m) for m in messages)
    assert any("版式.编号：没有这个设置" in m for m in messages)
    assert any("必背：没有这个设置，是不是“必备”" in m for m in messages)


def test_a_folder_without_a_readable_document_is_explained(tmp_path: Path) -> None:
    template = office_copy(tmp_path / "本单位")
    template.docx.write_bytes(b"PK broken")
    assert only(template).code == "not-docx"
    template.docx.unlink()
    assert only(template).code == "no-docx"


def test_several_faults_are_told_in_reading_order(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        title = paragraph_of(document, "{{ 标题 }}")
        for run in title.runs:
            run.text = ""
        title.runs[0].text = "{{ 标题目 }}"
        document.add_paragraph("{{ 标题 ")

    template = broken(tmp_path, edit)
    document = Document(template.docx)
    places = [f.place for f in errors(template)]
    assert places == [place_of(document, "{{ 标题目 }}"), place_of(document, "{{ 标题 ")]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("{%p for 段 in 导语 %}", "{%p fo 段 in 导语 %}", "是不是“for”"),
        ("{%p for 段 in 导语 %}", "{%p for 段，in 导语 %}", "for 后面应是：名字 in 要重复的一列"),
        ("{%p for 段 in 导语 %}", "{%p for 段 in 导语 }", "没有配成完整的标签"),
        ("{%p for 段 in 导语 %}", "{{ for 段 in 导语 }}", "改法：写成 {%p for 段 in 导语 %}"),
        ("{%p for 段 in 导语 %}", "{%p for 甲, 段 in 导语 %}", "改法：写成 for 段 in 导语"),
        ("{%p endif %}", "{%p endfi %}", "是不是“endif”"),
        ("{{ 机关 }}", "{{ 机关.text }}", "去掉 .text"),
        ("{{ 标题 }}", "『标题』", "改法：改成 {{ 标题 }}"),
        ("{{ 标题 }}", "{{ 标题 + 落款 }}", "“+”只能用来算整数"),
    ],
)
def test_one_slip_is_told_once_where_it_stands(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    """What hangs on a statement with a fault is no fault of its own; what drafting refuses, the check names."""
    places: list[str] = []

    def edit(document: Document) -> None:
        places.append(place_of(document, right))
        paragraph_of(document, right).runs[0].text = wrong

    fault = only(broken(tmp_path, edit))
    assert fault.place == places[0] and said in str(fault)


def test_figures_are_reckoned_with(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        paragraph_of(document, "{{ 标题 }}").runs[0].text = "{{ 标题 }}{{ 问题总数 + 1 }}{{ 落款|length - 1 }}"

    assert errors(broken(tmp_path, edit)) == []


LOST_INSIDE = "{%p for 段 in 问题.正文 %}"


def _without_inner_end(document: Document) -> None:
    """The measures' {%p endfor %}, two paragraphs behind its for."""
    at = next(i for i, p in enumerate(document.paragraphs) if p.text == LOST_INSIDE) + 2
    assert document.paragraphs[at].text == "{%p endfor %}"
    document.paragraphs[at]._p.getparent().remove(document.paragraphs[at]._p)


def test_a_loop_that_lost_its_end_is_told_with_the_place_where_it_should_stand(tmp_path: Path) -> None:
    """Not at the loop around it, which ends where the lost one was thought to."""
    fault = only(broken(tmp_path, _without_inner_end))
    assert fault.code == "unclosed" and fault.text == LOST_INSIDE
    assert "第35段 {%p for 表现 in 问题.具体表现 %} 前面另起一段，写 {%p endfor %}" in fault.mend


def test_an_end_put_in_at_the_wrong_place_is_no_mend(tmp_path: Path) -> None:
    """Every loop is closed, and yet the results would be printed behind every measure."""

    def edit(document: Document) -> None:
        _without_inner_end(document)
        after = next(p for p in document.paragraphs if p.text == "{%p if 下一步.标题 %}")
        after.insert_paragraph_before("{%p endfor %}")

    fault = only(broken(tmp_path, edit))
    assert fault.code == "swallowed" and fault.place == "第35段" and "重印一遍" in fault.message
    assert "第35段" in fault.mend and "第48段的 {%p endfor %} 多出来了" in fault.mend


def test_what_does_not_hang_on_a_loop_and_stands_in_its_middle_is_asked_about(tmp_path: Path) -> None:
    """The loop goes on behind it, so that its end is where it belongs."""

    def edit(document: Document) -> None:
        paragraph_of(document, "{%p if 问题.标题 %}").insert_paragraph_before("{{ 成文日期 }}")

    (fault,) = (f for f in check_template(broken(tmp_path, edit).folder) if f.code == "swallowed")
    assert fault.severity == "warning" and "有意每次都印的不用改" in fault.mend


def test_a_label_before_each_item_and_what_is_asked_of_the_round_repeat_nothing(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        paragraph_of(document, LOST_INSIDE).insert_paragraph_before("{%p if loop.first %}")
        paragraph_of(document, LOST_INSIDE).insert_paragraph_before("{{ 成文日期 }}")
        paragraph_of(document, LOST_INSIDE).insert_paragraph_before("{%p endif %}")

    assert not [f for f in check_template(broken(tmp_path, edit).folder) if f.code == "swallowed"]
