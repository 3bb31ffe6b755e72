"""template check: what is wrong with an office's template, where, and how to mend it — before anyone drafts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter.errors import InputError, reason
from drafter.folders import contents
from drafter.patterns import pattern
from drafter.render.marks import W
from drafter.render.nesting import Swallowed, swallowed
from drafter.render.opened import Opened, open_template
from drafter.render.settle import LUGGAGE
from drafter.render.tags import Tag, TaggedParagraph
from drafter.render.variables import NEXT_NUMBER, VARIABLES
from drafter.strict import nearest
from drafter.template import LEVELS, Manifest, legible_manifest, load_manifest

if TYPE_CHECKING:
    from drafter.render.names import Names

_OPENERS = {"for": "endfor", "if": "endif"}
_BEGINS = {"for": "从这里起逐个重复", "if": "从这里起合条件才印"}
_EXCERPT = 40


@dataclass(frozen=True)
class Fault:
    """One thing wrong. A `warning` does not stop a template from being used, a `hint` is about its look alone."""

    code: str
    place: str
    text: str  # of the paragraph
    message: str
    mend: str
    fixable: bool = False  # `template check --fix` mends it
    severity: str = "error"

    def __str__(self) -> str:
        shown = f"“{self.text}”" if self.text and not self.message.startswith(self.text) else ""
        return f"{self.place}{shown}：{self.message}。改法：{self.mend}。"


def check_template(folder: Path) -> list[Fault]:
    """Every fault of the template folder, in reading order; empty where nothing is wrong."""
    manifest: Manifest | None = None
    faults: list[Fault] = []
    try:
        manifest = load_manifest(folder / "template.yaml")
    except InputError as error:
        said = [m.removeprefix(str(folder / "template.yaml")).lstrip("： ").rstrip("。") for m in error.messages]
        faults += [Fault("manifest", "template.yaml", "", m, "按提示改 template.yaml") for m in said]
    docx = folder / "template.docx"
    try:
        data = contents(docx)
    except OSError as error:
        return [
            *faults,
            Fault("no-docx", "template.docx", "", f"读不出来（{reason(error)}）", "把 template.docx 放进模板文件夹"),
        ]
    return faults + check_docx(data, manifest or legible_manifest(folder / "template.yaml"))


def check_docx(data: bytes, manifest: Manifest) -> list[Fault]:
    """Every fault of a template.docx."""
    try:
        opened = open_template(data)
    except InputError as error:
        why = error.messages[0].removeprefix("template.docx：").rstrip("。")
        return [Fault("not-docx", "template.docx", "", why, "用 Word 或 WPS 打开后另存为 .docx")]
    return judged(opened, manifest)


def judged(opened: Opened, manifest: Manifest) -> list[Fault]:
    """Every fault of an opened template: the one judge, for the check, the preview and the draft."""
    found = opened.paragraphs
    faults: list[Fault] = []
    for paragraph in found:
        faults += _form(paragraph)
    faults += _rows(found)
    faults += _repeated(found)
    structure, printed = _structure(found, manifest, faults)
    faults += structure
    faults += _out_of_reach(opened)
    faults += _numbered_twice(opened, manifest)
    faults += _typed_sections(opened, manifest)
    faults += _own_sections(printed, manifest)
    faults += _styles(opened)
    faults += _carried(opened, manifest)
    faults += _inverted(manifest)
    faults += [
        Fault("package", "template.docx", "", mend.message, "用 Word 或 WPS 打开后另存为 .docx", severity="warning")
        for mend in opened.mends
    ]
    broken = {f.text for f in faults if f.severity == "error"}
    faults += _required(printed, manifest, " ".join(broken), found)
    order = {id_place: i for i, id_place in enumerate(dict.fromkeys(p.place for p in found))}
    return sorted(dict.fromkeys(faults), key=lambda f: order.get(f.place, len(order)))


def _fault(
    paragraph: TaggedParagraph, code: str, message: str, mend: str, *, fixable: bool = False, severity: str = "error"
) -> Fault:
    text = " ".join(paragraph.text.split())
    shown = text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
    return Fault(code, paragraph.place, shown, message, mend, fixable, severity)


# --- the tag as it is written ---


def _form(paragraph: TaggedParagraph) -> Iterator[Fault]:
    for tag in paragraph.tags:
        if tag.scope in ("tr", "tc") and not paragraph.in_table:
            yield _fault(paragraph, "row-outside-table", f"{tag.text} 只能用在表格里", f"改成 {{%p {tag.inside} %}}")
        if tag.kind == "{" and tag.scope:
            yield _fault(paragraph, "unknown-name", f"{tag.text} 不能带 {tag.scope}", f"写成 {{{{ {tag.inside} }}}}")
    yield from _leftovers(paragraph)
    yield from _shared(paragraph)


# What people write for a tag, and other programs for theirs. Each: (what, code, message, mend)
_STRAYS: tuple[tuple[re.Pattern[str], str, str, str], ...] = (
    (
        pattern(
            r"""｛\s*[｛{%％] | \{\s*[｛％] | [｝}%％]\s*｝ | [｝％]\s*\}  # two signs, one of them wide: ｛｛ 标题 ｝｝
            | ｛\s*(?:"""
            + "|".join(re.escape(v.name) for v in VARIABLES)
            + r""")\s*[.|｝}]  # one around the name of a variable""",
            re.VERBOSE,
        ),
        "wide-brace",
        "“{0}”是全角符号，不会当作标签",
        "括号和百分号都换成英文半角：{{{{ }}}} 或 {{% %}}",
    ),
    (pattern(r"\{\s*％|％\s*\}"), "wide-brace", "“{0}”是全角符号，不会当作标签", "百分号换成英文半角：{{% %}}"),
    (
        pattern(r"\{[ \xa0\u3000]+[{%#]|[}%#][ \xa0\u3000]+\}"),
        "broken-tag",
        "“{0}”中间有空格，不会当作标签",
        "两个符号紧挨着写",
    ),
    (pattern(r"\{#"), "broken-tag", "“{0}”没有配成完整的标签：备注没有结束", "写成 {{# 备注 #}}，或删去"),
    (
        pattern(r"\{\{|\{%|%\}|#\}|\}\}"),
        "broken-tag",
        "“{0}”没有配成完整的标签",
        "照 {{{{ 标题 }}}} 的样子写全，前后括号成对",
    ),
    (pattern(r"«[^»\n]{0,40}»"), "foreign-tag", "“{0}”是邮件合并的写法，不会当作标签", "改成 {{{{ {0} }}}}"),
    (pattern(r"\$\{[^}\n]{0,40}\}"), "foreign-tag", "“{0}”不会当作标签", "改成 {{{{ {0} }}}}，去掉 $"),
    (pattern(r"\[\[[^\]\n]{0,40}\]\]|<%|%>"), "foreign-tag", "“{0}”不会当作标签", "改成 {{{{ {0} }}}}"),
)
_WIDE_TEXT = pattern("｛[^｛｝]{0,40}｝?|｝")
_PLACEHOLDER = pattern(  # 【邮编】: what people write where a fact is to go
    rf"[【〔\[［<＜]\s*({'|'.join(re.escape(v.name) for v in VARIABLES if v.kind == '文字')})\s*[】〕\]］>＞]"
)
_SINGLE = pattern(r"\{\s*(?:%?\s*)?([\w.]{1,40})\s*(?:%?\s*)?\}")
_LONE = pattern(r"[{}]")


