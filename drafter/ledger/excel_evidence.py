"""What a column holds, by its heading and by its cells together.

A heading that is known outranks a guess. Where it is not known, or is one that offices use for two things (完成情况 is
how far, or what was done), the cells decide: dates, statuses, names of bodies and people, prose that looks back.
A guess is always asked about, and none that rests on the cells alone puts anything but the problems into print.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from drafter.ledger.excel_columns import PERIOD, Column, Table
from drafter.ledger.excel_sheet import Sheet
from drafter.ledger.excel_words import about_publication, asks_whether_public, normal_heading, split_numbered
from drafter.text.lexicon import table as lexicon
from drafter.text.statuses import plain_status, publication, says_nothing, status_of, yes_no

_SAMPLE = 24  # cells of a column that are looked at
_PROSE = 8  # characters from which a cell that is no status tells something
_LIKELY = 0.6  # share of the cells that a guess from a heading's last word needs
_DOUBTED = 0.5  # up to which a heading's last word is not believed
_SURE = 0.8  # the same, where the heading says nothing
_LONGEST_TITLE = 150
_SHORT = 16
# 2025年6月30日, 2025.6, 6月底前, 年底, 立行立改, 长期坚持
_DEADLINE = re.compile(
    r"""(?: \d{4} \s? [年.\-/] \s? \d{1,2} .{0,12}
      | \d{1,2} 月 (?: \d{1,2} 日 )? .{0,6}
      | .{0,9} (?: 年底 | 月底 | 季度 | 半年 ) .{0,3}
      | (?: 立行立改 | 立知立改 | 即知即改 | 立即 | 长期 | 持续 | 常态 ) .{0,6}
    )""",
    re.VERBOSE,
)
# 县委办公室, 农业农村局（牵头）, 各乡镇, 党建办
_BODY = re.compile(
    r"""(?: .{1,18} (?: [科股办局室处委部所队站院厅组校团会] | 中心 | 支部 | 政府 | 公司 | 街道 | 单位 | [乡镇村队] )
      | 各 .{1,8} )
    (?: [（(] [^（()）]{1,6} [）)] )?""",
    re.VERBOSE,
)
# 周明远, 副县长 周明远, 局长：周明远
_PERSON = re.compile(
    r"""(?: .{0,20} (?: 书记 | 长 | 主任 | 委员 | 主席 | 员 | 师 | 经理 | 总 | 助理 ) [\s：:、]* )?
    [\u4e00-\u9fff]{2,3} (?: 等 )?""",
    re.VERBOSE,
)
# 县委副书记, 局党组成员, 分管副局长
_POST = re.compile(r".{1,14}(?:书记|长|主任|委员|主席|成员|师|经理|助理|领导|负责人|调研员)")
_SEVERAL = re.compile(r"[、，,；;\n/]|(?<=[）)])\s?")
_FIGURE = re.compile(r"\d[%％万亿个名家次份项条件户人起台套场期篇块辆座宗处批轮]")
_SAID_DONE = re.compile("已(?!经?有)|完成了|办结|印发|上线|到位")
_MAYBE_DONE = re.compile("完成|通过")
_AHEAD = re.compile("每[年季月半周]|拟|将|力争|确保|底前|不低于|不少于|不超过|原则上")
_TO_DO = re.compile("严格|建立|开展|修订|制定|完善")  # what is to be done, where no figure tells the result
_OPINION = re.compile(r"意见|验收|审核|核查|复核|结论|认定|评定|评价|评估")


class Guess(NamedTuple):
    """A field that a column of unknown heading seems to hold, and why."""

    field: str
    reason: str


def with_evidence(table: Table) -> Table:
    """The table with every column at the field that its heading and its cells speak for together."""
    return _guessed(_with_opinions(_told_apart(_verified(_with_periods(_with_words(table))))))


def samples(sheet: Sheet, number: int, bottom: int) -> list[str]:
    """The first texts of a column below its heading, without repeated headings and “/”."""
    out: list[str] = []
    above = (sheet.cells.get((row, number)) for row in range(1, bottom + 1))
    heads = {normal_heading(cell.text) for cell in above if cell is not None}
    for row in sheet.rows:
        cell = sheet.cells.get((row, number)) if row > bottom else None
        if cell is None or not cell.text.strip() or says_nothing(cell.text):
            continue
        if normal_heading(cell.text) not in heads:
            out.append(cell.text.strip())
            if len(out) == _SAMPLE:
                break
    return out


def share(texts: Iterable[str], holds: Callable[[str], object]) -> float:
    """Of the texts, how many hold; 0 for none."""
    said = list(texts)
    return sum(1 for text in said if holds(text)) / len(said) if said else 0.0


def tense(texts: list[str]) -> float:
    """How far texts look back: from -1 (what is to be done) to 1 (what was done), on the average."""
    return sum(map(_tense, texts)) / len(texts) if texts else 0.0


def _tense(text: str) -> float:
    back = (1.0 if _SAID_DONE.search(text) else 0) + (0.5 if _FIGURE.search(text) else 0)
    back += 0.3 if _MAYBE_DONE.search(text) else 0
    ahead = (1.0 if _AHEAD.search(text) else 0) + (0.5 if _TO_DO.search(text) else 0)
    return max(-1.0, min(1.0, back - ahead))


def agreement(table: Table) -> float:
    """The share of the table's cells that are of the kind that their column is for."""
    right = total = 0
    for column in table.columns.values():
        fits = _FITTING.get(column.field or "")
        for text in samples(table.sheet, column.number, table.bottom) if fits else []:
            total += 1
            right += bool(fits and fits(text))
    return right / total if total else 0.0


