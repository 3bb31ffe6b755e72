"""Consoles and systems as they are: no UTF-8, GBK, nobody reading, nothing left to write to."""

from __future__ import annotations

import html
import io
import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from command import COMMAND, ROOT, drafter, environment, on_screen
from rich.console import Console

from drafter.cli.screen import Screen, screened
from drafter.text.normal import in_one_line, visible

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the devices and the locale of POSIX")
PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "examples" / "旧通报.txt", tmp_path / "通报.txt")
    return tmp_path


def bare(folder: Path, *arguments: str, stdout: object = subprocess.PIPE, **more: str) -> tuple[int, str, str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **more}
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environment, stdout=stdout, stderr=subprocess.PIPE, check=False
    )  # type: ignore[call-overload]
    return done.returncode, (done.stdout or b"").decode("utf-8"), done.stderr.decode("utf-8")


def test_a_system_without_utf8_reads_chinese_names_and_says_chinese(folder: Path) -> None:
    status, out, said = bare(folder, "check", "通报.txt", **PLAIN)
    assert status in (0, 1) and "通报.txt" in out and "程序出错" not in said
    status, _, said = bare(folder, "check", "没有.txt", **PLAIN)
    assert status == 2 and "没有.txt" in said
    status, _, said = bare(folder, "import", "通报.txt", "-o", "台账.yaml", **PLAIN)
    assert status == 0 and (folder / "台账.yaml").exists()


def test_a_console_of_gbk_and_twenty_columns_is_readable(folder: Path) -> None:
    done = drafter("check", "通报.txt", cwd=folder, PYTHONIOENCODING="gbk", COLUMNS="20")
    assert done.returncode in (0, 1) and "通报.txt" in done.stdout and "程序出错" not in done.stderr


@pytest.mark.parametrize("arguments", [("check", "通报.txt"), ("outline", "通报.txt", "--json"), ("schema",)], ids=str)
def test_a_full_disk_behind_the_output_is_said(folder: Path, arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:
        status, _, said = bare(folder, *arguments, stdout=full, LC_ALL="C.UTF-8")
    assert status == 2 and said == "结果写不出去：磁盘满了，没有做完。\n"


def test_a_reader_who_has_enough_is_no_fault(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        status, _, said = bare(folder, "schema", stdout=writing, LC_ALL="C.UTF-8")
    finally:
        os.close(writing)
    assert said == "" and status == 0


def test_streams_that_were_closed_decide_nothing(folder: Path) -> None:
    command = " ".join([*COMMAND, "check . --format json -o 果.json <&- >&- 2>&-"])
    done = subprocess.run(["sh", "-c", command], cwd=folder, env=environment(), check=False)
    assert done.returncode == 0 and len(json.loads((folder / "果.json").read_text("utf-8"))) == 1


def test_what_a_screen_cannot_take_goes_nowhere_and_only_a_result_is_missed() -> None:
    def stream(number: int, results: bool) -> Screen:
        screen = screened(os.fdopen(number, "w", encoding="utf-8"), results=results)
        assert isinstance(screen, Screen)
        return screen

    reading, writing = os.pipe()
    os.close(reading)
    gone = stream(writing, results=True)
    assert gone.write("甲" * 100_000) and gone.write("乙") == 1
    gone.flush()
    said = stream(os.open("/dev/full", os.O_WRONLY), results=False)
    said.write("甲" * 100_000)
    said.flush()
    result = stream(os.open("/dev/full", os.O_WRONLY), results=True)
    result.write("甲")
    with pytest.raises(OSError, match="No space"):
        result.flush()
    result.close()  # once is enough
    assert screened(None).write("甲") == 1


def test_a_terminal_shows_what_it_would_obey() -> None:
    assert visible("甲\x1b[2J\x9b乙\r\u2028\n丙\t") == "甲<U+001B>[2J<U+009B>乙<U+000D><U+2028>\n丙\t"
    assert in_one_line("甲\n乙\t\udcff") == "甲<U+000A>乙<U+0009><xFF>"
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    screen = screened(out)
    console = Console(file=screen.bare, force_terminal=True, color_system="standard", highlight=False)
    console.print(in_one_line("甲\x1b乙"), style="red")
    screen.write("\x1b")
    screen.flush()
    assert screen.buffer.getvalue().decode() == "\x1b[31m甲<U+001B>乙\x1b[0m\n<U+001B>"


def test_without_a_home_the_commands_work(folder: Path) -> None:
    status, out, _ = bare(folder, "check", "通报.txt", LC_ALL="C.UTF-8", HOME="/没有")
    assert status in (0, 1) and "通报.txt" in out


def test_marks_of_direction_in_names_and_texts_are_shown(folder: Path) -> None:
    mark, shown, name = "\u202e", "<U+202E>", "通报\u202etxt.docx.txt"
    notice = (folder / "通报.txt").read_text("utf-8")
    (folder / name).write_text(notice.replace("整改", f"整{mark}改", 1), "utf-8")
    (folder / f"台{mark}账.yaml").write_text("单位: {名称: 甲, 简称: 乙}\n", "utf-8")
    (folder / "夹").mkdir()
    shutil.copy(folder / name, folder / "夹" / name)
    calls = [
        ("check", name),
        ("check", f"没有{mark}.txt"),
        ("check", "夹"),
        ("outline", name),
        ("import", name, "-o", "新.yaml"),
        ("draft", f"台{mark}账.yaml"),
        ("phrases", f"没有{mark}"),
        ("check", name, "--format", "html"),
    ]
    for call in calls:
        done = on_screen([*call], folder)
        out, said = done.stdout, done.stderr
        assert mark not in out + said, call
        if call[0] not in ("outline", "phrases"):
            assert shown in out + said or html.escape(shown) in out, (call, out, said)


def test_json_holds_the_marks_as_escapes(folder: Path) -> None:
    name = "通\u202e报.txt"
    shutil.copy(folder / "通报.txt", folder / name)
    out = on_screen(["check", name, "--format", "json"], folder).stdout
    assert "\\u202e" in out and json.loads(out)["file"] == name


def test_an_interrupt_while_it_loads_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n", "utf-8")
    path = os.pathsep.join((str(tmp_path), str(ROOT)))
    done = subprocess.run(
        [*COMMAND, "--help"], env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGINT and not done.stderr
