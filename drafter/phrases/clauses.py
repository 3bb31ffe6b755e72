"""Clauses without facts that fit any notice: what they begin with says where in a sentence they stand.

The grammar of a paragraph of this genre is 立场 (a stance), 举措 (what is done), 目的 (what for). The words are data
(`lexicon/clause_words.csv`).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from drafter.text.lexicon import table, words

Shape = Literal["立场", "举措", "目的"]
LONGEST = 20  # characters of a clause or lead that stands whole in one report only
SHORTEST = 4


@cache
def _words(use: str) -> tuple[str, ...]:
    found = [row["词"] for row in table("clause_words") if row["作用"] == use]
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def _openers() -> tuple[tuple[str, Shape], ...]:
    uses: tuple[Shape, ...] = ("立场", "举措", "目的")
    found = [(word, use) for use in uses for word in _words(use)]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


def subject_of(clause: str) -> str:
    """各责任单位, 班子成员: whoever a clause names as its own subject; "" where it takes that of its sentence."""
    return next((word for word in _words("主体") if clause.startswith(word)), "")


@lru_cache(maxsize=1 << 14)
def shape_of(clause: str) -> Shape | None:
    """Where in a sentence a clause stands; None where it could follow no subject. The longest beginning decides."""
    return next((shape for word, shape in _openers() if clause.startswith(word)), None)


def comes_first(clause: str) -> bool:
    """Whether it stands before the others of its sentence: what one goes by, what one thinks."""
    return any(word in clause for word in _words("先说"))


@cache
def _going_by() -> tuple[str, ...]:
    rows = table("clause_words")
    return tuple(row["词"] for row in rows if row["作用"] == "先说" and row["来源"] == "后面还要接着说")


def leads_on(clause: str) -> bool:
    """Whether it only names what one goes by (对照问题清单) and something has to follow."""
    return clause.startswith(_going_by())


def claims(clause: str) -> bool:
    """Whether it says that something was done, which only a ledger may say."""
    bare = clause.replace("“", "").replace("”", "")
    return any(word in bare for word in _words("事实"))


@lru_cache(maxsize=1 << 14)
def without_manner(clause: str) -> str:
    """From its verb on: 压实责任 of 进一步压实责任."""
    rest = clause
    while manner := next((word for word in _words("状语") if rest.startswith(word)), ""):
        rest = rest[len(manner) :]
    return rest


def lacks_object(clause: str) -> bool:
    """Whether it is a verb that still needs its matter (常态化推进), which only a topic before it can give."""
    return without_manner(clause) in words("deed_words")


def of_persons(clause: str) -> bool:
    """Whether only leaders can be its subject, no committee (发挥“头雁效应”)."""
    return any(word in clause for word in _words("个人"))


def comes_before_approval(clause: str) -> bool:
    """Whether it is done to a plan before it is passed: 优化完善整改举措."""
    return any(word in clause for word in _words("定稿前"))


def names_nobody(content: str) -> bool:
    """Whether what was looked into begins without saying who did it: 对6家单位开展现场检查."""
    return content.startswith(_words("亲临"))


def steers(clause: str) -> bool:
    """Whether a clause may head mechanisms and meetings on progress: 强化统筹调度."""
    return any(word in clause for word in _words("调度"))


def needs_topic(clause: str) -> bool:
    """Whether it can only stand behind what it is about (对尚未完成的，…紧盯不放)."""
    return clause.endswith(_words("缺宾")) or lacks_object(clause)


@cache
def _ill_pairs() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((row["动"], tuple(row["宾"].split("|"))) for row in table("ill_pairs"))


@lru_cache(maxsize=1 << 12)
def ill_paired(clause: str) -> bool:
    """Whether it is one verb with an object that does not go with it (确保整改成效; `lexicon/ill_pairs.csv`)."""
    bare = without_manner(clause)
    return any(
        bare.startswith(verb) and bare.endswith(things) and len(bare) <= len(verb) + _ONE_THING
        for verb, things in _ill_pairs()
    )


_ONE_THING = 4  # characters of an object with one word before it: 整改成效


@lru_cache(maxsize=1 << 12)
def kin(text: str) -> frozenset[str]:
    """The kinds of matters that a clause names (`lexicon/kin.csv`): a lead or a paragraph does not name one twice."""
    return frozenset(row["类"] for row in table("kin") if row["词"] in text)


def is_empty(clause: str) -> bool:
    """Whether it says no more than that there is an inspection to act on (扎实推进整改工作)."""
    return without_manner(clause) in _words("空")


def fits_anywhere(clause: str) -> bool:
    """Whether a clause is whole and no single level's, place's or year's."""
    bare = clause.replace("“", "").replace("”", "")
    said = bare.removeprefix(subject_of(bare))
    if len(said) < SHORTEST or shape_of(said) is None or bare.endswith(_words("尾")):
        return False
    return not any(word in bare for word in _words("一地"))


def of_one_level(text: str) -> bool:
    """Whether it names the level or kind of one office (区管干部, 全市)."""
    return any(row["词"] in text for row in table("clause_words") if row["来源"] == "行政区划层级")
