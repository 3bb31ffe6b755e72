"""What cannot be this unit's, what no right text has, and what says the contrary: each with its right neighbours."""

from __future__ import annotations

import pytest
from check_notice import NOTICE, findings
from test_check_identity_place import BUREAU, DISTRICT, SCHOOL

PLACE = "抽查项目56个"
HERE = "一是加强组织领导。"


def in_text(words: str, codes: str, notice: str = NOTICE) -> list[str]:
    assert notice.count(PLACE) == 1
    return [f.message for f in findings(notice.replace(PLACE, f"{words}{PLACE}"), codes)]


def at_head(notice: str, sentence: str, codes: str) -> list[str]:
    assert notice.count(HERE) == 1
    return [f.message for f in findings(notice.replace(HERE, f"{HERE}{sentence}"), codes)]


@pytest.mark.parametrize(
    ("notice", "sentence", "named"),
    [
        (DISTRICT, "7月3日，镇党委召开会议研究。", "镇党委"),
        (DISTRICT, "局党组书记带头领办难点问题。", "局党组"),
        (DISTRICT, "院党委把整改抓在手上。", "院党委"),
        (BUREAU, "7月3日，厅党组召开会议研究。", "厅党组"),
        (BUREAU, "集团党委先后听取汇报3次。", "集团党委"),
        (BUREAU, "县委把巡察整改作为政治任务。", "县委"),
        (BUREAU, "由市委书记任组长。", "市委"),
        (BUREAU, "区商务局党组坚持高位推动。", "区商务局党组"),
        (BUREAU, "修订《区商务局党组工作规则》。", "区商务局党组"),
        (SCHOOL, "7月3日，局党委召开会议研究。", "局党委"),
        (SCHOOL, "医院党委坚持以上率下。", "医院党委"),
    ],
)
def test_another_units_body_does_not_act(notice: str, sentence: str, named: str) -> None:
    assert any(f"“{named}”" in message for message in at_head(notice, sentence, "T527"))


@pytest.mark.parametrize(
    ("notice", "sentence"),
    [
        (DISTRICT, "区委常委会召开会议研究。"),
        (DISTRICT, "各镇党委召开会议研究。"),
        (DISTRICT, "督促区水务局党组召开会议研究。"),
        (BUREAU, "局党组召开会议研究。"),
        (BUREAU, "区水务局党组坚持高位推动。"),
        (BUREAU, "会同区商务局党组召开会议。"),
        (BUREAU, "修订《区水务局党组工作规则》。"),
        (BUREAU, "学习《区商务局党组工作规则》。"),
        (BUREAU, "区委召开反馈会议后，局党组立即学习。"),
        (BUREAU, "传达学习区委书记专题会议精神。"),
        (SCHOOL, "学校党委召开会议研究。"),
        (SCHOOL, "校党委书记带头领办难点问题。"),
    ],
)
def test_the_units_own_body_and_those_it_deals_with_do(notice: str, sentence: str) -> None:
    assert at_head(notice, sentence, "T527") == []


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        ("由区纪委监委、省委组织部、区委巡察办组成督导组，", "T528", "省委组织部"),
        ("由县委巡察办逐项复核，", "T528", "县委巡察办"),
        ("区纪委监委、区委政法委和市委宣传部联合督查，", "T528", "市委宣传部"),
        ("会同区委组织局开展检查，", "T530", "区委组织部"),
        ("报区教育厅备案，", "T530", "区教育局"),
        ("省教育局组织抽查，", "T530", "省教育厅"),
        ("会同区发改部核对，", "T530", "区发改"),
        ("我院组织了培训，", "T529", "我院"),
        ("本校开展了自查，", "T529", "本校"),
    ],
)
def test_organs_of_another_level_or_of_no_name_are_told(words: str, code: str, named: str) -> None:
    assert any(named in message for message in in_text(words, code))


