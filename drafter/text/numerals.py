"""Numerals both ways: 一百零三 ↔ 103, 两百, 三万二千, 壹佰, and the digits of a year, 二〇二四.

Kept here rather than taken from cn2an, which takes as long to import as a whole draft takes to render; the tests
use it as their oracle.
"""

from __future__ import annotations

from functools import lru_cache

ONE_TO_NINE = "一二三四五六七八九"
ONE_TO_TEN = ONE_TO_NINE + "十"  # for the set of a pattern: numbers of sections, teams and items
TWO_TO_TEN = ONE_TO_TEN[1:]  # a count of several, what follows a first one
DIGITS = "零" + ONE_TO_NINE
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟〇○Ｏ０１２３４５６７８９", ONE_TO_TEN + "百千零零零0123456789")
_UNITS = {"十": 10, "百": 100, "千": 1000}
# To embed in a pattern: the characters of a numeral, and a number in either script. What they match still has to be
# read with from_chinese, which knows the grammar.
NUMERAL = f"[{ONE_TO_TEN}百千零〇两]"
NUMBER = f"(?:[0-9]{{1,9}}|{NUMERAL}{{1,9}})"


def to_chinese(number: int) -> str:
    """1 -> 一, 12 -> 十二, 103 -> 一百零三. Raises ValueError outside 1..9999."""
    if not 1 <= number <= 9999:
        raise ValueError(f"no numeral for {number}")
    out = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += DIGITS[digit] + name
        elif out and number and not out.endswith("零"):
            out += "零"
    return out.removeprefix("一") if out.startswith("一十") else out


@lru_cache(maxsize=1 << 12)
def from_chinese(text: str) -> int | None:
    """一 -> 1, 二十一 -> 21, 两百 -> 200, 一万二千 -> 12000, １２ -> 12; None where the text is no numeral.

    The grammar is strict: units fall (一百零三), a skipped one needs its 零, digits do not follow one another (二一 is
    no number), a colloquial short form (一百二) is none either, being read in two ways.
    """
    text = text.translate(_FORMAL)
    if text.isascii():
        return int(text) if text.isdecimal() and len(text) <= 9 else None
    total = 0
    for unit, factor in (("亿", 10**8), ("万", 10**4)):
        head, mark, tail = text.partition(unit)
        if mark:
            value = _below_ten_thousand(head, first=total == 0)
            if not value or unit in tail:
                return None
            total += value * factor
            if not tail:
                return total
            full = _size(tail) == 1000 and ("万" in tail) == (unit == "亿")  # the next unit down is not skipped
            if full == tail.startswith("零"):
                return None
            tail = tail.removeprefix("零")
            if _size(tail) == 1000 and not full and unit == "万":
                return None
            text = tail
    value = _below_ten_thousand(text, first=total == 0)
    if value is None or (total and not value):
        return None
    return total + value


def _size(text: str) -> int:
    """The unit that a numeral below ten thousand begins with."""
    return next((_UNITS[char] for char in text[:2] if char in _UNITS), 1)


def _below_ten_thousand(text: str, *, first: bool) -> int | None:
    """The value of a numeral without 万 and 亿. `first`: nothing stands before it, so 十二 needs no 一."""
    if text == "零":
        return 0
    total, last, gap = 0, 10000, False  # the unit read last; a 零 stands before what follows
    at = 0
    while at < len(text):
        char = text[at]
        if char == "零":
            if gap or not total:
                return None
            gap, at = True, at + 1
            continue
        if char == "十" and first and total == 0 and at == 0:
            digit, unit, at = 1, 10, at + 1
        else:
            digit = 2 if char == "两" else DIGITS.find(char)
            if digit < 1:
                return None
            unit = _UNITS.get(text[at + 1 : at + 2], 1)
            if char == "两" and unit == 10:
                return None
            at += 1 if unit == 1 else 2
            if char == "两" and unit == 1 and (total or not first):
                return None
        if unit >= last or gap != (total != 0 and unit * 10 != last):
            return None
        total, last, gap = total + digit * unit, unit, False
    return None if gap or not text else total


def digit_string(text: str) -> int | None:
    """二〇二四 -> 2024: digits written one by one, as years are; None where anything else stands among them."""
    plain = text.translate(_FORMAL)
    digits = [str(DIGITS.find(char)) if char in DIGITS else char for char in plain]
    joined = "".join(digits)
    return int(joined) if joined.isascii() and joined.isdecimal() and len(joined) <= 9 else None
