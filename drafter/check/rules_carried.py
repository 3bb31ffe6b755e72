"""P202–P210: what the .docx still carries besides its text: revisions, comments, marks, properties, macros."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

from drafter.check.body import Printed, places
from drafter.check.mends import AUTHOR
from drafter.check.model import Finding, Looked, Severity, Where
from drafter.check.registry import rule
from drafter.check.rules_matters import matters_in
from drafter.check.rules_private_numbers import identity_number, mobile_number
from drafter.check.rules_private_persons import informant_named
from drafter.folders import contents
from drafter.patterns import pattern
from drafter.report import Passage, Place, Report
from drafter.text.normal import fold
from drafter.text.numerals import ONE_TO_NINE
from drafter.word.remains import Remain, remains


@lru_cache(maxsize=4)
def _carried(path: Path, size: int, changed: int) -> tuple[Remain, ...]:
    return tuple(remains(contents(path), path.name))


def carried_by(path: Path) -> tuple[Remain, ...]:
    """What the file carries; read once for all rules."""
    state = path.stat()
    return _carried(path, state.st_size, state.st_mtime_ns)


def _one(found: Sequence[Remain], message: str, hint: str, severity: Severity | None = None) -> Finding:
    lines = sorted({r.line for r in found if r.line})
    line = next((r.line for r in found if r.line), None)
    return Finding(
        f"{message}（{places(len(found), lines)}）", Where("文件", paragraph=line), suggestion=hint, severity=severity
    )


def _all_of(looked: str, found: Sequence[Remain], message: str, hint: str) -> Iterator[Finding | Looked]:
    """One finding for all remains of a kind, with the words of the first few."""
    yield Looked(looked, len(found))
    if found:
        yield _one(found, f"{message}：{_quoted(found)}", hint)


def _quoted(found: Sequence[Remain]) -> str:
    """The words of the first few, personal data masked."""
    return "、".join(f"“{masked(r.text)[:24]}”" for r in found[:3])


_LONG_DIGITS = pattern(r"(?<!\d)(\d[\d -]{1,2}\d)[\d -]{3,14}(\d{2}[\dXx]{2})(?![\dXx])")


def masked(text: str) -> str:
    """The text with identity, card and telephone numbers covered: the report of a check is passed around too."""
    return _LONG_DIGITS.sub(lambda m: m[1] + "*" * 6 + m[2], text)


@rule(
    "P202",
    slug="revisions-left",
    title="留有修订痕迹",
    severity="error",
    reason="修订没有接受或拒绝就发出去，删掉的话、改动的人别人都看得到。",
    wrong="（文件里有12处修订）",
    right="（全部接受或拒绝以后再发）",
)
def revisions_left(docx: Path) -> Iterator[Finding | Looked]:
    """Inserted and deleted text under tracked changes; what was deleted goes through the rules on privacy."""
    found = [r for r in carried_by(docx) if r.kind in {"inserted", "deleted"}]
    for told in _all_of("revision", found, "有没接受或拒绝的修订", "在“审阅”里逐条接受或拒绝。"):
        whose = by_author(found)
        if isinstance(told, Finding) and AUTHOR in whose and len(whose) > 1:
            told = dataclasses.replace(told, message=f"{told.message}：{_by_whom(whose)}")
        yield told
    yield from _private([r for r in found if r.kind == "deleted"], "删除的修订")


def by_author(found: Sequence[Remain]) -> dict[str, list[Remain]]:
    """The remains by who made them, our own first."""
    whose: dict[str, list[Remain]] = {}
    for remain in sorted(found, key=lambda r: r.author != AUTHOR):
        whose.setdefault(remain.author, []).append(remain)
    return whose


def _by_whom(whose: dict[str, list[Remain]]) -> str:
    """本程序改的4处，赵丽改的2处（“出台负面清单1份。”…）"""
    own = f"本程序（{AUTHOR}）改的{len(whose[AUTHOR])}处"
    others = (
        f"{name or '没有署名的人'}改的{len(of)}处（{_quoted(of)}）" for name, of in whose.items() if name != AUTHOR
    )
    return "，".join((own, *others))


@rule(
    "P203",
    slug="comments-left",
    title="留有批注",
    severity="error",
    reason="批注是内部意见，公开前要删净。",
    wrong="（文件里有3条批注）",
    right="（批注全部删去）",
)
def comments_left(docx: Path) -> Iterator[Finding | Looked]:
    """Comments of anybody."""
    found = [r for r in carried_by(docx) if r.kind == "comment"]
    yield from _all_of("comment", found, "有批注", "先把批注里问的、要改的办好，再删去全部批注。")
    yield from _private(found, "批注")


@rule(
    "P204",
    slug="hidden-text",
    title="有隐藏文字",
    severity="error",
    reason="隐藏的文字屏幕上看不见，别人一点就能显示出来。",
    wrong="（第12段有隐藏文字）",
    right="（隐藏文字删去）",
)
def hidden_text(docx: Path) -> Iterator[Finding | Looked]:
    """Text with Word's own attribute “hidden”."""
    found = [r for r in carried_by(docx) if r.kind == "hidden"]
    yield from _all_of("hidden", found, "有隐藏文字", "显示出来核对，删去。")
    yield from _private(found, "隐藏文字")


