"""Text whose lines were broken by the width of a page (a scan, a PDF, a hard-wrapped .txt) -> paragraphs.

Page numbers and running heads between the lines are set apart, not dropped. Ordinary files, one paragraph a line, are
for `drafter.read.text`; `hard_wrapped` tells the two apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from drafter.patterns import pattern
from drafter.read.text import pieces
from drafter.report import Paragraph
from drafter.text.numerals import ONE_TO_NINE, ONE_TO_TEN, TWO_TO_TEN

# — 3 —, - 3 -, 第3页, 第 3 页 共 12 页, 3/12, and 一 3 一 as OCR reads the dashes
_PAGE_NUMBER = pattern(
    rf"""(?: [-—–－―_~·.•一]{{1,3}} \s* [0-9０-９]{{1,3}} \s* [-—–－―_~·.•一]{{1,3}}
          | 第 \s* [0-9０-９{ONE_TO_TEN}]{{1,3}} \s* 页
            (?: \s* [,，/(（]? \s* 共 \s* [0-9０-９{ONE_TO_TEN}]{{1,3}} \s* 页 \s* [)）]? )?
          | [0-9]{{1,3}} \s* / \s* [0-9]{{1,3}}
          | [Pp](?:age|\.)? \s* [0-9]{{1,3}} )""",
    re.VERBOSE,
)
_BARE_NUMBER = pattern(r"[0-9０-９]{1,3}")
_ENDS_SENTENCE = pattern(r"[。！？!?][”’」』）)》]*$")
_ENDS_CLAUSE = pattern(r"[。！？!?；;：:][”’」』）)》]*$")
_RUNS_ON = pattern(r"[，,、（(“《〈—-]$")
# How a paragraph of a notice begins: 一、 （一） 1. 1、 (1) ① 一是 第一， 整改情况：
_OPENING = pattern(
    rf"""(?: [{ONE_TO_TEN}]{{1,3}} \s* [、.．，,] | [（(] \s* [{ONE_TO_TEN}0-9０-９]{{1,3}} \s* [）)]
          | [0-9０-９]{{1,2}} \s* (?: 、 | [.．](?![0-9０-９]) ) | [①-⑳⑴-⒇⒈-⒛] | [{ONE_TO_TEN}]{{1,2}}是
          | 第[{ONE_TO_TEN}]{{1,2}}[，,、]
          | (?: 整改(?:情况|措施|成效|结果) | 联系(?:方式|电话|地址) | (?:办公|监督|举报)?电话 | 通[讯信]地址
              | 邮政(?:编码|信箱) | 电子(?:邮箱|邮件) | 附件
              | 来源 | 发布(?:时间|日期) | 浏览次数 | [上下]一[篇条] | 当前位置 ) \s* [:：]
          | 问题 \s* [{ONE_TO_TEN}0-9]{{1,3}} \s* [:：] | 欢迎 | 如对上述 )""",
    re.VERBOSE,
)
_HEADING = pattern(rf"(?:[{ONE_TO_TEN}]{{1,3}}\s*、|[（(]\s*[{ONE_TO_TEN}0-9]{{1,3}}\s*[）)]|[0-9]{{1,2}}\s*[.．、])")
_HEADING_END = pattern(r"[^，；。,;]*(?:问题|方面|情况|打算|安排|领导|整改|措施)[。:：]?")
_NEVER_FIRST = pattern(r"[。：，；、？！”’》）)」』%％]")
_SELDOM_FIRST = pattern(r"[的了和及与等]")
_TITLE = pattern(r"[^，。；：,;:]*(?:通报|公告|公示|报告|情况|委员会|党组|党委)")
_TITLE_END = pattern(r"[^，。；：,;:]*(?:通报|公告|公示)")
_SIGNER = pattern(r"(?:中共)?[^，。；：、,;:]{3,26}(?:委员会|党组|党委|工委|支部|总支)")
# 二是 (2) behind a sentence: in the middle of a line where measures run on, at its beginning where each has its own.
_NEXT_ORDINAL = pattern(rf"[{TWO_TO_TEN}]是|[（(][2-9][）)]")
_ORDINAL_INSIDE = pattern(rf"(?<=[。；;])(?:{_NEXT_ORDINAL.pattern})")
_WORD = pattern(r"[!-~]+(?:[、，][!-~]+)*")
_ADDRESS = pattern(r"[@/_]|[A-Za-z0-9]\.[A-Za-z0-9]")
_DATE = pattern(rf"[（(]?(?:[0-9０-９]{{4}}|[〇○零{ONE_TO_NINE}]{{4}})\s*年\s*\S{{1,2}}\s*月\s*\S{{1,3}}\s*日[）)]?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is printed. Indent and width in columns: a Chinese character takes two."""

    number: int
    text: str
    indent: int = 0  # before its first character
    width: int = 0  # from its first character to its last
    page_start: bool = False
    after_blank: bool = False


def columns(text: str) -> int:
    """How wide a text prints: two columns for a Chinese character or mark, one for a Latin one."""
    return sum(map(_column, text))


