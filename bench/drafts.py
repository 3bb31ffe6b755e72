"""How far drafts are worded by the mined bank, how alike they are, and what a bank gives of a notice it was not
mined from. Figures, no verdict.

python bench/drafts.py [CORPUS]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
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
    """For each notice: how many clauses of its leads a bank mined from the others gives: word for word, or by a frame
    whose slot is filled with what that notice's own problem or measure says, or that the bank itself has for it."""
    from drafter.read import read_report

    files = [p for p in report_files([corpus]) if read_report(p).genre == "rectification-notice"]
    read = {p: bare("\n".join(passage.text for passage, _ in read_report(p).walk())) for p in files}
    sums: dict[str, list[int]] = {}
    for left in files:
        found = mine([p for p in files if p != left]).phrases
        entries = {bare(line) for p in found for line in p.text.split("\n")}
        known = entries | {clause for text in entries for clause in text.split("，")}
        frames = [re.compile(framed(p.text)) for p in found if p.kind == "measure" and p.slots]
        wanted = "|".join(bare(p.text) for p in found if p.group.startswith("要求-"))
        leads_in = [re.compile(framed(p.text)) for p in found if p.group == "句式-提法"]
        print(left.stem, end=":")
        report = read_report(left)
        for role, kind in (("leadership", "opening"), ("next_steps", "closing"), ("progress", "measure")):
            leads = list(leads_of(report, role))
            whole = sum(bare(lead) in entries for lead, _ in leads)
            clauses = [(clause, said) for lead, said in leads for clause in bare(lead).split("，")]
            words = sum(clause in known for clause, _ in clauses)
            by_frame = sum(
                clause not in known and (fills(frames, clause, said) or fills(leads_in, clause, wanted))
                for clause, said in clauses
            )
            others = "\n".join(text for p, text in read.items() if p != left)
            there = sum(clause in others for clause, _ in clauses)
            print(f"  {kind} {whole} of {len(leads)} whole; of {len(clauses)} clauses {words} + {by_frame}", end=";")
            counts = (len(clauses), words, by_frame, there)
            sums[kind] = [a + b for a, b in zip(sums.get(kind, [0] * 4), counts, strict=True)]
        print()
    for kind, (total, words, by_frame, there) in sums.items():
        print(f"{kind}: of {total} clauses {words} word for word, {by_frame} by a frame; {there} stand in the others")


def bare(text: str) -> str:
    return fold(text).replace("“", "").replace("”", "")


def framed(text: str) -> str:
    return "(.{2,})".join(map(re.escape, re.split(r"\{[^{}]*\}", text)))


def fills(frames: list[re.Pattern[str]], clause: str, said: str) -> bool:
    """Whether a frame gives the clause, every slot filled with words of the notice's own text."""
    return any(m and all(part in said for part in m.groups()) for m in (frame.fullmatch(clause) for frame in frames))


def leads_of(report: Report, role: str) -> Iterator[tuple[str, str]]:
    """Each lead, and what a ledger would say of its place: the problem's title and the measure's text behind it."""
    for section in report.sections:
        if section.role == role:
            for block in section.blocks:
                yield from ((p.lead, "") for p in block.points if p.lead)
                for problem in block.problems:
                    for measure in problem.all_measures():
                        if measure.lead:
                            text = bare("".join(p.text for p in measure.passages))
                            yield measure.lead, bare(problem.title) + "|" + text.partition(bare(measure.lead))[2]


if __name__ == "__main__":
    main()
