"""Lines -> units: what can be seen of a line by itself, before anything is decided.

A unit is a line or the part of one that an inner heading begins (（一）…方面。1.关于…问题。…). Its tag says how it
is marked, where its heading would end, what the heading names, and whether it is a label. The role follows later,
from the document as a whole (`read.outlines`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.read import evidence
from drafter.read.lines import Line, Mark, mark_of
from drafter.read.points import is_label
from drafter.text.numerals import NUMBER, ONE_TO_TEN
from drafter.text.ordinals import INLINE, Ordinal, ordinal_at, ordinals_in
from drafter.text.statuses import status_of

LONGEST_TITLE = 110  # of a framed heading (关于“…”“…”等问题)
LONGEST_TOLD = 300  # of what a label introduces
LONGEST_PLAIN = 60  # of a heading by its shape alone
RUN_IN = "领起"  # build and kind of a title that stands on the line of its measures

_QUOTES = {"“": "”", '"': '"', "‘": "’"}
_CLOSES = {"“": "”", "《": "》", "(": ")", "【": "】", "〔": "〕", "[": "]", "‘": "’"}
# 关于 针对 对照 巡察指出， 反馈问题： 省委巡视反馈意见指出: what leads to a problem and is no part of its title
_LEAD_IN = pattern(
    rf"""(?P<about>关于|针对|对照)?\s*[,:]?\s*
        (?P<source>(?:[\u4e00-\u9fff]{{0,12}}?巡[视察](?:工作)?(?:[{ONE_TO_TEN}第]{{0,3}}组)?|反馈|检查|巡审)?
          (?:整改)?(?:反馈)?(?:的)?(?:意见|问题|情况)?(?:中)?(?:所)?(?P<said>指出|反馈|提出|认为|发现|提到)?(?:的|存在的?)?
          \s*(?P<colon>[,:])?)?\s*""",
    re.VERBOSE,
)
_EARLIER = pattern(
    r"(?:上|前|历|往)[一两几]?[轮次届]|以往|此前"
)  # of an inspection before this one: a fact of the title
_FED_BACK = pattern(r"反馈|意见|检查|巡审|组|问题|情况")  # 内部巡察“一阵风” is itself what is wrong
_STATUS = (
    r"(?:[(\[【〔]\s*(?P<bracketed>[^()\[\]【】〔〕]{2,16})\s*[)\]】〕]"  # （已完成）
    r"|(?:—{1,2}|-{1,2}|－|–)\s*(?P<dashed>[^。:;,—\-]{2,12}))"  # ——已完成整改
)
# what stands behind the title: 等方面存在的问题的整改落实情况（已完成）：
_TAIL = pattern(
    rf"""\s*(?:等)?\s*(?:[\d{ONE_TO_TEN}两]{{1,3}}个)?(?:方面)?\s*(?:存在)?\s*(?P<word>(?:的)?\s*问题)?\s*(?:的)?\s*
        (?:整改|落实|进展|推进|完成|工作|治理|办理)*(?P<outcome>(?:的)?(?:情况|措施|成效|具体表现|表现))?(?:及成效|和成效)?(?:如下)?\s*
        (?:[。]\s*)?(?P<status>{_STATUS})?\s*(?P<end>[。.:;,]|$)""",
    re.VERBOSE,
)
_STATUS_BEHIND = pattern(
    rf"\s{{0,3}}(?:[。]\s{{0,3}})?(?:{_STATUS}|\s{{1,3}}(?P<spaced>[^\s。:;()]{{2,16}}))\s*[。.]?$"  # …　已办结
)
_NUMBER_BEHIND = pattern(rf"(?:反馈|具体)?(?:问题|第)?{NUMBER}(?:号|个|项)?(?:问题)?")  # …不突出（问题1）
_LONGEST_STATUS = 9  # 正在持续推进整改; what is longer says more than a status
_HEADS_CLOSING = pattern(r"(?:打算|安排|考虑|方向)$")
_STATUS_WORD = pattern(r"已|基本|长期|持续|正在|推进|整改|完成|立行|限期|阶段|未|需")
_PROBLEM_END = pattern(
    r"(?:等)?(?:方面)?(?:存在)?(?:的)?问题(?:的)?(?:整改|落实|进展|推进|完成|工作)*(?:的)?(?:情况|措施)?$"
)
_THERE_IS = pattern(r"存在.{2,40}现象$")  # 学习贯彻存在“上热下冷”现象的问题
_STILL = pattern(r"(?:仍然?|依然|依旧|还|普遍|长期|一直|时常|大量|都|均)存在$")  # …变相收费问题仍然存在的问题
_OUTCOME_BEHIND_QUOTE = pattern(r"(?<=[”\"])(?:的)?(?:整改|落实|进展|推进|完成)+(?:的)?(?:情况)?$")
# 巡视反馈重点问题 heads a part; it is no problem
_GENERIC = pattern(
    r"(?:巡[视察]组?|反馈|意见|指出|发现|整改|重点|主要|存在|具体|共性|个性|突出|其他|相关|有关|各类|专项|检查|集中"
    r"|上级|[省市区县]委|党委|党组|选人用人|工作|的|和|及|对|关于|落实|需|长期|推进|坚持|立行立改|限期|问题|情况|进展|完成|\d+|[个项条类])*"
)
_LONGEST_REST = 20  # of a heading behind its bracketed slogan
_INSIDE = pattern(r"[。;:,!?]")
_BRACKETED = pattern(r"【(?P<title>[^【】]{4,60})】")
_TITLED = pattern(rf"[《〈](?P<title>[^《》〈〉]{{4,60}})[》〉]\s*(?P<status>{_STATUS})?\s*")
_OF_A_DOCUMENT = pattern(
    r"(?:办法|规定|方案|制度|细则|条例|意见|通知|规则|清单|规程|纪要|指南|报告|预案|决定|章程|计划|规划|标准)$"
)
_SENTENCE = pattern(r"[。;:!?]")
_FIGURE = pattern(r"\d")
_STOPS = "。:;!?"


class Head(NamedTuple):
    """How a unit reads as a heading. Offsets in the unit's text."""

    titles: tuple[tuple[int, int], ...]  # several quoted ones stand side by side
    end: int  # where the heading ends and text may follow
    build: str  # framed, quoted, status, bracket, style, cell, plain, 领起
    fault: float
    aspect: bool
    whole: bool  # nothing follows in the same unit


