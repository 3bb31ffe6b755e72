"""T5: the unit's own place, level and people against what is printed of them: copied names that no list knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from drafter.check.body import Printed, Spot, around, found_at, printed_paragraphs
from drafter.check.identity import inspected
from drafter.check.model import Finding, paragraph_name
from drafter.check.own_place import RANK, own_names, usual_areas
from drafter.check.registry import rule
from drafter.check.rules_identity import own_level
from drafter.patterns import pattern
from drafter.report import Passages, Place, Report
from drafter.text.normal import CJK, fold
from drafter.text.numerals import ONE_TO_TEN
from drafter.text.persons import SURNAMES
from drafter.text.segment import frequency
from drafter.text.slips import mistaken

_PLACE = pattern(rf"[{CJK}]{{2,4}}?(?:[市县区旗州镇乡]|街道)")
_NOT_PLACES = pattern(r"中共|中国共产党|关于.*|委员会.*|党组.*|党委.*|党工委.*|\s")
_PROVINCE = pattern(r"^(?:.{2,4}?(?:省|自治区))")


class Own(NamedTuple):
    """The places that stand in a notice's title, target and signers."""

    title: tuple[str, ...]
    target: tuple[str, ...]
    signers: tuple[tuple[str, ...], ...]

    @property
    def heads(self) -> frozenset[str]:
        return frozenset((*self.title, *self.target))


def _places(head: str) -> tuple[str, ...]:
    bare = _PROVINCE.sub("", _NOT_PLACES.sub("", fold("".join(head.split()))))
    found: list[str] = []
    at = 0
    while match := _PLACE.match(bare, at):
        found.append(match.group())
        at = match.end()
    return tuple(found)


def own_places(report: Report) -> Own:
    """The place names of the heads, from the larger to the smaller; empty where a head names none."""
    return Own(
        _places(report.title or ""),
        _places(report.inspection.target or ""),
        tuple(_places(p.text) for p in report.signers),
    )


@rule(
    "T509",
    slug="signer-of-another-place",
    title="落款与标题不是一个地方",
    severity="error",
    reason="落款是照抄来的，标题和导语改了，落款没有改。",
    wrong="（标题“中共云岭区委员会”）落款“中共石门区委员会”",
    right="落款“中共云岭区委员会”",
)
def signer_of_another_place(report: Report) -> Iterator[Finding]:
    """A signer whose places are none of those of title and target, and are nowhere printed before."""
    own = own_places(report)
    if not own.heads:
        return
    text = "".join(fold(p.text) for p in (*report.title_lines, *report.preamble))
    yield from _another_inspected(report, own)
    for passage, places in zip(report.signers, own.signers, strict=True):
        if places and not set(places) & own.heads and not any(p[:-1] in text for p in places):
            message = f"落款是“{passage.text.strip()}”，标题和导语说的是{'、'.join(sorted(own.heads))}"
            yield Finding.on(passage, Place("落款", "signers"), message, suggestion="核对落款。")


def _another_inspected(report: Report, own: Own) -> Iterator[Finding]:
    """对清荷街道党工委进行了巡察 in the notice of 望棠街道: one of its rank by another name."""
    if not own.title or not own.target or not report.preamble:
        return
    title, target = own.title[-1], own.target[-1]
    if target[0] in "省市县区州":  # 市城市建设投资集团: a body of the level, no place
        return
    ranks = [name[-2:] if name.endswith("街道") else name[-1] for name in (title, target)]
    signed = {name for places in own.signers for name in places}
    alike = title.endswith(target) or target.endswith(title) or target in own.title or title in own.target
    if (
        ranks[0] == ranks[1]
        and not alike
        and target not in signed
        and not re.search(r"[和、及]", report.inspection.target or "")
    ):
        said, kind = report.inspection.target or "", inspected(report)
        at = report.preamble[0].text.find(said)
        span = (at, at + len(said)) if said and at >= 0 else None
        message = f"导语里被{kind}的是“{said}”，标题里是“{title}”，不是一个地方"
        yield Finding.on(
            report.preamble[0], Place("导语", "preamble"), message, span, suggestion=f"核对后改为“{title}”。"
        )


