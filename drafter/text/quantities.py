"""Figures as notices print them: 640处, 20.76万平方米, 95%, 四个方面, 近百家; with unit, noun and hedges.

Dates (`dates`) and ordinals (第3轮) are no quantities. What figures say of one another is told by `relations`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.text.lexicon import table
from drafter.text.numerals import NUMERAL, ONE_TO_NINE, from_chinese
from drafter.text.remembered import remembered
from drafter.text.sentences import ahead_of

LONGEST_NUMBER = 15  # longer runs of digits are identity or card numbers
LONGEST_NOUN = 16
_TITLES = pattern(r"《[^《》]*》")


class Quantity(NamedTuple):
    """One figure. `start` and `end` bound its number, scale and unit in the text it was read from."""

    value: Decimal  # the number as printed, without its scale
    places: int  # digits printed after the point
    scale: str  # 万, 亿
    unit: str  # "" where none follows
    noun: str  # what is counted, as far as it stands at the figure: 31个问题 -> 问题, 受理诉求672件 -> 受理诉求
    exact: bool  # no 余, 近, 超, 以上
    start: int
    end: int
    text: str

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    @property
    def kind(self) -> str:
        """Scale and unit: only figures of one kind are compared as printed."""
        return self.scale + self.unit

    @property
    def like(self) -> str:
        """The same with classifiers that count alike put as one: 6家 of 47个, 12名 of 40人."""
        return self.scale + _COUNTED_ALIKE.get(self.unit, self.unit)

    @property
    def amount(self) -> Decimal:
        """The value with its scale: 1.2亿 -> 120000000."""
        return self.value * _factor(self.scale)

    @property
    def sort(self) -> str:
        """实体, 动作, 度量, 比率, 时间; "" without a unit."""
        return sort_of(self.unit) or ("实体" if self.unit else "")


_COUNTED_ALIKE = dict.fromkeys("家处所座", "个") | dict.fromkeys("名位", "人") | dict.fromkeys("起宗", "件")


def _factor(scale: str) -> int:
    result = 1
    for char in scale:
        result *= {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[char]
    return result


@cache
def _units() -> dict[str, dict[str, str]]:
    return {row["单位"]: row for row in table("units")}


def sort_of(unit: str) -> str:
    """The 类 of a unit in `lexicon/units.csv`, of 微克/立方米 that of 微克; "" for an unknown one."""
    row = _units().get(unit) or _units().get(unit.partition("/")[0])
    return row["类"] if row else ""


def measure_of(unit: str) -> tuple[str, Decimal] | None:
    """(what it measures, factor to the base unit) of a unit that can be converted: 亩 -> (面积, 666.6667)."""
    row = _units().get(unit)
    return (row["量"], Decimal(row["倍"])) if row and row["量"] else None


def units_pattern(*sorts: str) -> str:
    """The units of these sorts (of all, without any) as alternatives of a pattern, the longest first."""
    units = sorted(_units(), key=lambda u: (-len(u), u))
    return "|".join(re.escape(u) for u in units if not sorts or sort_of(u) in sorts)


@cache
def _pattern() -> re.Pattern[str]:
    unit = units_pattern()
    # A numeral in characters counts only before a unit: 三次 is a figure, 三农 is none.
    counted = units_pattern("实体", "动作", "时间", "比率")
    return re.compile(
        rf"""
        (?:(?P<before>近|(?<!签)约|超过|超|逾|不少于|少于|多于|不低于|不到|至少|最多|不超过|达到|上(?=[{ONE_TO_NINE}]?[百千万])|数(?=[十百千万]))\s{{0,2}})?
        (?<![\d.A-Za-z\-—~〔\[/])(?<!\d[,:])
        (?P<number>
            \d{{1,3}}(?:,\d{{3}}){{1,4}}(?!\d)(?:\.\d{{1,6}})?
          | \d{{1,20}}(?:\.\d{{1,6}})?(?![\d.])
          | (?<!{NUMERAL})(?<![第其之同统唯])(?:{NUMERAL}{{1,9}})(?=万|(?:余|多|几)?(?:{counted}))
        )
        \s{{0,2}}(?P<scale>[百千万亿]{{0,3}})(?P<more>余|多|几)?(?P<scale2>[万亿]?)\s{{0,2}}
        (?P<unit>{unit})?                                        # 640处, 1.2亿元, 3万余人次
        """,
        re.VERBOSE,
    )


_BOUND = pattern(r"\s*(?:及|或)?(?:以上|以下|以内|之内|以外|左右|上下|以前|前)")
_RANGE_BEHIND = pattern(r"\s{0,2}(?:至|到|[-—~–]{1,2})\s{0,2}\d")
_RANGE_AHEAD = pattern(rf"(?:\d|{NUMERAL})\s?(?:至|到|[-—~–]{{1,2}})\s?$")  # the 5 of 3至5个
_NOT_A_FIGURE = pattern(r"\s{0,2}(?:月|日|号|[年]?[-./]\d|:\d)")
_YEAR = pattern(r"(?:19|20)\d\d")


def without_titles(text: str) -> str:
    """Blank out 《…》: what stands in the name of a document is no statement of the notice. The length stays."""
    return _TITLES.sub(lambda m: "《" + "□" * (len(m.group()) - 2) + "》", text)


def quantities(folded: str) -> list[Quantity]:
    """Every figure of a folded text, in order; dates and ordinals (2024年3月5日, 第3轮) are left out."""
    return list(_with_units_of_their_own(folded))


_NO_UNIT = frozenset(
    "和与及或至到的为是以于在比由从被把将对按占已均共都也又还再各每月日年号时分点上下内外中后前多余几万亿"
)
LONGEST_OF_ITS_OWN = 5  # digits; longer numbers are those of telephones (12345热线) and of documents


@remembered
def _with_units_of_their_own(folded: str) -> Iterator[Quantity]:
    """412列，其中煤炭班列236列、矿石班列121列: a word that no list of units knows, behind two figures or more and
    at least once before a mark, is the unit of them all."""
    found = _quantities(folded)
    bare = [q for q in found if not q.unit and q.value >= 1 and len(q.text) <= LONGEST_OF_ITS_OWN]
    behind = Counter(folded[q.end : q.end + 1] for q in bare)
    ends = {folded[q.end : q.end + 1] for q in bare if _STOP.match(folded, q.end + 1)}
    own = {c for c, times in behind.items() if times > 1 and "一" <= c <= "鿿" and c not in _NO_UNIT and c in ends}
    for q in found:
        unit = folded[q.end : q.end + 1]
        if q not in bare or unit not in own:
            yield q
            continue
        end = q.end + 1
        yield q._replace(unit=unit, end=end, text=folded[q.start : end], noun=_noun(folded, q.start, end, unit))


@remembered
def _quantities(folded: str) -> Iterator[Quantity]:
    for match in _pattern().finditer(folded):
        number, unit = match["number"], match["unit"] or ""
        start = match.start("number")
        if ahead_of(folded, start, 1) in {"第", "№"} or _NOT_A_FIGURE.match(folded, match.end()):
            continue
        if unit == "年" and (
            _YEAR.fullmatch(number) or len(number) > 3 or _NOT_A_FIGURE.match(folded, match.end() + 2)
        ):
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
        scale = match["scale"] + match["scale2"]
        exact = not (match["before"] and match["before"] != "达到") and not match["more"]
        exact = exact and not _BOUND.match(folded, match.end()) and not _RANGE_BEHIND.match(folded, match.end())
        exact = exact and not _RANGE_AHEAD.search(folded, max(0, start - 3), start)
        end = match.end()
        if unit and (per := _per().match(folded, end)) and sort_of(unit) == "度量" and unit != "元":
            unit, end = unit + per.group(), per.end()
        noun = _noun(folded, start, end, unit)
        yield Quantity(value, places, scale, unit, noun, exact, start, end, folded[start:end])


@cache
def _per() -> re.Pattern[str]:
    """/立方米 of 33微克/立方米, /日 of 2万吨/日: units by another one are units of their own."""
    return re.compile(rf"/(?:{units_pattern('度量', '时间')}|日|秒)")


_STOP = pattern(r"[,，。;；:：、()（）“”\"《》!?！？\s\d【】\[\]]")
# Words that begin what is said of the counted things, so that no noun stands before them: 26个已整改.
_NO_NOUN = pattern(
    r"已|均|都|全部|正|尚|未|其中|以|左右|上|中[^心小学医等介]|内[^容]|的|为|是|在|被|由|及|和|与|并|等|后|,"
    r"|增|减|提|下降|达|进行|开展|完成|整改(?!措施|任务|事项|方案|问题|举措|清单)|办结|分别|持续|得到|到位"
)
# Where the counted things end and what is said of them begins: 11个镇街开展督查, 23个问题中.
_NOUN_END = pattern(r"(?<=..)(?:中$|里$|开展|进行|已|平均|均|全部|完成|正在|的|达标|提出|反馈给|需要|存在|,)")
# What stands between the words that name a thing and its figure: 共计, 均已达, 数量为.
_LINK = pattern(
    r"(?:总数|总量|数量|共有|共计|合计|总计|累计|达到|提升|提高|增加|增长|减少|下降|压减|压缩|降低|缩短|已经|只有|仅有"
    r"|[数约达为是有共计至到的个仅均已了出]){1,6}$"
)
_BEGINS = pattern(
    r"(?:其中|目前|现已|现有|现|截至目前|全年|今年|累计|共计|共|已|均|并|还|再|又|也|同时|先后|分别){1,4}"
)


def _noun(folded: str, start: int, end: int, unit: str) -> str:
    """The noun behind the figure, else the words in front of it back to the mark before them."""
    if sort_of(unit) not in {"比率", "度量", "时间"} or unit in {"元", "吨", "亩"}:
        stop = _STOP.search(folded, end, end + LONGEST_NOUN)
        behind = folded[end : stop.start() if stop else min(len(folded), end + LONGEST_NOUN)]
        if len(behind) >= 2 and not _NO_NOUN.match(behind):
            cut = _NOUN_END.search(behind)
            return behind[: cut.start()] if cut else behind
    reach = ahead_of(folded, start, LONGEST_NOUN)
    front = _STOP.split(reach)[-1]
    front = _LINK.sub("", front)
    begins = _BEGINS.match(front)
    return front[begins.end() :] if begins else front


def plain(value: Decimal) -> str:
    """A figure without trailing zeros."""
    return format(value.normalize(), "f")


def rounded(value: Decimal, places: int) -> Decimal:
    """Rounded half up, as percentages are printed."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percent(part: Decimal, whole: Decimal, places: int) -> Decimal:
    """part/whole in per cent at that precision."""
    return rounded(part * 100 / whole, places)
