"""Rules that an office writes as data: phrases that must stand, words that must not, terms it prefers.

They are in template.yaml under 规则, or in a rule file of the office's own (--rules).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.report import Passage, Passages, Place, Report
from drafter.text.normal import fold

if TYPE_CHECKING:
    from drafter.template import RuleSettings


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", fold(text))


@rule(
    "S401",
    slug="required-phrase",
    title="缺少规定用语",
    severity="error",
    reason="本单位规定通报里必须出现的话（规则文件或模板的“必用语”）。",
    wrong="（规定写“欢迎广大干部群众监督”，全文没有）",
    right="欢迎广大干部群众监督。",
)
def required_phrase(passages: Passages, settings: RuleSettings) -> Iterator[Finding]:
    """A phrase of 必用语 that stands nowhere; widths and spaces do not matter."""
    if not settings.required_phrases:
        return
    whole = "\n".join(_bare(passage.text) for passage, _ in passages)
    for phrase in settings.required_phrases:
        if _bare(phrase) and _bare(phrase) not in whole:
            yield Finding(f"全文没有规定用语“{phrase}”", suggestion="按本单位的规定补上。")


@rule(
    "T901",
    slug="forbidden-word",
    title="用了本单位禁用的词",
    severity="error",
    reason="本单位规定不能用的词（规则文件或模板的“禁用词”）。",
    wrong="（规定不写“基本完成”）该项工作基本完成。",
    right="该项工作已完成80%，其余2024年底前完成。",
)
def forbidden_word(passages: Passages, settings: RuleSettings) -> Iterator[Finding]:
    """A word of 禁用词, each time it stands."""
    for passage, place, match in _occurrences(passages, list(settings.forbidden_words)):
        yield Finding.on(passage, place, f"禁用词“{match.group()}”", match.span(), suggestion="换一种说法。")


@rule(
    "T902",
    slug="preferred-term",
    title="没有用规范用语",
    severity="warning",
    reason="本单位规定的写法（规则文件或模板的“规范用语”：不规范写法: 规范写法）。",
    wrong="（规定 “两新组织” 写作 “两企三新”）新建两新组织党支部3个",
    right="新建两企三新党支部3个",
)
def preferred_term(passages: Passages, settings: RuleSettings) -> Iterator[Finding]:
    """A term that the office writes otherwise, unless it is a part of the right one."""
    terms = {_bare(wrong): right for wrong, right in settings.preferred_terms.items()}
    for passage, place, match in _occurrences(passages, list(settings.preferred_terms)):
        right = terms.get(_bare(match.group()), "")
        around = fold(passage.text)[max(0, match.start() - len(right)) : match.end() + len(right)]
        if right and _bare(match.group()) in _bare(right) and _bare(right) in _bare(around):
            continue
        yield Finding.on(
            passage,
            place,
            f"“{match.group()}”应写作“{right}”",
            match.span(),
            suggestion=f"改为“{right}”。",
            right=right,
        )


@rule(
    "S402",
    slug="too-few-measures",
    title="措施少于本单位规定的条数",
    severity="warning",
    reason="本单位规定每个问题至少写几条措施（规则文件或模板的“最少措施”）。",
    wrong="（规定至少2条）1.关于“学习不够”问题的整改。一是开展学习12次。",
    right="1.关于“学习不够”问题的整改。一是开展学习12次。二是健全学习制度3项。",
)
def too_few_measures(report: Report, settings: RuleSettings) -> Iterator[Finding]:
    """A problem with fewer measures than the office wants, those of its 具体表现 counted in."""
    for problem in report.problems if settings.fewest_measures else ():
        count = sum(1 for _ in problem.all_measures())
        if count < settings.fewest_measures:
            place = Place(None, "progress", problem.number, "heading")
            message = f"“{problem.title}”只写了{count}条措施，本单位规定至少{settings.fewest_measures}条"
            yield Finding.on(problem.heading, place, message, suggestion="补写措施，或与上级部门核对。")


def _occurrences(passages: Passages, words: list[str]) -> Iterator[tuple[Passage, Place, re.Match[str]]]:
    """Where any of the words stand, the longest first; the match is over the folded text."""
    folded = sorted({fold(w).strip() for w in words if w.strip()}, key=lambda w: (-len(w), w))
    if not folded:
        return
    pattern = re.compile("|".join(re.escape(w) for w in folded))
    for passage, place in passages:
        for match in pattern.finditer(fold(passage.text)):
            yield passage, place, match
