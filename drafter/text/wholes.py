"""A total and the list of its parts, in front of it or behind: 7名，其中甲2人、乙5人; 甲5人、乙3人，共处理8人.

The lists of a sentence are found first, once; then the total of each is looked for on both sides. Whether a sum that
misses its total is a slip or a list that need not be complete is told by how the parts divide the whole (`angle_of`)
and by how far off the sum is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from drafter.patterns import pattern
from drafter.text.lexicon import table
from drafter.text.numerals import TWO_TO_TEN, from_chinese
from drafter.text.quantities import Quantity, quantities
from drafter.text.relation import LONGEST_LIST, Claim, Relation, added, relation
from drafter.text.sentences import ahead_of

Angle = Literal["one", "unknown", "several"]

# --- how parts divide a whole ----------------------------------------------------------------------------------


class Division(NamedTuple):
    """Words that divide a whole without overlap; `complete` where all of them together are the whole."""

    words: tuple[str, ...]
    complete: bool


@cache
def divisions() -> tuple[Division, ...]:
    """The rows of `lexicon/classes.csv`."""
    return tuple(Division(tuple(row["词"].split("|")), row["全"] == "是") for row in table("classes"))


def _sides(one: str, other: str) -> tuple[str, str] | None:
    """以上 and 以下 of one bound, which leave nothing out."""
    first, second = _BOUND.search(one), _BOUND.search(other)
    if not first or not second or first["side"] == second["side"]:
        return None
    alike = first["at"].endswith(second["at"]) or second["at"].endswith(first["at"])
    return (first["side"], second["side"]) if alike else None


_BOUND = pattern(r"(?P<at>(?<![\d.])\d[\d.]{0,12}[^\d,。;:、]{1,6}?)(?P<in>及)?(?P<side>以上|以下|以内)(?:的)?$")


def division_of(names: Sequence[str]) -> Division | None:
    """The division that the names belong to, each holding another word of it; 以上 and 以下 of one bound are one."""
    if len(names) == 2 and (sides := _sides(*names)):
        return Division(sides, True)
    if len(names) == 2 and _one_denies_the_other(*names):
        return Division(tuple(names), True)
    for division in divisions():
        held = [max((w for w in division.words if w in name), key=len, default=None) for name in names]
        if None not in held and len(set(held)) == len(held):
            return Division(division.words, division.complete and len(held) == len(division.words))
    return None


_IS_SO = pattern(r"(?:其中|已经|已|均)*(?P<what>[^的]{2,8})的?$")
_IS_NOT_SO = pattern(r"(?:其中|尚|还|仍)*(?:未|没有|不)(?P<what>[^的]{2,8})的?$")


def _one_denies_the_other(one: str, other: str) -> bool:
    """已消除风险, 未消除风险: nothing lies between the two."""
    for first, second in ((one, other), (other, one)):
        so, not_so = _IS_SO.fullmatch(first), _IS_NOT_SO.fullmatch(second)
        if so and not_so and so["what"] == not_so["what"]:
            return True
    return False


@cache
def _angles() -> dict[str, str]:
    return {row["词"]: row["角度"] for row in table("dimensions")}


@cache
def _dealings() -> frozenset[str]:
    """党内警告, 诫勉谈话: how those who are to blame are dealt with, each once."""
    return frozenset(w for row in table("dealt_with") for w in (row["词"], *row["同"].split("|")) if w)


_BOTH = pattern(r"同时|交叉|重复|重叠|兼有|兼具|含|包括|均为|其中")


def angle_of(names: Sequence[str]) -> Angle:
    """Whether the parts are told from one angle (省属企业、民营企业), from several (硕士、女性), or nobody can say."""
    if any(f"{one}中" in other for one, other in itertools.pairwise(names)):
        return "several"  # 省内企业61项，省内企业中本市企业35项
    if len({name.endswith("的") for name in names}) > 1:
        return "several"  # 门诊楼18台、可刷医保的21台
    if all(any(word in name for word in _dealings()) for name in names):
        return "one"
    if len({name[:1] for name in names}) == 1 and names[0][:1] in _TO_PLACES:
        return "one"  # 到合作企业、到结对帮扶的县
    told = [{angle for word, angle in _angles().items() if word in name} for name in names]
    if any(re.search(r"\d", name) for name in names) and len(names) == 2:
        return "several"  # 年处理能力超过5000吨的、由村集体运营的
    if any(a and b and not a & b for a, b in itertools.combinations(told, 2)) or any(map(_BOTH.search, names)):
        return "several"
    if _of_one_deed(names):
        return "one"
    if any(told):
        return "one" if all(told) else "several" if len(names) == 2 else "unknown"
    return "one" if _alike_in_form(names) else "unknown"


_TO_PLACES = frozenset("到赴去往")


@cache
def _deeds() -> tuple[str, ...]:
    return tuple(row["词"] for row in table("deed_words") if len(row["词"]) > 1)


def _of_one_deed(names: Sequence[str]) -> bool:
    """与班子成员谈话, 与科室负责人谈话: the same deed to one and to the other."""
    return len(set(names)) == len(names) and any(all(name.endswith(deed) for name in names) for deed in _deeds())


def _alike_in_form(names: Sequence[str]) -> bool:
    """东校区、西校区; 乱占、乱采; 第一轮、第二轮."""
    if any(len(name) < 2 for name in names) or len(set(names)) < len(names):
        return False
    same_end = len({name[-1] for name in names}) == 1
    same_start = len({name[0] for name in names}) == 1 and len({len(name) for name in names}) == 1
    return same_end or same_start


# --- the lists of a sentence -----------------------------------------------------------------------------------

_TIGHT = pattern(r"[^,。;:、]{0,12}?(?:[、和及与]|以及)(?!共计|合计|总计|累计)[^,。;:、]{0,18}")  # 个、生活排污口
_LOOSE = pattern(r"[^,。;:、\d]{0,12},(?!以上|[^,。;:、\d]{0,8}(?:共|合计|总计))[^,。;:、\d]{0,12}")


class Listed(NamedTuple):
    """Figures of one kind that stand in one list, with the words at each."""

    parts: tuple[Quantity, ...]
    names: tuple[str, ...]
    tight: bool  # joined by 、 or 和 all through

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end


def countable(q: Quantity) -> bool:
    """Whether a figure can be added up with its like."""
    return bool(q.unit) and q.exact and q.sort in {"实体", "动作", "度量"}


def alike(a: Quantity, b: Quantity) -> bool:
    """Whether two figures can be a whole and a part: 6家 of 47个; 6300万元 of 1.08亿元."""
    return a.like == b.like or (a.unit == b.unit and a.sort == "度量")


def lists_in(text: str, figures: Sequence[Quantity]) -> Iterator[Listed]:
    """Every list of two figures or more; a list that commas join too is told beside the tight ones in it."""
    for joint, tight in ((_TIGHT, True), (_LOOSE, False)):
        used: set[int] = set()
        for i, first in enumerate(figures):
            if i in used or not countable(first):
                continue
            chain = [i]
            for j in range(i + 1, min(len(figures), i + LONGEST_LIST)):
                gap = text[figures[chain[-1]].end : figures[j].start]
                if len(gap) > 40:
                    break
                if not alike(figures[chain[-1]], figures[j]):
                    continue
                if not joint.fullmatch(gap) and not (not tight and _TIGHT.fullmatch(gap)):
                    break
                chain.append(j)
            parts = [figures[k] for k in chain]
            if len(parts) >= 2 and all(p.exact for p in parts):
                used.update(chain)
                yield Listed(tuple(parts), tuple(_names(text, parts)), tight)


def _names(text: str, parts: Sequence[Quantity]) -> list[str]:
    """The words at each part: before it back to the joint, or behind it where nothing stands before."""
    names: list[str] = []
    for n, q in enumerate(parts):
        since = parts[n - 1].end if n else max(0, q.start - 24)
        before = re.split(r"[,。;:、()]|其中|以及", text[since : q.start])[-1]
        names.append(before if before else re.split(r"[,。;:、()\d]", text[q.end : q.end + 12])[0])
    return names


# --- a total in front of its list --------------------------------------------------------------------------------

_AMONG = r"(?:其中|包括|包含|含|分别是|分别为|分为)[:,]?"
_BEHIND = pattern(  # 7名责任人员给予处理，其中党内警告|2人
    rf"(?P<tail>[^。;]{{0,36}}?)(?:(?P<among>[,:(]?{_AMONG}|[:(])|,)(?P<label>[^,。;:、]{{0,18}})"
)
_OF_THEM = pattern(r"^[^,。;:、\d]{0,10}中$")
_WITH_MONEY = pattern(r"[,、]?(?:共)?涉及[^,。;、\d]{0,8}\d[\d.]*[万亿]?[^,。;、\d]{1,3}")  # 52笔、涉及金额11.36万元
_ONE_BY_ONE = pattern(r"逐[一项个户家份笔宗]|分类(?:处置|定级|处理)|定级|评定|鉴定|考核")  # 逐一核查，结题29个、终止8个
_ALL_OF_IT = pattern(r"[:(]|分别[是为]|分为")
_OUTWARD = pattern(
    r"增加|增长|减少|下降|提高|压减|同比|另|还|同时|每|平均|目标|较|惠及|涉及|分别(?![是为])|投入|带动|覆盖|移送|追责"
)
_CLOSED = pattern(r"[^,。;、:\d]{0,10}[)]?\s*(?:[。;,)]|$)")
_OPEN_END = pattern(r"[^,。;、:\d]{0,8}等")
_DIFFERENCE = pattern(
    r"(?:[,、](?:同比|环比|[比较][^,。;:、\d]{1,8})?|比[^,。;:]{0,12}\d[^,。;:\d]{1,3})(?:净|再|共)?(?:增加|减少|增长|下降|压减|压缩|新增|提高)了?$|净[增减]加?了?$"
)


def totals_ahead(text: str, figures: Sequence[Quantity], lists: Sequence[Listed]) -> Iterator[Relation]:
    """统筹资金1000万元，其中省级600万元、市级300万元: the nearest figure of the kind before a list."""
    tails = list(_behind_their_total(lists))
    for found in [*lists, *tails]:
        before = [q for q in figures if q.end <= found.start and alike(q, found.parts[0])]
        whole = _of_things(text, figures, found) or (before[-1] if before else None)
        if whole is None or not whole.exact or _DIFFERENCE.search(ahead_of(text, whole.start, 24)):
            continue
        to = _BEHIND.fullmatch(text[whole.end : found.start])
        if not to or (len(before) > 1 and _TIGHT.fullmatch(text[before[-2].end : whole.start])):
            continue  # one of several that are listed themselves
        among = bool(to["among"])
        if among and found in tails:
            continue  # told with the list that its whole begins
        graded = _GRADED.search(to["label"]) is not None
        division = division_of(found.names) if len(found.parts) == 2 or graded else None
        enough = len(found.parts) > 2 or (division is not None and division.complete)
        enough = enough or _WHAT_IS_LEFT.search(ahead_of(text, whole.start, 8)) is not None
        enough = enough or _off_by_a_slip(whole, found)
        if (
            not among
            and enough
            and found not in tails
            and _OF_THEM.search(to["tail"])
            and _CLOSED.match(text, found.end)
        ):
            among, found = True, found._replace(tight=True)  # 42项任务中，立行立改15项，年底前完成21项，…
        if not among and division and _GRADED.search(to["label"]) and _CLOSED.match(text, found.end):
            among = True  # 44个支部书记全部参加，评为“好”的36个、“较好”的7个、“一般”的1个
        plain = not among and _NOTHING_BETWEEN.fullmatch(to["tail"]) and _CLOSED.match(text, found.end)
        if plain and ((division and division.complete) or _parts_without_a_word(text, whole, found)):
            among, found = True, found._replace(tight=True)  # 建章立制34项，新建21项，修订13项
        tail = _WITH_MONEY.sub("", to["tail"])
        if _OUTWARD.search(tail if among else tail + to["label"]):
            continue
        if not among and ("," in to["tail"] or not found.tight):
            continue
        as_many = whole.value == len(found.parts) and "其中" not in (to["among"] or "")
        if all(p.value == whole.value for p in found.parts) or as_many:
            continue  # 三个年度分别为41个、37个、32个
        said_all = bool(
            (_ALL_OF_IT.search(to["among"] or "") and "其中" not in (to["among"] or ""))
            or _all_sorted_out(whole, found, to)
        )
        judged = _judged(text, whole, found, among=among, said_all=said_all)
        if judged and not judged.holds and any(_sum(q, found) == q.value for q in before[-3:-1]):
            continue  # 问题37个（…涉及项目29个），其中…18个、…12个、…7个: the parts are of the one before
        if judged:
            yield judged


def _behind_their_total(lists: Sequence[Listed]) -> Iterator[Listed]:
    """新建21项，修订13项 of 建章立制34项，新建21项，修订13项: commas join the total to its parts."""
    for found in lists:
        total, *parts = found.parts
        if not found.tight and len(parts) > 1 and all(p.amount < total.amount for p in parts):
            yield Listed(tuple(parts), found.names[1:], tight=False)


_NOTHING_BETWEEN = pattern(r"[^,。;:、\d中]{0,4}")
_NOT_SO = pattern(r"^(?:尚|还|仍)?(?:未|没有)|^在办|^正在|^待")
_MANNER = pattern(r"[已均再新又另共累各每增减升降净]|其余|其他|剩余|以上|以下|同期|上年")
NEAR_ENOUGH = Decimal("0.25")


def _parts_without_a_word(text: str, whole: Quantity, found: Listed) -> bool:
    """增设终端18台，城区10台，县区6台; 起诉27笔，判决19笔，调解5笔，未结5笔: parts though no 其中 says so.

    Deeds of which the last is not done divide them. Names that say what the things are, not what was done to them, may
    leave some out: there two digits changed about must make the sum right, or the parts be too many.
    """
    value = _sum(whole, found)
    if any(added(found.parts[:n]) == whole.value for n in range(2, len(found.parts))):
        return False
    if "其中" in text[found.start : found.end]:
        return False
    if not whole.value or (abs(value - whole.value) > whole.value * NEAR_ENOUGH and not _off_by_a_swap(whole, found)):
        return False
    names = [re.sub(r"^[个家所处座名位]", "", name) for name in found.names]
    if whole.unit == "元":
        return False  # what was offered, paid and saved is told by `savings`
    if _NOT_SO.search(names[-1]) and len(names) > 2:
        return True
    if any(len(name) < 2 or len(name) > LONGEST_NAME or _MANNER.search(name) for name in names):
        return False
    if any(deed in name for deed in _deeds() for name in names):
        return False
    angle = angle_of(names)
    return (angle == "one" and value > whole.value) or (angle != "several" and _off_by_a_swap(whole, found))


LONGEST_NAME = 6


def _off_by_a_swap(whole: Quantity, found: Listed) -> bool:
    return len(found.parts) > 1 and slip_in_a_part(whole, found.parts, _sum(whole, found))


def _off_by_a_slip(whole: Quantity, found: Listed) -> bool:
    """1.33亿元中，起诉0.78亿元、达成协议0.46亿元: long figures that one slip of the hand keeps from adding up."""
    value = _sum(whole, found)
    long = all(len(f"{q.value:f}".replace(".", "")) > FEWEST_DIGITS for q in (whole, *found.parts[:1]))
    return long and value != whole.value and slip_in_a_part(whole, found.parts, value)


_OTHER_THINGS = pattern(
    r"发现|查[出找摆]|提出|问题|线索|隐患|意见|形成|梳理|补|追|约谈|移[送交]|下发|制定|完善|整改|收[集回]|指出|督促|新|签订|涉及|投入|清[理退]"
)


def _all_sorted_out(whole: Quantity, found: Listed, to: re.Match[str]) -> bool:
    """37个项目逐一核查，结题29个、终止8个: each of them is one or the other; 发现问题12个 would be other things."""
    if to["among"] or not _ONE_BY_ONE.search(to["tail"]) or any(map(_OTHER_THINGS.search, (*found.names, to["label"]))):
        return False
    return abs(_sum(whole, found) - whole.value) * 3 <= whole.value


_GRADED = pattern(r"评[为定出]|评价|测评|定为|考核|等次")
_WHAT_IS_LEFT = pattern(r"(?:其余|其他|剩余|余下|剩下|尚余)的?$")
_BY_NAMES = pattern(  # ，占75%，其中甲公司、乙公司、丙公司|分别收回
    r"[^。;]{0,40}?(?P<among>[,(:]其中|[,(:])(?P<names>[^,。;:()]{1,24}(?:、[^,。;:()]{1,24}){1,9}?)"
    r"分别(?P<act>[^,。;:、\d是为]{0,6})[是为]?"
)
MOST_UNDER = Decimal("0.3")
_EACH_TIME = pattern(r"均|每|各|累计|目标|计划|不低于|以上")


def told_by_names(text: str, figures: Sequence[Quantity], lists: Sequence[Listed]) -> Iterator[Relation]:
    """已收回690万元，其中甲、乙、丙公司分别收回350万元、220万元、120万元: what each has done of what was done in all.

    Each does what the whole is said to be (收回, 增收); behind 其中 they may be some of it, but not more than it.
    """
    if "分别" not in text:
        return
    for found in lists:
        whole = next((q for q in reversed(figures) if q.end <= found.start and alike(q, found.parts[0])), None)
        if whole is None or not whole.exact or not found.tight or whole.unit == "%":
            continue
        said = _BY_NAMES.fullmatch(text[whole.end : found.start])
        clause = re.split(r"[,。;:]", ahead_of(text, whole.start, 20))[-1]
        if not said or said["act"][:2] not in clause or _EACH_TIME.search(clause) or not whole.value:
            continue
        if len(said["names"].split("、")) != len(found.parts) or any(p.amount >= whole.amount for p in found.parts):
            continue
        value = _sum(whole, found)
        off = (value - whole.value) / whole.value
        near = -MOST_UNDER <= off < 0 and "其中" not in said["among"]
        if value == whole.value or off > 0 or near or one_slip_off(whole, found.parts, value):
            yield _told(whole, found, holds=value == whole.value, claim="near")


_EACH_OF_THEM = pattern(  # ，各班人数|分别为42人、38人; ，四个方面依次为12条、8条
    r"[^,。;:、\d]{0,10}[,(;](?:其中)?(?:各[^,。;:、\d]{1,10}?|[^,。;:、\d]{1,10}?|[^,。;:、\d]?\d{1,2}[个名位家][^,。;:、\d]{1,8}?)(?:分别|依次)[^,。;:、\d]{0,6}"
)


def shared_out(text: str, figures: Sequence[Quantity], lists: Sequence[Listed]) -> Iterator[Relation]:
    """招收学生238人，各班人数分别为42人、38人、…: what each of them has is all of the figure right before it."""
    if "分别" not in text and "依次" not in text:
        return
    for found in lists:
        whole = next((q for q in reversed(figures) if q.end <= found.start and q.unit == found.parts[0].unit), None)
        if whole is None or not found.tight or len(found.parts) < FEWEST_EACH or not countable(whole):
            continue
        said = _EACH_OF_THEM.fullmatch(text[whole.end : found.start])
        if not said or not _CLOSED.match(text, found.end):
            continue
        if _EACH_TIME.search(re.split(r"[,。;:]", ahead_of(text, whole.start, 20))[-1]) or not whole.value:
            continue
        value = _sum(whole, found)
        near = all(p.amount < whole.amount for p in found.parts) and abs(value - whole.value) * 4 <= whole.value
        near = near and (value > whole.value or _ALL_OF_ITS_KIND.search(said.group()) is not None)
        if value == whole.value or near or one_slip_off(whole, found.parts, value):
            yield _told(whole, found, holds=value == whole.value, claim="near")


FEWEST_EACH = 2
_ALL_OF_ITS_KIND = pattern(r"各|(?:方面|[期批轮类年季月班片区校])[^,。;:、\d]{0,4}(?:分别|依次)")


_GONE_THROUGH = pattern(r"(?:清理|排查|清查|核查|梳理|检查|审查|起底|复核|摸排|评估)[^,。;:、\d]{0,14}$")
_A_DEED = pattern(r"[^,。;:、\d]{0,8},[^,。;:、\d]{2,8}")


def dealt_with_in_all(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """清理合同153份，解除11份，重新签订27份，完善105份。: what became of all of them, if one digit were another."""
    for i, whole in enumerate(figures):
        if not countable(whole) or not _GONE_THROUGH.search(ahead_of(text, whole.start, 24)):
            continue
        parts: list[Quantity] = []
        for q in figures[i + 1 : i + LONGEST_LIST]:
            if (
                q.kind != whole.kind
                or not countable(q)
                or not _A_DEED.fullmatch(text[(parts or [whole])[-1].end : q.start])
            ):
                break
            parts.append(q)
        if len(parts) < FEWEST_DEEDS or not _CLOSED.match(text, parts[-1].end):
            continue
        value, found = added(parts), Listed(tuple(parts), tuple(_names(text, parts)), tight=False)
        if any(_NOT_OF_THEM.search(name) for name in found.names) or any(p.value >= whole.value for p in parts):
            continue
        off = whole.value - value
        if off and (slip_in_a_part(whole, parts, value) or any(_a_digit(p.value, p.value + off) for p in parts)):
            yield _told(whole, found, holds=False, claim="maybe")


FEWEST_DEEDS = 3
_NOT_OF_THEM = pattern(r"发现|查[出找摆]|问题|线索|涉及|移交|约谈|制定|下发|补助|其余|其中|另|剩余")


def _a_digit(one: Decimal, other: Decimal) -> bool:
    """105 and 115: figures of two digits and more that differ in one."""
    a, b = f"{one:f}", f"{other:f}"
    return len(a) == len(b) >= FEWEST_DIGITS and sum(x != y for x, y in zip(a, b, strict=True)) == 1


_THINGS = {"个", "项", "条", "件"}  # 32个事项，其中民政类14项


def _of_things(text: str, figures: Sequence[Quantity], found: Listed) -> Quantity | None:
    """The figure right before 其中 that counts the same things in another word for a thing."""
    last = next((q for q in reversed(figures) if q.end <= found.start), None)
    if last is None or last.like == found.parts[0].like or not {last.unit, found.parts[0].unit} <= _THINGS:
        return None
    named = any(word in last.noun for word in ("事项", "任务", "措施", "问题", "项目", "制度", "线索"))
    to = re.fullmatch(r"[^。;,]{0,24},其中[^,。;:、]{0,18}", text[last.end : found.start])
    return last if named and to and len(found.parts) > 1 and angle_of(found.names) != "several" else None


def leave_their_bracket(text: str, parts: Sequence[Quantity]) -> bool:
    """召开会议11次(其中专题研究6次)、领导小组会议8次: what stands behind the bracket is no part of the 11."""
    depth = 0
    for char in text[parts[0].end : parts[-1].start]:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return True
    return False


# --- a total behind its list -------------------------------------------------------------------------------------

_TOGETHER = pattern(  # 两项合计, 三类资金共, 以上共计, 共处理, 共涉及
    r"(?P<tail>[^,。;、:\d]{0,10})(?P<mark>[,、]?)(?:以上)?"
    rf"(?:(?P<n>[两{TWO_TO_TEN}]|\d)"
    r"(?:项|类|者|轮|批|年|方面|部分|种|个|次|家|地)(?:年度)?[^,。;、:\d]{0,4})?"
    r"(?P<sum>共计|合计|总计|总共|一共|累计|共)[为达有是]?(?P<act>[^,。;:、\d]{0,10})"
)


def totals_after(text: str, figures: Sequence[Quantity], lists: Sequence[Listed]) -> Iterator[Relation]:
    """甲12处、乙8处，共计20处; 收回A万元，归还B万元，两项合计C万元."""
    for total in figures:
        if not countable(total) or not total.exact:
            continue
        before = [q for q in figures if q.end <= total.start and alike(q, total)]
        if len(before) < 2 or (_stands_aside(text, before[-1]) and not _stands_aside(text, total)):
            continue
        said = _TOGETHER.fullmatch(text[before[-1].end : total.start])
        since_then = said is not None and said["sum"] == "累计" and not said["n"]
        if not said or (
            since_then
            and (said["act"] or not said["mark"] or total.noun)
            and not _of_their_kind(total, [x for x in lists if x.end == before[-1].end])
        ):
            continue
        if said["n"]:
            count = from_chinese(said["n"].replace("两", "二")) or 0
            parts = before[-count:] if 2 <= count <= len(before) else []
            if parts and not re.search(r"[。]", text[parts[0].start : total.start]) and all(p.exact for p in parts):
                found = Listed(tuple(parts), tuple(_names(text, parts)), True)
                yield _told(total, found, holds=_sum(total, found) == total.value, claim="equal")
            continue
        ending = [x for x in lists if x.end == before[-1].end]
        for found in sorted(ending, key=lambda x: not x.tight):
            holds = _sum(total, found) == total.value
            off = abs(_sum(total, found) - total.value)
            slip = found.tight or (said["sum"] != "共" and said["mark"] and off * 4 <= total.value)
            if holds or slip:
                plain = not said["act"] and said["mark"]
                beside = said["act"] and total.noun and found.parts[-1].noun and not said["mark"]
                if holds or not beside:
                    yield _told(total, found, holds=holds, claim="equal" if plain else "near")
                break


_ALL_OF_THEM = pattern(r"[^,。;:、\d]{0,8}?(?:均|全部|都(?!市)|逐一)")


def all_of_the_list(text: str, figures: Sequence[Quantity], lists: Sequence[Listed]) -> Iterator[Relation]:
    """表决记录缺失17份、会前酝酿不充分8份，24份均已补正: all that were listed are spoken of together."""
    for total in figures:
        if not countable(total) or ahead_of(text, total.start, 1) not in {",", ";"}:
            continue
        if not _ALL_OF_THEM.match(text, total.end):
            continue
        for found in lists:
            between = text[found.end : total.start]
            enough = found.tight or len(found.parts) > len(("one", "other"))
            if found.end > total.start or not enough or re.search(r"[。()\d]", between) or len(between) > 14:
                continue
            if not alike(found.parts[0], total) or found.parts[0].scale != total.scale:
                continue
            value = _sum(total, found)
            off = abs(value - total.value)
            slip = total.value > max(p.value for p in found.parts) and off * 5 <= total.value
            if off == 0 or slip:
                yield _told(total, found, holds=off == 0, claim="near")


def _of_their_kind(total: Quantity, lists: Sequence[Listed]) -> bool:
    """党委会议7次、专题会议12次，累计19次会议: what is counted in all is what each name ends in."""
    thing = total.noun[:2]
    return len(thing) > 1 and any(
        x.tight and sum(name.endswith((thing, thing[-1])) for name in x.names) * 2 > len(x.names) for x in lists
    )


def _stands_aside(text: str, q: Quantity) -> bool:
    return text.rfind("(", 0, q.start) > text.rfind(")", 0, q.start)


# --- whether it adds up ------------------------------------------------------------------------------------------


def _sum(whole: Quantity, found: Listed) -> Decimal:
    """The parts together, in the whole's scale."""
    unit = whole.amount / whole.value if whole.value else Decimal(1)
    return sum((p.amount for p in found.parts), Decimal(0)) / unit


