"""Finding the table in a sheet: its header row under merged titles, and which column holds what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from drafter.ledger.excel_columns import IGNORED, MANY, TASKS, Column, Table, is_stretch
from drafter.ledger.excel_evidence import with_evidence
from drafter.ledger.excel_kinds import kind_of
from drafter.ledger.excel_labelled import label_field
from drafter.ledger.excel_levels import levels_of
from drafter.ledger.excel_periods import order_of
from drafter.ledger.excel_sheet import Cell, Sheet, column_name
from drafter.ledger.excel_words import (
    about_publication,
    field_named,
    field_of,
    fields,
    fields_named,
    head_of,
    in_brackets,
    listed_heading,
    normal_heading,
    status_heading,
    to_be_marked,
    words_both,
)
from drafter.patterns import pattern
from drafter.text.numerals import NUMBER, from_chinese
from drafter.text.statuses import plain_status, publication, told_status, yes_no

_SEARCHED_ROWS = 40
_DEEPEST_HEADER = 4
_LONGEST_HEADING = 30
_FINER_THAN_TITLE = {"具体问题", "问题描述", "问题内容", "问题清单"}  # 具体表现 where another column is 表述
_SAID = pattern(r"[^：:（(]{2,8}[：:]\s{0,8}[^\s（(]")  # 填报日期：2025年
_STOP = pattern(r"[。；;，！]")
_HEADERS_TRIED = 16
_FEWEST_TOLD = 3  # fields of a table whose problems are known by their cells


def find_table(sheet: Sheet, mapping: Mapping[str, str], key: str = "表述", heads: int | None = None) -> Table | None:
    """The sheet's table: the header that names most fields, `key` among them. None for a cover or notes.

    `heads`: the row where its headings begin, where that is known.

    Where no heading is known to mean the problems, the header is the one under which the cells make most sense, a
    column that words problems among them (which is asked about).
    """
    best: tuple[tuple[int, int, int], Table] | None = None  # most fields, then the fewest rows
    others: list[tuple[tuple[int, int, int], Table]] = []
    for row in [r for r in list(sheet.rows)[:_SEARCHED_ROWS] if not _is_banner(sheet.rows[r])]:
        if _is_counted(sheet.rows[row]) or heads not in (None, row):
            continue
        for depth in range(1, _DEEPEST_HEADER + 1):
            if depth > 1 and not _continues_header(sheet, row, row + depth - 1):
                break
            columns = _with_problems(_columns(sheet, row, depth, mapping))
            fields = {c.field for c in columns.values() if c.field} | {"状态" for c in columns.values() if c.tick}
            fields |= {name for c in columns.values() for name in c.several}
            ticks = sum(1 for c in columns.values() if c.tick)
            named = len({c.cell.name for c in columns.values() if c.field or c.tick or c.several})
            score = (len(fields) + ticks - _cut(sheet, row, depth), named, -depth)
            texts = {normal_heading(c.text) for r in range(row, row + depth) for c in sheet.rows.get(r, [])}
            table = Table(sheet, row, row + depth - 1, columns, frozenset(texts))
            known = {c.field for c in columns.values() if c.field and not c.headed}
            surely = bool(known) or (key != "表述" and _could_head(sheet, row, depth))  # of a list, by their last words
            if key in fields and len(fields) > 1 and surely:  # a row of the table may end in such words, too
                best = (score, table) if best is None or score > best[0] else best
            elif len(fields) > 1 or _could_head(sheet, row, depth):
                others.append((score, table))
    if best is not None:
        return with_evidence(_with_count(best[1]))
    return _by_cells(others) if key == "表述" else None


def _with_count(table: Table) -> Table:
    """The table with the column that counts its rows and has no heading."""
    first = min(table.columns) - 1
    if table.has("编号") or first < 1:
        return table
    counted = [c for r, cells in table.sheet.rows.items() if r > table.bottom for c in cells if c.column == first]
    if [from_chinese(c.text.strip()) for c in counted] != list(range(1, len(counted) + 1)) or len(counted) < 2:
        return table
    head = replace(counted[0], row=table.bottom, text="序号", value="序号", exact="序号")
    return replace(table, columns={first: Column(first, "序号", "编号", head), **table.columns})


def _by_cells(found: list[tuple[tuple[int, int, int], Table]]) -> Table | None:
    """Of headers that name no problem the one whose columns can be told best by their cells, the problems' among them;
    the first where several do alike."""
    likely = sorted(found, key=lambda one: one[0], reverse=True)[:_HEADERS_TRIED]
    tried = [with_evidence(table) for _, table in likely]
    rated = [
        (_told(table) - _cut(table.sheet, table.top, table.bottom - table.top + 1), -table.top, -table.bottom, at)
        for at, table in enumerate(tried)
        if table.has("表述") and _told(table) >= _FEWEST_TOLD
    ]
    if rated:
        return tried[max(rated)[-1]]
    levelled = _levelled(likely[0][1]) if likely and likely[0][0][0] > 1 else None
    return with_evidence(levelled) if levelled else None


def _is_counted(cells: list[Cell]) -> bool:
    """A row that a number begins, and that says something else too, is one of the table's."""
    kinds = [kind_of(c.text) for c in cells]
    return kinds[0] == "序号" and set(kinds) != {"序号"}


