"""Searching the bank by words: what an office types is cut by jieba, as mining cut the phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from drafter.phrases.bank import KIND_NAMES, Kind, Phrase
from drafter.phrases.slots import fold
from drafter.text.lexicon import table
from drafter.text.segment import cut_for_search


def search(phrases: Iterable[Phrase], words: Sequence[str], kind: Kind | None, section: str | None) -> list[Phrase]:
    """Entries of a kind and a section that answer the words, best first. Without words all, best supported first.

    A question is read as one: 怎么说 is no word to look for, 下一步打算 asks for closings, and words of a fault
    (落实不力, 没压实) ask for how a problem is worded, never for its opposite. No text is given twice.
    """
    found = [p for p in phrases if (kind is None or p.kind == kind) and (section is None or section in _places(p))]
    if not words:
        return sorted(found, key=_by_support)
    asked = [_asked(fold(word).replace("“", "").replace("”", "")) for word in words]
    typed = [word for word in asked if word]
    if not typed:
        return []
    intents = [row for row in _rows("意图") if any(row["词"] == word for word in typed)]
    if intents:
        scored = list(_meant(found, typed, intents))
    elif faults := [fault for word in typed if (fault := _fault(word) or _negated(word))]:
        scored = list(_of_faults(found, typed, faults))
    else:
        scored = list(_of_words(found, typed))
    best: dict[str, tuple[float, Phrase]] = {}
    for score, phrase in scored:
        known = best.get(_bare(phrase.text))
        if known is None or (score, -phrase.grade) > (known[0], -known[1].grade):
            best[_bare(phrase.text)] = score, phrase
    return [phrase for _, phrase in sorted(best.values(), key=lambda item: (-item[0], _by_support(item[1])))]


Scored = Iterator[tuple[float, Phrase]]


def _meant(found: Sequence[Phrase], typed: Sequence[str], intents: Sequence[dict[str, str]]) -> Scored:
    """Entries of the kind and part that is meant; of a group that is called so only that group's."""
    there = [p for p in found for row in intents if p.kind == row["类"] and row["部分"] in (p.section, "")]
    named = [p for p in there if p.group in {word for word in typed} | {row["组"] for row in intents if row["组"]}]
    yield from ((_score(p, typed, _parts(typed)), p) for p in named or there)


def _of_faults(found: Sequence[Phrase], typed: Sequence[str], faults: Sequence[str]) -> Scored:
    """How what is wrong is worded: with the fault that is named, then with another fault of the same matter."""
    parts = [part for part in _parts(typed) if _fault(part) is None]
    alike = {word for row in _rows("近义") if set(row["词"].split()) & set(faults) for word in row["词"].split()}
    named = sum(p.kind == "problem" and any(fault in p.text for fault in faults) for p in found)
    for phrase in found:
        text = _bare(phrase.text)
        if not _fault(text):
            continue  # the opposite of what is asked for
        if named >= _ENOUGH and not any(fault in text for fault in faults):
            continue
        score = 100.0 * all(word in text for word in typed) + 20 * any(fault in text for fault in faults)
        if phrase.kind == "problem":
            score += 30 + 5 * sum(part in text for part in parts) + 4 * any(word in text for word in alike)
        if phrase.kind == "problem" or score >= _WHOLE:
            yield score, phrase


def _of_words(found: Sequence[Phrase], typed: Sequence[str]) -> Scored:
    parts = _parts(typed)
    for phrase in found:
        score = _score(phrase, typed, parts)
        if score > 0 and (score >= _WHOLE or not _fault(_bare(phrase.text))):
            yield score - _INNER * phrase.group.startswith(("句式-", "要求-")), phrase


_ENOUGH = 3  # problems worded with the fault itself: no other need be named
_INNER = 5  # what drafting joins sentences of comes behind what stands by itself
_WHOLE = 100  # score of an entry that has every word as typed
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
    if text.startswith(tuple(row["词"] for row in _rows("防补"))):
        return None
    known = [row["词"] for row in table("fault_words") if float(row["分量"]) >= _SURE]
    return next((word for word in sorted(known, key=len, reverse=True) if word in text), None)


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
    text = phrase.text.replace("“", "").replace("”", "")
    about = _places(phrase)
    whole = sum(word in text for word in typed)
    if whole == len(typed):
        return 100 + 10 * sum(text == word or text.startswith(word) for word in typed) - len(text) / 100
    hits = sum(part in text for part in parts)
    if not hits and not any(word in about for word in typed):
        return 0
    return whole * 10 + hits / max(1, len(parts)) * 5 + sum(word in about for word in typed)
