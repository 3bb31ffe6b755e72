"""V: measures that say nothing."""

from pathlib import Path

import pytest
from text_cases import found, notice

from drafter.phrases.bank import Bank

EMPTY = "一是提高思想认识。切实增强责任感和紧迫感，不断推动各方面工作再上新台阶、取得新突破。"


def test_a_measure_without_anything_to_look_up_is_for_the_reviewers_eye() -> None:
    (finding,) = found("V101", EMPTY, "二是摸清家底。登记厂房186处。")
    assert finding.severity == "info" and finding.where.problem == "1"
    assert finding.excerpt.startswith("一是提高思想认识")


def test_an_empty_measure_is_answered_with_how_notices_tell_of_results(project: Path) -> None:
    bank = Bank(project / "phrasebank")
    (finding,) = found("V101", EMPTY, "二是摸清家底。登记厂房186处。")
    told = finding.suggestion.partition("如：")[2].split("、") if finding.suggestion else []
    assert len(told) == 3
    assert {text.replace("××", "{数}") for text in told} <= {p.text for p in bank.usable("figure")}


@pytest.mark.parametrize(
    "text",
    [
        "一是摸清家底。登记厂房186处。",
        "一是完善制度。修订厂房管理办法，明确各方责任并公开。",
        "一是压实责任。由区住建局牵头，逐一认领，逐一交账销号。",
        "一是扩大宣传。依托“云上厂房”平台，方便企业查询和选址。",
        "一是强化监督。开展闲置厂房专项检查，对照标准逐户核对。",
    ],
)
def test_a_figure_a_rule_a_body_a_name_or_an_act_is_enough(text: str) -> None:
    assert found("V101", text) == []


def test_the_share_of_empty_measures_is_given_once() -> None:
    report = notice(EMPTY, "二是摸清家底。登记厂房186处。", "三是按月通报。印发通报12期。", "四是收回厂房3处。")
    (finding,) = found("V201", report=report)
    assert "4条措施，1条" in finding.message and "25%" in finding.message
    assert found("V201", "一是摸清家底。登记厂房186处。") == []
