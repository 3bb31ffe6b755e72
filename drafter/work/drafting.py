"""From a ledger file to a .docx: loading, composing, rendering, sealing, and what is left to do, in one result."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import InputError, fault_messages
from drafter.ledger.edition import INSIDE, MARK, Edition, edition_of
from drafter.named import named_beside
from drafter.patterns import pattern
from drafter.text.dates import chinese_date
from drafter.work.gate import Gate

if TYPE_CHECKING:  # what sends the work out to other processes need not load all this
    from drafter.ledger.load import Positions
    from drafter.ledger.merge import Since
    from drafter.ledger.model import Ledger
    from drafter.render.annex import AnnexRow
    from drafter.report import Point, Report
    from drafter.template import Template

_LEDGERS = (".yaml", ".yml", ".xlsx", ".xlsm", ".csv")


@dataclass(frozen=True, slots=True)
class Job:
    """One draft to make."""

    ledger: Path
    output: Path
    template: str | None = None  # instead of the one the ledger names
    clean: bool = False
    force: bool = False
    trace: Path | None = None
    phrasebank: Path | None = None
    others: tuple[Path, ...] = ()  # what else the call reads
    like: int = 0  # another drawing among equally good phrases
    edition: Edition = "社会"  # 双公开: for whom


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `errors` is empty where the draft was written."""

    job: Job
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()  # each 【待补】 with its place
    problems: int = 0
    measures: int = 0
    waiting: int = 0  # measures of which nothing is said yet
    template: str = field(default="")


def draft(job: Job) -> Outcome:
    """Make one draft. What is wrong with the input comes back in `errors`; then nothing was written."""
    try:
        return _draft(job)
    except Exception as error:  # one of many: whatever is wrong with it is its own row
        return Outcome(job, errors=tuple(fault_messages(error, str(job.ledger))))


def _draft(job: Job) -> Outcome:
    from drafter.compose import compose
    from drafter.phrases.bank import load_bank
    from drafter.render import render
    from drafter.template import template_of

    ledger, positions, said = _loaded(job.ledger)
    template = template_of(job.template, job.ledger, ledger.notice.template)
    gate = Gate(_read_by(job, ledger, template.folder), force=job.force)
    gate.claim(job.output, (".docx",), needed=True)
    if job.trace:
        gate.claim(job.trace, (".json",), needed=True)
    since = since_previous(job.ledger, ledger, positions)
    report = compose(ledger, template.manifest, lambda: load_bank(job.phrasebank), since, job.like, job.edition)
    rows = annex_rows(edition_of(ledger, job.edition)) if template.manifest.annex else None
    data = render(report, template, annex_rows=rows, clean=job.clean)
    files = {job.output: data}
    if job.trace:
        from drafter.compose import trace

        files[job.trace] = (json.dumps(trace(report), ensure_ascii=False, indent=2) + "\n").encode()
    gate.write(files)
    written = [_says_something(m) for p in report.problems for m in p.all_measures()]
    return Outcome(
        job,
        warnings=(*said, *(f"{job.ledger}：{note.message}" for note in report.notes), *_unmarked(job, data, template)),
        missing=tuple(_missing(report, positions, job.ledger)),
        problems=len(report.problems),
        measures=sum(written),
        waiting=len(written) - sum(written),
        template=template.manifest.name,
    )


def _unmarked(job: Job, data: bytes, template: Template) -> Iterator[str]:
    """What a version for 党内 lacks that would tell it from the other: its name, its head."""
    if job.edition != INSIDE:
        return
    if INSIDE not in job.output.name:
        yield f"{job.output}：这是党内版，文件名里没有“党内”，请改名为 {job.output.stem}-{INSIDE}.docx，以免误发。"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        printed = any(
            MARK in archive.read(n).decode("utf-8", "replace") for n in archive.namelist() if _STORY.search(n)
        )
    if not printed:
        yield (
            f"{job.output}：模板 {template.manifest.name} 稿首没有标明党内。在 template.docx 的标题之前加一段"
            "“{{ 发布范围 }}”，或在稿子上自己标明。"
        )


_STORY = pattern(r"^word/(?:document|header\d*)\.xml$")


