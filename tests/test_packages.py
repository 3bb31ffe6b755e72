"""Packages that Word and Excel open and libraries refuse, and packages that are no office's: read or refused."""

import datetime as dt
import io
import random
import re
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from check_notice import NOTICE
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from word_files import R_NS, packed, word_document

import drafter.read
from drafter.check.annotate import annotate
from drafter.check.runner import check
from drafter.cli import run
from drafter.errors import InputError
from drafter.ledger.excel_codec import unescape
from drafter.ledger.excel_sheet import read_workbook
from drafter.read import read_report
from drafter.report import Report
from drafter.word.package import MAX_PARTS, Package
from drafter.word.repair import repaired
from drafter.work.checking import Task, check_row
from drafter.work.drafting import Job, draft
from drafter.work.importing import import_file

Parts = dict[str, str | bytes]
_RELATIONS = "word/_rels/document.xml.rels"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def made(text: str = NOTICE) -> Parts:
    """The parts of a notice as python-docx writes it."""
    document = docx.Document()
    for line in text.strip().split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(parts: Parts, path: str, old: str, new: str, most: int = -1) -> None:
    content = parts[path]
    assert isinstance(content, bytes)
    assert old.encode() in content, (path, old)
    parts[path] = content.replace(old.encode(), new.encode(), most)


def related(parts: Parts, kind: str, target: str, more: str = "") -> None:
    """Add a relation of the document."""
    row = f'<Relationship Id="rIdX" Type="{R_NS}/{kind}" Target="{target}"{more}/></Relationships>'
    changed(parts, _RELATIONS, "</Relationships>", row)


def _dangling_image(parts: Parts) -> None:
    related(parts, "image", "../NULL")


def _dangling_footer(parts: Parts) -> None:
    related(parts, "footer", "footer9.xml")
    changed(parts, "word/document.xml", "<w:pgSz", '<w:footerReference w:type="default" r:id="rIdX"/><w:pgSz')


def _no_font_table(parts: Parts) -> None:
    del parts["word/fontTable.xml"]


def _broken_theme(parts: Parts) -> None:
    parts["word/theme/theme1.xml"] = "<a:theme"


def _broken_settings(parts: Parts) -> None:
    parts["word/settings.xml"] = b"\x00\x01\x02"


def _broken_styles(parts: Parts) -> None:
    parts["word/styles.xml"] = "<w:styles>"


def _no_styles(parts: Parts) -> None:
    del parts["word/styles.xml"]


def _stretched_cell(parts: Parts) -> None:
    row = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc></w:tr>'
    changed(parts, "word/document.xml", "<w:body>", f"<w:body><w:tbl>{row * 2000}</w:tbl>")


def _styles_of_no_kind(parts: Parts) -> None:
    styles = parts["word/styles.xml"]
    assert isinstance(styles, bytes)
    parts["word/styles.xml"] = re.sub(rb' w:type="(paragraph|character)"', b"", styles, count=4)


def _broken_properties(parts: Parts) -> None:
    parts["docProps/core.xml"] = "<x"
    parts["docProps/app.xml"] = ""


def _untyped_part(parts: Parts) -> None:
    parts["word/media/image9.emz"] = b"\x1f\x8b"
    related(parts, "image", "media/image9.emz")


def _no_types(parts: Parts) -> None:
    del parts["[Content_Types].xml"]


def _broken_relations(parts: Parts) -> None:
    parts[_RELATIONS] = "<Relationships"


def _macro(parts: Parts) -> None:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    changed(parts, "[Content_Types].xml", main, "application/vnd.ms-word.document.macroEnabled.main+xml")
    changed(parts, "[Content_Types].xml", "<Override", '<Default Extension="bin" ContentType="x/y"/><Override', 1)
    parts["word/vbaProject.bin"] = b"\x00"
    related(parts, "vbaProject", "vbaProject.bin")


def _template(parts: Parts) -> None:
    changed(parts, "[Content_Types].xml", "wordprocessingml.document.main", "wordprocessingml.template.main")


def _strict(parts: Parts) -> None:
    for path, content in parts.items():
        assert isinstance(content, bytes)
        for kind in ("wordprocessingml", "officeDocument", "drawingml"):
            content = content.replace(
                f"http://schemas.openxmlformats.org/{kind}/2006/".encode(),
                f"http://purl.oclc.org/ooxml/{kind}/".encode(),
            )
        parts[path] = content


def _back_strokes(parts: Parts) -> None:
    for path in list(parts):
        parts[path.replace("/", "\\")] = parts.pop(path)


def _other_case(parts: Parts) -> None:
    parts["Word/Document.xml"] = parts.pop("word/document.xml")


