"""Names of files: made of a ledger's words, told apart, and what is told of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drafter.cli.draft import _targets
from drafter.cli.paths import expand
from drafter.errors import InputError
from drafter.file_names import as_file_name, is_reserved, refused, size
from drafter.ledger.model import Ledger, ProblemEntry
from drafter.work.departments import divided
from drafter.work.gate import Gate

NAMES = {
    "财\u202excod.科": "财xcod.科",
    "\u2066水利\u2069\u200b局\ufeff": "水利局",
    "城管\u2028住\ue000建\n\x07科": "城管_住_建_科",
    "../../外面": "外面",
    ".隐藏科. ": "隐藏科",
    "con.局": "con_.局",
    "COM¹": "COM¹_",
    "\u3164\u2800": "未命名",
    "e\u0301": "é",
}


@pytest.mark.parametrize("words", NAMES)
def test_words_become_a_name_that_is_shown_as_it_is_stored(words: str) -> None:
    assert as_file_name(words, 180) == NAMES[words]
    assert refused(NAMES[words]) is None


def test_a_name_is_as_long_as_a_disk_takes_and_keeps_whole_characters() -> None:
    assert as_file_name("乡" * 90, 180) == "乡" * 60
    assert as_file_name("q\u0301" * 9, 10) == "q\u0301" * 3 and size("q\u0301" * 3) == 9
    assert is_reserved("nul .docx") and not is_reserved("console")
    long = "账" * 75  # a ledger's name that leaves little
    (name,) = divided(Ledger(problems=[ProblemEntry(title="甲", units=["局" * 60])]), "责任单位", f"{long}-")
    assert refused(f"{long}-{name}.xlsx") is None


def test_two_units_whose_names_fall_together_have_two_files() -> None:
    units = ["水利\u202e局", "水利局", "水利局（2）", "a/b", "A?B"]
    found = divided(Ledger(problems=[ProblemEntry(title=unit, units=[unit]) for unit in units]), "责任单位")
    assert len({name.casefold() for name in found}) == len(units) - 1  # the mark of direction makes no other unit
    assert sum(len(part.problems) for part in found.values()) == len(units)


def test_drafts_of_ledgers_with_one_name_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    found = _targets([Path("汇总.yaml"), Path("汇总.yml"), Path("甲.yaml")], Path("稿"), "-党内")
    assert [path.name for path in found] == ["汇总（yaml）-党内.docx", "汇总（yml）-党内.docx", "甲-党内.docx"]
    assert "汇总.yaml、汇总.yml：台账同名" in capsys.readouterr().err
    for names in (["甲.yaml", "乙/甲.yaml"], ["A.yaml", "a.yaml"], ["甲.yaml", "甲.yml", "甲（yml）.yaml"]):
        with pytest.raises(InputError, match="、".join(map(re.escape, names[:2]))):
            _targets([Path(name) for name in names], Path("稿"), "")


def test_a_draft_of_a_ledger_whose_name_windows_refuses_has_a_name_that_it_takes() -> None:
    found = _targets([Path("甲?\n局.yaml"), Path("con.yaml"), Path("刘 .yaml"), Path("甲_局.yml")], Path("稿"), "")
    assert [path.name for path in found] == ["甲_局（yaml）.docx", "con_.docx", "刘 .docx", "甲_局（yml）.docx"]


@pytest.mark.parametrize("folder", ["稿 ", "稿.", "COM¹", "a?b"])
def test_a_folder_that_windows_cannot_hold_is_not_made(folder: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="这个文件夹建不了"):
        Gate().claim(tmp_path / folder / "通报.docx", (".docx",))


def test_a_workbook_in_a_folder_of_ledgers_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    for name in ("甲.yaml", "乙.xlsx", "~$乙.xlsx"):
        (tmp_path / name).write_text("x")
    said: list[str] = []
    assert expand([tmp_path], (".yaml",), said, (".xlsx",)) == [tmp_path / "甲.yaml"]
    assert [message for message in said if "没有用 乙.xlsx。" in message] == said != []