@lru_cache(maxsize=1 << 14)
def _column(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


_TABBED, _LEAST_TABBED = 2, 3  # tabs in a row of a table, rows
_JUDGED = 4000  # lines; a long notice that is broken by width has a thousand


def hard_wrapped(lines: Sequence[str]) -> bool:
    """Whether the lines were broken in mid-sentence at about the same width, rather than a paragraph a line: judged
    by the first few thousand."""
    if sum(line.strip().count("\t") >= _TABBED for line in lines[:_JUDGED]) >= _LEAST_TABBED:  # rows of a table
        return False
    laid, furniture = _body(_laid_out(lines[:_JUDGED]))
    if len(laid) < 6:
        return False
    width = _full_width(laid)
    if not 20 <= width <= 160:
        return False
    full = [i for i, line in enumerate(laid[:-1]) if line.width >= 0.85 * width]
    broken = [i for i in full if not _ENDS_CLAUSE.search(laid[i].text) and not _OPENING.match(laid[i + 1].text)]
    if all(_HEADING.match(laid[i].text) or _TITLE.fullmatch(laid[i].text) for i in broken):
        return False  # headings alone, which end so
    pages = sum(kind == "footer" for _, kind in furniture)  # page numbers make it likely
    least, share = (1, 0.2) if pages >= 2 else (3, 0.4)
    return len(broken) >= least and len(broken) >= share * len(full)


def rejoin(lines: Sequence[str]) -> list[Paragraph]:
    """Paragraphs of lines broken by width; `line` is that of the first one. A form feed begins a page.

    Page numbers come back as footers and running heads as headers, each after the paragraph that it interrupts.
    """
    return rejoin_lines(_laid_out(lines))


def rejoin_lines(lines: Sequence[Line]) -> list[Paragraph]:
    """The same for lines whose place on the page is known."""
    laid, furniture = _body(lines)
    layout = _layout(laid)
    at_furniture = {line.number for line, _ in furniture}
    groups: list[list[Line]] = []
    for line in laid:
        before = groups[-1][-1] if groups else None
        if before is not None:
            crossed = line.page_start or not at_furniture.isdisjoint(range(before.number + 1, line.number))
            parted = line.after_blank and not layout.double_spaced and not crossed
            if _goes_on(before, line, layout, parted):
                groups[-1].append(line)
                continue
        groups.append([line])
    found = [Paragraph(_joined([line.text for line in group]), group[0].number) for group in groups]
    found += [Paragraph(line.text, line.number, container=kind) for line, kind in furniture]
    return sorted(found, key=lambda paragraph: paragraph.line)


def _laid_out(lines: Sequence[str]) -> list[Line]:
    laid = []
    blank = page = False
    for number, line in enumerate(lines, start=1):
        page = page or "\f" in line
        found = pieces(line)
        for index, piece in enumerate(found):
            start = line.replace("\f", "")
            indent = columns(start[: len(start) - len(start.lstrip())].replace("\t", "    ")) if not index else 0
            laid.append(Line(number, piece, indent, columns(piece), page, blank))
            page = blank = False
        blank = blank or not found
    return laid


def _body(laid: Sequence[Line]) -> tuple[list[Line], list[tuple[Line, Literal["header", "footer"]]]]:
    """The lines of the text, and the page numbers (footer) and running heads (header) between them."""
    numbers = _page_numbers(laid)
    heads = _running_heads(laid, numbers)
    furniture: list[tuple[Line, Literal["header", "footer"]]] = []
    for i, line in enumerate(laid):
        if i in numbers:
            furniture.append((line, "footer"))
        elif i in heads:
            furniture.append((line, "header"))
    return [line for i, line in enumerate(laid) if i not in numbers and i not in heads], furniture


def _page_numbers(laid: Sequence[Line]) -> set[int]:
    """Where page numbers stand. A bare figure is one only where such figures count up through the text."""
    found = {i for i, line in enumerate(laid) if _PAGE_NUMBER.fullmatch(line.text)}
    bare = [(i, int(line.text)) for i, line in enumerate(laid) if _BARE_NUMBER.fullmatch(line.text)]
    runs = [[bare[0]]] if bare else []
    for at, number in bare[1:]:
        if number == runs[-1][-1][1] + 1:
            runs[-1].append((at, number))
        else:
            runs.append([(at, number)])
    return found | {i for run in runs if len(run) >= 2 for i, _ in run}


def _running_heads(laid: Sequence[Line], numbers: set[int]) -> set[int]:
    """Where lines stand that return at the top (or the foot) of pages: the same but for figures, on half of them."""

    def form(line: Line) -> str:
        return re.sub(r"[\s0-9０-９]+", "", line.text)

    text = [i for i in range(len(laid)) if i not in numbers]
    starts = {text[0]} if text else set()
    starts |= {b for a, b in pairwise(text) if laid[b].page_start or b - a > 1}
    page_starts = [at for at, i in enumerate(text) if i in starts]
    tops = [text[at + k] for at in page_starts for k in (0, 1) if at + k < len(text)]
    feet = [text[at - k] for at in [*page_starts[1:], len(text)] for k in (1, 2) if at - k >= 0]
    everywhere = Counter(form(laid[i]) for i in text)
    heads: set[int] = set()
    for edge in (set(tops), set(feet)):
        for repeated, count in Counter(form(laid[i]) for i in edge).items():
            often = count >= max(2, 0.4 * len(page_starts)) and count > 0.5 * everywhere[repeated]
            if (
                often
                and 2 <= len(repeated) <= 40
                and not _ENDS_CLAUSE.search(repeated)
                and not _OPENING.match(repeated)
            ):
                heads |= {i for i in edge if form(laid[i]) == repeated}
    # A head that repeats the title: its first appearance is the title itself.
    if text and text[0] in heads:
        following = [line for line in laid[text[0] + 1 : text[0] + 8] if not _OPENING.match(line.text)]
        if not any(form(line) == form(laid[text[0]]) or _TITLE.fullmatch(form(line)) for line in following):
            heads.discard(text[0])
    return heads


def _full_width(laid: Sequence[Line]) -> int:
    """The width of a full line: the widest of all, unless it stands alone as a table's line may."""
    widths = sorted((line.width + min(line.indent, 8) for line in laid), reverse=True)
    return next((a for a, b in pairwise(widths) if a - b <= 6), max(widths, default=0))


class _Layout(NamedTuple):
    """What holds for the text as a whole."""

    width: int  # of a full line
    ragged: int  # by how much a line that runs on may be shorter
    indented: bool  # a paragraph begins with an indent, and its further lines do not
    double_spaced: bool  # a blank line after each line
    running_on: bool  # 一是…。二是… in one paragraph


def _layout(laid: Sequence[Line]) -> _Layout:
    width = _full_width(laid)
    # Behind a short line that ends a sentence, a paragraph begins: is it indented?
    begun = [b.indent >= 2 for a, b in pairwise(laid) if a.width < 0.8 * width and _ENDS_SENTENCE.search(a.text)]
    flush = sum(line.indent < 2 for line in laid)
    running = sorted(
        a.width + min(a.indent, 8)
        for a, b in pairwise(laid)
        if a.width >= 0.75 * width
        and not (_ENDS_CLAUSE.search(a.text) or _OPENING.match(b.text) or _HEADING.match(a.text))
    )
    return _Layout(
        width,
        ragged=max(4, width - running[len(running) // 10]) if len(running) >= 10 else 4,
        indented=sum(begun) >= max(2, 0.8 * len(begun)) and flush >= 0.2 * len(laid),
        double_spaced=sum(line.after_blank for line in laid) > 0.8 * len(laid),
        running_on=sum(len(_ORDINAL_INSIDE.findall(line.text)) for line in laid)
        > sum(bool(_NEXT_ORDINAL.match(line.text)) for line in laid),
    )


def _goes_on(before: Line, line: Line, layout: _Layout, parted: bool) -> bool:
    """Whether `line` continues the paragraph of `before`. `parted`: a blank line between them, and no page's edge."""
    # A figure or an address that is not broken leaves the line above it short.
    unbroken = _WORD.match(line.text)
    room = layout.width - before.width - min(before.indent, 8)
    full = room <= layout.ragged or (unbroken is not None and room < 1.25 * columns(unbroken.group()))
    ended = _ENDS_CLAUSE.search(before.text)
    opening = _OPENING.match(line.text) and not (layout.running_on and _NEXT_ORDINAL.match(line.text))
    heading = _HEADING.match(before.text)
    if layout.indented and line.indent >= 2:
        centred = line.indent > 4 and abs(layout.width - line.width - 2 * line.indent) <= 3
        return centred and full and not ended and before.indent <= 2 and not _TITLE_END.fullmatch(before.text)
    if _NEVER_FIRST.match(line.text) or (_SELDOM_FIRST.match(line.text) and not ended):
        return True
    if _RUNS_ON.search(before.text) and not parted:
        return True
    signer = _SIGNER.fullmatch(line.text) and (line.text.startswith("中共") or line.width <= 0.8 * layout.width)
    if _DATE.fullmatch(line.text) or signer or _TITLE_END.fullmatch(before.text):
        return False
    if layout.indented and not parted:
        return full or (not ended and before.width >= 0.7 * layout.width)
    if heading and (opening or _HEADING_END.fullmatch(before.text)) and not _open_quote(before.text):
        return False
    if ended:
        return full and not parted and not opening and not before.text.endswith(("如下：", "如下:"))
    # In mid-sentence: a full line runs on; a fairly long one does where the lines of a scan are ragged.
    return full or (before.width >= 0.75 * layout.width and not opening and not heading and not parted)


def _open_quote(text: str) -> bool:
    return any(text.count(opened) > text.count(closed) for opened, closed in ("“”", "《》", "（）", "()"))


def _joined(texts: list[str]) -> str:
    """Lines put together. A space only between two English words, not inside a figure or an address."""
    out = texts[0]
    for text in texts[1:]:
        words = out[-1].isascii() and out[-1].isalpha() and text[0].isascii() and text[0].isalpha()
        out += (" " if words and not _ADDRESS.search(out.split()[-1] + text.split()[0]) else "") + text
    return out
