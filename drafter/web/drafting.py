"""起草: a ledger from a sheet, an old notice or YAML; its form beside the notice it gives; Word and Excel out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.responses import Response

from drafter.errors import InputError
from drafter.ledger.edition import EDITIONS, INSIDE
from drafter.ledger.model import FILL, WORDING_RECORD, PhraseRef
from drafter.ledger.path import measure_at, steps_of
from drafter.ledger.revise import insert_item, move_item, remove_item, set_value
from drafter.ledger.source import decode
from drafter.patterns import pattern
from drafter.web import forms, preview
from drafter.web.folder import COLUMNS, Origin, digest, refuse_of_no_use
from drafter.web.together import Clash, place_now, together
from drafter.web.view import XLSX, called, download
from drafter.yamlnodes import Node, SyntaxFault

if TYPE_CHECKING:
    from drafter.ledger.excel_in import ReadColumn
    from drafter.ledger.model import Ledger, MeasureEntry
    from drafter.report import Report
    from drafter.template import Template
    from drafter.web.app import Desk, Sent
    from drafter.work.importing import Imported

MOST_LEADS = 8  # that are offered for a measure
_MOST_COMPARED = 6  # ledgers, the newest first, that a dropped sheet is compared with
_TOLD_APART = {"措施": "进展", "进展": "措施"}  # what is so near that the other one is offered too
EDITION_NAMES = {"社会": "向社会公开", "党内": "党内通报（不公开的也印）"}
_NEW: dict[str, Any] = {"问题": {"表述": "【待补：问题的写法】"}, "具体表现": {"表述": "【待补：具体表现】"}}


@dataclass(frozen=True)
class Open:
    """A ledger that a page shows: its text, the hash it was read with, its nodes."""

    name: str
    text: str
    seen: str
    root: Node


def open_ledger(desk: Desk, sent: Sent) -> Open:
    name = sent.one("name")
    data = desk.folder.read(name)
    text = decode(data, name)
    try:
        opened = Open(name, text, digest(data), forms.tree(text))
    except SyntaxFault as fault:
        raise InputError(f"“{name}” 第{fault.line}行：{fault.message}。请用记事本改好后再打开。") from None
    desk.remember(name, opened.seen, text)
    return opened


def ledger(desk: Desk, sent: Sent) -> Response:
    """/ledger: the whole desk of a ledger: list, form, preview."""
    from drafter.template import list_templates
    from drafter.web.own_templates import broken
    from drafter.work.departments import BY

    opened = open_ledger(desk, sent)

    return desk.view.page(
        "ledger.html",
        sent,
        templates=(found := list_templates(desk.folder.template_folders())),
        broken=broken(desk, found),
        editions=EDITION_NAMES,
        divisions=BY,
        **_whole(desk, opened, sent, sent.one("at")),
    )


def form(desk: Desk, sent: Sent) -> Response:
    """/ledger/form: the form of one problem or part."""
    opened = open_ledger(desk, sent)
    shown = _preview(desk, opened, sent)
    missing = frozenset(m.path for m in shown["missing"])
    values = {**_shared(desk, opened, sent), **_form(opened, sent.one("at"), missing)}
    return desk.view.page(
        "form.html", sent, **values, offers=shown["offers"], chosen=shown["chosen"], standing=shown["standing"]
    )


def shown(desk: Desk, sent: Sent) -> Response:
    """/ledger/preview: the notice as it stands."""
    opened = open_ledger(desk, sent)
    return desk.view.page("preview.html", sent, **{**_shared(desk, opened, sent), **_preview(desk, opened, sent)})


def _whole(desk: Desk, opened: Open, sent: Sent, at: str) -> dict[str, Any]:
    """What list, form and preview show together."""
    shown = _preview(desk, opened, sent)
    return {**_shared(desk, opened, sent), **_form(opened, at, frozenset(m.path for m in shown["missing"])), **shown}


def _shared(desk: Desk, opened: Open, sent: Sent) -> dict[str, Any]:
    return {
        "name": opened.name,
        "seen": opened.seen,
        "rows": forms.rows(opened.root),
        "several": _several(opened.text),
        "told_in_one": _told_in_one(opened.text),
        "parts": list(forms.PARTS),
        **_way(sent),
        "steps": desk.folder.steps(opened.name),
        "origin": desk.folder.origin(opened.name),
    }


def _several(text: str) -> tuple[int, int]:
    """How many measures hold several, and how many there would be if all were taken apart."""
    from drafter.ledger.apart import of_several

    found = of_several(text)
    more = sum(len(parts) - 1 for _, parts in found)
    return len(found), sum(row.measures for row in forms.rows(forms.tree(text))) + more


def _told_in_one(text: str) -> tuple[int, int]:
    """How many measures have several planned and tell what was done in sentences that follow each other, and how many
    sentences these are."""
    from drafter.ledger.apart import by_sentences

    found = by_sentences(text)
    return len(found), sum(len(parts) for _, parts in found)


def _form(opened: Open, at: str, missing: frozenset[str]) -> dict[str, Any]:
    """The form that holds the place `at`: a problem, or a part by its name."""
    steps = steps_of(at) if at else []
    if at in forms.PARTS:
        part = at
    elif steps and steps[0] == "问题" and len(steps) > 1:
        found = forms.field_at(opened.root, f"问题[{steps[1]}]")
        if found is not None:
            return {"at": f"问题[{steps[1]}]", "fields": [found.mark_missing(missing)], "focus": at, "problem": True}
        part = "基本情况"
    else:
        part = next((p for p, keys in forms.PARTS.items() if steps and steps[0] in keys), "")
        if not part and forms.rows(opened.root):
            return _form(opened, "问题[0]", missing)
        part = part or "基本情况"
    every = (forms.field_at(opened.root, key) for key in forms.PARTS[part])
    said = forms.text_at(opened.root, "巡视.类别")
    kind = said if said in ("巡视", "巡察") else ""
    fields = [found.mark_missing(missing).of_tour(kind) for found in every if found is not None]
    return {"at": part, "fields": fields, "focus": at, "problem": False}


def _at(opened: Open, path: str) -> str:
    """Which form holds a place."""
    return str(_form(opened, path, frozenset())["at"])


def _way(sent: Sent) -> dict[str, Any]:
    """How the notice is drafted: in which template, and for whom."""
    return {"template": sent.one("template"), "edition": INSIDE if sent.one("edition") == INSIDE else EDITIONS[0]}


def _preview(desk: Desk, opened: Open, sent: Sent) -> dict[str, Any]:
    from drafter.template import DEFAULT

    try:
        report, entry, found = _composed(desk, sent, opened.name, opened.text)
    except InputError as error:
        places, said = preview.placed_faults(preview.faults_of(error, opened.name))
        return {
            "template": sent.one("template") or forms.text_at(opened.root, "通报.模板") or DEFAULT,
            "paragraphs": [],
            "missing": [],
            "faults": list(zip(places, said, strict=True)),
            "notes": [],
            "offers": {},
            "reworded": [],
            "chosen": {},
            "stopped": [],
            "unusable": "",
            "standing": None,
        }
    from drafter.work.offered import offers

    paragraphs = preview.printed(report, entry)
    template = sent.one("template") or found.folder.name
    desk.worded[opened.name] = preview.Worded(
        (opened.seen, template, _way(sent)["edition"]),
        preview.entries_of(paragraphs),
    )
    return {
        "paragraphs": paragraphs,
        "missing": preview.missing(paragraphs),
        "faults": [],
        "notes": [note.message for note in report.notes],
        "unusable": _of_broken(desk, found),
        "offers": {one.path: one for one in offers(entry)},
        "template": template,
        "reworded": _fresh(desk, opened, paragraphs),
        "standing": preview.standing(entry, found, _way(sent)["edition"]),
        "chosen": {path: _pinned(desk, entry, path, ref.id) for path, ref in entry.walk(PhraseRef)},
        "stopped": [(path, forms.spoken(path)) for path, ref in entry.walk(PhraseRef) if _is_stopped(desk, ref.id)],
    }


def _composed(
    desk: Desk, sent: Sent, name: str, text: str, record: dict[str, str] | None = None
) -> tuple[Report, Ledger, Template]:
    """The notice that a text of the ledger gives, once for a request. `record` takes what its parts were drawn by."""
    key = (name, text)
    if key not in sent.made:
        drawn: dict[str, str] = {}
        sent.made[key] = *preview.composed(text, name, desk.folder, **_way(sent), record=drawn), drawn
    report, ledger, template, drawn = sent.made[key]
    if record is not None:
        record.update(drawn)
    return report, ledger, template


def _pinned(desk: Desk, entry: Ledger, path: str, phrase: str) -> str:
    """What the entry says that was chosen for a place."""
    from drafter.compose import fill

    try:
        return fill.pinned(phrase, entry, preview.bank_of(desk.folder)(), path).text
    except InputError:
        return f"{phrase}（词条库里没有这一条了）"


def _of_broken(desk: Desk, template: Template) -> str:
    """What is said of a template with errors: the preview shows its order all the same."""
    from drafter.web.own_templates import errors_of

    number = errors_of(desk, template.folder)
    return f"模板“{template.folder.name}”还有{number}处错，预览里照样能看分段，Word 稿出不来" if number else ""


def _is_stopped(desk: Desk, phrase: str) -> bool:
    """Whether an entry that was chosen has been switched off in the bank since."""
    found = preview.bank_of(desk.folder)().get(phrase)
    return found is not None and found.status == "停用"


def _fresh(desk: Desk, opened: Open, paragraphs: list[preview.Printed]) -> list[str]:
    """The places of the preview that were worded otherwise when the ledger was saved last by a choice."""
    seen, changed = desk.fresh.get(opened.name, ("", ()))
    places = (piece.place for paragraph in paragraphs for piece in paragraph.pieces if piece.place)
    return [place for place in places if seen == opened.seen and place.startswith(tuple(changed))] if changed else []


def save(desk: Desk, sent: Sent) -> Response:
    """/ledger/save: what the form brought, and an item added, moved, split or taken out."""
    opened = open_ledger(desk, sent)
    sent, clashes, elsewhere = _with_others(desk, opened, sent)
    text, wrong, failed = opened.text, list[str](), list[str]()
    if sent.one("seen") == opened.seen:
        text, wrong = _changed(opened, sent)
        text, failed = _operated(text, opened, sent)
        text, _ = _held(desk, opened, sent, text)
    desk.folder.save(opened.name, text.encode(), sent.one("seen"), "" if sent.one("op") else sent.one("at"))
    saved = open_ledger(desk, sent)
    operation = "" if failed else sent.one("op")
    at = _after(operation, sent.one("at"))
    before = desk.worded.get(opened.name)
    shown = _whole(desk, saved, sent, at)
    reworded = _reworded(before, desk.worded.get(opened.name), opened.seen)
    verb, _, _ = operation.partition(":")
    # An overview that was emptied, or written, changes what the form offers beside it.
    offer = len({bool(forms.text_at(one.root, "进展概述")) for one in (opened, saved)}) > 1
    return desk.view.page(
        "saved.html",
        sent,
        failed=failed,
        clashes=clashes,
        told=_told(desk, opened, saved, verb, shown)
        or _said_elsewhere(elsewhere, clashes)
        or _said_reworded(reworded, newly_named=_newly_named(opened, saved)),
        wrong=list(zip(*preview.placed_faults(wrong), strict=True)),
        redraw=verb not in ("", "template") or bool(elsewhere) or offer,
        quiet=verb in ("", "template"),
        verb=verb if verb != "remove" else "",  # what stands there now is not to be removed by the next key
        **{**shown, "reworded": reworded, "focus": _focus_after(saved, operation) or shown["focus"]},
    )


def _with_others(desk: Desk, opened: Open, sent: Sent) -> tuple[Sent, list[Clash], list[str]]:
    """What a form brought that was made before the ledger was changed elsewhere, as though it were made now; the cells
    that were changed here and there, and the places that were changed there."""
    then = desk.state(opened.name, sent.one("seen"))
    if sent.one("seen") == opened.seen or then is None:
        return sent, [], []
    try:
        before = forms.tree(then)
    except SyntaxFault:
        return sent, [], []
    posted, clashes = together(then, opened.text, sent.values)
    verb, sign, rest = sent.one("op").partition(":")
    path, equals, said = rest.partition("=") if verb in ("lead", "put") else (rest, "", "")
    if path and verb not in ("template", "apart", "sentences"):
        moved = place_now(before, opened.root, path)
        if not moved:
            raise InputError("这一条已在别的窗口里删去或移动，没有做成。请刷新后再试。")
        path = moved
    at = sent.one("at")
    at = at if at in forms.PARTS else place_now(before, opened.root, at) or ""
    values = {key: value for key, value in sent.values.items() if not key.startswith(forms.PREFIX)}
    renewed = {"seen": [opened.seen], "op": [f"{verb}{sign}{path}{equals}{said}"], "at": [at]}
    elsewhere = forms.changed_places(then.encode(), opened.text.encode())
    return replace(sent, values={**values, **posted, **renewed}), clashes, elsewhere


def _said_elsewhere(places: list[str], clashes: list[Clash]) -> str:
    """What the other window changed; a cell that both changed is asked about above, not told as settled."""
    apart = [place for place in places if place not in {clash.path for clash in clashes}]
    return f"已保存。别的窗口也改了这份台账（{forms.listed(apart)}），并到了一起" if apart else ""


def _operated(text: str, opened: Open, sent: Sent) -> tuple[str, list[str]]:
    """The text after what was asked for beside the fields; where that cannot be done, the text as it is, and why:
    the fields are saved all the same, and nothing is asked for a second time."""
    verb, _, path = sent.one("op").partition(":")
    try:
        done = _with_offers(text, opened.name, path) if verb == "fill" else _with_operation(text, sent.one("op"))
        refuse_unreadable(done, opened)
    except InputError as error:
        return text, error.messages
    return done, []


def _changed(opened: Open, sent: Sent) -> tuple[str, list[str]]:
    """The ledger's text with what the form brought, and what is wrong with the fields that are left out of it, where
    nothing else is asked. Raises InputError with every fault where there is nothing to save beside them."""
    text = forms.changed_text(opened.text, sent.values)
    try:
        refuse_unreadable(text, opened)
    except InputError:
        posted = {key: value for key, value in sent.values.items() if key.startswith(forms.PREFIX)}
        alone = {key: forms.changed_text(opened.text, {key: value}) for key, value in posted.items()}
        right, faults = {}, []
        for key, one in alone.items():
            try:
                if one != opened.text:
                    refuse_unreadable(one, opened)
                    right[key] = posted[key]
            except InputError as fault:
                faults += fault.messages
        text = forms.changed_text(opened.text, right)
        asked = sent.one("op").partition(":")[0] or "nothing"
        if (asked == "nothing" and not right) or asked not in ("nothing", "template") or not faults:
            raise
        refuse_unreadable(text, opened)
        return text, faults
    return text, []


def _told(desk: Desk, opened: Open, saved: Open, verb: str, shown: dict[str, Any]) -> str:
    """What is said of an operation that changes more than one place."""
    if verb == "template":
        return _changed_template(desk, opened, shown)
    if verb in ("apart", "sentences"):
        before, now = (sum(row.measures for row in forms.rows(one.root)) for one in (opened, saved))
        return f"{before}条措施拆成了{now}条。要合回去，按“退回上一次保存”"
    return ""


def _held(desk: Desk, opened: Open, sent: Sent, text: str, but: str = "") -> tuple[str, list[str]]:
    """The ledger's new text with what the page before was worded with, where other places would be drawn anew; and the
    places, beside the one that holds `but`, that change even so. As long as no unit is named nothing holds but for a
    choice: all offices would go on with the same words."""
    was: dict[str, str] = {}
    now: dict[str, str] = {}
    try:
        _, entry, _ = _composed(desk, sent, opened.name, opened.text, was)
        _composed(desk, sent, opened.name, text, now)
        if not (entry.unit.name or but) or not preview.changed_record(was, now, but):
            return text, []
        kept: dict[str, str] = {}
        held = set_value(text, WORDING_RECORD, preview.record_of(entry, was))
        _composed(desk, sent, opened.name, held, kept)
    except InputError:
        return text, []  # the page says what is wrong with it
    return held, preview.changed_record(was, kept, but)


def _reworded(before: preview.Worded | None, now: preview.Worded | None, seen: str) -> list[str]:
    """The places that the bank words otherwise since the page that was saved, though nobody chose it: entries are
    chosen by the facts. Empty where that page is not known."""
    if before is None or now is None or before.of != (seen, *now.of[1:]):
        return []
    return [place for place, entries in now.entries.items() if before.entries.get(place, entries) != entries]


def _newly_named(before: Open, now: Open) -> bool:
    """Whether the unit got its name just now."""
    return not forms.text_at(before.root, "单位.名称") and bool(forms.text_at(now.root, "单位.名称"))


def _said_reworded(places: list[str], *, newly_named: bool) -> str:
    if not places:
        return ""
    why = (
        "填了单位名称，取自词条库的话就按本单位选配（各单位不雷同），" if newly_named else "取自词条库的话跟着填的事实"
    )
    return f"已保存。{why}换了{len(places)}处，预览里标绿；您写的没有动。不合适的，点那一句换"


def _changed_template(desk: Desk, before: Open, shown: dict[str, Any]) -> str:
    """What another template prints otherwise: it may look like the one before on a ledger as short as this."""
    try:
        report, entry, old = preview.composed(before.text, before.name, desk.folder, edition=shown["edition"])
    except InputError:
        return ""
    was = [paragraph.text for paragraph in preview.printed(report, entry)]
    now = [paragraph.text for paragraph in shown["paragraphs"]]
    name, earlier = shown["template"], old.folder.name
    if name == earlier:
        return ""
    told = f"已换成“{name}”"
    if was == now:
        return f"{told}。这份台账用“{earlier}”和“{name}”排出来的字、分段、编号都一样，两个模板不同的地方还没有用到"
    kept = sum(block.size for block in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks())
    return f"{told}，与“{earlier}”排法不同的有{max(len(now), len(was)) - kept}段"


def refuse_unreadable(text: str, opened: Open) -> None:
    """A form may leave a ledger unfinished, not unreadable. Raises InputError with every fault it would bring in."""
    from drafter.ledger.load import load_ledger_text

    try:
        load_ledger_text(text, opened.name)
    except InputError as error:
        try:
            load_ledger_text(opened.text, opened.name)
        except InputError:
            return  # it had faults before: they are shown beside the form and can be mended one by one
        raise InputError(*preview.faults_of(error, opened.name)) from None


def _with_offers(text: str, name: str, path: str) -> str:
    """fill:单位.名称: what the notes hold for that place; with no path, for every place that is empty."""
    from drafter.ledger.load import load_ledger_text
    from drafter.work.offered import offers

    found = [one for one in offers(load_ledger_text(text, name)) if path in ("", one.path)]
    if not found:
        raise InputError("附注里没有可以填的了。请刷新后再看。")
    for one in found:
        text = set_value(text, one.path, one.value)
    return text


def _with_operation(text: str, operation: str) -> str:
    """add:问题[0].措施, put:问题[0].成效=…, remove:问题[0].措施[1], up:…, down:…, split:…, apart: (every one),
    template:内联式, lead:问题[0].措施[1]=压实责任, or nothing."""
    verb, _, path = operation.partition(":")
    if verb == "template":
        return set_value(text or "{}\n", "通报.模板", path)
    if verb == "apart":
        from drafter.ledger.apart import all_apart

        return all_apart(text)
    if verb == "sentences":
        from drafter.ledger.apart import all_sentences_apart

        return all_sentences_apart(text)
    if verb == "put":
        path, _, typed = path.partition("=")
        return forms.changed_text(text, {forms.PREFIX + path: [typed]})
    if verb == "lead":
        path, _, lead = path.partition("=")
        return set_value(text, f"{path}.提法", lead)
    if not path:
        return text
    if verb == "add":
        found = forms.field_at(forms.tree(text), path)
        key = str(steps_of(path)[-1])
        item = _NEW.get(key) or {_first_key(path): f"【待补：{key}】"}
        return insert_item(text or "{}\n", path, len(found.children) if found else 0, item)
    if verb == "remove":
        return remove_item(text, path)
    *_, index = steps_of(path)
    if not isinstance(index, int):
        raise InputError("这个操作不能用在这里。请刷新后再试。")
    if verb in ("up", "down"):
        found = forms.field_at(forms.tree(text), path.rpartition("[")[0])
        last = len(found.children) - 1 if found else 0
        return move_item(text, path, max(0, min(last, index + (1 if verb == "down" else -1))))
    if verb == "split":
        return _split(text, path)
    raise InputError("没有这个操作。请刷新后再试。")


def _first_key(path: str) -> str:
    """The key that a new item of a list begins with: 内容 where it has one, else its first."""
    from drafter.ledger.shape import ledger_shape

    shape = ledger_shape()
    for step in steps_of(path):
        shape = (shape.item if isinstance(step, int) else shape.fields.get(step)) or shape
    keys = list(shape.item.fields) if shape.item else []
    return next((k for k in ("内容", "名称", "标题") if k in keys), keys[0] if keys else "内容")


def _split(text: str, path: str) -> str:
    """A measure as the several that are written in it; where it is one, in two, behind its first sentence."""
    from drafter.ledger import apart

    done, plan = (forms.text_at(forms.tree(text), f"{path}.{key}") for key in ("内容", "计划"))
    content = apart.said({"内容": done}) or plan
    parts = apart.pieces(content)
    parts = parts if len(parts) > 1 else apart.first_sentence_apart(content)
    if len(parts) < 2:
        planned = len(apart.pieces(plan)) if content == done else 0
        which = f"“计划”里写着{planned}件，要分开的，请先把“内容”也按件写好（编号或换行）再拆" if planned > 1 else ""
        raise InputError(f"这条措施的“{'内容' if content == done else '计划'}”只有一句话，拆不开。{which}")
    return apart.taken_apart(text, path, parts)


def _after(operation: str, at: str) -> str:
    """Which form is shown after an operation: the problem that was added, the one before a removed one."""
    verb, _, path = operation.partition(":")
    steps = steps_of(path) if path else []
    if steps and steps[0] == "问题" and len(steps) == 2 and isinstance(steps[1], int):
        shift = {"remove": -1, "up": -1, "down": 1}.get(verb, 0)
        return f"问题[{max(0, steps[1] + shift)}]"
    if verb == "add" and path == "问题":
        return "问题[-1]"
    return at


def _focus_after(opened: Open, operation: str) -> str:
    """The place that an operation leads to: the first field of what was added, the item that was moved or split, the
    one that stands where one was taken out, the 提法 that was taken."""
    verb, _, path = operation.partition(":")
    if verb == "lead":
        return f"{path.partition('=')[0]}.提法"
    if verb == "put":
        return path.partition("=")[0]
    if verb == "fill":
        return path
    if verb == "add":
        found = forms.field_at(opened.root, path)
        item = found.children[-1] if found and found.children else None
        if item is None:
            return ""
        dated = [c for c in item.children[:1] if c.dated]  # what has a date begins with it
        return next((c.path for c in (*dated, *item.children) if c.value or c.dated), item.path)
    index = steps_of(path)[-1] if path else ""
    if not isinstance(index, int):
        return ""
    listed = path.rpartition("[")[0]
    found = forms.field_at(opened.root, listed)
    last = len(found.children) - 1 if found else -1
    place = min(max(0, index + {"up": -1, "down": 1}.get(verb, 0)), last)
    return f"{listed}[{place}]" if place >= 0 else listed


def add_problem(desk: Desk, sent: Sent) -> Response:
    """/ledger/problem: a new problem at the end of the list, opened in the form."""
    opened = open_ledger(desk, sent)
    count = len(forms.rows(opened.root))
    text = insert_item(opened.text or "{}\n", "问题", count, {"编号": count + 1, "表述": "【待补：问题的写法】"})
    desk.folder.save(opened.name, text.encode(), sent.one("seen"))
    return desk.view.goto("/ledger", sent, name=opened.name, at=f"问题[{count}]", **_way(sent))


def alternatives(desk: Desk, sent: Sent) -> Response:
    """/ledger/alternatives: what else could stand at a place that the phrasebank words, and a box for own words."""
    from drafter.compose import fill
    from drafter.compose.facts import UNTOLD, Facts
    from drafter.compose.wordings import BANKED, settled, wordings

    opened = open_ledger(desk, sent)
    path, bank = sent.one("path"), preview.bank_of(desk.folder)()
    report, entry, _ = preview.composed(opened.text, opened.name, desk.folder, **_way(sent))
    placed = wordings(report, entry)
    now = next((p.text[w.start : w.end] for p, _ in report.walk() for w in placed.get(id(p), []) if w.path == path), "")
    if not now:
        raise InputError("这一处已经不在稿子里，可能刚改过。请刷新后再试。")
    given = forms.given_at(opened.root, path)
    text = set_value(opened.text, path, "") if given and not settled(report, path) else opened.text
    _, entry, _ = preview.composed(text, opened.name, desk.folder, **_way(sent))
    used = frozenset(o.ref for p, _ in report.walk() for o in p.origins if o.kind == "phrase")
    facts = Facts(entry)
    named = "监督" if path == _CONTACT else BANKED.get(path, path)
    every = fill.alternatives(named, entry, bank, used, limit=3 * MOST_LEADS)
    untold = UNTOLD in now
    fitting = [one for one in every if not facts.lacks(one.text)]
    found = fitting or ([] if untold else list(every))  # one with a gap is no better
    return desk.view.page(
        "alternatives.html",
        sent,
        **_shared(desk, opened, sent),
        place=path,
        where=forms.spoken(path),
        now=now,
        untold=untold,
        found=[
            (a.id, _whole_contact(report, sentence) if path == _CONTACT else sentence)
            for a in found[:MOST_LEADS]
            for sentence in [facts.fill(a.text, a.id).text]
        ],
        given=given and forms.text_at(opened.root, path) != FILL,
        at=_at(opened, path),
    )


_CONTACT = "联系方式.全文"


def _whole_contact(report: Report, sentence: str) -> str:
    """All that the notice says of how to be reached, with another sentence at its head: it is kept as one text."""
    passages = report.contact.passages if report.contact else ()
    if not passages:
        return sentence
    first = passages[0]
    head = max((o.end for o in first.origins if o.kind == "phrase"), default=len(first.text))
    return "\n".join((sentence + first.text[head:], *(p.text for p in passages[1:])))


def leads(desk: Desk, sent: Sent) -> Response:
    """/ledger/leads: 提法 that the phrasebank has for a measure, each to be taken by a click."""
    from drafter.compose import fill
    from drafter.ledger.load import load_ledger_text

    opened = open_ledger(desk, sent)
    entry = load_ledger_text(opened.text, opened.name)
    path = sent.one("path")
    measure, title = _measure_at(entry, path)
    bank = preview.bank_of(desk.folder)()
    fitting = list(dict.fromkeys(lead.text for lead in fill.leads(measure, title, bank)))
    near = [lead.text for lead in fill.near_leads(measure, title, bank, MOST_LEADS) if lead.text not in fitting]
    return desk.view.page(
        "leads.html",
        sent,
        name=opened.name,
        path=path,
        fitting=fitting[:MOST_LEADS],
        near=near[: max(0, MOST_LEADS - len(fitting))],
    )


def _measure_at(entry: Ledger, path: str) -> tuple[MeasureEntry, str]:
    """The measure of a path, and the wording of its problem or 具体表现. Raises InputError where there is none."""
    found = measure_at(entry, path)
    if found is None:
        raise InputError("没有这条措施，可能已在别处删去。请刷新后再试。")
    return found


_POINT_LEAD = pattern(r"(?:组织领导|下一步)\.要点\[\d+\]\.提法")


def choose(desk: Desk, sent: Sent) -> Response:
    """/ledger/choose: a phrase of the bank, or own words, for a place of the ledger; with neither it is let go."""
    from drafter.compose.wordings import settled

    opened = open_ledger(desk, sent)
    path, phrase, own = sent.one("path"), sent.one("id"), sent.one("own").strip().replace("\r\n", "\n")
    text = opened.text
    entry = preview.bank_of(desk.folder)().get(phrase) if phrase else None
    # A lead of several, or put together of several entries, cannot be pinned by a name: its words are written.
    said = entry and (entry.members or path == _CONTACT or _POINT_LEAD.fullmatch(path))
    wording: Any = sent.one("text") if said else {"词条": phrase} if phrase else own
    report, _, _ = preview.composed(text, opened.name, desk.folder, **_way(sent))
    together = settled(report, path)
    if together and wording:  # points that were drawn together stay as they are, but for this one
        listed, items = together
        there = forms.field_at(opened.root, listed)
        for index in range(len(there.children) if there else 0, len(items)):
            text = insert_item(text or "{}\n", listed, index, items[index])
    let_go = FILL if together and not wording and path.endswith(".提法") else ""  # it keeps its place in the list
    text = set_value(text or "{}\n", path, wording or let_go)
    refuse_unreadable(text, opened)
    text, others = _held(desk, opened, sent, text, path)
    desk.folder.save(opened.name, text.encode(), sent.one("seen"))
    told = f"已改：{forms.spoken(path)}" if wording else f"{forms.spoken(path)}：改由程序选"
    if others:
        told += f"。为了不和它重复用词，{forms.listed(others)}也换了说法（预览里标绿），别处没有动"
    desk.fresh[opened.name] = (digest(text.encode()), (path, *others))
    desk.view.tell(told)
    return desk.view.goto("/ledger", sent, name=opened.name, at=path, **_way(sent))


# ---- in: a sheet, an old notice, a ledger


def bring(desk: Desk, sent: Sent) -> Response:
    """/bring: a file that was dropped in becomes a ledger, after its account was seen."""
    name, data = sent.file("file")
    suffix = Path(name).suffix.lower()
    refuse_of_no_use(name, "sheet", "notice", "ledger")
    if suffix in (".yaml", ".yml"):
        decode(data, name)
        saved = desk.folder.keep(name, data)
        return desk.view.goto("/newer" if _alike(desk, saved) else "/ledger", sent, name=saved)
    saved = desk.folder.keep(name, data)
    return desk.view.goto("/import", sent, name=saved)


def newer(desk: Desk, sent: Sent) -> Response:
    """/newer: a ledger that came in has the problems of one that the folder has: its newer state, or another one?"""
    opened = open_ledger(desk, sent)
    return desk.view.page("newer.html", sent, name=opened.name, already=_alike(desk, opened.name))


def account(desk: Desk, sent: Sent) -> Response:
    """/import: what becomes of each column and cell, with our guess in a drop-down; nothing is written yet."""
    from drafter.ledger.apart import plans_unmatched
    from drafter.ledger.excel_table import known_fields
    from drafter.text.dates import dates_in
    from drafter.text.normal import fold
    from drafter.work.importing import SHEETS, headings_of

    name = sent.one("name")
    path = desk.folder.path(name)
    faults: list[str] = []
    try:
        imported = _imported(desk, sent)
        columns = imported.columns
    except InputError as error:
        if path.suffix.lower() not in SHEETS:
            raise
        imported, columns, faults = None, headings_of(path), error.messages
    questions = imported.questions if imported else ()
    asked = {q.heading: q for q in questions if q.heading}
    unsure = [c for c in columns if c.heading in asked or not c.field]
    again = _read_from(desk, name, imported)
    return desk.view.page(
        "import.html",
        sent,
        name=name,
        imported=imported,
        faults=[without_path(m, path) for m in faults],
        told=[without_path(m, path) for m in (imported.told or imported.messages if imported else ())],
        columns=columns,
        unsure=unsure,
        sure=[c for c in columns if c not in unsure],
        groups=forms.column_groups(known_fields()),
        told_apart=_TOLD_APART,
        together=_together(columns),
        dated={c.heading for c in unsure if any(dates_in(fold(sample)) for sample in c.samples)},
        bare=imported is not None and not imported.measures,
        meanings=forms.COLUMN_MEANINGS,
        asked=asked,
        questions=[without_path(q.text, path) for q in questions if not q.heading],
        given=_asked_columns(sent),
        remembered=desk.folder.exists(COLUMNS),
        notice=path.suffix.lower() not in SHEETS and imported is not None and not columns,
        several=_several(imported.text) if imported else (0, 0),
        unmatched=plans_unmatched(imported.text) if imported else 0,
        several_each=[row for row in forms.rows(forms.tree(imported.text)) if row.measures > 1] if imported else [],
        skeleton=sent.one("skeleton") == "1",
        example=_example(desk, sent, imported) if imported and sent.one("look") else None,
        already=[one for one in _already(desk, imported, name) if one.name not in again],
        again=again,
        target=desk.folder.free_name(f"{Path(name).stem}.yaml"),
    )


class ReadSo(NamedTuple):
    """A problem of a file as it was read, and what the notice prints of it. `lines`: (what, what was read)."""

    number: int
    of: int
    lines: list[tuple[str, str]]
    printed: list[preview.Printed]
    faults: list[str]


def _example(desk: Desk, sent: Sent, imported: Imported) -> ReadSo | None:
    """The problem that was asked for, else the first one with several measures: it shows most of a reading."""
    root = forms.tree(imported.text)
    rows = forms.rows(root)
    if not rows:
        return None
    index = min(sent.number("show", 1 + next((r.index for r in rows if r.measures > 1), 0)), len(rows)) - 1
    found = forms.field_at(root, f"问题[{index}]")
    lines = [(forms.spoken(f.path).partition(" · ")[2], f.value) for f in forms.filled_in(found)] if found else []
    try:
        report, entry, _ = preview.composed(imported.text, "台账", desk.folder)
    except InputError as error:
        return ReadSo(index + 1, len(rows), lines, [], preview.faults_of(error, "台账"))
    return ReadSo(index + 1, len(rows), lines, preview.of_problem(preview.printed(report, entry), index), [])


def _together(columns: Iterable[ReadColumn]) -> dict[str, list[str]]:
    """Field -> the headings that were taken for it."""
    found: dict[str, list[str]] = {}
    for column in columns:
        if column.field:
            found.setdefault(column.field, []).append(column.heading)
    return found


class Again(NamedTuple):
    """A ledger that was read from the file that is looked at. `text`: what the ledger becomes with this reading, None
    where somebody has to look at the differences; `kept`: how many places were written to since; `clashing`: those of
    them that are read otherwise too."""

    name: str
    seen: str
    text: str | None
    kept: int = 0
    clashes: int = 0
    clashing: str = ""  # in people's words


def _read_from(desk: Desk, source: str, imported: Imported | None) -> dict[str, Again]:
    """The ledgers that were read from a file, each with what a newer reading makes of it."""
    from drafter.ledger.replay import replayed

    found: dict[str, Again] = {}
    for name in desk.folder.names("ledger") if imported else []:
        origin = desk.folder.origin(name)
        if origin is None or origin.source != source or imported is None:
            continue
        data = desk.folder.read(name)
        try:
            now = decode(data, name)
            done = replayed(origin.text, now, _of_its_kind(imported, source))
        except (InputError, SyntaxFault):
            continue  # it cannot be read: its own page says why
        seen = digest(data)
        if done is None:
            found[name] = Again(name, seen, None)
            continue
        said = forms.listed(list(done.clashing))
        found[name] = Again(name, seen, done.text, len(done.kept), len(done.clashing), said)
    return found


class Already(NamedTuple):
    """A ledger of the folder that has problems of what was dropped in."""

    name: str
    shared: int
    of: int  # problems of what was dropped in


def _already(desk: Desk, imported: Imported | None, name: str) -> list[Already]:
    """The ledgers that a file that was read may be a newer state of."""
    from drafter.ledger.load import load_ledger_text

    return _sharing(desk, load_ledger_text(imported.text, name)) if imported and desk.folder.names("ledger") else []


def _alike(desk: Desk, name: str) -> list[Already]:
    """The other ledgers that a ledger of the folder may be a newer state of; none where it cannot be read: the page of
    the ledger says why."""
    from drafter.ledger.load import load_ledger

    if len(desk.folder.names("ledger")) < 2:
        return []
    try:
        return _sharing(desk, load_ledger(desk.folder.path(name)), but=name)
    except InputError:
        return []


def _sharing(desk: Desk, newer: Ledger, but: str = "") -> list[Already]:
    """The ledgers with problems of that one, the likeliest first: by their problems, not their names."""
    from drafter.work.merging import shared_problems

    ledgers = [name for name in desk.folder.names("ledger") if name != but][:_MOST_COMPARED]
    found = [Already(n, shared_problems(desk.folder.path(n), newer), len(newer.problems)) for n in ledgers]
    alike = [one for one in found if one.shared and 2 * one.shared >= one.of]
    return sorted(alike, key=lambda one: -one.shared)


def _asked_columns(sent: Sent) -> dict[str, str]:
    """heading -> field, as the drop-downs say; those left at our guess are not among them."""
    return {k.removeprefix("map:"): v[-1] for k, v in sent.values.items() if k.startswith("map:") and v[-1]}


def _imported(desk: Desk, sent: Sent) -> Imported:
    """The file read by what the office remembers of its columns, and by what was chosen now."""
    from drafter.work.importing import import_file, import_skeleton

    if sent.one("skeleton") == "1":
        return import_skeleton(desk.folder.path(sent.one("name")))
    chosen = [f"{heading}={field}" for heading, field in _asked_columns(sent).items()]
    return import_file(desk.folder.path(sent.one("name")), [*remembered_columns(desk), *chosen])


def without_path(message: str, path: Path) -> str:
    """A message without the file that it is about: the page's heading says which."""
    return message.replace(f"{path} ", "").removeprefix(str(path)).lstrip("：: ")


