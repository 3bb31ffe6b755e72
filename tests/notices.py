"""Hand-made reports about a fictional district, for tests of rendering and templates."""

import datetime as dt
from collections.abc import Callable

from drafter.report import (
    Aspect,
    Block,
    Contact,
    Inspection,
    Origin,
    Passage,
    Point,
    Problem,
    Report,
    Section,
)

Maker = Callable[..., Passage]


def passage_numbering() -> Maker:
    """A maker of passages, each on a line of its own; `same` stays on the line before."""
    line = 0

    def at(text: str, *origins: Origin, same: bool = False) -> Passage:
        nonlocal line
        line += 0 if same else 1
        return Passage(text, line, 0, origins)

    return at


def full_report(*, inline: bool = False) -> Report:
    """Every element that the model can hold."""
    at = passage_numbering()
    return Report(
        title_lines=(at("中共江州市云岭区委员会关于省委第三巡视组巡视整改进展情况的通报"),),
        preamble=(
            at("根据省委统一部署，2024年3月5日至5月10日，省委第三巡视组对江州市云岭区开展了巡视。"),
            at("按照党务公开原则，现将整改进展情况予以公布。"),
        ),
        inspection=Inspection(team="省委第三巡视组", target="江州市云岭区"),
        sections=(_leadership(at), _progress(at, inline), _next_steps(at)),
        contact=Contact(
            (at("欢迎干部群众监督。联系方式：电话0555-5550123；地址：江州市云岭区政务路1号。"), at("邮编：555000。")),
            phone="0555-5550123",
            address="江州市云岭区政务路1号",
            postcode="555000",
        ),
        signers=(at("中共江州市云岭区委员会"),),
        date=dt.date(2025, 1, 15),
        date_line=at("2025年1月15日"),
    )


def _leadership(at: Maker) -> Section:
    heading = at("一、巡视整改组织领导情况")
    committee = Block(
        at("（一）区委履行主体责任情况"),
        "区委履行主体责任情况",
        (at("区委把整改作为重要任务，由【待补：领导小组组长】牵头。", Origin(0, 4, "template", "x")),),
        (
            Point((at("一是坚决扛起整改政治责任。召开会议3次。", Origin(2, 12, "phrase", "M-1")),), "一是"),
            Point((at("二是压实责任。印发方案。"), at("方案下分若干专项。")), "二是"),
        ),
    )
    secretary = Block(
        at("（二）区委书记履行第一责任人责任情况"),
        "区委书记履行第一责任人责任情况",
        (at("区委书记主持召开专题会议。"),),
        (),
    )
    return Section("leadership", heading, (committee, secretary))


def _progress(at: Maker, inline: bool) -> Section:
    heading = at("二、整改进展情况及成效")
    summary = Block(overview=(at("反馈的3个问题，已完成2个，推进中1个。"),))
    group = at("（一）贯彻新发展理念方面")
    block = Block(group, "贯彻新发展理念方面", (at("本方面问题2个。"),), (), (_first(at, inline), _second(at)))
    other = Block(at("（二）基层党建方面"), "基层党建方面", (), (), (_third(at),))
    return Section("progress", heading, (summary, block, other))


def _first(at: Maker, inline: bool) -> Problem:
    heading = at("1.关于“产业转型步伐不快”问题的整改。")
    label = at("整改情况：")
    measures = (
        Point((at("一是完善产业规划。编制三年行动计划，确定5个重点方向。", same=inline),), "一是", "完善产业规划"),
        Point((at("二是落实资金。安排资金12.5万元。", same=inline), at("资金分两期拨付。")), "二是", "落实资金"),
    )
    result = (at("整改成效：新增项目6个。"),)
    return Problem("1", "产业转型步伐不快", heading, "贯彻新发展理念方面", label, measures, (), result)


def _second(at: Maker) -> Problem:
    heading = at("2.关于“规划执行不严”问题的整改。")
    own = Point((at("对照反馈意见逐条核查。"),))
    aspect = Aspect(
        "1",
        "规划不细",
        at("（1）关于“规划不细”。"),
        at("具体措施："),
        (Point((at("一是细化规划。补充图则14幅。"),), "一是"),),
        (at("成效：图则已批复。"),),
    )
    bare = Aspect("2", "监管不力", at("（2）关于“监管不力”。"), None, (Point((at("开展检查9次。"),)),))
    result = (at("整改成效：规划执行率100%。"),)
    return Problem("2", "规划执行不严", heading, "贯彻新发展理念方面", None, (own,), (aspect, bare), result)


def _third(at: Maker) -> Problem:
    heading = at("3.关于“组织生活不规范”问题的整改。")
    return Problem("3", "组织生活不规范", heading, "基层党建方面", None, (Point((at("已整改。"),)),))


def _next_steps(at: Maker) -> Section:
    heading = at("三、下一步工作打算")
    points = (Point((at("一是持续用力。坚持标准不降。"),), "一是"), Point((at("二是建章立制。完善制度。"),), "二是"))
    return Section("next_steps", heading, (Block(overview=(at("区委将持续抓好整改。"),), points=points),))


def long_report(problems: int) -> Report:
    """A flat notice with that many problems of three measures each."""
    at = passage_numbering()
    listed = []
    heading = at("二、整改进展情况")
    for i in range(1, problems + 1):
        title = at(f"{i}.关于“第{i}项工作抓得不实”问题的整改。")
        measures = tuple(
            Point((at(f"{ordinal}完善机制。修订制度{i}项，核查台账{i + 7}份，完成率98.6%。"),), ordinal, "完善机制")
            for ordinal in ("一是", "二是", "三是")
        )
        listed.append(Problem(str(i), f"第{i}项工作抓得不实", title, None, None, measures))
    return Report(
        title_lines=(Passage("云岭区委巡视整改进展情况通报"),),
        sections=(Section("progress", heading, (Block(problems=tuple(listed)),)),),
    )
