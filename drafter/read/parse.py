"""Paragraphs -> Report: what each paragraph of a notice is, by what it says and where it stands.

Nothing is dropped: what is no part of the notice goes to `residue`, what is broken is named in `notes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from drafter.patterns import pattern
from drafter.read.assemble import Assembled, assembled, without_embedded_headings
from drafter.read.evidence import tally
from drafter.read.facts import contact_fields, date_of_line, inspection_facts
from drafter.read.genre import verdict
from drafter.read.labels import learned
from drafter.read.lines import Line, line_of, mark_of
from drafter.read.outlines import outline_of
from drafter.read.tables import unfolded
from drafter.read.tags import head_of, units_of
from drafter.read.tail import annex_section, annexes_of, contact_outside, contact_text, index_block, is_organ, tail_of
from drafter.read.understood import reading_of
from drafter.report import Contact, Genre, Note, Paragraph, Report, Section
from drafter.text.normal import CHANGES

_TITLE = pattern(
    r"(?:中共)?.{0,60}?(?:关于|落实|对).{0,40}?(?:巡[视察]|反馈).{0,40}?(?:整改|反馈意见|意见|反馈问题|办理|落实)"
    r".{0,30}?(?:通报|公告|报告|公示|公布|公开|说明|情况)"
    r"|.{0,40}巡[视察].{0,12}整改.{0,20}(?:通报|公告|报告|公示|公布|公开|说明|情况)表?"
)
_TITLE_LINE = pattern(
    r"^(?:中共|关于|巡[视察]|反馈|整改|进展|情况|的?通报|.*(?:委员会|党组|党委|党工委|工委|[省市区县]委"
    r"|局|院)(?:\(.*\))?$)"
)
_NOT_TITLE = pattern(r"发布|来源|字号|字体|浏览|日期|时间[::]|当前位置|首页|索引|[>|]|作者|打印|您?所在|责任编辑")
_WHERE_TOLD = 10  # paragraphs behind the preamble that may say how many problems there are
_NUMBER_ALONE = pattern(r"\d{1,3}[.、]?")
_PREAMBLE = pattern(r"巡[视察]")
_INSPECTED = pattern(r"巡[视察]组巡[视察](?!期间|反馈|整改)")  # 省委第三巡视组巡视学校党委
_PUBLISHED = pattern(r"现将.{0,60}(?:公布|通报|公开|公告|公示|报告|如下)|(?:予以|向社会)(?:公布|公开|通报)")
_GOVERNMENT = pattern(r"政府工作报告")


def parse(paragraphs: Sequence[Paragraph], force: bool = False) -> Report:
    """Read the paragraphs of any document; `genre` says whether it is a notice. `force`: read it as one anyway."""
    try:
        report = _parse(paragraphs, force)
        return replace(report, notes=(*report.notes, *_mended(paragraphs)))
    finally:  # what was worked out of its lines is of no use to the next document
        mark_of.cache_clear()
        head_of.cache_clear()


def _mended(paragraphs: Sequence[Paragraph]) -> Iterator[Note]:
    """One note a kind of look-alike that was made ordinary characters, at the first place."""
    for kind, name in CHANGES.items():
        places = [p.line for p in paragraphs if kind in p.mended]
        if places:
            yield Note("look-alike", f"{name}已换成普通写法，共{len(places)}段，请与原件核对", places[0])


def _parse(paragraphs: Sequence[Paragraph], force: bool) -> Report:
    lines = [line for p in paragraphs if (line := line_of(p)).text]
    body = [line for line in lines if line.container in ("body", "table", "textbox")]
    outside = [line for line in lines if line.container not in ("body", "table", "textbox")]
    source = tuple(paragraphs)
    start = _preamble_at(body)
    government = any(_GOVERNMENT.search(line.bare) for line in body[:40])
    if government and (start is None or start > 40) and not force:
        reason = "这是政府工作报告，不是整改通报，正文没有拆分"
        return _other("government-work-report", reason, body, outside, source)
    report = _notice(body, outside, start, source)
    judged = verdict(report, body[:start] if start is not None else body[:8], body)
    if not judged.notice and not force:
        return _other("unknown", f"{judged.reason}，正文没有拆分", body, outside, source)
    return replace(report, reading=reading_of(report))


def _other(genre: Genre, reason: str, body: list[Line], outside: list[Line], source: tuple[Paragraph, ...]) -> Report:
    at = next((i for i, line in enumerate(body[:40]) if line.bare == "政府工作报告"), None)
    if at is None:
        at = next((i for i, line in enumerate(body[:40]) if len(line.text) <= 40), None)
    title = (body[at],) if at is not None else ()
    rest = [line for i, line in enumerate(body) if i != at]
    return Report(
        genre=genre,
        title_lines=tuple(line.passage() for line in title),
        residue=tuple(line.passage() for line in [*rest, *outside]),
        notes=(Note("not-a-notice", reason),),
        paragraphs=source,
    )


def _notice(body: list[Line], outside: list[Line], start: int | None, source: tuple[Paragraph, ...]) -> Report:
    notes: list[Note] = []
    if start is None:
        front, rest = _front_without_preamble(body)
        preamble: list[Line] = []
    else:
        front = body[:start]
        end = _preamble_end(body, start)
        preamble, rest = body[start:end], body[end:]
    title, residue = _split_title(front)
    rest, cells = unfolded(_below_the_title(rest))
    residue += cells
    rest, annexes = annexes_of(rest)
    main, contact, signers, date_line, after = tail_of(rest)
    main, numbers = _with_numbers_above(_with_bare_numbers(main))
    residue += numbers
    main = without_embedded_headings(learned(main), notes)
    units = units_of(main)
    told = tally("".join(line.bare for line in [*preamble, *main[:_WHERE_TOLD]]))
    found = assembled(outline_of(units, told), units) if units else Assembled([], [], [])
    notes += found.notes
    sections = [*found.sections, *([annex_section(annexes)] if annexes else [])]
    preamble += found.preamble
    residue = [*residue, *after, *outside]
    if not title and (span := _title_at(outside)):  # a page's own heading, set apart from the article
        title = outside[slice(*span)]
        residue = [line for line in residue if line not in title]
    if not signers:  # named under the title
        signers = _named_in_front([line for line in front if line not in title and is_organ(line.bare)], title)
        residue = [line for line in residue if line not in signers]
    if not (date_line and signers):
        signer, dated = index_block(residue)
        if not date_line and dated:
            date_line = dated
            residue = _without(residue, dated)
        if not signers and signer:
            signers = [signer]
            residue = _without(residue, signer)
    if not contact and (contact := contact_outside(outside)):
        residue = [line for line in residue if line not in contact]
    text = contact_text(contact)
    written_on = date_of_line(date_line.text) if date_line else None
    _note_what_is_missing(notes, sections, contact, preamble)
    return Report(
        title_lines=tuple(line.passage() for line in title),
        preamble=tuple(line.passage() for line in preamble),
        inspection=inspection_facts("".join(line.text for line in preamble), written_on),
        sections=tuple(sections),
        contact=Contact(tuple(line.passage() for line in contact), **contact_fields(text)) if contact else None,
        signers=tuple(line.passage() for line in signers),
        date=written_on,
        date_line=date_line.passage() if date_line else None,
        residue=tuple(line.passage() for line in residue),
        notes=tuple(sorted(notes, key=lambda n: (n.line or 0, n.code))),
        paragraphs=source,
    )


def _named_in_front(organs: Sequence[Line], title: Sequence[Line]) -> list[Line]:
    """The body named above or under the title, the one that the title begins with before others (a site's own)."""
    named = "".join(line.bare for line in title)
    return [*(line for line in organs if named.startswith(line.bare)), *organs][:1]


def _below_the_title(lines: list[Line]) -> list[Line]:
    """The lines, their styles one level further in where several behind the preamble have the title's (a page whose
    parts are <h1>)."""
    if sum(line.level == 0 for line in lines) < 2:
        return lines
    return [line if line.level is None else replace(line, level=line.level + 1) for line in lines]


def _number_alone(line: Line) -> int:
    """The number that a line is and nothing else: 2, 02., 【问题二】. 0 where it is none."""
    if _NUMBER_ALONE.fullmatch(line.bare):
        return int(line.bare.rstrip(".、"))
    mark = mark_of(line) if len(line.bare) <= _LONGEST_NUMBER else None
    return mark.number if mark and mark.kind == "问题一" and mark.end == len(line.text) else 0


_LONGEST_NUMBER = 12  # characters: 【反馈问题二十一】


def _with_numbers_above(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """(lines, those that hold nothing but the number of the next): 1 / 关于…问题 / … / 2 / 关于…问题."""
    alone = [i for i, line in enumerate(lines[:-1]) if not line.cell and _number_alone(line)]
    numbers = [_number_alone(lines[i]) for i in alone]
    if len(numbers) < 2 or any(b not in (a + 1, 1) for a, b in pairwise((0, *numbers))):
        return lines, []
    there = dict(zip(alone, numbers, strict=True))
    out = []
    for i, line in enumerate(lines):
        if i in there:
            continue
        above = there.get(i - 1)
        out.append(replace(line, number_above=above) if above and not mark_of(line) else line)
    return out, [lines[i] for i in alone]


_BARE_NUMBER = pattern(r"(?P<n>0?[1-9]|[1-9]\d)\s+(?=[\u4e00-\u9fff“])")


def _with_bare_numbers(lines: list[Line]) -> list[Line]:
    """The lines, those that begin with a bare number told as numbered where the numbers count on from 1 to 3 and
    more: 01 学位供给不足 … 02 …"""
    found = {i: m for i, line in enumerate(lines) if not line.cell and (m := _BARE_NUMBER.match(line.folded))}
    numbers = [int(m["n"]) for m in found.values()]
    if len(numbers) < 3 or any(b not in (a + 1, 1) for a, b in pairwise((0, *numbers))):
        return lines
    return [
        replace(line, number_above=int(found[i]["n"]), number_end=found[i].end()) if i in found else line
        for i, line in enumerate(lines)
    ]


def _without(lines: list[Line], part: Line) -> list[Line]:
    """The lines without one of them, or without a part of one."""
    out: list[Line] = []
    for line in lines:
        if line.number == part.number and line.start <= part.start < line.start + len(line.text):
            at = part.start - line.start
            out += [piece for piece in (line.cut(0, at), line.cut(at + len(part.text))) if piece.text]
        else:
            out.append(line)
    return out


def _note_what_is_missing(
    notes: list[Note], sections: Sequence[Section], contact: Sequence[Line], preamble: Sequence[Line]
) -> None:
    if not any(s.problems for s in sections):
        notes.append(Note("no-problems", "没有认出任何问题标题"))
    if not preamble:
        notes.append(Note("no-preamble", "没有认出导语"))
    if not contact:
        notes.append(Note("no-contact", "没有认出监督联系方式"))


# --- the front -------------------------------------------------------------------------------------------------


def _preamble_at(body: Sequence[Line]) -> int | None:
    for i, line in enumerate(body[:80]):
        bare = line.bare
        if len(bare) < 30 or mark_of(line) or not _PREAMBLE.search(bare):
            continue
        if len(bare) <= 60 and not set(bare) & set("。,;:") and _TITLE.fullmatch(bare):
            continue  # …巡察工作领导小组2024年巡察反馈问题整改情况的公示
        if is_problem_heading(line):
            return None
        if ("反馈" in bare and re.search(r"开展|进行|对|于|部署", bare) and re.search(r"\d|部署|安排|现将", bare)) or (
            _PUBLISHED.search(bare) and "整改" in bare
        ):
            return i
        if re.search(r"(?:开展|进行|实施)了?.{0,20}巡[视察]", bare) and re.search(r"部署|安排|\d月", bare):
            return i
        if _INSPECTED.search(bare) and "反馈" in bare and len(re.findall(r"\d日", bare)) >= 2:
            return i
    return None


def _preamble_end(body: Sequence[Line], start: int) -> int:
    """One past the preamble: through the paragraph that says 现将…公布, where that comes soon."""
    for i in range(start, min(start + 4, len(body))):
        if i > start and (mark_of(body[i]) or _level_one(body[i])):
            break
        if _PUBLISHED.search(body[i].bare):
            return i + 1
    return start + 1


def _front_without_preamble(body: list[Line]) -> tuple[list[Line], list[Line]]:
    """No preamble: the front ends with the title, or before the first heading."""
    if span := _title_at(body[:12]):
        return body[: span[1]], body[span[1] :]
    first = next((i for i, line in enumerate(body) if _level_one(line) or is_problem_heading(line)), 0)
    return body[:first], body[first:]


def _title_at(front: Sequence[Line]) -> tuple[int, int] | None:
    """(first, one past the last) line of the title: the nearest to the text."""
    for last in range(len(front), 0, -1):
        for first in range(last - 1, max(-1, last - 5), -1):
            lines = front[first:last]
            if any(len(line.bare) > 60 or "。" in line.text or _NOT_TITLE.search(line.bare) for line in lines):
                break
            if any(date_of_line(line.text) for line in lines):
                break
            if len({line.cell and line.cell[:2] for line in lines}) > 1:  # rows of a table are no lines of one title
                break
            words = "".join(line.bare for line in lines)
            if not _TITLE.fullmatch(words):
                continue
            follows = last < len(front) and front[last].number == front[first].number  # of a whole text in one line
            named = is_organ(words.partition("关于")[0])  # what stands above is the banner of a page, or a letterhead
            while first > 0 and last - first < 4:
                above = front[first - 1]
                if above.number == front[first].number and not follows:  # a line break inside the title
                    first -= 1
                    continue
                if (
                    len(above.bare) > 40
                    or _NOT_TITLE.search(above.bare)
                    or _TITLE.fullmatch(above.bare)
                    or (named and is_organ(above.bare))
                    or not (_TITLE_LINE.search(above.bare) or is_organ(above.bare))
                    or re.search(r"[。,;:]", above.folded)
                ):
                    break
                first -= 1
            return first, last
    return None


def _names_a_notice(line: Line) -> bool:
    """Whether a short line says that it is about what was mended after an inspection (坪上村党总支巡察整改“明白账”)."""
    about = re.search(r"巡[视察].{0,12}整改|整改.{0,12}巡[视察]", line.bare)
    return (
        bool(about)
        and len(line.bare) <= 40
        and not re.search(r"[。,;:!?|>]", line.folded)
        and not _NOT_TITLE.search(line.bare)
    )


def _split_title(front: list[Line]) -> tuple[list[Line], list[Line]]:
    span = _title_at(front)
    if not span:
        styled = [i for i, line in enumerate(front) if line.level == 0]
        named = [i for i, line in enumerate(front) if _names_a_notice(line)]
        span = (styled[0], styled[-1] + 1) if styled else (named[0], named[0] + 1) if len(named) == 1 else None
    if not span:
        return [], front
    first, end = span
    if end < len(front) and front[end].text.startswith("——") and is_organ(front[end].bare.lstrip("—")):
        end += 1  # ——中共松岭县教育局党组: whose notice it is, as a subtitle
    return front[first:end], front[:first] + front[end:]


def is_problem_heading(line: Line) -> bool:
    """Whether a line by itself reads as the heading of a problem (关于“…”问题的整改)."""
    head = head_of(line)
    return head is not None and head.build in ("framed", "quoted", "cell")


def _level_one(line: Line) -> bool:
    mark = mark_of(line)
    if mark:
        return mark.kind == "一、" and "。" not in line.folded[:-1] and len(line.bare) <= 60
    return line.level == 1
