"""Dates and periods: 2024年3月5日, 同年5月, 3月至5月, 二〇二四年十月八日, 上半年, 2025年9月底前; and what they claim.

Two steps. `written` reads what is printed, impossible dates included: a rule may want to say that 2月30日 is none.
`dates_in` resolves it: a year left out is that of the date before, 次年 the one after it, a range has two ends.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from drafter.patterns import pattern
from drafter.text.normal import squeezed
from drafter.text.numerals import ONE_TO_NINE, ONE_TO_TEN, digit_string, from_chinese
from drafter.text.remembered import remembered
from drafter.text.sentences import ahead_of

Precision = Literal["day", "month", "quarter", "half", "year"]
Claim = Literal["happened", "planned", "as_of", "none"]

_CN_DIGIT = f"[〇○零{ONE_TO_NINE}]"
_CN_MONTH = f"(?:十[一二]?|[{ONE_TO_NINE}])"
_CN_DAY = f"(?:三十[一]?|二十[{ONE_TO_NINE}]?|十[{ONE_TO_NINE}]?|[{ONE_TO_NINE}])"
_RELATIVE = {
    "次年": 1,
    "翌年": 1,
    "第二年": 1,
    "明年": 1,
    "今年": 0,
    "本年": 0,
    "当年": 0,
    "同年": 0,
    "去年": -1,
    "上年": -1,
    "前年": -2,
}
_OF_THE_WRITER = {"明年", "今年", "本年", "去年", "前年"}  # the others follow a year that was named
_YEAR = (
    rf"(?:(?P<rel>{'|'.join(_RELATIVE)})|(?:(?P<y>(?<!\d)(?:19|20)\d{{2}}|{_CN_DIGIT}{{4}}"
    r"|(?<![\d.])\d{2}(?=\s?年\s?\d{1,2}\s?月))\s?年(?:度)?))"
)
_MONTH = (
    rf"(?<!\d)(?<!\d\.)(?:(?P<m0>\d{{1,2}})\s?(?:至|到|[-—~–]{{1,2}})\s?)?(?P<m>\d{{1,2}}|{_CN_MONTH})\s?月"
    r"(?!龄|均|刊|报|度|息|薪|嫂|球|饼)(?:份)?"
)
_DAY = (  # the 5 of 3月5日, and of 3月5至10日
    rf"(?:\s?(?P<d>\d{{1,2}}|{_CN_DAY})\s?(?:[日号](?!线|楼|院|文)|(?=(?:至|到|[-—~–]{{1,2}})\d{{1,2}}[日号])))?"
)
_QUARTER = ONE_TO_NINE[:4]
_PART = r"(?P<part>底|末|初|上旬|中旬|下旬)?"
_WRITTEN = pattern(
    rf"""
      {_YEAR} (?: \s?[的年]?(?: {_MONTH}{_DAY}{_PART}
                | (?P<half>[上下]半年) | (?:第)?(?P<q>[{_QUARTER}1-4])季度
                | (?P<end>底|末|初|内(?!部|容|设|生|控|河|陆|外)) ) )?
    | {_MONTH.replace("<m", "<bm")}{_DAY.replace("<d>", "<bd>")}{_PART.replace("<part>", "<bpart>")}   # 3月5日
    | (?P<bhalf>[上下]半年) | (?<![\d{_QUARTER}十])(?:第)?(?P<bq>[{_QUARTER}])季度
    | (?<![今去全每半上下明前当同次逐历多学\d{ONE_TO_TEN}])(?P<bend>年(?:底|末))
    | (?<![\d./-])(?P<ny>(?:19|20)\d{{2}})[-./](?P<nm>\d{{1,2}})[-./](?P<nd>\d{{1,2}})(?![\d./-])   # 2024-03-05
    """,
    re.VERBOSE,
)
_LENGTH = pattern(r"度|内|期|余|以[上下内]|之内")  # 3月内: a length of time
_TO_DAY = pattern(r"\s?(?:起|开始)?(?:至|到|[-—~–]{1,2})\s?(?P<d>\d{1,2})\s?[日号]")
_TO = pattern(r"\s?(?:起|开始)?(?:至|到|[-—~–]{1,2})\s?")


class Written(NamedTuple):
    """A date as printed. What is not printed is None; nothing says that such a day exists."""

    year: int | None
    relative: str | None  # 次年, 今年: the year is said in words
    month: int | None
    day: int | None
    part: str | None  # 底, 初, 中旬; 上半年; 季度
    quarter: int | None
    month_from: int | None  # the 3 of 3至5月
    day_to: int | None  # the 10 of 3月5日至10日
    start: int
    end: int  # of the whole, day_to included

    def said_in(self, year: int) -> Written:
        """The date as somebody means it who writes in that year: 今年 and 去年 are no other day's next or last year."""
        if self.relative not in _OF_THE_WRITER:
            return self
        return self._replace(year=year + _RELATIVE[self.relative], relative=None)

    @property
    def exists(self) -> bool:
        """Whether there is such a day. 29 February is let pass where no year is printed."""
        months = [m for m in (self.month, self.month_from) if m is not None]
        if any(not 1 <= m <= 12 for m in months):
            return False
        if self.month is None or self.day is None:
            return True
        longest = calendar.monthrange(self.year if self.year and self.year > 0 else 2024, self.month)[1]
        return all(1 <= d <= longest for d in (self.day, self.day_to) if d is not None)