def _outside_tags(paragraph: TaggedParagraph) -> str:
    """The text with its complete tags blanked out."""
    rest = list(paragraph.text)
    for tag in paragraph.tags:
        rest[tag.start : tag.end] = "\0" * (tag.end - tag.start)
    return "".join(rest)


def _leftovers(paragraph: TaggedParagraph) -> Iterator[Fault]:
    """Braces that belong to no complete tag; the first of a paragraph is told."""
    text = _outside_tags(paragraph)
    hits = [(m.start(), i, m) for i, (pattern, *_) in enumerate(_STRAYS) for m in [pattern.search(text)] if m]
    wide = [h for h in hits if h[1] < 2]
    if hits:
        _, i, match = min(wide or hits, key=lambda h: h[:2])
        _, code, message, mend = _STRAYS[i]
        inside = match.group().strip("«»${}[]<%> ") or "标题"
        yield _fault(paragraph, code, message.format(match.group()), mend.format(inside))
    elif single := _SINGLE.search(text):
        yield _fault(
            paragraph, "broken-tag", f"“{single.group()}”只有一层括号，不会当作标签", f"写成 {{{{ {single[1]} }}}}"
        )
    elif lone := _LONE.search(text):
        yield _fault(paragraph, "broken-tag", f"“{lone.group()}”没有配成完整的标签", "写成 {{ 标题 }}，或删去这个括号")
    elif placeholder := _PLACEHOLDER.search(text):
        yield _fault(
            paragraph, "foreign-tag", f"“{placeholder.group()}”不是标签，会原样印出",
            f"写成 {{{{ {placeholder[1]} }}}}", severity="warning",
        )  # fmt: skip
    elif bracketed := _WIDE_TEXT.search(text):
        meant = nearest(bracketed.group().strip("｛｝ "), (v.name for v in VARIABLES), at_least=75)
        yield _fault(
            paragraph, "wide-brace", f"“{bracketed.group()}”用的是全角括号，不会当作标签，会原样印出{meant}",
            "就是正文的不用处理；要作标签，写成 {{ 标题 }}", severity="error" if meant else "warning",
        )  # fmt: skip


