"""The numbers of GB/T 9704—2012 in the built-in templates, and the placing of titles and signatures."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from notices import full_report
from test_render_report import BUILT_IN, W, opened

from drafter.render import builtin, render
from drafter.render.signing import right_indents, width
from drafter.render.standard import CHARACTER, TEXT_WIDTH
from drafter.render.title import break_title, lines, words
from drafter.report import Passage, Report
from drafter.template import builtin_folder, find_template

PLACED = ("落款", "成文日期")
TITLES = [
    "云岭区委巡视整改通报情况",
    "云岭区委巡视整改进展情况通报",
    "中共江州市云岭区委关于巡视整改情况的通报",
    "中共江州市云岭区委/关于巡视整改进展情况的通报",
    "中共江州市云岭区委员会/关于巡视整改进展情况的通报",
    "临江大学党委/关于2024年省委专项巡视整改情况的通报",
    "中共青屿县委/关于省委第八巡视组/反馈意见整改落实情况的通报",
    "青屿县教育局党组/关于县委第二巡察组/反馈意见整改落实情况的公告",
    "江州市云岭区委（江州高新区党工委）/关于巡视整改进展情况的通报",
    "中共江州市云岭区委员会/关于省委第三巡视组巡视整改进展情况的通报",
    "中共青屿县委员会/关于落实省委巡视反馈意见/集中整改进展情况的通报",
    "中共江州市云岭区住房和城乡建设局党组/关于巡察整改进展情况的通报",
    "中共江州市云岭区委员会/关于十四届省委第五轮巡视整改/进展情况的通报",
    "中共江州市委员会/关于《省委第三巡视组反馈意见》/整改落实情况的通报",
    "中共江州市水务集团有限公司委员会/关于市委第一巡察组巡察整改进展情况的通报",
    "中共临江省农业农村厅党组/关于十三届省委第四轮巡视整改/阶段性进展情况的通报",
    "中共江州市云岭区住房和城乡建设局党组/关于十二届区委第五轮巡察/集中整改进展情况的通报",
    "中共江州市云岭区白鹭街道工作委员会/关于区委第四轮常规巡察反馈意见/整改落实进展情况的通报",
    "中共江州高新技术产业开发区工作委员会/关于中央第五巡视组巡视“回头看”/反馈问题整改进展情况的通报",
    "中共临江省江州市云岭区市场监督管理局党组/关于落实十二届云岭区委第六轮巡察/第三巡察组反馈意见集中整改进展情况的通报",
]


@pytest.mark.parametrize("expected", TITLES)
def test_a_title_breaks_where_a_typist_would_break_it(expected: str) -> None:
    title = expected.replace("/", "")
    assert "/".join(lines(title, break_title(title))) == expected


def test_the_titles_cover_twelve_to_nearly_sixty_characters() -> None:
    lengths = [len(t.replace("/", "")) for t in TITLES]
    assert len(TITLES) == 20 and min(lengths) == 12 and max(lengths) > 55


@pytest.mark.parametrize("expected", TITLES)
def test_no_line_of_a_title_is_too_long_and_the_words_lose_nothing(expected: str) -> None:
    title = expected.replace("/", "")
    assert "".join(words(title)) == title
    rows = lines(title, break_title(title))
    assert len(rows) <= 3 and all(width(r) <= 20 for r in rows)


def test_a_title_is_one_paragraph_with_line_breaks_and_follows_the_templates_size(tmp_path: Path) -> None:
    title = "中共江州市云岭区委员会关于省委第三巡视组巡视整改进展情况的通报"
    report = Report(title_lines=(Passage(title),))
    assert opened(render(report, find_template("分段式"))).paragraphs[0].text.split("\n") == [
        "中共江州市云岭区委员会",
        "关于省委第三巡视组巡视整改进展情况的通报",
    ]
    for file in ("template.docx", "template.yaml"):
        (tmp_path / file).write_bytes((find_template("分段式").folder / file).read_bytes())
    document = Document(tmp_path / "template.docx")
    from docx.shared import Pt

    document.styles["通报标题"].font.size = Pt(36)
    document.save(tmp_path / "template.docx")
    rows = opened(render(report, find_template(str(tmp_path)))).paragraphs[0].text.split("\n")
    assert len(rows) == 3 and max(map(len, rows)) <= 12


def test_the_writers_own_title_lines_are_kept() -> None:
    report = Report(title_lines=(Passage("中共云岭区委"), Passage("关于巡视整改情况的通报")))
    assert opened(render(report, find_template("分段式"))).paragraphs[0].text == "中共云岭区委\n关于巡视整改情况的通报"


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_built_in_templates_are_what_the_program_makes(name: str) -> None:
    made = builtin.template_docx(builtin.LOOKS[name])
    assert (builtin_folder() / name / "template.docx").read_bytes() == made


@pytest.fixture(scope="module", params=BUILT_IN)
def draft(request: pytest.FixtureRequest) -> Document:
    return opened(render(full_report(), find_template(request.param)))


def test_the_page_is_a4_with_the_standards_margins(draft: Document) -> None:
    section = draft.sections[0]
    for actual, millimetres in (
        (section.page_width, 210),
        (section.page_height, 297),
        (section.top_margin, 37),
        (section.bottom_margin, 35),
        (section.left_margin, 28),
        (section.right_margin, 26),
    ):
        assert abs(actual - Mm(millimetres)) <= 1270  # a tenth of a point


def test_the_text_area_holds_22_lines_of_28_characters(draft: Document) -> None:
    grid = draft.sections[0]._sectPr.find(W + "docGrid")
    pitch, space = int(grid.get(W + "linePitch")), int(grid.get(W + "charSpace"))
    assert grid.get(W + "type") == "linesAndChars"
    assert int(225 * 1440 / 25.4 // pitch) == 22 and 28 * 20 <= pitch <= 29 * 20
    assert int(442.3 // (16 + space / 4096)) == 28
    normal = draft.styles["Normal"]
    spacing = normal.element.find(f"{W}pPr/{W}spacing")
    assert (spacing.get(W + "line"), spacing.get(W + "lineRule")) == (str(pitch), "exact")
    character = 16 + int(normal.element.find(f"{W}rPr/{W}spacing").get(W + "val")) / 20
    assert int(442.3 // character) == 28


@pytest.mark.parametrize(
    ("style", "font", "points", "align"),
    [
        ("通报标题", "方正小标宋简体", 22, "center"),
        ("正文段落", "仿宋_GB2312", 16, None),
        ("一级标题", "黑体", 16, None),
        ("二级标题", "楷体_GB2312", 16, None),
        ("三级标题", "仿宋_GB2312", 16, None),
        ("四级标题", "仿宋_GB2312", 16, None),
        ("单页页码", "宋体", 14, "right"),
        ("双页页码", "宋体", 14, "left"),
    ],
)
def test_each_style_has_its_font_and_size(
    draft: Document, style: str, font: str, points: int, align: str | None
) -> None:
    element = draft.styles[style].element
    assert element.find(f"{W}rPr/{W}rFonts").get(W + "eastAsia") == font
    assert draft.styles[style].font.size.pt == points
    if align:
        assert element.find(f"{W}pPr/{W}jc").get(W + "val") == align
    if not style.endswith("页码"):
        assert element.find(f"{W}rPr/{W}rFonts").get(W + "ascii") == "Times New Roman"


@pytest.mark.parametrize(("style", "level"), [("一级标题", 0), ("二级标题", 1), ("三级标题", 2), ("四级标题", 3)])
def test_headings_have_outline_levels_and_stay_with_what_follows(draft: Document, style: str, level: int) -> None:
    properties = draft.styles[style].element.find(W + "pPr")
    assert properties.find(W + "outlineLvl").get(W + "val") == str(level)
    assert properties.find(W + "keepNext") is not None


@pytest.mark.parametrize("style", ["正文段落", "一级标题", "二级标题", "三级标题", "四级标题"])
def test_the_first_line_is_indented_by_two_characters(draft: Document, style: str) -> None:
    indent = draft.styles[style].element.find(f"{W}pPr/{W}ind")
    assert indent.get(W + "firstLineChars") == "200"
    assert 600 <= int(indent.get(W + "firstLine")) <= 640  # for programs that know no characters


def test_figures_stay_whole_and_punctuation_stays_inside(draft: Document) -> None:
    properties = draft.styles["Normal"].element.find(W + "pPr")
    for name in ("widowControl", "kinsoku", "wordWrap", "topLinePunct"):
        assert properties.find(W + name) is not None and properties.find(W + name).get(W + "val") is None
    assert properties.find(W + "overflowPunct").get(W + "val") == "0"
    settings = draft.settings.element
    assert settings.find(W + "characterSpacingControl").get(W + "val") == "compressPunctuation"


def test_page_numbers_stand_on_the_outer_side_one_character_in(draft: Document) -> None:
    assert draft.settings.odd_and_even_pages_header_footer
    section = draft.sections[0]
    for footer, style, side in ((section.footer, "单页页码", "right"), (section.even_page_footer, "双页页码", "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "— 1 —" and paragraph.style.name == style
        assert "PAGE" in "".join(i.text for i in paragraph._p.iter(W + "instrText"))
        indent = draft.styles[style].element.find(f"{W}pPr/{W}ind")
        assert indent.get(f"{W}{side}Chars") == "100"
    below = section.bottom_margin - section.footer_distance - 8 * 12700  # the dashes: the middle of a 16 pt line
    assert abs(below - Mm(7)) < Mm(0.1)


@pytest.mark.parametrize("font", ["仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"])
def test_every_east_asian_font_has_a_fallback(font: str) -> None:
    from lxml import etree

    from drafter.render.paper import font_table_xml

    table = etree.fromstring(font_table_xml().encode())
    (entry,) = [f for f in table if f.get(W + "name") == font]
    assert entry.find(W + "altName").get(W + "val")
    assert entry.find(W + "charset").get(W + "val") == "86"


def test_the_document_is_chinese(draft: Document) -> None:
    language = draft.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language.get(W + "eastAsia") == "zh-CN"
    assert draft.settings.element.find(W + "themeFontLang").get(W + "eastAsia") == "zh-CN"
    assert draft.core_properties.language == "zh-CN"


@pytest.mark.parametrize(
    ("signers", "date", "rights"),
    [
        # The date's first character stands two to the right of the signer's.
        (["中共江州市云岭区委员会"], "2025年1月15日", ([2.0], 11 - 6.5)),
        (["中共青屿县委员会"], "2025年12月31日", ([2.0], 8 - 7)),
        # The date is the longer one: it stands two from the right, the signer moves left.
        (["青屿县委"], "2025年1月15日", ([2 + 6.5 + 2 - 4], 2.0)),
        (["某局"], "2025年1月5日", ([2 + 6 + 2 - 2], 2.0)),
        # As long as each other: the first rule.
        (["云岭区委六字"], "2025年1月5日", ([2.0], 0.0)),
        # Two signers begin at the same place, the longer one two from the right.
        (["中共江州市云岭区委员会", "云岭区人民政府"], "2025年1月15日", ([2.0, 6.0], 4.5)),
        ([], "2025年1月15日", ([], 2.0)),
    ],
)
def test_signer_and_date_stand_where_the_standard_puts_them(
    signers: list[str], date: str, rights: tuple[list[float], float]
) -> None:
    assert right_indents(signers, date) == rights


def starts(*paragraphs: Any) -> list[float]:
    """Where each line begins, in characters of the 28; nothing of the style's own indents is left to shift it."""
    for paragraph in paragraphs:
        indent = paragraph.find(f"{W}pPr/{W}ind").attrib
        assert [indent[W + key] for key in ("leftChars", "rightChars", "right", "firstLineChars", "firstLine")] == [
            "0"
        ] * 5
        assert paragraph.find(f"{W}pPr/{W}jc").get(W + "val") == "left"
    lefts = [float(p.find(f"{W}pPr/{W}ind").get(W + "left")) for p in paragraphs]
    return [round(28 - (TEXT_WIDTH - left) / CHARACTER, 1) for left in lefts]


