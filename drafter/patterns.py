"""Patterns that are compiled when they are first used: a command uses a third of those that its modules hold, and
compiling the others took a seventh of the time it takes to draft a notice."""

from __future__ import annotations

import re
from typing import Any, cast


class Waiting:
    """Stands for a pattern until one of its methods is asked for, and holds that method from then on."""

    def __init__(self, written: str, flags: int) -> None:
        self.written = written
        self.flags = flags

    def compiled(self) -> re.Pattern[str]:
        """Raises re.error where the pattern is none; the sweep of the tests compiles every one."""
        return re.compile(self.written, self.flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by copy and pickle of an object that is not yet made
            raise AttributeError(name)
        found = getattr(self.compiled(), name)
        setattr(self, name, found)
        return found


def pattern(written: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern for a module to hold."""
    return cast("re.Pattern[str]", Waiting(written, flags))
