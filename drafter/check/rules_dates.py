"""N3: dates that cannot be, that stand in the wrong order, or that have lost their year."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from drafter.check.model import Finding, Looked, paragraph_name
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passage, Passages, Place, Report
from drafter.text.dates import chinese_date, claim_of, written
from drafter.text.normal import fold
from drafter.text.numerals import ONE_TO_TEN
from drafter.text.quantities import without_titles
from drafter.text.sentences import ahead_of

_RANGE = pattern(
    r"(?:(?P<y1>\d{4})\s*年)?\s{0,4}(?<!\d)(?P<m1>\d{1,2})\s*月\s*(?P<d1>\d{1,2})\s*[日号]?\s*(?:\((?:星期|周).\))?(?:至|到|—+|-|–|~)\s*"
    r"(?:(?P<next>次年|翌年)|(?P<same>同年|当年)|(?P<y2>\d{4})\s*年)?\s*(?:(?P<m2>\d{1,2})\s*月)?\s*(?P<d2>\d{1,2})\s*[日号]"
)
_FUTURE = pattern(
    r"预计|计划|将|拟|力争|争取|前|目标|安排|截止时间|时限|期限|有望|规划|下一步|待|届时|(?<![增减升降提缩压扩展达完受])[至到](?!位|岗|会|场)|底|以后|之后|排定|确保|行动方案"
)
_PLAN_ROLES = {"next_steps", "title", "contact", "signers", "date"}


class Day(NamedTuple):
    """A date as printed. `year` is None where none is printed with it."""

    year: int | None
    month: int
    day: int | None
    relative: bool  # 今年, 次年: the year is said in words
    start: int
    end: int


def days(folded: str) -> list[Day]:
    """Every date with a month in a folded text, in printed order; impossible ones included."""
    return [
        Day(d.year, d.month, d.day, d.relative is not None, d.start, d.end)
        for d in written(folded)
        if d.month is not None
    ]


def _dated(passages: Passages) -> Iterator[tuple[Passage, Place, str]]:
    for passage, place in passages:
        if "月" in passage.text or "20" in passage.text or "19" in passage.text:
            yield passage, place, without_titles(fold(passage.text))


@rule(
    "N301",
    slug="impossible-date",
    title="不存在的日期",
    severity="error",
    reason="2月30日、13月这样的日期只能是笔误。",
    wrong="2024年2月30日，区委常委会专题研究",
    right="2024年2月29日，区委常委会专题研究",
)
def impossible_date(passages: Passages) -> Iterator[Finding | Looked]:
    """2月30日, 13月5日, 2023年2月29日."""
    for passage, place, folded in _dated(passages):
        for day in written(folded):
            yield Looked("date")
            if not day.exists:
                message = f"没有“{passage.text[day.start : day.end].strip()}”这一天（月），日期不存在"
                yield Finding.on(passage, place, message, (day.start, day.end), suggestion="核对日期。")


def _exists(day: Day) -> bool:
    if not 1 <= day.month <= 12:
        return False
    if day.day is None:
        return True
    year = day.year or 2024  # any 29 February where no year is printed
    if not 1 <= year <= 9999:
        return False
    return 1 <= day.day <= calendar.monthrange(year, day.month)[1]


@rule(
    "N302",
    slug="end-before-start",
    title="结束早于开始",
    severity="error",
    reason="“9月24日至8月5日”前后颠倒；跨年的应写出年份。",
    wrong="2024年9月24日至8月5日，省委巡视组对云岭区进行了巡视",
    right="2024年8月5日至9月24日，省委巡视组对云岭区进行了巡视",
)
def end_before_start(passages: Passages) -> Iterator[Finding]:
    """A range of days that runs backwards."""
    for passage, place, folded in _dated(passages):
        for match in _RANGE.finditer(folded):
            year1, month1, day1, year2 = (int(match[g]) if match[g] else None for g in ("y1", "m1", "d1", "y2"))
            month2, day2 = int(match["m2"] or match["m1"]), int(match["d2"])
            if match["next"] or (month2, day2) >= (month1, day1):
                wrong = bool(year1 and year2 and year2 < year1)
            else:
                turn = year2 is None and not match["same"] and (month1 or 0) >= 10 and month2 <= 3
                wrong = not turn and (year2 is None or year1 is None or year2 <= year1)
                wrong = wrong and not (year2 is not None and year1 is None)
            if wrong:
                yield Finding.on(passage, place, "起止日期前后颠倒", match.span(), suggestion="核对两个日期。")


@rule(
    "N303",
    slug="feedback-before-end",
    title="反馈早于巡视结束",
    severity="error",
    reason="巡视结束以后才会反馈；导语里的三个日期是从文件上抄来的，最容易抄错。",
    wrong="2024年3月5日至5月10日进行了巡视，4月20日反馈了意见",
    right="2024年3月5日至5月10日进行了巡视，6月20日反馈了意见",
)
def feedback_before_end(report: Report) -> Iterator[Finding]:
    """The date of the feedback lies before the end of the inspection; a year left out is that of the date before."""
    for passage in report.preamble:
        folded = fold(passage.text)
        span = _RANGE.search(folded)
        if not span or "反馈" not in folded[span.end() :]:
            continue
        told = folded.index("反馈", span.end())
        stop = folded.find("。", told)
        upto = told + 12 if stop < 0 else min(told + 12, stop)  # 反馈了意见。截至5月31日
        after = [d for d in days(folded) if span.end() <= d.start < upto and d.day]
        if not after:
            continue
        feedback, end_month, end_day = after[-1], int(span["m2"] or span["m1"]), int(span["d2"])
        end_year = int(span["y2"] or span["y1"] or 0) + (1 if span["next"] else 0)
        year = feedback.year or end_year
        later = (feedback.month, feedback.day or 0) >= (end_month, end_day)
        turned = not feedback.year and end_month >= 10 and feedback.month <= 4
        if (year < end_year and feedback.year and end_year) or (
            year == end_year and not later and not feedback.relative and not turned
        ):
            yield Finding.on(
                passage,
                Place("导语", "preamble"),
                f"反馈日期（{folded[feedback.start : feedback.end]}）早于巡视结束（{end_month}月{end_day}日）",
                (feedback.start, feedback.end),
                suggestion="对照反馈会议和巡视通知核对日期。",
            )


@rule(
    "N304",
    slug="published-too-early",
    title="成文日期早于反馈",
    severity="error",
    reason="通报只能在反馈之后公布；沿用旧稿时落款日期常常忘了改年份。",
    wrong="2024年6月20日反馈……（落款）2024年1月15日",
    right="2024年6月20日反馈……（落款）2025年1月15日",
)
def published_too_early(report: Report) -> Iterator[Finding]:
    """The date below the signature lies before the feedback, or before the inspection's end."""
    line, date = report.date_line, report.date
    facts = report.inspection
    if not line or not date:
        return
    place = Place("成文日期", "date")
    for earlier, name in ((facts.feedback, "反馈"), (facts.end, "巡视结束"), (facts.start, "巡视开始")):
        if earlier and date < earlier and not _year_was_guessed(report, earlier):
            message = f"成文日期{chinese_date(date)}早于{name}日期{chinese_date(earlier)}"
            yield Finding.on(line, place, message, suggestion="核对落款日期的年份和月份。")
            return


