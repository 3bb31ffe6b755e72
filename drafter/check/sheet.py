"""The sheet that is signed before a notice goes out: what was found, what was verified, what nobody could judge.

Plain data for its two forms (`sheet_page`, `sheet_word`). The steps to sign are those of the regulations on making
Party affairs public: 提出, 审核 (with the secrecy review), 审批.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from drafter import __version__
from drafter.check.accepted import Accepted
from drafter.check.causes import Cause, causes
from drafter.check.matching import LEDGER_LINE  # of a file that who signs has never seen
from drafter.check.model import SEVERITIES, SEVERITY_NAMES, Finding
from drafter.check.registry import all_rules, find_rule
from drafter.check.since import Since
from drafter.check.softened import Softened
from drafter.own import SIGNOFF
from drafter.patterns import pattern

TITLE = SIGNOFF
STEP_COLUMNS = ("步骤", "核对事项", "意见", "签名", "日期")
STEPS = (
    ("起草", "内容是否真实、完整，数字是否与台账一致"),
    ("核稿", "文字、数字、格式是否无误，上列发现是否都已处理"),
    ("保密审查", "是否有涉密和不宜公开的内容"),
    ("审批", "是否同意发布"),
)
TECHNICAL = "技术信息（以后要证明签的是哪一份、按什么核对的，凭这几行；签字时可以不看）"
STEPS_BASIS = "按《中国共产党党务公开条例（试行）》第十五条：提出、审核（保密审查）、审批、实施。"
MOST_CHANGES = 200  # sentences
_PRINT = 12
_ACCEPTED_COLUMNS = ("级别", "位置", "发现了什么", "不改的理由", "谁定的")
_CODE = r"(?:[A-Z]{1,2}|自)\d{3}"  # N203, CZ005 of the 规范表
_CODES = pattern(rf"（{_CODE}(?:(?:、|……){_CODE})*）")
_IN_THE_FILE = "文件"  # where what the .docx carries besides its text is told


class Row(NamedTuple):
    """A line of a table: its cells as lines of text, and its grade (error, warning, info) or nothing."""

    cells: tuple[str, ...]
    grade: str = ""


class Part(NamedTuple):
    """A headed part: a table, or a list where it has no columns."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    nothing: str  # said where there are no rows


@dataclass(frozen=True)
class Basis:
    """What the check was made of: the file, what it was held against, the program."""

    file: str
    title: str
    digest: str
    paragraphs: int
    day: str
    inputs: tuple[tuple[str, str], ...] = ()  # 台账, 规则文件, 模板: its name
    prints: tuple[tuple[str, str], ...] = ()  # 台账, 规则文件: its name with the beginning of its hash


@dataclass(frozen=True)
class Sheet:
    """The whole sheet."""

    facts: tuple[tuple[str, str], ...]
    technical: tuple[tuple[str, str], ...]  # by which it is proved later what was checked, and by what
    verdict: str
    grade: str  # of the verdict: error, warning or ready
    parts: tuple[Part, ...]


def sheet(
    basis: Basis,
    findings: Sequence[Finding],
    verified: Sequence[str],
    unjudged: Sequence[str],
    softened: Sequence[Softened],
    accepted: Sequence[Accepted],
    since: Since | None = None,
) -> Sheet:
    """The sheet of one check."""
    gathered = causes(findings)
    verdict, grade = _verdict(findings, gathered, bool(unjudged))
    verified, unjudged = ([without_codes(text) for text in texts] for texts in (verified, unjudged))
    parts = [
        Part(
            "发现（错误在前，一个原因引起的列在一起）",
            ("序号", "级别", "位置", "内容"),
            tuple(_found(gathered)),
            "没有发现问题",
        ),
        Part("已经核实", (), tuple(Row((text,)) for text in verified), "没有可以核实的内容"),
        Part("未能判断", (), tuple(Row((text,)) for text in unjudged), "无"),
        Part("关闭和放宽的规则、标准", ("名称", "放宽"), tuple(_softened(softened)), "无，运行的规则都按原定级别"),
        Part(
            "看过不改的发现", ("级别", "位置", "发现了什么", "不改的理由", "谁定的"), tuple(_accepted(accepted)), "无"
        ),
    ]
    if since:
        parts += _since(since)
    codes = _codes(gathered, softened, accepted, since)
    return Sheet(tuple(_facts(basis)), (*_technical(basis), *codes), verdict, grade, tuple(parts))


def without_codes(text: str) -> str:
    """A statement without the names of rules in brackets, which mean nothing to who signs."""
    return _CODES.sub("", text)


def _codes(
    gathered: Sequence[Cause], softened: Sequence[Softened], accepted: Sequence[Accepted], since: Since | None
) -> Iterator[tuple[str, str]]:
    """The names by which the program knows the rules that the sheet speaks of, part by part."""
    found = [f"{n} {'、'.join(f.code for f in (c.finding, *c.following))}" for n, c in enumerate(gathered, 1)]
    told = [
        ("发现", found),
        ("关闭和放宽", [item.code for item in softened]),
        ("看过不改", [one.finding.code for one in accepted]),
        ("已解决", [f.code for f in since.settled] if since else []),
        ("新出现", [f.code for f in since.new] if since else []),
    ]
    said = "；".join(f"{what}：{'，'.join(codes)}" for what, codes in told if codes)
    if said:
        yield "规则编号", said


def _facts(basis: Basis) -> Iterator[tuple[str, str]]:
    yield "文件", basis.file
    yield "标题", basis.title or "（没有读出标题）"
    yield "核对日期", basis.day
    yield from basis.inputs


