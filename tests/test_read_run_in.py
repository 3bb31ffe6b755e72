"""Headings that run in, questions, lists by status and problems listed apart are read by what the document repeats."""

from __future__ import annotations

from drafter.read import report_of
from drafter.report import Report

HEAD = """中共云岭县水务局党组关于县委巡察整改进展情况的通报
2024年3月5日至5月10日，县委第二巡察组对县水务局党组开展了巡察，6月20日反馈了巡察意见。现将整改进展情况公布如下。
"""
END = """联系电话：0555-5550123
中共云岭县水务局党组
2024年12月2日
"""


def read(body: str) -> Report:
    return report_of((HEAD + body + END).encode(), "通报.txt")


def told(report: Report) -> list[tuple[str, int]]:
    return [(p.title, len(p.measures)) for p in report.problems]


def test_every_answered_question_is_a_problem_and_what_it_asks_is_no_part_of_the_title() -> None:
    report = read(
        "一、整改怎么抓\n局党组分头包抓。\n二、问题怎么改\n"
        "问：农户反映末级渠道放水时间长，改了没有？\n答：衬砌渠道9公里，轮灌期缩短到8天。\n"
        "问：水费“吃拿卡要”，管了没有？\n答：约谈站所5家，清退2.1万元。\n"
        "问：山区泵站老旧，何时更新？\n答：更新泵站18座，其余年底前完成。\n三、往后怎么办\n持续整改，接受监督。\n"
    )
    assert told(report) == [("农户反映末级渠道放水时间长", 1), ("水费“吃拿卡要”", 1), ("山区泵站老旧", 1)]
    assert [s.role for s in report.sections] == ["leadership", "progress", "next_steps"]  # the last is no contact


def test_parts_that_list_by_status_are_all_progress_and_name_no_group() -> None:
    report = read(
        "一、整改总体情况\n党组召开专题会9次。\n"
        "二、已销号问题\n1.水费收费不透明。公示收费标准，退费3.2万元。\n2.水价一户多标。清退多收水费27笔。\n"
        "三、仍在攻坚、需要接力的2个问题\n3.闸门老化。更新闸门16座，剩余9座明年完成。\n4.侵占河道拆除不彻底。拆除2100平方米。\n"
        "四、需要持续用力的问题\n5.管护队伍不稳。提高岗位补贴，建立晋升通道。\n五、今后打算\n一是不停步。继续攻坚。\n"
    )
    assert [p.title for p in report.problems] == [
        "水费收费不透明", "水价一户多标", "闸门老化", "侵占河道拆除不彻底", "管护队伍不稳",
    ]  # fmt: skip
    assert {p.group for p in report.problems} == {None}


def test_headings_run_in_and_ordinals_behind_commas_are_parted() -> None:
    report = read(
        "一、组织领导。局党组成立专班，召开会议5次。\n"
        "二、整改进展。（一）政治建设方面。1.针对“河湖管护滞后”问题，一是清淤32公里，二是设立河长12名。"
        "2.针对“监测设备闲置”问题，修复设备19台。（二）廉政建设方面。1.针对“采购询价走过场”问题，处分2人。\n"
        "三、下一步打算。持续抓好整改落实，确保成果长效。\n"
    )
    assert told(report) == [("河湖管护滞后", 2), ("监测设备闲置", 1), ("采购询价走过场", 1)]
    assert [p.group for p in report.problems] == ["政治建设方面", "政治建设方面", "廉政建设方面"]
    assert [s.heading.text for s in report.sections if s.heading] == [
        "一、组织领导。",
        "二、整改进展。",
        "三、下一步打算。",
    ]


