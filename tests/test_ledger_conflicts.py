"""What several departments send back: what they agree on is merged, the rest is a table that somebody fills in."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import drafter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from drafter.errors import InputError
from drafter.ledger.conflicts import Decision, Sent, decided, merge_sent
from drafter.ledger.excel_conflicts import read_decisions, write_conflicts
from drafter.ledger.excel_sheet import read_workbook
from drafter.ledger.load import load_ledger_text

LEDGER = """\
# 注释留着
问题:
  - 编号: 1
    表述: 招商不力
    状态: 推进中
    责任单位: [招商局, 财政局]
    时限: 2025-06-30
    措施:
      - {提法: 突出招大引强, 内容: "外出招商43次，新签约项目17个。"}
      - 提法: 优化服务
        内容: 办理代办事项210件。
  - 编号: 2
    表述: 库房混乱
    状态: 推进中
    措施:
      - 内容: 盘点库房12间。
        状态: 推进中
"""
A = LEDGER.replace("状态: 推进中\n    责任", "状态: 已完成\n    责任").replace("招商43次", "招商57次")
B = LEDGER.replace("状态: 推进中\n    责任", "状态: 基本完成\n    责任").replace("招商43次", "招商60次")
UNCHANGED = LEDGER


def sent(**texts: str) -> list[Sent]:
    return [Sent(f"{name}.yaml", load_ledger_text(text)) for name, text in texts.items()]


def test_what_two_say_differently_stays_as_it_was_and_is_a_conflict() -> None:
    merged = merge_sent(LEDGER, "台账", sent(甲=A, 乙=B))
    assert merged.text == LEDGER
    assert [(c.path, c.now, [tuple(a) for a in c.answers]) for c in merged.conflicts] == [
        ("问题[0].状态", "推进中", [("基本完成", ("乙.yaml",)), ("已完成", ("甲.yaml",))]),
        ("问题[0].措施[0].内容", "外出招商43次，新签约项目17个。",
         [("外出招商60次，新签约项目17个。", ("乙.yaml",)), ("外出招商57次，新签约项目17个。", ("甲.yaml",))]),
    ]  # fmt: skip


def test_a_copy_that_says_what_the_ledger_said_takes_nothing_back() -> None:
    for order in (sent(甲=A, 乙=UNCHANGED, 丙=UNCHANGED), sent(乙=UNCHANGED, 甲=A)):
        merged = merge_sent(LEDGER, "台账", order)
        assert merged.conflicts == () and load_ledger_text(merged.text) == load_ledger_text(A)


def test_what_several_say_alike_is_merged_once_and_new_measures_are_added_once() -> None:
    more = A.replace("办理代办事项210件。\n", "办理代办事项210件。\n      - {内容: 新设驻外办事处2个。}\n")
    merged = merge_sent(LEDGER, "台账", sent(甲=more, 乙=more, 丙=A))
    problem = load_ledger_text(merged.text).problems[0]
    assert [m.content for m in problem.measures].count("新设驻外办事处2个。") == 1 and problem.status == "已完成"
    assert merged.conflicts == () and merged.text.startswith("# 注释留着")


def test_a_measure_that_one_leaves_out_and_another_has_is_not_missing() -> None:
    less = LEDGER.replace("      - 提法: 优化服务\n        内容: 办理代办事项210件。\n", "")
    assert "措施缺少" not in str(merge_sent(LEDGER, "台账", sent(甲=less, 乙=A)).changes.lines())
    assert "措施缺少" in str(merge_sent(LEDGER, "台账", sent(甲=less, 乙=less)).changes.lines())


def test_other_words_for_a_measure_are_to_be_decided_with_the_name_of_who_says_so() -> None:
    other = LEDGER.replace("办理代办事项210件", "为企业代办事项312件，回访企业40家")
    merged = merge_sent(LEDGER, "台账", sent(甲=UNCHANGED, 乙=other))
    (conflict,) = merged.conflicts
    assert conflict.answers == (("为企业代办事项312件，回访企业40家。", ("乙.yaml",)),)
    assert "待核·第2条措施" in merged.text


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.permutations(range(6)), st.lists(st.integers(40, 45), min_size=6, max_size=6))
def test_the_order_of_the_files_decides_nothing(order: list[int], figures: list[int]) -> None:
    texts = [LEDGER.replace("招商43次", f"招商{n}次").replace("12间", f"{n % 3 + 12}间") for n in figures]
    every = [Sent(f"{i}.yaml", load_ledger_text(text)) for i, text in enumerate(texts)]
    first = merge_sent(LEDGER, "台账", every)
    again = merge_sent(LEDGER, "台账", [every[i] for i in order])
    assert (first.text, first.conflicts) == (again.text, again.conflicts)
    assert write_conflicts(first.conflicts) == write_conflicts(again.conflicts)


def filled(folder: Path, marks: dict[str, str], *ledgers: Sent) -> Path:
    path = folder / "待定.xlsx"
    path.write_bytes(write_conflicts(merge_sent(LEDGER, "台账", list(ledgers)).conflicts))
    book = load_workbook(path)
    for cell, mark in marks.items():
        book.active[cell] = mark  # type: ignore[index]
    book.save(path)
    return path


def test_a_tick_chooses_and_words_of_ones_own_are_taken(tmp_path: Path) -> None:
    path = filled(tmp_path, {"F6": "√", "F8": "外出招商61次，新签约项目19个。"}, *sent(甲=A, 乙=B))
    decisions = read_decisions("待定.xlsx", read_workbook(path))
    text, changes = decided(LEDGER, "台账", decisions)
    problem = load_ledger_text(text).problems[0]
    assert (problem.status, problem.measures[0].content) == ("已完成", "外出招商61次，新签约项目19个。")
    assert [c.kind for c in changes.entries] == ["已定", "已定"] and text.startswith("# 注释留着")
    later, said = decided(LEDGER.replace("状态: 推进中\n    责任", "状态: 长期坚持\n    责任"), "台账", decisions)
    assert load_ledger_text(later).problems[0].status == "长期坚持" and said.entries[0].kind == "没有动"


def test_two_ticks_for_one_thing_are_refused_with_their_rows(tmp_path: Path) -> None:
    path = filled(tmp_path, {"F5": "√", "F6": "√"}, *sent(甲=A, 乙=B))
    with pytest.raises(InputError, match="第5行、第6行 是同一件事（状态），只能采用一种"):
        read_decisions("待定.xlsx", read_workbook(path))


def test_deciding_takes_the_note_away_and_an_emptied_value_may_go() -> None:
    other = LEDGER.replace("办理代办事项210件", "为企业代办事项312件，回访企业40家")
    merged = merge_sent(LEDGER, "台账", sent(甲=UNCHANGED, 乙=other))
    (conflict,) = merged.conflicts
    chosen = Decision(conflict.path, conflict.item, conflict.now, conflict.answers[0].text)
    text, _ = decided(merged.text, "台账", [chosen, Decision("问题[0].时限", "时限", "2025-06-30", "（空）")])
    problem = load_ledger_text(text).problems[0]
    assert problem.measures[1].content == "为企业代办事项312件，回访企业40家。"
    assert problem.notes == {} and problem.deadline is None and "时限" not in text


def test_a_folder_of_twenty_departments_becomes_one_ledger_and_one_table(tmp_path: Path) -> None:
    problems = "".join(
        f"  - 编号: {n}\n    表述: 第{n}类设施管护不到位\n    责任单位: [第{n}局, 综合局]\n    状态: 推进中\n"
        f"    措施: [{{内容: 更换设施{n}处。}}]\n"
        for n in range(1, 20)
    )
    (tmp_path / "台账.yaml").write_text(f"问题:\n{problems}", encoding="utf-8")
    done = drafter("export", "台账.yaml", "--by", "责任单位", "-o", "填回", cwd=tmp_path)
    assert done.returncode == 0 and len(list((tmp_path / "填回").iterdir())) == 20
    for path in (tmp_path / "填回").iterdir():
        book = load_workbook(path)
        page = book["整改台账"]
        column = {c.value: c.column for c in page[1]}["整改状态"]
        for row in range(2, page.max_row + 1):
            if page.cell(row, 1).value:
                page.cell(row, column).value = "基本完成" if "综合局" in path.name else "已完成"
        book.save(path)
    call = ("update", "台账.yaml", "--from", "填回", "-o", "新.yaml", "--conflicts", "待定.xlsx")
    done = drafter(*call, cwd=tmp_path)
    assert done.returncode == 0 and "要定的有19处（已写入 待定.xlsx" in done.stderr
    said = "台账 推进中；已完成（台账-第1局.xlsx）；基本完成（台账-综合局.xlsx）"
    assert f"1. 问题1“第1类设施管护不到位” 状态：{said}" in done.stderr
    book = load_workbook(tmp_path / "待定.xlsx")
    page = book.active
    assert page is not None
    for row in range(4, page.max_row + 1):
        if page.cell(row, 4).value == "已完成":
            page.cell(row, 6).value = "√"
    book.save(tmp_path / "定.xlsx")
    done = drafter("update", "新.yaml", "--from", "定.xlsx", "-o", "新.yaml", cwd=tmp_path)
    assert done.returncode == 0 and "共有已定 19 处。" in done.stderr
    assert {p.status for p in load_ledger_text((tmp_path / "新.yaml").read_text("utf-8")).problems} == {"已完成"}


def test_what_cannot_be_merged_together_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(LEDGER, encoding="utf-8")
    (tmp_path / "甲.yaml").write_text(A, encoding="utf-8")
    (tmp_path / "坏.yaml").write_text("问题: [", encoding="utf-8")
    (tmp_path / "空").mkdir()
    filled(tmp_path, {}, *sent(甲=A, 乙=B))
    for sources, words in (
        (("甲.yaml", "坏.yaml"), "坏.yaml"),
        (("空",), "文件夹里没有填回的台账"),
        (("甲.yaml", "稿.docx"), "改过的稿子一次收回一份"),
        (("甲.yaml", "待定.xlsx"), "填好的待定表请单独写回"),
    ):
        call = [part for source in sources for part in ("--from", source)]
        done = drafter("update", "台账.yaml", *call, "-o", "新.yaml", cwd=tmp_path)
        assert done.returncode == 2 and words in done.stderr and not (tmp_path / "新.yaml").exists(), sources


def test_a_cell_that_was_left_empty_takes_back_no_publication(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    for row in (
        ["序号", "反馈问题", "整改进展", "是否公开"],
        [1, "招商不力", "外出招商57次", None],
        [2, "库房混乱", "盘点", "是"],
    ):
        book.active.append(row)
    book.save(tmp_path / "填回.xlsx")
    (tmp_path / "台账.yaml").write_text(LEDGER, encoding="utf-8")
    done = drafter("update", "台账.yaml", "--from", "填回.xlsx", "-o", "新.yaml", cwd=tmp_path)
    assert done.returncode == 0 and "没有填，先按不公开处理" in done.stderr and "公开：" not in done.stderr
    assert all(p.public for p in load_ledger_text((tmp_path / "新.yaml").read_text("utf-8")).problems)


def test_nearly_the_same_measure_that_two_add_is_one_to_decide_on() -> None:
    new = "\n      - 内容: {}"
    with_new = [LEDGER.replace("210件。", "210件。" + new.format(text)) for text in ("举办银企对接会3场，授信2.6亿元。",
                "举办银企对接会4场，授信2.9亿元。", "清理拖欠账款12笔。")]  # fmt: skip
    merged = merge_sent(LEDGER, "台账", sent(甲=with_new[0], 乙=with_new[1], 丙=with_new[2]))
    found = {c.path: c for c in merged.conflicts}
    conflict = next(c for c in found.values() if "新增措施" in c.item)
    assert {a.names for a in conflict.answers} == {("甲.yaml",), ("乙.yaml",)}
    ledger = load_ledger_text(merged.text)
    contents = [m.content for m in ledger.problems[0].measures]
    assert sum("银企对接会" in str(c) for c in contents) == 1 and "清理拖欠账款12笔。" in contents
    chosen = Decision(conflict.path, conflict.item, conflict.now, "举办银企对接会4场，授信2.9亿元。")
    text, _ = decided(merged.text, "台账", [chosen])
    assert "举办银企对接会4场，授信2.9亿元。" in [m.content for m in load_ledger_text(text).problems[0].measures]
