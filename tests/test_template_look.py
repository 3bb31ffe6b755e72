"""What comes along from a finished .docx: 红头 and its rule, 发文字号, 版记, faces and sizes."""

from __future__ import annotations

import io
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from office_papers import of_its_own, of_the_standard, of_two_bodies
from test_template_folders import soffice

from drafter.check.looks import Looks, W
from drafter.ledger.load import load_ledger
from drafter.read import read_report
from drafter.template import load_manifest
from drafter.work.adopting import template_from_notice
from drafter.work.drafting import Job, draft
from drafter.work.importing import import_file

FIRST_TRY = Path(__file__).parent / "fixtures" / "first_try"
RULE = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="18" w:space="1" w:color="FF0000"/></w:pBdr>'
TEXT = """根据县委统一部署，2024年3月4日至4月30日，县委第二巡察组对局党组开展了巡察，6月12日反馈意见。现将整改情况公布。
一、组织落实整改情况
一是强化组织领导。召开会议3次，专题研究整改工作。
二是强化责任落实。建立整改台账1套。
二、巡察反馈问题整改情况
1.关于“学位供给不足”问题的整改。
一是新建小学2所。
二是改扩建初中1所。
2.关于“师德监督缺位”问题的整改。
一是修订考核办法1项。
二是开展师德培训2期。
三、下一步打算
（一）持续压实责任。每月调度1次进度。
（二）持续巩固成果。开展回头看2次。
欢迎广大干部群众对整改落实情况进行监督。联系电话：0711-5550101；电子邮箱：jyj@songling.example.cn。"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An old notice on the office's own paper."""
    document = Document()
    red = document.add_paragraph().add_run("中共松岭县教育局党组文件")
    red.font.size, red.font.color.rgb = Pt(36), RGBColor(0xFF, 0, 0)
    number = document.add_paragraph()
    for part in ("松教党〔", "2024", "〕6号"):
        number.add_run(part).font.size = Pt(15)
    rule = document.add_paragraph()
    rule._p.get_or_add_pPr().append(parse_xml(RULE))
    title = document.add_paragraph("中共松岭县教育局党组关于县委巡察整改进展情况的通报", style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in TEXT.split("\n"):
        run = document.add_paragraph().add_run(text)
        run.font.size, run.bold = Pt(14), text[1] == "、"
    for text in ("中共松岭县教育局党组", "2024年10月8日"):
        paragraph = document.add_paragraph()
        paragraph.add_run(text).font.size = Pt(12)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    imprint = document.add_table(rows=2, cols=1)
    imprint.cell(0, 0).text = "抄送：县委巡察办，县纪委监委。"
    imprint.cell(1, 0).text = "松岭县教育局办公室　2024年10月8日印发"
    file = tmp_path / "旧通报.docx"
    document.save(str(file))
    return file


def drafted(old: Path, folder: Path) -> Any:
    template_from_notice(old, folder / "局里")
    ledger, output = folder / "台账.yaml", folder / "稿.docx"
    ledger.write_text(import_file(old, []).text, "utf-8")
    assert not draft(Job(ledger, output, str(folder / "局里"))).errors
    return Document(io.BytesIO(output.read_bytes()))


def lines(document: Any) -> list[str]:
    return ["".join(p.text.split()) for p in document.paragraphs if p.text.strip()]


def test_the_draft_has_the_head_the_text_and_the_imprint_of_the_old_notice(old: Path, tmp_path: Path) -> None:
    before, after = Document(str(old)), drafted(old, tmp_path)
    assert lines(after) == lines(before)
    assert [[c.text for c in row.cells] for row in after.tables[0].rows] == [
        [c.text for c in row.cells] for row in before.tables[0].rows
    ]
    assert after.paragraphs[0].runs[0].font.color.rgb == RGBColor(0xFF, 0, 0)
    assert after.paragraphs[2]._p.pPr.find("{*}pBdr") is not None


def test_sizes_and_bold_are_those_of_the_old_notice(old: Path, tmp_path: Path) -> None:
    looks = [
        {"".join(p.text.split()): (p.runs[0].font.size, p.runs[0].bold) for p in d.paragraphs if p.runs}
        for d in (Document(str(old)), drafted(old, tmp_path))
    ]
    for text in (
        "中共松岭县教育局党组文件",
        "松教党〔2024〕6号",
        "三、下一步打算",
        "一是新建小学2所。",
        "2024年10月8日",
    ):
        assert looks[0][text] == looks[1][text], text


def test_the_number_of_the_paper_is_a_fact_of_the_ledger(old: Path, tmp_path: Path) -> None:
    drafted(old, tmp_path)
    assert load_ledger(tmp_path / "台账.yaml").notice.document_number == "松教党〔2024〕6号"
    bare = (tmp_path / "台账.yaml").read_text("utf-8").replace("  发文字号: 松教党〔2024〕6号\n", "")
    (tmp_path / "台账.yaml").write_text(bare, "utf-8")
    assert not draft(Job(tmp_path / "台账.yaml", tmp_path / "二.docx", str(tmp_path / "局里"))).errors
    assert "【待补：发文字号】" in lines(Document(str(tmp_path / "二.docx")))


def test_no_word_of_the_old_text_stays_in_the_template(old: Path, tmp_path: Path) -> None:
    template_from_notice(old, tmp_path / "局里")
    text = "".join(p.text for p in Document(str(tmp_path / "局里" / "template.docx")).paragraphs)
    assert "学位" not in text and "2024" not in text and "{{ 发文字号 }}" in text
    assert load_manifest(tmp_path / "局里" / "template.yaml").layout.next_point == "（一）"


def test_the_signature_is_set_in_characters_of_its_own_size(old: Path, tmp_path: Path) -> None:
    document = drafted(old, tmp_path)
    signer = next(p for p in document.paragraphs if p.text == "中共松岭县教育局党组")
    indent = signer._p.pPr.find("{*}ind")
    ours = {k.rpartition("}")[2]: v for k, v in indent.attrib.items()}
    section = document.sections[0]
    line = (section.page_width - section.left_margin - section.right_margin) / 635
    assert abs(line - int(ours["left"]) - (2 + 10) * 240) < 1  # ten characters of 12 pt, two more to the right
    assert [s.text for s in read_report(tmp_path / "稿.docx").signers] == ["中共松岭县教育局党组"]


def test_a_contact_in_a_table_stays_a_table(old: Path, tmp_path: Path) -> None:
    document = Document(str(old))
    line = next(p for p in document.paragraphs if p.text.startswith("欢迎"))
    line.runs[0].text = "欢迎广大干部群众对整改落实情况进行监督。"
    table = document.add_table(rows=3, cols=2)
    rows = (
        ("联系电话", "0711-5550101"),
        ("通信地址", "松岭县育才路1号县教育局"),
        ("电子邮箱", "jyj@songling.example.cn"),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        row.cells[0].text, row.cells[1].text = texts
    line._p.addnext(table._tbl)
    document.save(str(old))
    after = drafted(old, tmp_path)
    assert [tuple(c.text for c in row.cells) for row in after.tables[0].rows] == list(rows)
    assert lines(after) == lines(document)
    read = read_report(tmp_path / "稿.docx").contact
    assert read is not None and (read.phone, read.email) == ("0711-5550101", "jyj@songling.example.cn")
    assert "联系电话：0711-5550101" in (load_ledger(tmp_path / "台账.yaml").contact.full_text or "")


def sizes(document: Any) -> dict[str, Any]:
    return {"".join(p.text.split()): p.runs[0].font.size for p in document.paragraphs if p.runs}


def test_the_sentence_before_a_contact_table_does_not_shrink_to_the_size_of_its_cells(
    old: Path, tmp_path: Path
) -> None:
    document = Document(str(old))
    line = next(p for p in document.paragraphs if p.text.startswith("欢迎"))
    line.runs[0].text = "欢迎广大干部群众对整改落实情况进行监督。"
    table = document.add_table(rows=3, cols=2)
    rows = (("联系电话", "0711-5550101"), ("通信地址", "松岭县育才路1号"), ("电子邮箱", "jyj@songling.example.cn"))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].add_run(text).font.size = Pt(9)
    line._p.addnext(table._tbl)
    document.save(str(old))
    after = drafted(old, tmp_path)
    assert sizes(after)["欢迎广大干部群众对整改落实情况进行监督。"] == Pt(14)
    assert after.tables[0].cell(0, 1).paragraphs[0].runs[0].font.size == Pt(9)


def test_of_a_notice_in_one_table_only_the_rows_of_the_contact_stay(tmp_path: Path) -> None:
    document = drafted(FIRST_TRY / "notices5" / "04.docx", tmp_path)
    assert [row.cells[0].text for row in document.tables[0].rows] == ["联系电话", "邮寄地址", "电子邮箱"]


# --- compared as pages ---


def pages_of(files: list[Path], folder: Path) -> list[list[str]]:
    """The text of each page of each .docx, as LibreOffice lays it out."""
    from pdfminer.high_level import extract_text
    from pdfminer.pdfpage import PDFPage

    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice(), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    found = []
    for file in files:
        pdf = folder / f"{file.stem}.pdf"
        with pdf.open("rb") as data:
            count = sum(1 for _ in PDFPage.get_pages(data))
        found.append(["".join(extract_text(str(pdf), page_numbers=[i]).split()) for i in range(count)])
    return found


def test_the_pages_of_the_draft_are_those_of_the_old_notice(old: Path, tmp_path: Path) -> None:
    """Page for page the same text, but where a title breaks into lines and where the standard sets a signature."""
    pairs: list[Path] = []
    sources = {"一": old, **{n: FIRST_TRY / n / "02.docx" for n in ("notices6", "notices7")}}
    for name, source in {**sources, "四": FIRST_TRY / "notices1" / "04.docx"}.items():
        folder = tmp_path / name
        folder.mkdir()
        drafted(source, folder)
        for kind, file in (("旧", source), ("新", folder / "稿.docx")):
            pairs.append(tmp_path / f"{name}{kind}.docx")
            pairs[-1].write_bytes(file.read_bytes())
    found = pages_of(pairs, tmp_path)
    for before, after in zip(found[::2], found[1::2], strict=True):
        assert len(before) == len(after)
        for one, other in zip(before, after, strict=True):
            same = (Counter(one) & Counter(other)).total()  # a PDF knows no order of its boxes
            assert same / max(len(one), len(other)) > 0.98


def test_the_face_of_leads_and_labels_comes_along(tmp_path: Path) -> None:
    document = Document()
    for text in ("中共松岭县教育局党组关于县委巡察整改进展情况的通报", *TEXT.split("\n")):
        paragraph = document.add_paragraph()
        lead = text.index("。") + 1 if text[1] in "是一二" and "。" in text[:-1] else 0
        paragraph.add_run(text[:lead]).bold = True
        paragraph.add_run(text[lead:])
    document.save(str(source := tmp_path / "旧.docx"))
    template_from_notice(source, tmp_path / "模板")
    (tmp_path / "台账.yaml").write_text(import_file(source, []).text, "utf-8")
    assert not draft(Job(tmp_path / "台账.yaml", tmp_path / "稿.docx", str(tmp_path / "模板"))).errors
    made = Document(str(tmp_path / "稿.docx"))
    point = next(p for p in made.paragraphs if p.text.startswith("一是强化组织领导。"))
    lead = point.runs[0]
    assert (lead.text, lead.style.name, lead.style.font.bold) == ("一是强化组织领导。", "要点提法用字", True)
    assert point.runs[1].style.name != "要点提法用字"
    measure = next(p for p in made.paragraphs if p.text.startswith("一是新建小学"))
    assert all(r.style.name != "要点提法用字" for r in measure.runs)


def test_whom_the_notice_is_for_stays_and_no_place_of_it(tmp_path: Path) -> None:
    title, body = "中共松岭县教育局党组关于县委巡察整改进展情况的通报", TEXT
    for addressed, kept in (("各乡镇党委，县直各单位：", True), ("中共松岭县委：", False)):
        source = tmp_path / "旧.txt"
        source.write_text(f"{title}\n{addressed}\n{body}", "utf-8")
        template_from_notice(source, tmp_path / addressed[:4])
        made = Document(str(tmp_path / addressed[:4] / "template.docx"))
        assert (addressed in [p.text for p in made.paragraphs]) is kept


# --- paragraph by paragraph ---


def looks_of(file: Path) -> list[tuple[str, dict[str, Any]]]:
    """Each paragraph that prints something or is ruled: its text, and what Word would set it in."""
    looks = Looks(file)
    found = []
    for element in looks._body.iter(W + "p"):
        text = "".join("".join(t.text or "" for t in element.iter(W + "t")).split())
        border = element.find(f"{W}pPr/{W}pBdr")
        drawn = [e.get(key) for e in element.iter("{urn:schemas-microsoft-com:vml}line") for key in ("from", "to")]
        rules = [sorted(side.attrib.items()) for side in border] if border is not None else []
        if text or rules or drawn:
            run = next((r for r in element.iter(W + "r") if r.find(W + "t") is not None), None)
            colour = run.find(f"{W}rPr/{W}color") if run is not None else None
            found.append((text, {
                "face": looks.style_look(element), "alignment": looks.alignment(element),
                "first line": round(looks.first_line(element), 2), "pitch": looks.pitch(element),
                "style": looks.style_name(element), "rules": rules, "drawn": drawn,
                "colour": colour.get(W + "val") if colour is not None else None,
            }))  # fmt: skip
    return found


@pytest.mark.parametrize("made", [of_the_standard, of_two_bodies, of_its_own], ids=lambda f: f.__name__)
def test_every_paragraph_of_the_draft_looks_as_in_the_old_notice(made: Callable[[], Any], tmp_path: Path) -> None:
    """Text, face, size, alignment, indent, rules; where title and signature stand is the standard's."""
    old = tmp_path / "旧通报.docx"
    made().save(str(old))
    assert [line for line in template_from_notice(old, tmp_path / "试") if "没有带进" in line] == []
    drafted(old, tmp_path)
    before, after = looks_of(old), looks_of(tmp_path / "稿.docx")
    assert [text for text, _ in after] == [text for text, _ in before]
    signed = {"".join(p.text.split()) for p in read_report(old).signers} | {"2024年10月8日"}
    for (text, one), (_, other) in zip(before, after, strict=True):
        placed = ("alignment", "first line", "style") if text in signed else ()
        assert {k: v for k, v in one.items() if k not in placed} == {
            k: v for k, v in other.items() if k not in placed
        }, text
