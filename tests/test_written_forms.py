"""Each way of writing a thing is understood in each place where it may stand.

The forms come from the tables of `drafter/text` and `drafter/lexicon`: a new row is tried in every place at once.
Places: the outline of a notice, a ledger in YAML, a ledger in Excel, the check of a notice.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from check_notice import NOTICE, findings, report_of
from openpyxl import Workbook

from drafter.errors import InputError
from drafter.ledger.excel_in import read_excel
from drafter.ledger.load import load_ledger, load_ledger_text
from drafter.ledger.model import Ledger
from drafter.read import read_report
from drafter.text.lexicon import table
from drafter.text.normal import fold
from drafter.text.numerals import to_chinese
from drafter.text.ordinals import ORDER, print_ordinal
from drafter.text.statuses import says_nothing, status_of

CODES_OF_NUMBERING = "S2"
MEASURES = ("完善产业规划，编制三年行动计划。", "盘活闲置土地，清退低效地块。", "引进龙头企业，跟踪服务项目。")


def in_sheet(folder: Path, **cells: object) -> Ledger:
    """The ledger of a sheet with one problem, whose other cells are given by their headings."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    row: dict[str, object] = {"序号": 1, "问题": "产业转型步伐不快", "整改措施": "完善产业规划", **cells}
    sheet.append(list(row))
    sheet.append(list(row.values()))
    book.save(folder / "台账.xlsx")
    return read_excel(folder / "台账.xlsx", {}).ledger


def in_yaml(**pairs: str) -> Ledger:
    keys = "".join(f"\n    {key}: {value}" for key, value in pairs.items())
    return load_ledger_text(f"问题:\n  - 表述: 产业转型步伐不快{keys}\n")


def progress(*lines: str) -> str:
    """The notice with other paragraphs as its first problem."""
    head, _, rest = NOTICE.partition("1.关于“产业转型步伐不快”问题的整改。\n")
    return head + "\n".join(lines) + "\n2.关于" + rest.partition("2.关于")[2]


# --- statuses: every word that is one by itself ----------------------------------------

STATUSES = {
    row["词"]: found.status
    for row in table("statuses")
    if (found := status_of(row["词"])) and not says_nothing(row["词"])  # 没有 in a cell is nothing
}


@pytest.mark.parametrize("word", STATUSES)
def test_a_status_is_understood_in_a_ledger(word: str, tmp_path: Path) -> None:
    assert in_yaml(状态=f'"{word}"').problems[0].status == STATUSES[word]
    assert in_sheet(tmp_path, 完成情况=word).problems[0].status == STATUSES[word]


@pytest.mark.parametrize("word", [word for word in STATUSES if len(word) > 1 and not word.isascii()])
def test_a_status_is_understood_in_a_notice(word: str) -> None:
    heading = f"1.关于“产业转型步伐不快”问题的整改（{word}）。"
    assert report_of(progress(heading, "一是" + MEASURES[0])).problems[0].title == "产业转型步伐不快"
    if "计划" in word:
        return  # 按计划8条 is a plan, not a part
    other = "已完成" if STATUSES[word] in ("推进中", "长期坚持") else "正在推进"
    text = NOTICE.replace("明确13条整改措施。", f"明确13条整改措施，{word}8条，{other}6条。")
    assert findings(text, "N"), "8 and 6 are not 13"


# --- yes and no ----------------------------------------

ANSWERS = {row["词"]: row["义"] == "是" for row in table("yes_no")}


@pytest.mark.parametrize("word", ANSWERS)
def test_yes_and_no_are_understood_in_a_ledger(word: str, tmp_path: Path) -> None:
    assert in_yaml(公开=f'"{word}"').problems[0].public is ANSWERS[word]
    assert in_sheet(tmp_path, 是否公开=word).problems[0].public is ANSWERS[word]


# --- dates ----------------------------------------

DATES: dict[str, Callable[[dt.date], str]] = {
    "2024年12月3日": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "2024-12-03": lambda d: d.isoformat(),
    "2024.12.3": lambda d: f"{d.year}.{d.month}.{d.day}",
    "2024/12/3": lambda d: f"{d.year}/{d.month}/{d.day}",
    "2024年12月03日": lambda d: f"{d.year}年{d.month}月{d.day:02}日",
    "2024 年 12 月 3 日": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "２０２４年１２月３日": lambda d: f"{d.year}年{d.month}月{d.day}日".translate(FULL_WIDTH),
    "2024年12月3号": lambda d: f"{d.year}年{d.month}月{d.day}号",
    "二〇二四年十二月三日": lambda d: f"二〇二四年{to_chinese(d.month)}月{to_chinese(d.day)}日",
}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
DAY = dt.date(2024, 12, 3)


@pytest.mark.parametrize("form", DATES)
def test_a_date_is_understood_in_a_ledger(form: str, tmp_path: Path) -> None:
    printed = DATES[form](DAY)
    assert in_yaml(时限=printed).problems[0].deadline == DAY
    assert in_sheet(tmp_path, 整改时限=printed).problems[0].deadline == DAY


