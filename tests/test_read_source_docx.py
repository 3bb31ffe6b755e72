"""A .docx is read as its reader sees it, however Word or WPS wrote it."""

import io
import json
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from word_files import level, lists, p, packed, run, style, table, text_box, word_document, word_file

from drafter.errors import InputError
from drafter.read import read_report
from drafter.read.docx import paragraph_elements
from drafter.read.outline import outline as outline_of
from drafter.read.source import paragraphs_of
from drafter.report import Paragraph

CHINESE_LISTS = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")


def read(data: bytes) -> list[Paragraph]:
    return paragraphs_of(data, "通报.docx", ".docx")


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in read(data)]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def outline(body: str, **parts: str) -> list[tuple[int | None, str]]:
    return [(paragraph.level, paragraph.text) for paragraph in read(word_file(body, **parts))]


def test_headings_numbered_by_their_styles_carry_the_numbers_that_word_shows() -> None:
    heading = {
        n: style(
            str(n + 1),
            f"heading {n}",
            f'<w:pPr><w:numPr><w:ilvl w:val="{n - 1}"/><w:numId w:val="5"/></w:numPr></w:pPr>',
        )
        for n in (1, 2, 3)
    }
    numbering = lists(
        {
            7: "".join(
                level(i, f, t, f'<w:pStyle w:val="{i + 2}"/>')
                for i, f, t in ((0, "chineseCounting", "%1、"), (1, "chineseCounting", "（%2）"), (2, "decimal", "%3."))
            )
        },
        {5: 7},
    )
    body = (
        p("组织整改情况", style="2") + p("云岭区委召开会议4次。") + p("整改落实情况", style="2")
        + p("经济发展方面", style="3") + p("关于“项目推进慢”问题", style="4") + p("关于“招商办法少”问题", style="4")
        + p("民生方面", style="3") + p("关于“公厕少”问题", style="4") + p("下一步打算", style="2")
    )  # fmt: skip
    assert outline(body, styles="".join(heading.values()), numbering=numbering) == [
        (1, "一、组织整改情况"),
        (None, "云岭区委召开会议4次。"),
        (1, "二、整改落实情况"),
        (2, "（一）经济发展方面"),
        (3, "1.关于“项目推进慢”问题"),
        (3, "2.关于“招商办法少”问题"),
        (2, "（二）民生方面"),
        (3, "1.关于“公厕少”问题"),
        (1, "三、下一步打算"),
    ]


def test_the_generated_number_is_told_from_stored_text() -> None:
    [first, second] = read(
        word_file(p("压实责任。", num="1") + p("1.自己打的序号"), numbering=lists({0: CHINESE_LISTS}, {1: 0}))
    )
    assert (first.text, first.text[: first.generated]) == ("一、压实责任。", "一、")
    assert (second.text, second.generated) == ("1.自己打的序号", 0)


def test_lists_of_wps_go_on_counting_through_other_lists_and_start_again_where_the_file_says_so() -> None:
    # WPS gives each list a w:num of its own over one abstract list; some of them say where to begin.
    restarted = '<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    from_five = '<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = lists(
        {0: level(0, "chineseCounting", "%1是"), 1: level(0, "decimalEnclosedCircle", "%1")},
        {1: 0, 2: 0, 3: restarted, 4: from_five, 9: 1},
    )
    items = ["1", "2", "9", "3", "3", "9", "4", "4"]
    body = "".join(p("措施", num=item) for item in items)
    labels = [t.removesuffix("措施").strip() for t in texts(word_file(body, numbering=numbering))]
    assert labels == ["一是", "二是", "①", "一是", "二是", "②", "五是", "六是"]


