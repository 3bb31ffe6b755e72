"""Writing files so that a reader never sees half of one, and a call that was killed leaves nothing half done.

All files of a call are first written whole beside their targets, under short random names, and a journal in each of
their folders names them all; then each takes its target's place, and the journals go. Who finds a journal that nobody
holds finishes what it lists, or removes what was never complete. Whether a file may be replaced at all is for
`drafter.work.gate`.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import json
import os
import secrets
import stat
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

from drafter.errors import InputError, reason
from drafter.folders import contents as content_of

_PREFIX, _JOURNAL, _UNFINISHED = ".~", ".drafter-journal", ".drafter-tmp"
_ABANDONED = 24 * 3600.0  # where a file system knows no locks, a journal as old as this is nobody's
_TRIES = 8
_LONGEST = 16 << 20  # bytes of a journal
_COMPLETE, _UNDONE = "complete", "undone"


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside the target, then replace it. Makes the folder. Raises InputError where that is not allowed."""
    write_together({path: data})


class _Step(NamedTuple):
    """One file of a call: where its bytes wait, where they belong, and what stands there now (None: nothing)."""

    temporary: Path
    target: Path
    before: bytes | None


def write_together(contents: Mapping[Path, bytes]) -> None:
    """The same for several files that belong together: where one cannot be written, none is.

    A link stays a link (what it points to is replaced), and a file keeps its mode.
    """
    if not contents:
        return
    path = next(iter(contents))
    token = secrets.token_hex(4)
    steps: list[_Step] = []
    journals: dict[Path, IO[bytes]] = {}
    made: list[Path] = []
    try:
        with contextlib.ExitStack() as held:
            for number, path in enumerate(contents):
                target = _target(path)
                temporary = target.with_name(f"{_PREFIX}{token}-{number}{_UNFINISHED}")
                steps.append(_Step(temporary, target, _standing(target)))
                made += _made_folders(target.parent)
                if not any(os.path.samefile(target.parent, folder) for folder in journals):
                    journals[target.parent] = held.enter_context(_journal(target.parent, token))
            _note(journals, _plan(steps))
            for data, step in zip(contents.values(), steps, strict=True):
                path = step.target
                _write(step.temporary, data, path)
            for path in (step.target for step in steps if step.before is not None):
                os.rename(path, path)  # moves nothing, and is refused as replacing it is: Word has it open on Windows
            _note(journals, _COMPLETE)  # from here on a call that is killed is finished, not undone
            for number, step in enumerate(steps):
                path = step.target
                try:
                    os.replace(step.temporary, path)
                except OSError:
                    _put_back(steps[:number], journals)
                    raise
                except KeyboardInterrupt:  # it may have been replaced already
                    _put_back(steps[: number + 1], journals)
                    raise
    except (OSError, ValueError) as error:
        _take_away(steps, made)
        raise InputError(
            f"{path}：写不进去（{reason(error)}）。请确认文件没有在 Word 或 WPS 中打开、文件夹可以写入。"
        ) from None
    except KeyboardInterrupt:
        _take_away(steps, made)
        raise


def _take_away(steps: Iterable[_Step], made: Sequence[Path]) -> None:
    """The temporary files of a call that did not come to its end, and the folders that it made."""
    for step in steps:
        with contextlib.suppress(OSError):
            step.temporary.unlink()
    for folder in reversed(made):
        with contextlib.suppress(OSError):  # somebody put something there meanwhile
            folder.rmdir()