def _year_was_guessed(report: Report, date: dt.date) -> bool:
    """Whether the year of a date of the preamble is nowhere printed there: then it is no evidence."""
    return not any(str(date.year) in fold(p.text) for p in report.preamble)


@rule(
    "N305",
    slug="year-left-out",
    title="跨年后漏写年份",
    severity="warning",
    reason="前面写2023年12月，后面只写“1月8日”，读者会以为还是2023年。",
    wrong="2023年12月20日召开会议，1月8日再次研究",
    right="2023年12月20日召开会议，2024年1月8日再次研究",
)
def year_left_out(passages: Passages) -> Iterator[Finding]:
    """A date late in a year, then one early in a year without a year printed, in one paragraph or one opening."""
    before: Day | None = None
    section: tuple[str | None, str | None] | None = None
    for passage, place, folded in _dated(passages):
        here = (place.role, place.problem if place.role == "progress" else None)
        if here != section or place.problem:
            before, section = None, here
        for day in days(folded):
            if day.day is None and day.year is None:
                continue
            if (
                before
                and before.month >= 11
                and day.month <= 3
                and day.year is None
                and not day.relative
                and day.day
                and not _FUTURE.search(_clause_around(folded, day))
                and not re.search(r"今年|本年|去年|次年|翌年", ahead_of(folded, day.start, 16))
            ):
                text = passage.text[day.start : day.end].strip()
                year = f"{before.year}年" if before.year else ""
                yield Finding.on(
                    passage,
                    place,
                    f"前面写到{year}{before.month}月，这里“{text}”跨了年却没有写年份",
                    (day.start, day.end),
                    suggestion=f"补上年份，如“{before.year + 1}年{text}”。" if before.year else "补上年份。",
                )
            if before and not day.year and before.month <= day.month:
                day = day._replace(year=before.year)
            before = day


