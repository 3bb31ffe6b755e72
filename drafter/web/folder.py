"""The working folder: ordinary files, reached by name and never beyond it; saves that lose nobody's work.

Every save carries the hash of what was read. A file that was changed outside meanwhile is not overwritten: `Changed`
brings what stands there now. The ten states before the last saves are kept in `.drafter/undo`, those that were taken
back in `.drafter/redo`: both outlive the page, and are written together with the file. A file that is not needed any
more is put away into the folder 回收, and can be taken out again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from drafter.errors import InputError
from drafter.file_names import as_file_name, refused, size
from drafter.folders import PUT_AWAY
from drafter.work.files import alone, clear_unfinished, write_atomically, write_together

UNDO_STEPS = 10
_PRIVATE = ".drafter"
Kind = Literal["ledger", "sheet", "notice"]
Way = Literal["undo", "redo"]
_WAYS: tuple[Way, ...] = ("undo", "redo")
_SUFFIXES: dict[Kind, tuple[str, ...]] = {
    "ledger": (".yaml", ".yml"),
    "sheet": (".xlsx", ".xlsm", ".csv"),
    "notice": (".docx", ".txt", ".html", ".htm", ".pdf"),
}
_ELSEWHERE: dict[Kind, str] = {  # a kind of file that was dropped in at the wrong place -> the right one
    "sheet": "台账请在首页的“起草”里放进来。",
    "ledger": "台账请在首页的“起草”里放进来。",
    "notice": "通报请在“审核”里放进来。",
}
OLDER = {  # the format that a file is to be saved as -> those that cannot be read
    ".xlsx": (".xls", ".et", ".ett", ".xlsb", ".ods"),
    ".docx": (".doc", ".wps", ".wpt", ".rtf", ".odt"),
}
RULES = "规则.yaml"
COLUMNS = "列名.yaml"  # what the office's headings mean
NORMS = "规范表.csv"  # the office's own rows of it
_NO_LEDGER = (".核对.yaml", "template.yaml", COLUMNS, RULES, NORMS)
_LONGEST = 200  # bytes of a name that a browser sent, so that （2） and 批注 may be added


class Origin(NamedTuple):
    """What a ledger was read from: the file's name in the folder, and the ledger's text as it was read."""

    source: str
    text: str


class Changed(Exception):
    """The file was changed outside since it was read. `text` is what stands there now (None: the file is gone)."""

    def __init__(self, name: str, text: str | None) -> None:
        super().__init__(name)
        self.name, self.text = name, text


class Steps(NamedTuple):
    """How many saves of a file can be taken back, and how many of those taken back can be put in again."""

    back: int = 0
    forward: int = 0


def digest(data: bytes) -> str:
    """The hash that a save carries."""
    return hashlib.sha256(data).hexdigest()


def refuse_of_no_use(name: str, *kinds: Kind) -> None:
    """Raises InputError for a file that is none of these kinds: it is not put into the folder."""
    known = [suffix for kind in kinds for suffix in _SUFFIXES[kind]]
    suffix = Path(name).suffix.lower()
    if suffix not in known:
        newer = next((new for new, olds in OLDER.items() if suffix in olds and new in known), "")
        if newer:
            how = f"请用 WPS、Excel 或 Word 打开它，按“文件—另存为”，类型选 {newer}，再把存出来的放进来"
            raise InputError(f"“{name}”：{suffix} 是旧的格式，读不了，没有放进文件夹。{how}。")
        other = next((way for kind, way in _ELSEWHERE.items() if suffix in _SUFFIXES[kind]), "")
        raise InputError(f"“{name}”：这里用不了这种文件，没有放进文件夹。能用的是 {'、'.join(known)}。{other}")


@dataclass
class Folder:
    """A working folder. Names are paths relative to it, with / between."""

    root: Path
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def __post_init__(self) -> None:
        self.root = Path(os.path.realpath(self.root))
        clear_unfinished([self.root, *(Path(folder) for folder, _, _ in os.walk(self.root / _PRIVATE))])

    def path(self, name: str) -> Path:
        """The file of that name. Raises InputError for a name that leads out of the folder, hidden or impossible."""
        parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
        if not parts or name.startswith(("/", "\\")) or any(_impossible(part) for part in parts):
            raise InputError(f"“{name}”：不是这个文件夹里的文件名。")
        path = self.root.joinpath(*parts)
        real = Path(os.path.realpath(path))
        if real != self.root and self.root not in real.parents:
            raise InputError(f"“{name}”：在工作文件夹之外，没有打开。")
        return path

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises InputError where it is absent or cannot be read."""
        path = self.path(name)
        try:
            return path.read_bytes()
        except OSError:
            raise InputError(f"“{name}”：读不出来。请确认文件还在，且没有被别的程序独占。") from None

    def exists(self, name: str) -> bool:
        return self.path(name).is_file()

    def names(self, kind: Kind) -> list[str]:
        """The files of a kind that lie directly in the folder, the newest first."""
        found = [
            path
            for path in self._entries()
            if path.suffix.lower() in _SUFFIXES[kind] and not path.name.endswith(_NO_LEDGER)
        ]
        return [path.name for path in sorted(found, key=lambda p: (-p.stat().st_mtime, p.name))]

    def changed(self, name: str) -> str:
        """When a file was last saved: 11月27日 9:05."""
        at = dt.datetime.fromtimestamp(self.path(name).stat().st_mtime)
        return f"{at.month}月{at.day}日 {at.hour}:{at.minute:02}"

    def _entries(self) -> Iterable[Path]:
        try:
            entries = list(self.root.iterdir())
        except OSError:
            raise InputError(f"{self.root}：打不开这个文件夹。") from None
        return (p for p in entries if p.is_file() and not p.name.startswith((".", "~$")))

    def free_name(self, wanted: str, inside: str = "") -> str:
        """The name itself, or with （2）, （3） … behind it where such a file is there already. `inside`: a folder."""
        stem, suffix = os.path.splitext(_plain(wanted))
        stem = f"{inside}/{stem}" if inside else stem
        name, number = f"{stem}{suffix}", 2
        while self.path(name).exists():
            name, number = f"{stem}（{number}）{suffix}", number + 1
        return name

    def keep(self, wanted: str, data: bytes) -> str:
        """Put a file in that was dropped in, under a name that is free; the very same file is not kept twice."""
        name = self.free_name(wanted)
        before = _plain(wanted)
        if name != before and self.exists(before) and self.read(before) == data:
            return before
        self.save(name, data, None)
        return name

    def save(self, name: str, data: bytes, seen: str | None, form: str = "") -> str:
        """Write a file whose state was `seen` when it was read (None: it was not there); returns the new hash.

        `form`: what was being filled in, where the page saved by itself: such saves, cell after cell, become one step
        before anything else that can be taken back is let go.

        Raises Changed where something else stands there now; then nothing is written.
        """
        path = self.path(name)
        with self.lock, alone(path):
            before = path.read_bytes() if path.is_file() else None
            if (digest(before) if before is not None else None) != seen:
                raise Changed(name, before.decode("utf-8", "replace") if before is not None else None)
            if before is None or before == data:
                if before is None:
                    self._origin(name).unlink(missing_ok=True)
                write_atomically(path, data)
                return digest(data)
            step = self._next("undo", name)
            write_together({step: before, path: data, **({self._form(step): form.encode()} if form else {})})
            self._let_go(name)
            self._forget("redo", name, 0)  # what follows now is another history
            return digest(data)

    def step(self, name: str, way: Way, seen: str | None = None) -> bool:
        """Put back the state before the last save, or the one that was taken back last; False where none is kept.

        What stands in the file is kept the other way. Raises Changed where that is not what was `seen`.
        """
        path = self.path(name)
        with self.lock, alone(path):
            states = self._states(way, name)
            if not states:
                return False
            now = path.read_bytes() if path.is_file() else None
            if seen and (now is None or digest(now) != seen):
                raise Changed(name, now.decode("utf-8", "replace") if now is not None else None)
            other: Way = "redo" if way == "undo" else "undo"
            kept = {self._next(other, name): now} if now is not None else {}
            write_together({**kept, path: states[-1].read_bytes()})
            self._drop(states[-1])
            self._forget(other, name, UNDO_STEPS)
            return True

    def steps(self, name: str) -> Steps:
        """How far one can go back and forward."""
        return Steps(len(self._states("undo", name)), len(self._states("redo", name)))

    def state(self, name: str, seen: str) -> bytes | None:
        """What a file held when its hash was that, as far as its last saves are kept."""
        kept = (path.read_bytes() for way in _WAYS for path in reversed(self._states(way, name)))
        return next((data for data in kept if digest(data) == seen), None)

    def _next(self, way: Way, name: str) -> Path:
        """Where the next state that way is kept."""
        states = self._states(way, name)
        return self._history(way, name) / f"{int(states[-1].name) + 1 if states else 1:06}"

    @staticmethod
    def _form(state: Path) -> Path:
        """Which form the save behind a state was of; no such file for any other save."""
        return state.with_name(f"{state.name}.form")

    def _let_go(self, name: str) -> None:
        """The oldest saves of one form that follow each other are one step; where there are none, the oldest goes."""
        states = self._states("undo", name)
        while len(states) > UNDO_STEPS:
            forms = [form.read_bytes() if (form := self._form(state)).is_file() else b"" for state in states]
            # What stood before the second of two saves of a form lies between them.
            gone = next((i for i in range(1, len(states) - 1) if forms[i] and forms[i] == forms[i - 1]), 0)
            self._drop(states.pop(gone))

    def _drop(self, state: Path) -> None:
        state.unlink()
        self._form(state).unlink(missing_ok=True)

    def _forget(self, way: Way, name: str, steps: int) -> None:
        """The states that are older than so many steps."""
        states = self._states(way, name)
        for old in states[: max(0, len(states) - steps)]:
            self._drop(old)

    def _states(self, way: Way, name: str) -> list[Path]:
        """What is kept of a file, the newest last."""
        folder = self._history(way, name)
        if not folder.is_dir():
            return []
        return sorted((p for p in folder.iterdir() if p.name.isdecimal()), key=lambda p: int(p.name))

    def _history(self, way: Way, name: str) -> Path:
        return self.root / _PRIVATE / way / digest(name.encode())[:16]

    def remember(self, name: str, origin: Origin) -> None:
        """Keep what a ledger was read from, so that its columns can be looked at again."""
        write_atomically(self._origin(name), f"{origin.source}\n{origin.text}".encode())

    def origin(self, name: str) -> Origin | None:
        """What a ledger was read from, where that is known and still there."""
        path = self._origin(name)
        if not path.is_file():
            return None
        source, _, text = path.read_text(encoding="utf-8").partition("\n")
        return Origin(source, text) if self.exists(source) else None

    def _origin(self, name: str) -> Path:
        return self.root / _PRIVATE / "origin" / digest(name.encode())[:16]

    def put_away(self, name: str) -> str:
        """Move a file into 回收; gives its name there."""
        with self.lock:
            if not self.exists(name):
                raise InputError(f"“{name}”：文件已经不在了。请刷新后再看。")
            return self._move(name, self.free_name(name, PUT_AWAY))

    def take_out(self, name: str) -> str:
        """Move a file of 回收 back into the folder; gives the name that was free there."""
        with self.lock:
            inside = f"{PUT_AWAY}/{_plain(name)}"
            if not self.exists(inside):
                raise InputError(f"“{name}”：已经不在“{PUT_AWAY}”里了。请刷新后再看。")
            return self._move(inside, self.free_name(name))

    def move_folder(self, name: str, into: str) -> str:
        """Move a folder into another one of the working folder; gives the name that was free there."""
        with self.lock:
            if not self.path(name).is_dir():
                raise InputError(f"“{name}”：已经不在了。请刷新后再看。")
            self.path(into).parent.mkdir(exist_ok=True)
            return self._move(name, self.free_name(name, into))

    def away(self) -> list[str]:
        """The files that were put away, the newest first."""
        folder = self.root / PUT_AWAY
        found = [p for p in folder.iterdir() if p.is_file() and not p.name.startswith(".")] if folder.is_dir() else []
        return [p.name for p in sorted(found, key=lambda p: (-p.stat().st_mtime, p.name))]

    def _move(self, name: str, target: str) -> str:
        to = self.path(target)
        try:
            to.parent.mkdir(exist_ok=True)
            self.path(name).rename(to)
        except OSError:
            raise InputError(f"“{name}”：移不动，可能正在别的程序里打开着。请关掉它再试。") from None
        return target.rpartition("/")[2]

    def template_folders(self) -> list[Path]:
        """Where the office's own templates lie."""
        from drafter.template import beside

        return beside(self.root / "台账.yaml")

    def template(self, name: str | None) -> str | None:
        """A template as it is to be looked for: by its name, or as a folder in here. None where none is named.

        Raises InputError for a place outside the folder.
        """
        if not name or (not any(sign in name for sign in "/\\:") and name.strip(". ")):
            return name or None
        return str(self.path(name))

    def rules(self) -> Path | None:
        """The office's own rule file, where the folder has one."""
        path = self.root / RULES
        return path if path.is_file() else None

    def without_root(self, message: str) -> str:
        """A message in which this folder's files go by their names."""
        return message.replace(f"{self.root}{os.sep}", "")

    def private(self, name: str) -> Path:
        """A file of the page's own, beside the undo states."""
        return self.root / _PRIVATE / name


def _impossible(part: str) -> bool:
    """A part of a name that leads up, is hidden, or that a system keeps for itself."""
    return part.startswith(".") or refused(part) is not None or len(part.encode("utf-8", "surrogateescape")) > 240


def _plain(name: str) -> str:
    """A name as a browser sends it, without the folders and signs that no file name may have."""
    stem, suffix = os.path.splitext(name.replace("\\", "/").rpartition("/")[2].strip(" ."))
    ending = as_file_name(suffix, _LONGEST // 2, "", spaced=True)
    return as_file_name(stem, _LONGEST - size(ending) - 1, "文件", spaced=True) + (f".{ending}" if ending else "")
