"""Answers by matter: entries of the purpose that a question asks for, about the matters that it names.

What is not known of a question takes nothing from an answer: 饭堂 and 吃喝 name their matters whatever else is said.
A matter weighs the more the fewer entries have its words. What answers far less than the best does is left out: a few
right ones are better than many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import log

from drafter.patterns import pattern
from drafter.phrases.asked import (
    NOT,
    Question,
    bare,
    bodies,
    fault_names,
    general,
    is_deed,
    is_done,
    is_told,
    near,
    rows,
    says_deed,
    says_little,
    topic_names,
    ways,
    words_of,
)
from drafter.phrases.bank import Phrase
from drafter.phrases.matters import Names, fields_of, is_matter, named
from drafter.phrases.purpose import Purpose, is_of_a_part, purpose_of, purposes_asked
from drafter.phrases.slots import SLOT
from drafter.text.segment import cut, cut_parts

_MODEL = "范句-"
_PARTS = frozenset({Purpose.PREAMBLE, Purpose.OPENING, Purpose.CLOSING, Purpose.CONTACT})  # beside the progress
_CLAUSES = ("分句-", "要求-", "提法-")
_TOTAL = "总体成效"  # the matter of results of the whole rectification
_STATE = "范句-整改状态"  # how far a matter got, whichever it is
_AGAIN = 0.4  # what each further word of a matter adds to its weight
_ASTRAY = 0.7  # what a matter counts for in an entry that is filed under another field
_FILED = 0.8  # …and in one that is filed under it but does not name it
_OTHER = 0.5  # …or names another part of it
_REST = 0.7  # what an entry filed under a whole counts for where parts of it are asked for and it has none
_PART = 0.45  # what an entry filed under the whole of which a matter is part counts for
_WITHIN = 0.6  # what an entry of a part counts for where the whole is asked for
_KIN = 0.2  # what an entry of the same field counts for
_WHOLE_OF = 0.3  # what is left of a matter's weight where the question names a part of it: 市场监管 beside 电梯
_FAULT = 0.3  # weight of a matter's word that rather says what is wrong, or what is done: 走过场
_LEAST = 0.46  # share of the question that an answer meets at least
_ALL = 0.95  # …where none meets all of it
_MAIN = 0.33  # …and one that is about what weighs most in it
_NAMED_FIRST = 1.3  # how much more the matter weighs that is named first: the rest says what about it
_AS_MAIN = 0.97  # how much of the greatest weight a matter has that weighs as much
_SHARE = 0.72  # …and of what the best answer meets
_BESIDE_BEST = 0.66  # …and of the question's very words that the best of its purpose has, where that has many
_MANY_WORDS = 0.3
_WHOLE = 0.06  # how far a sentence stands before a lead
_CLAUSE = 0.3  # …and before clauses of one, leads and sets of these
_OWN = 0.1  # …what the office wrote itself
_WORDS = 0.5  # how much the very words of the question move an entry within its matter
_MATTER = 3.0  # what a word of a matter weighs among these
_ALIKE = 0.8  # what a word of the same meaning counts for
_CALLED = 0.2  # what another name of the matter counts for among these
_NEAR = 0.4  # share of the question's very words from where an entry of the whole answers for the part
_AS_NEAR = 0.4  # …what an answer behind the first has of what the nearest has
_AS_NEAR_BEHIND = 0.8
_AS_WRONG = 0.5  # …and a problem of what the nearest of all has
_NAMES_IT = 0.6  # …or where one says most of what is asked
_BESIDE = 0.31  # …and of what the nearest of all has, where enough have it
_TOLD = 1  # sentences that leave out leads
_MANY = 3  # answers of the very matter that leave out those of its field
_SAYS_MOST = 0.6  # share of the question's very words from where an answer says most of what is asked
_SAYS_HALF = 0.5  # …half of it
_UNSURE = 2  # answers of one purpose where none does
_SAYS = 0.25  # share of the words beside the matter from where they are said
_AT_HOME = 2  # answers of the question's own matters that leave out those of others
_SMALL = 4  # entries of a group that is of one thing
_SENTENCES = 3  # answers by which the others are measured
_FIRST_MOST = 5  # measures that a reader is to see before problems
_SOME_MEASURES = 2  # answers of each where either may be meant
_SOME_PROBLEMS = 1
_MOST = 8  # answers of one purpose


@dataclass(frozen=True, slots=True)
class Unit:
    """A matter that the question names, by whatever it may be called, and its weight; or several parts of a whole."""

    names: Names
    weight: float
    called: bool = True  # whether it is called by its own name
    wholes: Names = frozenset()  # what all these matters are parts of, where there are several


@dataclass(frozen=True, slots=True)
class Found:
    """An entry with its purpose, how much of the question's matters it meets (0 to 1), and its place (higher first)."""

    phrase: Phrase
    purpose: Purpose
    met: float
    filed: bool  # whether it is filed under a matter of the question that has few entries
    foreign: bool  # whether it is filed under a matter that is neither one of the question's nor its whole or part
    main: bool  # whether it is about the matter that weighs most in the question
    score: float
    shared: float  # how much of the question's own words it has (0 to 1)
    own: bool  # whether it is filed under a matter of the question
    aspect: float  # how much it has of what the question says beside its matters (0 to 1)


