"""What a lead phrase or a clause is about: 认识, 责任, 方案, 督查 in an opening; 政治, 责任, 问题 … in a closing.

The words and their weights are data (`lexicon/functions.csv`); a text is about what weighs most in it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from drafter.text.lexicon import table

Part = Literal["开头", "结尾", "状态"]


@cache
def _weights(part: Part) -> tuple[tuple[str, str, int], ...]:
    return tuple((row["词"], row["功能"], int(row["分量"])) for row in table("functions") if row["部分"] == part)


def functions(part: Part) -> tuple[str, ...]:
    """The functions of a part, in the order in which its points usually stand."""
    return tuple(dict.fromkeys(function for _, function, _ in _weights(part)))


def affinity(text: str, part: Part) -> dict[str, int]:
    """How strongly a text is about each function; functions it does not touch are left out."""
    found: dict[str, int] = {}
    bare = text.replace("“", "").replace("”", "")
    for word, function, weight in _weights(part):
        if word in bare:
            found[function] = found.get(function, 0) + weight
    return found


@lru_cache(maxsize=1 << 14)
def function_of(text: str, part: Part) -> str | None:
    """What a text is mostly about, None where nothing says it; among equals the one that is named last in it."""
    found = affinity(text, part)
    bare = text.replace("“", "").replace("”", "")

    def last(function: str) -> int:
        return max(bare.rfind(word) for word, of, _ in _weights(part) if of == function and word in bare)

    return max(found, key=lambda function: (found[function], last(function)), default=None)