@dataclass(frozen=True, slots=True)
class Unit:
    line: Line
    mark: Mark | None
    head: Head | None
    label: bool  # 整改情况： and its like
    title: str  # what the heading names, without number, frame, quotes and status
    counts: bool  # with figures in it
    labelled: bool  # 整改情况： follows the heading in the same unit
    glued: bool = False  # goes on in the paragraph of the unit before
    size: int = 0

    @property
    def text(self) -> str:
        return self.line.text


def units_of(lines: Sequence[Line]) -> list[Unit]:
    """The lines, those with headings inside cut up, each with its tag."""
    run_in = _parts_run_in(lines)
    lines = [piece for i, line in enumerate(lines) for piece in (_cut_behind_head(line) if i in run_in else [line])]
    units = [_tagged(piece, i > 0) for line in lines for i, piece in enumerate(_cut_at_headings(line))]
    _head_those_alike(units)
    asked = [i for i, unit in enumerate(units) if "问" in unit.text[:2] and _ASKED.match(unit.line.folded)]
    heads = [head for i in asked if (head := units[i].head)]
    answered = sum(i + 1 < len(units) and units[i + 1].label for i in asked)
    faults = sum(head.fault > 0 for head in heads)
    if faults > len(heads) / 2 or (faults and answered == len(asked) > 1):  # so do the others
        for i, head in zip(asked, heads, strict=True):
            if max(evidence.heads_part(units[i].text).values(), default=0.0) < _SPEAKS or head.fault > 0:
                units[i] = replace(units[i], head=head._replace(build="framed", fault=1.0))
    return units


_SPEAKS = 1.5  # of words that head a part
_LONGEST_RUN_IN, _MOST_PARTS = 30, 9


