"""Reports that are copies of each other, which attest a phrase once: a notice put on two sites, or overwritten.

Sketches find the few pairs worth a look, so that a thousand reports are not compared each with each; rapidfuzz
compares the texts of those pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

_SHARED = 0.2  # of the smaller sketch: below that two texts cannot be alike
_ALIKE = 0.85  # of the shorter text, in the same order in the other
_ALIKE_IF_SHORT = 0.9  # short texts share more by chance
_SHORT = 600  # characters
_COMMON = 60  # a clause that so many reports have is the genre's


def copies(sketches: Sequence[Sequence[int]], text: Callable[[int], str]) -> dict[int, int]:
    """Number of a report -> number of the earlier report that it is a copy of."""
    holders: dict[int, list[int]] = {}
    found: dict[int, int] = {}
    for number, sketch in enumerate(sketches):
        shared = Counter(n for value in sketch for n in holders.get(value, ()))
        for other, common in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
            if common < _SHARED * min(len(sketch), len(sketches[other])):
                break
            if _alike(text(number), text(other)):
                found[number] = found.get(other, other)
                break
        for value in sketch:
            reports = holders.setdefault(value, [])
            if len(reports) < _COMMON:
                reports.append(number)
    return found


def _alike(one: str, other: str) -> bool:
    from rapidfuzz.distance import LCSseq

    shorter = min(len(one), len(other))
    needed = (_ALIKE_IF_SHORT if shorter < _SHORT else _ALIKE) * shorter
    return bool(shorter and LCSseq.similarity(one, other, score_cutoff=int(needed)) >= needed)
