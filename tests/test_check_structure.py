"""S rules: parts, numbering, ordinals, empty and repeated text, labels and quotes."""

import re

import pytest
from check_notice import NOTICE, findings, line, spoilt

from drafter.check import check
from drafter.report import Report
from drafter.template import RuleSettings


def codes(found):
    return [f.code for f in found]


def test_a_faultless_notice_gives_nothing_at_all():
    assert findings(NOTICE) == []


@pytest.mark.parametrize(
    ("numbers", "code", "words"),
    [
        ((1,), "S102", "缺少标题"),
        ((2,), "S103", "缺少导语"),
        (range(3, 7), "S101", "组织领导"),
        (range(27, 31), "S101", "下一步打算"),
        ((31,), "S105", "缺少监督联系方式"),
        ((32,), "S107", "缺少落款"),
        ((33,), "S108", "缺少成文日期"),
    ],
)
def test_a_missing_part_is_an_error_that_names_it(numbers, code, words):
    text = "".join(line(n) for n in range(1, 34) if n not in numbers)
    found = [f for f in findings(text, "S1") if f.severity == "error"]
    assert [(f.code, words in f.message) for f in found] == [(code, True)]


@pytest.mark.parametrize(
    ("part", "severity"),
    [
        ("电话0555-5550100；", "error"),
        ("地址：江州市云岭区政务路1号；", "warning"),
        ("；电子邮箱：zhenggai@example.com", "warning"),
    ],
)
def test_each_missing_contact_field_is_named_at_the_contact_line(part, severity):
    (found,) = spoilt(part, "", "S")
    assert (found.code, found.severity, found.where.paragraph) == ("S106", severity, 31)
    assert found.excerpt.startswith("欢迎广大干部群众监督。")


def test_the_office_decides_which_parts_are_asked_for():
    report = Report(preamble=())
    assert {f.code for f in check(report, settings=RuleSettings(必备=["标题"])) if f.code[0] == "S"} == {"S102"}


def test_a_work_report_is_not_checked_as_a_notice():
    assert codes(check(Report(genre="government-work-report"))) == ["S100"]


def test_a_section_that_lost_its_heading_is_found():
    found = findings(NOTICE.replace("三、下一步打算\n", ""), "S")
    assert ("S109", "warning") in [(f.code, f.severity) for f in found]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("4.关于", "3.关于", "重复"),
        ("4.关于", "5.关于", "跳号"),
        ("三、下一步打算", "四、下一步打算", "跳号"),
    ],
)
def test_a_number_that_repeats_or_skips_is_reported_at_its_heading(old, new, message):
    found = spoilt(old, new, "S201")
    assert found and message in found[0].message
    assert found[0].excerpt in new


def test_a_number_of_another_form_is_reported_with_the_usual_one():
    (found,) = spoilt("4.关于", "4、关于", "S202")
    assert found.excerpt == "4、" and "1." in found.message


def test_the_width_of_a_number_is_no_change_of_form():
    assert spoilt("4.关于", "4．关于", "S202") == []


@pytest.mark.parametrize(
    ("old", "new", "excerpt", "message"),
    [
        ("二是建立巡查机制", "三是建立巡查机制", "三是", "跳号"),
        ("三是加强水质监测", "二是加强水质监测", "二是", "重复"),
        ("一是实行领导包案", "二是实行领导包案", "二是", "前面没有"),
    ],
)
def test_a_repeated_or_skipped_ordinal_is_reported_there(old, new, excerpt, message):
    found = spoilt(old, new, "S203")
    assert found[0].excerpt == excerpt and message in found[0].message


INLINE = NOTICE.replace("一是开展集中整治", "整改情况：一是开展集中整治").replace("50个。\n二是建立", "50个。二是建立")


@pytest.mark.parametrize(("old", "new"), [("。二是建立", "。三是建立"), ("。二是建立", "。一是建立")])
def test_ordinals_inside_a_paragraph_are_followed_too(old, new):
    assert findings(INLINE, "S203") == []
    found = findings(INLINE.replace(old, new), "S203")
    assert found and found[0].excerpt == new[1:3]


def test_a_list_inside_a_measure_counts_for_itself():
    text = NOTICE.replace("全部完成。", "")
    nested = text.replace("二是建立巡查机制。", "二是建立巡查机制。重点抓三件事：一是定人；二是定河段；三是定时间。")
    assert findings(nested, "S203") == []


def test_words_that_only_look_like_ordinals_are_none():
    assert spoilt("二是建立巡查机制。", "二是建立巡查机制。群众普遍反映一是一、二是二。", "S203") == []


def test_a_problem_without_measures_is_an_error():
    text = NOTICE.replace(line(16), "").replace(line(17), "")
    assert [(f.code, f.where.problem) for f in findings(text, "S301")] == [("S301", "3")]


def test_a_heading_without_text_is_an_error():
    text = "".join(line(n) for n in range(1, 34) if n not in (28, 29, 30))
    assert codes(findings(text, "S302")) == ["S302"]


def test_the_same_problem_twice_is_reported_with_the_first_ones_number():
    (found,) = spoilt("基层党建有薄弱环节", "信访化解不及时", "S303")
    assert found.severity == "error" and found.where.problem == "5" and "问题4" in found.message


def test_a_paragraph_copied_under_another_problem_is_found_even_when_a_word_was_changed():
    copied = line(12).replace("一是", "三是")
    (found,) = findings(NOTICE.replace(line(20), line(20) + copied), "S304")
    assert found.where.problem == "4" and "问题2" in found.message
    (found,) = findings(NOTICE.replace(line(20), line(20) + copied.replace("整治排口", "处置排口")), "S304")
    assert "几乎相同" in found.message


def test_a_label_unlike_its_sisters_is_named():
    text = "".join(
        f"整改情况：{t}" if t.startswith("一是") and 8 <= n <= 26 else t
        for n, t in enumerate(NOTICE.splitlines(keepends=True), 1)
    )
    assert findings(text, "S306") == []
    (found,) = findings(text.replace("整改情况：一是实行", "问题整改：一是实行"), "S306")
    assert found.excerpt == "问题整改：" and "整改情况" in found.message
    (found,) = findings(text.replace("整改情况：一是实行", "一是实行"), "S306")
    assert "缺少" in found.message


def test_quotes_that_take_in_the_word_problem_are_found():
    (found,) = spoilt("信访化解不及时”问题的整改", "信访化解不及时问题”的整改", "S307")
    assert found.where.problem == "4" and found.excerpt.startswith("问题”")


def test_measures_numbered_unlike_all_other_problems_are_found():
    text = NOTICE.replace("一是实行领导包案", "（1）实行领导包案").replace("二是规范办理流程", "（2）规范办理流程")
    (found,) = findings(text, "S2")
    assert (found.code, found.where.problem) == ("S204", "4") and "一是" in found.message


def test_a_measure_that_lost_its_ordinal_is_mentioned():
    assert "S203" in codes(spoilt("二是建立巡查机制", "建立巡查机制", "S2"))


def test_a_heading_of_the_contact_by_any_words_lacks_no_text():
    contact = "欢迎广大干部群众监督。联系方式"
    assert findings(NOTICE.replace(contact, f"四、意见受理\n{contact}"), "S302") == []


def test_parts_that_are_called_parts_are_numbered_on() -> None:
    parts = re.sub(r"(?m)^([一二三])、", r"第\1部分 ", NOTICE)
    assert parts.count("部分 ") == 3 and findings(parts, "S201") == []
    (found,) = findings(parts.replace("第三部分 ", "第二部分 "), "S201")
    assert "“第二部分”出现了两次" in found.message
