"""Ledgers in other files than .xlsx: tables of a Word file, .csv, and the old formats that are refused."""

from pathlib import Path

import pytest
from docx import Document

from drafter.errors import InputError
from drafter.ledger.load import load_ledger
from drafter.ledger.model import Ledger
from drafter.work.importing import import_file

HEAD = ["序号", "反馈问题", "整改措施", "责任单位", "整改进展", "整改状态"]


def table(document: Document, rows: list[list[str]], merged: tuple[tuple[int, int, int], ...] = ()) -> None:
    """`merged`: (column, first row, last row)."""
    made = document.add_table(len(rows), len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            made.cell(r, c).text = text
    for column, first, last in merged:
        made.cell(first, column).merge(made.cell(last, column))


def imported(path: Path, folder: Path) -> tuple[Ledger, list[str]]:
    found = import_file(path, [])
    out = folder / "台账.yaml"
    out.write_text(found.text, encoding="utf-8")
    return load_ledger(out), found.messages


def test_tables_of_a_word_file_are_a_ledger(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("中共苍岭县水务局党组巡察整改台账")
    document.add_paragraph("一、民生方面")
    rows = [
        HEAD,
        ["1", "农村供水管网老化", "改造管网", "县水务局", "改造管网12公里。", "已完成"],
        ["", "", "建立巡查制度", "", "巡查36次。", "推进中"],
    ]
    table(document, rows, ((0, 1, 2), (1, 1, 2), (3, 1, 2)))
    document.add_paragraph("二、党的建设方面")
    table(document, [HEAD, ["2", "支部活动少", "开展活动", "办公室", "开展活动12次。", "已完成"]])
    document.add_paragraph("填表人：张某")
    path = tmp_path / "台账.docx"
    document.save(path)
    ledger, messages = imported(path, tmp_path)
    one, two = ledger.problems
    assert [(p.aspect, p.title) for p in ledger.problems] == [
        ("民生方面", "农村供水管网老化"), ("党的建设方面", "支部活动少"),
    ]  # fmt: skip
    assert [(m.plan, m.content, m.status) for m in one.measures] == [
        ("改造管网", "改造管网12公里。", "已完成"), ("建立巡查制度", "巡查36次。", "推进中"),
    ]  # fmt: skip
    assert one.units == ["县水务局"] and two.status == "已完成"
    assert "填表人：张某" in ledger.remarks
    assert any("无处可放0" in message for message in messages)


def test_a_table_that_goes_on_over_a_page_is_one(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("巡察整改台账")
    table(document, [HEAD, ["1", "农村供水管网老化", "改造管网", "县水务局", "改造管网12公里。", "已完成"]])
    document.add_paragraph("")
    table(document, [["2", "支部活动少", "开展活动", "办公室", "开展活动12次。", "已完成"]])
    path = tmp_path / "台账.docx"
    document.save(path)
    ledger, _ = imported(path, tmp_path)
    assert [p.title for p in ledger.problems] == ["农村供水管网老化", "支部活动少"]


def test_a_notice_with_a_table_of_problems_stays_a_notice(tmp_path: Path) -> None:
    document = Document()
    for text in (
        "中共苍岭县水务局党组关于巡察整改进展情况的通报",
        "根据县委统一部署，2024年3月4日至4月30日，县委第二巡察组对县水务局党组开展了巡察。2024年6月12日，县委巡察组"
        "向县水务局党组反馈了巡察意见。按照党务公开原则和巡察工作有关要求，现将巡察整改进展情况予以公布。",
        "一、组织领导情况",
        "一是加强领导。召开党组会议3次。",
        "二、整改进展情况",
    ):
        document.add_paragraph(text)
    table(document, [HEAD, ["1", "农村供水管网老化", "改造管网", "县水务局", "改造管网12公里。", "已完成"]])
    document.add_paragraph("中共苍岭县水务局党组")
    document.add_paragraph("2024年12月1日")
    path = tmp_path / "通报.docx"
    document.save(path)
    ledger, messages = imported(path, tmp_path)
    assert "县委第二巡察组" in ledger.model_dump_json()
    assert not any("附注" in message for message in messages)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_csv_of_a_sheet_with_titles_and_totals(encoding: str, tmp_path: Path) -> None:
    lines = [
        "苍岭县委巡察整改台账,,,,,",
        ",".join(HEAD),
        "一,民生方面,,,,",
        '1,农村供水管网老化,改造管网,县水务局,"改造管网12公里，\n惠及2,316户。",已完成',
        "合计,1个,,,,",
    ]
    path = tmp_path / "台账.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    ledger, messages = imported(path, tmp_path)
    [problem] = ledger.problems
    assert (problem.aspect, problem.measures[0].content) == ("民生方面", "改造管网12公里，惠及2,316户。")
    assert "合计 1个" in ledger.remarks and any("无处可放0" in message for message in messages)


@pytest.mark.parametrize("suffix", [".xls", ".et"])
def test_old_formats_are_refused_with_the_way_to_convert(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"台账{suffix}"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(InputError, match="另存为不加密的"):
        import_file(path, [])
