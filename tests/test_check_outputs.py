"""The frame and the outputs: register, order, settings, table, JSON, page, the rule table in the docs."""

import io
import json
import re

import pytest
from check_notice import NOTICE, findings, report_of, spoilt

from drafter.check import Finding, all_rules, check, find_rule
from drafter.check.page import page
from drafter.check.registry import FAMILIES, Rule
from drafter.check.rulebook import explained, listing, markdown_table
from drafter.check.settings import rule_settings
from drafter.check.table import as_json, dump_json, print_table
from drafter.errors import InputError
from drafter.report import Report

SPOILT = NOTICE.replace("盘活率75%", "盘活率85%").replace("4.关于", "3.关于")
SPOILT = SPOILT.replace("；电子邮箱：zhenggai@example.com", "")


def test_every_rule_says_why_with_an_example_of_wrong_and_right():
    for rule in all_rules():
        assert re.fullmatch(r"[A-Z]\d{3}", rule.code) and rule.family in FAMILIES
        assert all((rule.slug, rule.title, rule.reason, rule.wrong, rule.right)), rule.code
        assert rule.reason in explained(rule) and rule.wrong in explained(rule)
    assert len({r.slug for r in all_rules()}) == len(all_rules())
    assert all(r.code in listing() for r in all_rules())


def test_the_rule_table_in_the_docs_is_the_code_s(project):
    text = (project / "docs" / "审核.md").read_text(encoding="utf-8")
    table = text.partition("<!-- 规则表 -->")[2].partition("<!-- /规则表 -->")[0].strip()
    assert table == markdown_table(), "run: python -m drafter.check.rulebook docs/审核.md"


def test_a_rule_is_found_by_code_or_name_whatever_the_case():
    assert find_rule("n203") is find_rule("percentage") is not None


def test_findings_come_in_document_order_with_their_places():
    found = findings(SPOILT)
    lines = [f.where.paragraph or 0 for f in found]
    assert lines == sorted(lines) and len(found) >= 3
    for f in found:
        if f.span:
            text = next(p.text for p in report_of(SPOILT).paragraphs if p.line == f.span.line)
            assert text[f.span.start : f.span.end].startswith(f.excerpt)


def test_the_same_notice_gives_the_same_findings_twice():
    assert findings(SPOILT) == findings(SPOILT)


def test_a_rule_without_what_it_needs_does_not_run():
    seen = []
    needy = Rule("S999", "x", "x", "info", "x", "x", "x", lambda ledger: seen.append(ledger), ("ledger",), ("ledger",))
    assert check(Report(), rules=[needy]) == [] and seen == []


@pytest.mark.parametrize("off", ["S106", "incomplete-contact", "S"])
def test_a_rule_is_switched_off_by_code_name_or_family(tmp_path, off):
    office = tmp_path / "规则.yaml"
    office.write_text(f"关闭: [{off}]\n", encoding="utf-8")
    found = check(report_of(SPOILT), settings=rule_settings(None, office))
    assert "S106" not in {f.code for f in found} and "N203" in {f.code for f in found}


def test_a_rule_is_graded_anew(tmp_path):
    office = tmp_path / "规则.yaml"
    office.write_text("级别:\n  N203: error\n", encoding="utf-8")
    found = check(report_of(SPOILT), settings=rule_settings(None, office))
    assert {f.severity for f in found if f.code == "N203"} == {"error"}


def test_required_forbidden_and_preferred_wording_are_data(tmp_path):
    office = tmp_path / "规则.yaml"
    office.write_text(
        "必用语: [欢迎广大干部群众监督, 接受社会各界评判]\n禁用词: [回头看]\n"
        "规范用语: {日间照料中心: 标准化日间照料中心, 云岭区级: 区级}\n",
        encoding="utf-8",
    )
    found = check(report_of(NOTICE), settings=rule_settings(None, office))
    assert [(f.code, f.excerpt) for f in found] == [
        ("S401", ""),
        ("T902", "云岭区级"),
        ("T902", "日间照料中心"),  # in the name of the measure, not behind 标准化
        ("T901", "回头看"),
    ]


