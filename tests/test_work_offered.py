"""What a sheet says around its table is offered for the places that are empty, and never a mobile number."""

from __future__ import annotations

import pytest

from drafter.ledger.load import load_ledger_text
from drafter.work.offered import offers, told


def offered(*notes: str, ledger: str = "") -> dict[str, str]:
    """Path -> value of what these notes hold."""
    text = ledger + "附注:\n" + "".join(f"  - {note}\n" for note in notes)
    return {one.path: one.value for one in offers(load_ledger_text(text, "台账.yaml"))}


def test_title_and_filling_line_are_taken_apart() -> None:
    found = offered(
        "青岚县自然资源局党组落实县委第三巡察组反馈意见整改任务台账",
        "填报单位：整改办（盖章）    填报日期：2026年11月20日    联系人：苗小荷  555-0123",
    )
    assert found == {
        "单位.名称": "青岚县自然资源局党组",
        "单位.简称": "局党组",
        "巡视.巡视组": "县委第三巡察组",
        "巡视.部署": "县委",
        "通报.成文日期": "2026-11-20",
        "联系方式.电话": "555-0123",
    }


@pytest.mark.parametrize(
    "note, path, value",
    [
        ("中共云岭区委关于省委第三巡视组反馈意见整改台账", "单位.名称", "中共云岭区委"),
        ("中共云岭区委员会关于省委第三巡视组反馈意见整改台账", "单位.名称", "中共云岭区委员会"),
        ("填报单位：青岚县人民医院党委  联系电话：0599-5550123", "单位.名称", "青岚县人民医院党委"),
        ("填报单位：青岚县人民医院党委  联系电话：0599-5550123", "联系方式.电话", "0599-5550123"),
        ("2026年3月2日至4月30日，县委第三巡察组对县档案馆进行了巡察，6月1日反馈了意见", "巡视.反馈", "2026-06-01"),
    ],
)
def test_other_ways_to_say_it(note: str, path: str, value: str) -> None:
    assert offered(note).get(path) == value


def test_what_is_there_already_and_what_is_somebodys_own_is_not_offered() -> None:
    assert not offered("联系人：苗小荷 13800005550", "云岭区巡察反馈问题整改清单", "审核人：      签字：")
    given = "单位:\n  名称: 县档案局党组\n"
    assert "单位.名称" not in offered("青岚县自然资源局党组巡察整改台账", ledger=given)


def test_it_is_said_with_its_places() -> None:
    found = offers(load_ledger_text("附注: [区水务局党组巡察整改台账]\n", "台账.yaml"))
    assert told(found) == "单位.名称“区水务局党组”、单位.简称“局党组”"
