"""A ledger's text as a form: which fields stand where, what they hold, and what was changed in them.

Made from the shape that the model has, so that a field added to the model has its place here at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from drafter.ledger.revise import set_value, steps_of
from drafter.ledger.shape import Shape, ledger_shape
from drafter.text.statuses import STATUSES
from drafter.yamlnodes import Node, parse_nodes

PREFIX = "v:"  # names of a form's fields: v:问题[0].表述
_CHOICES: dict[str, tuple[str, ...]] = {
    "问题.状态": STATUSES[::-1],
    "措施.状态": STATUSES[::-1],
    "问题.公开": ("是", "否"),
    "措施.公开": ("是", "否"),
    "巡视.类别": ("巡视", "巡察"),
    "通报.提法": ("补",),
    "问题.提法": ("补",),
    "其他部分.位置": ("导语", "组织领导", "整改进展", "下一步"),
    "巡视.回头看": ("是", "否"),
    "会议.类别": ("学习", "部署", "调度", "民主生活会"),
}
_UNSET = {  # what an empty choice says
    "问题.状态": "（还没有填）",
    "措施.状态": "（还没有填）",
    "问题.公开": "（没有写：公开）",
    "措施.公开": "（没有写：公开）",
    "巡视.类别": "（没有写：巡视）",
    "其他部分.位置": "（整改进展之后）",
    "通报.提法": "（不补）",
    "问题.提法": "（不补）",
    "巡视.回头看": "（没有写：否）",
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
}
_OF_YAML = ("{", "“- ”")  # a part of an explanation that speaks of YAML has no meaning in a form
_LONG = frozenset({"内容", "计划", "概述", "导语", "成效", "进展概述", "全文", "公开说明", "事项", "段落"})
PARTS: dict[str, tuple[str, ...]] = {  # the pages of the form beside the problems, and what they hold
    "基本情况": ("通报", "单位", "巡视"),
    "组织领导": ("组织领导",),
    "整改进展总述": ("进展概述", "方面概述"),
    "下一步": ("下一步",),
    "其他部分": ("其他部分",),
    "联系方式": ("联系方式",),
}


@dataclass
class Field:
    """A place of the form. `kind`: text, long, choice, texts, mapping, list, or fixed (shown, not edited)."""

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

    def mark_missing(self, paths: frozenset[str]) -> Field:
        """Mark it and what is in it where the notice waits for it; gives itself."""
        self.missing = self.path in paths
        for child in self.children:
            child.mark_missing(paths)
        return self

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
            items = _items(node)
            if shape.item is None or step >= len(items):
                return None
            node, shape = items[step], shape.item
        else:
            if step not in shape.fields:
                return None
            parent, label = label, step
            node = _value(node, step)
            shape = shape.fields[step]
    return _field(node, shape, path, label, parent, "")


def _field(node: Node | None, shape: Shape, path: str, label: str, parent: str, said: str) -> Field:
    if shape.kind == "mapping":
        children = [
            _field(_value(node, key), inner, f"{path}.{key}" if path else key, key, label, _said(shape, key))
            for key, inner in shape.fields.items()
        ]
        for child in children:
            child.required = child.label in shape.required
        return Field(path, label, "mapping", said, children=children)
    if shape.kind == "list" and shape.item is not None:
        items = [
            _field(item, shape.item, f"{path}[{index}]", label, parent, "") for index, item in enumerate(_items(node))
        ]
        return Field(path, label, "list", said, children=items)
    if shape.kind == "texts":
        return Field(path, label, "texts", said, "\n".join(i.text or "" for i in _items(node)) or _text(node))
    if shape.kind in ("named", "free") or (node is not None and node.text is None):
        return Field(path, label, "fixed", said, "\n".join(_lines(node)))
    choices = _CHOICES.get(f"{parent}.{label}", ())
    value = _text(node)
    if choices and value in ("", *choices):
        unset = _UNSET.get(f"{parent}.{label}", "")
        return Field(path, label, "choice", said, value, choices, unset=unset)
    return Field(path, label, "long" if label in _LONG else "text", said, value)


def given_at(root: Node, path: str) -> bool:
    """Whether the ledger says anything at a key path."""
    node: Node | None = root
    for step in steps_of(path):
        items = _items(node)
        node = _value(node, step) if isinstance(step, str) else items[step] if step < len(items) else None
    return node is not None


def path_at(root: Node, line: int) -> str:
    """The key path that stands on a line of the file; empty where none does."""
    return next((path for found, path in _lines_of(root, "") if found == line), "")


def _lines_of(node: Node, path: str) -> Iterator[tuple[int, str]]:
    """Every place with its line, the outer before the inner."""
    for key, value in node.pairs or []:
        below = f"{path}.{key.text}" if path else str(key.text)
        yield key.line, below
        yield from _lines_of(value, below)
    for index, item in enumerate(_items(node)):
        yield item.line, f"{path}[{index}]"
        yield from _lines_of(item, f"{path}[{index}]")


def _said(shape: Shape, key: str) -> str:
    """The explanation of a key, without what it says of YAML."""
    parts = shape.explanations.get(key, "").split("；")
    return "；".join(part for part in parts if not any(sign in part for sign in _OF_YAML))


def spoken(path: str) -> str:
    """问题[2].措施[0].内容 -> 第3个问题 · 第1条措施 · 内容."""
    out: list[str] = []
    for step in steps_of(path):
        if isinstance(step, int):
            out[-1] = f"第{step + 1}{'个' if out[-1] == '问题' else '条'}{out[-1]}"
        else:
            out.append(step)
    return " · ".join(out)


def changed_text(text: str, posted: dict[str, list[str]]) -> str:
    """The ledger's text with what a form brought. Only fields whose value differs are touched."""
    for name, values in posted.items():
        if not name.startswith(PREFIX):
            continue
        path = name.removeprefix(PREFIX)
        now = field_at(tree(text), path)
        new = values[-1].replace("\r\n", "\n").strip()
        if now is None or now.kind in ("mapping", "list", "fixed") or new == now.value.strip():
            continue
        value: Any = [line.strip() for line in new.split("\n") if line.strip()] if now.kind == "texts" else new
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


def rows(root: Node) -> list[Row]:
    """The problems of the ledger, as the list shows them."""
    found = []
    for index, item in enumerate(_items(_value(root, "问题"))):
        measures = _items(_value(item, "措施"))
        aspects = [m for a in _items(_value(item, "具体表现")) for m in _items(_value(a, "措施"))]
        every = measures + aspects
        empty = sum(1 for m in every if not _text(_value(m, "内容")) or "【待补" in _text(_value(m, "内容")))
        found.append(
            Row(
                index,
                _text(_value(item, "编号")) or str(index + 1),
                _text(_value(item, "公开表述")) or _text(_value(item, "表述")) or "（还没有写表述）",
                _text(_value(item, "状态")),
                _text(_value(item, "方面")),
                _text(_value(item, "公开")) not in ("否", "不公开", "false"),
                len(every),
                empty if every else 1,
            )
        )
    return found


def _value(node: Node | None, key: str) -> Node | None:
    if node is None or node.pairs is None:
        return None
    found = next((v for k, v in node.pairs if k.text == key), None)
    return None if found is None or found.empty else found


def _items(node: Node | None) -> list[Node]:
    return [item for item in (node.items or []) if not item.empty] if node is not None else []


def _text(node: Node | None) -> str:
    return (node.text or "") if node is not None else ""


def _lines(node: Node | None) -> Iterator[str]:
    for key, value in (node.pairs or []) if node is not None else []:
        yield f"{key.text}：{_text(value) or '、'.join(_text(i) for i in _items(value))}"
