"""What each report of findings holds, to the letter: the table, the JSON, the sheet to sign and its two forms.

One set of findings with something of everything; the fixtures of `fixtures/reports/` hold what is told of it.

    PYTHONPATH=.:tests python tests/test_check_reports.py      writes them anew; read the difference
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from check_notice import NOTICE, report_of
from docx.oxml.ns import qn

from drafter.check import Finding
from drafter.check.accepted import Acceptance, Accepted
from drafter.check.model import Edit, Span, Where
from drafter.check.page import page, pages
from drafter.check.sheet import MOST_CHANGES, Basis, Sheet, sheet
from drafter.check.sheet_page import sheet_page
from drafter.check.sheet_word import sheet_docx
from drafter.check.since import Change, Since
from drafter.check.softened import Softened
from drafter.check.table import as_json, print_table

FOLDER = Path(__file__).parent / "fixtures/reports"

RATE = Finding(
    "48宗÷64宗＝75%，不是85%",
    Where("二、整改进展情况", "1", 10),
    "64宗，已盘活48宗，盘活率85%",
    "改为75%，或核对两个数。",
    Span(10, 15, 32),
    severity="error",
    code="N203",
    rule="percentage",
    edit=Edit("85", "75"),
    basis="算术",
)
SAME_WORDS = Finding(
    "盘活率要复核",
    Where("二、整改进展情况", "1", 10),
    "盘活率85%",
    None,
    Span(10, 26, 32),
    severity="warning",
    code="N206",
    rule="rate-over-100",
    basis="实务",
)
EMAIL = Finding(
    "联系方式缺少电子邮箱", Where("监督联系方式"), severity="warning", code="S106", rule="contact", basis="实务"
)
SPACES = Finding(
    "多余的空格",
    Where("二、整改进展情况", "2", 14),
    "青石 街道",
    "删去空格。",
    Span(14, 3, 8),
    also=(Span(18, 1, 2), Span(21, 4, 5)),
    severity="info",
    code="T203",
    rule="stray-space",
    count=3,
    basis="国标 GB/T 15834—2011",
)
WHOLE = Finding("没有落款", severity=None, code="S999", rule="none", basis="本单位")
FINDINGS = [RATE, SAME_WORDS, SPACES, EMAIL, WHOLE]
SOFTENED = [Softened("N101", "错误降为提示", "总数不符", True), Softened("V101", "关闭", "商标", False)]
ACCEPTED = [
    Accepted(EMAIL, Acceptance("S106", "", "", "不公开邮箱", "王核稿", "2025-01-12")),
    Accepted(SPACES, Acceptance("T203", "青石 街道", "", "地名如此")),
    Accepted(WHOLE, Acceptance("S999", "", "", "网页另署", day="2025-01-13")),
]
SINCE = Since(
    "一稿.docx",
    [EMAIL, RATE],
    [WHOLE],
    2,
    [
        Change("盘活率85%。", "盘活率75%。", 10),
        Change("", "新增一句。", 12),
        Change("删去一句。", "", 13),
        Change("没有段号。", "还是没有。", None),
        Change("", "没有段号的新句。", None),
    ],
)
NOTHING_CHANGED = Since("一稿.docx", [], [], 0, [])
BASIS = Basis(
    "通报.docx",
    "关于整改进展情况的通报",
    "ab" * 32,
    33,
    "2025-01-15",
    (("台账", "台账.yaml"),),
    (("台账", "SHA-256 0123"),),
)


def whole_sheet(since: Since | None = SINCE) -> Sheet:
    return sheet(BASIS, FINDINGS, ["比率重新计算1个"], ["没有给出台账"], SOFTENED, ACCEPTED, since)


def empty_sheet(*findings: Finding, unjudged: tuple[str, ...] = ()) -> Sheet:
    basis = Basis("通报.docx", "", "cd" * 32, 1, "2025-01-15")
    return sheet(basis, findings, [], unjudged, [], [], NOTHING_CHANGED)


# --- the reports, each as lines of text --------------------------------------------------------------------------


def the_table() -> Iterator[str]:
    for since in (SINCE, NOTHING_CHANGED):
        out = io.StringIO()
        print_table("通报.docx", FINDINGS if since is SINCE else [], out, SOFTENED if since is SINCE else [], since)
        yield from (line.rstrip() for line in out.getvalue().splitlines())


def the_json() -> Iterator[str]:
    data = as_json("通报.docx", FINDINGS, SOFTENED, ACCEPTED, SINCE)
    yield from json.dumps(data, ensure_ascii=False, indent=1).splitlines()


def the_sheet() -> Iterator[str]:
    for each in (whole_sheet(), empty_sheet()):
        yield from (f"{name}｜{value}" for name, value in (*each.facts, *each.technical) if name != "程序")
        yield f"{each.grade}：{each.verdict}"
        for part in each.parts:
            yield f"# {part.heading}（{' '.join(part.columns)}）{'' if part.rows else part.nothing}"
            yield from ("｜".join(row.cells).replace("\n", "⏎") + f" {row.grade}" for row in part.rows)


def the_page() -> Iterator[str]:
    """The HTML an element a line, without its style sheet and the program's versions."""
    for each in (whole_sheet(), empty_sheet()):
        html = re.sub(r"<style>.*?</style>", "", sheet_page(each), flags=re.DOTALL)
        html = re.sub(r"drafter \d[^<]*", "drafter", html)
        yield from re.sub(r"(</(?:p|h1|h2|dd|li|tr|thead|title)>|<body>)", r"\1\n", html).splitlines()


