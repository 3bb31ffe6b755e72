"""The unit's own place, leading body and level, wherever a notice names them."""

from __future__ import annotations

import pytest
from check_notice import NOTICE, findings
from rule_cases import PUT_AT

DISTRICT = NOTICE
BUREAU = (
    NOTICE.replace("中共江州市云岭区委员会", "中共江州市云岭区水务局党组")
    .replace("对江州市云岭区进行了巡视", "对云岭区水务局党组进行了巡察")
    .replace("省委第三巡视组", "区委第三巡察组")
    .replace("省委巡视组", "区委巡察组")
    .replace("省委统一部署", "区委统一部署")
    .replace("巡视", "巡察")
    .replace("区委常委会召开会议", "局党组召开会议")
    .replace("区委把", "局党组把")
    .replace("区委将", "局党组将")
)
SCHOOL = (
    BUREAU.replace("云岭区水务局党组", "云岭区第一中学委员会", 1)
    .replace("对云岭区水务局党组", "对区第一中学党委")
    .replace("中共江州市云岭区水务局党组", "中共江州市云岭区第一中学委员会")
    .replace("局党组", "学校党委")
)
CODES = "T501 T502 T507 T510 T511 T514 T515 T516 T520 T521 T522 T523 T524 T525 T526"
HERE = "一是加强组织领导。"
NEXT = "二是巩固整改成效。"


def told(notice: str, sentence: str, at: str = HERE) -> set[str]:
    assert notice.count(at) == 1
    return {f.code for f in findings(notice.replace(at, f"{at}{sentence}"), CODES)}


@pytest.mark.parametrize("notice", [DISTRICT, BUREAU, SCHOOL])
def test_the_notices_are_silent(notice: str) -> None:
    assert findings(notice, CODES) == []


@pytest.mark.parametrize(
    ("notice", "sentence", "code"),
    [
        (BUREAU, "局党委召开会议。", "T507"),
        (BUREAU, "党委书记任组长。", "T507"),
        (BUREAU, "6月22日，召开党委会议，逐条研究。", "T507"),
        (BUREAU, "其他3名党委委员分别牵头。", "T507"),
        (BUREAU, "印发《区水务局党委巡察整改方案》。", "T516"),
        (SCHOOL, "学校党组召开会议。", "T507"),
        (SCHOOL, "由党组书记任组长。", "T507"),
        (SCHOOL, "方案报区第一中学党组审定。", "T516"),
        (DISTRICT, "云岭县委成立专班。", "T520"),
        (DISTRICT, "印发《云岭县整改方案》。", "T520"),
        (DISTRICT, "云汐市云岭区6个镇（街道）参加会议。", "T521"),
        (BUREAU, "石渡区水务局党组逐项研究。", "T521"),
        (DISTRICT, "出台《石渡区政府投资项目管理办法》。", "T523"),
        (BUREAU, "传达学习县委第三巡察组反馈意见。", "T524"),
        (BUREAU, "方案报市委巡察工作领导小组办公室审核后印发。", "T524"),
        (DISTRICT, "对前三轮区委巡视的22个党组织开展抽查。", "T524"),
        (DISTRICT, "由区委书记任组长、市长任副组长。", "T525"),
        (DISTRICT, "区委副书记、县长任副组长。", "T525"),
        (DISTRICT, "市四套班子领导参加会议。", "T525"),
        (DISTRICT, "召开市委常委会会议5次。", "T525"),
        (DISTRICT, "市委理论学习中心组开展学习4次。", "T525"),
        (DISTRICT, "组织全县党员干部开展警示教育。", "T526"),
        (BUREAU, "对全乡河道开展排查。", "T526"),
    ],
)
def test_another_body_level_or_place_is_told(notice: str, sentence: str, code: str) -> None:
    assert code in told(notice, sentence)


