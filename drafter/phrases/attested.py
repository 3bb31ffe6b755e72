"""Leads, clauses and sentence frames that are usable as they stand, and the two grounds on which they are kept.

A text is attested `whole` where two independent reports have it, and by `words` where one has it, it is short, and
every word of it stands in two: then its words are the genre's and only their order is one writer's. Frames are clauses
in which every fact is a slot that a ledger can fill.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Literal, NamedTuple

from drafter.patterns import pattern
from drafter.phrases import wordlists
from drafter.phrases.bank import Attestation, Phrase
from drafter.phrases.clauses import LONGEST, claims, fits_anywhere, of_one_level, shape_of, subject_of
from drafter.phrases.frames import LACK
from drafter.phrases.functions import function_of
from drafter.phrases.groups import OTHER, group_of
from drafter.phrases.lexicon import word_classes
from drafter.phrases.merge import identity
from drafter.phrases.prepare import (
    CLAUSE_END,
    LEAD,
    LEADERSHIP,
    NEXT_STEPS,
    NO_LEAD,
    OVERVIEW,
    PROGRESS,
    Prepared,
    Stretch,
    clauses_of,
    words,
)
from drafter.phrases.slots import DATE, NUMBER, PARTY, SLOT, TEAM, TITLE, has_slot, printed
from drafter.text.lexicon import table
from drafter.text.numerals import NUMERAL, to_chinese

MOST = {"measure": 400, "clause": 40, "frame": 16}  # of a kind and group: more reports make it better, not longer
_SHORTEST_LEAD = 4
_SMALLEST_SET = 3
_HALF = 2  # characters of each word in what a lead calls for: 责任担当
_LONGEST_GENERAL = 10  # characters of a clause that leads no measure in its own report
_LONG = 3  # characters of a word
_NAMED = frozenset({"ns"})  # jieba takes many common words for names of people
_GENRE = 0.6  # of a clause's characters stand in the frame of two reports: openings, closings and leads


class Ground(NamedTuple):
    """Support of one text."""

    attested: Attestation
    reports: int
    times: int


class Grounds:
    """What the reports attest: their words, their clauses and leads as wholes."""

    def __init__(self, source: Callable[[], Iterable[Prepared]], least: int) -> None:
        self.least = least
        self._words: Counter[str] = Counter()
        self._genre: Counter[str] = Counter()
        self._framing: Counter[str] = Counter()
        self._quoted: Counter[str] = Counter()
        self._reports: Counter[str] = Counter()
        self._count: Counter[str] = Counter()
        self.frames: Counter[str] = Counter()  # frame -> in how many reports
        self._wanted: set[str] = set()  # what closes the objects of 强化, 突出, 注重, 加强
        self.pairs: Counter[str] = Counter()  # two words of two characters -> in how many reports
        self.results: Counter[str] = Counter()  # act, object, number, measure word -> in how many reports
        self.parallels: Counter[str] = Counter()  # verb with which all leads of a set begin -> in how many reports
        for report in source():
            self.parallels.update(_parallel_verbs(report))
            self._words.update({word for s in report.stretches for word in s.words})
            self._quoted.update({q for s in report.stretches for q in _QUOTED.findall("".join(s.words))})
            framing = [s for s in report.stretches if s.section in (LEADERSHIP, NEXT_STEPS)]
            self._framing.update({word for s in framing for word in s.words})
            framing += [s for s in report.stretches if s.part == LEAD]
            self._genre.update({word for s in framing for word in s.words})
            self.results.update(
                {"".join(p) for s in report.stretches for c in clauses_of(s.words) for p in _listed(c) if NUMBER in p}
            )
            self._wanted |= {
                piece[-1]
                for s in report.stretches
                for clause in clauses_of(s.words)
                for piece in _pieces(clause)
                if piece[0] in wordlists.TAKES_ANY and [len(word) for word in piece] == [_HALF] * 3
            }
            self.pairs.update(
                {a + b for s in report.stretches for a, b in pairwise(s.words) if len(a) == len(b) == _HALF}
            )
            texts = [text for s in report.stretches for text in sorted(_wholes(s.part, s.words))]
            self._count.update(texts)
            self._reports.update(set(texts))
            self.frames.update({_bare(frame) for frame in _typed_runs(report)})
        classes = word_classes(self._words)
        self._names = {word for word, tag in classes.items() if tag in _NAMED and word not in wordlists.NO_PLACES}

    def of(self, found: Sequence[str]) -> Ground | None:
        """The ground on which a run of words is kept, None where there is none."""
        text = _bare("".join(found))
        if not self._names.isdisjoint(found):
            return None
        reports, count = self._reports[text], self._count[text]
        if reports >= self.least:
            return Ground("whole", reports, count)
        if self._odd_verbs(found):
            return None
        if len(text) <= LONGEST and all(map(self.known, found)):
            return Ground("words", max(1, reports), max(1, count))
        return None

    def _odd_verbs(self, found: Sequence[str]) -> bool:
        """Whether two verbs stand together that no second report puts so (提升巩固), or govern a noun far behind
        (深化落实…的效果)."""
        acts = wordlists.MANNER_VERBS - wordlists.HOW
        for one, other in pairwise(found):
            if one in acts and other in acts and one not in wordlists.NOUNS_TOO:
                if other in wordlists.NOUNS_TOO - {"落实"}:
                    continue
                if "的" in found or (other != "落实" and self.pairs[one + other] < self.least):
                    return True
        return False

    def known(self, word: str) -> bool:
        bare = word.strip("“”")
        return not bare or bare in CLAUSE_END or self._words[word] >= self.least

    def is_shared(self, text: str) -> bool:
        """Whether two reports have a text as it stands."""
        return self._quoted[text] >= self.least

    def of_the_frame(self, found: Sequence[str]) -> bool:
        """Whether openings and closings of two reports have every word of it."""
        return all(self._framing[word] >= self.least for word in found)

    def is_wanted(self, verb: str, found: Sequence[str]) -> bool:
        """Whether what a verb acts on is two words that 强化, 突出 may call for: 责任担当, 问题导向, not 以上率下."""
        if [len(word) for word in found] != [_HALF, _HALF] or found[0] in wordlists.LEAD_VERBS | wordlists.SAYS_LITTLE:
            return False
        met = verb in wordlists.TAKES_ANY or self.pairs["".join(found)] >= self.least
        return met and verb in wordlists.LEAD_VERBS and found[-1] in self._wanted and self.of_every_lead(found)

    def of_every_lead(self, found: Sequence[str]) -> bool:
        """Whether openings, closings and leads of two reports have every word of it."""
        return all(self._genre[word] >= self.least for word in found)

    def of_the_genre(self, found: Sequence[str]) -> bool:
        """Whether most of it is what reports say of their rectification, not of a subject."""
        if any(len(word) >= _LONG and self._framing[word] < self.least for word in found):
            return False  # 产学研: a long word is a subject's, unless openings and closings have it
        size = sum(len(word) for word in found)
        return sum(len(word) for word in found if self._genre[word] >= self.least) >= _GENRE * size


def _bare(text: str) -> str:
    return text.replace("“", "").replace("”", "")


def _wholes(part: int, found: Sequence[str]) -> set[str]:
    """Every text of a stretch that may be an entry by itself, so that its support can be counted."""
    wholes = {_bare("".join(found))} if part == LEAD else set()
    return wholes | {_bare("".join(piece)) for clause in clauses_of(found) for piece in _pieces(clause)}


def _pieces(clause: Sequence[str]) -> Iterator[list[str]]:
    """A clause, the clauses that 、 joins in it, and each without the manner that it begins with.

    进一步压紧压实整改责任 attests 压紧压实整改责任; 提高政治站位、强化组织领导 attests both.
    """
    yield list(clause)
    parts = list(_joined_by_commas(clause))
    for part in parts:
        if len(parts) > 1:
            yield part
        core = _without_manner(part)
        if core:
            yield core


def _joined_by_commas(clause: Sequence[str]) -> Iterator[list[str]]:
    """The parts of a list in which each part does something; of a list of things that end alike, the first with its
    verb (增强政治自觉 of 增强政治自觉、行动自觉); else the clause."""
    parts: list[list[str]] = [[]]
    for word in clause:
        if word == "、":
            parts.append([])
        else:
            parts[-1].append(word)
    halves = any("".join(part).count("“") != "".join(part).count("”") for part in parts)
    if halves or not all(parts) or not _GOVERNING.isdisjoint(clause):
        yield list(clause)
    elif len(parts) > 1 and all(len("".join(part)) >= _SHORTEST_LEAD and _acts(part) for part in parts):
        yield from parts
    elif len(parts) > 1 and _acts(parts[0]) and len({part[-1] for part in parts}) == 1:
        yield parts[0]
    else:
        yield list(clause)


# What stands behind one of these hangs on it, to the clause's end: 把…与…结合起来, 作为…的具体行动.
_GOVERNING = frozenset(["把", "将", "作为", "是", "以", "与", "为", "对", "由", "在", "从", "向", "使", "让"])


def _acts(found: Sequence[str]) -> bool:
    text = "".join(found)
    return shape_of(text) is not None or any(text.startswith(verb) for verb in wordlists.LEAD_VERBS)


def _without_manner(clause: Sequence[str]) -> list[str] | None:
    """What is done, without how: a clause that begins with one adverb and goes on with a verb; else None."""
    core = list(clause[1:])
    if clause and clause[0] in wordlists.HOW and core and core[0] in wordlists.LEAD_VERBS - wordlists.HOW:
        return core if len(_bare("".join(core))) >= _SHORTEST_LEAD else None
    return None


def political(text: str) -> bool:
    """Whether a text is a fixed political formulation."""
    return any(row["词"] in _bare(text) for row in table("formulations"))


def attested(source: Callable[[], Iterable[Prepared]], least: int) -> list[Phrase]:
    """Every lead, set of leads, clause and frame that the reports attest, the best supported of each group."""
    grounds = Grounds(source, least)
    found: dict[tuple[str, str], Phrase] = {}
    for report in source():
        for phrase in chain.from_iterable(part(report, grounds) for part in _PARTS):
            known = found.get((phrase.kind, phrase.text))
            if known is None or (phrase.reports, phrase.count) > (known.reports, known.count):
                found[phrase.kind, phrase.text] = phrase
    return _pruned(_said_once(found))


def _said_once(found: dict[tuple[str, str], Phrase]) -> Iterator[Phrase]:
    """Without what says the same again: a clause less its manner that never stands alone, a lead that is a clause."""
    formulae = {text for kind, text in found if kind == "formula"}
    less = {longer.removeprefix(how): longer for longer in formulae for how in wordlists.HOW if longer.startswith(how)}
    for (kind, text), phrase in found.items():
        longer = found.get((kind, less.get(text, "")))
        if longer and (longer.reports, longer.count) == (phrase.reports, phrase.count):
            continue
        yield phrase


def _pruned(phrases: Iterable[Phrase]) -> list[Phrase]:
    """The best supported of each kind and group; which stay depends on no order of the reports."""
    kept: list[Phrase] = []
    met: Counter[tuple[str, str]] = Counter()
    for phrase in sorted(phrases, key=lambda p: (-p.reports, -p.count, p.text)):
        sort = "measure" if phrase.kind == "measure" else "frame" if phrase.slots else "clause"
        place = (phrase.kind, "" if sort == "measure" else phrase.group)
        met[place] += 1
        if met[place] <= MOST[sort] or phrase.members:
            kept.append(phrase)
    return kept


# ---- sets and leads


def _sets(report: Prepared, grounds: Grounds) -> Iterator[Phrase]:
    for kind, section, sets in (("opening", "组织领导", report.openings), ("closing", "下一步", report.closings)):
        for leads in sets:
            members, kept = _usable(_cut_alike(leads), grounds)
            if len(members) < len(leads):  # what all begin with may be the genre's where their ends are one writer's
                first, kept_first = _usable([next(clauses_of(lead)) for lead in leads], grounds)
                if len(first) > len(members):
                    members, kept = first, kept_first
            if len(members) < _SMALLEST_SET or len(set(members)) < len(members):
                continue
            text = "\n".join(members)
            ground: Attestation = "whole" if all(g.attested == "whole" for g in kept) else "words"
            support = min(g.reports for g in kept)
            yield Phrase(
                identity(kind, text), kind, text, support, support, "启用", section,  # type: ignore[arg-type]
                f"{to_chinese(len(members))}点", members, attested=ground,
            )  # fmt: skip


def _parallels(report: Prepared, grounds: Grounds) -> Iterator[Phrase]:
    """What a set says again and again (强化…, 强化…), and what may stand behind it (责任担当, 制度建设)."""
    for verb in _parallel_verbs(report):
        text, reports = f"{verb}{{要求}}", grounds.parallels[verb]
        ground: Attestation = "whole" if reports >= grounds.least else "words"
        yield Phrase(
            identity("formula", text), "formula", text, reports, reports, "启用", "下一步", "句式-提法", attested=ground
        )
    for stretch in report.stretches:
        for clause in clauses_of(stretch.words):
            for verb, *wanted in _pieces(clause):
                text = "".join(wanted)
                function = function_of(text, "结尾")
                if function and grounds.is_wanted(verb, wanted) and grounds.of(wanted):
                    reports = grounds.pairs[text]
                    ground = "whole" if reports >= grounds.least else "words"
                    yield Phrase(
                        identity("formula", text), "formula", text, reports, reports, "启用", "下一步",
                        f"要求-{function}", attested=ground,
                    )  # fmt: skip


def _parallel_verbs(report: Prepared) -> set[str]:
    """The verbs with which every lead of one of its sets begins."""
    firsts = [{lead[0] for lead in leads} for leads in (*report.openings, *report.closings)]
    return {verb for verbs in firsts if len(verbs) == 1 for verb in verbs} & wordlists.TAKES_ANY


def _usable(leads: Sequence[Sequence[str]], grounds: Grounds) -> tuple[tuple[str, ...], list[Ground]]:
    """The leads of a set that stand on a ground, in their order."""
    found = [("".join(lead), grounds.of(lead)) for lead in leads if not has_slot("".join(lead))]
    return tuple(text for text, ground in found if ground), [ground for _, ground in found if ground]


def _cut_alike(leads: Sequence[Sequence[str]]) -> list[list[str]]:
    """The leads, all of them cut to as many clauses as leave the longest short enough to be nobody's own."""
    clauses = [list(clauses_of(lead)) for lead in leads]
    for size in range(max(map(len, clauses)), 0, -1):
        cut = [_joined(found[:size]) for found in clauses]
        if max(len("".join(lead)) for lead in cut) <= LONGEST:
            return cut
    return []