@rule(
    "P205",
    slug="struck-text",
    title="有加删除线的文字",
    severity="error",
    reason="划掉的字还在纸上，要么删去，要么恢复。",
    wrong="完成12项（“12项”上有删除线）",
    right="完成11项",
)
def struck_text(docx: Path) -> Iterator[Finding | Looked]:
    """Struck-through text."""
    found = [r for r in carried_by(docx) if r.kind == "struck"]
    yield from _all_of("struck", found, "有加删除线的文字", "删去，或去掉删除线。")


@rule(
    "P206",
    slug="marked-text",
    title="有突出显示或彩色的文字",
    severity="warning",
    reason="黄底、红字是改稿时做的记号，公开的文件上不该有。",
    wrong="（“15件”是黄底）",
    right="（去掉突出显示）",
)
def marked_text(docx: Path) -> Iterator[Finding | Looked]:
    """Highlighted text, and text in a colour other than black; 【待补】 is T401's."""
    carried = [r for r in carried_by(docx) if "待补" not in r.text and "【" not in r.text]
    body = [r for r in carried if r.kind == "highlighted"]
    yield from _all_of("marked", body, "有突出显示的文字", "核对后去掉突出显示。")
    coloured = [r for r in carried if r.kind == "coloured" and r.line and r.line > HEAD]
    if coloured:
        yield _one(coloured, f"有彩色的文字：{_quoted(coloured)}", "核对后改为黑色。", "info")


HEAD = 4  # the 红头 may be red
_DRAFT_MARK = pattern(
    rf"送审|征求意见|讨论稿|草稿|初稿|修改稿|审议稿|第[{ONE_TO_NINE}\d]稿|定稿|内部|秘密|机密|保密|仅供|样稿|未定稿|DRAFT",
    re.IGNORECASE,
)
_PATH = pattern(r"[A-Za-z]:[\\/]|\\\\\w|/(?:home|Users|tmp)/|\.(?:docx?|wps|txt|xlsx?)\b", re.IGNORECASE)
_STAMP = pattern(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d{2})?|打印(?:时间|日期)|最后修改")


@rule(
    "P207",
    slug="header-footer-residue",
    title="页眉页脚有不该公开的字样",
    severity="error",
    reason="“送审稿”“内部资料”、文件路径、打印时间常留在页眉页脚里，正文看不出来。",
    wrong="（页眉“送审稿”，页脚“D:\\整改\\通报3.docx”）",
    right="（页眉空，页脚只有页码）",
)
def header_footer_residue(docx: Path) -> Iterator[Finding | Looked]:
    """送审稿, a path, a date in a header or a footer; a page number that is no field."""
    for remain in carried_by(docx):
        name = {"header": "页眉", "footer": "页脚"}.get(remain.kind)
        if name:
            yield Looked("margin")
            for pattern in (_DRAFT_MARK, _PATH, _STAMP):
                if match := pattern.search(remain.text):
                    message = f"{name}里有“{match.group()}”：{masked(remain.text)[:40]}"
                    yield Finding(message, Where("文件"), suggestion=f"从{name}里删去。")
                    break
    dead = [r for r in carried_by(docx) if r.kind == "page-number"]
    if dead:
        message = f"页码“{dead[0].text}”是打上去的字，每页都一样"
        yield Finding(message, Where("文件"), suggestion="改用“插入页码”。", severity="warning")


