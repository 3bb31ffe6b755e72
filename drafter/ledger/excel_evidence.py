"""What a column holds, by its heading and by its cells together.

A heading that is known outranks a guess. Where it is not known, or is one that offices use for two things (完成情况 is
how far, or what was done), the cells decide: dates, statuses, names of bodies and people, prose that looks back.
A guess is always asked about; what cannot be told for sure stays a note, with the likely field in the question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from drafter.ledger.excel_assign import NOTE
from drafter.ledger.excel_columns import TELLING, Column, Table, is_stretch
from drafter.ledger.excel_joint import jointly
from drafter.ledger.excel_kinds import (
    are_codes,
    is_bodies,
    is_deadline,
    is_group,
    is_people,
    is_prose,
    is_report,
    is_status,
    names_fault,
    says_how_far,
    share,
)
from drafter.ledger.excel_samples import samples
from drafter.ledger.excel_words import (
    about_publication,
    about_secrecy,
    asks_whether_public,
    normal_heading,
    split_numbered,
)
from drafter.patterns import pattern
from drafter.text.statuses import plain_status, publication, status_of, yes_no

_SAMPLE = 24  # cells of a column that are looked at
_WIDE = 5  # headings of a table in whose rows two cells alone say nothing of a problem
_LIKELY = 0.6  # share of the cells that a guess from a heading's last word needs
_DOUBTED = 0.5  # up to which a heading's last word is not believed
_FIGURE = pattern(r"\d[%％万亿个名家次份项条件户人起台套场期篇块辆座宗处批轮]")
_SAID_DONE = pattern("已(?!经?有)|完成了|办结|印发|上线|到位")
_MAYBE_DONE = pattern("完成|通过")
_AHEAD = pattern("每[年季月半周]|拟|将|力争|确保|底前|不低于|不少于|不超过|原则上")
_TO_DO = pattern("严格|建立|开展|修订|制定|完善")  # what is to be done, where no figure tells the result
_OPINION = pattern(r"意见|验收|审核|核查|复核|结论|认定|评定|评价|评估")


def with_evidence(table: Table) -> Table:
    """The table with every column at the field that its heading and its cells speak for together."""
    headed = _without_codes(_told_apart(_verified(_with_periods(_with_words(table)))))
    return _guessed(_with_speech(_with_opinions(headed)))


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
        fits = _fitting(column.field or "")
        for text in samples(table.sheet, column.number, table.bottom) if fits else []:
            total += 1
            right += bool(fits and fits(text))
    return right / total if total else 0.0


def _with_words(table: Table) -> Table:
    """A column that is headed like a status, for ticks (销号), and holds the words of several is one of statuses."""
    changed = {}
    for column in table.columns.values():
        if column.tick and not table.has("状态"):
            said = samples(table.sheet, column.number, table.bottom)
            words = [t for t in said if yes_no(t) is None and says_how_far(t)]
            if len(set(words)) > 1:
                changed[column.number] = replace(column, field="状态", tick=None)
    return _changed(table, changed if len(changed) == 1 else {})


def _with_periods(table: Table) -> Table:
    """Several columns that are headed by nothing but a stretch of time report progress."""
    unknown = [c for c in table.columns.values() if c.field is None and c.tick is None]
    periods = [c for c in unknown if is_stretch(c.cell.text)]
    known = [c for c in table.of("进展") if is_stretch(c.cell.text)]
    if not periods or len(periods) + len(known) < 2:
        return table
    return _changed(table, {c.number: replace(c, field="进展") for c in periods})


_RATE = pattern(r"\s*(?:约|完成)?\d{1,3}(?:\.\d+)?\s*[%％]\s*")


def _verified(table: Table) -> Table:
    """A field read from a heading's last word stands only where the cells are of its kind."""
    changed = {}
    for column in table.columns.values():
        if column.field in ("整改目标", "进展") and not column.asked and not table.has("时限"):
            said = samples(table.sheet, column.number, table.bottom)
            open_ended = column.field == "进展" and any(map(plain_status, said))  # 长期: how far it is
            if said and all(map(is_deadline, said)) and not open_ended:  # 整改要求：7月底; 截止月份 under 任务落实
                changed[column.number] = replace(column, field="时限", guess="每格都是期限")
                continue
        if column.field in ("进展", "成效", "措施") and not column.asked:
            said = samples(table.sheet, column.number, table.bottom)
            told = table.has("状态") or any(c.tick for c in table.columns.values())
            if told and said and all(map(_RATE.fullmatch, said)):  # 完成比例 under 落实情况 tells nothing that was done
                changed[column.number] = replace(column, field=NOTE, guess="每格都是比例")
                continue
        if not column.headed or column.field not in _FITTING or column.field == "表述":
            continue
        texts = samples(table.sheet, column.number, table.bottom)
        texts = [item for text in texts for item in ((split_numbered(text) or ("", []))[1] or [text])]
        fits = _fitting(column.field)
        if texts and fits and share(texts, fits) <= _DOUBTED:
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
    tells = {n for n, said in texts.items() if share(said, is_report) > 0.5}
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


