"""Eighty templates as Word, WPS and LibreOffice write them, by somebody who had not seen the program: forty good ones
come out whole, forty with one fault each are located, and what mends the fault is good.

First score: 76 of 80. expect.json says of each what must be printed, what may be carried and where the fault is.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from drafter.cli import run

BATCH = Path(__file__).parent / "fixtures" / "first_try" / "templates1"
CASES = sorted(p.name for p in BATCH.iterdir() if p.is_dir())
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STORY = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
KEPT = {  # what must_keep says -> what the parts of the draft must then hold
    "landscape section": r'w:orient="landscape"',
    "portrait section for the body": r"<w:sectPr[\s\S]*<w:sectPr",
    "table with repeated header row": "<w:tblHeader",
    "table": "<w:tbl>",
    "nested table": r"<w:tbl>(?:(?!</w:tbl>)[\s\S])*<w:tbl>",
    "header": "<w:headerReference",
    "even/odd footers": r'<w:footerReference[^>]*w:type="even"',
    "odd and even headers": r'<w:headerReference[^>]*w:type="even"',
    "footnote": "<w:footnoteReference",
    "endnote": "<w:endnoteReference",
    "text box": "txbxContent",
    "picture in header": r"<w:hdr[\s\S]*r:embed=",
    "page border": "<w:pgBorders",
    "two-column section": r'<w:cols[^>]*w:num="2"',
    "column separator": r'<w:cols[^>]*w:sep="(?:1|true)"',
    "title page (titlePg)": "<w:titlePg",
    "page break": r'<w:br[^>]*w:type="page"',
    "red rule (paragraph border)": "<w:pBdr>",
    "red letterhead": r'<w:color w:val="(?:FF0000|E60012|C00000)"',
    "red line shape": "<wps:wsp>|<v:line",
    "版记 table with rules": "<w:tblBorders>|<w:tcBorders>",
    "automatic numbering on the two notes": r"<w:numPr>[\s\S]*<w:numPr>",
    "tab stops": "<w:tabs>",
    "Wingdings symbols": "<w:sym ",
    "ruby": "<w:ruby>",
    "east-asian fonts of the office": 'w:eastAsia="',
    "heading styles with outline levels": "<w:outlineLvl",
    "page number fields": r"\bPAGE\b",
    "hyperlink text": None,  # in must_contain
    "content control (or its text whole)": None,  # in must_contain
    "settings part valid": "<w:settings",
}


def wanted(name: str) -> dict[str, Any]:
    return json.loads((BATCH / name / "expect.json").read_text("utf-8"))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def laid_out(name: str, office: Path) -> None:
    """The case's template as an office keeps it: 模板甲/template.docx and template.yaml, a ledger beside it."""
    folder = office / "模板甲"
    folder.mkdir()
    for file in ("template.docx", "template.yaml"):
        if (BATCH / name / file).exists():
            shutil.copy(BATCH / name / file, folder)
    shutil.copy(BATCH / wanted(name)["ledger"], office / "台账.yaml")


def tidy(text: str) -> str:
    return re.sub(r"\s", "", text)


def text_of(file: Path) -> str:
    with zipfile.ZipFile(file) as package:
        roots = [etree.fromstring(package.read(n)) for n in sorted(package.namelist()) if _STORY.fullmatch(n)]
    return tidy("".join(t.text or "" for root in roots for p in root.iter(W + "p") for t in p.iter(W + "t")))


def markup_of(file: Path) -> str:
    with zipfile.ZipFile(file) as package:
        return "\n".join(
            package.read(n).decode("utf-8") for n in package.namelist() if n.startswith("word/") and n.endswith(".xml")
        )


def drafted(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    Path("通报.docx").unlink(missing_ok=True)
    status = run(["draft", "台账.yaml", "--template", "模板甲", "--clean", "-o", "通报.docx"])
    said = capsys.readouterr()
    return status, said.out + said.err


def checked(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = run(["template", "check", "模板甲"])
    said = capsys.readouterr()
    return status, said.out + said.err


def comes_out_whole(capsys: pytest.CaptureFixture[str], contains: list[str], lacks: list[str]) -> None:
    status, said = checked(capsys)
    assert status == 0, said
    status, said = drafted(capsys)
    assert status == 0, said
    text = text_of(Path("通报.docx"))
    assert [t for t in contains if tidy(t) not in text] == []
    assert [t for t in lacks if tidy(t) in text] == []


@pytest.mark.parametrize("name", [n for n in CASES if n < "41"])
def test_a_good_template_comes_out_whole(name: str, office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = wanted(name)
    laid_out(name, office)
    comes_out_whole(capsys, case["must_contain"], case["must_not_contain"])
    markup = markup_of(Path("通报.docx"))
    signs = [KEPT[what] for what in case["must_keep"]]
    assert [sign for sign in signs if sign and not re.search(sign, markup)] == []


@pytest.mark.parametrize("name", [n for n in CASES if n >= "41"])
def test_a_fault_is_located_and_its_mend_holds(name: str, office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = wanted(name)
    laid_out(name, office)
    check_status, said = checked(capsys)
    draft_status, why = drafted(capsys)
    assert "程序出错" not in said + why
    named = any(tidy(place) in tidy(said) for place in case["where_any"])
    assert named or (case["severity"] == "error_or_repaired" and draft_status == 0), said
    if case["severity"] == "error":
        assert check_status and draft_status, said + why
    if case["severity"] == "named" and draft_status == 0:
        with zipfile.ZipFile("通报.docx") as package:
            whole = "\n".join(package.namelist()) + "".join(
                package.read(n).decode("utf-8", "replace") for n in package.namelist()
            )
        assert [thing for thing in case["draft_must_not_have"] if thing in whole] == []
    if case["severity"] == "error_or_repaired" and draft_status == 0 and not named:
        assert [t for t in case["mended_must_contain"] if tidy(t) not in text_of(Path("通报.docx"))] == []
    for mended, kept_as in (("mended.docx", "template.docx"), ("mended.yaml", "template.yaml")):
        if (BATCH / name / mended).exists():
            shutil.copy(BATCH / name / mended, office / "模板甲" / kept_as)
    comes_out_whole(capsys, case["mended_must_contain"], ["{{", "{%"])
