"""A question of a writer, read: which kinds of entries it asks for, what about, and what is wrong with it.

怎么说 and 帮我来几条 are no words to look for; 怎么整改 asks for measures, 落实不力 for how a problem is worded. A slip
of one character in a term (意识型态) is read as the term. The words and what they mean are data (`search_words`,
`topics`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from drafter.patterns import pattern
from drafter.phrases.matters import by_head, fields_of, matters, starting
from drafter.phrases.slots import fold
from drafter.text.lexicon import table
from drafter.text.lexicon import words as listed
from drafter.text.segment import cut, frequency
from drafter.text.slips import mistaken

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, without how it is asked. `text`: its pieces, parted by |; `whole`: with how it is asked."""

    text: str
    intents: tuple[Row, ...] = ()  # the whole question is one: 下一步打算
    leanings: tuple[Row, ...] = ()  # a word of it says the kind or the part: 多少, 结尾
    kind: str = ""  # of entry that is asked for outright: 措施, 写成问题
    fault: tuple[str, ...] = ()  # what is wrong: 不到位; empty where something is done or named
    matter: tuple[str, ...] = ()  # the words that say what it is about
    deed: bool = False  # it asks for something that is done
    worded: bool = False  # it asks how something is said: 怎么说, 咋写
    whole: str = ""
    leads: bool = False  # it asks for leads: 提法, 小标题

    @property
    def pieces(self) -> tuple[str, ...]:
        return tuple(self.text.split("|")) if self.text else ()


def asked(words: Sequence[str]) -> Question | None:
    """The question in these words; None where nothing but how it is asked is left."""
    given = [part for word in words for part in word.split()]
    text = _PARTS.sub("|", "|".join(bare(fold(part)) for part in given)[:_LONGEST]).strip("|")
    plain = _without(text, [row for row in rows("问法") if not row["类"]])
    worded = any(row["词"] in text for row in rows("问表述"))
    leads = any(row["词"] in text for row in rows("问提法"))
    intents = _overview(plain) or _intents(text) or _intents(plain)
    if intents:
        return Question(text, intents=intents, worded=worded, leads=leads)
    earlier = any(_EARLIER in fields_of(matter) for matter in matters(text))
    if (state := tuple(row for row in rows("状态") if row["词"] in text)) and not earlier:
        parts = {row["部分"] for row in rows("意向") if row["词"] in text}
        state = tuple(row for row in state if row["部分"] in parts) or state
        most = max(len(row["词"]) for row in state)
        return Question(text, intents=tuple(row for row in state if len(row["词"]) == most))
    kind, rest = _kind_of(text)
    rest = mended(rest or text)
    leanings = tuple(row for row in rows("意向") if row["词"] in rest)
    rest = _without(rest, [row for row in leanings if row["去掉"]]) or rest
    elsewhere = any(row["部分"] not in ("", "整改进展") for row in leanings)  # 整改没完成的下一步怎么办
    fault = () if kind in ("measure", "figure") or elsewhere else faults_of(rest)
    matter = tuple(dict.fromkeys(_terms(rest, fault or faults_of(rest)) or _terms(rest, ())))
    done = any(is_done(piece) for piece in rest.split("|")) or any(word in _deeds() for word in matter)
    deed = kind == "measure" or (not fault and done)
    return Question(rest, (), leanings, kind, fault, matter, deed, worded, mended(text), leads) if rest else None


_EARLIER = "巡察整改"  # what is said of the last inspection's findings is a matter, and no state of one of these
_LONGEST = 120  # characters of a question that are read
_PARTS = pattern(r"[，。；：、,.;:!！?？\s|/]+")


def bare(text: str) -> str:
    return text.replace("“", "").replace("”", "")


def rows(use: str) -> list[Row]:
    return [row for row in table("search_words") if row["作用"] == use]


def _without(text: str, asking: Iterable[Row]) -> str:
    """The text without these words, the longest first."""
    for row in sorted(asking, key=lambda row: -len(row["词"])):
        text = text.replace(row["词"], "|")
    pieces = (piece.strip("的了吗呢") for piece in text.split("|"))
    return "|".join(piece for piece in pieces if piece)


def _intents(text: str) -> tuple[Row, ...]:
    pieces = text.split("|")
    found = tuple(row for row in rows("意图") if row["词"] in pieces)
    return found if {row["词"] for row in found} == set(pieces) else ()


def _overview(text: str) -> tuple[Row, ...]:
    """Where the first sentence of a part is asked for (下一步打算 开头那句): what that part begins with."""
    begun = [row for row in rows("总起") if row["词"] and row["词"] in text]
    parts = {row["部分"] for row in _intents(_without(text, begun))} if begun else set()
    return tuple(row for row in rows("总起") if row["组"] and row["部分"] in parts)


