"""T520–T523: the unit's own place in every form: its level, what it lies in, its address, its documents."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from drafter.check.body import Spot, around, found_at, printed_paragraphs
from drafter.check.identity import may_be_one
from drafter.check.model import Finding
from drafter.check.own_body import own_unit_names
from drafter.check.own_place import RANK, Area, OwnName, heads, own_names, usual_areas
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passage, Passages, Place, Report
from drafter.text.normal import CJK
from drafter.text.segment import frequency
from drafter.text.sentences import ahead_of

_ADMIN = "省市州盟县区旗"
COMMON = 300  # 高新|区, 开发|区: how often a stem is printed from which it is a word and no name
_FORMER = pattern(r"[原曾前]$|撤销$|设立$")
_NO_LEVEL = pattern(r"[域位间块场民级属直辖容]|政(?!府)|长[^，。]{0,2}河")  # 望溪区域, 泊川市场
MOST = 2  # places of a name that is not the unit's own


def _whole(report: Report) -> str:
    return "".join(p.text for p in (*report.title_lines, *(p for p, _ in report.walk())))


@rule(
    "T520",
    slug="own-place-of-another-level",
    title="本地名称的“省市县区”写错",
    severity="error",
    reason="望溪区写成“望溪县”，多半是照旧稿、照别处的稿子改的；撤县设区以后的旧称也不能再用。",
    wrong="（望溪区的通报）向望溪县委反馈了巡视意见",
    right="向望溪区委反馈了巡视意见",
)
def own_place_of_another_level(report: Report, passages: Passages) -> Iterator[Finding]:
    """望溪县, where title, signature and text have 望溪区."""
    names = own_names(report)
    whole = _whole(report)
    own = usual_areas(names, whole)
    levels: dict[str, set[str]] = {}
    for area in own:
        if area.level in _ADMIN and frequency(area.stem) < COMMON:
            levels.setdefault(area.stem, set()).add(area.level)
    towns = sorted(set(_towns(report)), key=lambda t: (-whole.count("".join(t)), t))
    for stem, level in towns:  # of two the one that is said more often
        levels.setdefault(stem, {level})
    for stem, right in levels.items():
        known = sum(whole.count(stem + level) for level in right)
        kinds = "[镇乡]|街道" if right & _TOWNS else f"[{_ADMIN}]"
        pattern = re.compile(rf"{re.escape(stem)}(?P<level>{kinds})(?!{_NO_LEVEL.pattern})")
        for printed in printed_paragraphs(report, passages):
            for match in pattern.finditer(printed.text):
                if match["level"] in right or _FORMER.search(ahead_of(printed.text, match.start(), 2)):
                    continue
                if (
                    known >= 2
                    and whole.count(match.group()) <= max(MOST, known // 4)
                    and known > whole.count(match.group())
                ):
                    spot = Spot(printed, *match.span())
                    shown = "、".join(f"“{stem}{level}”" for level in sorted(right))
                    message = f"“{spot.words}”与别处的{shown}不一致：…{around(spot)}…"
                    yield found_at(spot, message, suggestion=f"核对后改为{shown}。")


_TOWNS = frozenset({"镇", "乡", "街道"})
_TOWN = pattern(rf"(?:^|[{_ADMIN}])(?P<stem>[{CJK}]{{2,4}}?)(?P<level>镇|乡|街道)")


def _towns(report: Report) -> Iterator[tuple[str, str]]:
    """柳溪桥, 街道: the town or street that heads the notice."""
    for head in heads(report):
        for match in _TOWN.finditer(re.sub(r"^(?:中共|中国共产党)|关于.*$|\s", "", head)):
            if frequency(match["stem"]) < COMMON:
                yield match["stem"], match["level"]


_PARTNER = pattern(
    r"(?:[与和同及赴到从往跟]|会同|联合|学习|借鉴|考察|走进|对标|来自|邀请|参考|按照|参照|转发|移交|移送|转交|函告|抄送|以及|等|、)$"
)
_ALWAYS = frozenset({"title", "signers", "contact", "preamble"})
_OUTER = pattern(  # no place has 对, 向, 驻 in its name: 巡察组对|市水务局
    rf"(?P<stem>(?![^{_ADMIN}]?[对向由驻与及在至到从报请经为将把被的各全原该本我其和会组日月年视察])[{CJK}]{{2}})(?P<level>[{_ADMIN}])$"
)
SHORTEST = 3  # characters of what follows the place, from which the whole is one unit's name


@rule(
    "T521",
    slug="own-unit-in-another-place",
    title="本单位的名称前面是别处的地名",
    severity="error",
    reason="标题是南汀市澜桥区，落款成了另一个市的澜桥区；医院、学校、局前面的地名换成了别处的：照搬没有改全。",
    wrong="（标题“南汀市澜桥区委员会”）落款“中共云汐市澜桥区委员会”",
    right="落款“中共南汀市澜桥区委员会”",
)
def own_unit_in_another_place(report: Report, passages: Passages) -> Iterator[Finding]:
    """Another place's name right before what follows one's own: 白鹭市|人民医院, 云汐市|澜桥区."""
    names = own_names(report)
    whole = _whole(report)
    own = usual_areas(names, whole)
    for outer, inner in _joints(own, names):
        for printed in printed_paragraphs(report, passages):
            for match in re.finditer(re.escape(inner), printed.text):
                before = printed.text[max(0, match.start() - 3) : match.start()]
                other = _OUTER.search(before)
                if other is None or other.group() == outer.name[-3:] or any(before.endswith(a.name[-3:]) for a in own):
                    continue
                ahead = ahead_of(printed.text, match.start() - 3, 3)
                another = _OUTER.search(ahead)  # 澄陵市|云岫区教育局: another body, with its own places
                full = another is not None and not any(ahead.endswith(a.name[-3:]) for a in own)
                elsewhere = printed.place.role not in _ALWAYS and (full or _PARTNER.search(ahead))
                if elsewhere or frequency(other["stem"]) >= COMMON or other["stem"] == outer.stem:
                    continue
                spot = Spot(printed, match.start() - 3, match.end())
                message = f"“{spot.words}”与别处的“{outer.name}{inner}”不一致：…{around(spot)}…"
                yield found_at(
                    spot, message, suggestion=f"核对后改为“{outer.name}{inner}”。", right=f"{outer.name}{inner}"
                )


def _joints(own: Sequence[Area], names: Sequence[OwnName]) -> Iterator[tuple[Area, str]]:
    """Each place with what follows it directly in the unit's name: the next place, or the rest."""
    for outer, inner in itertools.pairwise(own):
        yield outer, inner.name
    cores = Counter(name.core for name in names if name.areas[-1] == own[-1]) if own else Counter()
    for core in cores:
        if len(core) >= SHORTEST and "(" not in core:
            yield own[-1], core


