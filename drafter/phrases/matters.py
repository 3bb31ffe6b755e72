"""What a text is about: the matters that its words name, and the fields that these belong to.

A matter (事) is one thing with all its names, as writers and as notices say it: 专项资金, 趴在账上, 花不出去. A field
(领域) is a branch of the administration with several matters. Both are data (`topics`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from drafter.text.lexicon import table

Names = frozenset[str]


@lru_cache(maxsize=8192)
def named(text: str) -> tuple[tuple[str, Names], ...]:
    """(word, the matters it may stand for) for the longest words of the table from left to right, none over another."""
    found: list[tuple[str, Names]] = []
    at = 0
    while at < len(text):
        word = next(starting(text, at, _by_head()), "")
        if word:
            found.append((word, _matters_of()[word]))
        at += len(word) or 1
    return tuple(found)


def matters(text: str) -> Names:
    """All matters that the words of a text may stand for."""
    return frozenset(matter for _, names in named(text) for matter in names)


@cache
def fields_of(matter: str) -> Names:
    """The fields that a matter belongs to; a name that is no matter belongs to none."""
    return _fields().get(matter, frozenset())


@cache
def is_matter(name: str) -> bool:
    return name in _fields()


def by_head(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their first character, the longest first: to find those that stand at a place of a text."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[0], []).append(word)
    return {head: tuple(sorted(those, key=lambda word: (-len(word), word))) for head, those in found.items()}


def starting(text: str, at: int, heads: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The words that begin at that place, the longest first."""
    return (word for word in heads.get(text[at], ()) if text.startswith(word, at))


@cache
def _by_head() -> dict[str, tuple[str, ...]]:
    return by_head(_matters_of())


@cache
def _matters_of() -> dict[str, Names]:
    """Word -> matters. A word without one is a matter by itself."""
    found: dict[str, set[str]] = {}
    for row in table("topics"):
        found.setdefault(row["词"], set()).update({row["事"]} if row["事"] else ())
    return {word: frozenset(names or {word}) for word, names in found.items()}


@cache
def _fields() -> dict[str, Names]:
    found: dict[str, set[str]] = {}
    for row in table("topics"):
        matter = row["事"] or row["词"]
        if matter in _matters_of()[row["词"]]:  # a word that stands for matters brings no field of its own
            found.setdefault(matter, set()).add(row["领域"])
    return {matter: frozenset(names) for matter, names in found.items()}