def test_a_cause_under_a_slogan_is_what_is_wrong_and_a_first_label_without_figures_tells_it() -> None:
    slogans = (
        "一、责任篇\n党组主持会议5次。\n二、整改篇\n{}三、展望篇\n一是深化改革。推进改制。\n二是强化监督。用好内审。\n"
    )
    cause = read(
        slogans.format(
            "1.让账本见光\n症结：水费收支混乱，虚开发票。\n开方：追缴违规报销14.2万元，处分3人。\n疗效：差错率降至千分之二。\n"
            "2.让闸门灵光\n症结：闸门年久失修，启闭靠人力。\n开方：更新闸门12座。\n疗效：启闭时间缩短两成。\n"
            "3.让河道清亮\n症结：河道侵占严重，执法不严。\n开方：拆除违建77处。\n疗效：行洪通畅。\n"
        )
    )
    assert told(cause) == [
        ("水费收支混乱，虚开发票", 1),
        ("闸门年久失修，启闭靠人力", 1),
        ("河道侵占严重，执法不严", 1),
    ]
    named = read(
        slogans.format(
            "事项一 供水周转慢\n【点题】村民等水时间长，调度靠打招呼。\n"
            "【答题】建立调度中心1个，压缩等候2天。\n【评题】满意度升至94%。\n"
            "事项二 器材管理乱\n【点题】器材出入库无记录。\n"
            "【答题】查处违规采购3起，收回9件。\n【评题】损耗下降4个百分点。\n"
            "事项三 窗口作风差\n【点题】投诉处理拖延。\n【答题】立案2起，48小时办结。\n【评题】投诉量下降六成。\n"
        )
    )
    assert told(named) == [("供水周转慢", 1), ("器材管理乱", 1), ("窗口作风差", 1)]


def test_a_list_of_problems_and_their_measures_may_be_two_blocks_of_one_part() -> None:
    report = read(
        "一、加强领导\n党组会议6次。\n二、反馈问题及整改情况\n（一）反馈的主要问题\n1.水费收支不公开；\n2.山区供水不稳；\n3.渠道失修严重。\n"
        "（二）整改落实情况\n1.关于水费。按季公示收支。\n2.关于供水。新建蓄水池4座。\n3.关于渠道。修复渠道12公里。\n"
        "三、下一步措施\n一是健全机制。完善内控。\n二是严格监督。常态巡查。\n"
    )
    assert told(report) == [("水费收支不公开", 1), ("山区供水不稳", 1), ("渠道失修严重", 1)]


def test_short_paragraphs_of_about_one_length_are_not_joined_for_their_headings() -> None:
    report = read(
        "一、提高认识，迅速行动\n成立领导小组，开会6次。\n二、聚焦问题，全面整改\n"
        "（一）聚焦“担当作为不够”，以更实举措推动高质量发展\n反馈指出的“重大项目储备少”问题。谋划项目31个，总投资45亿元。\n"
        "反馈指出的“水权交易不活”问题。完成水权交易6宗。\n"
        "（二）聚焦“基层负担较重”，以更硬作风减负增效\n反馈指出的“台账报表多”问题。精简报表58张。\n"
        "三、慎终如始，巩固成果\n持续抓好后续整改。\n"
    )
    assert told(report) == [("重大项目储备少", 1), ("水权交易不活", 1), ("台账报表多", 1)]


def test_numbered_labels_of_the_contact_have_their_values_on_the_next_lines() -> None:
    body = (
        "一、组织领导\n党组会议6次。\n二、整改进展\n1.关于“护林员履职不到位”的问题。辞退不履职护林员3名。\n"
        "2.关于“造林补贴发放迟缓”的问题。补发补贴86万元。\n3.关于“林地审批把关不严”的问题。清理审批事项21件。\n"
        "三、下一步打算\n继续抓好整改。\n"
    )
    report = read(body + "（一）监督电话\n0555-5550103\n（二）通信地址\n云岭县青松路9号\n（三）邮政编码\n246802\n")
    assert report.contact is not None
    assert (report.contact.address, report.contact.postcode) == ("云岭县青松路9号", "246802")
    assert [s.role for s in report.sections] == ["leadership", "progress", "next_steps"]
