"""Searching the bank by words: a question is read for what kind it asks for, what about, and what is wrong with it.

An entry answers when it meets all three; where none does, few answers or none are given. What the words mean is
in the table `search_words`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import log

from drafter.phrases.bank import KIND_NAMES, Kind, Phrase
from drafter.phrases.slots import SLOT, fold
from drafter.text.lexicon import table
from drafter.text.lexicon import words as listed
from drafter.text.segment import cut, cut_for_search


def search(phrases: Iterable[Phrase], words: Sequence[str], kind: Kind | None, section: str | None) -> list[Phrase]:
    """Entries of a kind and a section that answer the words, best first. Without words all, best supported first.

    A question is read as one: 怎么说 is no word to look for, 下一步打算 asks for closings, 追缴 for figures, and words
    of a fault (落实不力, 没压实) for how a problem is worded, never for its opposite. An entry that does not meet what
    is asked about is no answer, be it the only one. No text is given twice.
    """
    found = [p for p in phrases if (kind is None or p.kind == kind) and (section is None or section in _places(p))]
    if not words:
        return sorted(found, key=_by_support)
    asked = [_asked(_bare(fold(word))) for word in words]
    typed = [word for word in asked if word]
    if not typed:
        return []
    best: dict[str, tuple[float, Phrase]] = {}
    for score, phrase in _answers(found, typed):
        known = best.get(_bare(phrase.text))
        if known is None or (score, -phrase.grade) > (known[0], -known[1].grade):
            best[_bare(phrase.text)] = score, phrase
    return [phrase for _, phrase in sorted(best.values(), key=lambda item: (-item[0], _by_support(item[1])))]


Scored = Iterator[tuple[float, Phrase]]


def _answers(found: Sequence[Phrase], typed: Sequence[str]) -> Scored:
    """By what the question is: an intent by itself, an intent with a subject, a fault, or a subject only.

    A subject that leans to a kind (追缴 to figures) is answered by other kinds where that kind has nothing of it.
    """
    if intents := [row for row in _rows("意图") if row["词"] in typed]:
        return _meant(found, typed, intents)
    leanings = [row for row in _rows("意向") if any(row["词"] in word for word in typed)]
    faults = [fault for word in typed if (fault := _fault(word) or _negated(word))]
    if faults and not any(row["部分"] == "下一步" for row in leanings):
        return _of_faults(found, typed, faults)
    if leanings:
        rest = [rest for word in typed if (rest := _without(word, leanings))]
        meant = list(_of_words([p for p in found if _fits(p, leanings)], rest, _weights(found, rest)))
        if meant or rest != typed:
            return iter(meant)
    return _of_words(found, typed, _weights(found, typed))


def _meant(found: Sequence[Phrase], typed: Sequence[str], intents: Sequence[dict[str, str]]) -> Scored:
    """Entries of the kind and part that is meant; of a group that is called so only that group's."""
    there = [p for p in found if _fits(p, [{**row, "组": ""} for row in intents])]
    named = [p for p in there if p.group in typed or any(row["组"] and _fits(p, [row]) for row in intents)]
    yield from ((_score(p, typed, _parts(typed)), p) for p in named or there)


def _fits(phrase: Phrase, rows: Iterable[Mapping[str, str]]) -> bool:
    """Whether the entry is of a kind, part and group (结语 is 结语-单位 too) that one of the rows means."""
    return any(
        row["类"] in (phrase.kind, "") and row["部分"] in (phrase.section, "") and phrase.group.startswith(row["组"])
        for row in rows
    )


def _without(word: str, leanings: Iterable[Mapping[str, str]]) -> str:
    """The word without what only says the kind: 开头 and 几个人, not 追缴, which is the subject as well (去掉)."""
    for row in leanings:
        if row["去掉"]:
            word = word.replace(row["词"], "")
    return word


