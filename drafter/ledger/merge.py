"""Two rounds of a ledger: what changed between them, and the newer facts put into the older text.

The writer's own wording, order and comments stay; facts that departments report (statuses, dates, units, evidence,
figures) are taken over; what cannot be decided here is said, and kept in the problem's 内部备注.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from drafter.ledger.edit import TextEdit
from drafter.ledger.field import APART, FILLED, GROWS, NEWER, WORDS, names_with
from drafter.ledger.load import load_ledger_text, usable_text
from drafter.ledger.match import (
    CLAUSE,
    Placed,
    amount,
    bare,
    clauses,
    figure,
    match_measures,
    match_problems,
    numbered_alike,
    placed_measures,
    without_figures,
)
from drafter.ledger.model import ENTRIES, Entry, Ledger, MeasureEntry, ProblemEntry
from drafter.ledger.shape import Shape, ledger_shape
from drafter.ledger.source import read_ledger_text
from drafter.text.statuses import Status
from drafter.yamlnodes import Node

_FACTS = names_with(ProblemEntry, NEWER)
_TO_FILL = names_with(ProblemEntry, FILLED)
_OF_MEASURES = names_with(MeasureEntry, NEWER, WORDS, FILLED, GROWS)
_WORDING = frozenset(key for model in ENTRIES for key in names_with(model, WORDS))
_TOLD_APART = 3  # problems that are missing, each told by itself


class Open(NamedTuple):
    """A value that the newer ledger gives and the older one keeps: somebody has to decide."""

    path: str  # 问题[2].措施[0].内容
    item: str  # 第1条措施的内容
    now: Any
    said: Any  # None: it was emptied


class Change(NamedTuple):
    """One difference. `kind`: 状态, 数字, 措辞, 措施新增, 措施缺少, 问题新增, 问题缺少, or the name of a key."""

    kind: str
    where: str  # 问题3“产业转型步伐不快”, or the name of a part
    text: str
    open: Open | None = None
    path: str = ""  # of what an edited draft says otherwise: where the ledger takes it
    printed: str = ""  # and what the draft printed there, which the ledger may hold in other fields


@dataclass(frozen=True)
class Changes:
    """What changed from one ledger to another."""

    entries: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries)

    def of(self, kind: str) -> list[Change]:
        return [entry for entry in self.entries if entry.kind == kind]

    def lines(self) -> list[str]:
        """For people: a summary, then one line for each difference, under its problem."""
        if not self.entries:
            return []
        counts: dict[str, int] = {}
        for entry in self.entries:
            counts[entry.kind] = counts.get(entry.kind, 0) + 1
        out = ["共有" + "，".join(f"{kind} {count} 处" for kind, count in counts.items()) + "。"]
        where = None
        for entry in self.entries:
            if entry.where != where:
                where = entry.where
                out.append(where)
            out.append(f"  {entry.kind}：{entry.text}")
        return out


def diff_ledgers(a: Ledger, b: Ledger) -> Changes:
    """What differs from `a` to `b`: problems and measures matched by number and wording, then the other parts."""
    entries: list[Change] = []
    pairs = match_problems(a.problems, b.problems)
    entries += _problem_changes(a, b, pairs)
    before, after = _plain(a), _plain(b)
    for part in ledger_shape().fields:
        if part != "问题":
            entries += _part_changes(before.get(part), after.get(part), part)
    return Changes(tuple(entries))


def _problem_changes(a: Ledger, b: Ledger, pairs: list[tuple[int, int]]) -> Iterator[Change]:
    matched_b = {j: i for i, j in pairs}
    for j, problem in enumerate(b.problems):
        if j not in matched_b:
            count = len(placed_measures(problem))
            yield Change("问题新增", label(problem), f"前一份里没有对应的问题；有措施{count}条")
        else:
            yield from _one_problem(a.problems[matched_b[j]], problem)
    gone = set(range(len(a.problems))) - {i for i, _ in pairs}
    for i in sorted(gone):
        yield Change("问题缺少", label(a.problems[i]), "后一份里没有对应的问题")


def _one_problem(old: ProblemEntry, new: ProblemEntry) -> Iterator[Change]:
    where = label(old)
    if str(old.number) != str(new.number):
        yield Change("编号", where, f"{_shown(old.number)} → {_shown(new.number)}")
    if old.title != new.title:
        yield Change("措辞", where, f"表述“{old.title}” → “{new.title}”")
    for key, name in _FACTS.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(key, where, f"{_shown(before)} → {_shown(after)}")
    for key, name in _TO_FILL.items():
        if getattr(old, name) != getattr(new, name):
            yield Change("措辞", where, f"{key}：{_shown(getattr(old, name))} → {_shown(getattr(new, name))}")
    olds, news = placed_measures(old), placed_measures(new)
    pairs = match_measures(olds, news)
    for i, j in pairs:
        yield from _one_measure(where, olds[i], news[j], i)
    for j in sorted(set(range(len(news))) - {j for _, j in pairs}):
        yield Change("措施新增", where, _short(news[j].text))
    for i in sorted(set(range(len(olds))) - {i for i, _ in pairs}):
        yield Change("措施缺少", where, _short(olds[i].text))
    yield from _text_changes(where, "成效", old.result, new.result)
    if old.notes != new.notes:
        keys = sorted(k for k in {*old.notes, *new.notes} if old.notes.get(k) != new.notes.get(k))
        yield Change("内部备注", where, f"有变化：{'、'.join(keys)}")
    if [(x.title, x.result) for x in old.aspects] != [(x.title, x.result) for x in new.aspects]:
        yield Change(
            "具体表现", where, f"{_shown([x.title for x in old.aspects])} → {_shown([x.title for x in new.aspects])}"
        )


def _one_measure(where: str, old: Placed, new: Placed, number: int) -> Iterator[Change]:
    name = f"第{number + 1}条措施"
    if old.entry.status != new.entry.status:
        yield Change(
            "状态", where, f"{name} {_shown(old.entry.status)} → {_shown(new.entry.status)}（{_short(old.text)}）"
        )
    yield from _text_changes(where, name, old.text, new.text)
    for key, was, now in (
        ("计划", old.entry.plan or None, new.entry.plan or None),
        ("公开", old.entry.public, new.entry.public),
    ):
        if was != now:
            yield Change(key, where, f"{name} {_shown(was)} → {_shown(now)}")
    if old.entry.evidence != new.entry.evidence:
        yield Change("佐证", where, f"{name} {_shown(old.entry.evidence)} → {_shown(new.entry.evidence)}")


def _text_changes(where: str, name: str, old: str | None, new: str | None) -> Iterator[Change]:
    """Figures that moved, and words that changed."""
    if (old or "") == (new or ""):
        return
    moved = figures_moved(old or "", new or "")
    if moved:
        yield Change("数字", where, f"{name} {moved}")
    if without_figures(old or "") != without_figures(new or ""):
        yield Change("措辞", where, f"{name} {_short(old or '（无）')} → {_short(new or '（无）')}")
    elif not moved:
        yield Change("措辞", where, f"{name} 只有标点或空格不同")


def figures_moved(old: str, new: str) -> str:
    """5个 → 8个；12户 → 15户; empty where both have the same figures."""
    before, after = figure().findall(old), figure().findall(new)
    if sorted(before) == sorted(after):
        return ""
    if len(before) == len(after):
        return "；".join(f"{x} → {y}" for x, y in zip(before, after, strict=True) if x != y)
    gone = [x for x in before if x not in after]
    more = [y for y in after if y not in before]
    return f"{'、'.join(gone) or '（无）'} → {'、'.join(more) or '（无）'}"


def _part_changes(old: Any, new: Any, path: str) -> Iterator[Change]:
    """Differences of the parts around the problems, key by key."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            yield from _part_changes(old.get(key), new.get(key), f"{path}.{key}")
    else:
        part, _, key = path.partition(".")
        yield Change("其他", part, f"{key + ' ' if key else ''}{_shown(old)} → {_shown(new)}")


