"""check and rules as commands: what is printed where, exit statuses, folders, accepted findings."""

import csv
import json

import docx
import pytest
from check_notice import NOTICE

from drafter.cli import run

SPOILT = NOTICE.replace("4.关于", "3.关于")
WARNED = NOTICE.replace("；电子邮箱：zhenggai@example.com", "")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "好.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "坏.txt").write_text(SPOILT, encoding="gb18030")
    (tmp_path / "警告.txt").write_text(WARNED, encoding="utf-8-sig")
    return tmp_path


@pytest.mark.parametrize(("name", "status"), [("好.txt", 0), ("坏.txt", 1), ("警告.txt", 0), ("没有.txt", 2)])
def test_the_exit_status_tells_errors_from_warnings_and_bad_input(folder, capsys, name, status):
    assert run(["check", str(folder / name)]) == status
    out, err = capsys.readouterr()
    assert (status == 2) == (not out) and (status == 2) == (name in err)


def test_json_stands_alone_on_standard_output(folder, capsys):
    assert run(["check", str(folder / "坏.txt"), "--format", "json"]) == 1
    out, err = capsys.readouterr()
    data = json.loads(out)
    assert data["summary"]["error"] == 1 and data["findings"][0]["where"] == {
        "section": "二、整改进展情况",
        "problem": "3",
        "paragraph": 18,
    }
    assert err == ""


def test_html_and_json_are_written_to_a_file(folder, capsys):
    for form in ("html", "json", "text"):
        target = folder / f"结果 1.{form}"
        assert run(["check", str(folder / "坏.txt"), "--format", form, "-o", str(target)]) == 1
        assert "序号重复" in target.read_text(encoding="utf-8")
        assert capsys.readouterr().out == ""


def test_a_docx_is_annotated_beside_the_usual_output(folder, capsys):
    document = docx.Document()
    for line in SPOILT.splitlines():
        document.add_paragraph(line)
    source, target = folder / "通报.docx", folder / "带批注.docx"
    document.save(source)
    before = source.read_bytes()
    assert run(["check", str(source), "--annotate", str(target)]) == 1
    assert "S201" in capsys.readouterr().out
    assert any("S201" in c.text for c in docx.Document(target).comments) and source.read_bytes() == before


@pytest.mark.parametrize("target", ["批注.docx", "批注.txt"])
def test_nothing_but_a_docx_can_be_annotated(folder, capsys, target):
    assert run(["check", str(folder / "好.txt"), "--annotate", str(folder / target)]) == 2
    assert ".docx" in capsys.readouterr().err and not (folder / target).exists()


def test_the_original_is_not_overwritten_by_its_annotated_copy(folder, capsys):
    document = docx.Document()
    document.add_paragraph(NOTICE)
    source = folder / "通报.docx"
    document.save(source)
    assert run(["check", str(source), "--annotate", str(source)]) == 2
    assert "原稿" in capsys.readouterr().err


def test_an_accepted_finding_is_written_down_and_not_listed_again(folder, capsys):
    notice = str(folder / "坏.txt")
    assert run(["check", notice, "--accept", "S201@18", "--reason", "沿用反馈原序号"]) == 0
    assert (folder / "坏.核对.yaml").exists()
    capsys.readouterr()
    assert run(["check", notice]) == 0
    assert "已在" in capsys.readouterr().err
    (folder / "坏.txt").write_text(SPOILT.replace("信访化解不及时", "信访化解不够及时"), encoding="utf-8")
    assert run(["check", notice]) == 1
    assert "可以删去" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--accept", "S201"],
        ["--reason", "好"],
        ["--accept", "N999", "--reason", "好"],
        ["--accept", "S201@99", "--reason", "好"],
    ],
)
def test_accepting_needs_a_finding_and_a_reason(folder, capsys, arguments):
    assert run(["check", str(folder / "坏.txt"), *arguments]) == 2
    assert capsys.readouterr().err and not (folder / "坏.核对.yaml").exists()