def _told(table: Table) -> int:
    """How many fields its columns hold."""
    return len({c.field or "状态" for c in table.columns.values() if c.field not in (None, "内部备注") or c.tick})


def _could_head(sheet: Sheet, top: int, depth: int) -> bool:
    """Short texts side by side, none of them a number, a date or a sentence: they may be headings of unknown words."""
    cells = [c for row in range(top, top + depth) for c in sheet.rows.get(row, [])]
    return len(cells) >= _FEWEST_TOLD and all(
        len(c.text) <= _LONGEST_HEADING // 2
        and not isinstance(c.value, (int, float))
        and not _STOP.search(c.text)
        and (kind_of(c.text) not in ("序号", "期限") or _may_head(c))
        for c in cells
    )


def _with_problems(columns: dict[int, Column]) -> dict[int, Column]:
    """Where nothing else words the problems, 具体表现 does; what is to be done (整改任务) is then a measure."""
    finer = [c for c in columns.values() if c.field == "具体表现" and not c.asked]
    titles = [c for c in columns.values() if c.field == "表述"]
    if len(finer) != 1 or any(c.asked or normal_heading(c.cell.text) not in TASKS for c in titles):
        return columns
    tasks = {c.number: replace(c, field="措施") for c in titles}
    return columns | tasks | {finer[0].number: replace(finer[0], field="表述")}


def _cut(sheet: Sheet, top: int, depth: int) -> int:
    """How many headings go on below the header: its last row is then none."""
    heads = (c for row in range(top, top + depth) for c in sheet.rows.get(row, []))
    return sum(1 for c in heads if c.columns < 4 and top + depth - c.row < c.rows <= _DEEPEST_HEADER)


def _is_banner(cells: list[Cell]) -> bool:
    """A row of one wide cell (a title, the name of a 方面), or one that tells something (填报单位：…)."""
    alone = len(cells) == 1 and (cells[0].columns > 2 or cells[0].column == 1)
    return alone or any(_SAID.match(c.text) for c in cells)


def _levelled(table: Table) -> Table | None:
    """The table with the column beside its numbers as the problems, where numbers of two or three kinds say what is a
    方面, a problem and a measure; None where they do not."""
    numbers = table.of("编号")
    first = numbers[0].number + 1 if numbers else min(table.columns, default=0)
    beside = table.columns.get(first)
    if beside is None or beside.field or beside.tick or beside.asked or about_publication(beside.heading):
        return None
    reason = "编号分了层次，按层次读作方面、问题、措施"
    changed = table.columns | {beside.number: replace(beside, field="表述", guess=reason)}
    levelled = replace(table, columns=changed)
    return levelled if levels_of(levelled) else None


def _continues_header(sheet: Sheet, top: int, row: int) -> bool:
    """Row `row` is a further line of the header: every text in it is a short one under a merged heading, or known."""
    cells = sheet.rows.get(row, [])
    covering = [c for c in sheet.rows.get(top, []) if c.row + c.rows - 1 >= row]
    if not cells:
        return any((row, c.column) in sheet.owner for c in sheet.rows.get(top, []))  # covered by merged headings
    if len(covering) > 1 and len(covering) >= len(cells) and max(c.rows for c in covering) <= _DEEPEST_HEADER:
        return True
    if _divides(sheet, top, row, cells):
        return True
    for cell in cells:
        above = sheet.at(row - 1, cell.column)
        under_merged = above is not None and above.columns > 1 and above.row >= top
        known = field_of(cell.text) is not None or plain_status(cell.text) is not None
        if len(cell.text) > _LONGEST_HEADING or isinstance(cell.value, (int, float)) or not (under_merged or known):
            return False
    return any(
        field_of(c.text) or plain_status(c.text) or ((a := sheet.at(row - 1, c.column)) is not None and a.columns > 1)
        for c in cells
    )


def _divides(sheet: Sheet, top: int, row: int, cells: list[Cell]) -> bool:
    """The row divides headings that have empty places to their right, as a wide one has where nobody merged cells, and
    says nothing under the others (a .csv knows no merged cells)."""

    def headed(column: int) -> bool:
        return any(sheet.at(r, column) is not None for r in range(top, row))

    last = max(c.column + c.columns - 1 for c in sheet.rows[top])
    for cell in cells:
        column = cell.column
        opens = not headed(column + 1) and (column < last or any(c.column > column for c in cells))
        if (
            len(cell.text) > _LONGEST_HEADING // 2
            or isinstance(cell.value, (int, float))
            or (headed(column) and not opens)
        ):
            return False
    return sum(map(_may_head, cells)) >= 0.6 * len(cells) and len(cells) > 1


