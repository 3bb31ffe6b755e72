"""模板与用语: templates with their look and their faults, the phrasebank as a table, mining from files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.responses import Response

from drafter.errors import InputError, fault_messages
from drafter.shipped import shipped
from drafter.web import bank_changes, own_templates, preview
from drafter.web.folder import Steps, digest
from drafter.web.view import DOCX, called, download

if TYPE_CHECKING:
    from drafter.phrases.bank import Phrase, PhraseStatus
    from drafter.phrases.mine import Mined
    from drafter.render.lint import Fault
    from drafter.web.app import Desk, Sent

_BRIEF = 30  # characters of an entry that a message shows
_MOST = 100  # rows of the bank that one page shows
EXAMPLE = "云岭区委.yaml"
GROUPS = {"导语": "导语", "公开": "导语", "概述": "组织领导", "下一步概述": "下一步", "监督": "监督"}  # -> its section


def templates(desk: Desk, sent: Sent) -> Response:
    """/templates: every template there is; of one of them its faults at their paragraphs, and the example in it."""
    from drafter.template import DEFAULT, list_templates

    found = list_templates(desk.folder.template_folders())
    names = [t.name for t in found]
    chosen = sent.one("template") or (DEFAULT if DEFAULT in names else next(iter(names), ""))
    text = (shipped("examples") / EXAMPLE).read_text(encoding="utf-8")
    faults: list[str] = []
    paragraphs: list[preview.Printed] = []
    checks, own = _faults(desk, chosen), _own_template(desk, chosen)
    hints = _hints(desk, chosen)
    try:
        report, entry, _ = preview.composed(text, EXAMPLE, desk.folder, chosen)
        paragraphs = preview.printed(report, entry)
    except InputError as error:
        faults = [] if checks else error.messages  # what the check says once is not said twice
    return desk.view.page(
        "templates.html",
        sent,
        found=found,
        default=DEFAULT,
        chosen=chosen,
        about=next((t.template.manifest.description for t in found if t.name == chosen and t.template), ""),
        own=own,
        steps=desk.folder.steps(own) if own else Steps(),
        paragraphs=paragraphs,
        faults=faults,
        checks=checks,
        hints=hints,
        shipped=[t.name for t in found if not _own_template(desk, t.name)] if own else [],
        stops=any(f.severity == "error" for f in checks),
        source=_source(desk, chosen, checks) if checks else [],
        ledgers=desk.folder.names("ledger"),
        broken=own_templates.broken(desk, found),
        away=own_templates.away(desk),
    )


def put_template_away(desk: Desk, sent: Sent) -> Response:
    """/templates/away: an own template goes into 回收; with `out`, it comes back."""
    name = sent.one("template")
    if sent.one("out"):
        back = own_templates.take_out(desk, name)
        desk.view.tell(f"已放回：{back}")
        return desk.view.goto("/templates", sent, template=back)
    own_templates.put_away(desk, name, _own_template(desk, name))
    desk.view.tell(f"已收起模板“{name}”。要用时在本页最下面放回")
    return desk.view.goto("/templates", sent)


def _folder_of(desk: Desk, name: str) -> Path:
    from drafter.template import find_folder

    return find_folder(desk.folder.template(name), desk.folder.template_folders())


def _own_template(desk: Desk, name: str) -> str:
    """The file of the office's own template, as the folder names it; empty for a template that came along."""
    if not name:
        return ""
    file = Path(os.path.realpath(_folder_of(desk, name))) / "template.docx"
    return file.relative_to(desk.folder.root).as_posix() if desk.folder.root in file.parents else ""


def _faults(desk: Desk, name: str) -> list[Fault]:
    from drafter.render.lint import check_template

    return check_template(_folder_of(desk, name)) if name else []


def _hints(desk: Desk, name: str) -> list[Fault]:
    """Where the template's look is not the standard's."""
    from drafter.work.template_form import hints

    return hints(_folder_of(desk, name)) if name else []