def _told(whole: Quantity, found: Listed, *, holds: bool, claim: Claim = "equal") -> Relation:
    return relation("whole", (whole, *found.parts), holds, claim=claim, value=_sum(whole, found))


# How far the sum may be off for it to be a slip: (parts told from one angle, from nobody can say which).
_OVER = {"one": Decimal(10), "unknown": Decimal("0.5")}
_UNDER_OF_TWO = {"one": Decimal("0.2"), "unknown": Decimal("0.12")}
_UNDER_OF_MORE = {"one": Decimal("0.3"), "unknown": Decimal("0.1")}


# Parts behind 其中 need not be all of it: where so much is left out and no slip of the hand explains it, they may not.
NEARLY_ALL_OF_TWO = Decimal("0.05")
NEARLY_ALL = Decimal("0.15")


_SETTLED_BEHIND = pattern(r",(?:目前|现|均)?已[^,。;\d]{1,8}\d")  # 已整改64份，其余3份: the rest is of these


def _judged(text: str, whole: Quantity, found: Listed, *, among: bool, said_all: bool) -> Relation | None:
    """The relation of a total and its list, where the list adds up or misses the total by a slip.

    `among`: the sentence says that they are of the total (其中, a colon); `said_all`: that they are all of it.
    """
    value = _sum(whole, found)
    scaled = any(p.scale != whole.scale for p in found.parts)
    slack = Decimal(1).scaleb(-whole.places) if scaled else Decimal(0)
    if value == whole.value or abs(value - whole.value) < slack:
        return _told(whole, found, holds=True)
    if re.search(r"\((?:含|其中|包括|另有)", text[found.start : found.end + 6]):
        return None  # 5篇、3篇(含已转化的1篇): one counted twice
    behind = _SETTLED_BEHIND.split(re.split(r"[。;]", text[found.end : found.end + 60])[0])[0]
    if re.search(r"同时|交叉|重复|重叠|兼|既是|另有|其余|其他|还有|同属|不同口径|互有|共有的", behind):
        return None
    if _counted_twice(whole, found, value - whole.value, behind):
        return None
    division = division_of(found.names)
    if division and (value > whole.value or division.complete):
        return _told(whole, found, holds=False)
    closed = bool(_CLOSED.match(text, found.end)) and not _OPEN_END.match(text, found.end)
    angle = angle_of(found.names)
    if _may_overlap(text, whole, found, value, angle):
        return None
    if said_all and closed and found.tight and not any(map(_BOTH.search, found.names)):
        return _told(whole, found, holds=False)
    if angle == "several" or not whole.value:
        return None
    off = (value - whole.value) / whole.value
    if off > 0:
        limit = _OVER[angle] if found.tight else Decimal("0.3") if angle == "one" else Decimal("0.1")
        slip = found.tight and one_slip_off(whole, found.parts, value)
        return _told(whole, found, holds=False, claim="near") if among and (off <= limit or slip) else None
    if not found.tight or not among or not closed:
        return None
    limits = _UNDER_OF_TWO if len(found.parts) == 2 else _UNDER_OF_MORE
    slip = (angle == "one" or whole.places > 0 or len(found.parts) > 2) and one_slip_off(whole, found.parts, value)
    if -off > limits[angle] and not slip:
        return None
    sure = slip or -off <= (NEARLY_ALL_OF_TWO if len(found.parts) == len(("one", "other")) else NEARLY_ALL)
    return _told(whole, found, holds=False, claim="near" if sure else "maybe")


