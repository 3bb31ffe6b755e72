"""Clauses of two entries: only where the bank has both, each half traced to its own."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from drafter.compose import fill
from drafter.ledger.load import load_ledger
from drafter.phrases.bank import Bank, Phrase
from drafter.phrases.clauses import shape_of
from drafter.phrases.functions import functions
from drafter.phrases.paired import halves_of, paired
from drafter.text.lexicon import table


@pytest.fixture(scope="module")
def bank(project: Path) -> Bank:
    return Bank(project / "phrasebank")


def collocation(text: str, status: str = "启用") -> Phrase:
    return Phrase(f"K-{text}", "collocation", text, reports=2, status=status)  # type: ignore[arg-type]


def test_a_pair_is_made_only_of_two_entries_that_the_bank_has() -> None:
    made = {p.text for p in paired(Bank(phrases=[collocation("切实扛起"), collocation("政治责任")]))}
    assert made == {"切实扛起政治责任"}
    assert not list(paired(Bank(phrases=[collocation("政治责任")])))
    struck = Bank(phrases=[collocation("切实扛起", "停用"), collocation("政治责任")])
    assert not list(paired(struck))


def test_a_pair_is_worth_what_its_worse_half_is_and_names_both() -> None:
    pair = next(iter(paired(Bank(phrases=[collocation("切实扛起", "内置"), collocation("政治责任")]))))
    assert pair.status == "内置"
    assert halves_of(pair) == (("切实扛起", "K-切实扛起"), ("政治责任", "K-政治责任"))
    assert halves_of(collocation("切实扛起")) == (("切实扛起", "K-切实扛起"),)


def test_every_pair_of_the_table_is_a_clause_of_the_shipped_bank(bank: Bank) -> None:
    made = {p.text for p in paired(bank)}
    for row in table("pairings"):
        for verb in row["动"].split("|"):
            assert verb + row["宾"] in made
            assert shape_of(verb + row["宾"])
        assert row["开头"] in ("", *functions("开头")) and row["结尾"] in ("", *functions("结尾"))


def test_what_is_made_of_two_entries_is_traced_to_each(bank: Bank, project: Path) -> None:
    ledger = load_ledger(project / "tests" / "fixtures" / "facts" / "county.yaml")
    made = {p.text: halves_of(p) for p in paired(bank)}
    found = 0
    for like in range(3):
        for block in (fill.opening(ledger, bank, like=like), fill.closing(ledger, bank, like=like)):
            for passage in (*block.overview, *(p for point in block.points for p in (point.lead, point.content) if p)):
                pieces = [(passage.text[o.start : o.end], o.ref) for o in passage.origins]
                assert all(bank.get(o.ref) for o in passage.origins if o.kind == "phrase")
                found += sum((a, b) == made.get(a[0] + b[0]) for a, b in pairwise(pieces))
    assert found
