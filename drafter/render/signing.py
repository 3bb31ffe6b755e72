"""Where signers (落款) and date (成文日期) stand: GB/T 9704—2012 §7.3.5.2, a document without a seal.

The signer stands two characters from the right, the date under it, its first character two to the right of the
signer's first; where the date is the longer one, the date stands two from the right and the signer moves left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

LINE = 28  # characters in a line
FROM_RIGHT = 2.0
DATE_SHIFT = 2.0


def width(text: str) -> float:
    """Width in characters: Latin letters and Arabic figures take half of one."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text.strip())


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