def _joined(clauses: Sequence[Sequence[str]]) -> list[str]:
    return [word for i, clause in enumerate(clauses) for word in ([*(["，"] if i else []), *clause])]


def _leads(report: Prepared, grounds: Grounds) -> Iterator[Phrase]:
    """Leads of measures, and clauses of the genre in what they say that could lead one."""
    for stretch in report.stretches:
        if stretch.section != PROGRESS:
            continue
        candidates = [stretch.words] if stretch.part == LEAD else []
        candidates += [piece for clause in clauses_of(stretch.words) for piece in _pieces(clause)]
        for number, found in enumerate(candidates):
            text = "".join(found)
            own = stretch.part == LEAD and number == 0
            if has_slot(text) or len(text) < _SHORTEST_LEAD or any(char.isdigit() for char in text):
                continue
            if not own and (len(text) > _LONGEST_GENERAL or LACK.search(text) or claims(text) or "的" in text):
                continue
            ground = grounds.of(found)
            if ground is None or not _leads_on(found) or of_one_level(text) or text.count("“") != text.count("”"):
                continue
            if ground.attested == "words" and not reads_as_a_lead(found, grounds):
                continue
            if own or (group_of(text) and grounds.of_every_lead(found)):
                yield Phrase(
                    identity("measure", text), "measure", text, ground.reports, ground.times, "启用", "整改进展",
                    group_of(text) or OTHER, attested=ground.attested,
                )  # fmt: skip


