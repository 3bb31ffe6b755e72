"""N3 rules: dates that cannot be, in the wrong order, without their year."""

import pytest
from check_notice import spoilt


def one(old, new, code):
    (found,) = spoilt(old, new, code)
    return found


@pytest.mark.parametrize(
    "date", ["2024年2月30日", "2023年2月29日", "2024年13月5日", "13月5日", "2024-04-31", "2024年6月31日"]
)
def test_a_date_that_is_in_no_calendar_is_an_error(date):
    found = one("2024年6月22日", date, "N301")
    assert found.severity == "error" and found.excerpt == date


@pytest.mark.parametrize("words", ["为期18月", "2024年2月29日", "12个月", "“3.21”事故", "《2024年13月计划》"])
def test_lengths_of_time_and_titles_are_no_dates(words):
    assert spoilt("2024年6月22日", words, "N301") == []


def test_an_inspection_that_ends_before_it_begins_is_an_error():
    assert one("2024年3月5日至5月10日", "2024年6月5日至5月10日", "N302").severity == "error"


def test_a_range_across_the_turn_of_the_year_is_not_backwards():
    assert spoilt("2024年3月5日至5月10日", "2023年12月5日至2024年1月10日", "N302") == []
    assert spoilt("2024年3月5日至5月10日", "2023年12月5日至次年1月10日", "N302") == []


@pytest.mark.parametrize("date", ["4月20日", "2024年4月20日"])
def test_feedback_before_the_inspection_ended_is_an_error(date):
    assert one("6月20日反馈", f"{date}反馈", "N303").excerpt == date


def test_a_notice_older_than_the_feedback_is_an_error():
    found = one("2025年1月15日", "2024年1月15日", "N304")
    assert found.severity == "error" and found.where.paragraph == 33


def test_a_year_left_out_across_its_turn_is_found():
    found = one("和2025年1月8日两次", "和1月8日两次", "N305")
    assert found.excerpt == "1月8日" and "2025年" in (found.suggestion or "")


@pytest.mark.parametrize("words", ["和次年1月8日两次", "，计划1月8日再次"])
def test_a_year_said_in_words_or_a_plan_is_not_left_out(words):
    assert spoilt("和2025年1月8日两次", words, "N305") == []


def test_an_event_after_the_notice_is_found():
    assert one("2024年6月22日", "2025年6月22日", "N306").excerpt == "2025年6月22日"


@pytest.mark.parametrize("words", ["预计2025年6月投用", "2025年6月底前完成", "将于2025年6月完成", "2024年6月完成"])
def test_plans_may_lie_after_the_notice(words):
    assert spoilt("全年巡河212次", words, "N306") == []


def test_one_meeting_has_one_date():
    text = "在3月7日全区综合考核总结暨作风建设大会上通报。"
    found = one("抽查项目56个", f"{text}{text.replace('3月7日', '3月9日')}抽查项目56个", "N307")
    assert "3月9日" in found.message and "3月7日" in found.message
