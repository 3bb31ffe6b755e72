"""The ledger (整改台账): what the office knows, under the keys it uses itself.

The Chinese keys are the aliases; code uses the English names. Loading, messages and Excel live beside this file.
"""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

from drafter.ledger.field import APART, ASKED, FACT, FILLED, GROWS, LAYOUT, NEWER, WORDS, Column, Example
from drafter.patterns import pattern
from drafter.text.dates import Written, bounds, day_alone, written
from drafter.text.normal import fold
from drafter.text.statuses import Status, plain_status, publication


def parse_date(value: object) -> object:
    """2024-03-05, 2024年3月5日, 2024.3.5, 二〇二四年三月五日 (any width) -> date; other words are refused."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, str) and (day := day_alone(value)):
        if not day.exists or not day.year or not day.month or not day.day:
            raise ValueError(f"没有这一天：{value.strip()}")
        return dt.date(day.year, day.month, day.day)
    if isinstance(value, str):
        raise ValueError("应写成日期，如 2024-03-05、2024年3月5日 或 2024.3.5")
    return value


def _deadline(value: object) -> object:
    """A deadline is a date where it reads as one, else the office's own words (长期坚持, 2024年12月底前)."""
    return parse_date(value) if isinstance(value, str) and day_alone(value) else value


def _period(value: object) -> object:
    """A day, or a month or a range as the office writes it: 2024年8月, 2024-08, 2024年9月至11月, 2024年11月5日至8日."""
    if not isinstance(value, str) or day_alone(value):
        return parse_date(value)
    if month := _MONTH.fullmatch(fold(value).strip()):
        value = f"{month['year']}年{int(month['month'])}月"
    dates = written(fold(value))
    if not dates or _BETWEEN_DATES.sub("", _without(value, dates)):
        raise ValueError("应写成日期或时段，如 2024-03-05、2024年8月、2024年9月至11月、2024年11月5日至8日")
    if any(not d.exists for d in dates):
        raise ValueError(f"没有这样的日期：{value.strip()}")
    if dates[0].year is None:
        raise ValueError(f"“{value.strip()}”要写上年份，如 2024年{value.strip() if dates[0].month else '8月'}")
    return value.strip()


_MONTH = pattern(r"(?P<year>20\d\d)[-./](?P<month>0?[1-9]|1[0-2])")  # 2024-08, 2024.8


def _without(text: str, dates: list[Written]) -> str:
    """The text without its dates."""
    for date in reversed(dates):
        text = text[: date.start] + text[date.end :]
    return text


def begins(value: dt.date | str | None) -> dt.date | None:
    """The first day of a day, month or range, to put it in its order."""
    if not isinstance(value, str):
        return value
    first = next((d for d in written(fold(value)) if d.year), None)
    return bounds(first, first.year)[0] if first and first.year else None


def _place_of_part(value: object) -> object:
    """整改进展后 as 整改进展."""
    return value.strip().removesuffix("之后").removesuffix("后") if isinstance(value, str) else value


LONGEST_NUMBER = 60  # characters of a 编号


def _number(value: object) -> object:
    if len(str(value)) > LONGEST_NUMBER:
        raise ValueError(f"编号最长 {LONGEST_NUMBER} 个字")
    if str(value).strip("+-").lower() in {".inf", ".nan", "inf", "nan"}:
        raise ValueError("编号应是数字或序号，不能是 YAML 的“无穷大”“非数”")
    return value


def _yes_no(value: object) -> object:
    if not isinstance(value, str):
        return value
    answer = publication(value)
    if answer is None:
        raise ValueError("应写 是 或 否")
    return answer


def _status(value: object) -> object:
    """已销号, 正在整改 … as in a sheet; words that are not known are left for pydantic to refuse."""
    return (plain_status(value) or value) if isinstance(value, str) else value


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


Number = Annotated[int | str | None, BeforeValidator(_number)]
Date = Annotated[dt.date, BeforeValidator(parse_date)]
Deadline = Annotated[dt.date | str, BeforeValidator(_deadline)]
_LOOK_BACK = pattern(r"(巡[视察])\s*[“\"‘「『]?回头看[”\"’」』]?")  # 巡察“回头看”
Period = Annotated[dt.date | str, BeforeValidator(_period)]
YesNo = Annotated[bool, BeforeValidator(_yes_no), PlainSerializer(lambda v: "是" if v else "否", return_type=str)]
Strings = Annotated[list[str], BeforeValidator(_one_or_many)]
AnyStatus = Annotated[Status, BeforeValidator(_status)]


