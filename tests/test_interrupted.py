"""What is left of a call that is interrupted while it writes: nothing half, nothing beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from drafter.__main__ import _Interruption
from drafter.work.files import write_together


def test_a_call_that_is_interrupted_among_its_files_puts_back_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲.txt").write_text("旧")
    replace, done = os.replace, []

    def interrupted(source: Path, target: Path) -> None:
        replace(source, target)
        done.append(target)
        if len(done) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_together({tmp_path / "甲.txt": b"1", tmp_path / "稿" / "乙.txt": b"2", tmp_path / "丙.txt": b"3"})
    assert [path.name for path in tmp_path.iterdir()] == ["甲.txt"]
    assert (tmp_path / "甲.txt").read_text() == "旧"


def test_a_second_request_to_end_does_not_break_off_what_the_first_one_undoes() -> None:
    interruption = _Interruption()
    with pytest.raises(KeyboardInterrupt):
        interruption(15, None)
    interruption(15, None)
