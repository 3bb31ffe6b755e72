"""A ledger as YAML that people read and edit: Chinese keys in model order, nothing that is merely a default.

Not one character of a text changes: long and many-lined texts stand in `|` blocks, where no mark needs an escape;
what a block cannot hold is quoted. Written here and not by PyYAML's emitter, which escapes rare characters of names
and has no place for comments (【待核：…】).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from drafter.ledger.model import Ledger
from drafter.patterns import pattern

LONG = 60  # characters from which a text gets lines of its own
_STEP = "  "
_FLOW_WIDTH = 60  # short lists of short words stand in brackets
_UNPRINTABLE = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_TO_ESCAPE = pattern(f'["\\\\\n\t]|{_UNPRINTABLE.pattern}')
_NO_PLAIN_START = frozenset("-?:,[]{}#&*!|>'\"%@`=.<~ \u3000")
_NO_PLAIN_INSIDE = pattern(r": |:$| #|[\n\t]|[\s]$")
_FLOW_MARKS = pattern(r"[,\[\]{}:]")
_KEY_LIMIT = 200  # a longer key needs YAML's explicit form
_NUMBER = pattern(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?")
_RESOLVER = Resolver()


def dump_ledger(ledger: Ledger, comments: Mapping[str, str] | None = None) -> str:
    """The ledger's YAML; `comments` puts `# …` lines above key paths (问题[3].措施[0].内容, indexes from 0).

    A path that the ledger does not have puts its comment at the nearest one above it. `load(dump(x)) == x`.
    """
    data = ledger.model_dump(by_alias=True, exclude_defaults=True)
    printer = _Printer(_placed(data, comments or {}))
    lines = printer.comment("", "")
    if not data:
        return "\n".join([*lines, "{}"]) + "\n"
    for position, (key, value) in enumerate(data.items()):
        if position:
            lines.append("")
        lines += printer.pair(key, value, "", key)
    return "\n".join(lines) + "\n"


def _placed(data: Mapping[str, Any], comments: Mapping[str, str]) -> dict[str, list[str]]:
    """Comments by a path that is printed, as lines that YAML can hold."""
    if not comments:
        return {}
    present = set(_paths(data, ""))
    placed: dict[str, list[str]] = {}
    for path, comment in comments.items():
        while path and path not in present:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        lines = [_UNPRINTABLE.sub(" ", line) for line in comment.split("\n")]
        placed.setdefault(path, []).extend(lines)
    return placed


def _paths(value: Any, path: str) -> Iterator[str]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _paths(inner, f"{path}[{index}]")


class _Printer:
    """Prints a tree with the comments that belong to its places."""

    def __init__(self, comments: dict[str, list[str]]) -> None:
        self.comments = comments
        self.commented_lists = {path[: path.rfind("[")] for path in comments if path.endswith("]")}

    def pair(self, key: str, value: Any, indent: str, path: str) -> list[str]:
        """`key: value` and what stands under it."""
        lines = self.comment(path, indent)
        head = indent + key
        if not _plain(key) or len(key) >= _KEY_LIMIT:
            head = indent + _quoted(key)
            if len(head) >= _KEY_LIMIT:  # YAML's explicit form
                lines.append(f"{indent}? {_quoted(key)}")
                head = indent
        if isinstance(value, list) and value and path not in self.commented_lists and (flow := _flow(value)):
            return [*lines, f"{head}: {flow}"]
        if isinstance(value, (dict, list)) and value:
            return [*lines, f"{head}:", *self.block(value, indent + _STEP, path)]
        first, *rest = _scalar(value, indent + _STEP)
        return [*lines, f"{head}: {first}", *rest]

    def block(self, value: dict[str, Any] | list[Any], indent: str, path: str) -> list[str]:
        lines: list[str] = []
        if isinstance(value, dict):
            for key, inner in value.items():
                lines += self.pair(str(key), inner, indent, f"{path}.{key}")
        else:
            for index, inner in enumerate(value):
                lines += self.item(inner, indent, f"{path}[{index}]")
        return lines

    def item(self, value: Any, indent: str, path: str) -> list[str]:
        """`- ` before the first line of the item; comments that stand first in it go above the dash."""
        above = self.comment(path, indent)
        if isinstance(value, (dict, list)) and value:
            inner = self.block(value, indent + _STEP, path)
            while inner[0].lstrip(" ").startswith("#"):
                above.append(indent + inner.pop(0).lstrip(" "))
            return [*above, f"{indent}- {inner[0].lstrip(' ')}", *inner[1:]]
        first, *rest = _scalar(value, indent + _STEP)
        return [*above, f"{indent}- {first}", *rest]

    def comment(self, path: str, indent: str) -> list[str]:
        return [f"{indent}# {line}".rstrip() for line in self.comments.get(path, ())]


def pair_lines(key: str, value: Any, indent: str) -> list[str]:
    """`key: value` as a ledger prints it, for one who adds it to a text."""
    return _Printer({}).pair(key, value, indent, "")


def item_lines(value: Any, indent: str) -> list[str]:
    """`- value` as a ledger prints it."""
    return _Printer({}).item(value, indent, "")


def inline(value: Any) -> str:
    """A text, or a list of texts, on one line, also inside braces."""
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    if not isinstance(value, str):
        return _scalar(value, "")[0]
    text = value
    return text if _plain(text) and not _FLOW_MARKS.search(text) else _quoted(text)


def _flow(items: list[Any]) -> str | None:
    """[区发改局, 区工信局] where that is short and needs no quotes."""
    if not all(isinstance(item, str) and _plain(item) and not _FLOW_MARKS.search(item) for item in items):
        return None
    text = f"[{', '.join(items)}]"
    return text if len(text) <= _FLOW_WIDTH else None


def _scalar(value: Any, indent: str) -> list[str]:
    """The first line goes behind the key or the dash, the others stand as they are."""
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, dt.date):
        return [value.isoformat()]
    if value is None:
        return ["null"]
    if isinstance(value, dict):
        return ["{}"]
    if isinstance(value, list):
        return ["[]"]
    if not isinstance(value, str):
        return [str(value)]
    if _plain(value) and len(value) <= LONG:
        return [value]
    if _fits_block(value) and ("\n" in value or len(value) > 20):
        mark = "|" if value.endswith("\n") else "|-"
        return [mark, *(indent + line if line else "" for line in value.removesuffix("\n").split("\n"))]
    return [_quoted(value)]


def _plain(text: str) -> bool:
    """No quotes needed, here or in another program that reads YAML (012345 and 1.10 would become numbers there)."""
    if not text or text[0] in _NO_PLAIN_START or _NO_PLAIN_INSIDE.search(text) or _UNPRINTABLE.search(text):
        return False
    if text.isdigit() or _NUMBER.fullmatch(text):
        return False
    if text[0].isascii():
        tag: str = _RESOLVER.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
        return tag.endswith(":str")
    return True


def _fits_block(text: str) -> bool:
    """A `|` block gives the text back exactly."""
    if _UNPRINTABLE.search(text) or text.endswith("\n\n"):
        return False
    lines = text.removesuffix("\n").split("\n")
    return bool(lines[0].strip() and lines[-1].strip()) and lines[0][0] not in " \t"


def _quoted(text: str) -> str:
    return f'"{_TO_ESCAPE.sub(_escaped, text)}"'


def _escaped(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}")
