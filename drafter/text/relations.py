"""What the figures of a sentence say of one another: a whole and its parts, a change from one value to another, a rate
and its base, a list and its announced length, one area in two units.

Structure only: whether a relation that does not hold is worth a word is for the caller to say.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.patterns import pattern
from drafter.text.averages import (
    averages,
    by_standard,
    each_of_them,
    for_each,
    in_so_many_times,
    parted_into,
    signed_with,
    so_many_each,
    standards,
)
from drafter.text.balances import (
    came_to,
    drawn_shares,
    left_by_a_slip,
    nearly_all,
    paid_off,
    parts_in_other_units,
    rates_apart,
    savings,
    shares_moved,
    stocks,
)
from drafter.text.beside import counted_by_name, named_ahead, second_figures
from drafter.text.changed import DOWN, UP, changes_in_any_words
from drafter.text.grown import grown
from drafter.text.in_order import rates_in_order, rising_bounds
from drafter.text.left import left_in_any_words, little_more_than_all
from drafter.text.lists import counted_lists, counted_titles, lists_behind_counts, lists_said_to_be
from drafter.text.means import means_in_any_words
from drafter.text.numerals import ONE_TO_NINE, ONE_TO_TEN, TWO_TO_TEN, from_chinese
from drafter.text.odd_unit import odd_units
from drafter.text.parts import (
    REST,
    a_difference,
    among_exceeds,
    done_and_not,
    done_exceeds,
    found_exceeds,
    mended_exceeds,
    more_done_than_there_are,
    more_than_were_taken_on,
    other_sides_exceed,
    pairs_apart,
    rests,
    so_and_not_so,
    well_and_not_well,
)
from drafter.text.quantities import Quantity, measure_of, percent, rounded
from drafter.text.relation import LONGEST_LIST, Claim, Relation, added, ahead, relation
from drafter.text.sentences import ahead_of
from drafter.text.tallies import columns, each_has, gathered, in_bracket, shares_each, status_in, statuses_in, tallies
from drafter.text.wholes import angle_of, leave_their_bracket, meant_by, slip_in_a_part, sums


def relations(folded: str, figures: Sequence[Quantity]) -> list[Relation]:
    """The relations between the figures of one sentence (or of two that belong together), in order."""
    undated = _WHEN.sub(lambda m: "年" * len(m.group()), folded)  # 由2023年的42%提高到2024年的55%
    found = [
        *_once(_of_wholes(undated, figures)),
        *columns(undated, figures, _read_apart),
        *_changes(undated, figures),
        *_changes_apart(undated, figures),
        *_differences(undated, figures),
        *_in_words(undated, figures),
        *_side_by_side_with_last_year(undated, figures),
        *_against_last_year(undated, figures),
        *_told_last(undated, figures),
        *stocks(undated, figures),
        *came_to(undated, figures),
        *grown(undated, figures),
        *savings(folded, figures),
        *paid_off(folded, figures),
        *standards(folded, figures),
        *rates_apart(undated, figures),
        *parts_in_other_units(folded, figures),
        *nearly_all(folded, figures),
        *left_by_a_slip(folded, figures),
        *rates(folded, figures),
        *rising_bounds(folded, figures),
        *each_has(undated, figures),
        *shares_each(undated, figures),
        *for_each(folded, figures),
        *_conversions(folded, figures),
        *odd_units(undated, figures),
        *averages(folded, figures),
        *so_many_each(folded, figures),
        *each_of_them(folded, figures),
        *signed_with(folded, figures),
        *in_so_many_times(folded, figures),
        *parted_into(folded, figures),
        *by_standard(folded, figures),
        *_respectively(folded, figures),
        *counted_lists(folded, figures),
        *counted_titles(folded, figures),
        *lists_behind_counts(folded, figures),
        *lists_said_to_be(folded, figures),
    ]
    found += named_ahead(undated, figures)
    found += [*changes_in_any_words(undated, figures, found, _change)]
    found += [*means_in_any_words(folded, figures, found)]
    found += [*left_in_any_words(folded, figures, found)]
    found += [*little_more_than_all(folded, figures, found)]
    found += [*second_figures(undated, figures, found), *counted_by_name(undated, figures, found)]
    told = {(r.kind, r.holds, tuple(q.start for q in r.members)): r for r in reversed(found)}  # of two readers one
    return sorted(told.values(), key=lambda r: (r.start, r.end))


_WHEN = pattern(r"(?<!\d)(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?|(?<![\d.])\d{1,2}月(?:\d{1,2}日|(?=[底末初份的]))")


_OF_EACH = pattern(
    r"平均每(?:个|名|家|所|户)?[一-鿿]{0,6}(?:\([一-鿿]{1,4}\))?$|(?:人|户|家|村|校|场|期|站|所|院|局|[、,(]次)均[^,。;:、\d]{0,4}$|[各每](?:自)?(?:涉及|安排|派出|派驻|配备|新增|新建|设立|选派|选聘|有|抽查|扣减|补助|发放|奖励|占)?$|每(?:[人名户家村校场期所站件]|个[一-鿿]{1,4})(?:各|有)?$|各[一-鿿]{2}的$"
)
_OF_EACH_TOO = pattern(  # 每月1个; 每人领学1次、上党课1次: several things of each
    r"每(?:[人名户家村校场期所站件年月周天日]|季度|学期|个[一-鿿]{1,4})[^,。;:、\d]{0,4}"
    r"(?:\d[\d.]{0,6}[一-鿿]{1,3}[^,。;:、\d]{0,4}、[^,。;:、\d]{1,6})*$"
)
_NEVER_ADDED = frozenset({"岁", "度", "℃"})
_AIM = pattern(r"(?:目标|指标|任务数|计划数)(?:值|为|的)?$")
_COUNTED_OUT = pattern(r"[(,](?:不含|不包括|不计|未计入|剔除)[^(),。;]*")


def _counted_together(folded: str, figures: Sequence[Quantity]) -> list[Quantity]:
    """The figures that can be wholes or parts of one another: not ages, what each of several has (各涉及2家单位),
    what was aimed at (目标7200万元), and what is counted out (不含自然消亡的1户)."""
    out = [match.span() for match in _COUNTED_OUT.finditer(folded)]
    return [
        q
        for q in figures
        if q.kind not in _NEVER_ADDED
        and not (
            _OF_EACH.search(ahead(folded, q)) or _OF_EACH_TOO.search(ahead(folded, q)) or _AIM.search(ahead(folded, q))
        )
        and not any(start <= q.start < end for start, end in out)
    ]


def _of_wholes(folded: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    figures = _counted_together(folded, figures)
    readers = (
        tallies,
        sums,
        gathered,
        among_exceeds,
        rests,
        pairs_apart,
        done_and_not,
        so_and_not_so,
        well_and_not_well,
        done_exceeds,
        found_exceeds,
        mended_exceeds,
        more_done_than_there_are,
        more_than_were_taken_on,
        other_sides_exceed,
        _wholes,
    )
    by_status = {q.start for _, q in statuses_in(folded, figures)}
    for each in itertools.chain.from_iterable(reader(folded, figures) for reader in readers):
        if not each.holds and all(q.start in by_status for q in each.members):
            continue  # 完成9个，基本完成1个，持续推进1个: one beside the other
        if not each.holds and _is_a_share(folded, each):
            continue
        aside = leave_their_bracket(folded, each.members[1:]) or _aside(folded, each.members)
        if each.holds or not (aside or _with_one_before_a_bracket(folded, figures, each) or _goes_on(folded, each)):
            yield each


_A_SHARE = pattern(r"[,(]占[^,。;]{0,8}\d(?![^。;]{0,20}其中)")


def _is_a_share(folded: str, each: Relation) -> bool:
    """第一种形态168人次，占70%，第二、三、四种形态分别为56、9、7人次: a share is a part itself."""
    whole, *parts = each.members
    return all(q.start > whole.end for q in parts) and bool(_A_SHARE.match(folded, whole.end))


def _with_one_before_a_bracket(folded: str, figures: Sequence[Quantity], each: Relation) -> bool:
    """处分4人（其中1人…）、诫勉6人、批评教育13人，共23人: what stands before the bracket is in the list too."""
    whole, *parts = each.members
    first = min(parts, key=lambda q: q.start)
    opens, closes = folded.rfind("(", 0, first.start), folded.rfind(")", 0, first.start)
    if not 0 <= opens < closes or not _BEHIND_A_BRACKET.fullmatch(folded[closes + 1 : first.start]):
        return False
    before = next((q for q in reversed(figures) if q.end <= opens), None)
    return before is not None and before.like == whole.like and before.value + added(parts) == whole.value


_BEHIND_A_BRACKET = pattern(r"[、,][^,。;:、()\d]{1,12}")


def _goes_on(folded: str, each: Relation) -> bool:
    """8次，其中现场学习2次、交流研讨4次，邀请教师授课3次: what a comma adds to a list of 其中 is told beside it."""
    whole, *parts = sorted(each.members, key=lambda q: q.start)
    if each.claim != "near" or each.members[0] is not whole or "其中" not in folded[whole.end : parts[0].start]:
        return False
    gaps = [folded[a.end : b.start] for a, b in itertools.pairwise(parts)]
    return (
        len(gaps) > 1
        and "、" in gaps[0]
        and "," not in gaps[0]
        and "," in gaps[-1]
        and not _OF_THEM_STILL.search(gaps[-1])
    )


_OF_THEM_STILL = pattern(r",(?:均|全部)?(?:已|未|正|尚|还|仍|其余|剩|余)")


def _aside(folded: str, members: Sequence[Quantity]) -> bool:
    """移交27件(含实名件4件)，已办结26件: what a bracket adds is not what the sentence goes on to speak of."""
    whole, first = members[0], min(members[1:], key=lambda q: q.start)
    depth = 0
    for char in folded[whole.end : first.start]:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return True
    return False


def _read_apart(folded: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """What the figures of one column say of one another."""
    yield from _once(_of_wholes(folded, figures))
    yield from stocks(folded, figures)


def _once(found: Iterator[Relation]) -> Iterator[Relation]:
    """Each whole is reported once, by the surest reading; parts that one reading found to hold are no fault."""
    settled: list[tuple[Quantity, set[int]]] = []
    for each in found:
        whole, *parts = each.members
        starts = {p.start for p in parts}
        if not each.holds and any(whole == known and starts & seen for known, seen in settled):
            continue
        settled.append((whole, starts))
        yield each


# --- wholes and parts ------------------------------------------------------------------------------------------

_MORE = pattern(r"(?:另有|另外|还有|尚有|仍有|同时)[^,。;:\d]{0,8}$")  # named besides
_EDGE = pattern(r"[,;。:、]")
_LISTED = pattern(r"^[:(]|^[^,。;]{0,12}[:(]")
_SPLIT = pattern(r"^[^,。;\d]{0,10},?(?:共|可)?(?:分为|划分为|分成|细分为|由)[^,。;\d]{0,6}$")
CLOSE = 8  # characters before a figure in which a word sets it apart from the others
_APART = pattern(r"同比|增长|提高|提升|下降|减少|增加|每|不少于|平均|人均|目标|计划|分别|超过|较")
_FOUND = pattern(
    r"(?:发现|排查(?:出|发现)?|排查问题|摸排|筛查|筛出|受理|包案(?:化解)?|清理|梳理|移交|交办|排摸|查出|起底|共有|收到|征求|征集|收集|登记|申报|报名|抽查|提出)[^,。;:\d]{0,12}$"
)
_SETTLED = pattern(
    r"[,、](?:现|目前|均|其中)?(?:已|已经|现已)?[^,。;:、\d]{0,4}?"
    r"(?:整改到位|完成整改|整改完成|整改|化解|办结|关停|拆除|取缔|销号|清退|立案查处|核实|查实|认定|确认|采纳|吸收|收回|核销|调账|核销和调账|追缴|追回|归还|上缴|办复|答复|回复|处置|调处|兑现|达标|合格)"
    r"(?:了|违规[一-鿿]{0,4}|不实|属实|不符合[一-鿿]{0,4}|问题|隐患|违建|案件|信访|点位|企业|资金|款项|账款)*"
)
WITHIN = pattern(
    r"[^,。;:\d]{1,10}中,|[^,。;:]{0,8}?中,?(?:目前|现)?(?:已|有|均已)[^,。;:]{0,8}"
    r"|[^,。;:]{0,8}?[,。]?其中[^,。;:]{0,12}"
    r"|[^,。;:]{0,8}?,?(?:目前|现|截至目前)?已(?:经)?(?:完成|整改|办结|销号|解决|化解)[^,。;:]{0,8}"
    r"|[^,。;:\d]{0,8},(?:均|现)?(?:已|全部){1,2}[^,。;:\d]{1,8},其中[^,。;:\d]{0,12}"
)


_DONE_WITH_IT = pattern(  # 187处空置房产已盘活191处
    r"[^,。;:、\d]{0,8}?,?(?:目前|现|截至目前)?已(?:经)?(?:盘活|拆除|处置|清退|收回|修复|改造|关停|取缔|整治|出租|开工|完工|竣工|核查|复核|更换|整顿|转化)[^,。;:、\d]{0,8}"
)


_NAME_IN_BRACKETS = pattern(r"\([^()\d]{1,12}\)")  # 县(市、区): no list


def _wholes(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    text = _NAME_IN_BRACKETS.sub(lambda m: "□" * len(m.group()), text)
    counted = [q for q in figures if q.unit and q.sort != "比率"]
    for at, (whole, part) in enumerate(itertools.pairwise(figures)):
        before = next((q for q in reversed(figures[:at]) if q.kind == whole.kind), None)  # 小(1)型14座、小(2)型25座
        if before and _one_of_several(text, before, whole):
            continue
        if status_in(_EDGE.split(ahead(text, whole))[-1]):
            continue  # 未整改21件，已整改40件: one beside the other
        if not whole.unit or whole.kind != part.kind or whole.sort == "比率" or not (whole.exact and part.exact):
            continue
        if a_difference(text, whole):
            continue
        gap = text[whole.end : part.start] if part.value > whole.value and part.start - whole.end <= 20 else ""
        if gap and (WITHIN.fullmatch(gap) or (_DONE_WITH_IT.fullmatch(gap) and _alone(text, figures, at))):
            yield relation("exceeds", (whole, part), False)
    taken = 0  # where the figures of the last relation end
    for i, whole in enumerate(counted[:-1]):
        if whole.start < taken or not whole.exact:
            continue
        parts = _parts_after(counted, i, text)
        found = _sum_of(whole, parts, text) if 2 <= len(parts) < LONGEST_LIST - 1 else None
        found = found or _too_much(whole, counted[i + 1 : i + LONGEST_LIST], text)
        if found:
            yield found
            if not found.holds:
                return
            taken = found.end


_OF_ALL = pattern(r"[,、](?:共|累计|合计|总共|一共|总计)")


def _alone(text: str, figures: Sequence[Quantity], at: int) -> bool:
    """Whether nothing of its kind is counted before a figure in its sentence."""
    near = figures[max(0, at - LONGEST_LIST) : at]
    whole = figures[at]
    return not any(
        q.like == whole.like and whole.start - q.end < FAR and not re.search(r"[。;]", text[q.end : whole.start])
        for q in near
    )


FAR = 80  # characters back to what is counted in the same sentence


def _one_of_several(text: str, before: Quantity, whole: Quantity) -> bool:
    """农业排污口12个、生活排污口30个，已整治…: what follows is said of all that are listed, not of the last."""
    gap = text[before.end : whole.start]
    return "、" in gap and len(gap) <= 14 and not _CLAUSE_ENDS.search(gap.replace("、", ""))


_SUMMED_UP = pattern(r"[,、](?:共计|合计|总计|累计)[^,。;:、\d]{0,8}$")  # 抽查74个,其中29个存在问题、共计53个


def _parts_after(figures: Sequence[Quantity], i: int, text: str) -> list[Quantity]:
    """Figures of the same kind after figure `i` that are smaller than it, up to the next larger one."""
    whole = figures[i]
    parts: list[Quantity] = []
    for q in figures[i + 1 : i + LONGEST_LIST]:
        if q.kind != whole.kind:
            continue
        if q.value >= whole.value or not q.exact or _in_anothers_bracket(text, figures[i + 1 :], whole, q):
            break
        if _APART.search(text, max(whole.end, q.start - CLOSE), q.start) or _SUMMED_UP.search(ahead(text, q)):
            break
        if parts and "其中" in text[parts[-1].end : q.start] and "其中" not in text[whole.end : parts[0].start]:
            break  # what follows is of the last one, not of the whole
        parts.append(q)
    return parts


def _in_anothers_bracket(text: str, following: Sequence[Quantity], whole: Quantity, q: Quantity) -> bool:
    """党纪处分2人(党内警告1人…): what the bracket holds is of the 2, of no figure before them."""
    opens = text.rfind("(", whole.end, q.start)
    if opens < 0 or text.find(")", opens, q.start) >= 0:
        return False
    return any(whole.end <= other.start < opens for other in following)


def _sum_of(whole: Quantity, parts: list[Quantity], text: str) -> Relation | None:
    """The relation of a whole and the figures behind it, where the sentence means them to be its parts."""
    by_status = _by_status(whole, parts, text)
    if by_status and added(by_status) != whole.value:
        return relation("whole", (whole, *by_status), False, value=added(by_status))
    for count in range(len(parts), 1, -1):
        if added(parts[:count]) == whole.value:
            return relation("whole", (whole, *parts[:count]), True, value=whole.value)
    rest = next((i for i, p in enumerate(parts) if i and REST.search(ahead(text, p))), None)
    if rest is not None:  # told by `rests`, but for a list of kinds that stands before what was done
        kinds = _side_by_side(text, parts[:rest])
        if (
            len(kinds) < LEAST_KINDS
            or len(kinds) >= rest
            or not _AMONG_THEM.fullmatch(text[whole.end : kinds[0].start])
        ):
            return None
        best = _near_miss(whole, kinds)
        return relation("whole", (whole, *best), False, claim="near", value=added(best)) if best == kinds else None
    first = text[whole.end : parts[0].start]
    if "(" in first:
        return None  # told by `sums`, which looks at what the parts in a bracket are
    if (_LISTED.match(text[whole.end :]) or _SPLIT.match(first)) and _closed_list(text, parts):
        return relation("whole", (whole, *parts), False, value=added(parts))
    if any(_MORE.search(ahead(text, p)) for p in parts):
        return None
    if len(parts) == 2 and (_done_and_open(text, parts) or _two_of_them(whole, parts, text)):
        return relation("whole", (whole, *parts), False, claim="near", value=added(parts))
    if len(parts) == 2 and _one_slip_in_two(whole, parts, text):
        return relation("whole", (whole, *parts), False, claim="near", value=added(parts))
    best = _near_miss(whole, parts)
    if best is None and _named_one_by_one(text, whole, parts):
        names = [re.split(r"[,。;:、\d]|其中", ahead(text, p))[-1] for p in parts]
        swapped = added(parts) in set(meant_by(whole)) and angle_of(names) != "several"  # 54名,其中乡镇13名、县直32名
        best = parts if swapped or slip_in_a_part(whole, parts, added(parts)) else None
    return relation("whole", (whole, *best), False, claim="near", value=added(best)) if best else None


def _by_status(whole: Quantity, parts: list[Quantity], text: str) -> list[Quantity] | None:
    """已完成23个，基本完成3个，推进中3个: parts that are told by status, finished and unfinished ones, are all of it.

    Behind 其中 two of them need not be all (其中已办结22件，3件正在办理).
    """
    told = statuses_in(text, [whole, *parts])
    seen = [status for status, q in told if q is not whole]
    unfinished = {"推进中", "长期坚持"} & set(seen)
    if len(seen) != len(parts) or len(set(seen)) < len(seen) or not unfinished or not set(seen) - unfinished:
        return None
    among = "其中" in text[whole.end : parts[0].start]
    return parts if len(parts) >= 3 or not among else None


def _too_much(whole: Quantity, following: Sequence[Quantity], text: str) -> Relation | None:
    """排查209个，整改到位213个; 发现32处，拆除29处、立案查处5处: what was settled is more than what was found."""
    if not _FOUND.search(ahead(text, whole)):
        return None
    parts: list[Quantity] = []
    before = whole
    for q in following:
        gap = re.sub(r"^[^,、。;:]{0,8}", "", text[before.end : q.start])
        if _OF_ALL.search(gap):
            return None  # 第一轮23个，第二轮15个，共督促整改38个
        if q.unit != whole.unit or not q.exact or not _SETTLED.fullmatch(gap):
            break
        parts.append(q)
        before = q
    if not parts or (parts[0].amount > whole.amount and WITHIN.fullmatch(text[whole.end : parts[0].start])):
        return None
    unit = whole.amount / whole.value if whole.value else Decimal(1)
    value = sum((q.amount for q in parts), Decimal(0)) / unit
    slack = Decimal(1).scaleb(-whole.places) if any(q.scale != whole.scale for q in parts) else Decimal(0)
    if value > whole.value + slack and not any(q.amount == whole.amount for q in parts):
        return relation("exceeds", (whole, *parts), False, value=value)
    return None


def _done_and_open(text: str, parts: list[Quantity]) -> bool:
    """39个问题已销号26个，13个正在整改: what is done, and the rest that is not."""
    first, second = parts
    return bool(
        _ARE_DONE.search(ahead(text, first))
        and re.match(r"[,、;]$", text[first.end : second.start].strip())
        and _ARE_OPEN.match(text, second.end)
    )


_ARE_DONE = pattern(r"(?<!其中)(?:已[^,。;]{0,10}|(?:问题|任务|措施|事项)完成(?:整改)?)$")
_ARE_OPEN = pattern(r"[^,。;]{0,20}(?:正在|持续|仍在|尚未|推进中)|(?:问题|任务|措施|事项)?取得[^,。;]{0,6}阶段性")


def _two_of_them(whole: Quantity, parts: list[Quantity], text: str) -> bool:
    """236名,校级31名、骨干215名: a little more than the whole; kinds that overlap are further off."""
    off = added(parts) - whole.value
    return bool(
        0 < off * 20 <= whole.value
        and re.fullmatch(r"[^,。;:、]{0,8}[,:](?:其中)?[^,。;:、\d]{1,6}", text[whole.end : parts[0].start])
        and re.fullmatch(r"、[^,。;:、\d]{1,6}", text[parts[0].end : parts[1].start])
        and re.match(r"\s*(?:[。;)]|$)", text[parts[1].end :])
    )


def _one_slip_in_two(whole: Quantity, parts: list[Quantity], text: str) -> bool:
    """排查926处，立行立改818处，限期整改45处: two digits changed about in a part, and it would be all of them."""
    alone = re.fullmatch(r"[^。;:\d]{2,24}", text[whole.end : parts[0].start])
    beside = re.fullmatch(r"[^。;:、\d]{0,4}[,、][^,。;:、\d]{2,8}", text[parts[0].end : parts[1].start])
    return bool(alone and beside and slip_in_a_part(whole, parts, added(parts)))


LEAST_KINDS = 3
_AMONG_THEM = pattern(r"[^,。;:、]{0,10},其中[^,。;:、\d]{1,16}")


def _side_by_side(text: str, parts: list[Quantity]) -> list[Quantity]:
    """The leading figures that stand in one list: 到期未收回的18份、价格偏低的26份."""
    for n, (a, b) in enumerate(itertools.pairwise(parts), 1):
        if not re.fullmatch(r"[^,。;、\d]{0,8}、[^,。;、\d]{1,16}", text[a.end : b.start]):
            return parts[:n]
    return parts


def _named_one_by_one(text: str, whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """86人，其中科级32人、一般45人。: parts behind 其中 or a mark, side by side, and nothing behind the last."""
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(parts)]
    first = text[whole.end : parts[0].start]
    return (
        re.fullmatch(r"[^,。;:、]{0,10}(?:,其中|:)[^,。;:、]{1,16}", first) is not None
        and all(re.fullmatch(r"[^,。;、\d]{0,10}[、,和及][^,。;、]{1,16}", gap) for gap in gaps)
        and re.match(r"[^,。;、\d]{0,6}(?:[。;)]|[,]|$)", text[parts[-1].end :]) is not None
    )


def _closed_list(text: str, parts: Sequence[Quantity]) -> bool:
    """Whether the parts stand in one list: nothing but names between them, and the sentence ends behind the last."""
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(parts)]
    return all(re.fullmatch(r"[^,。;、\d]{0,10}[、,;和及与][^,。;、\d]{1,16}", gap) for gap in gaps) and bool(
        re.match(r"[^,。;、\d]{0,10}[)]?[。;,]?\s*$", text[parts[-1].end :])
    )


def _near_miss(whole: Quantity, parts: list[Quantity]) -> list[Quantity] | None:
    """The leading parts whose sum misses the whole by a little: by one in twenty, or by one.

    Two parts are too few to tell (其中 A 69个、B 35个 need not be all of 106个), unless they are printed with decimals.
    """
    for count in range(len(parts), 1, -1):
        off = abs(added(parts[:count]) - whole.value)
        enough = count >= 3 or (whole.places and all(p.places for p in parts[:2]))
        if enough and (off * 20 <= whole.value or off == 1):
            return parts[:count]
    return None


# --- changes ---------------------------------------------------------------------------------------------------

_TO = pattern(
    rf"[^,。;]{{0,10}}?(?:大幅|稳步|逐步|进一步)?(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:到了?|至|为|成)[^,。;\d]{{0,12}}$"
)
_TO_BE = pattern(r"[^,。;\d]{0,8}(?:到|至|为|成)$")  # 由34户整合为21户: the verb does not say which way
_FROM = pattern(r"(?:由|从|将原有的?|原有的?|上年同期的?|去年同期的?|上年的?|去年的?|原来的?|此前的?)[^,。;\d]{0,12}$")
_FROM_YEAR = pattern(r"(?:由|从|比|较)(?:(?:\d{4}年|年{2,12}))(?:同期|初|末|底)?的?[^,。;\d]{0,10}$")
_BY = pattern(
    rf"^[^,。;\d]{{0,10}}?,?(?:同比|环比|净|平均|分别)?(?:(?P<up>{UP}|新增|增幅|涨幅)|(?P<down>{DOWN}|降幅|减幅))(?:了|为|达|约|率|率为|率达)?$"
)
# A time before the one that is told of: 上年同期, 上学期, 整改前. Behind 比 any time is one: 比第二季度的.
_PAST = (
    r"(?![比较与])(?:(?:上|去|前)(?:一?年度?|个?季度|个?月|个?学期|个?学年|半年|一?轮|一?届|期)|年{2,12}"
    r"|整改前|巡[视察]前|此前)(?:同期)?"
)
_THEN = (
    rf"(?:{_PAST}|\d{{4}}年|第?[{ONE_TO_NINE[:4]}]季度|[上下]半年|[春秋]季学期|(?![比较与])[一-鿿]{{2,4}}[前时]|同期"
    r"|整改之初|原来|年初)(?:度|同期|初|末|底)?"
)
_AGAINST = pattern(
    rf"[^,。;()\d]{{0,8}},?(?:增速|增幅|降幅|占比|比例|比重|总量|数量)?(?:比|较|与|同){_THEN}的?[^,。;\d]{{0,4}}$"
)
_SAME_TIME_BEFORE = pattern(rf"[^,。;()\d]{{0,8}},(?:而)?{_PAST}(?:仅|只有)?(?:为|是|仅)?[^,。;\d]{{0,2}}$")
_SO_MUCH_THEN = pattern(rf"^,(?:同比)?(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:了)?$")
_SO_MUCH = pattern(rf"^[^,。;\d]{{0,2}}(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:了)?$")


def _changes(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """由31项压减到18项，减少13项; 21件，比上年的18件增加3件."""
    for i, (a, b) in enumerate(itertools.pairwise(figures)):
        if a.exact and b.exact and _of_two_sorts(text, a, b):
            yield relation("change", (a, b), False, words="units")
        if not (a.exact and b.exact) or not (_alike(a, b) or _of_one_measure(a, b)):
            continue
        gap = text[a.end : b.start]
        front = ahead(text, a)
        by = figures[i + 2] if i + 2 < len(figures) else None
        if not _alike(a, b):
            yield from _in_two_units(text, (a, b), by)
            continue
        if (to := _TO.match(gap)) and (_FROM.search(front) or _FROM_YEAR.search(front)):
            told = _by_told(text, b, by)
            yield _change(a, b, by if told else None, bool(to["down"]), bool(told["down"]) if told else None)
            yield from _then_in_per_cent(text, figures, i, (a, b), by if told else None)
        elif _AGAINST.fullmatch(gap) and by and (told := _SO_MUCH.match(text[b.end : by.start])):
            now = _spoken_of(text, figures[:i], a, b, by, bool(told["down"]))
            yield _change(b, now, by, bool(told["down"]), None)
            yield from _then_in_per_cent(text, figures, i, (b, now), by)
        elif by and _SAME_TIME_BEFORE.fullmatch(gap) and (told := _SO_MUCH_THEN.match(text[b.end : by.start])):
            yield _change(b, a, by, bool(told["down"]), None)
            yield from _then_in_per_cent(text, figures, i, (b, a), by)
        elif by and _TO_BE.match(gap) and _FROM.search(front) and (told := _by_told(text, b, by)):
            down = b.amount < a.amount
            yield _change(a, b, by, down, bool(told["down"]))


_STRAIGHT_TO = pattern(rf"(?:{UP}|{DOWN}|调整)(?:到|至|为)")


def _of_two_sorts(text: str, a: Quantity, b: Quantity) -> bool:
    """由46.8%降至43.5岁, 由48分钟缩短至33小时: what is changed keeps its unit; longer than it was is not shorter."""
    straight = re.search(r"[由从](?:原来的|原有的)?$", text[max(0, a.start - 4) : a.start])
    way = _STRAIGHT_TO.fullmatch(text[a.end : b.start]) if straight else None
    if way is None or not a.unit or not b.unit or a.like == b.like or a.unit == b.unit or b.unit == "个":
        return False
    one, two = measure_of(a.unit), measure_of(b.unit)
    if one and two and one[0] == two[0]:
        longer = b.amount * two[1] > a.amount * one[1]
        return one[0] == "时长" and longer == bool(re.match(DOWN, way.group()))
    kinds = {a.sort, b.sort}
    return (
        kinds != {"实体"} and "" not in kinds and (len(kinds) == 2 or bool(one and two)) and kinds != {"实体", "动作"}
    )


def _spoken_of(
    text: str, before: Sequence[Quantity], last: Quantity, was: Quantity, by: Quantity, down: bool
) -> Quantity:
    """收入32.4万元，其中茶园14.5万元、其他3.5万元，比上年的…: of the whole of the list, not its last part."""
    whole = next(
        (
            q
            for q in reversed(before)
            if q.kind == last.kind
            and "其中" in text[q.end : last.start]
            and not re.search(r"[。;]", text[q.end : last.start])
        ),
        None,
    )
    if whole is None or _change(was, last, by, down, None).holds:
        return last
    return whole


def _of_one_measure(a: Quantity, b: Quantity) -> bool:
    """毫克/立方米 and 微克/立方米, 亩 and 平方米: units of one measure, by the same unit where there is one."""
    (one, _, per), (other, _, by) = a.unit.partition("/"), b.unit.partition("/")
    first, second = measure_of(one), measure_of(other)
    return bool(first and second and first[0] == second[0] != "人数" and per == by and a.sort == b.sort == "度量")


def _in_two_units(text: str, change: tuple[Quantity, Quantity], by: Quantity | None) -> Iterator[Relation]:
    """33毫克/立方米，比2023年的36微克/立方米下降8.3%: the figures give the rate, the units do not."""
    a, b = change
    gap = text[a.end : b.start]
    if by is None or by.unit != "%" or not by.exact or not a.value or not b.value:
        return
    if _TO.match(gap) and (_FROM.search(ahead(text, a)) or _FROM_YEAR.search(ahead(text, a))):
        before, after, told = a, b, _BY.match(text[b.end : by.start])
    elif _AGAINST.fullmatch(gap):
        before, after, told = b, a, _SO_MUCH.match(text[b.end : by.start])
    else:
        return
    if told and percent(abs(after.value - before.value), before.value, by.places) == by.value:
        yield relation("change", (before, after, by), False, words="units")


def _then_in_per_cent(
    text: str, figures: Sequence[Quantity], i: int, change: tuple[Quantity, Quantity], by: Quantity | None
) -> Iterator[Relation]:
    """压减到18张，减少25张，下降58.1%: the rate that stands behind the difference is of the same change."""
    rate = figures[i + 3] if by and i + 3 < len(figures) else None
    if by is None or rate is None or rate.unit != "%" or by.unit != change[1].unit or not rate.exact:
        return
    if told := _BY.match(text[by.end : rate.start]):
        yield _change(*change, rate, change[1].amount < change[0].amount, bool(told["down"]))


_LESS_THAN_BEFORE = pattern(
    rf"[^,。;\d]{{0,6}},?(?:同比|环比|(?:比|较){_THEN})(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:了)?"
)
_OR_IN_PER_CENT = pattern(
    rf"[^,。;\d]{{0,4}}[,、](?:同比|环比)?(?:(?P<up>{UP}|增幅|涨幅)|(?P<down>{DOWN}|降幅|减幅))(?:了|为|达)?"
)


_OF_THEN = pattern(rf"(?:{_PAST}|同期)(?:仅|只有)?(?:为|是|仅|有)?[^,。;:、\d]{{0,4}}$")


def _differences(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """发文90件，比上年同期减少10件，下降10%: what it was is told by what it is and by how much it changed."""
    for now, by, rate in zip(figures, figures[1:], figures[2:], strict=False):
        if rate.unit != "%" or now.unit != by.unit or now.sort in {"", "比率"} or not (now.exact and by.exact):
            continue
        if _OF_THEN.search(ahead(text, now)):
            continue  # 9.3万元，上年同期为12.4万元，同比减少3.1万元，下降25%: told by `_changes`
        first = _LESS_THAN_BEFORE.fullmatch(text[now.end : by.start])
        second = _OR_IN_PER_CENT.fullmatch(text[by.end : rate.start])
        if not first or not second or not rate.exact or bool(first["down"]) != bool(second["down"]):
            continue
        amount = now.amount + by.amount if first["down"] else now.amount - by.amount
        if amount <= 0:
            continue
        value = amount / (now.amount / now.value if now.value else 1)
        was = now._replace(value=value, text=f"{_plain(value)}{now.kind}")
        yield _change(was, now, rate, bool(first["down"]), bool(second["down"]))


_IN_WORDS = pattern(  # 减少四分之一, 下降三成, 翻了一番, 增长一倍
    rf"(?P<gap>[^,。;\d]{{0,8}}?[,、]?(?:同比|环比|整体|总体)?)(?:(?:(?P<up>{UP}|增幅|涨幅)|(?P<down>{DOWN}|降幅|减幅))(?:了|达|为)?"
    rf"(?:(?P<base>[{ONE_TO_TEN}百]{{1,3}})分之(?P<part>[{ONE_TO_TEN}]{{1,3}})|(?P<tenths>[{ONE_TO_TEN}两])成|(?P<half>一半)|(?P<times>[{ONE_TO_TEN}两])倍)"
    rf"|翻了?(?P<doubled>[{ONE_TO_TEN}两])番)(?![{ONE_TO_TEN}多以余])"
)
NEARLY = Decimal("0.04")  # how far a fraction in words may be from the figures that it rounds


def _in_words(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """由128份减少到96份，减少三分之一; 由45万亩扩大到90万亩，翻了两番: a change that is told in words."""
    for i, (a, b) in enumerate(itertools.pairwise(figures)):
        if not (a.exact and b.exact) or not _alike(a, b) or not a.amount:
            continue
        if (to := _TO.match(text[a.end : b.start]) or _TO_BE.match(text[a.end : b.start])) and (
            _FROM.search(ahead(text, a)) or _FROM_YEAR.search(ahead(text, a))
        ):
            before, after, at = a, b, b.end
        elif _AGAINST.fullmatch(text[a.end : b.start]):
            before, after, at = b, a, b.end
        else:
            continue
        said = _IN_WORDS.match(text, at)
        if not said or (i + 2 < len(figures) and figures[i + 2].start < said.start(said.lastgroup or 0) and to is None):
            continue
        told = _ratio(said)
        ratio = after.amount / before.amount
        change = ratio if said["doubled"] else abs(ratio - 1)
        wrong_way = bool(said["down"]) == (ratio > 1) if not said["doubled"] else ratio < 1
        limit = NEARLY if told <= 1 and not said["doubled"] else told * Decimal("0.1")
        if told and (wrong_way or abs(change - told) > limit):
            words = said.group()[said.end("gap") - said.start() :]
            yield relation(
                "change",
                (before, after),
                False,
                value=abs(ratio - 1) * 100,
                words="in words",
                items=(words,),
                end=said.end(),
            )


def _ratio(said: re.Match[str]) -> Decimal:
    """四分之一 -> 0.25, 三成 -> 0.3, 一倍 -> 1; 翻两番 -> 4, by how much it has become as much."""

    def number(text: str | None) -> int:
        return from_chinese(text.replace("两", "二")) or 0 if text else 0

    if said["doubled"]:
        return Decimal(2) ** number(said["doubled"])
    if said["base"]:
        base = number(said["base"])
        return Decimal(number(said["part"])) / base if base else Decimal(0)
    if said["tenths"]:
        return Decimal(number(said["tenths"])) / 10
    return Decimal(number(said["times"])) if said["times"] else Decimal("0.5")


_ITS_NAME = pattern(rf"(?P<name>[一-鿿]{{2,8}}?)(?:比|较){_THEN}的?$")


def _against_last_year(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """合同额7280万元，平均每项140万元，合同总额比上年的5600万元增长30%: what it is stands further ahead."""
    for i in range(1, len(figures) - 1):
        before, by = figures[i], figures[i + 1]
        said = _ITS_NAME.search(ahead(text, before))
        told = _SO_MUCH.match(text[before.end : by.start]) if said else None
        if not said or not told or by.unit != "%" or not (before.exact and by.exact):
            continue
        known = [q for q in figures[max(0, i - 4) : i] if q.unit == before.unit and q.exact and q.amount]
        named = [q for q in known if q.noun[:2] and said["name"].startswith(q.noun[:2])]
        if _AGAINST.fullmatch(text[figures[i - 1].end : before.start]) or len(named) != 1:
            continue
        if any(_change(before, q, by, bool(told["down"]), None).holds for q in known):
            continue
        yield _change(before, named[0], by, bool(told["down"]), None)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


_MOVED_BY = pattern(rf"[^,。;:、\d]{{0,6}},(?:同比|环比|[比较]{_THEN})(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:了)?")


def _told_last(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """148.5万千瓦时，同比下降10%，上年同期为165.0万千瓦时: what it was stands behind the rate."""
    for now, by, was in zip(figures, figures[1:], figures[2:], strict=False):
        if by.unit != "%" or not (now.exact and by.exact and was.exact) or now.unit != was.unit or not was.amount:
            continue
        told = _MOVED_BY.fullmatch(text[now.end : by.start])
        if told and _SAME_TIME_BEFORE.fullmatch(text[by.end : was.start]):
            yield _change(was, now, by, bool(told["down"]), None)


def _by_told(text: str, after: Quantity, by: Quantity | None) -> re.Match[str] | None:
    """减少13户 right behind the value that something came to."""
    if by is None or by.start - after.end > 18 or "分别" in text[after.end : by.start]:
        return None
    return _BY.match(text[after.end : by.start])


_EACH = pattern(rf"[^,。;\d]{{0,6}}[,、]?分别(?:同比)?(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:了|约)?$")
_AND = pattern(r"[、,和及与]")


def _changes_apart(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """文件由240件减少到186件，会议由200次减少到163次，分别下降22.5%和18.5%: each rate against its own change."""
    changes = [
        (i, bool(to["down"]))
        for i, (a, b) in enumerate(itertools.pairwise(figures))
        if a.exact and b.exact and _alike(a, b) and (to := _TO.match(text[a.end : b.start]))
    ]
    for at, by in enumerate(figures):
        if not at or not (told := _EACH.fullmatch(text[figures[at - 1].end : by.start])):
            continue
        values = [by]
        for q in figures[at + 1 : at + LONGEST_LIST]:
            if not _AND.fullmatch(text[values[-1].end : q.start]):
                break
            values.append(q)
        last = [(i, down) for i, down in changes if i + 1 < at][-len(values) :]
        if (
            len(values) < 2
            or len(last) != len(values)
            or any(j - i != 2 for (i, _), (j, _) in itertools.pairwise(last))
        ):
            continue
        for (i, down), value in zip(last, values, strict=True):
            yield _change(figures[i], figures[i + 1], value, down, bool(told["down"]))


_WERE = pattern(rf"[^,。;:、\d]{{0,6}}[,;](?:而)?{_PAST}(?:分别)?(?:为|是)[^,。;:、\d]{{0,2}}")
_EACH_BY = pattern(rf"[^,。;:、\d]{{0,4}},(?:同比|环比|[比较]{_THEN})?分别(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:了|约)?")
_ASIDE = pattern(r"\([^()]*\)")
_AND_THE_OTHER = pattern(r"[^,。;:、\d]{0,8}[、和及][^,。;:、\d]{0,10}")


def _side_by_side_with_last_year(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """合同86项、金额3483万元，上年同期分别为62项、2580万元，同比分别增长38.7%、35.0%: each against its own."""
    if "分别" not in text:
        return
    figures = [q for q in figures if not in_bracket(text, q)]
    for at in range(2, len(figures) - 1):
        if not (said := _EACH_BY.fullmatch(text[figures[at - 1].end : figures[at].start])):
            continue
        rates = [figures[at]]
        for q in figures[at + 1 : at + LONGEST_LIST]:
            if not _AND.fullmatch(text[rates[-1].end : q.start]):
                break
            rates.append(q)
        n = len(rates)
        if n < 2 or at < 2 * n or any(q.unit != "%" or not q.exact for q in rates):
            continue
        were, are = figures[at - n : at], figures[at - 2 * n : at - n]
        apart = _WERE.fullmatch(text[are[-1].end : were[0].start])
        listed = all(
            _AND_THE_OTHER.fullmatch(_ASIDE.sub("", text[a.end : b.start]))
            for row in (were, are)
            for a, b in itertools.pairwise(row)
        )
        if not apart or not listed:
            continue
        for was, now, by in zip(were, are, rates, strict=True):
            if was.unit == now.unit and was.exact and now.exact and was.amount:
                yield _change(was, now, by, bool(said["down"]), None)


def _alike(a: Quantity, b: Quantity) -> bool:
    return a.unit == b.unit or (not a.unit and bool(b.unit) and b.sort != "")


def _change(a: Quantity, b: Quantity, by: Quantity | None, down: bool, by_down: bool | None) -> Relation:
    before = a.amount if a.scale or not b.scale or a.unit else a.value * (b.amount / b.value if b.value else 1)
    after = b.amount
    members = (a, b) if by is None else (a, b, by)
    if before == after or (after < before) != down or (by_down is not None and by_down != down):
        return relation("change", members, False, words="direction")
    if by is None or not by.exact or (before == 0 and by.unit in ("%", "倍")):
        return relation("change", members[:2], True)
    difference = abs(after - before)
    if by.unit == "%":
        right = percent(difference, before, by.places)
        if a.unit == b.unit == "%" and by.value == difference:
            return relation("change", members, right == by.value, value=difference, words="points")
        unit = Decimal(1).scaleb(-by.places)
        slight = abs(difference * 100 / before - by.value) < unit
        left = by_down is None and percent(after, before, by.places) == by.value
        holds = right == by.value or slight or left
        exact = percent(difference, before, by.places + 1)
        return relation("change", members, holds, value=right if holds or exact == right else exact, words="rate")
    if by.unit in ("个百分点", "百分点"):
        if a.unit not in {"%", "‰", "个百分点", "百分点"} and b.unit:
            right = difference / (b.amount / b.value if b.value else 1)
            return relation("change", members, False, value=right, words="no points")
        fits = a.unit != "%" or difference == by.value
        return relation("change", members, fits, value=difference, words="difference")
    if by.unit == "倍":
        ratio = after / before
        near = abs(ratio - 1 - by.value) < Decimal("0.1") or (by.value >= 2 and abs(ratio - by.value) < Decimal("0.1"))
        return relation("change", members, near or down, value=ratio - 1, words="times")
    if by.unit == b.unit:
        return relation("change", members, difference == by.amount, value=difference, words="difference")
    return relation("change", members[:2], True)


# --- rates -----------------------------------------------------------------------------------------------------

REACH = 90  # characters before a rate in which its numbers stand
_WRITTEN = r"(?:已|均|仅|约|为|达|至|到|是|也|都|提升|提高|上升|下降|降低|增长|增加)*"
RATE_NAME = pattern(rf"(?P<name>[一-鿿]{{1,8}}?)率{_WRITTEN}$")
SHARE_NAME = pattern(
    rf"(?P<subject>[一-鿿]{{0,10}}?)(?:占比|比重|比例)[一-鿿]{{0,4}}?{_WRITTEN}$"
    rf"|(?P<subject2>[一-鿿]{{0,10}}?)占(?:全部|总数|总量|比)?的?{_WRITTEN}$"
)
_NAMED_BASE = pattern(r"(?<!侵)占[一-鿿]{2,14}的?$")  # 占全县村总数的
_TARGET = pattern(r"\s*(?:以上|以下|左右|以内|的?[^,。;]{0,6}目标)")
_TARGET_BEFORE = pattern(r"目标|不低于|不少于|超过|达到年初|力争|确保|要求")
# What people think is asked of people: 查出问题3个，…满意率97% has no base among the counts.
_OF_PERSONS = pattern(r"(?:满意|知晓|支持|好评|认可|认同|信任|知悉|到会|参会|出席|出勤|到课|参训)率")
_ASKED = frozenset({"人", "名", "户", "份", "张", "位", "人次", "条", "件", "票"})
_OVER_TIME = pattern(
    rf"(?:{UP}|{DOWN})率|增长率?|增速|增幅|负债率|杠杆率|周转率|产销率|利润率|收益率|回报率|溢价率|折价率|增值率|贬值率|毛利率"
)
_RATE_MOVED = pattern(rf"(?:{UP}|{DOWN})(?:了|约)?$")  # 违停率下降36%: by how much, not what it came to
_MOVED_FROM = pattern(r"[由从](?:原来的?|原先的?|此前的?|上年的?|去年的?|约)?$")  # 由33%提高到67%
_MOVED_TO = pattern(rf"(?:大幅|逐步|显著|明显|稳步)?(?:{UP}|{DOWN})")
_NOT_DONE = pattern(r"未(?P<act>[一-鿿]{2,4})的$")
_REMAINING = pattern(r"(?:剩余|其余|余下|剩下|未完成|尚未完成|尚有|还有)[^,。;:\d]{0,8}$")
_DONE = pattern(r"完成|整改|办结|解决|销号|化解|处置|拆除")
# The act that a rate counts, in the words that may stand with its figure.
_ACTS = {"整改": ("整改", "完成"), "整改完成": ("整改", "完成"), "任务完成": ("完成",), "问题整改": ("整改", "完成")}


def rates(text: str, figures: Sequence[Quantity], since: int = 0) -> Iterator[Relation]:
    """Rates and shares with the part and the base that give them, nearest first; only those printed from `since` on.

    The text may hold the sentence before: a rate often stands in a sentence of its own.
    """
    moved = [
        *shares_moved(text, figures, since),
        *drawn_shares(text, figures, since),
        *rates_in_order(text, figures, since),
    ]
    yield from moved
    yield from fractions(text, figures, since)
    told = {relation.members[-1].start for relation in moved}
    for at, rate in enumerate(figures):
        if rate.unit == "‰" and rate.start >= since and rate.exact:
            yield from _meant_in_hundredths(text, figures, at)
        if rate.start < since or rate.unit != "%" or not rate.exact or rate.start in told:
            continue
        clause = re.split(r"[,。;、:]", ahead(text, rate))[-1]
        if _OF_COUNTED.search("," + clause):
            yield from _of_counted(text, figures, at)
            continue
        name, share = RATE_NAME.search(clause), SHARE_NAME.search(clause)
        of_a_base = None if name or share else _NAMED_BASE.search(clause)
        if not (name or share or of_a_base) or _TARGET.match(text, rate.end) or _TARGET_BEFORE.search(clause):
            continue
        if name and (claim := _of_its_own_base(text, rate, _numbers_before(text, figures, at), name["name"])):
            yield claim
            continue
        if (name and _OVER_TIME.search(name.group())) or _RATE_MOVED.search(clause):
            continue
        if inside := _in_its_bracket(text, figures, at):
            if fitting := _fitting(inside, rate):
                yield relation("rate", (*fitting, rate), True, value=rate.value)
            continue  # what the bracket does not give, the counts before it do not either
        if _MOVED_FROM.search(clause) and _MOVED_TO.match(text, rate.end):
            continue
        numbers = _numbers_before(text, figures, at)
        if name and _OF_PERSONS.search(name.group()):
            numbers = [q for q in numbers if q.unit in _ASKED]
        if fitting := _fitting(numbers, rate):
            yield relation("rate", (*fitting, rate), True, value=rate.value)
            continue
        if of_a_base:
            if (claim := _share_of_the_last(text, rate, numbers)) and rate.value != 100:
                yield claim
            continue
        act = name["name"] if name else None
        subject = (share["subject"] or share["subject2"] or "") if share and not name else ""
        claim = _of_nearest(text, rate, numbers, act, subject) or _of_many(rate, numbers, text)
        if claim is None and not name:
            claim = _share_of_the_last(text, rate, numbers) or _share_by_a_slip(text, rate, numbers)
            claim = claim or _sum_by_a_slip(text, rate, numbers)
        if claim is None and share and not name:
            claim = _share_of_what_is_told_behind(text, figures, at)
        if claim is None and name:
            claim = _of_done_and_rest(text, figures[at + 1 : at + LONGEST_LIST], rate, numbers)
        if claim and rate.value != 100:
            yield claim


def _meant_in_hundredths(text: str, figures: Sequence[Quantity], at: int) -> Iterator[Relation]:
    """送审8640万元，审减518.4万元，审减率6.0‰: of a hundred, not of a thousand."""
    rate = figures[at]
    clause = re.split(r"[,。;、:]", ahead(text, rate))[-1]
    if not (RATE_NAME.search(clause) or SHARE_NAME.search(clause)):
        return
    numbers = _numbers_before(text, figures, at)
    fitting = _fitting(numbers, rate)
    if fitting and not _fitting(numbers, rate._replace(value=rate.value / 10, places=rate.places + 1)):
        yield relation("rate", (*fitting, rate), False, value=rate.value)


_OF_COUNTED = pattern(
    r"(?:(?<!侵)占[^,。;、:\d]{0,8}?|完成|[,(](?:约|仅)?(?:为|是|相当于|达到?)[^,。;、:\d]{0,10}?)"
    r"(?:全[^,。;、:\d]{1,4})?\d[\d.]{0,8}[百千万亿]?[^,。;、:\d]{1,12}的$"
)
_GIVEN = pattern(r"[^,。;:\d]{0,12}[,(]?(?:约|仅)?")


def _of_counted(text: str, figures: Sequence[Quantity], at: int) -> Iterator[Relation]:
    """由6个增至10个，占16个行政村的62.5%: the base stands between the part and the share."""
    rate, base = figures[at], figures[at - 1]
    near = [q for q in figures[max(0, at - LONGEST_LIST) : at - 1] if "。" not in text[q.end : rate.start]]
    giving = (
        q for q in near if q.exact and base.value and q.like == base.like and _agrees(rate, q.amount, base.amount)
    )
    if given := next(giving, None):  # 增加到41项，净增13项(新上线15项、整合2项)，占全部52项业务的78.8%
        yield relation("rate", (given, base, rate), True, value=rate.value)
        return
    part = figures[at - 2] if at > 1 else None
    if part is None or not (part.exact and base.exact and base.value) or not _of_one_kind(part, base):
        return
    said = _OF_COUNTED.search(text[part.end : rate.start])
    if said and _GIVEN.fullmatch(text[part.end : part.end + said.start()]):
        value = percent(part.amount, base.amount, rate.places)
        yield relation("rate", (part, base, rate), _agrees(rate, part.amount, base.amount), value=value)


def _in_its_bracket(text: str, figures: Sequence[Quantity], at: int) -> list[Quantity]:
    """满意率98.4%(收回有效问卷311份,满意306份): the counts that a rate brings along, where it brings two or more."""
    start = figures[at].end
    if text[start : start + 1] != "(":
        return []
    end = text.find(")", start)
    inside = [q for q in figures[at + 1 : at + LONGEST_LIST] if q.end <= end and q.unit]
    its_own = len(inside) > 1 and all(q.sort != "比率" for q in inside) and not text.startswith("其中", start + 1)
    return inside if its_own else []


_IS_AVERAGE = pattern(
    r"(?:[人户村镇乡次场班校年月日]均|平均)(?:每[^,。;\d]{1,4})?(?:约|为|达|达到|仅|有)?$"
)  # 场均130人次


def _numbers_before(text: str, figures: Sequence[Quantity], at: int) -> list[Quantity]:
    """Counted figures before the rate `figures[at]`, back to the rate before it; an average is no count."""
    rate = figures[at]
    found: list[Quantity] = []
    for q in (figures[i] for i in reversed(range(at))):
        if q.unit == "%" and q.value == 100:
            continue  # 办结率100%，回访满意141件，满意率90.4%
        if q.sort == "比率" or rate.start - q.end > REACH:
            break
        if q.unit and not _IS_AVERAGE.search(ahead(text, q)):
            found.append(q)
    return found[::-1]


def _agrees(rate: Quantity, done: Decimal, total: Decimal) -> bool:
    return total != 0 and percent(done, total, rate.places) == rate.value


def _fitting(numbers: Sequence[Quantity], rate: Quantity) -> tuple[Quantity, Quantity] | None:
    """A base and a part, or a sum of neighbouring parts, that give the rate."""
    near = numbers[-8:]
    for whole in near:
        others = [q for q in near if q is not whole and q.sort == whole.sort]
        for i, j in itertools.combinations(range(len(others) + 1), 2):
            amount = sum((q.amount for q in others[i:j]), Decimal(0))
            if _agrees(rate, amount, whole.amount):
                return others[j - 1], whole
    return _of_all_together(near, rate)


def _of_all_together(numbers: Sequence[Quantity], rate: Quantity) -> tuple[Quantity, Quantity] | None:
    """满意141件、基本满意12件、不满意3件，满意率90.4%: a part of three or more that make the base together."""
    for i, j in itertools.combinations(range(len(numbers) + 1), 2):
        told = numbers[i:j]
        if len(told) < 3 or len({q.kind for q in told}) > 1 or rate.value == 100:
            continue
        base = added(told)
        part = next((q for n, q in enumerate(told) if _agrees(rate, added(told[: n + 1]), base)), None)
        part = part or next((q for q in told if _agrees(rate, q.value, base)), None)
        if part:
            return part, told[0]._replace(value=base, text="＋".join(q.text for q in told))
    return None


_WITHIN = pattern(r"\d(?:个?工作)?[日天月年小时分钟]{1,2}[内后]")
_CONTENT = pattern(r"满意[率度]")
_NO_ANSWERS = frozenset("条项个次")


def _of_nearest(text: str, rate: Quantity, numbers: list[Quantity], act: str | None, subject: str) -> Relation | None:
    """640处中完成608处，完成率: the part is the figure of the act, its base the nearest larger one of its kind."""
    part = _part_of(text, numbers, act, subject)
    if part is None or not part.exact or part.value == 0:
        return None
    said = re.split(r"[,。;]", ahead(text, rate))[-1]
    if _WITHIN.search(said) or (_CONTENT.search(said) and part.unit in _NO_ANSWERS):
        return None  # 到账后7日内发放率: of those alone; 满意率 of measures
    wholes = [
        q for q in numbers if q.start < part.start and _of_one_kind(q, part) and q.exact and q.amount > part.amount
    ]
    wholes = [q for q in wholes if not _APART.search(text, max(0, q.start - CLOSE), q.start)]
    if not wholes:
        return None
    clause = text[max(text.rfind(mark, 0, part.start) for mark in ",;。") + 1 : part.start]
    named = [q for q in wholes if len(q.noun) >= 2 and q.noun in clause]  # 新建项目9个；新建项目已开工|7个
    whole = named[-1] if named else wholes[-1]
    same = [q for q in numbers if q.start > whole.start and q.kind == part.kind and q is not part]
    between = text[whole.end : rate.start]
    if act is None:
        within = re.match(r"[^,。;]{0,12}(?:中|[,。]?其中)", between) and ";" not in between
        if not within or (same and not (subject and part.noun and (part.noun in subject or subject in part.noun))):
            return None
    elif not any(word in _said(text, part, rate) for word in _acts(act)) or (
        ";" in between and not named and not (len(wholes) == 1 and _GOES_ON.match(clause))
    ):
        return None
    value = percent(part.amount, whole.amount, rate.places)
    return relation("rate", (part, whole, rate), False, value=value)


_GOES_ON = pattern(r"(?:目前|现|截至目前,?)?已")  # ；已开工36个，开工率75%

# What a rate of money or of attendance is a rate of, by the words before its part and before its base.
_OWN_BASES = (
    (pattern(r"[审核]减$"), pattern(r"[审核]减[^,。;:、\d]{0,6}$"), pattern(r"[送报]审[^,。;:、\d]{0,6}$")),
    (
        pattern(r"(?:节约|节支|节省)$"),
        pattern(r"(?:节约|节支|节省)[^,。;:、\d]{0,6}$"),
        pattern(r"(?:预算|概算|控制价|限价)[^,。;:、\d]{0,6}$"),
    ),
    (
        pattern(r"(?:收缴|征缴|缴纳|收取|到会|到课|出勤|参会|参学|到位|发放|兑付|清缴|上缴|还款|参训|参保)$"),
        pattern(r"实(?:际)?[收到缴还付参发征][^,。;:、\d]{0,6}$"),
        pattern(r"应[收到缴还付参发征][^,。;:、\d]{0,6}$"),
    ),
)


def _of_its_own_base(text: str, rate: Quantity, numbers: Sequence[Quantity], name: str) -> Relation | None:
    """送审1926万元，核减87.4万元，核减率; 应收850万元，实收799万元，收缴率: of what a rate is, its name says."""
    for of, is_part, is_base in _OWN_BASES:
        if not of.search(name):
            continue
        near = [q for q in numbers if not re.search(r"[。;]", text[q.end : rate.start])]
        parts = [q for q in near if is_part.search(ahead(text, q))]
        bases = [q for q in near if is_base.search(ahead(text, q))]
        if len(parts) == len(bases) == 1 and parts[0].unit == bases[0].unit and parts[0].exact and bases[0].exact:
            part, base = parts[0], bases[0]
            if base.amount and part.amount:
                holds = _agrees(rate, part.amount, base.amount)
                value = percent(part.amount, base.amount, rate.places)
                return relation("rate", (part, base, rate), holds, value=value)
    return None


def _of_one_kind(a: Quantity, b: Quantity) -> bool:
    """设立1.2亿元的基金，已到位9000万元: money is compared over its scales."""
    return a.kind == b.kind or (a.unit == b.unit == "元")


_THAT_IS = pattern(r"[,(](?:即|计|共|约|合计|共计|共有|计有)?")


def _share_of_what_is_told_behind(text: str, figures: Sequence[Quantity], at: int) -> Relation | None:
    """党员1250名，35岁以下党员占16%，即200名: the part stands behind its share."""
    rate, part = figures[at], figures[at + 1] if at + 1 < len(figures) else None
    if part is None or not part.exact or not _THAT_IS.fullmatch(text[rate.end : part.start]):
        return None
    same = [q for q in figures[:at] if q.exact and q.like == part.like]
    since = text.rfind("。", 0, rate.start)
    wholes = [q for q in same if q.start > since and q.amount > part.amount]
    if not wholes or any(_agrees(rate, part.amount, q.amount) for q in same):
        return None
    claim: Claim = "near" if len(wholes) == 1 else "maybe"
    value = percent(part.amount, wholes[-1].amount, rate.places)
    return relation("rate", (part, wholes[-1], rate), False, claim=claim, value=value)


_SHARE = pattern(
    r"[^,。;:、\d]{0,10}[,(]?约?占(?P<base>[^,。;:、\d]{0,14}?)(?:的)?(?:比重|比例)?(?:达到?|到了?|约|为|已|仅){0,2}"
)
_OF_ALL_OF_THEM = pattern(
    r"^(?:全[省市州县区旗镇乡院校局部]|所有|其|上述)|(?:总数|总量|总额|总面积|总人数|数量|人数|面积|总)$"
)
_OF_THE_WHOLE = pattern(r"(?:总|全部|全体|上述|其|比)?(?:数|量|额|人数|面积|数量)?")


def _share_of_the_last(text: str, rate: Quantity, numbers: list[Quantity]) -> Relation | None:
    """班子42个，评为优秀的12个，占26.8%: the figure right before the share, of the larger one of its kind before it.

    Where the base is named (占全县村总数的), it is the figure of that noun.
    """
    part = numbers[-1] if numbers else None
    said = _SHARE.fullmatch(text[part.end : rate.start]) if part else None
    if part is None or said is None or not part.exact or not part.value:
        return None
    same = [q for q in numbers[:-1] if q.kind == part.kind]
    wholes = [q for q in same if q.exact and q.value > part.value]
    reach = [q for q in wholes if not re.search(r"[。;]", text[q.end : part.start])]
    if not reach and len(same) == len(wholes) == 1 and "。" not in text[wholes[0].end : part.start]:
        reach = wholes  # 共有成员92名，…；大专以上学历71名，占77.2%: nobody else is counted
    base = "" if _OF_THE_WHOLE.fullmatch(said["base"]) else _OF_ALL_OF_THEM.sub("", said["base"])
    if base:
        reach = _of_the_base(text, reach, base)
    whole = reach[-1] if reach else None
    if whole is None or (not base and len(same) > 1):
        return None
    if base[-2:] not in _PLANNED and _APART.search(text, max(0, whole.start - CLOSE), whole.start):
        return None
    return relation("rate", (part, whole, rate), False, value=percent(part.amount, whole.amount, rate.places))


_ITS_SHARE = pattern(r"[^,。;:、\d]{0,18}[,(]?占(?:比|总数|全部)?的?(?:达到?|到了?|约|为|已|仅){0,2}")
NEAR = 1  # percentage points


def _share_by_a_slip(text: str, rate: Quantity, numbers: Sequence[Quantity]) -> Relation | None:
    """132名中层干部中，40岁以下的由15名增至24名，占18.4%: a share that one slip in it, or in its part, gives.

    Of whom it is a share nobody says; that the printed figures come so near tells it.
    """
    part = numbers[-1] if numbers else None
    if part is None or not part.exact or not _ITS_SHARE.fullmatch(text[part.end : rate.start]):
        return None
    slips = set(meant_by(part))
    for whole in reversed(numbers[:-1]):
        if whole.like != part.like or not whole.exact or not whole.value:
            continue
        if "。" in text[whole.end : part.start] and not _spoken_of_again(text, whole, part):
            continue
        right = percent(part.amount, whole.amount, rate.places)
        near = part.value < whole.value and (
            abs(right - rate.value) <= NEAR or right in set(meant_by(rate)) or _one_digit(right, rate)
        )
        meant = any(v < whole.value and percent(v, whole.value, rate.places) == rate.value for v in slips)
        if near or meant:
            return relation("rate", (part, whole, rate), False, value=right)
    return None


_OF_THESE = pattern(r"^[^,。;:\d]{0,10}?(?P<of>[^,。;:\d]{2})中,")


def _spoken_of_again(text: str, whole: Quantity, part: Quantity) -> bool:
    """调整科级干部64名。…调整的科级干部中，40岁以下的有19名: the sentence names those of the one before."""
    sentence = text[text.rfind("。", 0, part.start) + 1 : part.start]
    said = _OF_THESE.match(re.sub(r"^(?:[一-鿿]是|\(\d\))[^,。]{2,14}。?", "", sentence))
    return said is not None and said["of"] in re.split(r"[,。;:、]", ahead(text, whole))[-1] + whole.noun


def _sum_by_a_slip(text: str, rate: Quantity, numbers: Sequence[Quantity]) -> Relation | None:
    """47个项目中，未验收的5个、超预算的3个、资料不全的12个，问题项目占46.2%: the parts of a list, all together."""
    parts = [*numbers[-1:]]
    if not parts or not _ALL_TOGETHER.fullmatch(text[parts[0].end : rate.start]):
        return None
    for q in reversed(numbers[:-1]):
        if q.kind != parts[0].kind or not _LISTED_WITH.fullmatch(text[q.end : parts[0].start]):
            break
        parts.insert(0, q)
    before = [q for q in numbers if q.end <= parts[0].start and q.like == parts[0].like and q.exact]
    if len(parts) < LEAST_KINDS - 1 or not before or "。" in text[before[-1].end : rate.start]:
        return None
    whole, together = before[-1], parts[-1]._replace(value=added(parts), text="＋".join(q.text for q in parts))
    if not 0 < together.value < whole.value:
        return None
    right = percent(together.amount, whole.amount, rate.places)
    swapped = right != rate.value and (right in set(meant_by(rate)) or _one_digit(right, rate))
    return relation("rate", (together, whole, rate), False, value=right) if swapped else None


_ALL_TOGETHER = pattern(r"[^,。;:、\d]{0,4}[,、][^,。;:、\d]{0,12}占(?:比|总数|全部)?的?(?:约|为|达)?")
_LISTED_WITH = pattern(r"[^,。;:、\d]{0,4}、[^,。;:、\d]{1,16}")


def _one_digit(right: Decimal, rate: Quantity) -> bool:
    """19.0 for 29.0: all the other digits are those that the figures give."""
    one, two = f"{right:f}", f"{rate.value:f}"
    return bool(rate.places) and len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) == 1


_PLANNED = frozenset({"计划", "任务", "预算", "目标"})


def _of_the_base(text: str, wholes: Sequence[Quantity], base: str) -> list[Quantity]:
    """The figures of the noun that a share is of (占新增床位的); of what was planned (列入计划的120公里，占计划的)."""
    named = [q for q in wholes if base in q.noun]
    if base[-2:] in _PLANNED:
        return named or [q for q in wholes if base[-2:] in re.split(r"[,。;:]", ahead(text, q))[-1]]
    return named or [q for q in wholes if len(base) > 1 and _holds_all_of(text, q, base)]


def _holds_all_of(text: str, q: Quantity, base: str) -> bool:
    """新增床位 of 新增养老床位: whether the words at a figure hold the characters of another name in their order."""
    words = iter(re.split(r"[,。;:、]", ahead(text, q))[-1] + q.noun)
    return all(char in words for char in base)


_FRACTION = pattern(  # 占三分之一, 占全部的近八成, 占一半
    rf"(?P<about>约|近|超过?|逾)?(?P<said>(?P<base>[{ONE_TO_TEN}]{{1,2}})分之(?P<part>[{ONE_TO_TEN}]{{1,2}})"
    rf"|(?P<tenths>[{ONE_TO_TEN}两])成(?P<half_tenth>半)?(?P<hundredths>[{ONE_TO_NINE}](?!个))?|(?P<half>一半))(?![{ONE_TO_TEN}多以余为立])"
)
ABOUT = Decimal("0.08")  # how far 近三分之一 and 超八成 may be from the figures


def fractions(text: str, figures: Sequence[Quantity], since: int = 0) -> Iterator[Relation]:
    """教师186名，其中骨干62名，占三分之一: a share that is told in words, by the part right before it and its base."""
    for said in _FRACTION.finditer(text, since):
        at = bisect.bisect_left([q.start for q in figures], said.start())
        told = _ratio_of(said)
        rate = Quantity(rounded(told * 100, 1), 1, "", "%", "", True, said.start("said"), said.end(), said["said"])
        numbers = _numbers_before(text, [*figures[:at], rate], at)
        if not numbers or not told or not _SHARE.fullmatch(text[numbers[-1].end : said.start()]):
            continue
        slack = ABOUT if said["about"] else NEARLY
        near = numbers[-8:]
        pairs = itertools.permutations(near, 2)
        if any(b.amount and a.sort == b.sort and abs(a.amount / b.amount - told) <= slack for a, b in pairs):
            continue
        if (claim := _share_of_the_last(text, rate, numbers)) and claim.value is not None:
            yield claim._replace(value=claim.value.normalize() if claim.value % 1 == 0 else claim.value)


def _ratio_of(said: re.Match[str]) -> Decimal:
    """三分之一 -> 0.333, 八成半 -> 0.85, 一半 -> 0.5."""
    if said["half"]:
        return Decimal("0.5")
    if said["tenths"]:
        tenths = Decimal(from_chinese(said["tenths"].replace("两", "二")) or 0)
        hundredths = Decimal(from_chinese(said["hundredths"]) or 0) / 10 if said["hundredths"] else Decimal(0)
        return (tenths + hundredths + (Decimal("0.5") if said["half_tenth"] else 0)) / 10
    base = from_chinese(said["base"])
    return Decimal(from_chinese(said["part"]) or 0) / base if base else Decimal(0)


def _said(text: str, part: Quantity, rate: Quantity) -> str:
    """What is said of a part: the words before it, and those from it to its rate."""
    return ahead(text, part) + text[part.end : rate.start]


def _acts(name: str) -> tuple[str, ...]:
    return _ACTS.get(name, _ACTS.get(name[-2:], (name[-2:],)))


def _part_of(text: str, numbers: list[Quantity], act: str | None, subject: str) -> Quantity | None:
    """The figure that the rate speaks of: of its act (办结 of 办结率), of its subject (护理型床位占…), or the last."""
    if not numbers:
        return None
    if len(subject) >= 3:
        named = [q for q in numbers if len(q.noun) >= 2 and (q.noun in subject or subject in q.noun)]
        return named[-1] if named else numbers[-1]
    if act is None:
        return numbers[-1]
    for q in reversed(numbers):
        clause = re.split(r"[,。;:、]", ahead(text, q))[-1] + re.split(r"[,。;:、\d]", text[q.end : q.end + 8])[0]
        if any(word in clause for word in _acts(act)):
            return q
    return numbers[-1]


def _of_many(rate: Quantity, numbers: list[Quantity], text: str) -> Relation | None:
    """150个断面中，7个为Ⅱ类，55个为Ⅲ类，占比41.2%: one of the parts or a sum of them should give the rate."""
    same = [q for q in numbers if q.kind == numbers[-1].kind and q.exact]
    if len(same) < 3 or not re.match(r"[^,。;]{0,12}中", text[same[0].end :]):
        return None
    whole = same[0]
    spans = itertools.combinations(range(1, len(same[:12]) + 1), 2)
    sums = [added(same[i:j]) for i, j in spans]
    parts = [part for part in sums if 0 < part < whole.value]
    if not parts:
        return None
    nearest = min(parts, key=lambda part: abs(part * 100 / whole.value - rate.value))
    done = same[-1]._replace(value=nearest, text=f"{nearest.normalize():f}{same[-1].kind}")
    return relation("rate", (done, whole, rate), False, value=percent(nearest, whole.value, rate.places))


def _of_done_and_rest(
    text: str, following: Sequence[Quantity], rate: Quantity, numbers: list[Quantity]
) -> Relation | None:
    """已完成480幢，完成率92%。剩余43幢…: what is done and what is left make the whole."""
    if not numbers or not numbers[-1].exact:
        return None
    done = numbers[-1]
    said = _said(text, done, rate)
    for q in following:
        if q.start - rate.end <= REACH and q.kind == done.kind and q.exact:
            behind = text[rate.end : q.start]
            denied = _NOT_DONE.search(behind)  # 追回611万元，追回率86.7%，未追回的94万元
            left = denied["act"] in said if denied else _DONE.search(said) and _REMAINING.search(behind)
            if not left:
                continue
            total = done.value + q.value
            holds = _agrees(rate, done.value, total)
            base = q._replace(value=total, scale=done.scale, text=f"{done.text}＋{q.text}")
            value = percent(done.value, total, rate.places)
            return relation("rate", (done, base, rate), holds, value=value, end=rate.end)
    return None


# --- two units, lists ------------------------------------------------------------------------------------------

_SAYS_SO = pattern(r"^\(|[合即折]")
_IN_OTHER_WORDS = pattern(r"\(?,?(?:折合|约合|合计约|合|即|约|相当于|折|约为){0,2}$")


def _conversions(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """120公顷（1800亩）: one thing in two units."""
    for a, b in itertools.pairwise(figures):
        one, two = measure_of(a.unit), measure_of(b.unit)
        if not one or not two or one[0] != two[0] or a.unit == b.unit or not a.value or one[0] in {"人数", "百分数"}:
            continue
        gap = text[a.end : b.start]
        if not _IN_OTHER_WORDS.fullmatch(gap) or not _SAYS_SO.search(gap):
            continue
        value = a.amount * one[1] / two[1] / (b.amount / b.value if b.value else 1)
        holds = abs(value - b.value) <= max(value * Decimal("0.02"), Decimal(1).scaleb(-b.places))
        yield relation("conversion", (a, b), holds, value=value)


_CLAUSE_ENDS = pattern(r"[,。;、]")
_VALUES = pattern(r"[^,。;、\d]{0,6}[、,和及与][^,。;、\d]{0,4}")


def _respectively(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """甲、乙、丙分别完成12个、15个: as many values as names; 三地分别宣讲12场、14场: as many as are counted."""
    starts = [q.start for q in figures]
    known: tuple[int, int, tuple[str, ...]] | None = None  # what an earlier 分别 was said of: its end, how many, names
    for match in re.finditer("分别", text):
        values = _values_behind(text, figures, bisect.bisect_left(starts, match.end()), match.end())
        names = re.split(r"[,。;:]", ahead_of(text, match.start(), 60))[-1]
        told = _named_before(names) or _counted_before(text, figures, match.start(), names)
        told = told or _each_of_them(text, figures, match.start(), names)
        if not values and (days := _days_behind(text, match.end())):
            values = days
        if told and not values and not told[2]:
            known = match.end(), told[0], ()
        if told is None and known and not re.search(r"[。;]", text[known[0] : match.start()]):
            told = known[1], known[1], known[2]
        if told and added(values) == told[0]:
            continue  # 对15名干部分别给予警告3人、诫勉5人、提醒谈话7人
        if len(values) >= 2 and told and len(values) not in range(told[0], told[1] + 1):
            yield relation("respectively", values, False, value=Decimal(told[0]), items=told[2])
        if (listed := _names_behind(text, match.end())) and not values:
            known = match.end(), len(listed), listed


_ALL_OF_THEM = pattern(r"[^,。;:、\d]{0,4}(?:均|全部|都|共)")
_NO_VALUE = pattern(r"分别|累计|共|合计|总计")


def _values_behind(text: str, figures: Sequence[Quantity], at: int, start: int) -> list[Quantity]:
    """The values that stand in one list behind 分别."""
    values: list[Quantity] = []
    for q in figures[at : at + LONGEST_LIST]:
        gap = text[values[-1].end if values else start : q.start]
        if (
            len(gap) > 12
            or _NO_VALUE.search(gap)
            or not (_VALUES.fullmatch(gap) if values else not _CLAUSE_ENDS.search(gap))
        ):
            break
        if values and q.kind != values[0].kind:
            break
        if len(values) > 1 and _ALL_OF_THEM.match(text, q.end) and q.value == sum(v.value for v in values):
            break  # 6件、5件，11件均已化解
        values.append(q)
    return values


def _named_before(names: str) -> tuple[int, int, tuple[str, ...]] | None:
    """甲、乙和丙分别…: at least and at most so many, and their names."""
    if "、" not in names or "等" in names:
        return None
    items = tuple(names.split("、"))
    return len(items), len(items) + len(re.findall(r"[和与及]", names)), items


_EACH_OF = pattern(r"[^,。;:、\d]{0,8}$")
_PLACES = pattern(rf"(?P<n>[两{TWO_TO_TEN}])(?P<of>地|镇|村|县|区|市|年|者|方)$")


_HELD = frozenset("期批轮场次")  # 两期培训班分别培训65人、70人


def _counted_before(
    text: str, figures: Sequence[Quantity], at: int, names: str
) -> tuple[int, int, tuple[str, ...]] | None:
    """三个镇分别…, 三地分别…: so many are spoken of; none where the names of one or two stand there."""
    if place := _PLACES.search(names):
        count = from_chinese(place["n"].replace("两", "二")) or 0
        return count, count, ()
    last = next((q for q in reversed(figures) if q.end <= at), None)
    counts = last is not None and (last.sort == "实体" or (last.sort == "动作" and last.unit in _HELD))
    if last and counts and last.exact and 2 <= last.value <= LONGEST_LIST and last.places == 0:
        clause = text[last.end : at]
        if _EACH_OF.fullmatch(clause) and not re.search(r"由|从|到|至|对|向|在|等|中|内", clause):
            return int(last.value), int(last.value), ()
    return None


_A_DAY = pattern(r"(?:(?:19|20)\d\d年)?\d{1,2}月(?:\d{1,2}日|[底初末]|上旬|中旬|下旬)?(?![至到\-—~–\d])")
_DAYS_AHEAD = pattern(r"(?:为|是)?(?:于|在)?")


def _days_behind(text: str, at: int) -> list[Quantity]:
    """2项工程分别于8月15日、9月16日获批: the days that stand in one list behind 分别."""
    ahead_of_them = _DAYS_AHEAD.match(text, at)
    found: list[Quantity] = []
    place = ahead_of_them.end() if ahead_of_them else at
    while day := _A_DAY.match(text, place):
        found.append(Quantity(Decimal(0), 0, "", "", "", True, day.start(), day.end(), day.group()))
        joint = _AND.match(text, day.end())
        if joint is None:
            return found
        place = joint.end()
    return []


_EACH_ONE = pattern(r"^各(?P<of>[一-鿿])")


def _each_of_them(
    text: str, figures: Sequence[Quantity], at: int, names: str
) -> tuple[int, int, tuple[str, ...]] | None:
    """共建订单班6个，…各班人数分别为…: as many as there are of them."""
    each = _EACH_ONE.match(names)
    if each is None:
        return None
    for q in reversed([q for q in figures if q.end <= at and at - q.end <= REACH]):
        counted = q.unit == each["of"] or (q.like == "个" and text[q.start - 1 : q.start] == each["of"])
        if counted and q.exact and not q.places and 2 <= q.value <= LONGEST_LIST:
            return int(q.value), int(q.value), ()
    return None


_LIST_BEHIND = pattern(
    r"(?:用于|用在|投向|到|赴|在|深入|前往|向|对|为)(?P<list>[^,。;:、\d]{1,10}(?:、[^,。;:、\d]{1,10}){1,8})"
)


def _names_behind(text: str, at: int) -> tuple[str, ...]:
    """分别用于教育、医疗、农业三个领域: what stands in the list behind 分别; none where 等 leaves it open."""
    match = _LIST_BEHIND.match(text, at)
    if not match or "等" in match["list"] or re.search(r"[和与及]", match["list"]):
        return ()
    return tuple(match["list"].split("、"))
