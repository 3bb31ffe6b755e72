"""Facts out of running text: dates, what the preamble says of the inspection, the fields of the contact line."""

from __future__ import annotations

import datetime as dt
import re

from drafter.patterns import pattern
from drafter.report import Inspection
from drafter.text.dates import Written, day_alone, resolve_year, written
from drafter.text.normal import fold
from drafter.text.numerals import NUMERAL, from_chinese

_BARE_DAY = pattern(rf"(?<![\d月])(?P<d>\d{{1,2}}|{NUMERAL}{{1,3}})[日号]")  # 5月10日结束，20日反馈
_TO = pattern(r"(?:起|开始)?(?:至|到|[-—~–]+)")
_TEAM_END = pattern(
    rf"巡[视察](?:第?{NUMERAL}{{1,3}})?组|巡[视察](?:工作)?专班|巡[视察](?:村\([^()]{{1,6}}\)|村)?第?{NUMERAL}{{1,3}}(?:工作)?组"
)
_TEAM_HEAD = pattern(r".*(?:统一部署|工作部署|部署|安排|要求|[日月年]|[于由经派])")
_TARGET = pattern(
    r"对(?:我们(?!单位|[村镇乡街校院局厅委会社]))?(?P<target>[^,。;:]{2,60}?)(?:开展|进行|实施)了?(?:为期[^,。;]{1,12}的)?[^,。;]{0,12}?(?:巡[视察]|[直提]巡)"
)
_TARGET_PLAIN = pattern(r"组巡[视察]了?(?P<target>[^,。;:]{2,40}?)(?=[,。;])")  # 省委第三巡视组巡视学校党委，
_TARGET_LATER = pattern(r"向(?P<target>[^,。;:]{2,60}?)(?:反馈|通报)")
_DEPLOYER = pattern(  # 按照市委巡察工作安排; 根据有关要求 names nobody
    r"(?:根据|按照|依照)(?P<deployer>[^,。;:]{0,18}?(?:[^任]委|中央|党组|小组|总支|支部|集团|公司))"
    r"(?:关于[^,。;:]{2,24}?)?(?:巡[视察])?(?:工作)?(?:的)?(?:统一)?(?:工作)?(?:部署|安排|要求)"
)


def squeeze(text: str) -> str:
    """The printed characters without white space."""
    return re.sub(r"\s+", "", text)


_LONGEST_DATE = 20  # characters: 二〇二四年度十二月三十一日


def date_of_line(text: str) -> dt.date | None:
    """The date that a whole line is: 2024年3月15日, (2024.3.15), 二〇二四年三月十五日; None where it is not one."""
    bare = squeeze(text).strip("()（）")
    if len(bare) > _LONGEST_DATE:  # as most lines are
        return None
    day = day_alone(bare) or day_alone(bare + "日")
    return _date(day.year, day.month, day.day) if day and day.year else None


def _date(year: int, month: int | None, day: int | None) -> dt.date | None:
    try:
        return dt.date(year, month or 0, day or 0)
    except ValueError:
        return None


def inspection_facts(preamble: str, written_on: dt.date | None = None) -> Inspection:
    """Team, target and dates out of the preamble.

    Years and months that are left out are those of the date before; where that would run backwards the year is the
    next one. 今年 and 去年 are counted from the notice's own date, `written_on`. A date that names no day is left None.
    """
    printed = squeeze(preamble)
    text = fold(printed)
    dates = [date.said_in(written_on.year) if written_on else date for date in written(text)]
    start, end, feedback = _dates(text, dates)
    deployer = _DEPLOYER.search(text)
    return Inspection(
        team=_team(text, printed),
        target=_target(text, printed),
        start=start,
        end=end,
        feedback=feedback,
        deployer=printed[slice(*deployer.span("deployer"))] if deployer else None,
        months=None if start or end else _months(text, dates),
    )


