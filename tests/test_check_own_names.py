"""Who the notice speaks of, in what order, and how often: names of others, parts displaced, one thing told twice."""

import pytest
from check_notice import NOTICE, findings, spoilt

SIGNER = "中共江州市云岭区委员会\n2025年1月15日"
CONTACT = next(line for line in NOTICE.splitlines(keepends=True) if line.startswith("欢迎广大"))
PLANS = NOTICE[NOTICE.index("三、下一步打算") : NOTICE.index(CONTACT)]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (SIGNER, "中共江州市石渡区委员会\n2025年1月15日".replace("江州市", ""), "T509"),
        ("区委将继续抓好整改", "区委将推动石渡区高质量发展", "T510"),
        ("一是完善产业规划。", "一是完善产业规划。石渡区率先开展试点。", "T510"),
        ("区委将继续抓好整改", "市委将继续抓好整改", "T511"),
        (
            "6家牵头单位各自制定方案",
            "区委书记丁云舟任组长，区委书记丁云洲约谈5人，6家牵头单位各自制定方案",
            "T512",
        ),
        ("二是改造养老机构。", "二是建设日间照料中心。", "S311"),
        (
            "一是加强组织领导。",
            "一是加强组织领导。8月16日召开巡视整改专题民主生活会，9月16日的专题民主生活会开得好。",
            "N314",
        ),
        (
            "一是加强组织领导。",
            "一是加强组织领导。13条整改措施已完成6条，其余7条正在推进。对尚未完成的9条措施逐条盯办。",
            "N107",
        ),
        ("2025年1月15日", "二〇二五年一月十五日", "N315"),
    ],
)
def test_what_is_not_of_this_notice_is_found(old: str, new: str, code: str) -> None:
    assert [f.code for f in spoilt(old, new, code)] == [code]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SIGNER, "中共云岭区委员会\n2025年1月15日"),
        (SIGNER, "云岭区委巡视整改办\n2025年1月15日"),
        ("区委将继续抓好整改", "区委将推动开发区高质量发展"),
        ("区委将继续抓好整改", "区委将推动全区高质量发展"),
        ("一是完善产业规划。", "一是完善产业规划。青石镇率先开展试点，选派15名干部赴石渡区跟班学习。"),
        ("区委把巡视整改", "省委、市委高度重视巡视整改，区委把巡视整改"),
        (
            "6家牵头单位各自制定方案",
            "区委书记丁云舟任组长，区长丁少洲约谈5人，组长赵一鸣带队、组长赵志强牵头，6家牵头单位各自制定方案",
        ),
        (
            "下设4个工作小组。",
            "下设4个工作小组。8月16日召开巡视整改专题民主生活会。各基层单位9月16日前召开专题民主生活会。",
        ),
        (
            "一是加强组织领导。",
            "一是加强组织领导。13条整改措施已完成6条，其余7条正在推进。对尚未完成的7条措施逐条盯办。",
        ),
    ],
)
def test_what_may_be_said_of_others_is_left_alone(old: str, new: str) -> None:
    known = {(f.code, f.message) for f in findings(NOTICE)}
    assert [f for f in spoilt(old, new, "T5 N1 N3") if (f.code, f.message) not in known] == []


def test_parts_in_another_order_are_found_and_in_their_own_not() -> None:
    assert findings(NOTICE, "S112") == []
    progress = NOTICE.index("二、整改进展情况")
    moved = NOTICE.replace(PLANS, "")
    swapped = moved[:progress] + PLANS + moved[progress:]
    assert {f.code for f in findings(swapped, "S112")} == {"S112"}


def test_a_single_ordinal_is_remarked() -> None:
    second = next(line for line in NOTICE.splitlines(keepends=True) if line.startswith("二是规范办理流程"))
    (found,) = findings(NOTICE.replace(second, ""), "S310")
    assert found.severity == "info" and "问题4" in found.message


def test_a_thing_told_twice_in_other_words_is_found_by_its_figures() -> None:
    first = "盘活旧厂房37处，出租29处，年增收益166万元。"
    second = "盘活旧厂房等资产37处，其中出租29处，每年增收166万元。"
    once = NOTICE.replace("二是建立巡查机制。", "二是建立巡查机制。" + first, 1)
    assert findings(once, "N210") == []
    (found,) = findings(once.replace("二是加强阵地建设。", "二是加强阵地建设。" + second, 1), "N210")
    assert "166万元" in found.message


def test_the_one_meeting_for_criticism_has_one_number_of_each_thing() -> None:
    text = "8月16日召开巡视整改专题民主生活会，相互提出批评意见43条。"
    again = "在巡视整改专题民主生活会上互提批评意见{}条，均已采纳。"
    once = NOTICE.replace("一是加强组织领导。", "一是加强组织领导。" + text, 1)
    for number, wanted in (("51", ["N205"]), ("43", [])):
        whole = once.replace("二是完善制度。", "二是完善制度。" + again.format(number), 1)
        assert [f.code for f in findings(whole, "N205")] == wanted


def test_as_of_and_plans_keep_to_what_they_say() -> None:
    for text in (
        "到2027年，全区养老床位达到5000张。",
        "争取今年完成改造。",
        "将2021年至2023年结余资金29万元用于补贴伙食。",
    ):
        assert spoilt("二是改造养老机构。", "二是改造养老机构。" + text, "N308 N309") == []
    assert [f.code for f in spoilt("二是改造养老机构。", "二是改造养老机构。截至2025年6月底，建成3家。", "N308")] == [
        "N308"
    ]


def test_an_impossible_day_below_the_signature_is_said_to_be_one() -> None:
    (found,) = findings(NOTICE.replace("2025年1月15日", "2025年6月31日"), "S108")
    assert found.message == "成文日期有误，没有“2025年6月31日”这一天" and found.excerpt == "2025年6月31日"
    (found,) = findings(NOTICE.replace("2025年1月15日\n", ""), "S108")
    assert found.message == "缺少成文日期"


def test_no_county_has_another_county_above_it() -> None:
    assert [f.code for f in spoilt("区委把巡视整改", "县委把巡视整改", "T511")] == ["T511"]
    assert spoilt("区委把巡视整改", "市委高度重视巡视整改。区委把巡视整改", "T511") == []


def test_who_answers_first_and_whose_whole_it_is_are_the_units_own() -> None:
    answers = "{}主要负责人认真履行第一责任人责任，"
    for who, wanted in (("市委", ["T511"]), ("区委", [])):
        assert [f.code for f in spoilt("区委把巡视整改", answers.format(who) + "区委把巡视整改", "T511")] == wanted
    assert [f.code for f in spoilt("区委将继续抓好整改", "区委将在全县抓好整改", "T511")] == ["T511"]
    assert spoilt("区委将继续抓好整改", "区委将对标全市、做到健全县域协作、在全区抓好整改", "T511") == []


def test_a_postcode_has_six_figures() -> None:
    address = "江州市云岭区政务路1号"
    assert [f.message for f in spoilt(address, address + "；邮编：99055", "S106")] == ["邮政编码“99055”不是六位"]
    assert spoilt(address, address + "；邮编：990555", "S106") == []
