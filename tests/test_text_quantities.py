"""Figures are read with unit, noun and hedges, and nothing else is taken for one."""

from decimal import Decimal

import pytest

from drafter.text.normal import fold
from drafter.text.quantities import measure_of, quantities, sort_of


def _read(text: str) -> list[tuple[str, str, str]]:
    return [(q.text, q.kind, q.noun) for q in quantities(fold(text))]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("排查隐患640处，已整治608处", [("640处", "处", "排查隐患"), ("608处", "处", "整治")]),
        ("31个问题中，已完成23个", [("31个", "个", "问题"), ("23个", "个", "完成")]),
        ("对11个镇街开展督查", [("11个", "个", "镇街")]),
        ("提出86条整改措施", [("86条", "条", "整改措施")]),
        ("办结率为95.4%", [("95.4%", "%", "办结率")]),
        ("投入1.2亿元，购置2,316套", [("1.2亿元", "亿元", "投入"), ("2,316套", "套", "购置")]),
        ("发现问题247。", [("247", "", "发现问题")]),
        ("召开两次会议", [("两次", "次", "会议")]),
        ("比上年提高2.1个百分点", [("2.1个百分点", "个百分点", "比上年")]),
    ],
)
def test_a_figure_is_read_with_unit_and_noun(text: str, figures: list[tuple[str, str, str]]) -> None:
    assert _read(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "2024年3月5日",
        "2024年",
        "第3轮",
        "电话0555-5550123",
        "〔2024〕12号",
        "9:30",
        "三农工作",
        "其一",
        "第一批",
        "A12",
    ],
)
def test_dates_ordinals_and_numbers_of_other_kinds_are_no_figures(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize("text", ["近40家", "40余家", "40家以上", "不少于40家", "三万余人次", "3至5家", "约40家左右"])
def test_a_hedged_figure_is_not_exact(text: str) -> None:
    assert not any(q.exact for q in quantities(fold(text)))


def test_the_amount_counts_the_scale() -> None:
    (figure,) = quantities("拨付1.2亿元")
    assert (figure.value, figure.amount) == (Decimal("1.2"), Decimal(120_000_000))


def test_units_know_what_they_measure() -> None:
    assert sort_of("家") == "实体" and sort_of("场次") == "动作"
    acre, hectare = measure_of("亩"), measure_of("公顷")
    assert acre and hectare and acre[0] == hectare[0] and round(15 * acre[1]) == hectare[1]
