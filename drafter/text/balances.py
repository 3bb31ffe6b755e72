"""Figures that a reader reckons on from others: a stock and what came and went, a budget and what was saved, the same
share or rate at two times, a part in another unit than its whole. So many times so much is in `averages`.

Changes that name both values, rates with their base, wholes with lists of parts are in `relations` and its neighbours.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from drafter.patterns import pattern
from drafter.text.lexicon import table
from drafter.text.quantities import Quantity, measure_of, percent
from drafter.text.relation import LONGEST_LIST, Relation, added, ahead, relation
from drafter.text.wholes import countable, meant_by

# --- what came and went ------------------------------------------------------------------------------------------


@cache
def _moves() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words for what came and for what went, right before its figure (`lexicon/moves.csv`)."""

    def of(side: str) -> re.Pattern[str]:
        words = sorted((row["词"] for row in table("moves") if row["向"] == side), key=lambda w: (-len(w), w))
        return re.compile(rf"(?:{'|'.join(map(re.escape, words))})[^,。;:、\d]{{0,14}}$")

    return of("进"), of("出")


_WAS = pattern(r"(?P<of>[一-鿿]{0,14}?)(?P<all>总数|总量|数量|户数|个数)?(?:由|从)(?:原来的|原有的)?□{0,9}$")
_BECAME = pattern(
    r"[^,。;\d]{0,8}(?:增加|增长|增至|扩大|扩充|减少|减至|压减|调整|优化|精简|上升|下降|提升)(?:到|至|为)?[^,。;\d]{0,4}$"
)
_NOW = pattern(r"(?:现有|现存|现为|目前(?:共)?有|调整后[^,。;:、\d]{0,8}(?:为|共有|有)|现共有)[^,。;:、\d]{0,8}$")
_FAR = 60  # characters within which the figures of one reckoning stand


