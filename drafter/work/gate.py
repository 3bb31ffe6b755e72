"""The one gate through which a call's files are written: nothing that somebody made is lost.

A call says what it reads; each output is claimed before the work begins, so that a refusal costs nothing, and is looked
at once more when it is written. How files are written without halves is for `drafter.work.files`.
"""

from __future__ import annotations

import contextlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from drafter.errors import InputError, reason
from drafter.file_names import refused
from drafter.folders import contents, read_before
from drafter.work.files import clear_unfinished, write_together
from drafter.work.seals import is_intact, renewed, sealed

# What a suffix promises; a file with one of these holds that and nothing else.
_FORMATS = {
    ".docx": "Word 文档", ".xlsx": "Excel 表格", ".yaml": "YAML", ".yml": "YAML", ".json": "JSON", ".html": "网页",
    ".htm": "网页", ".csv": "CSV 表格", ".txt": "文本", ".doc": "旧版 Word 文档", ".wps": "WPS 文档", ".pdf": "PDF",
    ".xls": "旧版 Excel 表格", ".xlsm": "Excel 表格", ".docm": "Word 文档", ".et": "WPS 表格",
}  # fmt: skip


class Gate:
    """What one call reads and writes."""

    def __init__(self, inputs: Iterable[Path] = (), *, force: bool = False) -> None:
        self.force = force
        self._inputs: dict[object, Path] = {}
        self._outputs: dict[object, Path] = {}
        self._renewed: dict[Path, bytes | None] = {}  # what stood there when it was claimed
        folders = set()
        for path in inputs:
            for file in files_of(path):
                folders.add(file.parent)
                self._inputs.update(dict.fromkeys(_identities(file), file))
        clear_unfinished(folders)

    def claim(self, path: Path, suffixes: Sequence[str] = (), *, renew: bool = False, needed: bool = False) -> Path:
        """Take a path for an output of this call. Raises InputError where it must not be written.

        `suffixes`: of the format that will be written; another format's suffix is refused, and, with `needed`, any
        other. `renew`: the file is renewed in place by design, so it may be an input and somebody's work; what it is
        renewed from is read after the claim and inside `alone`.
        """
        _refuse_name(path)
        if suffixes and path.suffix.lower() not in suffixes and (needed or path.suffix.lower() in _FORMATS):
            raise InputError(f"{path}：这里写出的是{_FORMATS[suffixes[0]]}，文件名要以 {suffixes[0]} 结尾。")
        clear_unfinished([path.parent])
        identities = _identities(path)
        for identity in identities:
            if (other := self._outputs.get(identity)) is not None:
                raise InputError(f"{path}：与这次要写的另一个文件（{other}）是同一个。请换一个名字。")
        if renew:
            self._renewed[path] = _content(path)
        else:
            self._refuse_inputs(path)
            self._refuse_to_lose(path)
        self._outputs.update(dict.fromkeys(identities, path))
        return path

    def write(
        self, contents: Mapping[Path, bytes], *, seal: bool = True, kinds: Mapping[Path | None, str] | None = None
    ) -> None:
        """Write claimed outputs, together: each whole, all or none. What was changed since the claim is refused.

        Without `seal` for what is the office's own from now on. `kinds`: what of them is a copy of an input
        (drafter.own.COPY).
        """
        files: dict[Path, bytes] = {}
        for path, data in contents.items():
            before = _content(path)
            if path in self._renewed:
                if before != self._renewed[path]:
                    raise InputError(f"{path}：在这次运行期间被别人改过，没有写。请再运行一次。")
                files[path] = renewed(data, before, path.suffix) if before is not None else data
                continue
            self._refuse_inputs(path)  # a link may have been put there since it was claimed
            data = sealed(data, path.suffix, (kinds or {}).get(path, "")) if seal else data
            if before == data:
                continue
            if before is not None and not is_intact(before, path.suffix):
                if not self.force:
                    raise _refusal(path)
                files[_free_backup(path, before)] = before
            files[path] = data
        write_together(files)

    def _refuse_inputs(self, path: Path) -> None:
        for identity in _identities(path):
            other = self._inputs.get(identity)
            if other is not None and same_file(path, other):  # the number of a file that went may be another's by now
                raise _is_input(path, other)
        if (other := read_before(path)) is not None and same_file(path, other):
            raise _is_input(path, other)

    def _refuse_to_lose(self, path: Path) -> None:
        """A file that the tool did not write, or that was changed since, is not replaced.

        One whose format has no seal may still turn out to be the same, byte for byte; that is seen when it is written.
        """
        if self.force or not path.exists():
            return
        if path.is_dir():
            raise InputError(f"{path}：这是一个文件夹，要写文件名。")
        if path.suffix.lower() in (".json", ".csv", ".txt", ""):
            return
        if not is_intact(_content(path) or b"", path.suffix):
            raise _refusal(path)


