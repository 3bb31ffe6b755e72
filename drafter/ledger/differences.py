"""Two texts of one ledger as single differences, each of which can be taken over without the others.

The newer text is what an update or a returned draft made of the older one: it changes values and adds, and takes
nothing away. What to make of a difference is for who shows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from drafter.ledger.revise import insert_item, set_value
from drafter.yamlnodes import Node, parse_nodes, plain

_OF_A_PATH = ".[]"  # signs that no key of a path may hold
_NOTHING = Node(1, "", plain=True)


@dataclass(frozen=True)
class Difference:
    """One place. `path`: 问题[0].措施[0].内容, with the older text's numbers; that of an added item ends with the
    number it has in the newer text, and `before` says before which older item it goes."""

    path: str
    kind: Literal["改", "增"]
    old: str
    new: str
    value: Any  # plain data
    before: int = 0


def differences(old: str, new: str) -> list[Difference]:
    """What the newer text says otherwise, in the order in which it stands. Raises SyntaxFault."""
    return list(_compared(parse_nodes(old) or _NOTHING, parse_nodes(new) or _NOTHING, ""))


def with_taken(old: str, found: Iterable[Difference], wanted: Collection[str]) -> str:
    """The older text with those differences whose paths are wanted."""
    taken = [one for one in found if one.path in wanted]
    text = old
    for one in (one for one in taken if one.kind == "改"):
        text = set_value(text or "{}\n", one.path, one.value)
    added = [(one.path.count("["), one.before, number, one) for number, one in enumerate(taken) if one.kind == "增"]
    for *_, one in sorted(added, key=lambda a: a[:3], reverse=True):  # the inner first, the later first
        text = insert_item(text or "{}\n", one.path.rpartition("[")[0], one.before, one.value)
    return text


def _compared(old: Node, new: Node, path: str) -> Iterator[Difference]:
    if new.pairs is not None:
        yield from _mappings(old, new, path)
    elif new.items is not None:
        yield from _lists(old, new, path)
    elif (old.text or "") != (new.text or ""):
        yield Difference(path, "改", old.text or "", new.text or "", new.text or "")


def _mappings(old: Node, new: Node, path: str) -> Iterator[Difference]:
    before = {key.text: value for key, value in old.pairs or []}
    pairs = [(key.text or "", before.get(key.text, _NOTHING), value) for key, value in new.pairs or []]
    if path and any(sign in key for key, _, _ in pairs for sign in _OF_A_PATH):  # names of one's own, as in 内部备注
        if plain(old) != plain(new):
            yield Difference(path, "改", _said(old), _said(new), _data(new))
        return
    for key, was, value in pairs:
        yield from _compared(was, value, f"{path}.{key}" if path else key)


def _lists(old: Node, new: Node, path: str) -> Iterator[Difference]:
    olds, news = _items(old), _items(new)
    if any(item.text is not None for item in news):
        texts = [[item.text or "" for item in items] for items in (olds, news)]
        if texts[0] != texts[1]:
            yield Difference(path, "改", "、".join(texts[0]), "、".join(texts[1]), texts[1])
        return
    partners = _partners(olds, news)
    for k, item in enumerate(news):
        if k in partners:
            yield from _compared(olds[partners[k]], item, f"{path}[{partners[k]}]")
        else:
            before = next((partners[j] for j in range(k + 1, len(news)) if j in partners), len(olds))
            yield Difference(f"{path}[{k}]", "增", "", _said(item), _data(item), before)


def _partners(olds: list[Node], news: list[Node]) -> dict[int, int]:
    """Number of a newer item -> number of the older one that it is, in their order: every older one is still there,
    those of the newer ones between them that have least in common with any are new."""
    slack = len(news) - len(olds)
    if slack <= 0:
        return {k: k for k in range(len(news))}
    ours, theirs = ([frozenset(_leaves(item, "")) for item in items] for items in (olds, news))
    best = [[0] * (slack + 1)]  # of the first i older ones, none moved down by more than s
    for i, leaves in enumerate(ours):
        row: list[int] = []
        for s in range(slack + 1):
            kept = best[i][s] + len(leaves & theirs[i + s])
            row.append(max(kept, row[-1]) if row else kept)
        best.append(row)
    found, s = {}, slack
    for i in range(len(olds) - 1, -1, -1):
        while s and best[i + 1][s - 1] == best[i + 1][s]:
            s -= 1
        found[i + s] = i
    return found


def _leaves(node: Node, key: str) -> Iterator[tuple[str, str]]:
    """Every text with the key that it stands under."""
    if node.text is not None:
        yield key, node.text
    for inner, value in node.pairs or []:
        yield from _leaves(value, inner.text or "")
    for item in node.items or []:
        yield from _leaves(item, key)


def _items(node: Node) -> list[Node]:
    return [item for item in node.items or [] if not item.empty]


def _data(node: Node) -> Any:
    """The node as plain data, without what is empty in it."""
    if node.pairs is not None:
        return {key.text: _data(value) for key, value in node.pairs if not value.empty}
    return [_data(item) for item in _items(node)] if node.items is not None else plain(node)


def _said(node: Node) -> str:
    """What a node holds, in a line."""
    if node.text is not None:
        return "" if node.empty else node.text
    pairs = [f"{key.text}：{said}" for key, value in node.pairs or [] if (said := _said(value))]
    return "；".join([*pairs, *(said for item in node.items or [] if (said := _said(item)))])
