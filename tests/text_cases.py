"""A small fictional notice to put a slip into, and the findings of one rule about it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from drafter.check import Finding, check, find_rule
from drafter.read import read_report
from drafter.report import Report

TITLE = "中共江州市云岭区委员会关于省委巡视整改进展情况的通报"
PREAMBLE = (
    "根据省委统一部署，2024年3月5日至5月10日，省委第三巡视组对江州市云岭区开展了巡视，并于6月20日反馈了意见。"
    "按照党务公开原则，现将巡视整改进展情况予以公布。"
)
LEADERSHIP = "一是明确分工，一抓到底。6月22日召开区委常委会会议，逐条认领问题，成立区委巡视整改工作领导小组。"
MEASURE = "一是摸清家底。对12个镇街的186处闲置厂房逐一登记，形成清单。"
NEXT = "一是盯住难题不放。对3项需要长期推进的任务按月调度。"
CONTACT = "联系方式：电话：0000-5550123；地址：江州市云岭区文汇路8号；邮政编码：000555；电子邮箱：zgb@yunling.example。"
SIGNER = "中共江州市云岭区委员会"


def notice(
    *paragraphs: str,
    title: str = TITLE,
    preamble: str = PREAMBLE,
    leadership: str = LEADERSHIP,
    next_steps: str = NEXT,
    contact: str = CONTACT,
    signer: str = SIGNER,
    after: str = "",
) -> Report:
    """The notice, with the paragraphs as the measures of its only problem."""
    lines = [
        title,
        preamble,
        "一、组织领导情况",
        leadership,
        "二、整改进展情况",
        "1.关于“产业转型步伐不快”问题的整改。",
        *(paragraphs or (MEASURE,)),
        "三、下一步打算",
        next_steps,
        contact,
        signer,
        "2025年1月15日",
        *([after] if after else []),
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "通报.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_report(path)


def found(
    code: str, *paragraphs: str, report: Report | None = None, given: dict[str, Any] | None = None, **parts: str
) -> list[Finding]:
    """What the rule finds in the notice with these paragraphs or other parts."""
    rule = find_rule(code)
    assert rule is not None, code
    return check(report or notice(*paragraphs, **parts), rules=[rule], **(given or {}))


def excerpts(code: str, *paragraphs: str, **parts: str) -> list[str]:
    return [finding.excerpt for finding in found(code, *paragraphs, **parts)]


def words(code: str, *paragraphs: str, **parts: str) -> list[str]:
    """The words of the notice that the rule's findings stand at; an excerpt covers personal data."""
    text = {p.line: p.text for p in notice(*paragraphs, **parts).paragraphs}
    spans = [f.span for f in found(code, *paragraphs, **parts)]
    return [text[s.line][s.start : s.end] for s in spans if s]
