"""Drafting with the phrasebank: from a ledger's facts and the bank's phrases to passages, each stretch with its origin.

Pure functions: the same ledger and bank give the same text. Nothing is said that the ledger does not say; a fact that
a phrase needs and the ledger lacks becomes 【待补：…】. Ordinals and numbering are the composer's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from drafter.compose.closing import Closing
from drafter.compose.facts import Facts, Words, unclosed
from drafter.compose.held import Answers, Held, held
from drafter.compose.leads import LeadSet, begins_apart, whole
from drafter.compose.opening import Opening
from drafter.compose.prose import Prose
from drafter.compose.topic import Filled, leads_of, matter_of
from drafter.compose.variety import Variety
from drafter.errors import InputError
from drafter.ledger.model import Ledger, MeasureEntry, PhraseRef, PointEntry, ProblemEntry, Wording
from drafter.ledger.path import measure_at
from drafter.patterns import pattern
from drafter.phrases.bank import GRADES, Bank, Kind, Phrase, shipped_bank
from drafter.phrases.functions import Part, function_of
from drafter.phrases.paired import halves_of, paired
from drafter.phrases.slots import SLOT
from drafter.report import Passage
from drafter.text.lexicon import words as deeds

FormulaName = Literal["导语", "公开", "监督", "联系"]


@dataclass(frozen=True, slots=True)
class FilledPoint:
    """A point without its ordinal. The composer prints: ordinal + lead + 。+ content."""

    lead: Passage | None  # 提法, without its closing 。
    content: Passage | None  # whole sentences, closed


@dataclass(frozen=True, slots=True)
class FilledBlock:
    """A section, or one block of it. `phrases` are the ids it used, to be handed on as `used`."""

    title: Passage | None = None  # only in two-subject openings; without number
    overview: tuple[Passage, ...] = ()
    points: tuple[FilledPoint, ...] = ()
    phrases: frozenset[str] = frozenset()
    record: Mapping[str, str] = field(default_factory=dict)  # what it was worded with, as 用语记录 keeps it


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another phrase that would stand as well in a place."""

    id: str
    text: str


def opening(
    ledger: Ledger, bank: Bank, used: frozenset[str] = frozenset(), like: int = 0, two_subjects: bool = False
) -> FilledBlock:
    """组织领导: overview and points out of 领导小组, 方案, 会议, 机制, 督查 and what can be counted in 问题.

    What the writer gave (概述, 要点 with 提法 or 内容, {词条: ID}) is kept as it is and only its gaps are filled.
    """
    days = [day for day in (ledger.tour.feedback, ledger.notice.date) if day]
    told = min(days, default=None)  # an opening tells of what came next upon the feedback
    writer = _Writer(Facts(ledger, told), bank, set(used), like, "组织领导")
    entry = ledger.leadership
    plan = Opening(writer.facts, writer.prose, two_subjects)
    overview = writer.overview(entry.overview, "组织领导", "概述", plan.overview)
    if entry.points:
        points = list(writer.completed(entry.points, "组织领导", "开头", plan))
    else:
        points = list(writer.opening_points(plan))
    return FilledBlock(None, overview, tuple(points), frozenset(writer.taken), writer.held.lines())


def two_subject_opening(
    ledger: Ledger, bank: Bank, used: frozenset[str] = frozenset(), like: int = 0
) -> tuple[FilledBlock, FilledBlock]:
    """The same for notices with two blocks: the committee (党委), then its 主要负责人, each with a title."""
    first = opening(ledger, bank, used, like, two_subjects=True)
    writer = _Writer(Facts(ledger), bank, set(used | first.phrases), like)
    titles = [writer.one("formula", group) for group in ("双主体-党委", "双主体-主要负责人")]
    if titles[1] and any(o.kind == "missing" for o in titles[1].origins):
        titles[1] = _unnamed(titles[1])
    told = Opening(writer.facts, writer.prose).person()
    if told.text:
        head: tuple[Passage, ...] = (told.passage(),)
    elif Facts(ledger).value("主要负责人", "") is None:
        head = (Facts(ledger).missing("主要负责人履责"),)
    else:
        head = writer.overview(None, "组织领导", "主要负责人履责")
    second = FilledBlock(titles[1], head, (), frozenset(writer.taken))
    return FilledBlock(titles[0], first.overview, first.points, first.phrases, first.record), second