def _of_faults(found: Sequence[Phrase], typed: Sequence[str], faults: Sequence[str]) -> Scored:
    """How what is wrong is worded: by the fault that is named, or one like it, of the matter that is asked about.

    Words that only say the fault take any matter (作风 into {工作}不够扎实); others must be of it themselves. A fault
    that enough problems are worded with needs no other.
    """
    alike = sorted({near for fault in faults for near in _near(fault)} - set(faults))
    weights = _weights(found, [_matter(word, faults) for word in typed])
    named: list[tuple[float, Phrase]] = []
    like: list[tuple[float, Phrase]] = []
    for phrase in found:
        text = _bare(phrase.text)
        whole, met = all(word in text for word in typed), _met(text, weights)
        if (phrase.kind not in _WORDED and not whole) or not _fault(text):
            continue  # what is done about it, or the opposite of it
        by_name = any(fault in text for fault in faults)
        if not by_name and not _is_like(text, faults, alike):
            continue
        if whole or met >= _ENOUGH or _says_only(text, [*faults, *alike], typed):
            score = 100.0 * whole + 30 * (phrase.kind == "problem") + 20 * met + 10 * by_name
            (named if by_name else like).append((score, phrase))
    yield from named if len(named) >= _MANY else [*named, *like]


def _is_like(text: str, faults: Sequence[str], alike: Sequence[str]) -> bool:
    """A fault like the one that is asked for; {工作}不够{程度} takes each that is a 不 (不透彻: 不够透彻)."""
    graded = "不够{" in text and any(fault.startswith("不") for fault in faults)
    return graded or any(near in text for near in alike)


def _says_only(text: str, faults: Sequence[str], typed: Sequence[str]) -> bool:
    """Whether the text has no matter of its own but what is asked: {工作}水平不高 is of 水平, {工作}不高 of all."""
    text = SLOT.sub(" ", text)
    for piece in sorted([*faults, "不够"], key=len, reverse=True):
        text = text.replace(piece, " ")
    return all(any(piece in word for word in typed) for piece in text.split())


def _matter(word: str, faults: Sequence[str]) -> str:
    """What is wrong, without what is wrong with it: 作风 of 作风不实."""
    for fault in faults:
        word = word.replace(fault, " ")
    return "".join(piece for piece in word.split() if not _fault(piece)).strip("的")


def _of_words(found: Sequence[Phrase], typed: Sequence[str], weights: Mapping[str, float]) -> Scored:
    """Entries that meet most of what is asked about; a frame whose end is the question's takes the rest."""
    parts = _parts(typed)
    for phrase in found:
        text = _bare(phrase.text)
        score = _score(phrase, typed, parts)
        met = max(_met(line, weights) for line in text.split("\n"))
        about = any(word in _places(phrase) for word in typed)
        taken = phrase.kind == "measure" and any(_takes(text, word) for word in typed)
        wrong = phrase.kind in _WORDED and _fault(text)  # how a problem is worded: not asked for
        answers = score >= _WHOLE or (not wrong and (about or taken or met >= _ENOUGH))
        if answers:
            yield score + 10 * met - _INNER * phrase.group.startswith(("句式-", "要求-")), phrase


def _takes(text: str, word: str) -> bool:
    """Whether the frame 完善{工作}制度 says 完善财务管理制度: what stands before and behind its slot is asked for."""
    head, slot, tail = text.partition("{工作}")
    return bool(slot and tail) and word.startswith(head) and word.endswith(tail) and len(word) > len(head + tail)


def _weights(found: Sequence[Phrase], typed: Sequence[str]) -> dict[str, float]:
    """How much each word of the question says: the fewer entries have it, the more; what is done (加强,
    培养) little beside what it is done to, 问题 and 情况 nothing."""
    general = {row["词"] for row in _rows("泛词")}
    asked = [word for one in typed for word in _words_of(one) if len(word) > 1 and word not in general]
    deeds = [word for word in asked if _is_deed(word)]
    little = deeds if len(deeds) < len(asked) else deeds[:-1]
    return {
        word: log((len(found) + 2) / (sum(_has(p.text, word) == 1 for p in found) + 1))
        * (_DEED if word in little else 1)
        for word in asked
    }


def _words_of(text: str) -> Iterator[str]:
    """Its words; a term of the thesaurus (廉政教育) is one word."""
    terms = [
        term for row in [*_rows("近义"), *_rows("包括")] for term in row["词"].split() if len(term) > 1 and term in text
    ]
    if not terms:
        yield from cut(text)
        return
    term = max(terms, key=lambda known: (len(known), known))
    before, _, behind = text.partition(term)
    yield from _words_of(before)
    yield term
    yield from _words_of(behind)


