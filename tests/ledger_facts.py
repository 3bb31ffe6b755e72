"""How much of a ledger that an office keeps arrives: facts of a gold file against what the import made of the sheet."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from drafter.errors import InputError
from drafter.work.importing import import_file

# 2025年6月30日前, 2025-06-30, 2025.6.30
_DATE = re.compile(r"(\d{4})\s*[年.\-/]\s*(\d{1,2})(?:\s*[月.\-/]\s*(\d{1,2}))?(?:日|(?=\D|$))")
_PER_PROBLEM = ("group", "status", "公开", "责任单位", "责任领导", "时限")


class Fact(NamedTuple):
    name: str  # 3.plan: of the third problem
    right: bool
    found: object


def bare(text: object) -> str:
    """Without marks and spaces, dates in one form."""
    said = text.isoformat() if isinstance(text, dt.date) else str(text or "")
    dated = _DATE.sub(lambda m: "d" + m[1] + m[2].zfill(2) + (m[3] or "").zfill(2).replace("00", ""), said)
    return re.sub(r"[\s，。、；：:,.;（）()“”\"‘’—\-]", "", dated)


def _held(*values: object) -> str:
    return bare(json.dumps(values, ensure_ascii=False, default=str))


def facts_of(sheet: Path, gold: dict[str, Any]) -> tuple[list[Fact], str]:
    """The facts of a sheet, and what the import said."""
    try:
        made = import_file(sheet, [])
    except InputError as error:
        return [Fact(f"refused {i}", False, None) for i in range(_count(gold))], str(error)
    ledger, said = yaml.safe_load(made.text), "\n".join(made.messages)
    problems = ledger.get("问题") or []
    facts = [fact for i, wanted in enumerate(gold["problems"], 1) for fact in _problem(i, wanted, problems)]
    facts.append(Fact("count", len(problems) == len(gold["problems"]), len(problems)))
    facts += [Fact("asked", bare(text) in bare(said), text) for text in gold.get("asked", [])]
    return facts, said


def _count(gold: dict[str, Any]) -> int:
    return sum(
        1 + sum(len(p.get(k, [])) for k in ("plan", "done", "notes")) + sum(k in p for k in _PER_PROBLEM)
        for p in gold["problems"]
    )


def _problem(index: int, wanted: dict[str, Any], problems: list[dict[str, Any]]) -> list[Fact]:
    title = bare(wanted["title"])
    worded = [(bare(p.get("表述")), p) for p in problems]
    near = [p for t, p in worded if t == title] or [p for t, p in worded if title in t or (len(t) > 5 and t in title)]
    read = near[0] if near else {}
    measures = list(read.get("措施") or [])
    for part in read.get("具体表现") or []:
        measures += part.get("措施") or []
    out = [("title", bare(read.get("表述")) == title, read.get("表述"))]
    if "group" in wanted:
        out.append(("group", bare(wanted["group"]).removesuffix("方面") in bare(read.get("方面")), read.get("方面")))
    if "status" in wanted:
        states = {m.get("状态") for m in measures}
        own = read.get("状态")
        out.append(("status", own == wanted["status"] or (own is None and states == {wanted["status"]}), (own, states)))
    if "公开" in wanted:
        public = read.get("公开", True) not in (False, "否")
        out.append(("公开", public == (wanted["公开"] in (True, "是")), read.get("公开")))
    for name, keys in (
        ("责任单位", ("责任单位", "牵头单位")),
        ("责任领导", ("责任领导", "牵头领导")),
        ("时限", ("时限",)),
    ):
        if name in wanted:
            every = wanted[name] if isinstance(wanted[name], list) else [wanted[name]]
            held = _held([read.get(k) for k in keys])
            out.append((name, all(bare(v) in held for v in every), ([read.get(k) for k in keys], wanted[name])))
    plans = _held(read.get("计划"), [m.get("计划") for m in measures])
    done = _held(read.get("成效"), [[m.get("内容"), m.get("提法")] for m in measures])
    only_one = not wanted.get("done")
    out += [("plan", bare(t) in plans or (only_one and bare(t) in done), t) for t in wanted.get("plan", [])]
    out += [("done", bare(t) in done, t) for t in wanted.get("done", [])]
    everything = _held(read)
    for text in wanted.get("notes", []):
        unlabelled = re.sub("^[^：:]{1,8}[：:]", "", str(text))
        out.append(("note", bare(text) in everything or bare(unlabelled) in everything, text))
    return [Fact(f"{index}.{name}", right, found) for name, right, found in out]