def promises_only(points: Sequence[PointEntry]) -> bool:
    """Whether a closing's 要点 are bare facts (2025年3月底前完成其余7家企业股权退出): told with the open problems.

    None has a lead, and not each is about something that the bank has leads for.
    """
    bare = bool(points) and all(e.lead is None and e.content not in (None, "", "无") for e in points)
    return bare and not all(function_of(e.content or "", "结尾") for e in points)


def _unnamed(title: Passage) -> Passage:
    """A heading without the mark of a missing name: 主要负责人履行整改第一责任人责任情况 says it as well."""
    words = Words()
    for o in title.origins:
        if o.kind == "missing":
            words.add("主要负责人", "template", o.ref)
        else:
            words.add(title.text[o.start : o.end], o.kind, o.ref)
    return words.passage()


def closing(
    ledger: Ledger,
    bank: Bank,
    used: frozenset[str] = frozenset(),
    like: int = 0,
    deadlines: bool = False,
    led: Sequence[str] = (),
) -> FilledBlock:
    """下一步: overview and three to five points. Says what will be done, out of set phrases; no fact is claimed.

    `deadlines`: the notice prints the problems' times (an annex of tasks), so the text may name them. `led`:
    the leads that stand in the notice already.
    """
    writer = _Writer(Facts(ledger), bank, set(used), like, "下一步")
    entry = ledger.next_steps
    plan = Closing(writer.facts, writer.prose, deadlines, led)
    overview = writer.overview(entry.overview, "下一步", "下一步概述", plan.overview)
    if promises_only(entry.points):
        plan.promised = [writer.given(e, f"下一步.要点[{i}]") for i, e in enumerate(entry.points)]
        points = list(writer.closing_points(plan))
    elif entry.points:
        points = list(writer.completed(entry.points, "下一步", "结尾", plan))
    else:
        points = list(writer.closing_points(plan))
    return FilledBlock(None, overview, tuple(points), frozenset(writer.taken), writer.held.lines())


def formula(name: FormulaName, ledger: Ledger, bank: Bank) -> Passage:
    """A fixed part. 导语: who inspected whom from when to when and when it was fed back (without the 公开 sentence);
    公开: 按照党务公开原则…予以公布。; 监督: 欢迎…监督。如有意见建议…; 联系: 联系方式：电话…；邮政信箱…。"""
    writer = _Writer(Facts(ledger), bank, set())
    candidates = _formulas(bank, name)
    if not candidates:
        return Words().fact(None, f"词条库.{name}", f"{name}用语").add("。", "template", "句号").passage()
    return writer.filled(candidates[0])


def worded(form: str, key: str, ledger: Ledger) -> Passage:
    """A form that the template has for a fixed part (导语写法), its slots filled from the ledger."""
    return Facts(ledger).fill(form, key, kind="template")


def pinned(phrase_id: str, ledger: Ledger, bank: Bank, place: str = "") -> Passage:
    """The entry that {词条: ID} names, its slots filled from the ledger. Raises InputError where there is none."""
    phrase = bank.get(phrase_id)
    where = f"{place}：" if place else ""
    if phrase is None:
        near = _nearest(phrase_id, bank)
        hint = f"是不是“{near}”？" if near else ""
        raise InputError(f"{where}词条库里没有编号为“{phrase_id}”的词条。{hint}可用 drafter phrases 查找编号。")
    if phrase.members:
        raise InputError(
            f"{where}“{phrase_id}”是一组{len(phrase.members)}条的提法，不能放在一处。请改用其中一条的文字，或换一个词条。"
        )
    passage = _Writer(Facts(ledger), bank, set()).filled(phrase)
    return unclosed(passage) if place.endswith("提法") else passage


def lead_for(
    measure: MeasureEntry, problem: ProblemEntry, ledger: Ledger, bank: Bank, used: frozenset[str] = frozenset()
) -> Passage | None:
    """A lead phrase for a measure that has only 内容, where the content clearly suits one; None otherwise."""
    candidates = list(_leads_for(measure, bank, used))
    return _Writer(Facts(ledger), bank, set()).filled(candidates[0]) if candidates else None