# What ends in 区 and is no place with a government of its own.
_PARTS_OF_ONE = pattern(
    r"(?:开发|园|新|示范|高新|社|片|小|城|辖|库|景|校|山|灾|全|各|本|我|矿|林|牧|保护|功能|集聚|自贸|合作|试验|先行|街|老|特|地|厂|营|湾|港|旅游|度假|工业|产业|经开"
    r"|城乡|两|该|此|郊|市|县|跨|省|责任|生活|商业|商务|办公|服务|禁养|限养|棚户|集中|重点|大|同|外|邻|其他|核心|自治|行政|农|渔|水源|缓冲|安置|聚居|居住)区$"
    r"|(?:全|各|本|我|该|两|外|邻|跨|省|同|城|名|强|大|贫困|示范)[市县镇乡旗州]$|^.(?:城|邻)"
)
_ACTS = (
    r"(?:率先|将|始终|高度重视|坚持|认真(?!学)|深入|严格|持续|坚决|全面|积极|扎实|切实|不断|着力|聚焦|紧紧围绕|牢固|迅速"
    r"|第一时间)"
)
_ACTING = pattern(  # 石渡区率先试点, 石渡区委坚决扛起
    rf"(?:^|(?<=[。；])|(?<=下一步，)|(?<=今后，))(?:[{ONE_TO_TEN}]是)?(?P<name>[{CJK}]{{2,3}}?(?:[市县区旗镇乡]|街道))"
    rf"(?=[市县区]?(?:委|党委|党工委)?{_ACTS}|[市县区]?委(?:常委会|常委班子)?(?:以|把|成立|召开|制定|印发|主要负责))"
)
_GOOD_OF = pattern(  # 推动临湖区高质量发展
    rf"(?:(?:推动|促进|助力|谱写|开创|奋力|实现|加快|推进|服务|保障)(?P<name>[{CJK}]{{2,3}}?[市县区旗镇乡])"
    r"(?=(?:经济社会|经济|各项|全面|高质量|现代化|改革|社会|事业|振兴|转型|新|建设|跨越|更好|[一-鿿]{2})?"
    r"(?:发展|建设|工作|事业|振兴|现代化|篇章|局面|稳定|转型|高质量))"
    rf"|(?:建设|打造|建成)[^，。；]{{0,8}}?(?P<built>[{CJK}]{{2,3}}[市县区旗镇乡])(?=贡献|作出|提供|而努力|新篇章|[，。；])"
    rf"|(?:组织|对|在|覆盖|全面|督促|指导)(?:对)?(?P<whole>[{CJK}]{{2,3}}[市县区旗镇乡])(?=\d+个(?:县|市|区|乡镇|镇|街道|村|社区|行政村|单位|部门|学校))"
    rf"|(?:守护|守牢|守住|护航|擦亮|为)(?P<for>[{CJK}]{{2,3}}?[市县区旗镇乡])(?=[一-鿿])(?![域容民场]))"
)
COMMON = 200  # how often a stem is printed from which it is a word and no name
MOST = 2  # places of a name; one that is spoken of more often is somebody one deals with


@rule(
    "T510",
    slug="unlisted-place",
    title="别处的地名",
    severity="warning",
    reason="名称表里没有的地方，只要和本单位同级、又成了句子的主语或“推动……发展”的对象，多半是照抄没有改。",
    wrong="（云岭区的通报）推动临湖区高质量发展",
    right="推动云岭区高质量发展",
)
def unlisted_place(report: Report, passages: Passages) -> Iterator[Finding]:
    """A place of the unit's own level, not its own, that acts or whose good is sought."""
    heads = own_places(report).heads | {p for places in own_places(report).signers for p in places}
    own = usual_areas(own_names(report), "".join(p.text for p, _ in passages))
    if not own:
        return
    last = own[-1].name
    ranks = {RANK[area.level] for area in own}
    spots = [
        Spot(printed, *match.span(match.lastgroup or "name"))
        for printed in printed_paragraphs(report, passages)
        if printed.place.role in {"leadership", "progress", "next_steps", "other"}
        for pattern in (_ACTING, _GOOD_OF)
        for match in pattern.finditer(printed.text)
        if RANK.get(match[match.lastgroup or "name"][-1], 4) in ranks or printed.place.role == "next_steps"
    ]
    times = Counter(s.words for s in spots)
    whole = "".join(p.text for p, _ in passages)
    for spot in spots:
        name = spot.words
        if name in heads or any(h.endswith(name) or name.endswith(h) for h in heads) or _PARTS_OF_ONE.search(name):
            continue
        if frequency(name[:-1]) >= COMMON or "的" in name:
            continue  # 为|加强|区委班子建设, 推动|县域发展
        if times[name] <= MOST and whole.count(name) <= MOST:
            message = f"“{name}”不是本单位（{last}）：…{around(spot, 8)}…"
            yield found_at(spot, message, suggestion="核对是否照搬未改，改为本地名称。")


