"""Searching the bank by words: what an office types is cut by jieba, as mining cut the phrases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafter.phrases.bank import KIND_NAMES, Kind, Phrase
from drafter.phrases.slots import fold
from drafter.text.segment import cut_for_search


def search(phrases: Iterable[Phrase], words: Sequence[str], kind: Kind | None, section: str | None) -> list[Phrase]:
    """Entries of a kind and a section that have the words, best first: those that have the words as typed, then those
    that have most of their parts; among equals the best supported. Without words all entries, best supported first."""
    found = [p for p in phrases if (kind is None or p.kind == kind) and (section is None or section in _places(p))]
    if not words:
        return sorted(found, key=_by_support)
    typed = [fold(word).replace("“", "").replace("”", "") for word in words]
    parts = _parts(typed)
    scored = [(_score(phrase, typed, parts), phrase) for phrase in found]
    best = [(score, phrase) for score, phrase in scored if score > 0]
    return [phrase for _, phrase in sorted(best, key=lambda item: (-item[0], _by_support(item[1])))]


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
