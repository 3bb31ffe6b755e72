"""N321: what is told as done, of a time that had not come when the notice was made, and plans for a time that was past.

Whole dates with their year are N306's; what is promised and late by the ledger is the ledger rules'.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from drafter.check.model import Finding, Severity
from drafter.check.registry import rule
from drafter.check.rules_dates import days
from drafter.patterns import pattern
from drafter.report import Passage, Passages, Place, Report
from drafter.text.dates import chinese_date
from drafter.text.normal import fold
from drafter.text.numerals import ONE_TO_NINE
from drafter.text.quantities import without_titles
from drafter.text.sentences import ahead_of, between_marks

_PERIOD = pattern(  # 2026年上半年, 2024年1月至8月, 2026年春季学期, 2025年四季度
    r"(?<!\d)(?P<year>20\d\d)年(?:(?P<half>[上下])半年|(?:\d{1,2})月?(?:至|到|-+|—+|–|~)(?P<month>\d{1,2})月(?!\d|底|末)"
    rf"|第?(?P<quarter>[{ONE_TO_NINE[:4]}1-4])季度|(?P<term>[春秋])季学期)"
)
_PLANNED = pattern(
    r"预计|计划|将|拟|定[于在]|力争|争取|目标|规划|届时|确保|谋划|编制|预算|纳入|列入|申报|储备|方案|安排|招生|启动|要求|起|开始|实施|执行|推行|实行|开工|底前|前(?:全部)?(?:完[成工]|办结|整改|销号|到位|建成|竣工|交付)"
)
_FOUND_IN = pattern(  # 2026年经济责任审计指出的
    r"(?<![\d至到—–~-])(?P<year>20\d\d)年(?:度)?[^，。；,;：:\d]{0,14}?(?:巡[视察]|审计|督察|督查|考核|检查)[^，。；,;：:\d]{0,6}?(?:反馈|指出|发现|移交|查出|通报)"
)
_DONE_BY = pattern(r"已(?:经)?(?:全部)?(?:于|在)\s?$")
_DUE = pattern(  # 将于6月底前完工
    r"(?<!原)(?:将|拟|计划|预计|定)(?:于|在)(?P<month>\d{1,2})月(?:底|末|[上中下]旬|\d{1,2}日)?(?:之?前)?(?=[^，。；,;\d]{0,8}(?:完[成工]|竣工|投用|投入使用|交付|建成|整改|销号|到位))"
)
_ANOTHER_YEAR = pattern(r"明年|次年|翌年|20\d\d年[^，。；,;]{0,4}$")
_SPRING, _AUTUMN = 2, 9
FAR = 6  # months back from which next year's may be meant
_SILENT = frozenset({"next_steps", "title", "contact", "signers", "date"})


def _begins(match: re.Match[str]) -> dt.date | None:
    """The first day on which the period can be told of as past or under way."""
    year = int(match["year"])
    if match["half"]:
        return dt.date(year, 1 if match["half"] == "上" else 7, 1)
    if match["term"]:
        return dt.date(year, _SPRING if match["term"] == "春" else _AUTUMN, 1)
    if match["quarter"]:
        return dt.date(year, 3 * ((ONE_TO_NINE[:4] + "1234").index(match["quarter"]) % 4) + 1, 1)
    month = int(match["month"])
    return dt.date(year, month, 1) if 1 <= month <= 12 else None


@rule(
    "N321",
    slug="time-not-yet-come",
    title="说的时间与成文日期不合",
    severity="warning",
    reason="2025年8月的通报里不会有2026年上半年的支出，也不会“将于6月底前完工”；多半是年份写错，或者照搬了旧稿。",
    wrong="2026年上半年业务招待费支出9.6万元（落款2025年8月20日）",
    right="2025年上半年业务招待费支出9.6万元（落款2025年8月20日）",
)
def time_not_yet_come(report: Report, passages: Passages) -> Iterator[Finding]:
    """2026年上半年支出9.6万元, 已于2026年5月20日前办结, 2026年审计指出的 in a notice of 2025; 将于6月底前完工 in one
    of August."""
    date = report.date
    if date is None:
        return
    for passage, place in passages:
        if place.role in _SILENT or "年" not in passage.text + "年" or not any(c.isdigit() for c in passage.text):
            continue
        folded = without_titles(fold(passage.text))
        yield from _told_of_later(passage, place, folded, date)
        if report.inspection.feedback and report.inspection.feedback.year == date.year:
            yield from _months_not_yet_over(passage, place, folded, date)
        yield from _due_already(passage, place, folded, date)


def _told_of_later(passage: Passage, place: Place, folded: str, date: dt.date) -> Iterator[Finding]:
    hint = "核对年份、月份；如是打算，写明“计划”“预计”。"
    for match in _PERIOD.finditer(folded):
        begins = _begins(match)
        if begins and begins > date and not _PLANNED.search(between_marks(folded, match.start(), "。;；")):
            message = f"“{match.group()}”晚于成文日期{chinese_date(date)}，却说成已经发生"
            yield Finding.on(passage, place, message, match.span(), suggestion=hint)
    for match in _FOUND_IN.finditer(folded):
        if int(match["year"]) > date.year:
            message = f"“{match.group()}”晚于成文日期{chinese_date(date)}"
            yield Finding.on(passage, place, message, match.span(), suggestion="核对年份。")
    for day in days(folded):
        if not day.year or not 1 <= day.month <= 12 or not _DONE_BY.search(ahead_of(folded, day.start, 6)):
            continue
        if (day.year, day.month, day.day or 1) > (date.year, date.month, date.day):
            message = f"“已于{folded[day.start : day.end]}”晚于成文日期{chinese_date(date)}"
            yield Finding.on(passage, place, message, (day.start, day.end), suggestion="核对年份、月份。")


_MONTHS = pattern(r"(?<![\d年.])\d{1,2}月?(?:至|到|-+|—+|–|~)(?P<month>\d{1,2})月(?!\d|底|末|份?前)份?")
_OTHER_YEAR = pattern(r"(?P<year>20\d\d)年|[去上前次]年|翌年|同期|[至到—-]次年")


def _months_not_yet_over(passage: Passage, place: Place, folded: str, date: dt.date) -> Iterator[Finding]:
    """1至9月节约资金126万元 in a notice of July on what was found in January: of no other year."""
    for match in _MONTHS.finditer(folded):
        month = int(match["month"])
        years = [m["year"] for m in _OTHER_YEAR.finditer(folded, 0, match.start())]
        if not date.month < month <= LAST_MONTH or any(year != str(date.year) for year in years):
            continue
        if not _PLANNED.search(between_marks(folded, match.start(), ",，。;；")):
            message = f"“{match.group()}”还没有过完，成文日期是{chinese_date(date)}，却说成已经发生"
            hint = "核对月份和年份；如是打算，写明“计划”“预计”。"
            yield Finding.on(passage, place, message, match.span(), suggestion=hint)


LAST_MONTH = 12


def _due_already(passage: Passage, place: Place, folded: str, date: dt.date) -> Iterator[Finding]:
    for match in _DUE.finditer(folded):
        month = int(match["month"])
        if not 0 < date.month - month <= FAR or _ANOTHER_YEAR.search(ahead_of(folded, match.start("month"), 12)):
            continue
        same_year = f"{date.year}年" in between_marks(folded, match.start(), "。;；")
        grade: Severity = "warning" if same_year else "info"
        message = f"“{match.group()}”早于成文日期{chinese_date(date)}，打算的时间已经过了"
        yield Finding.on(
            passage, place, message, match.span(), suggestion="核对月份；是下一年的，写明年份。", severity=grade
        )
