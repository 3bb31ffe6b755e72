"""双公开: one ledger, a notice for society and one for 党内, and what leaks from one into the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import drafter

from drafter.check import check
from drafter.check.runner import Subject, examine
from drafter.ledger.load import load_ledger
from drafter.read import read_report
from drafter.template import find_template
from drafter.work.checking import Task, check_file, edition_found
from drafter.work.drafting import Job, draft

LEDGER = """\
通报: {成文日期: 2025-01-15, 落款: [中共江州市云岭区委员会]}
单位: {名称: 中共江州市云岭区委员会, 简称: 区委, 地区: 江州市云岭区}
巡视: {类别: 巡视, 部署: 省委, 巡视组: 省委第三巡视组, 开始: 2024-03-05, 结束: 2024-05-10, 反馈: 2024-06-20}
联系方式: {电话: 0555-5550123, 地址: 江州市云岭区和平路1号, 邮箱: zgb@yunling.example}
问题:
  - 编号: 1
    表述: 河道采砂监管流于形式
    公开表述: 河道采砂监管不够有力
    状态: 已完成
    措施:
      - {提法: 加密巡查, 内容: 组织夜间巡查36次，查扣船只4艘。}
      - {提法: 清理内部人员, 内容: 对3名参与入股的工作人员调离执法岗位并责令退出股份。, 公开: 否}
  - 编号: 2
    表述: 人防工程易地建设费核算口径混乱
    公开: 否
    状态: 推进中
    措施: [{提法: 重新核算, 内容: 重新核算历史项目21个，补收建设费480万元。}]
  - 编号: 3
    表述: 农村公路管护缺位
    状态: 已完成
    措施: [{提法: 落实管护, 内容: 聘用管护员58人，修复路面12公里。}]
"""
EDITIONS = ("社会", "党内")


def drafted(tmp_path: Path, edition: str, name: str = "通报", template: str = "分段式") -> Path:
    ledger, output = tmp_path / "台账.yaml", tmp_path / f"{name}.docx"
    ledger.write_text(LEDGER, encoding="utf8")
    outcome = draft(Job(ledger, output, template, edition=edition))  # type: ignore[arg-type]
    assert not outcome.errors
    return output


@pytest.mark.parametrize("template", ["分段式", "内联式", "括号式", "清单式", "双主体式"])
def test_each_version_prints_what_it_may(tmp_path: Path, template: str) -> None:
    outside, inside = (
        "\n".join(p.text for p in read_report(drafted(tmp_path, edition, edition, template)).paragraphs)
        for edition in EDITIONS
    )
    assert "流于形式" not in outside and "不够有力" in outside and "流于形式" in inside and "不够有力" not in inside
    for secret in ("退出股份", "480万元", "易地建设费"):
        assert secret in inside and secret not in outside
    assert inside.startswith("（党内公布）") and "党内" not in outside
    assert "公开的2个" not in outside and "3个问题" not in outside


def test_numbers_and_statuses_fit_the_version(tmp_path: Path) -> None:
    ledger = load_ledger_at(tmp_path)
    for edition, printed in zip(EDITIONS, (2, 3), strict=True):
        report = read_report(drafted(tmp_path, edition))
        assert len(report.problems) == printed
        codes = [f.code for f in examine(Subject(report, ledger=ledger, edition=edition)).findings]  # type: ignore[arg-type]
        assert not [c for c in codes if c.startswith("L")]


def load_ledger_at(tmp_path: Path):  # type: ignore[no-untyped-def]
    (tmp_path / "台账.yaml").write_text(LEDGER, encoding="utf8")
    return load_ledger(tmp_path / "台账.yaml")


def test_check_finds_the_version_by_name_or_head_and_is_told_otherwise(tmp_path: Path) -> None:
    inside = drafted(tmp_path, "党内", "通报")
    assert edition_found(inside, read_report(inside)) == "党内"
    named = drafted(tmp_path, "社会", "通报-党内")
    assert edition_found(named, read_report(named)) == "党内"
    outside = drafted(tmp_path, "社会", "公开稿")
    assert check_file(Task(outside, tmp_path / "台账.yaml")).edition == "社会"
    assert check_file(Task(inside, tmp_path / "台账.yaml", edition="社会")).edition == "社会"


def test_what_leaked_into_the_public_version_is_named(tmp_path: Path) -> None:
    report = read_report(drafted(tmp_path, "党内"))
    found = [f for f in check(report, ledger=load_ledger_at(tmp_path)) if f.code.startswith("L1")]
    said = "\n".join(f.message for f in found)
    assert "问题2不公开，却印了出来" in said and "问题2不公开，它的措施" in said
    assert "问题1有一条措施不公开" in said and "印出了内部表述" in said
    assert all(f.severity == "error" for f in found if f.code in {"L104", "L105"})


def test_what_is_of_the_public_version_is_named_in_the_other(tmp_path: Path) -> None:
    report = read_report(drafted(tmp_path, "社会"))
    found = examine(Subject(report, ledger=load_ledger_at(tmp_path), edition="党内")).findings
    said = "\n".join(f.message for f in found)
    assert "没有台账的问题2" in said and "党内版印出了公开表述" in said


def test_the_default_name_says_which_version_and_another_word_is_refused(tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(LEDGER, encoding="utf8")
    assert drafter("draft", "台账.yaml", "--for", "党内", cwd=tmp_path).returncode == 0
    assert (tmp_path / "out" / "台账-党内.docx").is_file()
    refused = drafter("draft", "台账.yaml", "--for", "内部", cwd=tmp_path)
    assert refused.returncode == 2 and "社会 或 党内" in refused.stderr


def test_a_template_without_the_mark_is_told(tmp_path: Path) -> None:
    import shutil

    from docx import Document

    own = tmp_path / "本单位"
    shutil.copytree(find_template("分段式", []).folder, own)
    document = Document(str(own / "template.docx"))
    for paragraph in document.paragraphs[:3]:
        paragraph._element.getparent().remove(paragraph._element)
    document.save(str(own / "template.docx"))
    (tmp_path / "台账.yaml").write_text(LEDGER, encoding="utf8")
    outcome = draft(Job(tmp_path / "台账.yaml", tmp_path / "甲-党内.docx", str(own), edition="党内"))
    assert not outcome.errors and any("没有标明党内" in w for w in outcome.warnings)


def test_totals_typed_for_the_public_version_are_told_when_drafting_for_the_party(tmp_path: Path) -> None:
    text = LEDGER.replace("问题:\n", "进展概述: 2个问题的3条措施全部落实，2条措施已评估。\n问题:\n", 1)
    (tmp_path / "台账.yaml").write_text(text, "utf-8")
    done = drafter("draft", "台账.yaml", "--for", "党内", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "进展概述 写的是“2个问题”，是向社会公开的个数，党内版印出3" in done.stderr
    assert "“2条措施”，是向社会公开的个数，党内版印出4" in done.stderr and "3条措施" not in done.stderr
    assert "向社会公开的个数" not in drafter("draft", "台账.yaml", cwd=tmp_path).stderr
