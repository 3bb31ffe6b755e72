"""The unit of a notice by one name, one leading body, one holder of a post, and its own documents and address."""

from __future__ import annotations

import pytest
from check_notice import NOTICE, findings

BUREAU = (
    NOTICE.replace("中共江州市云岭区委员会", "中共江州市云岭区水务局党组")
    .replace("对江州市云岭区进行了巡视", "对云岭区水务局党组进行了巡视")
    .replace("区委常委会召开会议", "局党组召开会议")
)
RULES = "T515 T516 T517 T518 T519"


def told(sentence: str) -> list[str]:
    """The codes of what is found in the notice of a bureau, with this sentence in its opening."""
    spoilt = BUREAU.replace("一是加强组织领导。", f"一是加强组织领导。{sentence}")
    return [f.code for f in findings(spoilt, RULES)]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("6月20日，省委第三巡视组向石渡区水务局党组反馈了意见。", "T515"),
        ("区水务局党委认真研究。", "T516"),
        ("印发《整改工作方案》（云教党组〔2024〕5号）。", "T517"),
        ("局长贺明川主持会议。会后，局长何敏带队督查。", "T518"),
        ("党组书记贺明川任组长。党组副书记贺明川主持会议。", "T518"),
    ],
)
def test_what_is_not_of_this_unit_is_told(sentence: str, code: str) -> None:
    assert told(sentence) == [code]


@pytest.mark.parametrize(
    "sentence",
    [
        "6月20日，省委第三巡视组向区水务局党组反馈了意见。",
        "向区人大常委会通报整改进展情况，向区纪委监委反馈办理结果。",
        "审计组进驻区自来水公司开展延伸审计。",
        "根据《关于加强督查工作的通知》（云委办〔2024〕6号）要求，制定配套办法。",
        "印发《整改工作方案》（云水党组〔2024〕5号）。",
        "党组书记、局长贺明川任组长，副局长许文澜任副组长。局长贺明川带队督查。",
        "党组副书记、纪检组长韩聿牵头。纪检组长韩聿全程监督。",
        "青石镇党委书记陈立、南浦镇党委书记刘岩作表态发言。",
        "原局长周正平任内形成的遗留问题一并整改，局长贺明川主持会议。",
    ],
)
def test_other_bodies_and_other_people_are_let_be(sentence: str) -> None:
    assert told(sentence) == []


def test_a_letter_to_another_bureau_is_told() -> None:
    assert [f.code for f in findings(BUREAU.replace("政务路1号", "政务路1号区教育局办公室"), RULES)] == ["T519"]
    assert findings(BUREAU.replace("政务路1号", "政务路1号区水务局办公室"), RULES) == []
