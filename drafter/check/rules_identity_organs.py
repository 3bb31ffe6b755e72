"""T527–T528: bodies that the unit cannot have: another sort of unit's leading body, an organ of another level."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.body import Printed, Spot, around, found_at, printed_paragraphs
from drafter.check.identity import Identity, office_of
from drafter.check.model import Finding
from drafter.check.own_body import inspectors_of, own_mentions, own_unit_names, self_words, usual_kind
from drafter.check.own_place import RANK, own_names, usual_areas
from drafter.check.registry import rule
from drafter.check.rules_identity_level import inspector_of, own_committee
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.bodies import bodies_in
from drafter.text.lexicon import table
from drafter.text.normal import CJK, fold
from drafter.text.numerals import ONE_TO_TEN
from drafter.text.quantities import without_titles
from drafter.text.segment import frequency
from drafter.text.sentences import ahead_of

_OWN_PARTS = frozenset({"leadership", "next_steps", "preamble"})
_SORTS = sorted({word for row in table("self_names") for word in row["自称"].split("|")}, key=lambda w: (-len(w), w))
_WHO = r"(?:领导)?(?:班子)?(?:成员|书记|主要(?:领导|负责同志|负责人))?"
_DOES = (  # what only the inspected unit's own body and its people do in these parts
    r"(?:将(?!于|在)|把|始终|坚持|召开|先后|认真|第一时间|切实|高度|成立|印发|制定|带头|以|多次|组织|研究|专题|牢固|坚决|迅速"
    r"|立即|严格|统筹|持续|领办|逐条|会议|理论学习|主动|扎实|深入|对照|聚焦|围绕|任|主持|亲自|履行|落实|、)"
)
_ALONE = pattern(
    rf"(?:^|(?<=[，。；：、（]))(?:[{ONE_TO_TEN}]是|[{ONE_TO_TEN}]、|由|经)?"
    rf"(?P<body>(?P<unit>{'|'.join(map(re.escape, _SORTS))})(?:党委|党组(?!织)|党工委)){_WHO}(?={_DOES})"
)
_CONVENED = pattern(  # 党委书记主持召开|局党组|会议
    r"(?:召开|主持|提交|提请|报请)(?P<body>(?P<unit>[局厅院校]|集团|公司|街道)(?:党委|党组(?!织)|党工委))(?=[^，。；]{0,6}(?:会议|审议|研究))"
)
_HEADED_BY = pattern(  # 成立以|局党组|书记为组长
    rf"(?:以|由)(?P<body>(?P<unit>{'|'.join(map(re.escape, _SORTS))})(?:党委|党组(?!织)|党工委))"
    r"(?=(?:副?书记|主要负责(?:人|同志))[^，。；]{0,8}(?:为|任)(?:双|第一)?组长)"
)
_NAMED = pattern(rf"(?:^|(?<=[，。；：]))(?:[{ONE_TO_TEN}]是)?(?=[^，。；]{{2,20}}(?:党组|党委){_WHO}{_DOES})")
_COMMITTEE = pattern(  # 市委将…; 市委召开专题民主生活会; 由县委书记任组长
    r"(?:^|(?<=[，。；以由]))(?P<who>[省市州县区旗]委)(?:将(?=以|始终|继续|持续|坚持|坚决|进一步|深入|认真|不断|切实|全面|紧紧|聚焦|锚定)"
    r"|书记[一-鿿]{0,3}(?:任|为|担任)(?:第一)?(?:组长|总召集人)|(?:常委)?班子|召开(?=[^，。；]{0,8}民主生活会)|理论学习中心组|把[^，。；]{0,12}整改[^，。；]{0,6}作为|坚决扛(?:起|牢)[^，。；]{0,6}整改)"
)
_OF_OTHERS = pattern(r"(?:列席|参加|派|指导|邀请|传达|学习)[^。；]{0,16}$")


@rule(
    "T527",
    slug="leading-body-of-another-unit",
    title="主语是别的单位的党组织",
    severity="error",
    reason="街道的通报里“镇党委召开会议”、局的通报里“院党委将”，是从别的单位的稿子抄来的；组织领导和打算里做事的只有本单位。",
    wrong="（街道党工委的通报）12月6日，镇党委召开专题会议",
    right="12月6日，街道党工委召开专题会议",
)
def leading_body_of_another_unit(report: Report, passages: Passages, identity: Identity) -> Iterator[Finding]:
    """镇党委 in a street's notice, 局党组 in a hospital's, 市委将 in a firm's: who acts where only the unit does."""
    names = own_unit_names(report)
    committee = own_committee(report, passages)
    yield from _another_places(report, passages)
    if not names and committee is None:
        return
    selves = set(self_words(names))
    inspectors = inspectors_of(report)
    right = usual_kind(own_mentions(report, passages)) or ""
    own = committee or (self_words(names) or ("本单位",))[0] + right
    trade = office_of(identity.name)
    whole = "".join(p.text for p, _ in passages)
    village = any(name.endswith("村") for name in names)
    for printed in printed_paragraphs(report, passages):
        if trade:
            yield from _its_document(printed, trade, own)
        if printed.place.role not in _OWN_PARTS or printed.place.problem is not None:
            continue
        text = printed.text
        for match in _ALONE.finditer(text):
            unit = match["unit"]
            if unit in {"镇", "乡", "街道"} and village and printed.place.role != "next_steps":
                continue  # a village's town takes part in its rectification
            if (
                (selves or committee)
                and unit not in selves
                and unit not in inspectors
                and not _part_of(unit, names, whole)
            ):
                yield _told(Spot(printed, *match.span("body")), own)
        for match in (*_CONVENED.finditer(text), *_HEADED_BY.finditer(text)):
            unit = match["unit"]
            if selves and unit not in selves and unit not in inspectors and not _part_of(unit, names, whole):
                yield _told(Spot(printed, *match.span("body")), own)
        if names:
            for match in _COMMITTEE.finditer(text):
                if not _OF_OTHERS.search(ahead_of(text, match.start(), 20)):
                    yield _told(Spot(printed, *match.span("who")), own)
        if trade:
            yield from _another_department(printed, trade, own)


