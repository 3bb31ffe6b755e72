"""T4–T5: words that must not stand in print, and names that must stand in one form.

Left-over placeholders, the General Secretary's name, 巡视 and 巡察, one organ under two names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from drafter.check.body import Printed, Spot, around, everything_printed, found_at, matches, printed_paragraphs, summary
from drafter.check.identity import inspected
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passages, Place, Report
from drafter.text.normal import CJK
from drafter.text.numerals import NUMBER, ONE_TO_TEN
from drafter.text.persons import SURNAMES
from drafter.text.sentences import ahead_of

if TYPE_CHECKING:
    from drafter.ledger.model import Ledger


# --- left over --------------------------------------------------------------------------------------------------

_LEFT_OVER = pattern(
    rf"""
    【[^【】]*(?:待|补|填|核|缺|此处|XX|××|某)[^【】]*】?     # 【待补：完成时间】
    | \{{\{{.{{0,200}}?\}}\}} | \{{%.{{0,200}}?%\}}                          # a template's own marks
    | (?<![A-Za-z0-9])(?:[XxＸｘ]{{2,}}|[×✕╳]{{2,}})(?![A-Za-z])  # XX局
    # ×月, ×人
    | (?<![A-Za-z0-9×])[XxＸｘ×✕○〇](?=[年月日]|[个项条次件户名家起人位份期场处所台套亩](?![{CJK}]*线)|万元|%)(?=.)
    | (?<!\d)20\d?[XxＸｘ×✕]{{1,2}}(?=年|[-—]) | (?<!\d)20[_＿ ]{{2,}}年       # 202X年
    | (?<![A-Za-z0-9+＋“])[NnＮ](?=[个项条次件户名家位期场处](?![一-鿿]*[”]))   # N个
    | (?<![{SURNAMES}])某某[{CJK}]{{0,4}}                    # 某某局
    | [＊*]{{2,}} | [_＿]{{2,}} | [□■]{{2,}} | (?<![.。…])\.{{4,}} | …{{3,}}
    | (?<=[{CJK}])…{{1,2}}(?=\s?(?:[万亿]?元|[个项条件户名家次处座亩]|人次|公里|%))       # 资金…万元
    | (?<![A-Za-z])(?:TODO|TBD|FIXME|lorem\ ipsum)(?![A-Za-z])
    | [（(\[［](?:此处|这里|请(?!在信封|注明)|填写|补充|待)[^（()）\[\]［］]{{0,20}}[）)\]］]
    | 此处(?:补充|填写|插入|待补|留空)
    | 待(?:补充|填写|核实后补|完善数据|补数据)(?=[。，；、）)\s]|$) | 数据待[补核定]
    | 错误[!！]\s?未(?:找到引用源|定义书签) | \#(?:REF|N/A|VALUE|DIV/0|NAME\?)!?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNDECIDED = pattern(rf"(?:另行|时间|地点|人选|名单|金额|数量)?待定(?![{CJK}])")


_MASKED = pattern(r"(?<![一-鿿]{2})某(?:[省市县区州旗镇乡村路街号局厅校院单]|公司|集团|单位|街道)")  # 某市某路某号
_COUNTED_UP = pattern(
    r"(?<![\d-])(?:1234567?8?|87654321|0{6,8}|1{7,8})(?!\d)|(?<=-)(?:12345678?|87654321|0{7,8}|1{7,8})(?!\d)"
)


