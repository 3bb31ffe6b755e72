"""Cutting into words. jieba takes long to load: it is loaded once, and only by what asks for words."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType


def cut(text: str) -> list[str]:
    """The words of a text, in order, with its marks."""
    words: list[str] = _jieba().lcut(text)
    return words


def cut_for_search(text: str) -> list[str]:
    """The words of a text and the words inside them, for looking up."""
    words: list[str] = _jieba().lcut_for_search(text)
    return words


@lru_cache(maxsize=1)
def _jieba() -> ModuleType:
    import jieba

    jieba.setLogLevel(60)  # it tells of its dictionary on standard error
    return jieba  # type: ignore[no-any-return]
