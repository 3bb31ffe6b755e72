"""An outline and its units -> sections. What was decided in `read.outlines` is only carried out here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from drafter.patterns import pattern
from drafter.read import evidence
from drafter.read.lines import Line, mark_of
from drafter.read.outlines import Chain, Outline, Part, slogans_of
from drafter.read.points import blocks_of, body_of, pieces_of, points_of, short
from drafter.read.tags import Unit, lists_by_status
from drafter.report import Aspect, Block, Note, Passage, Point, Problem, Section
from drafter.text.normal import fold
from drafter.text.numerals import NUMBER, from_chinese
from drafter.text.ordinals import ordinal_at

_EMBEDDED = pattern(r"关于“(?P<title>[^”]{3,80})”问题的整改\s*[。.]?$")
_NEXT_START = pattern(
    r"^(?:下一步|下步|接下来|下阶段|今后)[,,工作]*|^[^。]{0,40}将(?:继续|深入|始终|以|坚持|严格"
    r"|进一步|切实|认真|持续)"
)
# A heading about rectification as such (三、…整改落实情况), not one 方面 of the problems.
_OF_RECTIFICATION = pattern(r"整改|巡[视察]|反馈|已完成|正在推进|长期")


@dataclass(slots=True)
class Assembled:
    sections: list[Section]
    preamble: list[Line]  # lines before the first heading that still belong to the preamble
    notes: list[Note]


def without_embedded_headings(lines: Sequence[Line], notes: list[Note]) -> list[Line]:
    """A heading that a lost paragraph break left at the end of a measure is cut off and becomes a line."""
    out: list[Line] = []
    for line in lines:
        match = _EMBEDDED.search(line.folded[-120:])
        at = len(line.folded) - len(line.folded[-120:]) + match.start() if match else 0
        if match and at > 8:
            begin = len(line.folded) - len(line.folded[-120:])
            title = line.text[begin + match.start("title") : begin + match.end("title")]
            message = f"问题标题“{title}”夹在上一段末尾，已单独取出，断开处需核对"
            notes.append(Note("embedded-heading", message, line.number))
            out += [line.cut(0, at), line.cut(at)]
        else:
            out.append(line)
    return out


def assembled(outline: Outline, units: Sequence[Unit]) -> Assembled:
    """The sections of an outline, in printed order."""
    out = Assembled([], [], [])
    roles = [part.role for part in outline.parts]
    progress = [part.heading for part in outline.parts if part.role == "progress"]
    by_status = any(lists_by_status(_title(units[i].line) or "") for i in progress if i is not None)
    several = len(progress) > 1 and not by_status  # 方面 that the problems of each stand in
    last_progress = len(roles) - 1 - roles[::-1].index("progress") if "progress" in roles else -1
    for n, part in enumerate(outline.parts):
        heading = units[part.heading].line if part.heading is not None else None
        if part.role == "progress":
            chain = outline.chains[n]
            closes = n == last_progress and "next_steps" not in roles[n + 1 :]
            out.sections += _progress(part, chain, heading, units, several, closes, out.notes)
            continue
        lines = [unit.line for unit in units[part.start : part.end]]
        unmarked = heading is None and len(roles) > 1 and not any(mark_of(x) for x in lines)
        if unmarked and part.role == "leadership" and "leadership" in roles[n + 1 :]:
            out.preamble += lines
            continue
        if heading is None and not lines:
            continue
        out.sections.append(
            Section(part.role, heading.passage() if heading else None, blocks_of(lines), 1 if heading else None)
        )
    out.sections = _with_listed_titles(_with_measures_apart(out.sections))
    return out


def _with_measures_apart(sections: list[Section]) -> list[Section]:
    """The sections, where one lists the problems alone and the next, under the same numbers, what was done about each:
    the list is a part for itself, and each item of the second a problem's measure. Two blocks of a section are read
    the same way."""
    sections = [_with_blocks_apart(s) if s.role == "progress" else s for s in sections]
    for n, (first, second) in enumerate(pairwise(sections)):
        if first.role != "progress" or second.role == "leadership":
            continue
        if problems := _told_apart(first.problems, second.problems, second.points):
            blocks = (Block(overview=second.overview, problems=problems),)
            done = Section("progress", second.heading, blocks, second.level)
            return [*sections[:n], _as_list(first), done, *sections[n + 2 :]]
    return sections


def _with_blocks_apart(section: Section) -> Section:
    """（一）反馈的主要问题 1.… 2.… （二）整改落实情况 1.… 2.…"""
    for n, (first, second) in enumerate(pairwise(section.blocks)):
        if problems := _told_apart(first.problems, second.problems, second.points):
            listed = replace(first, points=tuple(_item(p.heading) for p in first.problems), problems=())
            done = replace(second, points=(), problems=problems)
            return replace(section, blocks=(*section.blocks[:n], listed, done, *section.blocks[n + 2 :]))
    return section


def _told_apart(titles: Sequence[Problem], told: Sequence[Problem], points: Sequence[Point]) -> tuple[Problem, ...]:
    """The problems of a bare list with what items under the same numbers tell of each; none where they do not pair."""
    items = [_item(p.heading, p.details) for p in told] or list(points)
    bare = not any(p.measures or p.aspects or p.result for p in titles)
    if len(titles) < _LEAST_LISTED or len(titles) != len(items) or not bare:
        return ()
    if [p.number for p in titles] != [_number_of(item) for item in items]:
        return ()
    if all(p.measures or p.aspects or p.result for p in told) and told:
        return tuple(replace(p, title=of.title, group=None) for p, of in zip(told, titles, strict=True))
    if any(p.measures or p.aspects or p.result for p in told):
        return ()
    return tuple(
        replace(p, heading=Passage(""), group=None, details=(), measures=points_of([_line(x) for x in item.passages]))
        for p, item in zip(titles, items, strict=True)
    )


def _item(passage: Passage, more: Sequence[Passage] = ()) -> Point:
    found = ordinal_at(fold(passage.text))
    return Point((passage, *more), found.printed(passage.text) if found else None)


def _number_of(item: Point) -> str:
    found = ordinal_at(fold(item.passages[0].text))
    return str(found.number) if found else ""


def _line(passage: Passage) -> Line:
    return Line(passage.text, fold(passage.text), passage.line or 0, passage.start)


_REFERRED = pattern(
    rf"(?:反馈|上述|前述|所列|清单)?(?:的)?第?(?P<n>{NUMBER})(?:个|条|项|号)?(?:反馈|具体)?(?:的)?(?:问题)?"
)


def _with_listed_titles(sections: list[Section]) -> list[Section]:
    """The sections, problems that are told by their number alone (针对第3个问题，…) with the title that a list before
    them gives that number; a list in the form of problems without text is a part for itself."""
    lists = [n for n, s in enumerate(sections) if _listed(s)]
    told = [p for n, s in enumerate(sections) if n not in lists for p in s.problems]
    referred = [_REFERRED.fullmatch(fold(p.title)) for p in told]
    numbers = [from_chinese(m["n"]) for m in referred if m]
    if len(numbers) < _LEAST_LISTED or len(numbers) < len(referred):
        return sections
    at = next((n for n in lists if set(numbers) <= _listed(sections[n]).keys()), None)
    if at is None:
        return sections
    titles = iter([_listed(sections[at])[number] for number in numbers if number])
    return [
        _as_list(s) if n == at else replace(s, blocks=tuple(
            replace(b, problems=tuple(p if n in lists else replace(p, title=next(titles)) for p in b.problems))
            for b in s.blocks
        ))
        for n, s in enumerate(sections)
    ]  # fmt: skip


def _as_list(section: Section) -> Section:
    """A part that lists problems without text, as one of points."""
    if not section.problems:
        return section
    points = tuple(_item(p.heading) for p in section.problems)
    return Section("other", section.heading, (Block(overview=section.overview, points=points),), section.level)


_LEAST_LISTED = 2


def _listed(section: Section) -> dict[int, str]:
    """The items of a part by their numbers, where those count on from 1; none where its problems have text."""
    if any(p.measures or p.aspects or p.result for p in section.problems):
        return {}
    if section.problems:
        return {n: p.title for n, p in enumerate(section.problems, 1) if p.number == str(n)}
    texts = [p.passages[0].text for p in section.points]
    found = [(o.number, text[o.end :].strip().rstrip("。；")) for text in texts if (o := ordinal_at(fold(text)))]
    return dict(found) if found and [n for n, _ in found] == list(range(1, len(texts) + 1)) else {}


# --- progress ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A problem or 具体表现 whose lines are still being collected."""

    unit: Unit | None
    heading: Line | None = None  # without the text behind it
    lines: list[Line] = field(default_factory=list)
    aspects: list[_Open] = field(default_factory=list)