MOST_BY_A_SLIP = Decimal("0.15")
MOST_LEFT_OUT = Decimal("0.3")  # of a whole whose kinds are told; where more is left out, some of them are told


def _may_overlap(text: str, whole: Quantity, found: Listed, value: Decimal, angle: Angle) -> bool:
    """17起（夜间查获12起、使用禁用渔具9起）: a bracket tells some sides of the whole, and together they are far from
    it; that they divide it nobody says."""
    if not _IN_A_BRACKET.search(text[whole.end : found.start]) or (
        angle == "one" and value >= whole.value * (1 - MOST_LEFT_OUT)
    ):
        return False
    return (
        abs(value - whole.value) > max(Decimal(1), whole.value * MOST_BY_A_SLIP)
        and not any(meant == value for meant in meant_by(whole))
        and not slip_in_a_part(whole, found.parts, value)
    )


_IN_A_BRACKET = pattern(r"\([^()]*$")


def _counted_twice(whole: Quantity, found: Listed, over: Decimal, behind: str) -> bool:
    """16个，其中会议研究9个、例会研究11个，4个先后经两个层面研究: as many named behind as the parts are over."""
    return over > 0 and any(
        q.unit == whole.unit and q.value == over and q.exact and behind.count(",", 0, q.start) <= 1
        for q in quantities(behind)
    )


