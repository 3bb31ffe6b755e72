"""Counts which characters follow which in texts that are right: `drafter/lexicon/grams.csv`.

python tools/grams.py

The texts are those of `tools/company.py`. Unlike `runs.csv` the table has what a single text has, too, and says how
often: a digit stands for about so many times (`drafter.check.kinds.likely.TIMES`).
"""

from __future__ import annotations

import bisect
import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from company import ROOT, texts

from drafter.check.kinds.likely import TIMES
from drafter.check.kinds.runs import EDGE
from drafter.text.segment import tokens

_STRETCH = re.compile(r"[\u4e00-\u9fff]+")
HEAD = (
    "# 对的通报、词条库和固定词语里，哪个字后面跟着哪两个字（由 tools/grams.py 数出）；·是句读处。",
    "# 前：第一个字；次：它共有几次；独：几次自成一词；后：一组一个空格，第二个字和次数，再是第三个字和次数，",
    "# 一个接一个；数字1到9是约1、2、3、5、8、14、25、50、100次。",
)


def main() -> None:
    """Write the table."""
    (ROOT / "drafter" / "lexicon" / "grams.csv").write_text(counted(text for _, text in texts()), encoding="utf-8")


def counted(found: Iterable[str]) -> str:
    """The table of those texts."""
    one: Counter[str] = Counter()
    two: Counter[str] = Counter()
    three: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for text in found:
        for stretch in _STRETCH.finditer(text):
            row = EDGE * 2 + stretch.group() + EDGE * 2
            one.update(row[1:-1])
            alone.update(token.word for token in tokens(stretch.group()) if len(token.word) == 1)
            two.update(row[i - 1 : i + 1] for i in range(1, len(row)))
            three.update(row[i - 2 : i + 1] for i in range(2, len(row)))
    third: defaultdict[str, list[str]] = defaultdict(list)
    for run, count in sorted(three.items()):
        third[run[:2]].append(f"{run[2]}{_digit(count)}")
    second: defaultdict[str, list[str]] = defaultdict(list)
    for pair, count in sorted(two.items()):
        second[pair[0]].append(f"{pair[1]}{_digit(count)}{''.join(third[pair])}")
    out = io.StringIO()
    out.write("\n".join(HEAD) + "\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("前", "次", "独", "后", "来源"))
    for first, parts in sorted(second.items()):
        writer.writerow((first, one[first], alone[first], " ".join(parts), ""))
    return out.getvalue()


def _digit(count: int) -> int:
    return bisect.bisect_right(TIMES, count) - 1


if __name__ == "__main__":
    main()
