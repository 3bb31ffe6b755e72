"""check over a folder: progress, a summary table, a CSV; one broken file does not stop the rest."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafter.work.checking import Row, Task

SUMMARY = "审核汇总.csv"
_SUFFIXES = {"text": (".csv",), "json": (".json",), "html": (".html", ".htm")}


def check_many(
    task: Task, form: str, output: Path | None, jobs: int, scheduler: str | None, *, force: bool = False
) -> int:
    """Check every notice of a folder. 2 where any could not be read, else 1 where any has an error, else 0."""
    from drafter.check.softened import in_words
    from drafter.check.table import as_json
    from drafter.cli import say
    from drafter.cli.check import say_what_was_not_compared, tasks_for
    from drafter.errors import InputError
    from drafter.jobs import run
    from drafter.text.normal import visible_json
    from drafter.work.checking import check_row, read_by
    from drafter.work.gate import Gate, free_name

    own: list[str] = []
    tasks = tasks_for(task, own)
    if not tasks:
        raise InputError(f"{task.file}：文件夹里没有通报（.docx、.txt、.html、.pdf）。", *own)
    gate = Gate([*(t.file for t in tasks), *read_by(task)[1:]], force=force)
    if output:
        gate.claim(output, _SUFFIXES[form])
    rows = list(run(check_row, tasks, jobs=jobs, scheduler=scheduler, label="审核"))
    target = output
    if form == "text":
        _print(rows, task.file)  # first: the folder may be one that nothing can be written to
        table = _csv(rows)
        if target is None:
            target = task.file / SUMMARY if force else free_name(task.file / SUMMARY, table)
            gate.claim(target, (".csv",))
        gate.write({target: table})
    else:
        if form == "json":
            data = [as_json(str(r.file), r.findings, r.softened) if not r.faults else _unread(r) for r in rows]
            text = visible_json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"
        else:
            from drafter.check.page import pages

            text = pages((str(r.file), r.findings, r.faults, in_words(r.softened)) for r in rows) + "\n"
        if target is None:
            sys.stdout.write(text)
        else:
            gate.write({target: text.encode("utf-8", "replace")})
    say(*own)
    for row in rows:
        say(*row.faults)
    say_what_was_not_compared(task, dict.fromkeys(unread for row in rows for unread in row.unread))
    for remark in dict.fromkeys(in_words(row.softened) for row in rows if row.softened):
        say(remark)
    failed = sum(1 for r in rows if r.faults)
    wrong = sum(1 for r in rows if r.counts.get("error"))
    where = f"；汇总见 {target}" if target else ""
    say(f"核对 {len(rows) - failed} 份，{wrong} 份有错误，{failed} 份没有读出{where}")
    return 2 if failed else 1 if wrong else 0


def _unread(row: Row) -> dict[str, object]:
    return {"file": str(row.file), "summary": None, "findings": [], "faults": list(row.faults)}


def _print(rows: list[Row], folder: Path) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from drafter.check.table import PLAIN_WIDTH
    from drafter.text.normal import in_one_line

    table = Table(title="审核汇总", box=box.SIMPLE)
    table.add_column("文件", overflow="fold", min_width=20)
    for name in ("错误", "警告", "提示"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("说明", overflow="fold")
    for row in rows:
        table.add_row(
            in_one_line(str(row.file.relative_to(folder))),
            *_cells(row)[1:4],
            "没有读出，原因见下" if row.faults else "",
        )
    console = Console(file=getattr(sys.stdout, "bare", sys.stdout), markup=False, highlight=False)
    if not console.is_terminal:
        console.width = PLAIN_WIDTH
    console.print(table)


def _cells(row: Row) -> list[str]:
    if row.faults:
        return [str(row.file), "", "", "", "；".join(row.faults)]
    from drafter.check.softened import in_words

    counts = (str(row.counts.get(s, 0)) for s in ("error", "warning", "info"))
    return [str(row.file), *counts, in_words(row.softened)]


def _csv(rows: list[Row]) -> bytes:
    from drafter.own import CHECKED

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CHECKED)
    writer.writerows([_safe(cell) for cell in _cells(row)] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")  # Excel reads UTF-8 by its mark


def _safe(cell: str) -> str:
    """A name that begins like a formula is shown as text."""
    from drafter.text.normal import in_one_line

    cell = in_one_line(cell)
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell
