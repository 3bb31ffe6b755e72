"""Any file that can become a ledger: a report, or an Excel sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter.errors import InputError
from drafter.ledger.model import Ledger
from drafter.report import Note, Report

if TYPE_CHECKING:
    from drafter.ledger.excel_in import ExcelImport

SHEETS = (".xlsx", ".xlsm", ".csv", ".xls", ".et", ".ett", ".xlt")  # the old ones are refused with the way to convert
DAMAGE = {"T602", "T603", "T604", "T605", "T606"}


class Imported(NamedTuple):
    text: str  # the ledger as YAML
    messages: list[str]  # what the user should know
    summary: str


def import_file(file: Path, mapping: list[str], force: bool = False) -> Imported:
    """Read a report or an Excel ledger. `mapping`: 列名=字段, for Excel only. `force`: what does not look like
    a notice is read as one. Raises InputError."""
    from drafter.ledger.dump import dump_ledger

    if file.suffix.lower() in SHEETS:
        from drafter.ledger.excel_in import read_excel

        return _of_sheets(read_excel(file, _mapping(mapping)))
    from drafter.ledger.from_report import ledger_from_report
    from drafter.read import read_report
    from drafter.read.understood import said
    from drafter.template import matching_template
    from drafter.work.word_tables import ledger_tables

    report = read_report(file, force)
    tables = None if force else ledger_tables(report, _mapping(mapping))
    if tables is not None:
        from drafter.ledger.excel_in import read_sheets

        return _of_sheets(read_sheets(file, tables.sheets, _mapping(mapping), tables.around))
    if mapping:
        raise InputError("--map 只用于表格台账（.xlsx、.csv，或 .docx 里的台账表）。")
    report = with_damage_noted(report)
    if report.genre != "rectification-notice":
        reason = report.notes[0].message.removesuffix("，正文没有拆分") if report.notes else "不是整改通报"
        raise InputError(f"{file}：{reason}。没有写出台账；确实要按通报读，请加 --force。")
    ledger, comments = ledger_from_report(report, matching_template(report))
    messages = [f"{file}：{line}。" for line in said(report.reading)]
    messages += [f"{file} 第{n.line}段：{n.message}" if n.line else f"{file}：{n.message}" for n in report.notes]
    guessed = [("单位.简称", ledger.unit.short), ("单位.地区", ledger.unit.region)]
    if guesses := "、".join(f"{key}“{value}”" for key, value in guessed if value):
        messages.append(f"{file}：{guesses} 是推测的，请核对。")
    return Imported(dump_ledger(ledger, comments), messages, _summary(ledger))


def _of_sheets(excel: ExcelImport) -> Imported:
    from drafter.ledger.dump import dump_ledger

    messages = [*excel.notes, *([excel.account] if excel.account else [])]
    return Imported(dump_ledger(excel.ledger), messages, _summary(excel.ledger))


def with_damage_noted(report: Report) -> Report:
    """The report with a note for every place where its text came to harm (the checker's T6 rules)."""
    from drafter.check import check

    found = [
        Note("damaged", f.message, f.where.paragraph)
        for f in check(report)
        if f.code in DAMAGE and f.where.paragraph is not None
    ]
    return replace(report, notes=tuple(sorted({*report.notes, *found}, key=lambda n: (n.line or 0, n.code, n.message))))


class Source(NamedTuple):
    """A ledger out of a file; `given`: the keys that its sheet has columns for."""

    ledger: Ledger
    notes: list[str]  # what the reader of the sheet has to say
    given: frozenset[str] = frozenset()


def ledger_from(file: Path, mapping: list[str]) -> Source:
    """A ledger out of YAML or Excel."""
    if file.suffix.lower() in SHEETS:
        from drafter.ledger.excel_in import read_excel

        excel = read_excel(file, _mapping(mapping))
        return Source(excel.ledger, excel.notes, excel.given)
    from drafter.ledger.load import load_ledger

    return Source(load_ledger(file), [])


def _mapping(pairs: list[str]) -> dict[str, str]:
    out = {}
    for pair in pairs:
        column, sign, field = pair.replace("＝", "=").partition("=")
        if not sign or not column.strip() or not field.strip():
            raise InputError(f"--map {pair}：应写成 列名=字段，如 --map 整改举措=措施。")
        out[column.strip()] = field.strip()
    return out


def _summary(ledger: Ledger) -> str:
    measures = sum(len(p.measures) + sum(len(a.measures) for a in p.aspects) for p in ledger.problems)
    return f"{len(ledger.problems)}个问题，{measures}条措施"
