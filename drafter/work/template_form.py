"""template check's second half: where a template's own look is not that of GB/T 9704—2012.

An office may have its own look, so these are hints and never errors; but a style that was changed by mistake prints
every notice wrong, and nothing else says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter.errors import InputError
from drafter.folders import contents
from drafter.patterns import pattern
from drafter.render.lint import Fault, check_template

if TYPE_CHECKING:
    from drafter.check.looks import Look, Looks
    from drafter.render.tags import TaggedParagraph

STANDARD = "GB/T 9704—2012"
_TITLES = frozenset({"标题", "标题行"})
_NOT_BODY = _TITLES | {"标题全文", "发文字号", "发布范围", "落款", "成文日期", "附件", "附件列表", "后续序号"}
_LOOP = pattern(r"for\s+(\w{1,20})\s+in\s+([\w.]{1,80})")
_HEADING = pattern(r"(?:\w{1,20}\.){1,4}标题")
_INDENT, _INDENT_LEEWAY = 2.0, 0.3  # characters
_SIZES = {
    22.0: "二号",
    18.0: "小二号",
    16.0: "三号",
    15.0: "小三号",
    14.0: "四号",
    12.0: "小四号",
    10.5: "五号",
    9.0: "小五号",
}
_PLACES = 4  # that a hint names


_SIGNED = ("落款", "成文日期")  # styles that drafting knows by their names: it reckons their indent


class Shown(NamedTuple):
    """A paragraph of the template with a kind of its own: title, body, or the level of a heading."""

    paragraph: TaggedParagraph
    kind: str


def checked(folder: Path) -> list[Fault]:
    """Every fault of the template folder, and behind them the hints about its look."""
    faults = check_template(folder)
    return [*faults, *hints(folder)]


def hints(folder: Path) -> list[Fault]:
    """Where the look of the template is not the standard's, a hint for each thing; none where it cannot be opened: the
    check of the template says why."""
    from drafter.check.looks import Looks
    from drafter.render.opened import open_template

    docx = folder / "template.docx"
    try:
        looks, paragraphs = Looks(docx), open_template(contents(docx)).paragraphs
    except (InputError, OSError):
        return []
    if looks.lacks("styles", "relations"):
        return []
    shown = list(_shown(paragraphs, looks))
    named = _unnamed(paragraphs, looks)
    return [*_unstyled(paragraphs, looks), *named, *_looks(shown, looks), *_indents(shown, looks), *_page(looks)]


def _shown(paragraphs: list[TaggedParagraph], looks: Looks) -> Iterator[Shown]:
    """The paragraphs of the document that print something, each with its kind; what has a look of its own (signers,
    dates, notes of an annex) is not among them."""
    for paragraph, printed in _printing(paragraphs):
        level = looks.outline_level(paragraph.element)
        if set(printed) <= _TITLES:
            yield Shown(paragraph, "title")
        elif level is not None:
            yield Shown(paragraph, str(level + 1))
        elif not set(printed) & _NOT_BODY and not all(map(_HEADING.fullmatch, printed)):
            yield Shown(paragraph, "body")


def _printing(paragraphs: list[TaggedParagraph]) -> Iterator[tuple[TaggedParagraph, list[str]]]:
    """The paragraphs of the document that print something, and what: of a loop's variable, what it goes through."""
    bound: dict[str, str] = {}
    for paragraph in paragraphs:
        if paragraph.story != "word/document.xml" or paragraph.in_table:
            continue
        for tag in paragraph.tags:
            if tag.kind == "%" and (loop := _LOOP.match(tag.inside)):
                bound[loop[1]] = loop[2]
        printed = [bound.get(tag.inside, tag.inside) for tag in paragraph.tags if tag.kind == "{"]
        if printed:
            yield paragraph, printed


def _unnamed(paragraphs: list[TaggedParagraph], looks: Looks) -> Iterator[Fault]:
    """Signers and date in a style of another name than the one that drafting knows."""
    for paragraph, printed in _printing(paragraphs):
        used = looks.style_name(paragraph.element)
        if printed[0] in _SIGNED and len(printed) == 1 and used != printed[0]:
            said = f"用的样式是“{used}”，程序按名称认“{printed[0]}”，右边空几个字不再替您算"
            yield _hint([paragraph], "style-renamed", said, f"样式的名称改回“{printed[0]}”")


