"""Chinese counting numerals as headings and ordinals use them (一, 十二, 一百零三), both ways.

Kept here rather than taken from cn2an: that package takes as long to import as a whole draft takes to render.
"""

import re

_DIGITS = "零一二三四五六七八九"
_WIDE = str.maketrans("０１２３４５６７８９〇", "0123456789零")
CHINESE_NUMERAL = "[一二三四五六七八九十百零〇]+"


def to_chinese(number: int) -> str:
    """1 -> 一, 12 -> 十二, 103 -> 一百零三. Raises ValueError outside 1..9999."""
    if not 1 <= number <= 9999:
        raise ValueError(f"no numeral for {number}")
    out = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += _DIGITS[digit] + name
        elif out and number and not out.endswith("零"):
            out += "零"
    return out.removeprefix("一") if out.startswith("一十") else out


def from_chinese(text: str) -> int | None:
    """一 -> 1, 二十一 -> 21, １２ -> 12; None where the text is no numeral."""
    text = text.translate(_WIDE)
    if re.fullmatch(r"[0-9]{1,6}", text):
        return int(text)
    if not re.fullmatch(r"[零一二三四五六七八九十百千]+", text):
        return None
    total, digit = 0, 0
    for char in text:
        if char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        else:
            digit = _DIGITS.index(char)
    return total + digit
