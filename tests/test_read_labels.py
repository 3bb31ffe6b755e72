"""Labels that a notice repeats say what is wrong and what was done, whatever their words."""

from __future__ import annotations

from drafter.read import report_of
from drafter.report import Report

HEAD = """中共云岭县水务局党组关于县委巡察整改进展情况的通报
2024年3月5日至5月10日，县委第二巡察组对县水务局党组开展了巡察，6月20日反馈了巡察意见。现将整改进展情况公布如下。
一、压实整改责任
局党组先后召开会议6次研究整改工作。
二、逐项整改落实
"""
END = """三、下一步打算
继续抓好后续整改，巩固整改成果。
联系电话：0555-5550123
中共云岭县水务局党组
2024年12月2日
"""


def read(progress: str, end: str = END) -> Report:
    return report_of((HEAD + progress + end).encode(), "通报.txt")


def told(report: Report) -> list[tuple[str, int]]:
    return [(p.title, len(p.measures)) for p in report.problems]


def test_a_slogan_over_a_label_of_the_problem_leaves_the_title_to_the_label() -> None:
    report = read(
        "老渠唱新歌\n对应问题：灌区渠道年久失修，用水末端“望渠兴叹”。\n整改成效：一是修复渠道12公里。二是新装闸门8座。\n"
        "账本见了光\n对应问题：水费收支不公开。\n整改成效：一是按季公示收支。二是清退多收水费3万元。\n"
        "水龙头哗哗响\n对应问题：山区供水时断时续。\n整改成效：一是新建蓄水池4座。二是更换管网9公里。\n"
    )
    assert told(report) == [
        ("灌区渠道年久失修，用水末端“望渠兴叹”", 2), ("水费收支不公开", 2), ("山区供水时断时续", 2),
    ]  # fmt: skip


def test_labels_without_a_known_word_have_their_roles_from_their_places() -> None:
    report = read(
        "1.渠道里的活水\n病症：灌区渠道年久失修，管护责任不落实。\n药方：（1）修复渠道12公里。（2）落实管护员36名。\n疗效：末级渠道通水率达到98%。\n"
        "2.晒在阳光下的账本\n病症：水费收支不公开，群众反映强烈。\n药方：（1）按季公示收支。（2）清退多收水费3万元。\n疗效：群众投诉明显减少。\n"
        "3.山顶上的水龙头\n病症：山区供水时断时续，建后管护不到位。\n药方：（1）新建蓄水池4座。（2）更换管网9公里。\n疗效：3个村用水有了保障。\n"
    )
    assert told(report) == [
        ("灌区渠道年久失修，管护责任不落实", 2), ("水费收支不公开，群众反映强烈", 2), 
        ("山区供水时断时续，建后管护不到位", 2),
    ]  # fmt: skip
    assert next(p.result[0].text for p in report.problems) == "疗效：末级渠道通水率达到98%。"


def test_what_a_label_tells_of_a_heading_that_names_the_fault_is_no_second_problem() -> None:
    report = read(
        "1.关于灌区管护不到位的问题。\n问题表现：部分渠道淤塞，有的无人看管。\n整改情况：清淤12公里。\n"
        "2.关于水费收支不公开的问题。\n问题表现：个别站所三年没有公示。\n整改情况：按季公示收支。\n"
    )
    assert told(report) == [("灌区管护不到位", 1), ("水费收支不公开", 1)]


def test_headings_that_list_problems_by_status_are_no_aspects_of_them() -> None:
    report = report_of(
        (
            HEAD.replace("二、逐项整改落实", "二、已经完成整改的问题")
            + "1.关于水费收支不公开的问题。按季公示收支。\n2.关于会议过多的问题。精简会议12个。\n"
            "三、正在加紧推进的问题\n"
            "1.关于山区供水不稳的问题。新建蓄水池4座。\n2.关于渠道失修的问题。修复渠道12公里。\n"
            + END.replace("三、", "四、")
        ).encode(),
        "通报.txt",
    )
    assert [(p.title, p.group) for p in report.problems] == [
        ("水费收支不公开", None), ("会议过多", None), ("山区供水不稳", None), ("渠道失修", None),
    ]  # fmt: skip


