"""N3xx of lists and units: as many things named as announced, values as many as names, one area in two units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.check.model import Finding, Looked
from drafter.check.registry import rule
from drafter.check.stretches import GRADE, Related, Stretch
from drafter.patterns import pattern
from drafter.text.quantities import Quantity, plain, rounded
from drafter.text.sentences import ahead_of


@rule(
    "N401",
    slug="list-and-count",
    title="列出的项数与说的不符",
    severity="warning",
    reason="“四种路径”后面只列了三种，是删改时没有改数，或者漏了一项。",
    wrong="建立周调度、月通报、台账销号四项制度",
    right="建立周调度、月通报、台账销号三项制度",
)
def list_and_count(related: list[Related]) -> Iterator[Finding]:
    """周调度、月通报、台账销号四项制度; 四种路径：合作、入股、出租。"""
    for stretch, relation in related:
        if relation.kind == "listed" and not relation.holds:
            figure = relation.members[0]
            listed = "、".join(_printed_titles(stretch, figure, relation.items) or relation.items)
            yield Finding.at(
                stretch,
                figure.span,
                f"说“{_set_apart(stretch, figure)}{figure.text}{relation.words}”，"
                f"列出的是{len(relation.items)}项（只列{len(relation.items)}个）：{listed}",
                suggestion="核对漏列（多列）了哪一项，还是数没有改。",
            )


def _set_apart(stretch: Stretch, figure: Quantity) -> str:
    """尚未完成的 of 尚未完成的3项任务: the words that say which they are."""
    front = re.split(r"[,。;:、\d]", ahead_of(stretch.text, figure.start, 10))[-1]
    return front if front.endswith("的") else ""


def _printed_titles(stretch: Stretch, figure: Quantity, items: tuple[str, ...]) -> list[str]:
    """The titles before a figure as they are printed, where the list is one of titles (blanked in the stretch)."""
    if not all(item.startswith("《") for item in items):
        return []
    return re.findall(r"《[^《》]*》", stretch.passage.text[: stretch.start + figure.start])[-len(items) :]


@rule(
    "N402",
    slug="respectively",
    title="“分别”前后的个数不同",
    severity="warning",
    reason="“甲、乙、丙分别完成12个、15个”：三个单位只有两个数，读者对不上。",
    wrong="青石、南浦、长桥分别完成12个、15个",
    right="青石、南浦、长桥分别完成12个、15个、9个",
)
def respectively(related: list[Related]) -> Iterator[Finding]:
    """As many values behind 分别 as names before it."""
    for stretch, relation in related:
        if relation.kind == "respectively" and not relation.holds:
            values = "、".join(q.text for q in relation.members)
            names = f"（{'、'.join(relation.items)}）" if relation.items else ""
            what = "数" if relation.members[0].unit or relation.members[0].value else "日期"
            yield Finding.at(
                stretch,
                relation.span,
                f"“分别”前面是{plain(relation.value or rounded(relation.members[0].value, 0))}个{names}，"
                f"后面是{len(relation.members)}个{what}（{values}）",
                suggestion="核对漏了哪一个。",
            )


@rule(
    "N403",
    slug="two-units-differ",
    title="同一数量两种单位换算不符",
    severity="error",
    reason="1公顷是15亩；括号里外两个数说的是同一块地，应当换算得过来。",
    wrong="整治120公顷（1500亩）",
    right="整治120公顷（1800亩）",
)
def two_units_differ(related: list[Related]) -> Iterator[Finding | Looked]:
    """120公顷（1500亩）."""
    for stretch, relation in related:
        if relation.kind == "conversion" and relation.value is not None:
            yield Looked("conversion")
        if relation.kind == "conversion" and not relation.holds and relation.value is not None:
            a, b = relation.members
            right = plain(rounded(relation.value, min(b.places + 1, 2)))
            yield Finding.at(
                stretch, relation.span, f"{a.text}是{right}{b.kind}，不是{b.text}", suggestion="核对两个数。"
            )


@rule(
    "N408",
    slug="average-differs",
    title="平均数与总数、次数不符",
    severity="error",
    reason="总数、次数和平均数都写了，三者应当除得开；按印出的小数位比较。",
    wrong="培训12期540人次，平均每期54人次",
    right="培训12期540人次，平均每期45人次",
)
def average_differs(related: list[Related]) -> Iterator[Finding]:
    """平均每期54人次 of 12期 and 540人次."""
    for stretch, relation in related:
        if relation.kind == "average" and not relation.holds and relation.value is not None:
            if relation.words == "no multiple":
                total, standard = relation.members
                message = f"按{standard.text}的标准，总数应是{plain(standard.value)}的倍数，不是{total.text}"
                yield Finding.at(stretch, relation.span, message, suggestion="核对标准和总数。", severity="warning")
                continue
            whole, times, mean = relation.members
            if re.search(r"[由从]$", stretch.text[: mean.start]):  # 户均贷款由48.1万元下降至: before, not now
                continue
            if relation.words == "standard":
                right = _in_scale(mean.amount * times.amount, mean.unit)
                message = f"{mean.text}×{times.text}＝{right}，不是{whole.text}"
                yield Finding.at(stretch, relation.span, message, suggestion="核对标准、人数和总额，看单位是不是写错。")
                continue
            amount = whole.amount / times.amount
            scale = "" if amount < 10_000 else mean.scale
            divided = amount if not scale else relation.value
            right = f"{plain(rounded(divided, max(mean.places, 1)))}{scale}{mean.unit}"
            yield Finding.at(
                stretch,
                relation.span,
                f"{whole.text}÷{times.text}＝{right}，不是{mean.text}",
                suggestion="核对三个数。",
                severity=GRADE[relation.claim],
            )


def _in_scale(amount: Decimal, unit: str) -> str:
    """612000元 as 61.2万元."""
    for scale, factor in (("亿", 100_000_000), ("万", 10_000)):
        if amount >= factor:
            return f"{plain(rounded(amount / factor, 4))}{scale}{unit}"
    return f"{plain(amount)}{unit}"


_MONEY = pattern(
    r"(?:资金|投资|投入|拨付|经费|补助|补贴|金额|追缴|挽回|退缴|清退|罚款|奖金|费用|贷款|债务|收益|产值|营收|税收|预算|概算|欠款|工资|资产|贷款|存款|租金|承包费|保证金|款项|债权)[^,。;:\d]{0,6}$"
)
_ENDS = pattern(r"\s?(?=[,。;、)]|$)")
_NO_SUCH_UNIT = pattern(
    r"亿万(?:元|平方米|亩|人)?|万万(?!千|岁)(?:元|人)?|千亿万|(?<=\d)千万亿|元元|个个百分点|平方平方米"
)


_NUMBERED = pattern(r"(?:[(（][一-鿿]{0,4}问题|编号|序号|附件|第)$")


@rule(
    "N404",
    slug="unit-missing",
    title="数量缺单位或单位不成立",
    severity="warning",
    reason="“投入2700万”后面少了“元”，“发现问题247”后面少了“个”；“亿万元”不是单位。公文里数量要写全单位。",
    wrong="投入资金2700万，发现问题247",
    right="投入资金2700万元，发现问题247个",
)
def unit_missing(stretches: list[Stretch]) -> Iterator[Finding]:
    """A figure with no unit at the end of a clause, right behind the noun it counts; units that do not exist."""
    for stretch in stretches:
        if stretch.place.role in {"contact", "date", "title"}:
            continue
        for match in _NO_SUCH_UNIT.finditer(stretch.text):
            if match.group().startswith("万万") and not ahead_of(stretch.text, match.start(), 1).isdigit():
                continue
            yield Finding.at(
                stretch, match.span(), f"没有“{match.group()}”这样的单位", suggestion="核对单位。", severity="error"
            )
        yield from _two_classifiers(stretch)
        yield from _too_many_of_them(stretch)
        for q in stretch.figures:
            if q.unit or not q.exact or not _ENDS.match(stretch.text, q.end):
                continue
            ahead = ahead_of(stretch.text, q.start, 12)
            if _NUMBERED.search(ahead) or _in_a_row_of_numbers(stretch, q):  # （问题1）
                continue
            if (q.scale and _MONEY.search(ahead)) or _COUNTS.search(ahead):
                start = max(0, q.start - 4)
                yield Finding.at(
                    stretch, q.span, f"“{stretch.text[start : q.end]}”后面缺单位", suggestion="补上单位，如“元”“个”。"
                )


_FEW_OF_THEM = frozenset("个项名户家处座起宗所栋幢套台辆块间支轮届")


def _too_many_of_them(stretch: Stretch) -> Iterator[Finding]:
    """213亿个项目: a hundred million of things that are counted one by one, where no notice has as many."""
    for q in stretch.figures:
        if "亿" in q.scale and q.unit in _FEW_OF_THEM:
            hint = "核对“亿”字是不是多写的。"
            yield Finding.at(stretch, q.span, f"“{q.text}”数量级不合情理，单位不成立", suggestion=hint)


_ROW_OF_NUMBERS = pattern(r"(?P<noun>[一-鿿]{2,4}?)\d{1,3}(?:[、和及与](?P=noun)\d{1,3})+(?![\d.])")


def _in_a_row_of_numbers(stretch: Stretch, q: Quantity) -> bool:
    """问题2、问题5、问题10: one noun again and again with a bare figure behind it names them by their numbers."""
    return any(row.start() < q.start < row.end() for row in _ROW_OF_NUMBERS.finditer(stretch.text))


_SECOND = pattern(
    r"(?P<second>[家名户台件项条座宗笔元份篇起盏栋幢亩吨]|处(?!室|级|理|置|分|罚|长|于)|万元|个(?![人别体性案月小工百]))(?=[,。;、)]|$)"
)
_FIRST = {
    "个",
    "家",
    "名",
    "户",
    "件",
    "项",
    "处",
    "条",
    "座",
    "台",
    "位",
    "人",
    "次",
    "场",
    "份",
    "篇",
    "起",
    "宗",
    "笔",
    "栋",
}


def _two_classifiers(stretch: Stretch) -> Iterator[Finding]:
    """新建党组织117个家: two classifiers behind one figure, where nothing follows that the second could begin."""
    for q in stretch.figures:
        match = _SECOND.match(stretch.text, q.end) if q.unit in _FIRST else None
        if match and (q.unit, match["second"]) not in {("个", "处"), ("人", "次"), ("人", "个"), ("人", "份")}:
            yield Finding.at(
                stretch,
                (q.start, match.end()),
                f"“{q.text}{match['second']}”多了一个量词",
                suggestion=f"留“{q.unit}”或“{match['second']}”。",
            )


# Nouns whose number is always printed with a classifier, right before it.
_COUNTS = pattern(
    r"(?:问题|隐患|线索|制度|措施|项目|企业|单位|人员|干部|党员|群众|信访|诉求|意见|建议|案件|会议|车辆|房屋|岗位|床位|泊位|学位|点位|台账|任务|事项|文件)"
    r"(?:共|共计|累计|达|约)?$"
)
