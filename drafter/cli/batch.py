"""Many drafts in one call: progress, a summary table, a CSV; one broken ledger does not stop the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.cli.summary import print_summary, summary_csv
from drafter.own import DRAFTED

if TYPE_CHECKING:
    from drafter.work.drafting import Job, Outcome

SUMMARY = "起草汇总.csv"


def draft_many(work: list[Job], jobs: int, scheduler: str | None) -> int:
    """Draft all; returns 2 where any ledger could not be drafted, else 0. The CSV stands beside the drafts."""
    from drafter.cli import say
    from drafter.jobs import run
    from drafter.work.drafting import draft
    from drafter.work.gate import Gate, free_name

    gate = Gate([job.ledger for job in work], force=work[0].force)
    outcomes = list(run(draft, work, jobs=jobs, scheduler=scheduler, label="起草"))
    rows = [_row(outcome) for outcome in outcomes]
    print_summary("起草汇总", DRAFTED[:5], (row[:5] for row in rows))
    for outcome in outcomes:
        say(*outcome.errors, *outcome.warnings)
    failed = sum(1 for outcome in outcomes if outcome.errors)
    summary, table = work[0].output.parent / SUMMARY, summary_csv(DRAFTED, rows)
    if not work[0].force:
        summary = free_name(summary, table)
    say(f"写出 {len(outcomes) - failed} 份，{failed} 份没有写出。")
    gate.claim(summary, (".csv",))
    gate.write({summary: table})
    say(f"汇总见 {summary}")
    return 2 if failed else 0


def _row(outcome: Outcome) -> list[str]:
    job = outcome.job
    if outcome.errors:
        return [str(job.ledger), "没有写出", "", "", "", "；".join(outcome.errors)]
    counts = [str(outcome.problems), str(outcome.measures), str(len(outcome.missing))]
    return [str(job.ledger), "已写出", *counts, str(job.output)]
