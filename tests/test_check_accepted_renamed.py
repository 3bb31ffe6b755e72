"""What was accepted is bound to the sentence, not to the file: it survives another name, a copy, renumbering."""

import pytest
from check_notice import NOTICE

from drafter.check.accepted import applicable, file_beside, fingerprint, load, normal_form
from drafter.cli import run
from drafter.read import read_report

SPOILT = NOTICE.replace("盘活率75%", "盘活率85%")


@pytest.fixture
def accepted(tmp_path, capsys):
    """A notice whose only error was accepted."""
    path = tmp_path / "通报.txt"
    path.write_text(SPOILT, encoding="utf-8")
    assert run(["check", str(path)]) == 1
    assert run(["check", str(path), "--accept", "N203", "--reason", "按面积计算", "--by", "王核稿"]) == 0
    assert run(["check", str(path)]) == 0
    capsys.readouterr()
    return path


def test_the_record_says_why_by_whom_when_and_of_which_notice(accepted):
    (entry,) = load(file_beside(accepted))
    assert (entry.code, entry.reason, entry.by) == ("N203", "按面积计算", "王核稿")
    assert entry.day and entry.notice.startswith("中共江州市云岭区委员会") and len(entry.print) == 16


def test_a_renamed_notice_keeps_it(accepted, capsys):
    renamed = accepted.rename(accepted.with_name("通报（终稿）.txt"))
    assert run(["check", str(renamed)]) == 0
    assert "1 条发现已在" in capsys.readouterr().err


def test_a_copy_under_another_name_keeps_it_and_its_own_record_takes_it_over(accepted, capsys):
    copy = accepted.with_name("送签稿.txt")
    copy.write_text(SPOILT.replace("；电子邮箱：zhenggai@example.com", ""), encoding="utf-8")
    assert run(["check", str(copy)]) == 0
    assert run(["check", str(copy), "--accept", "S106", "--reason", "信箱停用"]) == 0
    assert [e.code for e in load(file_beside(copy))] == ["N203", "S106"]


def test_what_is_withdrawn_is_found_again_under_every_name(accepted, capsys):
    copy = accepted.with_name("送签稿.txt")
    copy.write_text(SPOILT.replace("；电子邮箱：zhenggai@example.com", ""), encoding="utf-8")
    assert run(["check", str(copy), "--accept", "S106", "--reason", "信箱停用"]) == 0
    assert run(["check", str(copy), "--withdraw", "N203"]) == 0
    assert [e.code for e in load(file_beside(copy))] == ["S106"] and load(file_beside(accepted)) == []
    assert [run(["check", str(path)]) for path in (copy, accepted)] == [1, 1]
    assert run(["check", str(copy), "--withdraw", "N203"]) == 2


def test_what_was_taken_from_another_file_says_so(accepted):
    copy = accepted.with_name("送签稿.txt")
    copy.write_text(SPOILT, encoding="utf-8")
    (own,), (taken,) = (applicable(path, read_report(path)) for path in (accepted, copy))
    assert (own.origin, taken.origin) == ("", file_beside(accepted).name)
    assert run(["check", str(copy), "--signoff", str(copy.with_suffix(".html"))]) == 0
    assert f"沿用“{accepted.stem}”上的" in copy.with_suffix(".html").read_text(encoding="utf-8")


def test_another_notice_in_the_folder_does_not_take_it(accepted):
    other = accepted.with_name("邻县.txt")
    text = SPOILT.replace("中共江州市云岭区委员会关于巡视", "中共江州市青屿县委员会关于巡视", 1)
    other.write_text(text, encoding="utf-8")
    assert run(["check", str(other)]) == 1


def test_it_comes_back_where_the_sentence_changes_and_not_where_only_its_ordinal_does(accepted):
    accepted.write_text(SPOILT.replace("其余16宗正在办理", "其余16宗抓紧办理"), encoding="utf-8")
    assert run(["check", str(accepted)]) == 1
    moved = SPOILT.replace("二是盘活闲置土地。", "二是加强调度。每月调度1次。\n三是盘活闲置土地。")
    accepted.write_text(moved.replace("明确13条", "明确14条"), encoding="utf-8")
    assert run(["check", str(accepted)]) == 0


def test_an_entry_written_by_hand_needs_no_fingerprint(tmp_path):
    path = tmp_path / "通报.txt"
    path.write_text(SPOILT, encoding="utf-8")
    file_beside(path).write_text(
        "接受:\n- 规则: N203\n  原文: 64宗，已盘活48宗，盘活率85%\n"
        "  所在: 排查闲置地块64宗，已盘活48宗，盘活率85%，其余16宗正在办理。\n  说明: 按面积计算\n",
        encoding="utf-8",
    )
    before = file_beside(path).read_text(encoding="utf-8")
    assert run(["check", str(path)]) == 0
    path.write_text(SPOILT.replace("；电子邮箱：zhenggai@example.com", ""), encoding="utf-8")
    assert run(["check", str(path), "--accept", "S106", "--reason", "信箱停用"]) == 0
    assert file_beside(path).read_text(encoding="utf-8").startswith(before)  # what was written by hand stays as it is


def test_the_normal_form_is_letters_and_figures():
    assert normal_form("二是 盘活６４宗，占 75% 。") == normal_form("三是盘活64宗占75%") == "盘活64宗占75"
    assert normal_form("（3）甲") == normal_form("①甲") == "甲"
    assert fingerprint("盘活64宗。") != fingerprint("盘活65宗。") and fingerprint("", "——") == ""


def test_without_a_name_the_account_of_the_machine_is_written_down(tmp_path, monkeypatch):
    monkeypatch.setenv("LOGNAME", "hegao")
    path = tmp_path / "通报.txt"
    path.write_text(SPOILT, encoding="utf-8")
    assert run(["check", str(path), "--accept", "N203", "--reason", "按面积计算"]) == 0
    assert load(file_beside(path))[0].by == "hegao"
