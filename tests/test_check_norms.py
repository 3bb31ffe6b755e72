"""The 规范表: every row finds its wrong example and is silent on its right one; formulae are found by near-miss."""

import pytest

from drafter.check.norms import built_in, formulae, with_own
from drafter.text.lexicon import table


@pytest.mark.parametrize("row", table("norms"), ids=lambda row: row["编号"])
def test_a_row_finds_its_wrong_example_and_leaves_its_right_one(row: dict[str, str]) -> None:
    assert row["误例"] and row["正例"] and row["来源"]
    assert row["编号"] in {norm.id for norm, _, _ in built_in().find(row["误例"])}
    same = [norm.id for norm, _, _ in built_in().find(row["正例"])]
    assert same == []


@pytest.mark.parametrize(
    "text",
    [
        "对外公布署名文章。",
        "做好有机治理。",
        "发生化学反应的问题。",
        "月末按要求报表。",
        "工作步入正规化轨道。",
        "区自然资源局（原国土局）已整改。",
        "生产生活必需的物资。",
        "报名截止日期为6月5日。",
        "新建全民健身广场3处。",
        "每月份额固定。",
        "作出超过份额的承诺。",
        "应急反应迅速。",
        "以经济建设为中心。",
        "所做为群众认可。",
        "按期未完成的3项。",
        "由3家增加到5家，面积12000平方米。",
        "坚持依法行政、民主权利保障有力。",
    ],
)
def test_words_that_only_look_like_a_row_are_left_alone(text: str) -> None:
    assert [norm.id for norm, _, _ in built_in().find(text)] == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("做到“两个拥护”", "两个维护"),
        ("坚定拥护“两个确定”", "两个确立"),
        ("增强“四个意识性”", "四个意识"),
        ("深入学习习近平新时代中国特色社会主意思想", "习近平新时代中国特色社会主义思想"),
        ("对照《中国共产党纪律处份条例》", "中国共产党纪律处分条例"),
        ("落实中央八项规定精神精神，违反中央八项规程精神", "中央八项规定精神"),
        ("开展批评和自我批坪", "批评和自我批评"),  # its last letter, which was typed for the right one
        ("开展批评和自我批判", None),  # its last letter: another word
        ("既挂帅又出证", "既挂帅又出征"),
        ("绿水青山就是金山银山", None),
        ("批评与自我批评", None),
        ("坚持长久改与当下立相结合", "当下改、长久立"),
        ("把“当下立”和“长久改”结合起来", "当下改、长久立"),
        ("坚持以德兼备、德才为先", "德才兼备、以德为先"),
        ("既抓当下改，又抓长久立", None),
        ("事事有着落、件件有回音", None),  # its halves are as good the other way round
        ("推进“两个覆盖”", None),
        ("中国式现代农业", None),
        ("中国特色社会主义法治体系", None),
        ("坚持节水优先、空间平衡、系统治理、两手发力", "节水优先、空间均衡、系统治理、两手发力"),
        ("完善党委领导下的校长责任制", "党委领导下的校长负责制"),
        ("坚定道路自信、理论自信、制度自信", "道路自信、理论自信、制度自信、文化自信"),
        ("提高政治领悟力、政治判断力、政治执行力", "政治判断力、政治领悟力、政治执行力"),
        ("违反政治纪律、组织纪律、廉洁纪律", None),  # some of a row that may be told apart
        ("实现干部清正、政府清廉、政治清明", None),
    ],
)
def test_a_formula_is_known_by_near_miss(text: str, right: str | None) -> None:
    assert [miss.right for miss in formulae().find(text)] == ([right] if right else [])


def test_every_formula_is_silent_on_itself_and_on_all_others() -> None:
    for row in table("formulae"):
        assert list(formulae().find(f"坚持“{row['提法']}”，落实{row['提法']}。")) == []


def test_an_office_lays_its_own_rows_over_by_id() -> None:
    own = with_own([{"编号": "CZ001", "级": "关闭"}, {"错": "两新组织", "对": "两企三新", "级": "错误"}])
    assert [(n.wrong, n.severity) for n, _, _ in own.find("布署两新组织工作")] == [("两新组织", "error")]


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("完成率由百分之30提高", "写成“30%”"),
        ("完成率百分之九十五点二%", "写成“95.2%”"),
        ("拨付1万5千元", "写成“1.5万”"),
        ("今年7～8月份开展督查", "写“7—8月”"),
    ],
)
def test_advice_names_the_figure_that_stands_there(text: str, advice: str) -> None:
    assert [
        norm.right_at(text, start) for norm, start, _ in built_in().find(text) if advice in norm.right_at(text, start)
    ]