@dataclass(frozen=True, slots=True)
class Asking:
    """A measure that asks for a lead (提法: 补), with its place in the ledger; None for one that has its own."""

    measure: MeasureEntry
    path: str
    title: str
    title_path: str


def leads_for_all(
    asking: Sequence[Asking | None], ledger: Ledger, bank: Bank, used: frozenset[str] = frozenset()
) -> list[Passage | None]:
    """A lead for every measure that asks for one (提法: 补): for all of them or, so that they stay alike, for none.

    What the problem is about goes into one lead of it at most.
    """
    variety = Variety(ledger)
    writer = _Writer(Facts(ledger), bank, set(used))
    every = bank.usable("measure") or shipped_bank().usable("measure")
    frames = sorted(variety.order(p for p in every if p.slots == ("工作",)), key=lambda p: (p.grade, -p.reports))
    found: list[Passage | None] = []
    named = False
    for one in asking:
        if one is None:
            found.append(None)
            continue
        said = one.measure.content or ""
        fresh = sorted(frames, key=lambda p: p.id in writer.used)  # one that was used before rather than none
        exact, of_work = leads_of(one.title, said, fresh)
        own = sorted((f for f in exact if f.from_content or not named), key=lambda f: not f.from_content)
        ranked = list(_leads_for(one.measure, bank, frozenset(writer.used)))
        whole = [p for p in _leads_named(one.title, every) if p.id not in writer.used]
        if whole and not named:
            found.append(writer.filled(variety.order(whole)[0]))
            named = True
        elif own:
            found.append(_filled_in(writer, own[0], one))
            named = named or not own[0].from_content
        elif ranked:
            best = (ranked[0].grade, _shared(ranked[0].text, said))
            equal = [p for p in ranked if (p.grade, _shared(p.text, said)) == best]
            found.append(writer.filled(variety.order(equal)[0]))
        elif of_work and not named:
            found.append(_filled_in(writer, of_work[0], one))
            named = True
        else:
            return [None] * len(asking)
    return found


def _filled_in(writer: _Writer, filled: Filled, one: Asking) -> Passage:
    """加大|应收账款催收|力度: the frame's words are the bank's, what is in it is the ledger's."""
    writer.take(filled.phrase.id)
    before, _, behind = filled.phrase.text.partition("{工作}")
    ref = f"{one.path}.内容" if filled.from_content else one.title_path
    words = Words().add(writer.facts.kinded(before), "phrase", filled.phrase.id).add(filled.work, "ledger", ref)
    return words.add(writer.facts.kinded(behind), "phrase", filled.phrase.id).passage()


def places(ledger: Ledger, worded: frozenset[str] = frozenset()) -> list[str]:
    """The places of a notice that the phrasebank words, in printed order. `worded`: those that the template words."""
    found = ["导语"] if not isinstance(ledger.notice.preamble, str) else []
    found += ["公开"] if not isinstance(ledger.notice.disclosure, str) and found else []
    for key, entry in (("组织领导", ledger.leadership), ("下一步", ledger.next_steps)):
        if entry.blocks and entry.overview is None and not entry.points:
            continue
        if entry.overview is None:
            found.append(f"{key}.概述")
        count = len(entry.points) or (4 if key == "组织领导" else 5)
        for i in range(count):
            if not entry.points or entry.points[i].lead is None:
                found.append(f"{key}.要点[{i}].提法")
    for i, problem in ledger.printed_problems():
        measures = problem.placed_measures(f"问题[{i}]")
        found += [f"{path}.提法" for path, m in measures if m.lead is None and m.content]
    if not ledger.contact.full_text:
        found.append("监督")
    return [place for place in found if place not in worded]


