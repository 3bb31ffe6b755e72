"""A ledger's text as a form: which fields stand where, what they hold, and what was changed in them.

Made from the shape that the model has, so that a field added to the model has its place here at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from drafter.ledger.model import FILL, WORDING_RECORD
from drafter.ledger.path import steps_of
from drafter.ledger.revise import set_value
from drafter.ledger.shape import Shape, ledger_shape
from drafter.patterns import pattern
from drafter.yamlnodes import Node, parse_nodes

PREFIX = "v:"  # names of a form's fields: v:问题[0].表述
_YES_NO: dict[str, tuple[str, ...]] = {  # what is answered with yes or no, and the answers that are offered
    "问题.公开": ("否",),
    "措施.公开": ("否",),
    "巡视.回头看": ("是", "否"),
}
_UNSET = {  # what an empty choice says
    "问题.状态": "（还没有填）",
    "措施.状态": "（还没有填）",
    "问题.公开": "公开",
    "措施.公开": "公开",
    "巡视.类别": "巡视（没有另写）",
    "其他部分.位置": "（整改进展之后）",
    "通报.提法": "不补，只印内容",
    "问题.提法": "不补，只印内容",
    "会议.类别": "（不分类）",
    "巡视.回头看": "（没有写：否）",
    "问题.措施排列": "照模板",
    "问题.标签位置": "照模板",
    "问题.标题位置": "照模板",
    "具体表现.措施排列": "照模板",
    "具体表现.标签位置": "照模板",
    "具体表现.标题位置": "照模板",
}
COLUMN_GROUPS: dict[str, tuple[str, ...]] = {  # what a column may hold, the commonest first
    "问题": ("表述", "方面", "公开表述", "具体表现", "编号"),
    "怎么改、改得怎样": ("措施", "进展", "状态", "成效", "提法", "措施状态", "计划"),
    "谁负责、什么时候": ("责任单位", "牵头单位", "牵头领导", "时限"),
    "公开、备查": ("公开", "佐证", "内部备注", "忽略"),
}
COLUMN_MEANINGS = {  # what a field of the account holds, where its name alone does not say it to a newcomer
    "表述": "反馈的问题",
    "公开表述": "对外怎么写这个问题",
    "方面": "问题分的大类",
    "具体表现": "问题下面的小问题",
    "牵头领导": "只存台账，不印出",
    "措施": "打算怎么改",
    "进展": "做了什么、结果如何",
    "提法": "措施前面的短语",
    "状态": "改完没有",
    "公开": "写不写进通报",
    "成效": "整改成效",
    "佐证": "只存台账，不印出",
    "内部备注": "只存台账，不印出",
    "忽略": "不要这一列",
    "编号": "问题的序号",
    "措施序号": "措施的序号",
    "措施状态": "这一条措施改完没有",
    "标签": "“整改情况：”一类的小标题",
    "具体表现标签": "具体表现的小标题",
    "部分": "通报里单独成节的大类",
}
_CAPTIONS = {  # what a field is called where its key alone leaves open whose it is
    "问题.表述": "表述（反馈的问题）",
    "问题.公开表述": "公开表述（对外怎么写）",
    "问题.状态": "问题的状态",
    "问题.公开": "这个问题公开吗",
    "问题.提法": "没写提法的措施",
    "通报.提法": "没写提法的措施（各问题）",
    "措施.状态": "这条措施的状态",
    "措施.公开": "这条措施公开吗",
    "措施.内容": "内容（做了什么，印在通报里）",
    "措施.计划": "计划（原来打算怎么改，不当作结果印；短的可作提法）",
    "措施.提法": "提法（印在内容前面的短语）",
    "巡视": "巡视（巡察）",
    "巡视.类别": "巡视还是巡察",
    "巡视.巡视组": "巡视组（巡察组）",
    "巡视.开始": "进驻日期（开始）",
    "巡视.结束": "撤出日期（结束）",
    "巡视.反馈": "反馈日期（反馈）",
    "督查.日期": "日期（只有一天的）",
    "督查.开始": "开始（持续几天的）",
    "督查.结束": "结束（持续几天的）",
}
_DATES = frozenset({"开始", "结束", "反馈", "日期", "成文日期", "通过日期", "时限"})
_DATE_EXAMPLE = "如 2024-03-05"
_WAITS = pattern("【待补[^【】]*】")
_EXAMPLE = pattern(r"如 ?[^，；]+")
_NAMED = pattern(r"[^：:\s][^：:]{0,80}[：:]\s{0,9}\S")  # 销号情况：A
_OF_YAML = ("{", "“- ”")  # a part of an explanation that speaks of YAML has no meaning in a form
_DOTTED = pattern(r"(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])")  # 单位.地区 is 单位的地区 to people
_LONG = frozenset({"内容", "计划", "概述", "导语", "成效", "进展概述", "全文", "公开说明", "事项", "段落"})
PARTS: dict[str, tuple[str, ...]] = {  # the pages of the form beside the problems, and what they hold
    "基本情况": ("单位", "巡视", "通报"),
    "组织领导": ("组织领导",),
    "整改进展总述": ("进展概述", "方面概述"),
    "下一步": ("下一步",),
    "其他部分": ("其他部分",),
    "联系方式": ("联系方式",),
}


@dataclass
class Field:
    """A place of the form. `kind`: text, long, choice, texts, notes (a line each: 名称：内容), mapping, list, or fixed
    (shown, not edited)."""

    path: str
    label: str
    kind: str
    help: str = ""
    value: str = ""
    choices: tuple[str, ...] = ()
    children: list[Field] = field(default_factory=list)
    required: bool = False
    missing: bool = False  # a fact that the notice still waits for
    unset: str = ""  # what an empty choice says
    title: str = ""  # what it is called, where not by its key

    def mark_missing(self, paths: frozenset[str]) -> Field:
        """Mark it and what is in it where the notice waits for it; gives itself."""
        self.missing = self.path in paths
        for child in self.children:
            child.mark_missing(paths)
        return self

    def of_tour(self, kind: str) -> Field:
        """Call what is the inspection's by its kind, 巡视 or 巡察, as far as that is known; gives itself."""
        if self.path in ("巡视", "巡视.巡视组"):
            both = _CAPTIONS[self.path]
            self.title = {"巡视": kind, "巡视.巡视组": f"{kind}组"}[self.path] if kind else both
        for child in self.children:
            child.of_tour(kind)
        return self

    @property
    def caption(self) -> str:
        return self.title or self.label

    @property
    def typed(self) -> str:
        """What stands in the field to be gone on with: nothing where only 【待补：…】 holds the place."""
        return "" if _WAITS.fullmatch(self.value.strip()) or self.of_bank else self.value

    @property
    def of_bank(self) -> bool:
        """Whether it only says that the phrasebank words it."""
        return self.value.strip() == FILL and self.label == "提法" and ".要点[" in self.path

    @property
    def hint(self) -> str:
        """What the empty field says: what it waits for, else what the model says of it."""
        if self.of_bank:
            return "由程序从词条库配；要自己写，就写在这里"
        if not self.value or self.typed:
            return self.help
        waits, inside = self.value.strip().strip("【】"), steps_of(self.path)[-3:-2]  # 会议 of 组织领导.会议[2].名称
        return self.help if self.help and [waits] == [f"待补：{key}" for key in inside] else waits

    @property
    def short_hint(self) -> str:
        """The same for a field as narrow as half the form: its example, else what it begins with."""
        said = _EXAMPLE.search(self.hint)
        if said is None and self.label in _DATES:
            return _DATE_EXAMPLE
        return said[0] if said else self.hint.partition("；")[0]

    @property
    def dated(self) -> bool:
        return self.label in _DATES

    @property
    def worded(self) -> bool:
        """Whether the phrasebank has other words for what stands here: the lead of a point."""
        return self.label == "提法" and ".要点[" in self.path and ".板块[" not in self.path and bool(self.value)

    @property
    def name(self) -> str:
        return PREFIX + self.path

    @property
    def filled(self) -> bool:
        """Whether anything stands in it or the notice waits for it: then it is shown open."""
        return bool(self.value) or self.missing or any(child.filled for child in self.children)

    @property
    def folded(self) -> bool:
        """Whether it stands among what one can also fill in, as long as it is empty."""
        return self.kind == "mapping" or self.label == "具体表现"

    def child(self, label: str) -> Field | None:
        return next((c for c in self.children if c.label == label), None)


