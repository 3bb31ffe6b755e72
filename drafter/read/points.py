"""Measures and points: paragraphs, or parts of one, that an ordinal begins (一是, （1）, ①, 第一，)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.read.lines import BULLET, Line, Mark, mark_of
from drafter.report import Block, Cell, Passage, Point
from drafter.text.ordinals import MAY_BEGIN
from drafter.text.statuses import status_of

LONGEST_LEAD = 40
LONGEST_AMONG_LEADS = 80  # where most of its sisters have leads
_SUBJECT = pattern(
    r"(?:书记|负责人|班子|党委|党组|区委|县委|市委|省委|工委).{0,30}(?:情况|责任|方面)|(?:情况"
    r"|方面)$"
)
_INLINE_KINDS = {"一是", "一要", "（1）", "①", "第一", "其一", "首先", "1）"}
_AFTER_SENTENCE = pattern(rf"[。;!:,][”’)]?\s*(?={MAY_BEGIN})")
_QUOTED = pattern(r"[“‘][^”’]{0,200}[”’]")
_FIGURE_OR_TITLE = pattern(r"[0-9《》]")
_LABEL_WORDS = (
    r"(?:(?:问题|具体|主要|集中|目前)?(?:整改|落实|进展|推进|完成|工作|采取)(?:落实|进展|推进|工作|完成)*的?"
    r"(?:情况|措施|举措|做法)?(?:及(?:成效|进展|完成情况))?)"
)
_LABEL = pattern(  # 整改情况： 【整改情况】, 答： to what was asked
    rf"\s*(?:(?:{_LABEL_WORDS}|答|答复|回应|回复)\s*:|[【\[]\s*(?:{_LABEL_WORDS}|答|答复|回应|回复)\s*[】\]]\s*:?)\s*"
)
_LABEL_LINE = pattern(r"(?:问题)?(?:整改|落实|进展)(?:落实|进展|推进|工作)?(?:情况|措施|举措)[:。]?")
_RESULT_NOUNS = ("成效", "成果", "结果", "效果")
_RESULT_WORDS = rf"(?:整改|取得|工作|阶段性?|主要|的)*(?:{'|'.join(_RESULT_NOUNS)})"
_RESULT_LINE = pattern(rf"[【\[]?{_RESULT_WORDS}[】\]]?:?")  # 整改成效 on a line of its own
_RESULT = pattern(rf"(?:^|(?<=[。;!]))\s*(?:{_RESULT_WORDS}\s*:|[【\[]\s*{_RESULT_WORDS}\s*[】\]]\s*:?)\s*")
# 责任领导：… 整改时限：… 【问题描述】…: what a ledger keeps beside a problem; no measure
_DETAIL = pattern(
    r"""[【\[]?\s*(?P<name>(?:牵头|责任|包抓|包案|分管|主管|整改)(?:领导|单位|部门|科室|股室|人|责任人|责任单位)
      |(?:配合|协办|协助)(?:单位|部门)|(?:整改|完成|办结)(?:时限|期限|时间)|整改目标|(?:整改|完成)状态
      |(?:问题|反馈|具体)(?:描述|表现|原文|类型|类别))\s*[】\]]?\s*(?P<colon>:)?""",
    re.VERBOSE,
)
# 整改进展：已完成。 完成情况：已完成并长期坚持。 a status under its label, and nothing else
_STATUS_ONLY = pattern(
    r"""[【\[]?(?:目前)?(?:(?:整改|完成|落实|推进|进展|销号)(?:落实|进展|推进|完成|工作)*(?:的?(?:情况|状态|进度))?|状态|进度)[】\]]?:?
        (?P<status>[^,。;:]{2,14})(?:,[^。;:\d]{2,14})?[。;]?""",
    re.VERBOSE,
)


def lead_of(line: Line, at: int, more: bool, longest: int = LONGEST_LEAD) -> str | None:
    """The lead phrase that begins at `at`: up to its 。, short, without figures or 《titles》, facts behind it.

    `more`: further paragraphs of the same point follow, so the phrase may be the whole line.
    """
    if mark_of(line, at):  # （4）一是…: the ordinals inside stand where a lead would
        return None
    end = line.folded.find("。", at)
    if end < 0:
        end = len(line.text)
    phrase = line.text[at:end].strip()
    followed = bool(line.folded[end + 1 :].strip()) or more
    if not followed or not 2 <= len(phrase) <= longest:
        return None
    folded = _QUOTED.sub("", line.folded[at:end])
    if _FIGURE_OR_TITLE.search(folded) or ";" in folded:
        return None
    return phrase.rstrip("：:，, ")


def split_inline(line: Line, following: Mark | None, told: bool = False) -> list[Line]:
    """Cut a paragraph that holds several ordinals (一是…。二是…。) into one line for each.

    `told`: the first may stand behind a comma (区委将坚持常改常新，一是…；二是…), what is before it being no item.
    `following`: the mark that begins the next paragraph. Where it continues this paragraph's own first ordinal, the
    ordinals inside are nested ones and the paragraph stays whole.
    """
    first = mark_of(line)
    if first and first.kind == BULLET and not line.begins:
        return _split_at_signs(line, first.closed)
    numbered = (
        first is not None and first.kind == "1." and first.number == 1
    )  # 1.修订规则。2.调整分工。 in one paragraph
    if line.begins or (first and first.kind not in _INLINE_KINDS | {"一方面"} and not numbered):
        return [line]
    kinds = _INLINE_KINDS | ({"1."} if numbered else {first.kind} if first else set()) | ({"（一）"} if told else set())

    def introduced(mark: int) -> bool:  # 下一步，院党委将做到三个“不放松”：一是…
        return first is None and not re.search(r"[。;!]", line.folded[:mark])

    commas = first is not None and first.number == 1 and _chained_by_commas(line, first)
    cuts: list[int] = []
    kind, number = (first.kind, first.number) if first else (None, 0)
    for match in _AFTER_SENTENCE.finditer(line.folded):
        at, within = match.end(), match.group()[0] in ":,"
        if match.group()[0] == "," and not commas and (kind or not told or not introduced(match.start())):
            continue
        mark = mark_of(line, at)
        if not mark or mark.kind not in kinds or (kind and mark.kind != kind):
            continue
        told_here = introduced(match.start()) or (told and match.group()[0] == ":")
        if kind is None and (mark.number != 1 or (within and not told_here)):
            continue
        if mark.number == 1 and mark.kind == kind and number > 1:
            break  # 二是…。一是…二是…: ordinals inside a point
        if mark.number == number + 1:
            kind, number = mark.kind, mark.number
            cuts.append(at)
    if not cuts or (first is None and len(cuts) < 2):
        return [line]
    if first and following and following.kind == kind and following.number == first.number + 1 <= number:
        return [line]
    edges = [0, *cuts, len(line.text)]
    if first is None and not introduced(cuts[0] - 1) and not any(map(_says_more, map(line.cut, cuts, edges[2:]))):
        return [line]  # 整改有成效。还要抓好三件事：一是成果巩固；二是源头治理。 only names them
    return [piece for a, b in pairwise(edges) if (piece := line.cut(a, b)).text]


def _chained_by_commas(line: Line, first: Mark) -> bool:
    """Whether the ordinals of a paragraph stand behind commas alone: 一是约谈7家，二是建立制度，三是清退2家。"""
    found = [(m.group()[0], mark) for m in _AFTER_SENTENCE.finditer(line.folded) if (mark := mark_of(line, m.end()))]
    alike = [(stop, mark.number) for stop, mark in found if mark.kind == first.kind]
    return all(stop == "," for stop, _ in alike) and [n for _, n in alike] == list(range(2, len(alike) + 2))


_STOP = pattern(r"[。;!] ?")


def _split_at_signs(line: Line, sign: str) -> list[Line]:
    """●建立应急处置平台。●完善投诉处置流程。 in one paragraph: a line for each."""
    cuts = [m.end() for m in _STOP.finditer(line.folded) if line.folded.startswith(sign, m.end())]
    return [line.cut(a, b) for a, b in pairwise([0, *cuts, len(line.text)])] if cuts else [line]


def _says_more(item: Line) -> bool:
    """Whether an item has more than a phrase."""
    return "," in item.folded or "。" in item.folded[:-1]


def pieces_of(lines: Sequence[Line], told: bool = False) -> list[Line]:
    """All lines, those with several ordinals cut up; `told` as there."""
    marks = [mark_of(line) for line in lines]
    out: list[Line] = []
    for i, line in enumerate(lines):
        out += split_inline(line, marks[i + 1] if i + 1 < len(lines) else None, told)
    return out


def points_of(pieces: Sequence[Line], group: str | None = None, led: bool = False) -> tuple[Point, ...]:
    """Group pieces into points. The first kind of mark met makes points; other marks and plain paragraphs continue
    the point before them; plain paragraphs before any mark stand alone. `led`: they open with a lead all the same."""
    groups: list[tuple[Mark | None, list[Line]]] = []
    kind: str | None = None
    for piece in pieces:
        mark = mark_of(piece)
        if mark and mark.kind == "一、":
            mark = None
        if mark and kind is None:
            kind = mark.kind
        if (mark and mark.kind == kind) or piece.begins:
            groups.append((mark, [piece]))
        elif groups and (groups[-1][0] or groups[-1][1][0].begins) and not _labelled(piece):
            groups[-1][1].append(piece)
        else:
            groups.append((None, [piece]))
    points = [_point(mark, lines, group, led) for mark, lines in groups]
    if named := _named_by_colons(groups):
        points = [replace(point, lead=lead) for point, lead in zip(points, named, strict=True)]
    leads = sum(point.lead is not None for point in points)
    if 2 <= leads < len(points) <= 2 * leads:
        points = [
            point if point.lead else _point(mark, lines, group, led, LONGEST_AMONG_LEADS)
            for point, (mark, lines) in zip(points, groups, strict=True)
        ]
    return tuple(points)


_LONGEST_NAME = 16  # characters before the colon


def _named_by_colons(groups: Sequence[tuple[Mark | None, list[Line]]]) -> list[str]:
    """The phrases before the colon where every item opens with one (●高位推动：… ●闭环运行：…); none elsewhere."""
    found = []
    for mark, lines in groups:
        at = mark.end if mark else 0
        name, colon, said = lines[0].folded[at:].partition(":")
        alone = colon and said.strip() and 2 <= len(name.strip()) <= _LONGEST_NAME and mark
        if not alone or re.search(r"[。;,，]", name) or _FIGURE_OR_TITLE.search(name):
            return []
        found.append(lines[0].text[at : at + len(name)].strip())
    return found if len(found) >= 2 else []


def _labelled(piece: Line) -> bool:
    """整改进展：… with its text: a paragraph for itself, no part of the measure before it."""
    if piece.told and piece.told.role == "measure":
        return True
    match = _LABEL.match(piece.folded)
    return bool(match and piece.folded[match.end() :].strip())


_LABEL_WITHIN = 30  # characters
_LABEL_MARK = pattern(r"[:【】\[\]]")


def is_label(line: Line) -> bool:
    """整改情况：, 【整改措施】, 整改成效：…, 责任领导：…: what introduces text and is no heading."""
    if line.role in ("measure", "result", "detail"):
        return True
    if line.told:
        return line.told.role != "problem"
    if line.number_above:  # 02 / 整改进展情况: a heading
        return False
    if len(line.text) > _LABEL_WITHIN and not _LABEL_MARK.search(line.folded, 0, _LABEL_WITHIN):
        return False  # most lines are text
    return bool(
        _LABEL.match(line.folded)
        or _RESULT.match(line.folded)
        or _LABEL_LINE.fullmatch(line.bare)
        or (_RESULT_LINE.fullmatch(line.bare) and not line.level)
        or detail_of(line)
    )


def detail_of(line: Line) -> str | None:
    """The name of the internal fact that a line states (责任领导, 整改时限, 问题描述), or None."""
    if _states_status(line):
        return "完成情况"
    if line.told:
        named = line.folded[: line.told.end].strip(_LABEL_EDGE) or "说明"
        return named if line.told.role in ("detail", "group") else None
    match = _DETAIL.match(line.folded)
    if not match or not (match["colon"] or line.folded.startswith(("【", "["))):
        return None
    return re.sub(r"\s", "", match["name"])


_LABEL_EDGE = "【】[]: "
_STATUS_FIRST = pattern(r"\s*(?P<status>[^,。;:]{2,14})[。;]\s*")


def _leading_status(line: Line) -> int:
    """Where the status ends that stands before the first ordinal of a paragraph; 0 where none does."""
    match = _STATUS_FIRST.match(line.folded)
    if not match or status_of(match["status"]) is None or not mark_of(line, match.end()):
        return 0
    return match.end()


def _states_status(line: Line) -> bool:
    """Whether a line is a label and the status of the problem: 整改进展：基本完成。"""
    if len(line.text) > 30 or not any(mark in line.folded for mark in ":]】"):
        return False
    match = _STATUS_ONLY.fullmatch(line.bare)
    return match is not None and status_of(match["status"]) is not None


def _point(
    mark: Mark | None, lines: list[Line], group: str | None, led: bool = False, longest: int = LONGEST_LEAD
) -> Point:
    numbered = mark or lines[0].begins or led
    alone = len(lines) > 1 and not lines[0].runs_on
    lead = lead_of(lines[0], mark.end if mark else 0, alone, longest) if numbered else None
    return Point(tuple(line.passage() for line in lines), mark.text if mark else None, lead, group)


class Body(NamedTuple):
    """What stands under the heading of a problem or a 具体表现."""

    label: Passage | None  # 整改情况：
    measures: tuple[Point, ...]
    result: tuple[Passage, ...]  # 整改成效：…
    details: tuple[Passage, ...]  # 责任领导：… 整改时限：…


def body_of(lines: Sequence[Line]) -> Body:
    """Sort the lines under a heading into label, measures, result and internal facts."""
    label: Passage | None = None
    content: list[Line] = []
    result: list[Line] = []
    details: list[Line] = []
    for line in lines:
        if _told_result(line):
            result.append(line)
            continue
        if line.role == "detail" or detail_of(line) or ((content or label) and _label_alone(line)):
            details.append(line)
            continue
        if _RESULT_LINE.fullmatch(line.bare) and (content or label):
            result.append(line)
            continue
        if label is None and not content and (end := _label_end(line)):
            label = line.cut(0, end).passage()
            line = line.cut(end)
            if status := _leading_status(line):  # 整改情况：已完成。一是…
                details.append(line.cut(0, status))
                line = line.cut(status)
        if result and not mark_of(line) and not line.role:
            result.append(line)
            continue
        if any(noun in line.folded for noun in _RESULT_NOUNS) and (found := _RESULT.search(line.folded)):
            result.append(line.cut(found.start()))
            line = line.cut(0, found.start())
        elif result and not line.role:
            result.append(line)
            continue
        if line.text:
            content.append(line)
    if label is None and not content and (pieces := _done(result)):
        label, content, result = pieces[0].passage(), pieces[1:], []
    measures = points_of(pieces_of(content))
    return Body(label, measures, tuple(x.passage() for x in result), tuple(x.passage() for x in details))


def _label_alone(line: Line) -> bool:
    """Whether a learned label of measures is the whole line."""
    return bool(line.told and line.told.role == "measure" and line.told.end >= len(line.text))


def _told_result(line: Line) -> bool:
    """Whether a line tells what came of it, by its column or by its label."""
    return (line.role == "result" and not _RESULT.match(line.folded)) or bool(line.told and line.told.role == "result")


def _done(result: Sequence[Line]) -> list[Line]:
    """The label and the numbered items of a 成效 that is all there is (整改成效：一是…；二是…): what was done. None of
    them where it counts nothing."""
    if not result or not (end := _result_end(result[0])):
        return []
    pieces = [piece for piece in pieces_of([result[0].cut(end), *result[1:]]) if piece.text]
    return [result[0].cut(0, end), *pieces] if any(map(mark_of, pieces)) else []


def _label_end(line: Line) -> int:
    """Where the label ends that a line begins with (整改情况：), its end where it is nothing else; 0 without one."""
    if line.told:
        return line.told.end
    match = _LABEL.match(line.folded)
    return match.end() if match else len(line.text) if _LABEL_LINE.fullmatch(line.bare) else 0


def _result_end(line: Line) -> int:
    if line.told:
        return line.told.end
    match = _RESULT.match(line.folded)
    return match.end() if match else len(line.text) if _RESULT_LINE.fullmatch(line.bare) else 0


# --- openings and closings -------------------------------------------------------------------------------------


def short(line: Line) -> bool:
    """A line that is a heading or a lead phrase alone: at most 45 characters, one clause chain, no 。 inside."""
    return len(line.bare) <= 45 and not re.search(r"[。;:!](?=.)", line.bare)


def blocks_of(lines: Sequence[Line]) -> tuple[Block, ...]:
    """The blocks of an opening or a closing: overview, points, and the subheadings they stand under."""
    if table := _table_of_items(lines):
        start, end = table
        return (*blocks_of(lines[:start]), _rows_as_points(lines[start:end]), *blocks_of(lines[end:]))
    pieces = pieces_of(lines, told=True)
    kinds = list(dict.fromkeys(m.kind for p in pieces if (m := mark_of(p))))
    if not kinds:
        pieces = _headed(pieces) or [part for piece in pieces for part in _parallel_clauses(piece)]
    marks = [mark_of(p) for p in pieces]
    outer = kinds[0] if kinds and kinds[0] in ("（一）", "1.", "一、") else None
    if len(kinds) == 1 and not any(_SUBJECT.search(p.bare) for p, m in zip(pieces, marks, strict=True) if m):
        outer = None
    if outer is None:  # points first, then a subheading: （一）…主要负责人履行第一责任人责任情况
        outer = next((k for k in kinds[1:] if k in ("（一）", "一、") and _head_blocks(pieces, marks, k)), None)
    if outer and not all(short(p) for p, m in zip(pieces, marks, strict=True) if m and m.kind == outer):
        outer = None
    blocks = _under(outer, pieces, marks)
    if outer and not any(block.points for block in blocks):  # nothing is listed under them: they are the items
        blocks = _under(None, pieces, marks)
    return _name_plain_blocks(tuple(blocks))


def _under(outer: str | None, pieces: Sequence[Line], marks: Sequence[Mark | None]) -> list[Block]:
    """The blocks that the ordinals of one kind head; one without a heading where there are none."""
    parts: list[tuple[Line | None, list[Line]]] = [(None, [])]
    for piece, mark in zip(pieces, marks, strict=True):
        if mark and mark.kind == outer:
            parts.append((piece, []))
        else:
            parts[-1][1].append(piece)
    return [block for heading, inside in parts for block in _blocks_under(heading, inside)]


_LEAST_ROWS = 3  # of a table of items, its header counted in


def _table_of_items(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Where a table stands whose rows are items (事项 | 目前进展 | 完成时限): whole, all rows with as many cells."""
    start = next((i for i, line in enumerate(lines) if line.cell), None)
    first = lines[start].cell if start is not None else None
    if start is None or first is None or first.row != 0:
        return None
    end = next((i for i in range(start, len(lines)) if not (c := lines[i].cell) or c.table != first.table), len(lines))
    columns = [tuple(dict.fromkeys(cell.column for cell in row)) for row in _rows(lines[start:end])]
    regular = len(columns) >= _LEAST_ROWS and len(columns[0]) >= 2 and len(set(columns)) == 1
    return (start, end) if regular and not any(line.role for line in lines[start:end]) else None