def _clause_around(folded: str, day: Day) -> str:
    start = max(folded.rfind(mark, 0, day.start) for mark in "。;,") + 1
    return folded[start : day.start] + folded[day.end : day.end + 2]


@rule(
    "N306",
    slug="after-publication",
    title="记述的事发生在成文日期之后",
    severity="warning",
    reason="已经发生的事不会晚于成文日期；多半是年份写错，或者落款日期没有改。预计、计划、将、拟、××前等打算不算。",
    wrong="2025年6月3日召开推进会（落款2025年1月15日）",
    right="2024年6月3日召开推进会（落款2025年1月15日）",
)
def after_publication(report: Report, passages: Passages) -> Iterator[Finding]:
    """A dated event, told as past, after the notice's own date."""
    if not report.date:
        return
    found = list(dict.fromkeys(_later_than_published(report, report.date, passages)))
    if found and any(True for _ in published_too_early(report)):
        also = tuple(f.span for f in found[1:] if f.span)
        note = f"成文日期有误：正文有{len(found)}处日期与成文日期{chinese_date(report.date)}对不上，第一处是这里"
        yield dataclasses.replace(found[0], message=note, also=also, suggestion="先核对落款日期（见N304）。")
        return
    yield from found


def _later_than_published(report: Report, date: dt.date, passages: Passages) -> Iterator[Finding]:
    since = report.inspection.start
    for passage, place, folded in _dated(passages):
        if place.role in _PLAN_ROLES:
            continue
        if since:
            yield from _in_no_year(passage, place, folded, report, since, date)
        year: int | None = None
        for day in days(folded):
            if day.relative and day.year is None:
                year = None
                continue
            known = day.year or year
            to_come = day.year and (day.year, day.month) > (date.year, date.month) and _told_as_plan(folded, day)
            year = year if to_come else known  # 计划2026年6月底前开工。7月2日启动检查: of the year before
            if not known or not _exists(day) or not 1 <= known <= 9999:
                continue
            first = dt.date(known, day.month, day.day or 1) if day.month <= 12 else None
            if first and first > date and (_already(folded, day) or not _told_as_plan(folded, day)):
                yield Finding.on(
                    passage,
                    place,
                    f"{known}年{day.month}月{f'{day.day}日' if day.day else ''}晚于成文日期{chinese_date(date)}",
                    (day.start, day.end),
                    suggestion="核对年份；如是打算，写明“计划”“预计”或“前”。",
                )


_AS_OF = pattern(r"截[至止]\s?$")


def _as_of_the_end_of(passage: Passage, place: Place, folded: str, since: dt.date, date: dt.date) -> Iterator[Finding]:
    """截至12月底 in a notice of 5 December on an inspection of the same year: that end of a month has not come yet."""
    for day in written(folded):
        if day.year or day.relative or day.month is None or day.day or day.part not in {"底", "末"} or not day.exists:
            continue
        if _AS_OF.search(ahead_of(folded, day.start, 4)) is None:
            continue
        of_this_year = since.year == date.year
        if of_this_year and (day.month > date.month or (day.month == date.month and date.day < END_OF_A_MONTH)):
            message = f"截至{day.month}月底，晚于成文日期{chinese_date(date)}"
            yield Finding.on(passage, place, message, (day.start, day.end), suggestion="核对两个日期。")


