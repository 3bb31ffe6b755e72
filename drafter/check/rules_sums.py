"""N1: wholes against their parts, within a sentence and over the measures of one problem."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.check.model import Finding, Looked, paragraph_name, span_of
from drafter.check.registry import rule
from drafter.check.rules_status_counts import totals_of
from drafter.check.stretches import GRADE, Related, Stretch
from drafter.patterns import pattern
from drafter.report import Report
from drafter.text.quantities import Quantity, plain
from drafter.text.relation import Relation
from drafter.text.sentences import ahead_of
from drafter.text.wholes import division_of, is_slip, lists_in


@rule(
    "N103",
    slug="sum-of-parts",
    title="分项之和不等于总数",
    severity="error",
    reason="总数后面逐项列出的分项（93＋203＋49）应当加得起来；改了一个数忘了改另一个，是最常见的差错。"
    "写明“其余”“分为”或按状态全列的是错误，只是接近的作警告；“其中”可以不全列。",
    wrong="移交信访件380件，办结300件，其余90件正在办理。",
    right="移交信访件380件，办结290件，其余90件正在办理。",
)
def sum_of_parts(related: list[Related]) -> Iterator[Finding | Looked]:
    """A total and its parts, in one sentence or in the next that goes on with 其中 or 其余.

    Certain where the sentence says that the parts are all (其余, 分为, every status); otherwise only a near miss
    counts: the parts come to almost the total, as they do when one figure of it was changed.
    """
    for stretch, relation in related:
        whole, *parts = relation.members
        if relation.kind in {"whole", "exceeds"} and relation.value is not None:
            yield Looked("sum")
        if relation.holds or relation.value is None:
            continue
        span = (stretch.start + relation.start, stretch.start + _with_its_noun(stretch.text, relation))
        if relation.kind == "whole":
            sums = "＋".join(p.text for p in parts)
            last = _what_is_off(stretch.text, relation.value, whole, parts)
            if any(p.scale != whole.scale and p.amount * 1000 < whole.amount for p in parts):
                last += "；各数的单位不一致，核对是不是漏写了“万”“亿”"
            yield Finding.on(
                stretch.passage,
                stretch.place,
                f"分项相加与总数不符：{sums}＝{plain(relation.value)}{whole.kind}，总数写的是{whole.text}",
                span,
                suggestion=f"核对总数和各分项{last}。",
                severity=GRADE[relation.claim],
            )
        elif relation.kind == "exceeds":
            single = next((q for q in parts if q.amount > whole.amount), None)
            sums = "＋".join(q.text for q in parts)
            said = f"{single.text}比总数还多" if single else f"{sums}＝{plain(relation.value)}{whole.kind}"
            yield Finding.on(
                stretch.passage,
                stretch.place,
                f"分项多于总数：{said}，总数写的是{whole.text}",
                span,
                suggestion="核对总数和各分项。",
            )


_THE_REST = pattern(r"(?:其余|剩余|余下|剩下|其他|尚余|尚有|还有|另有)[^,。;:\d]{0,10}$")


MOST_MEANT = 4  # parts of which each is told what it would have to be


def _what_is_off(text: str, added: Decimal, whole: Quantity, parts: list[Quantity]) -> str:
    """What the rest would have to be; where no part is the rest, what each would have to be if it alone were wrong."""
    off = whole.value - added
    if (needed := parts[-1].value + off) > 0 and _THE_REST.search(ahead_of(text, parts[-1].start, 16)):
        return f"；照总数，{parts[-1].noun[:6] or '最后一项'}应是{plain(needed)}{parts[-1].kind}"
    if len(parts) > MOST_MEANT:
        return f"，差{plain(abs(off))}{whole.kind}"
    meant = [f"“{p.text}”应是{plain(p.value + off)}{p.kind}" for p in parts if p.value + off > 0]
    return f"；只错一处的话，{'，或'.join((*dict.fromkeys(meant), f'总数应是{plain(added)}{whole.kind}'))}"


_NOUN = pattern(r"[一-鿿]{2}")


def _with_its_noun(text: str, relation: Relation) -> int:
    """余下3个|岗位: where a relation ends, with the word behind its last figure that the sentence has named before."""
    noun = _NOUN.match(text, relation.end)
    return noun.end() if noun and noun.group() in text[: relation.end] else relation.end


@rule(
    "N201",
    slug="part-exceeds-whole",
    title="部分大于整体",
    severity="error",
    reason="“35项中已完成36项”不可能；多半是改了其中一个数。",
    wrong="整改方案35项中已完成36项",
    right="整改方案35项中已完成34项",
)
def part_exceeds_whole(related: list[Related], stretches: list[Stretch]) -> Iterator[Finding]:
    """35项中已完成36项; 12个，其中…15个; 总投资32.5万元，其中亿元以上项目9个."""
    for stretch, relation in related:
        if relation.kind == "exceeds" and relation.value is None:
            whole, part = relation.members
            yield Finding.at(stretch, relation.span, f"部分大于整体：{whole.text}里有{part.text}")
    for stretch in stretches:
        yield from _more_by_the_least(stretch)


_OF_AT_LEAST = pattern(  # 协议总投资32.5万元,其中亿元以上项目9个; 5000万元以上的12笔
    r"[,(、]?其中(?:单[项个笔体])?(?P<n>\d{0,5})(?P<scale>[百千万亿]{1,2})元(?:及)?以上的?[^,。;:、\d]{0,6}(?P<count>\d{1,4})(?:个|项|笔|家|宗)"
)
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def _more_by_the_least(stretch: Stretch) -> Iterator[Finding]:
    """So many of at least so much are more than the sum that they are part of."""
    for q in stretch.figures:
        said = _OF_AT_LEAST.match(stretch.text, q.end) if q.unit == "元" and q.exact else None
        if said is None:
            continue
        least = Decimal(int(said["n"] or 1) * int(said["count"]))
        for char in said["scale"]:
            least *= _SCALES[char]
        if least > q.amount:
            each = f"{said['n']}{said['scale']}元"
            message = f"部分大于整体：{each}以上的就有{said['count']}个，合计更多，总数却是{q.text}"
            hint = "核对总数的单位，是不是漏写、错写了“万”“亿”。"
            yield Finding.at(stretch, (q.start, said.end()), message, suggestion=hint)


@rule(
    "N104",
    slug="rest-of-the-problem",
    title="“其余”与前文的总数对不上",
    severity="error",
    reason="总数在前一条措施里，这里说做了多少、其余多少，加起来应是那个总数。",
    wrong="一是确定整顿对象19个。……三是17个整顿对象达标摘牌，其余3个延长整顿期。",
    right="一是确定整顿对象19个。……三是17个整顿对象达标摘牌，其余2个延长整顿期。",
)
def rest_of_the_problem(report: Report, stretches: list[Stretch]) -> Iterator[Finding]:
    """已处置37宗…其余26宗 in a sentence without their total: a total of the kind stands earlier in the problem.

    Outside the problems it is they that are shared out: 书记领办5个问题、区长领办3个，其余4个由…领办.
    """
    yield from _problems_shared_out(report, stretches)
    yield from _tasks_shared_out(stretches)
    yield from _left_again(stretches)
    yield from _each_of_the_problem(stretches)
    yield from _of_those_before(stretches)
    yield from _told_by_term(stretches)
    earlier: dict[tuple[str | None, str], list[tuple[Stretch, Quantity]]] = {}
    for stretch in stretches:
        problem = stretch.place.problem
        if problem is None:
            continue
        for relation in _rests(stretch):
            done, rest = relation
            total = done.value + rest.value
            known = [
                (s, q)
                for s, q in earlier.get((problem, rest.kind), [])
                if q.value > max(done.value, rest.value) and (s is not stretch or q.start < done.start)
            ]
            same = [(s, q) for s, q in known if _same_thing(q, done) or _same_thing(q, rest)] or known
            if len({q.value for _, q in same}) == 1 and not any(q.value == total for _, q in known):
                there, whole = same[0]
                where = paragraph_name(there.passage)
                yield Finding.at(
                    stretch,
                    (done.start, rest.end),
                    f"{done.text}＋{rest.text}＝{plain(total)}{rest.kind}，{where}的总数是{whole.text}（{whole.noun}）",
                    suggestion="核对总数和各分项。",
                )
        for q in stretch.figures:
            if q.exact and q.sort in {"实体", "动作"}:
                earlier.setdefault((problem, q.kind), []).append((stretch, q))


_OF_THOSE = pattern(r"^(?:在|其中|上述|以上|这些)?[^,。;:\d]{2,14}中[,，]")


def _of_those_before(stretches: list[Stretch]) -> Iterator[Finding]:
    """已办结25件。在办结的信访件中，属实的11件、部分属实的9件、不属实的6件: all kinds of a whole told before."""
    for last, stretch in itertools.pairwise(stretches):
        if last.passage != stretch.passage or not _OF_THOSE.match(stretch.text):
            continue
        for found in lists_in(stretch.text, stretch.figures):
            division = division_of(found.names)
            if division is None or not division.complete or len(found.parts) < FEWEST or not found.tight:
                continue
            total = sum((q.value for q in found.parts), Decimal(0))
            known = [q for q in last.figures if q.like == found.parts[0].like and q.exact]
            own = [q for q in stretch.figures if q.like == found.parts[0].like and q.end <= found.start]
            near = [q for q in known if abs(q.value - total) <= max(Decimal(2), q.value / 10)]
            if own or not near or any(q.value == total for q in known):
                continue
            sums = "＋".join(q.text for q in found.parts)
            message = f"{sums}＝{plain(total)}{near[-1].kind}，前一句说的是{near[-1].text}"
            span = (found.start, found.end)
            yield Finding.at(stretch, span, message, suggestion="核对总数和各分项。", severity="warning")


FEWEST = 3  # kinds that are all there are


_AT_ONCE = r"立行立改|立即整改|即知即改|即时整改|近期"
_IN_TIME = r"限期|中期|阶段性|\d{1,2}月底?前|年底前|集中整改期"
_FOR_LONG = r"长期"
_TERM = pattern(rf"(?P<once>{_AT_ONCE})|(?P<time>{_IN_TIME})|(?P<long>{_FOR_LONG})")
_OF_A_TERM = pattern(rf"(?:{_AT_ONCE}|{_IN_TIME}|{_FOR_LONG})(?:坚持|整改|类|的)*(?:任务|措施|举措|事项|问题)")
_IS_COUNTED = pattern(r"(?:具体|整改)*(?:任务|措施|举措|事项|问题)")


def _told_by_term(stretches: list[Stretch]) -> Iterator[Finding]:
    """分解为56项任务。…6月底前应完成38项，9月底前应完成12项，需长期坚持4项: by term they are all."""
    total: tuple[Stretch, Quantity] | None = None
    for stretch in stretches:
        if stretch.place.problem is not None:
            continue
        told = [q for i, q in enumerate(stretch.figures) if _has_a_term(stretch, i)]
        told = [q for q in told if total is None or q.kind == total[1].kind]
        long = [q for q in told if "长期" in _around(stretch, q)]
        if total and len(told) >= FEWEST and len(long) == 1 and total[0].passage is stretch.passage:
            value, whole = sum((q.value for q in told), Decimal(0)), total[1]
            own = [q for q in stretch.figures if q.kind == whole.kind and q.start < told[0].start and q.value >= value]
            if not own and value != whole.value and abs(value - whole.value) * 4 <= whole.value:
                sums = "＋".join(q.text for q in told)
                where = "前面" if total[0] is not stretch else "这里"
                message = f"{sums}＝{plain(value)}{whole.kind}，{where}说的是{whole.text}"
                hint, span = "核对总数和各类时限的项数。", (told[0].start, told[-1].end)
                yield Finding.at(stretch, span, message, suggestion=hint, severity="warning")
        for q in stretch.figures:
            if q.exact and q.kind in {"项", "条", "个"} and _IS_COUNTED.match(stretch.text, q.end) and q not in told:
                larger = total is None or total[0].passage is not stretch.passage or q.value > total[1].value
                total = (stretch, q) if larger or (total and q.kind != total[1].kind) else total


def _around(stretch: Stretch, q: Quantity) -> str:
    """The words at a figure, from the mark before it to the one behind it."""
    before = re.split(r"[,。;:、]", ahead_of(stretch.text, q.start, 20))[-1]
    return before + re.split(r"[,。;:、\d]", stretch.text[q.end : q.end + 12])[0]


def _has_a_term(stretch: Stretch, i: int) -> bool:
    """限期整改27项, 需长期坚持4项, 40项立行立改任务; not the second figure of 12项限期任务完成10项."""
    q = stretch.figures[i]
    if not q.exact or q.sort != "实体":
        return False
    if _OF_A_TERM.match(stretch.text, q.end):
        return True
    before = re.split(r"[,。;:、]", ahead_of(stretch.text, q.start, 20))[-1]
    term = _TERM.search(before)
    return term is not None and not re.search(r"\d[项条个]", before)


_FROM_EACH = pattern(
    r"每(?:个|名|家|支|所|座)(?P<thing>[一-鿿]{1,6}?)(?:选聘|配备|安排|选派|设立|设置|确定|推选|培育|选树|明确|各|有)?$"
)
_COMES_TO = pattern(r"[^。;:\d]{0,16},(?:共|合计|总计|共计)[^,。;:、\d每]{0,8}")


def _each_of_the_problem(stretches: list[Stretch]) -> Iterator[Finding]:
    """6个小区共58栋。从每个小区选聘2名代表，共选聘14名: of how many it is so many each stands in a sentence before."""
    for i, stretch in enumerate(stretches):
        for each, total in itertools.pairwise(stretch.figures):
            said = _FROM_EACH.search(ahead_of(stretch.text, each.start, 16))
            if said is None or each.like != total.like or not (each.exact and total.exact) or not each.value:
                continue
            if not _COMES_TO.fullmatch(stretch.text[each.end : total.start]):
                continue
            before = [s for s in stretches[max(0, i - 6) : i] if s.passage == stretch.passage]
            known = [
                (s, q)
                for s in before
                for q in s.figures
                if q.exact and q.sort == "实体" and s.text.startswith(said["thing"], q.end)
            ]
            if len({q.value for _, q in known}) == 1 and known[0][1].value * each.value != total.value:
                there = known[0][1]
                value = plain(there.value * each.value)
                yield Finding.at(
                    stretch,
                    (each.start, total.end),
                    f"{there.text}{said['thing']}，每个{each.text}，共{value}{total.kind}，不是{total.text}",
                    suggestion="核对个数和总数。",
                    severity="info",
                )


_STILL = pattern(r"(?:剩余|余下|剩下|其余|尚余)的?$")


LEAST = 10  # of fewer things that are not yet done there may be other ones
_NOT_YET = pattern(r"(?:尚|还|仍)?未[一-鿿]")


def _is_left(text: str, q: Quantity) -> bool:
    """剩余3座, and 96人次未退费患者."""
    return bool(_STILL.search(ahead_of(text, q.start, 4)) or (q.value >= LEAST and _NOT_YET.match(text, q.end)))


def _left_again(stretches: list[Stretch]) -> Iterator[Finding]:
    """剩余3座水库 in what is to come, where the problem says of its 42座水库 that 2座 are left."""
    left: list[tuple[Stretch, Quantity, set[str]]] = []
    for stretch in stretches:
        for q in stretch.figures:
            if not q.exact or q.sort not in {"实体", "动作", "度量"} or not _is_left(stretch.text, q):
                continue
            things = {
                stretch.text[p.end : p.end + 2] for p in stretch.figures if p.like == q.like and p.start <= q.start
            }
            own = q.noun[:2] if stretch.text.startswith(q.noun[:2], q.end) else ""
            known = [
                (s, p) for s, p, names in left if p.like == q.like and own in names and s.passage != stretch.passage
            ]
            named = re.fullmatch("[一-鿿]{2}", own) is not None
            if not known and (alone := _alone_of_its_unit(left, q, stretch)):
                known, named = [alone[:2]], True
            told_of = stretch.place.problem is None and len(known) == 1 and known[0][0].place.problem is not None
            if named and told_of and known[0][1].value != q.value:
                there, first = known[0]
                at = there.start + first.start
                also = span_of(there.passage, at, at + len(first.text))
                yield Finding.at(
                    stretch,
                    (q.start, q.end + 2),
                    f"剩余的这里是{q.text}，{paragraph_name(there.passage)}是{first.text}",
                    suggestion="核对两处的数；时间不同的，写明白。",
                    severity="warning",
                    also=(also,) if also else (),
                )
            left.append((stretch, q, things))


_OF_ANYTHING = frozenset("个项条件名人家户处份笔起宗座所")


def _alone_of_its_unit(
    left: list[tuple[Stretch, Quantity, set[str]]], q: Quantity, stretch: Stretch
) -> tuple[Stretch, Quantity, set[str]] | None:
    """其余103户于…完工, of which 剩余113户职工 is a slip: nothing else that is left is counted in that unit."""
    same = [each for each in left if each[1].like == q.like and each[0].passage != stretch.passage]
    slip = len(same) == 1 and same[0][1].unit == q.unit and (is_slip(same[0][1], q) or q.unit not in _OF_ANYTHING)
    return same[0] if slip else None


_SHARED_OUT = pattern(r"领办|牵头|包联|包案|认领|负责")


def _problems_shared_out(report: Report, stretches: list[Stretch]) -> Iterator[Finding]:
    problems = len(report.problems)
    known = {problems, sum(len(p.aspects) or 1 for p in report.problems)}
    for stretch in stretches:
        if stretch.place.problem is not None or not problems or not _SHARED_OUT.search(stretch.text):
            continue
        for i, rest in enumerate(stretch.figures):
            said = ahead_of(stretch.text, rest.start, 2) in _REST_WORDS and stretch.text.startswith("问题", rest.end)
            shares = [q for q in stretch.figures[:i] if q.kind == rest.kind and _is_share(stretch.text, q)]
            if not said or not shares or any(q.value >= problems for q in shares):
                continue
            total = sum((q.value for q in shares), rest.value)
            if all(q.exact for q in (*shares, rest)) and total not in known:
                sums = "＋".join(q.text for q in (*shares, rest))
                message = f"{sums}＝{plain(total)}{rest.kind}，正文列出的问题是{problems}个"
                yield Finding.at(stretch, (shares[0].start, rest.end), message, suggestion="核对各人领办的问题数。")


_APIECE = pattern(r"(?:各|分别|每[人名位个])(?:自)?[^,。;:、\d]{0,4}$")  # 另外4名委员各牵头6项
_OF_WHAT = pattern(r"(?:整改)?(?P<thing>任务|措施)")


def _tasks_shared_out(stretches: list[Stretch]) -> Iterator[Finding]:
    """书记领办整改任务7项；院长领办6项；其他7名常委领办33项: with the others', the shares are all of the 46."""
    for stretch in stretches:
        if stretch.place.problem is not None or not _SHARED_OUT.search(stretch.text):
            continue
        of = _OF_WHAT.search(stretch.text)
        shares = [
            q
            for q in stretch.figures
            if q.kind == "项"
            and q.exact
            and not _APIECE.search(ahead_of(stretch.text, q.start, 8))
            and _SHARED_OUT.search(re.split(r"[,。;:]", ahead_of(stretch.text, q.start, 24))[-1])
        ]
        if of is None or len(shares) < 2 or ("任务" in stretch.text and "措施" in stretch.text):
            continue
        last = re.split(r"[,。;:]", ahead_of(stretch.text, shares[-1].start, 24))[-1]
        if not re.search(r"^(?:其他|其余)", last):
            continue
        total = sum((q.value for q in shares), Decimal(0))
        known = [t for t in totals_of(stretches) if t.thing == of["thing"]]
        if known and total not in {t.quantity.value for t in known}:
            sums = "＋".join(q.text for q in shares)
            there = known[0]
            where = paragraph_name(there.stretch.passage)
            message = f"{sums}＝{plain(total)}项，{where}的整改{of['thing']}是{there.quantity.text}"
            yield Finding.at(
                stretch,
                (shares[0].start, shares[-1].end),
                message,
                suggestion="核对各人领办的项数和总数。",
                severity="warning",
            )


