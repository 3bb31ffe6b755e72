"""The paper of GB/T 9704—2012 as WordprocessingML: page, grid, fonts, named styles, page numbers.

Made from the numbers in `standard`; the built-in templates are made from this.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from markupsafe import escape

from drafter.render.standard import (
    BODY_SIZE,
    BOTTOM,
    CHARACTER,
    CHARACTER_SPACE,
    CHARACTER_SPACING,
    FOOTER,
    FOOTER_LINE,
    LEFT,
    LINE_PITCH,
    PAGE_HEIGHT,
    PAGE_NUMBER_SIZE,
    PAGE_WIDTH,
    RIGHT,
    TITLE_SIZE,
    TOP,
    twips,
)

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


SONG, FANG, HEI, KAI, TITLE_FONT = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
LATIN = "Times New Roman"
# Font -> what stands in for it where it is not installed (Windows, then 麒麟/统信 and macOS).
FALLBACKS = {
    FANG: "仿宋,FangSong,华文仿宋,方正仿宋_GBK",
    TITLE_FONT: "方正小标宋_GBK,华文中宋,宋体,SimSun",
    KAI: "楷体,KaiTi,华文楷体,方正楷体_GBK",
    HEI: "SimHei,方正黑体_GBK,华文黑体",
    SONG: "SimSun,方正书宋_GBK,华文宋体",
}
_PANOSE = {FANG: "02010609030101010101", KAI: "02010609030101010101", HEI: "02010609060101010101",
           SONG: "02010600030101010101", TITLE_FONT: "03000509000000000000"}  # fmt: skip


def _fonts(east_asian: str, latin: str = LATIN) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east_asian}" w:cs="{latin}"/>'


def _size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _paragraph_style(name: str, base: str, paragraph: str = "", run: str = "", *, next_style: str = "") -> str:
    following = f'<w:next w:val="{next_style}"/>' if next_style else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/>{following}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _built_in(name: str, identity: str, paragraph: str, run: str, base: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/>'
        f'<w:next w:val="正文段落"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


_INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{round(2 * CHARACTER)}"/>'
_NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_KEEP = "<w:keepNext/><w:keepLines/>"
_HEADING_FONTS = (HEI, KAI, FANG, FANG)
HEADING_STYLES = ("一级标题", "二级标题", "三级标题", "四级标题")


def right_indent(characters: float, size_twips: float = CHARACTER) -> str:
    """w:ind with that distance from the right margin."""
    return f'<w:ind w:rightChars="{round(characters * 100)}" w:right="{round(characters * size_twips)}"/>'


# 附件：甲 / 附件：1.甲 / 2.乙: where the name begins, and how far before it the line does, in characters. A name that
# goes on in the next line does so below its first character (GB/T 9704—2012 §7.3.4); 1. takes three quarters of one.
ANNEX_LINES = (("附件说明", 5.0, 3.0), ("附件首项", 5.75, 3.75), ("附件续项", 5.75, 0.75))


def _annex_line(start: float, before: float, size_twips: float = CHARACTER) -> str:
    return (
        f'{_KEEP}<w:ind w:leftChars="{round(start * 100)}" w:left="{round(start * size_twips)}"'
        f' w:hangingChars="{round(before * 100)}" w:hanging="{round(before * size_twips)}"/><w:jc w:val="left"/>'
    )


def _spacing(line: int, *, after: int = 0) -> str:
    return f'<w:spacing w:before="0" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


def styles_xml() -> str:
    """word/styles.xml."""
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"{_fonts(FANG)}{_size(BODY_SIZE)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        # wordWrap: a figure is not broken in two; overflowPunct off: no mark hangs out of the 版心.
        '<w:widowControl/><w:kinsoku/><w:wordWrap/><w:overflowPunct w:val="0"/><w:topLinePunct/>'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{LINE_PITCH}" w:lineRule="exact"/><w:jc w:val="both"/>'
        f'</w:pPr><w:rPr>{_fonts(FANG)}<w:spacing w:val="{CHARACTER_SPACING}"/>{_size(BODY_SIZE)}</w:rPr></w:style>'
    )
    headings = "".join(
        _built_in(f"heading {i}", f"Heading{i}", f'{_KEEP}<w:outlineLvl w:val="{i - 1}"/>', _fonts(font))
        for i, font in enumerate(_HEADING_FONTS, 1)
    )
    own_headings = "".join(
        _paragraph_style(
            name,
            f"Heading{i}",
            f'{_KEEP}{_INDENT}<w:outlineLvl w:val="{i - 1}"/>',
            _fonts(font) + _size(BODY_SIZE),
            next_style="正文段落",
        )
        for i, (name, font) in enumerate(zip(HEADING_STYLES, _HEADING_FONTS, strict=True), 1)
    )
    title = _fonts(TITLE_FONT) + _size(TITLE_SIZE)
    text = [
        _built_in("Title", "Title", f'{_KEEP}<w:jc w:val="center"/>', title),
        _paragraph_style(
            "通报标题",
            "Title",
            f"{_KEEP}<w:suppressAutoHyphens/>"
            f'{_spacing(LINE_PITCH, after=LINE_PITCH)}{_NO_INDENT}<w:jc w:val="center"/>',
            title,
            next_style="正文段落",
        ),
        _paragraph_style("主送机关", "Normal", "", _fonts(FANG) + _size(BODY_SIZE)),
        _paragraph_style("正文段落", "Normal", _INDENT, _fonts(FANG) + _size(BODY_SIZE)),
        # A long address or e-mail at a line's end would tear a justified line apart.
        _paragraph_style("联系方式", "正文段落", '<w:keepNext/><w:jc w:val="left"/>'),
        *(
            _paragraph_style(name, "Normal", _annex_line(start, first), _fonts(FANG) + _size(BODY_SIZE))
            for name, start, first in ANNEX_LINES
        ),
        _paragraph_style("空行", "Normal", "<w:keepNext/>"),
        _paragraph_style("落款", "Normal", f'{_KEEP}{right_indent(2)}<w:jc w:val="right"/>', next_style="成文日期"),
        _paragraph_style("成文日期", "Normal", f'<w:keepLines/>{right_indent(2)}<w:jc w:val="right"/>'),
        _paragraph_style("题下日期", "Normal", f'{_spacing(LINE_PITCH, after=LINE_PITCH)}<w:jc w:val="center"/>'),
        _paragraph_style("附件标记", "Normal", "<w:keepNext/>", _fonts(HEI) + _size(BODY_SIZE)),
        _paragraph_style(
            "附件标题",
            "Normal",
            f'{_KEEP}{_spacing(LINE_PITCH, after=LINE_PITCH // 2)}<w:jc w:val="center"/>',
            title,
        ),
        _paragraph_style(
            "表头",
            "Normal",
            f'<w:keepNext/>{_spacing(400)}<w:jc w:val="center"/>',
            _fonts(HEI) + _size(12),
        ),
        _paragraph_style(
            "表格文字",
            "Normal",
            f'{_spacing(360)}<w:jc w:val="left"/>',
            _fonts(FANG) + _size(12),
        ),
        _paragraph_style(
            "模板标记",
            "Normal",
            '<w:spacing w:line="240" w:lineRule="exact"/><w:jc w:val="left"/>',
            f'{_fonts(SONG, "Courier New")}<w:color w:val="8064A2"/>{_size(9)}',
        ),
        _built_in("footer", "Footer", '<w:snapToGrid w:val="0"/>', _fonts(SONG, SONG) + _size(PAGE_NUMBER_SIZE)),
        *(
            _paragraph_style(
                name,
                "Footer",
                f'<w:snapToGrid w:val="0"/><w:spacing w:line="{FOOTER_LINE}" w:lineRule="exact"/>'
                f'<w:ind w:{side}Chars="100" w:{side}="{round(PAGE_NUMBER_SIZE * 20)}"/><w:jc w:val="{side}"/>',
                _fonts(SONG, SONG) + _size(PAGE_NUMBER_SIZE),
            )
            for name, side in (("单页页码", "right"), ("双页页码", "left"))
        ),
    ]
    others = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        f"{PHRASE_STYLE_XML}"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="任务清单表"><w:name w:val="任务清单表"/>'
        '<w:basedOn w:val="TableNormal"/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    return _part("styles", defaults + normal + headings + own_headings + "".join(text) + others)


# 词条用语: wording that comes from the phrasebank, so that the writer sees what is not his own.
PHRASE_STYLE_XML = (
    '<w:style w:type="character" w:customStyle="1" w:styleId="词条用语"><w:name w:val="词条用语"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
    '<w:rPr><w:u w:val="dotted" w:color="5B7FA6"/></w:rPr></w:style>'
)


def font_table_xml() -> str:
    """word/fontTable.xml."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{alternatives}"/><w:panose1 w:val="{_PANOSE[name]}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name, alternatives in FALLBACKS.items()
    )
    latin = (
        f'<w:font w:name="{LATIN}"><w:altName w:val="Liberation Serif"/><w:panose1 w:val="02020603050405020304"/>'
        '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    )
    return _part("fonts", fonts + latin)


# The marks that Word keeps from a line's end and start (避头尾), and the hyphen: 0555-5550123 is not broken, and is
# found by who looks for it, as it would not be with a non-breaking hyphen.
_NOT_AT_END = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥-"
_NOT_AT_START = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"


def settings_xml() -> str:
    """word/settings.xml."""
    return _part(
        "settings",
        '<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:drawingGridHorizontalSpacing w:val="158"/><w:drawingGridVerticalSpacing w:val="579"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{escape(_NOT_AT_END)}"/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{escape(_NOT_AT_START)}"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>',
    )


def footer_xml(style: str) -> str:
    """— 1 — in the given style."""
    run = f"<w:rPr>{_fonts(SONG, SONG)}{_size(PAGE_NUMBER_SIZE)}</w:rPr>"
    field = "".join(
        f"<w:r>{run}{part}</w:r>"
        for part in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return _part("ftr", f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{field}</w:p>')


def section_xml() -> str:
    """The section properties of the text; rId of the footers as `document_relationships` gives them."""
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rIdOdd"/><w:footerReference w:type="even" r:id="rIdEven"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}"'
        f' w:header="{twips(15)}" w:footer="{FOOTER}" w:gutter="0"/>'
        '<w:pgNumType w:fmt="decimal"/>'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{LINE_PITCH}" w:charSpace="{CHARACTER_SPACE}"/></w:sectPr>'
    )


def paragraph_xml(style: str, text: str) -> str:
    """One paragraph of one run."""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def table_xml(rows: Sequence[Sequence[str]]) -> str:
    """A ruled table as wide as the text, its cells given as their lines; the last cell of a shorter row is wider."""
    columns = max(len(row) for row in rows)
    line = PAGE_WIDTH - LEFT - RIGHT
    edges = [line * i // columns for i in range(columns + 1)]
    widths = [after - before for before, after in pairwise(edges)]
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)

    def cell(row: Sequence[str], at: int) -> str:
        span = columns - at if at == len(row) - 1 else 1
        spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        lines = "".join(paragraph_xml("表格文字", text) for text in row[at].split("\n"))
        width = sum(widths[at : at + span])
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}</w:tcPr>{lines}</w:tc>'

    inside = "".join(f"<w:tr>{''.join(cell(row, at) for at in range(len(row)))}</w:tr>" for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{line}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>'
    )


def document_xml(blocks: Iterable[str]) -> str:
    """word/document.xml of paragraphs and tables."""
    return _part("document", f"<w:body>{''.join(blocks)}{section_xml()}</w:body>")


def _part(root: str, inner: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:{root} xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONSHIPS}">{inner}</w:{root}>'
    )