def topical(phrases: Iterable[Phrase], question: Question) -> list[Found]:
    """The answers, purpose by purpose in the order in which they are asked for, the best of each first. Empty where
    the question names no matter, or none that an entry of that purpose is about."""
    answers = _weighed(phrases, question)
    most = {purpose: max(a.met for a in answers if a.purpose is purpose) for purpose in {a.purpose for a in answers}}
    kept = [
        a
        for a in answers
        if a.met >= max(_LEAST, _SHARE * most[a.purpose]) or (a.main and a.met >= _MAIN and most[a.purpose] < _ALL)
    ]
    if _names_a_body(question):
        kept = [a for a in kept if a.aspect >= _AS_WRONG]
    kept = _of_its_aspect(_at_home(kept, leads=question.leads))
    kept = _without_leads(kept or _by_its_words(answers), question)
    best = [answer for purpose in dict.fromkeys(a.purpose for a in answers) for answer in _best(kept, purpose)]
    best = _sure(best, question)
    told = [a for a in best if a.purpose in _PARTS]
    if len(told) >= _SENTENCES or (told and question.leanings):  # what the part says is enough
        return told
    return _of_both(best, question)


def _sure(answers: Sequence[Found], question: Question) -> list[Found]:
    """The answers, no more than a few where none says most of what is asked in these words, and one where none says
    anything of it beside its matter: what is of another side of the matter is no help by the dozen."""
    progress = [a for a in answers if a.purpose not in _PARTS]
    most = max((a.shared for a in progress), default=1.0)
    if most >= _SAYS_MOST:
        return list(answers)
    count = Counter[Purpose]()
    limit = 1 if most < _SAYS_HALF and unsaid([a.phrase for a in progress], question) else _UNSURE
    kept = []
    for a in answers:
        count[a.purpose] += 1
        if a.purpose in _PARTS or count[a.purpose] <= limit:
            kept.append(a)
    return kept


def unsaid(answers: Iterable[Phrase], question: Question) -> list[str]:
    """What a question says beside its matter, where no answer says anything of it: 不团结 of 二级学院班子不团结."""
    texts = [bare(p.text) for p in answers]
    words = [w for w in _beside(question) if not (w in fault_names() and is_told(w)) and w not in _said_of_notices()]
    return [] if any(_said(word, text) >= _SAYS for word in words for text in texts) else words


def _of_both(best: Sequence[Found], question: Question) -> list[Found]:
    """Measures before problems where both are asked for. What is wrong, said as notices say it (管理混乱), may be asked
    either way: some of both. Told as it looks (没人管) or only named, it asks for what is done; how it is worded comes
    behind that, and never instead."""
    measures = [a for a in best if a.purpose is Purpose.MEASURE]
    problems = [a for a in best if a.purpose is Purpose.PROBLEM]
    if not measures or not problems:
        return list(best)
    if _may_be_either(question):
        return [*measures[:_SOME_MEASURES], *problems[:_SOME_PROBLEMS]]
    return list(best) if len(measures) >= _FIRST_MOST else measures


def kindred(phrases: Iterable[Phrase], question: Question, limit: int) -> list[Phrase]:
    """The entries of the same fields that come nearest to a question that has no answer."""
    answers = sorted(_weighed(phrases, question), key=lambda a: (-round(a.score, 3), a.phrase.grade, a.phrase.id))
    return [answer.phrase for answer in answers if answer.met > 0][:limit]


