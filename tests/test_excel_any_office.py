"""The same ledger in every layout, under headings drawn from those that offices use: all of it comes back."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_facts import facts_of
from ledger_layouts import GOLD, LAYOUTS, WORDS, Headings, as_csv, as_docx

OFFICES = 2  # of each layout
SEVERAL_SHEETS = {"a sheet each", "cards apart", "lists", "a department each"}


def _all_back(sheet: Path, heads: Headings) -> None:
    facts, said = facts_of(sheet, GOLD)
    wrong = [f"{fact.name}: {fact.found}" for fact in facts if not fact.right]
    assert not wrong, "\n".join([*wrong, str(heads), said])


@pytest.mark.parametrize("office", range(OFFICES))
@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_the_same_ledger(tmp_path: Path, name: str, office: int) -> None:
    heads = Headings.of(random.Random(f"{name}{office}"))
    LAYOUTS[name](heads).save(tmp_path / "台账.xlsx")
    _all_back(tmp_path / "台账.xlsx", heads)


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name not in SEVERAL_SHEETS | {"coloured"}])
def test_a_csv_gives_the_same_ledger(tmp_path: Path, name: str) -> None:
    """It has neither merged cells nor colours."""
    heads = Headings.of(random.Random(f"{name}csv"))
    as_csv(LAYOUTS[name](heads), tmp_path / "台账.csv")
    _all_back(tmp_path / "台账.csv", heads)


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name not in SEVERAL_SHEETS | {"coloured"}])
def test_a_table_in_word_gives_the_same_ledger(tmp_path: Path, name: str) -> None:
    heads = Headings.of(random.Random(f"{name}docx"))
    as_docx(LAYOUTS[name](heads), tmp_path / "台账.docx")
    _all_back(tmp_path / "台账.docx", heads)


# Words that no office has used yet, and letters that mean nothing.
INVENTED = {
    "letters": {name: f"Col{chr(ord('A') + at)}" for at, name in enumerate(WORDS)},
    "slang": {
        "编号": "顺位", "方面": "哪一块", "表述": "毛病在哪", "措施": "怎么治", "进展": "治得如何", "状态": "到哪一步",
        "牵头领导": "谁挂帅", "责任单位": "谁来干", "时限": "啥时候干完", "公开": "上不上墙", "内部备注": "捎带一句",
    },
}  # fmt: skip
TOLD_BY_CELLS = (
    "flat", "merged", "written once", "repeated", "two lines", "banners", "a sheet each", "stacked", "ticked",
    "coloured", "labelled", "quarters", "prose states", "merged groups", "measured", "signs", "letters", "calls",
    "on its side", "cards",
)  # fmt: skip


@pytest.mark.parametrize("words", INVENTED)
@pytest.mark.parametrize("name", TOLD_BY_CELLS)
def test_under_headings_that_nobody_knows_the_cells_tell_what_a_column_holds(
    tmp_path: Path, name: str, words: str
) -> None:
    """All but a bare √ or × under an unknown heading, which could mean anything; each reading is asked about."""
    heads = replace(Headings.of(random.Random(name)), words=INVENTED[words], public=("√", "×"))
    LAYOUTS[name](heads).save(tmp_path / "台账.xlsx")
    facts, said = facts_of(tmp_path / "台账.xlsx", GOLD)
    wrong = [f"{fact.name}: {fact.found}" for fact in facts if not fact.right and not fact.name.endswith("公开")]
    assert not wrong, "\n".join([*wrong, str(heads), said])
    for field in ("表述", "责任单位", "时限"):
        assert f"{INVENTED[words][field]}”按内容读作“{field}”" in said
    assert f"{INVENTED[words]['公开']}”不认识" in said
