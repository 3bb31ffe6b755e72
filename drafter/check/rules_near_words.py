"""Words one character off what they should be, characters of the other script, a clause that stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from drafter.check.body import Spot, around, found_at, printed_paragraphs, summary
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.report import Passage, Place, Report
from drafter.text.lexicon import table, words
from drafter.text.segment import frequency

Passages = Sequence[tuple[Passage, Place]]


@cache
def _halves() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """First half -> second halves, and the other way round, of the set phrases of four characters."""
    first: dict[str, list[str]] = {}
    second: dict[str, list[str]] = {}
    for phrase in sorted(words("setphrases")):
        first.setdefault(phrase[:2], []).append(phrase[2:])
        second.setdefault(phrase[2:], []).append(phrase[:2])
    return first, second


_CJK = re.compile(r"[一-鿿]{4}")


def near_phrases(text: str) -> Iterator[tuple[int, str]]:
    """(offset, the phrase meant) where three characters of a set phrase stand and the fourth makes no word.

    Which character is wrong is told by its half: 主体负任 is no word's 负任. A half that is a word of its own, alone
    or with its neighbours (整改方针, 领导小学), is another phrase.
    """
    first, second = _halves()
    for at in range(len(text) - 3):
        four = text[at : at + 4]
        if not _CJK.fullmatch(four):
            continue
        for right in first.get(four[:2], ()):
            if _one_off(four[2:], right) and not _word(text, at + 2, right):
                yield at, four[:2] + right
                break
        else:
            for right in second.get(four[2:], ()):
                if _one_off(four[:2], right) and not _word(text, at, right):
                    yield at, right + four[2:]
                    break


@cache
def _confusable() -> dict[str, frozenset[str]]:
    """Character -> those that are typed in its place: of the same sound, or of almost the same shape."""
    return {row["字"]: frozenset(row["音"] + row["形"]) for row in table("confusable")}


def _one_off(a: str, b: str) -> bool:
    """Whether one of two characters differs, and the one that stands there could have been typed for the other."""
    for wrong, right, same in ((a[0], b[0], a[1] == b[1]), (a[1], b[1], a[0] == b[0])):
        if same and wrong != right:
            return wrong in _confusable().get(right, ()) or not _known(wrong)
    return False


def _known(char: str) -> bool:
    """Whether the character is of the national set GB/T 2312: 仼 is not, and nobody means to write it."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


COMMON = 20  # how often a word that reaches over the edge of the phrase must be printed to be meant


def _word(text: str, at: int, right: str) -> bool:
    """Whether the two characters at `at`, or the one of them that differs with its neighbour, make a word."""
    if frequency(text[at : at + 2]):
        return True
    odd = at if text[at] != right[0] else at + 1
    pairs = (text[odd - 1 : odd + 1] if odd else "", text[odd : odd + 2])
    longer = (text[odd - 2 : odd + 1] if odd > 1 else "", text[odd : odd + 3])
    return any(len(p) > 1 and frequency(p) >= COMMON for p in (*pairs, *longer))


@rule(
    "T712",
    slug="set-phrase-near-miss",
    title="常用搭配差一字",
    severity="warning",
    reason="“主体负任”“作出决顶”：四个字的搭配错了一个字，剩下的两个字不成词，是拼音或五笔打错的。",
    wrong="压实主体负任",
    right="压实主体责任",
)
def set_phrase_near_miss(report: Report, passages: Passages) -> Iterator[Finding]:
    """主体负任, 作出决顶: one character off a set phrase, and no word."""
    for printed in printed_paragraphs(report, passages):
        for at, right in near_phrases(printed.text):
            spot = Spot(printed, at, at + 4)
            message = f"“{spot.words}”疑为“{right}”：…{around(spot)}…"
            yield found_at(spot, message, suggestion=f"核对后改为“{right}”。")


_SIMPLE = {row["繁"]: row["简"] for row in table("traditional")}
_TRADITIONAL = re.compile("[" + "".join(_SIMPLE) + "]+")


@rule(
    "T204",
    slug="traditional-characters",
    title="夹有繁体字",
    severity="warning",
    reason="公文用规范汉字；夹着的繁体字多半是从网页或扫描件粘来的。",
    wrong="健全學習制度",
    right="健全学习制度",
)
def traditional_characters(report: Report, passages: Passages) -> Iterator[Finding]:
    """健全學習制度: characters that the general table of standard characters writes otherwise."""
    spots = [
        Spot(printed, *match.span())
        for printed in printed_paragraphs(report, passages)
        for match in _TRADITIONAL.finditer(printed.text)
    ]
    if not spots:
        return
    shown = "、".join(f"“{s.words}”" for s in spots[:3])
    simple = "".join(_SIMPLE.get(c, c) for c in spots[0].words)
    yield summary(spots, f"有繁体字{shown}", suggestion=f"改为简体，如“{simple}”。")


_CLAUSE = re.compile(r"[^，。；：,;:、！？!?\s“”《》（）()]{10,60}")
_DATES = re.compile(r"[\d年月日季度上下半底至到—.-]|截至")
SHORTEST = 8  # characters of a clause besides its dates


@rule(
    "T304",
    slug="clause-twice",
    title="同一段里一句话写了两遍",
    severity="warning",
    reason="粘贴时多粘了一次，同一个分句在一段里一字不差地出现两次。",
    wrong="有效缓解入园难题。新增学位720个，有效缓解入园难题。",
    right="有效缓解入园难题。新增学位720个。",
)
def clause_twice(report: Report, passages: Passages) -> Iterator[Finding]:
    """A clause of ten characters or more, word for word twice in one paragraph."""
    for printed in printed_paragraphs(report, passages):
        if printed.place.role not in {"leadership", "progress", "next_steps", "other", "preamble"}:
            continue
        first: dict[str, int] = {}
        for match in _CLAUSE.finditer(printed.text):
            words_ = match.group()
            if len(_DATES.sub("", words_)) < SHORTEST:
                continue
            if words_ not in first:
                first[words_] = match.start()
                continue
            spot = Spot(printed, *match.span())
            yield found_at(spot, f"“{words_}”在这一段里写了两遍", suggestion="删去一处。")
