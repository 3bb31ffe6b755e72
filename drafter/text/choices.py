"""Answers given by ticking one of several boxes that stand in one text: ☑公开　□不公开."""

from __future__ import annotations

from drafter.patterns import pattern

_TICKED = "☑☒■✔✓√⊠◼"
_EMPTY = "□☐▢◻○"
# A box and what it stands for, up to the next box.
_OPTION = pattern(
    rf"(?P<box>[{_TICKED}{_EMPTY}])\s{{0,3}}(?P<option>[^{_TICKED}{_EMPTY}\n]{{1,24}}?)\s*(?=[{_TICKED}{_EMPTY}]|$)"
)


def ticked(text: str) -> tuple[str, ...] | None:
    """The options whose boxes are ticked, () where none is; None where the text is not made of two boxes or more."""
    bare = text.strip()
    found = list(_OPTION.finditer(bare.replace("\n", " ")))
    if len(found) < 2 or found[0].start() > 0 or not any(m["box"] in _EMPTY for m in found):
        return None
    return tuple(m["option"].strip() for m in found if m["box"] in _TICKED)
