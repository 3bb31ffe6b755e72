"""S2: numbers of sections, 方面, problems and 具体表现, and the ordinals of measures and points."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.check.model import Finding, Looked
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passage, Place, Point, Report
from drafter.text.normal import fold
from drafter.text.numerals import NUMERAL, ONE_TO_TEN, from_chinese, to_chinese
from drafter.text.ordinals import INLINE, ordinal_at, print_ordinal

_HEAD_NUMBER = pattern(
    rf"\s*(?:第\s*|问题\s*)?(?:(?P<open>\()\s*)?(?:(?:\d{{1,2}}\.){{1,2}}(?=\d{{1,2}}(?:[^\d.]|\.(?!\d))))?(?P<number>\d{{1,3}}|{NUMERAL}{{1,9}}|[①-⑳])\s*(?P<close>\))?\s*(?P<mark>[、.:])?"
)
_MAY_FOLLOW = pattern(r"[。;:,!?”)|\n]\s*")  # what an ordinal inside a paragraph may stand behind
_TRAILING = "，,、：:.． "


class Numbered(NamedTuple):
    """A heading's number as printed."""

    number: int
    form: str  # its shape with width and value taken away: （一） 1. 一、
    passage: Passage
    place: Place
    span: tuple[int, int]
    printed: str


def head_number(passage: Passage, place: Place) -> Numbered | None:
    """The number a heading begins with."""
    folded = fold(passage.text)
    match = _HEAD_NUMBER.match(folded)
    within = re.match(r"\s*\d{1,2}\.\d", folded) is not None  # 2.1: numbered within what it stands in
    if not match or not (match["mark"] or match["close"] or within):
        return None
    text = match["number"]
    if "①" <= text <= "⑳":
        number, sample = ord(text) - ord("①") + 1, "①"
    else:
        read = from_chinese(text)
        if read is None:
            return None
        number, sample = read, "1" if text[0].isdigit() else "一"
    bracket = ("（" if match["open"] else "") + sample + ("）" if match["close"] else "")
    form = bracket if match["close"] else bracket + (match["mark"] or "").replace(":", "：")
    form = "1.1" if within else form
    return Numbered(number, form, passage, place, match.span(), passage.text[slice(*match.span())].strip())


_PART = pattern(rf"\s*第(?P<number>\d{{1,2}}|{NUMERAL}{{1,3}})(?:部分|章|篇)")  # 第三部分 移交信访件办理情况


def part_number(passage: Passage, place: Place) -> Numbered | None:
    """The number of a part that is called one: 第三部分."""
    match = _PART.match(fold(passage.text))
    number = from_chinese(match["number"]) if match else None
    if match is None or number is None:
        return None
    return Numbered(number, "第一部分", passage, place, match.span(), passage.text[slice(*match.span())].strip())


class Level(NamedTuple):
    """The numbered headings of one level in one part of the notice."""

    what: str
    items: Sequence[Numbered]
    restarts: frozenset[int] = frozenset()  # positions where 1 may come again
    after: int = 0  # the last number of the level in the parts before: it may be counted on


def _sequence(level: Level) -> Iterator[Finding]:
    """Findings for numbers that do not follow one another."""
    what, items, restarts, after = level
    before = after if items and items[0].number == after + 1 else 0
    for i, item in enumerate(items):
        number = item.number
        if number == before + 1 or (number == 1 and i in restarts):
            before = number
            continue
        if number == before:
            message = f"{what}序号重复：“{item.printed}”出现了两次"
        elif number > before + 1:
            gap = before + 1 if number == before + 2 else f"{before + 1}至{number - 1}"
            message = f"{what}序号跳号：{before or '开头'}之后是{number}，缺{gap}"
        else:
            message = f"{what}序号倒退：{before}之后是{number}"
        yield Finding.on(
            item.passage, item.place, message, item.span, suggestion=f"此处应为{before + 1}，或核对前后是否漏了内容。"
        )
        alone = i + 1 < len(items) and items[i + 1].number == before + 2  # the next one counts on as if this were right
        before = before + 1 if alone else number


def _forms(items: Sequence[Numbered], what: str) -> Iterator[Finding]:
    """Findings for numbers whose form is not that of their sisters."""
    counts = Counter(item.form for item in items)
    if len(counts) < 2 or len(items) < 3:
        return
    usual, most = counts.most_common(1)[0]
    if most * 2 <= len(items):
        return
    for item in items:
        if item.form != usual:
            yield Finding.on(
                item.passage,
                item.place,
                f"{what}序号形式不一致：这里是“{item.printed}”，其他是“{usual}”",
                item.span,
                suggestion=f"改为“{usual}”的形式。",
            )