_NAMES_OF_PROPERTIES = {
    "title": "标题", "subject": "主题", "description": "备注", "keywords": "标记", "category": "类别",
    "creator": "作者", "lastModifiedBy": "最后修改者", "Company": "单位", "Manager": "经理", "lpwstr": "自定义属性",
    "HyperlinkBase": "超链接基础",
}  # fmt: skip


@rule(
    "P208",
    slug="file-properties",
    title="文件属性里有内部信息",
    severity="info",
    reason="作者、备注、旧标题会随文件一起公开，一点“属性”就能看到。",
    wrong="（属性：标题“某县通报送审稿”，作者“王建国”）",
    right="（属性清空）",
)
def file_properties(docx: Path) -> Iterator[Finding]:
    """Title, remarks, author of the file; a warning where they speak of a draft, a path or another paper."""
    found = [r for r in carried_by(docx) if r.kind == "property"]
    said = []
    for remain in found:
        key, _, text = remain.text.partition("=")
        name = _NAMES_OF_PROPERTIES.get(key, key)
        if _DRAFT_MARK.search(text) or _PATH.search(text):
            message = f"文件属性“{name}”里有“{masked(text)[:30]}”"
            yield Finding(message, Where("文件"), suggestion="在“文件—信息”里删去。", severity="warning")
        elif key in {"creator", "lastModifiedBy", "Company", "Manager", "description", "lpwstr"}:
            said.append(f"{name}“{masked(text)[:16]}”")
    if said:
        yield Finding(f"文件属性里有{'、'.join(said[:4])}", Where("文件"), suggestion="用“检查文档”清除。")


@rule(
    "P209",
    slug="active-content",
    title="文件里有宏、嵌入对象、外部链接或活动域",
    severity="warning",
    reason="宏和嵌入的表格里可能有没有公开的数据；链接到本机文件的，别人打开会出错；日期域会自己变。",
    wrong="（嵌入了一张 Excel 台账，链接到 D:\\整改\\台账.xlsx）",
    right="（只有文字和图片）",
)
def active_content(docx: Path) -> Iterator[Finding]:
    """Macros and embedded objects (error), links to files, fields that change."""
    kinds = {
        "macro": ("有宏", "另存为不带宏的 .docx。", "error"),
        "object": ("嵌入了对象", "删去，或改为图片、文字；里面可能有没公开的数据。", "error"),
        "link": ("有链接到本机或局域网文件的链接", "取消链接。", None),
        "field": ("有会自动变化的域", "转为普通文字。", None),
    }
    for kind, (what, hint, severity) in kinds.items():
        found = [r for r in carried_by(docx) if r.kind == kind]
        if found:
            yield _one(found, f"{what}：{_quoted(found)}", hint, cast("Severity | None", severity))


@rule(
    "P210",
    slug="empty-paragraphs",
    title="用空段落排版",
    severity="info",
    reason="连着三个以上的空段落是用回车调位置，换一台机器版面就乱。",
    wrong="（第12段后有5个空段落）",
    right="（用段前段后距、分页符）",
)
def empty_paragraphs(docx: Path) -> Iterator[Finding]:
    """Three and more empty paragraphs in a row."""
    found = [r for r in carried_by(docx) if r.kind == "empty"]
    if found:
        yield _one(found, f"有连续{found[0].text}个空段落", "删去，改用段距或分页符。")


def _private(found: Sequence[Remain], what: str) -> Iterator[Finding]:
    """What would be named if it stood in the text: identity numbers, names, matters not for publication."""
    for remain in found:
        printed = Printed(Passage(fold(remain.text), None), Place("文件"))
        inner = Report(preamble=(printed.passage,))
        passages = [(printed.passage, Place("文件"))]
        for each in (identity_number, mobile_number, informant_named):
            for finding in each(inner, passages):
                message = f"{what}里有不能公开的内容：{finding.message}"
                yield Finding(
                    message,
                    Where("文件", paragraph=remain.line),
                    suggestion="先接受或删净，再发文件。",
                    private=finding.private,
                )
        for row, start, end in matters_in(remain.text):
            message = f"{what}里有不能公开的内容：{row['说明']}（“{masked(remain.text[start:end])}”）"
            yield Finding(message, Where("文件", paragraph=remain.line), suggestion="先接受或删净，再发文件。")
