"""What a check has verified, in words with counts; what it could not judge, and why.

The counts are what the rules say they looked at while they ran (`Looked`), never counted a second time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.check.model import Finding
from drafter.check.registry import find_rule
from drafter.check.runner import Run
from drafter.report import Place, Report

Words = tuple[int, int, int]  # paragraph of the file, begin and end in it
MOST_NAMED = 5  # rules in a statement
_OF_THE_LEDGER = {"L303"}  # what is told at the notice's words and is wrong in the ledger


class Subject(NamedTuple):
    """A kind of thing that a rule looks at."""

    what: str  # key that the rule yields
    code: str
    said: str  # with {n}
    none: str = ""  # said where there was none to look at; empty: nothing is said
    presence: bool = False  # the number is what there is (0 revisions), not what was compared
    of: str = ""  # the passages that were held against the ledger: what else is wrong in them is said with it


SUBJECTS = (
    Subject("ledger-problem", "L101", "台账公开的问题{n}个，逐个到通报里核对", of="heading"),
    Subject("ledger-title", "L104", "问题表述与台账逐字对照{n}个", of="heading"),
    Subject("ledger-measure", "L201", "台账公开的措施{n}条，逐条到通报里核对", of="measure"),
    Subject("ledger-figures", "L203", "措施里的数字、日期与台账对照{n}条", of="measure"),
    Subject("ledger-sentence", "L204", "组织领导、成效、打算的句子与台账对照{n}句", of="around"),
    Subject("ledger-status", "L304", "按状态列的问题、措施个数与台账的状态对照{n}处"),
    Subject("ledger-record", "L210", "会议、督查、方案、领导小组与台账对照{n}项", of="around"),
    Subject("ledger-inspection", "L501", "巡视组、起止和反馈日期与台账对照{n}项", of="preamble"),
    Subject("ledger-contact", "L503", "监督联系方式与台账对照{n}项", of="contact"),
    Subject("problem-total", "N101", "公布的问题总数与正文列出的比较{n}处"),
    Subject("measure-total", "N102", "公布的措施总数与正文印出的比较{n}处"),
    Subject(
        "sum",
        "N103",
        "总数与分项之和重新计算{n}组",
        "总数与分项之和是否相等：稿里没有写在一起、可以重新相加的总数和分项",
    ),
    Subject(
        "rate",
        "N203",
        "比率重新计算{n}个",
        "百分比与数量是否相符：稿里没有和两个数写在一句里、可以重新计算的百分比，要人工核对",
    ),
    Subject("change", "N204", "增减幅度重新计算{n}处"),
    Subject("conversion", "N403", "两种单位的换算重新计算{n}处"),
    Subject("date", "N301", "日期{n}个，逐个核对是否存在"),
    Subject("weekday", "N311", "星期与日期核对{n}处"),
    Subject("hour", "N312", "时刻核对{n}处"),
    Subject("number", "S201", "标题序号{n}个，逐级核对是否连续"),
    Subject("ordinal", "S203", "一是、二是等序数{n}个，核对是否连续"),
    Subject("mark", "T101", "引号、括号、书名号{n}个，核对是否成对"),
    Subject("formula", "T710", "固定提法逐段比对{n}段"),
    Subject("matter", "P201", "不宜公开的事项（查办案件、信访维稳、涉密一类，个人信息另查）逐段查找{n}段"),
    Subject("revision", "P202", "修订{n}处", "修订0处", presence=True),
    Subject("comment", "P203", "批注{n}处", "批注0处", presence=True),
    Subject("hidden", "P204", "隐藏文字{n}处", "隐藏文字0处", presence=True),
    Subject("struck", "P205", "加删除线的文字{n}处", "加删除线的文字0处", presence=True),
    Subject("marked", "P206", "突出显示的文字{n}处", "突出显示的文字0处", presence=True),
    Subject("margin", "P207", "页眉页脚有文字的{n}处，逐处看过", "页眉页脚没有文字", presence=True),
    Subject("font", "F103", "字体、字号逐段核对{n}段"),
    Subject("compared", "C201", "与其他通报{n}份比对"),
)


class Verified(NamedTuple):
    """A statement for the sheet to sign."""

    text: str
    code: str
    number: int
    found: int  # findings of the rule, accepted ones included
    presence: bool = False
    beside: tuple[str, ...] = ()  # titles of other rules that found something in the very words, one for each finding
    again: bool = False  # what was found beside is told of an earlier statement already

    def __str__(self) -> str:
        if self.presence:
            return self.text + ("，要处理，见发现" if self.found else "")
        own = f"，有问题的{self.found}处（{self.code}）" if self.found else ""
        if not self.beside:
            return self.text + (own or "，没有发现问题")
        if self.again:
            return f"{self.text}{own}；句子里别的发现，上面已经说了"
        told = [f"{title}{n}处" for title, n in Counter(self.beside).most_common()]
        shown = "、".join(told[:MOST_NAMED]) + ("等" if len(told) > MOST_NAMED else "")
        return f"{self.text}{own}；这些句子里另外发现{len(self.beside)}处：{shown}"


def verified(runs: Sequence[Run], report: Report, findings: Sequence[Finding] = ()) -> list[Verified]:
    """What the rules that ran have verified, in the order of `SUBJECTS`.

    Of words in which another rule found an error or a warning nobody says that they are all right.
    """
    by_code = {run.rule.code: run for run in runs if run.ran}
    grave = [f for f in findings if f.severity in ("error", "warning") and f.code not in _OF_THE_LEDGER]
    held = _held(report) if grave else {}
    found = []
    told: set[str] = set()
    for subject in SUBJECTS:
        run = by_code.get(subject.code)
        if run is None:
            continue
        number = run.looked.get(subject.what, 0)
        if number or subject.presence:
            text = subject.said.format(n=number) if number else subject.none
            others = (f for f in grave if f.code != subject.code and _among(f, held.get(subject.of, ())))
            beside = tuple(rule.title for f in others if (rule := find_rule(f.code)))
            again = bool(beside) and told.issuperset(beside)
            told.update(beside)
            found.append(Verified(text, subject.code, number, run.found, subject.presence, beside, again))
    return found


def _held(report: Report) -> dict[str, list[Words]]:
    """The words of the notice by what of the ledger they are held against."""
    held: dict[str, list[Words]] = {}
    for passage, place in report.walk():
        if passage.line is not None and (of := _of(place)):
            held.setdefault(of, []).append((passage.line, passage.start, passage.start + len(passage.text)))
    return held


def _of(place: Place) -> str:
    if place.role in ("preamble", "contact"):
        return place.role
    if place.role == "progress" and place.problem is not None:
        return place.part if place.part in ("heading", "measure") else "around" if place.part == "result" else ""
    return "around" if place.role in ("leadership", "progress", "next_steps", "other") else ""


def _among(finding: Finding, words: Sequence[Words]) -> bool:
    places = finding.spans
    return any(
        span.line == line and span.start < end and start < max(span.end, span.start + 1)
        for span in places
        for line, start, end in words
    )


_NEEDED = {
    "ledger": ("没有给出台账（--ledger）", "与台账是否一致"),
    "matching": ("没有给出台账（--ledger）", "与台账是否一致"),
    "against": ("没有给出其他通报（--against）", "是否与其他通报雷同"),
    "docx": ("不是 .docx 文件", "版式，以及修订、批注、隐藏文字等文件里的痕迹"),
    "settings": ("没有本单位的规则（--rules）", "本单位的必用语、禁用词、规范用语"),
}
WITHOUT_BASE = "rate-without-base"  # what N203 looks at and cannot judge
WITHOUT_STATUS = "ledger-status-unknown"  # what L304 looks at and cannot judge
UNJUDGED = ("F100", "S100", "S110", "C202")  # findings that say so themselves


def not_judged(runs: Sequence[Run], report: Report, findings: Sequence[Finding]) -> list[str]:
    """What the check could not judge: parts not understood, rules without what they need, figures with no base."""
    from drafter.read.understood import said

    compared = (*_nothing_to_compare(runs), *_without_base(runs), *_without_status(runs))
    return [*said(report.reading), *_told(findings), *_without(runs), *compared]


def _without_base(runs: Sequence[Run]) -> Iterator[str]:
    run = next((r for r in runs if r.rule.code == "N203"), None)
    if run and (number := run.looked.get(WITHOUT_BASE, 0)):
        yield f"百分比{number}个：上下文里没有可以重新计算的基数，只能对照原始数据"


def _without_status(runs: Sequence[Run]) -> Iterator[str]:
    run = next((r for r in runs if r.rule.code == "L304"), None)
    if run and (number := run.looked.get(WITHOUT_STATUS, 0)):
        yield f"按状态列的个数{number}个：台账没有逐条写明状态，只能人工核对"


def _told(findings: Sequence[Finding]) -> Iterator[str]:
    yield from (f"{f.message}（{f.code}）" for f in findings if f.code in UNJUDGED)


def _without(runs: Sequence[Run]) -> Iterator[str]:
    reasons: dict[tuple[str, str], list[str]] = {}
    for run in runs:
        for name in run.missing[:1]:
            reasons.setdefault(_NEEDED.get(name, ("没有需要的材料", run.rule.title)), []).append(run.rule.code)
    for (why, what), codes in reasons.items():
        yield f"{what}：{why}，{len(codes)}条规则没有运行（{_from_to(codes)}）"


def _from_to(codes: Sequence[str]) -> str:
    return "、".join(codes) if len(codes) <= 4 else f"{codes[0]}、{codes[1]}……{codes[-1]}"


def _nothing_to_compare(runs: Sequence[Run]) -> Iterator[str]:
    for subject in SUBJECTS:
        run = next((r for r in runs if r.ran and r.rule.code == subject.code), None)
        if run and subject.none and not subject.presence and not run.looked.get(subject.what):
            yield subject.none
