"""Every figure of a notice as a fact: how many, of what thing with which words before it, in what scope, where.

Gathered once over the whole notice; what two facts say of one another is for the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from drafter.check.stretches import Stretch
from drafter.text.quantities import Quantity
from drafter.text.sentences import ahead_of

Scope = Literal["all", "again", "part", "other"]


class Fact(NamedTuple):
    """A counted thing. `thing` is its noun without the words that say which (`which`): 在建的|高标准农田."""

    quantity: Quantity
    stretch: Stretch
    thing: str
    which: str
    scope: Scope  # all: how many there are; again: those that were spoken of, told of all of them; part: some of them

    @property
    def span(self) -> tuple[int, int]:
        return self.quantity.start, self.quantity.end

    @property
    def said(self) -> str:
        """53所学校食堂: the figure with its noun, as printed."""
        return self.stretch.text[self.quantity.start : self.quantity.end] + self.thing


_THING = re.compile(r"(?:[一-鿿]|\([一-鿿、,]{1,8}\)|“[一-鿿]{1,8}”){2,16}")
# Where the name of the thing ends and what is said of it begins.
_SAID_OF_IT = re.compile(
    r"(?:全部|全面|均|都|已|逐一|逐个|逐项|逐户|中(?![小央心学型外等]|层)|完成|实现|开展|进行|建成|接入|安装|配备|配齐|签订|参加|参训"
    r"|实行|落实|建立|纳入|召开|组织|通过|达到|为|由|在|与|和|及|的|等|得到|作|提出|查摆|对|按|分|被|予以|同步|按期|按时|如期)"
)
_ALL_OF_THEM = re.compile(r"(?:全部|全面|均|都(?!市)|逐一|逐个|逐项|逐户|无一)")
_PART = re.compile(
    r"(?:其中|另|还|再|又|首批|第[一二三四五六七八九]批|新增|新建|新|增加|减少|剩余|其余|部分|个别|每|各|约谈|处分|抽查|试点|选取|占|涉及|下派|补充|仅|只)"
)
_OF_WHICH = re.compile(r"(?P<which>[一-鿿]{2,10})的$")


def facts(stretches: list[Stretch]) -> list[Fact]:
    """The counted things of all sentences, in order."""
    return list(_facts(stretches))


def _facts(stretches: list[Stretch]) -> Iterator[Fact]:
    for stretch in stretches:
        for q in stretch.figures:
            if not q.exact or q.sort not in {"实体", "度量"} or not q.value:
                continue
            clause = re.split(r"[,。;:、\d]", ahead_of(stretch.text, q.start, 24))[-1]
            said = _OF_WHICH.search(clause)
            which = said["which"] if said else ""
            words = _THING.match(stretch.text, q.end)
            thing, behind = "", stretch.text[q.end : q.end + 24]
            if words:
                end = _SAID_OF_IT.search(words.group(), 1)
                thing = words.group()[: end.start()] if end else words.group()
                behind = stretch.text[q.end + len(thing) : q.end + len(thing) + 16]
            if not thing:
                thing = "" if which else _NAME.sub("", clause)
            again = _ALL_OF_THEM.match(behind) is not None
            part = _PART.search(clause) is not None
            yield Fact(q, stretch, thing, which, "again" if again else "part" if part else "all")


_NAME = re.compile(r"^.*(?:对|将|把|共有|共|计|有|为|达|至|到|了)(?=[一-鿿]{2})")
