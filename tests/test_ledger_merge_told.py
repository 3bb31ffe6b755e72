"""Each kind of difference between two ledgers: how it is told, and what becomes of it in the older text.

The cases stand in `fixtures/merge.txt`: two ledgers, what `diff` says, what `update` says, the updated text.
"""

from pathlib import Path

import pytest

from drafter.ledger.load import load_ledger_text
from drafter.ledger.merge import Changes, diff_ledgers, update_ledger

FILE = Path(__file__).parent / "fixtures/merge.txt"
PARTS = ("old", "new", "diff", "update", "result")


def cases(text: str) -> dict[str, dict[str, str]]:
    """Case by name; its parts begin with a line `--- part`."""
    found: dict[str, dict[str, str]] = {}
    for block in text.split("=== ")[1:]:
        name, _, rest = block.partition("\n")
        parts = (part.partition("\n") for part in rest.split("--- ")[1:])
        found[name] = {part: body.strip("\n") for part, _, body in parts}
    return found


def told(changes: Changes) -> str:
    return "\n".join(f"{change.kind} | {change.where} | {change.text}" for change in changes.entries)


CASES = cases(FILE.read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_a_difference_is_told(name: str) -> None:
    case = CASES[name]
    assert told(diff_ledgers(load_ledger_text(case["old"]), load_ledger_text(case["new"]))) == case["diff"]


@pytest.mark.parametrize("name", CASES)
def test_a_difference_is_put_into_the_older_text(name: str) -> None:
    case = CASES[name]
    result, changes = update_ledger(case["old"], load_ledger_text(case["new"]))
    assert told(changes) == case["update"]
    assert result.strip("\n") == (case["result"] or case["old"])


def test_changes_are_listed_under_their_problem() -> None:
    case = CASES["状态与时限"]
    changes = diff_ledgers(load_ledger_text(case["old"]), load_ledger_text(case["new"]))
    lines = changes.lines()
    assert lines[0].startswith("共有") and lines[0].endswith("处。")
    assert [line for line in lines[1:] if not line.startswith("  ")] == ["问题1“学位不足”", "问题2“道路破损”"]
    assert [c.kind for c in changes.of("状态")] == ["状态", "状态"]
    assert bool(changes) and not Changes() and Changes().lines() == []
