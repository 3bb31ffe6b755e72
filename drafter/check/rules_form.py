"""F: the form of a .docx against the template's styles, or against GB/T 9704—2012 where no template is named.

One finding a kind with its paragraphs listed: a reviewer mends fonts by style, not sentence by sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter.check.body import Printed, Spot, printed_paragraphs, summary
from drafter.check.looks import Look, Looks, Page, Pitch, looks_of
from drafter.check.model import Finding, Looked
from drafter.check.registry import rule
from drafter.errors import InputError
from drafter.report import Passage, Passages, Place, Report

if TYPE_CHECKING:
    from drafter.template import Template

# GB/T 9704—2012: 5.2.1 page, 5.2.2 body, 5.2.3 lines, 7.3.1 title, 7.3.3 headings
STANDARD_PAGE = Page(210, 297, 37, 26, 35, 28)
STANDARD_LOOKS = {
    "title": Look("小标宋", 22),
    "body": Look("仿宋", 16),
    "1": Look("黑体", 16),
    "2": Look("楷体", 16),
    "3": Look("仿宋", 16),
    "4": Look("仿宋", 16),
}
STANDARD_PITCH = Pitch(570, "exact")  # 28 to 29 pt
_PITCH_LEEWAY = 12  # twips
SIZE_LEEWAY = 0.3  # points
MARGIN_LEEWAY = 1.0  # millimetres
_HEADINGS = frozenset({"heading", "group", "aspect"})
KIND_NAMES = {
    "title": "标题",
    "body": "正文",
    "1": "一级标题",
    "2": "二级标题",
    "3": "三级标题",
    "4": "四级标题",
}


class Expected(NamedTuple):
    """What a notice should look like, and who says so."""

    by: str  # 模板“分段式”, or the standard
    looks: dict[str, Look]
    pitch: Pitch
    page: Page
    page_number: bool


STANDARD = Expected("GB/T 9704—2012", STANDARD_LOOKS, STANDARD_PITCH, STANDARD_PAGE, True)


def off_standard(expected: Expected) -> Iterator[tuple[str, str]]:
    """(rule, what) of each demand that is not the standard's own."""
    if any(abs(a - b) > MARGIN_LEEWAY for a, b in zip(expected.page, STANDARD_PAGE, strict=True)):
        yield "F101", "纸张、页边距"
    if not expected.page_number:
        yield "F102", "不要页码"
    kinds = [KIND_NAMES[kind] for kind, look in expected.looks.items() if look.family != STANDARD_LOOKS[kind].family]
    if kinds:
        yield "F103", f"{'、'.join(kinds)}的字体"
    kinds = [KIND_NAMES[kind] for kind, look in expected.looks.items() if look.size != STANDARD_LOOKS[kind].size]
    if kinds:
        yield "F104", f"{'、'.join(kinds)}的字号"
    if not _same_pitch(expected.pitch, STANDARD_PITCH):
        yield "F105", "行距"


def expected_of(template: Template | None) -> Expected:
    """The template's own looks where it has them; what it does not show is the standard's."""
    return _of_template(template.docx, template.manifest.name) if template else STANDARD


@lru_cache(maxsize=4)
def _of_template(path: Path, name: str) -> Expected:
    try:
        drawn = Looks(path)
    except (InputError, OSError):  # a template that cannot be opened is `template check`'s to report
        return STANDARD
    looks, pitch = dict(STANDARD_LOOKS), STANDARD_PITCH
    seen: set[str] = set()
    bodies: list[tuple[Look, Pitch]] = []
    for paragraph in drawn.paragraphs:
        text = "".join(t.text or "" for t in paragraph.iter() if isinstance(t.tag, str) and t.tag.endswith("}t"))
        if "{{" not in text:
            continue
        level = drawn.outline_level(paragraph)
        kind = "title" if text.replace(" ", "") == "{{标题}}" else str(level + 1) if level is not None else "body"
        if kind == "body":
            bodies.append((drawn.style_look(paragraph), drawn.pitch(paragraph)))
        elif kind not in seen and kind in STANDARD_LOOKS:
            seen.add(kind)
            looks[kind] = drawn.style_look(paragraph)
    if bodies:  # most paragraphs are the body's; a mark above the title, a note in the imprint are not
        (looks["body"], pitch), _ = Counter(bodies).most_common(1)[0]
    page = next(iter(drawn.pages()), STANDARD_PAGE)
    return Expected(f"模板“{name}”", looks, pitch, page, drawn.has_page_number())


class Drawn(NamedTuple):
    """A paragraph of the body with what it is and what its element in the file is."""

    printed: Printed
    kind: str  # a key of STANDARD_LOOKS, or "" where nothing is expected of it
    element: object


