"""T529–T530: how units of another sort speak of themselves, and organs with a head that they cannot have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from drafter.check.body import Printed, Spot, around, found_at, printed_paragraphs
from drafter.check.model import Finding, Severity
from drafter.check.own_body import own_unit_names, self_words
from drafter.check.registry import rule
from drafter.check.rules_identity_level import own_committee
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.lexicon import table
from drafter.text.normal import CJK
from drafter.text.sentences import between_marks

_SELF = pattern(  # 我院, 本校, 全校, 全院; 对|我局, no 自|我
    r"(?:(?<![一-鿿])(?P<whose>我|本|全)|(?<=[对向由在为经将从到给与和及])(?P<ours>我)|(?<=以)(?P<named>)(?=[一-鿿]{1,2}名义))"
    r"(?P<unit>学校|医院|学院|公司|集团|街道|校|院|局|厅|行|馆|镇|乡)"
    r"(?![内外]?(?:业|部分|党|域|面|程|镇|间|务会|长))"
)
_NOT_OURS = frozenset(
    {"全局", "全行", "全公司", "本行", "本局", "全学校", "全医院", "全学院", "全馆"}
)  # words of their own
_OF_PEOPLE = pattern("上下|干部|党员|职工|系统|机关|各[科处股室]")  # 全局上下, not 事关全局
_STAFF = pattern(  # 7月至11月|局机关|召开会议
    r"(?:(?<![一-鿿])|(?<=[月日由经]))(?P<unit>[局厅院校镇乡]|街道)(?:机关(?!党委|纪委|工会|事务|单位)|领导班子)"
)
_ALL_OF = pattern(  # 组织|全校620名职工
    "(?<=[一-鿿])(?<![安健完齐万俱成保顾])全(?P<unit>校|院|厅|镇|乡|街道|公司|集团)"
    "(?=\\d|上下|干部|职工|师生|教职工|医务|党员|各)"
)
_OWN_PARTS = frozenset({"leadership", "next_steps", "contact"})


@rule(
    "T529",
    slug="words-of-another-sort-of-unit",
    title="别的单位才说的话",
    severity="warning",
    reason="局的通报里说“我院”，企业的通报里说“服务全体师生”，是从学校、医院的稿子抄来的。",
    wrong="（水务集团的通报）更好地服务学校发展和全体师生",
    right="更好地服务全市经济社会发展",
)
def words_of_another_sort_of_unit(report: Report, passages: Passages) -> Iterator[Finding]:
    """我院 in a bureau's notice; 全体师生 in the plans of a firm."""
    names = own_unit_names(report)
    committee = own_committee(report, passages)
    if not names and committee is None:
        return
    own = "、".join(sorted(names)) or committee or ""
    selves = set(self_words(names))
    body = printed_paragraphs(report, passages)
    whole = "".join(p.text for p in body)
    for printed in body:
        text = printed.text
        for match in _SELF.finditer(text):
            alike = any(match["unit"] in word or word in match["unit"] for word in selves)
            named = any(match["unit"] in name for name in names)  # 全镇, of a town's clinic
            somebody = selves or (committee and match["named"] is None)  # 以局名义 is said of a district's bureaus
            a_word = match.group() in _NOT_OURS and not _OF_PEOPLE.match(text, match.end())
            if somebody and not alike and not named and not a_word:
                own_area = (committee or _of_a_village(names)) and match["unit"] in {"镇", "乡", "街道"}
                if not own_area:  # 我镇 of a district is T506's
                    yield _told(Spot(printed, *match.span()), own)
        for match in _ALL_OF.finditer(text) if names else ():
            unit, ahead = match["unit"], between_marks(text, match.start(), "。；")
            another = unit in ahead.replace(match.group(), "") or (
                unit == "校" and "学" in ahead
            )  # a school's own 全校
            if not another and not any(unit in word or word in unit for word in (*selves, *names)):
                yield _told(Spot(printed, *match.span()), own, "info")
        for match in _STAFF.finditer(text) if names else ():
            other = match["unit"] not in selves and match["unit"] not in _parts_of(names)
            if other and not any(match["unit"] in name for name in names):
                yield _told(Spot(printed, *match.span()), own, "info")
        for match in _CAMPAIGN.finditer(text) if printed.place.role in _OWN_PARTS else ():
            spot = Spot(printed, *match.span("what"))
            message = f"通报的是巡视（巡察）整改，这里是“{spot.words}”的整改：…{around(spot, 10)}…"
            yield found_at(spot, message, suggestion="核对是否照搬未改。")
        for match in _RESIDENT.finditer(text) if any(n.endswith(_NO_OFFICE) for n in names) else ():
            if not any(match["unit"] in word or word in match["unit"] for word in selves):
                yield _told(Spot(printed, *match.span()), own)
        own_firm = any(n.endswith(_NO_OFFICE) for n in names)
        for match in _ITS_RISE.finditer(text) if own_firm and printed.place.role in _OWN_PARTS else ():
            schools = match["unit"] in {"学院", "学校"} and any(n.endswith(("学院", "大学", "学校")) for n in names)
            if not schools and not any(match["unit"] in name for name in names):
                yield _told(Spot(printed, *match.span("unit")), own)
        if printed.place.role == "contact":
            for match in _THEIR_DESK.finditer(text) if names and not _of_a_village(names) else ():
                if not any(match["unit"] in word or word in match["unit"] for word in selves):
                    yield _told(Spot(printed, *match.span()), own)
        yield from _organs_of_another_sort(printed, names, selves, own)
        if not names:
            continue
        spots = list(_set_clause_of_another(printed, names, whole))
        if printed.place.role in _OWN_PARTS and printed.place.problem is None:
            said = ((text.find(w.word), w) for w in _sort_words() if w.of_plans)
            spots += [
                Spot(printed, at, at + len(w.word)) for at, w in said if at >= 0 and not _of_a_sort(names, w.sort)
            ]
        for spot in spots:
            yield _told(spot, own)
        for spot in _strangers_of_another(printed, names, whole, spots):
            yield _told(spot, own, "info")


