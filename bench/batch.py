"""How long 200 drafts in one call take: one process, two processes, and 200 calls of their own.

    python bench/batch.py [--ledgers 200] [--problems 30] [--runs 3] [--singles 20]

Whole processes through the command line, started cold, one and two processes in turns; medians and ratios are
printed. `--singles` single calls are timed and scaled up to all ledgers.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from draft import ledger

COMMAND = (sys.executable, "-m", "drafter", "draft")


def timed(arguments: list[str], folder: Path, out: str) -> float:
    """Seconds of one call that writes into a folder that is not there yet."""
    shutil.rmtree(folder / out, ignore_errors=True)
    begin = time.perf_counter()
    subprocess.run([*COMMAND, *arguments, "-o", out], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - begin


def names(folder: Path, ledgers: int, problems: int) -> list[str]:
    """Made-up ledgers of about that many problems each."""
    (folder / "台账").mkdir()
    for n in range(ledgers):
        text = ledger(problems - 2 + n % 5)
        (folder / "台账" / f"{n:03}.yaml").write_text(text, encoding="utf8")
    return [f"台账/{n:03}.yaml" for n in range(ledgers)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledgers", type=int, default=200)
    parser.add_argument("--problems", type=int, default=30)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--singles", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = names(folder, arguments.ledgers, arguments.problems)
        runs = []
        for _ in range(arguments.runs):
            one = timed(files, folder, "one")
            two = timed([*files, "--jobs", "2"], folder, "two")
            runs.append((one, two))
            print(f"one process {one:.2f} s, two processes {two:.2f} s, ratio {two / one:.2f}", flush=True)
        same = all((folder / "one" / p.name).read_bytes() == p.read_bytes() for p in (folder / "two").glob("*.docx"))
        singles = [timed([file], folder, "single") for file in files[: arguments.singles]]
    one, two = (statistics.median(column) for column in zip(*runs, strict=True))
    all_singles = statistics.mean(singles) * len(files)
    print(
        f"{len(files)} ledgers of about {arguments.problems} problems; same bytes: {same}; {os.cpu_count()} processors"
    )
    print(f"one process   {one:6.2f} s   {one / all_singles:.2f} of single calls")
    print(f"two processes {two:6.2f} s   {two / all_singles:.2f} of single calls   {two / one:.2f} of one process")
    print(f"single calls  {all_singles:6.2f} s   (mean of {len(singles)})")


if __name__ == "__main__":
    main()
