"""Ledgers as YAML: what is written is read back, and stays readable."""

from hypothesis import HealthCheck, given, settings
from ledger_strategies import ledgers

from drafter.ledger.dump import dump_ledger
from drafter.ledger.load import load_ledger_text
from drafter.ledger.model import Ledger

_QUIET = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


@_QUIET
@given(ledgers)
def test_any_ledger_is_read_back_as_it_was_written(ledger: Ledger) -> None:
    assert load_ledger_text(dump_ledger(ledger), "台账.yaml") == ledger


def test_texts_stand_as_they_are_and_defaults_are_left_out() -> None:
    ledger = load_ledger_text(
        "单位: {名称: 中共江州市云岭区委员会, 地区: }\n联系方式: {邮编: 012345}\n"
        "问题:\n  - 编号: 1\n    表述: 产业转型步伐不快\n    公开: 是\n    时限: 2024年12月31日\n"
        "    责任单位: [区发改局, 区工信局]\n"
        "    措施:\n      - 提法: 完善规划\n        内容: '目标: 5个 # 重点'\n      - 内容: \"第一段。\\n第二段。\"\n"
    )
    assert dump_ledger(ledger) == (
        "单位:\n  名称: 中共江州市云岭区委员会\n\n"
        "问题:\n  - 编号: 1\n    表述: 产业转型步伐不快\n    责任单位: [区发改局, 区工信局]\n    时限: 2024-12-31\n"
        '    措施:\n      - 提法: 完善规划\n        内容: "目标: 5个 # 重点"\n'
        "      - 内容: |-\n          第一段。\n          第二段。\n\n"
        '联系方式:\n  邮编: "012345"\n'
    )


def test_comments_stand_above_their_place_and_none_is_dropped() -> None:
    ledger = load_ledger_text("问题:\n  - 表述: 甲\n    责任单位: [乙, 丙]\n    措施:\n      - 内容: 丁\n附注: [戊]\n")
    text = dump_ledger(
        ledger,
        {
            "": "整份台账",
            "问题[0].表述": "【待核：题目】",
            "问题[0].责任单位[1]": "丙",
            "问题[0].措施[0].内容": "两行\n注释: [甲",
            "问题[0].措施[0].状态": "没有状态",
            "问题[7]": "没有这一项",
        },
    )
    assert text == (
        "# 整份台账\n# 没有这一项\n问题:\n  # 【待核：题目】\n  - 表述: 甲\n"
        "    责任单位:\n      - 乙\n      # 丙\n      - 丙\n"
        "    措施:\n      # 没有状态\n      # 两行\n      # 注释: [甲\n      - 内容: 丁\n\n附注: [戊]\n"
    )
    assert load_ledger_text(text) == ledger


def test_printing_is_linear_and_deterministic() -> None:
    one = load_ledger_text("问题:\n  - 表述: 甲\n    措施:\n      - 内容: 乙\n")
    many = one.model_copy(update={"problems": list(one.problems) * 3000})
    comments = {f"问题[{i}].措施[0].内容": "【待核】" for i in range(3000)}
    text = dump_ledger(many, comments)
    assert text == dump_ledger(many, comments)
    assert text.count("# 【待核】") == 3000
    assert load_ledger_text(text) == many
