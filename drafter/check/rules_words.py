"""V: empty words. A measure that says nothing anybody could look up is the reader's first complaint.

Only for the reviewer's eye: a lead phrase (提法) is meant to be general, what follows it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.model import Finding, Where
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passage, Place, Point, Problem, Report
from drafter.text.normal import CJK
from drafter.text.numerals import TWO_TO_TEN
from drafter.text.ordinals import strip_ordinal
from drafter.text.placeholders import is_told

_LABEL = pattern(rf"^\s*[{CJK}]{{2,4}}[:：]")
# Something that can be looked up, counted or asked after.
_CONCRETE = pattern(
    rf"""
    \d | (?<![两{TWO_TO_TEN}百千万])[两{TWO_TO_TEN}百千万]{{1,9}}
      (?:次|项|个|家|名|人|件|条|场|处|起|轮|批|户|期|亿|万) | 《 | “
    | [市区县镇乡省部](?:委|政府|纪委|监委|人大|政协|发改|教育|财政|民政|水利|交通|卫健|住建|城管|应急|审计|信访)
    | [{CJK}]{{2,8}}(?:街道|镇|乡|村|社区|集团|公司|学校|医院|局|园区|开发区|管委会|办公室|领导小组|专班|督查组|委员会)
    | [{CJK}]{{2,8}}(?:中心|平台|法院|检察院|公安局)
    | 召开 | 印发 | 出台 | 制定 | 修订 | 编制 | 成立 | 组建 | 约谈 | 立案 | 处分 | 通报 | 拆除 | 清退 | 追缴 | 退还
    | 挽回 | 完工 | 竣工 | 开工 | 建成 | 投用 | 上线 | 启用 | 签订 | 签约 | 挂牌 | 验收 | 移交 | 公示 | 聘请 | 选派
    | 招录 | 提拔 | 免职 | 调离 | 问责 | 诫勉 | 培训班 | 轮训 | 讲座 | 现场检查
    | 每[日天周月季年] | 季度 | 半年 | 年底 | 月底 | 已完成 | 全部完成 | 整改到位 | 办结 | 销号 | 清零 | 全覆盖
    | (?:建立|健全|完善|实行|推行|落实)[{CJK}]{{2,16}}(?:制度|机制|清单|台账|办法|规定|细则|流程|规则|责任制|模式)
    | (?:开展|组织|举办)[{CJK}]{{2,16}}
      (?:检查|督查|巡查|抽查|排查|整治|培训|演练|宣讲|调研|走访|评估|考核|活动|审计|清理|行动|测评|自查)
    """,
    re.VERBOSE,
)
_SHORTEST = 12  # a shorter text is a heading that the reader took for a measure


@rule(
    "V101",
    slug="empty-measure",
    title="措施空泛",
    severity="info",
    reason="没有数字、时间、文件名、单位，也没有具体做法的措施，群众看不出改了什么。",
    wrong="一是提高思想认识。切实增强责任感和紧迫感，不断推动工作再上新台阶。",
    right="一是提高思想认识。召开专题会议3次，修订《议事规则》，12个部门逐一作出承诺。",
)
def empty_measure(report: Report) -> Iterator[Finding]:
    """A measure with no figure, date, 《title》, named body or concrete act in all its text."""
    for problem, measure in _measures(report):
        if _is_empty(measure):
            passage = measure.passages[0]
            place = Place(_section_of(report), "progress", problem.number, "measure")
            message = f"第{problem.number}个问题的这条措施没有数字、时间、文件、单位或具体做法"
            yield Finding.on(passage, place, message, suggestion=_answer(measure.text))


_TOLD = 3  # frames of results that a finding names


def _answer(text: str) -> str:
    """What to write instead: how the bank's notices tell of results, those of what the measure is about first."""
    from drafter.phrases.bank import load_bank, shipped_bank
    from drafter.phrases.groups import group_of

    banks = (load_bank(), shipped_bank())
    frames = next((found for bank in banks if (found := [p for p in bank.usable("figure") if p.slots == ("数",)])), [])
    about = group_of(text)
    frames.sort(key=lambda p: (p.grade, p.group != about))
    by_verb = {p.text[:2]: p.text for p in reversed(frames)}  # of each act the first
    told = "、".join(text.replace("{数}", "××") for text in list(reversed(by_verb.values()))[:_TOLD])
    return "补上做了什么、谁做的、做到什么程度" + (f"，如：{told}" if told else "")


@rule(
    "V201",
    slug="empty-share",
    title="空泛措施的比例",
    severity="info",
    reason="空泛的措施占多少，一眼看出通报实不实。",
    wrong="（全文60条措施，18条没有具体内容，占30%）",
    right="（全文60条措施，条条有具体内容）",
)
def empty_share(report: Report) -> Iterator[Finding]:
    """One line for the whole notice: how many of its measures are empty."""
    every = [measure for _, measure in _measures(report)]
    empty = [measure for measure in every if _is_empty(measure)]
    if empty:
        share = len(empty) / len(every)
        yield Finding(
            f"全文{len(every)}条措施，{len(empty)}条没有数字、时间、文件、单位或具体做法，占{share:.0%}",
            Where(_section_of(report)),
        )


def _measures(report: Report) -> Iterator[tuple[Problem, Point]]:
    for problem in report.problems:
        for measure in problem.all_measures():
            if measure.passages and is_told(measure):
                yield problem, measure


def _is_empty(measure: Point) -> bool:
    text = strip_ordinal(measure.text)
    text = _LABEL.sub("", text) if text == measure.text else text
    return len(text) >= _SHORTEST and not _CONCRETE.search(text)


def _section_of(report: Report) -> str | None:
    section = report.section("progress")
    heading: Passage | None = section.heading if section else None
    return heading.text if heading else None