@rule(
    "T401",
    slug="placeholder-left",
    title="占位符没有填",
    severity="error",
    reason="起草时留的空（【待补】、XX、某某、____、待定）印出来，通报就出了洋相。",
    wrong="于2024年×月完成XX项整改任务",
    right="于2024年5月完成12项整改任务",
)
def placeholder_left(report: Report, passages: Passages) -> Iterator[Finding]:
    """【待补：…】, XX, ××, 某某, ____, TODO, a template's {{…}}, and 待定 at the end of a phrase."""
    for printed in everything_printed(report, passages):
        for form in (_LEFT_OVER, _UNDECIDED):
            for match in form.finditer(printed.text):
                spot = Spot(printed, *match.span())
                message = f"还有没填的占位内容“{match.group()[:30]}”：…{around(spot)}…"
                yield found_at(spot, message, suggestion="查实后填上，或整句删去")
        if printed.place.role in {"contact", "title", "signers", "preamble"}:
            for match in _MASKED.finditer(printed.text):
                spot = Spot(printed, *match.span())
                yield found_at(spot, f"还有没填的占位内容“{spot.words}”：…{around(spot)}…", suggestion="查实后填上")
        for match in _COUNTED_UP.finditer(printed.text) if printed.place.role == "contact" else ():
            spot = Spot(printed, *match.span())
            yield found_at(spot, f"号码“{spot.words}”像是随手填的：…{around(spot)}…", suggestion="查实后填上")


# --- the General Secretary's name and thought -------------------------------------------------------------------

# 学习, 实习, 见习, 习惯 … are words of their own; 落实 and 宣传 before the name do not make it 实习 or 传习.
_ALONE = r"(?:(?<![学练研自补实复预见温演传诵修陋恶积旧熟讲教])|(?<=落实)|(?<=求实)|(?<=宣传))习"
_XI = pattern(
    rf"""
    {_ALONE}(?![近平惯俗题作得性以气艺字练武水非染业礼仲主习])(?=[一-鿿])
    | {_ALONE}主(?!席)
    | {_ALONE}平(?:总书记|同志|新时代)
    | {_ALONE}近(?!平) | 习近(?=总|同志|主席|书记|新时代) | 刁近平 | 习\s+近\s*平 | 习近\s+平
    | (?<!习)近平(?:总书记|新时代|同志)
    | 习近平总(?!书记|体) | 习近平书记 | 习近平总书记(?:记|总书记) | 习近平习近平 | 习近平近平
    """,
    re.VERBOSE,
)
_THOUGHT = pattern(
    r"""
    习近平新时代中国特色社会主义(?!(?:经济|外交|生态文明|法治|文化|强军|社会)?思想)
    | 习近平新时代(?!中国特色社会主义)
    | (?<!习近平)(?<!习)新时代中国特色社会主义思想
    """,
    re.VERBOSE,
)


@rule(
    "T402",
    slug="leader-name-altered",
    title="习近平总书记的姓名、称谓残缺或写错",
    severity="error",
    reason="网页过滤和转存常把姓名截成“习”，这类差错是政治性差错。",
    wrong="深入学习习关于巡视工作的重要论述",
    right="深入学习习近平总书记关于巡视工作的重要论述",
)
def leader_name_altered(report: Report, passages: Passages) -> Iterator[Finding]:
    """习关于, 习总书记, 习对…; 学习, 习惯, 实习 are words of their own."""
    for printed in printed_paragraphs(report, passages):
        if "习" not in printed.text and "近平" not in printed.text:
            continue
        for match in _XI.finditer(printed.text):
            end = max(match.end(), min(len(printed.text), match.start() + 3))
            spot = Spot(printed, match.start(), end)
            message = f"习近平总书记的姓名或称谓残缺、写错：…{around(spot)}…"
            yield found_at(spot, message, suggestion="核对原文，写全“习近平总书记”或“习近平新时代中国特色社会主义思想”")


@rule(
    "T403",
    slug="thought-truncated",
    title="习近平新时代中国特色社会主义思想表述不全",
    severity="error",
    reason="这一思想的名称是固定表述，缺字、断字都是政治性差错。",
    wrong="学习贯彻习近平新时代中国特色社会主义主题教育",
    right="学习贯彻习近平新时代中国特色社会主义思想主题教育",
)
def thought_truncated(report: Report, passages: Passages) -> Iterator[Finding]:
    """The name of the thought with a part missing; 新时代中国特色社会主义 without 思想 is a phrase of its own."""
    for spot, _ in matches(_THOUGHT, printed_paragraphs(report, passages)):
        message = f"“习近平新时代中国特色社会主义思想”表述不全：…{around(spot, 10)}…"
        yield found_at(spot, message, suggestion="写全“习近平新时代中国特色社会主义思想”")


