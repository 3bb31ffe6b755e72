"""Whatever becomes of a notice's lines, reading it neither fails, nor loses a character, nor takes long."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.ledger.from_report import ledger_from_report
from drafter.read import parse
from drafter.read.outline import outline
from drafter.read.text import paragraphs
from drafter.report import Paragraph
from drafter.template import matching_template

NOTICES = [p.read_text(encoding="utf8") for p in sorted((Path(__file__).parent / "fixtures" / "notices").glob("*.txt"))]
SPLINTERS = ["关于“", "”问题", "一是", "（1）", "1.", "二、", "。", "："]
SPLINTERS += ["整改情况：", "）", "【", "】", "2024年", "电话", "\n"]


def kept(text: str) -> tuple[Counter[str], Counter[str]]:
    """(characters of a text, characters of the report that it is read as), without spaces."""
    report = parse(paragraphs(text))
    outline(report)
    ledger_from_report(report, matching_template(report))
    parts = [p.text for p, _ in report.walk()] + [p.text for p in report.residue]
    parts += [note.text for note in report.notes if note.text]
    source = "".join(p.text for p in report.paragraphs)
    return Counter(re.sub(r"\s", "", source)), Counter(re.sub(r"\s", "", "".join(parts)))


def damaged(text: str, seed: int) -> str:
    """Lines exchanged, dropped, doubled, joined, cut in the middle, and pieces of headings thrown in."""
    rng = random.Random(seed)
    lines = text.splitlines()
    for _ in range(rng.randint(1, 12)):
        i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
        match rng.randrange(6):
            case 0:
                lines[i], lines[j] = lines[j], lines[i]
            case 1:
                lines[i] = lines[i] + lines[j]
            case 2:
                at = rng.randint(0, len(lines[i]))
                lines[i : i + 1] = [lines[i][:at], lines[i][at:]]
            case 3 if len(lines) > 2:
                del lines[i]
            case 4:
                lines.insert(j, lines[i])
            case _:
                at = rng.randint(0, len(lines[i]))
                lines[i] = lines[i][:at] + rng.choice(SPLINTERS) + lines[i][at:]
    return "\n".join(lines)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NOTICES), st.integers(0, 10**9))
def test_lines_in_any_disorder_are_kept_to_the_last_character(text: str, seed: int) -> None:
    source, found = kept(damaged(text, seed))
    assert source == found


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*SPLINTERS, "巡视整改", "反馈", "开展", "（一）", "①", "12", "，"]), max_size=60))
def test_splinters_of_a_notice_are_kept_to_the_last_character(pieces: list[str]) -> None:
    source, found = kept("".join(pieces))
    assert source == found


def test_lines_of_a_real_notice_in_any_disorder_are_kept(corpus: Path) -> None:
    for path in sorted(corpus.glob("*.txt")):
        for seed in range(12):
            source, found = kept(damaged(path.read_text(encoding="utf8"), seed))
            assert source == found, (path.name, seed)


@pytest.mark.parametrize(
    "run",
    [
        *("关于", "，关于“", "“", "关于“一”", "1", "1.", "（1）", "一是", "。一是", "（", "）", "(1)）", "整改"),
        *("整改情况", "问题", "的问题", "2024年3月", "0555-", "电话", "地址：", "a@", "市", "委员会", "对"),
        *("巡视组", "，对市委", "  ", "【", "【整改", "欢迎监督", "有意见"),
    ],
)
def test_a_long_run_of_the_same_words_takes_no_longer_than_its_length(run: str) -> None:
    def seconds(length: int) -> float:
        line = (run * length)[:length]
        front, rest = NOTICES[0].splitlines()[:8], NOTICES[0].splitlines()[8:]
        text = "\n".join([*front, line, "1." + line, "（1）关于" + line, *rest, line])
        begin = time.process_time()
        parse(paragraphs(text))
        return time.process_time() - begin

    short, long = seconds(4000), seconds(16000)
    assert long < 1.0 or long < 8 * short


LONG_RUNS = {"digits": "1" * 40_000, "spaces": "工" + " " * 40_000 + "作", "at": "a@" * 20_000}


@pytest.mark.parametrize("run", LONG_RUNS.values(), ids=LONG_RUNS)
def test_a_long_run_of_one_character_is_read_at_once(run: str) -> None:
    lines = ["一、整改进展情况", "1.关于“学习不够”问题的整改。", "一是健全制度。印发办法。", run, "二、下一步打算"]
    begin = time.process_time()
    parse([Paragraph(text, number) for number, text in enumerate(lines, 1)])
    assert time.process_time() - begin < 2