def _of_its_kind(imported: Imported, name: str) -> str:
    """A sheet's ledger with 巡察 where its title, its headings or its file's name say 巡察 and never 巡视."""
    text = imported.text
    root = forms.tree(text)
    said = " ".join((name, *forms.texts_at(root, "附注"), *(column.heading for column in imported.columns)))
    if Path(name).suffix.lower() not in (".xlsx", ".xlsm", ".csv") or "巡察" not in said or "巡视" in said:
        return text
    return text if forms.given_at(root, "巡视.类别") else set_value(text, "巡视.类别", "巡察")


def accept_import(desk: Desk, sent: Sent) -> Response:
    """/import (sent): write the ledger, remember the columns for the office, open it."""
    target = sent.one("target") or "台账.yaml"
    imported = _imported(desk, sent)
    if Path(target).suffix.lower() not in (".yaml", ".yml"):
        target += ".yaml"
    saved = desk.folder.free_name(target)
    text = _of_its_kind(imported, sent.one("name"))
    desk.folder.save(saved, text.encode(), None)
    if imported.columns:
        desk.folder.remember(saved, Origin(sent.one("name"), text))
    remember_columns(desk, sent, _as_shown(imported))
    desk.view.tell(f"已存成台账“{called(saved)}”。“{sent.one('name')}”没有动，以后在这里填、在这里改")
    return desk.view.goto("/ledger", sent, name=saved)


