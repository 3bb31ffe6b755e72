"""T7: the 规范表. What is looked for stands in `lexicon/norms.csv` and `lexicon/formulae.csv`; a group is a rule."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, cast

from drafter.check.body import Printed, Spot, around, found_at, printed_paragraphs, summary
from drafter.check.kinds.formula import EXCHANGED, ONE_OFF
from drafter.check.kinds.substitution import Norm
from drafter.check.model import Edit, Finding, Looked, Severity
from drafter.check.norms import formulae, work_phrases
from drafter.check.registry import rule
from drafter.check.right_runs import runs
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.lexicon import table
from drafter.text.numerals import ONE_TO_NINE
from drafter.text.segment import tokens
from drafter.text.sentences import ahead_of
from drafter.text.slips import mistaken

if TYPE_CHECKING:
    from drafter.check.kinds.substitution import Table
    from drafter.ledger.model import Ledger

NormPlaces = dict[str, list[tuple[Norm, Spot]]]

GROUPS = {  # group of the table -> (code, slug, title)
    "错字": ("T701", "norm-misspelling", "错别字"),
    "混用": ("T702", "norm-confusion", "形近、音近字混用"),
    "用字": ("T703", "norm-variant", "不用推荐字形"),
    "语病": ("T704", "norm-grammar", "语病"),
    "标点": ("T705", "norm-punctuation", "标点用法"),
    "数字": ("T706", "norm-figures", "数字用法"),
    "单位": ("T707", "norm-units", "计量单位"),
    "旧称": ("T708", "norm-old-name", "机构旧称"),
    "缺字": ("T709", "norm-nothing-said", "没有写出内容"),
}
MANY = 3  # places of one row that become one finding
_REASONS = {
    "错字": "错别字在公开的通报里最显眼；规范表里是公文中常见的，写法一错就不成词。",
    "混用": "截止和截至、反应和反映、权利和权力意思不同，换一个字就说成了另一回事。",
    "用字": "《现代汉语词典》推荐另一个字形，全文统一用推荐字形。",
    "语病": "约和左右、超过和多重复，“目的是为了”杂糅，是公文里最常见的语病。",
    "标点": "GB/T 15834—2011《标点符号用法》和公文格式的规定。",
    "数字": "GB/T 15835—2011《出版物上数字用法》的规定。",
    "单位": "法定计量单位的名称和符号有大小写之分，12Km、300M 都不是规定的写法。",
    "旧称": "机构改革后用现名；说的是改革以前的事，前面加“原”字。",
    "缺字": "“同上”“略”不是公开的内容。",
}
_EXAMPLES = {
    "错字": ("全面布署整改工作", "全面部署整改工作"),
    "混用": ("截止目前已完成12项", "截至目前已完成12项"),
    "用字": ("其它单位已整改", "其他单位已整改"),
    "语病": ("目的是为了堵塞漏洞", "目的是堵塞漏洞"),
    "标点": ("一是、加强领导", "一是加强领导"),
    "数字": ("今年5～6月份开展督查", "今年5—6月开展督查"),
    "单位": ("新建道路12Km", "新建道路12km"),
    "旧称": ("区卫计委开展检查", "区卫生健康委开展检查"),
    "缺字": ("二是盘活资产。同上。", "二是盘活资产。清理闲置校舍96处。"),
}


def _register(group: str) -> Callable[..., Iterator[Finding]]:
    code, slug, title = GROUPS[group]
    wrong, right = _EXAMPLES[group]

    def run(norm_places: NormPlaces) -> Iterator[Finding]:
        by_norm: dict[str, list[tuple[Norm, Spot]]] = {}
        for norm, spot in norm_places.get(group, []):
            by_norm.setdefault(norm.id, []).append((norm, spot))
        for places in by_norm.values():
            yield from _findings(places)

    run.__doc__ = f"Rows of the table in the group {group}."
    run.__qualname__ = f"norms_{code}"
    return rule(code, slug=slug, title=title, severity="warning", reason=_REASONS[group], wrong=wrong, right=right)(run)


def _findings(places: list[tuple[Norm, Spot]]) -> Iterator[Finding]:
    norm = places[0][0]
    severity = cast(Severity, norm.severity)
    basis = _basis(norm)
    edit = Edit(norm.wrong, norm.right) if norm.mechanical and norm.pattern is None else None
    if len(places) > MANY:
        spots = [spot for _, spot in places]
        norm = _here(norm, spots[0])
        finding = summary(spots, _message(norm, spots[0].words), suggestion=_suggestion(norm), severity=severity)
        yield dataclasses.replace(finding, edit=edit, basis=basis)
        return
    for _, spot in places:
        norm = _here(places[0][0], spot)
        message = f"{_message(norm, spot.words)}：…{around(spot)}…"
        finding = found_at(spot, message, suggestion=_suggestion(norm), severity=severity)
        yield dataclasses.replace(finding, edit=edit, basis=basis)


def _here(norm: Norm, spot: Spot) -> Norm:
    """The row as it speaks of that place."""
    return norm._replace(right=norm.right_at(spot.printed.text, spot.start)) if "{" in norm.right else norm


def _basis(norm: Norm) -> str:
    if norm.basis in {"实务", "本单位"}:
        return norm.basis
    of_law = norm.basis.rstrip("》").endswith(("条例", "法"))
    return f"{'国标' if norm.basis.startswith('GB') else '条例' if of_law else '实务'} {norm.basis}"


def _is_word(norm: Norm) -> bool:
    return norm.pattern is None or len(norm.right) <= 4


def _message(norm: Norm, words: str) -> str:
    shown = words.strip()[:30]
    if norm.group == "旧称":
        return f"“{shown}”是旧称（{norm.id}）"
    return f"“{shown}”应为“{norm.right}”（{norm.id}）" if _is_word(norm) else f"“{shown}”：{norm.right}（{norm.id}）"


def _suggestion(norm: Norm) -> str:
    if norm.group == "旧称":
        return f"现名一般是“{norm.right}”；说改革以前的事，前面加“原”。"
    return f"改为“{norm.right}”。" if _is_word(norm) else f"{norm.right}。"


for _group in GROUPS:
    _register(_group)


_LEFT_ALONE = pattern(r"[A-Za-z0-9._%+-]{1,64}@[\w.-]{1,64}|https?://\S{1,200}|www\.\S{1,200}")
_TITLES = pattern(r"《[^《》]{1,60}》")
_OF_YEARS = "年份写全四位"  # a rule that holds in the names of plans too
_IN_TITLES = {"错字", "混用"}  # groups that are looked for in the names of documents too


def norm_places(report: Report, passages: Passages, norms: Table, ledger: Ledger | None = None) -> NormPlaces:
    """Where rows of the table apply in the printed text, by group. Names that the ledger gives are left alone."""
    names = _own_names(ledger)
    found: NormPlaces = {}
    for printed in printed_paragraphs(report, passages):
        text = _LEFT_ALONE.sub(lambda m: "□" * len(m.group()), printed.text)
        for name in names:
            text = text.replace(name, "□" * len(name))
        titles = [m.span() for m in _TITLES.finditer(text)]
        seen: list[tuple[int, int]] = []
        for norm, start, end in norms.find(text):
            inside = any(a < start and end < b for a, b in titles)
            if (inside and norm.group not in _IN_TITLES and not norm.right.startswith(_OF_YEARS)) or any(
                a < end and start < b for a, b in seen
            ):
                continue
            if _joins_two_words(norm, text, start, end) or _told_as_wrong(text, start, end):
                continue
            if printed.place.role == "contact" and norm.group in {"数字", "单位"}:
                continue
            seen.append((start, end))
            found.setdefault(norm.group, []).append((norm, Spot(printed, start, end)))
    return found


_WRONG_WORDS = pattern(r"错别字|错字|别字|误写|错写|写错|写法|用字|字样|笔误|不规范(?:表述|提法|称谓)")


_OPENED, _CLOSED_SOON = pattern("“[^“”]{0,8}$"), pattern("[^“”]{0,8}”")


def _told_as_wrong(text: str, start: int, end: int) -> bool:
    """纠正“台帐”“帐户”等不规范用字: what stands in quotes is named as a mistake."""
    quoted = _OPENED.search(ahead_of(text, start, 10)) and _CLOSED_SOON.match(text, end)
    sentence = re.split(r"[。；]", text[end:])[0]
    return bool(quoted) and bool(_WRONG_WORDS.search(sentence[:24]) or _WRONG_WORDS.search(ahead_of(text, start, 24)))


_CLAUSE = pattern(r"[\u4e00-\u9fff]*")
_SHORT = 3  # longer words do not come about by chance


def _joins_two_words(norm: Norm, text: str, start: int, end: int) -> bool:
    """业积 in 企业积极: the end of one word of the dictionary and the beginning of another."""
    if norm.pattern is not None or end - start > _SHORT or norm.group not in {"错字", "混用", "用字"}:
        return False
    first = max((i + 1 for i in range(max(0, start - 12), start) if not _CLAUSE.fullmatch(text[i])), default=start - 12)
    clause = _CLAUSE.match(text, max(0, first))
    if clause is None:
        return False
    at = clause.start()
    found = tokens(text[at : min(clause.end(), end + 12)])
    for before, behind in itertools.pairwise(found):
        edge = at + behind.start
        if start < edge < end:
            longer_before = len(before.word) > 1 and at + before.start < start
            longer_behind = len(behind.word) > 1 and at + behind.end > end
            if longer_before or longer_behind:
                return True
    return False


def _own_names(ledger: Ledger | None) -> list[str]:
    """Names of the ledger that may hold what the table calls wrong: the unit, its team, titles in 《》, signers."""
    if ledger is None:
        return []
    names = {ledger.unit.name, ledger.unit.short, ledger.tour.team, ledger.contact.address, *ledger.notice.signers}
    for measure in (m for problem in ledger.problems for m in problem.all_measures()):
        names |= {m.group() for m in _TITLES.finditer(measure.content or "")}
    return sorted((n for n in names if n and len(n) > 1), key=lambda n: (-len(n), n))


@rule(
    "T710",
    slug="formula-near-miss",
    title="固定提法差一字",
    severity="error",
    reason="“两个确立”“四个意识”、会议和党内法规的名称是固定的，多一字少一字、换一个字都是政治性差错。",
    wrong="做到“两个拥护”",
    right="做到“两个维护”",
)
def formula_near_miss(report: Report, passages: Passages, ledger: Ledger | None = None) -> Iterator[Finding | Looked]:
    """A phrase one character off a fixed formula that is no other formula."""
    names = "\n".join(_own_names(ledger))
    for printed in printed_paragraphs(report, passages):
        yield Looked("formula")
        told: list[tuple[int, int]] = []
        for miss in formulae().find(printed.text):
            spot = Spot(printed, miss.start, miss.end)
            if spot.words in names or _of_its_own_level(spot.words, miss.right):
                continue
            told.append((miss.start, miss.end))
            message = f"“{spot.words}”与固定提法“{miss.right}”{miss.how}：…{around(spot)}…"
            grade: Severity | None = None if miss.how == ONE_OFF else "warning"
            right = None if miss.how == EXCHANGED else miss.right  # what joins them (和, quotes) stays
            yield found_at(spot, message, suggestion=f"改为“{miss.right}”。", right=right, severity=grade)
        for match in _TITLE.finditer(printed.text):
            if match["name"] in names or any(a < match.end("name") and match.start("name") < b for a, b in told):
                continue
            if right := _one_off_title(match["name"]):
                spot = Spot(printed, *match.span("name"))
                message = f"“{spot.words}”与“{right}”差一字：…{around(spot)}…"
                yield found_at(spot, message, suggestion=f"改为“{right}”。", right=right)
                continue
            right = _with_a_word_too_many(match["name"])
            if right and right != match["name"]:
                spot = Spot(printed, *match.span("name"))
                message = f"“{spot.words}”与“{right}”差一个词：…{around(spot)}…"
                yield found_at(spot, message, suggestion=f"核对后改为“{right}”。", severity="warning", right=right)


_LEVELS = frozenset("省市县区州旗盟镇乡村校院企")


def _of_its_own_level(words: str, right: str) -> bool:
    """教育强县建设 after 教育强国建设: what the country wants to be, a county wants to be in its own place."""
    odd = [i for i, (a, b) in enumerate(zip(words, right, strict=False)) if a != b]
    if len(words) != len(right) or len(odd) != 1 or not odd[0]:
        return False
    at = odd[0]
    return right[at - 1 : at + 1] == "强国" and words[at] in _LEVELS


def _breaks_a_word(text: str, start: int, end: int, right: str) -> bool:
    """Whether the place where the words differ from the phrase is like no right text: a character lost in a word."""
    words = text[start:end]
    at = next((i for i, (a, b) in enumerate(zip(words, right, strict=False)) if a != b), min(len(words), len(right)))
    if not re.fullmatch("[一-鿿]{3}", words[max(0, at - 1) : at + 2]):
        return False
    left, char, behind = words[at - 1 : at] if at else "", words[at : at + 1], words[at + 1 : at + 2]
    if len(words) < len(right):
        return runs().unseen(left + char)
    return runs().unseen(left + char) and runs().unseen(char + behind)


@cache
def _of_the_work() -> dict[str, bool]:
    """Whether a phrase is fixed to the letter."""
    return {row["提法"]: bool(row["定"]) for row in table("work_phrases")}


@rule(
    "T722",
    slug="work-phrase-near-miss",
    title="常用提法差一字",
    severity="info",
    reason="“不发生规模性脱贫”：工作上的常用提法差了一个字，多半是打错、漏打；音近、形近的字列为警告。",
    wrong="守住不发生规模性脱贫底线",
    right="守住不发生规模性返贫底线",
)
def work_phrase_near_miss(report: Report, passages: Passages) -> Iterator[Finding]:
    """A usual phrase of the work with one character wrong, left out or too many; likely where the two are alike."""
    for printed in printed_paragraphs(report, passages):
        for miss in work_phrases().find(printed.text):
            if miss.right not in _of_the_work() or printed.place.role == "title":
                continue
            spot = Spot(printed, miss.start, miss.end)
            odd = [(a, b) for a, b in zip(spot.words, miss.right, strict=False) if a != b]
            alike = len(spot.words) == len(miss.right) and len(odd) == 1 and mistaken(*odd[0])
            put_otherwise = _of_the_work()[miss.right] and len(spot.words) == len(miss.right)
            if not (alike or put_otherwise or _breaks_a_word(printed.text, miss.start, miss.end, miss.right)):
                continue
            message = f"“{spot.words}”与常用提法“{miss.right}”{miss.how}：…{around(spot)}…"
            grade: Severity | None = "warning" if alike else None
            yield found_at(spot, message, suggestion=f"核对后改为“{miss.right}”。", right=miss.right, severity=grade)


_TITLE = pattern(r"《(?P<name>[^《》（()）]{6,36})(?:[（(][^（()）]{2,8}[）)])?》")
_FILLERS = ("工作", "管理", "实施", "建设", "责任制", "暂行", "责任", "监督", "组织")


@cache
def _laws() -> dict[str, None]:
    """The names of party rules and laws, in order."""
    return dict.fromkeys(sorted(row["提法"] for row in table("formulae") if row["类"] == "法规"))


def _with_a_word_too_many(name: str) -> str | None:
    """中国共产党党内监督工作条例: the rule that is meant, where the name has one word more or less than it."""
    known = _laws()
    if name in known:
        return None
    if not name.startswith(("中国共产党", "中华人民共和国")):
        return None
    for word in _FILLERS:
        for match in re.finditer(word, name):
            shorter = name[: match.start()] + name[match.end() :]
            if shorter in known:
                return shorter
    for right in known:
        if len(right) > len(name) and any(right.replace(word, "", 1) == name for word in _FILLERS):
            return right
    return None


_WHICH = f"十[{ONE_TO_NINE[5:]}]|二十"  # of the party, since 2002

_SESSION = pattern(rf"党的(?P<congress>{_WHICH})届(?P<plenum>[{ONE_TO_NINE}])中全会")
_CONGRESS = pattern(rf"党的(?P<congress>{_WHICH})大")
_LAST_PLENUM = {"十六": "七", "十七": "七", "十八": "七", "十九": "七"}  # of the congresses that are over
_NUMERALS = ONE_TO_NINE
_TOGETHER = pattern(r"[、和及以及与]{1,2}|精神[、和]")


@rule(
    "T711",
    slug="congress-and-plenum",
    title="党代会、全会的名称或次序不对",
    severity="error",
    reason="每届中央委员会开几次全会是确定的；并列时先说代表大会，再说它的全会。",
    wrong="深入学习贯彻党的二十届三中全会、党的二十大精神",
    right="深入学习贯彻党的二十大和二十届三中全会精神",
)
def congress_and_plenum(report: Report, passages: Passages) -> Iterator[Finding]:
    """A plenum that was never held; a plenum named before the congress it belongs to."""
    for printed in printed_paragraphs(report, passages):
        text = printed.text
        yield from _not_so_called(printed)
        yield from _not_yet_held(printed, report.date)
        yield from _plenum_to_come(printed, report.date)
        yield from _held_at_another_time(printed)
        yield from _of_another_congress(printed)
        yield from _plenums_out_of_order(printed)
        for match in _SESSION.finditer(text):
            last = _LAST_PLENUM.get(match["congress"])
            if last and _NUMERALS.index(match["plenum"]) > _NUMERALS.index(last):
                spot = Spot(printed, *match.span())
                yield found_at(spot, f"没有“{spot.words}”：这一届只开了{last}次全会", suggestion="核对届次。")
            behind = _TOGETHER.match(text, match.end())
            congress = _CONGRESS.match(text, behind.end()) if behind else None
            if congress and congress["congress"] == match["congress"]:
                spot = Spot(printed, match.start(), congress.end())
                right = f"党的{match['congress']}大和{match['congress']}届{match['plenum']}中全会"
                yield found_at(
                    spot,
                    f"“{spot.words}”次序不对，先说代表大会",
                    suggestion=f"改为“{right}”。",
                    right=right,
                    severity="warning",
                )


_PLENUMS = ONE_TO_NINE[:7]  # of one term
_MIXED = pattern(rf"(?P<congress>{_WHICH})大(?:第)?(?P<plenum>[{ONE_TO_NINE}])(?:次|届)?(?:中全会|全会)")
_FUTURE = pattern(
    rf"(?<!迎接)(?<!喜迎)党的(?P<congress>二十[{ONE_TO_NINE}])(?:大(?!召开|胜利召开)|届[{_PLENUMS}]中全会)"
)
_TWENTIETH = 2022  # of the congresses, which are five years apart


def _not_so_called(printed: Printed) -> Iterator[Finding]:
    """十九大四中全会: a plenum is one of the Central Committee's term (届), not of the congress."""
    for match in _MIXED.finditer(printed.text):
        spot = Spot(printed, *match.span())
        right = f"{match['congress']}届{match['plenum']}中全会"
        yield found_at(
            spot, f"“{spot.words}”不是会议的名称：…{around(spot)}…", suggestion=f"改为“{right}”。", right=right
        )