_ADDRESS = pattern(
    r"(?:(?:地址|信箱|邮寄|寄至|寄往|来信|来函|来访|地点|寄送|寄)(?:请)?(?:邮?寄)?(?:送|至|往|到)?(?:地址|地点)?(?:为|是)?\s?[:：]?\s?|[号楼室](?:中共)?)"
    rf"(?P<places>(?:[{CJK}]{{2,3}}?[{_ADMIN}镇乡](?![域场间位])){{1,4}})"
)
_EACH = pattern(rf"(?P<stem>[{CJK}]{{2,3}}?)(?P<level>[{_ADMIN}镇乡])")


# 中共|禾川县|委
_COMMITTEE_ABOVE = pattern(rf"(?:中共|根据|按照)(?P<stem>[{CJK}]{{2,3}}?)(?P<level>[市州盟县区旗])委(?![员托派])")


@rule(
    "T522",
    slug="address-in-another-place",
    title="联系地址在别处",
    severity="error",
    reason="通信地址里的市、县应是本单位所在的地方；写着同级的另一个地方，信寄不到，也说明是照搬的。",
    wrong="（松泉县的通报）通信地址：云岭县河滨路6号",
    right="通信地址：松泉县河滨路6号",
)
def address_in_another_place(report: Report, passages: Passages) -> Iterator[Finding]:
    """An address in another place of the rank of one of the unit's own."""
    own = usual_areas(own_names(report), _whole(report))
    above = [
        Area(match["stem"], match["level"])
        for passage, place in passages
        if own and place.role == "preamble"
        for match in _COMMITTEE_ABOVE.finditer(passage.text)
    ]
    yield from _anothers_office(passages, own, not any(name.core for name in own_names(report)))
    for passage, place in passages:
        if place.role != "contact":
            continue
        for match in _ADDRESS.finditer(passage.text):
            places = [Area(m["stem"], m["level"]) for m in _EACH.finditer(match["places"])]
            yield from _above_at_another_level(passage, place, match, places, above)
            for area, rank in ((a, RANK[a.level]) for a in places):
                peers = [a for a in own if RANK[a.level] == rank] or [a for a in above if RANK[a.level] == rank]
                named = {p.stem for p in places if RANK[p.level] == rank}
                if peers and not any(n[:2] == p.stem[:2] for n in named for p in peers):
                    message = f"联系地址在“{area.name}”，本单位在“{peers[0].name}”"
                    at = match.start("places") + match["places"].index(area.name)
                    hint = f"核对后改为“{peers[0].name}”。"
                    yield Finding.on(passage, place, message, (at, at + len(area.name)), suggestion=hint)


