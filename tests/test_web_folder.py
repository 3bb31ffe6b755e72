"""The working folder loses nobody's work."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.errors import InputError
from drafter.folders import files_below
from drafter.web.folder import UNDO_STEPS, Changed, Folder, Origin, Way, digest


def test_a_save_over_what_was_read_is_written(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    first = folder.save("台账.yaml", "甲".encode(), None)
    second = folder.save("台账.yaml", "乙".encode(), first)
    assert folder.read("台账.yaml").decode() == "乙"
    assert second == digest("乙".encode())


def test_a_file_changed_outside_is_not_overwritten(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    seen = folder.save("台账.yaml", "甲".encode(), None)
    (tmp_path / "台账.yaml").write_text("别人改的", encoding="utf-8")
    with pytest.raises(Changed) as changed:
        folder.save("台账.yaml", "我改的".encode(), seen)
    assert changed.value.text == "别人改的"
    assert folder.read("台账.yaml").decode() == "别人改的"


def test_a_file_that_went_away_or_came_meanwhile_is_told(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    seen = folder.save("台账.yaml", "甲".encode(), None)
    (tmp_path / "台账.yaml").unlink()
    with pytest.raises(Changed) as changed:
        folder.save("台账.yaml", "乙".encode(), seen)
    assert changed.value.text is None
    (tmp_path / "新.yaml").write_text("丙", encoding="utf-8")
    with pytest.raises(Changed):
        folder.save("新.yaml", "丁".encode(), None)


def history(folder: Folder, way: Way) -> list[str]:
    """What stands in the file after each step that way, till there is none."""
    stood = []
    while folder.step("台账.yaml", way):
        stood.append(folder.read("台账.yaml").decode())
    return stood


def test_the_last_ten_saves_can_be_taken_back_and_put_in_again(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    seen = folder.save("台账.yaml", b"0", None)
    for step in range(1, 15):
        seen = folder.save("台账.yaml", str(step).encode(), seen)
    assert folder.steps("台账.yaml") == (UNDO_STEPS, 0)
    assert history(folder, "undo") == [str(n) for n in range(13, 3, -1)]
    again = Folder(tmp_path)  # the states outlive the page
    assert again.steps("台账.yaml") == (0, UNDO_STEPS)
    assert history(again, "redo") == [str(n) for n in range(5, 15)]


def test_a_save_after_one_was_taken_back_is_another_history(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    seen = folder.save("台账.yaml", b"1", None)
    seen = folder.save("台账.yaml", b"2", seen)
    folder.step("台账.yaml", "undo")
    folder.save("台账.yaml", b"3", digest(b"1"))
    assert folder.steps("台账.yaml") == (1, 0)
    assert history(folder, "undo") == ["1"]


def test_what_was_changed_outside_is_not_taken_back_unseen(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    seen = folder.save("台账.yaml", "甲".encode(), folder.save("台账.yaml", b"0", None))
    (tmp_path / "台账.yaml").write_text("别人改的", encoding="utf-8")
    with pytest.raises(Changed):
        folder.step("台账.yaml", "undo", seen)
    assert folder.read("台账.yaml").decode() == "别人改的"
    assert history(folder, "undo") == ["0"]  # asked for without having seen it: kept, the other way
    assert history(folder, "redo") == ["别人改的"]


def test_a_save_that_changes_nothing_is_no_step(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    seen = folder.save("台账.yaml", b"0", None)
    folder.save("台账.yaml", b"0", seen)
    assert folder.steps("台账.yaml") == (0, 0)


def test_names_that_are_taken_get_a_number(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert folder.free_name("..\\上级\\整改 台账?.xlsx") == "整改 台账_.xlsx"
    folder.save("台账.yaml", b"0", None)
    folder.save(folder.free_name("台账.yaml"), b"1", None)
    assert folder.free_name("台账.yaml") == "台账（3）.yaml"
    assert len(folder.free_name("长" * 300 + ".yaml").encode()) <= 240


def test_only_ledgers_sheets_and_notices_are_listed(tmp_path: Path) -> None:
    for name in (
        "台账.yaml",
        "通报.docx",
        "通报.核对.yaml",
        "~$通报.docx",
        ".隐藏.yaml",
        "表.xlsx",
        "图.png",
        "template.yaml",
    ):
        (tmp_path / name).write_bytes(b"x")
    folder = Folder(tmp_path)
    assert folder.names("ledger") == ["台账.yaml"]
    assert folder.names("notice") == ["通报.docx"]
    assert folder.names("sheet") == ["表.xlsx"]


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="打不开"):
        Folder(tmp_path / "没有").names("ledger")


def test_a_file_that_was_put_away_comes_back_under_a_free_name(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.save("台账.yaml", b"0", None)
    assert folder.put_away("台账.yaml") == "台账.yaml"
    assert folder.names("ledger") == [] and folder.away() == ["台账.yaml"]
    folder.save("台账.yaml", b"1", None)
    folder.put_away("台账.yaml")
    assert sorted(folder.away()) == ["台账.yaml", "台账（2）.yaml"]
    folder.save("台账.yaml", b"2", None)
    assert folder.take_out("台账.yaml") == "台账（2）.yaml"
    assert folder.read("台账（2）.yaml") == b"0"
    with pytest.raises(InputError, match="已经不在"):
        folder.take_out("台账.yaml")
    with pytest.raises(InputError, match="不在了"):
        folder.put_away("没有.yaml")


def test_what_was_put_away_is_not_read_with_the_rest_of_a_folder(tmp_path: Path) -> None:
    for name in ("甲.txt", "回收/乙.txt", "去年/丙.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [path.name for path in files_below(tmp_path, {".txt"})] == ["丙.txt", "甲.txt"]
    assert [path.name for path in files_below(tmp_path / "回收", {".txt"})] == ["乙.txt"]


def test_where_a_ledger_was_read_from_is_known_until_another_has_its_name(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.save("表.xlsx", b"x", None)
    folder.save("台账.yaml", b"0", None)
    assert folder.origin("台账.yaml") is None
    folder.remember("台账.yaml", Origin("表.xlsx", "问题:\n  - 表述: 甲\n"))
    assert folder.origin("台账.yaml") == ("表.xlsx", "问题:\n  - 表述: 甲\n")
    folder.put_away("台账.yaml")
    folder.save("台账.yaml", b"1", None)
    assert folder.origin("台账.yaml") is None


def test_cells_of_one_form_become_one_step_before_another_save_is_let_go(tmp_path: Path) -> None:
    """What was filled in at once, and then cell after cell: the first can still be taken back."""
    folder = Folder(tmp_path)
    seen = folder.save("台账.yaml", b"0", None)
    seen = folder.save("台账.yaml", b"all", seen)
    for cell in range(15):
        seen = folder.save("台账.yaml", f"{cell}".encode(), seen, "基本情况")
    assert folder.steps("台账.yaml").back == UNDO_STEPS
    states = []
    while folder.step("台账.yaml", "undo"):
        states.append(folder.read("台账.yaml"))
    assert states[:3] == [b"13", b"12", b"11"] and states[-2:] == [b"all", b"0"]
