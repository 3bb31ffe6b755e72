"""Every command of the README and of docs/ does what the page says: each page in order, in a folder of its own.

A ```sh block holds commands; `# 退出状态 1` after one is the status it must end with. A ```yaml block that names a file
is put in front of that file, as the page tells its reader to do. 审核.md is run by test_check_command. The README's
commands are processes of their own, as its reader calls them; those of the other pages run in the test's.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from command import COMMAND, ROOT, drafter, environment, in_process

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(sh|yaml [^\n`]+)\n(.*?)^```$", re.M | re.S)
STATUS = re.compile(r"#\s*退出状态\s*([0-9])\s*$")
OUTPUT_OPTIONS = ("-o", "--output", "--annotate", "--trace")
INSTALLING = re.compile(r"^pip |\bpytest\b")


def a_template_owners_folder(folder: Path) -> None:
    """What 模板.md speaks of: a ledger, and a notice that the office published."""
    shutil.copy(folder / "examples" / "云岭区委.yaml", folder / "台账.yaml")
    run_step(Step("drafter draft 台账.yaml -o 旧通报.docx"), folder)


RUN_ELSEWHERE = ("审核.md",)
MOSTLY_CLICKS = ("页面.md",)
NO_COMMANDS = ("安装.md", "检出.md", "依赖.md")  # test_offline runs what the first tells; the others are tables
FOLDERS = {"模板.md": a_template_owners_folder}


class Step(NamedTuple):
    """A command to run, or a text that the reader puts in front of a file."""

    command: str = ""
    status: int = 0
    file: str = ""
    text: str = ""


def steps(page: Path) -> Iterator[Step]:
    for kind, body in BLOCK.findall(page.read_text(encoding="utf8")):
        if kind != "sh":
            yield Step(file=kind.removeprefix("yaml ").strip(), text=body)
            continue
        for line in filter(None, map(str.strip, body.splitlines())):
            status = STATUS.search(line)
            command = re.split(r"\s+#", line, maxsplit=1)[0].strip()
            if command and not command.startswith("#"):
                yield Step(command, int(status[1]) if status else 0)


def expanded(words: list[str], folder: Path) -> list[str]:
    """As a shell expands patterns."""
    out: list[str] = []
    for word in words:
        found = sorted(str(p.relative_to(folder)) for p in folder.glob(word)) if "*" in word else []
        out += found or [word]
    return out


def without_installing(command: str) -> str:
    """Installing is CI's; what a line does after it is ours."""
    if not INSTALLING.search(command):
        return command
    after = command.partition("&& ")[2]
    return after if after.startswith("drafter") else ""


def outputs(words: list[str]) -> list[str]:
    return [after for word, after in pairwise(words) if word in OUTPUT_OPTIONS]


def run_page(words: list[str], folder: Path) -> None:
    """`drafter web` runs until it is stopped: its first line is an address that answers."""
    process = subprocess.Popen(
        [*COMMAND, *words, "--no-browser"], cwd=folder, env=environment(), stdout=subprocess.PIPE, encoding="utf8"
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with browser.open(address, timeout=30) as answer:
            assert answer.status == 200
            assert "起草助手" in answer.read().decode()
    finally:
        process.terminate()
        process.wait(timeout=30)


def run_step(step: Step, folder: Path, alone: bool = False) -> None:
    words = shlex.split(step.command)
    assert words[0] == "drafter", f"not a command of ours: {step.command}"
    if words[1:2] == ["web"]:
        run_page(words[1:], folder)
        return
    arguments = expanded(words[1:], folder)
    done = drafter(*arguments, cwd=folder) if alone else in_process(arguments, folder)
    assert done.returncode == step.status, f"{step.command}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    for name in outputs(words):
        assert (folder / name).exists(), f"{step.command} did not write {name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_works_in_order(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    if page.name in FOLDERS:
        FOLDERS[page.name](tmp_path)
    ran = 0
    for step in steps(page):
        if step.file:
            path = tmp_path / step.file
            path.write_text(step.text + path.read_text(encoding="utf8"), encoding="utf8")
            continue
        if command := without_installing(step.command):
            run_step(step._replace(command=command), tmp_path, alone=page.name == "README.md")
            ran += 1
    least = 1 if page.name in MOSTLY_CLICKS else 4
    assert ran >= least or page.name in (*RUN_ELSEWHERE, *NO_COMMANDS), "a page without commands"


@pytest.mark.slow
def test_the_guide_of_the_writer_ends_with_a_notice_that_has_no_gap(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for step in steps(ROOT / "docs" / "起草.md"):
        if step.file:
            path = tmp_path / step.file
            path.write_text(step.text + path.read_text(encoding="utf8"), encoding="utf8")
            break
        run_step(step, tmp_path)
    done = drafter("draft", "台账.yaml", "-o", "通报.docx", cwd=tmp_path)
    assert done.returncode == 0
    assert "待补" not in done.stderr, done.stderr
    assert "7个问题，14条措施" in done.stderr


def test_the_two_commands_of_the_readme_are_those_that_continuous_integration_runs() -> None:
    commands = [step.command for page in PAGES for step in steps(page) if INSTALLING.search(step.command)]
    assert commands == ["pip install . && drafter draft examples/云岭区委.yaml", 'pip install -e ".[dev]" && pytest']
    script = (ROOT / ".ci" / "run").read_text(encoding="utf8")
    patterns = re.findall(r"grep -m1 -E '([^']+)' README\.md", script)
    readme = (ROOT / "README.md").read_text(encoding="utf8").splitlines()
    taken = [next(line for line in readme if re.search(pattern, line)) for pattern in patterns]
    assert taken == commands


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name}: {target}"
