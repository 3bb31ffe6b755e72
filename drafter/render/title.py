"""Where a title breaks: at word boundaries, into a trapezium or a lozenge of at most three lines (GB/T 9704 §7.3.1).

No segmenter is loaded for this: the words that titles of notices are made of stand in one short table, names are
recognised by their ends, and what is in no table stays together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from drafter.patterns import pattern
from drafter.render.signing import width
from drafter.text.numerals import NUMERAL

CAPACITY = 20  # characters of 22 pt in 156 mm
MAX_LINES = 3

_UNIT = pattern(
    rf"""
      《[^》]*》 | “[^”]*” | （[^）]*） | \([^)]*\)            # never torn apart
    | 【[^】]*】
    | 中共(?:(?!关于|中共)[^《“（(]){{2,24}}?(?:委员会|工作委员会|党委|党组|党工委|工委|党总支|支部)
    | 中共(?:(?!关于|中共)[^《“（(]){{2,12}}?[省市区县州旗]委(?!员会)
    | 第?{NUMERAL}{{1,3}}届(?:[^第关《“]{{0,5}}?(?:中央|省委|市委|区委|县委|党委))?
      (?:第{NUMERAL}+轮)?
    | (?:中央|省委|市委|区委|县委|自治区党委|党委)?第?(?:{NUMERAL}|\d)+(?:轮|巡视组|巡察组|批|次|专项巡视组)
    | (?:中央|省委|市委|区委|县委|自治区党委|党委)(?:巡视组|巡察组)
    | \d+年(?:\d+月(?:\d+日)?)? | \d+(?:\.\d+)?%? | [A-Za-z]+
    | 巡视反馈意见 | 巡察反馈意见 | 反馈意见 | 反馈问题 | 反馈情况
    | 集中整改 | 专项整改 | 巡视整改 | 巡察整改 | 整改落实 | 整改工作 | 整改任务 | 整改 | 落实
    | 专项巡视 | 常规巡视 | 专项巡察 | 常规巡察 | 机动巡视 | 提级巡察 | 巡视 | 巡察
    | (?:阶段性|阶段|最新|后续)?(?:进展|完成|落实)?情况 | 进展 | 阶段性
    | 的(?:通报|通知|公告|通告|报告|公示|说明) | 通报 | 通知 | 公告 | 报告 | 公示
    | 关于 | 对 | 向 | 和 | 与 | 及 | 暨 | 的 | 、 | ， | ：
    | 中央 | 省委 | 市委 | 区委 | 县委 | 自治区党委 | 党委 | 党组 | 党工委
    | 人民政府 | 办公室 | 领导小组 | 委员会
    | (?:(?!关于|中共|巡视|巡察|整改|情况|落实|反馈|的|和|与|暨|、|，|《|“|（|【)[^第]){{1,24}}?
      (?:党委|党组|党工委|人民政府|委员会|领导小组|办公室|自治区|自治州|街道|公司|集团|学院|大学|医院
        |[省市区县乡镇局厅院校](?!委))
    """,
    re.VERBOSE,
)
_NEVER_FIRST = pattern(r"[的、，。：；！？）》”】%]|情况|通报$")
_NEVER_LAST = pattern(r".*(?:关于|[对向和与及暨《“（【])$")
_ENDS_NAME = pattern(r".*(?:委员会|党委|党组|党工委|工委|支部|人民政府|巡视组|巡察组|公司|集团|[局厅院校轮])$")
_NAME_GOES_ON = pattern(r"(?:党委|党组|党工委|办公室|人民政府|委员会|领导小组|（|\()")


def words(title: str) -> list[str]:
    """The title in pieces that are not torn apart; together they are the title."""
    pieces: list[str] = []
    position = start = 0
    while position < len(title):
        match = _UNIT.match(title, position)
        if not match or not match.group():
            position += 1
            continue
        if start < position:
            pieces.append(title[start:position])
        pieces.append(match.group())
        position = start = match.end()
    if start < len(title):
        pieces.append(title[start:])
    return pieces


def break_title(title: str, capacity: float = CAPACITY) -> list[int]:
    """Offsets where a new line begins; empty where the title stands on one line."""
    if width(title) <= capacity:
        return []
    boundaries = [(offset, cost) for offset, cost in _boundaries(words(title)) if cost < _FORBIDDEN]
    best: tuple[float, tuple[int, ...]] = (float("inf"), ())
    for count in range(1, MAX_LINES):
        for chosen in combinations(boundaries, count):
            breaks = tuple(offset for offset, _ in chosen)
            cost = sum(c for _, c in chosen) + _shape([width(x) for x in lines(title, breaks)], capacity)
            best = min(best, (cost, breaks))
    return list(best[1])


def lines(title: str, breaks: tuple[int, ...] | list[int]) -> list[str]:
    """The title's lines."""
    edges = [0, *breaks, len(title)]
    return [title[a:b] for a, b in pairwise(edges)]


_FORBIDDEN = 1000.0


def _boundaries(pieces: list[str]) -> Iterator[tuple[int, float]]:
    """(offset, what a break there costs)."""
    offset = 0
    for left, right in pairwise(pieces):
        offset += len(left)
        yield offset, _cost(left, right)


def _cost(left: str, right: str) -> float:
    if _NEVER_FIRST.match(right) or _NEVER_LAST.match(left):
        return _FORBIDDEN
    if right == "关于":
        return -10.0
    if _NAME_GOES_ON.match(right):
        return 12.0
    if left.startswith("中共") or right.startswith("中共"):
        return 1.0
    if _ENDS_NAME.match(left) or left in "、，":
        return 2.0
    if right.startswith(("巡视", "巡察", "集中", "专项", "整改落实")):
        return 3.0
    return 5.0


def _shape(widths: list[float], capacity: float) -> float:
    """What the outline costs: too long a line, a very short one, an hourglass, a rectangle, an uneven one."""
    over = sum(max(0.0, w - capacity) for w in widths)
    cost = 100.0 * over + 6.0 * (len(widths) - 1) + 0.5 * (max(widths) - min(widths))
    cost += 20.0 * sum(w < 5 for w in widths)
    if len(widths) == 3:
        if widths[1] < widths[0] and widths[1] < widths[2]:
            cost += 15.0  # hourglass
        if widths[0] == widths[1] == widths[2]:
            cost += 3.0
    elif widths[0] == widths[1]:
        cost += 1.0
    return cost
