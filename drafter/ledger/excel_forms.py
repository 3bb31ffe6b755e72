"""One form a problem (销号卡): labels with their values beside or below them -> a table with one problem a row.

A value belongs to the label that stands beside it in its row; where a row is made of labels alone, the rows below it
are a small table under them. A form begins again where its first label does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from drafter.ledger.excel_columns import TASKS
from drafter.ledger.excel_grid import Grid
from drafter.ledger.excel_sheet import Cell, Sheet
from drafter.ledger.excel_words import field_named, field_of, head_of, listed_heading, normal_heading
from drafter.patterns import pattern
from drafter.text.statuses import plain_status, publication_alone

_NUMBER_OF_MEASURE = "措施序号"
_FEWEST_LABELS = 3  # known ones, in a form
_FEWEST_REPEATED = 4  # labels that nobody knows
_LONGEST_LABEL = 16
_CLAUSES = pattern(r"[。；;！!？?，,]")
_SENTENCE = pattern(r"[。；;！!？?《》\d]")
# 编号：3    填报单位：县水务局
# A label inside a cell: at its beginning, on a line of its own, or behind two spaces (甲：乙  丙：丁).
_INLINE = pattern(
    r"(?:(?<![\s\S])\s?|(?<=\n)|(?<=\s\s))(?P<label>[^\s:：，。；]{2,12})\s{0,4}[:：]",
)


class Pair(NamedTuple):
    """A value and its label; `line`: of the small table it stands in, else None."""

    label: Cell
    value: Cell
    row: int
    line: int | None


@dataclass
class Forms:
    """The forms of a sheet as one table; `left` belongs to none of them (titles); `blank` forms name no problem."""

    table: Sheet
    left: list[Cell]
    blank: list[Cell] = field(default_factory=list)
    labels: frozenset[str] = frozenset()  # every label as a heading, those without a value too


def is_label(cell: Cell) -> bool:
    """The cell names a field of the ledger and is no answer (完成, 公开)."""
    text = cell.text.strip()
    if not text or len(re.sub(r"\s", "", text)) > _LONGEST_LABEL or isinstance(cell.value, (int, float)):
        return False
    if field_of(text) == "编号":
        return True  # NO. is no answer
    if field_of(text) is None or publication_alone(text) is not None or _CLAUSES.search(text):
        return False
    return listed_heading(text) or plain_status(text) is None


def may_label(cell: Cell) -> bool:
    """The cell names a field, by a word that is known or by its last one."""
    text = cell.text.strip()
    if is_label(cell):
        return True
    if not text or len(re.sub(r"\s", "", text)) > 10 or isinstance(cell.value, (int, float)) or _CLAUSES.search(text):
        return False
    return head_of(text) is not None and publication_alone(text) is None and plain_status(text) is None


def read_forms(sheet: Sheet) -> Forms | None:
    """None where the sheet has no form with a problem."""
    known = _labels(sheet)
    inline = _inline(sheet, known)
    if (
        len({field_named(c.text) for c in known.values()} | {field_named(p.label.text) for p in inline})
        < _FEWEST_LABELS
    ):
        return None
    known |= _heads_of_tables(sheet)
    known |= _more_labels(sheet, known)
    known |= _lone_heads(sheet, known)
    labels = known | _unknown_labels(sheet, known)
    pairs, left = _pairs(sheet, labels, inline)
    titles = _titles(pairs)
    beside = [(p.row, p.label) for p in titles if p.line is None]
    if not titles or any(a[0] == b[0] and a[1] is b[1] for a, b in pairwise(beside)):
        return None  # several problems beside one heading: a table on its side
    first = normal_heading(titles[0].label.text)
    starts = _starts(pairs, [p for p in titles if normal_heading(p.label.text) == first])
    forms = _laid_out(sheet, pairs, starts, _empty(sheet, labels, pairs), left)
    return replace(forms, labels=frozenset(normal_heading(c.text) for c in labels.values()))


def read_repeated(sheet: Sheet) -> Forms | None:
    """Forms whose labels nobody knows: short texts that stand in every form of the sheet, or of the sheets laid out
    alike, at the same place. What they hold is told by the cells (excel_joint)."""
    labels = _repeated(sheet)
    if len({c.text for c in labels.values()}) < _FEWEST_REPEATED:
        return None
    pairs, left = _pairs(sheet, labels, [])
    if len(pairs) < _FEWEST_REPEATED:
        return None
    first = next(iter(labels.values()))
    starts = [c.row for c in labels.values() if c.text == first.text and c.column == first.column]
    forms = _laid_out(sheet, pairs, starts, [], left, lambda form: form)
    return replace(forms, labels=frozenset(normal_heading(c.text) for c in labels.values()))


def may_stand_as_label(cell: Cell) -> bool:
    """A short text that is no sentence and no figure."""
    short = 0 < len(re.sub(r"\s", "", cell.text)) <= _LONGEST_LABEL
    return short and not _SENTENCE.search(cell.text) and not isinstance(cell.value, (int, float))


def _repeated(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    """The short texts that stand equally often in a column, or at their place in all of the sisters; beside one of them
    stands its value, whatever that is."""
    short = {k: c for k, c in sheet.cells.items() if may_stand_as_label(c)}
    if sheet.sisters:
        found = {
            k: c for k, c in short.items() if all((o := s.cells.get(k)) and o.text == c.text for s in sheet.sisters)
        }
    else:
        often = Counter(c.text for c in short.values())  # in all columns: cards stand abreast, too
        forms = Counter(often.values()).most_common()
        times = next((n for n, _ in forms if n > 1), 0)
        found = {k: c for k, c in short.items() if often[c.text] == times > 1}
    out: dict[tuple[int, int], Cell] = {}
    for (row, column), cell in found.items():
        before = sheet.at(row, column - 1)
        beside = before is not None and before.row == row and (before.row, before.column) in out
        if not beside and sheet.at(row, column + cell.columns) is not None:
            out[row, column] = cell
    return out


def _labels(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    """The known labels. 同意责任领导意见 beside one is its value: only its last word is a label's."""
    known = {key: cell for key, cell in sheet.cells.items() if is_label(cell)}
    out = {}
    for (row, column), cell in known.items():
        before = sheet.at(row, column - 1)
        beside = before is not None and before.row == row and (before.row, before.column) in known
        if not beside or listed_heading(cell.text) or field_of(cell.text) != "内部备注":
            out[row, column] = cell
    return out