# --- 巡视 and 巡察 ----------------------------------------------------------------------------------------------

_TEAM = pattern(rf"(中央|[省市区县州]委|自治区党委|党组)(?:第?[{ONE_TO_TEN}\d]+)?(巡[视察])组")
_KIND_IN_TITLE = pattern(r"巡[视察](?=整改|反馈|进展|组)")
# What belongs to the notice's own inspection whoever prints it. `%s` is the wrong kind.
_OWN_ANYWHERE = rf"""
    %(upper)s(?:第?[{ONE_TO_TEN}\d]+)?%(kind)s(?:组|反馈|整改|移交|指出|以来|期间|集中|专题)?
    | (?<!巡视)(?<!巡察)(?<!巡)%(kind)s(?:整改(?:专题民主生活会|组织领导)
        |整改(?:工作|落实)?领导小组|整改进展情况的?(?:通报|予以)|结束以来)
"""
# In the parts that are about this one inspection, every 整改, 反馈 and 成果 is its own.
_OWN_HERE = r"""
    (?<!巡视)(?<!巡察)(?<!轮)(?<!年)(?<!级)(?<!专项)(?<!省委)(?<!中央)%(kind)s(?:整改(?!督查评估)|反馈|成果|组(?!织)|期间|移交|“回头看”|“?利剑|“?后半篇)
"""
# Its documents: 印发《市水务局党组巡察整改工作方案》; and what is called 巡视 at every level.
_OWN_DOCUMENT = (
    r"(?<=[》，。；、印发定台批过])《(?P<own>(?![^《》]{0,40}巡视巡察)[^《》]{0,24}%(kind)s整改[^《》]{0,24}"
    r"(?:方案|台账|清单|办法))》"
)
_ALWAYS_NATIONAL = pattern(r"(?<=习近平总书记关于)巡察(?=工作)|(?<=《中国共产党)巡察(?=工作条例》)")

_LONE = r"(?<!巡视)(?<!轮)(?<!年)(?<!级)(?<!专项)(?<![市区县]委)%(kind)s(?:整改(?!督查评估)|反馈)"
_OWN_ROLES = frozenset({"leadership", "next_steps", "contact"})
_ABOUT_IT_ALONE = frozenset({"title", "preamble"})
_PART_HEADING = pattern(rf"[{ONE_TO_TEN}]{{1,3}}、")
MOST_MIXED = 12  # more of them, and it is the head that has the wrong word
_TITLE_OF_A_DOCUMENT = pattern(r"《[^《》]*》|【待[补核][^【】]*】")  # and what the draft left open
_GROUP = pattern(rf"巡[视察][{CJK}]{{0,14}}?领导小组")


def _odd_team(report: Report, team: re.Match[str]) -> bool:
    """Whether the team alone has its word: the title has the other one, and so has nearly all of the text."""
    other = "巡察" if team[2] == "巡视" else "巡视"
    if other not in (report.title or "") or team[2] in (report.title or ""):
        return False
    text = "".join(p.text for p, _ in report.walk())
    return text.count(other) >= 5 * text.count(team[2]) and not re.match(r"中央|省|自治区|[县区]委", team.group())


