"""Searching the bank by words: what an office types is cut by jieba, as mining cut the phrases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafter.phrases.bank import KIND_NAMES, Kind, Phrase
from drafter.phrases.slots import fold
from drafter.text.lexicon import table
from drafter.text.segment import cut_for_search


def search(phrases: Iterable[Phrase], words: Sequence[str], kind: Kind | None, section: str | None) -> list[Phrase]:
    """Entries of a kind and a section that answer the words, best first. Without words all, best supported first.

    A question is read as one: 怎么说 is no word to look for, 下一步打算 asks for closings, and words of a fault
    (落实不力) ask for how a problem is worded, never for its opposite.
    """
    found = [p for p in phrases if (kind is None or p.kind == kind) and (section is None or section in _places(p))]
    if not words:
        return sorted(found, key=_by_support)
    asked = [_asked(fold(word).replace("“", "").replace("”", "")) for word in words]
    typed = [word for word in asked if word]
    if not typed:
        return []
    intents = [row for row in _rows("意图") if any(word == row["词"] for word in typed)]
    faults = [fault for fault in (_fault(word) for word in typed) if fault]
    parts = _parts(typed)
    scored = []
    for phrase in found:
        lacks = _fault(phrase.text.replace("“", "").replace("”", ""))
        if faults and not lacks:
            continue  # the opposite of what is asked for
        score = _score(phrase, typed, parts)
        if faults:
            score += 20 * any(fault in phrase.text for fault in faults) + 30 * (phrase.kind == "problem")
            score = score if any(fault in phrase.text for fault in faults) or score >= _WHOLE else 0
        elif lacks and score < _WHOLE:
            continue
        for row in intents:
            score += 200 * (phrase.kind == row["类"] and phrase.section == row["部分"])
        if score > 0:
            scored.append((score, phrase))
    return [phrase for _, phrase in sorted(scored, key=lambda item: (-item[0], _by_support(item[1])))]


_WHOLE = 100  # score of an entry that has every word as typed
_SURE = 0.8  # weight of a word that names a fault by itself


def _rows(use: str) -> list[dict[str, str]]:
    return [row for row in table("search_words") if row["作用"] == use]


def _asked(word: str) -> str:
    """The word without how it is asked for: 落实不力 out of 落实不力怎么说."""
    for row in sorted(_rows("问法"), key=lambda row: -len(row["词"])):
        word = word.replace(row["词"], "")
    return word.strip("？?的")


def _fault(text: str) -> str | None:
    """The word in a text that names a fault, the longest there is."""
    known = [row["词"] for row in table("fault_words") if float(row["分量"]) >= _SURE]
    return next((word for word in sorted(known, key=len, reverse=True) if word in text), None)


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
