"""Every way in which an item is numbered: 一、 （一） 1. 1.1 （1） 1） ① a. A. Ⅰ 一是 一要 第一 其一 首先 问题一 ….

One table says how each is written, read and printed. Whether an ordinal heads a section, a problem or a measure is
not known here: that follows from the document as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.text.normal import fold
from drafter.text.numerals import NUMBER, NUMERAL, ONE_TO_TEN, from_chinese, to_chinese

_CN = rf"(?P<{{name}}>{NUMERAL}{{{{1,5}}}})"
_DIGITS = r"(?P<{name}>[0-9]{{1,3}})"
_EITHER = rf"(?P<{{name}}>{NUMBER.replace('{', '{{').replace('}', '}}')})"
_AFTER_BARE = r"关于|针对|对照|“|\""  # what tells a number without a mark from a figure
_THEN = ("首先", "其次", "再次", "最后")
_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
_PLAIN = dict(zip(map(ord, _FORMAL), map(to_chinese, range(1, 11)), strict=True))
_AS_FORMAL = {ord(plain): formal for formal, plain in zip(_FORMAL, _PLAIN.values(), strict=True)}
_STEMS = tuple("甲乙丙丁戊己庚辛壬癸")
_SIDES = ("一方面", "另一方面")
_ROWS = (_THEN, _SIDES, _STEMS)  # of words: each row has an end


def _numeral(text: str) -> int | None:
    return from_chinese(text)


def _sign(first: str) -> Callable[[str], int | None]:
    return lambda char: ord(char) - ord(first) + 1


def _circled(char: str) -> int | None:
    for first, last, base in (("①", "⑳", 1), ("㉑", "㉟", 21), ("㊱", "㊿", 36), ("❶", "❿", 1), ("➀", "➉", 1)):
        if first <= char <= last:
            return ord(char) - ord(first) + base
    return None


def _roman(text: str) -> int | None:
    if "Ⅰ" <= text <= "Ⅻ":
        return ord(text) - ord("Ⅰ") + 1
    value, before = 0, 0
    for char in reversed(text):
        one = {"I": 1, "V": 5, "X": 10}[char]
        value += one if one >= before else -one
        before = max(before, one)
    return value


def _formal(text: str) -> int | None:
    return from_chinese(text.translate(_PLAIN))


def _word(row: tuple[str, ...]) -> Callable[[str], int | None]:
    return lambda text: row.index(text) + 1


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing an ordinal.

    `pattern` matches folded text and names what holds the number `{name}`; `example` is read as the number 1 (or what
    `reads` says), `never` are beginnings that only look like it.
    """

    kind: str
    pattern: str
    read: Callable[[str], int | None]
    example: str
    never: tuple[str, ...] = ()
    inline: bool = False  # stands in the middle of a paragraph without doubt
    mark: str = ""  # the trailing marks that do not belong to the number as printed


