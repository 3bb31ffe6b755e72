"""A Report through a template: what is printed, in which order, with which marks, in which bytes."""

import datetime as dt
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from notices import full_report, long_report, passage_numbering
from valid_docx import schema_faults

from drafter.errors import InputError
from drafter.render import render
from drafter.render.annex import AnnexRow
from drafter.render.context import build
from drafter.report import ANNEXES, Block, Contact, Origin, Passage, Point, Problem, Report, Section
from drafter.template import Template, find_template
from drafter.work.seals import sealed, was_edited

BUILT_IN = ("分段式", "内联式", "括号式", "清单式", "双主体式")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(data: bytes) -> Document:
    return Document(io.BytesIO(data))


def printed(data: bytes) -> list[str]:
    """The paragraphs with text; line breaks inside one (a title's) are no text."""
    return [t for p in opened(data).paragraphs if (t := p.text.replace("\n", ""))]


def expected(report: Report) -> list[str]:
    """The passages joined where they share a line."""
    out: list[str] = []
    last: int | None = None
    for passage, _ in report.walk():
        if passage.line is not None and passage.line == last:
            out[-1] += passage.text
        else:
            out.append(passage.text)
        last = passage.line
    return out


def runs_with_text(data: bytes, text: str) -> list[etree._Element]:
    body = opened(data).element.body
    return [r for r in body.iter(W + "r") if "".join(t.text or "" for t in r.iter(W + "t")) == text]


def office_copy(folder: Path, name: str = "分段式") -> Template:
    source = find_template(name).folder
    folder.mkdir()
    for file in ("template.docx", "template.yaml"):
        (folder / file).write_bytes((source / file).read_bytes())
    return find_template(str(folder))


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_passage_is_printed_once_and_in_order(name: str) -> None:
    report = full_report()
    assert printed(render(report, find_template(name))) == expected(report)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_label_and_its_measures_on_one_line_are_one_paragraph(name: str) -> None:
    report = full_report(inline=True)
    paragraphs = printed(render(report, find_template(name)))
    assert paragraphs == expected(report)
    assert any(p.startswith("整改情况：一是") and "二是" in p for p in paragraphs)


def test_text_that_runs_on_from_a_heading_is_body_text() -> None:
    at = passage_numbering()
    heading = at("1.“制度不全”问题。")
    measure = Passage("已修订制度3项。", heading.line)
    problem = Problem("1", "制度不全", heading, measures=(Point((measure,)),))
    report = Report(sections=(Section("progress", at("二、整改进展情况"), (Block(problems=(problem,)),)),))
    document = opened(render(report, find_template("分段式")))
    (paragraph,) = [p for p in document.paragraphs if "制度不全" in p.text]
    assert paragraph.text == "1.“制度不全”问题。已修订制度3项。"
    assert paragraph.style.name == "正文段落"


def test_a_block_heading_that_is_a_sentence_is_printed_as_text() -> None:
    at = passage_numbering()
    block = Block(at("区委书记认真履行第一责任人责任。"), "区委书记认真履行第一责任人责任", (at("概述。"),))
    report = Report(sections=(Section("leadership", at("一、组织领导情况"), (block,)),))
    document = opened(render(report, find_template("双主体式")))
    styles = {p.text: p.style.name for p in document.paragraphs}
    assert styles["区委书记认真履行第一责任人责任。"] == "正文段落"


def test_a_missing_fact_is_highlighted_and_nothing_else() -> None:
    data = render(full_report(), find_template("分段式"))
    (run,) = runs_with_text(data, "【待补：领导小组组长】")
    assert run.find(f"{W}rPr/{W}highlight").get(W + "val") == "yellow"
    highlighted = list(opened(data).element.body.iter(W + "highlight"))
    assert len(highlighted) == 1


def test_a_set_phrase_has_its_character_style_unless_clean() -> None:
    report, template = full_report(), find_template("分段式")
    (run,) = runs_with_text(render(report, template), "坚决扛起整改政治责任")
    assert run.find(f"{W}rPr/{W}rStyle").get(W + "val") == "词条用语"
    assert list(opened(render(report, template, clean=True)).element.body.iter(W + "rStyle")) == []
    assert len(list(opened(render(report, template, clean=True)).element.body.iter(W + "highlight"))) == 1