def _levels(report: Report) -> Iterator[Level]:
    """Each level of headings, part by part; problems may be counted on from part to part."""
    counted: Counter[bool] = Counter()  # by whether it is one of 方面 or of problems
    sections: list[Numbered] = []
    parts: list[Numbered] = []
    for section in report.sections:
        if section.heading:
            place = Place(section.heading.text, section.role, part="heading")
            if found := head_number(section.heading, place):
                sections.append(found)
            elif found := part_number(section.heading, place):
                parts.append(found)
    yield Level("各部分", sections)
    yield Level("各部分", parts)
    for section in report.sections:
        name = section.heading.text if section.heading else None
        groups: list[Numbered] = []
        problems: list[Numbered] = []
        restarts: set[int] = set()
        for block in section.blocks:
            if block.heading and (found := head_number(block.heading, Place(name, section.role, part="group"))):
                groups.append(found)
            restarts.add(len(problems))
            for problem in block.problems:
                place = Place(name, section.role, problem.number, "heading")
                if found := head_number(problem.heading, place):
                    problems.append(found)
                below = Place(name, section.role, problem.number, "aspect")
                aspects = [n for a in problem.aspects if (n := head_number(a.heading, below))]
                yield Level(f"问题{problem.number}的具体表现", aspects)
        if section.role != "progress":
            yield Level("小标题", groups)
            continue
        for of_groups, level in ((True, Level("方面", groups)), (False, Level("问题", problems, frozenset(restarts)))):
            yield level._replace(after=counted[of_groups])
            if level.items:
                counted[of_groups] = level.items[-1].number


@rule(
    "S201",
    slug="number-sequence",
    title="序号重复、跳号或倒退",
    severity="error",
    reason="序号跳号往往意味着漏掉了一个问题，重复则是复制后忘了改。",
    wrong="7.……　9.……",
    right="7.……　8.……　9.……",
)
def number_sequence(report: Report) -> Iterator[Finding | Looked]:
    """Numbers of sections, 方面, problems and 具体表现 that repeat, skip or run backwards."""
    for level in _levels(report):
        yield Looked("number", len(level.items))
        yield from _sequence(level)


@rule(
    "S202",
    slug="number-form",
    title="序号形式不一致",
    severity="warning",
    reason="同一层级的序号应当一个样子：都是“1.”，或都是“（一）”。全角半角之差不在此列。",
    wrong="1.……　2.……　3、……",
    right="1.……　2.……　3.……",
)
def number_form(report: Report) -> Iterator[Finding]:
    """A number whose form is not that of the others of its level; a heading that has lost its number."""
    for level in _levels(report):
        yield from _forms(level.items, level.what)
    problems = [(s, p) for s in report.sections for p in s.problems]
    bare = [(s, p) for s, p in problems if head_number(p.heading, Place()) is None]
    if bare and len(bare) * 3 <= len(problems):
        for section, problem in bare:
            name = section.heading.text if section.heading else None
            place = Place(name, section.role, problem.number, "heading")
            yield Finding.on(problem.heading, place, "问题标题没有序号，其他问题都有")


# --- ordinals --------------------------------------------------------------------------------------------------


class Ordinal(NamedTuple):
    number: int
    kind: str  # as `text.ordinals` names it: 一是 一要 第一 其一 首先 （一） （1） 1） ① …
    passage: Passage
    place: Place
    span: tuple[int, int]
    nested: bool  # opens a list inside a sentence (…：一是)
    leading: bool  # begins its paragraph


_NAMES_TWO = pattern(rf"\s?第[{ONE_TO_TEN}](?:、第?[{ONE_TO_TEN}]){{1,6}}[一-鿿]")  # 第三、第四种形态


def ordinals(passage: Passage, place: Place) -> Iterator[Ordinal]:
    """The ordinals of a passage: at its beginning, and after a mark inside it.

    Inside a paragraph 一、 （一） 1. are headings or figures more often than ordinals: there they count only behind a
    full stop.
    """
    folded = fold(passage.text)
    starts = [(0, "")] + [(m.end(), m.group()[0]) for m in _MAY_FOLLOW.finditer(folded)]
    for at, before in starts:
        found = ordinal_at(folded, at)
        if not found or (before and found.kind not in INLINE and before != "。"):
            continue
        if before and _NAMES_TWO.match(folded, found.start):
            continue
        printed = passage.text[found.start : found.end]
        start = found.start + len(printed) - len(printed.lstrip())
        end = found.start + len(printed.rstrip(_TRAILING))
        leading = not before and passage.start == 0
        yield Ordinal(found.number, found.kind, passage, place, (start, end), before in (":", ","), leading)


def _lists(report: Report) -> Iterator[list[tuple[Passage, Place]]]:
    """Runs of passages that share one list of ordinals: a problem's body, an aspect's, a block's points."""
    for passage in report.preamble:
        yield [(passage, Place("导语", "preamble"))]
    for section in report.sections:
        name = section.heading.text if section.heading else None
        for block in section.blocks:
            place = Place(name, section.role, part="point")
            yield [(p, place) for p in block.overview] + [(p, place) for point in block.points for p in point.passages]
            for problem in block.problems:
                place = Place(name, section.role, problem.number, "measure")
                yield [(p, place) for m in problem.measures for p in m.passages]
                yield [(p, place) for p in problem.result]
                for aspect in problem.aspects:
                    yield [(p, place) for m in aspect.measures for p in m.passages]
                    yield [(p, place) for p in aspect.result]