END_OF_A_MONTH = 25  # before it nobody reports as of the end of the month


def _in_no_year(
    passage: Passage, place: Place, folded: str, report: Report, began: dt.date, date: dt.date
) -> Iterator[Finding]:
    """A day without a year that lies between the inspection and the notice in no year."""
    feedback = report.inspection.feedback
    yield from _as_of_the_end_of(passage, place, folded, began, date)
    for day in days(folded):
        as_of = _AS_OF.search(ahead_of(folded, day.start, 4)) is not None
        weekday = _WEEKDAY.match(folded, day.end)
        done = place.problem is not None and _DONE_THAT_DAY.match(folded, weekday.end() if weekday else day.end)
        already = _already(folded, day)
        of_this_year = (done or already) and not _of_another_year(folded, day, date.year)
        if place.role != "leadership" and not as_of and not of_this_year:
            continue
        already = already and bool(of_this_year)
        if day.year or day.relative or not day.day or not _exists(day):
            continue
        if not as_of and not already and _told_as_plan(folded, day):
            continue
        later = (day.month, day.day) > (date.month, date.day)
        counted = as_of and later and feedback and feedback > began  # what is counted as of a day was done since then
        since, name = (feedback, "反馈") if counted and feedback else (began, "巡视开始")
        years = range(since.year, date.year + 1)
        first, last = (since.year, since.month, since.day), (date.year, date.month, date.day)
        soon = later and since.year == date.year and day.month - date.month <= SOON
        if first <= last and not any(first <= (year, day.month, day.day) <= last for year in years):
            yield Finding.on(
                passage,
                place,
                f"{day.month}月{day.day}日不在{name}（{chinese_date(since)}）和成文日期（{chinese_date(date)}）之间",
                (day.start, day.end),
                suggestion="核对日期；如是更早的事，写明年份。",
                severity="info" if place.problem is not None and not (as_of or soon or already) else None,
            )


_WEEKDAY = pattern(r"\((?:星期|周)[^()]\)")
_ALREADY = pattern(r"(?:已经?|业已)(?:于|在)$")
_OTHER_YEAR = pattern(r"去年|上年|前年|次年|同年|当年")
_YEARS = pattern(r"((?:19|20)\d\d)年")


def _already(folded: str, day: Day) -> bool:
    """已于12月28日前全部销号: told as done by that day, whatever stands behind it."""
    return _ALREADY.search(ahead_of(folded, day.start, 4)) is not None


SOON = 4  # months behind the notice; a day further off may be one of the year before
_DONE_THAT_DAY = pattern(
    r"[,，]?(?:前)?(?:全面|全部|正式|按期|如期|已|完成|实现|通过|建成|交付|投用|到位|整改|印发|出台|召开|举办|开展|组织|审议|上线|启用|签订|完成|公布)"
)


def _of_another_year(folded: str, day: Day, published: int) -> bool:
    """Whether a year before that of the notice is named before a day in its paragraph, of which the day may be."""
    before = folded[: day.start]
    return _OTHER_YEAR.search(before) is not None or any(int(year) < published for year in _YEARS.findall(before))


def _told_as_plan(folded: str, day: Day) -> bool:
    if claim_of(folded, day.start, day.end) == "planned":
        return True
    start = max(folded.rfind(mark, 0, day.start) for mark in "。;") + 1
    return bool(_FUTURE.search(folded[max(start, day.start - 60) : day.start])) or bool(
        _FUTURE.search(re.split(r"[。;]", folded[day.end : day.end + 25])[0])
    )


_EVENT = pattern(
    r"(?:在|于)?(?P<date>(?:\d{4}年)?\d{1,2}月\d{1,2}日)[,]?(?:在|召开|举行|举办)?(?P<name>[^,。;:、\d]{8,40}?(?:大会|会议|推进会|动员会|全会))"
)


