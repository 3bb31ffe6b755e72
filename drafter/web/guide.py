"""The guide, as its pages lie in docs/ and ship with the package, for the browser."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from drafter.shipped import shipped

PAGES: dict[str, str] = {  # what the page calls it -> the file
    "页面": "页面.md",
    "起草": "起草.md",
    "审核": "审核.md",
    "模板": "模板.md",
    "词条库": "词条库.md",
    "安装": "安装.md",
}


@cache
def html_of(topic: str) -> Markup:
    """A page of the guide as HTML; raw HTML in it is shown, not obeyed."""
    from markdown_it import MarkdownIt

    text = (shipped("guide", "docs") / PAGES[topic]).read_text(encoding="utf-8")
    return Markup(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))