def _loaded(path: Path) -> tuple[Ledger, Positions, list[str]]:
    """The ledger of a YAML file or a workbook, where its keys stand, and what the reader of a sheet has to say."""
    from drafter.ledger.load import Positions, load_with_positions
    from drafter.ledger.lost import lost_at
    from drafter.work.importing import SHEETS, ledger_from

    if path.suffix.lower() not in SHEETS:
        ledger, positions = load_with_positions(path)
        return ledger, positions, lost_at(positions)
    found = ledger_from(path, [])
    return found.ledger, Positions(str(path), None), found.notes


def _read_by(job: Job, ledger: Ledger, template: Path) -> list[Path]:
    """Every file that the draft is made of."""
    previous = [named_beside(job.ledger, named, "通报.上期")] if (named := ledger.notice.previous) else []
    bank = [job.phrasebank] if job.phrasebank else []
    return [job.ledger, *job.others, *previous, *bank, template]


def since_previous(path: Path, ledger: Ledger, positions: Positions) -> Since | None:
    """What is new since the ledger that 通报.上期 names, a file beside this one; None where it names none.

    Raises InputError where that file is not there or cannot be used.
    """
    if not ledger.notice.previous:
        return None
    from drafter.ledger.merge import changes_since

    line = positions.line("通报.上期")
    place = f"{path} 第{line}行 通报.上期" if line else f"{path} 通报.上期"
    previous = named_beside(path, ledger.notice.previous, "通报.上期", line)
    if previous.suffix.lower() not in _LEDGERS:
        raise InputError(f"{place}：“{previous.name[:60]}”不是台账（.yaml、.xlsx），没有去读。")
    if not previous.exists() or previous.is_dir():
        raise InputError(f"{place}：找不到 {previous}。写上一轮台账的文件名，与这份台账放在一起。")
    return changes_since(_loaded(previous)[0], ledger)


def _missing(report: Report, positions: Positions, ledger: Path) -> list[str]:
    """Each fact that is still missing: its mark, and where in the ledger it belongs."""
    out = []
    for passage, _ in report.walk():
        for origin in passage.origins:
            if origin.kind == "missing":
                out.append(f"{passage.text[origin.start : origin.end]}  ← {_place(origin.ref, positions, ledger)}")
            elif origin.kind == "ledger":  # marks that the writer typed or a form came with
                marks = re.findall("【待补[^】]*】", passage.text[origin.start : origin.end])
                out += [f"{mark}  ← {_place(origin.ref, positions, ledger)}" for mark in marks]
    return out


def _place(ref: str, positions: Positions, ledger: Path) -> str:
    part = re.split(r"[.\[]", ref)[0]
    if positions.root is not None and part not in {key.text for key, _ in positions.root.pairs or ()}:
        return f"{ledger.name} 台账里没有“{part}”这一段（{ref}）"
    line = positions.line(ref)
    return f"{ledger.name} 第{line}行 {ref}" if line else f"{ledger.name} {ref}"


def _says_something(measure: Point) -> bool:
    """Whether the ledger gives what was done; a measure that is still 【待补】 is not counted."""
    from drafter.text.placeholders import is_written

    return any(
        o.kind == "ledger" and o.ref.endswith(".内容") and is_written(p.text[o.start : o.end])
        for p in measure.passages
        for o in p.origins
    )


def annex_rows(ledger: Ledger) -> list[AnnexRow]:
    """整改任务清单: one row a printed problem, in the order of the notice, with its internal fields."""
    from drafter.render.annex import AnnexRow

    rows = []
    for number, (_, problem) in enumerate(ledger.printed_problems(), 1):
        measures = [m for m in problem.all_measures() if m.public]
        rows.append(
            AnnexRow(
                number=str(number),
                problem=problem.printed_title,
                measures=tuple(_measure(m.lead if isinstance(m.lead, str) else None, m.content) for m in measures),
                lead_unit=problem.lead_unit or "、".join(problem.units),
                deadline=_deadline(problem.deadline),
                status=problem.status or "",
            )
        )
    return rows


def _measure(lead: str | None, content: str | None) -> str:
    return lead or (content or "").split("。")[0]


def _deadline(value: dt.date | str | None) -> str:
    if isinstance(value, dt.date):
        return chinese_date(value)
    return value or ""
