"""The measures of one problem: what was planned and what was done, each result beside its plan where they pair."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from drafter.ledger.excel_codec import split_list
from drafter.ledger.excel_columns import Column
from drafter.ledger.excel_periods import is_period, latest
from drafter.ledger.excel_rows import Found, Row, cell_of, texts_of
from drafter.ledger.excel_told import Told
from drafter.ledger.excel_words import (
    joined_lines,
    lead_and_content,
    normal_heading,
    one_line,
    split_numbered,
    unnumbered_heading,
    without_number,
)
from drafter.ledger.model import MeasureEntry
from drafter.text.statuses import Status, framed_status, leading_status, plain_status, status_of


@dataclass
class Measures:
    """Reads the rows of one problem. `plans` pair with nothing done; `effects` come from columns of progress."""

    told: Told
    withheld: frozenset[int] = frozenset()  # rows whose measures are not for the public, while the problem is
    plans: list[str] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)

    def read(
        self, found: Found, rows: list[Row], statuses: dict[int, Status], notes: dict[str, str]
    ) -> list[MeasureEntry]:
        """What was done, each beside its plan. A sheet with columns for progress has plans under 措施, and nothing of
        a plan is taken for a result; where those columns hold only statuses, 措施 tells what was done."""
        plans = {row.number: _joined(row, "措施") for row in rows}
        done = {row.number: self._reported(found, row, notes) for row in rows}
        if rows and rows[0] is found.rows[0]:  # one cell merged over this problem and the one above it
            for texts, name in ((plans, "措施"), (done, "进展")):
                above = [cell_of(found, rows[0], column, first=True) for column in found.table.of(name)]
                merged = "\n".join(cell.text for cell in above if cell is not None and cell.row < rows[0].number)
                texts[rows[0].number] = texts[rows[0].number] or merged
        reports = found.table.reports
        if not reports and any(plans.values()):
            self.effects += [_sentences(text) for text in done.values() if text]
            done = plans
        measures: list[MeasureEntry] = []
        covered = self._covered(found, rows, "进展")
        waiting: list[str] = []  # plans of the rows that one report covers
        start: int | None = None  # where the measures of that report begin
        for row in rows:
            self._struck(found, row, notes)
            planned = items_of(plans[row.number]) if reports else []
            text, status = done[row.number], statuses.get(row.number)
            if row.number in covered and not text:
                waiting += planned
                if row.number in self.withheld and start is not None:  # its report tells of this row too
                    measures[start:] = [m.model_copy(update={"public": False}) for m in measures[start:]]
                continue
            if start is not None:
                self._pair(measures, start, waiting)
            waiting, start = list(planned), None
            if text or texts_of(row, "提法"):
                start = len(measures)
                measures += self._entries(found, row, text, len(measures), status)
            elif planned:
                if len(planned) > 1:
                    cells = row.cells.get("措施") or row.cells.get("计划")
                    cell = cells[0][1] if cells else found.title
                    self.told.by_plan[found.table.sheet.where(cell)] = len(planned)
                evidence = self._evidence(found, row, len(planned))
                for plan, proof in zip(planned, evidence, strict=True):
                    said = self._own_status(row) or status
                    own: dict[str, Any] = {"plan": plan} | ({"status": said} if said else {})
                    if row.number in self.withheld:
                        own["public"] = False
                    measures.append(MeasureEntry(**own, **({"evidence": proof} if proof else {})))
                waiting = []
            else:
                self._evidence_noted(row, notes)
        if start is not None:
            self._pair(measures, start, waiting)
        else:
            self.plans += waiting
        return measures

    def _reported(self, found: Found, row: Row, notes: dict[str, str]) -> str:
        """What the columns for progress tell in that row; of periods, what no later one has overtaken."""
        cells = [(c, cell.text.strip()) for c, cell in row.cells.get("进展", []) if cell.text.strip()]
        reports = [(c, text) for c, text in cells if is_period(c) and not plain_status(text)]
        if len(reports) < 2:
            return _joined(row, "进展", but_status=True)
        newest = latest(reports)
        for heading, text in newest.overtaken:
            add_note(notes, heading, joined_lines(text))
            self.told.overtaken += 1
        if newest.growing:
            place = found.table.sheet.where(row.cells["进展"][0][1])
            self.told.ask(f"{place} 一行各期的数字逐期增大，看不出是当期数还是累计数，各期都已读入")
        others = [text for c, text in cells if not is_period(c) and not plain_status(text)]
        return "".join(_sentences(text) for text in [*others, *newest.texts])

    def _pair(self, measures: list[MeasureEntry], start: int, plans: list[str]) -> None:
        """Each plan beside what was done of it, where their numbers agree; else the plans stay with the problem."""
        count = len(measures) - start
        if len(plans) == count or len(plans) == 1:
            for offset, plan in enumerate(plans):
                measures[start + offset] = measures[start + offset].model_copy(update={"plan": plan})
        elif count == 1 and plans:
            measures[start] = measures[start].model_copy(update={"plan": "；".join(p.rstrip("。；") for p in plans)})
        else:
            self.plans += plans

    def _evidence_noted(self, row: Row, notes: dict[str, str]) -> None:
        """Evidence without a measure."""
        for column, cell in row.cells.get("佐证", []):
            add_note(notes, column.heading, joined_lines(cell.text))

    def _covered(self, found: Found, rows: list[Row], name: str) -> set[int]:
        """Rows over which a merged cell of that field goes on."""
        sheet = found.table.sheet
        return {
            row.number
            for row in rows
            for column in found.table.of(name)
            if (row.number, column.number) in sheet.owner and sheet.at(row.number, column.number) is not None
        }

    def _entries(self, found: Found, row: Row, text: str, before: int, status: Status | None) -> Iterator[MeasureEntry]:
        """The measures of one cell: numbered ones apart, with the evidence that belongs to each."""
        listed = split_numbered(text)
        intro, items = listed if listed else ("", [without_number(text, before + 1)])
        if intro and not re.fullmatch(r".{0,20}[：:]", intro):
            items[0] = f"{intro}{'' if intro[-1] in '。；：:;' else '。'}{items[0]}"
        evidence = self._evidence(found, row, len(items))
        leads = self._leads(row, len(items))
        each = [s for name in ("状态", "措施状态") for t in texts_of(row, name) for s in listed_statuses(t)]
        joined = sum(1 for _, c in row.cells.get("进展", []) if c.text.strip() and not plain_status(c.text)) > 1
        for index, item in enumerate(items):
            body = re.sub(r"\s{0,4}[；;]\s*$", "。", joined_lines(item))
            lead, content = (leads[index], body) if leads[index] or joined else lead_and_content(body)
            given: dict[str, Any] = {"content": content} if content else {}
            if lead:
                given["lead"] = lead
            own = self._own_status(row) or (each[index] if len(each) == len(items) else status)
            told = (leading_status(content) if not lead else None) or framed_status(content) if content else None
            if told and own in (None, told[0]):  # 已完成。清查用户8600户。: the status is a field of its own
                own, given["content"] = told
            if own:
                given["status"] = own
            if row.number in self.withheld:
                given["public"] = False
            if evidence[index]:
                given["evidence"] = evidence[index]
            yield MeasureEntry(**given)

    def _own_status(self, row: Row) -> Status | None:
        """Of the measures of that row, where a column of their own says it."""
        readings = (status_of(cell.text) for _, cell in row.cells.get("措施状态", []))
        return next((reading.status for reading in readings if reading), None)

    def _leads(self, row: Row, count: int) -> list[str | None]:
        """The lead phrases of a column of their own, for each of `count` measures."""
        texts = texts_of(row, "提法")
        listed = split_numbered(texts[0]) if texts else None
        if listed and len(listed[1]) == count and not listed[0]:
            return [one_line(item).rstrip("。；;") for item in listed[1]]
        first = "；".join(one_line(text) for text in texts).rstrip("。") or None
        return [first, *[None] * (count - 1)]

    def _evidence(self, found: Found, row: Row, count: int) -> list[list[str]]:
        """The evidence for each of `count` measures; what is not divided belongs to them all."""
        texts = []
        for column in found.table.of("佐证"):
            cell = found.table.sheet.at(row.number, column.number)
            if cell is not None and cell.text.strip() and cell.row > found.table.bottom and not cell.fault:
                texts.append(cell.text)
        listed = [split_numbered(text) for text in texts]
        if len(listed) == 1 and listed[0] and len(listed[0][1]) == count > 1:
            return [split_list(item) for item in listed[0][1]]
        items = []
        for text, numbered in zip(texts, listed, strict=True):
            items += [one_line(i).rstrip("；;。") for i in numbered[1]] if numbered else split_list(joined_lines(text))
        return [items] * count

    def _struck(self, found: Found, row: Row, notes: dict[str, str]) -> None:
        """Text that somebody struck out is no measure any more, and is not lost."""
        for name, entries in row.cells.items():
            for column, cell in entries:
                if cell.struck.strip() and name != "表述":
                    said = f"{column.heading}：{joined_lines(cell.struck)}"
                    notes["划线"] = f"{notes['划线']}\n{said}" if "划线" in notes else said
                    self.told.notes.append(
                        f"{self.told.at(found.table, cell)}：划线的文字没有读作内容，已放入“内部备注”，请核对。"
                    )


def listed_statuses(text: str) -> list[Status]:
    """The statuses of a cell that numbers them, one a measure: ①已完成②推进中; [] for any other."""
    listed = split_numbered(text)
    found = [plain_status(item.rstrip("。；;，,、 ")) for item in listed[1]] if listed and not listed[0] else []
    return [status for status in found if status] if all(found) else []


def add_note(notes: dict[str, str], key: str, text: str) -> None:
    if key not in notes:
        notes[key] = text
    elif text not in notes[key].split("\n"):
        notes[key] += "\n" + text


def _joined(row: Row, name: str, but_status: bool = False) -> str:
    """The cells of a field in that row; several become sentences, or, under 措施一 and 措施二, items."""
    said = [(c, cell.text.strip()) for c, cell in row.cells.get(name, []) if cell.text.strip()]
    said = [(c, text) for c, text in said if not (but_status and plain_status(text))]
    texts = [text for _, text in said]
    if len(texts) < 2 or any(split_numbered(t) for t in texts):
        return "\n".join(texts)
    if all(_is_counted(c) for c, _ in said):
        return "\n".join(f"{at}.{text}" for at, text in enumerate(texts, 1))
    return "".join(_sentences(text) for text in texts)


def _is_counted(column: Column) -> bool:
    """措施一, or what stands under it: 措施一·具体内容, 措施一·进展情况."""
    return any(unnumbered_heading(normal_heading(part)) for part in column.heading.split("·"))


def items_of(text: str) -> list[str]:
    """The plans of a cell."""
    listed = split_numbered(text)
    if not listed:
        return [joined_lines(text)] if text else []
    intro, items = listed
    return [*([intro] if intro else []), *(joined_lines(item).rstrip("；; ") for item in items)]


def effect(text: str) -> str:
    """Numbered effects as sentences; a plain one as it stands."""
    return _sentences(text) if split_numbered(text) else joined_lines(text)


def _sentences(text: str) -> str:
    """Numbered or plain, as sentences with their full stops."""
    listed = split_numbered(text)
    parts = [part for part in ([listed[0], *listed[1]] if listed else [text]) if part]
    whole = [joined_lines(part).rstrip("；;，, ") for part in parts]
    return "".join(part if part[-1:] in "。！？：:" else part + "。" for part in whole if part)
