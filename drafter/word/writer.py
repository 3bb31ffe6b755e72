"""The .docx as a zip archive whose bytes depend on its content alone, and its document properties."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

from drafter.errors import InputError

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")


def write_parts(parts: Mapping[str, str | bytes], *, compress: bool = True) -> bytes:
    """An archive of the parts in a fixed order, with no time and no system of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(parts, key=_order):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
            info.create_system = 0
            archive.writestr(info, parts[name])
    return out.getvalue()


def read_parts(data: bytes) -> dict[str, bytes]:
    """Every part of the archive by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def _order(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def opened(data: bytes, name: str) -> Any:
    """A .docx as python-docx's document, whatever can be mended mended. Raises InputError where it cannot be opened."""
    from docx import Document

    from drafter.word.package import Package
    from drafter.word.repair import repaired

    package = Package(data, name)
    try:
        return Document(io.BytesIO(repaired(package)))
    except (KeyError, ValueError, AttributeError, TypeError, etree.LxmlError, zipfile.BadZipFile) as error:
        raise InputError(f"{name}：这个文件 python-docx 打不开（{type(error).__name__}）。{package.advice}") from None


def save(document: Any) -> bytes:
    """The python-docx document as bytes."""
    out = io.BytesIO()
    document.save(out)
    return write_parts(read_parts(out.getvalue()))


def find_properties(document: Any) -> None:
    """Make the document properties findable: LibreOffice relates them under a type of its own."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    for relationship in document.part.package.rels.values():
        if relationship.reltype.endswith("/metadata/core-properties"):
            relationship._reltype = RELATIONSHIP_TYPE.CORE_PROPERTIES


_LONGEST_PROPERTY = 255  # characters; python-docx takes no more


def set_properties(document: Any, title: str, *, keep_author: bool = False) -> None:
    """Title of the notice; no person, no program, no time: those belong to the office."""
    properties = document.core_properties
    properties.title = title[:_LONGEST_PROPERTY]
    properties.language = "zh-CN"
    properties.last_modified_by = ""
    if not keep_author or not _is_name(properties.author):
        properties.author = ""
    properties.comments = ""
    if not keep_author:
        properties.keywords = ""
    properties.revision = 1
    element = properties._element
    for child in list(element):
        if child.tag.rpartition("}")[2] in {"created", "modified", "lastPrinted"}:
            element.remove(child)
    # Pages, words and the program's name, as of the template's last saving.
    package = document.part.package
    for identity, relationship in list(package.rels.items()):
        if relationship.reltype.endswith("/extended-properties"):
            del package.rels[identity]


def _is_name(author: str | None) -> bool:
    return bool(author) and author != "python-docx"
