"""Files and systems that hurt, kept from batches that a hostile tester wrote: runs each case and says what failed.

    python tools/file_cases.py [tests/fixtures/first_try/files6 ...] [--only f31 f43] [--jobs 2]

Each case is shell commands in a folder of its own, with what must come of them: the exit status, what is said and
what is not, which files are there, which are as they were, seconds and memory. Linux and root only (devices, mounts,
capabilities), so it stands outside of the tests; ten minutes of one processor a batch. Without a folder: every batch
that is kept. At their first run files5 had 79 right of 83, files6 64 of 68.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[1]
KEPT = sorted((ROOT / "tests" / "fixtures" / "first_try").glob("files*"))
LONGEST = 120  # seconds before a case is killed
SLOWER = 3  # times as long as a case says it may take: others work on the machine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("batches", type=Path, nargs="*", default=KEPT)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    wrong = sum(_wrong(batch, arguments.only, arguments.jobs) for batch in arguments.batches)
    sys.exit(wrong > 0)


def _wrong(batch: Path, only: list[str], jobs: int) -> int:
    """Run a batch; how many of its cases fail, which are printed."""
    made = _loaded(batch / "cases.py")
    cases = [case for case in made.CASES if not only or case["id"] in only]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        for case in cases:
            place = Path(folder) / case["id"]
            place.mkdir()
            (place / "_lib.sh").write_text(made.LIB % sys.executable, "utf-8")
            made.BUILD[case["id"]](place)
        results = [*pool.map(lambda case: _run(case, Path(folder) / case["id"]), cases)]
    for case, (faults, out) in zip(cases, results, strict=True):
        if faults:
            print(case["id"], case["what"], *faults, out[-2000:], sep="\n    ")
    right = sum(not faults for faults, _ in results)
    print(f"{batch.name}: {right} of {len(cases)} cases right")
    return len(cases) - right


def _loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("file_cases_batch", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _run(case: Mapping[str, Any], place: Path) -> tuple[list[str], str]:
    """What is wrong with the case, and what was printed."""
    before = {name: _digest(place / name) for name in case["expect"]["same"]}
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    memory = place.with_suffix(".memory")
    command = ["/usr/bin/time", "-f", "%M", "-o", str(memory), "bash", "-c", case["run"]]
    start = time.monotonic()
    try:
        done = subprocess.run(
            command, cwd=place, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, timeout=LONGEST, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return [f"killed after {LONGEST} s"], ""
    seconds = time.monotonic() - start
    out = done.stdout.decode("utf-8", "replace")
    megabytes = int(memory.read_text().split()[-1]) // 1024
    return [*_faults(case["expect"], place, done.returncode, out, before, seconds, megabytes)], out


def _faults(
    expect: Mapping[str, Any],
    place: Path,
    status: int,
    out: str,
    before: Mapping[str, str | None],
    seconds: float,
    megabytes: int,
) -> Iterator[str]:
    if status not in expect["exit"]:
        yield f"exit status {status}, not {expect['exit']}"
    if expect["says_any"] and not any(word in out for word in expect["says_any"]):
        yield f"says none of {expect['says_any']}"
    yield from (f"says {word}" for word in expect["says_not"] if word in out)
    yield from (f"{name} is missing" for name in expect["exists"] if not (place / name).exists())
    yield from (f"{name} is there" for name in expect["not_exists"] if (place / name).exists())
    yield from (f"{name} was changed" for name, digest in before.items() if _digest(place / name) != digest)
    if seconds > SLOWER * expect["seconds"]:
        yield f"{seconds:.0f} s"
    if megabytes > expect["rss_mb"]:
        yield f"{megabytes} MB"


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


if __name__ == "__main__":
    main()
