"""The labels of Word's automatic numbering (一、 （一） 1. ①), which Word shows but does not store in the text.

Follows ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (number formats). python-docx and mammoth leave labels out, and
docx2python knows only Latin ones, so they are computed here. Which list a paragraph is in, its caller says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from drafter.patterns import pattern
from drafter.text.numerals import DIGITS, to_chinese

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACEHOLDER = pattern(r"%([1-9])")
_DIGITS = "〇" + DIGITS[1:]
_T = TypeVar("_T", int, None)


@dataclass(frozen=True, slots=True)
class Level:
    """A w:lvl."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None  # w:lvlRestart: None after any higher level, 0 never, n after level n or higher
    legal: bool = False  # w:isLgl: all numbers of the label in Arabic figures
    style: str | None = None  # the paragraph style that stands at this level


@dataclass(frozen=True, slots=True)
class List:
    """A w:num: the abstract list it is made of, and what it overrides."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass
class Numbering:
    """The lists of a document and how far each has counted. `label` must be called in document order."""

    lists: dict[str, List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level that a list ties to a paragraph style (w:pStyle in w:lvl)."""
        found = self.lists.get(list_id)
        return next((i for i, level in found.levels.items() if level.style == style), None) if found else None

    def label(self, list_id: str, index: int) -> str:
        """Count one paragraph of that list and level; the label that Word shows before it, empty for a bullet."""
        found = self.lists.get(list_id)
        if found is None or index not in found.levels:
            return ""
        counts = self._counts.setdefault(found.abstract, {})
        if list_id not in self._begun:  # lists of one abstract list count on, unless they say where to start
            self._begun.add(list_id)
            for restarted in found.starts:
                counts.pop(restarted, None)
        counts[index] = counts[index] + 1 if index in counts else _start(found, index)
        for deeper, level in found.levels.items():
            if deeper > index and (level.restart is None or index < level.restart):
                counts.pop(deeper, None)
        return _shown(found, index, counts)


def _start(of: List, index: int) -> int:
    return of.starts.get(index, of.levels[index].start if index in of.levels else 1)


def _shown(of: List, index: int, counts: dict[int, int]) -> str:
    level = of.levels[index]
    if level.format == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        form = of.levels[at].format if at in of.levels else "decimal"
        if form == "none":
            return ""
        return in_format(counts.get(at, _start(of, at)), "decimal" if level.legal else form)

    return _PLACEHOLDER.sub(number, level.text).strip()


def in_format(number: int, form: str) -> str:
    """A number as w:numFmt writes it; Arabic figures where the format is unknown or does not reach so far."""
    return _FORMATS.get(form, str)(number) or str(number)


def _counted(number: int) -> str:
    return to_chinese(number) if 1 <= number <= 9999 else ""


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number)) if number >= 0 else ""


def _from(first: str, most: int) -> Callable[[int], str]:
    """A run of code points: ① ⑴ ⒈."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= most else ""


def _of(row: str) -> Callable[[int], str]:
    """A closed row of signs: 甲乙丙."""
    return lambda number: row[number - 1] if 1 <= number <= len(row) else ""


def _circled(number: int) -> str:
    return (
        _from("①", 20)(number)
        or (chr(0x3251 + number - 21) if 21 <= number <= 35 else "")
        or (chr(0x32B1 + number - 36) if 36 <= number <= 50 else "")
    )


def _lettered(first: str) -> Callable[[int], str]:
    """a … z, aa, bb …, as Word goes on."""
    return lambda number: chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1) if 1 <= number <= 260 else ""


def _roman(number: int) -> str:
    if not 1 <= number <= 3999:
        return ""
    out = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        times, number = divmod(number, value)
        out += sign * times
    return out


def _capitals(number: int) -> str:
    """壹 贰 … 壹拾 …, the forms used on cheques."""
    capital = str.maketrans(DIGITS + "十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
    plain = _counted(number)
    return ("一" + plain if plain.startswith("十") else plain).translate(capital)


def _wide(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": _counted,
    "chineseCountingThousand": _counted,
    "taiwaneseCounting": _counted,
    "taiwaneseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "koreanCounting": _counted,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "koreanDigital2": _digit_by_digit,
    "chineseLegalSimplified": _capitals,
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _from("㊀", 10),
    "upperLetter": _lettered("A"),
    "lowerLetter": _lettered("a"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}


def numbering_of(root: Any | None, style_lists: dict[str, str]) -> Numbering:
    """The lists of a numbering part. `style_lists`: numbering style id -> the w:num it stands for."""
    if root is None:
        return Numbering()
    abstract = {a.get(W + "abstractNumId", ""): a for a in root.iter(W + "abstractNum")}
    nums = {n.get(W + "numId", ""): n for n in root.iter(W + "num")}

    def definition(num: Any, hops: int = 0) -> tuple[str, dict[int, Level]]:
        key = value(num, "abstractNumId") or ""
        base = abstract.get(key)
        if base is None:
            return key, {}
        linked = nums.get(style_lists.get(value(base, "numStyleLink") or "", ""))
        if linked is not None and hops < 5:
            return definition(linked, hops + 1)
        return key, _levels(base)

    lists = {}
    for num_id, num in nums.items():
        key, levels = definition(num)
        starts = {}
        for override in num.iter(W + "lvlOverride"):
            index = integer(override.get(W + "ilvl"), 0)
            levels.update(_levels(override))
            start = integer(value(override, "startOverride"), None)
            if start is not None:
                starts[index] = start
        lists[num_id] = List(key, levels, starts)
    return Numbering(lists)


def _levels(parent: Any) -> dict[int, Level]:
    levels = {}
    for element in parent.iterchildren(W + "lvl"):
        index = integer(element.get(W + "ilvl"), 0)
        restart = value(element, "lvlRestart")
        legal = element.find(W + "isLgl")
        # A custom format stands in mc:Choice, its nearest standard one in mc:Fallback.
        formats = [f.get(W + "val", "decimal") for f in element.iter(W + "numFmt")]
        levels[index] = Level(
            start=integer(value(element, "start"), 1),
            format=next((f for f in formats if f != "custom"), "decimal"),
            text=value(element, "lvlText") or "",
            restart=None if restart is None else integer(restart, 0),
            legal=legal is not None and legal.get(W + "val", "1") not in ("0", "false", "off"),
            style=value(element, "pStyle"),
        )
    return levels


def value(parent: Any, name: str) -> str | None:
    """The w:val of a child element, or None."""
    found = parent.find(W + name)
    return None if found is None else found.get(W + "val")


def integer(text: str | None, default: _T) -> int | _T:
    """A number in an attribute, or `default` where it is none."""
    try:
        return int(text or "")
    except ValueError:
        return default
