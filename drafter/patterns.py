"""Patterns that are compiled when they are first used: a check uses two in five of those that its modules hold, a draft
one in three, and compiling the others would take a good part of the time of either.

Of those that are compiled, most of the time went on sets of characters: `re` lays out every set of Chinese characters
in a table of 65,536, and does so anew wherever it meets [一-鿿] or [，。；]. Here each set is laid out once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, wraps
from re import _compiler  # type: ignore[attr-defined]
from typing import Any, AnyStr, TypeAlias, cast

_LaidOut: TypeAlias = tuple[list[Any], bool]  # what the matcher reads, and whether the case of letters was taken out


def _each_set_once(lay_out: Callable[..., _LaidOut]) -> Callable[..., _LaidOut]:
    """The same, which depends on the set alone where the case of letters counts."""

    @lru_cache(maxsize=4096)
    def kept(items: tuple[Any, ...]) -> _LaidOut:
        return lay_out(list(items))

    @wraps(lay_out)
    def laid_out(items: list[Any], *case: Any) -> _LaidOut:
        if any(case):
            return lay_out(items, *case)
        found, cased = kept(tuple(items))
        return found.copy(), cased

    return laid_out


if hasattr(_compiler, "_optimize_charset"):  # the name is not promised; without it, compiling takes longer
    _compiler._optimize_charset = _each_set_once(_compiler._optimize_charset)


class Waiting:
    """Stands for a pattern until one of its methods is asked for, and holds that method from then on."""

    def __init__(self, written: str | bytes, flags: int) -> None:
        self.written = written
        self.flags = flags
        self.made: re.Pattern[Any] | None = None

    def compiled(self) -> re.Pattern[Any]:
        """Raises re.error where the pattern is none; the sweep of the tests compiles every one."""
        if self.made is None:
            self.made = re.compile(self.written, self.flags)
        return self.made

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by copy and pickle of an object that is not yet made
            raise AttributeError(name)
        found = getattr(self.compiled(), name)
        setattr(self, name, found)
        return found


def pattern(written: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern for a module to hold."""
    return cast("re.Pattern[AnyStr]", Waiting(written, flags))