def _technical(basis: Basis) -> Iterator[tuple[str, str]]:
    yield "文件指纹", f"SHA-256 {basis.digest}（{basis.paragraphs}段）"
    yield from ((f"{name}指纹", said) for name, said in basis.prints)
    yield "程序", program()


def program() -> str:
    """Version of the program, of its rules and of its tables."""
    rules, tables = _prints()
    return f"drafter {__version__}；规则{len(all_rules())}条（{rules}）；词表{len(_tables())}张（{tables}）"


@cache
def _prints() -> tuple[str, str]:
    """The beginnings of the hashes over what rules and tables are made of."""
    rules, tables = hashlib.sha256(), hashlib.sha256()
    for package in ("check", "text", "read"):
        folder = resources.files("drafter") / package
        for item in sorted(folder.iterdir(), key=lambda f: f.name):
            if item.name.endswith(".py"):
                rules.update(item.name.encode() + item.read_bytes().replace(b"\r\n", b"\n"))
    for name in _tables():
        tables.update(name.encode() + (resources.files("drafter") / "lexicon" / name).read_bytes())
    return rules.hexdigest()[:_PRINT], tables.hexdigest()[:_PRINT]


def _tables() -> list[str]:
    return sorted(f.name for f in (resources.files("drafter") / "lexicon").iterdir() if f.name.endswith(".csv"))


def _verdict(findings: Sequence[Finding], gathered: Sequence[Cause], open_questions: bool) -> tuple[str, str]:
    number = {s: sum(1 for f in findings if f.severity == s) for s in SEVERITIES}
    of_causes = sum(1 for c in gathered if c.severity == 0)
    note = "；另有未能判断的，见第三部分" if open_questions else ""
    if number["error"]:
        said = f"错误{number['error']}处（{of_causes}个原因），改正以前不能发布"
        return f"{said}；警告{number['warning']}处，提示{number['info']}处{note}。", "error"
    if number["warning"]:
        return f"没有错误；警告{number['warning']}处，要逐条核实；提示{number['info']}处{note}。", "warning"
    return f"没有错误和警告；提示{number['info']}处{note}。", "warning" if open_questions else "ready"


def _found(gathered: Sequence[Cause]) -> Iterator[Row]:
    for number, cause in enumerate(gathered, 1):
        grade = SEVERITIES[cause.severity]
        own = cause.finding
        lines = [_said(own)]
        if own.excerpt:
            lines.append(f"原文：{own.excerpt}")
        if own.suggestion:
            lines.append(f"建议：{own.suggestion}")
        if len(own.lines) > 1 and own.where.section != _IN_THE_FILE:
            lines.append(f"位置：第{'、'.join(map(str, own.lines))}段")
        lines.append(f"依据：{own.grounds}")
        for other in cause.following:
            lines.append(f"同一原因：{SEVERITY_NAMES[other.severity or 'info']} {_place(other)} {_said(other)}")
        yield Row((str(number), SEVERITY_NAMES[grade], _place(own), "\n".join(lines)), grade)


def _said(finding: Finding) -> str:
    rule, message = find_rule(finding.code), without_codes(LEDGER_LINE.sub("", finding.message))
    named = rule is None or rule.title.removeprefix("留") in message  # the message says it itself
    return message if rule is None or named else f"{rule.title}：{message}"


def _place(finding: Finding) -> str:
    where = finding.where
    if where.section == _IN_THE_FILE:
        return "整个文件"  # the message has all the places
    parts = [where.section or "全文", f"问题{where.problem}" if where.problem else ""]
    parts.append(f"第{where.paragraph}段" if where.paragraph else "")
    return " ".join(filter(None, parts))


def _softened(items: Sequence[Softened]) -> Iterator[Row]:
    for item in items:
        yield Row((item.title, item.what + ("（标准、条例或算术）" if item.binding else "")))


def _accepted(items: Sequence[Accepted]) -> Iterator[Row]:
    for finding, entry in items:
        severity = SEVERITY_NAMES[finding.severity or "info"]
        taken = f"沿用“{entry.other_draft}”上的" if entry.origin else ""
        by = "\n".join(filter(None, (entry.by or "（没有写明）", entry.day, taken)))
        said = "\n".join(filter(None, (_said(finding), f"原文：{finding.excerpt}" if finding.excerpt else "")))
        yield Row((severity, _place(finding), said, entry.reason, by))


def _since(since: Since) -> Iterator[Part]:
    columns = ("级别", "位置", "内容")
    said = f"与“{since.file}”相比，没有"
    yield Part(
        f"比上一稿已解决（上一稿：{since.file}）", columns, tuple(_brief(f) for f in since.settled), f"{said}已解决的"
    )
    yield Part(
        f"新出现的（仍在的{since.remaining}处）", columns, tuple(_brief(f) for f in since.new), f"{said}新出现的"
    )
    rows = [
        Row((f"第{c.line}段" if c.line else "", c.before or "（新增）", c.after or "（删去）"))
        for c in since.changes[:MOST_CHANGES]
    ]
    if len(since.changes) > MOST_CHANGES:
        rows.append(Row(("", f"……另有{len(since.changes) - MOST_CHANGES}句", "")))
    yield Part(f"改动的句子（{len(since.changes)}句）", ("位置", "原来", "现在"), tuple(rows), f"{said}改动的句子")


def _brief(finding: Finding) -> Row:
    severity = finding.severity or "info"
    return Row((SEVERITY_NAMES[severity], _place(finding), _said(finding)), severity)
