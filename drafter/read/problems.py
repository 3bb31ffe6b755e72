"""The progress part: problem headings in all their forms, the 方面 above them and the 具体表现 below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from drafter.read.lines import Line, mark_of
from drafter.read.points import body_of, pieces_of, points_of, short
from drafter.report import Aspect, Block, Note, Passage, Problem
from drafter.text.numerals import from_chinese

_OUTCOME = r"(?:情况|措施|具体表现|表现)?(?:如下)?"
_TAIL = rf"\s*(?:的)?\s*(?:整改)?(?:落实|进展|推进|完成|工作)*(?:的)?{_OUTCOME}\s*(?P<end>[。.:;]|$)"
_QUOTED = re.compile(
    r"(?P<about>关于|针对|对照|(?:省委|市委|区委|县委)?(?:巡[视察](?:组|反馈)?|反馈(?:意见|问题)?|意见|问题)(?:指出|反馈|提出|认为)?\s*[:,]"
    r"|巡[视察]组?(?:指出|反馈|提出))?\s*(?:反馈的?|指出的?|存在的?)?\s*"
    r"(?:[“\"](?P<title>.+?)[”\"])\s*(?:等)?(?:方面)?\s*(?:存在)?\s*(?P<word>(?:的)?\s*问题)?" + _TAIL
)
_WORDED = re.compile(r"(?P<about>关于|针对)\s*(?P<title>[^。;:]{2,90}?)(?:的)?问题" + _TAIL)
_PLAIN = re.compile(r"(?P<title>[^。;:]{2,70}?)(?:的)?问题\s*[。.:]?$")
_PLAIN_AND_MORE = re.compile(r"(?P<title>[^。;:]{2,70}?)(?:的)?问题" + _TAIL)  # …问题整改情况
# 巡视反馈重点问题整改情况 heads a part; it is no problem
_GENERIC = re.compile(
    r"(?:巡[视察]组?|反馈|意见|指出|发现|整改|重点|主要|存在|具体|共性|个性|突出|其他|相关|有关|各类|专项|检查|集中"
    r"|上级|[省市区县]委|党委|党组|选人用人|工作|的|和|及|对|关于|落实|需|长期|推进|坚持|立行立改|限期)*"
)
_ABOUT = re.compile(r"(?:关于|针对)(?!.*(?:方面|情况|事项)[。:]?$)")
_STATUS = re.compile(
    r"(?<!\s)\s*[(\[【〔]\s*(?:已|基本|长期|持续|正在|推进|整改|完成|立行|限期|阶段|未)[^()\[\]【】〔〕]{0,10}[)\]】〕]\s*。?\s*$"
)
_NUMBERED = re.compile(
    r"(?:(?P<first>[0-9]{1,3})\s*[、.]\s*)?(?:反馈|整改|存在|具体)?(?:的)?问题\s*"
    r"(?P<number>[0-9]{1,3}|[一二三四五六七八九十百]+)?\s*[、.:]\s*(?P<title>.+)"
)
_EMBEDDED = re.compile(r"关于“(?P<title>[^”]{3,80})”问题的整改\s*[。.]?$")


_NEVER_A_HEADING = {"一是", "一要", "第一", "首先", "其一", "a."}


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may be the heading of a problem, a 方面 or a 具体表现."""

    line: Line  # the heading alone
    rest: Line | None  # text that follows it in the same paragraph
    kind: str | None  # of its number
    number: int | None
    title: str
    sort: str  # quoted, worded, short


