"""`check --fix`: mechanical mends become tracked changes, and accepting them all gives the right text."""

from pathlib import Path

import docx
from check_notice import NOTICE, report_of
from command import drafter
from docx.oxml import parse_xml

from drafter.check import check
from drafter.check.mends import mended
from drafter.read import read_report
from drafter.word.remains import remains

SLIPS = NOTICE.replace("一是加强组织领导。", "一是加强组织领导。全面布署整改，建立台帐。")


def test_the_mends_are_tracked_and_touch_nothing_else(tmp_path: Path) -> None:
    source, target = tmp_path / "通报.docx", tmp_path / "修订.docx"
    document = docx.Document()
    for line in SLIPS.splitlines():
        document.add_paragraph(line)
    document.save(str(source))
    before = source.read_bytes()
    drafter("check", source, "--fix", target, cwd=tmp_path)
    found = [(r.kind, r.text) for r in remains(target.read_bytes(), "修订.docx") if r.kind in {"inserted", "deleted"}]
    assert sorted(found) == sorted(
        [("deleted", "布署"), ("inserted", "部署"), ("deleted", "台帐"), ("inserted", "台账")]
    )
    assert source.read_bytes() == before
    from drafter.read import read_report

    text = "\n".join(p.text for p in read_report(target).paragraphs)
    assert "全面部署整改，建立台账。" in text and "布署" not in text


def test_words_behind_an_indent_and_in_two_runs_are_mended(tmp_path: Path) -> None:
    source, target = tmp_path / "通报.docx", tmp_path / "修订.docx"
    document = docx.Document()
    for line in SLIPS.splitlines():
        paragraph = document.add_paragraph()
        before, slip, after = line.partition("台帐")
        paragraph.add_run("　　" + before + slip[:1])
        paragraph.add_run(slip[1:] + after).bold = True
    document.save(str(source))
    drafter("check", source, "--fix", target, cwd=tmp_path)
    found = {(r.kind, r.text) for r in remains(target.read_bytes(), "修订.docx") if r.kind in {"inserted", "deleted"}}
    assert found == {("deleted", "布署"), ("inserted", "部署"), ("deleted", "台帐"), ("inserted", "台账")}
    from drafter.read import read_report

    assert "全面部署整改，建立台账。" in "\n".join(p.text for p in read_report(target).paragraphs)


def test_marks_and_spaces_are_mended_each_at_its_place(tmp_path: Path) -> None:
    source, target = tmp_path / "通报.docx", tmp_path / "修订.docx"
    text = SLIPS.replace("发现违规线索7条，", "发现违规 线索7条,").replace("抽查项目56个，", "抽查项目56个，，")
    text = text.replace("区级领导包案38件，", "区级领导包案38件;").replace("面积3200平方米", "面积 3200平方米")
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(source))
    drafter("check", source, "--fix", target, cwd=tmp_path)
    found = [(r.kind, r.text) for r in remains(target.read_bytes(), "修订.docx") if r.kind in {"inserted", "deleted"}]
    gone = [text for kind, text in found if kind == "deleted"]
    assert sorted(gone) == sorted(["布署", "台帐", " ", " ", ",", ";", "，，"])
    from drafter.read import read_report

    mended = "\n".join(p.text for p in read_report(target).paragraphs)
    assert (
        "抽查项目56个，发现违规线索7条，移送" in mended and "包案38件；已化解" in mended and "面积3200平方米" in mended
    )


def test_no_figure_name_or_date_is_ever_mended() -> None:
    from drafter.text.lexicon import table

    assert not [row for row in table("norms") if row["改"] == "是" and any(c.isdigit() for c in row["错"] + row["对"])]
    report = report_of(
        NOTICE.replace("抽查项目56个", "抽查项目５６个，整改率2%").replace("2024年6月22日", "2024年2月30日")
    )
    for finding in check(report):
        assert not any(c.isdigit() for _, edit in finding.edits for c in edit.old + edit.new)


def test_words_in_which_more_than_text_stands_are_left_and_counted(tmp_path: Path) -> None:
    """Inside a link, and half inside one: tracked changes would have to be written across its edge."""
    link = '<w:hyperlink {0} w:anchor="a"><w:r><w:t>{1}</w:t></w:r></w:hyperlink>'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()
    for line in NOTICE.splitlines():
        document.add_paragraph(line)
    for words, linked in (("全面布署", ""), ("全面", "布署"), ("全面布", "署"), ("再次布署", "")):
        paragraph = document.paragraphs[5].insert_paragraph_before(words)
        if linked:
            paragraph._p.append(parse_xml(link.format(space, linked)))
    source = tmp_path / "通报.docx"
    document.save(str(source))
    report = read_report(source)
    result = mended(source, report, [f for f in check(report) if f.code == "T701"])
    assert (result.done, result.left) == (2, 2)
    found = [(r.kind, r.text) for r in remains(result.content, "修订.docx") if r.kind in {"inserted", "deleted"}]
    assert sorted(found) == [("deleted", "布署")] * 2 + [("inserted", "部署")] * 2


def test_what_is_offered_is_taken_only_where_it_is_named(tmp_path: Path) -> None:
    source, target = tmp_path / "通报.docx", tmp_path / "修订.docx"
    document = docx.Document()
    for line in SLIPS.replace("全面布署整改", "压实主体负任").splitlines():
        document.add_paragraph(line)
    document.save(str(source))
    drafter("check", source, "--fix", target, cwd=tmp_path)
    assert "主体负任" in "\n".join(p.text for p in read_report(target).paragraphs)
    drafter("check", source, "--fix", target, "--take", "T712", "--force", cwd=tmp_path)
    found = [(r.kind, r.text) for r in remains(target.read_bytes(), "修订.docx") if r.kind in {"inserted", "deleted"}]
    assert sorted(found) == sorted(
        [("deleted", "主体负任"), ("inserted", "主体责任"), ("deleted", "台帐"), ("inserted", "台账")]
    )


def test_an_offer_that_is_not_there_or_has_no_copy_to_go_into_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "通报.docx"
    document = docx.Document()
    for line in SLIPS.splitlines():
        document.add_paragraph(line)
    document.save(str(source))
    told = drafter("check", source, "--fix", tmp_path / "修订.docx", "--take", "T712@3", cwd=tmp_path)
    assert told.returncode == 2 and "没有“T712@3”的发现可以照改" in told.stderr
    told = drafter("check", source, "--take", "T712", cwd=tmp_path)
    assert told.returncode == 2 and "--take 和 --fix 要一起写" in told.stderr


def test_a_figure_that_the_ledger_has_otherwise_is_offered_and_a_hidden_one_is_not() -> None:
    from drafter.check.rules_ledger_measures import _in_the_ledger

    assert _in_the_ledger(("4", "轮"), "2轮", "2轮") == "4轮"
    assert _in_the_ledger(("4", "轮"), "2轮", "两轮") is None
    assert _in_the_ledger(("13800005550", ""), "2", "2") is None
    assert _in_the_ledger(None, "2轮", "2轮") is None