def _shared(paragraph: TaggedParagraph) -> Iterator[Fault]:
    own = [t for t in paragraph.tags if t.scope == "p"]
    if not own:
        return
    rest = paragraph.text
    for tag in reversed(own):
        rest = rest[: tag.start] + rest[tag.end :]
    if rest.strip():
        yield _fault(
            paragraph, "shared-paragraph", f"{own[0].text} 和别的文字在同一段，那些文字不会印出",
            f"让 {own[0].text} 独占一段",
        )  # fmt: skip
    elif len(own) > 1:
        yield _fault(paragraph, "shared-paragraph", "两个 {%p %} 在同一段，只有一个起作用", "每个 {%p %} 各占一段")


def _rows(found: Sequence[TaggedParagraph]) -> Iterator[Fault]:
    """A {%tr %} takes its whole row with it."""
    for paragraph in found:
        for tag in paragraph.tags:
            if tag.scope != "tr":
                continue
            row = next(paragraph.element.iterancestors(W + "tr"), None)
            if row is None:
                continue
            text = "".join(t.text or "" for t in row.iter(W + "t")).strip()
            if next(row.iter(*LUGGAGE - {W + "bookmarkStart", W + "bookmarkEnd"}), None) is not None:
                mend = "把它移到别的行"
                yield _fault(paragraph, "shared-row", f"{tag.text} 这一行里有图片、文本框或脚注，会随整行去掉", mend)
            if text != tag.text and text.replace(tag.text, "", 1).strip():
                yield _fault(
                    paragraph,
                    "shared-row",
                    f"{tag.text} 和别的内容在同一行，整行都不会印出",
                    f"让 {tag.text} 独占表格的一行",
                )


def _repeated(found: Sequence[TaggedParagraph]) -> Iterator[Fault]:
    """A section break or a note's mark inside a loop would be repeated with it."""
    depth: dict[str, int] = {}
    for paragraph in found:
        for tag in paragraph.tags:
            if tag.kind == "%" and tag.scope in ("p", "tr"):
                word = tag.inside.split(None, 1)[0] if tag.inside else ""
                depth[paragraph.story] = depth.get(paragraph.story, 0) + (word == "for") - (word == "endfor")
        if depth.get(paragraph.story, 0) > 0 and (tags := paragraph.tags):
            closing = all(t.inside.startswith("end") for t in tags if t.kind == "%")
            own = paragraph.element
            if own.find(f"{W}pPr/{W}sectPr") is not None:
                what = "分节符"
            elif next(own.iter(W + "footnoteReference", W + "endnoteReference"), None) is not None:
                what = "脚注或尾注"
            else:
                continue
            if any(t.inside.startswith("for ") for t in tags) and not closing and depth[paragraph.story] == 1:
                continue  # it stays before the loop
            yield _fault(paragraph, "repeated", f"循环里有{what}，会重复多次", f"把{what}移到循环的外面")


# --- loops, conditions and names ---


def _structure(
    found: Sequence[TaggedParagraph], manifest: Manifest, told: Sequence[Fault]
) -> tuple[list[Fault], set[str]]:
    """(faults, what is printed in the body), story by story; `told`: the faults of the tags as they are written."""
    from drafter.render.names import Names

    faults: list[Fault] = []
    printed: set[str] = set()
    for story in dict.fromkeys(p.story for p in found):
        names = Names(manifest)
        stack: list[tuple[str, Tag, TaggedParagraph]] = []
        for paragraph in (p for p in found if p.story == story):
            for tag in paragraph.tags:
                faults += _statement(tag, paragraph, stack, names)
            if half := _HALF.search(_outside_tags(paragraph)):  # told where it stands; here it opens or closes
                tag = Tag(0, 0, half.group(), "%", half["scope"] or "", half["inside"].strip())
                _as_meant(half["word"], tag, paragraph, stack, names)
        clear = not _MISREAD.intersection(f.code for f in (*told, *faults))
        taken = swallowed([p for p in found if p.story == story]) if clear else []
        faults += _swallowed(taken)
        ends = sum(one.lost and one.surplus is None for one in taken)
        left = [entry for entry in stack if entry[1].end]  # half a tag was told as such
        loops = [entry for entry in left if entry[0] == "for"][:ends]  # each stands open for an end missing further in
        for word, tag, paragraph in (entry for entry in left if entry not in loops):
            mend = f"在这一部分后面另起一段，写 {_written(tag, _OPENERS[word])}"
            faults.append(_fault(paragraph, "unclosed", f"{tag.text} {_BEGINS[word]}，后面没有写到哪里为止", mend))
        if story == "word/document.xml":
            printed = names.printed
    return faults, printed


_MISREAD = {"crossed", "unknown-statement", "broken-tag", "wide-brace", "foreign-tag"}  # loops are not as they look