def the_text_with_its_marks() -> Iterator[str]:
    """The page of a notice and that of a folder, an element a line, without style sheet and script."""
    report = report_of(NOTICE.replace("盘活率75%", "盘活率85%"))
    html = page("通报<1>.docx", report, FINDINGS, remarks=["放宽了N101"], since=SINCE)
    clean = page("通报.docx", report, [], since=NOTHING_CHANGED)
    folder = pages(
        [
            ("甲.docx", FINDINGS, [], "放宽了N101"),
            ("乙.docx", [], ["打不开<乙>"], ""),
            ("丙.docx", [], [], ""),
        ]
    )
    for each in (html, clean.partition('<aside id="list">')[2], folder):
        bare = re.sub(r"<(style|script)>.*?</\1>", "", each, flags=re.DOTALL)
        yield from re.sub(r"(</(?:p|h1|h2|li|header|fieldset|title|article)>|<body>)", r"\1\n", bare).splitlines()


def the_word_file() -> Iterator[str]:
    """Each paragraph with what is set of it, each cell with its shade and width."""
    document = docx.Document(io.BytesIO(sheet_docx(whole_sheet())))
    section = document.sections[0]
    page = (section.page_width, section.page_height)
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    yield f"page {' '.join(f'{round(m.mm)}' for m in (*page, *margins) if m)}"
    normal = document.styles["Normal"]
    east = normal.element.rPr.rFonts.get(qn("w:eastAsia"))
    yield f"normal {normal.font.name} {east} {normal.font.size.pt:g}; title {document.core_properties.title}"
    footer = section.footer.paragraphs[0]
    fields = [e.text or e.get(qn("w:fldCharType")) for e in footer._p.iter(qn("w:fldChar"), qn("w:instrText"))]
    yield f"footer {footer.alignment} {' '.join(fields)}"
    for block in document.iter_inner_content():
        yield from _paragraph(block) if hasattr(block, "runs") else _cells(block)


