"""A file -> its paragraphs, whatever its format. The content decides the format; the suffix is only a hint.

What the paragraphs mean is for `drafter.read.parse`.
"""

from __future__ import annotations

from pathlib import Path

from drafter.errors import InputError
from drafter.read import docx, text
from drafter.report import Paragraph


def read_paragraphs(path: Path) -> list[Paragraph]:
    """The paragraphs of a report file (.txt, .docx, .html or .pdf) in reading order, empty ones left out.

    Raises InputError where the file cannot be read or used.
    """
    name = str(path)
    data = _bytes(path, name)
    if data.startswith(b"PK\x03\x04"):
        return docx.read(data, name)
    found = text.paragraphs(text.decode(data, name))
    if not found:
        raise InputError(f"{name}：文件里没有文字。请确认选对了文件。")
    return found


def _bytes(path: Path, name: str) -> bytes:
    if path.is_dir():
        raise InputError(f"{name}：这是一个文件夹，不是文件。请给出其中的文件。")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{name}：找不到这个文件。请检查路径和文件名。") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{name}：读不出来（{reason}）。请确认有权限打开，且没有被其他程序独占。") from None
