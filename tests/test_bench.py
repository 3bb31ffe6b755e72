"""The measuring scripts still run: what they print is looked at, never how long it took."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOTICES = sorted((ROOT / "tests" / "fixtures" / "notices").glob("*.txt"))[:3]


def bench(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / script), *arguments],
        capture_output=True,
        encoding="utf8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for notice in NOTICES:
        shutil.copy(notice, tmp_path)
    return tmp_path


@pytest.mark.slow
def test_mining_is_timed(corpus: Path) -> None:
    assert bench("mine.py", "--corpus", str(corpus), "--times", "1").startswith(f"×1: {len(NOTICES)} reports;")


@pytest.mark.slow
def test_each_notice_is_left_out_once(corpus: Path) -> None:
    printed = bench("mine.py", "--corpus", str(corpus), "--leave-one-out")
    assert [f"{notice.stem}:" in printed for notice in NOTICES] == [True] * len(NOTICES)
    assert printed.count("measure: of ") == len(NOTICES)


@pytest.mark.slow
def test_a_draft_is_timed_beside_the_bare_script() -> None:
    assert "2 problems: draft " in bench("draft.py", "--runs", "1", "--sizes", "2")


@pytest.mark.slow
def test_the_import_of_sheets_is_timed() -> None:
    printed = bench("sheets.py", "--problems", "3", "6", "--empty", "5")
    assert "6 problems: " in printed and "30 problems and 5 empty rows: " in printed
