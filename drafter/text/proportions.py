"""Figures that follow from two others: so much for each of so many, the rate by which something was cut.

Rates in per cent with their base are in `relations`; what is reckoned from a stock or a standard in `balances`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.text.quantities import Quantity, percent
from drafter.text.relation import Relation, ahead, relation
from drafter.text.sentences import ahead_of
from drafter.text.wholes import countable

# --- so much for each --------------------------------------------------------------------------------------------

_EACH = re.compile(
    r"(?<!平均)(?<!均)(?<!不少于)每(?:个|名|家|所|座|处|支|户|栋|台|辆|间|张|套|次)?(?P<of>[一-鿿]{0,8}?(?:\([一-鿿]{1,4}\))?)"
    r"(?:各|安排|配备|补助|补贴|奖励|给予|支持|投入|设置|设立|设|配置|选派|派出|派|发放|更新|安装|建设|建)?$"
)
_OVER_TIME = re.compile(r"^(?:[年月周天日季度旬次批期轮]|学期|半年|人次)|至少|不少于|最多|最高|不超过")
_ONE_OF_TWO = re.compile(r"[^,。;:、\d]{0,8}[、和及]\d")  # 14个村、3个社区
_FAR = 60  # characters within which the three stand
_NOT_ALL = re.compile(r"其中|首批|第一批|另|新增|已|累计|增加|减少|近|余|不含")


def for_each(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """为9个社区更新公开栏27块，每个社区3块; 4个重点学科，安排经费1200万元，每个学科300万元."""
    if "每" not in text:
        return
    for i, each in enumerate(figures):
        said = _EACH.search(ahead_of(text, each.start, 18))
        if said is None or not countable(each) or not each.value or _OVER_TIME.search(said["of"]):
            continue
        behind = re.match(r"[^,。;]{0,4}(?:以上|以下|左右|标准|/)", text[each.end :])
        before = [q for q in figures[max(0, i - 4) : i] if each.start - q.end <= _FAR]
        before = [q for q in before if not re.search(r"[。;]", text[q.end : each.start])]
        if behind or any(not q.exact for q in before):
            continue
        totals = [q for q in before if q.unit == each.unit and q.amount > each.amount]
        counts = [q for q in before if q.sort == "实体" and _counts(text, q, said["of"])]
        if len(totals) != 1 or len(counts) != 1 or totals[0] is counts[0] or _ONE_OF_TWO.match(text, counts[0].end):
            continue
        total, count = totals[0], counts[0]
        first, last = sorted((total, count), key=lambda q: q.start)
        if _NOT_ALL.search(text[first.end : last.start]) or _NOT_ALL.search(text[last.end : each.start]):
            continue
        holds = each.amount * count.amount == total.amount
        mean = total.amount / count.amount / (each.amount / each.value)
        yield relation("average", (total, count, each), holds, value=mean, words="standard")


def _counts(text: str, q: Quantity, of: str) -> bool:
    """Whether a figure counts what 每 is said of: 9个社区 of 每个社区, 4个重点学科 of 每个学科."""
    thing = re.sub(r"\(.*", "", of)
    if not thing:
        return False
    behind = re.match(r"[一-鿿]{0,12}", text[q.end :])
    named = bool(behind) and behind is not None and thing in behind.group()[: len(thing) + 4]
    return named or (len(thing) == 1 and q.unit == thing)


# --- by how much something was cut -------------------------------------------------------------------------------

_CUT = re.compile(r"(?P<act>核减|审减|节约|节支|压减|削减|压降|下浮)率(?:已|为|达|达到|约)*$")
_ITS_BASE = re.compile(r"(?:送审|报审|申报|上报|预算|概算|估算|控制价|限价|原|计划|总)[^,。;:、\d]{0,8}$")


def cut_rates(text: str, figures: Sequence[Quantity], since: int = 0) -> Iterator[Relation]:
    """送审金额1926万元，核减87.4万元，核减率4.5%: what was cut, of what was sent in."""
    for i, rate in enumerate(figures):
        said = _CUT.search(ahead(text, rate)) if rate.unit == "%" and rate.exact and rate.start >= since else None
        part = figures[i - 1] if i else None
        if said is None or part is None or not countable(part) or not part.value or rate.start - part.end > 12:
            continue
        if said["act"][-1] not in ahead(text, part)[-10:]:
            continue
        bases = [
            q
            for q in figures[max(0, i - 6) : i - 1]
            if q.unit == part.unit and countable(q) and q.amount > part.amount and part.start - q.end <= _FAR
        ]
        if not bases:
            continue
        fits = [q for q in bases if percent(part.amount, q.amount, rate.places) == rate.value]
        named = [q for q in bases if _ITS_BASE.search(ahead(text, q))]
        if fits and (not named or fits[-1] in named):
            yield relation("rate", (part, fits[-1], rate), True, value=rate.value)
        elif named:
            base = named[-1]
            yield relation("rate", (part, base, rate), False, value=percent(part.amount, base.amount, rate.places))
