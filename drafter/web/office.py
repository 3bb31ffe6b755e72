"""模板与用语: templates with their look and their faults, the phrasebank as a table, mining from files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from drafter.errors import InputError
from drafter.shipped import shipped
from drafter.web import preview

if TYPE_CHECKING:
    from drafter.web.app import Desk, Sent

_MOST = 200  # rows of the bank that one page shows
EXAMPLE = "云岭区委.yaml"


def _search(desk: Desk) -> list[Path]:
    return [desk.folder.root / "templates", desk.folder.root / "模板"]


def templates(desk: Desk, sent: Sent) -> Response:
    """/templates: every template there is, one of them as the example looks in it."""
    from drafter.template import list_templates

    found = list_templates(_search(desk))
    chosen = sent.one("template") or (found[0].name if found else "")
    text = (shipped("examples") / EXAMPLE).read_text(encoding="utf-8")
    faults: list[str] = []
    paragraphs: list[preview.Printed] = []
    try:
        report, _, _ = preview.composed(text, EXAMPLE, desk.folder.root, chosen or None)
        paragraphs = preview.printed(report)
    except InputError as error:
        faults = error.messages
    checks = _faults(desk, chosen)
    return desk.view.page(
        "templates.html", sent, found=found, chosen=chosen, paragraphs=paragraphs, faults=faults, checks=checks
    )


def _faults(desk: Desk, name: str) -> list[Any]:
    from drafter.render.lint import check_template
    from drafter.template import find_folder

    if not name:
        return []
    try:
        return list(check_template(find_folder(name, _search(desk))))
    except InputError as error:
        return list(error.messages)


def new_template(desk: Desk, sent: Sent) -> Response:
    """/templates/new: an own template, copied from another or made of a notice that was dropped in."""
    from drafter.work.adopting import copy_template, template_from_notice

    name = sent.one("new").strip()
    if not name:
        raise InputError("请给模板起个名字。")
    target = desk.folder.path(f"templates/{name}")
    if target.exists():
        raise InputError(f"“{name}”：已有这个模板。请换一个名字。")
    if sent.files.get("file"):
        file_name, data = sent.file("file")
        saved = desk.folder.free_name(file_name)
        desk.folder.save(saved, data, None)
        template_from_notice(desk.folder.path(saved), target)
    else:
        copy_template(sent.one("from") or None, target)
    return desk.view.goto(f"/templates?template={name}", sent)


def phrases(desk: Desk, sent: Sent) -> Response:
    """/phrases: the bank as a table; searched as `drafter phrases` does."""
    from drafter.phrases.bank import KIND_NAMES
    from drafter.phrases.search import search

    bank = preview.bank_of(desk.folder.root)()
    words, kind = sent.one("q").split(), sent.one("kind")
    chosen: Any = kind if kind in KIND_NAMES else None
    found = search(bank.phrases, words, chosen, None)
    return desk.view.page(
        "phrases.html",
        sent,
        q=sent.one("q"),
        kind=kind,
        kinds=KIND_NAMES,
        found=found[:_MOST],
        total=len(found),
        own=_own_bank(desk) is not None,
    )


def _own_bank(desk: Desk) -> Path | None:
    return next((f for n in ("phrasebank", "词条库") if (f := desk.folder.root / n).is_dir()), None)


def mine(desk: Desk, sent: Sent) -> Response:
    """/phrases/mine: mine the folder's notices into the office's own bank, in the background."""
    from drafter.read import read_report
    from drafter.work.checking import notices_in

    files = notices_in(desk.folder.root)
    if not files:
        raise InputError("文件夹里没有通报（.docx、.txt、.html、.pdf）。请先把通报放进来。")

    def steps() -> Iterator[Any]:
        for file in files:
            try:
                report = read_report(file)
            except InputError as error:
                yield file.name, None, error.messages[0]
                continue
            usable = report if report.genre == "rectification-notice" else None
            yield file.name, usable, "" if usable else f"{file.name} 不是整改通报"

    def finish(found: list[Any]) -> list[str]:
        from drafter.work.mining import mine_into

        usable = [file for file, (_, report, _) in zip(files, found, strict=True) if report is not None]
        skipped = [f"没有用：{why}" for _, report, why in found if report is None]
        if not usable:
            raise InputError("文件夹里没有整改通报，没有挖出词条。", *skipped)
        done = mine_into(_own_bank(desk) or desk.folder.root / "phrasebank", usable)
        new = [f"新增：{p.text}" for p in done.changes.new[:30]]
        return [f"读了{done.mined.reports}份互不相同的通报，新增{len(done.changes.new)}条词条。", *new, *skipped]

    job = desk.jobs.start("挖掘词条", len(files), steps(), finish)
    return desk.view.goto(f"/job?number={job.number}", sent)


def job(desk: Desk, sent: Sent) -> Response:
    """/job: how far a long work is."""
    return desk.view.page("job.html", sent, job=desk.jobs.find(sent.one("number")))


def stop(desk: Desk, sent: Sent) -> Response:
    """/job/stop: stop a long work after the file in hand."""
    found = desk.jobs.find(sent.one("number"))
    found.stop.set()
    return desk.view.goto(f"/job?number={found.number}", sent)


PAGES = {"/templates": templates, "/phrases": phrases, "/job": job}
CHANGES = {"/templates/new": new_template, "/phrases/mine": mine, "/job/stop": stop}