def wording(texts: list[str]) -> float:
    """How far a column words problems: each names a fault, none tells what was done, all differ."""
    if not texts or len(set(texts)) < 0.9 * len(texts):
        return 0.0
    return share(texts, _names_fault)


def _with_words(table: Table) -> Table:
    """A column that is headed like a status, for ticks (销号), and holds the words of several is one of statuses."""
    changed = {}
    for column in table.columns.values():
        if column.tick and not table.has("状态"):
            words = [t for t in samples(table.sheet, column.number, table.bottom) if yes_no(t) is None and status_of(t)]
            if len(set(words)) > 1:
                changed[column.number] = replace(column, field="状态", tick=None)
    return _changed(table, changed if len(changed) == 1 else {})


def _with_periods(table: Table) -> Table:
    """Several columns that are headed by nothing but a stretch of time report progress."""
    unknown = [c for c in table.columns.values() if c.field is None and c.tick is None]
    periods = [c for c in unknown if PERIOD.fullmatch(normal_heading(c.cell.text))]
    if len(periods) < 2:
        return table
    return _changed(table, {c.number: replace(c, field="进展") for c in periods})


def _verified(table: Table) -> Table:
    """A field read from a heading's last word stands only where the cells are of its kind."""
    changed = {}
    for column in table.columns.values():
        if not column.headed or column.field not in _FITTING or column.field == "表述":
            continue
        texts = samples(table.sheet, column.number, table.bottom)
        texts = [item for text in texts for item in ((split_numbered(text) or ("", []))[1] or [text])]
        if texts and share(texts, _FITTING[column.field]) <= _DOUBTED:
            other = next((n for n in _OTHERWISE.get(column.field, ()) if share(texts, _FITTING[n]) >= _LIKELY), None)
            changed[column.number] = replace(column, field=other, headed=False, guess="内容像" if other else "")
    return _changed(table, changed)


def _told_apart(table: Table) -> Table:
    """Headings for how far and for what was done are used for one another: the cells of all such columns decide."""
    asked = {c.number for c in table.columns.values() if c.asked}
    texts = {
        c.number: samples(table.sheet, c.number, table.bottom)
        for name in ("状态", "进展")
        for c in table.of(name)
        if c.number not in asked
    }
    states = {n for n, said in texts.items() if _are_statuses(said)}
    tells = {n for n, said in texts.items() if share(said, _is_report) > 0.5}
    headed = {name: {c.number for c in table.of(name)} for name in ("状态", "进展")}
    statuses = (headed["状态"] - tells) or (headed["进展"] & states)
    changed = {}
    for number in texts:
        column = table.columns[number]
        if column.field == "进展" and number in statuses:
            changed[number] = replace(column, field="状态")
        elif column.field == "状态" and number in tells and not headed["进展"] - statuses:
            changed[number] = replace(column, field="进展")
    several = [n for n in sorted(statuses) if n in changed]
    for extra in several[1:]:
        del changed[extra]
    return _changed(table, changed)


def _are_statuses(texts: list[str]) -> bool:
    known = sum(1 for text in texts if plain_status(text))
    return bool(known) and (all(len(t) <= 12 for t in texts) or known * 2 > len(texts))


def _is_report(text: str) -> bool:
    return len(text) > _PROSE and status_of(text) is None


