"""Which column holds what: column-map files, and two columns for one field."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from command import drafter

from drafter.errors import InputError
from drafter.ledger.excel_in import ExcelImport, read_excel
from drafter.ledger.load import load_ledger
from drafter.work.importing import columns_text, import_file, load_columns

HEADINGS = ["序号", "反馈问题", "存在问题", "整改举措情形", "责任单位"]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    book.active.append([1, "路灯不亮", "灯坏了87盏", "更换路灯87盏。", "区城管局"])
    book.save(tmp_path / "台账.xlsx")
    return tmp_path / "台账.xlsx"


def test_a_file_of_columns_is_a_map(sheet: Path, tmp_path: Path) -> None:
    (tmp_path / "列名.yaml").write_text("整改举措情形: 措施\n别的表才有: 成效\n", encoding="utf-8")
    done = drafter("import", sheet, "-o", "台账.yaml", "--map", "列名.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [m.content for m in load_ledger(tmp_path / "台账.yaml").problems[0].measures] == ["更换路灯87盏。"]


def test_what_is_said_now_comes_before_what_is_remembered(sheet: Path, tmp_path: Path) -> None:
    columns = tmp_path / "列名.yaml"
    columns.write_text(columns_text({"整改举措情形": "措施", "甲: 乙 #": "成效"}), encoding="utf-8")
    assert load_columns(columns) == {"整改举措情形": "措施", "甲: 乙 #": "成效"}
    found = import_file(sheet, [str(columns), "整改举措情形=成效"])
    assert "成效: 更换路灯87盏" in found.text


@pytest.mark.parametrize("text", ["整改举措: 没有的字段\n", "- 措施\n", "整改举措:\n"])
def test_a_file_of_no_use_is_refused_with_its_place(sheet: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "列名.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        import_file(sheet, [str(tmp_path / "列名.yaml")])
    assert "列名.yaml" in error.value.messages[0]


def test_of_two_columns_for_one_field_the_one_that_was_asked_for_has_it(sheet: Path) -> None:
    found = import_file(sheet, [])
    question = next(q for q in found.questions if q.heading == "存在问题")
    assert "“反馈问题”都像“表述”" in question.text and question.likely == "表述"
    assert "表述: 路灯不亮" in found.text
    found = import_file(sheet, ["存在问题=表述"])
    assert "表述: 灯坏了87盏" in found.text
    assert next(q for q in found.questions if q.heading == "反馈问题").likely == "表述"


def test_columns_are_shown_with_samples(sheet: Path) -> None:
    columns = {c.heading: c for c in import_file(sheet, []).columns}
    assert list(columns) == HEADINGS
    assert columns["反馈问题"].field == "表述" and columns["整改举措情形"].field == ""
    assert columns["整改举措情形"].samples == ("更换路灯87盏。",)


FAULTS = ["路灯长期不亮", "渠道淤塞无人清理", "账目不公开", "会议记录不全", "公章管理混乱", "食堂采购无台账"]
LISTED = "1.更换路灯87盏。\n2.建立巡查制度，每月巡查2次。"


def _read_below(tmp_path: Path, heading: str, cells: list[str], deeds: str = "整改举措及成效") -> ExcelImport:
    """A sheet whose measures and a column of that heading stand under 整改情况."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(["序号", "反馈问题", "整改情况", None, "责任单位"])
    page.append([None, None, deeds, heading, None])
    page.merge_cells("C1:D1")
    for at, (fault, cell) in enumerate(zip(FAULTS, cells, strict=True), 1):
        page.append([at, fault, LISTED, cell, "办公室"])
    book.save(tmp_path / "台账.xlsx")
    return read_excel(tmp_path / "台账.xlsx")


@pytest.mark.parametrize("heading", ["核", "落实情况", "成效"])
@pytest.mark.parametrize("codes", [["甲", "乙", "甲", "甲", "乙", "甲"], ["A类", "B类"] * 3, ["第一批", "第二批"] * 3])
def test_codes_are_no_text_whatever_their_heading_says(tmp_path: Path, heading: str, codes: list[str]) -> None:
    read = _read_below(tmp_path, heading, codes)
    assert [c.field for c in read.columns if c.heading == f"整改情况·{heading}"] == [""]
    first = read.ledger.problems[0]
    assert [m.content for m in first.measures] == ["更换路灯87盏。", "建立巡查制度，每月巡查2次。"]
    assert first.aspect is None and first.result is None and codes[0] in first.notes.values()
    assert f"“整改情况·{heading}”" in read.notes[0]


def test_short_words_that_all_say_how_far_are_statuses(tmp_path: Path) -> None:
    read = _read_below(tmp_path, "核", ["改完", "在改", "改完", "改完", "没改", "改完"])
    assert [p.status for p in read.ledger.problems[:2]] == ["已完成", "推进中"]
    assert all(len(p.measures) == 2 for p in read.ledger.problems)


@pytest.mark.parametrize("deeds", ["举措及成效", "整改举措和取得的成效", "措施及进展", "整改情况及成效", "对策、效果"])
def test_deeds_and_what_came_of_them_are_measures(tmp_path: Path, deeds: str) -> None:
    read = _read_below(tmp_path, "备注", ["/"] * 6, deeds)
    assert [(len(p.measures), p.result) for p in read.ledger.problems] == [(2, None)] * 6


def test_what_came_of_it_alone_stays_so(tmp_path: Path) -> None:
    first = _read_below(tmp_path, "备注", ["/"] * 6, "取得成效").ledger.problems[0]
    assert not first.measures and first.result == "更换路灯87盏。建立巡查制度，每月巡查2次。"
