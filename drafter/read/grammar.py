"""The grammar of layouts as data: what may head what, and how much each piece of evidence weighs.

Nothing here matches text. `read.outlines` tries every outline that these tables allow on the whole document and
takes the one with the highest sum.
"""

from __future__ import annotations

from typing import NamedTuple

from drafter.report import Role

# Kinds of ordinals that head measures; a problem's heading has one only where it is framed (一是针对…问题，).
MEASURE_KINDS = frozenset({"一是", "一要", "第一", "其一", "首先", "一方面", "措施一", "之一", "a.", "A.", "•"})
# Kinds whose own word says that they name what is wrong.
FAULT_KINDS = frozenset({"问题一", "表现一"})
# Kinds that may head a section where no 一、 does.
SECTION_KINDS = ("第一部分", "壹、", "一、", "Ⅰ", "（一）", "1.")
MOST_SECTIONS = 24
FEW_SECTIONS = 9  # as many as are likely where short lines without number or known word head them
MOST_FORMS = 14  # forms of headings looked at in one part


class ProblemWeights(NamedTuple):
    """Evidence that a form of heading is that of the problems; each factor runs from 0 (fault: -1) to 1."""

    fault: float = 2.0  # its headings name what is wrong
    title: float = 1.0  # they are titles: short, without figures
    body: float = 1.0  # text follows each
    coverage: float = 1.2  # share of the part's text from the first of them on
    repetition: float = 0.8  # there are several
    labelled: float = 1.5  # 整改情况： follows each
    measure_kind: float = -1.6  # its number is one of measures
    gathers: float = -1.6  # they end in …方面
    alone: float = -0.4  # there is a single one
    announced: float = 1.2  # there are as many as the notice says


class GroupWeights(NamedTuple):
    """Evidence that one form gathers the headings of another."""

    holds: float = 1.0  # share of its headings with problems under them
    held: float = 1.0  # share of the problems under one
    direct: float = 0.7  # a problem follows at once
    gathers: float = 0.9  # …方面
    fault: float = -1.2  # its headings name faults themselves: they are the problems
    cost: float = -1.5
    crowded: float = -2.0  # more groups than problems
    numbered_on: float = 1.2  # the numbers of what it gathers go on from one group to the next
    announced: float = 0.8  # there are as many as the notice says


class AspectWeights(NamedTuple):
    """Evidence that one form lists the 具体表现 of the problems."""

    labelled: float = 1.5  # 整改情况： follows each of them rather than each problem
    held: float = 0.5
    fault: float = 1.4
    title: float = 0.3
    body: float = 0.3
    cost: float = -1.7


class SectionWeights(NamedTuple):
    """Evidence for the role of a section."""

    problems: float = 2.4  # titles with measures under them
    weaker: float = -1.5  # another part's headings name faults and this one's do not
    share: float = 1.6  # of the text, for progress
    words: float = 1.0  # of its heading
    ahead: float = 1.4  # the text looks ahead, for next_steps
    behind: float = -0.8  # a next_steps part that looks back
    last: float = 0.5
    no_problems: float = 0.7  # for leadership and next_steps
    leadership_words_inside: float = 0.3
    stray: float = -1.2  # a second next_steps, a leadership that is not the first
    other: float = -0.3
    listed: float = -1.5  # a leadership that only lists what was fed back
    by_status: float = 2.0  # a progress part whose heading says how far its problems are
    each: float = -0.7  # every section beyond the third
    inside: float = -2.0  # its headings lie inside those of a kind further out


PROBLEM, GROUP, ASPECT, SECTION = ProblemWeights(), GroupWeights(), AspectWeights(), SectionWeights()

# How likely a set of lines is that of the section headings, before anything is known of what they head.
SECTION_PRIOR: dict[str, float] = {
    "第一部分": 2.0, "壹、": 1.8, "一、": 1.6, "样式": 1.4, "Ⅰ": 0.8, "已知": 0.8, "（一）": 0.3, "对仗": 0.3, 
    "【】": 0.3, "短": 0.2, "短行": 0.1, "1.": 0.0, "无": 0.0,
}  # fmt: skip

# Which role may follow which; `other` may stand anywhere.
FOLLOWS: dict[Role, tuple[Role, ...]] = {
    "leadership": ("leadership", "progress", "next_steps"),
    "progress": ("progress", "next_steps"),
    "next_steps": ("next_steps",),
}
