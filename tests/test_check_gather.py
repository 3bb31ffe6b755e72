"""A mark repeated all over is one finding with its count and all its places; figures stay apart."""

import dataclasses
import json

from check_notice import NOTICE, findings, report_of

from drafter.check import Finding, Span, check
from drafter.check.gather import MOST_MARKS, MOST_REMARKS, gathered
from drafter.check.model import Edit, Where
from drafter.check.page import page
from drafter.check.table import dump_json

THOUSAND = NOTICE.replace("已全部交办。", "已全部交办（（见附件）。" + "\n三是办结投诉1件，，已答复" * 1000 + "。", 1)


def mark(code: str, line: int, severity="warning", words="，，") -> Finding:
    where = Where(paragraph=line)
    return Finding(f"第{line}段“{words}”连用", where, words, None, Span(line, 0, 2), (), severity, code, code.lower())


def test_a_thousand_marks_of_one_kind_are_one_finding_with_all_places():
    found = [f for f in findings(THOUSAND) if f.code == "T302"]
    assert len(found) == 1 and found[0].count == 1000 and "共1000处" in found[0].message
    assert len({(s.line, s.start) for s in (found[0].span, *found[0].also)}) == 1000
    data = json.loads(dump_json("x", found))["findings"][0]
    assert data["count"] == 1000 and len(data["paragraphs"]) == 1000
    assert page("x", report_of(THOUSAND), found).count("<mark ") == 1000


def test_a_few_stay_apart_and_other_words_are_another_kind():
    few = [mark("T302", n) for n in range(MOST_MARKS)]
    assert gathered(few) == few
    mixed = [*(mark("T302", n) for n in range(9)), *(mark("T302", n, words="。。") for n in range(9))]
    assert [(f.excerpt, f.count) for f in gathered(mixed)] == [("，，", 9), ("。。", 9)]


def test_figures_and_what_the_ledger_says_are_never_gathered():
    many = [*(mark("N203", n) for n in range(30)), *(mark("L203", n, "info") for n in range(30))]
    assert gathered(many) == many


def test_remarks_of_one_rule_are_one_when_they_are_many():
    remarks = [mark("C102", n, "info", words=f"某{n}") for n in range(1, MOST_REMARKS + 3)]
    (one,) = gathered(remarks)
    assert one.count == 3 and one.lines == (1, 2, 3) and "“某1”“某2”“某3”" in one.message
    assert gathered(remarks[:1]) == remarks[:1]
    rows = [mark("T706", n, "info", words=f"某{n}") for n in range(5)]
    assert gathered(rows) == rows  # each row of the table says something else


def test_mechanical_mends_of_gathered_places_are_all_made(tmp_path):
    import docx

    from drafter.check.mends import mended
    from drafter.read import read_report

    document = docx.Document()
    for line in NOTICE.replace("已全部交办。", "已全部交办。" + "\n三是布署检查1次。" * 12, 1).splitlines():
        document.add_paragraph(line)
    path = tmp_path / "通报.docx"
    document.save(path)
    report = read_report(path)
    found = [f for f in check(report) if f.code == "T701"]
    assert len(found) == 1 and found[0].count == 12
    done = mended(path, report, found)
    assert (done.done, done.left) == (12, 0)


def test_a_correct_notice_of_nine_thousand_characters_draws_five_remarks_at_most(tmp_path):
    """Long, with what a reviewer may be told of a notice that is right: general measures, places, old properties."""
    import docx

    from drafter.read import read_report

    general = "切实增强责任感和紧迫感，不断推动各项工作再上新台阶。"
    lines, number = [], 0
    for line in NOTICE.replace("反馈的6个问题", "反馈的78个问题").replace("明确13条", "明确280条").splitlines():
        if line.startswith("三、"):
            for number in range(7, 79):
                lines += [
                    f"{number}.关于“第{number}项工作推进不够有力”问题的整改。",
                    f"一是开展第{number}轮检查。抽查点位{number + 40}个，约谈{number % 7 + 1}人，下发通知{number}份。",
                    f"二是完善第{number}项制度。修订办法{number % 5 + 1}项，组织培训{number % 4 + 2}期。",
                    f"三是学习{['深圳', '南京', '杭州'][number % 3]}做法。{general if number % 9 else '选派干部2名。'}",
                ]
        lines.append(line)
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    path = tmp_path / "通报.docx"
    document.save(path)
    report = read_report(path)
    assert sum(len(p.text) for p in report.paragraphs) >= 9000
    found = [f for f in check(report, docx=path) if f.severity == "info"]
    assert 2 <= len(found) <= 5, [(f.code, f.message) for f in found]


def mend(line: int, edit: Edit | None, code: str = "T302") -> Finding:
    return dataclasses.replace(mark(code, line), edit=edit)


def test_one_mend_for_all_places_stays_one_and_several_belong_each_to_its_place():
    same, other = Edit("，，", "，"), Edit("，，", "。")
    (one,) = gathered(mend(n, same) for n in range(1, MOST_MARKS + 2))
    assert one.edit == same and one.edits == [(Span(n, 0, 2), same) for n in range(1, MOST_MARKS + 2)]
    (mixed,) = gathered(mend(n, same if n % 2 else other) for n in range(1, MOST_MARKS + 2))
    assert mixed.edit is None
    assert mixed.edits == [(Span(n, 0, 2), same if n % 2 else other) for n in range(1, MOST_MARKS + 2)]
    (some,) = gathered(mend(n, same if n > 1 else None) for n in range(1, MOST_MARKS + 2))
    assert [span.line for span, _ in some.edits] == list(range(2, MOST_MARKS + 2))


def test_what_no_output_may_repeat_and_the_further_places_of_each_are_kept():
    many = [
        dataclasses.replace(mark("T302", n), also=(Span(n, 5, 7),), private=(f"名{n % 2}",))
        for n in range(1, MOST_MARKS + 2)
    ]
    (one,) = gathered(many)
    assert one.private == ("名1", "名0")
    assert set(one.spans) == {Span(n, at, at + 2) for n in range(1, MOST_MARKS + 2) for at in (0, 5)}
    assert len(one.spans) == len(set(one.spans)) and one.lines == tuple(range(1, MOST_MARKS + 2))


def test_remarks_without_a_place_are_gathered_without_one():
    remarks = [dataclasses.replace(mark("F106", n, "info"), span=None) for n in range(1, 4)]
    (one,) = gathered(remarks)
    assert (one.count, one.spans, one.lines) == (3, (), (1,)) and "共3处" in one.message
