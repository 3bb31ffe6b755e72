"""The published table docs/检出.md: what the check finds and what it finds falsely, on the project's own fixtures.

python tools/detection.py docs/检出.md

Found: one named slip for each rule (tests/fixtures/rule_cases.yaml) and sixty that somebody else wrote without knowing
the rules (bench/defects). Falsely found: whatever is said of texts that are right (the controls).
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from check_notice import NOTICE, report_of  # noqa: E402
from notice_ledger import ledger as own_ledger  # noqa: E402
from rule_cases import cases, clean_file  # noqa: E402

from drafter.check import Finding, all_rules, check  # noqa: E402
from drafter.check.registry import FAMILIES  # noqa: E402
from drafter.ledger.model import Ledger  # noqa: E402
from drafter.read import read_report  # noqa: E402
from drafter.report import Report  # noqa: E402

BENCH = ROOT / "bench" / "defects"
TEMPLATES = ("分段式", "内联式", "括号式", "清单式", "双主体式")
LEDGERS = ("云岭区委", "云岭区水务局党组")
FULL = ("91-区委三十题分段", "92-县水利局三十题内联", "93-城投集团三十题清单")
GRADES = ("error", "warning", "info")
# Kind of a slip as its writer named it -> family of the rules that should find it, and its name.
KINDS = {
    "among": ("N", "其中"), "announced": ("N", "公布的总数"), "date": ("N", "日期"), "direction": ("N", "增减方向"),
    "formula": ("T", "固定提法"), "identity": ("T", "身份（谁巡视谁）"), "language": ("T", "语言文字"),
    "not-public": ("P", "不宜公开的事项"), "numbering": ("S", "序号"), "parts": ("N", "总数与分项"),
    "percent-over-100": ("N", "比率超过100%"), "points": ("N", "百分点"), "privacy": ("P", "个人信息"),
    "punctuation": ("T", "标点"), "rate": ("N", "比率"), "residue": ("C", "旧稿、外地的残留"),
    "respectively": ("N", "分别"),
    "rest": ("N", "其余"), "two-values": ("N", "同一事项两个数"), "unit": ("N", "单位"), "weekday": ("N", "星期"),
}  # fmt: skip


class Control(NamedTuple):
    """A text that is right, and what is said of it all the same."""

    name: str
    characters: int
    findings: list[Finding]


def main() -> None:
    """Write the page that is named."""
    with tempfile.TemporaryDirectory() as folder:
        text = page(Path(folder))
    for name in sys.argv[1:] or [str(ROOT / "docs" / "检出.md")]:
        Path(name).write_text(text, encoding="utf-8")


def page(folder: Path) -> str:
    """The whole page."""
    named = _named(folder)
    foreign = _foreign()
    controls = [*_controls(folder), *_benign()]
    return "\n".join(
        [
            "# 检出：查得出什么，错报什么",
            "",
            "本页由 `python tools/detection.py` 用项目自己的材料算出，材料里的地名、人名都是虚构的。"
            "“查出”指说出了这处差错；“错报”指对没有差错的文字给出错误或警告。没有列在这里的差错，不等于查得出。",
            "",
            "## 按类别",
            "",
            *_by_family(named, foreign, controls),
            "",
            "“自拟”：每条规则一个有名字的例子（`tests/fixtures/rule_cases.yaml`），测试保证关掉规则就查不出。"
            "“他拟”：由不知道规则写法的人照工作中的差错拟的六十处（`bench/defects/defects.json`）。",
            "",
            "## 他拟的差错，按种类",
            "",
            *_by_kind(foreign),
            "",
            "## 六十处一批的差错，按内容",
            "",
            *_by_batch(),
            "",
            "每一批由没有看过规则的人拟：六十处差错、六十处看着像差错的正确句子（`tests/fixtures/defects`），"
            "拟好以后才用来改进；表里是现在的数，由 `python tools/batches.py` 算出，测试保证不减。",
            "",
            "## 没有差错的文字",
            "",
            *_of_controls(controls),
            "",
            "## 每条规则的例子",
            "",
            "| 规则 | 例子 | 查出 |",
            "| --- | --- | --- |",
            *(f"| {code} {title} | {name} | {'是' if hit else '**否**'} |" for code, title, name, hit in named),
            "",
        ]
    )


def _named(folder: Path) -> list[tuple[str, str, str, bool]]:
    """(rule, its title, name of the slip, whether it is found)."""
    titles = {rule.code: rule.title for rule in all_rules()}
    found = []
    for case in sorted(cases(), key=lambda c: list(titles).index(c.code)):
        hit = case.code in {f.code for f in case.findings(folder)}
        found.append((case.code, titles[case.code], case.name, hit))
    return found


def _said(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message


def _new(base: str, entry: dict[str, Any], known: set[tuple[str, str]]) -> list[Finding]:
    return [f for f in check(report_of(base.replace(entry["replace"], entry["by"]))) if _said(f) not in known]


def _bench() -> tuple[str, set[tuple[str, str]]]:
    base = (BENCH / "base.txt").read_text(encoding="utf-8")
    return base, {_said(f) for f in check(report_of(base))}


def _foreign() -> list[tuple[str, bool]]:
    """(kind, whether it is found) of each slip that somebody else wrote."""
    base, known = _bench()
    found = []
    for entry in json.loads((BENCH / "defects.json").read_text(encoding="utf-8")):
        texts = [t or "" for f in _new(base, entry, known) for t in (f.message, f.excerpt, f.suggestion)]
        found.append((entry["kind"], any(word in text for text in texts for word in entry["any_of"])))
    return found


def _control(name: str, report: Report, findings: list[Finding]) -> Control:
    return Control(name, sum(len(p.text) for p in report.paragraphs), findings)


def _controls(folder: Path) -> Iterator[Control]:
    """Whole notices without a slip: our own, three of full size, drafts of the examples in every template."""
    own, ledger = report_of(NOTICE), Ledger.model_validate(own_ledger())
    yield _control("短通报（对照台账）", own, check(own, ledger=ledger))
    path = folder / "通报.docx"
    path.write_bytes(clean_file())
    report = read_report(path)
    yield _control("短通报 .docx（版式）", report, check(report, ledger=ledger, docx=path))
    for name in FULL:
        report = read_report(ROOT / "tests" / "fixtures" / "notices" / f"{name}.txt")
        yield _control(name.partition("-")[2], report, check(report))
    for name in LEDGERS:
        for template in TEMPLATES:
            yield from _draft(name, template, folder)


def _draft(name: str, template: str, folder: Path) -> Iterator[Control]:
    """A draft of an example, checked against its ledger and its template; one that has gaps left is not finished."""
    from drafter.work.checking import Task, check_file
    from drafter.work.drafting import Job, draft

    path, ledger = folder / f"{name}-{template}.docx", ROOT / "examples" / f"{name}.yaml"
    outcome = draft(Job(ledger, path, template))
    assert not outcome.errors, outcome.errors
    if outcome.missing:
        return
    done = check_file(Task(path, ledger, template))
    yield _control(f"{name}，{template}", done.report, done.findings)


def _benign() -> Iterator[Control]:
    """Sentences that are right and look wrong."""
    base, known = _bench()
    for entry in json.loads((BENCH / "benign.json").read_text(encoding="utf-8")):
        yield Control("", len(entry["by"]), _new(base, entry, known))


def _by_family(
    named: list[tuple[str, str, str, bool]], foreign: list[tuple[str, bool]], controls: list[Control]
) -> Iterator[str]:
    rules = Counter(rule.family for rule in all_rules())
    own: defaultdict[str, list[bool]] = defaultdict(list)
    for code, _, _, hit in named:
        own[code[0]].append(hit)
    other: defaultdict[str, list[bool]] = defaultdict(list)
    for kind, hit in foreign:
        other[KINDS[kind][0]].append(hit)
    false = Counter((f.family, f.severity) for control in controls for f in control.findings)
    yield "| 类别 | 规则 | 自拟，查出 | 他拟，查出 | 错报的错误 | 错报的警告 | 提示 |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for family, name in FAMILIES.items():
        counts = " | ".join(str(false[family, grade]) for grade in GRADES)
        shares = f"{_share(own[family])} | {_share(other[family])}"
        yield f"| {family} {name} | {rules[family]} | {shares} | {counts} |"
    sums = " | ".join(str(sum(false[family, grade] for family in FAMILIES)) for grade in GRADES)
    every = f"{_share([h for hits in own.values() for h in hits])} | {_share([h for _, h in foreign])}"
    yield f"| 合计 | {sum(rules.values())} | {every} | {sums} |"


def _share(hits: list[bool]) -> str:
    return f"{sum(hits)}/{len(hits)}" if hits else "—"


def _by_kind(foreign: list[tuple[str, bool]]) -> Iterator[str]:
    hits: defaultdict[str, list[bool]] = defaultdict(list)
    for kind, hit in foreign:
        hits[kind].append(hit)
    yield "| 种类 | 查出 |"
    yield "| --- | ---: |"
    for kind, of_kind in sorted(hits.items(), key=lambda item: KINDS[item[0]]):
        yield f"| {KINDS[kind][1]} | {_share(of_kind)} |"


def _by_batch() -> Iterator[str]:
    """What is found of the batches, and falsely found of their right sentences, by what the slips are about."""
    with (ROOT / "tests" / "fixtures" / "defects" / "found.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = ("查出", "共", "错报的错误", "错报的警告")
    batches = list(dict.fromkeys(row["批"] for row in rows))
    heads = [f"第{batch.removeprefix('batch')}批" for batch in batches]
    yield f"| 内容 | {' | '.join(heads)} | 合计 | 错报的错误 | 错报的警告 |"
    yield f"| --- |{' ---: |' * (len(batches) + 3)}"
    for subject in (*dict.fromkeys(row["类"] for row in rows), "合计"):
        of = [row for row in rows if subject in (row["类"], "合计")]
        cells = []
        for batch in (*batches, None):
            found, total = (sum(int(r[c]) for r in of if batch in (r["批"], None)) for c in columns[:2])
            cells.append(f"{found}/{total}" if total else "—")
        wrong = [str(sum(int(row[c]) for row in of)) for c in columns[2:]]
        yield f"| {subject} | {' | '.join((*cells, *wrong))} |"


def _of_controls(controls: list[Control]) -> Iterator[str]:
    whole, sentences = [c for c in controls if c.name], [c for c in controls if not c.name]
    yield "| 文字 | 字数 | 错误 | 警告 | 提示 |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for control in whole:
        yield f"| {control.name} | {control.characters} | {_graded([control])} |"
    yield f"| 看着像差错的正确句子{len(sentences)}句 | {sum(c.characters for c in sentences)} | {_graded(sentences)} |"
    said = [f for control in controls for f in control.findings if f.severity != "info"]
    if said:
        yield ""
        yield "错报的各条："
        yield ""
        yield from (f"- {f.code} {f.message}" for f in said)


def _graded(controls: list[Control]) -> str:
    counts = Counter(f.severity for control in controls for f in control.findings)
    return " | ".join(str(counts[grade]) for grade in GRADES)


if __name__ == "__main__":
    main()
