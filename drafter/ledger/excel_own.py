"""The workbook of `drafter export`, filled in by departments, back into a ledger: what was written, plus theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from drafter.errors import InputError
from drafter.ledger import excel_codec as codec
from drafter.ledger.excel_layout import BY_HEADING, INFO_SHEETS, MAIN_SHEET, SEPARATOR, Field
from drafter.ledger.excel_rows import place
from drafter.ledger.excel_sheet import Cell, Sheet
from drafter.ledger.excel_words import normal_heading
from drafter.ledger.model import Ledger
from drafter.ledger.shape import Shape, ledger_shape

_NAMES = {normal_heading(heading): field for heading, field in BY_HEADING.items()}
_NOTHING = object()  # a measure of which nothing is given yet


def read_own(path: Path, sheets: list[Sheet]) -> tuple[Ledger, list[str]]:
    """The ledger of a workbook that `drafter export` wrote. Raises InputError with every cell that does not fit."""
    return _Own(path, {sheet.name: sheet for sheet in sheets}).read()


def own_keys(sheets: list[Sheet]) -> frozenset[str]:
    """The keys that the table has columns for: 状态, 措施.内容."""
    headings = [normal_heading(c.text) for s in sheets if s.name == MAIN_SHEET for c in s.rows.get(1, [])]
    found = [_NAMES[heading] for heading in headings if heading in _NAMES]
    return frozenset(f"措施.{f.key}" if f.level == "measure" else f.key for f in found if f.level != "aspect")


@dataclass
class _Own:
    path: Path
    sheets: dict[str, Sheet]
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    origin: dict[tuple[Any, ...], tuple[Sheet, Cell]] = field(default_factory=dict)  # key path -> its cell
    long: dict[int, str] = field(default_factory=dict)

    def read(self) -> tuple[Ledger, list[str]]:
        self._read_long_texts()
        data: dict[str, Any] = {}
        main = self.sheets.get(MAIN_SHEET)
        if main is None:
            raise InputError(f"{self.path}：缺少工作表“{MAIN_SHEET}”。请用 drafter export 写出的工作簿，不要改动表名。")
        if problems := self._problems(main):
            data["问题"] = problems
        for name, parts in INFO_SHEETS.items():
            if name in self.sheets:
                self._info(self.sheets[name], parts, data)
        known = {MAIN_SHEET, codec.LONG_SHEET, *INFO_SHEETS}
        others = [n for n, s in self.sheets.items() if n not in known and not s.at(1, 1)]
        others += [
            n for n, s in self.sheets.items() if n not in known and (c := s.at(1, 1)) and c.text != codec.OWN_TITLE
        ]
        if others:
            self.notes.append(f"工作表 {'、'.join(others)} 不是 drafter export 写出的，没有读入。")
        ledger = self._validated(data)
        if self.faults or ledger is None:
            raise InputError(*self.faults)
        return ledger, self.notes

    def _validated(self, data: dict[str, Any]) -> Ledger | None:
        from drafter.ledger.load import in_chinese

        try:
            return Ledger.model_validate(data)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                loc = tuple(detail["loc"])
                while loc and loc not in self.origin:
                    loc = loc[:-1]
                found = self.origin.get(loc)
                where = place(self.path, *found) if found else f"{self.path}"
                said = f"{where}：{in_chinese(detail, found[1].text if found else None)}。"
                if said not in self.faults:
                    self.faults.append(said)
            return None

    def _read_long_texts(self) -> None:
        sheet = self.sheets.get(codec.LONG_SHEET)
        for row, cells in (sheet.rows if sheet else {}).items():
            by_column = {cell.column: cell for cell in cells}
            if row > 1 and 1 in by_column and 3 in by_column:
                number = int(str(by_column[1].value))
                self.long[number] = self.long.get(number, "") + by_column[3].exact

    def _text(self, sheet: Sheet, cell: Cell) -> str:
        """The text behind the cell, from the sheet of long texts where it is too long for a cell."""
        number = codec.long_text_number(cell.exact)
        if number is None:
            return cell.exact
        if number not in self.long:
            self.faults.append(f"{place(self.path, sheet, cell)}：工作表“{codec.LONG_SHEET}”里没有第{number}号文字。")
        return self.long.get(number, "")

    # The table

    def _problems(self, sheet: Sheet) -> list[dict[str, Any]]:
        columns: dict[int, Field | str] = {
            c.column: _NAMES.get(normal_heading(c.text), c.text.strip()) for c in sheet.rows.get(1, [])
        }
        problems: list[dict[str, Any]] = []
        for row, cells in sheet.rows.items():
            if row == 1:
                continue
            given: dict[str, dict[str, Any]] = {"problem": {}, "aspect": {}, "measure": {}}
            places: dict[tuple[str, str], Cell] = {}
            extra: dict[str, str] = {}
            for cell in cells:
                column = columns.get(cell.column, f"{cell.name}")
                if isinstance(column, str):
                    extra[column] = cell.text
                elif (value := self._value(sheet, cell, column)) is not None:
                    given[column.level][column.key] = value
                    places[column.level, column.key] = cell
            self._add(sheet, row, problems, given, places, extra)
        return problems

    def _add(
        self,
        sheet: Sheet,
        row: int,
        problems: list[dict[str, Any]],
        given: dict[str, dict[str, Any]],
        places: dict[tuple[str, str], Cell],
        extra: dict[str, str],
    ) -> None:
        """One row's data, where they belong."""
        new = "表述" in given["problem"]
        if new:
            problems.append(given["problem"])
        elif not problems:
            cell = sheet.rows[row][0]
            self.faults.append(f"{place(self.path, sheet, cell)}：这一行没有“反馈问题”，上面也没有可以接续的问题。")
            return
        problem, index = problems[-1], len(problems) - 1
        if not new and given["problem"]:
            self._continue(sheet, problem, given["problem"], places)
        for (level, key), cell in places.items():
            if level == "problem":
                self.origin.setdefault(("问题", index, key), (sheet, cell))
        if "表述" in given["aspect"]:
            problem.setdefault("具体表现", []).append(given["aspect"])
        elif given["aspect"]:
            cell = next(c for (level, _), c in places.items() if level == "aspect")
            self.faults.append(f"{place(self.path, sheet, cell)}：这一行没有“具体表现”的文字，请补上。")
        if given["measure"]:
            body = problem["具体表现"][-1] if problem.get("具体表现") else problem
            measure = {k: v for k, v in given["measure"].items() if v is not _NOTHING}
            body.setdefault("措施", []).append(measure)
        for heading, text in extra.items():
            notes = problem.setdefault("内部备注", {})
            notes[heading] = f"{notes[heading]}\n{text}" if heading in notes else text

    def _continue(
        self, sheet: Sheet, problem: dict[str, Any], more: dict[str, Any], places: dict[tuple[str, str], Cell]
    ) -> None:
        """Something for the problem in a row below its first one."""
        for key, value in more.items():
            if key not in problem:
                problem[key] = value
            elif isinstance(value, list):
                problem[key] = [*problem[key], *(v for v in value if v not in problem[key])]
            elif isinstance(value, dict):
                problem[key] = {**value, **problem[key]}
            elif value != problem[key] and key != "公开":
                cell = places["problem", key]
                where = place(self.path, sheet, cell)
                self.faults.append(f"{where}：同一问题的“{key}”前后不一（上面是“{problem[key]}”）。请只留一处。")

    def _value(self, sheet: Sheet, cell: Cell, column: Field) -> Any:
        """A cell's value for the ledger; None for one that is empty."""
        if cell.fault:
            self.faults.append(f"{place(self.path, sheet, cell)}（{column.heading}）：{cell.fault}。请改成文字或数字。")
            return None
        if cell.comment:
            self.notes.append(f"{place(self.path, sheet, cell)} 有批注，没有读入：{cell.comment}")
        if cell.struck:
            self.notes.append(f"{place(self.path, sheet, cell)}：划线的文字没有读入：{cell.struck}")
        text = self._text(sheet, cell)
        if not text:
            return None
        if column.heading == "整改措施" and text == codec.EMPTY_ENTRY:
            return _NOTHING
        try:
            return codec.decoded(text, cell.value, column.coding)
        except ValueError:
            self.faults.append(f"{place(self.path, sheet, cell)}：“{text[:30]}”的写法不对，请照说明填写。")
            return None

    # The other sheets

    def _info(self, sheet: Sheet, parts: tuple[str, ...], data: dict[str, Any]) -> None:
        for row in sheet.rows:
            part, item, content = sheet.own(row, 1), sheet.own(row, 2), sheet.own(row, 3)
            if row == 1 or content is None:
                continue
            name, path = part.exact if part else "", self._text(sheet, item) if item else ""
            if name not in parts:
                self.faults.append(f"{place(self.path, sheet, content)}：不认识的部分“{name}”，请不要改动“部分”一栏。")
                continue
            if content.fault:
                self.faults.append(f"{place(self.path, sheet, content)}：{content.fault}。请改成文字。")
                continue
            text = self._text(sheet, content)
            keys, shape = _keys(name, path)
            if shape is None:
                self.faults.append(f"{place(self.path, sheet, content)}：不认识的项目“{path}”，请不要改动“项目”一栏。")
            elif text:
                self.origin[tuple(keys)] = (sheet, content)
                _set(data, keys, _info_value(text, shape))
        for name in parts:
            if name in data:
                data[name] = _lists(data[name])


