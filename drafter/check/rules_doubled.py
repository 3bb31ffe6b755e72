"""T3: words and marks that stand twice, and dashes of several kinds. What a typist's slip leaves on the page."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from drafter.check.body import Spot, around, found_at, matches, printed_paragraphs, summary
from drafter.check.model import Edit, Finding
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.normal import CJK
from drafter.text.numerals import ONE_TO_NINE
from drafter.text.segment import frequency, tokens

if TYPE_CHECKING:
    from drafter.ledger.model import Ledger

_TWICE = pattern(rf"([{CJK}]{{2,8}}?)\1")
_THRICE = pattern(  # 层层层签订, 每季度开展一次一次
    rf"([{CJK}])\1\1|(?<=[开举行展办召组织学习检查])([{ONE_TO_NINE}两][次场期轮])\2(?=[，。；])"
)
_SINGLE = pattern(rf"([{CJK}])\1")
# Doubled by rights: 一个一个, 研究研究, 国有资产监督管理委员会委员会.
_BY_RIGHTS = pattern("委员会|一|逐个|每|很多|许多|非常|十分|研究|讨论|商量|考虑|了解|学习|交流|锻炼")
# Characters that are doubled by rights: 层层, 人人, 等等.
_DOUBLING = frozenset(
    f"{ONE_TO_NINE}零〇人天年月旬日周季时处事步层个件桩条项家户代村往常渐刚仅牢紧深大多好久慢轻稳频屡每点种滴丝等纷连源念息比区县市街镇"
)
# Characters that often begin or end another word, where the dictionary does not know the name they belong to.
_JOINING = frozenset(
    "大小中上下东西南北河江湖海山水地城市区县镇村街路桥园校院所队组室部厅局委会场站点线面里外前后人员新老高联习"
)
_VERB_BEFORE = frozenset("不得一好")  # what follows a verb of one character
# Small words before a longer one: 在在建工程, 对对口支援地区.
_JOIN_BEFORE = frozenset("的了系是在为对和与以将把被由从就及到使给经让按或不无可有也都已并")
# Two words that often meet. Only what is left after these is looked up: the dictionary takes long to load.
_MEETING = pattern(
    "主任任|问责责任|级级|委委员|会会[议场]|学习习近平|组组[长成建]|河河[道长]|治党党[委组]|商业业[态务主]|工作作[为出风用]|推进进[度程一]|"
    "施工工[地程作]|正职职务|[今每去]年年[初底末中内]|科学学[院校]|落实实[施效]|进行行[政业]|其中中|医医院|最最|实实在在|职工工资|"
    "钉钉子|为了了解|以及及时|人人|全部部[门署]|干部部署|责任任务|任务务[实必]|整改改[革进]|提升升级|保障障碍|发展展示|管理理[念论]|"
    "方案案|建设设[施备]|服务务[实必]|社会会|生产产[业能品]|监管管[理控]|市市[场政民]|区区[属管级域]|县县[级域]|教育育[一-鿿]|镇镇[级区]|村村[级民]"
)
_CLAUSE = pattern(rf"[{CJK}]+")


@rule(
    "T301",
    slug="doubled-word",
    title="重复的字词",
    severity="warning",
    reason="改稿时多敲或多粘了一次，如“进行进行”“的的”。",
    wrong="对存在问题进行进行全面梳理",
    right="对存在问题进行全面梳理",
)
def doubled_word(report: Report, passages: Passages, ledger: Ledger | None = None) -> Iterator[Finding]:
    """A word twice in a row, where the language has no such doubling; silent on 层层, 人人, 市市场, 一个一个, and on
    two words that meet, of which the notice or its ledger has one elsewhere (走教教师, 推行教师走教)."""
    said = _Said(report, ledger)
    for printed in printed_paragraphs(report, passages):
        for match in _UNIT_TWICE.finditer(printed.text):
            spot, word = Spot(printed, *match.span()), match["once"] or match["of"]
            yield found_at(spot, f"“{word}”重复：…{around(spot)}…", suggestion=f"删去多余的“{word}”")
        for match in _THRICE.finditer(printed.text):
            spot = Spot(printed, *match.span())
            yield found_at(spot, f"“{spot.words}”重复：…{around(spot)}…", suggestion="删去多余的字。")
        if not _SINGLE.search(printed.text) and not _TWICE.search(printed.text):
            continue
        for clause in _CLAUSE.finditer(printed.text):
            for start, end, word in doubled(clause.group()):
                if len(word) == 1 and said.elsewhere(clause.group(), start):
                    continue
                spot = Spot(printed, clause.start() + start, clause.start() + end)
                yield found_at(spot, f"“{word}”重复：…{around(spot)}…", suggestion=f"删去多余的“{word}”")


class _Said:
    """What the notice and its ledger say, to look up words that no dictionary has."""

    def __init__(self, report: Report, ledger: Ledger | None) -> None:
        self.report, self.ledger = report, ledger

    @cached_property
    def text(self) -> str:
        told = [paragraph.text for paragraph in self.report.paragraphs]
        for problem in self.ledger.problems if self.ledger else ():
            texts: list[object] = [problem.title, problem.result, *problem.plans]
            texts += [text for m in problem.all_measures() for text in (m.lead, m.content, m.plan)]
            told += [text for text in texts if isinstance(text, str)]
        return "\n".join(told)

    def elsewhere(self, clause: str, at: int) -> bool:
        """Whether the doubled character at that place belongs to two words: one of the dictionary, and one that stands
        elsewhere at the end of a clause (behind) or at its beginning (before)."""
        first, second = clause[max(0, at - 1) : at + 1], clause[at + 1 : at + 3]
        known = {
            token.word
            for token in tokens(clause)
            if len(token.word) > 1 and token.start in (at + 1, at + 1 - len(token.word))
        }
        ends = any(word.startswith(clause[at]) for word in known) and len(first) == 2
        begins = any(word.endswith(clause[at]) for word in known) and len(second) == 2
        return (ends and self._is_word(first, at_end=True)) or (begins and self._is_word(second, at_end=False))

    def _is_word(self, word: str, *, at_end: bool) -> bool:
        if word[0] == word[1] or not _JOIN_BEFORE.isdisjoint(word):
            return False
        for part in _CLAUSE.finditer(self.text) if word in self.text else ():
            clause = part.group()
            if clause.endswith(word) if at_end else clause.startswith(word):
                at = len(clause) - len(word) if at_end else 0
                bounds = {token.start for token in tokens(clause)} | {len(clause)}
                if {at, at + len(word)} <= bounds:
                    return True
        return False


_HEADED = frozenset("庭厅局院处部所科站队组班校村社团连馆台股行")  # bodies whose head is called after them
_OF_EACH = frozenset("有到都皆通见全")  # behind a doubled noun that means each of them


def doubled(clause: str) -> Iterator[tuple[int, int, str]]:
    """Doubled words and characters of a clause: (start, end, the word)."""
    words = [m for m in _TWICE.finditer(clause) if not _BY_RIGHTS.match(m[1]) and len(set(m[1])) > 1]
    singles = [m for m in _SINGLE.finditer(clause) if m[1] not in _DOUBLING and not _of_two_pairs(clause, m.start())]
    if singles:
        meeting = [m.span() for m in _MEETING.finditer(clause)]
        singles = [m for m in singles if not any(a <= m.start() and m.end() <= b for a, b in meeting)]
    if not words and not singles:
        return
    found = tokens(clause)
    bounds = {token.start for token in found} | {len(clause)}
    ending = {token.end: token.word for token in found}
    beginning = {token.start: token.word for token in found}
    for match in words:
        longer = beginning.get(match.end(1), "")  # 明确|明确责任: the dictionary has both together as one
        rest = longer.removeprefix(match[1])
        whole = match.end() in bounds or (len(rest) > 1 and rest != longer and frequency(rest) > 0)
        if whole and {match.start(), match.end(1)} <= bounds:
            yield match.start(), match.end(), match[1]
    for match in singles:
        first, second = ending.get(match.start() + 1), beginning.get(match.start() + 1)
        if first is None or second is None:  # both in one word of the dictionary: 钉钉子
            continue
        if match.start() == 0 and clause[match.end() : match.end() + 1] in _OF_EACH:
            continue  # 室室到, 炉炉有人看: one by one
        alone = [word for word in (first, second) if len(word) == 1]
        if len(second) == 1 and len(first) > 1 and clause[match.end() : match.end() + 1] in _VERB_BEFORE:
            continue  # 吏治|治不到根上: a word, and a verb that begins as it ends
        if clause[match.end() : match.end() + 1] == "长" and match[1] in _HEADED:
            continue  # 立案庭|庭长
        if clause[match.end() : match.end() + 1] == "相":  # 账账相符
            continue
        if len(alone) == 2 or (alone and match[1] not in _JOINING and match[1] not in _JOIN_BEFORE):
            yield match.start(), match.end(), match[1]


def doubled_places(text: str) -> set[int]:
    """Where words and characters of a text stand twice."""
    clauses = _CLAUSE.finditer(text) if _SINGLE.search(text) or _TWICE.search(text) else ()
    return {
        at for c in clauses for start, end, _ in doubled(c.group()) for at in range(c.start() + start, c.start() + end)
    }


def _of_two_pairs(clause: str, at: int) -> bool:
    """桩桩件件, 反反复复: two doubled characters side by side."""
    before, behind = clause[max(0, at - 2) : at], clause[at + 2 : at + 4]
    return any(len(pair) == 2 and pair[0] == pair[1] for pair in (before, behind))


_UNIT_TWICE = pattern(
    r"(?<=\d)(?P<once>[次人元个项件份名户处家亩条起场期批])(?P=once)(?=[，。；、）)]|$)|(?<=\d)(?P<of>人)(?P=of)次"
)
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
_PUNCTUATION_TWICE = pattern(
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
    for spot, match in matches(_PUNCTUATION_TWICE, printed_paragraphs(report, passages)):
        lost = "，中间可能丢了内容" if match.group()[0] in "：:" else ""
        message = f"标点“{match.group()}”重复、连用{lost}：…{around(spot)}…"
        finding = found_at(
            spot,
            message,
            suggestion=f"只留一个{_MARK_NAMES.get(match.group()[-1:], '')}，删去多余的，或补上丢失的内容",
        )
        same = len(set(spot.words)) == 1 and spot.words[0] in "，、。；"
        yield dataclasses.replace(finding, edit=Edit(spot.words, spot.words[0])) if same else finding


_RANGE = pattern(r"(?<=[\d年月])\s?([-－‐‑–—―─~～]{1,2})\s?(?=\d)")
_DATE_OR_PHONE = pattern(r"\d{3,4}[-－—–]\d{6,8}|\d{4}-\d{1,2}-\d{1,2}")
_ODD_DASH = pattern(rf"(?<=[{CJK}”》])[‐‑–―─━](?=[{CJK}“《])")
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
