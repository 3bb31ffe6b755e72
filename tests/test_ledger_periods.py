"""Months and ranges as dates of meetings and supervision, and words that YAML takes for a comment."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command import ROOT

from drafter.errors import InputError
from drafter.ledger.excel_in import read_excel
from drafter.ledger.excel_out import write_excel
from drafter.ledger.load import load_ledger, load_ledger_text
from drafter.ledger.model import begins
from drafter.read import read_report
from drafter.work.drafting import Job, draft

LEDGER = """\
单位: {名称: 中共江州市云岭区委员会, 简称: 区委}
组织领导:
  会议:
    - {日期: 2024年9月至11月, 名称: 整改调度会, 事项: 听取进展, 次数: 3}
    - {日期: 2024年8月, 名称: 区委常委会会议, 事项: 专题研究整改工作}
  督查:
    - {日期: 2024年11月5日至8日, 内容: 开展专项督查}
    - {开始: 2024年12月, 结束: 2025年1月, 内容: 回头核查}
问题: [{编号: 1, 表述: 路灯损坏多, 措施: [{内容: 更换路灯。}]}]
"""


def test_months_and_ranges_are_printed_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(LEDGER, encoding="utf8")
    assert not draft(Job(tmp_path / "台账.yaml", tmp_path / "稿.docx")).errors
    text = "\n".join(p.text for p in read_report(tmp_path / "稿.docx", force=True).paragraphs)
    assert re.search("9月至11月，[^。]*整改调度会3次", text)
    assert "2024年8月，" in text and "11月5日至8日开展专项督查" in text and "12月至2025年1月回头核查" in text


def test_they_come_back_out_of_a_workbook(tmp_path: Path) -> None:
    ledger = load_ledger_text(LEDGER)
    (tmp_path / "台账.xlsx").write_bytes(write_excel(ledger))
    assert read_excel(tmp_path / "台账.xlsx", {}, {}).ledger.leadership == ledger.leadership


@pytest.mark.parametrize(
    ("written", "said"),
    [("8月", "要写上年份"), ("2024年13月", "没有这样的日期"), ("年底前后", "时段"), ("2024-13", "时段")],
)
def test_what_is_no_date_is_refused(written: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        load_ledger_text(LEDGER.replace("2024年8月", written))


def test_a_period_begins_with_its_first_day() -> None:
    assert str(begins("2024年9月至11月")) == "2024-09-01" and begins(None) is None


def test_words_behind_a_hash_are_told_and_comments_are_not(tmp_path: Path) -> None:
    path = tmp_path / "台账.yaml"
    path.write_text(
        "问题:\n  - 表述: 取水口监管松   # 内部说明\n    措施:\n"
        "      - 内容: 核查取水口156个，补办手续 #23个，封停4个。\n      - 内容: '整治 #3 号井。'\n",
        encoding="utf8",
    )
    outcome = draft(Job(path, tmp_path / "稿.docx"))
    told = [w for w in outcome.warnings if "当作说明" in w]
    assert len(told) == 1 and ":4:" in told[0] and "23个，封停4个。" in told[0]


@pytest.mark.parametrize("example", ["云岭区委.yaml", "云岭区水务局党组.yaml", "未完成.yaml"])
def test_the_examples_lose_nothing(example: str, tmp_path: Path) -> None:
    load_ledger(ROOT / "examples" / example)
    outcome = draft(Job(ROOT / "examples" / example, tmp_path / "稿.docx"))
    assert not [w for w in outcome.warnings if "当作说明" in w]


@pytest.mark.parametrize("written", ["2024-08", "2024.8", "2024/08", "２０２４－０８"])
def test_a_month_in_digits_is_a_month(written: str) -> None:
    assert load_ledger_text(LEDGER.replace("2024年8月", written)) == load_ledger_text(LEDGER)
