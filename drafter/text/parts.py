"""Parts of a whole as a sentence lists them: by a division that leaves no overlap (省级、市级、区级), behind 其中, and
what is left over (其余). Wholes and parts that only their sizes tell are found by `relations`.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from drafter.text.lexicon import table
from drafter.text.quantities import Quantity
from drafter.text.relation import LONGEST_LIST, Relation, added, ahead, relation
from drafter.text.sentences import ahead_of

_JOINT = re.compile(r"[^,。;:、]{0,12}?[、和及与][^,。;:、\d]{1,16}")  # 个、生活排污口
_TO_LIST = re.compile(  # 制定措施46条，其中立行立改18条; 资金1000万元：省级600万元
    r"[^,。;:()、\d]{0,12}[,:(]?(?P<among>其中|包括|包含|含|分别是|分别为)?[:,]?"
    r"(?P<first>[^,。;:()、\d]{1,14}(?:\([^()\d]{1,8}\))?)"
)
_OUTWARD = re.compile(
    r"增加|增长|减少|下降|提高|压减|同比|另|还|同时|每|平均|目标|较|惠及|涉及|分别(?![是为])|投入|带动|覆盖"
)


class Division(NamedTuple):
    """Words that divide a whole without overlap; `complete` where all of them together are the whole."""

    words: tuple[str, ...]
    complete: bool


@cache
def divisions() -> tuple[Division, ...]:
    """The rows of `lexicon/classes.csv`."""
    return tuple(Division(tuple(row["词"].split("|")), row["全"] == "是") for row in table("classes"))


def listed_parts(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """统筹资金1000万元，其中省级600万元、市级300万元、区级200万元: a whole and the list right behind it.

    Certain where the names of the parts divide the whole; money, area and length that come to more than their whole,
    and a list of three that misses it by a little, are near.
    """
    for i, whole in enumerate(figures):
        if not _countable(whole):
            continue
        parts = _list_behind(text, figures, i)
        if len(parts) < 2 or not (to := _TO_LIST.fullmatch(text[whole.end : parts[0].start])):
            continue
        beside = to.group() if not to["among"] else to.group()[: to.start("first")]
        if _OUTWARD.search(beside) or all(p.value == whole.value for p in parts):
            continue
        among = bool(to["among"]) or ":" in to.group() or "(" in to.group()
        if found := _judged(whole, parts, _names(text, parts), among):
            yield found


def _countable(q: Quantity) -> bool:
    return bool(q.unit) and q.exact and q.sort in {"实体", "动作", "度量"}


def _list_behind(text: str, figures: Sequence[Quantity], i: int) -> list[Quantity]:
    """The figures of one kind behind figure `i` that stand in one list; figures of other kinds between are passed."""
    whole = figures[i]
    parts: list[Quantity] = []
    for q in figures[i + 1 : i + LONGEST_LIST]:
        if not _counts_alike(whole, parts, q):
            if not parts:
                break
            continue
        if not q.exact or (parts and not _JOINT.fullmatch(text[parts[-1].end : q.start])):
            break
        parts.append(q)
    return parts


def _counts_alike(whole: Quantity, parts: Sequence[Quantity], q: Quantity) -> bool:
    """Whether a figure can be a part: 6家 of 47个; 6300万元 of 1.08亿元."""
    if q.like == whole.like:
        return True
    in_one_scale = not parts or all(p.scale == q.scale for p in parts)
    return q.unit == whole.unit and whole.sort == "度量" and in_one_scale


def _names(text: str, parts: Sequence[Quantity]) -> list[str]:
    """The words that stand at each part: before it back to the joint, or behind it where nothing stands before."""
    names: list[str] = []
    for q in parts:
        before = re.split(r"[,。;:、()\d]|其中", ahead(text, q))[-1]
        names.append(before if len(before) >= 1 else re.split(r"[,。;:、()\d]", text[q.end : q.end + 12])[0])
    return names


def division_of(names: Sequence[str]) -> Division | None:
    """The division that the names belong to, each holding another word of it."""
    for division in divisions():
        held = [next((w for w in division.words if w in name), None) for name in names]
        if None not in held and len(set(held)) == len(held):
            return Division(division.words, division.complete and len(held) == len(division.words))
    return None


def _judged(whole: Quantity, parts: list[Quantity], names: list[str], among: bool) -> Relation | None:
    unit = whole.amount / whole.value if whole.value else Decimal(1)
    value = sum((p.amount for p in parts), Decimal(0)) / unit
    members = (whole, *parts)
    slack = Decimal(1).scaleb(-whole.places) if any(p.scale != whole.scale for p in parts) else Decimal(0)
    if value == whole.value or abs(value - whole.value) < slack:
        return relation("whole", members, True, value=value)
    division = division_of(names)
    if division and (value > whole.value or division.complete):
        return relation("whole", members, False, value=value)
    off = abs(value - whole.value)
    too_much = among and value > whole.value and (whole.sort == "度量" or _one_too_many(whole, parts, names, value))
    nearly = off * 10 <= whole.value if whole.places == 0 else off * 20 <= whole.value
    if too_much or (among and len(parts) >= 3 and (nearly or off == 1)):
        return relation("whole", members, False, claim="near", value=value)
    return None


_STATE = re.compile(r"已|正在|尚|未|完成|新|重点|以上|以下|超过")


def _one_too_many(whole: Quantity, parts: Sequence[Quantity], names: Sequence[str], value: Decimal) -> bool:
    """34项，其中党委会议决定的22项、院长办公会议决定的14项: things, told by who or what, a little more than there are.

    People may be of two kinds at once, and so may things told by their state.
    """
    if whole.like in {"人", "户"} or any(_STATE.search(name) for name in names):
        return False
    return len(parts) >= 2 and (value - whole.value) * 10 <= whole.value


def pairs_apart(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """17笔86.5万元，其中收回11笔61.3万元，核销7笔25.2万元: where the money adds up, so must the number of times."""
    for i in range(len(figures) - 5):
        one, two = figures[i], figures[i + 1]
        if not _a_pair(text, one, two):
            continue
        parts: list[tuple[Quantity, Quantity]] = []
        for a, b in itertools.pairwise(figures[i + 2 : i + LONGEST_LIST]):
            if a.kind == one.kind and b.unit == two.unit and _a_pair(text, a, b):
                parts.append((a, b))
        last = parts[-1][1] if parts else two
        if len(parts) < 2 or re.search(r"[。;]", text[two.end : last.start]):
            continue
        for whole, of, other, behind in (
            (one, [a for a, _ in parts], two, [b for _, b in parts]),
            (two, [b for _, b in parts], one, [a for a, _ in parts]),
        ):
            adds = sum((q.amount for q in behind), Decimal(0)) == other.amount
            if adds and whole.scale == of[0].scale and added(of) != whole.value:
                yield relation("whole", (whole, *of), False, value=added(of))


def _a_pair(text: str, a: Quantity, b: Quantity) -> bool:
    """17笔86.5万元: two figures of one thing, nothing between them."""
    both = _countable(a) and _countable(b) and a.sort == "实体" and b.unit in {"元", "亩", "吨"}
    return both and re.fullmatch(r"[^,。;:、\d]{0,3}", text[a.end : b.start]) is not None


_AMONG = re.compile(r"其中(?:,)?")
_CLAUSE_END = re.compile(r"[,。;]")
_FAR = 60  # characters from 其中 back to its whole
_OWNED = re.compile(r"[^,。;:、\d]{1,10}的")  # 党支部的
_OF_ITS_OWN = re.compile(r"[、和及与][^,。;:、\d]{0,16}")


def _owns_the_next(text: str, figures: Sequence[Quantity], whole: Quantity) -> bool:
    """4个党支部的63名党员: what follows is said of the 63, of whom the four say whose they are."""
    following = next((q for q in figures if q.start > whole.start), None)
    return following is not None and _OWNED.fullmatch(text[whole.end : following.start]) is not None


def among_exceeds(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """提拔干部60名，其中40岁以下干部64名: behind 其中 more than the figure of the kind before it.

    The whole is the nearest figure of the kind in the sentence. Where a clause stands between them, the part must say
    that it is of the same things: no noun of its own, or one that ends alike.
    """
    starts = [q.start for q in figures]
    for match in _AMONG.finditer(text):
        clause_end = _CLAUSE_END.search(text, match.end())
        end = clause_end.start() if clause_end else len(text)
        first = bisect.bisect_left(starts, match.end())
        inside = [q for q in figures[first : first + LONGEST_LIST] if q.start < end and _countable(q)]
        before = [q for q in figures[max(0, first - LONGEST_LIST) : first] if q.end >= match.start() - _FAR]
        checked: Quantity | None = None
        for part in inside:
            if checked and not (part.kind == checked.kind and _OF_ITS_OWN.fullmatch(text[checked.end : part.start])):
                continue
            whole = next((q for q in reversed(before) if q.kind == part.kind and not a_difference(text, q)), None)
            checked = part
            if whole is None or part.value <= whole.value or not _countable(whole):
                continue
            gap = text[whole.end : match.start()]
            if (
                ";" in gap
                or "其中" in gap
                or _one_of_a_list(text, before, whole)
                or _owns_the_next(text, before, whole)
            ):
                continue
            if len(re.findall(r"[,。]", gap)) > 1 and not _same_things(text, whole, part):
                continue
            yield relation("exceeds", (whole, part), False)


_DIFFERENCE = re.compile(r"[,、](?:净|再|共)?(?:增加|减少|增长|下降|压减|压缩|新增|提高)了?$")


def a_difference(text: str, q: Quantity) -> bool:
    """18项 of 由86项增加到104项，增加18项，其中76项: what was added is not what is spoken of."""
    return bool(_DIFFERENCE.search(ahead(text, q)))


def _one_of_a_list(text: str, before: Sequence[Quantity], whole: Quantity) -> bool:
    """甲12个、乙30个，其中…: what follows is said of all that are listed."""
    at = before.index(whole)
    if not at or before[at - 1].kind != whole.kind:
        return False
    return bool(re.fullmatch(r"[^,。;:]{0,6}[、和及与][^,。;:、]{0,16}", text[before[at - 1].end : whole.start]))


def _same_things(text: str, whole: Quantity, part: Quantity) -> bool:
    return (
        not part.noun
        or text[part.start - 1] == "的"
        or bool(_DEED.search(part.noun))
        or part.noun[-2:] == whole.noun[-2:]
    )


_DEED = re.compile(r"^(?:已|被)?(?:立案|查处|处罚|关停|整改|办结|拆除|取缔|约谈|通报|责令)")
REST = re.compile(r"(?:其余|其他|其它|余下|剩余|剩下|尚余|还剩|仍余|尚剩)[^,。;:\d]{0,8}$")
_DONE = re.compile(
    r"(?:完成|整改|整治|办结|解决|销号|化解|处置|拆除|清偿|清退|收回|采纳|达标|建成|到位|关停|取缔|盘活|转化|兑付|修复|整合)"
)


def is_rest(text: str, figures: Sequence[Quantity], i: int) -> bool:
    """其余6个; and the second of 其余7笔315万元, which stands right behind the first."""
    for k in (i, i - 1):
        q = figures[k]
        if REST.search(ahead(text, q)):
            return True
        before = figures[k - 1] if k else None
        if before is None or before.kind == q.kind or not re.fullmatch(r"[^。;]{0,2}", text[before.end : q.start]):
            return False
    return False


def rests(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """排查28笔1260万元，清偿21笔945万元，其余7笔325万元: what is done and what is left make the whole.

    Whether some of the figures before come, with the rest, to one of the figures before them decides that it holds;
    where none do, the last of them, if it was settled, is the one it is reported with.
    """
    for i, rest in enumerate(figures):
        if not _countable(rest) or not is_rest(text, figures, i):
            continue
        earlier = [q for q in figures[max(0, i - LONGEST_LIST) : i] if q.kind == rest.kind]
        if any(not q.exact for q in earlier):
            continue
        wholes = [
            k for k, q in enumerate(earlier[:-1]) if q.value > max(rest.value, *(p.value for p in earlier[k + 1 :]))
        ]
        if not wholes:
            continue
        left = [rest, *_list_behind(text, figures, i)]
        if (fits := _fits(text, earlier, left)) is not None:
            yield relation("whole", fits, True, value=fits[0].value)
            continue
        whole, done = earlier[wholes[0]], earlier[-1]
        if added([*earlier[wholes[0] + 1 :], rest]) == whole.value:
            continue
        used = earlier[wholes[0] + 1 :]
        if len(used) > 1 and _DONE.search(_clause_of(text, done)):
            used = [done]
        yield relation("whole", (whole, *used, rest), False, value=added([*used, rest]))


def _clause_of(text: str, q: Quantity) -> str:
    before = re.split(r"[,。;:、]", ahead(text, q))[-1]
    return before + re.split(r"[,。;:、]", text[q.end : q.end + 12])[0]


def _fits(text: str, earlier: Sequence[Quantity], left: Sequence[Quantity]) -> list[Quantity] | None:
    """A figure before, some of those behind it, and the rest (with what is listed beside it), where they add up."""
    reach = earlier[-10:]
    lists = _list_numbers(text, reach)
    for k, whole in enumerate(reach):
        behind = [n for n in range(k + 1, len(reach)) if lists[n] != lists[k]]
        for count in range(1, min(len(behind), 6) + 1):
            for some in itertools.combinations(behind, count):
                members = [reach[n] for n in some]
                missing = whole.value - added(members)
                for taken in range(1, len(left) + 1):
                    if added(left[:taken]) == missing:
                        return [whole, *members, *left[:taken]]
        parts = [reach[n] for n in behind]
        if added(parts) == whole.value:  # the rest itself is of a part
            for n, part in enumerate(parts):
                if added(parts[n + 1 :]) + left[0].value == part.value:
                    return [part, *parts[n + 1 :], left[0]]
    return None


def _list_numbers(text: str, figures: Sequence[Quantity]) -> list[int]:
    """The same number for figures of one list (甲12个、乙30个)."""
    numbers = [0] * len(figures)
    for n, (a, b) in enumerate(itertools.pairwise(figures), 1):
        numbers[n] = numbers[n - 1] + (0 if _JOINT.fullmatch(text[a.end : b.start]) else 1)
    return numbers


_DONE_FIRST = re.compile(r"[,、:](?:现|目前|其中)?已(?:经)?(?P<act>[^,。;:、\d]{2,4})$")
_NOT_DONE = re.compile(r"[^,。;、\d]{0,6}[,、](?:尚未|还未|没有|未)(?P<act>[^,。;:、\d]{2,4})$")


def done_and_not(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """工程32项，已开工27项，未开工6项: what is done and what is not are all of it."""
    for whole, done, left in zip(figures, figures[1:], figures[2:], strict=False):
        if not (whole.kind == done.kind == left.kind) or not all(map(_countable, (whole, done, left))):
            continue
        first = _DONE_FIRST.search(text[whole.end : done.start])
        second = _NOT_DONE.fullmatch(text[done.end : left.start])
        if first and second and first["act"] == second["act"]:
            value = added((done, left))
            yield relation("whole", (whole, done, left), value == whole.value, value=value)


_EACH = re.compile(
    r"(?:平均每(?P<unit>[个期场次家名户所处项轮批人村])[^,。;\d]{0,6}|[,、](?P<each>[户人家])均(?:约|为|达|补助|发放|投入|补贴)?)$"
)


def averages(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """培训12期540人次，平均每期54人次: the total by the number of times."""
    for i, mean in enumerate(figures):
        said = _EACH.search(ahead_of(text, mean.start, 14)) if mean.unit and mean.exact else None
        if said is None:
            continue
        near = [q for q in figures[max(0, i - 6) : i] if q.exact and q.value]
        counts = [q for q in near if q.unit == (said["unit"] or said["each"]) and not q.scale]
        totals = [q for q in near if q.unit == mean.unit and q.amount > mean.amount]
        if len(counts) != 1 or len(totals) != 1 or not mean.value:
            continue
        value = totals[0].amount / counts[0].value / (mean.amount / mean.value)
        slack = Decimal(1).scaleb(-mean.places)
        holds = abs(value - mean.value) < slack
        yield relation("average", (totals[0], counts[0], mean), holds, value=value)