def _parts_run_in(lines: Sequence[Line]) -> set[int]:
    """Numbers of the lines that begin with the heading of a part and go on with its text, where others head parts on a
    line of their own and all count on: 一、提高站位，强化整改自觉。党组召开会议6次。 二、逐项推进反馈问题整改"""
    marked = [(i, mark) for i, line in enumerate(lines) if (mark := mark_of(line)) and mark.kind == "一、"]
    heads = [head_of(lines[i]) for i, _ in marked]
    if [mark.number for _, mark in marked] != list(range(1, len(marked) + 1)) or not 1 < len(marked) <= _MOST_PARTS:
        return set()
    if not all(h and h.build == "plain" and h.fault < _SLIGHT and not h.aspect for h in heads):
        return set()
    titles = [lines[i].text[slice(*head.titles[0])] for (i, _), head in zip(marked, heads, strict=True) if head]
    if any(len(title) > _LONGEST_RUN_IN or _FIGURE.search(title) for title in titles):
        return set()
    alone = sum(head.whole for head in heads if head)
    alone = alone or sum(max(evidence.heads_part(title).values(), default=0.0) >= _SPEAKS for title in titles) > 1
    return {i for (i, _), head in zip(marked, heads, strict=True) if head and not head.whole} if alone else set()


def _cut_behind_head(line: Line) -> list[Line]:
    head = head_of(line)
    end = head.end if head else len(line.text)
    return [replace(line.cut(0, end), level=line.level), line.cut(end)]


_NAMED = pattern(r"(?P<title>[^。;:,()\d]{4,24}):\s*(?=\S)")
_LEAST_ALIKE = 3


def _head_those_alike(units: list[Unit]) -> None:
    """Give the lines a heading that open with a few words and a colon, where most of them name what is wrong and there
    are several (会风不实：精简会议16个…), or those beside them have their measures counted behind the colon."""
    found = [
        (i, match) for i, unit in enumerate(units)
        if not (unit.mark or unit.label or unit.line.told or unit.line.role)
        and unit.head is None
        and (match := _NAMED.match(unit.line.folded)) and unit.size > match.end() + _FEWEST_BEHIND
    ]  # fmt: skip
    faults = [(i, match, evidence.fault(match["title"])) for i, match in found]
    running = sum(unit.head is not None and unit.head.build == RUN_IN for unit in units)
    alike = [(i, match, fault) for i, match, fault in faults if fault >= 0]
    naming = sum(fault > 0 for *_, fault in alike)
    if running < _LEAST_ALIKE and (naming < _LEAST_ALIKE or naming < len(faults) * _MOSTLY):
        return
    for i, match, fault in alike:
        head = Head((match.span("title"),), match.end(), RUN_IN, fault, False, False)
        units[i] = replace(units[i], head=head, title=units[i].text[slice(*match.span("title"))].strip(), counts=False)


_FEWEST_BEHIND = 8  # characters behind the colon
_MOSTLY = 0.7


def _tagged(line: Line, glued: bool) -> Unit:
    label = is_label(line)
    head = None if label else head_of(line)
    title = "；".join(line.text[a:b].strip() for a, b in head.titles) if head else line.text
    labelled = head is not None and not head.whole and is_label(line.cut(head.end, head.end + _LONGEST_LABEL))
    if head and line.told and line.told.title:
        title = line.told.title
    counts = _FIGURE.search(title) is not None
    return Unit(line, mark_of(line), head, label, title, counts, labelled, glued, len(line.bare))


_LONGEST_LABEL = 24  # characters


def _cut_at_headings(line: Line) -> Iterator[Line]:
    """A paragraph with headings inside is cut before each of them; ordinals of measures are left for later."""
    if line.role or len(line.text) < 12:
        yield line
        return
    found = ordinals_in(line.folded)
    inner = [o for o in found if o.start > 0]
    if not inner:
        yield line
        return
    first = mark_of(line)
    head = head_of(line)
    gathers = bool(first and head and head.aspect and not head.whole)
    cuts: list[int] = []
    gathered = first.number if first else 0
    run: tuple[str, int] | None = None  # kind and number of the headings met so far
    for ordinal in inner:
        if (run and (ordinal.kind, ordinal.number) == (run[0], run[1] + 1)) or (
            gathers and not cuts and head and ordinal.start <= head.end and ordinal.number == 1
        ):
            pass
        elif gathers and first and (ordinal.kind, ordinal.number) == (first.kind, gathered + 1):
            if not ((beside := _head_at(line, ordinal.end, True)) and beside.aspect):
                continue
            gathered += 1  # （一）…方面。1.…。2.…。（二）…方面。1.…
        elif (
            (ordinal.kind in INLINE and ordinal.kind not in ("（1）", "①", "1）"))
            or not _framed_at(line, ordinal.end)
            or (
                run is None
                and first
                and first.kind == ordinal.kind
                and not (head and head.build in ("framed", "quoted"))
            )
        ):
            continue
        if run is None and not first:
            cuts += _counting_up_to(ordinal, inner)
        run = (ordinal.kind, ordinal.number)
        cuts.append(ordinal.start)
    begin = 0
    for at in [*cuts, len(line.text)]:
        piece = line.cut(begin, at)
        if piece.text:
            yield replace(piece, level=line.level) if begin == 0 else piece
        begin = at


