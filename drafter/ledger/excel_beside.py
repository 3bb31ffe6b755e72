"""Forms or tables side by side on one sheet -> the same ones below one another, in the order in which people read them.

┌ 编号 1  单位 甲 ┐ ┌ 编号 2  单位 乙 ┐        the labels of one stand again, a fixed number of columns to the right,
└ 反馈问题 …    ┘ └ 反馈问题 …    ┘        the wording of the problem among them
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise

from drafter.ledger.excel_forms import is_label, may_stand_as_label
from drafter.ledger.excel_sheet import Cell, Sheet
from drafter.ledger.excel_words import field_named, normal_heading

_FEWEST = 3  # labels that stand again
_FEWEST_UNKNOWN = 5  # that nobody knows
Labels = dict[int, dict[str, list[int]]]  # row -> word -> columns
Place = tuple[int, int]


def one_below_the_other(sheet: Sheet) -> Sheet:
    """The sheet itself where nothing stands side by side."""
    labels: Labels = defaultdict(lambda: defaultdict(list))
    for (row, column), cell in sorted(sheet.cells.items()):
        if is_label(cell):
            labels[row][normal_heading(cell.text)].append(column)
    step = _step(labels)
    if not step and max((len(words) for words in labels.values()), default=0) < _FEWEST:
        labels = _repeated(sheet)
        step = _step_of_unknown(labels)
    if not step:
        return sheet
    again = {w for words in labels.values() for w, at in words.items() if any(b - a == step for a, b in pairwise(at))}
    opening = next(word for _, words in sorted(labels.items()) for word in words if word in again)
    first = min(columns[0] for words in labels.values() for word, columns in words.items() if word in again)
    starts = [row for row, words in sorted(labels.items()) if opening in words]
    return _stacked(sheet, first, step, [_with_banner(sheet, labels, row) for row in starts])


def _repeated(sheet: Sheet) -> Labels:
    """Where no row has known headings: the short texts that stand twice in a row as labels of the cells beside them,
    wherever they stand."""
    short = {
        key: normal_heading(cell.text)
        for key, cell in sorted(sheet.cells.items())
        if may_stand_as_label(cell) and (sheet.at(key[0], key[1] + cell.columns) not in (None, cell))
    }
    in_row = Counter((row, word) for (row, _), word in short.items())
    twice = {word for (_, word), times in in_row.items() if times > 1}
    labels: Labels = defaultdict(lambda: defaultdict(list))
    found: set[Place] = set()
    for (row, column), word in short.items():
        before = sheet.at(row, column - 1)
        if word in twice and (before is None or (before.row, before.column) not in found):
            found.add((row, column))
            labels[row][word].append(column)
    return labels


def _step_of_unknown(labels: Labels) -> int:
    """The one distance at which the labels of a row stand again, in row after row; 0 where there are several."""
    steps: dict[int, set[str]] = defaultdict(set)
    rows: dict[str, set[int]] = defaultdict(set)
    for row, found in labels.items():
        for word, columns in found.items():
            rows[word].add(row)
            for a, b in pairwise(columns):
                steps[b - a].add(word)
    often = {word for word, at in rows.items() if len(at) > 1}
    if len(steps) != 1 or len(often) < _FEWEST_UNKNOWN or len({len(rows[word]) for word in often}) != 1:
        return 0
    step, words = next(iter(steps.items()))
    return step if step > 1 and words == often else 0


def _step(labels: dict[int, dict[str, list[int]]]) -> int:
    """After how many columns the labels stand again; 0 where they do not."""
    words: dict[int, set[str]] = defaultdict(set)
    for row in labels.values():
        for word, columns in row.items():
            for a, b in pairwise(columns):
                words[b - a].add(word)
    fitting = {
        step: found
        for step, found in words.items()
        if len(found) >= _FEWEST and any(field_named(w) == "表述" for w in found)
    }
    return max(fitting, key=lambda step: (len(fitting[step]), -step), default=0)


def _with_banner(sheet: Sheet, labels: dict[int, dict[str, list[int]]], row: int) -> int:
    """The first of the rows above that say something and have no labels: the form's title."""
    while row - 1 in sheet.rows and row - 1 not in labels:
        row -= 1
    return row


@dataclass
class _Stack:
    """Where each place goes: `starts` are the rows where a row of forms begins, `lefts` the columns of the forms in it;
    `rows` says at which row each form begins then."""

    starts: list[int]
    lefts: list[int]
    rows: dict[Place, int] = field(default_factory=dict)

    def block(self, place: Place) -> Place:
        """Which form a place belongs to, counted down and to the right."""
        return bisect_right(self.starts, place[0]) - 1, bisect_right(self.lefts, place[1]) - 1

    def moved(self, place: Place) -> Place:
        down, right = self.block(place)
        return self.rows[down, right] + place[0] - self.starts[down], place[1] - self.lefts[right] + 1


def _stacked(sheet: Sheet, first: int, step: int, starts: list[int]) -> Sheet:
    last_row = max([*sheet.rows, *(row for row, _ in sheet.owner)])
    last_column = max(column for _, column in (*sheet.cells, *sheet.owner))
    stack = _Stack([1, *starts[1:]], [1, *range(first + step, last_column + 1, step)])
    ends = [*stack.starts[1:], last_row + 1]
    row = 1
    for down, right in sorted({stack.block(place) for place in (*sheet.cells, *sheet.owner, *sheet.fills)}):
        stack.rows[down, right] = row
        row += ends[down] - stack.starts[down]
    cells: dict[Place, Cell] = {}
    for place, cell in sheet.cells.items():
        to = stack.moved(place)
        cells[to] = replace(cell, row=to[0], column=to[1], origin=cell.origin or (sheet.name, cell.name))
    owner = {
        stack.moved(place): stack.moved(begun)
        for place, begun in sheet.owner.items()
        if stack.block(place) == stack.block(begun)
    }
    rows: dict[int, list[Cell]] = {}
    cells = dict(sorted(cells.items()))
    for (at, _), cell in cells.items():
        rows.setdefault(at, []).append(cell)
    return replace(
        sheet,
        cells=cells,
        owner=owner,
        rows=rows,
        fills={stack.moved(place): fill for place, fill in sheet.fills.items()},
        hidden_rows=frozenset(),
        hidden_columns=frozenset(),
    )