def _kind_of(text: str) -> tuple[str, str]:
    """(kind that is asked for outright, the rest): 窗口服务态度差 and measure of 窗口服务态度差怎么整改."""
    asking = sorted(rows("问法"), key=lambda row: -len(row["词"]))
    kind = next((row["类"] for row in asking if row["类"] and row["词"] in text), "")
    kind = kind or ("measure" if _HOW.search(text) else "")
    rest = _without(text, asking)
    last = rest.rsplit("|", 1)[-1]
    for row in rows("问项"):  # 高校 问题 科研经费
        if not kind and row["词"] in rest.split("|"):
            return row["类"], "|".join(piece for piece in rest.split("|") if piece != row["词"]) or rest
    for row in rows("问尾"):
        if not kind and last.endswith(row["词"]) and len(rest) > len(row["词"]) and not _SOLVED.search(last):
            return row["类"], rest.removesuffix(row["词"]).strip("|的")
    return kind, rest


# 不解决问题 asks for no wording of problems
_SOLVED = pattern(r"(?:解决|反馈|发现|反映|指出|移交|重点|难点)(?:不[了出]|的)?问题$")
# 怎么收场, 咋弥补, but not how something is said
_HOW = pattern(
    r"""
    (?:怎么|怎样|如何|咋个?)
    (?! [说写讲答] | 一?[句段] | 表[述达] | 概括|形容|体现|描述|措辞 | 开[口头]|起头|结尾|收尾 | 回事|样 | $ | \| )
    """,
    re.VERBOSE,
)


# ---- what is wrong


def faults_of(text: str) -> tuple[str, ...]:
    """The words of a text that name a fault, the longest of each stretch (不到位), or 慢 and 乱 where a piece ends so.

    What is to be prevented or mended (防止反弹, 补短板), what is done about it (隐患排查) and what is a matter by
    itself (形式主义) are none.
    """
    found: list[str] = []
    for piece in text.split("|"):
        if not piece.startswith(_prevented()) and (_UNDONE.search(piece) or not is_done(piece)):
            found += _faults_in(piece)
    return tuple(word for word in dict.fromkeys(found) if word not in _matters_themselves())


@cache
def _matters_themselves() -> frozenset[str]:
    """Words of topics that are a matter and no other name of one: 形式主义, 隐患."""
    return frozenset(row["词"] for row in table("topics") if not row["事"])


def _faults_in(piece: str) -> list[str]:
    found = _named_faults(piece)
    if found:
        return found
    if undone := _UNDONE.search(_fault_words().sub("", piece)):
        return [undone["not"]]
    return [piece[-1]] if piece[-1:] in _slight() else []


_AGAINST = ("防", "防止", "严防", "避免", "杜绝", "遏制")  # 防反弹 names no fault
_UNDONE = pattern(r"(?P<not>没有|没(?![有人法什])|未(?![来成雨])|不)(?=\w\w)")  # 没落实, 未公开, 不请示


def is_told(fault: str) -> bool:
    """Whether a fault is told as it looks (空着, 没人管), in words that no notice has."""
    return any(row["词"] == fault and row["组"] for row in rows("毛病"))


def is_undone(fault: str) -> bool:
    """Whether a fault only says that something was not done: any wording of what is wrong with it answers."""
    return fault in ("没有", "没", "未", "不")


def denies(text: str) -> bool:
    """Whether a text says that something is not, by whichever word: 抓得不紧; 不断 denies nothing."""
    return not NOT.isdisjoint(_fault_words().sub("", text))


def _named_faults(text: str) -> list[str]:
    """The words of faults in it, without what only looks like one (不断, 低保)."""
    names = frozenset(fault_names())
    told = ((found[0], text[: found.start()]) for found in _fault_words().finditer(text))
    return [word for word, before in told if word in names and not before.endswith(_AGAINST)]


def is_faulty(text: str) -> bool:
    """Whether a text words something that is wrong."""
    return not text.startswith(_prevented()) and bool(_named_faults(text))


@cache
def _fault_words() -> re.Pattern[str]:
    """Words of faults and what only looks like one, the longest first."""
    known = {*fault_names(), *(row["词"] for row in table("fault_words") if float(row["分量"]) == 0)}
    return re.compile("|".join(map(re.escape, sorted(known, key=lambda word: (-len(word), word)))))


@cache
def fault_names() -> tuple[str, ...]:
    """The words that name a fault by themselves, the longest first."""
    known = [row["词"] for row in table("fault_words") if float(row["分量"]) >= _SURE]
    known += [row["词"] for row in rows("毛病")]
    return tuple(sorted(known, key=len, reverse=True))


@cache
def _slight() -> frozenset[str]:
    """Single characters that name a fault where something ends with them: 慢, 差."""
    return frozenset(row["词"] for row in table("fault_words") if len(row["词"]) == 1)


@cache
def _prevented() -> tuple[str, ...]:
    return tuple(row["词"] for row in rows("防补"))


_SURE = 0.8  # weight of a word that names a fault by itself


# ---- what it is about


def _terms(text: str, faults: Sequence[str]) -> list[str]:
    """The words of a question that say what it is about, faults left out."""
    for fault in faults:
        text = text.replace(fault, "|")
    found = [word for piece in text.split("|") for word in words_of(piece)]
    return [word for word in found if len(word) > 1 and word not in general()]


