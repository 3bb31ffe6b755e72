"""N1 and N2 over the whole notice: what is said of one thing in two places must agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from drafter.check.model import Finding, paragraph_name, span_of
from drafter.check.registry import rule
from drafter.check.rules_sums import plain
from drafter.check.stretches import Stretch
from drafter.report import Place, Report
from drafter.text.lexicon import table
from drafter.text.normal import fold
from drafter.text.quantities import Quantity
from drafter.text.relations import statuses_in
from drafter.text.sentences import ahead_of
from drafter.text.statuses import status_of


class Split(NamedTuple):
    """31个问题中，已完成23个，基本完成3个，推进中3个: the notice's own count by status."""

    stretch: Stretch
    total: Quantity | None
    counts: dict[str, Quantity]

    @property
    def open(self) -> Decimal:
        return sum((q.value for s, q in self.counts.items() if s in {"推进中", "长期坚持", "未完成"}), Decimal(0))


def split_of(stretches: list[Stretch]) -> Split | None:
    """The first count of the problems by status outside the single problems."""
    return next((split for noun, split in _splits(stretches) if noun == "问题"), None)


_COUNTED = (("问题", re.compile(r"[^,。;:、\d]{0,6}问题")), ("措施", re.compile(r"(?:整改)?(?:措施|举措|任务|事项)")))


_IS_TOTAL = re.compile(r"[^,。;:、\d]{0,6}(?:问题|措施|举措|任务|事项)(?:中|,?(?:目前|现)?已[^,。;:、\d]{1,6}\d)")


def _splits(stretches: list[Stretch]) -> Iterator[tuple[str, Split]]:
    """(问题 or 措施, its count by status): three statuses, or two that come to the total named with the noun."""
    for stretch in stretches:
        if stretch.place.problem is not None:
            continue
        told = [
            (s, q)
            for s, q in statuses_in(stretch.text, stretch.figures)
            if q.kind in {"个", "项", "条"} and not _IS_TOTAL.match(stretch.text, q.end)
        ]
        for kind in dict.fromkeys(q.kind for _, q in told):
            counts = dict(reversed([(s, q) for s, q in told if q.kind == kind]))
            first = min(q.start for q in counts.values())
            before = [q for q in stretch.figures if q.start < first and q.kind == kind]
            total = before[-1] if before else None
            comes_out = total is not None and total.value == sum(q.value for q in counts.values())
            behind = [n for n, pattern in _COUNTED if total and pattern.match(stretch.text, total.end)]
            noun = behind[0] if behind else "问题" if "问题" in stretch.text else None
            if noun and (len(counts) >= 3 or (len(counts) == 2 and comes_out and behind)):
                yield noun, Split(stretch, total, counts)


@rule(
    "N105",
    slug="status-counts-differ",
    title="整改状态的个数前后不一",
    severity="error",
    reason="开头按状态列了已完成几个、推进中几个，下一步又说“推进中的几个问题”，两处是同一个数。",
    wrong="推进中3个……（下一步）对推进中的4个问题逐一盯办",
    right="推进中3个……（下一步）对推进中的3个问题逐一盯办",
)
def status_counts_differ(stretches: list[Stretch]) -> Iterator[Finding]:
    """对推进中的4个问题, 对已完成的41项措施 elsewhere, against the notice's own count by status."""
    known: dict[str, Split] = {}
    for noun, split in _splits(stretches):
        known.setdefault(noun, split)
    for noun in _THINGS:
        if _left_of(stretches, noun):
            known.pop(noun, None)  # told by N107
    for noun, split in known.items():
        for stretch in stretches:
            if stretch is not split.stretch and stretch.place.problem is None:
                yield from _other_counts(stretch, noun, split)


def _two_values(what: str, here: tuple[Stretch, Quantity], there: tuple[Stretch, Quantity]) -> Finding:
    """One thing that is counted twice, with both places."""
    (stretch, q), (other, known) = here, there
    also = span_of(other.passage, other.start + known.start, other.start + known.end)
    return Finding.at(
        stretch,
        q.span,
        f"{what}这里是{q.text}，{paragraph_name(other.passage)}是{known.text}",
        suggestion="核对两处的数。",
        also=(also,) if also else (),
    )