@pytest.mark.parametrize(
    ("notice", "sentence"),
    [
        (BUREAU, "办公室设在局机关党委，会同各镇党委开展检查。"),
        (BUREAU, "约谈局属单位党委（党总支）书记6名。"),
        (BUREAU, "赴石渡区水务局学习经验。"),
        (BUREAU, "向市水务局党组报告进展，由区财政局和区水务局共同监管。"),
        (BUREAU, "用水效率高于全市平均水平，在全市率先完成任务。"),
        (BUREAU, "省委巡视反馈的涉水问题一并整改。"),
        (SCHOOL, "校党委第二巡察组已对3个二级党组织开展巡察，学校各学院党委书记参加会议。"),
        (DISTRICT, "原云岭县时期的遗留问题一并整改。"),
        (DISTRICT, "区委巡察机构对6个镇党委开展巡察，区水务局党组作了汇报。"),
        (DISTRICT, "传达学习市委常委会会议精神，市委书记到云岭区调研指导。"),
        (DISTRICT, "市委常委、区委书记任组长，区委副书记、区长任第一副组长。"),
        (DISTRICT, "提请市委、市政府协调解决，全市重点项目推进会在云岭召开。"),
        (DISTRICT, "成立区委巡视整改工作领导小组，修订区委理论学习中心组学习制度。"),
        (DISTRICT, "落实《江州市信访工作办法》，对照《石渡区河道管理办法》查找差距。"),
    ],
)
def test_superiors_partners_and_subordinates_are_let_be(notice: str, sentence: str) -> None:
    assert told(notice, sentence) == set()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("zhenggai@example.com。\n中共江州市云岭区委员会", "zhenggai@example.com。\n中共江州市云岭县委员会", "T520"),
        ("zhenggai@example.com。\n中共江州市云岭区委员会", "zhenggai@example.com。\n中共云汐市云岭区委员会", "T521"),
        (
            "zhenggai@example.com。\n中共江州市云岭区委员会",
            "zhenggai@example.com。\n中共江州市云岭区纪律检查委员会",
            "T516",
        ),
        ("地址：江州市云岭区政务路1号", "地址：云汐市石渡区政务路1号", "T522"),
        ("云岭区委员会关于巡视整改", "云岭区委员会关于市委巡察整改", "T503"),
        ("适时开展回头看。", "为谱写中国式现代化岚浦新篇章而奋斗。", "T514"),
        ("适时开展回头看。", "把整改成果转化为守护岚浦县耕地红线的优势。", "T510"),
    ],
)
def test_heads_address_and_closing_are_compared(old: str, new: str, code: str) -> None:
    assert NOTICE.count(old) == 1
    assert code in {f.code for f in findings(NOTICE.replace(old, new), f"{CODES} T503")}


@pytest.mark.parametrize("kind", ["党组", "党委"])
def test_a_signature_of_another_kind_is_told_where_it_stands(kind: str) -> None:
    notice = BUREAU if kind == "党委" else SCHOOL
    own = "水务局党组" if kind == "党委" else "第一中学委员会"
    at = notice.rindex(own)
    other = own[:-2] + "党委" if kind == "党委" else "第一中学党组"
    found = [f for f in findings(notice[:at] + other + notice[at + len(own) :], "T516")]
    assert [f.where.section for f in found] == ["落款"] and "落款" in found[0].message


@pytest.mark.parametrize(
    ("sentence", "grades"),
    [
        ("与邻近的云湖区石桥镇党组织结对共建。", []),
        ("与云湖区签订协作协议，选派的1名来自云湖区。", []),
        ("云湖区各街道开展自查。", ["error"]),
        ("借鉴邻近的云领区做法。", ["info"]),  # typed like the own name
        ("与云领区的实际相结合。", ["error"]),
    ],
)
def test_a_neighbour_whose_name_is_like_the_own_one_is_no_slip(sentence: str, grades: list[str]) -> None:
    found = findings(NOTICE.replace(PUT_AT, f"{sentence}{PUT_AT}"), "T508")
    assert [f.severity for f in found] == grades
