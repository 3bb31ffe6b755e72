"""Writing files so that a reader never sees half of one, on Windows as well."""

import contextlib
import os
import tempfile
from pathlib import Path

from drafter.errors import InputError


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside the target, then replace it. Makes the folder. Raises InputError where that is not allowed."""
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise InputError(
            f"{path}：写不进去（{error.strerror or error}）。请确认文件没有在 Word 或 WPS 中打开、文件夹可以写入。"
        ) from None
