"""N109: 以下四个方面, and how many points follow."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passage, Place, Report, Section
from drafter.text.normal import fold
from drafter.text.numerals import ONE_TO_TEN, from_chinese

_ANNOUNCED = pattern(
    rf"(?:以下|下列|如下|抓好|做好|突出|抓实|推进|从|在|聚焦|围绕|坚持|实施|采取|落实|把握)[^,。;:、]{{0,4}}?"
    rf"(?P<number>[{ONE_TO_TEN}两]|1?\d)(?:个|项|大|条|点)?(?:方面|重点|要点|着力点)(?:的?(?:重点)?(?:工作|任务|举措|措施|内容))?"
    r"[^,。;:、]{0,6}(?=[,。:]|$)"
    rf"|(?:以下|下列|如下)(?P<number2>[{ONE_TO_TEN}两]|1?\d)(?:个|项|大|条|点)?(?:工作|任务|举措|措施|内容)"
)
FEWEST = 2


def _points_of(section: Section) -> int:
    """The points of a section at its first level: its titled blocks, else the points of its only one."""
    titled = [block for block in section.blocks if block.title]
    if titled:
        return len(titled)
    return len([p for block in section.blocks for p in block.points if p.ordinal])


@rule(
    "N109",
    slug="announced-points",
    title="预告的方面数与下文不符",
    severity="warning",
    reason="“重点做好以下四个方面工作”，下面就应当有四条；增删以后没有改数，读者一眼看得出。",
    wrong="重点做好以下三个方面工作。（一）……（二）……（三）……（四）……",
    right="重点做好以下四个方面工作。（一）……（二）……（三）……（四）……",
)
def announced_points(report: Report) -> Iterator[Finding]:
    """四个方面 in the overview of a part against the points that follow it."""
    for section in report.sections:
        if section.role not in {"leadership", "next_steps"}:
            continue
        printed = _points_of(section)
        if printed < FEWEST:
            continue
        for passage in section.overview:
            yield from _announced(passage, section, printed)


def _announced(passage: Passage, section: Section, printed: int) -> Iterator[Finding]:
    folded = fold(passage.text)
    for match in _ANNOUNCED.finditer(folded):
        name = "number" if match["number"] else "number2"
        count = from_chinese(match[name].replace("两", "二")) if not match[name].isdigit() else int(match[name])
        if count and count != printed:
            heading = section.heading.text if section.heading else None
            place = Place(heading, str(section.role), part="overview")
            message = f"这里说有“{match.group().strip('，,：:')}”，下面列出{printed}个（{printed}项）"
            yield Finding.on(passage, place, message, match.span(name), suggestion="核对是漏列了，还是数没有改。")
