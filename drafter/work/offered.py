"""What a sheet says around its table (title, 填报单位, 填报日期, 联系电话) and the ledger still waits for.

Nothing of it is filled in unasked: a title may be last year's, a telephone somebody's own. It is offered, with the
words that it was found in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from drafter.ledger.model import Ledger
from drafter.ledger.path import steps_of, value_at
from drafter.patterns import pattern
from drafter.read.facts import contact_fields, inspection_facts
from drafter.text.bodies import bodies_in
from drafter.text.dates import dates_in
from drafter.text.normal import fold

_NAMED = r"[^\s,。:;、()]{2,30}?(?:党组|党委|委员会|党总支|党支部|[省市区县州旗]委)"
_UNIT = pattern(  # 青岚县自然资源局党组落实…台账; 填报单位：青岚县人民医院党委
    rf"^(?:附件\d?:?)?\s*(?P<titled>{_NAMED})(?=关于|贯彻|落实|对|巡|整改|反馈|\s|$)"
    rf"|(?:填报|报送|责任|被巡[视察])单位(?:名称)?:\s*(?P<labelled>{_NAMED})(?=[\s,。;()]|$)"
)
_LED = pattern(r"^.*(?:贯彻|落实|关于|按照|根据)")  # 落实|县委第三巡察组
_SHORT = pattern(r"[局院校厅委办社会](?:党组|党委)$|[省市区县州旗]委$")
_DEPLOYER = pattern(r"^(?P<deployer>.*?(?:委|中央|党组))(?:第|巡)")
_DAYS = {  # a day behind a label: 填报日期：2026年11月20日, 反馈时间：2026年5月20日
    "通报.成文日期": pattern(r"(?:填报|填表|报送)(?:日期|时间):\s*"),
    "巡视.反馈": pattern(r"反馈(?:意见)?(?:的)?(?:日期|时间):\s*"),
}
_BESIDE = 4  # characters between a label and its day
_PHONE = pattern(r"(?:电话|热线|联系人)[^\d]{0,16}(?P<phone>\d{3,4}-\d{3,8})(?![\d-])")
_MOBILE = pattern(r"(?<!\d)1\d{10}(?!\d)")  # somebody's own: never offered to be printed


class Offer(NamedTuple):
    """A value for an empty place of the ledger. `said`: the words it stands in."""

    path: str
    value: str
    said: str


def offers(ledger: Ledger) -> list[Offer]:
    """What the notes of the ledger hold for its empty places, the first that is found for each."""
    found: dict[str, Offer] = {}
    for note in ledger.remarks:
        for path, value in _facts(" ".join(note.split())):
            if value and value_at(ledger, steps_of(path)) in (None, "", []):
                found.setdefault(path, Offer(path, value, note))
    return list(found.values())


def told(offered: Iterable[Offer]) -> str:
    """单位.名称“青岚县自然资源局党组”、…: for the screen."""
    return "、".join(f"{one.path}“{one.value}”" for one in offered)


def _facts(note: str) -> Iterator[tuple[str, str]]:
    text = fold(note)
    if unit := _UNIT.search(text):
        name = note[slice(*unit.span("titled" if unit["titled"] else "labelled"))]
        yield "单位.名称", name
        if short := _SHORT.search(name):
            yield "单位.简称", short.group()
    for body in bodies_in(text):
        if body.kind == "巡视组":
            team = _LED.sub("", body.text)
            yield "巡视.巡视组", team
            if deployer := _DEPLOYER.match(team):
                yield "巡视.部署", deployer["deployer"]
    tour = inspection_facts(note)
    days = {"巡视.开始": tour.start, "巡视.结束": tour.end, "巡视.反馈": tour.feedback}
    yield from ((path, day.isoformat()) for path, day in days.items() if day)
    for path, label in _DAYS.items():
        named = label.search(text)
        written = next(iter(dates_in(text[named.end() :])), None) if named else None
        if written and written.precision == "day" and written.start < _BESIDE:
            yield path, written.first.isoformat()
    contact = contact_fields(note)
    own = _PHONE.search(text)
    phone = contact["phone"] or (own["phone"] if own else "")
    if phone and not _MOBILE.search(phone):
        yield "联系方式.电话", phone
    yield from ((f"联系方式.{key}", contact[name] or "") for key, name in (("地址", "address"), ("邮箱", "email")))
