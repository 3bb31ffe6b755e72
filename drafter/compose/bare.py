"""Wording without what the template prints around it: the number of a lead phrase, the 关于“…”问题 of a title."""

from __future__ import annotations

from drafter.patterns import pattern
from drafter.text.normal import fold
from drafter.text.ordinals import ordinal_at

_WRAPPED = pattern(r"\s*关于\s*[“\"](?P<title>[^“”\"]+)[”\"]\s*(?:的)?(?:问题)?(?:的?整改)?(?:情况)?[。：:]?\s*")


def bare_lead(text: str) -> str:
    """压实责任 out of 一是压实责任。"""
    closed = text.rstrip("。")
    return closed[_number_end(closed) :] or closed


def bare_title(text: str) -> str:
    """产业转型步伐不快 out of 关于“产业转型步伐不快”问题的整改, whatever number stands before it."""
    match = _WRAPPED.fullmatch(text, _number_end(text))
    return match["title"] if match else text


def _number_end(text: str) -> int:
    found = ordinal_at(fold(text))
    return found.end if found else 0