def _inline(sheet: Sheet, known: dict[tuple[int, int], Cell]) -> list[Pair]:
    """Cells that hold label and value themselves (反馈问题：…), where no label stands beside them."""
    out = []
    for (row, column), cell in sheet.cells.items():
        beside = sheet.at(row, column - 1)
        if not re.search("[:：]", cell.text) or (beside and (beside.row, beside.column) in known):
            continue
        found = list(_INLINE.finditer(cell.text))
        if not found or cell.text[: found[0].start()].strip() or not any(field_of(m["label"]) for m in found):
            continue
        for match, end in zip(found, [*(m.start() for m in found[1:]), len(cell.text)], strict=True):
            if value := cell.text[match.end() : end].strip():
                label = replace(cell, text=match["label"], value=match["label"], exact=match["label"])
                out.append(Pair(label, replace(cell, text=value, value=value, exact=value), row, None))
    return out


def _more_labels(sheet: Sheet, known: dict[tuple[int, int], Cell]) -> dict[tuple[int, int], Cell]:
    """What names a field by its last word, where labels stand and not beside one; in other columns only what stands
    there in every form."""
    columns = {c for _, c in known}
    out: dict[tuple[int, int], Cell] = {}
    for (row, column), cell in sheet.cells.items():
        before = sheet.at(row, column - 1)
        place = (before.row, before.column) if before else (0, 0)
        beside = place in known or place in out
        if (beside and not _gathered(sheet, known, cell)) or (row, column) in known or not may_label(cell):
            continue
        if column not in columns and not _stands_in_each(sheet, cell):
            continue
        if not _below_heads(sheet, known, row, column):
            out[row, column] = cell
    return out


def _gathered(sheet: Sheet, known: dict[tuple[int, int], Cell], cell: Cell) -> bool:
    """The cell stands where other rows have their labels, with its own value beside it: the label to its left only
    gathers it (审核销号 | 自评结果 | 已完成)."""
    value = sheet.at(cell.row, cell.column + cell.columns)
    above = sum(1 for row, column in known if column == cell.column and row != cell.row)
    first = min(column for _, column in known) < cell.column
    return above > 1 and first and value is not None and value.row == cell.row and not may_label(value)


