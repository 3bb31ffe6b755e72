"""A sheet that is read again leaves alone what was written into its ledger."""

from __future__ import annotations

from drafter.ledger.replay import replayed

FIRST = (
    "问题:\n  - 表述: 路灯不亮\n    措施:\n      - 内容: 更换路灯87盏。100%。\n  - 表述: 道路不平\n    状态: 已完成\n"
)
AGAIN = FIRST.replace("100%。", "") + "    时限: 2026-10-31\n"


def test_what_was_written_since_stays_and_the_rest_is_read_anew() -> None:
    now = FIRST.replace("路灯不亮", "路灯时亮时灭") + "单位:\n  名称: 青岚县自然资源局党组\n"
    found = replayed(FIRST, now, AGAIN)
    assert found and found.kept == ("问题[0].表述", "单位.名称") and not found.clashing
    assert "路灯时亮时灭" in found.text and "青岚县自然资源局" in found.text
    assert "100%" not in found.text and "时限: 2026-10-31" in found.text


def test_where_both_say_something_else_the_writer_has_it() -> None:
    found = replayed(FIRST, FIRST.replace("87盏。100%", "90盏"), AGAIN)
    assert found and found.clashing == ("问题[0].措施[0].内容",)
    assert "更换路灯90盏。" in found.text


def test_what_was_emptied_stays_empty_and_what_was_added_stays() -> None:
    now = FIRST.replace("    状态: 已完成\n", "    措施:\n      - 内容: 修补道路。\n")
    found = replayed(FIRST, now, AGAIN)
    assert found and "状态" not in found.text and "修补道路" in found.text


def test_an_item_taken_out_or_read_away_needs_somebody_to_look() -> None:
    assert replayed(FIRST, FIRST.partition("  - 表述: 道路")[0], AGAIN) is None
    edited = FIRST.replace("87盏", "90盏")
    assert replayed(FIRST, edited, AGAIN.replace("    措施:\n      - 内容: 更换路灯87盏。\n", "")) is None
    assert replayed(FIRST, FIRST, AGAIN + "  - 表述: 第三件\n") is None


def test_nothing_written_since_is_the_newer_reading_as_it_is() -> None:
    found = replayed(FIRST, FIRST, AGAIN)
    assert found and found.text == AGAIN and not found.kept