def _counting_up_to(ordinal: Ordinal, inner: Sequence[Ordinal]) -> list[int]:
    """Where the ordinals stand in a paragraph that count from 1 up to one that begins a heading there."""
    before = [o for o in inner if o.kind == ordinal.kind and o.start < ordinal.start]
    counting = [o.number for o in before] == list(range(1, ordinal.number))
    return [o.start for o in before] if counting else []


def _framed_at(line: Line, at: int) -> bool:
    head = _head_at(line, at, True)
    return head is not None and head.build in ("framed", "quoted")


@lru_cache(maxsize=1 << 17)
def head_of(line: Line) -> Head | None:
    """The heading that a line is or begins with, by its shape; None where it cannot be one."""
    if line.role in ("problem", "group"):
        return _cell_head(line)
    if line.role:
        return None
    if line.told:
        return _told_head(line, line.told.end) if line.told.role == "problem" else None
    mark = mark_of(line)
    return _head_at(line, mark.end if mark else 0, mark is not None)


def _head_at(line: Line, at: int, marked: bool) -> Head | None:
    if len(line.text) - at < 2:
        return None
    head = _asked(line, at) or _with_problem_in_brackets(line, at) or _framed(line, at, marked) or _bracketed(line, at)
    if head:
        return _with_introduction(line, head)
    head = _plain(line, at, marked)
    return (head and marked and _with_frame_behind(line, head)) or head or _running_in(line, at, marked)


def _with_frame_behind(line: Line, slogan: Head) -> Head | None:
    """1.堵漏洞，血袋不许“裸奔”。针对冷链记录缺失的问题：: what is wrong stands behind the slogan."""
    framed = None if slogan.whole else _framed(line, slogan.end, False)
    if framed is None or framed.build != "framed":
        return None
    if not framed.whole and _LEADS_ON.fullmatch(line.folded, framed.end):
        return framed._replace(end=len(line.folded), whole=True)
    return framed if framed.whole else None


_LEADS_ON = pattern(r"[^。;:]{2,24}:")  # 采取了以下措施：


_INTRODUCES = pattern(r"[^。;\d]{0,14}(?:以下|如下|措施|举措|整改|工作)[^。;\d]{0,6}:")


def _with_introduction(line: Line, head: Head) -> Head:
    """The heading, with the few words behind it that only introduce the measures below: …的问题，采取了以下措施："""
    rest = line.folded[head.end :].strip()
    introduces = not head.whole and len(rest) <= _LONGEST_REST and rest.endswith(":") and _INTRODUCES.fullmatch(rest)
    return head._replace(end=len(line.text), whole=True) if introduces else head


# “老账”变“明账”（反馈问题：村级债务底数不清）
_IN_BRACKETS = pattern(
    r"(?P<slogan>[^()。;:]{2,40})\(\s*[\u4e00-\u9fff]{0,8}(?:问题|意见|短板|不足)\s*:\s*(?P<title>[^()。]{4,80})\)\s*[。:]?$"
)


def _with_problem_in_brackets(line: Line, at: int) -> Head | None:
    match = _IN_BRACKETS.match(line.folded, at) if line.folded.endswith((")", ")。", "):")) else None
    return match and Head((match.span("title"),), len(line.text), "framed", 1.0, False, True)