def _above_at_another_level(
    passage: Passage, place: Place, match: re.Match[str], places: Sequence[Area], above: Sequence[Area]
) -> Iterator[Finding]:
    """宁阜市棠溪镇 as the address, where 宁阜县委 inspects: the place above the unit's own by another level."""
    for area in places:
        known = [a for a in above if a.stem == area.stem]
        if known and not any(a in places for a in known) and area.level in _ADMIN:
            message = f"联系地址在“{area.name}”，导语里是“{known[0].name}”"
            at = match.start("places") + match["places"].index(area.name)
            span = (at, at + len(area.name))
            yield Finding.on(passage, place, message, span, suggestion=f"核对后改为“{known[0].name}”。")


_THEIR_OFFICE = pattern(  # 中共|云桥区|委办公室, where the notice is 澜州市's
    rf"(?P<stem>[{CJK}]{{2,3}}?)(?P<level>[{_ADMIN}镇乡])(?=委(?:办|组织|宣传|巡|整改|员会)|人民政府|政府(?:办|大院|机关|大楼)|纪委)"
)


def _anothers_office(passages: Passages, own: Sequence[Area], committee: bool) -> Iterator[Finding]:
    """中共云桥区委办公室 as the address of a city's notice: an office of a place that is not its own."""
    if not own or not committee:
        return
    for passage, place in passages:
        for match in _THEIR_OFFICE.finditer(passage.text) if place.role == "contact" else ():
            stem = re.split(r"[号楼室院共请与和同向对到由及送至往系]", match["stem"])[-1]
            area = Area(stem, match["level"])
            if len(stem) < 2 or frequency(stem) >= COMMON or any(stem in a.stem or a.stem in stem for a in own):
                continue
            message = f"联系方式里是“{area.name}”的机关，本单位在“{own[-1].name}”"
            span = (match.end("level") - len(area.name), match.end("level"))
            yield Finding.on(passage, place, message, span, suggestion="核对收信的机关，是否照搬未改。")


