"""What is read of a text, read once: many rules ask of the same sentences, and of a notice that is checked again, on
the page or against an earlier one, most paragraphs are as they were."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")
TEXTS = 4096  # the latest; a notice has some hundred paragraphs and twice as many sentences with figures
LONGEST = 4000  # characters of a text that is kept
_forgetting: list[Callable[[], None]] = []


def remembered(read: Callable[[str], Iterable[T]]) -> Callable[[str], tuple[T, ...]]:
    """The same reader of a text, gathered; it must depend on the text alone and give what nobody changes."""
    kept = _kept(read)

    @wraps(read)
    def gathered(text: str) -> tuple[T, ...]:
        return kept(text) if len(text) <= LONGEST else tuple(read(text))

    return gathered


def remembered_of(read: Callable[..., Iterable[T]]) -> Callable[..., tuple[T, ...]]:
    """The same for a reader of a text and what was read of it, which must be hashable."""
    kept = _kept(read)

    @wraps(read)
    def gathered(text: str, *of_it: Hashable) -> tuple[T, ...]:
        return kept(text, *of_it) if len(text) <= LONGEST else tuple(read(text, *of_it))

    return gathered


def forget() -> None:
    """Nothing is remembered: for measuring how long reading takes."""
    for each in _forgetting:
        each()


def forgotten(clear: Callable[[], None]) -> None:
    """What `forget` calls too: the emptying of a memory that is kept elsewhere."""
    _forgetting.append(clear)


def _kept(read: Callable[..., Iterable[T]]) -> Callable[..., tuple[T, ...]]:
    @lru_cache(maxsize=TEXTS)
    def kept(*asked: Hashable) -> tuple[T, ...]:
        return tuple(read(*asked))

    _forgetting.append(kept.cache_clear)
    return kept
