"""Dates are read as printed, impossible ones included, and resolved with what they claim."""

import datetime as dt

import pytest

from drafter.text.dates import dates_in, written
from drafter.text.normal import fold

NEAR = dt.date(2024, 1, 1)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision", "claim"),
    [
        ("2024年3月5日至5月10日，巡视组进驻", "2024-03-05", "2024-05-10", "day", "happened"),
        ("2024年3月5日—10日召开会议", "2024-03-05", "2024-03-10", "day", "happened"),
        ("截至2024年12月底，已完成", "2024-12-21", "2024-12-31", "month", "as_of"),
        ("计划于2025年9月底前整改到位", "2025-09-21", "2025-09-30", "month", "planned"),
        ("自2025年4月1日起施行", "2025-04-01", "2025-04-01", "day", "planned"),
        ("二〇二四年十月八日", "2024-10-08", "2024-10-08", "day", "none"),
        ("2024年上半年开展检查", "2024-01-01", "2024-06-30", "half", "happened"),
        ("第三季度开展检查", "2024-07-01", "2024-09-30", "quarter", "happened"),
        ("2024.3.5召开会议", "2024-03-05", "2024-03-05", "day", "happened"),
        ("3至5月开展检查", "2024-03-01", "2024-05-31", "month", "happened"),
        ("次年1月8日召开", "2025-01-08", "2025-01-08", "day", "happened"),
        ("24年3月开展", "2024-03-01", "2024-03-31", "month", "happened"),
    ],
)
def test_a_date_is_resolved(text: str, first: str, last: str, precision: str, claim: str) -> None:
    (fact,) = dates_in(fold(text), NEAR)
    assert (str(fact.first), str(fact.last), fact.precision, fact.claim) == (first, last, precision, claim)


def test_a_year_left_out_is_that_of_the_date_before() -> None:
    assert [str(d.first) for d in dates_in("2023年6月1日召开，9月2日又召开")] == ["2023-06-01", "2023-09-02"]


@pytest.mark.parametrize("text", ["2月30日", "13月5日", "2023年2月29日", "2024年7月至13月", "5月32日"])
def test_an_impossible_date_is_read_but_not_resolved(text: str) -> None:
    assert any(not date.exists for date in written(fold(text)))


@pytest.mark.parametrize("text", ["用了18个月", "18月", "3月龄", "近3年来", "三月", "5月内办结", "月刊"])
def test_a_length_of_time_is_no_date(text: str) -> None:
    assert written(fold(text)) == []