def alternatives(
    place: str, ledger: Ledger, bank: Bank, used: frozenset[str] = frozenset(), limit: int = 3
) -> tuple[Alternative, ...]:
    """The next best phrases for a place: 导语, 公开, 监督, 组织领导.概述, 组织领导.要点[0].提法, 下一步.概述,
    下一步.要点[0].提法, 问题[3].措施[0].提法. Empty where the place's wording is the ledger's own."""
    facts = Facts(ledger)
    found: list[Alternative] = []
    for phrase_id, text in _candidates(place, ledger, bank, facts, used):
        text = facts.kinded(text)
        if text not in {a.text for a in found} and phrase_id not in used:
            found.append(Alternative(phrase_id, text))
        if len(found) == limit:
            break
    return tuple(found)


# ---- choosing


class _Writer:
    """Fills one notice: knows what has been used, so that no phrase stands in it twice."""

    def __init__(self, facts: Facts, bank: Bank, used: set[str], like: int = 0, part: str = "") -> None:
        """`part`: the part of the notice that is drawn, where what it was worded with before holds."""
        self.facts = facts
        self.bank = bank
        self.used = used  # ids
        self.variety = Variety(facts.ledger, like)
        self.held = held(facts.ledger.wording_record, part) if part and not like else Held(part)
        self.prose = Prose(facts, bank, self.variety, used, self.held)

    @property
    def taken(self) -> set[str]:
        return self.prose.taken

    def filled(self, phrase: Phrase) -> Passage:
        self.take(phrase.id)
        return self.facts.fill(phrase.text, phrase.id)

    def take(self, phrase_id: str) -> None:
        self.used.add(phrase_id)
        self.prose.taken.add(phrase_id)

    def one(self, kind: Kind, group: str) -> Passage | None:
        """The best phrase of a group, one that the ledger can fill before one that leaves gaps."""
        found = [p for p in _group(self.bank, kind, group) if p.id not in self.used]
        if not found:
            return None
        return self.filled(min(self.variety.order(found), key=lambda p: (p.grade, len(self.facts.lacks(p.text)))))

    def overview(
        self,
        given: Wording | None,
        section: str,
        group: str,
        planned: Callable[[], Passage | None] | None = None,
    ) -> tuple[Passage, ...]:
        path = f"{section}.概述"
        self.held.place("概述")
        if given:
            self.held.keep()
        if isinstance(given, PhraseRef):
            passage = pinned(given.id, self.facts.ledger, self.bank, path)
            self.take(given.id)
            self.prose.say(passage.text)
            return (_closed(passage),)
        if given:
            lines = [line.strip() for line in given.split("\n") if line.strip()]
            return tuple(_closed(Words().add(line, "ledger", path).passage()) for line in lines)
        own = [p for p in self.bank.usable("formula", group) if p.grade < GRADES["内置"] and p.id not in self.used]
        passage_or_none = self.one("formula", group) if own or planned is None else planned()
        if passage_or_none is None and planned is not None:
            passage_or_none = self.one("formula", group)
        return (passage_or_none,) if passage_or_none else ()

    def opening_points(self, plan: Opening) -> Iterator[FilledPoint]:
        """Three leads, drawn from those that take up the points best, or those that stood there; each with its
        facts."""
        before = self.held.leads(plan.features())
        leads = self._stood(before)
        about = [list(one.about) for one in before]
        if not leads:
            chosen = self._opening_leads(plan)
            if chosen is None:
                return
            for phrase in chosen.phrases:
                self.prose.take(phrase)
            leads = [lead.passage(self.facts) for lead in chosen.leads]
            about = plan.assigned(chosen.texts, [lead.about for lead in chosen.leads])
        for i, (lead, functions) in enumerate(zip(leads, about, strict=True)):
            self._at_point(i, lead.text, functions)
            yield FilledPoint(lead, plan.point(functions, lead.text))

    def _opening_leads(self, plan: Opening) -> LeadSet | None:
        """The leads that are drawn; None where the bank has none."""
        sets = [p for p in _sets(self.bank, "opening") if len(p.members) == 3 and p.id not in self.used]
        if not sets:
            return None
        grade = min(p.grade for p in sets)
        fits = {p.id: plan.fit(p) for p in sets if p.grade == grade}
        good = [p for p in self.variety.order(sets) if fits.get(p.id, -1) >= max(fits.values()) - 1]
        ways = [whole(p, p.members) for p in good]
        if grade == GRADES["启用"]:  # a mined set of three is a report's own; an office's is taken as it is
            built = list(plan.built([p for p in sets if p.grade == grade]))
            fresh = [way for way in ways if not self.prose.said_of(way.texts) and begins_apart(way)]
            if shared := [way for way in ways if way.shared]:
                ways = shared
            elif fresh and plan.full() and self.variety.one_of("整组", 0, 0, 0, 0, 0, 1):
                ways = fresh[:1]
            else:
                ways = built or ways
        else:
            ways = ways[:1]
        return min(ways, key=lambda way: (self.prose.said_of(way.texts), self.variety.draw("|".join(way.texts))))

    def closing_points(self, plan: Closing) -> Iterator[FilledPoint]:
        before = self.held.leads(plan.features())
        leads = self._stood(before)
        about = [one.about[0] for one in before]
        if leads:
            plan.take_up(about)
        else:
            leads = plan.leads(_sets(self.bank, "closing"))
            about = plan.assigned([lead.text for lead in leads])
        for i, (lead, function) in enumerate(zip(leads, about, strict=True)):
            self._at_point(i, lead.text, [function])
            yield FilledPoint(lead, plan.point(function, i == len(leads) - 1, lead.text))

    def _at_point(self, index: int, lead: str, about: Sequence[str]) -> None:
        self.held.place(f"要点[{index}]")
        self.held.point(lead, about)

    def _stood(self, before: Sequence[Answers]) -> list[Passage]:
        """The leads that stood in this part, their entries taken; none where the bank has one of them no more."""
        self.held.place("要点")
        entries = [self.prose.entry(phrase_id) for phrase_id in self.held.here.taken]
        there = [entry for entry in entries if entry]
        found = [self._traced(one.lead, there) for one in before]
        if len(there) < len(entries) or not all(found):
            return []
        for entry in there:
            self.prose.take(entry)
        return [passage for passage in found if passage]

    def _traced(self, lead: str, entries: Sequence[Phrase]) -> Passage | None:
        """A lead with the entry that each of its clauses comes from."""
        words = Words()
        for clause in lead.split("，"):
            of = next((p for p in entries if clause in self.facts.kinded(p.text)), None)
            of = of or next((p for p in entries if self.facts.kinded(p.text) in clause), None)
            if of is None:
                return None
            ref = halves_of(of)[0][1]
            words.add("，" if words.text else "", "phrase", ref).add(clause, "phrase", ref)
        return words.passage()

    def completed(
        self, entries: Sequence[PointEntry], section: str, part: Part, plan: Opening | Closing
    ) -> Iterator[FilledPoint]:
        """The writer's points, their gaps filled: a lead for what has only 内容, facts for what has only 提法.

        In a closing a lead says what is to be done: a content that is about nothing of that kind gets none. Points that
        were drawn before and of which some were chosen otherwise say what they said.
        """
        drawn = self.held.leads(plan.features())
        stood = self._stood(drawn) if len(drawn) == len(entries) else []
        before: str | None = None
        leads = [stood[i] if stood and not e.lead else None for i, e in enumerate(entries)]
        there = zip(entries, leads, strict=True)
        told = [e.lead if isinstance(e.lead, str) else lead.text if lead else "" for e, lead in there]
        about = self._about(entries, told, drawn if stood else (), plan)
        for e, text in zip(entries, told, strict=True):
            if not e.content:
                self.prose.say(text)
        for i, entry in enumerate(entries):
            path = f"{section}.要点[{i}]"
            content = None
            if entry.content:
                content = self.given(entry, path)
            lead = leads[i] if not entry.content and leads[i] else self.lead(entry, content, before, part, path)
            self._at_point(i, drawn[i].lead if stood else lead.text if lead else "", about[i])
            if entry.content:
                self.held.keep()
            elif lead is not None and isinstance(plan, Opening):
                content = plan.point(about[i], lead.text)
            elif lead is not None and isinstance(plan, Closing):
                content = plan.point(about[i][0], i == len(entries) - 1, lead.text)
            before = verb_of(lead.text) if lead else None
            yield FilledPoint(lead, content)

    def _about(
        self, entries: Sequence[PointEntry], leads: Sequence[str], drawn: Sequence[Answers], plan: Opening | Closing
    ) -> list[list[str]]:
        """What stands under each lead that has no text of its own; all leads are given their points at once."""
        if drawn:
            if isinstance(plan, Closing):
                plan.take_up([one.about[0] for one in drawn])
            return [list(one.about) for one in drawn]
        bare = [i for i, entry in enumerate(entries) if not entry.content]
        found: list[list[str]] = [[] for _ in entries]
        if bare and isinstance(plan, Opening):
            given = plan.assigned(tuple(leads[i] for i in bare))
        elif bare and isinstance(plan, Closing):
            given = [[function] for function in plan.assigned([leads[i] for i in bare])]
        else:
            return found
        for i, about in zip(bare, given, strict=True):
            found[i] = about
        return found

    def given(self, entry: PointEntry, path: str) -> Passage:
        """What the writer put under a point, closed."""
        said = (entry.content or "").strip()
        self.prose.say(said)
        return _closed(Words().add(said, "ledger", f"{path}.内容").passage())

    def lead(
        self, entry: PointEntry, content: Passage | None, before: str | None, part: Part, path: str
    ) -> Passage | None:
        if isinstance(entry.lead, PhraseRef):
            passage = pinned(entry.lead.id, self.facts.ledger, self.bank, f"{path}.提法")
            self.used.add(entry.lead.id)
            self.taken.add(entry.lead.id)
            return passage
        if entry.lead == "无":
            return None
        if entry.lead:
            return Words().add(entry.lead.rstrip("。"), "ledger", f"{path}.提法").passage()
        function = function_of(content.text, part) if content else None
        if content and function is None and part == "结尾":
            return None
        for phrase in self.variety.order(_sets(self.bank, "opening" if part == "开头" else "closing")):
            for member in phrase.members:
                key = f"{phrase.id}:{member}"
                if key in self.used or verb_of(member) == before or function not in (None, function_of(member, part)):
                    continue
                self.used.add(key)
                self.taken.add(phrase.id)
                return self.facts.fill(member, phrase.id)
        return None


