"""Terms that a report of another genre explains (名词解释), kept apart from the phrases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drafter.phrases.bank import GLOSSARY


def glossary_file(folder: Path, terms: Sequence[str]) -> dict[Path, bytes]:
    """The file with the terms; one that is there keeps what it has, so that terms of earlier reports stay. Empty where
    nothing changes."""
    path = folder / GLOSSARY
    known = read_glossary(path)
    merged = sorted({*known, *terms})
    if merged == known:
        return {}
    lines = ["# 其他报告（如政府工作报告）“名词解释”里、通报中也用到的名词。只供参考，起草不用。", "名词:"]
    lines += [f"- {term}" for term in merged]
    return {path: ("\n".join(lines) + "\n").encode()}


def read_glossary(path: Path) -> list[str]:
    """The terms of a file; none where it is absent."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return sorted(line[2:].strip() for line in lines if line.startswith("- "))
