"""What the house does with a field of the ledger, said where the field is declared (`model.py`).

A mark stands in the field's annotation: `Annotated[str | None, NEWER, FACT, Column(5, "牵头领导", 12)]`. Its key, its
default and its explanation, which the empty ledger and the schema show, are pydantic's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

Coding = Literal["text", "wording", "number", "list", "date", "status", "public", "notes", "lines"]


@dataclass(frozen=True)
class Column:
    """Its column in the main sheet of the workbook that `drafter export` writes."""

    at: int  # among the columns of the sheet
    heading: str
    width: int
    coding: Coding = "text"
    seldom: bool = False  # hidden where the ledger does not use it


class Merged(Enum):
    """What a newer ledger does to it in an older one (`drafter update`)."""

    NEWER = "the newer value stands"
    WORDS = "the writer's words stay; their figures become the newer ones"
    FILLED = "what is empty is filled; another value is asked about"
    ASKED = "kept; another value is asked about"
    GROWS = "what is new is added"
    APART = "not by key: matched one by one, or not at all"


class Carried(Enum):
    """What becomes of it in a new ledger that is made of an old notice; of words without a mark their facts are
    emptied."""

    FACT = "wholly the old notice's: left out"
    LAYOUT = "how it is laid out: kept"


@dataclass(frozen=True)
class Example:
    """What the empty ledger shows for it: a value as YAML would hold it."""

    value: Any

    @property
    def short(self) -> bool:
        """Whether it is shown behind the key and not below it."""
        return isinstance(self.value, str | list)


NEWER, WORDS, FILLED = Merged.NEWER, Merged.WORDS, Merged.FILLED
ASKED, GROWS, APART = Merged.ASKED, Merged.GROWS, Merged.APART
FACT, LAYOUT = Carried.FACT, Carried.LAYOUT
Mark = TypeVar("Mark", Column, Merged, Carried)


def marked(model: type[BaseModel], kind: type[Mark]) -> Iterator[tuple[str, str, Mark]]:
    """(name, Chinese key, mark) of the fields of a model that carry a mark of that kind."""
    for name, field in model.model_fields.items():
        for mark in field.metadata:
            if isinstance(mark, kind):
                yield name, field.alias or name, mark


@cache
def names_with(model: type[BaseModel], *marks: Merged | Carried) -> dict[str, str]:
    """Chinese key -> name of the fields of a model that carry one of those marks."""
    fields = model.model_fields.items()
    return {field.alias or name: name for name, field in fields if any(mark in field.metadata for mark in marks)}