_COMMITTEE = pattern(
    rf"(?:^|[。；])(?:[{ONE_TO_TEN}]是)?(?P<who>[省市州县区旗]委)(?=将|始终|坚持|坚决|继续|高度重视|认真|严格|持续|把)"
    # 整改还有硬骨头，区委将…
    r"|(?<=，)(?P<plans>[省市州县区旗]委)(?=将(?:保持|继续|始终|坚持|坚决|持续|进一步|以|深入))"
)
_FIRST_TO_ANSWER = pattern(  # 市委主要负责人认真履行第一责任人责任
    r"(?P<who>[省市州县区旗]委)(?:主要负责(?:人|同志)|书记)(?=[^，。；]{0,8}(?:履行|扛起|担负|落实)[^，。；]{0,6}第一责任人)"
)
_IN_SESSION = pattern(  # 3月28日，市委常委班子召开专题民主生活会
    r"(?:^|(?<=[，。；]))(?P<who>[省市州县区旗]委)(?:常委班子|常委会|常委|理论学习中心组|领导班子)"
    r"(?=[^，。；]{0,6}(?:召开|先后|专题|带头|多次|逐条|逐一|集体|第一时间|认真|开展))"
)
_WHOLE = pattern(r"(?<![一-鿿]健)全(?P<level>[县区旗])(?![域民直])")


@rule(
    "T511",
    slug="committee-of-another-level",
    title="主语是别的党委",
    severity="warning",
    reason="区委的通报，打算是区委的打算；写成“市委将……”，是从上级的材料抄来的。",
    wrong="（区委的通报）市委将坚持目标不变、劲头不松",
    right="区委将坚持目标不变、劲头不松",
)
def committee_of_another_level(report: Report, passages: Passages) -> Iterator[Finding]:
    """市委将…, as the one who plans, in the notice of a committee of the county or below."""
    heads = [report.title or "", report.inspection.target or "", *(p.text for p in report.signers)]
    if not any(
        re.search(r"[市县区旗州省](?:委员会|委)(?:$|关于)|[市县区旗州省]委$", "".join(h.split())) for h in heads
    ):
        return
    level = own_level(report)
    said_own = {"市": "市州", "县": "县区旗市", "省": "省"}.get(level or "")
    if said_own is None:
        return
    places = own_places(report)
    endings = {p[-1] for p in (*places.title[-1:], *places.target[-1:])} or set(said_own)
    for printed in printed_paragraphs(report, passages):
        if printed.place.role not in {"leadership", "next_steps"}:
            continue
        for match in (*_FIRST_TO_ANSWER.finditer(printed.text), *_IN_SESSION.finditer(printed.text)):
            if match["who"][0] not in endings:
                spot = Spot(printed, *match.span("who"))
                message = f"本单位不是{match['who']}：…{around(spot, 10)}…"
                own = next((c for c in "县区旗市州省" if c in endings), "")
                yield found_at(spot, message, suggestion=f"核对是否抄自别处；本单位是{own}委。")
        for match in _WHOLE.finditer(printed.text):
            if match["level"] in "县区旗" and endings & set("县区旗") and match["level"] not in endings:
                spot = Spot(printed, *match.span())
                message = f"本单位不是{match['level']}，这里写“{spot.words}”：…{around(spot, 8)}…"
                yield found_at(spot, message, suggestion="核对是否抄自别处。")
        for match in _COMMITTEE.finditer(printed.text):
            # 省委、市委高度重视 may open a part; no county has another county above it
            group = "who" if match["who"] else "plans"
            who = match[group]
            peer = who[0] in "县区旗" and endings & set("县区旗")
            if who[0] not in endings and (printed.place.role == "next_steps" or peer):
                spot = Spot(printed, *match.span(group))
                message = f"本单位不是{who}：…{around(spot, 10)}…"
                yield found_at(spot, message, suggestion="核对是否抄自别处。")


