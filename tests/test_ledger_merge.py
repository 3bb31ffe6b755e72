"""A second round: the newer facts go into the older ledger, whose wording and comments stay."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from ledger_strategies import ledgers

from drafter.ledger.dump import dump_ledger
from drafter.ledger.excel_in import ExcelImport
from drafter.ledger.load import load_ledger_text
from drafter.ledger.merge import changes_since, diff_ledgers, update_ledger
from drafter.ledger.model import Ledger

OLD = """\
# 云岭区整改台账，起草人：陶工
单位: {名称: 中共江州市云岭区委员会}   # 全称
联系方式:
  电话: 0555-2345678

问题:
  # 第一个问题最难
  - 编号: 1
    表述: 产业转型步伐不快     # 反馈原文
    责任单位: [区发改局]
    状态: 推进中   # 每月核
    时限:          # 待定
    措施:
      - 提法: 完善产业规划
        内容: >-
          编制先进装备产业三年行动计划，
          确定5个重点方向。
      # 招商组报
      - 提法: 加大招引力度
        内容: '全区签约“链上”项目12个，总投资36.5亿元。'   # 截至九月
        状态: 推进中

  # 第二个问题
  - 编号: 2
    表述: 营商环境有短板
    措施: []   # 还没报来
  - {编号: 3, 表述: 养老服务有欠缺, 状态: 推进中, 措施: [{内容: 新建助餐点14个。}]}
  - 编号: 4
    表述: 老问题
    措施:
      - 内容: |-
          第一段。
          第二段。

# 下一步由办公室写
下一步:
  概述: 持续用力。
"""
NEW = """\
单位: {名称: 中共江州市云岭区委员会, 简称: 区委}
联系方式: {电话: 0555-8765432, 邮编: "012345"}
问题:
  - {编号: 3, 表述: 养老服务有欠缺, 状态: 基本完成, 时限: 2024-12-31, 措施: [{内容: 新建助餐点16个。, 佐证: [验收单]}]}
  - 编号: 1
    表述: 产业转型步伐不快
    责任单位: [区发改局, 区工信局]
    状态: 已完成
    时限: 2024-12-31
    措施:
      - {提法: 加大招引力度, 内容: 签约链上项目15个，完成投资40亿元。, 状态: 已完成}
      - {提法: 完善产业规划, 内容: "编制先进装备产业三年行动计划，确定8个重点方向。"}
      - {提法: 做实项目服务, 内容: "走访企业48家。"}
    内部备注: {联系人: 季科}
  - 编号: 2
    表述: 营商环境有短板
    措施: [{内容: 压减审批时限到3天。, 状态: 已完成}]
  - {编号: 9, 表述: 乡镇财政管理薄弱, 措施: [{内容: 检查6个乡镇。}]}
"""
EXPECTED = """\
# 云岭区整改台账，起草人：陶工
单位: {名称: 中共江州市云岭区委员会, 简称: 区委}   # 全称
联系方式:
  电话: 0555-8765432
  邮编: "012345"

问题:
  # 第一个问题最难
  - 编号: 1
    表述: 产业转型步伐不快     # 反馈原文
    责任单位: [区发改局, 区工信局]
    状态: 已完成   # 每月核
    时限: 2024-12-31          # 待定
    措施:
      - 提法: 完善产业规划
        内容: 编制先进装备产业三年行动计划， 确定8个重点方向。
      # 招商组报
      - 提法: 加大招引力度
        内容: 全区签约“链上”项目15个，总投资40亿元。   # 截至九月
        状态: 已完成
      - 提法: 做实项目服务
        内容: 走访企业48家。
    内部备注:
      联系人: 季科
      待核·第2条措施: 签约链上项目15个，完成投资40亿元。

  # 第二个问题
  - 编号: 2
    表述: 营商环境有短板
    措施:   # 还没报来
      - 内容: 压减审批时限到3天。
        状态: 已完成
  - {编号: 3, 表述: 养老服务有欠缺, 状态: 基本完成, 措施: [{内容: 新建助餐点16个。, 佐证: [验收单]}], 时限: 2024-12-31}
  - 编号: 4
    表述: 老问题
    措施:
      - 内容: |-
          第一段。
          第二段。
  - 编号: 9
    表述: 乡镇财政管理薄弱
    措施:
      - 内容: 检查6个乡镇。

# 下一步由办公室写
下一步:
  概述: 持续用力。
