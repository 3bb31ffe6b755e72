"""Files as they lie on the disk: those of a folder and of the folders below it, and the bytes of one."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Collection, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import IO

from drafter.errors import InputError

MAX_FILE = 200 << 20  # bytes of anything that an office keeps
PACKAGE = b"PK\x03\x04"  # what every .docx and .xlsx begins with
PUT_AWAY = "回收"  # a folder for what is not needed any more: nothing in it is read with the others
_NOT_OURS = (".", "~")  # what systems and editors leave beside the files


_noted: ContextVar[dict[tuple[int, int], Path] | None] = ContextVar("_noted", default=None)


@contextlib.contextmanager
def inputs_noted() -> Iterator[None]:
    """Which files are read in here is known afterwards: none of them is an output of the same call."""
    before = _noted.set({})
    try:
        yield
    finally:
        _noted.reset(before)


def read_before(path: Path) -> Path | None:
    """The name by which this very file was read in this call; None where it was not."""
    noted = _noted.get()
    if not noted:
        return None
    try:
        state = os.stat(path)
    except (OSError, ValueError):
        return None
    return noted.get((state.st_dev, state.st_ino)) if state.st_ino else None


def contents(path: Path, *, looked_at: bool = False) -> bytes:
    """The bytes of a file. Raises InputError for one that would fill the memory, before it is read.

    With `looked_at` it is no input of the call: an output is compared with what stands there.
    """
    with _opened(path) as file:
        data = file.read(MAX_FILE + 1)
        if data is None:  # of the system's own (/proc/kmsg): more of it may come at any time
            raise InputError(f"{path}：是系统的信息，不是文件，没有读取。请核对文件名。")
        if not looked_at and (noted := _noted.get()) is not None:
            state = os.fstat(file.fileno())
            noted[state.st_dev, state.st_ino] = path
    if len(data) > MAX_FILE:
        raise InputError(f"{path}：文件超过 {MAX_FILE >> 20} MB，不像是通报、台账或它们的附件，没有读取。请核对文件。")
    return data


def begins_with(path: Path, beginning: bytes) -> bool:
    """Whether the file's first bytes are these; what the system does not let read begins with nothing.

    Raises InputError as `contents` does.
    """
    try:
        with _opened(path) as file:
            return file.read(len(beginning)) == beginning
    except (OSError, ValueError):
        return False


def edges(path: Path) -> tuple[bytes, bytes]:
    """The first and the last few thousand bytes of a file, which say what it is. Raises as `contents` does."""
    with _opened(path) as file:
        beginning = file.read(_EDGE)
        size = os.fstat(file.fileno()).st_size
        file.seek(max(0, size - _EDGE))
        return beginning, file.read(_EDGE)


_EDGE = 4096


def _opened(path: Path) -> IO[bytes]:
    """The file, open. Raises InputError for a device or a named pipe: opening or reading it may wait for ever."""
    if str(path) == "-" and not os.path.lexists(path):
        raise InputError("-：不从标准输入读取。请先存成文件，再写它的文件名。")
    number = os.open(path, os.O_RDONLY | _AT_ONCE)
    mode = os.fstat(number).st_mode
    if stat.S_ISREG(mode):
        return open(number, "rb")
    if stat.S_ISFIFO(mode) and not os.path.lexists(os.path.realpath(path)):
        os.set_blocking(number, True)  # no name but that of a descriptor: what another program hands to this one
        return open(number, "rb")
    os.close(number)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "", str(path))
    kind = "管道" if stat.S_ISFIFO(mode) else "设备"
    raise InputError(f"{path}：是{kind}，不是文件，没有读取。请核对文件名。")


_AT_ONCE = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def files_below(folder: Path, suffixes: Collection[str]) -> list[Path]:
    """The files with one of these suffixes, by name, and each folder that cannot be opened: it stands for what is in
    it, and whoever opens it says why that was not read."""
    found: list[Path] = []

    def closed(error: OSError) -> None:
        found.append(Path(error.filename or folder))

    for path, folders, names in os.walk(folder, onerror=closed):
        folders[:] = [name for name in folders if name != PUT_AWAY]
        files = (Path(path) / name for name in names if not name.startswith(_NOT_OURS))
        found += [file for file in files if file.suffix.lower() in suffixes]
    return sorted(found, key=str)
