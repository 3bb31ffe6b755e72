"""The columns of a table whose headings are not known: what they hold, told jointly (excel_assign) where it can be told
for sure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from drafter.ledger.excel_assign import NOTE, Given, Offered, assigned, hinted
from drafter.ledger.excel_columns import MANY, TELLING, Column, Table, is_stretch
from drafter.ledger.excel_kinds import are_codes, is_people, kind_of, share
from drafter.ledger.excel_rows import is_footing
from drafter.ledger.excel_samples import WIDE, samples
from drafter.ledger.excel_words import field_named
from drafter.text.statuses import says_nothing, told_status, yes_no

# Fields that cells may speak for, and of which kinds half of them must be.
_BY_CELLS: dict[str, frozenset[str]] = {
    "编号": frozenset({"序号"}),
    "方面": frozenset({"方面", "短语", "陈述", "动作", "人员"}),
    "表述": frozenset({"毛病", "毛病有数", "陈述", "有数", "短语"}),
    "整改目标": frozenset({"要做", "动作", "陈述", "有数", "短语"}),
    "措施": frozenset({"要做", "动作", "陈述", "有数", "做了"}),
    "进展": frozenset({"做了", "有数", "毛病有数"}),
    "牵头领导": frozenset({"人员"}),
    "牵头单位": frozenset({"单位"}),
    "责任单位": frozenset({"单位"}),
    "时限": frozenset({"期限"}),
    "状态": frozenset({"状态"}),
    "公开": frozenset({"公开"}),
    "佐证": frozenset({"佐证"}),
}
_FAULTY = 0.3  # share of a column's cells that name a fault, from which it may word the problems
_MANY_KNOWN = 4  # fields known by their headings, beside which prose in the right place words the problems
_SURE, _SURE_IN_PRINT = 0.8, 1.0  # how much must speak for a field that is not printed, and for one that is
_CLEAR = 0.4  # and how much more than for the next best
_DEEDS = ("措施", "计划", "进展")
_FEWEST_TOLD = 4  # fields that are told, besides which what is left may word the problems
_MOSTLY, _EVERY = 0.5, 0.95
_TOLD_BY_MOST = 0.8  # of its cells say how far things are, in whatever words
_SHORTEST_WORDING = 5
_DEED_KINDS = frozenset({"要做", "动作", "做了", "有数", "陈述"})
_PRINTED = ("表述", "进展")
_WORDED = TELLING | {"表述"}  # what codes cannot be; nor a 方面 of which their heading says nothing
_ROWS_LOOKED_AT = 60
_LONGEST_LABEL, _FEWEST_LABELS = 16, 3
# What most of a column's cells are, as a reason.
_SAID_OF_KIND = {
    "序号": "编号", "勾否": "是否", "公开": "公开与否", "期限": "期限", "状态": "完成与否", "方面": "方面",
    "人员": "人名、职务", "单位": "单位名称", "佐证": "材料名称", "毛病": "哪里不对", "毛病有数": "哪里不对",
    "要做": "要做的事", "动作": "要做的事", "做了": "做了的事", "有数": "带数字的事", "陈述": "叙述", "短语": "短语",
}  # fmt: skip


def jointly(table: Table, free: list[Column], taken: set[str | None]) -> Table:
    """The table with a field for each of the free columns for which cells, order and hints agree on one; `taken` are
    the fields of the others. What is likely and not sure is said beside the column."""
    wanted = [name for name in _BY_CELLS if name not in taken or name == "责任单位"]
    rows = _data_rows(table)
    first = min(table.columns, default=1)
    made = (_offered(table, column, rows, first) for column in free)
    offered, again = _over_stretches(table, [one for one in made if not _lists_headings(one.texts)])
    kinds = {o.number: [kind_of(text) for text in o.texts] for o in offered}
    texts = {o.number: o.texts for o in offered}

    codes = {number for number, said in texts.items() if are_codes(said)}

    def may_be(number: int, name: str) -> bool:
        if number in codes and (
            name in _WORDED or (name == "方面" and name not in hinted(table.columns[number].heading))
        ):
            return False
        if name == "牵头领导" and name in hinted(table.columns[number].heading):
            return share(texts[number], is_people) >= 0.5  # of whatever surname
        return _may_be(table, number, name, kinds[number])

    known = {n: c.field or "状态" for n, c in table.columns.items() if c.field or c.tick}
    found = assigned(offered, known, wanted, may_be)
    ahead = "进展" not in taken and all(given.field != "进展" for given in found.values())
    changed = {}
    for number, given in found.items():
        column, name = table.columns[number], given.field
        if not _is_sure(given):
            changed[number] = replace(column, likely=name)
            continue
        if name == "措施" and ahead and share(kinds[number], {"要做", "动作"}.__contains__) > 0.5:
            name = "计划"  # nothing beside it tells what was done, and plans are not printed as if they were done
        most = Counter(kinds[number]).most_common(1)[0][0]
        changed[number] = replace(column, field=name, guess=f"多是{_SAID_OF_KIND[most]}")
        for other in again.get(number, ()) if name in MANY else ():
            changed[other] = replace(table.columns[other], field=name, guess=f"多是{_SAID_OF_KIND[most]}")
    fields = {c.field for c in (*changed.values(), *table.columns.values()) if c.field}
    if "表述" not in taken | fields and (left := _left_for_wording(table, offered, changed, kinds)):
        changed[left] = replace(table.columns[left], field="表述", guess="在措施、进展前面，是每行都有的叙述")
    changed |= _of_statuses(table, [one for one in offered if one.number not in changed], taken | fields, kinds)
    return replace(table, columns=table.columns | changed)


def _of_statuses(
    table: Table, left: list[Offered], taken: set[str | None], kinds: dict[int, list[str]]
) -> dict[int, Column]:
    """Of the columns that are left: one whose cells say in whatever words how far things are (改完了, 正在干) holds
    statuses, or may where another column does; one of ticks may where none does."""
    out: dict[int, Column] = {}
    for one in left:
        column = table.columns[one.number]
        told = share(one.texts, lambda text: yes_no(text) is None and told_status(text) is not None)
        if told >= _TOLD_BY_MOST and len(one.texts) >= _FEWEST_LABELS and "状态" not in taken:
            out[one.number] = replace(column, field="状态", guess=f"多是{_SAID_OF_KIND['状态']}")
            taken = taken | {"状态"}
        elif told >= _MOSTLY or (one.texts and "状态" not in taken and set(kinds[one.number]) == {"勾否"}):
            out[one.number] = replace(column, likely="状态")
    return out


def _over_stretches(table: Table, offered: list[Offered]) -> tuple[list[Offered], dict[int, list[int]]]:
    """The columns, those that have one heading under several stretches of time as one, and those that tell deeds below
    one wide heading (整改打法: 立行立改 | 集中攻坚 | 建章立制); the numbers of its others."""
    first: dict[str, Offered] = {}
    out: list[Offered] = []
    again: dict[int, list[int]] = {}
    below = Counter(_wide_heading(table, one) for one in offered)
    for one in offered:
        *above, own = table.columns[one.number].heading.split("·")
        wide = _wide_heading(table, one)
        key = own if any(map(is_stretch, above)) else f"{wide}·" if wide and below[wide] > 1 else ""
        before = first.get(key) if key else None
        if before is None:
            out.append(one)
            if key:
                first[key] = one
            continue
        joined = before._replace(texts=before.texts + one.texts, filled=max(before.filled, one.filled))
        out[out.index(before)] = first[key] = joined
        again.setdefault(before.number, []).append(one.number)
    return out, again


def _wide_heading(table: Table, one: Offered) -> str:
    """The heading above a column's own, where the column tells deeds; empty for any other column."""
    above = table.columns[one.number].heading.rpartition("·")[0]
    deeds = share([kind_of(text) for text in one.texts], _DEED_KINDS.__contains__) if above else 0
    return above if deeds > _MOSTLY and not is_stretch(above) else ""