"""


def test_newer_facts_are_taken_over_and_wording_and_comments_stay() -> None:
    text, changes = update_ledger(OLD, load_ledger_text(NEW))
    assert text == EXPECTED
    said = "\n".join(changes.lines())
    for part in (
        "问题1“产业转型步伐不快”",
        "状态：“推进中” → “已完成”",
        "第2条措施 “推进中” → 已完成",
        "数字：第1条措施 5个 → 8个，已改",
        "数字：第2条措施 12个 → 15个；36.5亿元 → 40亿元，已改",
        "措施新增：“做实项目服务。走访企业48家。”",
        "佐证：第1条措施 增加 “验收单”",
        "问题新增：原台账里没有对应的问题，已加在最后",
        "问题缺少：新台账里没有对应的问题，原样保留，请核对",
        "更正：电话 “0555-2345678” → “0555-8765432”",
    ):
        assert part in said, part


def test_an_update_by_the_same_ledger_changes_nothing() -> None:
    text, changes = update_ledger(OLD, load_ledger_text(OLD))
    assert text == OLD and not changes and changes.lines() == []


def test_a_second_update_by_the_same_sheet_changes_nothing_more() -> None:
    once, _ = update_ledger(OLD, load_ledger_text(NEW))
    twice, _ = update_ledger(once, load_ledger_text(NEW))
    assert twice == once


def test_what_a_sheet_does_not_have_is_not_blanked(tmp_path: Path) -> None:
    from openpyxl import Workbook

    from drafter.ledger.excel_in import read_excel

    book = Workbook()
    book.active.append(["序号", "反馈问题", "完成情况"])
    book.active.append([1, "产业转型步伐不快", "已完成"])
    book.active.append([2, "营商环境有短板", "正在推进"])
    path = tmp_path / "进度.xlsx"
    book.save(path)
    old = tmp_path / "台账.yaml"
    old.write_text(OLD, encoding="utf-8")
    text, changes = update_ledger(old, read_excel(path, {}).ledger)
    assert text == OLD.replace("状态: 推进中   # 每月核", "状态: 已完成   # 每月核").replace(
        "    表述: 营商环境有短板\n", "    表述: 营商环境有短板\n    状态: 推进中\n"
    )
    assert not changes.of("措施缺少")


def test_a_renumbered_problem_is_found_by_its_wording_and_a_reworded_one_by_its_number() -> None:
    old = load_ledger_text("问题: [{编号: 1, 表述: 产业转型步伐不快}, {编号: 2, 表述: 营商环境还有短板}]")
    new = load_ledger_text("问题: [{编号: 2, 表述: 营商环境有明显短板}, {编号: 5, 表述: 产业转型步伐不快}]")
    said = "\n".join(diff_ledgers(old, new).lines())
    assert "编号：“1” → “5”" in said
    assert "表述“营商环境还有短板” → “营商环境有明显短板”" in said
    assert "问题新增" not in said and "问题缺少" not in said


def test_a_diff_tells_what_moved_and_is_silent_between_equals() -> None:
    old, new = load_ledger_text(OLD), load_ledger_text(NEW)
    assert not diff_ledgers(old, old)
    changes = diff_ledgers(old, new)
    assert changes.of("措施新增")[0].text == "“做实项目服务。走访企业48家。”"
    assert len(changes.of("问题新增")) == 1 and len(changes.of("问题缺少")) == 1
    assert any("5个 → 8个" in c.text for c in changes.of("数字"))
    assert any("持续用力" in c.text for c in changes.of("其他"))
    assert changes.lines()[0].startswith("共有")


def test_a_note_that_differs_in_its_figures_alone_is_the_newer_one_and_others_are_added() -> None:
    text = "问题:\n  - 表述: 路灯不亮\n    内部备注:\n      完成比例: 70%\n      备注: 方案已报\n"
    newer = load_ledger_text(text.replace("70%", "85%").replace("方案已报", "方案已落实"), "新.yaml")
    result, changes = update_ledger(text, newer)
    assert load_ledger_text(result, "台账.yaml").problems[0].notes == {
        "完成比例": "85%",
        "备注": "方案已报\n方案已落实",
    }
    assert any("更新：完成比例（原为“70%”）、备注" in line for line in changes.lines())


def test_what_is_new_since_the_last_round() -> None:
    since = changes_since(load_ledger_text(OLD), load_ledger_text(NEW))
    three, one, two, nine = since.problems
    assert (one.completed, one.status_before, one.new_measures) == (True, "推进中", (2,))
    assert three.figures == ("第1条措施 14个 → 16个",) and not three.completed
    assert nine.previous is None and nine.moved
    assert since.completed == 1 and since.new_measures == 3 and since.gone == (3,)
    assert two.new_measures == (0,)


def test_a_figure_is_not_put_into_a_sentence_about_something_else() -> None:
    old = "问题:\n- {编号: 1, 表述: 干部结构不优, 措施: [{内容: 制定计划1份，选派年轻干部4人到乡镇所锻炼。}]}\n"
    new = load_ledger_text(old.replace("选派年轻干部4人到乡镇所锻炼", "轮岗交流股级干部7人"))
    text, changes = update_ledger(old, new)
    assert "选派年轻干部4人到乡镇所锻炼" in text and "年轻干部7人" not in text
    assert any("措辞不同，未改" in c.text for c in changes.of("数字"))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ledgers, ledgers)
def test_any_update_gives_a_ledger_that_loads_and_keeps_every_comment(old: Ledger, new: Ledger) -> None:
    text = dump_ledger(old, {"单位": "注释甲", "问题": "注释乙", "问题[0].措施": "注释丙", "联系方式": "注释丁"})
    result, changes = update_ledger(text, new)
    merged = load_ledger_text(result)
    assert len(merged.problems) >= len(old.problems)
    assert all(result.count(word) >= 1 for word in ("注释甲", "注释乙", "注释丙", "注释丁"))
    assert [p.title for p in merged.problems[: len(old.problems)]] == [p.title for p in old.problems]
    assert changes.lines() or result == text


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(ledgers)
def test_any_ledger_updated_by_itself_stays_the_same(ledger: Ledger) -> None:
    text = dump_ledger(ledger)
    assert update_ledger(text, ledger)[0] == text


FILLED = """
问题:
  - {编号: 1, 表述: 路灯损坏多, 状态: 推进中, 时限: 2024-12-31, 成效: 投诉下降。,
     措施: [{提法: 集中更换, 内容: 更换路灯87盏。}, {提法: 建立机制, 内容: 每月巡查。}]}
  - {编号: 2, 表述: 井盖缺失, 状态: 推进中, 措施: [{提法: 补装, 内容: 补装40个。}]}
