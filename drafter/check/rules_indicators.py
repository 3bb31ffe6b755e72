"""N205: one indicator, two values. The same thing counted in two places of the notice must come to the same number.

An indicator is told by the words that stand directly at its figure, without hedges; only where these words are alike,
specific, and speak of the same period are two values compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from drafter.check.model import Finding, Span, span_of
from drafter.check.registry import rule
from drafter.check.stretches import Stretch
from drafter.patterns import pattern
from drafter.report import SECTION_NAMES
from drafter.text.numerals import ONE_TO_NINE
from drafter.text.quantities import Quantity
from drafter.text.sentences import ahead_of

PART_NAMES = {str(role): name for role, name in SECTION_NAMES.items()} | {"preamble": "导语", "contact": "监督联系方式"}
SHORTEST_KEY = 4
LONGEST_KEY = 24
_UNITS_ALIKE = dict.fromkeys("家处所座项", "个") | dict.fromkeys("名位", "人") | dict.fromkeys("起宗", "件")
_NOT_COUNTED = {"", "年", "个月", "天", "小时", "分钟", "秒", "个百分点", "百分点", "条", "例", "篇", "份"}

_EDGE = pattern(r"[,。;:()《》\[\]【】!?\s]")
_FORMER_FIGURE = pattern(r"\d[\d.,]*[百千万亿]*[余多]?[一-鿿%]?")
_HEDGES = pattern(
    r"""^(?:截至[^,]{0,12}?(?:底|末|日|月|前)|目前|现|今年以来|今年|去年|全年|年内|当年|全区|全市|全县|全镇|我区|我市|我县|我局|区|本
    |\d{4}年(?:度|底|末)?|\d{1,2}月(?:底|末|份)?|累计|共计|合计|总计|共有|共|已|均|还|并|再|又|也|就|其中|同时|至今|以来
    |完成了?|排查出?|摸排出?|起底|涉及|针对|建成|建立|成立|设立|拥有|现有|设有|组建|下设|配备|开通)+""",
    re.VERBOSE,
)
_LINKS = pattern(
    r"(?:总数|总量|数量|数)?(?:已经|已|均|约|达到|达|为|是|共有|共计|共|合计|有|计|至|到|提升|提高|增加到|的|个|仅)*$"
)
_COMPARED = pattern(r"同比|较上年|较去年|比上年|比去年|较\d{4}年")
_FLOW = pattern(
    rf"(?:新建|新增|新设|新备案|增设|引进|引入|招引|再建|改造|扩建|培育|申报|奖励|选派|首批|第[{ONE_TO_NINE}\d]批)"
    r"[^,。;]{0,4}$"
)
_TARGET = pattern(r"目标|计划|力争|预计|拟|争取|不少于|不低于|以上|超过|规划|要求|将|平均|每|分别|其余|其他|剩余")
_PERIOD = pattern(
    r"(?<![-—~至\d])(?P<y>\d{4})年(?:度)?(?:(?P<a>\d{1,2})(?:-|至|—|~)(?P<b>\d{1,2})月|(?P<m>\d{1,2})月)?(?!行动|规划)"
    rf"|(?P<w>今年|去年|上年|近[{ONE_TO_NINE}]年|本年)"
)
_GENERIC = pattern(
    r"问题|整改|措施|举措|意见|建议|制度|文件|会议|活动|培训|线索|信访|检查|督查|督导|巡查|谈话|干部|党员|人员|群众|单位|部门|企业|项目"
    r"|岗位|案件|案例|典型|工作|任务|专题|专项|开展|组织|召开|完成|推进|落实|制定|出台|整治|排查|发现|解决|处理|办理|办结|收集|征集"
    r"|重点|相关|有关|各类|各级|全部|涉及|走访|调研|学习|研究|集中|及时|推动|新增|累计|责任|领导|班子|基层|街道|社区|乡镇|党组织"
    r"|印发|下发|通报|查处|立案|处分|问责|约谈|提醒|接受|参加|覆盖|服务|诉求|资金|面积|金额|总额|总投资|投资|签约|协议|实施|建设"
    r"|责任人|予以|到位|投入|分配|发放|安排|下达|拨付|使用|惠及|受益|安装|清理|拆除|修复|新建|建成|资源|材料|台账|清单|记录|报告"
    r"|具体|主要|一批|多次|先后|分别|其中|持续|进行|以上|以下"
    r"|给予|受到|党纪|政务|党内|诫勉|组织处理|批评教育|逐一|逐项|逐条|复核|核查|认定|审核|检查|抽查"
)
_ORGANS = pattern(r"^[一-鿿]{0,6}?(?:专项小组|工作小组|工作组|督查组|督导组|检查组|考核组|专班|专项组)")


_NOUN = pattern(r"(?!已|均|和|及|等|的|为|以|并|全部|正在|左右)[一-鿿]{2}")
_QUOTED_BEHIND = pattern(
    r"(?:干部|单位|个人|同志|企业)?(?:获评|获|被评为|荣获)?[^,。;“”\d]{0,3}“(?P<name>[^“”]{4,20})”"
)


class Figure(NamedTuple):
    """A figure with the words that say what it counts."""

    key: str
    open_end: str  # the text behind the figure, whose beginning may be another one's key
    kind: str
    quantity: Quantity
    stretch: Stretch
    period: str | None


def _period(text: str) -> str | None:
    """The last period named before the figure: 2023年, 2023年1-11月, 去年."""
    found = None
    for found in _PERIOD.finditer(text):  # noqa: B007 - the last one
        pass
    if found is None:
        return None
    return found.group() if found["w"] or found["a"] else f"{found['y']}年"


def without_general_words(words: str) -> str:
    """What is left of the words at a figure once those are gone that stand at every other one (整改, 措施, 完成)."""
    return re.sub(r"[^一-鿿A-Za-z]", "", _GENERIC.sub("", words))


def _specific(key: str) -> bool:
    return len(without_general_words(key)) >= 3


_ANOTHER_FIGURE = pattern(r"\d[百千万亿]{0,2}元、(?=[一-鿿]{4})")  # 罚没128.5万元、|清收村集体资金


def _before(stretch: Stretch, q: Quantity) -> str:
    """The words in front of a figure, back to the mark or the figure before it."""
    text = ahead_of(stretch.text, q.start, 60)
    text = _EDGE.split(text)[-1]
    text = _ANOTHER_FIGURE.split(text)[-1]
    return text.replace("、", "").replace("“", "").replace("”", "")


def _sums_up_names(stretch: Stretch, q: Quantity) -> bool:
    """Whether as many names as the figure counts stand in a list right before it."""
    clause = re.split(r"[,。;:\d]", ahead_of(stretch.text, q.start, 60))[-1]
    return "、" in clause and q.sort == "实体" and q.value in {clause.count("、") + 1, clause.count("、") + 2}


def _name_before(words: str) -> str:
    words = _COMPARED.sub("", words)
    words = _LINKS.sub("", words)
    return _HEDGES.sub("", words)[-LONGEST_KEY:]


def _name_behind(stretch: Stretch, q: Quantity) -> str:
    text = stretch.text[q.end : q.end + LONGEST_KEY]
    return re.split(r"[,。;:()《》、!?\s“”]|\d", text)[0]


def figures_of(found: list[Stretch]) -> Iterator[Figure]:
    """Every figure whose words say what it counts."""
    for stretch in found:
        before_key = ""
        for q in stretch.figures:
            if q.exact and _EVENT.search(stretch.text) and (thing := _thing_at(stretch, q)):
                yield Figure(f"{thing}@民主生活会", "", q.kind, q, stretch, None)
            if not q.exact or q.unit in _NOT_COUNTED or q.text.startswith("一"):
                continue
            words = _before(stretch, q)
            if _sums_up_names(stretch, q):
                continue  # 申报增设储能工程、智能制造2个本科专业: it counts the two that are named
            if _TARGET.search(words) or _TARGET.match(stretch.text, q.end):
                continue
            kind = q.scale + _UNITS_ALIKE.get(q.unit, q.unit)
            reach = ahead_of(stretch.text, q.start, 80).rpartition(";")[2]
            period = _period(reach)
            counted_behind = q.unit not in {"%", "元"} and q.sort != "动作"
            behind = _name_behind(stretch, q) if counted_behind else ""
            name = "" if _FORMER_FIGURE.match(words) or _NOUN.match(behind) else _name_before(words)
            if len(name) >= (8 if q.sort == "动作" else SHORTEST_KEY) and _specific(name):
                before_key = name
                yield Figure(name, "", kind, q, stretch, period)
            elif len(behind) >= SHORTEST_KEY and (_specific(behind) or _ORGANS.match(behind)):
                organ = _ORGANS.match(behind)
                flow = "＋" if _FLOW.search(words) else ""
                before_key = organ.group() if organ else behind
                yield Figure(flow + before_key, flow + behind, kind, q, stretch, period)
            elif len(name) >= 2 and before_key and q.sort != "动作":
                yield Figure(f"{before_key}／{name}", "", kind, q, stretch, period)
            if quoted := _QUOTED_BEHIND.match(stretch.text, q.end):
                place = stretch.place.problem or stretch.passage.line
                yield Figure(f"{quoted['name']}@{place}", "", kind, q, stretch, period)


_EVENT = pattern(r"专题民主生活会")  # there is one of them for each inspection
_OTHERS = pattern(r"各|分别|下属|基层|镇|街道|督促|指导")


def _thing_at(stretch: Stretch, q: Quantity) -> str | None:
    """批评意见 of 互提批评意见51条 in a sentence on the one meeting for criticism."""
    if q.sort != "实体" or _OTHERS.search(stretch.text):
        return None
    words = re.split(r"[,。;:、()\d]", ahead_of(stretch.text, q.start, 12))[-1]
    words = re.sub(r"(?:共计|累计|共)$", "", words)
    return words[-4:] if len(words) >= 4 else None


def _grouped(figures: list[Figure]) -> Iterator[list[Figure]]:
    """Figures that count the same thing: equal words, or words of one that begin the text behind another."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.kind, figure.key), []).append(figure)
    for figure in figures:
        for length in range(SHORTEST_KEY, len(figure.open_end)):
            key = (figure.kind, figure.open_end[:length])
            if key in groups and figure.key != key[1]:
                groups[key].append(figure)
    order = {id(figure): i for i, figure in enumerate(figures)}
    for group in groups.values():
        yield sorted(group, key=lambda figure: order[id(figure)])


