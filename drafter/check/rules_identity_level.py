"""T524–T526: which level acts: whose committee inspects, whose leads the rectification, what the whole is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from drafter.check.body import Printed, Spot, around, found_at, printed_paragraphs
from drafter.check.model import Finding
from drafter.check.own_place import RANK, own_names, usual_areas
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.numerals import NUMBER, ONE_TO_TEN
from drafter.text.quantities import without_titles
from drafter.text.sentences import ahead_of

_INSPECTS = pattern(  # 七届市委第六轮巡察, 市委第二巡察组, 市委巡察反馈
    rf"(?P<who>省委|自治区党委|[市州盟县区旗]委)(?:第{NUMBER}轮|第{NUMBER})?(?P<kind>巡[视察])(?!巡[视察])(?P<what>组|反馈|工作|办|统一|移交|指出|整改|意见|机构|[，。；、的]|)"
)
_RECTIFIES = pattern(r"[^，。；]{0,8}整改")  # 县委巡视整改工作领导小组 is the inspected committee's own
_TERM = pattern(rf"(?P<term>{NUMBER})届[一-鿿]{{0,4}}?$")
_EARLIER = pattern(
    rf"上一?[轮届次]|前[\d{ONE_TO_TEN}两几]轮|历[次轮届]|以来|\d{{4}}年[^，。；]{{0,6}}$|此前|以往|曾|原"
)
_OWN_PARTS = frozenset({"title", "preamble", "leadership", "next_steps", "contact"})


class Inspector(NamedTuple):
    """Whose committee inspects, and how its work is called."""

    who: str
    kind: str


def own_committee(report: Report, passages: Passages) -> str | None:
    """区委 in the notice of a district's committee; None in that of a unit."""
    names = own_names(report)
    own = usual_areas(names, "".join(p.text for p, _ in passages))
    if not own or any(name.core for name in names) or own[-1].level not in "省市州盟县区旗":
        return None
    return own[-1].level + "委"


def inspector_of(printed: list[Printed], own: str | None) -> Inspector | None:
    """The committee and the kind that most of the mentions agree on."""
    votes: Counter[Inspector] = Counter()
    for paragraph in printed:
        for match in _INSPECTS.finditer(without_titles(paragraph.text)):
            if match["who"] != own:
                votes[Inspector(match["who"], match["kind"])] += 1 if paragraph.place.role == "progress" else 2
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    return ranked[0][0]


@rule(
    "T524",
    slug="inspection-of-another-level",
    title="开展巡视（巡察）的党委级别不符",
    severity="error",
    reason="巡视由中央和省级党委开展，巡察由市县党委开展；本通报说的是哪一级的，标题、导语、组织领导里就都是那一级。",
    wrong="（市委巡察的通报）传达学习县委第二巡察组反馈意见",
    right="传达学习市委第二巡察组反馈意见",
)
def inspection_of_another_level(report: Report, passages: Passages) -> Iterator[Finding]:
    """县委第二巡察组 in a notice on 市委巡察; 区委巡视, which no district does; a plan handed to another level."""
    body = printed_paragraphs(report, passages)
    own = own_committee(report, passages)
    inspector = inspector_of(body, own)
    if inspector is None:
        return
    terms = {
        term["term"]
        for printed in body
        if printed.place.role in {"title", "preamble"}
        for match in _INSPECTS.finditer(printed.text)
        if (term := _TERM.search(ahead_of(printed.text, match.start(), 12)))
    }
    for printed in body:
        text = without_titles(printed.text)
        for match in _SPECIAL_MEETING.finditer(text):
            if match["who"] not in {inspector.who, own}:
                spot = Spot(printed, *match.span())
                own_one = f"{inspector.who}{inspector.kind}"
                message = f"本通报说的是{own_one}，书记专题会议也是{inspector.who}的：…{around(spot, 8)}…"
                yield found_at(spot, message, suggestion=f"核对是哪一级，本次是{inspector.who}{inspector.kind}。")
        for match in _INSPECTS.finditer(text):
            who, kind = match["who"], match["kind"]
            if who == inspector.who and kind == inspector.kind:
                continue
            spot = Spot(printed, match.start(), match.end())
            ahead = ahead_of(text, match.start(), 12)
            term = _TERM.search(ahead)
            earlier = _EARLIER.search(ahead) or (term and term["term"] not in terms)
            handed = re.search(r"报(?:经|请)?$", ahead_of(text, match.start(), 3)) and who != own
            rectifies = _RECTIFIES.match(text, match.start("what")) and not ahead.endswith("轮")
            impossible = _impossible(who, kind, inspector, own) and not (rectifies and who == own)
            in_own_part = printed.place.role in _OWN_PARTS and not earlier and who != own
            lower = in_own_part and kind == inspector.kind
            lower = lower or (
                in_own_part and who == inspector.who and printed.place.role == "preamble" and not rectifies
            )
            other = who != own and not earlier and _of_this_one(printed, match, text)
            if impossible or handed or lower or other:
                message = (
                    f"本通报说的是{inspector.who}{inspector.kind}，这里是“{spot.words}”：…{around(spot, 8)}…"
                    if not impossible or who != own
                    else f"{who}开展的是巡察，不是巡视：…{around(spot, 8)}…"
                )
                yield found_at(spot, message, suggestion=f"核对是哪一级，本次是{inspector.who}{inspector.kind}。")


