"""A draft that a person edited, back in its ledger: what changed between the two readings goes where it came from.

Three texts: the ledger, the draft as it was made from it (`base`) and as it came back (`edited`), both read as ledgers
by the same reader, so that whatever it reads differently from the writer cancels out. Nothing internal is touched; what
was deleted in print is withheld (公开: 否), not taken away. Figures, dates and names that changed are taken over and
asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from drafter.ledger.from_report import NONE
from drafter.ledger.match import Placed, bare, match_measures, match_problems
from drafter.ledger.merge import Change, Changes, figures_moved
from drafter.ledger.model import (
    AspectEntry,
    BlockEntry,
    Ledger,
    MeasureEntry,
    PhraseRef,
    PointEntry,
    ProblemEntry,
)
from drafter.ledger.revise import insert_item, set_value
from drafter.patterns import pattern
from drafter.text.bodies import bodies_in
from drafter.text.normal import fold
from drafter.text.persons import persons_in
from drafter.text.places import mentions

_TITLES = pattern(r"《[^《》]{1,60}》")
_PRINTED = 30  # characters of a text that is quoted in a message
_LABELLED = pattern(r"^[^：:。]{0,8}[：:]")  # 整改成效：


class Set(NamedTuple):
    """A key that gets a value; an empty one goes away."""

    path: str
    value: Any
    afresh: bool = False  # what stands there has another form and is taken away first


class Insert(NamedTuple):
    """A new item of a list, before the one that has that place now."""

    path: str
    place: int
    item: dict[str, Any]


@dataclass
class Returned:
    """What comes back: changes to the ledger's text, and what is said of them."""

    sets: list[Set] = field(default_factory=list)
    inserts: list[Insert] = field(default_factory=list)
    told: list[Change] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.sets or self.inserts)

    def applied(self, text: str) -> str:
        """The ledger's text with them: values first, then what is new, from the end."""
        for path, value, afresh in self.sets:
            text = set_value(set_value(text, path, "") if afresh else text, path, value)
        for path, index, item in sorted(self.inserts, key=lambda i: (i.path.count("["), i.path, i.place), reverse=True):
            text = insert_item(text, path, index, item)
        return text

    def changes(self) -> Changes:
        return Changes(tuple(self.told))


class Headed(NamedTuple):
    """How a problem's heading is worded, and its title, in each of the two readings."""

    base: list[str | None]
    edited: list[str | None]


def returned(ours: Ledger, base: Ledger, edited: Ledger, headings: Headed, inside: bool = False) -> Returned:
    """What the edits change in `ours`, the ledger as the draft's version has it.

    `inside`: the draft was that for 党内, which prints everything; what was deleted there is only asked about.
    """
    work = _Return(ours, base, edited, headings, inside)
    work.notice()
    work.section("组织领导", ours.leadership, base.leadership, edited.leadership)
    work.problems()
    work.section("下一步", ours.next_steps, base.next_steps, edited.next_steps)
    work.others()
    work.contact()
    return work.out


