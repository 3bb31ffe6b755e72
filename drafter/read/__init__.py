"""Reading: bytes -> paragraphs (txt, docx, html, pdf), paragraphs -> Report."""

from dataclasses import replace
from pathlib import Path

from drafter.read.parse import parse
from drafter.report import Note, Report

__all__ = ["parse", "read_report", "report_of"]


def read_report(path: Path, force: bool = False) -> Report:
    """Read a report from a file; `force`: as a notice, whatever it looks like. Raises InputError where the file
    cannot be used."""
    from drafter.read.source import read_paragraphs

    said: list[str] = []
    report = parse(read_paragraphs(path, said), force)
    return replace(report, notes=(*report.notes, *(Note("package", f"文件有毛病：{what}") for what in said)))


def report_of(data: bytes, name: str, force: bool = False) -> Report:
    """The same from the bytes of a file that was not written; `name` is for messages."""
    from drafter.read.source import paragraphs_of

    return parse(paragraphs_of(data, name, Path(name).suffix.lower()), force)