def _weighed(phrases: Iterable[Phrase], question: Question) -> list[Found]:
    """Every entry of a purpose that is asked for, in that order, with what it meets of the question's matters."""
    known = [p for p in phrases if p.usable and p.kind != "collocation" and not _is_half(p)]
    units = _units(question, known)
    if not units:
        return []
    fields = frozenset(field for unit in units for name in unit.names for field in fields_of(name))
    asked = purposes_asked(question, fields)
    rest = [unit for unit in units if not any(is_of_a_part(name) for name in unit.names)]
    if rest and asked[0] is Purpose.CLOSING:  # 意识形态的下一步: what is still to be done about it
        units, asked = rest, (Purpose.CLOSING, Purpose.MEASURE)
        known = [p for p in known if purpose_of(p) is Purpose.CLOSING or not _is_told_as_done(p.text)]
    others = _others(question, known)
    sizes = Counter(p.group for p in known)
    words = [(word, names) for word, names in _named_in(question) if word not in bodies()]
    asked_about = frozenset(name for unit in units for name in unit.names)
    foreign: dict[str, bool] = {}
    answers: list[Found] = []
    for p in known:
        purpose = purpose_of(p)
        if purpose in asked and "{工作}" not in p.text:
            met, main = _met(p, units)
            own = about(p.text, p.group).filed
            filed = sizes[p.group] <= _SMALL and own in asked_about
            shared, aspect = _shared(p, words, others)
            if own not in foreign:  # no part of the notice is beside the matter
                foreign[own] = purpose not in _PARTS and _is_foreign(own, units)
            score = met + _WORDS * shared + _standing(p)
            found = Found(p, purpose, met, filed, foreign[own], main, score, shared, own in asked_about, aspect)
            answers.append(found)
    return sorted(answers, key=lambda answer: asked.index(answer.purpose))


def _may_be_either(question: Question) -> bool:
    """Whether what is wrong is said as notices say it, and nothing is asked to be done about it: 往来款挂账 清理."""
    written = any(len(fault) > 1 and not is_told(fault) for fault in question.fault)
    return written and not is_done(question.pieces[-1])


def _is_told_as_done(text: str) -> bool:
    """Whether a sentence tells what came of something: it counts, or says 已."""
    return "{" in text or "已" in text or "了" in text


def _is_foreign(filed: str, units: Sequence[Unit]) -> bool:
    """Whether an entry is filed beside the matters of the question: 医院债务 where 耗材 are asked about, 基层党建 where
    the appointing of cadres is."""
    asked = frozenset(name for unit in units for name in (*unit.names, *unit.wholes))
    around = frozenset(field for name in asked for field in fields_of(name)).union(
        asked, *(_wholes(unit.names) for unit in units)
    )
    if filed in around:
        return False
    return asked.isdisjoint(fields_of(filed)) if is_matter(filed) else bool(filed)


def _at_home(answers: Sequence[Found], *, leads: bool) -> list[Found]:
    """The answers without those of other matters, for each purpose that has enough of the question's own; and without
    those of its field, where there are many of the very matter that say as much of the question."""
    own = Counter(a.purpose for a in answers if not a.foreign)
    at_home = [a for a in answers if not a.foreign or not own[a.purpose]]
    if leads:  # these are filed by what they are for
        return at_home
    very: dict[Purpose, list[Found]] = {}
    for a in answers:
        if a.own:
            very.setdefault(a.purpose, []).append(a)
    said = {
        purpose: (max(a.shared for a in found), max(a.aspect for a in found))
        for purpose, found in very.items()
        if purpose not in _PARTS
    }
    many = {purpose for purpose, found in very.items() if len(found) >= _MANY}
    return [
        a
        for a in at_home
        if a.own or a.purpose not in said or _says_more(a, *said[a.purpose], as_much=a.purpose not in many)
    ]


def _says_more(answer: Found, shared: float, aspect: float, *, as_much: bool) -> bool:
    """Whether an answer of the field says more of the question than those of the very matter do; as much is enough
    where these are few."""
    if as_much and answer.shared >= shared and answer.aspect >= aspect:
        return True
    return answer.shared > shared or answer.aspect > aspect


