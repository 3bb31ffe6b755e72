"""Two windows on one ledger: what the one changed and what the other typed go together, but for the same cell.

A form brings all its fields. What was typed in it is what differs from the ledger as the form was made from (`base`);
it goes into the ledger as it is now, to the same problem and measure though these moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from drafter.ledger.path import steps_of
from drafter.web import forms

if TYPE_CHECKING:
    from drafter.yamlnodes import Node


class Clash(NamedTuple):
    """A cell that was changed here and elsewhere; or what is not there any more."""

    path: str  # empty where the place is gone
    where: str
    now: str
    typed: str


class Together(NamedTuple):
    """What of a form goes into the ledger as it is now, and what does not."""

    posted: dict[str, list[str]]
    clashes: list[Clash]


def together(base: str, now: str, posted: Mapping[str, list[str]]) -> Together:
    """The fields of a form that were typed in, at their places in the ledger as it is now."""
    then, root = forms.tree(base), forms.tree(now)
    kept: dict[str, list[str]] = {}
    clashes: list[Clash] = []
    for name, values in posted.items():
        if not name.startswith(forms.PREFIX):
            continue
        path = name.removeprefix(forms.PREFIX)
        was = forms.field_at(then, path)
        typed = forms.typed_into(was, values) if was else None
        if was is None or typed is None:
            continue
        there = place_now(then, root, path)
        field = forms.field_at(root, there) if there else None
        if field is None:
            clashes.append(Clash("", forms.spoken(path), "", typed))
        elif field.value.strip() == was.value.strip():
            kept[forms.PREFIX + there] = values
        elif forms.typed_into(field, values) is not None:
            clashes.append(Clash(there, forms.spoken(there), field.value.strip(), typed))
    return Together(kept, clashes)


def place_now(then: Node, now: Node, path: str) -> str:
    """Where a place of the ledger as it was stands now; empty where its problem or measure cannot be told any more."""
    old: Node | None = then
    new: Node | None = now
    found = ""
    for step in steps_of(path):
        if isinstance(step, str):
            old, new = forms.value_of(old, step), forms.value_of(new, step)
            found += f".{step}" if found else step
            continue
        before, after = forms.items_of(old), forms.items_of(new)
        index = _same_item(before, after, step)
        if index is None:
            return ""
        old, new = before[step], after[index]
        found += f"[{index}]"
    return found


def _same_item(before: list[Node], after: list[Node], index: int) -> int | None:
    """Which item of a list as it is now is the one that had this index: the one that says the same, else the one in
    its place where none was added or taken out."""
    if index >= len(before):
        return None
    said, there = forms.said_in(before[index]), [forms.said_in(item) for item in after]
    if index < len(there) and there[index] == said:
        return index
    if there.count(said) == 1:
        return there.index(said)
    return index if len(before) == len(after) else None
