"""Every form of ordinal is one row of one table, and each row's examples are run."""

import pytest

from drafter.text.normal import fold
from drafter.text.ordinals import (
    FORMS,
    KINDS,
    ORDER,
    Form,
    first_of_row,
    numbered,
    ordinal_at,
    ordinals_in,
    print_ordinal,
    strip_ordinal,
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.example)
def test_a_form_reads_its_example_and_nothing_that_looks_like_it(form: Form) -> None:
    found = ordinal_at(fold(form.example))
    assert found is not None
    assert (found.kind, found.number) == (form.kind, 1)
    for text in form.never:
        assert ordinal_at(fold(text)) is None


@pytest.mark.parametrize("kind", [kind for kind in ORDER if kind not in ("1.1", "1.1.1", "首先", "一方面")])
@pytest.mark.parametrize("number", [1, 2, 9, 12])
def test_a_printed_ordinal_is_read_back(kind: str, number: int) -> None:
    text = print_ordinal(kind, number) + "完善规划"
    found = ordinal_at(fold(text))
    assert found is not None
    assert (found.kind, found.number) == (kind, number)
    assert strip_ordinal(text) == "完善规划"


def test_every_kind_has_its_place_in_the_order() -> None:
    assert set(ORDER) == set(KINDS)


@pytest.mark.parametrize(
    ("text", "kind", "number", "printed"),
    [
        ("（ 三 ）、关于", "（一）", 3, "（三）"),
        ("【问题12】学位不足", "问题一", 12, "【问题12】"),
        ("反馈问题二：学位不足", "问题一", 2, "反馈问题二"),
        ("12 关于学位", "1.", 12, "12"),
        ("1.2024年3月", "1.", 1, "1"),
        ("３．２关于学位", "1.1", 2, "３．２"),
        ("３．２．１关于学位", "1.1.1", 1, "３．２．１"),
        ("⑶完善", "（1）", 3, "⑶"),
        ("㉓完善", "①", 23, "㉓"),
        ("IV、完善", "Ⅰ", 4, "IV"),
        ("二十一是完善", "一是", 21, "二十一是"),
        ("再次，完善", "首先", 3, "再次"),
    ],
)
def test_an_ordinal_is_given_as_printed(text: str, kind: str, number: int, printed: str) -> None:
    found = ordinal_at(fold(text))
    assert found is not None
    assert (found.kind, found.number, found.printed(text)) == (kind, number, printed)


def test_ordinals_inside_a_paragraph_are_found_after_sentence_ends() -> None:
    text = fold("整改情况：一是完善。编制2份，一是细化不算。二是加大，共2项：（1）甲；（2）乙。三是丙。")
    assert [(o.kind, o.number) for o in ordinals_in(text)] == [
        ("一是", 1),
        ("一是", 2),
        ("（1）", 1),
        ("（1）", 2),
        ("一是", 3),
    ]


@pytest.mark.parametrize(("kind", "number"), [("首先", 5), ("一方面", 3), ("①", 51), ("A.", 27), ("Ⅰ", 13), ("甲", 1)])
def test_a_number_that_a_kind_cannot_write_is_refused(kind: str, number: int) -> None:
    with pytest.raises(ValueError, match=kind):
        print_ordinal(kind, number)


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("一、", "一、", (103, "一百零三、")),
        ("（一）", "（一）", (12, "（十二）")),
        ("1.", "1.", (20, "20.")),
        ("（1）", "（1）", (30, "（30）")),
        ("①", "①", (50, "㊿")),
        ("A.", "A.", (26, "Z.")),
        ("a.", "a.", (26, "z.")),
        ("Ⅰ", "Ⅰ、", (12, "Ⅻ、")),
        ("一是", "一是", (11, "十一是")),
        ("第一", "第一，", (3, "第三，")),
        ("其一", "其一，", (2, "其二，")),
        ("问题一", "问题一：", (2, "问题二：")),
        ("措施一", "措施一：", (2, "措施二：")),
        ("之一", "之一，", (2, "之二，")),
        ("首先", "首先，", (4, "最后，")),
        ("一方面", "一方面，", (2, "另一方面，")),
    ],
)
def test_an_ordinal_is_printed(kind: str, first: str, last: tuple[int, str]) -> None:
    assert (print_ordinal(kind, 1), print_ordinal(kind, last[0])) == (first, last[1])
    for number in (0, -1):
        if kind in ("①", "A.", "Ⅰ", "首先", "一方面"):
            with pytest.raises(ValueError, match=kind):
                print_ordinal(kind, number)


def test_circled_numbers_change_their_block() -> None:
    assert [print_ordinal("①", n) for n in (20, 21, 35, 36)] == ["⑳", "㉑", "㉟", "㊱"]
    with pytest.raises(ValueError, match="what it stands in"):
        print_ordinal("1.1", 1)


@pytest.mark.parametrize(
    ("form", "number", "member"),
    [
        ("一、", 3, "三、"),
        ("（1）", 12, "（12）"),
        ("①", 1, "①"),
        ("①", 20, "⑳"),
        ("①", 21, "（21）"),
        ("⑳", 2, "②"),
        ("第一批第一组", 2, "第二批第一组"),
        ("〔第一方面〕", 2, "〔第二方面〕"),
        ("（甲）", 2, "（乙）"),
        ("关于", 2, "关于"),
    ],
)
def test_a_way_of_numbering_is_continued(form: str, number: int, member: str) -> None:
    assert numbered(form, number) == member


def test_a_sample_that_counts_sides_is_no_row_of_two():
    assert numbered("〔第一方面〕", 2) == "〔第二方面〕" and numbered("一方面，", 2) == "另一方面，"


def test_the_first_of_a_row_is_found_in_brackets_too():
    assert (
        first_of_row("（乙）") == "（甲）" and first_of_row("再次，") == "首先，" and first_of_row("（二）") == "（二）"
    )
