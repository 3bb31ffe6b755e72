"""`check --since`: which findings of an earlier version are settled, which are new, and which sentences changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from drafter.check.accepted import SENTENCE, fingerprint, sentence_at, without_ordinal
from drafter.check.model import Finding
from drafter.patterns import pattern

if TYPE_CHECKING:
    from drafter.check.privacy import Mask
    from drafter.report import Report

LIKE = 50.0  # likeness from which a sentence is another one in new words
MOST_PAIRED = 60  # sentences of one place that are compared each with each
MOST_ALIGNED = 20_000  # sentences
_SPACE = pattern(r"\s+")
_FIGURES = pattern(r"[\d.,%]+")


class Change(NamedTuple):
    """A sentence that changed; without `before` it was put in, without `after` it was taken out."""

    before: str
    after: str
    line: int | None  # paragraph of the new version; of the old one for what was taken out


class Since(NamedTuple):
    """The notice against an earlier version of it."""

    file: str
    settled: list[Finding]
    new: list[Finding]
    remaining: int
    changes: list[Change]


class _Sentence(NamedTuple):
    key: str
    text: str
    line: int


class Version(NamedTuple):
    """One of the two: what was found in it, with its text."""

    report: Report
    findings: Sequence[Finding]
    mask: Mask


def compared(file: str, earlier: Version, now: Version) -> Since:
    """What became of the earlier version's findings and sentences. `file` is its name."""
    old, new = list(_sentences(earlier.report)), list(_sentences(now.report))
    changes = _changes(old, new)
    follows = {fingerprint(c.before): fingerprint(c.after) for c in changes if c.before and c.after}
    settled, appeared = _sorted_out(earlier, now, follows)
    covered = [Change(_both(c.before, earlier, now), _both(c.after, earlier, now), c.line) for c in changes]
    return Since(file, settled, appeared, len(now.findings) - len(appeared), covered)


def _both(text: str, earlier: Version, now: Version) -> str:
    return now.mask(earlier.mask(text))


def _sentences(report: Report) -> Iterator[_Sentence]:
    for paragraph in report.paragraphs:
        for match in SENTENCE.finditer(paragraph.text):
            if text := match.group().strip():
                yield _Sentence(_SPACE.sub("", without_ordinal(text)), text, paragraph.line)


def _changes(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> list[Change]:
    """The sentences that are not in both, those in new words paired with the old ones, in the order of the new text."""
    gone: list[_Sentence] = []
    found: list[tuple[int, Change]] = []
    come: list[tuple[int, _Sentence]] = []
    for a, b, c, d in _blocks([s.key for s in old], [s.key for s in new]):
        pairs = _pairs(old[a:b], new[c:d])
        for i, sentence in enumerate(old[a:b]):
            if i in pairs:
                after = new[c + pairs[i]]
                found.append((c + pairs[i], Change(sentence.text, after.text, after.line)))
            else:
                gone.append(sentence)
        taken = set(pairs.values())
        come += [(c + j, s) for j, s in enumerate(new[c:d]) if j not in taken]
    moved = defaultdict(list)
    for sentence in gone:
        moved[sentence.key].append(sentence)
    for at, sentence in come:
        if moved[sentence.key]:
            moved[sentence.key].pop()  # it stands elsewhere now
        else:
            found.append((at, Change("", sentence.text, sentence.line)))
    changes = [change for _, change in sorted(found, key=lambda item: item[0])]
    return changes + [Change(s.text, "", s.line) for left in moved.values() for s in left]


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches where the two differ: (from, to) in the old, (from, to) in the new."""
    if len(old) > MOST_ALIGNED or len(new) > MOST_ALIGNED:
        yield 0, len(old), 0, len(new)
        return
    from rapidfuzz.distance import Indel

    a = b = c = d = 0  # an insertion next to a deletion is one stretch
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            if b > a or d > c:
                yield a, b, c, d
            a = b = step.src_end
            c = d = step.dest_end
        else:
            b, d = step.src_end, step.dest_end
    if b > a or d > c:
        yield a, b, c, d


def _pairs(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> dict[int, int]:
    """Old sentence -> new one that says the same in other words, the most alike first."""
    from rapidfuzz import fuzz

    if len(old) > MOST_PAIRED or len(new) > MOST_PAIRED:
        candidates = [(i, i) for i in range(min(len(old), len(new)))]
    else:
        candidates = [(i, j) for i in range(len(old)) for j in range(len(new))]
    scored = []
    for i, j in candidates:
        likeness = fuzz.ratio(old[i].key, new[j].key, score_cutoff=LIKE)
        if likeness:
            scored.append((-likeness, abs(i - j), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


# --- findings --------------------------------------------------------------------------------------------------


_Item = tuple[Finding, str]  # with the fingerprint of its sentence
_Key = Callable[[_Item], Hashable]


def _sorted_out(earlier: Version, now: Version, follows: dict[str, str]) -> tuple[list[Finding], list[Finding]]:
    """(settled, new): a finding stays where its words stand in the same sentence, or in the one that follows it."""
    old = [(f, _sentence_of(f, earlier)) for f in earlier.findings]
    new = [(f, _sentence_of(f, now)) for f in now.findings]

    def there(item: _Item) -> str:
        return follows.get(item[1], item[1])

    steps: tuple[tuple[_Key, _Key], ...] = (
        (lambda x: (x[0].code, _words(x[0]), x[1]), lambda x: (x[0].code, _words(x[0]), x[1])),
        (lambda x: (x[0].code, _words(x[0]), there(x)), lambda x: (x[0].code, _words(x[0]), x[1])),
        (lambda x: (x[0].code, there(x) or id(x[0])), lambda x: (x[0].code, x[1] or id(x[0]))),
        (_about_the_whole, _about_the_whole),
    )
    for of_old, of_new in steps:
        old, new = _unmatched(old, new, of_old, of_new)
    return [f for f, _ in old], [f for f, _ in new]


def _sentence_of(finding: Finding, version: Version) -> str:
    return fingerprint(sentence_at(finding.span, version.report, finding.excerpt)) if finding.span else ""


def _words(finding: Finding) -> str:
    return finding.excerpt if finding.span else finding.message


def _about_the_whole(item: _Item) -> Hashable:
    """What stays of a finding without one place: its rule, and its message without figures."""
    finding = item[0]
    if finding.count > 1:
        return finding.code, "many"
    return (finding.code, _FIGURES.sub("", finding.message)) if finding.span is None else id(finding)


def _unmatched(
    old: Sequence[_Item], new: Sequence[_Item], of_old: _Key, of_new: _Key
) -> tuple[list[_Item], list[_Item]]:
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for i, item in enumerate(old):
        waiting[of_old(item)].append(i)
    left_new, matched = [], set()
    for item in new:
        if same := waiting.get(of_new(item)):
            matched.add(same.pop(0))
        else:
            left_new.append(item)
    return [item for i, item in enumerate(old) if i not in matched], left_new
