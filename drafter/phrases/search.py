"""Searching the bank by a question: entries of the kinds that it asks for, about what it is about, best first.

Each word of the question is weighed by how few entries have it; none has to be there. What meets too little of the
question is no answer. What the words of a question mean is read in `asked`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from math import log

from drafter.phrases.asked import (
    NOT,
    Question,
    asked,
    bare,
    begins_with_deed,
    general,
    is_deed,
    is_faulty,
    is_undone,
    near,
    rows,
    says_little,
    topic_names,
    topics,
    words_of,
)
from drafter.phrases.bank import KIND_NAMES, Bank, Kind, Phrase, shipped_bank
from drafter.phrases.matters import fields_of, is_matter, matters
from drafter.phrases.purpose import Purpose, is_of_a_part, purposes_asked
from drafter.phrases.slots import SLOT
from drafter.phrases.topical import about, kindred, topical, unsaid
from drafter.text.segment import cut_parts

_MODEL = "范句-"  # groups of whole model sentences by topic
_ANY = "范句-通用"  # sentences that take any matter
_PIECES = ("句式-", "要求-", "分句-", "提法-")  # groups of what sentences are joined of
_MODEL_LAST = 0.5  # how far they stand behind sets and fixed sentences
_HEADINGS = ("opening", "closing")  # kinds that are sets of headings
_STATES = "整改状态"  # the field of how far a rectification got
_WORDED: tuple[Kind, ...] = ("problem", "collocation")  # kinds that word what is wrong
_RANKS: Mapping[str, float] = {
    "formula": 1.5,
    "sentence": 1.5,
    "measure": 2.0,
    "problem": 0.5,
    "figure": 0.0,
    "collocation": -2.0,
}
_BAR = 0.55  # share of the question that an answer meets at least
_SHARE = 0.7  # …and of what the best answer meets
_FILED = 0.8  # what an entry counts for that is filed under what is asked
_NAMED = 0.9  # what a frame counts for that takes what is asked
_ASTRAY = 0.6  # …what an entry counts for that is about another topic
_NARROW = 0.65  # …about one topic, where the question names none
_MET = 0.5  # from where a word counts as there
_NEAR = 0.9  # what a near term counts for
_TOPIC = 0.2  # what a term of the same topic counts for
_UNKNOWN = 0.6  # weight of a word that no entry has
_DEED = 0.4  # weight of a word that says only that something was done
_PLENTY = 5  # answers of an office's own bank that leave no room for ours
_FEW = 2  # sentences that take any matter, told where none is of it
_ENOUGH = 2  # answers that leave out what only says the question again
_LIKE = 2.0  # for the fault that is asked for
_BY_NAME = 2.0  # for a frame with the very fault
_FIRST = 20.0  # frames that take any matter, where none is worded itself
_INNER = 3.0  # how far what drafting joins sentences of stands behind
_ECHO = 6.0  # how far what only says the question again stands behind


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry, how much of the question it meets (0 to 1), and its place among the answers (higher first)."""

    phrase: Phrase
    met: float
    score: float


def search(phrases: Iterable[Phrase], words: Sequence[str], kind: Kind | None, section: str | None) -> list[Phrase]:
    """Entries of a kind and a section that answer the words, best first. Without words all, best supported first.

    下一步打算 asks for closings, 怎么整改 for measures, words of a fault (落实不力, 没压实) for how a problem is
    worded, never for its opposite. Sentences and clauses come before bare nouns, and a noun that only says the question
    again comes last. What meets too little of the question is no answer, be it the only one. No text is given twice.
    """
    found = [p for p in phrases if (kind is None or p.kind == kind) and (section is None or section in _places(p))]
    if not words:
        return sorted(found, key=_by_support)
    question = asked(words)
    if question is None:
        return []
    if not question.intents and kind is None and (answers := topical(found, question)):
        return [answer.phrase for answer in answers]
    best: dict[str, Answer] = {}
    topic = kind is None and not question.intents and bool(matters(question.whole)) and not _names_nothing(question)
    for answer in list(_answers(found, question)) or _of_part(found, question, kind):
        text = bare(answer.phrase.text)
        if topic and _is_frame(text):
            continue  # what is asked about has a name: a frame says nothing of it
        known = best.get(text)
        if known is None or (answer.score, -answer.phrase.grade) > (known.score, -known.phrase.grade):
            best[text] = answer
    ranked = sorted(best.values(), key=lambda one: (-round(one.score, 2), _by_support(one.phrase)))
    return [answer.phrase for answer in ranked]