def filled_in(field: Field) -> Iterator[Field]:
    """Every field in it in which something is written."""
    if field.children:
        for child in field.children:
            yield from filled_in(child)
    elif field.value:
        yield field


def column_groups(known: Iterable[str]) -> dict[str, list[str]]:
    """Every field that a column may be taken for, by what it is about; the seldom ones last."""
    every = list(known)
    named = {field for fields in COLUMN_GROUPS.values() for field in fields}
    found = {name: [f for f in fields if f in every or f == "忽略"] for name, fields in COLUMN_GROUPS.items()}
    return {**found, "少用的": [field for field in every if field not in named]}


def tree(text: str) -> Node:
    """The ledger's nodes; an empty mapping where nothing is written yet. Raises SyntaxFault."""
    root = parse_nodes(text)
    return root if root is not None and root.pairs is not None else Node(1, pairs=[])


def field_at(root: Node, path: str) -> Field | None:
    """The field of a key path; None where the ledger knows no such place."""
    node: Node | None = root
    shape = ledger_shape()
    label, parent = "", ""
    for step in steps_of(path):
        if isinstance(step, int):
            items = items_of(node)
            if shape.item is None or step >= len(items):
                return None
            node, shape = items[step], shape.item
        else:
            if step not in shape.fields:
                return None
            parent, label = label, step
            node = value_of(node, step)
            shape = shape.fields[step]
    return _field(node, shape, path, label, parent, "")