@dataclass
class _Return:
    ours: Ledger
    base: Ledger
    edited: Ledger
    headings: Headed
    inside: bool
    out: Returned = field(default_factory=Returned)

    # --- saying and setting ---

    def put(self, path: str, value: Any, where: str, name: str, old: Any, new: Any, *, afresh: bool = False) -> None:
        """Give a key its value from the edited draft, and say so."""
        self.out.sets.append(Set(path, value, afresh))
        was, now = _words(old), _words(new)
        self.out.told.append(
            Change("措辞", where, f"{name} {_quoted(was, now)} → {_quoted(now, was)}", None, path, was)
        )
        if asked := facts_changed(was, now):
            self.out.told.append(Change("请核对", where, f"{name} {asked}，已照改稿改，请核对"))

    def tell(self, kind: str, where: str, text: str) -> None:
        self.out.told.append(Change(kind, where, text))

    # --- around the problems ---

    def notice(self) -> None:
        was, now = self.base.notice, self.edited.notice
        if _joined(was.title) != _joined(now.title) and now.title:
            self.put("通报.标题", now.title, "通报", "标题", was.title, now.title)
        if was.preamble != now.preamble and now.preamble:
            afresh = isinstance(self.ours.notice.preamble, PhraseRef)
            self.put("通报.导语", now.preamble, "通报", "导语", was.preamble, now.preamble, afresh=afresh)
        for key, name in (("组织领导", "leadership"), ("整改进展", "progress"), ("下一步", "next_steps")):
            before, after = getattr(was.headings, name), getattr(now.headings, name)
            if before != after and after and not _parted(self.base, self.edited, key):
                self.put(f"通报.小标题.{key}", after, "通报", f"小标题 {key}", before, after)
        if was.document_number != now.document_number and now.document_number:
            self.put("通报.发文字号", now.document_number, "通报", "发文字号", was.document_number, now.document_number)
        if was.signers != now.signers and now.signers:
            self.put("通报.落款", now.signers, "通报", "落款", was.signers, now.signers, afresh=True)
        if was.annexes != now.annexes and now.annexes:
            self.put("通报.附件", now.annexes, "通报", "附件", was.annexes, now.annexes, afresh=True)
        if was.date != now.date and now.date:
            self.put("通报.成文日期", now.date, "通报", "成文日期", was.date, now.date)

    def section(self, key: str, ours: Any, base: Any, edited: Any) -> None:
        """组织领导 or 下一步: its own words where it has them, else those of the draft from now on."""
        if (base.overview, base.points, base.blocks) == (edited.overview, edited.points, edited.blocks):
            return
        where = key
        if base.overview != edited.overview:
            afresh = isinstance(ours.overview, PhraseRef)
            value = edited.overview or NONE
            self.put(f"{key}.概述", value, where, "概述", base.overview, edited.overview, afresh=afresh)
        self.points(f"{key}.要点", where, ours.points, base.points, edited.points)
        if base.blocks != edited.blocks:
            self.blocks(key, ours.blocks, base.blocks, edited.blocks)

    def blocks(self, key: str, ours: list[BlockEntry], base: list[BlockEntry], edited: list[BlockEntry]) -> None:
        if len(ours) == len(base) == len(edited):
            for i, (own, was, now) in enumerate(zip(ours, base, edited, strict=True)):
                path, where = f"{key}.板块[{i}]", f"{key} 板块“{was.title}”"
                if was.title != now.title and now.title:
                    self.put(f"{path}.标题", now.title, where, "标题", was.title, now.title)
                if was.overview != now.overview:
                    afresh = isinstance(own.overview, PhraseRef)
                    self.put(
                        f"{path}.概述", now.overview or "", where, "概述", was.overview, now.overview, afresh=afresh
                    )
                self.points(f"{path}.要点", where, own.points, was.points, now.points)
            return
        self.put(f"{key}.板块", [_dumped(b) for b in edited], key, "板块", base, edited, afresh=bool(ours))

    def points(
        self, path: str, where: str, ours: list[PointEntry], base: list[PointEntry], edited: list[PointEntry]
    ) -> None:
        if base == edited:
            return
        written = [p for p in ours if not (p.lead is None and p.content == NONE)]
        if not written or len(written) != len(base) or len(written) != len(ours):
            self.put(path, [_dumped(p) for p in edited], where, "要点", base, edited, afresh=bool(ours))
            return
        olds, news = _as_measures(base), _as_measures(edited)
        pairs = dict(_pairs(olds, news))
        if len(pairs) != len(base) or sorted(pairs.values()) != list(pairs.values()):
            self.put(path, [_dumped(p) for p in edited], where, "要点", base, edited, afresh=True)
            return
        for i, j in pairs.items():
            self.entry(f"{path}[{i}]", where, f"第{i + 1}条要点", ours[i], olds[i], news[j])
        for j in range(len(edited)):
            if j not in pairs.values():
                at = _place_behind(j, {b: a for a, b in pairs.items()})
                self.out.inserts.append(Insert(path, at, _dumped(edited[j])))
                self.tell("要点新增", where, _short(news[j].text))

    def entry(self, path: str, where: str, name: str, ours: Any, old: Placed, new: Placed) -> None:
        """提法 and 内容 of a measure or a point."""
        was, now = old.entry, new.entry
        if was.lead is None and now.lead is None and was.content != now.content and now.content:
            self.content_behind_lead(path, where, name, ours, was.content or "", now.content)
            return
        if was.lead != now.lead:
            afresh = isinstance(ours.lead, PhraseRef)
            self.put(f"{path}.提法", now.lead or NONE, where, f"{name} 提法", was.lead, now.lead, afresh=afresh)
        if was.content != now.content:
            self.put(f"{path}.内容", now.content or "", where, f"{name} 内容", was.content, now.content)

    def content_behind_lead(self, path: str, where: str, name: str, ours: Any, was: str, now: str) -> None:
        """A content before which the reader saw no lead, though the ledger may have one."""
        own = (ours.content or "").split("\n")[0].rstrip("。")
        lead = was[: was.find(own)] if own and own in was else ""
        if lead and now.startswith(lead):
            now = now[len(lead) :]
        elif lead:
            afresh = isinstance(ours.lead, PhraseRef)
            self.put(f"{path}.提法", NONE, where, f"{name} 提法", lead, None, afresh=afresh)
        self.put(f"{path}.内容", now, where, f"{name} 内容", was[len(lead) :] if lead else was, now)

    def others(self) -> None:
        """Sections of the office's own, by their titles or their places."""
        was, now = self.base.others, self.edited.others
        own = {bare(o.title or ""): i for i, o in enumerate(self.ours.others)}
        if was == now:
            return
        known = {bare(o.title or "") for o in was}
        for n, part in enumerate(now):
            same = next((o for o in was if bare(o.title or "") == bare(part.title or "")), None)
            titles = {bare(o.title or "") for o in now}
            if same is None and len(was) == len(now) and bare(was[n].title or "") not in titles:
                same = was[n]
            if same is None:
                if bare(part.title or "") not in known:
                    self.out.inserts.append(Insert("其他部分", len(self.ours.others), _dumped(part)))
                    self.tell("部分新增", "其他部分", f"“{part.title}”")
                continue
            i = own.get(bare(same.title or ""))
            if same == part:
                continue
            if i is None:
                self.tell("未收回", "其他部分", f"“{part.title}”是模板从台账别处取的，请在台账里照改稿改")
                continue
            where = f"其他部分“{same.title}”"
            if same.title != part.title and part.title:
                self.put(f"其他部分[{i}].标题", part.title, where, "标题", same.title, part.title)
            if same.paragraphs != part.paragraphs:
                path = f"其他部分[{i}].段落"
                self.put(path, part.paragraphs, where, "段落", same.paragraphs, part.paragraphs, afresh=True)
        gone = {bare(o.title or "") for o in was} - {bare(o.title or "") for o in now}
        if len(now) < len(was):
            for title in sorted(gone):
                self.tell("未收回", "其他部分", f"改稿里没有“{title}”，台账里原样保留，请决定去留")

    def contact(self) -> None:
        was, now, own = self.base.contact, self.edited.contact, self.ours.contact
        if was == now:
            return
        fields = (
            ("电话", "phone"),
            ("地址", "address"),
            ("邮编", "postcode"),
            ("邮箱", "email"),
            ("受理时间", "hours"),
        )
        for key, name in fields:
            before, after = getattr(was, name), getattr(now, name)
            if before != after and after:
                self.put(f"联系方式.{key}", after, "联系方式", key, before, after)
        if own.full_text or all(getattr(was, name) == getattr(now, name) for _, name in fields):
            self.put("联系方式.全文", now.full_text or "", "联系方式", "全文", was.full_text, now.full_text)

    # --- the problems ---

    def problems(self) -> None:
        was, now = self.base, self.edited
        if was.progress_overview != now.progress_overview:
            new = now.progress_overview or ""
            self.put("进展概述", new, "整改进展", "进展概述", was.progress_overview, new)
        printed = list(self.ours.printed_problems())
        if len(printed) != len(was.problems):
            self.tell("未收回", "整改进展", "稿子里的问题与台账对不上，问题部分没有收回，请逐条对照改")
            return
        self.groups()
        pairs = match_problems(was.problems, now.problems)
        place = {j: printed[i][0] for i, j in pairs}
        for i, j in pairs:
            wordings = self.headings.base[i], self.headings.edited[j]
            self.problem(*printed[i], was.problems[i], now.problems[j], *wordings)
        for j, problem in enumerate(now.problems):
            if j not in place:
                at = _place_behind(j, place)
                self.out.inserts.append(Insert("问题", at, _dumped(problem)))
                self.tell(
                    "问题新增", _named(problem), f"改稿里新写的，有措施{len(problem.measures)}条，请补上牵头单位等"
                )
        matched = {i for i, _ in pairs}
        for i, (index, problem) in enumerate(printed):
            if i not in matched:
                self.withheld(f"问题[{index}]", _named(problem), "问题缺少", "这个问题")
        order = [place[j] for j in sorted(place)]
        if order != sorted(order):
            self.tell("未收回", "整改进展", "改稿里问题的次序变了，台账的次序没有动，请核对")

    def groups(self) -> None:
        """Overviews under 方面."""
        was, now = self.base.group_overviews, self.edited.group_overviews
        for title, text in now.items():
            if was.get(title) != text and re.search(r"[.\[\]]", title) is None:
                self.put(f"方面概述.{title}", text, "整改进展", f"方面概述 {title}", was.get(title), text)
        for title in was:
            if title not in now:
                self.out.sets.append(Set(f"方面概述.{title}", ""))

    def withheld(self, path: str, where: str, kind: str, what: str) -> None:
        """What the person deleted is not printed again; the ledger keeps it."""
        if self.inside:
            self.tell(kind, where, f"改稿里没有{what}；党内版全部印出，台账没有动，不要的请在台账里删去")
            return
        self.out.sets.append(Set(f"{path}.公开", "否"))
        self.tell(kind, where, f"改稿里没有{what}，台账里保留并记为 公开: 否；请核对，不要的可以删去")

    def problem(
        self,
        index: int,
        ours: ProblemEntry,
        was: ProblemEntry,
        now: ProblemEntry,
        before: str | None,
        after: str | None,
    ) -> None:
        path, where = f"问题[{index}]", _named(ours)
        if was.title != now.title:
            key = "公开表述" if ours.public_title else "表述"
            self.put(f"{path}.{key}", now.title, where, key, was.title, now.title)
        if before != after and after:
            self.put(f"{path}.标题写法", after, where, "标题写法", before, after)
        for key, name in (("方面", "aspect"), ("部分", "part"), ("标签", "label")):
            old, new = getattr(was, name), getattr(now, name)
            if old != new:
                self.put(f"{path}.{key}", new or "", where, key, old, new)
        self.measures(path, where, ours.measures, was.measures, now.measures)
        self.aspects(path, where, ours, was, now)
        self.result(path, where, ours.result, was.result, now.result)

    def result(self, path: str, where: str, ours: str | None, was: str | None, now: str | None) -> None:
        if was == now:
            return
        value = now or ""
        label = was.removesuffix(ours.rstrip("。")).removesuffix(ours) if was and ours else ""
        if was and ours and (at := was.find(ours.split("\n")[0].rstrip("。"))) > 0:
            label = was[:at]
        elif was is None and (match := _LABELLED.match(value)) and "成效" in match[0]:
            label = match[0]
        if label and _LABELLED.match(label) and value.startswith(label):
            value = value[len(label) :]
        self.put(f"{path}.成效", value, where, "成效", was, now)

    def measures(
        self, path: str, where: str, ours: list[MeasureEntry], base: list[MeasureEntry], edited: list[MeasureEntry]
    ) -> None:
        if base == edited:
            return
        shown = [i for i, m in enumerate(ours) if m.public]
        if not shown and len(base) == 1 and base[0].content and base[0].content.startswith("【待补"):
            base = []  # what the draft printed where the ledger has no measure
        if len(shown) != len(base):
            self.tell("未收回", where, "措施的分段与台账对不上，没有收回，请对照改")
            return
        olds, news = ([Placed(f"措施[{i}]", m) for i, m in enumerate(entries)] for entries in (base, edited))
        pairs = _pairs(olds, news)
        for i, j in pairs:
            name, at = f"第{i + 1}条措施", f"{path}.措施[{shown[i]}]"
            self.entry(at, where, name, ours[shown[i]], olds[i], news[j])
            old, new = base[i].ordinal, edited[j].ordinal
            if old != new:
                self.put(f"{at}.序号", new or "", where, f"{name} 序号", old, new or "自动排")
        place = {j: shown[i] for i, j in pairs}
        for j, placed in enumerate(news):
            if j not in place:
                self.out.inserts.append(Insert(f"{path}.措施", _place_behind(j, place), _dumped(placed.entry)))
                self.tell("措施新增", where, _short(placed.text))
        for i in sorted(set(range(len(olds))) - {i for i, _ in pairs}):
            self.withheld(f"{path}.措施[{shown[i]}]", where, "措施缺少", f"第{i + 1}条措施 {_short(olds[i].text)}")

    def aspects(self, path: str, where: str, ours: ProblemEntry, was: ProblemEntry, now: ProblemEntry) -> None:
        if was.aspects == now.aspects:
            return
        if not len(ours.aspects) == len(was.aspects) == len(now.aspects):
            self.tell("未收回", where, "具体表现的个数变了，没有收回，请对照改")
            return
        entries: Iterator[tuple[AspectEntry, AspectEntry, AspectEntry]]
        entries = zip(ours.aspects, was.aspects, now.aspects, strict=True)
        for k, (own, old, new) in enumerate(entries):
            at = f"{path}.具体表现[{k}]"
            for key, name in (("表述", "title"), ("标签", "label")):
                before, after = getattr(old, name), getattr(new, name)
                if before != after:
                    self.put(f"{at}.{key}", after or "", where, f"具体表现 {key}", before, after)
            self.measures(at, f"{where} 具体表现“{own.title}”", own.measures, old.measures, new.measures)
            self.result(at, where, own.result, old.result, new.result)


