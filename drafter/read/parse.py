"""Paragraphs -> Report: what each paragraph of a notice is, by what it says and where it stands.

Nothing is dropped: what is no part of the notice goes to `residue`, what is broken is named in `notes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from drafter.read.assemble import Assembled, assembled, without_embedded_headings
from drafter.read.facts import contact_fields, date_of_line, inspection_facts
from drafter.read.lines import Line, line_of, mark_of
from drafter.read.outlines import outline_of
from drafter.read.points import short
from drafter.read.tables import unfolded
from drafter.read.tags import head_of, units_of
from drafter.report import Contact, Note, Paragraph, Report, Section
from drafter.text.normal import CHANGES, fold

_TITLE = re.compile(
    r"(?:中共)?.{0,60}?(?:关于|落实|对).{0,40}?(?:巡[视察]|反馈).{0,40}?(?:整改|反馈意见).{0,30}?(?:通报|公告|报告|公示|公布|情况)"
    r"|.{0,40}巡[视察].{0,12}整改.{0,20}(?:通报|公告|报告|公示|情况)"
)
_TITLE_LINE = re.compile(
    r"^(?:中共|关于|巡[视察]|反馈|整改|进展|情况|的?通报|.*(?:委员会|党组|党委|党工委|工委|[省市区县]委"
    r"|局|院)(?:\(.*\))?$)"
)
_NOT_TITLE = re.compile(r"发布|来源|字号|字体|浏览|日期|时间[::]|当前位置|首页|索引|[>|]|作者|打印|您?所在|责任编辑")
_PREAMBLE = re.compile(r"巡[视察]")
_PUBLISHED = re.compile(r"现将.{0,60}(?:公布|通报|公开|公告|公示|报告|如下)|(?:予以|向社会)(?:公布|公开|通报)")
_GOVERNMENT = re.compile(r"政府工作报告")

_LEADERSHIP_HEAD = re.compile(
    r"组织领导|政治站位|高度重视|责任|整改工作(?:组织|开展|推进|总体|基本|落实)?情况|思想认识"
    r"|以上率下|总体情况|推进整改"
)
_PROGRESS_HEAD = re.compile(
    r"进展|整改落实|落实情况|完成情况|反馈(?:意见|问题).*整改|整改情况|问题.*整改|整改.*成效"
    r"|抓好整改"
)
_NEXT_HEAD = re.compile(r"下一步|下步|下阶段|今后|后续|打算|努力方向|工作计划|持续(?:巩固|深化|推进|抓好|用力)")
_PLAIN_HEAD = re.compile(
    r"(?:巡[视察])?(?:整改)?(?:工作)?(?:组织领导|总体|组织落实|组织推进|组织开展)(?:工作)?情况"
    r"|(?:巡[视察])?(?:反馈)?(?:问题|意见)?整改(?:落实)?(?:进展|完成)?(?:工作)?(?:情况|情况及成效|进展及成效|成效)"
    r"|下一步(?:工作|整改)?(?:打算|安排|计划|举措|措施|思路|工作)"
)
_LABEL_ALONE = re.compile(r"(?:问题)?整改(?:落实|进展|完成|工作)?(?:情况|成效|进展)?[:。]?")
_NEXT_START = re.compile(
    r"^(?:下一步|下步|接下来|下阶段|今后)[,,工作]*|^[^。]{0,40}将(?:继续|深入|始终|以|坚持|严格"
    r"|进一步|切实|认真|持续)"
)

_WELCOME = re.compile(
    r"(?:欢迎|敬请|接受).{0,40}监督|(?:如有|若有|有).{0,12}意见.{0,30}(?:反映|反馈|联系)|联系方式:"
    r"|监督(?:联系)?方式:"
)
_CONTACT_LINE = re.compile(
    r"^(?:[(]?[一二三四五六七八\d][、.)]+)?(?:[(]?(?:监督|联系|举报|受理|咨询|接听|通讯|通信|邮寄|来信|来访|办公|电子|邮政|邮箱|信箱)"
    r".{0,8}[::]|(?:电话|邮编|邮箱|地址|传真|信箱|联系人|网址|时间)[::]?"
    r"|(?:监督|联系)(?:联系)?方式$|(?:监督|联系|举报)电话|电子邮箱|邮政信箱|邮政编码|通[讯信]地址)"
)
_ADDRESS_LINE = re.compile(r".{0,6}地址[:]?.+$")
_SIGNER = re.compile(
    r"^(?:中共|中国共产党)?.{1,40}(?:委员会|党组|党委|党工委|工作委员会|支部|工委|[省市区县州旗]委|办公室|领导小组|总支"
    r"|局|厅|院|公司|大学|学院|学校|中心|联合会|协会|政府)$"
)


def parse(paragraphs: Sequence[Paragraph]) -> Report:
    """Read the paragraphs of any document; `genre` says whether it is a notice."""
    try:
        report = _parse(paragraphs)
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


def _parse(paragraphs: Sequence[Paragraph]) -> Report:
    lines = [line for p in paragraphs if (line := line_of(p)).text]
    body = [line for line in lines if line.container in ("body", "table", "textbox")]
    outside = [line for line in lines if line.container not in ("body", "table", "textbox")]
    source = tuple(paragraphs)
    start = _preamble_at(body)
    government = any(_GOVERNMENT.search(line.bare) for line in body[:40])
    if government and (start is None or start > 40):
        return _other("government-work-report", body, outside, source)
    if start is None and not any(is_problem_heading(line) for line in body) and not _title_at(body[:12]):
        return _other("unknown", body, outside, source)
    return _notice(body, outside, start, source)


def _other(genre: str, body: list[Line], outside: list[Line], source: tuple[Paragraph, ...]) -> Report:
    at = next((i for i, line in enumerate(body[:40]) if line.bare == "政府工作报告"), None)
    if at is None:
        at = next((i for i, line in enumerate(body[:40]) if len(line.text) <= 40), None)
    title = (body[at],) if at is not None else ()
    rest = [line for i, line in enumerate(body) if i != at]
    government = genre == "government-work-report"
    return Report(
        genre="government-work-report" if government else "unknown",
        title_lines=tuple(line.passage() for line in title),
        residue=tuple(line.passage() for line in [*rest, *outside]),
        notes=(Note("not-a-notice", "这是政府工作报告，不是整改通报，正文没有拆分" if government
                    else "没有认出整改通报的导语、标题或问题清单，正文没有拆分"),),
        paragraphs=source,
    )  # fmt: skip


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
    rest, cells = unfolded(rest)
    residue += cells
    main, contact, tail = _split_tail(rest)
    signers, date_line, after = _signature(tail)
    main = without_embedded_headings(main, notes)
    units = units_of(main)
    found = assembled(outline_of(units), units) if units else Assembled([], [], [])
    notes += found.notes
    sections = found.sections
    preamble += found.preamble
    if not date_line:
        date_line = next((line for line in residue if date_of_line(line.text)), None)
        residue = [line for line in residue if line is not date_line]
    text = _contact_text(contact)
    _note_what_is_missing(notes, sections, contact, preamble)
    return Report(
        title_lines=tuple(line.passage() for line in title),
        preamble=tuple(line.passage() for line in preamble),
        inspection=inspection_facts("".join(line.text for line in preamble)),
        sections=tuple(sections),
        contact=Contact(tuple(line.passage() for line in contact), **contact_fields(text)) if contact else None,
        signers=tuple(line.passage() for line in signers),
        date=date_of_line(date_line.text) if date_line else None,
        date_line=date_line.passage() if date_line else None,
        residue=tuple(line.passage() for line in [*residue, *after, *outside]),
        notes=tuple(sorted(notes, key=lambda n: (n.line or 0, n.code))),
        paragraphs=source,
    )


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
        if is_problem_heading(line):
            return None
        if ("反馈" in bare and re.search(r"开展|进行|对|于|部署", bare) and re.search(r"\d|部署|安排|现将", bare)) or (
            _PUBLISHED.search(bare) and "整改" in bare
        ):
            return i
        if re.search(r"(?:开展|进行|实施)了?.{0,20}巡[视察]", bare) and re.search(r"部署|安排|\d月", bare):
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
            if not _TITLE.fullmatch("".join(line.bare for line in lines)):
                continue
            while first > 0 and last - first < 4:
                above = front[first - 1]
                if above.number == front[first].number:  # a line break inside the title
                    first -= 1
                    continue
                if (
                    len(above.bare) > 40
                    or _NOT_TITLE.search(above.bare)
                    or _TITLE.fullmatch(above.bare)
                    or not _TITLE_LINE.search(above.bare)
                    or re.search(r"[。,;:]", above.folded)
                ):
                    break
                first -= 1
            return first, last
    return None


def _split_title(front: list[Line]) -> tuple[list[Line], list[Line]]:
    span = _title_at(front)
    if not span:
        styled = [i for i, line in enumerate(front) if line.level == 0]
        span = (styled[0], styled[-1] + 1) if styled else None
    if not span:
        return [], front
    return front[span[0] : span[1]], front[: span[0]] + front[span[1] :]


def is_problem_heading(line: Line) -> bool:
    """Whether a line by itself reads as the heading of a problem (关于“…”问题的整改)."""
    head = head_of(line)
    return head is not None and head.build in ("framed", "quoted", "cell")


def _level_one(line: Line) -> bool:
    mark = mark_of(line)
    if mark:
        return mark.kind == "一、" and "。" not in line.folded[:-1] and len(line.bare) <= 60
    return line.level == 1


# --- the tail --------------------------------------------------------------------------------------------------


def _split_tail(rest: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """(main text, contact, what follows it)."""
    at = None
    for i in range(len(rest) - 1, -1, -1):
        line = rest[i]
        if is_problem_heading(line):
            break
        mark = mark_of(line)
        if mark and mark.kind in ("一是", "（1）", "（一）") and len(line.text) > 60:
            break
        if len(line.bare) < 400 and (_WELCOME.search(line.bare) or _states_contact(line)):
            at = i
        if at is None and _CONTACT_LINE.match(line.bare) and re.search(r"\d{6,}|@", line.folded):
            at = i
    if at is None:
        dated = [i for i, line in enumerate(rest) if date_of_line(line.text)]
        if not dated:
            return rest, [], []
        at = dated[-1]
        while at > 0 and _SIGNER.match(rest[at - 1].bare) and not mark_of(rest[at - 1]):
            at -= 1
        return rest[:at], [], rest[at:]
    begin = at
    while begin > 0 and (_CONTACT_LINE.match(rest[begin - 1].bare) or _contact_heading(rest[begin - 1])):
        begin -= 1
    end = at + 1
    while end < len(rest) and (_more_contact(rest[end]) or _runs_on(rest, end)):
        end += 1
    contact, glued = _without_glued_signer(rest[begin:end])
    return rest[:begin], contact, glued + rest[end:]


def _more_contact(line: Line) -> bool:
    """A further line of the contact; a website's own button (电话) is none."""
    return bool(_CONTACT_LINE.match(line.bare)) and not date_of_line(line.text) and len(line.bare) > 2