@rule(
    "N307",
    slug="event-with-two-dates",
    title="同一会议两个日期",
    severity="warning",
    reason="同一个会在不同问题里多次提到，日期应当一致。",
    wrong="在3月7日全区综合考核总结暨作风建设大会上……（另一处）在3月8日全区综合考核总结暨作风建设大会上……",
    right="两处都写3月7日",
)
def event_with_two_dates(passages: Passages) -> Iterator[Finding]:
    """A meeting with a long name of its own that is given two dates."""
    seen: dict[str, tuple[str, Passage, Place]] = {}
    for passage, place, folded in _dated(passages):
        for match in _EVENT.finditer(folded):
            name, date = match["name"], re.sub(r"\d{4}年", "", match["date"])
            first = seen.setdefault(name, (date, passage, place))
            if first[0] != date:
                where = paragraph_name(first[1])
                yield Finding.on(
                    passage,
                    place,
                    f"“{name}”这里是{date}，{where}是{first[0]}",
                    match.span(),
                    suggestion="核对日期，统一两处。",
                )


_ONE_OF_ITS_KIND = pattern(  # 8月16日，区委常委会召开巡视整改专题民主生活会
    r"(?P<date>(?:\d{4}年)?\d{1,2}月\d{1,2}日)(?P<between>[^。;]{0,24}?)"
    r"(?P<name>(?:巡[视察]整改)?专题(?:民主|组织)生活会|巡[视察](?:意见|情况)?反馈(?:会|会议|大会))"
)
_DAY_AGAIN = pattern(r"\d月\d{1,2}日")
_OF_OTHERS = pattern(r"各|分别|下属|基层|镇|街道|督促|指导|陆续|直属|召开前|准备|方案|征求")


@rule(
    "N314",
    slug="single-event-two-dates",
    title="只开一次的会有两个日期",
    severity="warning",
    reason="巡视整改专题民主生活会、反馈会一轮只开一次，日期只能有一个。",
    wrong="8月16日召开巡视整改专题民主生活会……根据9月16日专题民主生活会精神",
    right="两处都写8月16日",
)
def single_event_two_dates(passages: Passages) -> Iterator[Finding]:
    """The meeting for criticism on the inspection, and the one of the feedback, under two dates."""
    seen: dict[str, tuple[str, Passage]] = {}
    for passage, place, folded in _dated(passages):
        for match in _ONE_OF_ITS_KIND.finditer(folded):
            front = re.split(r"[。;]", ahead_of(folded, match.start(), 30))[-1]
            if _OF_OTHERS.search(front + match["between"]) or _DAY_AGAIN.search(match["between"]):
                continue
            kind = "反馈会" if "反馈" in match["name"] else match["name"][-5:]
            date = re.sub(r"\d{4}年", "", match["date"])
            first = seen.setdefault(kind, (date, passage))
            if first[0] != date:
                where = paragraph_name(first[1])
                message = f"“{match['name']}”这里是{date}，{where}是{first[0]}"
                yield Finding.on(passage, place, message, match.span(), suggestion="核对日期，统一两处。")


# Deeds of which there is one in each inspection, as they are named right behind their day.
_DEEDS = {
    "反馈巡视（巡察）意见": pattern(
        r"[^,。;:、\d上]{0,14}?(?:向[^,。;:\d]{2,20})?反馈(?:了|的)?(?:巡[视察])?(?:“回头看”)?(?:的)?(?:意见|情况|问题)?(?:以来|之日|的|,|。)"
    ),
    "印发整改方案": pattern(
        r"(?=[^。;]{0,40}?印发)[^,。;:、\d]{0,8},?[^,。;:\d]{0,10}整改(?:工作|实施|落实)?方案[^,。;:\d]{0,18}"
    ),
    "召开巡视（巡察）整改动员部署会": pattern(
        r",?[^,。;:\d]{0,20}整改(?:工作)?(?:动员|动员部署|部署动员)(?:大会|部署会|会议|会)"
    ),
    "成立整改工作领导小组": pattern(r",?[^,。;:\d]{0,12}成立[^,。;:、\d]{0,12}整改(?:工作)?领导小组(?!办)"),
}
_NOT_THIS_ROUND = pattern(r"上一?轮|上次|审计|督[察查导]|民主生活会|组织生活|调整|下属|所属|各")


