"""What editing leaves behind: cut ends, a sentence pasted twice, another sort of unit, a sick person by name."""

from __future__ import annotations

import pytest
from check_notice import NOTICE, findings

CODES = "T304 T519 T507 T713 T714 P110"
AT = "二是巩固整改成效。"
HOSPITAL = (
    NOTICE.replace("中共江州市云岭区委员会", "中共江州市云岭区人民医院委员会")
    .replace("对江州市云岭区进行了巡视", "对云岭区人民医院党委进行了巡视")
    .replace("政务路1号", "政务路1号区人民医院党委办公室")
)


def told(notice: str, sentence: str) -> list[str]:
    return [f.code for f in findings(notice.replace(AT, AT + sentence), CODES)]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("推动全面从严治党向纵深发展、向。", "T714"),
        ("把整改与公立医院改革、重点专科建设，以实效回应群众期盼。", "T714"),
        ("恢复耕地128亩，其中水田76亩、旱地52亩，全部验收。恢复耕地128亩，其中水田76亩、旱地52亩，全部验收。", "T304"),
        ("坚定维护“两个确立”。", "T713"),
        ("坚决拥护“两个维护”。", "T713"),
        ("清退低保对象13户（含龙坪村胡满枝，患精神分裂症）。", "P110"),
        ("对电商2301班学生周小禾优先发放。", "P110"),
    ],
)
def test_what_is_left_over_is_told(sentence: str, code: str) -> None:
    assert told(NOTICE, sentence) == [code]


@pytest.mark.parametrize(
    "sentence",
    [
        "推动全面从严治党向纵深发展、向基层延伸。",
        "把整改与公立医院改革、重点专科建设结合起来，以实效回应群众期盼。",
        "将巡视整改与审计整改、主题教育一体推进。",
        "每月召开1次例会，通报进展。每季召开1次例会，通报进展。",
        "坚定拥护“两个确立”，坚决做到“两个维护”，自觉捍卫“两个确立”。",
        "对患大病的36户群众落实救助，对学生资助对象优先发放。",
    ],
)
def test_whole_sentences_are_let_be(sentence: str) -> None:
    assert told(NOTICE, sentence) == []


def test_a_hospital_is_not_led_by_a_headmaster() -> None:
    assert told(HOSPITAL, "坚持党委领导下的校长负责制。") == ["T507"]
    assert told(HOSPITAL, "坚持党委领导下的院长负责制。") == []


def test_a_letter_to_another_hospital_is_told() -> None:
    assert [f.code for f in findings(HOSPITAL.replace("1号区人民医院", "1号区中医医院"), "T519")] == ["T519"]
    assert findings(HOSPITAL, "T519") == []