FEWEST_DIGITS = 2


def meant_by(q: Quantity) -> Iterator[Decimal]:
    """What a figure may have been meant to be: two neighbouring digits changed about, the point moved by one."""
    digits = f"{q.value:f}".replace(".", "")
    for i, (one, other) in enumerate(itertools.pairwise(digits)):
        if one != other and (i or other != "0"):
            yield Decimal(digits[:i] + other + one + digits[i + 2 :]).scaleb(-q.places)
    if len(digits.strip("0")) >= FEWEST_DIGITS and q.places:
        yield q.value * 10
    if len(digits.strip("0")) > FEWEST_DIGITS:
        yield q.value / 10


def is_slip(one: Quantity, other: Quantity) -> bool:
    """Whether one number may be written for the other: two digits changed about, or one digit another."""
    if one.value == other.value or one.like != other.like:
        return False
    a, b = f"{one.value:f}", f"{other.value:f}"
    apart = sum(x != y for x, y in zip(a, b, strict=False))
    return one.value in set(meant_by(other)) or (len(a) == len(b) >= FEWEST_DIGITS and apart == 1)


def slip_in_a_part(whole: Quantity, parts: Sequence[Quantity], total: Decimal) -> bool:
    """Whether one slip of the hand in one part explains the sum: 54 for 45, 12.22 for 122.2."""
    return any(
        total - part.value + meant == whole.value for part in parts for meant in meant_by(part) if meant < whole.value
    )