def facts_changed(old: str, new: str) -> str:
    """5个 → 8个；云岭区 → 江州市: figures, dates and names that differ; empty where none does."""
    found = [moved] if (moved := figures_moved(old, new)) else []
    before, after = _names(old), _names(new)
    gone = [n for n in before if n not in after and n not in new]
    more = [n for n in after if n not in before and n not in old]
    if gone or more:
        found.append(f"{'、'.join(gone) or '（无）'} → {'、'.join(more) or '（无）'}")
    return "；".join(found)


def _names(text: str) -> list[str]:
    folded = fold(text)
    found = _TITLES.findall(text) + [b.text for b in bodies_in(folded)] + [m.name for m in mentions(folded)]
    return list(dict.fromkeys([*found, *(name for name, _ in persons_in(folded))]))


def _pairs(olds: list[Placed], news: list[Placed]) -> list[tuple[int, int]]:
    """The same measure before and after; one that had nothing yet is the one between the same neighbours."""
    pairs = dict(match_measures(olds, news))
    free = [j for j in range(len(news)) if j not in pairs.values()]
    for i, placed in enumerate(olds):
        if i not in pairs and "【待补" in placed.text:
            low = max((pairs[k] for k in pairs if k < i), default=-1)
            high = min((pairs[k] for k in pairs if k > i), default=len(news))
            if (j := next((j for j in free if low < j < high), None)) is not None:
                pairs[i] = j
                free.remove(j)
    return sorted(pairs.items())