@lru_cache(maxsize=1 << 17)
def heading_of(line: Line) -> Heading | None:
    """The heading that a line is or begins with, or None."""
    if line.role:
        return _heading_in_table(line)
    if (numbered := _NUMBERED.match(line.folded)) and (numbered["first"] or numbered["number"]):
        title = line.text[numbered.start("title") :].strip('。:： “”"')
        if len(title) <= 80 and "。" not in title:
            number = from_chinese(numbered["first"] or numbered["number"])
            return Heading(line, None, "1." if numbered["first"] else "问题1", number, title, "worded")
    mark = mark_of(line)
    if mark and mark.kind in _NEVER_A_HEADING:
        return None
    at = mark.end if mark else 0
    kind, number = (mark.kind, mark.number) if mark else (None, None)
    if len(line.text) - at < 2:
        return None
    status = _STATUS.search(line.folded[-24:])
    until = len(line.folded) - len(line.folded[-24:]) + status.start() if status else len(line.folded)
    for pattern, sort in ((_QUOTED, "quoted"), (_WORDED, "worded")):
        match = pattern.match(line.folded, at, until)
        if not match or (not mark and not match["about"]):
            continue
        whole = not line.folded[match.end() : until].strip()
        if (
            sort == "quoted"
            and not (match["about"] and (match["word"] or whole))
            and not (mark and (match["word"] or whole))
        ):
            continue
        if sort == "worded" and ((not mark and not whole) or "问题," in match["title"]):
            continue
        end = len(line.text) if whole else match.end()
        rest = None if whole else line.cut(end)
        title = line.text[slice(*match.span("title"))].strip()
        return Heading(line if whole else line.cut(0, end), rest, kind, number, title, sort)
    if not mark:
        return _unnumbered_heading(line)
    plain = _PLAIN if kind == "一、" else _PLAIN_AND_MORE
    match = plain.match(line.folded, at, until) if len(line.bare) <= 80 else None
    if match and match.end() == until and not _GENERIC.fullmatch(match["title"]):
        return Heading(line, None, kind, number, line.text[slice(*match.span("title"))].strip(), "worded")
    if short(line) and not line.folded.endswith((";", ":", ",")):
        about = _ABOUT.match(line.folded, at)
        begin = about.end() if about and kind in ("1.", "1.1") else at
        return Heading(line, None, kind, number, line.text[begin:until].strip().rstrip("。"), "short")
    return None


def _unnumbered_heading(line: Line) -> Heading | None:
    """A heading by its style, or a short line that ends in 问题 (set in bold, without a number)."""
    match = _PLAIN.fullmatch(line.folded)
    if match and len(line.bare) <= 45 and not line.folded.endswith(":") and not _GENERIC.fullmatch(match["title"]):
        return Heading(line, None, None, None, line.text[slice(*match.span("title"))].strip(), "worded")
    if line.level and line.level > 1 and len(line.bare) <= 70:
        return Heading(line, None, f"样式{line.level}", None, line.text.rstrip("。：:"), "short")
    return None


_CELL_TITLE = re.compile(
    r"(?:关于|针对)?\s*[“\"]?(?P<title>.+?)[”\"]?\s*(?:(?<=[”\"])(?:等)?(?:的)?问题)?"
    r"\s*(?:的整改(?:情况)?)?\s*[。;:]?$",
    re.DOTALL,
)


def _heading_in_table(line: Line) -> Heading | None:
    """A cell of the column 反馈问题 is a problem's heading, one of the column 方面 a group's."""
    if line.role not in ("problem", "group"):
        return None
    mark = mark_of(line)
    match = _CELL_TITLE.match(line.folded, mark.end if mark else 0)
    title = line.text[slice(*match.span("title"))].strip() if match else line.text
    number = mark.number if mark else line.number_in_row
    return Heading(line, None, "表" if line.role == "problem" else "表方面", number, title, "quoted")


def is_problem_heading(line: Line) -> bool:
    """Whether a line by itself reads as the heading of a problem (关于“…”问题的整改)."""
    heading = heading_of(line)
    return heading is not None and heading.sort != "short"


@dataclass(slots=True)
class _Levels:
    """Which kind of number stands at which level."""

    groups: set[str | None] = field(default_factory=set)
    problems: set[str | None] = field(default_factory=set)
    aspects: set[str | None] = field(default_factory=set)


