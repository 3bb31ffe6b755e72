"""N2: rates, growth and shares against the numbers printed beside them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.check.stretches import Stretch
from drafter.report import Passage, Place
from drafter.text.normal import fold
from drafter.text.quantities import Quantity, percent, quantities, rounded, without_titles

REACH = 90  # characters before a rate in which its numbers stand
_PERCENT = {"%"}
_WRITTEN = r"(?:已|均|仅|约|为|达|至|到|是|也|都|提升|提高|上升|下降|降低|增长|增加)*"
_RATE_NAME = re.compile(rf"(?P<name>[一-鿿]{{1,8}}?)率{_WRITTEN}$")
_SHARE_NAME = re.compile(rf"(?:占比|比重|比例)[一-鿿]{{0,4}}?{_WRITTEN}$|占(?:全部|总数|总量|比)?的?{_WRITTEN}$")
_TARGET = re.compile(r"^\s*(?:以上|以下|左右|以内|的?[^,。;]{0,6}目标)")
_TARGET_BEFORE = re.compile(r"目标|不低于|不少于|超过|达到年初|力争|确保")
_CHANGE = re.compile(r"同比|增长|上升|下降|减少|增加|提高|提升|增幅|降幅|较|比上年|比去年")


class Claim(NamedTuple):
    """A rate as printed and the two numbers that should give it."""

    rate: Quantity
    done: Quantity
    total: Decimal
    total_text: str
    start: int  # of what the finding shows, in the stretch


def _numbers_before(stretch: Stretch, rate: Quantity) -> list[Quantity]:
    """Counted figures before a rate, back to the rate before it."""
    found: list[Quantity] = []
    for q in stretch.figures:
        if q.start >= rate.start:
            break
        if q.unit in _PERCENT:
            found = []
        elif q.unit and rate.start - q.end <= REACH:
            found.append(q)
    return found


def _agrees(rate: Quantity, done: Decimal, total: Decimal) -> bool:
    return total != 0 and percent(done, total, rate.places) == rate.value


def _claims(stretch: Stretch, following: str) -> Iterator[Claim]:
    for rate in stretch.figures:
        if rate.unit not in _PERCENT or not rate.exact or rate.value == 100:
            continue
        before = stretch.text[max(0, rate.start - 24) : rate.start]
        clause = re.split(r"[,。;、:]", before)[-1]
        name = _RATE_NAME.search(clause)
        if not (name or _SHARE_NAME.search(clause)) or _TARGET.match(stretch.text[rate.end : rate.end + 12]):
            continue
        if _TARGET_BEFORE.search(clause):
            continue
        numbers = _numbers_before(stretch, rate)
        claim = _of_two(stretch, rate, numbers, name["name"] if name else None)
        if claim is None and name:
            claim = _of_done_and_rest(stretch, rate, numbers, following)
        if claim:
            yield claim


def _of_two(stretch: Stretch, rate: Quantity, numbers: list[Quantity], name: str | None) -> Claim | None:
    """Two figures of one kind before the rate: 640处中完成608处，完成率…

    The words of the rate (完成率) stand with the smaller figure, or the larger is followed by 中 or 有.
    """
    for kind in dict.fromkeys(q.kind for q in numbers):
        same = [q for q in numbers if q.kind == kind]
        others = [(whole, part) for whole in same for part in _parts_of([q for q in same if q is not whole])]
        if any(_agrees(rate, part, whole.value) for whole, part in others):
            return None
    if not numbers:
        return None
    done = numbers[-1]
    same = [q for q in numbers if q.kind == done.kind and q.exact]
    if len(same) != 2 or not done.exact:
        return _of_many(stretch, rate, same)
    total = same[0]
    if total.value <= done.value or done.value == 0:
        return None
    between = stretch.text[total.end : rate.start]
    said = name is not None and any(pair in between for pair in _pairs(name))
    within = bool(re.match(r"[^,。;]{0,12}(?:中|,?其中)", between)) and not re.search(r"[;]", between)
    if not (said or within):
        return None
    return Claim(rate, done, total.value, total.text, total.start)


def _pairs(name: str) -> list[str]:
    """完成 of 任务完成率: the act that the rate counts must be named with its figure."""
    act = name[-2:]
    return {"办结": ["办结"], "整改": ["整改", "完成"], "销号": ["销号"]}.get(act, [act])


def _parts_of(figures: list[Quantity]) -> Iterator[Decimal]:
    """Each figure, and each sum of neighbouring ones (6个为Ⅱ类，60个为Ⅲ类，Ⅲ类及以上占…)."""
    for i, j in itertools.combinations(range(min(len(figures), 8) + 1), 2):
        yield sum((q.value for q in figures[i:j]), Decimal(0))


def _of_many(stretch: Stretch, rate: Quantity, same: list[Quantity]) -> Claim | None:
    """150个断面中，7个为Ⅱ类，55个为Ⅲ类，占比41.2%: one of the parts or a sum of them should give the rate."""
    if len(same) < 3 or not re.match(r"[^,。;]{0,12}中", stretch.text[same[0].end :]):
        return None
    whole = same[0]
    parts = [part for part in _parts_of(same[1:]) if 0 < part < whole.value]
    if not parts:
        return None
    nearest = min(parts, key=lambda part: abs(part * 100 / whole.value - rate.value))
    done = same[-1]._replace(value=nearest, text=f"{nearest.normalize():f}{same[-1].kind}")
    return Claim(rate, done, whole.value, whole.text, whole.start)


_REMAINING = re.compile(r"(?:剩余|其余|余下|剩下|未完成|尚未完成|尚有|还有)[^,。;\d]{0,8}$")


def _of_done_and_rest(stretch: Stretch, rate: Quantity, numbers: list[Quantity], following: str) -> Claim | None:
    """已完成480幢，完成率92%。剩余43幢…: what is done and what is left make the whole."""
    if not numbers or not numbers[-1].exact:
        return None
    done = numbers[-1]
    if not re.search(r"完成|整改|办结|解决|销号|化解|处置|拆除", stretch.text[max(0, done.start - 16) : rate.start]):
        return None
    for q in quantities(following[:REACH]):
        if q.kind == done.kind and q.exact and _REMAINING.search(following[: q.start]):
            total = done.value + q.value
            if _agrees(rate, done.value, total):
                return None
            return Claim(rate, done, total, f"{done.text}＋{q.text}", done.start)
    return None


@rule(
    "N203",
    slug="percentage",
    title="百分比与数量不符",
    severity="warning",
    reason="同一句里既有总数、完成数，又有比率，三者应当对得上；按印出的小数位四舍五入后比较，句中没有基数的不判断。",
    wrong="全区排查隐患640处，已完成整治608处，完成率85%",
    right="全区排查隐患640处，已完成整治608处，完成率95%",
)
def percentage_disagrees(stretches: list[Stretch]) -> Iterator[Finding]:
    """A rate that the two numbers beside it do not give, at the precision that is printed."""
    for stretch in stretches:
        if "%" not in stretch.text:
            continue
        following = fold(stretch.passage.text[stretch.start + len(stretch.text) :][:REACH])
        for claim in _claims(stretch, following):
            right = percent(claim.done.value, claim.total, claim.rate.places)
            if right == claim.rate.value:
                continue
            slight = abs(right - claim.rate.value) <= Decimal(1).scaleb(-claim.rate.places)
            yield Finding.on(
                stretch.passage,
                stretch.place,
                f"{claim.done.text}÷{_bracketed(claim.total_text)}＝{right}%，不是{claim.rate.text}"
                + ("（末位没有四舍五入）" if slight else ""),
                (stretch.start + claim.start, stretch.start + claim.rate.end),
                suggestion=f"改为{right}%，或核对两个数。",
                severity="info" if slight else None,
            )


def _bracketed(total: str) -> str:
    return f"（{total}）" if "＋" in total else total


@rule(
    "N201",
    slug="part-exceeds-whole",
    title="部分大于整体",
    severity="warning",
    reason="“35项中已完成36项”不可能；多半是改了其中一个数。",
    wrong="整改方案35项中已完成36项",
    right="整改方案35项中已完成34项",
)
def part_exceeds_whole(stretches: list[Stretch]) -> Iterator[Finding]:
    """35项中已完成36项; 12个，其中…15个."""
    for stretch in stretches:
        for whole, part in itertools.pairwise(stretch.figures):
            if not whole.unit or whole.kind != part.kind or not (whole.exact and part.exact):
                continue
            if part.value <= whole.value or whole.unit in {"%", "‰"}:
                continue
            between = stretch.text[whole.end : part.start]
            if len(between) <= 20 and WITHIN.fullmatch(between):
                yield Finding.on(
                    stretch.passage,
                    stretch.place,
                    f"部分大于整体：{whole.text}里有{part.text}",
                    (stretch.start + whole.start, stretch.start + part.end),
                )


WITHIN = re.compile(
    r"[^,。;:]{0,8}?中,?(?:目前|现)?(?:已|有|均已)[^,。;:]{0,8}"
    r"|[^,。;:]{0,8}?[,。]?其中[^,。;:]{0,12}"
    r"|[^,。;:]{0,8}?,?(?:目前|现|截至目前)?已(?:经)?(?:完成|整改|办结|销号|解决|化解)[^,。;:]{0,8}"
)

_FROM_TO = re.compile(
    r"(?:由|从)[^,。;\d]{0,10}(?P<a>\d[\d,.]*)(?P<unit>[^\d,。;]{0,6}?)(?:大幅)?"
    r"(?:增加|提高|增长|上升|提升|扩大|下降|压缩|减少|降低|缩短|降|升|增)(?:到|至|为)[^,。;\d]{0,4}(?P<b>\d[\d,.]*)"
    r"[^\d。;]{0,14}?(?:增长|提高|上升|提升|增加|增幅|下降|减少|降低|降幅|缩短|压缩)(?:了|为|达|约)?(?P<r>\d+(?:\.\d+)?)%(?!个)"
)
_AGAINST = re.compile(
    r"(?P<b>\d[\d,]*(?:\.\d+)?)(?P<scale>万|亿)?(?P<unit>[个项件家户人次处名起元吨]*),?(?:比|较)"
    r"(?:上年|去年|上年同期|去年同期|\d{4}年)(?:同期)?的?(?P<a>\d[\d,]*(?:\.\d+)?)(?P<scale2>万|亿)?[个项件家户人次处名起元吨]*"
    r"(?:增长|增加|上升|提高|下降|减少)(?:了)?(?P<r>\d+(?:\.\d+)?)%"
)
_GREW = re.compile(
    r"(?P<between>[^,。;:\d%]{0,6},?、?(?:同比|比上年|比去年|较上年|较去年|较\d{4}年|比\d{4}年)[^,。;:\d%]{0,6}?"
    r"(?:增长|上升|增加|下降|减少|降低)(?:了|达|约)?)(?P<r>\d+(?:\.\d+)?)%"
)
COUNTED_UNITS = {*"件家人起个名户所处项次宗笔辆", "件次", "人次", "家次", "户次"}


@rule(
    "N204",
    slug="growth",
    title="增减幅度与数量不符",
    severity="warning",
    reason="前后两个数都在句子里时，增幅应当算得出来；只有一个数时，如果没有任何整数基数能得出这个增幅，也一定有一处写错。",
    wrong="纳入监管的面积由700万平方米增加到770万平方米，增长12%；今年立案21件，同比增长7%",
    right="纳入监管的面积由700万平方米增加到770万平方米，增长10%；今年立案21件，同比增长5%",
)
def growth_disagrees(stretches: list[Stretch]) -> Iterator[Finding]:
    """由A增加到B，增长r%; B，较上年的A增长r%; and N件，同比增长r% that no whole number before could give."""
    for stretch in stretches:
        if "%" not in stretch.text:
            continue
        for match in itertools.chain(_FROM_TO.finditer(stretch.text), _AGAINST.finditer(stretch.text)):
            groups = match.groupdict()
            before, after = _decimal(groups["a"]), _decimal(groups["b"])
            if not before or after is None or groups.get("scale") != groups.get("scale2") or "分别" in match.group():
                continue
            rate, places = Decimal(groups["r"]), len(groups["r"].partition(".")[2])
            right = percent(abs(after - before), before, places)
            if right != rate and percent(after, before, places) != rate:
                yield Finding.on(
                    stretch.passage,
                    stretch.place,
                    f"由{groups['a']}到{groups['b']}，变动幅度是{right}%，不是{groups['r']}%",
                    (stretch.start + match.start(), stretch.start + match.end()),
                    suggestion="核对前后两个数和幅度。",
                )
        yield from _impossible_growth(stretch)


def _impossible_growth(stretch: Stretch) -> Iterator[Finding]:
    for q in stretch.figures:
        if q.kind not in COUNTED_UNITS or not q.exact or not 0 < q.value < 5000:
            continue
        match = _GREW.match(stretch.text, q.end)
        if not match or "个百分点" in stretch.text[match.end() - 1 : match.end() + 4]:
            continue
        down = bool(re.search(r"下降|减少|降低", match["between"]))
        rate, places = Decimal(match["r"]), len(match["r"].partition(".")[2])
        if not _some_base(q.value, rate, places, down):
            yield Finding.on(
                stretch.passage,
                stretch.place,
                f"{q.text}与“{match.group().strip(',、')}”对不上：没有哪个整数基数能得出这个幅度",
                (stretch.start + q.start, stretch.start + match.end()),
                suggestion="核对数量和幅度。",
            )


def _some_base(now: Decimal, rate: Decimal, places: int, down: bool) -> bool:
    share = 1 - rate / 100 if down else 1 + rate / 100
    if share <= 0:
        return True
    guess = int(now / share)
    step = Decimal(1).scaleb(-places)
    for base in range(max(1, guess - 2), guess + 4):
        change = (base - now if down else now - base) * 100 / base
        if abs(rounded(change, places) - rate) < step or abs(change - rate) < step:
            return True
    return False


def _decimal(text: str) -> Decimal | None:
    bare = text.replace(",", "").rstrip(".")
    if not re.fullmatch(r"[0-9]{1,15}(?:\.[0-9]{1,6})?", bare):
        return None
    return Decimal(bare)


_SPLIT = re.compile(r"按(?:照)?(?P<list>\d+(?:\.\d+)?%(?:[、,和及]\d+(?:\.\d+)?%)+)(?:的)?(?:比例|份额)")


@rule(
    "N202",
    slug="shares-not-whole",
    title="各项比例之和不是100%",
    severity="warning",
    reason="“按50%、30%、20%的比例”分配，加起来应是100%。",
    wrong="按50%、30%、30%的比例分3次付清",
    right="按50%、30%、20%的比例分3次付清",
)
def shares_not_whole(passages: list[tuple[Passage, Place]]) -> Iterator[Finding]:
    """按50%、30%、20%的比例 must come to 100."""
    for passage, place in passages:
        for match in _SPLIT.finditer(without_titles(fold(passage.text))):
            total = sum(Decimal(n) for n in re.findall(r"[0-9]+(?:\.[0-9]+)?", match["list"]))
            if total != 100:
                yield Finding.on(passage, place, f"{match['list']}相加是{total}%，不是100%", match.span())
