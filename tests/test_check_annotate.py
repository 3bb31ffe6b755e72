"""--annotate: each finding a Word comment on exactly its words, the text unchanged to the letter."""

import io
from pathlib import Path

import docx
import pytest
from check_notice import NOTICE
from docx.oxml import parse_xml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.check import Finding, Span, check
from drafter.check.annotate import annotate
from drafter.check.model import Where
from drafter.errors import InputError
from drafter.read import read_report
from drafter.read.docx import paragraph_elements
from drafter.read.source import read_paragraphs

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def saved(document, path: Path) -> Path:
    document.save(path)
    return path


def notice_in_pieces(path: Path, text: str, size: int) -> Path:
    """The notice with its paragraphs cut into runs of `size` characters, in changing looks."""
    document = docx.Document()
    for line in text.splitlines():
        paragraph = document.add_paragraph()
        for at in range(0, len(line), size):
            paragraph.add_run(line[at : at + size]).bold = bool(at % 2)
    return saved(document, path)


def comments_of(data: bytes) -> list[tuple[str, str]]:
    """(text of each comment, the words that it covers) as Word would show them."""
    document = docx.Document(io.BytesIO(data))
    found = []
    for comment in document.comments:
        identity, inside, words = str(comment.comment_id), False, ""
        for element in document.element.body.iter():
            if element.tag == W + "commentRangeStart" and element.get(W + "id") == identity:
                inside = True
            elif element.tag == W + "commentRangeEnd" and element.get(W + "id") == identity:
                inside = False
            elif inside and element.tag == W + "t":
                words += element.text or ""
        found.append((comment.text, words))
    return found


def visible(data: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(data)).element
    return ["".join(t.text or "" for t in p.iter(W + "t")) for p in body.iter(W + "p")]


@pytest.mark.parametrize("size", [1, 3, 7, 400])
def test_a_comment_covers_exactly_the_words_over_any_runs(tmp_path, size):
    text = NOTICE.replace("盘活率75%", "盘活率85%").replace("2024年6月22日", "2024年6月31日")
    file = notice_in_pieces(tmp_path / "通报.docx", text, size)
    report = read_report(file)
    findings = [f for f in check(report) if f.code in {"N203", "N301"}]
    data = annotate(file, report, findings)
    covered = {comment.split()[1]: words for comment, words in comments_of(data)}
    assert covered == {"N203": "64宗，已盘活48宗，盘活率85%", "N301": "2024年6月31日"}
    assert visible(data) == visible(file.read_bytes())


def test_the_other_place_of_an_indicator_gets_a_comment_too(tmp_path):
    text = NOTICE.replace("抽查项目56个", "全区已建成标准化日间照料中心27家。抽查项目56个")
    file = notice_in_pieces(tmp_path / "通报.docx", text, 5)
    report = read_report(file)
    data = annotate(file, report, [f for f in check(report) if f.code == "N205"])
    words = [w for _, w in comments_of(data)]
    assert len(words) == 2 and words[0].endswith("27家") and words[1].endswith("25家")


def test_the_annotated_copy_reads_as_the_original_and_is_the_same_each_time(tmp_path):
    file = notice_in_pieces(tmp_path / "通报.docx", NOTICE.replace("4.关于", "5.关于").replace("210个", "220个"), 4)
    report = read_report(file)
    findings = check(report)
    first, second = (annotate(file, report, findings) for _ in range(2))
    copy = tmp_path / "批注.docx"
    copy.write_bytes(first)
    assert first == second
    assert read_paragraphs(copy) == read_paragraphs(file)
    assert len(comments_of(first)) >= len(findings) > 0


def spoilt_paragraph(inside: str) -> docx.document.Document:
    document = docx.Document()
    for line in NOTICE.splitlines():
        document.add_paragraph(line)
    document.paragraphs[1]._p.addnext(parse_xml(f"<w:p {NS}>{inside}</w:p>"))
    return document


@pytest.mark.parametrize(
    "inside",
    [
        '<w:r><w:t>召开于</w:t></w:r><w:hyperlink w:anchor="a"><w:r><w:t>2月</w:t></w:r></w:hyperlink>'
        "<w:r><w:t>30日的会</w:t></w:r>",
        "<w:r><w:t>召开于</w:t></w:r><w:ins w:id='1' w:author='a'><w:r><w:t>2月</w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText>28</w:delText></w:r></w:del><w:r><w:t>30日的会</w:t></w:r>",
        "<w:r><w:t>召开于</w:t><w:tab/><w:t>2月30</w:t><w:t>日的会</w:t></w:r>",
        "<w:r><w:t> 召开于2月30日的会 </w:t></w:r>",
        "<w:sdt><w:sdtContent><w:r><w:t>召开于2月30日的会</w:t></w:r></w:sdtContent></w:sdt>",
    ],
)
def test_links_tracked_changes_tabs_and_fields_keep_the_comment_on_its_words(tmp_path, inside):
    file = saved(spoilt_paragraph(inside), tmp_path / "通报.docx")
    report = read_report(file)
    data = annotate(file, report, [f for f in check(report) if f.code == "N301"])
    assert [words for _, words in comments_of(data)] == ["2月30日"]
    assert visible(data) == visible(file.read_bytes())