def _no_root_relations(parts: Parts) -> None:
    del parts["_rels/.rels"]


def _in_utf_16(parts: Parts) -> None:
    for path in ("word/document.xml", "word/styles.xml"):
        content = parts[path]
        assert isinstance(content, bytes)
        text = content.decode().partition("?>")[2]
        parts[path] = f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")


TOLERATED: dict[
    Callable[[Parts], None], str
] = {  # how the package is spoilt -> what is said of it ("" where nothing is)
    _dangling_image: "图片（NULL）在文件里找不到",
    _dangling_footer: "页脚（word/footer9.xml）在文件里找不到",
    _no_font_table: "字体表（word/fontTable.xml）在文件里找不到",
    _broken_theme: "主题（word/theme/theme1.xml）不是完整的 XML",
    _broken_settings: "文档设置（word/settings.xml）不是完整的 XML",
    _broken_styles: "样式表（word/styles.xml）不是完整的 XML",
    _no_styles: "样式表（word/styles.xml）",
    _broken_properties: "文档属性（docProps/core.xml）不是完整的 XML",
    _untyped_part: "没有写明 word/media/image9.emz 是什么",
    _no_types: "部件类型表（[Content_Types].xml）缺失",
    _broken_relations: "部件之间的联系（word/_rels/document.xml.rels）不是完整的 XML",
    _no_root_relations: "",
    _macro: "",
    _styles_of_no_kind: "",
    _stretched_cell: "",
    _template: "",
    _strict: "",
    _back_strokes: "",
    _other_case: "",
    _in_utf_16: "",
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notice in order."""
    path = tmp_path_factory.mktemp("plain") / "通报.docx"
    path.write_bytes(packed(made()))
    return path


@pytest.mark.parametrize("spoil", TOLERATED, ids=lambda f: f.__name__.strip("_"))
def test_what_word_opens_is_read_checked_annotated_and_said(
    spoil: Callable[[Parts], None], plain: Path, tmp_path: Path
) -> None:
    parts = made()
    spoil(parts)
    path = tmp_path / "通报.docx"
    path.write_bytes(packed(parts))
    before = path.read_bytes()
    report = read_report(path)
    assert [p.text for p in report.paragraphs] == [p.text for p in read_report(plain).paragraphs]
    said = [n.message for n in report.notes if n.code == "package"]
    findings = check(report, docx=path)
    unjudged = [f for f in findings if f.code == "F100"]
    if wanted := TOLERATED[spoil]:
        assert any(wanted in message for message in said), said
        assert any(wanted in f.message for f in unjudged), unjudged
    else:
        assert not said and not unjudged
    assert run(["check", str(path), "--annotate", str(tmp_path / "批注.docx")]) in (0, 1)
    marked = docx.Document(str(tmp_path / "批注.docx"))
    assert len(list(marked.comments)) >= len(findings)
    assert path.read_bytes() == before


@pytest.mark.parametrize("twin", ["word/document.xml", "WORD/Document.xml", "word\\document.xml"])
def test_a_part_that_is_there_twice_is_told(twin: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = made()
    other = bytes(parts["word/document.xml"]).replace("一".encode(), "二".encode())  # type: ignore[arg-type]
    path = tmp_path / "通报.docx"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")
        for name, data in [*parts.items(), (twin, other)]:
            archive.writestr(name, data)
    assert run(["check", str(path), "--annotate", str(tmp_path / "批注.docx")]) in (0, 1)
    said = " ".join(capsys.readouterr().out.split())
    assert "警告 F100 文件里有两个" in said and "没有核对它" in said
    with zipfile.ZipFile(tmp_path / "批注.docx") as archive:
        assert sum(name.lower() == "word/document.xml" for name in archive.namelist()) == 1


def test_a_file_that_would_fill_the_memory_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("drafter.folders.MAX_FILE", 1 << 20)
    monkeypatch.chdir(tmp_path)
    for name in ("大.docx", "大.txt", "大.xlsx", "规则.yaml", "果.html"):
        with open(name, "wb") as file:
            file.truncate(30 << 20)
    (tmp_path / "通报.txt").write_text(NOTICE, "utf-8")
    calls = ["check 大.docx", "outline 大.txt", "import 大.xlsx -o 新.yaml", "mine 大.txt 通报.txt"]
    for call in [*calls, "check 通报.txt --rules 规则.yaml", "check 通报.txt --format html -o 果.html"]:
        assert run(call.split()) == 2, call
        assert "文件超过 1 MB" in capsys.readouterr().err, call


def test_a_quote_that_is_not_closed_makes_one_cell_of_the_rest_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text('序号,反馈问题,整改措施\n1,"' + "账目不清。\n" * 40_000, "utf-8")
    with pytest.raises(InputError, match="引号没有配对") as refused:
        import_file(path, [])
    (tmp_path / "多.csv").write_text("序号,反馈问题\n" + "1,账目不清\n" * 110_000, "utf-8")
    with pytest.raises(InputError, match="20 万个"):
        import_file(tmp_path / "多.csv", [])
    assert str(path) in refused.value.messages[0]


def test_macros_stay_behind_and_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, plain = tmp_path / "通报.docm", tmp_path / "无宏.docx"
    parts = made()
    plain.write_bytes(packed(parts))
    _macro(parts)
    source.write_bytes(packed(parts))
    copies = ["--annotate", str(tmp_path / "批注.docx"), "--fix", str(tmp_path / "修订.docx")]
    assert run(["check", str(source), *copies]) in (0, 1)
    assert f"{source}：文件里有宏，写出的 .docx 不能带宏" in capsys.readouterr().err
    for name in ("批注.docx", "修订.docx"):
        with zipfile.ZipFile(tmp_path / name) as archive:
            assert not [part for part in archive.namelist() if "vba" in part.lower()]
            assert b"macroEnabled" not in archive.read("[Content_Types].xml")
        docx.Document(str(tmp_path / name))
    assert run(["check", str(plain), *copies, "--force"]) in (0, 1)
    assert "宏" not in capsys.readouterr().err
    assert run(["check", str(source), "--annotate", str(tmp_path / "批注.docm")]) == 2
    assert "要以 .docx 结尾" in capsys.readouterr().err


def test_a_notice_with_macros_becomes_a_template_with_its_look(tmp_path: Path) -> None:
    parts = made()
    _macro(parts)
    for name in ("甲.docm", "甲.docx"):
        (tmp_path / name).write_bytes(packed(parts))
        assert run(["template", "new", str(tmp_path / name[2:]), "--from", str(tmp_path / name)]) == 0
    first, second = (tmp_path / suffix / "template.docx" for suffix in ("docm", "docx"))
    assert first.read_bytes() == second.read_bytes()


def test_a_lost_part_is_not_reported_as_a_fault_of_the_text(tmp_path: Path) -> None:
    """Without its styles the looks are unknown; without its footer the page number is."""
    path = tmp_path / "通报.docx"
    for spoil, silent in ((_broken_styles, {"F103", "F104", "F105", "F106"}), (_dangling_footer, {"F102"})):
        parts = made()
        spoil(parts)
        path.write_bytes(packed(parts))
        codes = {f.code: f.severity for f in check(read_report(path), docx=path)}
        assert codes["F100"] == "warning"
        assert not silent & set(codes)


def test_a_package_in_order_comes_back_as_the_same_bytes(plain: Path) -> None:
    package = Package(plain.read_bytes(), "通报.docx")
    assert repaired(package) == plain.read_bytes()
    assert package.mends == []


def test_measures_with_units_are_those_without(tmp_path: Path) -> None:
    """Word's strict files say 595.3pt where others say 11906."""
    sizes: list[list[str]] = []
    for page, margin, size in (("11906", "2098", "44"), ("595.3pt", "37mm", "22pt")):
        body = (
            f'<w:p><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>工作情况。</w:t></w:r></w:p>'
            f'<w:sectPr><w:pgSz w:w="{page}" w:h="16838"/><w:pgMar w:top="{margin}" w:right="1474" w:bottom="1984" '
            'w:left="1588"/></w:sectPr>'
        )
        path = tmp_path / "通报.docx"
        path.write_bytes(packed({"word/document.xml": word_document(body)}))
        sizes.append([f.message for f in check(read_report(path), docx=path) if f.code in ("F101", "F104")])
    assert sizes[0] == sizes[1] == []


def _entities(parts: Parts) -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;">]>'
    changed(parts, "word/document.xml", "<w:document", f"{bomb}<w:document")


def _deep(parts: Parts) -> None:
    changed(parts, "word/document.xml", "<w:body>", "<w:body>" + "<w:sdt><w:sdtContent>" * 400)
    changed(parts, "word/document.xml", "</w:body>", "</w:sdtContent></w:sdt>" * 400 + "</w:body>")


def _many_elements(parts: Parts) -> None:
    noise = random.Random(1)
    rows = "".join(f'<w:p w:rsidR="{noise.getrandbits(32):08X}"/>' for _ in range(1_000_001))
    changed(parts, "word/document.xml", "<w:body>", f"<w:body>{rows}")


def _many_parts(parts: Parts) -> None:
    parts.update({f"word/media/{i}.png": b"" for i in range(MAX_PARTS)})


def _bomb(parts: Parts) -> None:
    parts["word/media/image1.png"] = bytes(64 << 20)


def _broken_text(parts: Parts) -> None:
    parts["word/document.xml"] = "<w:document><w:body>"


def _no_text(parts: Parts) -> None:
    del parts["word/document.xml"]


REFUSED = {
    _entities: "DTD",
    _deep: "嵌套太深",
    _many_elements: "元素超过",
    _many_parts: "部件",
    _bomb: "解压后太大",
    _broken_text: "不是完整的 XML",
    _no_text: "没有 Word 正文",
}


@pytest.mark.parametrize("spoil", REFUSED, ids=lambda f: f.__name__.strip("_"))
def test_what_is_no_offices_is_refused_in_chinese(spoil: Callable[[Parts], None], tmp_path: Path) -> None:
    parts = made()
    spoil(parts)
    path = tmp_path / "通报.docx"
    path.write_bytes(packed(parts))
    with pytest.raises(InputError, match=REFUSED[spoil]) as refused:
        read_report(path)
    assert str(path) in refused.value.messages[0]


def test_mutated_packages_are_read_or_refused(tmp_path: Path) -> None:
    """Single parts of a valid notice cut, doubled, swapped and scrambled: never a fault of the program."""
    dice = random.Random(10)
    whole = made()
    for number in range(60):
        parts = dict(whole)
        path = dice.choice(sorted(parts))
        content = bytearray(whole[path])  # type: ignore[arg-type]
        kind = dice.randrange(5)
        if kind == 0:
            del content[dice.randrange(len(content)) :]
        elif kind == 1:
            content[dice.randrange(len(content))] = dice.randrange(256)
        elif kind == 2:
            content.extend(bytes(content))
        elif kind == 3:
            content = bytearray(whole[dice.choice(sorted(parts))])  # type: ignore[arg-type]
        parts[path] = bytes(content)
        if kind == 4:
            del parts[path]
        file = tmp_path / f"{number}.docx"
        file.write_bytes(packed(parts))
        try:
            report = read_report(file)
            findings = check(report, docx=file)
            annotate(file, report, findings)
        except InputError as error:
            assert str(file) in error.messages[0]


# --- workbooks -----------------------------------------------------------------------------------------------------

_LEDGER = [
    ["序号", "反馈问题", "整改措施", "责任单位", "完成时限", "整改进展", "完成情况"],
    [1, "学习不深入", "集中学习12次。", "办公室", dt.date(2024, 12, 31), "已开展学习12次。", "已完成"],
    [2, "账目不清楚", "清理往来款3笔。", "财务股", dt.date(2025, 3, 31), "已清理3笔。", "已完成"],
]


def book(*, merge: str = "", spoil: Callable[[Parts], None] | None = None) -> bytes:
    """A ledger as openpyxl writes it, with a comment, a hidden row, struck text and a format of its own."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in _LEDGER:
        sheet.append(row)
    sheet["B2"].comment = Comment("请核对", "办公室")
    sheet["C3"].font = Font(strike=True)
    sheet["D3"].fill = PatternFill("solid", fgColor="00B050")
    sheet["F2"] = CellRichText(TextBlock(InlineFont(strike=True), "旧的。"), "已开展学习12次。")
    sheet["F3"].hyperlink = "https://example.cn/a"
    sheet["H1"], sheet["H2"], sheet["H3"] = "完成率", 0.5, "=1+1"
    sheet["H2"].number_format = "0.0%"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    if merge:
        sheet.merge_cells(merge)
    out = io.BytesIO()
    workbook.save(out)
    with zipfile.ZipFile(out) as archive:
        parts: Parts = {name: archive.read(name) for name in archive.namelist()}
    if spoil:
        spoil(parts)
    return packed(parts)


def test_a_sheet_is_read_with_all_that_its_cells_say(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(book())
    (sheet,) = read_workbook(path)
    cells = {cell.name: cell for cell in sheet.cells.values()}
    assert (cells["E2"].text, cells["E2"].value) == ("2024-12-31", dt.datetime(2024, 12, 31))
    assert (cells["A2"].text, cells["A2"].value) == ("1", 1)
    assert cells["B2"].comment == "请核对"
    assert (cells["C3"].text, cells["C3"].struck) == ("", "清理往来款3笔。")
    assert (cells["F2"].text, cells["F2"].struck) == ("已开展学习12次。", "旧的。")
    assert cells["F3"].link == "https://example.cn/a"
    assert cells["H2"].text == "50.0%"
    assert "没有存它的计算结果" in (cells["H3"].fault or "")
    assert cells["D3"].fill == "00B050"
    assert sheet.hidden_rows == {3} and sheet.hidden_columns == {4}


def _pairs() -> list[Path]:
    return sorted(p for p in Path(__file__).parents[1].rglob("*.xlsx") if not p.name.startswith("~"))


@pytest.mark.parametrize("path", _pairs(), ids=lambda p: p.name)
def test_the_lean_reading_is_openpyxls(path: Path) -> None:
    """Every value that openpyxl finds in the shipped workbooks, every formula without a stored one, nothing else."""
    theirs, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    ours = {sheet.name: sheet for sheet in read_workbook(path)}
    assert list(ours) == theirs.sheetnames
    for sheet in theirs.worksheets:
        values = [c for row in sheet.iter_rows() for c in row if c.value is not None]
        expected = {(c.row, c.column) for c in values if str(c.value).strip()}
        cells = ours[sheet.title].cells
        written = [c for row in formulas[sheet.title].iter_rows() for c in row if c.data_type == "f"]
        unsaved = {(c.row, c.column) for c in written} - expected
        assert all("没有存它的计算结果" in (cells[at].fault or "") for at in unsaved)
        assert {at for at, cell in cells.items() if (cell.text + cell.struck).strip()} == expected | unsaved
        for row, column in expected:
            value = sheet.cell(row, column).value
            if not isinstance(value, str):
                assert ours[sheet.title].cells[row, column].value == value
            else:
                cell = ours[sheet.title].cells[row, column]
                printed = iter(unescape(value))
                assert sorted(cell.text + cell.struck) == sorted(unescape(value))  # struck words may stand among others
                assert all(char in printed for char in cell.text)


def _empty_fill(parts: Parts) -> None:
    styles = parts["xl/styles.xml"]
    assert isinstance(styles, bytes)
    parts["xl/styles.xml"], times = re.subn(rb"<fill>\s*<patternFill\s*/>\s*</fill>", b"<fill/>", styles)
    assert times


def _rule_without_kind(parts: Parts) -> None:
    rule = '<conditionalFormatting sqref="A1"><cfRule type="new" priority="x"/></conditionalFormatting><pageMargins'
    changed(parts, "xl/worksheets/sheet1.xml", "<pageMargins", rule)


def _strict_book(parts: Parts) -> None:
    for path, content in parts.items():
        assert isinstance(content, bytes)
        for kind in ("spreadsheetml", "officeDocument", "drawingml"):
            content = content.replace(
                f"http://schemas.openxmlformats.org/{kind}/2006/".encode(),
                f"http://purl.oclc.org/ooxml/{kind}/".encode(),
            )
        parts[path] = content


def _no_places(parts: Parts) -> None:
    """Rows and cells without r, as some exporters leave it out."""
    content = parts["xl/worksheets/sheet1.xml"]
    assert isinstance(content, bytes)
    parts["xl/worksheets/sheet1.xml"] = re.sub(rb'(<(?:row|c)) r="[A-Z0-9]+"', rb"\1", content)


def _broken_book_theme(parts: Parts) -> None:
    parts["xl/theme/theme1.xml"] = "<a"
    parts["docProps/core.xml"] = "<a"


def _broken_comments(parts: Parts) -> None:
    path = next(p for p in parts if "comment" in p and p.endswith(".xml"))
    parts[path] = "<comments"


@pytest.mark.parametrize(
    "spoil",
    [_empty_fill, _rule_without_kind, _strict_book, _no_places, _broken_book_theme, _broken_comments],
    ids=lambda f: f.__name__.strip("_"),
)
def test_a_workbook_that_excel_opens_is_imported(spoil: Callable[[Parts], None], tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(book(spoil=spoil))
    imported = import_file(path, [])
    assert "学习不深入" in imported.text and "账目不清楚" in imported.text and "2024-12-31" in imported.text
    if spoil is _broken_comments:
        assert any("批注" in message and "不是完整的 XML" in message for message in imported.messages)


@pytest.mark.parametrize("merge", ["I1:I1048576", "A5:XFD1048576", "A1:XFD1048576"])
def test_merged_areas_reach_as_far_as_the_sheet_is_used(merge: str, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(book(spoil=lambda parts: _merge(parts, merge)))
    begun = time.process_time()
    said: list[str] = []
    (sheet,) = read_workbook(path, said)
    assert time.process_time() - begun < 3
    assert len(sheet.owner) < 100
    assert bool(said) == (merge == "A1:XFD1048576")  # what a merged cell covers is not seen in Excel either


def _merge(parts: Parts, area: str) -> None:
    merged = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells><hyperlinks'
    changed(parts, "xl/worksheets/sheet1.xml", "<hyperlinks", merged)


def plain_book(rows: str, *shared: str) -> bytes:
    """A workbook of one sheet, by hand."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    texts = "".join(f"<si><t>{text}</t></si>" for text in shared)
    relations = (
        f'<Relationship Id="rId1" Type="{R_NS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{R_NS}/sharedStrings" Target="sharedStrings.xml"/>'
    )
    sheets = f'<sheets><sheet name="台账" sheetId="1" r:id="rId1" xmlns:r="{R_NS}"/></sheets>'
    rows_of = f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
    return packed(
        {
            "xl/workbook.xml": f'<workbook xmlns="{main}">{sheets}</workbook>',
            "xl/_rels/workbook.xml.rels": rows_of,
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
            "xl/sharedStrings.xml": texts if shared[0].startswith("<!") else f'<sst xmlns="{main}">{texts}</sst>',
        }
    )


_CELL = '<row r="{0}"><c r="B{0}" t="s"><v>{1}</v></c></row>'
_DRAWING = (
    '<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:sp><xdr:txBody><a:t>另见附件</a:t></xdr:txBody></xdr:sp></xdr:wsDr>'
)
AMISS = {
    '<row r="2"><c r="B2" t="s"><v>7</v></c><c r="C2" t="s"><v>-1</v></c></row>': "2格的文字在文件里找不到（B2、C2）",
    '<row r="2"><c r="B2" s="9"><v>45382</v></c><c r="C2" s="9" t="b"><v>1</v></c></row>': "1格的格式在样式表里找不到",
    '<row r="2"><c r="B2"><v>1</v></c><c r="B2"><v>2</v></c></row>': "1格在文件里写了两次（B2）",
    '<row r="2"><c r="XFE2"><v>1</v></c></row>': "1格写在 Excel 的范围以外（XFE2）",
}


@pytest.mark.parametrize("rows", AMISS)
def test_a_cell_that_is_read_otherwise_than_it_was_meant_is_told_with_its_place(rows: str, tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes(plain_book(rows, "账"))
    said: list[str] = []
    (sheet,) = read_workbook(tmp_path / "台账.xlsx", said)
    assert [message for message in said if AMISS[rows] in message] == said
    assert all(cell.fault for cell in sheet.cells.values()) == ("B2、C2" in said[0] or not sheet.cells)


def test_a_text_kept_inline_or_in_the_value_is_read_and_a_lower_case_place_is_one(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="b1" t="inlineStr"><is><r><t>甲</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></is></c>'
        '<c r="D1" t="inlineStr"><v>乙</v></c><c r="E1" t="d"><v>2024-12-31</v></c></row>'
    )
    (tmp_path / "台账.xlsx").write_bytes(plain_book(rows, ""))
    (sheet,) = read_workbook(tmp_path / "台账.xlsx", said := [])
    assert {cell.name: cell.text for cell in sheet.cells.values()} == {"B1": "甲", "D1": "乙", "E1": "2024-12-31"}
    assert not said


def test_what_text_boxes_of_a_sheet_say_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    def drawn(parts: Parts) -> None:
        drawing = f'<Relationship Id="rIdD" Type="{R_NS}/drawing" Target="../drawings/drawing9.xml"/></Relationships>'
        changed(parts, "xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", drawing)
        parts["xl/drawings/drawing9.xml"] = _DRAWING

    (tmp_path / "台账.xlsx").write_bytes(book(spoil=drawn))
    read_workbook(tmp_path / "台账.xlsx", said := [])
    assert any("1个文本框里有字（“另见附件”）" in message for message in said)


def test_a_comment_of_the_newer_form_is_read(tmp_path: Path) -> None:
    def commented(parts: Parts) -> None:
        kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
        relation = f'<Relationship Id="rIdT" Type="{kind}" Target="../threadedComments/t.xml"/></Relationships>'
        changed(parts, "xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", relation)
        talk = "".join(
            f'<threadedComment ref="A1"><text>{text}</text></threadedComment>' for text in ("请核实", "已核")
        )
        parts["xl/threadedComments/t.xml"] = f'<ThreadedComments xmlns="t">{talk}</ThreadedComments>'

    (tmp_path / "台账.xlsx").write_bytes(book(spoil=commented))
    assert read_workbook(tmp_path / "台账.xlsx")[0].cells[1, 1].comment == "请核实\n已核"


NO_LEDGERS = {
    "B3 的文字超过": lambda: plain_book(_CELL.format(3, 0), "账" * 40_000),
    "万字": lambda: plain_book("".join(_CELL.format(r, 0) for r in range(1, 500)), "账" * 30_000),
    "单元格超过": lambda: plain_book("".join(f"<row>{'<c><v>1</v></c>' * 30}</row>" for _ in range(8000)), ""),
    "DTD": lambda: plain_book(_CELL.format(1, 0), "<!DOCTYPE a>"),
    "不是完整的 XML": lambda: book(spoil=_cut_sheet),
    "没有工作表": lambda: book(spoil=lambda parts: parts.clear()),
}


def _cut_sheet(parts: Parts) -> None:
    content = parts["xl/worksheets/sheet1.xml"]
    assert isinstance(content, bytes)
    parts["xl/worksheets/sheet1.xml"] = content[:900]


@pytest.mark.parametrize("words", NO_LEDGERS)
def test_a_workbook_that_is_no_ledger_is_refused(words: str, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(NO_LEDGERS[words]())
    with pytest.raises(InputError, match=words) as refused:
        import_file(path, [])
    assert str(path) in refused.value.messages[0]


def test_a_torn_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    whole = book()
    for torn in (whole[: len(whole) // 2], whole.replace(b"PK\x01\x02", b"PK\x01\x03", 1), b"PK\x03\x04"):
        path.write_bytes(torn)
        with pytest.raises(InputError, match="打不开"):
            import_file(path, [])


# --- folders --------------------------------------------------------------------------------------------------------


@pytest.fixture
def mixed(tmp_path: Path, plain: Path) -> Path:
    """A folder with two notices in order, a torn one, a locked one, and one that trips the program."""
    folder = tmp_path / "通报"
    folder.mkdir()
    (folder / "一.docx").write_bytes(plain.read_bytes())
    (folder / "二.txt").write_text(NOTICE.replace("党组", "党委"), encoding="utf-8")
    (folder / "断.docx").write_bytes(plain.read_bytes()[:3000])
    (folder / "空.pdf").write_bytes(b"")
    (folder / "怪.txt").write_text("怪", encoding="utf-8")
    return folder


@pytest.fixture
def tripping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading 怪.txt is a fault of the program."""
    read = drafter.read.read_report

    def trips(path: Path, force: bool = False) -> Report:
        if path.stem == "怪":
            raise KeyError("secret of the file")
        return read(path, force)

    monkeypatch.setattr("drafter.read.read_report", trips)


def test_a_folder_is_checked_whatever_lies_in_it(
    mixed: Path, tripping: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(mixed)]) == 2
    said = capsys.readouterr()
    assert "3 份没有读出" in said.err
    for name in ("断.docx", "空.pdf", "怪.txt"):
        assert name in said.err
    assert "KeyError" in said.err and "怪.txt：程序出错" in said.err
    assert "Traceback" not in said.err and "secret" not in said.err
    rows = (mixed / "审核汇总.csv").read_text(encoding="utf-8-sig")
    assert len(rows.strip().splitlines()) == 6


def test_a_folder_is_mined_whatever_lies_in_it(
    mixed: Path, tripping: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["mine", str(mixed), "-o", str(tmp_path / "词条库")]) == 2
    said = capsys.readouterr().err
    assert "怪.txt：程序出错" in said and "断.docx" in said and "空.pdf" in said
    assert "互不相同的整改通报只有 1 份" in said
    for path in sorted((Path(__file__).parent / "fixtures" / "first_try").rglob("0[12].txt"))[:2]:
        (mixed / path.name).write_bytes(path.read_bytes())
    assert run(["mine", str(mixed), "-o", str(tmp_path / "词条库")]) == 2
    assert "3 份没有读出" in capsys.readouterr().err and (tmp_path / "词条库").is_dir()
    assert run(["mine", str(mixed), "-o", str(tmp_path / "词条库"), "--drop"]) == 2
    assert "不能用 --drop" in capsys.readouterr().err


def test_a_ledger_that_trips_the_program_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafter.work.drafting._draft", lambda job: {}["x"])
    outcome = draft(Job(tmp_path / "台账.yaml", tmp_path / "稿.docx"))
    assert "台账.yaml：程序出错" in outcome.errors[0] and "KeyError" in outcome.errors[0]


def test_cells_that_span_a_whole_table_are_placed_in_time(tmp_path: Path) -> None:
    path = tmp_path / "通报.html"
    path.write_text(f"<table>{'<tr><td rowspan=200 colspan=200>格</td></tr>' * 1500}</table>", encoding="utf-8")
    begun = time.process_time()
    cells = [p.cell for p in read_report(path).paragraphs]
    assert time.process_time() - begun < 5
    assert [c.column for c in cells[:201] if c] == [*range(0, 40_000, 200), 0]


def test_a_row_of_very_many_cells_is_read_checked_and_imported_in_time(tmp_path: Path) -> None:
    path = tmp_path / "通报.docx"
    cells = "<w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
    parts = made()
    changed(parts, "word/document.xml", "<w:body>", f"<w:body><w:tbl><w:tr>{cells * 8000}</w:tr></w:tbl>")
    path.write_bytes(packed(parts))
    report = read_report(path)
    assert sum(p.container == "table" for p in report.paragraphs) == 8000
    begun = time.process_time()
    assert check(report)
    assert import_file(path, []).text
    assert time.process_time() - begun < 12  # a third of what one pass over the table for each cell took


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_sheet_that_is_wider_than_any_ledger_is_refused_with_its_width(suffix: str, tmp_path: Path) -> None:
    rows = [
        ["序号", "反馈问题", "整改措施", *(f"列{n}" for n in range(5000))],
        ["1", "停车难", "增设车位", *range(5000)],
    ]
    path = tmp_path / f"台账{suffix}"
    if suffix == ".csv":
        path.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    with pytest.raises(InputError, match="5003 列有字"):
        import_file(path, [])


def test_a_workbook_of_more_sheets_than_any_ledger_has_is_refused(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for number in range(1, 1002):
        sheet = workbook.active if number == 1 else workbook.create_sheet(f"卡{number}")
        sheet.append(["反馈问题", f"第{number}项工作不够有力"])
    path = tmp_path / "台账.xlsx"
    workbook.save(path)
    with pytest.raises(InputError, match="1001 张工作表"):
        import_file(path, [])


def test_a_text_of_more_paragraphs_than_any_notice_has_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    path.write_text("整改工作正在推进。\n" * 40_000, encoding="utf-8")
    with pytest.raises(InputError, match="40000 段文字"):
        read_report(path)


def _sheets_of_one_part(parts: Parts) -> None:
    book = parts["xl/workbook.xml"]
    assert isinstance(book, bytes)
    (sheet,) = re.findall(rb"<sheet [^>]*/>", book)
    sheets = (re.sub(rb'name="[^"]*"', b'name="S%d"' % n, sheet) for n in range(500))
    parts["xl/workbook.xml"] = book.replace(sheet, b"".join(sheets))


def test_sheets_that_are_one_part_are_read_once_and_that_is_told(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(book(spoil=_sheets_of_one_part))
    said: list[str] = []
    (sheet,) = read_workbook(path, said)
    assert sheet.name == "S0"
    assert said == [f"{path}：工作表“S1”、“S2”、“S3”等499张与前面的工作表是同一份内容，没有再读。"]


def test_very_many_dangling_relations_are_counted_and_only_the_first_are_told(tmp_path: Path) -> None:
    from drafter.word.package import Package
    from drafter.word.repair import survey

    image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    relations = "".join(f'<Relationship Id="r{n}" Type="{image}" Target="media/{n}.png"/>' for n in range(20_000))
    path = "word/_rels/document.xml.rels"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document xmlns:w='urn:x'/>")
        archive.writestr(path, f"<Relationships xmlns='urn:y'>{relations}</Relationships>")
    package = Package(out.getvalue(), "通报.docx")
    survey(package)
    told = [mend.message for mend in package.mends if mend.lost == "image"]
    assert len(told) == 21
    assert "media/0.png" in told[0] and told[-1] == "图片还有19980处同样的毛病"


def test_a_folder_against_itself_reads_each_other_notice_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, asked = drafter.read.read_report, Counter[str]()

    def counted(path: Path, force: bool = False) -> Report:
        asked[path.name] += 1
        return read(path, force)

    monkeypatch.setattr("drafter.read.read_report", counted)
    for name in "甲乙丙":
        (tmp_path / f"{name}.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "断.docx").write_bytes(b"PK")
    tasks = [Task(tmp_path / f"{name}.txt", against=tmp_path) for name in "甲乙丙"]
    rows = [check_row(task) for task in tasks]
    assert asked == {
        "甲.txt": 2,
        "乙.txt": 2,
        "丙.txt": 2,
        "断.docx": 1,
    }  # once to be checked, once to be compared with
    assert all([name for name, _ in row.unread] == ["断.docx"] for row in rows)
    (tmp_path / "甲.txt").write_text(NOTICE + "\n另有一段。\n", encoding="utf-8")
    check_row(tasks[1])
    assert asked["甲.txt"] == 3  # it is another one now