def _judged(report: Report, passages: Passages, looks: Looks) -> list[Drawn]:
    """The paragraphs whose kind says how they should look; none where the file does not say how they do (F100)."""
    if looks.lacks(*_LOOKS):
        return []
    first: dict[int | None, Place] = {}
    for passage, place in passages:
        first.setdefault(passage.line, place)
    source = {p.line: p for p in report.paragraphs}
    found = []
    for printed in printed_paragraphs(report, passages):
        line = printed.passage.line
        if line is None or not 0 < line <= len(looks.paragraphs) or source[line].container != "body":
            continue
        kind = _kind(first.get(line), source[line].level)
        if kind:
            found.append(Drawn(printed, kind, looks.paragraphs[line - 1]))
    return found


def _kind(place: Place | None, level: int | None) -> str:
    if place is None:
        return ""
    if place.role == "title":
        return "title"
    if level is not None:
        return str(level) if 1 <= level <= 4 else ""
    return "" if place.part in _HEADINGS else "body"


@rule(
    "F100",
    slug="form-not-judged",
    title="版式未核对",
    severity="info",
    reason="文件里有的部件（样式表、页脚、图片等）缺失或损坏，与它有关的版式无从核对；没有核对的不等于没有问题。",
    wrong="样式表（word/styles.xml）缺失，字体、字号、行距没有核对",
    right="在 Word 或 WPS 中打开，另存为新的 .docx 后再核对",
)
def form_not_judged(docx: Path) -> Iterator[Finding]:
    """What the file names and does not have, or has broken; a warning where looks of the text hang on it."""
    for mend in looks_of(docx).unjudged:
        unjudged = _UNJUDGED.get(mend.lost)
        yield Finding(
            f"{mend.message}，{unjudged or '没有核对它'}",
            suggestion="在 Word 或 WPS 中打开，另存为新的 .docx 后再核对",
            severity="warning" if unjudged else "info",
        )


_UNJUDGED = {
    "styles": "套用样式的字体、字号、行距和标题级别没有核对",
    "numbering": "自动编号没有读出，也没有核对",
    "header": "页眉和页码没有核对",
    "footer": "页脚和页码没有核对",
    "relations": "页眉、页脚、图片没有核对",
    "elsewhere": "那些内容没有核对",
    "twin": "别的程序显示的可能是前一个，没有核对它",
}
_LOOKS = ("styles", "relations")  # what fonts, sizes and pitch hang on
_MARGINS = ("header", "footer", "relations")  # where page numbers stand


@rule(
    "F101",
    slug="page-setup",
    title="纸张、页边距不对",
    severity="warning",
    reason="A4纸，上37、下35、左28、右26毫米（GB/T 9704—2012），或者模板自己的设置；改了页边距，每页就不是22行28字。",
    wrong="上边距25.4毫米",
    right="上边距37毫米",
)
def page_setup(report: Report, docx: Path, template: Template | None = None) -> Iterator[Finding]:
    """Paper and margins of the first section, and of every further upright one."""
    expected = expected_of(template)
    for number, page in enumerate(looks_of(docx).pages(), 1):
        if number > 1 and page.width > page.height:
            continue  # a wide annex
        wrong = [
            f"{name}{actual:.0f}毫米（应为{should:.0f}）"
            for name, actual, should in zip(("纸宽", "纸高", "上", "右", "下", "左"), page, expected.page, strict=True)
            if abs(actual - should) > MARGIN_LEEWAY
        ]
        if wrong:
            where = f"第{number}节的" if number > 1 else ""
            message = f"{where}纸张或页边距与{expected.by}不符：{'、'.join(wrong)}"
            yield Finding(message, suggestion="在“页面设置”里改回")


@rule(
    "F102",
    slug="page-number-missing",
    title="没有页码",
    severity="warning",
    reason="公文应当有页码；页脚里的页码域被删掉或变成了死数字，印出来每页一样。",
    wrong="页脚里没有页码",
    right="— 1 —",
)
def page_number_missing(report: Report, docx: Path, template: Template | None = None) -> Iterator[Finding]:
    """No header or footer in use holds a page number field."""
    expected = expected_of(template)
    looks = looks_of(docx)
    if expected.page_number and not looks.lacks(*_MARGINS) and not looks.has_page_number():
        yield Finding(f"没有页码（{expected.by}有页码）", suggestion="在页脚插入页码，四号宋体，两侧加一字线")


