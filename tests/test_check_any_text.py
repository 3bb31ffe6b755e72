"""No text, however strange, makes check crash or hang, and every finding it gives stands where it says."""

import json
import re

from check_notice import NOTICE, report_of
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.check import check
from drafter.check.page import page
from drafter.check.table import dump_json
from drafter.errors import InputError
from drafter.ledger.model import Ledger
from drafter.read import parse
from drafter.read.text import paragraphs


def words(row: str) -> list[str]:
    return row.split()


MARKS = [*"一二三是（）()“”‘’《》【】、，。；：！？%‰万亿年月日处件个家人"]
MARKS += ["\n", "\n\n", " ", "　", "\t", "\u200b", "\ufeff", "𠮷", "\x0b"]
FIGURES = words("1 12 99999999999999999999 0 3.14 50% ２０２４ 2024年 13月 2月30日 1月5日至12月3日 按1%、2%的比例")
NUMBERS = words("一是 二是 (1) ① 1. （一） 一、 三、下一步打算 整改情况： 关于 问题的整改。")
WORDS = words(
    "其中 其余 完成率 同比增长 反馈的 明确 条整改措施 个问题 由 增加到 截至 计划 已完成 全部完成 联系方式：电话 "
    "中共江州市云岭区委员会 巡视 巡察 【待补：】 XX 习近平总书记 <b> &amp; [red] {{ =1+1"
)
PIECES = st.sampled_from([*MARKS, *FIGURES, *NUMBERS, *WORDS])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))
LEDGER = Ledger.model_validate(
    {
        "单位": {"地区": "江州市云岭区"},
        "巡视": {"巡视组": "省委第三巡视组", "开始": "2024-03-05"},
        "问题": [
            {"表述": "问题", "措施": [{"提法": "一是", "内容": "完成12个"}], "状态": "推进中"},
            {"表述": "关于1", "公开": "否", "措施": [{"内容": "其中12件、13件"}]},
        ],
        "联系方式": {"电话": "0555-5550100"},
    }
)


def inspect(text: str) -> None:
    try:
        report = parse(paragraphs(text))
    except InputError:
        return
    findings = check(report, ledger=LEDGER)
    sources: dict[int, list[str]] = {}
    for paragraph in report.paragraphs:
        sources.setdefault(paragraph.line, []).append(paragraph.text)
    for finding in findings:
        if finding.span:
            start, end = finding.span.start, finding.span.end
            shown = re.compile(re.escape(finding.excerpt).replace(r"\*", "."))  # what may not be repeated is covered
            assert any(shown.match(t[start:end]) for t in sources[finding.span.line]), finding
        elif finding.excerpt:
            assert any(finding.excerpt in t for texts in sources.values() for t in texts), finding
    assert json.loads(dump_json("x", findings))["findings"] is not None
    assert page("x", report, findings).count("<article ") == len(findings)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_is_checked_to_the_end(text):
    inspect(text)


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(0, NOTICE.count("\n") - 1))
def test_a_notice_with_anything_put_into_it_is_checked_to_the_end(text, at):
    lines = NOTICE.splitlines()
    lines.insert(at, text)
    inspect("\n".join(lines))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(NOTICE)), st.integers(0, 200))
def test_a_notice_with_any_part_cut_out_is_checked_to_the_end(start, length):
    inspect(NOTICE[:start] + NOTICE[start + length :])


def test_long_runs_of_one_thing_do_not_hang():
    pieces = ["一是", "12个", "5%，", "“", "3月5日", "其中1个、", "反馈的", "截至", "问题”", " "]
    for piece in [*pieces, "1.关于“甲”问题的整改。\n一是好。\n"]:
        report = report_of(NOTICE.replace("抽查项目56个", piece * 1500))
        assert all(f.code for f in check(report))
