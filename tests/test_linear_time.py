"""Time grows with the length of what is read, not faster: patterns and commands on n, 2n, 4n of a thing.

What is measured is the processor's time of this process, the least of several runs, so that a busy machine changes
nothing; and only where it is long enough to be told from noise.
"""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from pattern_sweep import Found, modules, patterns, tree_of, unresolved

from drafter.check import check, rules_text_words
from drafter.check.kinds.substitution import norm_of
from drafter.read import read_report
from drafter.read.outline import outline
from drafter.text.lexicon import table
from drafter.text.remembered import forget
from drafter.work.importing import import_file

GROWTH = 2.3  # for each doubling
ENOUGH = 0.006  # seconds: what takes less for the longest text has no growth to speak of
LONG = 2.0  # seconds of measuring, after which it is believed
QUADRATIC = re.compile("一+二")  # by what the lengths of the texts are chosen
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


def seconds(run: Callable[[int], object], size: int) -> float:
    started = time.process_time()
    run(size)
    return time.process_time() - started


@cache
def sizes() -> tuple[int, int, int]:
    """The lengths at which what is quadratic takes long enough on this machine, however fast it is."""

    def run(size: int) -> None:
        QUADRATIC.search("一" * size)

    shortest = 512
    while min(seconds(run, 4 * shortest) for _ in range(3)) < 2 * ENOUGH:
        shortest *= 2
    return shortest, 2 * shortest, 4 * shortest


def grows(run: Callable[[int], object], lengths: tuple[int, int, int], enough: float) -> str | None:
    """How it grows over two doublings, where that is faster than it may; measured again before it is believed, and
    once more on what is twice as long, where what grows too fast only shows the better."""
    if seconds(run, lengths[0]) < enough / 30:  # were it cubic, the longest would take little more than enough
        return None
    shorter, longer = _growth(run, lengths, enough), None
    if shorter:
        longer = _growth(run, (2 * lengths[0], 2 * lengths[1], 2 * lengths[2]), enough)
    return f"{shorter}；{longer}" if shorter and longer else None


def _growth(run: Callable[[int], object], lengths: tuple[int, int, int], enough: float) -> str | None:
    least = [float("inf")] * 3
    since = time.process_time()
    for _ in range(8):  # other work on the machine is in some of them, never in the least of all
        least = [min(known, seconds(run, size)) for known, size in zip(least, lengths, strict=True)]
        if least[2] < enough or least[2] <= least[0] * GROWTH**2 or least[2] <= least[1] * GROWTH:
            return None  # a step where a text outgrows the processor's cache is not there at the next doubling
        if time.process_time() - since > LONG:
            break  # what takes this long is told from noise at once
    return "，".join(f"{size}: {took * 1000:.1f} ms" for size, took in zip(lengths, least, strict=True))


def units(pattern: re.Pattern[str]) -> list[str]:
    """What texts are made of: the frequent things, and the words that the pattern itself names."""
    return list(dict.fromkeys([*UNITS, *LITERAL.findall(re.sub(r"(?m)\s#.*$", "", pattern.pattern))[:12]]))


