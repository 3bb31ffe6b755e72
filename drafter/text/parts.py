"""Parts of a whole that are no list: pairs of count and money, one part behind 其中, what is left (其余).

Totals with the list of their parts are in `wholes`; wholes and parts that only their sizes tell in `relations`; so
much each in `averages`.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from drafter.patterns import pattern
from drafter.text.lexicon import table
from drafter.text.quantities import Quantity
from drafter.text.relation import LONGEST_LIST, Claim, Relation, added, ahead, relation
from drafter.text.wholes import countable, is_slip, meant_by

_JOINT = pattern(r"[^,。;:、]{0,12}?[、和及与][^,。;:、\d]{1,16}")  # 个、生活排污口


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
    both = countable(a) and countable(b) and a.sort == "实体" and b.unit in {"元", "亩", "吨"}
    return both and re.fullmatch(r"[^,。;:、\d]{0,3}", text[a.end : b.start]) is not None


_AMONG = pattern(r"其中(?:,)?")
_CLAUSE_END = pattern(r"[,。;]")
_FAR = 60  # characters from 其中 back to its whole
_OWNED = pattern(r"[^,。;:、\d]{1,10}的")  # 党支部的
_OF_ITS_OWN = pattern(r"[、和及与][^,。;:、\d]{0,16}")


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
        inside = [q for q in figures[first : first + LONGEST_LIST] if q.start < end and countable(q)]
        before = [q for q in figures[max(0, first - LONGEST_LIST) : first] if q.end >= match.start() - _FAR]
        checked: Quantity | None = None
        for part in inside:
            joined = checked is not None and part.kind == checked.kind
            if checked and not (joined and _OF_ITS_OWN.fullmatch(text[checked.end : part.start])):
                continue
            whole = next((q for q in reversed(before) if q.kind == part.kind and not a_difference(text, q)), None)
            checked = part
            if whole is None or part.value <= whole.value or not countable(whole):
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


_ANOTHER_SIDE = pattern(r"其中[^,。;:、\d]{1,10}\d{1,6}[^,。;:、\d]{1,3},(?P<side>[^,。;:、\d]{2,12})(?=\d)")
_SIDES = pattern(r"学历|学位|职称|党员|女性|男性|岁|少数民族|脱贫户|监测户")


def other_sides_exceed(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """发展党员12名，其中女性5名，大专以上学历19名: what a second comma tells of the same people."""
    for match in _ANOTHER_SIDE.finditer(text):
        part = next((q for q in figures if q.start == match.end()), None)
        before = [q for q in figures if q.end <= match.start() and match.start() - q.end <= _FAR]
        whole = next((q for q in reversed(before) if part and q.kind == part.kind), None)
        if part is None or whole is None or not _SIDES.search(match["side"]) or not countable(part):
            continue
        within = countable(whole) and not any(mark in text[whole.end : match.start()] for mark in "。;")
        if within and part.value > whole.value and _ALL_BEHIND.match(text, part.end):
            yield relation("exceeds", (whole, part), False)


_DIFFERENCE = pattern(
    r"(?:[,、](?:同比|环比|[比较][^,。;:、\d]{1,8})?|比[^,。;:]{0,12}\d[^,。;:\d]{1,3})(?:净|再|共)?(?:增加|减少|增长|下降|压减|压缩|新增|提高)了?$"
)


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


_DEED = pattern(r"^(?:已|被)?(?:立案|查处|处罚|关停|整改|办结|拆除|取缔|约谈|通报|责令)")
REST = pattern(r"(?:其余|其他|其它|余下|剩余|剩下|尚余|还剩|仍余|尚剩)[^,。;:\d]{0,8}$|(?<![一-鿿])[只仅还]?剩$")
_DONE = pattern(
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


_ANOTHER = pattern(
    r"[,;。]另(?:外)?$|[,;](?:对|因)?(?:暂|尚|确|一时|目前)?(?:不|未|难以|无法)[^,。;:、\d]{2,10}的$"
    r"|[,;]对(?:暂|尚|确|一时|目前)?(?:不|未|难以|无法)[^,。;:、\d]{2,10}的$"
)  # 已整改17个；另1个已报市局受理


def rests(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """排查28笔1260万元，清偿21笔945万元，其余7笔325万元: what is done and what is left make the whole.

    Whether some of the figures before come, with the rest, to one of the figures before them decides that it holds;
    where none do, the last of them, if it was settled, is the one it is reported with.
    """
    for i, rest in enumerate(figures):
        another = _ANOTHER.search(ahead(text, rest)) is not None
        if not countable(rest) or not (another or is_rest(text, figures, i)):
            continue
        earlier = [q for q in figures[max(0, i - LONGEST_LIST) : i] if q.like == rest.like]
        if any(not q.exact for q in earlier):
            continue
        lists = _list_numbers(text, earlier)
        wholes = [
            k
            for k, q in enumerate(earlier[:-1])
            if lists[k] != lists[k + 1] and q.value > max(rest.value, *(p.value for p in earlier[k + 1 :]))
        ]
        if not wholes and _all_done_and_more(text, earlier, rest):
            wholes = [len(earlier) - 2]
        if not wholes and len(earlier) > 1 and earlier[-2].value - rest.value in set(meant_by(earlier[-1])):
            wholes = [len(earlier) - 2]  # 17个已配备51个，其余2个
        if not wholes:
            continue
        left = [rest, *_list_behind(text, figures, i)]
        if (fits := _fits(text, earlier, left)) is not None:
            yield relation("whole", fits, True, value=fits[0].value)
            continue
        whole, done = earlier[wholes[0]], earlier[-1]
        if added([*earlier[wholes[0] + 1 :], rest]) == whole.value:
            continue
        if rest.noun and rest.noun not in whole.noun and any(rest.noun in q.noun for q in earlier):
            continue  # 问题线索7件、信访事项26件，…其余2件线索: the rest of others
        used = _without_whole_lists(earlier, lists, wholes[0])
        if added([*used, rest]) == whole.value:
            yield relation("whole", (whole, *used, rest), True, value=whole.value)
            continue
        if another and (len(earlier) != 2 or not _was_done(text, done)):
            continue  # 另2个 may be two more
        if len(used) > 1 and _DONE.search(_clause_of(text, done)):
            used = [done]
        claim: Claim = "near" if another else "equal"
        yield relation("whole", (whole, *used, rest), False, claim=claim, value=added([*used, rest]))


_ALREADY = pattern(r"已(?!经?有)[一-鿿]{1,8}$")


def _was_done(text: str, q: Quantity) -> bool:
    """整改到位17个, 已补正11份: figures of what has been done."""
    return bool(_DONE.search(_clause_of(text, q)) or _ALREADY.search(re.split(r"[,。;:、\d]", ahead(text, q))[-1]))


def _without_whole_lists(earlier: Sequence[Quantity], lists: Sequence[int], at: int) -> list[Quantity]:
    """45名，其中博士7名、硕士38名，已到岗40名，剩余…: the kinds are all of it, what became of it stands behind them."""
    behind = range(at + 1, len(earlier))
    used: list[Quantity] = []
    for _, run in itertools.groupby(behind, key=lists.__getitem__):
        listed = [earlier[n] for n in run]
        if len(listed) < LEAST_LISTED or added(listed) != earlier[at].value:
            used += listed
    return used or list(earlier[at + 1 :])


LEAST_LISTED = 2
_NO_THING = pattern(r"[,。;、]|[正计将已列按仍因拟待转由均全纳持尚需依年\d于在]")


def _all_done_and_more(text: str, earlier: Sequence[Quantity], rest: Quantity) -> bool:
    """9个，已完成整顿9个，其余2个计划…: as many are done as there are, or more, and yet there is a rest of them."""
    if len(earlier) < 2 or not rest.value or not _NO_THING.match(text, rest.end):
        return False
    whole, done = earlier[-2:]
    return done.value >= whole.value > rest.value and bool(_DONE.search(_clause_of(text, done)))


def _clause_of(text: str, q: Quantity) -> str:
    before = re.split(r"[,。;:、]", ahead(text, q))[-1]
    return before + re.split(r"[,。;:、]", text[q.end : q.end + 12])[0]


def _fits(text: str, earlier: Sequence[Quantity], left: Sequence[Quantity]) -> list[Quantity] | None:
    """A figure before, some of those behind it, and the rest (with what is listed beside it), where they add up.

    A list (预警6个、停招4个、撤销2个) is taken whole or not at all.
    """
    reach = earlier[-10:]
    lists = _list_numbers(text, reach)
    for k, whole in enumerate(reach):
        behind = [n for n in range(k + 1, len(reach)) if lists[n] != lists[k]]
        groups = [[reach[n] for n in run] for _, run in itertools.groupby(behind, key=lists.__getitem__)]
        for count in range(1, min(len(groups), 6) + 1):
            for some in itertools.combinations(groups, count):
                members = [q for group in some for q in group]
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
        gap = text[a.end : b.start]
        numbers[n] = numbers[n - 1] + (0 if _JOINT.fullmatch(gap) and "其中" not in gap else 1)
    return numbers


@cache
def _settled() -> re.Pattern[str]:
    """,已整改到位|, 、合格|: between a whole and the figure of those of it that are done with."""
    words = "|".join(sorted((re.escape(row["词"]) for row in table("settled")), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?P<of>[^,。;:、()]{{0,24}}?)[,、:](?:截至[^,。;]{{0,12}},)?(?:目前|现|至今)?"
        rf"(?P<did>(?:均|现|全部)?已(?:经)?|其中)?(?:按期|按时|及时|督促|全部)?(?:{words})(?:到位|完毕|完成|完|好|了|的)?"
    )


_ALL_BEHIND = pattern(r"\s*(?:[,。;、)]|$)")
_SOUGHT = pattern(
    r"(?:发现|排查|摸排|受理|清理|梳理|移交|交办|排摸|查出|起底|收到|征求|征集|收集|登记|申报|报名|抽查|抽检|检测|检查|提出|共有|列入|计划|涉及|反馈|指出|确定|建档)"
)


_NOT_YET = pattern(r"(?:未|没有)[^,。;:、\d]{0,8}$")  # 未整改21件，已整改40件: one beside the other


_FOUND_SO = pattern(r"(?:发现|查出|检出|存在)[^,。;:、\d]{2,14}的$")  # 核查214张，发现手续不全的|19张，已补齐21张


def done_exceeds(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """抽检水样306份，合格351份; 列入计划的6座水库逐一排定时间，已完工7座: more done with than there are."""
    for i, (whole, done) in enumerate(itertools.pairwise(figures)):
        beside = any(q.like == whole.like and not re.search(r"[。;]", text[q.end : whole.start]) for q in figures[:i])
        if beside and not _FOUND_SO.search(ahead(text, whole)):
            continue  # said of all that were counted before
        if not countable(whole) or not countable(done) or whole.kind != done.kind or done.value <= whole.value:
            continue
        gap = _settled().fullmatch(text[whole.end : done.start])
        if not gap or not _ALL_BEHIND.match(text, done.end) or a_difference(text, whole):
            continue
        if _NOT_YET.search(ahead(text, whole)):
            continue
        sought = _SOUGHT.search(re.split(r"[,。;:]", ahead(text, whole))[-1])
        if gap["did"] or sought:
            yield relation("exceeds", (whole, done), False)


_LOOKED_AT = pattern(
    r"(?:抽查|检查|核查|复查|复核|评查|抽检|抽取|调阅|查阅|走访|测评|检测|审核|排查|清查)[^,。;:、\d]{0,14}$"
)
_FOUND_AMONG = pattern(r"[^。;\d]{0,20}[,、](?:其中)?(?:发现|查出|检出|存在|有|对)[^,。;:、\d]{1,18}的")


def found_exceeds(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """抽查会议记录60份，发现不规范的61份: those of a kind among what was looked at, more than were looked at."""
    for looked, found in itertools.pairwise(figures):
        if looked.kind != found.kind or found.value <= looked.value or not (countable(looked) and countable(found)):
            continue
        same = len(looked.noun) > 1 and text.startswith(looked.noun[-2:], found.end + len(looked.noun) - 2)
        alike = same or text[found.end : found.end + 2] in text[max(0, looked.start - 8) : looked.start]
        if not (_ALL_BEHIND.match(text, found.end) or alike) or not _FOUND_AMONG.fullmatch(
            text[looked.end : found.start]
        ):
            continue
        if _LOOKED_AT.search(ahead(text, looked)):
            yield relation("exceeds", (looked, found), False)


_AGAIN = pattern(r"[^。;:\d]{0,30},(?:其中)?(?:已有)?$")
_TURNED_OUT = pattern(
    r"(?P<thing>问题|事项|任务|措施|案件|信访件|[一-鿿]{2})?(?P<how>[^,。;:、\d]{2,12})[,、](?:其余|另|尚有)?"
)
_WELL = pattern(r"到位|完成|办结|销号|解决|巩固|见效|合格|达标|落实")
_NOT_WELL = pattern(r"反弹|重新|不到位|不彻底|不力|未|没有|继续|反复|正在|仍|需|不达标|不合格|滞后|缓慢|再次|持续")


def well_and_not_well(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """对上轮21个问题开展“回头看”，18个问题整改到位，4个问题重新整改: the two kinds of what was looked at again."""
    for whole, one, two in zip(figures, figures[1:], figures[2:], strict=False):
        if not (whole.kind == one.kind == two.kind) or not all(map(countable, (whole, one, two))):
            continue
        if not _AGAIN.fullmatch(text[whole.end : one.start]):
            continue
        how = _TURNED_OUT.fullmatch(text[one.end : two.start])
        other = re.split(r"[,。;:、\d]", text[two.end : two.end + 16])[0]
        thing = how["thing"] if how else None
        named = thing is None or (other.startswith(thing) and text.startswith(thing, whole.end))
        if not how or not named or not _WELL.search(how["how"]) or _NOT_WELL.search(how["how"]):
            continue
        value = added((one, two))
        if _NOT_WELL.search(other) and abs(value - whole.value) <= max(Decimal(1), whole.value / 10):
            yield relation("whole", (whole, one, two), value == whole.value, claim="near", value=value)


_DONE_BY_ANY_WORD = pattern(r"[,、](?:现|目前|均|全部)?已(?:经)?[一-鿿]{2,4}")  # 信息不完整的57卷，已补充完善|75卷


def mended_exceeds(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """发现信息不完整的57卷，已补充完善75卷: what was found to be so, and more that was put right, by a slip."""
    for found, mended in itertools.pairwise(figures):
        if found.kind != mended.kind or mended.value <= found.value or not (countable(found) and countable(mended)):
            continue
        near = (mended.value - found.value) * 5 <= found.value or is_slip(found, mended)
        said = _DONE_BY_ANY_WORD.fullmatch(text[found.end : mended.start])
        if near and said and _ALL_BEHIND.match(text, mended.end) and _FOUND_SO.search(ahead(text, found)):
            yield relation("exceeds", (found, mended), False)


_BY_NOW = pattern(r"[^。;\d]{2,30},(?:目前|现|至今|现已)?(?:已|已有|有)")
_TAKEN_ON = pattern(r"(?:对|为|给)(?:全[一-鿿])?$")


def more_than_were_taken_on(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """对132名毕业生实行“一人一策”帮扶，目前已有134名落实去向; 发放400份，收回492份."""
    for whole, part in itertools.pairwise(figures):
        if whole.kind != part.kind or part.value <= whole.value or not (countable(whole) and countable(part)):
            continue
        near = (part.value - whole.value) * 5 <= whole.value or is_slip(whole, part)
        gap = text[whole.end : part.start]
        taken = near and _TAKEN_ON.search(ahead(text, whole)) and _BY_NOW.fullmatch(gap)
        if taken or (_SENT_OUT.search(ahead(text, whole)) and _CAME_BACK.fullmatch(gap)):
            yield relation("exceeds", (whole, part), False)


_SENT_OUT = pattern(r"(?:发放|发出|投放|印发|下发)[^,。;:、\d]{0,10}(?:表|卷|问卷|测评票|选票)$")
_CAME_BACK = pattern(r"[,、](?:实际)?(?:收回|回收)(?:有效)?(?:问卷|测评表|测评票|选票|调查表|表|卷)?")


_TO_BE_DONE = pattern(
    r"(?:[^,。;:、\d]{0,6}(?:任务|措施|举措|事项|问题|项目|案件|线索|信访件|隐患|工程))(?:已|均|目前)?"
    r"(?:完成|落实|办结|销号|解决|整改)(?:整改|到位)?了?"
)


def more_done_than_there_are(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """12项限期任务完成13项: things that are done, and more of them done than there are."""
    for whole, done in itertools.pairwise(figures):
        if whole.kind != done.kind or done.value <= whole.value or not (countable(whole) and countable(done)):
            continue
        if _TO_BE_DONE.fullmatch(text[whole.end : done.start]) and _ALL_BEHIND.match(text, done.end):
            yield relation("exceeds", (whole, done), False)


_DONE_FIRST = pattern(r"[,、:](?:现|目前|其中)?已(?:经)?(?P<act>[^,。;:、\d]{2,4})$")
_NOT_DONE = pattern(r"[^,。;、\d]{0,6}[,、](?:尚未|还未|没有|未)(?P<act>[^,。;:、\d]{2,4})$")


def done_and_not(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """工程32项，已开工27项，未开工6项: what is done and what is not are all of it."""
    for whole, done, left in zip(figures, figures[1:], figures[2:], strict=False):
        if not (whole.kind == done.kind == left.kind) or not all(map(countable, (whole, done, left))):
            continue
        first = _DONE_FIRST.search(ahead(text, done))
        second = _NOT_DONE.fullmatch(text[done.end : left.start])
        if first and second and first["act"] == second["act"]:
            value = added((done, left))
            yield relation("whole", (whole, done, left), value == whole.value, value=value)
        elif _so_and_not_so(text, done, left) and re.fullmatch(r"[^。;]{2,24}[,，:]", text[whole.end : done.start]):
            value = added((done, left))
            yield relation("whole", (whole, done, left), value == whole.value, claim="near", value=value)


_NOT_SO = pattern(r"(?:不|未|没有)(?P<act>[一-鿿]{2,4}?)的?$")


def so_and_not_so(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """参考863名，合格845名，合格率97.9%，不合格的18名补考: with rates and other things between them."""
    for i, left in enumerate(figures):
        said = _NOT_SO.search(ahead(text, left)) if countable(left) else None
        before = [q for q in figures[max(0, i - 6) : i] if q.kind == left.kind and countable(q)] if said else []
        if said is None or len(before) < LEAST_LISTED or "。" in text[before[-2].end : left.start]:
            continue
        whole, done = before[-2:]
        front = re.split(r"[,。;:、]", ahead(text, done))[-1]
        deed = front.removesuffix("的")
        act = said["act"] if deed.endswith(said["act"]) else said["act"][:2]  # 已整改, 未整改到位的
        affirmed = deed.endswith(act) and deed.removesuffix(act)[-1:] not in {"不", "未"}
        if affirmed and done.value < whole.value:
            value = added((done, left))
            meant = left._replace(value=whole.value - done.value), done._replace(value=whole.value - left.value)
            by_one = abs(value - whole.value) == 1 and "中" in text[whole.end : done.start]
            if value == whole.value or by_one or is_slip(left, meant[0]) or is_slip(done, meant[1]):
                yield relation("whole", (whole, done, left), value == whole.value, claim="near", value=value)


_IS_SO = pattern(r"(?P<what>[一-鿿]{2,6})[,、]")


def _so_and_not_so(text: str, done: Quantity, left: Quantity) -> bool:
    """29个整改到位，3个整改不到位: what is said of the ones is denied of the others."""
    first = _IS_SO.match(text, done.end)
    if first is None or first.end() != left.start:
        return False
    what = first["what"]
    behind = text[left.end : left.end + len(what) + 2]
    return any(behind.replace(no, "", 1).startswith(what) for no in ("没有", "不", "未") if no in behind)