class DateFact(NamedTuple):
    """A date or period of the text, resolved. `first` and `last` bound it, both included."""

    start: int
    end: int
    first: dt.date
    last: dt.date
    precision: Precision
    claim: Claim
    text: str


def chinese_date(date: dt.date) -> str:
    """2025年1月15日, without leading zeros (GB/T 9704—2012, 7.3.5.4)."""
    return f"{date.year}年{date.month}月{date.day}日"


def _number(text: str | None) -> int | None:
    return from_chinese(text) if text else None


def _year(text: str | None) -> int | None:
    if not text:
        return None
    value = digit_string(text.replace("○", "〇"))
    return value + 2000 if value is not None and len(text) == 2 else value


def written(folded: str) -> list[Written]:
    """Every date of a folded text as printed, in order; 18个月 and 3年 are lengths of time and none."""
    return list(_dates_of(folded))


@remembered
def _dates_of(folded: str) -> list[Written]:
    found: list[Written] = []
    for match in _WRITTEN.finditer(folded):
        g = match.groupdict()
        bare = g["m"] is None and g["bm"] is not None
        month = _number(g["m"] or g["bm"] or g["nm"])
        day = _number(g["d"] or g["bd"] or g["nd"])
        if bare and not (g["bm"] or "").isdigit() and day is None:
            continue  # 三月 alone: more often a part of other words
        if bare and day is None and _LENGTH.match(folded, match.end()):
            continue
        ends_range = (
            found and found[-1].month and (to := _TO.match(folded, found[-1].end)) and to.end() == match.start()
        )
        if bare and day is None and (month or 0) > 12 and g["bm0"] is None and not ends_range:
            continue  # 18月: a length of time; but 7月至13月
        part = (
            g["part"]
            or g["bpart"]
            or g["half"]
            or g["bhalf"]
            or ("底" if g["end"] in ("底", "末") or g["bend"] else g["end"])
        )
        quarter = _number(g["q"] or g["bq"])
        end, day_to = match.end(), None
        if day is not None and (more := _TO_DAY.match(folded, end)) and not folded.startswith("月", more.end()):
            day_to, end = int(more["d"]), more.end()
        found.append(
            Written(
                _year(g["y"] or g["ny"]), g["rel"], month, day, part, quarter,
                _number(g["m0"] or g["bm0"]), day_to, match.start(), end,
            )
        )  # fmt: skip
    return found


_PLAIN_DAY = pattern(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})[日号]?")  # any year; 2024.3.5日


def day_alone(text: str) -> Written | None:
    """The date of a text that is one printed day and nothing else, in any width: 2024-03-05, 二〇二四年三月五日."""
    bare = squeezed(text)
    if plain := _PLAIN_DAY.fullmatch(bare):
        year, month, day = map(int, plain.groups())
        return Written(year, None, month, day, None, None, None, None, 0, len(bare))
    date = next(iter(written(bare)), None)
    whole = date is not None and (date.start, date.end) == (0, len(bare))
    if date is None or not whole or date.year is None or date.day is None or date.day_to or date.part:
        return None
    return date


_AS_OF = pattern(r"(?:截至|截止到?|截止|到)(?:目前|[^,。;\d]{0,3})$")
# What makes a date one that is to come, before it in its clause or right behind it.
_PLAN = pattern(
    r"预计|计划(?!生育)|(?<!即)将(?!全|其|信|问|整改|巡|各|此|近)|拟|力争|争取|目标|有望|规划|下一步|待|届时|确保|安排于|定于|必须|要求|限|承诺|须"
)
_BEFORE = pattern(
    r"\s?(?:底|末|[日号])?\s?(?:以前|之前|前(?![期后述款来往]))|\s?(?:底|末)?(?:投用|建成|完工)?的?(?:目标|节点|时限)"
)
_IN_FORCE = pattern(r"起?(?:正式)?(?:施行|执行|实施|生效|启用)")  # 自2025年4月1日起施行
_MARK = pattern(r"[。;!?！？\n]")
_SAYS = pattern(r"[\u4e00-\u9fff]{2}")


def dates_in(folded: str, near: dt.date | None = None) -> list[DateFact]:
    """The dates of a folded text that can be resolved and exist. `near`: whose year a first date without one takes."""
    return list(_resolved(folded, near))


