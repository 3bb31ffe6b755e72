"""A way of writing and the right one: literal words with conditions on their neighbours, or a pattern.

Words are found by their first two characters, so that a table of hundreds costs one look-up a character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from drafter.patterns import pattern as compiled_when_used
from drafter.text.numerals import digit_string, from_chinese
from drafter.text.remembered import remembered
from drafter.text.sentences import ahead_of

REACH = 8  # characters before and behind that a condition may look at


class Norm(NamedTuple):
    """A row of the table."""

    id: str
    group: str  # 错字, 混用, 语病, 标点, …
    wrong: str
    right: str
    pattern: re.Pattern[str] | None  # for a row whose 形 is 式
    holds: tuple[str, ...]  # words of which every match of the pattern has one; none given: it is always tried
    conditions: tuple[tuple[str, bool, re.Pattern[str]], ...]  # (before or behind, wanted, pattern)
    severity: str
    mechanical: bool  # the right one may be put in its place without looking
    example: str
    right_example: str
    basis: str
    source: str

    def right_at(self, text: str, start: int) -> str:
        """The right one for that place: 写成“{数}%” names the figure that stands there, 写成“30%”."""
        match = self.pattern.match(text, start) if self.pattern is not None and "{" in self.right else None
        if match is None:
            return self.right
        found = {name: said for name, said in match.groupdict().items() if said}
        return _SLOT.sub(lambda slot: _in_digits(_filling(found, slot["name"])), self.right)


_SLOT = compiled_when_used(r"\{(?P<name>[^{}]{1,4})\}")
_NOT_THERE = "…"


def _filling(found: Mapping[str, str], name: str) -> str:
    """What the group of that name matched, or one that stands for it in another branch (数, 数二)."""
    return next((said for key, said in found.items() if key.startswith(name)), _NOT_THERE)


def _in_digits(text: str) -> str:
    """九十五点二 -> 95.2; digits as they are."""
    whole, point, places = text.partition("点")
    value, behind = from_chinese(whole), digit_string(places) if point else 0
    if value is None or behind is None or text.isascii():
        return text
    return f"{value}.{behind:0{len(places)}d}" if point else str(value)


class Table:
    """Rows, ready to be looked for in texts."""

    def __init__(self, norms: Iterable[Norm]) -> None:
        self.norms = tuple(norms)
        self._words: dict[str, list[Norm]] = {}
        self._single: dict[str, list[Norm]] = {}
        for norm in self.norms:
            if norm.pattern is None:
                index = self._single if len(norm.wrong) == 1 else self._words
                index.setdefault(norm.wrong[:2], []).append(norm)
        for rows in self._words.values():
            rows.sort(key=lambda n: -len(n.wrong))
        self._patterns = [n for n in self.norms if n.pattern is not None]
        self._held: dict[str, list[int]] = {}  # what a word begins with -> the patterns that need the word
        for number, norm in enumerate(self._patterns):
            for word in norm.holds:
                self._held.setdefault(word[:2], []).append(number)
        self._always = {number for number, norm in enumerate(self._patterns) if not norm.holds}
        self._found = remembered(self._applying)

    def find(self, text: str) -> Iterable[tuple[Norm, int, int]]:
        """(row, start, end) of every place where a row applies; of overlapping words the longest."""
        return self._found(text)

    def _applying(self, text: str) -> Iterator[tuple[Norm, int, int]]:
        reached = 0
        for at in range(len(text)):
            if at < reached:
                continue
            rows = self._words.get(text[at : at + 2]) or self._single.get(text[at])
            for norm in rows or ():
                if text.startswith(norm.wrong, at) and _holds(norm, text, at, at + len(norm.wrong)):
                    yield norm, at, at + len(norm.wrong)
                    reached = at + len(norm.wrong)
                    break
        begins = {text[at : at + 2] for at in range(len(text))}.union(text)
        tried = self._always.union(*(self._held[begin] for begin in begins & self._held.keys()))
        for number in sorted(tried):
            norm = self._patterns[number]
            assert norm.pattern is not None
            if norm.holds and not any(word in text for word in norm.holds):
                continue
            for match in norm.pattern.finditer(text):
                if match.group():
                    yield norm, match.start(), match.end()


def _holds(norm: Norm, text: str, start: int, end: int) -> bool:
    for side, wanted, pattern in norm.conditions:
        around = ahead_of(text, start, REACH) if side == "before" else text[end : end + REACH]
        if bool(pattern.search(around)) is not wanted:
            return False
    # 国旅|行政: a word of the right form that holds the wrong one (必须要素) is no slip
    return not (
        norm.wrong in norm.right and norm.right in text[max(0, start - len(norm.right)) : end + len(norm.right)]
    )


Compile = Callable[[str], re.Pattern[str]]
_SEVERITIES = {"错误": "error", "警告": "warning", "提示": "info"}
_CONDITIONS = (("前非", "before", False), ("前是", "before", True), ("后非", "behind", False), ("后是", "behind", True))


def norm_of(row: Mapping[str, str], compiled: Compile = re.compile) -> Norm:
    """A row of the table as data. Raises ValueError for one that cannot be used, with the reason in Chinese; `pattern`
    as `compiled` leaves the row's patterns until they are asked for, and is for rows that are known to be good."""
    wrong = (row.get("错") or "").strip()
    if not wrong:
        raise ValueError("没有写“错”")
    level = (row.get("级") or row.get("级别") or "警告").strip()
    if level not in _SEVERITIES:
        raise ValueError(f"“级”写的是“{level}”，只能是错误、警告、提示")
    form = (row.get("形") or "字").strip()
    if form not in ("字", "式"):
        raise ValueError(f"“形”写的是“{form}”，只能是 字（照字面找）、式（正则表达式）")
    try:
        pattern = compiled(wrong) if form == "式" else None
        conditions = tuple(
            (side, wanted, compiled(f"(?:{text})$" if side == "before" else f"^(?:{text})"))
            for name, side, wanted in _CONDITIONS
            if (text := (row.get(name) or "").strip())
        )
    except re.error:
        raise ValueError(f"“{wrong}”不是能用的写法") from None
    return Norm(
        (row.get("编号") or "").strip(), (row.get("类") or "用字").strip(), wrong, (row.get("对") or "").strip(),
        pattern, tuple(filter(None, (row.get("须含") or "").split("|"))), conditions,
        _SEVERITIES[level], (row.get("改") or "").strip() == "是",
        row.get("误例") or "", row.get("正例") or "", row.get("依据") or "本单位", row.get("来源") or "",
    )  # fmt: skip


def merged(base: Iterable[Mapping[str, str]], own: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """The rows of an office over the built-in ones, by 编号; a row whose 级 is 关闭 takes the built-in one out."""
    rows = {row.get("编号") or f"_{i}": dict(row) for i, row in enumerate(base)}
    for i, row in enumerate(own):
        key = row.get("编号") or f"本{i + 1:03d}"
        built_in = dict(rows.get(key, {}))
        if row.get("错"):  # what the old pattern had to hold says nothing of the new one
            built_in.pop("须含", None)
        rows[key] = {"编号": key, **built_in, **{k: v for k, v in row.items() if v}}
    return [row for row in rows.values() if (row.get("级") or row.get("级别")) != "关闭"]
