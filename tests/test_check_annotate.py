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
from drafter.report import Report

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
        "<w:r><w:t>召开于</w:t></w:r><w:r><w:sym w:font='Wingdings 2' w:char='F052'/></w:r>"
        "<w:r><w:t>2月30日</w:t></w:r>",
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
    start = next(docx.Document(io.BytesIO(data)).element.iter(W + "commentRangeStart"))
    assert start.getnext().find(f".//{W}txbxContent") is not None  # the run that the box hangs at
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


@pytest.mark.parametrize(
    ("inside", "span", "covered"),
    [
        ("<w:t>甲</w:t><w:tab/><w:t>乙丙</w:t>", (1, 3), ["tab", "乙"]),
        ("<w:t>甲</w:t><w:tab/><w:t>乙丙</w:t>", (0, 2), ["甲", "tab"]),
        ("<w:t>甲</w:t><w:noBreakHyphen/><w:t>乙丙</w:t>", (1, 2), ["noBreakHyphen"]),
        ("<w:t>甲乙</w:t><w:br/><w:t>丙</w:t>", (1, 2), ["乙"]),  # the second line is read by itself
        ("<w:t>甲乙丙丁</w:t>", (1, 3), ["乙丙"]),
        ("<w:t>甲乙丙丁</w:t>", (0, 4), ["甲乙丙丁"]),
        ("<w:t>甲乙丙丁</w:t>", (3, 4), ["丁"]),
        ("<w:rPr><w:b/></w:rPr><w:t>甲乙</w:t><w:t>丙丁</w:t>", (2, 3), ["丙"]),
    ],
)
def test_runs_are_cut_exactly_where_the_words_begin_and_end(tmp_path, inside, span, covered):
    """Everything else stays as it is: what stands before and behind, and how it looks."""
    document = docx.Document()
    document.add_paragraph("导语")
    document.paragraphs[0]._p.addnext(parse_xml(f"<w:p {NS}><w:r>{inside}</w:r></w:p>"))
    file = saved(document, tmp_path / "通报.docx")
    report = read_report(file)
    text = next(p.text for p in report.paragraphs if p.line == 2)
    finding = Finding("看", Where(None, None, 2), text[slice(*span)], None, Span(2, *span), (), "info")
    body = docx.Document(io.BytesIO(annotate(file, report, [finding]))).element.body
    marked, within = [], False
    for element in body.iter():
        name = element.tag.rpartition("}")[2]
        if name in {"commentRangeStart", "commentRangeEnd"}:
            within = name == "commentRangeStart"
        elif within and name in {"t", "tab", "br", "noBreakHyphen"}:
            marked.append(element.text if name == "t" else name)
    assert marked == covered
    bold = inside.startswith("<w:rPr>")
    runs = [run for run in body.findall(f"{W}p")[1].iter(W + "r") if run.find(W + "t") is not None]
    assert [run.find(f"{W}rPr/{W}b") is not None for run in runs] == [bold] * len(runs)
    assert visible(annotate(file, report, [finding])) == visible(file.read_bytes())


def test_further_places_are_marked_while_they_are_few(tmp_path):
    """The other places of a finding say where it stands itself; of many only the first one is marked."""
    document = docx.Document()
    for line in ("导语", *(f"第{n}处布署。" for n in range(2, 8))):
        document.add_paragraph(line)
    file = saved(document, tmp_path / "通报.docx")
    report = read_report(file)

    def finding(lines: list[int]) -> Finding:
        first, *others = (Span(line, 3, 5) for line in lines)
        where = Where(None, None, lines[0])
        return Finding("写错了", where, "布署", None, first, tuple(others), "info", "T701", count=len(lines))

    few = comments_of(annotate(file, report, [finding([2, 3, 4, 5])]))
    assert [words for _, words in few] == ["布署"] * 4
    assert [text.partition("】")[2] for text, _ in few] == [
        "写错了\n全部位置：第2、3、4、5段",
        *["与第2段有关：写错了"] * 3,
    ]
    many = comments_of(annotate(file, report, [finding([2, 3, 4, 5, 6])]))
    assert [text.partition("】")[2] for text, _ in many] == ["写错了\n全部位置：第2、3、4、5、6段"]


def test_remarks_are_said_at_the_beginning(tmp_path):
    file = notice_in_pieces(tmp_path / "通报.docx", NOTICE, 400)
    found = comments_of(annotate(file, read_report(file), [], ["本次核对放宽了：N203", "没有台账"]))
    assert [text for text, _ in found] == ["【核对说明】本次核对放宽了：N203", "【核对说明】没有台账"]
    assert {words for _, words in found} == {NOTICE.splitlines()[0]}


def test_a_file_without_a_run_can_hold_no_comment(tmp_path):
    document = docx.Document()
    document.add_paragraph("")
    file = saved(document, tmp_path / "空.docx")
    finding = Finding("没有标题", Where("标题"), severity="error", code="S102")
    with pytest.raises(InputError, match="正文里没有可以加批注的文字"):
        annotate(file, Report(), [finding])
    assert comments_of(annotate(file, Report(), [], ["没有台账"])) == []