def _swallowed(taken: Iterable[Swallowed]) -> Iterator[Fault]:
    """What a loop takes along and would print again each round: where the loop has to end."""
    for one in taken:
        end = _written(one.loop, "endfor")
        here = f"在{one.paragraph.place} {one.tag.text} 前面另起一段，写 {end}"
        if one.lost and one.surplus is None:
            said = f"{one.loop.text} {_BEGINS['for']}，后面没有写到哪里为止，{one.paragraph.place}起会跟着一遍遍重印"
            yield _fault(one.where, "unclosed", said, here)
            continue
        said = f"{one.tag.text} 落在{one.where.place}的 {one.loop.text} 里面：那里每取一项，这里都会整个重印一遍"
        mend = f"{one.where.place}的重复到这里应当结束：{here}"
        if one.surplus is not None:
            mend += f"；{one.surplus.place}的 {end} 多出来了，删去"
        if not one.lost:
            mend = f"把它移到{one.where.place}的那一层外面（它的 {end} 后面）；有意每次都印的不用改"
        severity = "error" if one.lost and one.listed else "warning"
        yield _fault(one.paragraph, "swallowed", said, mend, severity=severity)


_HALF = pattern(r"\{%\s{0,4}(?P<scope>tr|tc|p|r)?\s{1,4}(?P<inside>(?P<word>for|if|endfor|endif)\b[^%}]{0,200})")


def _as_meant(
    word: str,
    tag: Tag,
    paragraph: TaggedParagraph,
    stack: list[tuple[str, Tag, TaggedParagraph]],
    names: Names,
) -> None:
    """A statement with a fault that was told does what was meant by it, so that what hangs on it is no fault."""
    if word in _OPENERS:
        names.enter(word, tag.inside)
        stack.append((word, tag, paragraph))
    elif word in _OPENERS.values():
        names.leave()
        if stack and _OPENERS[stack[-1][0]] == word:
            stack.pop()


def _statement(
    tag: Tag, paragraph: TaggedParagraph, stack: list[tuple[str, Tag, TaggedParagraph]], names: Names
) -> Iterator[Fault]:
    from drafter.render.environment import STATEMENTS, TABLE_STATEMENTS

    if tag.kind == "#":
        return
    word = tag.inside.split(None, 1)[0] if tag.inside else ""
    told: Sequence[tuple[str, str]] = ()
    if tag.kind == "{" and word in (*_OPENERS, *_OPENERS.values()):
        alone = paragraph.text.strip() == tag.text
        scope = "p" if alone else ""
        mend = f"写成 {_written_as(scope, tag.inside)}"
        yield _fault(
            paragraph, "unknown-statement", f"{tag.text}：{{{{ }}}} 里只能写要填的一项，不能写重复和条件", mend
        )
        _as_meant(word, replace(tag, kind="%", scope=scope), paragraph, stack, names)
    elif tag.kind == "{":
        told = names.output(tag.inside)
    elif word in _OPENERS:
        told = names.enter(word, tag.inside)
        stack.append((word, tag, paragraph))
    elif word in ("elif", "else"):
        yield from _branch(word, tag, paragraph, stack)
        told = names.condition(tag.inside)
    elif word in _OPENERS.values():
        yield from _closing(word, tag, paragraph, stack)
        names.leave()
    elif word == "set":
        told = names.assign(tag.inside)
    elif word not in TABLE_STATEMENTS:
        yield _fault(
            paragraph, "unknown-statement", f"{tag.text}：看不懂“{word}”{nearest(word, STATEMENTS)}",
            "能写的：for … in …（逐个重复）、endfor（重复到此）、if（合条件才印）、elif、else、endif（到此）、set",
        )  # fmt: skip
        if meant := next((k for k in (*_OPENERS, *_OPENERS.values()) if f"“{k}”" in nearest(word, STATEMENTS, 75)), ""):
            inside = f"{meant}{tag.inside[len(word) :]}"
            _as_meant(meant, replace(tag, inside=inside), paragraph, stack, names)
    for message, mend in told[:1]:
        yield _fault(paragraph, "unknown-name", f"{tag.text}：{message}", mend)


def _branch(
    word: str, tag: Tag, paragraph: TaggedParagraph, stack: list[tuple[str, Tag, TaggedParagraph]]
) -> Iterator[Fault]:
    """elif and else: behind an if, in its paragraph, written as it is."""
    if not stack:
        yield _fault(paragraph, "crossed", f"{tag.text} 前面没有开头", "删去，或在前面补上开头 {%p if … %}")
    elif stack[-1][2] is not paragraph:
        yield from _apart(tag.inside, stack[-1][1], stack[-1][2], tag, paragraph)
    elif stack[-1][1].scope != tag.scope:
        mend = f"写成 {_written(stack[-1][1], tag.inside)}"
        yield _fault(paragraph, "crossed", f"{stack[-1][1].text} 和 {tag.text} 写法不一样", mend)
    if word == "else" and tag.inside != "else":
        yield _fault(paragraph, "unknown-statement", f"{tag.text}：else 后面不能有别的", "有条件的写成 elif 条件")


