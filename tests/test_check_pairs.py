"""Pairs of sentences: the wrong one of each is found by the rule that is named, the right one draws nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from check_notice import NOTICE, findings

from drafter.check import Finding

TABLE = Path(__file__).parent / "fixtures" / "pairs.csv"
ANCHOR = "抽查项目56个"
LINES = (line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
ROWS = list(csv.DictReader(LINES))


@pytest.fixture(scope="module")
def without() -> set[tuple[str, str]]:
    """What is found in the notice itself."""
    return {(f.code, f.message) for f in findings(NOTICE)}


def _added(sentence: str, without: set[tuple[str, str]]) -> list[Finding]:
    text = NOTICE.replace(ANCHOR, sentence + ANCHOR, 1)
    return [f for f in findings(text) if (f.code, f.message) not in without]


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["错"])
def test_the_wrong_sentence_is_found_and_the_right_one_is_not(row, without):
    assert [f for f in _added(row["错"], without) if f.code.startswith(row["规则"])], "not found"
    assert [(f.code, f.message) for f in _added(row["对"], without) if f.severity != "info"] == []
