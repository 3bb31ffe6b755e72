"""The look that applies to a paragraph after the run, its character style, the paragraph's style and the defaults."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from word_files import p, packed, run, word_file

from drafter.check.looks import Look, Looks, Page, Pitch
from drafter.errors import InputError

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def font(name: str) -> str:
    return f'<w:rFonts w:eastAsia="{name}"/>'


def size(half_points: str) -> str:
    return f'<w:sz w:val="{half_points}"/>'


def style(name: str, inside: str, *, base: str = "", kind: str = "paragraph", default: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    own = f' w:default="{default}"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"{own}>{based}{inside}</w:style>'


def runs(inside: str) -> str:
    return f"<w:rPr>{inside}</w:rPr>"


def spaced(line: str, rule: str = "") -> str:
    return f'<w:pPr><w:spacing w:line="{line}"' + (f' w:lineRule="{rule}"' if rule else "") + "/></w:pPr>"


STYLES = "".join(
    [
        f"<w:docDefaults><w:rPrDefault>{runs(font('SimSun') + size('21'))}</w:rPrDefault>"
        f"<w:pPrDefault>{spaced('240')}</w:pPrDefault></w:docDefaults>",
        style("base", runs(font("仿宋_GB2312") + size("32")) + spaced("570", "exact"), default="1"),
        style("child", runs(size("28")), base="base"),
        style("grandchild", spaced("400", "atLeast"), base="child"),
        style("round", runs(size("30")), base="square"),
        style("square", runs(font("黑体")), base="round"),
        style("loud", runs(font("方正小标宋简体") + size("44")), kind="character"),
        style("head", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>', base="base"),
        style("nothing", ""),
    ]
)


def opened(folder: Path, body: str, **parts: str) -> Looks:
    path = folder / "文件.docx"
    path.write_bytes(word_file(body, **parts))
    return Looks(path)


def looks_of(folder: Path, paragraph: str, styles: str = STYLES, **parts: str) -> dict[Look, int]:
    found = opened(folder, paragraph, styles=styles, **parts)
    return dict(found.looks(found.paragraphs[0]))


@pytest.mark.parametrize(
    ("paragraph", "looks"),
    [
        (p("一二三"), {("仿宋", 16.0): 3}),  # the default style
        (p("一二三", style="child"), {("仿宋", 14.0): 3}),
        (p("一二三", style="grandchild"), {("仿宋", 14.0): 3}),
        (p("一二三", style="round"), {("黑体", 15.0): 3}),  # two styles based on one another
        (p("一二三", style="nothing"), {("宋体", 10.5): 3}),  # the defaults of the document
        (p("一二三", style="unknown"), {("宋体", 10.5): 3}),
        (p(run("一二", font("楷体")), run("三", size("24"))), {("楷体", 16.0): 2, ("仿宋", 12.0): 1}),
        (p(run("一二", '<w:rStyle w:val="loud"/>')), {("小标宋", 22.0): 2}),
        (p(run("一二", '<w:rStyle w:val="loud"/>' + size("36"))), {("小标宋", 18.0): 2}),
        (p(run("abc 12，。", font("楷体")), "一"), {("仿宋", 16.0): 1}),  # only Chinese characters count
        (p(run("一", size("12pt"))), {("仿宋", 12.0): 1}),  # a strict file's measure
        (p(run("一", size("large"))), {("仿宋", 10.0): 1}),  # no measure at all: Word's own size
        (p(run("一", font("Arial Unicode MS"))), {("Arial Unicode MS", 16.0): 1}),
        (p(run("一", "<w:rFonts w:ascii='Arial'/>")), {("仿宋", 16.0): 1}),  # says nothing of Chinese
    ],
)
def test_the_nearest_source_says_how_a_character_looks(
    tmp_path: Path, paragraph: str, looks: dict[tuple[str, float], int]
) -> None:
    assert looks_of(tmp_path, paragraph) == {Look(*look): count for look, count in looks.items()}


def test_without_styles_nothing_says_a_font(tmp_path: Path) -> None:
    found = opened(tmp_path, p("一"))
    assert found.looks(found.paragraphs[0]) == {Look("", 10.0): 1}
    assert found.pitch(found.paragraphs[0]) == Pitch(240, "auto")


@pytest.mark.parametrize("default", ["1", "true", "on"])
def test_the_default_style_is_marked_in_any_of_three_ways(tmp_path: Path, default: str) -> None:
    assert looks_of(tmp_path, p("一"), styles=style("base", runs(size("40")), default=default)) == {Look("", 20.0): 1}


@pytest.mark.parametrize(("kind", "default"), [("paragraph", "0"), ("character", "1")])
def test_another_style_is_no_default(tmp_path: Path, kind: str, default: str) -> None:
    styles = style("base", runs(size("40")), kind=kind, default=default)
    assert looks_of(tmp_path, p("一"), styles=styles) == {Look("", 10.0): 1}


@pytest.mark.parametrize(
    ("theme", "wanted", "family"),
    [
        ('<a:minorFont><a:ea typeface="黑体"/></a:minorFont>', "minor", "黑体"),
        ('<a:majorFont><a:ea typeface="楷体"/></a:majorFont>', "major", "楷体"),
        ('<a:minorFont><a:ea typeface=""/><a:font script="Hans" typeface="宋体"/></a:minorFont>', "minor", "宋体"),
        ('<a:minorFont><a:font script="Hans" typeface="宋体"/></a:minorFont>', "minor", "宋体"),
        ('<a:minorFont><a:font script="Jpan" typeface="明朝"/></a:minorFont>', "minor", "仿宋"),
        ("<a:minorFont/>", "minor", "仿宋"),
    ],
)
def test_a_font_of_the_theme_is_the_theme_s(tmp_path: Path, theme: str, wanted: str, family: str) -> None:
    """Where the theme names none, the font beside it counts."""
    paragraph = p(run("一", f'<w:rFonts w:eastAsiaTheme="{wanted}EastAsia" w:eastAsia="仿宋"/>'))
    assert looks_of(tmp_path, paragraph, theme=f"<a:fonts {A}>{theme}</a:fonts>") == {Look(family, 16.0): 1}


def test_a_file_without_a_theme_has_the_font_beside_it(tmp_path: Path) -> None:
    paragraph = p(run("一", '<w:rFonts w:eastAsiaTheme="minorEastAsia" w:eastAsia="楷体"/>'))
    assert looks_of(tmp_path, paragraph) == {Look("楷体", 16.0): 1}


@pytest.mark.parametrize(
    ("paragraph", "look"),
    [
        (p(run("  ", font("楷体")), run("一", font("黑体")), run("二", font("楷体"))), ("黑体", 16.0)),
        (p(style="child"), ("仿宋", 14.0)),
        (p(run("{{ 标题 }}", size("44"))), ("仿宋", 22.0)),
    ],
)
def test_a_paragraph_looks_as_its_first_run_with_text(tmp_path: Path, paragraph: str, look: tuple[str, float]) -> None:
    found = opened(tmp_path, paragraph, styles=STYLES)
    assert found.style_look(found.paragraphs[0]) == Look(*look)


@pytest.mark.parametrize(
    ("paragraph", "pitch"),
    [
        (p("一"), (570, "exact")),
        (p("一", style="grandchild"), (400, "atLeast")),
        (p("一", style="nothing"), (240, "auto")),
        (p("一", more='<w:spacing w:line="360" w:lineRule="auto"/>'), (360, "auto")),
        (p("一", more='<w:spacing w:line="360"/>'), (360, "auto")),
        (p("一", more='<w:spacing w:before="100"/>'), (570, "exact")),  # says nothing of lines
        (p("一", more='<w:spacing w:line="28pt" w:lineRule="exact"/>'), (560, "exact")),
        (p("一", more='<w:spacing w:line="wide" w:lineRule="exact"/>'), (240, "exact")),
    ],
)
def test_the_nearest_source_says_the_line_pitch(tmp_path: Path, paragraph: str, pitch: tuple[int, str]) -> None:
    found = opened(tmp_path, paragraph, styles=STYLES)
    assert found.pitch(found.paragraphs[0]) == Pitch(*pitch)


@pytest.mark.parametrize(
    ("paragraph", "level"),
    [
        (p("一"), None),
        (p("一", style="head"), 1),
        (p("一", style="head", more='<w:outlineLvl w:val="0"/>'), 0),
        (p("一", more='<w:outlineLvl w:val="8"/>'), 8),
        (p("一", style="head", more='<w:outlineLvl w:val="9"/>'), None),  # text, though its style is a heading's
        (p("一", more='<w:outlineLvl w:val="-1"/>'), None),
    ],
)
def test_the_nearest_source_says_the_outline_level(tmp_path: Path, paragraph: str, level: int | None) -> None:
    found = opened(tmp_path, paragraph, styles=STYLES)
    assert found.outline_level(found.paragraphs[0]) == level


def section(width: str, height: str, *margins: str, inside: str = "") -> str:
    sides = " ".join(f'w:{n}="{m}"' for n, m in zip(("top", "right", "bottom", "left"), margins, strict=True))
    return f'<w:sectPr>{inside}<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar {sides}/></w:sectPr>'


A4 = section("11906", "16838", "2098", "1474", "1984", "1588")


def test_each_section_has_its_paper_in_millimetres(tmp_path: Path) -> None:
    measured = section("21cm", "297mm", "1in", "6pc", "72pt", "6pi")
    body = f"<w:p><w:pPr>{A4}</w:pPr></w:p><w:p><w:pPr><w:sectPr/></w:pPr></w:p>{measured}"
    rounded = [Page(*(round(number, 1) for number in page)) for page in opened(tmp_path, body).pages()]
    assert rounded == [Page(210, 297, 37, 26, 35, 28), Page(210, 297, 25.4, 25.4, 25.4, 25.4)]


def field(code: str) -> str:
    return f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p>"


def simple(code: str) -> str:
    return f'<w:p><w:fldSimple w:instr="{code}"/></w:p>'


@pytest.mark.parametrize(
    ("footer", "there"),
    [
        (field(" PAGE "), True),
        (field(r" PAGE \* MERGEFORMAT"), True),
        ("<w:p><w:r><w:instrText>PA</w:instrText></w:r><w:r><w:instrText>GE</w:instrText></w:r></w:p>", True),
        (simple("PAGE"), True),
        ("<w:p><w:r><w:pgNum/></w:r></w:p>", True),
        (field("NUMPAGES"), False),
        (field("PAGEREF a"), False),
        (simple("DATE"), False),
        (p("— 1 —"), False),
    ],
)
def test_a_page_number_is_a_field_and_no_number_typed_in(tmp_path: Path, footer: str, there: bool) -> None:
    used = section("11906", "16838", "1", "1", "1", "1", inside='<w:footerReference r:id="r_footer"/>')
    assert opened(tmp_path, p("一") + used, footer=footer).has_page_number() is there


def test_a_footer_that_no_section_uses_has_no_page_number(tmp_path: Path) -> None:
    assert not opened(tmp_path, p("一") + A4, footer=field("PAGE")).has_page_number()


def test_a_header_counts_as_well(tmp_path: Path) -> None:
    used = section("11906", "16838", "1", "1", "1", "1", inside='<w:headerReference r:id="r_header"/>')
    assert opened(tmp_path, p("一") + used, header=field("PAGE")).has_page_number()


def test_a_package_without_a_body_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "文件.docx"
    with zipfile.ZipFile(io.BytesIO(word_file(""))) as whole:
        parts = {name: whole.read(name).replace(b"w:body", b"w:other") for name in whole.namelist()}
    path.write_bytes(packed(parts))
    with pytest.raises(InputError, match="版式没有核对"):
        Looks(path)
