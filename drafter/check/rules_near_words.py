"""Words one character off what they should be, characters of the other script, a clause that stands twice."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from drafter.check.body import Printed, Spot, around, found_at, matches, printed_paragraphs, summary
from drafter.check.kinds.company import Company
from drafter.check.kinds.substitution import Norm, Table
from drafter.check.model import Finding, Severity
from drafter.check.norms import built_in
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.lexicon import table, words
from drafter.text.numerals import ONE_TO_TEN
from drafter.text.remembered import remembered
from drafter.text.segment import frequency
from drafter.text.slips import mistaken

NormPlaces = dict[str, list[tuple[Norm, Spot]]]


COMMON = 20  # how often a word that reaches over the edge of the phrase must be printed to be meant
IDIOM = "现代汉语成语"  # as 来源: all four characters are tied, whatever words two of them make


class Phrases(NamedTuple):
    """The set phrases of four characters: by their first and their last half, and which of them are idioms."""

    first: dict[str, list[str]]
    last: dict[str, list[str]]
    known: frozenset[str]
    idioms: frozenset[str]
    halves: frozenset[str]


@cache
def set_phrases() -> Phrases:
    rows = [(row["来源"], row["词"].split("|")) for row in table("fixed_words")]
    fixed = {word for _, found in rows for word in found}
    known = frozenset(fixed | words("setphrases"))
    first: dict[str, list[str]] = {}
    last: dict[str, list[str]] = {}
    for phrase in sorted(known):
        first.setdefault(phrase[:2], []).append(phrase)
        last.setdefault(phrase[2:], []).append(phrase)
    idioms = frozenset(word for source, found in rows if source == IDIOM for word in found)
    return Phrases(first, last, known, idioms, frozenset((*first, *last)))


_RUN = pattern(r"[一-鿿]{4,}")


@remembered
def near_phrases(text: str) -> Iterator[tuple[int, str]]:
    """(offset, the phrase meant) where three characters of a set phrase stand and the fourth was typed wrong.

    The wrong one sounds or looks like the right one. Of an idiom any of the four may be wrong (一抓倒底); of two words
    put together (主体负任) only one whose half makes no word, for 整改方针 and 领导小学 are phrases of their own.
    """
    phrases = set_phrases()
    for run in _RUN.finditer(text):
        for at in range(run.start(), run.end() - 3):
            head, tail = text[at : at + 2], text[at + 2 : at + 4]
            if head in phrases.first or tail in phrases.last:
                right = _meant(text, at, phrases.first.get(head, ()), 2) or _meant(
                    text, at, phrases.last.get(tail, ()), 0
                )
                if right:
                    yield at, right


@cache
def _made_of() -> dict[str, list[str]]:
    """Four characters in the order of their codes -> the set phrases that are made of them."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(set_phrases().known):
        found.setdefault("".join(sorted(phrase)), []).append(phrase)
    return found


def _turned(four: str) -> str | None:
    """The idiom of which two characters have changed places; none that has a character twice (能下能上 is good), and
    none for what is a word, or two."""
    phrases = set_phrases()
    same = _made_of().get("".join(sorted(four)))
    if same is None or four in phrases.known or len(set(four)) != 4 or frequency(four):
        return None
    if frequency(four[:2]) and frequency(four[2:]):
        return None
    idioms = (phrase for phrase in same if phrase in phrases.idioms or frequency(phrase))
    return next((idiom for idiom in idioms if sum(map(operator.ne, idiom, four)) == 2), None)


@remembered
def turned_idioms(text: str) -> Iterator[tuple[int, str]]:
    """(offset, the idiom) of each idiom whose characters have changed places: 举三反一."""
    for at in range(len(text) - 3):
        if (idiom := _turned(text[at : at + 4])) and not _quoted(text, at):
            yield at, idiom


def _meant(text: str, at: int, candidates: Iterable[str], half: int) -> str | None:
    """The first of the candidates that the four characters at an offset miss by one in the half given."""
    four = text[at : at + 4]
    if four in set_phrases().known or (four[0] == four[2] == "一"):  # 一案一册: made as it is needed
        return None
    return next((right for right in candidates if _is_slip(text, at, right, half)), None)


def _is_slip(text: str, at: int, right: str, half: int) -> bool:
    """Whether the four characters are a slip for the phrase: one of the half is wrong, and means nothing else."""
    four = text[at : at + 4]
    same = four[half] == right[half], four[half + 1] == right[half + 1]
    if same[0] == same[1]:
        return False
    odd = half + 1 if same[0] else half
    if not mistaken(four[odd], right[odd]) or _reaches_over(text, at, odd):
        return False
    if right in set_phrases().idioms:
        return not (_known(four, right) or _at_the_edge(text, at, odd) or _quoted(text, at))
    if half and _is_a_word(four[:2]) and not frequency(four[2:]):
        return not (_quoted(text, at) or _belongs_behind(text, at + 2, at + odd))  # 追责|问则: 责问 would break 追责
    return not (_quoted(text, at) or _word(text, at + half, right[half : half + 2]))