def _months(text: str, every: list[Written]) -> tuple[str, str] | None:
    """The first and the last month of a period that names no day: 2024年5月至7月, 2025年2月下旬至3月底."""
    dates = [date for date in every if date.month and not date.day and date.exists]
    for date, following in zip(dates, [*dates[1:], None], strict=False):
        year = resolve_year(date, _year_before(dates, date.start))
        if year is None or date.month is None:
            continue
        if date.month_from:  # 2024年5至7月
            return _month(year, date.month_from), _month(year, date.month)
        if following and following.month and _TO.fullmatch(text[date.end : following.start]):
            turned = following.year is None and following.month < date.month
            last = year + 1 if turned else resolve_year(following, year) or year
            return _month(year, date.month), _month(last, following.month)
    return None


def _month(year: int, month: int) -> str:
    return f"{year}-{month:02d}"


def _dates(text: str, dates: list[Written]) -> tuple[dt.date | None, dt.date | None, dt.date | None]:
    """Beginning and end of the inspection, and the day on which it was fed back: the last one before 反馈."""
    start = end = None
    position, year, month = 0, None, None
    if (span := _first_range(text, dates)) is not None:
        first, last, before = span
        position, month = last.end, last.month
        if before is not None:
            start = _date(before, first.month, first.day)
            year = resolve_year(last, before) or before
            end = _date(year, last.month, last.day)
            if start and end and last.year is None:
                end = _turned(start, end)
                year = end.year
    fed_back = text.find("反馈", position)
    if fed_back < 0:
        return start, end, None
    known = end or start
    for date in _days(text, dates, position, fed_back):
        if year is None:
            year = _year_before(dates, date.start)
        year = resolve_year(date, year)
        month = date.month or month
        if year is None or month is None:
            continue
        day = _date(year, month, date.day)
        if day and known and date.year is None:
            day = _turned(known, day)
            year = day.year
        known = day or known
    return start, end, known if known is not end else None


def _first_range(text: str, dates: list[Written]) -> tuple[Written, Written, int | None] | None:
    """The first two days with 至 between them, and the year of the first, printed or of the date before it."""
    for at, date in enumerate(dates):
        following = dates[at + 1] if at + 1 < len(dates) else None
        if date.day is None or date.month is None:
            continue
        if date.day_to:
            last = date._replace(day=date.day_to)
        elif following and following.day and _TO.fullmatch(text[date.end : following.start]):
            last = following
        else:
            continue
        return date, last, resolve_year(date, _year_before(dates, date.start))
    return None


def _year_before(dates: list[Written], at: int) -> int | None:
    """The last year that is printed before an offset."""
    return next((d.year for d in reversed(dates) if d.start < at and d.year is not None), None)


def _days(text: str, dates: list[Written], start: int, end: int) -> list[Written]:
    """The days between two offsets, in order; one may be printed without its month."""
    inside = [d for d in dates if start <= d.start and d.end <= end]
    taken = {at for d in inside for at in range(d.start, d.end)}
    bare = [
        Written(None, None, None, from_chinese(m["d"]), None, None, None, None, *m.span())
        for m in _BARE_DAY.finditer(text, start, end)
        if m.start() not in taken
    ]
    return sorted((d for d in (*inside, *bare) if d.day is not None), key=lambda d: d.start)


def _turned(before: dt.date, day: dt.date) -> dt.date:
    """A day without a year that comes out before the one it follows: in the next year where the year has turned
    (12月26日 … 1月8日), as it stands where that would leave more than half a year between (a slip of the pen)."""
    if day >= before or (day.month, day.day) == (2, 29):
        return day
    later = day.replace(year=day.year + 1)
    return later if (later - before).days <= 184 else day


def _team(text: str, printed: str) -> str | None:
    for match in _TEAM_END.finditer(text):
        begin = max(text.rfind(c, 0, match.start()) for c in ",。;:、()") + 1
        if head := _TEAM_HEAD.match(text[begin : match.start()]):
            begin += head.end()
        name = printed[begin : match.end()]
        if 3 < len(name) <= 30:
            return name
    return None


_REMARK_BEHIND = pattern(r"[(（](?:含|包括|以下简称|简称)[^()（）]*[)）]$")  # …党委（含所辖9个村）


