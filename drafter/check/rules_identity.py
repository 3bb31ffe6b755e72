"""T5: who is who. One unit, one level, one round of inspection, one name for each office, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.body import Printed, Spot, around, found_at, printed_paragraphs
from drafter.check.model import Finding, Severity, paragraph_name
from drafter.check.own_body import own_mentions, usual_kind
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.bodies import Body, bodies_in, same_office
from drafter.text.normal import CJK, fold
from drafter.text.numerals import NUMBER, ONE_TO_TEN, from_chinese
from drafter.text.places import mentions
from drafter.text.quantities import without_titles
from drafter.text.segment import frequency
from drafter.text.sentences import ahead_of
from drafter.text.slips import mistaken


def _named(report: Report, passages: Passages) -> list[tuple[Body, Spot]]:
    """Every body named in the text, with its place."""
    found = []
    for printed in printed_paragraphs(report, passages):
        for body in bodies_in(without_titles(fold(printed.text))):
            found.append((body, Spot(printed, body.start, body.end)))
    return found


_TAIL = pattern(r"(?:党组|党委|党工委|领导小组)$")


@rule(
    "T504",
    slug="office-under-two-names",
    title="同一部门两个名称",
    severity="warning",
    reason="一个区只有一个发改部门，不是发改局就是发改委；两个名称并存，必有一处抄错。",
    wrong="区发改局牵头……区发改委、区委网信办值守",
    right="区发改局牵头……区发改局、区委网信办值守",
)
def office_under_two_names(report: Report, passages: Passages) -> Iterator[Finding]:
    """区发改局 and 区发改委: one trade, one level, two kinds of office."""
    known: dict[str, list[tuple[Body, Spot]]] = {}
    for body, spot in _named(report, passages):
        if body.office and body.level and not body.text.startswith(("原", "我")):
            known.setdefault(f"{body.level}{body.office}", []).append((body, spot))
    for places in known.values():
        by_ending: dict[str, list[tuple[Body, Spot]]] = {}
        for body, spot in places:
            name = _TAIL.sub("", body.text)
            ending = "委" if name.endswith(("委", "委员会")) else name[-1]
            if ending in "局委厅":
                by_ending.setdefault(ending, []).append((body, spot))
        if len(by_ending) < 2:
            continue
        usual = max(by_ending, key=lambda e: (len(by_ending[e]), -(by_ending[e][0][1].printed.passage.line or 0)))
        first = by_ending[usual][0][0]
        for ending, others in by_ending.items():
            for body, spot in others:
                if ending != usual and same_office(first, body) and spot.words != first.text:
                    message = f"“{spot.words}”与别处的“{first.text}”是同一部门：…{around(spot, 4)}…"
                    yield found_at(spot, message, suggestion=f"核对名称，统一为“{first.text}”。", right=first.text)


_ROUND = pattern(  # 十四届省委第五轮巡视
    rf"(?:第?(?P<term>{NUMBER})届)?(?P<who>(?:(?!届)[{CJK}]){{0,8}}?委)(?:员会)?第?(?P<round>{NUMBER})轮(?P<kind>巡[视察])"
)
_OTHER_ROUND = pattern(r"上一?轮|上次|此前|以前|历[次轮]|以来|中央|回头看|前[一二三几\d]轮|新一轮|曾")


@rule(
    "T505",
    slug="round-differs",
    title="届次、轮次前后不一",
    severity="error",
    reason="说的是同一次巡视，第几届、第几轮只能有一个数。",
    wrong="十四届省委第五轮巡视……传达十四届省委第六轮巡视反馈意见",
    right="十四届省委第五轮巡视……传达十四届省委第五轮巡视反馈意见",
)
def round_differs(report: Report, passages: Passages) -> Iterator[Finding]:
    """Term and round of the inspection, wherever they are named, against their first place."""
    first: tuple[re.Match[str], Printed] | None = None
    for printed in printed_paragraphs(report, passages):
        text = without_titles(fold(printed.text))
        for match in _ROUND.finditer(text):
            if _OTHER_ROUND.search(text[max(0, match.start() - 8) : match.end() + 4]):
                continue
            if first is None:
                first = (match, printed)
                continue
            one = first[0]
            if match["who"][-2:] != one["who"][-2:] or match["kind"] != one["kind"]:
                continue
            terms = {from_chinese(t) for t in (one["term"], match["term"]) if t}
            rounds = {from_chinese(r) for r in (one["round"], match["round"])}
            if _earlier(match, one) and (printed.place.problem or _told_of_the_past(text, match, report)):
                continue  # what an earlier round found, or whom it had inspected
            if len(terms) > 1 or len(rounds) > 1:
                where = paragraph_name(first[1].passage)
                message = f"这里是“{match.group()}”，{where}是“{one.group()}”"
                yield found_at(Spot(printed, *match.span()), message, suggestion="核对是哪一轮。")


_YEAR_AHEAD = pattern(r"(?<!\d)(?P<year>(?:19|20)\d\d)年的?$")
_YEAR_BEHIND = pattern(r"(?:中|时|期间)?\((?P<year>(?:19|20)\d\d)年")
_HAD_BEEN = pattern(r"[^,。;:\d]{0,6}?(?:已|亦|也|就)(?:经)?(?:被|对|向|指出|反馈|发现)")


def _told_of_the_past(text: str, match: re.Match[str], report: Report) -> bool:
    """Whether a round is told with a year before this inspection, or as one that had inspected somebody (亦被)."""
    if _HAD_BEEN.match(text, match.end()):
        return True
    year = _YEAR_AHEAD.search(ahead_of(text, match.start(), 8)) or _YEAR_BEHIND.match(text, match.end())
    start = report.inspection.start
    return year is not None and start is not None and int(year["year"]) < start.year


def _earlier(match: re.Match[str], own: re.Match[str]) -> bool:
    """Whether a round was held before the notice's own: of an earlier term, or of the same with a smaller number."""
    terms = [from_chinese(m["term"]) if m["term"] else None for m in (match, own)]
    rounds = [from_chinese(m["round"]) or 0 for m in (match, own)]
    if None not in terms and terms[0] != terms[1]:
        return (terms[0] or 0) < (terms[1] or 0)
    return rounds[0] < rounds[1]


