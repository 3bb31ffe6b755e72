"""Matters not for publication, and what a .docx still carries when it goes out."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from check_notice import NOTICE, spoilt

from drafter.check import all_rules, check
from drafter.check.rules_carried import masked
from drafter.check.rules_matters import matters_in
from drafter.ledger.load import load_ledger_text
from drafter.read import read_report
from drafter.report import Block, Passage, Point, Problem, Report, Section
from drafter.text.lexicon import table

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize("row", table("taboo"), ids=lambda row: row["编号"])
def test_a_matter_is_known_by_its_wrong_example_and_not_by_its_right_one(row: dict[str, str]) -> None:
    assert row["来源"] and row["编号"] in {found["编号"] for found, _, _ in matters_in(row["误例"])}
    assert list(matters_in(row["正例"])) == []


@pytest.mark.parametrize(
    "text", ["加大拥堵路段疏导力度。", "开展初核9件次。", "集中治理重复信访。", "依法初核定等级。", "信访化解率95%。"]
)
def test_work_that_is_reported_everywhere_is_left_alone(text: str) -> None:
    assert [f for f in spoilt("抽查项目56个", text + "抽查项目56个", "P201") if f.severity != "info"] == []


def test_an_identity_number_with_spaces_is_named_and_masked() -> None:
    (found,) = spoilt("抽查项目56个", "当事人990101 19800101 123X，抽查项目56个", "P101")
    assert "990101 19800101" not in found.message


def test_numbers_are_covered_in_what_a_finding_repeats() -> None:
    assert "0101" not in masked("号码110101198001011234")


def _file(tmp_path: Path, change: object) -> Path:
    """The notice as a .docx whose document.xml was changed."""
    document = docx.Document()
    for line in NOTICE.splitlines():
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    path = tmp_path / "通报.docx"
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(path, "w") as target:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == "word/document.xml":
                content = change(content.decode()).encode()  # type: ignore[operator]
            target.writestr(item, content)
    return path


def _codes(path: Path) -> dict[str, str]:
    rules = [r for r in all_rules() if r.code.startswith("P2")]
    return {f.code: f.message for f in check(read_report(path), docx=path, rules=rules) if f.severity != "info"}


RUN = "<w:r><w:t>一是加强组织领导。"
MARKS = {
    "P204": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>这句不印。</w:t></w:r>",
    "P205": "<w:r><w:rPr><w:strike/></w:rPr><w:t>完成200人。</w:t></w:r>",
    "P206": '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>入库120人。</w:t></w:r>',
    "P209": '<w:r><w:instrText xml:space="preserve"> DATE \\@ yyyy </w:instrText></w:r>',
}


@pytest.mark.parametrize("code", MARKS)
def test_what_the_text_still_carries_is_named(tmp_path: Path, code: str) -> None:
    path = _file(tmp_path, lambda xml: xml.replace("</w:p><w:sectPr", f"{MARKS[code]}</w:p><w:sectPr"))
    assert set(_codes(path)) == {code}


def test_a_tracked_deletion_goes_through_the_rules_on_privacy(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>举报人李建设，手机13800005550。</w:delText></w:r></w:del>'
    path = _file(tmp_path, lambda xml: xml.replace("</w:p><w:sectPr", f"{deleted}</w:p><w:sectPr"))
    rules = [r for r in all_rules() if r.code == "P202"]
    found = [f.message for f in check(read_report(path), docx=path, rules=rules)]
    assert any("修订" in m and "手机" in m for m in found) and not any("13800005550" in m for m in found)


def test_a_clean_file_carries_nothing(tmp_path: Path) -> None:
    assert _codes(_file(tmp_path, lambda xml: xml)) == {}


@pytest.mark.parametrize("agreed", [True, False])
def test_what_was_agreed_in_the_ledger_may_be_published(agreed: bool, tmp_path: Path) -> None:
    said = "对反映的问题线索进行初步核实，了结3件。"
    ledger = load_ledger_text(
        "问题:\n- 表述: 监督执纪偏软\n"
        + ("  经同意公开: 县委批准\n" if agreed else "")
        + f"  措施:\n  - 内容: {said}\n"
    )
    passage = Passage(said, 1)
    problem = Problem(
        "1", "监督执纪偏软", Passage("1.关于“监督执纪偏软”问题的整改。", 2), measures=(Point((passage,)),)
    )
    report = Report(sections=(Section("progress", blocks=(Block(problems=(problem,)),)),))
    found = [f for f in check(report, ledger=ledger) if f.code == "P201"]
    assert bool(found) is not agreed