def _other_counts(stretch: Stretch, noun: str, split: Split) -> Iterator[Finding]:
    pattern = dict(_COUNTED)[noun]
    for status, q in statuses_in(stretch.text, stretch.figures):
        known = split.counts.get(status)
        if known is None or not q.exact or q.kind != known.kind or q.value == known.value:
            continue
        whole = split.total is not None and any(t.value == split.total.value for t in stretch.figures)
        if not pattern.match(stretch.text, q.end) and not (whole and noun in stretch.text):
            continue
        yield _two_values(f"“{status}”的{noun}", (stretch, q), (split.stretch, known))
    for q in stretch.figures:
        together = _OF_SEVERAL.search(ahead_of(stretch.text, q.start, 24))
        if not together or not q.exact or not pattern.match(stretch.text, q.end):
            continue
        told = [status_of(words) for words in re.split(r"[和、及与]|以及", together["statuses"])]
        counted = [split.counts.get(s.status) for s in told if s is not None and s.sure]
        if len(counted) < 2 or len(counted) < len(told) or None in counted:
            continue
        value = sum((c.value for c in counted if c), Decimal(0))
        if value != q.value and counted[0]:
            names = "＋".join(c.text for c in counted if c)
            right = counted[0]._replace(value=value, text=f"{plain(value)}{q.kind}（{names}）")
            yield _two_values(f"“{together['statuses']}”的{noun}", (stretch, q), (split.stretch, right))


_OF_SEVERAL = re.compile(
    r"(?:^|[对把将,。;、:]|其余)(?P<statuses>[^,。;:\d对把将]{2,8}(?:[和、及与]|以及)[^,。;:\d]{2,8})的$"
)


_ALL_DONE = re.compile(
    r"(?:问题)?,?(?:已|均已|现已|目前已)?全部(?:整改)?(?:完成整改|整改完成|整改到位|完成|到位|销号|办结)"
)
_ALL_AT_ONCE = re.compile(
    r"(?:反馈(?:的)?(?:全部|所有)?问题)(?:已|均已|现已)?全部(?:完成整改|整改完成|整改到位|销号|办结)"
)


@rule(
    "N106",
    slug="all-done-but-some-open",
    title="说全部完成，又有没完成的",
    severity="error",
    reason="前面说31个问题全部整改完成，后面又列推进中3个，两句话不能都对。",
    wrong="31个问题全部整改完成……已完成23个，推进中3个",
    right="31个问题中，已完成23个，推进中3个",
)
def all_done_but_some_open(stretches: list[Stretch]) -> Iterator[Finding]:
    """31个问题全部整改完成 in a notice whose own count has problems that are not."""
    split = split_of(stretches)
    if not split or not split.open:
        return
    total = split.total.value if split.total else sum((q.value for q in split.counts.values()), Decimal(0))
    for stretch in stretches:
        if stretch.place.problem is not None:
            continue
        ends = [m.span() for m in _ALL_AT_ONCE.finditer(stretch.text)]
        for q in stretch.figures:
            if q.value == total and q.kind in {"个", "项"} and (match := _ALL_DONE.match(stretch.text, q.end)):
                ends.append((q.start, match.end()))
        for start, end in ends[:1]:
            yield Finding.at(
                stretch,
                (start, end),
                f"说“{stretch.text[start:end]}”，而{paragraph_name(split.stretch.passage)}列出还有{plain(split.open)}个没有完成",
                suggestion="核对整改状态。",
            )


_MARK = re.compile(r"(?:[(（\[【]|——?)\s?(?P<status>[^()（）\[\]【】—]{2,10}?)[)）\]】]?\s?[。:：]?$")
_STATUS_LINE = re.compile(r"^\s*(?:整改)?(?:状态|完成情况|进展)\s?[:：]\s?(?P<status>[^,，;；。]{2,8})[。]?\s*$")


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


