"""Quarters and months as columns: which of their reports stand, and which a later one has overtaken.

A later figure overtakes an earlier one only where it counts the same thing from the beginning (累计…); what is
still under way in one period is overtaken by what the next one tells. All else is kept: 20, 37 and 30 may be three
increments.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from drafter.ledger.excel_columns import Column, is_stretch
from drafter.ledger.excel_words import normal_heading
from drafter.ledger.match import CLAUSE, amount, clauses, figure
from drafter.patterns import pattern
from drafter.text.normal import squeezed
from drafter.text.numerals import ONE_TO_TEN, from_chinese

_SO_FAR = pattern(r"累计|共计|总计|合计|截至|截止|至今")
_UNDER_WAY = pattern(r"^(?:目前|当前)?(?:正在|正|拟|计划|准备|即将|着手)(?!式|面|确|常|风)")
_DAY = pattern(r"(?P<month>\d{1,2})[.月/](?P<day>\d{1,2})")
_FINAL_MARK = "。！？!?"


class Latest(NamedTuple):
    """The texts that stand, in the order of time, and what was overtaken, with the heading of its column."""

    texts: list[str]
    overtaken: list[tuple[str, str]]
    growing: bool = (
        False  # figures of one thing that only grow, and nothing says whether each counts from the beginning
    )


def is_period(column: Column) -> bool:
    """The column is headed by a stretch of time."""
    return is_stretch(column.cell.text)


def latest(reports: list[tuple[Column, str]]) -> Latest:
    """The reports of one row, over its columns of periods."""
    if order_of(reports[0][0]) > order_of(reports[-1][0]):
        reports = reports[::-1]
    texts: list[str] = []
    overtaken: list[tuple[str, str]] = []
    reports = [
        (column, text)
        for at, (column, text) in enumerate(reports)
        if not any(squeezed(text).rstrip("。；;") in squeezed(said) for _, said in reports[at + 1 :])
    ]  # a report that a later one says again, and goes on
    for at, (column, text) in enumerate(reports):
        later = [said for _, said in reports[at + 1 :]]
        stale = [m for m in CLAUSE.finditer(text) if _is_overtaken(m.group(), later)]
        if stale:
            overtaken.append((column.heading, text))
            text = _without(text, stale)
        if text:
            texts.append(text)
    return Latest(texts, overtaken, _grow(texts))


def order_of(column: Column) -> tuple[int, int, int]:
    """(0, 2, 0) for 第二季度, (2025, 10, 0) for 2025年10月, (0, 5, 12) for 5.6—5.12; (0, 5, 2) for 5月中旬."""
    heading = normal_heading(column.heading)
    year = re.search(r"20\d\d(?=年)", heading)
    text = re.sub(r"20\d\d[年.]", "", re.sub(r"[（(].*", "", column.cell.text))
    if days := list(_DAY.finditer(text)):
        return int(year[0]) if year else 0, int(days[-1]["month"]), int(days[-1]["day"])
    numbers = re.findall(rf"[0-9]+|[{ONE_TO_TEN}]+", normal_heading(text))
    value = from_chinese(numbers[-1]) if numbers else None
    part = next((at for at, word in enumerate(("上旬", "中旬", "下旬"), 1) if word in text), 0)
    return int(year[0]) if year else 0, value or (2 if re.search("下半年|本周", text) else 1), part


def _is_overtaken(clause: str, later: list[str]) -> bool:
    if later and _UNDER_WAY.match(clause.strip()):
        return True
    of_this = clauses(clause)
    for text in later:
        known = clauses(text)
        if any(key in known and _includes(known[key].group(), match.group()) for key, match in of_this.items()):
            return True
    return False


def _includes(later: str, earlier: str) -> bool:
    """累计检查9次 tells of 检查4次 too: it counts from the beginning, and is no less."""
    counted = [amount(found[0]) if (found := figure().search(text)) else 0.0 for text in (later, earlier)]
    return bool(_SO_FAR.search(later)) and (bool(_SO_FAR.search(earlier)) or counted[0] >= counted[1])


_YEAR = pattern(r"(?:19|20)\d\d年?")  # 完成2021年报告, 完成2022年报告: no amounts


def _grow(texts: list[str]) -> bool:
    every = [clauses(text) for text in texts]
    for key in every[0] if every else ():
        printed = [figure().search(known[key].group())[0] for known in every if key in known]  # type: ignore[index]
        amounts = [amount(said) for said in printed if not _YEAR.fullmatch(said)]
        if len(amounts) > 1 and all(a < b for a, b in pairwise(amounts)):
            return True
    return False


def _without(text: str, stale: list[re.Match[str]]) -> str:
    """The text without these clauses; it keeps its full stop."""
    for match in reversed(stale):
        end = match.end() + (1 if match.end() < len(text) else 0)
        text = text[: match.start()] + text[end:]
    text = text.strip()
    return re.sub(r"[，,；;、]$", "。", text) if text[-1:] not in _FINAL_MARK else text