@pytest.mark.parametrize(
    ("form", "text", "label"),
    [
        ("chineseCountingThousand", "（%1）", "（二）"),
        ("japaneseCounting", "第%1条", "第二条"),
        ("ideographDigital", "%1、", "二、"),
        ("decimalFullWidth", "%1．", "２．"),
        ("decimalEnclosedCircleChinese", "%1", "②"),
        ("decimalEnclosedParen", "%1", "⑵"),
        ("ideographTraditional", "%1、", "乙、"),
        ("chineseLegalSimplified", "%1、", "贰、"),
        ("lowerLetter", "%1)", "b)"),
        ("upperRoman", "%1.", "II."),
        ("decimalZero", "%1", "02 "),
        ("bullet", "●", ""),
        ("none", "", ""),
        ("没有这种格式", "%1)", "2)"),
    ],
)
def test_every_number_format_is_written_as_word_writes_it(form: str, text: str, label: str) -> None:
    numbering = lists({0: level(0, form, text)}, {1: 0})
    assert texts(word_file(p("甲", num="1") + p("乙", num="1"), numbering=numbering))[1] == f"{label}乙"


def test_a_lower_level_shows_the_numbers_above_it_and_restarts_as_the_list_says() -> None:
    levels = (
        level(0, "chineseCounting", "%1、")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + level(2, "decimal", "(%3)", '<w:lvlRestart w:val="0"/>')
    )
    body = "".join(p("x", num=f"1/{i}") for i in (0, 1, 1, 2, 0, 1, 2, 2))
    shown = texts(word_file(body, numbering=lists({0: levels}, {1: 0})))
    assert shown == ["一、x", "1.1 x", "1.2 x", "(1)x", "二、x", "2.1 x", "(2)x", "(3)x"]


