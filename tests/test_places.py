"""Place names: what counts as one in a text, and what belongs to a region."""

import pytest

from drafter.text.places import belongs, is_ordinary_word, mentions, place_names, shares_province


def names(text: str) -> list[str]:
    return [m.name for m in mentions(text)]


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("虎丘区", "江苏省苏州市虎丘区"),
        ("虎丘", "苏州市虎丘区"),
        ("苏州", "苏州市姑苏区"),
        ("江苏", "苏州姑苏区"),
        ("鼓楼区", "南京市"),
        ("恩施", "恩施土家族苗族自治州"),
        ("江州", "江州市云岭区"),  # fictional, with a real namesake
    ],
)
def test_a_region_its_parts_and_what_contains_it_belong(name: str, region: str) -> None:
    assert belongs(name, region)


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("吴中区", "苏州市姑苏区"),
        ("江宁区", "无锡市梁溪区"),
        ("北京", "江州市云岭区"),
        ("南京市鼓楼区", "徐州市鼓楼区"),
        ("朝阳区", "辽宁省大连市"),
    ],
)
def test_a_sister_district_and_any_other_place_do_not_belong(name: str, region: str) -> None:
    assert not belongs(name, region)


def test_nothing_is_judged_without_a_region_or_for_an_unknown_name() -> None:
    assert belongs("江宁区", "")
    assert belongs("云岭区", "苏州市姑苏区")


def test_a_name_is_found_before_the_organ_that_carries_it() -> None:
    found = mentions("江宁区委将继续抓好整改，苏州市政府配合。")
    assert [(m.name, m.full) for m in found] == [("江宁区", True), ("苏州市", True)]
    assert found[0][1:3] == (0, 3)


def test_ordinary_words_are_no_places_unless_written_in_full() -> None:
    assert names("维护和平与平安，加强合作，推进政企合作，古城区保护有力。") == []
    assert names("朝阳区和平区两地") == ["朝阳区", "和平区"]
    assert is_ordinary_word("和平") and not is_ordinary_word("和平区")


def test_characters_of_two_words_are_no_place() -> None:
    assert names("沿海安全防线、上海安全生产、示范县创建、黄河南岸") == ["上海"]


def test_a_fictional_place_that_begins_like_a_real_one_is_none() -> None:
    assert names("临江省委书记到昆山学习") == ["昆山"]


def test_short_names_of_districts_need_neighbours_that_go_with_a_place() -> None:
    assert names("赴昆山考察，学习太仓、常熟等地经验") == ["昆山", "太仓", "常熟"]


def test_place_names_hold_full_and_short_forms_but_no_ordinary_words() -> None:
    known = place_names()
    assert {"虎丘区", "虎丘", "和平区", "苏州"} <= known
    assert not {"和平", "合作", "公安", "城区"} & known


def test_shares_province_tells_a_neighbour_from_a_stranger() -> None:
    assert shares_province("江宁区", "无锡市梁溪区")
    assert not shares_province("黄浦区", "无锡市梁溪区")