def _is_a_word(half: str) -> bool:
    """Whether the half typed right is a word: of the dictionary, or of right texts (追责)."""
    return frequency(half) >= COMMON or company().knows(half)


def _belongs_behind(text: str, tail: int, odd: int) -> bool:
    """Whether a character makes a word with what follows it or goes before, or a phrase of a beat: 真改实改."""
    if any(a == b for a, b in zip(text[tail : tail + 2], text[tail + 2 : tail + 4], strict=False)):
        return True
    kept = text[tail + 1 : tail + 3] if odd == tail else ""  # 210万元已|上缴
    pairs = (text[odd : odd + 2], text[odd - 2 : odd + 1], text[odd : odd + 3], kept)
    return any(len(p) > 1 and frequency(p) >= COMMON for p in pairs)


def _quoted(text: str, at: int) -> bool:
    """A name in quotes (“益心为公”) is a play on words."""
    return text[at - 1 : at] == "“" and text[at + 4 : at + 5] == "”"


RARE = 3  # the dictionary has many a slip (披星带月) as often as it has what nobody writes


def _known(four: str, right: str) -> bool:
    """Whether the four are a word of their own, not just a slip that got into the dictionary."""
    return frequency(four) > (RARE if frequency(right) > COMMON else 0)


def _at_the_edge(text: str, at: int, odd: int) -> bool:
    """Whether the odd character makes a common word with what stands outside the four."""
    if odd == 0:
        return at > 0 and frequency(text[at - 1 : at + 1]) >= COMMON
    return odd == 3 and len(text) > at + 4 and frequency(text[at + 3 : at + 5]) >= COMMON


def _reaches_over(text: str, at: int, odd: int) -> bool:
    """已督促改|正: whether the half typed right is no word here, its edge being of what stands beside."""
    if odd < 2:
        kept, over = text[at + 2 : at + 4], text[at + 3 : at + 5]
    else:
        kept, over = text[at : at + 2], text[max(0, at - 1) : at + 1]
    return len(over) > 1 and not frequency(kept) and frequency(over) >= COMMON


def _word(text: str, at: int, right: str) -> bool:
    """Whether the two characters at `at`, or the one of them that differs with its neighbour, make a word."""
    if frequency(text[at : at + 2]) or text[at : at + 2] in set_phrases().halves:
        return True
    odd = at if text[at] != right[0] else at + 1
    pairs = (text[odd - 1 : odd + 1] if odd else "", text[odd : odd + 2], _over_the_kept(text, at, odd))
    longer = (text[odd - 2 : odd + 1] if odd > 1 else "", text[odd : odd + 3])
    return any(len(p) > 1 and frequency(p) >= COMMON for p in (*pairs, *longer))


def _over_the_kept(text: str, at: int, odd: int) -> str:
    """将|持续 in 党委将持续: the character that is as it should be belongs to what stands beside."""
    return text[at + 1 : at + 3] if odd == at else text[at - 1 : at + 1] if at else ""


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
            yield found_at(spot, message, suggestion=f"核对后改为“{right}”。", right=right)
        for at, right in turned_idioms(printed.text):
            spot = Spot(printed, at, at + 4)
            message = f"“{spot.words}”的次序颠倒，疑为“{right}”：…{around(spot)}…"
            hint = f"核对后改为“{right}”。"
            yield found_at(spot, message, suggestion=hint, right=right, severity="info")  # 厚葬薄养 is a word too


@cache
def company() -> Company:
    """The company of words, ready to be looked for."""
    return Company(table("company"))


@rule(
    "T717",
    slug="stranger-among-words",
    title="与前后的词不搭，疑为错字",
    severity="warning",
    reason="“防止反弹回朝”：这个词在对的通报里从没有和前后的词一起出现过，差一个音近、形近的字就是常用的搭配。",
    wrong="防止问题反弹回朝",
    right="防止问题反弹回潮",
)
def stranger_among_words(
    report: Report, passages: Passages, norm_places: NormPlaces, norms: Table
) -> Iterator[Finding]:
    """A word that its neighbours do not know, one slip from one that they do; only likely where one text has that.

    Not one that an office has closed in its table of wording.
    """
    closed = {norm.wrong for norm in built_in().norms} - {norm.wrong for norm in norms.norms}
    told = {(spot.printed.passage.line, spot.start) for places in norm_places.values() for _, spot in places}
    for printed in printed_paragraphs(report, passages):
        if printed.place.role in {"contact", "signers", "title"}:
            continue
        yield from _misplaced(printed, told)
        for stranger in company().find(printed.text):
            spot = Spot(printed, stranger.start, stranger.start + 2)
            if (
                spot.words in closed
                or (printed.passage.line, spot.start) in told
                or any(at <= spot.start < at + 4 for at, _ in near_phrases(printed.text))
            ):
                continue
            message = f"“{spot.words}”疑为“{stranger.right}”（与“{stranger.neighbour}”常连用）：…{around(spot)}…"
            grade: Severity = "warning" if stranger.usual else "info"
            yield found_at(
                spot, message, suggestion=f"核对后改为“{stranger.right}”。", right=stranger.right, severity=grade
            )


