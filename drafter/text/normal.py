"""The normal form of a text: what is invisible or written with a look-alike goes, widths are folded for matching.

Two steps, because they serve two ends. `clean` is for the rim: every reader (txt, docx, html, pdf, Excel, YAML) passes
what it read through it once, and what it returns is what gets printed again. `fold` is for matching: one character
for one, so that an offset found in the folded text holds in the printed one.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from re import Match
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.text.lexicon import table
from drafter.text.numerals import ONE_TO_TEN
from drafter.text.remembered import forgotten

CJK = "一-鿿"  # inside brackets: a Chinese character
_NO_LETTERS = pattern(r"[\W_]+")

# Zero-width spaces and joiners, soft hyphen, variation selectors, byte order marks.
_INVISIBLE = pattern("[\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
# Marks, embeddings, overrides and isolates of direction: they can make a text read otherwise than it is stored.
_DIRECTION = pattern("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = pattern("[\x00-\x06\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]")
_RADICAL = pattern("[\u2e80-\u2fdf]")
_COMPATIBILITY = pattern("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
_SPACE = pattern("[\x1c-\x1f\xa0\u1680\u2000-\u200a\u202f\u205f]")
_EM_SPACES = "\u2001\u2003"  # as wide as a Chinese character: they stay an ideographic space
# Anything at all that cleaning would change: one pass over ordinary text finds nothing.
_ANY = pattern(
    "[\x00-\x06\x08\x0e-\x1f\x7f-\x84\x86-\xa0\u00ad\u034f\u061c\u1680\u180e\u2000-\u200f\u202a-\u202f\u205f-\u2064"
    "\u2066-\u2069\u2e80-\u2fdf\uf900-\ufaff\ufe00-\ufe0f\ufeff\ufffe\uffff\U0002f800-\U0002fa1f\U000e0100-\U000e01ef]"
)
_KINDS = (
    ("invisible", _INVISIBLE),
    ("direction", _DIRECTION),
    ("control", _CONTROL),
    ("radical", _RADICAL),
    ("compatibility", _COMPATIBILITY),
    ("space", _SPACE),
)
CHANGES = {  # what a reader says of them, where it is worth saying
    "invisible": "零宽字符",
    "direction": "文字方向控制符",
    "control": "控制字符",
    "radical": "部首字符（多由 PDF 复制而来）",
    "compatibility": "兼容汉字",
    "space": "特殊空格",
}
LOOK_ALIKES = frozenset({"invisible", "direction", "radical", "compatibility"})  # what a ledger never means
QUIET = frozenset({"invisible", "space", "control"})  # changes that no reader needs to hear of


class Cleaned(NamedTuple):
    """A text without its look-alikes and invisible marks, and the kinds of change made (keys of `CHANGES`)."""

    text: str
    changes: frozenset[str]


class Normal(NamedTuple):
    """Text in its normal form (cleaned and folded), and for each of its characters the offset it came from."""

    text: str
    starts: tuple[int, ...]  # one more than characters: the last is the length of the original

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of what stands at `start:end` here."""
        if start == end:
            return self.starts[start], self.starts[start]
        return self.starts[start], self.starts[end - 1] + 1


def cleaned(text: str, kinds: frozenset[str] = frozenset(CHANGES)) -> Cleaned:
    """The text as it is to be kept, with the kinds of what was changed.

    Invisible, direction and control characters go; radicals (U+2E80–2FDF) and compatibility ideographs become the
    ordinary characters they stand for (Unicode, EquivalentUnifiedIdeograph and NFKC); special spaces become plain
    ones. Widths, punctuation and line breaks stay as they are. `kinds`: only these changes are made.
    """
    if not _ANY.search(text):
        return Cleaned(text, frozenset())
    changes = frozenset(name for name, pattern in _KINDS if name in kinds and pattern.search(text))
    return Cleaned("".join(_one(char, kinds) for char in text) if changes else text, changes)


