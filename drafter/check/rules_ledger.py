"""L: the notice against the ledger it was drafted from (--ledger)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from drafter.check.matching import Matching, MeasurePair, body_of, letters, text_of
from drafter.check.model import Finding, Looked, Where
from drafter.check.registry import rule
from drafter.check.rules_totals import announced_measures, announced_problems
from drafter.ledger.counting import all_measures, measures_told
from drafter.report import SECTION_NAMES, Passage, Passages, Place, Report
from drafter.text.dates import chinese_date
from drafter.text.normal import fold
from drafter.text.numerals import ONE_TO_TEN
from drafter.text.quantities import Quantity, quantities

if TYPE_CHECKING:
    from drafter.ledger.model import Ledger, MeasureEntry, ProblemEntry

SHORTEST_TITLE = 5  # letters of a title that is not public, found in print
SHORTEST_LEAK = 12  # letters of a measure that is not public, found in print
SHORTEST_FIGURE = 6  # the same where a figure is among them that no two matters share by chance
_TELLING = re.compile(r"\d{3,}")  # 涉及资产583万元

_PROGRESS = SECTION_NAMES["progress"]


@rule(
    "L101",
    slug="ledger-problem-missing",
    title="台账的问题没有写进通报",
    severity="error",
    reason="台账里公开的每个问题都应在通报里有着落；改稿时最容易悄悄丢掉一个。",
    wrong="台账有36个公开的问题，通报只列了35个",
    right="36个都列出；不公开的在台账里写“公开: 否”",
)
def problem_missing(matching: Matching) -> Iterator[Finding | Looked]:
    """A public problem of the ledger that the notice does not have."""
    yield Looked("ledger-problem", sum(1 for e in matching.ledger.problems if e.public))
    for index, entry in matching.missing:
        number = str(entry.number or index + 1)
        yield Finding(
            f"通报里没有台账的问题{number}“{entry.printed_title}”{matching.line(f'问题[{index}]')}",
            Where(_PROGRESS, number),
            suggestion="补上这个问题；确实不公开的，在台账里写“公开: 否”。",
        )


@rule(
    "L102",
    slug="ledger-problem-added",
    title="通报的问题台账里没有",
    severity="error",
    reason="通报里多出来的问题，没有台账为据：可能是从别处抄来的，也可能台账漏记。",
    wrong="通报的问题12在台账里找不到",
    right="每个问题都能在台账里找到",
)
def problem_added(matching: Matching) -> Iterator[Finding]:
    """A problem of the notice that the ledger does not have."""
    for printed in matching.added:
        yield Finding.on(
            printed.problem.heading,
            printed.place,
            f"台账里没有这个问题“{printed.problem.title}”",
            suggestion="核对是否抄自别处；确有此问题的，补进台账。",
        )


@rule(
    "L103",
    slug="ledger-problem-moved",
    title="问题的次序与台账不同",
    severity="warning",
    reason="反馈意见的次序一般不动；换了位置，序号和牵头单位容易对错。",
    wrong="台账的问题5排到了通报的第9位",
    right="按台账（反馈意见）的次序排列",
)
def problem_moved(matching: Matching) -> Iterator[Finding]:
    """Problems out of the ledger's order: the fewest that would have to move."""
    for pair in matching.moved:
        number = pair.entry.number or pair.at + 1
        yield Finding.on(
            pair.printed.problem.heading,
            pair.printed.place,
            f"次序与台账不同：这是台账的问题{number}{matching.line(f'问题[{pair.at}]')}",
            suggestion="核对次序。",
        )


@rule(
    "L104",
    slug="ledger-problem-reworded",
    title="问题表述与台账不同",
    severity="warning",
    reason="问题的表述出自反馈意见，不能改动；要换说法，先在台账的“公开表述”里定下来。",
    wrong="台账“产业转型步伐不快”，通报“产业转型升级较慢”",
    right="两处一字不差",
)
def problem_reworded(matching: Matching) -> Iterator[Finding | Looked]:
    """A problem whose title is not the ledger's; the internal wording in print where there is a public one."""
    for pair in matching.pairs:
        if not pair.entry.public:
            continue
        yield Looked("ledger-title")
        title = letters(pair.printed.problem.title)
        if title == letters(pair.entry.printed_title):
            continue
        internal = pair.entry.public_title and title == letters(pair.entry.title)
        outside = title == letters(matching.public_title(pair.at) or "")
        what = "表述与台账不同，台账是"
        if internal:
            what = "印出了内部表述，公开表述是"
        elif outside:
            what = "党内版印出了公开表述，反馈原文是"
        yield Finding.on(
            pair.printed.problem.heading,
            pair.printed.place,
            f"{what}“{pair.entry.printed_title}”{matching.line(f'问题[{pair.at}]')}",
            suggestion=f"改为“{pair.entry.printed_title}”。",
            severity="error" if internal else None,
        )


