"""Bodies are read with level and kind, by how their names end."""

import pytest

from drafter.text.bodies import bodies_in, same_office


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("省委第三巡视组进驻", [("省委第三巡视组", "省", "巡视组")]),
        ("区卫健委会同区教育局召开会议", [("区卫健委", "县", "部门"), ("区教育局", "县", "部门")]),
        ("由云岭区教育局党组牵头", [("云岭区教育局党组", "县", "党组")]),
        ("中共江州市云岭区委员会", [("中共江州市云岭区委员会", "县", "党委")]),
        ("县委巡察整改工作领导小组办公室", [("县委巡察整改工作领导小组办公室", "县", "办公室")]),
        ("镇政府、街道党工委", [("镇政府", "乡", "政府"), ("街道党工委", "乡", "党工委")]),
        ("局党组认真研究", [("局党组", "", "党组")]),
        ("区纪委监委、区委组织部", [("区纪委监委", "县", "纪委"), ("区委组织部", "县", "党委部门")]),
    ],
)
def test_a_body_is_told_by_the_end_of_its_name(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(b.text, b.level, b.kind) for b in bodies_in(text)] == found


@pytest.mark.parametrize("text", ["区域发展", "市场主体", "县域经济", "委托办理", "省时省力"])
def test_ordinary_words_are_no_bodies(text: str) -> None:
    assert bodies_in(text) == []


def test_one_trade_at_one_level_is_one_office() -> None:
    committee, bureau, other = bodies_in("区卫健委、区卫生健康局、县卫健局")[:3]
    assert same_office(committee, bureau)
    assert not same_office(committee, bodies_in("区教育局")[0])
    assert other.place == "" and same_office(committee, other)  # 区 and 县 are of one level