def verb_of(lead: str) -> str:
    """The verb a lead begins with."""
    return lead[:2]


def _sets(bank: Bank, kind: Kind) -> list[Phrase]:
    """Sets that can be printed as they stand: no open slot, no verb twice in a row, members of one build."""
    struck = {p.text for p in bank.of("formula") if p.status == "停用"}
    own = [p for p in bank.usable(kind) if _printable(p) and not _says(p, struck)]
    return own or [p for p in shipped_bank().usable(kind) if _printable(p)]


def _says(phrase: Phrase, struck: set[str]) -> bool:
    """Whether a set has a clause that the office struck out."""
    return any(clause in struck for member in phrase.members for clause in member.split("，"))


def _printable(phrase: Phrase) -> bool:
    """Leads of one build whose verbs differ, or are all the same (排比)."""
    members = phrase.members
    verbs = [verb_of(member) for member in members]
    builds = {member.count("，") for member in members}
    in_a_row = any(a == b for a, b in pairwise(verbs)) and len(set(verbs)) > 1
    return not SLOT.search(phrase.text) and not in_a_row and len(builds) == 1


def _group(bank: Bank, kind: Kind, group: str) -> tuple[Phrase, ...]:
    return bank.usable(kind, group) or shipped_bank().usable(kind, group)


