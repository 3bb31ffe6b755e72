"""A .docx judged by the schema of WordprocessingML: names, order, number and values of elements, in every part.

The judge is openxml-audit, which carries the tables of the Open XML SDK.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from openxml_audit.validator import OpenXmlValidator

# A theme may be there and need not (ECMA-376 Part 1, 14.2.7): its judgement is the library's own.
_NOT_DEMANDED = "officeDocument/2006/relationships/theme' is missing"


def schema_faults(data: bytes) -> list[str]:
    """What is wrong with the file, each with its part and place; empty where it is valid.

    A judge serves one file: it keeps what other parts declare by the address of the package in memory, and the next
    package may stand at the same address.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "稿.docx"
        file.write_bytes(data)
        found = OpenXmlValidator(max_errors=0).validate(str(file)).errors
    return [f"{e.part_uri} {e.path}：{e.description}" for e in found if _NOT_DEMANDED not in e.description]


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The file with `old` of one part as `new`; the part must hold it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old.encode() in content, old
                content = content.replace(old.encode(), new.encode(), 1)
            target.writestr(name, content)
    return out.getvalue()