def _target(text: str, printed: str) -> str | None:
    team = _TEAM_END.search(text)  # what is said before it is a plan for many: 根据对市属院校开展巡察的安排
    match = (
        (_TARGET.search(text, team.end()) if team else None)
        or _TARGET.search(text)
        or _TARGET_LATER.search(text)
        or _TARGET_PLAIN.search(text)
    )
    return _REMARK_BEHIND.sub("", printed[slice(*match.span("target"))]) if match else None


# --- contact -------------------------------------------------------------------------------------------------

_NUMBER = (
    r"(?:\(?0\d{2,3}\)?\s*[-—–]?\s*)?(?:\d{7,8}|\d{3,4}\s\d{4})(?:\s*(?:转|-)\s*\d{1,5})?"
    r"|(?:\(0\d{2,3}\)|0\d{2,3}-)\s*\d{3,4}-\d{4}|1\d{10}|\d{3}-\d{3,4}-\d{4}|12\d{3}|9[56]\d{3,4}"
)
_REMARK = r"(?:\s*\([^()]{1,24}\))?"  # （工作日） （纪检）
_PHONE = pattern(
    rf"(?<![\d-])(?:{_NUMBER})(?:{_REMARK}\s*[、,/;和或]\s*(?:{_NUMBER})(?![\d@])(?:{_REMARK}(?=\s*(?:[。;]|$)))?)*(?![\d@])",
    re.MULTILINE,
)
_PHONE_LABEL = pattern(
    r"(?:拨打|致电|来电|电\s*话|热\s*线|手\s*机|联系方式|监督方式)(?:号码)?[^\d@;。\n]{0,10}?(?=[(\d])"
)
_FAX = pattern(r"(?<![/、(和及\s])传\s*真(?:号码)?\s*[::]?\s*[\d()\-—转 ]+")
_EMAIL = pattern(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_POSTCODE = pattern(r"(?:邮\s*编|邮\s*政\s*编\s*码)\s*(?:为|是)?\s*[::]?\s*(\d{6})(?!\d)")
_POSTCODE_BEHIND = pattern(r"[(（](\d{6})[)）]$")  # 松岭县育才路1号（419911）
_NEXT_LABEL = (
    r"(?:监督|联系|举报|受理|咨询|投诉|来访|来信|接听)?(?:电\s*话|邮\s*编|邮\s*政\s*编\s*码|电\s*子\s*邮|邮\s*箱|传\s*真|时\s*间"
    r"|受理时间|联系人|(?<![号\d])信\s*箱|邮政信箱|地\s*址|网\s*址)|(?:亦可|也可|还可|或者)[\u4e00-\u9fff]"
)
_ADDRESS = pattern(
    r"(?:(?:通\s*[讯信]|联\s*系|邮\s*寄|来\s*信|来\s*访|信\s*函|寄\s*信|办\s*公|受\s*理|单\s*位)?\s{0,4}地\s*址|邮\s*政\s*信\s*箱|信\s*箱|(?:来信|信件|信函|书面材料)?请?[邮寄]{0,3}寄(?:至|往|到)?(?=\s*:)"
    r"|(?:来信|信件|信函|书面材料|邮件)(?:请|可)?邮?寄(?:至|往|到)?|(?:接待|来访|办公|反映|受理|联系|举报)\s*地\s*点"
    r"|(?:写信|寄信|邮寄)(?:请?寄?(?:至|往|到|给)|请寄|(?=\s*:))(?=\s*:?\s*[\u4e00-\u9fff])|(?:信\s*函|书\s*信|信\s*件|来\s*信(?:来\s*访)?)(?=\s*:\s*[\u4e00-\u9fff])"
    r"|来信(?!来访|反映|举报|电话|邮箱|信箱|地址)(?=[\u4e00-\u9fff]{2,14}[省市区县镇乡街路]))"
    r"\s*(?:为|是)?\s*[::]?\s*"
    rf"(?P<value>(?:(?![,、(\s]*{_NEXT_LABEL})[^;。\n])+)"
)
_PLACE = pattern(
    rf"(?:联系方式|监督方式)\s*[::]\s*(?P<value>[^;。\n\d电][^;。\n]*?[省市区县镇乡村路街道巷号楼院][^;。\n]*?)(?=[,、\s]*{_NEXT_LABEL})"
)
_GO_THERE = pattern(r"(?:请|可|也可)?(?:[邮寄送递投]{1,2}(?:至|往|到|给)?|(?:直接|当面)?(?:前往|去往|到|至|在|赴))")
_SENT = pattern(rf"^{_GO_THERE.pattern}(?=[\u4e00-\u9fff]{{4}})")
_SITE = pattern(  # by its build alone: 到禾丰县惠民路与疏浚街交叉口水利大楼反映, 寄澜港市滨河大道229号
    r"(?P<value>[\u4e00-\u9fff]{2,30}(?:(?:路|街|道|巷|里|弄|村|社区|园区?|镇|乡|坊|大院)(?:[\da-zA-Z甲乙丙丁]{1,5}(?:号|弄|幢|栋|组)"
    r"[^,。;:]{0,20}?|(?:[与和][\u4e00-\u9fff]{1,6})?(?:交[叉汇]口?)[\u4e00-\u9fff]{0,8}?)))(?=[,。;(]|或|反映|提出|面谈|当面|来访|咨询|投递|递交|办理|$)"
)
_HINT = pattern(r"[(（][^()（）]{0,12}(?:请|注明)[^()（）]{1,30}[)）]$")  # （信封请注明“整改意见”）
_HOURS = pattern(r"(?:受理|接听|接待|工作|办公|来访)?时\s*间\s*[::]\s*(?P<value>[^;。\n]+)")


def _phones(text: str, voice: str) -> str | None:
    """The telephones under each label, as printed (remarks between them too); 、 between those of several labels.

    `voice`: the folded text without faxes.
    """
    found: dict[int, str] = {}
    for label in _PHONE_LABEL.finditer(voice):
        phone = _PHONE.search(voice, label.end())
        if phone and not voice[label.end() : phone.start()].strip(" (:"):
            found[phone.start()] = text[slice(*phone.span())].strip(_AROUND)
    phones = list(_PHONE.finditer(voice)) if not found else []
    named = [phone for phone in phones if voice[: phone.start()].rstrip().endswith(":")]  # 镇纪委：0555-5550302
    for phone in named or phones[:1]:
        found[phone.start()] = text[slice(*phone.span())].strip(_AROUND)
    return "、".join(dict.fromkeys(found.values())) or None


_AROUND = " \u3000,，、;；。.：:"


def _site(text: str, folded: str) -> str | None:
    """An address that no label names, behind the word that sends one there."""
    for match in _SITE.finditer(folded):
        if sent := _GO_THERE.search(folded, match.start(), match.end()):
            return text[sent.end() : match.end()].strip(_AROUND) or None
    return None


def contact_fields(text: str) -> dict[str, str | None]:
    """phone, address, postcode, email, hours out of the contact paragraphs, as printed, without end punctuation."""
    folded = fold(text)

    def printed(match: re.Match[str] | None, group: int | str = 0) -> str | None:
        if not match:
            return None
        value = text[slice(*match.span(group))].strip(_AROUND).rstrip("(（").strip(_AROUND)
        if value.endswith((")", "）")) and not set(value) & set("(（"):
            value = value[:-1]
        return value or None

    voice = _FAX.sub(lambda m: " " * len(m[0]), folded)
    found = [m for m in _ADDRESS.finditer(folded) if "@" not in m["value"]]
    named = next((m for m in found if "地址" in folded[m.start() : m.start("value")]), None)
    address = named or next(iter(found), None)  # 寄至市委整改办（地址：…）
    value = printed(address, "value") or printed(_PLACE.search(folded), "value")
    value = _SENT.sub("", value) if value else _site(text, folded)
    value = _HINT.sub("", value).rstrip() or None if value else None
    postcode = printed(_POSTCODE.search(folded), 1)
    if value and (behind := _POSTCODE_BEHIND.search(value)):
        value, postcode = value[: behind.start()].strip() or None, postcode or behind[1]
    return {
        "phone": _phones(text, voice),
        "address": value,
        "postcode": postcode,
        "email": printed(_EMAIL.search(folded)),
        "hours": printed(_HOURS.search(folded), "value"),
    }
