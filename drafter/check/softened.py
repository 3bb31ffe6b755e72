"""What an office has taken out of the check or made milder: said in every output, so that silence is not taken for
a clean bill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from drafter.check.model import SEVERITIES, SEVERITY_NAMES, Severity
from drafter.check.registry import Rule, all_rules
from drafter.text.lexicon import table

if TYPE_CHECKING:
    from drafter.template import RuleSettings, Template

_MILDER = {"错误": 0, "警告": 1, "提示": 2, "关闭": 3}


class Softened(NamedTuple):
    """One rule, row or standard that is not applied as it ships."""

    code: str
    what: str  # 关闭, 错误降为提示
    title: str
    binding: bool  # a standard, a regulation or a sum, not a matter of practice

    def __str__(self) -> str:
        return f"{self.code} {self.title}（{self.what}）"


def softened(settings: RuleSettings | None, template: Template | None = None, *, docx: bool = False) -> list[Softened]:
    """Everything that is off or milder than it ships, what is binding first."""
    found = [*_of_rules(settings), *_of_norms(settings), *_of_words(settings)] if settings else []
    if template and docx:
        found += _of_form(template)
    return sorted(found, key=lambda s: (not s.binding, s.code))


def in_words(items: Sequence[Softened]) -> str:
    """本次核对放宽了：N203 百分比与数量不符（关闭）; nothing where nothing was."""
    return "本次核对放宽了：" + "；".join(map(str, items)) if items else ""


def _of_rules(settings: RuleSettings) -> list[Softened]:
    found = []
    for rule in all_rules():
        if {rule.code, rule.slug, rule.family} & set(settings.off):
            found.append(Softened(rule.code, "关闭", rule.title, _binding(rule)))
            continue
        given: Severity | None = settings.severity.get(rule.code) or settings.severity.get(rule.slug)
        if given and SEVERITIES.index(given) > SEVERITIES.index(rule.severity):
            what = f"{SEVERITY_NAMES[rule.severity]}降为{SEVERITY_NAMES[given]}"
            found.append(Softened(rule.code, what, rule.title, _binding(rule)))
    return found


def _binding(rule: Rule) -> bool:
    return rule.family == "N" or rule.basis.startswith(("国标", "条例"))


def _of_norms(settings: RuleSettings) -> list[Softened]:
    """Rows of the 规范表 that the office closes or grades lower."""
    shipped = {row["编号"]: row for row in table("norms")}
    found = []
    for own in settings.norms:
        row = shipped.get(str(own.get("编号") or ""))
        level = str(own.get("级") or own.get("级别") or "")
        if row is None or level not in _MILDER or _MILDER[level] <= _MILDER[row["级"] or "警告"]:
            continue
        what = "关闭" if level == "关闭" else f"{row['级'] or '警告'}降为{level}"
        found.append(Softened(row["编号"], what, f"“{row['错']}”应为“{row['对']}”", row["依据"].startswith("GB")))
    return found


def _of_words(settings: RuleSettings) -> list[Softened]:
    """Words that the office writes, and that no rule on spelling takes for a slip."""
    return [Softened("正确用语", "照写不报", f"“{word}”", False) for word in right_words(settings)]


def right_words(settings: RuleSettings | None) -> tuple[str, ...]:
    """Those of its list, and those of its own 规范表 that it put there as 关闭."""
    if settings is None:
        return ()
    shipped = {row["编号"] for row in table("norms")} if settings.norms else set()
    closed = (
        str(own.get("错") or "")
        for own in settings.norms
        if str(own.get("级") or own.get("级别") or "") == "关闭" and str(own.get("编号") or "") not in shipped
    )
    return tuple(dict.fromkeys(word.strip() for word in (*settings.right_words, *closed) if len(word.strip()) > 1))


def _of_form(template: Template) -> list[Softened]:
    """Where the template's own page and type differ from the standard: they are what the notice is held against."""
    from drafter.check.rules_form import expected_of, off_standard

    what = f"按模板“{template.manifest.name}”，与GB/T 9704—2012不同"
    return [Softened(code, what, title, True) for code, title in off_standard(expected_of(template))]
