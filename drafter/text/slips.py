"""Which characters are typed or read for one another: of (almost) the same sound, or of almost the same shape.

Sounds are those of an input method that does not tell tones, zh from z, or ang from an.
"""

from __future__ import annotations

from functools import cache

from drafter.patterns import pattern
from drafter.text.lexicon import table

_FRONT = pattern(r"^(zh|ch|sh)")
_BACK = pattern(r"(?<=[aei])ng$")


def _class(syllable: str) -> str:
    """The sound as far as an input method tells it: zheng and zen are one."""
    return _BACK.sub("n", _FRONT.sub(lambda m: m.group()[0], syllable))


@cache
def _sounds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table("pinyin"):
        for char in row["字"]:
            found.setdefault(char, set()).add(_class(row["音"]))
    return {char: frozenset(classes) for char, classes in found.items()}


@cache
def _shapes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table("lookalikes"):
        for char in row["字"]:
            found.setdefault(char, set()).update(row["字"])
    return {char: frozenset(others - {char}) for char, others in found.items()}


@cache
def _syllables() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table("pinyin"):
        for char in row["字"]:
            found.setdefault(char, set()).add(row["音"])
    return {char: frozenset(syllables) for char, syllables in found.items()}


def sounds_of(char: str) -> frozenset[str]:
    """The sounds of a character, as far as an input method tells them."""
    return _sounds().get(char, frozenset())


def of_one_sound(wrong: str, right: str) -> bool:
    """Whether two words are read with the same syllables: 正直 and 整治, not 单位 and 党委."""
    syllables = _syllables()
    return len(wrong) == len(right) and all(
        not syllables.get(a, frozenset()).isdisjoint(syllables.get(b, frozenset()))
        for a, b in zip(wrong, right, strict=True)
    )


def sounds_alike(wrong: str, right: str) -> bool:
    """倒 for 到, 证 for 征."""
    sounds = _sounds()
    return not sounds.get(wrong, frozenset()).isdisjoint(sounds.get(right, frozenset()))


def looks_alike(wrong: str, right: str) -> bool:
    """己 for 已, 暑 for 署."""
    return wrong in _shapes().get(right, frozenset())


def mistaken(wrong: str, right: str) -> bool:
    """Whether one character may have been typed for the other; one that no standard set has is always a slip."""
    return sounds_alike(wrong, right) or looks_alike(wrong, right) or not is_common(wrong)


@cache
def typed_for(wrong: str) -> frozenset[str]:
    """The characters that one may have been typed for."""
    alike = {char for sound in _sounds().get(wrong, ()) for char in _of_sound()[sound]}
    return frozenset((alike | _shapes().get(wrong, frozenset())) - {wrong})


@cache
def _of_sound() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for char, sounds in _sounds().items():
        for sound in sounds:
            found.setdefault(sound, set()).add(char)
    return {sound: frozenset(chars) for sound, chars in found.items()}


def is_common(char: str) -> bool:
    """Whether the character is of the national set GB/T 2312: 仼 is not, and nobody means to write it."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
