"""A bank's file as mining writes it, read line by line: a draft shall not pay for a whole YAML parser.

What is written in any other way (comments behind a value, blocks, anchors, another indent) is left to the parser: then
the answer is None, and so it is where anything is doubtful.
"""

from __future__ import annotations

import re
from typing import Any

from drafter.patterns import pattern

# A value that YAML and a reader take alike: 挂图作战, "{单位}将", 3.
_PLAIN = r"[A-Za-z\u3400-\u9fff“‘（《][^{}:#\[\]\",'&*!|>%@`\\]*"
_LINE = pattern(
    rf"""
      (?P<dash>-\x20|\x20\x20) (?P<key>[\u4e00-\u9fff]+):  # "- 编号:", "  文本:"
      (?: \x20 (?: (?P<plain>{_PLAIN}) | (?P<whole>0|[1-9]\d{{0,8}})
                 | "(?P<quoted>[^"\\]*)" | \[(?P<list>[^\[\]"]*)\] ) )?
    | \x20\x20-\x20 (?: (?P<member>{_PLAIN}) | "(?P<quoted_member>[^"\\]*)" )  # a line of 成员
    | (?P<comment>\#.*) | 类别:\x20\w+ | (?P<entries>词条:)
    """,
    re.VERBOSE,
)
_NAME = pattern(_PLAIN)
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def entries_of(source: str) -> list[dict[str, Any]] | None:
    """The entries, each as its keys and values; None where the file is not written as mining writes it."""
    entries: list[dict[str, Any]] = []
    begun = False
    members: list[str] | None = None  # open for lines
    for line in source.splitlines():
        match = _LINE.fullmatch(line) if line else None
        if match is None:
            return None
        if match["entries"]:
            begun = True
        if match["comment"] or not begun or match["entries"]:
            continue
        if match["key"]:
            members = _key(match, entries)
            if members is _ODD:
                return None
        else:
            member = match["member"] or match["quoted_member"]
            if members is None or not member or member != member.strip():
                return None
            members.append(member)
    return entries if begun else None


_ODD: list[str] = []


def _key(match: re.Match[str], entries: list[dict[str, Any]]) -> list[str] | None:
    """Take a key with its value into the last entry; the list that its lines go into where it has no value, _ODD where
    it is better left to the parser."""
    if match["dash"] == "- ":
        entries.append({})
    if not entries or match["key"] in entries[-1]:
        return _ODD
    value = _value(match)
    if value is None:
        return _ODD
    entries[-1][match["key"]] = value
    return value if isinstance(value, list) and match["list"] is None else None


def _value(match: re.Match[str]) -> Any:
    if match["whole"]:
        return int(match["whole"])
    if match["quoted"] is not None:
        return match["quoted"]
    if match["list"] is not None:
        names = [name.strip() for name in match["list"].split(",")]
        return names if all(map(_NAME.fullmatch, names)) else None
    if match["plain"] is None:
        return [] if match["key"] == "成员" else None
    plain: str = match["plain"]
    return None if plain != plain.strip() or plain.lower() in _WORDS else plain
