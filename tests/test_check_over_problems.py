"""N214–N216: what the overview sums up against what the problems tell; and figures reckoned on from others."""

import pytest
from check_notice import NOTICE, findings

OVERVIEW = "两次听取汇报。"
FIRST = "其余16宗正在办理。"
SECOND = "调整村书记2名。"
LAST = "适时开展回头看。"


def told(code: str, **put: str) -> list[str]:
    """What the rule says of the notice with sentences put behind those of the overview, two problems and the end."""
    text = NOTICE
    for at, sentence in put.items():
        place = {"overview": OVERVIEW, "first": FIRST, "second": SECOND, "last": LAST}[at]
        assert text.count(place) == 1
        text = text.replace(place, place + sentence)
    return [f.message for f in findings(text, code)]


def test_more_people_dealt_with_in_the_problems_than_in_all_are_told():
    (message,) = told(
        "N214",
        overview="提醒谈话9人、诫勉2人。",
        first="对负有责任的6名负责人进行提醒谈话。",
        second="提醒谈话5人，诫勉2人。",
    )
    assert "6名＋5人＝11人" in message and "9人" in message


def test_fewer_are_told_only_where_another_way_of_dealing_agrees():
    fewer = {"overview": "提醒谈话9人、诫勉2人。", "first": "对3名负责人进行提醒谈话。"}
    assert told("N214", **fewer) == []
    assert len(told("N214", **fewer, second="诫勉2人。")) == 1


def test_what_the_discipline_inspectors_dealt_with_is_counted_apart():
    assert told("N214", overview="给予党纪政务处分9人。", first="立案审查12件，给予党纪政务处分41人。") == []


def test_money_of_the_problems_is_held_against_the_sum_by_one_slip():
    shares = {"first": "退还违规收费18.36万元。", "second": "追回多发的补贴44.12万元。"}
    assert told("N215", overview="共清退资金62.48万元。", **shares) == []
    (message,) = told("N215", overview="共清退资金64.28万元。", **shares)
    assert "62.48万元" in message
    assert told("N215", overview="共清退资金95.1万元。", **shares) == []  # not all of it is told


def test_rules_spoken_of_again_are_no_more_than_were_made():
    made = "新建制度6项、修订制度9项，共计15项。"
    assert told("N216", overview=made, last="推动15项新建和修订的制度落地见效。") == []
    assert len(told("N216", overview=made, last="推动16项新建和修订的制度落地见效。")) == 1


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        (
            "N204",
            "增长8.4%，增速较去年同期的6.5%提高2.9个百分点。",
            "增长8.4%，增速较去年同期的6.5%提高1.9个百分点。",
        ),
        ("N201", "总投资32.5万元，其中亿元以上项目9个。", "总投资32.5亿元，其中亿元以上项目9个。"),
        (
            "N204",
            "累计消化暂付款1.56亿元，余额由5.20亿元降至3.46亿元。",
            "累计消化暂付款1.56亿元，余额由5.20亿元降至3.64亿元。",
        ),
        ("N203", "对185个投资项目，按40%的比例抽查47个。", "对185个投资项目，按40%的比例抽查74个。"),
        (
            "N203",
            "132名中层干部中，40岁以下的由15名增至24名，占18.4%。",
            "132名中层干部中，40岁以下的由15名增至24名，占18.2%。",
        ),
        ("N203", "引进博士13名，完成全年60名引进计划的51.7%。", "引进博士31名，完成全年60名引进计划的51.7%。"),
        (
            "N103",
            "约谈党组织书记54名，其中乡镇13名、县直单位32名。",
            "约谈党组织书记45名，其中乡镇13名、县直单位32名。",
        ),
        ("N103", "17个空缺职位已配备51个，其余2个正在选配。", "17个空缺职位已配备15个，其余2个正在选配。"),
        ("N103", "6个小区中，已完工5个、在建2个。", "6个小区中，已完工4个、在建2个。"),
        ("N103", "批评教育9人，诫勉4人，党纪处分2人，共处理51人。", "批评教育9人，诫勉4人，党纪处分2人，共处理15人。"),
        ("N103", "与14个社区党组织、6个内设机构签订责任书21份。", "与14个社区党组织、6个内设机构签订责任书20份。"),
        ("N408", "在14个村（社区）各宣讲2场，共82场。", "在14个村（社区）各宣讲2场，共28场。"),
        (
            "N103",
            "抽查74个，其中29个项目存在问题，其余54个没有问题。",
            "抽查74个，其中29个项目存在问题、共计53个，已全部整改。",
        ),
    ],
)  # fmt: skip
def test_figures_that_are_reckoned_on_from_others(code, wrong, right):
    put = lambda sentence: findings(NOTICE.replace(FIRST, FIRST + sentence), "N")  # noqa: E731
    assert [f for f in put(wrong) if f.severity != "info"], wrong
    assert code in {f.code for f in put(wrong)}
    assert [f.message for f in put(right)] == []