_MEASURES_IN_ALL = re.compile(r"(?:整改)?(?:措施|举措)(?:中|,?(?:目前|现)?(?:均|全部)?已[^,。;:、\d]{1,6}\d)")
_ALL_THE_MEASURES = re.compile(r"(?:制定|细化|分解|明确|形成|梳理|确定|提出)(?:了|为|出|成)?[^,。;:\d]{0,16}$")


@rule(
    "N111",
    slug="measure-totals-differ",
    title="整改措施的总数前后不一",
    severity="error",
    reason="前面说分解为126项整改措施，后面说128项整改措施中已完成多少，说的是同一个总数。",
    wrong="分解为126项整改措施……128项整改措施已完成121项",
    right="分解为128项整改措施……128项整改措施已完成121项",
)
def measure_totals_differ(stretches: list[Stretch]) -> Iterator[Finding]:
    """分解为126项整改措施, and 128项整改措施已完成121项 elsewhere."""
    announced: tuple[Stretch, Quantity] | None = None
    counted: tuple[Stretch, Quantity] | None = None
    for stretch in stretches:
        if stretch.place.problem is not None:
            continue
        for q in stretch.figures:
            if q.kind not in {"项", "条"} or not q.exact:
                continue
            front = ahead_of(stretch.text, q.start, 24)
            if _OF_ANOTHER.search(front) or re.search(r"其中|补充|新增|牵头|领办|负责", front):
                continue
            if _MEASURES_IN_ALL.match(stretch.text, q.end):
                counted = counted or (stretch, q)
            elif _ALL_THE_MEASURES.search(front) and re.match(r"(?:具体)?整改(?:措施|举措)", stretch.text[q.end :]):
                announced = announced or (stretch, q)
    if announced and counted and announced[1].value != counted[1].value:
        yield _two_values("整改措施的总数", counted, announced)


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
        told = [(s, q) for s, q in statuses_in(stretch.text, stretch.figures) if q.kind in {"个", "项"} and q.exact]
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


_NOT_YET = re.compile(  # 尚有23处计划2025年10月底前修复
    r"(?:尚有|仍有|还有|尚余|仍余|剩余|其余|余下)[^,。;]{0,24}?(?:尚未|还未|仍未|未完成|未整改|未到位|正在|计划|拟|预计|力争|争取|将于|待)"
    r"|(?:尚有|仍有|还有|尚余|剩余|余下)[^,。;]{0,16}?,?(?:计划|预计|力争|正在|将于|拟于)"
    r"|(?:尚未|还未|仍未)(?:全部)?(?:完成|整改|到位|办结|建成|投用|落实|启动)"
    r"|(?:其余|剩余|余下|尚余|尚有|仍有|还有)[^。;]{2,40}?前(?:全部|全面|基本|陆续)?(?:完成|修复|整改|办结|建成|落实|拆除|清退|配齐|投用|化解|解决|到位|追缴)"
    r"|(?:预计|计划|力争|拟)(?:于|在)?(?:20\d\d年)?(?:\d{1,2}月)?(?:底|末|年底)?前?(?:全部|全面)?(?:完成|建成|投用|整改到位|办结)"
)
_WHOLLY_DONE = re.compile(
    r"(?:该|本|此)?(?:问题|整改任务|各项措施|整改措施)[^,。;]{0,6}已(?:经)?(?:全部|全面)?(?:整改完毕|整改到位|完成整改|整改完成|销号)"
)
_NO_RULE = re.compile(r"(?:对|凡|凡是|如|若|遇)[^,。;]{0,20}$|不得|严禁|防止")


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
            match = next((m for m in pattern.finditer(folded) if not _NO_RULE.search(folded[: m.start()][-24:])), None)
            if match:
                end = min(len(folded), match.end() + 12)
                told = folded[max(0, match.start() - 8) : end]
                message = f"第{problem.number}个问题标明“{status.status}”，正文却说“…{told}…”，"
                message += "还有未完成的" if pattern is _NOT_YET else "已经完成"
                place = Place(None, "progress", problem.number, "measure")
                yield Finding.on(passage, place, message, match.span(), suggestion="核对整改状态。")
                break


class Left(NamedTuple):
    """46条整改措施已完成40条，其余6条…: how many of the measures, or problems, are not done."""

    stretch: Stretch
    total: Quantity
    done: Quantity
    left: Quantity


