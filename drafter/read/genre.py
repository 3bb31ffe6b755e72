"""Whether a document is a rectification notice, by evidence; and what it looks like where it is none.

A notice says who inspected whom, that it was fed back, that the rectification is published, and lists problems with
what was done about them. Its neighbours (announcement, news of the feedback, plan, speech, self-examination, audit
rectification) have some of this, never enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from drafter.read.lines import Line
from drafter.report import Report
from drafter.text.lexicon import table

ENOUGH = 4.0

_TITLE = re.compile(r"整改.{0,30}(?:通报|公告|公示|公布|报告|情况|公开)|(?:通报|公示).{0,12}整改")
_INSPECTION = re.compile(r"巡[视察]")
_INSPECTED = re.compile(r"(?:开展|进行|实施|接受)了?.{0,24}巡[视察]|巡[视察]组.{0,30}(?:巡[视察]|进驻)")
_FED_BACK = re.compile(r"反馈")
_PUBLISHED = re.compile(
    r"现(?:将|就).{0,80}(?:公布|通报|公开|公告|公示|报告)|(?:予以|向社会|接受).{0,8}(?:公布|公开|通报|监督)"
)
# 县委第二巡察组将于9月2日对县水务局党组开展巡察: what is announced has not been yet
_AHEAD = re.compile(r"将(?:于|对|在|进驻)[^。]{0,60}?(?:开展|进行|实施|巡[视察])[^。]{0,24}巡[视察]?|即将进驻|将进驻")
_SPEECH = re.compile(r"^(?:同志们|各位(?:领导|代表|同志)|尊敬的)")
_NEWS = re.compile(
    r"本报讯|本网讯|记者|通讯员|会议(?:强调|指出|要求|传达)|会上|出席会议|主持会议|日前|近日，.{0,20}召开"
)
_SELF = re.compile(r"本人|我(?:深刻|认真|作为|存在)")
_PLANNED = re.compile(r"(?:整改|完成|办结)(?:时限|期限|时间)\s*[::]|(?:责任|牵头)(?:领导|单位|人)\s*[::]")


class Verdict(NamedTuple):
    """`score` at least ENOUGH: a notice. `reason`: why it is none (Chinese, for the user)."""

    score: float
    reason: str | None

    @property
    def notice(self) -> bool:
        return self.score >= ENOUGH


@cache
def _kinds() -> tuple[re.Pattern[str], dict[str, tuple[str, float]]]:
    rows = {row["词"]: (row["文种"], float(row["分量"])) for row in table("genres")}
    return re.compile("|".join(map(re.escape, sorted(rows, key=len, reverse=True)))), rows


def _other_kind(title: str) -> tuple[str, float] | None:
    """The other genre that a title names, the weightiest word deciding. What stands inside 《》 or before 整改情况的
    通报 as its object (…方案落实情况) does not count twice."""
    pattern, rows = _kinds()
    found = [rows[m.group()] for m in pattern.finditer(re.sub(r"《[^《》]*》", "", title))]
    return max(found, key=lambda x: x[1], default=None)


def verdict(report: Report, front: Sequence[Line], body: Sequence[Line]) -> Verdict:
    """How much speaks for a notice. `front`: the lines before the text; `body`: all lines of the file's body."""
    title = report.title or "".join(line.bare for line in front if len(line.bare) <= 60)[:160]
    opening = "".join(p.text for p in report.preamble) or "".join(line.text for line in body[:6])[:600]
    opening = re.sub(r"\s", "", opening)
    speaks = bool(_INSPECTION.search(title) or _INSPECTION.search(opening))
    facts = report.inspection
    found: dict[str, float] = {}
    missing: list[str] = []
    if _TITLE.search(title):
        found["title"] = 3.0
    if (facts.team and (facts.start or facts.target)) or _INSPECTED.search(opening):
        found["inspected"] = 1.5
    if facts.feedback or _FED_BACK.search(opening + title):
        found["feedback"] = 1.0
    else:
        missing.append("没有说何时反馈")
    if "整改" in opening and _PUBLISHED.search(opening):
        found["published"] = 2.0
    elif report.contact is not None:
        found["published"] = 0.5
    else:
        missing.append("没有公布整改情况的话")
    problems = report.problems
    mended = [p for p in problems if any(True for _ in p.all_measures())]
    if len(mended) >= 2:
        found["problems"] = 2.0
    elif mended:
        found["problems"] = 1.5
    else:
        missing.append("没有逐条写明的问题和措施")
    score = sum(found.values())
    kind = _other_kind(title)
    text = "".join(line.text for line in body[:12])[:1500]
    against = kind[1] if kind else 0.0
    name = kind[0] if kind else None
    if not speaks:
        against += 3.0
        missing.insert(0, "标题和开头都没有提到巡视或巡察")
    if "title" not in found and _AHEAD.search(opening):
        against, name = against + 4.0, name or "巡察公告"
    starts = [line.bare for line in body[:6]]
    if any(_SPEECH.match(start) for start in starts):
        against, name = against + 4.0, name or "讲话"
    if "published" not in found or found["published"] < 2:
        news = len(set(_NEWS.findall(text)))
        if news:
            against, name = against + min(2.0 * news, 4.0), name or "新闻或会议消息"
        if _SELF.search(text):
            against, name = against + 2.0, name or "检查材料"
        planned = sum(bool(_PLANNED.match(line.folded)) for line in body)
        if planned >= max(2, len(problems)) and "title" not in found:
            against, name = against + 2.0, name or "整改方案或台账"
    if "title" not in found and found.get("published", 0.0) < 2:  # neither calls itself one nor publishes anything
        against += 2.0
    score -= against
    if score >= ENOUGH:
        return Verdict(score, None)
    looks = f"看起来是{name}，" if name and against else ""
    why = "、".join(missing[:3]) or "与整改通报的写法不合"
    return Verdict(score, f"{looks}不是整改通报：{why}")
