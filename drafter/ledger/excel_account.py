"""The account of an import: where each cell of the visible sheets went.

Counted from the result and not from what the reader believes, so that what a reader drops shows up here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from drafter.ledger.excel_bodies import SAID as _ROLE
from drafter.ledger.excel_columns import IGNORED, SAME_AS_ABOVE, Column, Table
from drafter.ledger.excel_sheet import Cell, Sheet
from drafter.ledger.model import ProblemEntry
from drafter.patterns import pattern
from drafter.text.normal import fold
from drafter.text.ordinals import strip_ordinal
from drafter.text.statuses import plain_status, publication, says_nothing

# Fields whose words are read and not kept: a date, a number, yes or no.
_READ = frozenset({"编号", "状态", "公开", "时限", "措施状态", "措施序号", "具体表现编号"})
_WORDS = pattern(r"[^\W_]+")
_ITEM = pattern("[①-⑳]")  # begins an item within a line; folded it would be a figure of the word behind it
_GRAM = 2  # the shortest run that counts


_Where = Literal["fields", "notes", "furniture"]


@dataclass
class Account:
    """How many cells went where; `lost` went nowhere."""

    fields: int = 0
    notes: int = 0
    furniture: int = 0  # headings, totals, repeated titles
    lost: list[tuple[Sheet, Cell]] = field(default_factory=list)

    def add(self, where: _Where | None, sheet: Sheet, cell: Cell) -> None:
        self.fields += where == "fields"
        self.notes += where == "notes"
        self.furniture += where == "furniture"
        if where is None:
            self.lost.append((sheet, cell))

    def line(self, asked: int = 0) -> str:
        """`asked`: questions about cells that have their place all the same."""
        total = self.fields + self.notes + self.furniture + len(self.lost)
        return (
            f"表里有文字{total}处：进了台账的字段{self.fields}处，留作备注、不印的{self.notes}处，表头和页面文字{self.furniture}处，"
            f"无处可放{len(self.lost)}；待问{max(asked, len(self.lost))}处。"
        )


def account_for(
    sheets: Iterable[Sheet], tables: list[Table], problems: list[ProblemEntry], remarks: list[str]
) -> Account:
    """The account of these sheets against what was made of them."""
    placed, noted = _Held(), _Held()
    for problem in problems:
        data = problem.model_dump(by_alias=True, exclude_defaults=True)
        noted.add(data.pop("内部备注", {}))
        placed.add(data)
    noted.add(remarks)
    account = Account()
    places: dict[tuple[str, str], list[tuple[Table, Cell]]] = {}
    for table in tables:
        for cell in table.sheet.cells.values():
            places.setdefault(_origin(table.sheet, cell), []).append((table, cell))
    by_sheet = {name: table for table in reversed(tables) for name in {table.sheet.name, *_sheets_of(table)}}
    for sheet in sheets:
        if sheet.hidden:
            continue
        for cell in sheet.cells.values():
            laid = [_Place(*one) for one in places.get((sheet.name, cell.name), [])]
            laid = laid or [_Place(by_sheet.get(sheet.name), None)]
            where = _where(cell.text, laid[0], placed, noted)
            if where is None and len(laid) > 1 and _is_whole(cell.text, laid):
                parts = [_where(part.cell.text, part, placed, noted) for part in laid if part.cell]
                where = None if None in parts else next((p for p in parts if p == "fields"), "notes")
            account.add(where, sheet, cell)
    return account


def _origin(sheet: Sheet, cell: Cell) -> tuple[str, str]:
    return cell.origin or (sheet.name, cell.name)


def _sheets_of(table: Table) -> set[str]:
    return {cell.origin[0] for cell in table.sheet.cells.values() if cell.origin}


@dataclass(frozen=True)
class _Place:
    """Where a cell of the office's sheet stands in the table that was made of it."""

    table: Table | None
    cell: Cell | None  # None where it is outside, or says nothing

    @property
    def column(self) -> Column | None:
        return self.table.columns.get(self.cell.column) if self.table and self.cell else None

    @property
    def of_header(self) -> bool:
        return self.table is not None and self.cell is not None and self.table.top <= self.cell.row <= self.table.bottom

    @property
    def headings(self) -> frozenset[str]:
        return self.table.headings if self.table else frozenset()


def _where(said: str, at: _Place, placed: _Held, noted: _Held) -> _Where | None:
    """Where the words of a cell went; None where they are nowhere."""
    column = at.column
    ignored = column is not None and column.field == IGNORED
    if at.of_header or ignored or not said.strip() or says_nothing(said):
        return "furniture"
    if placed.has(text := _ROLE.sub("；", said), None, at.headings):
        return "fields"
    if noted.has(text, placed, at.headings):
        return "notes"
    if column and (column.field in _READ or column.tick or _is_short_answer(said)):
        return "fields"
    return "furniture" if at.table and _is_furniture(at.table, said) else None


def _is_whole(said: str, parts: list[_Place]) -> bool:
    """What a cell was taken apart into holds all of its words."""
    held = _Held()
    for part in parts:
        held.add([part.cell.text, part.cell.exact] if part.cell else "")
    return held.has(said, None, parts[0].headings)


def _is_short_answer(text: str) -> bool:
    return plain_status(text) is not None or publication(text) is not None


def _is_furniture(table: Table, said: str) -> bool:
    """A heading that is printed again on a new page, and the row with it; a number of a row; 同上."""
    from drafter.ledger.excel_words import normal_heading

    bare = re.sub(r"\s", "", said)
    heading = normal_heading(said)
    return heading in table.headings or bare in SAME_AS_ABOVE or not _WORDS.search(bare) or len(bare) < 3


class _Held:
    """The words that a part of the ledger holds, as runs between marks."""

    def __init__(self) -> None:
        self.runs: set[str] = set()
        self.texts: list[str] = []
        self._grams: dict[str, list[int]] | None = None

    def add(self, value: Any) -> None:
        for text in _texts(value):
            self.texts.append("".join(_WORDS.findall(fold(text))))
            self.runs.update(_runs(text))

    def has(self, text: str, other: _Held | None = None, headings: frozenset[str] = frozenset()) -> bool:
        """Every run of the text stands here (or in the other part); numbers of items, headings and words that say how
        far a matter is may be gone."""
        missing = [
            run
            for run in _runs(text)
            if not (run in self.runs or run in headings or (other and run in other.runs) or plain_status(run))
        ]
        return all(self._within(run) or (other is not None and other._within(run)) for run in missing)

    def _within(self, run: str) -> bool:
        """The run stands inside a longer one. Looked for only in the texts that hold its rarest piece, so that twice
        the problems take twice the time."""
        if self._grams is None:
            self._grams = {}
            for index, text in enumerate(self.texts):
                for gram in {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}:
                    self._grams.setdefault(gram, []).append(index)
        if len(run) < _GRAM:
            return any(run in text for text in self.texts)
        pieces = (self._grams.get(run[at : at + _GRAM], []) for at in range(len(run) - _GRAM + 1))
        return any(run in self.texts[index] for index in min(pieces, key=len))


def _runs(text: str) -> Iterator[str]:
    for line in fold(_ITEM.sub("\n", text)).split("\n"):
        for run in _WORDS.findall(line):
            bare = (
                strip_ordinal(run)
                .removeprefix("关于")
                .removeprefix("针对")
                .removeprefix("对照")
                .removesuffix("问题")
                .removesuffix("的")
            )
            if len(bare) > 2 or (len(bare) > 1 and not bare.isdigit()):
                yield bare


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value is not None:
        yield str(value)
