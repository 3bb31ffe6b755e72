"""Findings that were looked at and accepted stay silent until their text changes."""

import pytest
from check_notice import NOTICE, report_of

from drafter.check import check
from drafter.check.accepted import accept, dump, file_beside, load, refuse_groundless, silence
from drafter.errors import InputError

SPOILT = NOTICE.replace("盘活率75%", "盘活率85%").replace("；电子邮箱：zhenggai@example.com", "")


def accepted_file(tmp_path, code: str):
    report = report_of(SPOILT)
    file = file_beside(tmp_path / "通报.docx")
    file.write_bytes(dump(accept([f for f in check(report) if f.code == code], "口径已核实", report)))
    return file


def left(text: str, file):
    report = report_of(text)
    found, _, stale = silence(check(report), load(file), report)
    return [f.code for f in found], stale


def test_the_file_stands_beside_the_notice_and_reads_as_chinese(tmp_path):
    file = accepted_file(tmp_path, "N203")
    assert file.name == "通报.核对.yaml"
    text = file.read_text(encoding="utf-8")
    assert "规则: N203" in text and "说明: 口径已核实" in text and "盘活率85%" in text


def test_an_accepted_finding_is_silent_and_the_others_are_not(tmp_path):
    file = accepted_file(tmp_path, "N203")
    assert left(SPOILT, file) == (["S106"], [])


def test_it_comes_back_when_its_words_or_its_sentence_change(tmp_path):
    file = accepted_file(tmp_path, "N203")
    assert "N203" in left(SPOILT.replace("盘活率85%", "盘活率86%"), file)[0]
    codes, stale = left(SPOILT.replace("16宗正在办理", "16宗抓紧办理"), file)
    assert "N203" in codes and [e.code for e in stale] == ["N203"]


def test_text_put_in_elsewhere_does_not_bring_it_back(tmp_path):
    file = accepted_file(tmp_path, "N203")
    assert "N203" not in left(SPOILT.replace("一是完善产业规划。", "一是完善产业规划。新增一句话。\n"), file)[0]


def test_a_finding_without_a_place_is_known_by_its_message(tmp_path):
    text = NOTICE.replace("\n2025年1月15日\n", "\n")
    report = report_of(text)
    file = file_beside(tmp_path / "通报.txt")
    file.write_bytes(dump(accept([f for f in check(report) if f.code == "S108"], "签发后补", report)))
    assert left(text, file) == ([], [])


@pytest.mark.parametrize("text", ["接受: 好", "接受:\n  - 规则: N203\n", "接受: [", "- a\n"])
def test_a_file_that_cannot_be_used_is_refused_in_words(tmp_path, text):
    file = tmp_path / "通报.核对.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"通报\.核对\.yaml"):
        load(file)


def test_no_file_and_an_empty_one_accept_nothing(tmp_path):
    file = tmp_path / "通报.核对.yaml"
    assert load(file) == []
    file.write_text("", encoding="utf-8")
    assert load(file) == []


PRIVATE = NOTICE.replace("盘活率75%", "盘活率75%，联系人手机13800005550")


@pytest.mark.parametrize(
    ("reason", "by"),
    [
        ("已核对", "张核"),
        ("经同意公开", "张核"),
        ("经同意公开：同意", "张核"),
        ("经同意公开：本人2025年1月3日书面同意", " "),
    ],
)
def test_a_private_number_is_not_accepted_without_a_ground_and_a_name(reason: str, by: str) -> None:
    found = [f for f in check(report_of(PRIVATE)) if f.code == "P102"]
    with pytest.raises(InputError, match="P102 是不得公开的内容"):
        refuse_groundless(found, reason, by)


def test_a_ground_and_a_name_are_enough_and_other_findings_need_neither() -> None:
    found = check(report_of(PRIVATE))
    refuse_groundless([f for f in found if f.code == "P102"], "判断有误：这是设备编号", "张核")
    refuse_groundless([f for f in check(report_of(SPOILT)) if f.code == "N203"], "已核对", "")


def test_what_was_never_filled_in_is_no_matter_of_a_reason() -> None:
    found = [f for f in check(report_of(f"{NOTICE}\n【待补：附件】\n")) if f.code == "T401"]
    for reason in ("已核对", "经同意公开：本人2025年1月3日书面同意"):
        with pytest.raises(InputError, match="T401 是还没有填的内容"):
            refuse_groundless(found, reason, "张核")
    refuse_groundless(found, "判断有误：这是引用的原件名称", "张核")


def test_an_accepted_private_number_stays_listed_with_its_ground() -> None:
    report = report_of(PRIVATE)
    ground = "判断有误：这是设备编号"
    entries = accept([f for f in check(report) if f.code == "P102"], ground, report, by="张核", day="2025-01-03")
    found, accepted, stale = silence(check(report), entries, report)
    (listed,) = [f for f in found if f.code == "P102"]
    assert listed.severity == "info" and ground in listed.suggestion and "张核，2025-01-03" in listed.suggestion
    assert [a.listed for a in accepted] == [True] and not stale