def _paragraph(paragraph: Any, indent: str = "") -> Iterator[str]:
    form = paragraph.paragraph_format
    spaces = [f"{form.space_before.pt:g}" if form.space_before is not None else "-"]
    spaces += [f"{form.space_after.pt:g}" if form.space_after is not None else "-"]
    marks = ["centred"] if paragraph.alignment is not None else []
    marks += ["keep"] if form.keep_with_next else []
    marks += [f"lines {form.line_spacing.pt:g}"] if form.line_spacing is not None else []
    looks = [
        f"{r.font.name} {r._r.rPr.rFonts.get(qn('w:eastAsia'))} {r.font.size.pt:g}{' bold' if r.bold else ''}: "
        + re.sub(r"drafter \d.*", "drafter", r.text)
        for r in paragraph.runs
    ]
    yield indent + " ".join([*spaces, *marks, "|", *looks])


def _cells(table: Any) -> Iterator[str]:
    yield f"table {len(table.rows)}×{len(table.columns)}{'' if table.autofit else ' fixed'} {table.style.name}"
    for row in table.rows:
        properties = row._tr.trPr
        marks = [child.tag.rpartition("}")[2] for child in properties] if properties is not None else []
        height = f" {row.height.mm:.0f}" if row.height else ""
        yield f"  row {' '.join(marks)}{height}"
        for cell in row.cells:
            shade = cell._tc.find(f".//{qn('w:shd')}")
            shaded = " ".join(shade.get(qn(f"w:{n}")) for n in ("val", "color", "fill")) if shade is not None else "-"
            yield f"    {round(cell.width.mm)} {shaded}"
            for paragraph in cell.paragraphs:
                yield from _paragraph(paragraph, "      ")


REPORTS: dict[str, Callable[[], Iterator[str]]] = {
    "table.txt": the_table,
    "findings.json": the_json,
    "sheet.txt": the_sheet,
    "sheet.html": the_page,
    "sheet-word.txt": the_word_file,
    "page.html": the_text_with_its_marks,
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_holds_this_to_the_letter(name: str) -> None:
    assert list(REPORTS[name]()) == (FOLDER / name).read_text("utf-8").splitlines()


# --- what a fixture cannot show ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "grade", "verdict"),
    [
        (empty_sheet(), "ready", "没有错误和警告；提示0处。"),
        (empty_sheet(unjudged=("台账",)), "warning", "没有错误和警告；提示0处；另有未能判断的，见第三部分。"),
        (empty_sheet(SPACES), "ready", "没有错误和警告；提示1处。"),
        (empty_sheet(EMAIL, SPACES), "warning", "没有错误；警告1处，要逐条核实；提示1处。"),
        (empty_sheet(RATE, EMAIL), "error", "错误1处（1个原因），改正以前不能发布；警告1处，提示0处。"),
    ],
)
def test_the_verdict_is_that_of_the_gravest(given: Sheet, grade: str, verdict: str) -> None:
    assert (given.grade, given.verdict) == (grade, verdict)


@pytest.mark.parametrize(("more", "rows"), [(0, MOST_CHANGES), (1, MOST_CHANGES + 1)])
def test_so_many_changes_are_listed_and_the_others_counted(more: int, rows: int) -> None:
    changes = [Change(f"{n}。", "改。", n) for n in range(1, MOST_CHANGES + more + 1)]
    part = whole_sheet(Since("一稿.docx", [], [], 0, changes)).parts[-1]
    assert part.heading == f"改动的句子（{MOST_CHANGES + more}句）" and len(part.rows) == rows
    assert (part.rows[-1].cells[1] == f"……另有{more}句") is bool(more)


def test_a_law_is_named_by_its_title_and_nothing_else() -> None:
    law, standard = "条例 《中华人民共和国个人信息保护法》", "国标 GB/T 15835—2011"
    assert [Finding("", basis=basis).grounds for basis in (law, standard)] == [law.removeprefix("条例 "), standard]


def test_marks_that_no_word_file_may_hold_are_left_out() -> None:
    odd = Finding("控制\x07字符\t制表", severity="info", code="T203", rule="stray-space")
    document = docx.Document(io.BytesIO(sheet_docx(empty_sheet(odd))))
    assert any("控制字符\t制表" in cell.text for table in document.tables for cell in table._cells)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, report in REPORTS.items():
        (FOLDER / name).write_text("\n".join(report()) + "\n", "utf-8")