def _levels(lines: Sequence[Line], headings: Sequence[Heading | None]) -> _Levels:
    found = [(i, h) for i, h in enumerate(headings) if h]
    strong = [(i, h) for i, h in found if h.sort != "short"]
    levels = _Levels()
    if not strong:
        return _levels_of_short(lines, headings, levels)
    if any(h.kind == "表" for _, h in strong):
        levels.problems = {"表"}
        levels.groups = {h.kind for (_, h), (_, after) in pairwise(found) if after.kind == "表" != h.kind}
        return levels
    if below := _short_problems(lines, headings, strong):
        levels.groups, levels.problems = {h.kind for _, h in strong}, {below}
        _place_short_headings(lines, headings, levels, Counter([*levels.groups, below]))
        return levels
    kinds = list(dict.fromkeys(h.kind for _, h in strong))
    counts = Counter(h.kind for _, h in strong)
    outer = kinds[0]
    inner = next((k for k in kinds[1:] if _nested(k, outer, strong)), None)
    if inner is None:
        levels.problems = set(kinds)
    else:
        outers = [h for _, h in strong if h.kind == outer]
        aspects_of = sum(bool(re.search(r"方面(?:的?问题)?[。:]?$", h.line.bare)) for h in outers)
        unquoted = not any(h.sort == "quoted" for h in outers) and any(
            h.sort == "quoted" for _, h in strong if h.kind == inner
        )
        if aspects_of * 2 >= len(outers) or unquoted:
            levels.groups, levels.problems = {outer}, {inner}
            levels.aspects = {k for k in kinds if k not in (outer, inner)}
        else:
            levels.problems, levels.aspects = {outer}, {k for k in kinds if k != outer}
    _place_short_headings(lines, headings, levels, counts)
    return levels


_GROUP_END = re.compile(r"(?:方面|类)(?:存在)?(?:的?问题)?(?:整改)?(?:情况)?[。:]?$")


def _short_problems(
    lines: Sequence[Line], headings: Sequence[Heading | None], strong: Sequence[tuple[int, Heading]]
) -> str | None:
    """The kind of number of the problems where only the 方面 above them say 问题 (…方面问题, then 1.思政课质量不高)."""
    if len({h.kind for _, h in strong}) != 1 or not all(_GROUP_END.search(h.line.bare) for _, h in strong):
        return None
    after = [headings[i + 1] if i + 1 < len(headings) else None for i, _ in strong]
    kinds = {h.kind for h in after if h}
    return kinds.pop() if len(kinds) == 1 and all(after) else None


def _nested(kind: str | None, outer: str | None, strong: Sequence[tuple[int, Heading]]) -> bool:
    """A kind lies below another where its numbers begin anew under the other's headings."""
    if kind is None or outer is None:
        return False
    return any(h.number == 1 for _, h in strong if h.kind == kind)


def _place_short_headings(
    lines: Sequence[Line], headings: Sequence[Heading | None], levels: _Levels, strong: Counter[str | None]
) -> None:
    """Numbered lines without 问题: a 方面 where a problem follows at once, a 具体表现 where measures follow."""
    for kind in {h.kind for h in headings if h and h.sort == "short"} - set(strong):
        above = below = 0
        for i, heading in enumerate(headings):
            if not heading or heading.kind != kind:
                continue
            following = next((j for j in range(i + 1, len(lines)) if headings[j] or mark_of(lines[j])), None)
            if following is None:
                continue
            after = headings[following]
            if after and after.kind in levels.problems and after.sort != "short":
                above += 1
            elif (mark := mark_of(lines[following])) and mark.number == 1 and mark.kind not in (kind, *levels.problems):
                below += 1
        total = sum(1 for h in headings if h and h.kind == kind)
        if above * 2 > total:
            levels.groups.add(kind)
        elif below * 2 > total:
            levels.aspects.add(kind)


def _levels_of_short(lines: Sequence[Line], headings: Sequence[Heading | None], levels: _Levels) -> _Levels:
    """No heading says 问题: the numbered short lines themselves are the problems, under 方面 where they nest."""
    kinds = list(dict.fromkeys(h.kind for h in headings if h))
    if not kinds:
        return levels
    if len(kinds) == 1:
        levels.problems = {kinds[0]}
        return levels
    directly = sum(
        1
        for i, h in enumerate(headings[:-1])
        if h and h.kind == kinds[0] and (after := headings[i + 1]) and after.kind == kinds[1]
    )
    outers = [h for h in headings if h and h.kind == kinds[0]]
    if kinds[1] == "1.1":  # the number itself says that it is the part of a problem
        levels.problems, levels.aspects = {kinds[0]}, {kinds[1]}
        return levels
    if directly * 2 > len(outers) or sum(h.title.endswith("方面") for h in outers) * 2 > len(outers):
        levels.groups, levels.problems = {kinds[0]}, {kinds[1]}
    else:
        levels.problems = {kinds[0]}
    return levels


