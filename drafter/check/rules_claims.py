"""N3: dates against the notice's own: what is as of a day, planned for a day, or must have come after the feedback."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.check.model import Finding, Looked
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passage, Passages, Place, Report
from drafter.text.dates import DateFact, chinese_date, dates_in, told_as_done
from drafter.text.normal import fold
from drafter.text.numerals import ONE_TO_NINE, ONE_TO_TEN, from_chinese
from drafter.text.quantities import plain, rounded, without_titles
from drafter.text.sentences import ahead_of

_BODY = {"leadership", "progress", "next_steps", "other"}


def dated_body(report: Report, passages: Passages) -> Iterator[tuple[Passage, Place, str, DateFact]]:
    """The resolved dates of the body. A first date without a year takes that of the feedback."""
    near = report.inspection.feedback or report.inspection.start
    for passage, place in passages:
        if place.role in _BODY and place.part not in {"heading", "group"}:
            folded = without_titles(fold(passage.text))
            for fact in dates_in(folded, near):
                yield passage, place, folded, fact


_AS_OF = pattern(r"截[至止](?!时间|日期|期限)")


@rule(
    "N308",
    slug="as-of-after-publication",
    title="“截至”的日期晚于成文日期",
    severity="error",
    reason="截至的日子还没有到，数字不可能已经统计出来；多半是年份写错，或者落款日期没有改。",
    wrong="截至2025年6月底，已完成23个（落款2025年1月15日）",
    right="截至2024年12月底，已完成23个（落款2025年1月15日）",
)
def as_of_after_publication(report: Report, passages: Passages) -> Iterator[Finding]:
    """截至 a day after the notice's own date."""
    if not report.date:
        return
    for passage, place, folded, fact in dated_body(report, passages):
        said = _AS_OF.search(ahead_of(folded, fact.start, 6))  # 到2025年 is a goal
        if said and fact.claim == "as_of" and fact.first > report.date and str(fact.first.year) in fold(passage.text):
            message = f"截至{fact.text}，晚于成文日期{chinese_date(report.date)}"
            yield Finding.on(passage, place, message, (fact.start, fact.end), suggestion="核对两个日期。")


# What becomes of a plan, one after the other: it is examined, passed, then filed, sent up or sent out.
_STAGES = (
    pattern(r"[^,。;]{0,14}?报[^,。;]{1,20}?(?:审核|审阅|审查|把关)(?!通过|同意)"),
    pattern(r"[^。;]{0,30}?(?:审议通过|研究通过|审定|审议并通过|审议了|研究审定|审核同意|审核通过)"),
    pattern(r"[^,。;]{0,14}?(?:上报|报送|呈报|印发|下发|报[^,。;]{1,24}?备案|报(?=[省市县区集院局]))"),
)
_OF_A_PLAN = pattern(r"方案|《")
_ANOTHER_PLAN = pattern(r"修订|修改|完善|再次|补充")


def _stage_of(folded: str, fact: DateFact) -> int | None:
    return next((n for n, stage in enumerate(_STAGES) if stage.match(folded, fact.end)), None)


@rule(
    "N318",
    slug="sent-before-passed",
    title="方案报审、审议、上报的次序颠倒",
    severity="error",
    reason="整改方案先报审核、审议通过，再上报备案、印发；日期倒过来，必有一个写错。",
    wrong="8月2日，区委常委会会议审议通过整改方案，7月29日按程序报送",
    right="8月2日，区委常委会会议审议通过整改方案，8月9日按程序报送",
)
def sent_before_passed(report: Report, passages: Passages) -> Iterator[Finding]:
    """8月2日审议通过…方案，7月29日按程序报省委: two days of one plan in one paragraph, the wrong way round."""
    before: tuple[Passage, DateFact, int] | None = None
    for passage, place, folded, fact in dated_body(report, passages):
        if place.role != "leadership" or fact.precision != "day" or fact.first != fact.last:
            continue
        stage = _stage_of(folded, fact)
        if stage is None:
            continue
        known, before = before, (passage, fact, stage)
        if known is None or known[0] is not passage or known[2] >= stage or fact.first >= known[1].first:
            continue
        between = folded[known[1].end : fact.start]
        about = folded[max(0, known[1].start - 30) : fact.end + 30]
        if between.count("。") <= 1 and _OF_A_PLAN.search(about) and not _ANOTHER_PLAN.search(between):
            message = f"{fact.text}{_step(folded, fact)}，早于{known[1].text}{_step(folded, known[1])}"
            yield Finding.on(passage, place, message, (fact.start, fact.end), suggestion="核对两个日期。")


