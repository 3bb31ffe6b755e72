"""The real published reports: read in full, exact, and without losing a character."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from drafter.read import read_report
from drafter.read.outline import outline
from drafter.work.importing import import_file

NOTICES = ["gusu-2024", "huqiu-2020", "liangxi-2024", "zhangjiagang-2023"]


def read(corpus: Path, name: str) -> dict[str, Any]:
    return outline(read_report(corpus / f"{name}.txt"))


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [s for item in items for s in strings(item)]


def section(data: dict[str, Any], role: str) -> dict[str, Any]:
    return next(s for s in data["sections"] if s["role"] == role)


@pytest.mark.parametrize(
    ("name", "problems", "measures", "with_ordinal", "opening", "closing"),
    [
        ("gusu-2024", 45, 135, 129, 3, 3),
        ("huqiu-2020", 35, 112, 109, 3, 5),
        ("liangxi-2024", 34, 124, 124, 3, 4),
    ],
)
def test_an_intact_notice_is_read_in_full(
    corpus: Path, name: str, problems: int, measures: int, with_ordinal: int, opening: int, closing: int
) -> None:
    data = read(corpus, name)
    found = section(data, "progress")["problems"]
    every = [m for p in found for m in p["measures"]]
    assert [s["role"] for s in data["sections"]] == ["leadership", "progress", "next_steps"]
    assert len(found) == problems and all(p["title"] for p in found)
    assert [p["number"] for p in found] == [str(n) for n in range(1, problems + 1)]
    assert len(every) == measures
    assert sum(1 for m in every if m["ordinal"]) == with_ordinal
    for role, count in (("leadership", opening), ("next_steps", closing)):
        points = section(data, role)["points"]
        assert len(points) == count and all(p["lead"] for p in points)
    assert data["notes"] == []


def test_titles_keep_their_inner_quotes_and_lose_the_outer_ones(corpus: Path) -> None:
    titles = [p["title"] for p in section(read(corpus, "gusu-2024"), "progress")["problems"]]
    assert any("‘" in t and "’" in t for t in titles)
    assert not any(t.startswith("“") or t.endswith("”") for t in titles)


@pytest.mark.parametrize("name", NOTICES)
def test_no_character_is_dropped(corpus: Path, name: str) -> None:
    source = (corpus / f"{name}.txt").read_text(encoding="utf8")
    wanted = Counter(re.sub(r"\s", "", source))
    found = Counter(re.sub(r"\s", "", "".join(p.text for p in passages(corpus, name))))
    assert not wanted - found and not found - wanted
    printed = "".join(re.sub(r"\s", "", s) for s in strings(read(corpus, name)))
    for line in source.splitlines():
        start = re.sub(r"^.{2,4}[:：]", "", re.sub(r"\s", "", line))[:12]
        assert start in printed


def passages(corpus: Path, name: str) -> list[Any]:
    report = read_report(corpus / f"{name}.txt")
    return [p for p, _ in report.walk()] + list(report.residue)


def test_the_government_work_report_is_told_apart(corpus: Path) -> None:
    data = read(corpus, "gusu-work-report-2021")
    assert data["genre"] == "government-work-report"
    assert data["sections"] == []


def test_the_damaged_notice_says_what_is_broken(corpus: Path) -> None:
    data = read(corpus, "zhangjiagang-2023")
    progress = section(data, "progress")["problems"]
    assert sum(len(p["measures"]) for p in progress) >= 165
    assert sum(1 for p in progress if p["title"]) == 2
    codes = Counter(n["code"] for n in data["notes"])
    assert codes["lost-heading"] >= 30 and codes["embedded-heading"] == 2
    assert all(n["line"] for n in data["notes"])
    for role in ("leadership", "next_steps"):
        assert len([p for p in section(data, role)["points"] if p["lead"]]) == 3


def test_the_outline_is_plain_json(corpus: Path) -> None:
    data = read(corpus, "huqiu-2020")
    assert json.loads(json.dumps(data, ensure_ascii=False)) == data


def test_measures_whose_numbers_were_lost_are_found_where_the_gap_is(corpus: Path) -> None:
    data = read(corpus, "zhangjiagang-2023")
    measures = [m for p in section(data, "progress")["problems"] for m in p["measures"]]
    recovered = [m for m in measures if m["ordinal"] is None]
    assert len(measures) == 175
    assert len(recovered) == 4 and sum(m["lead"] is not None for m in recovered) == 3
    assert {100, 126, 160, 163} <= {n["line"] for n in data["notes"] if n["code"] == "lost-number"}
    nested = next(m for m in measures if m["text"].startswith("(4)一是"))
    assert nested["lead"] is None


def test_a_broken_contact_line_gives_no_address_and_keeps_its_signer(corpus: Path) -> None:
    data = read(corpus, "zhangjiagang-2023")
    assert data["contact"]["address"] is None and data["contact"]["phone"] is None
    assert len(data["signers"]) == 1


def test_every_break_is_marked_in_the_ledger(corpus: Path) -> None:
    imported = import_file(corpus / "zhangjiagang-2023.txt", [])
    breaks = [m for m in imported.messages if "推测" not in m and "读懂" not in m]  # the rest is of the whole
    assert len(breaks) >= 30
    for message in breaks:
        line = re.search(r"第(\d+)段", message)
        assert line and f"【待核：原文第{line[1]}行" in imported.text, message