_BETWEEN_DATES = pattern(r"[\s至到、—～~-]|以来|期间|起")


class Entry(BaseModel):
    """Base of every mapping of the ledger: unknown keys are errors, keys are the Chinese aliases."""

    model_config = ConfigDict(
        extra="forbid", populate_by_name=True, frozen=True, str_strip_whitespace=True, defer_build=True
    )

    def walk(self, kind: "type[E]", at: str = "") -> "Iterator[tuple[str, E]]":
        """Every entry of that kind inside this one, in the order of the file, with its path: 问题[3].措施[0].

        `at` is the path of this entry, where the paths are to begin at the top of the ledger.
        """
        for name, key in _with_entries(type(self)):
            value, path = getattr(self, name), f"{at}.{key}" if at else key
            entries = enumerate(value) if isinstance(value, list) else [(None, value)]
            for index, entry in entries:
                there = path if index is None else f"{path}[{index}]"
                if isinstance(entry, kind):
                    yield there, entry
                if isinstance(entry, Entry):
                    yield from entry.walk(kind, there)


E = TypeVar("E", bound=Entry)


@cache
def _with_entries(model: type[Entry]) -> tuple[tuple[str, str], ...]:
    """(name, Chinese key) of the fields that may hold entries."""
    fields = model.model_fields.items()
    return tuple((name, field.alias or name) for name, field in fields if _may_hold_entries(field.annotation))