_TITLED = pattern(
    rf"(?P<title>书记|主任|局长|区长|县长|市长|镇长|乡长|主席|部长|组长|院长|校长|董事长|总经理)"
    rf"(?P<name>[{SURNAMES}][{CJK}]{{1,2}})(?=任|主持|带队|约谈|同志|牵头|出席|讲|到|赴|在|先后|多次|亲自|担任|带头|率|作|、|，|。|；|为)"
)
_NO_NAME = pattern(r"[的和与及等均都会同将对就向在以并全要应曾已各]|同志|办公|负责|常委|任组|任副|带队|主持|约谈")


@rule(
    "T512",
    slug="name-near-miss",
    title="同一人的名字有两种写法",
    severity="error",
    reason="同一职务的人名差一个字，必有一处写错。",
    wrong="区委书记丁云舟任组长……区委书记丁云洲约谈19人次",
    right="两处都写丁云舟",
)
def name_near_miss(report: Report, passages: Passages) -> Iterator[Finding]:
    """Two names of three characters behind one office, one character apart."""
    first: dict[str, tuple[str, Spot]] = {}
    body = printed_paragraphs(report, passages)
    whole = "".join(printed.text for printed in body)
    yield from _typed_otherwise(body, whole)
    for printed in body:
        for match in _TITLED.finditer(printed.text):
            name = match["name"]
            if _no_name(name, whole):
                continue
            spot = Spot(printed, *match.span("name"))
            known = first.setdefault(match["title"] + name[0] + str(len(name)), (name, spot))
            if known[0] != name and sum(a != b for a, b in zip(known[0], name, strict=True)) == 1 and len(name) == 3:
                where = paragraph_name(known[1].printed.passage)
                yield found_at(spot, f"这里是“{name}”，{where}是“{known[0]}”", suggestion="核对姓名。")


_KNOWN_AS = pattern(  # 董事长|韩启明|任组长, |周启明|同志
    rf"(?:书记|主任|[局厅院校市县区镇乡行馆]长|董事长|总经理|主席|组长|部长|检察长)(?P<name>[{SURNAMES}][{CJK}]{{2}})"
    rf"(?=任|主持|带队|约谈|同志|牵头|出席|讲|到|赴|在|先后|多次|亲自|担任|带头|率|作|、|，|。|；|为|代表|认真|组织)"
)


def _no_name(name: str, whole: str) -> bool:
    """Whether what stands behind a title is none: 局长应当; 沈致和, printed again and again, is one for all its 和."""
    again = whole.count(name) > 1 and len(name) > 2 and name[-1] in "和全以会应" and not frequency(name)
    return bool(_NO_NAME.search(name[:-1] if again else name))


def _typed_otherwise(body: list[Printed], whole: str) -> Iterator[Finding]:
    """韩启铭代表党委班子, where the chairman is 韩启明: a name that sounds or looks like one that the notice has."""
    known: dict[str, Spot] = {}
    for printed in body:
        for match in _KNOWN_AS.finditer(printed.text):
            if not _no_name(match["name"], whole) and frequency(match["name"][:2]) < COMMON:
                known.setdefault(match["name"], Spot(printed, *match.span("name")))
    for name, first in known.items():
        near = re.compile(f"{name[0]}(?:{name[1]}(?P<last>[{CJK}])|(?P<middle>[{CJK}]){name[2]})")
        for printed in body:
            for match in near.finditer(printed.text):
                odd, right = (match["last"], name[2]) if match["last"] else (match["middle"], name[1])
                if match.group() in known or match.group() == name or not mistaken(odd, right):
                    continue
                if frequency(match.group()) or frequency(match.group()[:2]) >= COMMON:
                    continue
                spot = Spot(printed, *match.span())
                where = paragraph_name(first.printed.passage)
                message = f"这里是“{spot.words}”，{where}是“{name}”"
                yield found_at(spot, message, suggestion=f"核对姓名，是否“{name}”。", right=name)
