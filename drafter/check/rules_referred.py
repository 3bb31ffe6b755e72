"""N217: a number of things that a sentence takes for known (对全站49名党员…, 剩余142口网箱), against where it was told.

Indicators told twice in the same words are for `rules_indicators`; what a problem says of all of its things, and in
other words, for `rules_again`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from drafter.check.model import Finding, paragraph_name, span_of
from drafter.check.registry import rule
from drafter.check.rules_indicators import without_general_words
from drafter.check.stretches import Stretch
from drafter.text.quantities import Quantity
from drafter.text.segment import tokens
from drafter.text.sentences import ahead_of
from drafter.text.wholes import is_slip

# What makes a figure one of things that are known: a word that takes them as its object, or says that they are all.
_TAKEN = re.compile(
    r"(?:(?:^|[^一-鿿]|组织|督促|指导|推动|责成|要求)(?:对|将|把|给|让|由|与|向|使|为|从)|组织|督促|指导|推动|责成|要求|帮助|^)"
    r"(?P<all>全[一-鿿]|本[一-鿿]|所有|全部|上述|该|这|剩余|其余|余下)?(?:的)?$"
)
_SOME = re.compile(
    r"其中|另|再|又|首批|新|增|减|部分|个别|每|各|抽|试点|选|占|补|仅|只|第|近|(?<![剩其])余|涉及|有|超|评|获|优秀|先进|典型|同批|同期"
)
_ALL_BEHIND = re.compile(r"[^,。;:\d]{0,12}?(?:全部|均|都(?!市)|逐一|逐[个户人名条项份件村]|全员|人人|无一)")
_TO_BE_MADE = re.compile(
    r"建|完成|达|培育|培养|招|引|争|实现|打造|创|举办|开展|到|至|投|拿|出台|制定|储备|发展|聘|购|约|超|覆盖"
)
_THING = re.compile(r"(?:[一-鿿“”]|\([一-鿿、,]{1,8}\)){2,14}")
LEAST = 10
SHOWN = 4  # characters of a thing's name that a message gives at least


class Told(NamedTuple):
    """A counted thing with the words that may name it."""

    stretch: Stretch
    figure: Quantity
    head: str  # the word that names the thing
    beside: frozenset[str]  # the words of its clause


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
        if any(each.head in stretch.text for stretch in sums.get((each.figure.like, value), ())):
            continue
        first = next((t for t in same if t is not each and _of_one(each, t)), None)
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
            if not q.exact or q.sort != "实体" or q.places or q.value < LEAST:
                continue
            if thing := _THING.match(text, q.end):
                named = [t.word for t in tokens(thing.group()) if len(t.word) > 1]
            else:  # 资产资源57宗: the thing stands before its number
                before = re.split(r"[,。;:、()\d]", ahead_of(text, q.start, 16))[-1]
                named = [t.word for t in tokens(before) if len(t.word) > 1 and without_general_words(t.word)][:-3:-1]
            clause = re.split(r"[。;]", text[: q.start])[-1][-40:] + re.split(r"[。;]", text[q.end :])[0][:30]
            beside = frozenset(t.word for t in tokens(clause) if len(t.word) > 1 and without_general_words(t.word))
            for head in dict.fromkeys(named[:2]):
                yield Told(stretch, q, head, beside)


def _is_known(each: Told) -> bool:
    """Whether the sentence speaks of things that are known."""
    text, q = each.stretch.text, each.figure
    clause = re.split(r"[,。;:、\d]", ahead_of(text, q.start, 24))[-1]
    if _SOME.search(clause) or any(other.value == q.value for other in each.stretch.figures if other.start != q.start):
        return False  # 党组织16个，由16名县级领导干部逐一联系
    if each.stretch.place.role == "next_steps" and clause:
        return not _TO_BE_MADE.search(clause)
    taken = _TAKEN.search(clause)
    return taken is not None and (bool(clause) or _ALL_BEHIND.match(text, q.end) is not None)


def _sums(stretches: Sequence[Stretch]) -> dict[tuple[str, Decimal], list[Stretch]]:
    """What neighbouring figures of a sentence come to, with the sentences: 14个村、2个社区 are 16."""
    found: defaultdict[tuple[str, Decimal], list[Stretch]] = defaultdict(list)
    for stretch in stretches:
        for i, first in enumerate(stretch.figures):
            total = first.value
            for q in stretch.figures[i + 1 : i + 6]:
                if q.like != first.like:
                    continue
                total += q.value
                found[first.like, total].append(stretch)
                found[first.like, abs(first.value - q.value)].append(stretch)
    return found


def _of_one(each: Told, other: Told) -> bool:
    """Whether two figures may be of one thing, and one a slip for the other."""
    if not is_slip(each.figure, other.figure):
        return False
    one, two = each.stretch, other.stretch
    if _told_of_what_was_done(each, other):
        return True
    shared = (each.beside & other.beside) - {each.head}
    of_all = _OF_ALL.search(ahead_of(one.text, each.figure.start, 4)) or _ALL_BEHIND.match(one.text, each.figure.end)
    same_problem = one.place.problem is not None and one.place.problem == two.place.problem
    need = (not without_general_words(each.head)) + (not same_problem) + (-1 if of_all else 2)
    return len(shared) >= need


def _told_of_what_was_done(each: Told, other: Told) -> bool:
    """剩余的41家失信客户, 用好75宗资产资源台账, in what comes next: it speaks of what the notice has told.

    There the thing alone is enough, if it is of one specific word, or of two words that stand at both.
    """
    one, two = each.stretch, other.stretch
    if one.place.role != "next_steps" or two.place.role == "next_steps" or not without_general_words(each.head):
        return False
    behind = one.text[each.figure.end :][: len(each.head) + 4], two.text[other.figure.end :][: len(each.head) + 4]
    at_both = all(words.startswith(each.head) or each.head in words for words in behind)
    return at_both or each.head in other.figure.noun


_OF_ALL = re.compile(r"(?:全[一-鿿]|所有|全部|剩余|其余)(?:的)?$")
