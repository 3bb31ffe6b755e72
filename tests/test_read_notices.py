"""Fictional notices in the layouts of many offices, each beside the outline that a careful reader would make of it.

The expected files hold the keys of `outline --json`; a key that is left out is not compared. Spaces decide nothing.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from drafter.read import read_report
from drafter.read.facts import contact_fields, inspection_facts
from drafter.read.outline import outline

NOTICES = Path(__file__).parent / "fixtures" / "notices"
EXPECTED = sorted(NOTICES.glob("*.json"))
SPACE = re.compile(r"\s+")


def notice_of(expected: Path) -> Path:
    return next(p for p in NOTICES.glob(f"{expected.stem}.*") if p.suffix != ".json")


def squeezed(text: str | None) -> str | None:
    return None if text is None else SPACE.sub("", text)


def by_role(sections: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Sections of one role read as one: a notice may have 一、…方面 二、…方面 and nothing above them."""
    merged: dict[str, dict[str, Any]] = {}
    for section in sections:
        into = merged.setdefault(section["role"], {"role": section["role"], "heading": section.get("heading")})
        for key in ("overview", "points", "problems"):
            into.setdefault(key, []).extend(section.get(key) or [])
    return merged


def same(key: str, want: Any, got: Any) -> bool:
    if key == "group" and isinstance(want, str) and isinstance(got, str):
        return squeezed(want).removesuffix("方面") == squeezed(got).removesuffix("方面")  # type: ignore[union-attr]
    if key == "ordinal" and isinstance(want, str) and isinstance(got, str):
        return want.rstrip("，,、.．") == got.rstrip("，,、.．")
    if isinstance(want, str):
        return isinstance(got, str) and squeezed(want) == squeezed(got)
    return bool(want == got)


def differences(where: str, want: Any, got: Any) -> list[str]:
    """Every place where what was read is not what is expected."""
    if isinstance(want, dict):
        if not isinstance(got, dict):
            return [f"{where}: {got!r} 应为 {want!r}"]
        return [d for key in want for d in differences(f"{where}.{key}", want[key], got.get(key))]
    if isinstance(want, list):
        got = got or []
        if len(want) != len(got):
            return [f"{where}: 有{len(got)}项，应为{len(want)}项：{got!r} / {want!r}"]
        return [d for i, (w, g) in enumerate(zip(want, got, strict=True)) for d in differences(f"{where}[{i}]", w, g)]
    key = where.rsplit(".", 1)[-1]
    return [] if same(key, want, got) else [f"{where}: {got!r} 应为 {want!r}"]


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(outline(read_report(path)), ensure_ascii=False, default=str))
    return found


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda p: p.stem)
def test_a_notice_is_read_as_a_careful_reader_would(expected: Path) -> None:
    want = json.loads(expected.read_text(encoding="utf8"))
    got = read(notice_of(expected))
    sections_wanted, sections = by_role(want.pop("sections")), by_role(got["sections"])
    residue_wanted, residue = want.pop("residue"), got["residue"]
    wrong = differences("", want, got)
    assert list(sections) == list(sections_wanted)
    for role, section in sections_wanted.items():
        if role == "progress":
            section = section | {"points": []}
        wrong += differences(role, section, sections[role])
    lines = squeezed("\n".join(residue)) or ""
    wrong += [f"residue: 没有 {line!r}" for line in residue_wanted if squeezed(line) not in lines]  # type: ignore[operator]
    if notice_of(expected).suffix == ".txt" and lines != squeezed("".join(residue_wanted)):
        wrong.append(f"residue: {residue!r} 应为 {residue_wanted!r}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("expected", [e for e in EXPECTED if notice_of(e).suffix == ".txt"], ids=lambda p: p.stem)
def test_every_character_of_a_notice_is_kept(expected: Path) -> None:
    path = notice_of(expected)
    report = read_report(path)
    kept = [str(p) for p, _ in report.walk()] + [str(p) for p in report.residue]
    kept += [note.text for note in report.notes if note.text]
    for line in path.read_text(encoding="utf8").splitlines():
        missing = squeezed(line) or ""
        for text in sorted((squeezed(k) or "" for k in kept), key=len, reverse=True):
            missing = missing.replace(text, "") if text else missing
        assert not missing, f"没有读到：{missing}（{line.strip()[:30]}）"


def test_there_is_a_notice_for_each_layout_and_an_outline_for_each_notice() -> None:
    notices = {p.stem for p in NOTICES.iterdir() if p.suffix != ".json"}
    assert {p.stem for p in EXPECTED} == notices
    assert len(notices) >= 12


@pytest.mark.parametrize(
    ("said", "address", "phone"),
    [
        ("可致电（0577）5558-2236，或来信寄至潮江市水厂路29号。", "潮江市水厂路29号", "（0577）5558-2236"),
        ("可拨打0555-5554401，或到平安路与东岸街交叉口农机大楼反映。", "平安路与东岸街交叉口农机大楼", "0555-5554401"),
        ("来信请投递到云岭区清溪路1号院内意见箱。", "云岭区清溪路1号院内意见箱", None),
        ("在云岭村村口设有意见箱，电话：0555-5550100。", None, "0555-5550100"),
    ],
)  # fmt: skip
def test_an_address_is_known_by_its_build(said: str, address: str | None, phone: str | None) -> None:
    found = contact_fields(said)
    assert (found["address"], found["phone"]) == (address, phone)


def test_this_year_and_last_year_are_those_of_the_writer() -> None:
    said = "去年11月3日至12月6日，县委第二巡察组对柳湾村党总支开展了巡察，今年1月16日反馈了巡察意见。"
    told = inspection_facts(said, dt.date(2025, 11, 20))
    assert (told.start, told.end, told.feedback) == (dt.date(2024, 11, 3), dt.date(2024, 12, 6), dt.date(2025, 1, 16))
    assert inspection_facts(said).start is None
