"""How many slips of the batches that others wrote are found, by what the slip is about: `found.csv` beside them, and
what is told of each: `told.txt` of a batch.

python tools/batches.py        (takes minutes; docs/检出.md is made from the record, and a slow test holds it)
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import batch_told  # noqa: E402
from check_notice import report_of  # noqa: E402

from drafter.check import Finding, check  # noqa: E402

BATCHES = ROOT / "tests" / "fixtures" / "defects"
RECORD = BATCHES / "found.csv"
SUBJECTS = {  # how a writer of slips named the kind -> what it is about
    "1": "数字", "2": "日期", "3": "身份", "5": "残留", "6": "不宜公开", "7": "语言文字",
    "a": "数字", "b": "数字", "c": "数字", "d": "日期", "e": "身份", "f": "不宜公开", "g": "语言文字", "h": "语言文字",
    "i": "残留", "j": "措施和结构",
}  # fmt: skip
FAMILIES = {"N": "数字", "T": "语言文字", "P": "不宜公开", "C": "残留"}  # family of a false finding -> what it is about


def subject_of(kind: str) -> str:
    """What a slip is about: (1a) wholes and parts -> 数字."""
    return SUBJECTS[kind.lstrip("( ")[0]]


def main() -> None:
    """Measure every batch and write the records."""
    rows = []
    for folder in sorted(BATCHES.glob("batch*")):
        batch_told.write(folder)
        bases = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("base*.txt")}
        known = {name: {(f.code, f.message) for f in check(report_of(text))} for name, text in bases.items()}

        def added(
            entry: dict[str, str],
            bases: dict[str, str] = bases,
            known: dict[str, set[tuple[str, str]]] = known,
        ) -> list[Finding]:
            name = entry.get("base", "base")
            found = check(report_of(bases[name].replace(entry["replace"], entry["by"])))
            return [f for f in found if (f.code, f.message) not in known[name]]

        hits: defaultdict[str, list[bool]] = defaultdict(list)
        for entry in json.loads((folder / "defects.json").read_text(encoding="utf-8")):
            texts = [t or "" for f in added(entry) for t in (f.message, f.excerpt, f.suggestion)]
            hits[subject_of(entry["kind"])].append(any(word in text for text in texts for word in entry["any_of"]))
        false: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for entry in json.loads((folder / "benign.json").read_text(encoding="utf-8")):
            for finding in added(entry):
                false[FAMILIES.get(finding.family, "措施和结构")][finding.severity] += 1
        for subject in dict.fromkeys(SUBJECTS.values()):
            of = hits[subject]
            rows.append((folder.name, subject, sum(of), len(of), false[subject]["error"], false[subject]["warning"]))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("批", "类", "查出", "共", "错报的错误", "错报的警告"))
    writer.writerows(rows)
    RECORD.write_text(out.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main()
