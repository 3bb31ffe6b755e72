"""N2: rates, shares and changes against the numbers printed beside them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from drafter.check.model import Finding, Looked, paragraph_name, span_of
from drafter.check.registry import rule
from drafter.check.stretches import GRADE, Related, Stretch
from drafter.patterns import pattern
from drafter.report import Passages
from drafter.text.changed import DOWN, UP
from drafter.text.lexicon import table
from drafter.text.normal import fold
from drafter.text.quantities import Quantity, measure_of, percent, plain, rounded, without_titles
from drafter.text.relation import Relation
from drafter.text.relations import RATE_NAME
from drafter.text.sentences import ahead_of


@rule(
    "N203",
    slug="percentage",
    title="百分比与数量不符",
    severity="error",
    reason="句里（或前一句）既有总数、完成数，又有比率，三者应当对得上；按印出的小数位四舍五入后比较，没有基数的不判断。",
    wrong="全区排查隐患640处，已完成整治608处，完成率85%",
    right="全区排查隐患640处，已完成整治608处，完成率95%",
)
def percentage_disagrees(related: list[Related], stretches: list[Stretch]) -> Iterator[Finding | Looked]:
    """A rate that its part and its base do not give, at the precision that is printed."""
    yield Looked("rate-without-base", len(_percentages(stretches) - _compared(related)))
    for stretch, relation in related:
        if relation.kind != "rate" or relation.value is None:
            continue
        yield Looked("rate")
        if relation.holds:
            continue
        done, total, rate = relation.members
        right = relation.value
        slight = abs(right - rate.value) <= Decimal(1).scaleb(-rate.places)
        base = f"（{total.text}）" if "＋" in total.text else total.text
        yield Finding.at(
            stretch,
            (min(relation.start, rate.start), rate.end),
            f"{done.text}÷{base}＝{right}%，不是{rate.text}" + ("（末位没有四舍五入）" if slight else ""),
            suggestion=f"改为{right}%，或核对两个数。"
            if done.kind == total.kind
            else f"核对两个数的单位，是不是漏写、错写了“万”“亿”（{done.kind}、{total.kind}）。",
            severity="info" if slight else GRADE[relation.claim],
        )


@rule(
    "N204",
    slug="growth",
    title="增减与数量不符",
    severity="error",
    reason="前后两个数都在句子里时，是增是减、增减多少都算得出来；只有一个数时，如果没有任何整数基数能得出这个增幅，"
    "也一定有一处写错（警告）。",
    wrong="检查事项由26项压减到42项；面积由700万平方米增加到770万平方米，增长12%",
    right="检查事项由42项压减到26项；面积由700万平方米增加到770万平方米，增长10%",
)
def change_disagrees(
    passages: Passages, related: list[Related], stretches: list[Stretch]
) -> Iterator[Finding | Looked]:
    """由A增加到B，增长r%; B，较上年的A增长r%; and N件，同比增长r% that no whole number before could give.

    由Ⅲ类提升至Ⅳ类 likewise: the steps of a scale have a direction too."""
    yield from _against_the_scale(passages)
    for stretch, relation in related:
        if relation.kind != "change" or relation.words == "points":
            continue
        yield Looked("change")
        if relation.holds:
            continue
        before, after = relation.members[:2]
        by = relation.members[2] if len(relation.members) > 2 else None
        if relation.words in {"in words", "no points"} and relation.value is not None:
            yield _told_wrongly(stretch, relation)
            continue
        if relation.words == "odd unit":
            message = f"{before.text}和{after.text}算得到一起，单位却不一致"
            hint = f"核对单位是{before.unit}还是{after.unit}。"
        elif relation.words == "units":
            message = f"由{before.text}到{after.text}，单位不一致，不会是变动{by.text if by else ''}"
            hint = f"核对单位是{before.unit}还是{after.unit}。"
        elif relation.words == "balance" and by is not None and relation.value is not None:
            sign = "" if by.text.startswith("－") else "＋"
            message = f"{before.text}{sign}{by.text}＝{plain(relation.value)}{after.kind}，不是{after.text}"
            hint = "核对原有、增减和现有三个数。"
        elif relation.words == "direction" or by is None or relation.value is None:
            said = "增加（上升、增长）" if after.amount > before.amount else "下降（减少、降低）"
            message = f"由{before.text}到{after.text}，与句中的增减方向相反"
            hint = f"核对两个数的先后，或增减的说法：照这两个数是{said}。"
        else:
            unit = {"rate": "%", "difference": by.scale + by.unit, "times": "倍"}[relation.words]
            value = relation.value / Decimal(10_000 if "万" in by.scale else 100_000_000 if "亿" in by.scale else 1)
            right = plain(rounded(value, 1) if relation.words == "times" else value)
            message = f"由{before.text}到{after.text}，变动幅度是{right}{unit}，不是{by.text}"
            hint = "核对前后两个数和幅度。"
            if relation.words == "times" and abs(value + 1 - by.value) < Decimal("0.1"):
                message += f"；是{before.text}的{plain(by.value)}倍，只增长{plain(rounded(value * 100, 0))}%"
            if relation.words == "rate" and abs(value) > 1000:
                hint = f"两个数数量级相差太大，核对单位是不是错写、漏写了“万”“亿”（{before.kind}、{after.kind}）。"
        yield Finding.at(stretch, relation.span, message, suggestion=hint, severity=GRADE[relation.claim])
    for stretch in stretches:
        if "%" in stretch.text:
            yield from _impossible_growth(stretch)


_RISES = "提升|提高|改善|好转|上升|升|晋升|跃升"
_FALLS = "下降|恶化|退|降|下滑|倒退"


@cache
def _scales() -> tuple[tuple[re.Pattern[str], list[str]], ...]:
    """Each scale of `lexicon/scales.csv` with the sentence that moves along it: 由Ⅳ类提升至Ⅲ类."""
    found = []
    for row in table("scales"):
        steps = row["等级"].split("|")
        one = "|".join(re.escape(step) for step in sorted(steps, key=lambda s: (-len(s), s)))
        way = f"(?:水质|水体|等次|村|党组织)?(?:(?P<up>{_RISES})|(?P<down>{_FALLS}))(?:到|至|为)"
        moves = rf"[由从](?P<was>{one}){way}(?P<now>{one})"
        found.append((re.compile(moves), steps))
    return tuple(found)


def _against_the_scale(passages: Passages) -> Iterator[Finding]:
    for passage, place in passages:
        for form, steps in _scales():
            for match in form.finditer(passage.text):
                was, now = steps.index(match["was"]), steps.index(match["now"])
                if was == now or (now > was) != bool(match["up"]):
                    message = f"由{match['was']}到{match['now']}，与句中的升降方向相反"
                    yield Finding.on(passage, place, message, match.span(), suggestion="核对前后两个等级。")


_TENTHS = {25: "四分之一", 50: "一半", 20: "五分之一", 75: "四分之三", 100: "一倍，即翻一番", 300: "三倍，即翻两番"}


def _told_wrongly(stretch: Stretch, relation: Relation) -> Finding:
    """A change told in words that the figures do not give, or a difference of things told in percentage points."""
    before, after = relation.members[:2]
    value = relation.value or Decimal(0)
    if relation.words == "no points":
        unit = after.scale + after.unit
        message = (
            f"由{before.text}到{after.text}相差{plain(value)}{unit}，单位应为“{unit}”，不是{relation.members[2].text}"
        )
        return Finding.at(stretch, relation.span, message)
    third = abs(value - Decimal(100) / 3) < 1
    exact = "三分之一" if third else _TENTHS.get(int(value) if value == int(value) else -1, "")
    spoken = f"{plain(rounded(value, 1))}%" + (f"（{exact}）" if exact else "")
    way = "增加" if after.amount > before.amount else "减少"
    message = f"由{before.text}到{after.text}是{way}{spoken}，不是“{relation.items[0]}”"
    return Finding.at(stretch, relation.span, message, suggestion="核对前后两个数和幅度。")


def _percentages(stretches: list[Stretch]) -> set[tuple[int, int]]:
    """(passage, offset) of every percentage that is printed."""
    return {(id(s.passage), s.start + q.start) for s in stretches for q in s.figures if q.unit == "%"}


def _compared(related: list[Related]) -> set[tuple[int, int]]:
    """Where the percentages stand that some relation holds against other figures."""
    return {(id(s.passage), s.start + q.start) for s, relation in related for q in relation.members if q.unit == "%"}


COUNTED_UNITS = {*"件家人起个名户所处项次宗笔辆", "件次", "人次", "家次", "户次"}
_GREW = pattern(  # 21件，同比增长7%
    r"(?P<between>[^,。;:\d%]{0,6},?、?(?:同比|比上年|比去年|较上年|较去年|较\d{4}年|比\d{4}年)[^,。;:\d%]{0,6}?"
    r"(?:增长|上升|增加|下降|减少|降低)(?:了|达|约)?)(?P<r>\d{1,6}(?:\.\d{1,4})?)%"
)
_LESS = pattern(r"下降|减少|降低")


_AN_AMOUNT = pattern(r"(?:投入|收入|支出|产值|利润|成本|费用|价格|[额量率值])$")


def _impossible_growth(stretch: Stretch) -> Iterator[Finding]:
    for q in stretch.figures:
        if q.kind not in COUNTED_UNITS or not q.exact or not 0 < q.value < 5000:
            continue
        match = _GREW.match(stretch.text, q.end)
        if not match or "个百分点" in stretch.text[match.end() - 1 : match.end() + 4]:
            continue
        if _AN_AMOUNT.search(re.split(r"[,、]|同比|比上|比去|较", match["between"])[0]):
            continue  # 10户|企业研发投入同比增长41.7%: an amount of theirs grew, not their number
        rate, places = Decimal(match["r"]), len(match["r"].partition(".")[2])
        if not _some_base(q.value, rate, places, bool(_LESS.search(match["between"]))):
            yield Finding.at(
                stretch,
                (q.start, match.end()),
                f"{q.text}与“{match.group().strip(',、')}”对不上：没有哪个整数基数能得出这个幅度",
                suggestion="核对数量和幅度。",
                severity="warning",
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


_OF_THE_PLACE = pattern(
    r"占(?:(?P<of>[全本][村镇乡县区市州旗校院局街])(?P<noun>[一-鿿]{0,8}?)总?(?P<what>户数|人数|人口|面积|总数|数)"
    r"|(?P<named>[一-鿿]{2,8}?)总数)的?$"
)
_UNIT_OF = {"户数": {"户"}, "人数": {"人", "名"}, "人口": {"人"}}
_IN_ALL = pattern(r"(?:共有?|总计|合计|全[村镇乡县区市校院局]|现有|辖有?)[^,。;:、\d]{0,6}$")


@rule(
    "N213",
    slug="share-of-the-place",
    title="占全村（全镇等）的比例与前文的总数不符",
    severity="warning",
    reason="开头写了全村486户、茶园820亩，后面“占全村总户数的”“占全村茶园面积的”就是拿它们除的。",
    wrong="全村共486户……接入农户278户，占全村总户数的75.2%",
    right="全村共486户……接入农户278户，占全村总户数的57.2%",
)
def share_of_the_place(stretches: list[Stretch]) -> Iterator[Finding | Looked]:
    """278户，占全村总户数的75.2%, where the notice says elsewhere that there are 486户."""
    for stretch in stretches:
        for before, rate in itertools.pairwise(stretch.figures):
            said = _OF_THE_PLACE.search(ahead_of(stretch.text, rate.start, 20)) if rate.unit == "%" else None
            gap = stretch.text[before.end : rate.start]
            if said is None or not (rate.exact and before.exact) or not _RIGHT_BEFORE.fullmatch(gap):
                continue
            wholes = _wholes_of(stretches, stretch, before, said)
            amounts = {_in_base_unit(q) for _, q in wholes}
            if len(amounts) != 1 or not (whole := next(iter(amounts))):
                continue
            yield Looked("rate")
            right = percent(_in_base_unit(before), whole, rate.places)
            if abs(right - rate.value) <= Decimal(1).scaleb(-rate.places):
                continue
            there, base = wholes[0]
            at = there.start + base.start
            also = span_of(there.passage, at, at + len(base.text))
            unlike = "" if before.unit == base.unit else f"（{before.unit}与{base.unit}已换算）"
            yield Finding.at(
                stretch,
                (before.start, rate.end),
                f"{before.text}÷{base.text}（{paragraph_name(there.passage)}）＝{right}%，不是{rate.text}{unlike}",
                suggestion="核对两个数、单位和比例。",
                also=(also,) if also else (),
            )


_RIGHT_BEFORE = pattern(r"[^,。;:、\d]{0,10},?占[^,。;:、\d]{2,14}")


def _in_base_unit(q: Quantity) -> Decimal:
    measure = measure_of(q.unit)
    return q.amount * measure[1] if measure else q.amount


def _wholes_of(
    stretches: list[Stretch], here: Stretch, part: Quantity, said: re.Match[str]
) -> list[tuple[Stretch, Quantity]]:
    """The figures elsewhere that say how much there is of it: 486户 of 总户数, 茶园820亩 of 茶园面积."""
    found: list[tuple[Stretch, Quantity]] = []
    noun, what = said["named"] or said["noun"], said["what"] or "总数"
    for stretch in stretches:
        for q in stretch.figures if stretch is not here else ():
            front = re.split(r"[,。;:、\d]", ahead_of(stretch.text, q.start, 12))[-1]
            if what == "面积":
                area = measure_of(q.unit)
                told = bool(noun) and area is not None and area[0] == "面积" and front.endswith(noun)
            elif what in _UNIT_OF:
                told = q.unit in _UNIT_OF[what] and not noun and bool(_IN_ALL.search(front))
            else:
                named = q.noun.endswith(noun) or stretch.text.startswith(noun, q.end)
                told = q.like == part.like and len(noun) > 1 and named and bool(_IN_ALL.search(front))
            if told and q.exact and _in_base_unit(q) >= _in_base_unit(part if what != "面积" else q):
                found.append((stretch, q))
    return found


_SHARES = pattern(  # 按50%、30%、20%的比例
    r"按(?:照)?(?P<list>\d{1,3}(?:\.\d{1,4})?%(?:[、,和及]\d{1,3}(?:\.\d{1,4})?%){1,9})(?:的)?(?:比例|份额)"
)
_NUMBER = pattern(r"[0-9]{1,3}(?:\.[0-9]{1,4})?")


@rule(
    "N202",
    slug="shares-not-whole",
    title="各项比例之和不是100%",
    severity="error",
    reason="“按50%、30%、20%的比例”分配，加起来应是100%。",
    wrong="按50%、30%、30%的比例分3次付清",
    right="按50%、30%、20%的比例分3次付清",
)
def shares_not_whole(passages: Passages) -> Iterator[Finding]:
    """按50%、30%、20%的比例 must come to 100."""
    for passage, place in passages:
        for match in _SHARES.finditer(without_titles(fold(passage.text))):
            total = sum(Decimal(n) for n in _NUMBER.findall(match["list"]))
            if total != 100:
                yield Finding.on(passage, place, f"{match['list']}相加是{total}%，不是100%", match.span())


# Rates that count parts of a whole; growth, load and returns may pass 100, and a plan may be overfulfilled.
_NOT_OF_A_WHOLE = pattern(
    r"(?:增长|负债|负荷|杠杆|收益|回报|利润|周转|产销|利用|偿债|保有|容积|完成|达产|自给|录取|参与|增|升)率"
    r"|(?:拨备|流动性|偿付)[一-鿿]{0,4}率"  # 拨备覆盖率186%
)
_DEGREE = pattern(
    r"(?:满意|知晓|支持|信任|认可|认同|好评|知悉|参与|公开|完整|准确|测评)度(?:达到?|为|是|至|到|均|已|高|约|提升|提高|上升)*$"
)
_RATE_MOVED_TO = pattern(  # 在线计量率由52%提高到
    rf"(?P<name>[一-鿿]{{1,8}}?)率(?:由|从)[^,。;:]{{0,16}}?(?:{UP}|{DOWN}|调整|优化)(?:到|至|为)了?$"
)
_OF_THE_TOTAL = pattern(r"(?:占|不低于|不少于|抽查|抽取|达到?)[^,。;]{0,8}(?:总数|总量|总额|总户数|总人数)的?$")
_SHARE = pattern(r"(?:占|占比|比重|比率|占到)(?:了|约|为|达|已|达到|均)*$")


@rule(
    "N206",
    slug="rate-over-hundred",
    title="比率超过100%",
    severity="error",
    reason="覆盖率、办结率、占比这样的比率是部分和整体之比，不会超过100%；多半是多打了一位。",
    wrong="空气质量优良天数比率为186.3%",
    right="空气质量优良天数比率为86.3%",
)
def rate_over_hundred(stretches: list[Stretch]) -> Iterator[Finding]:
    """A share, or a rate of parts of a whole, above a hundred per cent."""
    for stretch in stretches:
        for q in stretch.figures:
            if q.unit != "%" or q.value <= 100:
                continue
            clause = re.split(r"[,。;、:]", ahead_of(stretch.text, q.start, 24))[-1]
            name = RATE_NAME.search(clause) or _RATE_MOVED_TO.search(clause)
            if q.value > 100 and _OF_THE_TOTAL.search(clause):
                yield Finding.at(stretch, q.span, f"“{clause.strip()}{q.text}”超过了100%")
            elif (name and not _NOT_OF_A_WHOLE.search(name.group())) or _DEGREE.search(clause) or _SHARE.search(clause):
                message = f"“{clause.strip()}{q.text}”超过了100%"
                yield Finding.at(stretch, q.span, message)


@rule(
    "N207",
    slug="percent-for-points",
    title="百分点写成了百分比",
    severity="warning",
    reason="两个百分比之差是百分点：由85%到92%是提高7个百分点，提高的幅度是8.2%。",
    wrong="合格率由85%提高到92%，提高7%",
    right="合格率由85%提高到92%，提高7个百分点",
)
def percent_for_points(related: list[Related], stretches: list[Stretch]) -> Iterator[Finding]:
    """The difference of two percentages printed with %, and the other way round: 整治率94.2个百分点."""
    for stretch in stretches:
        for q in stretch.figures if "百分点" in stretch.text else ():
            name = _RATE_ITSELF.search(ahead_of(stretch.text, q.start, 12)) if q.unit.endswith("百分点") else None
            if name and not _MOVES.search(re.split(r"[,。;、:]", ahead_of(stretch.text, q.start, 24))[-1]):
                message = f"“{name.group()}{q.text}”：比率用%表示，百分点是两个比率之差"
                right = f"{plain(q.value)}%"
                yield Finding.at(stretch, q.span, message, suggestion=f"改为“{right}”。", right=right)
    for stretch, relation in related:
        if relation.kind == "change" and not relation.holds and relation.words == "points":
            before, after, by = relation.members
            message = f"由{before.text}到{after.text}相差{plain(by.value)}个百分点，不是{by.text}"
            right = f"{plain(by.value)}个百分点"
            yield Finding.at(stretch, by.span, message, suggestion=f"改为“{right}”。", right=right)


_RATE_ITSELF = pattern(r"[一-鿿]{2,6}(?:率|占比|比重)(?:已|均|仅|约|为|达|达到|是)*$")
_MOVES = pattern(rf"{UP}|{DOWN}|拉|高出|低于|高于|优于|相差|超")
_LESS_TIMES = pattern(rf"(?:{DOWN})(?:了|约|近)*$")


@rule(
    "N208",
    slug="times-less",
    title="减少用了倍数",
    severity="warning",
    reason="增加可以说倍数，减少不能：减少一倍就没有了。",
    wrong="信访量下降2倍",
    right="信访量下降三分之二",
)
def times_less(stretches: list[Stretch]) -> Iterator[Finding]:
    """下降2倍, 减少了1.5倍."""
    for stretch in stretches:
        for q in stretch.figures:
            ahead = ahead_of(stretch.text, q.start, 8)
            if q.unit == "倍" and _LESS_TIMES.search(ahead) and not re.search(rf"(?:{UP})(?:了|约|近)*$", ahead):
                start = q.start - len(_LESS_TIMES.search(ahead).group())  # type: ignore[union-attr]
                yield Finding.at(
                    stretch,
                    (start, q.end),
                    f"“{stretch.text[start : q.end]}”：减少不用倍数",
                    suggestion="改用百分数或分数。",
                )