class Paragraph(NamedTuple):
    """A paragraph of a template with what is wrong in it."""

    place: str
    text: str
    faults: list[Fault]


def _source(desk: Desk, name: str, checks: list[Fault]) -> list[Paragraph]:
    """The template's paragraphs, each with its faults; those of no paragraph are not among them."""
    from drafter.render.opened import open_template

    try:
        opened = open_template((_folder_of(desk, name) / "template.docx").read_bytes())
    except (InputError, OSError):
        return []
    at: dict[str, list[Fault]] = {}
    for fault in checks:
        at.setdefault(fault.place, []).append(fault)
    return [Paragraph(p.place, p.text, at.pop(p.place, [])) for p in opened.paragraphs]


def bring_template(desk: Desk, sent: Sent) -> Response:
    """/templates/bring: a Word template that an office made; its settings are those of the template it is like.

    With `template`, the mended file of an own template that is here already: it takes the old one's place.
    """
    if sent.one("shipped"):
        return _as_shipped(desk, sent)
    file_name, data = sent.file("file")
    if Path(file_name).suffix.lower() != ".docx":
        raise InputError(f"“{file_name}”：模板要用 .docx。请在 Word 或 WPS 中另存为 .docx 再试。")
    notice = own_templates.notice_dropped(desk, file_name, data)
    if replaced := sent.one("template"):
        if notice:
            said = "要照它的写法和版式做一个模板，请用下面的“没有 Word 模板，做一个自己的”，在“照哪份旧通报”里选它"
            raise InputError(f"“{file_name}”是写好的通报，不是模板，没有换。{said}。")
        _replace(desk, replaced, data)
        desk.view.tell(f"“{replaced}”已换成“{file_name}”，再查过一遍。要换回去，按“退回上一次保存”")
        return desk.view.goto("/templates", sent, template=replaced)
    name = sent.one("new").strip() or Path(file_name).stem
    target = f"templates/{name}"
    if desk.folder.path(target).exists():
        raise InputError(f"“{name}”：已有这个模板。请换一个名字；要换成改好的一份，先点开它，再用“换成改好的”。")
    if notice:
        return _of_notice(desk, sent, notice, target)
    settings = (_folder_of(desk, sent.one("from")) / "template.yaml").read_text("utf-8-sig")
    named = re.sub(r"^名称:.*$", f"名称: {name}", settings, count=1, flags=re.MULTILINE)
    desk.folder.save(f"{target}/template.yaml", named.encode(), None)
    desk.folder.save(f"{target}/template.docx", data, None)
    return desk.view.goto("/templates", sent, template=name)


def _of_notice(desk: Desk, sent: Sent, notice: Path, target: str) -> Response:
    """What was dropped in as a template is a finished notice: a template is made of it."""
    from drafter.work.adopting import template_from_notice

    template_from_notice(notice, desk.folder.path(target))
    name = target.rpartition("/")[2]
    told = "是写好的通报，里面没有留给程序填的位置，已照它的写法和版式做成模板"
    desk.view.tell(f"“{notice.name}”{told}“{name}”。不要的，按“收起这个模板”")
    return desk.view.goto("/templates", sent, template=name)


def _as_shipped(desk: Desk, sent: Sent) -> Response:
    """The Word file of a template that came along takes the place of an own one's: the way back where it was spoilt."""
    name, like = sent.one("template"), sent.one("shipped")
    if _own_template(desk, like):
        raise InputError(f"“{like}”不是自带的模板。请另选一个。")
    _replace(desk, name, (_folder_of(desk, like) / "template.docx").read_bytes())
    desk.view.tell(f"“{name}”的 Word 文件已换成自带的“{like}”。要换回去，按“退回上一次保存”")
    return desk.view.goto("/templates", sent, template=name)


