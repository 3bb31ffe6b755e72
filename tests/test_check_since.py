"""--since: what is settled, what is new, which sentences changed."""

import json

import pytest
from check_notice import NOTICE, report_of

from drafter.check.privacy import Mask
from drafter.check.runner import Subject, examine
from drafter.check.since import Version, compared
from drafter.cli import run


def version(text: str) -> Version:
    report = report_of(text)
    done = examine(Subject(report))
    return Version(report, done.findings, done.mask)


def since(before: str, after: str):
    return compared("一稿.txt", version(before), version(after))


def codes(findings) -> list[str]:
    return [f.code for f in findings]


WRONG = NOTICE.replace("盘活率75%", "盘活率85%")
NO_MAIL = NOTICE.replace("；电子邮箱：zhenggai@example.com", "")


def test_nothing_changed():
    found = since(WRONG, WRONG)
    assert (found.settled, found.new, found.remaining, found.changes) == ([], [], 1, [])


def test_one_settled_one_new():
    found = since(WRONG, NO_MAIL)
    assert codes(found.settled) == ["N203"] and codes(found.new) == ["S106"] and found.remaining == 0
    assert "85%" in found.changes[0].before and "75%" in found.changes[0].after


def test_a_finding_that_stays_in_a_sentence_in_other_words_is_not_new():
    found = since(WRONG, WRONG.replace("排查闲置地块", "共排查闲置地块"))
    assert (codes(found.settled), codes(found.new), found.remaining) == ([], [], 1)
    assert len(found.changes) == 1 and found.changes[0].after.startswith("共排查")


def test_a_wrong_figure_replaced_by_another_wrong_one_stays():
    found = since(WRONG, NOTICE.replace("盘活率75%", "盘活率65%"))
    assert (codes(found.settled), codes(found.new), found.remaining) == ([], [], 1)


def test_findings_without_a_place_are_told_apart_by_what_they_say():
    without = NOTICE.replace("\n2025年1月15日\n", "\n")
    found = since(without, without.replace("中共江州市云岭区委员会\n", "", 2).replace("关于巡视", "\n关于巡视", 1))
    assert "S108" not in codes(found.new) + codes(found.settled)


def test_sentences_put_in_taken_out_and_moved():
    after = NOTICE.replace("新建党群服务站点11处，面积3200平方米。", "", 1)
    after = after.replace("二是巩固整改成效。", "二是建立长效机制。每季度调度1次。\n三是巩固整改成效。")
    found = since(NOTICE, after)
    assert ("新建党群服务站点11处，面积3200平方米。", "") in [(c.before, c.after) for c in found.changes]
    assert ("", "每季度调度1次。") in [(c.before, c.after) for c in found.changes]
    assert not any("巩固整改成效" in c.before for c in found.changes)  # renumbered only
    moved = NOTICE.replace("印发《云岭区信访事项办理规程》，按期答复率98.6%。", "").replace(
        "区级领导包案38件", "印发《云岭区信访事项办理规程》，按期答复率98.6%。区级领导包案38件"
    )
    assert since(NOTICE, moved).changes == []


def test_changed_sentences_are_told_with_personal_data_covered():
    before = NOTICE.replace("已全部交办。", "已全部交办，举报人李建设反映的问题已办结。")
    found = since(before, NOTICE)
    assert codes(found.settled) == ["P106"]
    assert not any("李建设" in c.before + c.after for c in found.changes)


def test_a_text_that_was_written_anew_is_compared_in_time():
    lines = [f"第{n}项工作已完成{n}件，涉及{n * 7}户。" for n in range(3000)]
    found = compared("x", version("\n".join(lines)), version("\n".join(reversed(lines))))
    assert len(found.changes) <= 6000
    assert Mask()("x") == "x"


@pytest.fixture
def two(tmp_path):
    first, second = tmp_path / "一稿.txt", tmp_path / "二稿.txt"
    first.write_text(WRONG, encoding="utf-8")
    second.write_text(NO_MAIL, encoding="utf-8")
    return first, second


def test_text_json_and_page_say_it(two, capsys, tmp_path):
    first, second = two
    assert run(["check", str(second), "--since", str(first)]) == 0
    out = capsys.readouterr().out
    assert "已解决1处，新出现1处，仍在0处" in out and "原来：" in out and "现在：" in out
    assert run(["check", str(second), "--since", str(first), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)["since"]
    assert [f["code"] for f in data["settled"]] == ["N203"] and [f["code"] for f in data["new"]] == ["S106"]
    assert data["remaining"] == 0 and {"before", "after", "paragraph"} == set(data["changed"][0])
    page = tmp_path / "审.html"
    assert run(["check", str(second), "--since", str(first), "--format", "html", "-o", str(page)]) == 0
    assert "改动的句子" in page.read_text(encoding="utf-8")


def test_the_earlier_version_must_be_there_and_is_not_written_over(two, capsys):
    first, second = two
    assert run(["check", str(second), "--since", str(first.with_name("没有.txt"))]) == 2
    assert "--since" in capsys.readouterr().err
    assert run(["check", str(second), "--since", str(first), "-o", str(first)]) == 2
    assert "原稿" in capsys.readouterr().err


def test_since_is_for_one_file(two, capsys):
    assert run(["check", str(two[0].parent), "--since", str(two[0])]) == 2
    assert "只用于核对一个文件" in capsys.readouterr().err
