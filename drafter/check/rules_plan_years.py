"""N390: the first and the last year of a five-year plan, against the year that the notice speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.body import Spot, around, found_at, printed_paragraphs
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.numerals import ONE_TO_NINE, from_chinese
from drafter.text.sentences import ahead_of

FIRST = 2016  # the first year of the 13th plan; each has five
THE_13TH = 13
_SPAN = pattern(  # 三年行动方案（2025—2026年）
    rf"(?P<n>[{ONE_TO_NINE}两])年(?:[一-鿿]{{0,8}})?(?:计划|方案|规划|行动)[^《》（(]{{0,4}}[（(](?P<a>20\d\d)年?[—–~～至-]{{1,2}}(?P<b>20\d\d)年?[）)]"
)


def _span_of_years(report: Report, passages: Passages) -> Iterator[Finding]:
    """三年行动方案（2025—2026年）: the years in the bracket are as many as the plan has, or end that many later."""
    for printed in printed_paragraphs(report, passages):
        for match in _SPAN.finditer(printed.text):
            years = int(match["b"]) - int(match["a"])
            number = from_chinese(match["n"].replace("两", "二"))
            if number is not None and number not in {years, years + 1}:
                spot = Spot(printed, *match.span())
                message = f"“{spot.words}”说{match['n']}年，括号里是{years + 1}年：…{around(spot)}…"
                yield found_at(spot, message, suggestion="核对起止年份。")


_PLAN = pattern(
    rf"“?(?P<plan>十[{ONE_TO_NINE}])五”?(?:发展)?(?:规划|时期|建设)?(?:实施)?(?:的)?(?P<which>开局|起步|收官|关键|谋划|最后一)(?:之年|年|起步之年)"
)
_YEAR = pattern(r"(?P<year>20\d\d)年(?:作为|是|系|，)?[^，。；]{0,6}$")
_NEXT = pattern(r"(?:明年|下一年)[^，。；]{0,6}$")
_LAST = pattern(r"(?:去年|上年)[^，。；]{0,6}$")


@rule(
    "N390",
    slug="plan-year",
    title="五年规划的开局、收官之年不对",
    severity="warning",
    reason="“十四五”是2021—2025年：2021年开局，2025年收官；2025年写“十四五”开局之年，是照搬了旧稿。",
    wrong="（2025年1月的通报）立足“十四五”开局之年",
    right="立足“十四五”收官之年",
)
def plan_year(report: Report, passages: Passages) -> Iterator[Finding]:
    """“十四五”开局之年 in a notice of 2025; of the year that the sentence names, else of the notice's own."""
    yield from _span_of_years(report, passages)
    if report.date is None:
        return
    for printed in printed_paragraphs(report, passages):
        for match in _PLAN.finditer(printed.text):
            number = from_chinese(match["plan"])
            if number is None or match["which"] in {"关键", "谋划"}:
                continue
            first = FIRST + (number - THE_13TH) * 5
            right = first if match["which"] in {"开局", "起步"} else first + 4
            ahead = ahead_of(printed.text, match.start(), 16)
            named = _YEAR.search(ahead)
            own = report.date.year
            may = {int(named["year"])} if named else {own + 1} if _NEXT.search(ahead) else {own, own + 1, own - 1}
            if right not in may:
                spot = Spot(printed, *match.span())
                message = f"“{spot.words}”是{right}年，这里说的是{named['year'] if named else own}年：…{around(spot)}…"
                yield found_at(spot, message, suggestion=f"“{match['plan']}五”是{first}—{first + 4}年，核对。")
