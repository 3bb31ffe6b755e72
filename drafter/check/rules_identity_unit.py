"""T513–T514: one unit by one name in title, preamble and signature; and whose good the closing part seeks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from drafter.check.body import Printed, Spot, around, found_at, printed_paragraphs
from drafter.check.identity import inspected, unit_of
from drafter.check.model import Finding
from drafter.check.own_body import own_unit_names, self_words
from drafter.check.own_place import heads as heads_of
from drafter.check.registry import rule
from drafter.check.right_runs import likely
from drafter.patterns import pattern
from drafter.report import Passages, Place, Report
from drafter.text.bodies import bodies_in
from drafter.text.lexicon import table
from drafter.text.normal import CJK, fold
from drafter.text.segment import frequency

_HEAD = pattern(r"^(?:中共|中国共产党)|关于.*$|[\s]")
_TAIL = pattern(r"(?:委员会|党委|党组|党工委|工委|党支部|党总支|支部|总支|委)$")
_KINDS = "局院校厅社馆所站司会办部行团"  # how the name of a unit ends that is no place
_NO_UNIT = pattern(r"领导小组|办公室$|整改办|专班")


def unit_in(head: str) -> str:
    """云汐市水务局 of 中共云汐市水务局党组关于…的通报; "" where a head names no unit of a place."""
    name = _TAIL.sub("", _TAIL.sub("", _HEAD.sub("", fold("".join(head.split())))))
    return name if len(name) >= 2 and (name[-1] in _KINDS or name.endswith("公司")) else ""


_FORM = pattern(r"(?<!股份|有限|责任)(?:股份|有限|责任)++公司$|公司$|集团$")  # from the first of the words


def same_unit(a: str, b: str) -> bool:
    """Whether two names can be one unit's: one is short for the other (农商银行), or both are of one trade."""
    one, other = sorted((_FORM.sub("", _FORM.sub("", a)), _FORM.sub("", _FORM.sub("", b))), key=len)
    if other.endswith(one) or _short_for(re.sub(r"^[省市县区州]", "", one), other):
        return True
    offices = [next((x.office for x in bodies_in(name) if x.office), "") for name in (a, b)]
    return bool(offices[0]) and offices[0] == offices[1]


def _short_for(one: str, other: str) -> bool:
    """Whether all characters of a name stand in the other in their order."""
    letters = iter(other)
    return all(char in letters for char in one)


@rule(
    "T513",
    slug="unit-under-two-names",
    title="标题、导语、落款的单位不一致",
    severity="error",
    reason="标题、被巡视（巡察）的单位和落款是同一个单位；不一致多半是拿别的单位的通报改的，没有改全。",
    wrong="（标题“市水务局党组”）落款“中共云汐市住房和城乡建设局党组”",
    right="落款“中共云汐市水务局党组”",
)
def unit_under_two_names(report: Report) -> Iterator[Finding]:
    """A signer, or the one inspected, that is another unit than the title's."""
    title = unit_in(report.title or "")
    target = unit_in(report.inspection.target or "")
    own, where = (title, "标题") if title else (target, "导语")
    signers = [(p, unit_in(p.text)) for p in report.signers if not _NO_UNIT.search(p.text)]
    yield from _signed_for_another_body(report)
    yield from _short_for_another(report)
    if not own:  # a place's committee, signed by one of its offices
        heads = (report.title or "") + (report.inspection.target or "")
        for passage, name in signers:
            if name and len(signers) == 1 and re.search(r"[省市县区旗州镇乡](?:委|$)", _HEAD.sub("", heads)):
                message = f"落款是“{passage.text.strip()}”，与标题、导语的单位不一致"
                yield Finding.on(passage, Place("落款", "signers"), message, suggestion="核对落款的单位名称。")
        return
    of_two = re.search(r"[和、及]", report.inspection.target or "")
    if title and target and not of_two and not same_unit(title, target):
        message = f"导语里被{inspected(report)}的是“{report.inspection.target}”，标题里的单位是“{title}”，两处不一致"
        yield Finding.on(report.preamble[0], Place("导语", "preamble"), message, suggestion="核对单位名称。")
    for passage, name in signers:
        if (
            name
            and not (of_two and not title)
            and not same_unit(own, name)
            and not any(same_unit(own, n) for _, n in signers if n)
        ):
            message = f"落款是“{passage.text.strip()}”，{where}里的单位是“{own}”，两处不一致"
            yield Finding.on(passage, Place("落款", "signers"), message, suggestion=f"核对后改为“{own}”。")