def _made_folders(folder: Path) -> list[Path]:
    """Make the folder with all above it; gives those that were not there, the uppermost first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for new in (made := missing[::-1]):
        new.mkdir(exist_ok=True)
    if not missing:
        folder.mkdir(exist_ok=True)  # raises where it is no folder
    return made


def _put_back(steps: Iterable[_Step], journals: Mapping[Path, IO[bytes]]) -> None:
    """What stood there before these steps; a call that is killed from here on is not finished."""
    with contextlib.suppress(OSError):
        _note(journals, _UNDONE)
    for temporary, target, before in steps:
        with contextlib.suppress(OSError):
            if before is None:
                target.unlink()
            else:
                _write(temporary, before, target)
                os.replace(temporary, target)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """What is read and written of this file or folder inside is not written by another run meanwhile: who renews it
    already is waited for. Raises InputError where that takes too long.

    The lock is a file beside it. Where none can be made nothing can be renewed either; where the file system knows no
    locks, runs are not kept apart.
    """
    real = Path(os.path.realpath(path))
    name = hashlib.sha256(real.name.casefold().encode("utf-8", "surrogateescape")).hexdigest()[:_LOCK_NAME]
    lock = real.parent / f"{_PREFIX}{name}{_LOCKED}"
    with contextlib.ExitStack() as held:
        until = time.monotonic() + _PATIENCE
        while (file := _taken(lock)) is _OTHERS:
            if time.monotonic() > until:
                raise InputError(f"{path}：另一次运行正在改写它，等了 {_PATIENCE:.0f} 秒还没有写完。请稍后再试。")
            time.sleep(_LOOK_AGAIN)
        if file:
            held.callback(_released, file, lock)
        yield


def _taken(lock: Path) -> IO[bytes] | None:
    """The lock, held; None where there can be none; _OTHERS where another run holds it."""
    try:
        file = lock.open("ab", buffering=0)
    except OSError:
        return None
    try:
        held = _lock(file, told=True)
        if held and not (os.path.exists(lock) and os.path.samestat(os.fstat(file.fileno()), os.stat(lock))):
            held = False  # let go of, and removed, by who held it, between the opening and the locking
    except OSError:
        return file  # no locks here
    if held:
        return file
    file.close()
    return _OTHERS


def _released(file: IO[bytes], lock: Path) -> None:
    if os.name == "nt":  # where an open file cannot be removed
        file.close()
    with contextlib.suppress(OSError):
        lock.unlink()
    file.close()


_OTHERS: IO[bytes] = io.BytesIO()
_LOCKED, _LOCK_NAME = ".drafter-lock", 8
_PATIENCE, _LOOK_AGAIN = 120.0, 0.02  # seconds


def clear_unfinished(folders: Iterable[Path]) -> None:
    """Finish or undo, in these folders, what a run that was killed left; what a running one holds is let be."""
    for folder in {Path(os.path.realpath(f)) for f in folders}:
        with contextlib.suppress(OSError, ValueError):
            there = (entry for entry in os.scandir(folder) if entry.name.startswith("."))
            names = [entry.name for entry in there if entry.is_file(follow_symlinks=False)]
            journals = [name for name in names if name.startswith(_PREFIX) and name.endswith(_JOURNAL)]
            for name in journals:
                _settle(folder / name)
            held = {name.removesuffix(_JOURNAL) for name in journals if (folder / name).exists()}
            for name in names:
                with contextlib.suppress(OSError):  # what was there when it was looked at is in its place by now
                    if name.startswith(_PREFIX) and name.endswith(_LOCKED):
                        _remove_lock(folder / name)
                    elif name.endswith(_UNFINISHED) and name.partition("-")[0] not in held:
                        _remove_orphan(folder / name)


def _target(path: Path) -> Path:
    """Where the bytes belong: behind links, so that the link itself stays."""
    if path.is_dir():
        raise OSError(errno.EISDIR, "")
    with contextlib.suppress(FileNotFoundError):
        _refuse_devices(os.stat(path).st_mode)
    if os.path.exists(path) and not os.access(path, os.W_OK):
        raise OSError(errno.EACCES, "")
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def _standing(target: Path) -> bytes | None:
    """What a file holds; None where there is none. Raises OSError or InputError for what nobody keeps as a file."""
    try:
        _refuse_devices(os.stat(target).st_mode)
        return content_of(target, looked_at=True)
    except FileNotFoundError:
        return None


def _refuse_devices(mode: int) -> None:
    if not stat.S_ISREG(mode):  # a device, a pipe
        raise OSError(errno.ENXIO, "")


def _fingerprint(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()


def _plan(steps: Iterable[_Step]) -> str:
    """The first line of a journal: of each step its two files, and what is to be replaced."""
    return json.dumps([[*map(os.path.abspath, (a, b)), _fingerprint(before)] for a, b, before in steps])


def _write(temporary: Path, data: bytes, target: Path) -> None:
    with temporary.open("xb") as file:
        file.write(data)
        file.flush()
        with contextlib.suppress(OSError):
            os.fsync(file.fileno())
    with contextlib.suppress(OSError):
        os.chmod(temporary, stat.S_IMODE(os.stat(target).st_mode))


@contextlib.contextmanager
def _journal(folder: Path, token: str) -> Iterator[IO[bytes]]:
    """A journal of this call's own, held as long as it writes."""
    path = folder / f"{_PREFIX}{token}{_JOURNAL}"
    for _ in range(_TRIES):
        file = path.open("xb", buffering=0)  # nothing that a full disk would refuse at its closing
        _lock(file)
        if path.exists():  # not taken for an abandoned one between its making and its holding
            break
        file.close()
    else:
        raise OSError(errno.EBUSY, "")
    try:
        yield file
    finally:
        file.close()
        with contextlib.suppress(OSError):
            path.unlink()


