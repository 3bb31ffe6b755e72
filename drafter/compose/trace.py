"""Where each sentence of a draft came from, as plain data (`draft --trace`)."""

from __future__ import annotations

from typing import Any, get_args

from drafter.report import Report, Role

KIND_NAMES = {"ledger": "台账", "phrase": "词条", "count": "计数", "template": "模板", "missing": "待补"}


def trace(report: Report) -> list[dict[str, Any]]:
    """One entry a sentence: its text, its paragraph in the draft, and its origins with the words they gave."""
    out = []
    for sentence in report.sentences():
        end = sentence.start + len(sentence.text)
        out.append(
            {
                "paragraph": sentence.passage.line,
                "section": sentence.place.section,
                "role": sentence.place.role if sentence.place.role in get_args(Role) else None,
                "problem": sentence.place.problem,
                "text": sentence.text,
                "origins": [
                    {
                        "kind": origin.kind,
                        "source": KIND_NAMES[origin.kind],
                        "ref": origin.ref,
                        "text": sentence.passage.text[max(origin.start, sentence.start) : min(origin.end, end)],
                    }
                    for origin in sentence.passage.origins
                    if origin.start < end and origin.end > sentence.start
                ],
            }
        )
    return out
