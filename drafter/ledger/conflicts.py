"""What several departments send back, as one ledger: what they agree on is merged, what they say differently of one
thing is left as it stands and becomes a conflict that somebody decides.

A copy that still says what the ledger said has nothing to say; the order of the files decides nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from drafter.errors import InputError
from drafter.ledger.edit import TextEdit
from drafter.ledger.excel_codec import split_list
from drafter.ledger.field import APART, ASKED, FILLED, NEWER, WORDS, names_with
from drafter.ledger.load import load_ledger_text, usable_text
from drafter.ledger.match import (
    SAME_WORDING,
    Placed,
    bare,
    match_measures,
    match_problems,
    numbered_alike,
    placed_measures,
    without_figures,
)
from drafter.ledger.merge import Change, Changes, Open, label, update_ledger
from drafter.ledger.model import Ledger, MeasureEntry, ProblemEntry
from drafter.ledger.path import steps_of, value_at
from drafter.ledger.shape import Shape, ledger_shape
from drafter.yamlnodes import Node

_PROBLEM = names_with(ProblemEntry, NEWER, WORDS, FILLED, ASKED)
_MEASURE = names_with(MeasureEntry, NEWER, WORDS, FILLED)
NOTHING = "（空）"


class Sent(NamedTuple):
    """A ledger that came back; `given`: the keys that its sheet has columns for."""

    name: str
    ledger: Ledger
    given: frozenset[str] = frozenset()


class Answer(NamedTuple):
    """What some of them say."""

    text: str
    names: tuple[str, ...]


class Conflict(NamedTuple):
    """One value to decide. `now`: what the ledger holds after the update."""

    path: str  # 问题[2].措施[0].内容
    where: str  # 问题3“产业转型步伐不快”
    item: str
    now: str
    answers: tuple[Answer, ...]

    def line(self) -> str:
        said = "；".join(f"{_cut(a.text)}（{'、'.join(a.names)}）" for a in self.answers)
        return f"{self.where} {self.item}：台账 {_cut(self.now)}；{said}"


class Decision(NamedTuple):
    """What somebody decided of a conflict; `now`: what the ledger held then."""

    path: str
    item: str
    now: str
    value: str


class Merged(NamedTuple):
    """The updated text, what was done, and what is to be decided. `names`: who sent what was taken over, by its path;
    empty where there was one alone."""

    text: str
    changes: Changes
    conflicts: tuple[Conflict, ...]
    names: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def merge_sent(text: str, name: str, sent: list[Sent]) -> Merged:
    """The ledger's text with what all of them send back. Raises InputError where the ledger cannot be read."""
    ledger = load_ledger_text(text, name)
    if len(sent) == 1:
        result, changes = update_ledger(text, sent[0].ledger, sent[0].given)
        return Merged(result, changes, tuple(_left_open(changes, lambda _: (sent[0].name,))))
    gathered = _Gathered(ledger, sorted(sent, key=lambda one: one.name))
    together = gathered.ledger()
    result, changes = update_ledger(text, together)
    told = Changes((*gathered.told, *changes.entries))
    found = [*gathered.conflicts, *_left_open(told, gathered.names_of)]
    order = {_place(conflict.path): conflict for conflict in reversed(found)}
    return Merged(result, told, tuple(order[key] for key in sorted(order)), gathered.senders())


def _place(path: str) -> tuple[int, ...]:
    """A path as the ledger is read: 问题[10] behind 问题[9], 状态 before 措施."""
    order = _reading_order()
    return tuple(s if isinstance(s, int) else order.get(s, len(order)) for s in steps_of(path))


@cache
def _reading_order() -> dict[str, int]:
    """The keys of a ledger in the order in which they stand."""
    keys: dict[str, int] = {}
    waiting = [ledger_shape()]
    while waiting:
        shape = waiting.pop(0)
        for key in shape.fields:
            keys.setdefault(key, len(keys))
        waiting += [*shape.fields.values(), *([shape.item] if shape.item else [])]
    return keys


def _left_open(changes: Changes, names_of: Any) -> Iterator[Conflict]:
    for change in changes.entries:
        if left := change.open:
            answer = Answer(text_of(left.said), names_of(left.path))
            yield Conflict(left.path, change.where, left.item, text_of(left.now), (answer,))


def text_of(value: Any) -> str:
    """A value as a cell shows it."""
    if value is None or value == [] or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(value)


def _cut(text: str) -> str:
    return text if len(text) <= 30 else text[:28] + "…"