_ISSUED = pattern(r"(?:印发|出台|制定|修订|编制|起草|制发|完善|健全|[、和及》])了?$")


def _its_document(printed: Printed, trade: str, own: str) -> Iterator[Finding]:
    """修订《省水利厅党组理论学习中心组学习规则》 in the notice of 省农业农村厅党组: the rules of its own body."""
    text = fold(printed.text)
    for match in re.finditer(r"《(?:中共)?", text):
        for body in bodies_in(text[match.end() : match.end() + 24])[:1]:
            another = body.office and body.office != trade and body.kind in {"党组", "党委"} and body.start <= 1
            if another and _ISSUED.search(ahead_of(text, match.start(), 6)):
                yield _told(Spot(printed, match.end() + body.start, match.end() + body.end), own)


def _told(spot: Spot, own: str) -> Finding:
    message = f"本单位是{own}，这里做事的是“{spot.words}”：…{around(spot, 8)}…"
    return found_at(spot, message, suggestion=f"核对是否照搬未改，改为“{own}”。")


_MENDING = pattern(  # 虽然|柳坪镇|巡察整改工作
    rf"(?:^|(?<=[，。；：])|虽然|尽管|推动|抓好|做好|深化)(?P<place>(?P<stem>[{CJK}]{{2,3}})(?P<level>[市州县区旗镇乡]|街道))"
    r"巡[视察]整改"
)
_NEW_PLACE = pattern(
    rf"(?:建设|打造|谱写|绘就|描绘|共建|建成)[^，。；]{{0,6}}?[^。；]{{2,30}}的(?:美丽|幸福|现代化)?新(?P<stem>[{CJK}]{{2}})(?=[，。！；]|$)"
)
_NO_NAME = pattern(r"^[全各本我该其与和对在是]|[全各本我省市县区]$")


def _another_places(report: Report, passages: Passages) -> Iterator[Finding]:
    """柳坪镇巡察整改工作 in the notice of 桐溪镇: the rectification of a place of the unit's own rank."""
    names = own_names(report)
    own = usual_areas(names, "".join(p.text for p, _ in passages))
    ranks = {RANK[area.level]: area for area in own if area.level in RANK}
    for printed in printed_paragraphs(report, passages):
        for match in _NEW_PLACE.finditer(printed.text) if own and printed.place.role == "next_steps" else ():
            stem = match["stem"]
            if not any(stem in area.name for area in own) and not frequency(stem) and not frequency("新" + stem):
                spot = Spot(printed, *match.span("stem"))
                message = f"本单位在“{own[-1].name}”，这里是“新{spot.words}”：…{around(spot, 8)}…"
                yield found_at(spot, message, suggestion="核对是否照搬未改。", severity="warning")
        for match in _MENDING.finditer(printed.text) if ranks else ():
            stem, peer = match["stem"], ranks.get(RANK.get(match["level"], -1))
            if peer is None or _NO_NAME.search(stem) or frequency(stem) >= COMMON or printed.place.problem is not None:
                continue
            if any(stem in area.name or area.stem in stem for area in own):
                continue
            spot = Spot(printed, *match.span("place"))
            message = f"本单位在“{peer.name}”，这里是“{spot.words}”的巡视（巡察）整改：…{around(spot, 8)}…"
            yield found_at(spot, message, suggestion=f"核对是否照搬未改，改为“{peer.name}”。")


