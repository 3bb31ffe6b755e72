"""The guide, as its pages lie in docs/ and ship with the package, for the browser: what to click first, each task a
topic of its own; what is for the command line, and the pages that tell of files, behind."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup

from drafter.patterns import pattern
from drafter.shipped import shipped

_PAGE = "页面.md"  # each of its parts is a topic
COMMANDS = "从命令行打开"  # the part of it that is not for the page
FIRST: dict[str, str] = {  # a page on files and commands -> the topic that tells how the page does it
    "命令行：起草": "起草：从台账到 Word 稿",
    "命令行：审核": "审核一份通报",
    "模板里能写什么": "单位自己的模板",
    "词条库的文件": "用语和规范表",
}
MANUALS: dict[str, str] = {  # what the page calls it -> the file
    "命令行：起草": "起草.md",
    "命令行：审核": "审核.md",
    "模板里能写什么": "模板.md",
    "词条库的文件": "词条库.md",
    "安装": "安装.md",
}
_PART = pattern(r"^## (?P<title>.+)$", re.MULTILINE)


@cache
def topics() -> dict[str, str]:
    """Title -> text, in the order of the guide: the tasks of the page, then the manuals."""
    _, *parts = _PART.split(_text(_PAGE))
    tasks = {title: f"# {title}\n{body}" for title, body in zip(parts[::2], parts[1::2], strict=True)}
    return tasks | {title: _text(file) for title, file in MANUALS.items()}


def tasks() -> list[str]:
    """The topics that tell what to click."""
    return [title for title in topics() if title not in MANUALS and title != COMMANDS]


def manuals() -> list[str]:
    """The topics for who keeps the files, or works on the command line."""
    return [COMMANDS, *MANUALS]


def _text(file: str) -> str:
    return (shipped("guide", "docs") / file).read_text(encoding="utf-8")


@cache
def html_of(topic: str) -> Markup:
    """A topic as HTML; raw HTML in it is shown, not obeyed."""
    from markdown_it import MarkdownIt

    return Markup(MarkdownIt("commonmark", {"html": False}).enable("table").render(topics()[topic]))