FORMS: tuple[Form, ...] = (
    Form("一是", rf"{_CN}\s*是(?!否)[,:]?", _numeral, "一是完善规划", ("一是否", "二一是"), inline=True, mark=",:"),
    Form("一要", rf"{_CN}\s*要(?![是不求点素件闻])[,:]?", _numeral, "一要完善", ("一要素",), inline=True, mark=",:"),
    Form("一、", rf"{_CN}\s*[、.,](?!\d)", _numeral, "一、组织领导", ("二一、",), mark="、.,"),
    Form("一、", rf"{_CN}\s+(?=[\u4e00-\u9fff、，,“”‘’：:·《》—]{{{{4,40}}}}$)", _numeral, "一 组织领导情况",
         ("三 月", "一 次")),
    Form("壹、", r"(?P<{name}>[" + _FORMAL + r"]{{1,3}})\s*(?:[、.·:]|\s(?=[\u4e00-\u9fff]))", _formal, "壹、组织领导",
         ("壹佰",), mark="、.·:"),
    Form("第一部分", rf"第{_CN}(?:部分|章|篇)(?:\s*[、:,]|\s)", _numeral, "第一部分 组织领导", ("第一部分是",),
         mark="、:,"),
    Form("（一）", rf"\(\s*{_CN}\s*\)\s*[、.]?", _numeral, "（一）加强领导", mark="、."),
    Form("（一）", rf"\(\s*(?P<{{name}}>[{''.join(_STEMS)}])\s*\)\s*[、.]?", _word(_STEMS), "（甲）加强领导",
         mark="、."),
    Form("（一）", rf"[〔【\[(]\s*第{_CN}(?:个)?方面\s*[〕】\])]\s*[、:]?", _numeral, "〔第一方面〕加强领导",
         mark="、:"),
    Form("（1）", rf"\(\s*{_DIGITS}\s*\)\s*[、.]?", _numeral, "（1）完善规划", ("（2024）",), inline=True, mark="、."),
    Form(
        "1.",
        rf"{_DIGITS}\s*(?:[、.](?!\d)|[、.](?=\d{{{{4}}}}年|\d{{{{1,2}}}}月\d{{{{1,2}}}}日)|(?=\s(?:{_AFTER_BARE}))"
        r"|[、.](?=\d{{1,3}}(?:[名人户件次条项处]|个(?!百分点))))",  # 3.3个村已发展党员: whole things are counted whole
        _numeral,
        "1.关于学位不足的问题",
        ("1.5万册", "1个", "1.5个百分点"),
        mark="、.",
    ),
    Form(
        "1.1",
        rf"\d{{{{1,2}}}}\.{_DIGITS}(?:\s*[、.](?!\d)|(?=\s)|(?={_AFTER_BARE}))",
        _numeral,
        "1.1关于学位不足的问题",
        ("1.5万册",),
    ),
    Form(
        "1.1.1",
        rf"\d{{{{1,2}}}}\.\d{{{{1,2}}}}\.{_DIGITS}(?:\s*[、.](?!\d)|(?=\s)|(?={_AFTER_BARE}))",
        _numeral,
        "1.1.1关于学位不足的问题",
        ("2024.1.15",),
    ),
    Form("1）", rf"{_DIGITS}\s*\)\s*", _numeral, "1）完善规划", inline=True),
    Form("①", r"(?P<{name}>[①-⑳㉑-㉟㊱-㊿❶-❿➀-➉])\s*[、.]?", _circled, "①完善规划", inline=True, mark="、."),
    Form("（1）", r"(?P<{name}>[⑴-⒇])\s*[、.]?", _sign("⑴"), "⑴完善规划", inline=True, mark="、."),
    Form("1.", r"(?P<{name}>[⒈-⒛])\s*[、.]?", _sign("⒈"), "⒈完善规划", mark="、."),
    Form("（一）", r"(?P<{name}>[㈠-㈩])\s*[、.]?", _sign("㈠"), "㈠完善规划", mark="、."),
    Form("a.", r"(?P<{name}>[a-z])\s*[、.)](?![a-z\d])", _sign("a"), "a.完善规划", ("a.com",)),
    Form("Ⅰ", r"(?P<{name}>[Ⅰ-Ⅻ]|[IVX]{{2,4}}(?=\s*[、.]))\s*[、.]?", _roman, "Ⅰ、完善规划", mark="、."),
    Form("A.", r"(?P<{name}>[A-Z])\s*[、.)](?![A-Za-z\d])", _sign("A"), "A.完善规划", ("A.B",)),
    Form("第一", rf"第{_CN}\s*[,、:](?!{NUMERAL}[种类批])", _numeral, "第一，完善规划", ("第一时间", "第三、四种"),
         inline=True, mark=",、:"),
    Form("其一", rf"其{_CN}\s*[,、:]", _numeral, "其一，完善规划", ("其一贯",), inline=True, mark=",、:"),
    Form(
        "首先",
        r"(?P<{name}>首先|其次|再次|最后)\s*[,、:]",
        _word(_THEN),
        "首先，完善规划",
        ("首先要",),
        inline=True,
        mark=",、:",
    ),
    Form(
        "一方面",
        r"(?P<{name}>一方面|另一方面)\s*[,、:]",
        _word(_SIDES),
        "一方面，完善规划",
        ("一方面军",),
        inline=True,
        mark=",、:",
    ),
    Form(
        "问题一",
        rf"(?:[【\[(]\s*)?(?:反馈|具体|主要|整改)?(?:问题|事项)\s*{_EITHER}\s*(?:[】\])]\s*[:、.]?|:|[、.](?!\d)|(?=\s))",
        _numeral,
        "问题一：学位不足",
        ("问题一直", "问题1个", "问题1、2、3已完成", "事项一律"),
        mark="、.:",
    ),
    Form(
        "表现一",
        rf"(?:[【\[(]\s*)?(?:具体|主要)?表现\s*{_EITHER}\s*(?:[】\])]\s*[:、.]?|:|[、.](?!\d))",
        _numeral,
        "具体表现一：台站管理松散",
        ("表现一般", "表现1次"),
        mark="、.:",
    ),
    Form(
        "问题一",
        rf"第{_EITHER}(?:件|个问题|条问题|项问题|类问题|桩)(?:事情?)?(?:\s*(?::|[、.](?!\d))|(?=\s))",
        _numeral,
        "第1件：学位不足",
        ("第一件事是", "第1个"),
        mark="、.:",
    ),
    Form(
        "措施一",
        rf"(?:[【\[(]\s*)?(?:整改|具体)?(?:措施|举措|任务)(?:之)?\s*{_EITHER}\s*(?:[】\])]\s*[:、.]?|[:、.,](?!\d)|(?=\s))",
        _numeral,
        "措施一：完善规划",
        ("措施一览", "措施1条"),
        inline=True,
        mark="、.:,",
    ),
    Form(
        "之一",
        rf"(?:(?:问题|表现|做法|任务)\s*)?之{_CN}\s*[:、,.]",
        _numeral,
        "之一：完善规划",
        ("之一的",),
        mark="、.:,",
    ),
)  # fmt: skip

