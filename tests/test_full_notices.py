"""Three fictional notices of full size, in three layouts: they carry, wherever the tests run, what real ones carry.

How they are read is held by test_read_notices against the outlines beside them, and what survives an import and a
draft by test_round_trip; here is what the checker and the miner make of them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafter.check import check
from drafter.phrases.mine import mine
from drafter.read import read_report
from drafter.read.outline import outline
from drafter.text.segment import cut

NOTICES = Path(__file__).parent / "fixtures" / "notices"
FULL = sorted(NOTICES.glob("9[123]-*.txt"))
SLIPS = [
    ("新开通勤快线6条、社区微循环线9条", "新开通勤快线6条、、社区微循环线9条", "、、"),
    ("收回4宗、215亩，督促企业开工5宗、306亩", "收回4宗、215亩，督促企业开工5宗、、306亩", "、、"),
    ("办结91件，另2件", "办结98件，另2件", "98"),
    ("2024年6月20日", "2024年6月31日", "成文日期"),
    ("二是听证公开", "三是听证公开", "三是"),
    ("（2）早晚高峰", "（3）早晚高峰", "（3）"),
    ("12.针对", "13.针对", "13"),
]


def read_problems(path: Path) -> list[dict[str, object]]:
    return [problem for section in outline(read_report(path))["sections"] for problem in section.get("problems", [])]


def test_there_are_three_of_thirty_problems_and_sixty_measures_each() -> None:
    assert len(FULL) == 3
    for path in FULL:
        gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
        problems = [p for section in gold["sections"] for p in section.get("problems", [])]
        assert len(problems) == 30
        assert sum(len(p["measures"]) for p in problems) == 60


@pytest.mark.parametrize("path", FULL, ids=lambda p: p.stem)
def test_nothing_is_found_in_a_notice_in_which_nothing_is_wrong(path: Path) -> None:
    assert [(f.code, f.message) for f in check(read_report(path))] == []


@pytest.mark.parametrize(("right", "wrong", "named"), SLIPS)
def test_one_slip_in_a_full_notice_is_found_where_it_is(right: str, wrong: str, named: str, tmp_path: Path) -> None:
    source = next(path for path in FULL if right in path.read_text("utf-8"))
    slipped = tmp_path / source.name
    slipped.write_text(source.read_text("utf-8").replace(right, wrong, 1), "utf-8")
    findings = check(read_report(slipped))
    assert findings, "nothing found"
    assert any(named in (f.excerpt or "") + f.message for f in findings), findings


def test_what_two_of_them_say_alike_is_mined_and_nothing_that_one_says_alone() -> None:
    texts = [path.read_text("utf-8") for path in FULL]
    found = mine(FULL)
    mined = {phrase.text for phrase in found.phrases}
    assert {"如有意见建议，请及时向我们反映。", "按照党务公开原则", "{工作}不规范"} <= mined
    for phrase in found.phrases:
        whole = phrase.text.replace("}", "{").split("{")[::2]
        assert phrase.attested == "whole" or len(phrase.text) <= 20
        words = [word for part in whole for word in cut(part)]  # of a frame, its fixed words
        for piece in whole if phrase.attested == "whole" else words:
            assert sum(piece in text for text in texts) >= 2, phrase
