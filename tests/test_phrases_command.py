"""mine and phrases as an office calls them."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from command import in_process
from test_mine_notices import ONE, TWO

from drafter.phrases.bank import Bank
from drafter.phrases.merge import identity
from drafter.work.mining import save_bank


def call(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return in_process([*words], folder)  # test_cli and test_docs call it in processes of its own


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "往期 通报").mkdir()
    (tmp_path / "往期 通报" / "甲.txt").write_text(ONE, encoding="utf8")
    (tmp_path / "往期 通报" / "乙.txt").write_text(TWO, encoding="utf8")
    return tmp_path


def test_mining_twice_changes_nothing_and_says_so(office: Path) -> None:
    first = call(office, "mine", "往期 通报")
    files = {path.name: path.read_bytes() for path in (office / "phrasebank").iterdir()}
    second = call(office, "mine", "往期 通报")
    assert (first.returncode, second.returncode, first.stdout) == (0, 0, "")
    assert "新增 0 条，依据有变化 0 条，不再有依据 0 条" in second.stderr
    assert {path.name: path.read_bytes() for path in (office / "phrasebank").iterdir()} == files


def test_what_lost_its_grounds_stays_unless_asked_to_go(office: Path) -> None:
    call(office, "mine", "往期 通报")
    bank = Bank(office / "phrasebank")
    lost = replace(bank.of("collocation")[0], id=identity("collocation", "压茬推进"), text="压茬推进")
    save_bank(office / "phrasebank", [*bank.phrases, lost])
    kept = call(office, "mine", "往期 通报")
    assert f"没有依据：{lost.id}  压茬推进" in kept.stderr
    assert Bank(office / "phrasebank").get(lost.id) is not None
    gone = call(office, "mine", "往期 通报", "--drop")
    assert f"移出：{lost.id}  压茬推进" in gone.stderr
    assert Bank(office / "phrasebank").get(lost.id) is None


def test_one_notice_is_refused_and_the_bank_left_alone(office: Path) -> None:
    call(office, "mine", "往期 通报")
    before = (office / "phrasebank" / "formula.yaml").read_bytes()
    done = call(office, "mine", "往期 通报/甲.txt")
    assert done.returncode == 2
    assert "只有 1 份" in done.stderr and "没有改动" in done.stderr
    assert (office / "phrasebank" / "formula.yaml").read_bytes() == before


def test_a_refusal_does_not_speak_of_a_bank_that_is_not_there(office: Path) -> None:
    done = call(office, "mine", "往期 通报/甲.txt", "-o", "新词条库")
    assert done.returncode == 2
    assert "没有新建" in done.stderr and "没有改动" not in done.stderr
    assert not (office / "新词条库").exists()


def test_a_faulty_bank_stops_mining_before_anything_is_written(office: Path) -> None:
    (office / "phrasebank").mkdir()
    (office / "phrasebank" / "measure.yaml").write_text("词条:\n- 编号: M1\n", encoding="utf8")
    done = call(office, "mine", "往期 通报")
    assert done.returncode == 2
    assert "measure.yaml 第2行" in done.stderr and "Traceback" not in done.stderr
    assert [path.name for path in (office / "phrasebank").iterdir()] == ["measure.yaml"]


def test_a_dask_cluster_without_an_address_is_asked_for_it(office: Path) -> None:
    done = call(office, "mine", "往期 通报", "--backend", "dask")
    assert done.returncode == 2
    assert "--scheduler" in done.stderr


def test_json_prints_every_entry_with_its_keys_and_nothing_else(office: Path) -> None:
    call(office, "mine", "往期 通报")
    done = call(office, "phrases", "--json")
    entries = json.loads(done.stdout)
    assert {e["id"] for e in entries} == {p.id for p in Bank(office / "phrasebank").phrases}
    assert all(set(e) == {"id", "kind", "text", "slots", "reports", "count", "status", "attested"} for e in entries)
    assert done.stderr == ""


def test_words_find_the_best_first_with_its_support(office: Path) -> None:
    call(office, "mine", "往期 通报")
    done = call(office, "phrases", "挂图作战")
    first = done.stdout.splitlines()[0]
    assert first.endswith("挂图作战") and "2份" in first
    assert call(office, "phrases", "没有这样的话").stdout == ""


def test_a_pinned_entry_of_the_offices_own_bank_is_drafted_with(office: Path) -> None:
    (office / "phrasebank").mkdir()
    (office / "phrasebank" / "formula.yaml").write_text(
        '词条:\n- 编号: 自拟-1\n  文本: "{简称}说到做到。"\n  状态: 自拟\n  分组: 概述\n', encoding="utf8"
    )
    (office / "台账.yaml").write_text(
        "单位: {简称: 区委}\n组织领导:\n  概述: {词条: 自拟-1}\n问题: []\n", encoding="utf8"
    )
    done = call(office, "draft", "台账.yaml", "-o", "稿.docx", "--trace", "来历.json")
    assert done.returncode == 0, done.stderr
    assert "说到做到" in (office / "来历.json").read_text(encoding="utf8")


def test_check_names_unknown_slots_and_groups_doubled_keys_and_chinese_colons_with_their_line(office: Path) -> None:
    (office / "库").mkdir()
    (office / "库" / "formula.yaml").write_text(
        '词条:\n- 编号: 自拟-1\n  文本: "{简写}说到做到。"\n  状态: 自拟\n  分组: 概叙\n'
        "- 编号: 自拟-2\n  文本: 一句话\n  文本: 又一句\n- 编号：自拟-3\n",
        encoding="utf8",
    )
    done = call(office, "phrases", "check", "库")
    assert done.returncode == 1
    for said in ("第3行", "{简写}", "第5行", "概叙", "第8行", "两次", "第9行", "中文冒号"):
        assert said in done.stdout


def test_check_names_unknown_kinds_and_parts_and_groups_of_measures_with_their_line(office: Path) -> None:
    (office / "库").mkdir()
    (office / "库" / "measure.yaml").write_text(
        "类别: mesure\n词条:\n- 编号: 自拟-1\n  文本: 说到做到\n  状态: 自拟\n  部分: 整改进度\n  分组: 建章立规\n",
        encoding="utf8",
    )
    done = call(office, "phrases", "check", "库")
    assert done.returncode == 1
    for said in ("第1行", "measure", "第6行", "整改进展", "第7行", "建章立制"):
        assert said in done.stdout


def test_a_bank_of_one_file_works_and_the_rest_is_the_shipped_banks(office: Path, project: Path) -> None:
    one = office / "提法.yaml"
    one.write_text(
        "类别: measure\n词条:\n- 编号: 自拟-1\n  文本: 说到做到\n  状态: 自拟\n  分组: 教育培训\n", encoding="utf8"
    )
    assert call(office, "phrases", "check", "提法.yaml").returncode == 0
    found = call(office, "phrases", "--json", "--phrasebank", "提法.yaml")
    assert [entry["text"] for entry in json.loads(found.stdout)] == ["说到做到"]
    ledger = project / "tests" / "fixtures" / "facts" / "street.yaml"
    done = call(office, "draft", str(ledger), "-o", "稿.docx", "--phrasebank", "提法.yaml")
    assert done.returncode == 0, done.stderr
    (office / "空.yaml").write_text("词条: []\n", encoding="utf8")
    assert "类别" in call(office, "phrases", "--phrasebank", "空.yaml").stderr


def test_the_shipped_bank_is_without_fault(project: Path, office: Path) -> None:
    done = call(office, "phrases", "check", str(project / "phrasebank"))
    assert done.returncode == 0, done.stdout
