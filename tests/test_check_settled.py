"""N1, N2: what was settled against what was found, in one sentence."""

import pytest
from check_notice import NOTICE, line, report_of

from drafter.check import check


def codes(sentence: str) -> list[str]:
    at = line(10).rstrip("\n")
    return [f.code for f in check(report_of(NOTICE.replace(at, at + sentence))) if f.code.startswith("N")]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("镇领导包案61件，化解75件。", "N103"),
        ("发现违建32个，拆除29个、立案查处5个。", "N103"),
        ("选派236名，其中校级31名、骨干215名。", "N103"),
        ("重点人群5.6万人、已签约4.9万人，签约率78.5%。", "N203"),
        ("新增床位620张，其中护理型434张，占77.0%。", "N203"),
    ],
)
def test_more_settled_than_found_and_wrong_rates_are_warned_of(sentence, code):
    assert codes(sentence) == [code]


@pytest.mark.parametrize("sentence", ["排查209个，整改到位200个。", "受理信访件61件，化解历史积案75件。"])
def test_what_may_be_counted_apart_is_left_alone(sentence):
    assert codes(sentence) == []
