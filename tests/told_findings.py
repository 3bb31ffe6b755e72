"""A finding as a reviewer reads it, in one line: what the files of what is told are made of."""

from __future__ import annotations

from drafter.check import Finding


def told(finding: Finding) -> str:
    """N103 error 第12段 问题2 | excerpt | message | suggestion | from → to."""
    where = finding.where
    place = f"第{where.paragraph}段" if where.paragraph else "-"
    head = f"{finding.code} {finding.severity} {place}" + (f" 问题{where.problem}" if where.problem else "")
    parts = [head, finding.excerpt or "-", finding.message, finding.suggestion or "-"]
    parts += [f"{finding.edit.old} → {finding.edit.new}"] if finding.edit else []
    parts += [f"×{finding.count} {list(finding.lines)}"] if finding.count > 1 else []
    return " | ".join(part.replace("\n", "⏎") for part in parts)
