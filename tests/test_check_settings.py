"""Which rules run: the template's own, an office's file over them, the rows of a 规范表 in a file beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from check_notice import NOTICE, report_of

from drafter.check import check
from drafter.check.kinds.substitution import Table, norm_of
from drafter.check.norms import shown
from drafter.check.settings import rule_settings
from drafter.errors import InputError
from drafter.template import RuleSettings, Template, find_template
from drafter.text.lexicon import table

OWN = {
    "off": ["N203", "S106"],
    "severity": {"N101": "info", "T701": "info"},
    "required_phrases": ["欢迎监督"],
    "forbidden_words": ["回头看"],
    "preferred_terms": {"照料中心": "日间照料中心"},
    "required_headings": ["问责情况"],
    "contact_items": ["电话"],
    "fewest_measures": 2,
    "required": ["标题", "导语"],
}
FILE = """\
关闭: [N203, N204]
级别: {S106: 提示, N101: 警告}
必用语: [欢迎监督, 接受评判]
禁用词: [回头看, 大力]
规范用语: {照料中心: 标准化日间照料中心, 区级: 区里}
必备标题: [问责情况, 建章立制情况]
"""


def template(rules: dict[str, Any], **more: Any) -> Template:
    """A shipped template with rules of its own."""
    shipped = find_template("分段式")
    manifest = shipped.manifest.model_copy(update={"rules": RuleSettings().model_copy(update=rules), **more})
    return shipped.model_copy(update={"manifest": manifest})


def office(folder: Path, text: str) -> Path:
    path = folder / "规则.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def told(settings: RuleSettings) -> dict[str, Any]:
    """What is set, without what is left as it ships."""
    plain = RuleSettings()
    return {
        name: getattr(settings, name)
        for name in type(plain).model_fields
        if getattr(settings, name) != getattr(plain, name)
    }


def test_nothing_given_is_everything_as_it_ships() -> None:
    assert told(rule_settings(None, None)) == {}


def test_a_template_s_rules_are_its_own_and_its_parts_are_asked_for() -> None:
    assert told(rule_settings(template(OWN), None)) == OWN
    asked = rule_settings(template({}, required=["标题"]), None)
    assert asked.required == ["标题"]


def test_a_section_of_the_template_that_must_be_there_is_a_heading_that_is_asked_for() -> None:
    shipped = find_template("分段式").manifest
    section = type(shipped).model_fields["others"].annotation.__args__[0]  # type: ignore[union-attr]
    others = [section(标题="建章立制情况", 必备="是"), section(标题="专项整治情况")]
    assert rule_settings(template({}, others=others), None).required_headings == ["建章立制情况"]


def test_an_office_s_file_lies_over_the_template(tmp_path: Path) -> None:
    """Lists are joined, grades and terms replaced one by one; a rule that the file grades is on again."""
    assert told(rule_settings(template(OWN), office(tmp_path, FILE))) == {
        "off": ["N203", "N204"],
        "severity": {"N101": "warning", "T701": "info", "S106": "info"},
        "required_phrases": ["欢迎监督", "接受评判"],
        "forbidden_words": ["回头看", "大力"],
        "preferred_terms": {"照料中心": "标准化日间照料中心", "区级": "区里"},
        "required_headings": ["问责情况", "建章立制情况"],
        "contact_items": ["电话"],
        "fewest_measures": 2,
        "required": ["标题", "导语"],
    }


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("联系方式必备: [电话, 邮编]", "contact_items", ["电话", "邮编"]),
        ("联系方式必备: []", "contact_items", []),
        ("最少措施: 3", "fewest_measures", 3),
        ("最少措施: 0", "fewest_measures", 2),  # 0: nothing said
        ("必备: [落款]", "required", ["落款"]),
        ("必备: []", "required", []),
    ],
)
def test_what_is_one_thing_is_replaced_as_a_whole(tmp_path: Path, line: str, name: str, value: object) -> None:
    assert getattr(rule_settings(template(OWN), office(tmp_path, line + "\n")), name) == value


def test_rows_of_a_table_of_its_own_come_before_those_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "本局.csv").write_text("错,对,级\n两新组织,两企三新,错误\n", encoding="utf-8")
    path = office(tmp_path, "规范表文件: 本局.csv\n规范表: [{错: 老旧小区, 对: 城镇老旧小区}]\n")
    rows = rule_settings(None, path).norms
    assert [(row["错"], row["对"]) for row in rows] == [("两新组织", "两企三新"), ("老旧小区", "城镇老旧小区")]
    text = NOTICE.replace("抽查项目56个", "改造老旧小区，走访两新组织，抽查项目56个")
    found = check(report_of(text), settings=rule_settings(None, path))
    assert [(f.excerpt, f.severity, f.basis) for f in found if "（本" in f.message] == [
        ("老旧小区", "warning", "本单位"),
        ("两新组织", "error", "本单位"),
    ]


def test_a_table_that_is_not_there_is_said_with_both_names(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"规则\.yaml 规范表文件：找不到 .*本局\.csv"):
        rule_settings(None, office(tmp_path, "规范表文件: 本局.csv\n"))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({}, "没有写“错”"),
        ({"错": " "}, "没有写“错”"),
        ({"错": "甲", "级": "严重"}, "“级”写的是“严重”，只能是错误、警告、提示"),
        ({"错": "甲", "级别": "严重"}, "“级”写的是“严重”，只能是错误、警告、提示"),
        ({"错": "甲", "形": "词"}, "“形”写的是“词”，只能是 字（照字面找）、式（正则表达式）"),
        ({"错": "(", "形": "式"}, "“(”不是能用的写法"),
        ({"错": "甲", "前非": "("}, "“甲”不是能用的写法"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_the_reason(row: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError) as refused:
        norm_of(row)
    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("row", "text", "places"),
    [
        ({"错": "甲乙", "对": "丙丁"}, "甲乙，甲乙甲乙", [(0, 2), (3, 5), (5, 7)]),
        ({"错": "甲", "对": "丙"}, "甲乙甲", [(0, 1), (2, 3)]),
        ({"错": "(", "对": "（"}, "a(b", [(1, 2)]),  # taken by the letter
        ({"错": "甲+", "对": "甲", "形": "式"}, "甲甲乙甲", [(0, 2), (3, 4)]),
        ({"错": "甲*", "对": "甲", "形": "式"}, "乙甲", [(1, 2)]),  # nothing is no place
        ({"错": "甲乙", "对": "丙丁", "前非": "不|没"}, "不甲乙，没甲乙，甲乙", [(8, 10)]),
        ({"错": "甲乙", "对": "丙丁", "前是": "不"}, "不甲乙，甲乙", [(1, 3)]),
        ({"错": "甲乙", "对": "丙丁", "后非": "的"}, "甲乙的，甲乙", [(4, 6)]),
        ({"错": "甲乙", "对": "丙丁", "后是": "的"}, "甲乙的，甲乙", [(0, 2)]),
        ({"错": "甲乙", "对": "丙丁", "前是": "不", "后是": "的"}, "不甲乙，甲乙的，不甲乙的", [(9, 11)]),
        ({"错": "要素", "对": "必须要素"}, "必须要素，要素", [(5, 7)]),  # it stands in the word of the right form
    ],
)
def test_a_row_applies_where_its_words_and_its_neighbours_say(
    row: dict[str, str], text: str, places: list[tuple[int, int]]
) -> None:
    assert [(start, end) for _, start, end in Table([norm_of(row)]).find(text)] == places


def test_of_two_rows_at_one_place_the_longer_word_counts() -> None:
    table = Table([norm_of({"错": "甲乙", "对": "一"}), norm_of({"错": "甲乙丙", "对": "二"})])
    assert [(n.right, start, end) for n, start, end in table.find("甲乙丙，甲乙")] == [("二", 0, 3), ("一", 4, 6)]


def test_a_row_says_what_it_is() -> None:
    plain = norm_of({"错": "甲", "对": "乙"})
    assert plain[:4] == ("", "用字", "甲", "乙")
    assert (plain.severity, plain.mechanical, plain.basis) == ("warning", False, "本单位")
    whole = norm_of({"编号": "A1", "类": "错字", "错": "甲", "对": "乙", "级": "提示", "改": "是", "依据": "GB 1"})
    assert whole[:4] == ("A1", "错字", "甲", "乙")
    assert (whole.severity, whole.mechanical, whole.basis) == ("info", True, "GB 1")


def test_a_paper_that_is_no_notice_lacks_no_section(tmp_path: Path) -> None:
    settings = rule_settings(None, office(tmp_path, "必备标题: [问责情况]\n"))
    meeting = "关于召开会议的通知\n各单位：\n定于明天上午开会，请准时参加。\n办公室\n"
    assert "S111" not in {f.code for f in check(report_of(meeting), settings=settings)}
    assert "S111" in {f.code for f in check(report_of(NOTICE), settings=settings)}
    there = NOTICE.replace("二、整改进展情况", "二、巡察追责 情况\n约谈3人。\n三、整改进展情况").replace(
        "三、下", "四、下"
    )
    assert "S111" in {f.code for f in check(report_of(there), settings=settings)}
    there = there.replace("巡察追责 情况", "问责 情况")
    assert "S111" not in {f.code for f in check(report_of(there), settings=settings)}


def test_an_office_sees_each_row_with_what_it_made_of_it() -> None:
    """Its own rows first, then those that it changed or closed, then the others as they ship."""
    own = [
        {"错": "两新组织", "对": "两企三新"},
        {"编号": "CZ001", "级": "关闭"},
        {"编号": "HY060", "级": "提示"},
        {"错": "老旧小区", "对": "城镇老旧小区", "级别": "关闭"},
    ]
    rows = shown(own)
    assert [(r.row["编号"], r.origin) for r in rows[:4]] == [
        ("本001", "本单位"),
        ("本004", "关闭"),
        ("CZ001", "关闭"),
        ("HY060", "改过"),
    ]
    assert {r.origin for r in rows[4:]} == {"内置"} and len(rows) == len(table("norms")) + 2
    assert [r.row["级"] for r in rows if r.row["编号"] == "HY060"] == ["提示"]
    assert {r.origin for r in shown([])} == {"内置"}