@pytest.mark.parametrize("form", DATES)
def test_a_date_is_understood_in_a_notice(form: str) -> None:
    assert report_of(NOTICE.replace("2025年1月15日", DATES[form](DAY))).date == DAY
    told = report_of(NOTICE.replace("6月20日反馈", f"{DATES[form](DAY)}反馈"))
    assert told.inspection.feedback == DAY


@pytest.mark.parametrize("form", DATES)
def test_a_day_that_does_not_exist_is_seen_by_the_check(form: str) -> None:
    printed = DATES[form](dt.date(2024, 11, 30)).replace("11", "2").replace("十一", "二").replace("１１", "２")
    assert findings(NOTICE.replace("2024年6月22日，区委常委会", f"{printed}，区委常委会"), "N301"), printed
    with pytest.raises(InputError, match="没有这一天"):
        in_yaml(时限=printed)


# --- numerals: how many problems were fed back, what a problem's number is ----------------------------------------

NUMERALS = {"7": 7, "７": 7, "七": 7, "柒": 7, "12": 12, "十二": 12, "１２": 12, "二十": 20, "壹佰": 100, "两百": 200}


@pytest.mark.parametrize("numeral", NUMERALS)
def test_a_numeral_is_understood(numeral: str, tmp_path: Path) -> None:
    if numeral not in ("柒", "壹佰"):  # written so in sums of money, not in counts
        assert findings(NOTICE.replace("反馈的6个问题", f"反馈的{numeral}个问题"), "S N"), "the notice has 6"
    assert in_sheet(tmp_path, 序号=numeral).problems[0].number == NUMERALS[numeral]


# --- ordinals ----------------------------------------

# Those that number what stands above a measure are tried there: a section, a problem.
LISTED = [kind for kind in ORDER if kind not in ("一、", "问题一", "1.", "1.1", "1.1.1", "一方面")]


@pytest.mark.parametrize("kind", LISTED)
def test_an_ordinal_is_understood_in_a_notice(kind: str) -> None:
    lines = [print_ordinal(kind, n) + text for n, text in enumerate(MEASURES, 1)]
    report = report_of(progress("1.关于“产业转型步伐不快”问题的整改。", *lines))
    measures = list(report.problems[0].all_measures())
    assert len(measures) == 3
    for number, measure in enumerate(measures, 1):
        assert fold(print_ordinal(kind, number)).startswith(fold(measure.ordinal or "-"))


@pytest.mark.parametrize("kind", ["（一）", "问题一", "1.", "（1）", "①", "1）"])
def test_an_ordinal_of_a_problem_is_understood_in_a_notice(kind: str) -> None:
    text = re.sub(r"^(\d)\.关于", lambda m: print_ordinal(kind, int(m[1])) + "关于", NOTICE, flags=re.MULTILINE)
    assert [p.title for p in report_of(text).problems] == [p.title for p in report_of(NOTICE).problems]


@pytest.mark.parametrize("kind", LISTED)
def test_an_ordinal_is_understood_in_a_cell(kind: str, tmp_path: Path) -> None:
    cell = "\n".join(print_ordinal(kind, n) + text for n, text in enumerate(MEASURES, 1))
    ledger = in_sheet(tmp_path, 整改措施="", 整改进展=cell)
    assert len(ledger.problems[0].measures) == 3


@pytest.mark.parametrize("kind", LISTED)
def test_a_repeated_ordinal_is_seen_by_the_check(kind: str) -> None:
    lines = [print_ordinal(kind, n) + text for n, text in zip((1, 2, 2), MEASURES, strict=True)]
    text = progress("1.关于“产业转型步伐不快”问题的整改。", *lines)
    assert findings(text, CODES_OF_NUMBERING)


# --- look-alikes and widths ----------------------------------------

LOOK_ALIKE = {
    "radicals": str.maketrans("一二人大工", "\u2f00\u2f06\u2f08\u2f24\u2f2f"),
    "compatibility ideographs": str.maketrans("利立行", "\uf9dd\uf9f7\ufa08"),
    "full width": {ord(c): ord(c) + 0xFEE0 for c in "0123456789"},
    "zero width": {ord("的"): "\u200b的"},
}


@pytest.mark.parametrize("kind", LOOK_ALIKE)
def test_a_look_alike_changes_nothing(kind: str, tmp_path: Path) -> None:
    """In a file of each kind, which is where texts come in."""
    place = tmp_path / "通报.txt"
    place.write_text(NOTICE.translate(LOOK_ALIKE[kind]), "utf-8")
    plain, other = report_of(NOTICE), read_report(place)
    assert [fold(p.text) for p, _ in other.walk()] == [fold(p.text) for p, _ in plain.walk()]
    title = "大力推行立行立改的工作机制不力"
    printed = title.translate(LOOK_ALIKE[kind])
    (tmp_path / "台账.yaml").write_text(f"问题:\n  - {{表述: 产业转型步伐不快, 公开表述: {printed}}}\n", "utf-8")
    for ledger in (load_ledger(tmp_path / "台账.yaml"), in_sheet(tmp_path, 公开表述=printed)):
        assert ledger.problems[0].public_title == title
