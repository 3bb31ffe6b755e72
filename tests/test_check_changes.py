"""What the checker tells of notices that were changed in many places at once, all rules together.

Beside each batch of `fixtures/defects` stands what is told of its notices: a line for each way of changing them, with
the places and codes in their order and a checksum of the findings in full. It is no judgement on what should be told:
it shows that a change to the code tells something else, somewhere, which is then to be looked at.

    PYTHONPATH=.:tests python tests/test_check_changes.py             writes all anew
    PYTHONPATH=.:tests python tests/test_check_changes.py batch7      prints what is told, in full
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import batch_told
import pytest
from changed_notices import changed
from check_notice import NOTICE, report_of
from notice_ledger import ledger
from told_findings import told

from drafter.check import Finding, check
from drafter.ledger.model import Ledger

BATCHES = Path(__file__).parent / "fixtures/defects"
NAMES = sorted(path.name for path in BATCHES.glob("batch*"))
TOLD = "changes.txt"
AGAINST = Path(__file__).parent / "fixtures/check/against.changes"
TIMES_AGAINST = 8


def _of_batch(name: str) -> Iterator[tuple[str, list[Finding]]]:
    for base in sorted((BATCHES / name).glob("base*.txt")):
        for change, text in changed(f"{name} {base.stem}", base.read_text("utf-8"), 1):
            yield f"{base.stem} {change}", check(report_of(text))
    for base, text in batch_told.together(BATCHES / name, "benign.json", "defects.json").items():
        yield f"{base} 全部", check(report_of(text))  # what is right must not hide what is wrong behind it


def _against_its_ledger() -> Iterator[tuple[str, list[Finding]]]:
    data = Ledger.model_validate(ledger())
    for change, text in changed("notice", NOTICE, TIMES_AGAINST):
        yield change, check(report_of(text), ledger=data)


def _line(change: str, findings: list[Finding]) -> str:
    places = " ".join(f"{f.where.paragraph or '-'}:{f.code}" for f in findings)
    return f"{change} {zlib.crc32(chr(10).join(map(told, findings)).encode()):08x} {places}"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_told_of_changed_notices(name: str) -> None:
    assert [_line(*found) for found in _of_batch(name)] == (BATCHES / name / TOLD).read_text("utf-8").splitlines()


def test_what_is_told_of_a_changed_notice_against_its_ledger() -> None:
    assert [_line(*found) for found in _against_its_ledger()] == AGAINST.read_text("utf-8").splitlines()


def _renew() -> None:
    for path, found in [(BATCHES / name / TOLD, _of_batch(name)) for name in NAMES] + [
        (AGAINST, _against_its_ledger())
    ]:
        path.write_text("".join(f"{_line(*one)}\n" for one in found), "utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for change, findings in _of_batch(name):
            print(change, *map(told, findings), sep="\n    ")
    if not sys.argv[1:]:
        _renew()