def _comparable(a: Figure, b: Figure) -> bool:
    if a.stretch is b.stretch or (a.stretch.passage is b.stretch.passage and not (a.open_end or "@" in a.key)):
        return False  # within a paragraph the same words mostly count for another body or another day
    if a.quantity.sort == "实体" and _of_a_part(a) != _of_a_part(b) and "@" not in a.key:
        return False  # 样板党支部20个，其中教师党支部8个; 78个教师党支部
    return a.period is None or b.period is None or a.period == b.period


def _of_a_part(figure: Figure) -> bool:
    """Whether a figure counts a part of another whole that the sentence names."""
    before = figure.stretch.text[max(0, figure.quantity.start - 40) : figure.quantity.start]
    return "其中" in re.split(r"[。;]", before)[-1]


@rule(
    "N205",
    slug="one-indicator-two-values",
    title="同一指标前后不一",
    severity="warning",
    reason="同一件事在两个问题里各写一遍，由不同部门报数，最容易出现两个值；口径、时段、单位相同而数值不同的，两处都列出来。",
    wrong="问题3：建成日间照料中心25家……问题9：完成27家日间照料中心建设",
    right="两处都写25家；口径确实不同的，写明各自的口径或截止时间",
)
def one_indicator_two_values(stretches: list[Stretch]) -> Iterator[Finding]:
    """The same words, unit and period with another figure elsewhere in the notice; both places are named."""
    reported: set[tuple[int, int]] = set()
    for group in _grouped(list(figures_of(stretches))):
        values: dict[Decimal, Figure] = {}
        for figure in group:
            values.setdefault(figure.quantity.value, figure)
        if len(values) != 2:
            continue
        first, second = values.values()
        if not _comparable(first, second):
            continue
        mark = (id(second.stretch), second.quantity.start)
        if mark in reported:
            continue
        reported.add(mark)
        yield _two_values(first, second)