def _formulas(bank: Bank, name: str) -> list[Phrase]:
    """Whole sentences of a fixed part: the office's own first, then the one that says most."""
    found = [p for p in _group(bank, "formula", name) if p.text.endswith("。")]
    need = {"导语": ("{开始}", "{反馈}"), "公开": ("公",), "监督": ("监督", "反映"), "联系": ()}[name]
    whole = [p for p in found if all(part in p.text for part in need)]
    if not whole:
        whole = [p for p in shipped_bank().usable("formula", name) if all(part in p.text for part in need)]
    return sorted(whole, key=lambda p: (p.grade, -len(p.text), p.id))


# 内容 -> what its measure does. A lead is offered only where exactly one fits.
_DOES = (
    ("教育培训", pattern("举办.{0,12}(?:培训|讲座|轮训)|开展.{0,10}(?:培训|警示教育|宣讲)|专题学习")),
    ("督促检查", pattern("(?:开展|组织).{0,12}(?:督查|检查|督导|抽查|暗访)")),
    (
        "建章立制",
        pattern(
            "(?:制定|印发|出台|修订).{0,4}《[^》]*(?:制度|办法|规定|细则|规则|意见|机制)[^》]*》|建立.{1,14}(?:机制|制度)"
        ),
    ),
    ("专项整治", pattern("专项(?:整治|治理|清理|行动)|(?:排查|整治).{0,12}(?:隐患|问题)")),
    ("压实责任", pattern("签订.{0,8}责任书|(?:落实|压实|明确).{0,8}责任")),
)


