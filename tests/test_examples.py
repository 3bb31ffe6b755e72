"""The example ledgers: complete ones draft into notices that the checker passes, the unfinished one shows its gaps."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from drafter.ledger.load import load_ledger
from drafter.ledger.model import Ledger
from drafter.text.places import mentions

EXAMPLES = Path(__file__).parents[1] / "examples"
NOTICES = Path(__file__).parent / "fixtures" / "notices"
DISTRICT = EXAMPLES / "云岭区委.yaml"
BUREAU = EXAMPLES / "云岭区水务局党组.yaml"
UNFINISHED = EXAMPLES / "未完成.yaml"
COMPLETE = (DISTRICT, BUREAU)

CONCRETE = re.compile(r"[0-9]|《[^》]+》")
PHONE = re.compile(r"[(（]?0[0-9]{2,3}[)）]?[-—]?[0-9]{7,8}")
PERSON = re.compile(r"[\u4e00-\u9fff]{2,3}同志|由[\u4e00-\u9fff]{2,3}(?:任|担任)组长")
MAIL = re.compile(r"@[\w.]+", re.ASCII)
FICTIONAL = [*sorted(EXAMPLES.glob("*.yaml")), *sorted(p for p in NOTICES.iterdir() if p.suffix != ".json")]


def drafter(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", "-c", "from drafter.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf8", check=False)


@pytest.fixture(scope="module", params=COMPLETE, ids=lambda p: p.stem)
def drafted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A complete ledger, and the .docx drafted from it."""
    ledger: Path = request.param
    docx = tmp_path_factory.mktemp("draft") / f"{ledger.stem}.docx"
    done = drafter("draft", ledger, "-o", docx)
    assert done.returncode == 0, done.stderr
    return ledger, docx


