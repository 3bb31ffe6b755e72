"""Three notices on unlike papers of one office: 红头 with its rule, 发文字号, 版记, each set in its own way."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

RED = RGBColor(0xFF, 0, 0)
UNIT = "中共松岭县教育局党组"
TEXT = """根据县委统一部署，2024年3月4日至4月30日，县委第二巡察组对局党组开展了巡察，6月12日反馈意见。现将整改情况公布。
一、组织落实整改情况
一是强化组织领导。召开会议3次，专题研究整改工作。
二是强化责任落实。建立整改台账1套。
二、巡察反馈问题整改情况
1.关于“学位供给不足”问题的整改。
一是新建小学2所。
二是改扩建初中1所。
2.关于“师德监督缺位”问题的整改。
一是修订考核办法1项。
二是开展师德培训2期。
三、下一步打算
（一）持续压实责任。每月调度1次进度。
（二）持续巩固成果。开展回头看2次。
欢迎广大干部群众对整改落实情况进行监督。联系电话：0711-5550101；电子邮箱：jyj@songling.example.cn。"""
IMPRINT = "松岭县教育局办公室　　　2024年10月8日印发"
DRAWN_RULE = (
    f'<w:r {nsdecls("w")}><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" from="0,10pt" to="442pt,10pt" '
    'style="position:absolute;z-index:1" strokecolor="red" strokeweight="2.25pt"/></w:pict></w:r>'
)
CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


def paper() -> Any:
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    return document


def written(paragraph: Any, text: str, font: str, size: float, *, bold: bool | None = None, red: bool = False) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.name, run.bold = Pt(size), "Times New Roman", bold
    run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), font)
    if red:
        run.font.color.rgb = RED
    return paragraph


def line(document: Any, text: str, font: str, size: float, align: Any = LEFT, **how: Any) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    return written(paragraph, text, font, size, **how)


def ruled(paragraph: Any, *sides: tuple[str, int, str]) -> None:
    lines = (f'<w:{side} w:val="single" w:sz="{width}" w:space="1" w:color="{c}"/>' for side, width, c in sides)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{''.join(lines)}</w:pBdr>"), "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def of_the_standard() -> Any:
    """As GB/T 9704—2012 has it, every paragraph formatted by hand, with two annexes."""
    document = paper()
    line(document, f"{UNIT}文件", "方正小标宋简体", 36, CENTRE, red=True)
    ruled(line(document, "松教党〔2024〕6号", "仿宋_GB2312", 16, CENTRE), ("bottom", 18, "FF0000"))
    line(document, f"{UNIT}关于县委巡察整改进展情况的通报", "方正小标宋简体", 22, CENTRE)
    line(document, "各乡镇中心校，县直各学校：", "仿宋_GB2312", 16)
    for text in TEXT.split("\n"):
        font = "黑体" if text[1] == "、" else "楷体_GB2312" if text[0] == "（" else "仿宋_GB2312"
        paragraph = line(document, text, font, 16)
        paragraph.paragraph_format.line_spacing = Pt(28.95)
        paragraph.paragraph_format.first_line_indent = Pt(32)
    line(document, "附件：1.巡察整改制度清单", "仿宋_GB2312", 16).paragraph_format.left_indent = Pt(32)
    line(document, "2.长期整改事项年度计划表", "仿宋_GB2312", 16).paragraph_format.left_indent = Pt(80)
    for text in (UNIT, "2024年10月8日"):
        line(document, text, "仿宋_GB2312", 16, RIGHT)
    ruled(line(document, "抄送：县委巡察办，县纪委监委。", "仿宋_GB2312", 14), ("top", 8, "000000"))
    ruled(line(document, IMPRINT, "仿宋_GB2312", 14), ("top", 4, "000000"), ("bottom", 8, "000000"))
    return document


def of_two_bodies() -> Any:
    """红头 of two bodies in a table, the rule drawn, headings in Word's styles, bold leads, 版记 in a table."""
    document = paper()
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(15), "Times New Roman"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    head = document.add_table(rows=2, cols=2)
    for cell, name in ((head.cell(0, 0), UNIT), (head.cell(1, 0), "松岭县教育局")):
        written(cell.paragraphs[0], name, "方正小标宋简体", 30, bold=True, red=True)
    word = head.cell(0, 1).merge(head.cell(1, 1)).paragraphs[0]
    written(word, "文件", "方正小标宋简体", 36, bold=True, red=True)
    document.add_paragraph("松教党〔2024〕6号").paragraph_format.left_indent = Pt(15)
    document.add_paragraph()._p.append(parse_xml(DRAWN_RULE))
    document.add_paragraph(f"{UNIT}关于县委巡察整改进展情况的通报", style="Title").alignment = CENTRE
    for text in TEXT.split("\n"):
        heading = text[1] == "、"
        paragraph = document.add_paragraph(style="Heading 1" if heading else None)
        lead = text.index("。") + 1 if text[1] == "是" or text[0] == "（" else 0
        if lead:
            written(paragraph, text[:lead], "楷体", 15, bold=True)
        paragraph.add_run(text[lead:])
        if not heading:
            paragraph.paragraph_format.first_line_indent = Pt(30)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for text in (UNIT, "松岭县教育局", "2024年10月8日"):
        document.add_paragraph(text).alignment = RIGHT
    foot = document.add_table(rows=2, cols=1)
    foot.style = "Table Grid"
    foot.cell(0, 0).text, foot.cell(1, 0).text = "抄送：县委巡察办，县纪委监委。", IMPRINT
    return document


def of_its_own() -> Any:
    """A bulletin: 红头 on the left between two rules, its number on the right, small print, date before the signer."""
    document = paper()
    document.sections[0].header.paragraphs[0].text = "松岭县教育系统"
    head = line(document, "★", "宋体", 20, red=True)
    written(head, "松岭县教育局党组通报", "华文中宋", 34, bold=True, red=True)
    ruled(head, ("top", 24, "C00000"), ("bottom", 24, "C00000"))
    line(document, "松教党字〔2024〕第6号", "楷体", 14, RIGHT)
    line(document, "关于县委巡察整改进展情况的通报", "宋体", 20, CENTRE, bold=True)
    for text in TEXT.split("\n"):
        font = "微软雅黑" if text[1] == "、" else "华文楷体" if text[0] == "（" else "宋体"
        line(document, text, font, 12).paragraph_format.first_line_indent = Pt(24)
    for text in ("2024年10月8日", UNIT):
        line(document, text, "宋体", 12, RIGHT)
    ruled(document.add_paragraph(), ("bottom", 6, "000000"))
    line(document, "主送：各乡镇中心校", "宋体", 10.5)
    line(document, "抄报：县委巡察办", "宋体", 10.5)
    ruled(line(document, IMPRINT.removesuffix("发"), "宋体", 10.5), ("top", 6, "000000"))
    return document