def _may_head(cell: Cell) -> bool:
    """A stretch of time, a status, an answer, or what some column is called."""
    text = normal_heading(cell.text)
    return bool(
        is_stretch(cell.text)
        or status_heading(text)
        or publication(text) is not None
        or field_of(text)
        or head_of(text)
    )


def _parent(sheet: Sheet, top: int, row: int, column: int) -> Cell | None:
    """The heading above a finer one: over it, or, where nobody merged the cells, the last one to its left."""
    for left in range(column, 0, -1):
        cell = sheet.at(top, left)
        if cell is not None and cell.row >= top:
            return cell if left == column or sheet.own(row, left) is not None else None
    return None


def _columns(sheet: Sheet, top: int, depth: int, mapping: Mapping[str, str]) -> dict[int, Column]:
    last = max((c.column + c.columns - 1 for r in range(top, top + depth) for c in sheet.rows.get(r, [])), default=0)
    columns: dict[int, Column] = {}
    for number in range(1, last + 1):
        parts: list[Cell] = []
        for row in range(top, top + depth):
            cell = sheet.at(row, number)
            if cell is not None and cell.row >= top and cell not in parts:
                parts.append(cell)
        if parts and parts[0].row > top and (parent := _parent(sheet, top, parts[-1].row, number)):
            parts.insert(0, parent)
        if parts and all(len(p.text) <= 60 for p in parts):
            columns[number] = _column(number, parts, mapping)
    return _without_clashes(columns, {n for n, c in columns.items() if c.asked})


def _column(number: int, parts: list[Cell], mapping: Mapping[str, str]) -> Column:
    names = [normal_heading(p.text) for p in parts]
    heading = "·".join(re.sub(r"\s+", "", p.text) for p in parts)
    child, parents = to_be_marked(parts[-1].text) or names[-1], names[:-1]
    for key in (normal_heading(heading), child, "".join(names), column_name(number) + "列"):
        if key in mapping:
            return Column(number, heading, mapping[key], parts[-1], asked=True)
    if several := fields_named(parts[-1].text):
        return Column(number, heading, None, parts[-1], several=several)
    tick = status_heading(child) if yes_no(child) is None and not listed_heading(child) else None
    how_far = any(field_named(p) in ("状态", "进展", "成效") for p in parents)
    if not tick and how_far and yes_no(child) is None and not listed_heading(child) and (told := told_status(child)):
        tick = told.status  # 仍在推进 under 销号进度
    if tick and (not parents or how_far):
        return Column(number, heading, None, parts[-1], tick)
    found = "表述" if words_both(parts[-1].text) else field_of(child)
    if not found and (said := in_brackets(parts[-1].text)) and (meant := field_named(said)):
        found = meant if (head := head_of(child)) is None or head.field == meant else None
    if child != names[-1] and publication(child) is not None:
        found = "公开"
    for parent in reversed(parents):
        found = found or field_of(parent + child) or field_of(child + parent)
        if not found and child in _SAYS_WHAT_IS_ABOVE:
            found = field_of(parent)
    if not found and parents and publication(child) is not None and field_of(parents[-1]) in ("状态", "公开"):
        found = field_of(parents[-1])  # 是 | 否 under 是否公开
    if any(map(is_stretch, (p.text for p in parts[:-1]))) and (found in (None, "整改目标")):
        found = _in_a_stretch(child) or found  # 目标任务 | 完成情况 under 一季度
    if not found and "时限" in map(field_named, parents) and (end := _END.fullmatch(child)):
        found = "内部备注" if end["begins"] else "时限"  # 起 | 止 under 起止时间
    stretch = is_stretch(parts[-1].text)
    if not found and stretch and re.search("(?:进展|完成|落实)(?:情况)?$", child):
        found = "进展"  # 截至9月20日进展
    of_progress = [name for p in parents if (name := field_named(p)) in ("状态", "进展", "成效")]
    own = head_of(child)
    other = own is not None and not own.asked and own.field not in ("状态", "进展", "成效")
    if not found and of_progress and (stretch or (of_progress[-1] == "进展" and not other)):
        found = "进展"
    if not found and not stretch:
        for text in (child, *(child + parent for parent in reversed(parents))):
            if head := head_of(text):
                reason = f"列名以“{head.word}”收尾" if head.asked else ""
                return Column(number, heading, head.field, parts[-1], headed=True, guess=reason)
    return Column(number, heading, found, parts[-1])


