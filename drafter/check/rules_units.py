"""N405–N407, N409: units that do not measure what stands beside them, parts of things that have none, broken figures,
sums of money of an order that cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from drafter.check.model import Finding
from drafter.check.own_place import own_names, usual_areas
from drafter.check.registry import rule
from drafter.check.stretches import Stretch
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.lexicon import table
from drafter.text.ordinals import ordinal_at
from drafter.text.quantities import Quantity, measure_of, quantities
from drafter.text.sentences import ahead_of

_SILENT = {"contact", "date", "title", "signers"}


@cache
def _measured() -> dict[str, frozenset[str]]:
    return {row["词"]: frozenset(row["可"].split("|")) for row in table("measured")}


_EXTENT = {"面积", "里程", "长度", "库容", "水量", "装机容量"}  # 道路600万元 is what it cost, 面积600万元 is wrong
_ABSTRACT = {"资金", "经费", "税款", "产值", "投资额", "金额", "面积", "里程"}  # never counted by heads
_OF_PEOPLE = {"人", "名", "户", "家", "台", "辆", "座", "所"}


def _head(text: str, q: Quantity) -> str | None:
    """The word of the table that the figure measures: right before it, or right behind it to the end of the clause."""
    front = re.split(r"[,。;:、()\d]", ahead_of(text, q.start, 12))[-1]
    front = re.sub(r"(?:总计|共计|累计|合计|约|共|达到|达|为|近|超过|超)*$", "", front)
    behind = re.split(r"[,。;:、()\d]", text[q.end : q.end + 12])[0]
    for words in (front, behind if text[q.end + len(behind) : q.end + len(behind) + 1] in ",。;" else ""):
        found = next((words[at:] for at in range(len(words)) if words[at:] in _measured()), None)
        if found:
            return found
    near = _PIPES.match(text, q.end)
    return near["thing"] if near and measure_of(q.unit) else None


_PIPES = pattern(  # 120平方米|老旧管网已完成改造
    r"的?(?:老旧|新建|供水|供热|污水|排水|雨水|燃气|农村|乡镇|县乡|破损|城区){0,3}(?P<thing>管网|管道|管线|公路|村道|渠道|沟渠)(?![一-鿿]{0,2}(?:面积|用地|绿化|铺装))"
)


_USUAL = {
    "面积": "亩、平方米",
    "长度": "公里、米",
    "体积": "立方米",
    "质量": "吨、公斤",
    "金额": "元",
    "电能": "千瓦时",
    "功率": "千瓦",
}


def _with_units(measure: str) -> str:
    """质量（吨、公斤）: what is measured, with the units that one would expect."""
    return f"{measure}（{_USUAL[measure]}）" if measure in _USUAL else measure


_BUILT = pattern(
    r"(?:房屋|房产|门面|厂房|校舍|用房)[^。;]{0,12}面积[^,。;、\d]{0,3}$|(?:拆除|违建|建筑|用房|厂房|校舍|场馆|装修|外墙|办公)[^,。;、\d]{0,4}$"
)


def _built_in_square_kilometres(stretch: Stretch, q: Quantity) -> Finding:
    """拆除面积5800平方公里: nobody builds or pulls down square kilometres."""
    return Finding.at(stretch, q.span, f"建筑面积不用“平方公里”计量：{q.text}", suggestion="核对单位。")


_TIMES = pattern(  # 人均实践时间, 审批时限由
    r"(?:(?:实践|服务|培训|学习|等候|候诊|办理|审批|办结|接待|响应|工作|用餐|停留|排队|发放|审核)(?:时间|时长|时限|用时|周期)|用时|工期|时长)"
    r"(?:平均)?(?:约|为|达|超过|由|从|缩短至|缩短到|压缩至|压缩到|压减至|延长至)*$"
)
_OF_TIME = pattern(r"[^,。;]{0,4}?(?:月|小时|半|周|季度|工作日|学期|世纪|时辰|自然日)")


def _no_time(stretch: Stretch, q: Quantity) -> Finding | None:
    """人均实践时间22人次: a length of time that is counted in heads or measured in metres."""
    words = _TIMES.search(ahead_of(stretch.text, q.start, 16))
    if not words or q.sort not in {"实体", "动作", "度量"} or q.unit in {"课时", "学时", "节", "期"}:
        return None
    if q.unit in {"个", "段"} and _OF_TIME.match(stretch.text, q.end):
        return None
    message = f"时间不用“{q.unit}”计量：{words.group()}{q.text}"
    return Finding.at(stretch, (q.start - len(words.group()), q.end), message, suggestion="核对单位。")


@rule(
    "N405",
    slug="unit-of-another-thing",
    title="单位与所说的东西不合",
    severity="warning",
    reason="管网论公里不论立方米，面积论平方米、亩不论公里；多半是改稿时单位没有跟着改。",
    wrong="新建排水管网14.2立方米",
    right="新建排水管网14.2公里",
)
def unit_of_another_thing(stretches: list[Stretch]) -> Iterator[Finding]:
    """新建排水管网14.2立方米; 拆除面积5800公里."""
    for stretch in stretches:
        if stretch.place.role in _SILENT:
            continue
        for q in stretch.figures:
            measures = measure_of(q.unit)
            if told := _no_time(stretch, q):
                yield told
                continue
            if q.unit == "平方公里" and _BUILT.search(ahead_of(stretch.text, q.start, 20)):
                yield _built_in_square_kilometres(stretch, q)
                continue
            word = _head(stretch.text, q)
            if word in _ABSTRACT and q.unit in _OF_PEOPLE and stretch.text.startswith(word, q.start - len(word)):
                measures = measures or ("", q.value)
            elif q.sort != "度量":
                continue
            if measures is None:
                continue
            if measures[0] in {"金额", "外币"} and word not in _EXTENT:
                continue
            if word is None or measures[0] in _measured()[word] or q.unit in _measured()[word]:
                continue
            start = max(stretch.text.rfind(word, 0, q.start), 0) if word in stretch.text[: q.start] else q.start
            yield Finding.at(
                stretch,
                (start, q.end),
                f"“{word}”不用“{q.unit}”计量：{q.text}",
                suggestion=f"核对单位；{word}计的是{'、'.join(map(_with_units, sorted(_measured()[word])))}。",
            )


_ON_AVERAGE = pattern(r"平均|均|每|千人|万人|百人|密度|人次比|折合|相当于|标准|比例|比为|按|占|换算|以每")
_HALVES = {"台", "班", "组", "段", "片", "面", "口", "门", "本", "类", "种", "单", "方面", "地块", "床", "回", "成"}


@rule(
    "N406",
    slug="fraction-of-a-thing",
    title="论个数的东西有小数",
    severity="error",
    reason="人、学位、会议只能是整数；除了平均数，出现小数就是多点了小数点或串了行。",
    wrong="新增学位330.5个",
    right="新增学位330个",
)
def fraction_of_a_thing(stretches: list[Stretch]) -> Iterator[Finding]:
    """新增学位330.5个, 调整干部12.4人; averages and figures in 万 have fractions."""
    for stretch in stretches:
        if stretch.place.role in _SILENT:
            continue
        numbered = ordinal_at(stretch.text)  # 3.|3个村已发展党员
        for q in stretch.figures:
            if numbered and q.start < numbered.end:
                continue
            if not q.places or q.scale or q.sort not in {"实体", "动作"} or q.unit in _HALVES or not q.exact:
                continue
            clause = re.split(r"[。;]", ahead_of(stretch.text, q.start, 40))[-1]
            if _ON_AVERAGE.search(clause) or re.match(r"[亿万]|百分点", stretch.text[q.end : q.end + 3]):
                continue
            yield Finding.at(
                stretch, q.span, f"“{q.text}”不会有小数", suggestion="核对这个数；是平均数的，写明“平均”。"
            )


_BROKEN = pattern(r"(?<![\d.,:/第])\d{1,3},(?:\d{1,2}|\d{4,6})(?![\d,])(?=\s?[一-鿿]{1,3})")


@rule(
    "N407",
    slug="broken-thousands",
    title="数字中间的逗号位置不对",
    severity="warning",
    reason="分节的逗号三位一节，“10,64”不是一个数；公文里一般不分节。",
    wrong="补正材料10,64份",
    right="补正材料1064份",
)
def broken_thousands(stretches: list[Stretch]) -> Iterator[Finding]:
    """10,64份: a comma in a figure with a unit that does not part thousands."""
    for stretch in stretches:
        printed = stretch.passage.text[stretch.start : stretch.start + len(stretch.text)]
        if "," not in printed or stretch.place.role in _SILENT:
            continue
        for match in _BROKEN.finditer(printed):
            behind = quantities(stretch.text[match.end() - 1 :])
            if not behind or behind[0].start > 0 or not behind[0].unit:
                continue
            yield Finding.at(stretch, match.span(), f"“{match.group()}”不成一个数", suggestion="核对这个数，去掉逗号。")


@cache
def _orders() -> list[tuple[re.Pattern[str], Decimal, Decimal]]:
    """(words before a sum, the least and the most that it can be in yuan) of `lexicon/orders.csv`."""
    return [
        (
            re.compile(rf"(?:{row['词']})[^,。;:、\d]{{0,8}}$"),
            Decimal(row["下限"] or 0),
            Decimal(row["上限"] or "Infinity"),
        )
        for row in table("orders")
    ]


_THRESHOLD = pattern(
    r"(?:以上|以下|及以上|及以下)(?:的)?[^,。;\d]{0,10}(?:采购|项目|工程|支出|合同|设备|投资|资金|物资)"
)
_PER_HEAD = pattern(r"每(?![年月季])|人均|户均|均|单价|标准|亩均|/")
_PART_OF_A_RANGE = pattern(r"\s?(?:至|到|[-—~–])\s?\d")


@rule(
    "N409",
    slug="sum-out-of-order",
    title="金额的数量级不合情理",
    severity="warning",
    reason="公务接待费没有上亿的，总投资没有几元的，须集体研究的采购也不会是50元以上；多半是“万元”“亿元”“元”写串了，或者漏了“万”。",
    wrong="公务接待费61.2亿元；单价50元以上的设备采购须经党委会研究",
    right="公务接待费61.2万元；单价50万元以上的设备采购须经党委会研究",
)
def sum_out_of_order(report: Report, passages: Passages, stretches: list[Stretch]) -> Iterator[Finding]:
    """公务接待费61.2亿元, 总投资3.2元, 单价50元以上的设备采购, interest that is more than the debt; 7 billion a
    kilometre of drains, and what no town has."""
    level = _level(report, passages)
    for stretch in stretches:
        if stretch.place.role in _SILENT:
            continue
        for i, q in enumerate(stretch.figures):
            if q.unit != "元" or not q.value:
                continue
            small = (
                50
                if stretch.text.startswith("以上支出", q.end) or stretch.text.startswith("以上的支出", q.end)
                else 500
            )
            if q.amount < small and _THRESHOLD.match(stretch.text, q.end):
                yield _of_another_order(stretch, q, "集体决策、招标的起点")
                continue
            front = ahead_of(stretch.text, q.start, 20)
            if (
                _PER_HEAD.search(front)
                or _PER_HEAD.match(stretch.text, q.end)
                or _PART_OF_A_RANGE.match(stretch.text, q.end)
            ):
                continue
            order = next(((w[0], low, high) for p, low, high in _orders() if (w := p.search(front))), None)
            if order and not order[1] <= q.amount <= order[2]:
                yield _of_another_order(stretch, q, f"“{order[0]}”")
            elif heads := _many_heads(stretch, i):
                yield _of_another_order(stretch, q, f"{heads.text}的钱")
            elif principal := _debt_behind(stretch, i):
                yield _of_another_order(stretch, q, f"{principal.text}的债务、贷款的利息")
            elif given := _too_much_a_head(stretch, i):
                yield _of_another_order(stretch, q, f"{given.text}的补贴、救助")
            elif built := _built_with_it(stretch, i):
                yield _of_another_order(stretch, q, f"{built.text}的投资")
            elif level and q.amount >= _LARGEST[level] and not _OF_THE_WHOLE_PLACE.search(front):
                yield _of_another_order(stretch, q, f"“{level}”一级单位的一笔钱")


# What a unit of a level cannot spend, claim or get back in one sum, in yuan.
_LARGEST = {"县": 10**11, "区": 10**11, "旗": 10**11, "镇": 10**10, "乡": 10**10, "村": 10**9}
_OF_THE_WHOLE_PLACE = pattern(
    r"总值|产值|生产总值|总投资|规模|债务|存款|贷款|余额|基金|收入|税收|销售|交易|出口|营收|消费|贸易"
)
_COMPANY = pattern(r"公司|集团|银行|联社")


def _level(report: Report, passages: Passages) -> str:
    """Of which level the unit is: 县 for a county and its bureaus; "" where that bounds no sum."""
    names = own_names(report)
    own = usual_areas(names, "".join(p.text for p, _ in passages))
    if not own or any(_COMPANY.search(name.core) for name in names) or own[-1].level not in _LARGEST:
        return ""
    return own[-1].level


@cache
def _unit_costs() -> list[tuple[str, re.Pattern[str], Decimal, Decimal]]:
    """(unit, the things, the least and the most of yuan for one of them) of `lexicon/unit_costs.csv`."""
    return [
        (row["单位"], re.compile(row["物"]), Decimal(row["下限"]), Decimal(row["上限"])) for row in table("unit_costs")
    ]


_AID = pattern(r"补贴|补助|低保|救助|慰问|抚恤|津贴|错发|漏发|冒领|多领")
MOST_A_HEAD = 500_000


def _too_much_a_head(stretch: Stretch, i: int) -> Quantity | None:
    """查出错发13户5460万元: the heads right before a sum of aid that would be more than anybody gets."""
    q, heads = stretch.figures[i], stretch.figures[i - 1] if i else None
    if heads is None or heads.unit not in _PEOPLE or not heads.amount or not _AID.search(stretch.text[: q.start]):
        return None
    close = re.fullmatch(r"[^。;,\d]{0,6}", stretch.text[heads.end : q.start])
    return heads if close and q.amount / heads.amount > MOST_A_HEAD else None


_SPENT = pattern(r"(?:投资|投入|安排|争取|筹集|统筹|整合|筹措|拨付|落实|资金|经费)[^,。;:、\d]{0,8}$")
_BUILDS = pattern(r"新建|改建|扩建|改造|建成|建设|修建|修复|铺设|硬化|整修|维修|安装|新增|增设|治理|疏浚|翻新")


def _built_with_it(stretch: Stretch, i: int) -> Quantity | None:
    """投资2360亿元新建污水管网32.5公里: what is built with a sum, where one of it would cost what none costs."""
    q = stretch.figures[i]
    behind = stretch.figures[i + 1] if i + 1 < len(stretch.figures) else None
    if behind is None or not behind.exact or not behind.value or not _SPENT.search(ahead_of(stretch.text, q.start, 16)):
        return None
    between = stretch.text[q.end : behind.start]
    if not re.fullmatch(r"[^。;:]{0,30}", between) or not _BUILDS.search(between):
        return None
    said = between + stretch.text[behind.end : behind.end + 8]
    each = q.amount / behind.amount
    for unit, things, least, most in _unit_costs():
        if behind.unit == unit and things.search(said) and not least <= each <= most:
            return behind
    return None


_GIVEN = pattern(r"(?:清退|退还|退回|退付|发放|补发|兑付|补助|返还|补贴)[^,。;:、\d]{0,10}$")
_PEOPLE = {"人", "名", "户"}
LEAST_A_HEAD = Decimal("0.5")


def _many_heads(stretch: Stretch, i: int) -> Quantity | None:
    """向6812名学生清退伙食费29.7元: the people right before a sum that is nothing to each of them."""
    q, heads = stretch.figures[i], stretch.figures[i - 1] if i else None
    if heads is None or heads.unit not in _PEOPLE or not _GIVEN.search(ahead_of(stretch.text, q.start, 16)):
        return None
    close = re.fullmatch(r"[^。;]{0,16}", stretch.text[heads.end : q.start])
    return heads if close and heads.amount and q.amount / heads.amount < LEAST_A_HEAD else None


_INTEREST = pattern(r"(?:利息|财务费用|融资成本|手续费)[^,。;:、\d]{0,6}$")
_DEBT = pattern(r"(?:债务|贷款|融资|借款|债券)[^,。;:、\d]{0,8}$")


def _debt_behind(stretch: Stretch, i: int) -> Quantity | None:
    """The debt of the sentence, where the interest told at figure `i` is more than it."""
    q = stretch.figures[i]
    if not _INTEREST.search(ahead_of(stretch.text, q.start, 12)):
        return None
    debts = [d for d in stretch.figures[:i] if d.unit == "元" and _DEBT.search(ahead_of(stretch.text, d.start, 14))]
    return next((d for d in debts if d.amount < q.amount), None)


def _of_another_order(stretch: Stretch, q: Quantity, what: str) -> Finding:
    hint = "核对是不是漏写、错写了“万”“亿”。"
    return Finding.at(stretch, q.span, f"{q.text}作{what}，数量级不合情理", suggestion=hint)