# From the outside in, as GB/T 9704—2012 (7.3.3) numbers levels: 一、 （一） 1. （1）; the rest as offices go on.
ORDER: tuple[str, ...] = (
    "第一部分", "壹、", "一、", "Ⅰ", "（一）", "问题一", "表现一", "1.", "1.1", "1.1.1", "（1）", "1）", "①",
    "A.", "a.", "措施一", "第一", "其一", "之一", "首先", "一方面", "一是", "一要",
)  # fmt: skip
KINDS: dict[str, Form] = {form.kind: form for form in reversed(FORMS)}  # the usual form of each kind
INLINE: frozenset[str] = frozenset(form.kind for form in FORMS if form.inline)

_NAMES = tuple(f"f{i}" for i in range(len(FORMS)))
_ORDINAL = pattern(
    r"\s*(?:" + "|".join(form.pattern.format(name=name) for name, form in zip(_NAMES, FORMS, strict=True)) + r")\s*"
)
_BY_NAME = dict(zip(_NAMES, FORMS, strict=True))
_HEADS = (
    f"(第其首再最另之表做【[反具主整问事措举任 \t0123456789零〇{ONE_TO_TEN}百千两壹贰叁肆伍陆柒捌玖拾"
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)
# What an ordinal may begin with, for a pattern and for a look: other places need not be tried.
MAY_BEGIN = rf"[{re.escape(_HEADS)}Ⅰ-㊿❶-➉]"
_MAY_BEGIN = frozenset(_HEADS).union(map(chr, range(ord("Ⅰ"), ord("㊿") + 1)), map(chr, range(ord("❶"), ord("➉") + 1)))


_FURTHER = pattern(rf"[{ONE_TO_TEN}](?:季度|月|轮|批|旬)")  # 二、三季度 counts two of them


class Ordinal(NamedTuple):
    """An ordinal as read. `start` and `end` bound it in the text; its content begins at `end`."""

    kind: str
    number: int
    text: str  # folded, without spaces and without the mark that follows it
    start: int
    end: int

    def printed(self, text: str) -> str:
        """The same as the text it was read from prints it."""
        whole = "".join(text[self.start : self.end].split())
        return whole[: len(self.text)]


def ordinal_at(folded: str, at: int = 0) -> Ordinal | None:
    """The ordinal that stands at offset `at` of a folded text (spaces before it counted in), or None."""
    if folded[at : at + 1] not in _MAY_BEGIN:
        return None
    match = _ORDINAL.match(folded, at)
    if not match or not match.lastgroup:
        return None
    form = _BY_NAME[match.lastgroup]
    number = form.read(match[match.lastgroup])
    if not number or (form.kind == "一、" and _FURTHER.match(folded, match.end())):
        return None
    text = "".join(match.group().split())
    return Ordinal(form.kind, number, text.rstrip(form.mark) if form.mark else text, at, match.end())


# Where an ordinal may stand inside a paragraph: after the end of a sentence or of an introduction.
_BOUNDARY = pattern(rf"[。；;！!？?：:\n][”’」』）)》]?(?={MAY_BEGIN})")


