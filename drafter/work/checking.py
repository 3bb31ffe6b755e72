"""Checking a file from end to end: read it, read what it is checked against, run the rules, leave out what is accepted.

Shared by `drafter check` on one file and over a folder; writes nothing.
"""

from __future__ import annotations

import datetime as dt
import functools
import getpass
import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter.check.accepted import (
    Acceptance,
    Accepted,
    accept,
    applicable,
    file_beside,
    files_holding,
    load,
    refuse_groundless,
    silence,
    with_entries,
)
from drafter.check.model import Finding
from drafter.check.runner import Examination, Subject, examine
from drafter.check.softened import Softened, softened
from drafter.errors import InputError, fault_messages, without_options
from drafter.folders import PACKAGE, begins_with, contents, files_below
from drafter.ledger.edition import INSIDE, Edition
from drafter.own import apart
from drafter.patterns import pattern
from drafter.report import Report
from drafter.text.dates import chinese_date
from drafter.text.normal import in_one_line, squeezed, visible

_HEAD_LINES = 6  # paragraphs at most above a title
# （党内公布）, 【党内】, 党内通报 注意保存: a line of its own
_INSIDE_MARK = pattern(r"[（(【\[]?党内(?:公布|通报|公开|版|文件)?[）)】\]]?(?:[，,。 ]?(?:请?勿外传|注意保存))?")

if TYPE_CHECKING:
    from drafter.check.sheet import Basis
    from drafter.check.since import Since
    from drafter.ledger.load import Positions
    from drafter.ledger.model import Ledger
    from drafter.template import RuleSettings, Template

_Stamp = tuple[Path, int, int]  # a file, when it was changed, its size
NOTICES = (".docx", ".docm", ".txt", ".html", ".htm", ".pdf")


@dataclass(frozen=True)
class Task:
    """One file to check, and what to check it by."""

    file: Path
    ledger: Path | None = None
    template: str | None = None
    rules: Path | None = None
    against: Path | None = None
    edition: Edition | None = None  # which of the two notices of 双公开 it is; None: as its name or its head says


@dataclass(frozen=True)
class Checked:
    """A file that was checked."""

    task: Task
    report: Report
    findings: list[Finding]  # those accepted are left out, but for what may not be made public
    accepted: list[Accepted]
    stale: list[Acceptance]  # entries beside the notice that fit no finding any more
    examination: Examination = field(default_factory=lambda: Examination([]))  # with those accepted
    softened: list[Softened] = field(default_factory=list)
    template: str | None = None
    edition: Edition = "社会"
    unread: tuple[tuple[str, str], ...] = ()  # what it was to be compared with and could not be read: name, why


