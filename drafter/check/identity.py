"""Who is who in a notice, read once: whom it is about, by whom it was inspected, and by which body it is led.

The unit's name stands in title, preamble, feedback and signature; which of two names is the right one is decided by
where more of them agree. What is compared with it is for `rules_identity_block`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from drafter.check.own_place import bodies_of_title
from drafter.patterns import pattern
from drafter.report import Passage, Passages, Place, Report
from drafter.text.bodies import bodies_in
from drafter.text.normal import CJK, fold
from drafter.text.numerals import ONE_TO_TEN

_PARTY = r"(?:委员会|党委|党组|党工委|工委|党总支|总支|党支部|支部|领导班子|班子)"
_TAIL = pattern(
    rf"(?<=[组委会局厅校学院司团馆站所办部区县市镇乡道部])(?:及其?|和|与|、|等).*$|{_PARTY}+$|(?<=[省市县区旗州盟镇乡])(?:委|政府)$|(?<=街道)(?:办事处)$|[（(].*$"
)
_HEAD = pattern(r"^(?:中共|中国共产党)|关于.*$|\s")
_PROPER = pattern(r"[省市县区旗州盟镇乡]|街道|局|厅|校|学|院|公司|集团|中心|馆|社|站|所|委|办|会|行|厂|园")
SHORTEST = 3  # characters of a name that can be told from another


def unit_of(head: str) -> str:
    """禾溪县 of 中共禾溪县委, 松泉县水务局 of 中共松泉县水务局党组关于…的通报."""
    name, before = _HEAD.sub("", fold("".join(head.split()))), ""
    while name != before:
        name, before = _TAIL.sub("", name), name
    return name


_NUMBERED = pattern(rf"第([{ONE_TO_TEN}\d]{{1,3}})")


def may_be_one(a: str, b: str) -> bool:
    """Whether one name can stand for the other: the longer one holds the letters of the shorter one in their order."""
    short, long = sorted((a, b), key=len)
    if any(number not in short for number in _NUMBERED.findall(long)):  # 市第二人民医院 is not 市人民医院
        return False
    letters = iter(long)
    return all(char in letters for char in short)


class Mention(NamedTuple):
    """A name of the unit where the sentence can mean no other one."""

    name: str  # without 中共 and 党组
    printed: str
    passage: Passage
    place: Place
    span: tuple[int, int]
    slot: str  # 标题, 导语, 反馈, 落款, 打算


_INSPECTED = pattern(rf"对(?P<who>[{CJK}（）()]{{3,30}}?)(?:开展|进行|实施)了?[^，。；]{{0,14}}?巡[视察]")
_TEAM = r"巡[视察](?:工作)?(?:组|专班)[^。；]{0,36}"  # who feeds back and moves in; others report to many bodies
_FED_BACK = pattern(
    rf"{_TEAM}(?<![{CJK}]面)向(?P<who>[{CJK}（）()]{{3,30}}?)(?:作了|进行了?|当面|正式|集体)?(?:反馈|通报)(?!问题线索)"
)
_MOVED_IN = pattern(rf"{_TEAM}进驻(?P<who>[{CJK}]{{3,24}}?)(?=[，。；]|开展|进行)")
_WILL = pattern(  # 下一步，县水务局党组将…
    rf"(?:^|(?<=[，。；]))(?:下一步，|今后，|接下来，)?(?P<who>[{CJK}]{{3,20}}?(?:党委|党组|党工委))(?=将(?!于|在|其))"
)
_OTHERS = pattern(
    r"各|所属|下属|全体|部分|有关|相关|单位|企业|部门|领导|同志|干部|群众|负责|我|本|该|其|上述|以上|被|社会|组织"
)


@dataclass(frozen=True)
class Identity:
    """The unit of a notice as its own parts name it."""

    mentions: tuple[Mention, ...] = ()
    bodies: frozenset[str] = field(default_factory=frozenset)  # 党组, 党委, 党工委: its leading body, as headed

    @cached_property
    def name(self) -> str:
        """The name that most of the parts agree on; of several forms the longest."""
        best, most = "", 0.0
        for mention in self.mentions:
            votes = sum(1 for m in self.mentions if may_be_one(m.name, mention.name))
            if (votes, len(mention.name)) > (most, len(best)):
                best, most = mention.name, votes
        return best

    @property
    def odd(self) -> Iterator[Mention]:
        """The mentions of another unit than the one that the others are about."""
        own = self.name
        agreeing = [m for m in self.mentions if may_be_one(m.name, own)]
        if len(agreeing) >= 2:
            for mention in self.mentions:
                strange = not may_be_one(mention.name, own) and not self._heads_with_it(mention)
                if strange or _lacks_letters(mention, own):
                    yield mention

    def _heads_with_it(self, mention: Mention) -> bool:
        """Whether title and signature both name this other unit too: a notice of two."""
        slots = {m.slot for m in self.mentions if may_be_one(m.name, mention.name)}
        return {"标题", "落款"} <= slots


_FORM = pattern(r"股份|有限|责任|公司$")


def _lacks_letters(mention: Mention, own: str) -> bool:
    """澄岳医疗集团有限公司 in the notice of 澄岳医疗产业集团有限公司: a full name with letters missing inside."""
    own_end = own[-2:]
    name, own = _FORM.sub("", mention.name), _FORM.sub("", own)
    whole = mention.slot in {"落款", "导语"} and name[:2] == own[:2] and mention.name[-2:] == own_end
    return whole and len(name) >= 4 and len(name) < len(own) and not own.startswith(name) and not own.endswith(name)


_KINDS = {
    "工作委员会": "党工委",
    "工委": "党工委",
    "党工委": "党工委",
    "委员会": "党委",
    "党委": "党委",
    "党组": "党组",
}
_KIND = pattern("|".join(_KINDS))


TOGETHER = 2  # signers of one unit (区委, 区政府); more are several units


def identity_of(report: Report, passages: Passages) -> Identity:
    """The unit of a notice, out of its title, preamble, closing part and signature."""
    found: list[Mention] = []
    title = "".join("".join(p.text.split()) for p in report.title_lines)
    for body in bodies_of_title(report) if "关于" in title else ():
        if name := unit_of(body):
            line = report.title_lines[0]
            found.append(Mention(name, name, line, Place("标题", "title"), (0, len(line.text)), "标题"))
    for passage, place in passages:
        if place.role in {"preamble", "leadership", "next_steps"} and place.problem is None:
            found += _in_slots(passage, place)
    for passage in report.signers:
        if len(report.signers) <= TOGETHER and (name := unit_of(passage.text)):
            span = (0, len(passage.text))
            found.append(Mention(name, passage.text.strip(), passage, Place("落款", "signers"), span, "落款"))
    heads = [title, *(p.text for p in report.signers)]
    kinds = {_KINDS[m.group()] for h in heads for m in _KIND.finditer(h)}
    return Identity(tuple(m for m in found if _is_a_name(m.name)), frozenset(kinds))


def _in_slots(passage: Passage, place: Place) -> Iterator[Mention]:
    text = passage.text
    slots = [(_FED_BACK, "反馈"), (_MOVED_IN, "进驻")] if place.role != "next_steps" else []
    slots += [(_INSPECTED, "导语")] if place.role == "preamble" else []
    slots += [(_WILL, "打算")] if place.role == "next_steps" else []
    for form, slot in slots:
        for match in form.finditer(text):
            who = match["who"]
            name = unit_of(who)
            if (office_of(name) or not _OTHERS.search(name)) and "等" not in who:
                yield Mention(name, who, passage, place, match.span("who"), slot)


def _is_a_name(name: str) -> bool:
    """Whether a name is one's own and not 县委, 学校, 局."""
    if len(name) < SHORTEST or not _PROPER.search(name[-2:]):
        return False
    return name not in {"公司", "学校", "医院", "集团", "学院", "党校"} and not re.fullmatch(
        r"[省市县区旗州](?:委|政府)?", name
    )


def office_of(name: str) -> str:
    """The trade of the unit, where it is a department: 水务 of 松泉县水务局."""
    return next((b.office for b in bodies_in(name) if b.office), "")


def inspected(report: Report) -> str:
    """巡视 or 巡察, as the title and the opening call it; both where they do not say."""
    head = "".join(p.text for p in (*report.title_lines, *report.preamble))
    kinds = [kind for kind in ("巡视", "巡察") if kind in head]
    return kinds[0] if len(kinds) == 1 else "巡视（巡察）"