def read_again(desk: Desk, sent: Sent) -> Response:
    """/import/again: a ledger that was read from this file takes over the newer reading; what was written into it
    since stays."""
    name, into = sent.one("name"), sent.one("into")
    imported = _imported(desk, sent)
    found = _read_from(desk, name, imported).get(into)
    if found is None or found.text is None:
        raise InputError(f"“{into}”：读入以后改动太大，不能直接重读。请按“并进……先看差别”。")
    desk.folder.save(into, found.text.encode(), sent.one(f"seen:{into}"))
    desk.folder.remember(into, Origin(name, _of_its_kind(imported, name)))
    remember_columns(desk, sent, _as_shown(imported))
    kept = f"；您填的、改的{found.kept}处照留" if found.kept else ""
    desk.view.tell(f"已照新的读法重读{kept}。不对的可以退回上一次保存")
    return desk.view.goto("/ledger", sent, name=into)


def _as_shown(imported: Imported) -> dict[str, str]:
    """What the columns that were asked about stand for where nobody chose otherwise: who saves has seen it."""
    asked = {question.heading for question in imported.questions if question.heading}
    return {c.heading: c.field or _NOT_PRINTED for c in imported.columns if c.heading in asked}


_NOT_PRINTED = "内部备注"


def remember_columns(desk: Desk, sent: Sent, shown: Mapping[str, str] = MappingProxyType({})) -> None:
    """Keep for the office what the drop-downs say of a sheet's columns; `shown`: what stood there of those that were
    asked about."""
    from drafter.work.importing import columns_text, load_columns

    chosen = {**shown, **_asked_columns(sent)}
    if chosen:
        known = desk.folder.exists(COLUMNS)
        seen = digest(desk.folder.read(COLUMNS)) if known else None
        before = load_columns(desk.folder.path(COLUMNS)) if known else {}
        desk.folder.save(COLUMNS, columns_text(before | chosen).encode(), seen)