def _is_input(path: Path, other: Path) -> InputError:
    return InputError(f"{path}：这是本次要读的文件（{other}），不能覆盖原稿。请换一个名字。")


def same_file(first: Path, second: Path) -> bool:
    """Whether two paths name one file, by whatever name."""
    return bool(set(_identities(first)) & set(_identities(second)))


def free_name(path: Path, data: bytes) -> Path:
    """For a table that the tool names itself: the name, or with （2） … where another file has it."""
    number, found = 2, path
    while found.exists() and _content(found) != data:
        found, number = path.with_name(f"{path.stem}（{number}）{path.suffix}"), number + 1
    return found


def files_of(path: Path) -> list[Path]:
    """The file, or every file in the folder and below it."""
    if not path.is_dir():
        return [path]
    return [Path(folder) / name for folder, _, names in os.walk(path) for name in names]


def _refusal(path: Path) -> InputError:
    draft = path.suffix.lower() == ".docx"
    said = "这份稿子起草后有人改过" if draft else "已经有这个文件，它写出后有人改过"
    return InputError(
        f"{path}：{said}，或者不是本工具写的，没有覆盖。换一个名字，或确认不要它以后加 --force（原来的另存为 .bak）。"
    )


def _identities(path: Path) -> list[object]:
    """What tells one file from another, by whatever name: its number, and its folder with its name in any case."""
    found: list[object] = []
    real = os.path.realpath(path)
    with contextlib.suppress(OSError):
        info = os.stat(real)
        if info.st_ino:
            found.append((info.st_dev, info.st_ino))
    folder, name = os.path.split(real)
    found.append((_folder(folder), unicodedata.normalize("NFC", name).casefold()))
    return found


def _folder(path: str) -> object:
    try:
        info = os.stat(path)
    except OSError:
        return os.path.normcase(path)
    return (info.st_dev, info.st_ino) if info.st_ino else os.path.normcase(path)


def _content(path: Path) -> bytes | None:
    """What stands there; None where nothing does."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        return contents(path, looked_at=True)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}：已经有这个文件，却读不出来（{reason(error)}），没有覆盖。") from None


def _free_backup(path: Path, data: bytes) -> Path:
    """稿.docx.bak, or .2.bak … where that holds something else."""
    number, found = 2, path.with_name(f"{path.name}.bak")
    while found.exists() and _content(found) != data:
        found, number = path.with_name(f"{path.name}.{number}.bak"), number + 1
    return found


def _refuse_name(path: Path) -> None:
    """Names that a system keeps for itself or cannot hold; the office's machines run Windows as well."""
    name = path.name
    for folder in (folder for folder in path.parents if folder.name and not folder.exists()):
        if folder.name != ".." and (why := refused(folder.name)):
            raise InputError(f"{folder}：这个文件夹建不了。{why}")
    if not name or name == ".." or path.parts[0] == "-":
        raise InputError(f"{path}：要写文件名。")
    if why := refused(name):
        raise InputError(f"{path}：{why}")
