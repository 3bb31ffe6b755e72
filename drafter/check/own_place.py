"""The unit's own places, from the larger to the smaller, and its name behind them: 南汀市|澜桥区, 棠溪县|职业学校."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.report import Report
from drafter.text.normal import CJK, fold

LEVEL_CHARS = "省市州盟县区旗镇乡"
RANK = {"省": 1, "市": 2, "州": 2, "盟": 2, "县": 3, "区": 3, "旗": 3, "镇": 4, "乡": 4}
_PLACE = pattern(rf"(?P<stem>[{CJK}]{{2,4}}?)(?P<level>[{LEVEL_CHARS}])(?![域场民])")
_HEAD = pattern(r"^(?:中共|中国共产党)")
_TAIL = pattern(r"(?:关于.*|党组|党委|党工委|工作委员会|工委|纪律检查委员会|委员会|人民政府)$")


class Area(NamedTuple):
    """A place as printed in a head: 澜桥, 区."""

    stem: str
    level: str

    @property
    def name(self) -> str:
        return self.stem + self.level


class OwnName(NamedTuple):
    """A unit's places and what follows them (职业中等专业学校; "" for a place's committee)."""

    areas: tuple[Area, ...]
    core: str


def name_in(head: str) -> OwnName:
    """The places and the rest of a title's or signature's body."""
    bare = _TAIL.sub("", _TAIL.sub("", _HEAD.sub("", fold("".join(head.split())))))
    areas, at = [], 0
    while match := _PLACE.match(bare, at):
        areas.append(Area(match["stem"], match["level"]))
        at = match.end()
    core = bare[at:]
    return OwnName(tuple(areas), "" if core == "委" else core)


_ENDS = pattern(r"(?<=委)\s+|(?<=委员会)\s+|(?<=党组)\s+|(?<=政府)\s+")


def bodies_of_title(report: Report) -> list[str]:
    """The bodies that the title names, each by itself: 中共望溪区委 望溪区人民政府关于… has two."""
    parts = _ENDS.split("\n".join(p.text.strip() for p in report.title_lines))
    return [part for part in parts if part.strip() and not re.match(r"\s*关于", part)]


def heads(report: Report) -> list[str]:
    """The bodies that title and signature name, and the one inspected."""
    named = [*bodies_of_title(report), report.inspection.target or "", *(p.text for p in report.signers)]
    return [head for head in named if head.strip()]


def own_names(report: Report) -> list[OwnName]:
    """What each of the heads names."""
    return [name for head in heads(report) if (name := name_in(head)).areas]


def usual_areas(names: list[OwnName], whole: str) -> list[Area]:
    """The unit's places, from the larger to the smaller: of two for one rank, or of one name at two levels, the one
    that the text has more often.

    One head may name two of a rank itself (宁河市青禾市: the lesser one is a county), or one name twice (沅陵市沅陵县).
    """
    together = {(a, b) for name in names for a in name.areas for b in name.areas if a != b}
    best: dict[tuple[int, int], Area] = {}
    for name in names:
        seen: Counter[int] = Counter()
        for area in name.areas:
            key = RANK[area.level], seen[RANK[area.level]]
            seen[RANK[area.level]] += 1
            rival = best.get(key)
            if rival is None or whole.count(area.name) > whole.count(rival.name):
                best[key] = area
    found = [best[key] for key in sorted(best)]
    return [a for a in found if not any(_rivals(a, b, together) and _rarer(a, b, whole) for b in found)]


def _rivals(a: Area, b: Area, together: set[tuple[Area, Area]]) -> bool:
    return a.stem == b.stem and a.level != b.level and (a, b) not in together


def _rarer(a: Area, b: Area, whole: str) -> bool:
    return (whole.count(a.name), a.level) < (whole.count(b.name), b.level)
