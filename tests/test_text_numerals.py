"""Numerals are read by their grammar and printed as officials print them."""

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.text.numerals import digit_string, from_chinese, to_chinese


@given(st.integers(1, 9999))
def test_what_is_printed_is_read_back(number: int) -> None:
    assert from_chinese(to_chinese(number)) == number


@given(st.integers(1, 99_999_999))  # beyond, the oracle leaves out the 零 of 一亿零七千
def test_every_numeral_of_the_oracle_is_read(number: int) -> None:
    assert from_chinese(cn2an.an2cn(number)) == number


@given(st.text("零一二九十百千万亿", min_size=1, max_size=6))
def test_nothing_is_read_that_the_oracle_refuses(text: str) -> None:
    value = from_chinese(text)
    if value:
        assert cn2an.cn2an(text, "strict") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两百", 200),
        ("两千两百", 2200),
        ("一百零三", 103),
        ("一万二千", 12000),
        ("三万零五", 30005),
        ("壹佰零叁", 103),
        ("１２", 12),
        ("零", 0),
        ("两", 2),
        ("二一", None),
        ("一百二", None),
        ("一百零", None),
        ("百", None),
        ("两十", None),
        ("一千百", None),
        ("一万一万", None),
        ("二〇二四", None),
        ("1234567890", None),
        ("", None),
        ("十二个", None),
    ],
)
def test_the_grammar_is_strict(text: str, value: int | None) -> None:
    assert from_chinese(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("二〇二四", 2024), ("二○二四", 2024), ("２０24", 2024), ("二千", None), ("", None)]
)
def test_the_digits_of_a_year_are_read_one_by_one(text: str, value: int | None) -> None:
    assert digit_string(text) == value


@pytest.mark.parametrize("number", [0, 10000, -1])
def test_a_number_without_a_numeral_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        to_chinese(number)