_VERB = pattern(
    r"审核(?:同意|通过)?|审阅|审查|把关|审议(?:通过|并通过)?|研究(?:通过|审定)|审定|上报|报送|呈报|印发|下发|备案|报"
)


def _step(folded: str, fact: DateFact) -> str:
    """审议通过, 报…备案: the words that say what was done on a day."""
    match = next((m for stage in _STAGES if (m := stage.match(folded, fact.end))), None)
    verbs = _VERB.findall(match.group()) if match else []
    return f"“{verbs[-1]}”" if verbs else ""


# Right before the date: then it is this date that is still to come.
_TO_COME = pattern(r"(?<!原)(?<!按)(?<!按照)(?:预计|计划|拟|力争|争取|有望|确保|将)(?:于|在|到)?\s?$")


_STILL_OPEN = pattern(r"(?:其余|剩余|余下|尚未|尚有|仍有|正在|未完成|未整改|推进中|持续推进|持续整改)[^。]{0,40}$")
_DUE = pattern(
    r"(?:底|末)?(?:之?前|以前)[^,。;已均]{0,6}(?:完成|到位|销号|办结|配齐|投用|投入使用|建成|整改|解决|化解|清退)"
)


def printed_due(folded: str, fact: DateFact) -> bool:
    """其余2个由市级领导包联，2024年11月底前完成: what is still open, and by when it is to be done."""
    sentence = re.split(r"[。;]", folded[: fact.start])[-1]
    if not _STILL_OPEN.search(sentence) or re.search(r"[已均][^,。;]{0,4}$", sentence):
        return False
    behind = fact.text[-1:] + folded[fact.end : fact.end + 12]
    if _LEFT.search(sentence) and (due := _IS_TO_BE.match(folded, fact.end)) and _ENDS.match(folded, due.end()):
        return True  # 剩余114户2025年10月底前通水
    return bool(_DUE.match(folded, fact.end) or _DUE_IN.match(behind))


_LEFT = pattern(r"(?:其余|剩余|余下|剩下|尚有|仍有|还有)[^,。;:]{0,6}\d[^。;]{0,16}$")
_ENDS = pattern(r"[,。;、]|$")


_IS_TO_BE = pattern(r"(?:底|末)?(?:之?前|以前)(?![期后述款来往])[^,。;、的已均曾\d]{2,14}")
_DUE_IN = pattern(r"前(?:完成|到位|销号|办结|配齐|投用|投入使用|建成|整改|解决|化解|清退)")
_THIS_YEAR = pattern(r"今年|本年|明年|年底|年内")