def _plain(ledger: Ledger) -> dict[str, Any]:
    return ledger.model_dump(by_alias=True, exclude_defaults=True)


def label(problem: ProblemEntry) -> str:
    number = "" if problem.number is None else str(problem.number)
    return f"问题{number}“{problem.title.translate(_INNER)}”"


_INNER = str.maketrans("“”", "‘’")  # inside quotation marks


def _shown(value: Any) -> str:
    if value is None or value == [] or value == "":
        return "（无）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return "、".join(_shown(item) for item in value)
    if isinstance(value, Entry):
        return _shown(value.model_dump(by_alias=True, exclude_defaults=True))
    if isinstance(value, dict):
        return "，".join(f"{key}：{_shown(inner)}" for key, inner in value.items())
    return _short(str(value))


def _short(text: str) -> str:
    line = re.sub(r"\s+", " ", text)
    return f"“{line}”" if len(line) <= 40 else f"“{line[:38]}…”"


# Putting the newer facts into the older text


def update_ledger(old: Path | str, new: Ledger, given: Collection[str] = ()) -> tuple[str, Changes]:
    """The older ledger's text with the newer facts in it, and what was done.

    `old` is a file or its text. What `new` does not say stays as it is; nothing of the older text is taken away.
    `given`: the keys that the newer sheet has columns for (状态, 措施.内容); an empty one was emptied, which is told.
    Raises InputError where the older ledger cannot be read.
    """
    name = str(old) if isinstance(old, Path) else "台账"
    text = usable_text(read_ledger_text(old) if isinstance(old, Path) else old, name)
    ledger = load_ledger_text(text, name)
    update = _Update(TextEdit(text), ledger, frozenset(given))
    update.problems(new)
    update.parts(_plain(ledger), _plain(new))
    result = update.edit.result()
    load_ledger_text(result, name)  # never hand back what cannot be read again
    return result, Changes(tuple(update.entries))