def _running_in(line: Line, at: int, marked: bool) -> Head | None:
    """招商承诺不兑现：①清理…；②…: a title on the line of its measures, which begin to count behind its colon."""
    folded = line.folded
    end = -1 if marked else _sentence_end(folded, at, limit=LONGEST_PLAIN)
    if end < 0 or folded[end : end + 1] != ":" or end - at < 4:
        return None
    first = ordinal_at(folded, end + 1)
    fault = evidence.fault(folded[at:end])
    if first is None or first.number != 1 or fault < 0:
        return None
    return Head(((at, end),), end + 1, RUN_IN, fault, False, False)


# 问：学位供给不足，怎么改的？
_ASKED = pattern(r"[【\[]?\s*问\s*(?:[】\]]\s*:?|:)\s*(?P<asked>[^。;]{2,80}?)\s*[?]?$")
_QUESTION = pattern(
    r",?(?:现在|目前|具体|后来|到底|都)?(?:是|又)?(?:怎么|怎样|如何)[^,。?]{0,6}?(?P<mended>改)?[^,。?]{0,6}$"
    r"|,[^,。?]{0,10}(?:(?:了没有?|吗|呢|没有)$|(?:何时|什么时候|多久|是否|能否)[^,。?]{0,8}$)"  # …，改了没有？
)


def _asked(line: Line, at: int) -> Head | None:
    """问：…，怎么改的？: what is asked about, without the question."""
    match = _ASKED.match(line.folded, at)
    if not match:
        return None
    begin, end = match.span("asked")
    question = _QUESTION.search(match["asked"], 2)
    if question:
        end = begin + question.start()
    fault = 1.0 if question and question["mended"] else evidence.fault(line.folded[begin:end])
    return Head(((begin, end),), len(line.folded), "framed" if fault > 0 else "plain", fault, False, True)


def _framed(line: Line, at: int, marked: bool) -> Head | None:
    """关于“…”问题的整改。, 针对…问题，, “…”的问题（已完成）：, 巡察指出，…。"""
    folded = line.folded
    lead = _LEAD_IN.match(folded, at)
    begin = at
    about = said = False
    if lead:
        source = bool(lead["source"] and not _EARLIER.search(lead["source"])) and bool(
            lead["colon"]
            or lead["said"]
            or (folded[lead.end() : lead.end() + 1] in _QUOTES and _FED_BACK.search(lead["source"]))
        )
        about = bool(lead["about"])
        if source and (lead["said"] or lead["colon"] or about or folded[lead.end() : lead.end() + 1] in _QUOTES):
            named = "问题" in lead["source"] or folded[lead.end() : lead.end() + 1] in _QUOTES  # 反馈意见：“…。”
            begin, said = lead.end(), bool(lead["said"] or (lead["colon"] and named))
        elif about:
            begin = lead.end("about")
            while folded[begin : begin + 1] in (" ", ",", ":"):
                begin += 1
    if not (marked or about or said):
        return _unmarked(line, at)
    quoted = _quoted_titles(line, begin, about or said, marked)
    if quoted or about:
        return quoted or _worded(line, begin, about, marked)
    if lead and lead.group().rstrip().endswith("的"):  # 上轮巡视指出的“两非”处置滞后问题仍未解决: a part of the title
        return None
    return _worded(line, begin, False, marked, said) if said else None


def _unmarked(line: Line, at: int) -> Head | None:
    """食堂原料采购不公开问题。（1）… without number and 关于: what is wrong, then measures."""
    head = _worded(line, at, False, True)
    if head is None or head.whole or not line.folded.endswith("。", 0, head.end):
        return None
    title = line.folded[slice(*head.titles[0])]
    return head if evidence.fault(title) >= 0.4 or ordinal_at(line.folded, head.end) else None


_TOLD = pattern(r"(?:巡[视察](?:工作)?(?:组)?)?(?:反馈)?(?:意见)?(?:指出|提出|认为)[,:]")  # “反馈指出，…”


