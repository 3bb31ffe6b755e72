"""What is told of each slip of a batch, by the rules that tell anything new of it, and of its right sentences.

The rules are those that the file names: only they are run, so that a batch takes a second. `tools/batches.py` runs all
of them and writes the files anew.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from check_notice import report_of
from told_findings import told

from drafter.check import all_rules, check

NAME = "told.txt"
RIGHT = "正确的句子 "
INDENT = "    "
_HEAD = "# 每处差错和正确的句子各报什么：顶格是编号和报它的规则（由 tools/batches.py 写出）"


def slips(folder: Path) -> dict[str, str]:
    """Number of each slip -> its notice with the slip."""
    bases = _bases(folder)
    return {e["id"]: _changed(bases, e) for e in _entries(folder, "defects.json")}


def right(folder: Path) -> dict[str, str]:
    """Name of each notice -> it with all its right sentences, but those that stand in the place of others."""
    return {RIGHT + name: text for name, text in together(folder, "benign.json").items()}


def together(folder: Path, *files: str) -> dict[str, str]:
    """Name of each notice -> it with all that the files put into it, but what stands in the place of something else."""
    found = {}
    for name, text in _bases(folder).items():
        entries = [e for file in files for e in _entries(folder, file) if e.get("base", "base") == name]
        places = sorted((text.index(e["replace"]), len(e["replace"]), e["by"]) for e in entries)
        reached, parts = 0, []
        for at, length, by in places:
            if at >= reached:
                parts += [text[reached:at], by]
                reached = at + length
        found[name] = "".join(parts) + text[reached:]
    return found


def recorded(folder: Path) -> dict[str, tuple[frozenset[str], list[str]]]:
    """Number of a slip or name of a notice -> the codes of the rules that are run, and what they tell."""
    found: dict[str, tuple[frozenset[str], list[str]]] = {}
    key = ""
    for line in (folder / NAME).read_text("utf-8").splitlines():
        if line.startswith(INDENT):
            found[key][1].append(line.strip())
        elif not line.startswith("#"):
            key, _, codes = line.partition("：")
            found[key] = frozenset(codes.split()), []
    return found


def of(text: str, codes: Collection[str]) -> list[str]:
    """What the rules tell of a notice."""
    rules = [rule for rule in all_rules() if rule.code in codes]
    return [told(finding) for finding in check(report_of(text), rules=rules)]


def write(folder: Path) -> None:
    """Run all rules and write down which of them tell anything, and what those tell by themselves."""
    bases = _bases(folder)
    known = {name: {(f.code, f.message) for f in check(report_of(text))} for name, text in bases.items()}
    of_base = {e["id"]: e.get("base", "base") for e in _entries(folder, "defects.json")}
    lines = [_HEAD]
    for key, text in (slips(folder) | right(folder)).items():
        before = known.get(of_base.get(key, ""), set())
        codes = sorted({f.code for f in check(report_of(text)) if (f.code, f.message) not in before})
        lines += [f"{key}：{' '.join(codes)}", *(f"{INDENT}{line}" for line in of(text, codes))]
    (folder / NAME).write_text("\n".join(lines) + "\n", "utf-8")


def _bases(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("base*.txt"))}


def _changed(bases: dict[str, str], entry: dict[str, Any]) -> str:
    return bases[entry.get("base", "base")].replace(entry["replace"], entry["by"])


def _entries(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    yield from json.loads((folder / name).read_text("utf-8"))
