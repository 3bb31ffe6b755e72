"""Writing files so that a reader never sees half of one, on Windows as well."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from drafter.errors import InputError

_UNFINISHED = ".drafter-tmp"


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside the target, then replace it. Makes the folder. Raises InputError where that is not allowed."""
    temporary = path.with_name(f".{path.name[:100]}.{os.getpid()}{_UNFINISHED}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise InputError(
            f"{path}：写不进去（{error.strerror or error}）。请确认文件没有在 Word 或 WPS 中打开、文件夹可以写入。"
        ) from None


def clear_unfinished(folders: Iterable[Path]) -> None:
    """Remove what a run that was killed left half written."""
    for folder in set(folders):
        for leftover in folder.glob(f".*{_UNFINISHED}"):
            with contextlib.suppress(OSError):
                leftover.unlink()
