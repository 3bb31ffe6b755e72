"""N rules: totals, sums, rates, one indicator in two places."""

import pytest
from check_notice import NOTICE, findings, spoilt

from drafter.text.normal import fold
from drafter.text.quantities import quantities


def one(old, new, code):
    (found,) = spoilt(old, new, code)
    return found


def test_figures_are_read_with_scale_unit_and_hedge():
    read = quantities(fold("第3轮，２０．７６万平方米，近500家，四个方面，2024年3月5日，12人以上"))
    assert [(q.text, q.kind) for q in read if q.exact] == [("20.76万平方米", "万平方米"), ("四个", "个")]
    assert [(q.text, q.kind) for q in read if not q.exact] == [("500家", "家"), ("12人", "人")]


def test_an_announced_number_of_problems_is_counted():
    found = one("反馈的6个问题", "反馈的5个问题", "N101")
    assert found.where.paragraph == 4 and found.excerpt == "5个问题" and "6个" in found.message


def test_an_announced_number_of_measures_is_counted():
    found = one("明确13条整改措施", "明确15条整改措施", "N102")
    assert (found.excerpt, found.severity) == ("15条整改措施", "warning")
    assert one("明确13条整改措施", "明确55条整改措施", "N102").severity == "info"


@pytest.mark.parametrize(
    "sentence",
    [
        "主要负责同志牵头落实涉及全局的21条整改措施。",
        "对上一轮巡视反馈的9个方面35个问题开展回头看。",
        "结合审计反馈的12个问题一体整改。",
    ],
)
def test_totals_of_something_else_are_left_alone(sentence):
    assert spoilt("区委把巡视整改", sentence + "区委把巡视整改", "N1") == []


@pytest.mark.parametrize(
    ("old", "new", "severity"),
    [
        ("南浦镇210个", "南浦镇220个", "warning"),  # 其中: they need not be all
        ("排口380个", "排口390个", "warning"),
        ("其余16宗", "其余18宗", "error"),
    ],
)
def test_parts_that_do_not_make_the_whole_are_found(old, new, severity):
    found = one(old, new, "N103")
    assert found.severity == severity and new[-4:-1] in found.excerpt


@pytest.mark.parametrize(
    "text",
    [
        "走访企业106家，其中规模以上企业69家、高新技术企业35家。",
        "检查单位118家，发现隐患91处，整改88处，其余3处正在整改。",
        "检查点位118个，发现问题91个，整改到位88个，其余3个限期整改。",
        "12个主要指标中，6个增速高于全市，9个增速较上月提升，5个排名全市前两位。",
        "受理380件，甲单位120件、乙单位210件均已办结；丙单位受理50件，已办结30件，查实9件。",
    ],
)
def test_numbers_that_need_not_add_up_are_left_alone(text):
    assert spoilt("抽查项目56个", text + "抽查项目56个", "N103") == []


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("盘活率75%", "盘活率85%", "75%"),
        ("包案38件，已化解31件", "包案38件，已化解31件，化解率91.6%", "81.6%"),
        ("新建党群服务站点11处", "已完成解危480幢，完成率已达81%。剩余43幢正在实施", "92%"),
    ],
)
def test_a_rate_that_its_numbers_do_not_give_is_found_with_the_right_one(old, new, right):
    assert right in one(old, new, "N203").message


@pytest.mark.parametrize(
    "text",
    [
        "登记信访事项834件，其中投诉类4件，回访率100%。",
        "上轮指出的9个问题，整改完成率66.67%，6个反复问题，整改完成率为50%。",
        "抽查单位50家，发现问题12个，问题整改率95%。",
        "新建村级书屋1家，新建社区书屋3家，占新建书屋的半数即50%。",
        "完成480幢，完成率92%，超过年初90%的目标。",
    ],
)
def test_a_rate_without_its_base_is_left_alone(text):
    assert spoilt("抽查项目56个", text + "抽查项目56个", "N2") == []


def test_a_rate_that_was_cut_instead_of_rounded_is_only_mentioned():
    found = one("抽查项目56个", "150个断面中，7个为Ⅱ类，55个为Ⅲ类，达到Ⅲ类占比41.2%。抽查项目56个", "N203")
    assert found.severity == "info" and "41.3%" in found.message


def test_a_part_larger_than_its_whole_is_found():
    assert one("抽查项目56个", "35项整改任务已完成36项。抽查项目56个", "N201").excerpt.endswith("36项")


def test_growth_is_computed_from_both_values():
    assert "10%" in one("抽查项目56个", "面积由700万平方米增加到770万平方米，增长12%。抽查项目56个", "N204").message
    assert spoilt("抽查项目56个", "面积由700万平方米增加到770万平方米，增长10%。抽查项目56个", "N204") == []


def test_growth_of_a_small_count_must_have_a_whole_number_before_it():
    assert one("同比增长5%", "同比增长7%", "N204").excerpt.startswith("21件")


def test_shares_of_one_thing_make_a_hundred():
    assert "110%" in one("抽查项目56个", "按50%、30%、30%的比例付清。抽查项目56个", "N202").message


def test_one_indicator_with_two_values_is_reported_with_both_places():
    again = "做好日间照料中心管理。全区各街道完成27家标准化日间照料中心建设。"
    found = one("三是加强水质监测。", f"三是加强水质监测。{again}", "N205")
    assert "25家" in found.message and "27家" in found.message
    assert [found.where.paragraph, found.also[0].line] == [16, 14]


@pytest.mark.parametrize(
    "text",
    [
        "2023年建成标准化日间照料中心12家。",  # another year, against a year
        "计划建成标准化日间照料中心40家。",
        "近30家标准化日间照料中心投入使用。",
        "开展专题培训3次。",
    ],
)
def test_another_period_a_plan_or_a_hedge_is_no_second_value(text):
    dated = NOTICE.replace("全区已建成标准化日间照料中心25家", "2024年建成标准化日间照料中心25家")
    assert findings(dated.replace("抽查项目56个", f"{text}抽查项目56个"), "N205") == []


def test_deeds_of_different_bodies_are_not_one_indicator():
    text = "区水务局组织专题培训3次。区财政局组织专题培训5次。"
    assert spoilt("抽查项目56个", text + "抽查项目56个", "N205") == []


def test_numbers_with_hundreds_of_digits_are_passed_over():
    assert [q for q in quantities("9" * 400 + "个") if len(q.text) > 20] == []
