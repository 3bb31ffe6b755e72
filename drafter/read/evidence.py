"""What words say of a stretch of text: does it name a fault, tell a deed, look ahead, head which part.

Words only break ties between structures; they stand in `lexicon/`, one row each.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.text.lexicon import table
from drafter.text.numerals import NUMBER, from_chinese

_FUTURE = pattern(r"将(?=[^军领近士才]|$)|继续|下一步|接下来|今后|持续|进一步|始终|力争|年底前|确保|坚持不懈|毫不放松")
_PAST = pattern(r"\d|已(?=[经完全整新建])|截至|共|累计|完成")
_SOME = pattern(r"(?:部分|个别|有的|少数|一些|一是?对|对)?(?:部分|个别|有的|少数|一些)")
_ASPECT = pattern(
    r"(?:方面|类|领域|环节)(?:存在|反馈)?(?:的?(?:主要|突出|具体)?问题|的?事项)?(?:的?整改)?(?:落实|进展)?(?:情况)?[。:;]?$"
)


@cache
def _alternatives(name: str) -> tuple[re.Pattern[str], dict[str, float]]:
    weights = {row["词"]: float(row.get("分量") or 1) for row in table(name)}
    longest_first = sorted(weights, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), weights


@lru_cache(maxsize=1 << 14)
def fault(title: str) -> float:
    """How much a title reads as naming what is wrong: 1 a fault (学位供给不足), -1 a deed (加大招引力度), 0 neither."""
    pattern, weights = _alternatives("fault_words")
    found = max((weights[m.group()] for m in pattern.finditer(title)), default=0.0)
    if _SOME.match(title):
        found = max(found, 0.7)
    if found >= 0.8:
        return 1.0
    deed, _ = _alternatives("deed_words")
    if deed.match(title):
        return found - 0.9
    return found


def deed(title: str) -> bool:
    """Whether a phrase begins as one that tells what was done (完善产业规划)."""
    return bool(_alternatives("deed_words")[0].match(title))


def aspect(title: str) -> bool:
    """…方面, …类问题: what gathers problems rather than being one."""
    return bool(_ASPECT.search(title))


@cache
def _section_words() -> tuple[re.Pattern[str], dict[str, list[tuple[str, float]]]]:
    weights: dict[str, list[tuple[str, float]]] = {}
    for row in table("section_words"):
        weights.setdefault(row["词"], []).append((row["部分"], float(row["分量"])))
    return re.compile("|".join(map(re.escape, sorted(weights, key=len, reverse=True)))), weights


@lru_cache(maxsize=4096)
def heads_part(heading: str) -> dict[str, float]:
    """part -> how much the words of a heading speak for it (leadership, progress, next_steps, other, contact)."""
    pattern, weights = _section_words()
    out: dict[str, float] = {}
    for match in pattern.finditer(heading):
        for part, weight in weights[match.group()]:
            out[part] = out.get(part, 0.0) + weight
    return out


class Tally(NamedTuple):
    """How many 方面 and problems a notice says it has; 0 where it does not say."""

    groups: int = 0
    problems: int = 0


_TALLY = pattern(
    rf"(?:(?P<groups>{NUMBER})(?:个(?:大?方面|大?类别?|领域)|大?类|大方面)[的共,、(]{{0,2}})?"
    rf"(?P<problems>{NUMBER})(?:个|条|项)(?:具体|突出|主要|反馈|整改)?(?:的)?问题"
)


def tally(text: str) -> Tally:
    """What a text first says of both (反馈3个方面10个问题), from its folded characters without spaces."""
    found = max(_TALLY.finditer(text), key=lambda m: bool(m["groups"]), default=None)
    if found is None:
        return Tally()
    return Tally(*(from_chinese(found[part] or "") or 0 for part in ("groups", "problems")))


def behind(text: str) -> float:
    """How much a text tells what was done, in figures and 已…: from 0 to 1, by its first thousand characters."""
    past = len(_PAST.findall(text[:1000]))
    return past / (past + 4)


def ahead(text: str) -> float:
    """How much a text looks ahead rather than back: from 0 to 1, by its first thousand characters."""
    head = text[:1000]
    future, past = len(_FUTURE.findall(head)), len(_PAST.findall(head))
    return future / (future + 0.35 * past + 1)
