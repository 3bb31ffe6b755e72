"""Single changes leave every other character of the ledger where it is."""

import pytest

from drafter.errors import InputError
from drafter.ledger.load import load_ledger_text
from drafter.ledger.model import Entry, Ledger, MeasureEntry
from drafter.ledger.path import measure_at, steps_of, value_at
from drafter.ledger.revise import insert_item, move_item, remove_item, set_value

LEDGER = """\
# 我区的台账
通报:
  标题: 关于整改的通报   # 待定
问题:
  # 第一批
  - 编号: 1
    表述: 路灯不亮
    措施:
      - 提法: 更换路灯   # 城管局报
        内容: 更换路灯87盏。
      - 内容: |
          第一行。
          第二行。
  - {编号: 2, 表述: 河道淤积, 措施: [{内容: 清淤8公里。}, {内容: 巡河12次。}]}
  - 编号: 3
    表述: 学位不足
# 联系方式由办公室填
联系方式: {电话: 0555-5550100, 地址: 和平路1号}
"""


def problems(text: str) -> list[str]:
    return [p.title for p in load_ledger_text(text).problems]


def measures(text: str, problem: int) -> list[str | None]:
    return [m.content for m in load_ledger_text(text).problems[problem].measures]


def test_a_value_is_set_and_nothing_else_moves() -> None:
    changed = set_value(LEDGER, "问题[0].措施[0].内容", "更换路灯90盏。")
    assert changed == LEDGER.replace("87盏", "90盏")


def test_a_key_that_is_missing_is_added_in_its_place() -> None:
    changed = set_value(LEDGER, "问题[2].状态", "推进中")
    assert load_ledger_text(changed).problems[2].status == "推进中"
    assert "# 联系方式由办公室填" in changed
    ledger = load_ledger_text(set_value(LEDGER, "巡视.巡视组", "省委第三巡视组"))
    assert ledger.tour.team == "省委第三巡视组"
    ledger = load_ledger_text(set_value(LEDGER, "组织领导.领导小组.组长", "区委书记"))
    assert ledger.leadership.group is not None and ledger.leadership.group.head == "区委书记"


def test_an_empty_value_takes_its_key_away() -> None:
    changed = set_value(LEDGER, "问题[0].措施[0].提法", "")
    assert load_ledger_text(changed).problems[0].measures[0].lead is None
    changed = set_value(LEDGER, "联系方式.地址", None)
    assert changed.endswith("联系方式: {电话: 0555-5550100}\n")
    assert set_value(LEDGER, "联系方式.邮编", "") == LEDGER
    assert "标题" not in (load_ledger_text(set_value(LEDGER, "通报.标题", "")).notice.title or "")


def test_an_item_is_put_where_it_is_wanted() -> None:
    changed = insert_item(LEDGER, "问题[0].措施", 1, {"内容": "加装控制箱3个。"})
    assert measures(changed, 0) == ["更换路灯87盏。", "加装控制箱3个。", "第一行。\n第二行。"]
    assert "# 城管局报" in changed
    changed = insert_item(LEDGER, "问题[0].措施", 2, {"内容": "丙。"})
    assert measures(changed, 0)[-1] == "丙。"
    changed = insert_item(LEDGER, "问题[1].措施", 0, {"内容": "甲。"})
    assert measures(changed, 1) == ["甲。", "清淤8公里。", "巡河12次。"]
    changed = insert_item(LEDGER, "问题[2].措施", 0, {"提法": "新建学校", "内容": "新建学校2所。"})
    assert measures(changed, 2) == ["新建学校2所。"]
    changed = insert_item(LEDGER, "组织领导.会议", 0, {"名称": "区委常委会会议"})
    assert load_ledger_text(changed).leadership.meetings[0].name == "区委常委会会议"


def test_an_item_is_taken_out_and_the_others_stay() -> None:
    changed = remove_item(LEDGER, "问题[1]")
    assert problems(changed) == ["路灯不亮", "学位不足"]
    assert "# 第一批" in changed
    assert measures(remove_item(LEDGER, "问题[0].措施[1]"), 0) == ["更换路灯87盏。"]
    assert measures(remove_item(LEDGER, "问题[1].措施[0]"), 1) == ["巡河12次。"]
    assert measures(remove_item(LEDGER, "问题[1].措施[1]"), 1) == ["清淤8公里。"]


def test_the_last_item_goes_with_its_key() -> None:
    once = remove_item(LEDGER, "问题[1].措施[0]")
    twice = remove_item(once, "问题[1].措施[0]")
    assert measures(twice, 1) == []
    assert problems(twice) == problems(LEDGER)


@pytest.mark.parametrize(
    ("source", "target", "order"),
    [
        (0, 2, ["河道淤积", "学位不足", "路灯不亮"]),
        (2, 0, ["学位不足", "路灯不亮", "河道淤积"]),
        (1, 0, ["河道淤积", "路灯不亮", "学位不足"]),
        (1, 1, ["路灯不亮", "河道淤积", "学位不足"]),
    ],
)
def test_an_item_is_moved(source: int, target: int, order: list[str]) -> None:
    changed = move_item(LEDGER, f"问题[{source}]", target)
    assert problems(changed) == order
    assert sorted(changed.split("\n")) == sorted(LEDGER.split("\n"))