def _two_values(first: Figure, second: Figure) -> Finding:
    here, there = second.stretch, first.stretch
    name = _spoken(second.key)
    start, end = _shown(second)
    a, b = _shown(first)
    other: Span | None = span_of(there.passage, a, b)
    return Finding.on(
        here.passage,
        here.place,
        f"“{name}”这里是{second.quantity.text}，{_where(first)}是{first.quantity.text}（{there.passage.text[a:b]}）",
        (start, end),
        suggestion="核对两处的数；口径或时段不同的，写明白。",
        also=(other,) if other else (),
    )


def _spoken(key: str) -> str:
    return key.removeprefix("＋").split("／")[-1].partition("@")[0]


def _shown(figure: Figure) -> tuple[int, int]:
    """The figure with the words that name it, in the passage."""
    text, q = figure.stretch.text, figure.quantity
    key = _spoken(figure.key)
    if text.startswith(key, q.end):
        start, end = q.start, q.end + len(key)
    else:
        start = max(text.rfind(key[:2], max(0, q.start - 40), q.start), 0) if key[:2] in text[: q.start] else q.start
        end = q.end
    return figure.stretch.start + start, figure.stretch.start + end


def _where(figure: Figure) -> str:
    place, line = figure.stretch.place, figure.stretch.passage.line
    part = PART_NAMES.get(place.role or "", "")
    return (f"问题{place.problem}" if place.problem else part) + (f"第{line}段" if line else "") or "前文"