def clean(text: str) -> str:
    """The text as it is to be kept: see `cleaned`."""
    return cleaned(text).text


def _one(char: str, kinds: frozenset[str] = frozenset(CHANGES)) -> str:
    if not _ANY.match(char):
        return char
    kind = next((name for name, pattern in _KINDS if pattern.match(char)), None)
    if kind not in kinds:
        return char
    if kind in ("radical", "compatibility"):
        return _radicals().get(char) or unicodedata.normalize("NFKC", char)
    if kind == "space":
        return "\u3000" if char in _EM_SPACES else " "
    return ""


# What a screen would obey and not show: direction, control characters but for tab and line feed, other ends of lines;
# and the half characters that bytes of a name become where they are no UTF-8.
_OBEYED = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_MORE_LINES = pattern("[\t\n]")


def visible(text: str) -> str:
    """For a screen: marks of direction and control characters shown (<U+202E>), not obeyed, so that a name reads as it
    is stored. Lines stay lines."""
    return _OBEYED.sub(_shown, text)


def in_one_line(text: str) -> str:
    """The same for what is one line (a name, a message): the ends of lines in it are shown too."""
    return _MORE_LINES.sub(_shown, visible(text))


def _shown(mark: Match[str]) -> str:
    code = ord(mark[0])
    return f"<x{code - 0xDC00:02X}>" if 0xDC80 <= code <= 0xDCFF else f"<U+{code:04X}>"


def visible_json(text: str) -> str:
    """The same for JSON: the marks as escapes, so that it still holds the same strings."""
    return _OBEYED.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


@cache
def _radicals() -> dict[str, str]:
    """Radicals that NFKC leaves alone -> the characters they are drawn like."""
    return {row["部首"]: row["汉字"] for row in table("radicals")}


_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= {0x3000: 32, 0xA0: 32, **dict.fromkeys(range(0x2000, 0x200B), 32), 0x202F: 32, 0x205F: 32}
_FOLD |= {ord(a): ord(b) for a, b in zip("「」『』〝〞＂﹒｡﹐﹑﹔﹕﹖﹗﹙﹚﹪", "“”“”“””.。,、;:?!()%", strict=True)}
# A half-width stop that ends a Chinese sentence (整改工作. 镇党委…), not the one of 一. or 1.
_STOP = pattern(rf"(?<=[\u4e00-\u9fff”’》%])(?<![{ONE_TO_TEN}])[.](?=\s|$|[\u4e00-\u9fff“(《])")


def fold(text: str) -> str:
    """For matching: full-width letters, digits and punctuation as half-width ones, corner brackets as quotes, every
    space as a plain one, a half-width stop that ends a Chinese sentence as 。 One character for one: offsets hold."""
    return _fold(text) if len(text) <= _LONGEST_KEPT else _folded(text)


def _folded(text: str) -> str:
    folded = text.translate(_FOLD)
    return _STOP.sub("。", folded) if "." in folded else folded


_LONGEST_KEPT = 4000  # characters
_fold = lru_cache(maxsize=1 << 13)(_folded)  # a rule after another folds the same sentences
forgotten(_fold.cache_clear)


def letters(text: str) -> str:
    """Letters and figures alone: width, spaces and marks decide nothing."""
    return _NO_LETTERS.sub("", fold(text))


_WHITE = pattern(r"\s+")


def squeezed(text: str) -> str:
    """Folded and without any white space: for comparing wordings."""
    return _WHITE.sub("", fold(text))


def normal(text: str) -> Normal:
    """Cleaned and folded, with the way back to the original's offsets."""
    if not _ANY.search(text):
        return Normal(fold(text), tuple(range(len(text) + 1)))
    kept: list[str] = []
    starts: list[int] = []
    for at, char in enumerate(text):
        for piece in _one(char):  # none, one, or the several that a compatibility form stands for
            kept.append(piece)
            starts.append(at)
    return Normal(fold("".join(kept)), (*starts, len(text)))
