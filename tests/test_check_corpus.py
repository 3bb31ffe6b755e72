"""The checker on real published notices: what it finds in them was gone through by hand, and is true."""

import re

import pytest

from drafter.check import Finding, all_rules, check
from drafter.read import parse
from drafter.read.text import paragraphs

STRUCTURE_AND_NUMBERS = [r for r in all_rules() if r.family in "SN"]


def found(text: str) -> list[Finding]:
    return check(parse(paragraphs(text)), rules=STRUCTURE_AND_NUMBERS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # no title in the saved page; no e-mail printed; three figures that an earlier problem gives otherwise
        ("gusu-2024", [("S102", None), ("N205", 81), ("N205", 81), ("N205", 81), ("S106", 193)]),
        ("huqiu-2020", [("S307", 249)]),  # the quotes of one heading take in 问题
        # no title, signer or date in the saved page; one label unlike the others
        ("liangxi-2024", [("S102", None), ("S107", None), ("S108", None), ("S306", 65)]),
    ],
)
def test_errors_and_warnings_on_intact_notices_are_the_true_ones(corpus, name, expected):
    text = (corpus / f"{name}.txt").read_text(encoding="utf-8")
    hits = [(f.code, f.where.paragraph) for f in found(text) if f.severity != "info"]
    assert sorted(hits, key=str) == sorted(expected, key=str)


@pytest.mark.parametrize("name", ["gusu-2024", "huqiu-2020", "liangxi-2024"])
def test_a_problem_taken_out_or_put_in_twice_is_found(corpus, name):
    text = (corpus / f"{name}.txt").read_text(encoding="utf-8")
    report = parse(paragraphs(text))
    lines = text.splitlines()
    third, fourth = (report.problems[i].heading.line or 0 for i in (2, 3))
    without = "\n".join(lines[: third - 1] + lines[fourth - 1 :])
    assert "S201" in {f.code for f in found(without)}
    twice = "\n".join(lines[: fourth - 1] + lines[third - 1 : fourth - 1] + lines[fourth - 1 :])
    assert {"S201", "S303", "S304"} <= {f.code for f in found(twice)}


@pytest.mark.parametrize("name", ["gusu-2024", "huqiu-2020", "liangxi-2024"])
def test_every_second_ordinal_changed_into_a_third_is_found(corpus, name):
    text = (corpus / f"{name}.txt").read_text(encoding="utf-8")
    places = [m.start() for m in re.finditer(r"(?:^|(?<=。))二是", text, re.MULTILINE)][::9]
    assert len(places) > 3
    for at in places:
        assert "S203" in {f.code for f in found(text[:at] + "三是" + text[at + 2 :])}, text[at : at + 12]