def _lone_heads(sheet: Sheet, known: dict[tuple[int, int], Cell]) -> dict[tuple[int, int], Cell]:
    """Labels of unknown words that stand alone over their values, in this form as in its sisters."""
    often = Counter(c.text for cells in sheet.rows.values() for c in cells if len(cells) == 1)
    out = {}
    for row, cells in sheet.rows.items():
        if len(cells) != 1 or (row, cells[0].column) in known or not may_stand_as_label(cells[0]):
            continue
        cell, after = cells[0], row > min((r for r, _ in known), default=0)
        again = often[cell.text] > 1 or any(
            (o := s.cells.get((row, cell.column))) is not None and o.text == cell.text for s in sheet.sisters
        )
        if again and after and _stands_over(sheet, known, cell):
            out[row, cell.column] = cell
    return out


def _stands_in_each(sheet: Sheet, cell: Cell) -> bool:
    """The sisters of the sheet have that text at the same place, and there stands something beside it."""
    alike = (s.cells.get((cell.row, cell.column)) for s in sheet.sisters)
    beside = sheet.own(cell.row, cell.column + cell.columns)
    return bool(sheet.sisters) and beside is not None and all(a is not None and a.text == cell.text for a in alike)


def _unknown_labels(sheet: Sheet, known: dict[tuple[int, int], Cell]) -> dict[tuple[int, int], Cell]:
    """Short texts that begin where the known labels begin, with no label beside them and a value (or nothing) there."""
    columns = {c for _, c in known}
    again = _repeated(sheet)
    out = {}
    for (row, column), cell in sheet.cells.items():
        bare = re.sub(r"\s", "", cell.text)
        if (row, column) in known or column not in columns or len(bare) > _LONGEST_LABEL or _SENTENCE.search(bare):
            continue
        before, after = sheet.at(row, column - 1), sheet.at(row, column + cell.columns)
        if (before and (before.row, before.column) in known) or (after and (after.row, after.column) in known):
            continue
        if not bare or cell.columns > 3 or plain_status(bare) or publication_alone(bare) is not None:
            continue
        first = (row, column) in again and column == min(columns)  # below a small table, in every form
        if after is not None and after.row == row and (first or not _below_heads(sheet, known, row, column)):
            out[row, column] = cell
    return out


def _titles(pairs: list[Pair]) -> list[Pair]:
    """The pairs that word the problems: 整改任务 and 具体表现 do only where nothing else does."""
    named = [(field_named(p.label.text), normal_heading(p.label.text), p) for p in pairs]
    words = [(word, p) for name, word, p in named if name == "表述"]
    return (
        [p for word, p in words if word not in TASKS]
        or [p for name, _, p in named if name == "具体表现"]
        or [p for _, p in words]
    )


