"""Reading: bytes -> paragraphs (txt, docx, html, pdf), paragraphs -> Report."""

from pathlib import Path

from drafter.read.parse import parse
from drafter.report import Report

__all__ = ["parse", "read_report"]


def read_report(path: Path, force: bool = False) -> Report:
    """Read a report from a file; `force`: as a notice, whatever it looks like. Raises InputError where the file
    cannot be used."""
    from drafter.read.source import read_paragraphs

    return parse(read_paragraphs(path), force)