def reads_as_a_lead(found: Sequence[str], grounds: Grounds) -> bool:
    """Whether a lead that one report has reads by itself: it says what is done to what, once in each clause, furthers
    nothing that is wrong, and has no quoted name of that report's own."""
    text = "".join(found)
    if len(text) < _SHORTEST_OF_WORDS or any(not grounds.is_shared(quoted) for quoted in _QUOTED.findall(text)):
        return False
    acts = (wordlists.LEAD_VERBS & wordlists.MANNER_VERBS - wordlists.NOUNS_TOO) | {"开展"}
    for clause in clauses_of(found):
        done = _without_how(clause)
        if len(done) < 2 or (done[-1] in wordlists.LEAD_NOT_LAST and done[0] not in _MOVES):
            return False
        if LACK.search("".join(clause)) and done[0] not in wordlists.ENDS_FAULTS:
            return False
        if any(word in acts and before not in acts for before, word in pairwise(done[1:-1])):
            return False
    return True


def _without_how(clause: Sequence[str]) -> Sequence[str]:
    at = next((i for i, word in enumerate(clause) if word not in wordlists.HOW), len(clause))
    return clause[at:]


_MOVES = frozenset({"推动", "推进", "促进"})
_SHORTEST_OF_WORDS = 6  # characters: 压实任务 names nothing
_QUOTED = pattern("“[^“”]+”")


