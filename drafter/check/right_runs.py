"""The runs of characters of texts that are right, read once for all rules that ask for them."""

from __future__ import annotations

from functools import cache

from drafter.check.kinds.runs import Runs
from drafter.text.lexicon import table, words


@cache
def runs() -> Runs:
    """The table of runs, ready to be looked in."""
    return Runs(table("runs"), words("single_words"))
