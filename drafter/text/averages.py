"""So many times so much: means, standards by the head, so much for each of so many.

A total, a number of things and what each of them has: where a sentence prints all three, two give the third.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal

from drafter.patterns import pattern
from drafter.text.balances import last_place
from drafter.text.quantities import Quantity, rounded
from drafter.text.relation import Relation, ahead, relation
from drafter.text.sentences import ahead_of
from drafter.text.wholes import countable, meant_by

FAR = 60  # characters within which the figures of one reckoning stand

# --- means -------------------------------------------------------------------------------------------------------

_MEAN = pattern(
    r"(?:(?:平均|均摊|折合)每(?P<unit>批次|轮次|场次|期次|班次|[个期场次家名户所处项轮批人村亩吨件套台座门辆班支宗笔份]|公里|公顷|平方米)(?P<thing>[^,。;\d]{0,6})"
    r"|[,、(;](?P<each>户次|人次|场次|批次|[户人家次村校站社场期批件宗笔台套辆艘亩间份单店桌班课例])(?:平)?均[^,。;:、\d]{0,6})$"
)


def averages(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """培训12期540人次，平均每期54人次: the total by the number of times."""
    for i, mean in enumerate(figures):
        said = _MEAN.search(ahead_of(text, mean.start, 14)) if mean.unit and mean.exact else None
        if said is None:
            continue
        near = [q for q in figures[max(0, i - 6) : i] if q.exact and q.value]
        each = said["unit"] or said["each"]
        counts = [q for q in near if q.unit == each or (_is_each(q, each) and q.unit != mean.unit)]
        totals = [q for q in near if q.unit == mean.unit]
        if said["each"] == "人" and mean.unit == "次":  # 16人次，人均3.2次
            totals = [q for q in near if q.unit == "人次"] or totals
            counts = counts or [q for q in near if q.unit == "名"]
        if len(counts) > 1 and mean.unit == said["unit"]:
            counts, totals = _by_name(text, near, said["thing"] or "", mean)
        if len(counts) > 1 and len(totals) == 1 and (said["each"] or mean.unit != said["unit"]):
            counts = _nearest(counts, totals[0], mean)
        if len(counts) != 1 or len(totals) != 1 or counts[0] is totals[0] or not mean.value:
            continue
        value = totals[0].amount / counts[0].amount / (mean.amount / mean.value)
        down = value.quantize(Decimal(1).scaleb(-mean.places), ROUND_DOWN)
        holds = mean.value in {rounded(value, mean.places), down}
        yield relation("average", (totals[0], counts[0], mean), holds, value=value)


def _is_each(q: Quantity, each: str) -> bool:
    """Whether a figure counts what a mean is told of: 1148人次 of 次均, 16个村 of 村均, 14名 of 人均."""
    if q.like == each or (q.sort == "动作" and q.unit.endswith(each)):
        return True
    return q.like == "个" and len(each) == 1 and q.noun.endswith(each)


def _nearest(counts: Sequence[Quantity], total: Quantity, mean: Quantity) -> list[Quantity]:
    """6218户中查出43户，追回9.46万元，户均2200元: those the mean comes to, else the last ones before the sum."""
    unit = mean.amount / mean.value if mean.value else Decimal(1)
    fitting = [q for q in counts if rounded(total.amount / q.amount / unit, mean.places) == mean.value]
    return fitting[:1] or [q for q in counts if q.start < total.start][-1:]


def _by_name(text: str, near: Sequence[Quantity], thing: str, mean: Quantity) -> tuple[list[Quantity], list[Quantity]]:
    """走访乡镇12个、行政村48个，平均每个乡镇4个村: which are counted and which are shared out, by their nouns."""
    of = re.match(r"[一-鿿]{1,4}", text[mean.end : mean.end + 4])
    same = [q for q in near if q.unit == mean.unit and len(q.noun) > 1]
    counts = [q for q in same if thing.startswith(q.noun[-2:])]
    totals = [q for q in same if of and q not in counts and q.noun.endswith(of.group())]
    return counts, totals


# --- so much a head ----------------------------------------------------------------------------------------------

_A_HEAD = pattern(
    r"(?:按(?:照)?)?每(?P<of>生|人|名|户|亩|个|家|吨|头|套|台|栋|公里|平方米|张|份|村|场|次)[^,。;:、\d每]{0,6}$"
)
_STANDARD = pattern(r"(?:的)?(?:标准|补助|补贴|奖励|发放|资助|给予|定额|[追收退扣补核缴兑][一-鿿])")
_HEADS = {"生": {"名", "人"}, "人": {"人", "名", "位"}, "名": {"名", "人"}, "村": {"个"}}
_OVER_AND_OVER = pattern(r"每(?:年|月|季度|学期|天|日|次)|/(?:年|月)|(?:元|补贴|标准)[^,。;]{0,4}(?:个月|年)")
MAGNITUDE = 20  # so many times too much or too little is a slip of the unit


def standards(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """按每生1000元的标准发放，惠及学生612名，发放资金61.2万元: so much a head by so many heads."""
    for each in figures:
        said = _A_HEAD.search(ahead_of(text, each.start, 12)) if each.unit == "元" and each.exact else None
        if said is None or not each.value or not _STANDARD.match(text, each.end):
            continue
        units = _HEADS.get(said["of"], {said["of"]})
        reach = [q for q in figures if q is not each and abs(q.start - each.start) <= 2 * FAR and q.exact and q.value]
        counts = [q for q in reach if q.unit in units and q.sort == "实体"]
        totals = [q for q in reach if q.unit == "元" and q.start > each.end]
        if len(counts) > 1 and len(totals) == 1:  # 1084户逐户核查，发现不符合条件23户，按每户4000元追回
            counts = [q for q in counts if q.end < each.start and re.fullmatch(r"[^。;,]{0,12},", _till(text, q, each))]
        if len(counts) != 1 or len(totals) != 1:
            continue
        (heads,), (total,) = counts, totals
        value = each.amount * heads.amount
        holds = abs(value - total.amount) <= last_place(total)
        far = value > total.amount * MAGNITUDE or total.amount > value * MAGNITUDE
        if holds or far or not _OVER_AND_OVER.search(text):
            mean = total.amount / heads.amount / (each.amount / each.value)
            yield relation("average", (total, heads, each), holds, value=mean, words="standard")


def _till(text: str, q: Quantity, each: Quantity) -> str:
    """What stands between a count and 按每户 before the figure of what each has."""
    return re.sub(r"(?:按(?:照)?)?每[^,。;:、\d]{0,8}$", "", text[q.end : each.start])


# --- so much for each --------------------------------------------------------------------------------------------

_EACH = pattern(
    r"(?<!平均)(?<!均)(?<!不少于)每(?P<unit>个|名|家|所|座|处|支|户|栋|台|辆|间|张|套|次)?(?P<of>[一-鿿]{0,8}?(?:\([一-鿿]{1,4}\))?)"
    r"(?:各|安排|配备|补助|补贴|奖励|给予|支持|投入|设置|设立|设|配置|选派|派出|派|发放|更新|安装|建设|建)?$"
)
_OVER_TIME = pattern(r"^(?:[年月周天日季度旬次批期轮]|学期|半年|人次)|至少|不少于|最多|最高|不超过")
_EACH_OF_TWO = pattern(r"[、和及与][^,。;:、\d]{1,10}每[^,。;:、\d]{0,8}各$")
_ONE_OF_TWO = pattern(r"[^,。;:、\d]{0,8}[、和及]\d")  # 14个村、3个社区
_NOT_ALL = pattern(r"其中|首批|第一批|另|新增|已|累计|增加|减少|近|余|不含")


def for_each(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """为9个社区更新公开栏27块，每个社区3块; 4个重点学科，安排经费1200万元，每个学科300万元."""
    if "每" not in text:
        return
    for i, each in enumerate(figures):
        said = _EACH.search(ahead_of(text, each.start, 18))
        if said is None or not countable(each) or not each.value or _OVER_TIME.search(said["of"]):
            continue
        if _EACH_OF_TWO.search(ahead_of(text, each.start, 24)):
            continue  # 丰水期、枯水期每处各12份: more than once
        behind = re.match(r"[^,。;]{0,4}(?:以上|以下|左右|标准|/)", text[each.end :])
        before = [q for q in figures[max(0, i - 4) : i] if each.start - q.end <= FAR]
        before = [q for q in before if not re.search(r"[。;]", text[q.end : each.start])]
        if behind or any(not q.exact for q in before):
            continue
        totals = [q for q in before if q.unit == each.unit and q.amount > each.amount]
        counts = [q for q in before if q.sort == "实体" and _counts(text, q, said["of"], said["unit"] or "")]
        if len(totals) != 1 or totals[0] in counts:
            continue
        if len(counts) == 1 and _ONE_OF_TWO.match(text, counts[0].end):
            counts = _both(text, figures, counts[0], said["of"])
        if len(counts) != 1:
            continue
        total, count = totals[0], counts[0]
        first, last = sorted((total, count), key=lambda q: q.start)
        if _NOT_ALL.search(text[first.end : last.start]) or _NOT_ALL.search(text[last.end : each.start]):
            continue
        made = each.amount * count.amount
        beside = next((q.amount for q in figures[i + 1 : i + 3] if q.unit == each.unit), None)
        if beside is not None and made + beside == total.amount:
            continue  # 19名，由4名支委每人联系4名，书记联系3名
        mean = total.amount / count.amount / (each.amount / each.value)
        yield relation("average", (total, count, each), made == total.amount, value=mean, words="standard")


def _both(text: str, figures: Sequence[Quantity], first: Quantity, of: str) -> list[Quantity]:
    """14个村、3个社区 of 每个村(社区): the two together; none where 每 speaks of the one only."""
    second = figures[figures.index(first) + 1]
    thing = re.match(r"[一-鿿]{2}", text[second.end :])
    if thing is None or thing.group() not in of or second.like != first.like or not countable(second):
        return []
    return [first._replace(value=first.value + second.value, text=text[first.start : second.end], end=second.end)]


def _counts(text: str, q: Quantity, of: str, unit: str) -> bool:
    """Whether a figure counts what 每 is said of: 9个社区 of 每个社区, 4个重点学科 of 每个学科, 4座 of 每座."""
    thing = re.sub(r"\(.*", "", of)
    if not thing:
        return bool(unit) and unit not in "个名次" and q.unit == unit
    behind = re.match(r"[一-鿿]{0,12}", text[q.end :])
    named = bool(behind) and behind is not None and thing in behind.group()[: len(thing) + 4]
    return named or (len(thing) == 1 and thing in {q.unit, q.like})


_A_TIME = pattern(r"每(?P<unit>轮次|[个期场次家所处项轮批村组季月年人名户辆门支班])(?P<thing>[^,。;\d每]{0,8})$")
_IN_ALL = pattern(r"[^,。;:\d]{0,8}[,;](?:共|累计|合计|总计|共计|一共)[^,。;:\d每]{0,8}$")


def so_many_each(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """检查5轮次，每轮次检查6个站所，累计检查30个站所: so many times, so many each, so many in all."""
    for times, each, total in zip(figures, figures[1:], figures[2:], strict=False):
        said = _A_TIME.search(text[times.end : each.start])
        if (
            said is None
            or not (said["unit"].startswith(times.unit or "无") or (said["unit"] == times.like == "人"))
            or each.unit != total.unit
            or times.unit == each.unit
        ):
            continue
        close = re.fullmatch(r"[^。;\d]{0,16}", text[times.end : each.start]) is not None
        if close and all(map(countable, (times, each, total))) and _IN_ALL.fullmatch(text[each.end : total.start]):
            holds = times.value * each.amount == total.amount
            mean = total.amount / times.value / (each.amount / each.value) if each.value and times.value else each.value
            yield relation("average", (total, times, each), holds, value=mean, words="standard")


_EACH_OF_THEM = pattern(
    r"[^,。;:、\d]{1,8}?(?:\([^()\d]{1,8}\))?[^,。;:、\d]{0,4}(?:各|每[个名人家村校所处]|人均|分别)[^,。;:、\d]{0,16}"
)
_ONE_ANOTHER = pattern(r"(?:每|各|逐)[个名位人家][^,。;]{0,6}$|相互[^,。;]{0,4}$|互相[^,。;]{0,4}$")
_AMOUNTS_TO = pattern(r"[^,。;:、\d]{0,8},(?:共|累计|合计|总计|共计|一共)[^,。;:、\d]{0,8}")


def each_of_them(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """在14个村（社区）各宣讲2场，共28场; 9名班子成员每人讲1次专题党课，共讲党课9次."""
    for count, each, total in zip(figures, figures[1:], figures[2:], strict=False):
        if each.like != total.like or count.like == each.like or not all(map(countable, (count, each, total))):
            continue
        if count.like not in {"个", "人", "户", "支"} or not _EACH_OF_THEM.fullmatch(text[count.end : each.start]):
            continue
        if _NOT_ALL.search(text[each.end : total.start].replace("累计", "")) or not each.value or not count.value:
            continue
        if _ONE_ANOTHER.search(ahead(text, count)):
            continue  # 每人对其余5名同志各提出1条: so many times as there are people
        if _AMOUNTS_TO.fullmatch(text[each.end : total.start]):
            mean = total.amount / count.amount / (each.amount / each.value)
            holds = each.amount * count.amount == total.amount
            yield relation("average", (total, count, each), holds, value=mean, words="standard")


_WITH_EACH = pattern(r"[^,。;:、\d]{1,12}(?:\([^()\d]{1,8}\))?[^,。;:、\d]{0,8}[、和及与]")
_SIGNED = pattern(r"[^,。;:、\d]{1,14}(?:全部|逐一|层层|均|分别)?(?:签订|签署|签下|签约)[^。;:\d]{0,16}")


def signed_with(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """与14个村（社区）党组织、6个内设机构签订责任书20份: one for each of them."""
    for one, other, total in zip(figures, figures[1:], figures[2:], strict=False):
        if one.like != "个" or other.like != "个" or total.unit != "份" or not all(map(countable, (one, other, total))):
            continue
        if not re.search(r"[与和同对]$", ahead(text, one)) or not _WITH_EACH.fullmatch(text[one.end : other.start]):
            continue
        if _SIGNED.fullmatch(text[other.end : total.start]):
            value = one.value + other.value
            near = abs(value - total.value) * 4 <= total.value
            slip = any(v + other.value == total.value for v in meant_by(one)) or value in set(meant_by(total))
            if value == total.value or near or slip:
                yield relation("whole", (total, one, other), value == total.value, claim="near", value=value)


_TIMES = {"期", "批", "轮", "场", "次", "班"}
_A_TIME_EACH = pattern(r"[^。;每\d]{0,24}[,、]每(?P<unit>[期批轮场次班])[^,。;\d每]{0,6}")


def in_so_many_times(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """分3期对126名社区工作者开展培训，每期42人: so many times, so many in all, so many each."""
    for times, total, each in zip(figures, figures[1:], figures[2:], strict=False):
        if times.unit not in _TIMES or total.like != each.like or not all(map(countable, (times, total, each))):
            continue
        said = _A_TIME_EACH.fullmatch(text[total.end : each.start])
        parted = re.search(r"分(?:为|成)?$", ahead(text, times)) and re.fullmatch(
            r"[^,。;\d每]{1,12}", text[times.end : total.start]
        )
        if said and parted and said["unit"] == times.unit and times.value:
            mean = total.amount / times.value / (each.amount / each.value if each.value else 1)
            holds = times.value * each.amount == total.amount
            yield relation("average", (total, times, each), holds, value=mean, words="standard")


_PARTED = pattern(r"[^。;\d]{0,24}[,、]?分(?:为|成)?")
_EACH_TIME = pattern(r"[,、(]?(?:平均)?每(?P<unit>[期批轮场次班])[^,。;\d每]{0,6}")


def parted_into(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """选派40名教师跟岗学习，分4批，每批10名: so many in all, in so many times, so many each."""
    for total, times, each in zip(figures, figures[1:], figures[2:], strict=False):
        if times.unit not in _TIMES or total.like != each.like or not all(map(countable, (times, total, each))):
            continue
        said = _EACH_TIME.fullmatch(text[times.end : each.start])
        if said and said["unit"] == times.unit and times.value and _PARTED.fullmatch(text[total.end : times.start]):
            mean = total.amount / times.value / (each.amount / each.value if each.value else 1)
            holds = times.value * each.amount == total.amount
            yield relation("average", (total, times, each), holds, value=mean, words="standard")


_BY_STANDARD = pattern(r"(?:按|以)(?:照)?(?:每|各)[^,。;:、\d]{1,10}$")


def by_standard(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """按照每个村3名的标准，储备干部41名: no number of villages gives that many."""
    for each, total in itertools.pairwise(figures):
        if not _BY_STANDARD.search(ahead(text, each)) or each.like != total.like or each.sort != "实体":
            continue
        if not all(map(countable, (each, total))) or not re.fullmatch(
            r"的(?:标准|要求|比例),[^,。;:、\d]{2,16}", text[each.end : total.start]
        ):
            continue
        if each.value > 1 and not each.scale and not total.scale and not each.places and not total.places:
            yield relation(
                "average", (total, each), total.value % each.value == 0, value=each.value, words="no multiple"
            )
