"""Findings as a table for the terminal, grouped by section and problem, and as the JSON of the contract."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from typing import IO, Any

from drafter.check.accepted import Accepted
from drafter.check.model import SEVERITIES, SEVERITY_NAMES, Finding
from drafter.check.since import Since
from drafter.check.softened import Softened, in_words
from drafter.text.normal import in_one_line, visible, visible_json

_COLOURS = {"error": "bold red", "warning": "yellow", "info": "cyan"}
USUAL_BASIS = "实务"  # said of a rule in `drafter rules`, not at each finding
PLAIN_WIDTH = 110  # where the output is no terminal


def summary(findings: Sequence[Finding]) -> dict[str, int]:
    """How many of each severity."""
    return {severity: sum(1 for f in findings if f.severity == severity) for severity in SEVERITIES}


def as_json(
    file: str,
    findings: Sequence[Finding],
    softened: Sequence[Softened] = (),
    accepted: Sequence[Accepted] = (),
    since: Since | None = None,
) -> dict[str, Any]:
    """The findings as `check --format json` prints them; what is empty beyond them is left out."""
    data: dict[str, Any] = {"file": file, "summary": summary(findings), "findings": [_finding(f) for f in findings]}
    if softened:
        data["softened"] = [s._asdict() for s in softened]
    if accepted:
        data["accepted"] = [{**_finding(f), "reason": e.reason, "by": e.by or None} for f, e in accepted]
    if since:
        data["since"] = {
            "file": since.file,
            "settled": [_finding(f) for f in since.settled],
            "new": [_finding(f) for f in since.new],
            "remaining": since.remaining,
            "changed": [{"before": c.before, "after": c.after, "paragraph": c.line} for c in since.changes],
        }
    return data


def _finding(f: Finding) -> dict[str, Any]:
    return {
        "code": f.code,
        "rule": f.rule,
        "severity": f.severity,
        "message": f.message,
        "where": f.where._asdict(),
        "excerpt": f.excerpt,
        "suggestion": f.suggestion,
        **({"basis": f.basis} if f.basis else {}),
        **({"edit": {"from": f.edit.old, "to": f.edit.new}} if f.edit else {}),
        **({"count": f.count, "paragraphs": list(f.lines)} if f.count > 1 else {}),
    }


def dump_json(
    file: str,
    findings: Sequence[Finding],
    softened: Sequence[Softened] = (),
    accepted: Sequence[Accepted] = (),
    since: Since | None = None,
) -> str:
    data = as_json(file, findings, softened, accepted, since)
    return visible_json(json.dumps(data, ensure_ascii=False, indent=2))


def counts(findings: Sequence[Finding]) -> str:
    """错误1　警告2　提示4."""
    return "　".join(f"{SEVERITY_NAMES[s]}{n}" for s, n in zip(SEVERITIES, summary(findings).values(), strict=True))


def print_table(
    file: str,
    findings: Sequence[Finding],
    out: IO[str],
    softened: Sequence[Softened] = (),
    since: Since | None = None,
) -> None:
    """Print the findings, and what else must not be overlooked; colours only on a terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=getattr(out, "bare", out), highlight=False, emoji=False, markup=False)
    if not console.is_terminal:
        console.width = PLAIN_WIDTH
    console.print(f"{in_one_line(file)}：{counts(findings) if findings else '没有发现问题'}")
    if softened:
        console.print(visible(in_words(softened)))
    for heading, group in itertools.groupby(findings, key=heading_of):
        console.print(f"\n【{in_one_line(heading)}】", style="bold")
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for f in group:
            severity = f.severity or "info"
            body = Text(in_one_line(f.message))
            if f.excerpt:
                body.append(f"\n　原文：{visible(f.excerpt)}", style="dim")
            if f.suggestion:
                body.append(f"\n　建议：{visible(f.suggestion)}")
            if f.basis and not f.basis.startswith(USUAL_BASIS):
                body.append(f"\n　依据：{visible(f.grounds)}", style="dim")
            line = f"第{f.where.paragraph}段" if f.where.paragraph else ""
            table.add_row(Text(SEVERITY_NAMES[severity], style=_COLOURS[severity]), f.code, line, body)
        console.print(table)
    if since:
        for line in since_lines(since):
            console.print(visible(line))


def since_lines(since: Since) -> Iterator[str]:
    """What became of the earlier version, for the terminal."""
    file = in_one_line(since.file)
    yield f"\n与“{file}”相比：已解决{len(since.settled)}处，新出现{len(since.new)}处，仍在{since.remaining}处"
    yield from (f"　已解决：{f.code} {f.message}" for f in since.settled)
    yield from (f"　新出现：{f.code} {f.message}" for f in since.new)
    yield f"改动的句子{len(since.changes)}句" if since.changes else "没有改动的句子"
    for change in since.changes:
        line = f"第{change.line}段" if change.line else ""
        if not change.before:
            yield f"　{line} 新增：{change.after}"
        elif not change.after:
            yield f"　原{line} 删去：{change.before}"
        else:
            yield f"　{line} 原来：{change.before}"
            yield f"　{' ' * len(line)} 现在：{change.after}"


def heading_of(finding: Finding) -> str:
    """Under which heading a finding is listed: its section, and its problem."""
    where = finding.where
    section = where.section or "全文"
    return f"{section}　问题{where.problem}" if where.problem else section
