"""Drafting with the phrasebank: from a ledger's facts and the bank's phrases to passages, each stretch with its origin.

Pure functions: the same ledger and bank give the same text. Nothing is said that the ledger does not say; a fact that
a phrase needs and the ledger lacks becomes 【待补：…】. Ordinals and numbering are the composer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from drafter.compose.facts import Facts, Words
from drafter.errors import InputError
from drafter.ledger.model import Ledger, MeasureEntry, PhraseRef, PointEntry, ProblemEntry, Wording
from drafter.phrases.bank import Bank, Kind, Phrase, shipped_bank
from drafter.phrases.slots import SLOT
from drafter.report import Passage

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


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another phrase that would stand as well in a place."""

    id: str
    text: str


# What a point of an opening or closing is about, by its lead; tried in this order.
_OPENING_ROLES = (
    ("督查", re.compile("督促|检查|督查|督导|跟踪|问效|实效|成效|质效|问题导向|落地|成果|长效")),
    ("责任", re.compile("组织领导|组织体系|责任|以上率下|担当|统筹|专班|合力")),
    ("认识", re.compile("认识|自觉|站位|政治|思想|态度|引领|理论")),
    ("督查", re.compile("任务|举措|措施|机制|制度|落实")),
)
_CLOSING_ROLES = (
    ("机制", re.compile("长效|建章立制|制度|机制|治本")),
    ("成果", re.compile("成果|改革|发展|转化|质效提升")),
    ("问题", re.compile("问题|任务|常态|攻坚|全面整改|举措|巩固|销号|整改成效|问效|督查")),
    ("责任", re.compile("责任|担当|组织领导|合力|压力")),
    ("政治", re.compile("政治|思想|理论|站位|认识|从严治党")),
)
_OPENING_ORDER = ("认识", "责任", "督查")


def opening(ledger: Ledger, bank: Bank, used: frozenset[str] = frozenset()) -> FilledBlock:
    """组织领导: overview and points out of 领导小组, 会议, 机制, 督查 and what can be counted in 问题.

    What the writer gave (概述, 要点 with 提法 or 内容, {词条: ID}) is kept as it is and only its gaps are filled.
    """
    facts = Facts(ledger)
    writer = _Writer(facts, bank, set(used))
    entry = ledger.leadership
    overview = writer.overview(entry.overview, "组织领导", "概述")
    if entry.points:
        points = writer.completed(entry.points, "组织领导", _OPENING_ROLES, "opening")
    else:
        points = writer.set_of_points(writer.opening_set(), _OPENING_ROLES, "组织领导", _OPENING_ORDER)
    return FilledBlock(None, overview, tuple(points), frozenset(writer.taken))


def two_subject_opening(
    ledger: Ledger, bank: Bank, used: frozenset[str] = frozenset()
) -> tuple[FilledBlock, FilledBlock]:
    """The same for notices with two blocks: the committee (党委), then its 主要负责人, each with a title."""
    first = opening(ledger, bank, used)
    writer = _Writer(Facts(ledger), bank, set(used | first.phrases))
    titles = [writer.one("formula", group) for group in ("双主体-党委", "双主体-主要负责人")]
    if Facts(ledger).value("主要负责人", "") is None:
        head: tuple[Passage, ...] = (Facts(ledger).missing("主要负责人履责"),)
    else:
        head = writer.overview(None, "组织领导", "主要负责人履责")
    second = FilledBlock(titles[1], head, (), frozenset(writer.taken))
    return FilledBlock(titles[0], first.overview, first.points, first.phrases), second


def closing(ledger: Ledger, bank: Bank, used: frozenset[str] = frozenset()) -> FilledBlock:
    """下一步: overview and three to five points. Says what will be done, out of set phrases; no fact is claimed."""
    facts = Facts(ledger)
    writer = _Writer(facts, bank, set(used))
    entry = ledger.next_steps
    overview = writer.overview(entry.overview, "下一步", "下一步概述")
    if entry.points:
        points = writer.completed(entry.points, "下一步", _CLOSING_ROLES, "closing")
    else:
        points = writer.set_of_points(writer.closing_set(), _CLOSING_ROLES, "下一步", ())
    return FilledBlock(None, overview, tuple(points), frozenset(writer.taken))


