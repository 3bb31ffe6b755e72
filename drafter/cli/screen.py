"""Standard output and error for a person's eyes: nothing on them reads otherwise than it is stored.

A file name or a ledger from elsewhere may hold marks of direction (U+202E and its like) or the codes that move a
terminal's cursor; a screen that obeyed them would show `甲cod.exe` as `甲exe.doc`.

What happens to these streams decides nothing of the work: who stopped reading, or closed a stream beforehand, wants no
more of it. Only a result that could not be written is said.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any, TextIO

from drafter.text.normal import visible


class Screen(io.TextIOWrapper):
    """A stream that shows these marks; what its encoding cannot hold becomes a question mark.

    `results`: what is written here is what the call was for, so that a full disk is an error.
    """

    results = False

    def write(self, text: str) -> int:
        self.put(visible(text))
        return len(text)

    def put(self, text: str) -> None:
        """Write the text as it is."""
        try:
            super().write(text)
        except OSError as error:
            self._give_up(error)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            self._give_up(error)

    @property
    def bare(self) -> _Bare:
        """The same stream for who draws on a terminal (colours, a progress bar) and shows the marks himself."""
        return _Bare(self)

    def _give_up(self, error: OSError) -> None:
        """Nobody reads any more, or nothing takes what is written: it goes nowhere from now on."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)
        if self.results and not _gone(error):
            raise error


class _Bare:
    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def write(self, text: str) -> int:
        self._screen.put(text)
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._screen, name)


def _gone(error: OSError) -> bool:
    """Whether nobody reads at the other end; Windows says EINVAL of such a pipe."""
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def screened(stream: TextIO | None, *, results: bool = False) -> TextIO:
    """The stream as a screen; as it is where it stands on no bytes; a closed one as one that leads nowhere."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    encoding, buffered, through = stream.encoding, stream.line_buffering, stream.write_through
    screen = Screen(stream.detach(), encoding, errors="replace", line_buffering=buffered, write_through=through)
    screen.results = results
    return screen


def screen_everything() -> None:
    """Both streams of this process, from here on."""
    sys.stdout, sys.stderr = screened(sys.stdout, results=True), screened(sys.stderr)
