"""Twelve ledgers with facts only, of bodies of every kind: what the tool words of them, in every template."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from drafter.check import check
from drafter.compose import compose
from drafter.ledger.load import load_ledger
from drafter.phrases.bank import Bank
from drafter.read import parse
from drafter.read.text import paragraphs
from drafter.report import Report
from drafter.template import find_template

FACTS = Path(__file__).parent / "fixtures" / "facts"
LEDGERS = sorted(FACTS.glob("[01]*.yaml"))
TEMPLATES = ("分段式", "内联式", "括号式", "清单式", "双主体式")
# What the ledger lacks or says itself: a fact still missing, an e-mail that is not given, a rate of the ledger's own.
_THE_LEDGERS_OWN = {"T401", "S106", "N203"}
_LEAST_MINED = 0.58  # of one draft's set wording; 0.6 of all together
_MOST_ALIKE = 0.2  # 8-character runs of openings and closings that two of the twelve share


@pytest.fixture(scope="module")
def bank(project: Path) -> Bank:
    return Bank(project / "phrasebank")


def drafted(path: Path, bank: Bank, template: str = "分段式") -> Report:
    return compose(load_ledger(path), find_template(template, []).manifest, lambda: bank)


def as_printed(report: Report) -> str:
    """The draft as text, a printed paragraph a line."""
    lines: dict[int, str] = {}
    for passage, _ in report.walk():
        lines[passage.line or 0] = lines.get(passage.line or 0, "") + passage.text
    return "\n".join(lines[n] for n in sorted(lines)) + "\n"


@pytest.mark.parametrize("at", range(len(LEDGERS)), ids=[p.stem for p in LEDGERS])
def test_our_own_check_is_silent_on_what_the_tool_worded(at: int, bank: Bank) -> None:
    path = LEDGERS[at]
    given = path.read_text(encoding="utf-8")
    for template in (TEMPLATES[at % len(TEMPLATES)], "双主体式"):
        report = parse(paragraphs(as_printed(drafted(path, bank, template))))
        found = [f for f in check(report, ledger=load_ledger(path)) if f.severity in ("error", "warning")]
        ours = [f for f in found if f.code not in _THE_LEDGERS_OWN and f.excerpt not in given]
        assert not [(template, f.code, f.message, f.excerpt) for f in ours]


def test_most_of_the_set_wording_comes_from_mined_entries(bank: Bank) -> None:
    mined = {p.id for p in bank.phrases if p.status == "启用"}
    shares = {}
    for path in LEDGERS:
        said = [o for p, place in drafted(path, bank).walk() if place.role in ("leadership", "next_steps")
                for o in p.origins if o.kind == "phrase"]  # fmt: skip
        shares[path.stem] = (sum(o.end - o.start for o in said if o.ref in mined), sum(o.end - o.start for o in said))
    assert sum(got for got, _ in shares.values()) >= 0.6 * sum(total for _, total in shares.values())
    assert [name for name, (got, total) in shares.items() if got < _LEAST_MINED * total] == []


def test_drafts_of_twelve_units_differ(bank: Bank) -> None:
    runs = {}
    for path in LEDGERS:
        sections = [s for s in drafted(path, bank).sections if s.role in ("leadership", "next_steps")]
        texts = [p.text for s in sections for b in s.blocks
                 for p in (*b.overview, *(q for point in b.points for q in point.passages))]  # fmt: skip
        pieces = [piece for text in texts for piece in re.split(r"\d+[年月日]?", text)]
        runs[path.stem] = {piece[i : i + 8] for piece in pieces for i in range(len(piece) - 7)}
    for (one, a), (other, b) in combinations(runs.items(), 2):
        assert len(a & b) <= _MOST_ALIKE * min(len(a), len(b)), (one, other)


def test_no_draft_joins_a_count_to_days_that_are_not_its_own(bank: Bank) -> None:
    for path in LEDGERS:
        text = as_printed(drafted(path, bank))
        for days, count in re.findall(r"((?:\d{4}年)?(?:\d+月\d+日、)*\d+月\d+日)，[^，。]{0,20}?(\d)次", text):
            assert days.count("、") + 1 == int(count), (path.stem, days, count)


def test_an_overview_does_not_begin_its_second_sentence_with_the_unit_again(bank: Bank) -> None:
    for path in LEDGERS:
        short = load_ledger(path).unit.short or ""
        for section in drafted(path, bank).sections:
            said = "".join(p.text for block in section.blocks[:1] for p in block.overview)
            assert section.role != "leadership" or f"。{short}" not in said, path.stem


def test_what_is_done_about_open_problems_does_not_say_the_lead_again(bank: Bank) -> None:
    lines = [line for path in LEDGERS for line in as_printed(drafted(path, bank)).splitlines()]
    points = [line.partition("。") for line in lines if line[1:2] == "是" and "对已" in line]
    assert points
    for lead, _, told in points:
        said = {half[-4:] for half in re.split("[，是]", lead) if len(half) > 5}
        deeds = [part for part in re.split("[，；。]", told) if not part.startswith("对")]
        assert not any(deed.endswith(end) for deed in deeds for end in said), (lead, told)
