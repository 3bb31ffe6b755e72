"""What a writer is told beside the draft: where the ledger says two things at once, and what was left open."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafter.compose.bare import bare_title
from drafter.ledger.model import AspectEntry, Ledger, ProblemEntry
from drafter.report import Note, Report
from drafter.text.dates import chinese_date
from drafter.text.normal import fold
from drafter.text.quantities import quantities

_INNER_QUOTES = str.maketrans("“”‘’", "‘’“”")


def notes_on(ledger: Ledger, report: Report, stripped: Sequence[str], unled: Sequence[str]) -> Iterator[Note]:
    """The notes on a draft. `stripped`: what was typed and the template prints anyway; `unled`: paths of problems that
    asked for leads and got none."""
    yield from _repeated_numbers(ledger)
    yield from _kept_back(ledger, report)
    if stray := _ungrouped(list(ledger.printed_problems())):
        yield Note("ungrouped", f"{_named(stray)}没有填“方面”，印在前一个方面下面，请给每个问题都填上，或都不填")
    yield from (Note("own-numbering", message) for message in dict.fromkeys(stripped))
    yield from _wrapped_titles(ledger)
    yield from _dates_out_of_order(ledger)
    yield from _told_twice(ledger)
    yield from _left_open(ledger, unled)


def quoted(text: str) -> str:
    """“…” around a text that may hold quotes of its own."""
    return f"“{text.translate(_INNER_QUOTES)}”"


def _repeated_numbers(ledger: Ledger) -> Iterator[Note]:
    numbers = Counter((p.number, p.aspect) for p in ledger.problems if p.number is not None)
    for (number, _), times in numbers.items():
        if times > 1:
            yield Note("repeated-number", f"编号“{number}”有 {times} 个问题在用，稿中按先后重新编号，请核对台账")


def _kept_back(ledger: Ledger, report: Report) -> Iterator[Note]:
    """Problems that are not for the public, and each place of the ledger that gives them away by their number."""
    hidden = [problem for problem in ledger.problems if not problem.public]
    if not hidden:
        return
    message = f"有{len(hidden)}个问题是 公开: 否（{_named(hidden)}），稿中不写也不计数，自动写出的话都不说反馈了多少个"
    yield Note("hidden-problems", message)
    for path, said in dict.fromkeys(_totals(len(ledger.problems), "问题", report)):
        message = f"{path} 写的是{quoted(said)}，照印就看得出有问题没有公开，请核对这个数"
        yield Note("hidden-total", message)


def notes_inside(ledger: Ledger, inside: Ledger, report: Report) -> Iterator[Note]:
    """On a draft for 党内: places where the ledger's own words give the numbers of the version for society.

    `inside`: the ledger as the version for 党内 says it, of which `report` was made.
    """
    for noun, public, every in zip(("问题", "措施"), _printed(ledger), _printed(inside), strict=True):
        for path, said in dict.fromkeys(_totals(public, noun, report)) if public != every else ():
            message = f"{path} 写的是{quoted(said)}，是向社会公开的个数，党内版印出{every}，请核对这个数"
            yield Note("public-total", message)


def _printed(ledger: Ledger) -> tuple[int, int]:
    """How many problems and measures a version prints."""
    problems = [problem for _, problem in ledger.printed_problems()]
    return len(problems), sum(measure.public for problem in problems for measure in problem.all_measures())


def _totals(total: int, noun: str, report: Report) -> Iterator[tuple[str, str]]:
    """(ledger path, words) of each place where the ledger's own words count that many problems or measures."""
    for passage, _ in report.walk():
        for origin in passage.origins:
            if origin.kind != "ledger":
                continue
            said = passage.text[origin.start : origin.end]
            for found in quantities(fold(said)):
                if found.value == total and noun in found.noun:
                    named = found.noun[: found.noun.index(noun) + len(noun)]
                    yield origin.ref, said[found.start : found.end] + named


def _wrapped_titles(ledger: Ledger) -> Iterator[Note]:
    """Titles that came with what the template prints around them."""
    for i, problem in ledger.printed_problems():
        key = "公开表述" if problem.public_title else "表述"
        titles = [(f"问题[{i}].{key}", problem.printed_title)]
        titles += [(f"{path}.表述", aspect.title) for path, aspect in problem.walk(AspectEntry, f"问题[{i}]")]
        for path, title in titles:
            if (bare := bare_title(title)) != title:
                message = f"{path} 已写成{quoted(title)}，“关于…问题”由模板加，印出的表述是{quoted(bare)}"
                yield Note("own-numbering", message)


