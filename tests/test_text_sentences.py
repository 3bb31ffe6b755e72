"""Sentences, clauses and what stands around a place, with their offsets."""

from __future__ import annotations

import pytest

from drafter.text.sentences import ahead_of, between_marks, clauses, full_sentences, sentences

TEXT = "完成12个，余3个；均已销号。他说：“尽快办结。”随后部署！\n下一步"


def test_a_sentence_keeps_the_quote_that_it_ends_with() -> None:
    assert [s.of(TEXT) for s in sentences(TEXT)] == [
        "完成12个，余3个；",
        "均已销号。",
        "他说：“尽快办结。”",
        "随后部署！",
        "下一步",
    ]


def test_a_full_sentence_goes_on_behind_a_semicolon() -> None:
    assert [s.of(TEXT) for s in full_sentences(TEXT)][:2] == ["完成12个，余3个；均已销号。", "他说：“尽快办结。”"]


def test_clauses_end_with_commas_and_colons_too() -> None:
    assert [c.of(TEXT) for c in clauses(TEXT)][:4] == ["完成12个，", "余3个；", "均已销号。", "他说："]


@pytest.mark.parametrize(("at", "reach", "found"), [(0, 4, ""), (2, 4, "完成"), (6, 3, "2个，"), (6, 0, "")])
def test_what_stands_ahead_is_no_more_than_asked_for(at: int, reach: int, found: str) -> None:
    assert ahead_of(TEXT, at, reach) == found


@pytest.mark.parametrize(
    ("at", "marks", "found"),
    [
        (0, "。；", "完成12个，余3个"),  # at the beginning, and up to the nearer of two marks
        (8, "，；", "余3个"),
        (11, "。", "完成12个，余3个；均已销号"),
        (11, "。；", "均已销号"),
        (len(TEXT), "\n", "下一步"),  # to the end where no mark follows
        (5, "#", TEXT),
    ],
)
def test_what_stands_between_two_marks(at: int, marks: str, found: str) -> None:
    assert between_marks(TEXT, at, marks) == found