@dataclass
class _Update:
    edit: TextEdit
    ledger: Ledger
    given: frozenset[str] = frozenset()
    entries: list[Change] = field(default_factory=list)
    at: str = ""  # path of the problem at hand

    def tell(self, kind: str, where: str, text: str, left: Open | None = None) -> None:
        self.entries.append(Change(kind, where, text, left))

    def problems(self, new: Ledger) -> None:
        shape = ledger_shape().fields["问题"].item
        assert shape is not None
        pairs = match_problems(self.ledger.problems, new.problems)
        nodes = _items(self.edit, self.edit.root, "问题")
        of_new = {j: i for i, j in pairs}
        for j, problem in enumerate(new.problems):
            if j in of_new:
                i = of_new[j]
                self.at = f"问题[{i}]"
                self.problem(nodes[i], shape, self.ledger.problems[i], problem)
        added = [problem for j, problem in enumerate(new.problems) if j not in of_new]
        if added:
            data = [p.model_dump(by_alias=True, exclude_defaults=True) for p in added]
            self.edit.append(self.edit.root, "问题", data, ledger_shape())
        for problem in added:
            self.tell(
                "问题新增",
                label(problem),
                "原台账里没有对应的问题，已加在最后；若是改了表述和编号的旧问题，请手工合并",
            )
        matched = {i for i, _ in pairs}
        left = [problem for i, problem in enumerate(self.ledger.problems) if i not in matched]
        if len(left) > max(_TOLD_APART, len(matched)):  # what one department sends back
            self.tell("问题缺少", "其余问题", f"填回的只有{len(matched)}个问题，其余{len(left)}个原样保留")
            return
        for i, problem in enumerate(self.ledger.problems):
            if i not in matched:
                self.tell("问题缺少", label(problem), "新台账里没有对应的问题，原样保留，请核对")

    def problem(self, node: Node, shape: Shape, old: ProblemEntry, new: ProblemEntry) -> None:
        where = label(old)
        notes: dict[str, Any] = {}
        if new.number is not None and str(new.number) != str(old.number):
            left = Open(f"{self.at}.编号", "编号", old.number, new.number)
            own = next(i for i, known in enumerate(self.ledger.problems) if known is old)
            twin = numbered_alike(self.ledger.problems, own, new.number)
            said = f"；改了就和{label(self.ledger.problems[twin])}同号" if twin is not None else ""
            self.tell("编号", where, f"新台账里是 {new.number}，保留原来的 {_shown(old.number)}{said}", left)
        if bare(new.title) not in (bare(old.title), bare(old.public_title or "")):
            left = Open(f"{self.at}.表述", "表述", old.title, new.title)
            self.tell("措辞", where, f"新台账的表述是“{new.title}”，保留原来的", left)
        for key, name in _FACTS.items():
            self._fact(node, shape, key, where, getattr(old, name), getattr(new, name), name in new.model_fields_set)
        self._measures(node, shape, old, new, where, notes)
        if old.result and not new.result and "成效" in self.given:
            self._emptied(where, "成效", old.result, f"{self.at}.成效")
        if new.result:
            self._wording(node, shape, "成效", where, old.result, new.result, notes, self.at)
        for key, name in _TO_FILL.items():
            said = getattr(new, name)
            if said and not getattr(old, name):
                self.edit.set(node, key, said, shape)
                self.tell(key, where, f"补充为“{said}”")
            elif said and said != getattr(old, name):
                left = Open(f"{self.at}.{key}", key, getattr(old, name), said)
                self.tell("措辞", where, f"新台账的{key}是“{said}”，保留原来的", left)
        self._notes(node, shape, old, {**new.notes, **notes}, where)

    def _fact(self, node: Node, shape: Shape, key: str, where: str, old: Any, new: Any, given: bool) -> None:
        """A fact that the newer ledger gives; one that it leaves out says nothing."""
        said = old not in (None, [], "") and old is not True  # 公开: 是 is what saying nothing means, too
        if key in self.given and said and (not given or new in (None, [], "")):
            self._emptied(where, key, old, f"{self.at}.{key}")
        if not given or new in (None, [], "") or new == old:
            return
        value = ("是" if new else "否") if key == "公开" else new
        if key == "责任单位" and set(new) <= set(old):
            left = Open(f"{self.at}.{key}", key, old, new)
            self.tell(key, where, f"新台账只有 {_shown(new)}，保留原来的 {_shown(old)}", left)
            return
        self.edit.set(node, key, value, shape)
        self.tell(key, where, f"{_shown(old)} → {_shown(new)}")

    def _emptied(self, where: str, name: str, old: Any, path: str | None = None) -> None:
        left = Open(path, name, old, None) if path else None
        self.tell("清空", where, f"{name} 填回的表里是空的，原为 {_shown(old)}，保留原来的，请核对", left)

    def _measures(
        self, node: Node, shape: Shape, old: ProblemEntry, new: ProblemEntry, where: str, notes: dict[str, Any]
    ) -> None:
        olds, news = placed_measures(old), placed_measures(new)
        pairs = match_measures(olds, news)
        item = shape.fields["措施"].item
        assert item is not None
        for i, j in pairs:
            self._measure(_measure_node(self.edit, node, olds[i]), item, olds[i], news[j], i, where, notes)
        matched = {j for _, j in pairs}
        added: dict[int | None, list[Placed]] = {}
        told: set[int] = set()  # older measures of which a newer figure stands apart from them
        for j, placed in enumerate(news):
            same = None if j in matched else _of_the_same(olds, placed)
            if same is not None:
                told.add(same)
                there = _measure_node(self.edit, node, olds[same])
                self._newer_figure(there, item, olds[same], placed, same, where, notes)
            elif j not in matched:
                home = _home(old, new, placed)
                added.setdefault(home, []).append(placed)
                self.tell("措施新增", where, _short(placed.text))
        for aspect, entries in added.items():
            data = [p.entry.model_dump(by_alias=True, exclude_defaults=True) for p in entries]
            owner = node if aspect is None else _items(self.edit, node, "具体表现")[aspect]
            owner_shape = shape if aspect is None else shape.fields["具体表现"].item
            assert owner_shape is not None
            self.edit.append(owner, "措施", data, owner_shape)
        self._new_aspects(node, shape, old, new, where)
        if news:
            for i in sorted(set(range(len(olds))) - {i for i, _ in pairs} - told):
                self.tell("措施缺少", where, f"{_short(olds[i].text)} 在新台账里没有，原样保留，请核对")

        elif olds and "措施.内容" in self.given:
            self._emptied(where, "措施", [placed.text for placed in olds])

    def _newer_figure(
        self, node: Node, shape: Shape, old: Placed, new: Placed, number: int, where: str, notes: dict[str, Any]
    ) -> None:
        """A newer figure of what an older measure tells among other things: it replaces the older one where it only
        grew, and is asked about otherwise; it is never printed beside it."""
        name = f"第{number + 1}条措施"
        content = old.entry.content or ""
        updated = _with_newerclauses(content, new.text)
        if updated is not None:
            if updated != content:
                self.edit.set(node, "内容", updated, shape)
                self.tell("数字", where, f"{name} {figures_moved(content, updated)}，已改")
        else:
            notes[f"待核·{name}"] = new.text
            self.tell(
                "数字",
                where,
                f"{name} 与新台账的 {_short(new.text)} 说的是同一件事，未改，已放入内部备注，请核对",
                Open(f"{self.at}.{old.path}.内容", name, content, new.text),
            )

    def _new_aspects(self, node: Node, shape: Shape, old: ProblemEntry, new: ProblemEntry, where: str) -> None:
        """具体表现 that the older ledger does not have; their measures were placed with the problem's own."""
        known = {bare(a.title) for a in old.aspects}
        for aspect in new.aspects:
            if bare(aspect.title) not in known and aspect.title:
                self.tell("具体表现", where, f"新台账有“{aspect.title}”，其措施已并入问题之下，请核对")

    def _measure(
        self, node: Node, shape: Shape, old: Placed, new: Placed, number: int, where: str, notes: dict[str, Any]
    ) -> None:
        name, at = f"第{number + 1}条措施", f"{self.at}.{old.path}"
        if new.entry.status and new.entry.status != old.entry.status:
            self.edit.set(node, "状态", new.entry.status, shape)
            self.tell("状态", where, f"{name} {_shown(old.entry.status)} → {new.entry.status}")
        evidence = [e for e in new.entry.evidence if e not in old.entry.evidence]
        if evidence:
            if old.entry.evidence and self.edit.get(node, "佐证")[1].items is None:  # type: ignore[index]
                self.edit.set(node, "佐证", [*old.entry.evidence, *evidence], shape)
            else:
                self.edit.append(node, "佐证", evidence, shape)
            self.tell("佐证", where, f"{name} 增加 {_shown(evidence)}")
        for key, attribute in _OF_MEASURES.items():
            was, now = getattr(old.entry, attribute), getattr(new.entry, attribute)
            if f"措施.{key}" in self.given and was and now in (None, [], ""):
                self._emptied(where, f"{name}的{key}", was, f"{at}.{key}")
        new_content, old_content = new.entry.content or "", old.entry.content or ""
        if isinstance(old.entry.lead, str) and not new.entry.lead:
            new_content = new_content.removeprefix(f"{old.entry.lead}。").strip()
        elif isinstance(new.entry.lead, str) and not old.entry.lead:
            new_content = new.text
        self._wording(node, shape, "内容", where, old_content or None, new_content, notes, at, name)
        if new.entry.plan and not old.entry.plan:
            self.edit.set(node, "计划", new.entry.plan, shape)
            self.tell("计划", where, f"{name} 补充为 {_short(new.entry.plan)}")
        elif new.entry.plan and bare(new.entry.plan) != bare(old.entry.plan or ""):
            notes[f"待核·{name}的计划"] = new.entry.plan
            left = Open(f"{at}.计划", f"{name}的计划", old.entry.plan, new.entry.plan)
            self.tell("计划", where, f"{name} 保留原来的；新台账的计划已放入内部备注", left)
        if "public" in new.entry.model_fields_set and new.entry.public != old.entry.public:
            self.edit.set(node, "公开", "是" if new.entry.public else "否", shape)
            self.tell("公开", where, f"{name} {_shown(old.entry.public)} → {_shown(new.entry.public)}")

    def _wording(
        self,
        node: Node,
        shape: Shape,
        key: str,
        where: str,
        old: str | None,
        new: str,
        notes: dict[str, Any],
        at: str,
        name: str | None = None,
    ) -> None:
        """The writer's words with the newer figures; other words are kept beside them. `at`: path of the owner."""
        name = name or key
        left = Open(f"{at}.{key}", name, old, new)
        if not new or bare(new) == bare(old or ""):
            return
        if not old:
            self.edit.set(node, key, new, shape)
            self.tell(name, where, f"补充为 {_short(new)}")
            return
        moved = figures_moved(old, new)
        updated = _with_figures(old, new)
        if updated is not None and updated != old:
            self.edit.set(node, key, updated, shape)
            self.tell("数字", where, f"{name} {moved}，已改")
        elif moved:
            self.tell("数字", where, f"{name} {moved}，措辞不同，未改，新台账的文字已放入内部备注，请核对", left)
        if without_figures(old) != without_figures(new):
            notes[f"待核·{name}"] = new
            if not moved:
                told = f"{name} 保留原来的；新台账的文字已放入内部备注：{_short(new)}"
                self.tell("措辞", where, told, left)

    def _notes(self, node: Node, shape: Shape, old: ProblemEntry, new: dict[str, Any], where: str) -> None:
        merged, told = {}, []
        for key, value in new.items():
            before = old.notes.get(key)
            if before == value or (isinstance(before, str) and isinstance(value, str) and value in before):
                continue
            if not (isinstance(before, str) and isinstance(value, str)):
                merged[key] = value
                told.append(key)
            elif without_figures(before) == without_figures(value):  # 70% that has become 85%
                merged[key] = value
                told.append(f"{key}（原为{_short(before)}）")
            else:
                merged[key] = f"{before}\n{value}"
                told.append(key)
        if not merged:
            return
        found = self.edit.get(node, "内部备注")
        if found is None or found[1].empty or not found[1].pairs:
            self.edit.set(node, "内部备注", merged, shape)
        else:
            for key, value in merged.items():
                self.edit.set(found[1], key, value, Shape("free"))
        self.tell("内部备注", where, f"更新：{'、'.join(told)}")

    # The other parts

    def parts(self, old: dict[str, Any], new: dict[str, Any]) -> None:
        for part, shape in ledger_shape().fields.items():
            if part not in names_with(Ledger, APART) and part in new:
                self._part(self.edit.root, ledger_shape(), part, shape, old.get(part), new[part], part)

    def _part(self, owner: Node, owner_shape: Shape, key: str, shape: Shape, old: Any, new: Any, path: str) -> None:
        """A key outside the problems: missing facts are added, other facts corrected, wording is the writer's."""
        part, _, name = path.partition(".")
        found = self.edit.get(owner, key)
        if old == new or new in (None, "", [], {}):
            return
        if old in (None, "", [], {}):
            if found is not None and found[1].pairs and isinstance(new, dict):
                for inner, value in new.items():
                    self._part(
                        found[1], shape, inner, shape.fields.get(inner, Shape("text")), None, value, f"{path}.{inner}"
                    )
                return
            self.edit.set(owner, key, new, owner_shape)
            self.tell("补充", part, f"{name + ' ' if name else ''}{_shown(new)}")
        elif isinstance(old, dict) and isinstance(new, dict) and found is not None and shape.kind == "mapping":
            for inner, value in new.items():
                self._part(found[1], shape, inner, shape.fields[inner], old.get(inner), value, f"{path}.{inner}")
        elif isinstance(old, list) and isinstance(new, list):
            self._list(owner, owner_shape, key, old, new, path)
        elif key in _WORDING or part in _WORDING:
            left = Open(path, name or part, old, new) if isinstance(old, str) and isinstance(new, str) else None
            self.tell("措辞", part, f"{name or part} 新台账是 {_shown(new)}，保留原来的", left)
        else:
            self.edit.set(owner, key, new, owner_shape)
            self.tell("更正", part, f"{name} {_shown(old)} → {_shown(new)}")

    def _list(self, owner: Node, shape: Shape, key: str, old: list[Any], new: list[Any], path: str) -> None:
        part, _, name = path.partition(".")
        missing = [entry for entry in new if entry not in old]
        if key in ("要点", "板块"):
            if missing:
                self.tell("措辞", part, f"{name} 与新台账不同，保留原来的")
            return
        found = self.edit.get(owner, key)
        if missing and found is not None:
            if found[1].items is None:  # one text without brackets
                self.edit.set(owner, key, [*old, *missing], shape)
            else:
                self.edit.append(owner, key, missing, shape)
            self.tell("补充", part, f"{name} 增加 {_shown(missing)}")


