"""Findings as a table for the terminal, grouped by section and problem, and as the JSON of the contract."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from typing import IO, Any

from drafter.check.model import SEVERITIES, SEVERITY_NAMES, Finding

_COLOURS = {"error": "bold red", "warning": "yellow", "info": "cyan"}
PLAIN_WIDTH = 110  # where the output is no terminal


def summary(findings: Sequence[Finding]) -> dict[str, int]:
    """How many of each severity."""
    return {severity: sum(1 for f in findings if f.severity == severity) for severity in SEVERITIES}


def as_json(file: str, findings: Sequence[Finding]) -> dict[str, Any]:
    """The findings as `check --format json` prints them."""
    return {
        "file": file,
        "summary": summary(findings),
        "findings": [
            {
                "code": f.code,
                "rule": f.rule,
                "severity": f.severity,
                "message": f.message,
                "where": f.where._asdict(),
                "excerpt": f.excerpt,
                "suggestion": f.suggestion,
                **({"edit": {"from": f.edit.old, "to": f.edit.new}} if f.edit else {}),
            }
            for f in findings
        ],
    }


def dump_json(file: str, findings: Sequence[Finding]) -> str:
    return json.dumps(as_json(file, findings), ensure_ascii=False, indent=2)


def counts(findings: Sequence[Finding]) -> str:
    """错误1　警告2　提示4."""
    return "　".join(f"{SEVERITY_NAMES[s]}{n}" for s, n in zip(SEVERITIES, summary(findings).values(), strict=True))


def print_table(file: str, findings: Sequence[Finding], out: IO[str]) -> None:
    """Print the findings; colours only on a terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=out, highlight=False, emoji=False, markup=False)
    if not console.is_terminal:
        console.width = PLAIN_WIDTH
    console.print(f"{file}：{counts(findings) if findings else '没有发现问题'}")
    for heading, group in itertools.groupby(findings, key=heading_of):
        console.print(f"\n【{heading}】", style="bold")
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for f in group:
            severity = f.severity or "info"
            body = Text(f.message)
            if f.excerpt:
                body.append(f"\n　原文：{f.excerpt}", style="dim")
            if f.suggestion:
                body.append(f"\n　建议：{f.suggestion}")
            line = f"第{f.where.paragraph}段" if f.where.paragraph else ""
            table.add_row(Text(SEVERITY_NAMES[severity], style=_COLOURS[severity]), f.code, line, body)
        console.print(table)


def heading_of(finding: Finding) -> str:
    """Under which heading a finding is listed: its section, and its problem."""
    where = finding.where
    section = where.section or "全文"
    return f"{section}　问题{where.problem}" if where.problem else section
