"""Drafting with the phrasebank: from a ledger's facts and the bank's phrases to passages, each stretch with its origin.

Pure functions: the same ledger and bank give the same text. Nothing is said that the ledger does not say; a fact that
a phrase needs and the ledger lacks becomes 【待补：…】. Ordinals and numbering are the composer's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from drafter.ledger.model import Ledger, MeasureEntry, ProblemEntry
from drafter.phrases.bank import Bank
from drafter.report import Passage

FormulaName = Literal["导语", "公开", "监督", "联系"]


@dataclass(frozen=True, slots=True)
class FilledPoint:
    """A point without its ordinal. The composer prints: ordinal + lead + 。+ content."""

    lead: Passage | None  # 提法, without its closing 。
    content: Passage | None  # whole sentences, closed


@dataclass(frozen=True, slots=True)
class FilledBlock:
    """A section, or one block of it. `phrases` are the ids it used, to be handed on as `used`."""

    title: Passage | None = None  # only in two-subject openings; without number
    overview: tuple[Passage, ...] = ()
    points: tuple[FilledPoint, ...] = ()
    phrases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another phrase that would stand as well in a place."""

    id: str
    text: str


def opening(ledger: Ledger, bank: Bank, used: frozenset[str] = frozenset()) -> FilledBlock:
    """组织领导: overview and points out of 领导小组, 会议, 机制, 督查 and what can be counted in 问题.

    What the writer gave (概述, 要点 with 提法 or 内容, {词条: ID}) is kept as it is and only its gaps are filled.
    """
    raise NotImplementedError


def two_subject_opening(
    ledger: Ledger, bank: Bank, used: frozenset[str] = frozenset()
) -> tuple[FilledBlock, FilledBlock]:
    """The same for notices with two blocks: the committee (党委), then its 主要负责人, each with a title."""
    raise NotImplementedError


def closing(ledger: Ledger, bank: Bank, used: frozenset[str] = frozenset()) -> FilledBlock:
    """下一步: overview and three to five points. Says what will be done, out of set phrases; no fact is claimed."""
    raise NotImplementedError


def formula(name: FormulaName, ledger: Ledger, bank: Bank) -> Passage:
    """A fixed part. 导语: who inspected whom from when to when and when it was fed back (without the 公开 sentence);
    公开: 按照党务公开原则…予以公布。; 监督: 欢迎…监督。如有意见建议…; 联系: 联系方式：电话…；邮政信箱…。"""
    raise NotImplementedError


def pinned(phrase_id: str, ledger: Ledger, bank: Bank, place: str = "") -> Passage:
    """The entry that {词条: ID} names, its slots filled from the ledger. Raises InputError where there is none."""
    raise NotImplementedError


def lead_for(
    measure: MeasureEntry, problem: ProblemEntry, ledger: Ledger, bank: Bank, used: frozenset[str] = frozenset()
) -> Passage | None:
    """A lead phrase for a measure that has only 内容, where the content clearly suits one; None otherwise."""
    raise NotImplementedError


def alternatives(
    place: str, ledger: Ledger, bank: Bank, used: frozenset[str] = frozenset(), limit: int = 3
) -> tuple[Alternative, ...]:
    """The next best phrases for a place: 导语, 公开, 监督, 组织领导.概述, 组织领导.要点[0].提法, 下一步.概述,
    下一步.要点[0].提法, 问题[3].措施[0].提法. Empty where the place's wording is the ledger's own."""
    raise NotImplementedError
