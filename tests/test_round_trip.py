"""A report becomes a ledger, the ledger a .docx, and the .docx is read back as the same report."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from drafter.ledger.load import load_ledger
from drafter.read import read_report
from drafter.read.outline import outline
from drafter.work.drafting import Job, draft
from drafter.work.importing import import_file

WIDTHS = str.maketrans("，：；（）！？．。‘’", ",:;()!?..“”")
NOTICES = Path(__file__).parent / "fixtures" / "notices"


def plain(value: Any) -> Any:
    """Without spaces and widths, and without what a draft adds or leaves out by design."""
    if isinstance(value, str):
        return re.sub(r"\s", "", value.translate(WIDTHS))
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if k not in {"residue", "notes", "outside"}}
    return value


def again(source: Path, folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    return again_with(source, folder, None)


def again_with(source: Path, folder: Path, template: str | None) -> tuple[dict[str, Any], dict[str, Any]]:
    ledger, output = folder / "台账.yaml", folder / "通报 稿.docx"
    ledger.write_text(import_file(source, []).text, encoding="utf8")
    outcome = draft(Job(ledger, output, template))
    assert not outcome.errors
    return plain(outline(read_report(source))), plain(outline(read_report(output)))


@pytest.mark.parametrize("name", ["gusu-2024", "huqiu-2020", "liangxi-2024"])
def test_an_intact_notice_comes_back_the_same(corpus: Path, tmp_path: Path, name: str) -> None:
    before, after = again(corpus / f"{name}.txt", tmp_path)
    if before["title"] is None:  # the saved page lost it; a draft has one
        before["title"] = after["title"]
        before["reading"]["title"] = after["reading"]["title"]
    assert after == before


@pytest.mark.parametrize("source", sorted(NOTICES.glob("*.txt")), ids=lambda p: p.stem)
def test_a_fictional_notice_keeps_its_problems_and_measures(tmp_path: Path, source: Path) -> None:
    before, after = again(source, tmp_path)
    assert problems(after) == problems(before)
    for role in ("leadership", "next_steps"):
        assert points(after, role) == points(before, role)


def problems(data: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Titles, groups, texts of measures, results and aspects; a later part of the progress is a group of its own."""
    parts = [s for s in data["sections"] if s["role"] == "progress"]
    return [
        (p["title"], p["group"] or later, body(p), [(a["title"], body(a)) for a in p["aspects"]])
        for i, s in enumerate(parts)
        for later in [re.sub("^[一二三四五六七八九十]+、", "", s["heading"]) if i and s["heading"] else None]
        for p in s["problems"]
    ]


def body(data: dict[str, Any]) -> tuple[Any, ...]:
    return [m["text"] for m in data["measures"]], [m["lead"] for m in data["measures"]], data["result"]


def points(data: dict[str, Any], role: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Overviews, and the points without their ordinals (a template gives its own)."""
    parts = [s for s in data["sections"] if s["role"] == role]
    ordinal = re.compile(
        r"^(?:[(][一二三四五六七八九十\d]+[)]|[一二三四五六七八九十]+[是要]|第[一二三]|[首其再最][先次后]"
        r"|[①-⑳]|\d+)[、,.]?"
    )
    found = [(ordinal.sub("", p["text"]).replace(".", ""), p["lead"]) for s in parts for p in s["points"]]
    return [o for s in parts for o in s["overview"]], found


def test_importing_loses_no_text(corpus: Path, tmp_path: Path) -> None:
    for name in ("gusu-2024", "huqiu-2020", "liangxi-2024", "zhangjiagang-2023"):
        path = tmp_path / f"{name}.yaml"
        path.write_text(import_file(corpus / f"{name}.txt", []).text, encoding="utf8")
        kept = plain(" ".join(texts(load_ledger(path).model_dump())))
        for passage, place in read_report(corpus / f"{name}.txt").walk():
            text = re.sub(r"^[一二三四五六七八九十]+是|^[（(]\d+[)）]", "", plain(passage.text))
            if place.part in {"measure", "point", "overview", "text"} and place.role not in {"date"}:
                assert all(part in kept for part in re.split("[.。]|\n", text)), passage.text[:60]


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [t for v in value.values() for t in texts(v)]
    if isinstance(value, list | tuple):
        return [t for v in value for t in texts(v)]
    return [str(value)]
