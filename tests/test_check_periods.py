"""Periods backwards, rows of ordinals, departments of another level, characters left out."""

import pytest
from check_notice import NOTICE, findings, spoilt

PUT_AT = "抽查项目56个"


def _told(code: str, sentence: str) -> list[str]:
    return [f.message for f in spoilt(PUT_AT, f"{sentence}，{PUT_AT}", code)]


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        ("N319", "对2022年至2021年的凭证进行核查", "对2021年至2022年的凭证进行核查"),
        ("N319", "对2024年、2024年的凭证进行复查", "对2023年、2024年的凭证进行复查"),
        ("N319", "2024年8月至3月，制发文件149份", "2023年8月至2024年3月，制发文件149份"),
        ("N319", "2024年7月至6月，召开会议14次", "2024年6月至7月，召开会议14次"),
        ("N319", "8—3月，召开会议14次", "10月至3月，召开会议14次"),  # the turn of the year
        ("S205", "第一方面5项、第三方面4项、第三方面3项", "第一方面5项、第二方面4项、第三方面3项"),
        ("S205", "第二种形态5人、第二种形态4人、第三种形态3人", "第一种形态5人、第二种形态4人、第三种形态3人"),
        ("T528", "由区财政局、县卫健局牵头", "由区财政局、区卫健局牵头"),
        ("T528", "由县医保局牵头", "由市县医保局牵头"),
        ("T726", "省委巡组移交线索3件", "省委巡视组移交线索3件"),
        ("T726", "清理生活圾320吨", "清理生活垃圾320吨"),
        ("T531", "区委副书记履行第一责任人责任", "区委书记履行第一责任人责任"),
        ("T702", "移交区纪工委监委3条", "移交区纪委监委3条"),
        ("T702", "报南浦镇党组审核", "报南浦镇党组织审核"),
    ],
)
def test_one_of_the_two_is_told(code: str, wrong: str, right: str) -> None:
    assert _told(code, wrong) and not _told(code, right)


def test_a_row_of_ordinals_names_the_one_that_is_missing() -> None:
    assert "缺“第二方面”" in _told("S205", "第一方面5项、第三方面4项、第三方面3项")[0]


def test_a_time_to_be_heard_that_began_long_before_the_notice_is_told() -> None:
    asked = "欢迎广大干部群众监督。"
    early, right = ("公示期为2024年1月15日至1月25日，" + asked, "公示期为2025年1月15日至1月25日，" + asked)
    assert spoilt(asked, early, "N320") and not spoilt(asked, right, "N320")


def test_the_notice_itself_draws_none_of_them() -> None:
    assert findings(NOTICE, "N319 N320 S205 T528 T726 T531") == []