@dataclass(slots=True)
class _OpenBlock:
    heading: Line | None = None
    title: str | None = None
    overview: list[Line] = field(default_factory=list)
    problems: list[_Open] = field(default_factory=list)
    gathered: str | None = None  # the 方面 that a slogan over one problem stands in


def _progress(
    part: Part,
    chain: Chain,
    heading: Line | None,
    units: Sequence[Unit],
    several: bool,
    closes: bool,
    notes: list[Note],
) -> Iterator[Section]:
    """The progress section, with an opening before it and a closing after it where those have no headings."""
    levels = _levels(chain)
    start, end = part.start, part.end
    runs = _run_starts(units, start, end)
    strong = [i for i in range(start, end) if levels.get(i) == "problem"]
    headless = len(runs) > 2 * len(strong) + 2
    if heading is None:
        at = _first(units, levels, strong, runs if headless else [], start, end)
        if at > start:
            yield Section("leadership", None, blocks_of([u.line for u in units[start:at]]))
        start = at
    at = _closing_start(units, start, end, strong, runs if headless else [], chain) if closes else end
    closing = [u.line for u in units[at:end]]
    title = _title(heading) if heading else None
    group = None
    of_rectification = bool(title and (_OF_RECTIFICATION.search(title) or lists_by_status(title)))
    if title and (evidence.aspect(title) or several) and (not of_rectification or (several and evidence.aspect(title))):
        group = title
    blocks = tuple(_blocks(units[start:at], levels, start, headless, group, notes))
    yield Section("progress", heading.passage() if heading else None, blocks, 1 if heading else None)
    if closing:
        yield Section("next_steps", None, blocks_of(closing))