def _misplaced(printed: Printed, told: set[tuple[int | None, int]]) -> Iterator[Finding]:
    """整治站位: for a reviewer's eye, as both words are good ones."""
    near = {at + i for at, _ in near_phrases(printed.text) for i in range(4)}
    near |= {stranger.start for stranger in company().find(printed.text)}
    for stranger in company().misplaced(printed.text):
        if (printed.passage.line, stranger.start) in told or stranger.start in near:
            continue
        spot = Spot(printed, stranger.start, stranger.start + 2)
        message = f"“{spot.words}”可能是“{stranger.right}”（与“{stranger.neighbour}”常连用）：…{around(spot)}…"
        yield found_at(spot, message, suggestion=f"核对是否“{stranger.right}”。", right=stranger.right, severity="info")


_SIMPLE = {row["繁"]: row["简"] for row in table("traditional")}
_TRADITIONAL = pattern("[" + "".join(_SIMPLE) + "]+")


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
    spots = [spot for spot, _ in matches(_TRADITIONAL, printed_paragraphs(report, passages))]
    if not spots:
        return
    shown = "、".join(f"“{s.words}”" for s in spots[:3])
    simple = "".join(_SIMPLE.get(c, c) for c in spots[0].words)
    yield summary(spots, f"有繁体字{shown}", suggestion=f"改为简体，如“{simple}”。")


_CLAUSE = pattern(r"[^，。；：,;:、！？!?\s“”《》（）()]{10,60}")
_DATES = pattern(r"[\d年月日季度上下半底至到—.-]|截至")
LONG = 10  # characters from which a clause is looked for in the whole paragraph
_SIDE_BY_SIDE = pattern(  # 形成调研成果5篇，形成调研成果5篇，
    r"(?:^|(?<=[，。；：、]))(?P<clause>[^，。；：、\s（）]{4,30})[，。；、](?P<again>(?P=clause))(?=[，。；、]|$)"
    r"|(?P<ending>[^，。；：、\s（）]{6,30})[，。；、](?P<once_more>(?P=ending))(?=[，。；、]|$)"  # 适时开展“回头看”，…
    r"|(?P<tail>[^，。；：、\s（）]{4,30})。(?P<cut>(?P=tail))(?=。)"  # 走访不少于1次。少于1次。
    r"|(?P<title>《[^《》]{2,40}》)[、和及]?(?P<same>(?P=title))"  # 《办法》《办法》
)
SHORTEST = 8  # characters of a clause besides its dates


def _links_a_chain(text: str, start: int, end: int) -> bool:
    """整改一件、销号一件，销号一件、巩固一件: a member that is taken up again, among members that end alike."""
    tail = text[end - 2 : end]
    before, after = text[max(0, start - 3) : start], text[end : end + 12].split("，")[0].split("。")[0]
    return before == tail + "、" and after.startswith("、") and after.endswith(tail)


_SENTENCE = pattern(r"[^。；\n]{12,200}[。；]")
_ORDINAL = pattern(
    rf"^(?:[{ONE_TO_TEN}\d]{{1,3}}[是.、．]|[（(][{ONE_TO_TEN}\d]{{1,3}}[）)]|[①-⑳]|第[{ONE_TO_TEN}]{{1,2}}[，,])"
)


def _sentence_again(printed: Printed, told: set[str]) -> Iterator[Finding]:
    """A sentence of several short clauses that stands word for word in the paragraph before."""
    seen: set[str] = set()
    for match in _SENTENCE.finditer(printed.text):
        words_ = _ORDINAL.sub("", match.group().strip())
        if words_[:-1] in {w[:-1] for w in seen} and not any(clause in words_ for clause in told):
            spot = Spot(printed, match.end() - len(words_), match.end())
            yield found_at(spot, f"“{words_}”在这一段里写了两遍，重复", suggestion="删去一处。")
        for at in (0, *(m.end() for m in _SENTENCE_PART.finditer(words_))):
            if len(words_) - at >= LONG + 2:
                seen.add(words_[at:])


_SENTENCE_PART = pattern(r"[。；，：]")


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
            yield found_at(spot, f"“{words_}”在这一段里写了两遍，重复", suggestion="删去一处。")
        yield from _sentence_again(printed, set(first))
        for match in _SIDE_BY_SIDE.finditer(printed.text):
            again = next(group for group in ("again", "once_more", "cut", "same") if match[group])
            words_ = match[again]
            if _links_a_chain(printed.text, *match.span()):
                continue
            if again != "again" or words_ not in first:
                yield found_at(
                    Spot(printed, *match.span(again)), f"“{words_}”接连写了两遍，重复", suggestion="删去一处。"
                )
