"""Counts the runs of three characters that texts which are right have in common: `drafter/lexicon/runs.csv`.

python tools/runs.py

The texts are those of `tools/company.py`; a run is kept where two or more of them have it. How many have it is told
as a share: as if all texts together were as long as those that the thresholds were set with, so that a table of more
texts knows more runs and finds none more usual than it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict

from company import ROOT, texts

from drafter.check.kinds.runs import EDGE

_STRETCH = re.compile(r"[\u4e00-\u9fff]+")
OFTEN = 2  # texts that have a run, from which it is no chance
MOST = 9  # more are not told apart
AS_LONG_AS = 400_000  # characters of all texts, for which a digit of the table is a number of texts
HEAD = (
    "# 对的通报、词条库和固定词语里，哪三个字连着出现（由 tools/runs.py 数出）；·是句读处。",
    "# 前：头两个字；后：第三个字，一个接一个；篇：每四十万字里各在几篇出现，1是不到一篇半，9是九篇以上。",
)


def main() -> None:
    """Write the table."""
    counts: Counter[str] = Counter()
    length = 0
    for _, text in texts():
        length += sum(len(s.group()) for s in _STRETCH.finditer(text))
        counts.update({run for s in _STRETCH.finditer(text) for run in _runs(EDGE + s.group() + EDGE)})
    share = min(1.0, AS_LONG_AS / length)
    behind: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for run, count in sorted(counts.items()):
        if count >= OFTEN:
            behind[run[:2]].append((run[2], min(max(1, round(count * share)), MOST)))
    out = io.StringIO()
    out.write("\n".join(HEAD) + "\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("前", "后", "篇", "来源"))
    for first, found in sorted(behind.items()):
        writer.writerow((first, "".join(char for char, _ in found), "".join(str(n) for _, n in found), ""))
    (ROOT / "drafter" / "lexicon" / "runs.csv").write_text(out.getvalue(), encoding="utf-8")


def _runs(words: str) -> list[str]:
    return [words[i : i + 3] for i in range(len(words) - 2)]


if __name__ == "__main__":
    main()
