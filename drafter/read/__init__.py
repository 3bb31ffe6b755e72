"""Reading: bytes -> paragraphs (txt, docx, html, pdf), paragraphs -> Report."""

from dataclasses import replace
from pathlib import Path

from drafter.read.parse import parse
from drafter.report import Note, Report

__all__ = ["parse", "read_report"]


def read_report(path: Path, force: bool = False) -> Report:
    """Read a report from a file; `force`: as a notice, whatever it looks like. Raises InputError where the file
    cannot be used."""
    from drafter.read.source import read_paragraphs

    said: list[str] = []
    report = parse(read_paragraphs(path, said), force)
    return replace(report, notes=(*report.notes, *(Note("package", f"文件有毛病：{what}") for what in said)))