def _closing(
    word: str, tag: Tag, paragraph: TaggedParagraph, stack: list[tuple[str, Tag, TaggedParagraph]]
) -> Iterator[Fault]:
    if not stack:
        opener = next(k for k, v in _OPENERS.items() if v == word)
        yield _fault(
            paragraph,
            "unclosed",
            f"{tag.text} 是收尾，前面却没有开头",
            f"删去，或在前面补上开头 {_written(tag, f'{opener} …')}",
        )
        return
    opener, opening, where = stack[-1]
    if _OPENERS[opener] != word:
        yield _fault(
            paragraph, "crossed", f"{tag.text} 和{where.place}的 {opening.text} 交叉了：里面的要先结束",
            f"在这里先写 {_written(tag, _OPENERS[opener])}",
        )  # fmt: skip
        # Take the one that it was meant for off the stack, so that one mistake is told once.
        for i in range(len(stack) - 1, -1, -1):
            if _OPENERS[stack[i][0]] == word:
                del stack[i]
                return
        return
    stack.pop()
    if where is paragraph:
        if opening.scope != tag.scope:
            yield _fault(
                paragraph, "crossed", f"{opening.text} 和 {tag.text} 写法不一样", f"写成 {_written(opening, word)}"
            )
        return
    yield from _apart(word, opening, where, tag, paragraph)


def _apart(word: str, opening: Tag, where: TaggedParagraph, tag: Tag, paragraph: TaggedParagraph) -> Iterator[Fault]:
    """A statement that ends in another paragraph than it begins in: both take their paragraph, row or cell along."""
    scopes = {opening.scope, tag.scope} - {"", "r"}
    rows = "tr" in scopes
    scope = "tr" if rows else "tc" if "tc" in scopes else "p"
    if opening.scope != tag.scope:
        wrong, place, other = (opening, where, tag) if opening.scope != scope else (tag, paragraph, opening)
        yield _fault(
            place, "crossed", f"{wrong.text} 和 {other.text} 写法不一样", f"这里改成 {_written_as(scope, wrong.inside)}"
        )
        return
    if opening.scope in ("", "r"):
        yield _fault(
            paragraph, "crossed", f"{tag.text} 和{where.place}的 {opening.text} 不在同一段",
            f"两处各占一段，写成 {{%p {opening.inside} %}} 和 {{%p {word} %}}",
        )  # fmt: skip
        return
    if _container(where, scope) is not _container(paragraph, scope):
        ways = {
            "p": f"要按行重复，两处各占一行，写成 {{%tr {opening.inside} %}} 和 {{%tr {word} %}}"
            if where.in_table or paragraph.in_table
            else "把两处移到同一处（同为正文，或同在一个文本框里）",
            "tr": "把两处移到同一张表格里",
            "tc": "把两处移到同一行里",
        }
        kind = {"p": "同一个单元格或正文里", "tr": "同一张表格里", "tc": "同一行里"}[scope]
        yield _fault(paragraph, "crossed", f"{tag.text} 和{where.place}的 {opening.text} 不在{kind}", ways[scope])


def _container(paragraph: TaggedParagraph, scope: str) -> Any:
    """What the paragraph, its row or its cell stands in."""
    element = paragraph.element
    if scope != "p":
        element = next(element.iterancestors(W + scope), None)
    return None if element is None else element.getparent()


def _written_as(scope: str, inside: str) -> str:
    return f"{{%{scope} {inside} %}}"


def _written(like: Tag, inside: str) -> str:
    return f"{{%{like.scope} {inside} %}}"


# --- places, numbers, luggage ---


def _out_of_reach(opened: Opened) -> Iterator[Fault]:
    """Tags where none is understood: in the code of a field, a formula, an alternative text, a link, a chart."""
    places = {p.element: p for p in opened.paragraphs}
    for root in opened.stories.values():
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            held = element.text if element.tag != W + "t" else None
            for value in (held, *element.attrib.values()):
                if value and (match := _TAG_LIKE.search(value)):
                    other = "公式或图形" if value is held else "图片或对象的属性"
                    where = {W + "instrText": "域代码", W + "fldSimple": "域代码"}.get(element.tag, other)
                    paragraph = next((places[a] for a in [element, *element.iterancestors()] if a in places), None)
                    message = f"{where}里有标签 {match.group()}，那里不能用标签"
                    mend = "从那里删去，把标签写在正文里"
                    if paragraph is None:
                        yield Fault("out-of-reach", "template.docx", "", message, mend)
                    else:
                        yield _fault(paragraph, "out-of-reach", message, mend)
    for name, data in opened.parts.items():
        if name in opened.stories or not name.endswith((".xml", ".rels")) or name.startswith("docProps/"):
            continue
        if not any(mark in data for mark in (b"{{", b"{%", b"%7B%7B")) or "comments" in name or "/glossary/" in name:
            continue
        what = "超链接的地址" if name.endswith(".rels") else "图表" if "chart" in name else name.rpartition("/")[2]
        yield Fault(
            "out-of-reach", "template.docx", "", f"{what}里有标签，那里不能用标签", "从那里删去，把标签写在正文里"
        )