def _leads_on(found: Sequence[str]) -> bool:
    """Whether it says what is done: one of its clauses begins with a verb of leads or a manner."""
    first = "".join(found).split("，")[0]
    return any(first.startswith(verb) for verb in wordlists.LEAD_VERBS) and found[-1] not in "，、的"


# ---- how results are counted


def _results(report: Prepared, grounds: Grounds) -> Iterator[Phrase]:
    """发现问题{数}个, 谈话提醒{数}人次: an act, its object, how many; every word of it a word of the genre."""
    for stretch in report.stretches:
        if stretch.section != PROGRESS:
            continue
        for clause in clauses_of(stretch.words):
            for part in _listed(clause):
                text = "".join(part)
                counted = 3 <= len(part) <= _RESULT and part[-2] == NUMBER and part.count(NUMBER) == 1
                if not counted or part[0] not in wordlists.RESULT_VERBS or has_slot(text.replace(NUMBER, "")):
                    continue
                known = all(grounds.known(word) for word in part if word != NUMBER)
                group = group_of(text) or (OTHER if grounds.of_every_lead(part[:-2]) else "")
                if known and group and wordlists.SUBJECT.isdisjoint(part):
                    reports = grounds.results[text]
                    yield Phrase(
                        identity("figure", printed(text)), "figure", printed(text), reports, reports, "启用",
                        "整改进展", group, attested="whole" if reports >= grounds.least else "words",
                    )  # fmt: skip


