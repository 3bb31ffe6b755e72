"""An office's own sections, declared in template.yaml: placed, numbered, asked for, checked and read back."""

import io
from pathlib import Path

import pytest
from command import drafter
from docx import Document

from drafter.check import check
from drafter.check.settings import rule_settings
from drafter.compose import compose
from drafter.ledger.load import load_ledger, load_ledger_text
from drafter.phrases.bank import Bank
from drafter.read import read_report
from drafter.render import render
from drafter.render.lint import check_template
from drafter.template import Template, builtin_folder, find_template

DECLARED = """
其他部分:
- 标题: 三、建章立制情况
  位置: 整改进展后
  必备: 是
- 标题: 整改工作机制
  位置: 组织领导后
  来自: 组织领导.机制
- 标题: 问责情况
  位置: 下一步后
"""
LEDGER = """
单位: {名称: 中共松岭县教育局党组, 简称: 局党组, 地区: 松岭县}
巡视: {类别: 巡察, 部署: 县委, 巡视组: 县委第二巡察组, 开始: 2024-03-04, 结束: 2024-04-30, 反馈: 2024-06-12}
组织领导:
  机制: [每周调度一次整改进度。, 每月向县委报告一次。]
问题:
- 表述: 学位供给不足
  措施: [{提法: 扩充学位, 内容: 新建小学2所。}]
"""


def office(folder: Path, more: str = DECLARED) -> Template:
    builtin, own = builtin_folder() / "分段式", folder / "templates" / "局里"
    own.mkdir(parents=True)
    (own / "template.docx").write_bytes((builtin / "template.docx").read_bytes())
    (own / "template.yaml").write_text((builtin / "template.yaml").read_text("utf-8") + more, "utf-8")
    return find_template(str(own))


def drafted(folder: Path, template: Template, ledger: str) -> Path:
    report = compose(load_ledger_text(ledger), template.manifest, Bank)
    file = folder / "稿.docx"
    file.write_bytes(render(report, template))
    return file


def test_own_sections_are_numbered_with_the_others_and_read_back_as_other(tmp_path: Path) -> None:
    template = office(tmp_path)
    ledger = LEDGER + "其他部分: [{标题: 建章立制情况, 段落: [制定制度3项。, 修订制度2项。]}]\n"
    report = read_report(drafted(tmp_path, template, ledger))
    assert [(s.role, s.heading.text if s.heading else "") for s in report.sections] == [
        ("leadership", "一、巡察整改组织领导情况"),
        ("other", "二、整改工作机制"),
        ("progress", "三、整改进展情况及成效"),
        ("other", "四、建章立制情况"),
        ("next_steps", "五、下一步工作打算"),
    ]
    assert [p.text for p in report.sections[1].overview] == ["每周调度一次整改进度。", "每月向县委报告一次。"]
    assert [p.text for p in report.sections[3].overview] == ["制定制度3项。", "修订制度2项。"]


def test_an_own_heading_looks_like_the_other_headings_of_its_level(tmp_path: Path) -> None:
    file = drafted(tmp_path, office(tmp_path), LEDGER)
    styles = {p.text: p.style.name for p in Document(io.BytesIO(file.read_bytes())).paragraphs if p.text[1:2] == "、"}
    assert len(styles) == 5 and set(styles.values()) == {"一级标题"}


def test_what_is_required_is_marked_where_it_is_missing_and_what_is_not_is_left_out(tmp_path: Path) -> None:
    report = read_report(drafted(tmp_path, office(tmp_path), LEDGER))
    headings = [s.heading.text for s in report.sections if s.heading]
    assert "四、建章立制情况" in headings and not any("问责" in h for h in headings)
    assert report.sections[3].overview[0].text.startswith("【待补：建章立制情况】")


def test_the_checker_asks_for_a_required_own_section(tmp_path: Path) -> None:
    template = office(tmp_path)
    file = drafted(tmp_path, find_template("分段式"), LEDGER)
    found = [f for f in check(read_report(file), settings=rule_settings(template, None)) if f.code == "S111"]
    assert [f.message for f in found] == ["缺少“建章立制情况”部分"] and found[0].severity == "error"
    own = drafted(tmp_path, template, LEDGER)
    assert not [f for f in check(read_report(own), settings=rule_settings(template, None)) if f.code == "S111"]


def test_a_new_ledger_lists_what_the_template_asks_for_and_loads(tmp_path: Path) -> None:
    office(tmp_path)
    done = drafter("new", "--template", "局里", "-o", "新.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    ledger = load_ledger(tmp_path / "新.yaml")
    assert ledger.notice.template == "局里"
    assert [(part.title, part.after, part.paragraphs) for part in ledger.others] == [
        ("建章立制情况", "整改进展", ["【待补：建章立制情况】"]),
        ("问责情况", "下一步", []),
    ]


def test_a_key_that_no_ledger_has_is_refused_by_check_and_draft(tmp_path: Path) -> None:
    template = office(tmp_path, "\n其他部分: [{标题: 工作机制, 来自: 组织领导.机智}]\n")
    (fault,) = check_template(template.folder)
    assert "没有“组织领导.机智”这一项" in fault.message and "是不是“机制”" in fault.message
    (tmp_path / "台账.yaml").write_text(LEDGER, "utf-8")
    done = drafter("draft", "台账.yaml", "--template", "局里", "-o", "稿.docx", cwd=tmp_path)
    assert done.returncode == 2 and "是不是“机制”" in done.stderr and not (tmp_path / "稿.docx").exists()


@pytest.mark.parametrize(("before", "faults"), [("下一步", 1), ("联系方式", 0)])
def test_a_section_number_typed_before_a_numbered_heading_is_refused(tmp_path: Path, before: str, faults: int) -> None:
    template = office(tmp_path, "")
    document = Document(str(template.docx))
    start = {"下一步": "{%p if 下一步.标题 %}", "联系方式": "{%p for 段 in 联系方式 %}"}[before]
    paragraph = next(p for p in document.paragraphs if p.text == start)
    paragraph.insert_paragraph_before("三、长效机制情况")
    document.save(str(template.docx))
    found = check_template(template.folder)
    assert [f.code for f in found] == ["typed-number"] * faults
    assert all("其他部分: [{标题: 长效机制情况" in f.mend for f in found)