def _runs_on(rest: Sequence[Line], at: int) -> bool:
    """The second half of an address, between two lines with labels of their own."""
    return (
        at + 1 < len(rest)
        and len(rest[at].bare) <= 40
        and _ADDRESS_LINE.match(rest[at - 1].bare) is not None
        and not re.search(r"[。;]$", rest[at - 1].bare)
        and not date_of_line(rest[at].text)
        and _more_contact(rest[at + 1])
    )


def _states_contact(line: Line) -> bool:
    """Whether a line gives two or more of telephone, address, postcode and e-mail under their labels."""
    if mark_of(line) or not re.search(r"电话|邮编|邮政编码|邮箱|信箱|地址", line.bare):
        return False
    fields = contact_fields(line.text)
    return sum(fields[key] is not None for key in ("phone", "address", "postcode", "email")) >= 2


def _without_glued_signer(contact: list[Line]) -> tuple[list[Line], list[Line]]:
    """A signer that a lost paragraph break left behind the last 。 of the contact is cut off."""
    if not contact:
        return contact, []
    last = contact[-1]
    at = last.folded.rfind("。", 0, -1) + 1
    name = last.cut(at)
    if at and 4 <= len(name.bare) <= 40 and _SIGNER.match(name.bare) and not re.search(r"[\d@,;:]", name.folded):
        return [*contact[:-1], last.cut(0, at)], [name]
    return contact, []


