"""审核: the notice's text with the findings beside it, errors first; accepted with a reason; files to take along."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import HTMLResponse, Response

from drafter.errors import InputError
from drafter.ledger.edition import EDITIONS
from drafter.ledger.source import decode
from drafter.patterns import pattern
from drafter.web import forms
from drafter.web.drafting import EDITION_NAMES, draft_stem
from drafter.web.folder import digest, refuse_of_no_use
from drafter.web.view import DOCX, NO_LEDGER, download, query

if TYPE_CHECKING:
    from drafter.check.model import Finding
    from drafter.check.since import Since
    from drafter.web.app import Desk, Sent
    from drafter.work.checking import Checked

ASKED = ("name", "ledger", "template", "edition", "since", "against")  # what the check is made of and by
MENDED = "-修订"  # behind the name of a copy that mends were put into
_MOST_LEDGERS = 6  # the newest first, among which the notice's own is looked for
_SHORT = 40  # characters of an excerpt that is about its figures
_HELD = {"L203", "L204", "L210", "L304", "L401", "L501", "L502", "L503"}  # hold figures against the ledger's
_REVISIONS = "P202"  # tracked changes that nobody took or refused
NONE, WHOLE = NO_LEDGER, "文件夹里的全部"
_GROWN = pattern(r"(?:-(?:党内|定稿|修订|批注)|（\d+）)*")  # what a draft's name has behind its ledger's


def bring(desk: Desk, sent: Sent) -> Response:
    """/review/bring: a notice that was dropped in."""
    name, data = sent.file("file")
    refuse_of_no_use(name, "notice")
    saved = desk.folder.keep(name, data)
    return desk.view.goto("/review", sent, name=saved, ledger=sent.one("ledger"))


def _ledger(desk: Desk, sent: Sent) -> str:
    """The ledger to check by: the one that was chosen, else the one whose draft the notice is by its name; empty where
    none is to be taken, or it is to be found by what the notice says."""
    if asked := sent.one("ledger"):
        return "" if asked == NONE else asked
    stem = Path(sent.one("name")).stem
    grown = (n for n in desk.folder.names("ledger") if _GROWN.fullmatch(stem.removeprefix(draft_stem(n)) or "-定稿"))
    return next((n for n in grown if stem.startswith(draft_stem(n))), "")


def _checked(desk: Desk, sent: Sent) -> Checked:
    from drafter.work.checking import Task, check_file

    ledger, against, edition = _ledger(desk, sent), sent.one("against"), sent.one("edition")
    known = [] if ledger or sent.one("ledger") else desk.folder.names("ledger")[:_MOST_LEDGERS]
    return check_file(
        Task(
            desk.folder.path(sent.one("name")),
            desk.folder.path(ledger) if ledger else None,
            desk.folder.template(sent.one("template")),
            desk.folder.rules(),
            (desk.folder.root if against == WHOLE else desk.folder.path(against)) if against else None,
            next((known for known in EDITIONS if known == edition), None),
        ),
        [desk.folder.path(name) for name in known],
    )


def _by(desk: Desk, done: Checked) -> str:
    """The ledger of the folder that a notice was checked by; empty without one."""
    ledger = done.task.ledger
    return ledger.relative_to(desk.folder.root).as_posix() if ledger else ""


def _since(desk: Desk, sent: Sent, done: Checked) -> Since | None:
    """The comparison with the earlier version that was chosen."""
    from drafter.work.checking import compared_with

    earlier = sent.one("since")
    return compared_with(done, desk.folder.path(earlier)) if earlier else None


def _asked(sent: Sent) -> dict[str, str]:
    return {key: sent.one(key) for key in ASKED}


_LEDGER_LINE = pattern(r"，台账第(\d+)行）")


def _to_ledger(desk: Desk, ledger: str, findings: list[tuple[int, Finding]]) -> dict[int, str]:
    """Number of a finding -> the place of the ledger that it speaks of by its line."""
    lines = {n: int(found[1]) for n, f in findings if (found := _LEDGER_LINE.search(f.message))}
    if not lines or not ledger:
        return {}
    root = forms.tree(decode(desk.folder.read(ledger), ledger))
    return {n: path for n, line in lines.items() if (path := forms.path_at(root, line))}


def review(desk: Desk, sent: Sent) -> Response:
    """/review: text and findings; without a name, the place to drop a notice in."""
    notices = desk.folder.names("notice")
    if not sent.one("name"):
        return desk.view.page("review_start.html", sent, ledgers=desk.folder.names("ledger"), notices=notices)
    from drafter.check.accepted import PLACEHOLDER, grounds_of
    from drafter.check.marked import marked
    from drafter.check.model import SEVERITIES, SEVERITY_NAMES
    from drafter.check.registry import FAMILIES
    from drafter.template import list_templates
    from drafter.work.checking import is_docx, judged, remarks

    done = _checked(desk, sent)
    ledger = _by(desk, done)
    asked = {**_asked(sent), "ledger": ledger or NONE}
    numbered = _numbered(done)
    counts = {s: sum(1 for f in done.findings if f.severity == s) for s in SEVERITIES}
    present = {f.family for f in done.findings}
    return desk.view.page(
        "review.html",
        sent,
        asked=asked,
        ledger=ledger,
        editions=EDITION_NAMES,
        whole=WHOLE,
        edition=done.edition,
        by=sent.one("by") or next((a.entry.by for a in reversed(done.accepted) if a.entry.by), ""),
        name=sent.one("name"),
        query=query(asked),
        by_another=query({**asked, "ledger": ""}),
        by_itself=bool(ledger) and not sent.one("ledger"),
        ledgers=desk.folder.names("ledger"),
        notices=[n for n in notices if n != sent.one("name")],
        templates=[t.name for t in list_templates(desk.folder.template_folders())],
        counts=counts,
        grades=SEVERITY_NAMES,
        families={key: label for key, label in FAMILIES.items() if key in present},
        findings=numbered,
        causes=_by_cause(done),
        places=_to_ledger(desk, ledger, numbered),
        accepted=done.accepted,
        standing={(a.finding.code, a.finding.span, a.finding.message) for a in done.accepted if a.listed},
        grounds_of=grounds_of,
        placeholder=PLACEHOLDER,
        stale=done.stale,
        judged=judged(done),
        since=_since(desk, sent, done),
        rules=desk.folder.rules(),
        remarks=remarks(done),
        lines=list(marked(done.report, numbered, done.examination.mask)),
        docx=is_docx(done.task.file),
        mends=sum(1 for f in done.findings if f.edits),
        offers=sum(1 for f in done.findings if f.offered),
        copy=_is_mended(sent.one("name")),
        revisions=_revisions(done) if _is_mended(sent.one("name")) else None,
        figures=_is_about_figures,
        mended_already=_mended_copies(desk, sent.one("name")),
        steps=desk.folder.steps(sent.one("name")),
        seen=digest(desk.folder.read(sent.one("name"))),
    )


class _Revisions(NamedTuple):
    """Whose tracked changes stand in a copy that mends were put into."""

    own: int
    others: dict[str, int]


def _revisions(done: Checked) -> _Revisions | None:
    """None where nothing is left to take or to refuse."""
    from drafter.check.mends import AUTHOR
    from drafter.check.rules_carried import by_author, carried_by

    if not any(f.code == _REVISIONS for f in done.findings):
        return None
    found = [r for r in carried_by(done.task.file) if r.kind in {"inserted", "deleted"}]
    whose = {name or "没有署名的人": len(of) for name, of in by_author(found).items()}
    return _Revisions(whose.pop(AUTHOR, 0), whose)


def _is_about_figures(finding: Finding) -> bool:
    """Whether what was found stands in figures, which no mend touches."""
    said = finding.excerpt or ""
    if finding.family != "N" and finding.code not in _HELD:
        return False  # a part that is missing, or what is said of something else than the figures
    return finding.severity != "info" and len(said) < _SHORT and any(sign.isdigit() for sign in said)


def _numbered(done: Checked) -> list[tuple[int, Finding]]:
    """The findings as the page numbers them: errors first, those about the same words together."""
    return [one for together in _by_cause(done) for one in together]


def _by_cause(done: Checked) -> list[list[tuple[int, Finding]]]:
    """The numbered findings, those of one cause about the same words in a list: what follows elsewhere has its own
    place."""
    from drafter.check.causes import causes, same_words
    from drafter.check.model import SEVERITIES

    groups: list[list[Finding]] = []
    lengths = {paragraph.line: len(paragraph.text.rstrip()) for paragraph in done.report.paragraphs}
    for cause in causes(done.findings):
        span = cause.finding.span
        whole = span is None or span.end - span.start >= lengths.get(span.line, 0)  # of a paragraph: others are in it
        here = [] if whole else [f for f in cause.following if same_words(cause.finding, f)]
        groups += [[cause.finding, *here], *([f] for f in cause.following if f not in here)]
    groups.sort(key=lambda group: min(SEVERITIES.index(f.severity or "info") for f in group))
    numbers = itertools.count(1)
    return [[(next(numbers), finding) for finding in group] for group in groups]


def accept(desk: Desk, sent: Sent) -> Response:
    """/review/accept: a finding that may stand, with the reason and by whom."""
    from drafter.check.accepted import GROUNDS, file_beside
    from drafter.work.checking import record

    reason, ground = sent.one("reason").strip(), sent.one("ground")
    if not reason:
        raise InputError("请写明为什么不改，再按“定为不改”。")
    reason = f"{ground}：{reason}" if ground in GROUNDS else reason
    done = _checked(desk, sent)
    chosen = _meant(sent, done.findings)
    if not chosen:
        raise InputError("这条发现已经不在了，可能文件改过。请重新核对。")
    beside = file_beside(desk.folder.path(sent.one("name")))
    relative = beside.relative_to(desk.folder.root).as_posix()
    seen = digest(beside.read_bytes()) if beside.is_file() else None
    desk.folder.save(relative, record(done, chosen, reason, sent.one("by")), seen)
    desk.view.tell(f"已定不改：{_brief(chosen[0])}（理由：{reason}）。要收回，在上面“不改的”里按“撤回”")
    next_one = f"f{sent.one('number')}" if sent.one("number").isdecimal() else ""
    return desk.view.goto("/review", sent, part=next_one, **_asked(sent), by=sent.one("by"))


def withdraw(desk: Desk, sent: Sent) -> Response:
    """/review/withdraw: a finding that was accepted is found again."""
    from drafter.work.checking import withdrawn

    done = _checked(desk, sent)
    chosen = _meant(sent, [one.finding for one in done.accepted])
    seen = {path: digest(path.read_bytes()) for path in withdrawn(done, chosen)}
    files = withdrawn(done, chosen)  # of what was seen, or a later state, which the save refuses
    if not files:
        raise InputError("这一条已经撤回，或者稿子改过。请重新核对。")
    for path, data in files.items():
        desk.folder.save(path.relative_to(desk.folder.root).as_posix(), data, seen.get(path))
    desk.view.tell(f"已撤回“不改”：{_brief(chosen[0])}，又列在发现里了")
    return desk.view.goto("/review", sent, part="findings", **_asked(sent))


def _meant(sent: Sent, among: list[Finding]) -> list[Finding]:
    """The findings that a form of the page speaks of."""
    code, paragraph, message = sent.one("code"), sent.one("paragraph"), sent.one("message")
    return [f for f in among if f.code == code and str(f.where.paragraph or "") == paragraph and f.message == message]


def _brief(finding: Finding) -> str:
    said = finding.message
    return said if len(said) <= _SHORT else f"{said[:_SHORT]}…"


def annotated(desk: Desk, sent: Sent) -> Response:
    """/review/annotated: the Word file with each finding as a comment."""
    from drafter.check.annotate import annotate
    from drafter.work.checking import remarks

    done = _checked_docx(desk, sent)
    data = annotate(done.task.file, done.report, done.findings, remarks(done))
    return download(data, f"{done.task.file.stem}-批注.docx", DOCX)


def mended(desk: Desk, sent: Sent) -> Response:
    """/review/mended: the Word file with mechanical mends as tracked changes: those that were ticked, one by its
    button, or all where the page did not ask."""
    from drafter.check.mends import mended as mends_of

    done = _checked_docx(desk, sent)
    findings = _chosen(desk, sent, done) if sent.one("seen") else done.findings
    return download(
        mends_of(done.task.file, done.report, findings).content, f"{done.task.file.stem}{MENDED}.docx", DOCX
    )


def mend(desk: Desk, sent: Sent) -> Response:
    """/review/mend: the chosen mends as tracked changes in a copy in the folder, which is looked at next; what is
    mended there goes into the same copy."""
    from drafter.check.mends import mended as mends_of

    name = sent.one("name")
    done = _checked_docx(desk, sent)
    findings = _chosen(desk, sent, done)
    made = mends_of(done.task.file, done.report, findings)
    if not made.done:
        raise InputError("这一处在 Word 里夹着图、域或批注，不能改成修订。请在 Word 里自己改。")
    own = _is_mended(name)
    target = name if own else desk.folder.free_name(f"{Path(name).stem}{MENDED}.docx")
    desk.folder.save(target, made.content, sent.one("seen") if own else None)
    left = f"；另有{made.left}处要在 Word 里自己改" if made.left else ""
    kept = "" if own else f"，写在“{target}”里，原稿没有动，接着改都改在这一份里"
    desk.view.tell(f"{made.done}处改成了修订{kept}{left}")
    next_one = f"f{sent.one('only')}" if sent.one("only").isdecimal() else ""
    return desk.view.goto("/review", sent, part=next_one, **{**_asked(sent), "name": target})


def _chosen(desk: Desk, sent: Sent, done: Checked) -> list[Finding]:
    """The findings whose mends were ticked, or the one by its button, what they offer being taken. Raises InputError
    where the file is not the one that was looked at, or nothing was chosen."""
    if sent.one("seen") != digest(desk.folder.read(sent.one("name"))):
        raise InputError("文件改过，打勾的地方可能对不上了。请先按“重新核对”。")
    chosen = {sent.one("only")} if sent.one("only") else set(sent.values.get("take", []))
    findings = [f.with_offer_taken() for number, f in _numbered(done) if str(number) in chosen]
    if not findings:
        raise InputError("没有选要改的地方。请先在发现里打勾。")
    return findings


def _is_mended(name: str) -> bool:
    """Whether a file is a copy that mends were put into."""
    return re.search(rf"{MENDED}(?:（\d+）)?$", Path(name).stem) is not None


def _mended_copies(desk: Desk, name: str) -> list[str]:
    """The copies that a notice's mends were put into, the newest first."""
    stem = f"{Path(name).stem}{MENDED}"
    return [n for n in desk.folder.names("notice") if _is_mended(n) and n.startswith(stem) and n != name]


def _checked_docx(desk: Desk, sent: Sent) -> Checked:
    """The check of a .docx. Raises InputError for any other file."""
    from drafter.work.checking import is_docx

    if not is_docx(desk.folder.path(sent.one("name"))):
        raise InputError("只有 .docx 能加批注和修订。请先在 Word 或 WPS 中另存为 .docx，再放进来审核。")
    return _checked(desk, sent)


def signoff(desk: Desk, sent: Sent) -> Response:
    """/review/signoff: the sheet to sign, for Word, or as a page with form=html."""
    from drafter.work.checking import signed_sheet

    done = _checked(desk, sent)
    suffix, kind = (".html", "text/html") if sent.one("form") == "html" else (".docx", DOCX)
    target = done.task.file.with_name(f"{done.task.file.stem}-签发单{suffix}")
    data = signed_sheet(done, target, _since(desk, sent, done))
    if kind != DOCX:  # a page of its own, to be printed
        return HTMLResponse(data, headers={"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'"})
    return download(data, target.name, kind)


PAGES = {"/review": review, "/review/annotated": annotated, "/review/mended": mended, "/review/signoff": signoff}
CHANGES = {"/review/bring": bring, "/review/accept": accept, "/review/withdraw": withdraw, "/review/mend": mend}