def _of_its_aspect(answers: Sequence[Found]) -> list[Found]:
    """The answers that speak of what the question says beside its matter (停电不通知), where there are any; beside a
    single one a few of the others."""
    fixed = (Purpose.PREAMBLE, Purpose.CONTACT)
    most = max((a.aspect for a in answers if a.purpose not in fixed), default=0.0)
    if most < _SAYS:
        return list(answers)
    said = [a for a in answers if a.purpose in fixed or a.aspect >= _AS_WRONG * most]
    others = sorted((a for a in answers if a not in said), key=lambda a: -round(a.score, 3))
    alike = [a for a in others if a.purpose is said[0].purpose and a.shared >= _AS_WRONG * said[0].shared]
    return said if len(said) > 1 else [*said, *alike[: _SENTENCES - 1]]


def _by_its_words(answers: Sequence[Found]) -> list[Found]:
    """Where nothing names the matter itself: the entries of its whole that have other words of the question."""
    near = [a for a in answers if a.met >= _PART and a.shared >= _NEAR]
    most = max((a.shared for a in near), default=0.0)
    return [a for a in near if a.shared >= _SHARE * most]


def _without_leads(answers: Sequence[Found], question: Question) -> list[Found]:
    """The answers without leads where enough sentences say what was done, and never with those that only name what is
    asked about beside one that says more; who asks for leads gets these alone."""
    worded = [a for a in answers if a.purpose is not Purpose.PROBLEM]
    leads = [a for a in worded if a.phrase.kind == "measure" or a.phrase.members or a.phrase.group.startswith(_CLAUSES)]
    bare_ones = [a for a in leads if _is_bare(a.phrase, question)]
    if question.leads:
        return leads or list(answers)
    if not leads:
        return list(answers)
    if len(worded) - len(leads) >= _TOLD:
        return [a for a in answers if a not in leads]
    return [a for a in answers if a not in bare_ones] if len(bare_ones) < len(worded) else list(answers)


def _is_bare(phrase: Phrase, question: Question) -> bool:
    """Whether a lead only names a matter and that something is done about it (强化警示教育), or echoes the question."""
    text = SLOT.sub("|", bare(phrase.text))
    for word, _ in named(text):
        text = text.replace(word, "|")
    words = (word for piece in text.split("|") for word in cut(piece))
    words = (word for word in words if len(word) > 1 and word not in question.text)
    return all(says_deed(word) or word in general() for word in words)


def _is_half(phrase: Phrase) -> bool:
    """Whether an entry is no answer by itself: what drafting begins or joins sentences with, how far a matter got."""
    begun = phrase.group == "导语" and not phrase.text.endswith("。")
    return (
        begun
        or bool(_FOR_DRAFTS.search(phrase.text))
        or phrase.group.startswith(("句式-", "双主体-", _STATE))
        or phrase.text.startswith("并")
    )


_ASPECT = ("了", "着", "过")  # 发了 names nothing
_FOR_DRAFTS = pattern(r"[，；。]\{[^{}]+\}。$")  # …，{主要负责人履责}。: a slot for a whole clause


def _best(answers: Sequence[Found], purpose: Purpose) -> list[Found]:
    """The best answers of a purpose, no text twice."""
    ranked = sorted(
        (answer for answer in answers if answer.purpose == purpose),
        key=lambda a: (-round(a.score, 3), a.phrase.grade, -a.phrase.reports, a.phrase.id),
    )
    once: dict[str, Found] = {}
    for answer in ranked:
        once.setdefault(bare(answer.phrase.text), answer)
    best = list(once.values())[:_MOST]
    said = [answer.shared for answer in best[:_SENTENCES]]
    usual = sum(said) / len(said) if said else 0.0
    near = [a for at, a in enumerate(best) if a.filed or _is_near(a.shared, usual, behind=at >= _SENTENCES)]
    most = max((a.shared for a in near), default=0.0)
    if most >= _MANY_WORDS:
        near = [
            a for at, a in enumerate(near) if a.shared >= _BESIDE_BEST * most or (at < _SENTENCES and a.met >= _ALL)
        ]
    if purpose is Purpose.PROBLEM:  # another fault of the matter is no wording of this one
        return [a for a in near if a.shared >= _AS_WRONG * most]
    nearest = [a for a in near if a.shared >= _BESIDE * most]
    return nearest if len(nearest) >= _AT_HOME or most >= _NAMES_IT else near