FEWEST = 3  # figures of a sentence that are all the same in another one


@rule(
    "N210",
    slug="same-figures-twice",
    title="两处的数字一模一样",
    severity="warning",
    reason="三个以上的数字在两条措施里完全相同，是同一件事写了两遍，或者粘贴以后没有改数。",
    wrong="问题3：清理闲置资产96处，出租71处，年增收益388万元……问题9：盘活闲置资产96处，出租71处，年增388万元",
    right="同一件事只写一处",
)
def same_figures_twice(stretches: list[Stretch]) -> Iterator[Finding]:
    """All the figures of a sentence, three or more, in a sentence of another measure, in other words."""
    first: dict[tuple[tuple[Decimal, str], ...], Stretch] = {}
    for stretch in stretches:
        if stretch.place.problem is None:
            continue
        figures = tuple((q.value, q.kind) for q in stretch.figures if q.unit and q.value >= 10)
        if len(figures) < FEWEST or len(set(figures)) < FEWEST:
            continue
        known = first.setdefault(figures, stretch)
        if known.passage is stretch.passage or known.text == stretch.text:
            continue
        shown = "、".join(q.text for q in stretch.figures if q.unit and q.value >= 10)
        start, end = stretch.figures[0].start, stretch.figures[-1].end
        where = f"问题{known.place.problem}" + (f"第{known.passage.line}段" if known.passage.line else "")
        yield Finding.at(
            stretch,
            (start, end),
            f"这里的数字与{where}完全相同（{shown}）：{ahead_of(stretch.text, start, 12)}…",
            suggestion="核对是不是同一件事写了两遍。",
        )