def search_with_shipped(bank: Bank, words: Sequence[str], kind: Kind | None, section: str | None) -> list[Phrase]:
    """What a bank has for the words: first what the office wrote in these very words, last what it put out of use.
    Where an office's own has few answers, what the shipped one has behind them, as far as the office has not its own
    say of it."""
    entries = bank.of(kind) if kind else bank.phrases
    found = search(entries, words, kind, section)
    if not words:
        return found
    if not (len(found) >= _PLENTY or (found and not names_a_matter(words))):
        held = {p.id: p for p in entries}
        ours = search([p for p in shipped_bank().phrases if p.status == "内置"], words, kind, section)
        known = {p.text for p in found}
        ours = [held.get(p.id, p) for p in ours if p.text not in known and held.get(p.id, p).text == p.text]
        found += [p for p in ours if p.usable]
    first = [p for p in entries if p.status == "自拟" and _is_said(p, words) and (not section or section in _places(p))]
    return list(dict.fromkeys([*first, *found, *_put_out_of_use(entries, words, kind, section)]))


def _is_said(phrase: Phrase, words: Sequence[str]) -> bool:
    """Whether the words are the entry itself, or a line of it."""
    said = bare("".join("".join(words).split()))
    return any(bare("".join(line.split())) == said for line in phrase.text.split("\n"))


def _put_out_of_use(
    entries: Sequence[Phrase], words: Sequence[str], kind: Kind | None, section: str | None
) -> Iterator[Phrase]:
    """What would answer were it in use: the office that struck an entry is shown that it is struck, and can take it
    in again. Of what is shipped so nothing is told."""
    never = {p.id for p in shipped_bank().phrases if not p.usable}
    struck = {p.id: p for p in entries if not p.usable and p.id not in never}
    if not struck:
        return
    for p in search([replace(p, status="启用") if p.id in struck else p for p in entries], words, kind, section):
        if p.id in struck:
            yield struck[p.id]


def names_a_matter(words: Sequence[str]) -> bool:
    """Whether the words name a matter that answers are looked for by."""
    question = asked(words)
    return question is not None and not question.intents and bool(matters(question.whole))


def says_no_purpose(words: Sequence[str]) -> bool:
    """Whether a question about a matter says neither that a problem's wording nor that measures are asked for."""
    question = asked(words)
    return question is not None and purposes_asked(question, frozenset()) == (Purpose.MEASURE, Purpose.PROBLEM)


def not_said(found: Sequence[Phrase], words: Sequence[str]) -> list[str]:
    """What the words say beside their matter and no answer says: the reader is told that these are its neighbours."""
    question = asked(words) if words and names_a_matter(words) else None
    return unsaid(found, question) if question is not None and found else []


def takes_any(found: Sequence[Phrase], words: Sequence[str]) -> bool:
    """Whether all that was found are frames that take any matter, though the words name one: 台账登记不实."""
    question = asked(words)
    return question is not None and not _names_nothing(question) and all(_is_frame(p.text) for p in found)


def nearest(phrases: Iterable[Phrase], words: Sequence[str], limit: int = 3) -> tuple[list[str], list[Phrase]]:
    """For a question without an answer: the words of it that no entry has, and the entries that come nearest;
    where it asks for what is done, also sentences that any matter can be put into."""
    question = asked(words)
    if question is None or not question.matter:
        return [], []
    known = [p for p in phrases if p.usable]
    if alike := kindred(known, question, limit):
        return [], alike
    texts = {p: bare(p.text) for p in known}
    weights = _weights(list(texts), question)
    unknown = [word for word in weights if all(_has(text, word) < _MET for text in texts.values())]
    close = sorted(texts, key=lambda p: (-_met(texts[p], weights), p.kind == "collocation", _by_support(p)))
    near_by = [p for p in close[:limit] if _met(texts[p], weights) >= _TOPIC]
    of_any = [p for p in texts if p.group == _ANY][:_FEW] if question.deed else []
    return unknown, [*near_by, *of_any]


# ---- which entries answer

Answers = Iterator[Answer]


def _answers(found: Sequence[Phrase], question: Question) -> Answers:
    if question.intents:
        return _meant(found, question)
    weights = _weights(found, question)
    if question.leanings:
        there = [p for p in found if _fits(p, question.leanings) and not p.group.startswith(_PIECES)]
        if there and (answers := list(_of_question(there, question, weights))):
            return iter(answers)
    return _of_question(found, question, weights)