@pytest.mark.parametrize(
    ("signers", "begins"),
    [
        (["中共云岭区委员会"], [18, 20]),
        (["云岭区委"], [17.5, 19.5]),
        (["中共云岭区委员会", "云岭区人民政府"], [18, 18, 20]),
    ],
)
def test_the_lines_of_a_signature_begin_where_the_standard_says_in_every_program(
    signers: list[str], begins: list[float]
) -> None:
    """A distance from the right would do so only where a line is as wide as it is counted."""
    report = replace(full_report(), signers=tuple(map(Passage, signers)))
    paragraphs = [p._p for p in opened(render(report, find_template("分段式"))).paragraphs if p.style.name in PLACED]
    assert starts(*paragraphs) == begins


def test_in_a_cell_or_in_columns_a_signature_is_set_from_the_right(tmp_path: Path) -> None:
    for file in ("template.docx", "template.yaml"):
        (tmp_path / file).write_bytes((find_template("分段式").folder / file).read_bytes())
    document = Document(tmp_path / "template.docx")
    document.sections[0]._sectPr.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="2"/>'))
    document.save(tmp_path / "template.docx")
    made = opened(render(full_report(), find_template(str(tmp_path))))
    indents = [p._p.find(f"{W}pPr/{W}ind").attrib for p in made.paragraphs if p.style.name in PLACED]
    assert [i[W + "rightChars"] for i in indents] == ["200", "450"]


