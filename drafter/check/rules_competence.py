"""T531–T533: who does what. Bodies that do what is not theirs to do, heads of another sort of unit, an office that the
leading group cannot have.

What belongs to whom stands in `lexicon/competence.csv`, how a unit's head is called in `lexicon/posts.csv`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from drafter.check.body import Spot, around, found_at, printed_paragraphs
from drafter.check.model import Finding
from drafter.check.own_body import own_unit_names, self_words
from drafter.check.own_place import RANK, own_names, usual_areas
from drafter.check.registry import rule
from drafter.check.rules_identity_level import own_committee
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.lexicon import table
from drafter.text.normal import CJK
from drafter.text.persons import SURNAMES
from drafter.text.quantities import without_titles
from drafter.text.remembered import remembered
from drafter.text.sentences import between_marks


class Deed(NamedTuple):
    """A row of the table: bodies with what is not theirs to do."""

    row: dict[str, str]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


# Another body between the two is the one that acts: 工会|协助纪委|给予, 巡察组|向县纪委|移交.
_ANOTHER = r"(?:纪委|监委|纪检|党委|党组|党工委|组织部|公安|检察|法院|政府|机关|部门|[局厅委]|会同|联合|向|由|报|、)"


@cache
def _deeds() -> tuple[Deed, ...]:
    found = []
    for row in table("competence"):
        who = rf"(?P<who>(?:{row['机关']}))"
        if row["位"] == "前":
            within = rf"(?:(?!{_ANOTHER})[^，。；：（(“”《\n]){{0,12}}?"
            pattern = rf"(?<!派出)(?<!派驻){who}{within}(?P<deed>{row['事项']})"
        else:
            given = rf"(?:(?!纪委|监委|纪检|公安|检察|法院|司法)[{CJK}]){{0,10}}?"
            pattern = rf"(?P<deed>{row['事项']})(?:给|至|到)?{given}{who}{row['后文']}"
        found.append(Deed(row, re.compile(pattern), re.compile(row["除非"]) if row["除非"] else None))
    return tuple(found)


@remembered
def beyond_their_power(text: str) -> Iterator[tuple[dict[str, str], int, int, str]]:
    """(row, start, end, body) of each deed that is not the body's to do."""
    for deed in _deeds():
        for match in deed.pattern.finditer(text):
            if deed.unless and deed.unless.search(between_marks(text, match.start(), "，。；！？!?\n")):
                continue
            yield deed.row, *match.span(), match["who"]


_RANKED = r"(?P<level>[省市州盟县区旗镇乡])"
_ARRANGED = pattern(  # 根据县政府统一部署，…县委第五巡察组
    r"(?:根据|按照|依据|按)(?P<who>[一-鿿]{0,8}?(?:人民政府|政府|人大常委会|人大|政协|董事会|总工会))"
    r"(?:的)?(?:关于)?(?:巡[视察])?(?:工作)?(?:统一)?(?:部署|安排|要求|计划)[^。；]{0,60}?巡[视察]组"
)


@rule(
    "T531",
    slug="not-theirs-to-do",
    title="做事的机关没有这个职权",
    severity="warning",
    reason="党纪处分由纪委、党委给予，问题线索交纪检监察机关，巡视巡察由党委部署；写成工会、办公会、政府，是写错了机关。",
    wrong="院长办公会给予党纪处分4人",
    right="院纪委给予党纪处分4人",
)
def not_theirs_to_do(report: Report, passages: Passages) -> Iterator[Finding]:
    """移交集团工会的问题线索, 院长办公会给予党纪处分, 按照县政府统一安排，县委第五巡察组."""
    for printed in printed_paragraphs(report, passages):
        text = without_titles(printed.text)
        for row, start, end, who in beyond_their_power(text):
            spot = Spot(printed, start, end)
            message = f"“{who}”没有这个职权，“{spot.words}”应由{row['应由']}：…{around(spot)}…"
            yield found_at(spot, message, suggestion=f"核对机关名称；依据{row['来源']}。")
        if printed.place.role == "preamble":
            for match in _ARRANGED.finditer(text):
                spot = Spot(printed, *match.span("who"))
                message = f"巡视巡察由党委部署，这里写成“{spot.words}”部署：…{around(spot, 8)}…"
                yield found_at(spot, message, suggestion="核对后改为党委（如“县委”）。")


