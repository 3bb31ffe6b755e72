"""L2 of the organisation's facts: meetings, supervisions, the plan and the leading group, record by record.

In the ledger they are fields and no sentences. A draft words them and the office words them anew, so a record is known
in print by the fields that agree; of one that does not, what stands in its place is told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from drafter.check.matching import Matching
from drafter.check.model import Finding, Looked
from drafter.check.registry import rule
from drafter.check.rules_ledger_facts import Fact, facts_of
from drafter.patterns import pattern
from drafter.report import Passage, Passages, Place
from drafter.text.dates import chinese_date
from drafter.text.normal import fold, letters
from drafter.text.sentences import full_sentences

if TYPE_CHECKING:
    from drafter.ledger.model import BlockEntry, Leadership, Ledger, Tour

Kind = Literal["日期", "数", "称谓", "名称"]
_Given = tuple[str, str, Kind, object]
NAMED = 4  # letters from which a text names something by itself
FIGURE = pattern(r"\d")


class Field(NamedTuple):
    """One fact of a record."""

    path: str  # 组织领导.会议[0].日期
    name: str  # 日期
    kind: Kind
    value: str  # as the ledger has it, a date as it is printed

    @property
    def facts(self) -> frozenset[str]:
        """The dates or figures that it says, in the form `facts_of` compares."""
        return frozenset(fact.value for fact in facts_of(fold(self.value)) if fact.kind == self.kind)


class Record(NamedTuple):
    what: str  # 这次会议
    fields: tuple[Field, ...]


class _Said:
    """A sentence of the notice's opening, looked at once."""

    def __init__(self, passage: Passage, place: Place, start: int, folded: str) -> None:
        self.passage, self.place, self.start, self.folded = passage, place, start, folded

    @cached_property
    def facts(self) -> list[Fact]:
        return facts_of(self.folded)

    @cached_property
    def letters(self) -> str:
        return letters(self.folded)

    def has(self, field: Field) -> bool:
        """Whether that fact is printed here."""
        if field.kind in ("日期", "数"):
            return field.facts <= {f.value for f in self.facts if f.kind == field.kind}
        return letters(field.value) in self.letters


@rule(
    "L210",
    slug="ledger-record",
    title="会议、督查、方案、领导小组与台账不同",
    severity="error",
    reason="会议哪天开、谁任组长、督查发现几个问题，台账里是一格一格的；别的都对得上、只有一格不同，多半是改错了。",
    wrong="台账2024年6月22日召开区委常委会会议，通报印成6月25日",
    right="两处都是6月22日",
)
def record_differs(matching: Matching, passages: Passages) -> Iterator[Finding | Looked]:
    """A record of the ledger of which the notice prints some fields, and in place of another one something else."""
    said = [
        one for passage, place in passages if place.role in {"leadership", "other"} for one in _said(passage, place)
    ]
    ledger = matching.ledger
    all_records = list(records(ledger.leadership)) if ledger.leadership else []
    known = _known(ledger, all_records)
    for record in all_records:
        for field in record.fields:
            if any(one.has(field) for one in said):
                yield Looked("ledger-record")
            elif told := _instead(record, field, said, known):
                yield Looked("ledger-record")
                one, (start, end) = told
                there = one.folded[start:end]
                yield Finding.on(
                    one.passage,
                    one.place,
                    f"{record.what}的{field.name}台账是“{field.value}”，这里是“{there}”{matching.line(field.path)}",
                    (one.start + start, one.start + end),
                    suggestion="以台账为准核对。",
                )


def _said(passage: Passage, place: Place) -> Iterator[_Said]:
    folded = fold(passage.text)
    for start, end in full_sentences(folded):
        yield _Said(passage, place, start, folded[start:end])


def records(leadership: Leadership) -> Iterator[Record]:
    """The records of 组织领导, each with the fields that it has."""
    at = "组织领导"
    for i, meeting in enumerate(leadership.meetings):
        here = f"{at}.会议[{i}]"
        yield _record(
            "这次会议",
            (f"{here}.日期", "日期", "日期", meeting.date),
            (f"{here}.名称", "名称", "名称", meeting.name),
            (f"{here}.事项", "事项", "名称", meeting.matter),
            (f"{here}.次数", "次数", "数", f"{meeting.times}次" if meeting.times else None),
        )
    for i, one in enumerate(leadership.supervisions):
        here = f"{at}.督查[{i}]"
        yield _record(
            "这次督查",
            (f"{here}.日期", "日期", "日期", one.date),
            (f"{here}.开始", "开始日期", "日期", one.start),
            (f"{here}.结束", "结束日期", "日期", one.end),
            (f"{here}.内容", "内容", "名称", one.content),
            (f"{here}.发现", "发现问题数", "数", one.found),
            (f"{here}.整改", "整改数", "数", one.mended),
        )
    if scheme := leadership.scheme:
        yield _record(
            "整改方案",
            (f"{at}.方案.名称", "名称", "名称", scheme.name),
            (f"{at}.方案.通过日期", "通过日期", "日期", scheme.date),
            (f"{at}.方案.通过会议", "通过会议", "名称", scheme.meeting),
        )
    if group := leadership.group:
        deputies = [one for text in group.deputies for one in _each(text)]
        yield _record(
            "领导小组",
            (f"{at}.领导小组.组长", "组长", "称谓", group.head),
            *((f"{at}.领导小组.副组长", "副组长", "称谓", one) for one in deputies),
        )


