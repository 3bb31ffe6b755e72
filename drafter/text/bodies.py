"""Bodies of party and state as printed: 省委第三巡视组, 云岭区教育局党组, 街道党工委, 区卫健委; level and kind.

A body is told by how its name ends (`lexicon/bodies.csv`, `lexicon/departments.csv`) and by the level before it.
Whether two of them are one and the same body is asked by `same_office`; place names of the list are in `places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.text.lexicon import table
from drafter.text.normal import CJK
from drafter.text.numerals import NUMBER, from_chinese

LEVELS = {  # 级: what stands before 委, 局, 政府
    "中央": "中央", "自治区": "省", "省": "省", "市": "市", "州": "市", "盟": "市", "县": "县", "区": "县", "旗": "县",
    "镇": "乡", "乡": "乡", "街道": "乡",
}  # fmt: skip
# 巡视 is by the centre or a province, 巡察 by a city or a county (党章 第十四条).
INSPECTION_OF = {"中央": "巡视", "省": "巡视", "市": "巡察", "县": "巡察"}


class Body(NamedTuple):
    """A body as printed. `place` is the name in front of its level (云岭区 in 云岭区教育局), "" where there is none."""

    text: str
    level: str  # 中央, 省, 市, 县, 乡; "" where nothing says it (局党组)
    kind: str  # 党委, 党组, 政府, 纪委, 部门, 巡视组, … of lexicon/bodies.csv
    place: str
    office: str  # the trade of a department: 卫健; "" for others
    number: int | None  # 3 of 第三巡视组
    start: int
    end: int


@cache
def _departments() -> dict[str, str]:
    """Word in a department's name (卫健, 卫生健康) -> its short form."""
    known: dict[str, str] = {}
    for row in table("departments"):
        known[row["简"]] = row["简"]
        if row["全"]:
            known.setdefault(row["全"], row["简"])
    return known


@cache
def _kinds() -> dict[str, str]:
    return {row["后缀"]: row["类"] for row in table("bodies")}


@cache
def _pattern() -> re.Pattern[str]:
    def either(words: object) -> str:
        return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))  # type: ignore[call-overload]

    return re.compile(
        rf"""
        (?P<party>中共|中国共产党)?
        (?P<level>中央|自治区|[省市州盟县区旗镇乡]|街道|局|[我本该][省市州县区旗镇乡局委])
        (?P<committee>委(?!员|托|派|任|会(?!同|议|商)|婉|屈|以)|党委)?
        (?:
            (?:委?第(?P<number>{NUMBER}))?(?P<tour>巡[视察]组)
          | (?P<office>{either(_departments())})
            (?P<suffix>局|厅|委员会|委(?!员|托|派|任)|办公室|办(?!理|好|结|法|事|公)|部(?!门|分)|中心|馆|社)
            (?P<own>党组|党委|党工委|领导小组)?
          | (?P<group>[{CJK}]{{0,10}}?领导小组(?:办公室)?)
          | (?P<end>{either(_kinds())})
          | (?<=委)
        )
        """,
        re.VERBOSE,
    )


# Words that may stand in front of a place name and are no part of it: 督促|云岭区, 由|区.
_NOT_PLACE = pattern(
    r"^.{0,12}(?:督促|会同|联合|要求|协调|指导|安排|召开|通过|根据|按照|支持|推动|围绕|接受|配合|报请|以及|针对|聚焦|关于|于|报|经|由|对|在|向|与|和|及|同|到|赴|从|至|往|把|将|被|的|了|请|是|为|等|各|全|该|本|我|原|新|增|两|地)"
)
_REACH = 12
_PLACE = pattern(rf"[{CJK}]{{2,8}}$")


def bodies_in(folded: str) -> list[Body]:
    """The bodies named in a folded text, in order, without overlaps."""
    return list(_bodies(folded))


def _bodies(folded: str) -> Iterator[Body]:
    reached = 0
    for match in _pattern().finditer(folded):
        level = match["level"]
        head = _PLACE.search(folded[max(reached, match.start() - _REACH) : match.start()])
        place = _NOT_PLACE.sub("", head.group()) if head and level in LEVELS and not match["party"] else ""
        if not 2 <= len(place) <= 8:
            place = ""
        start = match.start() - len(place)
        reached = match.end()
        number = from_chinese(match["number"]) if match["number"] else None
        office = _departments()[match["office"]] if match["office"] else ""
        if match["tour"]:
            kind = "巡视组"
        elif office:
            kind = _kinds().get(match["own"], "部门") if match["own"] else "部门"
        elif match["group"]:
            kind = "办公室" if match["group"].endswith("办公室") else "领导小组"
        elif match["end"]:
            kind = _kinds()[match["end"]]
        else:
            kind = "党委"
        rank = LEVELS.get(level, LEVELS.get(level[1:], ""))
        yield Body(
            folded[start : match.end()], rank, kind, place + level if place else "", office, number, start, match.end()
        )


def same_office(a: Body, b: Body) -> bool:
    """Whether two names can only mean one office: the same trade at the same level (区卫健委 and 区卫健局)."""
    return (
        bool(a.office)
        and a.office == b.office
        and a.level == b.level
        and (not a.place or not b.place or a.place == b.place)
    )


def inspection_of(level: str) -> str | None:
    """巡视 or 巡察: what the level's committee holds; None where both or neither may be."""
    return INSPECTION_OF.get(level)
