"""N217: a number of things that a sentence takes for known (对全站49名党员…, 剩余142口网箱), against where it was told.

Indicators told twice in the same words are for `rules_indicators`; what a problem says of all of its things, and in
other words, for `rules_again`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from drafter.check.model import Finding, paragraph_name, span_of
from drafter.check.registry import rule
from drafter.check.rules_indicators import without_general_words
from drafter.check.stretches import Stretch
from drafter.patterns import pattern
from drafter.text.quantities import Quantity
from drafter.text.segment import tokens
from drafter.text.sentences import ahead_of
from drafter.text.wholes import is_slip, meant_by

# What makes a figure one of things that are known: a word that takes them as its object, or says that they are all.
_TAKEN = pattern(
    r"(?:(?:^|组织|督促|指导|推动|落实|责成|要求|帮助|安排)(?:对|将|把|给|让|由|与|向|使|为|从)?)"
    r"(?P<all>全[一-鿿]|本[一-鿿]|所有|全部|上述|该|这|剩余|其余|余下)?(?:的)?$"
)
_SOME = pattern(
    r"其中|另|再|又|首批|新|增|减|部分|个别|每|各|抽|试点|选|占|补|仅|只|第|近|余|涉及|有|超|评|获|优秀|先进|典型|同批|同期|累计|共"
)
_BY_STATUS = pattern(r"(?:完成|推进|整改|落实|办结|销号|到位)[^,。;:、\d]{0,4}的$")  # told by N105 and N107
_SOME_BEHIND = pattern(r"[^,。;:\d]{0,10}?(?:中的|之一|中(?![小央心学型外等层药医])|新|代表)")
_ALL_BEHIND = pattern(r"[^,。;:\d]{0,12}?(?:全部|均|都(?!市)|逐一|逐[个户人名条项份件村]|全员|人人|无一)")
_THING = pattern(r"(?:[一-鿿“”]|\([一-鿿、,]{1,8}\)){2,14}")
LEAST = 10
LEAST_OF_A_NAME = 5  # where the whole name of the thing is the same
SHOWN = 4  # characters of a thing's name that a message gives at least


class Told(NamedTuple):
    """A counted thing with the words that may name it."""

    stretch: Stretch
    figure: Quantity
    head: str  # the word that names the thing
    name: str  # the two words that do; "" where there is one
    clause: str  # what stands beside it


@rule(
    "N217",
    slug="known-number-otherwise",
    title="前面说过的数，这里又是一个数",
    severity="warning",
    reason="“对全站49名党员的学习笔记逐本查阅”说的是站里所有的党员，别处写的是47名；只差一个数字，多半是抄错。",
    wrong="组织对全站49名党员的学习笔记逐本查阅……47名党员全部参加",
    right="组织对全站47名党员的学习笔记逐本查阅……47名党员全部参加",
)
def known_number_otherwise(stretches: list[Stretch]) -> Iterator[Finding]:
    """对全站49名党员的…, where the 党员 are 47: a slip of a number that is told elsewhere, of the same thing."""
    told = list(_told(stretches))
    by_head: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for each in told:
        by_head[each.head, each.figure.like].append(each)
    sums = _sums(stretches)
    reported: dict[frozenset[Decimal], Decimal] = {}  # of two numbers the one that is the slip
    for each in told:
        same = by_head[each.head, each.figure.like]
        value = each.figure.value
        if not _is_known(each):
            continue
        one_for_each = any(q.value == value and q is not each.figure for q in each.stretch.figures)
        if (each.figure.unit, value) in sums or one_for_each:  # 软弱涣散党组织16个，由16名县级领导逐一联系
            continue
        first = next((t for t in same if t is not each and _of_one(each, t, same)), None)
        if first is None or _often(same, value) > _often(same, first.figure.value):
            continue
        if reported.setdefault(frozenset((value, first.figure.value)), value) != value:
            continue
        there = first.stretch
        at = there.start + first.figure.start
        also = span_of(there.passage, at, at + len(first.figure.text))
        yield Finding.at(
            each.stretch,
            each.figure.span,
            f"这里说“{_said(each)}”，{paragraph_name(there.passage)}是“{_said(first)}”",
            suggestion="核对两处的数；不是同一批的，写明白。",
            also=(also,) if also else (),
        )


def _often(same: Sequence[Told], value: Decimal) -> int:
    return sum(t.figure.value == value for t in same)


def _said(each: Told) -> str:
    text, q = each.stretch.text, each.figure
    thing = _THING.match(text, q.end)
    end = q.end
    for token in tokens(thing.group()) if thing else ():
        if end - q.end >= SHOWN:
            break
        end = q.end + token.end
    return text[q.start : end]


def _told(stretches: Sequence[Stretch]) -> Iterator[Told]:
    for stretch in stretches:
        text = stretch.text
        for q in stretch.figures:
            if not q.exact or q.sort != "实体" or q.places or q.value < LEAST_OF_A_NAME or q.scale:
                continue
            thing = _THING.match(text, q.end)
            named = _words(thing.group()) if thing else _words(q.noun)[-2:]
            clause = re.split(r"[。;]", text[: q.start])[-1][-40:] + re.split(r"[。;]", text[q.end :])[0][:30]
            if named and named[0] != "方面":
                name = "".join(named[:2]) if len(named) > 1 else ""
                yield Told(stretch, q, named[0] if thing else named[-1], name, clause)


@lru_cache(maxsize=1024)
def _beside(clause: str) -> frozenset[str]:
    """The words of a clause that are more than general; cut only where two figures are compared."""
    return frozenset(w for w in _words(clause) if without_general_words(w))


def _words(text: str) -> list[str]:
    return [t.word for t in tokens(text) if len(t.word) > 1]


def _is_known(each: Told) -> bool:
    """Whether the sentence speaks of things that are known."""
    text, q = each.stretch.text, each.figure
    clause = re.split(r"[,。;:、\d]", ahead_of(text, q.start, 24))[-1]
    clause = re.sub(r"^[一-鿿]是|^\([一-鿿]\)", "", clause)
    if _SOME.search(clause) or _BY_STATUS.search(clause) or _SOME_BEHIND.match(text, q.end):
        return False
    return _in_what_is_to_come(each) or _TAKEN.search(clause) is not None


def _in_what_is_to_come(each: Told) -> bool:
    """What is to come speaks of what was told before."""
    return each.stretch.place.role == "next_steps"


_SPOKEN_OF_ANEW = pattern(r"[。;]|,(?:为|对|给|全|共)")  # 卫生院6所、服务中心2所，为全市23所|机构配备


def _sums(stretches: Sequence[Stretch]) -> set[tuple[str, Decimal]]:
    """What neighbouring figures of one unit in a sentence come to: 14个村、2个社区 are 16."""
    found: set[tuple[str, Decimal]] = set()
    for stretch in stretches:
        for i, first in enumerate(stretch.figures):
            total = first.value
            for q in stretch.figures[i + 1 : i + 6]:
                if _SPOKEN_OF_ANEW.search(stretch.text, first.end, q.start):
                    break
                if q.unit != first.unit:
                    continue
                total += q.value
                found.add((first.unit, total))
                found.add((first.unit, abs(first.value - q.value)))
    return found


def _of_one(each: Told, other: Told, same: Sequence[Told]) -> bool:
    """Whether two figures may be of one thing, and one a slip for the other."""
    if not is_slip(each.figure, other.figure) and not _near(each, other):
        return False
    one, two = each.stretch, other.stretch
    makes_up = any(q.value + each.figure.value == other.figure.value for q in one.figures if q.like == each.figure.like)
    if one is two or makes_up:
        return False  # 12家所属企业和1家参股企业: the thirteen are told
    named_alike = bool(each.name) and each.name == other.name and len(each.name) >= LONG_NAME
    if each.figure.value < LEAST and not named_alike:
        return False
    of_all = _OF_ALL.search(ahead_of(one.text, each.figure.start, 4)) or _ALL_BEHIND.match(one.text, each.figure.end)
    score = named_alike + bool(without_general_words(each.name if named_alike else each.head)) + 2 * bool(of_all)
    score += each.stretch.place.role == "next_steps"
    score += each.figure.value in set(meant_by(other.figure))
    score += one.place.problem is not None and one.place.problem == two.place.problem
    score += min(2, len((_beside(each.clause) & _beside(other.clause)) - {each.head}))
    score += 2 * (_often(same, other.figure.value) > 1 and _often(same, each.figure.value) == 1)
    return score >= ENOUGH


def _near(each: Told, other: Told) -> bool:
    """8个下属单位 of 9个下属单位: numbers of one digit differ by little."""
    return 0 < abs(each.figure.value - other.figure.value) <= 1 and each.figure.kind == other.figure.kind


LONG_NAME = 4
ENOUGH = 3
_OF_ALL = pattern(r"(?:全[一-鿿]|所有|全部|剩余|其余)(?:的)?$")
