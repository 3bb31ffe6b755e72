"""Make again everything in the project that is made from code; CI fails where that changes a file.

python tools/regenerate.py
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STEPS = (
    ("-m", "drafter.render.builtin", "templates"),
    ("-m", "drafter.render.reference", "docs/模板.md"),
    ("-m", "drafter.check.rulebook", "docs/审核.md", "drafter/lexicon/rules.csv"),
    ("tools/make_example_excel.py",),
    ("tools/detection.py", "docs/检出.md"),
)


def main() -> None:
    for step in STEPS:
        subprocess.run([sys.executable, *step], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