def test_an_empty_numbered_paragraph_takes_a_number_and_a_list_switched_off_takes_none() -> None:
    styles = style("8", "列表", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = p("甲", style="8") + p(style="8") + p("不编号", style="8", num="0") + p("乙", style="8")
    numbering = lists({0: level(0, "decimal", "%1.")}, {1: 0})
    assert texts(word_file(body, styles=styles, numbering=numbering)) == ["1.甲", "不编号", "3.乙"]


def test_outline_levels_come_through_base_styles_names_and_the_paragraph_itself() -> None:
    styles = (
        style("a", "Normal", default=True)
        + style("a3", "Title", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
        + style("b1", "公文一级", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', based_on="a")
        + style("b2", "方案标题样式", based_on="b1")
        + style("c2", "二级标题", based_on="a")
        + style("d", "正文加粗", based_on="d")  # a style based on itself
    )
    body = (
        p("通报", style="a3") + p("甲", style="b2") + p("乙", style="c2") + p("丙", more='<w:outlineLvl w:val="2"/>')
        + p("丁", style="b1", more='<w:outlineLvl w:val="9"/>') + p("戊", style="d") + p("己", style="没有这个样式")
    )  # fmt: skip
    assert [lv for lv, _ in outline(body, styles=styles)] == [0, 1, 2, 3, None, None, None]


def test_tracked_changes_are_read_as_accepted_across_paragraphs() -> None:
    ins, dele = '<w:ins w:id="1" w:author="甲">{}</w:ins>', '<w:del w:id="2" w:author="甲">{}</w:del>'
    deleted_run = '<w:r><w:delText xml:space="preserve">青屿县</w:delText></w:r>'
    moved = (
        '<w:moveFrom w:id="5">' + run("移走的话") + "</w:moveFrom>",
        '<w:moveTo w:id="6">' + run("移来的话。") + "</w:moveTo>",
    )
    body = (
        p(run("云岭区"), dele.format(deleted_run), ins.format(run("完成12项")), mark='<w:del w:id="3"/>')
        + p("，其余3项按期推进。")
        + p(dele.format(deleted_run), mark='<w:del w:id="4"/>')
        + p(moved[0], mark='<w:moveFrom w:id="7"/>')
        + p(moved[1], mark='<w:moveTo w:id="8"/>')
        + p(ins.format(run("新添的一段。")), mark='<w:ins w:id="9"/>')
    )
    found = read(word_file(body))
    assert [f.text for f in found] == ["云岭区完成12项，其余3项按期推进。", "移来的话。", "新添的一段。"]
    assert [f.line for f in found] == [1, 5, 6]


def test_a_deleted_numbered_paragraph_does_not_count_and_a_deleted_table_row_is_gone() -> None:
    kept, deleted = f"<w:tc>{p('留下的行')}</w:tc>", f"<w:tc>{p('删掉的行')}</w:tc>"
    row = f'<w:tbl><w:tr><w:trPr><w:del w:id="1"/></w:trPr>{deleted}</w:tr><w:tr>{kept}</w:tr></w:tbl>'
    gone = p('<w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>', num="1", mark='<w:del w:id="3"/>')
    body = p("甲", num="1") + gone + p("乙", num="1") + row
    assert texts(word_file(body, numbering=lists({0: CHINESE_LISTS}, {1: 0}))) == ["一、甲", "二、乙", "留下的行"]


def test_a_title_in_a_text_box_comes_once_and_before_the_text_it_is_anchored_in() -> None:
    box = text_box(p("中共江州市云岭区委员会") + p("关于巡视整改进展情况的通报"))
    found = read(word_file(p(box, "根据省委统一部署，现将情况公布如下。") + p("一、组织领导")))
    assert [(f.text, f.container, f.line) for f in found] == [
        ("中共江州市云岭区委员会", "textbox", 2),
        ("关于巡视整改进展情况的通报", "textbox", 3),
        ("根据省委统一部署，现将情况公布如下。", "body", 1),
        ("一、组织领导", "body", 4),
    ]


def test_a_text_box_anchored_behind_text_comes_after_it() -> None:
    assert texts(word_file(p("正文。", text_box(p("旁注"))) + p("下一段。"))) == ["正文。", "旁注", "下一段。"]


def test_a_notice_wholly_inside_a_one_cell_table_keeps_its_order_levels_and_numbers() -> None:
    styles = style("2", "heading 1")
    inner = table([p("问题") + p("数量"), p("12")])
    body = table([p("组织领导", style="2", num="1") + p("召开会议4次。") + inner + p("整改情况", style="2", num="1")])
    found = read(word_file(body, styles=styles, numbering=lists({0: CHINESE_LISTS}, {1: 0})))
    assert [f.text for f in found] == ["一、组织领导", "召开会议4次。", "问题", "数量", "12", "二、整改情况"]
    assert {f.container for f in found} == {"table"}
    assert [f.level for f in found] == [1, None, None, None, None, 1]


def test_merged_cells_are_read_once_and_cells_in_content_controls_are_not_lost() -> None:
    merged = '<w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>'
    follows = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr>{p()}</w:tc>'
    wrapped = (
        f"<w:sdt><w:sdtPr><w:alias w:val='日期'/></w:sdtPr><w:sdtContent><w:tc>{p('乙')}</w:tc></w:sdtContent></w:sdt>"
    )
    first = f"<w:tr><w:tc>{merged}{p('合并')}</w:tc><w:tc>{p('甲')}</w:tc></w:tr>"
    body = f"<w:tbl>{first}<w:tr>{follows}{wrapped}</w:tr></w:tbl>"
    assert texts(word_file(body)) == ["合并", "甲", "乙"]


def test_wrappers_and_fields_give_their_shown_text_and_not_their_instructions() -> None:
    def field(instruction: str, result: str | None) -> str:
        parts = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        if result is not None:
            parts += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run(result)
        return parts + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    body = (
        f"<w:sdt><w:sdtContent>{p('控件里的段。')}</w:sdtContent></w:sdt>"
        + p("见", f'<w:hyperlink r:id="x">{run("云岭区门户网站")}</w:hyperlink>', "。")
        + p("共", field(" = 2 + 3 ", "5"), "项，完成", f'<w:fldSimple w:instr="SEQ a">{run("4")}</w:fldSimple>', "项。")
        + p(field(r" eq \o\ac(○,一) ", None), "带圈字符。")
        + p('<w:smartTag w:element="date">' + run("2025年1月15日") + "</w:smartTag>")
        + p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "没有收尾的域也不丢字。")
    )
    assert texts(word_file(body)) == [
        "控件里的段。",
        "见云岭区门户网站。",
        "共5项，完成4项。",
        "一带圈字符。",
        "2025年1月15日",
        "没有收尾的域也不丢字。",
    ]


def test_breaks_tabs_hyphens_and_symbols_become_characters() -> None:
    special = (
        "<w:r><w:t>电话</w:t><w:tab/><w:t>0555</w:t><w:noBreakHyphen/><w:t>5550123</w:t>"
        '<w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    )
    body = p(special) + p("第一行", "<w:r><w:br/></w:r>", "　　第二行", '<w:r><w:br w:type="page"/></w:r>', "第三行")
    found = read(word_file(body))
    assert [f.text for f in found] == ["电话\t0555-5550123☑", "第一行", "第二行", "第三行"]
    assert [f.line for f in found] == [1, 2, 2, 2]


def test_a_heading_broken_by_hand_stays_one_heading_and_text_behind_its_break_is_body() -> None:
    styles = style("4", "heading 3")
    body = p(
        "1.关于“产业转型",
        "<w:r><w:br/></w:r>",
        "步伐不快”问题的整改。",
        "<w:r><w:br/></w:r>",
        "一是编制规划。",
        style="4",
    )
    assert outline(body, styles=styles) == [(3, "1.关于“产业转型步伐不快”问题的整改。"), (None, "一是编制规划。")]


def test_what_is_outside_the_running_text_comes_after_it_and_nothing_is_dropped() -> None:
    section = '<w:sectPr><w:headerReference r:id="r_header"/><w:footerReference r:id="r_footer"/></w:sectPr>'
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = p("正文", run("隐藏的批注", "<w:vanish/>"), reference, "。") + p("第二段。") + section
    separator = f'<w:footnote w:id="-1" w:type="separator">{p()}</w:footnote>'
    footnotes = f'{separator}<w:footnote w:id="2">{p("脚注文字")}</w:footnote>'
    found = read(word_file(body, footnotes=footnotes, header=p("内部资料"), footer=p("— 1 —")))
    assert [(f.text, f.container) for f in found] == [
        ("正文。", "body"),
        ("第二段。", "body"),
        ("隐藏的批注", "note"),
        ("脚注文字", "note"),
        ("内部资料", "header"),
        ("— 1 —", "footer"),
    ]
    assert [f.line for f in found[:4]] == [1, 2, 1, 1]


def test_lines_are_the_places_of_paragraphs_in_the_file() -> None:
    document = docx.Document()
    document.add_paragraph("第一段")
    document.add_paragraph("")
    document.add_table(1, 2).cell(0, 1).text = "单元格"
    last = document.add_paragraph("软回车前")
    last.add_run().add_break(WD_BREAK.LINE)
    last.add_run("软回车后")
    data = io.BytesIO()
    document.save(data)
    elements = paragraph_elements(document.element.body)
    for paragraph in read(data.getvalue()):
        assert paragraph.text in "".join(elements[paragraph.line - 1].itertext())
    assert [f.line for f in read(data.getvalue())] == [1, 4, 5, 5]


def test_a_file_that_another_program_packed_its_own_way_is_still_read() -> None:
    strict = f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{p("严格格式。")}</w:body></w:document>'
    assert texts(packed({"WORD\\Document.XML": strict})) == ["严格格式。"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (word_file(p("正文")) [:-60], "损坏"),
        (packed({"word/document.xml": "<w:document"}), "损坏"),
        (packed({"word/document.xml": "<a/>"}), "没有 Word 正文"),
        (packed({"xl/workbook.xml": "<a/>"}), "Excel"),
        (packed({"OFD.xml": "<a/>"}), "OFD"),
        (packed({"mimetype": "x", "content.xml": "<a/>"}), "OpenDocument"),
        (word_file(p("")), "没有文字"),
        (b"PK\x03\x04" + b"\x00" * 40, "损坏"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, "另存为"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"{\\rtf1 abc}", "RTF"),
        (b"", "空的"),
    ],
)  # fmt: skip
def test_what_is_no_readable_word_file_is_refused_in_chinese_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as refused:
        read(data)
    assert "通报.docx" in refused.value.messages[0]
    assert said in refused.value.messages[0]


def test_an_old_doc_is_refused_whatever_it_is_called(tmp_path: Path) -> None:
    from drafter.read.source import read_paragraphs

    for name in ("通报.doc", "通报.docx", "通报.txt", "通报.wps"):
        file = tmp_path / name
        file.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + "WordDocument".encode("utf-16-le") + b"\x00" * 500)
        with pytest.raises(InputError, match=r"另存为.*\.docx"):
            read_paragraphs(file)


def test_a_zip_bomb_is_refused_before_it_fills_the_memory() -> None:
    with pytest.raises(InputError, match="太大"):
        read(packed({"word/document.xml": "<a>" + " " * (65 << 20) + "</a>"}))


def test_a_document_of_pictures_only_is_called_a_scan() -> None:
    data = io.BytesIO(word_file(p("")))
    with zipfile.ZipFile(data, "a") as package:
        package.writestr("word/media/image1.png", "x")
    with pytest.raises(InputError, match="OCR"):
        read(data.getvalue())


def test_text_that_word_takes_in_from_a_saved_page_is_read() -> None:
    page = "<html><body><p>一、组织领导</p><p>召开会议3次，研究事项12项，约谈5人。</p></body></html>"
    body = p("标题") + '<w:altChunk r:id="r_chunk"/>' + p("落款")
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r_chunk" Type="x/aFChunk" Target="chunk.html"/></Relationships>'
    )
    document = word_document(body)
    data = packed({"word/document.xml": document, "word/_rels/document.xml.rels": relations, "word/chunk.html": page})
    assert texts(data) == ["标题", "一、组织领导", "召开会议3次，研究事项12项，约谈5人。", "落款"]