def stocks(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """新增企业18家，总数由142家增加到160家; 268户低保对象，清退13户，新增9户，现有264户."""
    for i, (was, now) in enumerate(itertools.pairwise(figures)):
        front = _WAS.search(ahead(text, was))
        if front and was.like == now.like and countable(was) and countable(now):
            if not _BECAME.fullmatch(text[was.end : now.start]):
                continue
            moved = _moved_before(text, figures, i, was)
            both_ways = len({sign for _, sign in moved}) == 2
            if not moved and (by := _moved_afar(text, figures, i, was)):
                right = was.value + by[0].value * by[1]
                if (
                    right != now.value
                    and right in set(meant_by(now))
                    and (right > was.value) == (now.value > was.value)
                ):
                    yield from _reckoned(was, now, [by])
            if moved and (front["all"] or both_ways or _of_one_thing(text, moved, front["of"], was)):
                yield from _reckoned(was, now, moved)
    for i, now in enumerate(figures):
        if not countable(now) or not _is_now(text, figures, i):
            continue
        since = text.rfind("。", 0, now.start)
        same = [q for q in figures[max(0, i - LONGEST_LIST) : i] if q.like == now.like and q.start > since]
        moved = [(q, sign) for q in same[1:] if (sign := _sign(text, figures, q))]
        all_told = len(same) >= 2 and len(moved) == len(same) - 1 and all(map(countable, same))
        if all_told and not _sign(text, figures, same[0]):
            yield from _reckoned(same[0], now, moved)


_OF_OLD = pattern(r"(?:原有|原有的)$")
_NOW_IN_ALL = pattern(r"(?:总数|总量|总计|数量)(?:达到|达|增至|增加到|增加至|为)$")


def came_to(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """对原有46家合作企业逐家评估，新增12家，总数达到58家: what was and what came make what there is."""
    for i, now in enumerate(figures):
        if not countable(now) or not _NOW_IN_ALL.search(ahead(text, now)):
            continue
        was = next(
            (q for q in figures[max(0, i - 6) : i] if q.kind == now.kind and _OF_OLD.search(ahead(text, q))), None
        )
        if was is None or not countable(was) or any(mark in text[was.end : now.start] for mark in "。;"):
            continue
        moved = [(q, _sign(text, figures, q)) for q in figures[:i] if q.start > was.start and q.kind == now.kind]
        if moved and all(sign and q.exact for q, sign in moved):
            yield from _reckoned(was, now, moved)


def _is_now(text: str, figures: Sequence[Quantity], i: int) -> bool:
    """现有264户, and the second figure of 现有低保对象264户447人."""
    if _NOW.search(ahead(text, figures[i])):
        return True
    beside = i > 0 and figures[i - 1].end == figures[i].start and figures[i - 1].kind != figures[i].kind
    return beside and bool(_NOW.search(ahead(text, figures[i - 1])))


def _sign(text: str, figures: Sequence[Quantity], q: Quantity) -> int:
    """1 for what came, -1 for what went; a figure that stands directly behind one of another kind goes with it."""
    beside = next((p for p in figures if p.end == q.start and p.kind != q.kind), q)
    front = re.split(r"[,。;:、\d]", ahead(text, beside))[-1]
    came, went = _moves()
    return 1 if came.search(front) else -1 if went.search(front) else 0


def _moved_before(text: str, figures: Sequence[Quantity], i: int, was: Quantity) -> list[tuple[Quantity, int]]:
    """What came and went right before a stock is told, nothing of another kind of deed between."""
    found: list[tuple[Quantity, int]] = []
    for q in reversed(figures[max(0, i - 6) : i]):
        if q.like != was.like and any(p.end == q.start and p.like == was.like for p in figures[:i]):
            continue  # 27户51人: the people of the households
        if _of_those_that_came(text, figures[max(0, i - 6) : i], q, was):
            continue  # 新招聘12名，其中博士8名、硕士4名: the parts of what came
        if was.start - q.end > _FAR or re.search(r"[。;]", text[q.end : was.start]) or q.like != was.like:
            break
        sign = _sign(text, figures, q)
        if not sign or not q.exact:
            break
        found.append((q, sign))
    return found[::-1]


def _moved_afar(text: str, figures: Sequence[Quantity], i: int, was: Quantity) -> tuple[Quantity, int] | None:
    """What came or went in the same sentence, other figures between: 拍卖车辆13辆，平均每辆7.5万元，车由58辆…"""
    near = [q for q in figures[max(0, i - 4) : i] if q.like == was.like and was.start - q.end <= 2 * _FAR]
    near = [q for q in near if q.exact and "。" not in text[q.end : was.start]]
    if len(near) != 1:
        return None
    sign = _sign(text, figures, near[0])
    return (near[0], sign) if sign else None


def _of_those_that_came(text: str, before: Sequence[Quantity], q: Quantity, was: Quantity) -> bool:
    """Whether a figure is a part, behind 其中, of one that stands before it in the same clause."""
    among = q.like == was.like and "其中" in text[max(0, q.start - 24) : q.start] and was.start - q.end <= _FAR
    return (
        among
        and not re.search(r"[。;]", text[q.end : was.start])
        and any(p.like == was.like and p.end <= q.start for p in before)
    )


def _of_one_thing(text: str, moved: Sequence[tuple[Quantity, int]], name: str, was: Quantity) -> bool:
    """新增省级临床重点专科2个，全院省级临床重点专科由…: the same words on both sides, and all of it newly come.

    新增端口580个，由840个增加到1420个: nothing else is named.
    """
    if len(moved) == 1 and not name and re.fullmatch(r",[由从]", text[moved[0][0].end : was.start]):
        return True
    words = re.sub(r"^(?:全[省市县区旗镇乡街院校局厅]|其中|现|本)", "", name)
    only = len(moved) == 1 and moved[0][1] == 1
    q = moved[0][0]
    front = re.split(r"[,。;:、]", ahead(text, q))[-1]
    said = front.startswith(("新增", "净增", "新招", "新聘", "新引进", "新进", "新建", "新设")) and (
        front.endswith(words) or text.startswith(words, q.end)
    )
    return only and len(words) >= 4 and said


def _reckoned(was: Quantity, now: Quantity, moved: Sequence[tuple[Quantity, int]]) -> Iterator[Relation]:
    value = sum((q.amount * sign for q, sign in moved), Decimal(0))
    told = "".join(("＋" if sign > 0 else "－") + q.text for q, sign in moved).removeprefix("＋")
    by = moved[-1][0]._replace(text=told)
    right = (was.amount + value) / (was.amount / was.value if was.value else Decimal(1))
    holds = was.amount + value == now.amount
    yield relation("change", (was, now, by), holds, value=right, words="balance", end=now.end)


# --- what was planned, what it cost, what was saved --------------------------------------------------------------

_PLANNED = pattern(r"(?:预算|概算|控制价|限价|送审|报审|原定|计划|估算|评估价|起拍价|标的)[^,。;:、\d]{0,8}$")
_SPENT = pattern(r"(?:成交|中标|审定|合同|实际(?:支出|支付|使用|发生)|决算|结算|签约)[^,。;:、\d]{0,8}$")
_SAVED = pattern(r"(?:节约|节省|核减|审减|结余|节支|压减|溢价)[^,。;:、\d]{0,8}$")


def savings(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """预算金额2650万元，成交金额2385万元，节约资金265万元; a rate behind 节约 is told by `relations`."""
    for one, two, saved in zip(figures, figures[1:], figures[2:], strict=False):
        if not (one.unit == two.unit == saved.unit == "元") or not all(map(countable, (one, two, saved))):
            continue
        if re.search(r"[。;]", text[one.end : saved.start]) or not _SAVED.search(_own_words(text, saved)):
            continue
        if _PLANNED.search(_own_words(text, one)) and _SPENT.search(_own_words(text, two)):
            value = abs(one.amount - two.amount)
            slack = max(last_place(q) for q in (one, two, saved))
            holds = value == saved.amount or (one.scale != saved.scale and abs(value - saved.amount) < slack)
            yield relation("change", (one, two, saved), holds, value=value, words="difference")


_PAID_OFF = pattern(
    r"(?:消化|化解|偿还|归还|清偿|清理|清收|收回|压降|压减|退还|兑付|支付|拨付|核销)[^,。;:、\d]{0,12}$"
)
_BALANCE = pattern(r",[^,。;:、\d]{0,8}(?:余额|存量|规模|欠款|账款|债务)[^,。;:、\d]{0,4}[由从]")
_DOWN_TO = pattern(r"[^,。;:、\d]{0,4}(?:降|减|压减|压降|下降|减少)(?:少|低)?(?:至|到|为)")


def paid_off(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """累计消化暂付款1.56亿元，余额由5.20亿元降至3.64亿元: what went is what the balance is less."""
    for went, was, now in zip(figures, figures[1:], figures[2:], strict=False):
        if not (went.kind == was.kind == now.kind and went.unit == "元") or not all(map(countable, (went, was, now))):
            continue
        told = _BALANCE.fullmatch(text[went.end : was.start]) and _DOWN_TO.fullmatch(text[was.end : now.start])
        if told and _PAID_OFF.search(_own_words(text, went)):
            value = was.value - went.value
            by = went._replace(text=f"－{went.text}")
            holds = abs(value - now.value) <= max(
                Decimal(1).scaleb(-min(q.places for q in (went, was, now))), Decimal(0)
            )
            yield relation("change", (was, now, by), holds, value=value, words="balance", end=now.end)


_BY_SHARE = pattern(r"[^。;\d]{0,24},?按照?(?:不低于)?")
_DREW = pattern(
    r"的?(?:比例|比率)?,?(?:随机|分层)?(?:抽查|抽检|抽取|抽选|抽样|复查|回访|抽核)(?:了|出)?[^,。;:、\d]{0,8}"
)


def drawn_shares(text: str, figures: Sequence[Quantity], since: int = 0) -> Iterator[Relation]:
    """对185个政府投资项目，按40%的比例抽查74个: the share, of how many, and how many that are; at least as many."""
    for whole, share, drawn in zip(figures, figures[1:], figures[2:], strict=False):
        if share.start < since or share.unit != "%" or not share.value or whole.like != drawn.like:
            continue
        if not countable(whole) or not drawn.exact:
            continue
        said = _BY_SHARE.fullmatch(text[whole.end : share.start]) and _DREW.fullmatch(text[share.end : drawn.start])
        if said is None or whole.value <= drawn.value:
            continue
        right = percent(drawn.amount, whole.amount, share.places)
        off = abs(drawn.value - whole.value * share.value / 100)
        least = "不低于" in text[whole.end : share.start]
        holds = off < 1 or right == share.value or (least and drawn.value * 100 > whole.value * share.value)
        yield relation("rate", (drawn, whole, share), holds, value=right)


def _own_words(text: str, q: Quantity) -> str:
    return re.split(r"[,。;:、\d]", ahead(text, q))[-1]


def last_place(q: Quantity) -> Decimal:
    """How much one is in the last digit that a figure prints."""
    return (q.amount / q.value if q.value else Decimal(1)).scaleb(-q.places)


# --- the same rate, the same share, at two times -----------------------------------------------------------------

_RATE = pattern(r"(?P<name>[一-鿿]{1,6}率)(?:已|均|仅|约|为|达|至|到|是|提升|提高|上升)*$")
_THAN_BEFORE = pattern(
    r"[,，]?(?:比|较)(?:年初|上年|去年|上月|上季度|上半年|年底|月底|年{2,12}[底末初]?|此前|整改前|[一-鿿]{0,4})"
    r"(?:提高|上升|提升|增加|增长|下降|降低|回落|减少)(?:了)?"
)


def rates_apart(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """6月底完工率25%；12月完工率87.5%，比6月底提高62.5个百分点: the rate of the name is told before."""
    known: dict[str, Quantity] = {}
    for i, now in enumerate(figures):
        name = _RATE.search(ahead(text, now)) if now.unit == "%" and now.exact else None
        if name is None:
            continue
        key = name["name"][-3:]
        before, by = known.get(key), figures[i + 1] if i + 1 < len(figures) else None
        known[key] = now
        if before is None or by is None or not _THAN_BEFORE.fullmatch(text[now.end : by.start]):
            continue
        difference = abs(now.value - before.value)
        if by.unit == "%" and by.value == difference and difference * 100 != before.value * by.value:
            yield relation("change", (before, now, by), False, value=difference, words="points")
        elif by.unit in {"个百分点", "百分点"} and by.exact:
            yield relation("change", (before, now, by), by.value == difference, value=difference, words="difference")


_SHARE_WAS = pattern(r"(?:占比|比重|比例|覆盖率|占[一-鿿]{2,10})(?:由|从)$")
_TO = pattern(r"[^,。;\d]{0,8}(?:到|至|为)$")
_FROM = pattern(r"(?:由|从)[^,。;\d]{0,6}$")


def shares_moved(text: str, figures: Sequence[Quantity], since: int = 0) -> Iterator[Relation]:
    """9条增加到12条，占比由64.3%提高到85.7%: both shares are of one base, or of two that could be."""
    for i in range(len(figures) - 3):
        was, now, first, last = figures[i : i + 4]
        if not (first.unit == last.unit == "%" and was.like == now.like and was.sort == "实体") or last.start < since:
            continue
        if not all(q.exact and q.value for q in (was, now, first, last)) or was.scale or now.scale:
            continue
        told = _FROM.search(ahead(text, was)) and _TO.search(text[was.end : now.start])
        shares = _SHARE_WAS.search(ahead(text, first)) and _TO.search(text[first.end : last.start])
        if not told or not shares or len(text[now.end : first.start]) > 16:
            continue
        before = _bases(was, first)
        stated = [q for q in figures[:i] if q.like == was.like and q.value in before]
        if stated:
            base, right = stated[-1], percent(now.amount, stated[-1].amount, last.places)
            yield relation("rate", (now, base, last), right == last.value, value=right)
        elif len(before) == 1 and not _bases(now, last):
            base = was._replace(value=before[0], text=f"{before[0]}{was.kind}（照{was.text}占{first.text}推算）")
            yield relation("rate", (now, base, last), False, value=percent(now.value, before[0], last.places))


LARGEST_BASE = 2000  # a larger one is not told by a share of one decimal


def _bases(part: Quantity, share: Quantity) -> list[Decimal]:
    """The whole numbers of which a part is that share, as printed; none where there are too many to tell."""
    guess = int(part.value * 100 / share.value)
    if guess > LARGEST_BASE:
        return [part.value, part.value + 1]
    spread = range(max(1, guess - 12), guess + 14)
    return [
        Decimal(n) for n in spread if n >= part.value and percent(part.value, Decimal(n), share.places) == share.value
    ]


# --- a part in another unit than its whole -----------------------------------------------------------------------

_AMONG = pattern(r"[^。;]{0,24}?(?:(?:其中|包括)|[,、](?:现|目前|均)?已)[^,。;:、\d]{0,12}$")


def parts_in_other_units(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """1280亩，其中旱地520公顷; 1075平方米，已复耕860亩: a part that is more than the whole, in one unit."""
    for i, whole in enumerate(figures):
        measure = measure_of(whole.unit)
        following = figures[i + 1 : i + 6]
        if measure is None or whole.sort != "度量" or not following or not countable(whole):
            continue
        if not _AMONG.fullmatch(text[whole.end : following[0].start]):
            continue
        for part in following:
            other = measure_of(part.unit)
            if other is None or other[0] != measure[0] or re.search(r"[。;]", text[whole.end : part.start]):
                break
            if part.unit != whole.unit and part.amount * other[1] > whole.amount * measure[1]:
                yield relation("exceeds", (whole, part), False)


# --- what is left, its digits changed about -----------------------------------------------------------------------

LEAST_LEFT = 20


def left_by_a_slip(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """管理的3860套，已配租3474套，配租率90.0%，空置的368套: whole, part and rate agree, and what is left is told right
    behind them by a figure whose digits are those of the difference, changed about."""
    for whole, part, rate, left in zip(figures, figures[1:], figures[2:], figures[3:], strict=False):
        if (
            not (whole.kind == part.kind == left.kind)
            or rate.unit != "%"
            or not all(map(countable, (whole, part, left)))
        ):
            continue
        right = whole.value - part.value
        told = right >= LEAST_LEFT and right != left.value and right in set(meant_by(left))
        agrees = part.value < whole.value and percent(part.amount, whole.amount, rate.places) == rate.value
        if told and agrees and re.fullmatch(r"[^。;,]{0,4},[^。;,\d]{0,8}", text[rate.end : left.start]):
            yield relation("whole", (whole, part, left), False, claim="near", value=part.value + left.value)


# --- two parts of what is spoken of ------------------------------------------------------------------------------

_OF_THEM = pattern(r"[^,。;:、\d]{0,8}中,(?P<label>[^,。;:、\d]{2,10})$")
_AND = pattern(r"[^,。;:、\d]{0,4},(?P<label>[^,。;:、\d]{2,10})")
FEWEST = 10


def nearly_all(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """21件积案中，化解17件，导入诉讼3件，化解率81%: two parts that miss the whole by one, where a rate sums them up."""
    for whole, one, two, rate in zip(figures, figures[1:], figures[2:], figures[3:], strict=False):
        if not (whole.kind == one.kind == two.kind) or not all(map(countable, (whole, one, two))) or rate.unit != "%":
            continue
        if whole.value < FEWEST or not _OF_THEM.fullmatch(text[whole.end : one.start]):
            continue
        if not _AND.fullmatch(text[one.end : two.start]) or not re.search(
            r",[^,。;\d]{0,8}率", text[two.end : rate.start]
        ):
            continue
        off = abs(added((one, two)) - whole.value)
        if off <= 1:
            yield relation("whole", (whole, one, two), not off, claim="near", value=added((one, two)))
