"""The rows of a found table: which belong to which problem, and which are headings, totals, notes or page furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from drafter.ledger.excel_columns import IGNORED, SAME_AS_ABOVE, Column, Table, is_prose
from drafter.ledger.excel_kinds import names_body, names_fault
from drafter.ledger.excel_sheet import Cell, Sheet, column_name
from drafter.ledger.excel_words import joined_lines, list_status, normal_heading, one_line
from drafter.patterns import pattern
from drafter.text.normal import fold
from drafter.text.numerals import NUMBER, from_chinese
from drafter.text.ordinals import Ordinal, ordinal_at
from drafter.text.statuses import Status

_REMARK = pattern(
    r"(?:填\s*[表报]|制\s*表|编\s*制|审\s*[核签]|联系\s*人|经办\s*人|联系电话|备\s*注|注|说\s*明|附\s*注|填写说明|图\s*例)"
    r"\s*(?:单位|部门|日期|时间)?\s*(?:[:：]|人[:：]|1[.、])"
    r"|^[（(]?(?:转下|接[上前]|续[上前]?|见下|下接|上接)[页表][）)]?$"
    r"|^注\d|^.{0,14}(?:签\s*[字名章]|盖\s*章)\s*[）)]?\s*(?:[:：]|$)|^.{1,12}(?:负责人|书记|主任|局长|组长)\s*[:：]\s*$"
)
_PLAIN_NAME = pattern(
    r"(?i)^(?:sheet|工作表|表格?|table)\s*[0-9]*$|^第\d+页|台账|清单|总表|汇总|明细|附件|附表"
    r"|进展|进度|季度|月度|年度|调度|情况|一览|整改|反馈|登记|[表卡]$"
)
# 小计：5个问题，9条措施; 小计：本方面2个问题; 合计 6 项
_TOTAL = pattern(r"(?:本页|全部|问题|以上)?(?:合|总|小|共)计(?:[:：\d].{0,60}|[\d个项条问题措施共,，、]{0,24})")
_EXAMPLE = pattern(r"(?:填写|填报)?(?:示例|样例|范例|举例)[:：]?")  # the row that shows how to fill the sheet in
_SUMMARY = pattern(r"[（(]?(?:共|以上|本[页表]|截至|截止|数据|注|备注|说明|第\d+页|图例|附)")
_GROUP_TAIL = pattern(rf"[（(](?:共)?\s*{NUMBER}\s*[个项条].{{0,6}}[）)]\s*$|[:：]\s*$")
_GROUP_LIKE = pattern(r"方面(?:的?问题)?\s*(?:[（(].*[）)])?\s*[:：]?\s*$")
_NUMBER_MARKS = pattern(r"[\s第项条个号问题.．、（）()]+")


_CHINESE_NUMBER = pattern(r"[（(]?(?![0-9０-９])" + NUMBER + r"{1,3}[）)、.]?")
_TELLS = 3  # fields that a problem's first row says
_OF_A_PROBLEM = ("牵头领导", "牵头单位", "责任单位", "时限", "整改目标", "方面")


@dataclass
class Row:
    """A row of the table that belongs to a problem."""

    number: int
    cells: dict[str, list[tuple[Column, Cell]]]  # by field, the cells that begin in this row
    others: list[tuple[Column, Cell]] = field(default_factory=list)


@dataclass
class Found:
    """A problem as its rows say it."""

    table: Table
    title: Cell
    rows: list[Row]
    group: str | None
    above: str | None = None  # the 方面 one level further out
    number: int | None = None  # counted here, where the sheet counts rows
    status: Status | None = None  # of the list that it stands in (一、已完成的问题)


@dataclass
class Rows:
    """Walks over tables; what it finds wrong or leaves over is gathered in its lists."""

    path: Path
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    asides: list[tuple[Sheet, Cell]] = field(default_factory=list)  # texts below a table that nobody placed

    def problems(self, table: Table, group: str | None) -> list[Found]:
        """The problems of a table with the rows that belong to each. `group`: the 方面 that the whole sheet is."""
        found = self._problems(table, group)
        self._number_anew(table, found)
        return found

    def _problems(self, table: Table, group: str | None) -> list[Found]:
        """The problems of a table with the rows that belong to each."""
        sheet = table.sheet
        found: list[Found] = []
        current: Found | None = None
        outer: str | None = None
        last_group: str | None = None
        status = list_status(sheet.name) or self._status_above(table)
        title_column = table.of("表述")[0].number
        titles_above = {normal_heading(c.text) for r, cells in sheet.rows.items() if r < table.top for c in cells}
        if group is None:
            group = self._announced(table)
        whole = group
        last_title = max((r for r, c in sheet.cells if c == title_column and r > table.bottom), default=0)
        for number, cells in sheet.rows.items():
            if number <= table.bottom or self._is_furniture(table, cells, titles_above):
                continue
            first = cells[0]
            if self._is_outside(table, cells, title_column):
                self.remarks.append(" ".join(one_line(c.text) for c in cells if c.text.strip()))
                continue
            heading = self._heading(table, cells, title_column, number < last_title)
            if heading is not None:
                if number >= last_title:
                    self._aside(sheet, first)
                    continue
                if current is not None:
                    found.append(current)
                    current = None
                if of_list := list_status(heading):
                    status, group, outer = of_list, whole, None
                    continue
                if _level(first.text) == 1:
                    outer = heading
                group, current = heading, None
                continue
            row = self._row(table, number, cells)
            title = sheet.own(number, title_column)
            if title is not None and self._stands_apart(table, row, title, [*found, *([current] if current else [])]):
                self._aside(sheet, title)
                continue
            if title is not None and (title.text.strip() or title.struck) and not self._repeats(current, title, row):
                if current is not None:
                    found.append(current)
                last_group = self._group(table, number) or last_group
                named = last_group if table.has("方面") else group
                current = Found(table, title, [row], named, outer if outer != named else None, status=status)
            elif current is None:
                if row.cells or row.others:
                    self.faults.append(
                        f"{self._row_place(table, first)}：这一行没有问题表述，"
                        f"上面也没有可以接续的问题（{first.name} 是“{one_line(first.text)[:20]}”）。"
                        "请补上问题表述，或与所属的问题合并单元格。"
                    )
            else:
                self._missing_title(table, current, row, title_column)
                current.rows.append(row)
        return found if current is None else [*found, current]

    def _aside(self, sheet: Sheet, cell: Cell) -> None:
        """A text that belongs to no problem is a remark; what is no footing either is asked about."""
        self.remarks.append(joined_lines(cell.text))
        if not is_footing(cell.text) and not _SUMMARY.match(cell.text.strip()):
            self.asides.append((sheet, cell))

    def _stands_apart(self, table: Table, row: Row, title: Cell, before: list[Found]) -> bool:
        """A row that says one thing and has no measures below it, where all problems above have a number, or say more
        and this names no fault."""
        if len(before) < 2 or row.others or set(row.cells) != {"表述"} or title.rows > 1 or not title.text.strip():
            return False
        numbered = all(texts_of(one.rows[0], "编号") for one in before)
        tell = all(len(one.rows[0].cells) >= _TELLS for one in before) and not names_fault(title.text)
        if not numbered and not tell:
            return False
        below = next((r for r in table.sheet.rows if r > row.number), None)
        return below is None or table.sheet.own(below, title.column) is not None or len(table.sheet.rows[below]) == 1

    def _is_furniture(self, table: Table, cells: list[Cell], titles: set[str]) -> bool:
        """A header or title that is repeated on a new page, or a row that only numbers the columns."""
        texts = [normal_heading(c.text) for c in cells]
        if len(cells) >= 2 and all(t in table.headings for t in texts if t):
            return True
        if len(cells) == 1 and (texts[0] in titles or re.fullmatch(r"第\d+页(?:共\d+页)?", texts[0])):
            return True
        numbers = [from_chinese(re.sub(r"[（）()]", "", c.text.strip())) for c in cells]
        counted = len(cells) >= 4 and numbers == list(range(1, len(cells) + 1))
        return counted or texts[:4] == ["甲", "乙", "丙", "丁"]

    def _announced(self, table: Table) -> str | None:
        """The 方面 that the row right above the headings names, as each of several tables in one sheet may have it."""
        cells = table.sheet.rows.get(table.top - 1, [])
        text = one_line(cells[0].text) if len(cells) == 1 else ""
        name = group_name(text) if _group_number(text) or _GROUP_LIKE.search(text) else ""
        return None if plain_name(name) and not self._one_of_several(table, text) else name or None

    def _one_of_several(self, table: Table, text: str) -> bool:
        """（一）局党组承担的事项, where （二）… stands above other rows of the sheet: no name of the sheet itself."""
        own = _group_number(text)
        if own is None or list_status(text) is not None:
            return False
        below = [one_line(c[0].text) for r, c in table.sheet.rows.items() if r > table.bottom and len(c) == 1]
        found = filter(None, map(_group_number, below))
        return any(other.kind == own.kind and other.number > own.number for other in found)

    def _status_above(self, table: Table) -> Status | None:
        """The status of all problems that the row right above the headings says: 一、已整改完成的问题（3个）."""
        cells = table.sheet.rows.get(table.top - 1, [])
        return list_status(one_line(cells[0].text)) if len(cells) == 1 else None

    def _is_outside(self, table: Table, cells: list[Cell], title_column: int) -> bool:
        """A total, a signature, an example or a note on the sheet: it begins as one, or says so where a problem would
        be worded."""
        first = cells[0]
        if first.column <= title_column and (is_footing(first.text) or _EXAMPLE.fullmatch(first.text.strip())):
            return True
        title = table.sheet.own(cells[0].row, title_column)
        return title is not None and bool(_TOTAL.fullmatch(re.sub(r"\s", "", title.text)))

    def _heading(self, table: Table, cells: list[Cell], title_column: int, more: bool) -> str | None:
        """The 方面 that a row of one wide cell announces (one below all problems is a note on the sheet)."""
        if len(cells) == 2 and more and (named := self._numbered_heading(table, cells, title_column)):
            return named
        if len(cells) != 1:
            return None
        cell, text = cells[0], one_line(cells[0].text)
        wide = cell.column <= title_column and cell.columns >= max(3, len(table.columns) // 2)
        worded = cell.column <= title_column and bool(_group_number(text) or _GROUP_LIKE.search(text))
        if not text or not (wide or (worded and more and cell.rows == 1 and len(text) <= 40)):
            return None
        return group_name(text) or text

    def _numbered_heading(self, table: Table, cells: list[Cell], title_column: int) -> str | None:
        """一 | 聚焦民生方面 : nothing but a number and a name, where problems are numbered in another way."""
        number, name = cells
        column = table.columns.get(number.column)
        if name.column != title_column or column is None or column.field != "编号":
            return None
        apart = bool(_CHINESE_NUMBER.fullmatch(number.text.strip())) and table.counted_in_digits
        if apart or _GROUP_LIKE.search(one_line(name.text)):
            return group_name(name.text) or None
        return None

    def _group(self, table: Table, row: int) -> str | None:
        for column in table.of("方面"):
            cell = table.sheet.at(row, column.number)
            if cell is not None and cell.row > table.bottom and cell.text.strip() not in ("", *SAME_AS_ABOVE):
                return group_name(cell.text)
        return None

    def _row(self, table: Table, number: int, cells: list[Cell]) -> Row:
        row = Row(number, {})
        for cell in cells:
            column = table.columns.get(cell.column)
            if column is None:
                column = Column(cell.column, f"{column_name(cell.column)}列（无表头）", None, cell)
            if column.field == IGNORED:
                continue
            if cell.fault and column.field not in (None, "内部备注"):
                said = "请在 Excel 中改好，或复制后选择性粘贴为“值”，保存后再试"
                self.faults.append(
                    f"{place(self.path, table, cell)}（{column.heading}）：{cell.fault}，读不出内容。{said}。"
                )
            elif column.field in (None, "内部备注") and column.tick is None:
                row.others.append((column, cell))
            else:
                row.cells.setdefault("状态" if column.tick else column.field or "", []).append((column, cell))
                if column.tick and is_prose(cell.text):
                    row.cells.setdefault("进展", []).append((column, cell))
        return row

    def _repeats(self, current: Found | None, title: Cell, row: Row) -> bool:
        """The problem's wording is written again in each of its rows."""
        if current is None or one_line(current.title.text) != one_line(title.text):
            return False
        before, now = texts_of(current.rows[0], "编号"), texts_of(row, "编号")
        return not now or now == before or number_of(now[0]) == number_of(before[0] if before else "")

    def _missing_title(self, table: Table, current: Found, row: Row, title_column: int) -> None:
        """A number that goes on counting the problems, with nothing in the column of the problem."""
        now, before = texts_of(row, "编号"), texts_of(current.rows[0], "编号")
        of_its_own = any(texts_of(row, name) for name in _OF_A_PROBLEM)
        if not now or not before or not of_its_own or (row.number, title_column) in table.sheet.owner:
            return
        this, last = number_of(now[0]), number_of(before[0])
        later = [
            number_of(c.text)
            for r in range(row.number + 1, row.number + 40)
            if (c := table.sheet.own(r, table.of("编号")[0].number)) is not None
            and table.sheet.own(r, title_column) is not None
        ]
        if isinstance(this, int) and isinstance(last, int) and this == last + 1 and (not later or later[0] == this + 1):
            self.faults.append(
                f"{self._row_place(table, row.cells['编号'][0][1])}："
                f"编号 {this} 的问题没有填表述。请补上，或与上面的问题合并单元格。"
            )

    def _row_place(self, table: Table, cell: Cell) -> str:
        """Where the problem of this row should stand; the cell itself where the sheet was laid out anew."""
        if cell.origin:
            return place(self.path, table, cell)
        return f"{self.path}：工作表“{table.sheet.name}”{column_name(table.of('表述')[0].number)}{cell.row}"

    def _number_anew(self, table: Table, found: list[Found]) -> None:
        """Where the first column counts rows and not problems, the problems are counted here."""
        counted = [[number_of(t) for row in one.rows for t in texts_of(row, "编号")] for one in found]
        every = [n for numbers in counted for n in numbers]
        if any(len(numbers) > 1 for numbers in counted) and every == list(range(1, len(every) + 1)):
            for number, one in enumerate(found, 1):
                one.number = number
            self.notes.append(f"工作表“{table.sheet.name}”的序号是按行编的，问题已另编为 1 至 {len(found)}。")