@pytest.mark.parametrize(
    "words",
    [
        "由区纪委监委、区委组织部、区委巡察办组成督导组，",
        "区纪委监委和青石镇纪委联合办理，",
        "报省委巡视办和省委组织部审核，",
        "会同市、区教育局开展检查，",
        "区教育部门组织抽查，",
        "区委组织部、区委宣传部参加，",
        "区财政部门审核，",
        "区公安分局配合，",
        "区审计委员会办公室督办，",
        "全院、全校参加试点的有6家，",
        "邀请我省媒体报道，",
    ],
)
def test_organs_of_one_level_are_left_alone(words: str) -> None:
    told = in_text(words, "T528 T530")
    assert told == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("推进明橱亮灶建设，", "明厨亮灶"),
        ("以盯钉子精神抓整改，", "钉"),
        ("按时续推进改造，", "时序"),
        ("深入刨析根源，", "剖"),
        ("小程序实名登计1200人，", "登记"),
        ("坚持凝心铸魄，", "凝心铸魂"),
        ("守住不发生规模性脱贫底线，", "规模性返贫"),
        ("推进农村生活乌水治理，", "污水"),
        ("对有公函的一律不予接待，", "无公函"),
        ("对手续齐全的一律不予拨付，", "手续不全"),
        ("签订重新租赁合同19份，", "重新签订"),
        ("解决并发现问题12个，", "次序"),
        ("通过并审议办法3项，", "次序"),
        ("防止不再边改边犯，", "否定"),
        ("完善监管制度，使资金管理的针对性和有效性，", "缺谓语"),
        ("不断改进工作作风和服务群众的能力，", "搭配"),
        ("立足“十四五”开局之年，", "2021年"),
        ("切实提高整治站位，", "政治"),
        ("修改审订方案3项，约谈干部5件，", "量词"),
        ("召开了1名专题会议，", "量词"),
        ("研究制定了关于加强资金管理，", "缺中心语"),
        ("增强资金使用效益，", "搭配"),
    ],
)
def test_words_that_no_right_text_has_are_told(words: str, named: str) -> None:
    assert any(named in message for message in in_text(words, "T N390"))


@pytest.mark.parametrize(
    "words",
    [
        "推进明厨亮灶建设，",
        "按时序推进改造，",
        "小程序实名登记1200人，",
        "守住不发生规模性返贫底线，",
        "对无公函的一律不予接待，",
        "对未经审批的一律不予拨付，",
        "对有公函的接待事项逐项核对，",
        "重新签订租赁合同19份，",
        "发现并解决问题12个，",
        "防止边改边犯，",
        "完善监管制度，使资金管理的针对性和有效性明显增强，",
        "使干部职工的责任意识得到增强，",
        "不断改进工作作风，提高服务群众的能力，",
        "立足“十四五”收官之年，",
        "2021年是“十四五”开局之年，",
        "落实有效措施6项，",
        "约谈干部5名，查处案件3起，",
        "选派省内医院19名、企业4名，",
        "研究制定了关于加强资金管理的若干措施，",
        "出台关于规范招标采购的3项制度，",
        "切实提高政治站位，",
        "推广“益心为公”平台，",
        "整治庸懒散拖问题，",
        "由党委副书记、总经理和党委副书记、工会主席分别牵头，",
    ],
)
def test_words_of_right_texts_are_left_alone(words: str) -> None:
    assert [m for m in in_text(words, "T3 T5 T7 N390") if "“十四五”" not in m or "这里说的是" in m] == []


def test_a_word_of_a_trade_of_which_nothing_else_speaks_is_told_and_one_of_others_who_help_is_not():
    trained = "分4期轮训护林员1216人次，"
    assert any("“护林员”" in m for m in in_text(trained, "T529", BUREAU))
    assert in_text("邀请护林员授课1216人次，", "T529", BUREAU) == []
    assert in_text(f"新造森林320亩。{trained}", "T529", BUREAU) == []
    assert in_text(trained, "T529", DISTRICT) == []