# --- building --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A problem or aspect whose lines are still being collected."""

    heading: Heading | None
    lines: list[Line] = field(default_factory=list)
    aspects: list[_Open] = field(default_factory=list)
    group: str | None = None


@dataclass(slots=True)
class _OpenBlock:
    heading: Line | None = None
    title: str | None = None
    overview: list[Line] = field(default_factory=list)
    problems: list[_Open] = field(default_factory=list)


def progress_blocks(
    segments: Sequence[tuple[Line | None, Sequence[Line]]], headless: bool
) -> tuple[tuple[Block, ...], list[Note]]:
    """The blocks of the progress part.

    `segments`: (subheading or None, lines) in printed order. `headless`: the part has lost its headings, so that a
    run of measures is a problem of its own.
    """
    notes: list[Note] = []
    flat: list[Line] = []
    spans: list[tuple[Line | None, int, int]] = []
    for heading, lines in segments:
        begin = len(flat)
        whole = [part for line in lines for part in _without_embedded_heading(line, notes)]
        for i, line in enumerate(whole):
            flat += _with_lost_numbers(line, whole[i + 1] if i + 1 < len(whole) else None, notes)
        spans.append((heading, begin, len(flat)))
    headings = _without_unstyled([heading_of(line) for line in flat])
    levels = _levels(flat, headings)
    out: list[_OpenBlock] = []
    for subheading, begin, end in spans:
        out += _collect(subheading, flat[begin:end], headings[begin:end], levels, headless, notes)
    return tuple(_numbered_blocks(out, notes)), notes


def _without_unstyled(headings: list[Heading | None]) -> list[Heading | None]:
    """Where Word's heading styles tell the headings of one kind of number, a short line without style is none."""
    styled = {h.kind for h in headings if h and h.line.level}
    return [None if h and h.sort == "short" and h.kind in styled and not h.line.level else h for h in headings]


def _without_embedded_heading(line: Line, notes: list[Note]) -> Iterator[Line]:
    """A heading that a lost paragraph break left at the end of a measure is cut off and becomes a line."""
    match = _EMBEDDED.search(line.folded)
    if match and match.start() > 8 and not heading_of(line):
        about = match.start()
        notes.append(
            Note(
                "embedded-heading",
                f"问题标题“{line.text[slice(*match.span('title'))]}”夹在上一段末尾，已单独取出，断开处需核对",
                line.number,
            )
        )
        yield line.cut(0, about)
        yield line.cut(about)
    else:
        yield line


def _with_lost_numbers(line: Line, following: Line | None, notes: list[Note]) -> Iterator[Line]:
    """A measure whose number was lost with the break before it is cut off where its ) still stands alone.

    “（1）…确保记录的线)建立审核机制。…” before （3）: the ) without its ( is all that is left of （2）.
    """
    first = mark_of(line)
    if not first or first.kind != "（1）":
        yield line
        return
    begin, number, lost = 0, first.number, False
    after = mark_of(following) if following else None
    last = after.number if after and after.kind == "（1）" and after.number > number else None
    for at, found in _broken_numbers(line, first.end):
        if found is None and last is not None and number + 1 >= last:
            continue
        if found is None and last is None and not any(n == number + 2 for _, n in _broken_numbers(line, at)):
            continue
        if found is not None and found != number + 1:
            continue
        number += 1
        if found is None:
            excerpt = line.text[max(begin, at - 8) : at + 8]
            notes.append(
                Note(
                    "lost-number",
                    f"措施（{number}）的序号和它前面的文字已丢失，在“{excerpt}”处断开，另作一条措施",
                    line.number,
                )
            )
        yield replace(line.cut(begin, at), begins=lost)
        begin, lost = at, found is None
    yield replace(line.cut(begin), begins=lost) if begin else line


_PARENTHESIS = re.compile(r"[()]")


def _broken_numbers(line: Line, begin: int) -> Iterator[tuple[int, int | None]]:
    """(offset, number) where a measure may begin inside a line: behind a ) without its (, number None; at a （7）."""
    depth = 0
    for match in _PARENTHESIS.finditer(line.folded, begin):
        if match.group() == "(":
            mark = mark_of(line, match.start())
            if depth == 0 and mark and mark.kind == "（1）" and line.folded[match.start() - 1] in "。;!":
                yield match.start(), mark.number
            depth += 1
        elif depth:
            depth -= 1
        elif match.end() < len(line.text):
            yield match.end(), None


