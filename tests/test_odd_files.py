"""Files that a tester of safety thought of: devices, names without room, torn beginnings, macros without a relation."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from command import in_process

from drafter.work.checking import has_macros

ROOT = Path(__file__).parents[1]
LEDGER = ROOT / "examples" / "云岭区水务局党组.yaml"


@pytest.mark.parametrize(
    "command", [["draft", "零.yaml", "-o", "稿.docx"], ["check", "零.docx"], ["import", "零.xlsx", "-o", "台账.yaml"]]
)
def test_a_device_is_no_file(tmp_path: Path, command: list[str]) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("no such device here")
    (tmp_path / command[1]).symlink_to("/dev/zero")
    done = in_process(command, tmp_path)
    assert done.returncode == 2
    assert command[1] in done.stderr and "是设备，不是文件" in done.stderr


def test_a_notice_whose_name_leaves_no_room_for_another_file_is_checked(tmp_path: Path) -> None:
    name = "长" * 83 + "a.docx"
    assert in_process(["draft", str(LEDGER), "-o", name], tmp_path).returncode == 0
    assert in_process(["check", name], tmp_path).returncode == 0


@pytest.mark.parametrize("beginning", [b"P", b"PK", b"PK\x03\x04"])
def test_the_beginning_of_a_word_file_is_no_text(tmp_path: Path, beginning: bytes) -> None:
    (tmp_path / "断.docx").write_bytes(beginning)
    done = in_process(["outline", "断.docx"], tmp_path)
    assert done.returncode == 2 and "断.docx" in done.stderr


def test_macros_that_nothing_refers_to_are_macros(tmp_path: Path) -> None:
    plain, live = tmp_path / "稿.docx", tmp_path / "活.docx"
    docx.Document().save(plain)
    shutil.copy(plain, live)
    with zipfile.ZipFile(live, "a") as package:
        package.writestr("word/vbaProject.bin", b"x")
    assert has_macros(live) and not has_macros(plain)
