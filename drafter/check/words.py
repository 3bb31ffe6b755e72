"""Words of Chinese text, for the few rules that must know where one ends.

jieba takes longer to load than the rest of a check: callers ask only about places that a pattern has picked out.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple


class Token(NamedTuple):
    word: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.word)


@lru_cache(maxsize=1)
def _segmenter() -> Any:
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)  # it announces on standard error that it is loading
    jieba.initialize()
    return jieba.dt


def tokens(text: str) -> list[Token]:
    """The words of the text by the dictionary alone: an unknown name falls into single characters."""
    found: list[Token] = []
    at = 0
    for word in _segmenter().cut(text, HMM=False):
        found.append(Token(word, at))
        at += len(word)
    return found


def frequency(word: str) -> int:
    """How often the dictionary's source has the word; 0 for one it does not know."""
    return int(_segmenter().FREQ.get(word, 0))