def _group_number(text: str) -> Ordinal | None:
    """一、 or （一） before the name of a 方面."""
    found = ordinal_at(fold(text))
    return found if found and found.kind in ("一、", "（一）") else None


def _level(text: str) -> int:
    """1 for a 方面 numbered 一 or not at all, 2 for one numbered （一）."""
    found = _group_number(text)
    inner = found.kind == "（一）" if found else bool(re.fullmatch(rf"[（(]{NUMBER}{{1,3}}[）)]", text.strip()))
    return 2 if inner else 1


def _unnumbered(text: str) -> str:
    found = _group_number(text)
    return text[found.end :] if found else text


def group_name(text: str) -> str:
    """一、党的建设方面（共5个）： -> 党的建设方面."""
    return _GROUP_TAIL.sub("", _unnumbered(one_line(text))).strip()


def plain_name(name: str) -> bool:
    """A name of sheets and tables (整改台账, Sheet1, 第三季度进展, 已完成) and not of a 方面."""
    return not name or says_what_it_is(name) or names_body(name)


def says_what_it_is(name: str) -> bool:
    """整改台账, Sheet1, 已完成: what the sheet holds, and nothing of whom or what its problems are about."""
    return list_status(name) is not None or _PLAIN_NAME.search(name) is not None


def place(path: Path, table: Table | Sheet, cell: Cell) -> str:
    """Where a cell stands, for a message."""
    sheet = table.sheet if isinstance(table, Table) else table
    return f"{path}：{sheet.where(cell)}"


