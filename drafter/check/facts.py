"""Every counted thing of a notice as a fact: how many, of what thing, with which words before it, told of all or some.

Gathered once over the whole notice; what two facts say of one another is for the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from drafter.check.stretches import Stretch
from drafter.patterns import pattern
from drafter.text.numerals import ONE_TO_NINE
from drafter.text.quantities import Quantity
from drafter.text.sentences import ahead_of

Scope = Literal["all", "again", "part"]


class Fact(NamedTuple):
    """A counted thing. `thing` is its noun, `which` the words that set it apart: 在建的18万亩|高标准农田."""

    quantity: Quantity
    stretch: Stretch
    thing: str
    which: str
    scope: Scope  # again: told of all of those that were spoken of (全部, 均); part: some of them

    @property
    def said(self) -> str:
        """53所学校食堂: the figure with its noun, as printed."""
        behind = self.thing if self.stretch.text.startswith(self.thing, self.quantity.end) else ""
        return self.quantity.text + behind


_THING = pattern(r"(?:[一-鿿]|\([一-鿿、,]{1,8}\)){2,16}")
# Where the name of the thing ends and what is said of it begins.
_SAID_OF_IT = pattern(
    r"全部|全面|均|都(?!市)|已|逐[一个项户]|中(?![小央心学型外等层])|完成|实现|开展|进行|建成|接入|安装|配[备齐]|签订|参[加训]|实行"
    r"|落实|建立|纳入|召开|组织(?!生活)|通过|达到|[为由在与和及的等作对按分被]|得到|提出|查摆|予以|同步|[按如]期"
)
_OF_ALL = pattern(r"(?:[^,。;:\d]{0,3}(?:全部|全面|均|都(?!市)|逐[一个项户]))")
_OF_SOME = pattern(
    rf"其中|另|还|再|又|首批|第[{ONE_TO_NINE}]批|新|增加|减少|剩余|其余|部分|个别|每|各|约谈|处分|抽|试点|选|占|补充|仅|只|已|有"
)
_WHICH = pattern(r"(?:^.*(?:对|将|把|完成|推进)|^)(?P<which>[一-鿿]{2,10})的$")


def facts(stretches: list[Stretch]) -> Iterator[Fact]:
    """The counted things of all sentences, in order."""
    for stretch in stretches:
        text = stretch.text
        for q in stretch.figures:
            if not q.exact or q.sort not in {"实体", "度量"} or not q.value:
                continue
            clause = re.split(r"[,。;:、\d]", ahead_of(text, q.start, 24))[-1]
            said = _WHICH.search(clause)
            words = _THING.match(text, q.end)
            cut = _SAID_OF_IT.search(words.group(), 1) if words else None
            thing = words.group()[: cut.start() if cut else None] if words else ""
            thing = thing or q.noun
            of_all = _OF_ALL.match(text, q.end + len(thing)) if text.startswith(thing, q.end) else None
            scope: Scope = "part" if _OF_SOME.search(clause) else "again" if of_all else "all"
            yield Fact(q, stretch, thing, said["which"] if said else "", scope)
