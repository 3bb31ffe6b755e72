"""N209, N211: things of which a place has only so many (镇街, 村居, 班子成员), counted in two places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from drafter.check.model import Finding, paragraph_name, span_of
from drafter.check.registry import rule
from drafter.check.stretches import Stretch
from drafter.patterns import pattern
from drafter.text.lexicon import table
from drafter.text.quantities import Quantity, plain
from drafter.text.sentences import ahead_of
from drafter.text.wholes import meant_by


@cache
def _stock() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in table("stock"):
        for name in [row["词"], *row["同"].split("|")]:
            if name:
                names[name.replace("（", "(").replace("）", ")")] = row["词"]
    return names


_ALL_OF_THEM = pattern(
    r"(?:全[区市县镇乡院校局省旗街系集]|全部|所有|所属|下辖|辖有|辖|现有|共有|各|每个|对|覆盖|实现|会同|(?<![参给])与)[^,。;\d]{0,6}$"
)
_ALL_BEHIND = pattern(r"中(?![小央心学])|[^,。;\d]{0,12}(?:全覆盖|全部|均|都|逐一)")
_SOME_OF_THEM = pattern(r"(?:^|[^全])对(?!全)[^,。;\d]{0,6}$")  # 对9个科室开展检查 need not be all of them
_SOME = pattern(r"(?:在|其中|选取|选择|首批|试点|新增|新建|涉及|抽查|部分|剩余|其余|先行|重点)[^,。;\d]{0,6}$")


_SUCH_ONES = pattern(r"[一-鿿]{2}的$")  # 全县具备条件的42所学校: those alone
_ALL_THERE_ARE = pattern(r"(?:所有|全部|所属|下属|直属|下辖|现有|辖区|管辖)的$")


_TOGETHER_WITH = pattern(r"(?:会同|(?<![参给])与)$")  # 其中市与13个镇街签订13份


class Claim(NamedTuple):
    stretch: Stretch
    figure: Quantity
    name: str
    universal: bool
    told_of_all: bool = False  # 全部, 均 behind it


_GREW_TO = pattern(
    r"(?P<what>[一-鿿]{2,8})由\d+[个家所座处](?:增加|增设|扩大|扩充|减少|压减|整合|调整|优化|精简)(?:到|至|为)$"
)
_THERE_ARE = pattern(r"(?:现有|共有|设有|下设|下辖|辖有?|全[省市州县区旗镇乡院校局]有?)(?P<what>[一-鿿]{2,8}?)(?:共)?$")


def _claims(stretches: list[Stretch]) -> Iterator[Claim]:
    names = _stock()
    longest_first = sorted(names, key=len, reverse=True)
    for stretch in stretches:
        before: Quantity | None = None
        for q in stretch.figures:
            if together := _of_two_kinds(stretch, q) or _of_villages(stretch, q):
                yield together
            if q.like not in {"个", "人"} or q.scale or not q.exact or q.value < 5:
                before = None
                continue
            front = ahead_of(stretch.text, q.start, 10)
            grown = _GREW_TO.search(ahead_of(stretch.text, q.start, 24))
            words = next((w for w in longest_first if stretch.text.startswith(w, q.end)), None)
            heads = words is not None and words.endswith("书记")  # one of them for each 党支部
            if q.like == "人" and not heads and (not words or not _EVERYONE.match(stretch.text, q.end + len(words))):
                before = None
                continue
            if words and (names[words] in _PEOPLE) != (q.like == "人") and not heads:
                before = None
                continue
            if words is None and grown:
                words = next((w for w in longest_first if grown["what"].endswith(w)), None)
            stated = _THERE_ARE.search(ahead_of(stretch.text, q.start, 16)) if words is None else None
            if words is None and stated:
                words = next((w for w in longest_first if stated["what"].endswith(w)), None)
            if words is None:
                before = None
                continue
            some = bool(_SOME.search(front)) and before is None and not _TOGETHER_WITH.search(front)
            behind = bool(_ALL_BEHIND.match(stretch.text, q.end + len(words)))
            universal = bool(_ALL_OF_THEM.search(front)) or behind or bool(grown) or bool(stated)
            if _SUCH_ONES.search(front) and not _ALL_THERE_ARE.search(front):
                universal = False
            if names[words] not in _OF_A_PLACE and not behind and not grown and _SOME_OF_THEM.search(front):
                universal = False
            listed = before is not None and stretch.text[q.start - 1] in "、和及"  # 58个社区、74个行政村
            listed = listed and names[words] in _OF_A_PLACE
            both = stretch.text.startswith("(", q.end + len(words))  # 83所学校(幼儿园): more than the schools
            theirs = _OF_THEIRS.match(stretch.text, q.end + len(words))
            name = names[words] + ("等" if both else theirs.group() if theirs else "")
            yield Claim(stretch, q, name, (universal and not some) or listed, behind)
            before = q


_OF_THEIRS = pattern("食堂|操场|工程|项目|课题")  # 35个学校食堂: counted by themselves, not as schools
_PEOPLE = frozenset({"专任教师", "教职工", "医务人员", "中层干部", "在编人员", "在职党员", "网格员"})
_EVERYONE = pattern(r"(?:全部|均|都|逐一|人人|全员)|中(?![小央心学层共])[,，]?")
_AND_STREETS = pattern(r"个(?:乡镇|镇|乡)[、和及与](?P<n>\d{1,2})个街道(?!社区|办事处主任)")


def _of_two_kinds(stretch: Stretch, q: Quantity) -> Claim | None:
    """8个镇和3个街道: eleven 镇街."""
    match = _AND_STREETS.match(stretch.text, q.end - 1) if q.unit == "个" else None
    if match is None or q.value > 60 or _SOME.search(ahead_of(stretch.text, q.start, 10)):
        return None
    whole = q._replace(value=q.value + int(match["n"]), text=stretch.text[q.start : match.end()], end=match.end())
    return Claim(stretch, whole, "镇街", True)


_AND_COMMUNITIES = pattern(
    r"个(?:行政村|建制村|村)[、和及与](?P<n>\d{1,3})个(?:城市|农村)?(?:社区|居委会|居民委员会)(?![一-鿿]*(?:主任|书记|干部|工作者))"
)


def _of_villages(stretch: Stretch, q: Quantity) -> Claim | None:
    """辖14个行政村、2个社区: sixteen 村（社区）."""
    match = _AND_COMMUNITIES.match(stretch.text, q.end - 1) if q.unit == "个" and q.exact else None
    if match is None or not _THERE_ARE_BOTH.search(ahead_of(stretch.text, q.start, 8)):
        return None
    whole = q._replace(value=q.value + int(match["n"]), text=stretch.text[q.start : match.end()], end=match.end())
    return Claim(stretch, whole, "村居", True)


_THERE_ARE_BOTH = pattern(r"(?:辖有?|现有|共有|下设|设有|[全本我][镇乡区县街][一-鿿]{0,2})$")
_OF_A_PLACE = frozenset({"镇街", "乡镇", "街道", "行政村", "村", "社区", "村居", "工作小组"})


def _said(claim: Claim) -> str:
    """14个村: the figure with the words right behind it, as far as they name the things."""
    q, text = claim.figure, claim.stretch.text
    behind = next((w for w in sorted(_stock(), key=len, reverse=True) if text.startswith(w, q.end)), "")
    return q.text + behind


def _in_one_clause(a: Claim, b: Claim) -> bool:
    """Whether two claims stand in one part of a sentence, where they count two things."""
    first, last = sorted((a.figure, b.figure), key=lambda q: q.start)
    return a.stretch is b.stretch and ";" not in a.stretch.text[first.end : last.start]


@rule(
    "N209",
    slug="stock-count-differs",
    title="镇街、村居的总数前后不一",
    severity="warning",
    reason="一个区有几个镇街、几个行政村是固定的，全文只能有一个数；多出来的数一定有一处写错。",
    wrong="对11个镇街开展督查……覆盖12个镇街",
    right="对11个镇街开展督查……覆盖11个镇街",
)
def stock_count_differs(stretches: list[Stretch]) -> Iterator[Finding]:
    """Two totals of the 镇街, 村, 社区 of one place; or a count of some of them that is more than all."""
    by_name: dict[str, list[Claim]] = {}
    for claim in _claims(stretches):
        by_name.setdefault(claim.name, []).append(claim)
    if "行政村" in by_name and "村" in by_name:
        by_name["村"] += by_name["行政村"]
    reported: set[int] = set()
    for claims in by_name.values():
        totals = Counter(c.figure.value for c in claims if c.universal)
        if not totals:
            continue
        usual: Decimal = max(totals, key=lambda v: totals[v])
        first = next(c for c in claims if c.universal and c.figure.value == usual)
        for claim in claims:
            q = claim.figure
            swapped = q.value in {n for n in meant_by(first.figure) if n > 9}
            near = abs(q.value - usual) <= max(Decimal(2), usual * Decimal("0.15"))
            near = near or (swapped and (q.value > usual or (claim.universal and claim.told_of_all)))
            wrong = q.value != usual and near and (claim.universal or q.value > usual)
            if not wrong or id(q) in reported or _in_one_clause(first, claim):
                continue
            reported.add(id(q))
            at = first.stretch.start + first.figure.start
            also = span_of(first.stretch.passage, at, at + len(first.figure.text))
            yield Finding.at(
                claim.stretch,
                q.span,
                f"{claim.name}这里是{_said(claim)}，{paragraph_name(first.stretch.passage)}是{_said(first)}",
                suggestion="核对总数，统一两处。",
                also=(also,) if also else (),
            )


_MEMBER = r"(?:[院局委镇乡街校司社馆所][党]?委?|党委|党组|区委|市委|县委|镇委|领导){0,3}"
_MEMBERS = pattern(rf"{_MEMBER}(?:班子(?:成员)?|常委|党委委员|党组成员)(?!会|个人)")
_OTHERS_OF = pattern(r"(?:其他|其余)$")
_HEAD = pattern(r"任(?:[^,。;、\d任]{0,12})?(?:组长|副组长|总指挥|主任)")
_LED = pattern(  # 党委书记…领办整改任务7项；院长领办6项
    r"(?:书记|董事长|总经理|主任|[局厅院校县区市镇乡]长)[^。;、]{0,24}?(?:领办|牵头|包联|认领)"
)
_TWO_POSTS = pattern(r"(?:书记|主任|长)[、和及]")  # 书记、镇长领办: one person or two
_ALL_TOGETHER = pattern(r"民主生活会|常委会(?:扩大)?会议|党组(?:扩大)?会议")


def _members(stretches: list[Stretch]) -> Iterator[tuple[Stretch, Quantity, Decimal, bool]]:
    """(place, figure, how many they are, whether that is how many there are): of the 班子成员 and 常委."""
    for stretch in stretches:
        for q in stretch.figures:
            if q.like not in {"人", "个"} or not q.exact or not 3 <= q.value <= 20:
                continue
            if not _MEMBERS.match(stretch.text, q.end):
                continue
            front = stretch.text[: q.start]
            if _OTHERS_OF.search(front):
                heads = (
                    len(_HEAD.findall(front[max(0, len(front) - 90) :]))
                    or (0 if _TWO_POSTS.search(front) else len(_LED.findall(front)))
                    or _who_did_so_too(stretch.text, q)
                )
                if heads:
                    yield stretch, q, q.value + heads, True
                continue
            of_all = bool(_ALL_TOGETHER.search(front)) or bool(
                re.match(r"[^,。;\d]{2,12}?(?:均|都|全部|逐一|人人|每人)", stretch.text[q.end :])
            )
            yield stretch, q, q.value, of_all


_WHO_DID = pattern(r"(?:其中)?(?P<who>[^\d各均分]{4,16})\d[\d.]{0,4}[一-鿿]{1,4}")


def _who_did_so_too(text: str, others: Quantity) -> int:
    """党委书记领办12项，院长领办9项，其余5名班子成员领办25项: how many are named, each with the same deed."""
    members = _MEMBERS.match(text, others.end)
    deed = re.match(r"[^,。;:、\d]{0,4}?(?P<deed>[一-鿿]{2})(?=\d)", text[members.end() :]) if members else None
    if deed is None:
        return 0
    front = re.split(r"[。;]", text[: others.start])[-1][-90:]
    clauses = re.split(r"[,、](?=[^\d])", front)[:-1]
    named = 0
    for clause in reversed(clauses):
        who = _WHO_DID.fullmatch(clause)
        if who is None or not who["who"].endswith(deed["deed"]):
            break
        named += 1
    return named


@rule(
    "N211",
    slug="members-differ",
    title="班子成员的人数前后不一",
    severity="warning",
    reason="领导小组写“其他4名班子成员任副组长”，班子就是5个人；后面说“7名班子成员均作发言”，必有一处写错。",
    wrong="由局长任组长，其他4名班子成员任副组长……7名班子成员均作重点发言",
    right="由局长任组长，其他4名班子成员任副组长……5名班子成员均作重点发言",
)
def members_differ(stretches: list[Stretch]) -> Iterator[Finding]:
    """7名班子成员 where there are five of them: those who head the leading group, and the others in it."""
    found = list(_members(stretches))
    known = next(((s, q, n) for s, q, n, of_all in found if of_all), None)
    if known is None:
        return
    there, first, number = known
    for stretch, q, n, of_all in found:
        if q is first or n == number or (n < number and not of_all):
            continue
        yield Finding.at(
            stretch,
            q.span,
            f"班子成员这里是{q.text}，{paragraph_name(there.passage)}说的是{plain(number)}名（{first.text}）",
            suggestion=f"核对两处的人数，是{plain(number)}名还是{plain(n)}名。",
        )
