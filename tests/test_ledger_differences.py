"""Two texts of a ledger as differences, each taken without the others."""

from __future__ import annotations

from drafter.ledger.differences import differences, with_taken
from drafter.yamlnodes import parse_nodes, plain

OLD = """# 台账
问题:
- 编号: 1
  表述: 路灯不亮
  责任单位: [区城管局]
  措施:
  - 内容: 甲。
  - 内容: 丙。
- 编号: 2
  表述: 排水不畅
"""
NEW = """# 台账
问题:
- 编号: 1
  表述: 路灯不亮
  责任单位: [区城管局, 区财政局]
  措施:
  - 内容: 甲。
  - 内容: 乙。
    状态:
  - 内容: 丙。
- 编号: 3
  表述: 井盖缺失
- 编号: 2
  表述: 排水不畅
  内部备注: {完成比例（2024.3）: 八成}
联系方式: {电话: 0555-5550100}
"""


def test_what_is_added_is_known_by_its_place_and_shifts_nothing() -> None:
    found = {(one.path, one.kind): one.new for one in differences(OLD, NEW)}
    assert found == {
        ("问题[0].责任单位", "改"): "区城管局、区财政局",
        ("问题[0].措施[1]", "增"): "内容：乙。",
        ("问题[1]", "增"): "编号：3；表述：井盖缺失",
        ("问题[1].内部备注", "改"): "完成比例（2024.3）：八成",
        ("联系方式.电话", "改"): "0555-5550100",
    }


def test_all_of_them_give_the_newer_ledger_and_none_the_older() -> None:
    found = differences(OLD, NEW)
    whole = plain(parse_nodes(with_taken(OLD, found, {one.path for one in found})))
    newer = plain(parse_nodes(NEW))
    newer["问题"][0]["措施"][1].pop("状态")  # said nothing
    assert whole == newer
    assert with_taken(OLD, found, ()) == OLD


def test_each_is_taken_without_the_others() -> None:
    for one in differences(OLD, NEW):
        text = with_taken(OLD, differences(OLD, NEW), {one.path})
        assert [left.path for left in differences(text, NEW) if left.new == one.new] == []
        assert len(differences(text, NEW)) == len(differences(OLD, NEW)) - 1
        assert text.startswith("# 台账\n")


def test_where_as_many_items_stand_as_before_each_is_the_one_in_its_place() -> None:
    old = "问题:\n- 表述: 甲\n- 表述: 乙\n"
    found = differences(old, old.replace("甲", "丙"))
    assert [(one.path, one.old, one.new) for one in found] == [("问题[0].表述", "甲", "丙")]


def test_items_are_added_to_a_list_that_was_not_there() -> None:
    (found,) = differences("问题:\n- 表述: 甲\n", "问题:\n- 表述: 甲\n  措施:\n  - 内容: 乙。\n")
    assert (found.path, found.kind, found.before) == ("问题[0].措施[0]", "增", 0)
