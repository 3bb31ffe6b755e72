"""A fresh mining over the bank an office lives with: its ids, edits, disabled and own entries stay."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from drafter.phrases.bank import PREFIX, Kind, Phrase


class Changes(NamedTuple):
    """What mining again changed in the bank."""

    new: tuple[Phrase, ...]
    changed: tuple[tuple[Phrase, Phrase], ...]  # (before, after): the support differs
    gone: tuple[Phrase, ...]  # no longer attested, and taken out
    kept: tuple[Phrase, ...]  # no longer attested, but edited, disabled or the office's own


def identity(kind: Kind, text: str) -> str:
    """The id of a mined text: the same text always gets the same one."""
    return PREFIX[kind] + hashlib.blake2b(text.encode(), digest_size=3).hexdigest()


def merge(old: Iterable[Phrase], mined: Iterable[Phrase]) -> tuple[list[Phrase], Changes]:
    """The bank after mining. An entry whose id is known keeps its text, status, group and note; only support moves."""
    before = {phrase.id: phrase for phrase in old}
    fresh = {phrase.id: phrase for phrase in mined}
    own = {(phrase.kind, phrase.text) for phrase in before.values() if phrase.status == "自拟"}
    result: list[Phrase] = []
    new: list[Phrase] = []
    changed: list[tuple[Phrase, Phrase]] = []
    gone: list[Phrase] = []
    kept: list[Phrase] = []
    for phrase in before.values():
        found = fresh.get(phrase.id)
        if found is not None and found.kind == phrase.kind:
            after = replace(phrase, reports=found.reports, count=found.count, attested=found.attested)
            result.append(after)
            if after != phrase:
                changed.append((phrase, after))
        elif phrase.status in ("自拟", "内置"):
            result.append(phrase)
        elif phrase.status == "停用" or is_edited(phrase):
            result.append(phrase)
            kept.append(phrase)
        else:
            gone.append(phrase)
    for phrase in fresh.values():
        if phrase.id not in before and (phrase.kind, phrase.text) not in own:
            result.append(phrase)
            new.append(phrase)
    return result, Changes(tuple(new), tuple(changed), tuple(gone), tuple(kept))


def is_edited(phrase: Phrase) -> bool:
    """Whether somebody changed a mined entry by hand: its id is no longer that of its text, or it has a note."""
    return phrase.id != identity(phrase.kind, phrase.text) or bool(phrase.note)