def _rows(lines: Sequence[Line]) -> list[list[Cell]]:
    cells = [line.cell for line in lines if line.cell]
    return [list(row) for _, row in groupby(cells, key=lambda cell: cell.row)]


def _rows_as_points(lines: Sequence[Line]) -> Block:
    """A point a row: its number if it has one, its first cell as the lead; the header is the overview."""
    header, *rows = [list(row) for _, row in groupby(lines, key=lambda line: line.cell and line.cell.row)]
    points = []
    for row in rows:
        number = row[0].text if _NUMBER_CELL.fullmatch(row[0].bare) else None
        name, behind = row[1 if number else 0], row[2 if number else 1 :]
        lead = name.text.rstrip("。：:") if behind and len(name.text) <= LONGEST_LEAD else None
        points.append(Point(tuple(line.passage() for line in row), number, lead, None))
    return Block(overview=tuple(line.passage() for line in header), points=tuple(points))


_NUMBER_CELL = pattern(r"\d{1,3}[.、]?")
_LEAST_CLAUSES = 3


def _parallel_clauses(piece: Line) -> list[Line]:
    """A paragraph cut before the clauses of its last sentence, where all of them open with one build
    (在作风建设上再加力，…；在建章立制上再用功，…；在成果运用上再深化，…。)."""
    begin = piece.folded.rfind("。", 0, len(piece.folded) - 1) + 1
    cuts = [begin, *(m.end() for m in re.finditer(";", piece.folded[:-1]) if m.end() > begin)]
    openings = [piece.cut(at).folded.partition(",")[0] for at in cuts]
    alike = len({(opening[:1], len(opening)) for opening in openings}) == 1
    if len(cuts) < _LEAST_CLAUSES or not alike or _FIGURE_OR_TITLE.search("".join(openings)):
        return [piece]
    clauses = [replace(piece.cut(a, b), begins=True) for a, b in pairwise([*cuts, len(piece.text)])]
    return [piece.cut(0, begin), *clauses] if begin else clauses


