"""What other offices rightly print, found by notices of people who did not know the rules: none of it is a slip."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.check import check
from drafter.read import read_report

NOTICE = """中共松岭县教育局党组关于县委巡察整改进展情况的通报
根据县委统一部署，2024年3月4日至4月30日，县委第二巡察组对松岭县教育局党组开展了巡察，6月12日反馈了意见。现将整改进展情况公布如下。
一、组织领导
（一）压实责任。召开专题会议3次，建立“四张清单”。
二、已完成的整改事项
1.关于“学位供给不足”的问题。
一是新建校舍2栋，新增学位900个。
2.关于“师德监督缺位”的问题。
一是处理教师3人，修订制度2项。
三、正在推进的整改事项
{number}.关于“食堂管理粗放”的问题。
一是更换供货商4家。{more}
四、下一步打算
（一）持续用力。继续督促后续整改。
欢迎社会各界监督。电话：0711-5550101；地址：松岭县育才路1号；邮编：419911；邮箱：jyj@songling.example.cn。
中共松岭县教育局党组
2024年10月8日
"""


def codes(tmp_path: Path, number: int = 3, more: str = "", replace: tuple[str, str] = ("", "")) -> set[str]:
    path = tmp_path / "通报.txt"
    path.write_text(NOTICE.format(number=number, more=more).replace(*replace), encoding="utf-8")
    return {f.code for f in check(read_report(path)) if f.severity != "info"}


@pytest.mark.parametrize(("number", "right"), [(3, True), (1, True), (4, False), (2, False)])
def test_problems_may_be_counted_on_from_part_to_part(tmp_path: Path, number: int, right: bool) -> None:
    assert ("S201" not in codes(tmp_path, number)) is right


def test_a_status_behind_the_full_stop_ends_a_paragraph(tmp_path: Path) -> None:
    assert "T605" not in codes(tmp_path, more="建立每月公示、家长陪餐和留样检查三项制度。（已完成并长期坚持）")
    assert "T605" in codes(tmp_path, more="建立每月公示、家长陪餐和留样检查三项制度（已完成并长期坚持）")


@pytest.mark.parametrize("word", ["扫一扫", "责任编辑", "点赞"])
def test_a_words_of_web_pages_may_stand_in_a_sentence(tmp_path: Path, word: str) -> None:
    assert "T601" not in codes(tmp_path, more=f"逐一明确主管科室和{word}，接受家长查询。")
    assert "T601" in codes(tmp_path, more=f"接受家长查询。{word}：周明")


@pytest.mark.parametrize(
    ("more", "right"),
    [
        ("坚持账账相符、账实相符。", True),
        ("核实耕地地力补贴发放情况。", True),
        ("实行专人盯办、旬旬过堂。", True),
        ("坚持账账实相符。", False),
    ],
)
def test_doubled_by_rights(tmp_path: Path, more: str, right: bool) -> None:
    assert ("T301" not in codes(tmp_path, more=more)) is right


@pytest.mark.parametrize("number", ["一　", "第一部分　", "壹 · "])
def test_a_space_belongs_to_the_number_of_a_heading(tmp_path: Path, number: str) -> None:
    assert "T203" not in codes(tmp_path, replace=("一、组织领导", number + "组织领导和责任落实情况"))


def test_a_heading_numbered_within_its_part_begins_with_one(tmp_path: Path) -> None:
    first = ("（一）压实责任。", "1.1 压实责任。")
    assert "S201" not in codes(tmp_path, replace=first)


def test_what_people_think_has_no_base_in_other_counts(tmp_path: Path) -> None:
    more = "对上轮反馈的27个问题重新复核，查出反弹问题3个，逐一回访家长，满意率达到97%。"
    assert "N203" not in codes(tmp_path, more=more)
    assert "N203" in codes(tmp_path, more="回访家长200人，满意150人，满意率达到97%。")


def test_how_to_write_on_an_envelope_is_no_placeholder(tmp_path: Path) -> None:
    address = ("育才路1号", "育才路1号（请在信封注明“整改意见”）")
    assert "T401" not in codes(tmp_path, replace=address)


def test_a_slogan_of_two_halves_may_head_a_part(tmp_path: Path) -> None:
    assert "T203" not in codes(tmp_path, replace=("一、组织领导", "一、动真格 求实效——组织领导坚强有力"))


def test_what_stands_behind_a_bracket_is_no_part_of_what_it_divides(tmp_path: Path) -> None:
    assert "N103" not in codes(tmp_path, more="召开会议11次（其中专题研究整改6次）、领导小组会议8次。")
    assert "N103" in codes(tmp_path, more="处理干部11人（其中党内警告6人、诫勉谈话8人）。")


def test_an_average_is_not_of_what_it_is_divided_by(tmp_path: Path) -> None:
    assert "N408" not in codes(tmp_path, more="选派实习指导教师27名，平均每名教师联系18名学生。")
    assert "N408" in codes(tmp_path, more="组织培训12期540人次，平均每期54人次。")


def test_a_member_taken_up_again_links_a_chain(tmp_path: Path) -> None:
    assert "T304" not in codes(tmp_path, more="做到整改一件、销号一件，销号一件、巩固一件。")
    assert "T304" in codes(tmp_path, more="做到整改一件、销号一件，销号一件。")
