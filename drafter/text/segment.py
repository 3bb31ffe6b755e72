"""Cutting into words. jieba takes long to load: it is loaded once, and only by what asks for words."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import ModuleType
from typing import BinaryIO, NamedTuple

from drafter.text.remembered import remembered


def cut(text: str) -> list[str]:
    """The words of a text, in order, with its marks."""
    words: list[str] = _jieba().lcut(text)
    return words


def cut_for_search(text: str) -> list[str]:
    """The words of a text and the words inside them, for looking up."""
    words: list[str] = _jieba().lcut_for_search(text)
    return words


def cut_parts(text: str) -> list[str]:
    """The words that a word is made of, none over another: 项目 and 进度 of 项目进度."""
    taken: set[int] = set()
    found: list[str] = []
    for part in sorted(set(cut_for_search(text)) - {text}, key=lambda part: (-len(part), text.index(part))):
        places = set(range(text.index(part), text.index(part) + len(part)))
        if taken.isdisjoint(places):
            taken |= places
            found.append(part)
    return found


class Token(NamedTuple):
    """A word and where it begins."""

    word: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.word)


@remembered
def tokens(text: str) -> Iterator[Token]:
    """The words of the text by the dictionary alone: an unknown name falls into single characters."""
    at = 0
    for word in _jieba().cut(text, HMM=False):
        yield Token(word, at)
        at += len(word)


@lru_cache(maxsize=1 << 15)  # a text asks for the same few thousand words all the time; the dictionary is large
def frequency(word: str) -> int:
    """How often the dictionary's source has the word; 0 for one it does not know."""
    return _frequencies().get(word, 0)


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, int]:
    """The dictionary itself; it is not loaded by the import alone."""
    jieba = _jieba()
    jieba.initialize()
    found: dict[str, int] = jieba.dt.FREQ
    return found


@lru_cache(maxsize=1)
def _jieba() -> ModuleType:
    with _without("pkg_resources"):  # a fifth of its loading; it finds its dictionary beside itself as well
        import jieba

    jieba.setLogLevel(60)  # it tells of its dictionary on standard error
    jieba.marshal = _ReadWhole
    return jieba  # type: ignore[no-any-return]


class _ReadWhole:
    """How jieba reads and writes the dictionary that it keeps: read word by word it takes twice as long."""

    dump = staticmethod(marshal.dump)

    @staticmethod
    def load(file: BinaryIO) -> object:
        return marshal.loads(file.read())


@contextmanager
def _without(name: str) -> Iterator[None]:
    """As where the module is not installed, unless it is loaded already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