_THINGS = {
    "问题": re.compile(r"(?:具体|反馈|突出|重点|主要|整改){0,2}问题(?!线索)"),
    "措施": re.compile(r"(?:具体|整改){0,2}(?:措施|举措|任务|事项)"),
}
_DO = r"(?:完成|落实|整改|销号|办结|解决)(?:整改|到位|完成|销号)?"
_IS_DONE = re.compile(rf"已(?:经)?(?:全部)?{_DO}[^,。;:\d]{{0,6}}$")
_IS_OPEN = re.compile(
    rf"(?:尚未|还未|没有|未)(?:全部)?{_DO}[^,。;:\d]{{0,6}}的?$|(?:其余|剩余|余下|剩下|尚有|还有)的?$|(?:正在)?(?:推进|整改|办理)中?的?$"
)
_OPEN_BEHIND = re.compile(rf"(?:尚未|还未|没有|未)(?:全部)?{_DO}的|(?:正在)?(?:推进|整改|办理)中?的")
_DONE_BEHIND = re.compile(rf"已(?:经)?(?:全部)?{_DO}的")


def _left_of(stretches: list[Stretch], noun: str) -> Left | None:
    """The first statement outside the problems of how many there are, are done and are left."""
    thing = _THINGS[noun]
    for stretch in stretches:
        if stretch.place.problem is not None or not thing.search(stretch.text):
            continue
        text = stretch.text
        for i in range(len(stretch.figures) - 2):
            total, *following = stretch.figures[i : i + 5]
            same = [q for q in following if q.kind == total.kind]
            named = thing.match(text, total.end) or thing.search(ahead_of(text, total.start, 4))
            if total.kind not in {"条", "项", "个"} or not named or len(same) < 2:
                continue
            done, left = same[:2]
            if not _IS_DONE.search(ahead_of(text, done.start, 12)) or done.value + left.value != total.value:
                continue
            if _IS_OPEN.search(ahead_of(text, left.start, 12)):
                return Left(stretch, total, done, left)
    return None


@rule(
    "N107",
    slug="measures-left-differ",
    title="没有完成的个数前后不一",
    severity="error",
    reason="前面说46条措施完成40条、其余6条，后面又说“尚未完成的9条措施”，两处是同一个数；问题也一样。",
    wrong="46条整改措施已完成40条，其余6条正在推进……对尚未完成的9条整改措施逐条盯办",
    right="对尚未完成的6条整改措施逐条盯办",
)
def measures_left_differ(stretches: list[Stretch]) -> Iterator[Finding]:
    """尚未完成的9条整改措施, 5个尚未完成的问题 elsewhere, against the notice's own count of them."""
    for noun in _THINGS:
        known = _left_of(stretches, noun)
        if known is None:
            continue
        for stretch in stretches:
            if stretch is known.stretch or stretch.place.problem is not None:
                continue
            for q in stretch.figures:
                right = _left_or_done(stretch.text, q, known, noun)
                if right is None or right.value == q.value or _OF_ANOTHER.search(ahead_of(stretch.text, q.start, 24)):
                    continue
                said = "没有完成" if right is known.left else "已完成"
                yield _two_values(f"{said}的{noun}", (stretch, q), (known.stretch, right))


_OF_ANOTHER = re.compile(r"督[察查导]|检查|审计|抽查|巡[视察]反馈的上|上一?轮|上次|自查|排查|民主生活会")


def _left_or_done(text: str, q: Quantity, known: Left, noun: str) -> Quantity | None:
    """Which figure of the notice's own count this one repeats: what is left or what is done; None for neither."""
    if q.kind != known.total.kind or not q.exact:
        return None
    thing, ahead = _THINGS[noun], ahead_of(text, q.start, 14)
    if thing.match(text, q.end):
        if not ahead.endswith("的") and not re.search(r"(?:其余|剩余|余下)$", ahead):
            return None
        return known.left if _IS_OPEN.search(ahead) else known.done if _IS_DONE.search(ahead) else None
    for pattern, right in ((_OPEN_BEHIND, known.left), (_DONE_BEHIND, known.done)):
        if (said := pattern.match(text, q.end)) and thing.match(text, said.end()):
            return right
    return None


