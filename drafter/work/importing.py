"""Any file that can become a ledger: a report, or an Excel sheet."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter.errors import InputError
from drafter.ledger.model import Ledger
from drafter.own import COLUMN_MAP, COPY, own_output
from drafter.patterns import pattern
from drafter.report import Note, Report

if TYPE_CHECKING:
    from drafter.ledger.excel_in import ExcelImport, ReadColumn
    from drafter.ledger.excel_told import Question

SHEETS = (".xlsx", ".xlsm", ".csv", ".xls", ".et", ".ett", ".xlt")  # the old ones are refused with the way to convert
_WIDE_COLON = pattern(r"^([^\s:：#\"'][^:：\n]*)：[ \u3000]*", re.MULTILINE)  # 怎么改：措施
LONGEST_HEADING = 30  # characters
DAMAGE = {"T602", "T603", "T604", "T605", "T606"}
_PRIVATE = "P"  # rules that know what no message may repeat


class Imported(NamedTuple):
    """A ledger out of a file, not written yet."""

    text: str  # the ledger as YAML
    messages: list[str]  # what the user should know
    summary: str
    questions: tuple[Question, ...] = ()  # what the first messages ask, one by one
    columns: tuple[ReadColumn, ...] = ()  # of a sheet, what each was taken for
    told: tuple[str, ...] = ()  # the messages without the questions
    measures: int = 0  # how many were read


class Columns(NamedTuple):
    """Which column holds what: as this call says, and as the office's files remember."""

    asked: dict[str, str]
    remembered: dict[str, str]


def import_file(file: Path, mapping: list[str], force: bool = False) -> Imported:
    """Read a report or an Excel ledger. `mapping`: 列名=字段 or a file of them, for Excel only. `force`: what does not
    look like a notice is read as one. Raises InputError."""
    from drafter.ledger.dump import dump_ledger

    if not force and (kind := own_output(file)) and kind not in COPY.values():
        raise InputError(f"{file}：是本工具写出的{kind}，不是通报或台账。没有写出台账；确实要读，请加 --force。")
    if file.suffix.lower() in SHEETS:
        from drafter.ledger.excel_in import read_excel

        return _of_sheets(read_excel(file, *columns_of(mapping)))
    from drafter.ledger.from_report import ledger_from_report
    from drafter.read import read_report
    from drafter.read.understood import said
    from drafter.template import matching_template
    from drafter.work.word_tables import ledger_tables

    report = read_report(file, force)
    columns = columns_of(mapping)
    tables = ledger_tables(report, columns.remembered | columns.asked)
    if tables is not None:
        from drafter.ledger.excel_in import read_sheets

        return _of_sheets(read_sheets(file, tables.sheets, columns.asked, tables.around, columns.remembered))
    if columns.asked:
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
    return Imported(dump_ledger(ledger, comments), messages, _summary(ledger), measures=_measures(ledger))


def import_skeleton(file: Path, force: bool = False) -> Imported:
    """An old notice as the start of a new one: its structure and wording without its facts, and paragraph by paragraph
    what is still of the old one. Raises InputError for a file that is no notice."""
    from drafter.ledger.dump import dump_ledger
    from drafter.ledger.emptied import emptied
    from drafter.ledger.load import load_ledger_text

    if file.suffix.lower() in SHEETS:
        raise InputError(f"{file}：--skeleton 只用于旧通报（.docx、.txt、.html、.pdf），表格台账请直接导入。")
    whole = import_file(file, [], force)
    ledger, kept, fields = emptied(load_ledger_text(whole.text, str(file)))
    spans = sum(sum(k.emptied.values()) for k in kept)
    head = (
        f"{file}：清空了{fields}个只放事实的项目和正文里的{spans}处数字、日期、名称、地点（写成【待补：…】）。"
        f"留下的{len(kept)}段文字仍是旧通报的，逐段列在下面，改一段划一段："
    )
    told = [head, *(f"  {k}" for k in kept)]
    return Imported(dump_ledger(ledger), told, _summary(ledger), measures=_measures(ledger))


def _of_sheets(excel: ExcelImport) -> Imported:
    from drafter.ledger.dump import dump_ledger

    messages = [*excel.notes, *([excel.account] if excel.account else [])]
    asked = [q for q in excel.questions if q.way]
    told = messages[len(asked) + (len(excel.questions) > len(asked)) :]
    ledger = excel.ledger
    return Imported(
        dump_ledger(ledger), messages, _summary(ledger), excel.questions, excel.columns, tuple(told), _measures(ledger)
    )


def with_damage_noted(report: Report) -> Report:
    """The report with a note for every place where its text came to harm (the checker's T6 rules)."""
    from drafter.check import check
    from drafter.check.registry import all_rules

    asked = [rule for rule in all_rules() if rule.code in DAMAGE or rule.family == _PRIVATE]
    found = [
        Note("damaged", f.message, f.where.paragraph)
        for f in check(report, rules=asked)
        if f.code in DAMAGE and f.where.paragraph is not None
    ]
    return replace(report, notes=tuple(sorted({*report.notes, *found}, key=lambda n: (n.line or 0, n.code, n.message))))