@dataclass
class _Added:
    """A measure that somebody added; `others`: who else did, in nearly the same words."""

    title: str | None  # of its 具体表现
    entry: MeasureEntry
    name: str
    others: list[_Added] = field(default_factory=list)
    home: int | None = None  # the 具体表现 and the place in it that it is given
    number: int | None = None

    @property
    def text(self) -> str:
        said = self.entry.content or self.entry.plan
        return said if isinstance(said, str) else ""

    def says_nearly(self, other: _Added) -> bool:
        from rapidfuzz import fuzz

        if bare(self.text) == bare(other.text):
            return True
        alike = fuzz.ratio(without_figures(self.text), without_figures(other.text)) >= SAME_WORDING
        return alike and self.title == other.title and self.name not in {o.name for o in (other, *other.others)}


@dataclass
class _Gathered:
    """What they say of each problem and measure of the older ledger, and what is new."""

    old: Ledger
    sent: list[Sent]
    said: dict[str, dict[str, tuple[Any, list[str]]]] = field(default_factory=dict)  # path -> text -> value, names
    where: dict[str, tuple[str, str]] = field(default_factory=dict)  # path -> problem, item
    emptied: dict[str, list[str]] = field(default_factory=dict)
    held: dict[str, list[str]] = field(default_factory=dict)  # path of a problem or a measure -> who has it
    added: dict[int, list[_Added]] = field(default_factory=dict)
    notes: dict[int, dict[str, Any]] = field(default_factory=dict)
    problems: list[ProblemEntry] = field(default_factory=list)  # new ones
    evidence: dict[str, list[str]] = field(default_factory=dict)
    noted: dict[str, list[str]] = field(default_factory=dict)  # path of a note, of the evidence -> who sent it
    parts: dict[str, Any] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    told: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parts = _plain(self.old)
        for one in self.sent:
            pairs = match_problems(self.old.problems, one.ledger.problems)
            for i, j in pairs:
                self._problem(one, i, one.ledger.problems[j])
            known = {j for _, j in pairs}
            fresh = [p for j, p in enumerate(one.ledger.problems) if j not in known]
            again = {j for _, j in match_problems(self.problems, fresh)}
            self.problems += [p for j, p in enumerate(fresh) if j not in again]
            self._part(one.name, _plain(self.old), _plain(one.ledger), "")

    def names_of(self, path: str) -> tuple[str, ...]:
        """Who says something else than the ledger there."""
        said = [name for _, names in self.said.get(path, {}).values() for name in names]
        return tuple(dict.fromkeys([*said, *self.emptied.get(path, [])])) or tuple(one.name for one in self.sent)

    def senders(self) -> dict[str, tuple[str, ...]]:
        """Who sent what was taken over, by where the ledger keeps it."""
        found = {path: [n for _, names in said.values() for n in names] for path, said in self.said.items()}
        for i, added in self.added.items():
            for new in added:
                part = "" if new.home is None else f"具体表现[{new.home}]."
                names = [one.name for one in (new, *new.others)]
                found[f"问题[{i}].{part}措施[{new.number}]"] = names
        return {path: tuple(dict.fromkeys(names)) for path, names in {**self.noted, **found}.items()}

    def _say(self, path: str, where: str, item: str, value: Any, name: str) -> None:
        self.where[path] = where, item
        self.said.setdefault(path, {}).setdefault(bare(text_of(value)), (value, []))[1].append(name)

    def _problem(self, one: Sent, i: int, new: ProblemEntry) -> None:
        old, at = self.old.problems[i], f"问题[{i}]"
        where = label(old)
        self.held.setdefault(at, []).append(one.name)
        for key, name in _PROBLEM.items():
            self._value(one, f"{at}.{key}", where, key, key, (old, new, name))
        for key, value in new.notes.items():
            before = self.notes.setdefault(i, {}).get(key)
            if value not in (before, old.notes.get(key)):
                self.notes[i][key] = value if before is None else f"{before}\n{value}"
                self.noted.setdefault(f"{at}.内部备注.{key}", []).append(one.name)
        olds, news = placed_measures(old), placed_measures(new)
        pairs = match_measures(olds, news)
        for a, b in pairs:
            self._measure(one, at, where, a, olds[a], news[b].entry)
        if not news:
            return
        self.held.setdefault(f"{at}.措施", []).append(one.name)
        for b in sorted(set(range(len(news))) - {b for _, b in pairs}):
            aspect = news[b].aspect
            title = None if aspect is None else new.aspects[aspect].title
            fresh = _Added(title, news[b].entry, one.name)
            added = self.added.setdefault(i, [])
            again = next((known for known in added if fresh.says_nearly(known)), None)
            if again is None:
                added.append(fresh)
            else:
                again.others.append(fresh)

    def _measure(self, one: Sent, at: str, where: str, number: int, old: Placed, new: MeasureEntry) -> None:
        path = f"{at}.{old.path}"
        self.held.setdefault(path, []).append(one.name)
        for key, name in _MEASURE.items():
            item = f"第{number + 1}条措施" + (f"的{key}" if key != "内容" else "")
            self._value(one, f"{path}.{key}", where, item, f"措施.{key}", (old.entry, new, name))
        known = self.evidence.setdefault(path, list(old.entry.evidence))
        if fresh := [proof for proof in new.evidence if proof not in known]:
            known += fresh
            self.noted.setdefault(f"{path}.佐证", []).append(one.name)

    def _value(self, one: Sent, path: str, where: str, item: str, key: str, entries: tuple[Any, Any, str]) -> None:
        old, new, name = entries
        before, now = getattr(old, name), getattr(new, name)
        if now in (None, [], "") or name not in new.model_fields_set:
            if key in one.given and name in old.model_fields_set and before not in (None, [], ""):
                self.where[path] = where, item
                self.emptied.setdefault(path, []).append(one.name)
        elif not isinstance(now, (str, list, dt.date, bool)) or bare(text_of(now)) == bare(text_of(before)):
            return
        elif name != "units" or not set(now if isinstance(now, list) else ()) <= set(before):
            self._say(path, where, item, now, one.name)

    def _part(self, name: str, old: Any, new: Any, path: str) -> None:
        """The parts around the problems, key by key; lists grow."""
        for key, value in new.items() if isinstance(new, dict) else ():
            at, before = (f"{path}.{key}" if path else key), (old or {}).get(key) if isinstance(old, dict) else None
            if at in names_with(Ledger, APART) or value in (None, "", [], {}) or value == before:
                continue
            if isinstance(value, dict):
                self._part(name, before, value, at)
            elif isinstance(value, list):
                _put(self.parts, at, [*(known := _got(self.parts, at) or []), *(v for v in value if v not in known)])
            else:
                self._say(at, at.partition(".")[0], at.partition(".")[2] or at, value, name)

    def ledger(self) -> Ledger:
        """What they say together, as one ledger; what they do not agree on is as it was."""
        agreed: dict[str, Any] = {}
        for path, answers in sorted(self.said.items()):
            if len(answers) == 1:
                agreed[path] = next(iter(answers.values()))[0]
            else:
                self._disagree(path, list(answers.values()))
        for path, names in self.emptied.items():
            if path not in self.said:
                self._tell_emptied(path, names)
        for path, value in agreed.items():
            if not path.startswith("问题["):
                _put(self.parts, path, value)
        problems = [self._together(i, agreed) for i in range(len(self.old.problems)) if f"问题[{i}]" in self.held]
        parts = {key: value for key, value in self.parts.items() if key != "问题"}
        return Ledger.model_validate(parts).model_copy(update={"problems": [*problems, *self.problems]})

    def _disagree(self, path: str, answers: list[tuple[Any, list[str]]]) -> None:
        where, item = self.where[path]
        now = text_of(_got(_plain(self.old), path))
        found = Conflict(path, where, item, now, tuple(Answer(text_of(v), tuple(names)) for v, names in answers))
        self.conflicts.append(found)

    def _added_twice(self, old: ProblemEntry, path: str, new: _Added) -> None:
        """Nearly the same measure, added by several of them, is one to decide on."""
        answers: dict[str, tuple[str, list[str]]] = {}
        for one in (new, *new.others):
            answers.setdefault(bare(one.text), (one.text, []))[1].append(one.name)
        if len(answers) > 1:
            key = "内容" if new.entry.content else "计划"
            said = tuple(Answer(text, tuple(dict.fromkeys(names))) for text, names in answers.values())
            self.conflicts.append(Conflict(f"{path}.{key}", label(old), "新增措施（几家说得相近）", new.text, said))

    def _tell_emptied(self, path: str, names: list[str]) -> None:
        where, item = self.where[path]
        old = _got(_plain(self.old), path)
        text = f"{item} {'、'.join(names)} 填回的是空的，原为 {_cut(text_of(old))}，保留原来的，请核对"
        self.told.append(Change("清空", where, text, Open(path, item, old, None)))

    def _together(self, i: int, agreed: dict[str, Any]) -> ProblemEntry:
        old, at = self.old.problems[i], f"问题[{i}]"
        data: dict[str, Any] = {n: agreed[f"{at}.{k}"] for k, n in _PROBLEM.items() if f"{at}.{k}" in agreed}
        measures: dict[int | None, list[MeasureEntry]] = {}
        for placed in placed_measures(old):
            path = f"{at}.{placed.path}"
            if path in self.held or f"{at}.措施" not in self.held:
                own = {n: agreed[f"{path}.{k}"] for k, n in _MEASURE.items() if f"{path}.{k}" in agreed}
                if path in self.evidence:
                    own["evidence"] = self.evidence[path]
                measures.setdefault(placed.aspect, []).append(placed.entry.model_copy(update=own))
        aspects = [a.model_copy(update={"measures": measures.get(n, [])}) for n, a in enumerate(old.aspects)]
        for new in self.added.get(i, []):
            home = next((n for n, a in enumerate(aspects) if new.title and bare(a.title) == bare(new.title)), None)
            owner = measures.setdefault(None, []) if home is None else aspects[home].measures
            part = "" if home is None else f"具体表现[{home}]."
            known = len(old.measures if home is None else old.aspects[home].measures)
            before = sum(1 for other in self.added[i] if other.number is not None and other.home == home)
            new.home, new.number = home, known + before
            self._added_twice(old, f"{at}.{part}措施[{new.number}]", new)
            owner.append(new.entry)
        notes = {**old.notes, **self.notes.get(i, {})}
        return old.model_copy(update={**data, "measures": measures.get(None, []), "aspects": aspects, "notes": notes})


