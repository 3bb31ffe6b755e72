"""Files that a tester of safety thought of: devices, names without room, torn beginnings, macros without a relation."""

from __future__ import annotations

import errno
import html
import io
import os
import shutil
import signal
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from command import in_process

from drafter.check.accepted import load
from drafter.check.norms import read_own
from drafter.cli import run as run_command
from drafter.cli.check import _records
from drafter.errors import InputError
from drafter.folders import contents
from drafter.jobs import run
from drafter.ledger.excel_sheet import csv_rows
from drafter.read import read_report
from drafter.report import Report
from drafter.template import load_rules
from drafter.word.writer import set_properties
from drafter.work.checking import Checked, Task, has_macros

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
        "check 通报.txt --against 管.docx",
        "check 通报.txt --template 板",
        "import 管.xlsx -o 新.yaml",
        "draft 管.yaml",
        "draft 夹 -o 稿",
        "draft 台账.yaml --phrasebank 管.yaml",
        "draft 台账.yaml --phrasebank 库",
        "update 台账.yaml --from 管.xlsx -o 台账.yaml",
        "mine 通报.txt 管.docx -o 新库",
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
    done = Checked(Task(tmp_path / ("a" * 251 + ".txt")), Report(), [], [], [])
    assert _records(done) == "这份通报原来名称的核对记录"


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