def _headed(pieces: Sequence[Line]) -> list[Line] | None:
    """Pieces without numbers, of which short lines head the others (提高政治站位 / 局党组召开…。 / 压实整改责任 / …):
    the short ones begin a point each. None where they do not."""
    heads = [i for i, p in enumerate(pieces) if _is_head(p, pieces[i + 1] if i + 1 < len(pieces) else None)]
    styled = [i for i in heads if pieces[i].level]
    heads = styled if len(styled) >= 2 else heads
    if len(heads) < 2 or len(pieces) - len(heads) - heads[0] < len(heads):
        return None
    there = set(heads)
    return [replace(p, begins=True) if i in there else p for i, p in enumerate(pieces)]


def _is_head(piece: Line, following: Line | None) -> bool:
    """Whether a line alone heads the paragraph behind it."""
    alone = not piece.runs_on and 4 <= len(piece.text) <= LONGEST_LEAD and piece.text[-1] not in "。；;：:，,、！!”）)"
    text = following is not None and (not short(following) or following.text.endswith("。"))
    return alone and text and not _FIGURE_OR_TITLE.search(piece.text)


def _head_blocks(pieces: Sequence[Line], marks: Sequence[Mark | None], kind: str) -> bool:
    heads = [p for p, m in zip(pieces, marks, strict=True) if m and m.kind == kind]
    return all(p.level or _SUBJECT.search(p.bare) for p in heads)


