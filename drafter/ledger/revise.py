"""Single changes to a ledger's text, as a form makes them: set a value, add, remove or move an item of a list.

All else stays where it is, comments and the writer's own quotes included. A change is one of the functions below, given
the text and a key path as a trace writes it (问题[3].措施[0].内容); each returns the new text.
"""

from __future__ import annotations

from typing import Any

from drafter.errors import InputError
from drafter.ledger.dump import inline, item_lines
from drafter.ledger.edit import TextEdit, _flow_mapping
from drafter.ledger.path import Step, steps_of
from drafter.ledger.shape import Shape, ledger_shape
from drafter.yamlnodes import Node


def set_value(text: str, path: str, value: Any) -> str:
    """Give a key that value (text, or a list of texts); an empty value takes the key away."""
    *above, key = steps_of(path)
    if not isinstance(key, str):
        raise _no_place(path)
    edit = TextEdit(text)
    if value in ("", None, []):
        return _without_key(edit, above, key)
    node, rest, shape = _deepest(edit, above)
    if not rest:
        edit.set(_mapping(node, path), key, value, shape)
        return edit.result()
    for step in reversed([*rest[1:], key]):  # what is not there yet is made
        if not isinstance(step, str):
            raise _no_place(path)
        value = {step: value}
    first = rest[0]
    if not isinstance(first, str):
        raise _no_place(path)
    edit.set(_mapping(node, path), first, value, shape)
    return edit.result()


def insert_item(text: str, path: str, index: int, item: dict[str, Any] | str) -> str:
    """Put an item into the list at `path` before the one that has that index now, or behind the last."""
    edit = TextEdit(text)
    *above, key = steps_of(path)
    node, rest, shape = _deepest(edit, above)
    listed = edit.get(node, str(key)) if not rest and node.pairs is not None else None
    items = [i for i in (listed[1].items or [])] if listed else []
    if not listed or not items:
        return _first_item(edit, path, node, rest, shape, item)
    holder = listed[1]
    if _in_braces(text, holder):
        new = _flow_mapping(item) if isinstance(item, dict) else inline(item)
        at = items[index].start if index < len(items) else items[-1].end
        return text[:at] + (f"{new}, " if index < len(items) else f", {new}") + text[at:]
    lines = "\n".join(item_lines(item, " " * holder.column))
    if index < len(items):
        at = _dash_line(text, items[index])
        return text[:at] + lines + "\n" + text[at:]
    at = edit._line_end(edit._last_line(items[-1]))
    return text[:at] + "\n" + lines + text[at:]


def remove_item(text: str, path: str) -> str:
    """Take the item at `path` (…[2]) out of its list; a list that is empty then goes with its key."""
    edit = TextEdit(text)
    *above, index = steps_of(path)
    holder, rest, _ = _deepest(edit, above)
    if rest or not isinstance(index, int) or holder.items is None or index >= len(holder.items):
        raise _no_place(path)
    if len(holder.items) == 1:
        return _without_key(edit, above[:-1], str(above[-1]))
    start, end = _item_span(edit, holder, index)
    return text[:start] + text[end:]


def move_item(text: str, path: str, to: int) -> str:
    """Move the item at `path` (…[2]) to the place `to` of the same list."""
    edit = TextEdit(text)
    *above, index = steps_of(path)
    holder, rest, _ = _deepest(edit, above)
    count = len(holder.items or ())
    if rest or not isinstance(index, int) or not 0 <= index < count or not 0 <= to < count:
        raise _no_place(path)
    if index == to:
        return text
    if _in_braces(text, holder):
        items = holder.items or []
        order = [text[i.start : i.end] for i in items]
        order.insert(to, order.pop(index))
        out, at = [], items[0].start
        for item, new in zip(items, order, strict=True):
            out += [text[at : item.start], new]
            at = item.end
        return text[: items[0].start] + "".join(out) + text[at:]
    start, end = _item_span(edit, holder, index)
    block = text[start:end]
    target = _item_span(edit, holder, to)
    at = target[1] if to > index else target[0]
    if not block.endswith("\n"):
        block += "\n"
    if at == len(text) and not text.endswith("\n"):
        block = "\n" + block.removesuffix("\n")
    if at >= end:
        return text[:start] + text[end:at] + block + text[at:]
    return text[:at] + block + text[at:start] + text[end:]


def _first_item(edit: TextEdit, path: str, node: Node, rest: list[Step], shape: Shape, item: Any) -> str:
    value: Any = [item]
    *_, key = steps_of(path)
    for step in reversed([*rest[1:], key] if rest else []):
        value = {str(step): value}
    edit.set(_mapping(node, path), str(rest[0] if rest else key), value, shape)
    return edit.result()


def _without_key(edit: TextEdit, above: list[Step], key: str) -> str:
    node, rest, _ = _deepest(edit, above)
    if rest or node.pairs is None or edit.get(node, key) is None:
        return edit.text
    place = next(i for i, (k, _) in enumerate(node.pairs) if k.text == key)
    key_node, value = node.pairs[place]
    text = edit.text
    if _in_braces(text, node):
        spans = [(k.start, max(v.end, k.end)) for k, v in node.pairs]
        start, end = spans[place]
        if place + 1 < len(spans):
            return text[:start] + text[spans[place + 1][0] :]
        return text[: spans[place - 1][1] if place else start] + text[end:]
    if len(node.pairs) == 1 or text[_line_start(text, key_node.start) : key_node.start].strip():
        # the only key, or the one behind a dash: its line stays, empty
        colon = text.index(":", key_node.end)
        end = edit._line_end(edit._last_line(value)) if not value.empty else edit._line_end(colon)
        return text[: colon + 1] + text[end:]
    start = _line_start(text, key_node.start)
    end = edit._line_end(edit._last_line(value) if not value.empty else key_node.end)
    return text[:start] + text[end + 1 :]


def _deepest(edit: TextEdit, steps: list[Step]) -> tuple[Node, list[Step], Shape]:
    """The node furthest along the path, what of the path is not there yet, and the node's shape."""
    node, shape = edit.root, ledger_shape()
    for at, step in enumerate(steps):
        if isinstance(step, int):
            items = node.items or []
            if step >= len(items):
                raise _no_place("".join(map(str, steps)))
            node, shape = items[step], shape.item or shape
            continue
        found = edit.get(node, step) if node.pairs is not None else None
        if found is None or found[1].empty:
            return node, steps[at:], shape
        node, shape = found[1], shape.fields.get(step, shape)
    return node, [], shape


def _mapping(node: Node, path: str) -> Node:
    if node.pairs is None:
        raise _no_place(path)
    return node


def _item_span(edit: TextEdit, holder: Node, index: int) -> tuple[int, int]:
    items = holder.items or []
    item = items[index]
    if _in_braces(edit.text, holder):
        if index + 1 < len(items):
            return item.start, items[index + 1].start
        return items[index - 1].end, item.end
    end = edit._line_end(edit._last_line(item))
    return _dash_line(edit.text, item), min(end + 1, len(edit.text))


def _in_braces(text: str, node: Node) -> bool:
    return node.text is None and text[node.start : node.start + 1] in ("{", "[")


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _dash_line(text: str, item: Node) -> int:
    """Where the line with the item's dash begins."""
    return _line_start(text, text.rfind("-", 0, max(item.start, 1)))


def _no_place(path: str) -> InputError:
    return InputError(f"台账里没有“{path}”这个位置。可能已在别处改过，请刷新后再试。")
