"""T1–T3: marks, widths, spaces and repetitions. What a typist's or a converter's slip leaves on the page.

Words that must not stand in print are in rules_text_words, damaged text is in rules_text_damage.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from drafter.check.body import Spot, around, found_at, printed_paragraphs, summary
from drafter.check.model import Edit, Finding, Looked, Severity
from drafter.check.registry import rule
from drafter.report import Passages, Report
from drafter.text.normal import fold
from drafter.text.numerals import ONE_TO_NINE, ONE_TO_TEN
from drafter.text.ordinals import ordinal_at
from drafter.text.segment import tokens
from drafter.text.sentences import ahead_of

CJK = "一-鿿"
_PAIRS = {pair[0]: pair[1] for pair in ("“”", "‘’", "（）", "()", "[]", "［］", "【】", "《》", "〈〉", "「」", "『』")}
_CLOSERS = {")": "（(", "）": "（(", **{c: o for o, c in _PAIRS.items() if o not in "（("}}
_MARKS = re.compile("[" + re.escape("".join({*_PAIRS, *_CLOSERS})) + '"]')
# 1) or a) or 一） or ① ) that numbers an item has no opening bracket.
_ITEM_NUMBER = re.compile(rf"(?:^|[。；;：:，,、\s])(?:\d{{1,3}}|[a-zA-Z]|[{ONE_TO_TEN}]{{1,3}})$")
_EMPTY = re.compile(r"“\s*”|‘\s*’|（\s*）|\(\s*\)|《\s*》|〈\s*〉|【\s*】|\[\s*\]|「\s*」|\"\"")


_NAMES = {"引号": '“”‘’"「」『』', "书名号": "《》〈〉", "括号": "（）()[]［］【】"}


class Mark(NamedTuple):
    """An opening mark waiting for its partner."""

    char: str
    at: int
    inside: str  # the mark it stands in, or ""


class Pairing(NamedTuple):
    alone: list[int]  # offsets of marks without a partner
    misnested: list[tuple[int, int]]  # a pair in a pair of its own kind, or crossing another


def pair_marks(text: str) -> Pairing:
    """Pairs the quotes and brackets of one paragraph."""
    open_: list[Mark] = []
    alone: list[int] = []
    misnested: list[tuple[int, int]] = []
    for match in _MARKS.finditer(text):
        char, at = match.group(), match.start()
        if char in _PAIRS:
            open_.append(Mark(char, at, open_[-1].char if open_ else ""))
        elif char in _CLOSERS:
            _close(char, at, text, open_, alone, misnested)
    straight = [m.start() for m in re.finditer('"', text)]
    if len(straight) % 2:
        alone.append(straight[-1])
    alone += [mark.at for mark in open_]
    return Pairing(sorted(alone), _real_nesting(misnested, alone))


def _close(
    char: str, at: int, text: str, open_: list[Mark], alone: list[int], misnested: list[tuple[int, int]]
) -> None:
    """Match a closing mark with the nearest opening one; marks skipped on the way are crossed by it."""
    depth = next((i for i, mark in enumerate(reversed(open_)) if mark.char in _CLOSERS[char]), None)
    if depth is None:
        if not (char in ")）" and _ITEM_NUMBER.search(ahead_of(text, at, 4))):
            alone.append(at)
        return
    mark = open_.pop(len(open_) - 1 - depth)
    if depth or (mark.inside == mark.char and mark.char in "“《‘"):
        misnested.append((mark.at, at + 1))


def _real_nesting(misnested: list[tuple[int, int]], alone: list[int]) -> list[tuple[int, int]]:
    """A lone opening mark makes what follows it look nested: that is one slip, not two."""
    return [] if alone else sorted(misnested)


@rule(
    "T101",
    slug="unpaired-mark",
    title="引号、括号、书名号不成对",
    severity="error",
    reason="引号、括号、书名号缺一半，读者分不清引文和名称到哪里为止。",
    wrong="开展“清风行动专项督查。",
    right="开展“清风行动”专项督查。",
)
def unpaired_mark(report: Report, passages: Passages) -> Iterator[Finding | Looked]:
    """A quote, bracket or book-title mark whose partner is missing in its paragraph."""
    for printed in printed_paragraphs(report, passages):
        yield Looked("mark", len(_MARKS.findall(printed.text)))
        for at in pair_marks(printed.text).alone:
            spot = Spot(printed, at, at + 1)
            words = (
                Spot(printed, at, min(len(printed.text), at + 12))
                if spot.words in _PAIRS
                else Spot(printed, max(0, at - 11), at + 1)
            )
            name = next((n for n, marks in _NAMES.items() if spot.words in marks), "标点")
            other = _PAIRS.get(spot.words) or _CLOSERS.get(spot.words, spot.words)[0]
            message = f"{name} {spot.words} 没有配对的另一半（{other}），不成对：…{around(spot)}…"
            yield found_at(words, message, suggestion=f"补上缺的一半 {other} ，或删去多的一半")


@rule(
    "T102",
    slug="empty-mark",
    title="引号、括号、书名号里是空的",
    severity="error",
    reason="空的引号多半是转存时丢了里面的字。",
    wrong="整治“”问题",
    right="整治“四风”问题",
)
def empty_mark(report: Report, passages: Passages) -> Iterator[Finding]:
    """“”, （） or 《》 with nothing in it."""
    for printed in printed_paragraphs(report, passages):
        for match in _EMPTY.finditer(printed.text):
            if match.group() == '""' and printed.text.count('"') > 2:
                continue  # "甲""乙": the end of one and the beginning of the next
            spot = Spot(printed, *match.span())
            yield found_at(spot, f"{match.group()}里没有内容：…{around(spot)}…", suggestion="补上内容或删去空的标点")


@rule(
    "T103",
    slug="misnested-mark",
    title="引号、书名号嵌套不对",
    severity="warning",
    reason="引号里再用引号应当用单引号‘’，书名号里再用书名号应当用单书名号〈〉；两对标点不能交叉。",
    wrong="关于“对“一岗双责”认识不够”问题",
    right="关于“对‘一岗双责’认识不够”问题",
)
def misnested_mark(report: Report, passages: Passages) -> Iterator[Finding]:
    """A pair of marks in a pair of the same kind, or two pairs that cross."""
    for printed in printed_paragraphs(report, passages):
        for start, end in pair_marks(printed.text).misnested:
            yield found_at(
                Spot(printed, start, end),
                f"引号或书名号嵌套不对：{printed.text[start:end][:40]}",
                suggestion="引号套引号里层用‘’，书名号套书名号里层用〈〉",
            )


# --- widths -----------------------------------------------------------------------------------------------------

_HALF = re.compile(
    rf"""
    (?<=[{CJK}”’》）】\d%％])[,;:!?](?![\d\w/])      # 部署,并    but not 12:30, 1,000, http:
    | (?<=[{CJK}”’》）】])[,;:!?]                     # 电话:0512
    | (?<=[{CJK}”’》）])\.(?=[{CJK}“《]|\s*$)         # 整改.关于
    | (?<=[{CJK}])["'](?=[{CJK}])                     # "四风"
    | [(](?=[^()（）]*[{CJK}])  | (?<=[{CJK}”》])[)]
    """,
    re.VERBOSE,
)
# Not the full stop, which may be a decimal point, nor quotes, of which it may be either half.
_FULL_OF = dict(zip(",;:!?()", "，；：！？（）", strict=True))
_FULL_MARKS = re.compile("[，；：！？（）]")
_HALF_ORDINAL = re.compile(r"^\s*(?:\(\S{1,4}\)|\d+\.)")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ．％＋／＠]+")
_NOT_PROSE = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[\w.-]+|https?://\S+|www\.\S+")


@rule(
    "T201",
    slug="half-width-punctuation",
    title="中文里用了半角标点",
    severity="warning",
    reason="中文行文用全角标点（GB/T 15834）。全文都是半角的，多半是网页或系统转码所致，只作提示。",
    wrong="加强领导,压实责任",
    right="加强领导，压实责任",
)
def half_width_punctuation(report: Report, passages: Passages) -> Iterator[Finding]:
    """One finding for all; info where the whole text is so (a converter's doing), warning where it is mixed."""
    spots: list[Spot] = []
    full = 0
    for printed in printed_paragraphs(report, passages):
        text = _NOT_PROSE.sub(lambda m: "x" * len(m.group()), printed.text)
        full += len(_FULL_MARKS.findall(text))
        skip = match.end() if (match := _HALF_ORDINAL.match(text)) else 0
        spots += [Spot(printed, *m.span()) for m in _HALF.finditer(text, skip)]
    if spots:
        throughout = len(spots) > full
        kinds = "、".join(mark for mark, _ in Counter(s.words for s in spots).most_common(5))
        message = f"{'全文' if throughout else '中文里'}用了半角标点 {kinds} "
        severity: Severity = "info" if throughout else "warning"
        mend = None if throughout else _FULL_OF.get  # a whole text is for the converter, not for a thousand revisions
        yield summary(spots, message, suggestion="改为全角标点", severity=severity, mend=mend)


@rule(
    "T202",
    slug="full-width-alphanumeric",
    title="全角数字、字母",
    severity="warning",
    reason="数字、字母和百分号一般用半角，全角的排出来松散，也搜不到。",
    wrong="完成２６项",
    right="完成26项",
)
def full_width_alphanumeric(report: Report, passages: Passages) -> Iterator[Finding]:
    """One finding for all full-width figures and letters."""
    spots = [
        Spot(printed, *match.span())
        for printed in printed_paragraphs(report, passages)
        for match in _WIDE.finditer(printed.text)
        if re.search("[０-９Ａ-Ｚａ-ｚ]", match.group())
    ]
    if spots:
        words = "、".join(dict.fromkeys(s.words for s in spots[:6]))
        yield summary(spots, f"用了全角的数字或字母：{words}", suggestion="改为半角")


_SPACE = r"[ \t 　]+"
_STRAY = re.compile(
    rf"""
    (?<=[{CJK}，。；：、,;:！？“‘（《”’）》]){_SPACE}(?=[{CJK}，。；：、,;:！？“‘（《”’）》\d])
    | (?<=[\d%]){_SPACE}(?=[{CJK}，。；：、,;:”’）》])
    | (?<=\d)(?:{_SPACE})?-{_SPACE}(?=\d)                      # 2023- 2025
    """,
    re.VERBOSE,
)
_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》|‘[^‘’]*’")
_LEADING_NUMBER = re.compile(rf"^\s*(?:第?[{ONE_TO_TEN}百\d]+[、.．节章]|[（(][{ONE_TO_TEN}\d]+[）)]|[①-⑳]){_SPACE}")
_LABELLED = re.compile(r"(?:电话|传真|邮箱|信箱|地址|邮编|邮政编码|网址|时间)\s*[:：]")


@rule(
    "T203",
    slug="stray-space",
    title="多余的空格",
    severity="warning",
    reason="汉字之间、汉字与标点和数字之间不空格；空格多半是从网页或表格粘贴时带进来的。",
    wrong="深化 “清风行动”专项督查， 67处",
    right="深化“清风行动”专项督查，67处",
)
def stray_space(report: Report, passages: Passages) -> Iterator[Finding]:
    """Spaces in the prose. Those between the halves of a slogan in quotes, after a number, and in titles stay."""
    spots: list[Spot] = []
    for printed in printed_paragraphs(report, passages):
        text = printed.text
        heading = printed.place.part in {"heading", "group"}  # 动真格 求实效——…
        if (
            printed.place.role in {"title", "signers", "date", "contact"}
            or heading
            or len(text) < 12
            or _LABELLED.search(text)
        ):
            continue
        kept = [m.span() for m in _QUOTED.finditer(text)]
        ordinal = ordinal_at(fold(text))
        first = ordinal.end if ordinal else match.end() if (match := _LEADING_NUMBER.match(text)) else 0
        for match in _STRAY.finditer(text, first):
            if not any(a < match.start() and match.end() < b - 1 and _slogan(text[a:b]) for a, b in kept):
                spots.append(Spot(printed, *match.span()))
    if spots:
        words = "、".join(f"“{around(s, 3)}”" for s in spots[:4])
        yield summary(
            spots, f"有多余的空格：{words}", suggestion="删去空格", mend=lambda w: "" if w.isspace() else None
        )


def _slogan(quoted: str) -> bool:
    """“转作风 求效能”: the space stands between two phrases, not between a figure and its word."""
    return not re.search(r"\d[ \t 　]|[ \t 　][\d”》’]|[“《‘][ \t 　]", quoted)


# --- repetitions ------------------------------------------------------------------------------------------------

_TWICE = re.compile(rf"([{CJK}]{{2,8}}?)\1")
_SINGLE = re.compile(rf"([{CJK}])\1")
# Doubled by rights: 一个一个, 研究研究, 国有资产监督管理委员会委员会.
_BY_RIGHTS = re.compile("委员会|一|逐|每|很多|许多|非常|十分|研究|讨论|商量|考虑|了解|学习|交流|锻炼")
# Characters that are doubled by rights: 层层, 人人, 等等.
_DOUBLING = frozenset(
    f"{ONE_TO_NINE}零〇人天年月旬日周季时处事步层个件条项家户代村往常渐刚仅牢紧深大多好久慢轻稳频屡每点种滴丝等纷连源念息比区县市街镇"
)
# Characters that often begin or end another word, where the dictionary does not know the name they belong to.
_JOINING = frozenset(
    "大小中上下东西南北河江湖海山水地城市区县镇村街路桥园校院所队组室部厅局委会场站点线面里外前后人员新老高联习"
)
_VERB_BEFORE = frozenset("不得一好")  # what follows a verb of one character
# Small words before a longer one: 在在建工程, 对对口支援地区.
_JOIN_BEFORE = frozenset("的了在为对和与以将把被由从就及到使给经让按或不无可有也都已并")
# Two words that often meet. Only what is left after these is looked up: the dictionary takes long to load.
_MEETING = re.compile(
    "委委员|会会[议场]|学习习近平|组组[长成建]|河河[道长]|治党党[委组]|商业业[态务主]|工作作[为出风用]|推进进[度程一]|"
    "施工工[地程作]|正职职务|[今每去]年年[初底末中内]|科学学[院校]|落实实[施效]|进行行[政业]|其中中|医医院|最最|实实在在|职工工资|"
    "钉钉子|为了了解|以及及时|人人|全部部[门署]|干部部署|责任任务|任务务[实必]|整改改[革进]|提升升级|保障障碍|发展展示|管理理[念论]|"
    "方案案|建设设[施备]|服务务[实必]|社会会|生产产[业能品]|监管管[理控]|市市[场政民]|区区[属管级域]|县县[级域]|镇镇[级区]|村村[级民]"
)
_CLAUSE = re.compile(rf"[{CJK}]+")


@rule(
    "T301",
    slug="doubled-word",
    title="重复的字词",
    severity="warning",
    reason="改稿时多敲或多粘了一次，如“进行进行”“的的”。",
    wrong="对存在问题进行进行全面梳理",
    right="对存在问题进行全面梳理",
)
def doubled_word(report: Report, passages: Passages) -> Iterator[Finding]:
    """A word twice in a row, where the language has no such doubling; silent on 层层, 人人, 市市场, 一个一个."""
    for printed in printed_paragraphs(report, passages):
        if not _SINGLE.search(printed.text) and not _TWICE.search(printed.text):
            continue
        for clause in _CLAUSE.finditer(printed.text):
            for start, end, word in doubled(clause.group()):
                spot = Spot(printed, clause.start() + start, clause.start() + end)
                yield found_at(spot, f"“{word}”重复：…{around(spot)}…", suggestion=f"删去多余的“{word}”")


_OF_EACH = frozenset("有到都皆通见全")  # behind a doubled noun that means each of them


def doubled(clause: str) -> Iterator[tuple[int, int, str]]:
    """Doubled words and characters of a clause: (start, end, the word)."""
    words = [m for m in _TWICE.finditer(clause) if not _BY_RIGHTS.match(m[1]) and len(set(m[1])) > 1]
    singles = [m for m in _SINGLE.finditer(clause) if m[1] not in _DOUBLING]
    if singles:
        meeting = [m.span() for m in _MEETING.finditer(clause)]
        singles = [m for m in singles if not any(a <= m.start() and m.end() <= b for a, b in meeting)]
    if not words and not singles:
        return
    found = tokens(clause)
    bounds = {token.start for token in found} | {len(clause)}
    for match in words:
        if {match.start(), match.end(1), match.end()} <= bounds:
            yield match.start(), match.end(), match[1]
    ending = {token.end: token.word for token in found}
    beginning = {token.start: token.word for token in found}
    for match in singles:
        first, second = ending.get(match.start() + 1), beginning.get(match.start() + 1)
        if first is None or second is None:  # both in one word of the dictionary: 钉钉子
            continue
        if match.start() == 0 and clause[match.end() : match.end() + 1] in _OF_EACH:
            continue  # 室室到, 炉炉有人看: one by one
        alone = [word for word in (first, second) if len(word) == 1]
        if len(second) == 1 and len(first) > 1 and clause[match.end() : match.end() + 1] in _VERB_BEFORE:
            continue  # 吏治|治不到根上: a word, and a verb that begins as it ends
        if clause[match.end() : match.end() + 1] == "相":  # 账账相符
            continue
        if len(alone) == 2 or (alone and match[1] not in _JOINING and match[1] not in _JOIN_BEFORE):
            yield match.start(), match.end(), match[1]


_MARK_NAMES = {
    "，": "逗号",
    "。": "句号",
    "；": "分号",
    "、": "顿号",
    "：": "冒号",
    ",": "逗号",
    ";": "分号",
    ":": "冒号",
}
_PUNCTUATION_TWICE = re.compile(
    r"[，。；：、,;：:]\s?[，。；：、,;:](?!//)|[！？!?]{3,}|[。，、；]\.|[“（《]\s?[，。；、,]"
)


@rule(
    "T302",
    slug="doubled-punctuation",
    title="标点重复或相撞",
    severity="error",
    reason="两个标点紧挨着，多半是删改时留下的，或者中间丢了内容。",
    wrong="压实整改责任，。",
    right="压实整改责任。",
)
def doubled_punctuation(report: Report, passages: Passages) -> Iterator[Finding]:
    """Two marks of punctuation side by side: 。。 ，。 :。"""
    for printed in printed_paragraphs(report, passages):
        for match in _PUNCTUATION_TWICE.finditer(printed.text):
            spot = Spot(printed, *match.span())
            lost = "，中间可能丢了内容" if match.group()[0] in "：:" else ""
            message = f"标点“{match.group()}”重复、连用{lost}：…{around(spot)}…"
            finding = found_at(
                spot,
                message,
                suggestion=f"只留一个{_MARK_NAMES.get(match.group()[-1:], '')}，删去多余的，或补上丢失的内容",
            )
            same = len(set(spot.words)) == 1 and spot.words[0] in "，、。；"
            yield dataclasses.replace(finding, edit=Edit(spot.words, spot.words[0])) if same else finding


_RANGE = re.compile(r"(?<=[\d年月])\s?([-－‐‑–—―─~～]{1,2})\s?(?=\d)")
_DATE_OR_PHONE = re.compile(r"\d{3,4}[-－—–]\d{6,8}|\d{4}-\d{1,2}-\d{1,2}")
_ODD_DASH = re.compile(rf"(?<=[{CJK}”》])[‐‑–―─━](?=[{CJK}“《])")
_DASH_NAMES = {"-": "短横-", "－": "全角短横－", "—": "一字线—", "——": "破折号——", "~": "浪纹~", "～": "浪纹～"}


@rule(
    "T303",
    slug="mixed-dashes",
    title="连接号用法不一",
    severity="warning",
    reason="起止年份、数值之间的连接号全文应当统一，一般用一字线（2021—2023年）或浪纹线；―、– 不是中文的连接号。",
    wrong="2021-2023年；2023—2025年",
    right="2021—2023年；2023—2025年",
)
def mixed_dashes(report: Report, passages: Passages) -> Iterator[Finding]:
    """One finding where ranges are joined by more than one kind of dash, or a dash of no kind is used."""
    by_kind: dict[str, list[Spot]] = {}
    for printed in printed_paragraphs(report, passages):
        apart = [m.span() for m in _DATE_OR_PHONE.finditer(printed.text)]
        for match in _RANGE.finditer(printed.text):
            if printed.place.role != "contact" and not any(a <= match.start() < b for a, b in apart):
                by_kind.setdefault(match[1], []).append(Spot(printed, *match.span(1)))
        for match in _ODD_DASH.finditer(printed.text):
            by_kind.setdefault(match.group() + "（汉字之间）", []).append(Spot(printed, *match.span()))
    ranges = [kind for kind in by_kind if not kind.endswith("）")]
    odd = [kind for kind in by_kind if kind.endswith("）")]
    if len(ranges) < 2 and not odd:
        return
    rarer = sorted(by_kind, key=lambda kind: (len(by_kind[kind]), kind))
    spots = [spot for kind in (rarer[:-1] or rarer) for spot in by_kind[kind]]
    spots.sort(key=lambda s: (s.printed.passage.line or 0, s.start))
    counts = "、".join(f"{_DASH_NAMES.get(kind, kind)}{len(by_kind[kind])}处" for kind in reversed(rarer))
    words = "、".join(f"“{around(s, 5)}”" for s in spots[:3])
    yield summary(spots, f"连接号不统一：{counts}，如{words}", suggestion="全文统一，起止用一字线—")
