"""A ledger, a template or a rule file from elsewhere: what it names stands beside it; nothing else is touched."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from command import ROOT, listing

from drafter.cli import run
from drafter.named import leads_away

SECRET = "机密内容-勿外传"
AWAY = [
    "//主机/共享/x",
    r"\\主机\共享\x",
    "http://主机.example/x",
    "file:///etc/passwd",
    "C:\\x",
    "/etc/passwd",
    "../别处",
    "a/../../别处",
    "~/别处",
    "nul",
    "CON.yaml",
    r"..\别处",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "别处").mkdir()
    (tmp_path / "别处" / "template.yaml").write_text(f"{SECRET}: 1\n", "utf-8")
    office = tmp_path / "办公室"
    office.mkdir()
    shutil.copy(ROOT / "examples" / "云岭区水务局党组.yaml", office / "台账.yaml")
    monkeypatch.chdir(office)
    return office


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every path that the system is asked for."""
    found: list[str] = []

    def watched(name: str) -> None:
        real = getattr(os, name)

        def call(path, *rest, **more):  # type: ignore[no-untyped-def]
            found.append(str(path))
            return real(path, *rest, **more)

        monkeypatch.setattr(os, name, call)

    for name in ("stat", "lstat", "open", "scandir", "listdir"):
        watched(name)
    return found


def written(folder: Path, key: str, value: str) -> None:
    """The ledger with one key of 通报 of its own."""
    text = (folder / "台账.yaml").read_text("utf-8")
    lines = [line for line in text.split("\n") if not line.startswith(f"  {key}:")]
    at = next(i for i, line in enumerate(lines) if line.startswith("通报:"))
    lines.insert(at + 1, f"  {key}: '{value}'")
    (folder / "台账.yaml").write_text("\n".join(lines), "utf-8")


@pytest.mark.parametrize("name", AWAY)
@pytest.mark.parametrize("key", ["模板", "上期"])
def test_a_ledger_names_nothing_outside_its_folder(
    folder: Path, key: str, name: str, capsys: pytest.CaptureFixture, asked: list[str]
) -> None:
    written(folder, key, name)
    before = listing(folder)
    asked.clear()
    assert run(["draft", "台账.yaml", "-o", "稿.docx"]) == 2
    said = capsys.readouterr().err
    assert "台账.yaml" in said and f"通报.{key}" in said and SECRET not in said
    assert listing(folder) == before
    assert not [path for path in asked if name in path or "主机" in path or "别处" in path]


@pytest.mark.parametrize("key", ["模板", "上期"])
@pytest.mark.parametrize("target", ["../别处", "{away}", "圈"])
def test_a_link_beside_a_ledger_that_leads_out_is_not_followed(
    folder: Path, key: str, target: str, capsys: pytest.CaptureFixture, asked: list[str]
) -> None:
    (folder / "圈").symlink_to(target.format(away=folder.parent / "别处"))
    (folder / "链").symlink_to("圈")
    written(folder, key, "链/template.yaml")
    asked.clear()
    assert run(["draft", "台账.yaml", "-o", "稿.docx"]) == 2
    said = capsys.readouterr().err
    assert "不在这个文件旁边" in said and SECRET not in said
    assert not [path for path in asked if "链/" in path or "别处" in path]


def test_a_link_to_what_stands_beside_is_followed(folder: Path) -> None:
    shutil.copytree(ROOT / "templates" / "清单式", folder / "本单位")
    (folder / "链").symlink_to("本单位")
    written(folder, "模板", "链")
    assert run(["draft", "台账.yaml", "-o", "稿.docx"]) == 0


@pytest.mark.parametrize("command", ["check", "alternatives"])
def test_checking_by_such_a_ledger_asks_for_nothing_either(
    folder: Path, command: str, capsys: pytest.CaptureFixture, asked: list[str]
) -> None:
    written(folder, "模板", "//主机/共享")
    (folder / "通报.txt").write_text("关于巡察整改进展情况的通报\n", "utf-8")
    call = {
        "check": ["check", "通报.txt", "--ledger", "台账.yaml"],
        "alternatives": ["draft", "台账.yaml", "--alternatives"],
    }
    assert run(call[command]) == 2
    assert "通报.模板" in capsys.readouterr().err
    assert not [path for path in asked if "主机" in path]


def test_a_template_beside_the_ledger_and_one_below_templates_are_found(folder: Path) -> None:
    shutil.copytree(ROOT / "templates" / "清单式", folder / "本单位")
    shutil.copytree(ROOT / "templates" / "清单式", folder / "templates" / "科里")
    for name in ("本单位", "./本单位", "科里", "templates/科里", "分段式", str(folder / "templates" / "科里")):
        written(folder, "模板", name)
        assert run(["draft", "台账.yaml", "-o", "稿.docx"]) == 0, name


def test_what_is_no_ledger_is_not_read_as_the_last_one(folder: Path, capsys: pytest.CaptureFixture) -> None:
    (folder / "口令.txt").write_text(f"{SECRET}\n", "utf-8")
    written(folder, "上期", "口令.txt")
    assert run(["draft", "台账.yaml", "-o", "稿.docx"]) == 2
    said = capsys.readouterr().err
    assert "不是台账" in said and SECRET not in said


@pytest.mark.parametrize("name", AWAY)
def test_a_rule_file_names_no_table_outside_its_folder(
    folder: Path, name: str, capsys: pytest.CaptureFixture, asked: list[str]
) -> None:
    (folder / "规则.yaml").write_text(f"规范表文件: '{name}'\n", "utf-8")
    (folder / "通报.txt").write_text("关于巡察整改进展情况的通报\n", "utf-8")
    asked.clear()
    assert run(["check", "通报.txt", "--rules", "规则.yaml"]) == 2
    said = capsys.readouterr().err
    assert "规则.yaml" in said and "规范表文件" in said
    assert not [path for path in asked if "主机" in path or "别处" in path or path == "/etc/passwd"]


def test_names_that_stay() -> None:
    for name in ("台账-首轮.yaml", "上轮/台账.yaml", "./台账.yaml", "台账（2024..2025）.yaml", "control.yaml"):
        assert not leads_away(name), name


def test_what_a_ledger_names_is_looked_for_in_one_way_only() -> None:
    for path in (ROOT / "drafter").rglob("*.py"):
        text = path.read_text("utf-8")
        assert not re.search(r"find_template\([^)]*notice\.template", text), path
        assert not re.search(r"/ (?:ledger|self)\.notice\.previous", text), path
