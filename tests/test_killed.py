"""kill -9 at any moment: nothing lost, nothing half, and after the next run no trace of it.

DRAFTER_KILLS=20 kills every command at every one of its steps, and that many times more at random.
"""

from __future__ import annotations

import json
import mmap
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from command import ROOT, listing
from gate_office import LEDGER, OUTPUTS, Output, call, change, furnish

from drafter.cli import run
from drafter.web.folder import digest
from drafter.work.files import clear_unfinished, write_together

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
TRIES = int(os.environ.get("DRAFTER_KILLS", "0"))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "办公室"
    furnish(folder)
    monkeypatch.chdir(folder)
    return folder


def killed(work: Callable[[], object], after: float | None) -> bool:
    """Do the work in a process of its own and kill it after that time; True where it had not ended."""
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        try:
            work()
        finally:
            os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


# --- at every step ---------------------------------------------------------------------------------------------------


class Work(NamedTuple):
    """A command line; what is called before it; a file that a person then changes."""

    arguments: str
    before: tuple[str, ...] = ()
    changed: str = ""

    def __str__(self) -> str:
        return f"{self.arguments} {self.changed}".strip()


BY = "export 台账.yaml --by 牵头单位 -o 发"
COPIES = "check 通报.docx --annotate 批.docx --fix 改.docx --signoff 单/单.docx --format html -o 页/页.html"
TRACED = "draft 台账.yaml -o 稿/稿.docx --trace 历/来历.json"
WORKS = [
    *(Work(" ".join(output.arguments).replace("{}", f"果{output.suffix}")) for output in OUTPUTS),
    Work(COPIES),
    Work(f"{COPIES} --force", (COPIES,), "改.docx"),
    Work(TRACED),
    Work(f"{TRACED} --force", (TRACED,), "历/来历.json"),
    Work("draft 台账.yaml 新.yaml -o 稿"),
    Work("draft 台账.yaml"),
    Work("draft 台账.yaml --for 党内 -o 稿.docx"),
    Work("check 夹"),
    Work("check 通报.docx --accept CODE --reason 已核"),
    Work(
        "check 通报.docx --accept CODE --reason 又核",
        ("check 通报.docx --accept CODE --reason 已核",),
        "通报.核对.yaml",
    ),
    Work(BY),
    Work(f"{BY} --force", (BY,), "发/台账-镇财政所.xlsx"),
    Work("update 台账.yaml --from 新.yaml -o 台账.yaml"),
    Work("update 台账.yaml --from 稿.docx -o 台账.yaml", ("draft 新.yaml -o 稿.docx",)),
    Work("update 台账.yaml --from 新.yaml --from 又.yaml -o 台账.yaml --conflicts 待定.xlsx"),
    Work("import 通报.docx -o 新台账.yaml --skeleton"),
    Work("template new 新式"),
    Work("template new 新式 --from 通报.docx"),
    Work("template check 新式 --fix", ("template new 新式 --from 清单式",), "templates/新式/template.docx"),
    Work("mine 旧 -o 词条库"),
    Work("mine 旧 夹 -o 词条库", ("mine 旧 -o 词条库",), "词条库/measure.yaml"),
]


def split_tag(path: Path) -> None:
    """A template's variable as Word leaves it after an edit: in two runs."""
    import docx

    document = docx.Document(str(path))
    paragraph = next(p for p in document.paragraphs if "标题" in p.text and "{{" in p.text)
    text, run_ = paragraph.text, paragraph.runs[0]
    run_.text = text[:4]
    for other in paragraph.runs[1:]:
        other.text = ""
    paragraph.add_run(text[4:])
    document.save(str(path))


def codes_now(office: Path) -> list[str]:
    """The findings of the notice, as RULE."""
    assert run(["check", "通报.docx", "--format", "json", "-o", "现.json"]) in (0, 1)
    codes = [f["code"] for f in json.loads((office / "现.json").read_text("utf-8"))["findings"]]
    (office / "现.json").unlink()
    return codes


def prepared(office: Path, work: Work) -> list[str]:
    """Everything that stands before the call; its arguments."""
    (office / "台账.yaml").write_text(LEDGER.replace("措施:", "牵头单位: 镇财政所, 措施:"), "utf-8")
    (office / "旧").mkdir()
    for path in sorted((ROOT / "tests" / "fixtures" / "first_try").rglob("0[12].txt"))[:2]:
        shutil.copy(path, office / "旧" / path.name)
    codes = codes_now(office) if "CODE" in " ".join((work.arguments, *work.before)) else [""]
    for earlier in work.before:
        assert run(earlier.replace("CODE", codes[-1]).split()) in (0, 1), earlier
    if work.changed.endswith("template.docx"):
        split_tag(office / work.changed)
    elif work.changed:
        change(office / work.changed)
    return work.arguments.replace("CODE", codes[0]).split()


def restored(office: Path, files: dict[str, bytes | None]) -> None:
    for path in office.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, content in files.items():
        if content is None:
            (office / name).mkdir(parents=True, exist_ok=True)
        else:
            (office / name).write_bytes(content)


def work_killed_at(step: int, call: Callable[[], object], office: Path) -> int:
    """Run it in a process of its own and kill that before its write number `step`; how many it began.

    A write is what changes a folder: a file opened for writing, renamed or removed, a folder made.
    """
    begun = mmap.mmap(-1, 1)
    here = str(office.parent)

    def seen(event: str, details: tuple[Any, ...]) -> None:
        if event == "open":
            writes = isinstance(details[2], int) and bool(details[2] & (os.O_WRONLY | os.O_RDWR))
        else:
            writes = event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod")
        if writes and not isinstance(details[0], int) and os.path.abspath(os.fsdecode(details[0])).startswith(here):
            if begun[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)
            begun[0] += 1

    def work() -> None:
        sys.addaudithook(seen)
        call()

    killed(work, None)
    return begun[0]