def _is_near(shared: float, usual: float, *, behind: bool) -> bool:
    """Whether an answer has as much of the question's very words as the first ones; those behind have more to show."""
    return shared >= (_AS_NEAR_BEHIND if behind else _AS_NEAR) * usual and (shared > 0 or not behind)


# ---- what is asked about


def _units(question: Question, phrases: Sequence[Phrase]) -> list[Unit]:
    """The matters of a question; words of the same matter are one, and weigh more together."""
    words: dict[Names, list[str]] = {}
    for word, names in dict.fromkeys(_named_in(question)):
        same = next((known for known in words if not known.isdisjoint(names)), None)
        if same is None:
            words[names] = [word]
        else:
            both = words.pop(same)
            words[(same & names)] = [*both, word]
    units = []
    for names, terms in _read_together(words):
        weights = sorted((_weight(term, phrases, question.fault) for term in terms), reverse=True)
        little = _FAULT if all(term in bodies() or _names_an_office(term, question) for term in terms) else 1
        weight = little * (weights[0] + _AGAIN * sum(weights[1:]))
        units.append(Unit(names, weight, any(_is_called(name, term) for name in names for term in terms)))
    units = _gathered(units) or _totals(question)
    units = [u for u in units if not u.names <= _settings()] or units  # 巡察整改专题民主生活会
    if len(units) > 1:
        units = _with_the_first(units, question)
    parts = frozenset(whole for unit in units for whole in _wholes(unit.names))
    return [replace(u, weight=u.weight * _WHOLE_OF) if u.called and not u.names.isdisjoint(parts) else u for u in units]


@cache
def _said_of_notices() -> frozenset[str]:
    """Words about the notice and its parts, and not about what happened: 成效, 指出."""
    return frozenset(row["词"] for use in ("问成效", "问项", "场合", "随口") for row in rows(use))


@cache
def _settings() -> Names:
    """Matters that every notice is about: named beside another, they say nothing."""
    return frozenset(row["词"] for row in rows("场合"))


def _totals(question: Question) -> list[Unit]:
    """What results of no matter are of, where figures are asked for: the whole rectification (挽回损失多少)."""
    asks = question.kind == "figure" or any(row["类"] == "figure" and row["去掉"] for row in question.leanings)
    return [Unit(frozenset({_TOTAL}), 1.0)] if asks else []


def _with_the_first(units: Sequence[Unit], question: Question) -> list[Unit]:
    """The units, the one that is named first weighing more; or less, where it is the whole of another: 养老院 beside
    虐待老人."""
    places = {word: question.whole.find(word) for word, _ in _named_in(question)}
    first = min(
        units, key=lambda u: min(places[w] for w, names in _named_in(question) if not names.isdisjoint(u.names))
    )
    of_others = frozenset(whole for unit in units if unit is not first for whole in _wholes(unit.names))
    more = 1.0 if first.called else _WHOLE_OF
    more = _NAMED_FIRST if first.names.isdisjoint(of_others) else more
    return [replace(u, weight=u.weight * more) if u is first else u for u in units]


def _names_an_office(term: str, question: Question) -> bool:
    """Whether a word is said only in the name of an office: 应急 of 应急局值班脱岗."""
    said = question.whole.split(term)[1:]
    return all(rest[:1] and rest[0] in _OFFICES for rest in said)


_OFFICES = "局厅委办站所馆"


def _read_together(words: Mapping[Names, list[str]]) -> Iterator[tuple[Names, list[str]]]:
    """Words of several matters read as those that are of a field with the others: 烂尾 beside 重大项目 is no flat."""
    fields = {names: frozenset(field for name in names for field in fields_of(name)) for names in words}
    for names, terms in words.items():
        others = frozenset(field for other in words if other != names for field in fields[other])
        kin = frozenset(name for name in names if not fields_of(name).isdisjoint(others))
        yield (kin or names), terms


def _wholes(names: Names) -> Names:
    """What the matters are parts of: the matters that a field of theirs is at the same time."""
    return frozenset(field for name in names for field in fields_of(name) if field != name and is_matter(field))


def _is_called(name: str, term: str) -> bool:
    """Whether a word is the name of a matter, or most of it: 老小区 of 老旧小区."""
    return set(term) <= set(name) and len(term) * 3 >= len(name) * 2


