"""Text files, scans and PDFs give paragraphs with their lines; what cannot be read is refused in Chinese."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_files import FILTERS, lzw, pdf_file
from word_files import p, word_file

from drafter.errors import InputError
from drafter.read import scan
from drafter.read.source import paragraphs_of, read_paragraphs
from drafter.report import Paragraph
from drafter.text.normal import clean

NOTICE = [
    "中共江州市云岭区委员会关于巡视整改进展情况的通报",
    "根据省委统一部署，2024年3月5日至5月10日，省委第三巡视组对云岭区开展了巡视，并于6月20日反馈了意见。"
    "按照党务公开要求，现将巡视整改进展情况公布如下，请干部群众监督。",
    "一、组织整改情况",
    "区委把整改作为一项硬任务，收到反馈意见的第二天就召开会议，把4个方面的问题分解成57条措施，逐条写明由谁办、"
    "怎么办、哪天办完，并由区委办公室每月通报一次进度。",
    "一是书记带头领办。区委书记牵头难度最大的7个问题，先后到松塘街道、砚溪镇现场察看11次，协调解决用地、资金等"
    "具体困难19个，推动其中5个问题提前办结。",
    "二是部门分头落实。32家单位逐一签下承诺书，每半个月报送一次进度，对连续两次排在末位的单位由分管领导约谈。",
    "二、整改落实情况",
    "1.关于“产业链条偏短”问题的整改。",
    "一是补链招商。印发《云岭区产业招商目录》，列出重点环节21个，全年签约配套项目9个，其中6个已经开工建设，总投资"
    "达到18.6亿元。",
    "二是腾地引新。收回闲置工业用地312亩，盘活厂房4.6万平方米，新引进企业14家，预计全部投产后年产值超过20亿元。",
    "2.关于“惠企政策兑付慢”问题的整改。",
    "把审核环节由6个压缩到3个，平均办理时间由22天减到9天，年内兑付资金1840万元，惠及企业206家，没有发生一起投诉。",
    "欢迎广大干部群众对巡视整改落实情况进行监督，如有意见建议，请与我们联系。联系电话：0555-5550166；通信地址："
    "江州市云岭区望江路5号；邮编：990555。",
    "中共江州市云岭区委员会",
    "2025年1月15日",
]


def read_text(text: str | bytes, name: str = "通报.txt") -> list[Paragraph]:
    return paragraphs_of(text if isinstance(text, bytes) else text.encode(), name, Path(name).suffix)


def texts(found: list[Paragraph], kind: str = "body") -> list[str]:
    return [f.text for f in found if f.container == kind]


def wrapped(paragraph: str, width: int, indent: str = "", ragged: random.Random | None = None) -> list[str]:
    """A paragraph broken at a width in columns, punctuation kept off the beginning of lines."""
    lines, line, limit = [], indent, width
    for char in paragraph:
        room = limit + 2 if char in "，。、；：”》" else limit
        if scan.columns(line + char) > room:
            lines.append(line)
            line, limit = "", width - (ragged.choice((0, 0, 2, 4)) if ragged else 0)
        line += char
    return [*lines, line]


def paged(lines: list[str], head: str, per_page: int = 12) -> list[str]:
    pages = [lines[i : i + per_page] for i in range(0, len(lines), per_page)]
    return [line for number, page in enumerate(pages, start=1) for line in (head, *page, f"— {number} —", "")]


# Plain text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-be-bom", "utf-32"])
def test_a_text_reads_the_same_in_every_encoding(encoding: str) -> None:
    text = "标题\r\n\r\n　　根据省委部署，完成5项。\r\n"
    data = b"\xfe\xff" + text.encode("utf-16-be") if encoding == "utf-16-be-bom" else text.encode(encoding)
    assert read_text(data) == [Paragraph("标题", 1), Paragraph("根据省委部署，完成5项。", 3)]


def test_lines_are_numbered_as_an_editor_numbers_them() -> None:
    found = read_text("甲\r\n乙\r丙\n\n丁\x0c戊\u2028己\x0b庚\n辛")
    assert [(f.text, f.line) for f in found] == [
        ("甲", 1), ("乙", 2), ("丙", 3), ("丁", 5), ("戊", 5), ("己", 5), ("庚", 5), ("辛", 6),
    ]  # fmt: skip


def test_invisible_characters_go_and_all_others_stay_as_they_are() -> None:
    [found] = read_text("\ufeff\u200b一是\u00a0加强，领导 ,完成\u00ad１２项\u200d（①）“”‘’ \u3000Ａ")
    assert found.text == "一是 加强，领导 ,完成１２项（①）“”‘’ \u3000Ａ"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空的"),
        (b" \n\n\t", "空的"),
        ("\u200b\n".encode(), "没有文字"),
        (bytes(range(256)) * 8, "不是能识别的文本"),
        ("整改".encode() + b"\x00\x01\x02", "第1行有控制字符"),
        ("第一行完整。\n第二行讲整改".encode()[:-1], "第2行有无法识别的字节"),
        (b"\xff\xfe" + "整改".encode("utf-16-le")[:-1], "不完整"),
        ("巡視整改進展情況的通報".encode("big5") * 20, "不是能识别的文本"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 80, "图片"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 80, "OCR"),
    ],
)
def test_what_is_no_text_is_refused_with_the_files_name(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as refused:
        read_text(data, "区委 通报.txt")
    assert refused.value.messages[0].startswith("区委 通报.txt：")
    assert said in refused.value.messages[0]
    assert refused.value.messages[0].endswith("。")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到"):
        read_paragraphs(tmp_path / "没有.txt")
    with pytest.raises(InputError, match="文件夹"):
        read_paragraphs(tmp_path)


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_a_suffix_that_promises_another_format_is_only_a_hint(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"通报{suffix}"
    file.write_text("一、组织领导\n召开会议3次。", encoding="utf-8")
    assert texts(read_paragraphs(file)) == ["一、组织领导", "召开会议3次。"]
    word = tmp_path / "通报.txt"
    word.write_bytes(word_file(p("一、组织领导")))
    assert texts(read_paragraphs(word)) == ["一、组织领导"]
    file.write_bytes(b"\x00\x01\x02\x03" * 50)
    with pytest.raises(InputError, match=f"扩展名是 {suffix}"):
        read_paragraphs(file)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Cf")), min_size=1))
def test_every_printed_character_of_a_text_comes_back_in_order(text: str) -> None:
    lines = text.splitlines()
    if not text.strip() or scan.hard_wrapped(lines) or text.lstrip()[:1] in "<{":
        return
    assert "".join("".join(f.text for f in read_text(text)).split()) == "".join(clean(text).split())


def test_every_character_of_real_reports_comes_back(corpus: Path) -> None:
    for file in sorted(corpus.glob("*.txt")):
        found = read_paragraphs(file)
        printed = "".join(file.read_text(encoding="utf-8").split())
        assert "".join("".join(f.text for f in found).split()) == printed, file.name
        assert {f.container for f in found} == {"body"}, file.name


# Scans


@pytest.mark.parametrize("ragged", [False, True])
@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize("width", [40, 56])
def test_lines_broken_by_width_are_joined_into_their_paragraphs(width: int, indent: str, ragged: bool) -> None:
    choice = random.Random(7) if ragged else None
    lines = [line for i, part in enumerate(NOTICE) for line in wrapped(part, width, indent if i else "", choice)]
    assert scan.hard_wrapped(lines)
    assert texts(read_text("\n".join(lines))) == NOTICE


def test_page_numbers_and_running_heads_come_back_apart_from_the_text() -> None:
    lines = paged([line for part in NOTICE for line in wrapped(part, 44, "　　")], "云岭区整改通报  内部资料")
    found = read_text("\n".join(lines))
    assert texts(found) == NOTICE
    assert set(texts(found, "header")) == {"云岭区整改通报  内部资料"}
    assert texts(found, "footer") == [f"— {n} —" for n in range(1, len(texts(found, "footer")) + 1)]
    printed = sorted("".join("".join(lines).split()))
    assert sorted("".join("".join(f.text for f in found).split())) == printed


@pytest.mark.parametrize("form", ["- {} -", "第{}页", "第 {} 页 共 9 页", "{}", "{}/9", "一 {} 一"])
def test_every_way_to_write_a_page_number_is_known(form: str) -> None:
    broken = [line for part in NOTICE for line in wrapped(part, 40)]
    lines = []
    for number, start in enumerate(range(0, len(broken), 9), start=1):
        lines += [*broken[start : start + 9], form.format(number)]
    found = scan.rejoin(lines)
    assert texts(found) == NOTICE
    assert texts(found, "footer") == [form.format(n) for n in range(1, len(texts(found, "footer")) + 1)]


def test_a_running_head_that_repeats_the_title_leaves_the_title_in_its_place() -> None:
    body = [line for part in NOTICE[1:] for line in wrapped(part, 44, "　　")]
    lines = "\n".join(paged(body, NOTICE[0])).splitlines()
    found = scan.rejoin(lines)
    assert texts(found) == NOTICE
    assert set(texts(found, "header")) == {NOTICE[0]}


def test_a_signer_at_the_end_is_no_running_head_though_it_repeats_the_first_line() -> None:
    lines = [NOTICE[-2], *[line for part in NOTICE[1:] for line in wrapped(part, 44, "　　")]]
    found = scan.rejoin(paged(lines, "内部资料"))
    assert texts(found)[0] == texts(found)[-2] == NOTICE[-2]


def test_lines_of_a_joined_paragraph_are_counted_from_its_first() -> None:
    lines = [line for part in NOTICE for line in wrapped(part, 40)]
    for found in scan.rejoin(lines):
        assert found.text.startswith(lines[found.line - 1].strip())


def test_a_file_with_a_paragraph_a_line_is_left_alone() -> None:
    assert not scan.hard_wrapped(NOTICE)
    assert texts(read_text("\n".join(NOTICE))) == NOTICE
    numbered_list = [f"{n}.云岭区第{n}项整改任务已经完成" for n in range(1, 20)]
    assert not scan.hard_wrapped(numbered_list)


def test_real_reports_are_left_alone_and_come_back_from_a_page_layout(corpus: Path) -> None:
    for file in sorted(corpus.glob("*-20*.txt")):
        whole = [f.text for f in read_paragraphs(file)]
        assert not scan.hard_wrapped(whole), file.name
        lines = [line for part in whole for line in wrapped(part, 56, "　　")]
        again = texts(scan.rejoin(paged(lines, "内部资料 注意保存", 22)))
        assert len(set(whole) & set(again)) >= 0.97 * len(set(whole)), file.name


@given(st.lists(st.text(alphabet="整改云岭，。；123 \u3000一是(1)—页第.、”“", max_size=30), max_size=40))
def test_joining_loses_no_character_whatever_the_lines(lines: list[str]) -> None:
    found = scan.rejoin(lines)
    assert sorted("".join("".join(f.text for f in found).split())) == sorted("".join("".join(lines).split()))


# PDF


def test_a_pdf_with_a_text_layer_gives_paragraphs() -> None:
    lines = [line for i, part in enumerate(NOTICE) for line in wrapped(part, 56, "　　" if i else "")]
    pages = []
    for start in range(0, len(lines), 22):
        rows = [
            (74 + 16 * (len(line) - len(line.lstrip())), 760 - 29 * row, line.strip())
            for row, line in enumerate(lines[start : start + 22])
        ]
        pages.append([*rows, (280, 60, f"— {len(pages) + 1} —")])
    found = paragraphs_of(pdf_file(pages), "通报.pdf", ".pdf")
    assert texts(found) == NOTICE
    assert [re.sub(r"\s", "", t) for t in texts(found, "footer")] == [f"—{n}—" for n in range(1, len(pages) + 1)]


@pytest.mark.parametrize(
    "filters",
    [
        *([name] for name in FILTERS),
        ["ASCII85Decode", "FlateDecode"],
        ["ASCIIHexDecode", "LZWDecode"],
        ["ASCII85Decode", "RunLengthDecode"],
        ["ASCIIHexDecode", "ASCII85Decode"],
    ],
    ids="-".join,
)
def test_a_page_is_read_however_it_is_packed(filters: list[str]) -> None:
    rows = [(74.0, 760.0 - 29 * n, f"第{n}项工作已召开会议{n + 3}次，研究事项{n * 7}项。") for n in range(20)]
    plain = texts(paragraphs_of(pdf_file([rows]), "a.pdf"))
    assert len("".join(plain)) > 300
    assert texts(paragraphs_of(pdf_file([rows], filters=filters), "a.pdf")) == plain


@pytest.mark.parametrize("filters", [["LZWDecode"], ["RunLengthDecode"], ["ASCII85Decode", "LZWDecode"]], ids="-".join)
def test_what_unpacks_to_more_than_a_page_is_refused(filters: list[str], monkeypatch) -> None:
    packed = {"LZWDecode": lzw(b" " * 3_000_000) * 40, "RunLengthDecode": b"\x81 " * 200_000}
    for name in packed:
        monkeypatch.setitem(FILTERS, name, lambda _, name=name: packed[name])
    with pytest.raises(InputError, match="太长或太复杂"):
        paragraphs_of(pdf_file([[(74, 700, "整改")]], filters=filters), "大.pdf")


def test_characters_of_a_pdf_are_put_in_the_order_they_are_printed_in() -> None:
    # Writers set quotation marks of another font apart from the line that they stand in.
    page = [
        (122, 700, "“"),
        (250, 700, "”"),
        (74, 700, "1.关于"),
        (138, 700, "产业链条偏短慢"),
        (266, 700, "问题的整改"),
    ]
    assert texts(paragraphs_of(pdf_file([page]), "a.pdf")) == ["1.关于“产业链条偏短慢”问题的整改"]


def test_a_scanned_pdf_is_refused_with_how_to_convert_it() -> None:
    with pytest.raises(InputError, match=r"扫描\.pdf：.*没有文字层.*OCR"):
        paragraphs_of(pdf_file([[], []], picture=True), "扫描.pdf")
    rows = [(74.0, 700.0 - 30 * n, "一是加强领导，召开会议三次，研究事项五项。") for n in range(9)]
    whole, scanned = pdf_file([rows]), pdf_file([rows, []], picture=True)
    assert texts(paragraphs_of(whole, "a.pdf"))
    with pytest.raises(InputError, match="第2页没有文字层"):
        paragraphs_of(scanned, "a.pdf")


def test_a_damaged_pdf_is_refused() -> None:
    for data in (b"%PDF-1.7\n", b"%PDF-1.4\n" + bytes(range(256)), pdf_file([[(74, 700, "整改")]])[:300]):
        with pytest.raises(InputError, match=r"坏\.pdf：.*(损坏|没有文字层)"):
            paragraphs_of(data, "坏.pdf")


# Anything at all

SEEDS = (
    b"",
    "一、整改情况\n".encode(),
    word_file(p("一、整改情况")),
    pdf_file([[(74, 700, "整改")]]),
    b"<html><body><p>1</p>",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    bytes.fromhex("d0cf11e0a1b11ae1"),
    b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>",
    b"\xff\xfe",
)


@settings(max_examples=300, deadline=5000, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SEEDS),
    st.binary(max_size=200),
    st.integers(0, 2000),
    st.sampled_from([".txt", ".docx", ".html", ".htm", ".mht", ".pdf", ".doc", ".wps", ""]),
)
def test_any_bytes_under_any_suffix_give_paragraphs_or_a_message(
    seed: bytes, noise: bytes, at: int, suffix: str
) -> None:
    data = seed[: at % (len(seed) + 1)] + noise + seed[at % (len(seed) + 1) + len(noise) // 2 :]
    try:
        found = paragraphs_of(data, f"文件{suffix}", suffix)
    except InputError as refused:
        assert refused.messages[0].startswith(f"文件{suffix}：")
    else:
        assert found
        assert all(f.text == f.text.strip() and f.text and f.line >= 1 for f in found)