def _resolved(folded: str, near: dt.date | None) -> Iterator[DateFact]:
    year = past = near.year if near else None
    month: int | None = None
    dates = written(folded)
    skip = -1
    for i, date in enumerate(dates):
        if i <= skip:
            continue  # the end of a range, which has told its year
        claim = claim_of(folded, date.start, date.end)
        if claim in {"happened", "as_of"} and not date.relative:
            year = (
                past  # 计划2026年6月底前开工。7月2日启动检查: what is planned for a year says no year of what was done
            )
        known, year = year, resolve_year(date, year)
        if year is None or not _in_year(date, year):
            past = year if date.year else past
            continue
        first, last, precision = bounds(date, year, month)
        month = last.month if date.month else month
        end = date.end
        following = dates[i + 1] if i + 1 < len(dates) else None
        if following and (gap := _TO.match(folded, date.end)) and gap.end() == following.start:
            later = resolve_year(following, year)
            if later is not None and _in_year(following, later):
                year = later
                _, last, precision = bounds(following, year, month)
                end, skip = following.end, i + 1
        claim = claim_of(folded, date.start, end)
        past = past if near and past and claim == "planned" and (date.year or 0) > past else year
        yield DateFact(date.start, end, first, last, precision, claim, folded[date.start : end])
        if precision == "year" and _OVER_TWO_YEARS.search(ahead_of(folded, date.start, 6)):
            year = past = known  # 2024—2025年度: a season of two years, in either of which a day may be
        elif precision == "year" and known is not None and near is not None and known == near.year > year:
            year = past = known  # 2018年巡察时也曾指出; 7月3日: a bare year of old is mentioned, nothing is told in it


_OVER_TWO_YEARS = pattern(r"(?<!\d)(?:19|20)\d{2}[-—~–至/]{1,2}$")


def _may_be_of(date: Written, year: int | None, near: dt.date | None) -> bool:
    """Whether a day of a year comes after the one that the dates are told from."""
    if year is None or not _in_year(date, year):
        return False
    return near is None or bounds(date, year)[1] >= near


def _in_year(date: Written, year: int) -> bool:
    """Whether there is such a day in that year: no 29 February in 2023, even where the year is left out."""
    return 1 <= year <= 9998 and date._replace(year=year).exists


def resolve_year(date: Written, before: int | None) -> int | None:
    """The year of a date after one of the year `before`: printed, said in words (次年), or the same."""
    if date.year is not None:
        return date.year
    if date.relative and before is not None:
        return before + _RELATIVE[date.relative]
    return before


def bounds(date: Written, year: int, month_before: int | None = None) -> tuple[dt.date, dt.date, Precision]:
    """First and last day, and how exactly they are printed."""
    if date.month and date.day:
        first = dt.date(year, date.month, date.day)
        return first, first.replace(day=date.day_to or date.day), "day"
    if date.month:
        from_month = date.month_from or date.month
        low, high = {
            "初": (1, 10),
            "上旬": (1, 10),
            "中旬": (11, 20),
            "下旬": (21, 31),
            "底": (21, 31),
            "末": (21, 31),
        }.get(date.part or "", (1, 31))
        longest = calendar.monthrange(year, date.month)[1]
        return dt.date(year, from_month, low), dt.date(year, date.month, min(high, longest)), "month"
    if date.quarter:
        return dt.date(year, date.quarter * 3 - 2, 1), _month_end(year, date.quarter * 3), "quarter"
    if date.part in ("上半年", "下半年"):
        return (dt.date(year, 1, 1), dt.date(year, 6, 30), "half") if date.part == "上半年" else (
            dt.date(year, 7, 1), dt.date(year, 12, 31), "half")  # fmt: skip
    if date.part == "底":
        return dt.date(year, 12, 1), dt.date(year, 12, 31), "month"
    if date.part == "初":
        return dt.date(year, 1, 1), dt.date(year, 2, 28), "month"
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def told_as_done(folded: str, fact: DateFact, published: dt.date) -> bool:
    """其余2个问题于2025年11月底前整改到位 in a notice of 2026: by a day that is past, and no word of a plan."""
    return fact.last < published and bool(_BY_A_DAY.search(ahead_of(folded, fact.start, 8)))


_BY_A_DAY = pattern(r"(?<!计划)(?<!预计)(?<!安排)(?<!力争)(?<!争取)(?<![将拟定待])于\s?$")


def claim_of(folded: str, start: int, end: int) -> Claim:
    """What the words around a date make of it."""
    before = _MARK.split(ahead_of(folded, start, 60))[-1]
    if _AS_OF.search(before):
        return "as_of"
    behind = folded[end : end + 24]
    if _BEFORE.match(behind) or (before.endswith(("自", "从", "于")) and _IN_FORCE.match(behind)):
        return "planned"
    clause = _MARK.split(behind)[0]
    if _PLAN.search(before) or _PLAN.match(clause.lstrip(",，以后起")):
        return "planned"
    return "happened" if _SAYS.search(clause) else "none"