def _gathered(units: Sequence[Unit]) -> list[Unit]:
    """The units, those that are parts of one whole as one: who asks for two parts of it is served with the rest."""
    found: list[Unit] = []
    for unit in units:
        at, shared = next(((i, both) for i, u in enumerate(found) if (both := _common(u, unit))), (-1, frozenset()))
        if not shared:
            found.append(unit)
            continue
        less, more = sorted((found[at].weight, unit.weight))
        found[at] = Unit(found[at].names | unit.names, more + _AGAIN * less, wholes=shared)
    return found


def _common(one: Unit, other: Unit) -> Names:
    """What both are parts of; nothing where one is the whole of the other."""
    wholes, others = one.wholes or _wholes(one.names), _wholes(other.names)
    if not (one.names.isdisjoint(others) and other.names.isdisjoint(wholes)):
        return frozenset()
    return wholes & others


def _names_a_body(question: Question) -> bool:
    """Whether a question names no matter but whose it is, and says more: 医院 of 医院停车难."""
    words = {word for word, _ in _named_in(question)}
    return bodies().issuperset(words) and not words.issuperset(question.pieces)


def _named_in(question: Question) -> list[tuple[str, Names]]:
    found = _joined([pair for piece in question.whole.split("|") for pair in named(piece)])
    return [(word, _as_asked(names, question)) for word, names in found]


def _joined(found: Sequence[tuple[str, Names]]) -> list[tuple[str, Names]]:
    """The words, a matter that is one of a body named with it read as that: 招生 beside 高校 is 高校招生."""
    whose = [word for word, _ in found if word in bodies()]
    return [
        (word, frozenset(own) if (own := [body + word for body in whose if is_matter(body + word)]) else names)
        for word, names in found
    ]


def _as_asked(names: Names, question: Question) -> Names:
    """The matters of a word that is one of a part of the notice too: 一把手 leads the rectification where only the
    wording is asked for (一把手那段怎么表述), and is watched over where something is wrong or to be done."""
    told = frozenset(name for name in names if is_of_a_part(name))
    asks_wording = question.worded and not question.fault and not question.kind
    return (told if asks_wording else names - told) or names


def _weight(word: str, phrases: Sequence[Phrase], faults: Sequence[str] = ()) -> float:
    """How much a word says: the fewer entries have it, the more; one that says what is done or wrong says little."""
    having = sum(word in p.text for p in phrases)
    little = says_little(word) or word in fault_names() or any(_is_told_by(word, fault) for fault in faults)
    return log((len(phrases) + 2) / (having + 1)) * (_FAULT if little else 1)


def _is_told_by(word: str, fault: str) -> bool:
    """Whether a word rather says a fault than a matter: 没改完, 程序倒置 beside a matter that has its name."""
    if len(fault) == 1:
        return fault in NOT and word.startswith(fault)
    return word.startswith(fault) or word.endswith(fault)


def _others(question: Question, phrases: Sequence[Phrase]) -> dict[str, float]:
    """The other words of the question that entries have, with their weights."""
    words = [*_beside(question, deeds=True), *_narrower(question)]
    return {word: _weight(word, phrases) for word in words if any(_said(word, p.text) for p in phrases)}


def _beside(question: Question, *, deeds: bool = False) -> list[str]:
    """The words that say something beside its matters, faults first; with deeds (公示) where these are asked for."""
    rest = question.text
    for word in [*(word for word, _ in _named_in(question)), *sorted(bodies(), key=len, reverse=True)]:
        rest = rest.replace(word, "|")
    faults = [fault for fault in question.fault if len(fault) > 1 and fault in rest]
    for fault in faults:
        rest = rest.replace(fault, "|")
    words = [w for piece in rest.split("|") for w in words_of(piece) if len(w) > 1 and w not in general()]
    return [*faults, *(w for w in words if w in ways() or not ((is_deed(w) and not deeds) or w.endswith(_ASPECT)))]


def _narrower(question: Question) -> list[str]:
    """What is named behind a matter by a word of the same matter: 单一来源 behind 采购."""
    found = [(word, names) for word, names in _named_in(question) if word not in bodies()]
    return [
        word
        for at, (word, names) in enumerate(found)
        if any(word != first and not names.isdisjoint(known) for first, known in found[:at])
    ]