def _quoted_titles(line: Line, begin: int, about: bool, marked: bool) -> Head | None:
    """“…”“…”等问题: the quoted titles, where what follows them closes a heading."""
    folded, at = line.folded, begin
    titles: list[tuple[int, int]] = []
    while folded[at : at + 1] in _QUOTES and len(titles) < 12:
        close = _closing(folded, at) if folded[at] != '"' else _closing_straight(folded, at)
        if close < 0 or close - begin > 400:
            return None
        told = _TOLD.match(folded, at + 1, close)
        stop = close - 1 if folded[close - 1] in "。." else close
        titles.append((told.end() if told else at + 1, stop))
        at = close + 1
        separator = at
        while folded[separator : separator + 1] in ("、", ",", ";", "和", "及", " ", "与"):
            separator += 1
        if folded[separator : separator + 1] in _QUOTES:
            at = separator
    if not titles:
        return None
    tail = _TAIL.match(folded, at)
    if not tail:
        return None
    whole = not _followed(folded, tail.end())
    if not _status_holds(tail) or not (
        tail["word"] or tail["outcome"] or whole or (about and tail["end"] in ("。", ":"))
    ):
        return None
    if tail["end"] == "," and not tail["word"]:
        return None
    title = ";".join(folded[a:b] for a, b in titles)
    is_aspect = "方面" in folded[at : tail.end()] and not tail["word"]
    return Head(tuple(titles), tail.end(), "quoted", 1.0, is_aspect or evidence.aspect(title), whole)


def _closing(folded: str, at: int) -> int:
    """Offset of the quote that closes the one at `at`; quotes inside are passed over. -1 where there is none near."""
    opened, closed = folded[at], _QUOTES[folded[at]]
    depth = 0
    for i in range(at, min(len(folded), at + 300)):
        char = folded[i]
        if char == opened and (opened != closed or i == at):
            depth += 1
        elif char == closed:
            depth -= 1
            if depth == 0:
                return i
    return -1


def _closing_straight(folded: str, at: int) -> int:
    """The same for straight quotes, which do not tell opening from closing: the first that a heading may end with."""
    first = close = folded.find('"', at + 1, at + 200)
    while close >= 0:
        tail = _TAIL.match(folded, close + 1)
        if (tail and (tail["word"] or tail["outcome"] or tail["end"])) or folded[close + 1 : close + 3].strip(
            "、,;和 "
        ) == '"':
            return close
        if tail and not _followed(folded, tail.end()):
            return close
        close = folded.find('"', close + 1, at + 200)
    return first


def _status_holds(tail: re.Match[str]) -> bool:
    said = tail["bracketed"] or tail["dashed"]
    return said is None or is_status(said)


def is_status(text: str) -> bool:
    """Whether what stands in brackets or behind a dash says how far the matter is."""
    said = text.strip()
    if _HEADS_CLOSING.search(said):  # 再淬一道火——持续用力的几点打算
        return False
    return status_of(said) is not None or (len(said) <= _LONGEST_STATUS and bool(_STATUS_WORD.match(said)))


_LISTED = pattern(
    rf"(?:的)?(?:{NUMBER}(?:个|项|条|件))?(?:反馈)?(?:整改)?(?:的)?(?:问题|事项|任务|工作)(?:的)?(?:整改)?(?:落实|进展|推进|完成)?(?:情况)?$"
)


@lru_cache(maxsize=4096)
def lists_by_status(title: str) -> bool:
    """Whether a heading gathers what is equally far (正在加紧推进的问题, 需要长期坚持的整改事项)."""
    listed = _LISTED.search(title)
    if listed is None or listed.start() < _SHORTEST_STATUS or evidence.fault(title) >= _SLIGHT:
        return False
    return is_status(title[: listed.start()])


_SLIGHT, _SHORTEST_STATUS = 0.4, 2


def _sentence_end(folded: str, at: int, stops: str = _STOPS, limit: int = LONGEST_TITLE) -> int:
    """Offset of the first stop outside quotes and brackets, the end of the text where none; -1 where too far."""
    waiting: list[str] = []
    for i in range(at, min(len(folded), at + limit)):
        char = folded[i]
        if waiting and char == waiting[-1]:
            waiting.pop()
        elif char in _CLOSES:
            waiting.append(_CLOSES[char])
        elif char in stops and not waiting:
            return i
    return len(folded) if len(folded) <= at + limit else -1