@rule(
    "L105",
    slug="ledger-not-public",
    title="不公开的问题印了出来",
    severity="error",
    reason="台账写明“公开: 否”的问题和措施，一个字也不能出现在通报里。",
    wrong="台账里“公开: 否”的问题，通报仍列为第8个问题",
    right="通报里没有这个问题",
)
def not_public(matching: Matching, passages: Passages) -> Iterator[Finding]:
    """The title of a problem that is not public, as a problem or inside the text; or the text of its measures, and of
    single measures that are not. The version for 党内 prints them all."""
    secrets = list(_secrets(matching))
    if not secrets:
        return
    shown = [e for e in matching.ledger.problems if e.public]
    printable = [text for e in shown for text in (e.printed_title, *map(text_of, public_measures(e)))]
    public = "\n".join(map(letters, printable))
    bodies = [(letters(p.text), p, place) for p, place in passages]
    for said, probes in secrets:
        for body, passage, place in bodies:
            hit = next((p for p in probes if p in body and p not in public), None)
            if hit:
                yield Finding.on(passage, place, said, _span_of(passage.text, hit), suggestion="从通报里删去。")


def _secrets(matching: Matching) -> Iterator[tuple[str, list[str]]]:
    """(what is to be said where one of them is printed, letters of what is not public) by problem and measure."""
    for index, entry in enumerate(matching.ledger.problems):
        number = entry.number or index + 1
        line = matching.line(f"问题[{index}]")
        measures = all_measures(entry)
        if not entry.public:
            titles = {letters(entry.title), letters(entry.printed_title)}
            yield f"台账的问题{number}不公开，却印了出来{line}", [t for t in titles if len(t) >= SHORTEST_TITLE]
        hidden = [m for m in measures if not (entry.public and m.public)]
        said = "不公开，它的措施" if not entry.public else "有一条措施不公开，"
        for measure in hidden:
            yield f"台账的问题{number}{said}却印了出来{line}", _clauses(text_of(measure))


def public_measures(entry: ProblemEntry) -> list[MeasureEntry]:
    return [measure for measure in all_measures(entry) if measure.public]


def _clauses(text: str) -> list[str]:
    """The longer clauses of a measure, and the shorter ones that hold a telling figure; letters only."""
    whole = [c for part in re.split(r"[。；;\n]", text) if len(c := letters(part)) >= SHORTEST_LEAK]
    parts = (letters(part) for part in re.split(r"[，,。；;\n]", text))
    return [*whole, *(p for p in parts if len(p) >= SHORTEST_FIGURE and _TELLING.search(p))]


def _span_of(text: str, wanted: str) -> tuple[int, int] | None:
    """Where letters stand in a printed text, marks and spaces between them passed over."""
    kept = [(i, c) for i, c in enumerate(fold(text)) if letters(c)]
    at = "".join(c for _, c in kept).find(wanted)
    return (kept[at][0], kept[at + len(wanted) - 1][0] + 1) if at >= 0 else None


# --- measures --------------------------------------------------------------------------------------------------


@rule(
    "L201",
    slug="ledger-measure-missing",
    title="台账的措施没有写进通报",
    severity="warning",
    reason="问题还在，措施少了一条；可能是删改时丢的。",
    wrong="台账的问题3有4条措施，通报只印出3条",
    right="4条都印出，或在台账里删去不再公布的一条",
)
def measure_missing(matching: Matching) -> Iterator[Finding | Looked]:
    """A measure of a printed problem that the notice does not have."""
    yield Looked("ledger-measure", len(matching.measures) + len(matching.measures_missing))
    strayed = {stray.path for stray in matching.strayed}  # told by L205
    for path, entry, pair in matching.measures_missing:
        if path in strayed:
            continue
        whole = "".join(body_of(m.text) for m in pair.printed.problem.all_measures())
        if letters(text_of(entry)) in whole:
            continue
        lead = entry.lead if isinstance(entry.lead, str) else (entry.content or "")[:20]
        yield Finding.on(
            pair.printed.problem.heading,
            pair.printed.place,
            f"通报里没有台账的这条措施：“{lead}”{matching.line(path)}",
            suggestion="核对是否漏印。",
        )