def _note(journals: Mapping[Path, IO[bytes]], line: str) -> None:
    """Write the line to every journal. Where only some of them have it, whichever is found first decides for all."""
    for journal in journals.values():
        data = line.encode() + b"\n"
        if journal.write(data) != len(data):
            raise OSError(errno.ENOSPC, "")
        with contextlib.suppress(OSError):
            os.fsync(journal.fileno())


def _settle(path: Path) -> None:
    """Finish what an abandoned journal lists, or, where its files were not complete yet, remove them."""
    with path.open("r+b") as file:
        if not _lock(file) and time.time() - path.stat().st_mtime < _ABANDONED:
            return
        text = file.read(_LONGEST)
    plan, _, rest = text.decode("utf-8", "replace").partition("\n")
    for temporary, target, before in _steps(path, plan):
        with contextlib.suppress(OSError, InputError):
            # What somebody made of the file since then is theirs.
            if rest == _COMPLETE + "\n" and _fingerprint(_standing(Path(target))) == before:
                os.replace(temporary, target)
            else:
                os.unlink(temporary)
    with contextlib.suppress(OSError):
        path.unlink()


def _steps(journal: Path, plan: str) -> list[tuple[str, str, str]]:
    """The steps of a journal. Names that no call of ours gives are no steps: a journal is not trusted."""
    try:
        steps: Any = json.loads(plan)
        named = [(str(temporary), str(target), str(before)) for temporary, target, before in steps]
    except (ValueError, TypeError):
        return []
    token = journal.name.removesuffix(_JOURNAL)
    return [
        (temporary, target, before)
        for temporary, target, before in named
        if os.path.basename(temporary).startswith(f"{token}-")
        and temporary.endswith(_UNFINISHED)
        and os.path.dirname(temporary) == os.path.dirname(target)
    ]


def _remove_orphan(path: Path) -> None:
    """A file without a journal: of an earlier version, or its folder is not that of the journal."""
    if time.time() - path.stat().st_mtime > 60 or not path.name.startswith(_PREFIX):
        path.unlink()


def _remove_lock(path: Path) -> None:
    """A lock that nobody holds: who held it was killed."""
    with path.open("ab") as file:
        if _lock(file) or time.time() - path.stat().st_mtime > _ABANDONED:
            path.unlink()


def _lock(file: IO[bytes], *, told: bool = False) -> bool:
    """Hold the file for this process; False where another holds it or the file system knows no locks.

    With `told`, the latter raises OSError.
    """
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if told and error.errno not in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            raise
        return False
    return True