def killed_at(step: int, arguments: list[str], office: Path) -> int:
    """The same for a command."""
    return work_killed_at(step, lambda: run(arguments), office)


_LOADED: set[str] = set()


@pytest.mark.parametrize("work", WORKS, ids=str)
def test_a_command_that_is_killed_at_any_step_is_finished_or_undone(office: Path, work: Work) -> None:
    arguments = prepared(office, work)
    before = listing(office)
    if arguments[0] not in _LOADED:  # what a command imports is there for every child of this process
        run(arguments)
        restored(office, before)
        _LOADED.add(arguments[0])
    steps = killed_at(255, arguments, office)
    after = listing(office)
    assert after != before and 2 < steps < 255
    print(f"{work}: {steps} steps")
    chance = random.Random(str(work))
    for step in range(steps) if TRIES else sorted(chance.sample(range(steps), 3)):
        restored(office, before)
        assert killed_at(step, arguments, office) == step
        now = {name: data for name, data in listing(office).items() if ".~" not in name}
        for name in {*before, *now}:
            gone = object()
            assert now.get(name, gone) in (before.get(name, gone), after.get(name, gone), None), (step, name)
        killed_at(255, arguments, office)
        assert listing(office) == after, step


@pytest.mark.parametrize("way", ["save", "undo", "redo"])
def test_a_page_that_is_killed_in_a_save_has_the_old_state_or_the_new_one_and_loses_no_step(
    tmp_path: Path, way: str
) -> None:
    from drafter.web.folder import Folder

    def call() -> None:
        folder = Folder(tmp_path)
        if way == "save":
            folder.save("台账.yaml", "丁".encode(), digest("乙".encode()))
        else:
            folder.step("台账.yaml", "undo" if way == "undo" else "redo")

    first = Folder(tmp_path)
    seen = None
    for text in "甲乙丙":
        seen = first.save("台账.yaml", text.encode(), seen)
    first.step("台账.yaml", "undo")
    before = listing(tmp_path)
    steps = work_killed_at(255, call, tmp_path)
    new = {"save": "丁", "undo": "甲", "redo": "丙"}[way]
    assert (tmp_path / "台账.yaml").read_text() == new and 2 < steps < 255
    for step in range(steps):
        restored(tmp_path, before)
        assert work_killed_at(step, call, tmp_path) == step
        again = Folder(tmp_path)
        assert not [name for name in listing(tmp_path) if ".~" in name], step
        now, kept = (tmp_path / "台账.yaml").read_text(), set()
        for back in ("undo", "redo"):
            kept |= {state.read_text() for state in again._states(back, "台账.yaml")}
        assert now in ("乙", new) and kept >= {"甲", "乙"} - {now}, step
        assert way == "save" or "丙" in kept | {now}, step


# --- at random -------------------------------------------------------------------------------------------------------


def test_several_files_of_a_killed_call_are_all_old_or_all_new_after_the_next_one(tmp_path: Path) -> None:
    names = [tmp_path / f"{n}.yaml" for n in range(12)]
    chance = random.Random(7)

    def write(mark: str) -> None:
        write_together({name: (mark * 40_000).encode() for name in names})

    write("0")
    hit = 0
    for turn in range(60):
        mark = chr(ord("A") + turn % 26)
        hit += killed(lambda mark=mark: write(mark), chance.uniform(0.0, 0.02))  # type: ignore[misc]
        assert all(len(set(n.read_text())) == 1 for n in names), "each is whole"
        clear_unfinished([tmp_path])
        assert len({n.read_text() for n in names}) == 1, "all old or all new"
        assert sorted(p.name for p in tmp_path.iterdir()) == sorted(n.name for n in names)
    assert hit > 10


@pytest.mark.parametrize("output", OUTPUTS, ids=str)
def test_a_command_that_is_killed_loses_nothing_and_the_next_one_leaves_no_trace(office: Path, output: Output) -> None:
    target = office / f"果{output.suffix}"
    start = time.monotonic()
    assert call(output, target) in (0, 1)
    took = time.monotonic() - start
    right = target.read_bytes()
    chance = random.Random(str(output))
    before = listing(office)
    for _ in range(TRIES or 1):
        killed(lambda: call(output, target, "--force"), chance.uniform(0.0, took))
        assert target.read_bytes() == right
        target.unlink()
        killed(lambda: call(output, target), chance.uniform(0.0, took))
        assert not target.exists() or target.read_bytes() == right
        assert call(output, target) in (0, 1)
        assert listing(office) == before


# --- a full disk -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("work", [Work("new -o 果.yaml"), Work(TRACED), Work(COPIES), Work(BY), *WORKS[-2:]], ids=str)
def test_a_disk_that_is_full_leaves_everything_as_it_was(office: Path, work: Work) -> None:
    """What the system lets a file grow to stands for what is left on the disk."""
    import resource

    arguments = prepared(office, work)
    before = listing(office)

    def limited(most: int) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        run(arguments)

    for most in (0, 50, 700):
        killed(lambda most=most: limited(most), None)  # type: ignore[misc]
        now = listing(office)
        assert {name: data for name, data in now.items() if data is not None or name in before} == before, most
