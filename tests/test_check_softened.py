"""What an office switched off or made milder is said in every output; each rule says what it rests on."""

import json

import docx
import pytest
from check_notice import NOTICE

from drafter.check import all_rules
from drafter.check.registry import FAMILIES
from drafter.check.rulebook import explained, listing
from drafter.check.settings import rule_settings
from drafter.check.softened import in_words, softened
from drafter.cli import run
from drafter.template import find_template
from drafter.text.lexicon import table

OFFICE = "关闭: [N204, V]\n级别: {N203: info, T302: warning, S106: error}\n"


def of(tmp_path, text: str):
    path = tmp_path / "规则.yaml"
    path.write_text(text, encoding="utf-8")
    return softened(rule_settings(None, path))


def test_rules_off_and_milder_ones_are_listed_the_binding_ones_first(tmp_path):
    found = of(tmp_path, OFFICE)
    assert [(s.code, s.what, s.binding) for s in found] == [
        ("N203", "错误降为提示", True),
        ("N204", "关闭", True),
        ("T302", "错误降为警告", True),
        ("V101", "关闭", False),
        ("V201", "关闭", False),
    ]
    assert (
        in_words(found).startswith("本次核对放宽了：N203 百分比与数量不符（错误降为提示）；N204") and in_words([]) == ""
    )


def test_a_stricter_rule_and_none_at_all_are_no_softening(tmp_path):
    assert of(tmp_path, "级别: {S106: error, N203: error}\n") == [] and softened(None) == []


def test_rows_of_the_table_that_an_office_closes_are_listed(tmp_path):
    row = table("norms")[0]
    found = of(tmp_path, f"规范表:\n- {{编号: {row['编号']}, 级: 关闭}}\n")
    assert [(s.code, s.what) for s in found] == [(row["编号"], "关闭")]


def test_a_template_of_another_form_than_the_standard_is_listed(tmp_path):
    for name in ("分段式", "双主体式"):
        template = find_template(name, [])
        assert softened(rule_settings(template, None), template, docx=True) == []
    folder = tmp_path / "宽边"
    assert run(["template", "new", str(folder), "--from", "分段式"]) == 0
    file = folder / "template.docx"
    document = docx.Document(file)
    document.sections[0].left_margin *= 2
    document.save(file)
    template = find_template(str(folder), [])
    (found,) = softened(rule_settings(template, None), template, docx=True)
    assert found.code == "F101" and "与GB/T 9704—2012不同" in found.what and found.binding
    assert softened(rule_settings(template, None), template) == []  # a text has no margins


@pytest.fixture
def folder(tmp_path):
    document = docx.Document()
    for line in NOTICE.splitlines():
        document.add_paragraph(line)
    document.save(tmp_path / "通报.docx")
    (tmp_path / "规则.yaml").write_text(OFFICE, encoding="utf-8")
    return tmp_path


def test_every_output_says_it(folder, capsys):
    notice, rules = str(folder / "通报.docx"), str(folder / "规则.yaml")
    said = "N203 百分比与数量不符（错误降为提示）"
    run(["check", notice, "--rules", rules])
    assert said in capsys.readouterr().out.replace("\n", "")
    run(["check", notice, "--rules", rules, "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    assert {"code": "N203", "what": "错误降为提示", "title": "百分比与数量不符", "binding": True} in data["softened"]
    run(["check", notice, "--rules", rules, "--format", "html", "-o", str(folder / "审.html")])
    assert said in (folder / "审.html").read_text(encoding="utf-8")
    run(["check", notice, "--rules", rules, "--annotate", str(folder / "批注.docx")])
    assert any(said in c.text for c in docx.Document(folder / "批注.docx").comments)
    for sheet in ("签.html", "签.docx"):
        run(["check", notice, "--rules", rules, "--signoff", str(folder / sheet)])
    assert "错误降为提示" in (folder / "签.html").read_text(encoding="utf-8")


def test_a_folder_says_it_too(folder, capsys):
    one = folder / "各单位"
    one.mkdir()
    (one / "甲.txt").write_text(NOTICE, encoding="utf-8")
    run(["check", str(one), "--rules", str(folder / "规则.yaml"), "-o", str(folder / "表.csv")])
    assert "本次核对放宽了" in capsys.readouterr().err
    assert "N203" in (folder / "表.csv").read_text(encoding="utf-8-sig")
    for form in ("json", "html"):
        target = folder / f"全部.{form}"
        run(["check", str(one), "--rules", str(folder / "规则.yaml"), "--format", form, "-o", str(target)])
        assert "错误降为提示" in target.read_text(encoding="utf-8")


def test_nothing_softened_nothing_said(folder, capsys):
    run(["check", str(folder / "通报.docx"), "--format", "json"])
    assert "softened" not in json.loads(capsys.readouterr().out)


# --- what a rule rests on ----------------------------------------------------------------------------------------


def test_every_rule_has_a_basis_of_one_of_four_kinds():
    for rule in all_rules():
        assert rule.basis.split()[0] in {"国标", "条例", "实务", "本单位"}, rule.code
        assert f"依据：{rule.basis}" in explained(rule) and rule.basis in listing()
    known = {r.code for r in all_rules()} | set(FAMILIES)
    assert {row["规则"] for row in table("bases")} <= known and set(FAMILIES) <= {row["规则"] for row in table("bases")}


def test_a_finding_carries_it_and_a_row_of_the_table_its_own(folder, capsys):
    (folder / "甲.txt").write_text(NOTICE.replace("新增床位350张", "新增床位350张，道路12Km，，布署"), encoding="utf-8")
    run(["check", str(folder / "甲.txt"), "--format", "json"])
    found = {f["code"]: f["basis"] for f in json.loads(capsys.readouterr().out)["findings"]}
    assert found["T707"] == "国标 GB 3100—1993" and found["T701"] == "实务"
    assert found["T302"].startswith("国标 GB/T 15834—2011")
    run(["check", str(folder / "甲.txt")])
    out = capsys.readouterr().out
    assert "依据：国标 GB/T 15834—2011" in out and "依据：实务" not in out