def test_words_in_a_table_get_their_comment(tmp_path):
    document = docx.Document()
    for line in NOTICE.splitlines()[:9]:
        document.add_paragraph(line)
    document.add_table(1, 1).cell(0, 0).text = "二是召开会议。2月30日召开推进会。"
    for line in NOTICE.splitlines()[9:]:
        document.add_paragraph(line)
    file = saved(document, tmp_path / "通报.docx")
    report = read_report(file)
    data = annotate(file, report, [f for f in check(report) if f.code == "N301"])
    assert [words for _, words in comments_of(data)] == ["2月30日"]


def test_words_in_a_text_box_are_quoted_where_the_box_hangs(tmp_path):
    box = (
        "<w:r><w:t>说明</w:t></w:r><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r>"
        "<w:t>一是召开推进会。2月30日召开。</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    file = saved(spoilt_paragraph(box), tmp_path / "通报.docx")
    report = read_report(file)
    line = next(p.line for p in report.paragraphs if p.container == "textbox")
    at = next(p.text for p in report.paragraphs if p.line == line).index("2月30日")
    finding = Finding("没有", Where(None, None, line), "2月30日", None, Span(line, at, at + 5), (), "error", "N301")
    data = annotate(file, report, [finding])
    ((comment, _),) = comments_of(data)
    assert "原文：2月30日" in comment
    references = docx.Document(io.BytesIO(data)).element.iter(W + "commentReference")
    assert not any(a.tag == W + "txbxContent" for e in references for a in e.iterancestors())


def test_a_number_that_word_makes_is_not_counted_among_the_characters(tmp_path):
    document = docx.Document()
    for line in NOTICE.splitlines():
        if line.startswith("三是加强水质监测"):
            document.add_paragraph("召开于2月30日的会", style="List Number")
        document.add_paragraph(line)
    file = saved(document, tmp_path / "通报.docx")
    report = read_report(file)
    data = annotate(file, report, [f for f in check(report) if f.code == "N301"])
    assert [words for _, words in comments_of(data)] == ["2月30日"]


def test_what_has_no_place_is_said_at_the_first_words(tmp_path):
    file = notice_in_pieces(tmp_path / "通报.docx", NOTICE.replace("\n2025年1月15日\n", "\n"), 400)
    report = read_report(file)
    ((comment, words),) = comments_of(annotate(file, report, [f for f in check(report) if f.code == "S108"]))
    assert "缺少成文日期" in comment and words == NOTICE.splitlines()[0]


def test_only_a_docx_can_be_annotated(tmp_path):
    file = tmp_path / "通报.txt"
    file.write_text(NOTICE, encoding="utf-8")
    with pytest.raises(InputError, match=r"不能加批注"):
        annotate(file, read_report(file), [])


ODD = st.text(st.sampled_from("一是2月30日。“”《》 \t　(1)%5a\u200b"), max_size=30)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(ODD, min_size=1, max_size=5), min_size=1, max_size=6), st.data())
def test_no_text_is_changed_whatever_the_runs_and_the_spans(tmp_path, paragraphs, data):
    document = docx.Document()
    document.add_paragraph("导语")
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for text in runs:
            paragraph.add_run(text)
    file = saved(document, tmp_path / "任意.docx")
    report = read_report(file)
    findings = []
    for paragraph in report.paragraphs:
        start = data.draw(st.integers(0, len(paragraph.text)))
        end = data.draw(st.integers(start, len(paragraph.text)))
        span = Span(paragraph.line, start, end)
        where = Where(None, None, paragraph.line)
        findings.append(Finding("看", where, paragraph.text[start:end], None, span, (), "info"))
    copy = tmp_path / "批注.docx"
    copy.write_bytes(annotate(file, report, findings))
    assert [p.text for p in docx.Document(copy).paragraphs] == [p.text for p in docx.Document(file).paragraphs]
    assert read_paragraphs(copy) == read_paragraphs(file)
    assert len(paragraph_elements(docx.Document(copy).element.body)) == len(paragraphs) + 1