def _parts_of(names: set[str]) -> str:
    """The sorts of units that those of these names have below them, with staff of their own."""
    above = any(name.endswith(("大学", "集团", "公司", "区", "委", "厅", "学院")) for name in names)
    return "院校" if above else "院" if any("医" in name or "卫生" in name for name in names) else ""


_SET_CLAUSE = pattern(  # ，不断提高医疗服务质量和患者满意度
    r"(?:^|[，。；])(?P<clause>(?:不断|持续|切实|进一步|全面|着力|努力|更好地?|有效|稳步)[^，。；\d《“]{6,40})(?=[，。；]|$)"
)


class _Sort(NamedTuple):
    """A sort of unit: how its names end, and by what a notice shows that it has to do with it."""

    named: re.Pattern[str]
    about: re.Pattern[str]


@cache
def _sorts() -> dict[str, _Sort]:
    return {row["种"]: _Sort(re.compile(rf"(?:{row['末']})$"), re.compile(row["有关"])) for row in table("sorts")}


def _of_a_sort(names: set[str], sort: str) -> bool:
    return any(_sorts()[sort].named.search(name) for name in names)


def _set_clause_of_another(printed: Printed, names: set[str], whole: str) -> Iterator[Spot]:
    """A set clause of another sort of unit, where nothing else in the notice has to do with that sort."""
    for match in _SET_CLAUSE.finditer(printed.text):
        clause = match["clause"]
        sorts = {word.sort for word in _sort_words() if word.word in clause}
        for sort in sorted(sorts):
            if not _of_a_sort(names, sort) and not _about_it(sort, printed, match.start("clause"), whole):
                yield Spot(printed, *match.span("clause"))


def _about_it(sort: str, printed: Printed, at: int, whole: str) -> bool:
    """Whether anything in the notice but the sentence of that place has to do with a sort of unit."""
    sentence = between_marks(printed.text, at, "。；")
    return bool(_sorts()[sort].about.search(whole.replace(sentence, "", 1)))


_OF_EVERY_TRADE = ("镇", "乡", "街道", "村", "社区", "开发区", "园区", "管委会", "办公室")  # who deals with everybody
_TOLD_IN = frozenset({"preamble", "leadership", "progress", "next_steps"})
_THEIR_PART = pattern(  # 邀请法官授课, 移送公安机关: others who are spoken of by right
    r"(?:邀请?|聘请?|联合|会同|协调|移[送交]|协同|配合|委托|商请|经|与|和|及|同|等|、)[^，。；]{0,10}$"
)


def _strangers_of_another(printed: Printed, names: set[str], whole: str, told: Sequence[Spot]) -> Iterator[Spot]:
    """轮训医护人员 in a bureau of forestry: the one word in the whole notice that has to do with another trade."""
    text = printed.text
    if any(name.endswith(_OF_EVERY_TRADE) for name in names) or printed.place.role not in _TOLD_IN:
        return
    for word, sort, _ in _sort_words():
        at = text.find(word)
        if at < 0 or _of_a_sort(names, sort) or any(s.start <= at < s.end for s in told) or whole.count(word) > 1:
            continue
        if text.rfind("《", 0, at) > text.rfind("》", 0, at) or _THEIR_PART.search(text[max(0, at - 14) : at]):
            continue
        if not _about_it(sort, printed, at, whole):
            yield Spot(printed, at, at + len(word))


