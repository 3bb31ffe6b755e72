"""A status is read by its parts, wherever it is written; yes and no likewise."""

import pytest

from drafter.text.sentences import clauses, full_sentences, sentences
from drafter.text.statuses import publication, says_nothing, status_of, told_status, yes_no


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("已完成", "已完成"),
        ("√", "已完成"),
        ("100%", "已完成"),
        ("1", "已完成"),
        ("全部整改到位并销号。", "已完成"),
        ("基本完成", "基本完成"),
        ("已取得阶段性成效", "基本完成"),
        ("持续推进", "推进中"),
        ("正在持续推进中", "推进中"),
        ("尚未销号", "推进中"),
        ("部分完成", "推进中"),
        ("达到序时进度", "推进中"),
        ("完成率80%", "推进中"),
        ("0", "推进中"),
        ("待验收", "推进中"),
        ("需长期坚持", "长期坚持"),
        ("长期", "长期坚持"),
        ("已完成并长期坚持", "长期坚持"),
        ("常态化推进", "长期坚持"),
        ("更换路灯87盏", None),
        ("已完成路灯更换", None),
        ("整改", None),
        ("是否销号", None),
        ("√已完成", "已完成"),
        ("", None),
        ("——", None),
    ],
)
def test_a_status_is_read_in_everybodys_words(text: str, status: str | None) -> None:
    found = status_of(text)
    assert (found.status if found else None) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("改完了", "已完成"),
        ("已改好", "已完成"),
        ("都办妥了", "已完成"),
        ("大体到位", "基本完成"),
        ("改得差不多了", "基本完成"),
        ("接着改", "推进中"),
        ("还没改完", "推进中"),
        ("一直没动", "推进中"),  # no lasting work: nothing was done
        ("快办好了", "推进中"),
        ("一直在做", "长期坚持"),
        ("常抓不懈", "长期坚持"),
        ("待核", None),
        ("不好", None),
        ("好", None),
        ("改", None),
        ("办公室", None),
        ("修建道路2条", None),
    ],
)
def test_in_a_column_of_statuses_speech_is_one_and_nowhere_else(text: str, status: str | None) -> None:
    found = told_status(text)
    assert (found.status if found else None) == status
    assert status_of(text) is None


def test_a_status_is_told_as_it_is_read_elsewhere_where_it_can_be() -> None:
    assert told_status("已完成（未验收）") == status_of("已完成（未验收）")
    assert told_status("改完了（8月29日验过）") == ("已完成", "8月29日验过", True)


@pytest.mark.parametrize(
    ("text", "status", "remark", "sure"),
    [
        ("95%（基本完成，待审计确认）", "基本完成", "基本完成，待审计确认", True),
        ("95%（尚未完成）", "推进中", "尚未完成", True),
        ("已完成（已销号）", "已完成", "已销号", True),
        ("是（9月26日验收）", "已完成", "9月26日验收", True),
        ("已完成。更换路灯87盏。", "已完成", "更换路灯87盏。", True),
        ("推进中（80%）", "推进中", "80%", True),
        ("已完成（未验收）", "推进中", "未验收", False),
        ("正在推进，预计12月底完成", "推进中", "预计12月底完成", True),
        (
            "已完成。其中3项因资金未到位，需报上级批准后再行实施，预计明年办结。",
            "已完成",
            "其中3项因资金未到位，需报上级批准后再行实施，预计明年办结。",
            False,
        ),
    ],
)
def test_what_stands_beside_a_status_is_its_remark(text: str, status: str, remark: str, sure: bool) -> None:
    assert status_of(text) == (status, remark, sure)


@pytest.mark.parametrize(
    ("text", "answer"), [("是", True), ("√", True), ("是（已验收）", True), ("否", False), ("n", False), ("部分", None)]
)
def test_yes_and_no(text: str, answer: bool | None) -> None:
    assert yes_no(text) is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("可以对外公开", True),
        ("主动公开", True),
        ("不涉密", True),
        ("暂不公开", False),
        ("不宜公开", False),
        ("依申请公开", None),
        ("内部掌握", False),
        ("否", False),
        ("区发改局", None),
    ],
)
def test_whether_something_may_be_published(text: str, answer: bool | None) -> None:
    assert publication(text) is answer


@pytest.mark.parametrize("text", ["/", "／", "——", " 无 ", "n/a"])
def test_cells_that_say_nothing(text: str) -> None:
    assert says_nothing(text)
    assert not says_nothing("无锡路")


def test_sentences_keep_their_closing_quotes() -> None:
    text = "他说：“好。”完成5项；其余推进。\n下一段"
    assert [s.of(text) for s in sentences(text)] == ["他说：“好。”", "完成5项；", "其余推进。", "下一段"]
    assert [s.of(text) for s in full_sentences(text)] == ["他说：“好。”", "完成5项；其余推进。", "下一段"]
    assert [s.of("甲，乙：丙。") for s in clauses("甲，乙：丙。")] == ["甲，", "乙：", "丙。"]
