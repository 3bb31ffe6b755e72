"""The phrasebank on disk: one YAML file a kind, with Chinese keys, that an office reads and edits by hand.

Loading is what every draft does and stays cheap; a bad edit is reported with its file and line.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["formula", "opening", "closing", "measure", "problem", "collocation", "figure"]
PhraseStatus = Literal["启用", "停用", "自拟"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A set phrase, or a frame with slots ({name}). A set (opening, closing) has its members in `members`."""

    id: str
    kind: Kind
    text: str
    slots: tuple[str, ...] = ()
    reports: int = 0  # how many independent reports attest it
    count: int = 0
    status: PhraseStatus = "启用"
    section: str = ""  # where it mostly stands: 导语, 组织领导, 整改进展, 下一步, 监督
    group: str = ""  # what it does: 建章立制, 专项整治…; for a formula its name: 导语, 公开, 监督
    members: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bank:
    """All entries, sorted by kind and id."""

    phrases: tuple[Phrase, ...] = ()

    def get(self, phrase_id: str) -> Phrase | None:
        return next((p for p in self.phrases if p.id == phrase_id), None)

    def usable(self, kind: Kind, group: str | None = None) -> tuple[Phrase, ...]:
        """Entries that are not 停用, best supported first."""
        raise NotImplementedError


def load_bank(path: Path | None = None) -> Bank:
    """The bank of that folder; without one DRAFTER_PHRASEBANK, ./phrasebank, else the one that ships."""
    raise NotImplementedError