def _not_yet_held(printed: Printed, date: dt.date | None) -> Iterator[Finding]:
    """党的二十一大精神 in a notice that is older than the congress."""
    for match in _FUTURE.finditer(printed.text):
        year = _TWENTIETH + 5 * (_NUMERALS.index(match["congress"][2]) + 1)
        if date is not None and date.year < year:
            spot = Spot(printed, *match.span())
            message = f"“{spot.words}”在成文时还没有召开{_latest(date)}：…{around(spot)}…"
            yield found_at(spot, message, suggestion="核对届次。")


def _latest(date: dt.date) -> str:
    """，最近的是党的二十大、二十届三中全会: of those that the table has, the last before the day."""
    held = [key for key, when in _held().items() if when <= date]
    if not held:
        return ""
    term, number = max(held, key=lambda key: _held()[key])
    return f"，最近的是党的{term}大、{term}届{number}中全会"


_PLENUM = pattern(rf"(?P<congress>{_WHICH})届(?P<plenum>[{_PLENUMS}])中全会")


@cache
def _held() -> dict[tuple[str, str], dt.date]:
    """(term, number) -> the first day of the month in which the plenum was held."""
    return {(row["届"], row["次"]): dt.date(int(row["年"]), int(row["月"]), 1) for row in table("plenums")}


