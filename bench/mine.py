"""How long `drafter mine` takes beside bare jieba.cut over the same text, and how much of an unseen notice it
knows: leads word for word, leads by a frame with slots, and clauses of leads word for word.

    python bench/mine.py [--corpus DIR] [--times 1 25 250]
    python bench/mine.py --leave-one-out [--corpus DIR]

Processor seconds of whole processes, started cold: one that only cuts the texts, one that mines them. The corpus is
multiplied with copies that differ in a third of their words, so that no two are duplicates. Printed for each size:
seconds, their ratio with and without jieba's loading, seconds a report, peak memory.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

CUT = """
import sys, time
from pathlib import Path
import jieba
jieba.setLogLevel(60)
jieba.initialize()
begin = time.process_time()
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    for word in jieba.cut(path.read_text(encoding="utf8")):
        pass
print("net", time.process_time() - begin)
"""
MINE = """
import sys, time
from pathlib import Path
import jieba
jieba.setLogLevel(60)
jieba.initialize()
begin = time.process_time()
from drafter.work.mining import save_bank
from drafter.phrases.mine import mine
mined = mine(sorted(Path(sys.argv[1]).glob("*.txt")))
save_bank(Path(sys.argv[2]), mined.phrases)
print("net", time.process_time() - begin)
print("found", len(mined.phrases), mined.reports, mined.copies)
"""
MEMORY = """
import time
print("whole", time.process_time())
try:
    import resource
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
except ImportError:
    print("peak", 0)
"""


def corpus(folder: Path) -> list[Path]:
    """The notices: every .txt but another genre's."""
    from drafter.read import read_report

    return [p for p in sorted(folder.glob("*.txt")) if read_report(p).genre == "rectification-notice"]


def varied(lines: Sequence[list[str]], words: Sequence[str], chance: random.Random) -> Iterator[str]:
    """A notice of the same build in which a third of the words are others of the same length."""
    by_length: dict[int, list[str]] = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    for line in lines:
        if sum(map(len, line)) < 40:  # a heading, a signature
            yield "".join(line)
        else:
            yield "".join(
                chance.choice(by_length[len(word)]) if i > 2 and word in _REPLACED and chance.random() < 0.33 else word
                for i, word in enumerate(line)
            )


_REPLACED: set[str] = set()


def multiplied(files: Sequence[Path], times: int, folder: Path) -> None:
    """The corpus as it is, and times - 1 varied copies of it."""
    import jieba

    jieba.setLogLevel(60)
    texts = {path.stem: path.read_text(encoding="utf8") for path in files}
    lines = {name: [list(jieba.cut(line)) for line in text.splitlines()] for name, text in texts.items()}
    every = sorted({w for ls in lines.values() for line in ls for w in line if re.fullmatch("[一-鿿]{2,4}", w)})
    _REPLACED.update(every)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf8")
        for copy in range(1, times):
            chance = random.Random(f"{name}-{copy}")
            (folder / f"{name}-{copy:03}.txt").write_text(
                "\n".join(varied(lines[name], every, chance)), encoding="utf8"
            )


def run(script: str, *arguments: str) -> dict[str, str]:
    """What a process prints about itself."""
    command = [sys.executable, "-c", script + MEMORY, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf8")
    return dict(line.split(" ", 1) for line in done.stdout.splitlines() if " " in line)


def speed(files: Sequence[Path], sizes: Sequence[int]) -> None:
    run(CUT, os.devnull)  # jieba's cache is warm for both
    for times in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            multiplied(files, times, folder)
            bare = run(CUT, name)
            mined = run(MINE, name, str(folder / "bank"))
            reports = len(files) * times
            whole, bare_whole = float(mined["whole"]), float(bare["whole"])
            net, bare_net = float(mined["net"]), float(bare["net"])
            print(
                f"×{times}: {reports} reports; jieba.cut {bare_whole:.1f} s (net {bare_net:.1f}), "
                f"mine {whole:.1f} s (net {net:.1f}); ratio {whole / bare_whole:.2f}, net {net / bare_net:.2f}; "
                f"{1000 * net / reports:.0f} ms a report; peak {mined['peak']} MB (jieba.cut {bare['peak']} MB); "
                f"entries, reports, copies: {mined['found']}",
                flush=True,
            )


# ---- leave one out

_CLAUSE = re.compile("[，,；;]")


def leave_one_out(files: Sequence[Path]) -> None:
    from drafter.phrases.mine import mine
    from drafter.read import read_report

    for path in files:
        bank = mine([other for other in files if other != path]).phrases
        report = read_report(path)
        texts = [flat(t) for p in bank if p.kind in ("opening", "closing", "measure") for t in (p.members or (p.text,))]
        said = {text for text in texts if "{" not in text}
        said_clauses = {clause for text in said for clause in _CLAUSE.split(text)}
        frames = [matcher(text) for text in texts if "{" in text and re.sub(r"\{[^{}]*\}", "", text)]
        text = "".join(flat(p.text) for p, _ in report.walk())
        formulae = [p.text for p in bank if p.kind == "formula"]
        held = [f for f in formulae if matcher(f).search(text)]
        longest = max((len(f) for f in held), default=0)
        groups = {
            "opening": leads(report, "leadership"),
            "closing": leads(report, "next_steps"),
            "measure": [flat(m.lead) for p in report.problems for m in p.all_measures() if m.lead],
        }
        print(f"{path.stem}: {len(held)} formulae of the others stand in it whole, up to {longest} characters")
        for name, found in groups.items():
            whole = sum(lead in said for lead in found)
            framed = sum(lead not in said and any(f.fullmatch(lead) for f in frames) for lead in found)
            clauses = [clause for lead in found for clause in _CLAUSE.split(lead) if clause]
            known = sum(clause in said_clauses for clause in clauses)
            print(
                f"  {name}: of {len(found)} leads {whole} word for word{share(whole, found)}, "
                f"{framed} by a frame{share(framed, found)}; "
                f"of {len(clauses)} clauses {known} word for word{share(known, clauses)}"
            )


def leads(report: object, role: str) -> list[str]:
    from drafter.report import Report

    assert isinstance(report, Report)
    section = report.section(role)  # type: ignore[arg-type]
    return [flat(p.lead) for p in section.points if p.lead] if section else []


def flat(text: str) -> str:
    from drafter.phrases.slots import fold

    return fold(text).replace("“", "").replace("”", "")


def matcher(frame: str) -> re.Pattern[str]:
    pieces = re.split(r"\{[^{}]*\}", flat(frame))
    return re.compile("(?:.{1,24})".join(map(re.escape, pieces)))


def share(part: int, found: Sequence[str]) -> str:
    return f" ({100 * part / len(found):.0f} %)" if found else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parents[2] / "shared" / "corpus")
    parser.add_argument("--times", type=int, nargs="+", default=[1, 25, 250])
    parser.add_argument("--leave-one-out", action="store_true")
    arguments = parser.parse_args()
    if not arguments.corpus.is_dir():
        sys.exit(f"{arguments.corpus}: no such folder; give real notices with --corpus")
    files = corpus(arguments.corpus)
    if arguments.leave_one_out:
        leave_one_out(files)
    else:
        speed(files, arguments.times)


if __name__ == "__main__":
    main()
