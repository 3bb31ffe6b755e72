"""What a change of the phrasebank does to the drafts of this folder: the sentences that are worded otherwise now, said
before anybody prints them, and the places where an entry was chosen by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.errors import InputError
from drafter.ledger.load import load_ledger_text
from drafter.ledger.model import WORDING_RECORD, PhraseRef
from drafter.ledger.revise import set_value
from drafter.ledger.source import decode
from drafter.web import preview
from drafter.web.folder import digest
from drafter.web.forms import spoken

if TYPE_CHECKING:
    from drafter.web.app import Desk

MOST_LEDGERS = 6  # the newest, that are drafted before and after
_OVERVIEWS = {"概述": "组织领导.概述", "下一步概述": "下一步.概述"}  # a group of the bank -> the place it is for


class Drawn(NamedTuple):
    """What a ledger's notice says at each place that can be worded otherwise. `record`: what drew it, as the
    ledger's 用语记录 would keep it."""

    seen: str
    said: dict[str, str]
    record: dict[str, str]


class Sentence(NamedTuple):
    """A place that is worded otherwise."""

    where: str
    before: str
    after: str


class Otherwise(NamedTuple):
    """A ledger whose notice is worded otherwise since the bank was changed. `record` keeps it as it was, but for the
    place that the changed entry is for."""

    name: str
    seen: str
    sentences: list[Sentence]
    record: dict[str, str]


def drawn(desk: Desk) -> dict[str, Drawn]:
    """The newest ledgers as the bank words them now; those that give no notice are left out."""
    from drafter.compose.wordings import wordings

    found: dict[str, Drawn] = {}
    for name in desk.folder.names("ledger")[:MOST_LEDGERS]:
        try:
            data = desk.folder.read(name)
            record: dict[str, str] = {}
            report, entry, _ = preview.composed(decode(data, name), name, desk.folder, record=record)
        except InputError:
            continue  # its own page says why
        placed = wordings(report, entry)
        said = {w.path: p.text[w.start : w.end] for p, _ in report.walk() for w in placed.get(id(p), [])}
        found[name] = Drawn(digest(data), said, preview.record_of(entry, record))
    return found


def otherwise(desk: Desk, before: dict[str, Drawn], group: str) -> list[Otherwise]:
    """What is worded otherwise since. `group`: that of the entry that was changed."""
    found = []
    for name, now in drawn(desk).items():
        was = before.get(name)
        if was is None or was.seen != now.seen:
            continue
        places = dict.fromkeys((*was.said, *now.said))
        changed = [p for p in places if was.said.get(p, "") != now.said.get(p, "")]
        if changed:
            told = [Sentence(spoken(p), was.said.get(p, ""), now.said.get(p, "")) for p in changed]
            record = {place: line for place, line in was.record.items() if place != _OVERVIEWS.get(group)}
            found.append(Otherwise(name, now.seen, told, record))
    return found


def hold(desk: Desk, one: Otherwise) -> None:
    """Let a ledger's notice stay as it was worded. Raises Changed where the ledger was saved since."""
    text = decode(desk.folder.read(one.name), one.name)
    desk.folder.save(one.name, set_value(text or "{}\n", WORDING_RECORD, one.record).encode(), one.seen)


def chosen_at(desk: Desk, phrase: str) -> list[tuple[str, str, str]]:
    """(ledger, path, place in people's words) where somebody chose that entry: it is printed there whatever its
    grade."""
    found = []
    for name in desk.folder.names("ledger"):
        try:
            entry = load_ledger_text(decode(desk.folder.read(name), name), name)
        except InputError:
            continue
        found += [(name, path, spoken(path)) for path, ref in entry.walk(PhraseRef) if ref.id == phrase]
    return found