def formula(name: FormulaName, ledger: Ledger, bank: Bank) -> Passage:
    """A fixed part. 导语: who inspected whom from when to when and when it was fed back (without the 公开 sentence);
    公开: 按照党务公开原则…予以公布。; 监督: 欢迎…监督。如有意见建议…; 联系: 联系方式：电话…；邮政信箱…。"""
    writer = _Writer(Facts(ledger), bank, set())
    candidates = _formulas(bank, name)
    if not candidates:
        return Words().fact(None, f"词条库.{name}", f"{name}用语").add("。", "template", "句号").passage()
    return writer.filled(candidates[0])


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
    return _unclosed(passage) if place.endswith("提法") else passage


def lead_for(
    measure: MeasureEntry, problem: ProblemEntry, ledger: Ledger, bank: Bank, used: frozenset[str] = frozenset()
) -> Passage | None:
    """A lead phrase for a measure that has only 内容, where the content clearly suits one; None otherwise."""
    candidates = list(_leads_for(measure, bank, used))
    return _Writer(Facts(ledger), bank, set()).filled(candidates[0]) if candidates else None


def places(ledger: Ledger) -> list[str]:
    """The places of a notice that the phrasebank words, in printed order."""
    found = ["导语"] if not isinstance(ledger.notice.preamble, str) else []
    found += ["公开"] if not isinstance(ledger.notice.disclosure, str) and found else []
    for key, entry in (("组织领导", ledger.leadership), ("下一步", ledger.next_steps)):
        if entry.blocks and entry.overview is None and not entry.points:
            continue
        if entry.overview is None:
            found.append(f"{key}.概述")
        count = len(entry.points) or (3 if key == "组织领导" else 5)
        for i in range(count):
            if not entry.points or entry.points[i].lead is None:
                found.append(f"{key}.要点[{i}].提法")
    for i, problem in ledger.printed_problems():
        found += [f"问题[{i}].措施[{j}].提法" for j, m in enumerate(problem.measures) if m.lead is None and m.content]
    if not ledger.contact.full_text:
        found.append("监督")
    return found


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

    def __init__(self, facts: Facts, bank: Bank, used: set[str]) -> None:
        self.facts = facts
        self.bank = bank
        self.used = used  # ids
        self.taken: set[str] = set()

    def filled(self, phrase: Phrase) -> Passage:
        self.take(phrase.id)
        return self.facts.fill(phrase.text, phrase.id)

    def take(self, phrase_id: str) -> None:
        self.used.add(phrase_id)
        self.taken.add(phrase_id)

    def one(self, kind: Kind, group: str) -> Passage | None:
        """The best phrase of a group, one that the ledger can fill before one that leaves gaps."""
        found = [p for p in _group(self.bank, kind, group) if p.id not in self.used]
        if not found:
            return None
        return self.filled(min(found, key=lambda p: len(self.facts.lacks(p.text))))

    def overview(self, given: Wording | None, section: str, group: str) -> tuple[Passage, ...]:
        path = f"{section}.概述"
        if isinstance(given, PhraseRef):
            passage = pinned(given.id, self.facts.ledger, self.bank, path)
            self.take(given.id)
            return (_closed(passage),)
        if given:
            lines = [line.strip() for line in given.split("\n") if line.strip()]
            return tuple(_closed(Words().add(line, "ledger", path).passage()) for line in lines)
        passage_or_none = self.one("formula", group)
        return (passage_or_none,) if passage_or_none else ()

    def opening_set(self) -> Phrase | None:
        """A set of three that covers the facts: every member whole, each with a part of its own, no verb twice."""
        ledger = self.facts.ledger
        wanted = {"认识"} if ledger.leadership.meetings else set()
        wanted |= {"责任"} if ledger.leadership.group else set()
        wanted |= {"督查"} if ledger.leadership.mechanisms or ledger.leadership.supervisions else set()

        def fit(phrase: Phrase) -> tuple[int, int]:
            roles = [role_of(member, _OPENING_ROLES) for member in phrase.members]
            return (-len(wanted & set(roles)), len(roles) - len(set(roles)))

        found = sorted(
            (p for p in _sets(self.bank, "opening") if len(p.members) == 3 and p.id not in self.used), key=fit
        )
        return found[0] if found else None

    def closing_set(self) -> Phrase | None:
        """Four or five points where problems are still open, three where all is done."""
        open_problems = any(p.status in (None, "推进中", "长期坚持") for p in self.facts.problems)
        sizes = (4, 5, 3) if open_problems and len(self.facts.problems) > 8 else (3, 4, 5)
        found = [p for p in _sets(self.bank, "closing") if p.id not in self.used]
        return min(found, key=lambda p: sizes.index(len(p.members)) if len(p.members) in sizes else 9, default=None)

    def set_of_points(
        self,
        chosen: Phrase | None,
        roles: Sequence[tuple[str, re.Pattern[str]]],
        section: str,
        order: tuple[str, ...],
    ) -> Iterator[FilledPoint]:
        if chosen is None:
            return
        self.take(chosen.id)
        left = [role for role in order if role not in {role_of(m, roles) for m in chosen.members}]
        met: set[str] = set()
        for member in chosen.members:
            role = role_of(member, roles)
            if role is None or role in met:
                role = left.pop(0) if left else role
            met.add(role or "")
            lead = self.facts.fill(member, chosen.id)
            yield FilledPoint(lead, self.content(role, section))

    def content(self, role: str | None, section: str) -> Passage | None:
        """What is said under a lead: the facts of its role in an opening, an intention in a closing."""
        if section == "下一步":
            found = self.one("formula", f"下一步-{role}") or self.one("formula", "下一步-问题")
            return self.facts.fitting(found) if found else None
        parts = {"认识": ("认识",), "责任": ("责任",), "督查": ("机制", "督查")}.get(role or "督查", ("机制", "督查"))
        known = [part for part in parts if self.has(part)]
        words = Words()
        if not known:  # no set phrase may claim what the ledger does not say
            return self.facts.missing({"认识": "会议", "责任": "领导小组"}.get(parts[0], "督查"))
        for part in known:
            passage = self.one("formula", f"组织领导-{part}")
            if passage:
                words.join(passage)
        return words.passage() if words.text else None

    def has(self, part: str) -> bool:
        leadership = self.facts.ledger.leadership
        return bool(
            {
                "认识": leadership.meetings,
                "责任": leadership.group,
                "机制": leadership.mechanisms,
                "督查": leadership.supervisions,
            }[part]
        )

    def completed(
        self,
        entries: Sequence[PointEntry],
        section: str,
        roles: Sequence[tuple[str, re.Pattern[str]]],
        kind: Kind,
    ) -> Iterator[FilledPoint]:
        """The writer's points, their gaps filled: a lead for what has only 内容, facts for what has only 提法."""
        before: str | None = None
        for i, entry in enumerate(entries):
            path = f"{section}.要点[{i}]"
            content = None
            if entry.content:
                content = _closed(Words().add(entry.content.strip(), "ledger", f"{path}.内容").passage())
            lead = self.lead(entry, content, before, roles, kind, path)
            if content is None and lead is not None:
                content = self.content(role_of(lead.text, roles), section)
            before = verb_of(lead.text) if lead else None
            yield FilledPoint(lead, content)

    def lead(
        self,
        entry: PointEntry,
        content: Passage | None,
        before: str | None,
        roles: Sequence[tuple[str, re.Pattern[str]]],
        kind: Kind,
        path: str,
    ) -> Passage | None:
        if isinstance(entry.lead, PhraseRef):
            passage = pinned(entry.lead.id, self.facts.ledger, self.bank, f"{path}.提法")
            self.take(entry.lead.id)
            return passage
        if entry.lead == "无":
            return None
        if entry.lead:
            return Words().add(entry.lead.rstrip("。"), "ledger", f"{path}.提法").passage()
        role = role_of(content.text, roles) if content else None
        for phrase in _sets(self.bank, kind):
            for member in phrase.members:
                key = f"{phrase.id}:{member}"
                if key in self.used or verb_of(member) == before or role not in (None, role_of(member, roles)):
                    continue
                self.used.add(key)
                self.taken.add(phrase.id)
                return self.facts.fill(member, phrase.id)
        return None


