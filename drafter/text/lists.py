"""Lists that say how many they name: A、B、C三个方面; 四种路径：甲、乙、丙; 五个专项小组（甲、乙…）.

A list is read as a reader does: what a preposition or a verb brings in is no name of it (校长对|基建处、后勤部), a 和
in its last item may join two, quotes and brackets hold one thing. It holds if any of these readings gives the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.text.lexicon import table
from drafter.text.numerals import ONE_TO_TEN, TWO_TO_TEN, from_chinese
from drafter.text.quantities import Quantity, quantities
from drafter.text.relation import Relation, relation
from drafter.text.sentences import ahead_of

_COUNTER = "个|项|种|大|条|支|家|所|处|座|类|级|门|块|位|名|道|地|方|者|张"
_NUMBER = rf"(?P<number>[两{TWO_TO_TEN}]|(?<![\d.])(?:[2-9]|1[0-2])(?![\d.]))"
_REACH = 90  # characters before a count in which its list stands
LONGEST = 14  # characters of an item behind the first


@cache
def _heads() -> tuple[re.Pattern[str], frozenset[str]]:
    """What a list may be a list of (方面, 领域, 部门), and those of them that are no things or bodies."""
    rows = table("list_heads")
    words = "|".join(sorted((re.escape(row["词"]) for row in rows), key=lambda w: (-len(w), w)))
    pattern = re.compile(
        rf"""
        {_NUMBER}
        (?: (?:{_COUNTER})(?P<adjective>[^\W\d_等的及和与在于]{{0,5}}?)(?P<head>{words})   # 3个主导产业
          | (?P<bare>方面|领域|地(?=[^一-鿿区市]|考|调|开|学|共|联)) )                        # 四方面, 两地考察
        """,
        re.VERBOSE,
    )
    return pattern, frozenset(row["词"] for row in rows if row["类"] == "抽象") | {"方面", "领域"}


_PLAIN = pattern(  # 三项制度, 四种路径 of any noun, where a mark follows; 问题已整改到位 is a sentence
    rf"{_NUMBER}(?:{_COUNTER})(?P<head>(?:(?![已均未])[一-鿿]){{2,8}}?)(?P<mark>[:]|,(?:即|分别是|分别为|包括):?|(?=[(,。;\"“]|(?:还|仍|尚|均|都)(?:需|待|要|未|在)|$))"
)
_LEVELS = pattern(rf"{_NUMBER}(?P<head>级(?!别|公路|标准|以上|以下|甲等|医院|乙等))")
_HIDDEN = pattern(rf"“(?![两{TWO_TO_TEN}][张项本](?:清单|台账|机制|制度|行动)”)[^“”]*”|\([^()]*\)|\"[^\"]*\"")


def without_quoted(text: str) -> str:
    """The same length, with what stands in quotes or brackets blanked: a 、 in it joins no items of the list."""
    return _HIDDEN.sub(lambda m: m.group()[0] + "□" * (len(m.group()) - 2) + m.group()[-1], text)


class Named(NamedTuple):
    """A list as it can be read: its items, and every number of them that a reading gives."""

    items: tuple[str, ...]
    counts: frozenset[int]
    open: bool  # 等: there may be more


_STARTS = pattern(
    r"[对向由从在把将与同为给以按于和及让经用到至是有即]|[一-鿿](?=了)|涉及|围绕|聚焦|包括|成立|设立|新增|推进"
)
_AND = pattern(r"[和与及]|以及")


@cache
def _ends_as_verb(*, of_things: bool) -> re.Pattern[str]:
    """What cannot be the last name before a count: 领办|3个问题, 组成|6个督导组, 对进度慢的|3家.

    台账销号 may be the name of a 制度 and of no body.
    """
    tables = ("deed_words", "settled") if of_things else ("deed_words",)
    words = {row["词"] for name in tables for row in table(name)}
    both = "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?:{both}|领办|牵头|包联|包抓|带头|组成|抽调|选派|派出|安排|联合|提出|形成|发现|排查|查摆|认领|列出|梳理|反馈|指出|选取|确定"
        r"|[的了过共各这每按分以将对为至到第在从向由及和与、])$"
    )


_FIRST_POINT = pattern(rf"^[{ONE_TO_TEN}]是(?=[^、]{{2}})(?!.*、[{ONE_TO_TEN}]是)")  # 二是建成甲、乙两处水厂
_NO_LIST = pattern(rf"分别|其中|各自|^[{ONE_TO_TEN}]是")


def _read(reach: str, *, of_things: bool) -> Named | None:
    """The list that ends where the text ends."""
    opened = reach.endswith("等")
    body = _FIRST_POINT.sub("", reach.removesuffix("等"))
    items = [item for item in body.split("、") if item]
    if (
        not items
        or _NO_LIST.search(body)
        or not _are_names(items, of_things=of_things, opened=opened and len(items) >= LEAST_OPENED)
    ):
        return None
    joined = len(_AND.findall(items[-1])) if all(len(p) >= 2 for p in _AND.split(items[-1])) else 0
    if len(items) == 1:
        return Named(tuple(_AND.split(items[0])), frozenset({1, 1 + joined}), opened) if joined else None
    inner = any(len(pair) == 2 and min(map(len, pair)) >= 3 for pair in map(_AND.split, items[1:-1]))
    joined += inner  # 周调度制度、月通报制度和定期会商、台账销号
    starts = [0, *(k for k in range(1, len(items)) if _STARTS.search(items[k][1:-1]))]
    counts = {len(items) - k + more for k in starts for more in range(joined + 1) if len(items) - k >= 2}
    return Named(tuple(items), frozenset(counts), opened)


LEAST_OPENED = 4  # items that 等 closes and a count sums up: 预算、收支、采购、资产、合同、建设项目等6项业务


def _are_names(items: Sequence[str], *, of_things: bool, opened: bool = False) -> bool:
    """Whether the pieces between the 、 can be the names of a list that a count sums up."""
    rest, last = items[1:], items[-1]
    if any(len(item) > LONGEST or "等" in item for item in rest) or last.endswith("的"):
        return False
    if len(rest) >= 2 and len({len(item) for item in rest}) == 1 and len(last) <= 4:
        return True  # 党建、经济、生态、作风、组织
    if _ends_as_verb(of_things=of_things).search(last) or (len(last) >= 6 and _deeds().search(last, 2)):
        return False
    if any(len(item) == 1 for item in rest) and len(last) > 1:
        return False
    return not of_things or opened or len(last) <= 3 or last[-1] in _BODY_ENDS


_BODY_ENDS = frozenset("局委办部处室科院心镇乡道村区司团县市组站所队校厅会行社馆班园厂库中")


@cache
def _deeds() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(row["词"]) for row in table("deed_words") if len(row["词"]) >= 2))


_OF_A_DATE = frozenset("年月日")


def _before(hidden: str, at: int) -> str:
    """The words before a count, back to the mark or the figure before them."""
    reach = re.split(r"[,。;:]", ahead_of(hidden, at, _REACH))[-1].removesuffix("“")
    if at > _REACH and len(reach) >= _REACH:
        return ""
    *before, since = re.split(r"\d", reach)
    return since if not before or since[:1] in _OF_A_DATE else ""  # 9项、联络员12项: figures stand in the list


_NO_NAMES = pattern(r"[\d]|以及其他|分别|其中")


def _behind(text: str, hidden: str, at: int) -> Named | None:
    """The list that stands behind a count: in brackets, or behind a colon up to the full stop."""
    if hidden.startswith("(", at):
        body = text[at + 1 : hidden.index(")", at)] if ")" in hidden[at:] else ""
        marks: Sequence[str] = "、"
    else:
        body = re.split(r"[。!?]", text[at:], maxsplit=1)[0].strip(" ,;、:")
        marks = ";、,"
    inside = without_quoted(body)
    for mark in marks:
        if mark not in inside:
            continue
        items = _split(body, inside, mark)
        plain = mark == ";" or all(2 <= len(i) <= LONGEST and not re.search(r"[,;:。]", i) for i in items)
        if not plain or len(items) < 2 or _NO_NAMES.search(inside):
            return None
        last = items[-1]
        opened = bool(re.search(r"等(?:[^、]{0,6})$", last))
        joined = len(_AND.findall(last)) if mark != ";" and all(len(p) >= 2 for p in _AND.split(last)) else 0
        return Named(tuple(items), frozenset(range(len(items), len(items) + joined + 1)), opened)
    return None


def _split(body: str, inside: str, mark: str) -> list[str]:
    found, since = [], 0
    for i, char in enumerate([*inside, mark]):
        if char == mark:
            found.append(body[since:i].strip())
            since = i + 1
    return [item for item in found if item]


_TITLES = pattern(
    rf"(?P<list>(?:《[^《》]*》[、和及]?){{2,12}})(?P<more>等)?{_NUMBER}(?:{_COUNTER}|部|份|件|本)(?P<head>[一-鿿]{{2,6}}?)"
    rf"(?=[,。;:、(]|[由经对]|已|均|全部|并|$)"
)
_TITLE = pattern(r"《[^《》]*》")


def counted_titles(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """《甲》《乙》《丙》3项制度: as many titles as are counted behind them; 等 leaves the list open."""
    by_start = {q.start: q for q in figures}
    for match in _TITLES.finditer(text):
        number, items = _number(match["number"]), tuple(_TITLE.findall(match["list"]))
        at = match.start("number")
        if number == len(items) or (match["more"] and number > len(items)):
            continue
        q = by_start.get(at) or _figure(text, at, match.end("number"), number)
        yield relation("listed", (q,), False, value=Decimal(len(items)), items=items, words=match["head"])


_PART_OF_A_NUMBER = frozenset(f"第百{ONE_TO_TEN}")


def counted_lists(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """Every list whose number is printed with it; `holds` only where no reading gives the number."""
    if not re.search(r"[、和,;]", text):
        return
    hidden = without_quoted(text)
    by_start = {q.start: q for q in figures}
    pattern, abstract = _heads()
    told: set[int] = set()
    for source in (pattern, _LEVELS, _PLAIN):
        for match in source.finditer(hidden):
            at = match.start("number")
            number = _number(match["number"])
            if at in told or hidden[at - 1 : at] in _PART_OF_A_NUMBER:
                continue
            figure = by_start.get(at)
            if figure is not None and not figure.exact:
                continue
            head = match.groupdict().get("head") or match["bare"]
            behind = _behind_mark(hidden, match)
            named = _behind(text, hidden, behind) if behind is not None else None
            if named is None:
                named = _read(_before(hidden, at), of_things=head not in abstract)
                if named and len(named.items) == 2 and len(named.counts) == 2 and 1 in named.counts:
                    named = named if head in abstract else None  # 甲和乙三个方面
            if named is None:
                continue
            told.add(at)
            fits = number in named.counts or (named.open and number > min(named.counts))
            if not fits:
                q = figure or _figure(text, at, match.end("number"), number)
                value = Decimal(max(named.counts) if number > max(named.counts) else min(named.counts))
                words = (
                    head
                    if figure
                    else text[q.end : match.end("head" if head != match.groupdict().get("bare") else "bare")]
                )
                yield relation("listed", (q,), False, value=value, items=named.items, words=words)


_TO_LIST = pattern(r"[一-鿿]{0,4}(?P<to>[:(]|,(?:即|分别是|分别为|包括):?)")


def _behind_mark(hidden: str, match: re.Match[str]) -> int | None:
    """Where the list behind a count begins; None where no mark says that one does."""
    groups = match.groupdict()
    if groups.get("mark"):
        return match.end("mark")
    to = _TO_LIST.match(hidden, match.end())
    if to is None:
        return None
    return to.start("to") if to["to"] == "(" else to.end("to")


def _number(text: str) -> int:
    return int(text) if text.isdigit() else from_chinese(text.replace("两", "二")) or 0


def _figure(text: str, start: int, end: int, number: int) -> Quantity:
    """A count without a classifier that the figures know (四方面, 三级)."""
    known = next((q for q in quantities(text[start : end + 4]) if q.start == 0), None)
    if known:
        return known._replace(start=start, end=start + known.end)
    return Quantity(Decimal(number), 0, "", "", "", True, start, end, text[start:end])


_COUNT_BEHIND = pattern(  # 改扩建学校3所：
    rf"(?P<head>[一-鿿]{{2}})(?P<number>(?<![\d.])(?:[2-9]|1[0-2])|[两{TWO_TO_TEN}])(?:{_COUNTER}):"
)
_DEEDS_COUNTED = frozenset({"事项", "任务", "措施", "举措"})


def lists_behind_counts(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """改扩建学校3所：甲、乙、丙，新增学位…: names up to the mark where something else is counted.

    Deeds (交办事项5项：疏通…，补装…。) are told apart by commas up to the full stop, one mark all through.
    """
    hidden = without_quoted(text)
    by_start = {q.start: q for q in figures}
    for match in _COUNT_BEHIND.finditer(hidden):
        number, figure = _number(match["number"]), by_start.get(match.start("number"))
        sentence = re.split(r"[。!?]", hidden[match.end() :], maxsplit=1)[0]
        deeds = match["head"] in _DEEDS_COUNTED
        if figure is None or not figure.exact or ";" in sentence or ":" in sentence:
            continue
        body = sentence if deeds else sentence.split(",")[0]
        mark = "," if deeds else "、"
        items = tuple(item for item in body.split(mark) if item)
        if len(items) < 2 or "等" in body or (deeds and ("、" in body or len(items) < 4)):
            continue
        if not deeds and (re.search(r"\d|分别|其中", body) or any(len(item) > LONGEST for item in items)):
            continue
        joined = len(_AND.findall(items[-1])) + sum(bool(_AND.search(item)) for item in items[:-1])
        if not len(items) <= number <= len(items) + joined:
            printed = text[match.end() : match.end() + len(body)].split(mark)
            yield relation("listed", (figure,), False, value=Decimal(len(items)), items=tuple(printed), words="")


_SAID_TO_BE = pattern(  # 尚未完成的3项任务为甲、乙、丙，均已…; 2个问题分别是甲和乙
    rf"{_NUMBER}(?:{_COUNTER}|件)(?P<head>(?![^一-鿿])[^,。;:、\d的]{{2,8}}?)(?:分别)?(?:为|是|即|系|包括)(?P<list>[^,。;:\d]{{4,120}})(?=[,。;:]|$)"
)
_LONGEST_NAMED = 30


@cache
def _things_named() -> tuple[str, ...]:
    """What may be said to be this and that: 3项任务为…, 2个薄弱环节是…"""
    return (*(row["词"] for row in table("list_heads")), *_DEEDS_COUNTED, "问题", "项目", "工作")


_EACH_SOMEWHERE = pattern(  # 建成内陆无水港4个，分别位于青崖、浦源、宁溪和石洲
    rf"{_NUMBER}(?:{_COUNTER})[^,。;:、\d]{{0,10}},?分别(?:位于|设在|建在|布局在|坐落于|来自|落户|设于)(?P<list>[^,。;:\d]{{4,120}})(?=[,。;:]|$)"
)
_SAID_ONE_BY_ONE = pattern(rf"[,。;:]一(?P<unit>{_COUNTER}|件)(?:是|为)")
_ONE_BY_ONE = pattern(rf"{_NUMBER}(?P<unit>{_COUNTER}|件)(?P<head>[^,。;:、\d]{{2,14}})(?=[,:]一(?P=unit)(?:是|为))")


def lists_said_to_be(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """尚未完成的3项任务为甲、乙、丙; 未完成的2项任务，一项是甲，一项是乙: what is counted is named right behind."""
    hidden = without_quoted(text)
    by_start = {q.start: q for q in figures}
    for match in (*_SAID_TO_BE.finditer(hidden), *_EACH_SOMEWHERE.finditer(hidden)):
        figure, number = by_start.get(match.start("number")), _number(match["number"])
        at, end = match.span("list")
        items = _split(text[at:end], hidden[at:end], "、")
        if figure is None or not figure.exact or len(items) < 2 or "等" in match["list"]:
            continue
        head = match.groupdict().get("head")
        if head is not None and not head.endswith(_things_named()):
            continue  # 将7处闲置用房改造|为社区食堂、托育中心
        if any(len(item) > _LONGEST_NAMED for item in items) or _NO_NAMES.search(match["list"]):
            continue
        joined = sum(len(_AND.findall(item)) for item in items)
        if not len(items) <= number <= len(items) + joined:
            yield relation("listed", (figure,), False, value=Decimal(len(items)), items=tuple(items), words=head or "")
    for match in _ONE_BY_ONE.finditer(hidden):
        figure, number = by_start.get(match.start("number")), _number(match["number"])
        sentence = re.split(r"[。]", hidden[match.end() :], maxsplit=1)[0]
        told = [m for m in _SAID_ONE_BY_ONE.finditer(sentence) if m["unit"] == match["unit"]]
        if figure is not None and figure.exact and len(told) not in {number, 1}:
            named = tuple(sentence[m.end() : m.end() + LONGEST] for m in told)
            yield relation("listed", (figure,), False, value=Decimal(len(told)), items=named, words=match["head"])