_TAG_LIKE = pattern(r"\{[{%#][^{}]{0,40}")


_TITLES = pattern(r"\{\{\s*(?:\w{1,20}\.){1,4}标题\s*\}\}")


def _numbered_twice(opened: Opened, manifest: Manifest) -> Iterator[Fault]:
    """A number, typed or Word's own, before a variable that brings its number along."""
    from drafter.text.normal import fold
    from drafter.text.ordinals import ordinal_at

    by_style = _numbered_styles(opened)
    for paragraph in opened.paragraphs:
        match = _TITLES.search(paragraph.text)
        if not match:
            continue
        before = paragraph.text[: match.start()].strip()
        own = paragraph.element.find(f"{W}pPr/{W}numPr/{W}numId")
        style = paragraph.element.find(f"{W}pPr/{W}pStyle")
        automatic = (
            own.get(W + "val") != "0" if own is not None else style is not None and style.get(W + "val") in by_style
        )
        found = ordinal_at(fold(before)) if before else None
        if automatic or (found and found.end >= len(before)):
            what = "Word 的自动编号" if automatic else f"序号“{before}”"
            yield _fault(
                paragraph, "numbered-twice", f"{match.group()} 已带序号，这里又有{what}，会印成两个序号",
                "去掉这一段的编号，序号的写法在 template.yaml 的“版式”里定", severity="warning",
            )  # fmt: skip


def _inverted(manifest: Manifest) -> Iterator[Fault]:
    """Levels numbered against the order of GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）. Other forms have no rank."""
    above, named = -1, ""
    for field in ("section", "group", "problem", "aspect"):
        form = getattr(manifest.layout, field)
        if form not in LEVELS:
            continue
        rank, name = LEVELS.index(form), type(manifest.layout).model_fields[field].alias
        if rank < above:
            yield Fault(
                "numbering-inverted", "template.yaml", "",
                f"版式的“{name}”用 {form}，它上面的“{named}”却用 {LEVELS[above]}，层次倒了",
                f"按 {'、'.join(LEVELS[:4])} 的次序，“{name}”用“{named}”之后的", severity="warning",
            )  # fmt: skip
            return
        above, named = rank, str(name)


_SECTION_TITLE = pattern(r"\{\{\s*(?:组织领导|整改进展|下一步)\.标题\s*\}\}")
_LONGEST_HEADING = 40


def _typed_sections(opened: Opened, manifest: Manifest) -> Iterator[Fault]:
    """三、建章立制情况 typed before a heading that is numbered by the tool: two sections of one number. Behind the last
    of them a heading's typed number holds as long as every section is printed and none is added."""
    from drafter.text.ordinals import numbered, strip_ordinal

    body = [p for p in opened.paragraphs if p.story == "word/document.xml" and not p.in_table]
    numbered_ones = [i for i, p in enumerate(body) if _SECTION_TITLE.search(p.text)]
    last = max(numbered_ones, default=-1)
    forms = {numbered(manifest.layout.section, n): n for n in range(1, 12)}
    headings = {_style_of(body[i]) for i in numbered_ones} - {""} | _headings(opened)
    sections, counted = len(numbered_ones) + len(manifest.others), 0
    for i, paragraph in enumerate(body if numbered_ones else ()):
        text = paragraph.text.strip()
        counted += any(tag.inside == NEXT_NUMBER for tag in paragraph.tags)
        form = next((f for f in forms if text.startswith(f)), None)
        if paragraph.tags or not form or len(text) > _LONGEST_HEADING:
            continue
        title = strip_ordinal(text)
        if i < last:
            yield _fault(
                paragraph, "typed-number", f"“{form}”是写死的序号，后面的一级标题由程序编号，会再排一个“{form}”",
                f"从 template.docx 里删去这一部分，在 template.yaml 里写 其他部分: [{{标题: {title}, 位置: …后}}]，"
                "文字写在台账的“其他部分”里",
            )  # fmt: skip
        elif _style_of(paragraph) in headings or paragraph.element.find(f"{W}pPr/{W}outlineLvl") is not None:
            counted += 1
            right = forms[form] == sections + counted
            why = "前面少排或多排一个部分时就会印错" if right else f"前面由程序编号的一级标题有{sections}个"
            mend = f"改成 {{{{ {NEXT_NUMBER} }}}}{title}" if counted == 1 else f"去掉“{form}”，或并进前一部分"
            yield _fault(
                paragraph,
                "typed-number",
                f"“{form}”是写死的序号，{why}",
                mend,
                severity="warning" if right else "error",
            )


