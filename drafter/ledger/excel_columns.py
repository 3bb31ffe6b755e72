"""The columns of a sheet's table, and the table itself, as every reader of sheets sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from drafter.ledger.excel_sheet import Cell, Sheet
from drafter.ledger.excel_words import normal_heading
from drafter.patterns import pattern
from drafter.text.numerals import NUMBER
from drafter.text.statuses import Status, plain_status, publication, publication_alone, status_of

TASKS = {"整改任务", "整改事项"}  # what is to be done, where another column is 表述
MANY = {"计划", "责任单位", "内部备注", "佐证", "措施", "进展", "成效"}  # several columns may hold it
TELLING = {"整改目标", "措施", "计划", "进展", "成效"}  # their cells are prose
IGNORED = "忽略"
SAME_AS_ABOVE = {"同上", "〃", "″", "”", "同前"}
# A column for a stretch of time: 第一季度, 上半年, 10月, 1至3月进展, 第三周, 5月上旬
PERIOD = pattern(
    rf"""(?: 截至 | 截止 )? (?:\d{{4}}年)?
    (?: 第?{NUMBER}季度 | Q[1-4] | [上下]半年
      | 第?{NUMBER}周 | [上本]周
      | 第{NUMBER}[次轮期] (?: 调度 | 报送 | 填报 | 督查 )?
      | {NUMBER}{{1,3}}(?:月?[至到~]?{NUMBER}{{1,3}})?月(?:份|底|末|[上中下]旬)?
      | \d{{1,2}}月\d{{1,2}}日 (?: [至到~] (?:\d{{1,2}}月)? \d{{1,2}}日 )? )
    (?: 整改 | 工作 )? (?: 进展 | 完成 | 落实 )? (?: 情况 )?""",
    re.VERBOSE,
)
# 5.6—5.12, 6月30日-7月6日: with the marks that headings lose
_DAYS = pattern(
    r"""(?:\d{4}[.年])? \d{1,2}[./月]\d{1,2}日? [—\-~至到]+ (?:\d{4}[.年])? (?:\d{1,2}[./月])? \d{1,2}日?
    (?: 进展 | 完成 | 落实 )? (?: 情况 )?""",
    re.VERBOSE,
)


_OF_MONEY = pattern(r"[钱款费额资]|退缴|补缴|挽回|损失")
_AMOUNT = pattern(r"-?\d[\d,]{0,14}(?:\.\d{1,6})?")
_MONEY_UNIT = pattern(r"单位[：:]\s{0,4}(?:人民币)?\s?(?P<unit>[百千万亿]{0,2}元)")


def is_stretch(heading: str) -> bool:
    """The heading is a stretch of time and says nothing else."""
    return bool(PERIOD.fullmatch(normal_heading(heading)) or _DAYS.fullmatch(re.sub(r"\s", "", heading)))


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading as printed, and the ledger's field (None: not known). `tick`: the status that a tick
    in it means (a column 已完成 under 完成情况)."""

    number: int
    heading: str
    field: str | None
    cell: Cell
    tick: Status | None = None
    asked: bool = False  # its field was named by --map
    several: tuple[str, ...] = ()  # the fields that one heading names (责任领导⏎责任单位)
    headed: bool = False  # its field was read from the last word of its heading
    guess: str = ""  # why it was given its field, where its heading is not known
    likely: str = ""  # the field that it may hold, where that is not sure


@dataclass(frozen=True)
class Table:
    """A sheet with its header found."""

    sheet: Sheet
    top: int
    bottom: int
    columns: dict[int, Column]
    headings: frozenset[str] = field(default_factory=frozenset)  # every text of the header, for repeated ones

    def of(self, name: str) -> list[Column]:
        return [c for c in self.columns.values() if c.field == name]

    @cached_property
    def measures_tell(self) -> bool:
        """The columns for progress hold statuses; what was done stands under the measures."""
        texts = [c.text for (r, k), c in self.sheet.cells.items() if k in self._progress and r > self.bottom]
        said = [t for t in texts if t.strip()]
        return bool(said) and sum(1 for t in said if plain_status(t)) * 2 > len(said)

    @cached_property
    def _progress(self) -> set[int]:
        return {c.number for c in self.columns.values() if c.field == "进展"}

    @cached_property
    def reports(self) -> bool:
        """The sheet has columns of their own for what was done; its measures are plans."""
        if self._progress:
            return not self.measures_tell
        ticks = {c.number for c in self.columns.values() if c.tick}
        return any(k in ticks and r > self.bottom and is_prose(c.text) for (r, k), c in self.sheet.cells.items())

    @cached_property
    def publishes(self) -> bool:
        """Under 公开 some say yes; where only the exceptions are marked, nothing is a yes."""
        columns = {c.number for c in self.of("公开")}
        return any(k in columns and r > self.bottom and publication(c.text) for (r, k), c in self.sheet.cells.items())

    @cached_property
    def lines_around(self) -> list[str]:
        """What stands above the problems, and in rows that hold nothing else."""
        rows = self.sheet.rows.items()
        return [c.text for row, cells in rows if row <= self.bottom or len(cells) == 1 for c in cells]

    @cached_property
    def counted_in_digits(self) -> bool:
        """Numbers of the table's rows are written 1, 2, 3; a row numbered 一 is then of another kind."""
        columns = {c.number for c in self.of("编号")}
        return any(
            k in columns and r > self.bottom and c.text.strip()[:1].isdigit() for (r, k), c in self.sheet.cells.items()
        )

    def money_unit(self, column: Column, said: str) -> str:
        """万元 behind a bare amount, where a line above the table says so (单位：万元) and the heading does not."""
        if "元" in column.heading or not _OF_MONEY.search(column.heading) or not _AMOUNT.fullmatch(said):
            return ""
        above = (c.text for row, cells in self.sheet.rows.items() if row <= self.top for c in cells)
        units = {found["unit"] for text in above for found in _MONEY_UNIT.finditer(text)}
        return units.pop() if len(units) == 1 else ""

    def has(self, name: str) -> bool:
        return any(c.field == name for c in self.columns.values())


def is_prose(text: str) -> bool:
    """The text tells what was done; it is no tick, no number, no status."""
    bare = re.sub(r"\s", "", text)
    return len(bare) > 4 and status_of(bare) is None and publication_alone(bare) is None and not bare.isdigit()