@rule(
    "S203",
    slug="ordinal-sequence",
    title="一是、二是、三是重复或跳号",
    severity="error",
    reason="删去或插入一条措施后忘了改后面的序数，读者会以为漏了内容；分段的和段内的都查。",
    wrong="一是……。二是……。二是……。",
    right="一是……。二是……。三是……。",
)
def ordinal_sequence(report: Report) -> Iterator[Finding | Looked]:
    """Ordinals that repeat or skip, as paragraphs or inside one; lists inside a point may count for themselves."""
    for passages in _lists(report):
        found = [o for passage, place in passages for o in ordinals(passage, place)]
        yield Looked("ordinal", len(found))
        for kind in dict.fromkeys(o.kind for o in found):
            yield from _follow([o for o in found if o.kind == kind])


def _follow(items: list[Ordinal]) -> Iterator[Finding]:
    """Walk one kind of ordinals with a stack: an inner list begins at 1 and ends where the outer one goes on."""
    stack: list[int] = []
    for i, item in enumerate(items):
        number = item.number
        following = items[i + 1].number if i + 1 < len(items) else None
        if not stack:
            stack = [number]
            if number != 1:
                yield _misplaced(item, 0)
        elif number == stack[-1] + 1:
            stack[-1] = number
        elif number == 1 and not item.leading and (item.nested or (following == 2 and stack[-1] > 1)):
            stack.append(1)
        elif len(stack) > 1 and number in [n + 1 for n in stack[:-1]]:
            stack.pop()
            while stack[-1] != number - 1:
                stack.pop()
            stack[-1] = number
        else:
            yield _misplaced(item, stack[-1])
            expected = stack[-1] + 1
            stack[-1] = expected if following == expected + 1 else number


def _misplaced(item: Ordinal, before: int) -> Finding:
    printed = item.passage.text[slice(*item.span)]
    wanted = _printed(item.kind, before + 1)
    if before == 0:
        message = f"序数从“{printed}”开始，前面没有“{wanted}”"
    elif item.number <= before:
        message = f"序数重复：又一个“{printed}”，此处应为“{wanted}”"
    else:
        message = f"序数跳号：“{printed}”前面没有“{wanted}”"
    behind = _POINT.match(item.passage.text, item.span[1])
    message += f"（“{printed}{behind.group()}…”）" if behind else ""
    return Finding.on(
        item.passage, item.place, message, item.span, suggestion=f"改为“{wanted}”，或补上漏掉的内容。", right=wanted
    )


_POINT = pattern(r"[一-鿿]{2,8}")  # how a point goes on: so that it is found again among others


def _printed(kind: str, number: int) -> str:
    """The ordinal that should stand there, without the mark behind it."""
    try:
        return print_ordinal(kind, number).rstrip(_TRAILING)
    except ValueError:  # 首先 其次 再次 最后, and no further
        return f"第{to_chinese(min(number, 9999))}"


@rule(
    "S204",
    slug="ordinal-form",
    title="措施序数的形式不一",
    severity="warning",
    reason="别的问题都用“一是、二是”，这里用“（1）（2）”，是从别处粘贴的痕迹；同一问题下有的有序数有的没有，请看一眼（提示）。",
    wrong="（1）……　（2）……（其他问题都是“一是……　二是……”）",
    right="一是……　二是……",
)
def ordinal_form(report: Report) -> Iterator[Finding]:
    """Measures whose ordinals are of another kind than in nearly all problems; a measure that has lost its own."""
    lists = [
        (body.measures, place)
        for problem, place in report.placed_problems("measure")
        for body in problem.bodies
        if body.measures
    ]
    kinds = [_kind(measures, place) for measures, place in lists]
    counts = Counter(k for k in kinds if k)
    usual, most = counts.most_common(1)[0] if counts else (None, 0)
    for (measures, place), kind in zip(lists, kinds, strict=True):
        first = measures[0].passages[0]
        if kind and kind != usual and most >= 3 and most * 10 >= sum(counts.values()) * 8:
            message = f"措施用“{kind}”编号，其他问题都用“{usual}”"
            yield Finding.on(first, place, message, (0, min(len(first.text), 20)), suggestion=f"改为“{usual}”的形式。")
        marked = sum(1 for m in measures if m.ordinal)
        for measure in measures if len(measures) > marked >= 2 else ():
            if not measure.ordinal:
                message = "这条措施没有序数，同一问题下其他措施都有"
                yield Finding.on(measure.passages[0], place, message, severity="info")


def _kind(measures: Sequence[Point], place: Place) -> str | None:
    """The kind of ordinal that begins a list of measures."""
    found = next(ordinals(measures[0].passages[0], place), None)
    return found.kind if found and found.span[0] == 0 else None
