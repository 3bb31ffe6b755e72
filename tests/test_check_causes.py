"""Cascades of one cause stand as one, the graver first."""

from drafter.check import Finding, Span, all_rules, find_rule
from drafter.check.causes import ANYTHING, causes
from drafter.check.model import Where
from drafter.text.lexicon import table


def finding(code: str, line: int = 1, start: int = 0, end: int = 4, severity="error", problem=None) -> Finding:
    where = Where("二、整改进展情况", problem, line)
    return Finding(code, where, "", None, Span(line, start, end), (), severity, code, code.lower())


def said(findings) -> list[tuple[str, list[str]]]:
    return [(c.finding.code, [f.code for f in c.following]) for c in causes(findings)]


def test_every_rule_of_the_table_is_there():
    known = {r.code for r in all_rules()}
    for row in table("causes"):
        assert {row["因"], row["果"]} <= known | {ANYTHING} and row["范围"] in {"全文", "同一问题", "同一段"}
        assert row["因"] != row["果"] and find_rule(row["因"])


def test_a_problem_that_dropped_out_takes_total_and_number_with_it():
    dropped = Finding("x", Where("二", "3"), severity="error", code="L101", rule="x")
    found = [finding("N101", 4, severity="warning"), finding("S201", 9), dropped, finding("T302", 30)]
    assert said(found) == [("L101", ["N101", "S201"]), ("T302", [])]


def test_a_wrong_figure_explains_the_rate_in_its_paragraph_and_not_elsewhere():
    found = [finding("L203", 5, 0, 4), finding("N203", 5, 20, 30), finding("N203", 8, 20, 30)]
    assert said(found) == [("L203", ["N203"]), ("N203", [])]


def test_two_rules_about_the_same_words_are_one_the_graver_is_the_cause():
    found = [finding("T502", 5, 0, 8, "warning"), finding("T501", 5, 4, 9, "error"), finding("T501", 5, 20, 25)]
    assert said(found) == [("T501", ["T502"]), ("T501", [])]


def test_a_slip_inside_a_paragraph_that_stands_twice_is_its_own():
    assert said([finding("S304", 5, 0, 200, "warning"), finding("T302", 5, 4, 6)]) == [("T302", []), ("S304", [])]


def test_what_is_no_notice_explains_everything():
    found = [finding("S101"), Finding("x", Where(), severity="error", code="S100", rule="x"), finding("T302", 7)]
    assert said(found) == [("S100", ["S101", "T302"])]


def test_errors_come_first_then_the_order_of_the_text():
    found = [finding("T201", 1, severity="info"), finding("T605", 2, severity="warning"), finding("T302", 3)]
    assert [c.finding.code for c in causes(found)] == ["T302", "T605", "T201"]