_HEADS = "董事长|总经理|执行董事|总裁|局长|厅长|院长|校长|园长|行长|理事长|台长|社长|馆长|所长|检察长|镇长|乡长"
_OWN_HEAD = pattern(  # 党委书记、|局长|, 由|院长|任副组长, 党委副书记、|校长
    rf"(?<![{CJK}])(?:由|和|以|及)?(?:[院局厅校]|集团|公司|街道|[镇乡])?(?:党委|党组|党工委)(?:书记|副书记)、"
    rf"(?P<head>{_HEADS}|(?:主任|主席|部长|[县区市州旗]长)(?=任|为|担任|具体|牵头))(?![助办会])"
    rf"|(?:^|(?<=[，。；：、由和及以]))(?P<alone>{_HEADS})(?:[{SURNAMES}][{CJK}]{{1,2}})?(?=任(?:第一|常务|执行|双)?(?:副)?(?:组长|总指挥)|为(?:第一|常务|执行|双)?(?:副)?组长)"
    rf"|(?<![{CJK}]副)(?P<office>{_HEADS})办公(?:会|会议)(?![室])"
)
_OVER_OTHERS = (
    "大学",
    "学院",
    "集团",
    "公司",
    "教育局",
    "教体局",
    "卫健委",
    "卫生健康委员会",
    "国资委",
)  # their parts have heads
_RANK_HEAD = pattern(  # 由分管农业农村工作的副县长牵头, in a town's notice
    r"由[^，。；“”]{0,14}?(?P<head>副?(?:县长|区长|市长|州长|旗长))(?=[一-鿿]{0,3}(?:牵头|任|为|负责|包保|包联|具体))"
)
_OWN_PARTS = frozenset({"leadership", "next_steps", "preamble", "other"})
_TOWNS = pattern(r"(?:镇|乡|街道|医院|学校|中学|小学|公司|集团)$")


@cache
def _posts() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    return tuple((re.compile(rf"(?:{row['单位']})$"), frozenset(row["职务"].split("|"))) for row in table("posts"))


def posts_of(names: set[str]) -> frozenset[str]:
    """How the heads of a unit of these names may be called; empty where no row knows its sort."""
    found: set[str] = set()
    for name in names:
        found |= next((posts for pattern, posts in _posts() if pattern.search(name)), frozenset())
    return frozenset(found)


_OF_THE_UNIT = pattern(
    rf"(?:(?:党委|党总支|党组)(?:书记|副书记)、|(?:^|(?<=[，。；：、由]))(?:[学院校]{{0,2}}))(?P<head>院长|校长)(?![助办会])"
    rf"(?=[{SURNAMES}][{CJK}]{{1,2}}|任|带头|主持|牵头|担任|分别|亲自|为|、|，|和|讲|带队|同志|认真|共同|双)"
)


def _one_head_two_titles(report: Report, passages: Passages, names: set[str]) -> Iterator[Finding]:
    """党委书记、校长 in the notice of a college whose head is 院长 everywhere else."""
    if not any(name.endswith(("学院", "专科学校")) for name in names):
        return
    found = [
        (match["head"], Spot(printed, *match.span()))
        for printed in printed_paragraphs(report, passages)
        for match in _OF_THE_UNIT.finditer(printed.text)
    ]
    counts = Counter(head for head, _ in found)
    usual = max(counts, key=lambda title: counts[title], default="")  # of two said as often the first
    for head, spot in found:
        if head != usual:
            message = f"本单位的领导别处称“{usual}”，这里是“{spot.words}”：…{around(spot, 10)}…"
            yield found_at(spot, message, suggestion=f"核对职务，是否“{usual}”。", severity="info")