def remembered_columns(desk: Desk) -> list[str]:
    """The office's file of columns, as --map takes it."""
    return [str(desk.folder.path(COLUMNS))] if desk.folder.exists(COLUMNS) else []


# ---- out: Word, Excel, the departments' workbooks


def draft(desk: Desk, sent: Sent) -> Response:
    """/ledger/draft: the notice as a Word file in the folder."""
    from drafter.web import own_templates
    from drafter.work.drafting import Job
    from drafter.work.drafting import draft as make

    name, way, clean = sent.one("name"), _way(sent), sent.one("clean") == "1"
    target = f"{draft_stem(name)}{f'-{INSIDE}' if way['edition'] == INSIDE else ''}{'-定稿' if clean else ''}.docx"
    if sent.one("as") == "new":
        target = desk.folder.free_name(target)
    text = decode(desk.folder.read(name), name)
    report, entry, found = preview.composed(text, name, desk.folder, **_way(sent))
    if no := own_templates.refused(desk, sent, found.folder.name, _way(sent)):
        return desk.view.page("badtemplate.html", sent, status=422, clean=clean, **no)
    renewed = desk.folder.exists(target) and sent.one("force") != "1"
    outcome = make(
        Job(
            desk.folder.path(name),
            desk.folder.path(target),
            str(found.folder),
            force=sent.one("force") == "1",
            phrasebank=preview.own_bank(desk.folder),
            edition=way["edition"],
            clean=clean,
        )
    )
    if any("--force" in message for message in outcome.errors):  # a draft that somebody worked on
        other = desk.folder.free_name(target)
        return desk.view.page("kept.html", sent, status=409, name=name, clean=clean, target=target, other=other, **way)
    if outcome.errors:
        raise InputError(*outcome.errors)
    return desk.view.page(
        "drafted.html",
        sent,
        name=name,
        **way,
        editions=EDITION_NAMES,
        clean=clean,
        renewed=renewed,
        target=target,
        outcome=outcome,
        missing=preview.missing(preview.printed(report, entry)),
        warnings=[without_path(w, desk.folder.path(name)) for w in outcome.warnings],
    )