def _field(node: Node | None, shape: Shape, path: str, label: str, parent: str, said: str) -> Field:
    if shape.kind == "mapping":
        children = [
            _field(value_of(node, key), inner, f"{path}.{key}" if path else key, key, label, _said(shape, key))
            for key, inner in shape.fields.items()
        ]
        for child in children:
            child.required = child.label in shape.required
        return Field(path, label, "mapping", said, children=children)
    if shape.kind == "list" and shape.item is not None:
        items = [
            _field(item, shape.item, f"{path}[{index}]", label, parent, "") for index, item in enumerate(items_of(node))
        ]
        return Field(path, label, "list", said, children=items)
    if shape.kind == "texts":
        return Field(path, label, "texts", said, "\n".join(i.text or "" for i in items_of(node)) or _text(node))
    if shape.kind == "free" and (notes := _notes(node)) is not None:
        return Field(path, label, "notes", said, notes)
    if shape.kind in ("named", "free") or (node is not None and node.text is None):
        return Field(path, label, "fixed", said, "\n".join(_lines(node)))
    of_parent = f"{parent}.{label}"
    choices, value, title = shape.choices or _YES_NO.get(of_parent, ()), _text(node), _CAPTIONS.get(of_parent, "")
    if value == "是" and choices == ("否",):
        choices = ("是", "否")
    if choices and value in ("", *choices):
        return Field(path, label, "choice", said, value, choices, unset=_UNSET.get(of_parent, ""), title=title)
    if label in _DATES and "如" not in said and "写" not in said:
        said = f"{said}，{_DATE_EXAMPLE}"
    return Field(path, label, "long" if label in _LONG else "text", said, value, title=title)


def _notes(node: Node | None) -> str | None:
    """Notes as lines; None where one holds more than a line says."""
    pairs = [(str(key.text), value) for key, value in (node.pairs or [])] if node is not None else []
    plain = all(value.text is not None and "\n" not in value.text and "：" not in key for key, value in pairs)
    return "\n".join(f"{key}：{value.text}" for key, value in pairs) if plain else None


def _named_notes(lines: list[str]) -> dict[str, str]:
    """What lines of notes say, by their names; one without a name, or with that of another, gets one."""
    found: dict[str, str] = {}
    for line in lines:
        name, said = (
            (part.strip() for part in re.split("[：:]", line, maxsplit=1)) if _NAMED.match(line) else ("备注", line)
        )
        free = (f"{name}{number or ''}" for number in (0, *range(2, len(lines) + 2)))
        found[next(one for one in free if one not in found)] = said
    return found


def given_at(root: Node, path: str) -> bool:
    """Whether the ledger says anything at a key path."""
    node: Node | None = root
    for step in steps_of(path):
        items = items_of(node)
        node = value_of(node, step) if isinstance(step, str) else items[step] if step < len(items) else None
    return node is not None


def text_at(root: Node, path: str) -> str:
    """What the ledger says in words at a key path."""
    found = field_at(root, path)
    return found.value.strip() if found else ""


def said_in(node: Node) -> tuple[tuple[str, str], ...]:
    """Everything that stands in an item of a list, by which it is known again."""
    return tuple(_leaves(node, ""))


def texts_at(root: Node, key: str) -> list[str]:
    """The texts that a list of the ledger holds."""
    return [item.text for item in items_of(value_of(root, key)) if item.text]


def path_at(root: Node, line: int) -> str:
    """The key path that stands on a line of the file; empty where none does."""
    return next((path for found, path in _lines_of(root, "") if found == line), "")


def _lines_of(node: Node, path: str) -> Iterator[tuple[int, str]]:
    """Every place with its line, the outer before the inner."""
    for key, value in node.pairs or []:
        below = f"{path}.{key.text}" if path else str(key.text)
        yield key.line, below
        yield from _lines_of(value, below)
    for index, item in enumerate(items_of(node)):
        yield item.line, f"{path}[{index}]"
        yield from _lines_of(item, f"{path}[{index}]")