_ISSUED = pattern(
    r"(?:印发|出台|制定|修订|编制|起草|制发|下发|建立|完善|健全|形成|牵头|研究|审议通过|审定|实施|发布|[、和及》])了?$"
)
_ISSUER = pattern(rf"《(?:中共)?(?P<stem>[{CJK}]{{2,3}})(?P<level>[{_ADMIN}镇乡])(?![域场间位民级域块])")
_NOT_A_STEM = pattern(r"^(?:关于|进一步|中国|加强|全面|本|全|各|某)|[的等及和与镇乡村城园]$")


@rule(
    "T523",
    slug="own-document-of-another-place",
    title="本单位制定的文件冠着别处的地名",
    severity="warning",
    reason="本地印发、制定的办法、方案，题目里的地名应是本地的；写着同级的另一个地方，是照搬没有改全。",
    wrong="（泊川市的通报）出台《云汐市政府投资项目管理办法》",
    right="出台《泊川市政府投资项目管理办法》",
)
def own_document_of_another_place(report: Report, passages: Passages) -> Iterator[Finding]:
    """出台《白鹭市政府投资项目管理办法》 in the notice of 泊川市; 修订《望溪交投集团…》 in that of another group."""
    whole = _whole(report)
    yield from _document_of_another_unit(report, passages, whole)
    own = usual_areas(own_names(report), whole)
    if not own:
        return
    ranks = {RANK[a.level] for a in own}
    for printed in printed_paragraphs(report, passages):
        for match in _ISSUER.finditer(printed.text):
            area = Area(match["stem"], match["level"])
            if RANK[area.level] not in ranks or _NOT_A_STEM.search(area.stem) or frequency(area.stem) >= COMMON:
                continue
            ours = any(a.stem in area.name or area.name in a.name for a in own)
            if ours or not _ISSUED.search(ahead_of(printed.text, match.start(), 6)) or whole.count(area.name) > MOST:
                continue
            spot = Spot(printed, match.start("stem"), match.end("level"))
            peer = next(a.name for a in own if RANK[a.level] == RANK[area.level])
            message = f"文件题目里的“{spot.words}”不是本单位所在的“{peer}”：…{around(spot, 8)}…"
            yield found_at(spot, message, suggestion=f"核对后改为“{peer}”。", right=peer)


_SAME_SORT = ("集团", "医院", "大学", "学院", "中学", "小学", "银行", "街道", "村", "社区")
_TITLED = pattern(
    rf"《(?:中共)?(?P<unit>(?!关于|进一步|加强|全|各|本|省属|市属|县属|区属|国有|公立|中小)[{CJK}]{{2,10}}?(?:{'|'.join(_SAME_SORT)}))(?=[{CJK}])"
)


def _too_common(unit: str) -> bool:
    """Whether a name is too short, or a word (农村), to be somebody's."""
    if unit.endswith(("村", "社区")):
        stem = unit.removesuffix("村").removesuffix("社区")
        return not 2 <= len(stem) <= 3 or frequency(stem) >= COMMON or stem[-1] in "农乡全各行本美好"
    return len(unit) <= SHORTEST


def _document_of_another_unit(report: Report, passages: Passages, whole: str) -> Iterator[Finding]:
    """修订《望溪交投集团招标采购管理办法》 in the notice of 砚江水务集团: rules of another unit of its sort."""
    names = own_unit_names(report)
    sorts = {sort for name in names for sort in _SAME_SORT if sort in name[-10:]}
    for printed in printed_paragraphs(report, passages) if sorts else ():
        for match in _TITLED.finditer(printed.text):
            unit = match["unit"]
            alike = any(may_be_one(unit, name) or unit[:2] in name for name in names)
            if alike or not unit.endswith(tuple(sorts)) or _too_common(unit) or whole.count(unit) > MOST:
                continue
            if _ISSUED.search(ahead_of(printed.text, match.start(), 6)):
                spot = Spot(printed, *match.span("unit"))
                own = max(names, key=len)
                message = f"文件题目里的“{spot.words}”不是本单位（{own}）：…{around(spot, 8)}…"
                yield found_at(spot, message, suggestion="核对是否照搬未改，改为本单位的名称。")
