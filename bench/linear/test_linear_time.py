"""Time grows with the length of what is read, not faster: patterns and commands on n, 2n, 4n of a thing.

Run by hand: pytest bench/linear. What is measured is the processor's time of this process, the least of several runs,
and only where it is long enough to be told from noise.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from pattern_sweep import Found, patterns, unresolved

from drafter.check import check
from drafter.read import read_report
from drafter.read.outline import outline
from drafter.work.importing import import_file

GROWTH = 2.3  # for each doubling
ENOUGH = 0.006  # seconds: what takes less has no growth to speak of
LONG = 0.1  # seconds: long enough to judge, and no need to try longer texts
SIZES = [128, 256, 512, 1024, 2048, 4096]
UNITS = (
    *"的是一二十万年月日个项次元不中委镇大",
    *"01９aA",
    *" \t　\n",
    *"。，、；：！？,.:;-—%·…",
    *"（）()《》“”\"'【】[]〔〕",
    "一是", "第一，", "（一）", "(1)", "1.", "1、", "①", "一、", "a.", "其一，",
    "2024年", "3月", "5日", "12.5万元", "30%", "1,", "1.1.", "区委", "问题", "关于“", "”问题", "整改", "完成",
    "。 ", "， ",
)  # fmt: skip
LITERAL = re.compile(r"[\u4e00-\u9fff“《（]{1,6}")


def seconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


def grows(run: Callable[[int], object], sizes: list[int], enough: float = ENOUGH, long: float = LONG) -> str | None:
    """How it grows over the last two doublings, where that is faster than it may."""
    taken: list[float] = []
    if len(sizes) > 3 and seconds(lambda: run(sizes[2])) < enough / 20 and seconds(lambda: run(sizes[-1])) < enough:
        return None
    for size in sizes:
        taken.append(seconds(lambda size=size: run(size)))  # type: ignore[misc]
        if taken[-1] > long and len(taken) > 2:
            break
    last = len(taken) - 1
    if taken[-1] < enough or taken[-1] <= taken[-3] * GROWTH**2:
        return None
    least = [min(seconds(lambda size=size: run(size)) for _ in range(3)) for size in sizes[last - 2 : last + 1]]  # type: ignore[misc]
    if least[-1] < enough or least[-1] <= least[0] * GROWTH**2:
        return None
    return "，".join(f"{size}: {took * 1000:.1f} ms" for size, took in zip(sizes[last - 2 :], least, strict=False))


def units(pattern: re.Pattern[str]) -> Iterator[str]:
    """What texts are made of: the frequent things, and the words that the pattern itself names."""
    yield from UNITS
    yield from dict.fromkeys(LITERAL.findall(re.sub(r"(?m)\s#.*$", "", pattern.pattern))[:12])


def super_linear(found: Found) -> list[str]:
    pattern = found.pattern
    slow = []
    for unit in units(pattern):

        def run(size: int, unit: str = unit) -> None:
            text = unit * (size // len(unit))
            if found.scans:
                for _ in pattern.finditer(text):
                    pass
            else:
                pattern.match(text)
                pattern.fullmatch(text)

        if grew := grows(run, SIZES):
            slow.append(f"{found.where} × {unit!r}: {grew}")
            break  # one is enough, and the others would take as long
    return slow


def test_most_patterns_are_collected() -> None:
    assert len(patterns()) > 300
    assert any(found.scans for found in patterns()) and not all(found.scans for found in patterns())


SHARE = 6


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARE))
def test_no_pattern_takes_more_than_its_share_of_time_for_a_longer_text(share: int) -> None:
    slow = [line for found in patterns()[share::SHARE] for line in super_linear(found)]
    assert not slow, "\n".join(slow)


# Patterns that only a running function can make: what they are made of, and why that stays linear.
MADE_WHEN_RUN = {
    "drafter.check.kinds.substitution:norm_of": "a row of the 规范表, each with examples that are run",
    "drafter.check.rules_house:_occurrences": "an office's own words, escaped",
    "drafter.check.rules_identity:place_name_near_miss": "a name, escaped",
    "drafter.check.rules_publication:internal_evidence": "a name of the ledger, escaped",
    "drafter.check.rules_text_words:inspection_kind_mixed": "one of 巡视 and 巡察",
    "drafter.check.rules_text_words:_other_kind": "one of 巡视 and 巡察",
    "drafter.yamlmend:_mend_flow": "one of two marks",
    "drafter.phrases.groups:": "rows of a table, held by the module and measured there",
    "drafter.read.evidence:_alternatives": "words of a table, escaped",
    "drafter.read.evidence:_section_words": "words of a table, escaped",
    "drafter.read.tables:": "rows of a table, held by the module and measured there",
    "drafter.text.bodies:_pattern": "called and measured",
    "drafter.text.quantities:_pattern": "called and measured",
}


def test_patterns_that_are_made_while_running_are_listed_with_their_reason() -> None:
    assert sorted(set(unresolved()) - set(MADE_WHEN_RUN)) == []


# --- the commands ----------------------------------------------------------------------------------------------------

HEAD = "中共江州市云岭区委员会关于省委巡视整改进展情况的通报\n根据省委统一部署，省委第三巡视组对云岭区开展了巡视。\n"
LINES = (
    "二",
    "。",
    "，",
    "一",
    "年",
    "个",
    "项",
    "1",
    " ",
    "（",
    "“",
    "《",
    "一是",
    "1.",
    "（一）",
    "12.5万元",
    "区委",
    "-",
)


def notice(folder: Path, body: str) -> Path:
    path = folder / "通报.txt"
    path.write_text(HEAD + "二、整改进展情况\n" + body + "\n三、下一步打算\n一是持续用力。坚持标准不降。\n", "utf-8")
    return path


def read_and_checked(path: Path) -> None:
    report = read_report(path)
    outline(report)
    check(report)


@pytest.mark.parametrize("unit", LINES)
def test_a_long_line_is_read_and_checked_in_time_that_grows_with_it(unit: str, tmp_path: Path) -> None:
    def run(size: int) -> None:
        read_and_checked(notice(tmp_path, f"1.关于“产业转型步伐不快”问题的整改。\n一是{unit * (size // len(unit))}"))

    run(100)
    assert grows(run, [500, 1000, 2000], enough=0.15, long=20) is None


def problems(count: int) -> str:
    return "\n".join(
        f"{n}.关于“第{n}项工作抓得不实”问题的整改。\n一是完善机制。修订制度{n}项，核查台账{n + 7}份。\n"
        f"二是落实责任。约谈{n}人。"
        for n in range(1, count + 1)
    )


def test_more_problems_are_read_and_checked_in_time_that_grows_with_them(tmp_path: Path) -> None:
    def run(size: int) -> None:
        read_and_checked(notice(tmp_path, problems(size)))

    run(5)
    assert grows(run, [60, 120, 240], enough=0.2, long=30) is None


def test_a_notice_of_more_problems_is_imported_in_time_that_grows_with_them(tmp_path: Path) -> None:
    def run(size: int) -> None:
        import_file(notice(tmp_path, problems(size)), [])

    run(5)
    assert grows(run, [100, 200, 400], enough=0.2, long=30) is None


def test_a_sheet_of_more_rows_is_imported_in_time_that_grows_with_them(tmp_path: Path) -> None:
    def run(size: int) -> None:
        import_file(sheet(tmp_path, size), [])

    run(5)
    assert grows(run, [150, 300, 600], enough=0.2, long=30) is None


def sheet(folder: Path, rows: int) -> Path:
    path = folder / f"台账{rows}.xlsx"
    if not path.exists():
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.append(["序号", "问题", "整改措施", "责任单位", "整改进展", "状态"])
        for n in range(1, rows + 1):
            page.append(
                [n, f"第{n}项工作抓得不实", "完善机制", "区发改局", f"修订制度{n}项。核查台账{n + 7}份。", "已完成"]
            )
        book.save(path)
    return path