def _heads_of_tables(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    """The headings of small tables: rows in which every cell names a field."""
    out = {}
    for row, cells in sheet.rows.items():
        names = {field_named(c.text) for c in cells if may_label(c)} - {"内部备注", None}
        below = sheet.rows.get(row + 1, [])
        if len(cells) > 1 and len(names) == len(cells) and below and not may_label(below[0]):
            out.update({(row, c.column): c for c in cells})
    return out


def _below_heads(sheet: Sheet, known: dict[tuple[int, int], Cell], row: int, column: int) -> bool:
    """The place stands in a small table: walking up its column, a row of labels alone comes first."""
    for above in range(row - 1, max(0, row - 60), -1):
        if _is_heads(sheet, known, above):
            return True
        if any((c.row, c.column) in known for c in sheet.rows.get(above, [])):
            return False
    return False


def _is_heads(sheet: Sheet, labels: dict[tuple[int, int], Cell], row: int) -> bool:
    """A row of labels alone, side by side: the rows below it are a small table. A single one heads the text that stands
    below it, as wide as itself."""
    cells = [c for c in sheet.rows.get(row, []) if c.text.strip()]
    heads = [c for c in cells if (c.row, c.column) in labels]
    if len(cells) == len(heads) == 1:
        return _stands_over(sheet, labels, heads[0])
    if len(heads) < 2 or len(heads) < len(cells):
        return False
    return all(a.column + a.columns == b.column for a, b in pairwise(cells))


def _stands_over(sheet: Sheet, labels: Mapping[tuple[int, int], Cell], label: Cell) -> bool:
    below = sheet.rows.get(label.row + label.rows, [])
    alone = len(below) == 1 and (below[0].column, below[0].columns) == (label.column, label.columns)
    return alone and (below[0].row, below[0].column) not in labels and not may_label(below[0])


def _pairs(sheet: Sheet, labels: dict[tuple[int, int], Cell], inline: list[Pair]) -> tuple[list[Pair], list[Cell]]:
    pairs, left = list(inline), []
    taken = {(p.value.row, p.value.column) for p in inline}
    heads: int | None = None  # the row of labels whose small table goes on
    for row, cells in sheet.rows.items():
        if _is_heads(sheet, labels, row):
            heads = row
            continue
        if any((c.row, c.column) in labels for c in cells):
            heads = None
        for cell in cells:
            if (row, cell.column) in labels or (row, cell.column) in taken:
                continue
            if not cell.text.strip() and not cell.struck:
                continue
            label = _above(sheet, labels, heads, cell) or _beside(sheet, labels, cell)
            if label is None:
                left.append(cell)
            else:
                line = None if heads is None or label.row != heads else row - heads - 1
                pairs.append(Pair(label, cell, row, line))
    pairs.sort(key=lambda p: (p.row, p.value.column))
    return pairs, left


def _above(sheet: Sheet, labels: dict[tuple[int, int], Cell], heads: int | None, cell: Cell) -> Cell | None:
    """The label of the small table over that cell."""
    if heads is None:
        return None
    found = sheet.at(heads, cell.column)
    return found if found is not None and found.row == heads and (found.row, found.column) in labels else None


def _beside(sheet: Sheet, labels: dict[tuple[int, int], Cell], cell: Cell) -> Cell | None:
    """The nearest label to the left, a merged one in all of its rows."""
    column = cell.column - 1
    while column > 0:
        found = sheet.at(cell.row, column)
        if found is not None and (found.row, found.column) in labels:
            return found
        column = (found.column if found is not None else column) - 1
    return None


def _starts(pairs: list[Pair], titles: list[Pair]) -> list[int]:
    """The rows where the forms begin: that of the first label, above the wording of each problem."""
    distinct = [title for at, title in enumerate(titles) if at == 0 or title.label is not titles[at - 1].label]
    opening = pairs[0] if pairs[0].row <= titles[0].row else titles[0]
    name, column = normal_heading(opening.label.text), opening.label.column
    same = [p for p in pairs if normal_heading(p.label.text) == name and p.label.column == column and p.line is None]
    firsts = list(dict.fromkeys(p.row for p in same))
    if len(firsts) >= len(distinct):  # more than the problems: cards that nobody has filled in
        return firsts
    return [pairs[0].row, *(title.row for title in distinct[1:])]


def _empty(sheet: Sheet, labels: dict[tuple[int, int], Cell], pairs: list[Pair]) -> list[Cell]:
    """The labels without a value that do not only gather other labels: a card has the field, and nothing is said."""
    valued = {(p.label.row, p.label.column) for p in pairs}
    out = []
    for key, cell in labels.items():
        beside = sheet.at(cell.row, cell.column + cell.columns)
        place = (beside.row, beside.column) if beside is not None else (0, 0)
        gathers = place in labels and (cell.rows > 1 or place in valued)
        if key not in valued and not gathers:
            out.append(cell)
    return out


def _of_measures(pair: Pair, form: list[Pair]) -> Cell:
    """The label of a pair; 序号 of a small table numbers measures, where the problem is worded beside its label."""
    beside = any(p.line is None and field_named(p.label.text) == "表述" for p in form)
    if pair.line is None or not beside or field_named(pair.label.text) != "编号":
        return pair.label
    return replace(pair.label, text=_NUMBER_OF_MEASURE)


def _laid_out(
    sheet: Sheet,
    pairs: list[Pair],
    starts: list[int],
    empty: list[Cell],
    left: list[Cell],
    wording: Callable[[list[Pair]], list[Pair]] = _titles,
) -> Forms:
    """The forms, one below the other; one in which nothing is `wording` a problem is blank."""
    grid = Grid(sheet.name, "卡片")
    blank: list[Cell] = []
    bounds = [*starts[1:], max(p.row for p in pairs) + 1]
    base = 2
    at = 0
    for until in bounds:
        form = []
        while at < len(pairs) and pairs[at].row < until:
            form.append(pairs[at])
            at += 1
        if not wording(form):
            blank += [p.value for p in form]
            continue
        used: dict[int, int] = {}
        for pair in form:
            column = grid.column(_of_measures(pair, form), sheet.name)
            offset = pair.line if pair.line is not None else used.get(column, 0)
            used[column] = max(used.get(column, 0), offset + 1)
            grid.put(base + offset, column, pair.value, sheet.name)
        base = grid.height + 1
    for label in empty:
        grid.column(label, sheet.name)
    return Forms(replace(grid.sheet(), pictures=sheet.pictures), left, blank)