def test_the_phrase_style_is_added_to_a_template_that_lacks_it(tmp_path: Path) -> None:
    template = office_copy(tmp_path / "本单位")
    document = Document(template.docx)
    document.styles["词条用语"].delete()
    document.save(template.docx)
    styles = opened(render(full_report(), template)).styles
    assert "词条用语" in [s.name for s in styles]


def test_a_clerks_own_formatting_of_a_tag_stays_on_every_piece(tmp_path: Path) -> None:
    template = office_copy(tmp_path / "本单位")
    document = Document(template.docx)
    for paragraph in document.paragraphs:
        if paragraph.text == "{{ 段 }}":
            paragraph.runs[0].bold = True
    document.save(template.docx)
    data = render(full_report(), template)
    for text in ("【待补：领导小组组长】", "坚决扛起整改政治责任"):
        (run,) = runs_with_text(data, text)
        assert run.find(f"{W}rPr/{W}b") is not None


def test_tags_and_control_characters_in_the_ledgers_text_are_plain_text() -> None:
    odd = "写明{{ 标题 }}和{% for x in y %}、{_{、}_}、<b>&amp;\x07\x00\x1f完"
    report = Report(preamble=(Passage(odd),))
    assert "写明{{ 标题 }}和{% for x in y %}、{_{、}_}、<b>&amp;完" in printed(render(report, find_template("分段式")))


def test_a_figure_with_a_hyphen_is_found_as_it_is_typed_and_not_broken() -> None:
    report = Report(preamble=(Passage("1-11月完成。", 1),), contact=Contact((Passage("电话：0555-5550123。", 2),)))
    data = render(report, find_template("分段式"))
    assert {"1-11月完成。", "电话：0555-5550123。"} <= {t.text for t in opened(data).element.body.iter(W + "t")}
    assert not list(opened(data).element.body.iter(W + "noBreakHyphen"))
    (kept,) = opened(data).settings.element.iter(W + "noLineBreaksAfter")
    assert "-" in kept.get(W + "val") and kept.get(W + "lang") == "zh-CN"


def test_quotes_dashes_and_dots_are_set_in_the_chinese_face() -> None:
    report = Report(preamble=(Passage("坚持“三不腐”——久久为功……"), Passage("召开会议3次。")))
    data = render(report, find_template("分段式"))
    (run,) = runs_with_text(data, "坚持“三不腐”——久久为功……")
    fonts = run.find(f"{W}rPr/{W}rFonts")
    assert fonts.get(W + "hint") == "eastAsia" and run.find(W + "rPr")[0] is fonts
    (plain,) = runs_with_text(data, "召开会议3次。")
    assert plain.find(f"{W}rPr/{W}rFonts") is None


def test_the_same_report_gives_the_same_bytes() -> None:
    report, template = full_report(), find_template("双主体式")
    assert render(report, template) == render(report, template)


def test_the_draft_names_the_notice_and_no_person_program_or_time() -> None:
    data = render(full_report(), find_template("分段式"))
    properties = opened(data).core_properties
    assert properties.title == "中共江州市云岭区委员会关于省委第三巡视组巡视整改进展情况的通报"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = b"".join(archive.read(n) for n in archive.namelist())
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "docProps/app.xml" not in archive.namelist()
    for word in (b"python-docx", b"drafter", b"dcterms:created", b"docxtpl"):
        assert word not in everything


