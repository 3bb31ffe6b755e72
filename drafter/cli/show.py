"""Plain-text views for the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from drafter.text.normal import visible_json

_GENRES = {"rectification-notice": "整改通报", "government-work-report": "政府工作报告", "unknown": "不认识的文件"}
_ROLES = {"leadership": "组织领导", "progress": "整改进展", "next_steps": "下一步", "other": "其他部分"}


def print_json(data: Any) -> None:
    """JSON to standard output. Marks of direction, and what the console's encoding cannot hold (a GBK console, NBSP),
    are escaped, not lost."""
    text = visible_json(json.dumps(data, ensure_ascii=False, indent=2))
    try:
        text.encode(sys.stdout.encoding or "utf8")
    except UnicodeEncodeError:
        text = json.dumps(data, indent=2)
    print(text)


def _unread(reading: dict[str, Any]) -> Iterator[str]:
    """What was not understood, said before anything else."""
    from drafter.read.understood import said
    from drafter.report import PartReading, Reading

    parts = tuple((name, PartReading(**part)) for name, part in reading.items() if name != "outside")
    yield from (f"注意：{line}" for line in said(Reading(parts, reading["outside"])))


def outline_lines(data: dict[str, Any]) -> Iterator[str]:
    """The outline, one line an element."""
    yield f"体裁：{_GENRES[data['genre']]}"
    yield from _unread(data["reading"])
    yield f"标题：{data['title'] or '（无）'}"
    facts = data["inspection"]
    notice = data["genre"] == "rectification-notice"  # of any other genre only what stands there is shown
    if notice or any(facts.values()):
        yield (
            f"巡视：{facts['team'] or '？'} → {facts['target'] or '？'}，"
            f"{facts['start'] or '？'} 至 {facts['end'] or '？'}，反馈 {facts['feedback'] or '？'}"
        )
    for section in data["sections"]:
        yield ""
        yield f"{section['heading'] or '（无标题）'}  [{_ROLES[section['role']]}]"
        for point in section.get("points", []):
            yield f"  {point['ordinal'] or '·'} {point['lead'] or _start(point['text'])}"
        group = None
        for problem in section.get("problems", []):
            if problem["group"] != group:
                group = problem["group"]
                yield f"  【{group}】"
            yield f"  {problem['number']}. {problem['title'] or '（标题缺失）'}  {_counted(problem)}"
            for measure in problem["measures"]:
                yield f"      {measure['ordinal'] or '·'} {measure['lead'] or _start(measure['text'])}"
            for aspect in problem["aspects"]:
                yield f"      （{aspect['number']}）{aspect['title']}  {_counted(aspect)}"
    contact = data["contact"] or {}
    yield ""
    if notice or any(contact.values()):
        yield (
            f"联系：电话 {contact.get('phone') or '？'}，地址 {contact.get('address') or '？'}，"
            f"邮编 {contact.get('postcode') or '？'}，邮箱 {contact.get('email') or '？'}"
        )
    if notice or data["signers"] or data["date"]:
        yield f"落款：{'、'.join(data['signers']) or '？'}  {data['date'] or '？'}"
    if data["residue"]:
        yield f"正文以外的文字：{len(data['residue'])} 段"
    for note in data["notes"]:
        place = f"（第{note['line']}段）" if note["line"] else ""
        yield f"注意{place}：{note['message']}"


def _counted(body: dict[str, Any]) -> str:
    return f"（{len(body['measures'])}条措施）" if body["measures"] else ""


def _start(text: str) -> str:
    return text if len(text) <= 24 else text[:24] + "…"