_WHOLES = ("大学", "集团", "公司", "院", "校", "学", "开发区", "区")  # whose parts have bodies of their own


def _part_of(unit: str, names: set[str], whole: str) -> bool:
    """院党委 of a university's school, 公司党委 of a group's firm; a group has an 院 only where one is named."""
    if unit == "院" and not any(name.endswith(("大学", "学院", "院")) for name in names):
        return bool(re.search(r"(?:设计|研究|科学|医|学|分)院", whole))
    return unit in {"院", "学院", "公司", "所", "中心", "社", "馆"} and any(name.endswith(_WHOLES) for name in names)


def _another_department(printed: Printed, trade: str, own: str) -> Iterator[Finding]:
    """区商务局党委 as the one that acts in the notice of 区教育局."""
    text = fold(printed.text)
    for match in _NAMED.finditer(text):
        for body in bodies_in(text[match.end() : match.end() + 24])[:1]:
            if body.start <= 1 and body.office and body.office != trade and body.kind in {"党组", "党委"}:
                yield _told(Spot(printed, match.end() + body.start, match.end() + body.end), own)


_LEVELS = "省市州盟县区旗镇乡"
_ORGANS = (
    r"纪委监委(?:机关)?|纪委(?:机关)?|委组织部|委宣传部|委政法委|委统战部|委巡[视察]办|委巡[视察]工作领导小组办公室"
    r"|委办公?室?|委整改办|审计局"
)
_ORGAN = pattern(rf"(?P<level>[{_LEVELS}])(?P<organ>{_ORGANS})")
_BUREAUS = "|".join(
    sorted(
        {
            name + end
            for row in table("departments")
            for name in filter(None, (row["简"], row["全"]))
            for end in filter(None, row["后缀"].split("|"))
        },
        key=lambda w: (-len(w), w),
    )
)
_OF_TOWNS = r"党委(?!统一|[一-鿿]?巡)|纪委|财政所|人大|便民服务中心|综治中心|司法所"
_PLATFORMS = "农村产权交易|公共资源交易|政务服务|融媒体|新时代文明实践|综治|矛盾(?:纠纷)?调解|廉政教育"
_BUREAU = pattern(
    rf"(?P<level>[县区旗])(?P<organ>{_BUREAUS}|(?:{_PLATFORMS})(?:中心|平台|基地))|(?P<town>[镇乡])(?P<of>{_OF_TOWNS})"
)
_LIST = pattern(rf"(?:[{_LEVELS}](?:{_ORGANS})(?:、|和|与|及|以及|会同|联合)){{1,5}}[{_LEVELS}](?:{_ORGANS})")
COUNTY = RANK["县"]
COMMON = 100  # how often the dictionary's source must have a word for it to be no name
_EACH_LEVEL = pattern(r"各级|上下|联动|逐级|上报|层报|双向|两级|三级")