# --- things of which a place has only so many --------------------------------------------------------------------


@cache
def _stock() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in table("stock"):
        for name in [row["词"], *row["同"].split("|")]:
            if name:
                names[name.replace("（", "(").replace("）", ")")] = row["词"]
    return names


_ALL_OF_THEM = re.compile(
    r"(?:全区|全市|全县|全镇|全部|所有|下辖|辖有|辖|现有|共有|各|每个|对|覆盖|实现)[^,。;\d]{0,6}$"
)
_ALL_BEHIND = re.compile(r"中(?![小央心学])|[^,。;\d]{0,12}(?:全覆盖|全部|均|都|逐一)")
_SOME_OF_THEM = re.compile(r"(?:^|[^全])对[^,。;\d]{0,6}$")  # 对9个科室开展检查 need not be all of them
_SOME = re.compile(r"(?:在|其中|选取|选择|首批|试点|新增|新建|涉及|抽查|部分|剩余|其余|先行|重点)[^,。;\d]{0,6}$")


class Claim(NamedTuple):
    stretch: Stretch
    figure: Quantity
    name: str
    universal: bool


_GREW_TO = re.compile(
    r"(?P<what>[一-鿿]{2,8})由\d+[个家所座处](?:增加|增设|扩大|扩充|减少|压减|整合|调整|优化|精简)(?:到|至|为)$"
)


_THERE_ARE = re.compile(
    r"(?:现有|共有|设有|下设|下辖|辖有?|全[省市州县区旗镇乡院校局]有?)(?P<what>[一-鿿]{2,8}?)(?:共)?$"
)


def _claims(stretches: list[Stretch]) -> Iterator[Claim]:
    names = _stock()
    longest_first = sorted(names, key=len, reverse=True)
    for stretch in stretches:
        before: Quantity | None = None
        for q in stretch.figures:
            if q.like != "个" or q.scale or not q.exact or q.value < 5:
                before = None
                continue
            front = ahead_of(stretch.text, q.start, 10)
            grown = _GREW_TO.search(ahead_of(stretch.text, q.start, 24))
            words = next((w for w in longest_first if stretch.text.startswith(w, q.end)), None)
            if words is None and grown:
                words = next((w for w in longest_first if grown["what"].endswith(w)), None)
            stated = _THERE_ARE.search(ahead_of(stretch.text, q.start, 16)) if words is None else None
            if words is None and stated:
                words = next((w for w in longest_first if stated["what"].endswith(w)), None)
            if words is None:
                before = None
                continue
            some = bool(_SOME.search(front)) and before is None
            behind = bool(_ALL_BEHIND.match(stretch.text, q.end + len(words)))
            universal = bool(_ALL_OF_THEM.search(front)) or behind or bool(grown) or bool(stated)
            if names[words] not in _OF_A_PLACE and not behind and not grown and _SOME_OF_THEM.search(front):
                universal = False
            listed = before is not None and stretch.text[q.start - 1] in "、和及"  # 58个社区、74个行政村
            listed = listed and names[words] in _OF_A_PLACE
            yield Claim(stretch, q, names[words], (universal and not some) or listed)
            before = q


_OF_A_PLACE = frozenset({"镇街", "乡镇", "街道", "行政村", "村", "社区", "村居", "工作小组"})


def _in_one_clause(a: Claim, b: Claim) -> bool:
    """Whether two claims stand in one part of a sentence, where they count two things."""
    first, last = sorted((a.figure, b.figure), key=lambda q: q.start)
    return a.stretch is b.stretch and ";" not in a.stretch.text[first.end : last.start]