def role_of(text: str, roles: Sequence[tuple[str, re.Pattern[str]]]) -> str | None:
    """What a point is about."""
    return next((role for role, pattern in roles if pattern.search(text)), None)


def verb_of(lead: str) -> str:
    """The verb a lead begins with."""
    return lead[:2]


def _sets(bank: Bank, kind: Kind) -> list[Phrase]:
    """Sets that can be printed as they stand: no open slot, no verb twice in a row, members of one build."""
    own = [p for p in bank.usable(kind) if _printable(p)]
    return own or [p for p in shipped_bank().usable(kind) if _printable(p)]


def _printable(phrase: Phrase) -> bool:
    members = phrase.members
    verbs = [verb_of(member) for member in members]
    builds = {member.count("，") for member in members}
    in_a_row = any(a == b for a, b in pairwise(verbs))
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
    return sorted(whole, key=lambda p: (p.status != "自拟", -len(p.text), p.id))


# 内容 -> what its measure does. A lead is offered only where exactly one fits.
_DOES = (
    ("教育培训", re.compile("举办.{0,12}(?:培训|讲座|轮训)|开展.{0,10}(?:培训|警示教育|宣讲)|专题学习")),
    ("督促检查", re.compile("(?:开展|组织).{0,12}(?:督查|检查|督导|抽查|暗访)")),
    (
        "建章立制",
        re.compile(
            "(?:制定|印发|出台|修订).{0,4}《[^》]*(?:制度|办法|规定|细则|规则|意见|机制)[^》]*》|建立.{1,14}(?:机制|制度)"
        ),
    ),
    ("专项整治", re.compile("专项(?:整治|治理|清理|行动)|(?:排查|整治).{0,12}(?:隐患|问题)")),
    ("压实责任", re.compile("签订.{0,8}责任书|(?:落实|压实|明确).{0,8}责任")),
)