def _left_for_wording(
    table: Table, offered: list[Offered], changed: dict[int, Column], kinds: dict[int, list[str]]
) -> int | None:
    """Of a table whose other columns are told, the first that tells something of every problem, each another, where
    it stands before what was planned and done: no fault needs to be named there."""
    known = {n: c.field for n, c in (table.columns | changed).items() if c.field and c.field != NOTE}
    told = [n for n, name in known.items() if name in _DEEDS]
    if len(set(known.values())) < _FEWEST_TOLD or not told:
        return None
    for one in offered:
        fits = share(kinds[one.number], _BY_CELLS["表述"].__contains__) >= _MOSTLY
        whole = one.filled > _EVERY and len(set(one.texts)) == len(one.texts) > 1
        if one.number not in known and fits and whole and one.number < min(told):
            return one.number if min(map(len, one.texts)) > _SHORTEST_WORDING else None
    return None


def _lists_headings(texts: Sequence[str]) -> bool:
    """Below that heading stand others, for what stands beside them: 反馈问题, 整改措施, 责任单位, 反馈问题 …"""
    named = [name for text in texts if len(text) <= _LONGEST_LABEL and (name := field_named(text))]
    return len(set(named)) >= _FEWEST_LABELS and len(named) > len(texts) / 2


def _is_sure(given: Given) -> bool:
    return given.score >= (_SURE_IN_PRINT if given.field in _PRINTED else _SURE) and given.margin >= _CLEAR


def _may_be(table: Table, number: int, name: str, kinds: list[str]) -> bool:
    """The cells are of a kind that the field can have at all."""
    if share(kinds, _BY_CELLS[name].__contains__) < 0.5:
        return False
    if name == "表述":
        known = {c.field or "状态" for c in table.columns.values() if c.field or c.tick}
        told = "表述" in hinted(table.columns[number].heading) or len(known) >= _MANY_KNOWN
        return told or share(kinds, {"毛病", "毛病有数"}.__contains__) >= _FAULTY
    if name == "方面":
        return share(kinds, "方面".__eq__) >= 0.5 or _gathers(table, number)
    return True


def _gathers(table: Table, number: int) -> bool:
    """A cell of the column stands for several rows: merged over them, or said again and again."""
    sheet = table.sheet
    below = [c for row in sheet.rows if row > table.bottom and (c := sheet.cells.get((row, number))) is not None]
    said = [c.text for c in below]
    return any(c.rows > 1 for c in below) or len(set(said)) < len(said)


def _data_rows(table: Table) -> list[int]:
    """The first rows that say something of a problem; in a wide table two cells alone name a part of it."""
    fewest = 2 if len(table.columns) >= WIDE else 1
    rows = [
        row
        for row, cells in table.sheet.rows.items()
        if row > table.bottom and len(cells) > fewest and not is_footing(cells[0].text)
    ]
    return rows[:_ROWS_LOOKED_AT]


def _offered(table: Table, column: Column, rows: list[int], first: int) -> Offered:
    """The column with its samples, and for how many of the rows, or of those that begin one in the first column, it
    says something."""
    sheet, number = table.sheet, column.number

    def says(row: int) -> bool:
        cell = sheet.at(row, number)
        return cell is not None and cell.row > table.bottom and not says_nothing(cell.text) and bool(cell.text.strip())

    begun = [row for row in rows if sheet.own(row, first) is not None]
    filled = max((sum(map(says, some)) / len(some) for some in (rows, begun) if some), default=0.0)
    return Offered(number, column.heading, tuple(samples(sheet, number, table.bottom)), filled)