def outline(path: Path) -> dict[str, Any]:
    done = drafter("outline", path, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def read_problems(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [problem for section in found["sections"] for problem in section.get("problems", [])]


def measures(ledger: Ledger) -> list[str]:
    """The text of every measure, public or not."""
    bodies = [body for problem in ledger.problems for body in (problem, *problem.aspects)]
    return [measure.content or "" for body in bodies for measure in body.measures]


def test_the_district_has_thirty_problems_or_more_in_four_groups_with_ninety_measures() -> None:
    ledger = load_ledger(DISTRICT)
    assert len(ledger.problems) >= 30
    assert len({problem.aspect for problem in ledger.problems}) == 4
    assert len(measures(ledger)) >= 90
    assert [problem.number for problem in ledger.problems] == list(range(1, len(ledger.problems) + 1))


def test_the_district_shows_what_stays_out_of_print_and_what_is_worded_otherwise() -> None:
    ledger = load_ledger(DISTRICT)
    assert sum(not problem.public for problem in ledger.problems) == 1
    assert sum(problem.public_title is not None for problem in ledger.problems) == 1
    assert sum(problem.result is not None for problem in ledger.problems) >= 3
    assert {problem.status for problem in ledger.problems} == {"已完成", "基本完成", "推进中", "长期坚持"}


def test_the_bureau_has_six_to_eight_problems_and_one_with_a_third_level() -> None:
    ledger = load_ledger(BUREAU)
    assert 6 <= len(ledger.problems) <= 8
    assert sum(bool(problem.aspects) for problem in ledger.problems) == 1
    assert ledger.tour.kind == "巡察"
    assert ledger.leadership.meetings and not ledger.leadership.points


@pytest.mark.parametrize("path", COMPLETE, ids=lambda p: p.stem)
def test_every_measure_of_a_complete_ledger_has_a_figure_or_a_title(path: Path) -> None:
    assert [text for text in measures(load_ledger(path)) if not CONCRETE.search(text)] == []


@pytest.mark.parametrize("path", COMPLETE, ids=lambda p: p.stem)
def test_the_totals_that_a_ledger_announces_are_those_it_prints(path: Path) -> None:
    ledger = load_ledger(path)
    public = [problem for _, problem in ledger.printed_problems()]
    counts = {
        r"([0-9]+)个方面": len({problem.aspect for problem in public}),
        r"([0-9]+)个方面([0-9]+)个问题": len(public),
        r"([0-9]+)条整改措施": sum(len(b.measures) for p in public for b in (p, *p.aspects)),
        r"已完成([0-9]+)个": sum(problem.status == "已完成" for problem in public),
        r"推进中([0-9]+)个": sum(problem.status == "推进中" for problem in public),
    }
    wording = [point.content or "" for point in (*ledger.leadership.points, *ledger.next_steps.points)]
    text = "\n".join([*wording, ledger.progress_overview or ""])
    for pattern, count in counts.items():
        assert {int(match.groups()[-1]) for match in re.finditer(pattern, text)} <= {count}, pattern


@pytest.mark.parametrize("path", COMPLETE, ids=lambda p: p.stem)
def test_the_dates_of_a_ledger_follow_one_another(path: Path) -> None:
    ledger = load_ledger(path)
    tour = ledger.tour
    days = [tour.start, tour.end, tour.feedback, *(m.date for m in ledger.leadership.meetings), ledger.notice.date]
    assert None not in days
    assert days == sorted(day for day in days if day)


@pytest.mark.parametrize("path", FICTIONAL, ids=lambda p: p.stem)
def test_no_example_names_a_real_place_a_person_or_a_real_phone(path: Path) -> None:
    data = path.read_bytes()
    text = data.decode("gb18030" if b"gb18030" in data else "utf8")
    assert mentions(text) == []
    assert PERSON.findall(text) == []
    assert [number for number in PHONE.findall(text) if "0555" not in number] == []
    assert [mail for mail in MAIL.findall(text) if not mail.rstrip(".").endswith("example.cn")] == []


def test_a_complete_ledger_drafts_into_a_notice_without_an_error_or_a_warning(drafted: tuple[Path, Path]) -> None:
    ledger, docx = drafted
    done = drafter("check", docx, "--ledger", ledger, "--format", "json")
    findings = [f for f in json.loads(done.stdout)["findings"] if f["severity"] != "info"]
    assert [(f["code"], f["message"], f["excerpt"]) for f in findings] == []
    assert done.returncode == 0


def test_the_drafted_notice_reads_back_with_the_problems_of_the_ledger(drafted: tuple[Path, Path]) -> None:
    path, docx = drafted
    public = [problem for _, problem in load_ledger(path).printed_problems()]
    problems = read_problems(outline(docx))
    inside_quotes = str.maketrans("“”", "‘’")  # a title stands in quotes, so its own become single ones
    assert [p["title"] for p in problems] == [p.printed_title.translate(inside_quotes) for p in public]
    assert [len(problem["measures"]) for problem in problems] == [len(problem.measures) for problem in public]
    assert [[a["title"] for a in p["aspects"]] for p in problems] == [[a.title for a in p.aspects] for p in public]


def test_the_drafted_notice_reads_back_with_the_facts_of_the_ledger(drafted: tuple[Path, Path]) -> None:
    path, docx = drafted
    ledger, found = load_ledger(path), outline(docx)
    tour = ledger.tour
    assert found["inspection"] == {
        "team": tour.team,
        "target": tour.target,
        "start": tour.start.isoformat() if tour.start else None,
        "end": tour.end.isoformat() if tour.end else None,
        "feedback": tour.feedback.isoformat() if tour.feedback else None,
    }
    assert [section["role"] for section in found["sections"]] == ["leadership", "progress", "next_steps"]
    assert found["contact"]["phone"] == ledger.contact.phone
    assert found["contact"]["address"] == ledger.contact.address
    assert found["contact"]["email"] == ledger.contact.email
    assert found["signers"] == ledger.notice.signers
    assert found["date"] == (ledger.notice.date.isoformat() if ledger.notice.date else None)
    assert found["residue"] == []


def test_a_problem_that_is_not_public_and_internal_fields_are_not_printed(drafted: tuple[Path, Path]) -> None:
    path, docx = drafted
    printed = json.dumps(outline(docx), ensure_ascii=False)
    for problem in load_ledger(path).problems:
        if not problem.public or problem.public_title:
            assert problem.title not in printed
        for body in (problem, *problem.aspects):
            for number in (number for measure in body.measures for number in measure.evidence):
                assert number not in printed


def test_the_unfinished_ledger_says_in_print_what_is_missing(tmp_path: Path) -> None:
    docx = tmp_path / "未完成.docx"
    done = drafter("draft", UNFINISHED, "-o", docx)
    assert done.returncode == 0, done.stderr
    assert json.dumps(outline(docx), ensure_ascii=False).count("【待补") >= 4
    checked = drafter("check", docx, "--ledger", UNFINISHED, "--format", "json")
    assert checked.returncode == 1
    assert any("待补" in f["message"] + f["excerpt"] for f in json.loads(checked.stdout)["findings"])