def _keys(part: str, path: str) -> tuple[list[Any], Shape | None]:
    """会议/1/日期 -> the keys that lead there (indexes from 0), and what may stand there."""
    shape: Shape | None = ledger_shape().fields[part]
    keys: list[Any] = [part]
    assert shape is not None
    if shape.kind == "named":
        return [part, codec.decode_text(path)], Shape("text")
    if shape.kind in ("text", "wording"):
        return keys, shape
    for step in path.split(SEPARATOR):
        if shape.kind in ("list", "texts") and step.isdecimal() and int(step) > 0:
            keys.append(int(step) - 1)
            shape = shape.item if shape.item is not None else Shape("text")
        elif shape.kind == "mapping" and step in shape.fields:
            keys.append(step)
            shape = shape.fields[step]
        else:
            return keys, None
    return keys, shape


def _info_value(text: str, shape: Shape) -> Any:
    if text == codec.EMPTY_ENTRY and shape.kind == "mapping":
        return {}
    if shape.kind == "texts":
        return codec.decode_list(text)
    return codec.decode_wording(text) if shape.kind == "wording" else codec.decode_text(text)


class _List(dict[int, Any]):
    """A list of which entries come one by one, by index."""


def _set(data: dict[Any, Any], keys: list[Any], value: Any) -> None:
    for key, following in pairwise(keys):
        data = data.setdefault(key, _List() if isinstance(following, int) else {})
    if value != {} or keys[-1] not in data:
        data[keys[-1]] = value


def _lists(value: Any) -> Any:
    """Entries that came one by one, in order."""
    if isinstance(value, _List):
        return [_lists(value[index]) for index in sorted(value)]
    return {key: _lists(inner) for key, inner in value.items()} if isinstance(value, dict) else value