def _as_measures(points: Sequence[PointEntry]) -> list[Placed]:
    entries = [MeasureEntry(lead=p.lead, content=p.content) for p in points]
    return [
        Placed(f"措施[{i}]", e.model_copy(update={"lead": None if e.lead == NONE else e.lead}))
        for i, e in enumerate(entries)
    ]


def _place_behind(j: int, place: dict[int, int]) -> int:
    """Where in the ledger's list the j-th of the edited draft belongs: behind the nearest one before it."""
    before = [place[k] for k in place if k < j]
    return max(before) + 1 if before else min(place.values(), default=0)


def _parted(base: Ledger, edited: Ledger, key: str) -> bool:
    """Whether 整改进展 has several headings, which are the problems' 部分."""
    return key == "整改进展" and any(p.part for p in (*base.problems, *edited.problems))


def _dumped(entry: Any) -> dict[str, Any]:
    data: dict[str, Any] = entry.model_dump(by_alias=True, exclude_defaults=True)
    return data


def _joined(title: str | None) -> str:
    return bare(title or "")


def _named(problem: ProblemEntry) -> str:
    return f"问题{problem.number or ''}“{problem.printed_title}”"


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(map(_words, value))
    if isinstance(value, PointEntry | MeasureEntry):
        return "。".join(str(p) for p in (value.lead, value.content) if p and p != NONE)
    if isinstance(value, BlockEntry):
        return "\n".join(map(_words, [value.title, value.overview, value.points]))
    return str(value)


def _quoted(text: str, other: str) -> str:
    """The text, cut to where it differs from the other."""
    if not text.strip():
        return "（无）"
    at = next((i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    start = max(0, at - 10) if len(text) > _PRINTED else 0
    cut = re.sub(r"\s+", " ", text[start : start + _PRINTED])
    return f"“{'…' if start else ''}{cut}{'…' if start + _PRINTED < len(text) else ''}”"


def _short(text: str) -> str:
    return _quoted(text, text[:0])
