"""What the checker tells of slips: one file for a family of rules, each finding as a reviewer reads it.

Each file of `fixtures/check/` begins with the codes it is about (`# N1 N2`). At the margin stands what is put into the
faultless notice: a sentence, which goes into a measure, or `old ⇒ new`, several joined by ` ‖ `, \\n being a new line.
Below it, indented, stands every finding of those rules; a change with nothing below is none of their business. Where
the first line ends in `+ 台账`, the notice is checked against its ledger too, in which `台账 问题.3.状态 ⇒ 推进中`
changes one value.

    PYTHONPATH=.:tests python tests/test_check_told.py      writes the findings anew; read the difference
"""

from __future__ import annotations

from pathlib import Path

import pytest
from check_notice import NOTICE, report_of
from notice_ledger import ledger
from rule_cases import PUT_AT, cases, changed_ledger
from told_findings import told

from drafter.check import all_rules, check
from drafter.ledger.model import Ledger

FOLDER = Path(__file__).parent / "fixtures/check"
SLIPS = FOLDER / "slips.told"
FAMILIES = sorted(path.stem for path in FOLDER.glob("*.txt"))
INDENT = "    "
IN_LEDGER = "台账 "


def found_in(change: str, codes: str) -> list[str]:
    """What is told of the notice with the change, by the rules of these codes."""
    text, values = NOTICE, {}
    for swap in change.replace("\\n", "\n").split(" ‖ "):
        old, arrow, new = swap.partition(" ⇒ ")
        if old.startswith(IN_LEDGER):
            values[old.removeprefix(IN_LEDGER)] = new
            continue
        old, new = (old, new) if arrow else (PUT_AT, f"{swap}{PUT_AT}")
        assert old in text, old
        text = text.replace(old, new, 1)
    wanted, plus, _ = codes.partition(" +")
    rules = [rule for rule in all_rules() if rule.code.startswith(tuple(wanted.split()))]
    data = Ledger.model_validate(changed_ledger(ledger(), values)) if plus else None
    return [told(finding) for finding in check(report_of(text), ledger=data, rules=rules)]


def read(family: str) -> tuple[str, dict[str, list[str]]]:
    """The codes of a family, and its changes with what is told of each."""
    first, *lines = (FOLDER / f"{family}.txt").read_text("utf-8").splitlines()
    found: dict[str, list[str]] = {}
    change = ""
    for line in lines:
        if line.startswith(INDENT):
            found[change].append(line.strip())
        elif line and not line.startswith("#"):
            assert line not in found, line
            change = line
            found[change] = []
    return first.removeprefix("# "), found


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_told_of_each_change(family: str) -> None:
    codes, expected = read(family)
    assert {change: found_in(change, codes) for change in expected} == expected


def _slips(folder: Path) -> list[str]:
    """The first finding of each named slip of `rule_cases.yaml`, by its rule."""
    lines: list[str] = []
    for case in cases():
        found = [told(f) for f in case.findings(folder) if f.code == case.code]
        lines += [f"{case.code} {case.name}", *(f"{INDENT}{line}" for line in found[:2])]
    return lines


def test_what_is_told_of_each_named_slip(tmp_path: Path) -> None:
    assert _slips(tmp_path) == SLIPS.read_text("utf-8").splitlines()


def _renew() -> None:
    import tempfile

    for family in FAMILIES:
        path = FOLDER / f"{family}.txt"
        codes, _ = read(family)
        kept: list[str] = []
        for line in path.read_text("utf-8").splitlines():
            if line.startswith(INDENT):
                continue
            kept.append(line)
            if line and not line.startswith("#"):
                kept += [f"{INDENT}{one}" for one in found_in(line, codes)]
        path.write_text("\n".join(kept) + "\n", "utf-8")
    with tempfile.TemporaryDirectory() as folder:
        SLIPS.write_text("\n".join(_slips(Path(folder))) + "\n", "utf-8")


if __name__ == "__main__":
    _renew()
