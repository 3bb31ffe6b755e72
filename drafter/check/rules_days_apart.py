"""N322–N324: days that the notice itself sets against each other: what is counted as of a day and due before it, one
event under two days in other words, a sentence that goes back in time.

Days against the notice's own date or the feedback are for `rules_claims` and `rules_dates`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from drafter.check.model import Finding, paragraph_name, span_of
from drafter.check.registry import rule
from drafter.check.rules_claims import dated_body
from drafter.check.rules_indicators import without_general_words
from drafter.patterns import pattern
from drafter.report import Passage, Passages, Place, Report
from drafter.text.dates import DateFact
from drafter.text.segment import tokens
from drafter.text.sentences import ahead_of

_LEFT = pattern(r"其余|剩余|余下|剩下|尚有|仍有|还有|尚未|未[完整办到拆清]")
_BY = pattern(r"(?:底|末)?(?:之?前|以前)(?![期后述款来往])")


@rule(
    "N322",
    slug="due-before-counted",
    title="没做完的，时限却在截至日期之前",
    severity="warning",
    reason="截至6月24日还剩103户，就不会在6月15日前完工；时限或截至的日子有一处写错。",
    wrong="截至6月24日完工309户，其余103户于2025年6月15日前完工",
    right="截至6月24日完工309户，其余103户于2025年11月15日前完工",
)
def due_before_counted(report: Report, passages: Passages) -> Iterator[Finding]:
    """截至6月24日完工309户，…其余103户于2025年6月15日前完工: what is open as of a day cannot be done before it."""
    counted: tuple[Passage, DateFact] | None = None
    for passage, place, folded, fact in dated_body(report, passages):
        if fact.claim == "as_of" and fact.precision == "day":
            counted = passage, _of_the_last_year(fact, report.date)
            continue
        if counted is None or counted[0] is not passage:
            continue
        as_of = counted[1]
        between = folded[as_of.end : fact.start]
        due = fact.text.endswith("前") or _BY.match(folded, fact.end)
        clause = re.split(r"[;。]", between)[-1]
        if not due or "。" in between or not _LEFT.search(clause) or fact.last > as_of.last:
            continue
        if (as_of.last - fact.last).days > A_YEAR or re.search(r"[已曾原]", clause[-4:]):
            continue
        message = f"截至{as_of.text}还没有做完的，时限“{fact.text}”却在那以前"
        yield Finding.on(passage, place, message, (fact.start, fact.end), suggestion="核对两个日期。")


A_YEAR = 330


def _of_the_last_year(fact: DateFact, published: dt.date | None) -> DateFact:
    """截至6月24日 in a notice of July 2025 is of 2025, whatever year stands before it."""
    if published is None or "年" in fact.text or (fact.last.month, fact.last.day) == (2, 29):
        return fact
    day = fact.last.replace(year=published.year)
    day = day if day <= published else day.replace(year=published.year - 1)
    return fact._replace(first=day, last=day)


class Event(NamedTuple):
    """What happened on a day: the words behind the day up to the mark."""

    passage: Passage
    place: Place
    fact: DateFact
    words: frozenset[str]
    said: str


_TO_THE_MARK = pattern(r"[,，]?(?P<said>[^,。;:、\d]{4,40})")
_NOT_ONE = pattern(r"各|分别|每|再次|又|第[一-鿿\d]{1,3}[次轮批期]|所属|下属|基层|有关|部分|陆续|先后|前往|赴|到")
LEAST_SHARED = 3
MOSTLY = 0.6
LONGEST_APART = 92


def _events(report: Report, passages: Passages) -> Iterator[Event]:
    for passage, place, folded, fact in dated_body(report, passages):
        if fact.precision != "day" or fact.first != fact.last or fact.claim != "happened":
            continue
        behind = _TO_THE_MARK.match(folded, fact.end)
        if behind is None or _NOT_ONE.search(behind["said"]):
            continue
        if re.match(r"(?:至|到|[-—~])", folded[fact.end :]) or re.search(r"[自从至到]$", folded[: fact.start]):
            continue
        words = frozenset(t.word for t in tokens(behind["said"]) if len(t.word) > 1)
        yield Event(passage, place, fact, words, behind["said"])


@rule(
    "N323",
    slug="event-told-of-two-days",
    title="同一件事在两处日期不同",
    severity="warning",
    reason="一件事在组织领导里写7月3日，在问题里又写7月8日，说法不同，读者也看得出是同一件；必有一处写错。",
    wrong="7月3日召开全系统警示教育大会……针对这一问题，7月8日召开警示教育大会",
    right="两处都写7月3日",
)
def event_told_of_two_days(report: Report, passages: Passages) -> Iterator[Finding]:
    """The same deed and object behind two days that a slip takes for one another, in two paragraphs."""
    known: list[Event] = []
    events = list(_events(report, passages))
    often = Counter(word for event in events for word in event.words)
    for event in events:
        for other in known:
            if other.passage is event.passage or not _a_slip(other.fact.first, event.fact.first):
                continue
            if not _alike(event, other) or any(often[w] > len((event, other)) for w in _rare(event, other)):
                continue
            if any(
                third.fact.first == event.fact.first and _alike(third, other) for third in known if third is not other
            ):
                continue
            there = span_of(other.passage, other.fact.start, other.fact.end)
            message = f"“{event.said}”这里是{event.fact.text}，{paragraph_name(other.passage)}是{other.fact.text}"
            span = (event.fact.start, event.fact.end)
            hint = "核对日期，统一两处；不是同一次的，写明白。"
            yield Finding.on(event.passage, event.place, message, span, suggestion=hint, also=(there,) if there else ())
            break
        known.append(event)


def _a_slip(one: dt.date, other: dt.date) -> bool:
    """Whether two days differ in the month alone or in the day alone."""
    if one == other or abs((one - other).days) > LONGEST_APART:
        return False
    return one.day == other.day or (one.year, one.month) == (other.year, other.month)


def _rare(one: Event, other: Event) -> frozenset[str]:
    return frozenset(w for w in one.words & other.words if without_general_words(w))


def _alike(one: Event, other: Event) -> bool:
    shared = one.words & other.words
    least = min(len(one.words), len(other.words))
    return len(shared) >= LEAST_SHARED and len(shared) >= MOSTLY * least and bool(_rare(one, other))


@rule(
    "N324",
    slug="days-run-backwards",
    title="一句话里时间倒着走",
    severity="warning",
    reason="一句话里先后写几件事，都按时间次序；后一件的日子倒在前一件之前，多半有一个写错。",
    wrong="9月20日前，征求意见建议75条；9月13日，召开专题民主生活会",
    right="9月6日前，征求意见建议75条；9月13日，召开专题民主生活会",
)
def days_run_backwards(report: Report, passages: Passages) -> Iterator[Finding]:
    """9月20日前，…征求意见75条；9月13日，召开…: the second clause begins with an earlier day than the first."""
    yield from _stages_run_backwards(report, passages)
    before: tuple[Passage, DateFact] | None = None
    for passage, place, folded, fact in dated_body(report, passages):
        if place.role != "leadership" or fact.precision != "day" or not _begins_a_clause(folded, fact):
            before = None if before and before[0] is not passage else before
            continue
        if before and before[0] is passage:
            last = before[1]
            between = folded[last.end : fact.start]
            near = fact.last < last.first and (last.first - fact.last).days <= LONGEST_APART
            if "。" not in between and near and not _GOES_BACK.search(between):
                message = f"“{last.text}”写在前，“{fact.text}”写在后，时间倒着走"
                yield Finding.on(passage, place, message, (fact.start, fact.end), suggestion="核对两个日期。")
        before = passage, fact


_GOES_BACK = pattern(r"截[至止]|此前|早在|其中|自|原")


def _begins_a_clause(folded: str, fact: DateFact) -> bool:
    front = ahead_of(folded, fact.start, 4)
    return (not front or front[-1] in "。;,:") and fact.claim in {"happened", "none", "planned"}


# What becomes of one thing, in order: nobody ends what has not begun, and nothing is in force before it is sent out.
_STAGES = (
    pattern(r"[^,。;:、\d]{0,10}?(?:立项|受理|起草|报名)"),
    pattern(r"[^,。;:、\d]{0,10}?(?:启动|动工|开工|开始|部署|进驻|招标|挂网)"),
    pattern(r"[^,。;:、\d]{0,20}?(?:审议通过|审议并通过|研究通过|审定)"),
    pattern(r"[^,。;:、\d]{0,14}?(?:印发|发布|出台|下发|颁布)"),
    pattern(r"起?(?:正式)?(?:施行|生效|执行|实施|启用|试行)"),
    pattern(r"[^,。;:、\d]{0,10}?(?:完工|竣工|结束|验收|办结|销号|交付|投用|建成|通车|结题|摘牌)"),
)
_IN_FORCE = 4
_MAY_LOOK_BACK = pattern(r"(?:执行|实施)")  # 工资标准自1月1日起执行: what is paid may be paid for the time before
_ANOTHER_THING = pattern(r"[;。]|另|此前|早在|其中|同时|原|上一|修订|对照")
HALF_A_YEAR = 183


def _stages_run_backwards(report: Report, passages: Passages) -> Iterator[Finding]:
    """11月22日印发，自10月1日起施行; 9月2日启动专项检查，8月20日检查结束: two steps of one thing, told in order."""
    before: tuple[Passage, DateFact, int] | None = None
    for passage, place, folded, fact in dated_body(report, passages):
        stage = next((n for n, form in enumerate(_STAGES) if form.match(folded, _behind(folded, fact))), None)
        if stage is None or fact.precision not in {"day", "month"}:
            continue
        known, before = before, (passage, fact, stage)
        if known is None or known[0] is not passage or known[2] >= stage:
            continue
        first = known[1]
        between = folded[first.end : fact.start]
        apart = (first.first - fact.last).days
        if not 0 < apart <= HALF_A_YEAR or _ANOTHER_THING.search(between) or not _of_one_thing(folded, known, fact):
            continue
        told = _STAGES[stage].match(folded, _behind(folded, fact))
        looks_back = stage == _IN_FORCE and told is not None and _MAY_LOOK_BACK.search(told.group())
        message = f"“{fact.text}{_told_at(folded, fact, stage)}”早于“{first.text}{_told_at(folded, first, known[2])}”"
        yield Finding.on(
            passage,
            place,
            f"{message}，时间倒着走",
            (first.start, fact.end),
            suggestion="核对两个日期。",
            severity="info" if looks_back else None,
        )


def _behind(folded: str, fact: DateFact) -> int:
    """Where the words behind a day begin, past its weekday and a comma."""
    skipped = _WEEKDAY.match(folded, fact.end)
    return skipped.end() if skipped else fact.end


_WEEKDAY = pattern(r"(?:\((?:星期|周)[^()]\))?,?")


def _told_at(folded: str, fact: DateFact, stage: int) -> str:
    told = _STAGES[stage].match(folded, _behind(folded, fact))
    return told.group() if told else ""


def _of_one_thing(folded: str, known: tuple[Passage, DateFact, int], fact: DateFact) -> bool:
    """Whether the second clause names nothing new: 自10月1日起施行, 9月5日开工, or the 检查 that was begun."""
    _, first, stage = known
    told = _told_at(folded, first, stage)
    front = re.split(r"[,。;:、]", folded[_behind(folded, first) + len(told) : fact.start])[-1]
    if re.sub(r"(?:已|并|均|后)?(?:自|从|于|在)?$", "", front):
        return False
    at = next(n for n, form in enumerate(_STAGES) if form.match(folded, _behind(folded, fact)))
    own = _LAST_WORD.sub("", _told_at(folded, fact, at))
    said = told + folded[first.end : fact.start]
    pairs = {own[i : i + 2] for i in range(len(own) - 1)}
    return len(own) < len("正式") or own in {"正式", "全部", "如期", "全面", "按期"} or any(p in said for p in pairs)


_LAST_WORD = pattern(
    r"起?(?:正式)?(?:审议通过|审议并通过|研究通过|审定|印发|发布|出台|下发|颁布|施行|生效|执行|实施|启用|试行|启动|动工|开工"
    r"|开始|部署|进驻|招标|挂网|完工|竣工|结束|验收|办结|销号|交付|投用|建成|通车|结题|摘牌)$"
)