_BEHIND_POINTS = 2  # paragraphs that may follow the last point


def _parallel_from(pieces: Sequence[Line]) -> int | None:
    """Where paragraphs without numbers begin that are points all the same: each opens with a lead of one build
    (抓牢政治建设。… 抓牢后续整改。… 抓牢制度落实。…). None where they do not."""
    if len(pieces) < 2 or any(mark_of(p) for p in pieces):
        return None
    leads = [lead_of(p, 0, False) for p in pieces]
    at = len(pieces)
    while at > 0 and len(pieces) - at < _BEHIND_POINTS and not leads[at - 1]:
        at -= 1  # the words that close the notice
    while at > 0 and (lead := leads[at - 1]) and len(lead) <= 16:
        at -= 1
    found = [lead for lead in leads[at:] if lead]
    slogans = len(found) >= 3 and all("，" in lead or "," in lead for lead in found)  # 深化思想认识，凝聚整改共识。
    alike = slogans or len({lead[0] for lead in found}) == 1 or len({len(lead) for lead in found}) == 1
    return at if len(found) >= 2 and alike else None


def _blocks_under(heading: Line | None, pieces: list[Line]) -> list[Block]:
    """One block, or several where plain paragraphs stand between sets of points."""
    title = None
    if heading:
        mark = mark_of(heading)
        title = heading.text[mark.end if mark else 0 :].strip().rstrip("。：:") or None
    runs: list[tuple[list[Line], list[Line]]] = [([], [])]  # (overview, points)
    marks = [mark_of(piece) for piece in pieces]
    kind = next((mark.kind for mark in marks if mark), None)
    inside = _inside_points(marks, kind)
    parallel = _parallel_from(pieces)
    for i, (piece, mark) in enumerate(zip(pieces, marks, strict=True)):
        overview, points = runs[-1]
        if parallel is not None and i >= parallel:
            points.append(piece)
            continue
        own = bool(mark and mark.kind == kind) or piece.begins
        if own or (points and (mark or inside[i] or not mark_of(points[-1]) or short(points[-1]))):
            points.append(piece)
        elif points:
            runs.append(([piece], []))
        else:
            overview.append(piece)
    if heading is None and len(runs) == 1 and not any(runs[0]):
        return []
    return [
        Block(
            heading=heading.passage() if heading and i == 0 else None,
            title=title,
            overview=tuple(line.passage() for line in overview),
            points=points_of(points, title, led=parallel is not None),
        )
        for i, (overview, points) in enumerate(runs)
    ]


