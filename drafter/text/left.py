"""What is left of a whole, in any wording: 未参训的63名, 尚未安装的21个, 因病请假的14名.

`parts` reads 其余 and what is denied right beside the same word. Here the word that is denied (未参训) stands anywhere
at the figure of what was done (987名参训), with rates and other things between; where no word tells, only a slip of the
hand counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from drafter.patterns import pattern
from drafter.text.quantities import Quantity
from drafter.text.relation import Relation, added, ahead, relation
from drafter.text.tallies import in_bracket
from drafter.text.wholes import countable, is_slip

_DENIED = pattern(r"(?:未能?|没有|没能|不予?|无法|难以)(?P<act>[一-鿿]{1,8}?)的?$")
_DENIED_BEHIND = pattern(
    r"[^,。;:、()\d]{0,10}?(?:暂|尚|还|仍|均)?(?:未|没有)(?P<act>[一-鿿]{2})"
)  # 9名因借调在外暂未签订
_ABSENT = pattern(r"(?:因|请假|缺席|缺勤|缺考|请事假|请病假|外出|在外)[^,。;:、()\d]{0,10}的?$")
_GIVEN = pattern(r"另有|同时|新|再|又|共|合计|其中|每|均")
_WITHIN = pattern(r"[,:]|中")  # not 属实的11件、部分属实的8件: one beside the other
MOST = 6  # figures looked back at
FAR = 80


def left_in_any_words(text: str, figures: Sequence[Quantity], known: Iterable[Relation]) -> Iterator[Relation]:
    """1050名党员中有987名参训，参训率为94%，未参训的73名: those who did, and those who did not."""
    told = {q.start for r in known if r.kind == "whole" for q in r.members}
    for i, left in enumerate(figures):
        if not countable(left) or left.start in told or left.unit == "元" or in_bracket(text, left):
            continue
        words = re.split(r"[,。;:、()\d]", ahead(text, left))[-1]
        denied, absent = _DENIED.search(words), _ABSENT.search(words)
        denied = denied or _DENIED_BEHIND.match(text, left.end)
        if not (denied or absent) or _GIVEN.search(words):
            continue
        since = max(text.rfind(mark, 0, left.start) for mark in "。;") + 1
        before = [q for q in figures[max(0, i - MOST) : i] if q.start >= since and q.like == left.like]
        before = [q for q in before if left.start - q.end <= FAR and not in_bracket(text, q)]
        if len(before) < 2 or not all(map(countable, before)):
            continue
        yield from _reckoned(text, before, left, figures[i + 1 :], denied["act"] if denied else "")


_NEXT = pattern(r"[^,。;:、()\d]{0,6}[,、][^,。;:、()\d]{0,10}")
_FIRST = pattern(r"[^,。;:()\d]{0,12}[,:][^,。;:、()\d]{1,10}")
_CLOSED = pattern(r"[^,。;:、()\d]{0,12}[,。;)]|$")
_OTHER_SIDE = pattern(r"其中|新|涉及|共|合计|同时|另|每|均|分别|增|减|比|较|移送|追|罚|党员|女|岁|学历|职称|少数民族")
A_LITTLE = 8  # the parts of a whole by which a slip may be off


def little_more_than_all(text: str, figures: Sequence[Quantity], known: Iterable[Relation]) -> Iterator[Relation]:
    """收到意见64条，吸收采纳52条，解释说明14条: what became of all of them, and a little more than there are.

    Kinds may overlap, so that nothing is certain; told of for a reviewer's eye.
    """
    told = {q.start for r in known if r.kind in {"whole", "exceeds", "change", "average"} for q in r.members}
    for i, whole in enumerate(figures):
        if not countable(whole) or whole.start in told or in_bracket(text, whole):
            continue
        parts = _what_became_of(text, figures, i, told) if not _OTHER_SIDE.search(_at(text, whole)) else []
        off = added(parts) - whole.value
        exactly = len({q.value for q in parts}) < len(parts) or any(
            added(parts[:n]) == whole.value for n in range(2, len(parts))
        )
        if len(parts) > 1 and 0 < off * A_LITTLE <= whole.value and not exactly and _CLOSED.match(text, parts[-1].end):
            yield relation("whole", (whole, *parts), False, claim="maybe", value=added(parts))


def _what_became_of(text: str, figures: Sequence[Quantity], i: int, told: set[int]) -> list[Quantity]:
    """The smaller figures of its kind right behind figure `i`, one clause each."""
    whole = figures[i]
    parts: list[Quantity] = []
    for q in figures[i + 1 : i + 1 + MOST]:
        gap = text[parts[-1].end if parts else whole.end : q.start]
        alike = q.like == whole.like and q.scale == whole.scale and countable(q) and q.value < whole.value
        joined = (_NEXT if parts else _FIRST).fullmatch(gap)
        if not alike or q.start in told or not joined or _OTHER_SIDE.search(gap):
            break
        parts.append(q)
    return parts


def _at(text: str, q: Quantity) -> str:
    return re.split(r"[,。;:、()\d]", ahead(text, q))[-1]


def _reckoned(
    text: str, before: Sequence[Quantity], left: Quantity, behind: Sequence[Quantity], act: str
) -> Iterator[Relation]:
    whole, done = before[-2:]
    if not max(done.value, left.value) < whole.value or not _WITHIN.search(text[whole.end : done.start]):
        return
    if any(w.value - d.value == left.value for w in before for d in before if w is not d):
        return
    value = done.value + left.value
    others = [q.value for q in behind[:3] if q.like == left.like]
    if any(value + other == whole.value for other in others) or value - whole.value in [q.value for q in before[:-2]]:
        return
    slip = is_slip(left._replace(unit=done.unit), done._replace(value=whole.value - done.value))
    if act and _was_said_of(text, done, act) and (slip or value > whole.value):
        yield relation("whole", (whole, done, left), False, claim="near", value=value)
    elif slip and not act:
        yield relation("whole", (whole, done, left), False, claim="maybe", value=value)


def _was_said_of(text: str, done: Quantity, act: str) -> bool:
    """Whether the deed that is denied of the rest (参训) is said of a figure, before it or behind it."""
    front = re.split(r"[,。;:、()\d]", ahead(text, done))[-1]
    behind = re.split(r"[,。;:、()\d]", text[done.end : done.end + 14])[0]
    word = act[:2] if len(act) > 1 else act
    at = (front + behind).find(word)
    return at >= 0 and (front + behind)[max(0, at - 1) : at] not in {"未", "不", "没"}