@dataclass(frozen=True)
class Row:
    """A file of a folder, for the summary: its counts, or why it could not be checked."""

    file: Path
    counts: dict[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    faults: tuple[str, ...] = ()
    softened: tuple[Softened, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()


def check_file(task: Task, among: Sequence[Path] = ()) -> Checked:
    """Read and check one file. Raises InputError where the file or anything it is checked by cannot be used.

    `among`: ledgers of which the one that the notice was made from is taken, where the task names none.
    """
    from drafter.read import read_report

    if task.file.suffix.lower() in {".yaml", ".yml"} and task.file.is_file():
        usage = f"drafter check 通报.docx --ledger {task.file.name}"
        raise InputError(f"{task.file}：这是台账，不是通报。核对通报用：{usage}")
    report = read_report(task.file) if among else None
    if report is not None and task.ledger is None:
        task = replace(task, ledger=ledger_of(report, among))
    template, settings = _settings(task)
    ledger, positions = _ledger(task.ledger)
    if template is None and ledger and ledger.notice.template:
        template, settings = _settings(task, ledger.notice.template)
    report = report or read_report(task.file)
    docx = task.file if is_docx(task.file) else None
    edition = task.edition or edition_found(task.file, report)
    against = others(task.against, task.file) if task.against else Others(None)
    done = examine(
        Subject(report, settings, ledger, against.reports, docx, template, positions, edition, against.unread)
    )
    left, accepted, unused = silence(done.findings, applicable(task.file, report), report)
    own = {entry.key for entry in load(file_beside(task.file))}
    return Checked(
        task,
        report,
        left,
        accepted,
        [entry for entry in unused if entry.key in own],
        done,
        softened(settings, template, docx=docx is not None),
        template.manifest.name if template else None,
        edition,
        against.unread,
    )


def ledger_of(report: Report, ledgers: Sequence[Path]) -> Path | None:
    """The ledger that a notice was made from: the one with the most of its problems, at least half of them; one of
    them is enough where there is no other ledger. What cannot be read is none."""
    from drafter.ledger.load import load_ledger
    from drafter.text.normal import letters

    titles = {letters(problem.title) for problem in report.problems} - {""}
    found: list[tuple[int, Path]] = []
    for path in ledgers if titles else ():
        try:
            problems = load_ledger(path).problems
        except InputError:
            continue
        shared = sum(1 for p in problems if titles & {letters(p.printed_title), letters(p.title)})
        if 2 * shared >= len(titles) or (shared and len(ledgers) == 1):
            found.append((shared, path))
    return max(found, key=lambda one: one[0])[1] if found else None


def edition_found(file: Path, report: Report) -> Edition:
    """Which of the two notices a file is: 党内 where its name or a line above its title says so."""
    title = min((p.line for p in report.title_lines if p.line is not None), default=_HEAD_LINES)
    head = (p.text for p in report.paragraphs if p.line < title and p.line <= _HEAD_LINES)
    marked = any(_INSIDE_MARK.fullmatch(squeezed(text)) for text in head)
    return "党内" if marked or INSIDE in file.stem else "社会"


def compared_with(done: Checked, earlier: Path) -> Since:
    """The notice against an earlier version of it, checked by the same ledger, template and rules.

    Raises InputError where that cannot be read.
    """
    from drafter.check.since import Version, compared

    if not earlier.exists() or earlier.is_dir():
        raise InputError(f"{earlier}：没有这个文件。--since 要写这份通报较早的一稿。")
    before = check_file(replace(done.task, file=earlier))
    versions = (Version(d.report, d.findings, d.examination.mask) for d in (before, done))
    return compared(earlier.name, *versions)


def remarks(done: Checked) -> list[str]:
    """What every output says beside the findings: what was softened, and that some were accepted."""
    from drafter.check.softened import in_words

    silent = sum(not one.listed for one in done.accepted)
    accepted = f"另有{silent}处发现已定不改，没有列出。" if silent else ""
    return [text for text in (in_words(done.softened), accepted) if text]


class Judged(NamedTuple):
    """What a check can vouch for, and what it cannot; a sentence each."""

    verified: list[str]
    unjudged: list[str]


def judged(done: Checked) -> Judged:
    """What was verified, with counts, and what could not be judged, with the reason."""
    from drafter.check.verified import not_judged, verified

    runs, report, findings = done.examination.runs, done.report, done.examination.findings
    return Judged(list(map(str, verified(runs, report, findings))), not_judged(runs, report, findings))


def record(done: Checked, chosen: Sequence[Finding], reason: str, by: str) -> bytes:
    """The content of the file beside the notice when these findings are accepted, today.

    `by`: who accepts them; empty for the one at work on this machine. What holds for the notice from the record of
    another version of it (it was renamed) goes on in its own. Raises InputError where what may not be made public is
    accepted without a ground.
    """
    refuse_groundless(chosen, reason, by)
    mask, today = done.examination.mask, dt.date.today().isoformat()
    who = in_one_line(by.strip() or _user())  # bytes that are no text cannot be read again
    new = accept(chosen, visible(reason), done.report, mask, by=who, day=today)
    taken = [entry for _, entry in done.accepted if entry.origin]
    return with_entries(file_beside(done.task.file), [*taken, *new])


def withdrawn(done: Checked, chosen: Sequence[Finding]) -> dict[Path, bytes]:
    """The files in which these findings were accepted, without them: they are found again."""
    return files_holding(done.task.file, done.report, chosen)


def _user() -> str:
    """The name under which somebody is at work on this machine; empty where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def signed_sheet(done: Checked, target: Path, since: Since | None = None) -> bytes:
    """The sheet to sign, as the .docx or .html that `target` names."""
    from drafter.check.sheet import sheet

    made = sheet(
        _basis(done),
        done.findings,
        *Judged(*([without_options(text) for text in texts] for texts in judged(done))),
        done.softened,
        done.accepted,
        since,
    )
    if target.suffix.lower() == ".docx":
        from drafter.check.sheet_word import sheet_docx

        return sheet_docx(made)
    from drafter.check.sheet_page import sheet_page

    return sheet_page(made).encode("utf-8", "replace")


def _basis(done: Checked) -> Basis:
    from drafter.check.sheet import Basis

    task = done.task
    inputs = [("台账", task.ledger), ("本单位规则", task.rules)]
    given = [(name, path) for name, path in inputs if path]
    named = [(name, in_one_line(path.stem if path.suffix in (".yaml", ".yml") else path.name)) for name, path in given]
    named = [(name, f"照“{said}”这个文件" if name == "本单位规则" else said) for name, said in named]
    prints = tuple((name, f"{in_one_line(path.name)} SHA-256 {_digest(path)[:16]}") for name, path in given)
    named += _withheld(done)
    if done.template:
        named.append(("模板", done.template if task.template else f"{done.template}（台账里写的）"))
    if task.against:
        named.append(("比对", in_one_line(task.against.name)))
    title = "".join((done.report.title or "").split())
    today = dt.date.today()
    file, count = in_one_line(task.file.name), len(done.report.paragraphs)
    return Basis(file, title, _digest(task.file), count, chinese_date(today), tuple(named), prints)


def _withheld(done: Checked) -> list[tuple[str, str]]:
    """What the ledger keeps from the public, where the notice is for it: who signs is to know."""
    from drafter.ledger.load import load_ledger

    if done.task.ledger is None or done.task.ledger.suffix.lower() not in (".yaml", ".yml") or done.edition != "社会":
        return []
    problems = enumerate(load_ledger(done.task.ledger).problems, 1)
    numbers = [str(p.number or n) for n, p in problems if not p.public]
    shown = "、".join(numbers[:12]) + ("等" if len(numbers) > 12 else "")
    return [("不公开", f"台账里有{len(numbers)}个问题不公开（问题{shown}），这一版不印")] if numbers else []


def _digest(path: Path) -> str:
    """The hash of the file as it lies there."""
    return hashlib.sha256(contents(path)).hexdigest()


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
    except Exception as error:  # one of many: whatever is wrong with it is its own row
        return Row(task.file, faults=tuple(fault_messages(error, str(task.file))))
    return Row(task.file, summary(done.findings), tuple(done.findings), (), tuple(done.softened), done.unread)


def notices_in(folder: Path, own: list[str] | None = None) -> list[Path]:
    """The notices of a folder and of those inside it, by name, without what editors and this tool leave there; with
    them the folders that cannot be opened. `own` takes what is said of the tool's own files."""
    files, left = apart(path for path in files_below(folder, NOTICES) if "批注" not in path.stem)
    if own is not None:
        own += left
    return files


def is_docx(path: Path) -> bool:
    """Whether the file is a .docx by its content."""
    return begins_with(path, PACKAGE)


def has_macros(docx: Path) -> bool:
    """Whether the file holds what no .docx may hold, so that a copy of it is without."""
    from drafter.word.package import Package
    from drafter.word.repair import unwelcome

    package = Package(contents(docx), str(docx))
    return bool(unwelcome(package)) or package.has("word/vbaproject.bin")


class Others(NamedTuple):
    """What a notice is compared with: each report with its file's name; those that could not be read, with why."""

    reports: Sequence[tuple[str, Report]] | None
    unread: tuple[tuple[str, str], ...] = ()


def others(folder: Path, own: Path) -> Others:
    """The other reports of a folder. Raises InputError where there is none to read."""
    from drafter.read import read_report

    if folder.exists() and not folder.is_dir():
        return Others([(in_one_line(folder.name), read_report(folder))])
    if not folder.is_dir():
        raise InputError(f"{folder}：没有这个文件夹。--against 要写存放其他单位通报的文件夹。")
    paths = notices_in(folder)
    known = _read_already(tuple(map(_stamp, paths)))
    found, faults = [], {}
    for path in _without(paths, own):
        if path not in known:
            try:
                known[path] = read_report(path)
            except Exception as error:  # one of many: it is named, and the rest are compared with
                known[path] = fault_messages(error, str(path))
        if isinstance(read := known[path], Report):
            found.append((in_one_line(path.name), read))
        else:
            faults[path] = read
    if not found:
        unread = [message for messages in faults.values() for message in messages]
        raise InputError(f"{folder}：里面没有可以比对的通报（.docx、.txt、.html、.pdf）。", *unread)
    return Others(found, tuple((in_one_line(path.name), _why(messages[0], path)) for path, messages in faults.items()))


@functools.lru_cache(maxsize=1)
def _read_already(stamps: tuple[_Stamp, ...]) -> dict[Path, Report | list[str]]:
    """The reports of these files, or why one has none, as far as this process has read them: each file of a folder is
    compared with all others, and each is read once. It is filled by who reads; a file that changed makes another."""
    return {}


def _stamp(path: Path) -> _Stamp:
    try:
        state = path.stat()
    except OSError:  # what cannot be looked at is told when it is read
        return path, 0, 0
    return path, state.st_mtime_ns, state.st_size


def _why(message: str, path: Path) -> str:
    """A message about a file without its path and without what to do: what a sentence about many files has room for."""
    return message.removeprefix(f"{path}：").partition("。")[0]


def _without(paths: Iterable[Path], own: Path) -> Iterable[Path]:
    mine = os.path.realpath(own)
    return (p for p in paths if os.path.realpath(p) != mine)


def _settings(task: Task, named: str | None = None) -> tuple[Template | None, RuleSettings]:
    from drafter.check.settings import rule_settings
    from drafter.template import beside, find_template, template_of

    template = None
    if task.template:
        search = [task.ledger.parent, *beside(task.ledger)] if task.ledger else []
        template = find_template(task.template, search)
    elif named and task.ledger:
        template = template_of(None, task.ledger, named)
    return template, rule_settings(template, task.rules)


def _ledger(path: Path | None) -> tuple[Ledger | None, Positions | None]:
    if path is None:
        return None, None
    from drafter.ledger.load import load_with_positions

    return load_with_positions(path)