def _items(edit: TextEdit, mapping: Node, key: str) -> list[Node]:
    """The nodes of a list, as the model counts them."""
    found = edit.get(mapping, key)
    return [item for item in (found[1].items or [] if found else []) if not item.empty]


def _measure_node(edit: TextEdit, problem: Node, placed: Placed) -> Node:
    owner = problem if placed.aspect is None else _items(edit, problem, "具体表现")[placed.aspect]
    return _items(edit, owner, "措施")[placed.index]


def _home(old: ProblemEntry, new: ProblemEntry, placed: Placed) -> int | None:
    """The 具体表现 of the older problem to which a new measure belongs."""
    if placed.aspect is None:
        return None
    title = bare(new.aspects[placed.aspect].title)
    return next((i for i, aspect in enumerate(old.aspects) if bare(aspect.title) == title), None)


def _with_figures(old: str, new: str) -> str | None:
    """The older words with the newer figures, where the same things are counted in the same order."""
    before, after = figure().findall(old), figure().findall(new)

    def units(figures: list[str]) -> list[str]:
        return [re.sub(r"[0-9.,]", "", printed) for printed in figures]

    if len(before) != len(after) or units(before) != units(after):
        return None
    about = zip(before, after, _around(old), _around(new), strict=True)
    if any(was != now and not _one_thing(there, here) for was, now, there, here in about):
        return None  # 选派干部4人 and 轮岗干部7人: nobody sent seven
    return _refigured(old, after)