def _without_codes(table: Table) -> Table:
    """No heading makes text of codes (核: 甲, 乙, 甲 under 整改情况): they are statuses where each says how far a
    problem is, else the column is not known."""
    states = table.has("状态") or any(c.tick for c in table.columns.values())
    changed = {}
    for column in table.columns.values():
        if column.field not in TELLING or column.asked:
            continue
        said = samples(table.sheet, column.number, table.bottom)
        if not are_codes(said):
            continue
        if not all(map(says_how_far, said)):
            changed[column.number] = replace(column, field=None, headed=False)
        elif not states:
            states = True
            changed[column.number] = replace(column, field="状态", headed=False, guess="每格都说改得怎样")
    return _changed(table, changed)


def _with_opinions(table: Table) -> Table:
    """Where nothing else says how far a problem is, what who checked it thought does: 同意销号, 暂不同意销号。"""
    if table.has("状态") or any(c.tick for c in table.columns.values()):
        return table
    for column in table.of("内部备注"):
        said = samples(table.sheet, column.number, table.bottom)
        if _OPINION.search(normal_heading(column.cell.text)) and share(said, status_of) >= _LIKELY:
            return _changed(table, {column.number: replace(column, field="状态", guess="内容说了是否销号")})
    return table


def _with_speech(table: Table) -> Table:
    """Where nothing else says how far a problem is, the one column of unknown heading whose every cell does, in
    whatever words: 改完了, 大体到位, 常抓不懈."""
    if table.has("状态") or any(c.tick for c in table.columns.values()):
        return table
    found = []
    for column in table.columns.values():
        if column.field or column.asked or column.several or about_publication(column.heading):
            continue
        said = samples(table.sheet, column.number, table.bottom)
        words = {text for text in said if yes_no(text) is None}
        if len(words) > 1 and len(words) * 2 > len(set(said)) and all(map(says_how_far, said)):
            found.append(replace(column, field="状态", guess="每格都说改得怎样"))
    return _changed(table, {c.number: c for c in found} if len(found) == 1 else {})


def _guessed(table: Table) -> Table:
    """A field for the columns whose heading is not known, where heading and cells agree."""
    changed: dict[int, Column] = {}
    free: list[Column] = []
    taken = {c.field for c in table.columns.values()} | (
        {"状态"} if any(c.tick for c in table.columns.values()) else set()
    )
    for number, column in table.columns.items():
        if column.field or column.tick or column.asked or column.several:
            continue
        if about_publication(column.heading):
            said = samples(table.sheet, number, table.bottom)
            clear = said and all(publication(text) is not None for text in said)
            worded = not about_secrecy(column.heading) and all(
                yes_no(text) is None for text in said
            )  # 主动公开, 不予公开 leave no doubt under any heading
            if clear and "公开" not in taken and (worded or asks_whether_public(column.heading)):
                taken.add("公开")
                changed[number] = replace(column, field="公开", guess="问的是公开与否，回答都清楚")
            continue
        free.append(column)
    return jointly(_changed(table, changed), free, taken)


def fitting_field(text: str, names: tuple[str, ...]) -> str | None:
    """The one of these fields that a text is of, by its looks; None where several or none are."""
    found = [name for name in names if _FITTING[name](text)]
    return found[0] if len(found) == 1 else None


def _changed(table: Table, columns: Mapping[int, Column]) -> Table:
    return replace(table, columns=table.columns | dict(columns)) if columns else table


_FITTING: dict[str, Callable[[str], object]] = {
    "表述": names_fault,
    "方面": is_group,
    "时限": is_deadline,
    "责任单位": is_bodies,
    "牵头单位": is_bodies,
    "牵头领导": is_people,
    "状态": is_status,
    "措施": is_prose,
    "进展": is_prose,
    "成效": is_prose,
    "整改目标": is_prose,
    "佐证": lambda text: not is_status(text),
}


def _fitting(name: str) -> Callable[[str], object] | None:
    """What the cells of a column of that field are; of statuses in whatever words."""
    return says_how_far if name == "状态" else _FITTING.get(name)


_OTHERWISE = {"措施": ("状态",), "进展": ("状态",), "成效": ("状态",), "状态": ("进展",), "牵头领导": ("责任单位",)}
