"""Checking a file from end to end: read it, read what it is checked against, run the rules, leave out what is accepted.

Shared by `drafter check` on one file and over a folder; writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.check.accepted import Acceptance, file_beside, load, silence
from drafter.check.model import Finding
from drafter.check.runner import check
from drafter.errors import InputError
from drafter.report import Report

if TYPE_CHECKING:
    from drafter.ledger.load import Positions
    from drafter.ledger.model import Ledger
    from drafter.template import RuleSettings, Template

NOTICES = (".docx", ".txt", ".html", ".htm", ".pdf")


@dataclass(frozen=True)
class Task:
    """One file to check, and what to check it by."""

    file: Path
    ledger: Path | None = None
    template: str | None = None
    rules: Path | None = None
    against: Path | None = None


@dataclass(frozen=True)
class Checked:
    """A file that was checked."""

    task: Task
    report: Report
    findings: list[Finding]  # those accepted are left out
    accepted: int
    stale: list[Acceptance]  # entries that fit no finding any more


@dataclass(frozen=True)
class Row:
    """A file of a folder, for the summary: its counts, or why it could not be checked."""

    file: Path
    counts: dict[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    faults: tuple[str, ...] = ()


def check_file(task: Task) -> Checked:
    """Read and check one file. Raises InputError where the file or anything it is checked by cannot be used."""
    from drafter.read import read_report

    if task.file.suffix.lower() in {".yaml", ".yml"} and task.file.is_file():
        usage = f"drafter check 通报.docx --ledger {task.file.name}"
        raise InputError(f"{task.file}：这是台账，不是通报。核对通报用：{usage}")
    template, settings = _settings(task)
    ledger, positions = _ledger(task.ledger)
    if template is None and ledger and ledger.notice.template:
        template, settings = _settings(task, ledger.notice.template)
    report = read_report(task.file)
    findings = check(
        report,
        ledger=ledger,
        settings=settings,
        against=others(task.against, task.file) if task.against else None,
        docx=task.file if is_docx(task.file) else None,
        template=template,
        positions=positions,
    )
    left, stale = silence(findings, load(file_beside(task.file)), report)
    return Checked(task, report, left, len(findings) - len(left), stale)


def read_by(task: Task) -> list[Path]:
    """Every file that the check reads, the notice first."""
    named = [task.ledger, task.rules, task.against]
    template = [Path(task.template)] if task.template and Path(task.template).is_dir() else []
    return [task.file, *(path for path in named if path), *template]


def check_row(task: Task) -> Row:
    """The same for one of many files: what is wrong with it is kept, not raised."""
    from drafter.check.table import summary

    try:
        done = check_file(task)
    except InputError as error:
        return Row(task.file, faults=tuple(error.messages))
    return Row(task.file, summary(done.findings), tuple(done.findings))


def notices_in(folder: Path) -> list[Path]:
    """The notices of a folder and of those inside it, by name, without what editors and this tool leave there."""
    found = [
        p
        for p in folder.rglob("*")
        if p.suffix.lower() in NOTICES and p.is_file() and not p.name.startswith((".", "~$")) and "批注" not in p.stem
    ]
    return sorted(found, key=str)


def is_docx(path: Path) -> bool:
    """Whether the file is a .docx by its content."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def others(folder: Path, own: Path) -> Sequence[tuple[str, Report]]:
    """The other reports of a folder, each with its file's name. Raises InputError where there is none to read."""
    from drafter.read import read_report

    if folder.is_file():
        return [(folder.name, read_report(folder))]
    if not folder.is_dir():
        raise InputError(f"{folder}：没有这个文件夹。--against 要写存放其他单位通报的文件夹。")
    found = []
    for path in _without(notices_in(folder), own):
        try:
            found.append((path.name, read_report(path)))
        except InputError:
            continue  # a file that is no report is no source either
    if not found:
        raise InputError(f"{folder}：里面没有可以比对的通报（.docx、.txt、.html、.pdf）。")
    return found


def _without(paths: Iterable[Path], own: Path) -> Iterable[Path]:
    mine = own.resolve()
    return (p for p in paths if p.resolve() != mine)


def _settings(task: Task, named: str | None = None) -> tuple[Template | None, RuleSettings]:
    from drafter.check.settings import rule_settings
    from drafter.template import find_template

    name = task.template or named
    search = [task.ledger.parent] if task.ledger else []
    template = find_template(name, search) if name else None
    return template, rule_settings(template, task.rules)


def _ledger(path: Path | None) -> tuple[Ledger | None, Positions | None]:
    if path is None:
        return None, None
    from drafter.ledger.load import load_with_positions

    return load_with_positions(path)
