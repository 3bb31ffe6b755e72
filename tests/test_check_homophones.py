"""A word typed for another of the same sound, and what is said of one unit, person or thing under another name."""

import pytest
from check_notice import NOTICE, findings, spoilt

from drafter.check.rules_doubled import doubled
from drafter.check.rules_homophones import heard
from drafter.text.slips import of_one_sound


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("关于人居环境正直不彻底的问题", "整治"),
        ("推进各项整改任务罗斯到位", "落实"),
    ],
)
def test_a_word_of_the_same_sound_is_told_where_its_place_knows_the_other(text: str, right: str) -> None:
    assert right in {found.right for found in heard(text)}


@pytest.mark.parametrize(
    "text",
    [
        "开展人居环境整治行动。",
        "收集群众意见建议34条。",
        "对正直敢言的干部予以表扬。",
        "举办工艺美术展览。",
        "集市、车站新设宣传栏。",
    ],
)
def test_words_in_their_own_place_are_left_alone(text: str) -> None:
    assert [found for found in heard(text) if found.sure] == []


def test_words_are_of_one_sound_by_their_syllables() -> None:
    assert of_one_sound("正直", "整治")
    assert not of_one_sound("单位", "党委")


def test_a_name_that_sounds_like_the_one_before_is_told_without_a_post() -> None:
    text = NOTICE.replace("一是加强组织领导。", "一是加强组织领导。区委书记韩启明任组长。").replace(
        "下设4个工作小组", "韩启铭代表班子作检查，下设4个工作小组"
    )
    (found,) = findings(text, "T512")
    assert "韩启铭" in found.message and "韩启明" in found.message


def test_pairs_of_doubled_characters_are_by_rights() -> None:
    assert list(doubled("确保桩桩件件有着落")) == []
    assert list(doubled("由立案庭庭长轮值接待")) == []
    assert list(doubled("对存在问题进行进行全面梳理"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("开展检查12次次，抽查项目56个", "T301"),
        ("坚持以案促改、以案促改，抽查项目56个", "T716"),
        ("因为整改取得了一定成效，但与要求相比还有差距。抽查项目56个", "T704"),
        ("让权利在阳光下运行，抽查项目56个", "T702"),
    ],
)
def test_slips_of_the_hand_are_told(text: str, code: str) -> None:
    assert [f.code for f in spoilt("抽查项目56个", text, code)] == [code]