def _leads_for(measure: MeasureEntry, bank: Bank, used: frozenset[str]) -> Iterator[Phrase]:
    groups = [group for group, pattern in _DOES if pattern.search(measure.content or "")]
    if len(groups) != 1:
        return
    for phrase in bank.usable("measure", groups[0]):
        if phrase.id not in used and not phrase.slots:
            yield phrase


def _candidates(
    place: str, ledger: Ledger, bank: Bank, facts: Facts, used: frozenset[str]
) -> Iterator[tuple[str, str]]:
    if place in ("导语", "公开", "监督", "联系"):
        for phrase in _formulas(bank, place)[1:]:
            yield phrase.id, phrase.text
        return
    if place in ("组织领导.概述", "下一步.概述"):
        group = "概述" if place.startswith("组织") else "下一步概述"
        for phrase in sorted(_group(bank, "formula", group), key=lambda p: len(facts.lacks(p.text))):
            yield phrase.id, phrase.text
        return
    if match := _POINT.fullmatch(place):
        opens = match["section"] == "组织领导"
        roles, kind = (_OPENING_ROLES, "opening") if opens else (_CLOSING_ROLES, "closing")
        block = opening(ledger, bank) if opens else closing(ledger, bank)
        index = int(match["index"])
        if index >= len(block.points):
            return
        lead = block.points[index].lead
        role = role_of(lead.text, roles) if lead else None
        for phrase in _sets(bank, kind):  # type: ignore[arg-type]
            for member in phrase.members:
                if role_of(member, roles) == role and (lead is None or member != lead.text):
                    yield phrase.id, member
        return
    if match := _MEASURE.fullmatch(place):
        measure = ledger.problems[int(match["problem"])].measures[int(match["measure"])]
        for phrase in _leads_for(measure, bank, used):
            yield phrase.id, phrase.text


_POINT = re.compile(r"(?P<section>组织领导|下一步)\.要点\[(?P<index>\d+)\]\.提法")
_MEASURE = re.compile(r"问题\[(?P<problem>\d+)\]\.措施\[(?P<measure>\d+)\]\.提法")


def _nearest(phrase_id: str, bank: Bank) -> str | None:
    from rapidfuzz import process

    found = process.extractOne(phrase_id, [p.id for p in bank.phrases], score_cutoff=70)
    return found[0] if found else None


def _closed(passage: Passage) -> Passage:
    if not passage.text or passage.text[-1] in "。！？”」：":
        return passage
    return Words().join(passage).add("。", "template", "句号").passage()


def _unclosed(passage: Passage) -> Passage:
    text = passage.text.rstrip("。")
    origins = tuple(o._replace(end=min(o.end, len(text))) for o in passage.origins if o.start < len(text))
    return Passage(text, origins=origins)