ONE_THING = 40  # rapidfuzz ratio of two clauses from which they count the same thing


def _around(text: str) -> list[str]:
    """The clause that each figure stands in, without its figures."""
    found = list(CLAUSE.finditer(text))
    starts = [clause.start() for clause in found]
    at = (bisect.bisect_right(starts, match.start()) - 1 for match in figure().finditer(text))
    return [without_figures(found[i].group()) for i in at]  # 1,204册 stands where it begins


def _one_thing(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other) >= ONE_THING


def _refigured(text: str, figures: list[str]) -> str:
    """The text with these figures in the places of its own."""
    following = iter(figures)
    return figure().sub(lambda _: next(following), text)


def _of_the_same(olds: list[Placed], new: Placed) -> int | None:
    """The older measure that has a clause which differs from one of the new measure's in its figures alone."""
    keys = set(clauses(new.text))
    return next((i for i, old in enumerate(olds) if keys & set(clauses(old.entry.content or ""))), None)


def _with_newerclauses(old: str, new: str) -> str | None:
    """The older words with the newer figures of the clauses that `new` repeats; None where it tells more than that, or
    a figure became less."""
    before, after = clauses(old), clauses(new)
    said = [match.group() for match in CLAUSE.finditer(new)]
    if len(said) != len(after) or not set(after) <= set(before):
        return None
    for key, clause in sorted(after.items(), key=lambda pair: -before[pair[0]].start()):
        was, now = figure().findall(before[key].group()), figure().findall(clause.group())
        if any(amount(y) < amount(x) for x, y in zip(was, now, strict=True)):
            return None
        start, end = before[key].span()
        old = old[:start] + _refigured(old[start:end], now) + old[end:]
    return old