@rule(
    "N309",
    slug="plan-in-the-past",
    title="打算的时间已经过去",
    severity="warning",
    reason="成文时已经过去的日子，不能再说“计划”“力争”；多半是沿用旧稿没有改，或者事情已经做完。",
    wrong="计划于2024年9月底前完成（落款2025年1月15日）",
    right="计划于2025年9月底前完成（落款2025年1月15日）",
)
def plan_in_the_past(report: Report, passages: Passages) -> Iterator[Finding]:
    """计划于… a day before the notice's own date."""
    if not report.date:
        return
    for passage, place, folded, fact in dated_body(report, passages):
        ahead = ahead_of(folded, fact.start, 8)
        due = printed_due(folded, fact) and str(fact.first.year) in fact.text
        due = due and not told_as_done(folded, fact, report.date)
        if _THIS_YEAR.match(fact.text) or (fact.precision == "year" and ahead.rstrip().endswith("将")):
            continue  # 今年 is the year of the notice; 将2021年至2023年结余资金用于…: 将 is 把
        printed_year = str(fact.first.year) in fact.text or place.role == "next_steps"
        due = due or (place.role == "next_steps" and str(fact.first.year) in fact.text and _to_be_done_by(folded, fact))
        due = due or (place.role == "next_steps" and str(fact.first.year) in fact.text and _to_begin(folded, fact))
        if fact.last < report.date and (due or (printed_year and _TO_COME.search(ahead))):
            message = f"打算的时间“{fact.text}”早于成文日期{chinese_date(report.date)}，已经过去"
            yield Finding.on(
                passage, place, message, (fact.start, fact.end), suggestion="核对年份；已经做完的，改写结果。"
            )

    yield from _asked_for_in_the_past(report, report.date, passages)


_BY_THEN = pattern(r"(?:之前|以前|前)(?![期后述款来往])[^,。;]{0,30}")
_FROM_THEN_ON = pattern(
    r"起,?(?:在[^,。;]{1,10})?(?:全面|正式|统一|逐步|全部)?(?:实现|实行|执行|推行|施行|启用|推广|开展)[^,。;]{0,24}"
)


def _to_begin(folded: str, fact: DateFact) -> bool:
    """2026年1月起实现全市通办, among what is to come."""
    before = re.split(r"[,。;:]", ahead_of(folded, fact.start, 20))[-1]
    behind = _FROM_THEN_ON.match(folded, fact.end)
    return behind is not None and not _IS_PAST.search(before) and not re.search(r"[已曾的以]", behind.group())


_IS_PAST = pattern(r"[已曾]|截[至止]|自|以来|去年|上年|此|按|按照|原")


def _to_be_done_by(folded: str, fact: DateFact) -> bool:
    """2025年3月底前组织一次评估, among what is to come: a deadline."""
    before = re.split(r"[,。;:]", ahead_of(folded, fact.start, 20))[-1]
    behind = _BY_THEN.match(fact.text[-1:] + folded[fact.end : fact.end + 34], 1) or (
        _BY_THEN.match(folded, fact.end - 1) if fact.text.endswith("前") else None
    )
    return behind is not None and not _IS_PAST.search(before) and not re.search(r"[已曾]", behind.group())


_ASKED = pattern(r"(?:请|敬请|可)(?:于|在)\s?$|(?:期限|时间|公示期|公告期|征求意见)(?:为|至|截至|到|:)?\s?$")
_UNTIL = pattern(r"\s?(?:日|底|末)?(?:之前|以前|前|止|期间|内)")


def _asked_for_in_the_past(report: Report, published: dt.date, passages: Passages) -> Iterator[Finding]:
    """请于2025年1月19日前反馈意见, below a notice of a later day."""
    for passage, place in passages:
        if place.role not in {"contact", "next_steps", "preamble"}:
            continue
        folded = without_titles(fold(passage.text))
        for fact in dates_in(folded, published):
            if fact.last >= published or str(fact.last.year) not in fact.text:
                continue
            asked = _ASKED.search(ahead_of(folded, fact.start, 8))
            if asked and (_UNTIL.match(folded, fact.end) or (fact.first < fact.last and fact.precision == "day")):
                message = f"请人反映的时间“{fact.text}”早于成文日期{chinese_date(published)}，已经过去"
                yield Finding.on(passage, place, message, (fact.start, fact.end), suggestion="核对年份。")


