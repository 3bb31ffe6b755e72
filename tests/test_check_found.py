"""The record of what is found of the batches: it counts every slip of a batch, and no right sentence called wrong."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from check_notice import report_of

from drafter.check import check

BATCHES = Path(__file__).parent / "fixtures" / "defects"


def record() -> list[dict[str, str]]:
    with (BATCHES / "found.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_record_counts_every_slip_of_its_batches_and_nothing_false() -> None:
    of = Counter[str]()
    for row in record():
        of[row["批"]] += int(row["共"])
        assert 0 <= int(row["查出"]) <= int(row["共"])
        assert row["错报的错误"] == row["错报的警告"] == "0"
    for batch, count in of.items():
        assert count == len(json.loads((BATCHES / batch / "defects.json").read_text(encoding="utf-8")))


@pytest.mark.slow
@pytest.mark.parametrize("batch", ["batch4", "batch5"])
def test_what_may_not_be_published_and_what_is_ill_worded_is_found_as_recorded(batch: str) -> None:
    missed = []
    for entry in json.loads((BATCHES / batch / "defects.json").read_text(encoding="utf-8")):
        if entry["kind"].startswith(("(6)", "(7)")):
            text = (BATCHES / batch / f"{entry['base']}.txt").read_text(encoding="utf-8")
            said = [
                t or ""
                for f in check(report_of(text.replace(entry["replace"], entry["by"])))
                for t in (f.message, f.excerpt, f.suggestion)
            ]
            if not any(word in words for words in said for word in entry["any_of"]):
                missed.append(entry["id"])
    assert missed == []