def _replace(desk: Desk, name: str, data: bytes) -> None:
    """The old file is kept among the states that can be put back. Raises InputError for a template that came along."""
    own = _own_template(desk, name)
    if not own:
        raise InputError(f"“{name}”是自带的模板，不能换。请先照抄一个自己的。")
    desk.folder.save(own, data, _seen(desk.folder.path(own)) or None)


def template_file(desk: Desk, sent: Sent) -> Response:
    """/templates/file: the Word file of a template, to change in Word."""
    name = sent.one("template")
    try:
        data = (_folder_of(desk, name) / "template.docx").read_bytes()
    except OSError:
        raise InputError(f"“{name}”：没有 template.docx。请把模板的 Word 文件放进来。") from None
    return download(data, f"{name}.docx", DOCX)


def template_sample(desk: Desk, sent: Sent) -> Response:
    """/templates/sample: the example as a Word file in this template."""
    from drafter.render import render
    from drafter.template import find_template

    text = (shipped("examples") / EXAMPLE).read_text(encoding="utf-8")
    name = sent.one("template")
    report, _, _ = preview.composed(text, EXAMPLE, desk.folder, name)
    template = find_template(desk.folder.template(name), desk.folder.template_folders())
    return download(render(report, template), f"样例-{name}.docx", DOCX)


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
        saved = desk.folder.keep(file_name, data)
        template_from_notice(desk.folder.path(saved), target)
    else:
        copy_template(desk.folder.template(sent.one("from")), target)
    return desk.view.goto("/templates", sent, template=name)


