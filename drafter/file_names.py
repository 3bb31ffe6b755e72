"""File names: what no system may be given, and names that are made of a ledger's or a sender's words.

The office's files go to Windows machines, whatever this one runs: what Windows refuses is refused everywhere.
"""

from __future__ import annotations

import unicodedata

from drafter.patterns import pattern

LONGEST = 255  # bytes of a name
_DEVICES = frozenset({
    "con", "prn", "aux", "nul", "conin$", "conout$", "clock$",
    *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"),
})  # fmt: skip
_NOT_IN_NAMES = pattern(r'[<>:"/\\|?*\x00-\x1f]')
# Characters without a shape that Unicode does not count as format marks (Default_Ignorable_Code_Point), and two that
# are blank though they count as letters and signs.
_SHAPELESS = pattern(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_LEFT_OUT = "\x00"  # until the name is whole
_GAP = frozenset({"Cc", "Zs", "Zl", "Zp", "Co", "Cs"})  # what parts words, and what another machine shows otherwise


def is_reserved(name: str) -> bool:
    """Whether Windows keeps the name for a device, with any suffix: CON, con.txt, `nul .docx`, COM¹."""
    return name.split(".")[0].strip().casefold() in _DEVICES


def refused(name: str) -> str | None:
    """Why no file may have that name on the systems that offices use, in Chinese; None where one may."""
    if _NOT_IN_NAMES.search(name) or name.endswith((" ", ".")):
        return '文件名里不要用 < > : " | ? * \\ 这些符号，也不要以空格或点结尾。'
    if is_reserved(name):
        return f"{name.split('.')[0]} 是 Windows 留给设备用的名字，请换一个名字。"
    if size(name) > LONGEST:
        return "写不进去（文件名太长）。请起一个短一些的名字（80 个汉字以内）。"
    return None


def as_file_name(words: str, longest: int, otherwise: str = "未命名", *, spaced: bool = False) -> str:
    """Words as a name that every system takes and shows as it is stored, of at most so many bytes.

    What has no shape (marks of direction, zero-width characters) goes; blanks, ends of lines, control and private
    characters and the signs that no name may hold become one low line, none at the ends. `spaced`: the words are a
    file's name already, whose plain spaces stay. A name that nothing is left of is `otherwise`.
    """
    kept: list[str] = []
    for char in _SHAPELESS.sub("", unicodedata.normalize("NFC", words)):
        category = unicodedata.category(char)
        if spaced and char == " ":
            kept.append(char)
        elif category in _GAP or _NOT_IN_NAMES.match(char):
            if kept and kept[-1] != _LEFT_OUT:
                kept.append(_LEFT_OUT)
        elif category != "Cf" and not _is_no_character(char):
            kept.append(char)
    at_ends = ". " if spaced else f". {_LEFT_OUT}"  # a dot hides a file or is dropped by Windows, as a space is
    name = _cut("".join(kept).strip(at_ends), longest).strip(at_ends).replace(_LEFT_OUT, "_") or otherwise
    if is_reserved(name):
        device, dot, rest = name.partition(".")
        return f"{device}_{dot}{rest}"
    return name


def of_file(stem: str, longest: int) -> str:
    """The name of a file without its suffix, for another file that is made from it: as it is where it may be borne."""
    return stem if refused(f"{stem}.x") is None else as_file_name(stem, longest, spaced=True)


def size(name: str) -> int:
    """The bytes that a name takes on a disk."""
    return len(name.encode("utf-8", "surrogateescape"))


def _is_no_character(char: str) -> bool:
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def _cut(name: str, longest: int) -> str:
    """The beginning of a name that takes so many bytes; a character keeps its accents or goes."""
    if size(name) <= longest:
        return name
    end = len(name.encode()[:longest].decode("utf-8", "ignore"))
    while end and unicodedata.combining(name[end]):
        end -= 1
    return name[:end]