def test_no_mark_is_left_in_any_part() -> None:
    data = render(full_report(), find_template("双主体式"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml"))
    assert not [c for c in text if "\ufdd0" <= c <= "\ufdef"]
    assert "{{" not in text and "{%" not in text


def test_a_broken_template_is_refused_with_the_next_step(tmp_path: Path) -> None:
    template = office_copy(tmp_path / "本单位")
    document = Document(template.docx)
    document.add_paragraph("{{ 不存在的变量 }}")
    document.save(template.docx)
    with pytest.raises(InputError, match="template check"):
        render(full_report(), template)


def test_a_template_of_another_office_cannot_run_code(tmp_path: Path) -> None:
    template = office_copy(tmp_path / "本单位")
    document = Document(template.docx)
    document.add_paragraph("{{ 标题全文.__class__.__mro__[1].__subclasses__() }}")
    document.save(template.docx)
    with pytest.raises(InputError):
        render(full_report(), template)


ROWS = [
    AnnexRow("1", "产业转型步伐不快", ("编制规划。", "落实资金。"), "区发改局", "2024年12月31日", "已完成"),
    AnnexRow("2", "基层减负不到位", ("精简会议【待补：数量】。",), "区委办公室", "长期坚持", "推进中"),
]


def test_the_annex_is_a_table_on_a_landscape_page_with_a_repeated_header(tmp_path: Path) -> None:
    template = office_copy(tmp_path / "带清单")
    settings = template.folder / "template.yaml"
    settings.write_text(settings.read_text("utf-8") + "\n附任务清单: 是\n", "utf-8")
    document = opened(render(full_report(), find_template(str(template.folder)), annex_rows=ROWS))
    (table,) = document.tables
    assert [c.text for c in table.rows[0].cells] == ["序号", "问题", "措施", "牵头单位", "时限", "状态"]
    assert table.rows[1].cells[2].text == "1.编制规划。\n2.落实资金。"
    assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    upright, across = document.sections
    assert (upright.page_width, across.page_width) == (across.page_height, upright.page_height)
    assert across._sectPr.find(W + "pgSz").get(W + "orient") == "landscape"
    assert len(list(table._tbl.iter(W + "highlight"))) == 1


def test_without_the_setting_no_internal_field_is_printed() -> None:
    document = opened(render(full_report(), find_template("分段式"), annex_rows=ROWS))
    assert document.tables == [] and len(document.sections) == 1


def test_an_annex_is_named_below_the_text_and_before_the_signature(tmp_path: Path) -> None:
    folder = tmp_path / "附件式"
    folder.mkdir()
    builtin = find_template("分段式").folder
    (folder / "template.docx").write_bytes((builtin / "template.docx").read_bytes())
    (folder / "template.yaml").write_text(
        (builtin / "template.yaml").read_text("utf-8") + "\n附任务清单: 是\n", encoding="utf-8"
    )
    texts = printed(render(full_report(), find_template(str(folder)), annex_rows=ROWS))
    at = texts.index("附件：整改任务清单")
    assert texts[at - 1] == "邮编：555000。"  # the last line of the contact
    assert texts[at + 1].startswith("中共") and "附件" in texts[at + 2 :]
    without = printed(render(full_report(), find_template("分段式"), annex_rows=ROWS))
    assert "附件：整改任务清单" not in without


def test_headings_are_word_headings_of_the_right_level() -> None:
    document = opened(render(full_report(), find_template("双主体式")))
    levels = {p.text: p.style.name for p in document.paragraphs}
    assert levels["一、巡视整改组织领导情况"] == "一级标题"
    assert levels["（一）贯彻新发展理念方面"] == "二级标题"
    assert levels["1.关于“产业转型步伐不快”问题的整改。"] == "三级标题"
    assert levels["（1）关于“规划不细”。"] == "四级标题"
    assert document.styles["一级标题"].base_style.name == "Heading 1"


def test_bracket_headings_are_second_level_unless_they_stand_under_an_aspect() -> None:
    at = passage_numbering()
    flat = Problem("1", "甲", at("（一）关于“甲”问题的整改"))
    grouped = Problem("2", "乙", at("1.关于“乙”问题的整改"), group="某方面")
    report = Report(sections=(Section("progress", at("二、进展"), (Block(problems=(flat, grouped)),)),))
    styles = {p.text: p.style.name for p in opened(render(report, find_template("括号式"))).paragraphs}
    assert styles["（一）关于“甲”问题的整改"] == "二级标题"
    assert styles["1.关于“乙”问题的整改"] == "三级标题"


def test_a_long_notice_loses_no_paragraph() -> None:
    report = long_report(600)
    assert printed(render(report, find_template("分段式"))) == expected(report)


def test_a_date_without_its_line_is_still_printed() -> None:
    report = Report(title_lines=(Passage("通报"),), date=dt.date(2025, 1, 5))
    assert printed(render(report, find_template("分段式"))) == ["通报", "2025年1月5日"]


def test_a_sealed_draft_is_not_edited_until_something_changes(tmp_path: Path) -> None:
    path = tmp_path / "通报.docx"
    path.write_bytes(sealed(render(full_report(), find_template("分段式")), ".docx"))
    assert not was_edited(path)
    document = Document(path)
    document.paragraphs[0].runs[0].text = "改过的标题"
    document.save(path)
    assert was_edited(path)


def test_a_file_without_a_seal_or_that_is_no_archive_counts_as_edited(tmp_path: Path) -> None:
    path = tmp_path / "通报.docx"
    assert not was_edited(path)
    path.write_bytes(b"not an archive")
    assert was_edited(path)
    path.write_bytes(render(full_report(), find_template("分段式")))
    assert was_edited(path)


def test_a_phrase_that_holds_a_missing_fact_keeps_both_marks() -> None:
    text = "坚持把【待补：会议】精神落到实处。"
    report = Report(preamble=(Passage(text, origins=(Origin(0, len(text), "phrase", "P1"),)),))
    (run,) = runs_with_text(render(report, find_template("分段式")), "【待补：会议】")
    properties = run.find(W + "rPr")
    assert [c.tag for c in properties] == [W + "rStyle", W + "highlight"]


def test_several_annexes_are_numbered_below_each_other_and_a_template_may_print_them_in_one_tag() -> None:
    """GB/T 9704—2012 §7.3.4: no mark behind a name; a name that goes on does so below its first character."""
    names = ("制度清单", "年度计划表")
    points = tuple(Point((Passage(f"{i}.{name}"),), str(i), name) for i, name in enumerate(names, 1))
    listed = Section("other", Passage(ANNEXES), (Block(points=points),))
    report = full_report()
    document = opened(render(replace(report, sections=(*report.sections, listed)), find_template("分段式")))
    found = {p.text: p.style for p in document.paragraphs if p.style.name.startswith("附件")}
    assert {text: style.name for text, style in found.items()} == {
        "附件：1.制度清单": "附件首项",
        "2.年度计划表": "附件续项",
    }
    indents = [style.element.find(f"{W}pPr/{W}ind") for style in found.values()]
    starts = [int(i.get(W + "leftChars")) - int(i.get(W + "hangingChars")) for i in indents]
    assert starts == [200, 500] and len({i.get(W + "leftChars") for i in indents}) == 1
    values = build(replace(report, sections=(*report.sections, listed)))
    assert str(values["附件"]) == "1.制度清单\n2.年度计划表"
    assert "制度清单" not in "".join(str(line) for block in values["下一步"]["板块"] for line in block["段落"])


def test_the_list_of_tasks_stands_before_the_imprint(tmp_path: Path) -> None:
    """GB/T 9704—2012 §7.3.6; the page of 版记 is upright again."""
    template = office_copy(tmp_path / "本单位")
    settings = template.folder / "template.yaml"
    settings.write_text(settings.read_text("utf-8") + "\n附任务清单: 是\n", "utf-8")
    document = Document(template.docx)
    document.add_paragraph("抄送：县委巡察办，{{ 成文日期 }}印发。")
    document.save(template.docx)
    data = render(full_report(), find_template(str(template.folder)), annex_rows=ROWS)
    made = opened(data)
    assert [s.orientation for s in made.sections] == [0, 1, 0]
    texts = printed(data)
    assert (
        texts.index("附件")
        < texts.index("整改任务清单")
        < texts.index("抄送：县委巡察办，2025年1月15日印发。")
        == len(texts) - 1
    )
    assert schema_faults(data) == []