def kind_of_inspection(report: Report, ledger: Ledger | None) -> str | None:
    """巡视 or 巡察, as the ledger, the team's level or the title says; None where nothing says it.

    The centre and the provinces do 巡视, counties 巡察, whatever word is printed; of a 市委 its word decides, for the
    municipalities do 巡视 too.
    """
    if ledger and ledger.tour.kind:
        return ledger.tour.kind
    head = _TITLE_OF_A_DOCUMENT.sub("", "".join(p.text for p in report.preamble))
    for text in (report.inspection.team or "", head):
        if team := _TEAM.search(text):
            if _odd_team(report, team):
                return "巡察" if team[2] == "巡视" else "巡视"
            levels = {
                "中央": "巡视",
                "省委": "巡视",
                "自治区党委": "巡视",
                "区委": "巡察",
                "县委": "巡察",
                "州委": "巡察",
            }
            return levels.get(team[1], team[2])
    kinds = Counter(m.group() for m in _KIND_IN_TITLE.finditer((report.title or "") + head))
    return kinds.most_common(1)[0][0] if kinds else None


@rule(
    "T501",
    slug="inspection-kind-mixed",
    title="巡视、巡察混用",
    severity="error",
    reason="巡视由中央和省级党委开展，巡察由市县党委开展；同一次工作只能用一个说法。",
    wrong="省委第三巡视组反馈后，认真做好巡察整改",
    right="省委第三巡视组反馈后，认真做好巡视整改",
)
def inspection_kind_mixed(report: Report, passages: Passages, ledger: Ledger | None = None) -> Iterator[Finding]:
    """The other kind's word about this notice's own inspection; other levels have work of their own."""
    kind = kind_of_inspection(report, ledger)
    if kind is None:
        return
    other = "巡察" if kind == "巡视" else "巡视"
    upper = "(?:中央|省委|自治区党委)" if kind == "巡视" else "(?:[市县区州]委)"
    names = {"kind": other, "upper": upper}
    anywhere = re.compile(_OWN_ANYWHERE % names, re.VERBOSE)
    here = re.compile(_OWN_HERE % names, re.VERBOSE)
    body = printed_paragraphs(report, passages)
    # A leading group under both names is one slip, and T502's.
    groups = {m.group() for printed in body for m in _GROUP.finditer(printed.text)}
    found = [
        (spot, sure)
        for printed in body
        if other in printed.text
        for spot, sure in _other_kind(printed, kind, other, anywhere, here, groups)
        if printed.place.role in _ABOUT_IT_ALONE
        or not _of_another_inspection(printed.text, (spot.start, spot.end), report)
    ]
    if len(found) > MOST_MIXED:
        message = f"本通报是{kind}整改，全文却写成“{other}”"
        yield summary([spot for spot, _ in found], message, suggestion=f"核对是哪一级开展的，统一为“{kind}”")
        return
    for printed in body:
        for match in _ALWAYS_NATIONAL.finditer(printed.text):
            spot = Spot(printed, *match.span())
            message = f"全国统一的名称是“巡视”，这里写成了“巡察”：…{around(spot, 8)}…"
            yield found_at(spot, message, suggestion="改为“巡视”")
    team = re.match(r"(?:中央|自治区党委|[省市县区旗州]委)", report.inspection.team or "")
    whose = team.group() if team else ""
    for spot, sure in found:
        message = f"本通报是{whose}{kind}整改，这里写成了“{other}”：…{around(spot, 8)}…"
        yield found_at(
            spot, message, suggestion=f"核对后改为“{kind}”，巡视、巡察不混用", severity=None if sure else "warning"
        )


_BESIDE_IT = pattern(  # 把本次巡察整改与省委巡视反馈的涉海问题整改统筹起来
    r"(?:与|和|同|连同|结合|统筹|贯通|衔接)(?P<other>(?:中央|省委|自治区党委|[市县区]委)巡[视察](?:反馈|整改|组|发现|指出))"
)
_BOTH_KINDS = pattern(  # 省委关于推进巡视巡察上下联动的规定: of both, or of the whole line of work
    r"(?:中央|省委|自治区党委|[市县区州]委)?[^，。；]{0,12}?(?:巡视巡察|巡察巡视|巡视[、和与]巡察|巡察[、和与]巡视)"
)
_OWN_TEAM = pattern(rf"[市县区旗州]委第[{ONE_TO_TEN}\d]{{1,3}}巡察组")  # the inspected committee's own


