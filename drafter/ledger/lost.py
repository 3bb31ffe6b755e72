"""What YAML reads otherwise than its writer meant: words behind “ #”, figures whose comma divides a list.

The file loads all the same, so nothing else would say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from drafter.ledger.load import Positions, load_with_positions
from drafter.patterns import pattern
from drafter.yamlnodes import Node

# What stands behind a value: #23个，封停4个 or # …。
_BEHIND = pattern(r"\s+#(?P<words>[^\s#].*|\s.*[。；])$")
_QUOTED = ("|", ">", '"', "'")


def lost_words(path: Path) -> list[str]:
    """Each place of a ledger file where YAML takes away or divides words, with the mend. The file must load."""
    return lost_at(load_with_positions(path)[1])


def lost_at(read: Positions) -> list[str]:
    """The same of a ledger that was read already."""
    text, root = read.text, read.root
    if root is None:
        return []
    return [f"{read.name}:{line}: {said}" for line, said in sorted({*_comments(text, root), *_divided(text, root)})]


def _comments(text: str, root: Node) -> Iterator[tuple[int, str]]:
    """补办手续 #23个，封停4个。: a comment that begins without a space, or ends like a sentence, behind a text that has
    no quotes."""
    for node in _nodes(root):
        end = text.find("\n", node.end)
        found = _BEHIND.match(text[node.end : end if end >= 0 else len(text)]) if node.text else None
        if found and not text.startswith(_QUOTED, node.start):
            yield (
                node.line,
                f"“ #”后面的“{found['words'].strip()}”被 YAML 当作说明，没有读进来；"
                "是正文的，给整段文字加上引号，是说明的，在 # 后面空一格。",
            )


def _divided(text: str, root: Node) -> Iterator[tuple[int, str]]:
    """[交付住房2,316套]: two items of a list that are the halves of one grouped figure."""
    for node in _nodes(root):
        for before, after in pairwise(node.items or []):
            halves = (
                before.text and after.text and re.search(r"\d$", before.text) and re.match(r"\d{3}(?!\d)", after.text)
            )
            if halves and text[before.end : after.start] == ",":
                whole = f"{before.text},{after.text}"
                yield (
                    before.line,
                    f"“{whole}”里的英文逗号把它断成了两项；是一个数的，给整段文字加上引号，是两项的，逗号后面空一格。",
                )


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for _, value in node.pairs or ():
        yield from _nodes(value)
    for item in node.items or ():
        yield from _nodes(item)
