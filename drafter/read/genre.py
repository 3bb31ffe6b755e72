"""Whether a document is a rectification notice, by evidence; and what it looks like where it is none.

A notice says who inspected whom, that it was fed back, that the rectification is published, and lists problems with
what was done about them. Its neighbours (announcement, news of the feedback, plan, speech, self-examination, audit
rectification) have some of this, never enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.read.lines import Line
from drafter.report import Report
from drafter.text.lexicon import table

ENOUGH = 4.0

_TITLE = pattern(
    r"整改.{0,30}(?:通报|公告|公示|公布|报告|情况|公开)|(?:通报|公示).{0,12}整改"
    # 落实省委巡视反馈意见进展情况的公告, 巡察反馈问题办理情况的公开: without the word 整改
    r"|(?:巡[视察]|反馈).{0,24}(?:落实|办理|解决|推进|进展|改进).{0,12}(?:通报|公告|公示|公布|报告|公开|说明)"
)
_INSPECTION = pattern(r"巡[视察]")
_INSPECTED = pattern(r"(?:开展|进行|实施|接受)了?.{0,24}巡[视察]|巡[视察]组.{0,30}(?:巡[视察]|进驻)")
_FED_BACK = pattern(r"反馈")
_PUBLISHED = pattern(
    r"现(?:将|就).{0,80}(?:公布|通报|公开|公告|公示|报告)|(?:予以|向社会|接受).{0,8}(?:公布|公开|通报|监督)"
)
# 县委第二巡察组将于9月2日对县水务局党组开展巡察: what is announced has not been yet
_AHEAD = pattern(r"将(?:于|对|在|进驻)[^。]{0,60}?(?:开展|进行|实施|巡[视察])[^。]{0,24}巡[视察]?|即将进驻|将进驻")
# 区委巡察工作领导小组： … 特此报告。 written for those above, not for the public
_ADDRESSEE = pattern(r".{2,24}(?:领导小组|办公室|委员会|[省市区县]委|党委|党组|巡[视察]办)(?:办公室)?[:：]")
_TO_THOSE_BELOW = pattern(r"各[^位]{1,60}(?:委|局|党组|党委|单位|部门|支部|乡镇|街道|公司|学院)[^,。;]{0,30}[:：]")
_TO_ONE = pattern(r"[\u4e00-\u9fff]{2,4}(?:同志|先生|女士)[:：]")
_TO_THOSE_ABOVE = pattern(r"特此报告|妥否|请审[阅示]|请批示")
_SPEECH = pattern(r"^(?:同志们|各位(?:领导|代表|同志)|尊敬的)")
_NEWS = pattern(r"本报讯|本网讯|记者|通讯员|会议(?:强调|指出|要求|传达)|会上|出席会议|主持会议|日前|近日，.{0,20}召开")
_SELF = pattern(r"本人|我(?:深刻|认真|作为|存在)")
_PLANNED = pattern(r"(?:整改|完成|办结)(?:时限|期限|时间)\s*[::]|(?:责任|牵头)(?:领导|单位|人)\s*[::]")


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


class _Signs(NamedTuple):
    """What speaks for a notice, by weight, and what is missing for one."""

    found: dict[str, float]
    missing: list[str]

    @property
    def publishes(self) -> bool:
        """It says itself that it makes the rectification public."""
        return self.found.get("published", 0.0) >= 2


def verdict(report: Report, front: Sequence[Line], body: Sequence[Line]) -> Verdict:
    """How much speaks for a notice. `front`: the lines before the text; `body`: all lines of the file's body."""
    title = report.title or "".join(line.bare for line in front if len(line.bare) <= 60)[:160]
    opening = "".join(p.text for p in report.preamble) or "".join(line.text for line in body[:6])[:600]
    opening = re.sub(r"\s", "", opening)
    signs = _signs(report, title, opening)
    if not (_INSPECTION.search(title) or _INSPECTION.search(opening)):
        signs.missing.insert(0, "标题和开头都没有提到巡视或巡察")
        against = 3.0
    else:
        against = 0.0
    others = list(_others(report, title, opening, body, signs))
    against += sum(weight for _, weight in others)
    if "inspected" not in signs.found and (others or "title" not in signs.found):
        against += 1.5
    if "title" not in signs.found and not signs.publishes:  # neither calls itself one nor publishes anything
        against += 2.0
    score = sum(signs.found.values()) - against
    if score >= ENOUGH:
        return Verdict(score, None)
    looks = f"看起来是{others[0][0]}，" if others else ""
    why = "、".join(signs.missing[:3]) or "与整改通报的写法不合"
    return Verdict(score, f"{looks}不是整改通报：{why}")


def _signs(report: Report, title: str, opening: str) -> _Signs:
    facts = report.inspection
    found: dict[str, float] = {}
    missing: list[str] = []
    if facts.team is None and not _INSPECTED.search(opening):
        missing.append("没有说由谁巡视巡察")
    if _TITLE.search(title):
        found["title"] = 3.0
    if (facts.team and (facts.start or facts.target)) or _INSPECTED.search(opening):
        found["inspected"] = 1.5
    if facts.feedback or _FED_BACK.search(opening + title):
        found["feedback"] = 1.0
    else:
        missing.append("没有说何时反馈")
    if _PUBLISHED.search(opening) and ("整改" in opening or (facts.feedback and facts.team)):
        found["published"] = 2.0
    elif report.contact is not None:
        found["published"] = 0.5
    else:
        missing.append("没有公布整改情况的话")
    mended = [p for p in report.problems if any(True for _ in p.all_measures())]
    if mended:
        found["problems"] = 2.0 if len(mended) >= 2 else 1.5
    else:
        missing.append("没有逐条写明的问题和措施")
    return _Signs(found, missing)


def _others(
    report: Report, title: str, opening: str, body: Sequence[Line], signs: _Signs
) -> Iterator[tuple[str, float]]:
    """The other genres that it may be, each with what speaks for it; the title's first."""
    if kind := _other_kind(title):
        yield kind
    if "title" not in signs.found and _AHEAD.search(opening):
        yield "巡察公告", 4.0
    if any(_SPEECH.match(line.bare) for line in body[:6]):
        yield "讲话", 4.0
    if any(_TO_THOSE_BELOW.fullmatch(line.bare) for line in body[:6]):
        yield "发给下级的文件", 3.0
    if any(_TO_ONE.fullmatch(line.bare) for line in body[:6]):
        yield "给个人的答复", 4.0
    if any(_ADDRESSEE.fullmatch(line.bare) for line in body[:6]) and any(
        _TO_THOSE_ABOVE.search(line.bare) for line in body[-8:]
    ):
        yield "呈报上级的报告", 4.0
    if signs.publishes:
        return
    text = "".join(line.text for line in body[:12])[:1500]
    if news := len(set(_NEWS.findall(text))):
        yield "新闻或会议消息", min(2.0 * news, 4.0)
    if _SELF.search(text):
        yield "检查材料", 2.0
    planned = sum(bool(_PLANNED.match(line.folded)) for line in body)
    if planned >= max(2, len(report.problems)) and "title" not in signs.found:
        yield "整改方案或台账", 2.0