_OURS = pattern(r"(?<![一-鿿]自)我(?P<level>[省市州县区旗镇乡])(?![内外]?(?:长|民|级))")
_ACTS = pattern(r"(?:各|全|委|将|要|坚持|始终)")
_LEVEL = {"省": "省", "市": "市", "州": "市", "县": "县", "区": "县", "旗": "县", "镇": "乡", "乡": "乡"}
_LEVEL_NAMES = pattern(r"(?P<level>自治区|[省市州县区旗镇乡]|街道)(?:委|人民|$)")


def own_level(report: Report) -> str | None:
    """市, 县, …: the level of the unit, by its signer, its title or the one inspected; None where nothing says it."""
    heads = [*(p.text for p in report.signers), report.title or "", report.inspection.target or ""]
    for head in heads:
        found = [b for b in bodies_in(fold("".join(head.split()))) if b.level and b.kind != "巡视组"]
        if found:
            return found[0].level
    return None


@rule(
    "T506",
    slug="our-place-of-another-level",
    title="“我市”“我县”与本单位的级别不符",
    severity="warning",
    reason="区里的通报说“我市”“我县”，多半是从上级或别处的材料抄来的。",
    wrong="（云岭区的通报）我市各街道开展自查",
    right="（云岭区的通报）我区各街道开展自查",
)
def our_place_of_another_level(report: Report, passages: Passages) -> Iterator[Finding]:
    """我省, 我市, 我县 in the notice of a unit of another level, or 我县 in that of a 区."""
    level = own_level(report)
    if level is None:
        return
    heads = "".join([report.title or "", report.inspection.target or "", *(p.text for p in report.signers)])
    for printed in printed_paragraphs(report, passages):
        for match in _OURS.finditer(printed.text):
            said = match["level"]
            same_level = _LEVEL[said] == level
            if same_level and (said in heads or not any(c in heads for c in "市州县区旗镇乡")):
                continue
            if said == "省" and not _ACTS.match(printed.text, match.end()):
                continue  # 我省媒体: the province is everybody's
            spot = Spot(printed, *match.span())
            own = next((c for c in reversed(heads) if c in "省市州县区旗镇乡"), "")
            message = f"“{spot.words}”与本单位的级别（{level}级）不符：…{around(spot)}…"
            hint = f"核对是否抄自别处；说本地，是“我{own}”“全{own}”。" if own else "核对是否抄自别处。"
            yield found_at(spot, message, suggestion=hint)


_UNITS = "局院校厅社馆"
_ALONE = pattern(r"(?:^|[，。；、：]|[^一-鿿])$")
_OWN_GROUP = pattern(r"(?<![机关直属下社镇街道])(?P<unit>[局院校厅社馆])(?:党组|党委)(?!书记等|会议室)")
_OF_THE_UNIT = pattern(r"(?P<name>[一-鿿]{1,30}?)(?:党组|党委|委员会)")
_SCHOOL = pattern(r"学院|大学|学校|党校|中学|小学")  # 校党委 of a 学院