def _is_deed(word: str) -> bool:
    return not listed("deed_words").isdisjoint({word, *_near(word)})


def _met(text: str, weights: Mapping[str, float]) -> float:
    """The share of the question's words, by weight, that the text has: itself, a near term or a part; all of none."""
    total = sum(weights.values())
    return sum(weight * _has(text, word) for word, weight in weights.items()) / total if total else 1.0


def _has(text: str, word: str) -> float:
    if word in text or any(near in text for near in _near(word)):
        return 1.0
    if _NOT.intersection(word):
        return 0.0  # 完成 is no part of 没完成
    return max((len(part) / len(word) for part in _inner(word) if part in text), default=0.0)


@lru_cache(maxsize=256)  # a question's words are held against every entry
def _inner(word: str) -> tuple[str, ...]:
    """The words inside a word that say what it is about."""
    return tuple(part for part in cut_for_search(word) if 1 < len(part) < len(word) and not _is_deed(part))


@cache
def _near(word: str) -> frozenset[str]:
    """The terms that stand for a word in such notices: of the same meaning (近义), or ways of it (包括: the first
    word of a row has the others), without itself."""
    alike = [row["词"].split() for row in _rows("近义")]
    ways = [ways for row in _rows("包括") if (ways := row["词"].split())[0] == word]
    return frozenset(near for row in [*alike, *ways] if word in row for near in row) - {word}


_NOT = frozenset("不没未")
_ENOUGH = 0.6  # share of the question that an entry must meet
_WORDED: tuple[Kind, ...] = ("problem", "collocation")  # kinds that word what is wrong
_MANY = 3  # problems worded with the fault itself: no other need be named
_DEED = 0.3  # weight of a word that says only that something was done
_INNER = 5  # what drafting joins sentences of comes behind what stands by itself
_WHOLE = 90  # score of an entry that has every word as typed
_SURE = 0.8  # weight of a word that names a fault by itself


def _bare(text: str) -> str:
    return text.replace("“", "").replace("”", "")


def _rows(use: str) -> list[dict[str, str]]:
    return [row for row in table("search_words") if row["作用"] == use]


def _asked(word: str) -> str:
    """The word without how it is asked for: 落实不力 out of 落实不力怎么说."""
    for row in sorted(_rows("问法"), key=lambda row: -len(row["词"])):
        word = word.replace(row["词"], "")
    return word.strip("？?的")


def _fault(text: str) -> str | None:
    """The word in a text that names a fault, the longest there is. What is to be prevented or mended (防止反弹, 补短板)
    is none."""
    if text.startswith(_prevented()):
        return None
    return next((word for word in _fault_names() if word in text), None)


@cache
def _prevented() -> tuple[str, ...]:
    return tuple(row["词"] for row in _rows("防补"))


@cache
def _fault_names() -> tuple[str, ...]:
    """The words that name a fault by themselves, the longest first."""
    known = [row["词"] for row in table("fault_words") if float(row["分量"]) >= _SURE]
    known += [row["词"] for row in _rows("毛病")]
    return tuple(sorted(known, key=len, reverse=True))


def _negated(word: str) -> str | None:
    """没 in what is asked (责任没压实): something was not done; 尚未完成的 names a kind of problems."""
    return "没" if "没" in word and "没有" not in word else None


def _by_support(phrase: Phrase) -> tuple[bool, int, int, str]:
    return (phrase.status == "停用", -phrase.reports, -phrase.count, phrase.id)


def _places(phrase: Phrase) -> str:
    return f"{phrase.section} {phrase.group} {KIND_NAMES[phrase.kind]}"


def _parts(typed: Sequence[str]) -> list[str]:
    return [part for word in typed for part in cut_for_search(word) if len(part) > 1 or len(word) == 1]


def _score(phrase: Phrase, typed: Sequence[str], parts: Sequence[str]) -> float:
    text = _bare(phrase.text)
    about = _places(phrase)
    whole = sum(word in text for word in typed)
    if typed and whole == len(typed):
        return 100 + 10 * sum(text == word or text.startswith(word) for word in typed) - len(text) / 100
    hits = sum(part in text for part in parts)
    if not hits and not any(word in about for word in typed):
        return 0
    return whole * 10 + hits / max(1, len(parts)) * 5 + sum(word in about for word in typed)