def test_a_link_that_names_itself_is_one_that_cannot_be_read(tmp_path: Path) -> None:
    for name in ("甲.txt", "邻/乙.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "examples" / "旧通报.txt", tmp_path / name)
    (tmp_path / "邻" / "圈.docx").symlink_to("圈.docx")
    done = in_process(["check", "甲.txt", "--against", "邻"], tmp_path)
    assert done.returncode in (0, 1) and "圈.docx" in done.stderr and "链接绕成了圈" in done.stderr


@pytest.mark.parametrize("rows", ['1,"甲,乙\n2,丙,丁\n', '1,"甲,乙\n2,"丙",丁\n', '1,"甲,"乙",丙\n'])
def test_a_quote_without_its_pair_shifts_no_cells(tmp_path: Path, rows: str) -> None:
    (tmp_path / "表.csv").write_text(f"序号,反馈问题,整改措施\n{rows}", "utf-8")
    done = in_process(["import", "表.csv", "-o", "台账.yaml"], tmp_path)
    assert done.returncode == 2 and "表.csv 第2行：这一行有引号没有配对" in done.stderr
    (tmp_path / "规范.csv").write_text(f"编号,错,对\n{rows}", "utf-8")
    with pytest.raises(InputError, match=r"规范\.csv 第2行：这一行有引号没有配对"):
        read_own(tmp_path / "规范.csv")


def test_quotes_that_have_their_pair_or_are_words_stay() -> None:
    text = '1,"甲,乙","丙\n丁"\n2,"重点"工作,甲"乙"\n3,"他说""好""","\u2028"\n'
    found = [["1", "甲,乙", "丙\n丁"], ["2", "重点工作", '甲"乙"'], ["3", '他说"好"', "\u2028"]]
    assert list(csv_rows(text, "表.csv")) == found


@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\u2029"])
def test_other_ends_of_lines_end_lines(tmp_path: Path, mark: str) -> None:
    whole = (ROOT / "examples" / "旧通报.txt").read_text("utf-8")
    (tmp_path / "一行.txt").write_text(whole.replace("\n", mark), "utf-8")
    document = docx.Document()
    document.add_paragraph(whole.replace("\n", mark))
    document.save(str(tmp_path / "一段.docx"))
    titles = {read_report(tmp_path / name).title for name in ("一行.txt", "一段.docx")}
    assert titles == {read_report(ROOT / "examples" / "旧通报.txt").title}
    assert read_report(tmp_path / "一行.txt").paragraphs[4].line == 5


def test_a_number_of_a_problem_is_no_essay(tmp_path: Path) -> None:
    text = LEDGER.read_text("utf-8").replace("编号: 1", f"编号: {'1' * 10_000}", 1)
    (tmp_path / "台账.yaml").write_text(text, "utf-8")
    done = in_process(["draft", "台账.yaml"], tmp_path)
    assert done.returncode == 2 and "编号最长 60 个字" in done.stderr and len(done.stderr) < 300


def test_a_merge_key_is_said_to_be_none(tmp_path: Path) -> None:
    text = LEDGER.read_text("utf-8").replace("  - 编号: 1\n", "  - &甲\n    编号: 1\n", 1)
    (tmp_path / "台账.yaml").write_text(text.replace("  - 编号: 2\n", "  - <<: *甲\n    编号: 2\n", 1), "utf-8")
    done = in_process(["draft", "台账.yaml"], tmp_path)
    assert done.returncode == 2 and "<<: 是 YAML 里并入另一段的写法，这里不用" in done.stderr


@pytest.mark.parametrize("kept", [60, 330, 700])
def test_a_torn_page_in_one_file_is_said_to_be_torn(tmp_path: Path, kept: int) -> None:
    body = "".join(f"<p>{line}</p>\n" for line in (ROOT / "examples" / "旧通报.txt").read_text("utf-8").splitlines())
    page = (
        "From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="B"\n\n'
        "--B\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        f"<html><body>{body}</body></html>\n"
    )
    (tmp_path / "页.mht").write_text(page[:kept], "utf-8")
    done = in_process(["outline", "页.mht"], tmp_path)
    assert done.returncode == 2 and "页.mht：这个单个文件网页（.mht）不完整" in done.stderr
    (tmp_path / "页.mht").write_text(page, "utf-8")  # only pictures are missing
    assert in_process(["outline", "页.mht"], tmp_path).returncode == 0


def test_an_empty_name_is_not_the_folder_one_is_in(tmp_path: Path) -> None:
    shutil.copy(LEDGER, tmp_path / "台账.yaml")
    for call in (["check", ""], ["draft", "台账.yaml", "-o", ""], ["draft", ""], ["mine", "台账.yaml", ""]):
        done = in_process(call, tmp_path)
        assert done.returncode == 2 and "给的文件名是空的" in done.stderr, call
    assert in_process(["draft", "台账.yaml", "-o", "-"], tmp_path).returncode == 2
    assert [p.name for p in tmp_path.iterdir()] == ["台账.yaml"]
    done = in_process(["outline", "-"], tmp_path)
    assert done.returncode == 2 and "不从标准输入读取" in done.stderr


def test_a_call_without_anything_gets_the_help_in_lines(tmp_path: Path) -> None:
    assert in_process([], tmp_path).stderr.startswith("用法：drafter 命令 [选项]\n\n  巡视")


def test_what_the_system_gives_only_at_times_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Waiting(io.BytesIO):
        def read(self, *_: object) -> None:  # type: ignore[override]
            return None  # as /proc/kmsg does

    monkeypatch.setattr("drafter.folders._opened", lambda path: Waiting())
    with pytest.raises(InputError, match="是系统的信息，不是文件"):
        contents(tmp_path / "kmsg")


def test_a_rule_file_of_notepad_is_read(tmp_path: Path) -> None:
    (tmp_path / "规则.yaml").write_text("关闭: [T601]\n", "utf-16")
    assert load_rules(tmp_path / "规则.yaml").off == ["T601"]


def test_a_reason_whose_bytes_are_no_text_can_be_read_again(tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "旧通报.txt", tmp_path / "通报.txt")
    words = ["--reason", "已核\udcff\x1b[2J\x85。", "--by", "张\udcb1\n"]
    assert in_process(["check", "通报.txt", "--accept", "T601", *words], tmp_path).returncode == 0
    (entry,) = load(tmp_path / "通报.核对.yaml")
    assert (entry.reason, entry.by) == ("已核<xFF><U+001B>[2J<U+0085>。", "张<xB1>")


def test_huge_values_are_said_or_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(LEDGER, tmp_path / "台账.yaml")
    done = in_process(["draft", "台账.yaml", "--like", "9" * 5000], tmp_path)
    assert done.returncode == 2 and "选项 --like 不能这样写：位数太多。" in done.stderr
    processes = []

    def parallel(n_jobs: int, **_: object) -> Callable[[object], Iterator[int]]:
        processes.append(n_jobs)
        return lambda _: iter(())

    monkeypatch.setattr("joblib.Parallel", parallel)
    assert not list(run(len, ["甲", "乙"], jobs=10**12)) and processes == [2]
    document = docx.Document()
    set_properties(document, "长" * 1000)
    assert document.core_properties.title == "长" * 255


@pytest.mark.parametrize("name", ["甲.pdf", "甲.docx"])
def test_a_file_shorter_than_its_own_mark_is_torn(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"P")
    with pytest.raises(InputError, match="不完整"):
        read_report(tmp_path / name)


@pytest.mark.parametrize("number", [".inf", "-.inf", ".nan"])
def test_a_number_of_a_problem_is_finite(tmp_path: Path, number: str) -> None:
    text = LEDGER.read_text("utf-8").replace("- 编号: 1\n", f"- 编号: {number}\n", 1)
    (tmp_path / "台账.yaml").write_text(text, "utf-8")
    done = in_process(["draft", "台账.yaml", "-o", "稿.docx"], tmp_path)
    assert done.returncode == 2 and "编号应是数字" in done.stderr and not (tmp_path / "稿.docx").exists()


def test_a_workbook_needs_no_room_in_the_temporary_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "没有"))
    done = in_process(["export", str(LEDGER), "-o", "表.xlsx"], tmp_path)
    assert done.returncode == 0 and (tmp_path / "表.xlsx").exists(), done.stderr


def test_a_folder_that_was_deleted_under_us_is_named(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    def gone() -> str:
        raise FileNotFoundError(errno.ENOENT, "gone")

    monkeypatch.setattr(os, "getcwd", gone)
    assert run_command(["template", "list"]) == 2 and "已经删除" in capsys.readouterr().err
