"""Changes to a ledger's text that leave every other character where it is: comments, spacing, the writer's quotes.

Positions come from the parsed nodes, so what is added goes behind the last line of what it belongs to, before the
comment that introduces the next part. (A round trip through a YAML library hangs such comments on the wrong element.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from drafter.ledger.dump import inline, item_lines, pair_lines
from drafter.ledger.shape import Shape
from drafter.yamlnodes import Node, parse_nodes


class _Change(NamedTuple):
    start: int
    end: int
    replacement: str
    rank: tuple[int, int]  # of several at one place


@dataclass
class TextEdit:
    """Collects changes to one text; `result` makes them all."""

    text: str
    root: Node = field(init=False)
    changes: list[_Change] = field(default_factory=list)
    begun: set[int] = field(default_factory=set)  # braces that something has been put into

    def __post_init__(self) -> None:
        root = parse_nodes(self.text)
        assert root is not None
        self.root = root

    def result(self) -> str:
        """The text with all changes made."""
        out, position = [], 0
        for start, end, replacement, _ in sorted(self.changes, key=lambda c: (c.start, c.end, c.rank)):
            out.append(self.text[position:start])
            out.append(replacement)
            position = max(end, position)
        return "".join([*out, self.text[position:]])

    def get(self, mapping: Node, key: str) -> tuple[Node, Node] | None:
        """The key's node and its value's."""
        return next(((k, v) for k, v in mapping.pairs or [] if k.text == key), None)

    def set(self, mapping: Node, key: str, value: Any, shape: Shape) -> None:
        """Give the key that value (text, number, date, list of texts, mapping), where it stands or should stand."""
        found = self.get(mapping, key)
        if found is None:
            self._add_key(mapping, key, value, shape)
        elif found[1].empty or found[1].items == []:
            self._fill(mapping, found, key, value)
        else:
            self._replace(mapping, *found, value)

    def append(self, mapping: Node, key: str, items: list[Any], shape: Shape) -> None:
        """Add items to the key's list, which may be missing or empty yet."""
        found = self.get(mapping, key)
        if found is None:
            self._add_key(mapping, key, items, shape)
            return
        node = found[1]
        filled = [item for item in node.items or [] if not item.empty]
        if not filled and (node.empty or node.items is not None):
            self._fill(mapping, found, key, items)
        elif self._in_braces(node):
            texts = ", ".join(inline(item) if not isinstance(item, dict) else _flow_mapping(item) for item in items)
            self._change(node.end - 1, node.end - 1, f", {texts}")
        else:
            lines = [line for item in items for line in item_lines(item, " " * node.column)]
            self._insert_below(self._last_line(node), lines, (-node.column, 0))

    def remove(self, mapping: Node, key: str) -> None:
        """Take the key away with its value; one that is not there is gone already."""
        pairs = mapping.pairs or []
        at = next((n for n, (k, _) in enumerate(pairs) if k.text == key), None)
        if at is None:
            return
        name, value = pairs[at]
        if self._in_braces(mapping):
            if at + 1 < len(pairs):
                self._change(name.start, pairs[at + 1][0].start, "")
            else:
                self._change(pairs[at - 1][1].end if at else name.start, max(value.end, name.end), "")
            return
        start = self.text.rfind("\n", 0, name.start) + 1
        if self.text[start : name.start].strip():  # behind a dash: the line stays for what follows
            if at + 1 < len(pairs):
                self._change(name.start, pairs[at + 1][0].start, "")
            return
        last = self._last_line(value) if not value.empty else name.end
        self._change(start, min(len(self.text), self._line_end(last) + 1), "")

    # Where things stand

    def _in_braces(self, node: Node) -> bool:
        return node.text is None and self.text[node.start : node.start + 1] in ("{", "[")

    def _line_end(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def _last_line(self, node: Node) -> int:
        """An offset in the last line that belongs to the node itself, without comments and blank lines behind it."""
        if node.pairs and not self._in_braces(node):
            key, value = node.pairs[-1]
            return max(self._last_line(value), key.end) if not value.empty else key.end
        if node.items and not self._in_braces(node):
            return self._last_line(node.items[-1])
        end = node.end
        if node.text is not None and self.text[node.start : node.start + 1] in ("|", ">"):
            lines = self.text[node.start : end].split("\n")
            while len(lines) > 1 and (not lines[-1].strip() or _is_comment(lines[-1], node)):
                lines.pop()
            return node.start + len("\n".join(lines))
        return max(node.start, end - 1) if end > node.start else node.start

    def _insert_below(self, offset: int, lines: list[str], rank: tuple[int, int]) -> None:
        """`rank`: of several things behind one line the deepest comes first, items before keys."""
        at = self._line_end(offset)
        self._change(at, at, "\n" + "\n".join(lines), rank)

    def _change(self, start: int, end: int, replacement: str, rank: tuple[int, int] = (0, 0)) -> None:
        self.changes.append(_Change(start, end, replacement, rank))

    # The changes

    def _add_key(self, mapping: Node, key: str, value: Any, shape: Shape) -> None:
        pairs = mapping.pairs or []
        if self._in_braces(mapping):
            flow = _flow_mapping({key: value})[1:-1]
            self._change(mapping.end - 1, mapping.end - 1, f", {flow}" if pairs or id(mapping) in self.begun else flow)
            self.begun.add(id(mapping))
            return
        order = list(shape.fields)
        before = order[: order.index(key)] if key in order else order
        earlier = [pair for pair in pairs if pair[0].text in before] if key in order else pairs
        lines = pair_lines(key, value, " " * mapping.column)
        if earlier:
            last_key, last_value = max(earlier, key=lambda pair: pair[0].start)
            offset = last_key.end if last_value.empty else self._last_line(last_value)
            self._insert_below(offset, lines, (-mapping.column, 1))
        else:
            first = pairs[0][0].start
            self._change(first, first, "\n".join(lines).lstrip(" ") + "\n" + " " * mapping.column)

    def _fill(self, mapping: Node, found: tuple[Node, Node], key: str, value: Any) -> None:
        """A value where there was none: behind the colon, or in lines of its own below."""
        key_node, node = found
        colon = self.text.index(":", key_node.end)
        entries = value if isinstance(value, list) else [value]
        short = not any(isinstance(entry, dict) for entry in entries)
        if self._in_braces(mapping) or (short and not _long(value)):
            text = inline(value) if short else _flow_mapping(value) if isinstance(value, dict) else _flow_list(value)
        else:
            first, *rest = pair_lines(key, value, " " * key_node.column)
            text = first.partition(":")[2].strip()
            self._insert_below(key_node.end, rest, (-key_node.column - 1, 0))
        start, end = (node.start, node.end) if node.end > node.start else (colon + 1, colon + 1)
        if start == colon + 1 and text:
            text = " " + text
        if not text:  # nothing may stay between the colon and the lines below
            start = colon + 1
        self._change(start, end, text)

    def _replace(self, mapping: Node, key: Node, node: Node, value: Any) -> None:
        if isinstance(value, list) and node.items is not None and not self._in_braces(node):
            present = [item.text for item in node.items]  # in lines of its own, perhaps with comments
            if all(isinstance(v, str) for v in value) and None not in present:
                if missing := [v for v in value if v not in present]:
                    lines = [line for v in missing for line in item_lines(v, " " * node.column)]
                    self._insert_below(self._last_line(node), lines, (-node.column, 0))
                return
        if node.text is None or isinstance(value, dict):
            self._replace_whole(key, node, value)
            return
        end = self._last_line(node) if self._is_block_scalar(node) else node.end
        behind = self.text[end : self._line_end(end)].strip()
        if self._in_braces(mapping) or behind or isinstance(value, list):
            replacement = _flow_value(value)
        else:
            replacement = "\n".join(pair_lines("x", value, " " * key.column)).lstrip(" ").removeprefix("x:").lstrip(" ")
        self._change(node.start, end, replacement)

    def _replace_whole(self, key: Node, node: Node, value: Any) -> None:
        """A mapping or a list for something else, or something else for one: in one line, whatever it stood in."""
        if self._in_braces(node) or (node.text is not None and not self._is_block_scalar(node)):
            self._change(node.start, node.end, _flow_value(value))
            return
        colon = self.text.index(":", key.end)
        self._change(colon + 1, self._line_end(self._last_line(node)), " " + _flow_value(value))

    def _is_block_scalar(self, node: Node) -> bool:
        return node.text is not None and self.text[node.start : node.start + 1] in ("|", ">")


def _is_comment(line: str, node: Node) -> bool:
    indent = len(line) - len(line.lstrip(" "))
    return line.lstrip(" ").startswith("#") and indent <= max(0, node.column - 2)


def _long(value: Any) -> bool:
    return isinstance(value, str) and ("\n" in value or len(value) > 60)


def _flow_mapping(value: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{inline(key)}: {_flow_value(inner)}" for key, inner in value.items()) + "}"


def _flow_list(value: list[Any]) -> str:
    return "[" + ", ".join(map(_flow_value, value)) + "]"


def _flow_value(value: Any) -> str:
    if isinstance(value, dict):
        return _flow_mapping(value)
    return _flow_list(value) if isinstance(value, list) else inline(value)
