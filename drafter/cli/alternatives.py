"""draft --alternatives: for each place that the phrasebank worded, the next best phrases."""

from __future__ import annotations

from pathlib import Path


def print_alternatives(ledger_path: Path, template_name: str | None, phrasebank: Path | None) -> None:
    """Print each place, what the draft says there, and what else could stand there."""
    from drafter.compose import compose, fill
    from drafter.ledger.load import load_ledger
    from drafter.phrases.bank import load_bank
    from drafter.template import template_of
    from drafter.text.normal import in_one_line

    ledger = load_ledger(ledger_path)
    template = template_of(template_name, ledger_path, ledger.notice.template)
    bank = load_bank(phrasebank)
    report = compose(ledger, template.manifest, lambda: bank)
    used = frozenset(o.ref for p, _ in report.walk() for o in p.origins if o.kind == "phrase")
    print(in_one_line(str(ledger_path)))
    for place in fill.places(ledger, template.manifest.worded):
        found = fill.alternatives(place, ledger, bank, used)
        if found:
            print(f"  {place}")
            for alternative in found:
                print(f"    {alternative.id}  {alternative.text}")