def _is_share(text: str, q: Quantity) -> bool:
    return bool(_SHARED_OUT.search(re.split(r"[,。;:、]", ahead_of(text, q.start, 20))[-1])) and (
        re.match(r"(?:重点|难点|突出|具体)?问题|(?=[,、])", text[q.end : q.end + 6]) is not None
    )


_GREW = pattern(r"[^,。;:、\d]{0,6}(?:增加|增|扩大|提高|上升|减少|减|降|压减)(?:到|至|为)")  # 由9个|增加到|13个
_REST_WORDS = {"其余", "剩余", "余下", "剩下"}


def _rests(stretch: Stretch) -> Iterator[tuple[Quantity, Quantity]]:
    """(done, rest) where 其余 stands at the second figure of its kind in the sentence: the total is not in it."""
    for i, rest in enumerate(stretch.figures):
        front = rest.noun[:2] if rest.noun else ""
        said = {front, ahead_of(stretch.text, rest.start, 2)} & _REST_WORDS
        if not said or not rest.exact or rest.sort not in {"实体", "动作"}:
            continue
        same = [q for q in stretch.figures[:i] if q.kind == rest.kind]
        if len(same) == len(("from", "to")) and _GREW.fullmatch(stretch.text[same[0].end : same[1].start]):
            same = same[1:]
        if len(same) == 1 and same[0].exact:
            yield same[0], rest


def _same_thing(a: Quantity, b: Quantity) -> bool:
    """Whether two nouns end alike: 软弱涣散整顿对象 and 整顿对象."""
    return len(a.noun) >= 2 and len(b.noun) >= 2 and (a.noun[-2:] == b.noun[-2:] or a.noun[:2] == b.noun[:2])