# Since the last round


class Progress(NamedTuple):
    """What is new in one problem of the current ledger."""

    problem: int  # index in the current ledger
    previous: int | None  # index in the previous one; None: the problem is new
    status_before: Status | None
    status: Status | None
    new_measures: tuple[int, ...]  # indexes among the problem's measures, its own first, then those of its 具体表现
    figures: tuple[str, ...]  # 第2条措施 5个 → 8个

    @property
    def completed(self) -> bool:
        """It was not finished then, and is now."""
        return self.status == "已完成" and self.previous is not None and self.status_before != "已完成"

    @property
    def moved(self) -> bool:
        return self.previous is None or self.status != self.status_before or bool(self.new_measures or self.figures)


@dataclass(frozen=True)
class Since:
    """What is new since the previous round, for 通报.上期."""

    problems: tuple[Progress, ...]
    gone: tuple[int, ...]  # indexes in the previous ledger

    @property
    def completed(self) -> int:
        return sum(1 for p in self.problems if p.completed)

    @property
    def new_measures(self) -> int:
        return sum(len(p.new_measures) for p in self.problems)

    def of(self, problem: int) -> Progress:
        return self.problems[problem]


def changes_since(previous: Ledger, current: Ledger) -> Since:
    """What each problem of `current` has that `previous` had not."""
    pairs = match_problems(previous.problems, current.problems)
    of_current = {j: i for i, j in pairs}
    found = []
    for j, problem in enumerate(current.problems):
        i = of_current.get(j)
        news = placed_measures(problem)
        if i is None:
            found.append(Progress(j, None, None, problem.status, tuple(range(len(news))), ()))
            continue
        before = previous.problems[i]
        olds = placed_measures(before)
        matched = match_measures(olds, news)
        fresh = tuple(sorted(set(range(len(news))) - {n for _, n in matched}))
        figures = tuple(
            f"第{n + 1}条措施 {moved}" for o, n in matched if (moved := figures_moved(olds[o].text, news[n].text))
        )
        found.append(Progress(j, i, before.status, problem.status, fresh, figures))
    gone = tuple(sorted(set(range(len(previous.problems))) - {i for i, _ in pairs}))
    return Since(tuple(found), gone)
