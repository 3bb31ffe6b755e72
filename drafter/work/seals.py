"""Did this tool write that file, and has nobody changed it since?

What is written carries a seal over its own content: a .docx or .xlsx in the comment of its archive, YAML and HTML in a
comment at their end. Word, WPS and Excel write a new archive when they save, and who edits a text changes what the seal
was made of. In doubt a file counts as somebody's work. JSON, CSV and plain text have no place for a seal.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

from drafter.errors import InputError
from drafter.folders import contents
from drafter.patterns import pattern

_ZIP = b"seal1:"
_ARCHIVES = {".docx", ".xlsx", ".xlsm"}
# One line at the end, like:  # 校验 seal1:0f3a… 由本工具写出，改动后不会被覆盖
_YAML = pattern(rb"# \xe6\xa0\xa1\xe9\xaa\x8c seal1:([0-9a-f]{32}) [^\n]*\n\Z")
_HTML = pattern(rb"<!-- seal1:([0-9a-f]{32}) -->\n\Z")
_SAID = "由本工具写出，改动后不会被覆盖"
_MOST = 64 << 20  # what is larger than this unpacked was not written here
_FAULTS = (OSError, zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, ValueError)


def sealed(data: bytes, suffix: str, kind: str = "") -> bytes:
    """The same content with its seal, where the format has a place for one; an old seal goes. `kind`: what the file is,
    for as long as its seal is whole."""
    suffix = suffix.lower()
    if suffix in _ARCHIVES:
        return _sealed_archive(data, kind)
    if suffix in (".yaml", ".yml"):
        body = unsealed(data)
        body += b"" if body.endswith(b"\n") or not body else b"\n"
        return body + f"# 校验 seal1:{_hash(body)} {_SAID}\n".encode()
    if suffix in (".html", ".htm"):
        body = _HTML.sub(b"", data)
        body += b"" if body.endswith(b"\n") else b"\n"
        return body + f"<!-- seal1:{_hash(body)} -->\n".encode()
    return data


def renewed(data: bytes, before: bytes, suffix: str) -> bytes:
    """What takes the place of `before` by design: sealed only where that was sealed and unchanged, so that what
    somebody wrote never passes for the tool's own."""
    if is_intact(before, suffix):
        return sealed(data, suffix)
    return unsealed(data) if suffix.lower() in (".yaml", ".yml") else data


def unsealed(text: bytes) -> bytes:
    """A YAML text without its seal."""
    return _YAML.sub(b"", text.replace(b"\r\n", b"\n")) if b"seal1:" in text[-300:] else text


def was_edited(path: Path) -> bool:
    """True for an existing file that is not, by its seal, what was written."""
    try:
        return not is_intact(contents(path, looked_at=True), path.suffix)
    except FileNotFoundError:
        return False
    except (OSError, InputError):
        return True


def is_intact(data: bytes, suffix: str) -> bool:
    """Whether the content carries a seal that fits it."""
    suffix = suffix.lower()
    if suffix in _ARCHIVES:
        return _archive_intact(data)
    pattern = {".yaml": _YAML, ".yml": _YAML, ".html": _HTML, ".htm": _HTML}.get(suffix)
    text = data.replace(b"\r\n", b"\n")
    found = pattern.search(text, max(0, len(text) - 300)) if pattern else None
    return found is not None and found[1].decode() == _hash(text[: found.start()])


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


def _sealed_archive(data: bytes, kind: str) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b" ".join(filter(None, (_ZIP + _digest(archive), kind.encode())))
    return out.getvalue()


def _archive_intact(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if not archive.comment.startswith(_ZIP) or sum(i.file_size for i in archive.infolist()) > _MOST:
                return False
            return archive.comment.partition(b" ")[0] == _ZIP + _digest(archive)
    except _FAULTS:
        return False


def _digest(archive: zipfile.ZipFile) -> bytes:
    """Over names and contents of all parts, in the order of their names."""
    total = hashlib.sha256()
    for name in sorted(archive.namelist()):
        total.update(name.encode("utf-8") + b"\0")
        total.update(hashlib.sha256(archive.read(name)).digest())
    return total.hexdigest().encode("ascii")
