"""Words of a YAML ledger that YAML itself takes away or divides: told, with the mend."""

from pathlib import Path

import pytest
from command import drafter

from drafter.errors import InputError
from drafter.ledger.load import load_ledger
from drafter.ledger.lost import lost_words

MEASURE = "问题:\n  - 表述: 交房进度慢\n    责任单位: [县住建局,县自然资源局]\n    措施:\n      - {measure}\n"


def ledger(folder: Path, measure: str) -> Path:
    path = folder / "台账.yaml"
    path.write_text(MEASURE.replace("{measure}", measure), encoding="utf-8")
    return path


def test_a_comma_that_breaks_a_text_inside_braces_is_named_with_the_mend(tmp_path: Path) -> None:
    path = ledger(tmp_path, "{提法: 一楼一策, 内容: 交付住房2,316套，交付率82.5%。, 状态: 推进中}")
    with pytest.raises(InputError) as refused:
        load_ledger(path)
    assert "“交付住房2,316套，交付率82.5%”里的英文逗号把“内容”断成了两截" in str(refused.value).replace(
        "82.5”", "82.5%”"
    )
    assert "给整段文字加上引号" in str(refused.value) and "可用的键有" not in str(refused.value)


def test_an_unknown_key_that_has_its_colon_is_still_an_unknown_key(tmp_path: Path) -> None:
    for measure in ("{内容: 交付住房, 内荣: 好}", "{内容: 交付住房, 内荣: }", "{内荣: 交付住房}"):
        with pytest.raises(InputError, match="不认识的键“内荣”"):
            load_ledger(ledger(tmp_path, measure))


def test_a_grouped_figure_that_a_list_divides_is_told_and_a_list_is_not(tmp_path: Path) -> None:
    (said,) = lost_words(ledger(tmp_path, "{内容: 交付住房, 佐证: [照片2,316张, 清单3, 400份, 表1,表2]}"))
    assert said.endswith("台账.yaml:5: “照片2,316张”里的英文逗号把它断成了两项；是一个数的，给整段文字加上引号，"
                         "是两项的，逗号后面空一格。")  # fmt: skip


def test_lost_words_are_told_by_every_command_that_reads_the_ledger(tmp_path: Path) -> None:
    path = ledger(tmp_path, "内容: 补办手续 #23个，封停取水口4个。")
    said = "“ #”后面的“23个，封停取水口4个。”被 YAML 当作说明"
    for call in (
        ("draft", path, "-o", tmp_path / "稿.docx"),
        ("export", path, "-o", tmp_path / "表.xlsx"),
        ("update", path, "--from", path, "-o", tmp_path / "新.yaml"),
    ):
        done = drafter(*call, cwd=tmp_path)
        assert done.returncode == 0 and said in done.stderr, call[0]


def test_a_ledger_in_full_width_marks_is_looked_at_too(tmp_path: Path) -> None:
    path = tmp_path / "台账.yaml"
    path.write_text("问题：\n  - 表述：交房进度慢\n    成效：补办 #23个，封停4个。\n", encoding="utf-8")
    assert "“23个，封停4个。”被 YAML 当作说明" in lost_words(path)[0]