_THEIR_ORGAN = pattern(  # 校纪委, 分管|校领导, 乡党委
    r"(?:(?<![一-鿿])|(?<=[由向对经和与同及为在以请])|(?<=分管)|(?<=报经)|(?<=召开)|(?<=年))"
    r"(?P<unit>医院|学院|学校|公司|校|院|局|厅|镇|乡|街道|集团)"
    r"(?P<organ>(?:机关)?纪委|机关(?:党委|党总支)|纪工委|纪检组|领导(?!小组|下|的|班子建)|班子成员|董事会|经理层|(?:总经理|校长|院长|行长)办公会|教代会|(?P<body>党委|党组|党工委|政府))(?![工会分])"
)


def _organs_of_another_sort(printed: Printed, names: set[str], selves: set[str], own: str) -> Iterator[Finding]:
    """校纪委 in a hospital's notice, 乡党委 in a town's: an organ of the unit, by a word that is not its own.

    The parts of a university or a group have organs of their own, and a bureau those of the towns.
    """
    if any(name.endswith(_FIRMS) for name in names) and printed.place.role in {"leadership", "next_steps"}:
        for match in _TOWNS_ORGAN.finditer(printed.text) if printed.place.problem is None else ():
            yield _told(Spot(printed, *match.span()), own)
    if not selves:
        return
    with_parts = any(name.endswith(_WITH_PARTS) for name in names)
    firm = any(name.endswith(("集团", "公司", "大学", "学院")) for name in names)
    town = any(name.endswith(("镇", "乡", "街道")) for name in names)
    for match in _THEIR_ORGAN.finditer(printed.text):
        unit = match["unit"]
        grade: Severity | None = None
        if unit in {"镇", "乡", "街道"}:
            if with_parts:
                continue
            alone = printed.place.problem is None and printed.place.role in {"leadership", "next_steps"}
            if not town and not (alone and any(name.endswith(_NO_TOWNS) for name in names)):
                continue
        elif match["body"] or (with_parts and not (firm and unit in {"局", "厅"} and match["organ"] == "纪委")):
            if match["body"] or printed.place.problem or printed.place.role not in _OWN_PARTS:
                continue  # 局党委 in a hospital's notice is T527's
            grade = "info"
        if not any(unit == word or (len(word) > 1 and (unit in word or word in unit)) for word in selves):
            yield _told(Spot(printed, *match.span()), own, grade)


_NO_OFFICE = ("学院", "大学", "医院", "集团", "公司", "银行")
_RESIDENT = pattern(r"驻(?P<unit>厅|局|院|校|集团|公司)纪检(?:监察)?组")
_ITS_RISE = pattern(
    r"(?:推动|促进|实现|服务|助推|引领|助力)(?P<unit>医院|学院|学校|集团|公司)(?:事业)?(?:高质量|持续健康|健康|内涵式|跨越式|创新|转型|改革|科学|更好)?发展"
)
_CAMPAIGN = pattern(
    r"(?:虽然|尽管|对|做好|抓好)(?P<what>(?:学习贯彻[^，。；]{0,20})?(?:主题教育|学习教育|审计|环保督察|生态环境保护督察|专项检查|专项督查|安全生产检查))"
    r"(?:检视|反馈|发现)?(?:问题)?整改(?=工作?(?:虽然)?取得|落实情况进行监督|“?后半篇文章|取得)"
)
_THEIR_DESK = pattern(  # 9号|集团党群工作部, in the contact of a town
    r"(?:^|(?<=[，。；、：号楼室\s]))(?P<unit>集团|公司|医院|学校|学院|校|院|局|厅|镇|乡|街道)"
    r"(?P<desk>党群|党政|党建|党委(?!组织)|党组(?!织)|党工委|纪委|党办|办公室|综合办)"
)
_FIRMS = ("公司", "集团", "大学", "学院")
_TOWNS_ORGAN = pattern(r"(?:(?<![一-鿿])|(?<=[由经]))(?:镇|乡|街道)(?:纪委|党委|纪工委|党工委)(?=[一-鿿])")
_NO_TOWNS = ("医院", "学校", "中学", "小学", "银行")
_WITH_PARTS = ("大学", "学院", "集团", "公司", "教育局", "教体局", "卫健委", "卫生健康委员会", "卫健局", "国资委")