def _worded(line: Line, begin: int, about: bool, marked: bool, said: bool = False) -> Head | None:
    """关于…的问题, 针对…问题，…: up to its 问题; 巡察指出，…。: up to its 。"""
    folded = line.folded
    end = _sentence_end(folded, begin)
    if end < 0:
        return None
    at = folded.find("问题", begin, end)
    while at >= 0:
        start = at
        while start > begin and folded[start - 1] in "的 ":
            start -= 1
        tail = _TAIL.match(folded, start)
        if tail and tail["word"] and _status_holds(tail):
            whole = not _followed(folded, tail.end())
            cut = start
            for word in ("存在", "方面", "等"):
                if folded[begin:cut].endswith(word) and word != "方面" and not _STILL.search(folded, begin, cut):
                    cut -= len(word)
            title = folded[begin:cut]
            if len(title.strip()) >= 2 and (marked or whole or tail["end"] in (",", ":", "。")):
                if _GENERIC.fullmatch(title.strip()):
                    return None
                gathers = evidence.aspect(folded[begin : tail.end()].rstrip("。:,;"))
                return Head(((begin, cut),), tail.end(), "framed", 1.0, gathers, whole)
        at = folded.find("问题", at + 2, end)
    if said and end - begin <= LONGEST_PLAIN:
        stop = min(end + 1, len(folded))
        return Head(((begin, end),), stop, "framed", 1.0, False, not _followed(folded, stop))
    return None


def _bracketed(line: Line, at: int) -> Head | None:
    """【学位供给不足】 on a line of its own, or with text behind it."""
    match = _BRACKETED.match(line.folded, at)
    if not match:
        return _titled(line, at)
    title = match["title"]
    rest = line.folded[match.end() :].strip()
    if rest and is_status(rest.strip("—-()。")):  # 【学位供给不足】已完成
        return Head((match.span("title"),), len(line.folded), "bracket", evidence.fault(title), False, True)
    if 0 < len(rest) <= _LONGEST_REST and not _INSIDE.search(rest):  # 【知责于心】整改工作开展情况
        span = (match.start(), len(line.folded.rstrip()))
        return Head((span,), span[1], "bracket", evidence.fault(title), evidence.aspect(title), True)
    whole = not rest
    return Head((match.span("title"),), match.end(), "bracket", evidence.fault(title), evidence.aspect(title), whole)


def _titled(line: Line, at: int) -> Head | None:
    """《学位供给不足》 on a line of its own, with a status or without: a title that is no document's."""
    match = _TITLED.fullmatch(line.folded, at)
    if not match or (match["status"] and not _status_holds(match)):
        return None
    title = match["title"]
    fault = evidence.fault(title)
    if _OF_A_DOCUMENT.search(title) or _FIGURE.search(title):
        return None
    return Head((match.span("title"),), match.end(), "bracket", fault, False, True)


def _followed(folded: str, at: int) -> bool:
    """Whether anything stands behind an offset."""
    return at < len(folded.rstrip())


def _slogan_goes_on(folded: str, colon: int) -> bool:
    """Whether a heading goes on behind its colon to the end of the line: 二、对症下药祛沉疴：真改实改，逐项销号."""
    if len(folded) - colon > 2 * LONGEST_PLAIN:
        return False
    rest = folded[colon + 1 :].strip()
    return 4 <= len(rest) <= LONGEST_PLAIN - colon and not _SENTENCE.search(rest) and not _FIGURE.search(rest)


def _without_status(folded: str, at: int, end: int, stop: int) -> tuple[int, int, bool]:
    """(end of the title, end of the heading, whether a status stands behind the title): 学位供给不足——已完成整改。,
    …问题（已完成）, …。（已完成）"""
    begin = max(at, end - 24)
    if status := _STATUS_BEHIND.search(folded[begin:end]):
        inside = status["bracketed"] or status["dashed"] or status["spaced"].split(",")[0]
        said = is_status(inside)
        numbered = bool(status["bracketed"] and _NUMBER_BEHIND.fullmatch(inside))
        return (begin + status.start() if said or numbered else end), stop, said
    behind = _STATUS_BEHIND.fullmatch(folded[stop:]) if 0 < len(folded) - stop <= 24 else None
    if behind and _followed(folded, stop) and is_status(behind["bracketed"] or behind["dashed"] or behind["spaced"]):
        return end, len(folded), True
    return end, stop, False


