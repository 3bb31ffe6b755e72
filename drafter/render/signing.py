"""Where signers (落款) and date (成文日期) stand: GB/T 9704—2012 §7.3.5.2, a document without a seal.

The signer stands two characters from the right, the date under it, its first character two to the right of the
signer's first; where the date is the longer one, the date stands two from the right and the signer moves left.

The arithmetic, in characters of the line, of which 28 fill the width of the text; 8 for 中共云岭区委员会, 6½ for
2025年1月15日 (a figure takes half of one):

- signer longer: it ends at 28 - 2 = 26, so it begins at 26 - 8 = 18, and the date at 18 + 2 = 20;
- date longer (4 for 云岭区委): the date ends at 26, so it begins at 26 - 6½ = 19½, and the signer at 19½ - 2 = 17½;
- two signers (8 and 6): the longer one ends at 26, both begin at 18, and the date at 20.

What is printed is where each line *begins*, as a left indent, and both lines are set left. With a distance from the
right the two first characters would agree only in a program that gives the lines just the width that is counted here:
Word and WPS do, LibreOffice puts a gap between figures and characters that no setting takes away (five in a date, a
fifth of a character each), and its date would come out one character too far left. Lines that begin where they should
are two characters apart everywhere; only where the longer date ends differs by those gaps.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

SIGNATURE_STYLES = ("落款", "成文日期")  # of the lines that are set by this rule
LINE = 28  # characters in a line
FROM_RIGHT = 2.0
DATE_SHIFT = 2.0


class Stand(NamedTuple):
    """Where a line of the signature stands, in characters from the right edge of the text."""

    right: float  # its last character
    start: float  # its first one


def width(text: str) -> float:
    """Width in characters: Latin letters and Arabic figures take half of one."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text.strip())


def stands(signers: Sequence[str], date: str | None) -> tuple[list[Stand], Stand]:
    """(where each signer stands, where the date stands)."""
    rights, date_right = right_indents(signers, date)
    found = [Stand(right, right + width(text)) for text, right in zip(signers, rights, strict=True)]
    return found, Stand(date_right, date_right + width(date or ""))


def right_indents(signers: Sequence[str], date: str | None) -> tuple[list[float], float]:
    """(right indent of each signer, right indent of the date), in characters.

    Several signers begin at the same place, the longest of them two characters from the right.
    """
    longest = max((width(s) for s in signers), default=0.0)
    dated = width(date) if date else 0.0
    if not signers:
        return [], FROM_RIGHT
    if dated > longest:
        left = FROM_RIGHT + dated + DATE_SHIFT  # distance of the signers' first character from the right margin
        date_right = FROM_RIGHT
    else:
        left = FROM_RIGHT + longest
        date_right = max(0.0, left - DATE_SHIFT - dated)
    left = min(left, float(LINE))
    return [max(0.0, left - width(s)) for s in signers], date_right