def _meant(found: Sequence[Phrase], question: Question) -> Answers:
    """Entries of the kind and part that is meant; of a group that is called so only that group's."""
    there = [p for p in found if _fits(p, [{**row, "组": ""} for row in question.intents])]
    named = [
        p for p in there if p.group in question.pieces or any(row["组"] and _fits(p, [row]) for row in question.intents)
    ]
    if question.worded and not question.leads and any(p.kind in _HEADINGS for p in there):
        for p in (p for p in found if _is_sentence_of(p, question.intents)):
            first = any(row["组"] == p.group for row in rows("首选"))
            yield Answer(p, 1.0, 2.0 * first + bool(_says_of_rectifying(p)))
        return
    whole = [p for p in named if not p.group.startswith(_PIECES)]  # pieces of sentences are no answer beside these
    for p in whole or [p for p in named or there if not p.group.startswith("句式-")] or named or there:
        told = sum(word in p.text for word in question.pieces)
        yield Answer(p, 1.0, told - _MODEL_LAST * p.group.startswith(_MODEL))


def _is_sentence_of(phrase: Phrase, meant: Iterable[Mapping[str, str]]) -> bool:
    """Whether an entry is a whole sentence to copy, of a part that one of the rows means and of no matter beside it."""
    if phrase.kind != "sentence" or not any(row["部分"] == phrase.section for row in meant):
        return False
    name = phrase.group.removeprefix(_MODEL)
    return is_of_a_part(name) or not is_matter(name)


def _says_of_rectifying(phrase: Phrase) -> frozenset[str]:
    """The matters of the rectification itself that a sentence names (尚未完成, 回头看): what a slogan names none of."""
    told = about(phrase.text, phrase.group).told
    return frozenset(name for name in told if is_of_a_part(name) or _STATES in fields_of(name))


def _of_part(found: Sequence[Phrase], question: Question, kind: Kind | None) -> Answers:
    """Where nothing has the words of a question that names a part of the notice: what is said in that part."""
    parts = tuple(row for row in question.leanings if row["部分"] not in ("", "整改进展"))
    whole = [p for p in found if p.kind != "collocation" and not p.group.startswith(_PIECES)]
    return _meant(whole, replace(question, intents=parts)) if parts and kind is None else iter(())


def _fits(phrase: Phrase, meant: Iterable[Mapping[str, str]]) -> bool:
    """Whether the entry is of a kind, part and group (结语 is 结语-单位 too) that one of the rows means. A sentence to
    copy stands for the fixed one of its part."""
    kind = "formula" if phrase.kind == "sentence" else phrase.kind
    return any(
        row["类"] in (kind, "") and row["部分"] in (phrase.section, "") and phrase.group.startswith(row["组"])
        for row in meant
    )


def _of_question(found: Sequence[Phrase], question: Question, weights: Mapping[str, float]) -> Answers:
    """What meets enough of the question, and not far less than the best does."""
    told = [answer for p in found if (answer := _told(p, question, weights)) is not None]
    most = max((answer.met for answer in told), default=0.0)
    told = [answer for answer in told if answer.met >= _SHARE * most]
    if question.fault:
        worded = [answer for answer in told if _words_it(bare(answer.phrase.text), question.fault)]
        own = [answer for answer in worded if not _is_apart(answer.phrase, question)]
        wanted = question.worded or question.kind == "problem" or _names_nothing(question)
        frames = _frames(found, question) if wanted and (_names_nothing(question) or not own) else []
        return iter([*worded, *frames])
    others = [answer for answer in told if not _is_noun(answer.phrase, question)]
    if question.kind != "collocation" and len(others) >= _ENOUGH:
        told = [*others, *(answer for answer in told if bare(answer.phrase.text) == question.text)]
    return iter(told)


def _is_noun(phrase: Phrase, question: Question) -> bool:
    """Whether an entry is a few words of a sentence that do not hold all that is asked, or only say it again."""
    text = bare(phrase.text)
    whole = begins_with_deed(text) or all(piece in text for piece in question.pieces)
    return phrase.kind == "collocation" and (_echoes(phrase, question) or not whole)