def one_slip_off(whole: Quantity, parts: Sequence[Quantity], total: Decimal) -> bool:
    """The same, or one in the total: 32 for 23, a digit of 3.86."""
    return (
        slip_in_a_part(whole, parts, total)
        or any(meant == total for meant in meant_by(whole))
        or _one_digit_apart(whole, total)
    )


MANY_DIGITS = 3


def _one_digit_apart(whole: Quantity, total: Decimal) -> bool:
    """3.86 and 6.86: figures of three digits and more, with decimals, that differ in one."""
    one, other = f"{whole.value:f}", f"{total:f}"
    apart = sum(a != b for a, b in zip(one, other, strict=False))
    return bool(whole.places) and len(one) == len(other) > MANY_DIGITS and apart == 1


_BRACKET = pattern(r"\([^()\d]{1,12}\)")  # 县(市、区): one name


def sums(text: str, figures: Sequence[Quantity]) -> list[Relation]:
    """Totals with their lists, on either side; added up or not."""
    text = _BRACKET.sub(lambda m: m.group().replace("、", "□").replace(",", "□"), text)
    lists = list(lists_in(text, figures))
    return [
        *totals_ahead(text, figures, lists),
        *all_of_the_list(text, figures, lists),
        *told_by_names(text, figures, lists),
        *shared_out(text, figures, lists),
        *dealt_with_in_all(text, figures),
        *totals_after(text, figures, lists),
    ]
