"""What is read of a text, read once: many rules ask of the same sentences, and of a notice that is checked again, on
the page or against an earlier one, most paragraphs are as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")
TEXTS = 4096  # the latest; a notice has some hundred paragraphs and twice as many sentences with figures
LONGEST = 4000  # characters of a text that is kept


def remembered(read: Callable[[str], Iterable[T]]) -> Callable[[str], tuple[T, ...]]:
    """The same reader of a text, gathered; it must depend on the text alone and give what nobody changes."""

    @lru_cache(maxsize=TEXTS)
    def kept(text: str) -> tuple[T, ...]:
        return tuple(read(text))

    @wraps(read)
    def gathered(text: str) -> tuple[T, ...]:
        return kept(text) if len(text) <= LONGEST else tuple(read(text))

    return gathered
