"""组织领导 by plan: the facts there are, gathered into points; points given to leads all at once; then worded.

Nothing is said that the ledger does not say. An optional fact that is missing is not said; what every notice has
(meetings, the group, supervision) becomes 【待补：…】 where it is missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise, product

from drafter.compose.facts import Facts, Words, unclosed
from drafter.compose.leads import Build, Builder, LeadSet, halves_of
from drafter.compose.meetings import Days, Held, by_name, end_of, kind_said, meetings_held, steered_of
from drafter.compose.prose import Prose
from drafter.ledger.model import Supervision, begins
from drafter.patterns import pattern
from drafter.phrases.bank import Phrase
from drafter.phrases.clauses import Shape, claims, comes_before_approval, leads_on, names_nobody, steers
from drafter.phrases.functions import affinity
from drafter.phrases.slots import SLOT
from drafter.report import Passage
from drafter.text.lexicon import table
from drafter.text.lexicon import words as lexicon_words
from drafter.text.normal import fold

FUNCTIONS = ("认识", "责任", "方案", "督查")
_NEEDED = {"认识": "会议", "责任": "领导小组", "督查": "督查"}
_ALWAYS = ("认识", "责任")  # what every notice tells, beside whatever else the point tells
_TALLIED = 8  # measures from which on an office counts them aloud, if they are more than the problems
_MANY = 20  # measures that are counted anyway
_COUNTED = 4  # problems from which on it counts those
# 部署48项整改措施, 分解整改任务52项: the ledger tells a tally of its own.
_OWN_TALLY = pattern(r"\d[项条个](?:整改)?(?:措施|任务)|(?<!重点)(?<!重点整改)(?:措施|任务)\d{1,4}[项条个]")
_MEANT = 9  # what weighs more than any words: the lead was made for this function
# 反馈的6个问题: the ledger tells a number of problems of its own.
_OWN_PROBLEMS = pattern(r"(?:反馈|指出|认领|涉及|梳理)[^，。；\d]{0,8}\d{1,3}个(?:方面|(?:具体|突出|反馈)?问题)")
_BUILDS = ((6, 8), (8, 8), (6, 6), (8, 6))  # characters of the halves of a lead
_SINGLE = (8,)  # of one that is not halved, where the bank has no other
_LISTED = 3  # days of meetings of one name that are all given
_NEAR_DAY = 14  # characters behind a day that are read as what happened on it
_AT_ONCE = 7  # days after the feedback in which a first meeting is held 即
_FULL = 40  # characters of facts that a point of its own needs
_PLAN_FULL = 41  # the same of a plan
_LONG = (90, 120, 150)  # characters of a sentence that several meetings or inspections share, as the unit draws
_WHOLE = 52  # characters of a sentence that needs no more clauses
_FOUND = pattern(r"(?:发现|查出|查找|梳理|指出)?(?:各类|具体|突出)?问题(\d{1,4})[个项条]")
_MENDED = pattern(r"(?:均已|现已|已)?(?:督促|完成|推动)?(?:整改|解决)(?:到位|完成)?(\d{1,4})[个项条]")


def _is_ahead(aim: str) -> bool:
    """Whether an aim can be had when the feedback has just come: there is nothing yet to consolidate."""
    return not any(row["词"] in aim for row in table("outcomes") if row["行为"] == "整改之后")


def _goes_on(text: str) -> bool:
    """Whether a clause may follow on a fact of the opening: what is to come, and whole by itself."""
    return _is_ahead(text) and not leads_on(text) and "成果" not in text and not comes_before_approval(text)


def _supervises(text: str) -> bool:
    """Whether a lead promises that somebody was looked after."""
    return any(word in text for word in ("督", "检查", "跟踪"))


def fact(text: str, ref: str) -> Passage:
    return Words().add(text, "ledger", ref).passage()


def _from(passage: Passage, start: int) -> Passage:
    """What stands from a place on."""
    kept = (o for o in passage.origins if o.end > start)
    origins = tuple(o._replace(start=max(o.start - start, 0), end=o.end - start) for o in kept)
    return Passage(passage.text[start:], origins=origins)


def passages_of(mechanisms: list[tuple[str, Passage]]) -> Iterator[Words]:
    """The mechanisms of all types as one list."""
    for i, (_, passage) in enumerate(mechanisms):
        yield Words().add("、" if i else "", "template", "顿号").join(passage)


def reopened(words: Words) -> None:
    """Take away the closing 。 of a text, so that it can be gone on with."""
    if not words.text.endswith("。"):
        return
    last = words.origins[-1]
    words.text = words.text[:-1]
    words.origins[-1] = last._replace(end=last.end - 1)
    if words.origins[-1].start == words.origins[-1].end:
        words.origins.pop()


def _spliced(words: Words, at: int, mark: str) -> Words:
    """A text with a mark set in at a place between two of its pieces."""
    whole = words.passage()
    return Words().join(_until(whole, at)).add(mark, "template", "标点").join(_from(whole, at))


def _until(passage: Passage, end: int) -> Passage:
    """What stands before a place."""
    kept = (o for o in passage.origins if o.start < end)
    return Passage(passage.text[:end], origins=tuple(o._replace(end=min(o.end, end)) for o in kept))


_MOVES = ("学习", "部署", "民主生活会")  # meetings that are to move minds


# The groups in which an office words a point itself, with {会议}, {领导小组}, {机制}, {督查} in its sentences.
_OWN = {"认识": ("组织领导-认识",), "责任": ("组织领导-责任",), "督查": ("组织领导-机制", "组织领导-督查")}


def _together(parts: Iterable[Words]) -> Words:
    words = Words()
    for part in parts:
        words.join(part.passage())
    return words


class Opening:
    """Plans and words the points of an opening."""

    def __init__(self, facts: Facts, prose: Prose, two_subjects: bool = False) -> None:
        self.facts = facts
        self.two_subjects = two_subjects  # the person has a block of their own
        self.prose = prose
        self.meetings = meetings_held(facts)
        self.steered = steered_of(self.meetings)
        self.days = Days()
        # Whether the whole account is told at the head of the part or with the plan.
        self._bound = False  # whether it was told who is bound
        self._early = prose.variety.one_of("总账处", 0, 1) == 1 and facts.ledger.leadership.overview is None

    # --- planning ---

    def functions(self) -> list[str]:
        """What the points are to say; 方案 only where there is a plan or measures to tell of."""
        told = self.facts.ledger.leadership.scheme or self.facts.number_of_measures("")
        return [function for function in FUNCTIONS if function != "方案" or told]

    def features(self) -> list[str]:
        """What of the ledger the leads are chosen by, and what else they may have been chosen by before: a lead over
        supervision that is asked for may stay as long as it is."""
        entry = self.facts.ledger.leadership
        asked = self._last() == "督查" and not entry.mechanisms
        looked = "督" if entry.supervisions or asked else "机" if entry.mechanisms else ""
        plan = "案" if entry.scheme and entry.scheme.name else ""
        functions = " ".join(self.functions())
        return [f"{functions} {said}{plan}" for said in ([looked] if looked else ["", "督"])]

    def _last(self) -> str:
        """What the last lead is about: 督查 where there is something to tell of it, and where nothing is told at all:
        then it is asked for."""
        entry = self.facts.ledger.leadership
        told = entry.supervisions or entry.mechanisms
        if told or not (entry.meetings or entry.group or entry.scheme or entry.first_responsible):
            return "督查"
        return "方案"

    def weights(self) -> dict[str, int]:
        """How much there is to tell for each function: sentences, about."""
        entry = self.facts.ledger.leadership
        person = entry.first_responsible if not self.two_subjects else None
        return {
            "认识": len(self.meetings) - len(self.steered),
            "责任": 1 + bool(entry.group and entry.group.offices) + bool(person and person.matters),
            "方案": 1 + bool(entry.scheme and entry.scheme.name),
            "督查": len(self.steered) + bool(entry.mechanisms) + len(entry.supervisions),
        }

    def assigned(self, leads: tuple[str, ...], about: Sequence[str] = ()) -> list[list[str]]:
        """Which functions each lead is given: of all ways the one that suits best on the whole, no lead empty; among
        equals the one whose fullest point is least full. `about`: what leads that were made for this are about."""
        functions = self.functions()
        weights = [affinity(lead, "开头") for lead in leads]
        for weight, function in zip(weights, about, strict=False):
            if function:
                weight[function] = weight.get(function, 0) + _MEANT
        for weight in weights:  # a plan says who is to do what: told with those answerable where no lead is about plans
            if "责任" in weight:
                weight.setdefault("方案", 1)
        order = {function: i for i, function in enumerate(FUNCTIONS)}
        heavy = self.weights()

        def value(way: tuple[int, ...]) -> tuple[int, int, int, int]:
            fit = sum(weights[lead].get(function, 0) for function, lead in zip(functions, way, strict=True))
            empty = len(leads) - len(set(way))
            backward = sum(1 for a, b in pairwise(way) if b < a)
            fullest = max(
                sum(heavy[f] for f, lead in zip(functions, way, strict=True) if lead == i) for i in range(len(leads))
            )
            return (
                -empty,
                fit * 2 - backward,
                -fullest,
                -sum(abs(lead - order[f]) for f, lead in zip(functions, way, strict=True)),
            )

        best = max(product(range(len(leads)), repeat=len(functions)), key=value)
        return [[f for f, lead in zip(functions, best, strict=True) if lead == i] for i in range(len(leads))]

    def fit(self, phrase: Phrase) -> int:
        """How well a set's leads take up the points; one that promises inspections needs some to tell of."""
        entry = self.facts.ledger.leadership
        vain = entry.mechanisms and not entry.supervisions and any(map(_supervises, phrase.members))
        weights = [affinity(member, "开头") for member in phrase.members]
        return sum(
            min(1, weights[i].get(function, 0))
            for i, functions in enumerate(self.assigned(phrase.members))
            for function in functions
        ) - 2 * bool(vain)

    def size(self, function: str) -> int:
        """About how many characters of facts there are for a function."""
        entry = self.facts.ledger.leadership
        told: list[str | None] = []
        if function == "认识":
            told = [
                text for m in self.meetings if m not in self.steered for text in (m.name, *(t for t, _ in m.matters))
            ]
        elif function == "方案" and entry.scheme and entry.scheme.name:
            told = [entry.scheme.name, entry.scheme.meeting, "于某年某月某日" if entry.scheme.date else ""]
            if not (self._early and self._tally()):  # else that is told at the head of the part
                told += ["逐一明确牵头领导和完成时限"] if self.bound_by() else []
                told += ["将反馈的几个问题细化为几条整改措施"] if self._tally() else []
        elif function == "督查":
            told = [text for m in self.steered for text in (m.name, *(t for t, _ in m.matters))]
            told += [text for v in entry.supervisions for text in (v.content, v.found, v.mended)]
            told += entry.mechanisms
        return sum(len(text or "") for text in told)

    def full(self) -> bool:
        """Whether supervision has enough to be told under a lead of its own, or has to be asked for."""
        entry = self.facts.ledger.leadership
        bare = not (entry.meetings or entry.group or entry.scheme or entry.first_responsible)
        asked = bare and not (entry.supervisions or entry.mechanisms)
        return asked or self.size("督查") >= _FULL

    def built(self, sets: Sequence[Phrase]) -> Iterator[LeadSet]:
        """Leads of one build out of the clauses of the sets and of the bank's paragraphs: as many as have enough to
        tell; what has little is told with those answerable."""
        clauses = [p for p in self.prose.every_clause("开头") if not claims(p.text)]
        halves = halves_of([*sets, *clauses], self.prose.struck)
        entry = self.facts.ledger.leadership
        functions = ["认识", "责任"]
        if self.size("方案") >= _PLAN_FULL and self.prose.variety.one_of("方案成点", 0, 1):
            functions.append("方案")
        if self.full():
            functions.append("督查")
            if entry.supervisions:  # a lead over them says so, one over anything else does not
                halves = [h for h in halves if h.shape == "目的" or h.about("开头") != "督查" or _supervises(h.text)]
            elif entry.mechanisms or self.steered:
                halves = [h for h in halves if not _supervises(h.text)]
                halves = [
                    h for h in halves
                    if h.about("开头") != "督查" or h.shape == "目的" or steers(h.text)
                ]  # fmt: skip
        builder = Builder(self.prose.variety, "开头", halves, lambda _: True)
        found = False
        for lengths in _BUILDS:
            if made := builder.leads(functions, Build(lengths)):
                found = True
                yield made
        if not found and (made := builder.leads(functions, Build(_SINGLE))):
            yield made

    # --- wording ---

    def overview(self) -> Passage | None:
        """收到省委第五巡视组反馈意见后，区委高度重视…，把…作为…的具体行动，…，将…个问题细化为…条措施。: the team by
        name, what the unit makes of it, a fixed political formulation, a resolve, the whole account where it is told
        here, what for; one sentence of one subject."""
        prose, facts = self.prose, self.facts
        unit, team = facts.short(""), facts.value("巡视组", "")
        after = prose.frame("句式-反馈", {"巡视组": team}, ["巡视组"]) if team else None
        subject = prose.frame("句式-主语", {"单位": unit}, ["单位"]) if unit else None
        if subject is None or unit is None:
            return None
        predicate = _from(subject[0].passage(), len(unit.text))
        political = prose.political(predicate.text, learning=False)
        words = prose.end(Words().join(after[0].passage()), "，") if after else Words()
        words.join(unit)
        said = [Words().join(predicate), *([political] if political else [])]
        if political and prose.variety.one_of("概述", 0, 1):  # the formulation first
            said.reverse()
        account = self.account() if self._early else Words()
        way = prose.variety.one_of("决心", 0, 1, 2)
        resolve = prose.frame("句式-决心", {}) if way == 1 else None
        stance = (
            prose.clause("开头", ["认识", "责任"], ["立场"], _is_ahead) if not resolve and not account.text else None
        )
        said += [resolve[0]] if resolve else [Words().join(prose.worded(stance))] if stance else []
        said += [account] if account.text else []
        for i, part in enumerate(said):
            words = prose.end(words, "，") if i else words
            words.join(part.passage())
        aim = prose.clause("开头", ["认识", "督查", "方案"], ["目的"], _is_ahead)
        return prose.end(prose.clauses(words, [aim])).passage()

    def point(self, functions: list[str], lead: str = "") -> Passage:
        """What stands under one lead."""
        prose = self.prose
        prose.paragraph(lead)
        self.days = Days()
        words = Words()
        for function in functions:
            said = self.sentences(function)
            if said.text:
                words.join(said.passage())
            elif function in _ALWAYS:
                words.join(self.facts.missing(_NEEDED[function]))
        if not words.text:
            return self.facts.missing(next((_NEEDED[f] for f in functions if f in _NEEDED), "督查"))
        return words.passage()

    def sentences(self, function: str) -> Words:
        written = [self.written(group) for group in _OWN.get(function, ())]
        if any(written):
            return _together(words for words in written if words)
        maker = {"认识": self.understanding, "责任": self.duty, "方案": self.scheme, "督查": self.supervision}
        return maker[function]()

    def written(self, group: str) -> Words | None:
        """The office's own sentence for a group of facts, where it wrote one and the facts are there."""
        own = next((p for p in self.prose.group(group) if p.status == "自拟"), None)
        if own is None:
            return None
        listed = _together(passages_of(self.facts.mechanisms_by_type()))
        told = {"会议": self.told(self.meetings), "领导小组": self.group(), "机制": listed}
        self.days = Days()
        told["督查"] = self.supervisions()
        words = Words()
        at = 0
        for match in SLOT.finditer(own.text):
            words.add(self.facts.kinded(own.text[at : match.start()]), "phrase", own.id)
            name = match.group()[1:-1]
            if name in told:
                if not told[name].text:
                    return None
                words.join(unclosed(told[name].passage()))
            else:
                words.join(self.facts.fill(match.group(), own.id))
            at = match.end()
        self.prose.take(own)
        return words.add(self.facts.kinded(own.text[at:]), "phrase", own.id)

    def understanding(self) -> Words:
        held = [m for m in self.meetings if m not in self.steered]
        if not held:
            return Words()
        words = Words()
        words.join(self.told(held).passage())
        deed = self._told_last(held)
        way = self.prose.variety.one_of("会议目的", 0, 1, 2)
        if way != 2 and deed in _MOVES:
            self._required(words)
        if way != 1 or deed not in _MOVES:
            self._aim(words, ["认识", "方案", "责任"], deed, ["举措", "目的"])
        return words

    def _required(self, words: Words) -> None:
        """…，切实把思想和行动统一到省委部署要求上来: what the meeting was to bring about."""
        deployer = self.facts.value("部署", "")
        framed = self.prose.frame("句式-要求", {"部署": deployer} if deployer else {}, most=False)
        if framed and words.text.endswith("。"):
            reopened(words)
            self.prose.end(words, "，").join(framed[0].passage())
            self.prose.end(words)

    def _told_last(self, held: list[Held]) -> str:
        """What kind of matter the meetings end with in print; "" where its words do not tell."""
        last = by_name(held)[-1][-1]
        matter = last.matters[-1][0] if last.matters else last.name or ""
        return last.kind if last.given and len(last.matters) < 2 else kind_said(matter)

    def told(self, held: list[Held]) -> Words:
        """The meetings, in order of date, as a story: those of one name gathered; the first one told with how soon it
        came; of three or more the two that say least in one sentence; the others in turn, as the unit draws."""
        groups = by_name(held)
        way = self.prose.variety.one_of("会议写法", 0, 0, 1) if len(groups) > 2 else 0
        joined = self._least(groups) if way == 1 else None
        parts: list[Words] = []
        for at, group in enumerate(groups):
            if joined is not None and at == joined + 1:
                continue
            if at == joined:
                one = self._joined([group[0], groups[at + 1][0]])
            elif group[0].times is None and len(group) == 1:
                one = self._meeting(group[0], at)
            else:
                one = self._gathered(group)
            parts.append(one)
        return self.prose.packed(parts, self._long())

    def _long(self) -> int:
        """How long a sentence becomes that several meetings or inspections share."""
        return self.prose.variety.one_of("句长", *_LONG)

    def _least(self, groups: list[list[Held]]) -> int | None:
        """Which meeting is told in one sentence with the next one: of the pairs behind the first meeting, each held on
        a day, the one with least to say."""

        def said(at: int) -> int:
            return sum(len(text) for group in groups[at : at + 2] for text, _ in group[0].matters)

        plain = [len(g) == 1 and isinstance(g[0].date, dt.date) and bool(g[0].name) and bool(g[0].matters)
                 for g in groups]  # fmt: skip
        pairs = [at for at in range(1, len(groups) - 1) if plain[at] and plain[at + 1]]
        return min(pairs, key=said, default=None)

    def _joined(self, pair: list[Held]) -> Words:
        """7月20日、8月25日，又先后召开动员部署会、专题民主生活会，部署整改，开展批评和自我批评"""
        words = Words()
        names = Words()
        for i, held in enumerate(pair):
            words.add("、" if i else "", "template", "顿号")
            words.fact(self.days.said(held.date), f"{held.paths[0]}.日期", "会议日期")
            names.add("、" if i else "", "template", "顿号").fact(held.name, f"{held.paths[0]}.名称", "会议名称")
        words.add("，", "template", "逗号")
        framed = self.prose.frame("句式-会议并说", {"会议": names.passage()}, ["会议"])
        words.join(framed[0].passage() if framed else names.passage())
        for held in pair:
            self._matters(words, held.matters)
        return words

    def _meeting(self, held: Held, at: int) -> Words:
        """One meeting, the `at`-th that is told."""
        path = held.paths[0]
        have: dict[str, Passage] = {}
        have["会议"] = Words().fact(held.name, f"{path}.名称", "会议名称").passage()
        unit = self.facts.short("")
        own = held.name or ""
        have["日期"] = Words().fact(self.days.said(held.date), f"{path}.日期", "会议日期").passage()
        if unit and not any(own.startswith(unit.text[i:]) for i in range(len(unit.text) - 1)):
            have["单位"] = unit
        framed = self.prose.frame(self._way_of(held, at), have, ["日期", "会议"])
        words = framed[0] if framed else Words().join(have["会议"])
        self._matters(words, held.matters)
        return words

    def _way_of(self, held: Held, at: int) -> str:
        """The frames for a meeting: one that came at once says so, one that came behind others may."""
        fed_back = self.facts.ledger.tour.feedback
        if at == 0 and isinstance(held.date, dt.date) and fed_back and held is self.meetings[0]:
            soon = 0 <= (held.date - fed_back).days <= _AT_ONCE
            return "句式-会议即" if soon and self.prose.variety.one_of("即", 0, 1) else "句式-会议"
        return "句式-会议又" if at and self.prose.variety.one_of(f"又{at}", 0, 0, 1) else "句式-会议"

    def _gathered(self, group: list[Held]) -> Words:
        """先后3次召开馆党组会议，2024年8月19日听取…，9月3日审议…，10月14日…; 8月19日、10月14日，先后召开馆党组会议2次，
        听取整改进展汇报，审议整改方案 where the days and the matters are not one to one.

        Meetings that the ledger only counts (次数) are told by themselves, behind the dated ones of their name and
        besides them: 另召开馆党组会议5次. A count stands only where no other meeting of that name is told of.
        """
        counted = group[0].times is not None
        by_day = not counted and self._one_to_one(group)
        words = Words()
        if not by_day and (not counted or all(isinstance(held.date, str) for held in group)):
            self._dates(words, group)
        path = group[0].paths[0]
        have = {"会议": Words().fact(group[0].name, f"{path}.名称", "会议名称").passage()}
        if counted and len(group) == 1:
            have["次数"] = fact(str(group[0].times), f"{path}.次数")
        else:
            count = sum(held.times or 1 for held in group)
            have["次数"] = Words().add(str(count), "count", "会议次数").passage()
        others = any(m.name == group[0].name and m not in group for m in self.meetings)
        if others and counted:
            framed = self.prose.frame("句式-会议另计", have, ["会议", "次数"])
        elif others or self._passed_elsewhere(group):  # a number would not be that of all of them
            framed = self.prose.frame("句式-会议不计次", {"会议": have["会议"]}, ["会议"])
        else:  # 共召开3次 only where these are all
            framed = self.prose.frame("句式-会议先后" if by_day else "句式-会议次数", have, ["会议", "次数"])
        if words.text:
            words.add("，", "template", "逗号")
        if framed:
            words.join(framed[0].passage())
        if by_day:
            for held in group:
                words.add("，", "template", "逗号")
                words.fact(self.days.said(held.date), f"{held.paths[0]}.日期", "会议日期")
                words.add(held.matters[0][0], "ledger", held.matters[0][1])
                self._matters(words, held.matters[1:])
            return words
        matters: dict[str, str] = {}
        for held in group:
            for text, place in held.matters:
                matters.setdefault(text, place)
        self._matters(words, tuple(matters.items()))
        return words

    def _one_to_one(self, group: list[Held]) -> bool:
        """Whether each of a few meetings has its day and a matter of its own; 4月28日传达反馈意见 would be read as the
        day of the feedback."""
        said = [text for held in group for text, _ in held.matters]
        if any("反馈意见" in text[:_NEAR_DAY] for text in said):
            return False
        days = all(isinstance(held.date, dt.date) and held.matters for held in group)
        return days and 1 < len(group) <= _LISTED + 1 and len(set(said)) == len(said)

    def _dates(self, words: Words, group: list[Held]) -> None:
        """8月19日、10月14日; of more than three days the first and the last month: 2019年7月至11月."""
        first, last = group[0], group[-1]
        if len(group) > _LISTED and isinstance(first.date, dt.date) and isinstance(last.date, dt.date):
            year = "" if first.date.year == last.date.year else f"{last.date.year}年"
            words.add(f"{first.date.year}年{first.date.month}月", "ledger", f"{first.paths[0]}.日期")
            if year or first.date.month != last.date.month:
                words.add("至", "template", "日期").add(f"{year}{last.date.month}月", "ledger", f"{last.paths[0]}.日期")
            self.days.said(last.date)
            return
        for i, held in enumerate(group):
            words.add("、" if i else "", "template", "顿号")
            words.fact(self.days.said(held.date), f"{held.paths[0]}.日期", "会议日期")

    def _passed_elsewhere(self, group: list[Held]) -> bool:
        """Whether the plan was passed at a meeting of that name on a day that is none of these."""
        scheme = self.facts.ledger.leadership.scheme
        if scheme is None or not scheme.meeting or scheme.date is None:
            return False
        alike = scheme.meeting.removesuffix("会议") == (group[0].name or "").removesuffix("会议")
        return alike and all(held.date != scheme.date for held in group)

    def _matters(self, words: Words, matters: tuple[tuple[str, str], ...]) -> None:
        for text, path in matters:
            words.add("，", "template", "逗号").add(text, "ledger", path)

    def duty(self) -> Words:
        words = Words()
        group = self.group()
        entry = self.facts.ledger.leadership.group
        if group.text:
            words.join(self.prose.end(group).passage())
            if entry and not entry.offices and self.prose.variety.one_of("合力", 0, 1, 1):
                self._aim(words, ["责任"], "领导小组", ("目的", "举措"))
        person = Words() if self.two_subjects else self.person()
        words.join(person.passage())
        if person.text and self.prose.variety.one_of("履责目的", 0, 1, 1):  # a list of office-holders serves no end
            self._aim(words, ["责任", "认识", "督查"], "第一责任人", ("目的", "举措"))
        if words.text:
            reopened(words)
            joint = len(words.text)
            self.prose.others(words)
            if len(words.text) > joint:  # …，各责任单位按照分工逐项推进: behind those who lead
                words = _spliced(words, joint, "；" if person.text else "，")
            self.prose.end(words)
        return words

    def person(self) -> Words:
        """What the person answerable in the first place did; nothing where the ledger does not tell."""
        words = Words()
        person = self.facts.ledger.leadership.first_responsible
        if person and person.matters:
            path = "组织领导.第一责任人"
            group_of_lead = self.facts.ledger.leadership.group
            name = person.name or (group_of_lead.head if group_of_lead else None)
            ref = f"{path}.称谓" if person.name else "组织领导.领导小组.组长"
            have = {"第一责任人": Words().fact(name, ref, "第一责任人称谓").passage()}
            framed = self.prose.frame("句式-第一责任人", have, ["第一责任人"])
            said = framed[0] if framed else Words().join(have["第一责任人"])
            self._matters(said, tuple((m.rstrip("。；，"), f"{path}.事项[{i}]") for i, m in enumerate(person.matters)))
            words.join(self.prose.end(said).passage())
        return words

    def group(self) -> Words:
        """成立由…担任组长、…担任副组长的领导小组，下设…: a frame, and what it leaves unsaid behind it."""
        entry = self.facts.ledger.leadership.group
        words = Words()
        if entry is None or not (entry.head or entry.deputies or entry.members or entry.offices):
            return words
        path = "组织领导.领导小组"
        have = {"组长": Words().fact(entry.head, f"{path}.组长", "领导小组组长").passage()}
        for name, values in (("副组长", entry.deputies), ("成员", entry.members), ("下设", entry.offices)):
            if values:
                have[name] = self.facts.listed(values, f"{path}.{name}")
        unit = self.facts.short("")
        if unit:
            have["单位"] = unit
        before = {"副组长", "成员"} & set(have)  # the offices below it are named last
        framed = self.prose.frame(
            "句式-领导小组", have, ["组长"], lambda slots: "下设" not in slots or before <= slots, most=False
        )
        if framed is None:
            return words
        said, covered = framed
        if said.text.startswith("由"):
            founded = self.prose.frame("句式-成立", {})
            if founded:
                self.prose.end(words.join(founded[0].passage()), "，")
        words.join(said.passage())
        for name in ("副组长", "成员", "下设"):
            if name in have and name not in covered:
                rest = self.prose.frame(f"句式-{name}", {name: have[name]}, [name])
                if rest:
                    self.prose.end(words, "，").join(rest[0].passage())
        return words

    def scheme(self) -> Words:
        """The plan as a story: its name and who passed it, problems and measures unless they were told before, who is
        bound; one sentence."""
        facts, prose = self.facts, self.prose
        words = self._passed()
        account = self.account() if not self._early else Words()
        if account.text:
            unit = facts.short("")
            if words.text:
                prose.end(words, "，")
            elif unit:
                words.join(unit)
            words.join(account.passage())
        elif not words.text and not self._early and facts.number_of_measures(""):
            framed = prose.frame("句式-措施不计", {})
            words.join(framed[0].passage() if framed else Words().passage())
        elif words.text and (bound := self.bound()):
            words.join(bound)
        if words.text:
            prose.stretched(words, "开头", ["方案"], _WHOLE, _goes_on)
        return prose.end(words)

    def _passed(self) -> Words:
        """研究制定《…方案》，于9月10日经县委常委会会议审议通过"""
        words = Words()
        scheme = self.facts.ledger.leadership.scheme
        path = "组织领导.方案"
        if scheme is None or not (scheme.name or scheme.date or scheme.meeting):
            return words
        have: dict[str, Passage] = {}
        if scheme.name:
            name = scheme.name if scheme.name.startswith("《") else f"《{scheme.name}》"
            title = Words()
            if name != scheme.name:
                title.add("《", "template", "书名号").add(scheme.name, "ledger", f"{path}.名称")
                title.add("》", "template", "书名号")
            else:
                title.add(name, "ledger", f"{path}.名称")
            have["方案"] = title.passage()
        if scheme.date:
            have["日期"] = fact(self.days.said(scheme.date) or "", f"{path}.通过日期")
        if scheme.meeting:
            have["会议"] = fact(scheme.meeting, f"{path}.通过会议")
        framed = self.prose.frame("句式-方案通过", have, have)
        return words.join(framed[0].passage()) if framed else words

    def _tally(self) -> dict[str, Passage]:
        """What of the whole account is worth telling: problems and their aspects where they are several, measures where
        they are many; nothing that the ledger's own words or the head of the part tell."""
        problems, measures = self.facts.value("问题数", ""), self.facts.value("措施数", "")
        if problems is None:  # some are kept back
            many = measures is not None and int(measures.text) >= _MANY and not self._tallied()
            return {"措施数": measures} if measures is not None and many else {}
        if self._numbered(problems.text) or self._own_problems():
            return {}
        have: dict[str, Passage] = {}
        least = min(max(_TALLIED, int(problems.text) + 1), _MANY)
        many = measures is not None and int(measures.text) >= least
        if measures is not None and many and not self._tallied():
            have["措施数"] = measures
        if have or int(problems.text) >= _COUNTED:
            have["问题数"] = problems
            if aspects := self.facts.value("方面数", ""):
                have["方面数"] = aspects
        return have

    def account(self) -> Words:
        """将反馈的4个方面12个问题细化为36条整改措施，逐一明确…: nothing where there is nothing worth counting."""
        have, prose = self._tally(), self.prose
        words = Words()
        if not have:
            return words
        framed = None
        if "措施数" in have and prose.variety.one_of("总账", 0, 1):
            head = prose.frame("句式-问题", have, ["问题数"])
            tail = prose.frame("句式-措施", have, ["措施数"])
            if head and tail:
                words.join(prose.end(head[0], "，").join(tail[0].passage()).passage())
        if "问题数" not in have:
            tail = prose.frame("句式-措施", have, ["措施数"])
            words.join(tail[0].passage() if tail else Words().passage())
        if not words.text:
            framed = prose.frame("句式-总账", have, have)
            words.join(framed[0].passage() if framed else Words().passage())
        if words.text and (bound := self.bound()):
            words.join(bound)
        return words

    def _own_problems(self) -> bool:
        """Whether the ledger's own words tell how many problems were fed back."""
        entry = self.facts.ledger.leadership
        said = [m.matter or "" for m in entry.meetings]
        said += entry.first_responsible.matters if entry.first_responsible else []
        return any(_OWN_PROBLEMS.search(fold(text)) for text in said)

    def _tallied(self) -> bool:
        """Whether the ledger's own words tell how many measures there are: two numbers would contradict each other."""
        entry = self.facts.ledger.leadership
        said = [m.matter or "" for m in entry.meetings]
        said += entry.first_responsible.matters if entry.first_responsible else []
        said += [self._overview()]
        return any(_OWN_TALLY.search(fold(text)) for text in said)

    def _numbered(self, problems: str) -> bool:
        """Whether the head of the part tells how many problems there are: what follows goes on from there."""
        told = fold(self._overview())
        return any(f"{problems}个{which}问题" in told for which in ("", "具体", "反馈"))

    def _overview(self) -> str:
        """What stands at the head of the part already: the writer's own words, or a phrase that was chosen for it."""
        given = self.facts.ledger.leadership.overview
        return given if isinstance(given, str) else self.prose.said if given else ""

    def bound(self) -> Passage | None:
        """，逐一明确牵头领导、责任单位和完成时限: only what every problem of the ledger has."""
        known = self.bound_by()
        if not known or self._bound:
            return None
        self._bound = True
        said = "、".join(known[:-1]) + "和" + known[-1]
        words = Words().add("，", "template", "逗号")
        framed = self.prose.frame("句式-明确", {"责任要素": Words().add(said, "count", "问题").passage()}, ["责任要素"])
        return words.join(framed[0].passage()).passage() if framed else None

    def bound_by(self) -> list[str]:
        """牵头领导, 责任单位, 完成时限: those that every problem has, if several."""
        problems = self.facts.problems
        known = [
            name
            for name, given in (
                ("牵头领导", all(p.leader for p in problems)),
                ("牵头单位", all(p.lead_unit for p in problems)),
                ("责任单位", all(p.units for p in problems)),
                ("完成时限", all(p.deadline for p in problems)),
            )
            if problems and given
        ]
        return known if len(known) > 1 else []

    def supervision(self) -> Words:
        """What was steered, the mechanisms, what was looked into: by date; meetings and inspections that took turns
        one by one."""
        visits = self._visits()
        held = [begins(m.date) for m in self.steered if m.date]
        seen = [begins(v.date or v.start) for _, v in visits]
        days, times = sorted(d for d in held if d), sorted(d for d in seen if d)
        in_turns = bool(days and times) and not (days[-1] <= times[0] or times[-1] <= days[0])
        words = Words()
        if in_turns:
            words.join(self._mechanisms().passage())
            return words.join(self._in_turns(visits).passage())
        backward = bool(days and times) and times[-1] <= days[0]
        between = bool(self.steered) and self.prose.variety.one_of("机制在中", 0, 1) == 1
        if not between:
            words.join(self._mechanisms().passage())
        first, second = (self.supervisions, self._steering) if backward else (self._steering, self.supervisions)
        words.join(first().passage())
        if between:
            words.join(self._mechanisms().passage())
        return words.join(second().passage())

    def _steering(self) -> Words:
        return self.told(self.steered) if self.steered else Words()

    def _mechanisms(self) -> Words:
        """建立周调度机制，推行台账销号管理，定期跟踪问效，…。: with what they are for, so that no list stands alone."""
        words = Words()
        for group, listed in self.facts.mechanisms_by_type():
            framed = self.prose.frame(f"句式-{group}", {"机制": listed}, ["机制"])
            if framed:
                self.prose.end(words, "，").join(framed[0].passage())
        if words.text:
            for _, listed in self.facts.mechanisms_by_type():
                self.prose.hear_text(listed.text)
            self.prose.stretched(words, "开头", ["督查"], _WHOLE, _goes_on)
        return self.prose.end(words)

    def _in_turns(self, visits: list[tuple[int, Supervision]]) -> Words:
        """Meetings and inspections as they followed one another."""
        told: list[tuple[dt.date, Callable[[], Words]]] = []
        for at, held in enumerate(self.steered):
            day = begins(held.date) or dt.date.max
            told.append((day, partial(self._gathered, [held]) if held.times else partial(self._meeting, held, at)))
        for i, visit in visits:
            day = begins(visit.date or visit.start) or dt.date.max
            told.append((day, partial(self._visit, i, visit, True)))
        parts = [tell() for _, tell in sorted(told, key=lambda item: item[0])]
        return self.prose.packed(parts, self._long())

    def _visits(self) -> list[tuple[int, Supervision]]:
        entries = list(enumerate(self.facts.ledger.leadership.supervisions))
        return sorted(entries, key=lambda item: begins(item[1].date or item[1].start) or dt.date.max)

    def supervisions(self) -> Words:
        """9月10日，区委对6家单位开展现场检查，发现的12个问题现已整改11个，…；10月8日，…。"""
        parts = [self._visit(i, item, at == 0) for at, (i, item) in enumerate(self._visits())]
        words = self.prose.packed(parts, self._long())
        found = any(v.found or v.mended for v in self.facts.ledger.leadership.supervisions)
        if words.text and not found and len(words.text) < _WHOLE:  # a visit that found nothing to tell of
            reopened(words)
            self.prose.end(self.prose.stretched(words, "开头", ["督查"], _WHOLE, _goes_on))
        return words

    def _visit(self, i: int, item: Supervision, first_told: bool) -> Words:
        """One inspection: what it found and what came of it, so that nobody reads that both were of one day; figures
        that are not plain stand as the ledger has them."""
        path = f"组织领导.督查[{i}]"
        content = (item.content or "").rstrip("。；，") or None
        unit = self.facts.short("")
        ours = content is not None and (names_nobody(content) or content[:2] in lexicon_words("deed_words"))
        have = {
            "日期": self._days_of(i, item).passage(),
            "单位": unit if unit and ours and first_told else Words().passage(),
            "内容": Words().fact(content, f"{path}.内容", "督查内容").passage(),
        }
        found, mended = _FOUND.fullmatch(fold(item.found or "")), _MENDED.fullmatch(fold(item.mended or ""))
        if found and mended and int(mended[1]) <= int(found[1]):
            have["发现数"] = fact(found[1], f"{path}.发现")
            left = int(found[1]) - int(mended[1])
            if left:
                have["整改数"] = fact(mended[1], f"{path}.整改")
                have["余数"] = Words().add(str(left), "count", "督查余数").passage()
            group = "句式-督查有余" if left else "句式-督查全改"
            if framed := self.prose.frame(group, have, ["日期", "内容"], most=False):
                return framed[0]
        framed = self.prose.frame("句式-督查", have, ["日期", "内容"], most=False)
        words = framed[0] if framed else Words().join(have["日期"]).join(have["内容"])
        for value, name in ((item.found, "发现"), (item.mended, "整改")):
            if value:
                words.add("，", "template", "逗号").add(value.rstrip("。；，"), "ledger", f"{path}.{name}")
        return words

    def _days_of(self, i: int, item: Supervision) -> Words:
        """9月10日, 9月10日至12日"""
        path = f"组织领导.督查[{i}]"
        words = Words()
        first = item.date or item.start
        lasting = not item.date and (item.start or item.end)
        words.fact(self.days.said(first), f"{path}.{'开始' if lasting else '日期'}", "督查日期")
        if not item.date and item.end and first:
            end = end_of(item.end, first)
            self.days.said(item.end)
            words.add("至", "template", "日期").add(end, "ledger", f"{path}.结束")
        return words

    def _aim(self, words: Words, functions: list[str], deed: str, shapes: Sequence[Shape] = ("目的",)) -> None:
        """What it is all for, behind the last sentence: …，确保整改工作有序推进。 Only what such a deed can bring."""
        fits = tuple(row["词"] for row in table("outcomes") if row["行为"] == deed)
        aim = self.prose.clause("开头", functions, shapes, lambda text: any(word in text for word in fits))
        if aim and words.text.endswith("。"):
            reopened(words)
            self.prose.clauses(words, [aim])
            self.prose.end(words)