_ON_FEEDBACK = pattern(
    r"(?<!上次)(?<!上一轮)(?:反馈(?:的)?(?:巡[视察])?(?:意见|问题|情况)|反馈会|反馈精神|巡[视察]反馈"
    r"|研究(?:部署|推进|落实)?(?:巡[视察])?整改|整改(?:工作)?(?:实施|落实)?(?:方案|领导小组|专题民主生活会|动员|部署|推进会|任务|清单|台账|措施)|巡[视察]整改)"
)
_BEFORE_IT = pattern(
    r"立行立改|即知即改|边巡边改|边[查改]边|巡[视察]期间|进驻|(?<!整改)(?<!整改工作)动员(?:部署)?会|上一?轮|上次|此前|审计|督[察查]反馈"
)


_THE_PLAN = pattern(r"整改(?:工作|实施|落实)?方案(?:已)?(?:于|在)?$")


NEAR = 60  # days


@rule(
    "N310",
    slug="meeting-before-feedback",
    title="研究反馈意见的会开在反馈之前",
    severity="error",
    reason="反馈以后才有反馈意见可以传达、研究；会议日期或反馈日期有一处写错。",
    wrong="6月20日反馈……6月2日，区委召开常委会会议传达学习反馈意见",
    right="6月20日反馈……6月22日，区委召开常委会会议传达学习反馈意见",
)
def meeting_before_feedback(report: Report, passages: Passages) -> Iterator[Finding]:
    """A dated meeting on the feedback before the day of the feedback."""
    yield from _settled_before_it_was_found(report, passages)
    feedback = report.inspection.feedback
    if not feedback:
        return
    for passage, place, folded, fact in dated_body(report, passages):
        if place.role != "leadership" or fact.precision != "day" or fact.claim != "happened" or fact.last >= feedback:
            continue
        if (feedback - fact.last).days > (365 if str(fact.first.year) in folded[: fact.end] else NEAR):
            continue  # without a year it may as well be one of the year after
        if str(fact.first.year) not in fact.text and (feedback.month, feedback.day) <= (fact.last.month, fact.last.day):
            continue  # 此前，2024年10月……；2月26日, with the feedback in January 2025: the aside's year ends with it
        sentence = re.split(r"[。;]", fold(passage.text)[fact.end : fact.end + 80])[0]
        if _THE_PLAN.search(ahead_of(folded, fact.start, 12)) and _stage_of(folded, fact) is not None:
            sentence = "整改方案" + sentence  # 整改方案于1月6日经常委会会议审议通过
        if _ON_FEEDBACK.search(sentence) and not _BEFORE_IT.search(sentence):
            message = f"{fact.text}早于反馈日期{chinese_date(feedback)}，那时还没有反馈意见"
            yield Finding.on(passage, place, message, (fact.start, fact.end), suggestion="核对两个日期。")


_WAS_SETTLED = pattern(r"(?:均|全部)(?:已)?(?:于|在)\s?$")
_SETTLED_BY = pattern(r"(?:底|末)?前?(?:全部)?(?:办结|完成整改|整改完成|整改到位|完成销号|销号)")


def _settled_before_it_was_found(report: Report, passages: Passages) -> Iterator[Finding]:
    """以上事项均已于2023年9月20日前办结, where the inspection that found them began in October."""
    start = report.inspection.start
    if not start or not any(str(start.year) in fold(p.text) for p in report.preamble):
        return
    for passage, place, folded, fact in dated_body(report, passages):
        if str(fact.first.year) not in fact.text or fact.last >= start:
            continue
        behind = fact.text[-1:] + folded[fact.end : fact.end + 14]
        said = _SETTLED_BY.match(folded, fact.end) or (fact.text.endswith("前") and _SETTLED_BY.match(behind))
        if said and _WAS_SETTLED.search(ahead_of(folded, fact.start, 6)):
            message = f"“{fact.text}”早于巡视开始（{chinese_date(start)}），那时问题还没有指出，不会已经办结"
            yield Finding.on(
                passage, place, message, (fact.start, fact.end), severity="warning", suggestion="核对年份和月份。"
            )


