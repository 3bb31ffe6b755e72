"""T718: a character that no right text has in its place, where one that is typed like it stands in many."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache

from drafter.check.body import Spot, around, coined, found_at, prose
from drafter.check.model import Finding
from drafter.check.norms import formulae, work_phrases
from drafter.check.own_place import own_names
from drafter.check.registry import rule
from drafter.check.right_runs import runs
from drafter.check.rules_near_words import IDIOM, NormPlaces, company, near_phrases, set_phrases
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.lexicon import table, words
from drafter.text.remembered import remembered
from drafter.text.segment import frequency, tokens
from drafter.text.slips import mistaken, typed_for

_FOUR = pattern(r"(?=([一-鿿]{4}))")
TIED = "公文固定语"  # as 来源: as an idiom, all four characters are tied
_PATTERNED = pattern("[而以一不无有自相之可所其为]")
_OPEN, _CLOSE = "“《", "”》"


@rule(
    "T718",
    slug="odd-character",
    title="与前后的字连不上，疑为错字",
    severity="warning",
    reason="“明橱亮灶”：这个字在对的通报里从没有和前后的字连着出现过，换成一个音近、形近的字就是常用的写法。",
    wrong="通过小程序实名登计",
    right="通过小程序实名登记",
)
def odd_character(report: Report, passages: Passages, norm_places: NormPlaces) -> Iterator[Finding]:
    """明橱亮灶, 批平: a character that its neighbours do not know, one slip from one that they do.

    Names of the unit's own and the ends of what stands in quotes are as they are meant.
    """
    told = {
        (spot.printed.passage.line, at)
        for places in norm_places.values()
        for _, spot in places
        for at in range(spot.start, spot.end)
    }
    names = [area.name for name in own_names(report) for area in name.areas]
    names += sorted(words("stock"))  # 设区市: what a place has so many of
    for printed in prose(report, passages):
        text = printed.text
        told_here = {at for line, at in told if line == printed.passage.line} | _told_otherwise(text)
        for odd in runs().find(text):
            if _short_deed(text, odd.at) or _WEIGHED.search(text[max(0, odd.at - 4) : odd.at + 5]):
                continue
            quoted = text[odd.at - 1 : odd.at] in tuple(_OPEN) or text[odd.at + 1 : odd.at + 2] in tuple(_CLOSE)
            named = _named(text, odd.at, names)
            if quoted or named or odd.at in told_here:
                continue
            spot = Spot(printed, odd.start, odd.end)
            right = spot.words[: odd.at - odd.start] + odd.right + spot.words[odd.at - odd.start + 1 :]
            message = f"“{spot.words}”里的“{text[odd.at]}”疑为“{odd.right}”（{right}）：…{around(spot)}…"
            own = coined(text, odd.at) or bool(_COINED.match(text, text.rfind("是", 0, odd.at)))
            own = own or _behind_a_word(text, odd.at, odd.right)
            hint = f"核对后改为“{right}”。"
            yield found_at(spot, message, suggestion=hint, right=right, severity="info" if own else None)
        for at, pair, right in _no_word(text):
            if told_here.isdisjoint((at, at + 1)) and not _named(text, at, names):
                spot = Spot(printed, at, at + 2)
                message = f"“{pair}”不成词，疑为“{right}”：…{around(spot)}…"
                yield found_at(spot, message, suggestion=f"核对后改为“{right}”。", right=right, severity="info")
        for at, odd_one, right in _one_of_four(text):
            if told_here.isdisjoint(range(at, at + 4)):
                spot = Spot(printed, at, at + 4)
                message = f"“{spot.words}”里的“{odd_one}”疑误，固定的说法是“{right}”：…{around(spot)}…"
                yield found_at(spot, message, suggestion=f"核对后改为“{right}”。", right=right, severity="info")


def _told_otherwise(text: str) -> set[int]:
    """Where the formulae, the set phrases of four and the company of words say what is wrong."""
    found = {at + i for at, _ in near_phrases(text) for i in range(4)}
    found |= {s.start + i for s in company().find(text) for i in range(2)}
    return found | {
        i for phrases in (formulae(), work_phrases()) for m in phrases.find(text) for i in range(m.start, m.end)
    }


_WORD_BEFORE = pattern(r"[一-鿿]{2,}$")


def _behind_a_word(text: str, at: int, right: str) -> bool:
    """证书|计为2618份: the character begins anew behind a whole word, and so would no word with the other (记为)."""
    run = _WORD_BEFORE.search(text, max(0, at - 8), at)
    last = tokens(run.group())[-1].word if run else ""
    return len(last) > 1 and frequency(last) >= COMMON and frequency(right + text[at + 1 : at + 2]) < COMMON


_COINED = pattern(r"是[一-鿿]{4}[。，]")  # 二是从严控支。: four characters that somebody made up for his lead phrase
_WEIGHED = pattern("一[一-鿿]一|有[一-鿿]无|而[未不][一-鿿]|重[一-鿿]{1,3}轻|轻[一-鿿]{1,3}重")  # 重|规模轻|特色
_OBJECT = pattern("([一-鿿]{2})(?=[、，。；：！]|$)")


def _short_deed(text: str, at: int) -> bool:
    """Whether the character is the verb of a short deed: 明责任、压担子."""
    behind = _OBJECT.match(text, at + 1)
    return behind is not None and text[at] in words("short_deeds") and frequency(behind[1]) >= COMMON


def _named(text: str, at: int, names: list[str]) -> bool:
    """Whether a character is of one of the unit's own names."""
    return any(name in text[max(0, at - len(name) + 1) : at + len(name)] for name in names)


