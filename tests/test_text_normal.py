"""The normal form: look-alikes and invisible marks gone, widths folded for matching, offsets kept."""

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from drafter.text.lexicon import table
from drafter.text.normal import QUIET, clean, cleaned, fold, normal, squeezed, visible, visible_json


def test_radicals_of_a_pdf_become_ordinary_characters() -> None:
    found = cleaned("⼆、整改⼯作，⻓期坚持")
    assert found.text == "二、整改工作，长期坚持"
    assert found.changes == {"radical"}


def test_the_table_of_radicals_gives_ordinary_characters() -> None:
    for row in table("radicals"):
        assert 0x2E80 <= ord(row["部首"]) <= 0x2FDF
        assert unicodedata.category(row["汉字"]) == "Lo" and not 0x2E80 <= ord(row["汉字"]) <= 0x2FDF


def test_direction_marks_are_taken_out_and_told() -> None:
    found = cleaned("发票\u202e号\u2067")
    assert found == ("发票号", {"direction"})
    assert not found.changes <= QUIET


def test_what_a_screen_would_obey_is_shown() -> None:
    for code in (0x1B, 0x7F, 0x9B, 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)):
        assert visible(f"甲{chr(code)}乙") == f"甲<U+{code:04X}>乙"
        assert json.loads(visible_json(json.dumps(f"甲{chr(code)}乙", ensure_ascii=False))) == f"甲{chr(code)}乙"
    assert visible("甲\n乙\t丙\u3000") == "甲\n乙\t丙\u3000"


def test_only_the_kinds_asked_for_are_changed() -> None:
    assert cleaned("⼆\u200b\u202e", QUIET) == ("⼆\u202e", {"invisible"})


def test_widths_and_line_breaks_are_kept() -> None:
    text = "（一）关于“学位”问题：\n\t１．完成５项；ＡＢ　丙"
    assert clean(text) is text


@given(st.text(max_size=60))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_the_normal_form_leads_back_to_the_original() -> None:
    text = "第\u200b⼆、（\u202e整改）"
    found = normal(text)
    assert found.text == "第二、(整改)"
    at = found.text.index("整改")
    start, end = found.span(at, at + 2)
    assert text[start:end] == "整改"
    assert found.span(len(found.text), len(found.text)) == (len(text), len(text))


def test_a_half_width_stop_after_chinese_ends_a_sentence() -> None:
    assert fold("整改工作. 镇党委3.5万") == "整改工作。 镇党委3.5万"
    assert fold("一. 组织") == "一. 组织"


def test_squeezed_wordings_compare_whatever_their_width() -> None:
    assert squeezed("（一） 关于「学位」") == squeezed("(一)关于“学位”") == "(一)关于“学位”"