# ---- how much of it an entry meets


@dataclass(frozen=True, slots=True)
class About:
    """What an entry is about. `filed`: the matter or field it is filed under; `told`: the matters of its words, a word
    of several matters read as that which it is filed under; `fields`: of what it is filed under, else of its words."""

    filed: str
    told: Names
    fields: Names


@lru_cache(maxsize=16384)
def about(text: str, group: str) -> About:
    """What an entry with that text and group is about."""
    name = group.removeprefix(_MODEL)
    filed = name if is_matter(name) or name in topic_names() else ""
    words = [names for _, names in named(SLOT.sub("|", bare(text)))]
    own = is_matter(filed)
    told = frozenset(
        matter for names in words for matter in ({filed} if filed in names else () if own and len(names) > 1 else names)
    )
    fields = frozenset(field for matter in ([filed] if filed else told) for field in fields_of(matter))
    return About(filed, told, fields | ({filed} if filed else set()))


def _met(phrase: Phrase, units: Sequence[Unit]) -> tuple[float, bool]:
    """(the share of the matters that an entry meets, by weight; whether it is about one that weighs most)."""
    entry = about(phrase.text, phrase.group)
    shares = [_share(entry, unit) for unit in units]
    total = sum(unit.weight for unit in units)
    least = _AS_MAIN * max(unit.weight for unit in units)
    met = sum(unit.weight * share for unit, share in zip(units, shares, strict=True)) / total if total else 0.0
    spoken = entry.told | {entry.filed}
    if len(units) > 1 and not any(unit.names.isdisjoint(spoken) for unit in units):  # it speaks of all that is asked
        met = 1.0
    return met, any(share == 1.0 and unit.weight >= least for unit, share in zip(units, shares, strict=True))


def _share(entry: About, unit: Unit) -> float:
    """How much of a matter an entry meets."""
    own = frozenset(field for name in unit.names for field in fields_of(name))
    if entry.filed in unit.names:
        if not entry.told or not entry.told.isdisjoint(unit.names):
            return 1.0
        other = any(entry.filed in fields_of(name) for name in entry.told)
        return _FILED if not other else 1.0 if unit.called else _OTHER
    if not unit.names.isdisjoint(entry.told):
        elsewhere = entry.filed not in own if is_matter(entry.filed) else entry.fields.isdisjoint(own)
        elsewhere = elsewhere and not (entry.filed and is_of_a_part(entry.filed))
        return _ASTRAY if elsewhere else 1.0
    if entry.filed in unit.wholes:
        return _REST
    if entry.filed in own and is_matter(entry.filed):
        return _PART
    if not entry.fields.isdisjoint(unit.names):
        return _WITHIN
    return 0.0 if entry.fields.isdisjoint(own) else _KIN


def _shared(phrase: Phrase, words: Sequence[tuple[str, Names]], others: Mapping[str, float]) -> tuple[float, float]:
    """(how much of the very words of the question an entry has; how much of those beside its matters)."""
    text = bare(phrase.text)
    told = about(phrase.text, phrase.group).told
    beside = sum(weight * _said(word, text) for word, weight in others.items())
    total = sum(others.values())
    called = sum(_said(word, text) or _CALLED * (not names.isdisjoint(told)) for word, names in words)
    shared = (_MATTER * called + beside) / (_MATTER * len(words) + total or 1.0)
    return shared, beside / (total or 1.0)


def _standing(phrase: Phrase) -> float:
    """How far an entry stands before others of its matter by what it is: whole sentences before clauses."""
    whole = phrase.text.endswith("。") or phrase.kind == "problem"
    clause = phrase.members or phrase.kind == "measure" or phrase.group.startswith((*_CLAUSES, "双主体-"))
    return _WHOLE * whole - _CLAUSE * bool(clause) + _OWN * (phrase.status == "自拟")


def _said(word: str, text: str) -> float:
    """How much of a word a text says: 意识形态 is most of 意识形态责任制."""
    if word in text:
        return 1.0
    if any(other in text for other in near(word)):
        return _ALIKE
    return sum(len(part) for part in _parts(word) if part in text) / len(word)


@lru_cache(maxsize=256)
def _parts(word: str) -> tuple[str, ...]:
    return tuple(part for part in cut_parts(word) if 1 < len(part) < len(word) and not is_deed(part))
