"""The same ledger in every layout, under headings drawn from those that offices use: all of it comes back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from ledger_facts import facts_of
from ledger_layouts import GOLD, LAYOUTS, Headings, as_csv, as_docx

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