@rule(
    "N209",
    slug="stock-count-differs",
    title="镇街、村居的总数前后不一",
    severity="warning",
    reason="一个区有几个镇街、几个行政村是固定的，全文只能有一个数；多出来的数一定有一处写错。",
    wrong="对11个镇街开展督查……覆盖12个镇街",
    right="对11个镇街开展督查……覆盖11个镇街",
)
def stock_count_differs(stretches: list[Stretch]) -> Iterator[Finding]:
    """Two totals of the 镇街, 村, 社区 of one place; or a count of some of them that is more than all."""
    by_name: dict[str, list[Claim]] = {}
    for claim in _claims(stretches):
        by_name.setdefault(claim.name, []).append(claim)
    if "行政村" in by_name and "村" in by_name:
        by_name["村"] += by_name["行政村"]
    reported: set[int] = set()
    for claims in by_name.values():
        totals = Counter(c.figure.value for c in claims if c.universal)
        if not totals:
            continue
        usual: Decimal = max(totals, key=lambda v: totals[v])
        first = next(c for c in claims if c.universal and c.figure.value == usual)
        for claim in claims:
            q = claim.figure
            near = abs(q.value - usual) <= max(Decimal(2), usual * Decimal("0.15"))
            wrong = q.value != usual and near and (claim.universal or q.value > usual)
            if not wrong or id(q) in reported or _in_one_clause(first, claim):
                continue
            reported.add(id(q))
            at = first.stretch.start + first.figure.start
            also = span_of(first.stretch.passage, at, at + len(first.figure.text))
            yield Finding.at(
                claim.stretch,
                q.span,
                f"{claim.name}这里是{q.text}，{paragraph_name(first.stretch.passage)}是{first.figure.text}",
                suggestion="核对总数，统一两处。",
                also=(also,) if also else (),
            )


_MEMBER = r"(?:[院局委镇乡街校司社馆所][党]?委?|党委|党组|区委|市委|县委|镇委|领导){0,3}"
_MEMBERS = re.compile(rf"{_MEMBER}(?:班子(?:成员)?|常委|党委委员|党组成员)(?!会|个人)")
_OTHERS_OF = re.compile(r"(?:其他|其余)$")
_HEAD = re.compile(r"任(?:第一|常务)?(?:组长|副组长|总指挥|主任)")
_ALL_TOGETHER = re.compile(r"民主生活会|常委会(?:扩大)?会议|党组(?:扩大)?会议")


def _members(stretches: list[Stretch]) -> Iterator[tuple[Stretch, Quantity, Decimal, bool]]:
    """(place, figure, how many they are, whether that is how many there are): of the 班子成员 and 常委."""
    for stretch in stretches:
        for q in stretch.figures:
            if q.like not in {"人", "个"} or not q.exact or not 3 <= q.value <= 20:
                continue
            if not _MEMBERS.match(stretch.text, q.end):
                continue
            front = stretch.text[: q.start]
            if _OTHERS_OF.search(front):
                heads = len(_HEAD.findall(front[max(0, len(front) - 90) :]))
                if heads:
                    yield stretch, q, q.value + heads, True
                continue
            of_all = bool(_ALL_TOGETHER.search(front)) or bool(
                re.match(r"[^,。;\d]{2,12}?(?:均|都|全部|逐一|人人)", stretch.text[q.end :])
            )
            yield stretch, q, q.value, of_all


@rule(
    "N211",
    slug="members-differ",
    title="班子成员的人数前后不一",
    severity="warning",
    reason="领导小组写“其他4名班子成员任副组长”，班子就是5个人；后面说“7名班子成员均作发言”，必有一处写错。",
    wrong="由局长任组长，其他4名班子成员任副组长……7名班子成员均作重点发言",
    right="由局长任组长，其他4名班子成员任副组长……5名班子成员均作重点发言",
)
def members_differ(stretches: list[Stretch]) -> Iterator[Finding]:
    """7名班子成员 where there are five of them: those who head the leading group, and the others in it."""
    found = list(_members(stretches))
    known = next(((s, q, n) for s, q, n, of_all in found if of_all), None)
    if known is None:
        return
    there, first, number = known
    for stretch, q, n, of_all in found:
        if q is first or n == number or (n < number and not of_all):
            continue
        yield Finding.at(
            stretch,
            q.span,
            f"班子成员这里是{q.text}，{paragraph_name(there.passage)}说的是{plain(number)}名（{first.text}）",
            suggestion=f"核对两处的人数，是{plain(number)}名还是{plain(n)}名。",
        )