def _dates_out_of_order(ledger: Ledger) -> Iterator[Note]:
    """Dates that cannot follow one another as they do."""
    tour = ledger.tour
    known = [("巡视.开始", tour.start), ("巡视.结束", tour.end), ("巡视.反馈", tour.feedback),
             ("通报.成文日期", ledger.notice.date)]  # fmt: skip
    given = [(key, date) for key, date in known if date]
    for (key, date), (later_key, later) in pairwise(given):
        if date > later:
            message = f"{key}（{chinese_date(date)}）晚于 {later_key}（{chinese_date(later)}），请核对"
            yield Note("dates-out-of-order", message)


def _told_twice(ledger: Ledger) -> Iterator[Note]:
    """Texts that are printed instead of fields and differ from them."""
    contact, tour = ledger.contact, ledger.tour
    if contact.full_text:
        for key, value in (("电话", contact.phone), ("地址", contact.address), ("邮编", contact.postcode),
                           ("邮箱", contact.email)):  # fmt: skip
            if value and value != "无" and value not in contact.full_text:
                message = f"联系方式.全文 里没有 联系方式.{key}{quoted(value)}，印出的是全文，请改成一致"
                yield Note("contact-differs", message)
    if isinstance(ledger.notice.preamble, str):
        from drafter.read.facts import inspection_facts

        read = inspection_facts(ledger.notice.preamble)
        pairs = (("巡视组", read.team, tour.team), ("开始", read.start, tour.start), ("结束", read.end, tour.end),
                 ("反馈", read.feedback, tour.feedback))  # fmt: skip
        for key, printed, ours in pairs:
            if printed and ours and printed != ours:
                message = f"通报.导语 写的是“{printed}”，巡视.{key} 是“{ours}”，印出的是导语，请改成一致"
                yield Note("preamble-differs", message)
    for i, meeting in enumerate(ledger.leadership.meetings):
        if isinstance(meeting.date, dt.date) and meeting.times:  # a period goes with its count
            message = (
                f"组织领导.会议[{i}] 既有日期又有次数，印出的是次数；{chinese_date(meeting.date)}这一次要写明的，"
                "另列一项，次数里减去它"
            )
            yield Note("meeting-differs", message)


def _left_open(ledger: Ledger, unled: Sequence[str]) -> Iterator[Note]:
    """What the writer asked for and did not get, and where points of their own change what else is said."""
    if unled:
        named = "、".join(dict.fromkeys(unled))
        message = f"{named} 要了提法（提法: 补），词条库里配不齐，这几处的措施就都没有配；可以自己写 提法"
        yield Note("no-leads", message)
    points = ledger.next_steps.points
    if not points:
        return
    from drafter.compose.fill import promises_only

    if promises_only(points):
        message = (
            f"下一步.要点 {len(points)}条都只有内容，写进了讲问题整改的一条，其余各条照常由词条库写；"
            "只要这几条的，给每条写上 提法（不要提法写 提法: 无）"
        )
        yield Note("promises", message)
        return
    still = any(p.status in ("推进中", "长期坚持") for _, p in ledger.printed_problems())
    if still and ledger.next_steps.overview is None and all(e.content for e in points):
        message = "下一步.要点 是您写的，就不再自动写还没有完成的问题怎么办；要写的，加一条只有 提法 的要点"
        yield Note("own-points", message)


def _named(problems: Sequence[ProblemEntry]) -> str:
    """编号8“涉密事项”、编号9“…”"""
    return "、".join(f"{'' if p.number is None else f'编号{p.number}'}{quoted(p.title)}" for p in problems)


def _ungrouped(problems: list[tuple[int, ProblemEntry]]) -> list[ProblemEntry]:
    """Problems without 方面 behind grouped ones: they are printed below the group before them."""
    first = next((n for n, (_, p) in enumerate(problems) if p.aspect), len(problems))
    return [p for _, p in problems[first:] if not p.aspect]