def draft_stem(ledger: str) -> str:
    """What a ledger's notice is called: 整改台账.yaml gives 整改通报."""
    return Path(ledger).stem.replace("台账", "通报")


def export(desk: Desk, sent: Sent) -> Response:
    """/ledger/export: the ledger as a workbook."""
    from drafter.ledger.excel_out import write_excel
    from drafter.ledger.load import load_ledger

    name = sent.one("name")
    return download(write_excel(load_ledger(desk.folder.path(name))), f"{Path(name).stem}-导出.xlsx", XLSX)


def departments(desk: Desk, sent: Sent) -> Response:
    """/ledger/departments: one workbook a 责任单位 (or another division), with its problems only, in one zip;
    with `see`, who gets which."""
    from drafter.ledger.excel_out import write_department
    from drafter.ledger.load import load_ledger
    from drafter.work.departments import BY, divided, shares

    name = sent.one("name")
    by = next((known for known in BY if known == sent.one("by")), BY[0])
    before, entry = f"{Path(name).stem}-", load_ledger(desk.folder.path(name))
    parts = divided(entry, by, before)
    if not set(parts) - {f"未填{by}"}:
        raise InputError(f"台账里的问题都没有填 {by}，分不出各家的表。请先填上。")
    if sent.one("see"):
        hidden = {str(problem.number) for problem in entry.problems if not problem.public}
        found = shares(entry, by, before)
        return desk.view.page(
            "departments.html", sent, name=name, by=by, found=found, hidden=hidden, before=before, none=f"未填{by}"
        )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for part, own in parts.items():
            info = zipfile.ZipInfo(f"{before}{part}.xlsx", (2000, 1, 1, 0, 0, 0))
            bundle.writestr(info, write_department(own))
    return download(buffer.getvalue(), f"{Path(name).stem}-分发.zip", "application/zip")


PAGES = {
    "/ledger": ledger,
    "/ledger/form": form,
    "/ledger/preview": shown,
    "/ledger/alternatives": alternatives,
    "/ledger/leads": leads,
    "/ledger/export": export,
    "/ledger/departments": departments,
    "/newer": newer,
    "/import": account,
}
CHANGES = {
    "/ledger/save": save,
    "/ledger/problem": add_problem,
    "/ledger/choose": choose,
    "/ledger/draft": draft,
    "/bring": bring,
    "/import/accept": accept_import,
    "/import/again": read_again,
}