def _other_kind(
    printed: Printed, kind: str, other: str, anywhere: re.Pattern[str], here: re.Pattern[str], groups: set[str]
) -> Iterator[tuple[Spot, bool]]:
    """Places of a paragraph with the other kind's word for this inspection, and whether that is sure.

    Among the measures a lone word for it is only likely to be a slip: the committee's own 巡察 is spoken of there.
    """
    text = printed.text
    apart = [m.span() for m in _TITLE_OF_A_DOCUMENT.finditer(text)]
    apart += [m.span() for m in _GROUP.finditer(text) if m.group().replace(other, kind) in groups]
    sure, likely = [anywhere], []
    in_text = printed.place.part not in {"heading", "group", "aspect"}  # a problem may be about the 巡察 itself
    of_part = printed.place.part == "heading" and printed.place.problem is None and _PART_HEADING.match(text)
    if printed.place.role in _ABOUT_IT_ALONE:
        apart_from = "(?<![市区县镇]委)" if other == "巡察" else "(?<!省委)(?<!中央)(?<!自治区党委)"
        sure = [re.compile(rf"(?<!{kind}){apart_from}(?<!轮){other}(?!办|机构|人才|干部|对象)")]
    elif printed.place.role in _OWN_ROLES or of_part:
        sure.append(here)
    elif len(re.findall(other, _TITLE_OF_A_DOCUMENT.sub("", text))) == 1 and kind == "巡视" and in_text:
        likely = [re.compile(_LONE % {"kind": other}, re.VERBOSE)]
    if printed.place.role == "leadership":
        for match in re.finditer(_OWN_DOCUMENT % {"kind": other}, text):
            yield Spot(printed, *match.span("own")), True
    apart += [m.span("other") for m in _BESIDE_IT.finditer(text)]
    apart += [m.span() for m in _BOTH_KINDS.finditer(text)]
    apart += [m.span() for m in _OWN_TEAM.finditer(text)] if kind == "巡视" else []
    for patterns, certain in ((sure, True), (likely, False)):
        for start, end in _spans(patterns, printed):
            if not any(a <= start < b for a, b in apart):
                apart.append((start, end))
                yield Spot(printed, start, end), certain


def _spans(patterns: Sequence[re.Pattern[str]], printed: Printed) -> list[tuple[int, int]]:
    """Where any of the patterns matches, one span for overlapping ones."""
    spans: list[tuple[int, int]] = []
    for span in sorted(m.span() for p in patterns for m in p.finditer(printed.text)):
        if not spans or span[0] >= spans[-1][1]:
            spans.append(span)
    return spans


# --- one organ, two names ---------------------------------------------------------------------------------------

_STANDING = pattern(r"巡[视察]工作领导小组")  # an organ of its own, not this inspection's
_NUMBERED_TEAM = pattern(rf"((?:中央|[省市区县州]委|自治区党委|党组|党委)第)([{ONE_TO_TEN}]+|\d+)(巡[视察]组)")


_OF_THE_STREET = pattern(r"街道纪(?:工)?委")  # of a 党工委 it is the 纪工委
_OF_BEFORE = pattern(r"(?:时任|当时的?|原|前任|上一?[轮届次]的?)$")
_YEARS = pattern(r"(?<!\d)((?:19|20)\d\d)年")
_TERM = pattern(rf"({NUMBER})届[省市县区州]?委")
_ANOTHER_TIME = pattern(r"上一?[轮届次]|同[一]?轮|[前历往][一二三几]?[次轮届]|此前|以往|另一?轮|兄弟|其他单位")
_AT_ANOTHER = pattern(  # 接受市委第二巡察组巡察的市第三人民医院
    rf"(?:巡[视察])?(?:反馈|巡[视察]|检查|指出)(?:过)?的(?:[{CJK}]{{2,14}}?)(?:局|委|院|校|厅|公司|集团|医院|学校|[市县区镇乡村]|街道)"
)
_TAKEN = pattern(r"(?:接受|经|由|被|受)(?:了|过)?$")