def _collect(
    subheading: Line | None,
    lines: Sequence[Line],
    headings: Sequence[Heading | None],
    levels: _Levels,
    headless: bool,
    notes: list[Note],
) -> list[_OpenBlock]:
    blocks = [_OpenBlock(subheading, _title_of(subheading) if subheading else None)]
    previous: int | None = None  # number of the last measure that began a paragraph
    for line, heading in zip(lines, headings, strict=True):
        block = blocks[-1]
        level = _level_of(heading, levels)
        if level == "group" and heading:
            blocks.append(_OpenBlock(line, _title_of(line)))
            previous = None
        elif level == "problem":
            block.problems.append(_Open(heading, _rest(heading)))
            previous = None
        elif level == "aspect" and block.problems:
            block.problems[-1].aspects.append(_Open(heading, _rest(heading)))
            previous = None
        else:
            mark = mark_of(line)
            restarted = mark and mark.number == 1 and mark.kind == "（1）" and (previous or 0) >= 1
            if headless and mark and mark.kind == "（1）" and (restarted or not block.problems):
                block.problems.append(_Open(None))
                notes.append(Note("lost-heading", "措施重新从（1）编号，前面的问题标题已丢失", line.number))
            if mark and mark.kind == "（1）":
                if headless and previous and mark.number not in (previous + 1, 1):
                    jump = f"由（{previous}）跳到（{mark.number}），中间有缺失"
                    what = f"（{previous}）重复" if mark.number == previous else jump
                    notes.append(Note("lost-number", f"措施序号{what}", line.number))
                previous = mark.number
            elif line.begins and previous:
                previous += 1
            if not block.problems:
                block.overview.append(line)
            elif block.problems[-1].aspects:
                block.problems[-1].aspects[-1].lines.append(line)
            else:
                block.problems[-1].lines.append(line)
    return [b for b in blocks if b.heading or b.overview or b.problems]


def _title_of(line: Line) -> str | None:
    mark = mark_of(line)
    return line.text[mark.end if mark else 0 :].strip().rstrip("。：:") or None


def _level_of(heading: Heading | None, levels: _Levels) -> str | None:
    if heading is None:
        return None
    if heading.kind in levels.groups:
        return "group"
    if heading.kind in levels.problems:
        short_among_strong = heading.sort == "short" and None in levels.problems
        return None if short_among_strong else "problem"
    if heading.kind in levels.aspects:
        return "aspect"
    return None


def _rest(heading: Heading | None) -> list[Line]:
    return [heading.rest] if heading and heading.rest else []


def _numbered_blocks(blocks: list[_OpenBlock], notes: list[Note]) -> Iterator[Block]:
    count = 0
    for block in blocks:
        problems = []
        for opened in block.problems:
            count += 1
            problems.append(_problem(opened, count, block.title))
        overview = block.overview if block.problems else []
        rest = [] if block.problems else block.overview
        points = points_of(pieces_of(rest)) if any(mark_of(line) for line in rest) else ()
        yield Block(
            heading=block.heading.passage() if block.heading else None,
            title=block.title,
            overview=tuple(line.passage() for line in (overview if points or block.problems else rest)),
            points=points,
            problems=tuple(problems),
        )


def _problem(opened: _Open, count: int, group: str | None) -> Problem:
    body = body_of(opened.lines)
    heading = opened.heading
    return Problem(
        number=str(heading.number if heading and heading.number else count),
        title=heading.title if heading else "",
        heading=heading.line.passage() if heading else Passage(""),
        group=group,
        label=body.label,
        measures=body.measures,
        aspects=tuple(_aspect(a, i) for i, a in enumerate(opened.aspects, 1)),
        result=body.result,
        details=body.details,
    )


def _aspect(opened: _Open, count: int) -> Aspect:
    body = body_of(opened.lines)
    heading = opened.heading
    assert heading is not None
    return Aspect(
        number=str(heading.number or count),
        title=heading.title,
        heading=heading.line.passage(),
        label=body.label,
        measures=body.measures,
        result=body.result,
        details=body.details,
    )