def words_of(text: str) -> Iterator[str]:
    """Its words; a term of the tables (廉政教育, 急难愁盼) is one word."""
    found = [next(starting(text, at, _terms_by_head()), "") for at in range(len(text))]
    term = max(found, key=lambda known: (len(known), known), default="")
    if not term:
        yield from cut(text)
        return
    before, _, behind = text.partition(term)
    yield from words_of(before)
    yield term
    yield from words_of(behind)


@cache
def terms() -> frozenset[str]:
    """What the tables know as one word: terms with others like them, and those of a topic."""
    alike = {term for use in ("近义", "包括") for row in rows(use) for term in row["词"].split()}
    return frozenset(term for term in alike | listed("topics") if len(term) > 1 and "{" not in term)


@cache
def _terms_by_head() -> dict[str, tuple[str, ...]]:
    return by_head(terms())


@lru_cache(maxsize=8192)
def says_little(word: str) -> bool:
    """Whether a word says only that something is done, or how far: 加强, 进度."""
    return is_deed(word) or word in {row["词"] for row in rows("程度词")}


@cache
def general() -> frozenset[str]:
    return frozenset(row["词"] for row in rows("泛词"))


@cache
def bodies() -> frozenset[str]:
    """Words that say whose a matter is: 医院, 国企."""
    return frozenset(row["词"] for row in rows("主体"))


def says_deed(word: str) -> bool:
    """Whether a word only says what is done: 加强, 化解."""
    return word in _deeds() or is_deed(word)


def is_deed(word: str) -> bool:
    return not listed("deed_words").isdisjoint({word, *near(word)})


def begins_with_deed(text: str) -> bool:
    """召开专题会议, not 专题会议."""
    return text.startswith(tuple(listed("deed_words")))


@cache
def _deeds() -> frozenset[str]:
    return listed("deed_words") | {row["词"] for row in rows("做法")}


def is_done(piece: str) -> bool:
    """Whether a piece says what is done: it begins with a verb of measures or ends with one (信访积案化解)."""
    first = any(piece.startswith(word) and len(piece) > len(word) for word in listed("deed_words"))
    if first and not _named_faults(piece):
        return True
    last = next((row["词"] for row in rows("做法") if piece.endswith(row["词"])), "")
    return bool(last) and not NOT.intersection(piece.removesuffix(last)[-1:])


NOT = frozenset("不没未")


@lru_cache(maxsize=8192)
def near(word: str) -> frozenset[str]:
    """The terms that stand for a word in such notices: of the same meaning (近义), or ways of it (包括: the first
    word of a row has the others), without itself."""
    alike = [row["词"].split() for row in rows("近义")]
    ways = [ways for row in rows("包括") if (ways := row["词"].split())[0] == word]
    return frozenset(near for row in [*alike, *ways] if word in row for near in row) - {word}


@cache
def ways() -> frozenset[str]:
    """What is said in other words by notices, as it looks: 买了不用 for 闲置."""
    return frozenset(row["词"].split()[0] for row in rows("包括"))


@lru_cache(maxsize=8192)
def topics(text: str) -> frozenset[str]:
    """What a text is about, by the terms it holds: 财政资金, 村务."""
    return frozenset(topic for term in _topic_terms().findall(text) for topic in _topics_of()[term])


@cache
def topic_names() -> frozenset[str]:
    return listed("topics", "领域")


@cache
def _topic_terms() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_topics_of(), key=lambda term: (-len(term), term)))))


@cache
def _topics_of() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table("topics"):
        found.setdefault(row["词"], set()).add(row["领域"])
    return {term: frozenset(names) for term, names in found.items()}


# ---- slips


def mended(text: str) -> str:
    """The text with its slips of one character mended: where whole words of it differ from a term in one character that
    sounds or looks the same (意识型态, 底数 typed as 低数); 部担当 of 干部担当 is no 不担当."""
    edges = _edges(text)
    for term in _longest_terms():
        size = len(term)
        for at in [] if term in text else range(len(text) - size + 1):
            if {at, at + size} <= edges and _slipped(text[at : at + size], term):
                text = text[:at] + term + text[at + size :]
                edges = _edges(text)
    return text


def _edges(text: str) -> frozenset[int]:
    """Where words begin and end."""
    return frozenset(accumulate(map(len, cut(text)), initial=0))


def _slipped(stretch: str, term: str) -> bool:
    wrong = [(a, b) for a, b in zip(stretch, term, strict=True) if a != b]
    return len(wrong) == 1 and mistaken(*wrong[0]) and stretch not in _known() and not frequency(stretch)


@cache
def _longest_terms() -> tuple[str, ...]:
    return tuple(sorted((t for t in _known() if len(t) >= _MENDED), key=lambda t: (-len(t), t)))


@cache
def _known() -> frozenset[str]:
    return terms() | frozenset(fault_names())


_MENDED = 3  # characters of a term that a slip can be told from another word