@rule(
    "L202",
    slug="ledger-measure-added",
    title="通报的措施台账里没有",
    severity="warning",
    reason="台账里没有的措施，没有佐证；可能是从别处粘来的。",
    wrong="通报问题3的“四是”在台账里找不到",
    right="每条措施都在台账里有出处",
)
def measure_added(matching: Matching) -> Iterator[Finding]:
    """A measure of the notice that the ledger does not have under that problem."""
    strayed = {id(stray.printed) for stray in matching.strayed}  # told by L205
    for point, pair in matching.measures_added:
        if id(point) in strayed:
            continue
        yield Finding.on(
            point.passages[0],
            pair.printed.place,
            f"台账的问题{pair.entry.number or pair.at + 1}没有这条措施",
            (0, min(len(point.passages[0].text), 40)),
            suggestion="核对出处，补进台账或删去。",
        )


@rule(
    "L203",
    slug="ledger-figure",
    title="措施的数字与台账不同",
    severity="error",
    reason="数字以台账为准；改稿时手误一位，或把数字删掉了，都要核对。",
    wrong="台账“整治河道6条”，通报“整治河道9条”",
    right="两处都是6条",
)
def figure_differs(matching: Matching) -> Iterator[Finding | Looked]:
    """A measure that carries another figure than the ledger (error), or has lost or gained one (warning)."""
    for pair in matching.measures:
        yield Looked("ledger-figures")
        yield from _figures(pair, matching)


def _figures(pair: MeasurePair, matching: Matching) -> Iterator[Finding]:
    said = _counted(text_of(pair.entry))
    printed = _counted("\n".join(p.text for p in pair.printed.passages))
    lost, new = list((said - printed).elements()), list((printed - said).elements())
    line = matching.line(pair.path)
    place = _measure_place(pair)
    for value, unit in new:
        other = next((f for f in lost if f[1] == unit), None)
        if other:
            lost.remove(other)
        passage, span = _find(pair, (value, unit))
        shown = f"{_masked(value)}{unit}"
        message = (
            f"台账是{_masked(other[0])}{other[1]}，这里是{shown}{line}"
            if other
            else f"台账这条措施里没有“{shown}”{line}"
        )
        yield Finding.on(
            passage, place, message, span, suggestion="以台账为准核对。", severity=None if other else "warning"
        )
    for value, unit in lost:
        first = pair.printed.passages[0]
        yield Finding.on(
            first,
            place,
            f"少了台账里的“{_masked(value)}{unit}”{line}",
            (0, min(len(first.text), 40)),
            suggestion="核对是否删漏。",
            severity="warning",
        )


def _masked(value: str) -> str:
    """A number as long as a telephone's or an identity card's is not repeated in full."""
    return re.sub(r"(?<!\d)(\d{3})\d{4,}(\d{4})(?!\d)", r"\1****\2", value)


def _measure_place(pair: MeasurePair) -> Place:
    place = pair.problem.printed.place
    return Place(place.section, place.role, place.problem, "measure")


_DATE = re.compile(r"(?:\d{4}\s*年)?\s{0,4}\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?|\d{4}\s*年")
_ORDINAL_HEAD = re.compile(r"^\s*[(]?\d{1,2}[).、]")


def _counted(text: str) -> Counter[tuple[str, str]]:
    """The figures and the dates of a measure, each with its unit."""
    folded = _ORDINAL_HEAD.sub("", fold(text))
    found: Counter[tuple[str, str]] = Counter()
    for match in _DATE.finditer(folded):
        found[(re.sub(r"\s+", "", match.group()).replace("号", "日"), "")] += 1
    for q in quantities(_DATE.sub(lambda m: "□" * len(m.group()), folded)):
        if q.text[0].isdigit():
            found[_figure(q)] += 1
    return found


def _figure(q: Quantity) -> tuple[str, str]:
    return f"{q.value:f}", q.kind


def _find(pair: MeasurePair, figure: tuple[str, str]) -> tuple[Passage, tuple[int, int] | None]:
    for passage in pair.printed.passages:
        folded = fold(passage.text)
        if not figure[1]:
            for match in _DATE.finditer(folded):
                if re.sub(r"\s+", "", match.group()).replace("号", "日") == figure[0]:
                    return passage, match.span()
        for q in quantities(folded):
            if _figure(q) == figure:
                return passage, (q.start, q.end)
    return pair.printed.passages[0], None