def test_the_signature_is_printed_with_those_indents_after_one_blank_line(draft: Document) -> None:
    paragraphs = draft.paragraphs
    at = next(i for i, p in enumerate(paragraphs) if p.style.name == "落款")
    assert paragraphs[at - 1].text == "" and paragraphs[at - 2].text != ""
    signer, date = paragraphs[at]._p, paragraphs[at + 1]._p
    assert starts(signer, date) == [28 - 2 - 11, 28 - 2 - 11 + 2]
    assert draft.styles["落款"].element.find(f"{W}pPr/{W}jc").get(W + "val") == "right"


def test_no_gap_between_figures_and_characters_moves_the_signature(tmp_path: Path) -> None:
    """Also where the office's own paragraphs ask for the gap, as those of a mined notice may."""
    for file in ("template.docx", "template.yaml"):
        (tmp_path / file).write_bytes((find_template("分段式").folder / file).read_bytes())
    document = Document(tmp_path / "template.docx")
    placed = [p for p in document.paragraphs if p.style.name in ("落款", "成文日期")]
    for paragraph in placed:
        properties = paragraph._p.get_or_add_pPr()
        for name in ("autoSpaceDE", "autoSpaceDN"):
            properties.append(properties.makeelement(W + name, {}))
    document.save(tmp_path / "template.docx")
    for template in ("分段式", str(tmp_path)):
        paragraphs = opened(render(full_report(), find_template(template))).paragraphs
        found = [p for p in paragraphs if p.style.name in ("落款", "成文日期") and p.text]
        assert len(found) == 2 <= len(placed)
        for paragraph in found:
            names = [child.tag.removeprefix(W) for child in paragraph._p.pPr]
            assert names.index("autoSpaceDE") + 1 == names.index("autoSpaceDN") < names.index("ind")
            for name in ("autoSpaceDE", "autoSpaceDN"):
                assert [e.get(W + "val") for e in paragraph._p.iterfind(f"{W}pPr/{W}{name}")] == ["0"]


def test_a_signature_that_the_clerk_placed_by_hand_stays_there(tmp_path: Path) -> None:
    for file in ("template.docx", "template.yaml"):
        (tmp_path / file).write_bytes((find_template("分段式").folder / file).read_bytes())
    document = Document(tmp_path / "template.docx")
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for paragraph in document.paragraphs:
        if paragraph.style.name in ("落款", "成文日期"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.save(tmp_path / "template.docx")
    data = render(full_report(), find_template(str(tmp_path)))
    (date,) = [p for p in Document(io.BytesIO(data)).paragraphs if p.text == "2025年1月15日"]
    assert date._p.find(f"{W}pPr/{W}ind") is None


def test_a_date_that_ends_at_the_margin_is_not_broken_by_a_program_that_adds_gaps() -> None:
    report = replace(full_report(), signers=(Passage("云岭县教育局党"),), date_line=Passage("2026年10月20日"))
    paragraphs = [p._p for p in opened(render(report, find_template("分段式"))).paragraphs if p.style.name in PLACED]
    signer, date = (p.find(f"{W}pPr/{W}ind") for p in paragraphs)
    assert float(signer.get(W + "right")) == 0
    assert float(date.get(W + "right")) <= -CHARACTER  # five gaps of a fifth of a character
