"""N214–N216: what the overview sums up (people dealt with, money got back, rules made) against what the problems tell.

The overview counts over the whole notice; each problem tells its share. Silent where the notice tells only some of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from drafter.check.model import Finding, Looked, paragraph_name, span_of
from drafter.check.registry import rule
from drafter.check.stretches import Stretch
from drafter.patterns import pattern
from drafter.text.lexicon import table
from drafter.text.quantities import Quantity, plain
from drafter.text.sentences import ahead_of
from drafter.text.wholes import meant_by


class Told(NamedTuple):
    """So many people dealt with in one way, or so much money."""

    sort: str
    quantity: Quantity
    stretch: Stretch


def _ways() -> dict[str, str]:
    """How people are dealt with -> by what name it is counted (`lexicon/dealt_with.csv`)."""
    return {word: row["词"] for row in table("dealt_with") for word in (row["词"], *row["同"].split("|")) if word}


_LINKS = r"(?:处理|处分|问责|共计|累计|合计|共|了|给予|干部|人员|责任人){0,3}"
_MAY_STAND_BETWEEN = r"[^,。;、:\d]{0,24}?(?:进行|予以|给予|开展|作出|受到|被)?(?:了)?"
_MAYBE_ANOTHERS = pattern(r"建议|移送|督促|此前|以前|历史|上一?轮|以来累计|同比|全[市县区]共")


def _told(stretches: list[Stretch], ways: dict[str, str]) -> Iterator[Told]:
    """诫勉3人, 对4名科室负责人进行提醒谈话: each way with its figure."""
    names = "|".join(sorted(map(re.escape, ways), key=lambda w: (-len(w), w)))
    before = re.compile(rf"(?<!党纪)(?<!党纪、)(?P<way>{names}){_LINKS}$")
    behind = re.compile(rf"{_MAY_STAND_BETWEEN}(?P<way>{names})(?![和及与、一-鿿\d])")
    for stretch in stretches:
        for q in stretch.figures:
            if q.like != "人" or q.scale or not q.exact:
                continue
            ahead = re.split(r"[,。;:、()\d]", ahead_of(stretch.text, q.start, 20))[-1]
            said = before.search(ahead) or behind.match(stretch.text, q.end)
            if said and not _MAYBE_ANOTHERS.search(ahead_of(stretch.text, q.start, 40)):
                yield Told(ways[said["way"]], q, stretch)


_OTHER_WORK = pattern(r"线索|信访|立案|查处|查办")  # what the discipline inspectors dealt with is counted apart


def _by_problem(told: list[Told]) -> tuple[dict[str, Told], dict[str, list[Told]]]:
    """(what the overview says, what the problems say), by the way; a way that the overview tells twice is left out.

    The overview stands in front of the problems."""
    whole: defaultdict[str, list[Told]] = defaultdict(list)
    shares: defaultdict[str, list[Told]] = defaultdict(list)
    begun = False
    for each in told:
        begun |= each.stretch.place.problem is not None
        if _OTHER_WORK.search(each.stretch.text):
            continue
        if each.stretch.place.problem is not None:
            shares[each.sort].append(each)
        elif not begun:
            whole[each.sort].append(each)
    return {sort: found[0] for sort, found in whole.items() if len(found) == 1}, shares


@rule(
    "N214",
    slug="dealt-with-in-all",
    title="各问题处理的人数与总数不符",
    severity="warning",
    reason="开头说提醒谈话9人、诫勉3人，各个问题里提醒谈话、诫勉的人数加起来不会更多；几类都正好、只有一类对不上的，必有一处写错。",
    wrong="（开头）提醒谈话9人、诫勉3人……对6名负责人进行提醒谈话……对5名书记进行提醒谈话",
    right="（开头）提醒谈话9人、诫勉3人……对4名负责人进行提醒谈话……对5名书记进行提醒谈话",
)
def dealt_with_in_all(stretches: list[Stretch]) -> Iterator[Finding | Looked]:
    """提醒谈话9人 in the overview, 6名 and 5名 in the problems: more than all; or one way off while others agree."""
    whole, shares = _by_problem(list(_told(stretches, _ways())))
    sums = {sort: sum((t.quantity.value for t in shares[sort]), Decimal(0)) for sort in whole if shares[sort]}
    agree = [sort for sort, total in sums.items() if total == whole[sort].quantity.value]
    for sort, total in sums.items():
        yield Looked("sum")
        there, last = whole[sort], shares[sort][-1]
        said = there.quantity.value
        if total <= said and (total == said or not agree):
            continue
        parts = "＋".join(t.quantity.text for t in shares[sort])
        added = f"{parts}＝{plain(total)}人" if len(shares[sort]) > 1 else parts
        at = there.stretch.start + there.quantity.start
        also = span_of(there.stretch.passage, at, at + len(there.quantity.text))
        yield Finding.at(
            last.stretch,
            last.quantity.span,
            f"“{sort}”各问题里{added}，{paragraph_name(there.stretch.passage)}的总数是{there.quantity.text}",
            suggestion="核对各问题的人数和总数；一人受几种处理、有的没有写进问题的，写明白。",
            also=(also,) if also else (),
        )


_YEAR = pattern(r"(?:19|20)\d\d年")
_GOT_BACK = pattern(
    r"(?:追缴|追回|清退|退回|退还|收回|收缴|清缴|上缴|挽回|补缴|追补|核减|清收|追偿)[^,。;:、\d]{0,16}$"
)
_BEHIND = pattern(r"[^,。;:、\d]{0,14}?(?:追缴|追回|清退|退回|退还|收回|收缴|全额退|清缴|上缴)")
FEWEST_DIGITS = 3


def _money(stretches: list[Stretch]) -> Iterator[Told]:
    for stretch in stretches:
        for q in stretch.figures:
            if q.unit != "元" or not q.exact or len(f"{q.value:f}".replace(".", "").strip("0")) < FEWEST_DIGITS:
                continue
            ahead = re.split(r"[,。;:、\d]", _YEAR.sub("年", ahead_of(stretch.text, q.start, 24)))[-1]
            if _GOT_BACK.search(ahead) or _BEHIND.match(stretch.text, q.end):
                yield Told("", q, stretch)


@rule(
    "N215",
    slug="money-in-all",
    title="各问题追缴、清退的钱与总数差一个笔误",
    severity="warning",
    reason="开头的追缴、清退总额是各个问题里的钱加起来的；只要改正其中一个数的一处颠倒或错一位就正好，多半就是它写错了。",
    wrong="（开头）清退资金62.48万元……退还违规收费18.36万元……超标准发放的41.42万元已全额退回",
    right="（开头）清退资金62.48万元……退还违规收费18.36万元……超标准发放的44.12万元已全额退回",
)
def money_in_all(stretches: list[Stretch]) -> Iterator[Finding | Looked]:
    """清退62.48万元 in the overview, 18.36万元 and 41.42万元 in the problems: one slip makes it good."""
    told = list(_money(stretches))
    wholes = [t for t in told if t.stretch.place.problem is None and t.stretch.place.role != "next_steps"]
    shares = [t for t in told if t.stretch.place.problem is not None and not _among(t)]
    if len(wholes) == 1:
        verbs = set(_VERBS.findall(ahead_of(wholes[0].stretch.text, wholes[0].quantity.start, 16)))
        alike = [t for t in shares if verbs & set(_VERBS.findall(_words_at(t)))]
        shares = alike if len(alike) > 1 else shares  # 收回、清退各类资金: what was 核减 is not of it
    if len(wholes) != 1 or not 2 <= len(shares) <= 6 or len({t.quantity.kind for t in (*wholes, *shares)}) != 1:
        return
    (whole,) = wholes
    yield Looked("sum")
    total, value = sum((t.quantity.value for t in shares), Decimal(0)), whole.quantity.value
    if total == value:
        return
    guilty = next((t for t in shares if value - (total - t.quantity.value) in set(_slips(t.quantity))), None)
    if guilty is None and total in set(_slips(whole.quantity)):
        guilty = whole
    if guilty is None:
        return
    parts = "＋".join(t.quantity.text for t in shares)
    where = paragraph_name(whole.stretch.passage)
    message = f"各问题里{parts}＝{plain(total)}{whole.quantity.kind}，{where}的总数是{whole.quantity.text}"
    right = plain(value - (total - guilty.quantity.value) if guilty is not whole else total)
    hint = f"核对是否“{right}{guilty.quantity.kind}”写成了“{guilty.quantity.text}”。"
    yield Finding.at(guilty.stretch, guilty.quantity.span, message, suggestion=hint)


_VERBS = pattern(r"追缴|追回|清退|退回|退还|收回|收缴|清缴|上缴|挽回|补缴|追补|核减|清收|追偿")


def _words_at(told: Told) -> str:
    """The words before a sum and those right behind it, in its clause."""
    q, text = told.quantity, told.stretch.text
    return re.split(r"[,。;:]", ahead_of(text, q.start, 24))[-1] + re.split(r"[,。;:]", text[q.end : q.end + 14])[0]


def _among(told: Told) -> bool:
    """Whether a figure stands behind 其中: a part of one that is told before it."""
    return "其中" in re.split(r"[。;]", ahead_of(told.stretch.text, told.quantity.start, 40))[-1]


def _slips(q: Quantity) -> Iterator[Decimal]:
    """What was meant: digits changed about, or one digit another."""
    yield from meant_by(q)
    digits = f"{q.value:f}".replace(".", "")
    for i, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit:
                yield Decimal(digits[:i] + other + digits[i + 1 :]).scaleb(-q.places)


_RULES_MADE = pattern(
    r"(?:新建|新制定|制定|修订|建立|健全|完善|出台|新出台|和|与|、|并|的|各项|以上|这|长效){1,8}制度|制度(?:机制|成果)?"
)
_ALL_RULES = pattern(r"制度")
_OF_OTHERS = pattern(r"推动|督促|指导|帮助|建议")  # 制发纪检监察建议书2份，推动完善制度3项


@rule(
    "N216",
    slug="rules-made-again",
    title="再说起的制度数与前面不符",
    severity="warning",
    reason="前面说新建、修订制度共计15项，后面“推动16项新建和修订的制度落地”，说的是同一批，数目不会多出来。",
    wrong="新建制度6项、修订制度9项，共计15项……推动16项新建和修订的制度落地见效",
    right="新建制度6项、修订制度9项，共计15项……推动15项新建和修订的制度落地见效",
)
def rules_made_again(stretches: list[Stretch]) -> Iterator[Finding]:
    """16项新建和修订的制度 in what is to come, where the overview has 15项 of them."""
    counted: dict[Decimal, tuple[Stretch, Quantity]] = {}
    for stretch in stretches:
        place = stretch.place
        if place.problem is not None or not _ALL_RULES.search(stretch.text):
            continue
        known: list[Quantity] = []  # of the sentence: 新制定制度22项、修订制度9项 are 31 together
        for q in stretch.figures:
            if q.like not in {"项", "个"} or not q.exact or q.scale:
                continue
            made = _RULES_MADE.match(stretch.text, q.end)
            if place.role != "next_steps":
                clause = re.split(r"[。;]", ahead_of(stretch.text, q.start, 40))[-1]
                if (made or "制度" in clause) and place.role != "other" and not _OF_OTHERS.search(clause):
                    of_it = known and "其中" in stretch.text[known[0].end : q.start]  # 其中新建10项、修订6项
                    if q.value != sum((k.value for k in known), Decimal(0)) and not of_it:  # 共计15项 adds nothing
                        known.append(q)
                    together = [sum((k.value for k in known[n:]), Decimal(0)) for n in range(len(known))]
                    for value in together:
                        counted.setdefault(value, (stretch, q))
                    counted[q.value] = (stretch, q)
            elif made and counted and (q.value > max(counted) or _one_less(stretch, q, counted)):
                there, first = counted[max(counted)]
                at = there.start + first.start
                also = span_of(there.passage, at, at + len(first.text))
                yield Finding.at(
                    stretch,
                    (q.start, made.end()),
                    f"这里的制度是{q.text}，{paragraph_name(there.passage)}一共是{plain(max(counted))}{first.unit}",
                    suggestion="核对两处的数；不是同一批的，写明白。",
                    severity=None if q.value > max(counted) else "info",
                    also=(also,) if also else (),
                )


_TAKEN_UP = pattern(r"(?:抓好|推动|落实|执行|用好|把|将|对|确保|严格落实)$")


def _one_less(stretch: Stretch, q: Quantity, counted: dict[Decimal, tuple[Stretch, Quantity]]) -> bool:
    """抓好8项制度的执行, where there are nine: no word says that they are some of them."""
    front = re.split(r"[,。;:、\d]", ahead_of(stretch.text, q.start, 12))[-1]
    return q.value == max(counted) - 1 and q.value not in counted and _TAKEN_UP.search(front) is not None
