"""What a ledger holds and a cell cannot, as text in the cell: both ways, used by Excel in and out alike.

Control characters become _x0007_ as Excel writes them itself; the difference between "no value" and "an empty one",
lists whose items hold the separator, and trees of internal notes are marked 〔…〕; a text of more than 32,000
characters goes to a sheet of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from drafter.ledger.field import Coding
from drafter.patterns import pattern
from drafter.text.statuses import plain_status, publication

OWN_TITLE = "整改台账填写说明"  # first cell of the instructions: the workbook was written by `drafter export`
LONG_SHEET = "长文本"
_PIECE = 16_000  # characters; each may be two for Excel
CELL_LIMIT = 32_000  # Excel's own is 32,767; openpyxl cuts there without a word

EMPTY, EMPTY_ENTRY = "〔空〕", "〔空项〕"
_AS_TEXT, _AS_LIST, _AS_JSON, _AS_PHRASE = "〔文〕", "〔列表〕", "〔JSON〕", "〔词条〕"
_AS_LINES = "〔一行一项〕"  # where an item holds what else separates them
_LONG = pattern(r"〔长文本([0-9]+)〕")
_RESERVED = pattern(r"〔(?:空|空项|文|列表|一行一项|JSON|词条|长文本[0-9]*)〕")
_NOT_XML = pattern("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)|x(?=005F_)")
_ESCAPED = pattern(r"_x([0-9A-Fa-f]{4})_")


def escape(text: str) -> str:
    """Characters that XML cannot hold, as _xHHHH_; a text that looks like that already, so that it stays.

    The underscore's own code has a small f: openpyxl drops every x005F_ that it reads, whatever it stands for.
    """
    return _NOT_XML.sub(lambda m: "_x005f_" if m[0] == "_" else f"_x{ord(m[0]):04X}_", text)


def unescape(text: str) -> str:
    """The text of a cell as Excel shows it."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def encode_text(text: str) -> str:
    """A text as a cell's: the empty one and those that look like a mark are marked."""
    if not text:
        return EMPTY
    return _AS_TEXT + text if _RESERVED.match(text) else text


def decode_text(cell: str) -> str:
    if cell == EMPTY:
        return ""
    return cell.removeprefix(_AS_TEXT)


def encode_wording(value: str | dict[str, str]) -> str:
    """A text, or 〔词条〕ID for {词条: ID}."""
    return _AS_PHRASE + value["词条"] if isinstance(value, dict) else encode_text(value)


def decode_wording(cell: str) -> str | dict[str, str]:
    if cell.startswith(_AS_PHRASE):
        return {"词条": cell.removeprefix(_AS_PHRASE)}
    return decode_text(cell)


def encode_number(number: int | str) -> int | str:
    """An int stays one where Excel can hold it."""
    if isinstance(number, int):
        return number if abs(number) < 10**15 else f"{_AS_JSON}{number}"
    return encode_text(number)


def decode_number(cell: str, value: object) -> int | str:
    if cell.startswith(_AS_JSON):
        return int(cell.removeprefix(_AS_JSON))
    if isinstance(value, (int, float)) and float(value).is_integer():
        return int(value)
    return decode_text(cell)


def encode_list(items: list[str]) -> str | None:
    """甲、乙; None for no items."""
    if not items:
        return None
    joined = "、".join(items)
    if split_list(joined) != items or _RESERVED.match(joined):
        lines = "\n".join(items)
        told = lines.split("\n") == items and all(item == item.strip() and item for item in items) and "\r" not in lines
        return f"{_AS_LINES}{lines}" if told else _AS_LIST + json.dumps(items, ensure_ascii=False)
    return joined


def decode_list(cell: str) -> list[str]:
    """Raises ValueError where the mark 〔列表〕 stands before something else."""
    if cell.startswith(_AS_LIST):
        items = json.loads(cell.removeprefix(_AS_LIST))
        if not isinstance(items, list):
            raise ValueError("〔列表〕 后面应是 JSON 列表")
        return [str(item) for item in items]
    if cell.startswith(_AS_LINES):
        return [line.strip() for line in cell.removeprefix(_AS_LINES).split("\n") if line.strip()]
    return split_list(cell)


