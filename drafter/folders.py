"""Files as they lie on the disk: those of a folder and of the folders below it, and the bytes of one."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection
from pathlib import Path

from drafter.errors import InputError

MAX_FILE = 200 << 20  # bytes of anything that an office keeps
PUT_AWAY = "回收"  # a folder for what is not needed any more: nothing in it is read with the others
_NOT_OURS = (".", "~")  # what systems and editors leave beside the files


def contents(path: Path) -> bytes:
    """The bytes of a file. Raises InputError for one that would fill the memory, before it is read."""
    with path.open("rb") as file:
        if stat.S_ISCHR(os.fstat(file.fileno()).st_mode) and not file.isatty():
            raise InputError(f"{path}：是设备，不是文件，没有读取。请核对文件名。")
        data = file.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise InputError(f"{path}：文件超过 {MAX_FILE >> 20} MB，不像是通报、台账或它们的附件，没有读取。请核对文件。")
    return data


def files_below(folder: Path, suffixes: Collection[str]) -> list[Path]:
    """The files with one of these suffixes, by name, and each folder that cannot be opened: it stands for what is in
    it, and whoever opens it says why that was not read."""
    found: list[Path] = []

    def closed(error: OSError) -> None:
        found.append(Path(error.filename or folder))

    for path, folders, names in os.walk(folder, onerror=closed):
        folders[:] = [name for name in folders if name != PUT_AWAY]
        files = (Path(path) / name for name in names if not name.startswith(_NOT_OURS))
        found += [file for file in files if file.suffix.lower() in suffixes and not _is_device(file)]
    return sorted(found, key=str)


def _is_device(path: Path) -> bool:
    """A pipe or a device, which a reader would wait for. What the system tells nothing of is left to the reader."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False
