"""The runs of characters of texts that are right, read once for all rules that ask for them."""

from __future__ import annotations

from functools import cache

from drafter.check.kinds.likely import Likely
from drafter.check.kinds.runs import Runs
from drafter.text.lexicon import columns, table, words


@cache
def runs() -> Runs:
    """The table of runs, ready to be looked in."""
    return Runs(columns("runs", "前", "后", "篇"), words("single_words"))


@cache
def likely() -> Likely:
    """The counts of right texts, read once for all who ask."""
    return Likely(table("grams"), words("single_words") | words("short_deeds"))
