"""import --skeleton: structure and wording of an old notice, none of its facts, and a list of what is still its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command import ROOT, drafter

from drafter.errors import InputError
from drafter.ledger.emptied import emptied
from drafter.ledger.load import load_ledger, load_ledger_text
from drafter.ledger.model import Ledger
from drafter.text.normal import fold
from drafter.text.persons import appointed_persons_in, persons_in
from drafter.text.places import mentions
from drafter.work.drafting import Job, draft
from drafter.work.importing import import_file, import_skeleton

BATCHES = sorted((ROOT / "tests/fixtures/first_try").glob("notices*/*.gold.json"))
LAYOUT = {"模板", "类别", "序号", "位置", "编号", "公开"}


def texts(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)
    elif isinstance(value, str) and key not in LAYOUT:
        yield value


def plain(ledger: Ledger) -> dict[str, Any]:
    return ledger.model_dump(by_alias=True, exclude_defaults=True)


def file_of(gold: Path) -> Path:
    stem = gold.name.removesuffix(".gold.json")
    return next(p for p in gold.parent.glob(f"{stem}.*") if p.suffix in {".txt", ".docx", ".html"})


def left_over(text: str, facts: list[str]) -> list[str]:
    """Figures, dates, persons, places, titles of papers and known facts that a text still has."""
    folded = fold(text)
    found = re.findall(r"[0-9]+", folded) + re.findall("《(?!【待补:名称】)[^》]+》", folded)
    found += [m.name for m in mentions(folded)] + [
        name for name, _ in (*persons_in(folded), *appointed_persons_in(folded))
    ]
    return found + [fact for fact in facts if fact in folded]


@pytest.mark.parametrize("batch", sorted({p.parent for p in BATCHES}), ids=lambda p: p.name)
def test_no_fact_of_the_first_try_notices_is_left(batch: Path) -> None:
    failures = {}
    for gold in (p for p in BATCHES if p.parent == batch):
        data = json.loads(gold.read_text(encoding="utf8"))
        try:
            whole = load_ledger_text(import_file(file_of(gold), []).text)
        except InputError:
            continue  # no notice
        ledger = emptied(whole)[0]
        inspection, contact = data.get("inspection") or {}, data.get("contact") or {}
        facts = [inspection.get("team"), contact.get("phone"), contact.get("address"), contact.get("email")]
        facts = [fold(f) for f in facts if f and len(f) > 3]
        found = [x for text in texts(plain(ledger)) for x in left_over(text, facts)]
        if found:
            failures[f"{gold.parent.name}/{gold.name}"] = found
        assert len(ledger.problems) == len(whole.problems)
        assert [len(p.measures) for p in ledger.problems] == [len(p.measures) for p in whole.problems]
    assert not failures


def test_no_fact_of_the_corpus_is_left(corpus: Path) -> None:
    for name in ("gusu-2024", "huqiu-2020", "liangxi-2024", "zhangjiagang-2023"):
        ledger = load_ledger_text(import_skeleton(corpus / f"{name}.txt").text)
        assert [x for text in texts(plain(ledger)) for x in left_over(text, [])] == []


def test_every_kept_text_is_listed_paragraph_by_paragraph() -> None:
    done = import_skeleton(ROOT / "examples" / "旧通报.txt")
    listed = "\n".join(done.messages)
    for text in texts(plain(load_ledger_text(done.text))):
        for stretch in re.split("【待补：[^】]+】|\n", text):
            if re.search(r"\w", stretch) and text not in {"无", "补"}:
                assert stretch.strip() in listed
    assert "问题2.措施1.内容：清空数字4处" in listed and "可能是名称：“半月一报”" in listed


def test_wording_stays_and_the_skeleton_drafts(tmp_path: Path) -> None:
    done = drafter("import", ROOT / "examples" / "旧通报.txt", "--skeleton", "-o", "骨架.yaml", cwd=tmp_path)
    assert done.returncode == 0 and "仍是去年的文字" in done.stderr
    ledger = load_ledger(tmp_path / "骨架.yaml")
    assert ledger.problems[1].measures[0].lead == "全面排查"
    assert ledger.problems[1].measures[0].content == (
        "检查学校食堂【待补：数字】家,发现隐患【待补：数字】处,已整改【待补：数字】处,整改率为【待补：数字】。"
    )
    assert ledger.notice.date is None and ledger.unit.name is None and ledger.contact.phone is None
    outcome = draft(Job(tmp_path / "骨架.yaml", tmp_path / "稿.docx"))
    assert not outcome.errors and len(outcome.missing) > 20


def test_a_sheet_has_no_skeleton(tmp_path: Path) -> None:
    done = drafter("import", ROOT / "examples" / "整改台账.xlsx", "--skeleton", "-o", "骨架.yaml", cwd=tmp_path)
    assert done.returncode == 2 and "--skeleton 只用于旧通报" in done.stderr


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("选派王思远到县乡村振兴局挂职。", ["王思远"]),
        ("聘请陈亚楠为顾问，推荐李清越、王五参加。", ["陈亚楠", "李清越"]),
        ("约谈马德胜等3人，由周明牵头。", ["马德胜", "周明"]),
        ("选派金融人才到企业，由华为公司承建，安排专项资金到村。", []),
        ("明确高标准农田范围，邀请江州大学教授，选派年轻干部到基层，由县政府牵头。", []),
    ],
)
def test_people_who_are_sent_or_appointed_are_known_by_name(text: str, names: list[str]) -> None:
    assert [name for name, _ in appointed_persons_in(text)] == names
