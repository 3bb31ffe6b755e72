"""Folders that are closed or read-only, as the system of an office has them: said, and the rest goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import ROOT, environment

from drafter.errors import fault_messages

POWERLESS = ["setpriv", "--bounding-set", "-all", "--inh-caps", "-all"]  # root without its power over modes
pytestmark = pytest.mark.skipif(
    os.name != "posix" or (os.geteuid() == 0 and shutil.which("setpriv") is None), reason="the modes of POSIX"
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    """An open folder with one that is closed (锁) and one that is read-only (读), each with a notice and a ledger."""
    for folder in (tmp_path, tmp_path / "锁", tmp_path / "读"):
        folder.mkdir(exist_ok=True)
        shutil.copy(ROOT / "examples" / "旧通报.txt", folder / "通报.txt")
        shutil.copy(ROOT / "examples" / "云岭区水务局党组.yaml", folder / "台账.yaml")
    (tmp_path / "锁").chmod(0)
    (tmp_path / "读").chmod(0o555)
    yield tmp_path
    for folder in ("锁", "读"):
        (tmp_path / folder).chmod(0o755)


_ALL = """
import contextlib, io, json, sys
from drafter.cli import run
said = []
for call in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        said.append([run(call.split()), out.getvalue(), err.getvalue()])
json.dump(said, sys.stdout)
"""


def powerless(folder: Path, *calls: str) -> list[tuple[int, str, str]]:
    """Exit status, standard output and standard error of each call, all in one process."""
    power = POWERLESS if os.geteuid() == 0 else []
    done = subprocess.run(
        [*power, sys.executable, "-c", _ALL],
        cwd=folder,
        env=environment(),
        input=json.dumps(calls),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    return [tuple(said) for said in json.loads(done.stdout)]


CLOSED = [
    "check 锁",
    "check 锁/通报.txt",
    "outline 锁/通报.txt",
    "check 通报.txt --against 锁",
    "check 通报.txt --rules 锁/规则.yaml",
    "check 通报.txt --ledger 锁/台账.yaml",
    "check 通报.txt --since 锁/通报.txt",
    "check 通报.txt --format html -o 锁/页.html",
    "draft 锁",
    "draft 锁/台账.yaml",
    "draft 台账.yaml -o 锁/稿.docx",
    "draft 台账.yaml --template 锁",
    "draft 台账.yaml --phrasebank 锁",
    "draft 台账.yaml --trace 锁/来历.json",
    "import 锁/通报.txt -o 新.yaml",
    "import 通报.txt -o 锁/新.yaml",
    "export 台账.yaml -o 锁/表.xlsx",
    "export 台账.yaml --by 牵头单位 -o 锁",
    "update 台账.yaml --from 锁/表.xlsx -o 新.yaml",
    "diff 锁/台账.yaml 台账.yaml",
    "mine 锁",
    "phrases check 锁",
    "template new 锁/新",
    "template check 锁",
    "template preview 锁 -o 样.docx",
    "new -o 锁/新.xlsx",
    "web 锁 --no-browser",
]


def test_a_closed_folder_is_said_by_its_name(office: Path) -> None:
    for call, (status, _, said) in zip(CLOSED, powerless(office, *CLOSED), strict=True):
        assert status == 2, call
        assert "没有权限" in said and "锁" in said, (call, said)
        assert "程序出错" not in said and "没有这个" not in said, (call, said)


READ_ONLY = [
    ("check 读/通报.txt --format html -o 读/页.html", "读/页.html"),
    ("check 读/通报.txt --accept T202 --reason 已核", "读/通报.核对.yaml"),
    ("draft 台账.yaml -o 读/稿.docx", "读/稿.docx"),
    ("draft 台账.yaml -o 读/下/稿.docx", "读/下/稿.docx"),
    ("import 通报.txt -o 读/新.yaml", "读/新.yaml"),
    ("export 台账.yaml --by 牵头单位 -o 读", "读/台账-"),
    ("update 读/台账.yaml --from 台账.yaml -o 读/台账.yaml", "读/台账.yaml"),
    ("template new 读/新", "读/新/template.yaml"),
    ("new -o 读/新.yaml", "读/新.yaml"),
]


def test_a_read_only_folder_stays_as_it_is(office: Path) -> None:
    for (call, named), (status, _, said) in zip(READ_ONLY, powerless(office, *(c for c, _ in READ_ONLY)), strict=True):
        assert status == 2, call
        assert named in said and "没有权限" in said and "文件夹可以写入" in said, (call, said)
    assert sorted(p.name for p in (office / "读").iterdir()) == ["台账.yaml", "通报.txt"]


def test_what_is_read_from_a_read_only_folder_is_written_elsewhere(office: Path) -> None:
    drafted, checked = powerless(office, "draft 读/台账.yaml -o 稿.docx", "check 读/通报.txt -o 结果.txt")
    assert drafted[0] == 0 and (office / "稿.docx").exists()
    assert checked[0] in (0, 1) and (office / "结果.txt").exists()


def test_the_rows_of_a_read_only_folder_are_shown_though_their_table_cannot_be_written(office: Path) -> None:
    ((status, out, said),) = powerless(office, "check 读")
    assert status == 2
    assert "通报.txt" in out and "读/审核汇总.csv：写不进去（没有权限" in said


def test_a_closed_folder_inside_another_is_a_row_of_its_own(office: Path) -> None:
    checked, mined = powerless(office, "check .", "mine . -o 词条库")
    assert checked[0] == mined[0] == 2
    assert "锁：读不出来（没有权限" in checked[2] and "核对 2 份，0 份有错误，1 份没有读出" in checked[2]
    rows = (office / "审核汇总.csv").read_text("utf-8-sig").splitlines()
    assert len(rows) == 4 and any(row.startswith("锁,,,,") for row in rows)
    assert "锁：读不出来（没有权限" in mined[2]


def test_a_pipe_among_the_notices_is_not_waited_for(office: Path) -> None:
    os.mkfifo(office / "管.docx")
    checked, mined = powerless(office, "check . -o 汇总.csv", "mine . -o 词条库")
    assert "管.docx：是管道，不是文件，没有读取。" in checked[2] and "管.docx：是管道" in mined[2]
    assert "核对 2 份，0 份有错误，2 份没有读出" in checked[2]
    assert mined[0] == 2


def test_what_the_system_refuses_is_no_fault_of_the_program() -> None:
    refused = fault_messages(PermissionError(13, "Permission denied", "锁/template.yaml"), "台账.yaml")
    assert refused == ["锁/template.yaml：没有权限，或文件正被别的程序打开，没有做完。"]
