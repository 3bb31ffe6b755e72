"""Counts which words stand side by side in texts that are right: `drafter/lexicon/company.csv`.

python tools/company.py [SEGMENTED]

The texts are the project's own notices, the phrasebank and the set phrases; SEGMENTED is a newspaper cut into words
(one article a line, word/tag word/tag), of which only pairs of words that the notices have too are kept.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from drafter.read import read_report  # noqa: E402
from drafter.text.lexicon import table, words  # noqa: E402
from drafter.text.segment import tokens  # noqa: E402

NOTICE = "rectification-notice"
FIXTURES = ROOT / "tests" / "fixtures"
_RUN = re.compile(r"[\u4e00-\u9fff]+")
OFTEN = 2  # texts that have a pair, from which it is no chance
PRINTED = 3  # times a newspaper must have it
HEAD = (
    "# 词的同伴：对的通报、词条库和固定词语里，哪些词紧挨着出现（由 tools/company.py 数出）。",
    "# 常：两篇以上都有；偶：只有一篇。后面空着的词只表示在对的文字里见过。",
)


def texts() -> Iterator[tuple[str, str]]:
    """(where it comes from, text) of everything that is right."""
    for path in sorted([*FIXTURES.glob("defects/*/base*.txt"), *FIXTURES.glob("notices/*.txt")]):
        yield path.name + path.parent.name, path.read_text(encoding="utf-8")
    for path in sorted([*FIXTURES.glob("first_try/notices*/*.*"), *FIXTURES.glob("first_try/reports*/*.*")]):
        gold = path.with_name(path.stem + ".gold.json")
        if path.suffix == ".txt":
            yield path.name + path.parent.name, path.read_bytes().decode("utf-8", errors="ignore")
        elif path.suffix != ".json" and json.loads(gold.read_text(encoding="utf-8"))["genre"] == NOTICE:
            report = read_report(path)
            yield path.name + path.parent.name, "\n".join(p.text for p in report.paragraphs if p.line is not None)
    for path in sorted(FIXTURES.glob("first_try/slips*/base*.txt")):
        yield path.name + path.parent.name, path.read_text(encoding="utf-8")
    for path in sorted(FIXTURES.glob("defects/*/benign.json")):
        for entry in json.loads(path.read_text(encoding="utf-8")):
            yield path.parent.name + entry["id"], entry["by"]
    for path in sorted([*(ROOT / "examples").glob("*.yaml"), *(ROOT / "phrasebank").glob("*.yaml")]):
        yield path.name, path.read_text(encoding="utf-8")
    for name, column in (("norms", "正例"), ("formulae", "提法"), ("collocations", "正例")):
        yield name, "\n".join(row[column] for row in table(name))
    phrases = set(words("setphrases")) | {w for row in table("fixed_words") for w in row["词"].split("|")}
    for source in ("set phrases", "set phrases again"):  # each of them is said often
        yield source, "\n".join(sorted(phrases))


def newspaper(path: Path) -> dict[tuple[str, str], int]:
    """Pairs of words of a text that is cut already, with how often each stands there."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for line in path.read_text(encoding="utf-8").splitlines():
        cut = [word.rpartition("/")[0] for word in line.split()]
        for pair in itertools.pairwise(cut):
            counts[pair] += 1
    return counts


def main() -> None:
    """Write the table."""
    where: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    seen: set[str] = set()
    for name, text in texts():
        for run in _RUN.finditer(text):
            cut = [token.word for token in tokens(run.group())]
            for before, behind in itertools.pairwise(cut):
                if len(before) > 1 and len(behind) > 1:
                    where[before, behind].add(name)
                elif len(before) == len(behind) == 1:
                    seen.add(before + behind)
            seen.update(word for word in cut if len(word) == 2)
    if len(sys.argv) > 1:
        known = {word for pair in where for word in pair}
        for pair, times in newspaper(Path(sys.argv[1])).items():
            if times >= PRINTED and known.issuperset(pair):
                where[pair].add("newspaper")
    often = {pair for pair, names in where.items() if len(names - {"newspaper"}) >= OFTEN}
    behind_of: defaultdict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for before, behind in where:
        if len(before) == len(behind) == 2:
            behind_of[before][(before, behind) not in often].add(behind)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("词", "常", "偶", "来源"))
    for word in sorted({*behind_of, *seen}):
        usual, rare = behind_of.get(word, (set(), set()))
        writer.writerow((word, "|".join(sorted(usual)), "|".join(sorted(rare)), ""))
    path = ROOT / "drafter" / "lexicon" / "company.csv"
    path.write_text("\n".join(HEAD) + "\n" + out.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main()
