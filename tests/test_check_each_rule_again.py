"""What holds of every rule: what is right before a slip does not hide it, and a slip made twice is reported twice."""

from __future__ import annotations

import pytest
from check_notice import NOTICE, report_of
from rule_cases import PUT_AT, Case, cases

from drafter.check import Rule, all_rules, check
from drafter.report import Report

EARLIER = "确定5个重点方向。"  # where something is put before the places that the cases spoil
RULES = {rule.code: rule for rule in all_rules()}
# Where the rule's own right example is evidence of another kind.
CHANGED_BY_ITS_EXAMPLE = {
    "S110": "a heading of a problem: then one was recognised",
    "T504": "names the usual form, which decides which of the two is the odd one",
    "N215": "tells the overview's sum once more, and one that is told twice is left alone",
    "N110": "holds the same slip for a heading without a status",
}


@pytest.mark.parametrize(
    "case",
    [c for c in cases() if EARLIER in c.text and not c.file and c.code not in CHANGED_BY_ITS_EXAMPLE],
    ids=lambda case: f"{case.code}-{case.name}",
)
def test_what_is_right_does_not_hide_the_slip_behind_it(case: Case, tmp_path) -> None:
    rule = RULES[case.code]
    right = rule.right.rstrip("。") + "。"
    behind = case._replace(text=case.text.replace(EARLIER, EARLIER + right, 1))
    alone = {f.excerpt for f in case.findings(tmp_path, rules=[rule])}
    assert alone <= {f.excerpt for f in behind.findings(tmp_path, rules=[rule])}


def _lines(text: str, rule: Rule) -> set[int]:
    return {line for finding in check(report_of(text), rules=[rule]) for line in finding.lines}


def _line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if words in line)


def _with_an_example() -> list[tuple[str, Rule, str]]:
    """(code, rule, notice) of the rules that find their own example in the middle of a measure of the notice."""
    found = []
    for code, rule in RULES.items():
        once = NOTICE.replace(PUT_AT, f"{rule.wrong}，{PUT_AT}", 1)
        if not {"ledger", "matching", "docx"} & set(rule.needs) and _line_of(once, PUT_AT) in _lines(once, rule):
            found.append((code, rule, once))  # the others' are told in words, or are about the notice as a whole
    return found


def test_a_slip_that_is_made_twice_is_reported_at_both_places() -> None:
    tried = _with_an_example()
    missed = []
    for code, rule, once in tried:
        twice = once.replace(EARLIER, EARLIER + rule.wrong, 1)
        if not {_line_of(twice, EARLIER), _line_of(twice, PUT_AT)} <= _lines(twice, rule):
            missed.append(code)
    assert len(tried) > 80
    assert missed == ["T603"]  # a word that stands twice was not put in by a slip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("区委将继续抓好整改，", "{}，区委将继续抓好整改，"),
        ("力争2025年6月底前全面完成。", "力争2025年6月底前全面完成。{}"),
        ("一是持续推进未完成事项。", "{}。\n一是持续推进未完成事项。"),
    ],
    ids=["at the beginning of a paragraph", "at its end", "on a line of its own"],
)
def test_a_slip_is_found_wherever_it_stands(old: str, new: str) -> None:
    missed = []
    for code, rule, _ in _with_an_example():
        text = NOTICE.replace(old, new.format(rule.wrong), 1)
        if _line_of(text, rule.wrong.partition("\n")[0]) not in _lines(text, rule):
            missed.append(code)
    assert missed == ["S310", "N104", "N306", "N321"]  # of problems, and of what a plan may say


@pytest.mark.parametrize("rule", [r for r in all_rules() if "docx" not in r.needs], ids=lambda rule: rule.code)
def test_a_rule_says_nothing_of_an_empty_notice_but_what_is_missing(rule: Rule) -> None:
    found = check(Report(), rules=[rule])
    assert all(f.family == "S" and f.span is None for f in found)