_SO_MANY_DAYS = pattern(
    r"\s?(?:(?:为|是|系)[^,。;:、()\d]{1,6}\(|[,(])?(?:期限)?(?:共计?|为期|历时|合计)?(?P<n>\d{1,3})(?:天|日|个自然日)(?!内|前|后|以)"
)


@rule(
    "N316",
    slug="days-of-a-period",
    title="起止日期与天数不符",
    severity="warning",
    reason="3月20日至4月18日首尾都算是30天；改了起止日期没有改天数，群众不知道哪天截止。",
    wrong="公布期限为3月20日至4月19日（共30天）",
    right="公布期限为3月20日至4月18日（共30天）",
)
def days_of_a_period(report: Report, passages: Passages) -> Iterator[Finding | Looked]:
    """3月20日至4月19日（共30天): both ends counted."""
    near = report.date or report.inspection.feedback
    for passage, place in passages:
        folded = fold(passage.text)
        facts = dates_in(folded, near)
        for fact in facts:
            yield from _lasting(passage, place, folded, fact, facts)
        if "天" not in folded and "自然日" not in folded:
            continue
        for fact in facts:
            match = _SO_MANY_DAYS.match(folded, fact.end)
            if not match or fact.precision != "day" or fact.first == fact.last:
                continue
            yield Looked("period")
            days, said = (fact.last - fact.first).days + 1, int(match["n"])
            if days != said:
                right = fact.first + dt.timedelta(days=said - 1)
                message = f"{fact.text}首尾都算是{days}天，不是{said}天"
                hint = f"核对日期和天数；{said}天到{right.month}月{right.day}日为止。"
                yield Finding.on(passage, place, message, (fact.start, match.end()), suggestion=hint)


_DAYS = ONE_TO_NINE[:6] + "日"
_LENGTH = (
    rf"(?P<n>\d{{1,3}}|[{ONE_TO_TEN}两]{{1,3}}|半(?=年))(?P<unit>天|日(?!常)|个月|周|年|个工作日)(?![多余半以内度])"
)
_LASTING = pattern(rf"(?P<gap>[^。;]{{0,60}}?)(?:为期|历时|持续|期限(?:为)?){_LENGTH}")
_LENGTH2 = _LENGTH.replace("<n>", "<n2>").replace("<unit>", "<unit2>")
_LASTED = pattern(  # 举办为期5天的培训班1期，时间为7月14日至18日
    rf"(?P<gap>)(?:为期|历时){_LENGTH}的[^。;:]{{2,24}}(?:,(?:时间|日期)(?:为|是|:)?|\()$"
    # 整改期为3个月，即8月2日至11月2日
    rf"|(?:期限?为|时间为|期共|为期|历时|公示期?|公告期?){_LENGTH2}[,(](?:即|自|从|也就是|具体为)?$"
)
_RIGHT_BEHIND = pattern(  # 11月6日至11月12日(5个工作日); 2020年7月至2024年6月48个月间
    rf"(?P<gap>)(?:止?[,(](?:共计?|合计|期限(?:为)?)|\((?=[^()]{{1,8}}\))|(?=[\d{ONE_TO_TEN}]{{1,3}}个月[间内]))(?:这)?{_LENGTH}"
)
MONTHS_OF_HALF_A_YEAR = 6
DAYS_OF_A_MONTH = Decimal("30.44")
ROUGHLY = Decimal("0.65")  # months by which a period may differ from what is said of it