_SHORT_NAME = pattern(  # 砚州市城市建设投资集团有限公司（以下简称“市城投集团”
    rf"(?P<long>[{CJK}]{{4,40}})[（(](?:以下)?(?:简称|统称)[“\"]?(?P<short>[{CJK}]{{2,10}}(?:集团|公司|医院|大学|学院|学校|中学|小学|局|银行|中心))[”\"]?"
)
_FREE = frozenset("我本该省市县区州公司")  # letters of a short name that the long one need not have


def _short_for_another(report: Report) -> Iterator[Finding]:
    """砚州市城市建设投资集团有限公司（以下简称“市交投集团”）: a short name with letters that the long one lacks."""
    for passage in report.preamble:
        for match in _SHORT_NAME.finditer(passage.text):
            odd = [c for c in match["short"] if c not in match["long"] and c not in _FREE]
            if odd:
                message = f"“{match['short']}”不像是“{match['long'][-20:]}”的简称：没有“{''.join(odd)}”字"
                hint = "核对简称，是否照搬别处的稿子。"
                yield Finding.on(passage, Place("导语", "preamble"), message, match.span("short"), suggestion=hint)


_OF_GOVERNMENT = pattern(r"(?:人民政府|街道办事处|管理委员会|村民委员会|居民委员会)$")
_PARTY_HEAD = pattern(r"^(?:中共|中国共产党)\S{3,40}?(?P<body>委员会|党委|委|党组|党工委|工作委员会|党总支|支部)关于")


def _signed_for_another_body(report: Report) -> Iterator[Finding]:
    """人民政府 under a notice of the party committee alone; 中共望溪区党组 under that of a place's committee."""
    title = "".join((report.title or "").split())
    head = _PARTY_HEAD.search(title)
    if head is None or len(report.signers) != 1:
        return
    (passage,) = report.signers
    if any(p.line == passage.line and p.container == "header" for p in report.paragraphs):
        return  # the office that runs the page, from its block of data
    name = "".join(passage.text.split())
    government = _OF_GOVERNMENT.search(name)
    place = re.search(r"[省市州盟县区旗镇乡](?P<body>党组)$", name) if head["body"] in {"委员会", "委"} else None
    bare = bool(unit_of(name)) and name == unit_of(name) == unit_of(title)  # the unit, and not its committee
    if (government and government.group() not in title) or place or bare:
        own = title.partition("关于")[0]
        message = f"落款是“{passage.text.strip()}”，标题里的单位是“{own}”，不是同一个机关"
        yield Finding.on(passage, Place("落款", "signers"), message, suggestion=f"核对后改为“{own}”。")


_GOOD_OF = pattern(
    r"(?:推动|促进|助力|谱写|书写|开创|奋力|加快|服务|推进|保障|建设|为){1,3}+"
    r"(?:新时代|中国式现代化|社会主义现代化|现代化)?"
    rf"(?P<who>(?!建设)[{CJK}]{{2,14}}?)"
    r"(?P<good>高质量发展|跨越式发展|全面振兴|乡村全面振兴|经济社会发展|新篇章|新局面|现代化建设|篇章|实践)"
    rf"|(?:建设|打造|建成)[^，。；]{{0,12}}?(?:现代化|新|美丽|幸福|和美|富饶|魅力|平安|法治|活力|文明|生态|数字|富强|共富|富裕|宜居|实力|品质|健康|智慧|诚信|清廉)(?P<new>[{CJK}]{{2}})"
    r"(?=提供|贡献|作出|而|[，。；、])"
    rf"|(?:要求|部署|精神|决策)在(?P<here>[{CJK}]{{2}})(?=落地|落实|落细|见效|见行|生根|开花)"
)
_PLACE_END = (
    "岭州川江河湖海阳阴宁泉溪桥塘港湾洲原林峰昌兴丰潭岛滩堡坪坝坡岗浦汀棠梧柳山城陵峡谷渡埠源"
    "淮湘岚岫渚沙堰涧岩沧澜泽浔滨圩鹭麓屏峪汐潮湄泸泓岳亭寨庄屯驿"
)
_WORK_OF = pattern(  # 推动|水利局|各项工作再上新台阶, 推动|医院|高质量发展
    rf"(?:推动|促进|推进|助力|提升|实现)(?P<who>[{CJK}]{{0,10}}?(?P<sort>局|厅|医院|学校|学院|大学|集团|公司|镇|乡|街道|银行))"
    r"(?=各项(?:工作|事业)|工作再上|事业再上|再上新|再创|高质量发展|改革发展|发展再上)"
)
_INSTITUTION = pattern(r"[省市县区镇乡](?:[一-鿿]{0,8})(?:医院|大学|学院|学校|中学|小学|集团|公司|银行|法院|检察院)$")
_OF_A_TRADE = pattern(r"^(?:我|全)?(?:[省市县区旗]|)(?P<trade>[一-鿿]{2,8}?)(?:事业|系统|工作)$")
_SEEKING = frozenset({"leadership", "next_steps", "contact", "preamble", "other"})
MOST = 2  # places of a name that is not the unit's own
RARE = 3  # times that right texts have two characters, up to which they are no word of the trade