def _unstyled(paragraphs: list[TaggedParagraph], looks: Looks) -> Iterator[Fault]:
    """Headings in a style without an outline level: Word's navigation does not show them, and they look like text."""
    for paragraph, printed in _printing(paragraphs):
        heading = len(printed) == 1 and _HEADING.fullmatch(printed[0])
        if heading and looks.outline_level(paragraph.element) is None:
            used = looks.style_name(paragraph.element)
            style = f"用的样式是“{used}”，" if used else ""
            said = f"{style}不是标题样式（没有大纲级别），标题会排得和正文一样，导航窗格里也没有它"
            yield _hint([paragraph], "heading-unstyled", said, "给这一段套用标题样式（一级标题、二级标题等）")


def _looks(shown: list[Shown], looks: Looks) -> Iterator[Fault]:
    """Fonts and sizes, and the title's place."""
    from drafter.check.rules_form import KIND_NAMES, SIZE_LEEWAY, STANDARD_LOOKS

    found: dict[tuple[str, Look], list[TaggedParagraph]] = {}
    for paragraph, kind in shown:
        if kind in STANDARD_LOOKS:
            found.setdefault((kind, looks.style_look(paragraph.element)), []).append(paragraph)
        if kind == "title" and looks.alignment(paragraph.element) != "center":
            yield _hint([paragraph], "look-differs", f"标题没有居中，{STANDARD} 是居中（7.3.1）", "套用居中的标题样式")
    for (kind, look), places in found.items():
        should = STANDARD_LOOKS[kind]
        wrong = []
        if look.family and look.family != should.family:
            wrong.append(f"字体是{look.family}，{STANDARD} 是{should.family}")
        if abs(look.size - should.size) > SIZE_LEEWAY:
            wrong.append(f"字号是{_size(look.size)}，{STANDARD} 是{_size(should.size)}")
        if wrong:
            yield _hint(places, "look-differs", f"{KIND_NAMES[kind]}的{'；'.join(wrong)}", _mend(looks, places))


def _indents(shown: list[Shown], looks: Looks) -> Iterator[Fault]:
    """Body text whose first line is not indented by two characters."""
    found: dict[float, list[TaggedParagraph]] = {}
    for paragraph, kind in shown:
        indent = looks.first_line(paragraph.element)
        flowing = looks.alignment(paragraph.element) not in ("center", "right", "end")
        if kind == "body" and flowing and abs(indent - _INDENT) > _INDENT_LEEWAY:
            found.setdefault(round(indent, 1), []).append(paragraph)
    for indent, places in found.items():
        now = f"首行缩进{indent:g}字" if indent > 0 else "首行没有缩进"
        yield _hint(places, "look-differs", f"正文{now}，{STANDARD} 是空二字（7.3.3）", _mend(looks, places))


def _page(looks: Looks) -> Iterator[Fault]:
    from drafter.check.rules_form import MARGIN_LEEWAY, STANDARD_PAGE

    page = next(iter(looks.pages()), STANDARD_PAGE)
    wrong = [
        f"{name}{actual:.0f}毫米（{should:.0f}）"
        for name, actual, should in zip(("纸宽", "纸高", "上", "右", "下", "左"), page, STANDARD_PAGE, strict=True)
        if abs(actual - should) > MARGIN_LEEWAY
    ]
    if wrong:
        said = f"纸张或页边距与 {STANDARD} 不同：{'、'.join(wrong)}"
        yield Fault("look-differs", "页面设置", "", said, "在“布局”的“页面设置”里改", severity="hint")
    if not looks.lacks("header", "footer") and not looks.has_page_number():
        said = f"没有页码，{STANDARD} 有页码（7.5）"
        yield Fault("look-differs", "页脚", "", said, "在页脚插入页码", severity="hint")


def _hint(places: list[TaggedParagraph], code: str, message: str, mend: str) -> Fault:
    first, more = places[0], [p.place for p in places[1:_PLACES]]
    if more:
        many = f"等{len(places)}处" if len(places) > _PLACES else ""
        message += f"（还有{'、'.join(more)}{many}）"
    text = " ".join(first.text.split())
    return Fault(code, first.place, text[:40], message, mend, severity="hint")


def _mend(looks: Looks, places: list[TaggedParagraph]) -> str:
    names = list(dict.fromkeys(filter(None, (looks.style_name(p.element) for p in places))))
    style = f"改样式{'、'.join(f'“{name}”' for name in names[:3])}" if names else "改这些段落的样式"
    return f"{style}；本单位就是这样要求的，不用改"


def _size(points: float) -> str:
    return f"{_SIZES[points]}（{points:g}磅）" if points in _SIZES else f"{points:g}磅"
