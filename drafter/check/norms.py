"""The 规范表: built-in rows (`lexicon/norms.csv`) and those of an office over them, and the fixed formulae."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from drafter.check.kinds.formula import Formulae
from drafter.check.kinds.substitution import Table, merged, norm_of
from drafter.errors import InputError, reason
from drafter.folders import contents
from drafter.ledger.excel_sheet import csv_rows
from drafter.patterns import pattern
from drafter.strict import nearest
from drafter.text.lexicon import table

COLUMNS = ("编号", "类", "形", "错", "对", "前非", "后非", "前是", "后是", "级", "改", "误例", "正例", "依据", "来源")


CLOSED = "关闭"  # as 级: the row is not used


@lru_cache(maxsize=1)
def built_in() -> Table:
    """The table that ships with the program."""
    return Table(norm_of(row, pattern) for row in table("norms"))


@lru_cache(maxsize=1)
def formulae() -> Formulae:
    """The fixed formulae."""
    rows = table("formulae")
    names = (r["提法"] for r in rows)
    return Formulae(names, (r["提法"] for r in rows if r["简"]), (r["提法"] for r in rows if r["齐"]))


@lru_cache(maxsize=1)
def work_phrases() -> Formulae:
    """The usual phrases of the work, known beside the formulae."""
    return Formulae({row["提法"] for name in ("formulae", "work_phrases") for row in table(name)})


def with_own(own: Sequence[Mapping[str, str]]) -> Table:
    """The built-in table with an office's rows over it. Raises InputError for a row that cannot be used."""
    if not own:
        return built_in()
    norms, faults = [], []
    for row in merged(table("norms"), own):
        try:
            norms.append(norm_of(row))
        except ValueError as error:
            faults.append(f"规范表 {row.get('编号') or '（没有编号的一行）'}：{error}。")
    if faults:
        raise InputError(*faults)
    return Table(norms)


class Shown(NamedTuple):
    """A row as somebody looks at it, with what an office made of it; `origin`: 内置, 改过, 关闭 or 本单位."""

    row: dict[str, str]
    origin: str


def shown(own: Sequence[Mapping[str, str]]) -> list[Shown]:
    """Every row of the table, the office's own first; those that it closed are among them."""
    built = {row["编号"]: dict(row) for row in table("norms")}
    keyed = {row.get("编号") or f"本{i + 1:03d}": {k: v for k, v in row.items() if v} for i, row in enumerate(own)}
    added = [Shown({"编号": key, **row}, _closed(row) or "本单位") for key, row in keyed.items() if key not in built]
    changed = [Shown({**built[key], **row}, _closed(row) or "改过") for key, row in keyed.items() if key in built]
    return [*added, *changed, *(Shown(row, "内置") for key, row in built.items() if key not in keyed)]


def _closed(row: Mapping[str, str]) -> str:
    return "关闭" if CLOSED in (row.get("级"), row.get("级别")) else ""


def csv_of(rows: Sequence[Mapping[str, str]]) -> bytes:
    """An office's own table as `read_own` reads it and Excel opens it. Raises InputError for a row of no use."""
    with_own(rows)
    names = [*COLUMNS[:12], *dict.fromkeys(key for row in rows for key in row if key not in COLUMNS[:12])]
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: " ".join(value.split()) for key, value in row.items()} for row in rows)
    return text.getvalue().encode("utf-8-sig")


def read_own(path: Path) -> list[dict[str, str]]:
    """The rows of an office's own table, .xlsx or .csv with a heading row. Raises InputError for one of no use."""
    try:
        if path.suffix.lower() == ".xlsx":
            rows = _excel(path)
        else:
            text = contents(path).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
            rows = list(csv_rows(text, str(path)))
    except OSError as error:
        raise InputError(f"{path}：规范表打不开（{reason(error)}）。") from None
    except ValueError:
        raise InputError(f"{path}：规范表读不出来。请存为 .xlsx 或 UTF-8 的 .csv。") from None
    head = next((i for i, row in enumerate(rows) if "错" in row), None)
    if head is None:
        raise InputError(f"{path}：规范表要有一行列名，至少有“错”“对”，可有 {'、'.join(COLUMNS)}。")
    names = rows[head]
    own = (*COLUMNS, "级别")
    columns = [names[i] if i < len(names) else "" for i in range(max(map(len, rows[head:])))]
    faults = []
    for i, name in enumerate(columns):
        filled = next((n for n, row in enumerate(rows[head + 1 :], head + 2) if len(row) > i and row[i].strip()), None)
        if name and name not in own:
            faults.append(
                f"{path} 第{head + 1}行：规范表没有“{name}”这一列{nearest(name, own)}。可写的有：{'、'.join(own)}。"
            )
        elif not name and filled:
            faults.append(f"{path} 第{filled}行：第{i + 1}列有内容，却没有列名。可写的有：{'、'.join(own)}。")
    if faults:
        raise InputError(*faults)
    return [dict(zip(names, row, strict=False)) for row in rows[head + 1 :] if any(row)]


def _excel(path: Path) -> list[list[str]]:
    """The cells of the first sheet, row by row."""
    from drafter.ledger.excel_sheet import read_workbook

    sheet = next(iter(read_workbook(path)), None)
    if sheet is None:
        return []
    if faults := [
        f"{path} {sheet.where(c)}：{c.fault}，读不出内容。请改成文字。" for c in sheet.cells.values() if c.fault
    ]:
        raise InputError(*faults)
    last = max((column for _, column in sheet.cells), default=0)
    return [
        [cell.text.strip() if (cell := sheet.own(row, column)) else "" for column in range(1, last + 1)]
        for row in sheet.rows
    ]
