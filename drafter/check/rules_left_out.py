"""T726: a character left out of a word: what is left of the word is none, and right texts have it whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from drafter.check.body import Spot, around, coined, found_at, prose
from drafter.check.kinds.runs import EDGE
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.check.right_runs import likely, runs
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.lexicon import words
from drafter.text.remembered import remembered
from drafter.text.segment import frequency, tokens

_STRETCH = pattern(r"[\u4e00-\u9fff]{2,}")
OFTEN = 12  # right texts that have the three runs around the character, counted together
COMMON = 100  # how often the dictionary's source must have the word that it makes


class LeftOut(NamedTuple):
    """Two characters side by side, and what stands between them in right texts."""

    at: int
    pair: str
    char: str


@remembered
def left_out(text: str) -> Iterator[LeftOut]:
    """巡|组 where right texts have 巡视组: one of the two is half a word, the pair is in no right text, and with the
    character between them all three runs are in many."""
    known = runs()
    stands_alone = words("single_words") | words("short_deeds")
    for stretch in _STRETCH.finditer(text):
        alone = {
            t.start + 1 for t in tokens(stretch.group()) if len(t.word) == 1 and t.word not in stands_alone
        }  # halves of words
        row = EDGE + stretch.group() + EDGE
        for i in sorted({i for at in alone for i in (at - 1, at) if 0 < i < len(row) - 2}):
            a, b = row[i], row[i + 1]
            if not known.unseen(a + b) or likely().times(a + b):  # a single text may have them: 压得不够实
                continue
            best = (0, "")
            for char, between in known.between(a + b):
                left, right = known.texts_with_run(row[i - 1] + a + char), known.texts_with_run(char + b + row[i + 2])
                often = left + between + right
                if left and right and often >= OFTEN and max(frequency(a + char), frequency(char + b)) >= COMMON:
                    best = max(best, (often, char))
            if best[0]:
                yield LeftOut(stretch.start() + i - 1, a + b, best[1])


@rule(
    "T726",
    slug="character-left-out",
    title="疑似漏字",
    severity="info",
    reason="“省委巡组”“生活圾”：词少了一个字，剩下的半个不成词，对的通报里都是完整的写法。",
    wrong="省委巡组移交问题线索9件",
    right="省委巡视组移交问题线索9件",
)
def characterleft_out(report: Report, passages: Passages) -> Iterator[Finding]:
    """巡组 of 巡视组, 生活圾 of 生活垃圾: half a word beside a character that it never stands beside."""
    for printed in prose(report, passages):
        text = printed.text
        for found in left_out(text):
            if coined(text, found.at):
                continue
            spot = Spot(printed, found.at, found.at + 2)
            right = found.pair[0] + found.char + found.pair[1]
            message = f"“{found.pair}”疑漏“{found.char}”字，应为“{right}”：…{around(spot)}…"
            yield found_at(spot, message, suggestion=f"核对后改为“{right}”。", right=right)