_SPECIAL_MEETING = pattern(r"(?P<who>[省市州县区旗]委|自治区党委)书记专题会议?")
_TAKES_PART = pattern(r"(?:第\S{1,3})?组?(?:反馈(?!的?[^，。；]{0,6}整改)|移交|向|对|进驻|的?统一部署)")
_GIVEN_TO = pattern(r"(?:向|报|送|报送|呈报|提交|报经|经|按照|根据)$")
_LEARNT = pattern(r"(?:传达|学习|传达学习|听取|落实|对照|针对|聚焦)[^，。；]{0,4}$")
_BESIDE = pattern(r"与|和|同|结合|统筹|贯通|以及|、|一并|历次|往年|同步|(?<!本)级")
_YEAR = pattern(r"\d{4}年|届")


def _of_this_one(printed: Printed, match: re.Match[str], text: str) -> bool:
    """Whether the words can only be about the notice's own inspection: its team that feeds back or hands over, the
    office that the unit reports to, the feedback that it learns."""
    ahead = ahead_of(text, match.start(), 10)
    clause = text[match.end() : match.end() + 10]
    if _YEAR.search(ahead) or printed.place.part in {"heading", "group", "aspect"} or _EARLIER.search(ahead):
        return False
    what = match["what"]
    if printed.place.role == "preamble" or what == "组":
        return bool(what == "组" and _TAKES_PART.match(clause)) or (printed.place.role == "preamble" and what != "办")
    if printed.place.role not in _OWN_PARTS or _BESIDE.search(ahead):
        return False
    if what in {"办", "工作", "机构"}:
        return bool(_GIVEN_TO.search(ahead))
    return what in {"反馈", "意见"} and bool(_LEARNT.search(ahead))


def _impossible(who: str, kind: str, inspector: Inspector, own: str | None) -> bool:
    """省委巡察, 县委巡视; 市委巡视 only where a municipality's is what the notice is about."""
    if who in {"省委", "自治区党委"}:
        return kind == "巡察"
    if kind == "巡视" and who == "区委" and inspector.who == "区委":
        return False
    return kind == "巡视" and (who != inspector.who or inspector.kind == "巡察")


# --- whose committee leads the rectification ---------------------------------------------------------------------

