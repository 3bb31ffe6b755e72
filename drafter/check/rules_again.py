"""N212: what was counted before and is spoken of again, in other words, with another number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from drafter.check.facts import Fact, facts
from drafter.check.model import Finding, Severity, paragraph_name, span_of
from drafter.check.registry import rule
from drafter.check.rules_indicators import without_general_words
from drafter.check.stretches import Stretch
from drafter.patterns import pattern
from drafter.text.lexicon import words
from drafter.text.quantities import LONGEST_NOUN, Quantity, plain
from drafter.text.sentences import ahead_of
from drafter.text.wholes import meant_by

LEAST = 8  # of fewer things two may well be some of them
MOST_OFF = 2  # what a slip of the hand takes from a number, or adds to it
_GENERAL = pattern(r"(?:问题|工作|人员|干部|单位|部门|措施|任务|事项|项目|情况|意见|制度|群众|企业|党员)$")


@rule(
    "N212",
    slug="said-again-otherwise",
    title="前面数过的，后面再说时数目变了",
    severity="warning",
    reason="前面检查53所中小学食堂，后面说35所学校食堂全部接入：说的是同一批，两个数只差一位或颠倒，多半是抄错。",
    wrong="对53所中小学食堂开展检查……35所学校食堂全部接入监管平台",
    right="对53所中小学食堂开展检查……53所学校食堂全部接入监管平台",
)
def said_again_otherwise(stretches: list[Stretch]) -> Iterator[Finding]:
    """35所学校食堂全部接入, of 53所中小学食堂 in the same problem; 在建的28万亩 of 在建18万亩."""
    known = _Known()
    for fact in facts(stretches):
        before = (
            _of_all_again(fact, known)
            or _of_the_same_kind(fact, known)
            or _more_than_all(fact, known)
            or _just_told(fact, known)
            or _those_it_was_done_to(fact, known)
            or _digits_changed_about(fact, known)
        )
        more = None if before else _more_of_a_name(fact, known)
        left = _what_is_left_of(fact, known)
        known.add(fact)
        if left and before is None and fact.quantity.value > left[1]:
            whole, number, gone = left
            without = "、".join(f"{how}的{q.text}" for how, q in gone)
            rest = f"{plain(number)}{whole.quantity.unit}"
            message = f"{whole.said}除去{without}，剩下{rest}，不是“{fact.said}”"
            yield Finding.at(fact.stretch, fact.quantity.span, message, suggestion="核对几处的数。")
        severity: Severity | None = "info" if more and not _swapped(more, fact) else None
        before = before or more
        if before is None:
            continue
        there = before.stretch
        also = span_of(there.passage, there.start + before.quantity.start, there.start + before.quantity.end)
        yield Finding.at(
            fact.stretch,
            fact.quantity.span,
            f"这里说“{fact.said}”，{paragraph_name(there.passage)}是“{before.said}”",
            suggestion="核对两处的数；不是同一批的，写明白。",
            also=(also,) if also else (),
            severity=severity,
        )


_NAMED = pattern(
    r"(?:^|[,。;:])(?:已|均|目前)?(?:(?:对|将|把|组织|围绕|用好|抓好)[^,。;:、\d]{0,6}|[^,。;:、\d]{0,6}的)?$"
)
_NEWLY = pattern(r"新|再|又|另|增|扩|首批|其中|计划|目标|拟|力争")


def _more_of_a_name(fact: Fact, known: _Known) -> Fact | None:
    """对85个入库项目实行月调度, where 入库项目58个: the name that stood before its figure stands behind it now."""
    thing, text = fact.thing, fact.stretch.text
    own = without_general_words(thing)
    if fact.scope == "part" or len(thing) < SHORTEST_NAME or len(own) < SHORTEST or fact.quantity.sort != "实体":
        return None
    if not text.startswith(thing, fact.quantity.end) or not _NAMED.search(text[: fact.quantity.start]):
        return None
    same = [f for f in known.all if f.quantity.like == fact.quantity.like and f.thing.endswith(thing)]
    values = {f.quantity.value for f in same}
    first = same[0] if len(values) == 1 else None
    if first is None or first.scope == "part" or fact.quantity.value in values or first.stretch is fact.stretch:
        return None
    if first.stretch.text.startswith(first.thing, first.quantity.end) or _NEWLY.search(first.thing):
        return None
    return first if fact.quantity.value > first.quantity.value or _swapped(first, fact) else None


SHORTEST_NAME = 3


def _swapped(first: Fact, second: Fact) -> bool:
    """58 and 85."""
    return second.quantity.value in set(meant_by(first.quantity))


_Those = tuple[str | None, str, str]  # (problem, unit, deed)


class _Known:
    """The facts told so far, in order: all of them, those of a problem, and those of a figure (kind and value)."""

    def __init__(self) -> None:
        self.all: list[Fact] = []
        self.of_problem: defaultdict[str | None, list[Fact]] = defaultdict(list)
        self.done: defaultdict[_Those, list[Fact]] = defaultdict(list)  # 保留5家
        self.named: defaultdict[_Those, list[Fact]] = defaultdict(list)  # 6家保留企业
        self.of_figure: defaultdict[tuple[str, Decimal], list[tuple[int, Fact]]] = defaultdict(list)

    def add(self, fact: Fact) -> None:
        q = fact.quantity
        self.of_figure[q.kind, q.value].append((len(self.all), fact))
        self.of_problem[fact.stretch.place.problem].append(fact)
        self.all.append(fact)
        for deed, index in ((_deed_before(fact), self.done), (_named_by_a_deed(fact), self.named)):
            if deed:
                index[_those(fact, deed)].append(fact)


def _of_all_again(fact: Fact, known: _Known) -> Fact | None:
    """What was counted before in the same problem, where it is told of all of it with a slip in the number."""
    if fact.scope != "again" or len(fact.thing) < 2 or _GENERAL.search(fact.thing):
        return None
    problem = fact.stretch.place.problem
    near = [f for f in known.of_problem[problem] if f.quantity.like == fact.quantity.like]
    alike = [f for f in near if f.thing[-2:] == fact.thing[-2:] and f.stretch is not fact.stretch]
    if problem is None or not alike or any(f.quantity.value == fact.quantity.value for f in near):
        return None
    first = alike[0]
    return first if len({f.quantity.value for f in alike}) == 1 and _a_slip(first, fact) else None


def _a_slip(first: Fact, second: Fact) -> bool:
    """Whether two numbers differ by a slip: 53 and 35, 36 and 35."""
    a, b = first.quantity.value, second.quantity.value
    if a != b and b in set(meant_by(first.quantity)):
        return True
    return min(a, b) >= LEAST and abs(a - b) <= MOST_OFF and b > a


def _more_than_all(fact: Fact, known: _Known) -> Fact | None:
    """安排11名后备干部跟班学习, where 为9名后备干部逐一建立档案: more than all of them in the same problem."""
    if fact.scope == "part" or fact.stretch.place.problem is None or fact.quantity.sort != "实体":
        return None
    for other in known.of_problem[fact.stretch.place.problem]:
        same = other.quantity.like == fact.quantity.like
        named = len(other.thing) > 2 and fact.thing.startswith(other.thing) and not _GENERAL_THING.match(other.thing)
        if same and named and _some_of_more(fact, other, known):
            continue
        if same and named and other.scope == "again" and other.quantity.value < fact.quantity.value:
            values = {f.quantity.value for f in known.all if f.thing.startswith(other.thing) and f.scope != "part"}
            return other if values == {other.quantity.value} else None
    return None


_ALL_THERE_ARE = pattern(r"(?:全[一-鿿]|现有|共有|共设|下设|下辖|辖|所有)[^,。;:、\d]{0,6}$")


def _some_of_more(fact: Fact, other: Fact, known: _Known) -> bool:
    """全局31个党支部 beside the 4个软弱涣散党支部 of which 4个党支部全部转化: all there are, not some of the four."""
    if _ALL_THERE_ARE.search(ahead_of(fact.stretch.text, fact.quantity.start, 12)):
        return True
    same = (f for f in known.of_problem[fact.stretch.place.problem] if f.quantity.value == other.quantity.value)
    return any(f.thing.endswith(other.thing) and len(f.thing) > len(other.thing) for f in same if f is not other)


_GOES_ON = pattern(r"[^,。;:\d]{0,6}?(?:中(?!央)|共|均|全部|已|重新|逐[一个项]|再次|,)")
RECENT = 6  # facts back


_IT_IS_SO = pattern(r"[^,。;:、\d]{0,6}(?:存在|出现|发生|有)")


def _turned_out(fact: Fact, which: str) -> bool:
    """3个问题存在反弹: whether the word stands behind a figure and says what became of it."""
    text, end = fact.stretch.text, fact.quantity.end
    at = text.find(which, end, end + LONGEST_NOUN)
    return at >= 0 and _IT_IS_SO.fullmatch(text[end:at]) is not None


def _just_told(fact: Fact, known: _Known) -> Fact | None:
    """责令退回8笔；退回的10笔共1.92万元: what was just counted is spoken of again by the same word."""
    if len(fact.which) < SHORTEST or _OF_TIME_OR_SOURCE.search(fact.which):
        return None
    q, text = fact.quantity, fact.stretch.text
    front = text[: q.start - len(fact.which) - 1]
    if not _GOES_ON.match(text, q.end) or not re.search(r"(?:^|[,。;:)])(?:对|将|把)?$", front):
        return None
    same = {
        f.quantity.value: f
        for f in known.all[-RECENT:]
        if f.stretch.passage is fact.stretch.passage
        and f.quantity.like == q.like
        and (
            re.split(r"[,。;:、\d]", ahead_of(f.stretch.text, f.quantity.start, 16))[-1].endswith(fact.which)
            or _turned_out(f, fact.which)
        )
    }
    return next(iter(same.values())) if len(same) == 1 and q.value not in same else None


_DONE_TO = pattern(  # the whole clause: 定点医药机构62家 says no deed
    r"(?:其中|依法|责令|已经?|被|新|拟|均|共|并|经[一-鿿]{2,4}){0,2}(?P<deed>[一-鿿]{2})了?"
)
_OF_THEM_ONLY = pattern(r"其中|部分|首批|另|剩余|其余|每|各|近|余")


def _those_it_was_done_to(fact: Fact, known: _Known) -> Fact | None:
    """向6家保留企业委派财务负责人, where 保留5家: those to whom it was done, all of them by no other word."""
    if fact.stretch.place.problem is None:
        return None
    named, done = _named_by_a_deed(fact), _deed_before(fact)
    same = known.done[_those(fact, named)] if named else known.named[_those(fact, done)] if done else []
    values = {f.quantity.value for f in same if f.stretch is not fact.stretch}
    return same[0] if len(values) == 1 and fact.quantity.value not in values else None


def _those(fact: Fact, deed: str) -> _Those:
    return fact.stretch.place.problem, fact.quantity.unit, deed


def _named_by_a_deed(fact: Fact) -> str:
    """保留 of 向6家保留企业: the word that says which they are, between the figure and the thing."""
    q, text = fact.quantity, fact.stretch.text
    of = re.match(r"(?P<deed>[一-鿿]{2})(?:的)?[一-鿿]{2}", text[q.end :])
    front = re.split(r"[,。;:、\d]", ahead_of(text, q.start, 16))[-1]
    return of["deed"] if of and _TO_THEM.search(front) and not _OF_THEM_ONLY.search(front) else ""


_TO_THEM = pattern(r"[向对为给]$")


def _deed_before(fact: Fact) -> str:
    """The word right before the figure that says what was done: 保留5家, 依法关停7家."""
    clause = re.split(r"[,。;:、\d]", ahead_of(fact.stretch.text, fact.quantity.start, 12))[-1]
    said = _DONE_TO.fullmatch(clause)
    return said["deed"] if said else ""


_STILL = pattern(r"(?:继续|仍在|正常|现存|保留|存续|在营|留存)[一-鿿]{0,2}的$")


def _what_is_left_of(fact: Fact, known: _Known) -> tuple[Fact, Decimal, list[tuple[str, Quantity]]] | None:
    """继续经营的73家民宿, where there were 73家 and 关停7家: (all, how many are left, what became of others)."""
    problem = fact.stretch.place.problem
    if (
        problem is None
        or not _STILL.search(ahead_of(fact.stretch.text, fact.quantity.start, 10))
        or len(fact.thing) < 2
    ):
        return None
    near = [f for f in known.of_problem[problem] if f.quantity.unit == fact.quantity.unit]
    wholes = [f for f in near if len(f.thing) > 1 and fact.thing.startswith(f.thing[-2:])]
    gone = {
        f.quantity.value: (deed, f.quantity) for deed in sorted(words("ended")) for f in known.done[_those(fact, deed)]
    }
    if not wholes or not gone:
        return None
    whole = max(wholes, key=lambda f: f.quantity.value)
    left = whole.quantity.value - sum(gone)
    return (whole, left, list(gone.values())) if 0 < left < fact.quantity.value <= whole.quantity.value else None


_GENERAL_THING = pattern(r"(?:具体|突出|整改)?(?:问题|措施|任务|事项)")
MANY_DIGITS = 3
SHARED = 4  # characters that the words at both figures share
MOSTLY = 0.6  # of the shorter of them


def _digits_changed_about(fact: Fact, known: _Known) -> Fact | None:
    """超付工程款413.5万元 and 追回工程超付款431.5万元: long numbers with two digits changed about, of one thing."""
    q = fact.quantity
    if len(_digits(q.value)) < MANY_DIGITS:
        return None
    same_digits = {value for value in meant_by(q) if sorted(_digits(value)) == sorted(_digits(q.value))}
    for _, other in sorted(pair for value in same_digits for pair in known.of_figure[q.kind, value]):
        if other.quantity.places == q.places and other.stretch is not fact.stretch and _of_one_thing(fact, other):
            return other
    return None


def _digits(value: Decimal) -> str:
    return f"{value:f}".replace(".", "").strip("0")


def _of_one_thing(fact: Fact, other: Fact) -> bool:
    one, two = _words_at(fact), _words_at(other)
    shared = len(one & two)
    return shared >= SHARED and shared >= MOSTLY * min(len(one), len(two))


def _words_at(fact: Fact) -> set[str]:
    text, q = fact.stretch.text, fact.quantity
    front = re.split(r"[,。;:、\d]", ahead_of(text, q.start, 14))[-1]
    behind = re.match(r"[一-鿿]{0,8}", text[q.end :])
    return set(without_general_words(front + ("" if not behind or q.unit == "元" else behind.group())))


_NEEDS = pattern(r"^(?:仍|还|尚)?(?:需要|需)|^(?:仍|还|尚)")
_OF_TIME_OR_SOURCE = pattern(r"反馈|发现|指出|移交|交办|排查|提出|梳理|涉及|存在|制定|完成|整改到位|上述|新|已|评为")
SHORTEST = 2


def _of_the_same_kind(fact: Fact, known: _Known) -> Fact | None:
    """在建的28万亩 of 在建18万亩; 需要长期整改的3个问题 of 其余4个需长期整改: the same words at both."""
    which = _NEEDS.sub("", fact.which)
    if len(which) < SHORTEST or _OF_TIME_OR_SOURCE.search(which) or fact.scope == "part":
        return None
    if fact.stretch.place.role not in {"next_steps", "leadership", "other"}:
        return None
    same: dict[Decimal, Fact] = {}
    for other in known.all:
        q, text = other.quantity, other.stretch.text
        if q.kind != fact.quantity.kind or other.stretch is fact.stretch:
            continue
        front = re.split(r"[,。;:、\d]", ahead_of(text, q.start, 16))[-1]
        said = re.split(r"[,。;:\d]", text[q.end : q.end + 24])[0]
        behind = [_NEEDS.sub("", part) for part in said.split("、")]
        if (
            front.endswith((which, which + "的"))
            or behind[0].startswith(which)
            or any(b.endswith(which) for b in behind)
        ):
            same[q.value] = other
    if len(same) != 1 or fact.quantity.value in same:
        return None
    return next(iter(same.values()))