def _style_of(paragraph: TaggedParagraph) -> str:
    style = paragraph.element.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(W + "val") or ""


def _own_sections(printed: set[str], manifest: Manifest) -> Iterator[Fault]:
    """Sections that template.yaml declares: printed at the end of the part before them, from a key that there is."""
    from drafter.ledger.shape import ledger_shape, shape_at

    for own in manifest.others:
        shape = shape_at(own.path) if own.path else None
        if own.path and (shape is None or shape.kind not in ("text", "texts", "wording")):
            above = shape_at(own.path[:-1]) or ledger_shape()
            near = nearest(own.path[-1], [k for k, v in above.fields.items() if v.kind in ("text", "texts", "wording")])
            yield Fault(
                "own-section", "template.yaml", own.source, f"台账里没有“{own.source}”这一项文字{near}",
                "写台账里的一项文字，如 组织领导.机制；或删去“来自”，文字写在台账的“其他部分”里",
            )  # fmt: skip
        host = "组织领导" if own.after == "导语" else own.after
        for name in ("标题", "段落"):
            wanted = f"{host}.板块.{name}"
            if wanted not in printed and not (name == "段落" and f"{host}.板块.概述" in printed):
                yield Fault(
                    "never-printed", "template.docx", own.title,
                    f"“其他部分”排在“{host}”之后，由 {wanted} 印出，正文里却没有它",
                    f"在 {{%p for 板块 in {host}.板块 %}} 里补上 {wanted.partition('.')[2]}",
                )  # fmt: skip


def _numbered_styles(opened: Opened) -> set[str]:
    return {style for style, number in _inherited(opened, f"{W}numPr/{W}numId") if number.get(W + "val") != "0"}


def _headings(opened: Opened) -> set[str]:
    """Styles with a level in the outline, other than that of body text."""
    return {style for style, level in _inherited(opened, W + "outlineLvl") if level.get(W + "val") != "9"}


def _inherited(opened: Opened, name: str) -> Iterator[tuple[str, Any]]:
    """Each style, and that property of paragraphs, its own or of the style that it is based on."""
    from lxml import etree

    data = opened.parts.get("word/styles.xml")
    if not data:
        return
    styles: dict[Any, Any] = {s.get(W + "styleId"): s for s in etree.fromstring(data).iter(W + "style")}
    for identity in styles:
        at, seen = identity, set()
        while at in styles and at not in seen:
            seen.add(at)
            found = styles[at].find(f"{W}pPr/{name}")
            if found is not None:
                yield identity, found
                break
            base = styles[at].find(W + "basedOn")
            at = base.get(W + "val") if base is not None else None


def _carried(opened: Opened, manifest: Manifest) -> Iterator[Fault]:
    """What travels with the template, and what will be settled before drafting: said, and no hindrance."""
    for name in opened.revised:
        yield Fault(
            "tracked-changes", "template.docx", "", f"{name}里有修订痕迹，起草时当作全部接受",
            "在 Word 的“审阅”里接受或拒绝全部修订", severity="warning",
        )  # fmt: skip
    for item, place in opened.carried:
        if item.word in manifest.kept:
            continue
        said = f"{item.what}，" + ("不能用" if item.refused else "不会带进通报")
        yield Fault("carried", place, "", said, item.mend, severity="error" if item.refused else "warning")


# --- styles and required parts ---


def _styles(opened: Opened) -> Iterator[Fault]:
    from lxml import etree

    data = opened.parts.get("word/styles.xml")
    if data is None:
        yield Fault("missing-style", "template.docx", "", "没有样式表", "从内置模板复制一份再改")
        return
    root = etree.fromstring(data)
    known = {s.get(W + "styleId") for s in root.iter("{*}style")} | {
        v for s in root.iter("{*}style") for k, v in s.attrib.items() if str(k).endswith("}styleId")
    }
    for paragraph in opened.paragraphs:
        used = [paragraph.element.find(f"{W}pPr/{W}pStyle")]
        used += [r.find(f"{W}rPr/{W}rStyle") for r in paragraph.element.iter(W + "r")]
        for name in dict.fromkeys(u.get(W + "val") for u in used if u is not None):
            if name not in known and name not in _BUILT_INTO_WORD:
                yield _fault(
                    paragraph, "missing-style", f"用了样式“{name}”，文档里没有这个样式，会按普通正文排",
                    "在 Word 的样式窗格里给这一段另选样式，或新建同名样式",
                )  # fmt: skip


# Word and WPS know these styles without the document saying so.
_BUILT_INTO_WORD = {"Header", "Footer", "header", "footer"}

# What counts as printing a part: any one of each group.
_PARTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "标题": (("标题", "标题行", "标题全文"),),
    "导语": (("导语",),),
    "组织领导": (("组织领导.板块.段落", "组织领导.板块.要点", "组织领导.板块.概述", "组织领导.要点", "组织领导.概述"),),
    "整改进展": (
        ("整改进展.板块.问题.标题", "整改进展.问题.标题", "整改进展.板块.问题.表述", "整改进展.问题.表述"),
        ("整改进展.板块.问题.正文", "整改进展.问题.正文", "整改进展.板块.问题.措施", "整改进展.问题.措施"),
    ),
    "下一步": (("下一步.板块.段落", "下一步.板块.要点", "下一步.板块.概述", "下一步.要点", "下一步.概述"),),
    "联系方式": (("联系方式", "电话", "地址", "邮箱"),),
    "落款": (("落款",),),
    "成文日期": (("成文日期",),),
}
# Not required as such, but where it is left out, text of the ledger is lost without a word.
_EASILY_FORGOTTEN: dict[str, tuple[tuple[str, ...], ...]] = {
    "整改进展": (
        ("整改进展.板块.问题.具体表现.正文", "整改进展.板块.问题.具体表现.措施", "整改进展.问题.具体表现.正文",
         "整改进展.问题.具体表现.措施"),
        ("整改进展.板块.问题.成效", "整改进展.问题.成效"),
    )
}  # fmt: skip


def _required(printed: set[str], manifest: Manifest, broken: str, found: Sequence[TaggedParagraph]) -> Iterator[Fault]:
    """Parts that are not printed; silent about one that a fault already told (`broken`) may have meant to print. A
    paragraph that is its name between other signs (『标题』) is where it was meant."""
    for part in manifest.required:
        for ways in _PARTS[part]:
            if printed.intersection(ways) or _meant(ways, broken):
                continue
            if (there := _between_signs(ways, found)) is not None:
                said = f"“{there.text.strip()}”不会当作标签，正文里没有印出 {ways[0]}"
                yield _fault(there, "never-printed", said, f"改成 {_example(ways[0])}")
            else:
                yield Fault(
                    "never-printed", "template.docx", "",
                    f"正文里没有 {ways[0]}，印出来就缺“{part}”，这个模板规定要有",
                    f"在该处补上 {_example(ways[0])}；不要这一部分的，从 template.yaml 的“必备”里去掉“{part}”",
                )  # fmt: skip
        for ways in _EASILY_FORGOTTEN.get(part, ()):
            if not printed.intersection(ways):
                yield Fault(
                    "never-printed", "template.docx", "", f"没有印出 {ways[0]}，台账里填了也不会出现",
                    f"在该处补上 {_example(ways[0])}", severity="warning",
                )  # fmt: skip


def _between_signs(ways: Iterable[str], found: Sequence[TaggedParagraph]) -> TaggedParagraph | None:
    """The first paragraph of the body that is one of those names with signs on both sides of it."""
    names = {way.rpartition(".")[2] for way in ways}
    for paragraph in found:
        text = paragraph.text.strip()
        bare = text.strip(_SIGNS_AROUND)
        if bare in names and not paragraph.tags and text[0] != bare[0] and text[-1] != bare[-1]:
            return paragraph
    return None


_SIGNS_AROUND = " _#@*<>《》〈〉「」『』【】〔〕［］[]()（）“”\"'‘’"


def _meant(ways: Iterable[str], broken: str) -> bool:
    """Whether a text with a fault may be the one that prints it: by one of its names, nearly."""
    from rapidfuzz import fuzz

    words = re.findall(r"\w+", broken)
    for way in ways:
        last = way.rpartition(".")[2]
        if any(fuzz.ratio(word, last) >= 50 for word in words):
            return True
    return False


def _example(path: str) -> str:
    """How to print that variable, in tags: each list on the way to it is a loop around it."""
    variables, at, loops = VARIABLES, "", list[str]()
    for name in path.split("."):
        variable = next(v for v in variables if v.name == name)
        at, variables = f"{at}.{name}" if at else name, variable.members
        if variable.kind == "列表":
            item = "段" if not variable.members[0].name else _ITEMS.get(name, name)
            loops.append(f"{{%p for {item} in {at} %}}")
            at = item
    printed = f"{{{{ {at} }}}}"
    if not path.endswith((".标题", ".表述")) and loops:
        printed = f"{loops.pop()}{printed}{{%p endfor %}}（各占一段）"
    around = " 里的 ".join(loops)
    return f"{printed}（写在 {around} 里）" if around else printed


_ITEMS = {"具体表现": "表现"}
