"""Reading: bytes -> paragraphs (txt, docx, html, pdf), paragraphs -> Report."""

from dataclasses import replace
from pathlib import Path

from drafter.errors import InputError
from drafter.read.parse import parse
from drafter.report import Note, Paragraph, Report

__all__ = ["parse", "read_report", "report_of"]

MAX_PARAGRAPHS = 30_000  # a notice of forty pages has about a thousand, its tables' cells counted in


def read_report(path: Path, force: bool = False) -> Report:
    """Read a report from a file; `force`: as a notice, whatever it looks like. Raises InputError where the file
    cannot be used."""
    from drafter.read.source import read_paragraphs

    said: list[str] = []
    report = parse(_bounded(read_paragraphs(path, said), str(path)), force)
    return replace(report, notes=(*report.notes, *(Note("package", f"文件有毛病：{what}") for what in said)))


def report_of(data: bytes, name: str, force: bool = False) -> Report:
    """The same from the bytes of a file that was not written; `name` is for messages."""
    from drafter.read.source import paragraphs_of

    return parse(_bounded(paragraphs_of(data, name, Path(name).suffix.lower()), name), force)


def _bounded(paragraphs: list[Paragraph], name: str) -> list[Paragraph]:
    if len(paragraphs) > MAX_PARAGRAPHS:
        raise InputError(
            f"{name}：有 {len(paragraphs)} 段文字（最多 {MAX_PARAGRAPHS // 10_000} 万段，表格里一格算一段），"
            "不像是一份通报，没有读取。请拆开再试。"
        )
    return paragraphs
