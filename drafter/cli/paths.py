"""Which files the user means: names, folders, and patterns that the shell (that of Windows) leaves to us."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from drafter.errors import InputError
from drafter.own import apart

_NAMED = 5  # files that a message names
_WORD_LOCK = "~$"  # what Word and Excel leave beside a file that is open


def expand(
    paths: Sequence[Path], suffixes: Sequence[str], own: list[str] | None = None, others: Sequence[str] = ()
) -> list[Path]:
    """The files, in the order given, each once; those of a folder or a pattern sorted by name.

    A folder stands for its files with one of the suffixes (".yaml"); a path with * or ? that is no file for what it
    matches. A file that is named stays as it is, whatever its suffix and even where it is absent: whoever opens it
    says so. `own` takes what is said of the tool's own files in a folder, and of those with the suffixes of `others`,
    which somebody may have meant.

    Raises InputError, naming all of them, for folders and patterns with no such file.
    """
    found: dict[Path, None] = {}
    messages = []
    kinds = "、".join(suffixes)
    for path in paths:
        if path.is_dir():
            files, left = apart(_usable(path.iterdir(), suffixes))
            if own is not None:
                own += [*left, *_passed_over(path, others, kinds)]
            if not files:
                messages.append(f"{path}：文件夹里没有 {kinds} 文件。")
        elif _is_pattern(path) and not path.exists():
            files = _usable((Path(name) for name in glob.glob(str(path).replace("[", "[[]"), recursive=True)), suffixes)
            if not files:
                messages.append(f"{path}：没有与它相符的 {kinds} 文件。请核对文件夹和写法。")
        else:
            files = [path]
        found.update(dict.fromkeys(files))
    if messages:
        raise InputError(*messages)
    return list(found)


def _passed_over(folder: Path, suffixes: Sequence[str], kinds: str) -> Iterator[str]:
    if files := apart(_usable(folder.iterdir(), suffixes)).files:
        some = "、".join(path.name for path in files[:_NAMED]) + (f"等{len(files)}份" if len(files) > _NAMED else "")
        yield f"{folder}：写文件夹时只取 {kinds}，没有用 {some}。要用的，请把文件名直接写出来。"


def _usable(paths: Iterable[Path], suffixes: Sequence[str]) -> list[Path]:
    return sorted(
        p for p in paths if p.suffix.lower() in suffixes and not p.is_dir() and not p.name.startswith((_WORD_LOCK, "."))
    )


def _is_pattern(path: Path) -> bool:
    return any(mark in str(path) for mark in "*?")