def _plenum_to_come(printed: Printed, date: dt.date | None) -> Iterator[Finding]:
    """党的二十届四中全会精神 in a notice that is older than the plenum."""
    for match in _PLENUM.finditer(printed.text) if date else ():
        held = _held().get((match["congress"], match["plenum"]))
        later_one = held is None and match["congress"] == "二十" and date is not None
        latest = max(_held().values())
        if (held and date and date < held) or (later_one and date is not None and date <= latest):
            spot = Spot(printed, *match.span())
            message = f"“{spot.words}”在成文时还没有召开{_latest(date)}：…{around(spot)}…"
            yield found_at(spot, message, suggestion="核对届次。")


_HELD_IN = pattern(
    r"(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月)?(?:\d{1,2}日)?[^，。；\d]{0,6}?(?:召开|举行|闭幕|胜利召开|审议通过)的?(?:党的)?"
    rf"(?:(?P<congress>{_WHICH})届(?P<plenum>[{_PLENUMS}])中全会|(?P<of>{_WHICH})大)"
)
_CONGRESSES = {"十六": (2002, 11), "十七": (2007, 10), "十八": (2012, 11), "十九": (2017, 10), "二十": (2022, 10)}


def _held_at_another_time(printed: Printed) -> Iterator[Finding]:
    """2023年7月召开的二十届三中全会: the year and the month in which a congress or plenum was held."""
    for match in _HELD_IN.finditer(printed.text):
        if match["of"]:
            year, month, name = *_CONGRESSES[match["of"]], f"党的{match['of']}大"
        elif held := _held().get((match["congress"], match["plenum"])):
            year, month, name = held.year, held.month, f"{match['congress']}届{match['plenum']}中全会"
        else:
            continue
        if int(match["year"]) != year or (match["month"] and int(match["month"]) != month):
            spot = Spot(printed, *match.span())
            message = f"{name}是{year}年{month}月召开的：…{around(spot)}…"
            yield found_at(spot, message, suggestion=f"改为{year}年{month}月。")