def phrases(desk: Desk, sent: Sent) -> Response:
    """/phrases: the bank as a table; searched as `drafter phrases` does, each entry to be changed in its row."""
    from drafter.phrases import purpose
    from drafter.phrases.bank import KIND_NAMES, STATUSES, file_of, shipped_bank
    from drafter.phrases.search import nearest, search_with_shipped, takes_any

    bank = preview.bank_of(desk.folder)()
    words, kind = sent.one("q").split(), sent.one("kind")
    chosen: Any = kind if kind in KIND_NAMES else None
    found = search_with_shipped(bank, words, chosen, None)
    close = [] if found or not words else nearest(shipped_bank().phrases, words)[1]
    of_any = bool(found and words) and takes_any(found, words)
    page = min(max(1, -(-len(found) // _MOST)), sent.number("page", 1))
    if saved := bank.get(sent.one("entry")) if sent.one("entry") else None:
        found = _with(saved, found, (page - 1) * _MOST)
    pages = max(1, -(-len(found) // _MOST))
    own = preview.own_bank(desk.folder)
    seen = {k: _seen(own / file_of(k)) if own else "" for k in KIND_NAMES}
    files = [(own / file_of(k)).relative_to(desk.folder.root).as_posix() for k in KIND_NAMES] if own else []
    steps = {file: desk.folder.steps(file) for file in files}
    kept = shipped_bank()
    return desk.view.page(
        "phrases.html",
        sent,
        q=sent.one("q"),
        kind=kind,
        kinds=KIND_NAMES,
        groups=list(GROUPS),
        statuses=STATUSES,
        found=(shown := found[(page - 1) * _MOST : page * _MOST]),
        page=page,
        pages=pages,
        heading=lambda p: purpose.headings([p])[0],
        headed=bool(words) and len(purpose.headings(shown)) > 1,
        called=purpose.called,
        any=of_any,
        total=len(found),
        close=close,
        own=own is not None,
        seen=seen,
        undo=[(KIND_NAMES[k], f, steps[f]) for k, f in zip(KIND_NAMES, files, strict=False) if any(steps[f])],
        saved=sent.one("saved"),
        mining=sent.one("mining") == "1",
        is_own=lambda p: not p.reports and kept.get(p.id) is None,
        otherwise=desk.bank_changed if sent.one("saved") else [],
        still=bank_changes.chosen_at(desk, saved.id) if saved and saved.status == "停用" else [],
    )


def _with(saved: Phrase, found: list[Phrase], start: int) -> list[Phrase]:
    """What was found, with the entry that was saved just now on the page that is shown, be it no answer any more."""
    if saved in found[start : start + _MOST]:
        return found
    others = [p for p in found if p.id != saved.id]
    return [*others[:start], saved, *others[start:]]


def _seen(path: Path) -> str:
    return digest(path.read_bytes()) if path.is_file() else ""


def change_phrase(desk: Desk, sent: Sent) -> Response:
    """/phrases/change: an entry's text or grade; a mined entry whose text is changed becomes the office's own."""
    from drafter.phrases.bank import shipped_bank

    bank = preview.bank_of(desk.folder)()
    known = bank.get(sent.one("id"))
    phrase = known or shipped_bank().get(sent.one("id"))
    if phrase is None:
        raise InputError("没有这条词条，可能已在别处删去。请重新查找。")
    text, status = sent.one("text").strip().replace("\r\n", "\n"), sent.one("status")
    if not text:
        raise InputError("词条不能是空的；不想再用的，把等级改成“停用”。")
    if text != phrase.text and status == phrase.status == "启用":
        status = "自拟"
    members = tuple(text.split("\n")) if phrase.members else ()
    new = replace(phrase, text=text, status=_status(status), members=members)
    entries = [new if p.id == phrase.id else p for p in bank.of(phrase.kind)]
    saved = _save_kind(desk, sent, new, entries if known else [*entries, new])
    still = bank_changes.chosen_at(desk, new.id) if new.status == "停用" else []
    done = {"停用": "已停用，起草不再用它", "自拟": "已存，起草时优先用它"}.get(new.status, f"已存（{new.status}）")
    if still:
        done = "已停用，新起草的不再用它；点选过它的地方还在印，见下面"
    desk.view.tell(f"{done}：{_brief(new.text)}。{_said_otherwise(desk)}要换回去，按“退回上一次保存”")
    back = {key: sent.one(key) for key in ("q", "kind", "page")}
    return desk.view.goto("/phrases", sent, **back, saved=saved, entry=new.id)


def add_phrase(desk: Desk, sent: Sent) -> Response:
    """/phrases/add: an entry of the office's own."""
    from drafter.phrases.bank import KIND_NAMES, Phrase

    kind: Any = sent.one("kind")
    text = sent.one("text").strip()
    if kind not in KIND_NAMES or not text:
        raise InputError("请写上词条，并选好种类。")
    bank = preview.bank_of(desk.folder)()
    taken = {p.id for p in bank.phrases}
    name = next(f"自拟-{n}" for n in range(1, len(taken) + 2) if f"自拟-{n}" not in taken)
    members = tuple(line.strip() for line in text.splitlines()) if kind in ("opening", "closing") else ()
    group = sent.one("group") if kind == "formula" and sent.one("group") in GROUPS else ""
    if group and not text.endswith("。"):
        text += "。"
    new = Phrase(name, kind, text, status="自拟", section=GROUPS.get(group, ""), group=group, members=members)
    saved = _save_kind(desk, sent, new, [*bank.of(kind), new])
    desk.view.tell(f"已加上：{_brief(new.text)}。{_said_otherwise(desk)}要去掉，按那一行的“删去”")
    return desk.view.goto("/phrases", sent, q=text.splitlines()[0], saved=saved, entry=new.id)


def drop_phrase(desk: Desk, sent: Sent) -> Response:
    """/phrases/drop: take an entry of the office's own out. Refused as long as a ledger prints it by its name."""
    from drafter.phrases.bank import shipped_bank

    bank = preview.bank_of(desk.folder)()
    gone = bank.get(sent.one("id"))
    if gone is None or gone.reports or shipped_bank().get(gone.id):
        raise InputError("只有自己加的可以删去；别的不想再用，请按“停用”。")
    if used_at := bank_changes.chosen_at(desk, gone.id):
        said = "、".join(f"“{called(name)}”的{where}" for name, _, where in used_at)
        raise InputError(f"{said}点选了这一条，删去就印不出来了。请先在那里换一种写法，再回来删。")
    saved = _save_kind(desk, sent, gone, [p for p in bank.of(gone.kind) if p.id != gone.id])
    desk.view.tell(f"已删去：{_brief(gone.text)}。{_said_otherwise(desk)}要找回来，按“退回上一次保存”")
    back = {key: sent.one(key) for key in ("q", "kind", "page")}
    return desk.view.goto("/phrases", sent, **back, saved=saved)


def hold_words(desk: Desk, sent: Sent) -> Response:
    """/phrases/hold: a ledger's other sentences stay as they were before the bank was changed."""
    one = next((found for found in desk.bank_changed if found.name == sent.one("name")), None)
    if one is None:
        raise InputError("这次改动已经不记得了，可能又改过词条库。请打开台账看现在印的话。")
    bank_changes.hold(desk, one)
    desk.bank_changed = [found for found in desk.bank_changed if found is not one]
    desk.view.tell(f"“{called(one.name)}”别的话照旧印，记在台账的“用语记录”里。不要这样，打开台账按“退回上一次保存”")
    return desk.view.goto("/ledger", sent, name=one.name)


def _said_otherwise(desk: Desk) -> str:
    """What is said of the drafts that the change of the bank words otherwise."""
    found = desk.bank_changed
    number = sum(len(one.sentences) for one in found)
    return f"{'、'.join(f'“{called(one.name)}”' for one in found)}有{number}处话跟着换了，见下面；" if found else ""


def _brief(text: str) -> str:
    """An entry in a message."""
    line = text.replace("\n", " ")
    return f"“{line[:_BRIEF]}…”" if len(line) > _BRIEF else f"“{line}”"


def _status(word: str) -> PhraseStatus:
    from drafter.phrases.bank import STATUSES

    for status in STATUSES:
        if status == word:
            return status
    raise InputError(f"等级“{word}”不对，应是 {'、'.join(STATUSES)} 之一。")


def _save_kind(desk: Desk, sent: Sent, changed: Phrase, entries: list[Phrase]) -> str:
    """Write the file of one kind; the first change copies the bank in use into the folder, to be the office's own.

    Gives the file's name in the folder.
    """
    from drafter.phrases.bank import bank_files, file_of

    before = bank_changes.drawn(desk)
    own = preview.own_bank(desk.folder)
    if own is None:
        own = desk.folder.root / "phrasebank"
        bank = preview.bank_of(desk.folder)()
        for path, data in bank_files(own, bank.phrases).items():
            desk.folder.save(path.relative_to(desk.folder.root).as_posix(), data, None)
        seen: str | None = _seen(own / file_of(changed.kind))
    else:
        seen = sent.one(f"seen:{changed.kind}") or sent.one("seen") or None
    path = own / file_of(changed.kind)
    name = path.relative_to(desk.folder.root).as_posix()
    desk.folder.save(name, bank_files(own, entries)[path], seen)
    desk.bank_changed = bank_changes.otherwise(desk, before, changed.group)
    return name


def used(desk: Desk, sent: Sent) -> Response:
    """/phrases/used: where the drafts of this folder's ledgers use an entry."""
    found = []
    for name in desk.folder.names("ledger"):
        try:
            text = desk.folder.read(name).decode("utf-8-sig")
            report, _, _ = preview.composed(text, name, desk.folder)
        except (InputError, UnicodeDecodeError):
            continue
        for passage, place in report.walk():
            if any(o.kind == "phrase" and o.ref == sent.one("id") for o in passage.origins):
                found.append((name, place.section or "", passage.text))
    return desk.view.page("used.html", sent, id=sent.one("id"), found=found)


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
            except Exception as error:  # one of many: it is left out, with its reason
                yield file.name, None, fault_messages(error, file.name)[0]
                continue
            usable = report if report.genre == "rectification-notice" else None
            yield file.name, usable, "" if usable else f"{file.name} 不是整改通报"

    def finish(found: list[Any]) -> Found:
        from drafter.work.mining import found_in

        usable = [file for file, (_, report, _) in zip(files, found, strict=True) if report is not None]
        skipped = [f"没有用：{why}" for _, report, why in found if report is None]
        if not usable:
            raise InputError("文件夹里没有整改通报，没有挖出词条。", *skipped)
        mined, changes = found_in(_bank_folder(desk), usable)
        return Found(mined, changes.new, skipped)

    job = desk.jobs.start("挖掘词条", len(files), steps(), finish)
    return desk.view.goto("/job", sent, number=str(job.number))


class Found(NamedTuple):
    """What mining found, to be chosen from."""

    mined: Mined
    new: tuple[Phrase, ...]
    skipped: list[str]


def _bank_folder(desk: Desk) -> Path:
    return preview.own_bank(desk.folder) or desk.folder.root / "phrasebank"


def job(desk: Desk, sent: Sent) -> Response:
    """/job: how far a long work is; in the end what mining found, each to be taken or left."""
    from drafter.phrases.bank import KIND_NAMES

    found = copy(desk.jobs.find(sent.one("number")))  # as it is now: it may fail while this is written
    bank = _bank_folder(desk)
    plain = {f"{bank} 没有改动": "词条库没有改动", f"没有新建 {bank}": "词条库没有改动"}
    messages = [desk.folder.without_root(_in_words(m, plain)) for m in found.messages]
    return desk.view.page("job.html", sent, job=found, messages=messages, kinds=KIND_NAMES)


def _in_words(message: str, plain: dict[str, str]) -> str:
    """A message with what it says in terms of files put in those of the page."""
    for said, better in plain.items():
        message = message.replace(said, better)
    return message


def keep(desk: Desk, sent: Sent) -> Response:
    """/phrases/keep: the entries that were ticked go into the office's own bank."""
    from drafter.work.mining import keep_of

    done = desk.jobs.find(sent.one("number"))
    chosen = frozenset(sent.values.get("take", []))
    if done.state != "done" or not chosen:
        raise InputError("没有打勾，词条库没有改动。请勾上要的词条，再按“收进词条库”。")
    before = bank_changes.drawn(desk)
    number = keep_of(_bank_folder(desk), done.result.mined, chosen)
    desk.bank_changed = bank_changes.otherwise(desk, before, "")
    told = _said_otherwise(desk).rstrip("；")
    desk.view.tell(f"收进了{number}条，没有打勾的没有收{f'。{told}' if told else ''}")
    first = next((p for p in done.result.new if p.id in chosen), None)
    one = {"q": first.text, "entry": first.id} if first and number == 1 else {"q": ""}
    return desk.view.goto("/phrases", sent, **one, saved="1")


def stop(desk: Desk, sent: Sent) -> Response:
    """/job/stop: stop a long work after the file in hand."""
    found = desk.jobs.find(sent.one("number"))
    found.stop.set()
    return desk.view.goto("/job", sent, number=str(found.number))


PAGES = {
    "/templates": templates,
    "/templates/file": template_file,
    "/templates/sample": template_sample,
    "/phrases": phrases,
    "/phrases/used": used,
    "/job": job,
}
CHANGES = {
    "/templates/new": new_template,
    "/templates/bring": bring_template,
    "/templates/away": put_template_away,
    "/phrases/change": change_phrase,
    "/phrases/add": add_phrase,
    "/phrases/drop": drop_phrase,
    "/phrases/hold": hold_words,
    "/phrases/mine": mine,
    "/phrases/keep": keep,
    "/job/stop": stop,
}
