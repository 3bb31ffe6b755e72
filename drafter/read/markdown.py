"""Marks of Markdown that a text copied from an editor still carries: # headings, **strong**, > quotes, rules, lists.

A heading's level is kept as the level of its style; the other marks go. Only the block and emphasis marks that such
copies have are known (CommonMark 0.31.2, chapters 4.1, 4.2, 5.1 and 6.2); everything else stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from drafter.patterns import pattern
from drafter.report import Paragraph

_HEADING = pattern(r"(?P<level>#{1,6})\s+(?P<text>\S.*?)\s*#*$")  # ## 二、整改进展
_STRONG = pattern(r"(?P<mark>\*\*|__)(?=\S)(?P<text>.+?)(?<=\S)(?P=mark)")  # **压实责任**
_QUOTE = pattern(r"(?:>\s?)+(?=\S|$)")  # > 1、巩固成果
_RULE = pattern(r"(?:[-*_]\s*){3,}")  # ---
_ITEM = pattern(r"[*+]\s+(?=\S)")  # * 完善规划; - is read as a dash of the notice's own
_LEAST = 3  # marks of two kinds before a text is taken for Markdown


def is_markdown(paragraphs: list[Paragraph]) -> bool:
    """Whether the text carries Markdown's marks: headings with #, or several marks of two kinds."""
    if not any(mark in p.text for p in paragraphs for mark in "#*_"):  # > and --- alone make none
        return False
    headings = sum(_HEADING.fullmatch(p.text) is not None for p in paragraphs)
    strong = sum(_STRONG.search(p.text) is not None for p in paragraphs)
    others = sum(bool(_QUOTE.match(p.text) or _RULE.fullmatch(p.text) or _ITEM.match(p.text)) for p in paragraphs)
    kinds = (headings > 0) + (strong > 0) + (others > 0)
    return headings >= 2 or strong >= _LEAST or (kinds >= 2 and headings + strong + others >= _LEAST)


def without_marks(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs as they read where Markdown is shown; # headings have their level (one # is the title's, 0)."""
    found = [_plain(p) for p in paragraphs if not _RULE.fullmatch(p.text)]
    levels = sorted({p.level for p in found if p.level is not None})
    several_titles = sum(p.level == 0 for p in found) > 1
    below = {b: min(b, a + 1) for a, b in pairwise([levels[0], *levels])} if levels else {}
    shift = 1 if several_titles else 0  # every part was given one #
    return [
        replace(p, level=below[p.level] + shift) if p.level is not None else p
        for p in found
        if p.text
    ]  # fmt: skip


def _plain(paragraph: Paragraph) -> Paragraph:
    text = _QUOTE.sub("", paragraph.text, count=1) if _QUOTE.match(paragraph.text) else paragraph.text
    level = paragraph.level
    if heading := _HEADING.fullmatch(text):
        level, text = len(heading["level"]) - 1, heading["text"]
    if item := _ITEM.match(text):
        text = "· " + text[item.end() :]
    return replace(paragraph, text=_STRONG.sub(r"\g<text>", text).strip(), level=level)