def test_items_in_brackets_are_moved() -> None:
    assert measures(move_item(LEDGER, "问题[1].措施[0]", 1), 1) == ["巡河12次。", "清淤8公里。"]


@pytest.mark.parametrize("path", ["问题[9]", "问题[0].措施[7]", "通报"])
def test_a_place_that_is_not_there_is_said(path: str) -> None:
    with pytest.raises(InputError, match="没有"):
        remove_item(LEDGER, path)


def test_paths_are_read_as_a_trace_writes_them() -> None:
    assert steps_of("问题[3].措施[0].内容") == ["问题", 3, "措施", 0, "内容"]


def test_every_entry_is_walked_in_the_order_of_the_file_with_its_path() -> None:
    ledger = Ledger.model_validate(WHOLE)
    assert [path for path, _ in ledger.walk(MeasureEntry)] == [
        "问题[0].措施[0]",
        "问题[0].措施[1]",
        "问题[0].具体表现[0].措施[0]",
        "问题[1].措施[0]",
    ]
    paths = [path for path, _ in ledger.walk(Entry)]
    assert [p for p in paths if p.startswith(("组织领导.会议", "问题", "下一步.要点", "其他部分"))] == [
        "组织领导.会议[0]",
        "问题[0]",
        "问题[0].措施[0]",
        "问题[0].措施[0].提法",
        "问题[0].措施[1]",
        "问题[0].具体表现[0]",
        "问题[0].具体表现[0].措施[0]",
        "问题[1]",
        "问题[1].措施[0]",
        "下一步.要点[0]",
        "其他部分[0]",
    ]


def test_what_a_path_leads_to_is_what_the_walk_found_there() -> None:
    ledger = Ledger.model_validate(WHOLE)
    assert all(value_at(ledger, steps_of(path)) is entry for path, entry in ledger.walk(Entry))
    assert value_at(ledger, steps_of("问题[0].措施[1].内容")) == "拓宽道路"
    assert value_at(WHOLE, steps_of("问题[0].措施[1].内容")) == "拓宽道路"
    for nowhere in ("问题[2]", "问题[0].无此项", "问题.措施", "单位.名称.简称", "问题[0].措施[2].内容"):
        assert value_at(ledger, steps_of(nowhere)) is None


def test_a_measure_is_found_with_the_wording_that_it_answers() -> None:
    ledger = Ledger.model_validate(WHOLE)
    assert measure_at(ledger, "问题[0].措施[1]") == (ledger.problems[0].measures[1], "公开的写法")
    assert measure_at(ledger, "问题[0].具体表现[0].措施[0]") == (ledger.problems[0].aspects[0].measures[0], "路面破损")
    assert measure_at(ledger, "问题[0]") is None
    assert measure_at(ledger, "问题[1].措施[1]") is None


WHOLE = {
    "组织领导": {"会议": [{"日期": "2024-06-22", "名称": "区委常委会会议"}]},
    "问题": [
        {
            "表述": "内部的写法",
            "公开表述": "公开的写法",
            "措施": [{"提法": {"词条": "c-1"}, "内容": "修补路面"}, {"内容": "拓宽道路"}],
            "具体表现": [{"表述": "路面破损", "措施": [{"内容": "每周巡查"}]}],
        },
        {"表述": "停车难", "措施": [{"内容": "新增泊位30个"}]},
    ],
    "下一步": {"要点": [{"提法": "持续巩固成果"}]},
    "其他部分": [{"标题": "问责情况", "段落": ["已问责1人。"]}],
}


@pytest.mark.parametrize("path", ["组织领导.概述", "下一步.概述"])
@pytest.mark.parametrize("first", [{"词条": "F-概述-3"}, "自己写的一句话。", "写得很长的一句话，" * 12])
@pytest.mark.parametrize("second", [{"词条": "F-概述-4"}, "又写的一句话。", "又写得很长的一句话，" * 12])
def test_a_phrase_that_was_chosen_is_chosen_again_or_written_over(path: str, first: object, second: object) -> None:
    text = (
        "组织领导:\n  # 记\n  概述: {词条: F-概述-1}\n  领导小组: {组长: 甲}\n下一步:\n  概述:\n    词条: F-概述-2\n"
        "  要点:\n    - 提法: 乙\n      内容: 丙\n问题:\n  - 表述: 路灯不亮\n"
    )
    text = set_value(set_value(text, path, first), path, second)
    ledger = load_ledger_text(text)
    part = ledger.leadership if path.startswith("组织领导") else ledger.next_steps
    said = part.overview
    assert (said if isinstance(said, str) else {"词条": said.id}) == second
    assert "# 记" in text and ledger.next_steps.points[0].content == "丙" and ledger.leadership.group.head == "甲"
