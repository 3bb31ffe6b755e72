"""Each rule has a named slip that it finds, and that is not found by its name when the rule is switched off."""

from __future__ import annotations

import pytest
from check_notice import NOTICE, report_of
from notice_ledger import ledger
from rule_cases import FILES, Case, cases, clean_file

from drafter.check import all_rules, check
from drafter.ledger.model import Ledger
from drafter.read import read_report


def test_every_rule_has_a_named_slip() -> None:
    assert {case.code for case in cases()} == {rule.code for rule in all_rules()}
    names = [(case.code, case.name) for case in cases()]
    assert len(set(names)) == len(names) and all(name for _, name in names)
    assert {case.file for case in cases() if case.file} == set(FILES)


def test_the_notice_without_a_slip_is_clean(tmp_path) -> None:
    path = tmp_path / "通报.docx"
    path.write_bytes(clean_file())
    whole = Ledger.model_validate(ledger())
    assert check(report_of(NOTICE), ledger=whole) == []
    assert check(read_report(path), ledger=whole, docx=path) == []


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.code}-{case.name}")
def test_a_rule_switched_off_loses_its_slip(case: Case, tmp_path) -> None:
    said = {f.code for f in case.findings(tmp_path)}
    assert case.code in said, "put a slip that the rule finds into tests/fixtures/rule_cases.yaml"
    assert case.code not in {f.code for f in case.findings(tmp_path, off=(case.code,))}