def _told(phrase: Phrase, question: Question, weights: Mapping[str, float]) -> Answer | None:
    """How an entry answers; None where it does not: of another kind, the opposite, or about something else."""
    text = bare(phrase.text)
    if phrase.group == _ANY or not _is_asked_for(phrase, text, question):
        return None
    whole = all(piece in text for piece in question.pieces)
    named = phrase.kind == "measure" and any(_takes(text, piece) for piece in question.pieces)
    places = (phrase.section, phrase.group, phrase.group.removeprefix(_MODEL), KIND_NAMES[phrase.kind])
    filed = any(piece in places for piece in question.pieces)
    met = max(_met(line, weights) for line in text.split("\n"))
    own, apart = _topics_of(phrase), _is_apart(phrase, question)
    if apart and (topics(question.text) or _names_nothing(question)):
        met *= _ASTRAY
    met = 1.0 if whole and not (own and _names_nothing(question)) else max(met, _NAMED * named, _FILED * filed)
    if met < _BAR:
        return None
    met *= _NARROW if apart else 1
    score = 10 * met + 3 * whole + _rank(phrase, question) - bool(own - topics(question.text))
    if question.fault:
        score += _LIKE * any(word in text for word in question.fault)
        score += _LIKE / 2 * _is_like(text, question.fault)
    if _echoes(phrase, question):
        score -= _ECHO
    return Answer(phrase, met, score - len(SLOT.sub("", text)) / 200)


def _topics_of(phrase: Phrase) -> frozenset[str]:
    """What an entry is about: the topic it is filed under, else those that its words name."""
    return frozenset({phrase.group.removeprefix(_MODEL)}) & topic_names() or topics(bare(phrase.text))


def _is_apart(phrase: Phrase, question: Question) -> bool:
    """Whether an entry is about a topic that the question does not name: accounts of a school are none of a village."""
    own = _topics_of(phrase)
    return bool(own) and own.isdisjoint(topics(question.text))


def _names_nothing(question: Question) -> bool:
    """Whether a question names no matter, only what is done or how far: 落实不到位."""
    return all(says_little(word) for word in question.matter)


def _is_asked_for(phrase: Phrase, text: str, question: Question) -> bool:
    """Whether an entry is of a kind that the question can be answered with, and not the opposite."""
    wrong = phrase.kind == "problem" or (phrase.kind in _WORDED and is_faulty(text))
    if question.fault or question.kind == "problem":
        return wrong and not (phrase.kind == "problem" and _is_frame(text))
    if question.kind not in ("", "measure"):
        return phrase.kind == question.kind or phrase.group.startswith(_MODEL)
    if question.deed:
        named = phrase.kind == "figure" or (phrase.kind == "collocation" and not begins_with_deed(text))
        return not wrong and not (named and question.kind == "measure")
    return not (phrase.kind == "problem" and _is_frame(text))


def _rank(phrase: Phrase, question: Question) -> float:
    """Which kinds come first, all else being equal."""
    if phrase.kind == (question.kind or ("problem" if question.fault else "measure" if question.deed else "")):
        first = 2.0
    else:
        first = _RANKS.get(phrase.kind, 0.0) - (question.deed and phrase.kind == "figure")
    if phrase.group.startswith("句式-") or phrase.group.startswith("要求-"):
        first -= _INNER  # what drafting joins sentences of comes behind what stands by itself
    return first + 0.5 * (phrase.status == "自拟")


def _frames(found: Sequence[Phrase], question: Question) -> list[Answer]:
    """Frames that take any matter ({工作}不够扎实) and word the fault or one like it, but none that only says the
    question again. They come first: there is nothing of the matter itself where they are called."""
    alike = [*question.fault, *(other for fault in question.fault for other in near(fault))]
    frames = [(p, bare(p.text)) for p in found if p.kind == "problem" and _is_frame(p.text)]
    frames = [(p, text) for p, text in frames if _says_only(text, alike, question)]
    named = [p for p, text in frames if all(piece in question.text for piece in SLOT.sub(" ", text).split())]
    like = [p for p, text in frames if p not in named and any(other in text for other in alike)]
    graded = [p for p, text in frames if p not in named and _graded(text, question.fault)]
    nothing = _names_nothing(question)
    ranked = ((_BY_NAME, named * nothing), (0.0, like), (1.0, graded if nothing or not like else []))
    return [Answer(p, 0.0, rank + _FIRST) for rank, phrases in ranked for p in phrases]


def _is_frame(text: str) -> bool:
    return "{工作}" in text or "{事项}" in text


