"""Patterns that are compiled when they are first used: a check uses two in five of those that its modules hold, a draft
one in three, and compiling the others would take a good part of the time of either."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


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
