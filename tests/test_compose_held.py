"""What was worded once stays while facts are filled in and phrases are chosen elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.compose import compose
from drafter.compose.fill import alternatives
from drafter.compose.held import SEED
from drafter.compose.variety import Variety
from drafter.compose.wordings import settled
from drafter.ledger.load import load_ledger_text
from drafter.ledger.model import WORDING_RECORD
from drafter.ledger.revise import insert_item, set_value
from drafter.phrases.bank import shipped_bank
from drafter.report import Report
from drafter.template import template_of

ROOT = Path(__file__).parents[1]
NAMES = ("云岭区水务局党组", "未完成")


def drawn(text: str) -> tuple[Report, dict[str, str]]:
    """The notice of a ledger, and what it was drawn by."""
    ledger = load_ledger_text(text, "台账.yaml")
    found = template_of(None, ROOT / "台账.yaml", ledger.notice.template)
    record: dict[str, str] = {}
    report = compose(ledger, found.manifest, shipped_bank, record=record)
    return report, {SEED: Variety(ledger).seed, **record}


def held(name: str) -> tuple[str, Report]:
    """An example ledger that holds what its notice was drawn by, and the notice."""
    text = (ROOT / "examples" / f"{name}.yaml").read_text(encoding="utf-8")
    report, record = drawn(text)
    return set_value(text, WORDING_RECORD, record), report


def lines(report: Report) -> list[str]:
    return [passage.text for passage, _ in report.walk()]


def changed(before: Report, after: Report) -> list[str]:
    assert len(lines(before)) == len(lines(after))
    return [new for old, new in zip(lines(before), lines(after), strict=True) if old != new]


@pytest.mark.parametrize("name", NAMES)
def test_a_notice_drawn_by_its_own_record_is_the_same(name: str) -> None:
    text, report = held(name)
    again, record = drawn(text)
    assert lines(again) == lines(report)
    assert record == dict(load_ledger_text(text, "").wording_record)


@pytest.mark.parametrize("name", NAMES)
def test_another_name_of_the_team_changes_only_where_it_is_printed(name: str) -> None:
    text, report = held(name)
    after, _ = drawn(set_value(text, "巡视.巡视组", "区委第九巡察组"))
    assert all("第九巡察组" in line for line in changed(report, after))
    loose, _ = drawn(set_value(set_value(text, "巡视.巡视组", "区委第九巡察组"), WORDING_RECORD, ""))
    assert lines(loose) != lines(after)


@pytest.mark.parametrize("name", NAMES)
def test_another_lead_changes_its_own_point_alone_but_for_what_would_be_said_twice(name: str) -> None:
    text, report = held(name)
    ledger = load_ledger_text(text, "")
    used = frozenset(o.ref for p, _ in report.walk() for o in p.origins if o.kind == "phrase")
    tried = 0
    for path in [f"{part}.要点[{i}].提法" for part in ("组织领导", "下一步") for i in range(3)]:
        together = settled(report, path)
        assert together
        there = len(ledger.leadership.points if path.startswith("组织") else ledger.next_steps.points)
        for one in alternatives(path, ledger, shipped_bank(), used):
            chosen = text
            for index, item in list(enumerate(together[1]))[there:]:
                chosen = insert_item(chosen, together[0], index, item)
            said = changed(report, drawn(set_value(chosen, path, one.text))[0])
            assert any(one.text in line for line in said)
            assert len(said) == 1 or one.text[-4:] in "".join(lines(report))  # 问题整改 stood elsewhere already
            tried += 1
    assert tried > 6


def test_a_point_does_not_say_its_lead_again() -> None:
    text, _ = held("云岭区水务局党组")
    text = set_value(text, WORDING_RECORD, "")
    for lead in ("逐项逐条对账销号", "压紧压实整改责任"):
        report, _ = drawn(insert_item(text, "下一步.要点", 0, {"提法": lead}))
        point = next(p.text for s in report.sections if s.role == "next_steps" for p in s.blocks[0].points)
        assert point.count(lead) == 1
