"""YAML text as a tree of nodes that know their lines, built from libyaml's events without recursion.

Values stay the characters that stand in the file: what a phone, a postcode or a version number means is the
model's to say, not YAML's. Depth and the expansion of aliases are bounded, so that no file can exhaust the machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from drafter.patterns import pattern
from drafter.yamlfaults import MAX_DEPTH, diagnosis

MAX_EXPANDED = 50_000  # nodes that aliases may add
_TAG = "tag:yaml.org,2002:"
_HARMLESS_TAGS = frozenset(_TAG + name for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq"))
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True, eq=False)
class Node:
    """A scalar (`text`), a list (`items`) or a mapping (`pairs`); `line` counts from 1."""

    line: int
    text: str | None = None
    plain: bool = False  # a scalar without quotes and not in a block
    items: list[Node] | None = None
    pairs: list[tuple[Node, Node]] | None = None
    size: int = 1  # nodes in it, aliases written out
    start: int = 0  # offsets in the text, of what YAML counts as the node
    end: int = 0
    column: int = 0

    @property
    def empty(self) -> bool:
        """Nothing was written here (or ~, null)."""
        return self.plain and self.text in _NULLS


class SyntaxFault(Exception):
    """The text is no YAML. `line` is where reading stopped, `start` where the broken construct began."""

    def __init__(self, message: str, line: int, start: int | None = None) -> None:
        super().__init__(message)
        self.message, self.line, self.start = message, line, start


def parse_nodes(text: str) -> Node | None:
    """The only document of the text, None where it has none. Raises SyntaxFault at the first place that is no YAML."""
    try:
        return _Builder(text).root()
    except yaml.MarkedYAMLError as error:
        raise SyntaxFault(*diagnosis(text, _place(error.problem_mark), _place(error.context_mark))) from None
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        at = text[position : position + 1]
        line = text.count("\n", 0, position) + 1
        raise SyntaxFault(f"有 YAML 不能接受的字符{f'（U+{ord(at):04X}）' if at else ''}，请删去", line) from None


def plain(node: Node | None) -> Any:
    """A tree as plain data: texts, lists, mappings; empty values None; unquoted whole numbers as int.

    Of a key that stands twice the last counts: who minds, looks at the nodes.
    """
    if node is None or node.empty:
        return None
    if node.pairs is not None:
        return {key.text or "": plain(value) for key, value in node.pairs}
    if node.items is not None:
        return [plain(item) for item in node.items]
    if node.plain and node.text and _WHOLE.fullmatch(node.text):
        return int(node.text)
    return node.text


_WHOLE = pattern(r"0|-?[1-9][0-9]{0,17}")


def _place(mark: Any) -> int | None:
    return None if mark is None else int(mark.index)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet."""

    node: Node
    anchor: str | None
    key: Node | None = None


@dataclass
class _Builder:
    text: str
    anchors: dict[str, Node] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    found: Node | None = None
    expanded: int = 0

    def root(self) -> Node | None:
        for event in self._events():
            self._take(event)
        return self.found

    def _events(self) -> Iterator[yaml.Event]:
        loader = yaml.CSafeLoader(self.text)
        try:
            while loader.check_event():
                if event := loader.get_event():
                    yield event
        finally:
            loader.dispose()

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            line = _line(event)
            _refuse_tag(event.tag, line)
            node = Node(line, event.value, plain=not event.style)
            self._mark(node, event)
            node.end = event.end_mark.index if event.end_mark else node.start
            self._place(node, event.anchor)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._open(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            done = self.stack.pop()
            done.node.end = event.end_mark.index if event.end_mark else done.node.start
            self._place(done.node, done.anchor)
        elif isinstance(event, yaml.AliasEvent):
            line = _line(event)
            if event.anchor not in self.anchors:
                raise SyntaxFault(f"值以 * 开头（*{event.anchor}），在 YAML 里是引用；是文字的请加引号", line)
            self.expanded += self.anchors[event.anchor].size
            if self.expanded > MAX_EXPANDED:
                raise SyntaxFault("把 *引用 展开以后内容过多，不像是台账，请改为直接写出文字", line)
            self._place(self.anchors[event.anchor], None)
        elif isinstance(event, yaml.DocumentStartEvent) and self.found is not None:
            line = _line(event)
            raise SyntaxFault("一个文件只能放一份台账，这里又开始了一份（---），请拆成两个文件", line)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        line = _line(event)
        _refuse_tag(event.tag, line)
        if len(self.stack) >= MAX_DEPTH:
            raise SyntaxFault(f"嵌套超过 {MAX_DEPTH} 层，不像是台账，请核对括号和缩进", line)
        mapping = isinstance(event, yaml.MappingStartEvent)
        node = Node(line, pairs=[]) if mapping else Node(line, items=[])
        self._mark(node, event)
        self.stack.append(_Open(node, event.anchor))

    def _mark(self, node: Node, event: yaml.Event) -> None:
        if event.start_mark:
            node.start, node.column = event.start_mark.index, event.start_mark.column

    def _place(self, node: Node, anchor: str | None) -> None:
        """Put a finished node where it belongs."""
        if anchor:
            self.anchors[anchor] = node
        if not self.stack:
            self.found = node
            return
        parent = self.stack[-1]
        parent.node.size += node.size
        if parent.node.items is not None:
            parent.node.items.append(node)
        elif parent.key is None:
            if node.plain and node.text == "<<":
                raise SyntaxFault("<<: 是 YAML 里并入另一段的写法，这里不用，请把那一段的各项直接写在这里", node.line)
            parent.key = node
        else:
            assert parent.node.pairs is not None
            parent.node.pairs.append((parent.key, node))
            parent.key = None


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _refuse_tag(tag: str | None, line: int) -> None:
    if tag and tag not in _HARMLESS_TAGS and tag != "!":
        shown = tag.replace(_TAG, "!!")
        raise SyntaxFault(f"值以 ! 开头（{shown}），在 YAML 里是标记，台账不用它；是文字的请加引号", line)