@rule(
    "T507",
    slug="party-group-or-committee",
    title="党组、党委混用",
    severity="error",
    reason="一个单位设党组还是党委是定下来的；落款是党组，正文就不能自称党委。",
    wrong="（落款“区水务局党组”）局党委认真研究",
    right="（落款“区水务局党组”）局党组认真研究",
)
def party_group_or_committee(report: Report, passages: Passages) -> Iterator[Finding]:
    """局党委 in the notice of a 局党组, and the other way round; 局党组 in that of a 厅党组."""
    mentions = own_mentions(report, passages)
    right = usual_kind(mentions)
    if right is None:
        return
    for mention in mentions:
        if mention.kind != right and mention.unnamed:
            message = f"本单位是{mention.owner}{right}，这里写成“{mention.spot.words}”：…{around(mention.spot)}…"
            yield found_at(
                mention.spot, message, suggestion=f"改为“{mention.owner}{right}”。", right=f"{mention.owner}{right}"
            )
    yield from _of_another_unit(report, passages, right)
    yield from _headed_otherwise(report, passages)


_UNDER = pattern(r"党(?:委|组织|支部|总支)领导下的(?P<head>[一-鿿]{1,2}长)负责制")
_HEADS = {"医院": {"院长"}, "卫生院": {"院长"}, "大学": {"校长"}, "学校": {"校长"}, "中学": {"校长"}, "小学": {"校长"}}


def _headed_otherwise(report: Report, passages: Passages) -> Iterator[Finding]:
    """党委领导下的校长负责制 in the notice of a hospital."""
    heads = [report.title or "", *(p.text.strip() for p in report.signers), report.inspection.target or ""]
    name = next((m["name"] for h in heads if (m := _OF_THE_UNIT.search(h))), "")
    right = next((posts for ending, posts in _HEADS.items() if name.endswith(ending)), set())
    for printed in printed_paragraphs(report, passages):
        for match in _UNDER.finditer(printed.text):
            if right and match["head"] not in right:
                spot = Spot(printed, *match.span("head"))
                own = next(iter(right))
                message = f"本单位实行的是{own}负责制，这里写成“{spot.words}负责制”：…{around(spot, 10)}…"
                yield found_at(spot, message, suggestion=f"核对是否照搬未改，改为“{own}负责制”。")


def _of_another_unit(report: Report, passages: Passages, right: str) -> Iterator[Finding]:
    """局党组 alone in the notice of a 厅党组: no other unit's body goes without its name."""
    heads = [report.title or "", *(p.text.strip() for p in report.signers), report.inspection.target or ""]
    name = next((m["name"] for h in heads if (m := _OF_THE_UNIT.search(h))), "")
    if name[-1:] not in set(_UNITS):
        return
    own = {name[-1], "校"} if _SCHOOL.search(name) else {name[-1]}
    for printed in printed_paragraphs(report, passages):
        if printed.place.role in {"title", "signers"}:
            continue
        for match in _OWN_GROUP.finditer(printed.text):
            if match["unit"] not in own and _ALONE.search(ahead_of(printed.text, match.start(), 2)):
                spot = Spot(printed, *match.span())
                message = f"本单位是{name[-1]}{right}，这里写成“{spot.words}”：…{around(spot)}…"
                yield found_at(spot, message, suggestion=f"改为“{name[-1]}{right}”。", right=f"{name[-1]}{right}")


_NAME = pattern(rf"[{CJK}]{{2,3}}?[市县区旗州镇]")
COMMON = 300  # 高新区, 开发区: how often a word is printed from which it says nothing of a place
_COMMON_LETTERS = set(
    f"的在各全本该我原新老中主和与及对向由到从为是有被把将于等{ONE_TO_TEN}两多每某这那此其大小东西南北城郊片园社地辖"
)


