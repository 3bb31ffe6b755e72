"""What fuzzing found once is right now; tools/fuzz.py says what holds for every case."""

import os
import sys

import pytest
from command import ROOT

sys.path.insert(0, str(ROOT / "tools"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_every_input_that_failed_once_is_used_or_refused_with_its_name() -> None:
    import fuzz

    seeds = fuzz.kept_seeds()
    outcomes = fuzz.run_all(iter(seeds), 300)
    assert len(outcomes) == len(seeds)
    assert [fuzz.line_of(o) for o in outcomes if o.fault] == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_case_is_the_same_each_time(tmp_path) -> None:
    import fuzz

    fuzz.office(tmp_path / "right")
    for kind in fuzz.READERS:
        first, second = (fuzz.prepared(kind, 3, tmp_path / "right", tmp_path / f"{kind}{n}") for n in (1, 2))
        assert first == second
        for path in (tmp_path / f"{kind}1").rglob("*"):
            other = tmp_path / f"{kind}2" / path.relative_to(tmp_path / f"{kind}1")
            assert path.is_dir() or path.suffix in (".docx", ".xlsx") or path.read_bytes() == other.read_bytes()