@cache
def text_of(unit: str, size: int) -> str:
    return unit * (size // len(unit))


def super_linear(found: Found) -> str | None:
    pattern = found.pattern
    for unit in units(pattern):

        def run(size: int, unit: str = unit) -> None:
            text = text_of(unit, size)
            if found.scans:
                for _ in pattern.finditer(text):
                    pass
            else:
                pattern.match(text)
                pattern.fullmatch(text)

        if grew := grows(run, sizes(), ENOUGH):
            return f"{found.where} × {unit!r}: {grew}"
    return None


def test_most_patterns_are_collected() -> None:
    assert len(patterns()) > 300
    assert any(found.scans for found in patterns()) and not all(found.scans for found in patterns())


def test_no_pattern_takes_more_than_its_share_of_time_for_a_longer_text() -> None:
    slow = [grew for found in (*patterns(), *made()) if (grew := super_linear(found))]
    assert not slow, "\n".join(slow)


@pytest.mark.parametrize("slow", [r"《[^》]*》", r"\s*\d", r"一+二"])
def test_the_sweep_notices_what_is_quadratic(slow: str) -> None:
    assert super_linear(Found("slow", re.compile(slow), True))


# Patterns that only a running function can make, and why they are linear.
MADE_WHEN_RUN = {
    "drafter.patterns:compiled": "what a module holds until it is used: measured where it is held",
    "drafter.check.kinds.collocation:__init__": "verbs of the table, escaped by being Chinese words",
    "drafter.check.privacy:__init__": "names that a rule has found, escaped",
    "drafter.check.privacy:_pieces": "beginnings and ends of numbers that a rule has found, escaped",
    "drafter.ledger.excel_colours:_named": "words of a sheet's legend, escaped",
    "drafter.check.rules_competence:_deeds": "rows of a table with bounded gaps, called and measured",
    "drafter.check.rules_competence:_posts": "how names end, rows of a table",
    "drafter.check.rules_offices:_offices": "rows of a table without gaps, each with its example",
    "drafter.check.rules_copied:_mended": "a name with one letter open, escaped",
    "drafter.check.rules_formula_company:_company": "words of a table, escaped or joined by |",
    "drafter.check.rules_house:_occurrences": "an office's own words, escaped",
    "drafter.check.rules_identity:_stem_near_miss": "the unit's own place with one letter open",
    "drafter.check.rules_identity:place_name_near_miss": "a name with one letter open, escaped",
    "drafter.check.rules_identity_names:_typed_otherwise": "a name with one letter open, Chinese characters",
    "drafter.check.rules_identity_place:own_place_of_another_level": "the unit's own place, escaped",
    "drafter.check.rules_identity_place:own_unit_in_another_place": "the unit's own name, escaped",
    "drafter.check.rules_identity_words:_heads": "words of a table, escaped",
    "drafter.check.rules_identity_words:_sorts": "rows of a table: how names end, a few words",
    "drafter.check.rules_meaning:_is_what_they_went_to": "a measure word of a list",
    "drafter.check.rules_meaning:_counted": "words of a table",
    "drafter.check.rules_meaning:_reversed": "words of a table with bounded gaps",
    "drafter.check.rules_meaning:_wrong_order": "words of a table",
    "drafter.check.rules_matters:_matters": "rows of a table, called and measured",
    "drafter.check.rules_norms:_with_a_word_too_many": "single words of a list",
    "drafter.check.rules_internal_marks:internal_evidence": "names of the ledger, escaped",
    "drafter.check.rules_rates:_scales": "steps of a table, escaped",
    "drafter.check.rules_units:_orders": "rows of a table, held by the module and measured there",
    "drafter.check.rules_units:_unit_costs": "words of a table joined by |",
    "drafter.check.rules_outcomes:_told": "words of a table, escaped",
    "drafter.check.rules_text_words:inspection_kind_mixed": "measured with both words: `made`",
    "drafter.check.rules_text_words:_other_kind": "measured with both words: `made`",
    "drafter.ledger.emptied:_named": "names of the ledger, escaped",
    "drafter.ledger.excel_kinds:_deeds": "words of a table, escaped",
    "drafter.ledger.excel_kinds:_faults": "words of a table, escaped",
    "drafter.phrases.asked:_fault_words": "words of a table, escaped",
    "drafter.phrases.groups:": "words of a table, escaped",
    "drafter.read.evidence:_alternatives": "words of a table, escaped",
    "drafter.read.evidence:_section_words": "words of a table, escaped",
    "drafter.read.genre:_kinds": "words of a table, escaped",
    "drafter.text.balances:of": "words of a table, escaped",
    "drafter.text.bodies:_pattern": "called and measured",
    "drafter.text.lists:_ends_as_verb": "words of a table, escaped",
    "drafter.text.lists:_heads": "called and measured",
    "drafter.text.parts:_settled": "called and measured",
    "drafter.text.quantities:_pattern": "called and measured",
    "drafter.yamlmend:_mend_flow": "the known keys, escaped, each behind a mark of its own",
}


def made() -> Iterator[Found]:
    """Patterns that are made while running, as they are made of what is shipped."""
    for norm in map(norm_of, table("norms")):
        if norm.pattern:
            yield Found(f"规范表 {norm.id}", norm.pattern, True)
        for _, _, condition in norm.conditions:
            yield Found(f"规范表 {norm.id}", condition, False)
    for kind, other, upper in (("巡视", "巡察", "(?:中央|省委|自治区党委)"), ("巡察", "巡视", "(?:[市县区州]委)")):
        for text in (rules_text_words._OWN_ANYWHERE, rules_text_words._OWN_HERE, rules_text_words._LONE):
            yield Found("rules_text_words", re.compile(text % {"kind": other, "upper": upper}, re.VERBOSE), True)
        yield Found("rules_text_words", re.compile(rules_text_words._OWN_DOCUMENT % {"kind": other}), True)
        lone = rf"(?<!{kind})(?<![市区县镇]委)(?<!轮){other}(?!办|机构|人才|干部|对象)"
        yield Found("rules_text_words", re.compile(lone), True)


def test_patterns_that_are_made_while_running_are_listed_with_their_reason() -> None:
    assert sorted(set(unresolved())) == sorted(MADE_WHEN_RUN)


def test_no_bound_became_a_tuple() -> None:
    """{0,3} in an rf-string is the text of a tuple: it has to be written {{0,3}}."""
    wrong = [
        f"{module.__name__}:{node.lineno}"
        for module in modules()
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Tuple | ast.Constant)
    ]
    assert wrong == []


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
    forget()  # what was read of the text before
    report = read_report(path)
    outline(report)
    check(report)


@pytest.mark.parametrize("unit", LINES)
def test_a_long_line_is_read_and_checked_in_time_that_grows_with_it(unit: str, tmp_path: Path) -> None:
    def run(size: int) -> None:
        read_and_checked(notice(tmp_path, f"1.关于“产业转型步伐不快”问题的整改。\n一是{unit * (size // len(unit))}"))

    run(100)
    assert grows(run, (500, 1000, 2000), 0.15) is None


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
    assert grows(run, (50, 100, 200), 0.2) is None


def test_a_notice_of_more_problems_is_imported_in_time_that_grows_with_them(tmp_path: Path) -> None:
    def run(size: int) -> None:
        forget()
        import_file(notice(tmp_path, problems(size)), [])

    run(5)
    assert grows(run, (60, 120, 240), 0.2) is None


def test_a_sheet_of_more_rows_is_imported_in_time_that_grows_with_them(tmp_path: Path) -> None:
    def run(size: int) -> None:
        forget()
        import_file(sheet(tmp_path, size), [])

    run(5)
    assert grows(run, (80, 160, 320), 0.2) is None


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
