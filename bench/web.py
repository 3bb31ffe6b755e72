"""The page against its limits: a sheet of 45 problems shown against the same import on the command line, an edit to its
preview, the first page after the start, and what the first page weighs. On a machine that has other work the limits are
read against the processor's time, which stands beside (Linux only).

    python bench/web.py
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

ROUNDS = 5
UNITS = ("区发改局", "区住建局", "区教育局")


def ledger_text(problems: int) -> str:
    """A ledger of that many problems, three measures each."""
    lines = ["单位: {名称: 中共江州市云岭区委员会, 简称: 区委}", "问题:"]
    for n in range(1, problems + 1):
        lines += [f"- 编号: {n}", f"  表述: 第{n}项工作推进不够有力", f"  责任单位: [{UNITS[n % 3]}]", "  措施:"]
        lines += [f"  - {{提法: 完善第{k}项机制, 内容: 召开会议{n + k}次，解决问题{n * k}个。}}" for k in (1, 2, 3)]
    return "\n".join(lines) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "源.yaml").write_text(ledger_text(45), encoding="utf-8")
        command = [sys.executable, "-m", "drafter"]
        subprocess.run([*command, "export", "源.yaml", "-o", "台账.xlsx"], cwd=folder, check=True, capture_output=True)
        sheet = (folder / "台账.xlsx").read_bytes()
        before = children()
        on_the_line = min(timed_import(command, folder, n) for n in range(ROUNDS))
        line_worked = (children() - before) / ROUNDS
        work = folder / "页面"
        work.mkdir()
        browser = httpx.Client(follow_redirects=True, timeout=60)  # it is open before the page starts
        begun = time.perf_counter()
        process = subprocess.Popen(
            [*command, "web", str(work), "--no-browser"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        started, idle = time.perf_counter(), processor(process.pid)
        try:
            with browser as client:
                client.base_url = address.partition("/?")[0]
                page = client.get(address)
                first, first_worked = time.perf_counter() - started, processor(process.pid) - idle
                assets = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
                weight = len(page.content) + sum(len(client.get(a).content) for a in assets)
                idle = processor(process.pid)
                shown = min(timed_page(client, sheet, n) for n in range(ROUNDS))
                shown_worked = (processor(process.pid) - idle) / ROUNDS
                edit, edit_worked = (min(found) for found in zip(*edits(client, process.pid), strict=True))
        finally:
            process.terminate()
    if hasattr(os, "getloadavg"):
        print(f"load                  {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"start to address      {started - begun:.2f} s")
    print(f"first page            {first:.3f} s   processor {first_worked:.2f} s, limit 0.2")
    print(f"weight                {weight / 1000:.0f} KB     limit 200")
    print(f"import on the line    {on_the_line:.2f} s    processor {line_worked:.2f} s")
    print(f"sheet to ledger shown {shown:.2f} s    processor {shown_worked:.2f} s")
    ratios = f"ratio {shown / on_the_line:.2f}, of the processor's time {shown_worked / line_worked:.2f}"
    print(f"                      {ratios}, limit 1.5")
    print(f"edit to preview       {edit:.3f} s   processor {edit_worked:.2f} s, limit 0.3")


def children() -> float:
    """Seconds of the processor that the programs had that were waited for; 0 where the system does not tell."""
    return sum(os.times()[2:4])


def processor(pid: int) -> float:
    """Seconds of the processor that the program has had; 0 where the system does not tell."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def edits(client: httpx.Client, pid: int) -> Iterator[tuple[float, float]]:
    """(time, the processor's time) of each edit."""
    for number in range(ROUNDS):
        page = client.get("/ledger", params={"name": "台账0.yaml"}).text
        idle = processor(pid)
        yield timed_edit(client, page, number), processor(pid) - idle


def timed_import(command: list[str], folder: Path, number: int) -> float:
    begun = time.perf_counter()
    target = f"导入{number}.yaml"
    subprocess.run([*command, "import", "台账.xlsx", "-o", target], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - begun


def timed_page(client: httpx.Client, sheet: bytes, number: int) -> float:
    begun = time.perf_counter()
    client.post("/bring", files={"file": (f"表{number}.xlsx", sheet)}).raise_for_status()
    accepted = {"name": f"表{number}.xlsx", "target": f"台账{number}.yaml"}
    client.post("/import/accept", data=accepted).raise_for_status()
    return time.perf_counter() - begun


def timed_edit(client: httpx.Client, page: str, number: int) -> float:
    seen = re.search(r'class="seen" value="(\w+)"', page)
    assert seen
    data = {"name": "台账0.yaml", "seen": seen[1], "at": "问题[3]", "op": "", "v:问题[3].表述": f"改过{number}次"}
    begun = time.perf_counter()
    answer = client.post("/ledger/save", data=data, headers={"hx-request": "true"})
    assert f"改过{number}次" in answer.text
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