def is_footing(text: str) -> bool:
    """合计, 备注：, 填表人： … below the table."""
    return bool(_TOTAL.fullmatch(re.sub(r"\s", "", text)) or _REMARK.match(text.strip()))


def values_of(found: Found, name: str) -> list[str]:
    """The texts of a field over the problem's rows; a merged cell of rows above counts for the first row."""
    values: list[str] = []
    for column in found.table.of(name):
        for index, row in enumerate(found.rows):
            cell = cell_of(found, row, column, first=index == 0)
            if cell is not None and cell.text.strip() in SAME_AS_ABOVE:
                cell = said_above(found.table, cell)
            if cell is not None and cell.text.strip() and not cell.fault:
                values.append(cell.text)
    return values


def cell_of(found: Found, row: Row, column: Column, first: bool) -> Cell | None:
    """The cell of a column in that row; the `first` row of a problem has what was merged over it from above."""
    sheet = found.table.sheet
    cell = sheet.at(row.number, column.number) if first else sheet.own(row.number, column.number)
    return cell if cell is not None and cell.row > found.table.bottom else None


def said_above(table: Table, cell: Cell) -> Cell | None:
    """What 同上 stands for: the last cell above it that says something, past headings that are printed again."""
    for row in range(cell.row - 1, table.bottom, -1):
        above = table.sheet.at(row, cell.column)
        if above is None or not above.text.strip() or above.text.strip() in SAME_AS_ABOVE:
            continue
        if normal_heading(above.text) not in table.headings:
            return above
    return None


def texts_of(row: Row, name: str) -> list[str]:
    return [cell.text for _, cell in row.cells.get(name, []) if cell.text.strip()]


def number_of(text: str) -> int | str:
    """1.0, 一, （1）, 第1项 -> 1; anything else as it stands (1-2, A3)."""
    bare = _NUMBER_MARKS.sub("", re.sub(r"(?<=\d)\.0+$", "", text.strip()))
    number = from_chinese(bare) if not re.search(r"\d\s*[.．\-]\s*\d", text) else None
    return number if number is not None else one_line(text)
