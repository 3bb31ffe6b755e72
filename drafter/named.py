"""Files that a file names. A ledger or a rule file may come from elsewhere: what it names stands beside it, or nowhere.

A name that leads away (another folder, another drive, a machine of the network, an address) is refused before the
system is asked for it: asking alone would send this machine's name to a stranger's.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from drafter.errors import InputError, reason
from drafter.file_names import is_reserved
from drafter.patterns import pattern

# \\host\share, //host/share, /etc, C:\x, http://host, file:x
_AWAY = pattern(r"^\s*[/\\~]|:|\x00|[\r\n]")
_MAX_LINKS = 40  # on the way to one file, as systems have it


def leads_away(name: str) -> bool:
    """Whether a name in a file leads out of that file's folder. The system is not asked."""
    parts = re.split(r"[/\\]", name)
    return bool(_AWAY.search(name)) or any(part == ".." or is_reserved(part) for part in parts)


def _linked_away(folder: Path, name: str) -> bool:
    """Whether a link on the way to what is named leads out of the folder, or round in a ring. Only links are looked
    at, not what they lead to."""
    path, rest = folder, re.split(r"[/\\]", name)[::-1]
    links = 0
    while rest:
        path = path / rest.pop()
        try:
            target = os.readlink(path)
        except (OSError, ValueError):
            continue  # no link; what else may be wrong with it is told by who opens it
        links += 1
        if leads_away(target) or links > _MAX_LINKS:
            return True
        path = path.parent
        rest += re.split(r"[/\\]", target)[::-1]
    return False


def named_beside(file: Path, name: str, key: str, line: int | None = None) -> Path:
    """The path of what `file` names under `key`: beside it or in a folder below. It need not be there.

    Raises InputError for a name that leads anywhere else, and for one that the system does not take.
    """
    place = f"{file} 第{line}行" if line else f"{file}"
    if leads_away(name) or _linked_away(file.parent, name.strip()):
        raise InputError(
            f"{place} {key}：“{name[:60]}”不在这个文件旁边，没有去读。请把它与这个文件放在一起，只写文件名。"
        )
    path = file.parent / name.strip().replace("\\", os.sep)
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        raise InputError(f"{place} {key}：“{name[:60]}”打不开（{reason(error)}）。请只写文件名。") from None
    return path
