"""L2 of the measures' words: under which problem and 方面 they stand, their leads, the documents and bodies they name,
and who answers for them, which is nobody's business outside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from drafter.check.matching import Matching, MeasurePair, body_of
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.check.rules_ledger_facts import facts_of
from drafter.patterns import pattern
from drafter.report import Passage, Place
from drafter.text.normal import fold, letters


@rule(
    "L205",
    slug="ledger-measure-strayed",
    title="措施印到了别的问题下",
    severity="error",
    reason="台账里这条措施属于另一个问题；粘贴时串了位置，读者会以为是这个问题的整改。",
    wrong="台账问题5的措施印在通报的问题9下",
    right="印在问题5下",
)
def measure_strayed(matching: Matching) -> Iterator[Finding]:
    """A printed measure that the ledger has, almost word for word, under another problem."""
    for stray in matching.strayed:
        point, here, entry = stray.printed, stray.here, stray.home
        passage = point.passages[0]
        number = entry.entry.number or entry.at + 1
        yield Finding.on(
            passage,
            here.printed.place,
            f"这条措施在台账里属于问题{number}“{entry.entry.printed_title}”{matching.line(stray.path)}",
            (0, min(len(passage.text), 40)),
            suggestion="移回原来的问题，或核对台账。",
        )


@rule(
    "L206",
    slug="ledger-lead",
    title="措施的提法与台账不同",
    severity="warning",
    reason="提法是台账里定下来的；内容没变、提法换了，多半是串了行或照搬了别处的。",
    wrong="台账“开展链式招商”，通报“推进产业招商”",
    right="两处都是“开展链式招商”",
)
def lead_differs(matching: Matching) -> Iterator[Finding]:
    """A measure whose lead phrase is not the one that the ledger gives in words."""
    for pair in matching.measures:
        lead = pair.entry.lead if isinstance(pair.entry.lead, str) else None
        printed = pair.printed.lead
        if not lead or not printed or lead.strip() == "补":
            continue
        ours, theirs = letters(lead), letters(printed)
        if ours == theirs or body_of(pair.printed.text).startswith(ours) or theirs.startswith(ours):
            continue
        passage = pair.printed.passages[0]
        at = max(passage.text.find(printed), 0)
        yield Finding.on(
            passage,
            _place(pair),
            f"提法与台账不同：台账是“{lead}”，这里是“{printed}”{matching.line(pair.path)}",
            (at, at + len(printed)),
            suggestion=f"改为“{lead}”，或先改台账。",
            right=lead,
        )


def _place(pair: MeasurePair) -> Place:
    place = pair.problem.printed.place
    return Place(place.section, place.role, place.problem, "measure")


@rule(
    "L207",
    slug="ledger-document",
    title="措施里的文件、单位与台账不同",
    severity="error",
    reason="文件名和单位以台账为准；一字之差就是另一个文件、另一个部门。",
    wrong="台账《云岭区产业提升计划》，通报《云岭区产业提升方案》",
    right="两处是同一个文件名",
)
def names_differ(matching: Matching) -> Iterator[Finding]:
    """A 《title》 or an office in a measure that stands in the place of the ledger's."""
    for pair in matching.measures:
        said = facts_of(fold(pair.entry.text))
        for passage in pair.printed.passages:
            printed = facts_of(fold(passage.text))
            for kind in ("文件", "单位"):
                ours = Counter(f.value for f in said if f.kind == kind)
                theirs = Counter(f.value for f in printed if f.kind == kind)
                lost, new = list((ours - theirs).elements()), list((theirs - ours).elements())
                if len(lost) != len(new):
                    continue  # told with more or fewer of them: which stands for which is not certain
                for old, other in zip(lost, new, strict=True):
                    if old.endswith(other) or other.endswith(old):
                        continue  # 发改局 for 区发改局
                    fact = next(f for f in printed if f.kind == kind and f.value == other)
                    yield Finding.on(
                        passage,
                        _place(pair),
                        f"台账是“{old}”，这里是“{other}”{matching.line(pair.path)}",
                        (fact.start, fact.end),
                        suggestion="以台账为准核对。",
                    )


@rule(
    "L208",
    slug="ledger-aspect",
    title="问题排在了别的方面下",
    severity="warning",
    reason="台账里写明问题属于哪个方面；方面的标题放错了位置，下面的问题就全归错了。",
    wrong="台账的问题9属于“保障和改善民生”，通报排在“贯彻新发展理念”下",
    right="排在“保障和改善民生”下",
)
def aspect_differs(matching: Matching) -> Iterator[Finding]:
    """A problem under the heading of another 方面 of the ledger than its own."""
    known = {_aspect(e.aspect) for e in matching.ledger.problems if e.aspect}
    for pair in matching.pairs:
        group, own = pair.printed.problem.group, pair.entry.aspect
        if not group or not own or not pair.entry.public:
            continue
        here, home = _aspect(group), _aspect(own)
        if here == home or here not in known:
            continue
        yield Finding.on(
            pair.printed.problem.heading,
            pair.printed.place,
            f"台账里这个问题属于方面“{own}”，这里排在方面“{group}”下{matching.line(f'问题[{pair.at}]')}",
            suggestion="核对方面标题的位置。",
        )


def _aspect(text: str | None) -> str:
    return letters(text or "").removesuffix("方面")


_ANSWERS = pattern(
    r"(?:牵头领导|责任领导|分管领导|牵头单位|责任单位|责任部门|配合单位|责任人)(?:为|是|由|:|：)?(?P<who>[^，。；;,（）()]{2,30})"
)
_BRACKETED = pattern(r"[（(](?P<who>[^（）()]{2,40})[）)]")


@rule(
    "L209",
    slug="ledger-internal-field",
    title="台账的内部字段印在句子里",
    severity="error",
    reason="牵头领导、责任单位是内部掌握的字段，不随通报公开；写进句子里也是公开了。",
    wrong="（责任单位：区发改局）完成规划编制",
    right="完成规划编制",
)
def internal_field(matching: Matching) -> Iterator[Finding]:
    """责任单位 with the ledger's own units in a measure; the name of the leader; units alone in brackets."""
    for pair in matching.measures:
        entry = pair.problem.entry
        units = [u for u in (entry.lead_unit, *entry.units) if u]
        people = [entry.leader] if entry.leader and len(entry.leader) >= 2 else []
        said = pair.entry.text
        for passage in pair.printed.passages:
            for start, end in _leaks(passage, units, people, said):
                words = passage.text[start:end]
                yield Finding.on(
                    passage,
                    _place(pair),
                    f"印出了台账的内部字段“{words}”{matching.line(pair.path)}",
                    (start, end),
                    suggestion="从通报里删去。",
                )


def _leaks(passage: Passage, units: list[str], people: list[str], said: str) -> Iterator[tuple[int, int]]:
    names = {*units, *people}
    for match in _ANSWERS.finditer(passage.text):
        if any(name in match["who"] for name in names) and match.group() not in said:
            yield match.span()
            return
    for match in _BRACKETED.finditer(passage.text):
        parts = [p for p in re.split(r"[、，,和]", match["who"]) if p]
        if match.group() not in said and parts and all(p in names for p in parts):
            yield match.span()
            return