def _leads_for(measure: MeasureEntry, bank: Bank, used: frozenset[str]) -> Iterator[Phrase]:
    groups = [group for group, pattern in _DOES if pattern.search(measure.content or "")]
    if len(groups) != 1:
        return
    said = measure.content or ""
    found = [
        p
        for p in _group(bank, "measure", groups[0])
        if p.id not in used and not p.slots and _says_no_more(p.text, said)
    ]
    yield from sorted(found, key=lambda p: (p.grade, -_shared(p.text, said)))  # 举办培训班: a lead on 培训 first


def _says_no_more(lead: str, content: str) -> bool:
    """Whether a lead brings in no subject of its own: what is done in it is general, or told of in the content."""
    verbs = sorted(deeds("deed_words"), key=len, reverse=True)
    for clause in lead.replace("“", "").replace("”", "").split("，"):
        verb = next((word for word in verbs if clause.startswith(word)), "")
        rest = clause[len(verb) :]
        second = next((word for word in verbs if rest.startswith(word)), "")  # 持续深化…
        objects = (rest, rest[len(second) :])
        if not any(thing in deeds("general_objects") or (thing and thing in content) for thing in objects):
            return False
    return True


def _leads_named(title: str, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """Leads that act on what the title names: 严肃党内政治生活 for 党内政治生活不够严肃."""
    verbs = sorted(deeds("deed_words"), key=len, reverse=True)
    matter = matter_of(title) or ""
    for phrase in phrases:
        rest = phrase.text
        for _ in range(2):
            rest = rest.removeprefix(next((verb for verb in verbs if rest.startswith(verb)), ""))
        if not phrase.slots and len(rest) >= _NAMED and rest != phrase.text and matter.endswith(rest):
            yield phrase


_OTHER_DRAWINGS = 4  # in which other leads for a point are looked for
_LITTLE_MORE = 2  # characters of its own that a lead which is near may have
_MARKS = str.maketrans(dict.fromkeys("，、“”《》（）", "\n"))
_NEAR = 2  # pairs of characters that a lead and a content have in common
_NAMED = 4  # characters of a matter that a lead has in common with a title


def _own_words(lead: str, said: str) -> int:
    """How many characters of a lead stand for something that is not said: neither there, nor words of any deed."""
    rest = lead.translate(_MARKS)
    for word in sorted(deeds("deed_words") | deeds("general_objects"), key=len, reverse=True):
        rest = rest.replace(word, "\n")
    known = {i + k for i in range(len(rest) - 1) if rest[i : i + 2] in said for k in (0, 1)}
    return sum(sign != "\n" and i not in known for i, sign in enumerate(rest))


def _shared(lead: str, content: str) -> int:
    """In how many pairs of characters a lead and a content agree."""
    return sum(lead[i : i + 2] in content for i in range(len(lead) - 1))


def _candidates(
    place: str, ledger: Ledger, bank: Bank, facts: Facts, used: frozenset[str]
) -> Iterator[tuple[str, str]]:
    if place in ("导语", "公开", "监督", "联系"):
        for phrase in _formulas(bank, place):
            yield phrase.id, phrase.text
        return
    if place in ("组织领导.概述", "下一步.概述"):
        group = "概述" if place.startswith("组织") else "下一步概述"
        for phrase in sorted(_group(bank, "formula", group), key=lambda p: len(facts.lacks(p.text))):
            yield phrase.id, phrase.text
        return
    if match := _POINT.fullmatch(place):
        opens = match["section"] == "组织领导"
        part: Part = "开头" if opens else "结尾"
        block = opening(ledger, bank) if opens else closing(ledger, bank)
        index = int(match["index"])
        if index >= len(block.points):
            return
        lead = block.points[index].lead
        function = _about(lead.text, part, bank) if lead else None
        for phrase in Variety(ledger).order(_sets(bank, "opening" if opens else "closing")):
            for member in phrase.members:
                if function_of(member, part) == function and (lead is None or member != lead.text):
                    yield phrase.id, member
        for like in range(1, _OTHER_DRAWINGS + 1):  # what the unit would have been given in another drawing
            block = opening(ledger, bank, like=like) if opens else closing(ledger, bank, like=like)
            for drawn in (point.lead for point in block.points if point.lead):
                if _about(drawn.text, part, bank) == function and (lead is None or drawn.text != lead.text):
                    yield drawn.origins[0].ref, drawn.text
        return
    if place.endswith(".提法") and (found := measure_at(ledger, place.removesuffix(".提法"))):
        for other in leads(*found, bank, used):
            yield other.id, other.text


def _about(lead: str, part: Part, bank: Bank) -> str | None:
    """What a lead is about: what the table of pairs says of its clauses, else what its words say."""
    clauses = lead.split("，")
    groups = [p.group.split("-") for p in paired(bank) if p.text in clauses]
    return next((about for _, of, about in groups if of == part), None) or function_of(lead, part)


def leads(measure: MeasureEntry, title: str, bank: Bank, used: frozenset[str] = frozenset()) -> Iterator[Alternative]:
    """The leads that say of the measure no more than it and the problem's title do, the closest first, and before
    them what the office wrote itself for such a matter. What is between the words of a frame (加强{工作}管理) comes
    from the title or the content."""
    said = measure.content or measure.plan or ""
    every = bank.usable("measure")
    about = f"{title}\n{said}"
    own = [p for p in every if p.status == "自拟" and not p.slots and p.id not in used]
    near = [(_shared(p.text, about) / len(p.text), p) for p in own if _shared(p.text, about) >= _NEAR]
    yield from (Alternative(p.id, p.text) for _, p in sorted(near, key=lambda one: -one[0]))
    exact, of_work = leads_of(title, said, [p for p in every if p.slots == ("工作",)])
    yield from (Alternative(p.id, p.text) for p in _leads_named(title, every) if p.id not in used)
    yield from (Alternative(f.phrase.id, f.phrase.text.replace("{工作}", f.work)) for f in exact)
    yield from (Alternative(p.id, p.text) for p in _leads_for(measure, bank, used))
    yield from (Alternative(f.phrase.id, f.phrase.text.replace("{工作}", f.work)) for f in of_work)


def near_leads(measure: MeasureEntry, title: str, bank: Bank, limit: int) -> list[Alternative]:
    """Leads that have most words in common with the measure and are about no other matter than it and the problem's
    title; they may say a little more."""
    said = measure.content or measure.plan or ""
    about = f"{title}\n{measure.content or ''}\n{measure.plan or ''}"
    ranked = sorted(
        (
            (shared, p)
            for p in bank.usable("measure")
            if not p.slots and (shared := _shared(p.text, said)) >= _NEAR and _own_words(p.text, about) <= _LITTLE_MORE
        ),
        key=lambda item: (-item[0] / len(item[1].text), item[1].grade, item[1].id),
    )
    return [Alternative(p.id, p.text) for _, p in ranked[:limit]]


_POINT = pattern(r"(?P<section>组织领导|下一步)\.要点\[(?P<index>\d+)\]\.提法")


def _nearest(phrase_id: str, bank: Bank) -> str | None:
    from rapidfuzz import process

    found = process.extractOne(phrase_id, [p.id for p in bank.phrases], score_cutoff=70)
    return found[0] if found else None


def _closed(passage: Passage) -> Passage:
    if not passage.text or passage.text[-1] in "。！？”」：":
        return passage
    return Words().join(passage).add("。", "template", "句号").passage()