def ordinals_in(folded: str) -> list[Ordinal]:
    """The ordinals that begin a folded text or one of its sentences, in order."""
    return list(_ordinals(folded))


def _ordinals(folded: str) -> Iterator[Ordinal]:
    reached = 0
    if first := ordinal_at(folded):
        yield first
        reached = first.end
    for boundary in _BOUNDARY.finditer(folded):
        if boundary.end() >= reached and (found := ordinal_at(folded, boundary.end())):
            yield found
            reached = found.end


def strip_ordinal(text: str) -> str:
    """The text without the ordinal it begins with, if any."""
    found = ordinal_at(fold(text))
    return text[found.end :] if found else text


_BEHIND = {
    "第一": "，", "其一": "，", "之一": "，", "第一部分": "　", "问题一": "：", "表现一": "：", "措施一": "：",
}  # fmt: skip


def print_ordinal(kind: str, number: int) -> str:
    """The ordinal of that kind and number as a notice prints it, mark included: 一、 （一） 1. （1） 一是 第一，.

    Raises ValueError for a kind that is not in `ORDER`, or a number that the kind cannot write.
    """
    if kind in ("首先", "一方面"):
        row = _THEN if kind == "首先" else _SIDES
        if not 1 <= number <= len(row):
            raise ValueError(f"no {kind} for {number}")
        return row[number - 1] + "，"
    if kind == "①":
        for first, base, size in (("①", 1, 20), ("㉑", 21, 15), ("㊱", 36, 15)):
            if base <= number < base + size:
                return chr(ord(first) + number - base)
        raise ValueError(f"no {kind} for {number}")
    if kind in ("a.", "A."):
        if not 1 <= number <= 26:
            raise ValueError(f"no {kind} for {number}")
        return chr(ord(kind[0]) + number - 1) + "."
    if kind == "Ⅰ":
        if not 1 <= number <= 12:
            raise ValueError(f"no {kind} for {number}")
        return chr(ord("Ⅰ") + number - 1) + "、"
    if kind == "壹、":
        return to_chinese(number).translate(_AS_FORMAL) + "、"
    if kind in ("1.1", "1.1.1"):
        raise ValueError(f"{kind} needs the number of what it stands in")
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind}")
    comma = {
        "第一": "，",
        "其一": "，",
        "第一部分": "　",
        "问题一": "：",
        "表现一": "：",
        "措施一": "：",
        "之一": "，",
    }.get(kind, "")
    if "一" in kind:
        return kind.replace("一", to_chinese(number)) + comma
    return kind.replace("1", str(number))


_SAMPLE = pattern(rf"(?<!第)(?:{'|'.join(row[0] for row in _ROWS)})|{NUMERAL}+|[{_FORMAL}]+|[0-9]+|[①-⑳]")


def numbered(form: str, number: int) -> str:
    """The `number`-th member of a way of numbering given by a sample: ("一、", 3) -> 三、; ("（1）", 12) -> （12）.

    ("①", 2) -> ②, beyond ⑳ （21）; ("壹·", 2) -> 贰·; ("首先，", 2) -> 其次，, beyond its last word that one again. A
    sample without a numeral is returned as it is.
    """

    def member(match: re.Match[str]) -> str:
        sample = match.group()
        for row in _ROWS:
            if sample == row[0]:
                return row[min(number, len(row)) - 1]
        if sample.isascii():
            return str(number)
        if "①" <= sample <= "⑳":
            return chr(ord("①") + number - 1) if number <= 20 else f"（{number}）"
        plain = to_chinese(number)
        return plain.translate(_AS_FORMAL) if sample[0] in _FORMAL else plain

    return _SAMPLE.sub(member, form, count=1)


def first_of_row(printed: str) -> str:
    """The first of a row of words in place of another of it: 再次， -> 首先，, （乙） -> （甲）. What begins with none
    stays as it is."""
    bare = printed.lstrip("（([〔【")
    for row in _ROWS:
        for word in row:
            if bare.startswith(word):
                return printed[: -len(bare)] + row[0] + bare[len(word) :]
    return printed


_TWO_LEVELS = pattern(r"1([.．-])1([、.．]?\s?)")


def numbered_below(form: str, outer: int, number: int) -> str:
    """The same where a form of two levels begins with the number of what it stands in: ("1.1", 2, 3) -> 2.3."""
    both = _TWO_LEVELS.fullmatch(form)
    return f"{outer}{both[1]}{number}{both[2]}" if both else numbered(form, number)