@rule(
    "T532",
    slug="head-of-another-sort-of-unit",
    title="领导职务与单位性质不符",
    severity="warning",
    reason="集团公司的领导是董事长、总经理，没有局长；职务和单位对不上，是从别的单位的稿子抄来的。",
    wrong="（水务集团的通报）党委书记、局长任组长",
    right="党委书记、董事长任组长",
)
def head_of_another_sort_of_unit(report: Report, passages: Passages) -> Iterator[Finding]:
    """党委书记、局长任组长 in a firm's notice, 由院长任副组长 in a school's, 由副县长牵头 in a town's."""
    names = own_unit_names(report)
    right = posts_of(names)
    if not right:
        return
    own = max(names, key=len)
    shown = "、".join(sorted(right)[:3])
    yield from _one_head_two_titles(report, passages, names)
    for printed in printed_paragraphs(report, passages):
        own_part = printed.place.role in _OWN_PARTS and printed.place.problem is None
        for match in _OWN_HEAD.finditer(printed.text):
            group = next(name for name in ("head", "alone", "office") if match[name])
            if not own_part if group != "office" else any(name.endswith(_OVER_OTHERS) for name in names):
                continue
            if match[group] not in right and not any(match[group] in post for post in right):
                spot = Spot(printed, *match.span(group))
                message = f"本单位是{own}，没有“{spot.words}”这样的职务，一般是{shown}：…{around(spot, 10)}…"
                yield found_at(spot, message, suggestion="核对职务，是否照搬未改。")
        for match in _RANK_HEAD.finditer(printed.text) if own_part and any(_TOWNS.search(n) for n in names) else ():
            spot = Spot(printed, *match.span("head"))
            message = f"本单位是{own}，分管、牵头的不会是“{spot.words}”：…{around(spot, 10)}…"
            yield found_at(spot, message, suggestion="核对职务，是否照搬未改。")


_SEATED = pattern(rf"(?:办公室|专班|办事机构)(?:统一)?(?:设在|设于|挂靠(?:在)?)(?P<where>[{CJK}]{{2,20}})")
_LEVEL = pattern(rf"{_RANKED}(?:委|政府|纪委|监委|人大|政协|[{CJK}]{{2,8}}(?:局|部|办公室|办|中心)(?![{CJK}]))")


@rule(
    "T533",
    slug="office-at-another-level",
    title="领导小组办公室设在别处",
    severity="warning",
    reason="整改领导小组的办公室设在本单位、本级党委的部门里；镇里的办公室设到了“市党建办”，是从别处的稿子抄来的。",
    wrong="（白石埠镇的通报）办公室设在市党建工作办公室",
    right="办公室设在镇党建工作办公室",
)
def office_at_another_level(report: Report, passages: Passages) -> Iterator[Finding]:
    """办公室设在市党建工作办公室 in a town's notice, 设在局机关党委 in a firm's."""
    names = own_unit_names(report)
    committee = own_committee(report, passages)
    areas = usual_areas(own_names(report), "".join(p.text for p, _ in passages))
    if not names and committee is None:
        return
    levels = {committee[0]} if committee else {a.level for a in areas[-1:]} if _is_town(names) else set()
    selves = set(self_words(names))
    for printed in printed_paragraphs(report, passages):
        for match in _SEATED.finditer(printed.text) if printed.place.role in _OWN_PARTS else ():
            where = match["where"]
            level = _LEVEL.match(where)
            own = any(where.startswith(name[-n:]) for name in names for n in range(2, len(name) + 1))
            if level and not own and level["level"] not in levels and not _same_rank(level["level"], levels):
                named = committee or max(names, key=len)
                spot = Spot(printed, *match.span("where"))
                message = f"本单位是{named}，领导小组办公室不会设在“{where}”：…{around(spot, 8)}…"
                yield found_at(spot, message, suggestion="核对级别和部门，是否照搬未改。")
            elif (sort := _OTHER_SELF.match(where)) and names and not own and not _alike(sort["unit"], selves):
                spot = Spot(printed, *match.span("where"))
                message = f"本单位是{max(names, key=len)}，领导小组办公室不会设在“{where}”：…{around(spot, 8)}…"
                yield found_at(spot, message, suggestion="核对部门，是否照搬未改。")


def _alike(unit: str, selves: set[str]) -> bool:
    return any(unit in word or word in unit for word in selves)


_OTHER_SELF = pattern(r"(?P<unit>局|院|校|厅|集团|公司|医院|学校|街道|镇|乡)(?:党|机关|办公室|纪委|综合|人事)")


def _is_town(names: set[str]) -> bool:
    return any(name.endswith(("镇", "乡", "街道")) for name in names)


def _same_rank(level: str, levels: set[str]) -> bool:
    """Whether a level is of the own rank: what is called 县委办 in a 区's notice is told by another rule."""
    return any(RANK.get(level) == RANK.get(own) for own in levels)
