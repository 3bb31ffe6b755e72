"""T727: two characters of a word changed about: neither way round do they stand so in right texts but one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from drafter.check.body import Spot, around, coined, found_at, prose
from drafter.check.kinds.runs import EDGE
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.check.right_runs import runs
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.numerals import NUMERAL
from drafter.text.remembered import remembered
from drafter.text.segment import frequency

_STRETCH = pattern(r"[\u4e00-\u9fff]{3,}")
NUMERALS = pattern(NUMERAL)  # 张三, 三张
PLACES = "上下里内外前后"  # 上肩 is what one does, 肩上 is where
COMMON = 500  # how often the dictionary's source must have the word, where right texts seldom do
USUAL = 100  # the same of a word of the trade
OFTEN = 3  # right texts that have the word
OF_THE_TRADE = 5
A_WORD = 3  # the dictionary has longer words that hold the pair


class ChangedAbout(NamedTuple):
    """Two characters side by side, and the word that they are the other way round."""

    at: int
    pair: str


@remembered
def changed_about(text: str) -> Iterator[ChangedAbout]:
    """责任 typed as 任责: no right text has the pair, nor either of its characters beside what stands next to it; the
    other way round they are a word that does stand beside it."""
    for stretch in _STRETCH.finditer(text):
        if text[stretch.start() - 1 : stretch.start()].isdigit():
            continue  # 217个|逐块: measure words
        row = EDGE + stretch.group() + EDGE
        for i in range(1, len(row) - 2):
            if runs().unseen(row[i : i + 2]) and row[i] != row[i + 1] and _meant(row, i):
                yield ChangedAbout(stretch.start() + i - 1, row[i : i + 2])


def _meant(row: str, i: int) -> bool:
    known = runs()
    left, a, b, right = row[i - 1], row[i], row[i + 1], row[i + 2]
    word, often = b + a, frequency(b + a)
    if (
        NUMERALS.search(word)
        or word[1] in PLACES
        or often < USUAL
        or (often < COMMON and known.texts_with(word) < OFTEN)
    ):
        return False
    if (left != EDGE and not known.unseen(left + a)) or (right != EDGE and not known.unseen(b + right)):
        return False
    if any(frequency(row[at : at + n]) > A_WORD for n in (3, 4) for at in range(max(1, i - n + 2), i + 1)):
        return False  # of a longer word
    fits = (left == EDGE or known.texts_with(left + b) > 0, right == EDGE or known.texts_with(a + right) > 0)
    return all(fits) or (any(fits) and known.texts_with(word) >= OF_THE_TRADE)


@rule(
    "T727",
    slug="characters-changed-about",
    title="两字疑似颠倒",
    severity="info",
    reason="“压实任责”“题问整改”：两个字打颠倒了，不成词，倒过来就是常用的词。",
    wrong="出台各项策政",
    right="出台各项政策",
)
def characters_changed_about(report: Report, passages: Passages) -> Iterator[Finding]:
    """题问 of 问题, 策政 of 政策; a coined name in quotes is as it is meant."""
    for printed in prose(report, passages):
        text = printed.text
        for found in changed_about(text):
            if coined(text, found.at):
                continue
            spot = Spot(printed, found.at, found.at + 2)
            right = found.pair[::-1]
            message = f"“{found.pair}”不成词，疑为“{right}”两字颠倒：…{around(spot)}…"
            yield found_at(spot, message, suggestion=f"核对后改为“{right}”。", right=right)
