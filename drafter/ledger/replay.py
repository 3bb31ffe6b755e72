"""A file that is read once more, otherwise: what somebody wrote into its ledger since is put into the newer reading.

Three texts of one ledger: as the file was read first, as it stands now, as the file is read again.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from drafter.ledger.differences import differences, with_taken
from drafter.ledger.model import WORDING_RECORD
from drafter.ledger.path import steps_of, value_at
from drafter.ledger.revise import set_value
from drafter.yamlnodes import parse_nodes, plain


class Replayed(NamedTuple):
    """`kept`: the places that are as somebody wrote them; `clashing`: those of them that are read otherwise too."""

    text: str
    kept: tuple[str, ...]
    clashing: tuple[str, ...]


def replayed(first: str, now: str, again: str) -> Replayed | None:
    """The newer reading with what was written since the first one; None where an item was taken out since, or a place
    that was written to is not there any more: then somebody has to look at the differences. Raises SyntaxFault."""
    written, missing = differences(first, now), differences(now, first)
    if any(one.kind == "增" for one in missing):
        return None
    emptied = [one.path for one in missing if not one.old]
    was, new = (_data(text) for text in (first, again))
    places = (*(one.path for one in written), *emptied)
    same = len(value_at(was, ["问题"]) or ()) == len(value_at(new, ["问题"]) or ())
    if not same or not all(_reached(new, path) for path in places):
        return None
    text = with_taken(again, written, {one.path for one in written})
    for path in emptied:
        text = set_value(text, path, "")
    clashing = (path for path in places if value_at(was, steps_of(path)) != value_at(new, steps_of(path)))
    return Replayed(text, tuple(path for path in places if not path.startswith(WORDING_RECORD)), tuple(clashing))


def _data(text: str) -> Any:
    node = parse_nodes(text)
    return plain(node) if node else {}


def _reached(data: Any, path: str) -> bool:
    """Whether every item that the path leads through is there; the last one may be new."""
    steps = steps_of(path)
    inner = (steps[: at + 1] for at, step in enumerate(steps[:-1]) if isinstance(step, int))
    return all(value_at(data, above) is not None for above in inner)
