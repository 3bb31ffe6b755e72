"""The same ledger in every layout, under headings drawn from those that offices use: all of it comes back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from ledger_facts import facts_of
from ledger_layouts import GOLD, LAYOUTS, Headings

OFFICES = 3  # of each layout


@pytest.mark.parametrize("office", range(OFFICES))
@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_the_same_ledger(tmp_path: Path, name: str, office: int) -> None:
    heads = Headings.of(random.Random(f"{name}{office}"))
    sheet = tmp_path / "台账.xlsx"
    LAYOUTS[name](heads).save(sheet)
    facts, said = facts_of(sheet, GOLD)
    wrong = [f"{fact.name}: {fact.found}" for fact in facts if not fact.right]
    assert not wrong, "\n".join([*wrong, str(heads.words), said])
