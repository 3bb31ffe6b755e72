"""Wording without what the template prints around it: the number of a lead phrase, the 关于“…”问题 of a title."""

from __future__ import annotations

import re

_ORDINAL = re.compile(
    r"\s*(?:[（(]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[）)]|\d{1,2}\s*(?:[．、]|\.(?!\d))|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}(?:是[：:，,]?|、(?![一二三四五六七八九十]))|第[一二三四五六七八九十]{1,3}[，,、])\s*(?=\S)"
)
_WRAPPED = re.compile(r"\s*关于\s*[“\"](?P<title>[^“”\"]+)[”\"]\s*(?:的)?(?:问题)?(?:的?整改)?(?:情况)?[。：:]?\s*")


def bare_lead(text: str) -> str:
    """压实责任 out of 一是压实责任。"""
    return _ORDINAL.sub("", text.rstrip("。"), count=1) if _ORDINAL.match(text) else text.rstrip("。")


def bare_title(text: str) -> str:
    """产业转型步伐不快 out of 关于“产业转型步伐不快”问题的整改, whatever number stands before it."""
    ordinal = _ORDINAL.match(text)
    match = _WRAPPED.fullmatch(text, ordinal.end() if ordinal else 0)
    return match["title"] if match else text