_WHO = r"(?P<who>[省市州县区旗])"
_HEAD = r"(?P<head>[省市州县区旗])"
_NAMED = r"[一-鿿]{0,3}?"
_ROLES = (  # what only the inspected committee and its people do in its notice
    pattern(rf"{_WHO}委书记{_NAMED}任(?:第一)?组长|{_HEAD}长{_NAMED}(?:任|为)(?:第一|常务)?副?组长"),
    pattern(rf"{_WHO}委书记{_NAMED}主持召开|{_HEAD}委常委\d+人"),
    pattern(rf"(?:^|(?<=[。；])|(?<=整改以来，)){_WHO}委(?:先后召开|围绕巡[视察]|深入学习贯彻|成立|印发)"),
    pattern(
        rf"{_WHO}委(?:书记|主要负责(?:人|同志))(?:领办|先后主持|主持召开|带头领办|带头|认真履行|亲自|包抓|领衔|挂帅|认领)"
        rf"|{_HEAD}长(?:领办|带头)"
    ),
    pattern(rf"(?:召开|提交|(?<![一-鿿])){_WHO}委常委会会议(?!精神)"),
    pattern(rf"{_WHO}委(?:履行|落实)[^，。；]{{0,6}}(?:主体责任|整改)|{_HEAD}委把[^，。；]{{0,6}}整改"),
    pattern(rf"{_WHO}委(?:理论学习中心组|常委(?:交流|包案|班子|带头|领办))"),
    pattern(rf"{_WHO}(?:四套班子|几大班子|四大家)"),
    pattern(rf"从{_WHO}(?:委(?:办|组织部|宣传部|巡[视察]办)|纪委|政府办)[^，。；]{{0,8}}(?:抽调|选调)"),
    pattern(rf"{_WHO}委(?P<after>巡[视察])(?:“回头看”)?(?:反馈意见)?整改(?:工作)?(?:领导小组|专班|办)"),
)
_PAIRED = (  # 区委副书记、市长; 以县委、市政府名义
    pattern(r"(?P<one>[市州县区旗镇乡])党?委副书记(?:、代?理?)(?P<two>[市州县区旗镇乡])长"),
    pattern(r"(?P<one>[省市州县区旗])纪委(?:监委)?驻(?P<two>[省市州县区旗])(?![委属直]?(?:级|直))"),
    pattern(r"(?<![一-鿿]、)(?P<one>[省市州县区旗])委、(?P<two>[省市州县区旗])(?:人民)?政府(?!办)"),
)
_ABOVE = pattern(r"(?P<one>[省市])委、(?P<two>[省市县区旗])委(?=工作(?:要求|部署|安排)|决策|部署|要求|有关|关于)")
_OF_OTHERS = pattern(r"(?:传达|学习|贯彻|落实|根据|按照|提请|报请|报)[^。；]{0,16}$")


@rule(
    "T525",
    slug="leader-of-another-level",
    title="领导整改的不是本级党委",
    severity="warning",
    reason="区委的整改由区委书记、区长领导，开的是区委常委会会议；写成“市长任副组长”“市四套班子”，是从别处的稿子抄来的。",
    wrong="（区委的通报）由区委书记任组长、市长任副组长",
    right="由区委书记任组长、区长任副组长",
)
def leader_of_another_level(report: Report, passages: Passages) -> Iterator[Finding]:
    """What the inspected committee's own people do, said of those of another level; two levels in one pair of posts."""
    own = own_committee(report, passages)
    areas = usual_areas(own_names(report), "".join(p.text for p, _ in passages))
    rank = RANK[areas[-1].level] if areas else 0
    inspector = inspector_of(printed_paragraphs(report, passages), own)
    for printed in printed_paragraphs(report, passages):
        text = printed.text
        for form in _PAIRED:
            for match in form.finditer(text):
                if match["one"] != match["two"]:
                    spot = Spot(printed, *match.span())
                    message = f"“{spot.words}”前后不是一级：…{around(spot)}…"
                    yield found_at(spot, message, suggestion="核对级别，两处应一致。")
        for match in _ABOVE.finditer(text):
            if match["one"] == match["two"] or (rank and RANK[match["two"]] > rank):
                spot = Spot(printed, *match.span())
                message = f"“{spot.words}”的级别与本单位不符：…{around(spot, 8)}…"
                yield found_at(spot, message, suggestion="核对级别。")
        if own is None or (printed.place.part == "heading" and printed.place.role == "progress"):
            continue
        for form in _ROLES:
            for match in form.finditer(text):
                group = "who" if match["who"] else "head"
                said = match[group]
                if inspector and match.groupdict().get("after") and said == inspector.who[0]:
                    continue  # 省委巡视整改工作领导小组 is the county's own: called after whose inspection it answers
                if said == own[0] or _OF_OTHERS.search(ahead_of(text, match.start(), 20)):
                    continue
                spot = Spot(printed, match.start(group), match.end())
                message = f"本单位是{own}，这里是“{spot.words}”：…{around(spot)}…"
                yield found_at(spot, message, suggestion=f"核对级别，是否“{own[0]}”。")


# --- of what the whole is meant ----------------------------------------------------------------------------------