_CONGRESS_AND_TERM = pattern(
    rf"(?P<congress>{_WHICH})大(?:精神)?(?:和|、|以及|及|与)(?:党的)?(?P<term>{_WHICH})届(?=[^，。；]{{1,16}}全会)"
)
_ROW_OF_PLENUMS = pattern(rf"(?:{_WHICH})届(?P<row>(?:[{_PLENUMS}]中(?:全会)?[、和及])+[{_PLENUMS}]中)全会")
_PLENUM_NUMBER = pattern(rf"[{_PLENUMS}](?=中)")


def _of_another_congress(printed: Printed) -> Iterator[Finding]:
    """党的二十大和十九届二中、三中全会: the plenums named with a congress are those of the committee it elected."""
    for match in _CONGRESS_AND_TERM.finditer(printed.text):
        if match["congress"] != match["term"]:
            spot = Spot(printed, *match.span())
            right = f"{match['congress']}届"
            message = (
                f"党的{match['congress']}大选出的是{right}中央委员会，“{match['term']}届”届次不对：…{around(spot)}…"
            )
            yield found_at(spot, message, suggestion=f"核对后改为“{right}”。")


def _plenums_out_of_order(printed: Printed) -> Iterator[Finding]:
    """二十届三中、二中全会, or one of them named twice."""
    for match in _ROW_OF_PLENUMS.finditer(printed.text):
        numbers = [_NUMERALS.index(n) for n in _PLENUM_NUMBER.findall(match["row"])]
        if numbers != sorted(set(numbers)):
            spot = Spot(printed, *match.span())
            yield found_at(spot, f"“{spot.words}”的次序不对或重复：…{around(spot)}…", suggestion="由前到后排列。")


def _one_off_title(name: str) -> str | None:
    """中国共产党巡视工作条列: the rule whose name is one character off, at its end too."""
    known = _laws()
    if name in known:
        return None
    from rapidfuzz.distance import Levenshtein

    return next((r for r in known if Levenshtein.distance(name, r, score_cutoff=1) == 1), None)
