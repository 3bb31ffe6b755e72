"""What belongs to one report becomes a slot: dates, figures, 《titles》, places, inspection teams.

A slot is one private-use character while text is cut and counted, so that it is one word; in an entry it is {name}.
"""

from __future__ import annotations

import re

from drafter.patterns import pattern
from drafter.text.normal import squeezed
from drafter.text.numerals import DIGITS, NUMERAL, to_chinese

TITLE, DATE, PERCENT, NUMBER, PLACE, TEAM, LATIN = "\ue000\ue001\ue002\ue003\ue004\ue005\ue006"
PARTY = "\ue008"  # the committee: 区委, 市委, 区委（党工委）
GAP = "\ue007"  # whatever stands between the fixed words of a frame; named by what it replaces
NAMES = {
    TITLE: "文件",
    DATE: "日期",
    PERCENT: "百分比",
    NUMBER: "数",
    PLACE: "地区",
    TEAM: "巡视组",
    LATIN: "名称",
    PARTY: "党委",
    GAP: "事项",
}
SLOT = pattern(r"\{[^{}]*\}")
_PRIVATE = pattern("[\ue000-\ue00f]")
# Phrases are counted with Chinese punctuation, whatever width a report was saved with.
_PRINTED = str.maketrans(",;:()!?", "，；：（）！？")
_DAY = r"\d{0,2}月(?:\d{1,2}日|[上中下]旬|初|中旬|末|底)?"
_VARIABLE = pattern(
    rf"""
      (?P<title>  《(?:[^《》]|《[^《》]*》)*》 )  # 《云岭区三年行动计划》
    | (?P<team>   (?:中央|[省市区县]委)?第{NUMERAL}{{1,5}}(?:轮)?巡[视察]组 )  # 省委第三巡视组
    | (?P<date>   (?:\d{{4}}[至-])?\d{{4}}年度?(?:\d{{1,2}}[至-]?)?(?:{_DAY})?(?:[初末底](?=[，。、前]))?
                | \d{{1,2}}月(?:\d{{1,2}}日|[上中下]旬|初|末|底)? | \d{{1,2}}日 | \d{{4}}\.\d{{1,2}}\.\d{{1,2}} )
    | (?P<rate>   \d[\d，.]*\s*(?:%|个百分点) )  # 23.5%
    | (?P<number> \d+(?:[，.]\d+)*(?:余|多)?(?:[万亿千]+)? )  # 3,500万
    | (?P<party>  (?<![省市区县派支])(?:[省市区县]委|自治区党委|地委)(?!员)
                  (?:（[^（）]{{2,14}}[委会组]）)? )  # 区委（党工委）
    | (?P<latin>  [A-Za-z][A-Za-z+@._\-]* )
    """,
    re.VERBOSE,
)
_OF_GROUP = {
    "title": TITLE,
    "team": TEAM,
    "date": DATE,
    "rate": PERCENT,
    "number": NUMBER,
    "latin": LATIN,
    "party": PARTY,
}


def fold(text: str) -> str:
    """One width for punctuation, figures and quotes, no spaces: variants of a phrase become one."""
    return squeezed(text).translate(_PRINTED)


def abstract(text: str) -> str:
    """Folded text with everything that is a report's own fact as a slot character. Places are found after cutting."""
    return _VARIABLE.sub(lambda m: _OF_GROUP[m.lastgroup or ""], fold(text))


def numbered(name: str, time: int) -> str:
    """The name of a slot that stands for the n-th time in one entry: 日期, 日期二, 日期三."""
    return name if time == 1 else name + to_chinese(min(time, 9))


def base_name(name: str) -> str:
    """日期二 -> 日期"""
    return name.rstrip(DIGITS[2:])


def printed(text: str) -> str:
    """Slot characters as {name}; a name that stands twice gets a number: {日期}, {日期二}."""
    seen: dict[str, int] = {}

    def name(match: re.Match[str]) -> str:
        base = NAMES[match.group()]
        seen[base] = seen.get(base, 0) + 1
        return "{" + numbered(base, seen[base]) + "}"

    return _PRIVATE.sub(name, text)


def slot_names(text: str) -> tuple[str, ...]:
    """Names of the slots of a printed entry, in order: 同比增长{百分比} -> (百分比,)."""
    return tuple(dict.fromkeys(s[1:-1] for s in SLOT.findall(text)))


def has_slot(text: str) -> bool:
    """Whether counted text holds a slot character."""
    return bool(_PRIVATE.search(text))
