"""What the headings of a whole notice say together: whether bare figures number its sections, and how it words the
statuses of its problems."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from drafter.patterns import pattern
from drafter.report import Report, Section
from drafter.text.normal import fold
from drafter.text.ordinals import ordinal_at, strip_ordinal
from drafter.text.statuses import Status, plain_status

_BARE = pattern(r"([1-9][0-9]?)\s+(?=[\u4e00-\u9fff“])")  # 1 组织领导
RESULT_LABEL = pattern(r"[【\[]?[\u4e00-\u9fff]{0,6}(?:成效|成果|结果|效果)[】\]]?\s*[：:]?")  # 整改成效：
_AT_THE_END = pattern(r"[（(](?P<said>[^（()）]{2,8})[）)](?=\s*。?$)")  # （已完成）


def bare_number(section: Section, report: Report) -> re.Match[str] | None:
    """The figure that numbers a section's heading without any mark, where those of the notice count on from 1."""
    headings = [s.heading.text for s in report.sections if s.heading]
    found = [m for text in headings if (m := _BARE.match(fold(text)))]
    if len(found) < 2 or len(found) < len(headings) or any(int(m[1]) != i for i, m in enumerate(found, 1)):
        return None
    return _BARE.match(fold(section.heading.text)) if section.heading else None


def title_of(section: Section, report: Report) -> str:
    """The heading of a section without its number; empty where it has no heading."""
    if section.heading is None:
        return ""
    text = section.heading.text
    bare = None if ordinal_at(fold(text)) else bare_number(section, report)
    return text[bare.end() :].strip() if bare else strip_ordinal(text).strip()


def status_at_end(heading: str) -> re.Match[str] | None:
    """（已完成整改） behind a heading, with what it says as `said`; None where the brackets hold no status."""
    found = _AT_THE_END.search(heading)
    return found if found and plain_status(found["said"]) else None


def status_words(report: Report) -> Mapping[Status, str]:
    """How most headings of problems name each status that one of them names: 已完成 -> 已完成整改."""
    said: dict[Status, Counter[str]] = defaultdict(Counter)
    for problem in report.problems:
        if (found := status_at_end(problem.heading.text)) and (status := plain_status(found["said"])):
            said[status][found["said"]] += 1
    return {status: words.most_common(1)[0][0] for status, words in said.items()}