"""


def test_cells_that_a_department_emptied_are_told_with_what_stood_there(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    from drafter.ledger.excel_in import read_excel
    from drafter.ledger.excel_out import write_excel

    path = tmp_path / "台账.xlsx"
    path.write_bytes(write_excel(load_ledger_text(FILLED)))
    assert not update_ledger(FILLED, *as_read(read_excel(path)))[1]  # as it was sent out
    book = load_workbook(path)
    sheet = book["整改台账"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row, heading in ((2, "整改状态"), (2, "整改时限"), (2, "整改成效"), (3, "整改措施"), (4, "提法")):
        sheet.cell(row, columns[heading]).value = None
    book.save(path)
    text, changes = update_ledger(FILLED, *as_read(read_excel(path)))
    assert load_ledger_text(text) == load_ledger_text(FILLED)
    told = [change.text for change in changes.of("清空")]
    assert [t.split(" ")[0] for t in told] == ["时限", "状态", "第2条措施的内容", "成效", "第1条措施的提法"]
    for old in ("推进中", "2024-12-31", "每月巡查。", "投诉下降。", "补装"):
        assert any(old in t for t in told)


def as_read(found: ExcelImport) -> tuple[Ledger, frozenset[str]]:
    return found.ledger, found.given


@pytest.mark.parametrize(
    ("report", "content", "note"),
    [
        ("外出招商57次。", "外出招商57次，新签约项目17个。", None),
        ("累计外出招商57次，新签约项目23个。", "外出招商57次，新签约项目23个。", "累计外出招商57次，新签约项目23个。"),
        ("外出招商14次。", "外出招商43次，新签约项目17个。", "外出招商14次。"),
        ("外出招商57次，引进专家3名。", "外出招商43次，新签约项目17个。", "外出招商57次，引进专家3名。"),
    ],
)
def test_a_newer_figure_is_never_printed_beside_the_older(report: str, content: str, note: str | None) -> None:
    old = """
问题:
  - 编号: 1
    表述: 招商不力
    措施: [{提法: 突出招大引强, 内容: "外出招商43次，新签约项目17个。"}, {提法: 优化服务, 内容: 办理代办事项210件。}]
"""
    new = f'问题: [{{编号: 1, 表述: 招商不力, 措施: [{{内容: "{report}"}}]}}]'
    text, changes = update_ledger(old, load_ledger_text(new))
    [problem] = load_ledger_text(text).problems
    assert [m.content for m in problem.measures] == [content, "办理代办事项210件。"]
    assert changes.of("数字") and not changes.of("措施新增")
    assert problem.notes == ({} if note is None else {"待核·第1条措施": note})