def _levels(chain: Chain) -> dict[int, str]:
    out: dict[int, str] = {}
    if chain.aspect:
        out |= dict.fromkeys(chain.aspect.at, "aspect")
    slogans = slogans_of(chain)
    for form in chain.groups:
        out |= dict.fromkeys(form.at, "slogan" if form is slogans else "group")
    if chain.problem:
        out |= dict.fromkeys(chain.problem.at, "problem")
    return out


def _run_starts(units: Sequence[Unit], start: int, end: int) -> list[int]:
    """Where （1） begins: the measures of a notice that lost its headings."""
    return [i for i in range(start, end) if (m := units[i].mark) and m.kind == "（1）" and m.number == 1]


def _first(
    units: Sequence[Unit], levels: dict[int, str], strong: list[int], runs: list[int], start: int, end: int
) -> int:
    """Where the problems begin in a part without a heading of its own."""
    at = min([*strong[:1], *runs[:1]], default=end)
    while at > start and levels.get(at - 1) == "group":
        at -= 1
    return at


def _closing_start(
    units: Sequence[Unit], start: int, end: int, strong: list[int], runs: list[int], chain: Chain
) -> int:
    """Where a closing without a heading begins after the last problem; `end` where there is none."""
    last = max([*strong[-1:], *runs[-1:]], default=-1)
    if last < 0:
        return end
    for i in range(end - 1, last, -1):
        unit = units[i]
        sentences = re.split(r"(?<=[。;])", unit.line.bare)  # 整改还有短板：…。学校党委将继续…
        if unit.mark or unit.label or unit.size < 12 or not any(map(_NEXT_START.search, sentences)):
            continue
        marks = [m for u in units[i + 1 : end] if (m := u.mark)]
        if (marks and marks[0].number == 1) or i + 1 == end or not marks:
            return i
    return _behind_paragraphs(units, end, strong)


_LEFT = pattern(r"还没|还有|尚有|尚未|仍有|没有改完|继续|接着|今后|接下来")
_LEAST_ALIKE = 3


def _behind_paragraphs(units: Sequence[Unit], end: int, strong: Sequence[int]) -> int:
    """Where the closing begins behind problems that have one paragraph each, the last with more of which the rest
    speaks of what is left; `end` where it does not."""
    sizes = [b - a - 1 + bool((h := units[a].head) and not h.whole) for a, b in pairwise([*strong, end])]
    if len(sizes) <= _LEAST_ALIKE or set(sizes[:-1]) != {1} or sizes[-1] == 1:
        return end
    at = end - sizes[-1] + 1
    rest = units[at:end]
    plain = not any(unit.mark or unit.label for unit in rest)
    return at if plain and any(_LEFT.search(unit.line.bare) for unit in rest) else end


_CAPTION = pattern(rf"表\s*{NUMBER}\s*[、:]?\s*")  # 表一　政治建设方面


def _title(line: Line) -> str | None:
    mark = mark_of(line)
    caption = None if mark else _CAPTION.match(line.folded)
    return line.text[mark.end if mark else caption.end() if caption else 0 :].strip().rstrip("。：:") or None