@cache
def _trades() -> dict[str, str]:
    """教育, 住房和城乡建设 -> the short name of the department."""
    return {word: row["简"] for row in table("departments") for word in (row["简"], row["全"]) if word}


@rule(
    "T514",
    slug="good-of-another",
    title="推动的是别处的发展",
    severity="warning",
    reason="“推动……高质量发展”说的应是本地、本单位；写着别的地名、单位或别的部门的事业，是照抄没有改。",
    wrong="（水务局的通报）推动教育事业高质量发展",
    right="推动水务事业高质量发展",
)
def good_of_another(report: Report, passages: Passages) -> Iterator[Finding]:
    """推动桐岭高质量发展, 推动桓阳县人民医院高质量发展, 推动教育事业高质量发展, where the unit is none of them."""
    heads = "".join([report.title or "", report.inspection.target or "", *(p.text for p in report.signers)])
    heads = "".join(heads.split())
    if not heads:
        return
    office = next((b.office for b in bodies_in(fold(heads)) if b.office), "")
    whole = "".join(p.text for p, _ in passages)
    names = own_unit_names(report)
    for printed in printed_paragraphs(report, passages):
        if names:
            yield from _work_of_another(printed, names)
        if printed.place.role not in _SEEKING:
            continue
        for match in _GOOD_OF.finditer(printed.text):
            group = next(name for name in ("who", "new", "here") if match[name])
            who = match[group]
            if who in heads or not _is_another(who, heads, office, whole, most=80 if group == "new" else 20):
                continue
            spot = Spot(printed, *match.span(group))
            own = "、".join(dict.fromkeys(unit_of(head) for head in heads_of(report)))
            hint = f"核对是否套用外地、别处的稿子没有改；本单位是{own}。"
            yield found_at(spot, f"“{who}”不是本单位：…{around(spot, 8)}…", suggestion=hint)


_OVER_OTHERS = (
    "教育局",
    "教体局",
    "卫健委",
    "卫生健康委员会",
    "国资委",
    "大学",
    "集团",
    "公司",
)  # their parts are theirs


def _work_of_another(printed: Printed, names: set[str]) -> Iterator[Finding]:
    """推动水利局各项工作再上新台阶 in the notice of a hospital: a unit of another sort."""
    selves = self_words(names)
    for match in _WORK_OF.finditer(printed.text):
        who, sort = match["who"], match["sort"]
        if any(sort in word or word in sort for word in selves) or any(n.endswith(_OVER_OTHERS) for n in names):
            continue
        if any(who in name or name.endswith(who) for name in names) or re.search(r"[各全所乡城]", who[:-1]):
            continue
        spot = Spot(printed, *match.span("who"))
        message = f"“{who}”不是本单位（{max(names, key=len)}）：…{around(spot, 8)}…"
        yield found_at(spot, message, suggestion="核对是否套用别处的稿子没有改。")


def _is_another(who: str, heads: str, office: str, whole: str, *, most: int) -> bool:
    if trade := _OF_A_TRADE.match(who):
        other = _trades().get(trade["trade"])
        return bool(office and other and other != office and trade["trade"] not in heads)
    if _INSTITUTION.search(who):
        return who not in heads and not any(who.endswith(h) for h in re.findall(r"[一-鿿]{4,}", heads))
    if who in heads:
        return False
    name_like = 2 <= len(who) <= 3 and who[-1] in _PLACE_END and frequency(who) < most
    if name_like:
        return whole.count(who) <= MOST
    unheard = (
        len(who) == 2 and who[0] not in "全各我本该" and not frequency(who) and likely().times(who) < RARE
    )  # no word of anybody's: a name
    return unheard and whole.count(who) == 1
