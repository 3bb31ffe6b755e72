"""For whom: --for 社会|党内, the same for draft, check and update."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafter.ledger.edition import Edition


def edition_named(name: str) -> Edition:
    """The version of that name. Raises InputError for another word."""
    from drafter.errors import InputError
    from drafter.ledger.edition import EDITIONS

    found = next((edition for edition in EDITIONS if edition == name.strip()), None)
    if found is None:
        raise InputError(f"--for {name}：只能写 {' 或 '.join(EDITIONS)}。")
    return found