def _of_another_inspection(text: str, span: tuple[int, int], report: Report) -> bool:
    """Whether the words around a team say that it is another inspection's: held in a year before this one or under
    another term of the committee (2019年十届省委巡视期间省委第三巡视组), at another time, or at another unit."""
    start, end = span
    ahead = ahead_of(text, start, _CLAUSE_AHEAD)
    clause = re.split(r"[，。；]", ahead)[-1]
    if _OF_BEFORE.search(clause) or _ANOTHER_TIME.search(clause):
        return True
    since = report.inspection.start or report.inspection.feedback
    years = _YEARS.findall(clause)
    if since is not None and years and int(years[-1]) < since.year:
        return True
    own = _TERM.search(report.title or "") or _TERM.search("".join(p.text for p in report.preamble))
    terms = _TERM.findall(clause)
    if own and terms and terms[-1] != own[1]:
        return True
    if _INSPECTED_BY_IT.match(text, end):
        return True
    return bool(_TAKEN.search(clause) and _AT_ANOTHER.match(text, end))


_INSPECTED_BY_IT = pattern(
    r"所?巡[视察](?:过)?的(?=[一-鿿])(?!问题|反馈|意见)"
)  # 借鉴市委第五巡察组所巡察的某单位的经验


_CLAUSE_AHEAD = 40  # characters before a team in which its sentence says whose it is


@rule(
    "T502",
    slug="organ-under-two-names",
    title="同一机构前后名称不一",
    severity="warning",
    reason="整改工作领导小组、巡视组这些名称一篇里只能有一个写法，不一致多半是照搬时没有改全。",
    wrong="成立区委巡视整改工作领导小组……区委巡察整改工作领导小组办公室牵头督查",
    right="成立区委巡视整改工作领导小组……区委巡视整改工作领导小组办公室牵头督查",
)
def organ_under_two_names(report: Report, passages: Passages) -> Iterator[Finding]:
    """The leading group for the rectification, or the inspection team, under a second name."""
    groups: dict[str, list[Spot]] = {}
    streets: dict[str, list[Spot]] = {}
    teams: dict[str, list[Spot]] = {}
    own_team = _NUMBERED_TEAM.search(report.inspection.team or "")
    for printed in printed_paragraphs(report, passages):
        for match in _GROUP.finditer(printed.text):
            if "整改" in match.group() and not _STANDING.match(match.group()):
                groups.setdefault(match.group(), []).append(Spot(printed, *match.span()))
        for match in _OF_THE_STREET.finditer(printed.text):
            streets.setdefault(match.group(), []).append(Spot(printed, *match.span()))
        for match in _NUMBERED_TEAM.finditer(printed.text):
            if own_team and match[1][:2] != own_team[1][:2] and match[3] != own_team[3]:
                continue  # 县委第一巡察组 in the notice of a county that the province inspected
            if match[1][0] == "党" and not (own_team and own_team[1][0] == "党"):
                continue  # 校党委第二巡察组: the unit's own
            if _of_another_inspection(printed.text, match.span(), report):
                continue  # 时任省委第七巡视组, 2019年省委第二巡视组
            teams.setdefault(match.group(), []).append(Spot(printed, *match.span()))
    yield from _second_names(groups, None)
    yield from _second_names(streets, None)
    yield from _second_names(teams, report.inspection.team)


