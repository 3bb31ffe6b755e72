"""Personal data in what a check says: identity and card numbers, mobile numbers, names that a privacy rule has found.

The report of a check is passed around more widely than the notice itself. Covered text keeps its length, so that
offsets stay true.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from drafter.check.model import COVER, Edit, Finding
from drafter.patterns import pattern

_NUMBER = pattern(
    r"""
      (?<![\dA-Za-z.]) \d{6}[ \u3000-]? (?:19|20)\d{6} [ \u3000-]?\d{3}[\dXx] (?![\dA-Za-z])   # 990101 19800101 123X
    | (?<!\d) \d{4}(?:[ \u3000-]\d{4}){3}(?:[ \u3000-]\d{1,3})? (?!\d)                         # 6222 0000 0000 0000
    | (?<![\dA-Za-z.]) \d{15,19}[Xx]? (?![\dA-Za-z])
    | (?<![\d.-]) 1[3-9]\d[ \u3000-]?\d{4}[ \u3000-]?\d{4} (?![\d.])                           # 138 0000 5550
    """,
    re.VERBOSE,
)
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ－", "0123456789Xx-")
_MOBILE = 11  # figures
_KEPT = 4  # figures that stay at the end; at the beginning too, but of a mobile number three
_HEAD = 3  # figures that stay of a number that an excerpt cuts off


class Mask:
    """Covers numbers by their form, and the words it was made with wherever they stand."""

    def __init__(self, private: Iterable[str] = ()) -> None:
        words = sorted({w for word in private if len(w := word.strip()) > 1}, key=lambda w: (-len(w), w))
        self._words = re.compile("|".join(map(re.escape, words))) if words else None
        self._pieces = _pieces([w for w in words if _figures(w) >= _MOBILE])

    def __call__(self, text: str) -> str:
        """The text, as long as before, with personal data covered."""
        covered = list(text)
        for match in _NUMBER.finditer(text.translate(_WIDE)):
            _cover_number(covered, text, *match.span())
        if self._words:
            for match in self._words.finditer(text):
                if _figures(match.group()) >= _MOBILE:
                    _cover_number(covered, text, *match.span())
                else:  # the surname stays
                    covered[match.start() + 1 : match.end()] = COVER * (match.end() - match.start() - 1)
        if self._pieces:
            for match in self._pieces.finditer(text):
                at, end = match.span()
                at += _HEAD if match["head"] else 0
                covered[at:end] = COVER * (end - at)
        return "".join(covered)

    def finding(self, finding: Finding) -> Finding:
        """The finding as it may be printed."""
        return dataclasses.replace(
            finding,
            message=self(finding.message),
            excerpt=self(finding.excerpt),
            suggestion=self(finding.suggestion) if finding.suggestion else finding.suggestion,
            edit=Edit(*map(self, finding.edit)) if finding.edit else None,
            offer=Edit(*map(self, finding.offer)) if finding.offer else None,
            private=(),
        )


def _figures(word: str) -> int:
    return sum(c.isdigit() for c in word)


def _pieces(numbers: list[str]) -> re.Pattern[str] | None:
    """What an excerpt that ends or begins inside of one of these numbers shows of it: （电话1383761… beside 138****2290
    would give the whole."""
    heads = {number[:length] for number in numbers for length in range(_HEAD + 1, len(number))}
    tails = {number[-length:] for number in numbers for length in range(1, len(number))}
    if not numbers:
        return None

    def either(words: set[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))

    return re.compile(rf"(?P<head>{either(heads)})(?=…)|(?<=…)(?:{either(tails)})")


def _cover_number(covered: list[str], text: str, start: int, end: int) -> None:
    """Cover the middle of a number; spaces between its figures stay."""
    figures = [i for i in range(start, end) if text[i].isalnum()]
    first = 3 if len(figures) == _MOBILE else _KEPT
    for i in figures[first:-_KEPT]:
        covered[i] = COVER