def _inside_points(marks: Sequence[Mark | None], kind: str | None) -> list[bool]:
    """For each piece, whether the numbers of that kind count on behind it: （一）… 党组书记带头… （二）…, where what
    stands between belongs to the point before."""
    numbers = [mark.number if mark and mark.kind == kind else 0 for mark in marks]
    before = accumulate(numbers, _last)
    behind = list(accumulate(reversed(numbers), _last))[::-1]
    return [0 < last == following - 1 for last, following in zip(before, behind, strict=True)]


def _last(before: int, here: int) -> int:
    return here or before


def _name_plain_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Two sets of points under plain sentences: each sentence is the heading of its block."""
    if sum(1 for b in blocks if b.points) < 2 or any(b.heading for b in blocks):
        return blocks
    out: list[Block] = []
    for block in blocks:
        last = block.overview[-1] if block.overview else None
        if not block.points or last is None or len(last.text) > 60 or re.search(r"[。；;！](?=.)", last.text):
            out.append(block)
            continue
        title = last.text.rstrip("。：:；; ")
        if len(block.overview) > 1:
            out.append(Block(overview=block.overview[:-1]))
        points = tuple(Point(p.passages, p.ordinal, p.lead, title) for p in block.points)
        out.append(Block(heading=last, title=title, points=points))
    return tuple(out)