def encode_lines(items: list[str]) -> str | None:
    """One text a line; None for none."""
    joined = "\n".join(items)
    if items and (joined.split("\n") != items or not all(map(str.strip, items)) or _RESERVED.match(joined)):
        return _AS_LIST + json.dumps(items, ensure_ascii=False)
    return joined or None


def decode_lines(cell: str) -> list[str]:
    """Raises ValueError where the mark 〔列表〕 stands before something else."""
    return (
        decode_list(cell)
        if cell.startswith((_AS_LIST, _AS_LINES))
        else [line for line in cell.split("\n") if line.strip()]
    )


def encoded(value: Any, coding: Coding) -> Any:
    """A value of the ledger as its column has it."""
    if value is None:
        return None
    if encode := _ENCODERS.get(coding):
        return encode(value)
    return encode_text(value) if isinstance(value, str) else value


def decoded(text: str, value: object, coding: Coding) -> Any:
    """What the text of a cell stands for; `value`: the cell's own. Raises ValueError where it is none."""
    return decode_number(text, value) if coding == "number" else _DECODERS.get(coding, decode_text)(text)


def split_list(cell: str) -> list[str]:
    """甲、乙；丙 -> three; marks inside brackets do not separate."""
    items, depth, current = [], 0, ""
    for char in cell:
        depth += (char in "（(《“【") - (char in "）)》”】")
        if char in "、，,；;\n\r" and depth <= 0:
            items.append(current)
            current, depth = "", 0
        else:
            current += char
    return [item.strip() for item in [*items, current] if item.strip()]


def encode_notes(notes: dict[str, Any]) -> str | None:
    """One `键：值` a line where that can be read back, else JSON."""
    if not notes:
        return None
    lines = "\n".join(f"{key}：{value}" for key, value in notes.items())
    if _RESERVED.match(lines) or decode_notes(lines) != notes:
        return _AS_JSON + json.dumps(notes, ensure_ascii=False)
    return lines


def decode_notes(cell: str) -> dict[str, Any]:
    """Raises ValueError where the mark 〔JSON〕 stands before something else."""
    if cell.startswith(_AS_JSON):
        notes = json.loads(cell.removeprefix(_AS_JSON))
        if not isinstance(notes, dict):
            raise ValueError("〔JSON〕 后面应是 JSON 对象")
        return notes
    notes = {}
    for line in cell.splitlines():
        key, colon, value = line.partition("：")
        if not colon:
            key, value = "备注", line
        if line.strip():
            notes[key] = f"{notes[key]}\n{value}" if key in notes else value
    return notes


def long_text_number(cell: str) -> int | None:
    """The number on the sheet of long texts that this cell stands for."""
    match = _LONG.fullmatch(cell)
    return int(match[1]) if match else None


def long_text_mark(number: int) -> str:
    return f"〔长文本{number}〕"


def pieces(text: str) -> list[str]:
    """An escaped text in parts that fit a cell; no escape is cut in two."""
    out, start = [], 0
    while len(text) - start > _PIECE:
        end = start + _PIECE
        for match in _ESCAPED.finditer(text, start, end + 7):
            if match.start() < end < match.end():
                end = match.start()
        out.append(text[start:end])
        start = end
    return [*out, text[start:]]


_ENCODERS: dict[Coding, Callable[[Any], Any]] = {
    "number": encode_number,
    "list": encode_list,
    "lines": encode_lines,
    "notes": encode_notes,
    "wording": encode_wording,
}
_DECODERS: dict[Coding, Callable[[str], Any]] = {
    "list": decode_list,
    "lines": decode_lines,
    "notes": decode_notes,
    "wording": decode_wording,
    "status": lambda text: plain_status(text) or text,
    "public": lambda text: text if (answer := publication(text)) is None else answer,
}