def _may_hold_entries(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return True
    return any(_may_hold_entries(inner) for inner in get_args(annotation))


class PhraseRef(Entry):
    """{词条: ID}: the wording comes from that entry of the phrasebank."""

    id: str = Field(alias="词条", description="词条库中的编号")


Wording = str | PhraseRef
Notes = dict[str, Any]
_OVERVIEW = "开头的总述；也可写 {词条: 编号}；写“无”就不从词条库补"
FILL = "补"  # as a 提法: one out of the bank


def _left_to_the_bank(value: object) -> object:
    """The lead of a point that only keeps its place in the list is the bank's, as where nothing is written."""
    return None if isinstance(value, str) and value.strip() == FILL else value


_LEAD = "提领全条的短语，不带句号；也可写 {词条: 编号}；写“无”就不从词条库补"


class Headings(Entry):
    """Section headings of this one notice; left out, the template's own are used. Without their numbers."""

    leadership: str | None = Field(None, alias="组织领导", description="如 巡视整改组织领导情况")
    progress: str | None = Field(None, alias="整改进展", description="如 整改进展情况")
    next_steps: str | None = Field(None, alias="下一步", description="如 下一步打算")


class Notice(Entry):
    """通报: the notice itself."""

    title: Annotated[str | None, WORDS] = Field(
        None, alias="标题", description="留空则由 单位、巡视 拼成；需要分行时用换行"
    )
    template: Annotated[str | None, WORDS, LAYOUT] = Field(
        None,
        alias="模板",
        description="模板名称或文件夹：分段式、内联式、括号式、清单式、双主体式，或自己的；留空用 分段式",
    )
    date: Annotated[Date | None, FACT] = Field(None, alias="成文日期", description="如 2025-01-15")
    document_number: Annotated[str | None, FACT] = Field(None, alias="发文字号", description="如 云委发〔2025〕3号")
    signers: Annotated[Strings, FACT, Example(["中共江州市云岭区委员会"])] = Field(
        [], alias="落款", description="一个或几个落款单位"
    )
    annexes: Annotated[Strings, FACT, Example(["巡视整改制度清单"])] = Field(
        [], alias="附件", description="随文的附件，一个一项，只写名称，不带序号；印在正文之后"
    )
    preamble: Annotated[Wording | None, WORDS] = Field(None, alias="导语", description="留空则由 巡视 拼成")
    headings: Annotated[Headings, WORDS] = Field(
        Headings(), alias="小标题", description="只用于这一份通报；留空用模板的"
    )
    disclosure: Annotated[Wording | None, WORDS] = Field(
        None, alias="公开说明", description="留空用词条库的党务公开用语"
    )
    previous: Annotated[str | None, FACT] = Field(
        None, alias="上期", description="上一轮台账的文件名，如 台账-首轮.yaml；用来写明新的进展"
    )
    leads: Literal["补"] | None = Field(None, alias="提法", description="写“补”：没有提法的措施都从词条库配")


class Unit(Entry):
    """单位: the committee that was inspected."""

    name: Annotated[str | None, FACT] = Field(None, alias="名称", description="全称，如 中共江州市云岭区委员会")
    short: str | None = Field(None, alias="简称", description="正文里的称呼，如 区委")
    region: Annotated[str | None, FACT] = Field(
        None, alias="地区", description="属于本地的地名，如 江州市云岭区；别处的地名会被核对出来"
    )


class Tour(Entry):
    """巡视: the inspection."""

    kind: Annotated[Literal["巡视", "巡察"] | None, LAYOUT] = Field(
        None, alias="类别", description="巡视（中央、省）或 巡察（市、县）"
    )
    look_back: YesNo = Field(False, alias="回头看", description="是：这一次是“回头看”，通篇写成 巡察“回头看”")
    deployer: str | None = Field(None, alias="部署", description="作出部署的党委，如 省委")
    team: Annotated[str | None, FACT] = Field(None, alias="巡视组", description="如 省委第三巡视组")
    target: Annotated[str | None, FACT] = Field(
        None, alias="对象", description="被巡视对象的写法；留空时，地方党委和乡镇街道用 单位.地区，其他单位用 单位.名称"
    )
    start: Annotated[Date | None, FACT] = Field(None, alias="开始", description="进驻日期")
    end: Annotated[Date | None, FACT] = Field(None, alias="结束", description="撤出日期")
    feedback: Annotated[Date | None, FACT] = Field(None, alias="反馈", description="反馈日期")

    @model_validator(mode="before")
    @classmethod
    def _kind_in_one(cls, data: Any) -> Any:
        """类别: 巡察“回头看” says both at once."""
        kind = data.get("类别") if isinstance(data, dict) else None
        if isinstance(kind, str) and (both := _LOOK_BACK.fullmatch(kind.strip())):
            return {"回头看": "是", **data, "类别": both[1]}
        return data

    @property
    def named(self) -> str:
        """What the inspection is called: 巡视, 巡察, 巡察“回头看”."""
        return self.word + ("“回头看”" if self.look_back else "")

    @property
    def word(self) -> Literal["巡视", "巡察"]:
        """As 类别 says; left out, as the team is called (市委第七巡察组)."""
        return self.kind or ("巡察" if "巡察" in (self.team or "") else "巡视")


class Group(Entry):
    """领导小组: the leading group for the rectification."""

    head: str | None = Field(None, alias="组长", description="如 区委书记")
    deputies: Annotated[Strings, Example(["区委副书记、区长"])] = Field([], alias="副组长", description="职务或姓名")
    members: Annotated[Strings, Example(["其他区委常委"])] = Field([], alias="成员", description="职务或姓名")
    offices: Annotated[Strings, Example(["办公室", "综合协调组"])] = Field(
        [], alias="下设", description="办公室和各组的名称"
    )


class Scheme(Entry):
    """方案: the plan of rectification, and who passed it."""

    name: Annotated[str | None, FACT] = Field(None, alias="名称", description="整改方案的名称，不加书名号")
    date: Annotated[Date | None, FACT] = Field(None, alias="通过日期", description="审议通过的日期")
    meeting: str | None = Field(None, alias="通过会议", description="如 区委常委会会议")


class FirstResponsible(Entry):
    """第一责任人: what the person answerable in the first place did."""

    name: str | None = Field(None, alias="称谓", description="如 区委书记")
    matters: Annotated[Strings, Example(["领办重点问题4个", "主持整改调度5次"])] = Field(
        [], alias="事项", description="做了什么"
    )


class Meeting(Entry):
    date: Annotated[Period | None, FACT] = Field(
        None, alias="日期", description="会议日期，也可写 2024年8月、2024年9月至11月"
    )
    name: Annotated[str | None, FACT] = Field(None, alias="名称", description="如 区委常委会会议")
    matter: str | None = Field(None, alias="事项", description="如 专题研究整改工作")
    kind: Annotated[Literal["学习", "部署", "调度", "民主生活会"] | None, LAYOUT] = Field(
        None, alias="类别", description="学习、部署、调度 或 民主生活会"
    )
    times: int | None = Field(
        None, alias="次数", ge=1, description="不逐次列出的开了几次；同名会议已经列出日期的不算在内"
    )


class Supervision(Entry):
    date: Annotated[Period | None, FACT] = Field(
        None, alias="日期", description="督查日期，也可写 2024年8月、2024年9月至11月"
    )
    start: Annotated[Period | None, FACT] = Field(None, alias="开始", description="持续几天的督查从哪天开始")
    end: Annotated[Period | None, FACT] = Field(None, alias="结束", description="到哪天结束")
    content: Annotated[str | None, WORDS] = Field(None, alias="内容", description="如 对6家单位开展现场检查")
    found: str | None = Field(None, alias="发现", description="如 发现问题12个")
    mended: str | None = Field(None, alias="整改", description="如 已整改11个")


class PointEntry(Entry):
    """要点: one 一是/二是 of an opening or a closing."""

    lead: Annotated[Wording | None, WORDS, BeforeValidator(_left_to_the_bank)] = Field(
        None, alias="提法", description=f"{_LEAD}；写“补”就从词条库配"
    )
    content: Annotated[str | None, WORDS] = Field(None, alias="内容", description="这一条的事实；写“无”就不从词条库补")


class BlockEntry(Entry):
    """板块: a part of a section under its own subheading (（一）区委…; （二）区委书记…)."""

    title: Annotated[str | None, WORDS] = Field(
        None, alias="标题", description="小标题，不带序号；以。结尾的按普通段落排"
    )
    overview: Annotated[Wording | None, WORDS] = Field(None, alias="概述", description=_OVERVIEW)
    points: list[PointEntry] = Field([], alias="要点", description="一是、二是、三是")


class Leadership(Entry):
    """组织领导: facts, and the wording where the writer has it already."""

    overview: Annotated[Wording | None, WORDS] = Field(None, alias="概述", description=_OVERVIEW)
    group: Group | None = Field(None, alias="领导小组", description="整改工作领导小组")
    scheme: Scheme | None = Field(None, alias="方案", description="整改方案及其通过")
    first_responsible: FirstResponsible | None = Field(None, alias="第一责任人", description="第一责任人做了什么")
    meetings: Annotated[
        list[Meeting],
        Example(
            {
                "日期": dt.date(2024, 6, 22),
                "名称": "区委常委会会议",
                "事项": "专题研究整改工作",
                "类别": "部署",
                "次数": 1,
            }
        ),
    ] = Field([], alias="会议", description="专题研究整改的会议")
    mechanisms: Annotated[Strings, Example(["整改月报制度"])] = Field([], alias="机制", description="为整改立的机制")
    supervisions: Annotated[
        list[Supervision],
        Example(
            {
                "日期": dt.date(2024, 9, 10),
                "内容": "对6家单位开展现场检查",
                "发现": "发现问题12个",
                "整改": "已整改11个",
            }
        ),
    ] = Field([], alias="督查", description="督促检查；持续几天的写 开始、结束")
    points: Annotated[
        list[PointEntry],
        Example({"提法": "加强组织领导，层层压实整改责任", "内容": "区委常委会会议2次专题研究整改工作。"}),
    ] = Field([], alias="要点", description="一是、二是、三是；留空由事实和词条库拼成")
    blocks: Annotated[
        list[BlockEntry],
        Example(
            {
                "标题": "区委履行整改主体责任情况",
                "概述": "区委坚持把巡视整改摆在突出位置。",
                "要点": [{"提法": "扛牢主体责任", "内容": "召开整改部署会1次。"}],
            }
        ),
    ] = Field([], alias="板块", description="分（一）（二）写时用")


class MeasureEntry(Entry):
    """措施: one measure."""

    ordinal: Annotated[str | None, LAYOUT, Column(18, "措施序号", 9, seldom=True)] = Field(
        None, alias="序号", description="原文的序号；“无”表示不排序号。留空则自动排"
    )
    lead: Annotated[Wording | None, WORDS, Column(19, "提法", 20, "wording")] = Field(
        None, alias="提法", description="提领全条的短语，不带句号；也可写 {词条: 编号}；写“补”就从词条库选一条"
    )
    content: Annotated[str | None, WORDS, Column(21, "整改措施", 60)] = Field(
        None,
        alias="内容",
        description="做了什么、结果如何，如 编制《云岭区先进装备产业三年行动计划》，确定5个重点方向。",
    )
    plan: Annotated[str | None, FILLED, FACT, Column(20, "整改计划", 30)] = Field(
        None,
        alias="计划",
        description="当初打算怎么做；内部掌握，不当作结果印出，只有它没有内容的印成【待补：整改进展】",
    )
    status: Annotated[AnyStatus | None, NEWER, FACT, Column(22, "措施状态", 10, "status")] = Field(
        None, alias="状态", description="已完成、基本完成、推进中、长期坚持；内部掌握"
    )
    public: Annotated[YesNo, NEWER, LAYOUT, Column(23, "措施公开", 9, "public", seldom=True)] = Field(
        True, alias="公开", description="否：这一条措施不写进向社会公开的通报"
    )
    evidence: Annotated[Strings, GROWS, FACT, Column(24, "佐证材料", 18, "list"), Example(["云整〔2024〕3号附件2"])] = (
        Field([], alias="佐证", description="内部材料编号，不印出")
    )

    @property
    def text(self) -> str:
        """Lead phrase and content as printed; a phrase by its number counts as none."""
        lead = self.lead if isinstance(self.lead, str) else ""
        return f"{lead}。{self.content or ''}" if lead else self.content or ""


# How what prints measures stands on the page, where it is not as the template says.
MeasuresRun = Annotated[
    Literal["分段", "内联"] | None,
    LAYOUT,
    Field(alias="措施排列", description="与模板不同时填：分段（一条一段），内联（接成一段）"),
]
LabelPlace = Annotated[
    Literal["独段", "同段"] | None,
    LAYOUT,
    Field(alias="标签位置", description="与模板不同时填：独段，同段（与第一条措施同段）"),
]
HeadingPlace = Annotated[
    Literal["独段", "同段"] | None,
    LAYOUT,
    Field(alias="标题位置", description="与模板不同时填：独段，同段（与下文同段）"),
]


class AspectEntry(Entry):
    """具体表现 under a problem."""

    number: Annotated[Number, LAYOUT, Column(15, "具体表现编号", 9, "number", seldom=True)] = Field(
        None, alias="编号", description="留空自动排"
    )
    title: Annotated[str, Column(16, "具体表现", 20, seldom=True)] = Field(
        alias="表述", description="具体表现的写法，不加引号"
    )
    label: Annotated[str | None, Column(17, "具体表现标签", 10, seldom=True)] = Field(
        None, alias="标签", description="与模板不同的标签"
    )
    measures: list[MeasureEntry] = Field([], alias="措施", description="针对这一表现的措施")
    result: Annotated[str | None, Column(25, "具体表现成效", 20, seldom=True)] = Field(
        None, alias="成效", description="整改成效"
    )
    measures_run: Annotated[MeasuresRun, Column(31, "具体表现措施排列", 9, seldom=True)] = None
    label_place: Annotated[LabelPlace, Column(32, "具体表现标签位置", 9, seldom=True)] = None
    heading_place: Annotated[HeadingPlace, Column(33, "具体表现标题位置", 9, seldom=True)] = None


class ProblemEntry(Entry):
    """问题: one problem that was fed back."""

    number: Annotated[Number, LAYOUT, Column(1, "编号", 6, "number")] = Field(
        None, alias="编号", description="反馈意见里的编号"
    )
    title: Annotated[str, ASKED, Column(3, "反馈问题", 24)] = Field(
        alias="表述", description="反馈意见的写法，不加引号"
    )
    public_title: Annotated[str | None, FILLED, Column(4, "公开表述", 18, seldom=True)] = Field(
        None, alias="公开表述", description="对外写法与反馈原文不同时填"
    )
    aspect: Annotated[str | None, NEWER, Column(2, "方面", 14)] = Field(
        None, alias="方面", description="问题按方面分组时填，如 贯彻新发展理念"
    )
    part: str | None = Field(
        None, alias="部分", description="整改进展分几个一级标题写时填：所在部分的标题，不带序号；留空就只有一个部分"
    )
    leader: Annotated[str | None, NEWER, FACT, Column(5, "牵头领导", 12)] = Field(
        None, alias="牵头领导", description="内部掌握，不印出"
    )
    lead_unit: Annotated[str | None, NEWER, FACT, Column(6, "牵头单位", 14)] = Field(
        None, alias="牵头单位", description="内部掌握，不印出"
    )
    units: Annotated[Strings, NEWER, FACT, Column(7, "责任单位", 16, "list"), Example(["区发改局", "区工信局"])] = (
        Field([], alias="责任单位", description="内部掌握，不印出")
    )
    target: Annotated[str | None, NEWER, FACT, Column(8, "整改目标", 18)] = Field(
        None, alias="整改目标", description="内部掌握，不印出"
    )
    deadline: Annotated[Deadline | None, NEWER, FACT, Column(9, "整改时限", 13, "date")] = Field(
        None, alias="时限", description="日期，或 长期坚持、2024年12月底前 等"
    )
    status: Annotated[AnyStatus | None, NEWER, FACT, Column(10, "整改状态", 10, "status")] = Field(
        None, alias="状态", description="已完成、基本完成、推进中、长期坚持；内部掌握，模板要“阶段数字”的只印各有几个"
    )
    public: Annotated[YesNo, NEWER, LAYOUT, Column(11, "是否公开", 9, "public")] = Field(
        True, alias="公开", description="否：不写进通报，也不计数"
    )
    consent: Annotated[str | None, FACT, Column(12, "经同意公开", 14, seldom=True)] = Field(
        None, alias="经同意公开", description="本不宜公开的事项，谁在何时同意公开；不印出"
    )
    wording: str | None = Field(
        None, alias="标题写法", description="这一个问题的标题与模板不同时填，如 关于“{表述}”等问题的整改。不带序号"
    )
    leads: Literal["补"] | None = Field(
        None, alias="提法", description="写“补”：这个问题下没有提法的措施都从词条库配，配不齐就都不配"
    )
    plans: Annotated[Strings, FACT, Column(13, "其他计划", 24, "lines", seldom=True)] = Field(
        [], alias="计划", description="与进展对不上号的整改措施（打算），一条一项；不印出"
    )
    label: Annotated[str | None, FILLED, Column(14, "标签", 10, seldom=True)] = Field(
        None, alias="标签", description="与模板不同的标签，如 问题整改："
    )
    measures: list[MeasureEntry] = Field([], alias="措施", description="整改措施")
    aspects: Annotated[
        list[AspectEntry],
        Example(
            {
                "编号": 1,
                "表述": "链上企业招引不够精准",
                "措施": [{"提法": "建立招商图谱", "内容": "梳理在谈项目12个，签约4个。"}],
            }
        ),
    ] = Field([], alias="具体表现", description="问题下再分小问题时用")
    result: Annotated[str | None, WORDS, Column(26, "整改成效", 28)] = Field(None, alias="成效", description="整改成效")
    notes: Annotated[Notes, FACT, Column(27, "内部备注", 20, "notes")] = Field(
        {}, alias="内部备注", description="只留在台账里，从不印出"
    )
    measures_run: Annotated[MeasuresRun, Column(28, "措施排列", 9, seldom=True)] = None
    label_place: Annotated[LabelPlace, Column(29, "标签位置", 9, seldom=True)] = None
    heading_place: Annotated[HeadingPlace, Column(30, "标题位置", 9, seldom=True)] = None

    def all_measures(self) -> list[MeasureEntry]:
        """Its measures, then those of its 具体表现."""
        return [measure for _, measure in self.placed_measures()]

    def placed_measures(self, at: str = "") -> Iterator[tuple[str, MeasureEntry]]:
        """The same with their paths: 措施[0], 具体表现[1].措施[0]; `at` is put before them."""
        return self.walk(MeasureEntry, at)

    @property
    def printed_title(self) -> str:
        """The public wording where there is one."""
        return self.public_title or self.title


class NextSteps(Entry):
    overview: Annotated[Wording | None, WORDS] = Field(None, alias="概述", description=_OVERVIEW)
    points: Annotated[
        list[PointEntry], Example({"提法": "持续抓好后续整改", "内容": "对尚在推进的2个问题按月调度。"})
    ] = Field([], alias="要点", description="一是、二是、三是")
    blocks: list[BlockEntry] = Field([], alias="板块", description="分（一）（二）写时用")


class OtherPart(Entry):
    """其他部分: a section of the office's own (问责情况, 建章立制情况), numbered with the others."""

    title: Annotated[str | None, WORDS] = Field(
        None, alias="标题", description="如 问责情况，不带序号；“无”或留空则不排标题"
    )
    after: Annotated[Literal["导语", "组织领导", "整改进展", "下一步"], BeforeValidator(_place_of_part), LAYOUT] = (
        Field("整改进展", alias="位置", description="排在哪一部分之后，如 组织领导后、整改进展后、下一步后")
    )
    paragraphs: Strings = Field([], alias="段落", description="原样印出，一段一项")


class ContactEntry(Entry):
    phone: Annotated[str | None, FACT] = Field(None, alias="电话", description="如 0555-2345678")
    address: Annotated[str | None, FACT] = Field(
        None, alias="地址", description="通信地址或邮政信箱；不对外公布的写“无”"
    )
    postcode: Annotated[str | None, FACT] = Field(None, alias="邮编", description="六位数字")
    email: Annotated[str | None, FACT] = Field(None, alias="邮箱", description="电子邮箱；不对外公布的写“无”")
    hours: Annotated[str | None, FACT] = Field(None, alias="受理时间", description="如 工作日8:30至17:30")
    full_text: Annotated[str | None, WORDS] = Field(
        None, alias="全文", description="原样印出，代替整段（“欢迎……监督”一句也要自己写）；留空则由上面各项拼成"
    )


WORDING_RECORD = "用语记录"


class Ledger(Entry):
    """整改台账."""

    notice: Notice = Field(Notice(), alias="通报", description="通报本身")
    unit: Unit = Field(Unit(), alias="单位", description="被巡视的单位")
    tour: Tour = Field(Tour(), alias="巡视", description="这一次巡视或巡察")
    leadership: Leadership = Field(Leadership(), alias="组织领导", description="第一部分")
    problems: Annotated[list[ProblemEntry], APART] = Field([], alias="问题", description="反馈的问题，每项以“- ”开头")
    progress_overview: Annotated[str | None, WORDS] = Field(
        None, alias="进展概述", description="整改进展部分开头的总述"
    )
    group_overviews: Annotated[dict[str, str], WORDS, Example({"贯彻新发展理念": "这一方面共反馈3个问题。"})] = Field(
        {}, alias="方面概述", description="分方面写时各小标题下的总述，写成 方面名称: 总述"
    )
    next_steps: NextSteps = Field(NextSteps(), alias="下一步", description="最后一部分")
    others: Annotated[
        list[OtherPart], Example({"标题": "问责情况", "位置": "整改进展后", "段落": ["对2名责任人给予诫勉谈话。"]})
    ] = Field([], alias="其他部分", description="问责情况、建章立制情况等另外的部分，同其他部分一起排序号")
    contact: ContactEntry = Field(ContactEntry(), alias="联系方式", description="监督联系方式")
    remarks: Annotated[Strings, APART, FACT] = Field(
        [], alias="附注", description="从旧通报读出、不属于正文的文字；从不印出"
    )
    wording_record: Annotated[dict[str, str], APART] = Field(
        {}, alias=WORDING_RECORD, description="网页记下的：各处用了词条库的哪几条，填别处时照旧；删去就重新选配"
    )

    def printed_problems(self) -> Iterator[tuple[int, ProblemEntry]]:
        """(index in 问题, problem) of those that are public, in ledger order."""
        return ((i, p) for i, p in enumerate(self.problems) if p.public)


ENTRIES: tuple[type[Entry], ...] = tuple(Entry.__subclasses__())  # every mapping that may stand in a ledger