def _blocks(
    units: Sequence[Unit], levels: dict[int, str], offset: int, headless: bool, group: str | None, notes: list[Note]
) -> Iterator[Block]:
    blocks = [_OpenBlock()]
    previous: int | None = None  # number of the last measure that began a paragraph
    gathered: str | None = None
    for i, unit in enumerate(units):
        block = blocks[-1]
        level = levels.get(offset + i)
        if level == "aspect" and not block.problems:
            level = None
        if level in ("group", "slogan"):
            head, rest = _cut(unit)
            blocks.append(_OpenBlock(head, _title(head), rest, gathered=gathered if level == "slogan" else None))
            gathered = gathered if level == "slogan" else _title(head)
            previous = None
        elif level == "problem":
            block.problems.append(_Open(unit, *_cut(unit)))
            previous = None
        elif level == "aspect":
            block.problems[-1].aspects.append(_Open(unit, *_cut(unit)))
            previous = None
        else:
            following = units[i + 1].line if i + 1 < len(units) else None
            for line in _with_lost_numbers(unit.line, following, notes):
                previous = _text(block, line, headless, previous, notes)
    count = 0
    for block in blocks:
        if block.heading or block.overview or block.problems:
            yield _block(block, count, group)
            count += len(block.problems)


def _text(block: _OpenBlock, line: Line, headless: bool, previous: int | None, notes: list[Note]) -> int | None:
    """Put a line of text where it belongs; the number of the last （N） met."""
    mark = mark_of(line)
    if mark and mark.kind == "（1）":
        restarted = mark.number == 1 and (previous or 0) >= 1
        if headless and (restarted or not block.problems):
            block.problems.append(_Open(None))
            notes.append(Note("lost-heading", "措施重新从（1）编号，前面的问题标题已丢失", line.number))
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
    return previous


def _cut(unit: Unit) -> tuple[Line, list[Line]]:
    """(the heading alone, the text behind it in the same paragraph)."""
    head = unit.head
    if head is None or head.whole:
        return unit.line, []
    rest = unit.line.cut(head.end)
    return unit.line.cut(0, head.end), [rest] if rest.text else []


def _block(block: _OpenBlock, count: int, group: str | None) -> Block:
    title = block.title if block.heading else None
    problems = tuple(_problem(o, count + n, block.gathered or title or group) for n, o in enumerate(block.problems, 1))
    overview = block.overview if problems else []
    rest = [] if problems else block.overview
    points = points_of(pieces_of(rest)) if any(mark_of(line) for line in rest) else ()
    return Block(
        heading=block.heading.passage() if block.heading else None,
        title=title,
        overview=tuple(line.passage() for line in (overview if points or problems else rest)),
        points=points,
        problems=problems,
    )


def _problem(opened: _Open, count: int, group: str | None) -> Problem:
    body = body_of(opened.lines)
    unit = opened.unit
    return Problem(
        number=_number(unit, count),
        title=unit.title if unit else "",
        heading=opened.heading.passage() if opened.heading else Passage(""),
        group=group,
        label=body.label,
        measures=body.measures,
        aspects=tuple(_aspect(a, i) for i, a in enumerate(opened.aspects, 1)),
        result=body.result,
        details=body.details,
    )


def _aspect(opened: _Open, count: int) -> Aspect:
    body = body_of(opened.lines)
    unit = opened.unit
    assert unit is not None and opened.heading is not None
    return Aspect(
        number=_number(unit, count),
        title=unit.title,
        heading=opened.heading.passage(),
        label=body.label,
        measures=body.measures,
        result=body.result,
        details=body.details,
    )


def _number(unit: Unit | None, count: int) -> str:
    if unit and unit.mark and unit.mark.number:
        return str(unit.mark.number)
    if unit and unit.line.number_in_row:
        return str(unit.line.number_in_row)
    return str(count)


# --- damage -----------------------------------------------------------------------------------------------------


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
    broken = list(_broken_numbers(line, first.end))
    last_of = {n: at for at, n in broken if n is not None}
    for at, found in broken:
        if found is None and last is not None and number + 1 >= last:
            continue
        if found is None and last is None and last_of.get(number + 2, -1) <= at:
            continue
        if found is not None and found != number + 1:
            continue
        number += 1
        if found is None:
            excerpt = line.text[max(begin, at - 8) : at + 8]
            message = f"措施（{number}）的序号和它前面的文字已丢失，在“{excerpt}”处断开，另作一条措施"
            notes.append(Note("lost-number", message, line.number))
        yield replace(line.cut(begin, at), begins=lost)
        begin, lost = at, found is None
    yield replace(line.cut(begin), begins=lost) if begin else line


_PARENTHESIS = pattern(r"[()]")


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


__all__ = ["Assembled", "assembled", "short", "without_embedded_headings"]