class Source(NamedTuple):
    """A ledger out of a file; `given`: the keys that its sheet has columns for."""

    ledger: Ledger
    notes: list[str]  # what the reader of the sheet has to say
    given: frozenset[str] = frozenset()
    assumed: frozenset[int] = frozenset()  # problems that are 公开: 否 because their cell is empty


def ledger_from(file: Path, mapping: list[str]) -> Source:
    """A ledger out of YAML or Excel."""
    if file.suffix.lower() in SHEETS:
        from drafter.ledger.excel_in import read_excel

        excel = read_excel(file, *columns_of(mapping))
        return Source(excel.ledger, excel.notes, excel.given, excel.assumed)
    from drafter.ledger.load import load_with_positions
    from drafter.ledger.lost import lost_at

    ledger, positions = load_with_positions(file)
    return Source(ledger, lost_at(positions))


def reported_by(file: Path, mapping: list[str]) -> Source:
    """What a file that came back says, for an older ledger: as `ledger_from`, without what an empty cell was taken for
    (the older ledger knows better)."""
    found = ledger_from(file, mapping)
    if not found.assumed:
        return found
    problems = [
        type(p).model_validate(p.model_dump(by_alias=True, exclude_unset=True, exclude={"public"}))
        if at in found.assumed
        else p
        for at, p in enumerate(found.ledger.problems)
    ]
    return found._replace(ledger=found.ledger.model_copy(update={"problems": problems}))


def columns_of(mapping: list[str]) -> Columns:
    """The columns that --map names, one by one or in files. Raises InputError for what cannot be used."""
    asked: dict[str, str] = {}
    remembered: dict[str, str] = {}
    for given in mapping:
        column, sign, field = given.replace("＝", "=").partition("=")
        if not sign and given.lower().endswith((".yaml", ".yml")):
            remembered |= load_columns(Path(given))
        elif not sign or not column.strip() or not field.strip():
            raise InputError(f"--map {given}：应写成 列名=字段，如 --map 整改举措=措施；或列名文件，如 列名.yaml。")
        else:
            asked[column.strip()] = field.strip()
    return Columns(asked, remembered)


def load_columns(path: Path) -> dict[str, str]:
    """A column-map file (列名: 字段, a line each). Raises InputError with every line that cannot be used."""
    from drafter.ledger.excel_table import column_field
    from drafter.ledger.source import read_ledger_text
    from drafter.yamlnodes import SyntaxFault, parse_nodes

    try:
        root = parse_nodes(_WIDE_COLON.sub(r"\1: ", read_ledger_text(path)))
    except SyntaxFault as fault:
        raise InputError(f"{path} 第{fault.line}行：{fault.message}。") from None
    if root is None:
        return {}
    if root.pairs is None:
        raise InputError(f"{path}：列名文件每行写 列名: 字段，如 整改举措: 措施。")
    found, faults = {}, []
    for key, value in root.pairs:
        field = column_field(value.text or "") if value.text else None
        if field and key.text:
            found[key.text] = field
        else:
            faults.append(f"{path} 第{key.line}行：“{key.text}: {value.text or ''}”里没有可用的字段。")
    if faults:
        raise InputError(*faults)
    return found


def headings_of(file: Path) -> tuple[ReadColumn, ...]:
    """What may be the headings of a sheet in which none were found, with samples: the fullest of its first rows.

    Raises InputError for a file that is no workbook.
    """
    from drafter.ledger.excel_in import SAMPLES, ReadColumn
    from drafter.ledger.excel_sheet import read_workbook
    from drafter.ledger.excel_table import heading_cells
    from drafter.ledger.excel_words import one_line

    found: dict[str, ReadColumn] = {}
    for sheet in read_workbook(file):
        cells = [c for c in heading_cells(sheet) if 0 < len(c.text.strip()) <= LONGEST_HEADING]
        rows = [c.row for c in cells]
        top = max(rows, key=rows.count, default=0)
        for cell in cells if not sheet.hidden else ():
            below = (sheet.cells.get((row, cell.column)) for row in sheet.rows if row > top)
            samples = [one_line(c.text) for c in below if c and c.text.strip()][:SAMPLES]
            if cell.row == top:
                found.setdefault(one_line(cell.text), ReadColumn(one_line(cell.text), "", tuple(samples)))
    return tuple(found.values())


def columns_text(columns: dict[str, str]) -> str:
    """The content of a column-map file."""
    from drafter.ledger.dump import inline

    lines = (f"{inline(heading)}: {inline(field)}\n" for heading, field in columns.items())
    return COLUMN_MAP + "\n" + "".join(lines)


def _summary(ledger: Ledger) -> str:
    return f"{len(ledger.problems)}个问题，{_measures(ledger)}条措施"


def _measures(ledger: Ledger) -> int:
    return sum(len(problem.all_measures()) for problem in ledger.problems)
