"""jieba's dictionary as a source of word classes, read in one pass for just the words asked for.

The classes are the dictionary's own, without jieba's tagger: loading that takes as long as mining a report.
"""

from __future__ import annotations

from collections.abc import Iterable

IDIOM = frozenset({"i", "l"})
VERB = frozenset({"v", "vn", "vd", "vi", "vg"})
ADVERB = frozenset({"d", "ad", "df"})
NOUN = frozenset({"n", "ng", "nz", "nt", "ns", "nr", "nrt", "nrfg", "s", "t", "f"})


def word_classes(words: Iterable[str]) -> dict[str, str]:
    """word -> jieba's tag, for the words that its dictionary has."""
    import jieba

    wanted = {word.encode() for word in words}
    found: dict[str, str] = {}
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, _, rest = line.partition(b" ")
            if word in wanted:
                found[word.decode()] = rest.rpartition(b" ")[2].strip().decode()
    return found