@rule(
    "T528",
    slug="organ-of-another-level",
    title="几个机关不是一级",
    severity="warning",
    reason="县纪委监委、县委组织部、县委巡察办是一级的；其中一个写成“省委组织部”，或者县里的通报写“区委巡察办”，是照搬没有改全。",
    wrong="由县纪委监委、省委组织部、县委巡察办共同评定等次",
    right="由县纪委监委、县委组织部、县委巡察办共同评定等次",
)
def organ_of_another_level(report: Report, passages: Passages) -> Iterator[Finding]:
    """县纪委监委、省委组织部、县委巡察办: a row of organs of one committee with one of another level; 区纪委监委 in a
    county's notice."""
    body = printed_paragraphs(report, passages)
    inspector = inspector_of(body, own_committee(report, passages))
    areas = usual_areas(own_names(report), "".join(p.text for p, _ in passages))
    letters = {area.level for area in areas} | ({inspector.who[0]} if inspector and len(inspector.who) == 2 else set())
    names = own_unit_names(report)
    above = inspector.who if inspector and len(inspector.who) == 2 and not _has_below(names) else None
    own = own_committee(report, passages) or above
    for printed in body:
        text = without_titles(printed.text)
        told: set[int] = set()
        if own and printed.place.role in _OWN_PARTS and printed.place.problem is None and not _PLACES.search(text):
            for organ in _ORGAN.finditer(text):
                if RANK[organ["level"]] > RANK[own[0]] and not _named_before(text, organ.start()):
                    told.add(organ.start())
                    yield _organ_told(Spot(printed, *organ.span()), f"本通报说的是{own}一级的整改")
        for match in _LIST.finditer(text):
            organs = [m for m in _ORGAN.finditer(text, match.start(), match.end())]
            usual = _usual([m["level"] for m in organs], letters)
            if _EACH_LEVEL.search(text[max(0, match.start() - 8) : match.end() + 8]) or usual is None:
                continue
            for organ in organs:
                kinds = [_kind(m["organ"]) for m in organs]
                if organ["level"] != usual and kinds.count(_kind(organ["organ"])) == 1:  # no 县纪委和镇纪委
                    told.add(organ.start())
                    yield _organ_told(Spot(printed, *organ.span()), f"并列的几个机关是{usual}一级的")
        yield from _bureaus_of_another_level(printed, text, letters)
        for organ in _ORGAN.finditer(text):
            peers = {c for c in letters if RANK[c] == RANK[organ["level"]]}
            odd = peers and organ["level"] not in peers and RANK[organ["level"]] == COUNTY
            if odd and organ.start() not in told and not _named_before(text, organ.start()):
                shown = "、".join(sorted(peers))
                yield _organ_told(Spot(printed, *organ.span()), f"本通报里同级的是“{shown}”")


def _bureaus_of_another_level(printed: Printed, text: str, letters: set[str]) -> Iterator[Finding]:
    """区卫健局 beside 县医保局 in a county's notice, 乡党委 in a town's: departments go by the level of their place."""
    for bureau in _BUREAU.finditer(text) if letters else ():
        level = bureau["level"] or bureau["town"]
        peers = {c for c in letters if RANK[c] == RANK[level]}
        if not peers or level in peers or _named_before(text, bureau.start()):
            continue
        if not _TWO_LEVELS.search(text[max(0, bureau.start() - 2) : bureau.start()]):
            yield _organ_told(Spot(printed, *bureau.span()), f"本通报里同级的是“{'、'.join(sorted(peers))}”")


_TWO_LEVELS = pattern(rf"[{_LEVELS}]、?$")  # 各县、区财政局


def _has_below(names: set[str]) -> bool:
    """Whether the unit is a town or a village, or none that is known: those have organs of their own level."""
    return not names or any(name.endswith(("镇", "乡", "街道", "村", "社区", "区", "园")) for name in names)


_PLACES = pattern(
    rf"[{CJK}]{{2}}[县区市旗镇乡](?![委纪])|[该各全][县区市镇乡]|上下|联动|两级|三级|各级"
)  # a county or a town that the paragraph has named before


def _kind(organ: str) -> str:
    """巡 of 委巡视办 and 委巡察办, 纪 of 纪委监委 and 纪委."""
    return organ.removeprefix("委")[0]


def _organ_told(spot: Spot, why: str) -> Finding:
    message = f"{why}，这里是“{spot.words}”：…{around(spot, 8)}…"
    return found_at(spot, message, suggestion="核对级别，是否照搬未改。")


def _usual(levels: list[str], letters: set[str]) -> str | None:
    """The level of a row: the one most of its organs have, of two the notice's own; None where nothing tells."""
    if len(set(levels)) == 1:
        return None
    ranked = sorted(set(levels), key=lambda c: (-levels.count(c), c not in letters, c))
    first, second = ranked[0], ranked[1]
    if levels.count(first) > levels.count(second):
        return first
    return first if (first in letters) and (second not in letters) and len(letters) > 0 else None


def _named_before(text: str, at: int) -> bool:
    """石渡|区纪委监委, 各|县纪委: a named or a distributive one."""
    before = text[max(0, at - 1) : at]
    return bool(before) and before not in "，。；、：由经向报对和与会同（“合协请入到在往给"
