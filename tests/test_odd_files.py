"""Files that a tester of safety thought of: devices, names without room, torn beginnings, macros without a relation."""

from __future__ import annotations

import html
import os
import shutil
import signal
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from command import in_process

from drafter.work.checking import has_macros

ROOT = Path(__file__).parents[1]
LEDGER = ROOT / "examples" / "云岭区水务局党组.yaml"


@pytest.fixture
def pipes(tmp_path: Path) -> Iterator[Path]:
    """A folder with a notice, a ledger and named pipes that nobody writes to; whoever waits for one is woken."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    shutil.copy(ROOT / "examples" / "旧通报.txt", tmp_path / "通报.txt")
    shutil.copy(LEDGER, tmp_path / "台账.yaml")
    for folder in ("夹", "板", "库"):
        (tmp_path / folder).mkdir()
    for name in ("管.txt", "管.docx", "管.yaml", "管.xlsx", "夹/管.yaml", "板/template.yaml", "库/formula.yaml"):
        os.mkfifo(tmp_path / name)
    shutil.copy(LEDGER, tmp_path / "夹")
    previous = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("waits for a pipe"))
    signal.alarm(60)
    yield tmp_path
    signal.alarm(0)
    signal.signal(signal.SIGALRM, previous)


def test_a_named_pipe_is_not_waited_for(pipes: Path) -> None:
    calls = [
        "outline 管.txt",
        "check 管.docx --annotate 新.docx",
        "check 通报.txt --ledger 管.yaml",
        "check 通报.txt --rules 管.yaml",
        "check 通报.txt --since 管.docx",
        "check 通报.txt --against 管.docx",
        "check 通报.txt --template 板",
        "import 管.xlsx -o 新.yaml",
        "import 通报.txt -o 新.yaml --map 管.yaml",
        "draft 管.yaml",
        "draft 夹 -o 稿",
        "draft 台账.yaml --phrasebank 管.yaml",
        "draft 台账.yaml --phrasebank 库",
        "update 台账.yaml --from 管.xlsx -o 台账.yaml",
        "mine 通报.txt 管.docx -o 新库",
        "template new 新 --from 管.docx",
        "template new 新 --from 板",
    ]
    for call in calls:
        done = in_process(call.split(), pipes)
        assert done.returncode == 2 and "是管道，不是文件" in done.stderr, (call, done.stderr)
    assert (pipes / "稿" / f"{LEDGER.stem}.docx").exists()  # the pipe beside it is a row with its reason


def test_what_another_program_hands_over_is_read(pipes: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, (pipes / "通报.txt").read_bytes())
    os.close(writing)
    if not Path(f"/dev/fd/{reading}").exists():
        pytest.skip("no names of descriptors here")
    assert in_process(["outline", f"/dev/fd/{reading}"], pipes).returncode == 0
    os.close(reading)


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


def test_a_name_that_is_no_utf8_is_shown_by_its_bytes(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xcd\xa8\xb1\xa8\x1b[2J.txt")
    try:
        shutil.copy(ROOT / "examples" / "旧通报.txt", tmp_path / name)
    except OSError:
        pytest.skip("no such names here")
    sheets = [["--signoff", "单.docx"], ["--signoff", "单.html"], ["--format", "html", "-o", "页.html"]]
    for sheet in sheets:
        assert in_process(["check", name, *sheet], tmp_path).returncode in (0, 1)
    shown = "<xB1><xA8><U+001B>[2J.txt"
    assert shown in "".join(p.text for p in docx.Document(str(tmp_path / "单.docx")).tables[0]._cells)
    for page in ("单.html", "页.html"):
        assert html.escape(shown) in (tmp_path / page).read_text("utf-8")
    assert shown in in_process(["check", tmp_path.name], tmp_path.parent).stdout