def _of_a_village(names: set[str]) -> bool:
    """Whether the unit is a village, which speaks of its town as its own too."""
    return any(name.endswith("村") for name in names)


class _SortWord(NamedTuple):
    """A word that one sort of unit uses; `of_plans`: no other one has it in its opening, plans or contact."""

    word: str
    sort: str
    of_plans: bool


@cache
def _sort_words() -> tuple[_SortWord, ...]:
    return tuple(_SortWord(row["词"], row["种"], row["处"] == "打算") for row in table("sort_words"))


def _told(spot: Spot, own: str, severity: Severity | None = None) -> Finding:
    message = f"本单位是{own}，“{spot.words}”是别的单位才说的话：…{around(spot, 10)}…"
    return found_at(spot, message, suggestion="核对是否照搬未改。", severity=severity)


@cache
def _heads() -> tuple[re.Pattern[str], dict[str, tuple[frozenset[str], bool]]]:
    rows = {row["职能"]: (frozenset(row["名"].split("|")), row["层"] == "厅") for row in table("organ_heads")}
    stems = "|".join(sorted(map(re.escape, rows), key=lambda s: (-len(s), s)))
    pattern = re.compile(
        rf"(?P<level>省|自治区|[市州盟县区旗])(?P<party>委)?(?P<stem>{stems})"
        r"(?P<head>局|厅|委|部|办|院)(?![门员会理公法事分队长属署际落件托派任务系级校党人好结][^党]?|子)"
    )
    return pattern, rows


_JOINED = pattern(rf"(?:各|两|三|省|市|县|区|[、和])$|[{CJK}]级$")


_CANNOT_BE = (  # bodies that no place or unit has, and why
    (
        pattern(
            r"(?:(?<![城村建市])[镇乡]|街道|学校|大学|学院|医院|集团|公司|(?<![察查])局)(?:监委(?!会)|监察委员会?)"
        ),
        "乡镇、街道和单位不设监委",
    ),
    (pattern(r"(?<![农乡])村纪委(?!监|书记会)"), "村里设的是纪检委员"),
    (pattern(r"(?<![城村建市])[镇乡]纪检(?:监察)?组"), "乡镇设的是纪委"),
    (
        pattern(
            r"[省市县区旗]委(?:审计|财政|教育|水利|交通运输|民政|公安|司法|应急管理|市场监管|自然资源|农业农村|住建|统计|信访)局"
        ),
        "政府部门前面不加“委”",
    ),
    (
        pattern(rf"中共[{CJK}]{{2,10}}?[省市州县区旗镇乡](?:人民)?政府(?!党组|办公室党|机关|系统|国有资产)"),
        "政府前面不加“中共”",
    ),
    (pattern(r"[省市州县区旗]纪委(?:监委)?巡[视察]办"), "巡视办、巡察办是党委的"),
)


@rule(
    "T530",
    slug="organ-without-such-a-name",
    title="没有这样名称的机关",
    severity="warning",
    reason="县委有组织部，没有“组织局”；厅只有省里设，县里是局。名称写错，读者会以为是另一个机关。",
    wrong="县委组织局到镇督导4次",
    right="县委组织部到镇督导4次",
)
def organ_without_such_a_name(report: Report, passages: Passages) -> Iterator[Finding]:
    """县委组织局, 区教育厅, 省教育局: a trade with a head that organs of this level do not have."""
    pattern, rows = _heads()
    for printed in printed_paragraphs(report, passages):
        for impossible, why in _CANNOT_BE:
            for match in impossible.finditer(printed.text):
                spot = Spot(printed, *match.span())
                message = f"没有“{spot.words}”这样的机关，{why}：…{around(spot)}…"
                yield found_at(spot, message, suggestion="核对机关名称。")
        for match in pattern.finditer(printed.text):
            heads, by_level = rows[match["stem"]]
            head, level = match["head"], match["level"]
            right = sorted(heads)
            if by_level and head in {"局", "厅"}:
                right = ["厅" if level in {"省", "自治区"} else "局"]
            if head in right or (head == "办" and not match["party"]) or (head == "院" and "局" not in heads):
                continue
            if by_level and head == "局" and _JOINED.search(printed.text[: match.start() + 1][-3:-1]):
                continue  # 省、市教育局
            spot = Spot(printed, *match.span())
            shown = "、".join(f"“{match['level']}{match['party'] or ''}{match['stem']}{h}”" for h in right[:2])
            message = f"没有“{spot.words}”这样的机关，一般是{shown}：…{around(spot)}…"
            yield found_at(spot, message, suggestion="核对机关名称。")