# --- state of completion ---------------------------------------------------------------------------------------

_ALL_DONE = re.compile(
    r"(?:已|均已|全部|已经|现已){1,3}(?:完成整改|整改完成|整改到位|销号|办结|整改完毕|全面完成|全部完成)|整改(?:工作)?(?:已|全部){1,3}完成"
    r"|全部完成|全面完成整改|完成整改销号"
    r"|(?:已|均已|全部|已全部|均已全部)(?:处置到位|组建到位|整治到位|落实到位)(?!率)|(?:均已|全部|已全部)接入"
    r"|(?:此项|该项)(?:工作|任务)已完成"
)
_DONE = re.compile(r"(?:已经?|现已|均已)(?:全面|基本|全部)?(?:完成|办结|整改到位|落实到位|销号|解决)")
_UNFINISHED = {"推进中", "长期坚持"}


@rule(
    "L301",
    slug="ledger-claims-completion",
    title="台账还在推进，通报说已完成",
    severity="error",
    reason="没有完成的写成完成，是虚假整改；通报公布以后要经得起核实。",
    wrong="台账状态“推进中”，通报写“已全部完成整改”",
    right="通报写明进度和完成时限",
)
def claims_completion(matching: Matching) -> Iterator[Finding]:
    """已完成, 全部完成, 已销号 where the ledger's measure, or the problem it belongs to, is not finished.

    A lesser claim (已完成3处) that stands so in the ledger itself is the ledger's own.
    """
    for pair in matching.measures:
        status = pair.entry.status or pair.problem.entry.status
        if status not in _UNFINISHED:
            continue
        own = letters(text_of(pair.entry))
        for passage in pair.printed.passages:
            yield from _claims(passage, _measure_place(pair), status, own, matching.line(pair.path))
    for problem in matching.pairs:
        if problem.entry.status in _UNFINISHED:
            own = letters(problem.entry.result or "")
            line = matching.line(f"问题[{problem.at}]")
            for passage in problem.printed.problem.result:
                yield from _claims(passage, problem.printed.place, problem.entry.status, own, line)


def _claims(passage: Passage, place: Place, status: str, own: str, line: str) -> Iterator[Finding]:
    folded = fold(passage.text)
    for match in _ALL_DONE.finditer(folded):
        if letters(match.group()) not in own:
            yield _claim(passage, place, match.span(), status, line)
            return
    for match in _DONE.finditer(folded):
        if letters(folded[match.start() : match.end() + 6]) not in own:
            yield _claim(passage, place, match.span(), status, line)
            return


def _claim(passage: Passage, place: Place, span: tuple[int, int], status: str, line: str) -> Finding:
    words = passage.text[slice(*span)]
    return Finding.on(
        passage,
        place,
        f"台账状态是“{status}”，这里说“{words}”{line}",
        span,
        suggestion="核实后改写进度，或更新台账的状态。",
    )


# --- the whole -------------------------------------------------------------------------------------------------


