"""What an entry is for, and what a question asks for: a problem worded, a measure, a result, a part of the notice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from drafter.phrases.asked import Question, Row, is_done, is_told, rows
from drafter.phrases.bank import KIND_NAMES, Phrase
from drafter.phrases.matters import fields_of


class Purpose(StrEnum):
    """The value is what a reader sees above the answers of that purpose."""

    PREAMBLE = "开头的导语"
    OPENING = "组织领导"
    MEASURE = "整改措施"
    PROBLEM = "问题表述"
    RESULT = "整改成效"
    CLOSING = "下一步"
    CONTACT = "监督联系"
    WORDS = "词组"


_SECTIONS = {
    "导语": Purpose.PREAMBLE,
    "组织领导": Purpose.OPENING,
    "下一步": Purpose.CLOSING,
    "监督": Purpose.CONTACT,
}
# Fields whose matters are parts of the notice: what is asked about them is said there.
_HOMES = {
    "导语": Purpose.PREAMBLE,
    "整改组织": Purpose.OPENING,
    "下一步": Purpose.CLOSING,
    "监督联系": Purpose.CONTACT,
    "总体成效": Purpose.RESULT,
}


_EARLIER = "上轮整改"


def is_of_a_part(matter: str) -> bool:
    """Whether a matter is one of a part of the notice beside the progress: 领导小组, 巩固成果."""
    return not _HOMES.keys().isdisjoint({matter, *fields_of(matter)})


def purpose_of(phrase: Phrase) -> Purpose:
    """What an entry is for, by its kind, else by the part where it stands."""
    if phrase.kind == "problem":
        return Purpose.PROBLEM
    if phrase.kind == "figure":
        return Purpose.RESULT
    if phrase.kind == "collocation":
        return Purpose.WORDS
    if phrase.kind == "measure":
        return Purpose.MEASURE
    return _SECTIONS.get(phrase.section, Purpose.MEASURE)


def headings(phrases: Iterable[Phrase]) -> list[str]:
    """What stands above entries, each heading once in the order in which they come."""
    return list(dict.fromkeys(purpose_of(p).value for p in phrases))


def called(phrase: Phrase) -> str:
    """What an entry is called in a list: a whole sentence to copy (范句) by what it is for, others by their kind."""
    return purpose_of(phrase).value if phrase.group.startswith("范句-") else KIND_NAMES[phrase.kind]


def purposes_asked(question: Question, fields: frozenset[str]) -> tuple[Purpose, ...]:
    """What a question about matters of those fields asks for, first what it asks for most.

    措施 and 怎么改 ask for measures, 写成问题 for problems, 多少 for results, 开头 and 下一步 for a part. Where it does
    not say, what is done comes first, and then how what is wrong is worded; where it asks how something wrong is said,
    only that.
    """
    homes = tuple(home for field, home in _HOMES.items() if field in fields)
    if _EARLIER in fields:  # 上轮反弹 is mended, and no resolve for later
        homes = tuple(home for home in homes if home is not Purpose.CLOSING)
    if question.kind in ("", "problem") and any(len(fault) > 1 for fault in question.fault):
        homes = tuple(home for home in homes if home is not Purpose.OPENING)  # what is wrong is told in no opening
    parts = tuple(dict.fromkeys(_SECTIONS[row["部分"]] for row in question.leanings if row["部分"] in _SECTIONS))
    if parts:
        if Purpose.CLOSING in parts:  # what is done next is no opening
            homes = tuple(home for home in homes if home is not Purpose.OPENING)
        return (*parts, *(home for home in homes if home not in parts))
    if any(row["词"] in question.whole for row in rows("状态")):
        return (Purpose.MEASURE, Purpose.CLOSING)
    if question.kind == "problem" and (question.fault or not homes):
        return (Purpose.PROBLEM,)
    if question.kind == "figure" or any(_asks_how_many(row) for row in question.leanings):
        return (Purpose.RESULT,)
    if any(row["词"] in question.whole for row in rows("问成效")) or _CAME.search(question.whole):
        return (Purpose.RESULT,)
    if homes:
        return (*homes, Purpose.MEASURE)
    if question.kind == "measure":
        return (Purpose.MEASURE,)
    if question.worded and question.fault and not all(is_told(fault) for fault in question.fault):
        return (Purpose.PROBLEM,)
    return (Purpose.MEASURE, Purpose.PROBLEM)


_CAME = re.compile(r"得(?:怎么?样|如何)|(?:怎么?样|如何)了|结果(?:怎么?样|如何)")  # 办得怎样


def _asks_how_many(row: Row) -> bool:
    """Whether a word of a question asks for figures: 多少, 完成率; 清退 alone is what is done."""
    return row["类"] == "figure" and not is_done(row["词"])