def _listed(clause: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for word in (*clause, "、"):
        if word == "、":
            if part:
                yield part
            part = []
        else:
            part.append(word)


_RESULT = 6  # words of it

# ---- clauses


def _clauses(report: Prepared, grounds: Grounds) -> Iterator[Phrase]:
    lead = ""
    for stretch in report.stretches:
        if stretch.section == PROGRESS and stretch.part == LEAD:
            yield from _general(stretch.words, grounds)
        if stretch.section not in (LEADERSHIP, NEXT_STEPS):
            continue
        if stretch.part == LEAD:
            lead = "".join(stretch.words)
        if stretch.part in (OVERVIEW, NO_LEAD):
            lead = ""
        for clause in clauses_of(stretch.words):
            for piece in _pieces(clause):
                yield from _clause(piece, stretch, lead, grounds)


def _clause(clause: Sequence[str], stretch: Stretch, lead: str, grounds: Grounds) -> Iterator[Phrase]:
    """A clause of an opening or closing as an entry: one that sentences are made of, or only a lead (提法)."""
    text = "".join(clause)
    opens = stretch.section == LEADERSHIP
    if has_slot(text) or LACK.search(text) or text.count("“") != text.count("”") or any(c.isdigit() for c in text):
        return
    ground = grounds.of(clause)
    if ground is None or group_of(text) is None:
        return
    part: Literal["开头", "结尾"] = "开头" if opens else "结尾"
    function = function_of(text, part) or function_of(lead, part)
    if fits_anywhere(text) and not (opens and claims(text)) and grounds.of_the_genre(clause):
        group = f"分句-{part}-{'主体' if subject_of(text) else function or '总述'}"
    elif stretch.part == LEAD and function and _leads_on(clause) and not of_one_level(text):
        group = f"提法-{part}-{function}"
    else:
        return
    yield Phrase(
        identity("formula", text), "formula", text, ground.reports, ground.times, "启用",
        "组织领导" if opens else "下一步", group, attested=ground.attested,
    )  # fmt: skip


def _general(lead: Sequence[str], grounds: Grounds) -> Iterator[Phrase]:
    """Clauses of a measure's lead that are of no subject: whoever words an opening or closing may say them."""
    for clause in clauses_of(lead):
        text = "".join(clause)
        if not fits_anywhere(text) or LACK.search(text) or has_slot(text) or any(c in "“”0123456789" for c in text):
            continue
        ground = grounds.of(clause)
        function = function_of(text, "结尾")
        if ground and function and group_of(text) in _GENERAL and grounds.of_the_frame(clause):
            yield Phrase(
                identity("formula", text), "formula", text, ground.reports, ground.times, "启用", "下一步",
                f"分句-结尾-{function}", attested=ground.attested,
            )  # fmt: skip


_GENERAL = frozenset({"压实责任", "问题整改", "督促检查", "建章立制", "组织领导", "协同联动", "取得成效"})

# ---- frames

_HEADED = rf"""
    (?P<meeting> (?<=召开)了?[^，。；、：]{{0,16}}?(?:会议|民主生活会|全会|推进会|汇报会|部署会)(?=[，。；：]|$) )
  | (?P<head>    (?<=由)[^，。；、：]{{1,24}}?(?=(?:担任|任)组长) )      # 由…任组长
  | (?P<deputy>  (?<=[，、])[^，。；：]{{1,30}}?(?=(?:担任|任)副组长) )
  | (?P<member>  (?<=[，、])[^，。；：]{{1,20}}?(?=为(?:小组)?成员) )
  | (?P<offices> (?<=下设)[^，。；：]{{2,24}}(?=[，。；]|$) )
  | (?P<plan>    {TITLE} | (?<=制定)[^，。；：{TITLE}]{{0,14}}整改(?:工作|落实)?方案 )
  | (?P<measures>{NUMBER}(?=[条项](?:整改)?(?:措施|任务|举措)) )
  | (?P<problems>{NUMBER}(?=[个项条]?(?:具体|反馈|整改)?问题) )
  | (?P<team>    {TEAM} )
  | (?P<date>    {DATE} )
  | (?P<congress>党的{NUMERAL}{{1,3}}大(?:和{NUMERAL}{{1,3}}届[^，。；“”]{{1,12}}?全会)?(?=精神) )
  | (?P<upheld>  (?:(?:坚定|坚决|自觉)?(?:增强|坚定|拥护|践行|捍卫|做到)“[两四]个[\u4e00-\u9fff]{{2}}”、?){{2,4}} )
  | (?P<unit>    {PARTY}(?:常委会)? )
"""
_FACT = pattern(_HEADED, re.VERBOSE)
_NAMES = {
    "meeting": "会议", "head": "组长", "deputy": "副组长", "member": "成员", "offices": "下设", "plan": "方案",
    "measures": "措施数", "problems": "问题数", "team": "巡视组", "date": "日期", "unit": "单位",
    "congress": "全会", "upheld": "政治",
}  # fmt: skip
# What a frame is for: the fact that it cannot do without.
_FUNCTION = (
    ("会议", "句式-会议"), ("组长", "句式-领导小组"), ("下设", "句式-下设"), ("方案", "句式-方案"),
    ("措施数", "句式-措施"), ("巡视组", "句式-反馈"), ("单位", "句式-主语"),
    ("政治", "句式-政治"), ("全会", "政治提法"),
)  # fmt: skip
_CLAUSES = 3
_UNFINISHED = ("后", "时", "中", "的", "以来")
_SINCE = pattern(r"(?:自|在|收到|根据)?\{巡视组\}[^{}]*(?:以来|后)")


def _typed_runs(report: Prepared) -> Iterator[str]:
    """Runs of up to three clauses of an opening's sentences, their facts as named slots; of a closing only the clauses
    about what is upheld or studied (把巡视整改作为{政治}的行动)."""
    for stretch in report.stretches:
        if stretch.section == NEXT_STEPS and stretch.part != LEAD:
            for clause in clauses_of(stretch.words):
                typed = _FACT.sub(lambda match: "{" + _NAMES[match.lastgroup or ""] + "}", "".join(clause))
                if set(SLOT.findall(typed)) & _POLITICAL:
                    yield typed
        if stretch.section == LEADERSHIP and stretch.part != LEAD:
            for sentence in _SENTENCE_END.split("".join(stretch.words)):
                clauses = _FACT.sub(lambda match: "{" + _NAMES[match.lastgroup or ""] + "}", sentence).split("，")
                for start in range(len(clauses)):
                    if start and clauses[start - 1].startswith(_GOVERNS):
                        continue  # 将…，细化分解为…: it hangs on what stands before it
                    for end in range(start + 1, min(len(clauses), start + _CLAUSES) + 1):
                        yield "，".join(clauses[start:end])


def _frames(report: Prepared, grounds: Grounds) -> Iterator[Phrase]:
    for text in _typed_runs(report):
        slots = SLOT.findall(text)
        group = next((group for name, group in _FUNCTION if "{" + name + "}" in slots), None)
        if group is None or len(set(slots)) < len(slots) or not _frame_is_whole(text.split("，")):
            continue
        if _POLITICAL & set(slots) and not _holds_up(text):
            continue
        ground = _ground_of_frame(text.split("，"), grounds)
        if ground:
            yield Phrase(
                identity("formula", text), "formula", text, ground.reports, ground.times, "启用", "组织领导", group,
                attested=ground.attested,
            )  # fmt: skip


_POLITICAL = {"{政治}", "{全会}"}


def _holds_up(text: str) -> bool:
    """Whether it is one clause that takes a stance, with words on both sides of its only slot: 站在{政治}的高度."""
    before, *rest = SLOT.split(text)
    said = text.removeprefix("切实")
    return (
        "，" not in text
        and bool(before)
        and len(rest) == 1
        and len(rest[0]) > 1
        and (shape_of(said) == "立场" or said.startswith(("站在", "从")))
    )


_GOVERNS = ("将", "把", "由")
_SENTENCE_END = pattern("[。；！？：]")


def _ground_of_frame(run: Sequence[str], grounds: Grounds) -> Ground | None:
    """A frame of clauses, each short, every word between its slots attested."""
    for clause in run:
        fixed = SLOT.sub("\n", clause)
        if has_slot(fixed) or len(fixed) > LONGEST or any(char in "“”（）()" for char in clause):
            return None
        for piece in fixed.split("\n"):
            if piece and not all(map(grounds.known, words(piece))):
                return None
    text = _bare("，".join(run))
    reports = grounds.frames[text]
    return Ground("whole" if reports >= grounds.least else "words", max(1, reports), max(1, reports))


def _frame_is_whole(run: Sequence[str]) -> bool:
    """It begins with a fact or a verb, and each clause without a fact could stand behind it."""
    first = run[0]
    if _SINCE.fullmatch(first) and len(run) == 1:  # 自{巡视组}反馈意见以来
        return True
    if first.startswith(("并", "又", "还", "其中", "在", "对", "经", "会同", "与")):
        return False
    if any(clause.endswith(_UNFINISHED) for clause in run) or first.startswith(("{成员}", "{副组长}")):
        return False
    if any("{单位}" in clause and not clause.startswith("{单位}") for clause in run) or "{日期}即" in first:
        return False  # 对照省委反馈意见: another committee than the one that reports
    if "{单位}" in first and len(SLOT.findall("，".join(run))) == 1:  # 区委高度重视巡视整改工作
        said = first.removeprefix("{单位}")
        return len(run) == 1 and fits_anywhere(said) and not claims(said)
    rest = [clause for clause in run if not SLOT.search(clause)]
    return all(fits_anywhere(clause) and not claims(clause) for clause in rest)


_PARTS = (_sets, _parallels, _leads, _results, _clauses, _frames)