def _contact_text(contact: Sequence[Line]) -> str:
    """The contact's lines for the search of its fields; an address on two lines as one."""
    out: list[str] = []
    for line in contact:
        if out and _ADDRESS_LINE.match(fold(out[-1]).replace(" ", "")) and not _CONTACT_LINE.match(line.bare):
            out[-1] += line.text
        else:
            out.append(line.text)
    return "\n".join(out)


def _contact_heading(line: Line) -> bool:
    return short(line) and bool(re.search(r"(?:监督|联系)(?:联系)?(?:方式|渠道)", line.bare)) and len(line.bare) <= 16


def _signature(tail: list[Line]) -> tuple[list[Line], Line | None, list[Line]]:
    """(signers, date, residue) out of what follows the contact."""
    tail = [piece for line in tail for part in _split_signer_and_date(line) for piece in _side_by_side(part)]
    at = next((i for i, line in enumerate(tail) if date_of_line(line.text)), None)
    if at is not None:
        signers = [line for line in tail[:at] if _SIGNER.match(line.bare)]
        others = [line for line in tail[:at] if not _SIGNER.match(line.bare)]
        return signers, tail[at], others + tail[at + 1 :]
    count = 0
    while count < min(3, len(tail)) and _SIGNER.match(tail[count].bare):
        count += 1
    return tail[:count], None, tail[count:]


def _split_signer_and_date(line: Line) -> list[Line]:
    match = re.search(r"(?<!\s)\s*(?:\d{4}\s*年|[〇零○二][〇零○一二三四五六七八九]{3}年).{2,12}日\)?$", line.folded)
    if (
        match
        and match.start() > 0
        and date_of_line(line.text[match.start() :])
        and _SIGNER.match(line.cut(0, match.start()).bare)
    ):
        return [line.cut(0, match.start()), line.cut(match.start())]
    return [line]


def _side_by_side(line: Line) -> list[Line]:
    """Several signers on one line, with a gap between them."""
    edges = [0, *(m.end() for m in re.finditer(r"\s{2,}", line.folded)), len(line.text)]
    parts = [line.cut(a, b) for a, b in pairwise(edges)]
    return parts if len(parts) > 1 and all(len(p.bare) >= 5 and _SIGNER.match(p.bare) for p in parts) else [line]