def _each(names: str) -> list[str]:
    """孙国平、李秀英 written in one: each for itself."""
    return [name for name in re.split(r"[、，,]", names) if name.strip()]


def _record(what: str, *fields: _Given) -> Record:
    """The record of those of the fields that are given and say what they shall say."""
    made = (
        Field(path, name, kind, chinese_date(value) if isinstance(value, dt.date) else str(value).strip())
        for path, name, kind, value in fields
        if value
    )
    return Record(what, tuple(f for f in made if f.facts or f.kind in ("称谓", "名称")))


class _Known(NamedTuple):
    """What the ledger says anywhere: whatever of it stands in a sentence is another fact's own."""

    facts: frozenset[tuple[str, str]]  # kind and value
    letters: str


def _known(ledger: Ledger, all_records: Iterable[Record]) -> _Known:
    tour: Tour = ledger.tour
    days = [chinese_date(day) for day in (tour.start, tour.end, tour.feedback) if day]
    own = [field.value for record in all_records for field in record.fields]
    texts = [*days, *own, *_texts(ledger.leadership)]
    facts = frozenset((f.kind, f.value) for text in texts for f in facts_of(fold(text)))
    return _Known(facts, "|".join(letters(text) for text in texts))


def _texts(leadership: Leadership | None) -> Iterator[str]:
    """The opening's sentences as the ledger has them, where it has any."""
    if leadership is None:
        return
    parts: list[Leadership | BlockEntry] = [leadership, *leadership.blocks]
    for part in parts:
        written = [part.overview, *(point.content for point in part.points)]
        yield from (text for text in written if isinstance(text, str))


def _instead(record: Record, field: Field, said: list[_Said], known: _Known) -> tuple[_Said, tuple[int, int]] | None:
    """The sentence that tells the record with something else in the field's place, and where that stands in it."""
    others = [f for f in record.fields if f is not field]
    for one in sorted(said, key=lambda s: -_agreeing(others, s)):
        if not _agreeing(others, one) and not (field.name == "组长" and _THE_GROUP.search(one.folded)):
            continue
        span = _rival(field, one, known)
        if span:
            return one, span
    return None


def _agreeing(fields: list[Field], said: _Said) -> int:
    """How many of a record's fields stand in a sentence; none where nothing of them names the record."""
    here = [field for field in fields if said.has(field)]
    naming = [f for f in here if f.kind == "日期" or (f.kind == "名称" and len(f.value) >= NAMED) or f.kind == "称谓"]
    return len(here) if naming else 0


def _rival(field: Field, said: _Said, known: _Known) -> tuple[int, int] | None:
    """Where in a sentence something of the field's kind stands that the ledger does not know; None if not just one."""
    if field.kind == "称谓" and field.name == "组长" and (named := _HEAD.search(said.folded)):
        who = letters(named["who"])
        return None if who in known.letters or letters(field.value) in who else named.span("who")
    if field.kind in ("称谓", "名称"):
        return _near(field.value, said, known)
    unit = {re.sub(r"^[\d.]+", "", value) for value in field.facts}
    new = [
        fact
        for fact in said.facts
        if fact.kind == field.kind
        and (fact.kind, fact.value) not in known.facts
        and (field.kind == "日期" or re.sub(r"^[\d.]+", "", fact.value) in unit)
    ]
    return (new[0].start, new[0].end) if len(new) == 1 else None


_THE_GROUP = pattern(r"整改(?:落实)?(?:工作)?领导小组")  # others have heads of their own
_HEAD = pattern(r"由(?P<who>[一-鿿、]{2,16}?)(?:同志)?(?:共同)?担?任(?:双|第一)?组长")


def _near(value: str, said: _Said, known: _Known) -> tuple[int, int] | None:
    """Where a name one character off stands, itself unknown to the ledger: 赵立兴 for 赵立新."""
    wanted = fold(value)
    if not 3 <= len(wanted) <= 16 or FIGURE.search(wanted):
        return None
    for start in range(len(said.folded) - len(wanted) + 1):
        there = said.folded[start : start + len(wanted)]
        if sum(a != b for a, b in zip(wanted, there, strict=True)) == 1 and letters(there) == there:
            return None if there in known.letters else (start, start + len(wanted))
    return None