def _with_opinions(table: Table) -> Table:
    """Where nothing else says how far a problem is, what who checked it thought does: 同意销号, 暂不同意销号。"""
    if table.has("状态") or any(c.tick for c in table.columns.values()):
        return table
    for column in table.of("内部备注"):
        said = samples(table.sheet, column.number, table.bottom)
        if _OPINION.search(normal_heading(column.cell.text)) and share(said, status_of) >= _LIKELY:
            return _changed(table, {column.number: replace(column, field="状态", guess="内容说了是否销号")})
    return table


def _guessed(table: Table) -> Table:
    """A field for the columns whose heading is not known, where heading and cells agree."""
    changed: dict[int, Column] = {}
    taken = {c.field for c in table.columns.values()} | (
        {"状态"} if any(c.tick for c in table.columns.values()) else set()
    )
    for number, column in table.columns.items():
        if column.field or column.tick or column.asked or column.several:
            continue
        if about_publication(column.heading):
            said = samples(table.sheet, number, table.bottom)
            clear = said and all(publication(text) is not None for text in said)
            if clear and "公开" not in taken and asks_whether_public(column.heading):
                taken.add("公开")
                changed[number] = replace(column, field="公开", guess="问的是公开与否，回答都清楚")
            continue
        guess = _guess(samples(table.sheet, number, table.bottom), taken)
        if guess is not None:
            taken.add(guess.field)
            changed[number] = replace(column, field=guess.field, guess=guess.reason)
    return _changed(table, changed)


def _guess(texts: list[str], taken: set[str | None]) -> Guess | None:
    for name in _FROM_CELLS:
        if texts and name not in taken and share(texts, _FITTING[name]) >= _SURE:
            return Guess(name, "内容像")
    return None


def fitting_field(text: str, names: tuple[str, ...]) -> str | None:
    """The one of these fields that a text is of, by its looks; None where several or none are."""
    found = [name for name in names if _FITTING[name](text)]
    return found[0] if len(found) == 1 else None


def _changed(table: Table, columns: Mapping[int, Column]) -> Table:
    return replace(table, columns=table.columns | dict(columns)) if columns else table


def _items(text: str) -> list[str]:
    return [item for part in _SEVERAL.split(text) if (item := part.strip())]


def _is_deadline(text: str) -> bool:
    return len(text) <= _SHORT and bool(_DEADLINE.fullmatch(re.sub(r"\s", "", text)))


def _is_bodies(text: str) -> bool:
    items = _items(text)
    return bool(items) and all(len(i) <= 24 for i in items) and share(items, _BODY.fullmatch) > 0.5


def names_body(text: str) -> bool:
    """A sheet that a department has to itself is named after it, and not after a 方面."""
    return _BODY.fullmatch(text) is not None


def _is_people(text: str) -> bool:
    items = _items(text)
    return bool(items) and all((_PERSON.fullmatch(i) and not _BODY.fullmatch(i)) or _POST.fullmatch(i) for i in items)


def _is_status(text: str) -> bool:
    return status_of(text) is not None and len(text) <= 30


def _names_fault(text: str) -> bool:
    return (
        4 < len(text) <= _LONGEST_TITLE
        and bool(_faults().search(text))
        and not re.search(r"已(?!经)|^\d+[.、]?$", text)
    )


def _is_prose(text: str) -> bool:
    answers = len(text) < _PROSE and publication(text) is not None
    return len(text) > 4 and not answers and not _is_status(text) and not _is_deadline(text)


@cache
def _faults() -> re.Pattern[str]:
    rows = lexicon("fault_words")
    harmless = [row["词"] for row in rows if not float(row["分量"])]
    words = [row["词"] for row in rows if float(row["分量"]) >= 0.5]
    first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    behind = "|".join(map(re.escape, sorted(harmless, key=len, reverse=True)))
    return re.compile(f"(?!{behind})(?:{first})|[“][^”]{{2,12}}[”]|问题$")


def _is_group(text: str) -> bool:
    return len(text) <= 40 and not _is_deadline(text) and not _is_status(text)


_FITTING: dict[str, Callable[[str], object]] = {
    "表述": _names_fault,
    "方面": _is_group,
    "时限": _is_deadline,
    "责任单位": _is_bodies,
    "牵头单位": _is_bodies,
    "牵头领导": _is_people,
    "状态": _is_status,
    "措施": _is_prose,
    "进展": _is_prose,
    "成效": _is_prose,
    "整改目标": _is_prose,
    "佐证": lambda text: not _is_status(text),
}
_OTHERWISE = {"措施": ("状态",), "进展": ("状态",), "成效": ("状态",), "状态": ("进展",), "牵头领导": ("责任单位",)}
_FROM_CELLS = ("时限", "责任单位", "状态")  # what a column may hold by its cells alone: none of it is printed
