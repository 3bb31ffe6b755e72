"""What the writer is told when a ledger cannot be used, and what is understood although YAML would not."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.errors import InputError
from drafter.ledger.load import load_ledger, load_ledger_text, load_with_positions
from drafter.ledger.model import Ledger

LEDGER = """\
通报: {成文日期: 2025年1月15日, 落款: 中共江州市云岭区委员会}
单位: {名称: 中共江州市云岭区委员会}
问题:
  - 编号: 1
    表述: 产业转型步伐不快
    公开: 否
    时限: 2024年12月底前
    措施:
      - 提法: 完善产业规划
        内容: 编制规划，确定5个重点方向。
  - 编号: 1.10
    表述: 营商环境有短板
    措施:
联系方式:
  电话: 0555-2345678
  邮编: 012345
"""


def said(text: str | bytes, folder: Path) -> str:
    """What a user sees when that file is loaded."""
    path = folder / "云岭 台账.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as error:
        load_ledger(path)
    return "\n".join(error.value.messages)


def test_figures_words_and_dates_stay_what_the_office_meant() -> None:
    ledger = load_ledger_text(LEDGER)
    assert ledger.contact.phone == "0555-2345678"
    assert ledger.contact.postcode == "012345"
    assert [p.number for p in ledger.problems] == [1, "1.10"]
    assert ledger.problems[0].public is False
    assert ledger.problems[0].deadline == "2024年12月底前"
    assert ledger.problems[1].measures == []
    assert ledger.notice.date == dt.date(2025, 1, 15)
    assert ledger.notice.signers == ["中共江州市云岭区委员会"]


@pytest.mark.parametrize("date", ["2024-03-05", "2024年3月5日", "2024.3.5", "２０２４．３．５", "2024/3/5"])
def test_a_date_may_be_written_in_every_usual_way(date: str) -> None:
    assert load_ledger_text(f"巡视:\n  开始: {date}\n").tour.start == dt.date(2024, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "联系方式:\n  电话：0555-2345678\n  地址: 云岭路1号\n",
        "联系方式：\n  电话: 0555-2345678\n  地址：云岭路1号\n",
        "联系方式:\n　　电话: 0555-2345678\n　　地址: 云岭路1号\n",
        "联系方式:\n  电话: 0555-2345678\n　地址: 云岭路1号\n",
        "联系方式:\n  电话: 0555-2345678\n　　地址: 云岭路1号\n",
        "联系方式: {电话：0555-2345678，地址：云岭路1号}\n",
        "联系方式:\n  电话:0555-2345678\n  地址:云岭路1号\n",
        "＃ 说明\n联系方式:\n  电话： 0555-2345678 \n  地址： 云岭路1号\n",
    ],
)
def test_full_width_marks_and_indentation_are_understood(text: str) -> None:
    contact = load_ledger_text(text).contact
    assert (contact.phone, contact.address) == ("0555-2345678", "云岭路1号")


def test_a_full_width_list_is_understood_and_its_texts_keep_their_colons() -> None:
    text = (
        "问题：\n－　编号：１２\n　　表述：甲\n　　责任单位：\n　　　- 牵头：发改局\n"
        "　　措施：\n　　- 内容：|\n　　　　电话：不是键\n"
    )
    problem = load_ledger_text(text).problems[0]
    assert (problem.number, problem.title, problem.units) == (12, "甲", ["牵头：发改局"])
    assert problem.measures[0].content == "电话：不是键"


def test_chinese_quotes_are_just_text() -> None:
    assert load_ledger_text("单位:\n  名称: “甲”与“乙”\n").unit.name == "“甲”与“乙”"


def test_a_text_block_that_looks_like_keys_is_left_alone() -> None:
    ledger = load_ledger_text("联系方式：\n  全文: |-\n    电话：0555\n    　　地址：云岭路\n")
    assert ledger.contact.full_text == "电话：0555\n　　地址：云岭路"


def test_all_faults_are_named_at_once_with_line_path_and_the_nearest_key(tmp_path: Path) -> None:
    message = said(
        "单位:\n  名秤: 甲\n问题:\n  - 编号: 1\n    表叙: 甲\n    时限: 2024年2月30日\n    状态: 完成了\n"
        "    公开: 大概\n    措施: 没有\n  - 表述: 乙\n    表述: 丙\n    措施:\n      - [甲]\n"
        "  - 编号: 3\n巡视: {开始: 三月}\n",
        tmp_path,
    )
    for part in (
        "台账.yaml:2: 单位.名秤：不认识的键“名秤”，是不是想写“名称”",
        ":5: 问题[0].表叙：不认识的键“表叙”，是不是想写“表述”",
        ":6: 问题[0].时限：没有这一天：2024年2月30日",
        ":7: 问题[0].状态：“完成了”不对，应是 已完成、基本完成、推进中、长期坚持 之一，是不是想写“已完成”",
        ":8: 问题[0].公开：“大概”不对，应写 是 或 否",
        ":9: 问题[0].措施：应是列表，每项以“- ”开头，这里却是文字“没有”",
        ":11: 问题[1].表述：“表述”重复了，第10行已经写过",
        ":13: 问题[1].措施[0]：应是一组“键: 值”",
        ":14: 问题[2].表述：缺少“表述”，这一项必须填写",
        ":15: 巡视.开始：“三月”不对，应写成日期",
    ):
        assert part in message
    assert len(message.splitlines()) == 10
    assert not any(word in message for word in ("Input", "should", "valid", "Extra", "Field"))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('问题:\n  - 表述: "甲\n    编号: 1\n', 2, "引号没有配对"),
        ("单位: {名称: 甲\n问题: []\n", 2, "花括号"),
        ("落款:\n  - [甲, 乙\n", 3, "方括号"),
        ("单位:\n\t名称: 甲\n", 2, "制表符"),
        ("单位:\n  名称: 甲\n 简称: 乙\n", 3, "缩进"),
        ("单位:\n  名称: 目标: 甲\n", 2, "冒号"),
        ("单位:\n  名称: @甲\n", 2, "加引号"),
        ("单位:\n  名称: *甲\n", 2, "加引号"),
        ("单位:\n  名称: !重要 甲\n", 2, "加引号"),
        ("单位:\n  名称: 甲\n---\n单位:\n", 3, "只能放一份台账"),
        ("- 甲\n- 乙\n", 1, "最外层应是"),
        ("# 只有注释\n", 1, "没有内容"),
        ("问题: " + "[" * 5000, 1, "嵌套"),
        ("单位:\n  名称: 甲\x07乙\n", 2, "控制字符"),
        ("\n名称\n", 2, "最外层应是"),
    ],
)
def test_a_file_that_is_no_yaml_is_told_where_and_how_to_mend(text: str, line: int, words: str, tmp_path: Path) -> None:
    message = said(text, tmp_path)
    assert words in message
    assert f"台账.yaml:{line}: " in message


def test_two_broken_places_are_both_named(tmp_path: Path) -> None:
    message = said("问题:\n  - 表述: 甲: 乙\n  - 表述: 丙\n    编好: 2\n单位:\n\t名称: 丁\n", tmp_path)
    assert ":2: " in message and ":6: 缩进用了制表符" in message
    assert ":4: 问题[1].编好：不认识的键“编好”，是不是想写“编号”" in message


def test_an_alias_bomb_is_refused_quickly(tmp_path: Path) -> None:
    rows = ["附注: &a [甲, 乙]", "机制: &b0 [" + ", ".join(["*a"] * 10) + "]"]
    rows += [f"键{i}: &b{i} [{', '.join([f'*b{i - 1}'] * 10)}]" for i in range(1, 12)]
    assert "内容过多" in said("\n".join(rows), tmp_path)


def test_a_small_alias_is_what_it_stands_for() -> None:
    ledger = load_ledger_text("进展概述: &a x\n附注: [*a]\n")
    assert ledger.remarks == ["x"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "台账.yaml"
    path.write_bytes(LEDGER.replace("\n", "\r\n").encode(encoding))
    assert load_ledger(path) == load_ledger_text(LEDGER)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (LEDGER.encode()[:200], "被截断或损坏"),
        (b"PK\x03\x04abc", "drafter import"),
        (bytes(range(256)) * 4, "台账.yaml"),
        (b"", "文件是空的"),
        (b"\xff\xfe\x00", "截断"),
        (b"\x80\x81\x82", "认不出文字编码"),
        (b"\x00" * 100, "控制字符"),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_words(data: bytes, words: str, tmp_path: Path) -> None:
    assert words in said(data, tmp_path)


def test_an_absent_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不存在"):
        load_ledger(tmp_path / "无.yaml")
    with pytest.raises(InputError, match="文件夹"):
        load_ledger(tmp_path)


def test_positions_give_the_line_of_a_key_path(tmp_path: Path) -> None:
    path = tmp_path / "台账.yaml"
    path.write_text(LEDGER, encoding="utf-8")
    _, positions = load_with_positions(path)
    assert positions.line("问题[0].措施[0].内容") == 10
    assert positions.line("问题[1].表述") == 12
    assert positions.line("联系方式.邮编") == 16
    assert positions.line("问题[1].状态") == 11  # not written: the problem itself
    assert positions.line("") == 1


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_damaged_ledger_is_loaded_or_refused_but_never_crashes(data: st.DataObject) -> None:
    text = LEDGER
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 20))
        text = text[:at] + data.draw(st.text("\t\"'[]{}:-#&*!|>%@`：　, \n\x00甲1a", max_size=4)) + text[at + cut :]
    try:
        assert isinstance(load_ledger_text(text), Ledger)
    except InputError as error:
        assert error.messages and all("：" in m or ": " in m for m in error.messages)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    from drafter.ledger.source import decode

    try:
        load_ledger_text(decode(data, "台账.yaml"))
    except InputError as error:
        assert error.messages


@pytest.mark.parametrize(
    ("word", "status"),
    [("正在整改", "推进中"), ("已销号", "已完成"), ("正在推进", "推进中"), ("已整改", "已完成"), ("长期", "长期坚持")],
)
def test_a_status_may_be_written_as_in_a_sheet(word: str, status: str) -> None:
    ledger = load_ledger_text(f"问题:\n  - 表述: 甲\n    状态: {word}\n    措施:\n      - {{内容: 乙, 状态: {word}}}\n")
    assert (ledger.problems[0].status, ledger.problems[0].measures[0].status) == (status, status)


def test_each_group_of_problems_may_count_from_one() -> None:
    text = "问题:\n  - {编号: 1, 表述: 甲, 方面: 党的建设}\n  - {编号: 1, 表述: 乙, 方面: 民生保障}\n"
    assert [p.number for p in load_ledger_text(text).problems] == [1, 1]


def test_an_empty_item_of_a_list_is_refused_with_its_line(tmp_path: Path) -> None:
    message = said("问题:\n  - 表述: 甲\n    措施:\n      - 内容: 乙\n      - \n  -\n", tmp_path)
    assert ":5: 问题[0].措施：第2项“- ”后面是空的，请填写，或删去这一行（第1个问题）" in message
    assert ":6: 问题：第2项“- ”后面是空的" in message


def test_a_measure_that_is_plain_text_is_told_the_form(tmp_path: Path) -> None:
    message = said("问题:\n  - 表述: 甲\n    措施:\n      - 走访了企业\n", tmp_path)
    assert ":4: 问题[0].措施[0]：应是一组“键: 值”" in message
    assert "请写成“- 内容: ……”（第1个问题）" in message