# 起 | 止, 开始 | 完成 under a heading for time
_END = pattern("(?:(?P<begins>起|始|自|开始|启动|起始|开工)|止|至|终|结束|截止|完成|完工|到期)(?:时间|日期)?")


def _in_a_stretch(child: str) -> str | None:
    """What a heading below a quarter or month holds: what was to be done then, or what was."""
    name = label_field(child)
    return name if name in ("措施", "进展") else None


_SAYS_WHAT_IS_ABOVE = ("姓名", "名称", "内容", "具体内容", "情况")  # 具体内容 under 措施一 is the measure


def _without_clashes(columns: dict[int, Column], asked: set[int]) -> dict[int, Column]:
    """Of two columns for one field the first keeps it, before all the one that was `asked` for; a finer wording of the
    problem is its 具体表现."""
    out: dict[int, Column] = {}
    titles = [c for c in columns.values() if c.field == "表述"]
    planned = any(c.field == "措施" for c in columns.values())
    tasks = [c for c in titles if normal_heading(c.cell.text) in TASKS]
    finer = [c for c in titles if normal_heading(c.cell.text) in _FINER_THAN_TITLE]
    numbers = [c for c in columns.values() if c.field == "编号"]
    of_problems = [c for c in numbers if "问题" in normal_heading(c.cell.text)] if len(numbers) > 1 else []
    taken: set[str] = set()
    for number, column in sorted(columns.items(), key=lambda item: (item[0] not in asked, *_behind(item[1]))):
        name = column.field
        if column.asked and name not in taken:
            taken.add(name or "")
            out[number] = column
            continue
        if of_problems and column in numbers and column is not of_problems[0]:
            name = "措施序号"  # 序号 counts rows where 问题编号 names the problem
        heading = normal_heading(column.heading)
        further = numbers and numbers[0] is not column
        if name == "编号" and (_NUMBERS_MEASURES.match(heading) or (further and _OF_MEASURES.match(heading))):
            name = "措施序号"
        if name == "状态" and name in taken and _OF_MEASURES.match(normal_heading(column.cell.text)):
            name = "措施状态"
        if column in tasks and len(tasks) < len(titles) and not planned:
            name = "措施"
        if column in finer and len(finer) < len(titles) and not any(c.field == "具体表现" for c in columns.values()):
            name = "具体表现"
        answers = "·" in column.heading and publication(normal_heading(column.cell.text)) is not None
        if name == "牵头领导" and name in taken and not _BY_HAND.search(normal_heading(column.cell.text)):
            other = next(c for c in out.values() if c.field == name)
            column = replace(column, guess=f"与“{other.heading}”一并读入")  # 牵头领导 beside 责任领导
        elif name in taken and name not in MANY and name != IGNORED and not answers:
            name = None
        if name:
            taken.add(name)
        out[number] = replace(column, field=name)
    return dict(sorted(out.items()))


# 具体责任人, 经办人: who does it, beside who answers for it (分管领导)
_BY_HAND = pattern(r"责任人|负责人|经办|承办|联络|具体")


_DATED = pattern(rf"{NUMBER}{{1,3}}月|{NUMBER}季度|[上下]半年")
_NUMBERS_MEASURES = pattern("(?:整改|具体)?(?:措施|举措)")  # 措施代码, be it the only number
_OF_MEASURES = pattern(
    r"(?:整改)?(?:措施|举措|任务)"
)  # 措施完成率, 任务号: of a measure, where the problem has its own


_IN_RATES = pattern(r"(?:进度|比例|率|百分比)$")


def _behind(column: Column) -> tuple[bool, bool, bool, tuple[int, ...]]:
    """Of several columns for one field, which stand back: who does the work behind who leads it, how far a measure is
    behind how far the problem is, a rate behind a status, how far it was in an earlier month behind how far it is, and
    what was read from its last word behind what is known."""
    heading = normal_heading(column.cell.text)
    dated = column.field == "状态" and _DATED.search(heading)
    earlier = tuple(-part for part in order_of(column)) if dated else (0, 0, 0)
    by_hand = column.field == "牵头领导" and bool(_BY_HAND.search(heading))
    status = column.field == "状态"
    of_measures, rates = status and bool(_OF_MEASURES.match(heading)), status and bool(_IN_RATES.search(heading))
    return by_hand or of_measures, rates, column.headed, earlier


def heading_cells(sheet: Sheet) -> Iterator[Cell]:
    """The cells of the first rows that might be a header, for a message."""
    for row in list(sheet.rows)[:6]:
        yield from sheet.rows[row]


def known_fields() -> list[str]:
    """What --map may name."""
    return [*fields(), IGNORED]


def column_field(name: str) -> str | None:
    """The field that --map means by a name: its own, or that of a heading."""
    wanted = name.rpartition(".")[2].strip()
    return wanted if wanted in known_fields() else field_of(wanted) or ("措施" if wanted == "内容" else None)
