"""Outside the measures each sentence is compared with the ledger's, fact by fact in order."""

import pytest
from check_notice import NOTICE, report_of
from notice_ledger import ledger as own_ledger

from drafter.check import check
from drafter.check.rules_ledger_facts import facts_of
from drafter.ledger.model import Ledger
from drafter.text.normal import fold


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("9月10日，督查组对6家单位开展检查，指出不足23个。", ["9月10日", "6家", "23个"]),
        (
            "2024年7月5日印发《云岭区整改方案》，区教育局落实12项。",
            ["7月5日", "《云岭区整改方案》", "区教育局", "12项"],
        ),
        ("省委第三巡视组反馈意见。", ["省委第三巡视组"]),
    ],
)
def test_the_facts_of_a_sentence_stand_in_their_order(text: str, facts: list[str]) -> None:
    assert [fact.value for fact in facts_of(fold(text))] == facts


OPENING = (
    "一是加强组织领导。2024年6月22日，区委常委会召开会议专题研究整改工作，成立巡视整改工作领导小组，下设4个工作小组。"
)
FIELDS = {
    "领导小组": {"组长": "赵立新", "副组长": ["孙国平、李秀英"]},
    "会议": [{"日期": "2024-06-22", "名称": "区委常委会", "事项": "专题研究整改工作"}],
    "督查": [{"日期": "2024年9月", "内容": "对整改落实情况开展督促检查", "发现": "发现问题12个"}],
}
WORDED = (
    "一是加强组织领导。2024年6月22日，区委常委会召开会议，专题研究整改工作。成立由赵立新任组长的领导小组，"
    "孙国平、李秀英为副组长。2024年9月，对整改落实情况开展督促检查，发现问题12个。"
)


def told(opening: str) -> list[str]:
    ledger = Ledger.model_validate(own_ledger(组织领导=FIELDS))
    found = check(report_of(NOTICE.replace(OPENING, opening)), ledger=ledger)
    return [f.message.split("（")[0] for f in found if f.code == "L210"]


@pytest.mark.parametrize(
    ("ours", "other", "what"),
    [
        ("6月22日", "6月25日", "这次会议的日期台账是“2024年6月22日”，这里是“2024年6月25日”"),
        ("2024年9月", "2024年8月", "这次督查的日期台账是“2024年9月”，这里是“2024年8月”"),
        ("12个", "21个", "这次督查的发现问题数台账是“发现问题12个”，这里是“21个”"),
        ("赵立新", "赵立兴", "领导小组的组长台账是“赵立新”，这里是“赵立兴”"),
        ("由赵立新任", "由钱卫东任", "领导小组的组长台账是“赵立新”，这里是“钱卫东”"),
        ("孙国平", "孙国萍", "领导小组的副组长台账是“孙国平”，这里是“孙国萍”"),
        ("区委常委会", "县委常委会", "这次会议的名称台账是“区委常委会”，这里是“县委常委会”"),
    ],
)
def test_a_field_of_a_record_that_is_printed_otherwise_is_told(ours: str, other: str, what: str) -> None:
    assert what in told(WORDED.replace(ours, other))


@pytest.mark.parametrize(
    "opening",
    [
        WORDED,
        OPENING,  # the supervision and the group's members are left out
        WORDED + "2024年7月3日，区委常委会召开会议听取汇报。",  # one meeting more
        WORDED.replace("赵立新任", "区委书记赵立新任"),
        "一是加强组织领导。区委常委会于2024年6月22日专题研究整改工作。",
    ],
)
def test_records_worded_in_another_way_draw_nothing(opening: str) -> None:
    assert told(opening) == []


@pytest.mark.parametrize(("group", "found"), [("巡视整改工作领导小组", True), ("河道治理领导小组", False)])
def test_the_head_of_the_group_is_compared_where_nothing_else_of_it_is_printed(group: str, found: bool) -> None:
    opening = f"一是加强组织领导。区委常委会研究部署。成立由钱卫东任组长的{group}。"
    assert ("领导小组的组长台账是“赵立新”，这里是“钱卫东”" in told(opening)) is found
