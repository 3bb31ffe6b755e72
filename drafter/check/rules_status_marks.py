"""N108, N110: the status that each problem carries, against the notice's own counts and against the problem's text."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.check.stretches import Stretch
from drafter.patterns import pattern
from drafter.report import Place, Report
from drafter.text.dates import dates_in, told_as_done
from drafter.text.normal import fold
from drafter.text.statuses import status_of
from drafter.text.tallies import statuses_in

_MARK = pattern(r"(?:[(（\[【〔]|——?)\s?(?P<status>[^()（）\[\]【】〔〕—]{2,20}?)[)）\]】〕]?\s?[。:：]?$")
_STATUS_LINE = pattern(r"^\s*(?:整改)?(?:状态|完成情况|进展)\s?[:：]\s?(?P<status>[^,，;；。]{2,8})[。]?\s*$")


def printed_statuses(report: Report) -> list[str] | None:
    """The status that each problem carries on its heading or in a line of its own; None where one has none."""
    found: list[str] = []
    for problem in report.problems:
        mark = _MARK.search(problem.heading.text)
        status = status_of(mark["status"]) if mark else None
        for passage in problem.details if status is None else ():
            line = _STATUS_LINE.match(passage.text)
            status = status_of(line["status"]) if line else status
        if status is None or not status.sure:
            return None
        found.append(status.status)
    return found or None


FEWEST = 3  # problems with a printed status


@rule(
    "N108",
    slug="printed-statuses-differ",
    title="各问题标明的状态与总数不符",
    severity="error",
    reason="每个问题后面标了“已完成”“推进中”，开头又按状态列了个数，两处数得出来应当一样。",
    wrong="7个问题中，已完成6个、推进中1个……（正文标“已完成”的只有5个）",
    right="已完成5个、推进中2个",
)
def printed_statuses_differ(report: Report, stretches: list[Stretch]) -> Iterator[Finding]:
    """The notice's count of its problems by status against the marks on the problems."""
    printed = printed_statuses(report)
    if printed is None or len(printed) < FEWEST:
        return
    counts = Counter(printed)
    for stretch in stretches:
        if stretch.place.problem is not None or "问题" not in stretch.text:
            continue
        both = [(s, q) for s, q in statuses_in(stretch.text, stretch.figures) if q.kind in {"个", "项"} and q.exact]
        told = [(s, q) for s, q in both if q.kind == both[0][1].kind]  # 已完成8个…；28项措施已完成25项
        if len(told) < 2 or len({s for s, _ in told}) < len(told) or sum(q.value for _, q in told) != len(printed):
            continue  # another total is meant, or the sum is wrong and told by another rule
        for status, q in told:
            if counts[status] != q.value:
                yield Finding.at(
                    stretch,
                    q.span,
                    f"“{status}”的问题这里是{q.text}，正文标明“{status}”的有{counts[status]}个",
                    suggestion="核对各问题的状态和总数。",
                )
        return


_NOT_YET = pattern(  # 尚有23处计划2025年10月底前修复
    r"(?:尚有|仍有|还有|尚余|仍余|剩余|其余|余下)[^,。;]{0,24}?(?:尚未|还未|仍未|未完成|未整改|未到位|正在|计划|拟|预计|力争|争取|将于|待)"
    r"|(?:尚有|仍有|还有|尚余|剩余|余下)[^,。;]{0,16}?,?(?:计划|预计|力争|正在|将于|拟于)"
    r"|(?:尚未|还未|仍未)(?:全部)?(?:完成|整改|到位|办结|建成|投用|落实|启动)"
    r"|(?:其余|剩余|余下|尚余|尚有|仍有|还有)[^。;]{2,40}?前(?:全部|全面|基本|陆续)?(?:完成|修复|整改|办结|建成|落实|拆除|清退|配齐|投用|化解|解决|到位|追缴)"
    r"|(?:预计|计划|力争|拟)(?:于|在)?(?:20\d\d年)?(?:\d{1,2}月)?(?:底|末|年底)?前?(?:全部|全面)?(?:完成|建成|投用|整改到位|办结)"
)
_WHOLLY_DONE = pattern(
    r"(?:该|本|此)?(?:问题|整改任务|各项措施|整改措施)[^,。;]{0,6}已(?:经)?(?:全部|全面)?(?:整改完毕|整改到位|完成整改|整改完成|销号)"
)
_NO_RULE = pattern(r"(?:对|凡|凡是|如|若|遇)[^,。;]{0,20}$|不得|严禁|防止")


def _done_by_a_day(folded: str, published: dt.date | None) -> list[int]:
    """Where the days stand by which something was done: 其余2个问题于2025年11月底前整改到位."""
    if published is None:
        return []
    return [fact.start for fact in dates_in(folded, published) if told_as_done(folded, fact, published)]


@rule(
    "N110",
    slug="status-against-text",
    title="标明的整改状态与正文矛盾",
    severity="error",
    reason="标了“已完成”，正文又说“尚有23处计划10月底前修复”；或者标了“推进中”，正文说已经销号，两处有一处没有改。",
    wrong="1.关于…问题的整改（已完成）……尚有23处计划2025年10月底前修复",
    right="1.关于…问题的整改（持续推进）……尚有23处计划2025年10月底前修复",
)
def status_against_text(report: Report) -> Iterator[Finding]:
    """A problem that is marked as done while its text says what is still to be done, and the other way round."""
    for problem in report.problems:
        mark = _MARK.search(problem.heading.text)
        status = status_of(mark["status"]) if mark else None
        if status is None or not status.sure:
            continue
        texts = [p for m in problem.all_measures() for p in m.passages] + list(problem.result)
        pattern = _NOT_YET if status.status == "已完成" else _WHOLLY_DONE
        for passage in texts:
            folded = fold(passage.text)
            past = _done_by_a_day(folded, report.date)
            told_of = (m for m in pattern.finditer(folded) if not _NO_RULE.search(folded[: m.start()][-24:]))
            match = next((m for m in told_of if not any(at in range(*m.span()) for at in past)), None)
            if match:
                end = min(len(folded), match.end() + 12)
                told = folded[max(0, match.start() - 8) : end]
                message = f"第{problem.number}个问题标明“{status.status}”，正文却说“…{told}…”，"
                message += "还有未完成的" if pattern is _NOT_YET else "已经完成"
                place = Place(None, "progress", problem.number, "measure")
                yield Finding.on(passage, place, message, match.span(), suggestion="核对整改状态。")
                break