@rule(
    "F103",
    slug="font-differs",
    title="字体不对",
    severity="warning",
    reason="正文仿宋，一级标题黑体，二级标题楷体，标题小标宋（或模板的设置）；粘贴进来的段落常带着原来的字体。",
    wrong="一段正文是宋体",
    right="正文都是仿宋_GB2312",
)
def font_differs(
    report: Report, passages: Passages, docx: Path, template: Template | None = None
) -> Iterator[Finding | Looked]:
    """Paragraphs with words in another font than their kind has; one finding for each kind and font."""
    expected, looks = expected_of(template), looks_of(docx)
    found: dict[tuple[str, str], list[Spot]] = {}
    for drawn in _judged(report, passages, looks):
        yield Looked("font")
        should = expected.looks[drawn.kind].family
        for look, count in looks.looks(drawn.element).items():
            if look.family and look.family != should and count > 1:
                found.setdefault((drawn.kind, look.family), []).append(_whole(drawn))
    for (kind, family), spots in found.items():
        message = f"{KIND_NAMES[kind]}有{family}，{expected.by}是{expected.looks[kind].family}"
        yield summary(spots, message, suggestion="套用模板的样式，或清除格式")


@rule(
    "F104",
    slug="size-differs",
    title="字号不对",
    severity="warning",
    reason="正文和各级标题3号（16磅），标题2号（22磅），或模板的设置。",
    wrong="一段正文是小四号",
    right="正文都是3号",
)
def size_differs(report: Report, passages: Passages, docx: Path, template: Template | None = None) -> Iterator[Finding]:
    """Paragraphs with words in another size than their kind has; one finding for each kind and size."""
    expected, looks = expected_of(template), looks_of(docx)
    found: dict[tuple[str, float], list[Spot]] = {}
    for drawn in _judged(report, passages, looks):
        should = expected.looks[drawn.kind].size
        for size in {look.size for look, count in looks.looks(drawn.element).items() if count > 1}:
            if abs(size - should) > SIZE_LEEWAY:
                found.setdefault((drawn.kind, size), []).append(_whole(drawn))
    for (kind, size), spots in sorted(found.items()):
        message = f"{KIND_NAMES[kind]}有{size:g}磅的字，{expected.by}是{expected.looks[kind].size:g}磅"
        yield summary(spots, message, suggestion="套用模板的样式，或清除格式")


@rule(
    "F105",
    slug="line-pitch-differs",
    title="行距不对",
    severity="warning",
    reason="每页22行，行距用固定值28至29磅（或模板的设置）；单倍、1.5倍行距排不齐。",
    wrong="一段用1.5倍行距",
    right="固定值28.95磅",
)
def line_pitch_differs(
    report: Report, passages: Passages, docx: Path, template: Template | None = None
) -> Iterator[Finding]:
    """Body paragraphs and headings with another line spacing."""
    expected, looks = expected_of(template), looks_of(docx)
    found: dict[Pitch, list[Spot]] = {}
    for drawn in _judged(report, passages, looks):
        pitch = looks.pitch(drawn.element)
        if drawn.kind != "title" and not _same_pitch(pitch, expected.pitch):
            found.setdefault(pitch, []).append(_whole(drawn))
    for pitch, spots in found.items():
        message = f"行距是{_pitch_in_words(pitch)}，{expected.by}是{_pitch_in_words(expected.pitch)}"
        yield summary(spots, message, suggestion="改为固定值，或套用模板的样式")


def _same_pitch(pitch: Pitch, expected: Pitch) -> bool:
    return pitch.rule == expected.rule and abs(pitch.line - expected.line) <= _PITCH_LEEWAY


def _pitch_in_words(pitch: Pitch) -> str:
    if pitch.rule == "auto":
        return f"{pitch.line / 240:g}倍"
    return f"{'固定值' if pitch.rule == 'exact' else '最小值'}{pitch.line / 20:g}磅"


@rule(
    "F106",
    slug="heading-without-style",
    title="标题没有用标题样式",
    severity="warning",
    reason="标题用了标题样式，导航窗格才能跳转、目录才能生成；手工加粗的不是标题。",
    wrong="“二、整改进展情况”是正文样式",
    right="“二、整改进展情况”是一级标题样式",
)
def heading_without_style(report: Report, passages: Passages, docx: Path) -> Iterator[Finding]:
    """Headings that fill a paragraph and have no outline level; one finding for all."""
    if looks_of(docx).lacks(*_LOOKS):
        return
    source = {p.line: p for p in report.paragraphs}
    spots = []
    for passage, place in passages:
        paragraph = source.get(passage.line or 0)
        if paragraph is None or paragraph.container != "body" or paragraph.level is not None:
            continue
        if place.part in _HEADINGS and place.role != "title" and passage.text.strip() == paragraph.text.strip():
            spots.append(Spot(Printed(Passage(paragraph.text, paragraph.line), place), 0, len(paragraph.text)))
    if spots:
        words = "、".join(f"“{s.words.strip()[:12]}”" for s in spots[:3])
        yield summary(spots, f"标题没有用标题样式：{words}", suggestion="套用一级标题、二级标题等样式")


def _whole(drawn: Drawn) -> Spot:
    return Spot(drawn.printed, 0, len(drawn.printed.text))
