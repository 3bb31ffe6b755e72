"""N319–N320, S205: periods and rows of ordinals that run backwards or come back to where they began.

Ranges of whole days are for N302; lists that are numbered by paragraphs for S201 and S203.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passage, Passages, Place, Report
from drafter.text.dates import chinese_date
from drafter.text.normal import fold
from drafter.text.numerals import NUMERAL, from_chinese, to_chinese
from drafter.text.quantities import without_titles

_TO = r"\s?(?:至|到|—+|–|-|~)\s?"
_MONTHS = pattern(  # 2024年8月至3月, 1—8月; a day behind the first month makes it a range of days
    rf"(?<![\d.\-—~])(?:(?P<y1>(?:19|20)\d\d)年)?(?P<m1>\d{{1,2}})(?P<month>月)?(?:份|底|初|上旬|中旬|下旬)?{_TO}"
    r"(?:(?P<next>次年|翌年|第二年|今年|本年|目前)|(?P<y2>\d{4})年)?(?P<m2>\d{1,2})月"
)
_YEARS = pattern(rf"(?<!\d)(?P<y1>(?:19|20)\d\d)(?:年度?)?{_TO}(?P<y2>(?:19|20)\d\d)年(?!\d)")
_TWICE = pattern(  # 2024年、2024年的1248份报销凭证
    r"(?<!\d)(?P<one>(?:19|20)\d\d年度?|\d{1,2}月份?)(?:、|和|及|与)(?P<two>(?:19|20)\d\d年度?|\d{1,2}月份?)(?!\d)"
)
LATE, EARLY = 9, 4  # from a month as late to one as early the turn of the year is meant


def _read(passages: Passages) -> Iterator[tuple[Passage, Place, str]]:
    for passage, place in passages:
        if "月" in passage.text or "年" in passage.text:
            yield passage, place, without_titles(fold(passage.text))


@rule(
    "N319",
    slug="period-backwards",
    title="起止的年月颠倒或相同",
    severity="warning",
    reason="“2022年至2021年”“8月至3月”前后颠倒，“2024年、2024年”写了两遍，必有一个写错；跨年的写明年份。",
    wrong="对2024年至2022年的采购项目进行复查",
    right="对2022年至2024年的采购项目进行复查",
)
def period_backwards(passages: Passages) -> Iterator[Finding]:
    """2022年至2021年, 2024年8月至3月, 2024年、2024年."""
    for passage, place, folded in _read(passages):
        for match in _MONTHS.finditer(folded):
            first, last = int(match["m1"]), int(match["m2"])
            if match["next"] or not (1 <= first <= 12 and 1 <= last <= 12):
                continue
            if match["y2"]:
                wrong = bool(match["y1"]) and (int(match["y2"]), last) <= (int(match["y1"]), first)
            else:
                wrong = last < first and not (first >= LATE and last <= EARLY)
                part = re.match(r"[底末初上中下份]", folded[match.end() :]) or "初" in match.group()
                wrong = wrong or (last == first and bool(match["month"]) and not part)
            if wrong and not re.match(r"\d{1,2}日", folded[match.end() :]):
                yield _told(passage, place, match)
        for match in _YEARS.finditer(folded):
            if int(match["y2"]) <= int(match["y1"]) and not re.match(r"\d{1,2}月", folded[match.end() :]):
                yield _told(passage, place, match)
        for match in _TWICE.finditer(folded):
            if match["one"] == match["two"] and not re.match(r"\d{1,2}[月日]", folded[match.end() :]):
                yield _told(passage, place, match, "写了两遍")


def _told(passage: Passage, place: Place, match: re.Match[str], what: str = "前后颠倒或相同") -> Finding:
    message = f"“{match.group()}”起止{what}" if what.startswith("前") else f"“{match.group()}”{what}"
    return Finding.on(passage, place, message, match.span(), suggestion="核对两个年月；跨年的写明年份。")


_OPEN_FROM = pattern(  # 请于2025年7月4日至7月25日期间向我们反映, 公示期为12月5日至12月25日
    r"(?:(?P<year>\d{4})年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:起)?(?:至|到|—+|-|–|~)"
)
_TO_SAY = pattern(r"反映|公示|监督|意见|受理|公布|公开")
SOONER = dt.timedelta(days=7)


@rule(
    "N320",
    slug="heard-before-published",
    title="听取意见的期限早于成文日期",
    severity="warning",
    reason="通报公布以后才请群众反映意见；公示期、监督期从成文日期前很久就开始，年份、月份必有一个写错。",
    wrong="请于2024年7月4日至7月25日期间反映（落款2025年7月4日）",
    right="请于2025年7月4日至7月25日期间反映（落款2025年7月4日）",
)
def heard_before_published(report: Report, passages: Passages) -> Iterator[Finding]:
    """请于2025年1月4日至7月25日期间向我们反映 in a notice of 4 July: the time to be heard begins before the notice."""
    if not report.date:
        return
    for passage, place in passages:
        if place.role != "contact":
            continue
        folded = fold(passage.text)
        for match in _OPEN_FROM.finditer(folded):
            year, month, day = int(match["year"] or report.date.year), int(match["month"]), int(match["day"])
            try:
                begins = dt.date(year, month, day)
            except ValueError:
                continue
            around = folded[max(0, match.start() - 20) : match.end() + 30]
            if begins < report.date - SOONER and _TO_SAY.search(around) and "整改" not in around[:20]:
                message = f"听取意见从{chinese_date(begins)}开始，早于成文日期{chinese_date(report.date)}"
                yield Finding.on(passage, place, message, match.span(), suggestion="核对期限和落款日期。")


_ORDINAL = pattern(
    rf"第(?P<number>{NUMERAL}{{1,2}}|\d{{1,2}})(?P<noun>方面|种形态|个方面|类|项|批次?|季度|阶段|环节|层次|组|片区|部分)"
)
_ITEM = pattern(r"[^。；;]{0,24}?[、，；]?[^。；;、，]{0,6}")
RUN = 3  # ordinals that make a row


@rule(
    "S205",
    slug="ordinal-twice-in-a-row",
    title="一句里的“第几”写重了",
    severity="warning",
    reason="“第一方面13项、第三方面14项、第三方面9项、第四方面9项”：中间一个写重了，原来的那个就漏了。",
    wrong="第一方面13项、第三方面14项、第三方面9项",
    right="第一方面13项、第二方面14项、第三方面9项",
)
def ordinal_twice_in_a_row(passages: Passages) -> Iterator[Finding]:
    """第一种形态41人、第一种形态12人、第三种形态3人: a row that counts on but for one, which another has already."""
    for passage, place in passages:
        if passage.text.count("第") < RUN:
            continue
        row: list[tuple[int, re.Match[str]]] = []
        for match in _ORDINAL.finditer(passage.text):
            number = int(match["number"]) if match["number"].isdigit() else from_chinese(match["number"])
            if number is None:
                continue
            goes_on = row and match["noun"] == row[-1][1]["noun"]
            if not goes_on or not _ITEM.fullmatch(passage.text[row[-1][1].end() : match.start()]):
                yield from _twice(passage, place, row)
                row = []
            row.append((number, match))
        yield from _twice(passage, place, row)


def _twice(passage: Passage, place: Place, row: list[tuple[int, re.Match[str]]]) -> Iterator[Finding]:
    """The one that stands where another number is due."""
    if len(row) < RUN:
        return
    for begin in sorted({row[0][0], row[-1][0] - len(row) + 1} - {0, -1}):
        odd = [(n, m, begin + i) for i, (n, m) in enumerate(row) if n != begin + i]
        if len(odd) == 1 and [n for n, _ in row].count(odd[0][0]) > 1:
            _, match, due = odd[0]
            message = f"“{match.group()}”写了两遍，缺“第{to_chinese(due)}{match['noun']}”，序号写重了"
            yield Finding.on(passage, place, message, match.span(), suggestion="核对序号。")
            return
