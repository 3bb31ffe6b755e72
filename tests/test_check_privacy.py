"""Personal data is covered in all that a check says: text, JSON, page, comments, sheet, the record of accepted ones."""

import io

import docx
import pytest
from check_notice import NOTICE, report_of

from drafter.check import check
from drafter.check.annotate import annotate
from drafter.check.model import shows
from drafter.check.privacy import Mask
from drafter.cli import run

IDENTITY = "11010519491231002X"  # the example of the standard GB 11643
CARD = "6222021234567890128"
MOBILE = "13900005550"
NAME = "李建设"
ALL = (IDENTITY, CARD, MOBILE, NAME)
SPOILT = NOTICE.replace(
    "已全部交办。",
    f"已全部交办，，举报人{NAME}反映的问题已办结。 {NAME}的身份证号{IDENTITY}，手机{MOBILE}，账户{CARD}，共2件",
)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        (IDENTITY, "1101**********002X"),
        ("110105 19491231 002X", "1101** ******** 002X"),
        (CARD, "6222***********0128"),
        ("6222 0212 3456 7890 128", "6222 **** **** ***0 128"),
        (MOBILE, "139****5550"),
        ("139 0000 5550", "139 **** 5550"),
        ("１３９００００５５５０", "１３９****５５５０"),
        ("0555-5550100", "0555-5550100"),
        ("投资13912345550.5元、登记12345件", "投资13912345550.5元、登记12345件"),
    ],
)
def test_numbers_are_covered_by_their_form_and_keep_their_length(text, covered):
    assert Mask()(text) == covered


def test_a_name_that_a_rule_has_found_is_covered_wherever_it_stands():
    assert Mask([NAME])(f"对{NAME}的举报，{NAME}") == "对李**的举报，李**"
    assert Mask()(NAME) == NAME and Mask(["", "李"])(NAME) == NAME


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("代表（电话1390000…", "代表（电话139****…"),
        ("…05550）满意", "…*****）满意"),
        ("…139000…", "…139***…"),
        ("…139…", "…139…"),
        ("清退1390000元", "清退1390000元"),  # no cut number
    ],
)
def test_a_number_that_an_excerpt_cuts_is_covered_in_its_pieces(text, covered):
    assert Mask([MOBILE])(text) == covered


def test_no_two_findings_give_a_number_between_them():
    said = "".join(f.message + f.excerpt for f in check(report_of(SPOILT)))
    assert not any(number[:at] in said for number in (MOBILE, CARD) for at in (5, 6, 7, 8))


def test_a_covered_excerpt_is_still_found_at_its_place():
    assert shows("李建设反映", "李**") and not shows("王建设反映", "李**") and not shows("李建", "李**")


@pytest.fixture
def notice(tmp_path):
    document = docx.Document()
    for line in SPOILT.splitlines():
        document.add_paragraph(line)
    path = tmp_path / "通报.docx"
    document.save(path)
    return path


def test_no_output_repeats_them(notice, capsys, tmp_path):
    """The text itself stays in the annotated copy; what is said of it does not repeat it."""
    outputs = {form: tmp_path / f"结果.{form}" for form in ("text", "json", "html")}
    sheets = [tmp_path / "签.html", tmp_path / "签.docx"]
    for form, path in outputs.items():
        assert run(["check", str(notice), "--format", form, "-o", str(path)]) == 1
    for sheet in sheets:
        assert run(["check", str(notice), "--signoff", str(sheet)]) == 1
    assert run(["check", str(notice), "--annotate", str(tmp_path / "批注.docx")]) == 1
    assert run(["check", str(notice), "--accept", "T302", "--reason", "照录原文", "--by", "核稿员"]) == 0
    said = [path.read_text(encoding="utf-8") for path in (*outputs.values(), sheets[0])]
    said.append("\n".join(c.text for t in docx.Document(sheets[1]).tables for c in t._cells))
    said.append("\n".join(c.text for c in docx.Document(tmp_path / "批注.docx").comments))
    said.append((tmp_path / "通报.核对.yaml").read_text(encoding="utf-8"))
    captured = capsys.readouterr()
    said += [captured.out, captured.err]
    for text in said:
        assert not [datum for datum in ALL if datum in text]
    assert all("李**" in text for text in said[:-2])
    assert NAME in "\n".join(p.text for p in docx.Document(tmp_path / "批注.docx").paragraphs)


def test_a_number_is_covered_even_where_the_rule_about_it_is_off(tmp_path):
    office = tmp_path / "规则.yaml"
    office.write_text("关闭: [P]\n", encoding="utf-8")
    (tmp_path / "通报.txt").write_text(SPOILT, encoding="utf-8")
    target = tmp_path / "结果.html"
    run(["check", str(tmp_path / "通报.txt"), "--rules", str(office), "--format", "html", "-o", str(target)])
    html = target.read_text(encoding="utf-8")
    assert not [datum for datum in (IDENTITY, CARD, MOBILE) if datum in html]


def test_comments_still_stand_on_the_covered_words(notice):
    report = report_of(SPOILT)
    commented = docx.Document(io.BytesIO(annotate(notice, report, check(report))))
    texts = [c.text for c in commented.comments]
    assert any("P101" in t and "原文" not in t for t in texts)


def test_no_finding_quotes_a_number_cut_in_two():
    text = NOTICE.replace("已全部交办。", f"已全部交办。群众代表王桂兰（电话{MOBILE}）对整改表示满意。", 1)
    assert text != NOTICE
    said = " ".join(f"{f.message} {f.excerpt} {f.suggestion}" for f in check(report_of(text)))
    assert MOBILE[:3] in said and MOBILE[:6] not in said and MOBILE[3:7] not in said


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("给予张建国党内警告处分", ["张**"]),
        ("给予党纪处分3人（其中后勤中心张建国，已通报）", ["张**"]),
        ("处分1人（张建国）", ["张**"]),
        ("对责任人张建国予以诫勉", ["张**"]),
        ("给予张建国、李明亮行政记过处分", ["张**", "李**"]),
        ("后勤中心张建国受到警告处分", ["张**"]),
        ("给予党纪处分3人（其中党内警告2人，政务记过1人）", []),
        ("给予相关责任人警告处分，对严重违规的通报批评", []),
        ("对于全局干部批评教育，党组严肃问责", []),
    ],
)
def test_whoever_was_disciplined_is_not_named_however_it_is_put(said: str, names: list[str]) -> None:
    findings = check(report_of(NOTICE.replace("区委将继续抓好整改，", f"区委将继续抓好整改，{said}，")))
    assert [f.excerpt for f in findings if f.code == "P108"] == names