def _graded(text: str, faults: Sequence[str]) -> bool:
    """{工作}不够{程度} takes each fault that is a 不 (不透彻: 不够透彻)."""
    return "不够{" in text and any("不" in fault and len(fault) > 1 for fault in faults)


def _words_it(text: str, faults: Sequence[str]) -> bool:
    """Whether a text has one of the faults, or one like it."""
    return any(fault in text or is_undone(fault) for fault in faults) or _is_like(text, faults)


def _is_like(text: str, faults: Sequence[str]) -> bool:
    """A fault like one that is asked for."""
    return _graded(text, faults) or any(other in text for fault in faults for other in near(fault))


def _says_only(text: str, faults: Sequence[str], question: Question) -> bool:
    """Whether the text has no matter of its own but what is asked: {工作}水平不高 is of 水平, {工作}不高 of all."""
    text = SLOT.sub(" ", text)
    for piece in sorted([*faults, "不够", *general()], key=len, reverse=True):
        text = text.replace(piece, " ")
    return all(any(piece in word for word in question.pieces) for piece in text.split())


def _takes(text: str, word: str) -> bool:
    """Whether the frame 完善{工作}制度 says 完善财务管理制度: what stands before and behind its slot is asked for."""
    head, slot, tail = text.partition("{工作}")
    return bool(slot and tail) and word.startswith(head) and word.endswith(tail) and len(word) > len(head + tail)


def _echoes(phrase: Phrase, question: Question) -> bool:
    """Whether an entry is a noun, or a few, that the question says itself."""
    return phrase.kind == "collocation" and any(bare(phrase.text) in piece for piece in question.pieces)


# ---- how much of the question a text meets


def _weights(found: Sequence[Phrase], question: Question) -> dict[str, float]:
    """How much each word of the question says: the fewer entries have it, the more; what is done (加强, 培养) little
    beside what it is done to; what no entry has is little known, and weighs little."""
    deeds = [word for word in question.matter if says_little(word)]
    figures = any(row["类"] == "figure" for row in question.leanings)  # 清退了多少: what was done is what is asked
    little = [] if figures else deeds if len(deeds) < len(question.matter) else deeds[:-1]
    weights: dict[str, float] = {}
    for word in question.matter:
        having = sum(_has(bare(p.text), word) >= _MET for p in found)
        weight = log((len(found) + 2) / (having + 1))
        weights[word] = weight * (_DEED if word in little else 1) * (1 if having else _UNKNOWN)
    return weights


def _met(text: str, weights: Mapping[str, float]) -> float:
    """The share of the question's words, by weight, that the text has: itself, a near term, a part, or the topic."""
    total = sum(weights.values())
    return sum(weight * _has(text, word) for word, weight in weights.items()) / total if total else 0.0


def _has(text: str, word: str) -> float:
    """How much of a word a text has: slots have none but where they stand for it ({巡视组} for 巡察组)."""
    if any("{" in other and other in text for other in near(word)):
        return 1.0
    text = SLOT.sub("|", text)
    if word in text and _stands(text, word):
        return 1.0
    if any(other in text for other in near(word)):
        return _NEAR
    if NOT.intersection(word):
        return 0.0  # 完成 is no part of 没完成
    inner = sum(len(part) for part in _inner(word) if part in text and _stands(text, part)) / len(word)
    return max(inner, _TOPIC if topics(word) & topics(text) else 0.0)


def _stands(text: str, word: str) -> bool:
    """Whether a word of a text is no pieces of two others: 务工 is not in 业务工作."""
    start = text.index(word)
    edges = _edges(text)
    inside = any(start < edge < start + len(word) for edge in edges)
    return not inside or {start, start + len(word)} <= edges


@lru_cache(maxsize=8192)
def _edges(text: str) -> frozenset[int]:
    """Where words begin and end."""
    return frozenset(accumulate(map(len, words_of(text)), initial=0))


@lru_cache(maxsize=256)  # a question's words are held against every entry
def _inner(word: str) -> tuple[str, ...]:
    """The words that a word is made of, but for those that say only what is done."""
    parts = (part for part in cut_parts(word) if len(part) > 1 and part not in general())
    return tuple(part for part in parts if not is_deed(part))


def _by_support(phrase: Phrase) -> tuple[bool, int, int, int, str]:
    return (phrase.status == "停用", phrase.grade, -phrase.reports, -phrase.count, phrase.id)


def _places(phrase: Phrase) -> str:
    return f"{phrase.section} {phrase.group} {KIND_NAMES[phrase.kind]}"