def test_a_rule_file_that_names_no_rule_is_refused_with_the_nearest(tmp_path):
    office = tmp_path / "规则.yaml"
    office.write_text("关闭: [N20]\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"规则\.yaml 第1行 关闭：没有规则“N20”，是不是“N20\d”"):
        rule_settings(None, office)


def test_json_has_the_shape_of_the_contract():
    data = json.loads(dump_json("通报.docx", findings(SPOILT)))
    assert list(data) == ["file", "summary", "findings"] and list(data["summary"]) == ["error", "warning", "info"]
    assert sum(data["summary"].values()) == len(data["findings"])
    for f in data["findings"]:
        assert list(f)[:7] == ["code", "rule", "severity", "message", "where", "excerpt", "suggestion"]
        assert set(list(f)[7:]) <= {"basis", "edit", "count", "paragraphs"}
        assert list(f["where"]) == ["section", "problem", "paragraph"]


def test_json_of_a_clean_notice_is_empty_not_absent():
    assert as_json("x", []) == {"file": "x", "summary": {"error": 0, "warning": 0, "info": 0}, "findings": []}


def test_the_table_is_grouped_by_section_and_problem():
    out = io.StringIO()
    print_table("通报.docx", findings(SPOILT), out)
    text = out.getvalue()
    parts = ["【二、整改进展情况　问题1】", "N203", "S201", "【监督联系方式】", "S106"]
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)
    assert "错误2　警告1　提示0" in text


def test_the_table_survives_a_gbk_console_and_markup_in_the_text():
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="gbk", errors="replace")
    print_table("通报［1］.docx", spoilt("抽查项目56个", "[bold]抽查𠮷项目56个 2月30日"), out)
    out.flush()
    assert "2月30日" in raw.getvalue().decode("gbk")


def test_the_page_holds_the_whole_text_and_every_finding_and_loads_nothing():
    found = findings(SPOILT)
    html = page("通报.docx", report_of(SPOILT), found)
    shown = re.sub(r"<[^>]+>", "", html.partition('<section id="text">')[2].partition("</section>")[0])
    assert all(p.text in shown for p in report_of(SPOILT).paragraphs)
    assert html.count("<article ") == len(found)
    assert 'data-family="N"' in html and 'value="warning"' in html
    assert not re.search(r"""(?:src|href)=|https?://|@import|url\(""", html)


def test_markup_in_the_notice_is_text_in_the_page():
    text = NOTICE.replace("抽查项目56个", "<script>alert(1)</script>&抽查项目56个")
    assert "<script>alert" not in page("<b>.txt", report_of(text), findings(text))


def test_overlapping_findings_are_cut_at_every_edge():
    from drafter.check import Span
    from drafter.check.model import Where

    report = report_of("甲乙丙丁戊己庚辛")
    line = report.paragraphs[0].line
    found = [
        Finding("a", Where(), "甲乙丙丁", None, Span(line, 0, 4), (), "info", "T001", "a"),
        Finding("b", Where(), "丙丁戊己", None, Span(line, 2, 6), (), "error", "T002", "b"),
    ]
    html = page("x", report, found)
    assert re.findall(r'<mark class="(\w+)" data-ids="([\d ]+)">([^<]+)</mark>', html) == [
        ("info", "0", "甲乙"),
        ("error", "0 1", "丙丁"),
        ("error", "1", "戊己"),
    ]


def test_a_report_that_was_composed_and_never_read_is_checked_as_well():
    from drafter.report import Passage

    report = Report(title_lines=(Passage("中共江州市云岭区委员会关于巡视整改进展情况的通报"),))
    found = check(report)
    assert "S103" in {f.code for f in found} and "S102" not in {f.code for f in found}
    assert "<article" in page("x", report, found)
