"""Full-width habits where YAML needs half-width marks: 电话：0555…, full-width indentation, － as a dash, ＃.

Used only on a file that does not load as it stands, so one that is right is never touched. Lines keep their
numbers. Text inside block scalars, and lines that go on a text begun above, are left alone.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from drafter.patterns import pattern

_INDENT = pattern(r"[ \u3000\u00a0]*")
_BLOCK_SCALAR = pattern(r"(?:^|[:：-])\s*[|>][-+0-9]*\s*(?:#.*)?$")
_ENTRY = pattern(  # "  - 提法：…", "电话 : …"
    r"""(?P<indent>\ *) (?P<dashes>(?:-\ +)*) (?P<key>[^\s:：'"\[\]{}#-][^:：'"\[\]{}#]{0,20}?) \s*
        (?P<colon>[:：]) (?P<rest>.*)""",
    re.VERBOSE,
)
_DASH = pattern(r"－\u3000|－(?= )|-\u3000")


class Keys(NamedTuple):
    """What a file of some kind knows: every key, those whose lists hold plain texts (责任单位, 必用语), and those
    under which the owner gives names of his own (自定义)."""

    known: frozenset[str]
    texts: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()


def mend(text: str, keys: Keys, wide_space: int = 2) -> str:
    """The text with half-width marks where a known key or an indentation shows that one is meant.

    `wide_space` is the number of columns that a full-width space of the indentation stands for.
    """
    lines = text.split("\n")
    out: list[str] = []
    block: int | None = None  # indentation of the key whose block scalar is being read
    text_key: int | None = None  # indentation of the last key that has its value on its own line
    texts_list: int | None = None  # indentation of a key whose list holds plain texts (责任单位)
    own_names: int | None = None  # indentation of a key under which every entry has a name of its own
    for line in lines:
        body = _half_width_indent(line, wide_space)
        indent = len(body) - len(body.lstrip(" "))
        if not body.strip():
            out.append(line)
            continue
        if block is not None and indent > block:
            out.append(_deep_enough(line, body, block))
            continue
        block = None
        if text_key is not None and indent > text_key and not body.lstrip().startswith(("- ", "－")):
            out.append(_deep_enough(line, body, text_key))  # a text goes on
            continue
        if texts_list is not None and indent < texts_list:
            texts_list = None
        if own_names is not None and indent <= own_names:
            own_names = None
        body = _DASH.sub(_half_width_dash, body, count=1).replace("＃", "#", 1)
        dash = body.lstrip().startswith("- ")
        if match := _known_entry(body, keys, in_texts=texts_list is not None and dash, any_name=own_names is not None):
            column = len(match["indent"]) + len(match["dashes"])
            rest = match["rest"].strip(" \u3000\u00a0")
            body = f"{match['indent']}{match['dashes']}{match['key']}:{' ' if rest else ''}{rest}"
            body = _mend_flow(body, keys)
            starts_block = _BLOCK_SCALAR.search(body) is not None
            block = column if starts_block else None
            text_key = column if rest and not rest.startswith("#") and not starts_block else None
            texts_list = column if match["key"] in keys.texts and not rest else None
            if match["key"] in keys.free and not rest:
                own_names = column
        elif _BLOCK_SCALAR.search(body):
            block = indent
        out.append(body)
    return "\n".join(out)


def _half_width_indent(line: str, wide_space: int) -> str:
    match = _INDENT.match(line)
    assert match
    spaces = match.group().replace("\u3000", " " * wide_space).replace("\u00a0", " ")
    return spaces + line[match.end() :]


def _deep_enough(line: str, body: str, column: int) -> str:
    """A line of text as it stands (its full-width spaces are its own), unless YAML would not see its indentation."""
    return line if len(line) - len(line.lstrip(" ")) > column else body


def _half_width_dash(match: re.Match[str]) -> str:
    width = sum(2 if char in "－\u3000" else 1 for char in match.group())
    return "-" if match.group().endswith("－") else "-" + " " * (width - 1)


def _known_entry(body: str, keys: Keys, in_texts: bool, any_name: bool) -> re.Match[str] | None:
    match = _ENTRY.fullmatch(body)
    if not match or in_texts or not (any_name or match["key"].strip() in keys.known):
        return None
    return match


def _mend_flow(body: str, keys: Keys) -> str:
    """{组长：甲，副组长：乙}: full-width colons and commas around known keys inside braces."""
    if "{" not in body:
        return body
    names = "|".join(sorted(map(re.escape, keys.known), key=len, reverse=True))
    return re.sub(rf"([{{,，])\s*({names})\s*[：:]\s*", lambda m: f"{m[1].replace('，', ',')} {m[2]}: ", body)