def _plain(line: Line, at: int, marked: bool) -> Head | None:
    """A heading by its shape: the first sentence, short, not running on with a comma's worth of facts."""
    folded = line.folded
    end = _sentence_end(folded, at, limit=LONGEST_PLAIN + 30)
    if end < 0:
        return None
    stop = min(end + 1, len(folded)) if folded[end : end + 1] in ("。", ":", ";") else end
    if folded[end : end + 1] in "!?":
        stop = min(end + 1, len(folded))
    headed = marked or line.level is not None or end - at >= 2
    if headed and folded[end : end + 1] == ":" and _slogan_goes_on(folded, end):
        end = stop = len(folded)
    until, stop, has_status = _without_status(folded, at, end, stop)
    rest, build = _followed(folded, stop), "status" if has_status else "plain"
    title = folded[at:until].strip()
    if not 2 <= len(title) <= LONGEST_PLAIN:
        return None
    if not marked and (rest or folded[end : end + 1] in (":", ";") or title.endswith((",", "、"))):
        return None
    begin = at + len(folded[at:until]) - len(folded[at:until].lstrip())
    shown_end = begin + len(title)
    fault = evidence.fault(title)
    is_aspect = evidence.aspect(title)
    if _GENERIC.fullmatch(title):
        return Head(((begin, shown_end),), stop, build, 0.0, is_aspect, not rest)
    if lists_by_status(title):
        return Head(((begin, shown_end),), stop, build, 0.0, is_aspect, not rest)
    ending = _PROBLEM_END.search(title) if "问题" in title else None
    heads_part = ending is not None and not ending.group().endswith("问题")  # …问题整改落实情况 without a fault in it
    least = 0.3 if heads_part and not folded.startswith(("关于", "针对"), begin) else -0.5
    if (
        ending
        and ending.start() >= 2
        and (evidence.fault(title[: ending.start()]) > least or _THERE_IS.search(title, 0, ending.start()))
    ):
        if _GENERIC.fullmatch(title[: ending.start()]):
            return Head(((begin, shown_end),), stop, build, 0.0, is_aspect, not rest)
        build, fault = ("framed" if build == "plain" else build), 1.0
        cut = ending.start()
        if title[:cut].endswith("存在") and not _STILL.search(title, 0, cut):
            cut -= len("存在")
        shown_end = begin + cut
    elif not rest and (behind_quote := _OUTCOME_BEHIND_QUOTE.search(title)):
        shown_end = begin + behind_quote.start()
    about = marked and not rest and not is_aspect and shown_end > begin + 2
    if about and folded.startswith(("关于", "针对", "对照"), begin):
        begin += 2
    if folded[begin] == "“" and _closing(folded, begin) == shown_end - 1:  # “学位供给不足” and nothing else
        begin, shown_end = begin + 1, shown_end - 1
    return Head(((begin, shown_end),), stop, build, fault, is_aspect, not rest)


def _told_head(line: Line, at: int) -> Head | None:
    """对应问题：学位供给不足。 under a label of the document: what it says first is what is wrong."""
    if line.told and line.told.title:
        return Head(((0, at),), len(line.text), "framed", 1.0, False, True)
    if mark := mark_of(line, at):  # 【存在的问题】1.学位供给不足。
        at = mark.end
    framed = _framed(line, at, True)
    if framed and framed.whole:
        return Head(framed.titles, len(line.text), "framed", 1.0, False, True)
    end = _sentence_end(line.folded, at, "。;!?", LONGEST_TOLD)
    return Head(((at, end),), len(line.text), "framed", 1.0, False, True) if end > at + 1 else None


def _cell_head(line: Line) -> Head:
    """A cell of the column 反馈问题 is a problem's heading, one of the column 方面 a group's."""
    mark = mark_of(line)
    at = mark.end if mark else 0
    end = len(line.text)
    gathers = line.role == "group"
    framed = _framed(line, at, True)
    if framed and framed.whole:
        return Head(framed.titles, end, "cell", 1.0, gathers, True)
    if line.folded.startswith(("关于", "针对"), at):
        at += 2
    while end > at + 2 and line.folded[end - 1] in "。;: ":
        end -= 1
    return Head(((at, end),), len(line.text), "cell", 1.0, gathers, True)
