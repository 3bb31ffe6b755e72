"""How a printed line is looked at: width and spaces folded away for matching, the printed characters kept.

Folding maps one character to one character, so an offset found in the folded text holds in the printed one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafter.numerals import CHINESE_NUMERAL, from_chinese
from drafter.report import Paragraph, Passage

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 32, 0xA0: 32, 0x2002: 32, 0x2003: 32}
_FOLD |= {ord("「"): ord("“"), ord("」"): ord("”"), ord("『"): ord("“"), ord("』"): ord("”"), ord("〝"): ord("“")}
_FOLD |= {ord("〞"): ord("”"), ord("〈"): ord("〈"), ord("﹒"): ord("."), ord("。"): ord("。"), ord("｡"): ord("。")}
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """Full-width letters, digits and punctuation to half-width, corner brackets to quotes; length unchanged."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a part of one, under inspection."""

    text: str  # as printed, stripped
    folded: str  # same length
    number: int  # of the paragraph in the file
    start: int  # offset in that paragraph
    level: int | None = None
    container: str = "body"

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
    return Line(text, fold(text), paragraph.line, start, paragraph.level, paragraph.container)


@dataclass(frozen=True, slots=True)
class Mark:
    """A number or an ordinal at the head of a line."""

    kind: str  # 一、 （一） 1. （1） 1） ① 一是 第一 首先 问题1
    number: int
    text: str  # as printed, without spaces
    end: int  # offset of what follows


_MARK = re.compile(
    rf"""\s*(?:
      (?P<is>{CHINESE_NUMERAL})\s*是(?!否)[,:]?                     # 一是
    | (?P<cn>{CHINESE_NUMERAL})\s*[、.](?!\d)                        # 一、
    | \(\s*(?P<cnp>{CHINESE_NUMERAL})\s*\)\s*[、.]?                  # （一）
    | \(\s*(?P<nump>\d{{1,3}})\s*\)\s*[、.]?                         # （1）
    | (?P<num>\d{{1,3}})\s*[、.](?!\d)                               # 1.
    | (?P<half>\d{{1,3}})\s*\)\s*                                    # 1）
    | (?P<circle>[①-⑳])\s*[、.]?                                     # ①
    | 第(?P<first>{CHINESE_NUMERAL})\s*[,、:]                        # 第一，
    | 其(?P<its>[一二三四五六七八九])\s*[,、:]                       # 其一，
    | (?P<then>首先|其次|再次|最后)\s*[,、:]                         # 首先，
    )\s*""",
    re.VERBOSE,
)
_KINDS = {
    "is": "一是", "cn": "一、", "cnp": "（一）", "nump": "（1）", "num": "1.", "half": "1）", "circle": "①",
    "first": "第一", "its": "其一", "then": "首先",
}  # fmt: skip
_THEN = {"首先": 1, "其次": 2, "再次": 3, "最后": 4}


def mark_of(line: Line, at: int = 0) -> Mark | None:
    """The number or ordinal that stands at offset `at` of a line, or None."""
    match = _MARK.match(line.folded, at)
    if not match or not match.lastgroup:
        return None
    value = match[match.lastgroup]
    if match.lastgroup == "circle":
        number: int | None = ord(value) - ord("①") + 1
    elif match.lastgroup == "then":
        number = _THEN[value]
    else:
        number = from_chinese(value)
    if not number:
        return None
    printed = _SPACE.sub("", line.text[at : match.end()]).rstrip("，,：:")
    if match.lastgroup in ("cn", "num", "first", "its"):
        printed = printed.rstrip("、.．")
    return Mark(_KINDS[match.lastgroup], number, printed, match.end())
