"""Standard output and error for a person's eyes: nothing on them reads otherwise than it is stored.

A file name or a ledger from elsewhere may hold marks of direction (U+202E and its like); a screen that obeyed them
would show `甲cod.exe` as `甲exe.doc`.
"""

from __future__ import annotations

import io
import sys
from typing import TextIO

from drafter.text.normal import visible


class Screen(io.TextIOWrapper):
    """A stream that shows these marks; what its encoding cannot hold becomes a question mark."""

    def write(self, text: str) -> int:
        super().write(visible(text))
        return len(text)


def screened(stream: TextIO) -> TextIO:
    """The stream as a screen; as it is where it stands on no bytes (a window without a console)."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    encoding, buffered, through = stream.encoding, stream.line_buffering, stream.write_through
    return Screen(stream.detach(), encoding, errors="replace", line_buffering=buffered, write_through=through)


def screen_everything() -> None:
    """Both streams of this process, from here on."""
    sys.stdout, sys.stderr = screened(sys.stdout), screened(sys.stderr)