def _plain(ledger: Ledger) -> dict[str, Any]:
    return ledger.model_dump(by_alias=True, exclude_defaults=True)


def _got(data: Any, path: str) -> Any:
    value = value_at(data, steps_of(path))
    return True if value is None and path.endswith("公开") else value


def _put(data: dict[str, Any], path: str, value: Any) -> None:
    *outer, last = path.split(".")
    for key in outer:
        data = data.setdefault(key, {})
    data[last] = value


# What was decided


def decided(text: str, name: str, decisions: Iterable[Decision]) -> tuple[str, Changes]:
    """The ledger's text with what was decided. A value that the ledger no longer holds as it did is left and told."""
    text = usable_text(text, name)
    data = _plain(load_ledger_text(text, name))
    edit, told, decisions = TextEdit(text), [], list(decisions)
    for decision in decisions:
        found = _owner(edit, decision.path)
        problem = re.match(r"问题\[(\d+)\]", decision.path)
        part = decision.path.partition(".")[0]
        where = label(load_ledger_text(text, name).problems[int(problem[1])]) if found and problem else part
        now = text_of(_got(data, decision.path))
        if found is None or bare(now) != bare(decision.now):
            told.append(Change("没有动", where, f"{decision.item} 台账现在是 {_cut(now)}，与表中记的不同，请再核对"))
            continue
        node, key, shape = found
        if decision.value == NOTHING:
            edit.remove(node, key)
        else:
            several = shape.fields[key].kind == "texts"
            edit.set(node, key, split_list(decision.value) if several else decision.value, shape)
        if problem and (notes := edit.get(_owner_problem(edit, int(problem[1])), "内部备注")):
            edit.remove(notes[1], f"待核·{decision.item}")
        told.append(Change("已定", where, f"{decision.item} {_cut(now)} → {_cut(decision.value)}"))
    result = edit.result()
    problems = load_ledger_text(result, name).problems
    for decision in decisions:
        if decision.item == "编号" and (of := re.match(r"问题\[(\d+)\]", decision.path)):
            index = int(of[1])
            if (twin := numbered_alike(problems, index)) is not None:
                said = f"和{label(problems[twin])}同号了，请改其中一个"
                told.append(Change("没有动", label(problems[index]), said))
    return result, Changes(tuple(told))


def _owner_problem(edit: TextEdit, index: int) -> Node:
    found = edit.get(edit.root, "问题")
    assert found is not None
    return [item for item in found[1].items or [] if not item.empty][index]


def _owner(edit: TextEdit, path: str) -> tuple[Node, str, Shape] | None:
    """The mapping that holds the last key of a path, that key, and the mapping's shape; None where there is none."""
    node, shape = edit.root, ledger_shape()
    *steps, last = steps_of(path)
    for step in steps:
        if isinstance(step, int):
            items = [item for item in node.items or [] if not item.empty]
            if step >= len(items) or shape.item is None:
                return None
            node, shape = items[step], shape.item
        else:
            found = edit.get(node, step)
            if found is None or step not in shape.fields:
                return None
            node, shape = found[1], shape.fields[step]
    return (node, last, shape) if isinstance(last, str) and node.pairs is not None and last in shape.fields else None


def refuse_unreadable(name: str, faults: list[str]) -> None:
    """Raises InputError with every row of a table that cannot be used."""
    if faults:
        raise InputError(*(f"{name}：{fault}" for fault in faults))