def test_a_label_on_a_line_of_its_own_says_what_the_next_line_is() -> None:
    report = read(
        "（一）老渠唱新歌\n【病灶】\n渠道年久失修，漏水严重。\n【处方】\n修复渠道12公里。\n新装闸门8座。\n【疗效】\n灌溉周期缩短5天。\n"
        "（二）账本见了光\n【病灶】\n水费收支不公开。\n【处方】\n按季公示收支。\n【疗效】\n投诉明显减少。\n"
        "（三）龙头哗哗响\n【病灶】\n山区供水不稳。\n【处方】\n新建蓄水池4座。\n【疗效】\n3个村用水有了保障。\n"
    )
    assert told(report) == [("渠道年久失修，漏水严重", 2), ("水费收支不公开", 1), ("山区供水不稳", 1)]


def test_slogans_over_single_problems_leave_the_group_to_what_gathers_them() -> None:
    report = read(
        "（一）政治建设方面\n1.学习路上不掉队\n对应问题：学习制度不落实。\n整改举措：一是修订规则。二是列席旁听4次。\n"
        "2.发展路上不等靠\n对应问题：水利项目谋划不足。\n整改举措：一是储备项目9个。二是到位资金1200万元。\n"
        "（二）作风建设方面\n3.为民路上不推诿\n对应问题：窗口服务态度生硬。\n整改举措：一是开展培训。二是调整人员2名。\n"
    )
    assert told(report) == [("学习制度不落实", 2), ("水利项目谋划不足", 2), ("窗口服务态度生硬", 2)]
    assert [p.group for p in report.problems] == ["政治建设方面", "政治建设方面", "作风建设方面"]


def test_measures_told_apart_from_the_problems_find_them_by_their_numbers() -> None:
    listed = "（一）水费收支不公开。\n（二）山区供水不稳。\n（三）渠道失修严重。\n三、整改措施及成效\n"
    wanted = [("水费收支不公开", 1), ("山区供水不稳", 1), ("渠道失修严重", 1)]
    items = "（一）按季公示收支，清退多收水费3万元。\n（二）新建蓄水池4座，更换管网9公里。\n（三）修复渠道12公里。\n"
    assert told(read(listed + items)) == wanted
    numbered = "1.针对第1个问题。按季公示收支。\n2.针对第2个问题。新建蓄水池4座。\n3.针对第3个问题。修复渠道12公里。\n"
    assert told(read(listed + numbered)) == wanted


def test_lines_that_open_with_what_is_wrong_and_a_colon_are_problems() -> None:
    report = read(
        "会风不实：全年精简会议16个，文件压减三成。\n项目落地慢：组建专班，为4个项目解决用地问题。\n"
        "信访答复敷衍：建立领导包案制，化解积案8件。\n水权交易不规范：清理合同204份，补签57份。\n"
    )
    assert told(report) == [("会风不实", 1), ("项目落地慢", 1), ("信访答复敷衍", 1), ("水权交易不规范", 1)]


def test_a_closing_without_heading_is_no_measure_of_the_last_problem() -> None:
    report = read(
        "1.路灯坏了没人管\n换灯23盏。\n2.鱼塘承包费收不上来\n收回承包费1.8万元。\n3.低保名单不公开\n一季度一公示。\n"
        "4.大事不商量\n今年议事5件，都有记录。\n还没改完的是组道硬化，明年3月开工。请乡亲们继续监督。\n",
        END.split("成果。\n")[1],
    )
    assert [n for _, n in told(report)] == [1, 1, 1, 1]


def test_columns_may_stand_in_any_order() -> None:
    report = read(
        "序号\t整改情况\t反馈问题\t整改成效\n1\t按季公示收支，清退多收水费。\t水费收支不公开\t投诉减少\n"
        "2\t新建蓄水池4座，更换管网。\t山区供水不稳\t供水正常\n3\t修复渠道12公里，落实管护员。\t渠道失修\t灌溉及时\n"
    )
    assert told(report) == [("水费收支不公开", 1), ("山区供水不稳", 1), ("渠道失修", 1)]


def test_words_that_only_introduce_the_measures_belong_to_the_heading() -> None:
    report = read(
        "1.勇闯新航道。针对水价改革照搬外地经验的问题，采取了以下措施：\n（1）到8个村开展调研。\n（2）重新核定水价。\n"
        "2.打通堵点。针对渠道长期淤塞的问题，采取了以下措施：\n（1）清淤12公里。\n（2）落实管护员36名。\n"
    )
    assert told(report) == [("水价改革照搬外地经验", 2), ("渠道长期淤塞", 2)]
