"""Changes in any wording: what was, what is, and by how much, wherever the three stand in a sentence.

`relations` reads the usual orders (由A增加到B, 比上年的A增长r%). Here each figure is told by the words at it: one that
was (去年支出120万元, 比第二季度24起), one that is, and how much it moved (同比下降, 降幅达, 少了). A change
that some two figures of the sentence give is right, whichever they are; one that none give is told of the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from drafter.patterns import pattern
from drafter.text.quantities import Quantity
from drafter.text.relation import Relation
from drafter.text.tallies import in_bracket

UP = "增加|增长|上升|上浮|上调|调高|调增|提高|提升|扩大|扩充|扩容|攀升|升|增|涨"
DOWN = "减少|下降|压减|压缩|缩短|缩减|精简|削减|降低|压降|回落|收窄|核减|下浮|调低|调减|降|减|下调|缩小"

Change = Callable[[Quantity, Quantity, Quantity | None, bool, bool | None], Relation]

REACH = 70  # characters from the first figure of a change to the word that tells it
MOST = 8  # figures looked back at

# The words at a figure that say that it was so before. 年年年 is a year that was blanked out.
_WAS = pattern(
    r"(?:(?:上|去|前)(?:一|个)?(?:年|季度|月|学期|学年|半年|轮|届|期)|年{4}|同期|此前|以前|过去|原来|原有|原先|年初|当初)"
    r"[^,。;:、()\d]{0,14}$"
    r"|[一-鿿](?<!目)(?<!当)前(?:的|为|是|有|仅|只有|仅有|月均|年均){1,2}[^,。;:、()\d]{0,8}$"
    r"|[由从比较][^,。;:、()\d]{0,14}$"
)
_FIRST_HALF = pattern(r"上半年[^,。;:、()\d]{0,14}$")
_SECOND_HALF = pattern(r"下半年[^,。;:、()\d]{0,14}$")
_COMPARED_WITH = pattern(r"[与同和][^,。;:、()\d]{1,14}$")  # 同整改前的450人|相比
_AS_AGAINST = pattern(r"[^,。;:、()\d]{0,6}(?:相比|比较|比,|相较)")
_NOT_IT = pattern(r"计划|目标|预算|任务|应|拟|不少于|不低于|不超过|其中|每|平均|另|共计划|涉及")
_APART = pattern(r"其中|分别|每|人均|户均|平均|[;。]")
_MOVED = pattern(
    rf"(?:[^,。;:、()\d]{{0,6}}[,(])?(?:[^,。;:、()\d]{{0,2}}相比|相较|比较)?[,]?"
    rf"(?:同比|环比|整体|总体|总量|总数|实现|大幅|净|共|合计|则|又|即|一年|约)*"
    rf"(?:(?P<up>{UP}|多|增幅|涨幅|升幅)|(?P<down>{DOWN}|少|降幅|减幅))(?:幅度|率|比例|数量|数|量|额)?(?:了|出|达到|达|为|约|近)*"
)
_MOVES = pattern(rf"(?:{UP}|{DOWN}|增幅|涨幅|降幅|减幅)(?:了|达|为|约)?$")
_CAME_TO = pattern(r"[^,。;:、()\d]{0,2},(?:目前|现|已)?(?:达到|达|为|完成)[^,。;:、()\d]{0,4}")  # 增长14%，达到171亿元


def changes_in_any_words(
    text: str, figures: Sequence[Quantity], known: Iterable[Relation], change: Change
) -> Iterator[Relation]:
    """去年支出120万元，今年支出102万元，同比下降15%; 现已达540人，同整改前的450人相比，增加20%."""
    told = {q.start for r in known if r.kind == "change" for q in r.members[-1:]}
    for i, by in enumerate(figures):
        if not i or by.start in told or not by.exact or not by.value:
            continue
        last = figures[i - 1]
        said = _MOVED.fullmatch(text[last.end : by.start])
        if said is None:
            continue
        reach = [q for q in figures[max(0, i - MOST) : i] if by.start - q.end <= REACH]
        reach = [q for q in reach if not (_APART.search(text, q.end, by.start) or in_bracket(text, q))]
        if last not in reach:
            continue
        yield from _told(text, figures, i, reach, bool(said["down"]), change)


def _told(
    text: str, figures: Sequence[Quantity], i: int, reach: Sequence[Quantity], down: bool, change: Change
) -> Iterator[Relation]:
    by, last = figures[i], figures[i - 1]
    moves = [q for q in reach if _MOVES.search(_words_at(text, figures, q))]
    same = [q for q in reach if q not in moves and q.unit and q.exact and q.amount and _of_its_kind(q, by)]
    if last not in moves:
        same = [q for q in same if q.unit == last.unit]
    were = [q for q in same if _told_of_before(text, figures, q, same)]
    are = [q for q in same if q not in were and not _NOT_IT.search(_words_at(text, figures, q))]
    behind = figures[i + 1] if i + 1 < len(figures) else None
    if behind and behind.unit == last.unit and behind.exact and _CAME_TO.fullmatch(text[by.end : behind.start]):
        are.append(behind)
    if not were or not are:
        return
    was = were[-1]
    if last not in (was, are[-1], *moves) or was.unit != are[-1].unit:
        return
    tried = [change(one, two, by, down, None) for one in were for two in are]
    if any(each.holds for each in tried):
        return
    now = behind if behind in are else are[-1]
    claim = change(was, now, by, down, None)
    alone = len(were) == 1 and len(are) == 1
    if claim.words == "points" or (claim.words == "direction" and not alone):
        return
    yield claim._replace(claim="near" if alone or _right_before(text, was, last, by) else "maybe")


def _right_before(text: str, was: Quantity, last: Quantity, by: Quantity) -> bool:
    """比上年同期的150亿元|增长12.3%: the base is said in the same breath."""
    return was is last and re.search(r"[,、(]", text[was.end : by.start]) is None


def _of_its_kind(q: Quantity, by: Quantity) -> bool:
    """What can have moved by so much: anything by per cent, a rate by points, a count by as many of its kind."""
    if by.unit == "%":
        return q.sort != "比率" or q.unit == "%"
    if by.unit.endswith("百分点"):
        return q.unit == "%"
    return by.unit == q.unit and q.sort != "比率"


def _words_at(text: str, figures: Sequence[Quantity], q: Quantity) -> str:
    """The words before a figure, from the mark or the figure before it."""
    since = max((p.end for p in figures if p.end <= q.start), default=0)
    return re.split(r"[,。;:、()]", text[max(since, q.start - 24) : q.start])[-1]


def _told_of_before(text: str, figures: Sequence[Quantity], q: Quantity, same: Sequence[Quantity]) -> bool:
    words = _words_at(text, figures, q)
    if _COMPARED_WITH.search(words) and _AS_AGAINST.match(text, q.end):
        return True
    if _FIRST_HALF.search(words):
        return any(_SECOND_HALF.search(_words_at(text, figures, p)) for p in same)
    return _WAS.search(words) is not None
