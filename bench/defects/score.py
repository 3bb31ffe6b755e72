#!/usr/bin/env python3
"""Score a checker on base.txt + defects.json + benign.json. Command: $DRAFTER (default "drafter")."""

import collections
import json
import os
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
CMD = shlex.split(os.environ.get("DRAFTER", "drafter"))


def check(text, folder, name):
    d = Path(folder) / name  # the same file name every time: no accidental difference
    d.mkdir()
    f = d / "notice.txt"
    f.write_text(text, encoding="utf-8")
    r = subprocess.run(
        [*CMD, "check", str(f), "--format", "json"], capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    try:
        data = json.loads(r.stdout)
    except ValueError:
        raise SystemExit(f"{name}: no JSON (exit {r.returncode}): {r.stderr[-500:]}") from None
    if isinstance(data, list):
        return [x for one in data for x in one["findings"]]
    return data["findings"]


def key(f):
    return f.get("code"), f.get("message")


def new(findings, base):
    known = set(map(key, base))  # compared by code and message, as the brief says
    return [f for f in findings if key(f) not in known]


def main():
    base = (HERE / "base.txt").read_text(encoding="utf-8")
    defects = json.loads((HERE / "defects.json").read_text(encoding="utf-8"))
    benign = json.loads((HERE / "benign.json").read_text(encoding="utf-8"))
    bad = [e["id"] for e in defects + benign if base.count(e["replace"]) != 1]
    ids = [e["id"] for e in defects + benign]
    bad += [i for i, n in collections.Counter(ids).items() if n > 1]
    bad += [e["id"] for e in defects if not e["any_of"] or e["by"] == e["replace"]]
    if bad:
        sys.exit(f"not valid: {bad}")
    if "--validate" in sys.argv:
        print(f"valid: {len(defects)} defects, {len(benign)} benign")
        return
    with tempfile.TemporaryDirectory() as tmp:
        base_f = check(base, tmp, "base")
        for f in base_f:
            print(f"base: {f.get('severity')} {f.get('code')} {f.get('message')}")

        def run(e):
            return new(check(base.replace(e["replace"], e["by"]), tmp, e["id"]), base_f)

        with ThreadPoolExecutor(2) as pool:
            got_d = list(pool.map(run, defects))
            got_b = list(pool.map(run, benign))
    missed = collections.defaultdict(list)
    for e, fs in zip(defects, got_d, strict=True):
        hit = any(
            w in str(f.get(k) or "") for f in fs for k in ("message", "excerpt", "suggestion") for w in e["any_of"]
        )
        if not hit:
            missed[e["kind"]].append((e, fs))
    wrong = collections.defaultdict(list)
    for e, fs in zip(benign, got_b, strict=True):
        fs = [f for f in fs if f.get("severity") in ("error", "warning")]
        if fs:
            wrong[e.get("kind", "-")].append((e, fs))
    n = sum(map(len, missed.values()))
    print(f"found {len(defects) - n}/{len(defects)}")
    print(f"false {sum(map(len, wrong.values()))}/{len(benign)}")
    for title, group in (("missed", missed), ("false", wrong)):
        for kind in sorted(group):
            print(f"{title}: {kind}")
            for e, fs in group[kind]:
                print(f"  {e['id']}: {e['by'][:60]!r}")
                for f in fs:
                    print(f"      {f.get('severity')} {f.get('code')} {f.get('message')}")


if __name__ == "__main__":
    main()
