"""T1: quotes, brackets and book-title marks: each with its other half, with something inside, nested as they may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from drafter.check.body import Spot, around, found_at, matches, printed_paragraphs
from drafter.check.model import Finding, Looked
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.numerals import ONE_TO_TEN
from drafter.text.sentences import ahead_of

_PAIRS = {pair[0]: pair[1] for pair in ("“”", "‘’", "（）", "()", "[]", "［］", "【】", "《》", "〈〉", "「」", "『』")}
_CLOSERS = {")": "（(", "）": "（(", **{c: o for o, c in _PAIRS.items() if o not in "（("}}
_MARKS = pattern("[" + re.escape("".join({*_PAIRS, *_CLOSERS})) + '"]')
# 1) or a) or 一） or ① ) that numbers an item has no opening bracket.
_ITEM_NUMBER = pattern(rf"(?:^|[。；;：:，,、\s])(?:\d{{1,3}}|[a-zA-Z]|[{ONE_TO_TEN}]{{1,3}})$")
_EMPTY = pattern(
    r"[“《【][…\.·—_＿-]{1,8}[”》】]|“\s*”|‘\s*’|（\s*）|\(\s*\)|《\s*》|〈\s*〉|【\s*】|\[\s*\]|「\s*」|\"\""
)
_NAMES = {"引号": '“”‘’"「」『』', "书名号": "《》〈〉", "括号": "（）()[]［］【】"}


class Mark(NamedTuple):
    """An opening mark waiting for its partner."""

    char: str
    at: int
    inside: str  # the mark it stands in, or ""


class Pairing(NamedTuple):
    alone: list[int]  # offsets of marks without a partner
    misnested: list[tuple[int, int]]  # a pair in a pair of its own kind, or crossing another


def pair_marks(text: str) -> Pairing:
    """Pairs the quotes and brackets of one paragraph."""
    open_: list[Mark] = []
    alone: list[int] = []
    misnested: list[tuple[int, int]] = []
    for match in _MARKS.finditer(text):
        char, at = match.group(), match.start()
        if char in _PAIRS:
            open_.append(Mark(char, at, open_[-1].char if open_ else ""))
        elif char in _CLOSERS:
            _close(char, at, text, open_, alone, misnested)
    straight = [m.start() for m in re.finditer('"', text)]
    if len(straight) % 2:
        alone.append(straight[-1])
    alone += [mark.at for mark in open_]
    return Pairing(sorted(alone), _real_nesting(misnested, alone))


def _close(
    char: str, at: int, text: str, open_: list[Mark], alone: list[int], misnested: list[tuple[int, int]]
) -> None:
    """Match a closing mark with the nearest opening one; marks skipped on the way are crossed by it."""
    depth = next((i for i, mark in enumerate(reversed(open_)) if mark.char in _CLOSERS[char]), None)
    if depth is None:
        if not (char in ")）" and _ITEM_NUMBER.search(ahead_of(text, at, 4))):
            alone.append(at)
        return
    mark = open_.pop(len(open_) - 1 - depth)
    if depth or (mark.inside == mark.char and mark.char in "“《‘"):
        misnested.append((mark.at, at + 1))


def _real_nesting(misnested: list[tuple[int, int]], alone: list[int]) -> list[tuple[int, int]]:
    """A lone opening mark makes what follows it look nested: that is one slip, not two."""
    return [] if alone else sorted(misnested)


@rule(
    "T101",
    slug="unpaired-mark",
    title="引号、括号、书名号不成对",
    severity="error",
    reason="引号、括号、书名号缺一半，读者分不清引文和名称到哪里为止。",
    wrong="开展“清风行动专项督查。",
    right="开展“清风行动”专项督查。",
)
def unpaired_mark(report: Report, passages: Passages) -> Iterator[Finding | Looked]:
    """A quote, bracket or book-title mark whose partner is missing in its paragraph."""
    for printed in printed_paragraphs(report, passages):
        yield Looked("mark", len(_MARKS.findall(printed.text)))
        for at in pair_marks(printed.text).alone:
            spot = Spot(printed, at, at + 1)
            words = (
                Spot(printed, at, min(len(printed.text), at + 12))
                if spot.words in _PAIRS
                else Spot(printed, max(0, at - 11), at + 1)
            )
            name = next((n for n, marks in _NAMES.items() if spot.words in marks), "标点")
            other = _PAIRS.get(spot.words) or _CLOSERS.get(spot.words, spot.words)[0]
            message = f"{name} {spot.words} 没有配对的另一半（{other}），不成对：…{around(spot)}…"
            yield found_at(words, message, suggestion=f"补上缺的一半 {other} ，或删去多的一半")


@rule(
    "T102",
    slug="empty-mark",
    title="引号、括号、书名号里是空的",
    severity="error",
    reason="空的引号多半是转存时丢了里面的字。",
    wrong="整治“”问题",
    right="整治“四风”问题",
)
def empty_mark(report: Report, passages: Passages) -> Iterator[Finding]:
    """“”, （） or 《》 with nothing in it."""
    for spot, match in matches(_EMPTY, printed_paragraphs(report, passages)):
        if match.group() == '""' and spot.printed.text.count('"') > 2:
            continue  # "甲""乙": the end of one and the beginning of the next
        yield found_at(spot, f"{match.group()}里没有内容：…{around(spot)}…", suggestion="补上内容或删去空的标点")


@rule(
    "T103",
    slug="misnested-mark",
    title="引号、书名号嵌套不对",
    severity="warning",
    reason="引号里再用引号应当用单引号‘’，书名号里再用书名号应当用单书名号〈〉；两对标点不能交叉。",
    wrong="关于“对“一岗双责”认识不够”问题",
    right="关于“对‘一岗双责’认识不够”问题",
)
def misnested_mark(report: Report, passages: Passages) -> Iterator[Finding]:
    """A pair of marks in a pair of the same kind, or two pairs that cross."""
    for printed in printed_paragraphs(report, passages):
        for start, end in pair_marks(printed.text).misnested:
            yield found_at(
                Spot(printed, start, end),
                f"引号或书名号嵌套不对：{printed.text[start:end][:40]}",
                suggestion="引号套引号里层用‘’，书名号套书名号里层用〈〉",
            )