def _lasting(
    passage: Passage, place: Place, folded: str, fact: DateFact, facts: list[DateFact]
) -> Iterator[Finding | Looked]:
    """2024年3月18日至5月16日，对…开展了为期60天的巡察; 6月20日至9月19日，共三个月."""
    match = _RIGHT_BEHIND.match(folded, fact.end) or _LASTING.match(folded, fact.end)
    told_before = _LASTED.search(ahead_of(folded, fact.start, 50)) if match is None else None
    if told_before and not any(fact.start - 50 + told_before.start() <= d.start < fact.start for d in facts):
        match = told_before
    if match is None or fact.first == fact.last or fact.precision not in {"day", "month"}:
        return
    behind = match is not told_before
    if not _TO.search(fact.text) or (behind and any(fact.end <= other.start < match.end() for other in facts)):
        return
    told = match.groupdict()
    number, unit = told["n"] or told.get("n2", ""), told["unit"] or told.get("unit2", "")
    printed = number + unit
    said = from_chinese(number.replace("两", "二"))
    if number == "半":
        said, unit = MONTHS_OF_HALF_A_YEAR, "个月"
    if said is None or (unit in {"天", "日"} and fact.precision != "day"):
        return
    if behind and match["gap"] == "" and unit == "天" and _SO_MANY_DAYS.match(folded, fact.end):
        return  # told with the day it should be
    yield Looked("period")
    days = (fact.last - fact.first).days + 1
    lasted, measured, slack = _measured(fact, days, unit)
    if abs(lasted - said) > slack:
        message = f"{fact.text}一共{measured}，不是{printed}"
        span = (fact.start, match.end() if behind else fact.end)
        yield Finding.on(passage, place, message, span, suggestion="核对起止日期和期限。")


_TO = pattern(r"至|到|[-—~–]")


