"""What a problem is about: 应收账款催收 out of 应收账款催收不力, and the lead phrases of the bank that take it.

A frame such as 加大{工作}力度 is filled only with words of the ledger: the problem's own, or those of a rule that the
measure made (《固定资产管理办法》). Where it is not plain that the result is Chinese, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.phrases.bank import Phrase
from drafter.text.lexicon import words

# Where a title stops naming its matter and says what is wrong with it.
_FAULT = pattern(
    r"""
      不(?:够|足|力|到位|[高严深实强紧细快优佳全准畅清明大牢多健完规及平均扎有彻精落合充显尽])
    | 未 | 尚 | 仍 | 还 | 有待 | 有(?:差距|漏洞|盲区|短板|缺位|所) | 存在 | 缺[少乏失位] | 滞后 | 薄弱 | 缓慢
    | 较 | 相对
    | 偏[低慢弱软差高] | 突出 | 多发 | 易发 | 混乱 | 乏力 | [弱虚淡]化 | 没有 | 亟待 | 需 | 与.{2,12}不符 | 账实不符
    | (?<=进度)慢$ | (?<=质量)[低差]$ | 重.{1,4}轻
    """,
    re.VERBOSE,
)
_DONE_TO = pattern(
    "^(?:对|对于|在)?(?:学习贯彻|贯彻落实|落实|贯彻|执行|履行|推进|推动|开展|破解|化解|激发|满足|提高|提升|抓|加强)?"
)
_HOW_FAR = pattern(
    "(?:步伐|力度|进度|进展|速度|推进|重视|落实|履行|成效|效果|质量|水平|效率|情况|办法|程度|主动性|针对性|现象|意识|方面)$"
)
_DONE_HOW = pattern("[抓压做落管改搞建]得$")  # 责任压得|不实: how it is done, with what is said of it cut off
_RULE = pattern(r"《(?P<matter>[^《》]{2,10}?)(?:工作)?(?:暂行|实施)?(?:办法|规定|细则|规程|制度)(?:（试行）)?》")
_NAME = pattern(r"[\u4e00-\u9fff、]{2,12}")
_SLOT = "{工作}"
# What any piece of work has, and the words of a title or measure that ask for it.
_TAILS = (
    ("责任", pattern("责任|不清|签订")),
    ("制度", pattern("办法|规定|细则|规程|制度|规范|漏洞")),
    ("机制", pattern("机制|联动|协同|会商|台账")),
    ("质效", pattern("质量|成效|效果|效率|不高|水平")),
    ("水平", pattern("质量|水平|能力|不高")),
    ("力度", pattern("力|慢|快|滞后|进度|薄弱|少|不足|不够")),
)


class Filled(NamedTuple):
    """A frame, what goes into its slot, and whether the measure's text (else the problem's title) says it."""

    phrase: Phrase
    work: str
    from_content: bool


def matter_of(title: str) -> str | None:
    """What a problem's title is about, with 力度 or 进度 behind it; None where it is not plain."""
    fault = _FAULT.search(title)
    if fault is None:
        return None
    named = title[: fault.start()]
    rest = _DONE_TO.sub("", named)
    named = rest if len(rest) >= 3 else named
    return named if _NAME.fullmatch(named) and "的" not in named else None


def work_of(matter: str) -> str | None:
    """The piece of work in it, as one that has a 力度, a 制度: its name ends with what is done."""
    work = _HOW_FAR.sub("", matter)
    return work if len(work) >= 4 and work.endswith(tuple(words("work_words"))) else None


def bare_matter(matter: str) -> str:
    """A matter without how far it has come: 执法案卷 of 执法案卷质量; as it is where too little would be left."""
    matter = _DONE_HOW.sub("", matter)
    bare = _HOW_FAR.sub("", matter)
    return bare if len(bare) >= 4 else matter


def leads_of(title: str, content: str, frames: Sequence[Phrase]) -> tuple[list[Filled], list[Filled]]:
    """The frames that the title or a rule fills as it stands (加强|库房|管理), and those that say something of its work
    (加大|应收账款催收|力度), each as given."""
    matter = matter_of(title)
    exact = list(_exact(matter, content, frames))
    return exact, list(_said_of(matter, title + content, frames))


def _exact(matter: str | None, content: str, frames: Sequence[Phrase]) -> Iterator[Filled]:
    rule = _RULE.search(content)
    for phrase in frames:
        head, _, tail = phrase.text.partition(_SLOT)
        made = ("完善", "健全") if "修订" in content else ("完善", "健全", "建立")
        if rule and tail == "制度" and head in made and _NAME.fullmatch(rule["matter"]):
            yield Filled(phrase, rule["matter"], True)
        if matter and matter.endswith(tail) and len(matter) - len(tail) >= 2 and tail in words("own_tails"):
            yield Filled(phrase, matter.removesuffix(tail), False)


def _said_of(matter: str | None, said: str, frames: Sequence[Phrase]) -> Iterator[Filled]:
    work = work_of(matter) if matter else None
    wanted = [tail for tail, asks in _TAILS if asks.search(said)] if work else []
    for tail in wanted:
        for phrase in frames:
            if work and phrase.text.endswith(_SLOT + tail):
                yield Filled(phrase, work, False)
