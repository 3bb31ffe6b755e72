"""How a printed line is looked at: width and spaces folded away for matching, the printed characters kept.

Folding maps one character to one character, so an offset found in the folded text holds in the printed one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from drafter.report import Cell, Paragraph, Passage
from drafter.text.numerals import NUMERAL, from_chinese

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 32, 0xA0: 32, 0x2002: 32, 0x2003: 32}
_FOLD |= {ord("「"): ord("“"), ord("」"): ord("”"), ord("『"): ord("“"), ord("』"): ord("”"), ord("〝"): ord("“")}
_FOLD |= {ord("〞"): ord("”"), ord("〈"): ord("〈"), ord("﹒"): ord("."), ord("。"): ord("。"), ord("｡"): ord("。")}
_SPACE = re.compile(r"\s+")
# A half-width stop that ends a Chinese sentence (整改工作. 镇党委…), not the one of 一. or 1.
_STOP = re.compile(r"(?<=[\u4e00-\u9fff”’》%])(?<![一二三四五六七八九十])[.](?=\s|$|[\u4e00-\u9fff“(《])")


def fold(text: str) -> str:
    """Full-width letters, digits and punctuation to half-width, corner brackets to quotes; length unchanged."""
    return _STOP.sub("。", text.translate(_FOLD))


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a part of one, under inspection."""

    text: str  # as printed, stripped
    folded: str  # same length
    number: int  # of the paragraph in the file
    start: int  # offset in that paragraph
    level: int | None = None
    container: str = "body"
    begins: bool = False  # begins a measure whose number was lost
    cell: Cell | None = None
    role: str | None = None  # what the header of its table's column says: problem, group, measure, result, detail
    number_in_row: int | None = None

    @property
    def bare(self) -> str:
        """Folded and without any space: for keywords."""
        return _SPACE.sub("", self.folded)

    def cut(self, start: int, end: int | None = None) -> Line:
        """The stripped part from `start` to `end`."""
        raw = self.text[start:end]
        left = start + len(raw) - len(raw.lstrip())
        text = raw.strip()
        return Line(text, self.folded[left : left + len(text)], self.number, self.start + left, None, self.container)

    def passage(self) -> Passage:
        return Passage(self.text, self.number, self.start)


def line_of(paragraph: Paragraph) -> Line:
    """A paragraph as a Line."""
    text = paragraph.text.strip()
    start = len(paragraph.text) - len(paragraph.text.lstrip())
    return Line(text, fold(text), paragraph.line, start, paragraph.level, paragraph.container, cell=paragraph.cell)


@dataclass(frozen=True, slots=True)
class Mark:
    """A number or an ordinal at the head of a line."""

    kind: str  # 一、 （一） 1. 1.1 （1） 1） ① a. 一是 一要 第一 首先 问题1
    number: int
    text: str  # as printed, without spaces
    end: int  # offset of what follows


_AFTER_BARE = r"关于|针对|对照|“|\""  # what tells a number without a mark from a figure
_MARK = re.compile(
    rf"""\s*(?:
      (?P<is>{NUMERAL}{{1,9}})\s*是(?!否)[,:]?                     # 一是
    | (?P<shall>{NUMERAL}{{1,9}})\s*要(?!是|不|求|点|素)[,:]?       # 一要
    | (?P<cn>{NUMERAL}{{1,9}})\s*[、.,](?!\d)                       # 一、
    | \(\s*(?P<cnp>{NUMERAL}{{1,9}})\s*\)\s*[、.]?                  # （一）
    | \(\s*(?P<nump>\d{{1,3}})\s*\)\s*[、.]?                         # （1）
    | (?P<num>\d{{1,3}})\s*(?:[、.](?!\d)|[、.](?=\d{{4}}年)|(?=\s(?:{_AFTER_BARE})))   # 1.
    | \d{{1,2}}\.(?P<sub>\d{{1,2}})(?:\s*[、.](?!\d)|(?=\s)|(?={_AFTER_BARE}))     # 1.1
    | (?P<letter>[a-z])\s*[、.)](?![a-z\d])                          # a.
    | (?P<signed>[⑴-⒛㈠-㈩])\s*[、.]?                                 # ⑴ ⒈ ㈠
    | (?P<half>\d{{1,3}})\s*\)\s*                                    # 1）
    | (?P<circle>[①-⑳])\s*[、.]?                                     # ①
    | 第(?P<first>{NUMERAL}{{1,9}})\s*[,、:]                        # 第一，
    | 其(?P<its>[一二三四五六七八九])\s*[,、:]                       # 其一，
    | (?P<then>首先|其次|再次|最后)\s*[,、:]                         # 首先，
    )\s*""",
    re.VERBOSE,
)
_KINDS = {
    "is": "一是", "shall": "一要", "cn": "一、", "sub": "1.1", "letter": "a.",
    "cnp": "（一）", "nump": "（1）", "num": "1.", "half": "1）", "circle": "①",
    "first": "第一", "its": "其一", "then": "首先",
}  # fmt: skip
_SIGNED = (("⑴", 20, "（1）"), ("⒈", 20, "1."), ("㈠", 10, "（一）"))  # first of a row of signs, its length, its kind
_THEN = {"首先": 1, "其次": 2, "再次": 3, "最后": 4}


_value = lru_cache(maxsize=1024)(from_chinese)
_MARK_START = frozenset(
    "(第其首再最 \t0123456789零〇一二三四五六七八九十百①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳abcdefghijklmnopqrstuvwxyz"
)


@lru_cache(maxsize=1 << 17)
def mark_of(line: Line, at: int = 0) -> Mark | None:
    """The number or ordinal that stands at offset `at` of a line, or None."""
    head = line.folded[at : at + 1]
    if head not in _MARK_START and not "⑴" <= head <= "㈩":
        return None
    match = _MARK.match(line.folded, at)
    if not match or not match.lastgroup:
        return None
    value = match[match.lastgroup]
    kind = _KINDS.get(match.lastgroup, "")
    if match.lastgroup == "circle":
        number: int | None = ord(value) - ord("①") + 1
    elif match.lastgroup == "letter":
        number = ord(value) - ord("a") + 1
    elif match.lastgroup == "signed":
        first, _, kind = next(row for row in _SIGNED if 0 <= ord(value) - ord(row[0]) < row[1])
        number = ord(value) - ord(first) + 1
    elif match.lastgroup == "then":
        number = _THEN[value]
    else:
        number = _value(value)
    if not number:
        return None
    printed = _SPACE.sub("", line.text[at : match.end()]).rstrip("，,：:")
    if match.lastgroup in ("cn", "num", "first", "its"):
        printed = printed.rstrip("、.．")
    return Mark(kind, number, printed, match.end())
