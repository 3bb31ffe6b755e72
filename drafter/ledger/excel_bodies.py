"""The bodies that a cell names, and which of them leads: 区发改局（牵头）; 牵头：工程部⏎配合：合约部、审计部."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from drafter.ledger.excel_codec import split_list
from drafter.ledger.excel_words import one_line
from drafter.patterns import pattern

_LEADING = ("牵头", "主责", "主办", "主体")
_ROLES = "牵头|主责|主办|主体|配合|协办|协同|协助|参与|监督"
_KIND = "(?:单位|部门|科室|处室|股室)?"
# 区工信局（配合单位）, 青年发展部牵头
_BEHIND = pattern(rf"[（(](?P<role>{_ROLES}){_KIND}[）)]$|(?<=[\u4e00-\u9fff]{{2}})(?P<word>牵头|主办|配合|协办|协助)$")
# 配合：成本合约部、审计部: what follows has that role too, until the next one is named
_BEFORE = pattern(rf"^(?P<role>{_ROLES}|责任){_KIND}\s?[:：]\s?")
_MARK = r"[\n、，,；;\s/]"
SAID = pattern(
    rf"""[（(](?:{_ROLES}){_KIND}[）)]
      | (?:^|(?<={_MARK}))(?:{_ROLES}|责任){_KIND}\s?[:：]
      | (?<=[\u4e00-\u9fff]{{2}})(?:牵头|主办|配合|协办|协助)(?=$|{_MARK})""",
    re.VERBOSE,
)
_RUN_TOGETHER = pattern(rf"(?P<role>[（(](?:{_ROLES}){_KIND}[）)])(?=[^\s、，,；;/])")  # 宣传部（牵头）组织部（配合）


class Bodies(NamedTuple):
    """Each named once, without what is said of its role."""

    leading: list[str]
    others: list[str]


def bodies_named(texts: Iterable[str]) -> Bodies:
    """The bodies of some cells, in order; the role of each as its own words or those before it say."""
    leading: list[str] = []
    others: list[str] = []
    for text in texts:
        role = ""
        for item in map(one_line, _names(text)):
            bare = item
            if before := _BEFORE.match(bare):
                role, bare = before["role"], bare[before.end() :].strip()
            behind = _BEHIND.search(bare)
            bare = _BEHIND.sub("", bare)
            if bare:
                said = (behind["role"] or behind["word"]) if behind else role
                (leading if said in _LEADING else others).append(bare)
    return Bodies(list(dict.fromkeys(leading)), list(dict.fromkeys(others)))


def _names(text: str) -> list[str]:
    """By whatever mark; a line of one or two characters is the end of the name above it."""
    text = _RUN_TOGETHER.sub(r"\g<role>；", text)
    whole = re.sub(r"\n(?=\s{0,8}[^、，,；;\n]{1,2}(?:$|[、，,；;\n]))", "", text)
    labelled = re.sub(rf"\s{{1,9}}(?=(?:{_ROLES}){_KIND}\s?[:：])", "；", whole)  # 牵头：甲 配合：乙
    return [item for part in split_list(labelled) for item in part.split("/") if item.strip()]