def changed_places(before: bytes, after: bytes) -> list[str]:
    """The key paths that say something else in one state of a ledger than in the other."""
    from drafter.yamlnodes import SyntaxFault

    try:
        old, new = (dict(_leaves(tree(data.decode("utf-8-sig", "replace")), "")) for data in (before, after))
    except SyntaxFault:
        return []
    changed = [path for path in {**new, **old} if old.get(path) != new.get(path)]
    return [path for path in changed if not path.startswith(f"{WORDING_RECORD}.")]


def _leaves(node: Node, path: str) -> Iterator[tuple[str, str]]:
    if node.text is not None:
        yield path, node.text
    for key, value in node.pairs or []:
        yield from _leaves(value, f"{path}.{key.text}" if path else str(key.text))
    for index, item in enumerate(items_of(node)):
        yield from _leaves(item, f"{path}[{index}]")


def _said(shape: Shape, key: str) -> str:
    """The explanation of a key, without what it says of YAML."""
    parts = shape.explanations.get(key, "").split("；")
    return _DOTTED.sub("的", "；".join(part for part in parts if not any(sign in part for sign in _OF_YAML)))


def spoken(path: str) -> str:
    """问题[2].措施[0].内容 -> 第3个问题 · 第1条措施 · 内容."""
    out: list[str] = []
    for step in steps_of(path):
        if isinstance(step, int):
            out[-1] = f"第{step + 1}{'个' if out[-1] == '问题' else '条'}{out[-1]}"
        else:
            out.append(step)
    return " · ".join(out)


def listed(paths: list[str], most: int = 3) -> str:
    """The first places in people's words, and how many there are."""
    said = "、".join(spoken(path) for path in paths[:most])
    return f"{said}等{len(paths)}处" if len(paths) > most else said


def typed_into(field: Field, values: list[str]) -> str | None:
    """What a form brought for a field where it is something else than the ledger has; None where it is not."""
    new = values[-1].replace("\r\n", "\n").strip()
    if field.kind == "text":  # a line, however it was folded
        new = new.replace("\n", "")
    if field.kind in ("mapping", "list", "fixed") or new == field.value.strip():
        return None
    if not new and not field.typed:
        return None  # the mark keeps the place until something is typed
    return new


def changed_text(text: str, posted: dict[str, list[str]]) -> str:
    """The ledger's text with what a form brought. Only fields whose value differs are touched."""
    for name, values in posted.items():
        if not name.startswith(PREFIX):
            continue
        path = name.removeprefix(PREFIX)
        now = field_at(tree(text), path)
        new = typed_into(now, values) if now is not None else None
        if now is None or new is None:
            continue
        lines = [line.strip() for line in new.split("\n") if line.strip()]
        value: Any = lines if now.kind == "texts" else _named_notes(lines) if now.kind == "notes" else new
        text = set_value(text or "{}\n", path, value)
    return text


@dataclass
class Row:
    """A problem in the list at the side."""

    index: int
    number: str
    title: str
    status: str
    group: str
    public: bool
    measures: int
    missing: int
    again: bool = False  # another problem of its 方面 has the same number


def rows(root: Node) -> list[Row]:
    """The problems of the ledger, as the list shows them."""
    found = []
    problems = items_of(value_of(root, "问题"))
    numbers = Counter((_text(value_of(item, "方面")), _text(value_of(item, "编号"))) for item in problems)
    for index, item in enumerate(problems):
        measures = items_of(value_of(item, "措施"))
        aspects = [m for a in items_of(value_of(item, "具体表现")) for m in items_of(value_of(a, "措施"))]
        every = measures + aspects
        empty = sum(1 for m in every if not _text(value_of(m, "内容")) or "【待补" in _text(value_of(m, "内容")))
        found.append(
            Row(
                index,
                _text(value_of(item, "编号")) or str(index + 1),
                _text(value_of(item, "公开表述")) or _text(value_of(item, "表述")) or "（还没有写表述）",
                _text(value_of(item, "状态")),
                _text(value_of(item, "方面")),
                _text(value_of(item, "公开")) not in ("否", "不公开", "false"),
                len(every),
                empty if every else 1,
                bool(given := _text(value_of(item, "编号"))) and numbers[_text(value_of(item, "方面")), given] > 1,
            )
        )
    return found


def value_of(node: Node | None, key: str) -> Node | None:
    if node is None or node.pairs is None:
        return None
    found = next((v for k, v in node.pairs if k.text == key), None)
    return None if found is None or found.empty else found


def items_of(node: Node | None) -> list[Node]:
    return [item for item in (node.items or []) if not item.empty] if node is not None else []


def _text(node: Node | None) -> str:
    return (node.text or "") if node is not None else ""


def _lines(node: Node | None) -> Iterator[str]:
    for key, value in (node.pairs or []) if node is not None else []:
        yield f"{key.text}：{_text(value) or '、'.join(_text(i) for i in items_of(value))}"