NUMBERED = re.compile(
    r"(?P<chinese>[一二三四五六七八九十]+、)|(?P<bracket>（[一二三四五六七八九十]+）)|(?P<figure>[0-9]+\.)"
)


@pytest.mark.parametrize("dressing", ["table", "textbox", "numbered", "one paragraph"])
def test_a_notice_means_the_same_however_word_dresses_it(project: Path, tmp_path: Path, dressing: str) -> None:
    source = project / "tests" / "fixtures" / "notices" / "01-两主体序号.txt"
    lines = source.read_text(encoding="utf-8").split("\n")
    lines = [line.strip() for line in lines if line.strip()]

    def numbered(line: str) -> str:
        found = NUMBERED.match(line)
        if not found:
            return p(line)
        kind = ("chinese", "bracket", "figure").index(found.lastgroup or "")
        return p(line[found.end() :].strip(), num=f"1/{kind}")

    body = {
        "table": table(["".join(p(line) for line in lines)]),
        "textbox": p(text_box("".join(p(line) for line in lines[:2])), lines[2]) + "".join(p(x) for x in lines[3:]),
        "numbered": "".join(numbered(line) for line in lines),
        "one paragraph": p(*[part for line in lines for part in (line, "<w:r><w:br/></w:r>")]),
    }[dressing]
    levels = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）")
    numbering = lists({0: levels + level(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>')}, {1: 0})
    file = tmp_path / "通报.docx"
    file.write_bytes(word_file(body, numbering=numbering))
    plain, dressed = outline_of(read_report(source)), outline_of(read_report(file))
    for each in (plain, dressed):
        each.pop("notes")
    assert squeezed(json.dumps(dressed, ensure_ascii=False)) == squeezed(json.dumps(plain, ensure_ascii=False))
