"""T2: half and full widths, and spaces that a converter or a paste has left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from drafter.check.body import Spot, around, matches, printed_paragraphs, summary
from drafter.check.model import Finding, Severity
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.normal import CJK, fold
from drafter.text.numerals import ONE_TO_TEN
from drafter.text.ordinals import ordinal_at

_HALF = pattern(
    rf"""
    (?<=[{CJK}”’》）】\d%％])[,;:!?](?![\d\w/])      # 部署,并    but not 12:30, 1,000, http:
    | (?<=[{CJK}”’》）】])[,;:!?]                     # 电话:0512
    | (?<=[{CJK}”’》）])\.(?=[{CJK}“《]|\s*$)         # 整改.关于
    | (?<=[{CJK}])["'](?=[{CJK}])                     # "四风"
    | [(](?=[^()（）]*[{CJK}])  | (?<=[{CJK}”》])[)]
    """,
    re.VERBOSE,
)
# Not the full stop, which may be a decimal point, nor quotes, of which it may be either half.
_FULL_OF = dict(zip(",;:!?()", "，；：！？（）", strict=True))
_FULL_MARKS = pattern("[，；：！？（）]")
_HALF_ORDINAL = pattern(r"^\s*(?:\(\S{1,4}\)|\d+\.)")
_WIDE = pattern("[０-９Ａ-Ｚａ-ｚ．％＋／＠]+")
_NOT_PROSE = pattern(r"[A-Za-z0-9._%+-]{1,64}@[\w.-]+|https?://\S+|www\.\S+")


@rule(
    "T201",
    slug="half-width-punctuation",
    title="中文里用了半角标点",
    severity="warning",
    reason="中文行文用全角标点（GB/T 15834）。全文都是半角的，多半是网页或系统转码所致，只作提示。",
    wrong="加强领导,压实责任",
    right="加强领导，压实责任",
)
def half_width_punctuation(report: Report, passages: Passages) -> Iterator[Finding]:
    """One finding for all; info where the whole text is so (a converter's doing), warning where it is mixed."""
    spots: list[Spot] = []
    full = 0
    for printed in printed_paragraphs(report, passages):
        text = _NOT_PROSE.sub(lambda m: "x" * len(m.group()), printed.text)
        full += len(_FULL_MARKS.findall(text))
        skip = match.end() if (match := _HALF_ORDINAL.match(text)) else 0
        spots += [Spot(printed, *m.span()) for m in _HALF.finditer(text, skip)]
    if spots:
        throughout = len(spots) > full
        kinds = "、".join(mark for mark, _ in Counter(s.words for s in spots).most_common(5))
        message = f"{'全文' if throughout else '中文里'}用了半角标点 {kinds} "
        severity: Severity = "info" if throughout else "warning"
        mend = None if throughout else _FULL_OF.get  # a whole text is for the converter, not for a thousand revisions
        yield summary(spots, message, suggestion="改为全角标点", severity=severity, mend=mend)


@rule(
    "T202",
    slug="full-width-alphanumeric",
    title="全角数字、字母",
    severity="warning",
    reason="数字、字母和百分号一般用半角，全角的排出来松散，也搜不到。",
    wrong="完成２６项",
    right="完成26项",
)
def full_width_alphanumeric(report: Report, passages: Passages) -> Iterator[Finding]:
    """One finding for all full-width figures and letters."""
    spots = [
        spot
        for spot, match in matches(_WIDE, printed_paragraphs(report, passages))
        if re.search("[０-９Ａ-Ｚａ-ｚ]", match.group())
    ]
    if spots:
        words = "、".join(dict.fromkeys(s.words for s in spots[:6]))
        yield summary(spots, f"用了全角的数字或字母：{words}", suggestion="改为半角")


_SPACE = r"[ \t 　]+"
_STRAY = pattern(
    rf"""
    (?<=[{CJK}，。；：、,;:！？“‘（《”’）》]){_SPACE}(?=[{CJK}，。；：、,;:！？“‘（《”’）》\d])
    | (?<=[\d%]){_SPACE}(?=[{CJK}，。；：、,;:”’）》])
    | (?<=\d)(?:{_SPACE})?-{_SPACE}(?=\d)                      # 2023- 2025
    """,
    re.VERBOSE,
)
_QUOTED = pattern(r"“[^“”]*”|《[^《》]*》|‘[^‘’]*’")
_LEADING_NUMBER = pattern(
    rf"^\s*(?:\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}|第?[{ONE_TO_TEN}百\d]+[、.．节章]|[（(][{ONE_TO_TEN}\d]+[）)]|[①-⑳]){_SPACE}"
)
_LABELLED = pattern(r"(?:电话|传真|邮箱|信箱|地址|邮编|邮政编码|网址|时间)\s*[:：]")


@rule(
    "T203",
    slug="stray-space",
    title="多余的空格",
    severity="warning",
    reason="汉字之间、汉字与标点和数字之间不空格；空格多半是从网页或表格粘贴时带进来的。",
    wrong="深化 “清风行动”专项督查， 67处",
    right="深化“清风行动”专项督查，67处",
)
def stray_space(report: Report, passages: Passages) -> Iterator[Finding]:
    """Spaces in the prose. Those between the halves of a slogan in quotes, after a number, and in titles stay."""
    spots: list[Spot] = []
    for printed in printed_paragraphs(report, passages):
        text = printed.text
        heading = printed.place.part in {"heading", "group"}  # 动真格 求实效——…
        if (
            printed.place.role in {"title", "signers", "date", "contact"}
            or heading
            or len(text) < 12
            or _LABELLED.search(text)
        ):
            continue
        kept = [m.span() for m in _QUOTED.finditer(text)]
        ordinal = ordinal_at(fold(text))
        first = ordinal.end if ordinal else match.end() if (match := _LEADING_NUMBER.match(text)) else 0
        for match in _STRAY.finditer(text, first):
            if not any(a < match.start() and match.end() < b - 1 and _slogan(text[a:b]) for a, b in kept):
                spots.append(Spot(printed, *match.span()))
    if spots:
        words = "、".join(f"“{around(s, 3)}”" for s in spots[:4])
        yield summary(
            spots, f"有多余的空格：{words}", suggestion="删去空格", mend=lambda w: "" if w.isspace() else None
        )


def _slogan(quoted: str) -> bool:
    """“转作风 求效能”: the space stands between two phrases, not between a figure and its word."""
    return not re.search(r"\d[ \t 　]|[ \t 　][\d”》’]|[“《‘][ \t 　]", quoted)
