"""How long `drafter import` takes for a sheet of many problems, for twice as many, and for one with empty rows.

    python bench/sheets.py [--problems 2250 4500] [--empty 90000]

Whole processes, started cold: seconds of processor time, which other work on the machine does not change.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.styles import Border, Side

HEADINGS = ["序号", "问题", "责任单位", "整改措施", "整改进展", "状态"]


def sheet(path: Path, problems: int, empty: int = 0) -> None:
    """A sheet of made-up problems, then rows that have borders and nothing else."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(HEADINGS)
    for n in range(1, problems + 1):
        done = f"已更换设施{n + 3}处，修订制度{n % 7 + 1}项。"
        page.append([n, f"第{n}类设施管护不到位", f"区{n % 20}局", f"更换设施{n}处", done, "已完成"])
    border = Border(left=Side("thin"))
    for row in range(problems + 2, problems + 2 + empty):
        page.cell(row, 1).border = border
    book.save(path)


def seconds(path: Path) -> float:
    """Processor time of one import."""
    before = os.times()
    command = [sys.executable, "-m", "drafter", "import", str(path), "-o", str(path.with_suffix(".yaml")), "--force"]
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--problems", type=int, nargs="+", default=[2250, 4500])
    parser.add_argument("--empty", type=int, default=90000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "台账.xlsx"
        for problems in options.problems:
            sheet(path, problems)
            print(f"{problems} problems: {seconds(path):.1f} s")
        sheet(path, 30, options.empty)
        print(f"30 problems and {options.empty} empty rows: {seconds(path):.1f} s")


if __name__ == "__main__":
    main()
