"""Writing files so that a reader never sees half of one, on Windows as well."""

import contextlib
import errno
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from drafter.errors import InputError, reason

_UNFINISHED = ".drafter-tmp"


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside the target, then replace it. Makes the folder. Raises InputError where that is not allowed."""
    write_together({path: data})


def write_together(contents: Mapping[Path, bytes]) -> None:
    """The same for several files that belong together: where one cannot be written, none is."""
    written: dict[Path, Path] = {}
    path = Path()
    try:
        for path, data in contents.items():
            if path.is_dir():
                raise OSError(errno.EISDIR, "")
            temporary = path.with_name(f".{path.name[:100]}.{os.getpid()}{_UNFINISHED}")
            path.parent.mkdir(parents=True, exist_ok=True)
            written[temporary] = path
            temporary.write_bytes(data)
        for temporary, path in written.items():
            os.replace(temporary, path)
    except OSError as error:
        for temporary in written:
            with contextlib.suppress(OSError):
                temporary.unlink()
        raise InputError(
            f"{path}：写不进去（{reason(error)}）。请确认文件没有在 Word 或 WPS 中打开、文件夹可以写入。"
        ) from None


def clear_unfinished(folders: Iterable[Path]) -> None:
    """Remove what a run that was killed left half written."""
    for folder in set(folders):
        for leftover in folder.glob(f".*{_UNFINISHED}"):
            with contextlib.suppress(OSError):
                leftover.unlink()
