"""Many drafts in one call: progress, a summary table, a CSV; one broken ledger does not stop the rest."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafter.drafting import Job, Outcome

SUMMARY = "起草汇总.csv"


def draft_many(work: list[Job], jobs: int, scheduler: str | None) -> int:
    """Draft all; returns 2 where any ledger could not be drafted, else 0. The CSV stands beside the drafts."""
    from rich.console import Console
    from rich.table import Table

    from drafter.cli import say
    from drafter.drafting import draft
    from drafter.files import clear_unfinished, write_atomically
    from drafter.jobs import run

    clear_unfinished(job.output.parent for job in work)
    outcomes = list(run(draft, work, jobs=jobs, scheduler=scheduler, label="起草"))
    table = Table("台账", "结果", "问题", "措施", "待补", title="起草汇总")
    for outcome in outcomes:
        table.add_row(*_row(outcome)[:5])
    Console(stderr=True).print(table)
    for outcome in outcomes:
        say(*outcome.errors, *outcome.warnings)
    folder = work[0].output.parent
    write_atomically(folder / SUMMARY, _csv(outcomes))
    failed = sum(1 for o in outcomes if o.errors)
    say(f"写出 {len(outcomes) - failed} 份，{failed} 份没有写出；汇总见 {folder / SUMMARY}")
    return 2 if failed else 0


def _row(outcome: Outcome) -> list[str]:
    job = outcome.job
    if outcome.errors:
        return [str(job.ledger), "没有写出", "", "", "", "；".join(outcome.errors)]
    counts = [str(outcome.problems), str(outcome.measures), str(len(outcome.missing))]
    return [str(job.ledger), "已写出", *counts, str(job.output)]


def _csv(outcomes: list[Outcome]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["台账", "结果", "问题", "措施", "待补", "稿子或原因"])
    writer.writerows(_row(o) for o in outcomes)
    return text.getvalue().encode("utf-8-sig")  # Excel reads UTF-8 by its mark
