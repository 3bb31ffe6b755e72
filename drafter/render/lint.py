"""template check: what is wrong with an office's template, where, and how to mend it — before anyone drafts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.errors import InputError, reason
from drafter.render.marks import W
from drafter.render.tags import Tag, TaggedParagraph, paragraphs
from drafter.template import Manifest, load_manifest

_CURLY = re.compile("[“”‘’]")
_WIDE = re.compile(r"[｛{]\s*[｛{%％#]|[｝}%％#]\s*[｝}]")
_OPENERS = {"for": "endfor", "if": "endif"}
_EXCERPT = 40


@dataclass(frozen=True)
class Fault:
    """One thing wrong. A `warning` does not stop a template from being used."""

    code: str
    place: str
    text: str  # of the paragraph
    message: str
    mend: str
    fixable: bool = False  # `template check --fix` mends it
    severity: str = "error"

    def __str__(self) -> str:
        shown = f"“{self.text}”" if self.text else ""
        return f"{self.place}{shown}：{self.message}。改法：{self.mend}。"


def check_template(folder: Path) -> list[Fault]:
    """Every fault of the template folder, in reading order; empty where nothing is wrong."""
    manifest: Manifest | None = None
    faults: list[Fault] = []
    try:
        manifest = load_manifest(folder / "template.yaml")
    except InputError as error:
        faults += [
            Fault("manifest", "template.yaml", "", m.rstrip("。"), "按提示改 template.yaml") for m in error.messages
        ]
    docx = folder / "template.docx"
    try:
        data = docx.read_bytes()
    except OSError as error:
        return [
            *faults,
            Fault("no-docx", "template.docx", "", f"读不出来（{reason(error)}）", "把 template.docx 放进模板文件夹"),
        ]
    return faults + check_docx(data, manifest or Manifest.model_validate({"名称": folder.name}))


def check_docx(data: bytes, manifest: Manifest) -> list[Fault]:
    """Every fault of a template.docx."""
    from lxml import etree

    try:
        found = paragraphs(data)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return [Fault("not-docx", "template.docx", "", "不是能打开的 .docx 文件", "用 Word 或 WPS 打开后另存为 .docx")]
    faults: list[Fault] = []
    for paragraph in found:
        faults += _form(paragraph)
    faults += _rows(found)
    structure, printed = _structure(found, manifest)
    faults += structure
    faults += _styles(data, found)
    faults += _required(printed, manifest)
    order = {id_place: i for i, id_place in enumerate(dict.fromkeys(p.place for p in found))}
    return sorted(faults, key=lambda f: order.get(f.place, len(order)))


def _fault(
    paragraph: TaggedParagraph, code: str, message: str, mend: str, *, fixable: bool = False, severity: str = "error"
) -> Fault:
    text = " ".join(paragraph.text.split())
    shown = text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
    return Fault(code, paragraph.place, shown, message, mend, fixable, severity)


# --- the tag as it is written ---


def _form(paragraph: TaggedParagraph) -> Iterator[Fault]:
    for tag in paragraph.tags:
        runs = _runs_of(paragraph, tag)
        if "\n" in tag.text or "\t" in tag.text:
            yield _fault(
                paragraph, "broken-tag", f"标签 {tag.text.split()[0]} … 里有换行或制表符", "把整个标签写在一行里"
            )
        elif runs > 1:
            yield _fault(
                paragraph, "split-tag", f"标签 {tag.text} 被 Word 拆成了 {runs} 截",
                "运行 drafter template check --fix，或选中整个标签后重新输入一遍", fixable=True,
            )  # fmt: skip
        if tag.kind != "#" and _CURLY.search(tag.inside):
            yield _fault(
                paragraph, "curly-quote", f"标签 {tag.text} 里是中文引号“”‘’",
                "换成英文直引号 \" 或 '（在 Word 中输入后按 Ctrl+Z 可撤销自动更正），或运行 --fix", fixable=True,
            )  # fmt: skip
        if tag.scope in ("tr", "tc") and not paragraph.in_table:
            yield _fault(paragraph, "row-outside-table", f"{tag.text} 只能用在表格里", f"改成 {{%p {tag.inside} %}}")
    yield from _leftovers(paragraph)
    yield from _shared(paragraph)


def _runs_of(paragraph: TaggedParagraph, tag: Tag) -> int:
    """How many runs the tag is spread over."""
    parents = {
        text.getparent()
        for text, (start, end) in zip(paragraph.texts, paragraph.spans, strict=True)
        if start < tag.end and end > tag.start
    }
    return len(parents)


def _leftovers(paragraph: TaggedParagraph) -> Iterator[Fault]:
    """Braces that belong to no complete tag."""
    rest = list(paragraph.text)
    for tag in paragraph.tags:
        rest[tag.start : tag.end] = " " * (tag.end - tag.start)
    for match in _WIDE.finditer("".join(rest)):
        if any(c in match.group() for c in "｛｝％"):
            mend = "括号和百分号都换成英文半角：{{ }} 或 {% %}"
            yield _fault(paragraph, "wide-brace", f"“{match.group()}”是全角符号，不会当作标签", mend)
        else:
            yield _fault(
                paragraph,
                "broken-tag",
                f"“{match.group()}”没有配成完整的标签",
                "写成 {{ 变量 }} 或 {%p 语句 %}，前后括号成对",
            )
        return


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
            if text != tag.text and text.replace(tag.text, "", 1).strip():
                yield _fault(
                    paragraph,
                    "shared-row",
                    f"{tag.text} 和别的内容在同一行，整行都不会印出",
                    f"让 {tag.text} 独占表格的一行",
                )


# --- loops, conditions and names ---


def _structure(found: Sequence[TaggedParagraph], manifest: Manifest) -> tuple[list[Fault], set[str]]:
    """(faults, what is printed in the body), story by story."""
    from drafter.render.names import Names

    faults: list[Fault] = []
    printed: set[str] = set()
    for story in dict.fromkeys(p.story for p in found):
        names = Names(manifest)
        stack: list[tuple[str, Tag, TaggedParagraph]] = []
        for paragraph in (p for p in found if p.story == story):
            for tag in paragraph.tags:
                faults += _statement(tag, paragraph, stack, names)
        for word, tag, paragraph in stack:
            mend = f"在这一部分后面补 {_written(tag, _OPENERS[word])}"
            faults.append(_fault(paragraph, "unclosed", f"{tag.text} 没有对应的 {_OPENERS[word]}", mend))
        if story == "word/document.xml":
            printed = names.printed
    return faults, printed


def _statement(
    tag: Tag, paragraph: TaggedParagraph, stack: list[tuple[str, Tag, TaggedParagraph]], names: object
) -> Iterator[Fault]:
    from drafter.render.names import Names

    assert isinstance(names, Names)
    if tag.kind == "#":
        return
    word = tag.inside.split(None, 1)[0] if tag.inside else ""
    if tag.kind == "{":
        for message, mend in names.output(tag.inside):
            yield _fault(paragraph, "unknown-name", f"{tag.text}：{message}", mend)
        return
    if word in _OPENERS:
        for message, mend in names.enter(word, tag.inside):
            yield _fault(paragraph, "unknown-name", f"{tag.text}：{message}", mend)
        stack.append((word, tag, paragraph))
    elif word in ("elif", "else"):
        if not stack:
            yield _fault(paragraph, "crossed", f"{tag.text} 前面没有 if", "删去，或在前面补 {%p if … %}")
        for message, mend in names.condition(tag.inside):
            yield _fault(paragraph, "unknown-name", f"{tag.text}：{message}", mend)
    elif word in _OPENERS.values():
        yield from _closing(word, tag, paragraph, stack)
        names.leave()
    elif word == "set":
        for message, mend in names.assign(tag.inside):
            yield _fault(paragraph, "unknown-name", f"{tag.text}：{message}", mend)
    elif word not in ("vm", "hm", "colspan", "cellbg"):
        from drafter.template import nearest

        known = ("for", "endfor", "if", "elif", "else", "endif", "set")
        yield _fault(
            paragraph, "unknown-statement", f"{tag.text}：没有“{word}”这个语句{nearest(word, known)}",
            "可用的语句：for … in …、endfor、if、elif、else、endif、set",
        )  # fmt: skip


def _closing(
    word: str, tag: Tag, paragraph: TaggedParagraph, stack: list[tuple[str, Tag, TaggedParagraph]]
) -> Iterator[Fault]:
    if not stack:
        opener = next(k for k, v in _OPENERS.items() if v == word)
        yield _fault(
            paragraph, "unclosed", f"{tag.text} 前面没有 {opener}", f"删去，或在前面补 {_written(tag, opener)}"
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
    if opening.scope != tag.scope:
        yield _fault(
            paragraph, "crossed", f"{where.place}的 {opening.text} 和这里的 {tag.text} 写法不一样",
            f"这里也写成 {_written(opening, word)}",
        )  # fmt: skip
    elif not tag.scope and where is not paragraph:
        yield _fault(
            paragraph, "crossed", f"{tag.text} 和{where.place}的 {opening.text} 不在同一段",
            f"两处各占一段，写成 {{%p {opening.inside} %}} 和 {{%p {word} %}}",
        )  # fmt: skip


def _written(like: Tag, inside: str) -> str:
    return f"{{%{like.scope} {inside} %}}"


# --- styles and required parts ---


def _styles(data: bytes, found: Iterable[TaggedParagraph]) -> Iterator[Fault]:
    import io

    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            root = etree.fromstring(archive.read("word/styles.xml"))
        except KeyError:
            yield Fault("missing-style", "template.docx", "", "没有样式表", "从内置模板复制一份再改")
            return
    known = {s.get(W + "styleId") for s in root.iter(W + "style")}
    for paragraph in found:
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


def _required(printed: set[str], manifest: Manifest) -> Iterator[Fault]:
    for part in manifest.required:
        for ways in _PARTS[part]:
            if not printed.intersection(ways):
                yield Fault(
                    "never-printed", "template.docx", "",
                    f"template.yaml 的“必备”里有“{part}”，正文里却没有印出 {ways[0]}",
                    f"在该处补上 {_example(ways[0])}，或从“必备”里去掉“{part}”",
                )  # fmt: skip
        for ways in _EASILY_FORGOTTEN.get(part, ()):
            if not printed.intersection(ways):
                yield Fault(
                    "never-printed", "template.docx", "", f"没有印出 {ways[0]}，台账里填了也不会出现",
                    f"在该处补上 {_example(ways[0])}", severity="warning",
                )  # fmt: skip


def _example(path: str) -> str:
    """How to print that variable, in tags."""
    if path in ("标题", "成文日期"):
        return f"{{{{ {path} }}}}"
    return f"{{%p for 段 in {path.removeprefix('整改进展.板块.')} %}}{{{{ 段 }}}}{{%p endfor %}}（各占一段）"