_ALL = pattern(r"(?<![一-鿿]健)(?<![安健齐完])全(?P<level>[省市州县区旗镇乡])(?![域民直属长])")
_COMPARED = pattern(
    rf"平均|第[{ONE_TO_TEN}\d]|首|率先|前列|排名|位居|排位|大会|会议|推广|经验|[比高低]于|考核|通报|表彰|评比|试点|示范|交流|现场会|先进|优秀|名列"
    r"|唯一|统一|部署|大局|统筹|发展|会上|标准|水平|系统|范围|规划|重点|战略|地区|培训|竞赛|评选|奖|增长|占|增幅"
)


@rule(
    "T526",
    slug="whole-of-another-level",
    title="“全市”“全县”与本单位的级别不符",
    severity="warning",
    reason="市里的通报说“全县”、镇里的说“全乡”，多半是从别处的稿子抄来的；县里的工作写成“全市”，范围就说大了。",
    wrong="（泊川市的通报）对全县212个村开展排查",
    right="对全市212个村开展排查",
)
def whole_of_another_level(report: Report, passages: Passages) -> Iterator[Finding]:
    """全县 in a city's notice, 全乡 in a town's, 全市 once where the notice says 全县 and compares nothing."""
    heads = "".join([report.title or "", report.inspection.target or "", *(p.text for p in report.signers)])
    whole = "".join(p.text for p, _ in passages)
    own = usual_areas(own_names(report), whole)
    if not own:
        return
    smallest = own[-1]
    levels = {a.level for a in own if RANK[a.level] == RANK[smallest.level]}
    said = Counter(m["level"] for m in _ALL.finditer(whole))
    yield from _peers_of_another_name(report, passages, levels, heads + whole)
    for printed in printed_paragraphs(report, passages):
        text = without_titles(printed.text)
        for match in _ALL.finditer(text):
            level = match["level"]
            if level in levels or (level == "区" and "区" in heads):
                continue
            if RANK[level] >= RANK[smallest.level]:
                odd = said[level] <= MOST and not re.search(r"[省市州县区旗镇乡]$", ahead_of(text, match.start(), 1))
            else:
                clause = re.split(r"[，。；]", text[match.start() :], maxsplit=1)[0]
                usual = sum(said[char] for char in levels)
                odd = usual >= MOST and said[level] == 1 and not _COMPARED.search(clause)
                odd = odd and bool(_SCOPE.search(ahead_of(text, match.start(), 4)))
            if odd:
                spot = Spot(printed, *match.span())
                message = f"本单位在{smallest.name}，这里写“{spot.words}”：…{around(spot, 8)}…"
                yield found_at(
                    spot, message, suggestion=f"核对范围，是否“全{smallest.level}”。", right=f"全{smallest.level}"
                )


_OF_A_LEVEL = pattern(
    r"(?<![一-鿿]、)(?<![省市县区旗镇乡])(?P<level>[县区旗镇乡])(?:级(?![别差次])(?=[\u4e00-\u9fff])|直(?:单位|部门|机关))"
)


def _peers_of_another_name(report: Report, passages: Passages, levels: set[str], whole: str) -> Iterator[Finding]:
    """区级领导 in the notice of a county that has no 区, 乡级干部 in a town's: its own rank by another's word."""
    ranks = {RANK[level] for level in levels}
    for printed in printed_paragraphs(report, passages):
        for match in _OF_A_LEVEL.finditer(without_titles(printed.text)):
            level = match["level"]
            if level in levels or RANK[level] not in ranks or _A_PLACE_OF[level].search(whole):
                continue
            spot = Spot(printed, *match.span())
            own = "、".join(sorted(levels))
            message = f"本单位是{own}，这里写“{spot.words}”：…{around(spot, 8)}…"
            yield found_at(spot, message, suggestion=f"核对级别，是否“{own}”。")


_A_PLACE_OF = {  # what shows that a notice has to do with places of that name by right: 望溪区, 各区, 乡镇
    "县": pattern(r"各县|县区|区县|县、[区市]|县委|县政府"),
    "区": pattern(r"各区|县区|区县|[县市]、区|市区两级|区委|区政府"),
    "旗": pattern(r"旗县|县旗|旗委|旗政府"),
    "镇": pattern(r"乡镇|镇乡|各镇|镇党委|镇政府"),
    "乡": pattern(r"乡镇|镇乡|各乡|乡党委|乡政府"),
}
MOST = 2  # times that a notice says it
_SCOPE = pattern(r"(?:^|[，。；、]|对|组织|召开|占|将|年|月|底|半年|以来|的)$")
