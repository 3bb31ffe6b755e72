"""Figures as notices print them: 640处, 20.76万平方米, 95%, 四个方面; read with their unit, place and hedges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from drafter.report import Passage, Place
from drafter.text.numerals import from_chinese

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 32, 0xA0: 32}

ENTITY_UNITS = "|".join("张个项条件家处户名位人所座幢栋套宗笔起例篇份支辆台块只亩吨顷盏根棵间幅对")
ACT_UNITS = "人次|户次|家次|件次|批次|场次|次|场|期|批|轮|遍|趟|回"
MEASURE_UNITS = (
    "个百分点|百分点|平方公里|平方米|立方米|千瓦时|公里|公顷|公斤|千克|美元|标箱|元|米|%|％|‰|年|个月|天|小时|分钟|秒"
)
_UNIT = f"(?:{ACT_UNITS}|{MEASURE_UNITS}|{ENTITY_UNITS})"
_QUANTITY = re.compile(
    rf"""
    (?:(?P<before>近|(?<!签)约|超过|超|逾|不少于|不低于|至少|最多|不超过|达到)\s{{0,2}})?
    (?<![\d.A-Za-z\-—~])
    (?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|[一二三四五六七八九十百]{{1,5}}(?=个|项|条|家|名|处|件|所))
    \s{{0,2}}(?P<scale>[百千万亿]*)(?P<more>余|多|几)?\s{{0,2}}
    (?P<unit>{_UNIT})?
    """,
    re.VERBOSE,
)
LONGEST_NUMBER = 15  # longer runs of digits are identity or card numbers
_BOUND = re.compile(r"\s*(?:及|或)?(?:以上|以下|以内|之内|以外|左右|以前|前)")
_TITLES = re.compile(r"《[^《》]*》")


class Quantity(NamedTuple):
    """One figure. `start` and `end` bound its number, scale and unit in the text it was read from."""

    value: Decimal
    places: int  # digits printed after the point
    scale: str  # 万, 亿
    unit: str  # "" where none follows
    start: int
    end: int
    exact: bool  # no 余, 近, 超, 以上
    text: str

    @property
    def kind(self) -> str:
        """Scale and unit: only figures of one kind are compared."""
        return self.scale + self.unit


def fold(text: str) -> str:
    """Full-width letters, figures and punctuation as half-width ones; the length stays, so offsets hold."""
    return text.translate(_FOLD)


def without_titles(text: str) -> str:
    """Blank out 《…》: what stands in the name of a document is no statement of the notice. The length stays."""
    return _TITLES.sub(lambda m: "《" + "□" * (len(m.group()) - 2) + "》", text)


def quantities(folded: str) -> list[Quantity]:
    """Every figure of a folded text, in order; dates and ordinals (2024年3月5日, 第3轮) are left out."""
    return list(_quantities(folded))


def _quantities(folded: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(folded):
        number, unit = match["number"], match["unit"] or ""
        start = match.start("number")
        ahead = folded[match.end() : match.end() + 2]
        if unit == "年" or folded[max(0, start - 1) : start] in {"第", "№"} or (not unit and ahead[:1] in {*"月日号"}):
            continue
        if len(number) > LONGEST_NUMBER:
            continue
        if number[0].isdigit():
            value = Decimal(number.replace(",", ""))
            places = len(number.partition(".")[2])
        else:
            read = from_chinese(number)
            if read is None:
                continue
            value, places = Decimal(read), 0
        exact = not (match["before"] and match["before"] != "达到") and not match["more"]
        exact = exact and not _BOUND.match(folded, match.end())
        text = folded[start : match.end()]
        yield Quantity(value, places, match["scale"], unit.replace("％", "%"), start, match.end(), exact, text)


class Stretch(NamedTuple):
    """A full sentence (up to 。！？, not ；), folded, with its place: the reach within which figures are compared."""

    text: str  # folded, 《titles》 blanked
    start: int  # offset in the passage
    passage: Passage
    place: Place
    figures: list[Quantity]


_STRETCH = re.compile(r"[^。！？\n]+[。！？]?")


def stretches(passages: list[tuple[Passage, Place]]) -> list[Stretch]:
    """The sentences of all passages that hold a figure."""
    found = []
    for passage, place in passages:
        folded = without_titles(fold(passage.text))
        for match in _STRETCH.finditer(folded):
            if figures := quantities(match.group()):
                found.append(Stretch(match.group(), match.start(), passage, place, figures))
    return found


def rounded(value: Decimal, places: int) -> Decimal:
    """Rounded half up, as percentages are printed."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percent(part: Decimal, whole: Decimal, places: int) -> Decimal:
    """part/whole in per cent at that precision."""
    return rounded(part * 100 / whole, places)