@rule(
    "T508",
    slug="place-name-near-miss",
    title="本地地名差一字",
    severity="error",
    reason="“江州”写成“江洲”，把自己的地名写错，读者会以为是别处抄来的。",
    wrong="江洲市云岭区委（别处都是江州市）",
    right="江州市云岭区委",
)
def place_name_near_miss(report: Report, passages: Passages) -> Iterator[Finding]:
    """A name that is one character off the unit's own, with the same ending, and no place of the list."""
    own = _own_names(report)
    if not own:
        return
    yield from _stem_near_miss(report, passages, own)
    for printed in printed_paragraphs(report, passages):
        text = fold(printed.text)
        listed: set[int] | None = None  # offsets that belong to a place name of the list
        for name in own:
            for i in range(len(name) - 1):
                pattern = f"{re.escape(name[:i])}[{CJK}]{re.escape(name[i + 1 :])}"
                if name[:i] not in text or name[i + 1 :] not in text:
                    continue
                for match in re.finditer(pattern, text):
                    other = match.group()[i]
                    if match.group() == name or other in _COMMON_LETTERS or other in name:
                        continue
                    if listed is None:
                        listed = {at for m in mentions(text) for at in range(m.start, m.end)}
                    if match.start() in listed or frequency(match.group()[:-1]) >= 20:
                        continue
                    typed = mistaken(other, name[i])
                    beside = _is_beside(text, *match.span())
                    if beside and not typed:
                        continue
                    spot = Spot(printed, *match.span())
                    message = f"“{spot.words}”与本单位的地名“{name}”差一字：…{around(spot)}…"
                    grade: Severity | None = "info" if beside == SURELY else None
                    yield found_at(spot, message, suggestion=f"核对后改为“{name}”。", right=name, severity=grade)


MAYBE, SURELY = "可能", "一定"  # whether words say of a place that it is another one than the unit's own
_BESIDE = pattern(  # 借鉴邻近的桐浦区云台镇
    r"(?:邻近|临近|相邻|毗邻|比邻|紧邻|周边|附近|兄弟|友邻|外地|外省|外市|外县|接壤|交界|来自|会同|联合|借鉴|学习|考察|观摩"
    r"|走访|走进|对标|赴|慕名到|取经|邀请|结对的?)[^，。；：“”]{0,6}$"
)
_AND = pattern("(?:与|和|同|跟|及|到|从|向)(?:[^，。；：“”]{0,4}的)?$")
_TOGETHER = pattern(  # 与桐浦区云台镇3个先进村党组织结对共建
    r"[^，。；：]{0,24}?(?:结对|共建|协作|合作|协商|联合|交流|互派|互通|签订|接壤|交界|毗邻|相邻|之间|联动|联席|会商|共同|共享|商定"
    r"|学习|考察|观摩|取经|对接|帮扶|挂职|引进)"
)


def _is_beside(text: str, start: int, end: int) -> str | None:
    """Whether a place is named as another one: a neighbour, or one that something is done with or learnt from."""
    ahead = ahead_of(text, start, 12)
    if _BESIDE.search(ahead):
        return SURELY
    return MAYBE if _AND.search(ahead) and _TOGETHER.match(text, end) else None


_NAMED_AFTER = (  # 澄远|经济开发区
    r"(?=(?:经济|高新技术|产业|工业|农业|科技|城市|新材料|食品|物流|开发)[一-鿿]{0,6}(?:区|园|公司|集团|基地)"
    r"|城区|新城|高质量发展|大地|干部群众)"
)


def _stem_near_miss(report: Report, passages: Passages, own: list[str]) -> Iterator[Finding]:
    """澄源经济开发区 in the notice of 澄远县: what is named after the place, by a character that is typed like it."""
    whole = "".join(p.text for p, _ in passages)
    for stem in {name[:-1] for name in own if len(name) == 3}:
        near = re.compile(
            rf"(?:{stem[0]}(?P<b>(?!{stem[1]})[{CJK}])|(?P<a>(?!{stem[0]})[{CJK}]){stem[1]}){_NAMED_AFTER}"
        )
        for printed in printed_paragraphs(report, passages):
            for match in near.finditer(printed.text):
                odd, right = (match["b"], stem[1]) if match["b"] else (match["a"], stem[0])
                if mistaken(odd, right) and whole.count(match.group()) == 1 and frequency(match.group()) < 20:
                    spot = Spot(printed, *match.span())
                    message = f"“{spot.words}”与本单位的地名“{stem}”差一字：…{around(spot)}…"
                    yield found_at(spot, message, suggestion=f"核对后改为“{stem}”。", severity="warning", right=stem)


def _own_names(report: Report) -> list[str]:
    """The unit's own place names: those that stand in two of title, target and signer."""
    heads = [report.title or "", report.inspection.target or "", *(p.text for p in report.signers)]
    counted: dict[str, int] = {}
    for head in heads:
        bare = re.sub(r"中共|中国共产党|关于|委员会|巡[视察].*|\s", "", head)
        bare = re.sub(r"^(?:.{2,4}省)", "", bare)
        at = 0
        while match := _NAME.match(bare, at):  # 江州市|云岭区, from the left
            at = match.end()
            if frequency(match.group()[-3:-1]) < COMMON:
                counted[match.group()] = counted.get(match.group(), 0) + 1
    return sorted(n for n, c in counted.items() if c >= 2)
