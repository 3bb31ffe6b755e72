"""Has somebody edited this draft? A drafted .docx carries a seal over its content in the archive's comment.

Word, WPS and LibreOffice write a new archive when they save, so the seal is gone; a program that keeps it changes
the content it was made of. In doubt a file counts as edited, and is not overwritten.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

_PREFIX = b"seal1:"


def seal(docx: bytes) -> bytes:
    """The same .docx with its seal."""
    out = io.BytesIO(docx)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = _PREFIX + _digest(archive)
    return out.getvalue()


def was_edited(path: Path) -> bool:
    """True for an existing file that is not, byte for byte of its content, what was drafted."""
    if not path.exists():
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.comment != _PREFIX + _digest(archive)
    except (OSError, zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        return True


def _digest(archive: zipfile.ZipFile) -> bytes:
    """Over names and contents of all parts, in the order of their names."""
    total = hashlib.sha256()
    for name in sorted(archive.namelist()):
        total.update(name.encode("utf-8") + b"\0")
        total.update(hashlib.sha256(archive.read(name)).digest())
    return total.hexdigest().encode("ascii")