_AFTER_FEEDBACK = pattern(  # 反馈会议次日，即8月3日
    r"反馈(?:会|会议|意见)?(?:结束)?(?:后|的)?(?:召开)?(?P<day>当天|当日|次日|第二天|翌日),?(?:即|也就是)?\(?$"
)
_LATER = {"当天": 0, "当日": 0, "次日": 1, "第二天": 1, "翌日": 1}


@rule(
    "N317",
    slug="one-deed-two-days",
    title="同一件事两个日期",
    severity="warning",
    reason="反馈、印发整改方案、动员部署、成立领导小组一轮只有一次，前面写7月25日，后面写“自7月22日整改方案印发以来”，必有一处写错。",
    wrong="6月20日反馈了巡视意见……自6月22日反馈巡视意见以来，召开会议6次",
    right="两处都写6月20日",
)
def one_deed_two_days(report: Report, passages: Passages) -> Iterator[Finding]:
    """The feedback, the plan, the opening meeting, the leading group: each is of one day, wherever it is told."""
    seen: dict[str, tuple[int, int, str, Passage | None]] = {}
    feedback = report.inspection.feedback
    if feedback:
        seen["反馈巡视（巡察）意见"] = feedback.month, feedback.day, "导语", None
    for passage, place, folded in _dated(passages):
        if place.role == "preamble":
            continue
        found = days(folded)
        for i, day in enumerate(found):
            if day.day is None or (day.year and feedback and day.year not in {feedback.year, feedback.year + 1}):
                continue
            until = found[i + 1].start if i + 1 < len(found) else len(folded)
            matches = ((name, told.match(folded, day.end, until)) for name, told in _DEEDS.items())
            deed, told = next(((name, m) for name, m in matches if m), (None, None))
            if feedback and (said := _AFTER_FEEDBACK.search(ahead_of(folded, day.start, 24))):
                right = feedback + dt.timedelta(days=_LATER[said["day"]])
                if (right.month, right.day) != (day.month, day.day):
                    should, here = f"{right.month}月{right.day}日", f"{day.month}月{day.day}日"
                    message = f"反馈{said['day']}应为{should}（{chinese_date(feedback)}反馈），这里是{here}"
                    yield Finding.on(passage, place, message, (day.start, day.end), suggestion="核对日期，统一两处。")
                continue
            if deed is None or told is None:
                continue
            words = ahead_of(folded, day.start, 10) + told.group() + folded[told.end() : told.end() + 6]
            if _NOT_THIS_ROUND.search(words) or not re.search(r"巡[视察]|整改方案", words):
                continue
            here = paragraph_name(passage)
            month, known, where, _ = seen.setdefault(deed, (day.month, day.day, here, passage))
            if (month, known) != (day.month, day.day):
                message = f"“{deed}”这里是{day.month}月{day.day}日，{where}是{month}月{known}日"
                yield Finding.on(passage, place, message, (day.start, day.end), suggestion="核对日期，统一两处。")


_IN_CHARACTERS = pattern(rf"[一二][一-鿿○〇]{{3}}年[{ONE_TO_TEN}]{{1,2}}月[{ONE_TO_TEN}]{{1,3}}日")


@rule(
    "N315",
    slug="signing-date-in-characters",
    title="成文日期用了汉字",
    severity="info",
    reason="GB/T 9704—2012规定成文日期用阿拉伯数字，年份写全，月、日不编虚位。",
    wrong="二〇二五年一月十五日",
    right="2025年1月15日",
)
def signing_date_in_characters(report: Report) -> Iterator[Finding]:
    """二〇二五年一月十五日 below the signature."""
    line = report.date_line
    match = _IN_CHARACTERS.search(line.text) if line else None
    if line and match and report.date:
        message = f"成文日期“{match.group()}”用阿拉伯数字书写"
        right = chinese_date(report.date)
        yield Finding.on(line, Place("成文日期", "date"), message, match.span(), suggestion=f"改为“{right}”。")
