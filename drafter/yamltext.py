"""A YAML file that people edit, renewed in place: a list of entries gets new values, and every other character stays.

Comments, order, quotes and spacing are the office's. Positions come from the parsed nodes; what is new goes behind the
last entry. (A round trip through a YAML library hangs comments on the wrong element.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from drafter.yamlnodes import Node, parse_nodes, plain

Entry = Mapping[str, Any]  # values are texts, numbers or lists of texts


class _Change(NamedTuple):
    start: int
    end: int
    text: str


def renewed_list(
    text: str,
    key: str,
    entries: Sequence[Entry],
    name: Callable[[Entry], Any],
    scalar: Callable[[str], str],
    *,
    drop: bool = True,
) -> str | None:
    """The text with the list under the top-level `key` holding these entries; None where the text has no such list.

    An entry of the text and one of `entries` are the same where `name` gives the same for both. Of an entry that is
    there already only values that differ are written; with `drop`, one that is not among `entries` goes.
    """
    root = parse_nodes(text)
    listed = next((v for k, v in (root.pairs or [] if root else []) if k.text == key), None)
    if listed is None or not listed.items or text[listed.start : listed.start + 1] == "[":
        return None
    wanted = {name(entry): entry for entry in entries}
    changes: list[_Change] = []
    seen = set()
    for item in listed.items:
        there = plain(item)
        which = name(there) if isinstance(there, dict) else None
        if which in wanted and which not in seen:
            seen.add(which)
            changes += _entry_changes(text, item, there, wanted[which], scalar)
        elif drop and which is not None:
            changes.append(_Change(*_span(text, item), ""))
    new = [entry for which, entry in wanted.items() if which not in seen]
    if new:
        at = _line_end(text, _last(listed.items[-1]))
        indent = " " * listed.column
        lines = [indent + line for entry in new for line in entry_lines(entry, scalar)]
        changes.append(_Change(at, at, "\n" + "\n".join(lines)))
    return _changed(text, changes)


def entry_lines(entry: Entry, scalar: Callable[[str], str]) -> Iterable[str]:
    """A new entry as lines of a list."""
    mark = "- "
    for key, value in entry.items():
        yield f"{mark}{key}: {_inline(value, scalar)}"
        mark = "  "


def _entry_changes(
    text: str, item: Node, there: Mapping[str, Any], entry: Entry, scalar: Callable[[str], str]
) -> Iterable[_Change]:
    pairs = {k.text: (k, v) for k, v in item.pairs or []}
    missing = []
    for key, value in entry.items():
        if key not in pairs:
            missing.append(f"{key}: {_inline(value, scalar)}")
        elif not _same(there.get(key), value):
            key_node, node = pairs[key]
            if node.empty:
                colon = text.index(":", key_node.end) + 1
                yield _Change(colon, colon, f" {_inline(value, scalar)}")
            else:
                end = node.start + len(text[node.start : node.end].rstrip())
                tail = "\n" if text[end : end + 1] not in ("", "\n", "\r", " ", "\t", ",", "}") else ""
                yield _Change(node.start, end, _inline(value, scalar) + tail)
    if missing and text[item.start : item.start + 1] == "{":
        yield _Change(item.end - 1, item.end - 1, ", " + ", ".join(missing))
    elif missing:
        at = _line_end(text, _last(item))
        yield _Change(at, at, "".join(f"\n{' ' * item.column}{line}" for line in missing))


def _same(there: Any, value: Any) -> bool:
    if isinstance(value, list):
        return isinstance(there, list) and [str(v) for v in there] == [str(v) for v in value]
    return str(there if there is not None else "") == str(value)


def _inline(value: Any, scalar: Callable[[str], str]) -> str:
    if isinstance(value, list):
        return f"[{', '.join(scalar(str(v)) for v in value)}]"
    return str(value) if isinstance(value, int) else scalar(str(value))


def _last(node: Node) -> int:
    """Behind the last character of what the node holds."""
    while True:
        if node.pairs:
            key, value = node.pairs[-1]
            if value.empty:
                return key.end + 1
            node = value
        elif node.items:
            node = node.items[-1]
        else:
            return node.end


def _line_end(text: str, at: int) -> int:
    """The end of the line that the last character before `at` stands in."""
    while at > 0 and text[at - 1] in "\r\n":
        at -= 1
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _span(text: str, item: Node) -> tuple[int, int]:
    """The lines of an item, its dash included."""
    dash = text.rfind("-", 0, max(item.start, 1))
    return text.rfind("\n", 0, dash) + 1, min(_line_end(text, _last(item)) + 1, len(text))


def _changed(text: str, changes: Iterable[_Change]) -> str:
    out, at = [], 0
    for start, end, new in sorted(changes, key=lambda c: (c.start, c.end)):
        out += [text[at:start], new]
        at = max(at, end)
    return "".join([*out, text[at:]])