USUAL = 5  # texts that have a word, from which it is one of the trade
_STRETCH = pattern(r"[一-鿿]{2,}")


@remembered
def _no_word(text: str) -> Iterator[tuple[int, str, str]]:
    """(offset, two characters, the word meant): 登计, two words of one character that no right text has side by side,
    where one of them is typed like the other half of a word of the trade."""
    single = words("single_words")
    for stretch in _STRETCH.finditer(text):
        for first, second in itertools.pairwise(tokens(stretch.group())):
            pair, at = first.word + second.word, stretch.start() + first.start
            if len(pair) != 2 or not runs().unseen(pair) or text.rfind("“", 0, at) > text.rfind("”", 0, at):
                continue  # in quotes it is a name or a play on words
            meant = [
                (count, word)
                for i in (0, 1) if pair[i] not in single
                for char in sorted(typed_for(pair[i]))
                if (count := runs().texts_with(word := char + pair[1] if i == 0 else pair[0] + char)) >= USUAL
                and frequency(word) >= COMMON and _fits(text, at, word)
            ]  # fmt: skip
            if meant:
                yield at, pair, max(meant)[1]


def _fits(text: str, at: int, word: str) -> bool:
    """Whether the word may stand there: right texts have its characters beside a neighbour of one character (县委 goes
    before no 健局); where a whole word is the neighbour, they say nothing."""
    stretch = _STRETCH.search(text, max(0, at - 2), at)
    left = text[at - 1 : at] if stretch and stretch.end() == at and not frequency(stretch.group()) else ""
    stretch = _STRETCH.match(text, at + 2, at + 4)
    right = text[at + 2 : at + 3] if stretch and not frequency(stretch.group()) else ""
    sides = (left + word[0], word[1] + right)
    return all(runs().texts_with(pair) for pair in sides if len(pair) > 1)


COMMON = 100  # how often the dictionary's source must have the word


@cache
def _tied() -> frozenset[str]:
    """The phrases of which all four characters are tied; none that has a character twice."""
    rows = (row["词"].split("|") for row in table("fixed_words") if row["来源"] in {IDIOM, TIED})
    return frozenset(word for row in rows for word in row if len(word) == len(set(word)) == 4)


def _one_off(four: str) -> Iterator[tuple[int, str]]:
    """(place, phrase) where the other three characters are those of one tied phrase; what two of them share tells
    nothing, nor what others are made after (一案一策, 议而不决)."""
    for places, like in (((0, 1), set_phrases().last.get(four[2:])), ((2, 3), set_phrases().first.get(four[:2]))):
        tied = [word for word in like if word in _tied() and not _PATTERNED.search(word)] if like else []
        for i in places if tied else ():
            found = [word for word in tied if word[:i] == four[:i] and word[i + 1 :] == four[i + 1 :]]
            if len(found) == 1 and found[0] != four:
                yield i, found[0]


@remembered
def _one_of_four(text: str) -> Iterator[tuple[int, str, str]]:
    """(offset, odd character, set phrase) where three characters of a set phrase stand and the fourth means nothing
    there: 凝心铸魄."""
    single = words("single_words")
    for match in _FOUR.finditer(text):
        four = match[1]
        for i, phrase in _one_off(four):
            if four[i] in single or frequency(four):
                continue
            at = match.start()
            left = text[at + i - 1 : at + i] if at + i else ""
            if runs().strange(left, four[i], text[at + i + 1 : at + i + 2]) and not mistaken(four[i], phrase[i]):
                yield at, four[i], phrase
