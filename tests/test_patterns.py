"""A pattern is the same, however it was compiled."""

from __future__ import annotations

import re
from re import _compiler, _parser  # type: ignore[attr-defined]

import pytest

import drafter.patterns  # noqa: F401 - what it does to the compiler is looked at

SETS = (
    "[一-鿿]",
    "[^一-鿿]",
    "[，。；]",
    "[^，。；]",
    "[省市县]",
    r"[^\s\d的了是]",
    "[A-Za-z0-9一二三]",
    "[😀一-三]",
    r"\d",
    "[^é]",
)


@pytest.mark.parametrize("written", SETS)
@pytest.mark.parametrize("flags", [0, re.ASCII, re.IGNORECASE])
def test_a_set_of_characters_that_is_laid_out_once_is_compiled_to_the_same(written: str, flags: int) -> None:
    plain = _compiler._optimize_charset.__wrapped__

    def code() -> list[int]:
        return _compiler._code(_parser.parse(f"{written}+甲{written}", flags), flags)  # type: ignore[no-any-return]

    compiled = [code(), code()]
    remembering = _compiler._optimize_charset
    _compiler._optimize_charset = plain
    try:
        assert compiled == [code()] * 2
    finally:
        _compiler._optimize_charset = remembering
