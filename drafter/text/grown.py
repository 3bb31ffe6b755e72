"""What was newly made, kind by kind, beside what the total grew from and to.

新开外贸航线5条、内贸航线8条，航线总数由63条增至76条: five and eight are thirteen.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.patterns import pattern
from drafter.text.quantities import Quantity
from drafter.text.relation import Relation, added, ahead, relation
from drafter.text.sentences import ahead_of
from drafter.text.wholes import Listed, lists_in

_NEWLY = pattern(r"新[^,。;:、\d]{1,12}$")
_GREW_FROM = pattern(r"(?:总数|总量|总计|合计|数量|总额|总长|总面积)[^,。;:、\d]{0,4}(?:由|从)[^,。;:、\d]{0,8}$")
_TO = pattern(r"[^,。;:、\d]{0,8}(?:增加|增长|增|扩大|扩充|扩|提高|提升|上升|升|达)(?:到|至|为)")
_GONE = pattern(r"停|撤|关|减|退|淘汰|注销|取消|合并|报废")
NEAR = 5  # the parts of it by which a slip may be off


def grown(text: str, figures: Sequence[Quantity]) -> Iterator[Relation]:
    """The new ones of a list, and by how many the total is said to have grown in the same sentence."""
    if "新" not in text:
        return
    lists = [found for found in lists_in(text, figures) if found.tight]
    for was, now in itertools.pairwise(figures):
        if was.like != now.like or not (was.exact and now.exact) or now.value <= was.value:
            continue
        if not _GREW_FROM.search(ahead_of(text, was.start, 24)) or not _TO.fullmatch(text[was.end : now.start]):
            continue
        for found in lists:
            by = now.value - was.value
            if found.end > was.start or not _new_ones(text, found, was):
                continue
            value = added(found.parts)
            if value == by or abs(value - by) * NEAR <= max(by, Decimal(NEAR)):
                grew = now._replace(value=by, text=f"增加{by}{now.kind}（由{was.text}到{now.text}）")
                yield relation("whole", (grew, *found.parts), value == by, claim="near", value=value)


def _new_ones(text: str, found: Listed, was: Quantity) -> bool:
    between = text[found.parts[0].start : was.start]
    alike = all(q.like == was.like and not q.scale for q in found.parts)
    return (
        alike and "。" not in between and not _GONE.search(between) and bool(_NEWLY.search(ahead(text, found.parts[0])))
    )
