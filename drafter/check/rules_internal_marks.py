"""P105, P107: marks of secrecy and of the inner files, which a draft carries over from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from drafter.check.body import Spot, around, everything_printed, found_at, matches, summary
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passages, Report

if TYPE_CHECKING:
    from drafter.ledger.model import Ledger

_SECRET = pattern(
    r"""
    (?:绝密|机密|秘密)\s?(?:[★☆*＊]\s*(?:\d+年|长期)? | \d+年)
    | ^\s*[【\[(（]?(?:绝密|机密|秘密)[】\])）]?\s*$
    | 内部(?:资料|文件|材料|刊物)[,，、\s]*(?:注意保存|不得外传|请勿外传|严禁外传|妥善保管)
    | ^\s*[【\[(（]?内部(?:资料|文件|材料|刊物)[】\])）]?\s*$
    | 注意保存 | (?:不得|请勿|严禁)外传 | 会后(?:收回|交回) | 仅供(?:内部|领导)(?:参阅|参考|使用)
    | (?<=号)[,，、\s]{0,2}(?:绝密|机密|秘密)(?=[)）])
    | (?<=》)\s?[（(](?:绝密|机密|秘密)(?:级|件|文件)?(?=[,，、；)）])
    | 此件(?:不予?公开|不公开|发至) | 密级\s?[:：] | 保密期限\s?[:：]
    """,
    re.VERBOSE,
)


@rule(
    "P105",
    slug="secrecy-mark",
    title="密级标志、内部字样",
    severity="error",
    reason="标有密级或“内部资料”字样的文字不能公开，先查清来源和能否公开。",
    wrong="机密★1年",
    right="（公开稿不标密级，内容经保密审查）",
)
def secrecy_mark(report: Report, passages: Passages) -> Iterator[Finding]:
    """机密★, 秘密★1年, 内部资料 注意保存, also in headers and footers."""
    for spot, match in matches(_SECRET, everything_printed(report, passages)):
        message = f"涉密、内部字样不得公开：“{match.group().strip()}”"
        yield found_at(spot, message, suggestion="查清来源，经保密审查后删去")


_EVIDENCE = pattern(
    r"""
    (?:佐证|印证|支撑)(?:材料|资料)?\s?(?:编号|序号)?\s?[:：]?\s?[（(]?\d[\d\-—.－]*[）)]?(?![\d余多项件份种个类条套])
    | 佐证\s?[:：] | [（(]?(?:见|详见)(?:佐证|台账|附件台账|支撑材料|印证材料)[^，。；）)]{0,12}[）)]?
    | (?:附件)?台账(?:编号|序号)\s?[:：]?\s?\w*
    | (?:问题线索|信访件|线索|案件|受理|材料|卷宗)(?:编号|号)\s?[:：]?\s?[A-Za-z0-9〔\[（(][\w〔〕\[\]\-—号第]*
    | [〔\[]\d{4}[〕\]]\d+号(?:线索|信访件|案卷)
    """,
    re.VERBOSE,
)
# Fields of the ledger that some offices do publish.
_LABELS = pattern(r"(?:牵头领导|牵头单位|责任单位|责任人|完成时限|整改时限|整改状态)\s?[:：]")


@rule(
    "P107",
    slug="internal-evidence",
    title="内部编号、台账字段",
    severity="error",
    reason="佐证材料编号、线索编号、牵头领导和责任单位等是台账里的内部字段，不随通报公开。",
    wrong="已完成整改（佐证材料1-3）",
    right="已完成整改",
)
def internal_evidence(report: Report, passages: Passages, ledger: Ledger | None = None) -> Iterator[Finding]:
    """Numbers of evidence and files; with the ledger, its 佐证 strings wherever they are printed."""
    strings = _evidence_of(ledger)
    known = re.compile("|".join(map(re.escape, strings))) if strings else None
    labels: list[Spot] = []
    tables = _table_lines(report)
    for printed in everything_printed(report, passages):
        if printed.passage.line in tables:
            continue  # the annex that a template asks for prints the fields
        spans = {m.span() for m in _EVIDENCE.finditer(printed.text)}
        spans |= {m.span() for m in known.finditer(printed.text)} if known else set()
        for start, end in sorted(spans):
            spot = Spot(printed, start, end)
            yield found_at(spot, f"内部编号不宜公开：“{spot.words}”，…{around(spot)}…", suggestion="删去")
        labels += [Spot(printed, *m.span()) for m in _LABELS.finditer(printed.text)]
    if labels:
        words = "、".join(dict.fromkeys(s.words.rstrip(" :：") for s in labels))
        yield summary(labels, f"印出了台账字段：{words}", suggestion="核对是否打算公开", severity="info")


def _evidence_of(ledger: Ledger | None) -> list[str]:
    """The ledger's evidence strings that are long and odd enough to be looked for, longest first."""
    if ledger is None:
        return []
    strings = {text.strip() for p in ledger.problems for m in p.all_measures() for text in m.evidence}
    return sorted((s for s in strings if len(s) >= 3 and not s.isdigit()), key=lambda s: (-len(s), s))


def _table_lines(report: Report) -> frozenset[int]:
    return frozenset(p.line for p in report.paragraphs if p.container == "table")