@rule(
    "L401",
    slug="ledger-totals",
    title="公布的总数与台账不符",
    severity="error",
    reason="总数按台账里公开的问题和措施数；把不公开的也数进去，读者一数就知道有没公布的。",
    wrong="台账公开34个问题（另有2个不公开），通报写“反馈的36个问题”",
    right="通报写“34个问题”",
)
def totals(matching: Matching, passages: Passages) -> Iterator[Finding]:
    """Announced totals of problems and measures against the ledger's."""
    entries = matching.ledger.problems
    public = [e for e in entries if e.public]
    if not public:
        return
    aspects = sum(len(e.aspects) or 1 for e in public)
    whose = "共有" if matching.inside else "公开的是"
    for announced in announced_problems(passages):
        if announced.total not in {len(public), aspects}:
            hidden = announced.total == len(entries)
            note = "，把不公开的也数进去了" if hidden else ""
            yield Finding.on(
                announced.passage,
                announced.place,
                f"这里说有{announced.total}个问题，台账{whose}{len(public)}个{note}",
                announced.span,
            )
    count, whole = measures_told(public), sum(len(all_measures(e)) for e in entries)
    measures = count.listed
    for announced in announced_measures(passages) if count.known else ():
        if announced.total not in (measures, count.written) and measures:
            hidden = announced.total == whole
            near = hidden or abs(announced.total - measures) <= max(3, announced.total // 10)
            note = "，把不公开的也数进去了" if hidden else ""
            yield Finding.on(
                announced.passage,
                announced.place,
                f"这里说有{announced.total}条整改措施，台账{whose}{measures}条{note}",
                announced.span,
                severity=None if hidden or announced.total < measures else "warning" if near else "info",
            )


# --- facts -----------------------------------------------------------------------------------------------------


def _agree(ours: str, printed: str) -> bool:
    a, b = letters(ours), letters(printed)
    return not a or not b or a in b or b in a


@rule(
    "L501",
    slug="ledger-inspection",
    title="巡视的基本事实与台账不符",
    severity="error",
    reason="巡视组、起止日期、反馈日期以台账为准；沿用旧稿时最容易留下上一轮的。",
    wrong="台账“省委第三巡视组”，导语“省委第五巡视组”",
    right="两处一致",
)
def inspection_facts(report: Report, ledger: Ledger) -> Iterator[Finding | Looked]:
    """Team, days and kind of the inspection in the preamble against the ledger."""
    facts, tour = report.inspection, ledger.tour
    if not report.preamble:
        return
    text = "".join(p.text for p in report.preamble)
    passage, place = report.preamble[0], Place("导语", "preamble")
    if tour.team and facts.team:
        yield Looked("ledger-inspection")
    if tour.team and facts.team and not _agree(tour.team, facts.team):
        message = f"巡视组台账是“{tour.team}”，这里是“{facts.team}”"
        yield Finding.on(passage, place, message, _words(passage, facts.team))
    days = (("开始", tour.start, facts.start), ("结束", tour.end, facts.end), ("反馈", tour.feedback, facts.feedback))
    for name, ours, printed in days:
        if ours and printed:
            yield Looked("ledger-inspection")
        if ours and printed and ours != printed:
            message = f"巡视{name}日期台账是{chinese_date(ours)}，这里是{chinese_date(printed)}"
            yield Finding.on(passage, place, message, _words(passage, f"{printed.month}月{printed.day}日"))
    other = {"巡视": "巡察", "巡察": "巡视"}.get(tour.kind or "")
    if other and tour.kind and tour.kind not in text and other in text:
        yield Finding.on(passage, place, f"台账的类别是“{tour.kind}”，导语写的是“{other}”", _words(passage, other))


def _words(passage: Passage, words: str) -> tuple[int, int] | None:
    at = fold(passage.text).find(fold(words))
    return (at, at + len(words)) if at >= 0 else None


@rule(
    "L502",
    slug="ledger-heading-and-signature",
    title="标题、地区、落款或日期与台账不符",
    severity="error",
    reason="拿别的单位或上一年的通报改写时，标题和落款里常留下旧的名称和日期。",
    wrong="台账落款“中共江州市云岭区委员会”，通报落款“中共江州市青屿县委员会”",
    right="两处一致",
)
def heading_and_signature(report: Report, ledger: Ledger) -> Iterator[Finding]:
    """Title, region, signers and date against the ledger; silent where the ledger or the notice has none."""
    notice = ledger.notice
    if notice.title and report.title_lines and letters(notice.title) != letters(report.title or ""):
        place = Place("标题", "title", part="heading")
        yield Finding.on(report.title_lines[0], place, f"标题与台账不同，台账是“{''.join(notice.title.split())}”")
    yield from _region(report, ledger)
    yield from _who_inspected(report, ledger)
    printed = {letters(p.text): p for p in report.signers}
    ours = {letters(s): s for s in notice.signers}
    place = Place("落款", "signers")
    if printed and ours:
        for key in [k for k in ours if k not in printed]:
            yield Finding.on(report.signers[0], place, f"落款里没有台账的“{ours[key]}”")
        for key in [k for k in printed if k not in ours]:
            yield Finding.on(printed[key], place, f"台账的落款里没有“{printed[key].text.strip()}”")
    if notice.date and report.date and report.date_line and notice.date != report.date:
        message = f"成文日期台账是{chinese_date(notice.date)}，这里是{chinese_date(report.date)}"
        yield Finding.on(report.date_line, Place("成文日期", "date"), message)


_TOLD = re.compile(rf"(中央|自治区党委|[省市县区州]委)(?:第[{ONE_TO_TEN}\d]+)?(巡[视察])(?!工作领导小组)")
_DEPLOYED = re.compile(r"(?:根据|按照)[^,。;]{0,4}?(中央|自治区党委|[省市县区州]委)[^,。;]{0,8}?统一(?:部署|安排)")


def _who_inspected(report: Report, ledger: Ledger) -> Iterator[Finding]:
    """Whose inspection of whom it was, in the title and the preamble, against the ledger."""
    tour = ledger.tour
    level = re.search(r"中央|自治区党委|[省市县区州]委", f"{tour.deployer or ''}{tour.team or ''}")
    title = _TOLD.search("".join((report.title or "").split()))
    if title and level and not ledger.notice.title and report.title_lines:
        kind = tour.kind or title[2]
        if (title[1], title[2]) != (level[0], kind):
            message = f"台账是“{level[0]}{kind}”，标题写的是“{title[1]}{title[2]}”"
            place = Place("标题", "title", part="heading")
            yield Finding.on(report.title_lines[0], place, message, _words(report.title_lines[0], title[0]))
    if not report.preamble:
        return
    passage, place = report.preamble[0], Place("导语", "preamble")
    deployed = _DEPLOYED.search(fold(passage.text))
    if deployed and level and deployed[1] not in (tour.deployer or "") and deployed[1] != level[0]:
        message = f"台账的部署机关是“{tour.deployer or level[0]}”，导语写的是“{deployed[0]}”"
        yield Finding.on(passage, place, message, deployed.span())
    target = report.inspection.target
    ours = [t for t in (tour.target, ledger.unit.region, ledger.unit.name) if t]
    if target and ours and not any(_alike(t, target) for t in ours):
        message = f"台账的巡视对象是“{ours[0]}”，导语写的是“{target}”"
        yield Finding.on(passage, place, message, _words(passage, target), suggestion="核对是否抄自外地。")


def _alike(ours: str, printed: str) -> bool:
    """江州市云岭区, 云岭区 and 中共云岭区委员会 are one; 党委（党组） and 领导班子 behind the name decide nothing."""
    a, b = (re.sub(r"^中共|委员会|领导班子|班子|党委|党组|及其.*|委$", "", letters(t)) for t in (ours, printed))
    return not a or not b or a in b or b in a or any(n in a for n in re.findall(r"\w{2,4}?[市区县镇乡旗局]", b)[-1:])


def _region(report: Report, ledger: Ledger) -> Iterator[Finding]:
    """The district of the ledger is named neither in the title nor in the preamble."""
    head = [*report.title_lines, *report.preamble]
    names = re.findall(r"[一-鿿]{1,8}?(?:自治州|[省市区县旗州盟])", ledger.unit.region or "")
    if not names or not head:
        return
    text = letters("".join(p.text for p in [*head, *report.signers]))
    last = names[-1]
    if letters(last) not in text and letters(last.rstrip("省市区县旗州盟")) not in text:
        place = Place("标题", "title") if report.title_lines else Place("导语", "preamble")
        message = f"标题、导语和落款里都没有台账的地区“{last}”"
        yield Finding.on(head[0], place, message, suggestion="核对是否抄自外地。", severity="warning")


@rule(
    "L503",
    slug="ledger-contact",
    title="监督联系方式与台账不符",
    severity="error",
    reason="电话、地址错一个字，群众就找不到人；沿用旧稿时会留下别人的电话。",
    wrong="台账电话0555-5550100，通报印的是0555-5550700",
    right="两处一致",
)
def contact_differs(report: Report, ledger: Ledger) -> Iterator[Finding | Looked]:
    """Phone, address, postcode, e-mail and hours against the ledger; also those that the notice leaves out."""
    ours, contact = ledger.contact, report.contact
    if contact is None or not contact.passages:
        return
    place = Place("监督联系方式", "contact")
    whole = letters(contact.text)
    fields = (
        ("电话", ours.phone, contact.phone),
        ("地址", ours.address, contact.address),
        ("邮编", ours.postcode, contact.postcode),
        ("邮箱", ours.email, contact.email),
        ("受理时间", ours.hours, contact.hours),
    )
    for name, expected, printed in fields:
        if not expected or expected == "无":  # 无: not given to the public
            continue
        yield Looked("ledger-contact")
        if letters(expected) in whole:
            continue
        passage = next((p for p in contact.passages if printed and printed in p.text), contact.passages[-1])
        what = f"这里是“{printed}”" if printed else "通报没有印"
        span = _words(passage, printed) if printed else None
        yield Finding.on(passage, place, f"{name}台账是“{expected}”，{what}", span, suggestion="以台账为准核对。")