def _measured(fact: DateFact, days: int, unit: str) -> tuple[Decimal, str, Decimal]:
    """How long a period is in a unit, in words, and how far what is said of it may be off."""
    if unit in {"天", "日"}:
        return Decimal(days), f"{days}天（首尾都算）", Decimal(1)
    if unit == "周":
        return Decimal(days) / 7, f"{days}天", Decimal("0.6")
    if unit == "个工作日":
        workdays = sum((fact.first + dt.timedelta(days=n)).weekday() < 5 for n in range(days))
        free = not _around_a_holiday(fact.first, fact.last)
        return Decimal(workdays), f"约{workdays}个工作日", Decimal(1 if free else max(2, workdays // 3))
    months = Decimal(days) / DAYS_OF_A_MONTH
    if unit == "年":
        return months / 12, f"约{plain(rounded(months, 0))}个月", Decimal("0.1")
    return months, f"约{plain(rounded(months, 1))}个月", ROUGHLY


_HOLIDAYS = (  # (from, to) as (month, day): when the days off of the year may lie, those of the moon's calendar too
    ((12, 30), (12, 31)), ((1, 1), (1, 3)), ((1, 20), (2, 28)), ((4, 3), (4, 7)), ((4, 28), (5, 8)), ((5, 26), (6, 27)),
    ((9, 12), (10, 12)),
)  # fmt: skip


def _around_a_holiday(first: dt.date, last: dt.date) -> bool:
    days = (first + dt.timedelta(days=n) for n in range(min((last - first).days, 400) + 1))
    return any(begin <= (day.month, day.day) <= end for day in days for begin, end in _HOLIDAYS)


_WEEKDAY = pattern(rf"\s?[,(]?(?:星期|周|礼拜)(?P<day>[{_DAYS}天])(?![一-鿿]*[季边围期])")


@rule(
    "N311",
    slug="weekday-differs",
    title="星期与日期不符",
    severity="error",
    reason="2024年6月22日是星期六；日期改了，星期没有跟着改。",
    wrong="2024年6月22日（星期一）召开会议",
    right="2024年6月24日（星期一）召开会议",
)
def weekday_differs(report: Report, passages: Passages) -> Iterator[Finding | Looked]:
    """2024年6月22日（星期一）."""
    near = report.inspection.feedback or report.date
    for passage, place in passages:
        folded = fold(passage.text)
        if "周" not in folded and "星期" not in folded and "礼拜" not in folded:
            continue
        for fact in dates_in(folded, near):
            match = _WEEKDAY.match(folded, fact.end)
            if match and fact.precision == "day" and fact.first == fact.last:
                yield Looked("weekday")
                right = _DAYS[fact.first.weekday()]
                said = match["day"].replace("天", "日")
                if said != right and said not in _weekdays(fact, report):
                    message = f"{fact.text}是星期{right}，不是星期{match['day']}"
                    end = match.end() + (
                        match.group().lstrip().startswith("(") and folded[match.end() :].startswith(")")
                    )
                    yield Finding.on(passage, place, message, (fact.start, end), suggestion="核对日期和星期。")


def _weekdays(fact: DateFact, report: Report) -> set[str]:
    """What a day may be whose year is not printed: its weekday in each year between inspection and notice."""
    begin, end = report.inspection.start or report.inspection.feedback, report.date
    if "年" in fact.text or begin is None or end is None:
        return set()
    day = fact.first
    years = [y for y in range(begin.year, end.year + 1) if (day.month, day.day) != (2, 29) or calendar.isleap(y)]
    return {_DAYS[d.weekday()] for y in years if begin <= (d := day.replace(year=y)) <= end}


_TIME = r"(?<![\d:])(?P<{0}h>\d{{1,2}})[:](?P<{0}m>\d{{2}})(?![\d:])"
_HOURS = pattern(_TIME.format("a") + r"(?:\s?(?:至|到|[-—~–]{1,2})\s?" + _TIME.format("b") + ")?")
_SPOKEN = pattern(r"(?<![\d.])(?P<h>\d{1,2})[时点](?:(?P<m>\d{1,2})分)(?![之钟])")


@rule(
    "N312",
    slug="impossible-hour",
    title="不存在的时刻",
    severity="error",
    reason="25:00、8:75 不是时刻；受理时间的起止也不能颠倒，群众会白跑一趟。",
    wrong="受理时间：工作日9:00—8:30",
    right="受理时间：工作日9:00—17:30",
)
def impossible_hour(passages: Passages) -> Iterator[Finding | Looked]:
    """25:00; 17:30—8:30."""
    for passage, place in passages:
        folded = fold(passage.text)
        for match in _SPOKEN.finditer(folded):
            if int(match["h"]) > 24 or int(match["m"] or 0) > 59:
                yield Finding.on(
                    passage, place, f"没有“{match.group()}”这个时刻", match.span(), suggestion="核对时刻。"
                )
        for match in _HOURS.finditer(folded):
            yield Looked("hour")
            begins = int(match["ah"]) * 60 + int(match["am"])
            ends = int(match["bh"]) * 60 + int(match["bm"]) if match["bh"] else None
            wrong = int(match["am"]) > 59 or begins > 24 * 60 or (match["bm"] and int(match["bm"]) > 59)
            if wrong or (ends is not None and (ends > 24 * 60 or ends <= begins)):
                message = f"时刻“{match.group()}”不对"
                yield Finding.on(passage, place, message, match.span(), suggestion="核对时刻。")


_MEETING = pattern(r"[^。;]{0,30}?(?:召开|举行|主持)[^。;]{0,40}?(?:会议|推进会|调度会|民主生活会|大会)")


@rule(
    "N313",
    slug="meetings-out-of-order",
    title="会议没有按时间先后写",
    severity="info",
    reason="一段里连续写几次会议，一般按时间先后；前后颠倒的，多半有一个日期写错。",
    wrong="8月16日召开会议……7月5日召开会议",
    right="7月5日召开会议……8月16日召开会议",
)
def meetings_out_of_order(report: Report, passages: Passages) -> Iterator[Finding]:
    """Two meetings told one after the other in a paragraph of the opening, the later one first."""
    before: tuple[Passage, DateFact] | None = None
    for passage, place, folded, fact in dated_body(report, passages):
        if place.role != "leadership" or fact.precision != "day" or not _MEETING.match(folded, fact.end):
            continue
        if before and before[0] is passage and fact.first < before[1].first:
            message = f"{fact.text}的会议写在{before[1].text}的会议之后"
            yield Finding.on(passage, place, message, (fact.start, fact.end), suggestion="核对日期和次序。")
        before = (passage, fact)