def _second_names(names: dict[str, list[Spot]], own: str | None) -> Iterator[Finding]:
    """A finding for each place that does not use the usual name: the one of the preamble, else the commonest."""
    if len(names) < 2:
        return
    usual = own if own in names else max(names, key=lambda n: (len(names[n]), -(names[n][0].printed.passage.line or 0)))
    for name, spots in names.items():
        if name == usual:
            continue
        for spot in spots:
            message = f"“{name}”与别处的“{usual}”（{len(names[usual])}处）名称不一：…{around(spot, 4)}…"
            yield found_at(spot, message, suggestion=f"核对是否同一机构，是则统一为“{usual}”", right=usual)


# --- head and preamble ------------------------------------------------------------------------------------------

_LEVELS = r"(?:中央|自治区党委|[省市县区州]委)"
_IN_TITLE = pattern(rf"({_LEVELS})(?:第[{ONE_TO_TEN}\d]+)?(巡[视察])(?!工作领导小组)")
_DEPLOYED = pattern(rf"(?:根据|按照)(?:[{CJK}]{{1,4}})?({_LEVELS})(?:关于)?(?:巡[视察]工作)?(?:的)?统一(?:部署|安排)")
_PLACE_NAME = pattern(rf"[{CJK}]{{2,4}}?(?:自治州|[市县旗]|(?<![社小园校库景矿林辖])区)")  # 3个社区 is none


@rule(
    "T503",
    slug="head-against-preamble",
    title="标题、导语所说的巡视不是一回事",
    severity="error",
    reason="标题、部署机关、巡视组、被巡视的单位说的应是同一次巡视；不一致多半是拿旧稿改写时没有改全。",
    wrong="标题“省委巡视整改进展情况的通报”，导语“市委第三巡察组对云岭区开展了巡察”",
    right="标题“省委巡视整改进展情况的通报”，导语“省委第三巡视组对云岭区开展了巡视”",
)
def head_against_preamble(report: Report) -> Iterator[Finding]:
    """Level and kind of the inspection in the title and in 根据…统一部署 against the team; the place it was made at."""
    if not report.preamble:
        return
    head = _TITLE_OF_A_DOCUMENT.sub(lambda m: "□" * len(m.group()), report.preamble[0].text)
    team = _TEAM.search(report.inspection.team or "")
    if team:
        level = team[1]
        title = _IN_TITLE.search("".join(report.title.split())) if report.title else None
        if title and not team[1].endswith(title[1]):
            message = f"标题说“{title[1]}{title[2]}”，导语的巡视组是“{report.inspection.team}”"
            yield Finding.on(report.title_lines[0], Place("标题", "title"), message, suggestion="核对是哪一级。")
        deployed = _DEPLOYED.search(head)
        if deployed and deployed[1] != level and (deployed[1], level) != ("中央", "自治区党委"):
            message = f"导语说“{deployed.group()}”，巡视组却是“{report.inspection.team}”"
            place = Place("导语", "preamble")
            yield Finding.on(report.preamble[0], place, message, deployed.span(), suggestion="核对是哪一级部署的。")
    yield from _another_place(report, head)


def _another_place(report: Report, head: str) -> Iterator[Finding]:
    """The district that was inspected is named neither in the title nor below the text, where another one is."""
    target = re.sub(r"^中(?:共|国共产党)", "", report.inspection.target or "")
    asked = _PLACE_NAME.findall(target)
    whole = "".join("".join(p.text.split()) for p in [*report.title_lines, *report.signers])
    others = [n for n in _PLACE_NAME.findall(re.sub(r"中共|中国共产党|关于", "", whole)) if len(n) > 2]
    if not asked or not others or any(n in whole or n.rstrip("市区县旗州")[-4:] in whole for n in asked):
        return
    at = head.find(target)
    span = (at, at + len(target)) if at >= 0 else None
    message = f"导语里被{inspected(report)}的是“{target}”，标题和落款里没有这个地方"
    yield Finding.on(report.preamble[0], Place("导语", "preamble"), message, span, suggestion="核对是否抄自外地。")
