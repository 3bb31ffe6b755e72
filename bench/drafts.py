"""How far drafts are worded by the mined bank, how alike they are, and what a bank gives of a notice it was not
mined from. Figures, no verdict.

python bench/drafts.py [CORPUS]
"""

from __future__ import annotations

import re
import sys
import tempfile
from itertools import combinations
from pathlib import Path

from drafter.compose import compose
from drafter.ledger.load import load_ledger
from drafter.phrases.bank import Bank, load_bank
from drafter.phrases.mine import mine, report_files
from drafter.phrases.slots import fold
from drafter.report import Report
from drafter.template import find_template

ROOT = Path(__file__).resolve().parents[1]
LEDGERS = ROOT / "tests" / "fixtures" / "facts"
RUN = 8


def drafted(bank: Bank) -> dict[str, Report]:
    template = find_template(None, [])
    return {p.stem: compose(load_ledger(p), template.manifest, lambda: bank) for p in sorted(LEDGERS.glob("*.yaml"))}


def framing(report: Report) -> list[str]:
    """Paragraphs of opening and closing, without the headings, which are the template's."""
    sections = [s for s in report.sections if s.role in ("leadership", "next_steps")]
    blocks = [block for section in sections for block in section.blocks]
    return [p.text for b in blocks for p in (*b.overview, *(p for point in b.points for p in point.passages))]


def runs(report: Report) -> set[str]:
    found: set[str] = set()
    for text in framing(report):
        bare = re.sub(r"\d+年|\d+月|\d+日|\d+", "|", fold(text))
        for piece in bare.split("|"):
            found |= {piece[i : i + RUN] for i in range(len(piece) - RUN + 1)}
    return found


def from_mined(report: Report, bank: Bank) -> tuple[int, int]:
    """Characters of set wording in opening and closing that mined entries gave, and all of them."""
    mined = {p.id for p in bank.phrases if p.status == "启用"}
    got = total = 0
    for passage, place in report.walk():
        if place.role not in ("leadership", "next_steps"):
            continue
        for origin in passage.origins:
            if origin.kind == "phrase":
                total += origin.end - origin.start
                got += (origin.end - origin.start) * (origin.ref in mined)
    return got, total


def main() -> None:
    bank = load_bank(ROOT / "phrasebank")
    reports = drafted(bank)
    for name, report in reports.items():
        got, total = from_mined(report, bank)
        print(f"{name}: {got}/{total} = {got / max(1, total):.0%} of the set wording mined")
    pairs = [(len(runs(a) & runs(b)) / max(1, min(len(runs(a)), len(runs(b)))), x, y)
             for (x, a), (y, b) in combinations(reports.items(), 2)]  # fmt: skip
    for share, one, other in sorted(pairs, reverse=True):
        print(f"{one} / {other}: {share:.0%} of {RUN}-character runs shared")
    if len(sys.argv) > 1:
        leave_one_out(Path(sys.argv[1]))


def leave_one_out(corpus: Path) -> None:
    """For each notice: how many of its leads a bank mined from the others gives, whole or clause by clause."""
    from drafter.read import read_report

    files = [p for p in report_files([corpus]) if read_report(p).genre == "rectification-notice"]
    for left in files:
        with tempfile.TemporaryDirectory():
            found = mine([p for p in files if p != left])
        texts = {fold(line) for p in found.phrases for line in p.text.split("\n")}
        pieces = texts | {clause for text in texts for clause in text.split("，")}
        print(left.stem, end=":")
        report = read_report(left)
        for role, kind in (("leadership", "opening"), ("next_steps", "closing"), ("progress", "measure")):
            leads = [fold(lead) for lead in leads_of(report, role)]
            whole = sum(lead in texts for lead in leads)
            clauses = [clause for lead in leads for clause in lead.split("，")]
            known = sum(clause in pieces for clause in clauses)
            print(f"  {kind} {whole} of {len(leads)} leads whole, {known} of {len(clauses)} clauses", end=";")
        print()


def leads_of(report: Report, role: str) -> list[str]:
    found = []
    for section in report.sections:
        if section.role == role:
            for block in section.blocks:
                points = [*block.points, *(m for p in block.problems for m in p.all_measures())]
                found += [point.lead for point in points if point.lead]
    return found


if __name__ == "__main__":
    main()