def test_a_folder_is_checked_file_by_file_with_a_summary(folder, capsys):
    (folder / "下级").mkdir()
    (folder / "下级" / "也好.txt").write_text(NOTICE, encoding="utf-8")
    assert run(["check", str(folder)]) == 1
    out, err = capsys.readouterr()
    assert "坏.txt" in out and "也好.txt" in out and "核对 4 份，1 份有错误" in err
    rows = list(csv.reader((folder / "审核汇总.csv").read_text(encoding="utf-8-sig").splitlines()))
    counts = {row[0].rpartition("/")[2].rpartition("\\")[2]: row[1:4] for row in rows[1:]}
    assert counts["坏.txt"] == ["1", "0", "0"] and counts["警告.txt"] == ["0", "1", "0"]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(folder, capsys):
    (folder / "损坏.docx").write_bytes(b"PK\x03\x04 broken")
    target = folder / "表.csv"
    assert run(["check", str(folder), "-o", str(target)]) == 2
    out, err = capsys.readouterr()
    assert "损坏.docx" in err and "坏.txt" in out and target.exists()


def test_several_processes_give_the_same_as_one(folder, capsys):
    results = []
    for jobs in ("1", "2"):
        assert run(["check", str(folder), "--jobs", jobs, "--format", "json"]) == 1
        results.append(capsys.readouterr().out)
    assert results[0] == results[1] and len(json.loads(results[0])) == 3


def test_an_empty_folder_is_refused(tmp_path, capsys):
    assert run(["check", str(tmp_path)]) == 2
    assert "没有通报" in capsys.readouterr().err


def test_the_office_s_rule_file_counts(folder, capsys):
    office = folder / "规则.yaml"
    office.write_text("级别: {S201: info}\n禁用词: [回头看]\n", encoding="utf-8")
    assert run(["check", str(folder / "坏.txt"), "--rules", str(office), "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert [(f["code"], f["severity"]) for f in data["findings"]] == [("S201", "info"), ("T901", "error")]
    office.write_text("关闭: [没有]\n", encoding="utf-8")
    assert run(["check", str(folder / "坏.txt"), "--rules", str(office)]) == 2


def test_the_ledger_s_problems_that_are_not_there_are_named(folder, capsys):
    ledger = folder / "台账.yaml"
    ledger.write_text("问题:\n  - 编号: 9\n    表述: 数据共享不畅\n", encoding="utf-8")
    assert run(["check", str(folder / "好.txt"), "--ledger", str(ledger), "--format", "json"]) == 1
    missing = [f for f in json.loads(capsys.readouterr().out)["findings"] if f["code"] == "L101"]
    assert "数据共享不畅" in missing[0]["message"] and "台账第2行" in missing[0]["message"]


def test_a_ledger_is_not_taken_for_a_notice(folder, capsys):
    (folder / "台账.yaml").write_text("问题: []\n", encoding="utf-8")
    assert run(["check", str(folder / "台账.yaml")]) == 2
    assert "--ledger" in capsys.readouterr().err


def test_rules_are_listed_and_explained(capsys):
    assert run(["rules"]) == 0
    assert "N203" in capsys.readouterr().out
    assert run(["rules", "n203"]) == 0
    out = capsys.readouterr().out
    assert "错：" in out and "对：" in out and "为什么：" in out
    assert run(["rules", "N20"]) == 2
    assert "是不是" in capsys.readouterr().err


def test_every_command_of_the_reviewer_s_page_runs(folder, capsys, monkeypatch, project):
    import re

    page = (project / "docs" / "审核.md").read_text(encoding="utf-8")
    monkeypatch.chdir(folder)
    document = docx.Document()
    asset = "整治排口380个（固定资产6222021234567890128）"
    lines = NOTICE.replace("明确13条", "提出80条").replace("整治排口380个", asset).splitlines()
    lines[11] += "局党组压实主体负任。"  # what --take T712@12 takes
    for line in lines:
        document.add_paragraph(line)
    for name in ("通报.docx", "一稿.docx", "二稿.docx"):
        document.save(name)
    (folder / "台账.yaml").write_text("问题:\n  - 表述: 产业转型步伐不快\n", encoding="utf-8")
    rules = page.partition("```yaml\n关闭")[2].partition("```")[0]
    (folder / "本单位规则.yaml").write_text(f"关闭{rules}", encoding="utf-8")
    for name in ("外地通报", "各单位通报"):
        (folder / name).mkdir()
        (folder / name / "甲.txt").write_text(SPOILT, encoding="utf-8")
    commands = re.findall(r"^(?:\| `)?(drafter (?:check|rules)[^`\n]*)", page, re.MULTILINE)
    assert len(commands) >= 10
    for command in commands:
        arguments = [a.strip('"') for a in command.split()[1:]]
        assert run(arguments) in {0, 1}, command
        capsys.readouterr()
