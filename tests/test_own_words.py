"""No sentence of a real report stands in the project: what is shipped, and what it is tested on, are words of our own.

A set phrase of the genre stands in several reports and belongs to nobody; a run of 21 characters that stands in one
report only is that report's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from docx import Document

RUN = 21  # characters
KINDS = {".py", ".md", ".txt", ".told", ".yaml", ".json", ".html", ".csv", ".toml"}
FOLDERS = ("drafter", "templates", "phrasebank", "examples", "tests", "docs", "tools", "bench", "README.md")
NARROW = str.maketrans("，：；（）！？", ",:;()!?")


def runs(text: str) -> set[str]:
    bare = re.sub(r"\s+", "", text.translate(NARROW))
    return {bare[i : i + RUN] for i in range(len(bare) - RUN + 1)}


def lines(path: Path) -> list[str]:
    if path.suffix == ".docx":
        return [paragraph.text for paragraph in Document(str(path)).paragraphs]
    read = path.read_bytes()
    try:
        return read.decode("utf-8").splitlines()
    except UnicodeDecodeError:  # a fixture in the other encoding that offices use
        return read.decode("gb18030", "replace").splitlines()


def files(project: Path) -> Iterator[Path]:
    for name in FOLDERS:
        place = project / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and (path.suffix in KINDS or (path.suffix == ".docx" and "tests" not in path.parts)):
                yield path


def copied(text: list[str], theirs: set[str]) -> list[str]:
    return [line for line in text if not theirs.isdisjoint(runs(line))]


def test_no_line_is_that_of_one_report(corpus: Path, project: Path) -> None:
    counted = Counter(run for report in sorted(corpus.glob("*.txt")) for run in runs(report.read_text("utf-8")))
    theirs = {run for run, reports in counted.items() if reports == 1}
    sample = next(iter(sorted(theirs)))
    assert copied([f"一是{sample}。"], theirs)
    found = [f"{path.relative_to(project)}: {line}" for path in files(project) for line in copied(lines(path), theirs)]
    assert found == []
